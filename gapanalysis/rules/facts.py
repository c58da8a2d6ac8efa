# SPDX-License-Identifier: EUPL-1.2
"""What the tests of rules mean for a project on a day: answers, attributes of provisions in force,
the mapping state of an obligation, reservations, facts about the State.

Nothing is assumed: what is not set is unknown. The exceptions are written down: a provision of a
law that is no bill counts as in force unless an attribute says otherwise, and an attribute may have
a default in ``attributes.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, cached_property

from gapanalysis.model import (
    AnswerValue,
    AttributeState,
    Coverage,
    Instrument,
    LawKind,
    Provision,
    Read,
    ReservationState,
    ReservationStatus,
    Snapshot,
    Truth,
)
from gapanalysis.model import Mapping as ProvisionMapping
from gapanalysis.reservations import IN_FORCE
from gapanalysis.rules.conditions import (
    STATE_DATES,
    AttributeIs,
    ElementIs,
    FactIs,
    MappingIs,
    ReservationIs,
)

GENERAL_ARTICLES = frozenset({41, 43, 44, 45, 46, 48, 55, 58})
"""Articles on all offences: a provision mapped there bears on the offences that it names."""
OPEN_ARTICLES = frozenset({41, 46, 55, 58})
"""Of these, the ones on which a provision that names no offence may bear on any of them."""
OFFENCE_ARTICLES = frozenset(range(33, 41))
ADULT_AGE = 18

Membership = tuple[Provision, Truth]
TestResult = tuple[Truth, tuple[Read, ...], bool]
"""Result of a test, what it read, and whether something that it read is known."""


class Facts:
    """The facts of one snapshot on one day, as the tests of rules ask for them."""

    def __init__(
        self,
        instrument: Instrument,
        snapshot: Snapshot,
        reservations: tuple[ReservationState, ...],
        as_of: date,
    ) -> None:
        self.instrument, self.snapshot, self.as_of = instrument, snapshot, as_of
        self.reservations = reservations
        self._members: dict[tuple[str, ...], tuple[Membership, ...]] = {}
        self._near: dict[str, tuple[ProvisionMapping, ...]] = {}

    # --- provisions and their attributes -----------------------------------------------------

    def value(self, provision: int, name: str) -> str | None:
        """Gives an attribute's value that a person stands behind, or its default, or None."""
        attribute = self.snapshot.attributes.get(provision, {}).get(name)
        if attribute is not None and attribute.state == AttributeState.PERSON:
            return attribute.value
        kind = self.instrument.attributes.get(name)
        return kind.default if kind else None

    def words(self, value: str | None) -> frozenset[str] | None:
        """Gives a set attribute's words; ``none`` is the empty set; None where it is unset."""
        if value is None:
            return None
        return frozenset(w.strip() for w in value.split(",") if w.strip() and w != "none")

    def is_in_force(self, provision: int) -> bool:
        """Tells whether a provision is law on the day; a provision of a bill is not."""
        owner = self.snapshot.provisions[provision].law
        if self.snapshot.laws[owner].kind == LawKind.BILL:
            return False
        said = self.value(provision, "in_force") or "yes"
        day = re.search(r"\d{4}-\d{2}-\d{2}", said)
        when = date.fromisoformat(day.group()) if day else None
        if said.startswith("future"):
            return when is not None and when <= self.as_of
        if said.startswith("repealed"):
            return when is not None and self.as_of < when
        return True

    @cached_property
    def read_mappings(self) -> tuple[ProvisionMapping, ...]:
        """The mappings that rules read: every coverage but *related*."""
        return tuple(m for m in self.snapshot.mappings if m.coverage != Coverage.RELATED)

    def near(self, node: str) -> tuple[ProvisionMapping, ...]:
        """Gives the mappings at a node, below it and above it."""
        if node not in self._near:
            self._near[node] = tuple(
                m for m in self.read_mappings if related_nodes(m.obligation, node)
            )
        return self._near[node]

    def provisions_on(self, nodes: tuple[str, ...]) -> tuple[Membership, ...]:
        """Gives the provisions in force on some nodes; *unknown* marks one whose bearing on an
        offence is not said. ``any`` stands for every mapped provision, in force or not.
        """
        if nodes not in self._members:
            self._members[nodes] = tuple(self._find_members(nodes))
        return self._members[nodes]

    def _find_members(self, nodes: tuple[str, ...]) -> Iterable[Membership]:
        found: dict[int, Truth] = {}
        articles = {int(node.split(".")[0]) for node in nodes if node != "any"}
        for mapping in self.read_mappings:
            if "any" in nodes:
                found[mapping.provision] = Truth.TRUE
                continue
            if any(related_nodes(mapping.obligation, node) for node in nodes):
                truth = Truth.TRUE
            else:
                truth = self._bearing(mapping, articles)
            if truth != Truth.FALSE and found.get(mapping.provision) != Truth.TRUE:
                found[mapping.provision] = truth
        for provision, truth in found.items():
            if "any" in nodes or self.is_in_force(provision):
                yield self.snapshot.provisions[provision], truth

    def _bearing(self, mapping: ProvisionMapping, articles: set[int]) -> Truth:
        general = int(mapping.obligation.split(".")[0])
        if general not in GENERAL_ARTICLES or not articles & OFFENCE_ARTICLES:
            return Truth.FALSE
        named = self.words(self.value(mapping.provision, "offences"))
        if named is None:
            return Truth.UNKNOWN if general in OPEN_ARTICLES else Truth.FALSE
        return Truth.TRUE if named & {str(article) for article in articles} else Truth.FALSE

    def attribute(self, test: AttributeIs) -> TestResult:
        """Answers ``some / all / none [nodes] attribute … where …``; no provision is unknown."""
        truths, reads, known = [], [], False
        asked = False
        for provision, member in self.provisions_on(test.nodes):
            holds = self._provision_test(provision.id, test)
            inside = member
            for name, values in test.where:
                inside = conjunction((inside, self._among(provision.id, name, values)))
            asked = asked or inside != Truth.FALSE
            if test.quantifier == "all":
                truths.append(disjunction((negation(inside), holds)))
            else:
                truths.append(conjunction((inside, holds)))
            reads.append(self._read(provision, test.name, self._shown(provision.id, test.name)))
            for name, _ in test.where:
                reads.append(self._read(provision, name, self.value(provision.id, name)))
            known = known or self._is_known(provision.id, test)
        if not truths or (test.quantifier == "all" and not asked):
            return Truth.UNKNOWN, (*reads,) or (_unread(test.name),), known
        result = conjunction(truths) if test.quantifier == "all" else disjunction(truths)
        if test.quantifier == "none":
            result = negation(result)
        return result, tuple(reads), known

    def _is_known(self, provision: int, test: AttributeIs) -> bool:
        if self._shown(provision, test.name) is not None:
            return True
        set_by_person = self.snapshot.attributes.get(provision, {})
        return any(
            name in set_by_person and set_by_person[name].state == AttributeState.PERSON
            for name, _ in test.where
        )

    def _shown(self, provision: int, name: str) -> str | None:
        if name == "limitation_after_majority":
            return self._limitation_after_majority(provision)
        return self.value(provision, name)

    def _provision_test(self, provision: int, test: AttributeIs) -> Truth:
        value = self._shown(provision, test.name)
        if value is None:
            return Truth.UNKNOWN
        if test.compare == "is":
            return self._among(provision, test.name, test.values)
        if test.compare == "contains":
            return truth(bool((self.words(value) or frozenset()) & set(test.values)))
        if value == "none":
            return Truth.FALSE
        return compare_number(value, test.compare, test.bound)

    def _among(self, provision: int, name: str, values: tuple[str, ...]) -> Truth:
        value = self.value(provision, name)
        if value is None:
            return Truth.UNKNOWN
        return truth(value.split("(")[0] in values)

    def _limitation_after_majority(self, provision: int) -> str | None:
        years = self.value(provision, "limitation_years")
        start = self.value(provision, "limitation_start")
        if years is None or years == "none":
            return years
        if start is None or not _is_number(years):
            return None
        return years if start == "majority" else f"{float(years) - ADULT_AGE:g}"

    def _read(self, provision: Provision, name: str, value: str | None) -> Read:
        attribute = self.snapshot.attributes.get(provision.id, {}).get(name)
        quotation = attribute.quotation if attribute else None
        quote = quotation.exact if quotation else self._quote_of(provision)
        return Read(
            kind="attribute",
            name=name,
            value=value,
            law=self.snapshot.laws[provision.law].title,
            number=provision.address,
            quote=quote,
            provision=provision.id,
        )

    @cached_property
    def _quoted(self) -> dict[int, str]:
        """The first quoted words of each mapped provision."""
        quoted: dict[int, str] = {}
        for mapping in self.snapshot.mappings:
            if mapping.quotation:
                quoted.setdefault(mapping.provision, mapping.quotation.exact)
        return quoted

    def _quote_of(self, provision: Provision) -> str:
        return self._quoted.get(provision.id, provision.text)

    # --- elements ----------------------------------------------------------------------------

    def answer(self, element: str) -> AnswerValue | None:
        """Gives the answer that rules read: *yes* that rests on guidelines or practice alone is
        *partly* where the duty needs law (modifier M3).
        """
        given = self.snapshot.answers.get(element)
        if given is None:
            return None
        if given.value == AnswerValue.YES and self._rests_on_practice(element):
            return AnswerValue.PARTLY
        return given.value

    def _rests_on_practice(self, element: str) -> bool:
        obligation = self.instrument.obligations[self.instrument.elements[element].obligation]
        if not obligation.needs_law:
            return False
        soft = {"guideline", "practice"}
        case_law_counts = (
            obligation.article in {42, 46}
            or obligation.id == "36.2"
            or self.snapshot.state.facts.get("legal_system") == "common_law"
        )
        if not case_law_counts:
            soft.add("case_law")
        kinds = [
            self.value(m.provision, "instrument")
            for m in self.near(obligation.id)
            if self.is_in_force(m.provision)
        ]
        return bool(kinds) and all(kind in soft for kind in kinds)

    def element(self, test: ElementIs, *, partly_too: bool) -> TestResult:
        """Answers ``E33.1 = no``; with ``partly_too`` an answer *partly* satisfies *no* (M0)."""
        given = self.answer(test.element)
        reads = self._element_reads(test.element, given)
        if given is None:
            asked = "unanswered" in test.values
            return (Truth.TRUE if asked else Truth.UNKNOWN), reads, False
        if given == AnswerValue.UNCLEAR:
            explicit = "unclear" in test.values
            return (Truth.TRUE if explicit else Truth.UNKNOWN), reads, True
        wanted: set[str] = set(test.values)
        if partly_too and "no" in wanted:
            wanted.add("partly")
        return truth(str(given) in wanted), reads, True

    def _element_reads(self, element: str, given: AnswerValue | None) -> tuple[Read, ...]:
        value = None if given is None else str(given)
        plain = Read(kind="element", name=element, value=value)
        if given is None:
            return (plain,)
        obligation = self.instrument.elements[element].obligation
        return tuple(
            Read(
                kind="element",
                name=element,
                value=value,
                law=self.snapshot.laws[self.snapshot.provisions[m.provision].law].title,
                number=self.snapshot.provisions[m.provision].address,
                quote=m.quotation.exact
                if m.quotation
                else self.snapshot.provisions[m.provision].text,
                provision=m.provision,
            )
            for m in self.near(obligation)
        ) or (plain,)

    # --- obligations, reservations, State ----------------------------------------------------

    def mapping_state(self, node: str) -> str:
        """Gives ``mapped``, ``draft``, ``none``, ``answered`` or ``unmapped`` of a node."""
        near = self.near(node)
        if any(self.is_in_force(m.provision) for m in near):
            return "mapped"
        if any(self._is_bill(m.provision) for m in near):
            return "draft"
        if any(said == node or node.startswith(f"{said}.") for said in self.snapshot.statements):
            return "none"
        obligations = [
            o for o in self.instrument.obligations if o == node or o.startswith(f"{node}.")
        ]
        answered = any(
            e.obligation in obligations and e.id in self.snapshot.answers
            for e in self.instrument.elements.values()
        )
        return "answered" if answered else "unmapped"

    def _is_bill(self, provision: int) -> bool:
        law = self.snapshot.laws[self.snapshot.provisions[provision].law]
        return law.kind == LawKind.BILL

    def mapping(self, test: MappingIs) -> TestResult:
        """Answers ``mapping[36.1.a] = none``; the state is always known, only *none* is a fact."""
        state = self.mapping_state(test.node)
        read = Read(kind="mapping", name=test.node, value=state)
        return truth(state in test.values), (read,), state == "none"

    def reservation(self, test: ReservationIs, each: ReservationState | None) -> TestResult:
        """Answers ``reservation[V34] = active``; ``each`` is the reservation being looked at."""
        if test.code == "each":
            concerned = [each] if each else []
        else:
            concerned = [r for r in self.reservations if test.code in r.codes]
        if not concerned:
            read = Read(kind="reservation", name=test.code, value="none")
            return truth("none" in test.values), (read,), False
        reads = tuple(
            Read(kind="reservation", name=r.provision, value=str(r.status)) for r in concerned
        )
        truths = [_reservation_is(r, test.values) for r in concerned]
        return disjunction(truths), reads, True

    def fact(self, test: FactIs) -> TestResult:
        """Answers a test on a fact about the State."""
        value = self.fact_value(test.name)
        read = Read(kind="fact", name=test.name, value=value)
        if value is None:
            return Truth.UNKNOWN, (read,), False
        if test.compare == "is":
            return truth(value in test.values), (read,), True
        return compare_number(value, test.compare, test.bound), (read,), True

    def fact_value(self, name: str) -> str | None:
        """Gives a fact as recorded, a date of the State, or a derived fact; None if unknown."""
        state = self.snapshot.state
        if name in STATE_DATES:
            day: date | None = getattr(state, name)
            return day.isoformat() if day else None
        if name in _RATIOS:
            attribute, node, inhabitants = _RATIOS[name]
            counted = [self._number(p.id, attribute) for p, _ in self.provisions_on((node,))]
            known = [n for n in counted if n is not None]
            population = state.facts.get("population", "")
            if not known or not _is_number(population) or float(population) <= 0:
                return None
            return f"{sum(known) * inhabitants / float(population):g}"
        if name == "order_gap_days":
            waits = [self._number(p.id, "court_decision_days") for p, _ in self._on("53")]
            lasts = [self._number(p.id, "order_duration_days") for p, _ in self._on("52")]
            wait = max((n for n in waits if n is not None), default=None)
            last = max((n for n in lasts if n is not None), default=None)
            return None if wait is None or last is None else f"{wait - last:g}"
        return state.facts.get(name)

    def _on(self, node: str) -> tuple[Membership, ...]:
        return self.provisions_on((node,))

    def _number(self, provision: int, name: str) -> float | None:
        value = self.value(provision, name)
        return float(value) if value is not None and _is_number(value) else None


_RATIOS: Mapping[str, tuple[str, str, int]] = {
    "family_place_ratio": ("family_places", "23", 10_000),
    "sv_centre_ratio": ("sv_centres", "25", 200_000),
}


# --- truth ---------------------------------------------------------------------------------------


def truth(value: bool) -> Truth:
    """Gives *true* or *false*."""
    return Truth.TRUE if value else Truth.FALSE


def negation(value: Truth) -> Truth:
    """Kleene *not*."""
    if value == Truth.UNKNOWN:
        return value
    return Truth.FALSE if value == Truth.TRUE else Truth.TRUE


def conjunction(values: Iterable[Truth]) -> Truth:
    """Kleene *and* (true of nothing)."""
    seen = set(values)
    if Truth.FALSE in seen:
        return Truth.FALSE
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.TRUE


def disjunction(values: Iterable[Truth]) -> Truth:
    """Kleene *or* (false of nothing)."""
    seen = set(values)
    if Truth.TRUE in seen:
        return Truth.TRUE
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.FALSE


def compare_number(value: str, compare: str, bound: float) -> Truth:
    """Gives ``value < bound`` or ``value <= bound``; unknown where the value is no number."""
    if not _is_number(value):
        return Truth.UNKNOWN
    return truth(float(value) < bound if compare == "lt" else float(value) <= bound)


@cache
def related_nodes(a: str, b: str) -> bool:
    """Tells whether two nodes are the same or one stands above the other."""
    return a == b or a.startswith(_below(b)) or b.startswith(_below(a))


def _below(node: str) -> tuple[str, ...]:
    """Gives the beginnings that nodes below a node have: ``10.1`` is above ``10.1.a`` and
    ``10.1a``, not above ``10.10``.
    """
    letters = tuple(f"{node}{letter}" for letter in "abcdefghi") if "." in node else ()
    return (f"{node}.", *letters)


def _is_number(value: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(\.\d+)?", value))


def _unread(name: str) -> Read:
    return Read(kind="attribute", name=name, value=None)


def _reservation_is(state: ReservationState, wanted: tuple[str, ...]) -> Truth:
    """Reads one reservation in the words of rules: *active* covers reminder and overdue."""
    said = {"recorded", *state.flags}
    if state.status == ReservationStatus.GRACE:
        said.add("grace")
    elif state.status in IN_FORCE:
        said.add("active")
    else:
        said.add(str(state.status))
    if said & set(wanted):
        return Truth.TRUE
    if state.status != ReservationStatus.UNKNOWN:
        return Truth.FALSE
    settled = {"void_scope"}  # the scope is known where the dates are not
    if not any(notice.widened for notice in state.reservation.notices):
        settled.add("widened")
    return Truth.FALSE if set(wanted) <= settled else Truth.UNKNOWN

# SPDX-License-Identifier: EUPL-1.2
"""What the tests of rules mean for a project on a day: answers, attributes of provisions in force,
the mapping state of an obligation, reservations, facts about the State.

Nothing is assumed: what is not set is unknown. The exceptions are written down: a provision of a
law that is no bill counts as in force unless an attribute says otherwise, and an attribute may have
a default in ``attributes.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain

from gapanalysis.instrument import lineage
from gapanalysis.model import (
    AnswerValue,
    AttributeState,
    Coverage,
    Element,
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

Membership = tuple[Provision, Truth]
TestResult = tuple[Truth, tuple[Read, ...], bool]
"""Result of a test, what it read, and whether something that it read is known."""


@dataclass(frozen=True, slots=True)
class _Column:
    """One attribute of some provisions: what was read, whether any value is known, and whether a
    person gave any.
    """

    reads: tuple[Read, ...]
    values: tuple[str | None, ...]
    is_known: bool
    is_said: bool


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
        self._in_force: dict[int, bool] = {}
        self._reads: dict[tuple[int, str], Read] = {}
        self._columns: dict[tuple[tuple[str, ...], str], _Column] = {}

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
        if provision not in self._in_force:
            self._in_force[provision] = self._find_in_force(provision)
        return self._in_force[provision]

    def _find_in_force(self, provision: int) -> bool:
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

    @cached_property
    def _by_node(self) -> dict[str, list[ProvisionMapping]]:
        """The mappings that rules read, by the node that they are placed under."""
        placed: dict[str, list[ProvisionMapping]] = {}
        for mapping in self.read_mappings:
            placed.setdefault(mapping.obligation, []).append(mapping)
        return placed

    @cached_property
    def _placed_below(self) -> dict[str, list[str]]:
        """For each node the nodes at it or below it that something is mapped to."""
        below: dict[str, list[str]] = {}
        for placed in self._by_node:
            for node in lineage(placed):
                below.setdefault(node, []).append(placed)
        return below

    def near(self, node: str) -> tuple[ProvisionMapping, ...]:
        """Gives the mappings at a node, below it and above it."""
        if node not in self._near:
            _, *above = lineage(node)
            placed = [*self._placed_below.get(node, ()), *above]
            found = [mapping for one in placed for mapping in self._by_node.get(one, ())]
            self._near[node] = tuple(sorted(found, key=lambda mapping: mapping.id))
        return self._near[node]

    @cached_property
    def _elements(self) -> dict[str, tuple[Element, ...]]:
        grouped: dict[str, list[Element]] = {}
        for element in self.instrument.elements.values():
            grouped.setdefault(element.obligation, []).append(element)
        return {obligation: tuple(elements) for obligation, elements in grouped.items()}

    def elements_of(self, obligation: str) -> tuple[Element, ...]:
        """Gives the elements of one obligation in catalogue order."""
        return self._elements.get(obligation, ())

    def provisions_on(self, nodes: tuple[str, ...]) -> tuple[Membership, ...]:
        """Gives the provisions in force on some nodes; *unknown* marks one whose bearing on an
        offence is not said. ``any`` stands for every mapped provision, in force or not.
        """
        if nodes not in self._members:
            self._members[nodes] = tuple(self._find_members(nodes))
        return self._members[nodes]

    def _find_members(self, nodes: tuple[str, ...]) -> Iterable[Membership]:
        if "any" in nodes:
            provisions = dict.fromkeys(m.provision for m in self.read_mappings)
            yield from ((self.snapshot.provisions[p], Truth.TRUE) for p in provisions)
            return
        found = dict.fromkeys((m.provision for n in nodes for m in self.near(n)), Truth.TRUE)
        articles = {node.split(".")[0] for node in nodes}
        if articles & self.instrument.scope.offences:
            for provision, named in self._general:
                if named is None:
                    found.setdefault(provision, Truth.UNKNOWN)
                elif named & articles:
                    found[provision] = Truth.TRUE
        for provision, truth in found.items():
            if self.is_in_force(provision):
                yield self.snapshot.provisions[provision], truth

    @cached_property
    def _general(self) -> tuple[tuple[int, frozenset[str] | None], ...]:
        """The provisions mapped to articles on all offences, with the offences that each names;
        None where it names none and may bear on any.
        """
        scope = self.instrument.scope
        found = []
        for node, mappings in self._by_node.items():
            article = node.split(".", maxsplit=1)[0]
            for mapping in mappings if article in scope.general else ():
                named = self.words(self.value(mapping.provision, "offences"))
                if named is not None or article in scope.open_general:
                    found.append((mapping.provision, named))
        return tuple(found)

    def attribute(self, test: AttributeIs) -> TestResult:
        """Answers ``some / all / none [nodes] attribute … where …``; no provision is unknown.

        Provisions that say the same are judged once.
        """
        names = (test.name, *(name for name, _ in test.where))
        columns = [self._column(test.nodes, name) for name in names]
        members = [member for _, member in self.provisions_on(test.nodes)]
        judged = [
            self._judged(test, member, said)
            for member, *said in set(zip(members, *(one.values for one in columns), strict=True))
        ]
        reads = tuple(chain.from_iterable(zip(*(one.reads for one in columns), strict=True)))
        known = columns[0].is_known or any(one.is_said for one in columns[1:])
        nobody = all(inside == Truth.FALSE for inside, _ in judged)
        if not judged or (test.quantifier == "all" and nobody):
            return Truth.UNKNOWN, reads or (_unread(test.name),), known
        truths = [verdict for _, verdict in judged]
        result = conjunction(truths) if test.quantifier == "all" else disjunction(truths)
        if test.quantifier == "none":
            result = negation(result)
        return result, reads, known

    def _column(self, nodes: tuple[str, ...], name: str) -> _Column:
        """Gives what the provisions on some nodes say of one attribute."""
        key = (nodes, name)
        if key not in self._columns:
            provisions = [provision for provision, _ in self.provisions_on(nodes)]
            reads = tuple(self._read(provision, name) for provision in provisions)
            self._columns[key] = _Column(
                reads=reads,
                values=tuple(read.value for read in reads),
                is_known=any(read.value is not None for read in reads),
                is_said=any(self._is_set(provision.id, name) for provision in provisions),
            )
        return self._columns[key]

    def _judged(
        self, test: AttributeIs, member: Truth, said: list[str | None]
    ) -> tuple[Truth, Truth]:
        """Gives whether a provision is one that the test is about, and what it says of it."""
        value, *rest = said
        narrowed = (
            Truth.UNKNOWN if one is None else self._is_one_of(one, values)
            for one, (_, values) in zip(rest, test.where, strict=True)
        )
        inside = conjunction((member, *narrowed))
        holds = self._compared(value, test)
        if test.quantifier == "all":
            return inside, disjunction((negation(inside), holds))
        return inside, conjunction((inside, holds))

    def _is_set(self, provision: int, name: str) -> bool:
        attribute = self.snapshot.attributes.get(provision, {}).get(name)
        return attribute is not None and attribute.state == AttributeState.PERSON

    def _shown(self, provision: int, name: str) -> str | None:
        if name == "limitation_after_majority":
            return self._limitation_after_majority(provision)
        return self.value(provision, name)

    def _compared(self, value: str | None, test: AttributeIs) -> Truth:
        if value is None:
            return Truth.UNKNOWN
        if test.compare == "is":
            return self._is_one_of(value, test.values)
        if test.compare == "contains":
            return truth(bool((self.words(value) or frozenset()) & set(test.values)))
        if value == "none":
            return Truth.FALSE
        return compare_number(value, test.compare, test.bound)

    def _is_one_of(self, value: str, values: tuple[str, ...]) -> Truth:
        """Compares with a closed set; a value with a day in brackets holds from that day on."""
        word, _, day = value.partition("(")
        began = not day or date.fromisoformat(day.rstrip(")")) <= self.as_of
        if word == "future":
            return truth(word in values and not began)
        return truth(word in values and began)

    def _limitation_after_majority(self, provision: int) -> str | None:
        years = self.value(provision, "limitation_years")
        start = self.value(provision, "limitation_start")
        if years is None or years == "none":
            return years
        if start is None or not _is_number(years):
            return None
        majority = self.instrument.scope.majority
        return years if start == "majority" else f"{float(years) - majority:g}"

    def _read(self, provision: Provision, name: str) -> Read:
        key = (provision.id, name)
        if key not in self._reads:
            self._reads[key] = self._make_read(provision, name, self._shown(provision.id, name))
        return self._reads[key]

    def _make_read(self, provision: Provision, name: str, value: str | None) -> Read:
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
            any(related_nodes(node, obligation.id) for node in self.instrument.scope.case_law)
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
        supports = self.snapshot.answers[element].supports
        places = [
            (provision, self._quote_of(provision)) for provision in map(self._provision, supports)
        ]
        if not supports:
            near = self.near(self.instrument.elements[element].obligation)
            places = [
                (found, m.quotation.exact if m.quotation else found.text)
                for m in near
                for found in (self._provision(m.provision),)
            ]
        return tuple(
            Read(
                kind="element",
                name=element,
                value=value,
                law=self.snapshot.laws[provision.law].title,
                number=provision.address,
                quote=quote,
                provision=provision.id,
            )
            for provision, quote in places
        ) or (plain,)

    def _provision(self, key: int) -> Provision:
        return self.snapshot.provisions[key]

    # --- obligations, reservations, State ----------------------------------------------------

    def mapping_state(self, node: str) -> str:
        """Gives ``mapped``, ``none``, ``draft``, ``answered`` or ``unmapped`` of a node. What a
        person states to be missing is missing, also while there is a bill.
        """
        near = self.near(node)
        if any(self.is_in_force(m.provision) for m in near):
            return "mapped"
        if any(said in self.snapshot.statements for said in lineage(node)):
            return "none"
        if self.is_pending(node):
            return "draft"
        answered = any(
            element.id in self.snapshot.answers
            for obligation in self._obligations_below(node)
            for element in self.elements_of(obligation)
        )
        return "answered" if answered else "unmapped"

    def is_pending(self, node: str) -> bool:
        """Tells whether only a bill provides for a node."""
        near = self.near(node)
        return any(self._is_bill(m.provision) for m in near) and not any(
            self.is_in_force(m.provision) for m in near
        )

    def _obligations_below(self, node: str) -> Iterable[str]:
        return (one for one in self.instrument.obligations if node in lineage(one))

    def _is_bill(self, provision: int) -> bool:
        law = self.snapshot.laws[self.snapshot.provisions[provision].law]
        return law.kind == LawKind.BILL

    def mapping(self, test: MappingIs) -> TestResult:
        """Answers ``mapping[36.1.a] = none``; the state is always known, only *none* is a fact.
        ``each`` asks whether it holds for any obligation.
        """
        if test.node == "each":
            holds = any(self.mapping_state(o) in test.values for o in self.instrument.obligations)
            return truth(holds), (), False
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
        scope = self.instrument.scope
        if name in scope.ratios:
            ratio = scope.ratios[name]
            counted = [self._number(p.id, ratio.attribute) for p, _ in self._on(ratio.node)]
            known = [n for n in counted if n is not None]
            population = state.facts.get("population", "")
            if not known or not _is_number(population) or float(population) <= 0:
                return None
            return f"{sum(known) * ratio.inhabitants / float(population):.12g}"
        if name == "order_gap_days":
            waits = [
                self._number(p.id, "court_decision_days")
                for p, _ in self._on(scope.protection_orders)
            ]
            lasts = [
                self._number(p.id, "order_duration_days")
                for p, _ in self._on(scope.emergency_orders)
            ]
            wait = max((n for n in waits if n is not None), default=None)
            last = max((n for n in lasts if n is not None), default=None)
            return None if wait is None or last is None else f"{wait - last:g}"
        return state.facts.get(name)

    def _on(self, node: str) -> tuple[Membership, ...]:
        return self.provisions_on((node,))

    def _number(self, provision: int, name: str) -> float | None:
        value = self.value(provision, name)
        return float(value) if value is not None and _is_number(value) else None


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


def related_nodes(a: str, b: str) -> bool:
    """Tells whether two nodes are the same or one stands above the other."""
    return a in lineage(b) or b in lineage(a)


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

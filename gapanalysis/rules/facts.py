# SPDX-License-Identifier: EUPL-1.2
"""What the tests of rules mean for a project on a day: answers, the mapping state of an obligation,
reservations, facts about the State. What is read of mapped provisions is in
:mod:`gapanalysis.rules.mapped`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from gapanalysis.instrument import lineage, related_nodes
from gapanalysis.model import (
    AnswerValue,
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
from gapanalysis.reservations import IN_FORCE
from gapanalysis.rules.conditions import (
    STATE_DATES,
    ElementIs,
    FactIs,
    MappingIs,
    ReservationIs,
)
from gapanalysis.rules.kleene import compare_number, disjunction, is_number, truth
from gapanalysis.rules.mapped import MappedProvisions, TestResult, unread


class Facts(MappedProvisions):
    """The facts of one snapshot on one day, as the tests of rules ask for them."""

    def __init__(
        self,
        instrument: Instrument,
        snapshot: Snapshot,
        reservations: tuple[ReservationState, ...],
        as_of: date,
    ) -> None:
        super().__init__(instrument, snapshot, as_of)
        self.reservations = reservations
        self._given: dict[str, AnswerValue | None] = {}
        self._answers: dict[str, tuple[AnswerValue | None, tuple[Read, ...]]] = {}

    # --- elements ----------------------------------------------------------------------------

    @cached_property
    def _elements(self) -> dict[str, tuple[Element, ...]]:
        grouped: dict[str, list[Element]] = {}
        for element in self.instrument.elements.values():
            grouped.setdefault(element.obligation, []).append(element)
        return {obligation: tuple(elements) for obligation, elements in grouped.items()}

    def elements_of(self, obligation: str) -> tuple[Element, ...]:
        """Gives the elements of one obligation in catalogue order."""
        return self._elements.get(obligation, ())

    def answer(self, element: str) -> AnswerValue | None:
        """Gives the answer that rules read: *yes* that rests on guidelines or practice alone is
        *partly* where the duty needs law (modifier M3).
        """
        if element not in self._given:
            given = self.recorded(element)
            if given == AnswerValue.YES and self.soft_sources(element):
                given = AnswerValue.PARTLY
            self._given[element] = given
        return self._given[element]

    def recorded(self, element: str) -> AnswerValue | None:
        """Gives the answer as it was recorded."""
        given = self.snapshot.answers.get(element)
        return given.value if given else None

    def soft_sources(self, element: str) -> tuple[Provision, ...]:
        """Gives the provisions on which an element rests, those that its answer names or those that
        are mapped to its obligation, where the duty needs law and every one of them is a guideline,
        a practice or, where it does not count as law, case law; else none.
        """
        obligation = self.instrument.obligations[self.instrument.elements[element].obligation]
        if not obligation.needs_law or element in self.instrument.scope.by_result:
            return ()
        soft = self.soft_kinds(obligation.id)
        given = self.snapshot.answers.get(element)
        named = given.supports if given else ()
        rests_on = named or (m.provision for m in self.near(obligation.id))
        found: dict[int, None] = {}
        for provision in rests_on:
            if self.is_in_force(provision):
                if self.value(provision, "instrument") not in soft:
                    return ()
                found[provision] = None
        return tuple(self.snapshot.provisions[provision] for provision in found)

    def soft_kinds(self, obligation: str) -> tuple[str, ...]:
        """Gives the kinds of source that are no law for an obligation."""
        case_law_counts = (
            any(related_nodes(node, obligation) for node in self.instrument.scope.case_law)
            or self.snapshot.state.facts.get("legal_system") == "common_law"
        )
        return (
            ("guideline", "practice") if case_law_counts else ("guideline", "practice", "case_law")
        )

    def element(self, test: ElementIs, *, partly_too: bool) -> TestResult:
        """Answers ``E33.1 = no``; with ``partly_too`` an answer *partly* satisfies *no* (M0)."""
        if test.element not in self._answers:
            self._answers[test.element] = self._read_answer(test.element)
        given, reads = self._answers[test.element]
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

    def _read_answer(self, element: str) -> tuple[AnswerValue | None, tuple[Read, ...]]:
        given = self.answer(element)
        reads = self._element_reads(element, given)
        if given != self.recorded(element):
            reads += tuple(self.read(p, "instrument") for p in self.soft_sources(element))
        return given, reads

    def _element_reads(self, element: str, given: AnswerValue | None) -> tuple[Read, ...]:
        value = None if given is None else str(given)
        plain = Read(kind="element", name=element, value=value)
        if given is None:
            return (plain,)
        supports = self.snapshot.answers[element].supports
        places = [(one, self._quote_of(one)) for one in map(self._provision, supports)]
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
        person states to be missing is missing, also while there is a bill or a provision that is
        mapped to a wider node than the statement.
        """
        line = lineage(node)
        stated = next((i for i, one in enumerate(line) if one in self.snapshot.statements), None)
        wider = () if stated is None else line[stated + 1 :]
        in_force = [m for m in self.near(node) if self.is_in_force(m.provision)]
        if any(m.obligation not in wider for m in in_force):
            return "mapped"
        if stated is not None:
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
        parts = self._parts_of_fact(test.name)
        reads = (Read(kind="fact", name=test.name, value=value), *parts)
        known = value is not None or any(
            p.value is not None for p in parts if p.kind == "attribute"
        )
        if value is None:
            return Truth.UNKNOWN, reads, known
        if test.compare == "is":
            return truth(value in test.values), reads, known
        return compare_number(value, test.compare, test.bound), reads, known

    def fact_value(self, name: str) -> str | None:
        """Gives a fact as recorded, a date of the State, or a derived fact; None if unknown. A
        derived fact reads what is recorded: places are summed, of durations the longest counts.
        """
        state, scope = self.snapshot.state, self.instrument.scope
        if name in STATE_DATES:
            day: date | None = getattr(state, name)
            return day.isoformat() if day else None
        if name in scope.ratios:
            ratio = scope.ratios[name]
            counted = self._numbers(ratio.attribute, ratio.node)
            population = self._population()
            if not counted or population is None:
                return None
            return f"{sum(counted) * ratio.inhabitants / population:.12g}"
        if name == "order_gap_days":
            waits, lasts = (self._numbers(*one) for one in self._gap_parts())
            return f"{max(waits) - max(lasts):g}" if waits and lasts else None
        return state.facts.get(name)

    def open_parts(self, name: str) -> tuple[str, ...]:
        """Gives what must be recorded for a fact to have a value; nothing where it has."""
        if self.fact_value(name) is not None:
            return ()
        parts = self._parts_of_fact(name)
        known = {part.name for part in parts if part.value is not None}
        if self._population() is None:
            known.discard("population")
        return tuple(dict.fromkeys(p.name for p in parts if p.name not in known)) or (name,)

    def _parts_of_fact(self, name: str) -> tuple[Read, ...]:
        """Gives what a derived fact is computed from."""
        ratio = self.instrument.scope.ratios.get(name)
        if ratio:
            said = self.snapshot.state.facts.get("population")
            population = Read(kind="fact", name="population", value=said)
            return (*self._attribute_reads(ratio.attribute, ratio.node), population)
        if name == "order_gap_days":
            return tuple(r for one in self._gap_parts() for r in self._attribute_reads(*one))
        return ()

    def _gap_parts(self) -> tuple[tuple[str, str], ...]:
        scope = self.instrument.scope
        return (
            ("court_decision_days", scope.protection_orders),
            ("order_duration_days", scope.emergency_orders),
        )

    def _attribute_reads(self, name: str, node: str) -> tuple[Read, ...]:
        on = self.provisions_on((node,))
        return tuple(self.read(provision, name) for provision, _ in on) or (unread(name),)

    def _numbers(self, name: str, node: str) -> list[float]:
        values = [self.value(provision.id, name) for provision, _ in self.provisions_on((node,))]
        return [float(value) for value in values if value is not None and is_number(value)]

    def _population(self) -> float | None:
        said = self.snapshot.state.facts.get("population", "")
        return float(said) if is_number(said) and float(said) > 0 else None


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

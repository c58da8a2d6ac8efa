# SPDX-License-Identifier: EUPL-1.2
"""The status of each obligation: computed in one function, in the order that decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gapanalysis.instrument import related_nodes
from gapanalysis.model import (
    AnswerValue,
    Counts,
    Coverage,
    ElementStatus,
    Finding,
    Ground,
    GroundKind,
    Group,
    Instrument,
    Obligation,
    ObligationStatus,
    Outcome,
    Severity,
    Snapshot,
    Status,
)
from gapanalysis.rules.facts import Facts
from gapanalysis.rules.load import NO_STATUS_KINDS


@dataclass(frozen=True, slots=True)
class Settled:
    """What an earlier evaluation computed and no change since can touch: statuses by obligation,
    and what every element showed.
    """

    statuses: Mapping[str, ObligationStatus] = field(default_factory=dict)
    elements: Mapping[str, ElementStatus] = field(default_factory=dict)


def obligation_statuses(
    instrument: Instrument,
    snapshot: Snapshot,
    facts: Facts,
    findings: Iterable[Finding],
    settled: Settled,
) -> dict[str, ObligationStatus]:
    """Gives the status of every obligation, with a person's override where there is one."""
    counting = [f for f in findings if f.kind not in NO_STATUS_KINDS]
    own: dict[str, list[Finding]] = {}
    for finding in counting:
        own.setdefault(finding.obligation, []).append(finding)
    denied = {
        element
        for finding in counting
        if finding.outcome == Outcome.GAP and not finding.reservation
        for element in finding.decisive_elements
    }
    overrides = {r.obligation: r for r in snapshot.reviews if not r.rule}
    statuses = {}
    for obligation in instrument.obligations.values():
        elements = facts.elements_of(obligation.id)
        known = settled.statuses.get(obligation.id)
        if known:
            computed, ground = known.computed, known.ground
        else:
            computed, ground = _status(obligation, facts, own.get(obligation.id, []), denied)
        override = overrides.get(obligation.id)
        statuses[obligation.id] = ObligationStatus(
            obligation=obligation.id,
            status=Status(override.decision) if override else computed,
            computed=computed,
            ground=ground,
            answered=sum(element.id in snapshot.answers for element in elements),
            elements=len(elements),
            override=override.reason if override else "",
        )
    return statuses


def totals(statuses: Iterable[ObligationStatus]) -> dict[Status, int]:
    """Counts obligations by status; every status has a count."""
    counts = dict.fromkeys(Status, 0)
    for status in statuses:
        counts[status.status] += 1
    return counts


def counts(statuses: Mapping[str, ObligationStatus], groups: Iterable[Group]) -> tuple[Counts, ...]:
    """Counts the obligations of each group by status, and their elements; statuses are never
    merged into one.
    """
    counted = []
    for group in groups:
        inside = [statuses[obligation.id] for obligation in group.obligations]
        counted.append(
            Counts(
                group=group,
                totals=totals(inside),
                answered=sum(one.answered for one in inside),
                elements=sum(one.elements for one in inside),
            )
        )
    return tuple(counted)


def _status(
    obligation: Obligation, facts: Facts, own: list[Finding], denied: set[str]
) -> tuple[Status, Ground | None]:
    """Gives the status by an obligation's own findings, and its ground where they do not tell it;
    ``denied`` are the elements on which a gap that is under no reservation rests, wherever it was
    found.
    """
    adverse = [
        f
        for f in own
        if f.outcome == Outcome.GAP
        or (f.outcome == Outcome.PARTLY and (f.severity != Severity.INFO or f.reservation))
    ]
    core = {e.id: facts.answer(e.id) for e in facts.elements_of(obligation.id) if e.core}
    if not own and not _is_assessed(obligation, facts):
        return Status.NOT_ASSESSED, None
    if any(f.outcome == Outcome.GAP and not f.reservation for f in own):
        return Status.GAP, None
    no = tuple(e for e, value in core.items() if value == AnswerValue.NO and e in denied)
    if no:
        return Status.GAP, Ground(GroundKind.DENIED, no)
    open_adverse = [f for f in adverse if not f.reservation]
    reserved = {e for f in adverse if f.reservation for e in f.decisive_elements}
    narrow = tuple(
        element
        for element, value in core.items()
        if value in {AnswerValue.NO, AnswerValue.PARTLY} and element not in reserved
    )
    if len(adverse) > len(open_adverse) and not open_adverse and not narrow:
        return Status.RESERVED, None
    if open_adverse:
        return Status.PARTLY, None
    if narrow:
        return Status.PARTLY, Ground(GroundKind.NARROW, narrow)
    if partial := _partial_in_territory(obligation, facts):
        return Status.PARTLY, Ground(GroundKind.TERRITORY, provisions=partial)
    unsure = tuple(e for e, v in core.items() if v not in {AnswerValue.YES, AnswerValue.NA})
    if unsure:
        return Status.CANNOT_TELL, Ground(GroundKind.OPEN, unsure)
    if not core:
        return Status.CANNOT_TELL, Ground(GroundKind.UNASKED)
    if AnswerValue.YES not in core.values():
        return Status.CANNOT_TELL, Ground(GroundKind.MOOT, tuple(core))
    if contrary := _contrary(obligation, facts):
        return Status.CANNOT_TELL, Ground(GroundKind.CONTRARY, provisions=contrary)
    return Status.MET, None


def _is_assessed(obligation: Obligation, facts: Facts) -> bool:
    return (
        any(e.id in facts.snapshot.answers for e in facts.elements_of(obligation.id))
        or any(related_nodes(said, obligation.id) for said in facts.snapshot.statements)
        or bool(facts.near(obligation.id))
    )


def _contrary(obligation: Obligation, facts: Facts) -> tuple[int, ...]:
    """Gives the provisions in force that are mapped as contrary to the obligation."""
    return tuple(
        dict.fromkeys(
            m.provision
            for m in facts.near(obligation.id)
            if m.coverage == Coverage.CONTRARY and facts.is_in_force(m.provision)
        )
    )


def _partial_in_territory(obligation: Obligation, facts: Facts) -> tuple[int, ...]:
    """Gives the provisions in force that hold in a part of the territory only."""
    return tuple(
        dict.fromkeys(
            m.provision
            for m in facts.near(obligation.id)
            if facts.value(m.provision, "territorial_scope") in {"named_regions", "excluded"}
            and facts.is_in_force(m.provision)
        )
    )

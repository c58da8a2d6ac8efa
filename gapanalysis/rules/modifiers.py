# SPDX-License-Identifier: EUPL-1.2
"""What happens to a finding after its rule has fired: one ordered list.

The names M5, M8, M10 are those of the rules' documentation. M0 (*partly*) and M2 (*to verify*) act
while a rule is evaluated (:mod:`gapanalysis.rules.engine`); M3 and M4 when facts are read
(:mod:`gapanalysis.rules.facts`). A reservation never changes an outcome.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gapanalysis.model import (
    SEVERITIES,
    Finding,
    Outcome,
    ReservationNote,
    ReservationState,
    ReservationStatus,
    RuleCase,
    Severity,
    Text,
    Truth,
)
from gapanalysis.reservations import IN_FORCE, bound_since, last_day
from gapanalysis.rules.facts import Facts

TraceCondition = Callable[..., Any]


def modify(finding: Finding, case: RuleCase, facts: Facts, trace: TraceCondition) -> Finding:
    """Gives a finding after all modifiers, with its verb."""
    finding = _pending_bill(finding, facts)
    finding = _reservation(finding, case, facts, trace)
    finding = _party(finding, facts)
    finding = _cap_by_strength(finding, facts)
    verb = facts.instrument.verbs[str(finding.severity)]["en"]
    return replace(finding, verb=verb)


def _pending_bill(finding: Finding, facts: Facts) -> Finding:
    """M1: a finding on what only a bill provides for is kept, marked as pending."""
    if not facts.is_pending(finding.obligation):
        return finding
    return replace(finding, labels=(*finding.labels, "bill_pending"))


def _reservation(finding: Finding, case: RuleCase, facts: Facts, trace: TraceCondition) -> Finding:
    """M5, M6: a reservation in force that covers the finding makes it *info*; where its scope
    cannot be told, the severity stays and a label says so, as it does of one that has lapsed or
    whose status cannot be told.
    """
    if finding.outcome == Outcome.CANNOT_TELL:
        return finding
    labels: dict[str, None] = {}
    for clause in case.reservations:
        for state in facts.reservations:
            if clause.code not in state.codes:
                continue
            if state.status not in IN_FORCE:
                if label := _WITHOUT_EFFECT.get(state.status):
                    labels[label] = None
                continue
            covers = Truth.TRUE
            if clause.when is not None:
                covers = trace(clause.when, None, partly_too=False).result
            if state.reservation.scope == "" and covers == Truth.TRUE:
                covers = Truth.UNKNOWN
            if covers == Truth.TRUE:
                partial = ("partial_reservation",) if state.reservation.scope else ()
                return replace(
                    finding,
                    severity=Severity.INFO,
                    recommendation=_withdrawing(finding, facts),
                    reservation=_note(state),
                    labels=(*finding.labels, *partial),
                )
            if covers == Truth.UNKNOWN:
                labels["scope_to_check"] = None
    return replace(finding, labels=(*finding.labels, *labels)) if labels else finding


_WITHOUT_EFFECT = {
    ReservationStatus.LAPSED: "reservation_lapsed",
    ReservationStatus.UNKNOWN: "reservation_unknown",
}
"""Labels of findings that a reservation would cover, were it in force."""


def _withdrawing(finding: Finding, facts: Facts) -> Text:
    """Gives the recommendation to withdraw the reservation by way of the rule's own."""
    return {
        language: said.replace("{recommendation}", finding.recommendation[language])
        for language, said in facts.instrument.reserved.items()
    }


def _note(state: ReservationState) -> ReservationNote:
    return ReservationNote(provision=state.provision, status=state.status, until=last_day(state))


def _party(finding: Finding, facts: Facts) -> Finding:
    """M8: of a State that is not bound it is said what it would need to do."""
    state = facts.snapshot.state
    if state.denounced is not None and state.denounced <= facts.as_of:
        return replace(finding, labels=(*finding.labels, "was_bound"))
    bound = bound_since(state, facts.instrument.periods)
    not_bound = bound is not None and facts.as_of < bound
    if not_bound or state.facts.get("party_status") in {"signatory", "none"}:
        return replace(finding, labels=(*finding.labels, "would_need"))
    return finding


def _cap_by_strength(finding: Finding, facts: Facts) -> Finding:
    """M10: severity never above what the strength of the duty allows."""
    obligation = facts.instrument.obligations.get(finding.obligation)
    if obligation is None:
        return finding
    scope = facts.instrument.scope
    cap = scope.act_only.get(obligation.id) or scope.caps.get(obligation.strength)
    if obligation.strength == "SHALL/n" and _nothing_exists(obligation.id, facts):
        cap = None
    if cap is None or SEVERITIES.index(finding.severity) >= SEVERITIES.index(Severity(cap)):
        return finding
    return replace(finding, severity=Severity(cap))


def _nothing_exists(obligation: str, facts: Facts) -> bool:
    core = [e for e in facts.elements_of(obligation) if e.core]
    return bool(core) and all(facts.answer(e.id) == "no" for e in core)

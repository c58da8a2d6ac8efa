# SPDX-License-Identifier: EUPL-1.2
"""What each element shows in the overview: its answer in the light of what the rules made of it.

A square never says more than the rules do: *no* is a gap only where the status of the obligation
is one, and nothing that the Convention does not ask is shown as lacking.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gapanalysis.model import (
    AnswerValue,
    Coverage,
    Element,
    ElementOutcome,
    ElementStatus,
    Finding,
    Instrument,
    ObligationStatus,
    Outcome,
    Status,
)
from gapanalysis.rules.facts import Facts
from gapanalysis.rules.load import NO_STATUS_KINDS
from gapanalysis.rules.status import Settled

_ADVERSE = frozenset({Status.GAP, Status.PARTLY, Status.RESERVED})
_LACKING = frozenset(
    {
        ElementOutcome.PARTLY,
        ElementOutcome.GAP,
        ElementOutcome.CONTRARY,
        ElementOutcome.RESERVED,
    }
)
_PLAIN = {
    None: ElementOutcome.NOT_ASSESSED,
    AnswerValue.YES: ElementOutcome.MET,
    AnswerValue.UNCLEAR: ElementOutcome.CANNOT_TELL,
    AnswerValue.NA: ElementOutcome.NOT_APPLICABLE,
}
"""Answers that show as what they are; *partly* and *no* depend on what the rules made of them."""


def element_statuses(
    instrument: Instrument,
    facts: Facts,
    findings: Iterable[Finding],
    statuses: Mapping[str, ObligationStatus],
    settled: Settled,
) -> dict[str, ElementStatus]:
    """Gives what every element shows, in catalogue order. The computed status of its obligation
    counts: a person's override speaks of the obligation as a whole.
    """
    open_ = [e for e in instrument.elements.values() if e.obligation not in settled.statuses]
    adverse = [
        f for f in findings if f.kind not in NO_STATUS_KINDS and f.outcome != Outcome.CANNOT_TELL
    ]
    covered = {e for f in adverse if f.reservation for e in f.decisive_elements}
    uncovered = {e for f in adverse if not f.reservation for e in f.decisive_elements}
    contrary = {
        m.obligation
        for m in facts.snapshot.mappings
        if m.coverage == Coverage.CONTRARY and facts.is_in_force(m.provision)
    }

    def outcome(element: Element) -> ElementOutcome:
        answer = facts.answer(element.id)
        if answer in _PLAIN:
            return _PLAIN[answer]
        computed = statuses[element.obligation].computed
        if not element.core and element.id not in covered | uncovered:
            return ElementOutcome.NOT_APPLICABLE
        if computed == Status.RESERVED or element.id in covered - uncovered:
            return ElementOutcome.RESERVED
        if answer == AnswerValue.NO and computed == Status.GAP:
            return ElementOutcome.CONTRARY if element.obligation in contrary else ElementOutcome.GAP
        return ElementOutcome.PARTLY

    shown = {element.id: outcome(element) for element in open_}
    told = {e.obligation for e in open_ if shown[e.id] in _LACKING}
    computed = {
        element.id: ElementStatus(
            element=element.id,
            outcome=shown[element.id],
            found=shown[element.id] == ElementOutcome.NOT_ASSESSED
            and element.obligation not in told
            and statuses[element.obligation].computed in _ADVERSE,
        )
        for element in open_
    }
    return {key: computed.get(key) or settled.elements[key] for key in instrument.elements}

# SPDX-License-Identifier: EUPL-1.2
"""The open questions that decide most: which element's answer would settle which rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from gapanalysis.model import Answer, AnswerValue, Element, Instrument, Rule, Snapshot, Truth
from gapanalysis.rules.conditions import ElementIs, leaves
from gapanalysis.rules.engine import rule_truth


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """An element without a clear answer, and the rules that *yes* or *no* would settle."""

    element: Element
    decides: tuple[str, ...]


def open_questions(
    rules: tuple[Rule, ...], instrument: Instrument, snapshot: Snapshot, as_of: date
) -> tuple[OpenQuestion, ...]:
    """Gives the open questions, those that settle most rules first."""
    readers: dict[str, list[Rule]] = {}
    for rule in rules:
        read = {t.element for c in rule.cases for t in leaves(c.when) if isinstance(t, ElementIs)}
        for name in read:
            readers.setdefault(name, []).append(rule)
    undecided = {
        rule.id
        for rule in rules
        if rule_truth(rule, rules, instrument, snapshot, as_of) == Truth.UNKNOWN
    }
    questions = []
    for element in instrument.elements.values():
        answer = snapshot.answers.get(element.id)
        if answer is not None and answer.value != AnswerValue.UNCLEAR:
            continue
        tried = [
            replace(snapshot, answers={**snapshot.answers, element.id: _answer(element, value)})
            for value in (AnswerValue.YES, AnswerValue.NO)
        ]
        decides = tuple(
            rule.id
            for rule in readers.get(element.id, ())
            if rule.id in undecided
            and any(
                rule_truth(rule, rules, instrument, one, as_of) != Truth.UNKNOWN for one in tried
            )
        )
        questions.append(OpenQuestion(element=element, decides=decides))
    return tuple(sorted(questions, key=lambda q: (-len(q.decides), not q.element.core)))


def _answer(element: Element, value: AnswerValue) -> Answer:
    return Answer(element=element.id, value=value, note="")

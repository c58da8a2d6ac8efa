# SPDX-License-Identifier: EUPL-1.2
"""The open questions that decide most: which element's answer would settle which rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from gapanalysis.model import (
    SEVERITIES,
    Answer,
    AnswerValue,
    Element,
    Instrument,
    Rule,
    Snapshot,
    Truth,
)
from gapanalysis.rules.engine import rule_truths
from gapanalysis.rules.reads import elements_read


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """An element without a clear answer, and the rules that *yes* or *no* would settle."""

    element: Element
    decides: tuple[str, ...]


def open_questions(
    rules: tuple[Rule, ...], instrument: Instrument, snapshot: Snapshot, as_of: date
) -> tuple[OpenQuestion, ...]:
    """Gives the open questions: those that settle most rules first, of these the gravest."""
    readers: dict[str, list[Rule]] = {}
    for rule in rules:
        for name in elements_read(rule):
            readers.setdefault(name, []).append(rule)
    truths = rule_truths(rules, rules, instrument, snapshot, as_of)
    gravity = {rule.id: _gravity(rule) for rule in rules}
    questions = []
    for element in instrument.elements.values():
        answer = snapshot.answers.get(element.id)
        if answer is not None and answer.value != AnswerValue.UNCLEAR:
            continue
        open_rules = [r for r in readers.get(element.id, ()) if truths[r.id] == Truth.UNKNOWN]
        settled = set()
        for value in (AnswerValue.YES, AnswerValue.NO):
            given = Answer(element=element.id, value=value, note="")
            tried = replace(snapshot, answers={**snapshot.answers, element.id: given})
            then = rule_truths(open_rules, rules, instrument, tried, as_of)
            settled |= {rule for rule, truth in then.items() if truth != Truth.UNKNOWN}
        decides = tuple(rule.id for rule in open_rules if rule.id in settled)
        questions.append(OpenQuestion(element=element, decides=decides))

    def weight(question: OpenQuestion) -> tuple[int, int, bool]:
        gravest = min((gravity[rule] for rule in question.decides), default=len(SEVERITIES))
        return -len(question.decides), gravest, not question.element.core

    return tuple(sorted(questions, key=weight))


def _gravity(rule: Rule) -> int:
    found = [SEVERITIES.index(case.severity) for case in rule.cases if case.severity]
    return min(found, default=len(SEVERITIES))

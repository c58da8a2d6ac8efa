# SPDX-License-Identifier: EUPL-1.2
"""The Convention in one picture, read from an evaluation: what each square shows and says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gapanalysis.charts.grid import Column, Key, Overview, Row, Square
from gapanalysis.model import (
    Element,
    ElementOutcome,
    Evaluation,
    Group,
    Instrument,
    Snapshot,
)
from gapanalysis.words import Words, pick


def make_overview(
    instrument: Instrument,
    snapshot: Snapshot,
    evaluation: Evaluation,
    groups: Sequence[Group],
    words: Words,
) -> Overview:
    """Gives the picture of an evaluation, with its articles in the groups given."""
    reader = _Reader(instrument, snapshot, evaluation, words)
    made = ((group, tuple(reader.rows(group))) for group in groups)
    return Overview(
        title=words(
            "{state}: national law against the Istanbul Convention, {day}",
            state=words.state(snapshot.state.code, snapshot.state.name),
            day=words.date(evaluation.on),
        ),
        said=reader.said(),
        groups=tuple(Column(title=reader.title(g), rows=rows) for g, rows in made if rows),
        legend=tuple(reader.legend()),
        continued=words("{title}, continued", title="{title}"),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Puts what is known of elements into words."""

    instrument: Instrument
    snapshot: Snapshot
    evaluation: Evaluation
    words: Words

    def said(self) -> str:
        """Tells how many elements are not assessed."""
        shown = [one.outcome for one in self.evaluation.elements.values()]
        silent = shown.count(ElementOutcome.NOT_ASSESSED)
        if silent == len(shown):
            return self.words("Nothing has been assessed.")
        return self.words.plural(
            "One square is one element; {n} of {total} is not assessed, which says nothing about"
            " the law.",
            "One square is one element; {n} of {total} are not assessed, which says nothing about"
            " the law.",
            silent,
            total=self.words.number(len(shown)),
        )

    def legend(self) -> Iterator[Key]:
        """Gives every outcome with its count, and what a folded corner means where there is one."""
        elements = self.evaluation.elements.values()
        shown = Counter(one.outcome for one in elements)
        for outcome in ElementOutcome:
            count = self.words.number(shown[outcome])
            word = self.words.code("outcome", outcome)
            yield Key(outcome=outcome, found=False, word=word, count=count)
        if folded := sum(one.found for one in elements):
            yield Key(
                outcome=ElementOutcome.NOT_ASSESSED,
                found=True,
                word=self.words.code("outcome", "found"),
                count=self.words.number(folded),
            )

    def title(self, group: Group) -> str:
        """Gives the title of a group with its number; a pillar has none."""
        if group.title is None:
            return self.words("Outside the questionnaire")
        title = pick(group.title, self.words.language)
        return title if group.number in self.instrument.pillars else f"{group.number}  {title}"

    def rows(self, group: Group) -> Iterator[Row]:
        """Gives the articles of a group that have elements in it."""
        for number in group.articles:
            title = pick(self.instrument.articles[number].short, self.words.language)
            squares = tuple(
                self._square(element, f"{number} {title}")
                for obligation in group.obligations
                if obligation.article == number
                for element in self.instrument.elements_of(obligation.id)
            )
            if squares:
                yield Row(number=str(number), title=title, squares=squares)

    def _square(self, element: Element, article: str) -> Square:
        words, shown = self.words, self.evaluation.elements[element.id]
        status = self.evaluation.statuses[element.obligation]
        given = self.snapshot.answers.get(element.id)
        answer = words.code("answer", given.value) if given else words("not answered")
        question = pick(element.question, words.language)
        said = words.code("status", status.status)
        if status.override:
            said = words("{status} (your judgment)", status=said)
        lines = [
            f"{article} · {element.obligation}",
            f"{element.id}  {question}",
            words(
                "Answer: {answer}. Shown as: {outcome}.",
                answer=answer,
                outcome=words.code("outcome", shown.outcome),
            ),
            words("Obligation {node}: {status}.", node=element.obligation, status=said),
        ]
        if shown.found:
            lines.append(words("The law that was read gives this status without the answer."))
        return Square(
            element=element.id,
            obligation=element.obligation,
            outcome=shown.outcome,
            found=shown.found,
            question=question,
            answer=answer,
            status=said,
            text="\n".join(lines),
        )

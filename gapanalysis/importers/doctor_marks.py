# SPDX-License-Identifier: EUPL-1.2
"""What looks wrong in the numbering of paragraphs inside an article."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from gapanalysis.importers.chart import Chart
from gapanalysis.model import ImportDoubt, Kind, Span, Split

_BEFORE_MARK = r"(?m)^[^\n]{{0,3}}?(?:[^\s(]{{0,8}})(?<![\w.]){mark}(?!\d)"
_FAR = 3
"""How many paragraphs may be missing in one place."""


def paragraph_doubts(chart: Chart) -> Iterator[ImportDoubt]:
    """Gives a doubt for each place where paragraphs are missing; where the mark of the missing one
    stands near the start of a line, a mend that begins it there.
    """
    children: dict[int, list[int]] = defaultdict(list)
    for index, one in enumerate(chart.law.provisions):
        if one.kind == Kind.PARAGRAPH and one.parent is not None and one.label:
            children[one.parent].append(index)
    for parent, marks in children.items():
        whole = [chart.whole[index] for index in marks]
        if whole[0] is not None and 1 < whole[0] <= _FAR:
            yield from _first_missing(chart, parent, marks[0], range(1, whole[0]))
        for (before, last), (index, following) in pairwise(zip(marks, whole, strict=True)):
            if last is not None and following is not None and 1 < following - last <= _FAR:
                yield from _missing(chart, before, index, range(last + 1, following))


def _mark_at(chart: Chart, model: int, number: int, start: int, end: int) -> Span | None:
    """Gives where the mark of a number stands near the start of a line, in the shape of a model's
    label.
    """
    one = chart.provision(model)
    assert one.label is not None, "paragraphs without a label are not looked at"
    shape = re.escape(one.label.of(chart.text)).replace(re.escape(one.number), str(number))
    pattern = re.compile(_BEFORE_MARK.format(mark=f"(?P<mark>{shape})"))
    for found in pattern.finditer(chart.text, start, end):
        if chart.words_of(found.start("mark")) is not None:
            return Span(start=found.start("mark"), end=found.end("mark"))
    return None


def _missing(chart: Chart, one: int, other: int, numbers: range) -> Iterator[ImportDoubt]:
    before, after = chart.provision(one), chart.provision(other)
    start = before.label.end if before.label else before.start
    found = _mark_at(chart, one, numbers[0], start, before.end)
    if found:
        yield _missed(chart, one, found, numbers[0])
    elif not chart.is_repealed(chart.text[start : after.start]):
        yield chart.doubt_at(
            "paragraph_gap",
            other,
            after=before.address,
            before=after.address,
            missing=len(numbers),
        )


def _first_missing(chart: Chart, parent: int, first: int, numbers: range) -> Iterator[ImportDoubt]:
    above = chart.provision(parent)
    start = max([above.start, *(span.end for span in (above.label, above.heading) if span)])
    found = _mark_at(chart, first, numbers[0], start, chart.provision(first).start)
    if found:
        yield _missed(chart, parent, found, numbers[0])


def _missed(chart: Chart, index: int, mark: Span, number: int) -> ImportDoubt:
    """Gives the doubt about a paragraph whose mark was not recognised; it begins with its line, or
    at the mark where that is not the provision's own.
    """
    line = chart.line_starts[chart.line_at(mark.start)]
    at = line if chart.words_of(line) == index else mark.start
    return chart.doubt(
        "paragraph_missed",
        mark.start,
        mark.end,
        provision=index,
        mend=Split(provision=index, at=at, number=str(number), kind=Kind.PARAGRAPH, label=mark),
        number=number,
        within=chart.provision(index).address,
    )

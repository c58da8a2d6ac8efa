# SPDX-License-Identifier: EUPL-1.2
"""Articles of the law itself inside what looks like a quotation: where a sign was never closed, or
where a consolidated law quotes its own last articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from gapanalysis.importers.lines import Line
from gapanalysis.importers.openers import Opener, find_openers
from gapanalysis.languages import Language
from gapanalysis.numbers import base

_LEAST = 3


def without_swallowed(
    lines: Sequence[Line], quoted: Sequence[bool], own: Sequence[Opener], language: Language
) -> tuple[bool, ...]:
    """Gives which lines are quoted, without the quotations that hold articles that the law's own
    numbering lacks at that place: all of them, or at least three that go on with it.
    """
    free = list(quoted)
    articles = [o for o in own if o.what == "article" and not o.series]
    for first, end in _blocks(quoted):
        before = next((o for o in reversed(articles) if o.line < first), None)
        after = next((o for o in articles if o.line >= end), None)
        near = before or after
        if near is None or base(near.number) is None:
            continue
        inside = list(_numbers(lines[first:end], near.form, language))
        last = (base(before.number) or 0) if before else 0
        if _fill(inside, last, base(after.number) if after else None):
            free[first:end] = [False] * (end - first)
    return tuple(free)


def _blocks(quoted: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Gives each run of quoted lines: its first line and the one after its last."""
    at = 0
    for inside, run in groupby(quoted):
        length = len(list(run))
        if inside:
            yield at, at + length
        at += length


def _numbers(lines: Sequence[Line], form: str, language: Language) -> Iterator[int]:
    """Gives the whole numbers of the articles that some lines open in one form."""
    for index, line in enumerate(lines):
        for opener in find_openers(index, line, language):
            number = base(opener.number)
            if opener.what == "article" and opener.form == form and number is not None:
                yield number


def _fill(inside: Sequence[int], last: int, following: int | None) -> bool:
    """Tells whether numbers hold, in order, those that lack after the last one of the law."""
    wanted = last + 1
    for number in inside:
        wanted += number == wanted
    if following == wanted:
        return wanted > last + 1
    if following is not None and last < following < wanted:
        return False
    return wanted - last > _LEAST

# SPDX-License-Identifier: EUPL-1.2
"""Articles of the law itself inside what looks like a quotation: where a sign was never closed, or
where a consolidated law quotes its own last articles or provisions of a later law.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from gapanalysis.importers.before_labels import openers_behind, sign_before
from gapanalysis.importers.letters import QUOTES
from gapanalysis.importers.lines import Line
from gapanalysis.importers.openers import Opener, introduces
from gapanalysis.languages import Language
from gapanalysis.numbers import base, sort_key

_LEAST = 3
_USUAL = 3
"""Places at which a law must lack what it quotes, before it is taken to print changes so."""


def without_swallowed(
    lines: Sequence[Line], quoted: Sequence[bool], own: Sequence[Opener], language: Language
) -> tuple[bool, ...]:
    """Gives which lines are quoted, without the quotations that hold articles that the law's own
    numbering lacks at that place: all of them, or at least three that go on with it. Where a law
    prints what was changed in quotation marks, those that stand in their place are its own too.
    What a line introduces as provisions of a later law is not quoted.
    """
    free = list(quoted)
    for opener in own:
        if opener.what == "closing" and introduces(lines[opener.line].text, language):
            _free_below(lines, free, opener.line)
    articles = [o for o in own if o.what == "article" and not o.series]
    left: list[_Quoted] = []
    filled = 0
    for place in _between(lines, tuple(free), articles, language):
        numbers = [base(number) or 0 for one in place for number in one.numbers]
        before, after = place[0].before, place[0].after
        filling = _fill(numbers, base(before) or 0, base(after) if after else None)
        if filling or _go_on(before, [n for one in place for n in one.numbers], after):
            filled += 1
            for one in place:
                free[one.first : one.end] = [False] * (one.end - one.first)
        else:
            left += place
    for one in left if filled >= _USUAL else ():
        if _is_in_place(one):
            free[one.first : one.end] = [False] * (one.end - one.first)
    return tuple(free)


@dataclass(frozen=True, slots=True)
class _Quoted:
    """Quoted lines from the first to before the ``end``, the numbers of the articles in them, and
    the law's own numbers before and after; no number, nothing.
    """

    first: int
    end: int
    before: str
    after: str
    numbers: tuple[str, ...]


def _between(
    lines: Sequence[Line], quoted: Sequence[bool], articles: Sequence[Opener], language: Language
) -> Iterator[list[_Quoted]]:
    """Gives the quotations with articles that stand between the same two articles of the law."""
    starts = [o.line for o in articles]
    found: list[_Quoted] = []
    for first, end in _blocks(quoted):
        before = articles[n - 1] if (n := bisect_left(starts, first)) else None
        after = articles[n] if (n := bisect_left(starts, end)) < len(articles) else None
        near = before or after
        if near is None or base(near.number) is None:
            continue
        numbers = tuple(_numbers(lines[first:end], near.form, language))
        if numbers:
            ends = (before.number if before else "", after.number if after else "")
            found.append(_Quoted(first, end, *ends, numbers))
    for _, place in groupby(found, key=lambda one: (one.before, one.after)):
        yield list(place)


def _is_in_place(one: _Quoted) -> bool:
    """Tells whether the articles of a quotation rise between the law's own."""
    numbers = [one.before, *one.numbers, one.after]
    keys = [sort_key(number) for number in numbers if number]
    return one.before != "" and one.after != "" and all(a < b for a, b in pairwise(keys))


def _free_below(lines: Sequence[Line], free: list[bool], above: int) -> None:
    """Frees the quotation that begins with the next line that has words."""
    first = next((n for n in range(above + 1, len(lines)) if lines[n].text), above)
    if first > above and lines[first].text.startswith(QUOTES):
        free[first] = False
        for n in range(first + 1, len(lines)):
            if not free[n]:
                break
            free[n] = False


def _blocks(quoted: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Gives each run of quoted lines: its first line and the one after its last."""
    at = 0
    for inside, run in groupby(quoted):
        length = len(list(run))
        if inside:
            yield at, at + length
        at += length


def _numbers(lines: Sequence[Line], form: str, language: Language) -> Iterator[str]:
    """Gives the numbers of the articles that some lines open in one form."""
    for index, line in enumerate(lines):
        for opener in openers_behind(sign_before(line), index, line, language):
            if opener.what == "article" and opener.form == form and base(opener.number) is not None:
                yield opener.number


def _go_on(before: str, inside: Sequence[str], after: str) -> bool:
    """Tells whether at least three numbers of several parts go on from the last one of the law in
    their last part (232-86-2 after 232-86-1) and rise up to the next one.
    """
    stem, hyphen, last = before.rpartition("-")
    keys = [sort_key(number) for number in (before, *inside, after) if number]
    return (
        bool(hyphen)
        and last.isdecimal()
        and inside[0] == f"{stem}-{int(last) + 1}"
        and len(inside) >= _LEAST
        and all(a < b for a, b in pairwise(keys))
    )


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

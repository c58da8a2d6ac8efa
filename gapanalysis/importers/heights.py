# SPDX-License-Identifier: EUPL-1.2
"""Which divisions of a law stand above which: mostly as its language usually has them, but a law
whose parts are counted anew in each chapter has its chapters above them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from gapanalysis.importers.openers import Opener
from gapanalysis.model import Kind
from gapanalysis.numbers import base, roman

_FEWEST = 2
"""Times that divisions are counted anew."""


def with_heights(found: Sequence[Opener]) -> list[Opener]:
    """Gives the openers with the ranks of their divisions as the law counts them."""
    found = _with_low_words(_with_low_numerals(found))
    end = next((n for n, opener in enumerate(found) if opener.apart), len(found))
    divisions = [o for o in found[:end] if o.what == "division"]
    values = _values(divisions)
    moved: dict[int, int] = {}
    for upper, lower in combinations(sorted({o.rank for o in divisions}), 2):
        if _is_turned(divisions, values, upper, lower):
            moved[lower] = min(moved.get(lower, upper), upper - 1)
    if not moved:
        return list(found)
    return [
        replace(o, rank=moved[o.rank]) if o.what == "division" and o.rank in moved else o
        for o in found
    ]


def _with_low_numerals(found: Sequence[Opener]) -> list[Opener]:
    """Gives the openers with divisions that bear but a Roman numeral below those in which they are
    counted anew ("Section 2" / "I. FORM").
    """
    divisions = [o for o in found if o.what == "division"]
    first = [n for n, o in enumerate(divisions) if o.form == "roman" and o.number == "I"]
    above = [divisions[n - 1].rank for n in first if n and divisions[n - 1].form != "roman"]
    if len(first) < _FEWEST or not above or max(above) < divisions[first[0]].rank:
        return list(found)
    return [
        replace(o, rank=max(above) + 1, kind=Kind.SECTION) if o.form == "roman" else o
        for o in found
    ]


def _with_low_words(found: Sequence[Opener]) -> list[Opener]:
    """Gives the openers with divisions below those of the same rank that have another word, where
    the first of them is counted in the first of those ("BOOK FIRST" / "PART I").
    """
    divisions = [o for o in found if o.what == "division"]
    firsts: dict[int, Opener] = {}
    low: dict[tuple[int, str], int] = {}
    last: dict[int, Opener] = {}
    for opener, value in zip(divisions, _values(divisions), strict=True):
        first = firsts.setdefault(opener.rank, opener)
        place = opener.rank, _word(opener)
        if _word(first) != place[1] and place not in low:
            low[place] = opener.rank + (last[opener.rank] is first and value == 1)
        last[opener.rank] = opener
    return [
        replace(o, rank=low.get((o.rank, _word(o)), o.rank)) if o.what == "division" else o
        for o in found
    ]


def _word(division: Opener) -> str:
    return division.form.partition(":")[2]


def _is_turned(divisions: Sequence[Opener], values: Sequence[int], upper: int, lower: int) -> bool:
    """Tells whether divisions that usually stand above others are counted anew in each of them,
    though nothing above both begins, while those are not counted anew in each of these.
    """
    anew = [between for between in _restarts(divisions, values, upper) if min(between) >= upper]
    back = list(_restarts(divisions, values, lower))
    several = sum(o.rank == lower for o in divisions) > _FEWEST
    return (
        several
        and len(anew) > _FEWEST
        and all(lower in between for between in anew)
        and not (back and all(upper in between for between in back))
    )


def _restarts(
    divisions: Sequence[Opener], values: Sequence[int], rank: int
) -> Iterator[frozenset[int]]:
    """Gives, for each time that divisions of a rank are counted anew, the ranks of the divisions
    since the last one of them.
    """
    between: set[int] | None = None
    for opener, value in zip(divisions, values, strict=True):
        if opener.rank != rank:
            if between is not None:
                between.add(opener.rank)
            continue
        if between is not None and value == 1:
            yield frozenset(between or {rank})
        between = set()


def _values(divisions: Sequence[Opener]) -> list[int]:
    """Gives the places of divisions in their rows: those of letters where the first is A."""
    lettered = {o.form for o in divisions if o.number.upper() == "A"}
    return [
        ord(o.number[:1].upper() or "A") - ord("A") + 1
        if o.form in lettered
        else base(o.number) or roman(o.number) or 0
        for o in divisions
    ]

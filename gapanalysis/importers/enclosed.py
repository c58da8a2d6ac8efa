# SPDX-License-Identifier: EUPL-1.2
"""A whole text that stands inside a law without quotation marks, as in one that approves a treaty:
articles 1 and 2, the treaty with articles of its own, then articles 3 and 4 of the law.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from gapanalysis.importers.canonical import RUNNING
from gapanalysis.importers.lines import Document
from gapanalysis.importers.openers import Opener
from gapanalysis.model import Kind
from gapanalysis.numbers import base

_FEWEST = 3
"""Articles of the text inside; the law around it has at least as many in all."""
_FEW = 3
"""Articles 1 behind the law's first with which the text may begin."""
_ABOVE = 1
"""The rank of the text: all that stands in it ends with it."""


def with_enclosed(document: Document, found: Sequence[Opener]) -> list[Opener]:
    """Gives the openers with one for a text inside the law, in which numbers begin again, and with
    the law's own articles going on behind it.
    """
    end = next((n for n, opener in enumerate(found) if opener.apart), len(found))
    main = [o for o in found[:end] if o.what == "article" and not o.series]
    place = _place([_number(opener) for opener in main])
    if place is None:
        return list(found)
    last, first, after = (main[n] for n in (place[0] - 1, *place))
    line = _first_line(document, last, first)
    text = Opener(
        line=line,
        what="annex",
        kind=Kind.ANNEX,
        rank=_ABOVE,
        number="",
        start=0,
        label_end=0,
        end=0 if line == first.line else len(document.lines[line].text),
        apart=True,
    )
    own = [replace(o, apart=True, ends=_ABOVE) if o is after else o for o in found]
    at = next(n for n, opener in enumerate(own) if opener.line >= line)
    return [*own[:at], text, *own[at:]]


def _number(opener: Opener) -> int | None:
    """Gives the number of an article; of one that was inserted before 2 (1 bis) none."""
    number = base(opener.number)
    return None if number == 1 and opener.number != "1" else number


def _place(numbers: Sequence[int | None]) -> tuple[int, int] | None:
    """Gives where the numbers of a text begin inside those of a law, and where those go on, each
    row counting up by one to its end; nothing where they do not, or where they go on from the
    text's as well.
    """
    ones = (n for n in range(1, len(numbers) - _FEWEST) if numbers[n] == 1)
    for first in islice(ones, _FEW):
        around = numbers[first - 1]
        if around is None or not _counts(numbers[:first], 1):
            continue
        for after in range(first + _FEWEST, len(numbers)):
            inside = numbers[after - 1]
            if numbers[after] == around + 1 != (inside or 0) + 1 and inside != around + 1:
                whole = first + len(numbers) - after >= _FEWEST and (inside or 0) >= _FEWEST
                if whole and _counts(numbers[after:], around + 1):
                    return (first, after) if _counts(numbers[first:after], 1) else None
    return None


def _counts(numbers: Sequence[int | None], start: int) -> bool:
    """Tells whether numbers count up by one; inserted ones stay at the number before them."""
    last = start - 1
    for number in numbers:
        if number is None:
            continue
        if number != last + 1 and (number != last or last < start):
            return False
        last = number
    return last >= start


def _first_line(document: Document, last: Opener, first: Opener) -> int:
    """Gives the line with which a text begins: behind the colon that introduces it, else that of
    its first article.
    """
    lines = [
        n
        for n in range(last.line, first.line)
        if document.lines[n].text and document.lines[n].style not in RUNNING
    ]
    colons = [at for at, n in enumerate(lines) if document.lines[n].text.endswith(":")]
    below = [*lines[1:], first.line]
    introduced = next((at for at in colons if below[at] != first.line), None)
    return first.line if introduced is None else below[introduced]

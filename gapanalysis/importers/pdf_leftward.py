# SPDX-License-Identifier: EUPL-1.2
"""The lines of PDF pages in scripts that run from right to left, put together letter by letter."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from gapanalysis.importers.leftward import Glyph, has_pairs, in_order, joined_glyphs, runs_left
from gapanalysis.importers.pdf_measures import BLANK, UPRIGHT, Look, Measures
from gapanalysis.importers.printed import Printed

_BRACKETS = frozenset("()[]{}")
_SAME_BASELINE = 0.35
"""Times the size of the print within which two baselines are the same."""
_WIDE_GAP = 1.2
"""Times the size of the print: letters from right to left are set with wider spaces."""


class Range(NamedTuple):
    """A line as the library finds it: its letters, and whether its last word goes on."""

    start: int
    end: int
    broken: bool


@dataclass(slots=True)
class _Row:
    """Lines of the library that stand on one baseline, of which one runs to the left; each with its
    place among all.
    """

    look: Look
    style: tuple[bool, bool]
    ranges: list[tuple[int, Range]] = field(default_factory=list)


def with_leftward_rows(
    measures: Measures,
    ranges: Iterable[Range],
    page: int,
    height: float,
    other: Callable[[Range], list[Printed]],
) -> Iterator[tuple[int, Printed]]:
    """Gives the lines of a page, each with its turn: those whose words run to the left made anew
    from their letters, with what else stands on their baseline; ``other`` gives the others.
    """
    found = [(one, *_looked_at(measures, one)) for one in ranges]
    leftward = [(look, one) for one, turn, look, left in found if turn == UPRIGHT and left]
    rows: list[_Row] = []
    for look, one in sorted(leftward, key=lambda pair: pair[0].baseline):
        if not rows or not _is_on(look, rows[-1]):
            rows.append(_Row(look, measures.style(one.start)))
    baselines = [row.look.baseline for row in rows]
    lines: list[tuple[int, int, Printed]] = []
    for n, (one, turn, look, _) in enumerate(found):
        at = bisect_left(baselines, look.baseline)
        near = (row for row in rows[max(0, at - 1) : at + 1] if _is_on(look, row))
        row = next(near, None) if turn == UPRIGHT else None
        if row is None:
            lines += ((n, measures.turn, line) for line in other(one))
        else:
            row.ranges.append((n, one))
    parts = [(row, part) for row in rows for part in _parts(measures, row)]
    turned = _are_brackets_turned(part for _, part in parts)
    for row, part in parts:
        if line := _printed(row, part, page, height, turned=turned):
            lines.append((min(glyph.order for glyph in part), UPRIGHT, line))
    lines.sort(key=itemgetter(0))
    yield from ((turn, line) for _, turn, line in lines)


def _looked_at(measures: Measures, one: Range) -> tuple[int, Look, bool]:
    look = measures.look(one.start)
    return measures.turn, look, runs_left(measures.letters[one.start : one.end])


def _is_on(look: Look, row: _Row) -> bool:
    """Tells whether letters stand on the baseline of a row."""
    return abs(row.look.baseline - look.baseline) < _SAME_BASELINE * row.look.size


def _parts(measures: Measures, row: _Row) -> Iterator[list[Glyph]]:
    """Gives the glyphs of a row from the left, parted at wide gaps."""
    glyphs: list[Glyph] = []
    for order, one in row.ranges:
        glyphs += joined_glyphs(_letters(measures, one, order))
    glyphs.sort(key=lambda glyph: glyph.left)
    part: list[Glyph] = []
    end = 0.0
    for glyph in glyphs:
        if glyph.text == " " and not part:
            continue
        if part and glyph.text != " " and glyph.left - end > _WIDE_GAP * row.look.size:
            yield part
            part = []
        part.append(glyph)
        if glyph.text != " ":
            end = max(end, glyph.right) if len(part) > 1 else glyph.right
    if part:
        yield part


def _letters(measures: Measures, one: Range, order: int) -> Iterator[Glyph]:
    """Gives the letters of a line. Spaces that take no room come from the library; where the file
    has some of its own, only these part its words. What has no letter only fills its room: strokes
    that lengthen words.
    """
    letters = [
        Glyph(_shown(letter), *measures.room(at), measures.run(at), order)
        for at, letter in enumerate(measures.letters[one.start : one.end], one.start)
    ]
    spaces = {letter for letter in letters if letter.text == " "}
    drawn = {space for space in spaces if space.right > space.left}
    return (letter for letter in letters if letter not in spaces or not drawn or letter in drawn)


def _shown(letter: str) -> str:
    if unicodedata.category(letter) == "Zs" or letter == "\t":
        return " "
    return "" if letter in BLANK or letter == "\u0640" else letter


def _are_brackets_turned(parts: Iterable[Sequence[Glyph]]) -> bool:
    """Tells whether brackets of a page are drawn as they look, not as they are written."""
    votes = 0
    for part in parts:
        if any(glyph.text in _BRACKETS for glyph in part):
            votes += has_pairs(in_order(part, 0, turned=True))
            votes -= has_pairs(in_order(part, 0, turned=False))
    return votes >= 0


def _printed(
    row: _Row, part: Sequence[Glyph], page: int, height: float, *, turned: bool
) -> Printed | None:
    """Gives a part of a row as a printed line, in the order of its words; nothing without words."""
    text = unicodedata.normalize("NFC", in_order(part, row.look.size, turned=turned))
    text = " ".join(text.replace("\u00ad", "").replace("\0", "").split())
    if not text:
        return None
    left, right = min(glyph.left for glyph in part), max(glyph.right for glyph in part)
    first = len(text.partition(" ")[0]) / len(text)
    return Printed(
        text,
        page,
        height,
        left,
        right,
        row.look.baseline,
        row.look.size,
        *row.style,
        first * (right - left),
        False,
        runs_left(text),
    )

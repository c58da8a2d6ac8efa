# SPDX-License-Identifier: EUPL-1.2
"""Rows of a printed page: what stands on one baseline, in whatever order the file holds it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median

from gapanalysis.importers.printed import WIDE_GAP, Printed, merged

Row = list[Printed]
"""What stands on one baseline, from left to right, with wide gaps between."""

_SAME_BASELINE = 0.35
"""Times the size of the print within which two baselines are the same."""
_NEXT_LINE = 0.6
"""Times the size of the print by which a line stands below another at least."""
_RAISED_NUMBER = re.compile(r"\d{1,3}\)?|\[\d{1,3}\]")
_RAISED_SIZE = 0.85
_RAISED_LEAST, _RAISED_MOST = 0.12, 0.6
"""Times the size of the print by which a raised number stands above the baseline of its word."""
_RAISED_BEHIND = 0.25
"""Times the size of the print within which a raised number stands behind its word: narrow digits
leave room beside them.
"""
_RAISED = ("^", "[^")
_NO_SPACE_BEFORE = (*_RAISED, ".", ",")
"""With raised numbers, which were found behind a word."""
_FEW_AT_ONE_PLACE = 200
_FEW_BELOW = 6
_LONGEST_NUMBER = 4
_BASELINE = attrgetter("baseline")
_STRETCHED_PARTS = 5
_STRETCHED = 2.2
_STRETCHED_USUAL = 1.1
_STRETCHED_MOST = 1.5
_TOUCHING = 0.12
"""Times the size of the print within which two parts of a line are one word."""


def is_plain(page: Sequence[Printed]) -> bool:
    """Tells whether the lines of a page follow each other downward, one on each baseline."""
    body = [line for line in page if not line.style]
    return not any(line.pieces for line in body) and all(
        below.baseline < above.baseline - _NEXT_LINE * below.size for above, below in pairwise(body)
    )


def rows_of(page: Iterable[Printed]) -> list[Row]:
    """Gives what stands on each baseline of a page, from above."""
    cells = [cell for line in page if not line.style for cell in line.pieces or (line,)]
    cells = sorted(_with_raised_numbers(cells), key=lambda cell: -cell.baseline)
    rows: list[Row] = []
    for cell in cells:
        first = rows[-1][0] if rows else None
        if first and first.baseline - cell.baseline < _SAME_BASELINE * min(first.size, cell.size):
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [_without_narrow_gaps(row) if len(row) > 1 else row for row in rows]


def _with_raised_numbers(cells: Sequence[Printed]) -> Iterator[Printed]:
    """Gives the parts of lines, a raised number that stands alone on the baseline of the word
    behind which it stands, with ``^``; as a note where it stands between words that are one part.
    """
    ends: dict[int, Row] = {}
    for cell in cells:
        if len(same := ends.setdefault(round(cell.right), [])) < _FEW_AT_ONE_PLACE:
            same.append(cell)
    tall = sorted((cell for cell in cells if len(cell.text) > _LONGEST_NUMBER), key=_BASELINE)
    for cell in cells:
        if not _RAISED_NUMBER.fullmatch(cell.text):
            yield cell
            continue
        steps = range(-3, 2)
        near = (other for step in steps for other in ends.get(round(cell.left) + step, ()))
        word = next((other for other in near if _is_raised_behind(cell, other)), None)
        if word is not None:
            raised = f"^{cell.text}"
            if cell.text[0] == "[":
                raised = f"[^{cell.text[1:]}" if word.text[-1].isdigit() else cell.text
            yield cell._replace(text=raised, baseline=word.baseline, size=word.size)
        elif any(_is_raised_over(cell, line) for line in _below(tall, cell)):
            yield cell._replace(style="note")
        else:
            yield cell


def _below(lines: Sequence[Printed], number: Printed) -> Sequence[Printed]:
    """Gives some lines of which the baseline is below that of a number, the nearest last."""
    at = bisect_left(lines, number.baseline, key=_BASELINE)
    return lines[max(0, at - _FEW_BELOW) : at]


def _is_raised_behind(number: Printed, word: Printed) -> bool:
    return _is_raised(number, word) and abs(number.left - word.right) < _RAISED_BEHIND * word.size


def _is_raised_over(number: Printed, line: Printed) -> bool:
    return _is_raised(number, line) and line.left < number.left and number.right < line.right


def _is_raised(number: Printed, word: Printed) -> bool:
    up = number.baseline - word.baseline
    return (
        _RAISED_LEAST * word.size < up < _RAISED_MOST * word.size
        and number.size < _RAISED_SIZE * word.size
    )


def _without_narrow_gaps(row: Row) -> Row:
    """Gives a row, with those of its parts that stand side by side as one."""
    joined: list[Row] = []
    cells = sorted(row, key=lambda cell: cell.left)
    narrow = _narrow_gap(cells)
    for cell in cells:
        if joined and cell.left - joined[-1][-1].right < max(narrow, WIDE_GAP * cell.size):
            joined[-1].append(cell)
        else:
            joined.append([cell])
    return [cells[0] if len(cells) == 1 else side_by_side(cells) for cells in joined]


def _narrow_gap(cells: Row) -> float:
    """Gives below which gap, in points, the words of a line that is stretched to its full width
    stand side by side; 0 for one that is not: most of its parts are but single words, which stand
    at about the same distance.
    """
    words = sum(" " not in cell.text and cell.text[0].isalpha() for cell in cells)
    if len(cells) < _STRETCHED_PARTS or words * 2 < len(cells):
        return 0.0
    usual = median(other.left - one.right for one, other in pairwise(cells))
    size = cells[0].size
    most = _STRETCHED_MOST * size
    return min(_STRETCHED * usual, most) if usual < _STRETCHED_USUAL * size else 0.0


def side_by_side(cells: Row) -> Printed:
    """Gives parts of a line as one; those that touch are one word."""
    leftward = runs_left(cells)
    ordered = cells[::-1] if leftward else cells
    text, first_word = ordered[0].text, ordered[0].first_word
    for before, cell in pairwise(ordered):
        gap = before.left - cell.right if leftward else cell.left - before.right
        parted = abs(gap) >= _TOUCHING * cell.size and not cell.text.startswith(_NO_SPACE_BEFORE)
        if not parted and " " not in text:
            first_word = abs(cell.left - ordered[0].left) + cell.first_word
        text = f"{text} {cell.text}" if parted else text + cell.text
    return merged(ordered)._replace(text=text, first_word=first_word)


def as_line(row: Row) -> Printed:
    """Gives the parts of a row as one line, in the order of their words."""
    if len(row) == 1:
        return row[0]
    return merged(row[::-1] if runs_left(row) else row)


def runs_left(cells: Sequence[Printed]) -> bool:
    """Tells whether most of some words run from right to left."""
    return sum(1 if cell.leftward else -1 for cell in cells) > 0


def cells_of(rows: Iterable[Row]) -> list[Printed]:
    """Gives the parts of all rows."""
    return [cell for row in rows for cell in row]

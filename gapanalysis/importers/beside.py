# SPDX-License-Identifier: EUPL-1.2
"""What stands beside the words of a page: notes, and the numbers of its lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from gapanalysis.importers.gaps import Gap, find_gaps, fullness, parted, width
from gapanalysis.importers.printed import Printed, merged
from gapanalysis.importers.rows import Row, cells_of
from gapanalysis.importers.tables import LABEL, blocks, joined

_STRIP = 0.3
"""The share of a page that notes at its side take at most."""
_STRIP_ROWS = 5
_ONE_NOTE = 1.6
"""Times the size of the print within which the lines of a note follow each other."""
_NUMBER = re.compile(r"[0-9]{1,4}")
_STRIP_OF_NUMBERS = 40.0
"""Points that the numbers of lines take at most."""
_FEWEST_NUMBERS = 3
_FEWEST_IN_A_ROW = 8
"""Lines that must bear a number each before the numbers are taken for those of lines."""
_FULL = 0.6
"""The share of its width that text fills on average."""
_AROUND = 8.0
"""Points."""


def with_notes_beside(rows: list[Row]) -> Iterator[Printed]:
    """Gives the lines of a page, each note at its side before the line beside which it begins."""
    notes = _notes(rows)
    taken = {id(cell) for note in notes for cell in note}
    rows = [left for row in rows if (left := [cell for cell in row if id(cell) not in taken])]
    for line in blocks(rows):
        while notes and notes[0][0].baseline + 0.3 * notes[0][0].size >= line.baseline:
            yield _as_note(notes.pop(0))
        yield line
    yield from map(_as_note, notes)


def _as_note(lines: Row) -> Printed:
    """Gives the lines of a note as one."""
    return merged(lines)._replace(text=joined(lines), style="marginal", pieces=())


def _notes(rows: Sequence[Row]) -> list[Row]:
    """Gives the notes in a narrow strip beside the text of a page, from above."""
    cells = cells_of(rows)
    gaps = list(find_gaps(cells))
    for gap in (*gaps[:1], *gaps[1:][-1:]):
        strip, text = parted(cells, [gap])
        if len(strip) > len(text):
            strip, text = text, strip
        if not strip or len(text) < _STRIP_ROWS or gap.right - gap.left < 0.5 * text[0].size:
            continue
        if width(strip) > _STRIP * width(cells) or fullness(text) < _FULL:
            continue
        beside = {id(cell) for row in rows if len(row) > 1 for cell in row}
        notes = [
            note
            for note in _grouped(strip)
            if not all(LABEL.fullmatch(cell.text) and id(cell) in beside for cell in note)
        ]
        if notes:
            return notes
    return []


def _grouped(strip: Sequence[Printed]) -> list[Row]:
    """Gives the lines of a strip that follow each other closely, from above."""
    groups: list[Row] = []
    for cell in sorted(strip, key=lambda cell: -cell.baseline):
        if groups and groups[-1][-1].baseline - cell.baseline <= _ONE_NOTE * cell.size:
            groups[-1].append(cell)
        else:
            groups.append([cell])
    return groups


def line_numbers(rows: Sequence[Row]) -> Row:
    """Gives the numbers that count the rows of a page at its side."""
    for at in (0, -1):
        numbered = [(n, row[at]) for n, row in enumerate(rows) if _NUMBER.fullmatch(row[at].text)]
        numbers = [cell for _, cell in numbered]
        if (
            len(numbered) >= _FEWEST_NUMBERS
            and _counts_lines([(n, int(cell.text)) for n, cell in numbered])
            and _are_outside(numbers, rows, at)
        ):
            return numbers
    return []


def _counts_lines(numbered: Sequence[tuple[int, int]]) -> bool:
    """Tells whether numbers, each with the index of its row, count rows."""
    steps = Counter((m - n, b - a) for (n, a), (m, b) in pairwise(numbered))
    (rows, step), times = steps.most_common(1)[0]
    if rows != step or step < 1 or times * 5 < (len(numbered) - 1) * 4:
        return False
    return step > 1 or len(numbered) >= _FEWEST_IN_A_ROW


def _are_outside(numbers: Row, rows: Sequence[Row], at: int) -> bool:
    """Tells whether numbers stand left (``at`` 0) or right (-1) of all words of a page."""
    own = set(map(id, numbers))
    others = [cell for cell in cells_of(rows) if id(cell) not in own]
    if not others:
        return False
    if at == 0:
        return max(cell.right for cell in numbers) < min(cell.left for cell in others)
    return min(cell.left for cell in numbers) > max(cell.right for cell in others)


def strip_of(numbers: Iterable[Row]) -> Gap | None:
    """Gives the strip in which the numbers of lines stand on some pages, or ``None``."""
    every = [cell for page in numbers for cell in page]
    if not every:
        return None
    least, most = min(cell.left for cell in every), max(cell.right for cell in every)
    return Gap(least - _AROUND, most + _AROUND) if most - least < _STRIP_OF_NUMBERS else None


def without_line_numbers(
    rows: Sequence[Row], numbers: Row, strip: Gap | None
) -> tuple[list[Row], Row]:
    """Gives the rows of a page without the numbers of its lines, and these numbers: its own, else
    what stands in the strip of other pages.
    """
    if not numbers and strip:
        numbers = [
            cell
            for cell in cells_of(rows)
            if strip.left < cell.left and cell.right < strip.right and _NUMBER.fullmatch(cell.text)
        ]
    taken = set(map(id, numbers))
    kept = [[cell for cell in row if id(cell) not in taken] for row in rows]
    return [row for row in kept if row], numbers

# SPDX-License-Identifier: EUPL-1.2
"""Tables on printed pages: rows of which the parts stand below each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from gapanalysis.importers.gaps import Gap, find_gaps
from gapanalysis.importers.printed import Printed, merged
from gapanalysis.importers.rows import Row, as_line, runs_left
from gapanalysis.importers.wrapping import join

LABEL = re.compile(
    r"\W*(?:[^\W\d_]{1,12}[.:]?\s)?"
    r"(?:\d{1,4}(?:\^\d{1,2})?(?:\s?[^\W\d_]{1,6})?|[ivxlcIVXLC]{1,6}|[^\W\d_]{1,2})?\W*"
)
"""What numbers or marks the words beside it: "(a)", "Article 5", "§ 12a", "–"."""
_COLUMNS_OF_DATA = 3
"""Tables with fewer columns often only lay out the text of a law."""
_MANY_COLUMNS = 40
_LAST_CELLS = 100
_ROWS_OF_TEXT = 3
_MOSTLY = 0.7
_ALIGNED = 3.0
"""Points within which edges are aligned."""
_NEXT = 1.35
"""Times the size of the print within which the lines of a cell follow each other."""
_SPANNING = 0.15
"""The share of the rows of a table in which a cell may lie over several columns."""
_LOOSE = 1.25
"""Times the least distance of lines from which on a distance parts the rows of a table."""


def blocks(rows: Sequence[Row]) -> Iterator[Printed]:
    """Gives the lines of some rows; of a table of data each row as a line of style ``table``, of a
    table that only lays out text each cell as a line of style ``cell``.
    """
    at = 0
    while at < len(rows):
        end = _end_of_run(rows, at)
        stripes = _stripes(rows[at:end])
        if stripes:
            yield from _table(rows[at:end], stripes)
        else:
            yield from map(as_line, rows[at:end])
        at = end


def _end_of_run(rows: Sequence[Row], at: int) -> int:
    """Gives where rows with several parts, and what goes on with one of these, come to an end."""
    end = at + 1
    if len(rows[at]) < 2:
        return end
    cells = list(rows[at])
    while end < len(rows):
        row = rows[end]
        if len(row) == 1 and not _goes_on(rows[end - 1], row[0], cells):
            break
        if len(row) > 1:
            cells += row
        end += 1
    return end


def _goes_on(above: Row, line: Printed, cells: Sequence[Printed]) -> bool:
    """Tells whether a line that is alone on its baseline belongs to a cell of a table."""
    if above[0].baseline - line.baseline > _NEXT * line.size:
        return False
    cells = cells[-_LAST_CELLS:]
    gaps = find_gaps(cells, _spanning(len(cells) // _COLUMNS_OF_DATA))
    if any(line.left < gap.middle < line.right for gap in gaps):
        return False
    over = [cell for cell in cells if cell.left < line.right and line.left < cell.right]
    return bool(over) and over[-1].bold == line.bold


def _stripes(rows: Sequence[Row]) -> list[Gap]:
    """Gives what parts the columns of a table; nothing where rows are none."""
    several = [row for row in rows if len(row) > 1]
    if len(several) < 2:
        return []
    cells = [cell for row in rows for cell in row]
    gaps = list(find_gaps(cells, _spanning(len(several))))
    if not 0 < len(gaps) < _MANY_COLUMNS:
        return []
    columns = [_cells_of(cells, gaps, column) for column in range(len(gaps) + 1)]
    if min(map(len, columns)) < 2:
        return []
    beside = {id(cell) for row in several for cell in row}
    labels = [
        _mostly(LABEL.fullmatch(cell.text) for cell in column if id(cell) in beside)
        for column in columns
    ]
    if all(labels[:-1]) and not labels[-1]:
        return []
    if len(columns) < _COLUMNS_OF_DATA:
        of_contents = _mostly(cell.text.isdigit() for cell in columns[-1])
        if labels[0] or of_contents or len(several) < _ROWS_OF_TEXT:
            return []
    return gaps if all(map(_is_aligned, columns[1:])) else []


def _spanning(rows: int) -> float:
    """Gives how many cells may lie over several columns: the heads of a table do."""
    return max(_SPANNING * rows, 1.0) if rows > _ROWS_OF_TEXT else 0.0


def _cells_of(cells: Sequence[Printed], gaps: Sequence[Gap], column: int) -> Row:
    return [cell for cell in cells if _column(cell, gaps) == column]


def _column(cell: Printed, gaps: Sequence[Gap]) -> int:
    return sum(gap.middle < cell.left for gap in gaps)


def _mostly(found: Iterator[object]) -> bool:
    told = [bool(one) for one in found]
    return sum(told) >= _MOSTLY * len(told)


def _is_aligned(column: Row) -> bool:
    """Tells whether most of the lines of a column begin at the same place, or are numbers that end
    at the same place, or have the same middle.
    """
    numbers = all(any(letter.isdigit() for letter in cell.text) for cell in column)
    edges = [[cell.left for cell in column], [cell.left + cell.right for cell in column]]
    if numbers:
        edges.append([cell.right for cell in column])
    return any(_mostly(abs(edge - median(side)) <= _ALIGNED for edge in side) for side in edges)


def _table(rows: Sequence[Row], gaps: Sequence[Gap]) -> Iterator[Printed]:
    """Gives the rows of a table, or its cells where it only lays out text."""
    of_data = len(gaps) + 1 >= _COLUMNS_OF_DATA
    leftward = runs_left([cell for row in rows for cell in row])
    for band in _bands(rows, gaps):
        cells = [cell for row in band for cell in row]
        columns = [_cells_of(cells, gaps, column) for column in range(len(gaps) + 1)]
        filled = [_as_cell(column) for column in columns if column]
        if leftward:
            filled.reverse()
        if of_data:
            yield merged(filled)._replace(style="table", pieces=())
        else:
            yield from (cell._replace(style="cell") for cell in filled)


def _as_cell(lines: Row) -> Printed:
    """Gives the lines of a cell as one."""
    return merged(lines)._replace(text=joined(lines), pieces=())


def joined(lines: Row) -> str:
    """Gives the words of lines that follow each other, broken words whole again."""
    text = lines[0].text
    for above, line in pairwise(lines):
        text = text + line.text if above.broken else join(text, line.text)
    return text


def _bands(rows: Sequence[Row], gaps: Sequence[Gap]) -> Iterator[list[Row]]:
    """Gives the rows of a table, each as the lines that it is printed on."""
    steps = [above[0].baseline - below[0].baseline for above, below in pairwise(rows)]
    least = min(steps)
    spaced = max(steps) > _LOOSE * least
    band = [rows[0]]
    for step, row in zip(steps, rows[1:], strict=True):
        begins = step > _LOOSE * least if spaced else any(not _column(c, gaps) for c in row)
        if begins:
            yield band
            band = []
        band.append(row)
    yield band

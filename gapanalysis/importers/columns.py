# SPDX-License-Identifier: EUPL-1.2
"""The order in which the lines of pages are read, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from statistics import median

from gapanalysis.importers.beside import (
    line_numbers,
    strip_of,
    with_notes_beside,
    without_line_numbers,
)
from gapanalysis.importers.gaps import (
    Gap,
    column_of,
    find_gaps,
    fullness,
    is_over,
    is_over_any,
    parted,
    width,
)
from gapanalysis.importers.printed import Printed
from gapanalysis.importers.rows import (
    Row,
    as_line,
    cells_of,
    is_plain,
    rows_of,
    runs_left,
    side_by_side,
)
from gapanalysis.importers.tables import LABEL, blocks

_MANY_COLUMNS = 12
_CROSSING = (0.12, 0.02)
"""Shares of lines that may go over what parts two columns: headings across both. Where few may,
short columns are found too.
"""
_CROSSING_OF_COMMON = 0.34
_COLUMN_ROWS = 6
_GUTTER = 0.6
"""Times the size of the print that the gap between two columns is wide at least."""
_FULL = 0.6
"""The share of the width of a column that its lines fill on average."""
_FEWEST_ROWS = 2
_LEAST_FULL = 0.25
_ALIKE = 0.4
_NARROWEST = 60.0
"""Points that a column is wide at least."""
_FREE = 0.5
"""The share of what parts two columns that a line of both leaves free at least."""
_SAME_GAP = 8.0
"""Points within which the gaps of two pages are the same."""


def in_reading_order(pages: Sequence[list[Printed]]) -> Iterator[Printed]:
    """Gives the lines of all pages as they are read; ``column`` tells the column, from 1, on pages
    that have several.

    Notes at the side get the style ``marginal``, numbers of lines ``line_number``, rows of tables
    ``table``.
    """
    rows = {n: rows_of(page) for n, page in enumerate(pages) if not is_plain(page)}
    numbers = {n: line_numbers(found) for n, found in rows.items()}
    strip = strip_of(numbers.values())
    gaps: dict[int, list[Gap]] = {}
    for n, found in rows.items():
        rows[n], numbers[n] = without_line_numbers(found, numbers[n], strip)
        gaps[n] = _gutters(cells_of(rows[n]), pages[n])
    common = _common(gaps.values())
    for n, page in enumerate(pages):
        if n in rows or common:
            yield from (line for line in page if line.style and line.style != "footer")
            if numbers.get(n):
                yield side_by_side(numbers[n])._replace(style="line_number")
            body = rows.get(n) or rows_of(page)
            own = gaps.get(n, [])
            crossing = _CROSSING[0] if own else _CROSSING_OF_COMMON
            gutters = max(own, _fitting(body, common, crossing), key=len)
            yield from _read(body, gutters, leftward=_begins_right(page, gutters))
            yield from (line for line in page if line.style == "footer")
        else:
            yield from page


def _gutters(cells: Sequence[Printed], page: Sequence[Printed]) -> list[Gap]:
    """Gives what parts the columns of text on a page, from left to right; where few lines may go
    over it, it does not reach into an indented column.

    ``cells`` are the parts of its lines, ``page`` its lines in the order of the file.
    """
    if len(cells) < 2 * _FEWEST_ROWS:
        return []
    found = [_gutters_over(cells, page, share * len(cells)) for share in reversed(_CROSSING)]
    return max(found, key=len)


def _gutters_over(cells: Sequence[Printed], page: Sequence[Printed], crossing: float) -> list[Gap]:
    """Gives what parts columns where no more than some lines go over it."""
    least = _GUTTER * median(cell.size for cell in cells)
    found = (_without_labels(gap, cells) for gap in find_gaps(cells, crossing))
    gaps = [gap for gap in found if gap.right - gap.left >= least]
    while 0 < len(gaps) < _MANY_COLUMNS:
        columns = parted(cells, gaps)
        widths = [width(column) for column in columns]
        narrow = widths.index(min(widths))
        if widths[narrow] >= _ALIKE * max(widths):
            told = _is_by_columns(page, gaps)
            return gaps if _are_columns(columns, told_by_file=told) else []
        beside = gaps[max(0, narrow - 1) : narrow + 1]  # a strip of labels beside its text
        gaps.remove(min(beside, key=lambda gap: gap.right - gap.left))
    return []


def _without_labels(gap: Gap, cells: Sequence[Printed]) -> Gap:
    """Gives the widest part of a gap in which no numbers of paragraphs stand: those hang at the
    left of their column, and are so few on a page that they seem to go over what parts it.
    """
    labels = sorted(
        (cell.left, cell.right)
        for cell in cells
        if gap.left < cell.left and cell.right < gap.right and LABEL.fullmatch(cell.text)
    )
    ends = [gap.left, *accumulate((right for _, right in labels), max)]
    starts = [*(left for left, _ in labels), gap.right]
    return max(map(Gap, ends, starts), key=lambda part: part.right - part.left)


def _is_by_columns(page: Sequence[Printed], gaps: Sequence[Gap]) -> bool:
    """Tells whether a file holds what stands between two headings column by column."""
    turns = headings = 0
    last = -1
    for line in page:
        if line.style:
            continue
        if is_over_any(line, gaps):
            headings += not line.pieces
            turns += bool(line.pieces)
            continue
        column = column_of(line, gaps)
        turns += column != last
        last = column
    return turns <= (len(gaps) + 1) * (1 + headings)


def _are_columns(columns: Sequence[Sequence[Printed]], *, told_by_file: bool) -> bool:
    """Tells whether blocks of lines are columns of text beside each other: long and full ones, or
    such as the file keeps apart.
    """
    fewest, full = (_FEWEST_ROWS, _LEAST_FULL) if told_by_file else (_COLUMN_ROWS, _FULL)
    if min(map(len, columns)) < fewest or min(map(fullness, columns)) < full:
        return False
    tops = [max(cell.baseline for cell in column) for column in columns]
    ends = [min(cell.baseline for cell in column) for column in columns]
    heights = [top - end for top, end in zip(tops, ends, strict=True)]
    return min(tops) - max(ends) >= 0.5 * min(heights)


def _common(gaps: Iterable[Sequence[Gap]]) -> list[Gap]:
    """Gives the gaps between columns that several pages have."""
    every = [gap for page in gaps for gap in page]
    alike: list[list[Gap]] = []
    for gap in sorted(every, key=lambda gap: gap.middle):
        if alike and gap.middle - alike[-1][-1].middle <= _SAME_GAP:
            alike[-1].append(gap)
        else:
            alike.append([gap])
    return [
        Gap(median(gap.left for gap in same), median(gap.right for gap in same))
        for same in alike
        if len(same) > 1
    ]


def _fitting(rows: Sequence[Row], common: Sequence[Gap], crossing: float) -> list[Gap]:
    """Gives those of the common gaps that part the lines of a page too: no more than a share of
    them go over one, or columns end where other words begin, such as the signatures of a law; of
    two where left and right pages have theirs, that over which fewer go.
    """
    cells = cells_of(rows)
    over = {gap: sum(is_over(cell, gap) for cell in cells) for gap in common}
    found: list[Gap] = []
    for gap in sorted(common, key=over.__getitem__):
        beside = any(abs(gap.middle - other.middle) < _NARROWEST for other in found)
        fits = over[gap] <= crossing * len(cells)
        if not beside and (fits or _parts_some(rows, gap)):
            found.append(gap)
    return sorted(found)


def _parts_some(rows: Sequence[Row], gap: Gap) -> bool:
    """Tells whether a gap parts columns of text in rows of a page that follow each other."""
    rows = [[part for cell in row for part in _parted_at([gap], cell)] for row in rows]
    for crossed, some in groupby(rows, lambda row: any(is_over(cell, gap) for cell in row)):
        if not crossed and _are_columns(parted(cells_of([*some]), [gap]), told_by_file=False):
            return True
    return False


def _begins_right(page: Sequence[Printed], gutters: Sequence[Gap]) -> bool:
    """Tells whether the columns of a page are read from the right one on: its words run to the
    left, and the file does not hold the left column first.
    """
    body = [line for line in page if not line.style]
    if not gutters or not runs_left(body):
        return False
    columns = [column_of(line, gutters) for line in body if not is_over_any(line, gutters)]
    return not (_is_by_columns(page, gutters) and columns[:1] == [0])


def _read(rows: list[Row], gutters: Sequence[Gap], *, leftward: bool) -> Iterator[Printed]:
    """Gives the body of a page in the order in which it is read."""
    if not gutters:
        yield from with_notes_beside(rows)
        return
    columns: dict[int, list[Row]] = {}
    for whole in rows:
        row = [part for cell in whole for part in _parted_at(gutters, cell)]
        if any(is_over_any(cell, gutters) for cell in row):
            yield from _in_columns(columns, leftward=leftward)
            columns = {}
            yield as_line(row)
            continue
        for column, cells in groupby(row, lambda cell: column_of(cell, gutters)):
            columns.setdefault(column, []).append(list(cells))
    yield from _in_columns(columns, leftward=leftward)


def _parted_at(gutters: Sequence[Gap], cell: Printed) -> list[Printed]:
    """Gives a part of a line, in two where the words of two columns were taken for one stretched
    line: they leave free what parts the columns.
    """
    if not (cell.pieces and is_over_any(cell, gutters)):
        return [cell]
    for gap in gutters:
        before = [piece.right for piece in cell.pieces if column_of(piece, [gap]) == 0]
        behind = [piece.left for piece in cell.pieces if column_of(piece, [gap])]
        room = min(behind, default=gap.right) - max(before, default=gap.left)
        if room < _FREE * (gap.right - gap.left):
            return [cell]
    columns = groupby(cell.pieces, lambda piece: column_of(piece, gutters))
    return [side_by_side([*pieces]) for _, pieces in columns]


def _in_columns(columns: dict[int, list[Row]], *, leftward: bool) -> Iterator[Printed]:
    """Gives the lines of columns one column after the other."""
    for column in sorted(columns, reverse=leftward):
        yield from (line._replace(column=column + 1) for line in blocks(columns[column]))

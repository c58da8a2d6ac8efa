# SPDX-License-Identifier: EUPL-1.2
"""Rows under each other on paper: tables, and frames around paragraphs. Heads are repeated on every
page; a row breaks over pages only where it is tall.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable

from gapanalysis.report.lines import Lines

_SHORTEST = 6
"""Lines of a row that may be split."""
_ALONE = 3
"""Lines of a row that may stand alone on a page."""
_LEAST = 160.0
"""Height of what a page holds of rows at least, where they are taller."""
_LINE = 11.8
"""Height of a line of what is no paragraph, in points."""
_MUCH = 600.0
"""Room in which rows are parted wherever they must be: nothing stands above them."""
_END = 32.0
"""Height of what goes to the next page of a row that is parted for the sake of those below."""
_TALLEST_HEAD = 160.0
"""Height of a head that is repeated."""

Stack = tuple[Flowable, ...]
"""Flowables under each other."""
Paint = Callable[[Any, float, Sequence[float]], None]
"""Draws rules between and around rows on a canvas: how wide they are, and where each ends from the
upper edge of the first down.
"""


@dataclass(slots=True)
class Row:
    """What stands beside each other, with the room above and below; its height once measured. One
    that ``leads`` the next stays with it. ``named`` stands in the first cell where the row goes on
    on another page and nothing is left of that cell.
    """

    cells: tuple[Stack, ...]
    top: float = 0.0
    bottom: float = 0.0
    height: float = 0.0
    leads: bool = False
    named: Stack = ()


class Rows(Flowable):
    """Rows; ``columns`` holds where each column begins, and its width. ``room`` is left above the
    first row and below the last one on each page. As many as are ``tied``, counted from the last,
    never stand alone on a page. A row of fewer lines than ``shortest`` is never split. The row
    ``again`` stands first where the rows go on on another page. What is said
    below them (:meth:`footed`) never stands without the last of them.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        columns: Sequence[tuple[float, float]],
        paint: Paint,
        *,
        head: Row | None = None,
        room: tuple[float, float] = (0.0, 0.0),
        middle: bool = False,
        tied: int = 0,
        shortest: int = _SHORTEST,
        before: float = 0.0,
        after: float = 0.0,
        again: Row | None = None,
    ) -> None:
        super().__init__()
        self.rows, self.columns, self.head = tuple(rows), tuple(columns), head
        self.spaceBefore, self.spaceAfter = before, after
        self._paint, self._room, self._middle = paint, room, middle
        self._tied, self._shortest, self._again = tied, shortest, again
        self._heights: list[float] = []
        self._foot: Flowable | None = None
        self._below = 0.0

    def footed(self, foot: Flowable, apart: float, width: float) -> Rows:
        """Gives the rows with what is said of them, some room below the last."""
        rows = self._part(self.rows)
        rows.spaceBefore, rows.spaceAfter = self.spaceBefore, foot.getSpaceAfter()
        rows._foot, rows._below = foot, apart + foot.wrap(width, 100_000)[1]  # noqa: SLF001
        return rows

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        del available_height
        if not self._heights:
            if self.head and self._height(self.head) > _TALLEST_HEAD:
                self.rows, self.head = (self.head, *self.rows), None
            self.width = available_width
            self._heights = [self._height(row) for row in self._shown]
            self.height = sum(self._heights) + sum(self._room) + self._below
        return self.width, self.height

    def beginning(self, count: int = 2) -> float:
        """Gives what a page holds of the rows at least: the first two, or ``count`` of them; under
        a head as many as may stand there without the others; less where they are tall.
        """
        if not self.head:
            most = _LEAST * count / 2
            if len(self.rows) <= count + self._tied:  # the last ones would take one more with them
                count = len(self.rows)
            return min(self._room[0] + sum(map(self._height, self.rows[:count])), most)
        head, rows = self._height(self.head), self.rows
        for row in rows:
            self._height(row)
        ends = (n for n in range(1, len(rows)) if self._may_part(rows[:n], rows[n:]))
        count = next(ends, len(rows))
        least = (
            row.height if self._is_short(row) else min(row.height, _LEAST - head)
            for row in rows[:count]
        )
        return head + sum(least) + (self._below if count == len(rows) else 0.0)

    @property
    def _shown(self) -> tuple[Row, ...]:
        return (self.head, *self.rows) if self.head else self.rows

    def _height(self, row: Row) -> float:
        if row.height:
            return row.height
        tallest = max(
            (_stacked(cell, wide) for cell, (_, wide) in zip(row.cells, self.columns, strict=True)),
            default=0.0,
        )
        row.height = row.top + tallest + row.bottom
        return row.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        self.wrap(available_width, available_height)
        heads = len(self._shown) - len(self.rows)
        room = available_height - sum(self._room) - sum(self._heights[:heads])
        fitting = 0
        for height in self._heights[heads:]:
            if height > room:
                break
            room -= height
            fitting += 1
        above, below = list(self.rows[:fitting]), list(self.rows[fitting:])
        if self._foot and not below:
            below = [above.pop()]
            room = self._height(below[0]) - _END
        parts = self._parted(below[0], room) if below else None
        if parts:
            above.append(parts[0])
            below[0] = parts[1]
        elif self.head and available_height < _MUCH:
            above, below = self._in_pairs(above, below)
        elif self.head and len(below) == 1 and len(above) > 1:
            below = [above.pop(), *below]
        else:
            above, below = self._with_the_last(above, below)
            if available_height < _MUCH:
                above, below = _with_what_leads(above, below)
        if not above or (below and self._goes_on(above, available_height)):
            return []
        if below and self._again:
            below.insert(0, self._again)
        made = [self._part(part) for part in (above, below) if part]
        made[0].spaceBefore, made[-1].spaceAfter = self.spaceBefore, self.spaceAfter
        made[-1]._foot, made[-1]._below = self._foot, self._below  # noqa: SLF001 - of its own kind
        if not below:
            return list(made)
        left = available_height - made[0].wrap(available_width, available_height)[1]
        return [made[0], CondPageBreak(left + 1), made[1]]  # what is left may hold a row and a head

    def _with_the_last(self, above: list[Row], below: list[Row]) -> tuple[list[Row], list[Row]]:
        """Gives rows on two pages so that those that are tied do not stand alone on the second: one
        more goes with them, or the end of one that is tall.
        """
        while above and 0 < len(below) <= self._tied:
            *others, last = above
            parts = self._parted(last, self._height(last) - _END)
            if parts:
                above, below = [*others, parts[0]], [parts[1], *below]
            elif others or self._is_short(last):
                above, below = others, [last, *below]
            else:
                break
        return above, below

    def _goes_on(self, above: Sequence[Row], room: float) -> bool:
        """Tells whether rows only say that something goes on, or would on the page it is from."""
        return above[0] is self._again and (len(above) == 1 or room < _MUCH)

    def _in_pairs(self, above: list[Row], below: list[Row]) -> tuple[list[Row], list[Row]]:
        """Gives rows on two pages so that none of few lines stands alone on either; all of them
        below where that cannot be.
        """
        while above and below and not self._may_part(above, below):
            below = [above.pop(), *below]
        return above, below

    def _may_part(self, above: Sequence[Row], below: Sequence[Row]) -> bool:
        """Tells whether rows may stand on two pages: none of few lines alone on either, and none
        without the one that it leads.
        """
        if above and above[-1].leads:
            return False
        alone = (part[0] for part in (above, below) if len(part) == 1)
        return not any(self._is_short(row, _ALONE) for row in alone)

    def _part(self, rows: Sequence[Row]) -> Rows:
        return Rows(
            rows,
            self.columns,
            self._paint,
            head=self.head,
            room=self._room,
            middle=self._middle,
            tied=self._tied,
            shortest=self._shortest,
            again=self._again,
        )

    def _is_short(self, row: Row, lines: int = 0) -> bool:
        """Tells whether a row has fewer ``lines``, or too few to be parted."""
        most = max((sum(map(_lines, cell)) for cell in row.cells), default=0)
        return most < (lines or self._shortest)

    def _parted(self, row: Row, room: float) -> tuple[Row, Row] | None:
        """Gives a row in two, the first of which fits; None where it is short or nothing fits."""
        if self._is_short(row):
            return None
        cells = [
            _cut(cell, wide, room - row.top - row.bottom)
            for cell, (_, wide) in zip(row.cells, self.columns, strict=True)
        ]
        if any(rest and not first for first, rest in cells):
            return None
        first = replace(row, cells=tuple(first for first, _ in cells), height=0.0)
        named, *others = (rest for _, rest in cells)
        return first, replace(row, cells=(named or row.named, *others), height=0.0)

    def draw(self) -> None:
        if self._foot:
            self._foot.drawOn(self.canv, 0, 0)
        y = self.height - self._room[0]
        edges = [self.height]
        for row, height in zip(self._shown, self._heights, strict=True):
            y -= height
            edges.append(y)
            for cell, (x, wide) in zip(row.cells, self.columns, strict=True):
                top = y + height - row.top
                if self._middle:
                    top -= (height - row.top - row.bottom - _stacked(cell, wide)) / 2
                _draw(cell, self.canv, x, top)
        edges[-1] = self._below
        self._paint(self.canv, self.width, edges)


def _with_what_leads(above: list[Row], below: list[Row]) -> tuple[list[Row], list[Row]]:
    """Gives rows on two pages so that none stands without the one that it leads."""
    while above and below and above[-1].leads:
        below = [above.pop(), *below]
    return above, below


def plain(canvas: Any, width: float, edges: Sequence[float]) -> None:
    """Draws no rules."""
    del canvas, width, edges


def _lines(flowable: Flowable) -> int:
    return flowable.count if isinstance(flowable, Lines) else int(flowable.height // _LINE)


def _stacked(cell: Stack, wide: float) -> float:
    """Gives the height of flowables under each other, without the room before and after them."""
    if not cell:
        return 0.0
    heights = sum(one.wrap(wide, 100_000)[1] for one in cell)
    rooms = sum(one.getSpaceBefore() + one.getSpaceAfter() for one in cell)
    return float(heights + rooms - cell[0].getSpaceBefore() - cell[-1].getSpaceAfter())


def _cut(cell: Stack, wide: float, room: float) -> tuple[Stack, Stack]:
    """Gives flowables that fit, and the rest; a label never stands last."""
    first: list[Flowable] = []
    rest = list(cell)
    while rest:
        height = _stacked((*first, rest[0]), wide)
        if height <= room:
            first.append(rest.pop(0))
            continue
        used = height - rest[0].wrap(wide, 100_000)[1]
        pieces = rest[0].split(wide, room - used)
        if len(pieces) > 1:
            first += pieces[:-1]
            rest[0] = pieces[-1]
        break
    while first and rest and _announces(first[-1]):
        rest.insert(0, first.pop())
    return tuple(first), tuple(rest)


def _announces(flowable: Flowable) -> bool:
    return isinstance(flowable, Lines) and flowable.style.name == "label"


def _draw(cell: Stack, canvas: Any, x: float, y: float) -> None:
    for n, one in enumerate(cell):
        y -= (one.getSpaceBefore() if n else 0) + one.height
        one.drawOn(canvas, x, y)
        y -= one.getSpaceAfter()

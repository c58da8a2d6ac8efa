# SPDX-License-Identifier: EUPL-1.2
"""The overview as a drawing: groups in columns, one row an article, one square an element."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil

from gapanalysis.charts.cells import SIZE, cell
from gapanalysis.charts.shapes import (
    LEADING,
    SIZES,
    Box,
    Drawing,
    Label,
    Measure,
    Shape,
    Spot,
    Strokes,
    broken,
    flowing,
    lines_of,
)
from gapanalysis.model import ElementOutcome

_PITCH = 18.0
"""Distance of squares."""
_GUTTER = 36.0
"""Room between columns."""
_WIDEST = 480.0
"""Width of a column at most, so that squares stay near their titles."""
_NUMBER = 30.0
"""Room for the number of an article."""
_SQUARES = 0.51
"""Share of a column for the number and the squares; the title has the rest."""
_ROW, _HEAD, _BETWEEN = 24.0, 34.0, 16.0
"""Least height of a row; height of the head of a group; room between groups."""
_CUT = 1.25
"""A group is cut where it is taller than an even share of the columns by this factor."""
_KEPT = 2
"""Rows that a cut leaves of a group on either side, where it has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """An element: its obligation, what it shows, its question, its answer and the status of its
    obligation in words, and all of it line by line.
    """

    element: str
    obligation: str
    outcome: ElementOutcome
    found: bool
    question: str
    answer: str
    status: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An article with its elements."""

    number: str
    title: str
    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A group of articles under a title; ``again``: it goes on from another column."""

    title: str
    rows: tuple[Row, ...]
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A line of the legend: a square, its word, how many there are."""

    outcome: ElementOutcome
    found: bool
    word: str
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What the picture shows, in the words of one language. ``said`` tells what is not assessed;
    ``continued`` holds the place ``{title}`` of a group that goes on in the next column.
    """

    title: str
    said: str
    groups: tuple[Column, ...]
    legend: tuple[Key, ...]
    continued: str

    def squares(self) -> Iterator[tuple[Column, Row, Square]]:
        """Gives every square with its group and row, in the order of reading."""
        for group in self.groups:
            for row in group.rows:
                for square in row.squares:
                    yield group, row, square

    def draw(self, width: float, measure: Measure, *, titled: bool = False) -> Drawing:
        """Gives the drawing at a width, in as many columns as fit; ``titled``: with its title and
        the sentence on what is not assessed, as for a file of its own.
        """
        return _Drawer(self, width, measure).draw(titled=titled)

    def pages(
        self, width: float, height: float, measure: Measure, first: float = 0.0
    ) -> Iterator[Drawing]:
        """Gives the drawing in as many parts as are needed for none to be taller than a height, but
        for one whose single row is; the ``first`` has the legend, and may have a height of its own.
        """
        rest, legend, most = self.groups, self.legend, first or height
        while rest:
            part = replace(self, groups=rest, legend=legend)
            columns, rest = _Drawer(part, width, measure).taken(most)
            even = None if rest else part.draw(width, measure)
            filled = _Drawer(part, width, measure).draw(columns, titled=False)
            yield even if even and even.height <= most else filled
            legend, most = (), height


class _Drawer:
    """Lays an overview out, from the top down."""

    def __init__(self, chart: Overview, width: float, measure: Measure) -> None:
        self.chart, self.width, self.measure = chart, width, measure
        self.columns = max(1, min(3, int(width // 320)))
        self.column = min(_WIDEST, (width - (self.columns - 1) * _GUTTER) / self.columns)
        self.across = max(6, int((self.column * _SQUARES - _NUMBER) // _PITCH))
        self.titled = self.column - _NUMBER - self.across * _PITCH - 8
        self.shapes: list[Shape] = []
        self.spots: list[Spot] = []
        self.bands: list[Box] = []
        self.rows = 0

    def draw(self, columns: list[list[Column]] | None = None, *, titled: bool) -> Drawing:
        """Gives the drawing, with groups shared out evenly unless told how."""
        top = self._title() if titled else 0.0
        top = self._legend(top) if self.chart.legend else top
        bottom = top
        for n, groups in enumerate(columns or self._shared_out()):
            y, x = top, n * (self.column + _GUTTER)
            for group in groups:
                y = self._group(group, x, y) + _BETWEEN
            bottom = max(bottom, y - _BETWEEN)
        return Drawing(
            width=self.width,
            height=bottom + 4,
            shapes=tuple(self.shapes),
            spots=tuple(self.spots),
            bands=tuple(self.bands),
        )

    def _title(self) -> float:
        head = lines_of(self.chart.title, 0, 20, self.width, self.measure, role="head")
        y = head[-1].y + 22
        said = lines_of(self.chart.said, 0, y, self.width, self.measure, tone="ink2")
        self.shapes += [*head, *said]
        return said[-1].y + 16

    def _legend(self, top: float) -> float:
        """Draws the squares with their words and counts, between two lines."""
        labels = [(key, f"{key.word}  {key.count}") for key in self.chart.legend]
        wide = [24 + self.measure(text, "small") for _, text in labels]
        y = top
        for (key, text), (x, line) in zip(labels, flowing(wide, self.width, 22), strict=True):
            y = top + 10 + line * 24
            self.shapes += cell(key.outcome, x, y, found=key.found)
            self.shapes.append(Label(x=x + 22, y=y + 12.5, text=text))
        bottom = y + 26
        edges = ((0.0, top, self.width, top), (0.0, bottom, self.width, bottom))
        self.shapes.append(Strokes(segments=edges, edge="line"))
        return bottom + 10

    # --- columns

    def _shared_out(self) -> list[list[Column]]:
        """Gives the groups by column, as even as their order allows."""
        whole = [self._height(group) for group in self.chart.groups]
        share = sum(whole) / self.columns
        parts: list[Column] = []
        for group, height in zip(self.chart.groups, whole, strict=True):
            parts += self._cut(group, share) if height > share * _CUT else [group]
        heights = [self._height(part) for part in parts]
        sums = [0.0, *accumulate(heights)]
        for limit in sorted({b - a for n, a in enumerate(sums) for b in sums[n + 1 :]}):
            if limit >= max(heights):
                shared = _filled(parts, heights, limit)
                if len(shared) <= self.columns:
                    return shared
        return [parts]

    def _cut(self, group: Column, share: float) -> Iterator[Column]:
        """Gives a group in even parts, each about as tall as a share; all but the first say that
        they go on.
        """
        heights = [self._row_height(row) for row in group.rows]
        each = sum(heights) / ceil(sum(heights) / share)
        done, rows, again = 0.0, list[Row](), group.again
        for left, row, height in zip(range(len(heights), 0, -1), group.rows, heights, strict=True):
            if min(len(rows), left) >= _KEPT and done + height / 2 > each:
                yield replace(group, rows=tuple(rows), again=again)
                done, rows, again = 0.0, [], True
            rows.append(row)
            done += height
        yield replace(group, rows=tuple(rows), again=again)

    def taken(self, height: float) -> tuple[list[list[Column]], tuple[Column, ...]]:
        """Gives what fits on a page of a height, column by column, and what is left; at least one
        row fits.
        """
        room = height - 4 - (self._legend(0) if self.chart.legend else 0.0)
        columns: list[list[Column]] = [[]]
        left = room
        for n, group in enumerate(self.chart.groups):
            start, last = 0, len(group.rows)
            while (end := self._cut_at(group, start, left, alone=not columns[-1])) < last:
                if end > start:
                    columns[-1].append(_part(group, start, end))
                if len(columns) == self.columns:
                    return columns, (_part(group, end, last), *self.chart.groups[n + 1 :])
                columns.append([])
                start, left = end, room
            part = _part(group, start, last)
            columns[-1].append(part)
            left -= self._height(part)
        return columns, ()

    def _cut_at(self, group: Column, start: int, room: float, *, alone: bool) -> int:
        """Gives the row before which a group is cut that goes on from a row in some room. None is
        left without another of its group; a group that is ``alone`` gives at least one.
        """
        last = len(group.rows)
        used, fitting = self._head(_part(group, start, last)), start
        for row in group.rows[start:]:
            used += self._row_height(row)
            if used > room:
                break
            fitting += 1
        end = fitting if fitting == last else min(fitting, last - _KEPT)
        if end == last or end - start >= _KEPT:
            return end
        return max(fitting, start + 1) if alone else start

    def _head(self, group: Column) -> float:
        return _HEAD + (len(self._group_title(group)) - 1) * 18

    def _height(self, group: Column) -> float:
        return self._head(group) + sum(map(self._row_height, group.rows)) + _BETWEEN

    def _row_height(self, row: Row) -> float:
        titles = len(broken(row.title, "small", self.titled, self.measure))
        lines = ceil(len(row.squares) / self.across)
        return max(_ROW, titles * SIZES["small"] * LEADING + 7, lines * (_PITCH + 1) + 5)

    # --- a group

    def _group_title(self, group: Column) -> tuple[str, ...]:
        title = group.title
        if group.again:
            title = self.chart.continued.replace("{title}", title)
        return broken(title, "strong", self.column, self.measure)

    def _group(self, group: Column, x: float, y: float) -> float:
        lines = self._group_title(group)
        self.shapes += [
            Label(x=x, y=y + 19 + n * 18, text=line, role="strong") for n, line in enumerate(lines)
        ]
        y += self._head(group)
        rule = ((x, y - 5, x + self.column, y - 5),)
        self.shapes.append(Strokes(segments=rule, edge="line2"))
        for row in group.rows:
            self._row(row, x, y)
            y += self._row_height(row)
        return y

    def _row(self, row: Row, x: float, y: float) -> None:
        height = self._row_height(row)
        self.bands.append(Box(x=x - 8, y=y, width=self.column + 16, height=height))
        number = Label(x=x + _NUMBER - 9, y=y + 16.5, text=row.number, role="label", align="end")
        self.shapes.append(number)
        self.shapes += lines_of(row.title, x + _NUMBER, y + 16.5, self.titled, self.measure)
        left = x + self.column - self.across * _PITCH
        for n, square in enumerate(row.squares):
            line, place = divmod(n, self.across)
            at = (left + place * _PITCH, y + 4 + line * (_PITCH + 1))
            self.shapes += cell(square.outcome, *at, found=square.found)
            self.spots.append(self._spot(square, *at, self.rows + line))
        self.rows += ceil(len(row.squares) / self.across)

    def _spot(self, square: Square, x: float, y: float, row: int) -> Spot:
        room = (_PITCH - SIZE) / 2
        return Spot(
            x=x - room,
            y=y - room,
            width=_PITCH,
            height=_PITCH,
            key=square.element,
            owner=square.obligation,
            row=row,
            band=len(self.bands) - 1,
            text=square.text,
        )


def _part(group: Column, start: int, end: int) -> Column:
    return replace(group, rows=group.rows[start:end], again=group.again or start > 0)


def _filled(parts: Sequence[Column], heights: Sequence[float], limit: float) -> list[list[Column]]:
    """Gives parts in columns no taller than a limit, each filled before the next."""
    columns: list[list[Column]] = [[]]
    left = limit
    for part, height in zip(parts, heights, strict=True):
        if columns[-1] and height > left + 1e-6:
            columns.append([])
            left = limit
        columns[-1].append(part)
        left -= height
    return columns

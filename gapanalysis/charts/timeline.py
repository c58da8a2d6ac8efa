# SPDX-License-Identifier: EUPL-1.2
"""Reservations over time as a drawing: one row a reservation, bars, signs, lines, an axis."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from gapanalysis.charts.shapes import (
    DOTTED,
    Box,
    Dots,
    Drawing,
    Label,
    Measure,
    Polygon,
    Shape,
    Spot,
    Strokes,
    broken,
    dotting,
    flowing,
    hatching,
    lines_of,
)
from gapanalysis.numbers import as_reserved

_LEFT = 345.0
"""Room for the names of rows, at most ``_NAMES`` of the width."""
_NAMES = 0.36
_LINE, _BAR = 17.0, 22.0
_LEVEL = 37.0
"""Height of two lines over a line across."""
_AXIS = 46.0
_LONG = timedelta(days=1500)
"""A span beyond which only years are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A time from a day to another (exclusive). ``kind``: force, grace, ended, ended_grace."""

    kind: str
    start: date
    end: date
    word: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Something on a day. ``kind``: deadline, notice, explanation, request, renewal, end."""

    kind: str
    day: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line across all rows, with a word and its day. ``kind``: reminder, today, deadline, expiry,
    lapse.
    """

    kind: str
    day: date
    word: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """A reservation: number, title, lines below; ``tail`` stands after its last bar; a row without
    bars has a note in their place.
    """

    key: str
    title: str
    lines: tuple[str, ...]
    bars: tuple[Bar, ...]
    signs: tuple[Sign, ...]
    tail: str
    note: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What the drawing shows, in the words of one language. ``near`` and ``whole`` are the spans of
    days to choose from; ``months`` names the twelve months.
    """

    title: str
    said: str
    rows: tuple[TimelineRow, ...]
    lines: tuple[Line, ...]
    legend: tuple[tuple[str, str], ...]
    months: tuple[str, ...]
    near: tuple[date, date]
    whole: tuple[date, date]
    is_whole: bool = False

    def draw(self, width: float, measure: Measure, *, titled: bool = False) -> Drawing:
        """Gives the drawing at a width; ``titled``: with its title and what its dates rest on."""
        return _Drawer(self, width, measure).draw(titled=titled)

    def pages(
        self, width: float, height: float, measure: Measure, first: float = 0.0
    ) -> Iterator[Drawing]:
        """Gives the drawing in as many parts as are needed for none to be taller than a height,
        but for one whose single row is; the ``first`` may have a height of its own.
        """
        rest, most = self.rows, first or height
        while rest:
            n = len(rest)
            while (drawn := replace(self, rows=rest[:n]).draw(width, measure)).height > most:
                if n == 1:
                    break
                n -= 1
            yield drawn
            rest, most = rest[n:], height


_LOOKS: dict[str, tuple[str, float, tuple[float, ...]]] = {
    "reminder": ("ink3", 1.3, DOTTED),
    "today": ("accent", 3.0, ()),
    "deadline": ("gap", 2.0, (6.0, 4.0)),
    "expiry": ("ink", 1.8, ()),
    "lapse": ("gap", 2.0, (2.0, 3.0)),
}
"""Colour, width and dashes of the lines across."""
_TONES = {"today": "accent", "deadline": "gap", "lapse": "gap", "reminder": "ink2"}


class _Drawer:
    """Lays a timeline out, from the top down."""

    def __init__(self, chart: Timeline, width: float, measure: Measure) -> None:
        self.chart, self.width, self.measure = chart, width, measure
        self.left = min(_LEFT, width * _NAMES)
        self.right = width - 20
        self.first, self.last = chart.whole if chart.is_whole else chart.near
        self.shapes: list[Shape] = []
        self.spots: list[Spot] = []
        self.bands: list[Box] = []
        self.across: list[float] = []

    def at(self, day: date) -> float:
        """Gives where a day stands, at the edges for one before or after the span."""
        share = (day - self.first) / (self.last - self.first)
        return self.left + max(0.0, min(1.0, share)) * (self.right - self.left)

    def _is_in_span(self, bar: Bar) -> bool:
        return bar.end > self.first and bar.start < self.last

    def shows(self, day: date) -> bool:
        """Tells whether a day lies in the span."""
        return self.first <= day <= self.last

    def draw(self, *, titled: bool) -> Drawing:
        """Gives the drawing."""
        top = self._title() if titled else 0.0
        lines = [line for line in self.chart.lines if self.shows(line.day)]
        placed, self.roomy = _placed(lines, self.at, self.measure, self.width - 4)
        levels = 1 + max((place.level for place in placed.values()), default=-1)
        self.level = _LEVEL if self.roomy else _LEVEL / 2
        head = top + 8 + levels * self.level + (8 if levels else 0)
        heights = [self._row_height(row) for row in self.chart.rows]
        bottom = head + sum(heights)
        self.across = sorted(self.at(line.day) for line in lines)
        for line in lines:
            self._across(line, placed[line.kind], top, bottom)
        y = head
        for row, height in zip(self.chart.rows, heights, strict=True):
            self._row(row, y, height)
            y += height
        self._axis(bottom)
        frame = Box(
            x=0.5, y=top + 0.5, width=self.width - 1, height=bottom + _AXIS - top, edge="line"
        )
        self.shapes.append(frame)
        end = self._legend(bottom + _AXIS + 12)
        return Drawing(
            width=self.width,
            height=end,
            shapes=tuple(self.shapes),
            spots=tuple(self.spots),
            bands=tuple(self.bands),
        )

    def _title(self) -> float:
        head = lines_of(self.chart.title, 0, 20, self.width, self.measure, role="head")
        said = lines_of(self.chart.said, 0, head[-1].y + 22, self.width, self.measure, tone="ink2")
        self.shapes += [*head, *said]
        return said[-1].y + 16

    # --- lines across

    def _across(self, line: Line, place: _Place, top: float, bottom: float) -> None:
        x, y = self.at(line.day), top + 8 + place.level * self.level
        colour, width, dash = _LOOKS[line.kind]
        stroke = Strokes(segments=((x, y, x, bottom),), edge=colour, line=width, dash=dash)
        beside = x + 6 if place.align == "start" else x - 6
        tone, align = _TONES.get(line.kind, "ink"), place.align
        day = Label(x=beside, y=y + 29, text=line.said, tone="ink2", align=align)
        if not self.roomy:
            day = replace(day, y=y + 13)
            beside -= self.measure(line.said, "small") + 8
        word = Label(x=beside, y=y + 13, text=line.word, role="label", tone=tone, align=align)
        self.shapes += [stroke, word, day]

    # --- rows

    def _name_width(self) -> float:
        return self.left - 78 - 14

    def _names(self, row: TimelineRow) -> list[tuple[str, str, str]]:
        """Gives the lines of a row's name: role, tone, words."""
        wide = self._name_width()
        made = [("small", "ink", one) for one in broken(row.title, "small", wide, self.measure)]
        for line in row.lines:
            made += [("small", "ink2", one) for one in broken(line, "small", wide, self.measure)]
        return made

    def _row_height(self, row: TimelineRow) -> float:
        return max(64.0, len(self._names(row)) * _LINE + 22)

    def _row(self, row: TimelineRow, y: float, height: float) -> None:
        n = len(self.bands)
        self.bands.append(Box(x=1, y=y, width=self.width - 2, height=height))
        rule = ((0.0, y, self.width, y),)
        self.shapes.append(Strokes(segments=rule, edge="line"))
        number = broken(as_reserved(row.key), "strong", 62, self.measure)
        self.shapes += [
            Label(x=16, y=y + 23 + i * _LINE, text=part, role="strong")
            for i, part in enumerate(number[:3])
        ]
        for i, (role, tone, words) in enumerate(self._names(row)):
            self.shapes.append(
                Label(x=78, y=y + 22.5 + i * _LINE, text=words, role=role, tone=tone)
            )
        self._spot(row, "", n, Box(x=4, y=y + 4, width=self.left - 12, height=height - 8), row.text)
        middle = y + height / 2
        drawn = list(filter(self._is_in_span, row.bars))
        for bar in drawn:
            self._bar(row, bar, n, middle - _BAR / 2)
        for sign in row.signs:
            if self.shows(sign.day):
                self._sign(row, sign, n, middle)
        self._beside(row, drawn, middle)

    def _bar(self, row: TimelineRow, bar: Bar, n: int, y: float) -> None:
        x, end = self.at(bar.start), self.at(bar.end)
        self.shapes += sample(bar.kind, x, y, end - x, _BAR)
        wide = self.measure(bar.word, "label")
        if bar.word and wide + 16 <= end - x:
            over = bar.kind != "force"
            left = (x + end - wide) / 2 if over else x + 10
            if over:
                self.shapes.append(
                    Box(x=left - 4, y=y + 2, width=wide + 8, height=_BAR - 4, fill="page")
                )
            tone = "reserved" if bar.kind == "force" else "ink"
            self.shapes.append(Label(x=left, y=y + 15.5, text=bar.word, role="label", tone=tone))
        place = Box(x=x, y=y, width=max(6.0, end - x), height=_BAR)
        self._spot(row, bar.kind, n, place, bar.text)

    def _sign(self, row: TimelineRow, sign: Sign, n: int, middle: float) -> None:
        x = self.at(sign.day)
        self.shapes += sample(sign.kind, x, middle - _BAR / 2, 0, _BAR)
        up = {"explanation": 1.0, "request": 1.0, "end": 0.0, "renewal": 0.0}.get(sign.kind, -1.0)
        place = Box(x=x - 7, y=middle - 8 + up * (_BAR / 2 + 6), width=14, height=16)
        self._spot(row, f"{sign.kind} {row.signs.index(sign)}", n, place, sign.text)

    def _beside(self, row: TimelineRow, drawn: Sequence[Bar], middle: float) -> None:
        """Writes what follows the last bar, or what stands in the place of bars: where no line
        crosses it, if there is such a place.
        """
        said = row.tail if row.bars else row.note
        wide = self.measure(said, "small")
        if not said:
            return
        if not row.bars:
            line = ((self.left, middle, self.right, middle),)
            self.shapes.append(Strokes(segments=line, edge="ink3", dash=DOTTED))
        first = self.at(drawn[-1].end) + 9 if drawn else self.left + 8
        behind = [first, *(line + 9 for line in self.across if line + 9 > first)]
        fitting = [x for x in behind if x + wide <= self.right + 12]
        if not fitting:
            return
        free = (x for x in fitting if not any(x - 3 < line < x + wide + 3 for line in self.across))
        x = next(free, fitting[0])
        self.shapes += [
            Box(x=x - 3, y=middle - 9, width=wide + 6, height=18, fill="page"),
            Label(x=x, y=middle + 4.5, text=said, tone="ink2"),
        ]

    def _spot(self, row: TimelineRow, part: str, n: int, place: Box, text: str) -> None:
        self.spots.append(
            Spot(
                x=place.x,
                y=place.y,
                width=place.width,
                height=place.height,
                key=f"{row.key} {part}".strip(),
                owner=row.key,
                row=n,
                band=n,
                text=text,
            )
        )

    # --- axis and legend

    def _axis(self, y: float) -> None:
        ticks = list(_ticks(self.first, self.last, self.chart.months, self.right - self.left))
        rule = (0.0, y, self.width, y)
        small = tuple(
            (self.at(day), y, self.at(day), y + (9 if big else 6)) for day, _, big in ticks
        )
        self.shapes.append(Strokes(segments=(rule,), edge="line"))
        self.shapes.append(Strokes(segments=small, edge="ink3"))
        self.shapes += [
            Label(
                x=self.at(day),
                y=y + 24,
                text=word,
                role="label" if big else "small",
                tone="ink" if big else "ink2",
                align="middle",
            )
            for day, word, big in ticks
        ]

    def _legend(self, y: float) -> float:
        """Explains the bars and signs that are drawn; gives where that ends."""
        drawn = {bar.kind for row in self.chart.rows for bar in row.bars if self._is_in_span(bar)}
        drawn |= {s.kind for row in self.chart.rows for s in row.signs if self.shows(s.day)}
        legend = [(kind, word) for kind, word in self.chart.legend if kind in drawn]
        wide = [36 + self.measure(word, "small") for _, word in legend]
        end = y
        places = flowing(wide, self.width, 20)
        for (kind, word), (x, line) in zip(legend, places, strict=True):
            end = y + line * 24
            if kind in _BROAD:
                self.shapes += sample(kind, x, end, 26, 12)
            else:
                down, tall = _SAMPLES[kind]
                self.shapes += sample(kind, x + 13, end + down, 0, tall)
            self.shapes.append(Label(x=x + 34, y=end + 11, text=word))
        return end + 24


_SAMPLES = {
    "deadline": (6.0, 0.0),
    "notice": (11.0, 0.0),
    "explanation": (0.0, 0.0),
    "request": (0.0, 0.0),
    "renewal": (0.0, 12.0),
}
"""How far down a sign stands in the legend, and the height of the bar it would belong to."""
_BROAD = frozenset({"force", "grace", "ended"})


def sample(kind: str, x: float, y: float, width: float, height: float) -> Iterator[Shape]:
    """Gives the shapes of a bar at a place, or of a sign at a day beside a bar of that height."""
    bottom, inside = y + height, (x, y, width, height)
    match kind:
        case "force":
            yield Box(x=x, y=y, width=width, height=height, fill="reserved_tint", edge="reserved")
        case "grace" | "ended_grace":
            ink = "reserved" if kind == "grace" else "ink3"
            yield Box(x=x, y=y, width=width, height=height, fill="page")
            yield Strokes(segments=hatching(*inside, step=7), edge=ink, line=0.9)
            yield Box(x=x, y=y, width=width, height=height, edge=ink)
        case "ended":
            yield Box(x=x, y=y, width=width, height=height, fill="page", edge="ink3")
            yield Dots(points=dotting(*inside, step=6), radius=0.8, fill="ink3")
        case "deadline":
            points = ((x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y))
            yield Polygon(points=points, fill="gap")
        case "notice":
            yield Polygon(points=((x - 5, y - 9), (x + 5, y - 9), (x, y - 1)), fill="ink")
        case "explanation":
            yield Box(x=x - 4, y=bottom + 2, width=8, height=8, fill="ink")
        case "request":
            yield Box(x=x - 4, y=bottom + 2, width=8, height=8, fill="page", edge="ink", line=1.4)
        case "renewal":
            yield Strokes(segments=((x, y, x, bottom),), edge="reserved", line=1.4)
        case "end":
            yield Strokes(segments=((x, y - 4, x, bottom + 4),), edge="ink", line=2.4)


def _ticks(
    first: date, last: date, months: tuple[str, ...], width: float
) -> Iterator[tuple[date, str, bool]]:
    """Gives the days to mark: with their word, and whether a year begins."""
    years = range(first.year, last.year + 2)
    if last - first <= _LONG:
        days = [date(year, month, 1) for year in years for month in (1, 4, 7, 10)]
    else:
        step = next(n for n in (1, 2, 5, 10, 50) if width / len(years) * n > 44 or n == 50)
        days = [date(year, 1, 1) for year in years if year % step == 0]
    for day in days:
        if first <= day <= last:
            big = day.month == 1
            yield day, str(day.year) if big else months[day.month - 1], big


_FIRST = ("deadline", "lapse", "today", "expiry", "reminder")
"""Kinds of lines in the order in which their words are placed."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the words of a line stand: on a level, before (``end``) or after it."""

    level: int
    align: str


def _placed(
    lines: Sequence[Line], at: Callable[[date], float], measure: Measure, right: float
) -> tuple[dict[str, _Place], bool]:
    """Gives where the words of each line across stand, so that none meets other words or a line;
    and whether there is room for two lines of words. Where two levels are not enough, all words
    stand before their line, on steps that rise to the right.
    """
    words: list[tuple[int, float, float]] = []
    drawn: list[tuple[int, float]] = []
    placed: dict[str, _Place] = {}

    def is_free(level: int, x: float, a: float, b: float) -> bool:
        return (
            a >= 8
            and b <= right
            and not any(one == level and a < d and c < b for one, c, d in words)
            and not any(one >= level and c < x < d for one, c, d in words)
            and not any(one <= level and a < other < b for one, other in drawn)
        )

    for line in sorted(lines, key=lambda one: _FIRST.index(one.kind)):
        x = at(line.day)
        wide = max(measure(line.word, "label"), measure(line.said, "small")) + 10
        sides = ("start", "end") if line.kind in {"expiry", "reminder"} else ("end", "start")
        tried = [
            (_Place(level, side), *((x - wide, x) if side == "end" else (x, x + wide)))
            for level in (0, 1)
            for side in sides
        ]
        free = next((one for one in tried if is_free(one[0].level, x, *one[1:])), None)
        if free is None:
            return _stepped(lines), False
        place, a, b = free
        words.append((place.level, a, b))
        drawn.append((place.level, x))
        placed[line.kind] = place
    return placed, True


def _stepped(lines: Sequence[Line]) -> dict[str, _Place]:
    from_the_right = sorted(lines, key=lambda one: one.day, reverse=True)
    return {line.kind: _Place(level, "end") for level, line in enumerate(from_the_right)}

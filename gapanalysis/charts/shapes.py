# SPDX-License-Identifier: EUPL-1.2
"""A drawing as plain shapes: what screen, PNG, SVG and report paint alike.

Units are pixels at 100 % zoom, x to the right, y down. Colours are names of the theme ("ink",
"gap", "met_tint"); whoever paints gives them a value. The width of words is asked of whoever
paints, since only they have the fonts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

Point = tuple[float, float]
Segment = tuple[float, float, float, float]
Measure = Callable[[str, str], float]
"""Gives the width of a text in a role."""

SIZES = {"small": 13.0, "label": 13.0, "text": 14.0, "strong": 14.0, "head": 18.0}
"""Height of type by role, in units."""
STRONG = frozenset({"label", "strong", "head"})
"""Roles that are set semibold."""
LEADING = 1.3
"""Distance of lines, in heights of type."""
DASHED = (2.4, 1.8)
DOTTED = (1.2, 2.8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle; no fill or no edge where the colour is empty."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    edge: str = ""
    line: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Strokes:
    """Straight lines of one kind, with round ends unless they are dashed. ``turns``: they are
    turned where the drawing is mirrored; a tick is not.
    """

    segments: tuple[Segment, ...]
    edge: str
    line: float = 1.0
    dash: tuple[float, ...] = ()
    turns: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Polygon:
    """A closed figure, filled."""

    points: tuple[Point, ...]
    fill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dots:
    """Filled circles around some points."""

    points: tuple[Point, ...]
    radius: float
    fill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words on one line. ``x`` is where they start, end or have their middle, by ``align``; ``y``
    is the line that they stand on.
    """

    x: float
    y: float
    text: str
    role: str = "small"
    tone: str = "ink"
    align: str = "start"


Shape = Box | Strokes | Polygon | Dots | Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place that the pointer or the keys can go to. ``key`` names it, ``owner`` what it speaks of
    (an obligation, a reservation). ``row`` counts the rows in the order of reading, ``band`` is the
    strip of the drawing that it belongs to, ``text`` says it in words, line by line.
    """

    x: float
    y: float
    width: float
    height: float
    key: str
    owner: str
    row: int
    band: int
    text: str

    @property
    def middle(self) -> Point:
        """Gives the middle of the place."""
        return self.x + self.width / 2, self.y + self.height / 2

    def holds(self, x: float, y: float) -> bool:
        """Tells whether a point lies in the place."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Shapes in the order in which they are painted, the places in them, and the strips (``bands``)
    that are lit while one of their places is looked at.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    spots: tuple[Spot, ...] = ()
    bands: tuple[Box, ...] = ()


# --- right to left -------------------------------------------------------------------------------

_OTHER = {"start": "end", "end": "start", "middle": "middle"}


def mirrored(drawing: Drawing) -> Drawing:
    """Gives the drawing for an interface that is read from right to left."""
    width = drawing.width
    return replace(
        drawing,
        shapes=tuple(_mirrored(shape, width) for shape in drawing.shapes),
        spots=tuple(replace(s, x=width - s.x - s.width) for s in drawing.spots),
        bands=tuple(replace(b, x=width - b.x - b.width) for b in drawing.bands),
    )


def _mirrored(shape: Shape, width: float) -> Shape:
    match shape:
        case Box():
            return replace(shape, x=width - shape.x - shape.width)
        case Strokes(segments=segments, turns=False):
            by = (
                width
                - min(min(s[0], s[2]) for s in segments)
                - max(max(s[0], s[2]) for s in segments)
            )
            return replace(shape, segments=tuple((a + by, b, c + by, d) for a, b, c, d in segments))
        case Strokes(segments=segments):
            turned = tuple((width - a, b, width - c, d) for a, b, c, d in segments)
            return replace(shape, segments=turned)
        case Polygon(points=points) | Dots(points=points):
            return replace(shape, points=tuple((width - x, y) for x, y in points))
        case Label():
            return replace(shape, x=width - shape.x, align=_OTHER[shape.align])


# --- patterns ------------------------------------------------------------------------------------


def hatching(x: float, y: float, width: float, height: float, step: float) -> tuple[Segment, ...]:
    """Gives lines at 45° that fill a rectangle, each cut at its edges."""
    lines = []
    start = step / 2
    while start < width + height:
        # the line x + y = start, from the lower left to the upper right
        left, right = max(0.0, start - height), min(width, start)
        lines.append((x + left, y + start - left, x + right, y + start - right))
        start += step
    return tuple(lines)


def dotting(x: float, y: float, width: float, height: float, step: float) -> tuple[Point, ...]:
    """Gives the middles of dots that fill a rectangle evenly."""
    across, down = max(1, round(width / step)), max(1, round(height / step))
    return tuple(
        (x + (i + 0.5) * width / across, y + (j + 0.5) * height / down)
        for j in range(down)
        for i in range(across)
    )


# --- words ---------------------------------------------------------------------------------------


_BREAK = re.compile(r"(?<!«)[ \t\r\n\f\v]+(?![;:?!»])")
"""Where a line may end: never beside a hard space, nor before French punctuation."""


def broken(text: str, role: str, width: float, measure: Measure) -> tuple[str, ...]:
    """Gives a text in lines of at most a width; a word that is wider is cut."""
    lines: list[str] = []
    line = ""
    for word in _pieces(text, role, width, measure):
        longer = f"{line} {word}" if line else word
        if line and measure(longer, role) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return (*lines, line) if line else tuple(lines)


def _pieces(text: str, role: str, width: float, measure: Measure) -> Iterator[str]:
    for word in _BREAK.split(text.strip()):
        left = " ".join(word.split())
        while len(left) > 1 and measure(left, role) > width:
            kept = next(
                n for n in range(len(left) - 1, 0, -1) if n == 1 or measure(left[:n], role) <= width
            )
            yield left[:kept]
            left = left[kept:]
        yield left


def lines_of(
    text: str,
    x: float,
    y: float,
    width: float,
    measure: Measure,
    *,
    role: str = "small",
    tone: str = "ink",
) -> tuple[Label, ...]:
    """Gives a text in lines from its first one down; ``y`` is the line that the first stands on."""
    step = SIZES[role] * LEADING
    return tuple(
        Label(x=x, y=y + n * step, text=line, role=role, tone=tone)
        for n, line in enumerate(broken(text, role, width, measure))
    )


def flowing(widths: Sequence[float], width: float, gap: float) -> Iterator[tuple[float, int]]:
    """Gives where things of some widths stand in lines of at most a width: x, and the line."""
    x, line = 0.0, 0
    for wide in widths:
        if x > 0 and x + wide > width:
            x, line = 0.0, line + 1
        yield x, line
        x += wide + gap


# --- walking -------------------------------------------------------------------------------------


def neighbour(spots: Sequence[Spot], at: int, direction: str) -> int:
    """Gives the place to which a key leads: ``left``, ``right`` on the same row, beyond its end the
    place that is nearest on about the same height; ``up``, ``down`` to the row before or after;
    ``first``, ``last`` of all. Gives the same place where there is no other. Every place can be
    walked to from the first of its row.
    """
    here = spots[at]
    x, y = here.middle
    if direction in {"first", "last"}:
        return 0 if direction == "first" else len(spots) - 1
    if direction in {"up", "down"}:
        rows = {
            s.row for s in spots if (s.row < here.row) == (direction == "up") and s.row != here.row
        }
        if not rows:
            return at
        row = max(rows) if direction == "up" else min(rows)
        return _nearest(spots, (i for i, s in enumerate(spots) if s.row == row), x, y)
    sign = 1 if direction == "right" else -1
    own = [i for i, spot in enumerate(spots) if spot.row == here.row]
    own.sort(key=lambda i: (sign * spots[i].middle[0], sign * i))
    following = own[own.index(at) + 1 :]
    if following:
        return following[0]
    beyond = [i for i, spot in enumerate(spots) if sign * (spot.middle[0] - x) > 0.5]
    return _nearest(spots, beyond, x, y) if beyond else at


def _nearest(spots: Sequence[Spot], among: Iterable[int], x: float, y: float) -> int:
    def far(i: int) -> tuple[float, int]:
        across, down = spots[i].middle
        return abs(across - x) + 20 * abs(down - y), i

    return min(among, key=far)

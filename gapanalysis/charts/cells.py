# SPDX-License-Identifier: EUPL-1.2
"""The square that shows an outcome: shape and pattern first, colour second."""

from __future__ import annotations

from collections.abc import Iterator

from gapanalysis.charts.shapes import (
    DASHED,
    Box,
    Dots,
    Label,
    Polygon,
    Shape,
    Strokes,
    dotting,
    hatching,
)
from gapanalysis.model import ElementOutcome

SIZE = 16.0
"""Side of a square."""
_TICK = ((0.24, 0.52, 0.42, 0.7), (0.42, 0.7, 0.77, 0.32))
_CROSS = ((0.28, 0.28, 0.72, 0.72), (0.72, 0.28, 0.28, 0.72))
_BAR = ((0.25, 0.5, 0.75, 0.5),)
_DASH = ((0.22, 0.5, 0.78, 0.5),)


def cell(
    outcome: ElementOutcome, x: float, y: float, size: float = SIZE, *, found: bool = False
) -> Iterator[Shape]:
    """Gives the shapes of a square; ``found`` folds a corner of it."""
    match outcome:
        case ElementOutcome.MET:
            yield _box(x, y, size, "met_tint", "met")
            yield _sign(_TICK, x, y, size, "met")
        case ElementOutcome.PARTLY:
            yield _box(x, y, size, "partly_tint")
            yield Polygon(points=((x, y), (x + size, y + size), (x, y + size)), fill="partly")
            yield _box(x, y, size, "", "partly")
        case ElementOutcome.GAP:
            yield _box(x, y, size, "gap", "gap")
            yield _sign(_BAR, x, y, size, "page", 2.0)
        case ElementOutcome.CONTRARY:
            yield _box(x, y, size, "contrary", "contrary")
            yield _sign(_CROSS, x, y, size, "page", 2.0)
        case ElementOutcome.RESERVED:
            yield _box(x, y, size, "reserved_tint", "reserved")
            inside = (x + 1, y + 1, size - 2, size - 2)
            yield Dots(points=dotting(*inside, step=size / 3.4), radius=1.15, fill="reserved")
        case ElementOutcome.NOT_ASSESSED:
            yield _box(x, y, size, "not_assessed_tint")
            yield Strokes(segments=hatching(x, y, size, size, 4.4), edge="line2", line=0.8)
            if found:
                fold = size * 0.5
                corner = ((x + size - fold, y), (x + size, y), (x + size, y + fold))
                yield Polygon(points=corner, fill="gap")
            yield _box(x, y, size, "", "line2", DASHED)
        case ElementOutcome.CANNOT_TELL:
            yield _box(x, y, size, "page", "line2")
            middle = (x + size / 2, y + size * 0.78)
            yield Label(
                x=middle[0], y=middle[1], text="?", role="label", tone="ink", align="middle"
            )
        case ElementOutcome.NOT_APPLICABLE:
            yield _sign(_DASH, x, y, size, "ink3")


def _box(
    x: float, y: float, size: float, fill: str, edge: str = "", dash: tuple[float, ...] = ()
) -> Box:
    inset = 0.5 if edge else 0.0
    side = size - 2 * inset
    return Box(x=x + inset, y=y + inset, width=side, height=side, fill=fill, edge=edge, dash=dash)


def _sign(
    lines: tuple[tuple[float, float, float, float], ...],
    x: float,
    y: float,
    size: float,
    ink: str,
    width: float = 1.6,
) -> Strokes:
    placed = tuple((x + a * size, y + b * size, x + c * size, y + d * size) for a, b, c, d in lines)
    return Strokes(segments=placed, edge=ink, line=width, turns=False)

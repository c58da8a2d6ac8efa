# SPDX-License-Identifier: EUPL-1.2
"""Marks and the bar of outcomes on paper: shape, colour and pattern, the same in black and white.

Shapes are drawn in a square of ``size`` points whose lower left corner is at ``x``, ``y``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportlab.lib.colors import Color, HexColor, white

Canvas = Any
"""A canvas of reportlab, whose stubs leave most of it untyped."""

INK = HexColor("#1A1D21")
INK2 = HexColor("#454A52")
INK3 = HexColor("#5F6369")
RULE = HexColor("#857F72")
HAIRLINE = HexColor("#B9B4A8")
ACCENT = HexColor("#1D4B7F")

_MET, _PARTLY, _GAP = HexColor("#006A80"), HexColor("#8F5E00"), HexColor("#8E2209")
_RESERVED, _UNTOLD = HexColor("#5D459C"), HexColor("#62666B")

_COLOURS = {
    "met": _MET,
    "yes": _MET,
    "partly": _PARTLY,
    "gap": _GAP,
    "no": _GAP,
    "reserved": _RESERVED,
}
TINTS = {
    "met": HexColor("#BFDFE6"),
    "partly": HexColor("#FAEDC9"),
    "gap": _GAP,
    "reserved": HexColor("#E7E1F4"),
}
BARS = {"critical": 4, "major": 3, "minor": 2, "info": 1}


def colour(kind: str, code: str) -> Color:
    """Gives the colour of a mark's word and shape; severities have none of their own."""
    return INK if kind == "severity" else _COLOURS.get(code, _UNTOLD)


def draw_mark(canvas: Canvas, kind: str, code: str, x: float, y: float, size: float) -> None:
    """Draws the shape of a mark."""
    canvas.saveState()
    canvas.setFillColor(colour(kind, code))
    canvas.setStrokeColor(colour(kind, code))
    canvas.setLineWidth(size / 10)
    if kind == "severity":
        _rising_bars(canvas, BARS[code], x, y, size)
    else:
        _SHAPES.get(code, _dashed_ring)(canvas, x, y, size)
    canvas.restoreState()


def draw_cell(canvas: Canvas, code: str, x: float, y: float, width: float, height: float) -> None:
    """Fills a rectangle with the colour and pattern of a status."""
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(x, y, width, height)
    canvas.setStrokeColor(INK2)
    canvas.setLineWidth(0.5)
    canvas.setFillColor(TINTS.get(code, white))
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.clipPath(path, stroke=0, fill=0)
    if code == "partly":
        _stripes(canvas, x, y, width, height)
    elif code == "reserved":
        _dots(canvas, x, y, width, height)
    elif code == "not_assessed":
        _hatch(canvas, x, y, width, height)
    canvas.restoreState()
    canvas.saveState()
    canvas.setStrokeColor(INK2)
    canvas.setLineWidth(0.5)
    canvas.rect(x, y, width, height, stroke=1, fill=0)
    canvas.restoreState()


# --- patterns -------------------------------------------------------------------------------------


def _stripes(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    canvas.setStrokeColor(_PARTLY)
    canvas.setLineWidth(0.7)
    level = y + 1.5
    while level < y + height:
        canvas.line(x, level, x + width, level)
        level += 2.6


def _dots(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    canvas.setFillColor(_RESERVED)
    across = x + 1.6
    while across < x + width:
        up = y + 1.6
        while up < y + height:
            canvas.circle(across, up, 0.55, stroke=0, fill=1)
            up += 3
        across += 3


def _hatch(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    across = x - height
    while across < x + width:
        canvas.line(across, y, across + height, y + height)
        across += 3.6


# --- shapes ---------------------------------------------------------------------------------------


def _rising_bars(canvas: Canvas, count: int, x: float, y: float, size: float) -> None:
    step = size / 4
    for index in range(4):
        height = size * (0.3 + 0.2 * index)
        filled = index < count
        canvas.setLineWidth(0.3)
        canvas.rect(x + index * step, y, step * 0.6, height, stroke=1, fill=int(filled))


def _disc_with_tick(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.circle(x + size / 2, y + size / 2, size / 2, stroke=0, fill=1)
    canvas.setStrokeColor(white)
    canvas.setLineWidth(size / 8)
    canvas.lines(
        (
            (x + size * 0.27, y + size * 0.5, x + size * 0.44, y + size * 0.33),
            (x + size * 0.44, y + size * 0.33, x + size * 0.74, y + size * 0.66),
        )
    )


def _half_ring(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.circle(x + size / 2, y + size / 2, size * 0.45, stroke=1, fill=0)
    canvas.wedge(x + size * 0.05, y + size * 0.05, x + size * 0.95, y + size * 0.95, 90, 180, 0, 1)


def _square_with_bar(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.rect(x, y, size, size, stroke=0, fill=1)
    canvas.setFillColor(white)
    canvas.rect(x + size * 0.2, y + size * 0.42, size * 0.6, size * 0.16, stroke=0, fill=1)


def _shield(canvas: Canvas, x: float, y: float, size: float) -> None:
    path = canvas.beginPath()
    path.moveTo(x + size * 0.08, y + size)
    path.lineTo(x + size * 0.92, y + size)
    path.lineTo(x + size * 0.92, y + size * 0.45)
    path.lineTo(x + size * 0.5, y)
    path.lineTo(x + size * 0.08, y + size * 0.45)
    path.close()
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.line(x + size * 0.36, y + size * 0.35, x + size * 0.36, y + size * 0.8)
    canvas.line(x + size * 0.64, y + size * 0.35, x + size * 0.64, y + size * 0.8)


def _dashed_ring(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.setDash(size / 7, size / 9)
    canvas.circle(x + size / 2, y + size / 2, size * 0.45, stroke=1, fill=0)


def _ring_with_question(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.circle(x + size / 2, y + size / 2, size * 0.47, stroke=1, fill=0)
    canvas.setLineWidth(size / 9)
    path = canvas.beginPath()
    path.moveTo(x + size * 0.36, y + size * 0.62)
    path.curveTo(
        *(x + size * 0.36, y + size * 0.86),
        *(x + size * 0.72, y + size * 0.8),
        *(x + size * 0.6, y + size * 0.56),
    )
    path.lineTo(x + size * 0.5, y + size * 0.4)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.circle(x + size * 0.5, y + size * 0.25, size / 14, stroke=0, fill=1)


def _dash(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.rect(x + size * 0.15, y + size * 0.44, size * 0.7, size * 0.12, stroke=0, fill=1)


_SHAPES: dict[str, Callable[[Canvas, float, float, float], None]] = {
    "met": _disc_with_tick,
    "yes": _disc_with_tick,
    "partly": _half_ring,
    "gap": _square_with_bar,
    "no": _square_with_bar,
    "reserved": _shield,
    "cannot_tell": _ring_with_question,
    "unclear": _ring_with_question,
    "na": _dash,
}

# SPDX-License-Identifier: EUPL-1.2
"""Paints a drawing of :mod:`gapanalysis.charts` with Qt, on the screen and in a file alike."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPolygonF,
)

from gapanalysis.charts.shapes import (
    SIZES,
    STRONG,
    Box,
    Dots,
    Drawing,
    Label,
    Polygon,
    Shape,
    Strokes,
)
from gapanalysis.ui import theme

Palette = dict[str, QColor]

_BLACK, _WHITE = "#000000", "#FFFFFF"
_GREYS = {
    "ink2": "#333333",
    "ink3": "#555555",
    "line": "#C4C4C4",
    "line2": "#6E6E6E",
}
_WHITES = frozenset({"page", "panel", "raised", "window", "select", "hover", "accentsoft"})


def palette(look: theme.Theme, *, mono: bool = False) -> Palette:
    """Gives the colours of a theme by name; ``mono``: black on white, so that patterns speak."""
    named = {name: value for name, value in look._asdict().items() if isinstance(value, str)}
    if mono:
        named = {
            name: _WHITE if name in _WHITES or name.endswith("_tint") else _GREYS.get(name, _BLACK)
            for name in named
        }
    return {name: QColor(value) for name, value in named.items() if name != "name"}


def font(role: str) -> QFont:
    """Gives the font of a role of a drawing, at 100 % zoom."""
    made = QFont()
    made.setFamilies(theme.SANS)
    made.setPixelSize(round(SIZES[role]))
    made.setWeight(QFont.Weight.DemiBold if role in STRONG else QFont.Weight.Normal)
    return made


@lru_cache(maxsize=8192)
def measure(text: str, role: str) -> float:
    """Gives the width of a text in a role."""
    return QFontMetricsF(font(role)).horizontalAdvance(text)


def paint(painter: QPainter, drawing: Drawing, colours: Palette) -> None:
    """Paints the shapes of a drawing, one after the other."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in drawing.shapes:
        _paint(painter, shape, colours)


def _paint(painter: QPainter, shape: Shape, colours: Palette) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(Qt.PenStyle.NoPen)
    match shape:
        case Box():
            if shape.edge:
                painter.setPen(_pen(colours[shape.edge], shape.line, shape.dash))
            if shape.fill:
                painter.setBrush(colours[shape.fill])
            painter.drawRect(QRectF(shape.x, shape.y, shape.width, shape.height))
        case Strokes():
            painter.setPen(_pen(colours[shape.edge], shape.line, shape.dash))
            painter.drawLines([QLineF(*segment) for segment in shape.segments])
        case Polygon():
            painter.setBrush(colours[shape.fill])
            painter.drawPolygon(QPolygonF([QPointF(*point) for point in shape.points]))
        case Dots():
            painter.setBrush(colours[shape.fill])
            for point in shape.points:
                painter.drawEllipse(QPointF(*point), shape.radius, shape.radius)
        case Label():
            painter.setPen(colours[shape.tone])
            painter.setFont(font(shape.role))
            share = {"start": 0.0, "middle": 0.5, "end": 1.0}[shape.align]
            left = shape.x - share * measure(shape.text, shape.role)
            painter.drawText(QPointF(left, shape.y), shape.text)


def _pen(colour: QColor, width: float, dash: tuple[float, ...]) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if dash else Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if dash:
        pen.setDashPattern([part / width for part in dash])
    return pen

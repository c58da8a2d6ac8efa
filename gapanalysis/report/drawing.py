# SPDX-License-Identifier: EUPL-1.2
"""A drawing of :mod:`gapanalysis.charts` on paper, in the colours of the report."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from reportlab.lib.colors import HexColor, white
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from gapanalysis.charts.grid import Overview
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
from gapanalysis.charts.timeline import Timeline
from gapanalysis.report import fonts
from gapanalysis.report.bidi import Piece, is_right_to_left
from gapanalysis.report.blocks import Run
from gapanalysis.report.lines import Lines
from gapanalysis.report.marks import ACCENT, HAIRLINE, INK, INK2, INK3, RULE
from gapanalysis.report.markup import is_leftward

_SCALE = 0.66
"""Points of a unit of the drawing: type of 13 units is set in 8.6 points."""
_TALLEST = 616.0
"""Height of the tallest picture that has words above it, in points."""
_TALLEST_AGAIN = 672.0
"""The same of one that goes on on a page of its own: no other part fits below it."""
HUES = {
    "ink": INK,
    "ink2": INK2,
    "ink3": INK3,
    "line": HAIRLINE,
    "line2": RULE,
    "page": white,
    "accent": ACCENT,
    "met": HexColor("#006A80"),
    "met_tint": HexColor("#D9ECF0"),
    "partly": HexColor("#8F5E00"),
    "partly_tint": HexColor("#FAEDC9"),
    "gap": HexColor("#8E2209"),
    "contrary": HexColor("#46082A"),
    "reserved": HexColor("#5D459C"),
    "reserved_tint": HexColor("#E7E1F4"),
    "not_assessed_tint": HexColor("#F1EEE7"),
}
"""Colours by the names that drawings use: those of the light theme, on white."""


def _face(role: str) -> str:
    return fonts.SANS_STRONG if role in STRONG else fonts.SANS


@lru_cache(maxsize=8192)
def measure(text: str, role: str) -> float:
    """Gives the width of a text in a role, in units of the drawing."""
    return sum(
        stringWidth(part, face, SIZES[role]) for face, part in fonts.spans(text, _face(role))
    )


def pictures(chart: Overview | Timeline, width: float) -> list[Flowable]:
    """Gives a chart at a width in points, in parts that each fit on a page."""
    return pictures_from(chart, width, _TALLEST)


def pictures_from(chart: Overview | Timeline, width: float, room: float) -> list[Flowable]:
    """Gives a chart in parts of which the first takes no more than some room, in points."""
    drawings = chart.pages(width / _SCALE, _TALLEST_AGAIN / _SCALE, measure, room / _SCALE)
    return [Picture(drawing) for drawing in drawings]


class Picture(Flowable):
    """A drawing; one that is taller than a page is made smaller."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self._drawing = drawing
        self._scale = min(_SCALE, _TALLEST_AGAIN / drawing.height)
        self.width, self.height = drawing.width * self._scale, drawing.height * self._scale

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        del available_width, available_height
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.translate(0, self.height)
        canvas.scale(self._scale, self._scale)
        for shape in self._drawing.shapes:
            canvas.saveState()
            _draw(canvas, shape)
            canvas.restoreState()
        canvas.restoreState()


def _draw(canvas: Any, shape: Shape) -> None:
    """Draws a shape; y goes up on paper."""
    match shape:
        case Box():
            _line(canvas, shape.edge, shape.line, shape.dash)
            if shape.fill:
                canvas.setFillColor(HUES[shape.fill])
            drawn = {"stroke": int(bool(shape.edge)), "fill": int(bool(shape.fill))}
            canvas.rect(shape.x, -shape.y - shape.height, shape.width, shape.height, **drawn)
        case Strokes():
            _line(canvas, shape.edge, shape.line, shape.dash)
            canvas.lines([(a, -b, c, -d) for a, b, c, d in shape.segments])
        case Polygon():
            canvas.setFillColor(HUES[shape.fill])
            path = canvas.beginPath()
            path.moveTo(shape.points[0][0], -shape.points[0][1])
            for x, y in shape.points[1:]:
                path.lineTo(x, -y)
            path.close()
            canvas.drawPath(path, stroke=0, fill=1)
        case Dots():
            canvas.setFillColor(HUES[shape.fill])
            for x, y in shape.points:
                canvas.circle(x, -y, shape.radius, stroke=0, fill=1)
        case Label():
            _write(canvas, shape)


def _line(canvas: Any, colour: str, width: float, dash: tuple[float, ...]) -> None:
    if not colour:
        return
    canvas.setStrokeColor(HUES[colour])
    canvas.setLineWidth(width)
    canvas.setLineCap(0 if dash else 1)
    if dash:
        canvas.setDash(list(dash))


def _write(canvas: Any, label: Label) -> None:
    size, colour = SIZES[label.role], HUES[label.tone]
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[label.align]
    x = label.x - share * measure(label.text, label.role)
    pieces = list(fonts.spans(label.text, _face(label.role)))
    if is_right_to_left(label.text):
        style = ParagraphStyle("label", fontSize=size, leading=size * 1.2)
        words = [Piece(text, face, colour) for face, text in pieces]
        line = Lines(words, style, leftward=is_leftward((Run(label.text),)))
        _, height = line.wrap(measure(label.text, label.role) + size, size * 2)
        line.drawOn(canvas, x, -label.y - (height - size))
        return
    canvas.setFillColor(colour)
    for face, text in pieces:
        canvas.setFont(face, size)
        canvas.drawString(x, -label.y, text)
        x += stringWidth(text, face, size)

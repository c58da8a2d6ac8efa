# SPDX-License-Identifier: EUPL-1.2
"""Charts and bars as PNG pictures, for documents that cannot draw: what the PDF draws, painted."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache

import pypdfium2  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from gapanalysis.report import fonts
from gapanalysis.report.blocks import Bar, Chart
from gapanalysis.report.drawing import pictures
from gapanalysis.report.layout import WIDTH, BarOfCounts
from gapanalysis.report.marks import draw_cell

_SHARP = 200 / 72
"""Pixels of a point."""


@dataclass(frozen=True, slots=True)
class Painted:
    """A picture as PNG, with its size in points."""

    data: bytes
    width: float
    height: float


@lru_cache(maxsize=8)
def chart_pictures(chart: Chart) -> tuple[Painted, ...]:
    """Gives a chart as wide as the text, in parts that each fit on a page."""
    drawings = pictures(chart.chart, WIDTH)
    return tuple(_painted(drawn, drawn.width, drawn.height) for drawn in drawings)


@lru_cache(maxsize=256)
def bar_picture(bar: Bar, width: float = WIDTH, height: float = 20) -> Painted:
    """Gives a bar of counts."""
    drawn = BarOfCounts(bar, height=height)
    drawn.wrap(width, height)
    return _painted(drawn, width, drawn.height)


@lru_cache(maxsize=32)
def cell_picture(code: str) -> Painted:
    """Gives a sample of the pattern of a status."""
    return _painted(_Cell(code), _Cell.width + 1, _Cell.height + 1)


class _Cell(Flowable):
    width, height = 11.0, 8.0

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code

    def draw(self) -> None:
        draw_cell(self.canv, self._code, 0.5, 0.5, _Cell.width, _Cell.height)


def _painted(drawn: Flowable, width: float, height: float) -> Painted:
    fonts.register()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(width, height))
    drawn.drawOn(canvas, 0, 0)
    canvas.save()
    document = pypdfium2.PdfDocument(stream.getvalue())
    try:
        image = document[0].render(scale=_SHARP).to_pil()
    finally:
        document.close()
    png = io.BytesIO()
    image.quantize(256).save(png, "PNG")
    return Painted(png.getvalue(), width, height)

# SPDX-License-Identifier: EUPL-1.2
"""A chart as a file of its own: PNG or SVG, with its title and legend, in colour or without."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from gapanalysis import analysis
from gapanalysis.charts.shapes import Drawing, mirrored
from gapanalysis.ui import chart_paint, theme
from gapanalysis.ui.chart_view import Chart
from gapanalysis.ui.session import Session

WIDTH = 1280.0
"""Width of a picture, in pixels at 100 %."""
_MARGIN = 24
_RATIO = 2
_PER_METRE = 7559
"""Dots of a metre at twice 96 dots an inch."""


def ask_where(parent: QWidget, session: Session, name: str) -> Path | None:
    """Asks where a picture is saved; offers a file beside the project."""
    offered = Path(session.project.path).with_name(f"{name}.png")
    chosen, kind = QFileDialog.getSaveFileName(
        parent,
        session.words("Where is the picture saved?"),
        str(offered),
        "PNG (*.png);;SVG (*.svg)",
    )
    if not chosen:
        return None
    path = Path(chosen)
    known = path.suffix.lower() in {".png", ".svg"}
    return path if known else path.with_name(f"{path.name}.{'svg' if 'svg' in kind else 'png'}")


def write_picture(
    session: Session, chart: Chart, path: Path, *, mono: bool, title: str, said: str, rtl: bool
) -> bool:
    """Writes a chart as PNG or, by the suffix, as SVG; what cannot be written becomes a message."""
    drawing = chart.draw(WIDTH, chart_paint.measure, titled=True)
    drawing = mirrored(drawing) if rtl else drawing
    if path.suffix.lower() == ".svg":
        data = to_svg(drawing, mono=mono, title=title, description=said)
    else:
        data = to_png(drawing, mono=mono)
    written = session.attempt(
        lambda: analysis.replace_file(path, lambda beside: beside.write_bytes(data))
    )
    if written is None:
        return False
    session.message.emit(session.words("Saved the picture {file}", file=path.name), "info")
    return True


def to_png(drawing: Drawing, *, mono: bool) -> bytes:
    """Gives a drawing as PNG, in the colours of the light theme on white, or in black and white."""
    image = QImage(_size(drawing) * _RATIO, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(_PER_METRE)
    image.setDotsPerMeterY(_PER_METRE)
    painter = QPainter(image)
    painter.scale(_RATIO, _RATIO)
    _paint(painter, drawing, mono=mono)
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def to_svg(drawing: Drawing, *, mono: bool, title: str, description: str) -> bytes:
    """Gives a drawing as SVG, in the same colours; its words stay words."""
    from PySide6.QtSvg import QSvgGenerator

    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(96)
    generator.setSize(_size(drawing))
    generator.setViewBox(QRectF(0, 0, _size(drawing).width(), _size(drawing).height()))
    generator.setTitle(title)
    generator.setDescription(description)
    painter = QPainter(generator)
    _paint(painter, drawing, mono=mono)
    painter.end()
    return bytes(buffer.data().data())


def _size(drawing: Drawing) -> QSize:
    return QSize(round(drawing.width) + 2 * _MARGIN, round(drawing.height) + 2 * _MARGIN)


def _paint(painter: QPainter, drawing: Drawing, *, mono: bool) -> None:
    size = _size(drawing)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), Qt.GlobalColor.white)
    painter.translate(_MARGIN, _MARGIN)
    colours = chart_paint.palette(theme.LIGHT, mono=mono)
    chart_paint.paint(painter, drawing, colours | {"page": QColor("#FFFFFF")})

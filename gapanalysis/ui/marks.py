# SPDX-License-Identifier: EUPL-1.2
"""Marks of outcomes and severities, painted: shape first, colour second."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QLabel, QWidget

from gapanalysis.ui import theme

_BARS = {"critical": 4, "major": 3, "minor": 2, "info": 1}


def paint_outcome(painter: QPainter, box: QRectF, outcome: str) -> None:
    """Paints the mark of a status or outcome into a square box, as a picture that is kept."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(box.topLeft(), _mark(outcome, round(box.width()), ratio, theme.current()))


@lru_cache(maxsize=256)
def _mark(outcome: str, side: int, ratio: float, look: theme.Theme) -> QPixmap:
    pixmap = _pixmap(QSize(side, side), ratio)
    painter = QPainter(pixmap)
    _draw_outcome(painter, QRectF(0, 0, side, side), outcome, look)
    painter.end()
    return pixmap


def _draw_outcome(painter: QPainter, box: QRectF, outcome: str, look: theme.Theme) -> None:
    ink = look.ink_of(outcome)
    glyph = QPen(QColor(look.page), box.width() / 8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = box.adjusted(1, 1, -1, -1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    if outcome == "met":
        painter.drawEllipse(inner)
        _lines(painter, glyph, inner, [(0.27, 0.53), (0.43, 0.68), (0.73, 0.35)])
    elif outcome == "gap":
        painter.drawRoundedRect(inner, 1.5, 1.5)
        _lines(painter, glyph, inner, [(0.26, 0.5), (0.74, 0.5)])
    elif outcome == "contrary":
        painter.drawPolygon(_diamond(box))
        _lines(painter, glyph, inner, [(0.36, 0.36), (0.64, 0.64)])
        _lines(painter, glyph, inner, [(0.64, 0.36), (0.36, 0.64)])
    elif outcome == "partly":
        painter.drawPie(inner, 90 * 16, 180 * 16)
        _ring(painter, inner, ink, Qt.PenStyle.SolidLine)
    elif outcome == "reserved":
        painter.drawPath(_shield(inner))
        _lines(painter, glyph, inner, [(0.38, 0.28), (0.38, 0.58)])
        _lines(painter, glyph, inner, [(0.62, 0.28), (0.62, 0.58)])
    elif outcome == "cannot_tell":
        _ring(painter, inner, ink, Qt.PenStyle.SolidLine)
        _question(painter, box, ink)
    else:
        _ring(painter, inner, ink, Qt.PenStyle.DashLine)
    painter.restore()


def _lines(painter: QPainter, pen: QPen, box: QRectF, points: list[tuple[float, float]]) -> None:
    painter.setPen(pen)
    painter.drawPolyline(
        [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in points]
    )


def _ring(painter: QPainter, box: QRectF, ink: QColor, style: Qt.PenStyle) -> None:
    pen = QPen(ink, 1.4, style)
    if style == Qt.PenStyle.DashLine:
        pen.setDashPattern([2.0, 1.9])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.adjusted(0.4, 0.4, -0.4, -0.4))


def _question(painter: QPainter, box: QRectF, ink: QColor) -> None:
    small = theme.font("label")
    small.setPixelSize(max(8, round(box.height() * 0.68)))
    painter.setFont(small)
    painter.setPen(ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")


def _diamond(box: QRectF) -> QPolygonF:
    middle = box.center()
    return QPolygonF(
        [
            QPointF(middle.x(), box.top()),
            QPointF(box.right(), middle.y()),
            QPointF(middle.x(), box.bottom()),
            QPointF(box.left(), middle.y()),
        ]
    )


def _shield(box: QRectF) -> QPainterPath:
    path = QPainterPath(box.topLeft() + QPointF(box.width() * 0.06, 0))
    path.lineTo(box.right() - box.width() * 0.06, box.top())
    path.lineTo(box.right() - box.width() * 0.06, box.top() + box.height() * 0.5)
    path.quadTo(
        box.right() - box.width() * 0.1, box.bottom() - 1, box.center().x(), box.bottom() + 0.5
    )
    path.quadTo(
        box.left() + box.width() * 0.1,
        box.bottom() - 1,
        box.left() + box.width() * 0.06,
        box.top() + box.height() * 0.5,
    )
    path.closeSubpath()
    return path


def paint_severity(painter: QPainter, box: QRectF, severity: str) -> None:
    """Paints four rising bars of which as many are filled as the severity is high."""
    painter.save()
    ink = QColor(theme.current().ink)
    width = box.width() / 4.6
    for n in range(4):
        height = box.height() * (0.35 + 0.2 * n)
        bar = QRectF(box.x() + n * box.width() / 4, box.bottom() - height, width, height)
        filled = n < _BARS.get(severity, 0)
        painter.setPen(QPen(ink, 0.8))
        painter.setBrush(QBrush(ink) if filled else QBrush(Qt.BrushStyle.NoBrush))
        painter.drawRect(bar.adjusted(0.4, 0.4, -0.4, -0.4))
    painter.restore()


def _pixmap(size: QSize, ratio: float) -> QPixmap:
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def outcome_pixmap(outcome: str, size: int = 14, ratio: float = 2.0) -> QPixmap:
    """Gives the mark of an outcome as a picture; ``size`` is that at 100 % zoom."""
    return _mark(outcome, theme.px(size), ratio, theme.current())


def outcome_icon(outcome: str) -> QIcon:
    """Gives the mark of an outcome as an icon."""
    return _same_when_chosen(outcome_pixmap(outcome, 16))


def severity_pixmap(severity: str, ratio: float = 2.0) -> QPixmap:
    """Gives the bars of a severity as a picture of 18 × 12."""
    pixmap = _pixmap(QSize(theme.px(18), theme.px(12)), ratio)
    painter = QPainter(pixmap)
    paint_severity(painter, QRectF(0, 0, theme.px(18), theme.px(12)), severity)
    painter.end()
    return pixmap


def severity_icon(severity: str) -> QIcon:
    """Gives the bars of a severity as an icon."""
    return _same_when_chosen(severity_pixmap(severity))


def _same_when_chosen(pixmap: QPixmap) -> QIcon:
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon


def picture(pixmap: QPixmap, description: str, parent: QWidget | None = None) -> QLabel:
    """Gives a label that shows a mark and says its meaning to a screen reader."""
    label = QLabel(parent)
    label.setPixmap(pixmap)
    label.setFixedSize(pixmap.deviceIndependentSize().toSize())
    label.setAccessibleName(description)
    label.setToolTip(description)
    return label


class Chip(QWidget):
    """An outcome as mark and word on its tint."""

    def __init__(self, outcome: str, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outcome, self._word = outcome, word
        self.setFont(theme.font("label"))
        self.setAccessibleName(word)
        self.setFixedSize(self.fontMetrics().horizontalAdvance(word) + theme.px(33), theme.px(21))

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._outcome, self._word)
        painter.end()


def paint_chip(painter: QPainter, box: QRectF, outcome: str, word: str) -> None:
    """Paints an outcome as mark and word on its tint; not assessed has a dashed border."""
    look = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    dashed = outcome in {"not_assessed", "cannot_tell"}
    painter.setPen(
        QPen(QColor(look.line2), 1, Qt.PenStyle.DashLine) if dashed else Qt.PenStyle.NoPen
    )
    painter.setBrush(look.tint_of(outcome))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    side = theme.px(13)
    left = box.x() + theme.px(7)
    paint_outcome(painter, QRectF(left, box.center().y() - side / 2, side, side), outcome)
    painter.setPen(look.ink_of(outcome))
    painter.setFont(theme.font("label"))
    painter.drawText(box.adjusted(theme.px(26), 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, word)
    painter.restore()

# SPDX-License-Identifier: EUPL-1.2
"""Painting the row of a list in either direction of the layout."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle

from gapanalysis.ui import direction, marks, theme

_BAR = 3
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class Canvas:
    """A painter with the box of a row and the direction of the layout. Places are given for a
    layout from left to right.
    """

    def __init__(self, painter: QPainter, box: QRect, way: Qt.LayoutDirection) -> None:
        self.painter, self.box, self._way = painter, box, way
        self.leftward = way == Qt.LayoutDirection.RightToLeft

    def place(self, rect: QRect) -> QRect:
        """Gives where a rectangle stands in the direction of the layout."""
        return QStyle.visualRect(self._way, self.box, rect)

    def mark(self, left: float, middle: float, size: int, outcome: str) -> None:
        """Paints the mark of an outcome with its left edge and vertical middle."""
        rect = QRect(round(left), round(middle - size / 2), size, size)
        marks.paint_outcome(self.painter, QRectF(self.place(rect)), outcome)

    def bar(self) -> None:
        """Paints the bar at the leading edge of the chosen row of a list that has the keyboard."""
        bar = QRect(self.box.topLeft(), QSize(_BAR, self.box.height()))
        self.painter.fillRect(self.place(bar), QColor(theme.current().accent))

    def write(self, rect: QRect, text: str, *, trailing: bool = False) -> None:
        """Writes a line of text at the leading edge of a rectangle, or at the trailing one."""
        right = trailing != self.leftward
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        flags = _MIDDLE | side | Qt.AlignmentFlag.AlignAbsolute
        direction.write(self.painter, self.place(rect), flags, text)

    def width(self, text: str) -> int:
        """Gives how wide a text is in the font in use."""
        return self.painter.fontMetrics().horizontalAdvance(text)

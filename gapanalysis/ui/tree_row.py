# SPDX-License-Identifier: EUPL-1.2
"""Paints the rows of the obligations tree.

A group has two lines: number and title; its statuses as marks with numbers, what nobody has
assessed apart from the others, and how many elements are answered. Articles and obligations
have one line: caret, mark, number, title, count.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from gapanalysis.ui import marks, theme
from gapanalysis.ui.theme import px

NODE, NUMBER, TITLE, STATUS, BELOW, COUNT, LEVEL = (
    Qt.ItemDataRole.UserRole + n for n in range(1, 8)
)
"""What a row holds. BELOW: a group's or article's pairs of status and number, in order of need;
COUNT: the words at the trailing edge, the longest first; LEVEL: 0 group, 1 article, 2 obligation.
"""
Index = QModelIndex | QPersistentModelIndex
_LINE, _TWO_LINES = 28, 48
_MARK, _AFTER_MARK = 12, 3
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class Row(QStyledItemDelegate):
    """The painter of the rows of a tree."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        two = index.data(LEVEL) == 0 and index.data(BELOW)
        return QSize(100, px(_TWO_LINES if two else _LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._ground(painter, box, index, chosen, bool(state & QStyle.StateFlag.State_MouseOver))
        line = QRect(box.topLeft(), QSize(box.width(), px(_LINE)))
        left = box.left() + px(10 + (0, 10, 34)[index.data(LEVEL)])
        if index.model().rowCount(index):
            icon = theme.icon("caret-down" if self._view.isExpanded(index) else "caret-right")
            icon.paint(painter, QRect(QPoint(left, box.top() + px(8)), QSize(px(12), px(12))))
        left += px(20)
        if index.data(LEVEL) == 0:
            second = QRect(left - px(6), box.top() + px(25), box.right() - px(3) - left, px(18))
            said = _tally(painter, second, index)
            right = (
                self._count(painter, line, said, chosen=chosen) if said else line.right() - px(10)
            )
            self._title(painter, line, left, right, index, chosen=chosen)
        else:
            self._one_line(painter, line, left, index, chosen=chosen)
        painter.restore()

    def _ground(
        self, painter: QPainter, box: QRect, index: Index, chosen: bool, hovered: bool
    ) -> None:
        look = theme.current()
        if chosen:
            painter.fillRect(box, QColor(look.select))
            if self._view.hasFocus():
                painter.fillRect(QRect(box.topLeft(), QSize(3, box.height())), QColor(look.accent))
        elif hovered:
            painter.fillRect(box, QColor(look.hover))
        if index.data(LEVEL) == 0 and index.row():
            painter.fillRect(QRect(box.topLeft(), QSize(box.width(), 1)), QColor(look.line))

    def _one_line(
        self, painter: QPainter, box: QRect, left: int, index: Index, *, chosen: bool
    ) -> None:
        status, count = index.data(STATUS), index.data(COUNT)
        if status:
            mark = QRectF(left, box.center().y() - px(14) / 2 + 0.5, px(14), px(14))
            marks.paint_outcome(painter, mark, status)
        left += px(22) if status or index.data(LEVEL) == 2 else 0
        said = count[-1] if count else ""
        right = self._count(painter, box, said, chosen=chosen)
        if not status:
            for outcome, _n in reversed(index.data(BELOW)):
                right -= px(15)
                mark = QRectF(right + px(3), box.center().y() - px(_MARK) / 2, px(_MARK), px(_MARK))
                marks.paint_outcome(painter, mark, outcome)
        self._title(painter, box, left, right, index, chosen=chosen)

    @staticmethod
    def _count(painter: QPainter, box: QRect, said: str, *, chosen: bool) -> int:
        """Paints a count at the right; gives where the room left of it ends."""
        look = theme.current()
        painter.setFont(theme.font("small"))
        painter.setPen(QColor(look.ink2 if chosen else look.ink3))
        painter.drawText(
            box.adjusted(0, 0, -px(10), 0), _MIDDLE | Qt.AlignmentFlag.AlignRight, said
        )
        return box.right() - px(20) - painter.fontMetrics().horizontalAdvance(said)

    @staticmethod
    def _title(
        painter: QPainter, box: QRect, left: int, right: int, index: Index, *, chosen: bool
    ) -> None:
        look, level, number = theme.current(), index.data(LEVEL), index.data(NUMBER)
        painter.setFont(theme.font("strong" if level == 0 or chosen else "text"))
        ink = look.accent if chosen else look.ink if index.data(COUNT) else look.ink3
        painter.setPen(QColor(ink))
        painter.drawText(QRect(left, box.top(), px(38), box.height()), _MIDDLE, number)
        if number:
            left += px(38 if level == 2 else 30)
        room = QRect(left, box.top(), right - left, box.height())
        cut = painter.fontMetrics().elidedText(
            index.data(TITLE), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, _MIDDLE, cut)


def _tally(painter: QPainter, box: QRect, index: Index) -> str:
    """Paints marks with numbers from the left and the answered elements at the right; gives the
    count back, to stand elsewhere, where there is no room for it.
    """
    look = theme.current()
    painter.setFont(theme.font("small"))
    width = painter.fontMetrics().horizontalAdvance
    pairs = [(outcome, str(n)) for outcome, n in index.data(BELOW)]
    beside = px(_MARK + _AFTER_MARK)
    taken = sum(beside + width(n) for _outcome, n in pairs)
    gaps = len(pairs) + 1  # one after each, one more before what nobody has assessed
    counts = index.data(COUNT)
    fits = [one for one in counts if taken + px(6) * gaps + width(one) <= box.width()]
    said = fits[0] if fits else ""
    gap = min(px(10), (box.width() - taken - width(said)) // gaps)
    left = box.left()
    for outcome, n in pairs:
        if outcome == "not_assessed" and left > box.left():
            painter.fillRect(QRect(left, box.top() + px(3), 1, px(12)), QColor(look.line2))
            left += gap
        mark = QRectF(left, box.center().y() - px(_MARK) / 2 + 0.5, px(_MARK), px(_MARK))
        marks.paint_outcome(painter, mark, outcome)
        left += beside
        painter.setPen(QColor(look.ink2))
        painter.drawText(QRect(left, box.top(), width(n) + 2, box.height()), _MIDDLE, n)
        left += width(n) + gap
    painter.setPen(QColor(look.ink3))
    painter.drawText(box, _MIDDLE | Qt.AlignmentFlag.AlignRight, said)
    return counts[-1] if counts and not fits else ""

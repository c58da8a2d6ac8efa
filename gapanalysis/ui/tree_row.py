# SPDX-License-Identifier: EUPL-1.2
"""Paints the rows of the obligations tree.

A group has two lines: number and title; its statuses as marks with numbers, what nobody has
assessed apart from the others, and how many elements are answered. Articles and obligations
have one line: caret, mark, number, title, count. A title that is too long goes on in a line more.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from gapanalysis.ui import theme
from gapanalysis.ui.canvas import Canvas
from gapanalysis.ui.parts import isolated
from gapanalysis.ui.theme import px

NODE, NUMBER, TITLE, STATUS, BELOW, COUNT, LEVEL = (
    Qt.ItemDataRole.UserRole + n for n in range(1, 8)
)
"""What a row holds. BELOW: a group's or article's pairs of status and number, in order of need;
COUNT: the words at the trailing edge, the longest first; LEVEL: 0 group, 1 article, 2 obligation.
"""
Index = QModelIndex | QPersistentModelIndex
_LINE, _TWO_LINES, _MORE = 28, 48, 18
_MARK, _AFTER_MARK = 12, 3


class Row(QStyledItemDelegate):
    """The painter of the rows of a tree. Everything is placed for a layout from left to right and
    turned by :meth:`Canvas.place` where the layout runs the other way.
    """

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        more = px(_MORE) if _goes_on(index, self._view.viewport().width()) else 0
        return QSize(100, _usual_height(index) + more)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        canvas = Canvas(painter, box, option.direction)
        painter.save()
        self._ground(canvas, index, chosen, bool(state & QStyle.StateFlag.State_MouseOver))
        line = QRect(box.topLeft(), QSize(box.width(), px(_LINE)))
        left = box.left() + px(10 + (0, 10, 18)[index.data(LEVEL)])
        if index.model().rowCount(index):
            unfolded = self._view.isExpanded(index)
            side = "caret-left" if canvas.leftward else "caret-right"
            icon = theme.icon("caret-down" if unfolded else side)
            place = QRect(QPoint(left, box.top() + px(8)), QSize(px(12), px(12)))
            icon.paint(painter, canvas.place(place))
        left += px(20)
        if index.data(LEVEL) == 0:
            below = box.bottom() + 1 - px(_TWO_LINES - 25)
            second = QRect(left - px(6), below, box.right() - px(3) - left, px(18))
            said = _tally(canvas, second, index)
            right = _count(canvas, line, said, chosen=chosen) if said else line.right() - px(10)
            _title(canvas, line, left, right, index, chosen=chosen)
        else:
            _one_line(canvas, line, left, index, chosen=chosen)
        painter.restore()

    def _ground(self, canvas: Canvas, index: Index, chosen: bool, hovered: bool) -> None:
        look, box, painter = theme.current(), canvas.box, canvas.painter
        if chosen:
            painter.fillRect(box, QColor(look.select))
            if self._view.hasFocus():
                canvas.bar()
        elif hovered:
            painter.fillRect(box, QColor(look.hover))
        if index.data(LEVEL) == 0 and index.row():
            painter.fillRect(QRect(box.topLeft(), QSize(box.width(), 1)), QColor(look.line))


def _one_line(canvas: Canvas, box: QRect, left: int, index: Index, *, chosen: bool) -> None:
    status, count = index.data(STATUS), index.data(COUNT)
    left += px(22) if status or index.data(LEVEL) == 2 else 0
    middle = box.center().y() + 0.5
    if status:
        canvas.mark(left - px(22), middle, px(14), status)
    right = _count(canvas, box, count[-1] if count else "", chosen=chosen)
    if not status:
        for outcome, _n in reversed(index.data(BELOW)):
            right -= px(15)
            canvas.mark(right + px(3), middle, px(_MARK), outcome)
    _title(canvas, box, left, right, index, chosen=chosen)


def _count(canvas: Canvas, box: QRect, said: str, *, chosen: bool) -> int:
    """Paints a count at the trailing edge; gives where the room before it ends."""
    look = theme.current()
    canvas.painter.setFont(theme.font("small"))
    canvas.painter.setPen(QColor(look.ink2 if chosen else look.ink3))
    canvas.write(box.adjusted(0, 0, -px(10), 0), said, trailing=True)
    return box.right() - px(20) - canvas.width(said)


def _title(
    canvas: Canvas, box: QRect, left: int, right: int, index: Index, *, chosen: bool
) -> None:
    look, level, number = theme.current(), index.data(LEVEL), index.data(NUMBER)
    canvas.painter.setFont(theme.font("strong" if level == 0 or chosen else "text"))
    ink = look.accent if chosen else look.ink if index.data(COUNT) else look.ink3
    canvas.painter.setPen(QColor(ink))
    canvas.write(QRect(left, box.top(), px(40), box.height()), isolated(number))
    if number:
        left += max(px(30), canvas.width(number) + px(8))
    room = QRect(left, box.top(), right - left, box.height())
    metrics, title = canvas.painter.fontMetrics(), index.data(TITLE)
    is_tall = canvas.box.height() > _usual_height(index)
    for line in _broken(metrics, title, room.width()) if is_tall else [title]:
        canvas.write(room, metrics.elidedText(line, Qt.TextElideMode.ElideRight, room.width()))
        room.translate(0, px(_MORE))
        room.setRight(box.right() - px(10))  # nothing else stands in the second line


def _usual_height(index: Index) -> int:
    """Gives how high a row is whose title has room in one line."""
    two = index.data(LEVEL) == 0 and index.data(BELOW)
    return px(_TWO_LINES if two else _LINE)


def _broken(metrics: QFontMetrics, title: str, room: int) -> list[str]:
    """Breaks a title between words into one line or two; the last may be too long."""
    words = title.split(" ")
    fits = len(words)
    while fits > 1 and metrics.horizontalAdvance(" ".join(words[:fits])) > room:
        fits -= 1
    return [line for line in (" ".join(words[:fits]), " ".join(words[fits:])) if line]


def _goes_on(index: Index, width: int) -> bool:
    """Tells whether the title of a row has not enough room in one line."""
    level, number, count = index.data(LEVEL), index.data(NUMBER), index.data(COUNT)
    metrics = QFontMetrics(theme.font("strong" if level == 0 else "text"))
    taken = px((40, 60, 90)[level])
    if level == 1 and index.data(STATUS):
        taken += px(22)
    if number:
        taken += max(px(30), metrics.horizontalAdvance(number) + px(8))
    if level and count:
        taken += QFontMetrics(theme.font("small")).horizontalAdvance(count[-1])
    if level and not index.data(STATUS):
        taken += px(15) * len(index.data(BELOW))
    return metrics.horizontalAdvance(index.data(TITLE)) > width - taken


def _tally(canvas: Canvas, box: QRect, index: Index) -> str:
    """Paints marks with numbers from the leading edge and the answered elements at the trailing
    one; gives the count back, to stand elsewhere, where there is no room for it.
    """
    look, painter = theme.current(), canvas.painter
    painter.setFont(theme.font("small"))
    pairs = [(outcome, str(n)) for outcome, n in index.data(BELOW)]
    beside = px(_MARK + _AFTER_MARK)
    taken = sum(beside + canvas.width(n) for _outcome, n in pairs)
    gaps = len(pairs) + 1  # one after each, one more before what nobody has assessed
    counts = index.data(COUNT)
    fits = [one for one in counts if taken + px(6) * gaps + canvas.width(one) <= box.width()]
    said = fits[0] if fits else ""
    gap = min(px(10), (box.width() - taken - canvas.width(said)) // gaps)
    left = box.left()
    for outcome, n in pairs:
        if outcome == "not_assessed" and left > box.left():
            line = QRect(left, box.top() + px(3), 1, px(12))
            painter.fillRect(canvas.place(line), QColor(look.line2))
            left += gap
        canvas.mark(left, box.center().y() + 0.5, px(_MARK), outcome)
        left += beside
        painter.setPen(QColor(look.ink2))
        canvas.write(QRect(left, box.top(), canvas.width(n) + 2, box.height()), n)
        left += canvas.width(n) + gap
    painter.setPen(QColor(look.ink3))
    canvas.write(box, said, trailing=True)
    return counts[-1] if counts and not fits else ""

# SPDX-License-Identifier: EUPL-1.2
"""The findings as cards, beside each other where there is room: the same rows as in their table,
in the same order, with the same row chosen.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from gapanalysis.ui import direction, marks, parts, theme
from gapanalysis.ui.canvas import Canvas
from gapanalysis.ui.tables import RECORD, Table
from gapanalysis.ui.theme import px
from gapanalysis.ui.tree_row import Index

SEVERITY, OUTCOME, ARTICLE, SENTENCE, VERB, REVIEW = range(6)
"""The columns of the table of findings."""
_WIDTH, _GAP, _PAD, _LINE = 390, 8, 14, 22
"""Sizes at 100 % zoom: the least width of a card, the room around it and inside, one line."""
_WRAP = Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextWordWrap


class CardList(QListView):
    """The rows of a table as cards. ``opened`` carries the record of a card."""

    opened = Signal(object)

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table
        self.setModel(table.model())
        self.setModelColumn(SENTENCE)
        self.setItemDelegate(_Card(self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setProperty("role", "cards")
        self.setMouseTracking(True)
        self._anew = QTimer(self)
        self._anew.setSingleShot(True)
        self._anew.timeout.connect(self.scheduleDelayedItemsLayout)
        for told in (self.model().layoutChanged, self.model().rowsRemoved):
            told.connect(lambda *_: self._anew.start(0))
        table.chosen.connect(lambda _record: self._follow())
        self.selectionModel().currentChanged.connect(self._lead)
        self.activated.connect(lambda index: self.opened.emit(index.data(RECORD)))

    def columns(self) -> int:
        """Gives how many cards stand beside each other."""
        return max(1, self.viewport().width() // px(_WIDTH))

    def _follow(self) -> None:
        """Chooses the card of the row that is current in the table."""
        row = self._table.currentIndex().row()
        if row != self.currentIndex().row():
            self.setCurrentIndex(self.model().index(row, SENTENCE))

    def _lead(self, index: QModelIndex) -> None:
        """Makes the row of the current card current in the table."""
        if index.isValid() and index.row() != self._table.currentIndex().row():
            self._table.selectRow(index.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._anew.start(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaves letters and digits to the page: they are its keys, not a search in the list."""
        if event.text().isalnum() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Card(QStyledItemDelegate):
    """The painter of a card: severity, outcome and article; the sentence; verb and review."""

    def __init__(self, view: CardList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Gives cards beside each other the height of the highest of them."""
        columns = self._view.columns()
        width = (self._view.viewport().width() - px(4)) // columns  # else the last one wraps
        first = index.row() - index.row() % columns
        last = min(first + columns, index.model().rowCount())
        texts = (index.sibling(row, SENTENCE).data() for row in range(first, last))
        room = width - 2 * px(_GAP) - 2 * px(_PAD)
        high = max(_height(text, room) for text in texts)
        return QSize(width, high + 2 * px(_LINE) + 4 * px(_GAP) + 2 * px(_PAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        gap, look, state = px(_GAP), theme.current(), option.state
        box: QRect = option.rect.adjusted(gap, gap, -gap, -gap)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        canvas = Canvas(painter, box, option.direction)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = chosen and self._view.hasFocus()
        painter.setPen(QPen(QColor(look.accent if chosen else look.line), 2 if focused else 1))
        painter.setBrush(QColor(look.select if chosen else look.hover if over else look.raised))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
        inner = box.adjusted(px(_PAD), px(_PAD), -px(_PAD), -px(_PAD))
        self._head(canvas, inner, index)
        painter.setPen(QColor(look.ink))
        painter.setFont(theme.font("words"))
        sentence = inner.adjusted(0, px(_LINE) + gap, 0, 0)
        painter.drawText(canvas.place(sentence), int(_WRAP), direction.apart(index.data()))
        self._foot(canvas, inner, index)
        painter.restore()

    @staticmethod
    def _head(canvas: Canvas, inner: QRect, index: Index) -> None:
        look, painter = theme.current(), canvas.painter
        line = QRect(inner.left(), inner.top(), inner.width(), px(_LINE))
        left = _mark_and_word(canvas, line, _cell(index, SEVERITY), "ink") + px(12)
        outcome = _cell(index, OUTCOME).data()
        painter.setFont(theme.font("label"))
        chip = QRect(left, line.top(), canvas.width(outcome) + px(33), line.height())
        marks.paint_chip(
            painter, QRectF(canvas.place(chip)), index.data(RECORD).outcome.value, outcome
        )
        painter.setPen(QColor(look.ink))
        painter.setFont(theme.font("strong"))
        number = _cell(index, ARTICLE).data()
        canvas.write(line, parts.isolated(number), trailing=True)

    @staticmethod
    def _foot(canvas: Canvas, inner: QRect, index: Index) -> None:
        look, painter = theme.current(), canvas.painter
        line = QRect(inner.left(), inner.bottom() + 1 - px(_LINE), inner.width(), px(_LINE))
        review = _cell(index, REVIEW)
        painter.setFont(review.data(Qt.ItemDataRole.FontRole))
        wide = canvas.width(review.data()) + px(21)
        place = QRect(line.right() + 1 - wide, line.top(), wide, line.height())
        tone = review.data(Qt.ItemDataRole.ForegroundRole).color().name()
        _mark_and_word(canvas, place, review, tone)
        painter.setFont(theme.font("small"))
        painter.setPen(QColor(look.ink2))
        room = line.adjusted(0, 0, -wide - px(8), 0)
        verb = _cell(index, VERB).data()
        cut = painter.fontMetrics().elidedText(verb, Qt.TextElideMode.ElideRight, room.width())
        canvas.write(room, cut)


def _cell(index: Index, column: int) -> QModelIndex:
    """Gives another cell of the row of an index."""
    return index.sibling(index.row(), column)


def _mark_and_word(canvas: Canvas, line: QRect, cell: QModelIndex, tone: str) -> int:
    """Paints the icon of a cell and its word in its own font; gives where the word ends."""
    icon: QIcon = cell.data(Qt.ItemDataRole.DecorationRole)
    side, painter = px(16), canvas.painter
    place = QRect(line.left(), line.top() + (line.height() - side) // 2, side, side)
    icon.paint(painter, canvas.place(place))
    painter.setFont(cell.data(Qt.ItemDataRole.FontRole))
    painter.setPen(QColor(getattr(theme.current(), tone, tone)))
    canvas.write(line.adjusted(px(21), 0, 0, 0), cell.data())
    return line.left() + px(21) + canvas.width(cell.data())


def _height(text: str, width: int) -> int:
    """Gives how high a sentence is in the font of cards."""
    metrics = QFontMetrics(theme.font("words"))
    return metrics.boundingRect(QRect(0, 0, width, 10_000), int(_WRAP), text).height()

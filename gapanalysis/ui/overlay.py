# SPDX-License-Identifier: EUPL-1.2
"""A field with a list below it over the window: the command palette and the search share it."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from gapanalysis.ui import direction, parts, theme
from gapanalysis.ui.canvas import Canvas
from gapanalysis.ui.theme import px

TEXT, ASIDE, BELOW, HEAD, RECORD = (Qt.ItemDataRole.UserRole + n for n in range(1, 6))
"""What a row holds: its text, words at the trailing edge, a second line, whether it is the heading
of a group, and what it stands for."""
_WIDTH = 620


class Row(QStandardItem):
    """A row of the list; a heading cannot be chosen."""

    def __init__(
        self, text: str, record: object = None, *, aside: str = "", below: str = ""
    ) -> None:
        super().__init__()
        self.setEditable(False)
        for role, value in ((TEXT, text), (ASIDE, aside), (BELOW, below), (RECORD, record)):
            self.setData(value, role)
        self.setData(record is None, HEAD)
        if record is None:
            self.setFlags(Qt.ItemFlag.NoItemFlags)
        said = ", ".join(part for part in (text, below, aside) if part)
        self.setData(said, Qt.ItemDataRole.AccessibleTextRole)


class Overlay(QFrame):
    """Shows rows for what is typed; Enter or a click chooses, Esc or leaving closes it."""

    chosen = Signal(object)
    typed = Signal(str)

    def __init__(self, window: QWidget, field: QLineEdit, *, own_field: bool) -> None:
        super().__init__(window)
        self._window, self.field = window, field
        self.setProperty("role", "message")
        self.setVisible(False)
        self.model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowPainter(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._choose)
        self._column = parts.lay(QVBoxLayout(self), margins=(6, 6, 6, 6), space=6)
        if own_field:
            self._column.addWidget(field)
        self._column.addWidget(self.list)
        self._before: QWidget | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._note_keyboard)
        field.installEventFilter(self)
        field.textChanged.connect(self.typed)

    def show_rows(self, rows: list[Row], empty: str = "") -> None:
        """Shows rows in place of those shown before, or a sentence where there are none."""
        self.model.clear()
        for row in rows or ([Row(empty)] if empty else []):
            self.model.appendRow(row)
        first = next((n for n, row in enumerate(rows) if not row.data(HEAD)), -1)
        self.list.setCurrentIndex(self.model.index(first, 0))
        self.place()

    def place(self) -> None:
        """Stands at the top of the window, below the toolbar, as high as its rows."""
        room = self._window.rect()
        width = min(px(_WIDTH), room.width() - px(32))
        rows = sum(self.list.sizeHintForRow(n) for n in range(self.model.rowCount()))
        high = min(rows + px(10), room.height() - px(160))
        self.list.setFixedHeight(max(high, px(34)))
        height = self._column.sizeHint().height()
        top = px(52)
        self.setGeometry((room.width() - width) // 2, top, width, height)
        self.raise_()

    def open(self) -> None:
        """Shows the list and takes the keyboard into the field."""
        self.show()
        self.place()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def close_list(self) -> None:
        """Hides the list."""
        self.hide()

    def _note_keyboard(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is self.field and old is not None:
            self._before = old

    def _give_back(self) -> None:
        """Takes the keyboard back to where it was before the field was entered."""
        self.close_list()
        before = self._before
        if before is None or not isValid(before) or not before.isVisible():
            before = self._window
        before.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            return self._key(Qt.Key(event.key()))
        if watched is self.field and event.type() == QEvent.Type.FocusOut:
            self.close_list()
        return False

    def _key(self, key: Qt.Key) -> bool:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 8,
            Qt.Key.Key_PageUp: -8,
        }
        if key == Qt.Key.Key_Escape:
            self._give_back()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self.list.currentIndex())
        elif key in steps:
            self._step(steps[key])
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        choices = [n for n in range(self.model.rowCount()) if not self.model.item(n).data(HEAD)]
        if not choices:
            return
        at = self.list.currentIndex().row()
        here = choices.index(at) if at in choices else -1
        index = self.model.index(choices[max(0, min(len(choices) - 1, here + by))], 0)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def _choose(self, index: QModelIndex) -> None:
        record = index.data(RECORD)
        if record is not None:
            self._give_back()
            self.chosen.emit(record)


class RowPainter(QStyledItemDelegate):
    """Paints a row: text and words aside on one line, a second line below."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(100, px(46 if index.data(BELOW) else 24 if index.data(HEAD) else 30))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look, state = theme.current(), option.state
        box: QRect = option.rect
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(look.select))
            if isinstance(option.widget, QWidget) and option.widget.hasFocus():
                Canvas(painter, box, option.direction).bar()
        elif state & QStyle.StateFlag.State_MouseOver and not index.data(HEAD):
            painter.fillRect(box, QColor(look.hover))
        leftward = option.direction == Qt.LayoutDirection.RightToLeft
        inner = box.adjusted(px(10), px(2), -px(10), -px(2))
        line = QRect(inner)
        if index.data(BELOW):
            line.setHeight(px(22))
            below = QRect(
                inner.left(), line.bottom(), inner.width(), inner.bottom() - line.bottom()
            )
            self._write(painter, below, index.data(BELOW), "small", look.ink2, leftward)
        aside = index.data(ASIDE)
        if aside:
            painter.setFont(theme.font("small"))
            width = painter.fontMetrics().horizontalAdvance(aside)
            place = QRect(line)
            (place.setRight if leftward else place.setLeft)(
                line.left() + width if leftward else line.right() - width
            )
            self._write(painter, place, aside, "small", look.ink3, leftward)
            gap = width + px(12)
            line = line.adjusted(gap, 0, 0, 0) if leftward else line.adjusted(0, 0, -gap, 0)
        role = "label" if index.data(HEAD) else "strong" if index.data(BELOW) else "text"
        ink = look.ink3 if index.data(HEAD) else look.ink
        self._write(painter, line, index.data(TEXT), role, ink, leftward)

    @staticmethod
    def _write(
        painter: QPainter, box: QRect, text: str, role: str, ink: str, leftward: bool
    ) -> None:
        painter.setFont(theme.font(role))
        painter.setPen(QColor(ink))
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        side = Qt.AlignmentFlag.AlignRight if leftward else Qt.AlignmentFlag.AlignLeft
        flags = Qt.AlignmentFlag.AlignVCenter | side | Qt.AlignmentFlag.AlignAbsolute
        direction.write(painter, box, flags, cut)

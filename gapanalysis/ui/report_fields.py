# SPDX-License-Identifier: EUPL-1.2
"""Fields of a report: its edition as two plain choices, and its sections in an order of one's own.

They behave as the fields in :mod:`gapanalysis.ui.fields`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QDropEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from gapanalysis.ui import direction, parts, theme
from gapanalysis.words import Words

CONFIDENTIAL, PUBLIC = "confidential", "public"
_NAME = Qt.ItemDataRole.UserRole
_PAGE = Qt.ItemDataRole.UserRole + 1
_ROW = 31
_ALWAYS = {"obligation"}
"""Sections without which their kind of report says nothing."""


class EditionField(QFrame):
    """The confidential edition or the public one; each says what it holds."""

    edited = Signal()
    left = Signal()
    typed = False

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setProperty("role", "card")
        column = parts.lay(QVBoxLayout(self), margins=(1, 1, 1, 1))
        self.choices = {
            CONFIDENTIAL: QRadioButton(words("Confidential")),
            PUBLIC: QRadioButton(words("Public")),
        }
        everything = words("everything; marked on each page")
        self.hints = {
            CONFIDENTIAL: parts.label(everything, "small", tone="ink2", wrap=True),
            PUBLIC: parts.label("", "small", tone="ink2", wrap=True),
        }
        self._rows = {}
        group = QButtonGroup(self)
        for code, choice in self.choices.items():
            row = parts.frame("choice")
            inside = parts.lay(QVBoxLayout(row), margins=(10, 6, 10, 8))
            choice.setFont(theme.font("strong"))
            self.hints[code].setContentsMargins(theme.px(28), 0, 0, 0)
            inside.addWidget(choice)
            inside.addWidget(self.hints[code])
            column.addWidget(row)
            group.addButton(choice)
            self._rows[code] = row
            choice.clicked.connect(lambda _on: self.edited.emit())
            choice.clicked.connect(partial(self._show, code))  # arrow keys choose too
            choice.toggled.connect(lambda _on: self._mark())
        self.choices[CONFIDENTIAL].setChecked(True)
        self.setFocusProxy(self.choices[CONFIDENTIAL])

    def _show(self, code: str) -> None:
        parts.show_whole(self._rows[code])

    def _mark(self) -> None:
        for code, row in self._rows.items():
            row.setProperty("chosen", "true" if self.choices[code].isChecked() else "false")
            parts.restyle(row)

    def say(self, left_out: str) -> None:
        """Says what the public edition leaves out."""
        self.hints[PUBLIC].setText(left_out)
        for code, choice in self.choices.items():
            choice.setAccessibleDescription(self.hints[code].text())

    def value(self) -> str:
        return PUBLIC if self.choices[PUBLIC].isChecked() else CONFIDENTIAL

    def set_value(self, value: str) -> None:
        self.choices[PUBLIC if value == PUBLIC else CONFIDENTIAL].setChecked(True)

    def problem(self) -> str:
        return ""


class _SectionLines(QStyledItemDelegate):
    """Writes the page on which a section begins at the trailing edge of its line."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.text = direction.apart(option.text)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        page = str(index.data(_PAGE) or "")
        room = painter.fontMetrics().horizontalAdvance(page) + theme.px(14) if page else 0
        rect = QRect(option.rect)
        leftward = option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setPen(QColor(theme.current().line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        cut = (room, 0, 0, 0) if leftward else (0, 0, -room, 0)
        option.rect = rect.adjusted(*cut)
        super().paint(painter, option, index)
        side = Qt.AlignmentFlag.AlignLeft if leftward else Qt.AlignmentFlag.AlignRight
        painter.setPen(QColor(theme.current().ink2))
        painter.setFont(theme.font("small"))
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(rect.adjusted(theme.px(4), 0, -theme.px(4), 0), flags, page)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(super().sizeHint(option, index).width(), theme.px(_ROW))


class SectionsField(QListWidget):
    """The sections of a report: ticked or not, in an order that is changed by dragging or by Alt
    with the arrow keys. ``wanted`` asks for the page of a section.
    """

    edited = Signal()
    left = Signal()
    wanted = Signal(str)
    typed = False

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._filling = False
        self._later = QTimer(self)  # the list may be filled anew by whoever is told
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.edited)
        self.setItemDelegate(_SectionLines(self))
        self.setProperty("role", "sections")
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setTabKeyNavigation(False)
        self.itemChanged.connect(lambda _item: self._tell())
        self.itemActivated.connect(lambda item: self.wanted.emit(item.data(_NAME)))

    def offer(self, sections: Iterable[tuple[str, str]], shown: Iterable[str]) -> None:
        """Shows sections (name and title) in an order, those of ``shown`` ticked."""
        ticked = set(shown)
        here = self.current_name()
        self._filling = True
        self.clear()
        for name, title in sections:
            item = QListWidgetItem(theme.icon("list", colour="ink3"), title)
            item.setData(_NAME, name)
            item.setToolTip(parts.plain_tip(title))
            flags = item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled
            if name in _ALWAYS:
                flags &= ~Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(flags)
            on = name in ticked or name in _ALWAYS
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.addItem(item)
            if name == here:
                self.setCurrentItem(item)
        self._filling = False
        self.setFixedHeight(self.count() * theme.px(_ROW) + 2)

    def current_name(self) -> str:
        """Gives the name of the section that has the keyboard."""
        item = self.currentItem()
        return str(item.data(_NAME)) if item is not None else ""

    def say_pages(self, pages: Mapping[str, str]) -> None:
        """Writes beside sections where they begin."""
        self._filling = True
        for item in self._items():
            item.setData(_PAGE, pages.get(item.data(_NAME), ""))
        self._filling = False

    def order(self) -> tuple[str, ...]:
        """Gives all sections in their order, ticked or not."""
        return tuple(str(item.data(_NAME)) for item in self._items())

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(n) for n in range(self.count())]

    def _tell(self) -> None:
        if not self._filling:
            self._later.start()

    def shift(self, by: int) -> None:
        """Moves the current section up (-1) or down (1)."""
        at = self.currentRow()
        if 0 <= at + by < self.count() and at >= 0:
            self._filling = True
            self.insertItem(at + by, self.takeItem(at))
            self.setCurrentRow(at + by)
            self._filling = False
            self._later.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.shift(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        before = self.order()
        self._filling = True
        super().dropEvent(event)
        self._filling = False
        if self.order() != before:
            self._later.start()

    def wheelEvent(self, event: Any) -> None:
        """Leaves the wheel to the column around it."""
        event.ignore()

    def value(self) -> tuple[str, ...]:
        on = Qt.CheckState.Checked
        return tuple(str(i.data(_NAME)) for i in self._items() if i.checkState() is on)

    def set_value(self, value: Iterable[str]) -> None:
        shown = set(value)
        self._filling = True
        for item in self._items():
            on = item.data(_NAME) in shown | _ALWAYS
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self._filling = False

    def problem(self) -> str:
        return "" if self.value() else self._words("Choose at least one section.")

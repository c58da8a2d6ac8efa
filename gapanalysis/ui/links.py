# SPDX-License-Identifier: EUPL-1.2
"""A field that links a record with evidence and findings, and the dialog that asks which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gapanalysis.ui import marks, parts, theme
from gapanalysis.ui.session import Session

Key = int | tuple[str, str, str]
"""Evidence by its id; a finding by rule, obligation and subject."""


class ChooseDialog(QDialog):
    """Things to tick, with a filter; ``chosen()`` gives the keys of those that are ticked."""

    def __init__(
        self,
        parent: QWidget | None,
        session: Session,
        question: str,
        things: Sequence[tuple[Key, str]],
        ticked: Iterable[Key],
    ) -> None:
        super().__init__(parent)
        words, ticked = session.words, set(ticked)
        self.setWindowTitle(question)
        self.resize(theme.px(620), theme.px(460))
        column = parts.lay(QVBoxLayout(self), margins=(24, 20, 24, 20), space=12)
        column.addWidget(parts.label(question, "panel", wrap=True))
        self.search = QLineEdit()
        self.search.setPlaceholderText(words("Filter"))
        self.search.setAccessibleName(words("Filter"))
        self.search.textChanged.connect(self._filter)
        column.addWidget(self.search)
        self.list = QListWidget()
        self.list.setAccessibleName(question)
        self.list.setWordWrap(True)
        for key, said in things:
            item = QListWidgetItem(said, self.list)
            item.setData(Qt.ItemDataRole.UserRole, key)
            on = Qt.CheckState.Checked if key in ticked else Qt.CheckState.Unchecked
            item.setCheckState(on)
        column.addWidget(self.list, 1)
        sure = parts.button(words("Link"), self.accept, kind="primary")
        sure.setDefault(True)
        column.addLayout(parts.row(sure, parts.button(words("Cancel"), self.reject), 1))

    def _filter(self, text: str) -> None:
        for n in range(self.list.count()):
            item = self.list.item(n)
            item.setHidden(text.casefold() not in item.text().casefold())

    def chosen(self) -> tuple[Key, ...]:
        """Gives the keys of what is ticked, in the order shown."""
        items = (self.list.item(n) for n in range(self.list.count()))
        return tuple(
            _key(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )


def _key(data: Any) -> Key:
    """Gives a key as it was put into an item: Qt gives tuples back as lists."""
    return data if isinstance(data, int) else (str(data[0]), str(data[1]), str(data[2]))


class LinksField(QWidget):
    """Things that a record is linked with, each with a button that unlinks it."""

    edited = Signal()
    left = Signal()
    typed = False

    def __init__(
        self, session: Session, question: str, offered: Callable[[], list[tuple[Key, str]]]
    ) -> None:
        super().__init__()
        self._session, self._question, self._offered = session, question, offered
        self._keys: tuple[Key, ...] = ()
        self.ask: Callable[[ChooseDialog], int] = ChooseDialog.exec
        self._rows = parts.column(4)
        self.more = parts.button(session.words("Link…"), self.choose, icon="link-simple")
        column = parts.column(6)
        column.addLayout(self._rows)
        column.addLayout(parts.row(self.more, 1))
        self.setLayout(column)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.more.setAccessibleName(self._session.words.named(name, self.more.text()))

    def choose(self) -> None:
        """Asks what the record is linked with."""
        dialog = ChooseDialog(
            self, self._session, self._question, self._offered(), ticked=self._keys
        )
        if self.ask(dialog) == QDialog.DialogCode.Accepted:
            self._put(dialog.chosen())

    def _remove(self, key: Key) -> None:
        self._put(tuple(one for one in self._keys if one != key))

    def _put(self, keys: tuple[Key, ...]) -> None:
        self.set_value(keys)
        self.edited.emit()

    def value(self) -> tuple[Key, ...]:
        return self._keys

    def set_value(self, value: Iterable[Key]) -> None:
        self._keys = tuple(value)
        self.show_links()

    def show_links(self) -> None:
        """Shows what the record is linked with, in today's words."""
        parts.clear(self._rows)
        words, known = self._session.words, dict(self._offered())
        for key in self._keys:
            gone = (
                words("{rule} on {node}: no longer found", rule=key[0], node=key[1])
                if (isinstance(key, tuple))
                else ""
            )
            said = known.get(key, gone)
            row = QWidget()
            mark = marks.picture(theme.icon("link-simple").pixmap(theme.px(14), theme.px(14)), "")
            tone = "ink" if key in known else "ink3"
            take = parts.icon_button("x", words("Unlink"), partial(self._remove, key))
            take.setAccessibleName(words("Unlink {what}", what=said))
            row.setLayout(parts.row(mark, parts.ElidedLabel(said, "small", tone=tone), take))
            self._rows.addWidget(row)

    def problem(self) -> str:
        return ""

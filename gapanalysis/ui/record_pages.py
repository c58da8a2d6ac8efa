# SPDX-License-Identifier: EUPL-1.2
"""The page that lists the laws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gapanalysis.edits import RemoveLaw
from gapanalysis.model import Law
from gapanalysis.ui import parts, theme
from gapanalysis.ui.flow import Flow
from gapanalysis.ui.session import Session
from gapanalysis.ui.states import languages
from gapanalysis.ui.tables import Cell, Table, TableStanding


class RecordPage(QWidget):
    """A title with buttons, a table, and an empty state that says what to do."""

    def __init__(self, session: Session, title: str, empty: str, table: Table) -> None:
        super().__init__()
        self.session, self.table = session, table
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = parts.lay(QVBoxLayout(self))
        self.about = parts.ElidedLabel("", "small", tone="ink2")
        self.about.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.head = Flow(parts.label(title, "title"), self.about)
        head = parts.lay(QVBoxLayout(), margins=(20, 14, 20, 12))
        head.addLayout(self.head)
        self._column.addLayout(head)
        self._column.addWidget(parts.hairline())
        self._empty = parts.label(empty, tone="ink3", wrap=True)
        self._empty.setContentsMargins(20, 20, 20, 20)
        self._column.addWidget(self._empty, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(parts.row(table, margins=(12, 0, 12, 0)), 1)
        table.setAccessibleName(title)
        session.changed.connect(self.refresh)
        parts.shortcut(table, "Del", self.remove)

    def home(self) -> QWidget | None:
        """Gives what has the keyboard at first: the table, or the button that fills it."""
        buttons = [one for one in self.findChildren(QPushButton) if not one.isHidden()]
        return self.table if not self.table.isHidden() else next(iter(buttons), None)

    def standing(self) -> TableStanding:
        """Gives how the table stands."""
        return self.table.standing()

    def resume(self, standing: TableStanding) -> None:
        """Lets the table stand as it stood."""
        self.table.resume(standing)

    def show_rows(self, rows: list[tuple[Any, list[Cell]]]) -> None:
        """Shows rows, or the empty state."""
        self._empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self.table.show_rows(rows)

    def with_current(self, act: Callable[[Any], object]) -> None:
        """Does something with the chosen row; says so where none is chosen."""
        record = self.table.current()
        if record is None:
            self.session.message.emit(
                self.session.words("Choose a row of the table first."), "info"
            )
        else:
            act(record)

    def refresh(self, _touched: object = None) -> None:
        """Shows what is recorded now."""

    def remove(self) -> None:
        """Removes the chosen row; it can be undone."""


class LawsPage(RecordPage):
    """The laws of the project; a file may be dropped on the page."""

    import_wanted = Signal()
    file_dropped = Signal(str)
    law_wanted = Signal(int)
    check_wanted = Signal(int)

    def __init__(self, session: Session) -> None:
        words = session.words
        heads = [words(w) for w in ("Title", "Kind", "Language", "Text as of", "Articles", "File")]
        table = Table(heads, [300, 120, 100, 150, 90, 240], stretch=0, key=lambda law: law.id)
        super().__init__(
            session,
            words("Laws"),
            words("No law yet. Choose a file, or drop one here."),
            table,
        )
        self.on_a_law = (
            parts.button(words("Check the structure"), self.check),
            parts.button(words("Remove"), self.remove, icon="trash"),
        )
        for made in self.on_a_law:
            self.head.addWidget(made)
        add = parts.button(
            words("Add a law…"), self.import_wanted.emit, kind="primary", icon="plus"
        )
        self.head.addWidget(add)
        self._languages = dict(languages(words))
        self.setAcceptDrops(True)
        table.opened.connect(lambda law: self.law_wanted.emit(law.id))
        self.refresh()

    def refresh(self, _touched: object = None) -> None:
        if not self.session.is_open:
            return
        words, laws = self.session.words, self.session.laws()
        self.about.set_full(words.plural("{n} law", "{n} laws", len(laws)))
        for one in self.on_a_law:
            one.setVisible(bool(laws))
        self.show_rows([(law, self._cells(law)) for law in laws])

    def _cells(self, law: Law) -> list[Cell]:
        words = self.session.words
        return [
            Cell(law.title, theme.icon("book-open"), "strong"),
            Cell(words.code("law", law.kind.value)),
            Cell(self._languages.get(law.language, law.language)),
            Cell(words.date(law.date) if law.date else "", order=str(law.date or "")),
            Cell(words.number(law.articles), order=law.articles),
            Cell(law.file_name, role="small", tone="ink3"),
        ]

    def remove(self) -> None:
        words = self.session.words
        self.with_current(
            lambda law: self.session.do(
                RemoveLaw(law=law.id), said=words("Removed the law {title}", title=law.title)
            )
        )

    def check(self) -> None:
        """Shows how the chosen law is divided."""
        self.with_current(lambda law: self.check_wanted.emit(law.id))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.file_dropped.emit(url.toLocalFile())
                return

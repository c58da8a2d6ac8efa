# SPDX-License-Identifier: EUPL-1.2
"""What the search field of the toolbar finds: hits as one types, by what they are."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from gapanalysis.ui.overlay import Overlay, Row
from gapanalysis.ui.session import Session

_PAUSE = 40
"""Milliseconds without a key before the search begins."""


class SearchBox(Overlay):
    """Searches laws, the Convention, obligations, notes, evidence and findings."""

    law_wanted = Signal(int, int)
    node_wanted = Signal(str)

    def __init__(self, window: QWidget, field: QLineEdit, session: Session) -> None:
        super().__init__(window, field, own_field=False)
        self._session = session
        self.list.setAccessibleName(session.words("What was found"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.search)
        self.typed.connect(lambda _text: self._pause.start(_PAUSE))
        self.chosen.connect(self._go)

    def open(self) -> None:
        """Takes the keyboard into the field; what was found last is shown again."""
        self.field.setFocus()
        self.field.selectAll()
        if self.model.rowCount():
            super().open()

    def _choose(self, index: QModelIndex) -> None:
        """Takes a hit; what was typed just now is searched first."""
        if self._pause.isActive():
            self._pause.stop()
            self.search()
            index = self.list.currentIndex()
        super()._choose(index)

    def close_list(self) -> None:
        """Hides the list; a search that waits for a pause does not open it again."""
        self._pause.stop()
        super().close_list()

    def search(self) -> None:
        """Shows what holds the typed words."""
        session, words = self._session, self._session.words
        typed = self.field.text()
        if not session.is_open or not typed.strip():
            self.close_list()
            return
        from gapanalysis import analysis

        rows: list[Row] = []
        kind = ""
        for hit in analysis.search(session.view, typed, words.language):
            if hit.kind != kind:
                kind = hit.kind
                rows.append(Row(words.code("hit", kind)))
            rows.append(Row(hit.title, hit, below=hit.words))
        self.show_rows(rows, words("Nothing holds these words."))
        self.show()
        self.raise_()

    def _go(self, hit: object) -> None:
        from gapanalysis import analysis

        if not isinstance(hit, analysis.Hit):
            return
        if hit.law:
            self.law_wanted.emit(hit.law, hit.start)
        else:
            self.node_wanted.emit(hit.node)

# SPDX-License-Identifier: EUPL-1.2
"""From the law's side: which articles of the Convention a provision may serve, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from gapanalysis.model import Coverage, Provision
from gapanalysis.ui import parts, theme
from gapanalysis.ui.candidates import CandidateList
from gapanalysis.ui.session import Session
from gapanalysis.ui.suggestions import PROVISION, Suggestions


class ServesDialog(QDialog):
    """Enter goes to an article and closes the list; Space shows it and leaves the list open, M maps
    the provision to it.
    """

    map_wanted = Signal(object)
    coverage_wanted = Signal(object)

    def __init__(
        self, parent: QWidget, session: Session, suggestions: Suggestions, provision: Provision
    ) -> None:
        super().__init__(parent)
        self._session, self._suggestions = session, suggestions
        self._about = provision.law, provision.id
        self._address = provision.address
        words = session.words
        place = session.cited(provision.id, provision.address)
        question = words("What may {place} serve?", place=place)
        self.setWindowTitle(question)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = parts.lay(QVBoxLayout(self), margins=(8, 18, 8, 16), space=10)
        head = parts.column(4, (16, 0, 16, 0))
        head.addWidget(parts.label(question, "panel", wrap=True))
        where = " › ".join(
            filter(None, [session.snapshot.laws[provision.law].title, provision.path])
        )
        head.addWidget(parts.ElidedLabel(where, "small", tone="ink3"))
        self.said = parts.label(words("Looking through the laws …"), tone="ink3", wrap=True)
        head.addWidget(self.said)
        column.addLayout(head)
        self.list = CandidateList(session, by_node=True)
        inner = parts.panel()
        rows = parts.lay(QVBoxLayout(inner))
        rows.addWidget(self.list)
        rows.addStretch(1)
        self._scroll = parts.Column(inner)
        column.addWidget(self._scroll, 1)
        close = parts.button(words("Close"), self.reject)
        self.keys = parts.label("", "small", tone="ink3", wrap=True)
        self.set_coverage(Coverage.FULL)
        foot = parts.row(self.keys, close, space=12, margins=(16, 0, 16, 0))
        foot.setStretch(0, 1)
        column.addLayout(foot)
        self.list.stepped.connect(lambda row: self._scroll.reveal(row, 8))
        self.list.shown.connect(lambda one: session.select(one.node))
        self.list.chosen.connect(self._go)
        self.list.mapped.connect(self._map)
        self.list.coverage_wanted.connect(self.coverage_wanted)
        session.changed.connect(self._changed)
        suggestions.found.connect(self._answered)
        self.resize(theme.px(520), theme.px(460))
        suggestions.ask(PROVISION, self._about)

    def _answered(self, kind: str, about: Any, found: Any) -> None:
        if (kind, about) != (PROVISION, self._about) or not self._session.is_open:
            return
        words = self._session.words
        said = [words.code("suggest", code, **d) for code, d in self._suggestions.doubts]
        if not found:
            said.insert(0, words("No obligation speaks for this provision."))
        self.said.setText("\n".join(said))
        self.said.setVisible(bool(said))
        self.list.show_proposals(found)
        self.list.step(0)

    def set_coverage(self, coverage: Coverage) -> None:
        """Says as what M maps now."""
        words = self._session.words
        said = words.code("coverage", coverage.value)
        self.keys.setText(
            words("M maps as {coverage}, Enter goes there, Space shows", coverage=said)
        )

    def _map(self, one: Any) -> None:
        self._session.select(one.node)
        self.map_wanted.emit(replace(one, provision=self._about[1], address=self._address))

    def _changed(self, touched: frozenset[str]) -> None:
        if "mappings" in touched and self._session.is_open:
            self.list.show_proposals([row.proposal for row in self.list.rows])

    def _go(self, one: Any) -> None:
        self._session.select(one.node)
        self.accept()

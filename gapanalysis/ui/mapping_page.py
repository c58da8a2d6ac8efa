# SPDX-License-Identifier: EUPL-1.2
"""The mapping page: obligations, law, obligation, beside each other."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gapanalysis.ui import parts
from gapanalysis.ui.law_panel import LawPanel
from gapanalysis.ui.obligation_panel import ObligationPanel
from gapanalysis.ui.session import Session
from gapanalysis.ui.tree import ObligationTree


class MappingPage(QWidget):
    """Three panels with remembered widths; F6 goes round them."""

    def __init__(self, session: Session, settings: QSettings) -> None:
        super().__init__()
        self._settings = settings
        self.tree = ObligationTree(session, settings)
        self.law = LawPanel(session)
        self.obligation = ObligationPanel(session)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for widget in (self.tree, self.law, self.obligation):
            self._splitter.addWidget(widget)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([296, 640, 424])
        saved = settings.value("mapping/widths")
        if saved:
            self._splitter.restoreState(saved)
        self._splitter.splitterMoved.connect(lambda _at, _index: self._remember())
        parts.lay(QVBoxLayout(self)).addWidget(self._splitter)
        self.obligation.mapping_wanted.connect(self.law.go_to_mapping)
        self.obligation.place_wanted.connect(self.law.go_to_provision)
        self.tree.show_current(session.obligation)
        QShortcut(QKeySequence("F6"), self, lambda: self._go_round(1))
        QShortcut(QKeySequence("Shift+F6"), self, lambda: self._go_round(-1))

    def _remember(self) -> None:
        self._settings.setValue("mapping/widths", self._splitter.saveState())

    def _go_round(self, by: int) -> None:
        rows = self.obligation.elements.rows
        panels = [self.tree.view, self.law.view, rows[0] if rows else self.obligation]
        holders = (self.tree, self.law, self.obligation)
        focus = self.focusWidget()
        inside = (n for n, h in enumerate(holders) if focus is not None and h.isAncestorOf(focus))
        panels[(next(inside, -1) + by) % 3].setFocus(Qt.FocusReason.TabFocusReason)

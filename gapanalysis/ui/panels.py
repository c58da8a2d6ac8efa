# SPDX-License-Identifier: EUPL-1.2
"""Panels of a page beside each other, one below another, or as tabs: as there is room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget

from gapanalysis.ui import theme

BESIDE, BELOW, TABS = "beside", "below", "tabs"


class Panels(QSplitter):
    """Holds named panels. ``sizes`` are their widths at 100 % zoom beside each other, of which one
    (``stretch``) takes what room is left.
    """

    def __init__(
        self, name: str, panels: Mapping[str, QWidget], sizes: Sequence[int], *, stretch: int
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._panels, self._sizes, self._stretch = dict(panels), sizes, stretch
        self.way = ""
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.setAccessibleName(name)
        self.arrange(BESIDE)

    def arrange(self, way: str) -> None:
        """Puts the panels beside each other, one below another, or into tabs."""
        if way == self.way:
            return
        self.way = way
        for panel in (self._tabs, *self._panels.values()):
            panel.setParent(None)
        for name, panel in self._panels.items():
            if way == TABS:
                self._tabs.addTab(panel, name)
            else:
                self.addWidget(panel)
                panel.show()
        if way == TABS:
            self.addWidget(self._tabs)
        self._tabs.setVisible(way == TABS)
        level = way == BESIDE
        self.setOrientation(Qt.Orientation.Horizontal if level else Qt.Orientation.Vertical)
        if way != TABS:
            self.setSizes([theme.px(size) for size in self._sizes])
            self.setStretchFactor(self._stretch, 1)

    def bring(self, panel: QWidget) -> None:
        """Brings a panel to the front where it is a tab."""
        if self._tabs.indexOf(panel) >= 0:
            self._tabs.setCurrentWidget(panel)

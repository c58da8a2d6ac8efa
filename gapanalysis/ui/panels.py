# SPDX-License-Identifier: EUPL-1.2
"""Panels of a page beside each other, one below another, or as tabs: as there is room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget

from gapanalysis.ui import parts, theme

BESIDE, BELOW, TABS = "beside", "below", "tabs"


class Panels(QSplitter):
    """Holds named panels. ``sizes`` are their widths at 100 % zoom beside each other, of which one
    (``stretch``) takes what room is left. ``stops`` gives what has the keyboard at first in each
    of them: F6 goes round them.
    """

    def __init__(
        self,
        name: str,
        panels: Mapping[str, QWidget],
        sizes: Sequence[int],
        *,
        stretch: int,
        stops: Callable[[], Sequence[QWidget | None]],
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._panels, self._stretch = dict(panels), stretch
        self._sizes: tuple[float, ...] = tuple(sizes)
        self._stops = stops
        self.way = ""
        self._front = 0
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.setAccessibleName(name)
        self.splitterMoved.connect(self._moved)
        for key, by in (("F6", 1), ("Shift+F6", -1)):
            QShortcut(QKeySequence(key), self, partial(self.go_round, by))
        self.arrange(BESIDE)

    def arrange(self, way: str) -> None:
        """Puts the panels beside each other, one below another, or into tabs."""
        if way == self.way:
            return
        front, keyboard = self.front(), parts.keyboard_in(self)
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
            self._tabs.setCurrentIndex(front)
        self._tabs.setVisible(way == TABS)
        level = way == BESIDE
        self.setOrientation(Qt.Orientation.Horizontal if level else Qt.Orientation.Vertical)
        if way != TABS:
            self.setSizes([theme.px(size) for size in self._sizes])
            self.setStretchFactor(self._stretch, 1)
        if keyboard is not None:
            keyboard.setFocus(Qt.FocusReason.OtherFocusReason)

    def _moved(self) -> None:
        """Keeps the widths that a person gives the panels."""
        if self.way == BESIDE:
            self._sizes = tuple(size / theme.zoom() for size in self.sizes())

    def standing(self) -> tuple[float, ...]:
        """Gives the widths of the panels beside each other, at 100 % zoom."""
        return self._sizes

    def resume(self, standing: tuple[float, ...]) -> None:
        """Gives the panels the widths that they had."""
        self._sizes = standing
        if self.way == BESIDE:
            self.setSizes([theme.px(size) for size in standing])

    def front(self) -> int:
        """Gives which panel is in front, or would be if they were tabs: the one that has the
        keyboard, or was brought.
        """
        at = (n for n, one in enumerate(self._panels.values()) if parts.has_keyboard(one))
        return next(at, self._tabs.currentIndex() if self.way == TABS else self._front)

    def show_front(self, at: int) -> None:
        """Brings a panel to the front by its place."""
        self.bring(list(self._panels.values())[at])

    def go_round(self, by: int) -> None:
        """Takes the keyboard to the next panel (1) or to the one before (-1)."""
        panels = list(self._panels.values())
        at = next((n for n, one in enumerate(panels) if parts.has_keyboard(one)), -min(by, 0) - 1)
        stops = self._stops()
        for step in range(1, len(panels) + 1):
            n = (at + by * step) % len(panels)
            stop = stops[n]
            if stop is not None:
                self.bring(panels[n])
                parts.take_keyboard(stop)
                return

    def bring(self, panel: QWidget) -> None:
        """Brings a panel to the front where it is a tab, or will be one."""
        self._front = list(self._panels.values()).index(panel)
        self._tabs.setCurrentIndex(self._front)

# SPDX-License-Identifier: EUPL-1.2
"""Pages that are filled when they are seen: what changes meanwhile is worked out once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from gapanalysis.ui.session import Session


class WhenSeen(QObject):
    """Fills a page as it is shown where it is out of date; only while a project is open."""

    def __init__(self, page: QWidget, session: Session, fill: Callable[[], None]) -> None:
        super().__init__(page)
        self._page, self._session, self._fill = page, session, fill
        self._current = False
        page.installEventFilter(self)

    def renew(self) -> None:
        """Tells that what is shown is out of date."""
        self._current = False
        if self._page.isVisible():
            self._work_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and not self._current:
            self._work_out()
        return super().eventFilter(watched, event)

    def _work_out(self) -> None:
        if self._session.is_open:
            self._current = True
            self._fill()

# SPDX-License-Identifier: EUPL-1.2
"""What stands beside the law: the article of the Convention, or another law, or another place of
the same one.
"""

from __future__ import annotations

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from gapanalysis.ui import parts
from gapanalysis.ui.law_panel import LawPanel
from gapanalysis.ui.session import Session
from gapanalysis.ui.treaty import ConventionPanel

_KEY = "mapping/beside_shows"


class Beside(QStackedWidget):
    """A second column for reading. The second law panel is made when it is first asked for."""

    left = Signal()
    law_made = Signal(object)

    def __init__(self, session: Session, settings: QSettings) -> None:
        super().__init__()
        self._session, self._settings = session, settings
        self.convention = ConventionPanel(session, self._close_button())
        self.convention.law_wanted.connect(self.show_law)
        self.law: LawPanel | None = None
        self.addWidget(self.convention)

    def restore(self) -> None:
        """Shows what was shown last; of laws the second one where there is one."""
        laws = self._session.laws()
        if self._settings.value(_KEY) == "law" and laws:
            self.show_law(laws[min(1, len(laws) - 1)].id)

    def _close_button(self) -> QWidget:
        return parts.icon_button("x", self._session.words("Close") + " (Ctrl+B)", self.left.emit)

    def show_law(self, law: int) -> None:
        """Shows a law beside the first one."""
        if self.law is None:
            words = self._session.words
            back = parts.icon_button(
                "book-open", words("The Convention’s words"), self.show_convention
            )
            self.law = LawPanel(self._session, back, self._close_button(), stays=True)
            self.law.view.setAccessibleName(words("Law beside the first one"))
            self.addWidget(self.law)
            self.law_made.emit(self.law)
        self.law.show_law(law)
        self.setCurrentWidget(self.law)
        self._settings.setValue(_KEY, "law")

    def show_convention(self) -> None:
        """Shows the article of the Convention again."""
        self.setCurrentWidget(self.convention)
        self._settings.setValue(_KEY, "convention")

    def text(self) -> QWidget:
        """Gives what takes the keyboard: the words that are shown."""
        shown = self.law if self.law is not None and self.currentWidget() is self.law else None
        return shown.view if shown is not None else self.convention.view

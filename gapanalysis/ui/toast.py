# SPDX-License-Identifier: EUPL-1.2
"""A message at the bottom of the window: it never stops the work."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gapanalysis.ui import parts, theme
from gapanalysis.words import Words

SHOWN = 6000


class Toast(QFrame):
    """Shows one sentence; one that reports a mistake stays until it is closed."""

    undo_wanted = Signal()

    def __init__(self, window: QWidget, words: Words) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("role", "message")
        self.setVisible(False)
        self.text = parts.label("", wrap=True)
        self.text.setMaximumWidth(theme.px(620))
        self.undo = parts.button(words("Undo"), self._undo, kind="link")
        close = parts.icon_button("x", words("Close"), self.hide)
        row = parts.lay(QHBoxLayout(self), margins=(16, 8, 8, 8), space=12)
        for part in (self.text, self.undo, close):
            row.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)

    def say(self, sentence: str, kind: str) -> None:
        """Shows a sentence; ``kind``: info, undo or error."""
        from gapanalysis.ui import spoken  # nothing is said before the first page is there

        self.text.setText(sentence)
        self.text.setMinimumWidth(
            min(620, self.text.fontMetrics().horizontalAdvance(sentence) + theme.px(8))
        )
        self.undo.setVisible(kind == "undo")
        self.setProperty("kind", kind)
        parts.restyle(self)
        self._timer.stop()
        if kind != "error":
            self._timer.start(SHOWN)
        self.show()
        self.place()
        self.raise_()
        spoken.announce(self, sentence)

    def place(self) -> None:
        """Stands at the bottom centre of the window, above status bar and bar for mapping."""
        self.adjustSize()
        window = self._window
        left = (window.width() - self.width()) // 2
        self.move(left, window.height() - self.height() - theme.px(84))

    def _undo(self) -> None:
        self.hide()
        self.undo_wanted.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self.property("kind") != "error":
            self._timer.start(SHOWN)
        super().leaveEvent(event)

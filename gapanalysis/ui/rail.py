# SPDX-License-Identifier: EUPL-1.2
"""The rail: one button a page, an icon over a word; in a low window the word is a tooltip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from gapanalysis.ui import parts, theme
from gapanalysis.ui.actions import key_name
from gapanalysis.ui.pages import PAGES
from gapanalysis.words import Words

_WIDE, _NARROW, _HIGH = 84, 52, 57


class Rail(QWidget):
    """``chosen`` carries the code of a page."""

    chosen = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.setProperty("role", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(words("Pages"))
        column = parts.lay(QVBoxLayout(self), margins=(0, 6, 1, 6))
        group = QButtonGroup(self)
        group.setExclusive(False)  # a page without a button has none marked
        self.buttons: dict[str, QToolButton] = {}
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._fit)
        in_rail = [page for page in PAGES.values() if page.icon]
        for page in in_rail:
            if page.at_foot and not any(PAGES[code].at_foot for code in self.buttons):
                column.addStretch(1)
            made = QToolButton()
            made.setText(words(page.word))
            made.setAccessibleName(words(page.word))
            made.setIcon(theme.icon(page.icon))
            made.setIconSize(QSize(theme.px(22), theme.px(22)))
            made.setFont(theme.font("small"))
            made.setProperty("role", "rail")
            made.setCheckable(True)
            made.clicked.connect(lambda _checked=False, code=page.code: self._choose(code))
            group.addButton(made)
            column.addWidget(made)
            self.buttons[page.code] = made
        self._fit()

    def _choose(self, code: str) -> None:
        self.buttons[code].setChecked(True)  # a second click does not take the mark away
        self.chosen.emit(code)

    def enable(self, *, is_open: bool) -> None:
        """Lets pages be chosen that make sense now; the others say why they are not."""
        for code, made in self.buttons.items():
            page = PAGES[code]
            usable = is_open or not page.needs_project
            made.setEnabled(usable)
            word = self._words(page.word)
            tip = f"{word}  {key_name(page.keys)}"
            reason = self._words("Open or create an analysis first")
            made.setToolTip(parts.plain_tip(tip if usable else self._words.named(word, reason)))

    def show_current(self, code: str) -> None:
        """Marks the button of a page; none for a page that has no button."""
        for one, made in self.buttons.items():
            made.setChecked(one == code)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle.start(0)  # a width that is set while the window lays out is not seen by it

    def _fit(self) -> None:
        edges = self.contentsMargins()
        high = self.height() - edges.top() - edges.bottom() - 2 * theme.px(6)
        room = high / max(1, len(self.buttons))
        low = room < theme.px(_HIGH)
        style = Qt.ToolButtonStyle
        for made in self.buttons.values():
            made.setToolButtonStyle(
                style.ToolButtonIconOnly if low else style.ToolButtonTextUnderIcon
            )
            made.setFixedSize(
                theme.px(_NARROW if low else _WIDE), min(theme.px(_HIGH), max(24, int(room) - 2))
            )
        width = theme.px(_NARROW if low else _WIDE) + 1
        if width != self.width() or self.minimumWidth() != width:
            self.setFixedWidth(width)
            parent = self.parentWidget()
            layout = parent.layout() if parent else None
            if layout is not None:
                layout.invalidate()
                layout.activate()

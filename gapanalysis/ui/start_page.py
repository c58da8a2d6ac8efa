# SPDX-License-Identifier: EUPL-1.2
"""The first page: recent analyses, the example, a new analysis."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gapanalysis.ui import marks, parts, theme
from gapanalysis.ui.states import languages, states
from gapanalysis.words import Words

_NARROW = 900
"""Width at 100 % zoom below which the two columns stand below each other."""


class RecentRow(QFrame):
    """A file opened before: name, folder, day of the last change."""

    chosen = Signal(str)

    def __init__(self, words: Words, path: Path) -> None:
        super().__init__()
        self._path = path
        self.setProperty("role", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(path.stem)
        row = parts.lay(QHBoxLayout(self), margins=(16, 10, 16, 10), space=14)
        row.addWidget(
            marks.picture(theme.icon("file-text").pixmap(QSize(theme.px(22), theme.px(22))), "")
        )
        texts = parts.column(1)
        texts.addWidget(parts.ElidedLabel(path.stem, "strong"))
        texts.addWidget(parts.ElidedLabel(str(path.parent), "small", tone="ink3"))
        row.addLayout(texts, 1)
        day = QDateTime.fromSecsSinceEpoch(int(path.stat().st_mtime)).date()
        said = QLocale(words.language).toString(day, "d MMMM yyyy")
        row.addWidget(parts.label(said, "small", tone="ink3"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.chosen.emit(str(self._path))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit(str(self._path))
        else:
            super().keyPressEvent(event)


class StartPage(QWidget):
    """Asks for what comes first; the window does it."""

    open_wanted = Signal()
    demo_wanted = Signal()
    recent_wanted = Signal(str)
    create_wanted = Signal(str, str, str)
    """State code, State name, language of the laws."""

    def __init__(self, words: Words, recent: list[Path]) -> None:
        super().__init__()
        self._words = words
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        holder = parts.panel()
        outer = parts.lay(QHBoxLayout(holder))
        parts.lay(QVBoxLayout(self)).addWidget(parts.Column(holder))
        middle = QWidget()
        middle.setMaximumWidth(theme.px(1120))
        column = parts.lay(QVBoxLayout(middle), margins=(32, 52, 32, 32))
        title = words("Read the law against the Convention")
        column.addWidget(parts.label(title, "display", wrap=True))
        column.addSpacing(4)
        said = words(
            "Map provisions to obligations, answer questions, see findings with their reasons, and"
            " write the shadow report. Nothing leaves this computer."
        )
        lead = parts.label(said, "lead", tone="ink2", wrap=True)
        lead.setMaximumWidth(theme.px(720))
        column.addWidget(lead)
        column.addSpacing(32)
        self._sides = parts.row(space=40)
        self._sides.addLayout(self._left(recent), 3)
        self._sides.addWidget(self._new(), 2, Qt.AlignmentFlag.AlignTop)
        column.addLayout(self._sides)
        column.addStretch(1)
        outer.addStretch(1)
        outer.addWidget(middle, 20)
        outer.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() / theme.zoom() < _NARROW
        way = QBoxLayout.Direction
        self._sides.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def _left(self, recent: list[Path]) -> QVBoxLayout:
        words = self._words
        column = parts.column(8)
        find = parts.button(words("Open a file"), self.open_wanted.emit, icon="folder-open")
        find.setToolTip("Ctrl+O")
        column.addLayout(parts.row(parts.label(words("Recent"), "panel"), 1, find))
        card = parts.frame("card")
        rows = parts.lay(QVBoxLayout(card), margins=(1, 1, 1, 1))
        for path in recent:
            made = RecentRow(words, path)
            made.chosen.connect(self.recent_wanted)
            made.setProperty("place", "last" if path == recent[-1] else "")
            rows.addWidget(made)
        if not recent:
            nothing = words("No analysis yet. Create one, or open the demo.")
            said = parts.label(nothing, tone="ink3", wrap=True)
            said.setContentsMargins(16, 16, 16, 16)
            rows.addWidget(said)
        column.addWidget(card)
        column.addSpacing(12)
        column.addWidget(self._demo())
        column.addStretch(1)
        return column

    def _demo(self) -> QWidget:
        words = self._words
        card = parts.frame("card")
        row = parts.lay(QHBoxLayout(card), margins=(18, 14, 18, 14), space=16)
        picture = theme.icon("book-open", colour="accent").pixmap(QSize(theme.px(26), theme.px(26)))
        row.addWidget(marks.picture(picture, ""), 0, Qt.AlignmentFlag.AlignTop)
        texts = parts.column(2)
        texts.addWidget(parts.label(words("Open the demo"), "strong"))
        said = words("A filled example of a fictional State. Change what you like; it is a copy.")
        texts.addWidget(parts.label(said, tone="ink2", wrap=True))
        row.addLayout(texts, 1)
        row.addWidget(parts.button(words("Open the demo"), self.demo_wanted.emit))
        return card

    def _new(self) -> QWidget:
        words = self._words
        card = parts.frame("card")
        card.setMinimumWidth(theme.px(340))
        column = parts.lay(QVBoxLayout(card), margins=(24, 18, 24, 22), space=6)
        column.addWidget(parts.label(words("New analysis"), "panel"))
        column.addSpacing(6)
        self.state = parts.combo(states(words))
        self.state.setEditable(True)
        self.state.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.language = parts.combo(languages(words))
        for name, field in (
            (words("State"), self.state),
            (words("Language of the laws"), self.language),
        ):
            column.addWidget(parts.label(name, "label"))
            field.setAccessibleName(name)
            column.addWidget(field)
            column.addSpacing(8)
        create = parts.button(words("Create the analysis"), self._create, kind="primary")
        saved = parts.label(words("Saved as you work"), "small", tone="ink3")
        column.addLayout(parts.row(create, saved, 1, space=12))
        return card

    def _create(self) -> None:
        name = self.state.currentText().strip()
        at = self.state.findText(name)
        code = str(self.state.itemData(at)) if at >= 0 else name[:3].upper()
        if name:
            self.create_wanted.emit(code, name, str(self.language.currentData()))

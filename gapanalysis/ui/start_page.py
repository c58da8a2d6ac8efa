# SPDX-License-Identifier: EUPL-1.2
"""The first page: recent analyses with how far they are, the example, a new analysis."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gapanalysis.ui import marks, parts, theme
from gapanalysis.ui.states import code_of, language_of, languages, states
from gapanalysis.words import Words

if TYPE_CHECKING:
    from gapanalysis.model import FileSummary

_NARROW = 900
"""Width at 100 % zoom below which the two columns stand below each other."""
_NO_CODE = "XXX"
"""The code of a State that is not in the list: ISO 3166 gives it to nobody."""
_LOOK_AFTER = 250
"""Milliseconds after which recent files are looked into: the page is painted first."""


class Progress(QWidget):
    """How many of all elements are answered: solid, what is left is hatched."""

    def __init__(self) -> None:
        super().__init__()
        self.share = 0.0
        self.setFixedSize(theme.px(180), theme.px(10))

    def paintEvent(self, _event: object) -> None:
        look, painter = theme.current(), QPainter(self)
        box = self.rect().adjusted(0, 0, -1, -1)
        done = QRect(box.topLeft(), QSize(round(box.width() * self.share), box.height()))
        painter.fillRect(box, QBrush(QColor(look.line2), Qt.BrushStyle.BDiagPattern))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            done.moveRight(box.right())
        painter.fillRect(done, QColor(look.accent))
        painter.setPen(QColor(look.line2))
        painter.drawRect(box)
        painter.end()


class RecentRow(QFrame):
    """A file opened before: name, folder, how far it is, day of the last change."""

    chosen = Signal(str)

    def __init__(self, words: Words, path: Path) -> None:
        from gapanalysis.ui import spoken

        super().__init__()
        self.path, self._words = path, words
        spoken.tell_as(self, "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(path.stem)
        self.setToolTip(parts.plain_tip(str(path)))
        row = parts.lay(QHBoxLayout(self), margins=(16, 10, 16, 10), space=14)
        row.addWidget(
            marks.picture(theme.icon("file-text").pixmap(QSize(theme.px(22), theme.px(22))), "")
        )
        texts = parts.column(1)
        texts.addWidget(parts.ElidedLabel(path.stem, "strong"))
        self.about = parts.ElidedLabel(str(path.parent), "small", tone="ink3")
        texts.addWidget(self.about)
        row.addLayout(texts, 1)
        self._bar, self.answered = Progress(), parts.label("", "small", tone="ink2")
        progress = parts.column(3)
        progress.addStretch(1)
        progress.addWidget(self._bar)
        progress.addWidget(self.answered)
        progress.addStretch(1)
        self._progress = QWidget()
        self._progress.setLayout(progress)
        self._progress.hide()
        row.addWidget(self._progress)
        said = words.date(date.fromtimestamp(path.stat().st_mtime))
        row.addWidget(parts.label(said, "small", tone="ink3"))

    def tell(self, summary: FileSummary, elements: int) -> None:
        """Shows what the file holds, and how many of all elements are answered."""
        words = self._words
        state = words.state(summary.state_code, summary.state_name)
        laws = words.plural("{n} law", "{n} laws", summary.laws)
        self.about.set_full(f"{state} · {laws}")
        said = words("{k} of {n} elements answered", k=summary.answered, n=elements)
        self.answered.setText(said)
        self._bar.share = min(1.0, summary.answered / elements) if elements else 0.0
        self._progress.show()
        self.setAccessibleName(f"{self.path.stem}: {state}, {laws}, {said}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.chosen.emit(str(self.path))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit(str(self.path))
        else:
            super().keyPressEvent(event)


class StartPage(QWidget):
    """Asks for what comes first; the window does it."""

    open_wanted = Signal()
    demo_wanted = Signal()
    recent_wanted = Signal(str)
    create_wanted = Signal(str, str, str, str)
    """State code, State name, language of the laws, file of the first law or nothing."""
    law_wanted = Signal()
    """A file for the first law is to be chosen."""
    help_wanted = Signal()

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
        self.setAcceptDrops(True)

    def showEvent(self, event: QShowEvent) -> None:
        """Looks into the recent files once the page is there."""
        super().showEvent(event)
        focus = self.window().focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            (self.recent[0] if self.recent else self.state).setFocus()
        QTimer.singleShot(_LOOK_AFTER, self, self._look)

    def _look(self) -> None:
        """Tells how far the recent files are."""
        if not self.recent:
            return
        from gapanalysis import analysis

        elements = len(analysis.instrument().elements)
        for row in self.recent:
            summary = analysis.glance(row.path)
            if summary is not None:
                row.tell(summary, elements)

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
        self.recent = [RecentRow(words, path) for path in recent]
        for made in self.recent:
            made.chosen.connect(self.recent_wanted)
            made.setProperty("place", "last" if made is self.recent[-1] else "")
            rows.addWidget(made)
        if not recent:
            nothing = words("No analysis yet. Create one, or open the demo.")
            said = parts.label(nothing, tone="ink3", wrap=True)
            said.setContentsMargins(16, 16, 16, 16)
            rows.addWidget(said)
        column.addWidget(card)
        column.addSpacing(12)
        column.addWidget(self._demo())
        column.addSpacing(8)
        guide = parts.button(words("Guide"), self.help_wanted.emit, kind="link", icon="question")
        guide.setToolTip("F1")
        column.addLayout(parts.row(guide, 1))
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
        self._typed = self.state.lineEdit() or QLineEdit()
        self.state.installEventFilter(self)
        self._typed.setPlaceholderText(words("Choose the State, or type its name"))
        self.state.setCurrentIndex(-1)
        self.language = parts.combo(languages(words))
        self._chosen = False
        self.language.activated.connect(lambda _at: setattr(self, "_chosen", True))
        self.state.currentIndexChanged.connect(lambda _at: self._offer_language())
        self._typed.editingFinished.connect(self._offer_language)
        said = words("Not in the list: nothing is offered of what is known of its reservations.")
        self._unlisted = parts.label(said, "small", tone="ink2", wrap=True)
        self._unlisted.hide()
        self.language.setCurrentIndex(max(0, self.language.findData(words.language)))
        for name, field in (
            (words("State"), self.state),
            (words("Language of the laws"), self.language),
        ):
            column.addWidget(parts.label(name, "label"))
            parts.name(field, name)
            column.addWidget(field)
            if field is self.state:
                column.addWidget(self._unlisted)
            column.addSpacing(8)
        column.addWidget(self._first_law())
        column.addSpacing(8)
        create = parts.button(words("Create the analysis"), self._create, kind="primary")
        self._create_button = create
        self.state.currentTextChanged.connect(lambda _said: self._allow())
        self._allow()
        saved = parts.label(words("Saved as you work"), "small", tone="ink3")
        column.addLayout(parts.row(create, saved, 1, space=12))
        return card

    def _first_law(self) -> QWidget:
        words = self._words
        self._law = ""
        area = parts.frame("drop")
        column = parts.lay(QVBoxLayout(area), margins=(12, 10, 12, 12), space=3)
        name = parts.label(words("First law"), "label")
        later = parts.label(words("may be added later"), "small", tone="ink3")
        column.addLayout(parts.row(name, later, 1, space=6))
        self.law = parts.ElidedLabel(words("none chosen"), "small", tone="ink2")
        choose = parts.button(words("Choose a file"), self.law_wanted.emit, kind="link")
        drop = parts.label(words("or drop it here"), tone="ink2")
        column.addLayout(parts.row(choose, drop, 1, space=5))
        column.addWidget(self.law)
        kinds = words("Word, OpenDocument, PDF with text, HTML or plain text")
        column.addWidget(parts.label(kinds, "small", tone="ink3", wrap=True))
        return area

    def standing(self) -> tuple[str, str, str, str]:
        """Gives what is filled in for a new analysis: code and name of the State, the language if
        it was chosen, the law.
        """
        at = self._state()
        code = str(self.state.itemData(at)) if at >= 0 else ""
        language = str(self.language.currentData()) if self._chosen else ""
        return code, self.state.currentText(), language, self._law

    def resume(self, standing: tuple[str, str, str, str]) -> None:
        """Fills in what was filled in."""
        code, name, language, law = standing
        self.state.setCurrentIndex(self.state.findData(code) if code else -1)
        if not code:
            self.state.setEditText(name)
        if language:
            self._chosen = True
            self.language.setCurrentIndex(self.language.findData(language))
        if law:
            self.take_law(law)

    def take_law(self, path: str) -> None:
        """Notes the file of the first law of a new analysis."""
        self._law = path
        self.law.set_full(Path(path).name)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A project that is dropped is opened, any other file is the first law."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        for path in files[:1]:
            if path.endswith(".gap"):
                self.recent_wanted.emit(path)
            else:
                self.take_law(path)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Chooses the whole name of the State when the field is entered, to be typed over."""
        if event.type() == QEvent.Type.FocusIn:
            QTimer.singleShot(0, self._typed, self._typed.selectAll)
        return super().eventFilter(watched, event)

    def _allow(self) -> None:
        """Lets an analysis be created once its State is named; the tooltip says so before."""
        named = bool(self.state.currentText().strip())
        self._create_button.setEnabled(named)
        tip = "" if named else self._words("Choose the State, or type its name")
        self._create_button.setToolTip(tip)
        self._create_button.setAccessibleDescription(tip)

    def _state(self) -> int:
        """Gives the place of the State in the list, however it was typed; -1: it is not there."""
        code = code_of(self.state.currentText())
        return self.state.findData(code) if code else -1

    def _offer_language(self) -> None:
        """Offers the language of the State that was chosen, unless another one was; tells of one
        that is not in the list.
        """
        at = self._state()
        self._unlisted.setVisible(at < 0 and bool(self.state.currentText().strip()))
        if at >= 0:
            self.state.setCurrentIndex(at)
            self.state.setEditText(self.state.itemText(at))  # it may have been there already
            if not self._chosen:
                offered = self.language.findData(language_of(str(self.state.itemData(at))))
                self.language.setCurrentIndex(max(0, offered))

    def _create(self) -> None:
        name, at = self.state.currentText().strip(), self._state()
        code = _NO_CODE
        if at >= 0:
            name, code = self.state.itemText(at), str(self.state.itemData(at))
        if name:
            self.create_wanted.emit(code, name, str(self.language.currentData()), self._law)

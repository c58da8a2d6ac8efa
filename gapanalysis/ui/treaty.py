# SPDX-License-Identifier: EUPL-1.2
"""The words of the Convention: in which language they are shown, and a whole article as a page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gapanalysis import analysis
from gapanalysis.ui import parts, theme
from gapanalysis.ui.session import Session
from gapanalysis.words import load_words

BOTH = "both"
AUTHENTIC = ("en", "fr")
_NAMES = {"en": "English", "fr": "Français", "ro": "Română"}
_HANG, _LINE = 34, 26
"""At 100 % zoom: the room for numbers, and the height of a line."""


def usual_language(session: Session) -> str:
    """Gives the authentic language that is nearer to the interface."""
    return "fr" if session.words.language == "fr" else "en"


def tabs(session: Session, chosen: str, act: Callable[[str], object]) -> QHBoxLayout:
    """Gives buttons for the languages in which the Convention's words can be shown."""
    words = session.words
    row = parts.row(space=4)
    choices = [*((code, _NAMES[code]) for code in AUTHENTIC), (BOTH, words("Both"))]
    if words.language not in AUTHENTIC:
        choices.insert(2, (words.language, _NAMES[words.language]))
    buttons = []
    for code, name in choices:
        made = QToolButton()
        made.setText(name)
        made.setFont(theme.font("label"))
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.setChecked(code == chosen)
        made.setProperty("role", "tab")
        made.clicked.connect(lambda _checked=False, code=code: act(code))
        buttons.append(made)
        row.addWidget(made)
    group = QButtonGroup(buttons[0])
    for made in buttons:
        group.addButton(made)
    row.addStretch(1)
    return row


class ArticleView(QTextEdit):
    """An article of the Convention as a page of plain text; read only."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setProperty("role", "law")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabStopDistance(theme.px(_HANG))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_article(self, session: Session, node: str, shown: str) -> None:
        """Shows the article of a node in a language, or in both authentic ones; what the node
        itself asks has a tint.
        """
        article = session.instrument.articles[int(node.split(".", maxsplit=1)[0])]
        languages = AUTHENTIC if shown == BOTH else (shown,)
        self.clear()
        self.document().setUndoRedoEnabled(False)
        self.document().setDocumentMargin(theme.px(22))
        cursor = self.textCursor()
        for language in languages:
            number = load_words(language)("Article {number}", number=article.number)
            _write(cursor, f"{number}. {article.title[language]}", "article", after=4)
        passages = [
            analysis.treaty_words(session.instrument, str(article.number), one) for one in languages
        ]
        asked = [
            {w for w in analysis.treaty_words(session.instrument, node, one) if w.target}
            for one in languages
        ]
        whole = node == str(article.number)
        first = 0
        for together in zip(*passages, strict=True):
            for n, passage in enumerate(together):
                marked = not whole and passage in asked[n]
                if marked and not first:
                    first = cursor.position()
                after = 10 if n == len(together) - 1 else 2
                _write(cursor, passage.text, "law", passage.label, marked=marked, after=after)
        if shown not in (*AUTHENTIC, BOTH):
            self._add_notes(session, cursor, node, shown)
        cursor.setPosition(first)
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(0)
        self.ensureCursorVisible()

    @staticmethod
    def _add_notes(session: Session, cursor: QTextCursor, node: str, language: str) -> None:
        said = session.words("Translation; the English and French texts are authentic.")
        _write(cursor, said, "small", tone="ink2", before=8)
        for note in analysis.translation_notes(session.instrument, node, language):
            _write(cursor, f"„{note.words}”: {session.pick(note.note)}", "small", tone="partly")


def _write(
    cursor: QTextCursor,
    text: str,
    role: str,
    label: str = "",
    *,
    marked: bool = False,
    tone: str = "ink",
    before: int = 0,
    after: int = 6,
) -> None:
    """Writes a paragraph; its label hangs before it."""
    look = theme.current()
    block, letters = QTextBlockFormat(), QTextCharFormat()
    hang = theme.px(_HANG) if role == "law" else 0
    deeper = theme.px(_HANG) if label.isalpha() else 0
    block.setLeftMargin(hang + deeper)
    block.setTextIndent(-hang if label else 0)
    block.setTabPositions([])
    block.setTopMargin(theme.px(before))
    block.setBottomMargin(theme.px(after))
    if role == "law":
        height = QTextBlockFormat.LineHeightTypes.FixedHeight.value
        block.setLineHeight(theme.px(_LINE), height)
    letters.setFont(theme.font(role))
    letters.setForeground(QColor(getattr(look, tone)))
    if marked:
        block.setBackground(QColor(look.accentsoft))
    if cursor.position():
        cursor.insertBlock(block, letters)
    cursor.setBlockFormat(block)
    cursor.setBlockCharFormat(letters)
    if label:
        number = QTextCharFormat(letters)
        number.setFont(theme.font("small"))
        number.setForeground(QColor(look.ink2))
        cursor.insertText(f"{label}\t", number)
    cursor.insertText(text, letters)


class ConventionPanel(QWidget):
    """The article of the current obligation, whole; ``law_wanted`` asks for a law in its place."""

    law_wanted = Signal(int)

    def __init__(self, session: Session, *tools: QWidget) -> None:
        super().__init__()
        self._session = session
        self._language = usual_language(session)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(theme.px(300))
        words = session.words
        self.chooser = QComboBox()
        self.chooser.setProperty("kind", "quiet")
        self.chooser.setFont(theme.font("panel"))
        self.chooser.setAccessibleName(words("What stands beside the law"))
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.chooser.setMaximumWidth(theme.px(330))
        self.chooser.activated.connect(self._choose)
        self.view = ArticleView()
        self.view.setAccessibleName(words("The Convention’s words"))
        head = parts.frame("head")
        head.setFixedHeight(theme.px(47))
        head.setLayout(parts.row(self.chooser, 1, *tools, space=6, margins=(14, 0, 10, 0)))
        self._line = parts.frame("pathline")
        self._line.setFixedHeight(theme.px(32))
        self._languages = parts.row(space=2, margins=(22, 0, 10, 0))
        self._line.setLayout(self._languages)
        column = parts.lay(QVBoxLayout(self))
        for part in (head, self._line):
            column.addWidget(part)
        column.addWidget(self.view, 1)
        session.selected.connect(self.show_node)
        session.changed.connect(self._changed)
        self._fill()
        self.show_language(self._language)

    def _fill(self) -> None:
        self.chooser.clear()
        self.chooser.addItem(self._session.words("The Convention"), 0)
        for law in self._session.laws():
            self.chooser.addItem(law.title, law.id)

    def _changed(self, touched: frozenset[str]) -> None:
        if self._session.is_open and touched & {"laws", "everything"}:
            self._fill()

    def _choose(self, at: int) -> None:
        law = self.chooser.itemData(at)
        if law:
            self.chooser.setCurrentIndex(0)
            self.law_wanted.emit(law)

    def show_language(self, code: str) -> None:
        """Shows the words in a language, or in both authentic ones."""
        self._language = code
        parts.clear(self._languages)
        self._languages.addLayout(tabs(self._session, code, self.show_language))
        self.show_node(self._session.obligation)

    def next_language(self) -> None:
        """Goes on to the next of English, French, both."""
        self.show_language(next_language(self._language))

    def show_node(self, node: str) -> None:
        """Shows the article of a node, with what the node asks in view."""
        if node:
            self.view.show_article(self._session, node, self._language)


def next_language(code: str) -> str:
    """Gives the next of English, French, both."""
    order = (*AUTHENTIC, BOTH)
    return order[(order.index(code) + 1 if code in order else 0) % len(order)]

# SPDX-License-Identifier: EUPL-1.2
"""The offline guide, one page a topic, in the language of the interface."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCollator, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from gapanalysis.resources import resource
from gapanalysis.terms import load_terms
from gapanalysis.ui import parts, theme
from gapanalysis.ui.actions import Action, key_name
from gapanalysis.ui.session import Session
from gapanalysis.words import Words, pick

_PANEL_KEYS = (
    ("F P C R", "coverage: full, partial, contrary, related"),
    ("Y P N U", "answer: yes, partly, no, unclear"),
    ("A  0", "answer: not applicable; clear it"),
    ("L", "the answer rests on the provision at the cursor of the law"),
    ("J K", "next, previous element or finding"),
    ("Enter", "from the law to the obligation, and back"),
    ("]  [", "grow, shrink the selected words"),
    ("Delete", "take away a mapping or an answer"),
    ("S", "show suggestions; Space shows the place, Delete hides it"),
    ("W  E  T", "reasons; typical defect; language of the Convention’s words"),
    ("A  O  1 2 3", "a finding: agree, override, priority"),
    ("F6  Shift+F6", "next, previous panel"),
    ("Ctrl+M", "note to a mapping or an answer"),
)
TOPICS = (
    *("start", "laws", "mapping", "unmapped", "questions", "findings", "reservations", "evidence"),
    *("overview", "report", "history", "keys", "terms"),
)


def read_topic(topic: str, language: str) -> str:
    """Gives a page of the guide as Markdown, in English where the language has none."""
    for chosen in (language, "en"):
        path = resource(f"help/{chosen}/{topic}.md")
        if path.is_file():
            return str(path.read_text(encoding="utf-8"))
    return ""


def terms_page(words: Words) -> str:
    """Gives the list of terms as Markdown, by the alphabet of the language."""
    entries = {one.name(words.language): pick(one.means, words.language) for one in load_terms()}
    order = QCollator(QLocale(words.language))
    names = sorted(entries, key=order.sortKey)
    return "\n\n".join([f"# {words('Terms')}", *(f"**{n}**: {entries[n]}" for n in names)])


def keys_page(words: Words, actions: Sequence[Action]) -> str:
    """Gives the list of keys as Markdown, made from the table of actions."""
    rows = [f"| {key_name(one.keys)} | {one.text} |" for one in actions if one.keys]
    rows += [f"| {keys} | {words(does)} |" for keys, does in _PANEL_KEYS]
    return "\n".join(
        [f"# {words('Keys')}", "", f"| {words('Key')} | {words('Does')} |", "|---|---|", *rows]
    )


class HelpPage(QWidget):
    """Topics at the side, the page beside them; ``left`` asks for what was shown before."""

    left = Signal()

    def __init__(self, session: Session, actions: Sequence[Action]) -> None:
        super().__init__()
        words = session.words
        self._texts = {topic: read_topic(topic, words.language) for topic in TOPICS}
        self._texts["keys"] = keys_page(words, actions)
        self._texts["terms"] = terms_page(words)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.topics = QListWidget()
        self.topics.setAccessibleName(words("Contents"))
        self.topics.setFixedWidth(theme.px(220))
        for topic in TOPICS:
            title = self._texts[topic].partition("\n")[0].removeprefix("# ").strip()
            if title:
                item = QListWidgetItem(title)
                item.setData(Qt.ItemDataRole.UserRole, topic)
                item.setSizeHint(QSize(0, theme.px(30)))
                self.topics.addItem(item)
        self.text = _Guide()
        self.text.setProperty("role", "help")
        self.text.setAccessibleName(words("Help"))
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(lambda link: self.show_topic(link.path()))
        self.text.document().setDocumentMargin(theme.px(28))
        self.text.document().setDefaultFont(theme.font("words"))
        self.topics.currentItemChanged.connect(lambda *_: self._show_current())
        column = parts.lay(QVBoxLayout(self))
        body = parts.row(space=0)
        body.addWidget(self.topics)
        body.addWidget(self.text, 1)
        column.addLayout(body)
        self.show_topic("start")
        parts.shortcut(self, "Esc", self.left.emit, inside=True)

    def home(self) -> QWidget:
        """Gives what has the keyboard at first: the topics."""
        return self.topics

    def standing(self) -> str:
        """Gives the topic that is shown."""
        return str(self.topics.currentItem().data(Qt.ItemDataRole.UserRole))

    def resume(self, topic: str) -> None:
        """Shows the same topic."""
        self.show_topic(topic)

    def show_topic(self, topic: str) -> None:
        """Shows the page of a topic; one that has none leaves the page as it is."""
        wanted = topic.removesuffix(".md")
        for row in range(self.topics.count()):
            if self.topics.item(row).data(Qt.ItemDataRole.UserRole) == wanted:
                self.topics.setCurrentRow(row)

    def _show_current(self) -> None:
        item = self.topics.currentItem()
        if item is not None:
            topic = str(item.data(Qt.ItemDataRole.UserRole))
            self.text.setMarkdown(self._texts[topic])
            _space(self.text.document())


_MEASURE = 760
_ABOVE = {1: 0, 2: 18, 3: 14}
"""Room above a heading, by its level."""


class _Guide(QTextBrowser):
    """A page whose lines are no longer than one reads with ease."""

    def __init__(self) -> None:
        super().__init__()
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setLineWrapColumnOrWidth(min(self.viewport().width(), theme.px(_MEASURE)))


def _space(page: QTextDocument) -> None:
    """Sets paragraphs, entries of lists and headings apart."""
    block = page.begin()
    while block.isValid():
        form, cursor = block.blockFormat(), QTextCursor(block)
        level = form.headingLevel()
        if cursor.currentTable() is None:
            form.setTopMargin(theme.px(_ABOVE.get(level, 0)))
            form.setBottomMargin(theme.px(5 if level or block.textList() else 10))
            cursor.setBlockFormat(form)
        block = block.next()

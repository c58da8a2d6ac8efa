# SPDX-License-Identifier: EUPL-1.2
"""The offline guide, one page a topic, in the language of the interface."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from gapanalysis.resources import resource
from gapanalysis.ui import parts, theme
from gapanalysis.ui.session import Session

TOPICS = (
    *("start", "laws", "mapping", "questions", "findings", "reservations", "evidence"),
    *("overview", "report", "history", "keys", "terms"),
)


def read_topic(topic: str, language: str) -> str:
    """Gives a page of the guide as Markdown, in English where the language has none."""
    for chosen in (language, "en"):
        path = resource(f"help/{chosen}/{topic}.md")
        if path.is_file():
            return str(path.read_text(encoding="utf-8"))
    return ""


class HelpPage(QWidget):
    """Topics at the side, the page beside them."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        words = session.words
        self._language = words.language
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.topics = QListWidget()
        self.topics.setAccessibleName(words("Contents"))
        self.topics.setFixedWidth(theme.px(220))
        for topic in TOPICS:
            title = read_topic(topic, self._language).partition("\n")[0].removeprefix("# ").strip()
            if title:
                item = QListWidgetItem(title)
                item.setData(Qt.ItemDataRole.UserRole, topic)
                self.topics.addItem(item)
        self.text = QTextBrowser()
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
            self.text.setMarkdown(read_topic(topic, self._language))

# SPDX-License-Identifier: EUPL-1.2
"""The history: who did what when, gesture by gesture, and going back to any of them."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QLocale, QSettings, QTime
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from gapanalysis import analysis
from gapanalysis.ui import parts, theme
from gapanalysis.ui.dialogs import Form
from gapanalysis.ui.history_words import HistoryWords
from gapanalysis.ui.record_pages import RecordPage
from gapanalysis.ui.session import Session
from gapanalysis.ui.tables import Cell, Table
from gapanalysis.ui.when_seen import WhenSeen

_LONGEST = 400
"""Characters of all details of a gesture."""


class HistoryPage(RecordPage):
    """Everything that was ever done, the newest first; filled when it is seen."""

    def __init__(self, session: Session, settings: QSettings) -> None:
        words = session.words
        names = ("When", "Who", "What", "Details", "Standing")
        table = Table(
            [words(w) for w in names],
            [190, 120, 240, 380, 130],
            stretch=3,
            key=lambda gesture: gesture.last.id,
        )
        super().__init__(session, words("History"), words("No change yet."), table)
        back = parts.button(
            words("Go back to here"), self.go_back, kind="primary", icon="clock-counter-clockwise"
        )
        name = parts.button(words("Your name…"), lambda: ask_name(self, session, settings))
        self.head.addWidget(name)
        self.head.addWidget(back)
        table.opened.connect(lambda gesture: session.go_to(gesture.last.id))
        self._seen = WhenSeen(self, session, self._fill)

    def go_back(self) -> None:
        """Makes the chosen gesture the last one in force; nothing is lost by it."""
        self.with_current(lambda gesture: self.session.go_to(gesture.last.id))

    def refresh(self, _touched: object = None) -> None:
        self._seen.renew()

    def _fill(self) -> None:
        words = self.session.words
        every = analysis.gestures(self.session.project)
        self.about.set_full(words.plural("{n} change", "{n} changes", len(every)))
        last = next((g.last.id for g in reversed(every) if g.last.done), 0)
        told = HistoryWords(self.session)
        self.show_rows([(g, self._cells(g, told, g.last.id == last)) for g in reversed(every)])

    def _cells(self, gesture: analysis.Gesture, told: HistoryWords, is_last: bool) -> list[Cell]:
        words, first = self.session.words, gesture.entries[0]
        tone = "ink" if first.done else "ink3"
        standing = "replaced" if first.abandoned else "in force" if first.done else "taken back"
        said = words("the last change") if is_last else words(standing)
        names = dict.fromkeys(words.code("edit", entry.edit) for entry in gesture.entries)
        details = words.listed(dict.fromkeys(map(told.tell, gesture.entries)))
        mark = theme.icon("arrow-right", colour="accent") if is_last else None
        return [
            Cell(self._when(first.at), role="small", tone=tone, order=first.id),
            Cell(first.author, role="small", tone=tone),
            Cell(", ".join(names), role="strong" if first.done else "text", tone=tone),
            Cell(parts.short(details, _LONGEST), role="small", tone=tone),
            Cell(said, mark, role="small", tone=tone),
        ]

    def _when(self, at: str) -> str:
        moment = datetime.fromisoformat(at)
        local = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone()
        clock = QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)
        return f"{self.session.words.date(local.date())}, {clock}"


class NameForm(Form):
    """Asks what the history calls the person who makes changes from now on."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        words = session.words
        super().__init__(parent, words, words("What is your name?"), words("Keep the name"))
        self.name = QLineEdit(session.author)
        hint = words(
            "The history says that you made the changes that follow. Leave it empty where the file"
            " may fall into wrong hands."
        )
        self.field(words("Name"), self.name, hint)


def ask_name(parent: QWidget, session: Session, settings: QSettings) -> None:
    """Asks for the name of the person who works here; it is kept on this computer."""
    form = NameForm(parent, session)
    if form.exec() == QDialog.DialogCode.Accepted:
        session.name_author(form.name.text().strip())
        settings.setValue("author", session.author)

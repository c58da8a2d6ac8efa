# SPDX-License-Identifier: EUPL-1.2
"""The history: who did what when, gesture by gesture, and going back to any of them."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QLocale, QTime

from gapanalysis import analysis
from gapanalysis.model import HistoryEntry
from gapanalysis.ui import parts, theme
from gapanalysis.ui.record_pages import RecordPage
from gapanalysis.ui.session import Session
from gapanalysis.ui.tables import Cell, Table
from gapanalysis.ui.when_seen import WhenSeen

_TOLD = (
    *("title", "element", "obligation", "provision", "value", "coverage", "decision", "name"),
    *("rule", "kind", "made", "on", "given", "text", "note", "reason"),
)
"""Fields of an edit that say what it did, in the order in which they are shown."""


class HistoryPage(RecordPage):
    """Everything that was ever done, the newest first; filled when it is seen."""

    def __init__(self, session: Session) -> None:
        words = session.words
        names = ("When", "Who", "What", "Details", "Standing")
        table = Table([words(w) for w in names], [190, 120, 240, 380, 130], stretch=3)
        super().__init__(session, words("History"), words("No change yet."), table)
        back = parts.button(
            words("Go back to here"), self.go_back, kind="primary", icon="clock-counter-clockwise"
        )
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
        self.show_rows([(g, self._cells(g, g.last.id == last)) for g in reversed(every)])

    def _cells(self, gesture: analysis.Gesture, is_last: bool) -> list[Cell]:
        words, first = self.session.words, gesture.entries[0]
        tone = "ink" if first.done else "ink3"
        standing = "replaced" if first.abandoned else "in force" if first.done else "taken back"
        said = words("the last change") if is_last else words(standing)
        names = dict.fromkeys(words.code("edit", entry.edit) for entry in gesture.entries)
        details = "; ".join(map(_details, gesture.entries))
        mark = theme.icon("arrow-right", colour="accent") if is_last else None
        return [
            Cell(self._when(first.at), role="small", tone=tone, order=first.id),
            Cell(first.author, role="small", tone=tone),
            Cell(", ".join(names), role="strong" if first.done else "text", tone=tone),
            Cell(details[:400], role="small", tone=tone),
            Cell(said, mark, role="small", tone=tone),
        ]

    def _when(self, at: str) -> str:
        moment = datetime.fromisoformat(at)
        local = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone()
        clock = QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)
        return f"{self.session.words.date(local.date())}, {clock}"


def _details(entry: HistoryEntry) -> str:
    told = [str(entry.summary[name]) for name in _TOLD if entry.summary.get(name)]
    return " · ".join(" ".join(one.split())[:80] for one in told)

# SPDX-License-Identifier: EUPL-1.2
"""One reservation: what is recorded of it, and its notices and explanations, each to be changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gapanalysis.model import Explanation, Notice, ReservationState
from gapanalysis.numbers import as_reserved
from gapanalysis.ui import parts, theme
from gapanalysis.ui.flow import Flow
from gapanalysis.ui.session import Session
from gapanalysis.ui.tables import Cell, Table

Entry = Notice | Explanation
_HEAD, _ROW, _SHOWN = 38, 37, 4
"""Height of the head and of a row of the list, and how many rows it shows at most."""


class ReservationPanel(QFrame):
    """Shows the chosen reservation below the timeline. Its signals ask the page to act."""

    notice_wanted = Signal()
    explanation_wanted = Signal()
    change_wanted = Signal()
    remove_wanted = Signal()
    entry_change_wanted = Signal(object)
    entry_remove_wanted = Signal(object)
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.setProperty("role", "mapbar")
        self.name = parts.label("", "panel", wrap=True)
        self.said = parts.label("", "small", tone="ink2", wrap=True)
        heads = [words(word) for word in ("Date", "Entry", "Detail")]
        self.entries = Table(heads, [170, 300, 300], stretch=2)
        self.entries.setAccessibleName(words("Notices and explanations"))
        self.none = parts.label(words("No notice and no explanation recorded."), tone="ink3")
        column = parts.lay(QVBoxLayout(self), margins=(20, 10, 20, 10), space=8)
        column.addWidget(self.name)
        column.addWidget(self.said)
        column.addLayout(Flow(*self._buttons()))
        column.addWidget(self.none)
        self.change_entry = parts.button(words("Change the entry"), self._change_entry)
        self.remove_entry = parts.button(words("Remove the entry"), self._remove_entry)
        beside = parts.column(space=6)
        beside.addWidget(self.change_entry)
        beside.addWidget(self.remove_entry)
        beside.addStretch(1)
        list_ = parts.column()
        list_.addWidget(self.entries)
        list_.addStretch(1)
        row = parts.row(space=16)
        row.addLayout(list_, 1)
        row.addLayout(beside)
        column.addLayout(row)
        self.entries.opened.connect(self.entry_change_wanted)
        self.entries.chosen.connect(lambda _entry: self._enable())
        parts.shortcut(self.entries, "Del", self._remove_entry)

    def _buttons(self) -> Iterator[QWidget]:
        words = self._session.words
        yield parts.button(words("Add a notice"), self.notice_wanted.emit, icon="bell")
        yield parts.button(
            words("Explanation to GREVIO"), self.explanation_wanted.emit, icon="chat-text"
        )
        yield parts.button(words("Change"), self.change_wanted.emit, icon="pencil-simple")
        yield parts.button(words("Remove"), self.remove_wanted.emit, icon="trash")
        yield parts.icon_button("x", words("Close"), self.closed.emit)

    # --- what is shown

    def show_state(self, state: ReservationState) -> None:
        """Shows a reservation as it stands."""
        words, session, one = self._session.words, self._session, state.reservation
        known = session.instrument.reservable.get(state.provision)
        title = session.pick(known.title) if known else words("not allowed by article 78")
        self.name.setText(f"{as_reserved(state.provision)}  {title}")
        made = words("made on {day}", day=words.date(one.made)) if one.made else ""
        scope = words("limited to: {scope}", scope=one.scope) if one.scope else ""
        if one.scope == "":
            scope = words("partial, its scope not recorded")
        why = words.code("reservation_reason", state.reason) if state.reason else ""
        status = words.code("reservation", state.status)
        owed = [f for f in ("explanation_due", "explanation_missing") if f in state.flags]
        told = [status, made, scope, *(words.code("flag", flag) for flag in owed)]
        told.append(why[:1].upper() + why[1:])
        self.said.setText(" · ".join(part for part in told if part))
        entries: list[Entry] = sorted([*one.notices, *one.explanations], key=_day)
        self.none.setVisible(not entries)
        self.entries.setVisible(bool(entries))
        rows = min(max(len(entries), 2), _SHOWN)
        self.entries.setFixedHeight(theme.px(_HEAD + _ROW * rows))
        self.entries.show_rows([(entry, self._cells(entry)) for entry in entries])
        self._enable()

    def _enable(self) -> None:
        chosen = self.entries.current() is not None
        for made in (self.change_entry, self.remove_entry):
            made.setVisible(self.entries.model().rowCount() > 0)
            made.setEnabled(chosen)

    def _cells(self, entry: Entry) -> list[Cell]:
        words = self._session.words
        detail = ""
        if isinstance(entry, Notice):
            said, icon = words.code("decision", entry.decision), "bell"
            if entry.effective:
                detail = words("takes effect on {day}", day=words.date(entry.effective))
        else:
            icon = "chat-text"
            said = words("explained to GREVIO") if entry.given else words("explanation requested")
            if entry.given and entry.requested:
                detail = words("requested on {day}", day=words.date(entry.requested))
        day = _day(entry)
        return [
            Cell(words.date(day), order=str(day)),
            Cell(said, theme.icon(icon), "strong"),
            Cell(detail, role="small", tone="ink2"),
        ]

    def _change_entry(self) -> None:
        if self.entries.current() is not None:
            self.entry_change_wanted.emit(self.entries.current())

    def _remove_entry(self) -> None:
        if self.entries.current() is not None:
            self.entry_remove_wanted.emit(self.entries.current())


def _day(entry: Entry) -> date:
    if isinstance(entry, Notice):
        return entry.on
    return entry.given or entry.requested or date.min

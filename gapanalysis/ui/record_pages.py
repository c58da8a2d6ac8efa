# SPDX-License-Identifier: EUPL-1.2
"""Pages that list what is recorded: laws, reservations, evidence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QSizePolicy, QVBoxLayout, QWidget

from gapanalysis.edits import PutNoReservations, RemoveEvidence, RemoveLaw, RemoveReservation
from gapanalysis.model import Evidence, Law, ReservationState
from gapanalysis.ui import marks, parts, theme
from gapanalysis.ui.dialogs import (
    EvidenceForm,
    ExplanationForm,
    NoticeForm,
    PartyForm,
    ReservationForm,
)
from gapanalysis.ui.flow import Flow
from gapanalysis.ui.session import Session
from gapanalysis.ui.states import languages
from gapanalysis.ui.tables import Cell, Table

_OWED = ("explanation_due", "explanation_missing")
_GOOD = {"active", "reminder", "overdue", "grace"}


class RecordPage(QWidget):
    """A title with buttons, a table, and an empty state that says what to do."""

    def __init__(self, session: Session, title: str, empty: str, table: Table) -> None:
        super().__init__()
        self.session, self.table = session, table
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = parts.lay(QVBoxLayout(self))
        self.about = parts.ElidedLabel("", "small", tone="ink2")
        self.about.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.head = Flow(parts.label(title, "title"), self.about)
        head = parts.lay(QVBoxLayout(), margins=(20, 14, 20, 12))
        head.addLayout(self.head)
        self._column.addLayout(head)
        self.above = parts.row(margins=(20, 0, 20, 0), space=16)
        self._column.addLayout(self.above)
        self._column.addWidget(parts.hairline())
        self._empty = parts.label(empty, tone="ink3", wrap=True)
        self._empty.setContentsMargins(20, 20, 20, 20)
        self._column.addWidget(self._empty, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(parts.row(table, margins=(12, 0, 12, 0)), 1)
        table.setAccessibleName(title)
        session.changed.connect(self.refresh)
        QShortcut(
            QKeySequence("Del"),
            table,
            self.remove,
            context=Qt.ShortcutContext.WidgetShortcut,
        )

    def show_rows(self, rows: list[tuple[Any, list[Cell]]]) -> None:
        """Shows rows, or the empty state."""
        self._empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self.table.show_rows(rows)

    def with_current(self, act: Callable[[Any], object]) -> None:
        """Does something with the chosen row; says so where none is chosen."""
        record = self.table.current()
        if record is None:
            self.session.message.emit(
                self.session.words("Choose a row of the table first."), "info"
            )
        else:
            act(record)

    def refresh(self, _touched: object = None) -> None:
        """Shows what is recorded now."""

    def remove(self) -> None:
        """Removes the chosen row; it can be undone."""


class LawsPage(RecordPage):
    """The laws of the project; a file may be dropped on the page."""

    import_wanted = Signal()
    file_dropped = Signal(str)
    law_wanted = Signal(int)
    check_wanted = Signal(int)

    def __init__(self, session: Session) -> None:
        words = session.words
        heads = [words(w) for w in ("Title", "Kind", "Language", "Text as of", "Articles", "File")]
        table = Table(heads, [300, 120, 100, 150, 90, 240], stretch=0)
        super().__init__(
            session,
            words("Laws"),
            words("No law yet. Choose a file, or drop one here."),
            table,
        )
        check = parts.button(words("Check the structure"), self.check)
        self.head.addWidget(check)
        self.head.addWidget(parts.button(words("Remove"), self.remove, icon="trash"))
        add = parts.button(
            words("Add a law…"), self.import_wanted.emit, kind="primary", icon="plus"
        )
        self.head.addWidget(add)
        self._languages = dict(languages(words.language))
        self.setAcceptDrops(True)
        table.opened.connect(lambda law: self.law_wanted.emit(law.id))
        self.refresh()

    def refresh(self, _touched: object = None) -> None:
        if not self.session.is_open:
            return
        words, laws = self.session.words, self.session.laws()
        self.about.set_full(words.plural("{n} law", "{n} laws", len(laws)))
        self.show_rows([(law, self._cells(law)) for law in laws])

    def _cells(self, law: Law) -> list[Cell]:
        words = self.session.words
        return [
            Cell(law.title, theme.icon("book-open"), "strong"),
            Cell(words.code("law", law.kind.value)),
            Cell(self._languages.get(law.language, law.language)),
            Cell(words.date(law.date) if law.date else "", order=str(law.date or "")),
            Cell(words.number(law.articles), order=law.articles),
            Cell(law.file_name, role="small", tone="ink3"),
        ]

    def remove(self) -> None:
        words = self.session.words
        self.with_current(
            lambda law: self.session.do(
                RemoveLaw(law=law.id), said=words("Removed the law {title}", title=law.title)
            )
        )

    def check(self) -> None:
        """Shows how the chosen law is divided."""
        self.with_current(lambda law: self.check_wanted.emit(law.id))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.file_dropped.emit(url.toLocalFile())
                return


class ReservationsPage(RecordPage):
    """The reservations with their status on the day, and what comes next for the Party."""

    def __init__(self, session: Session) -> None:
        words = session.words
        names = ("Provision", "Reservation", "Status", "In force until", "Notify by", "Lapses on")
        table = Table([words(w) for w in names], [110, 330, 170, 160, 160, 160], stretch=1)
        empty = words(
            "No reservation recorded. If the Party made none, say so with the button “Made none”."
        )
        super().__init__(session, words("Reservations"), empty, table)
        self._none = parts.button(words("Made none"), self.toggle_none)
        self._none.setCheckable(True)
        notice = parts.button(words("Add a notice"), self.add_notice, icon="bell")
        add = parts.button(words("Add a reservation"), self.add, kind="primary", icon="plus")
        remove = parts.button(words("Remove"), self.remove, icon="trash")
        dates = parts.button(words("Dates of the Party"), self.set_dates, icon="calendar-blank")
        explained = parts.button(words("Explanation to GREVIO"), self.add_explanation)
        for made in (self._none, dates, remove, explained, notice, add):
            self.head.addWidget(made)
        self.refresh()

    def refresh(self, _touched: object = None) -> None:
        if not self.session.is_open:
            return
        words, states = self.session.words, self.session.view.reservations
        state = self.session.snapshot.state
        about = (
            words("in force since {day}", day=words.date(state.in_force)) if state.in_force else ""
        )
        self.about.set_full(about)
        self._none.setChecked(self.session.snapshot.no_reservations)
        self._none.setVisible(not states)
        self._show_cards(states)
        self.show_rows([(s, self._cells(s)) for s in states])

    def _show_cards(self, states: tuple[ReservationState, ...]) -> None:
        parts.clear(self.above)
        words = self.session.words
        on = self.session.view.on
        live = [s for s in states if s.status.value in _GOOD]
        due = min((s.notify_by for s in live if s.notify_by and s.notify_by >= on), default=None)
        lapse = min((s.grace_until for s in live if s.grace_until), default=None)
        self.above.setContentsMargins(20, 0, 20, 14 if live else 0)
        if not live:
            return
        self._card("bell", words("Next for the Party"), self._by(due), self._days_left(due, on))
        lapses = (
            words("Lapses on {day}", day=words.date(lapse)) if lapse else words("No date known")
        )
        hint = words("after the automatic extension of article 79, paragraph 2")
        self._card("hourglass", words("If nothing is notified"), lapses, hint)

    def _by(self, due: date | None) -> str:
        words = self.session.words
        return words("Notify by {day}", day=words.date(due)) if due else words("No date known")

    def _days_left(self, due: date | None, on: date) -> str:
        if due is None:
            return ""
        return self.session.words.plural("{n} day left", "{n} days left", (due - on).days)

    def _card(self, icon: str, title: str, fact: str, hint: str) -> None:
        card = parts.frame("card")
        column = parts.lay(QVBoxLayout(card), margins=(16, 12, 16, 12), space=4)
        picture = marks.picture(theme.icon(icon).pixmap(theme.px(18), theme.px(18)), "")
        column.addLayout(parts.row(picture, parts.label(title, "label"), 1))
        column.addWidget(parts.label(fact, "finding", wrap=True))
        column.addWidget(parts.label(hint, "small", tone="ink2", wrap=True))
        self.above.addWidget(card, 1)

    def _cells(self, state: ReservationState) -> list[Cell]:
        words = self.session.words
        title = self.session.instrument.reservable.get(state.provision)
        name = self.session.pick(title.title) if title else words("not allowed by article 78")
        scope = state.reservation.scope
        name += f" · {scope}" if scope else ""
        owed = [flag for flag in _OWED if flag in state.flags]
        name = " · ".join([name, *(words.code("flag", flag) for flag in owed)])
        status = state.status.value
        icon = marks.outcome_icon("reserved" if status in _GOOD else "cannot_tell")
        days = (state.expires, state.notify_by, state.grace_until)
        return [
            Cell(state.provision, role="strong"),
            Cell(name),
            Cell(words.code("reservation", status), icon),
            *(Cell(words.date(d) if d else "", order=str(d or "")) for d in days),
        ]

    def add(self) -> None:
        """Asks for a reservation and records it."""
        form = ReservationForm(self, self.session)
        if form.exec() == QDialog.DialogCode.Accepted:
            self.session.do(form.edit())

    def set_dates(self) -> None:
        """Asks for the days from which the Convention binds the Party."""
        form = PartyForm(self, self.session)
        if form.exec() == QDialog.DialogCode.Accepted:
            self.session.do(*form.edits())

    def add_notice(self) -> None:
        """Asks for a notice about the chosen reservation and records it."""
        self.with_current(self._ask_notice)

    def _ask_notice(self, state: ReservationState) -> None:
        form = NoticeForm(self, self.session, state.provision)
        if form.exec() == QDialog.DialogCode.Accepted:
            self.session.do(form.edit())

    def add_explanation(self) -> None:
        """Asks when the chosen reservation was explained to GREVIO and records it."""
        self.with_current(self._ask_explanation)

    def _ask_explanation(self, state: ReservationState) -> None:
        form = ExplanationForm(self, self.session, state.provision)
        if form.exec() == QDialog.DialogCode.Accepted:
            self.session.do(form.edit())

    def toggle_none(self) -> None:
        """States that the Party made no reservation, or takes the statement back."""
        self.session.do(PutNoReservations(none=not self.session.snapshot.no_reservations))

    def remove(self) -> None:
        words = self.session.words
        self.with_current(
            lambda one: self.session.do(
                RemoveReservation(provision=one.provision),
                said=words("Removed the reservation to {node}", node=one.provision),
            )
        )


class EvidencePage(RecordPage):
    """Cases, statistics and interviews by obligation; confidential unless said otherwise."""

    def __init__(self, session: Session) -> None:
        words = session.words
        names = ("Obligation", "Kind", "Text", "Source", "Date", "Dimension", "Edition")
        widths = [100, 120, 360, 180, 150, 110, 120]
        table = Table([words(w) for w in names], widths, stretch=2)
        empty = words(
            "No evidence yet. Cases, statistics and interviews go here; confidential unless you"
            " say otherwise."
        )
        super().__init__(session, words("Evidence"), empty, table)
        self.head.addWidget(parts.button(words("Remove"), self.remove, icon="trash"))
        add = parts.button(words("Add evidence"), self.add, kind="primary", icon="plus")
        self.head.addWidget(add)
        self.refresh()

    def refresh(self, _touched: object = None) -> None:
        if not self.session.is_open:
            return
        evidence = self.session.snapshot.evidence
        secret = sum(e.confidential for e in evidence)
        self.about.set_full(
            self.session.words("{n} in all, {k} confidential", n=len(evidence), k=secret)
        )
        self.show_rows([(e, self._cells(e)) for e in evidence])

    def _cells(self, one: Evidence) -> list[Cell]:
        words = self.session.words
        lock = theme.icon("lock-simple") if one.confidential else theme.icon("eye")
        edition = words("confidential") if one.confidential else words("public")
        return [
            Cell(one.obligation, role="strong"),
            Cell(words.code("evidence", one.kind)),
            Cell(one.text, role="words"),
            Cell(one.source, role="small", tone="ink2"),
            Cell(words.date(one.date) if one.date else "", order=str(one.date or "")),
            Cell(words.code("dimension", one.dimension.value), role="small"),
            Cell(edition, lock, "small"),
        ]

    def add(self) -> None:
        """Asks for evidence and records it."""
        form = EvidenceForm(self, self.session)
        if form.exec() == QDialog.DialogCode.Accepted:
            self.session.do(form.edit())

    def remove(self) -> None:
        said = self.session.words("Removed the evidence")
        self.with_current(lambda one: self.session.do(RemoveEvidence(id=one.id), said=said))

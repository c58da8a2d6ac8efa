# SPDX-License-Identifier: EUPL-1.2
"""The reservations: what comes next for the Party, a timeline, the chosen one below."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QVBoxLayout, QWidget

from gapanalysis import analysis
from gapanalysis.charts.reservations import next_due
from gapanalysis.charts.timeline import Timeline
from gapanalysis.edits import (
    PutNoReservations,
    RemoveExplanation,
    RemoveNotice,
    RemoveReservation,
)
from gapanalysis.model import Notice, ReservationState
from gapanalysis.numbers import as_reserved
from gapanalysis.ui import chart_file, marks, parts, theme
from gapanalysis.ui.chart_view import ChartView
from gapanalysis.ui.dialogs import fill_in
from gapanalysis.ui.flow import Flow
from gapanalysis.ui.reservation_forms import ExplanationForm, NoticeForm, PartyForm
from gapanalysis.ui.reservation_guide import ReservationForm
from gapanalysis.ui.reservation_panel import Entry, ReservationPanel
from gapanalysis.ui.session import Session
from gapanalysis.ui.tables import Cell, Table, TableStanding

_OWED = ("explanation_due", "explanation_missing")
_NARROW = 760
"""Width at 100 % zoom below which the facts stand below each other."""
_SPAN, _TABLE = "reservations/span", "reservations/table"


class ReservationsPage(QWidget):
    """Three facts above, the reservations as timeline or table, the chosen one below."""

    def __init__(self, session: Session, settings: QSettings) -> None:
        super().__init__()
        self.session, self.settings = session, settings
        self.chosen = ""
        self._timeline: Timeline | None = None
        words = session.words
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.about = parts.ElidedLabel("", "small", tone="ink2")
        self.cards = parts.row(space=16)
        self.chart = ChartView(words("Reservations over time"), whole_rows=True)
        self.table = self._build_table()
        self.panel = ReservationPanel(session)
        self._build()
        self._connect()
        self.refresh()

    # --- building

    def _build(self) -> None:
        words = self.session.words
        column = parts.lay(QVBoxLayout(self))
        dates = parts.button(words("Dates of the Party"), self.set_dates, icon="calendar-blank")
        add = parts.button(words("Add a reservation"), self.add, kind="primary", icon="plus")
        title = parts.label(words("Reservations"), "title")
        head = parts.column(margins=(20, 14, 20, 12))
        head.addLayout(Flow(title, self.about, dates, add, space=12))
        column.addLayout(head)
        self._switches = self._build_switches()
        self._empty = self._build_empty()
        inside = parts.panel("page")
        inner = parts.lay(QVBoxLayout(inside), margins=(20, 0, 20, 16))
        inner.addLayout(self.cards)
        for shown in (self._switches, self._empty, self.chart):
            inner.addWidget(shown)
        inner.addWidget(self.table, 20)
        inner.addStretch(1)
        column.addWidget(parts.Column(inside), 3)
        self._below = parts.Column(self.panel)
        column.addWidget(self._below)

    def _build_switches(self) -> QWidget:
        words = self.session.words
        spans = [("near", words("Next deadlines")), ("whole", words("Whole life"))]
        saved = str(self.settings.value(_SPAN, "near"))
        self.span = "whole" if saved == "whole" else "near"
        self.spans = parts.Segments(spans, self.show_span, chosen=self.span)
        self.as_table = parts.button(words("Show as table"), self._toggle_table, icon="rows")
        self.as_table.setCheckable(True)
        self.as_table.setChecked(self.settings.value(_TABLE, "") == "yes")
        self.save_button = parts.button(words("Save as PNG or SVG"), lambda: None, icon="export")
        menu = QMenu(self.save_button)
        menu.addAction(words("In colour…"), lambda: self.save(mono=False))
        menu.addAction(words("In black and white…"), lambda: self.save(mono=True))
        self.save_button.setMenu(menu)
        made = QWidget()
        around = parts.lay(QVBoxLayout(made), margins=(0, 12, 0, 10))
        around.addLayout(Flow(self.spans, parts.gap(), self.as_table, self.save_button))
        return made

    def _build_table(self) -> Table:
        words = self.session.words
        names = ("Provision", "Reservation", "Status", "In force until", "Notify by", "Lapses on")
        table = Table(
            [words(w) for w in names],
            [110, 330, 170, 160, 160, 160],
            stretch=1,
            key=lambda state: state.provision,
        )
        table.setAccessibleName(words("Reservations"))
        return table

    def _build_empty(self) -> QWidget:
        words = self.session.words
        self.none_said = parts.label("", tone="ink2", wrap=True)
        self.none = parts.button(words("Made none"), self.toggle_none)
        made = QWidget()
        column = parts.lay(QVBoxLayout(made), margins=(0, 8, 0, 0), space=12)
        column.addWidget(self.none_said)
        column.addLayout(parts.row(self.none, 1))
        column.addStretch(1)
        return made

    def _connect(self) -> None:
        self.chart.opened.connect(self.choose)
        self.table.chosen.connect(self._chosen_in_table)
        self.panel.closed.connect(lambda: self.choose(""))
        self.panel.notice_wanted.connect(self.add_notice)
        self.panel.explanation_wanted.connect(self.add_explanation)
        self.panel.change_wanted.connect(self.change)
        self.panel.remove_wanted.connect(self.remove)
        self.panel.entry_change_wanted.connect(self.change_entry)
        self.panel.entry_remove_wanted.connect(self.remove_entry)
        self.session.changed.connect(self.refresh)
        for widget in (self.chart, self.table):
            parts.shortcut(widget, "Del", self.remove)
        parts.shortcut(self, "Esc", lambda: self.choose(""), inside=True)

    def home(self) -> QWidget | None:
        """Gives what has the keyboard at first: the timeline or the table."""
        shown: tuple[QWidget, ...] = (self.chart, self.table)
        return next((one for one in shown if not one.isHidden()), None)

    # --- another look

    def standing(self) -> tuple[str, str, TableStanding]:
        """Gives the chosen reservation, where the keys are, and how the table stands."""
        return self.chosen, self.chart.key(), self.table.standing()

    def resume(self, standing: tuple[str, str, TableStanding]) -> None:
        """Shows the same reservation, and lets chart and table stand as they stood."""
        chosen, key, table = standing
        self.table.resume(table)
        self.choose(chosen)
        self.chart.look_at(key)

    # --- what is shown

    def refresh(self, _touched: object = None) -> None:
        """Shows what is recorded now."""
        if not self.session.is_open:
            return
        words, states = self.session.words, self.session.view.reservations
        state = self.session.snapshot.state
        days = (
            ("Instrument deposited {day}", state.deposited),
            ("in force since {day}", state.in_force),
        )
        said = [words(sentence, day=words.date(day)) for sentence, day in days if day]
        self.about.set_full(" · ".join(said))
        self._show_cards(states)
        self._switches.setVisible(bool(states))
        self._show_empty()
        self._timeline = analysis.timeline(self.session.view, words) if states else None
        if self._timeline is not None:
            self.chart.show_chart(replace(self._timeline, is_whole=self.span == "whole"))
        self.table.show_rows([(s, self._cells(s)) for s in states])
        self._empty.setVisible(not states)
        self.chart.setVisible(bool(states) and not self.as_table.isChecked())
        self.table.setVisible(bool(states) and self.as_table.isChecked())
        self._show_panel()

    def _show_empty(self) -> None:
        words, said = self.session.words, self.session.snapshot.no_reservations
        self.none_said.setText(
            words("It is said that the Party made no reservation.")
            if said
            else words("No reservation recorded. If the Party made none, say so here:")
        )
        self.none.setText(words("Take it back") if said else words("Made none"))

    def _show_panel(self) -> None:
        state = self.state()
        self._below.setVisible(state is not None)
        self.chart.choose(self.chosen if state else "")
        if state is not None:
            self.panel.show_state(state)
            self._fit_panel()

    def _fit_panel(self) -> None:
        """Gives the panel the height that it needs, at most half of the page; then it scrolls."""
        bar = self._below.verticalScrollBar().sizeHint().width()
        needed = self.panel.heightForWidth(self.width() - bar)
        self.panel.setFixedHeight(needed)
        self._below.setFixedHeight(min(needed, self.height() // 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() / theme.zoom() < _NARROW
        way = QBoxLayout.Direction
        self.cards.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._fit_panel()

    def state(self) -> ReservationState | None:
        """Gives the chosen reservation, or None."""
        states = self.session.view.reservations if self.session.is_open else ()
        return next((one for one in states if one.provision == self.chosen), None)

    def choose(self, provision: str) -> None:
        """Shows a reservation with its notices and explanations, or none."""
        if provision != self.chosen:
            self.chosen = provision
            self._show_panel()

    def _chosen_in_table(self, state: ReservationState) -> None:
        if self.as_table.isChecked():
            self.choose(state.provision)

    def show_span(self, span: str) -> None:
        """Shows the next deadlines, or the whole life of the reservations."""
        self.span = span
        self.settings.setValue(_SPAN, span)
        self.refresh()

    def _toggle_table(self) -> None:
        self.settings.setValue(_TABLE, "yes" if self.as_table.isChecked() else "")
        self.refresh()

    # --- facts above

    def _show_cards(self, states: tuple[ReservationState, ...]) -> None:
        parts.clear(self.cards)
        due = next_due(states)
        if due is not None:
            live = (s for s in states if s.status in analysis.IN_FORCE)
            same = ", ".join(
                as_reserved(s.provision) for s in live if s.grace_until == due.grace_until
            )
            words = self.session.words
            self._card("bell", words("Next for the Party"), *self._next(due, same))
            self._card("hourglass", words("If nothing is notified"), *self._lapse(due, same))
        if any(one.status in analysis.IN_FORCE for one in states):
            said = self.session.words("Explanation to GREVIO")
            self._card("chat-text", said, *self._owed(states))

    def _next(self, due: ReservationState, same: str) -> tuple[str, str]:
        words, on = self.session.words, self.session.view.on
        if due.notify_by is None or due.grace_until is None:
            return words("No date known"), ""
        left = (due.notify_by - on).days
        if left >= 0:
            said = words.plural(
                "{n} day left: uphold, amend or withdraw {provisions}",
                "{n} days left: uphold, amend or withdraw {provisions}",
                left,
                provisions=same,
            )
            return words("Notify by {day}", day=words.date(due.notify_by)), said
        said = words(
            "the deadline passed on {day}; it concerns {provisions}",
            day=words.date(due.notify_by),
            provisions=same,
        )
        return words("Notify before {day}", day=words.date(due.grace_until)), said

    def _lapse(self, due: ReservationState, same: str) -> tuple[str, str]:
        words, months = self.session.words, self.session.instrument.periods.grace_months
        if due.grace_until is None or due.expires is None:
            return words("No date known"), ""
        fact = words("Extended to {day}", day=words.date(due.grace_until))
        return fact, words.plural(
            "{n} month from {day}, then lapse: {provisions}",
            "{n} months from {day}, then lapse: {provisions}",
            months,
            day=words.date(due.expires),
            provisions=same,
        )

    def _owed(self, states: tuple[ReservationState, ...]) -> tuple[str, str]:
        words = self.session.words
        owing = [as_reserved(s.provision) for s in states if any(flag in s.flags for flag in _OWED)]
        hint = words("owed before renewal or on request; its absence does not end a reservation")
        if not owing:
            return words("None is owed now"), hint
        fact = words.plural(
            "Not recorded for {n} reservation", "Not recorded for {n} reservations", len(owing)
        )
        return fact, f"{', '.join(owing)} · {hint}"

    def _card(self, icon: str, title: str, fact: str, hint: str) -> None:
        card = parts.frame("card")
        column = parts.lay(QVBoxLayout(card), margins=(16, 12, 16, 12), space=4)
        picture = marks.picture(theme.icon(icon).pixmap(theme.px(18), theme.px(18)), "")
        column.addLayout(parts.row(picture, parts.label(title, "label", wrap=True)))
        column.addWidget(parts.label(fact, "finding", wrap=True))
        column.addWidget(parts.label(hint, "small", tone="ink2", wrap=True))
        column.addStretch(1)
        self.cards.addWidget(card, 1)

    def _cells(self, state: ReservationState) -> list[Cell]:
        words = self.session.words
        title = self.session.instrument.reservable.get(state.provision)
        name = self.session.pick(title.title) if title else words("not allowed by article 78")
        scope = state.reservation.scope
        name += f" · {scope}" if scope else ""
        owed = [flag for flag in _OWED if flag in state.flags]
        name = " · ".join([name, *(words.code("flag", flag) for flag in owed)])
        icon = marks.outcome_icon(
            "reserved" if state.status in analysis.IN_FORCE else "cannot_tell"
        )
        days: tuple[date | None, ...] = (state.expires, state.notify_by, state.grace_until)
        return [
            Cell(as_reserved(state.provision), role="strong"),
            Cell(name),
            Cell(words.code("reservation", state.status), icon),
            *(Cell(words.date(d) if d else "", order=str(d or "")) for d in days),
        ]

    # --- what a person does

    def add(self) -> None:
        """Asks for a reservation, guided by what may be reserved, and records it."""
        form = ReservationForm(self, self.session)
        fill_in(form, lambda: self.session.do(*form.edits()))

    def change(self) -> None:
        """Asks for the day and scope of the chosen reservation and corrects them."""
        state = self.state()
        if state is None:
            return
        form = ReservationForm(self, self.session, state.reservation)
        fill_in(form, lambda: self.session.do(*form.edits()))

    def set_dates(self) -> None:
        """Asks for the days from which the Convention binds the Party."""
        form = PartyForm(self, self.session)
        fill_in(form, lambda: self.session.do(*form.edits()))

    def add_notice(self) -> None:
        """Asks for a notice about the chosen reservation and records it."""
        state = self.state()
        if state is not None:
            self._ask(NoticeForm(self, self.session, state.reservation))

    def add_explanation(self) -> None:
        """Asks when the chosen reservation was explained to GREVIO and records it."""
        state = self.state()
        if state is not None:
            self._ask(ExplanationForm(self, self.session, state.provision))

    def change_entry(self, entry: Entry) -> None:
        """Asks for a notice or an explanation again and corrects it."""
        state = self.state()
        if state is None:
            return
        if isinstance(entry, Notice):
            self._ask(NoticeForm(self, self.session, state.reservation, entry))
        else:
            self._ask(ExplanationForm(self, self.session, state.provision, entry))

    def _ask(self, form: NoticeForm | ExplanationForm) -> None:
        fill_in(form, lambda: self.session.do(form.edit()))

    def remove_entry(self, entry: Entry) -> None:
        """Takes a notice or an explanation away; it can be undone."""
        words = self.session.words
        if entry.id is None:
            return
        if isinstance(entry, Notice):
            self.session.do(RemoveNotice(id=entry.id), said=words("Removed the notice"))
        else:
            self.session.do(RemoveExplanation(id=entry.id), said=words("Removed the explanation"))

    def toggle_none(self) -> None:
        """States that the Party made no reservation, or takes the statement back."""
        self.session.do(PutNoReservations(none=not self.session.snapshot.no_reservations))

    def remove(self) -> None:
        """Removes the chosen reservation; it can be undone."""
        state = self.state()
        if state is None:
            self.session.message.emit(self.session.words("Choose a reservation first."), "info")
            return
        said = self.session.words("Removed the reservation to {node}", node=state.provision)
        self.session.do(RemoveReservation(provision=state.provision), said=said)

    # --- files

    def save(self, *, mono: bool) -> None:
        """Asks for a file and saves the timeline there."""
        path = chart_file.ask_where(self, self.session, self.session.words("reservations"))
        if path is not None:
            self.write(path, mono=mono)

    def write(self, path: Path, *, mono: bool = False) -> bool:
        """Saves the timeline in the span shown, with title and legend."""
        if self._timeline is None:
            return False
        return chart_file.write_picture(
            self.session,
            replace(self._timeline, is_whole=self.span == "whole"),
            path,
            mono=mono,
            title=self._timeline.title,
            said=self._timeline.said,
            rtl=self.layoutDirection() == Qt.LayoutDirection.RightToLeft,
        )

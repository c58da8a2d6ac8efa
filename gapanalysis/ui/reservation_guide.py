# SPDX-License-Identifier: EUPL-1.2
"""Recording a reservation, guided by what article 78 allows: first what, then when and how far."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gapanalysis import analysis
from gapanalysis.edits import AddNotice, Edit, PutNoReservations, PutReservation
from gapanalysis.errors import AppError
from gapanalysis.model import (
    KnownReservation,
    Notice,
    Reservable,
    Reservation,
    ReservationStatus,
)
from gapanalysis.numbers import as_reserved
from gapanalysis.ui import parts, theme
from gapanalysis.ui.dialogs import Form, OptionalDate
from gapanalysis.ui.overlay import BELOW, HEAD, RECORD, TEXT, RowPainter
from gapanalysis.ui.reservation_forms import PartyForm
from gapanalysis.ui.session import Session

CHOICE = RECORD
"""What a row of the list stands for: a provision, or a :class:`KnownReservation`."""
OTHER = ""
"""Stands for a provision that article 78 does not name."""
_MOST = 20
"""Share of the room that a step takes, beside the one below it."""
_VOID = {ReservationStatus.VOID_SCOPE, ReservationStatus.VOID_TIME}


class ReservationForm(Form):
    """Records a reservation, or corrects one that is recorded."""

    def __init__(
        self, parent: QWidget | None, session: Session, recorded: Reservation | None = None
    ) -> None:
        words = session.words
        super().__init__(parent, words, words("Which reservation was made?"), words("Add"))
        self.session, self._recorded = session, recorded
        self._known: KnownReservation | None = None
        room = self.screen().availableSize() * 0.95
        self.resize(QSize(theme.px(900), theme.px(620)).boundedTo(room))
        self.list = QTreeView()
        self.next = parts.button(words("Next"), self.to_fields, kind="primary")
        self.back = parts.button(words("Back"), self.to_list)
        self._build_choice()
        self._build_second()
        self.fields.hide()
        if recorded is None:
            self.to_list()
        else:
            self.sure.setText(words("Keep the changes"))
            self._fill(recorded.provision, recorded.made, recorded.scope)
            self._show_fields(own=False)
            self.back.hide()

    # --- first step: what

    def _build_choice(self) -> None:
        words, instrument = self.session.words, self.session.instrument
        self.choice = QWidget()
        column = parts.column(space=10)
        self.choice.setLayout(column)
        rule = parts.label(self.session.pick(instrument.reservation_rule), tone="ink2", wrap=True)
        column.addWidget(rule)
        self.list.setModel(choices(self.session))
        self.list.setAccessibleName(words("What article 78 allows to reserve"))
        self.list.setRootIsDecorated(False)
        self.list.setItemsExpandable(False)
        self.list.setIndentation(12)
        self.list.setHeaderHidden(True)
        self.list.setItemDelegate(RowPainter(self.list))
        self.list.setMinimumHeight(theme.px(140))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.expandAll()
        column.addWidget(self.list, 1)
        self.list.selectionModel().currentChanged.connect(self._choosing)
        self.list.doubleClicked.connect(lambda _index: self.to_fields())  # Enter takes "Next"
        self.column.insertWidget(1, self.choice, _MOST)
        self.buttons.insertWidget(0, self.next)
        self.buttons.insertWidget(2, self.back)

    def chosen(self) -> str | KnownReservation | None:
        """Gives what is chosen in the list: a provision, one seen in a source, or nothing."""
        found: str | KnownReservation | None = self.list.currentIndex().data(CHOICE)
        return found

    def _choosing(self, _now: object = None, _before: object = None) -> None:
        self.next.setEnabled(self.chosen() is not None)

    def to_list(self) -> None:
        """Goes to the first step."""
        self.second.hide()
        self.choice.show()
        self.next.show()
        self.next.setDefault(True)
        self.sure.hide()
        self.back.hide()
        self._choosing()
        self.list.setFocus()

    def to_fields(self) -> None:
        """Goes to the second step with what is chosen."""
        chosen = self.chosen()
        if chosen is None:
            return
        if isinstance(chosen, KnownReservation):
            self._known = chosen
            scope = self.session.pick(chosen.scope) if chosen.scope else None
            self._fill(chosen.provision, chosen.made, scope)
        else:
            self._known = None
            self._fill(chosen, self.session.snapshot.state.deposited, None)
        self._show_fields(own=chosen == OTHER)
        self.back.show()

    # --- second step: when, how far

    def _build_second(self) -> None:
        words = self.session.words
        inside = parts.panel()
        self._rows = parts.lay(QVBoxLayout(inside), margins=(0, 0, 8, 0), space=6)
        self.second = parts.Column(inside)
        self.title = parts.label("", "strong", wrap=True)
        self.effect = parts.label("", "small", tone="ink2", wrap=True)
        self.provision = QLineEdit()
        hint = words("Written as 55.1:35 or 44.3; what article 78 does not name is void.")
        self._rows.addWidget(self.title)
        self._rows.addWidget(self.effect)
        self.own = self._row(words("Provision"), self.provision, hint)
        self.made = OptionalDate(words("known"), None)
        self._row(words("Made on"), self.made)
        self.days = parts.row(space=12)
        self._rows.addLayout(self.days)
        self.whole = QCheckBox(words("The whole provision is reserved"))
        self._row(words("Scope"), self.whole)
        self.scope = QPlainTextEdit()
        self.scope.setTabChangesFocus(True)
        self.scope.setFixedHeight(theme.px(64))
        parts.name(self.scope, words("What the declaration limits it to"))
        self.scope.setPlaceholderText(words("What the declaration limits it to"))
        self._rows.addWidget(self.scope)
        self.with_notices = QCheckBox()
        self._rows.addWidget(self.with_notices)
        self.source = parts.label("", "small", tone="ink2", wrap=True)
        self._rows.addWidget(self.source)
        self._rows.addSpacing(8)
        self.verdict = parts.label("", wrap=True)
        self._sign = QLabel()
        told = parts.row(space=8)
        told.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self.verdict, 1)
        self._rows.addLayout(told)
        self.party = parts.button(words("Dates of the Party"), self.set_dates, kind="link")
        self._rows.addLayout(parts.row(self.party, 1))
        self._rows.addStretch(1)
        self.column.insertWidget(2, self.second, _MOST)
        self.whole.toggled.connect(lambda on: self.scope.setEnabled(not on))
        self.provision.textChanged.connect(self._check)
        self.made.known.toggled.connect(self._check)
        self.made.day.dateChanged.connect(self._check)
        self.with_notices.toggled.connect(self._check)

    def _row(self, name: str, widget: QWidget, hint: str = "") -> QWidget:
        """Adds a field under its name, with a hint below it; gives them together."""
        made = QWidget()
        column = parts.lay(QVBoxLayout(made), margins=(0, 6, 0, 0), space=4)
        title = parts.label(name, "label")
        title.setBuddy(widget)
        parts.name(widget, name)
        column.addWidget(title)
        column.addWidget(widget)
        if hint:
            column.addWidget(parts.label(hint, "small", tone="ink3", wrap=True))
        self._rows.addWidget(made)
        return made

    def _show_days(self) -> None:
        """Offers the days on which article 78 lets a reservation be made, as far as known."""
        parts.clear(self.days)
        for day, said in self._party_days():
            self.days.addWidget(parts.button(said, partial(self.made.set_value, day), kind="link"))
        self.days.addStretch(1)

    def set_dates(self) -> None:
        """Asks for the days of the Party and keeps them."""
        form = PartyForm(self, self.session)
        if form.exec() == QDialog.DialogCode.Accepted:
            self.session.do(*form.edits())
            self._show_days()
            self._check()

    def _party_days(self) -> Iterator[tuple[date, str]]:
        words, state = self.session.words, self.session.snapshot.state
        if state.signed:
            yield state.signed, words("at signature, {day}", day=words.date(state.signed))
        if state.deposited:
            yield state.deposited, words("at deposit, {day}", day=words.date(state.deposited))

    def _fill(self, provision: str, made: date | None, scope: str | None) -> None:
        words, known = self.session.words, self.session.instrument.reservable.get(provision)
        self.provision.setText(provision)
        title = _named(known, self.session) if known else provision or words("Another provision")
        self.title.setText(title)
        effect = (
            words("It sets aside: {what}", what=self.session.pick(known.effect)) if known else ""
        )
        self.effect.setText(effect)
        self.effect.setVisible(bool(effect))
        self.made.known.setChecked(made is not None)
        if made is not None:
            self.made.set_value(made)
        self.whole.setChecked(scope is None)
        self.scope.setEnabled(scope is not None)
        self.scope.setPlainText(scope or "")
        seen = self._known
        self.source.setText(self.session.pick(seen.source) if seen else "")
        self.source.setVisible(seen is not None)
        said = ", ".join(
            f"{words.code('decision', n.decision)} {words.date(n.on)}"
            for n in (seen.notices if seen else ())
        )
        self.with_notices.setText(words("Record the notices seen too: {notices}", notices=said))
        self.with_notices.setChecked(bool(said))
        self.with_notices.setVisible(bool(said))

    def _show_fields(self, *, own: bool) -> None:
        self.choice.hide()
        self.second.show()
        self.own.setVisible(own)
        self._show_days()
        self.next.hide()
        self.sure.show()
        self.sure.setDefault(True)
        self._check()
        (self.provision if own else self.made.known).setFocus()

    # --- what will come of it

    def _reservation(self) -> Reservation:
        scope = None if self.whole.isChecked() else self.scope.toPlainText().strip()
        return Reservation(
            id=0,
            provision=self.provision.text().strip(),
            made=self.made.value(),
            scope=scope,
            notices=self._notices(),
        )

    def _notices(self) -> tuple[Notice, ...]:
        if self._recorded is not None:
            return self._recorded.notices
        seen = self._known is not None and self.with_notices.isChecked()
        return self._known.notices if self._known is not None and seen else ()

    def _check(self, _value: object = None) -> None:
        """Says what the reservation will be: in force, void and why, or which day is missing."""
        one = self._reservation()
        self.sure.setEnabled(False)
        if not one.provision:
            self._judge("")
            return
        try:
            analysis.check_provision(self.session.instrument, one.provision)
        except AppError as error:
            self._judge(self.words.error(error), warn=True)
            return
        self.sure.setEnabled(True)
        said, warn = self._said(one)
        self._judge(said, warn=warn)

    def _said(self, one: Reservation) -> tuple[str, bool]:
        words, session = self.words, self.session
        recorded = {r.provision for r in session.snapshot.reservations}
        if self._recorded is None and one.provision in recorded:
            return words("It is recorded already; this corrects its day and scope."), False
        state, instrument = session.snapshot.state, session.instrument
        needed = analysis.dates_needed(one, state, instrument)
        if needed:
            days = ", ".join(words.code("date", name) for name in needed)
            return words("Its status cannot be told without {days}.", days=days), True
        found = analysis.reservation_state(one, state, session.view.on, instrument)
        told = found.reason and found.reason != found.status
        reason = words.code("reservation_reason", found.reason) if told else ""
        if found.status in _VOID:
            return words("It is recorded, but void: {reason}", reason=reason), True
        status = words.code("reservation", found.status)
        day = words.date(session.view.on)
        said = words("On {day}: {status}.", day=day, status=status)
        return f"{said} {reason[:1].upper()}{reason[1:]}".strip(), False

    def _judge(self, said: str, *, warn: bool = False) -> None:
        self.verdict.setText(said)
        self.verdict.setProperty("tone", "gap" if warn else "ink2")
        icon = theme.icon("warning" if warn else "info", colour="gap" if warn else "ink2")
        self._sign.setPixmap(icon.pixmap(theme.px(18), theme.px(18)))
        self._sign.setVisible(bool(said))
        parts.restyle(self.verdict)

    def edits(self) -> list[Edit]:
        """Gives the changes that the form describes, as one gesture."""
        one = self._reservation()
        steps: list[Edit] = [
            PutReservation(provision=one.provision, made=one.made, scope=one.scope)
        ]
        if self.session.snapshot.no_reservations:
            steps.append(PutNoReservations(none=False))
        if self._recorded is None:
            steps += [
                AddNotice(
                    provision=one.provision, on=n.on, decision=n.decision, effective=n.effective
                )
                for n in one.notices
            ]
        return steps


def choices(session: Session) -> QStandardItemModel:
    """Gives what may be chosen: what published sources show of the State, what each paragraph of
    article 78 allows, and any other provision.
    """
    words, instrument = session.words, session.instrument
    recorded = {r.provision for r in session.snapshot.reservations}
    model = QStandardItemModel()
    seen = session.known_reservations()
    if seen:
        group = _group(model, words("Seen in published sources, to be confirmed"))
        for one in seen:
            known = instrument.reservable.get(one.provision)
            title = _named(known, session) if known else as_reserved(one.provision)
            _row(group, title, session.pick(one.source), one)
    for paragraph, right in instrument.reservation_rights.items():
        group = _group(model, session.pick(right))
        for can in instrument.reservable.values():
            if can.article_78 == paragraph:
                effect = session.pick(can.effect)
                if can.provision in recorded:
                    effect = words("recorded already") + " · " + effect
                _row(group, _named(can, session), effect, can.provision)
    group = _group(model, words("Anything else"))
    said = words("recorded, and shown as void with the reason")
    _row(group, words("Another provision"), said, OTHER)
    return model


def _named(can: Reservable, session: Session) -> str:
    return f"{as_reserved(can.provision)}  {session.pick(can.short)}"


def _group(model: QStandardItemModel, title: str) -> QStandardItem:
    item = QStandardItem(title)
    item.setData(title, TEXT)
    item.setData(True, HEAD)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    model.appendRow(item)
    return item


def _row(group: QStandardItem, title: str, said: str, choice: str | KnownReservation) -> None:
    item = QStandardItem(title)
    item.setData(title, TEXT)
    item.setData(said, BELOW)
    item.setData(choice, CHOICE)
    item.setToolTip(parts.plain_tip(f"{title}\n{said}"))
    item.setData(f"{title}: {said}", Qt.ItemDataRole.AccessibleTextRole)
    group.appendRow(item)

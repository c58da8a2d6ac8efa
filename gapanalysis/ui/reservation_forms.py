# SPDX-License-Identifier: EUPL-1.2
"""Dialogs about a reservation: the days of the Party, a notice, an explanation to GREVIO."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from gapanalysis import analysis
from gapanalysis.edits import (
    AddExplanation,
    AddNotice,
    ChangeExplanation,
    ChangeNotice,
    PutFact,
)
from gapanalysis.errors import AppError
from gapanalysis.model import Decision, Explanation, Notice, Reservation
from gapanalysis.ui import parts
from gapanalysis.ui.dialogs import Form, OptionalDate
from gapanalysis.ui.session import Session
from gapanalysis.words import Words


class PartyForm(Form):
    """The days from which the Convention binds the Party; periods of reservations rest on them."""

    def __init__(self, parent: QWidget | None, session: Session) -> None:
        words = session.words
        question = words("When did the Convention bind the Party?")
        super().__init__(parent, words, question, words("Keep these dates"))
        state = session.snapshot.state
        self._days = {
            "signed": OptionalDate(words("known"), state.signed),
            "deposited": OptionalDate(words("known"), state.deposited),
            "in_force": OptionalDate(words("known"), state.in_force),
        }
        self.field(words("Signed on"), self._days["signed"])
        self.field(words("Instrument deposited on"), self._days["deposited"])
        self.field(words("In force since"), self._days["in_force"])
        self._offer(session, words)

    def _offer(self, session: Session, words: Words) -> None:
        """Offers the days seen in published sources; they are kept only with the form."""
        known = session.instrument.parties.get(session.snapshot.state.code)
        days = {n: d for n, d in known.dates.items() if n in self._days} if known else {}
        if known is None or not days:
            return

        def fill() -> None:
            for name, day in days.items():
                self._days[name].set_value(day)

        seen = ", ".join(words.date(day) for day in days.values())
        source = session.pick(known.source) if known.source else ""
        said = words(
            "Seen in published sources, to be confirmed: {days} ({source})",
            days=seen,
            source=source,
        )
        self.form.addRow(parts.label(said, "small", tone="ink2", wrap=True))
        self.form.addRow(parts.button(words("Fill in"), fill, kind="link"))

    def edits(self) -> list[PutFact]:
        """Gives the changes that the form describes."""
        return [
            PutFact(name=name, value=day.isoformat() if (day := field.value()) else "")
            for name, field in self._days.items()
        ]


class NoticeForm(Form):
    """Records a notice about a reservation under article 79, or corrects one."""

    def __init__(
        self,
        parent: QWidget | None,
        session: Session,
        reservation: Reservation,
        notice: Notice | None = None,
    ) -> None:
        words = session.words
        node = reservation.provision
        question = words("What was notified about the reservation to {node}?", node=node)
        verb = words("Add the notice") if notice is None else words("Keep the changes")
        super().__init__(parent, words, question, verb)
        self._session, self._reservation, self._notice = session, reservation, notice
        chosen = notice.decision.value if notice else ""
        self.decision = parts.combo(
            [(d.value, words.code("decision", d.value)) for d in Decision], chosen
        )
        self.field(words("Decision"), self.decision)
        first = notice.on if notice else session.view.on
        self.on = parts.date_field(first)
        self.field(words("Notified on"), self.on)
        self.effective = OptionalDate(words("a later day"), notice.effective if notice else None)
        self.field(words("Takes effect on"), self.effective)
        self.warning = parts.label("", "small", tone="gap", wrap=True)
        self.form.addRow(self.warning)
        self.on.dateChanged.connect(self._check)
        self._check()

    def _check(self, _day: object = None) -> None:
        """Says so where the reservation had ended by the day of the notice."""
        others = tuple(n for n in self._reservation.notices if n is not self._notice)
        before = Reservation(
            id=self._reservation.id,
            provision=self._reservation.provision,
            made=self._reservation.made,
            scope=self._reservation.scope,
            notices=others,
        )
        said = ""
        try:
            notice = Notice(on=parts.to_date(self.on.date()), decision=Decision.UPHOLD)
            state, instrument = self._session.snapshot.state, self._session.instrument
            analysis.check_notice(before, notice, state, instrument)
        except AppError as error:
            said = self.words.error(error)
        self.warning.setText(said)
        self.warning.setVisible(bool(said))
        self.sure.setEnabled(not said)

    def edit(self) -> AddNotice | ChangeNotice:
        """Gives the change that the form describes."""
        on, effective = parts.to_date(self.on.date()), self.effective.value()
        decision = Decision(self.decision.currentData())
        if self._notice is None or self._notice.id is None:
            return AddNotice(
                provision=self._reservation.provision,
                on=on,
                decision=decision,
                effective=effective,
            )
        return ChangeNotice(
            id=self._notice.id,
            on=on,
            decision=decision,
            effective=effective,
            widened=self._notice.widened,
        )


class ExplanationForm(Form):
    """Records that GREVIO requested an explanation of a reservation, or that one was given; or
    corrects that.
    """

    def __init__(
        self,
        parent: QWidget | None,
        session: Session,
        provision: str,
        explanation: Explanation | None = None,
    ) -> None:
        words = session.words
        question = words("Was the reservation to {node} explained to GREVIO?", node=provision)
        verb = words("Add the explanation") if explanation is None else words("Keep the changes")
        super().__init__(parent, words, question, verb)
        self._provision, self._explanation = provision, explanation
        requested = explanation.requested if explanation else None
        given: date | None = explanation.given if explanation else session.view.on
        self.requested = OptionalDate(words("known"), requested)
        self.given = OptionalDate(words("known"), given)
        self.field(words("Requested by GREVIO on"), self.requested)
        hint = words("Owed before each renewal and on request (article 79, paragraph 3).")
        self.field(words("Given on"), self.given, hint)
        for field in (self.requested, self.given):
            field.known.toggled.connect(self._check)

    def _check(self) -> None:
        self.sure.setEnabled(bool(self.requested.value() or self.given.value()))

    def edit(self) -> AddExplanation | ChangeExplanation:
        """Gives the change that the form describes."""
        requested, given = self.requested.value(), self.given.value()
        if self._explanation is None or self._explanation.id is None:
            return AddExplanation(provision=self._provision, requested=requested, given=given)
        return ChangeExplanation(id=self._explanation.id, requested=requested, given=given)

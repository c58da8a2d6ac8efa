# SPDX-License-Identifier: EUPL-1.2
"""Dialogs that need fields: a reservation, a notice about one, evidence, a law that was read."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gapanalysis.edits import (
    AddExplanation,
    AddLaw,
    AddNotice,
    PutEvidence,
    PutFact,
    PutReservation,
    PutReview,
)
from gapanalysis.model import Decision, Dimension, KnownReservation, LawDraft, LawKind, Status
from gapanalysis.ui import parts, theme
from gapanalysis.ui.session import Session
from gapanalysis.words import Words

EVIDENCE_KINDS = ("case", "statistics", "practice", "interview", "judgment", "other")


class Form(QDialog):
    """A question, fields, and two buttons that are verbs; Esc is the safe one."""

    def __init__(self, parent: QWidget | None, words: Words, question: str, verb: str) -> None:
        super().__init__(parent)
        self.words = words
        self.setWindowTitle(question)
        self.setMinimumWidth(theme.px(480))
        layout = parts.lay(QVBoxLayout(self), margins=(24, 20, 24, 20), space=14)
        layout.addWidget(parts.label(question, "panel", wrap=True))
        self.form = QFormLayout()
        self.form.setVerticalSpacing(10)
        self.form.setHorizontalSpacing(16)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        layout.addLayout(self.form)
        layout.addStretch(1)
        self.sure = parts.button(verb, self.accept, kind="primary")
        self.sure.setDefault(True)
        layout.addLayout(parts.row(self.sure, parts.button(words("Cancel"), self.reject), 1))

    def field(self, name: str, widget: QWidget, hint: str = "") -> None:
        """Adds a field under its name, with a hint below it."""
        title = parts.label(name, "label")
        title.setBuddy(widget)
        widget.setAccessibleName(name)
        self.form.addRow(title, widget)
        if hint:
            self.form.addRow(parts.label(hint, "small", tone="ink3", wrap=True))


class OptionalDate(QWidget):
    """A day that may be left out."""

    def __init__(self, name: str, day: date | None) -> None:
        super().__init__()
        self.known = QCheckBox(name)
        self.day = QDateEdit()
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("d MMMM yyyy")
        self.day.setDate(QDate(day.year, day.month, day.day) if day else QDate.currentDate())
        self.known.setChecked(day is not None)
        self.day.setEnabled(day is not None)
        self.known.toggled.connect(self.day.setEnabled)
        self.setLayout(parts.row(self.known, self.day, 1))

    def set_value(self, day: date) -> None:
        """Shows a day as known."""
        self.known.setChecked(True)
        self.day.setDate(QDate(day.year, day.month, day.day))

    def value(self) -> date | None:
        """Gives the day, or None where it is left out."""
        return to_date(self.day.date()) if self.known.isChecked() else None


def to_date(day: QDate) -> date:
    """Gives a Python date."""
    return date(day.year(), day.month(), day.day())


def combo(choices: list[tuple[str, str]], chosen: str = "") -> QComboBox:
    """Gives a list to choose from: code and word."""
    box = QComboBox()
    for code, word in choices:
        box.addItem(word, code)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


class NoteForm(Form):
    """Asks for a note; an empty one takes it away."""

    def __init__(self, parent: QWidget | None, session: Session, title: str, note: str) -> None:
        words = session.words
        super().__init__(parent, words, title, words("Keep the note"))
        self._note = QPlainTextEdit(note)
        self._note.setFixedHeight(theme.px(130))
        self._note.setTabChangesFocus(True)
        hint = words("Working notes are left out of the public edition.")
        self.field(words("Note"), self._note, hint)
        QTimer.singleShot(0, self._note.setFocus)

    def text(self) -> str:
        """Gives the note as typed, without blank edges."""
        return self._note.toPlainText().strip()


class ReservationForm(Form):
    """Records a reservation under article 78."""

    def __init__(self, parent: QWidget | None, session: Session) -> None:
        words = session.words
        super().__init__(parent, words, words("Which reservation was made?"), words("Add"))
        choices = [
            (r.provision, f"{r.provision}  {session.pick(r.title)}")
            for r in session.instrument.reservable.values()
        ]
        self.provision = combo(choices)
        hint = words("Only what article 78 allows; any other provision may be typed and is void.")
        self.provision.setEditable(True)
        self.provision.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.field(words("Provision"), self.provision, hint)
        self.made = OptionalDate(words("known"), session.snapshot.state.deposited or date.today())
        self.field(words("Made on"), self.made)
        self.whole = QCheckBox(words("The whole provision is reserved"))
        self.whole.setChecked(True)
        self.scope = QPlainTextEdit()
        self.scope.setFixedHeight(theme.px(64))
        self.scope.setEnabled(False)
        self.scope.setPlaceholderText(words("What the declaration limits it to"))
        self.whole.toggled.connect(lambda on: self.scope.setEnabled(not on))
        self.field(words("Scope"), self.whole)
        self.form.addRow(self.scope)
        for known in session.known_reservations():
            self._offer(known, session)

    def _offer(self, known: KnownReservation, session: Session) -> None:
        """Offers a reservation seen in a published source; it is recorded only with the form."""
        words = session.words

        def fill() -> None:
            at = self.provision.findData(known.provision)
            self.provision.setCurrentIndex(at)
            if at < 0:
                self.provision.setEditText(known.provision)
            if known.made:
                self.made.set_value(known.made)
            self.whole.setChecked(known.scope is None)
            self.scope.setPlainText(session.pick(known.scope) if known.scope else "")

        said = words(
            "Seen in a published source, to be confirmed: {provision} ({source})",
            provision=known.provision,
            source=session.pick(known.source),
        )
        self.form.addRow(parts.label(said, "small", tone="ink2", wrap=True))
        self.form.addRow(parts.button(words("Fill in"), fill, kind="link"))

    def edit(self) -> PutReservation:
        """Gives the change that the form describes."""
        typed = self.provision.currentText().strip()
        at = self.provision.findText(typed)
        provision = str(self.provision.itemData(at)) if at >= 0 else typed
        scope = None if self.whole.isChecked() else self.scope.toPlainText().strip()
        return PutReservation(provision=provision, made=self.made.value(), scope=scope)


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
    """Records a notice about a reservation under article 79."""

    def __init__(self, parent: QWidget | None, session: Session, provision: str) -> None:
        words = session.words
        question = words("What was notified about the reservation to {node}?", node=provision)
        super().__init__(parent, words, question, words("Add the notice"))
        self._provision = provision
        self.decision = combo([(d.value, words.code("decision", d.value)) for d in Decision])
        self.field(words("Decision"), self.decision)
        self.on = QDateEdit(QDate.currentDate())
        self.on.setCalendarPopup(True)
        self.on.setDisplayFormat("d MMMM yyyy")
        self.field(words("Notified on"), self.on)
        self.effective = OptionalDate(words("a later day"), None)
        self.field(words("Takes effect on"), self.effective)

    def edit(self) -> AddNotice:
        """Gives the change that the form describes."""
        return AddNotice(
            provision=self._provision,
            on=to_date(self.on.date()),
            decision=Decision(self.decision.currentData()),
            effective=self.effective.value(),
        )


class ExplanationForm(Form):
    """Records that GREVIO requested an explanation of a reservation, or that one was given."""

    def __init__(self, parent: QWidget | None, session: Session, provision: str) -> None:
        words = session.words
        question = words("Was the reservation to {node} explained to GREVIO?", node=provision)
        super().__init__(parent, words, question, words("Add the explanation"))
        self._provision = provision
        self.requested = OptionalDate(words("known"), None)
        self.given = OptionalDate(words("known"), date.today())
        self.field(words("Requested by GREVIO on"), self.requested)
        hint = words("Owed before each renewal and on request (article 79, paragraph 3).")
        self.field(words("Given on"), self.given, hint)
        for field in (self.requested, self.given):
            field.known.toggled.connect(self._check)

    def _check(self) -> None:
        self.sure.setEnabled(bool(self.requested.value() or self.given.value()))

    def edit(self) -> AddExplanation:
        """Gives the change that the form describes."""
        return AddExplanation(
            provision=self._provision, requested=self.requested.value(), given=self.given.value()
        )


class OverrideForm(Form):
    """Puts a person's status, with a reason, in the place of the computed one."""

    def __init__(self, parent: QWidget | None, session: Session, obligation: str) -> None:
        words = session.words
        question = words("Which status does {node} have in your judgment?", node=obligation)
        super().__init__(parent, words, question, words("Override"))
        self._obligation = obligation
        known = session.view.evaluation.statuses[obligation]
        said = words(
            "Computed: {status}. The findings stay as they are.",
            status=words.code("status", known.computed.value),
        )
        self.form.addRow(parts.label(said, "small", tone="ink2", wrap=True))
        choices = [(status.value, words.code("status", status.value)) for status in Status]
        self.status = combo(choices, known.status.value)
        self.field(words("Status"), self.status)
        self.reason = QPlainTextEdit(known.override)
        self.reason.setFixedHeight(theme.px(90))
        hint = words("The report prints the reason beside the status.")
        self.field(words("Reason"), self.reason, hint)
        self.reason.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        self.sure.setEnabled(bool(self.reason.toPlainText().strip()))

    def edit(self) -> PutReview:
        """Gives the change that the form describes."""
        return PutReview(
            obligation=self._obligation,
            decision=str(self.status.currentData()),
            reason=self.reason.toPlainText().strip(),
        )


class EvidenceForm(Form):
    """Records a piece of evidence; confidential unless said otherwise."""

    def __init__(self, parent: QWidget | None, session: Session) -> None:
        words = session.words
        super().__init__(parent, words, words("What was found?"), words("Add the evidence"))
        instrument = session.instrument
        nodes = [
            (o.id, f"{o.id}  {session.pick(o.title)}") for o in instrument.obligations.values()
        ]
        self.obligation = combo(nodes, session.obligation)
        self.field(words("Obligation"), self.obligation)
        self.text = QPlainTextEdit()
        self.text.setFixedHeight(theme.px(110))
        self.field(words("Text"), self.text)
        self.kind = combo([(k, words.code("evidence", k)) for k in EVIDENCE_KINDS])
        self.field(words("Kind"), self.kind)
        self.source = QLineEdit()
        self.field(words("Source"), self.source)
        self.day = OptionalDate(words("known"), None)
        self.field(words("Date"), self.day)
        self.dimension = combo([(d.value, words.code("dimension", d.value)) for d in Dimension])
        self.dimension.setCurrentIndex(1)
        self.field(words("In law or in practice"), self.dimension)
        self.confidential = QCheckBox(words("Confidential: left out of the public edition"))
        self.confidential.setChecked(True)
        self.form.addRow(self.confidential)
        self.sure.setEnabled(False)
        self.text.textChanged.connect(
            lambda: self.sure.setEnabled(bool(self.text.toPlainText().strip()))
        )

    def edit(self) -> PutEvidence:
        """Gives the change that the form describes."""
        return PutEvidence(
            obligation=str(self.obligation.currentData()),
            kind=str(self.kind.currentData()),
            text=self.text.toPlainText().strip(),
            source=self.source.text().strip(),
            date=self.day.value(),
            dimension=Dimension(self.dimension.currentData()),
            confidential=self.confidential.isChecked(),
        )


class LawForm(Form):
    """Asks for what a file does not say: title, kind and date of the law that was read."""

    def __init__(self, parent: QWidget | None, session: Session, draft: LawDraft) -> None:
        words = session.words
        super().__init__(parent, words, words("Add this law?"), words("Add this law"))
        self._draft = draft
        articles = sum(p.kind.value == "article" for p in draft.provisions)
        found = words.plural("{n} article", "{n} articles", articles)
        provisions = words.plural("{n} provision", "{n} provisions", len(draft.provisions))
        said = f"{draft.source.name}: {found}, {provisions}."
        self.form.addRow(parts.label(said, tone="ink2", wrap=True))
        self.name = QLineEdit(draft.title)
        self.field(words("Title"), self.name)
        self.kind = combo([(k.value, words.code("law", k.value)) for k in LawKind])
        self.field(words("Kind"), self.kind)
        self.day = OptionalDate(words("known"), None)
        self.field(words("Text as of"), self.day)
        QTimer.singleShot(0, self.name.setFocus)

    def edit(self) -> AddLaw:
        """Gives the change that the form describes."""
        return AddLaw(
            draft=self._draft,
            title=self.name.text().strip() or self._draft.title,
            kind=LawKind(self.kind.currentData()),
            date=self.day.value(),
        )

# SPDX-License-Identifier: EUPL-1.2
"""Dialogs that need fields: the form they share, a status of one's own, a law."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gapanalysis.model import LawDraft, LawKind, Status
from gapanalysis.ui import parts, theme
from gapanalysis.ui.later import edits
from gapanalysis.ui.session import Session
from gapanalysis.words import Words


class Form(QDialog):
    """A question, fields, and two buttons that are verbs; Esc is the safe one."""

    def __init__(self, parent: QWidget | None, words: Words, question: str, verb: str) -> None:
        super().__init__(parent)
        self.words = words
        self.setWindowTitle(question)
        self.setMinimumWidth(theme.px(480))
        self.column = parts.lay(QVBoxLayout(self), margins=(24, 20, 24, 20), space=14)
        self.column.addWidget(parts.label(question, "panel", wrap=True))
        self.fields = QWidget()
        self.form = QFormLayout(self.fields)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setVerticalSpacing(10)
        self.form.setHorizontalSpacing(16)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.column.addWidget(self.fields)
        self.column.addStretch(1)
        self.sure = parts.button(verb, self.accept, kind="primary")
        self.sure.setDefault(True)
        self.buttons = parts.row(self.sure, parts.button(words("Cancel"), self.reject), 1)
        self.column.addLayout(self.buttons)
        self._first: QWidget | None = None
        parts.shortcut(self, "Ctrl+Return", self.sure.click, inside=True)

    def field(self, name: str, widget: QWidget, hint: str = "") -> None:
        """Adds a field under its name, with a hint below it."""
        title = parts.label(name, "label")
        title.setBuddy(widget)
        parts.name(widget, name)
        self._first = self._first or widget
        self.form.addRow(title, widget)
        if hint:
            self.form.addRow(parts.label(hint, "small", tone="ink3", wrap=True))

    def showEvent(self, event: QShowEvent) -> None:
        """Gives the keyboard to the first field: in a button, a blank that is typed would act."""
        super().showEvent(event)
        if self._first is not None and isinstance(self.focusWidget(), QPushButton | None):
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)


def fill_in(form: QDialog, keep: Callable[[], bool]) -> None:
    """Shows a form until what was filled in is kept or the user leaves it: what was typed is not
    lost where it could not be saved.
    """
    while form.exec() == QDialog.DialogCode.Accepted:
        if keep():
            return


class OptionalDate(QWidget):
    """A day that may be left out."""

    def __init__(self, name: str, day: date | None) -> None:
        super().__init__()
        self.known = QCheckBox(name)
        self.day = parts.date_field(day)
        self.known.setChecked(day is not None)
        self.day.setEnabled(day is not None)
        self.known.toggled.connect(self.day.setEnabled)
        self.setLayout(parts.row(self.known, self.day, 1))
        self.setFocusProxy(self.known)

    def set_value(self, day: date) -> None:
        """Shows a day as known."""
        self.known.setChecked(True)
        self.day.setDate(QDate(day.year, day.month, day.day))

    def value(self) -> date | None:
        """Gives the day, or None where it is left out."""
        return parts.to_date(self.day.date()) if self.known.isChecked() else None


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
        self.status = parts.combo(choices, known.status.value)
        self.field(words("Status"), self.status)
        self.reason = QPlainTextEdit(known.override)
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(theme.px(90))
        hint = words("The report prints the reason beside the status.")
        self.field(words("Reason"), self.reason, hint)
        self.reason.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        self.sure.setEnabled(bool(self.reason.toPlainText().strip()))

    def edit(self) -> edits.PutReview:
        """Gives the change that the form describes."""
        return edits.PutReview(
            obligation=self._obligation,
            decision=str(self.status.currentData()),
            reason=self.reason.toPlainText().strip(),
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
        said = words.named(draft.source.name, f"{found}, {provisions}.")
        self.form.addRow(parts.label(said, tone="ink2", wrap=True))
        self.name = QLineEdit(draft.title)
        self.field(words("Title"), self.name)
        self.kind = parts.combo([(k.value, words.code("law", k.value)) for k in LawKind])
        self.field(words("Kind"), self.kind)
        self.day = OptionalDate(words("known"), None)
        self.field(words("Text as of"), self.day)
        QTimer.singleShot(0, self.name.setFocus)

    def edit(self) -> edits.AddLaw:
        """Gives the change that the form describes."""
        return edits.AddLaw(
            draft=self._draft,
            title=self.name.text().strip() or self._draft.title,
            kind=LawKind(self.kind.currentData()),
            date=self.day.value(),
        )

# SPDX-License-Identifier: EUPL-1.2
"""The elements of an obligation: one question a row with its answer control."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gapanalysis.model import Answer, AnswerValue, Element
from gapanalysis.ui import parts, spoken, theme
from gapanalysis.ui.dialogs import NoteForm, fill_in
from gapanalysis.ui.later import edits
from gapanalysis.ui.session import Session

_KEYS = {
    Qt.Key.Key_1: AnswerValue.YES,  # digits too: they lie side by side on every keyboard
    Qt.Key.Key_2: AnswerValue.PARTLY,
    Qt.Key.Key_3: AnswerValue.NO,
    Qt.Key.Key_4: AnswerValue.UNCLEAR,
    Qt.Key.Key_5: AnswerValue.NA,
    Qt.Key.Key_Y: AnswerValue.YES,
    Qt.Key.Key_P: AnswerValue.PARTLY,
    Qt.Key.Key_N: AnswerValue.NO,
    Qt.Key.Key_U: AnswerValue.UNCLEAR,
    Qt.Key.Key_A: AnswerValue.NA,
}
_ROOMY = 480
"""Width of a row at 100 % zoom from which the question stands beside its number and answers."""
_CLEAR = {Qt.Key.Key_0, Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
Act = Callable[[AnswerValue | None], None]


def letter_of(session: Session, answer: AnswerValue) -> str:
    """Gives what the button of an answer shows: its key in the language of the interface."""
    return "–" if answer is AnswerValue.NA else session.words(f"key.{answer.value}")


class AnswerControl(QWidget):
    """Joined buttons for the answers; keys 1–5 or letters, 0 or Delete clears."""

    def __init__(self, session: Session, value: AnswerValue | None, act: Act) -> None:
        super().__init__()
        self._act, self._value = act, value
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = parts.lay(QHBoxLayout(self))
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.buttons: dict[AnswerValue, QToolButton] = {}
        for n, answer in enumerate(AnswerValue):
            word = session.words.code("answer", answer.value)
            made = QToolButton()
            made.setText(letter_of(session, answer))
            made.setToolTip(f"{word} ({'A' if answer is AnswerValue.NA else made.text()})")
            made.setAccessibleName(word)
            made.setCheckable(True)
            made.setChecked(answer is value)
            made.setFont(theme.font("label"))
            made.setProperty("role", "answer")
            made.setProperty("place", parts.joint(n, len(AnswerValue)))
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.clicked.connect(lambda _checked=False, answer=answer: self._choose(answer))
            self._group.addButton(made)
            self.buttons[answer] = made
            row.addWidget(made)

    def _choose(self, answer: AnswerValue) -> None:
        self._act(None if answer is self._value else answer)


class ElementRow(QFrame):
    """One element: number, question, answer control; the focused row is marked. Where there is
    little room, the question has the whole width below the others.
    """

    moved = Signal(int)
    support_wanted = Signal(str)
    provision_wanted = Signal(int)

    def __init__(self, session: Session, element: Element, answer: Answer | None) -> None:
        super().__init__()
        self._session, self.element, self.given = session, element, answer
        spoken.tell_as(self, "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        words = session.words
        value = answer.value if answer else None
        self._letters = {letter_of(session, one): one for one in AnswerValue}
        self.control = AnswerControl(session, value, self.answer)
        number = parts.label(element.id, "small", tone="ink2")
        number.setMinimumWidth(theme.px(54))
        question = parts.label(session.pick(element.question), wrap=True)
        parts.explain(question, words.language)
        self.texts = QWidget()
        texts = parts.lay(QVBoxLayout(self.texts), space=2)
        texts.addWidget(question)
        if not element.core:
            texts.addWidget(parts.label(words("for information"), "small", tone="ink3"))
        if answer is not None and answer.note:
            texts.addWidget(parts.label(parts.short(answer.note), "small", tone="ink2", wrap=True))
        self._add_supports(texts)
        name = words("More on {element}", element=element.id)
        self.more = parts.icon_button("dots-three", name, self._menu, small=True)
        self._grid = parts.lay(QGridLayout(self), margins=(13, 7, 8, 7), space=4)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(number, 0, 0, top)
        self._grid.addWidget(self.control, 0, 2, top)
        self._grid.addWidget(self.more, 0, 3, top)
        self._grid.setColumnStretch(1, 1)
        self._is_roomy: bool | None = None
        self._arrange(is_roomy=False)
        said = words.code("answer", value.value) if value else words("not answered")
        self.setAccessibleName(f"{element.id}: {session.pick(element.question)} {said}")
        if element.note:
            self.setToolTip(parts.plain_tip(session.pick(element.note)))

    def _arrange(self, *, is_roomy: bool) -> None:
        """Puts the question beside its number and answers, or below them."""
        if is_roomy is not self._is_roomy:
            self._is_roomy = is_roomy
            self._grid.removeWidget(self.texts)
            self._grid.addWidget(self.texts, *((0, 1) if is_roomy else (1, 0, 1, 4)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(is_roomy=event.size().width() / theme.zoom() >= _ROOMY)

    def answer(self, value: AnswerValue | None) -> None:
        """Records an answer, or clears it."""
        if value is None:
            self._session.do(edits.ClearAnswer(element=self.element.id))
            return
        note = self.given.note if self.given else ""
        self._session.do(edits.PutAnswer(element=self.element.id, value=value, note=note))

    def edit_note(self) -> None:
        """Asks for a note to the answer given."""
        if self.given is None:
            said = "Answer the question first; the note belongs to the answer."
            self._session.message.emit(self._session.words(said), "info")
            return
        title = self._session.words("Note to {element}", element=self.element.id)
        form = NoteForm(self, self._session, title, self.given.note)
        name, value = self.element.id, self.given.value
        fill_in(
            form,
            lambda: self._session.do(edits.PutAnswer(element=name, value=value, note=form.text())),
        )

    def _menu(self) -> None:
        words, menu = self._session.words, QMenu(self)
        menu.addAction(words("Note…") + "\tCtrl+M", self.edit_note)
        support = words("Supported by the provision at the cursor of the law")
        menu.addAction(support + "\tL", lambda: self.support_wanted.emit(self.element.id))
        menu.addAction(words("Clear the answer") + "\t0", lambda: self.answer(None))
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _add_supports(self, column: QVBoxLayout) -> None:
        """Shows the provisions that the answer rests on, as links that can be taken away."""
        session, words = self._session, self._session.words
        for key in self.given.supports if self.given else ():
            provision = session.snapshot.provisions[key]
            law = session.snapshot.laws[provision.law].title
            name = session.cited(key)
            link = parts.button(
                name, partial(self.provision_wanted.emit, key), kind="link", tip=law
            )
            link.setFont(theme.font("small"))
            away = parts.icon_button(
                "x",
                words("Take away {place}", place=name),
                partial(session.do, edits.RemoveSupport(element=self.element.id, provision=key)),
                small=True,
            )
            column.addLayout(parts.row(link, away, 1, space=2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_M:
            self.edit_note()
        elif event.modifiers():
            super().keyPressEvent(event)
        elif event.text().upper() in self._letters:
            self.answer(self._letters[event.text().upper()])
        elif key in _KEYS:
            self.answer(_KEYS[key])
        elif key in _CLEAR:
            self.answer(None)
        elif key == Qt.Key.Key_L:
            self.support_wanted.emit(self.element.id)
        elif key in parts.STEPS:
            self.moved.emit(parts.STEPS[key])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark(focused=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark(focused=False)

    def _mark(self, *, focused: bool) -> None:
        self.setProperty("focused", "true" if focused else "false")
        parts.restyle(self)


class ElementList(QWidget):
    """All elements of an obligation; keeps the focused row when answers change."""

    support_wanted = Signal(str)
    provision_wanted = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._layout = parts.lay(QVBoxLayout(self))
        self.rows: list[ElementRow] = []

    def show_node(self, elements: list[Element]) -> None:
        """Shows elements in catalogue order with their answers."""
        parts.clear(self._layout)
        self.rows = [self._row(element) for element in elements]
        for row in self.rows:
            self._layout.addWidget(row)

    def show_answers(self) -> None:
        """Shows the elements again whose answers have changed."""
        answers = self._session.snapshot.answers
        for at, old in enumerate(self.rows):
            if old.given == answers.get(old.element.id):
                continue
            self.rows[at] = new = self._row(old.element)
            self._layout.insertWidget(at, new)
            new.show()  # what is not shown yet takes no keyboard
            if parts.has_keyboard(old):
                new.setFocus()
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _row(self, element: Element) -> ElementRow:
        made = ElementRow(self._session, element, self._session.snapshot.answers.get(element.id))
        made.moved.connect(lambda by: self._step(made, by))
        made.support_wanted.connect(self.support_wanted)
        made.provision_wanted.connect(self.provision_wanted)
        return made

    def _step(self, row: ElementRow, by: int) -> None:
        at = self.rows.index(row) + by
        if 0 <= at < len(self.rows):
            parts.take_keyboard(self.rows[at])

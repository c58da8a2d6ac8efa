# SPDX-License-Identifier: EUPL-1.2
"""What is suggested, one row each, with the words that speak for it: for an obligation or for a
provision. A person maps, hides or passes over each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gapanalysis.numbers import with_superscripts
from gapanalysis.ui import parts, spoken, theme
from gapanalysis.ui.law_view import COVERAGE_KEYS
from gapanalysis.ui.session import Session

if TYPE_CHECKING:
    from gapanalysis.suggesting import Proposal

_WHERE = {
    "heading": "In the heading: {words}",
    "text": "In the text: {words}",
    "chapter": "In the title of the chapter: {words}",
    "law": "In the title of the law: {words}",
}


def because(session: Session, proposal: Proposal) -> str:
    """Gives the words that speak for a suggestion, by where they stand."""
    said = []
    for where, sentence in _WHERE.items():
        found = [
            parts.quote(session.words, one.words) for one in proposal.because if one.where == where
        ]
        if found:
            said.append(session.words(sentence, words=", ".join(found)))
    return ". ".join(said)


def dashed(text: str) -> QLabel:
    """Gives a label in a dashed frame: nobody but the program says so."""
    made = parts.label(text, "label")
    made.setProperty("role", "suggested")
    made.setFixedHeight(theme.px(22))
    return made


class CandidateRow(QFrame):
    """One suggestion. ``by_node``: it names an article of the Convention, not a provision."""

    chosen = Signal(object)
    mapped = Signal(object)
    hidden = Signal(object)
    shown = Signal(object)
    moved = Signal(int)
    coverage_wanted = Signal(object)

    def __init__(self, session: Session, *, by_node: bool = False) -> None:
        super().__init__()
        self._session, self._by_node = session, by_node
        self.proposal: Proposal
        spoken.tell_as(self, "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        words = session.words
        self._number = dashed("")
        self._title = parts.ElidedLabel("", "strong")
        act = words("Go there") if by_node else words("Map")
        self._act = parts.button(act, lambda: self.chosen.emit(self.proposal), kind="link")
        hide = words("Do not suggest this again")
        away = parts.icon_button("x", hide, lambda: self.hidden.emit(self.proposal), small=True)
        self._map = parts.button(words("Map"), lambda: self.mapped.emit(self.proposal), kind="link")
        (away if by_node else self._map).hide()
        self._away = away
        self._why = parts.label("", "small", tone="ink2", wrap=True)
        self._about = parts.ElidedLabel("", "small", tone="ink3")
        layout = parts.lay(QVBoxLayout(self), margins=(13, 5, 10, 6), space=3)
        head = parts.row(self._number, self._title, self._map, self._act, away, space=8)
        head.setStretch(1, 1)
        layout.addLayout(head)
        layout.addWidget(self._why)
        layout.addWidget(self._about)

    def show_proposal(self, proposal: Proposal) -> None:
        """Shows a suggestion in place of the one shown before."""
        session, words = self._session, self._session.words
        self.proposal = proposal
        law = session.snapshot.laws.get(proposal.law)
        number, title = self._named(proposal)
        self._number.setText(parts.isolated(number))
        self._title.set_full(title)
        why = because(session, proposal)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        best = ", ".join(parts.isolated(with_superscripts(one)) for one in proposal.best)
        about = [
            words("mapped already") if self._by_node and self._is_mapped(proposal) else "",
            law.title if law and len(session.snapshot.laws) > 1 and not self._by_node else "",
            words("Most in {places}", places=best) if best else "",
        ]
        self._about.set_full(" · ".join(filter(None, about)))
        self._about.setVisible(any(about))
        where = law.title if law and not self._by_node else ""
        name = " ".join(filter(None, [where, number, title]))
        self.setAccessibleName(f"{name}, {words('suggested')}. {why}")
        self._map.setVisible(self._by_node and not self._is_mapped(proposal))
        for button in (self._map, self._act, self._away):
            verb = button.text() or button.toolTip()
            button.setAccessibleName(words.named(verb, number))

    def _named(self, proposal: Proposal) -> tuple[str, str]:
        """Gives what the suggestion is called: number and title."""
        if self._by_node:
            article = self._session.instrument.articles[int(proposal.node.partition(".")[0])]
            return proposal.node, self._session.pick(article.short)
        return self._session.cited(proposal.provision, proposal.address), proposal.title

    def _is_mapped(self, proposal: Proposal) -> bool:
        """Tells whether some of the provision is mapped to the node or below it."""
        places = self._session.snapshot.provisions
        mapped = (places[m.provision] for m in self._session.mappings_at(proposal.node))
        return any(
            one.law == proposal.law and proposal.start <= one.start < proposal.end for one in mapped
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.shown.emit(self.proposal)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.chosen.emit(self.proposal)
        elif key == Qt.Key.Key_Space:
            self.shown.emit(self.proposal)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and not self._by_node:
            self.hidden.emit(self.proposal)
        elif key == Qt.Key.Key_M and not (self._by_node and self._map.isHidden()):
            self.mapped.emit(self.proposal)
        elif key in COVERAGE_KEYS:
            self.coverage_wanted.emit(COVERAGE_KEYS[key])
        elif key in parts.STEPS:
            self.moved.emit(parts.STEPS[key])
        else:
            super().keyPressEvent(event)


class CandidateList(QWidget):
    """Suggestions, the best first; J, K and the arrows go from one to the next."""

    chosen = Signal(object)
    mapped = Signal(object)
    hidden = Signal(object)
    shown = Signal(object)
    coverage_wanted = Signal(object)
    stepped = Signal(QWidget)
    """A row took the keyboard."""

    def __init__(self, session: Session, *, by_node: bool = False) -> None:
        super().__init__()
        self._session, self._by_node = session, by_node
        self._layout = parts.lay(QVBoxLayout(self))
        self.at = 0
        """The row that had the keyboard last."""
        self._made: list[CandidateRow] = []
        self.rows: list[CandidateRow] = []

    def show_proposals(self, proposals: Sequence[Proposal]) -> None:
        """Shows suggestions; keeps the place that has the keyboard."""
        focus = self.window().focusWidget()
        focused = next((n for n, row in enumerate(self.rows) if row is focus), -1)
        while len(self._made) < len(proposals):
            self._add_row()
        self.rows = self._made[: len(proposals)]
        for row, proposal in zip(self.rows, proposals, strict=True):
            row.show_proposal(proposal)
            row.show()
        if focused >= 0:
            self.step(min(focused, len(self.rows) - 1))
        for row in self._made[len(proposals) :]:
            row.hide()

    def _add_row(self) -> None:
        made = CandidateRow(self._session, by_node=self._by_node)
        made.chosen.connect(self.chosen)
        made.mapped.connect(self.mapped if self._by_node else self.chosen)
        made.hidden.connect(self.hidden)
        made.shown.connect(self.shown)
        made.coverage_wanted.connect(self.coverage_wanted)
        made.moved.connect(lambda by: self.step(self._made.index(made) + by))
        self._made.append(made)
        self._layout.addWidget(made)

    def step(self, row: int) -> bool:
        """Takes the keyboard to a row; tells whether there is one."""
        there = 0 <= row < len(self.rows)
        if there:
            self.at = row
            self.rows[row].setFocus(Qt.FocusReason.TabFocusReason)
            self.stepped.emit(self.rows[row])
        return there

# SPDX-License-Identifier: EUPL-1.2
"""The part of the obligation panel that suggests provisions. It is filled beside the window and
never moves what the user is at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gapanalysis import analysis
from gapanalysis.model import Coverage
from gapanalysis.ui import parts, theme
from gapanalysis.ui.candidates import CandidateList, dashed
from gapanalysis.ui.later import edits
from gapanalysis.ui.session import Session
from gapanalysis.ui.suggestions import NODE, Suggestions

if TYPE_CHECKING:
    from gapanalysis.suggesting import Proposal

FEW = 5
_PAUSE = 40
"""Milliseconds after a choice before anything is asked: the window is painted first."""
_KEY = "mapping/suggestions"


class MayBelong(QWidget):
    """``keep`` changes the panel and lets what the user is at stay where it is on the screen."""

    map_wanted = Signal(object)
    place_wanted = Signal(object)
    unmapped_wanted = Signal()
    coverage_wanted = Signal(object)
    offered = Signal()
    """Other provisions are suggested now than before, or none."""

    def __init__(
        self, session: Session, suggestions: Suggestions, settings: QSettings, keep: parts.Keep
    ) -> None:
        super().__init__()
        self._session, self._suggestions, self._settings = session, suggestions, settings
        self._keep = keep
        self._open = settings.value(_KEY) != "closed"
        self._more = self._wants_focus = False
        self._found: tuple[Proposal, ...] | None = None
        self._hidden: list[Proposal] = []
        self.proposals: tuple[Proposal, ...] = ()
        self.coverage = Coverage.FULL
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._ask)
        self._build()
        self.hide()
        suggestions.found.connect(self._answered)

    def _build(self) -> None:
        words = self._session.words
        layout = parts.lay(QVBoxLayout(self))
        self._caret = parts.icon_button("caret-down", "", self.toggle, small=True)
        self._count = parts.label("", "small", tone="ink3")
        title = parts.label(words("May belong here"), "label", tone="ink2")
        mark = dashed(words("suggested"))
        layout.addLayout(
            parts.row(title, self._count, mark, 1, self._caret, margins=(16, 12, 12, 4))
        )
        self._keys = parts.label("", "small", tone="ink3", wrap=True)
        self._said = parts.label("", "small", tone="ink3", wrap=True)
        for line in (self._keys, self._said):
            line.setContentsMargins(*map(theme.px, (16, 0, 14, 4)))
            layout.addWidget(line)
        self.list = CandidateList(self._session)
        self.list.chosen.connect(self._map)
        self.list.shown.connect(self.place_wanted)
        self.list.hidden.connect(self.hide_proposal)
        self.list.coverage_wanted.connect(self.coverage_wanted)
        layout.addWidget(self.list)
        self._all = parts.button(words("Show more"), self.show_more, kind="link")
        self._back = parts.button("", self.show_hidden, kind="link")
        unmapped = words("What is mapped neither way")
        self._unmapped = parts.button(unmapped, self.unmapped_wanted.emit, kind="link")
        for button in (self._all, self._back, self._unmapped):
            layout.addLayout(parts.row(button, 1, margins=(14, 2, 14, 0)))

    # --- what is shown

    def show_node(self) -> None:
        """Begins to look for what may belong to the current node; what was shown goes when the
        answer is there.
        """
        self._more = self._wants_focus = False
        self._found = None
        self.list.at = 0
        self._suggestions.drop(NODE)
        self._pause.start(_PAUSE)

    def refresh(self, touched: frozenset[str]) -> None:
        """Takes account of an edit."""
        if touched & {"laws", "structure", "everything"}:
            self._found = None
            self._pause.start(_PAUSE)
        elif touched & {"mappings", "hidden"} and self._found is not None:
            self._show()

    def _ask(self) -> None:
        if not self._session.is_open or not self._session.laws():
            self.hide()
            return
        node = self._session.obligation
        known = self._suggestions.known(node)
        if known is None:
            self._suggestions.ask(NODE, node)
            self.proposals, self._hidden = (), []
            self._keep(self._fill)
            self.offered.emit()
        else:
            self._answered(NODE, node, known)

    def _answered(self, kind: str, node: object, found: tuple[Proposal, ...]) -> None:
        if kind == NODE and node == self._session.obligation and self._session.is_open:
            self._found = found
            self._show()

    @property
    def answered(self) -> bool:
        """Tells whether it is known what may belong to the current node."""
        return self._found is not None

    def _show(self) -> None:
        """Shows what was found and is neither mapped nor hidden."""
        node = self._session.obligation
        hidden = analysis.read_hidden(self._session.project)
        taken = self._taken(node)
        left = [one for one in self._found or () if not _holds(one, taken)]
        self._hidden = [one for one in left if (one.provision, node) in hidden]
        self.proposals = tuple(one for one in left if one not in self._hidden)
        self._keep(self._fill)
        self.offered.emit()
        if parts.has_keyboard(self.list):  # what was mapped stands above now
            self.list.step(self.list.at)
        if self._wants_focus:
            self._wants_focus = False
            self._take_focus()

    def _taken(self, node: str) -> list[tuple[int, int]]:
        """Gives law and beginning of what is mapped to a node, below it or above it."""
        session = self._session
        found = []
        for m in session.snapshot.mappings:
            if session.is_below(m.obligation, node) or session.is_below(node, m.obligation):
                place = session.snapshot.provisions[m.provision]
                found.append((place.law, place.start))
        return found

    def _fill(self) -> None:
        words, had = self._session.words, self._has_focus()
        few = self.proposals if self._more else self.proposals[:FEW]
        self.show()
        self._count.setText("" if self._found is None else str(len(self.proposals)))
        name = words("Hide the suggestions") if self._open else words("Show the suggestions")
        self._caret.setToolTip(f"{name} (S)" if not self._open else name)
        self._caret.setAccessibleName(name)
        self._caret.setIcon(theme.icon("caret-up" if self._open else "caret-down"))
        self.list.setVisible(self._open)
        self.list.show_proposals(few if self._open else ())
        said = self._doubts()
        if self._found is None:
            said = [words("Looking through the laws …")]
        elif not self.proposals:
            said.insert(0, words("No other provision of the laws speaks for this."))
        self._said.setText("\n".join(said))
        self._said.setVisible(bool(said) and self._open)
        self._tell_keys()
        self._all.setVisible(self._open and len(few) < len(self.proposals))
        back = words.plural("Show {n} hidden one", "Show {n} hidden ones", len(self._hidden))
        self._back.setText(back)
        self._back.setVisible(self._open and bool(self._hidden))
        self._unmapped.setVisible(self._open)
        if had and not self._has_focus():
            self._caret.setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_focus(self) -> bool:
        focus = self.window().focusWidget()
        return focus is not None and focus.isVisible() and self.isAncestorOf(focus)

    def _doubts(self) -> list[str]:
        """Gives what lowers the worth of suggestions, in words."""
        words = self._session.words
        return [
            words.code("suggest", code, **details) for code, details in self._suggestions.doubts
        ]

    def _tell_keys(self) -> None:
        words = self._session.words
        coverage = words.code("coverage", self.coverage.value)
        said = words("Enter maps as {coverage}, Space shows, Delete hides", coverage=coverage)
        self._keys.setText(said)
        self._keys.setVisible(self._open and bool(self.proposals))

    def set_coverage(self, coverage: Coverage) -> None:
        """Says as what Enter maps now."""
        self.coverage = coverage
        self._tell_keys()

    def offers(self) -> tuple[Proposal, ...]:
        """Gives what is shown: nothing while the list is closed."""
        return tuple(row.proposal for row in self.list.rows) if self._open else ()

    # --- what a person does

    def toggle(self) -> None:
        """Opens the list or closes it to its first line; that is remembered."""
        self._open = not self._open
        self._settings.setValue(_KEY, "open" if self._open else "closed")
        self._keep(self._fill)
        self.offered.emit()

    def go(self) -> None:
        """Takes the keyboard to the suggestion that had it last, else to the first one, as soon as
        there is one.
        """
        if not self._open:
            self.toggle()
        if self._found is None:
            self._wants_focus = True
        else:
            self._take_focus()

    def _take_focus(self) -> None:
        if not self.list.step(min(self.list.at, len(self.list.rows) - 1)):
            words = self._session.words
            said = words("No other provision of the laws speaks for this.")
            self._session.message.emit(said, "info")

    def show_more(self) -> None:
        """Shows all that was found."""
        at = len(self.list.rows)
        self._more = True
        self._keep(self._fill)
        self.list.step(at)
        self.offered.emit()

    def _map(self, one: Proposal) -> None:
        if one.node == self._session.obligation:
            self.map_wanted.emit(one)

    def hide_proposal(self, one: Proposal) -> None:
        """Lets a provision not be suggested for the node again."""
        node, words = self._session.obligation, self._session.words
        place = self._session.cited(one.provision, one.address)
        said = words("{number} is not suggested for {node} again", number=place, node=node)
        self._session.do(edits.HideSuggestion(provision=one.provision, obligation=node), said=said)

    def show_hidden(self) -> None:
        """Suggests again what was hidden for the node."""
        node = self._session.obligation
        self._session.do(
            *(
                edits.HideSuggestion(provision=one.provision, obligation=node, hidden=False)
                for one in self._hidden
            )
        )


def _holds(one: Proposal, places: list[tuple[int, int]]) -> bool:
    return any(law == one.law and one.start <= start < one.end for law, start in places)

# SPDX-License-Identifier: EUPL-1.2
"""The open project and what is known of it: the one place through which pages read and change.

A page calls :meth:`Session.do`; the edit is saved, the view brought up to date, and ``changed``
tells every page what was touched. What the user can mend becomes a message, never a traceback.

What only an open project needs is imported there: the first page stands without it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from gapanalysis.errors import AppError
from gapanalysis.ui import theme
from gapanalysis.words import Words, load_words, pick

if TYPE_CHECKING:
    from gapanalysis import analysis, edits
    from gapanalysis.model import (
        Finding,
        Instrument,
        KnownReservation,
        Law,
        Mapping,
        Provision,
        Snapshot,
    )

T = TypeVar("T")
Touched = frozenset[str]
EVERYTHING: Touched = frozenset({"everything"})


class Session(QObject):
    """Holds project and view. ``obligation`` is the current node of the instrument's tree: the one
    that was ``chosen`` last, else the first one.
    """

    opened = Signal()
    closed = Signal()
    changed = Signal(object)
    selected = Signal(str)
    message = Signal(str, str)
    """A sentence for the user and its kind: info, undo or error."""
    closing = Signal()
    """Asks what works beside the window to leave the file."""
    settling = Signal()
    """Asks pages to hand in what is being typed, before an undo, a redo or the closing."""

    def __init__(self, language: str = "en") -> None:
        super().__init__()
        self.words: Words = load_words(language)
        self.project: Any = None
        self.obligation = self.chosen = ""
        self.author = ""
        self._view: analysis.View | None = None
        self._typed = ("", "")
        self._laws: dict[tuple[int, int], tuple[str, tuple[Provision, ...]]] = {}
        self._by_id: dict[tuple[int, int], dict[int, Provision]] = {}

    # --- reading

    @cached_property
    def instrument(self) -> Instrument:
        """The instrument that projects are read against."""
        from gapanalysis import analysis

        return analysis.instrument()

    @property
    def view(self) -> analysis.View:
        """The project as of the day it is assessed on; only while a project is open."""
        assert self._view is not None, "no project is open"
        return self._view

    @property
    def is_open(self) -> bool:
        """Tells whether a project is open."""
        return self._view is not None

    @property
    def snapshot(self) -> Snapshot:
        """What is recorded in the project."""
        return self.view.snapshot

    def pick(self, text: Any) -> str:
        """Gives a text of the instrument or a rule in the language of the interface."""
        return pick(text, self.words.language) if text else ""

    def law(self, law: int) -> tuple[str, tuple[Provision, ...]]:
        """Gives the text of a law and its provisions in document order."""
        from gapanalysis import analysis

        key = (law, self.snapshot.laws[law].version)
        if key not in self._laws:
            text = analysis.read_law_text(self.project, law)
            theme.load_scripts(text)
            self._laws[key] = text, analysis.read_provisions(self.project, law)
        return self._laws[key]

    def cited(self, provision: int, address: str = "") -> str:
        """Gives how its law cites a provision ("§ 177(1)"), apart from the words around it; the
        ``address`` of one whose law was not read.
        """
        from gapanalysis.structure import place_of
        from gapanalysis.ui.direction import apart

        known = self.snapshot.provisions
        if provision not in known:
            known = next((by for by in map(self._ids, self._laws) if provision in by), {})
        return apart(place_of(known, known[provision]) if provision in known else address)

    def _ids(self, key: tuple[int, int]) -> dict[int, Provision]:
        """Gives the provisions of a law that was read, by their ids."""
        if key not in self._by_id:
            self._by_id[key] = {one.id: one for one in self._laws[key][1]}
        return self._by_id[key]

    def _forget_laws(self) -> None:
        self._laws.clear()
        self._by_id.clear()

    def laws(self) -> list[Law]:
        """Gives the laws in the order in which they were added."""
        return sorted(self.snapshot.laws.values(), key=lambda law: law.id)

    def known_reservations(self) -> list[KnownReservation]:
        """Gives reservations of the State seen in published sources and not recorded yet."""
        known = self.instrument.parties.get(self.snapshot.state.code)
        recorded = {r.provision for r in self.snapshot.reservations}
        return [r for r in known.reservations if r.provision not in recorded] if known else []

    def findings_of(self, node: str) -> list[Finding]:
        """Gives the findings on a node of the tree or below it."""
        return [f for f in self.view.evaluation.findings if self.is_below(f.obligation, node)]

    def is_below(self, node: str, top: str) -> bool:
        """Tells whether a node is another one or stands below it."""
        return top in self._lineage(node)

    @cached_property
    def _lineage(self) -> Callable[[str], tuple[str, ...]]:
        from gapanalysis import analysis

        return analysis.lineage

    def mappings_at(self, node: str) -> list[Mapping]:
        """Gives the mappings at a node of the tree and below it."""
        below = {one for one in self.instrument.nodes if self.is_below(one, node)}
        return [m for m in self.snapshot.mappings if m.obligation in below]

    def steps(self) -> tuple[str | None, str | None]:
        """Gives the names of the edits that undo and redo would take."""
        from gapanalysis import analysis

        return analysis.steps(self.project)

    # --- changing

    def attempt(self, work: Callable[[], T]) -> T | None:
        """Does a piece of work; what the user can mend becomes a message, and the result None."""
        try:
            return work()
        except AppError as error:
            self.message.emit(self.words.error(error), "error")
            return None

    def do(self, *changes: Any, said: str = "", typing: str = "") -> bool:
        """Makes changes as one gesture, saves them and tells the pages; ``said`` is shown with
        *Undo*. ``typing`` names a field that is saved at every pause: what is typed there without
        anything between is one step of the history.
        """
        from gapanalysis import edits

        joining = self._typed[1] if typing and typing == self._typed[0] else ""
        change = self.attempt(lambda: edits.do(self.project, *changes, joining=joining))
        if change is None:
            return False
        self._typed = (typing, change.gesture)
        self._refresh(change)
        if said:
            self.message.emit(said, "undo")
        return True

    def undo(self) -> None:
        """Takes the last change back."""
        from gapanalysis import edits

        self.settle()
        change = self.attempt(lambda: edits.undo(self.project)) if self.is_open else None
        if change is not None:
            self._refresh(change)

    def redo(self) -> None:
        """Makes the change again that was taken back last."""
        from gapanalysis import edits

        self.settle()
        change = self.attempt(lambda: edits.redo(self.project)) if self.is_open else None
        if change is not None:
            self._refresh(change)

    def settle(self) -> None:
        """Lets pages hand in what is being typed."""
        if self.is_open:
            self.settling.emit()
        self.rest()

    def rest(self) -> None:
        """Ends what is being typed: what is typed next is a step of its own."""
        self._typed = ("", "")

    def go_to(self, entry: int) -> None:
        """Goes back, or forward again, to an entry of the history."""
        from gapanalysis import edits

        self.settle()
        change = self.attempt(lambda: edits.go_to(self.project, entry)) if self.is_open else None
        if change is not None:
            self._refresh(change)

    def look_again(self) -> None:
        """Takes account of what another program has written to the file meanwhile."""
        if self.is_open and self.project.is_changed_elsewhere():
            self._read_all()

    def _read_all(self) -> None:
        self._forget_laws()
        self._evaluate(self.view.on)

    def _evaluate(self, on: date) -> None:
        from gapanalysis import analysis

        self._view = analysis.view(self.project, on)
        self.changed.emit(EVERYTHING)

    def _refresh(self, change: edits.Change) -> None:
        from gapanalysis import analysis

        if self.project.is_changed_elsewhere():
            self._read_all()
            return
        if "structure" in change.touched:
            self._forget_laws()
        self._view = analysis.update(self.view, change.touched, change.rows)
        self.changed.emit(change.touched)

    def select(self, node: str) -> None:
        """Makes a node of the instrument's tree the current one."""
        if node in self.instrument.nodes:
            self.obligation = self.chosen = node
            self.selected.emit(node)

    def assess_on(self, on: date) -> None:
        """Evaluates the project as of another day."""
        if self.is_open and on != self.view.on:
            self._evaluate(on)

    def name_author(self, name: str) -> None:
        """Says whose the changes are that follow; an empty name names nobody."""
        self.author = name
        if self.is_open:
            self.project.author = name

    # --- opening and closing

    def open(self, path: Path) -> bool:
        """Opens a project file in place of the open one."""
        from gapanalysis import analysis

        return self.adopt(lambda: analysis.open_project(path))

    def adopt(self, make: Callable[[], Any], on: date | None = None) -> bool:
        """Opens what ``make`` gives (a project) as of a day, today where none is given; the old
        one stays open where that fails.
        """
        from gapanalysis import analysis

        self.settle()  # what is being typed may belong into the file that is opened
        project = self.attempt(make)
        if project is None:
            return False
        view = self.attempt(lambda: analysis.view(project, on or date.today()))
        if view is None:
            project.close()
            return False
        self.close()
        self.project, self._view = project, view
        self.project.author = self.author
        self.obligation = next(iter(self.instrument.obligations))
        self.opened.emit()
        gc.freeze()  # a large law is no garbage; looking through it would be felt at every gesture
        return True

    def close(self) -> None:
        """Closes the project; everything is saved already but what is being typed."""
        self.settle()
        self.closing.emit()
        if self.project is not None:
            self.project.close()
        was_open = self.is_open
        self.project, self._view = None, None
        self.obligation = self.chosen = ""
        self._forget_laws()
        gc.unfreeze()
        if was_open:
            self.closed.emit()

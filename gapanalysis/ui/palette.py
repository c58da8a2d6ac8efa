# SPDX-License-Identifier: EUPL-1.2
"""The command palette: every action with its key, and every obligation by number or title."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from gapanalysis.ui.actions import Action, key_name
from gapanalysis.ui.overlay import Overlay, Row
from gapanalysis.ui.session import Session

_MOST = 40


class Palette(Overlay):
    """Runs what is chosen. Actions that need a project are listed only while one is open."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        actions: Sequence[Action],
        show_obligation: Callable[[str], object],
    ) -> None:
        field = QLineEdit()
        super().__init__(window, field, own_field=True)
        words = session.words
        field.setPlaceholderText(words("What do you want to do?"))
        field.setAccessibleName(words("All commands"))
        self.list.setAccessibleName(words("All commands"))
        self._session, self._actions, self._show = session, actions, show_obligation
        self.typed.connect(self._filter)
        self.chosen.connect(lambda run: run())

    def open(self) -> None:
        """Opens the palette with all actions."""
        self.field.clear()
        self._filter("")
        super().open()

    def _filter(self, text: str) -> None:
        from gapanalysis import analysis

        words, is_open = self._session.words, self._session.is_open
        wanted = analysis.words_of(text)
        rows = [
            Row(action.text, action.run, aside=key_name(action.keys))
            for action in self._actions
            if (is_open or not action.needs_project) and analysis.holds(action.text, wanted)
        ]
        if wanted and is_open:
            rows += self._obligations(wanted)
        self.show_rows(rows[:_MOST], words("Nothing of that name."))

    def _obligations(self, wanted: tuple[str, ...]) -> list[Row]:
        from gapanalysis import analysis

        found = []
        for one in self._session.instrument.obligations.values():
            title = f"{one.id}  {self._session.pick(one.title)}"
            if analysis.holds(title, wanted):
                found.append(
                    Row(title, partial(self._show, one.id), aside=self._session.words("Obligation"))
                )
        return found

# SPDX-License-Identifier: EUPL-1.2
"""The page of what is mapped neither way: obligations for which there is no provision, and
provisions that look relevant and serve none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gapanalysis import analysis, suggesting
from gapanalysis.edits import HideSuggestion
from gapanalysis.ui import parts
from gapanalysis.ui.candidates import because
from gapanalysis.ui.flow import Flow
from gapanalysis.ui.session import Session
from gapanalysis.ui.suggestions import UNMAPPED, Suggestions
from gapanalysis.ui.tables import Cell, Table, TableStanding
from gapanalysis.ui.when_seen import WhenSeen

if TYPE_CHECKING:
    from gapanalysis.suggesting import Proposal

_OBLIGATIONS, _PROVISIONS = "obligations", "provisions"
_READS = {"mappings", "statements", "laws", "structure", "hidden", "everything"}


class UnmappedPage(QWidget):
    """Worked out only while it is seen; the provisions beside the window."""

    obligation_wanted = Signal(str)
    place_wanted = Signal(str, int, int)
    """The node that a provision may serve, its law and where it begins."""

    def __init__(self, session: Session, suggestions: Suggestions) -> None:
        super().__init__()
        self._session, self._suggestions = session, suggestions
        self._seen = WhenSeen(self, session, self._work_out)
        self._found: tuple[Proposal, ...] | None = None
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        words = session.words
        names = {_OBLIGATIONS: words("No provision"), _PROVISIONS: words("Serve no obligation")}
        self.kinds = parts.Segments(list(names.items()), self.show_kind, chosen=_OBLIGATIONS)
        head = Flow(parts.label(words("What is mapped neither way"), "title"), self.kinds)
        above = parts.lay(QVBoxLayout(), margins=(20, 14, 20, 12), space=6)
        above.addLayout(head)
        self.about = parts.label("", "small", tone="ink2", wrap=True)
        above.addWidget(self.about)
        column = parts.lay(QVBoxLayout(self))
        column.addLayout(above)
        column.addWidget(parts.hairline())
        self._build_tables()
        self._stack = QStackedWidget()
        for table in self.tables.values():
            self._stack.addWidget(table)
        column.addLayout(parts.row(self._stack, margins=(12, 0, 12, 0)), 1)
        session.changed.connect(self.refresh)
        suggestions.found.connect(self._answered)

    def _build_tables(self) -> None:
        words = self._session.words
        nodes = [words(one) for one in ("Obligation", "The duty", "Assessed as")]
        places = [words(one) for one in ("Law", "Provision", "May serve", "Because")]
        self.tables = {
            _OBLIGATIONS: Table(nodes, [110, 520, 150], stretch=1),
            _PROVISIONS: Table(
                places, [190, 260, 220, 320], stretch=3, key=lambda one: (one.node, one.provision)
            ),
        }
        self.tables[_OBLIGATIONS].setAccessibleName(words("Obligations without a provision"))
        self.tables[_PROVISIONS].setAccessibleName(words("Provisions that serve no obligation"))
        self.tables[_OBLIGATIONS].opened.connect(self.obligation_wanted.emit)
        self.tables[_PROVISIONS].opened.connect(
            lambda one: self.place_wanted.emit(one.node, one.law, one.start)
        )
        parts.shortcut(self.tables[_PROVISIONS], "Del", self.hide_current)

    def show_kind(self, kind: str) -> None:
        """Shows what is missing on one side."""
        self.kinds.choose(kind)
        self._stack.setCurrentWidget(self.tables[kind])
        self._tell()

    def standing(self) -> tuple[str, dict[str, TableStanding]]:
        """Gives which side is shown, and how the tables stand."""
        shown = next(k for k, one in self.tables.items() if one is self._stack.currentWidget())
        return shown, {kind: table.standing() for kind, table in self.tables.items()}

    def resume(self, standing: tuple[str, dict[str, TableStanding]]) -> None:
        """Shows the same side, and lets the tables stand as they stood."""
        shown, tables = standing
        self.show_kind(shown)
        for kind, one in tables.items():
            self.tables[kind].resume(one)

    def refresh(self, touched: frozenset[str]) -> None:
        """Takes account of an edit."""
        if touched & _READS:
            self._seen.renew()

    def _work_out(self) -> None:
        self._show_obligations()
        self._suggestions.ask(UNMAPPED, self._mapped())
        self._tell()

    def _mapped(self) -> frozenset[int]:
        return frozenset(m.provision for m in self._session.snapshot.mappings)

    def _show_obligations(self) -> None:
        session, words = self._session, self._session.words
        statuses = session.view.evaluation.statuses
        rows: list[tuple[Any, list[Cell]]] = []
        for place, node in enumerate(suggesting.unserved(session.view)):
            status = statuses[node].status.value if node in statuses else "not_assessed"
            cells = [
                Cell(node, role="strong", order=place),
                Cell(session.pick(session.instrument.obligations[node].duty), role="words"),
                Cell(words.code("status", status), role="small", tone="ink2"),
            ]
            rows.append((node, cells))
        self.tables[_OBLIGATIONS].show_rows(rows)
        self.kinds.count(_OBLIGATIONS, words("No provision"), str(len(rows)))

    def _answered(self, kind: str, about: Any, found: tuple[Proposal, ...]) -> None:
        if kind != UNMAPPED or not self._session.is_open or about != self._mapped():
            return
        session, words = self._session, self._session.words
        hidden = analysis.read_hidden(session.project)
        self._found = tuple(one for one in found if (one.provision, one.node) not in hidden)
        rows: list[tuple[Any, list[Cell]]] = []
        for place, one in enumerate(self._found):
            article = session.instrument.articles[int(one.node)]
            number = session.cited(one.provision, one.address)
            cells = [
                Cell(session.snapshot.laws[one.law].title, tone="ink2"),
                Cell(f"{number} {one.title}", role="strong", order=place),
                Cell(f"{one.node} {session.pick(article.short)}", order=int(one.node)),
                Cell(because(session, one), role="small", tone="ink2"),
            ]
            rows.append((one, cells))
        self.tables[_PROVISIONS].show_rows(rows)
        self.kinds.count(_PROVISIONS, words("Serve no obligation"), str(len(rows)))
        self._tell()

    def _tell(self) -> None:
        words = self._session.words
        if self._stack.currentWidget() is self.tables[_OBLIGATIONS]:
            first = words(
                "Nothing is mapped to these, nor is it said that nothing exists. Enter goes there."
            )
            self.about.setText(first)
            return
        said = [words.code("suggest", code, **d) for code, d in self._suggestions.doubts]
        first = words(
            "Articles that speak for an obligation and serve none. Enter goes there, Delete hides."
        )
        if self._found is None:
            first = words("Looking through the laws …")
        elif not self._found:
            first = words("No other article looks relevant.")
        self.about.setText("\n".join([first, *said]))

    def hide_current(self) -> None:
        """Lets the chosen provision not be suggested for its article again."""
        one = self.tables[_PROVISIONS].current()
        if one is None:
            return
        words = self._session.words
        place = self._session.cited(one.provision, one.address)
        said = words("{number} is not suggested for {node} again", number=place, node=one.node)
        self._session.do(HideSuggestion(provision=one.provision, obligation=one.node), said=said)

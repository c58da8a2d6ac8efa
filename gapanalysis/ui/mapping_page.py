# SPDX-License-Identifier: EUPL-1.2
"""The mapping page: obligations, law and obligation beside each other; in a narrow window, or with
large letters, some of them are tabs. Beside the law may stand the article of the Convention, or
another law.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from gapanalysis.model import Coverage
from gapanalysis.ui import parts, theme
from gapanalysis.ui.beside import Beside
from gapanalysis.ui.later import edits
from gapanalysis.ui.law_panel import LawPanel, LawStanding
from gapanalysis.ui.obligation_panel import ObligationPanel
from gapanalysis.ui.serves import ServesDialog
from gapanalysis.ui.session import Session
from gapanalysis.ui.suggestions import Suggestions
from gapanalysis.ui.tree import ObligationTree, TreeStanding

if TYPE_CHECKING:
    from gapanalysis.suggesting import Proposal

_ROOMY, _WIDE, _MIDDLE = 1260, 1090, 700
"""Widths at 100 % zoom from which there is room for wide panels, and from which three of them, or
two, stand beside each other.
"""
_WITH_BESIDE, _TEXTS = 1720, 760
"""The same for three panels with a second text beside the law, and for the two texts: with less
room the second one stands below.
"""
_TABS, _LEAST = 392, 340
"""The width of the panels that are tabs beside the law, and what it has at least."""
MappingStanding = tuple[int, TreeStanding, list[LawStanding]]
_KEY, _WIDTHS = "mapping/beside", "mapping/widths"


class MappingPage(QWidget):
    """Three panels with remembered widths; F6 goes round them."""

    def __init__(self, session: Session, settings: QSettings, suggestions: Suggestions) -> None:
        super().__init__()
        self._session, self._settings = session, settings
        self._suggestions = suggestions
        self.tree = ObligationTree(session, settings)
        name = session.words("Side by side")
        button = parts.icon_button("columns", f"{name} (Ctrl+B)", self.toggle_beside)
        self.law = LawPanel(session, button)
        self.beside: Beside | None = None
        self._read = self.law
        self._texts = QSplitter(Qt.Orientation.Horizontal)
        self._texts.setHandleWidth(1)
        self._texts.setChildrenCollapsible(False)
        self._texts.addWidget(self.law)
        self.obligation = ObligationPanel(session, suggestions, settings)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.setAccessibleName(session.words("Panels"))
        self._columns = 0
        self._front: QWidget = self.tree
        parts.lay(QVBoxLayout(self)).addWidget(self._splitter)
        self._arrange(3)
        saved = settings.value(_WIDTHS)
        if saved:
            self._splitter.restoreState(saved)
        self._splitter.splitterMoved.connect(lambda _at, _index: self._remember())
        self._follow(self.law)
        self.obligation.mapping_wanted.connect(self._show_mapping)
        self.obligation.place_wanted.connect(self._show_place)
        self.obligation.support_wanted.connect(self.support)
        self._offer()
        self.tree.show_current(session.obligation)
        QShortcut(QKeySequence("F6"), self, lambda: self._go_round(1))
        QShortcut(QKeySequence("Shift+F6"), self, lambda: self._go_round(-1))
        QShortcut(QKeySequence("Ctrl+Shift+F"), self, lambda: self.reading().open_find())
        if settings.value(_KEY) == "shown":
            self.toggle_beside()

    def _offer(self) -> None:
        """Joins the suggestions with the law."""
        offered = self.obligation.may_belong
        offered.map_wanted.connect(self._map_proposal)
        offered.place_wanted.connect(self._show_proposal)
        offered.coverage_wanted.connect(self._choose_coverage)
        offered.offered.connect(lambda: self.law.show_proposals(offered.offers()))
        parts.shortcut(self.tree.view, "S", self.show_suggestions)

    def show_suggestions(self) -> None:
        """Takes the keyboard to what is suggested for the current obligation."""
        self._bring(self.obligation)
        self.obligation.may_belong.go()

    def show_serves(self) -> None:
        """Asks which obligations the provision at the cursor of the law may serve."""
        provision = self._read.provision_here()
        if provision is None:
            said = self._session.words("Put the cursor of the law into the provision first.")
            self._session.message.emit(said, "info")
            return
        dialog = ServesDialog(self, self._session, self._suggestions, provision)
        dialog.map_wanted.connect(self._map_proposal)
        dialog.coverage_wanted.connect(self._choose_coverage)
        self._read.coverage_chosen.connect(dialog.set_coverage)
        dialog.set_coverage(self._read.coverage)
        dialog.open()

    def _map_proposal(self, one: Proposal) -> None:
        self._read.map_proposal(one)

    def _choose_coverage(self, coverage: Coverage) -> None:
        self._read.choose_coverage(coverage)

    def _show_proposal(self, one: Proposal) -> None:
        self._bring(self._texts)
        self._read.show_place(one.law, one.start)

    # --- panels

    def home(self) -> QWidget:
        """Gives what has the keyboard at first: the obligations."""
        return self.tree.view

    def standing(self) -> MappingStanding:
        """Gives how the panels stand, and which is in front."""
        front = self._tabs.currentWidget() or self._fronts()[-1]
        at = list(self._panels().values()).index(front)
        return at, self.tree.standing(), [law.standing() for law in self._laws()]

    def resume(self, standing: MappingStanding) -> None:
        """Lets the panels stand as they stood."""
        front, tree, laws = standing
        self._bring(list(self._panels().values())[front])
        self.tree.resume(tree)
        for law, one in zip(self._laws(), laws, strict=False):
            law.resume(one)

    def _laws(self) -> list[LawPanel]:
        """Gives the panels of laws that were made: the second one stands beside the first."""
        second = self.beside.law if self.beside is not None else None
        return [self.law, second] if second is not None else [self.law]

    def _panels(self) -> dict[str, QWidget]:
        words = self._session.words
        return {
            words("Obligations"): self.tree,
            words("Law"): self._texts,
            words("Obligation"): self.obligation,
        }

    def _arrange(self, columns: int) -> None:
        """Puts three, two or one of the panels beside each other, the others into tabs."""
        if columns == self._columns:
            return
        fronts, keyboard = self._fronts(), parts.keyboard_in(self)
        self._columns = columns
        tabs = {
            3: (),
            2: (self.tree, self.obligation),
            1: (self.tree, self._texts, self.obligation),
        }
        for widget in (self.tree, self._texts, self.obligation, self._tabs):
            widget.setParent(None)
        for name, panel in self._panels().items():
            if panel in tabs[columns]:
                self._tabs.addTab(panel, name)
        if columns < 3:
            self._splitter.addWidget(self._tabs)
        for panel in self._panels().values():
            if panel not in tabs[columns]:
                self._splitter.addWidget(panel)
                panel.show()
        self._tabs.setVisible(columns < 3)
        for panel in fronts:
            self._bring(panel)
        if keyboard is not None:
            keyboard.setFocus(Qt.FocusReason.OtherFocusReason)
        self._share_out()
        self._splitter.setStretchFactor(1, 1)

    def _fronts(self) -> list[QWidget]:
        """Gives the tab in front, if there are tabs, and the panel that has the keyboard; else the
        one that was brought last.
        """
        held = [one for one in self._panels().values() if parts.has_keyboard(one)]
        tab = self._tabs.currentWidget()
        return [tab, *held] if tab is not None else [self._front, *held]

    def _share_out(self) -> None:
        """Gives the panels the widths that they have at first; less where there is less room."""
        room = round(self.width() / theme.zoom())
        three = (276, 499, 420) if room < _ROOMY else (296, 640, 424)
        two = min(_TABS, room - _LEAST)
        widths = {3: three, 2: (two, room - two), 1: (600,)}[self._columns]
        self._splitter.setSizes([theme.px(n) for n in widths])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Arranges panels and texts as there is room."""
        room = self.width() / theme.zoom()
        two = self.beside is not None and not self.beside.isHidden()
        wide = _WITH_BESIDE if two else _WIDE
        columns = 3 if room >= wide else 2 if room >= _MIDDLE else 1
        self._arrange(columns)
        if not self._settings.value(_WIDTHS):
            self._share_out()
        texts = room - {3: 720, 2: _TABS, 1: 0}[columns]
        level = texts >= _TEXTS
        self._texts.setOrientation(Qt.Orientation.Horizontal if level else Qt.Orientation.Vertical)

    # --- two texts

    def toggle_beside(self) -> None:
        """Shows a second text beside the law, or takes it away."""
        if self.beside is None:
            self.beside = Beside(self._session, self._settings)
            self.beside.left.connect(self.toggle_beside)
            self.beside.law_made.connect(self._follow)
            self._texts.addWidget(self.beside)
            self.beside.restore()
            shown = True
        else:
            shown = self.beside.isHidden()
            self.beside.setVisible(shown)
        self._settings.setValue(_KEY, "shown" if shown else "")
        self._fit()
        if shown:
            self._bring(self._texts)
            self._texts.setSizes([560, 440])
        else:
            self._read = self.law

    def reading(self) -> LawPanel:
        """Gives the law that was read last, where two stand beside each other."""
        return self._read

    def _follow(self, law: LawPanel) -> None:
        """Lets keys and answers speak of a law once it has the keyboard."""
        law.obligation_focused.connect(self.focus_obligation)
        law.view.focused.connect(lambda: setattr(self, "_read", law))
        law.view.suggestions_wanted.connect(self.show_suggestions)
        law.serves_wanted.connect(self.show_serves)
        law.coverage_chosen.connect(self.obligation.may_belong.set_coverage)

    def bring_law(self) -> None:
        """Shows the law where it is a tab."""
        self._bring(self._texts)

    def bring_obligation(self) -> None:
        """Shows the obligation where it is a tab."""
        self._bring(self.obligation)

    def focus_node(self) -> None:
        """Takes the keyboard to the current obligation: in the tree, or to its first element where
        the tree is a tab behind it.
        """
        rows = self.obligation.elements.rows
        beside = rows[0] if rows else self.obligation
        parts.take_keyboard(self.tree.view if self.tree.isVisible() else beside)

    def _bring(self, panel: QWidget) -> None:
        """Shows a panel where it is a tab, or will be one."""
        self._front = panel
        if self._tabs.indexOf(panel) >= 0:
            self._tabs.setCurrentWidget(panel)

    def _remember(self) -> None:
        if self._columns == 3:
            self._settings.setValue(_WIDTHS, self._splitter.saveState())

    # --- from one to the other

    def _show_mapping(self, mapping: int) -> None:
        self._bring(self._texts)
        self.law.go_to_mapping(mapping)

    def _show_place(self, provision: int) -> None:
        self._bring(self._texts)
        self.law.go_to_provision(provision)

    def focus_obligation(self) -> None:
        """Takes the keyboard to the mapped words of the current obligation, else its elements."""
        self._bring(self.obligation)
        rows = [*self.obligation.mapped.rows, *self.obligation.elements.rows]
        if rows:
            parts.take_keyboard(rows[0])

    def support(self, element: str) -> None:
        """Names the provision at the cursor of the law as one that an answer rests on."""
        words, provision = self._session.words, self._read.provision_here()
        if provision is None:
            said = words("Put the cursor of the law into the provision first.")
            self._session.message.emit(said, "info")
            return
        place = self._session.cited(provision.id, provision.address)
        said = words("{number} supports {element}", number=place, element=element)
        self._session.do(edits.PutSupport(element=element, provision=provision.id), said=said)

    def _go_round(self, by: int) -> None:
        rows = self.obligation.elements.rows
        panels: list[QWidget] = [
            self.tree.view,
            self.law.view,
            rows[0] if rows else self.obligation,
        ]
        holders: list[QWidget] = [self.tree, self.law, self.obligation]
        if self.beside is not None and not self.beside.isHidden():
            panels.insert(2, self.beside.text())
            holders.insert(2, self.beside)
        focus = self.focusWidget()
        inside = (n for n, h in enumerate(holders) if focus is not None and h.isAncestorOf(focus))
        at = (next(inside, -1) + by) % len(holders)
        self._bring(holders[at] if holders[at] not in {self.law, self.beside} else self._texts)
        parts.take_keyboard(panels[at], Qt.FocusReason.TabFocusReason)

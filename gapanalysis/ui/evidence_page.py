# SPDX-License-Identifier: EUPL-1.2
"""The evidence page: evidence, figures and earlier recommendations, each a list with its editor."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gapanalysis.ui import parts, theme
from gapanalysis.ui.evidence_pane import EvidencePane
from gapanalysis.ui.figure_pane import FigurePane
from gapanalysis.ui.flow import Flow
from gapanalysis.ui.panes import Pane, PaneStanding
from gapanalysis.ui.prior_pane import PriorPane
from gapanalysis.ui.session import Session

_TAB = "evidence/tab"
_NARROW = 700
"""Width at 100 % zoom below which the head is one line."""
_PANES = {"evidence": EvidencePane, "figures": FigurePane, "priors": PriorPane}


class EvidencePage(QWidget):
    """Three tabs; which one was open is remembered."""

    def __init__(self, session: Session, settings: QSettings) -> None:
        super().__init__()
        self.session, self._settings = session, settings
        words = session.words
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._made: dict[str, Pane] = {}
        self._node = ""
        self._standings: dict[str, PaneStanding] = {}
        self._stack = QStackedWidget()
        names = {
            "evidence": words("Evidence"),
            "figures": words("Figures"),
            "priors": words("Earlier recommendations"),
        }
        self.tabs = parts.Segments(list(names.items()), self.show_tab)
        self.tabs.setAccessibleName(words("What is shown"))
        self._about = parts.ElidedLabel("", "small", tone="ink2")
        self._build()
        saved = str(settings.value(_TAB, "") or "")
        self.show_tab(saved if saved in _PANES else "evidence")
        parts.shortcut(self, "Ins", lambda: self.pane().add(), inside=True)

    # --- tabs, each made when it is first shown

    @property
    def evidence(self) -> EvidencePane:
        """The tab of evidence."""
        pane = self._tab("evidence")
        assert isinstance(pane, EvidencePane)
        return pane

    @property
    def figures(self) -> FigurePane:
        """The tab of figures."""
        pane = self._tab("figures")
        assert isinstance(pane, FigurePane)
        return pane

    @property
    def priors(self) -> PriorPane:
        """The tab of earlier recommendations."""
        pane = self._tab("priors")
        assert isinstance(pane, PriorPane)
        return pane

    def _tab(self, code: str) -> Pane:
        if code not in self._made:
            pane = _PANES[code](self.session, self._settings)
            pane.counted.connect(self._count)
            self._stack.addWidget(pane)
            self._made[code] = pane
            if code in self._standings:
                pane.resume(self._standings[code])
            elif self._node:
                pane.show_node(self._node)
        return self._made[code]

    def _build(self) -> None:
        words = self.session.words
        column = parts.lay(QVBoxLayout(self))
        tip = parts.plain_tip(words("Cells copied in a spreadsheet (Ctrl+V)"))
        self._paste = parts.button(words("Paste a table"), self.paste_table, tip=tip)
        self._import = parts.button(words("Import a table…"), self._import_table)
        self._add = parts.button(
            words("Add evidence"), lambda: self.pane().add(), kind="primary", icon="plus", tip="Ins"
        )
        self._title = parts.label(words("Evidence"), "title")
        head = Flow(
            self._title,
            self.tabs,
            self._about,
            self._paste,
            self._import,
            self._add,
            space=12,
        )
        above = parts.column(0, (20, 14, 20, 4))
        above.addLayout(head)
        column.addLayout(above)
        column.addWidget(self._stack, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leaves away in a narrow window what the rail says too, and words of a button."""
        narrow, name = self.width() / theme.zoom() < _NARROW, self.pane().add_name()
        for one in (self._title, self._about):
            one.setVisible(not narrow)
        self._add.setText("" if narrow else name)
        self._add.setAccessibleName(name)
        self._add.setToolTip(f"{name}  Ins" if narrow else "Ins")

    def paste_table(self) -> None:
        """Reads figures from cells that were copied in a spreadsheet."""
        self.show_tab("figures")
        self.figures.paste()

    def _import_table(self) -> None:
        self.figures.ask_file()

    def pane(self) -> Pane:
        """Gives the tab that is shown."""
        pane = self._stack.currentWidget()
        assert isinstance(pane, Pane)
        return pane

    def show_tab(self, code: str) -> Pane:
        """Shows one of the tabs: ``evidence``, ``figures``, ``priors``."""
        inside = bool(self._made) and parts.has_keyboard(self._stack)
        pane = self._tab(code)
        self._stack.setCurrentWidget(pane)
        if inside:
            pane.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.tabs.choose(code)
        self._settings.setValue(_TAB, code)
        for made in (self._paste, self._import):
            made.setVisible(code == "figures")
        self._fit()
        self._count()
        return pane

    def show_node(self, node: str) -> None:
        """Shows what there is on a node, in the first tab that has something."""
        self._node, self._standings = node, {}
        filled = [
            code
            for code, kind in _PANES.items()
            for record in getattr(self.session.snapshot, kind.part)
            if any(self.session.is_below(one, node) for one in kind.nodes(record))
        ]
        for pane in self._made.values():
            pane.show_node(node)
        self.show_tab(filled[0] if filled else "evidence")

    def _count(self) -> None:
        if self.session.is_open and self._made:
            self._about.set_full(self.pane().counts())

    def standing(self) -> tuple[str, dict[str, PaneStanding]]:
        """Gives the node that was shown, and how each tab stands that was made."""
        made = {code: pane.standing() for code, pane in self._made.items()}
        return self._node, self._standings | made

    def resume(self, standing: tuple[str, dict[str, PaneStanding]]) -> None:
        """Lets each tab stand as it stood, others once they are made."""
        self._node, self._standings = standing
        for code, pane in self._made.items():
            if code in self._standings:
                pane.resume(self._standings[code])

    def home(self) -> QWidget:
        """Gives what has the keyboard at first: the list, or what fills an empty one."""
        view = self.pane().view
        return self._add if view.isHidden() else view

# SPDX-License-Identifier: EUPL-1.2
"""The window: rail of pages, toolbar, status line; pages are made when first shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QDate, QEvent, QLocale, QSettings, Qt
from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gapanalysis.ui import actions, parts, theme
from gapanalysis.ui.commands import Commands
from gapanalysis.ui.language import speak, turn
from gapanalysis.ui.pages import PAGES, Page
from gapanalysis.ui.rail import Rail
from gapanalysis.ui.session import Session
from gapanalysis.ui.standing import Standing, resume, standing_of
from gapanalysis.ui.status_line import StatusLine
from gapanalysis.ui.suggestions import Suggestions
from gapanalysis.ui.tasks import Task, Work, end_all
from gapanalysis.ui.toast import Toast
from gapanalysis.ui.trail import Place, Trail
from gapanalysis.words import load_words

if TYPE_CHECKING:
    from gapanalysis.ui.check_page import CheckPage
    from gapanalysis.ui.checked_law import CheckedLaw
    from gapanalysis.ui.evidence_page import EvidencePage
    from gapanalysis.ui.findings_page import FindingsPage
    from gapanalysis.ui.law_panel import LawPanel
    from gapanalysis.ui.mapping_page import MappingPage
    from gapanalysis.ui.palette import Palette
    from gapanalysis.ui.search_box import SearchBox

_NARROW = 1100
"""Width at 100 % zoom below which words of the toolbar are left away."""

_ON_THE_WAY = {"start", "help", "check"}
"""Pages to which nobody returns when a file is opened again."""


class MainWindow(QMainWindow):
    """Everything in one window. ``commands`` does what menus and pages ask for. It begins with a
    page, or with none where a project is opened at once.
    """

    def __init__(self, session: Session, settings: QSettings, page: str = "start") -> None:
        super().__init__()
        self.session, self.settings = session, settings
        session.author = str(settings.value("author", "") or "")
        self.commands = Commands(self)
        self.suggestions = Suggestions(session)
        self.task: Task | None = None
        self.trail = Trail()
        self._standings: dict[str, Standing] = {}
        self.checked: CheckedLaw | None = None
        self._travelling = self._leaving = False
        self.resize(1440, 900)
        self.setMinimumSize(880, 560)
        geometry = settings.value("window/geometry")
        if geometry:
            self.restoreGeometry(geometry)
        self.page = page
        self.build()
        session.opened.connect(self._opened)
        session.closed.connect(self._closed)
        session.closing.connect(self._keep_place)
        session.changed.connect(lambda _touched: self._describe())
        session.selected.connect(lambda _node: self.note_place())
        session.message.connect(self.say)
        self.suggestions.progress.connect(self._suggesting)
        self.suggestions.finished.connect(self._suggested)

    # --- building

    def build(self) -> None:
        """Makes everything in the window, in the language, theme and zoom in use."""
        words = self.session.words
        self.setLocale(QLocale())  # dates of its fields are written in that language
        self._pages: dict[str, QWidget] = {}
        self.toast = Toast(self, words)
        self.toast.undo_wanted.connect(self.session.undo)
        self._search: SearchBox | None = None
        self._palette: Palette | None = None
        self.actions_ = actions.table(self)
        self.status = StatusLine(
            self.session, self.cancel_task, partial(self.show_page, "questions")
        )
        central = parts.panel()
        column = parts.lay(QVBoxLayout(central))
        column.addWidget(self._toolbar())
        body = parts.row(space=0)
        self._rail = Rail(words)
        self._rail.chosen.connect(self.show_page)
        body.addWidget(self._rail)
        self._stack = QStackedWidget()
        body.addWidget(self._stack, 1)
        column.addLayout(body, 1)
        column.addWidget(parts.hairline())
        column.addWidget(self.status)
        self.setCentralWidget(central)
        self.toast.raise_()
        if self.page:
            self.show_page(self.page)
        self._describe()

    def rebuild(
        self,
        *,
        language: str = "",
        dark: bool | None = None,
        zoom: float = 0,
        leftward: bool | None = None,
    ) -> None:
        """Takes another language, theme, zoom or direction at once; what is open stays open."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.session.settle()
        self.note_place()
        self._standings |= {code: standing_of(page) for code, page in self._pages.items()}
        for code, page in list(self._pages.items()):
            self._drop_page(code)
            application.sendPostedEvents(page, QEvent.Type.DeferredDelete)  # else each is restyled
        if language:
            self.session.words = load_words(language)
            speak(application, language)
            self.settings.setValue("language", language)
        if dark is not None or zoom:
            chosen = theme.current() if dark is None else theme.DARK if dark else theme.LIGHT
            theme.apply(application, chosen, zoom)
            self.settings.setValue("theme", theme.current().name)
            self.settings.setValue("zoom", theme.zoom())
        if leftward is not None:
            turn(application, leftward=leftward)
            self.settings.setValue("leftward", int(leftward))
        for shortcut in self.findChildren(QShortcut):
            shortcut.setEnabled(False)
        for action in self.actions():
            self.removeAction(action)
            action.deleteLater()
        for floating in (self.toast, *self._lists()):
            floating.hide()
            floating.deleteLater()
        self._travelling = True  # what is made anew is no new place
        self.build()
        self._travelling = False

    @property
    def search(self) -> SearchBox:
        """What is found as one types; it is made with the first analysis that is opened."""
        if self._search is None:
            from gapanalysis.ui.search_box import SearchBox

            self._search = SearchBox(self, self._search_field, self.session)
            self._search.law_wanted.connect(self._go_to_law)
            self._search.node_wanted.connect(self._go_to_obligation)
        return self._search

    @property
    def palette_(self) -> Palette:
        """The list of all commands; it is made when it is first opened."""
        if self._palette is None:
            from gapanalysis.ui.palette import Palette

            self._palette = Palette(self, self.session, self.actions_, self.show_obligation)
        return self._palette

    def _lists(self) -> list[SearchBox | Palette]:
        """Gives the lists over the window that were made."""
        return [one for one in (self._search, self._palette) if one is not None]

    @staticmethod
    def is_leftward() -> bool:
        """Tells whether the layout runs from right to left."""
        return QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def step_zoom(self, by: int) -> None:
        """Goes to the next larger (1) or smaller (-1) zoom, or to the usual one (0)."""
        at = min(range(len(theme.ZOOMS)), key=lambda n: abs(theme.ZOOMS[n] - theme.zoom()))
        wanted = theme.ZOOMS[max(0, min(len(theme.ZOOMS) - 1, at + by))] if by else 1.0
        if wanted != theme.zoom():
            self.rebuild(zoom=wanted)

    def _toolbar(self) -> QWidget:
        words = self.session.words
        bar = parts.frame("toolbar")
        bar.setFixedHeight(theme.px(48))
        row = parts.lay(QHBoxLayout(bar), margins=(16, 0, 12, 0), space=8)
        self._state = parts.ElidedLabel("gapanalysis", "panel")
        self._state.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._state.setMinimumWidth(theme.px(60))
        said = words("national law against the Istanbul Convention, on this computer only")
        self._about = parts.ElidedLabel(said, "small", tone="ink2")
        self._on = parts.date_field()
        self._on.setAccessibleName(words("assessed as of"))
        self._on.setToolTip(words("The day on which the law is assessed"))
        self._on.dateChanged.connect(lambda day: self.session.assess_on(parts.to_date(day)))
        self._search_field = parts.search_field(
            words, words("Search laws, Convention, notes, findings"), tip="Ctrl+F"
        )
        self._search_field.setMaximumWidth(theme.px(380))
        made = {action.id: actions.make(self, action) for action in self.actions_}
        self.addActions(list(made.values()))
        self._undo = self._tool("undo", "arrow-u-up-left")
        self._redo = self._tool("redo", "arrow-u-up-right")
        commands = self._tool("palette", "command", words("Commands"))
        self.menu_button = self._tool("", "list", words("Menu"))
        self.menu_button.setMenu(self._menu(made))
        self.menu_button.setShortcut("F10")
        for shown in (self._state, self._about, self._on):
            row.addWidget(shown)
        row.addStretch(1)
        row.addWidget(self._search_field, 20)
        row.addStretch(1)
        self._tools = (self._undo, self._redo, commands, self.menu_button)
        for widget in self._tools:
            row.addWidget(widget)
        self._fit()
        return bar

    def _fit(self) -> None:
        """Leaves words away in a narrow window: buttons of the toolbar keep icon and tooltip."""
        narrow = self.width() / theme.zoom() < _NARROW
        for made in self._tools:
            made.setText("" if narrow else made.accessibleName())
        self._about.setVisible(not narrow)
        self._on.setDisplayFormat("d MMM yyyy" if narrow else "d MMMM yyyy")
        self.status.fit(narrow=narrow)

    def _tool(self, code: str, icon: str, text: str = "") -> QPushButton:
        """Gives a quiet button of the toolbar for an action, with its name and key."""
        action = next((one for one in self.actions_ if one.id == code), None)
        run = action.run if action else lambda: None
        tip = actions.key_name(action.keys) if action else "F10"
        name = text or (action.text if action else "")
        made = parts.button(name, run, kind="quiet", icon=icon, tip=f"{name}  {tip}")
        made.setAccessibleName(name)
        return made

    def _menu(self, made: dict[str, QAction]) -> QMenu:
        """Gives the menu: a part for each group of actions."""
        words = self.session.words
        names = {
            "file": words("File"),
            "edit": words("Edit"),
            "view": words("View"),
            "go": words("Go"),
            "help": words("Help"),
        }
        menu = QMenu(self)
        for group in actions.MENUS:
            part = menu.addMenu(names[group])
            inside = [one for one in self.actions_ if one.group == group]
            part.addActions([made[one.id] for one in inside])
            if group == "file":
                self._add_recent(part)
        return menu

    def _add_recent(self, menu: QMenu) -> None:
        recent = QMenu(self.session.words("Recent"), menu)
        menu.insertMenu(menu.actions()[2], recent)

        def fill() -> None:
            recent.clear()
            for path in self.commands.recent():
                entry = recent.addAction(path.name)
                entry.triggered.connect(partial(self.commands.open_path, str(path)))

        recent.aboutToShow.connect(fill)

    # --- pages

    def pages(self) -> Iterable[Page]:
        """Gives all pages, those of the rail first."""
        return PAGES.values()

    def show_page(self, code: str) -> QWidget:
        """Shows a page; makes it first where it was not shown before."""
        if PAGES[code].needs_project and not self.session.is_open:
            code = "start"
        if code == "check" and self.checked is None:
            code = "laws"
        is_new = code not in self._pages
        if is_new:
            self._pages[code] = page = PAGES[code].make(self)
            self._stack.addWidget(page)
        self.page = code
        if is_new or self._pages[code] is not self._stack.currentWidget():
            self._bring(self._pages[code], self._standings.pop(code, None))
        self._rail.show_current("laws" if code == "check" else code)
        self._show_steps()
        self.note_place()
        return self._pages[code]

    def _bring(self, page: QWidget, standing: Standing | None) -> None:
        """Shows a page, as it stood before it was made anew. The keyboard goes where it was on it,
        else to what the page is about, as the page says (``home``): not to the first of its
        buttons.
        """
        before = resume(page, standing) if standing is not None else page.focusWidget()
        self._stack.setCurrentWidget(page)
        if before is None and hasattr(page, "home"):
            before = page.home()
        if before is not None:
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def mapping(self) -> MappingPage:
        """Shows the mapping page and gives it."""
        from gapanalysis.ui.mapping_page import MappingPage

        page = self.show_page("mapping")
        assert isinstance(page, MappingPage)
        return page

    def toggle_beside(self) -> None:
        """Shows a second text beside the law on the mapping page, or takes it away."""
        shown = self.page == "mapping"
        page = self.mapping()
        if shown or page.beside is None or page.beside.isHidden():
            page.toggle_beside()

    def show_obligation(self, node: str) -> None:
        """Shows an obligation on the mapping page."""
        page = self.mapping()
        self.session.select(node)
        page.bring_obligation()

    def _go_to_obligation(self, node: str) -> None:
        """Shows an obligation that was found, and takes the keyboard there."""
        self.show_obligation(node)
        self.mapping().focus_node()

    def findings(self) -> FindingsPage:
        """Shows the page of findings and gives it."""
        from gapanalysis.ui.findings_page import FindingsPage

        page = self.show_page("findings")
        assert isinstance(page, FindingsPage)
        return page

    def evidence(self) -> EvidencePage:
        """Shows the evidence page and gives it."""
        from gapanalysis.ui.evidence_page import EvidencePage

        page = self.show_page("evidence")
        assert isinstance(page, EvidencePage)
        return page

    def show_evidence(self, node: str) -> None:
        """Shows the evidence page with what there is on a node."""
        self.evidence().show_node(node)

    def show_law(self, law: int) -> None:
        """Shows a law on the mapping page."""
        self._law_panel().show_law(law)

    def _law_panel(self) -> LawPanel:
        """Shows the law on the mapping page and gives its panel."""
        page = self.mapping()
        page.bring_law()
        return page.law

    def show_law_at(self, law: int, start: int) -> None:
        """Shows a place in a law on the mapping page."""
        panel = self._law_panel()
        panel.show_law(law)
        panel.view.go_to(start, lead=0.3)
        self.note_place()

    def _go_to_law(self, law: int, start: int) -> None:
        """Shows a place of a law that was found, and takes the keyboard there."""
        self.show_law_at(law, start)
        self.mapping().law.view.setFocus()

    def show_suggested(self, node: str, law: int, start: int) -> None:
        """Shows an obligation on the mapping page, and a place that may serve it."""
        self.show_obligation(node)
        self.show_law_at(law, start)

    def show_provision(self, provision: int) -> None:
        """Shows a provision on the mapping page."""
        self._law_panel().go_to_provision(provision)
        self.note_place()

    def check(self, law: CheckedLaw) -> None:
        """Shows the structure of a law that was read, or of one of the project."""
        self._drop_page("check")
        self.checked = law
        law.changed.connect(self._show_steps)
        self.show_page("check")

    def check_law(self, law: int) -> None:
        """Shows the structure of a law of the project."""
        from gapanalysis.ui.checked_law import ProjectLaw

        self.check(ProjectLaw(self.session, law))

    def leave_check(self) -> None:
        """Leaves the page on which a structure is checked; a draft is forgotten."""
        self.show_page("laws")
        self._drop_page("check")
        self.checked = None

    def checking(self) -> CheckPage | None:
        """Shows the page on which a structure is checked and gives it; says how to come to one
        where there is none: in an analysis with one law, its structure is taken.
        """
        from gapanalysis.ui.check_page import CheckPage

        laws = self.session.laws()
        if self.checked is None and len(laws) == 1:
            self.check_law(laws[0].id)
        if self.checked is None:
            said = self.session.words("Choose a law here, then Check the structure.")
            self.show_page("laws")
            self.say(said)
            return None
        page = self.show_page("check")
        assert isinstance(page, CheckPage)
        return page

    def go_to_article(self) -> None:
        """Takes the keyboard to where the number of an article is typed."""
        self._law_panel().ask_article()

    def open_search(self) -> None:
        """Takes the keyboard into the search field."""
        self.search.open()

    def open_palette(self) -> None:
        """Opens the list of all commands."""
        self.palette_.open()

    def show_help(self, topic: str = "") -> None:
        """Opens a page of the guide: the one that belongs to what is in front of the user."""
        from gapanalysis.ui.help_page import HelpPage

        wanted = topic or {"check": "laws"}.get(self.page, self.page)
        page = self.show_page("help")
        assert isinstance(page, HelpPage)
        page.show_topic(wanted)

    def leave_help(self) -> None:
        """Leaves the guide for where the user was before."""
        if self.session.is_open:
            self.travel(-1)
        else:
            self.show_page("start")

    def _drop_page(self, code: str) -> None:
        page = self._pages.pop(code, None)
        if page is not None:
            page.hide()
            self._stack.removeWidget(page)
            page.deleteLater()

    def _drop_pages(self) -> None:
        for code in list(self._pages):
            self._drop_page(code)
        self._standings.clear()
        self.checked = None

    # --- back and forward

    def note_place(self) -> None:
        """Notes where the user is, for going back."""
        if self._travelling or not self.session.is_open:
            return
        law, start = 0, 0
        if self.page == "mapping":
            law, start = cast("MappingPage", self._pages["mapping"]).law.place()
        self.trail.note(Place(self.page, self.session.obligation, law, start))

    def travel(self, by: int) -> None:
        """Goes back (-1) or forward (1) to where the user was."""
        self.note_place()
        place = self.trail.step(by)
        if place is None:
            return
        self._show_place(place)

    def _show_place(self, place: Place) -> None:
        self._travelling = True
        try:
            self.show_page(place.page)
            if place.node != self.session.obligation:
                self.session.select(place.node)
            if place.law in self.session.snapshot.laws and place.page == "mapping":
                panel = self.mapping().law
                panel.show_law(place.law)
                panel.view.go_to(place.start)
        finally:
            self._travelling = False

    # --- what the session tells

    def _opened(self) -> None:
        self.commands.remember(Path(self.session.project.path))
        self.trail.clear()
        self._drop_pages()
        if self.session.laws():
            self.mapping().tree.view.setFocus()  # else the day would have the keyboard
            self._return()
        else:
            self.show_page("laws")
        self._describe()

    def _return(self) -> None:
        """Goes where the user was when this file was closed."""
        match self.settings.value("place"):
            case [path, page, node, law, start] if path == self._file() and page in PAGES:
                numbers = str(law), str(start)
                if all(map(str.isdecimal, numbers)):
                    self._show_place(Place(page, str(node), *map(int, numbers)))
                    self.note_place()

    def _keep_place(self) -> None:
        """Keeps where the user is in the open file, for when it is opened again."""
        self.note_place()
        place = self.trail.here() if self.session.is_open else None
        if place is not None:
            page = "mapping" if place.page in _ON_THE_WAY else place.page
            kept = [self._file(), page, place.node, place.law, place.start]
            self.settings.setValue("place", kept)

    def _file(self) -> str:
        return str(Path(self.session.project.path).absolute())

    def _closed(self) -> None:
        self.trail.clear()
        self._drop_pages()
        if not self._leaving:
            self.show_page("start")
            self._describe()

    def say(self, sentence: str, kind: str = "info") -> None:
        """Shows a message at the bottom of the window."""
        self.toast.say(sentence, kind)

    def _describe(self) -> None:
        """Shows what is open and how far it is, in title, toolbar and status line."""
        session, words = self.session, self.session.words
        is_open = session.is_open
        self._rail.enable(is_open=is_open)
        self.status.refresh()
        self._on.setVisible(is_open)
        (self.search.field if is_open else self._search_field).setVisible(is_open)
        self._show_steps()
        if not is_open:
            self.setWindowTitle("gapanalysis")
            return
        state = session.snapshot.state
        self.setWindowTitle(f"{Path(session.project.path).name} — gapanalysis")
        self._state.set_full(words.state(state.code, state.name))
        self._about.set_full(words("Istanbul Convention · assessed as of"))
        on = session.view.on
        self._on.blockSignals(True)
        self._on.setDate(QDate(on.year, on.month, on.day))
        self._on.blockSignals(False)

    # --- back in what was changed

    def _changed_here(self) -> Session | CheckedLaw:
        """Gives whose changes are undone: those of a law while its structure is checked."""
        return self.checked if self.page == "check" and self.checked else self.session

    def undo(self) -> None:
        """Takes the last change back."""
        self._changed_here().undo()

    def redo(self) -> None:
        """Makes it again."""
        self._changed_here().redo()

    def _show_steps(self) -> None:
        """Shows whether something can be undone, and redone."""
        steps = self._changed_here().steps() if self.session.is_open else (None, None)
        for button, step in zip((self._undo, self._redo), steps, strict=True):
            button.setEnabled(bool(step))

    # --- long work

    def run(self, said: str, work: Work, done: Callable[[Any], None]) -> None:
        """Does long work beside the window; one at a time."""
        if self.task is not None:
            self.say(self.session.words("Wait until the work in the status bar is done."))
            return
        self.task = Task(work, self)
        self.task.progress.connect(self._progress)
        self.task.done.connect(done)
        self.task.failed.connect(self._failed)
        self.task.finished.connect(self._finished)
        self.status.show_work(said + " …", None)
        self.task.begin()

    def _progress(self, step: str, share: float) -> None:
        words = self.session.words
        self.status.show_work(f"{words(step)} {round(share * 100)} %", share)

    def _failed(self, error: Any) -> None:
        self.say(self.session.words.error(error), "error")

    def _finished(self) -> None:
        self.task = None
        self.status.show_work("", None)

    def _suggesting(self, step: str, share: float) -> None:
        if self.task is None:
            self._progress(step, share)

    def _suggested(self) -> None:
        if self.task is None:
            self.status.show_work("", None)

    def cancel_task(self) -> None:
        """Stops the long work."""
        if self.task is not None:
            self.task.cancel()
            self.status.show_work(self.session.words("Stopping"), None)
            return
        self.suggestions.forget()
        self.say(self.session.words("Suggestions come when an obligation is chosen."))

    # --- Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.windowHandle().installEventFilter(self.suggestions)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.session.look_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.toast.place()
        for floating in self._lists():
            if floating.isVisible():
                floating.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        end_all()
        self.settings.setValue("window/geometry", self.saveGeometry())
        self._leaving = True  # no page is made for a window that goes
        self.session.close()
        self.suggestions.wait()
        super().closeEvent(event)

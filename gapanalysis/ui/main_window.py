# SPDX-License-Identifier: EUPL-1.2
"""The window: rail of pages, toolbar, menus, status bar; pages are made when first shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, QSettings, QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QDateEdit,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gapanalysis.ui import menus, parts, theme
from gapanalysis.ui.commands import Commands
from gapanalysis.ui.dialogs import to_date
from gapanalysis.ui.findings_page import FindingsPage
from gapanalysis.ui.language import speak
from gapanalysis.ui.mapping_page import MappingPage
from gapanalysis.ui.questions_page import QuestionsPage
from gapanalysis.ui.record_pages import EvidencePage, LawsPage, ReservationsPage
from gapanalysis.ui.report_page import ReportPage
from gapanalysis.ui.session import Session
from gapanalysis.ui.start_page import StartPage
from gapanalysis.ui.tasks import Task, Work
from gapanalysis.ui.toast import Toast
from gapanalysis.words import load_words

PAGES = (
    ("start", "house", "Start"),
    ("laws", "books", "Laws"),
    ("mapping", "tree-structure", "Mapping"),
    ("questions", "question", "Questions"),
    ("findings", "scales", "Findings"),
    ("reservations", "calendar-blank", "Reservations"),
    ("evidence", "paperclip", "Evidence"),
    ("report", "file-text", "Report"),
)


class MainWindow(QMainWindow):
    """Everything in one window. ``commands`` does what menus and pages ask for."""

    def __init__(self, session: Session, settings: QSettings) -> None:
        super().__init__()
        self.session, self.settings = session, settings
        self.commands = Commands(self)
        self.task: Task | None = None
        self.resize(1440, 900)
        self.setMinimumSize(1080, 620)
        geometry = settings.value("window/geometry")
        if geometry:
            self.restoreGeometry(geometry)
        self.page = "start"
        self.build()
        session.opened.connect(self._opened)
        session.closed.connect(self._closed)
        session.changed.connect(self._changed)
        session.message.connect(self.say)

    # --- building

    def build(self) -> None:
        """Makes everything in the window, in the language and theme in use."""
        self._pages: dict[str, QWidget] = {}
        central = parts.panel()
        column = parts.lay(QVBoxLayout(central))
        column.addWidget(self._toolbar())
        body = parts.row(space=0)
        body.addWidget(self._rail())
        self._stack = QStackedWidget()
        body.addWidget(self._stack, 1)
        column.addLayout(body, 1)
        self.setCentralWidget(central)
        menus.fill(self.menuBar(), self)
        self._build_status()
        self.toast = Toast(self, self.session.words)
        self.toast.undo_wanted.connect(self.session.undo)
        self.show_page(self.page)
        self._describe()

    def rebuild(self, *, language: str = "", dark: bool | None = None) -> None:
        """Takes another language or theme at once; what is open stays open."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        if language:
            self.session.words = load_words(language)
            speak(application, language)
            self.settings.setValue("language", language)
        if dark is not None:
            theme.apply(application, theme.DARK if dark else theme.LIGHT)
            self.settings.setValue("theme", theme.current().name)
        for shortcut in self.findChildren(QShortcut):
            shortcut.setEnabled(False)
        self.toast.deleteLater()
        self.build()

    def _toolbar(self) -> QWidget:
        words = self.session.words
        bar = parts.frame("toolbar")
        bar.setFixedHeight(48)
        row = parts.lay(QHBoxLayout(bar), margins=(16, 0, 12, 0), space=8)
        self._state = parts.label("gapanalysis", "panel")
        said = words("national law against the Istanbul Convention, on this computer only")
        self._about = parts.label(said, "small", tone="ink2")
        self._on = QDateEdit()
        self._on.setCalendarPopup(True)
        self._on.setDisplayFormat("d MMMM yyyy")
        self._on.setAccessibleName(words("assessed as of"))
        self._on.setToolTip(words("The day on which the law is assessed"))
        self._on.dateChanged.connect(lambda day: self.session.assess_on(to_date(day)))
        self._undo = self._tool(words("Undo"), "arrow-u-up-left", self.session.undo, "Ctrl+Z")
        self._redo = self._tool(
            words("Redo"), "arrow-u-up-right", self.session.redo, "Ctrl+Shift+Z"
        )
        for widget in (self._state, self._about, self._on):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._undo)
        row.addWidget(self._redo)
        return bar

    def _tool(self, text: str, icon: str, act: Callable[[], None], key: str) -> QPushButton:
        return parts.button(text, act, kind="quiet", icon=icon, tip=key)

    def _rail(self) -> QWidget:
        words = self.session.words
        rail = parts.panel("rail")
        rail.setFixedWidth(85)
        column = parts.lay(QVBoxLayout(rail), margins=(0, 6, 1, 6))
        group = QButtonGroup(rail)
        self._rail_buttons: dict[str, QToolButton] = {}
        for n, (code, icon, word) in enumerate(PAGES, 1):
            made = QToolButton()
            made.setText(words(word))
            made.setIcon(theme.icon(icon))
            made.setIconSize(QSize(22, 22))
            made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            made.setFont(theme.font("small"))
            made.setProperty("role", "rail")
            made.setCheckable(True)
            made.setFixedSize(84, 57)
            made.setToolTip(f"Ctrl+{n}")
            made.clicked.connect(lambda _checked=False, code=code: self.show_page(code))
            QShortcut(QKeySequence(f"Ctrl+{n}"), rail, lambda code=code: self.show_page(code))
            group.addButton(made)
            column.addWidget(made)
            self._rail_buttons[code] = made
        column.addStretch(1)
        return rail

    def _build_status(self) -> None:
        words, bar = self.session.words, self.statusBar()
        for old in bar.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            bar.removeWidget(old)
            old.deleteLater()
        bar.setSizeGripEnabled(False)
        self._saved = parts.label("", "small", tone="ink2")
        self._answered = parts.label("", "small", tone="ink2")
        self._work = parts.label("", "small", tone="accent")
        self._cancel = parts.button(words("Cancel"), self.cancel_task, kind="link")
        self._cancel.setVisible(self.task is not None)
        for widget in (self._saved, self._answered, self._work, self._cancel):
            widget.setContentsMargins(8, 0, 8, 0)
            bar.addWidget(widget)
        self._rules = parts.label("", "small", tone="ink2")
        offline = parts.label(words("Works offline"), "small", tone="ink2")
        for widget in (self._rules, offline):
            widget.setContentsMargins(8, 0, 12, 0)
            bar.addPermanentWidget(widget)

    # --- pages

    def show_page(self, code: str) -> QWidget:
        """Shows a page; makes it first where it was not shown before."""
        if not self.session.is_open:
            code = "start"
        if code not in self._pages:
            self._pages[code] = self._make(code)
            self._stack.addWidget(self._pages[code])
        self.page = code
        self._stack.setCurrentWidget(self._pages[code])
        self._rail_buttons[code].setChecked(True)
        return self._pages[code]

    def _make(self, code: str) -> QWidget:
        session, commands = self.session, self.commands
        page: QWidget
        if code == "start":
            page = start = StartPage(session.words, commands.recent())
            start.open_wanted.connect(commands.open)
            start.recent_wanted.connect(commands.open_path)
            start.demo_wanted.connect(commands.open_demo)
            start.create_wanted.connect(commands.create)
        elif code == "laws":
            page = laws = LawsPage(session)
            laws.import_wanted.connect(commands.import_law)
            laws.file_dropped.connect(commands.import_path)
            laws.law_wanted.connect(self._show_law)
        elif code == "mapping":
            page = mapping = MappingPage(session, self.settings)
            mapping.law.import_wanted.connect(commands.import_law)
        elif code == "findings":
            page = findings = FindingsPage(session)
            findings.obligation_wanted.connect(self.show_obligation)
            findings.provision_wanted.connect(self._show_provision)
        elif code == "questions":
            page = questions = QuestionsPage(session)
            questions.obligation_wanted.connect(self.show_obligation)
        elif code == "report":
            page = report = ReportPage(session)
            report.work_wanted.connect(self.run)
        else:
            page = {"reservations": ReservationsPage, "evidence": EvidencePage}[code](session)
        return page

    def mapping(self) -> MappingPage:
        """Shows the mapping page and gives it."""
        page = self.show_page("mapping")
        assert isinstance(page, MappingPage)
        return page

    def show_obligation(self, node: str) -> None:
        """Shows an obligation on the mapping page."""
        self.mapping()
        self.session.select(node)

    def _show_law(self, law: int) -> None:
        self.mapping().law.show_law(law)

    def _show_provision(self, provision: int) -> None:
        self.mapping().law.go_to_provision(provision)

    def _drop_pages(self) -> None:
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages = {}

    # --- what the session tells

    def _opened(self) -> None:
        self.commands.remember(Path(self.session.project.path))
        self._drop_pages()
        self.show_page("mapping" if self.session.laws() else "laws")
        self._describe()

    def _closed(self) -> None:
        self._drop_pages()
        self.show_page("start")
        self._describe()

    def _changed(self, _touched: object) -> None:
        self._describe()

    def say(self, sentence: str, kind: str = "info") -> None:
        """Shows a message at the bottom of the window."""
        self.toast.say(sentence, kind)

    def _describe(self) -> None:
        """Shows what is open and how far it is, in title, toolbar and status bar."""
        session, words = self.session, self.session.words
        is_open = session.is_open
        for code, made in self._rail_buttons.items():
            made.setEnabled(is_open or code == "start")
            if code != "start" and not is_open:
                made.setToolTip(words("Open or create an analysis first"))
        self._on.setVisible(is_open)
        for step, name in zip((self._undo, self._redo), self._steps(), strict=True):
            step.setEnabled(name is not None)
        if not is_open:
            self.setWindowTitle("gapanalysis")
            for one in (self._saved, self._answered, self._rules):
                one.setText("")
            return
        state = session.snapshot.state
        self.setWindowTitle(f"{Path(session.project.path).name} — gapanalysis")
        self._state.setText(words.state(state.code, state.name))
        self._about.setText(words("Istanbul Convention · assessed as of"))
        on = session.view.on
        self._on.blockSignals(True)
        self._on.setDate(QDate(on.year, on.month, on.day))
        self._on.blockSignals(False)
        statuses = session.view.evaluation.statuses.values()
        k, n = sum(s.answered for s in statuses), sum(s.elements for s in statuses)
        self._saved.setText("✓ " + words("All changes saved"))
        self._answered.setText(words("{k} of {n} elements answered", k=k, n=n))
        self._rules.setText(words("Rules {version}", version=session.view.evaluation.rules_version))

    def _steps(self) -> tuple[str | None, str | None]:
        return self.session.steps() if self.session.is_open else (None, None)

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
        self._work.setText(said + " …")
        self._cancel.setVisible(True)
        self.task.start()

    def _progress(self, step: str, share: float) -> None:
        words = self.session.words
        self._work.setText(f"{words(step)} {round(share * 100)} %")

    def _failed(self, error: Any) -> None:
        self.say(self.session.words.error(error), "error")

    def _finished(self) -> None:
        self.task = None
        self._work.setText("")
        self._cancel.setVisible(False)

    def cancel_task(self) -> None:
        """Stops the long work."""
        if self.task is not None:
            self.task.cancel()
            self._work.setText(self.session.words("Stopping"))

    # --- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.toast.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.task is not None:
            self.task.cancel()
            self.task.wait(5000)
        self.settings.setValue("window/geometry", self.saveGeometry())
        self.session.close()
        super().closeEvent(event)

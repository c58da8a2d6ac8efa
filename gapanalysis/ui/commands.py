# SPDX-License-Identifier: EUPL-1.2
"""What menus and pages ask for: new, open, demo, import, report. Asks the user where it must."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, QTimer

from gapanalysis import __version__
from gapanalysis.words import state_codes

if TYPE_CHECKING:
    from collections.abc import Callable

    from gapanalysis.model import LawDraft
    from gapanalysis.ui.dialogs import LawForm
    from gapanalysis.ui.main_window import MainWindow
    from gapanalysis.ui.tasks import Tell

_RECENT = 6
_ANALYSES = "gapanalysis (*.gap)"
LAW_FILES = (
    "*.docx *.doc *.odt *.fodt *.rtf *.pdf *.html *.htm *.mhtml *.mht *.xml *.akn *.txt *.md"
)


class Commands:
    """The commands of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._session = window.session

    # --- files

    def documents(self) -> Path:
        """Gives the folder in which new files are offered."""
        place = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(place))
        return folder if folder.is_dir() else Path.home()

    def recent(self) -> list[Path]:
        """Gives the files opened last that still exist, the latest first."""
        saved: Any = self._window.settings.value("recent", [])
        names = [saved] if isinstance(saved, str) else saved or []
        return [path for path in map(Path, names) if path.is_file()][:_RECENT]

    def remember(self, path: Path) -> None:
        """Puts a file at the head of the recent ones."""
        path = path.absolute()
        others = [one for one in self.recent() if one != path]
        self._window.settings.setValue("recent", [str(one) for one in [path, *others][:_RECENT]])

    def new(self) -> None:
        """Goes to the page where a new analysis is described."""
        self._window.show_page("start")

    def create(self, code: str, name: str, language: str, law: str = "") -> None:
        """Asks where a new analysis is kept and creates it; then reads its first law."""
        title = self._session.words("Where is the analysis kept?")
        path = self._ask_place(title, self.documents() / f"{name}.gap")
        if path and self.create_at(path, code, name, language) and law:
            self.import_path(law)

    def create_at(self, path: Path, code: str, name: str, language: str) -> bool:
        """Creates an analysis in a file and opens it."""
        from gapanalysis import analysis

        own = "" if code in state_codes() else name  # a known State has a name in every language
        return self._session.adopt(
            lambda: analysis.create_project(path, state=code, name=own, language=language)
        )

    def open(self) -> None:
        """Asks for a file and opens it."""
        chosen = self._ask_file(self._session.words("Open an analysis"), _ANALYSES)
        if chosen:
            self.open_path(chosen)

    def open_path(self, path: str) -> bool:
        """Opens a file."""
        return self._session.open(Path(path))

    def open_demo(self) -> None:
        """Opens the filled example; it is made in the documents folder the first time."""
        from gapanalysis import analysis

        path = self.documents() / "gapanalysis-demo.gap"
        if path.is_file():
            self.open_path(str(path))
            return
        session = self._session
        made = session.attempt(lambda: analysis.make_demo(path, session.words.language))
        if made is not None:
            project, on = made
            session.adopt(lambda: project, on)

    def save_copy(self) -> None:
        """Asks for a place and writes a copy of the open file there."""
        if not self._session.is_open:
            return
        here = Path(self._session.project.path)
        title = self._session.words("Save a copy")
        path = self._ask_place(title, here.with_name(f"{here.stem} copy.gap"))
        if path:
            self._session.attempt(lambda: self._session.project.backup(path))

    def _ask_place(self, title: str, offered: Path) -> Path | None:
        """Asks where an analysis is to be written."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getSaveFileName(self._window, title, str(offered), _ANALYSES)
        return Path(chosen).with_suffix(".gap") if chosen else None

    def _ask_file(self, title: str, kinds: str) -> str:
        """Asks for a file that is there."""
        from PySide6.QtWidgets import QFileDialog

        folder = str(self.documents())
        return QFileDialog.getOpenFileName(self._window, title, folder, kinds)[0]

    # --- laws and report

    def import_law(self) -> None:
        """Asks for the file of a law and reads it."""
        if self._session.is_open:
            self.choose_law(self.import_path)

    def choose_law(self, take: Callable[[str], object]) -> None:
        """Asks for the file of a law."""
        words = self._session.words
        kinds = f"{words('Laws')} ({LAW_FILES});;{words('All files')} (*)"
        chosen = self._ask_file(words("Which law?"), kinds)
        if chosen:
            take(chosen)

    def import_path(self, name: str, sure: Callable[[LawForm], bool] | None = None) -> None:
        """Reads the file of a law beside the window; then shows its structure, to be checked."""
        from gapanalysis import analysis
        from gapanalysis.ui.checked_law import DraftLaw

        path, session = Path(name), self._session
        language = session.snapshot.state.language or None

        def work(tell: Tell, cancelled: Callable[[], bool]) -> LawDraft:
            return analysis.read_law(path, language, tell=tell, cancelled=cancelled)

        def done(draft: LawDraft) -> None:
            if sure is not None:
                QTimer.singleShot(0, lambda: self.add_law(draft, sure))
            else:
                self._window.check(DraftLaw(session, draft))

        self._window.run(session.words("Reading {file}", file=path.name), work, done)

    def add_law(self, draft: LawDraft, sure: Callable[[LawForm], bool] | None = None) -> None:
        """Asks for what a file does not say, and adds a law that was read."""
        from gapanalysis.ui.dialogs import LawForm

        session = self._session
        form = LawForm(self._window, session, draft)
        if (sure or _ask)(form):
            edit = form.edit()
            if session.do(edit, said=session.words("Added the law {title}", title=edit.title)):
                self._window.leave_check()
                self._window.show_page("mapping")

    def own_rules(self) -> None:
        """Shows the user's own rules in the open analysis."""
        from gapanalysis.ui.own_rules import OwnRulesDialog

        if self._session.is_open:
            OwnRulesDialog(self._window, self._session).exec()

    def report(self) -> None:
        """Goes to the report page and asks where the report is written."""
        from gapanalysis.ui.report_page import ReportPage

        if self._session.is_open:
            page = self._window.show_page("report")
            assert isinstance(page, ReportPage)
            page.ask()

    # --- help

    def show_keys(self) -> None:
        """Shows what keys do."""
        self._window.show_help("keys")

    def show_about(self) -> None:
        """Shows name, version and licence."""
        words = self._session.words
        said = words("Reads national law against the Istanbul Convention. Works offline.")
        self._tell(words("About gapanalysis"), f"gapanalysis {__version__}\n{said}\nEUPL-1.2")

    def _tell(self, title: str, text: str) -> None:
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self._window)
        box.setWindowTitle(title)
        box.setTextFormat(box.textFormat().PlainText)
        box.setText(text)
        box.addButton(self._session.words("Close"), QMessageBox.ButtonRole.RejectRole)
        box.exec()


def _ask(form: LawForm) -> bool:
    return form.exec() == form.DialogCode.Accepted

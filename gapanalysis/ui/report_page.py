# SPDX-License-Identifier: EUPL-1.2
"""The report page: options at the left, the pages as they would be written at the right, and the
button that writes them.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QAction,
    QDesktopServices,
    QHideEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QVBoxLayout, QWidget

from gapanalysis import analysis
from gapanalysis.errors import AppError
from gapanalysis.ui import direction, parts, theme
from gapanalysis.ui.flow import Flow
from gapanalysis.ui.report_child import Made, check_folder, make_report, save_report
from gapanalysis.ui.report_form import ReportForm, chosen_options, report_options
from gapanalysis.ui.report_preview import Preview, failed_sentence
from gapanalysis.ui.session import Session
from gapanalysis.ui.tasks import Task, Tell

_NARROW = 760
"""Width at 100 % zoom below which options and preview are shown one at a time."""
_WIDE = 372
PAUSE = 700
"""Milliseconds after a change before the pages are made anew."""
_MOST_UNSHOWN = 20
FORMATS = (".pdf", ".docx", ".odt", ".html", ".xlsx", ".json")
_OPTIONS, _PREVIEW = "options", "preview"


class ReportPage(QWidget):
    """``work_wanted`` carries a sentence, the work and what to do with its result; ``aside`` says
    what runs beside the window without being waited for.
    """

    work_wanted = Signal(str, object, object)
    aside = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._making: Task | None = None
        self._wanted: Any = None
        self._shown: Any = None
        self._where: Path | None = None
        self._way = _OPTIONS
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        words = session.words
        self.form = ReportForm(session)
        self.form.sections.wanted.connect(self._show_section)
        self.preview = Preview(words)
        self.ways = parts.Segments(
            [(_OPTIONS, words("Options")), (_PREVIEW, words("Preview"))],
            self._show_one,
            chosen=_OPTIONS,
        )
        self._build()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._make)
        session.changed.connect(self.refresh)
        session.closed.connect(self.stop)
        for key in ("F6", "Shift+F6"):
            QShortcut(QKeySequence(key), self, self._go_round)
        self.refresh()

    def home(self) -> QWidget:
        """Gives what has the keyboard at first: the kind of the report."""
        kind: QWidget = self.form.fields["kind"]
        return kind

    def standing(self) -> tuple[str, Any, Any, Path | None]:
        """Gives which side is shown, the pages and what they were made of, the last export."""
        return self._way, self.preview.standing(), self._shown, self._where

    def resume(self, standing: tuple[str, Any, Any, Path | None]) -> None:
        """Shows the same pages; they are made again only where they are other ones now."""
        way, pages, self._shown, where = standing
        self._show_one(way)
        self.preview.resume(pages)
        if self._shown is not None:
            self._show_section_pages(self._shown[1].language)
        if where is not None:
            self._tell_where(self._session.words("Written: {file}", file=where.name), where)

    def _go_round(self) -> None:
        """Takes the keyboard from the options to the pages, and back to where it was in them."""
        before = self._left.focusWidget() or self.home()
        if parts.has_keyboard(self.preview) or not parts.has_keyboard(self):
            self._show_one(_OPTIONS)
            before.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.preview.pages is None:
            said = "The report is being laid out. The pages appear here."
            self._session.message.emit(self._session.words(said), "info")
        else:
            self._show_one(_PREVIEW)
            self.preview.reading().setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- building

    def _build(self) -> None:
        self._left = parts.panel()
        column = parts.lay(QVBoxLayout(self._left))
        column.addWidget(parts.Column(self.form), 1)
        column.addWidget(parts.hairline())
        column.addLayout(self._foot())
        self._edge = parts.frame("hairline")
        self._edge.setFixedWidth(1)
        row = parts.row(self._left, self._edge, space=0)
        row.addWidget(self.preview, 1)
        outer = parts.lay(QVBoxLayout(self))
        self._switch = parts.frame("head")
        self._switch.setLayout(parts.row(self.ways, 1, margins=(20, 8, 20, 8)))
        outer.addWidget(self._switch)
        outer.addLayout(row, 1)

    def _foot(self) -> QVBoxLayout:
        words = self._session.words
        self.export = parts.button(
            words("Export as PDF"), self.ask, kind="primary", icon="file-pdf", tip="Ctrl+E"
        )
        self.others = parts.button(words("Other formats"), lambda: None, icon="caret-down")
        leftward = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        sides = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
        self.others.setLayoutDirection(sides[not leftward])  # the caret stands behind the word
        menu = QMenu(self.others)
        names = _format_names(words)
        for suffix in FORMATS[1:]:
            entry = QAction(names[suffix], menu)
            entry.triggered.connect(lambda _on=False, suffix=suffix: self.ask(suffix))
            menu.addAction(entry)
        self.others.setMenu(menu)
        self.result = parts.label("", "small", tone="ink2", wrap=True)
        self.folder = parts.button(words("Open the folder"), self._open_folder, kind="link")
        self.file = parts.button(words("Open the file"), self._open_file, kind="link")
        column = parts.column(8, (20, 12, 20, 14))
        column.addLayout(Flow(self.export, self.others, space=10))
        column.addWidget(self.result)
        self._links = QWidget()
        self._links.setLayout(Flow(self.folder, self.file, space=16))
        column.addWidget(self._links)
        self._tell("")
        return column

    def _tell(self, sentence: str, where: Path | None = None, tone: str = "ink2") -> None:
        """Says under the buttons what became of the last export."""
        self._where = where
        self.result.setText(sentence)
        self.result.setProperty("tone", tone)
        parts.restyle(self.result)
        self.result.setVisible(bool(sentence))
        self._links.setVisible(where is not None)

    def _tell_where(self, sentence: str, where: Path) -> None:
        self._tell(sentence + "\n" + direction.apart(str(where.parent)), where)

    def _show_one(self, way: str) -> None:
        """Shows options or preview where there is room for one of them."""
        self.ways.choose(way)
        narrow = self.width() / theme.zoom() < _NARROW
        self._switch.setVisible(narrow)
        self._edge.setVisible(not narrow)
        self._way = way
        self._left.setVisible(not narrow or way == _OPTIONS)
        self.preview.setVisible(not narrow or way == _PREVIEW)
        if narrow:
            self._left.setMinimumWidth(0)
            self._left.setMaximumWidth(16_777_215)
        else:
            self._left.setFixedWidth(theme.px(_WIDE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_one(self._way)

    # --- the preview

    def refresh(self, _touched: object = None) -> None:
        """Shows the options as they are kept, and makes the pages anew after a pause."""
        if not self._session.is_open or (self._wanted and not self.isVisible()):
            return
        self.form.refresh()
        state = self._session.view, self.options()
        if not _same(state, self._wanted):
            self._wanted = state
            self._cancel()
        if self.isVisible() and self._making is None and not self.is_up_to_date():
            self._pause.start()
            self._say_aside()

    def is_up_to_date(self) -> bool:
        """Tells whether the pages that are shown are those that would be written."""
        return _same(self._shown, self._wanted)

    def options(self) -> Any:
        """Gives the options with which the report would be written now."""
        return report_options(self._session, chosen_options(self._session))

    def _make(self) -> None:
        """Makes the pages beside the window."""
        self._cancel()
        (seen, options), words = self._wanted, self._session.words
        task = Task(
            lambda _tell, cancelled: make_report(
                seen, ".pdf", options, cancelled, lambda _share: None
            ),
            QApplication.instance(),  # it may outlive the page
        )
        task.finished.connect(task.deleteLater)

        def done(made: Made) -> None:
            if self._making is task:
                self._shown, self._making = (seen, options), None
                self.preview.show_report(made)
                self._show_section_pages(options.language)
                self._say_aside()

        def failed(error: AppError) -> None:
            if self._making is task:
                self._making = None
                self.preview.say(failed_sentence(words, error))
                self.aside.emit(failed_sentence(words, error))

        self._making = task
        task.done.connect(done)
        task.failed.connect(failed)
        task.begin()
        self._say_aside()

    def _say_aside(self) -> None:
        words = self._session.words
        if self._making is None and not self._pause.isActive():
            self.aside.emit("")
        elif self.preview.pages is None:
            self.aside.emit(words("Laying out the report"))
            self.preview.say(words("The report is being laid out. The pages appear here."))
        else:
            self.aside.emit(words("Updating page {n}", n=self.preview.sheets.current + 1))

    def _cancel(self) -> None:
        self._pause.stop()
        if self._making is not None:
            self._making.cancel()
            self._making = None

    def stop(self) -> None:
        """Stops making pages."""
        self._cancel()
        self.aside.emit("")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self.stop()
        super().hideEvent(event)

    def _show_section_pages(self, language: str) -> None:
        words = self._session.words
        starts = self.preview.section_pages(analysis.report_sections(language))
        self._starts = starts
        said = {name: words("p. {n}", n=page + 1) for name, page in starts.items()}
        self.form.sections.say_pages(said)

    def _show_section(self, name: str) -> None:
        page = getattr(self, "_starts", {}).get(name)
        if page is not None:
            self._show_one(_PREVIEW)
            self.preview.sheets.go_to(page)

    # --- writing

    def ask(self, suffix: str = ".pdf") -> None:
        """Asks where the report goes, and writes it in the format of the name."""
        words, names = self._session.words, _format_names(self._session.words)
        here = Path(self._session.project.path)
        beside = (self._where.parent / here.name if self._where else here).with_suffix(suffix)
        order = (suffix, *(one for one in FORMATS if one != suffix))
        filters = [f"{names[one]} (*{one})" for one in order]
        chosen, kind = QFileDialog.getSaveFileName(
            self, words("Where is the report written?"), str(beside), ";;".join(filters)
        )
        if chosen:
            out = Path(chosen)
            if out.suffix.lower() not in FORMATS:
                picked = order[filters.index(kind)] if kind in filters else suffix
                out = out.with_name(out.name + picked)
            self.write(out)

    def write(self, out: Path) -> None:
        """Writes the report beside the window's work; what was there stays until it is done."""
        session, words = self._session, self._session.words
        session.settle()
        seen, options, suffix = session.view, self.options(), out.suffix.lower()
        made = (
            self.preview.made if _same((seen, options), self._shown) and suffix == ".pdf" else None
        )

        writing = words("Writing {file}", file=out.name)

        def work(tell: Tell, cancelled: Any) -> analysis.Written:
            check_folder(out)
            report = made or make_report(seen, suffix, options, cancelled, partial(tell, writing))
            if cancelled():
                raise AppError("report_cancelled")
            save_report(report, out)
            return report.written

        def done(written: analysis.Written) -> None:
            said = words("Written: {file}", file=out.name)
            if suffix == ".pdf":
                pages = "Written: {file}, {n} page", "Written: {file}, {n} pages"
                said = words.plural(*pages, written.count, file=out.name)
            if written.unshown:
                said += "\n" + words(
                    "No font of the PDF has these characters; boxes stand for them: {characters}",
                    characters=" ".join(written.unshown[:_MOST_UNSHOWN]),
                )
            self._tell_where(said, out)
            session.message.emit(said, "info")

        self._tell("")
        self.work_wanted.emit(writing, work, done)

    def _open_folder(self) -> None:
        if self._where is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._where.parent)))

    def _open_file(self) -> None:
        if self._where is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._where)))


def _same(one: Any, other: Any) -> bool:
    """Tells whether two states of what is written, view and options, are the same."""
    return one is not None and other is not None and one[0] is other[0] and one[1] == other[1]


def _format_names(words: Any) -> dict[str, str]:
    """Gives what each format is for, by suffix."""
    return {
        ".pdf": "PDF",
        ".docx": words("Word document (DOCX)"),
        ".odt": words("OpenDocument text (ODT)"),
        ".html": words("Web page (HTML)"),
        ".xlsx": words("Spreadsheet (XLSX)"),
        ".json": words("Data (JSON)"),
    }

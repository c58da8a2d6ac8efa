# SPDX-License-Identifier: EUPL-1.2
"""The report page: language, edition, title, authors; one button that writes the PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from gapanalysis import analysis
from gapanalysis.model import Status
from gapanalysis.ui import marks, parts, theme
from gapanalysis.ui.session import Session
from gapanalysis.words import NAMES

_NARROW = 760
"""Width at 100 % zoom below which only the options are shown."""


class ReportPage(QWidget):
    """``work_wanted`` carries a sentence, the work and what to do with its result."""

    work_wanted = Signal(str, object, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = parts.row(space=0)
        options = parts.Column(self._options())
        options.setFixedWidth(theme.px(380))
        self._desk = self._summary()
        row.addWidget(options)
        row.addWidget(self._desk, 1)
        parts.lay(QVBoxLayout(self)).addLayout(row)
        session.changed.connect(self.refresh)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._desk.setVisible(event.size().width() / theme.zoom() >= _NARROW)

    def _options(self) -> QWidget:
        words = self._session.words
        left = parts.panel()
        column = parts.lay(QVBoxLayout(left), margins=(20, 14, 20, 20), space=6)
        column.addWidget(parts.label(words("Report"), "title"))
        self.language = parts.combo(list(NAMES.items()), words.language)
        self.heading = QLineEdit()
        self.heading.setPlaceholderText(words("Shadow report to GREVIO"))
        self.author = QLineEdit()
        fields = (
            (words("Language"), self.language),
            (words("Title"), self.heading),
            (words("Authors"), self.author),
        )
        for name, widget in fields:
            title = parts.label(name, "label")
            title.setContentsMargins(0, 10, 0, 0)
            widget.setAccessibleName(name)
            column.addWidget(title)
            column.addWidget(widget)
        title = parts.label(words("Edition"), "label")
        title.setContentsMargins(0, 10, 0, 0)
        column.addWidget(title)
        column.addWidget(self._editions())
        self._date = parts.label("", "small", tone="ink2", wrap=True)
        column.addWidget(self._date)
        column.addStretch(1)
        write = parts.button(words("Write the PDF…"), self.ask, kind="primary", icon="file-pdf")
        column.addWidget(write, 0, Qt.AlignmentFlag.AlignLeft)
        return left

    def _editions(self) -> QWidget:
        words = self._session.words
        card = parts.frame("card")
        column = parts.lay(QVBoxLayout(card), margins=(12, 10, 12, 10), space=4)
        self.confidential = QRadioButton(words("Confidential"))
        self.public = QRadioButton(words("Public"))
        self.confidential.setChecked(True)
        group = QButtonGroup(card)
        self._left_out = parts.label("", "small", tone="ink2", wrap=True)
        everything = parts.label(words("everything; marked on each page"), "small", tone="ink2")
        for choice, hint in ((self.confidential, everything), (self.public, self._left_out)):
            group.addButton(choice)
            hint.setContentsMargins(26, 0, 0, 4)
            column.addWidget(choice)
            column.addWidget(hint)
        return card

    def _summary(self) -> QWidget:
        desk = parts.panel("desk")
        outer = parts.lay(QVBoxLayout(desk), margins=(48, 40, 48, 40))
        sheet = parts.frame("card")
        sheet.setMaximumWidth(theme.px(620))
        self._sheet = parts.lay(QVBoxLayout(sheet), margins=(40, 36, 40, 36), space=8)
        outer.addWidget(sheet)
        outer.addStretch(1)
        return desk

    def refresh(self, _touched: object = None) -> None:
        """Shows what the report would say now."""
        session, words = self._session, self._session.words
        if not session.is_open:
            return
        secret = analysis.withheld(session.snapshot).total
        self._left_out.setText(
            words.plural(
                "leaves out {n} confidential item", "leaves out {n} confidential items", secret
            )
        )
        self._date.setText(
            words("Law and reservations as of {day}", day=words.date(session.view.on))
        )
        parts.clear(self._sheet)
        state = session.snapshot.state
        self._sheet.addWidget(parts.label(words("What this report covers"), "label", tone="ink2"))
        self._sheet.addWidget(
            parts.label(session.words.state(state.code, state.name), "display", wrap=True)
        )
        self._sheet.addWidget(
            parts.label(session.pick(session.instrument.title), "words", wrap=True)
        )
        self._sheet.addSpacing(12)
        for status in Status:
            count = session.view.evaluation.totals.get(status, 0)
            word = words.code("status", status.value)
            mark = marks.picture(marks.outcome_pixmap(status.value, 15), word)
            number = parts.label(words.number(count), "strong")
            number.setFixedWidth(theme.px(34))
            number.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._sheet.addLayout(parts.row(mark, number, parts.label(word), 1, space=10))
        said = words(
            "Not assessed means that nobody has looked. It is neither compliance nor a gap."
        )
        hint = parts.label(said, "small", tone="ink3", wrap=True)
        hint.setContentsMargins(0, 12, 0, 0)
        self._sheet.addWidget(hint)

    # --- writing

    def options(self) -> Any:
        """Gives the options chosen on the page, else those that the project keeps."""
        return analysis.report_options(
            self._session.view,
            language=self.language.currentData(),
            edition="public" if self.public.isChecked() else "confidential",
            title=self.heading.text().strip() or None,
            author=self.author.text().strip() or None,
            on=self._session.view.on,
        )

    def ask(self) -> None:
        """Asks where the report goes and writes it."""
        words = self._session.words
        beside = Path(self._session.project.path).with_suffix(".pdf")
        chosen, _ = QFileDialog.getSaveFileName(
            self, words("Write the report"), str(beside), "PDF (*.pdf)"
        )
        if chosen:
            self.write(Path(chosen).with_suffix(".pdf"))

    def write(self, out: Path) -> None:
        """Writes the report beside the window's work and opens it when it is done."""
        view, options, words = self._session.view, self.options(), self._session.words

        def work(_tell: object, _cancelled: object) -> int:
            return analysis.write_report(view, out, options)

        def done(pages: int) -> None:
            said = words.plural(
                "Written: {file}, {n} page", "Written: {file}, {n} pages", pages, file=out.name
            )
            self._session.message.emit(said, "info")
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(out)))

        self.work_wanted.emit(words("Writing the report"), work, done)

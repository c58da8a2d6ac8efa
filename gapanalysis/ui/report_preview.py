# SPDX-License-Identifier: EUPL-1.2
"""The preview of a report: its PDF as it would be written now, page by page, or as plain text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gapanalysis.errors import AppError
from gapanalysis.ui import parts, theme
from gapanalysis.ui.flow import Flow
from gapanalysis.ui.report_child import Made
from gapanalysis.ui.sheets import PAGE, WIDTH, Pages, ReadSheets, SmallSheets
from gapanalysis.words import Words

_SIZES = (50, 75, 90, 100, 125, 150, 200)
_SMALL_SHOWN = 560
"""Width at 100 % zoom from which small pages stand beside the large ones."""
_TEXT = "text"
_MANY_TITLES = ("chapters", "obligation")
"""Sections that begin with titles of what is in them."""


PreviewStanding = tuple[Made | None, str | float, tuple[int, float]]


class Preview(QWidget):
    """Shows a report; ``made`` is the file that is shown."""

    shown = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.made: Made | None = None
        self.pages: Pages | None = None
        self.setProperty("role", "desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sheets, self.small = ReadSheets(), SmallSheets()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFont(theme.font("words"))
        self.said = parts.label("", "lead", tone="ink2", wrap=True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.said.setContentsMargins(*[theme.px(24)] * 4)
        self._stack = QStackedWidget()
        for one in (self.said, self.sheets, self.text):
            self._stack.addWidget(one)
        column = parts.lay(QVBoxLayout(self))
        column.addWidget(self._head())
        self._edge = parts.frame("hairline")
        self._edge.setFixedWidth(1)
        body = parts.row(self.small, self._edge, space=0)
        body.addWidget(self._stack, 1)
        column.addLayout(body, 1)
        self.sheets.turned.connect(self._turned)
        self.small.chosen.connect(self.sheets.go_to)
        self.say("")
        self._enable()

    # --- building

    def _head(self) -> QWidget:
        words = self._words
        head = parts.frame("head")
        self.count = parts.label(words("Live preview"), "small", tone="ink2")
        self.back = parts.icon_button("caret-left", words("Previous page"), lambda: self.turn(-1))
        self.forth = parts.icon_button("caret-right", words("Next page"), lambda: self.turn(1))
        self.number = QLineEdit()
        self.number.setFixedWidth(theme.px(56))
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.setAccessibleName(words("Go to page"))
        self.number.setToolTip(words("Go to page"))
        self.number.returnPressed.connect(self._go)
        self.of = parts.label("", "text", tone="ink2")
        self.fits = parts.Segments(
            [(PAGE, words("Fit page")), (WIDTH, words("Fit width")), (_TEXT, words("As text"))],
            self.show_way,
            chosen=WIDTH,
        )
        self.sizes = QComboBox()
        self.sizes.setAccessibleName(words("Size of the page"))
        self.sizes.setToolTip(words("Size of the page"))
        for share in _SIZES:
            self.sizes.addItem(words("{n} %", n=share), share)
        self.sizes.setPlaceholderText(words("{n} %", n=100))
        self.sizes.activated.connect(lambda _at: self._take_size())
        turning = QWidget()
        row = parts.row(self.back, self.number, self.of, self.forth, space=6)
        turning.setLayout(row)
        turning.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        flow = Flow(self.count, turning, self.fits, self.sizes, space=14)
        outer = parts.column(0, (16, 8, 12, 8))
        outer.addLayout(flow)
        head.setLayout(outer)
        return head

    # --- showing

    def say(self, sentence: str) -> None:
        """Says why there is no preview, where none is shown."""
        self.said.setText(sentence)
        if self.pages is None:
            self._stack.setCurrentWidget(self.said)
        self._fit()

    def show_report(self, made: Made) -> None:
        """Shows a report that was made; the place that is read stays."""
        first = self.pages is None
        self.made, self.pages = made, Pages(made.data)
        self.number.setValidator(QIntValidator(1, len(self.pages), self.number))
        if first:
            self._stack.setCurrentWidget(self.sheets)
        self.small.show_pages(self.pages)
        self.sheets.show_pages(self.pages)
        self._enable()
        self._fit()
        self.shown.emit()

    def standing(self) -> PreviewStanding:
        """Gives the report that is shown, as what, in what size, which page."""
        way = _TEXT if self._stack.currentWidget() is self.text else self.sheets.fit
        return self.made, way, self.sheets.place()

    def resume(self, standing: PreviewStanding) -> None:
        """Shows a report as it was shown."""
        made, way, place = standing
        if made is not None:
            self.show_report(made)
        if isinstance(way, str):
            self.show_way(way)
        else:
            self.sheets.set_fit(way)
            self.fits.choose("")
        self.sheets.take_place(place)

    def section_pages(self, titles: dict[str, str]) -> dict[str, int]:
        """Gives the page (from 0) on which each section begins, by the titles of the report."""
        starts: dict[str, int] = {}
        for level, title, page in self.pages.outline if self.pages else ():
            if level == 0:
                starts.setdefault(title, page)
        found = {name: starts[title] for name, title in titles.items() if title in starts}
        own = [page for title, page in starts.items() if title not in titles.values()]
        if own:
            found |= dict.fromkeys(_MANY_TITLES, own[0])
        return found

    def turn(self, by: int) -> None:
        """Turns to a page before or behind."""
        self.sheets.go_to(self.sheets.current + by)

    def show_way(self, way: str) -> None:
        """Fits the page or its width into the window, or shows the words of the page."""
        self.fits.choose(way)
        if self.pages is not None:
            self._stack.setCurrentWidget(self.text if way == _TEXT else self.sheets)
        if way != _TEXT:
            self.sheets.set_fit(way)
            self._show_size()

    def reading(self) -> QWidget:
        """Gives what shows the report: its pages or their words."""
        return self.text if self._stack.currentWidget() is self.text else self.sheets

    def _take_size(self) -> None:
        self.sheets.set_fit(float(self.sizes.currentData()) / 100)
        self._stack.setCurrentWidget(self.sheets if self.pages is not None else self.said)
        self.fits.choose("")

    def _go(self) -> None:
        if self.number.hasAcceptableInput():
            self.sheets.go_to(int(self.number.text()) - 1)
            self.reading().setFocus()

    def _turned(self, page: int) -> None:
        words = self._words
        if self.pages is None:
            return
        self.small.show_current(page)
        self.number.setText(str(page + 1))
        said = words("Page {n} of {all}", n=page + 1, all=len(self.pages))
        text = self.pages.words(page)
        theme.load_scripts(text)
        self.sheets.setAccessibleName(said)
        self.sheets.setAccessibleDescription(text)
        self.text.setAccessibleName(said)
        self.text.setPlainText(text)
        self.back.setEnabled(page > 0)
        self.forth.setEnabled(page < len(self.pages) - 1)

    def _enable(self) -> None:
        words, count = self._words, len(self.pages) if self.pages else 0
        for one in (self.number, self.fits, self.sizes, self.back, self.forth):
            one.setEnabled(count > 0)
        said = words("Live preview")
        if count:
            said += " · " + words.plural("{n} page", "{n} pages", count)
            self._turned(self.sheets.current)
        self.count.setText(said)
        self.of.setText(words("of {n}", n=count))
        self.of.setVisible(count > 0)
        self.sheets.setAccessibleName(self.sheets.accessibleName() or said)
        self.text.setAccessibleName(self.text.accessibleName() or said)

    def _show_size(self) -> None:
        said = self._words("{n} %", n=round(self.sheets.share() * 100))
        self.sizes.setCurrentIndex(-1)
        self.sizes.setPlaceholderText(said)

    def _fit(self) -> None:
        wide = self.width() / theme.zoom() >= _SMALL_SHOWN and self.pages is not None
        self.small.setVisible(wide)
        self._edge.setVisible(wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        if isinstance(self.sheets.fit, str):
            self._show_size()


def failed_sentence(words: Words, error: AppError) -> str:
    """Gives why a preview could not be made."""
    return words("No new preview: {why}", why=words.error(error))

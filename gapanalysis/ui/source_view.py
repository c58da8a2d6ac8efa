# SPDX-License-Identifier: EUPL-1.2
"""The source of a law beside its structure: the page as in the file (PDF), and the text as read."""

from __future__ import annotations

import re

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from gapanalysis.model import SourceFile, Structure
from gapanalysis.ui import direction, parts, theme
from gapanalysis.ui.law_text import Positions
from gapanalysis.words import Words

PAGE, TEXT = "page", "text"
SourceStanding = tuple[str, int, tuple[int, int]]
_MOST_PIXELS = 2_400


class SourceView(QWidget):
    """Shows where a range of a law's text stands. A place is chosen with the cursor in the text."""

    def __init__(self, words: Words, source: SourceFile) -> None:
        super().__init__()
        self._words, self._source = words, source
        self._pages = _Pages(source.data) if source.format == "pdf" else None
        self._structure: Structure | None = None
        self._positions = Positions("")
        self._shown_page = 0
        self._range = 0, 0
        column = parts.lay(QVBoxLayout(self))
        head = parts.frame("head")
        head.setFixedHeight(theme.px(46))
        self._title = parts.ElidedLabel("", "label", tone="ink2")
        self._choice = parts.Segments(
            [(PAGE, words("As in the file")), (TEXT, words("As read"))], self.show_way, chosen=TEXT
        )
        before = parts.icon_button("caret-left", words("Previous page"), lambda: self._turn(-1))
        after = parts.icon_button("caret-right", words("Next page"), lambda: self._turn(1))
        head.setLayout(
            parts.row(self._title, self._choice, before, after, space=8, margins=(16, 0, 10, 0))
        )
        self._turners = (before, after)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._picture.setAccessibleName(words("As in the file"))
        self._scroll = _Desk()
        self._scroll.turn_wanted.connect(self._turn)
        self._scroll.setAccessibleName(words("As in the file"))
        self._scroll.setWidget(self._picture)
        self._scroll.setWidgetResizable(True)
        self._scroll.setProperty("role", "desk")
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setReadOnly(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setFont(theme.font("words"))
        self.text.setAccessibleName(words("As read"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self.text)
        column.addWidget(head)
        column.addWidget(self._stack, 1)
        self._choice.setVisible(self._pages is not None)
        self.show_way(PAGE if self._pages else TEXT)

    def show_way(self, way: str) -> None:
        """Shows the page as in the file, or the text as read."""
        self._choice.choose(way)
        self._stack.setCurrentIndex(0 if way == PAGE else 1)
        for one in self._turners:
            one.setVisible(way == PAGE)
        self._tell()

    def reading(self) -> QWidget:
        """Gives what is in front: the page, or the text."""
        return self.text if self._stack.currentIndex() else self._scroll

    def show_structure(self, structure: Structure) -> None:
        """Takes the text of a law, unless it is the one that is shown."""
        if self._structure is None or self._structure.text != structure.text:
            self._positions = Positions(structure.text)
            theme.load_scripts(structure.text)
            self.text.setPlainText(structure.text)
            self._align(structure.text)
        self._structure = structure

    def _align(self, text: str) -> None:
        """Lets a law in a language that runs from right to left begin at the right."""
        option = self.text.document().defaultTextOption()
        absolute = Qt.AlignmentFlag.AlignAbsolute
        side = Qt.AlignmentFlag.AlignLeft
        if direction.runs_leftward(text):
            side = Qt.AlignmentFlag.AlignRight
        option.setAlignment(side | absolute)
        self.text.document().setDefaultTextOption(option)

    def show_range(self, start: int, end: int) -> None:
        """Brings a range into view and marks it."""
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(self._positions.to_units(start))
        self.text.setTextCursor(cursor)
        self.text.centerCursor()
        mark = QTextEdit.ExtraSelection()
        mark.cursor = QTextCursor(cursor)
        mark.cursor.setPosition(
            self._positions.to_units(max(start, end)), QTextCursor.MoveMode.KeepAnchor
        )
        mark.format.setBackground(QColor(theme.current().accentsoft))
        self.text.setExtraSelections([mark])
        page = self._page_of(start)
        if page:
            self._range = start, end
            self._show_page(page)

    def cursor_position(self) -> int:
        """Gives the code point at the cursor of the text."""
        return self._positions.to_points(self.text.textCursor().position())

    def selection(self) -> tuple[int, int]:
        """Gives the selected range of the text; an empty one is the cursor."""
        cursor = self.text.textCursor()
        return (
            self._positions.to_points(cursor.selectionStart()),
            self._positions.to_points(cursor.selectionEnd()),
        )

    def standing(self) -> SourceStanding:
        """Gives what is shown, the page as in the file, and the selection of the text."""
        way = TEXT if self._stack.currentIndex() else PAGE
        return way, self._shown_page, self.selection()

    def resume(self, standing: SourceStanding) -> None:
        """Shows the same, with the cursor where it was."""
        way, page, (start, end) = standing
        self.show_way(way)
        self._show_page(page)
        cursor = self.text.textCursor()
        cursor.setPosition(self._positions.to_units(start))
        cursor.setPosition(self._positions.to_units(end), QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)
        self.text.centerCursor()

    # --- pages

    def _page_of(self, start: int) -> int:
        places = self._structure.source_map if self._structure else ()
        found = [p.page for p in places if p.page and p.start <= start]
        return found[-1] if found else 0

    def _turn(self, by: int) -> None:
        self._show_page(self._shown_page + by)

    def _show_page(self, page: int) -> None:
        if self._pages is None or not 1 <= page <= self._pages.count:
            return
        self._shown_page = page
        width = max(300, min(self._scroll.viewport().width() - theme.px(40), _MOST_PIXELS))
        picture = self._pages.picture(page, width, self.devicePixelRatioF())
        place = self._place_on(page, width)
        if not place.isEmpty():
            painter = QPainter(picture)
            painter.setPen(QPen(QColor(theme.LIGHT.accent), 2))  # paper is light in either theme
            painter.drawRect(place)
            painter.end()
        self._picture.setPixmap(picture)
        bar = self._scroll.verticalScrollBar()
        bar.setMaximum(max(0, picture.deviceIndependentSize().toSize().height() - bar.pageStep()))
        bar.setValue(max(0, place.top() - self._scroll.viewport().height() // 3))
        self._tell()

    def _place_on(self, page: int, width: int) -> QRect:
        """Gives where the range that is shown begins on the picture of a page; an empty rectangle
        where it is not found there.
        """
        start, end = self._range
        if self._pages is None or self._structure is None or self._page_of(start) != page:
            return QRect()
        text, places = self._structure.text, self._structure.source_map
        lines = text[start:end].strip().splitlines()
        first = min(p.start for p in places if p.page == page)
        return self._pages.place(page, width, lines[0] if lines else "", text[first:start])

    def _tell(self) -> None:
        if self._pages is not None and self._stack.currentIndex() == 0 and self._shown_page:
            said = self._words(
                "Page {n} of {all}, as in the file", n=self._shown_page, all=self._pages.count
            )
        else:
            said = self._source.name
        self._title.set_full(said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shown_page:
            self._show_page(self._shown_page)


class _Desk(QScrollArea):
    """Scrolls a page; beyond its end the keys lead to the next one."""

    turn_wanted = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), Qt.Key(event.key())
        if key == Qt.Key.Key_PageDown and bar.value() == bar.maximum():
            self.turn_wanted.emit(1)
        elif key == Qt.Key.Key_PageUp and bar.value() == bar.minimum():
            self.turn_wanted.emit(-1)
        else:
            super().keyPressEvent(event)


class _Pages:
    """The pages of a PDF file as pictures."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2  # type: ignore[import-untyped]

        self._document = pypdfium2.PdfDocument(data)
        self.count = len(self._document)

    def place(self, page: int, width: int, said: str, before: str) -> QRect:
        """Gives where words stand on a page that is drawn in a width, after so many of the same as
        there are in the text of the page before them.
        """
        said = " ".join(said.split())
        passed = len(re.findall(rf"(?<!\w){re.escape(said)}(?!\w)", " ".join(before.split())))
        opened = self._document[page - 1]
        text = opened.get_textpage()
        if not said:
            return QRect()
        search = text.search(said, match_case=True, match_whole_word=True)
        found = search.get_next()
        while found and passed:
            found, passed = search.get_next(), passed - 1
        if not found or not text.count_rects(*found):
            return QRect()
        left, bottom, right, top = text.get_rect(0)
        scale, high = width / max(1.0, opened.get_width()), opened.get_height()
        box = QRectF(left * scale, (high - top) * scale, (right - left) * scale, 0)
        box.setHeight((top - bottom) * scale)
        return box.adjusted(-4, -3, 4, 3).toAlignedRect()

    def picture(self, page: int, width: int, ratio: float) -> QPixmap:
        """Gives a page (from 1) in a width of the screen."""
        opened = self._document[page - 1]
        drawn = opened.render(
            scale=width * ratio / max(1.0, opened.get_width()), rev_byteorder=True
        )
        data = bytes(drawn.buffer)
        kinds = {4: QImage.Format.Format_RGBX8888, 3: QImage.Format.Format_RGB888}
        kind = kinds.get(drawn.n_channels, QImage.Format.Format_Grayscale8)
        image = QImage(data, drawn.width, drawn.height, drawn.stride, kind).copy()
        made = QPixmap.fromImage(image)
        made.setDevicePixelRatio(ratio)
        return made

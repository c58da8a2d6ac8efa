# SPDX-License-Identifier: EUPL-1.2
"""The pages of a PDF file on the screen, one below the other: read by wheel and keys, or small, to
choose one from. Only pages in sight are drawn, one at a time; few pictures are kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from gapanalysis.ui import spoken, theme

WIDTH, PAGE = "width", "page"
"""Ways to fit a page into the window."""
_KEPT_PIXELS = 24_000_000
"""Of all pictures together: some eight pages at 100 % on a fine screen."""
_MOST_WIDE = 2_600
_POINT = 96 / 72
_GAP = 18


class Pages:
    """A PDF file opened for its pages (counted from 0): sizes, pictures, words, outline."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2  # type: ignore[import-untyped]

        self._document = pypdfium2.PdfDocument(data)
        self.data = data
        self.sizes: list[tuple[float, float]] = [
            self._document.get_page_size(n) for n in range(len(self._document))
        ]
        self.outline: list[tuple[int, str, int]] = []
        for entry in self._document.get_toc():
            target = entry.get_dest()
            at = target.get_index() if target is not None else None
            if at is not None:
                self.outline.append((entry.level, entry.get_title(), at))

    def __len__(self) -> int:
        return len(self.sizes)

    def words(self, page: int) -> str:
        """Gives the text of a page."""
        opened = self._document[page].get_textpage()
        try:
            text: str = opened.get_text_bounded()
        finally:
            opened.close()
        return text.replace("\r\n", "\n")

    def picture(self, page: int, width: int, ratio: float) -> QPixmap:
        """Gives a page in a width of the screen."""
        opened = self._document[page]
        scale = min(width * ratio, _MOST_WIDE) / self.sizes[page][0]
        drawn = opened.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        kind = QImage.Format.Format_RGBX8888
        image = QImage(bytes(drawn.buffer), drawn.width, drawn.height, drawn.stride, kind)
        made = QPixmap.fromImage(image)
        opened.close()
        made.setDevicePixelRatio(drawn.width / max(1, width))
        return made

    def like(self, other: Pages, page: int) -> int:
        """Gives the page of another state of the same report that a page is like: as far behind
        the heading before it.
        """
        before = [one for one in self.outline if one[2] <= page]
        if before:
            level, title, at = before[-1]
            rank = sum(one[:2] == (level, title) for one in before)
            found = [one[2] for one in other.outline if one[:2] == (level, title)]
            if len(found) < rank and len(self.outline) == len(other.outline):
                found, rank = [other.outline[len(before) - 1][2]], 1  # in another language
            if len(found) >= rank:
                page = found[rank - 1] + page - at
        return max(0, min(page, len(other) - 1))


class Sheets(QAbstractScrollArea):
    """Pages below each other. ``turned`` tells which one is in sight, counted from 0."""

    turned = Signal(int)
    small = False

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        spoken.tell_as(self, "sheets")
        self.pages: Pages | None = None
        self.current = 0
        self.fit: str | float = WIDTH
        self._tops: list[int] = []
        self._width = 0
        self._pictures: OrderedDict[int, QPixmap] = OrderedDict()
        self._drawing = QTimer(self)
        self._drawing.setSingleShot(True)
        self._drawing.setInterval(0)
        self._drawing.timeout.connect(self._draw_next)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)

    # --- what is shown

    def show_pages(self, pages: Pages | None) -> None:
        """Shows another state of the report; the place that is in sight stays."""
        page, part = self.current, self._part()
        if pages is not None and self.pages is not None:
            page = self.pages.like(pages, page)
        self.pages = pages
        self.current = page if pages is not None else 0
        self._pictures.clear()
        self._arrange()
        self._scroll_to(self.current, part)
        self._draw_next()
        self.viewport().update()
        self.turned.emit(self.current)

    def go_to(self, page: int) -> None:
        """Brings the top of a page into sight."""
        if self.pages is not None:
            self.current = max(0, min(page, len(self.pages) - 1))
            self._scroll_to(self.current, 0)
            self.viewport().update()
            self.turned.emit(self.current)

    def set_fit(self, fit: str | float) -> None:
        """Fits the width or the whole of a page, or takes a share of its natural size."""
        part = self._part()
        self.fit = fit
        self._arrange()
        self._scroll_to(self.current, part)
        self.viewport().update()

    def place(self) -> tuple[int, float]:
        """Gives the page in sight, and the share of it that is above the window."""
        return self.current, self._part()

    def take_place(self, place: tuple[int, float]) -> None:
        """Goes to a place of the same report."""
        self.go_to(place[0])
        self._scroll_to(self.current, place[1])

    def share(self) -> float:
        """Gives the size of the page that is shown as a share of its natural size."""
        if self.pages is None or not self.pages.sizes:
            return 1.0
        return self._width / (self.pages.sizes[0][0] * _POINT)

    # --- where pages stand

    def _gap(self) -> int:
        return theme.px(_GAP)

    def _wanted_width(self, width: float, height: float) -> int:
        room = self.viewport().size()
        across = max(120, room.width() - 2 * self._gap())
        if self.fit == WIDTH:
            return min(across, round(width * _POINT * 1.6 * theme.zoom()))
        if self.fit == PAGE:
            return max(120, min(across, round((room.height() - 2 * self._gap()) * width / height)))
        return round(width * _POINT * float(self.fit))

    def _arrange(self) -> None:
        sizes = self.pages.sizes if self.pages is not None else []
        wide = self._wanted_width(*sizes[0]) if sizes else 0
        if wide != self._width:
            self._pictures.clear()
        self._width = wide
        self._tops, y = [], self._gap()
        for at in range(len(sizes)):
            self._tops.append(y)
            y += self._height(at) + self._foot()
        room = self.viewport().size()
        self.verticalScrollBar().setRange(0, max(0, y - room.height()))
        self.verticalScrollBar().setPageStep(room.height())
        self.verticalScrollBar().setSingleStep(theme.px(48))
        self.horizontalScrollBar().setRange(0, max(0, wide + 2 * self._gap() - room.width()))
        self.horizontalScrollBar().setPageStep(room.width())

    def _height(self, page: int) -> int:
        assert self.pages is not None
        width, height = self.pages.sizes[page]
        return round(self._width * height / width)

    def _foot(self) -> int:
        return self._gap()

    def _rect(self, page: int) -> QRect:
        room = self.viewport().width()
        left = max(self._gap(), (room - self._width) // 2) - self.horizontalScrollBar().value()
        top = self._tops[page] - self.verticalScrollBar().value()
        return QRect(left, top, self._width, self._height(page))

    def _in_sight(self) -> range:
        if not self._tops:
            return range(0)
        top = self.verticalScrollBar().value()
        first = max(0, bisect_right(self._tops, top) - 1)
        last = bisect_right(self._tops, top + self.viewport().height())
        return range(first, last)

    def _part(self) -> float:
        """Gives how far down the current page the upper edge of the window is."""
        if self.pages is None or not self._tops:
            return 0.0
        down = self.verticalScrollBar().value() - self._tops[self.current] + self._gap()
        return down / max(1, self._height(self.current))

    def _scroll_to(self, page: int, part: float) -> None:
        if self._tops:
            down = self._tops[page] - self._gap() + round(part * self._height(page))
            bar = self.verticalScrollBar()
            bar.blockSignals(True)
            bar.setValue(down)
            bar.blockSignals(False)

    def _scrolled(self) -> None:
        self.viewport().update()
        if not self._tops:
            return
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        page = max(0, bisect_right(self._tops, middle) - 1)
        if page != self.current:
            self.current = page
            self.turned.emit(page)

    # --- painting

    def _draw_next(self) -> None:
        """Draws one page in sight that has no picture, the current one first."""
        if self.pages is None:
            return
        in_sight = self._in_sight()
        missing = [one for one in in_sight if one not in self._pictures]
        if missing:
            page = self.current if self.current in missing else missing[0]
            ratio = self.devicePixelRatioF()
            self._pictures[page] = self.pages.picture(page, self._width, ratio)
            self._forget(in_sight)
            self.viewport().update()

    def _forget(self, in_sight: range) -> None:
        """Lets go of the pictures seen longest ago while there are too many."""
        pixels = sum(p.width() * p.height() for p in self._pictures.values())
        for page in tuple(self._pictures):
            if pixels <= _KEPT_PIXELS:
                break
            if page not in in_sight:
                gone = self._pictures.pop(page)
                pixels -= gone.width() * gone.height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        look = theme.current()
        missing = False
        for page in self._in_sight():
            rect = self._rect(page)
            picture = self._pictures.get(page)
            painter.setPen(QPen(QColor(look.line2 if self.small else look.line), 1))
            painter.setBrush(QColor(Qt.GlobalColor.white))
            painter.drawRect(rect.adjusted(-1, -1, 0, 0))
            if picture is None:
                missing = True
            else:
                self._pictures.move_to_end(page)
                painter.drawPixmap(QRectF(rect), picture, QRectF(picture.rect()))
            self._paint_more(painter, page, rect)
        if missing:
            self._drawing.start()
        if self.hasFocus() and not self.small:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_more(self, painter: QPainter, page: int, rect: QRect) -> None:
        """Paints what belongs to a page besides itself."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        part = self._part()
        super().resizeEvent(event)
        self._arrange()
        self._scroll_to(self.current, part)


class ReadSheets(Sheets):
    """Pages to be read: keys turn them, and screen readers are told the words of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = event.key(), len(self._tops) - 1
        bar = self.verticalScrollBar()
        steps: dict[int, Any] = {
            Qt.Key.Key_PageDown: lambda: self.go_to(self.current + 1),
            Qt.Key.Key_PageUp: lambda: self.go_to(self.current - 1),
            Qt.Key.Key_Home: lambda: self.go_to(0),
            Qt.Key.Key_End: lambda: self.go_to(last),
            Qt.Key.Key_Down: lambda: bar.setValue(bar.value() + bar.singleStep()),
            Qt.Key.Key_Up: lambda: bar.setValue(bar.value() - bar.singleStep()),
            Qt.Key.Key_Space: lambda: bar.setValue(bar.value() + bar.pageStep() * 9 // 10),
        }
        if key in steps and not event.modifiers():
            steps[key]()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


class SmallSheets(Sheets):
    """Pages to choose one from with the pointer; what is chosen is told by ``chosen``."""

    chosen = Signal(int)
    small = True

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(theme.px(112))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _wanted_width(self, width: float, height: float) -> int:
        return theme.px(70)

    def _foot(self) -> int:
        return theme.px(36)

    def _paint_more(self, painter: QPainter, page: int, rect: QRect) -> None:
        look, here = theme.current(), page == self.current
        if here:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.accent), 3))
            painter.drawRect(rect.adjusted(-2, -2, 1, 1))
        painter.setPen(QColor(look.accent if here else look.ink2))
        painter.setFont(theme.font("label" if here else "small"))
        below = QRect(0, rect.bottom() + theme.px(3), self.viewport().width(), theme.px(22))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(page + 1))

    def show_current(self, page: int) -> None:
        """Marks a page as the one that is read, and brings it into sight."""
        if not 0 <= page < len(self._tops):
            return
        self.current = page
        rect = self._rect(page)
        if not self.viewport().rect().contains(rect):
            middle = self._tops[page] - (self.viewport().height() - rect.height()) // 2
            bar = self.verticalScrollBar()
            bar.blockSignals(True)
            bar.setValue(middle)
            bar.blockSignals(False)
        self.viewport().update()

    def _scrolled(self) -> None:
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        for page in self._in_sight():
            if self._rect(page).adjusted(-8, -8, 8, self._foot()).contains(place):
                self.chosen.emit(page)
                return

# SPDX-License-Identifier: EUPL-1.2
"""A law on screen with its mapped spans.

Spans are painted for visible lines only (``benchmarks/span_painting.py`` says why): a tint behind
the words of the current obligation, a line below the words in the style of the coverage, and a
label in the right margin.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QShowEvent,
    QTextBlock,
    QTextCursor,
    QTextLine,
)
from PySide6.QtWidgets import QTextEdit

from gapanalysis.model import Coverage, Provision
from gapanalysis.ui import theme
from gapanalysis.ui.law_text import HANG, LINE_HEIGHT, Positions, make_document
from gapanalysis.ui.parts import isolated
from gapanalysis.ui.theme import px

LEFT, RIGHT, MEASURE = 60, 132, 600
_LABEL_HEIGHT = 22
_SAMPLE = 2_000
COVERAGE_KEYS = {
    Qt.Key.Key_F: Coverage.FULL,
    Qt.Key.Key_P: Coverage.PARTIAL,
    Qt.Key.Key_C: Coverage.CONTRARY,
    Qt.Key.Key_R: Coverage.RELATED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """A mapped span in code points; ``word`` is its coverage in the user's language."""

    start: int
    end: int
    obligation: str
    coverage: Coverage
    word: str
    mapping: int
    suggested: bool = False
    """Nobody mapped it: dashed, and without a label where there is no word."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A highlight in Qt positions; ``level`` 1 is drawn lower, as it overlaps another one."""

    start: int
    end: int
    level: int
    of: Highlight


class LawView(QTextEdit):
    """The page of one law; read only. Positions in and out are code points."""

    span_clicked = Signal(str, int)
    selection_moved = Signal()
    map_wanted = Signal()
    coverage_wanted = Signal(object)
    suggestions_wanted = Signal()
    menu_wanted = Signal(object)
    """The menu at the cursor is about to be shown: the panel adds to it."""
    focused = Signal()
    across_wanted = Signal()
    """Enter: to the obligation of the words at the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setProperty("role", "law")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.selectionChanged.connect(self.selection_moved)
        self._units = Positions("")
        self._text = ""
        self._placed: list[_Placed] = []
        self._longest = 0
        self._leftward = False
        self._labels: list[tuple[QRectF, Highlight]] = []
        self._current: frozenset[str] = frozenset()
        self._kept: tuple[int, int] | None = None
        self._wanted: tuple[int, float] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._settle)

    # --- content

    def show_law(self, text: str, provisions: Sequence[Provision]) -> None:
        """Shows a law from its beginning."""
        self._text, self._placed = text, []
        self._wanted = self._kept = None  # places of the law before
        self._units = make_document(self.document(), text, provisions)
        self._leftward = runs_leftward(text)
        self.setTextCursor(QTextCursor(self.document()))
        self._fit()
        self.verticalScrollBar().setValue(0)

    def show_spans(self, highlights: Sequence[Highlight]) -> None:
        """Shows mapped spans in place of those shown before."""
        placed: list[_Placed] = []
        ends = [0, 0]
        for h in sorted(highlights, key=lambda h: (h.start, -h.end)):
            start, end = self._units.to_units(h.start), self._units.to_units(h.end)
            level = 0 if start >= ends[0] else 1
            ends[level] = max(ends[level], end)
            placed.append(_Placed(start, end, level, h))
        self._placed = placed
        self._longest = max((p.end - p.start for p in placed), default=0)
        self.viewport().update()

    def show_current(self, obligations: frozenset[str]) -> None:
        """Brings out the spans that are mapped to some obligations."""
        self._current = obligations
        self.viewport().update()

    def _is_current(self, placed: _Placed) -> bool:
        return placed.of.obligation in self._current and not placed.of.suggested

    # --- selection and places

    def selection(self) -> tuple[int, int] | None:
        """Gives the selected range without blank edges, or None."""
        cursor = self.textCursor()
        start = self._units.to_points(cursor.selectionStart())
        end = self._units.to_points(cursor.selectionEnd())
        words = self._text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        return (start, end) if start < end else None

    def select_range(self, start: int, end: int) -> None:
        """Selects a range and brings it into view."""
        cursor = self.textCursor()
        cursor.setPosition(self._units.to_units(start))
        top = self.cursorRect(cursor).top()
        cursor.setPosition(self._units.to_units(end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        if not px(LINE_HEIGHT) <= top <= self.viewport().height() - 3 * px(LINE_HEIGHT):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self._top_of(start) - self.viewport().height() // 3)

    def _top_of(self, point: int) -> int:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._units.to_units(point))
        return self.cursorRect(cursor).top()

    def resize_selection(self, by: int) -> None:
        """Grows (1) or shrinks (-1) the selection: word, clause, paragraph."""
        cursor = self.textCursor()
        block = cursor.block()
        text, base = block.text(), block.position()
        low, high = cursor.selectionStart() - base, cursor.selectionEnd() - base
        if high > len(text):
            return
        sizes = sorted(
            {(low, high) for low, high in enclosing(text, low, high)}, key=lambda r: r[1] - r[0]
        )
        if by > 0:
            wider = [one for one in sizes if one[1] - one[0] > high - low]
            chosen = wider[0] if wider else None
        else:
            inside = [one for one in enclosing(text, low, low + 1) if one[1] - one[0] < high - low]
            chosen = max(inside, key=lambda r: r[1] - r[0], default=None)
        if chosen is not None:
            cursor.setPosition(base + chosen[0])
            cursor.setPosition(base + chosen[1], QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def at_cursor(self) -> list[Highlight]:
        """Gives the mapped spans at the cursor or overlapping the selection, the shortest first."""
        cursor = self.textCursor()
        low, high = cursor.selectionStart(), cursor.selectionEnd()
        edge = int(low == high)  # a cursor at the end of words is at them
        found = [
            p for p in self._placed if p.start <= high and low < p.end + edge and not p.of.suggested
        ]
        return [p.of for p in sorted(found, key=lambda p: p.end - p.start)]

    def clear_selection(self) -> None:
        """Lets go of the selected words; the cursor stays at the end of the last of them."""
        cursor, chosen = self.textCursor(), self.selection()
        cursor.setPosition(self._units.to_units(chosen[1]) if chosen else cursor.position())
        self.setTextCursor(cursor)

    def go_to(self, start: int, *, lead: float = 0) -> None:
        """Puts the cursor to a place, and the place to the top of the page, or a share lower."""
        cursor = self.textCursor()
        cursor.setPosition(self._units.to_units(start))
        self.setTextCursor(cursor)
        self.scroll_to(start, lead=lead)

    def scroll_to(self, start: int, *, lead: float = 0) -> None:
        """Scrolls so that a place stands at the top of the page, or a share of the page lower; a
        page that is not shown does so when it is.
        """
        self._wanted = None if self.isVisible() else (start, lead)
        self._rest.stop()
        self._kept = None
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._units.to_units(start))
        layout = self.document().documentLayout()
        top = layout.blockBoundingRect(cursor.block()).top()
        self.verticalScrollBar().setValue(round(top - 2 - lead * self.viewport().height()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._wanted is not None:
            self._rest.start(0)

    def cursor_position(self) -> int:
        """Gives the code point at the cursor."""
        return self._units.to_points(self.textCursor().position())

    def shows(self, start: int) -> bool:
        """Tells whether a place stands in view."""
        top = self._top_of(start)
        return self.isVisible() and 0 <= top <= self.viewport().height() - px(LINE_HEIGHT)

    def top_position(self) -> int:
        """Gives the code point of the first words in view, or of those that will be."""
        if self._wanted is not None:
            return self._wanted[0]
        point = self.viewport().rect().topLeft()
        point.setX(px(LEFT) + 4)
        point.setY(px(30))
        cursor = self.cursorForPosition(point)
        if not self.cursorRect(cursor).intersects(self.viewport().rect()):
            cursor = self.cursorForPosition(point)  # before it was laid out, every place is its end
        return self._units.to_points(cursor.position())

    # --- painting

    def _fit(self) -> None:
        """Keeps the measure: words never run over the full width of a wide window."""
        root = self.document().rootFrame()
        spare = max(0, self.viewport().width() - px(LEFT + RIGHT + MEASURE))
        look = root.frameFormat()
        left, right = px(LEFT - HANG) + spare // 3, px(RIGHT) + spare * 2 // 3
        if self._leftward:
            left, right = right, left
        if (look.leftMargin(), look.rightMargin()) == (left, right):
            return
        look.setLeftMargin(left)
        look.setRightMargin(right)
        look.setTopMargin(px(8))
        look.setBottomMargin(px(48))
        root.setFrameFormat(look)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the words at the top where they are when lines are broken anew."""
        if event.size().width() != event.oldSize().width() and not self._rest.isActive():
            point = self.top_position()
            self._kept = point, self._top_of(point)
        super().resizeEvent(event)
        self._fit()
        if self._kept:
            self._rest.start(30)

    def _settle(self) -> None:
        """Goes to the place that was asked for before the page was shown, or back to the words that
        stood at the top before lines were broken anew.
        """
        bar = self.verticalScrollBar()
        if self._wanted is not None and self.isVisible():
            start, lead = self._wanted
            self.scroll_to(start, lead=lead)
        elif self._kept is not None:
            point, top = self._kept
            bar.setValue(bar.value() + self._top_of(point) - top)
        self._kept = None

    def paintEvent(self, event: QPaintEvent) -> None:
        pieces = [(p, boxes) for p in self._visible() if (boxes := self._boxes(p))]
        painter = QPainter(self.viewport())
        tint = QColor(theme.current().accentsoft)
        for placed, boxes in pieces:
            if self._is_current(placed):
                for box in boxes:
                    painter.fillRect(box.adjusted(0, 2, 0, 1), tint)
        painter.end()
        super().paintEvent(event)
        painter.begin(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for placed, boxes in pieces:
            for box in boxes:
                self._paint_line(painter, placed, box)
        self._paint_labels(painter, pieces)
        painter.end()

    def _visible(self) -> list[_Placed]:
        if not self._placed:
            return []
        view = self.viewport().rect()
        first = self.cursorForPosition(view.topLeft()).position()
        last = self.cursorForPosition(view.bottomRight()).position()
        till = bisect_right(self._placed, last, key=lambda p: p.start)
        since = bisect_right(self._placed, first - self._longest - 1, key=lambda p: p.start)
        return [p for p in self._placed[since:till] if p.end >= first]

    def _boxes(self, placed: _Placed) -> list[QRectF]:
        """Gives the boxes of the words of a span, one a visible line."""
        boxes: list[QRectF] = []
        layout = self.document().documentLayout()
        shift, bottom = self.verticalScrollBar().value(), self.viewport().height()
        block = self.document().findBlock(placed.start)
        while block.isValid() and block.position() < placed.end:
            top = layout.blockBoundingRect(block).top() - shift
            if top > bottom:
                break
            for n in range(block.layout().lineCount()):
                box = self._box(block, block.layout().lineAt(n), placed, shift)
                if box is not None and box.width() > 1 and -px(LINE_HEIGHT) < box.y() < bottom:
                    boxes.append(box)
            block = block.next()
        return boxes

    @staticmethod
    def _box(block: QTextBlock, line: QTextLine, placed: _Placed, shift: int) -> QRectF | None:
        low = block.position() + line.textStart()
        high = low + line.textLength()
        if low >= placed.end or high <= placed.start:
            return None
        left = _x(line, max(placed.start, low) - block.position())
        right = _x(line, min(placed.end, high) - block.position())
        if right < left:
            left, right = right, left
        text = block.text()[line.textStart() : min(placed.end, high) - block.position()]
        if text.endswith(" ") and high <= placed.end:
            right = min(right, left + line.naturalTextWidth())
        origin = block.layout().position()
        height = line.height()
        return QRectF(origin.x() + left, origin.y() + line.y() - shift, right - left, height)

    def _colour(self, placed: _Placed) -> QColor:
        look = theme.current()
        if placed.of.suggested:
            return QColor(look.ink2)
        if self._is_current(placed):
            return QColor(look.accent)
        number = placed.of.obligation.split(".", 1)[0]
        return QColor(look.spans[int(number) % len(look.spans) if number.isdigit() else 0])

    def _paint_line(self, painter: QPainter, placed: _Placed, box: QRectF) -> None:
        y = box.bottom() - 2 + px(4) * placed.level
        pen = QPen(self._colour(placed), 2 if self._is_current(placed) else 1.6)
        coverage = placed.of.coverage
        if placed.of.suggested:
            pen = QPen(self._colour(placed), 1.2)
            pen.setDashPattern([2, 3])
        elif coverage is Coverage.PARTIAL:
            pen.setDashPattern([4, 2.2])
        elif coverage is Coverage.RELATED:
            pen.setDashPattern([1, 1.8])
        elif coverage is Coverage.CONTRARY:
            painter.setPen(QPen(pen.color(), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(_wave(box.left(), box.right(), y))
            return
        painter.setPen(pen)
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))

    def _paint_labels(self, painter: QPainter, pieces: list[tuple[_Placed, list[QRectF]]]) -> None:
        self._labels = []
        frame = self.document().rootFrame().frameFormat()
        x = self.viewport().width() - frame.rightMargin() + px(14)
        if self._leftward:
            x = frame.leftMargin() - px(14)
        free, height = -1000.0, px(_LABEL_HEIGHT)
        small = theme.font("label")
        painter.setFont(small)
        for placed, boxes in sorted(pieces, key=lambda piece: piece[1][0].y()):
            if not placed.of.word:
                continue
            y = max(boxes[0].center().y() - height / 2 + 1, free)
            if y > boxes[0].y() + 3 * height:
                continue
            free = y + height + 1
            number = placed.of.obligation
            width = painter.fontMetrics().horizontalAdvance(number) + px(12)
            box = QRectF(x - width if self._leftward else x, y + 2, width, height - 4)
            self._paint_label(painter, placed, box)
            wide = painter.fontMetrics().horizontalAdvance(placed.of.word) + px(8)
            hit = box.adjusted(-wide, 0, 0, 0) if self._leftward else box.adjusted(0, 0, wide, 0)
            self._labels.append((hit, placed.of))

    def _paint_label(self, painter: QPainter, placed: _Placed, box: QRectF) -> None:
        look, colour = theme.current(), self._colour(placed)
        path = QPainterPath()
        path.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if self._is_current(placed):
            painter.fillPath(path, colour)
        style = Qt.PenStyle.DashLine if placed.of.suggested else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour, 1, style))
        painter.drawPath(path)
        painter.setPen(QColor(look.onaccent) if self._is_current(placed) else colour)
        painter.setFont(theme.font("label"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, isolated(placed.of.obligation))
        painter.setPen(QColor(look.ink2))
        painter.setFont(theme.font("small"))
        x = box.right() + px(7)
        if self._leftward:
            x = box.left() - px(7) - painter.fontMetrics().horizontalAdvance(placed.of.word)
        painter.drawText(QPointF(x, box.bottom() - px(4)), placed.of.word)

    # --- keys and pointer

    def _label_at(self, point: QPointF) -> Highlight | None:
        return next((h for box, h in self._labels if box.contains(point)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        hit = self._label_at(event.position())
        if hit is not None and event.button() == Qt.MouseButton.LeftButton:
            self.span_clicked.emit(hit.obligation, hit.mapping)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._label_at(event.position()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offers what can be asked of the words under the pointer, beside what Qt offers."""
        if event.reason() == QContextMenuEvent.Reason.Mouse and self.selection() is None:
            self.setTextCursor(self.cursorForPosition(event.pos()))
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSeparator()
        self.menu_wanted.emit(menu)
        menu.popup(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_M and not event.modifiers():
            self.map_wanted.emit()
            return
        if key in COVERAGE_KEYS and not event.modifiers():
            self.coverage_wanted.emit(COVERAGE_KEYS[key])
            return
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.across_wanted.emit()
            return
        if key == Qt.Key.Key_S and not event.modifiers():
            self.suggestions_wanted.emit()
            return
        if event.text() in {"[", "]"}:
            self.resize_selection(1 if event.text() == "]" else -1)
            return
        super().keyPressEvent(event)


def runs_leftward(text: str) -> bool:
    """Tells whether most letters at the beginning of a law are of a script written to the left."""
    kinds = Counter(unicodedata.bidirectional(letter) for letter in text[:_SAMPLE])
    return kinds["R"] + kinds["AL"] > kinds["L"]


def enclosing(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """Gives the ranges of a paragraph's word, clause and whole that hold a range, without blank
    edges. Clauses end at commas, semicolons, colons, dashes and full stops.
    """
    found = []
    for pattern in (r"\w+", r"[^,;:.–—]+", r".+"):
        pieces = [m.span() for m in re.finditer(pattern, text)]
        held = [(a, b) for a, b in pieces if a < max(high, low + 1) and b > low]
        if held:
            start, end = min(low, held[0][0]), max(high, held[-1][1])
            start += len(text[start:end]) - len(text[start:end].lstrip())
            end -= len(text[start:end]) - len(text[start:end].rstrip())
            found.append((start, end))
    return found


def _x(line: QTextLine, position: int) -> float:
    at: Any = line.cursorToX(position)
    return float(at[0])


def _wave(left: float, right: float, y: float) -> QPolygonF:
    points = []
    x, up = left, False
    while x <= right:
        points.append(QPointF(x, y + (-1.2 if up else 1.4)))
        x, up = x + 2.5, not up
    return QPolygonF(points)

# SPDX-License-Identifier: EUPL-1.2
"""Painting 300 mapped spans on a law of 1,000 articles: ways to do it beside a page without spans.

Prints, for each way, how long it takes to set the spans, to change which of them are current, and
to repaint at each step of a scroll through a page that is laid out already; ratios are against the
bare page. The last row is the law view of the window, which lays out headings and paints labels in
the margin too. Run it with::

    python benchmarks/span_painting.py
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPen,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication, QTextEdit

from gapanalysis.model import Coverage
from gapanalysis.ui.law_view import Highlight, LawView

ARTICLES, SPANS, STEPS = 1000, 300, 120
WORDS = "whoever commits an act against another person by force or threat shall be punished "


def law_text() -> str:
    """Gives about 700 KB of a law with articles and paragraphs."""
    article = "".join(f"({n}) {WORDS * 2}in the case {n}.\n" for n in range(1, 5))
    return "".join(f"Article {n}. Heading of the article\n{article}" for n in range(1, ARTICLES))


def spans(text: str) -> list[tuple[int, int]]:
    """Gives ``SPANS`` ranges spread over the text, each about a line long."""
    step = len(text) // SPANS
    return [(start, start + 90) for start in range(40, len(text) - 100, step)][:SPANS]


def tint(*, current: bool) -> QTextCharFormat:
    """Gives the look of a span."""
    look = QTextCharFormat()
    look.setBackground(QColor("#E1E9F3" if current else "#F6F4EF"))
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    look.setUnderlineColor(QColor("#1D4B7F" if current else "#7A4B12"))
    return look


class Bare(QTextEdit):
    """The law without spans."""

    def __init__(self, text: str, ranges: list[tuple[int, int]]) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setPlainText(text)
        self.ranges = ranges
        self.resize(620, 800)

    def mark(self, current: int) -> None:
        """Shows all spans, every tenth from ``current`` on as current."""


class WithSelections(Bare):
    """All spans as extra selections."""

    def mark(self, current: int) -> None:
        marks = []
        for n, (start, end) in enumerate(self.ranges):
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.document())  # type: ignore[attr-defined]
            mark.cursor.setPosition(start)  # type: ignore[attr-defined]
            mark.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)  # type: ignore[attr-defined]
            mark.format = tint(current=n % 10 == current)  # type: ignore[attr-defined]
            marks.append(mark)
        self.setExtraSelections(marks)


class WithFormats(Bare):
    """All spans as character formats of the document."""

    def mark(self, current: int) -> None:
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for n, (start, end) in enumerate(self.ranges):
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(tint(current=n % 10 == current))
        cursor.endEditBlock()


class _Highlighter(QSyntaxHighlighter):
    def __init__(self, document: QTextDocument, ranges: list[tuple[int, int]]) -> None:
        super().__init__(document)
        self.ranges, self.current = ranges, -1

    def highlightBlock(self, text: str) -> None:  # noqa: N802
        if self.current < 0:
            return
        first = self.currentBlock().position()
        last = first + len(text)
        for n, (start, end) in enumerate(self.ranges):
            if start < last and end > first:
                low, high = max(start, first) - first, min(end, last) - first
                self.setFormat(low, high - low, tint(current=n % 10 == self.current))


class WithHighlighter(Bare):
    """All spans by a syntax highlighter."""

    def __init__(self, text: str, ranges: list[tuple[int, int]]) -> None:
        super().__init__(text, ranges)
        self._highlighter = _Highlighter(self.document(), ranges)

    def mark(self, current: int) -> None:
        self._highlighter.current = current
        self._highlighter.rehighlight()


class WithOwnPaint(Bare):
    """Tint and lines painted below and above the words, visible lines only."""

    current = 0

    def mark(self, current: int) -> None:
        self.current = current
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self.viewport())
        rects = self._visible()
        for n, rect in rects:
            painter.fillRect(rect, tint(current=n % 10 == self.current).background())
        painter.end()
        super().paintEvent(event)
        painter.begin(self.viewport())
        for n, rect in rects:
            painter.setPen(QPen(tint(current=n % 10 == self.current).underlineColor(), 2))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.end()

    def _visible(self) -> list[tuple[int, QRectF]]:
        shift = self.verticalScrollBar().value()
        first = self.cursorForPosition(self.viewport().rect().topLeft()).position()
        last = self.cursorForPosition(self.viewport().rect().bottomRight()).position()
        found = []
        for n, (start, end) in enumerate(self.ranges):
            if start <= last and end >= first:
                block = self.document().findBlock(start)
                found += [(n, rect) for rect in self._rects(block, start, end, shift)]
        return found

    def _rects(self, block: QTextBlock, start: int, end: int, shift: int) -> list[QRectF]:
        rects = []
        while block.isValid() and block.position() < end:
            at = block.layout().position() - QPointF(0, shift)
            for number in range(block.layout().lineCount()):
                line = block.layout().lineAt(number)
                low = block.position() + line.textStart()
                high = low + line.textLength()
                if low < end and high > start:
                    left = line.cursorToX(max(start, low) - block.position())[0]
                    right = line.cursorToX(min(end, high) - block.position())[0]
                    rects.append(QRectF(at.x() + left, at.y() + line.y(), right - left, 20))
            block = block.next()
        return rects


class WindowView(LawView):
    """The law view of the window."""

    def __init__(self, text: str, ranges: list[tuple[int, int]]) -> None:
        super().__init__()
        self.show_law(text, [])
        self.ranges = ranges
        self.resize(800, 800)

    def mark(self, current: int) -> None:
        """Shows all spans, every tenth from ``current`` on as current."""
        self.show_spans(
            [
                Highlight(
                    start=start,
                    end=end,
                    obligation="36.1.a",
                    coverage=list(Coverage)[n % 4],
                    word="full",
                    current=n % 10 == current,
                    mapping=n,
                )
                for n, (start, end) in enumerate(self.ranges)
            ]
        )


def milliseconds(work: Callable[[], object]) -> float:
    """Gives how long one call takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def scroll(page: QTextEdit) -> list[float]:
    """Gives the milliseconds of each step of a scroll through the law."""
    bar = page.verticalScrollBar()
    steps = []
    for n in range(STEPS):
        bar.setValue(bar.maximum() * n // STEPS)
        steps.append(milliseconds(page.viewport().repaint))
    return steps


def main() -> None:
    application = QApplication.instance() or QApplication([])
    text = law_text()
    ranges = spans(text)
    print(f"{len(text):,} characters, {len(ranges)} spans, {STEPS} repaints; milliseconds (ratio)")
    print(f"{'way':18}{'open':>8}{'set spans':>12}{'change':>10}{'repaint':>16}{'worst':>16}")
    bare: tuple[float, float] | None = None
    for kind in (Bare, WithSelections, WithFormats, WithHighlighter, WithOwnPaint, WindowView):
        made: list[Bare | WindowView] = []
        opening = milliseconds(lambda made=made, kind=kind: made.append(kind(text, ranges)))
        page = made[0]
        page.show()
        application.processEvents()
        setting = milliseconds(lambda page=page: (page.mark(0), application.processEvents()))
        changing = milliseconds(lambda page=page: (page.mark(3), application.processEvents()))
        scroll(page)
        times = scroll(page)
        middle, worst = statistics.median(times), max(times)
        bare = bare or (middle, worst)
        print(
            f"{kind.__name__:18}{opening:8.0f}{setting:12.1f}{changing:10.1f}"
            f"{middle:9.2f} ({middle / bare[0]:.2f})"
            f"{worst:9.2f} ({worst / bare[1]:.2f})"
        )
        page.close()


if __name__ == "__main__":
    main()

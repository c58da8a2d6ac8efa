# SPDX-License-Identifier: EUPL-1.2
"""A law's canonical text as a Qt document: positions, headings, hanging paragraphs.

The document holds the characters of the text, and a line end more where a provision begins inside
a line. The core counts code points, Qt counts UTF-16 units: :class:`Positions` is the one place of
conversion.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from gapanalysis.model import Kind, Provision
from gapanalysis.ui import theme

LINE_HEIGHT = 27
HANG = 46
"""Room for hanging labels. It belongs to the page: what hangs outside is cut off by a selection.
Both are sizes at 100 % zoom."""
_STRUCTURE = {Kind.PART, Kind.TITLE, Kind.CHAPTER, Kind.SECTION, Kind.ANNEX}


class Positions:
    """Converts between code points of a text and positions of its document, both ways.

    The document has two units for a character beyond the basic plane (😀), and one line end more
    at each of ``breaks`` (code points in rising order).
    """

    def __init__(self, text: str, breaks: Sequence[int] = ()) -> None:
        pairs = (match.end() for match in re.finditer("[\U00010000-\U0010ffff]", text))
        self._points = sorted([*pairs, *breaks])
        self._units = [point + n for n, point in enumerate(self._points, 1)]

    def to_units(self, point: int) -> int:
        """Gives the document's position of a code point."""
        return point + bisect_right(self._points, point)

    def to_points(self, unit: int) -> int:
        """Gives the code point of a document's position."""
        return unit - bisect_right(self._units, unit)


def breaks_of(text: str, provisions: Sequence[Provision]) -> list[int]:
    """Gives where a provision begins inside a line, as it does in many PDF files."""
    starts = {p.start for p in provisions if p.label and text.startswith(p.label, p.start)}
    return sorted(start for start in starts if start and text[start - 1] != "\n")


@dataclass(frozen=True, slots=True)
class Part:
    """A range that looks alike: ``structure``, ``article``, or ``label`` of some depth."""

    look: str
    start: int
    end: int
    depth: int = 0


def parts_of(text: str, provisions: Sequence[Provision]) -> list[Part]:
    """Gives headings and labels of a law as ranges of code points, in document order."""
    kinds = {p.id: p for p in provisions}
    found = []
    for p in provisions:
        end = _heading_end(text, p)
        if p.kind in _STRUCTURE:
            found.append(Part("structure", p.start, end))
        elif p.kind is Kind.ARTICLE:
            found.append(Part("article", p.start, end))
        elif p.label and text.startswith(p.label, p.start):
            parent = kinds.get(p.parent) if p.parent is not None else None
            depth = 1 if p.kind is Kind.POINT else 0
            depth += int(parent is not None and parent.kind is Kind.POINT)
            found.append(Part("label", p.start, p.start + len(p.label), depth))
    return found


def _heading_end(text: str, p: Provision) -> int:
    """Gives where label and heading of a provision end."""
    end = p.start
    for piece in (p.label, p.heading):
        at = text.find(piece, end, min(p.end, end + len(piece) + 40)) if piece else -1
        if at >= 0:
            end = at + len(piece)
    return end


def make_document(document: QTextDocument, text: str, provisions: Sequence[Provision]) -> Positions:
    """Fills a document with the text of a law, laid out as a readable page; gives its positions."""
    breaks = breaks_of(text, provisions)
    positions = Positions(text, breaks)
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(theme.font("law"))
    edges = [0, *breaks, len(text)]
    document.setPlainText("\n".join(text[start:end] for start, end in pairwise(edges)))
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.setBlockFormat(_block(after=8))
    for match in re.finditer(r"(?<=\n)\n", text):
        cursor.setPosition(positions.to_units(match.start()))
        cursor.setBlockFormat(_block(height=4))
    for part in parts_of(text, provisions):
        _lay_out(cursor, text, part, positions)
    cursor.endEditBlock()
    return positions


def _block(
    *,
    before: float = 0,
    after: float = 0,
    left: float = 0,
    indent: float = 0,
    height: float = LINE_HEIGHT,
) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setLineHeight(theme.px(height), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    made.setTopMargin(theme.px(before))
    made.setBottomMargin(theme.px(after))
    made.setLeftMargin(theme.px(HANG + left))
    made.setTextIndent(indent)
    return made


def _lay_out(cursor: QTextCursor, text: str, part: Part, positions: Positions) -> None:
    start = positions.to_units(part.start)
    last = text[max(part.start, part.end - 1) : part.end]
    end = max(start, positions.to_units(part.end - 1) + len(last.encode("utf-16-le")) // 2)
    cursor.setPosition(start)
    at_start = cursor.atBlockStart()
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    if part.look == "label":
        if at_start:
            _hang(cursor, text, part)
        cursor.mergeCharFormat(_char("small", theme.current().ink2))
        return
    ink = theme.current().ink if part.look == "article" else theme.current().ink3
    rest = cursor.block().text()[end - cursor.block().position() :]
    alone = not rest.strip()
    if alone and at_start:
        first = part.look == "article"
        height = LINE_HEIGHT if first else 20
        cursor.mergeBlockFormat(_block(after=4 if first else 0, height=height))
        cursor.setPosition(start)
        before = 16 if first else 24
        cursor.mergeBlockFormat(_block(before=before, after=4 if first else 0, height=height))
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(_char("article" if part.look == "article" else "label", ink))


def _hang(cursor: QTextCursor, text: str, part: Part) -> None:
    """Lets the label of a paragraph hang in the margin where it is short enough."""
    gap = text[part.end : part.end + 1] in {" ", "\u00a0", "\t"}
    width = _label_width(text[part.start : part.end], theme.zoom(), gap=gap)
    if width < theme.px(HANG):
        cursor.mergeBlockFormat(_block(after=8, left=28 * part.depth, indent=-width))


@lru_cache(maxsize=512)
def _label_width(label: str, _zoom: float, *, gap: bool) -> float:
    width = QFontMetricsF(theme.font("small")).horizontalAdvance(label)
    return width + (QFontMetricsF(theme.font("law")).horizontalAdvance(" ") if gap else 0)


def _char(role: str, ink: str) -> QTextCharFormat:
    return _made_char(role, ink, theme.zoom())


@cache
def _made_char(role: str, ink: str, _zoom: float) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(theme.font(role))
    made.setForeground(QColor(ink))
    return made

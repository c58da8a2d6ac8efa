# SPDX-License-Identifier: EUPL-1.2
"""Which way words run: each line as its own first letter does, whatever the layout.

Qt lays out the words of labels and of lines that are typed by their letters, but those of buttons,
menus and painted rows by the layout: in a window that runs from right to left an English
"10 findings wait…" would be seen as "…findings wait 10".
"""

from __future__ import annotations

from unicodedata import bidirectional

from PySide6.QtCore import QLocale, QRect, Qt
from PySide6.QtGui import QGuiApplication, QPainter

_OPENING, _CLOSING = {"LRI", "RLI", "FSI"}, "PDI"
_LEFTWARD = {"R", "AL"}


def is_leftward() -> bool:
    """Tells whether the layout runs from right to left."""
    return QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft


def runs_leftward(text: str) -> bool:
    """Tells whether a text runs from right to left: as its first letter outside of what is set
    apart in it, else as the first one inside, else as the language of the interface ("100 %").
    """
    inside: list[str] = []
    depth = 0
    for kind in map(bidirectional, text):
        if kind in _OPENING:
            depth += 1
        elif kind == _CLOSING:
            depth = max(0, depth - 1)
        elif kind == "L" or kind in _LEFTWARD:
            if not depth:
                return kind in _LEFTWARD
            inside.append(kind)
    if inside:
        return inside[0] in _LEFTWARD
    return QLocale().textDirection() == Qt.LayoutDirection.RightToLeft


def as_typed(text: str) -> str:
    """Gives a text whose letters are seen in the order in which they were typed, whatever
    characters in it would turn them round.
    """
    return text if text.isascii() else text.replace("\u202d", "").replace("\u202e", "")


def apart(text: str) -> str:
    """Gives a text that runs as its own first letter does, one paragraph like the other."""
    text = as_typed(text)
    return "\n".join(f"\u2068{line}\u2069" if line else "" for line in text.split("\n"))


def leading() -> Qt.AlignmentFlag:
    """Gives the edge of a line at which reading begins in the layout."""
    side = Qt.AlignmentFlag.AlignRight if is_leftward() else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute


def write(painter: QPainter, rect: QRect, flags: Qt.AlignmentFlag, text: str) -> None:
    """Writes one line; ``flags`` say where it stands and that left is left in any layout."""
    text = as_typed(text)
    painter.drawText(rect, flags | Qt.TextFlag.TextSingleLine | forced(text), text)


def forced(text: str) -> Qt.TextFlag:
    """Gives what lets a painted line run as its letters do."""
    flag = Qt.TextFlag
    return flag.TextForceRightToLeft if runs_leftward(text) else flag.TextForceLeftToRight

# SPDX-License-Identifier: EUPL-1.2
"""Which way words run: each line as its own first letter does, whatever the layout.

Qt lays out the words of labels and of lines that are typed by their letters, but those of buttons,
menus and painted rows by the layout: in a window that runs from right to left an English
"10 findings wait…" would be seen as "…findings wait 10".
"""

from __future__ import annotations

from unicodedata import bidirectional

from PySide6.QtCore import QLocale, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import QMenu, QProxyStyle, QStyle, QStyleFactory, QWidget

_OPENING, _CLOSING = {"LRI", "RLI", "FSI"}, "PDI"
_LEFTWARD = {"R", "AL"}
_SIDES = Qt.AlignmentFlag.AlignHorizontal_Mask


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
    way = Qt.TextFlag.TextForceRightToLeft if runs_leftward(text) else _RIGHTWARD
    painter.drawText(rect, flags | Qt.TextFlag.TextSingleLine | way, text)


_RIGHTWARD = Qt.TextFlag.TextForceLeftToRight


class _Directed(QProxyStyle):
    """Fusion in a window that runs from right to left."""

    def polish(self, polished: QWidget) -> None:  # type: ignore[override]
        super().polish(polished)
        if isinstance(polished, QMenu):
            polished.aboutToShow.connect(lambda: _set_apart(polished))

    def drawItemText(
        self,
        painter: QPainter,
        rect: QRect,
        flags: int,
        palette: QPalette | Qt.GlobalColor | QColor,
        enabled: bool,
        text: str,
        role: QPalette.ColorRole = QPalette.ColorRole.NoRole,
    ) -> None:
        side = QStyle.visualAlignment(painter.layoutDirection(), Qt.AlignmentFlag(flags) & _SIDES)
        way = Qt.TextFlag.TextForceRightToLeft if runs_leftward(text) else _RIGHTWARD
        absolute = Qt.AlignmentFlag.AlignAbsolute
        flags = flags & ~_SIDES.value | side.value | absolute.value | way.value
        super().drawItemText(painter, rect, flags, palette, enabled, text, role)


def _set_apart(menu: QMenu) -> None:
    """Lets each name in a menu run in its own direction, apart from its key."""
    for action in menu.actions():
        name, tab, key = action.text().partition("\t")
        if name and not name.startswith("\u2068"):
            action.setText(apart(name) + tab + key)


_kept: list[QStyle] = []


def style() -> QStyle:
    """Gives the style of the window in the direction of the layout."""
    if not is_leftward():
        return QStyleFactory.create("Fusion")
    _kept[:] = [*_kept[-1:], _Directed("Fusion")]  # Qt owns it; Python has to know it meanwhile
    return _kept[-1]

# SPDX-License-Identifier: EUPL-1.2
"""The style of a window that runs from right to left; only such a window loads it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QMenu, QProxyStyle, QStyle, QWidget

from gapanalysis.ui import theme
from gapanalysis.ui.direction import apart, forced

_SIDES = Qt.AlignmentFlag.AlignHorizontal_Mask
_kept: list[QStyle] = []


def leftward_style() -> QStyle:
    """Gives a new style for such a window."""
    _kept[:] = [*_kept[-1:], _Directed(theme.STYLE)]  # Qt owns it; Python has to know it meanwhile
    return _kept[-1]


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
        absolute = Qt.AlignmentFlag.AlignAbsolute
        flags = flags & ~_SIDES.value | side.value | absolute.value | forced(text).value
        super().drawItemText(painter, rect, flags, palette, enabled, text, role)


def _set_apart(menu: QMenu) -> None:
    """Lets each name in a menu run in its own direction, apart from its key."""
    for action in menu.actions():
        name, tab, key = action.text().partition("\t")
        if name and not name.startswith("\u2068"):
            action.setText(apart(name) + tab + key)

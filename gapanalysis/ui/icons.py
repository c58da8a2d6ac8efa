# SPDX-License-Identifier: EUPL-1.2
"""Icons: glyphs of the Phosphor font, painted once for each size and colour and kept as pictures.

``resources/icons`` holds the glyphs that the window uses (``tools/pick_icons.py``): the whole font
and its 4,470 names would take a good part of the time in which the window opens.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from gapanalysis.resources import read_toml, resource

_FILLED = 0.875
"""Share of an icon's side that its letter takes as the size of its font."""
_KEPT = 512


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of an icon: as usual, of a checked button, of what cannot be used."""

    usual: str
    checked: str
    disabled: str

    def of(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        """Gives the colour for a mode and state."""
        if mode == QIcon.Mode.Disabled:
            return self.disabled
        return self.checked if state == QIcon.State.On else self.usual


class _Engine(QIconEngine):
    """Gives the pictures of one icon."""

    def __init__(self, letter: str, inks: Inks) -> None:
        super().__init__()
        self._letter, self._inks = letter, inks

    def clone(self) -> _Engine:
        return _Engine(self._letter, self._inks)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size() * ratio, mode, state, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, _scale: float
    ) -> QPixmap:
        side = (size.width(), size.height())
        return _picture(self._letter, self._inks.of(mode, state), *side)


@lru_cache(maxsize=_KEPT)
def _picture(letter: str, colour: str, width: int, height: int) -> QPixmap:
    """Gives a letter of the font in the middle of a picture of so many device pixels."""
    made = QPixmap(width, height)
    made.fill(Qt.GlobalColor.transparent)
    font = QFont(_family())
    font.setPixelSize(max(1, round(_FILLED * height)))
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(made.rect(), Qt.AlignmentFlag.AlignCenter, letter)
    painter.end()
    return made


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(resource("icons/phosphor.ttf")))
    return QFontDatabase.applicationFontFamilies(number)[0]


@cache
def _letters() -> dict[str, str]:
    """The letter of each icon's name."""
    letters: dict[str, str] = read_toml("icons/phosphor.toml")
    return letters


def icon(name: str, inks: Inks) -> QIcon:
    """Gives a Phosphor icon in some colours."""
    return QIcon(_Engine(_letters()[name], inks))

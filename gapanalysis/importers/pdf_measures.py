# SPDX-License-Identifier: EUPL-1.2
"""What the library tells of the letters of a PDF page: codes, places, sizes, fonts."""

from __future__ import annotations

import ctypes
import math
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

BLANK = "".join(map(chr, range(0x21))) + "\u00a0"
UPRIGHT = 0
SLANTED = 4
"""Not one of the quarters of a turn, 0 to 3."""
_UNKNOWN = "\ufffd"
_LONGEST_FONT_NAME = 128
_STRAIGHT = 0.02


class Box(NamedTuple):
    """A rectangle in points; ``left`` is where words that run to the right begin."""

    left: float
    right: float
    bottom: float
    top: float


class Look(NamedTuple):
    """How letters are printed."""

    size: float
    baseline: float


class Measures:
    """Measures the letters of one page after another; what it lends to the library is made once.

    Places are measured along the words: where they run upward, as on a page that is turned.
    """

    def __init__(self) -> None:
        self.sides = tuple(ctypes.c_double() for _ in range(4))
        self.matrix = pdfium.FS_MATRIX()
        self.text_page: Any = None
        self.letters = ""
        self.turn = UPRIGHT
        """That of the letter for which ``look`` was asked last."""
        self._rectangle = pdfium.FS_RECTF()
        self._flags = ctypes.c_int()
        self._font_name = ctypes.create_string_buffer(_LONGEST_FONT_NAME)
        self._styles: dict[bytes, tuple[bool, bool]] = {}

    def open(self, text_page: Any) -> None:
        """Turns to a page, the library's own."""
        self.text_page = text_page
        self.letters = self._all_letters()

    def _all_letters(self) -> str:
        """Gives the letters of a page, one for each that the library counts."""
        count = pdfium.FPDFText_CountChars(self.text_page)
        if count <= 0:
            return ""
        units = (ctypes.c_ushort * (2 * count + 1))()
        written = pdfium.FPDFText_GetText(self.text_page, 0, count, units)
        letters = ctypes.string_at(units, 2 * (written - 1)).decode("utf-16-le", errors="replace")
        if written == count + 1 and len(letters) == count:
            return letters
        codes = (pdfium.FPDFText_GetUnicode(self.text_page, at) for at in range(count))
        return "".join(map(_letter, codes))

    def look(self, at: int) -> Look:
        """Gives how a letter is printed, and sets the turn of its words."""
        matrix = self.matrix
        pdfium.FPDFText_GetMatrix(self.text_page, at, matrix)
        size = pdfium.FPDFText_GetFontSize(self.text_page, at) * math.hypot(matrix.c, matrix.d)
        if matrix.b == 0 and matrix.a > 0 and size > 0:
            self.turn = 0
            return Look(size, matrix.f)
        around = -1 if size < 0 else 1  # as some files turn letters
        self.turn = _turn(around * matrix.a, around * matrix.b)
        return Look(abs(size), (matrix.f, -matrix.e, -matrix.f, matrix.e, matrix.f)[self.turn])

    def rectangle(self, run: int) -> Box:
        """Gives the place of a run of the letters for which the library counted them last."""
        left, right, bottom, top = self.sides
        pdfium.FPDFText_GetRect(self.text_page, run, left, top, right, bottom)
        return self._along(left.value, right.value, bottom.value, top.value)

    def box(self, at: int) -> Box:
        """Gives the place of a letter."""
        left, right, bottom, top = self.sides
        pdfium.FPDFText_GetCharBox(self.text_page, at, left, right, bottom, top)
        return self._along(left.value, right.value, bottom.value, top.value)

    def room(self, at: int) -> tuple[float, float]:
        """Gives from where to where an upright letter takes room, with the white at its sides."""
        pdfium.FPDFText_GetLooseCharBox(self.text_page, at, self._rectangle)
        return self._rectangle.left, self._rectangle.right

    def run(self, at: int) -> int:
        """Gives a number that letters share which the file draws together."""
        drawn = pdfium.FPDFText_GetTextObject(self.text_page, at)
        return ctypes.cast(drawn, ctypes.c_void_p).value or 0

    def is_generated(self, at: int) -> bool:
        """Tells whether a letter stands in no file, but comes from the library: a space."""
        return bool(pdfium.FPDFText_IsGenerated(self.text_page, at) == 1)

    def _along(self, left: float, right: float, bottom: float, top: float) -> Box:
        match self.turn:
            case 1:
                return Box(bottom, top, -right, -left)
            case 2:
                return Box(-right, -left, -top, -bottom)
            case 3:
                return Box(-top, -bottom, left, right)
        return Box(left, right, bottom, top)

    def style(self, at: int) -> tuple[bool, bool]:
        """Tells whether a letter is bold, and italic."""
        name = self._font_name
        pdfium.FPDFText_GetFontInfo(self.text_page, at, name, _LONGEST_FONT_NAME, self._flags)
        style = self._styles.get(name.value)
        if style is None:
            font = name.value.decode("utf-8", errors="replace").lower()
            style = "bold" in font or "black" in font, "italic" in font or "oblique" in font
            self._styles[name.value] = style
        return style


def _letter(code: int) -> str:
    return _UNKNOWN if code > 0x10FFFF or 0xD800 <= code < 0xE000 else chr(code)


def _turn(across: float, up: float) -> int:
    """Gives the direction of words in quarters of a turn, for one between them ``SLANTED``."""
    if min(abs(across), abs(up)) > _STRAIGHT * max(abs(across), abs(up)):
        return SLANTED
    if abs(across) >= abs(up):
        return 0 if across >= 0 else 2
    return 1 if up > 0 else 3

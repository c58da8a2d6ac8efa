# SPDX-License-Identifier: EUPL-1.2
"""The printed lines of a PDF page with their places, as the library finds and measures them.

Each call into the library costs about a microsecond, and a code of laws has some ten thousand
lines: a line that is one run of letters in the file is measured with five calls, and only the
others are looked at more closely.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from gapanalysis.importers.printed import Printed

_BLANK = "".join(map(chr, range(0x21))) + "\u00a0"
_LINE = re.compile("([^\r\n\x02\ufffe]+)([\x02\ufffe]?)")
"""A line, and behind it what PDFium puts where a word is broken."""
_WORD = re.compile(f"[^{re.escape(_BLANK)}]+")
_DIGITS = re.compile(r"\d+")
_MAY_RUN_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LEFTWARD = {"R", "AL"}
_TURNED = str.maketrans("()[]{}", ")(][}{")
_UNKNOWN = "\ufffd"
_LONGEST_FONT_NAME = 128
_RAISED_SIZE = 0.85
_RAISED_BY = 0.12


class Ruler:
    """Gives the lines of one page after another; what it lends to the library is made once."""

    def __init__(self) -> None:
        self._left, self._right, self._bottom, self._top = (ctypes.c_double() for _ in range(4))
        self._matrix = pdfium.FS_MATRIX()
        self._flags = ctypes.c_int()
        self._font_name = ctypes.create_string_buffer(_LONGEST_FONT_NAME)
        self._styles: dict[bytes, tuple[bool, bool]] = {}
        self._text_page: ctypes._Pointer[ctypes.Structure] | None = None
        self._letters = ""
        self._number = 0
        self._height = 0.0
        self._plain = True
        self._leftward = False

    def lines(
        self, page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, number: int
    ) -> list[Printed]:
        """Gives the printed lines of a page in the order of its content."""
        self._text_page, self._number, self._height = text_page.raw, number, page.get_height()
        self._letters = letters = self._all_letters()
        self._plain = unicodedata.is_normalized("NFC", letters) and not (
            "\u00ad" in letters or "\0" in letters
        )
        self._leftward = _MAY_RUN_LEFT.search(letters) is not None
        return list(self._lines())

    def _all_letters(self) -> str:
        """Gives the letters of a page, one for each that the library counts."""
        count = pdfium.FPDFText_CountChars(self._text_page)
        if count <= 0:
            return ""
        units = (ctypes.c_ushort * (2 * count + 1))()
        written = pdfium.FPDFText_GetText(self._text_page, 0, count, units)
        letters = ctypes.string_at(units, 2 * (written - 1)).decode("utf-16-le", errors="replace")
        if written == count + 1 and len(letters) == count:
            return letters
        codes = (pdfium.FPDFText_GetUnicode(self._text_page, at) for at in range(count))
        return "".join(map(_letter, codes))

    def _lines(self) -> Iterator[Printed]:
        for found in _LINE.finditer(self._letters):
            words = found[1].strip(_BLANK)
            if words:
                start = found.start() + found[1].index(words[0])
                yield self._line(start, start + len(words), broken=bool(found[2]))

    def _line(self, start: int, end: int, *, broken: bool) -> Printed:
        """Gives the line of some letters with its text, raised digits marked with ``^``."""
        page, letters = self._text_page, self._letters
        runs = pdfium.FPDFText_CountRects(page, start, end - start)
        if runs == 1:
            pdfium.FPDFText_GetRect(page, 0, self._left, self._top, self._right, self._bottom)
            left, right = self._left.value, self._right.value
            size, baseline = self._size(start)
            bold, italic = self._style(start)
            text = letters[start:end]
        else:
            left, right, size, baseline, bold, italic = self._sampled(start, end)
            text = self._with_raised(start, end, size, baseline)
        text = self._cleaned(text)
        leftward = self._leftward and _runs_left(text)
        first = _WORD.match(letters, start, end)
        assert first is not None
        first_word = right - left
        if first.end() < end:
            pdfium.FPDFText_GetCharBox(
                page, first.end() - 1, self._left, self._right, self._bottom, self._top
            )
            first_word = right - self._left.value if leftward else self._right.value - left
        return Printed(
            _unmirrored(text) if leftward else text,
            self._number,
            self._height,
            left,
            right,
            baseline,
            size,
            bold,
            italic,
            first_word,
            broken,
            leftward,
        )

    def _sampled(self, start: int, end: int) -> tuple[float, float, float, float, bool, bool]:
        """Gives the place and look of a line that was put together from several runs."""
        shown = [at for at in range(start, end) if self._letters[at] not in _BLANK]
        sample = shown[:: max(1, len(shown) // 3)][:4]
        sizes, baselines = zip(*map(self._size, sample), strict=True)
        styles = [self._style(at) for at in (start, shown[len(shown) // 2], end - 1)]
        edges = [*self._sides(start), *self._sides(end - 1)]
        return (
            *(min(edges), max(edges), max(sizes), sorted(baselines)[len(sample) // 2]),
            *(all(bold for bold, _ in styles), all(italic for _, italic in styles)),
        )

    def _with_raised(self, start: int, end: int, size: float, baseline: float) -> str:
        """Gives letters with ``^`` before raised digits."""
        pieces: list[str] = []
        raised = False
        for at in range(start, end):
            letter = self._letters[at]
            was_raised = raised
            raised = letter.isdigit() and bool(pieces) and self._is_raised(at, size, baseline)
            if raised and not was_raised and not pieces[-1].isspace():
                pieces.append("^")
            pieces.append(letter)
        return "".join(pieces)

    def _is_raised(self, at: int, size: float, baseline: float) -> bool:
        own, up = self._size(at)
        return own < _RAISED_SIZE * size and up > baseline + _RAISED_BY * size

    def _cleaned(self, text: str) -> str:
        if not self._plain:
            text = unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("\0", "")
        return " ".join(text.split())

    def _sides(self, at: int) -> tuple[float, float]:
        pdfium.FPDFText_GetCharBox(
            self._text_page, at, self._left, self._right, self._bottom, self._top
        )
        return self._left.value, self._right.value

    def _size(self, at: int) -> tuple[float, float]:
        """Gives the size of a letter and its baseline."""
        pdfium.FPDFText_GetMatrix(self._text_page, at, self._matrix)
        scale = math.hypot(self._matrix.c, self._matrix.d)
        return pdfium.FPDFText_GetFontSize(self._text_page, at) * scale, self._matrix.f

    def _style(self, at: int) -> tuple[bool, bool]:
        """Tells whether a letter is bold, and italic."""
        name = self._font_name
        pdfium.FPDFText_GetFontInfo(self._text_page, at, name, _LONGEST_FONT_NAME, self._flags)
        style = self._styles.get(name.value)
        if style is None:
            font = name.value.decode("utf-8", errors="replace").lower()
            style = "bold" in font or "black" in font, "italic" in font or "oblique" in font
            self._styles[name.value] = style
        return style


def _letter(code: int) -> str:
    return _UNKNOWN if code > 0x10FFFF or 0xD800 <= code < 0xE000 else chr(code)


def _runs_left(text: str) -> bool:
    return sum(1 if unicodedata.bidirectional(a) in _LEFTWARD else -1 for a in text) > 0


def _unmirrored(text: str) -> str:
    """Gives words that run to the left with their brackets turned, where that makes pairs."""
    turned = text.translate(_TURNED)
    return turned if _has_pairs(turned) and not _has_pairs(text) else text


def _has_pairs(text: str) -> bool:
    depth = 0
    for letter in text:
        depth += (letter in "([{") - (letter in ")]}")
        if depth < 0:
            return False
    return depth == 0

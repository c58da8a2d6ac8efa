# SPDX-License-Identifier: EUPL-1.2
"""Reading PDF: the printed lines of each page with their place, then paragraphs."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Callable, Iterator

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from gapanalysis.errors import AppError
from gapanalysis.importers.limits import PDF_PAGES
from gapanalysis.importers.lines import Document, Line
from gapanalysis.importers.printed import Printed, paragraphs
from gapanalysis.model import ImportDoubt

Tell = Callable[[str, float], None]

_PASSWORD_ERROR = 4
_FILE_TITLE = re.compile(r"\.(?:docx?|pdf|odt|rtf|indd|qxd|tex)$|^Microsoft Word", re.IGNORECASE)
_LINE_ENDS = (10, 13)
_BROKEN_WORD = (0xFFFE, 0x02)
"""What PDFium puts where a word is broken at the end of a printed line."""
_FEWEST_LETTERS = 10
_SHARE_OF_READING = 0.6
_RAISED_SIZE = 0.85
_RAISED_BY = 0.12
_LEFTWARD = {"R", "AL"}
_TURNED = str.maketrans("()[]{}", ")(][}{")
_UNREADABLE_SHARE = 0.02


def read_pdf(data: bytes, name: str, tell: Tell | None = None) -> Document:
    """Gives the paragraphs of a PDF file.

    Running heads, page numbers and notes keep lines of their own. Raises ``AppError``:
    ``encrypted``, ``corrupt``, ``too_many_pages``, ``no_text`` for a scan.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        code = "encrypted" if problem.err_code == _PASSWORD_ERROR else "corrupt"
        raise AppError(code, file=name) from problem
    try:
        if len(document) > PDF_PAGES:
            raise AppError("too_many_pages", file=name, limit=PDF_PAGES)
        pages = [list(_read_page(document, at, name)) for at in _counted(len(document), tell)]
        declared = str(document.get_metadata_value("Title")).strip()
    finally:
        document.close()
    lengths = [sum(len(line.text) for line in page) for page in pages]
    empty = [at for at, length in enumerate(lengths, 1) if length < _FEWEST_LETTERS]
    if len(empty) == len(pages):
        raise AppError("no_text", file=name)
    lines = tuple(paragraphs(pages))
    printed = next((line.text for line in lines if line.style == "title"), "")
    title = printed if not declared or _FILE_TITLE.search(declared) else declared
    return Document(lines=lines, format="pdf", title=title, warnings=tuple(_doubts(lines, empty)))


def _counted(pages: int, tell: Tell | None) -> Iterator[int]:
    """Gives the page indexes and tells how far the reading is."""
    for at in range(pages):
        if tell is not None and at % 10 == 0:
            tell("step.reading", _SHARE_OF_READING * at / pages)
        yield at


def _doubts(lines: tuple[Line, ...], empty: list[int]) -> Iterator[ImportDoubt]:
    if empty:
        pages = ", ".join(str(page) for page in empty)
        yield ImportDoubt(code="pages_without_text", details={"pages": pages})
    text = "".join(line.text for line in lines)
    unreadable = sum(unicodedata.category(letter) in {"Co", "Cn"} for letter in text)
    unreadable += text.count("\ufffd")
    if unreadable > _UNREADABLE_SHARE * len(text):
        yield ImportDoubt(code="letters_unreadable")


def _read_page(document: pypdfium2.PdfDocument, at: int, name: str) -> Iterator[Printed]:
    """Gives the printed lines of a page in the order of its content."""
    try:
        page = document[at]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError as problem:
        raise AppError("corrupt", file=name) from problem
    letters = [
        pdfium.FPDFText_GetUnicode(text_page, i)
        for i in range(pdfium.FPDFText_CountChars(text_page))
    ]
    start = 0
    for end, code in enumerate([*letters, _LINE_ENDS[0]]):
        if code not in _LINE_ENDS and code not in _BROKEN_WORD:
            continue
        shown = [i for i in range(start, end) if letters[i] > ord(" ") and letters[i] != 0xA0]
        if shown:
            measured = _Measured(text_page, letters, start, end, shown)
            yield measured.line(at + 1, page.get_height(), broken=code in _BROKEN_WORD)
        start = end + 1
    text_page.close()
    page.close()


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


class _Measured:
    """One printed line with the places of its letters, in points from the lower left corner."""

    def __init__(
        self,
        text_page: pypdfium2.PdfTextPage,
        letters: list[int],
        start: int,
        end: int,
        shown: list[int],
    ) -> None:
        self._page = text_page
        self._letters = letters
        self._start = start
        self._end = end
        self._shown = shown

    def line(self, page: int, height: float, *, broken: bool) -> Printed:
        """Gives the line with its text, raised digits marked with ``^``."""
        first, last = self._shown[0], self._shown[-1]
        sample = self._shown[:: max(1, len(self._shown) // 3)][:4]
        size = max(self._size(i) for i in sample)
        baseline = sorted(self._baseline(i) for i in sample)[len(sample) // 2]
        word_end = first
        while word_end < last and self._letters[word_end + 1] > ord(" "):
            word_end += 1
        fonts = {self._font(i) for i in (first, self._shown[len(self._shown) // 2], last)}
        edges = [*self._sides(first), *self._sides(last)]
        word = [*self._sides(first), *self._sides(word_end)]
        text = self._text(size, baseline)
        leftward = sum(1 if unicodedata.bidirectional(a) in _LEFTWARD else -1 for a in text) > 0
        return Printed(
            text=_unmirrored(text) if leftward else text,
            page=page,
            page_height=height,
            left=min(edges),
            right=max(edges),
            baseline=baseline,
            size=size,
            bold=all("bold" in font or "black" in font for font in fonts),
            italic=all("italic" in font or "oblique" in font for font in fonts),
            first_word=max(word) - min(word),
            leftward=leftward,
            broken=broken,
        )

    def _text(self, size: float, baseline: float) -> str:
        pieces: list[str] = []
        raised = False
        for i in range(self._start, self._end):
            letter = chr(self._letters[i])
            was_raised = raised
            raised = letter.isdigit() and bool(pieces) and self._is_raised(i, size, baseline)
            if raised and not was_raised and not pieces[-1].isspace():
                pieces.append("^")
            pieces.append(letter)
        text = unicodedata.normalize("NFC", "".join(pieces))
        return " ".join(text.replace("\u00ad", "").replace("\0", "").split())

    def _is_raised(self, i: int, size: float, baseline: float) -> bool:
        return (
            self._size(i) < _RAISED_SIZE * size and self._baseline(i) > baseline + _RAISED_BY * size
        )

    def _sides(self, i: int) -> tuple[float, float]:
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        pdfium.FPDFText_GetCharBox(self._page, i, left, right, bottom, top)
        return left.value, right.value

    def _baseline(self, i: int) -> float:
        across, up = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(self._page, i, across, up)
        return up.value

    def _size(self, i: int) -> float:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._page, i, matrix)
        scale = math.hypot(matrix.c, matrix.d)
        return float(pdfium.FPDFText_GetFontSize(self._page, i) * scale)

    def _font(self, i: int) -> str:
        name = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self._page, i, name, len(name), flags)
        return name.value.decode("utf-8", errors="replace").lower()

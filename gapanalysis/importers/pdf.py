# SPDX-License-Identifier: EUPL-1.2
"""Reading PDF: the file, its pages and what it says of itself; paragraphs come from their lines."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from gapanalysis.errors import AppError
from gapanalysis.importers.copied import in_a_copy
from gapanalysis.importers.limits import PDF_PAGES
from gapanalysis.importers.lines import Document, Line
from gapanalysis.importers.paragraphs import paragraphs
from gapanalysis.importers.pdf_lines import Ruler
from gapanalysis.importers.printed import Printed
from gapanalysis.model import ImportDoubt

Tell = Callable[[str, float], None]

_Page = tuple[list[Printed], bool]
"""The printed lines of a page, and whether it is a picture with hardly any."""
_PASSWORD_ERROR = 4
_FILE_TITLE = re.compile(
    r"\.(?:docx?|pdf|odt|rtf|indd|pmd|qxd|tex)\)?$|^\(?Microsoft Word|^untitled$"
    r"|^(?=[\w.-]*[\d_])[\w.-]+$",
    re.IGNORECASE,
)
_FEWEST_LETTERS = 10
_LETTERS_OF_A_STAMP = 400
_SHARE_OF_A_SCAN = 0.6
_FEW_OBJECTS = 1_000
_SHARE_OF_READING = 0.6
_MANY_PAGES = 10
_UNREADABLE_SHARE = 0.02
_SAMPLE = 50_000
"""Letters."""


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
        read = _read_pages(document, name, tell)
        pages = [lines for lines, _ in read]
        pictures = {number for number, (_, is_picture) in enumerate(read, 1) if is_picture}
        declared = str(document.get_metadata_value("Title")).strip()
    finally:
        document.close()
    found = tuple(paragraphs(pages))
    empty = _pages_without_text(pages, pictures, found)
    if len(empty) == len(pages):
        raise AppError("no_text", file=name)
    printed = next((line.text for line in found if line.style == "title"), "")
    title = printed if not declared or _FILE_TITLE.search(declared) else declared
    return Document(lines=found, format="pdf", title=title, warnings=tuple(_doubts(found, empty)))


def _read_pages(document: pypdfium2.PdfDocument, name: str, tell: Tell | None) -> list[_Page]:
    """Gives the pages, none of whose lines where they are damaged; tells how far the reading is. A
    copy of this process reads the second half of many.
    """
    count = len(document)
    if count < _MANY_PAGES:
        pages = _read_some(document, range(count), tell)
    else:
        with in_a_copy(partial(_read_some, document, range(count // 2, count), None)) as others:
            pages = _read_some(document, range(count // 2), tell) + others()
    if all(page is None for page in pages):
        raise AppError("corrupt", file=name)
    return [page or ([], False) for page in pages]


def _read_some(
    document: pypdfium2.PdfDocument, numbers: range, tell: Tell | None
) -> list[_Page | None]:
    ruler = Ruler()
    pages: list[_Page | None] = []
    for at in numbers:
        if tell is not None and at % 5 == 0:
            tell("step.reading", _SHARE_OF_READING * at / numbers.stop)
        page = pdfium.FPDF_LoadPage(document.raw, at)
        text_page = pdfium.FPDFText_LoadPage(page) if page else None
        try:
            pages.append(_read_page(ruler, page, text_page, at + 1) if text_page else None)
        finally:
            if text_page:
                pdfium.FPDFText_ClosePage(text_page)
            if page:
                pdfium.FPDF_ClosePage(page)
    return pages


def _read_page(ruler: Ruler, page: Any, text_page: Any, number: int) -> _Page:
    lines = ruler.lines(page, text_page, number)
    letters = sum(len(line.text) for line in lines)
    return lines, letters < _LETTERS_OF_A_STAMP and _is_picture(page)


def _is_picture(page: Any) -> bool:
    """Tells whether a picture covers most of a page, as of one that was scanned."""
    least = _SHARE_OF_A_SCAN * pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page)
    sides = tuple(ctypes.c_float() for _ in range(4))
    for at in range(min(pdfium.FPDFPage_CountObjects(page), _FEW_OBJECTS)):
        shown = pdfium.FPDFPage_GetObject(page, at)
        if pdfium.FPDFPageObj_GetType(shown) == pdfium.FPDF_PAGEOBJ_IMAGE:
            pdfium.FPDFPageObj_GetBounds(shown, *sides)
            left, bottom, right, top = (side.value for side in sides)
            if (right - left) * (top - bottom) >= least:
                return True
    return False


def _pages_without_text(
    pages: list[list[Printed]], pictures: set[int], lines: tuple[Line, ...]
) -> list[int]:
    """Gives the pages that hold no words, and pictures with no words but running heads."""
    worded = {line.page for line in lines if line.style not in {"header", "footer"}}
    return [
        number
        for number, page in enumerate(pages, 1)
        if sum(len(line.text) for line in page) < _FEWEST_LETTERS
        or (number in pictures and number not in worded)
    ]


def _doubts(lines: tuple[Line, ...], empty: list[int]) -> Iterator[ImportDoubt]:
    if empty:
        pages = ", ".join(str(page) for page in empty)
        yield ImportDoubt(code="pages_without_text", details={"pages": pages})
    text = "".join(line.text for line in lines)
    sample = text[:: len(text) // _SAMPLE + 1]
    unreadable = sum(map(sample.count, filter(_is_unreadable, set(sample))))
    if unreadable > _UNREADABLE_SHARE * len(sample):
        yield ImportDoubt(code="letters_unreadable")


def _is_unreadable(letter: str) -> bool:
    return letter == "\ufffd" or unicodedata.category(letter) in {"Co", "Cn"}

# SPDX-License-Identifier: EUPL-1.2
"""Reading PDF: the file, its pages and what it says of itself; paragraphs come from their lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

import pypdfium2  # type: ignore[import-untyped]

from gapanalysis.errors import AppError
from gapanalysis.importers.limits import PDF_PAGES
from gapanalysis.importers.lines import Document, Line
from gapanalysis.importers.pdf_lines import Ruler
from gapanalysis.importers.printed import Printed, paragraphs
from gapanalysis.model import ImportDoubt

Tell = Callable[[str, float], None]

_PASSWORD_ERROR = 4
_FILE_TITLE = re.compile(r"\.(?:docx?|pdf|odt|rtf|indd|qxd|tex)$|^Microsoft Word", re.IGNORECASE)
_FEWEST_LETTERS = 10
_SHARE_OF_READING = 0.6
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
        pages = list(_read_pages(document, name, tell))
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


def _read_pages(
    document: pypdfium2.PdfDocument, name: str, tell: Tell | None
) -> Iterator[list[Printed]]:
    """Gives the printed lines of each page and tells how far the reading is."""
    ruler = Ruler()
    count = len(document)
    for at in range(count):
        if tell is not None and at % 10 == 0:
            tell("step.reading", _SHARE_OF_READING * at / count)
        try:
            page = document[at]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError as problem:
            raise AppError("corrupt", file=name) from problem
        yield ruler.lines(page, text_page, at + 1)
        text_page.close()
        page.close()


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

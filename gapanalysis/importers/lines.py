# SPDX-License-Identifier: EUPL-1.2
"""What every reader of a file format gives to the splitter: lines with what is known of each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from gapanalysis.model import ImportDoubt

Tell = Callable[[str, float], None]
"""Takes the name of a step (``step.reading``) and how much of the whole is done (0 to 1)."""
_Item = TypeVar("_Item")
_SHARE_OF_READING = 0.6
COLUMNS_OF_DATA = 3
"""Tables with fewer columns often only lay out the text of a law."""
LONGEST_CELL = 600
"""Letters; a table with longer cells does so too."""
ANNEX = "annex"
"""The style of a line that a source declares to open an annex."""
STRUCK = "struck"
"""The style of lines that are struck out as a whole: former wordings."""
_SAMPLED_ROWS = 20
_TIMES_TOLD = 20

_WINDOWS_SIGNS = bytes(range(0x80, 0xA0)).decode("cp1252", errors="replace")
_SAME_SIGNS = {
    **{0x80 + at: sign for at, sign in enumerate(_WINDOWS_SIGNS) if sign != "\ufffd"},
    **dict.fromkeys([0x9, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " "),
    **dict.fromkeys([0x2010, 0x2011], "-"),
    0x2024: ".",
    **dict(zip(range(0xFB00, 0xFB05), ("ff", "fi", "fl", "ffi", "ffl"), strict=True)),
}
"""Signs that look like others: odd spaces and hyphens, joined letters, and what is read where signs
of Windows are taken for those of another encoding.
"""
_DIRECTIONS = [0x200E, 0x200F, *range(0x202A, 0x202D), *range(0x2066, 0x206A)]
"""Marks of directions; those that turn letters (U+202D, U+202E) stay, for the doctor to show."""
_UNSEEN = dict.fromkeys([0xAD, 0x200B, 0x2060, 0xFEFF, *_DIRECTIONS])
_TABLE = str.maketrans({**_SAME_SIGNS, **_UNSEEN})
_ODD = re.compile(f"[{''.join(map(chr, _TABLE))}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line or paragraph of a document as read.

    ``text`` is NFC, without a line break inside and without spaces at its end. ``generated`` is a
    label that the source computes (an automatic number of a word processor); it already stands at
    the start of ``text``.
    """

    text: str
    page: int | None = None
    """The page in the source, from 1."""
    page_breaks: tuple[tuple[int, int], ...] = ()
    """Where in ``text`` a further page begins, and which."""
    offset: int | None = None
    """The byte or paragraph offset in the source."""
    style: str = ""
    """Style: heading1 to heading9, annex, title, list, table, quoted (words that the law puts into
    another one), marginal (a note beside the text, often the heading of what stands there), or
    none; for what is no part of the law: header, footer, line_number, note, contents (a table of
    them), site (what a web page shows around the law), struck (a former wording)."""
    bold: bool = False
    italic: bool = False
    centred: bool = False
    indent: int = 0
    generated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as read: its lines in reading order and what the file says of itself.

    ``format`` is one of text, docx, pdf, html, odt, akn; ``title`` and ``language`` come from the
    file's own metadata and are empty where it declares none.
    """

    lines: tuple[Line, ...]
    format: str
    title: str = ""
    language: str = ""
    warnings: tuple[ImportDoubt, ...] = ()


def restyled(
    document: Document, places: Container[int], style: str, kept: Container[str]
) -> Document:
    """Gives a document in which the lines at some places have a style; those of the ``kept`` styles
    keep theirs.
    """
    return replace(
        document,
        lines=tuple(
            replace(line, style=style) if n in places and line.style not in kept else line
            for n, line in enumerate(document.lines)
        ),
    )


def counted(items: Sequence[_Item], tell: Tell | None) -> Iterator[_Item]:
    """Gives the parts of a file one by one and tells now and then how far the reading is."""
    each = max(1, len(items) // _TIMES_TOLD)
    for at, item in enumerate(items):
        if tell is not None and at % each == 0:
            tell("step.reading", _SHARE_OF_READING * at / len(items))
        yield item


def read_row(
    lines: list[Line],
    cells: Sequence[_Item],
    read: Callable[[_Item], None],
    forced: str,
    holds_data: Callable[[], bool],
) -> None:
    """Reads the cells of a row, whose lines are added to ``lines``: a row of data is one line; rows
    with few cells or long ones often only lay out the text of a law, and so do those of a table of
    which no row has words in enough cells: ``holds_data`` tells whether one has.
    """
    first = len(lines)
    lengths: list[int] = []
    for cell in cells:
        before = len(lines)
        read(cell)
        lengths.append(sum(len(line.text) for line in lines[before:]))
    found = lines[first:]
    if not found or len(cells) < COLUMNS_OF_DATA or max(lengths) > LONGEST_CELL:
        return
    if sum(map(bool, lengths)) >= COLUMNS_OF_DATA or holds_data():
        text = " ".join(line.text for line in found)
        gone = all(line.style == STRUCK for line in found)
        style = STRUCK if gone else forced or "table"
        lines[first:] = [replace(found[0], text=text, style=style)]


def is_filled(rows: Iterable[Iterable[str]]) -> bool:
    """Tells whether some of the first rows of a table, given as the words of their cells, have
    words in enough cells: cells that are empty in all rows keep room beside the text.
    """
    some = islice(rows, _SAMPLED_ROWS)
    return any(sum(bool(cell.strip()) for cell in row) >= COLUMNS_OF_DATA for row in some)


def cleaned(document: Document) -> Document:
    """Gives a document without invisible signs in its words, and with plain spaces and hyphens."""
    lines = tuple(_cleaned(line) if _is_odd(line.text) else line for line in document.lines)
    return replace(document, lines=lines, title=_plain(document.title))


def _is_odd(text: str) -> bool:
    return bool(_ODD.search(text)) if not text.isascii() else "\t" in text


def _cleaned(line: Line) -> Line:
    return replace(line, text=_plain(line.text), generated=_plain(line.generated))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_TABLE)).strip()

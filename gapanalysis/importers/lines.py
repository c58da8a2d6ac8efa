# SPDX-License-Identifier: EUPL-1.2
"""What every reader of a file format gives to the splitter: lines with what is known of each."""

from __future__ import annotations

from dataclasses import dataclass

from gapanalysis.model import ImportDoubt


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
    offset: int | None = None
    """The byte or paragraph offset in the source."""
    style: str = ""
    """Style: heading1 to heading9, title, list, table, quoted (words that the law puts into another
    one), or none; for what is no part of the law: header, footer, note, contents (a table of them),
    site (what a web page shows around the law)."""
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

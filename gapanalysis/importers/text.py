# SPDX-License-Identifier: EUPL-1.2
"""Reading plain text: bytes to lines. Markdown goes to its own reader."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from gapanalysis.errors import AppError
from gapanalysis.importers.charsets import decode
from gapanalysis.importers.feet import with_feet_apart
from gapanalysis.importers.lines import Document, Line, Tell, counted
from gapanalysis.importers.markdown import is_markdown, read_markdown

_BINARY_STARTS = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"{\\rtf",
)
_MARKDOWN_NAMES = (".md", ".markdown")


def read_text(data: bytes, name: str, tell: Tell | None = None) -> Document:
    """Gives the lines of a plain text or Markdown file in any encoding.

    Raises ``AppError``: ``file_empty`` for a file without words, ``not_text`` for a binary one.
    """
    if data.startswith(_BINARY_STARTS):
        raise AppError("not_text", file=name)
    decoded = decode(data, name)
    text = unicodedata.normalize("NFC", decoded.text)
    if not text.strip():
        raise AppError("file_empty", file=name)
    document = None
    if name.lower().endswith(_MARKDOWN_NAMES) or is_markdown(text):
        document = read_markdown(text, tell)
    if document is None or not document.lines:  # only signs
        lines = with_feet_apart(_plain_lines(text, tell))
        document = Document(lines=tuple(lines), format="text")
    return replace(document, warnings=decoded.doubts)


def _plain_lines(text: str, tell: Tell | None) -> list[Line]:
    """Gives each line as printed, blank ones too; form feeds count pages."""
    pages = "\f" in text
    printed = [
        (number, line)
        for number, page in enumerate(text.split("\f"), 1)
        for line in page.splitlines()
    ]
    lines: list[Line] = []
    offset = 0
    for number, line in counted(printed, tell):
        stripped = line.strip()
        lines.append(
            Line(
                text=stripped,
                page=number if pages else None,
                offset=offset,
                indent=len(line) - len(line.lstrip()) if stripped else 0,
            )
        )
        offset += len(line.encode()) + 1
    return lines

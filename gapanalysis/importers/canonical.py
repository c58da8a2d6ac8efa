# SPDX-License-Identifier: EUPL-1.2
"""The canonical text of a document, and where its lines stand in it."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from gapanalysis.importers.lines import Document, Line
from gapanalysis.importers.wrapping import are_parted, is_wrapped
from gapanalysis.model import SourcePlace, Span
from gapanalysis.structure import stripped

__all__ = ["PRINTED", "RUNNING", "Canonical", "canonical", "stripped"]

RUNNING = {
    "header": "running_head",
    "footer": "page_number",
    "line_number": "line_number",
    "note": "note",
    "contents": "contents",
    "site": "site",
    "struck": "struck_out",
}
"""The styles of lines that are no words of a provision, and why they are left out."""
PRINTED = {"text", "pdf"}
"""The formats whose lines may be printed ones, not paragraphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Canonical:
    """The text of a document with the start and the end of each line; ``wrapped`` tells whether its
    lines may be printed ones, not paragraphs, ``parted`` whether blank lines part its paragraphs.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lines: tuple[Line, ...]
    format: str
    wrapped: bool
    parted: bool

    def line_end(self, index: int) -> int:
        """Gives where the line after this one starts, or the end of the text."""
        return self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)

    def words_end(self, index: int) -> int:
        """Gives where the words of a line end."""
        return self.ends[index]

    def line_at(self, offset: int) -> int:
        """Gives the line in which an offset lies."""
        return bisect_right(self.starts, offset) - 1

    def body(self, first: int, end: int) -> Iterator[int]:
        """Gives the lines with words, from one on, that begin before an offset."""
        for index in range(first, len(self.starts)):
            if self.starts[index] >= end:
                return
            if self.lines[index].text and self.lines[index].style not in RUNNING:
                yield index

    def span(self, first: int, last: int) -> Span:
        """Gives the range of some lines."""
        return Span(start=self.starts[first], end=self.words_end(last))

    def places(self) -> Iterator[SourcePlace]:
        """Gives where the lines stand in the source; computed labels on their own."""
        for index, line in enumerate(self.lines):
            start, end = self.starts[index], self.words_end(index)
            if start == end or (line.page is None and line.offset is None and not line.generated):
                continue
            if line.generated:
                stop = min(end, start + len(line.generated))
                yield SourcePlace(
                    start=start, end=stop, page=line.page, offset=line.offset, generated=True
                )
                start = stop
            page = line.page
            for offset, following in line.page_breaks:
                stop = min(end, self.starts[index] + offset)
                if start < stop:
                    yield SourcePlace(start=start, end=stop, page=page, offset=line.offset)
                start, page = max(start, stop), following
            if start < end:
                yield SourcePlace(start=start, end=end, page=page, offset=line.offset)


def canonical(document: Document) -> Canonical:
    """Gives the canonical text of a document: its lines, NFC, joined by line feeds."""
    words = [unicodedata.normalize("NFC", line.text).replace("\n", " ") for line in document.lines]
    ends = tuple(accumulate(map(len, words), lambda end, length: end + 1 + length))
    return Canonical(
        text="\n".join(words),
        starts=(0, *(end + 1 for end in ends[:-1])) if ends else (),
        ends=ends,
        lines=document.lines,
        format=document.format,
        wrapped=document.format in PRINTED and is_wrapped(words),
        parted=are_parted(words),
    )

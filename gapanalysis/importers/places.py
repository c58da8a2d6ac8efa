# SPDX-License-Identifier: EUPL-1.2
"""Where the lines of a document stand in its file: byte offsets, found by the letters that follow
each other in both. The readers of text and markup need not count bytes for it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gapanalysis.importers.charsets import BOMS, usual_name
from gapanalysis.importers.lines import Document, Line

_OF_LETTERS = {"text", "html", "akn"}
"""The formats whose files hold the letters as they are."""
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HEAD = 4_096
_SIGNS = re.compile(r"[\W_]+")
_TAG = re.compile(
    r"<[^<>\"']{0,2000}(?:(?:\"[^\"<]{0,2000}\"|'[^'<]{0,2000}')[^<>\"']{0,2000}){0,200}>"
)
_RAW = re.compile(r"<(script|style)\b", re.IGNORECASE)
_KEY = 40
"""Letters by which a line is found, with those of the lines after it."""
_BEGINNING = 120
"""Characters of a line that are looked at."""
_AHEAD = 12
"""Lines; blank ones have no letters."""
_SHORTEST = 4
_WINDOW = 20_000
"""How far on in the letters of the file a line is looked for at least."""
_SEARCHES = 40
"""How many times all letters of the file may be searched in all."""
_FOUND_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters with which the pieces of a file begin, without anything between them; ``starts``
    are those of the pieces in them, ``offsets`` the bytes where the pieces begin.
    """

    text: str
    starts: Sequence[int]
    offsets: Sequence[int]

    def offset(self, at: int) -> int:
        """Gives the byte where the piece that holds a letter begins."""
        return self.offsets[bisect_right(self.starts, at) - 1]


def with_offsets(document: Document, data: bytes) -> Document:
    """Gives a document whose lines know where they begin in the file, in bytes: a line of plain
    text at its start, words of markup behind their tag. One of which most lines are not found (in
    an archive, in letters of their own) keeps what its reader said.
    """
    if document.format not in _OF_LETTERS:
        return document
    for encoding in _encodings(data):
        letters = _letters(data, encoding, markup=document.format != "text")
        offsets = list(_placed(document.lines, letters))
        if sum(offset is not None for offset in offsets) >= _FOUND_SHARE * len(offsets):
            return replace(document, lines=tuple(_with(document.lines, offsets)))
    return document


def _with(lines: Sequence[Line], offsets: Sequence[int | None]) -> Iterator[Line]:
    """Gives lines with their offsets; one that was not found has that of the line before it."""
    last = 0
    for line, offset in zip(lines, offsets, strict=True):
        last = last if offset is None else offset
        yield replace(line, offset=last)


def _encodings(data: bytes) -> Iterator[str]:
    """Gives the encodings that a file could have, the likeliest first."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            yield encoding
            return
    if b"\0" in data[:_HEAD]:
        yield from ("utf-16-le", "utf-16-be")
    yield "utf-8"
    if data.isascii():
        return
    declared = _CHARSET.search(data[:_HEAD])
    if declared and (known := usual_name(declared[1].decode("ascii"))):
        yield known
    from charset_normalizer import from_bytes

    best = from_bytes(data[: 10 * _HEAD]).best()
    yield from ([best.encoding] if best else [])
    yield "cp1252"


def _placed(lines: Sequence[Line], letters: _Letters) -> Iterator[int | None]:
    """Gives the byte offset of each line, None for one that is not found."""
    own = [_squeezed(line.text[len(line.generated) :][:_BEGINNING]) for line in lines]
    at, budget = 0, _SEARCHES * len(letters.text)
    for index, words in enumerate(own):
        key = words
        following = index + 1
        while len(key) < _KEY and following < min(len(own), index + _AHEAD):
            key += own[following][:_KEY]
            following += 1
        key = key[:_KEY]
        place = -1
        if words and len(key) >= _SHORTEST:
            end = len(letters.text) if budget > 0 else at + _WINDOW
            place = letters.text.find(key, at, end)
            if place < 0:
                budget -= end - at
                place = letters.text.find(words[:_KEY], at, at + _WINDOW)
        if place < 0:
            yield None
            continue
        yield letters.offset(place)
        at = place + len(words)


def _letters(data: bytes, encoding: str, *, markup: bool) -> _Letters:
    text = data.decode(encoding, errors="replace")
    pieces: list[str] = []
    starts: list[int] = []
    offsets: list[int] = []
    length = at = byte = 0
    for start, end in _ranges(text) if markup else [(0, len(text))]:
        for first, last in _lines(text, start, end):
            words = text[first : min(last, first + 2 * _BEGINNING)]
            squeezed = _squeezed(html.unescape(words) if markup and "&" in words else words)
            if squeezed:
                byte += len(text[at:first].encode(encoding, errors="replace"))
                at = first
                pieces.append(squeezed)
                starts.append(length)
                offsets.append(byte)
                length += len(squeezed)
    return _Letters("".join(pieces), starts, offsets)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Gives the lines of a range."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _ranges(markup: str) -> Iterator[tuple[int, int]]:
    """Gives the ranges between tags, comments, scripts and style sheets."""
    at = 0
    unclosed: set[str] = set()

    def after(sign: str, start: int) -> int:
        """Gives where a sign ends that closes something, or the start where it never does."""
        found = -1 if sign in unclosed else markup.find(sign, start)
        if found < 0:
            unclosed.add(sign)
        return start if found < 0 else found + len(sign)

    while at < len(markup):
        tag = markup.find("<", at)
        if tag < 0:
            tag = len(markup)
        if at < tag:
            yield at, tag
        if markup.startswith("<!--", tag):
            at = after("-->", tag + 4)
        elif raw := _RAW.match(markup, tag):
            at = after(f"</{raw[1]}", raw.end())
            at = after(">", at)
        else:
            found = _TAG.match(markup, tag)
            at = found.end() if found else after(">", tag + 1)


def _squeezed(words: str) -> str:
    """Gives the letters and digits of words, as they are whatever they look like."""
    plain = words if words.isascii() else unicodedata.normalize("NFKC", words)
    return _SIGNS.sub("", plain)

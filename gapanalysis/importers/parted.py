# SPDX-License-Identifier: EUPL-1.2
"""Articles that begin inside a line, where a copy lost the break before their label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from gapanalysis.importers.lines import Document, Line
from gapanalysis.importers.wording import pattern_of
from gapanalysis.languages import Language, load_language

_FEWEST = 3
"""Articles that begin a line of their own, in a law in which others are looked for inside lines."""


def with_parted_lines(document: Document, language: Language) -> Document:
    """Gives a document in which a line ends before each label inside it, where the numbers of these
    fill what lacks between the articles above and below: "… is heard. Article 17. The court …"
    between articles 16 and 18.
    """
    if not language.article:
        return document
    pattern = _pattern(language.code)
    labels = [_label(pattern, line) for line in document.lines]
    if sum(map(bool, labels)) < _FEWEST:
        return document
    last = 0
    lines: list[Line] = []
    for line, label, after in zip(document.lines, labels, _following(labels), strict=True):
        last = label or last
        if last and after > last + 1 and len(line.text) > len(language.article[0]):
            pieces = [*_pieces(pattern, line, last, after)]
            last += len(pieces) - 1
            lines += pieces
        else:
            lines.append(line)
    return document if len(lines) == len(document.lines) else replace(document, lines=tuple(lines))


def _label(pattern: re.Pattern[str], line: Line) -> int:
    """Gives the number of the article that a line begins with, else 0."""
    found = None if line.style in {"table", "note", "contents"} else pattern.match(line.text)
    return int(found["number"]) if found else 0


def _following(labels: Sequence[int]) -> list[int]:
    """Gives for each line the number of the first label below it, else 0."""
    after, found = 0, []
    for label in reversed(labels):
        found.append(after)
        after = label or after
    return found[::-1]


def _pieces(pattern: re.Pattern[str], line: Line, last: int, after: int) -> Iterator[Line]:
    """Gives a line in pieces, where labels in it fill the gap up to the next line's label."""
    starts = [0]
    number = last
    for found in pattern.finditer(line.text, 1):
        if int(found["number"]) == number + 1 and _ends_sentence(line.text, found.start()):
            starts.append(found.start())
            number += 1
    if number + 1 != after:
        starts = [0]
    for start, end in zip(starts, [*starts[1:], len(line.text)], strict=True):
        yield line if end - start == len(line.text) else _piece(line, start, end)


def _piece(line: Line, start: int, end: int) -> Line:
    """Gives a part of a line as a line of its own, with the pages on which it stands."""
    page = next((page for at, page in reversed(line.page_breaks) if at <= start), line.page)
    breaks = tuple((at - start, page) for at, page in line.page_breaks if start < at < end)
    return replace(
        line,
        text=line.text[start:end].rstrip(),
        page=page,
        page_breaks=breaks,
        generated="" if start else line.generated,
    )


def _ends_sentence(text: str, at: int) -> bool:
    return text[at - 1] == " " and text[:at].rstrip().endswith(
        (".", ":", ";", "!", "?", ")", "»", "”")
    )


@cache
def _pattern(code: str) -> re.Pattern[str]:
    """Gives a pattern for the label of an article with a whole number that ends with a sign."""
    words = pattern_of(load_language(code).article)
    return re.compile(
        rf"(?P<word>{words})[ ](?P<number>\d{{1,4}})[.:](?=[ ]*[-–—]?[ ]*[^\Wa-z\d_])"
    )

# SPDX-License-Identifier: EUPL-1.2
"""Articles and divisions that begin inside a line, where a copy lost the break before a label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from gapanalysis.importers.canonical import RUNNING
from gapanalysis.importers.lines import Document, Line
from gapanalysis.importers.openers import division_at
from gapanalysis.importers.wording import pattern_of
from gapanalysis.languages import Language, load_language
from gapanalysis.numbers import is_first

_FEWEST = 3
"""Articles that begin a line of their own, in a law in which others are looked for inside lines."""
_LONGEST = 300
_CAPITAL = re.compile(r"(?<= )[^\Wa-z\d_]")


def with_parted_lines(document: Document, language: Language) -> Document:
    """Gives a document in which a line ends before each label inside it: of divisions as
    :func:`_division_starts` finds them, and of articles.
    """
    lines = [
        piece for line in document.lines for piece in _cut(line, _division_starts(line, language))
    ]
    if len(lines) > len(document.lines):
        document = replace(document, lines=tuple(lines))
    if not language.article:
        return document
    return _with_parted_articles(_with_parted_headings(document, language), language)


def _division_starts(line: Line, language: Language) -> list[int]:
    """Gives where divisions begin in a line that begins with one: each the first one of its kind,
    below the one before it ("BOOK II OF SAILORS TITLE I DUTIES"), and not mentioned there.
    """
    begun = line.text[:1].casefold() in _first_letters(language.code)
    begun = begun and len(line.text) <= _LONGEST and " | " not in line.text
    above = division_at(line, 0, language) if begun and line.style not in RUNNING else None
    starts: list[int] = []
    for found in _CAPITAL.finditer(line.text) if above else ():
        one = division_at(line, found.start(), language)
        before = line.text[: found.start()].split()[-1].casefold()
        mentioned = before in language.stop_words or before in language.cited_before
        if one and above and one.rank > above.rank and not mentioned and is_first(one.number):
            starts.append(found.start())
            above = one
    return starts


@cache
def _first_letters(code: str) -> frozenset[str]:
    """Gives the first letters of the words for divisions."""
    divisions = load_language(code).divisions
    return frozenset(word[0].casefold() for one in divisions for word in one.words)


def _cut(line: Line, starts: Sequence[int]) -> Iterator[Line]:
    """Gives a line in pieces, which begin where it does and in some places inside it."""
    for start, end in pairwise([0, *starts, len(line.text)]):
        yield _piece(line, start, end) if starts else line


def _with_parted_headings(document: Document, language: Language) -> Document:
    """Gives a document in which a heading ends before a label that stands on its last line, where
    that is the next number and no line begins with it ("Costs of the court Article 17").
    """
    pattern = _pattern(language.code, whole=False)
    labels = [_label(pattern, line) for line in document.lines]
    known = {*labels}
    last = 0
    lines: list[Line] = []
    for line, label in zip(document.lines, labels, strict=True):
        last = label or last
        found = None
        if last and not label and (line.bold or line.centred) and len(line.text) <= _LONGEST:
            found = next((one for one in pattern.finditer(line.text) if _ends(line, one)), None)
        number = int(found["number"]) if found else 0
        if found and number == last + 1 and number not in known:
            lines += _cut(line, [found.start()])
            last = number
        else:
            lines.append(line)
    return document if len(lines) == len(document.lines) else replace(document, lines=tuple(lines))


def _ends(line: Line, label: re.Match[str]) -> bool:
    """Tells whether a label stands at the end of a line, behind other words."""
    return (
        label.start() > 0 and line.text[label.start() - 1] == " " and label.end() == len(line.text)
    )


def _with_parted_articles(document: Document, language: Language) -> Document:
    """Gives a document in which a line ends before each label of an article inside it, where the
    numbers of these fill what lacks between the articles above and below: "… is heard. Article 17.
    The court …" between articles 16 and 18.
    """
    pattern = _pattern(language.code, whole=True)
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
    yield from _cut(line, starts[1:])


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
def _pattern(code: str, *, whole: bool) -> re.Pattern[str]:
    """Gives a pattern for the label of an article with a whole number: one that ends with a sign
    where ``whole``, else one without words behind it.
    """
    words = pattern_of(load_language(code).article)
    end = r"[.:](?=[ ]*[-–—]?[ ]*[^\Wa-z\d_])" if whole else r"\.?(?=$)"
    return re.compile(rf"(?P<word>{words})[ ](?P<number>\d{{1,4}}){end}")

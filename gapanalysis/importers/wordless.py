# SPDX-License-Identifier: EUPL-1.2
"""Divisions that have a number and a title but no word ("15. CAPITALS", "II. Common provisions"):
they stand over the label of an article, or over its heading, and count up through the law.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gapanalysis.importers.canonical import RUNNING
from gapanalysis.importers.letters import COMMAS, ENDS
from gapanalysis.importers.lines import Document
from gapanalysis.importers.openers import HEADING_RANK, Opener, heading_level
from gapanalysis.model import Kind
from gapanalysis.numbers import roman

_LABEL = re.compile(
    r"(?:(?P<roman>[IVXLC\u0406\u0425]{1,7})|(?P<digits>[1-9]\d{0,2})|(?P<letter>[^\Wa-z\d_]))"
    r"(?P<end>\.[ ]?[-–—]?|[ ][-–—])[ ]+(?=[„“\"«]?[^\W\d_]{2})"
)
_LONGEST = 200
_FURTHEST = 3
"""Lines of a title, and of the heading of the article below it."""
_SCANNED = 12
_FEWEST = 2
_MOST_ODD = 0.25
"""The share of such lines that may stand out of their count."""
_MOST = 0.7
"""For each article; more would be numbers of the articles themselves."""
_SPREAD = 10


def with_wordless(
    document: Document, quoted: Sequence[bool], openers: Sequence[Opener]
) -> list[Opener]:
    """Gives the openers of a document with its divisions that have no word."""
    articles = [o for o in openers if o.what == "article" and not o.series]
    if len(articles) < _FEWEST or any(o.form.startswith("bare") for o in articles):
        return list(openers)
    taken = {o.line for o in openers}
    styles: dict[str, list[Opener]] = {}
    for article in articles:
        for found in _above(document, quoted, taken, article.line):
            styles.setdefault(found.form, []).append(found)
    added = [
        one
        for found in map(_in_order, styles.values())
        for one in found
        if _counts_up(found) and len(found) <= _MOST * len(articles)
    ]
    return _ranked(openers, added)


def _above(
    document: Document, quoted: Sequence[bool], taken: set[int], below: int
) -> Iterator[Opener]:
    """Gives the divisions whose titles stand over a line, or over the heading there."""
    seen = 0
    styles = {""}
    for index in range(below - 1, max(-1, below - _SCANNED), -1):
        line = document.lines[index]
        if not line.text or line.style in RUNNING:
            continue
        seen += 1
        if index in taken or quoted[index] or line.style == "table" or seen > _FURTHEST:
            return
        found = _division(index, line.text, heading_level(line))
        if found and found.form not in styles and not _goes_on(document, found):
            yield found
            styles.add(found.form)
            seen = 0
        elif found or line.text.endswith((*ENDS, *COMMAS)):
            return


def _division(index: int, text: str, level: int) -> Opener | None:
    """Gives the division that a line could open; its form is the kind of its number."""
    found = _LABEL.match(text)
    if not found or len(text) > _LONGEST or (text.endswith((*ENDS, *COMMAS)) and not level):
        return None
    kind = next(name for name in ("roman", "digits", "letter") if found[name])
    number = found[kind]
    if kind == "roman" and roman(number) is None:
        return None
    end = found.end()
    while text[end - 1] == " ":
        end -= 1
    return Opener(
        line=index,
        what="division",
        kind=Kind.SECTION,
        rank=HEADING_RANK,
        number=number,
        start=0,
        label_end=end,
        end=len(text),
        form=kind,
        level=level,
    )


def _value(opener: Opener, style: str) -> int:
    """Gives the place of a division in its row; a letter's is its own, counted from A."""
    if style == "letter":
        return ord(opener.number) - ord("A" if opener.number.isascii() else "А") + 1
    if style == "roman":
        return roman(opener.number) or 0
    return int(opener.number)


def _goes_on(document: Document, found: Opener) -> bool:
    """Tells whether the line before is the number before it: a list, no division."""
    lines = document.lines
    before = next((n for n in range(found.line - 1, -1, -1) if lines[n].text), -1)
    other = _division(before, lines[before].text, 0) if before >= 0 else None
    if other is None or other.form != found.form:
        return False
    return _value(other, found.form) + 1 == _value(found, found.form)


def _in_order(found: Sequence[Opener]) -> list[Opener]:
    return sorted(found, key=lambda one: one.line)


def _counts_up(found: Sequence[Opener]) -> bool:
    """Tells whether divisions of one style count up from 1, perhaps several times."""
    last = counted = 0
    for opener in found:
        value = _value(opener, opener.form)
        counted += value in {1, last + 1}
        last = value
    return counted >= max(_FEWEST, (1 - _MOST_ODD) * len(found))


def _ranked(openers: Sequence[Opener], added: Sequence[Opener]) -> list[Opener]:
    """Gives the openers with the divisions that were found; the style that comes first stands
    highest, below the divisions with a word.
    """
    order = [*dict.fromkeys(one.form for one in sorted(added, key=lambda one: one.line))]
    chapters = any(o.what == "division" and o.kind == Kind.CHAPTER for o in openers)
    ranked = [
        replace(
            one,
            rank=HEADING_RANK - _SPREAD + order.index(one.form),
            kind=Kind.SECTION if chapters or order.index(one.form) else Kind.CHAPTER,
        )
        for one in added
    ]
    return sorted([*openers, *ranked], key=lambda one: (one.line, one.start))

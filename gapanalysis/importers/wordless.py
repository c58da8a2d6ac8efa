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
from gapanalysis.importers.openers import HEADING_RANK, Opener, has_own_title, heading_level
from gapanalysis.languages import Language
from gapanalysis.model import Kind
from gapanalysis.numbers import roman

_LABEL = re.compile(
    r"(?:(?P<roman>(?![CL]\b)[IVXLC\u0406\u0425]{1,7})|(?P<digits>[1-9]\d{0,2})|(?P<letter>[^\Wa-z\d_]))"
    r"(?P<end>\.[ ]?[-–—]?|[ ][-–—])[ ]+(?=[„“\"«]?[^\W\d_](?:[^\W\d_]|[ ][^\W\d_]))"
)
_LONGEST = 200
_LONGEST_ENDED = 80
_LONG = 90
_FURTHEST = 3
"""Lines of a title, and of the heading of the article below it."""
_SCANNED = 12
_LONGEST_ARTICLE = 60
"""Lines."""
_FEWEST = 2
_MOST_ODD = 0.25
"""The share of such lines that may stand out of their count."""
_MOST = 0.7
"""For each article; more would be numbers of the articles themselves."""
_SPREAD = 10


def with_wordless(
    document: Document, quoted: Sequence[bool], openers: Sequence[Opener], language: Language
) -> list[Opener]:
    """Gives the openers of a document with its divisions that have no word: in a law whose articles
    have none either, those in Roman numerals. Where titles stand above articles, one directly over
    a label is the article's own, unless the article has another or such titles count through the
    law.
    """
    articles = [o for o in openers if o.what == "article" and not o.series]
    bare = any(o.form.startswith(("bare", "glued")) for o in articles)
    if len(articles) < _FEWEST:
        return list(openers)
    taken = {o.line for o in openers}
    styles: dict[str, list[Opener]] = {}
    for article in articles:
        titled = has_own_title(document.lines, article)
        for found in _above(document, quoted, taken, article.line):
            if found.form == "roman" or not bare:
                one = replace(found, weak=found.weak and not titled)
                styles.setdefault(one.form, []).append(one)
    added = [
        one
        for found in map(_in_order, styles.values())
        if _counts_up(found) and len(found) <= _MOST * len(articles)
        for one in found
    ]
    through = {form for form, found in styles.items() if _counts_through(found)}
    own = [one for one in added if language.title_above and one.weak and one.form not in through]
    return _ranked(openers, added, own)


def _counts_through(found: Sequence[Opener]) -> bool:
    """Tells whether divisions are numbered in digits that begin only once."""
    values = [_value(one.form, one.number) for one in found]
    return found[0].form == "digits" and values.count(1) <= 1


def _above(
    document: Document, quoted: Sequence[bool], taken: set[int], below: int
) -> Iterator[Opener]:
    """Gives the divisions whose titles stand over a line, or over the heading there; one directly
    over the line is ``weak``: it may be the title of the article.
    """
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
        if found and found.form not in styles and not _goes_on(document, found, taken):
            yield replace(found, weak=styles == {""} and seen == 1)
            styles.add(found.form)
            seen = 0
        elif _LABEL.match(line.text) or not _may_be_title(line.text):
            return


def _division(index: int, text: str, level: int) -> Opener | None:
    """Gives the division that a line could open; its form is the kind of its number. What ends as
    a sentence does is a title only where the source styles it.
    """
    found = _LABEL.match(text)
    longest = _LONGEST
    if text.endswith((*ENDS, *COMMAS)):
        longest = _LONGEST_ENDED if level else 0
    if not found or len(text) > longest:
        return None
    style, number = _number(found)
    if not _value(style, number):
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
        form=style,
        level=level,
    )


def _may_be_title(text: str) -> bool:
    return len(text) <= _LONGEST and not text.endswith((*ENDS, *COMMAS))


def _number(found: re.Match[str]) -> tuple[str, str]:
    """Gives the kind of a number in a label, and the number."""
    style = next(name for name in ("roman", "digits", "letter") if found[name])
    return style, found[style]


def _value(style: str, number: str) -> int:
    """Gives the place of a number in its row, 0 where it is none; a letter's is counted from A."""
    if style == "letter":
        return ord(number) - ord("A" if number.isascii() else "\u0410") + 1
    return (roman(number) or 0) if style == "roman" else int(number)


def _goes_on(document: Document, opener: Opener, taken: set[int]) -> bool:
    """Tells whether a line goes on with a list of the article above: the number before it stands
    on the line before, or in this article where the line is as long as a sentence.
    """
    wanted = _value(opener.form, opener.number) - 1
    lines = document.lines
    near = True
    for index in range(opener.line - 1, max(-1, opener.line - _LONGEST_ARTICLE), -1):
        found = _LABEL.match(lines[index].text)
        if found and _number(found)[0] == opener.form and _value(*_number(found)) == wanted:
            return near or (wanted > 1 and opener.end > _LONG)
        near = near and not lines[index].text
        if index in taken:
            return False
    return False


def _in_order(found: Sequence[Opener]) -> list[Opener]:
    return sorted(found, key=lambda one: one.line)


def _counts_up(found: Sequence[Opener]) -> bool:
    """Tells whether divisions of one style count up from 1, perhaps several times."""
    last = counted = 0
    for opener in found:
        value = _value(opener.form, opener.number)
        counted += value in {1, last + 1}
        last = value
    return counted >= max(_FEWEST, (1 - _MOST_ODD) * len(found))


def _ranked(
    openers: Sequence[Opener], added: Sequence[Opener], own: Sequence[Opener]
) -> list[Opener]:
    """Gives the openers with the divisions that were found; the style that comes first stands
    highest, below the divisions with a word. An article of which one is the ``own`` title ends
    those of its style.
    """
    order = [*dict.fromkeys(one.form for one in sorted(added, key=lambda one: one.line))]
    ranks = {form: HEADING_RANK - _SPREAD + n for n, form in enumerate(order)}
    chapters = any(o.what == "division" and o.kind == Kind.CHAPTER for o in openers)
    titles = {id(one) for one in own}
    ranked = [
        replace(
            one,
            rank=ranks[one.form],
            kind=Kind.SECTION if chapters or order.index(one.form) else Kind.CHAPTER,
        )
        for one in added
        if id(one) not in titles
    ]
    title = 0
    kept: list[Opener] = []
    for opener in sorted([*openers, *own], key=lambda one: (one.line, one.start)):
        if id(opener) in titles:
            title = ranks[opener.form]
        else:
            kept.append(replace(opener, ends=title) if title else opener)
            title = 0
    return sorted([*kept, *ranked], key=lambda one: (one.line, one.start))

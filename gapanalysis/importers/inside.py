# SPDX-License-Identifier: EUPL-1.2
"""What is numbered with a word of its own inside each article: counted anew there ("Article I" /
"Section 1." / "Section 2." / "Article II" / "Section 1.") it is the article's paragraphs; counted
on through the law ("Article II" / "Section 37.") it is the articles of a law that calls a division
so.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from gapanalysis.importers.openers import ARTICLE_RANK, HEADING_RANK, Opener
from gapanalysis.languages import Language
from gapanalysis.model import Kind
from gapanalysis.numbers import base, normalise, roman

_FEWEST = 2
"""Articles, of some that hold sections, in which these are counted on from 1."""
_MOST_ODD = 0.2
"""The share of sections that may stand out of such a count, and of articles that hold none."""
_LEAST_HOLDING = 0.3
"""The share of articles, those of other rows apart, that hold sections."""
_MANY = 5
"""Sections counted through a law."""


def with_inside(found: Sequence[Opener], language: Language) -> list[Opener]:
    """Gives the openers with what is counted anew inside each article as its paragraphs
    (``inside``), which leave no other reading of their lines, or with the articles as divisions of
    what is counted on through them.
    """
    own = {normalise(word)[:3] for word in language.paragraph_words}
    families = {o.form: o.form.partition(":")[2] for o in found if _is_worded(o)}
    for outer in [form for form in families if _counts_up(found, form)]:
        articles = sum(o.what == "article" and o.form == outer for o in found)
        for inner, family in families.items():
            if family in own or family == families[outer]:
                continue
            inside = [*{o.line: o for o in found if o.form == inner and not o.series}.values()]
            if len(inside) < _FEWEST * max(_FEWEST, _LEAST_HOLDING * articles):
                continue
            if _is_counted_anew(found, outer, inside):
                return _as_inside(found, outer, inside)
            if _is_counted_through(found, outer, inside):
                return _as_divisions(found, outer)
    return list(found)


def _is_worded(opener: Opener) -> bool:
    """Tells whether a word and a number open an article or a division."""
    return opener.what in {"article", "division"} and opener.form.startswith(("word", "ordinal"))


def _is_of(opener: Opener, form: str) -> bool:
    return opener.what == "article" and (opener.form == form or bool(opener.series))


def _counts_up(found: Sequence[Opener], form: str) -> bool:
    """Tells whether articles of a form begin with 1 and 2."""
    numbers = [_value(o) for o in found if o.what == "article" and o.form == form and not o.series]
    return numbers[:1] == [1] and 2 in numbers


def _value(opener: Opener) -> int | None:
    return base(opener.number) or roman(opener.number)


def _is_counted_anew(found: Sequence[Opener], outer: str, inside: Sequence[Opener]) -> bool:
    """Tells whether openers are counted on from 1 inside several articles of a form."""
    blocks = [[_value(o) for o in block] for block in _blocks(found, outer, inside)]
    counted = [_counted(numbers) for numbers in blocks]
    several = sum(number >= _FEWEST for number in counted)
    articles = {o.line for o in found if o.what == "article" and o.form == outer}
    return several >= max(_FEWEST, _LEAST_HOLDING * len(articles)) and sum(counted) >= (
        1 - _MOST_ODD
    ) * len(inside)


def _blocks(
    found: Sequence[Opener], outer: str, inside: Sequence[Opener]
) -> Iterator[Sequence[Opener]]:
    """Gives the openers that stand in each article of a form."""
    lines = {o.line for o in inside}
    starts = [o.line for o in found if _is_of(o, outer) and o.line not in lines]
    places = [o.line for o in inside]
    for start, end in pairwise([*starts, sys.maxsize]):
        yield inside[bisect_left(places, start) : bisect_left(places, end)]


def _counted(numbers: Sequence[int | None]) -> int:
    """Gives how many numbers are counted on from 1, perhaps several times."""
    last = counted = 0
    for number in numbers:
        if number in {1, last + 1}:
            last = number or 0
            counted += 1
    return counted


def _as_inside(found: Sequence[Opener], outer: str, inside: Sequence[Opener]) -> list[Opener]:
    """Gives the openers with some as paragraphs of the articles of a form."""
    first = next(o.line for o in found if _is_of(o, outer))
    chosen = {o.line: id(o) for o in inside if o.line > first}
    kept: list[Opener] = []
    for opener in found:
        if opener.line not in chosen:
            kept.append(opener)
        elif chosen[opener.line] == id(opener):
            kind, rank = Kind.PARAGRAPH, ARTICLE_RANK + 1
            kept.append(replace(opener, what="inside", kind=kind, rank=rank))
    return kept


def _is_counted_through(found: Sequence[Opener], outer: str, inside: Sequence[Opener]) -> bool:
    """Tells whether openers are counted on from 1 through the articles of a form, nearly all of
    which hold some, one of them several.
    """
    lines = {o.line for o in inside}
    articles = [o.line for o in found if o.what == "article" and o.form == outer]
    divisions = {o.line for o in found if o.what == "division"}
    if divisions & {*articles} or lines & {*articles} or inside[0].line < articles[0]:
        return False
    blocks = [*_blocks(found, outer, inside)]
    whole = [base(o.number) or 0 for o in inside]
    on = sum(after - before in {0, 1} for before, after in pairwise(whole))
    held = sum(map(bool, blocks))
    return (
        len({*whole}) >= _MANY
        and whole[0] == 1
        and max(map(len, blocks)) >= _FEWEST
        and on >= (1 - _MOST_ODD) * (len(whole) - 1)
        and held >= (1 - _MOST_ODD) * len(articles)
        and held >= _FEWEST
    )


def _as_divisions(found: Sequence[Opener], outer: str) -> list[Opener]:
    """Gives the openers with the articles of a form as the lowest divisions."""
    chosen = {o.line: id(o) for o in found if o.what == "article" and o.form == outer}
    kept: list[Opener] = []
    for opener in found:
        if opener.line not in chosen:
            kept.append(opener)
        elif chosen[opener.line] == id(opener):
            rank = HEADING_RANK - 1
            kept.append(replace(opener, what="division", kind=Kind.SECTION, rank=rank))
    return kept

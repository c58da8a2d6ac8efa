# SPDX-License-Identifier: EUPL-1.2
"""Raised digits that a source has lost: 39, 391, 392, 40 is 39, 39^1, 39^2, 40, and so is 39 1; the
call of a note that is glued to a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from gapanalysis.importers.lines import Document
from gapanalysis.importers.openers import Opener
from gapanalysis.numbers import base, normalise, sort_key

_APART = re.compile(r"[ \u00a0](?P<digits>[1-9]\d?)[ ]?(?P<end>\.(?![.\d])|(?=\s*$))")
_BOOK = re.compile(r"\d{1,2}\.(?=\d)")
_CALLED = re.compile(r"\[{1,2}[A-Z]\d{2,6}[A-Z]{0,2}(?![^\W_])")
_LONGEST_CALL = 3
_FURTHEST = 3
"""How many raised numbers may lack in a row: repealed ones are sometimes left out."""
_BEFORE = 3
"""How many articles must stand before the first one that is restored."""


def with_calls_apart(document: Document, openers: Sequence[Opener]) -> list[Opener]:
    """Gives the openers of a document with the numbers of articles to which a copy glued the call
    of a note: "[F42A" after 2 is the call F4 and 2A, after 41 it is F and 42A.
    """
    found = list(openers)
    last = "0"
    for place, opener in enumerate(openers):
        if opener.what != "article" or opener.series:
            continue
        label = document.lines[opener.line].text[: opener.label_end]
        if _CALLED.fullmatch(label.rstrip(" .")):
            following = (opener.number[cut:] for cut in range(1, _LONGEST_CALL + 1))
            number = next((one for one in following if _follows(last, one)), opener.number)
            found[place] = replace(opener, number=number)
        last = found[place].number
    return found


def _follows(last: str, number: str) -> bool:
    """Tells whether a number may be the next one: an inserted one, or the next whole one."""
    before, whole = base(last), base(number)
    if before is None or whole is None or number.startswith("0"):
        return False
    return whole == before + 1 or (whole == before and sort_key(number) > sort_key(last))


def with_raised(document: Document, openers: Sequence[Opener]) -> list[Opener]:
    """Gives the openers of a document, with the raised digits of articles restored: where a number
    is the last whole one with one or two more digits, which count on, and smaller ones follow. In
    a law that numbers its articles by books (6.228), what counts stands behind that of the book.
    """
    found = list(openers)
    articles = [place for place, opener in enumerate(openers) if opener.what == "article"]
    books = _books([openers[place].number for place in articles])
    numbers = [
        base(openers[place].number.removeprefix(book))
        for place, book in zip(articles, books, strict=True)
    ]
    known = [10**6 if number is None else number for number in reversed(numbers)]
    least_after = [*[*accumulate(known, min)][::-1][1:], 10**6]
    whole, raised = "", 0
    for nth, (place, book, least) in enumerate(zip(articles, books, least_after, strict=False)):
        if nth >= _BEFORE:
            found[place] = _restored(document, openers[place], book, whole, raised, least)
        head, _, tail = normalise(found[place].number.removeprefix(book)).partition("^")
        if head == whole and tail.isdecimal():
            raised = int(tail)
        elif head != whole:
            whole, raised = (head, 0) if head.isdecimal() else ("", 0)
    return found


def _books(numbers: Sequence[str]) -> list[str]:
    """Gives for each number what stands in it for a book ("6."), where most numbers have that; no
    decimals do, which go on from a whole number (11, 11.1, 11.11).
    """
    found = [_BOOK.match(number) for number in numbers]
    usual = sum(map(bool, found)) * 2 > len(found) and not any(
        book and book[0] == f"{before}." for before, book in zip(numbers, found[1:], strict=False)
    )
    return [book[0] if book and usual else "" for book in found]


def _restored(
    document: Document, opener: Opener, book: str, whole: str, raised: int, least: int
) -> Opener:
    """Gives an article with its raised digits; ``whole`` and ``raised`` are the number before,
    ``least`` is the smallest one that follows.
    """
    number = opener.number.removeprefix(book)
    if not whole or not number.isdecimal():
        return opener
    if number == whole:
        apart = _APART.match(document.lines[opener.line].text, opener.label_end)
        if apart and _counts_on(apart["digits"], whole, raised):
            number = f"{book}{whole}^{apart['digits']}"
            return replace(opener, number=number, label_end=apart.end("end"), weak=False)
        return opener
    digits = number.removeprefix(whole)
    follows = int(number) == int(whole) + 1
    if digits == number or len(digits) > 2 or follows or least >= int(number):
        return opener
    restored = replace(opener, number=f"{book}{whole}^{digits}")
    return restored if _counts_on(digits, whole, raised) else opener


def _counts_on(digits: str, whole: str, raised: int) -> bool:
    """Tells whether raised digits are the next ones; after a number of one digit they are 1."""
    if digits.startswith("0"):
        return False
    furthest = 1 if raised == 0 and len(whole) == 1 else raised + _FURTHEST
    return raised < int(digits) <= furthest

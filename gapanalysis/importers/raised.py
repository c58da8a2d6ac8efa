# SPDX-License-Identifier: EUPL-1.2
"""Raised digits that a source has lost: 39, 391, 392, 40 is 39, 39^1, 39^2, 40, and so is 39 1; the
call of a note that is glued to a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise, zip_longest

from gapanalysis.importers.lines import Document
from gapanalysis.importers.openers import Opener
from gapanalysis.numbers import base, normalise, sort_key

_APART = re.compile(r"[ \u00a0](?P<digits>[1-9]\d?)[ ]?(?P<end>\.(?![.\d])|(?=\s*$))")
_BOOK = re.compile(r"\d{1,2}\.(?=\d)")
_CALLED = re.compile(r"\[{1,2}[A-Z]\d{2,6}[A-Z]{0,2}(?![^\W_])")
_SIGN = re.compile(
    r"(?P<sign>(?<=\d)\)|[ \u00a0]?(?:\[\d{1,4}\]|\^\d{1,3}\))"
    r"|[ \u00a0](?:\*{1,3}|(?P<call>\d{1,3})\)))(?=[ \u00a0]|$)"
)
_RAISED_CALL = re.compile(r"(?P<number>\d+[^\W\d_]*)\^(?P<call>\d{1,4})")
_FEWEST_RAISED = 3
_LONGEST_CALL = 4
_LETTERED_CALL = re.compile(r"\d+[^\W\d_]+\d+")
_FEWEST_CALLS = 4
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


def with_signs_of_notes(document: Document, openers: Sequence[Opener]) -> list[Opener]:
    """Gives the openers of a document with labels that reach over a star, or over the call of a
    note, behind the number of an article ("§ 2 1) Aim"), unless that is all there is. Calls rise;
    the marks of paragraphs are 1.
    """
    signs: dict[int, re.Match[str]] = {}
    for place, (opener, following) in enumerate(zip_longest(openers, openers[1:])):
        found = _SIGN.match(document.lines[opener.line].text, opener.label_end)
        if opener.what != "article" or opener.single or not found:
            continue
        below = document.lines[opener.line + 1 : following.line if following else None]
        if found.end() < opener.end or any(line.text for line in below):
            signs[place] = found
    calls = [int(found["call"]) for found in signs.values() if found["call"]]
    rise = len(calls) > 1 and all(one < other for one, other in pairwise(calls))
    return [
        replace(opener, label_end=signs[place].end("sign"))
        if place in signs and (rise or not signs[place]["call"])
        else opener
        for place, opener in enumerate(openers)
    ]


def without_raised_calls(openers: Sequence[Opener]) -> list[Opener]:
    """Gives the openers of a document whose raised digits are the calls of notes: they rise from
    article to article, and without them all have numbers of their own.
    """
    articles = [place for place, opener in enumerate(openers) if opener.what == "article"]
    raised = [place for place in articles if "^" in openers[place].number]
    found = [one for p in raised if (one := _RAISED_CALL.fullmatch(openers[p].number))]
    numbers = [one["number"] for one in found]
    others = {openers[place].number for place in articles} & {*numbers}
    rise = all(int(one["call"]) < int(other["call"]) for one, other in pairwise(found))
    if len({*numbers}) < max(_FEWEST_RAISED, len(raised)) or others or not rise:
        return list(openers)
    own = dict(zip(raised, numbers, strict=True))
    return [
        replace(opener, number=own.get(place, opener.number))
        for place, opener in enumerate(openers)
    ]


def without_calls_behind(openers: Sequence[Opener]) -> list[Opener]:
    """Gives the openers of a document with the numbers of articles to which a copy glued the calls
    of its notes: 1, 21, 3, 3a2, 43, 5 is 1, 2, 3, 3a, 4, 5 and the calls 1 to 3. The calls rise,
    and more numbers do without them.
    """
    found = list(openers)
    articles = [
        place
        for place, opener in enumerate(openers)
        if opener.what == "article" and not opener.series and base(opener.number) is not None
    ]
    last, call, cut = "0", 0, 0
    for place, following in zip_longest(articles, articles[1:]):
        after = openers[following].number if following is not None else ""
        reading = _next_reading(last, openers[place].number, after, call)
        if reading is None:
            continue
        last, called = reading
        if called:
            found[place] = replace(openers[place], number=last)
            call, cut = called, cut + 1
    if cut < _FEWEST_CALLS:
        return list(openers)
    return found if _count_up(found) > _count_up(openers) else list(openers)


def _count_up(openers: Sequence[Opener]) -> int:
    """Gives how many articles have the number that follows the one before."""
    numbers = [opener.number for opener in openers if opener.what == "article"]
    return sum(_follows(last, number) for last, number in pairwise(numbers))


def _next_reading(last: str, number: str, after: str, call: int) -> tuple[str, int] | None:
    """Gives a number and the call that is glued to it, 0 for none, so that it follows the ``last``
    one, or that the number ``after`` it can follow; None where it does neither.
    """
    readings = _readings(number, call)
    if found := next((one for one in readings if _follows(last, one[0])), None):
        return found
    for head, called in readings:
        rises = sort_key(head) > sort_key(last)
        if rises and any(_follows(head, one) for one, _ in _readings(after, called or call)):
            return head, called
    return None


def _readings(number: str, call: int) -> list[tuple[str, int]]:
    """Gives what a printed number may be: itself, or a number and the call of a note behind the
    last one; digits behind a letter are a call.
    """
    cuts = [
        (head, int(digits))
        for cut in range(1, _LONGEST_CALL + 1)
        if (digits := number[-cut:]).isdecimal() and (head := number[:-cut])
        if not digits.startswith("0") and call < int(digits) and head[-1].isalnum()
    ]
    return cuts if _LETTERED_CALL.fullmatch(number) else [(number, 0), *cuts]


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
    """Tells whether raised digits are the next ones, or the last again, as where an article stands
    in the words of now and of later; after a number of one digit they are 1.
    """
    if digits.startswith("0"):
        return False
    furthest = 1 if raised == 0 and len(whole) == 1 else raised + _FURTHEST
    return max(raised, 1) <= int(digits) <= furthest

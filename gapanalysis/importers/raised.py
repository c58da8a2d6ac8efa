# SPDX-License-Identifier: EUPL-1.2
"""Raised digits that a source has lost: 39, 391, 392, 40 is 39, 39^1, 39^2, 40, and so is 39 1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gapanalysis.importers.lines import Document
from gapanalysis.importers.openers import Opener
from gapanalysis.numbers import base, normalise

_APART = re.compile(r"[ \u00a0](?P<digits>[1-9]\d?)[ ]?(?P<end>\.(?![.\d])|(?=\s*$))")
_FURTHEST = 3
"""How many raised numbers may lack in a row: repealed ones are sometimes left out."""


def with_raised(document: Document, openers: Sequence[Opener]) -> list[Opener]:
    """Gives the openers of a document, with the raised digits of articles restored: where a number
    is the last whole one with one or two more digits, which count on, and does not follow it.
    """
    found: list[Opener] = []
    whole, raised = "", 0
    for place, opener in enumerate(openers):
        if opener.what == "article":
            opener = _restored(document, openers, place, whole, raised)  # noqa: PLW2901
            head, _, tail = normalise(opener.number).partition("^")
            if head == whole and tail.isdigit():
                raised = int(tail)
            elif head != whole:
                whole, raised = (head, 0) if head.isdigit() else ("", 0)
        found.append(opener)
    return found


def _restored(
    document: Document, openers: Sequence[Opener], place: int, whole: str, raised: int
) -> Opener:
    opener = openers[place]
    number = opener.number
    if not whole or not number.isdigit():
        return opener
    if number == whole:
        apart = _APART.match(document.lines[opener.line].text, opener.label_end)
        if apart and _counts_on(apart["digits"], whole, raised):
            number = f"{whole}^{apart['digits']}"
            return replace(opener, number=number, label_end=apart.end("end"), weak=False)
        return opener
    digits = number.removeprefix(whole)
    follows = int(number) == int(whole) + 1
    if digits == number or len(digits) > 2 or follows or not _counts_on(digits, whole, raised):
        return opener
    return replace(opener, number=f"{whole}^{digits}") if _goes_on(openers, place) else opener


def _counts_on(digits: str, whole: str, raised: int) -> bool:
    """Tells whether raised digits are the next ones; after a number of one digit they are 1."""
    if digits.startswith("0"):
        return False
    furthest = 1 if raised == 0 and len(whole) == 1 else raised + _FURTHEST
    return raised < int(digits) <= furthest


def _goes_on(openers: Sequence[Opener], place: int) -> bool:
    """Tells whether smaller numbers than the one at a place follow it."""
    number = base(openers[place].number) or 0
    following = (base(o.number) for o in openers[place + 1 :] if o.what == "article")
    return any(n is not None and n < number for n in following)

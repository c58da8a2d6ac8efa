# SPDX-License-Identifier: EUPL-1.2
"""The longest run of openers whose numbers rise as a law counts them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from gapanalysis.importers.openers import Opener
from gapanalysis.numbers import LETTER_ORDERS, sort_key

_DOUBLE_LETTER = re.compile(r"\d[ ]?[^\W\d_]{2}(?![^\W\d_])")

Key = tuple[tuple[int, int, str], ...]


def rising(openers: Sequence[Opener]) -> list[Opener]:
    """Gives the longest run of openers whose numbers never fall, in the order of double letters
    that fits best.
    """
    doubled = any(_DOUBLE_LETTER.search(opener.number) for opener in openers)
    orders = LETTER_ORDERS if doubled else LETTER_ORDERS[:1]
    return max((_rising_by(openers, letters) for letters in orders), key=len)


def _rising_by(openers: Sequence[Opener], letters: str) -> list[Opener]:
    """Gives the longest run of openers whose numbers never fall in one order of letters."""
    tails: list[Key] = []
    tail_at: list[int] = []
    before: list[int] = []
    for index, opener in enumerate(openers):
        key = sort_key(opener.number, letters)
        place = bisect_right(tails, key)
        before.append(tail_at[place - 1] if place else -1)
        if place == len(tails):
            tails.append(key)
            tail_at.append(index)
        else:
            tails[place], tail_at[place] = key, index
    run: list[Opener] = []
    at = tail_at[-1] if tail_at else -1
    while at >= 0:
        run.append(openers[at])
        at = before[at]
    return run[::-1]

# SPDX-License-Identifier: EUPL-1.2
"""The longest run of openers whose numbers rise as a law counts them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from gapanalysis.importers.openers import Opener
from gapanalysis.numbers import DECIMAL, LETTER_ORDERS, base, kind_of, sort_key

_DOUBLE_LETTER = re.compile(r"\d[ ]?[^\W\d_]{2}(?![^\W\d_])")

_FRACTION = re.compile(r"\d\.\d\d")
_CLEARLY = 1.02
_FEW = 0.05
_JUMP = 10
"""From how far on numbers that jump away and come back are those of another law."""

Key = tuple[tuple[int, int, str], ...]


def rising(openers: Sequence[Opener]) -> list[Opener]:
    """Gives the longest run of openers whose numbers never fall; those of each kind of act apart
    where all have a kind and this gives clearly more, as in a code whose laws stand before its
    decrees.
    """
    run = _longest(openers)
    kinds: dict[str, list[Opener]] = {}
    for opener in openers:
        kinds.setdefault(kind_of(opener.number), []).append(opener)
    if len(kinds) < 2 or len(kinds.get("", ())) > _FEW * len(openers):
        return run
    kept = {id(opener) for own in kinds.values() for opener in _longest(own)}
    return [o for o in openers if id(o) in kept] if len(kept) > _CLEARLY * len(run) else run


def _longest(openers: Sequence[Opener]) -> list[Opener]:
    """Gives the longest run of openers whose numbers never fall, in the order of double letters
    or decimals that fits best; one whose numbers always rise where it has more of them.
    """
    own = _without_foreign(openers)
    doubled = any(_DOUBLE_LETTER.search(opener.number) for opener in own)
    orders = [*(LETTER_ORDERS if doubled else LETTER_ORDERS[:1])]
    if any(_FRACTION.search(opener.number) for opener in own):
        orders.append(DECIMAL)
    run = max((_rising_by(own, letters) for letters in orders), key=len)
    if _different(run) == len(run):
        return run
    strict = max((_rising_by(own, letters, strict=True) for letters in orders), key=len)
    return strict if len(strict) > _different(run) else run


def _different(openers: Sequence[Opener]) -> int:
    """Gives how many different numbers openers have."""
    return len({sort_key(opener.number) for opener in openers})


def _without_foreign(openers: Sequence[Opener]) -> list[Opener]:
    """Gives the openers without those whose numbers jump away until the next one comes (12, 348,
    349, 13): they are of another law, which this one amends. They are not more than those before.
    """
    places: dict[str, list[int]] = {}
    for place, opener in enumerate(openers):
        if not opener.weak:
            places.setdefault(opener.number, []).append(place)
    kept: list[Opener] = []
    last: int | None = None
    at = 0
    while at < len(openers):
        number = base(openers[at].number)
        if last is not None and number is not None and number - last >= _JUMP:
            following = places.get(str(last + 1), [])
            back = next(iter(following[bisect_right(following, at) :]), None)
            if back and back - at <= len(kept) and _goes_on(openers, back, last + 1):
                at = back
                continue
        if number is not None and (last is None or number > last):
            last = number
        kept.append(openers[at])
        at += 1
    return kept


def _goes_on(openers: Sequence[Opener], place: int, number: int) -> bool:
    """Tells whether a number is the last one or followed by one that is near."""
    following = base(openers[place + 1].number) if place + 1 < len(openers) else number
    return following is not None and number <= following < number + _JUMP


def _rising_by(openers: Sequence[Opener], letters: str, *, strict: bool = False) -> list[Opener]:
    """Gives the longest run of openers whose numbers never fall in one order of letters, or always
    rise.
    """
    find = bisect_left if strict else bisect_right
    tails: list[Key] = []
    tail_at: list[int] = []
    before: list[int] = []
    for index, opener in enumerate(openers):
        key = sort_key(opener.number, letters)
        place = find(tails, key)
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

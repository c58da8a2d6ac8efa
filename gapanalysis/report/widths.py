# SPDX-License-Identifier: EUPL-1.2
"""How wide the columns of a table are where nobody can say it beforehand, in characters."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import permutations

from gapanalysis.report.blocks import Row
from gapanalysis.report.markup import text_of

_LINE = 100
"""Characters that stand beside each other in a table."""
_BEHIND = 2
_BEHIND_NUMBERS = 4
"""Characters of room behind a column, and behind one of numbers."""
_SIZES = {
    character: size
    for characters, size in ((" ',.:;ijl’", 0.42), ("()-/I[]frt", 0.63), ("csvxyz", 0.85))
    for character in characters
} | dict.fromkeys("mwMW", 1.5)
"""How wide a character is that is wider or narrower than most."""
_STEEP = 4
"""How much more a cell with much in it weighs than others."""
_MOVED = 6
"""Characters of room that go from one column to another at most at once."""
_ROUNDS = 3
_LOOKED_AT = 60
"""Rows by which the widths of columns are judged."""


def shares(heads: Sequence[str], rows: Sequence[Row], numbers: Sequence[bool]) -> list[float]:
    """Gives the share of the width for each column: room for its longest word, and of what is left
    as much as makes rows low, those with much in them before others. ``numbers`` tells which
    columns hold numbers.
    """
    behind = [_BEHIND_NUMBERS if number else _BEHIND for number in numbers]
    cells = [["".join(map(text_of, cell)) for cell in row] for row in rows[:_LOOKED_AT]]
    columns = list(zip(heads, *cells, strict=True))
    least = [
        max(map(len, (*(f"{word} " for word in head.split(" ")), *" ".join(column).split(" "))))
        for head, *column in columns
    ]
    wide = list(least)
    for _ in range(_LINE - sum(wide) - sum(behind)):
        asked = [
            sum((len(cell) / room) ** _STEEP for cell in column) / room
            for column, room in zip(columns, wide, strict=True)
        ]
        wide[asked.index(max(asked))] += 1
    wide = _levelled(wide, least, columns)
    whole = sum(wide) + sum(behind)
    return [(one + room) / whole for one, room in zip(wide, behind, strict=True)]


def _levelled(wide: list[int], least: Sequence[int], columns: Sequence[Sequence[str]]) -> list[int]:
    """Gives widths of columns, some of which are moved to others as long as rows get lower, high
    ones before others.
    """

    @cache
    def lines(column: int, width: int) -> list[int]:
        return [lines_of(cell, width) for cell in columns[column]]

    def height(widths: Sequence[int]) -> int:
        rows = zip(*(lines(n, width) for n, width in enumerate(widths)), strict=True)
        return sum(max(row) ** 2 for row in rows)

    lowest = height(wide)
    for _ in range(_ROUNDS):
        before = lowest
        for giving, taking in permutations(range(len(wide)), 2):
            for moved in range(1, _MOVED + 1):
                tried = list(wide)
                tried[giving] -= moved
                tried[taking] += moved
                if tried[giving] >= least[giving] and height(tried) < lowest:
                    wide, lowest = tried, height(tried)
        if lowest == before:
            break
    return wide


def lines_of(text: str, width: int) -> int:
    """Gives in how many lines a text without line breaks stands in a column of so many
    characters.
    """
    lines, used = 1, 0.0
    for word in text.split(" "):
        wide = sum(_SIZES.get(character, 1.05) for character in word)
        if used and used + _SIZES[" "] + wide > width:
            lines, used = lines + 1, 0.0
        used += wide + (_SIZES[" "] if used else 0.0)
    return lines

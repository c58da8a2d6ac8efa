# SPDX-License-Identifier: EUPL-1.2
"""Which lines begin inside a quotation: the words that an amending law puts into another law."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

_PAIRS = {"«": "»", "“": "”", "„": '”“"'}
_TURNED_PAIRS = {"»": "«", "“": "”", "„": '”“"'}
_SIGNS = re.compile('[«»“”„"]')
_TURNED = re.compile(r"(?P<turned>(?<![^\W_])»(?=[^\W_]))|(?<![^\W_])«(?=[^\W_])")
_SAMPLE = 2_000
_LONGEST = 400
_INTRODUCED = re.compile(r"(?:^|:)[\s(\[]*$")


@dataclass(frozen=True, slots=True)
class _Open:
    sign: str
    at: int
    nesting: bool = False
    """Whether a quotation inside it was opened and closed."""


def quoted_lines(lines: Sequence[str]) -> list[bool]:
    """Tells for each line whether it begins inside a quotation that is closed later on.

    A quotation that is never closed, or not within a reasonable distance, counts for nothing. One
    that opens again at the start of each paragraph is one quotation.
    """
    pairs = _TURNED_PAIRS if _is_turned(lines) else _PAIRS
    quoted = [False] * len(lines)
    sign, since = "", 0
    for index, text in enumerate(lines):
        opening, closed = _unmatched(text, sign, pairs)
        if closed and index - since <= _LONGEST:
            quoted[since + 1 : index + 1] = [True] * (index - since)
        if closed or not sign or index - since > _LONGEST:
            sign, since = opening, index
    return quoted


def _is_turned(lines: Sequence[str]) -> bool:
    """Tells whether quotations are set »so« in a document and not «so»."""
    found = [m["turned"] for m in _TURNED.finditer("\n".join(lines[:_SAMPLE]))]
    return sum(map(bool, found)) * 2 > len(found)


def _unmatched(text: str, sign: str, pairs: Mapping[str, str]) -> tuple[str, bool]:
    """Gives the sign with which a line opens a quotation of several lines, empty for none, and
    whether the line closes the one that ``sign`` has opened. Where one closing sign stands for an
    inner and an outer quotation («a «b»), the outer one is closed too, unless it begins the line or
    stands after a colon.
    """
    opened: list[_Open] = []
    closed = False
    for found in _SIGNS.finditer(text):
        if opened and found.group() in pairs[opened[-1].sign]:
            opened.pop()
            if opened:
                opened[-1] = replace(opened[-1], nesting=True)
        elif not opened and sign and not closed and found.group() in pairs[sign]:
            closed = True
        elif found.group() in pairs:
            opened.append(_Open(found.group(), found.start()))
    crossing = (o.sign for o in opened if not o.nesting or _INTRODUCED.search(text[: o.at]))
    return next(crossing, ""), closed

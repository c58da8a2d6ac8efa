# SPDX-License-Identifier: EUPL-1.2
"""Which lines begin inside a quotation: the words that an amending law puts into another law."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PAIRS = {"«": "»", "“": "”", "„": "”“"}
_SIGNS = re.compile("[«»“”„]")
_LONGEST = 400


def quoted_lines(lines: Sequence[str]) -> list[bool]:
    """Tells for each line whether it begins inside a quotation that is closed later on.

    A quotation that is never closed, or not within a reasonable distance, counts for nothing.
    """
    quoted = [False] * len(lines)
    opened: list[tuple[str, int]] = []
    for index, text in enumerate(lines):
        for sign in _SIGNS.findall(text):
            if opened and sign in _PAIRS[opened[-1][0]]:
                _, since = opened.pop()
                if not opened and index - since <= _LONGEST:
                    quoted[since + 1 : index + 1] = [True] * (index - since)
            elif sign in _PAIRS and not (opened and opened[-1][0] == sign):
                opened.append((sign, index))
        if opened and index - opened[0][1] > _LONGEST:
            opened.clear()
    return quoted

# SPDX-License-Identifier: EUPL-1.2
"""Paragraphs that are struck out as a whole: former wordings, which are left out."""

from __future__ import annotations

import re
from dataclasses import replace

from gapanalysis.importers.lines import STRUCK, Line

_NOTED = re.compile(r"[\s.;,:]*(?:\([^()]{0,120}(?:\([^()]*\)[^()]{0,120})*\)?[\s.;,:]*)*\w{0,12}")
"""What may stand unstruck in a paragraph that is struck out: "(Repealed by Law 5)"."""
_LONGEST_NOTED = 2_000


def is_struck(kept: str) -> bool:
    """Tells whether a paragraph is struck out as a whole, by its words that are not."""
    return len(kept) <= _LONGEST_NOTED and _NOTED.fullmatch(kept) is not None


def own_lines(lines: list[Line], doubts: set[str]) -> list[Line]:
    """Gives lines; those that are struck out as such, unless they are most of the document."""
    struck = sum(len(line.text) for line in lines if line.style == STRUCK)
    if not struck:
        return lines
    if struck * 2 > sum(len(line.text) for line in lines):
        doubts.add("struck_out")
        return [replace(one, style="") if one.style == STRUCK else one for one in lines]
    doubts.add("struck_left_out")
    return lines

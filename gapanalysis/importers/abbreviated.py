# SPDX-License-Identifier: EUPL-1.2
"""Labels behind the abbreviation of the law: "StGB § 12", "GG Art 1"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from gapanalysis.importers.lines import Line
from gapanalysis.importers.openers import Opener, find_openers
from gapanalysis.importers.wording import pattern_of
from gapanalysis.languages import Language, load_language

_FEWEST = 5
_LONGEST = 120
_MOSTLY = 0.8


def abbreviation_before(lines: Sequence[Line], language: Language) -> str:
    """Gives the abbreviation that stands before most labels of articles, with the space behind it;
    nothing where labels stand without one.
    """
    pattern = _pattern(language.code)
    numbers: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        if len(line.text) <= _LONGEST and (found := pattern.match(line.text)):
            numbers[found["before"] or ""].append(int(found["number"]))
    plain = len(numbers.pop("", ()))
    often = max(numbers, key=lambda before: len(numbers[before]), default="")
    counted = numbers.get(often, [])
    rising = sum(one <= other for one, other in pairwise(counted))
    if len(counted) < max(_FEWEST, plain + 1) or rising < _MOSTLY * (len(counted) - 1):
        return ""
    return often


def openers_behind(named: str, index: int, line: Line, language: Language) -> list[Opener]:
    """Gives what a line could open behind an abbreviation, which belongs to the label then."""
    shift = len(named)
    return [
        replace(opener, label_end=opener.label_end + shift, end=opener.end + shift)
        for opener in find_openers(index, replace(line, text=line.text[shift:]), language)
        if opener.what in {"article", "group", "annex"}
    ]


@cache
def _pattern(code: str) -> re.Pattern[str]:
    words = pattern_of(load_language(code).article)
    return re.compile(
        rf"(?P<before>[^\Wa-z\d_][^\W_]{{1,14}}[ ])?(?i:{words})\.?[ \u00a0]*(?P<number>\d{{1,5}})"
    )

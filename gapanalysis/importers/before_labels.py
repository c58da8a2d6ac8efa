# SPDX-License-Identifier: EUPL-1.2
"""What may stand before the labels of a law: its abbreviation ("StGB § 12", "GG Art 1"), or a
quotation mark.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from gapanalysis.importers.letters import QUOTES
from gapanalysis.importers.lines import Line
from gapanalysis.importers.openers import Opener, find_openers
from gapanalysis.importers.wording import pattern_of
from gapanalysis.languages import Language, load_language

_FEWEST = 5
_LONGEST = 120
_MOSTLY = 0.8


def openers_of(
    lines: Sequence[Line], quoted: Sequence[bool], language: Language, *, marked: bool
) -> Iterator[Opener]:
    """Gives what lines could open, without those that are quoted. Where a law has what was changed
    ``marked``, a quotation mark may stand before a label.
    """
    named = _abbreviation(lines, language)
    for index, line in enumerate(lines):
        if quoted[index]:
            continue
        before = sign_before(line) if marked else named
        if before and line.text.startswith(before):
            yield from openers_behind(before, index, line, language)
        else:
            yield from find_openers(index, line, language)


def _abbreviation(lines: Sequence[Line], language: Language) -> str:
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


def sign_before(line: Line) -> str:
    """Gives the quotation mark with which a line begins, nothing for none."""
    return line.text[:1] if line.text.startswith(QUOTES) else ""


def openers_behind(before: str, index: int, line: Line, language: Language) -> list[Opener]:
    """Gives what a line could open behind its first letters, which belong to the label then."""
    shift = len(before)
    return [
        replace(opener, label_end=opener.label_end + shift, end=opener.end + shift)
        for opener in find_openers(index, replace(line, text=line.text[shift:]), language)
        if opener.what in {"article", "group", "annex"}
    ]


@cache
def _pattern(code: str) -> re.Pattern[str]:
    language = load_language(code)
    words = pattern_of(language.article)
    series = pattern_of(word for one in language.series for word in one.words)
    return re.compile(
        rf"(?!(?i:{series}))(?P<before>[^\Wa-z\d_][^\W_]{{1,14}}[ ])?"
        rf"(?i:{words})\.?[ \u00a0]*(?P<number>\d{{1,5}})"
    )

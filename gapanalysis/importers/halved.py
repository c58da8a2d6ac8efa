# SPDX-License-Identifier: EUPL-1.2
"""Labels that a copy broke over several lines: the words of an article and its number, a number
and the Latin word behind it, the number of a division in words and its word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from gapanalysis.importers.letters import is_small
from gapanalysis.importers.lines import Document, Line
from gapanalysis.importers.openers import find_openers
from gapanalysis.importers.wording import ordinal_pattern, pattern_of
from gapanalysis.languages import Language, load_language
from gapanalysis.numbers import LATIN_WORD

_LONGEST_HALF = 30
"""Letters."""
_NEAR = 3
_LATIN = re.compile(rf"(?:{LATIN_WORD})\.?", re.IGNORECASE)


def with_whole_labels(document: Document, language: Language) -> Document:
    """Gives a document in which the lines of each such label are one ("Madde" / "12 – …", "Ek" /
    "Madde 3 –", "BİRİNCİ" / "BÖLÜM"): together they open what none does by itself.
    """
    lines: list[Line] = []
    for line in document.lines:
        lines.append(line)
        while len(lines) > 1 and _are_halves(*_last(lines), language):
            before, after = _last(lines)
            del lines[-2 if lines[-2].text else -3 :]
            lines.append(_joined(before, after))
    return document if len(lines) == len(document.lines) else replace(document, lines=tuple(lines))


def _last(lines: Sequence[Line]) -> tuple[Line, Line]:
    """Gives the last two lines that have words, or a blank one where two stand before the last."""
    return lines[-2 if lines[-2].text or len(lines) < _NEAR else -3], lines[-1]


def _are_halves(before: Line, line: Line, language: Language) -> bool:
    if not line.text or len(before.text) > _LONGEST_HALF:
        return False
    if _LATIN.fullmatch(line.text):
        longest = max((label for _, label in _opened(before, language)), default=0)
        return (
            0 < longest < max((n for _, n in _opened(_joined(before, line), language)), default=0)
        )
    if before.style != line.style:
        return False
    if not _pattern(language.code).fullmatch(before.text) or is_small(before.text[0]):
        return False
    alone = _opened(before, language) | _opened(line, language)
    whole = _opened(_joined(before, line), language)
    return any(label > len(before.text) for _, label in whole) and (
        not alone or any(series for series, _ in whole) > any(series for series, _ in alone)
    )


def _opened(line: Line, language: Language) -> set[tuple[str, int]]:
    """Gives what articles with a word and divisions alone a line could open: the row of numbers
    beside the main one that each is of, and the end of its label.
    """
    return {
        (opener.series, opener.label_end)
        for opener in find_openers(0, line, language)
        if (opener.what == "article" and opener.word)
        or (opener.what == "division" and opener.label_end == opener.end)
    }


def _joined(before: Line, line: Line) -> Line:
    shift = len(before.text) + 1
    breaks = tuple((at + shift, page) for at, page in line.page_breaks)
    turned = ((shift, line.page),) if line.page and line.page != before.page else ()
    return replace(
        before,
        text=f"{before.text} {line.text}",
        page_breaks=(*before.page_breaks, *turned, *breaks),
    )


@cache
def _pattern(code: str) -> re.Pattern[str]:
    """Gives a pattern for the first half of a label: words that stand before its number, or the
    number of a division in words.
    """
    language = load_language(code)
    series = [word for one in language.series for word in one.words]
    firsts = [word.split()[0] for word in series]
    divisions = [word for division in language.divisions for word in division.words]
    words = pattern_of([*language.article, *series, *firsts, *divisions])
    return re.compile(rf"{words}|{ordinal_pattern(language)}", re.IGNORECASE)

# SPDX-License-Identifier: EUPL-1.2
"""What looks wrong in the letters of a law: unreadable ones, mixed scripts, turned directions,
letters that stand apart, a language that does not fit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from gapanalysis.importers.chart import Chart
from gapanalysis.languages import LANGUAGES, small_words, untold
from gapanalysis.model import Exclude, ImportDoubt, ReadAgain, Span

_ALIKE = (
    ("aceopxyisjABEKMHOPCTXIJS", "асеорхуіѕјАВЕКМНОРСТХІЈЅ"),
    ("LATIN", "CYRILLIC"),
)
"""Latin and Cyrillic letters that are printed the same."""
_TO = {
    "LATIN": dict(zip(_ALIKE[0][1], _ALIKE[0][0], strict=True)),
    "CYRILLIC": dict(zip(_ALIKE[0][0], _ALIKE[0][1], strict=True)),
}
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_MIXED = re.compile("[A-Za-z](?:(?=[\u0400-\u04ff])|(?<=[\u0400-\u04ff][A-Za-z]))")
_UNREADABLE = re.compile("[\ufffd\ue000-\uefff\uf100-\uf8ff\U000f0000-\U0010fffd]")
"""Replaced letters and private ones; those of symbol fonts (U+F0xx) are bullets and the like."""
_TURNING = "\u202d\u202e"
_TURNED = re.compile(f"[{_TURNING}]")
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_FEWEST_WORDS = 40
_APART_SHARE = 0.6
_STANDS_OUT = 2.0
_SHOWN = 3
_LONGEST_WORD = 30


def script_of(letter: str) -> str:
    """Gives the script of a letter as Unicode names it: LATIN, CYRILLIC."""
    return unicodedata.name(letter, "").partition(" ")[0]


def look_alike(letter: str, script: str) -> str | None:
    """Gives the letter of a script that is printed like a letter of another one; None where there
    is none.
    """
    return _TO.get(script, {}).get(letter)


def letter_doubts(chart: Chart) -> Iterator[ImportDoubt]:
    """Gives the doubts about a law's letters, one of each kind at most, at the first place."""
    yield from _unreadable(chart)
    yield from _turned(chart)
    yield from _mixed(chart)
    if apart := [*_apart(chart)]:
        yield from apart
    else:
        yield from _other_language(chart)


def _unreadable(chart: Chart) -> Iterator[ImportDoubt]:
    if found := _places(chart, _UNREADABLE):
        first = found[0].start()
        yield chart.doubt("letters_unreadable", first, first + 1, count=len(found))


def _turned(chart: Chart) -> Iterator[ImportDoubt]:
    if not any(sign in chart.text for sign in _TURNING):
        return
    if found := [match.start() for match in _places(chart, _TURNED)]:
        inside = [at for at in found if chart.words_of(at) is not None]
        ranges = tuple(Span(start=at, end=at + 1) for at in inside)
        mend = Exclude(ranges=ranges) if ranges else None
        yield chart.doubt("direction_turned", found[0], found[0] + 1, mend=mend, count=len(found))


def _mixed(chart: Chart) -> Iterator[ImportDoubt]:
    if not _CYRILLIC.search(chart.text):
        return
    words = dict.fromkeys(_word_at(chart, found.start()) for found in _places(chart, _MIXED))
    if words:
        first = next(iter(words))
        shown = ", ".join(span.of(chart.text) for span in [*words][:_SHOWN])
        yield chart.doubt("letters_mixed", first.start, first.end, count=len(words), words=shown)


def _word_at(chart: Chart, offset: int) -> Span:
    """Gives the word that holds a letter, as far as a word reaches."""
    start = end = offset
    while start > max(0, offset - _LONGEST_WORD) and chart.text[start - 1].isalpha():
        start -= 1
    while end < min(len(chart.text), offset + _LONGEST_WORD) and chart.text[end].isalpha():
        end += 1
    return Span(start=start, end=end)


def _places(chart: Chart, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """Gives where a pattern stands in what is not left out."""
    return [found for found in pattern.finditer(chart.text) if not chart.is_left_out(found.start())]


def _apart(chart: Chart) -> Iterator[ImportDoubt]:
    """Gives a doubt where most words are single letters: the letters of the file stand apart."""
    start = chart.provision(0).start if chart.law.provisions else 0  # a menu may hold but marks
    words = _WORD.findall(chart.text[start : start + _SAMPLE])
    single = [*map(len, words)].count(1)
    if len(words) >= _FEWEST_WORDS and single > _APART_SHARE * len(words):
        yield chart.doubt("letters_apart", None, None)


def _other_language(chart: Chart) -> Iterator[ImportDoubt]:
    """Gives a doubt where another language fits a law's words far better than its own, else where
    they do not tell it from a neighbour.
    """
    own = chart.law.language
    if own not in LANGUAGES or not chart.text:
        return
    first = chart.article_starts[0] if chart.article_starts else 0
    scores = small_words(chart.text[first:])
    best = max(scores, key=lambda code: scores[code])
    if scores[best] >= _FEWEST_WORDS and scores[best] > _STANDS_OUT * scores[own]:
        yield chart.doubt("language_other", None, None, mend=ReadAgain(language=best), found=best)
    elif other := untold(chart.text[first:], own):
        mend = ReadAgain(language=other)
        yield chart.doubt("language_alike", None, None, mend=mend, found=other, own=own)

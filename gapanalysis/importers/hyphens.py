# SPDX-License-Identifier: EUPL-1.2
"""Words that are broken at the end of a printed line, whole again; hyphens of words stay."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from gapanalysis.datafile import DataFile, Problem, refuse
from gapanalysis.resources import read_text

HYPHENS = "-\u2010\u058a\u2212"
"""The hyphens that may end a printed line: the plain one, Unicode's, the Armenian one, and the
minus that some gazettes print for them.
"""
_MINUS = "\u2212"
_DASH_BEFORE_WORD = re.compile(rf"[\s(]{_MINUS}[^\W\d_]")
HALVES = "\1"
"""Stands between the halves of a broken word, which are no words."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_DASHES = "–—"
_OPEN_AT_END = f"{HYPHENS}{_DASHES}/)"
_OPEN_AT_START = f"{_DASHES}("
_SEVERAL = 3
_SAMPLED_LETTERS = 200_000
_SIGNS = ",.;:()[]«»„“”\"'’‘–—/?!*"
"""What stands beside words, and is no part of them."""
_LONGEST = 100
"""Letters of a word that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hyphens:
    """Parts of words that keep their hyphen, as the data file explains them; folded."""

    first_parts: frozenset[str]
    hanging_before: frozenset[str]


def read_hyphens(text: str) -> tuple[Hyphens, list[Problem]]:
    """Gives the parts from the text of their data file, and what is wrong with that file."""
    file = DataFile("hyphens.toml", text)
    keys = ("first_parts", "hanging_before")
    parts = {key: frozenset(map(str.casefold, file.top.strings(key))) for key in keys}
    for key, words in parts.items():
        for word in sorted(words):
            if not word.isalpha():
                file.top.problem(key, f"{word!r} is no word")
    file.top.done()
    return Hyphens(**parts), file.problems


@cache
def _hyphens() -> Hyphens:
    hyphens, problems = read_hyphens(read_text("hyphens.toml"))
    refuse(problems)
    return hyphens


def ends_hyphenated(text: str) -> bool:
    """Tells whether the last sign of a line is a hyphen behind a letter, a digit or a bracket."""
    return text[-1] in HYPHENS and (text[-2:-1].isalnum() or text[-2:-1] in {")", "_"})


def _folded(text: str) -> str:
    """Gives words in small letters, each hyphen as the plain one."""
    folded = text.casefold()
    for hyphen in HYPHENS[1:]:
        folded = folded.replace(hyphen, "-")
    return folded


def may_join(before: str, after: str) -> bool:
    """Tells whether the signs between two lines leave it open what stands there; else a space."""
    return before[-1] in _OPEN_AT_END or after[0] in _OPEN_AT_START


def _is_within(start: str, after: str) -> bool:
    """Tells whether a word may go on: in small letters, or in capitals where it began in them."""
    return after[0].islower() or (start[-2:].isupper() and after[:2].isupper())


class Mender:
    """Joins printed lines, and the halves of words; knows the words of a document.

    ``text`` gives its lines, ``HALVES`` between two that share a word; it is asked for only where
    a word is broken.
    """

    def __init__(self, text: Callable[[], str]) -> None:
        self._text = text
        self._tight: dict[str, bool] = {}
        self._starts: dict[str, int] = {}

    def between(self, before: str, after: str, *, broken: bool) -> str:
        """Gives what stands between two lines: a space, nothing, or a hyphen.

        Where ``before`` ends with a hyphen, this stands for it; of a ``broken`` word it is already
        left out.
        """
        if not broken and not ends_hyphenated(before):
            return "" if self._is_tight(before, after) else " "
        start, hyphen = (before, "-") if broken else (before[:-1], before[-1])
        if hyphen == _MINUS and not self._breaks_with_minus:
            return f"{hyphen} "
        head = _WORD.findall(_folded(start[-_LONGEST:]))
        tail = _WORD.match(_folded(after[:_LONGEST]))
        if not head or not tail or not start[-1].isalpha() or not _is_within(start, after):
            return hyphen
        if tail.group() in _hyphens().hanging_before:
            return f"{hyphen} "
        if start[-2:].isupper() and after[0].islower():  # "EU-wide"
            return hyphen
        return hyphen if self._keeps(head[-1], tail.group()) else ""

    def _keeps(self, head: str, tail: str) -> bool:
        """Tells whether a hyphen belongs to the word that it parts."""
        if len(head) == 1 or len(tail) == 1:  # no word is broken so
            return True
        parted, whole = self._words[f"{head}-{tail}"], self._words[head + tail]
        if parted != whole:
            return parted > whole
        first, last = head.rpartition("-")[2], tail.partition("-")[0]
        if first in _hyphens().first_parts:
            return True
        with_hyphen = self._first_parts[first]
        if with_hyphen >= _SEVERAL and 2 * with_hyphen > self._count_from(first):
            return True
        if (with_hyphen or first != head) and self._words[last]:
            return True
        return self._last_parts[last] >= _SEVERAL and self._words[first] > 0

    def _count_from(self, start: str) -> int:
        """Gives how many words of the document begin so."""
        if start not in self._starts:
            self._starts[start] = self._distinct.count(f"\n{start}")
        return self._starts[start]

    def _is_tight(self, before: str, after: str) -> bool:
        """Tells whether a document sets no space where a line ends in a bracket, a slash or a dash,
        or one of them begins the next.
        """
        ends, begins = before[-1], after[0]
        if ends == ")" and begins == "(":
            return self._is_rather(")(", ") (", "")
        if ends in _DASHES and before[-2:-1].isdigit() and begins.isdigit():
            return True
        if begins in _DASHES and ends.isalnum():
            return self._is_rather(begins, f" {begins}", f"\n{begins}")
        if (ends in _DASHES or ends == "/") and before[-2:-1].isalnum():
            return self._is_rather(ends, f"{ends} ", f"{ends}\n")
        return False

    def _is_rather(self, tight: str, loose: str, at_edge: str) -> bool:
        """Tells whether signs stand so more often than with a space; where they stand at the edge
        of a line does not count.
        """
        if loose not in self._tight:
            count = self._sample.count
            spaced = count(loose)
            others = count(tight) - (spaced + count(at_edge) if at_edge else 0)
            self._tight[loose] = others > spaced
        return self._tight[loose]

    @cached_property
    def _sample(self) -> str:
        return self._text()[:_SAMPLED_LETTERS]

    @cached_property
    def _words(self) -> Counter[str]:
        """How often each word of the document occurs; counted only where a word is broken."""
        text = _folded(self._text())
        for sign in _SIGNS:
            text = text.replace(sign, " ")
        words = Counter(text.split())
        for halves in [word for word in words if HALVES in word]:
            del words[halves]
        return words

    @cached_property
    def _distinct(self) -> str:
        """The words of the document, each on a line of its own."""
        return "\n".join(["", *self._words])

    @cached_property
    def _breaks_with_minus(self) -> bool:
        """Tells whether a minus breaks words in a document; in others it is a dash, which stands
        before words as well.
        """
        text = self._text()
        return text.count(_MINUS + HALVES) > _SEVERAL * len(_DASH_BEFORE_WORD.findall(text))

    @cached_property
    def _first_parts(self) -> Counter[str]:
        """In how many words with a hyphen each first part stands."""
        return Counter(word.partition("-")[0] for word in self._words if "-" in word)

    @cached_property
    def _last_parts(self) -> Counter[str]:
        """In how many words with a hyphen each last part stands."""
        return Counter(word.rpartition("-")[2] for word in self._words if "-" in word)

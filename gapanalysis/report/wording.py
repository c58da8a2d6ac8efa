# SPDX-License-Identifier: EUPL-1.2
"""The report's own sentences in one language (``resources/report``), with their places filled.

Only the sentence is searched for places: what is put into them is never read again, so that a
law's text may hold braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any

from babel import Locale

from gapanalysis.model import Text
from gapanalysis.report.blocks import Inline, Line, Mark, Note, Run, Words
from gapanalysis.resources import read_toml
from gapanalysis.words import load_words, pick

_PLACE = re.compile(r"\{(\w+)(?:\?([^{}]*))?\}")
"""A place, or the words that go with the number of one: ``{n?was|were}``."""
_FORMS = {"one": 0, "few": 1}
"""Which form goes with a number, by its CLDR category; the last one goes with all others."""
_APART = re.compile(r" (?=[:;?!»%])|(?<=[«°]) ")


@dataclass(frozen=True)
class Wording:
    """The sentences of one language; keys are ``part.name``."""

    language: str
    _parts: dict[str, dict[str, str]]

    def words(self, key: str, **places: object) -> Words:
        """Gives a sentence as runs; a place may hold a string, a number, a run or a mark."""
        part, _, name = key.partition(".")
        pieces = _PLACE.split(bound(self._parts[part][name], self.language))
        inlines: list[Inline] = [Run(pieces[0])]
        for place, forms, said in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
            value = places[place] if forms is None else self._form(forms.split("|"), places[place])
            shown = value if isinstance(value, Run | Mark | Note) else Run(self.shown(value))
            inlines += (shown, Run(said))
        return merged(inlines)

    def _form(self, forms: list[str], n: Any) -> str:
        """Gives the one of several forms that goes with a number: of one, of few, of others."""
        category = Locale.parse(self.language).plural_form(n)
        return forms[_FORMS.get(category, -1)]

    def say(self, key: str, **places: object) -> str:
        """Gives a sentence as plain text."""
        return "".join(
            inline.word if isinstance(inline, Mark) else inline.text
            for inline in self.words(key, **places)
            if not isinstance(inline, Note | Line)
        )

    def listed(self, told: Iterable[object]) -> str:
        """Gives several in one line, with the sign between them spaced as the language does."""
        return bound(self._parts["list"]["between"], self.language).join(map(str, told))

    def listed_words(self, told: Iterable[Words]) -> Words:
        """Gives several in one line, as runs."""
        between = Run(self.listed(("", "")))
        joined: list[Inline] = []
        for words in told:
            joined += (between, *words) if joined else words
        return merged(joined)

    def code(self, kind: str, code: str) -> str:
        """Gives the word for a code; a code without one is shown with spaces for underscores."""
        return bound(self._parts[kind].get(code, code.replace("_", " ")), self.language)

    def fact(self, name: str) -> str:
        """Gives the name of a fact about the State as it begins a row of a table."""
        said = self.code("fact", name)
        return said[:1].upper() + said[1:]

    def mark(self, kind: str, code: str) -> Mark:
        """Gives a mark of kind *status*, *severity* or *answer*."""
        return Mark(kind, code, self.code(kind, code))

    def pick(self, text: Text) -> str:
        """Gives a text of the instrument or of a rule in the report's language."""
        return bound(pick(text, self.language), self.language)

    def going_on(self, text: str) -> str:
        """Gives a sentence as it stands behind a colon."""
        small = self._parts["list"]["behind_colon"] == "small"
        return text[:1].lower() + text[1:] if small else text

    def date(self, day: date) -> str:
        """Gives a day written out, whose month never begins a line."""
        return load_words(self.language).date(day).replace(" ", "\u00a0", 1)

    def ratio(self, value: float) -> str:
        """Gives a ratio with its decimal also where that is nought, so that several read alike."""
        return load_words(self.language).number(value, decimals=1)

    def shown(self, value: object) -> str:
        """Gives a value as a reader sees it: days written out, numbers with separators."""
        if isinstance(value, date):
            return self.date(value)
        if isinstance(value, int | float):
            return load_words(self.language).number(value)
        return str(value)


def bound(text: str, language: str) -> str:
    """Gives words of the report's own with the signs that French sets apart, and the numbers of
    articles and the like, bound to their words, so that no line begins with one.
    """
    if language != "fr":
        return text
    return _numbered(language).sub("\\1\\2\u00a0", signs_bound(text, language))


def signs_bound(text: str, language: str) -> str:
    """Gives words, whoever wrote them, with the signs that French sets apart bound to what they
    follow or begin, so that no line begins or ends with one.
    """
    return _APART.sub("\u00a0", text) if language == "fr" else text


@cache
def _numbered(language: str) -> re.Pattern[str]:
    """Finds what is named by a number or a letter, whose number never begins a line."""
    words = read_toml(f"report/{language}.toml")["list"]["numbered"]
    named = "|".join(map(re.escape, words.split()))
    return re.compile(rf"\b({named})(\}}?) (?=\{{|\d|[IVX]+\b|[a-i]\b)", re.IGNORECASE)


def merged(inlines: Iterable[Inline]) -> Words:
    """Gives inlines with neighbouring plain runs joined and empty ones left out."""
    return tuple(_merged(inlines))


def _merged(inlines: Iterable[Inline]) -> Iterator[Inline]:
    for plain, group in groupby(inlines, key=lambda i: isinstance(i, Run) and i == Run(i.text)):
        if not plain:
            yield from group
        elif text := "".join(run.text for run in group if isinstance(run, Run)):
            yield Run(text)


@cache
def load_wording(language: str) -> Wording:
    """Gives the wording of a report language (en, fr, ro)."""
    parts: dict[str, Any] = read_toml(f"report/{language}.toml")
    return Wording(language, parts)

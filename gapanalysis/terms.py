# SPDX-License-Identifier: EUPL-1.2
"""The terms of the field with their explanations: tooltips of the window, glossary of a report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gapanalysis.datafile import TEXT_LANGUAGES, DataFile, Problem, Table, refuse
from gapanalysis.resources import read_text
from gapanalysis.words import pick

if TYPE_CHECKING:
    from gapanalysis.model import Text

_FILE = "terms.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """``words``: by language the forms by which it is found in a text; the first one names it."""

    words: Mapping[str, tuple[str, ...]]
    means: Text

    def name(self, language: str) -> str:
        """Gives the term in a language, in English where the language has none."""
        return (self.words.get(language) or self.words["en"])[0]


@cache
def load_terms() -> tuple[Term, ...]:
    """Gives all terms; raises ``AppError("data_invalid")``."""
    terms, problems = read_terms(_FILE, read_text(_FILE))
    refuse(problems)
    return terms


def read_terms(name: str, text: str) -> tuple[tuple[Term, ...], list[Problem]]:
    """Gives the terms of a file with every problem found in it."""
    file = DataFile(name, text)
    terms = tuple(_read_term(table) for table in file.top.tables("term"))
    file.top.done()
    return terms, file.problems


def _read_term(table: Table) -> Term:
    words = table.table("words") or Table(table.file, {}, table.where, lambda: table.line)
    term = Term(
        words={language: words.strings(language) for language in TEXT_LANGUAGES},
        means=table.text("means") or {"en": ""},
    )
    words.done()
    table.done()
    return term


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], Term], ...]:
    return tuple(
        (
            re.compile(
                "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in term.words[language]),
                re.IGNORECASE,
            ),
            term,
        )
        for term in load_terms()
        if term.words.get(language)
    )


def terms_in(text: str, language: str) -> tuple[Term, ...]:
    """Gives the terms that occur in a text, in the order of the list."""
    return tuple(term for pattern, term in _patterns(language) if pattern.search(text))


def explained(text: str, language: str) -> str:
    """Gives the explanations of the terms in a text, one a line; empty where there are none."""
    return "\n".join(
        f"{term.name(language)}: {pick(term.means, language)}" for term in terms_in(text, language)
    )

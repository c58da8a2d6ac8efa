# SPDX-License-Identifier: EUPL-1.2
"""Words of the interface, the command line and the report in one language.

One catalogue (``resources/locale``): a message is either an English sentence, its own key, or a
dotted code of the core (``error.file_empty``, ``status.gap``), which has an entry in English too.
Law, obligations, rules and report wording keep their languages beside the text: see :func:`pick`.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from gapanalysis.errors import AppError
from gapanalysis.resources import read_toml, resource

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gapanalysis.model import Text

NAMES = {"en": "English", "fr": "Français", "ro": "Română"}
"""Languages of interface and report with their own names, in the order in which they are offered.
"""
LANGUAGES = tuple(NAMES)


@dataclass(frozen=True)
class Words:
    """The words of one language. Call it with a message; named places are filled in."""

    language: str
    _catalogue: gettext.NullTranslations

    def __call__(self, message: str, **places: object) -> str:
        """Gives the message in this language with its ``{named}`` places filled."""
        found = self._catalogue.gettext(message)
        return found.format(**places) if places else found

    def plural(self, one: str, many: str, n: int, **places: object) -> str:
        """Gives the form for ``n`` things; ``{n}`` is filled with the number."""
        return self._catalogue.ngettext(one, many, n).format(n=self.number(n), **places)

    def code(self, kind: str, code: str, **places: object) -> str:
        """Gives the words for a code of the core, such as ``("status", "gap")``."""
        return self(f"{kind}.{code}", **places)

    def named(self, name: str, said: str) -> str:
        """Gives what is said of something behind its name, with the sign between as it is set."""
        return self("{name}: {said}", name=name, said=said)

    def listed(self, said: Iterable[str]) -> str:
        """Gives what may hold commas as one list."""
        return self("list.between").join(said)

    def quoted(self, text: str) -> str:
        """Gives words in the quotation marks of the language."""
        return self("“{text}”", text=text)

    def knows(self, message: str) -> bool:
        """Tells whether the catalogue has an entry for a message or code."""
        return self._catalogue.gettext(message) != message

    def error(self, error: AppError) -> str:
        """Gives the sentence for an error that the user can act on, on one line."""
        return " ".join(self(f"error.{error.code}", **error.details).split())

    def date(self, day: date, *, short: bool = False) -> str:
        """Gives a day written out: 22 November 2026, 1er novembre 2026, or short: 22 Nov 2026."""
        number = self("day.first") if day.day == 1 else day.day
        return f"{number} {self.month(day.month, short=short)} {day.year}"

    def month(self, month: int, *, short: bool = False) -> str:
        """Gives the name of a month, counted from 1, or its abbreviation."""
        return self(f"month_short.{month}" if short else f"month.{month}")

    def state(self, code: str, name: str = "") -> str:
        """Gives the name of a State: as recorded, else in this language, else its code."""
        return name or (self.code("state", code) if code in state_codes() else code)

    def number(self, value: float, decimals: int = 0) -> str:
        """Gives a number with the separators of the language, and at least so many decimals."""
        if not decimals and isinstance(value, int) and -1000 < value < 1000:
            return str(value)
        from babel.numbers import format_decimal

        pattern = f"#,##0.{'0' * decimals}##" if decimals else None
        locale = "en_GB" if self.language == "en" else self.language
        return format_decimal(value, pattern, locale)


@cache
def state_codes() -> dict[str, str]:
    """Gives the States that may be Parties: ISO 3166-1 alpha-3 code with its alpha-2 code."""
    codes: dict[str, str] = read_toml("states.toml")
    return codes


@cache
def law_languages() -> tuple[str, ...]:
    """Gives the languages in which laws can be read: those with a data file, by ISO 639-1 code."""
    names = (file.name for file in resource("languages").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def load_words(language: str) -> Words:
    """Gives the words of a language; English where the language has no catalogue."""
    chosen = language if language in LANGUAGES else "en"
    with resource(f"locale/{chosen}.mo").open("rb") as stream:
        catalogue: Any = gettext.GNUTranslations(stream)
    return Words(chosen, catalogue)


def pick(text: Text, language: str) -> str:
    """Gives a text in the language asked for, else in English."""
    return text.get(language) or text["en"]

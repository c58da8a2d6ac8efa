# SPDX-License-Identifier: EUPL-1.2
"""What may be chosen for a new analysis: States, and languages of laws."""

from __future__ import annotations

import unicodedata
from functools import cache

from PySide6.QtCore import QCollator, QLocale

from gapanalysis.resources import read_toml
from gapanalysis.words import LANGUAGES, Words, law_languages, load_words, state_codes


def states(words: Words) -> list[tuple[str, str]]:
    """Gives ISO 3166-1 alpha-3 codes with names, by the alphabet of the language."""
    order = QCollator(QLocale(words.language))
    named = ((code, words.state(code)) for code in state_codes())
    return sorted(named, key=lambda pair: order.sortKey(pair[1]))


def code_of(said: str) -> str:
    """Gives the code of the State that has a name in a language of the interface or in its own, as
    an official name too; "" where there is none.
    """
    name = _plain(said)
    return _names().get(name, "") if name else ""  # the field is empty while the window opens


@cache
def _names() -> dict[str, str]:
    """Gives the code of a State for each of its names, without accents and signs."""
    other: dict[str, list[str]] = read_toml("state_names.toml")
    found = {}
    for code in state_codes():
        usual = [load_words(one).state(code) for one in LANGUAGES]
        for name in (*usual, _locale(code).nativeTerritoryName(), *other.get(code, [])):
            found[_plain(name)] = code
    return found


def _plain(name: str) -> str:
    """Gives a name as it is compared: small letters and digits alone, without their accents."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", name).casefold()))


def _locale(state: str) -> QLocale:
    """Gives what is known of a State's usual language."""
    territory = QLocale.codeToTerritory(state_codes()[state])
    return QLocale(QLocale.Language.AnyLanguage, territory)


def language_of(state: str) -> str:
    """Gives the language that most people of a State use, by ISO 639-1 code."""
    from gapanalysis.languages import usual_code  # not while the window opens

    return usual_code(QLocale.languageToCode(_locale(state).language()))


def languages(words: Words) -> list[tuple[str, str]]:
    """Gives the languages of laws that can be read, with their names."""
    order = QCollator(QLocale(words.language))
    named = ((code, words.code("law_language", code)) for code in law_languages())
    return sorted(named, key=lambda pair: order.sortKey(pair[1]))

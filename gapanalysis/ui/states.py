# SPDX-License-Identifier: EUPL-1.2
"""What may be chosen for a new analysis: States, and languages of laws."""

from __future__ import annotations

from PySide6.QtCore import QCollator, QLocale

from gapanalysis.words import Words, law_languages, state_codes


def states(words: Words) -> list[tuple[str, str]]:
    """Gives ISO 3166-1 alpha-3 codes with names, by the alphabet of the language."""
    order = QCollator(QLocale(words.language))
    named = ((code, words.state(code)) for code in state_codes())
    return sorted(named, key=lambda pair: order.sortKey(pair[1]))


def language_of(state: str) -> str:
    """Gives the language that most people of a State use, by ISO 639-1 code."""
    from gapanalysis.languages import usual_code  # not while the window opens

    territory = QLocale.codeToTerritory(state_codes()[state])
    spoken = QLocale(QLocale.Language.AnyLanguage, territory).language()
    return usual_code(QLocale.languageToCode(spoken))


def languages(words: Words) -> list[tuple[str, str]]:
    """Gives the languages of laws that can be read, with their names."""
    order = QCollator(QLocale(words.language))
    named = ((code, words.code("law_language", code)) for code in law_languages())
    return sorted(named, key=lambda pair: order.sortKey(pair[1]))

# SPDX-License-Identifier: EUPL-1.2
"""What may be chosen for a new analysis: States, and languages of laws."""

from __future__ import annotations

from gapanalysis.languages import LANGUAGES
from gapanalysis.words import Words, state_codes


def states(words: Words) -> list[tuple[str, str]]:
    """Gives ISO 3166-1 alpha-3 codes with names, in the order of the names."""
    return sorted(((code, words.state(code)) for code in state_codes()), key=lambda pair: pair[1])


def languages(language: str) -> list[tuple[str, str]]:
    """Gives the languages of laws that can be read, with their names in a language."""
    from babel import Locale

    here = Locale.parse(language)
    named = ((code, str(Locale.parse(code).get_display_name(here))) for code in LANGUAGES)
    return sorted(named, key=lambda pair: pair[1])

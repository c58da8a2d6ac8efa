# SPDX-License-Identifier: EUPL-1.2
"""What the letters and signs of many scripts say of how a line begins and ends."""

from __future__ import annotations

STOPS = (".", "\u0589", "\u06d4")
"""Full stops: Latin, Armenian, Urdu."""
ENDS = (*STOPS, ";", ":", "!", "?", "\u061f", "\u061b", "\u00b7")
"""Signs that end a sentence or a point of a list, in Arabic and in Greek too."""
ENDED = (*ENDS, ")", "»", "”", "]", "…")
"""What stands last in a paragraph that has come to an end, with brackets and quotation marks."""
COMMAS = (",", "\u060c", "\u055d", "`")
"""Commas: Latin, Arabic, Armenian as printed and as typed."""
NOTE_SIGN = r"(?:\*{1,3}(?!\*)|\[\d{1,4}\])"
"""A pattern of the sign of a note; with each sign at one length only, long rows take no time."""
QUOTES = ("«", "“", "„", "»", '"')
"""Signs with which a quotation may begin."""


def is_small(char: str) -> bool:
    """Tells whether a character is a small letter of a script in which sentences begin with
    capitals; Georgian letters count as small in Unicode and are none.
    """
    return char.islower() and char.title() != char


def is_in_capitals(text: str) -> bool:
    """Tells whether a title is set in capitals, but for a small word ("LAWS and RULES")."""
    return sum(map(str.islower, text)) * 8 < sum(map(str.isupper, text))

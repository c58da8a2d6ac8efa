# SPDX-License-Identifier: EUPL-1.2
"""The numbering words of a language as they are found in print: with and without accents, with
letters of another alphabet, with letters that a PDF gives in the wrong order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice

from gapanalysis.languages import Language, load_language

_PRINTED_ALIKE = dict(
    zip(
        "АВЕКМНОРСТХІЈЅаеорсухіјѕΑΒΕΗΙΚΜΝΟΡΤΥΧΖՍՕսօո",
        "ABEKMHOPCTXIJSaeopcyxijsABEHIKMNOPTYXZUOuon",
        strict=True,
    )
)
"""Letters of other alphabets, and the Latin ones that look like them and get among them."""
_CYRILLIC = {latin: own for own, latin in _PRINTED_ALIKE.items() if "\u0400" <= own <= "\u04ff"}
"""Latin letters, and the Cyrillic ones that get among them where a language has both alphabets."""
_TYPED_FOR = {"Ч": "Č", "ч": "č"}
"""Letters that a copy between two alphabets of one language leaves ("Čлан")."""
_TEN, _HUNDRED = 10, 100
_HUNDREDS = range(100, 1000, 100)
_SHORTEST_WIDE = 4
_FEWEST_WIDE = 3
_LONGEST_WIDE = 400
_LAM, _ALEFS = "\u0644", "\u0627\u0623\u0625\u0622"
"""Arabic lam before alef is one sign in print; texts taken from PDF often have the two turned."""


def pattern_of(words: Iterable[str]) -> str:
    """Gives a pattern for one of several words; one that matches nothing where there are none."""
    longest_first = sorted(set(words), key=len, reverse=True)
    mixed = _are_mixed(longest_first)
    patterns = (_loose(word, mixed=mixed) for word in longest_first)
    return "(?:" + "|".join(patterns) + ")" if longest_first else "(?!)"


def _are_mixed(words: Sequence[str]) -> bool:
    """Tells whether words are of a language with two alphabets, the Latin and the Cyrillic one."""
    firsts = [word[:1] for word in words]
    return any("A" <= one < "\u0250" for one in firsts) and any(
        "\u0400" <= one <= "\u04ff" for one in firsts
    )


def _loose(word: str, *, mixed: bool) -> str:
    """Gives a pattern for a word that also matches it without accents, without its last dot, set
    wide ("S e c t i o n"), and with letters of another alphabet that are printed like its own.
    """
    letters = word.removesuffix(".")
    wide = "[ ]?" if len(letters) >= _SHORTEST_WIDE else ""
    pattern = wide.join(_signs(letters, mixed=mixed))
    if word.endswith("."):
        return pattern + r"\.?"
    return pattern if not word[-1].isalnum() else pattern + r"(?![^\W\d_])"


def _signs(letters: str, *, mixed: bool) -> Iterator[str]:
    """Gives a pattern for each letter of a word, or for two that are one sign in print."""
    at = 0
    while at < len(letters):
        if letters[at] == _LAM and letters[at + 1 : at + 2] in [*_ALEFS]:
            alef = _variants(letters[at + 1], mixed=mixed)
            yield f"(?:{_LAM}{alef}|{alef}{_LAM})"
            at += 2
        else:
            yield _variants(letters[at], mixed=mixed)
            at += 1


def beginning_of(words: Iterable[str]) -> str:
    """Gives a pattern for the first two letters of one of several words."""
    found: dict[str, dict[str, None]] = {}
    every = [*words]
    mixed = _are_mixed(every)
    for word in every:
        signs = _signs(word.removesuffix("."), mixed=mixed)
        first, second = [*islice(signs, 2), "", ""][:2]
        found.setdefault(first, {})[second] = None
    some = (f"{first}(?:{'|'.join(seconds)})" for first, seconds in found.items())
    return "(?:" + "|".join(some) + ")" if found else "(?!)"


def _variants(char: str, *, mixed: bool) -> str:
    plain = unicodedata.normalize("NFD", char)[0]
    variants = {char, plain, _PRINTED_ALIKE.get(plain, plain), _TYPED_FOR.get(char, char)}
    variants |= {_CYRILLIC.get(plain, char)} if mixed else set()
    variants |= {{"ș": "ş", "ț": "ţ"}.get(char, char)}
    return f"[{''.join(sorted(variants))}]" if len(variants) > 1 else re.escape(char)


def is_wide(text: str) -> bool:
    """Tells whether a text is set wide: nearly all of it are single letters or digits."""
    if len(text) > _LONGEST_WIDE:
        return False
    pieces = text.split()
    alone = sum(len(one) == 1 and one.isalnum() for one in pieces)
    return len(pieces) >= _FEWEST_WIDE and alone * 5 >= len(pieces) * 4


def ordinal_pattern(language: Language) -> str:
    """Gives a pattern for a number in words: one of the language's, or one made of several ("one
    hundred and twenty-third").
    """
    words = language.ordinals
    single = pattern_of(words)
    hundreds = pattern_of(word for word, value in words.items() if value in _HUNDREDS)
    tens = pattern_of(word for word, value in words.items() if value in range(20, 100, 10))
    small = pattern_of(word for word, value in words.items() if 0 < value < _HUNDRED)
    ones = pattern_of(word for word, value in words.items() if 0 < value < _TEN)
    joint = _joint(language)
    some = f"(?:{tens}{joint}{ones}|{small})"
    return f"(?:(?:{ones}[ -])?{hundreds}(?:{joint}{some})?|{tens}{joint}{ones}|{single})"


def _joint(language: Language) -> str:
    """Gives a pattern for what stands between the words of one number."""
    words = "|".join(map(re.escape, language.ordinal_joints))
    return f"(?:-|[ ](?:(?:{words})[ ])?)" if words else "[- ]"


def ordinal_value(printed: str, language: Language) -> int:
    """Gives the number that a word of the language stands for, 0 where the word itself is one
    ("Annex general"), -1 where it is none.
    """
    words = _ordinals(language.code)
    whole = words.get(_folded(printed), -1)
    if whole >= 0:
        return whole
    total = 0
    for piece in re.split(_joint(language), printed):
        value = words.get(_folded(piece), -1)
        if value <= 0:
            return -1
        total = total * value if value == _HUNDRED and total else total + value
    return total


@cache
def _ordinals(code: str) -> dict[str, int]:
    return {_folded(word): value for word, value in load_language(code).ordinals.items()}


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.casefold())
    kept = "".join(char for char in plain if not unicodedata.combining(char) and char != " ")
    return kept.replace("\u0627\u0627\u0644", "\u0627\u0644\u0627")

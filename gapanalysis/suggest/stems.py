# SPDX-License-Identifier: EUPL-1.2
"""Words of a law as they are compared: small letters, without diacritics, forms brought together.

What is done in each language stands in ``resources/stemming.toml``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from gapanalysis.datafile import DataFile, Problem, Table, refuse
from gapanalysis.resources import read_text

_FILE = "stemming.toml"
WORD = re.compile(r"[^\W_]+(?:·(?<=[lL]·)(?=[lL])[^\W_]+)*")
"""A word; the dot of Catalan stands inside it ("il·lícit")."""
_LETTERS = re.compile(r"[^\W\d_]+")
_JOINED = re.compile(r"[^\W_]+(?:['’ʼ`][^\W_]+)*")
_KEEP = 4
SHORTEST = 3
"""A stem of fewer letters is none: the word itself is compared."""
_PLAIN = 0.001
"""The share of letters outside ASCII under which a text in Latin letters lacks its diacritics."""
_LATIN = str.maketrans(
    dict(
        zip(
            "абвгдђежзијклљмнњопрстћуфхцчџшйщьъыэюяіїєґў",
            "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š "
            "j šč _ _ y e ju ja i ji je g u".replace("_", "").split(" "),
            strict=True,
        )
    )
)
_FOLDED = str.maketrans(
    {"ß": "ss", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | {"ð": "d", "þ": "th", "ŧ": "t", "ى": "ي", "ة": "ه", "ـ": "", "ς": "σ", "\u00ad": ""}
)
_CYRILLIC_LIKE = dict(zip("abcehijkmopstxy", "авсеніјкморѕтху", strict=True))
_GREEK_LIKE = dict(zip("abehikmnoptuvxyz", "αβεηικμνορτυνχυζ", strict=True))
_ARMENIAN_LIKE = {"o": "\u0585", "u": "\u057d"}
_TO_SCRIPT = {
    "ARMENIAN": str.maketrans(_ARMENIAN_LIKE),
    "CYRILLIC": str.maketrans(_CYRILLIC_LIKE),
    "GREEK": str.maketrans(_GREEK_LIKE),
    "LATIN": str.maketrans(
        {like: plain for pairs in (_CYRILLIC_LIKE, _GREEK_LIKE) for plain, like in pairs.items()}
    ),
}
_MIXED = re.compile("[a-z].*[\u0370-\u0588]|[\u0370-\u0588].*[a-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stemming:
    """What ``stemming.toml`` says of a language."""

    snowball: str = ""
    latin: bool = False
    joined: bool = False
    dotless: bool = False
    instead: tuple[tuple[str, str], ...] = ()
    endings: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    keep: int = _KEEP
    like: str = ""


@cache
def load_stemming() -> dict[str, Stemming]:
    """Gives how each language is stemmed; raises ``AppError("data_invalid")``."""
    found, problems = read_stemming(_FILE, read_text(_FILE))
    refuse(problems)
    return found


def read_stemming(name: str, text: str) -> tuple[dict[str, Stemming], list[Problem]]:
    """Gives what a file says of each language, and what is wrong with it."""
    file = DataFile(name, text)
    found = {}
    for code in file.top.data:
        table = file.top.table(code)
        if table is None:
            continue
        found[code] = Stemming(
            snowball=table.string("snowball", required=False),
            latin=table.flag("latin", required=False),
            joined=table.flag("joined", required=False),
            dotless=table.flag("dotless", required=False),
            instead=_instead(table),
            endings=_longest_first(table.strings("endings", required=False)),
            again=_longest_first(table.strings("again", required=False)),
            keep=table.integer("keep", required=False) or _KEEP,
            like=table.string("like", required=False),
        )
        table.done()
    return found, file.problems


def _instead(table: Table) -> tuple[tuple[str, str], ...]:
    found = table.table("instead", required=False)
    named = found.data if found else ()
    endings = {ending.casefold(): found.string(ending).casefold() for ending in named if found}
    return tuple((ending, endings[ending]) for ending in _longest_first(tuple(endings)))


def _longest_first(endings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(endings), key=lambda ending: (-len(ending), ending)))


def lacks_diacritics(text: str) -> bool:
    """Tells whether a text in Latin letters was typed without diacritics, as old databases have it;
    it is told of a language that has none as well, where it makes no difference.
    """
    return _is_plain(text[:200_000])


@lru_cache(maxsize=8)  # asked of the same laws at each mapping
def _is_plain(text: str) -> bool:
    letters = "".join(_LETTERS.findall(text))
    plain = letters.encode("ascii", "ignore")
    return len(letters) - len(plain) < _PLAIN * len(letters)


class Stemmer:
    """Brings the words of one language together. ``plain``: diacritics do not count from the
    beginning, for a text that was typed without them.
    """

    def __init__(self, language: str, *, plain: bool = False) -> None:
        self.about = load_stemming().get(language, Stemming(latin=True))
        self.plain = plain
        self.pattern = _JOINED if self.about.joined else WORD
        self._stem = self._stemmer()
        self._instead = [
            (fold(ending), fold(other)) if plain else (ending, other)
            for ending, other in self.about.instead
        ]

    def _stemmer(self) -> Callable[[str], str]:
        if not self.about.snowball:
            return self._cut
        import snowballstemmer

        made: Callable[[str], str] = snowballstemmer.stemmer(self.about.snowball).stemWord
        return made

    def word(self, printed: str) -> str:
        """Gives a printed word in small letters, in one script and alphabet."""
        if self.about.dotless:
            printed = printed.replace("I", "ı").replace("İ", "i")
        word = unicodedata.normalize("NFC", printed.casefold())
        if self.about.joined:
            word = re.sub("['’ʼ`]", "", word)
        if _MIXED.search(word):
            word = _one_script(word)
        if self.about.latin:
            word = word.translate(_LATIN)
        return fold(word) if self.plain else word

    def stem(self, word: str) -> str:
        """Gives what a word in small letters has in common with its other forms."""
        for ending, other in self._instead:
            if word.endswith(ending) and len(word) - len(ending) >= self.about.keep:
                word = word[: -len(ending)] + other
                break
        stem = fold(self._stem(word))
        return stem if len(stem) >= SHORTEST else fold(word)

    def _cut(self, word: str) -> str:
        for endings in (self.about.endings, self.about.again):
            for ending in endings:
                if word.endswith(ending) and len(word) - len(ending) >= self.about.keep:
                    word = word[: -len(ending)]
                    break
        return word


@cache
def stemmer(language: str, *, plain: bool = False) -> Stemmer:
    """Gives the stemmer of a language."""
    return Stemmer(language, plain=plain)


def fold(word: str) -> str:
    """Gives a word in small letters without diacritics."""
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFD", word.translate(_FOLDED))
    return unicodedata.normalize(
        "NFC", "".join(char for char in apart if not unicodedata.combining(char))
    )


def _one_script(word: str) -> str:
    """Gives a word in which letters of another script look alike, in the script of most."""
    scripts = Counter(unicodedata.name(char, "").partition(" ")[0] for char in word)
    most = max(_TO_SCRIPT, key=lambda script: scripts[script])
    return word.translate(_TO_SCRIPT[most])

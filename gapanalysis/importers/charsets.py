# SPDX-License-Identifier: EUPL-1.2
"""Bytes → characters, in any encoding in which laws are found.

By the byte order mark, as UTF-8, as UTF-16 or UTF-32 without a mark, else by the language in whose
letters and small words the text makes sense; the data is in ``resources/charsets.toml``.
"""

from __future__ import annotations

import codecs
import re
import string
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from gapanalysis.datafile import DataFile, Problem, refuse
from gapanalysis.errors import AppError
from gapanalysis.languages import LANGUAGES, load_language
from gapanalysis.model import ImportDoubt
from gapanalysis.resources import read_text

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_SAMPLE = 40_000
"""Bytes; a multiple of four."""
_MARKED_SAMPLE = 400_000
_TAG = re.compile(rb"<[^<>]{0,2000}>")
_LATIN_1 = {"iso8859-1", "ascii"}
_EAST_ASIAN = ("big5", "euc", "gb", "iso-2022", "shift", "sjis", "ks_")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_WORD = re.compile(r"[^\W\d_]+")
_SIGN_INSIDE = re.compile(r"(?<=[^\W\d_])[^\w\s\x00-\x7f’‘·\u00ad–—](?=[^\W\d_])")
_MIXED = re.compile(r"[A-Za-z][\u0370-\u06ff]|[\u0370-\u06ff][A-Za-z]")
_FAULTS = 10
"""A text is UTF-8 where it has at least so many good sequences for each broken one."""
_CANDIDATES = 10
_LOWER, _UPPER, _SIGN, _RARE_SIGN, _ALIEN, _BROKEN = 1.0, 0.8, 0.6, 0.4, -2.0, -4.0
"""What a character beyond ASCII counts: a letter of the language, a sign of laws, a letter of other
languages, what stands in no text.
"""
_MIXED_WORD, _CAPITAL_INSIDE, _LONE_LETTER = -3.0, -1.0, -1.0
_STOP_WORDS = 2.0
"""What the share of small words of the language counts."""
_FEW_WORDS = 20
"""Of fewer words the share says little."""
_DECLARED = 0.1
_OTHER_SCRIPT = -0.6
"""What it costs that a text with few letters beyond ASCII is read in another script."""
_LAST_LATIN = "\u024f"
_POOR = 0.3
_CLOSE = 0.1
"""How much better the best encoding must be, for each character that another one reads unlike."""
_SAME = str.maketrans("şţŞŢ", "șțȘȚ")
"""Letters that older encodings have in place of Romanian ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charsets:
    """The encodings, the signs of any language, and the small letters of each language."""

    names: tuple[str, ...]
    signs: frozenset[str]
    rare_signs: frozenset[str]
    letters: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text with line feeds as line ends, its encoding, and what is doubtful about them."""

    text: str
    encoding: str
    doubts: tuple[ImportDoubt, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class _Fit:
    """How well an encoding fits, with the language for which it does."""

    score: float
    preference: int
    encoding: str
    language: str


def read_charsets(text: str) -> tuple[Charsets, list[Problem]]:
    """Gives the encodings from the text of their data file, and what is wrong with that file."""
    file = DataFile("charsets.toml", text)
    names = file.top.strings("charsets")
    for name in names:
        try:
            codecs.lookup(name)
        except LookupError:
            file.top.problem("charsets", f"{name!r} is not known")
    letters = file.top.table("letters")
    found: dict[str, frozenset[str]] = {}
    for code in letters.data if letters else ():
        assert letters is not None
        found[code] = frozenset(letters.string(code))
    signs, rare_signs = (frozenset(file.top.string(key)) for key in ("signs", "rare_signs"))
    for table in (letters, file.top):
        if table is not None:
            table.done()
    charsets = Charsets(names=names, signs=signs, rare_signs=rare_signs, letters=found)
    return charsets, file.problems


@cache
def load_charsets() -> Charsets:
    """Gives the encodings; raises ``AppError("data_invalid")`` where their file has a mistake."""
    charsets, problems = read_charsets(read_text("charsets.toml"))
    refuse(problems)
    return charsets


def decode(data: bytes, name: str, *, declared: str = "", markup: bool = False) -> Decoded:
    """Gives the characters of a text; a ``declared`` encoding wins where it fits as well. The tags
    of ``markup`` say nothing of the language.

    Raises ``AppError("not_text")`` for a binary file.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _decoded(data.removeprefix(bom), encoding, name)
    if b"\0" in data:
        encoding = _wide(data)
        if not encoding:
            raise AppError("not_text", file=name)
        return _decoded(data, encoding, name)
    if _is_utf8(data):
        return _decoded(data, "utf-8", name)
    if _is_multibyte(data, declared):
        return _decoded(data, declared, name)
    words = _TAG.sub(b" ", data[:_MARKED_SAMPLE]) if markup else data
    if words.isascii():  # all that is not stands in tags, or later
        words = data
    encoding, other = _guess(words, usual_name(declared), name)
    return _decoded(data, encoding, name, other)


def decode_head(data: bytes) -> str:
    """Gives the first characters, enough to tell markup from words; zeros show what is no text."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.removeprefix(bom).decode(encoding, errors="replace")
    encoding = _wide(data) if b"\0" in data else ""
    return data.decode(encoding or "utf-8", errors="replace")


def _decoded(data: bytes, encoding: str, name: str, other: str = "") -> Decoded:
    text = data.decode(encoding, errors="replace")
    beginning = text[:100_000]
    if len(_CONTROL.findall(beginning)) * 200 > len(beginning):
        raise AppError("not_text", file=name)
    doubts: tuple[ImportDoubt, ...] = ()
    if other:
        details: dict[str, str | int] = {"encoding": encoding, "other": other}
        doubts = (ImportDoubt(code="encoding_unclear", details=details),)
    text = _CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text=text, encoding=encoding, doubts=doubts)


def _is_utf8(data: bytes) -> bool:
    """Tells whether a text is UTF-8, with few faults or cut off at its end."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        problem = error
    else:
        return True
    sample = data[:_SAMPLE]
    good = len(_MULTIBYTE.findall(sample))
    broken = sample.decode("utf-8", errors="replace").count("\ufffd")
    return good > 0 and (good >= _FAULTS * broken or problem.end == len(data))


def _is_multibyte(data: bytes, declared: str) -> bool:
    """Tells whether a text is in a declared encoding of East Asia."""
    if not declared.lower().startswith(_EAST_ASIAN):
        return False
    try:
        data.decode(declared)
    except (LookupError, UnicodeError):
        return False
    return True


def usual_name(declared: str) -> str:
    """Gives a declared encoding by its usual name; pages mean that of Windows by ISO 8859-1."""
    try:
        found = codecs.lookup(declared).name
    except LookupError:
        return ""
    if found in _LATIN_1:
        return "windows-1252"
    usual = {codecs.lookup(name).name: name for name in load_charsets().names}
    return usual.get(found, "")


def _wide(data: bytes) -> str:
    """Gives the encoding of two or four bytes a character in which a text without a mark makes
    sense; empty for none.
    """
    charsets = load_charsets()
    usual = charsets.signs.union(charsets.rare_signs, *charsets.letters.values())
    for encoding in _WIDE:
        unit = int(encoding[4:6]) // 8
        if len(data) % unit:
            continue
        try:
            sample = data[:_SAMPLE].decode(encoding)
        except UnicodeDecodeError:
            continue
        good = sum(
            count
            for char, count in Counter(sample).items()
            if " " <= char <= "~" or char in "\t\n\r\u00a0\f" or char.casefold() in usual
        ) + len(re.findall(r"[\u0531-\u058f\u10a0-\u10ff]", sample))
        if sample and good >= 0.9 * len(sample):
            return encoding
    return ""


# --- encodings of one byte a character -----------------------------------------------------------


def _guess(data: bytes, declared: str, name: str) -> tuple[str, str]:
    """Gives the encoding that fits best, and another one that fits nearly as well and reads other
    letters, or nothing.
    """
    fits = sorted(_fits(data, declared), reverse=True)
    if not fits or fits[0].score < _POOR:
        return _guess_of_library(data, name), ""
    best = fits[0]
    other = next((fit for fit in fits if fit.encoding != best.encoding), best)
    differing = _differing(data[:_SAMPLE], best.encoding, other.encoding)
    close = best.score - other.score <= _CLOSE * differing
    return best.encoding, other.encoding if close and differing else ""


def _differing(sample: bytes, one: str, other: str) -> float:
    """Gives the share of the characters beyond ASCII that two encodings read otherwise."""
    high = bytes(byte for byte in sample if byte > 127)
    read, unlike = (high.decode(name, errors="replace").translate(_SAME) for name in (one, other))
    return sum(a != b for a, b in zip(read, unlike, strict=True)) / max(1, len(high))


def _guess_of_library(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None or best.encoding.startswith("utf"):  # which it is not
        raise AppError("not_text", file=name)
    return best.encoding


def _fits(data: bytes, declared: str) -> Iterator[_Fit]:
    """Gives how well those encodings fit whose letters make most sense."""
    names = load_charsets().names
    if declared:
        names = (declared, *(name for name in names if name != declared))
    beyond = _Beyond.of(data)
    tables: dict[str, str] = {}
    for encoding in names:
        tables.setdefault(beyond.high.decode(encoding, errors="replace"), encoding)
    sample = data[:_SAMPLE]
    plain, _ = _by_words(b" ".join(w for w in sample.split() if w.isascii()).decode("ascii"))

    def best(table: str) -> float:
        return max(_sums(beyond.scores(table), plain).values())

    for table in sorted(tables, key=best, reverse=True)[:_CANDIDATES]:
        encoding = tables[table]
        small, cost = _by_words(sample.decode(encoding, errors="replace"))
        cost += _DECLARED if encoding == declared else 0.0
        for language, score in _sums(beyond.scores(table), small).items():
            yield _Fit(score + cost, -names.index(encoding), encoding, language)


def _sums(letters: Mapping[str, float], words: Mapping[str, float]) -> dict[str, float]:
    return {language: score + words.get(language, 0.0) for language, score in letters.items()}


@dataclass(frozen=True, slots=True)
class _Beyond:
    """The bytes of a text beyond ASCII, how often each occurs, and whether most of its letters are
    plain ones.
    """

    high: bytes
    amounts: tuple[int, ...]
    is_plain: bool

    @classmethod
    def of(cls, data: bytes) -> _Beyond:
        counts = Counter(data)
        high = bytes(byte for byte in sorted(counts) if byte > 127)
        amounts = tuple(counts[byte] for byte in high)
        plain = sum(counts[byte] for byte in string.ascii_letters.encode())
        return cls(high, amounts, plain > sum(amounts))

    def scores(self, table: str) -> dict[str, float]:
        """Gives for each language what its letters and signs count for each character beyond
        ASCII, where the bytes are read as in the table.
        """
        charsets = load_charsets()
        scores: dict[str, float] = {}
        for language in {*LANGUAGES, *charsets.letters}:
            letters = charsets.letters.get(language, frozenset())
            score = 0.0
            for char, amount in zip(table, self.amounts, strict=True):
                if char in letters:
                    worth = _LOWER
                elif char.lower() in letters:
                    worth = _UPPER
                elif char in charsets.signs:
                    worth = _SIGN
                elif char in charsets.rare_signs:
                    worth = _RARE_SIGN
                else:
                    worth = _ALIEN if char.isalpha() else _BROKEN
                score += worth * amount
            other_script = self.is_plain and max(letters, default="") > _LAST_LATIN
            scores[language] = score / sum(self.amounts) + (_OTHER_SCRIPT if other_script else 0)
        return scores


def _by_words(text: str) -> tuple[dict[str, float], float]:
    """Gives for each language what the share of its small words counts, without what letters cost
    that stand alone and are no words of it; and what signs and capitals inside words cost. Costs
    are for each character beyond ASCII.
    """
    words = _WORD.findall(text.translate(_SAME))
    far = [word for word in words if not word.isascii()]
    beyond = max(1, len(text) - len(text.encode("ascii", errors="ignore")))
    seen = Counter(word.casefold() for word in words)
    alone = Counter(word.casefold() for word in far if len(word) == 1)
    small: dict[str, float] = {}
    for code in LANGUAGES:
        stop_words = load_language(code).stop_words
        share = sum(seen[word] for word in stop_words) / (len(words) + _FEW_WORDS)
        lone = alone.total() - sum(alone[word] for word in stop_words)
        small[code] = _STOP_WORDS * share + _LONE_LETTER * lone / beyond
    strange = sum(not (word.islower() or word.istitle() or word.isupper()) for word in far)
    mixed = len(_SIGN_INSIDE.findall(text)) + sum(bool(_MIXED.search(word)) for word in far)
    return small, (_MIXED_WORD * mixed + _CAPITAL_INSIDE * strange) / beyond

# SPDX-License-Identifier: EUPL-1.2
"""Numbers of provisions as printed, and addresses made of them.

A number is bare: ``168``, ``184i``, ``177 bis``, ``222-23``, ``R610-1``, ``201^1``. An address is a
number with what stands above and below it: ``168(1)(a)``, and ``6:1`` where article numbers restart
in each chapter.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from gapanalysis.resources import read_toml

_WORDS = read_toml("numbers.toml")
LATIN = {word: place for place, words in enumerate(_WORDS["inserted"]) for word in words}
"""Latin words that follow a number that was inserted later, each with its place in their order."""
LATIN_WORD = f"(?:{'|'.join(sorted(LATIN, key=len, reverse=True))})"
"""A pattern for one of them."""
_BEFORE, _BEHIND = ("|".join(_WORDS["repeated"][place]) for place in ("before", "behind"))
_SAID_AGAIN = "|".join("\u0651?".join(word) for word in _WORDS["repeated"]["words"])
REPEATED = f"(?:{_BEFORE})?(?:{_SAID_AGAIN})(?:{_BEHIND})?"
"""A pattern for a word of another script that says the same; a sign may double its letters."""
CHAPTER_WORD = rf"(?:{'|'.join(sorted(_WORDS['chapters'], key=len, reverse=True))})"
"""A pattern for what stands between the number of a chapter and that of an article in it."""

_KINDS = rf"(?:{'|'.join(r'[.]?'.join(kind) for kind in _WORDS['kinds'])})"
KIND = rf"(?:\*?{_KINDS}[. \u00a0]{{0,2}}\*{{0,2}}[ \u00a0]?(?=\d))"
"""A pattern for the letters before a number that tell of which kind its act is."""

NO_VERB = r"(?!(?-i:[A-Z][a-z]+[ ][^\W\dA-Z_]))"
"""Before a Latin word: it is not the Portuguese verb with which a sentence begins ("Ter uma …")."""
_LATIN = (
    rf"{NO_VERB}(?i:{LATIN_WORD}|{REPEATED}"
    r"(?:[ \u00a0]?\((?:\d{1,2}|[\u0621-\u064a]{1,2})\)"
    r"|[ \u00a0](?:\d{1,2}|[\u0621-\u064a])(?!\w))?)"
)
_WHOLE = rf"{KIND}?\d{{1,5}}(?:[-‑–]\d{{1,4}})*"
_DOTTED = (
    r"(?:\.\d{1,3}(?=\.?[ ]*$|\.[ ]*[^\W\d_]|\.?[ ]+[^\Wa-z\d_]|\.?[ ]?[(\[])"
    r"|\.[^\W\dA-Z_ºªo](?=\.?(?:[ \u00a0]|$)))?"
)
_LETTERS = r"(?:[^\W\d_]{1,2}|[a-z]{3}|[^\W\d_](?:ΣΤ|στ))"
"""Letters of an inserted provision: at most two, small ones or a Greek numeral (ΙΣΤ, 16) three."""
_INSERTED = (
    r"(?:[ \u00a0]?\^\d{1,3}(?:[-‑–−]\d{1,2}\b)?|\[\^\d{1,3}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:⁻[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)?"
    rf"(?:[-‑]{LATIN_WORD}\.\d{{1,2}}(?![.,]?\w)"
    rf"|[ \u00a0]?[-‑]?{_LATIN}(?!\w)(?:[-‑]\d{{1,3}}|[ \u00a0][a-z]\b(?![)]))?"
    rf"|[a-z][ \u00a0]?{LATIN_WORD}(?!\w)"
    rf"|{_LETTERS}(?:{LATIN_WORD})?(?![^\W\d_])(?:\d{{1,2}}\b)?|[-‑–][^\W\d_a-zA-Z](?!\w)"
    rf"|[-‑][A-Z]{{1,2}}(?!\w)(?:[ \u00a0]{_LATIN}(?!\w))?)?"
)
NUMBER = f"(?:{_WHOLE}{_DOTTED}{_INSERTED})"
"""A regular expression for one printed number of an article; it has no groups."""

_REMEMBERED = 8_192
"""Numbers whose comparison forms are kept: each number of a law is compared many times over."""
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_SUPERSCRIPT_RUN = re.compile(r"(?<=[\w)])[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:⁻[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")
_LOOKALIKES = str.maketrans("аеорсухіѕјαβεζηικμνορτυχօ", "aeopcyxisjabezhikmnoptyxo")
"""Small Cyrillic, Greek and Armenian letters that are printed (Greek: as capitals) like Latin."""
_LATIN_TYPED = str.maketrans("aeopcyxisj", "аеорсухіѕј")
TYPED_ROMAN = "[IVX]*l[Il]*"
"""A pattern for a Roman numeral in which a small letter was typed for I."""
_ROMAN_LOOKALIKES = str.maketrans("ІΙХΧСМΜѴ", "IIXXCMMV")
# fmt: off
_AFTER = str.maketrans({
    "ґ": "г~", "ђ": "д~", "ѓ": "д~", "є": "е~", "ё": "е~", "ѕ": "з~", "і": "и~", "ї": "и~~",
    "ј": "и~", "љ": "л~", "њ": "н~", "ћ": "т~", "ќ": "т~", "ў": "у~", "џ": "ч~",
    "č": "c~", "ć": "c~~", "đ": "d~~", "ł": "l~", "ı": "h~",
})
# fmt: on
"""Letters that Unicode does not place where their alphabets have them: after which one."""
_WORD_OF_LETTERS = re.compile(r"[^\W\d_]{3,}|[\u0600-\u06ff]+")
"""Where an accent does not make another letter: in a word such as quáter, and in Arabic."""
_DIGRAPHS = {"lj": "l~", "nj": "n~", "dž": "d~", "ch": "h~"}
_AT_THE_END = "åäöøæõü"
_GREEK_UNITS, _GREEK_TENS = "αβγδεϛζηθ", "ικλμνξοπϟ"
_GREEK = re.compile(rf"(?P<tens>[{_GREEK_TENS}]?)(?P<units>στ|[{_GREEK_UNITS}]?)")
_FILLER = "\u0640"
_KIND_FIRST = re.compile(f"^{KIND}")
_RAISED = re.compile(r"\^(\d+(?:-\d+)?)")
_RAISE = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_DASHES = str.maketrans("‑–—−", "----")
_PIECE = re.compile(
    rf"\d+|{LATIN_WORD}|[^\W\d_]{{1,3}}(?={LATIN_WORD}(?![^\W\d_]))"
    r"|(?<=\d)(?!([a-z])\1\1)[a-z]{2}(?=[a-z](?![^\W\d_]))|[^\W\d_]+|\^"
)
"""The parts of a number; of three letters the last one was inserted (77cca), unless they are alike
(552aaa).
"""
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def plain_superscripts(text: str) -> str:
    """Gives a text with superscript digits after a letter or digit written as ``^1``, and with the
    digits of other scripts (Arabic ``١٢``) as ``12``.
    """
    if text.isascii():
        return text
    text = _SUPERSCRIPT_RUN.sub(lambda run: "^" + run.group().translate(_SUPERSCRIPTS), text)
    return _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit.group())), text)


def raised_digits(text: str) -> str:
    """Gives a text with raised digits as plain ones."""
    return text.translate(_SUPERSCRIPTS)


def with_superscripts(number: str) -> str:
    """Gives a number or an address as it is read: ``201^1`` as 201¹."""
    return _RAISED.sub(lambda found: found[1].translate(_RAISE), number)


@lru_cache(maxsize=_REMEMBERED)
def bare(number: str) -> str:
    """Gives a number as printed without what surrounds it: single spaces, plain hyphens, ``^1``."""
    number = plain_superscripts(unicodedata.normalize("NFC", number)).translate(_DASHES)
    number = re.sub(r"\[(\^\d+)\]", r"\1", number)
    number = re.sub(r"\s+", " ", number).replace(" ^", "^").strip(" .:")
    return kind_of(number) + _KIND_FIRST.sub("", number)


def kind_of(number: str) -> str:
    """Gives the letters before a number that tell of which kind its act is (``R610-1``: R), or
    nothing.
    """
    found = _KIND_FIRST.match(number)
    return re.sub(r"[^A-Z]", "", found.group()) if found else ""


@lru_cache(maxsize=_REMEMBERED)
def normalise(number: str) -> str:
    """Gives the form in which two numbers are compared: small letters, no spaces, dots, accents;
    ``138.1`` is ``138^1``, ``190-а`` is ``190а``, and a Cyrillic or Greek letter that looks like
    a Latin one is that.
    """
    return _folded(number).translate(_LOOKALIKES)


@lru_cache(maxsize=_REMEMBERED)
def _folded(number: str) -> str:
    """Gives a number in small letters, without what does not count. Its letters keep their script,
    by which they are sorted, and an accent makes another letter of one that stands alone.
    """
    plain = _WORD_OF_LETTERS.sub(
        lambda word: unicodedata.normalize("NFD", word.group()), bare(number)
    )
    kept = "".join(char for char in plain if not unicodedata.combining(char) and char != _FILLER)
    kept = re.sub(REPEATED, "bis", kept)
    kept = re.sub(r"(?<=\d)\.(?=\d)", "^", kept)
    kept = re.sub(r"(?<=\d)-(?=[^\W\d_a-zA-Z](?!\w))", "", kept)
    return re.sub(r"[\s.*]|(?<=bis)[()]|(?<=bis.)\)", "", kept).casefold()


def roman(text: str) -> int | None:
    """Gives the value of a Roman numeral, or None where the text is none."""
    upper = text.upper().translate(_ROMAN_LOOKALIKES)
    if not upper or not _ROMAN.fullmatch(upper):
        return None
    values = [_ROMAN_VALUES[char] for char in upper]
    following = [*values[1:], 0]
    return sum(-v if v < n else v for v, n in zip(values, following, strict=True))


def is_first(number: str) -> bool:
    """Tells whether a number is the first one, in digits or as a Roman numeral."""
    return (base(number) or roman(number)) == 1


def latin_roman(number: str) -> str:
    """Gives a Roman numeral that was typed with Cyrillic, Greek or small letters in Latin capitals,
    and any other number as it is.
    """
    if re.fullmatch(TYPED_ROMAN, number):
        return number.replace("l", "I")
    return number.translate(_ROMAN_LOOKALIKES) if roman(number) else number


def with_own_letter(number: str) -> str:
    """Gives a number of a law in Cyrillic letters with such behind its hyphen ("33-а"), where one
    was typed that looks alike.
    """
    return re.sub(r"(?<=-)[a-z]$", lambda letter: letter.group().translate(_LATIN_TYPED), number)


LETTER_ORDERS = ("short first", "as words", "z first")
"""How double letters are ordered: a z aa, or a aa b, or (United Kingdom) za a aa b."""
DECIMAL = "decimal"
"""The order in which 22.01 < 22.011 < 22.02."""


@lru_cache(maxsize=_REMEMBERED)
def sort_key(number: str, letters: str = "short first") -> tuple[tuple[int, int, str], ...]:
    """Gives a key that sorts numbers as a law orders them: 2 < 10 < 10^1 < 10a < 10 bis < 11.

    ``letters`` is one of the orders of double letters, or the decimal one. Numbers that begin with
    a letter (``R610-1``) come after those that do not, and their letter does not count: codes
    interleave R and D.
    """
    pieces = [piece.group() for piece in _PIECE.finditer(_folded(number))]
    key: list[tuple[int, int, str]] = []
    if len(pieces) > 1 and pieces[0].isalpha():
        pieces = pieces[1:]
        key.append((9, 0, ""))
    for piece in pieces:
        if piece.isdecimal():
            decimal = letters == DECIMAL and key
            key.append((2, int(piece.ljust(4, "0") if decimal else piece), ""))
        elif piece in LATIN:
            key.append((4, LATIN[piece], ""))
        elif piece != "^":
            value = roman(piece) if not key else None
            key.append((2, value, "") if value else _letters_key(piece, letters))
    return tuple(key)


def _letters_key(piece: str, order: str) -> tuple[int, int, str]:
    """Gives the key of letters after a number: Greek ones by their value as a numeral (ε < στ < ζ),
    others by where they stand before they are compared as words.
    """
    if value := greek_numeral(piece):
        return 3, value, ""
    word = as_sorted(piece)
    if order == "short first":
        return 3, sum(map(str.isalpha, word)), word
    return 3, 0 if order == "z first" and len(piece) > 1 and piece[0] == "z" else 1, word


def as_sorted(letters: str) -> str:
    """Gives inserted letters as they are sorted, by the alphabets that have them: д < ђ < е, and
    h < ch < i (Czech and Slovak), l < lj < m (Croatian and others).
    """
    words = _DIGRAPHS.get(letters, letters).translate(_AFTER)
    return "".join(
        unicodedata.normalize("NFD", char) if char < "\u0370" and char not in _AT_THE_END else char
        for char in words
    )


def greek_numeral(letters: str) -> int | None:
    """Gives the value of a Greek numeral below 100 (α 1, στ 6, ια 11), or None where it is none."""
    found = _GREEK.fullmatch(letters.casefold())
    if not letters or found is None:
        return None
    units = found["units"].replace("στ", "ϛ")
    return 10 * (_GREEK_TENS.find(found["tens"]) + 1 if found["tens"] else 0) + (
        _GREEK_UNITS.find(units) + 1 if units else 0
    )


@lru_cache(maxsize=_REMEMBERED)
def base(number: str) -> int | None:
    """Gives the whole number that a printed number begins with (``177 bis``: 177), or None."""
    found = re.match(r"\d+", normalise(number))
    return int(found.group()) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a provision stands: its article, the chapter before it where numbers restart, and the
    numbers of paragraph and points below it.
    """

    number: str
    chapter: str = ""
    steps: tuple[str, ...] = ()

    def __str__(self) -> str:
        above = f"{self.chapter}:" if self.chapter else ""
        return above + self.number + "".join(f"({step})" for step in self.steps)

    def same(self, other: Address) -> bool:
        """Tells whether two addresses name the same provision, however they are written."""
        return (
            normalise(self.number) == normalise(other.number)
            and normalise(self.chapter) == normalise(other.chapter)
            and tuple(map(normalise, self.steps)) == tuple(map(normalise, other.steps))
        )


_LETTER_BEFORE_SIGN = re.compile(r"(\d)[ \u00a0]([a-z])[ \u00a0]?§")
_NUMBER_AT = _WHOLE + _INSERTED  # after a dot people type a paragraph: 168.1
_CHAPTER = (
    rf"(?:(?P<before>{NUMBER}|[IVXLC]+)[ \u00a0]*{CHAPTER_WORD}\.?[ ,]*"
    rf"|(?P<colon>{NUMBER}|[IVXLC]+)[ ]?:[ ]?)(?=\D{{0,12}}\d)"
)
_STEP = re.compile(
    r"\(([^()\s]{1,8})\)|(\d+(?:\^\d+)?[a-z]?)(?![\w])|(?<![^\W_])([a-z]{1,2})(?![\w])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}\.?(?!\w)|[^\W\d_]{1,2}\.(?=[ \u00a0]?\d)|§+|°|º|ª")


def parse_address(text: str) -> Address | None:
    """Gives the address that a person typed, or None where it holds no number.

    Read are the program's own form (``168(1)(a)``, ``6:1``) and what lawyers write: ``art. 168
    alin. (1) lit. a)``, ``§ 184i Abs. 1``, ``168.1.a``, ``6 kap. 1 §``.
    """
    rest = plain_superscripts(unicodedata.normalize("NFC", text)).strip()
    chapter = ""
    if found := re.search(_CHAPTER, rest, re.IGNORECASE):
        chapter, rest = found["before"] or found["colon"], rest[found.end() :]
    rest = _LETTER_BEFORE_SIGN.sub(r"\1\2 ", rest)  # 1 a § is 1a
    start = re.search(_NUMBER_AT, rest)
    if start is None:
        return None
    below = _WORD.sub(" ", rest[start.end() :]).replace(".", " ")
    steps = tuple(next(filter(None, found.groups())) for found in _STEP.finditer(below))
    return Address(number=bare(start.group()), chapter=bare(chapter), steps=steps)


def parse_exact(address: str) -> Address:
    """Gives an address of the program's own form taken apart; the number may be any words."""
    head, _, tail = address.partition("(")
    chapter, colon, number = head.rpartition(":")
    steps = tuple(step.removesuffix(")") for step in tail.split("(")) if tail else ()
    return Address(number=number, chapter=chapter if colon else "", steps=steps)


def as_nodes(cited: str) -> str:
    """Gives articles as rules cite them (``36(1)a``, ``38c``, ``79(2)-(3)``) as the nodes of the
    Convention are written: ``36.1.a``, ``38.c``, ``79.2–3``.
    """
    dotted = re.sub(r"\((\w+)\)", r".\1", cited)
    lettered = re.sub(r"(?<=\d)(?=[a-z]\b)", ".", dotted)
    return re.sub(r"(?<=\w)-\.?(?=\w)", "–", lettered)


def as_reserved(provision: str) -> str:
    """Gives a provision that is reserved (``55.1:35``) as it is read: ``55.1 (art. 35)``."""
    node, _, article = provision.partition(":")
    return f"{node} (art.\u00a0{article})" if article else node

# SPDX-License-Identifier: EUPL-1.2
"""The patterns of the labels that articles, divisions and annexes have in a language, made of the
words of its data file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from gapanalysis.importers.wording import beginning_of, ordinal_pattern, pattern_of
from gapanalysis.languages import Language, load_language
from gapanalysis.numbers import (
    CHAPTER_WORD,
    KIND,
    LATIN,
    LATIN_WORD,
    NO_VERB,
    NUMBER,
    REPEATED,
    TYPED_ROMAN,
)

_SEPARATOR = (
    r"[ \u00a0]*(?:[.:)]{0,2}[ ]?[-–—]{1,2}(?=[ (A-Z«„“\"]|$)|[.:]{1,2}|(?=[^\w]|$))[ \u00a0]*"
)
_ROMAN_LETTERS = "IVXLCDMІХСМΙΧΜ"
ROMAN = (
    r"(?=[IVXLCMІХСМΙΧΜ])[MМΜ]{0,3}(?:[CС][MМΜD]|D?[CС]{0,3})(?:[XХΧ][CСL]|L?[XХΧ]{0,3})"
    r"(?:[IІΙ][XХΧV]|V?[IІΙ]{0,3})"
    r"(?=(?:er|re|ère)\b|[^\w]|\d|[A-Z](?!\w)|$)"
)
_TYPED_ROMAN = rf"(?-i:{TYPED_ROMAN})(?=[ ]*(?:[:.–—-]|$))"
"""A Roman numeral with a small letter that looks like its digit: "Il"."""
_REPEALED = r"(?:\([Xx]{2,6}\)[ ]*|\({2}[ ]?)?"
"""What some laws set before the label of what was repealed or changed."""
_TAIL = r"(?:[.]?[ ]?[ºª°]|(?:er|re|ère|ème|e)\b|(?<![ºª°])(?-i:[ ]?-a|[.][ao])\b|[΄ʹ´′’'])?"
_SIMPLE = r"\d{1,5}(?:[.^]\d{1,3}(?![\d)])|/\d{1,2})?(?:\.?[ºª°])?[ ]?(?:[a-z](?![^\W\d_]))?"
_OF_CHAPTER = r"\d{1,2}(?::\d{1,4}){1,2}(?:/[A-Z]{1,2}|[a-z]{1,2})?(?![\w:])"
"""A number that begins with those of book and title: "Artikel 5:3:1"."""
_SLASHED = (
    r"\d{1,5}(?:[ ]?/(?:[A-ZÇĞİÖŞÜ]{1,2}|[a-zçëğıöşü]{1,2})(?![^\W\d_])(?:/\d{1,2}(?![\d/]))?"
    r"|(?:/\d{1,2}){1,2}(?:/[a-z](?![^\W\d_]))?(?![\d/]))"
    rf"|{_OF_CHAPTER}"
)
_OF_LETTERED_CHAPTER = r"\d{1,3}[ ]?[A-Z]-\d{1,3}(?:[ ][a-z])?(?=[.:]?[ ]|[.:]?$)"
"""A number that begins with the one of a chapter that was inserted: "§ 11 A-1"."""
_CALL_BEHIND = (
    r"(?:\d{6,8}|\d{1,4}[a-z]\d{3,4})(?=[ ]*$)"
    r"|\d{1,4}[a-z](?:\^\d{1,4}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})(?![\w)])"
)
"""A number with the call of a note behind it: "Art. 104102", "§ 34c100", "§ 7a³¹"."""
_RAISED = r"\d{1,5}\.(?:\^\d{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
_ALONE_RAISED = rf"{_RAISED}|\d{{1,5}}\.\d{{1,2}}(?=[ ])|\d{{1,5}}(?!\.?\d)"
"""A number without a word where one was inserted as "178.¹" and "2.1." is a point of 2."""
_OF_BOOK = r"\d{1,2}\.[1-9]\d{0,4}(?:\^\d{1,2}|-\d{1,2})?(?=[ ])"
"""A number that begins with the one of its book: "6.228-7 straipsnis"."""
_DOTTED = (
    rf"{_RAISED}|{_OF_BOOK}|\d{{1,5}}\.[ ]?[a-z](?=[ ])|\d{{1,5}}(?:\.[ ]?|[ ])[1-9]\d?(?=[ ])"
)
_BRACKETED = r"\d{1,5}\(\d{1,2}\)(?=[ ])"
"""A number whose raised digits a copy set in brackets: "9(1) straipsnis"."""
_JOINED = (",", "-", "–")
"""Signs between the numbers of several articles."""
_WHOLE_WORD = r"(?![-‑][^\W\d_])"
"""Without an ending, as a sign has it that a sentence mentions ("12. §-a")."""
_ROMAN_BEFORE = r"(?:(?-i:[IVXL]{1,7})[ ]?[.–—-]?[ ](?=[^\W\d_]+[ ][^\W\d_]{3}))?"
"""A numeral before a division that has its number in words: "II – GLAVA DRUGA"."""
_STAR = r"[*†‡]?"
_HIGH = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SIGNS = rf"(?:(?:\^\d{{1,3}}|[{_HIGH}]{{1,3}})[ ])*{_STAR}"
"""Signs of notes, which a copy may set before the label that they follow in print."""
PICTURE = "(?:[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?[ ]?)?"
"""A sign by which a site marks some articles, as of a case that cites them."""
_RAISED_LETTER = r"(?:(?<=[ºª°])|(?<=\.o))-(?-i:[A-Z])(?![^\W\d_])"
_CHANGED = r"(?:■[ ]?)?\[{0,3}"
"""A sign that begins each article, and brackets that stand before what was changed and close behind
it.
"""
AMENDED = r"(?:(?:[A-Z]?\d{1,3})?\[{1,2}(?:[A-Z]\d{1,3}(?!\d)[ ]?)?(?=\d))?"
"""What a consolidated text sets before what was changed: "[F1 12A", "F43[33.", "3[498A."."""
_CALLED = r"(?P<called>\[{1,2}[A-Z](?=\d{2}))?"
"""The bracket and the letter of such a sign whose digits are glued to the number: "[F42A"."""
_SPACED_OUT = (
    r"\d{1,5}(?:\.?[ ][-–][ ]?|[-–][ ])\d{1,5}(?:[ ]?[-–][ ]?\d{1,2})?(?=[ ]?:|[ ][.–—-]|[ ]*$)"
)
"""A number whose raised part lost its place in a copy: "126 - 1 ." or "65 -1", "231 – 6 :"."""
AGAIN = rf"(?:[ ](?:{LATIN_WORD}|{REPEATED})(?!\w))?"
_AGAIN_BEHIND = (
    rf"(?P<again>(?(open)[ ](?:{LATIN_WORD}|{REPEATED}(?:[ ]?\([\u0621-\u064a\d]{{1,2}}\))?)(?!\w)"
    r"|(?!)))?"
)
"""Such a word behind a number in brackets: "(12) bis"."""
_ANY_LATIN = f"(?i:{LATIN_WORD})"
_AFTER_LATIN = "|".join(f"(?<={word})" for word in LATIN)
_SET_OFF = (
    rf"\d{{1,5}}(?:\.[ ]?|[ ](?P<latin_open>\()){NO_VERB}{_ANY_LATIN}(?(latin_open)\)|(?!\w))"
)
"""A number of an inserted article whose Latin word stands apart: "35. bis" or "7 (bis)"."""
_ANNEX_LETTER = r"(?:[ ][A-Za-z](?=[ ]*(?:\(|$)))?"
_CHAIN = (
    rf"(?:[ ](?:[A-Z]{{1,3}}|{_ANY_LATIN})(?:[-‑ ]\d{{1,3}}){{0,2}}(?!\w)){{1,4}}"
    r"(?=\.?[ ]*(?:$|[-–—:](?:(?<=[. ].)|(?![^\W\d_]))))"
)
"""What French tax laws set behind a number: "39 bis A", "160 BA-1", "2 sexdecies-0 A ter"."""
_HYPHENED = (
    r"(?:(?<=\d)[ ]?[-‑–][ ]?(?:[^\W\d_a-zA-Z](?!\w)(?=[ .]*$)|[aceijopsxy](?!\w)(?=[ .]*$)))?"
)
"""A letter behind a hyphen with room around it, or one of the Latin alphabet in a law that has
another: some look alike.
"""
_LATIN_AFTER = rf"(?P<latin>[ ]{LATIN_WORD})?"


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of one language, one for each place in which a label has its word."""

    article: re.Pattern[str]
    series: tuple[tuple[str, re.Pattern[str]], ...]
    after: re.Pattern[str]
    only: re.Pattern[str]
    bare: re.Pattern[str]
    glued: re.Pattern[str]
    extent: re.Pattern[str]
    group: re.Pattern[str]
    group_after: re.Pattern[str]
    group_bare: re.Pattern[str]
    division: re.Pattern[str]
    division_after: re.Pattern[str]
    division_roman: re.Pattern[str]
    annex: re.Pattern[str]
    annex_after: re.Pattern[str]
    annex_to: re.Pattern[str]
    closing: re.Pattern[str]
    later: re.Pattern[str]
    contents: re.Pattern[str]
    beginning: re.Pattern[str]
    """How a line begins that one of the others may match: with a digit or a sign, with a letter
    that stands apart, or with two letters of a Roman numeral or a word of the language.
    """


@cache
def patterns_of(code: str) -> Patterns:
    """Gives the patterns of a language, made once."""
    language = load_language(code)
    ordinal = ordinal_pattern(language)
    number = _number(language)
    spaced_number = NUMBER + r"(?:[ ][a-z])?"
    behind = _letter_behind(language) if language.spaced_letter else "(?!)"
    divisions = pattern_of(word for division in language.divisions for word in division.words)

    def make(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    # NUMBER and Roman numerals must keep their case: (?-i:…)
    before = f"{_CALL_BEHIND}|{_before_word(language)}"
    whole = rf"{_SLASHED}|{_OF_LETTERED_CHAPTER}|{before}|{number}"
    figure = rf"(?-i:(?!{KIND}){ROMAN})|{_ordinal_sign(language)}|(?-i:{whole})"
    some = rf"(?:{ordinal}|{figure}|(?-i:[A-Z])\b)"
    joined = pattern_of((*_JOINED, *language.article_joints))
    one = rf"(?:{_OF_CHAPTER}|{_SIMPLE})"
    several = rf"{one}(?:(?:\.?[ ]{joined}[ ]|\.[-–]|[ ]?{joined}[ ]?){one})+"
    the = rf"(?:{pattern_of(language.annex_before)}[ ])?"
    after = (*language.article_after, "§§") if language.article_after else ()
    alone = _ALONE_RAISED if after else rf"(?:{_before_word(language)}|{NUMBER})"
    renewed = pattern_of(language.renewed)
    ends = "|".join(language.ordinal_ends) or "(?!)"
    extent = rf"(?<=[a-z.)])(?:{'|'.join(map(re.escape, language.extents)) or '(?!)'})"

    def article(words: Iterable[str], several: Iterable[str] = ()) -> re.Pattern[str]:
        mistyped = rf"{pattern_of(several)}(?=[ ]{ordinal}(?![^\W\d_]))"  # "Articles Ten"
        return make(
            rf"{SIGNS}{PICTURE}{_REPEALED}(?P<word>{pattern_of(words)}|{mistyped})\.?[ \u00a0]*"
            rf"(?P<open>\([ ]?)?"
            rf"(?P<number>{ordinal}{AGAIN}|{_SPACED_OUT}|{_SET_OFF}|{figure})(?(open)[ ]?\))"
            rf"{_AGAIN_BEHIND}{_TAIL}(?P<letter>{_RAISED_LETTER})?"
            rf"(?:[ ]\(?{renewed}\)?)?(?P<separator>{_SEPARATOR})"
        )

    return Patterns(
        article=article(language.article, language.article_plural),
        series=tuple((one.name, article(one.words)) for one in language.series),
        after=make(
            rf"{_CHANGED}(?:\d+[ ]?{CHAPTER_WORD}\.?[ ]+)?"
            rf"(?P<number>(?-i:{_SLASHED}|{_DOTTED}|{_BRACKETED}|{spaced_number}))\.?[ \u00a0]*"
            rf"(?P<word>{pattern_of(language.article_after)}){_WHOLE_WORD}"
            rf"(?P<letter>{behind})?(?P<separator>{_SEPARATOR})"
        ),
        only=make(rf"(?P<word>{pattern_of(language.article_only)})(?P<separator>{_SEPARATOR})"),
        bare=make(
            rf"{_STAR}(?-i:{AMENDED}(?!\d+(?:{ends})\b))(?P<number>(?-i:{alone}))"
            rf"(?P<separator>{_SEPARATOR})(?!(?<=[.])\d)"  # a date
        ),
        glued=re.compile(
            rf"{_CALLED}(?P<number>\d{{1,6}}[A-Z]{{0,2}})(?P<separator>(?(called)[ ]?))"
            r"(?=[A-Z][a-z]|[A-Z][ ])"
        ),
        extent=re.compile(rf"{extent}$"),
        group=make(
            rf"{_REPEALED}(?P<word>{pattern_of((*language.article_plural, *language.article))})"
            rf"[ \u00a0]*(?P<open>\()?"
            rf"(?P<number>{several})"
            rf"(?(open)\))"
            rf"(?P<separator>{_SEPARATOR})"
        ),
        group_after=make(
            rf"{_CHANGED}(?P<number>{several})\.?[ \u00a0]*(?P<word>{pattern_of(after)})"
            rf"{_WHOLE_WORD}(?P<separator>{_SEPARATOR})"
        ),
        group_bare=make(rf"(?P<number>{several})(?P<word>)(?P<separator>[ .:]*)(?=[(\[])"),
        division=make(
            rf"{_ROMAN_BEFORE}(?P<word>{divisions})[ \u00a0]*(?:nr\.?[ ]*|(?:a|al)[ ])?"
            rf"(?P<number>(?-i:{ROMAN}(?:[A-Z]|[-–][A-ZА-Я](?!\w)|[\^/]?\d{{1,2}}(?!\d)))"
            rf"|{_TYPED_ROMAN}|{some})"
            rf"{_TAIL}{_LATIN_AFTER}(?:[ ]?[„“\"«](?P<inserted>[^\W\d_])[“”\"»])?"
            rf"(?:[ ]?\((?-i:{ROMAN})\.?\))?"
            rf"(?P<separator>{_SEPARATOR})"
        ),
        division_after=make(
            rf"{_CHANGED}"
            rf"(?P<number>{ordinal}"
            rf"|(?-i:{ROMAN}(?:/[A-Z](?!\w))?)(?:\.?\^?\d{{1,2}}|[-–]\d{{1,2}}|\.)?"
            rf"|(?-i:{_RAISED}|{spaced_number}\.?))[ \u00a0]*"
            rf"(?P<word>{divisions})(?P<letter>{behind})?(?P<separator>{_SEPARATOR})"
        ),
        division_roman=make(
            rf"(?P<number>(?-i:{ROMAN}))(?P<separator>\.?[ \u00a0]+)(?=[^\W\d_]{{3}})"
        ),
        annex=make(
            rf"{_CHANGED}{the}(?P<word>{pattern_of(language.annex)})[ \u00a0]*"
            rf"(?:(?:n[ro]?\.?[ºo°]?|№)[ ]*)?"
            rf"(?P<number>{some}(?:[-‑]\d{{1,3}}){{0,2}}(?!\d){_ANNEX_LETTER})?"
            rf"{_TAIL}(?P<separator>{_SEPARATOR})"
        ),
        annex_after=make(
            rf"{_CHANGED}{the}(?P<number>{ordinal}|(?-i:{ROMAN}|{number}))\.?[ \u00a0]*"
            rf"(?P<word>{pattern_of(language.annex_after)})(?P<separator>{_SEPARATOR})"
        ),
        annex_to=make(pattern_of(language.annex_to)),
        closing=make(
            rf"{_CHANGED}(?P<word>{pattern_of(language.closing)})"
            rf"(?P<number>(?:[ ][^\W\d_]+(?-i:-[^\W\d_A-Z]+)*){{0,3}})"
            rf"(?P<separator>[ ]?[.:-]+[ ]*|$|[ ]+(?={pattern_of(language.annex_to)}[ ]))"
        ),
        later=make(rf"{pattern_of(language.closing_begins)}\b"),
        contents=make(rf"{pattern_of(language.contents)}[ .:]*$"),
        beginning=make(
            rf"[^\w(]|[\d_{_HIGH}]|\([(x]|[^\W\d_](?:[\d ]|$)"
            rf"|(?-i:[{_ROMAN_LETTERS}](?:[{_ROMAN_LETTERS}]|(?![^\W\d_])))"
            rf"|{beginning_of(_words_of_labels(language))}"
        ),
    )


def _words_of_labels(language: Language) -> Iterator[str]:
    """Gives the words of a language with which a label may begin."""
    yield from (*language.article, *language.article_plural, *language.article_after)
    yield from (*language.article_only, *language.ordinals)
    yield from (*language.annex, *language.annex_before, *language.annex_after)
    yield from (*language.closing, *language.closing_begins)
    for series in language.series:
        yield from series.words
    for division in language.divisions:
        yield from division.words


def _letter_behind(language: Language) -> str:
    """Gives a pattern for a letter behind the word of an inserted provision ("2. gr. a."), which is
    no small word that its text begins with ("3 § I Stockholm").
    """
    words = "".join(word for word in language.stop_words if len(word) == 1)
    before = f"(?<![ ][{re.escape(words)}])" if words else ""
    return (
        r"(?:(?<=\.)|[ ])[ ]?(?-i:[A-Z]|(?P<double>[a-z])(?P=double)?)"
        rf"(?=\.(?![^\W\d_]|[ ]+(?-i:[a-z]))|[ ]*$|{before}[ ]+(?-i:[^\Wa-z\d_]|…))"
    )


def _before_word(language: Language) -> str:
    """Gives a pattern for a number behind whose dot a sentence begins, without room, with a small
    word of one letter ("22.Η επιτροπή"), which is no letter of the number.
    """
    words = "".join(word.upper() for word in language.stop_words if len(word) == 1)
    return rf"\d{{1,5}}(?=\.[{words}][ ])" if words else "(?!)"


def _number(language: Language) -> str:
    """Gives a pattern for the number of an article, with the letters that stand apart from it."""
    words = "".join(word for word in language.cited_before if len(word) == 1)
    letter = f"(?![{re.escape(words)}])[a-z]" if words else "[a-z]"
    number = NUMBER + (
        rf"(?:[ ](?:{letter}(?=\.?[ ][^\Wa-z\d_]|[ ]?\(|[ .]*$)|[^\W\d_](?=\.(?:[ (]|$))"
        r"|[^\W\d_a-z]{1,2}(?=[ .΄’']*$)|[A-Z](?=\.[-–—]))"
        rf"|\.[ ](?:[^\W\d_](?=[ .]*$)|{letter}(?=[ ]\())"
        rf"|{_CHAIN})?"
        if language.spaced_letter
        else r"(?:[ ][A-Z](?=\.[-–—]))?"  # "410 A.-"
    )
    number += _HYPHENED if is_not_latin(language) else ""
    return number + rf"(?:(?:{_AFTER_LATIN})[ ][a-z]\)(?=\.|[ ]*$))?"


def _ordinal_sign(language: Language) -> str:
    """Gives a pattern for a number with a letter that stands for the raised sign of an ordinal,
    and what follows it where the article was inserted: "1o", "3o. Bis", "9o-A".
    """
    sign = f"(?:{pattern_of(language.ordinal_signs)})"
    return rf"(?-i:\d{{1,4}}{sign}(?:\.?[ ]{_ANY_LATIN}(?!\w)|[-‑][A-Z]{{1,2}}(?!\w))?)"


def is_not_latin(language: Language) -> bool:
    """Tells whether a language is known to be written without Latin letters."""
    return bool(language.alphabet) and "a" not in language.alphabet

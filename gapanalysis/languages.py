# SPDX-License-Identifier: EUPL-1.2
"""How laws are numbered in each language: ``resources/languages/xx.toml``, and which it is."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass
from functools import cache, lru_cache

from gapanalysis.datafile import DataFile, Problem, Table, refuse
from gapanalysis.model import Kind
from gapanalysis.resources import read_text
from gapanalysis.words import law_languages

_DETECTION_LENGTH = 20_000
_FOREIGN_WEIGHT = 25
_ALIKE = 2
"""How many times more small words than its neighbour a language may have and still be alike."""
_FEWEST = 20
_SEVERAL = 3
_CLEARLY = 10
_WORD = re.compile(r"[^\W\d_]+")
_LABEL = re.compile(r"^[ \t]*([^\W\d_]{2,15})\.?[ \u00a0]\d", re.MULTILINE)
"""The word that begins a line, before a number."""
_LABEL_WEIGHT = 2
"""Small words: a label tells more, for many languages have words of one letter."""
_UNMARKED = ("first", "counted", "uncounted")
_DIVISION_KINDS = (Kind.PART, Kind.TITLE, Kind.CHAPTER, Kind.SECTION)
_FIRST_LETTERS = str.maketrans(dict.fromkeys("\u0430\u03b1", "a"))
"""The first letters of the Cyrillic and the Greek alphabet, read as the Latin one."""
_MARK = re.compile(r"1\.1\.|\(?\^?(?:1|[aA]|[iI]|aa)(?:\)|\.[ºª]?|[º°ª])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A kind of division above articles: its words; a lower ``rank`` stands above a higher."""

    words: tuple[str, ...]
    kind: Kind
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A row of article numbers beside the main one: its words before a number, and the ``name``
    that stands before its numbers ("Geçici 1").
    """

    words: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Words that a language has and some neighbours have not; those with a hyphen at the end are
    beginnings of words.
    """

    words: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The numbering words of a language, as its data file explains them; ``tested`` tells whether
    they were tried on real laws. ``unmarked_paragraphs`` are those that laws print without a
    number: ``first`` in an article, all (``counted`` or ``uncounted``) or none (""); a
    ``paragraph_sign`` may stand before each.
    """

    code: str
    name: str
    tested: bool
    stop_words: tuple[str, ...]
    telling: tuple[Telling, ...]
    alphabet: str
    contents: tuple[str, ...]
    notes: tuple[str, ...]
    repealed: tuple[str, ...]
    amended: tuple[str, ...]
    bare_articles: bool
    roman_divisions: bool
    spaced_letter: bool
    cited_before: tuple[str, ...]
    cited_capitals: tuple[str, ...]
    cited_after: tuple[str, ...]
    paragraph_words: tuple[str, ...]
    worded_marks: bool
    unmarked_paragraphs: str
    paragraph_sign: str
    paragraph_marks: tuple[str, ...]
    point_marks: tuple[str, ...]
    article: tuple[str, ...]
    article_plural: tuple[str, ...]
    article_after: tuple[str, ...]
    article_only: tuple[str, ...]
    article_joints: tuple[str, ...]
    title_above: bool
    empty_repealed: bool
    series: tuple[Series, ...]
    divisions: tuple[Division, ...]
    annex: tuple[str, ...]
    annex_before: tuple[str, ...]
    annex_after: tuple[str, ...]
    annex_to: tuple[str, ...]
    closing: tuple[str, ...]
    closing_says: tuple[str, ...]
    closing_changes: tuple[str, ...]
    closing_begins: tuple[str, ...]
    ordinals: MappingABC[str, int]
    ordinal_joints: tuple[str, ...]
    ordinal_signs: tuple[str, ...]
    ordinal_ends: tuple[str, ...]
    renewed: tuple[str, ...]
    extents: tuple[str, ...]


LANGUAGES = law_languages()
"""The languages with a data file, by ISO 639-1 code."""
_OTHER_CODES = {"nb": "no", "nn": "no", "mo": "ro"}
"""Codes that files declare for a language whose file has another one."""


def read_language(code: str, text: str) -> tuple[Language, list[Problem]]:
    """Gives a language from the text of its data file, and what is wrong with that file."""
    file = DataFile(f"languages/{code}.toml", text)
    top = file.top
    article, annex, closing = (_part(top, key) for key in ("article", "annex", "closing"))
    divisions = tuple(_division(table) for table in top.tables("division", name_key="words"))
    series = tuple(_series(table) for table in top.tables("series", name_key="name"))
    telling = tuple(_telling(table) for table in top.tables("telling", name_key="against"))
    language = Language(
        code=code,
        name=top.string("name"),
        tested=top.flag("tested", required=False, default=True),
        stop_words=_folded(top, "stop_words"),
        telling=telling,
        alphabet=top.string("alphabet", required=False),
        contents=top.strings("contents"),
        notes=tuple(word.casefold() for word in top.strings("notes", required=False)),
        repealed=_folded(top, "repealed"),
        amended=tuple(w.casefold() for w in top.strings("amended", required=False)),
        bare_articles=top.flag("bare_articles"),
        roman_divisions=top.flag("roman_divisions", required=False),
        spaced_letter=top.flag("spaced_letter"),
        cited_before=_folded(top, "cited_before"),
        cited_capitals=_capitals(top, "cited_before"),
        cited_after=top.strings("cited_after", required=False),
        paragraph_words=top.strings("paragraph_words", required=False),
        worded_marks=top.flag("worded_marks", required=False),
        unmarked_paragraphs=top.choice("unmarked_paragraphs", _UNMARKED, required=False),
        paragraph_sign=top.string("paragraph_sign", required=False),
        paragraph_marks=_marks(top, "paragraph_marks"),
        point_marks=_marks(top, "point_marks"),
        article=article.strings("words"),
        article_plural=article.strings("plural"),
        article_after=article.strings("after"),
        article_only=article.strings("only"),
        article_joints=article.strings("joints"),
        title_above=article.flag("title_above", required=False),
        empty_repealed=article.flag("empty_repealed", required=False),
        series=series,
        divisions=divisions,
        annex=annex.strings("words"),
        annex_before=annex.strings("before", required=False),
        annex_after=annex.strings("after", required=False),
        annex_to=annex.strings("to", required=False),
        closing=closing.strings("words"),
        closing_says=tuple(w.casefold() for w in closing.strings("says", required=False)),
        closing_changes=tuple(w.casefold() for w in closing.strings("changes", required=False)),
        closing_begins=closing.strings("begins", required=False),
        ordinals=_ordinals(top),
        ordinal_joints=top.strings("ordinal_joints", required=False),
        ordinal_signs=article.strings("ordinal_signs", required=False),
        ordinal_ends=article.strings("ordinal_ends", required=False),
        renewed=article.strings("renewed", required=False),
        extents=article.strings("extents", required=False),
    )
    for table in (article, annex, closing, top):
        table.done()
    return language, file.problems


def _part(top: Table, key: str) -> Table:
    """Gives a table of the file, an empty one where it is missing."""
    return top.table(key) or Table(top.file, {}, key, lambda: 1)


def _division(table: Table) -> Division:
    words, rank = table.strings("words"), table.integer("rank")
    kind = table.choice("kind", _DIVISION_KINDS)
    table.done()
    return Division(words=words, kind=Kind(kind or "section"), rank=rank or 0)


def _series(table: Table) -> Series:
    series = Series(words=table.strings("words"), name=table.string("name"))
    table.done()
    return series


def _telling(table: Table) -> Telling:
    telling = Telling(words=_folded(table, "words"), against=table.strings("against"))
    table.done()
    return telling


def _folded(top: Table, key: str) -> tuple[str, ...]:
    """Gives a list of words as they are compared with the words of a text."""
    return tuple(word.casefold() for word in top.strings(key))


def _capitals(top: Table, key: str) -> tuple[str, ...]:
    """Gives those words of a list that are written with a capital, as they are compared."""
    return tuple(word.casefold() for word in top.strings(key) if word[:1].isupper())


def _marks(top: Table, key: str) -> tuple[str, ...]:
    marks = tuple(mark.translate(_FIRST_LETTERS) for mark in top.strings(key))
    for mark in marks:
        if not _MARK.fullmatch(mark):
            top.problem(key, f"{mark!r} is not a first mark such as (1), 1., a), (i), 1°")
    return marks


def _ordinals(top: Table) -> dict[str, int]:
    table = _part(top, "ordinals")
    return {word.casefold(): table.integer(word) or 0 for word in table.data}


def usual_code(code: str) -> str:
    """Gives the code under which a language has its file, for another one that files declare; empty
    for what is the code of no language.
    """
    code = _OTHER_CODES.get(code, code)
    if code in LANGUAGES:
        return code
    from babel.core import get_global

    return code if code in get_global("likely_subtags") else ""


@cache
def load_language(code: str) -> Language:
    """Gives a language by its code; for one without a data file the words of all languages.

    Raises ``AppError("data_invalid")`` where the data file has a mistake.
    """
    if code not in LANGUAGES:
        return _all_languages(code)
    language, problems = read_language(code, read_text(f"languages/{code}.toml"))
    refuse(problems)
    return language


def _all_languages(code: str) -> Language:
    every = [load_language(known) for known in LANGUAGES]
    return Language(
        code=code,
        name=code,
        tested=False,
        stop_words=(),
        telling=(),
        alphabet="",
        contents=_merged(language.contents for language in every),
        notes=_merged(language.notes for language in every),
        repealed=_merged(language.repealed for language in every),
        amended=_merged(language.amended for language in every),
        bare_articles=False,
        roman_divisions=False,
        spaced_letter=False,
        cited_before=_merged(language.cited_before for language in every),
        cited_capitals=_merged(language.cited_capitals for language in every),
        cited_after=(),
        paragraph_words=_merged(language.paragraph_words for language in every),
        worded_marks=False,
        unmarked_paragraphs="",
        paragraph_sign="",
        paragraph_marks=_merged(language.paragraph_marks for language in every),
        point_marks=_merged(language.point_marks for language in every),
        article=_merged(language.article for language in every),
        article_plural=_merged(language.article_plural for language in every),
        article_after=_merged(language.article_after for language in every),
        article_only=_merged(language.article_only for language in every),
        article_joints=_merged(language.article_joints for language in every),
        title_above=False,
        empty_repealed=False,
        series=tuple(series for language in every for series in language.series),
        divisions=tuple(division for language in every for division in language.divisions),
        annex=_merged(language.annex for language in every),
        annex_before=_merged(language.annex_before for language in every),
        annex_after=_merged(language.annex_after for language in every),
        annex_to=_merged(language.annex_to for language in every),
        closing=_merged(language.closing for language in every),
        closing_says=_merged(language.closing_says for language in every),
        closing_changes=_merged(language.closing_changes for language in every),
        closing_begins=_merged(language.closing_begins for language in every),
        ordinals={
            word: n for language in every for word, n in language.ordinals.items() if n <= 1
        },  # all of them are some thousands: a pattern of them is made for half a minute
        ordinal_joints=(),
        ordinal_signs=(),
        ordinal_ends=(),
        renewed=(),
        extents=(),
    )


def _merged(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for words in lists for word in words))


def detect(text: str) -> str:
    """Gives the code of the language in which a text is written, by its frequent small words, the
    words in the labels of its articles and, among neighbours, by letters that a language does not
    have and by words that tell them apart. English where none stands out.
    """
    signs = Counter(text[:_DETECTION_LENGTH].casefold())
    letters = Counter({sign: count for sign, count in signs.items() if sign.isalpha()})
    labels = Counter(map(str.casefold, _LABEL.findall(text[:_DETECTION_LENGTH])))
    scores = {
        code: (count + _LABEL_WEIGHT * _labels_of(load_language(code), labels))
        * max(0, 1 - _FOREIGN_WEIGHT * _foreign(letters, load_language(code).alphabet))
        for code, count in small_words(text).items()
    }
    best = max(scores, key=lambda code: scores[code], default="en")
    if not scores.get(best):
        return "en"
    alike = [best, *(n for n in _neighbours(best) if scores[n] * _ALIKE >= scores[best])]
    leads = {
        code: min((_lead(text, code, other) for other in alike if other != code), default=0)
        for code in alike
    }
    return max(alike, key=lambda code: leads[code])


def _labels_of(language: Language, labels: Counter[str]) -> int:
    """Gives how many labels begin with a language's word for an article."""
    return sum(labels[word.casefold().rstrip(".")] for word in language.article)


def untold(text: str, code: str) -> str | None:
    """Gives the neighbour from which the words of a text do not tell the language that it is read
    as; None where they do, or where none fits it.
    """
    counts = small_words(text)
    found = {
        other: (_telling_words(text, code, other), _telling_words(text, other, code))
        for other in _neighbours(code)
        if counts[other] * _ALIKE >= counts[code] >= _FEWEST
    }
    unclear = [
        (against - own, other)
        for other, (own, against) in found.items()
        if own <= against or (against >= _SEVERAL and against * _CLEARLY > own)
    ]
    return max(unclear)[1] if unclear else None


def _neighbours(code: str) -> list[str]:
    against = (other for one in load_language(code).telling for other in one.against)
    return [*dict.fromkeys(other for other in against if other in LANGUAGES)]


def _lead(text: str, code: str, other: str) -> int:
    """Gives by how many telling words a language leads over a neighbour in a text."""
    return _telling_words(text, code, other) - _telling_words(text, other, code)


def _telling_words(text: str, code: str, other: str) -> int:
    """Gives how many words of a text one language has and another has not."""
    words = [w for one in load_language(code).telling if other in one.against for w in one.words]
    whole = {word for word in words if not word.endswith("-")}
    begun = tuple(word[:-1] for word in words if word.endswith("-"))
    return sum(n for w, n in _words(text).items() if w in whole or w.startswith(begun))


def small_words(text: str) -> dict[str, int]:
    """Gives for each language how many of its small words stand in the first part of a text."""
    seen = _words(text)
    found = dict.fromkeys(LANGUAGES, 0)
    languages = _languages_of_small_words()
    for word in seen.keys() & languages.keys():
        for code in languages[word]:
            found[code] += seen[word]
    return found


@cache
def _languages_of_small_words() -> dict[str, list[str]]:
    """Gives the codes of the languages that have each small word."""
    found: dict[str, list[str]] = {}
    for code in LANGUAGES:
        for word in {*load_language(code).stop_words}:
            found.setdefault(word, []).append(code)
    return found


def _words(text: str) -> Counter[str]:
    """Gives the words in the first part of a text, each with how often it stands there."""
    return _words_of(text[:_DETECTION_LENGTH])


@lru_cache(maxsize=2)
def _words_of(text: str) -> Counter[str]:
    words: Counter[str] = Counter()
    for word, count in Counter(_WORD.findall(text)).items():
        words[word.casefold()] += count
    return words


def _foreign(letters: Counter[str], alphabet: str) -> float:
    """Gives the share of letters that are of an alphabet's scripts and not in it."""
    scripts = _scripts(alphabet)
    foreign = sum(
        count
        for char, count in letters.items()
        if char not in alphabet and _script(char) in scripts
    )
    return foreign / max(1, letters.total())


@cache
def _scripts(alphabet: str) -> frozenset[str]:
    return frozenset(map(_script, alphabet))


@cache
def _script(char: str) -> str:
    return unicodedata.name(char, "").split(" ", 1)[0]

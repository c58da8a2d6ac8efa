# SPDX-License-Identifier: EUPL-1.2
"""What a line of a law could open: an article, a division, an annex. Only a line's own words are
looked at; whether it does open one is decided by :mod:`gapanalysis.importers.sequence`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from gapanalysis.importers.label_patterns import (
    AGAIN,
    PICTURE,
    ROMAN,
    SIGNS,
    Patterns,
    is_not_latin,
    patterns_of,
)
from gapanalysis.importers.letters import NOTE_SIGN, QUOTES, is_in_capitals, is_small
from gapanalysis.importers.lines import ANNEX, Line
from gapanalysis.importers.wording import is_wide, ordinal_value, pattern_of
from gapanalysis.languages import Language, load_language
from gapanalysis.model import Kind
from gapanalysis.numbers import (
    bare,
    latin_roman,
    normalise,
    roman,
    with_own_letter,
)

ARTICLE_RANK = 100
HEADING_RANK = 90
_LONGEST_DIVISION = 300
_LONGEST_TRAIL = 12
_LONGEST_ENDED = 120
_LONGEST_REPEALED = 60
_LONGEST_INTRODUCTION = 600
_MARK = re.compile(r"\(?(?:\d{1,3}[a-z]{0,2}|[a-zA-Z]{1,2}|[ivxlc]{1,5})[.)]+")
_NO_TITLE = ("(", *QUOTES)
_HEADINGS = {ANNEX: 1, **{f"heading{level}": level for level in range(1, 10)}}
_NO_OPENERS = {
    "header",
    "footer",
    "line_number",
    "note",
    "contents",
    "site",
    "table",
    "quoted",
    "struck",
}
"""The styles of lines in which no provision begins."""
_BRACKETS_FIRST = re.compile(
    r"^(?:(?:\((?![^\Wa-z\d_][^\W\d_A-Z]{2})[^()]{1,6}\)[ ,]*)+"
    r"|\([^()]*(?:\([^()]*\)[^()]*)*\) (?=[^\WA-Z\d_]))"
)
"""Paragraphs that are mentioned, no short title ("2 (Aim).- …"), or words with which a sentence
goes on: "2 (as amended) is …".
"""
_AMENDMENTS = re.compile(
    r"\((?:[^\W\d_]{1,12}\.?,?[ ]){1,4}\d{1,4}/\d{2,4}"
    r"(?:[ ,]+(?:[^\W\d_]{1,3}[ ])?\d{1,4}/\d{2,4})*\)"
)
"""The gazettes in which an article was changed, behind its number: "(NN 41/16, 14/21)"."""
_NEAR = 200
_SHORTEST_ORDINAL = 3
_FIRST_PARAGRAPH = ("(1", "(0.1)", "*(1", "[")
"""How the words behind a number alone may begin, other than with a capital."""
_RANGE = re.compile(r"\d+-\d+")
_OWN_TITLE = re.compile(r"(?:\*[ ]?)?\[[^\W\d_]")
_NOTE_ONLY = re.compile(rf"(?:[ ]?{NOTE_SIGN}){{1,9}}")
"""Signs of notes behind a label, which are no title."""
_TYPED_QUOTE = re.compile(r"^,,(?=[^\W\d_])")
_NUMBER_FIRST = re.compile(rf"\d|{ROMAN}")
_PICTURE_FIRST = re.compile(SIGNS + PICTURE)
_BEHIND = ("inserted", "latin", "letter")
"""What may stand behind the number of an inserted division."""
_INSERTED = r"\d+[a-z]?-\d+"
"""After the word for one article this may be one that was inserted; its place tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opener:
    """A line, or a part of one, that may open a provision.

    ``what``: article, inside (a numbered part of an article), group (several repealed articles in
    one heading), division, annex, closing (a provision with a name for a number), heading (styled,
    without number). Offsets are of the line: its label is ``start:label_end``, what follows on the
    same line is ``label_end:end``.
    ``form`` names the way of numbering; ``level`` is the source's heading level, 0 for none;
    ``above`` is the line of a heading that stands over the label, -1 for none; ``word`` is
    the word of an article's label, which ``single`` calls the only one; ``series`` names the row
    of numbers beside the main one that it belongs to; in an ``apart`` provision numbers begin
    again; ``ends`` is the rank of the divisions that an article ends, 0 for none.
    """

    line: int
    what: str
    kind: Kind
    rank: int
    number: str
    start: int
    label_end: int
    end: int
    form: str = ""
    level: int = 0
    weak: bool = False
    above: int = -1
    word: str = ""
    single: bool = False
    series: str = ""
    apart: bool = False
    ends: int = 0


def heading_level(line: Line) -> int:
    """Gives 1 to 9 for a line that the source styles as a heading, else 0."""
    return _HEADINGS.get(line.style, 0)


def is_contents_heading(text: str, language: Language) -> bool:
    """Tells whether a line is the heading of a table of contents."""
    return len(text) < 60 and bool(patterns_of(language.code).contents.match(text))


def find_openers(index: int, line: Line, language: Language) -> list[Opener]:
    """Gives what a line could open: readings that exclude each other, and for a line that shows
    where it stands ("Part I | Chapter II") one division a segment.
    """
    if not line.text or line.style in _NO_OPENERS:
        return []
    patterns = patterns_of(language.code)
    if line.style == ANNEX:
        return [_annex(index, line, patterns, language) or _annex_of(index, line)]
    level = heading_level(line)
    if not (level or language.closing_says or patterns.beginning.match(line.text)):
        return []
    if trail := _trail(index, line, patterns, language):
        return trail
    group = _group(index, line, patterns, language)
    after = _article(index, line, patterns.after, "after", language)
    found = [
        *(_in_series(index, line, name, one, language) for name, one in patterns.series),
        None if group else _article(index, line, patterns.article, "word", language),
        after,
        replace(after, form="bare:") if after and language.bare_articles else None,
        _article(index, line, patterns.only, "only", language),
        *_bare_articles(index, line, patterns, language),
        group,
        _division(index, line, _past_bullet(line.text), len(line.text), patterns, language),
        _roman_division(index, line, patterns, language) if language.roman_divisions else None,
        _annex(index, line, patterns, language),
        _closing(index, line, patterns, language),
    ]
    openers = [opener for opener in found if opener]
    if not openers and level and _is_title(line.text):
        openers.append(
            Opener(
                line=index,
                what="heading",
                kind=Kind.SECTION,
                rank=HEADING_RANK,
                number="",
                start=0,
                label_end=0,
                end=len(line.text),
                level=level,
            )
        )
    return openers


def _bare_articles(
    index: int, line: Line, patterns: Patterns, language: Language
) -> list[Opener | None]:
    """Gives the articles that a line could open with a number alone; one to which a copy glued its
    title ("12Appeals") is of another form than the others, unless the title shows where it applies.
    """
    if not language.bare_articles:
        return []
    plain = _article(index, line, patterns.bare, "bare", language)
    glued = None if plain else _article(index, line, patterns.glued, "glued", language)
    sure = glued and (line.text[0] == "[" or patterns.extent.search(line.text))
    return [plain, glued, replace(glued, form="bare:") if glued and sure else None]


def _is_title(text: str) -> bool:
    """Tells whether a line that the source styles as a heading is one: some style whole sentences,
    paragraphs, their marks and quotations so.
    """
    if _MARK.fullmatch(text):
        return False
    ended = text.endswith((".", ";", ":", ","))
    return not text.startswith(_NO_TITLE) and len(text) <= (_LONGEST_ENDED if ended else 400)


def has_own_title(lines: Sequence[Line], opener: Opener) -> bool:
    """Tells whether a title in square brackets stands behind a label, on its line or the next
    ("6:1. § [Obligations]").
    """
    rest = lines[opener.line].text[opener.label_end : opener.end].strip()
    following = (line.text for line in lines[opener.line + 1 : opener.line + 3] if line.text)
    return _OWN_TITLE.match(rest or next(following, "")) is not None


def is_headed(line: Line, opener: Opener) -> bool:
    """Tells whether a label ends with a sign and words that begin with a capital follow it."""
    rest = line.text[opener.label_end : opener.end].strip()
    signed = line.text[: opener.label_end].endswith((".", ":", "–", "—", "-"))
    return bool(rest) and signed and not is_small(rest[0])


def _continues(rest: str, separator: str, language: Language, *, bare: bool = False) -> bool:
    """Tells whether words after a number go on as a sentence that only mentions the number. Behind
    a ``bare`` one such a sentence may begin ("12 Section 4 applies …").
    """
    if separator.endswith(":") and rest[:1].islower():  # 12 §:ssä
        return True
    if not rest or separator.strip():
        return rest.startswith((",", ";")) or (bare and _refers(rest[:_NEAR], language))
    rest = rest[:_NEAR]
    after = _BRACKETS_FIRST.sub("", rest)
    if after == "." and says_repealed(rest, language):
        return False
    first, second = (*after.split(maxsplit=2), "", "")[:2]
    if first.casefold() in language.cited_before:
        titled = first[0].isupper() and first.casefold() not in language.cited_capitals
        return not titled or (not bare and after == rest and second[:1].isdigit())
    return is_small(after[:1]) or after[:1] in {",", ";", "/", "."}


def _refers(rest: str, language: Language) -> bool:
    """Tells whether words behind a number make it a reference: Latvian "87. panta 1. punkts"."""
    first = rest.partition(" ")[0].rstrip("),;")
    return is_small(first[:1]) and first in language.cited_before


def _article_number(printed: str, language: Language) -> str:
    """Gives the bare number of an article: 1 for "1er" and for "primero", 10a for "10.a"."""
    if printed.isdecimal() and printed.isascii():
        return printed
    again = re.search(AGAIN + "$", printed)
    word = printed[: again.start()] if again else printed
    ordinal = ordinal_value(word, language)
    if ordinal >= 0:
        return f"{ordinal}{printed[len(word) :]}" if ordinal else printed.casefold()
    if is_not_latin(language):
        printed = with_own_letter(re.sub(r"[ ]?[-‑–][ ]?(?=[^\W\d_]$)", "-", printed))
    for sign in language.ordinal_signs:
        printed = re.sub(rf"(?<=\d){sign}\.?(?![^\W\d_])", "", printed)
    printed = re.sub(r"(?<=\d)[ºª°](?=[ ])", "", printed)
    printed = re.sub(r"(?:\.?[ ][-–][ ]?|[-–][ ])(?=\d)", "-", printed)
    printed = re.sub(r"[ ]?\((\w+)\)$", r" \1", printed)
    printed = re.sub(r"(?<=\d)\.[ ]?(?=[^\W\d_]{3})", " ", printed)
    printed = printed.replace(" /", "/")
    whole = re.sub(r"(?<=\d)\.[ ]?(?=[\^a-z⁰¹²³⁴⁵⁶⁷⁸⁹]|[^\W\d_]$)", "", printed.rstrip(")ºª°"))
    whole = re.sub(r"(?<=\d)\.?[ ](?=\d)", "^", whole)
    return bare(re.sub(r"(?<=\d)(?:er|re)$", "", whole))


def _article(
    index: int, line: Line, pattern: re.Pattern[str], form: str, language: Language
) -> Opener | None:
    opened = form == "word" and line.text[:1] == "["
    bracketed = opened and line.text[-1:] == "]"
    opened = opened and "]" not in line.text  # the repealed words go on in the next lines
    found = pattern.match(line.text, int(bracketed or opened))
    if not found:
        return None
    groups = found.groupdict()
    word, separator = groups.get("word") or "", groups["separator"]
    changed = _AMENDMENTS.match(line.text, found.end())
    after = changed.end() if changed else found.end()
    rest = line.text[after:].lstrip() if changed else line.text[after:]
    rest = _TYPED_QUOTE.sub("„", rest)
    if is_wide(rest):
        return None
    level = heading_level(line)
    signed = line.text.startswith("^")
    picture = _PICTURE_FIRST.match(line.text, found.start())
    if word and is_small(line.text[picture.end() if picture else found.start()]):
        return None
    repealed = bracketed or form == "after" or (form == "bare" and rest.startswith("(1)"))
    repealed = repealed and says_repealed(rest, language)
    repealed = repealed or (form == "word" and _only_says_repealed(rest, language))
    goes_on = bracketed or _continues(rest, separator, language, bare=form == "bare")
    if goes_on and not (level or repealed):
        return None
    if rest[:1] == "," and not repealed:
        return None
    raised = "^" in (groups.get("number") or "")
    begins = ("(", "[") if raised else _FIRST_PARAGRAPH
    joined = separator.strip() or not rest or rest[0].isupper() or rest.startswith(begins)
    if form == "bare" and not level and not joined:
        return None
    number = _article_number(groups.get("number") or word.split()[-1], language)
    if form == "after" and _RANGE.fullmatch(number):
        return None
    number += (groups.get("again") or "") + (groups.get("letter") or "").lstrip(" .")
    family = normalise(_own_word(word, language.code))[:3]
    if form == "word" and word in language.paragraph_words:
        form = "either"
    return Opener(
        line=index,
        what="article",
        kind=Kind.ARTICLE,
        rank=ARTICLE_RANK,
        number=number,
        start=0,
        label_end=_trimmed(line.text, after),
        end=len(line.text),
        form=f"{form}:{family}",
        level=level,
        weak=repealed or (not separator.strip() and bool(rest) and not signed),
        word=word,
        single=number.isalpha() and bool(patterns_of(language.code).only.match(line.text)),
    )


@cache
def _own_word(word: str, code: str) -> str:
    """Gives the word of a language that a printed one is, whatever letters it was typed with."""
    language = load_language(code)
    words = (*language.article, *language.article_after)
    return next((own for own in words if re.fullmatch(pattern_of([own]), word, re.I)), word)


def says_repealed(rest: str, language: Language) -> bool:
    """Tells whether the words after a number only say that the article is repealed."""
    words = rest.casefold()[:_LONGEST_REPEALED]
    return len(rest) <= 2 * _LONGEST_REPEALED and any(w in words for w in language.repealed)


def _only_says_repealed(rest: str, language: Language) -> bool:
    """Tells whether a number goes on in small letters only with words that say that the article is
    repealed ("Член 12 се брише.").
    """
    short = is_small(rest[:1]) and len(rest) <= _LONGEST_REPEALED
    return short and rest.casefold().startswith(language.repealed)


def _in_series(
    index: int, line: Line, name: str, pattern: re.Pattern[str], language: Language
) -> Opener | None:
    """Gives the article of a row of numbers beside the main one that a line could open."""
    found = _article(index, line, pattern, "series", language)
    return found and replace(found, number=f"{name} {found.number}", series=name)


def _trimmed(text: str, end: int) -> int:
    """Gives an end offset without the spaces before it."""
    while end and text[end - 1] in " \u00a0":
        end -= 1
    return end


def _group(index: int, line: Line, patterns: Patterns, language: Language) -> Opener | None:
    found = patterns.group.match(line.text) or patterns.group_after.match(line.text)
    if not found and language.bare_articles:
        found = patterns.group_bare.match(line.text)
    if not found or is_small(line.text[0]):
        return None
    rest = line.text[found.end() :]
    goes_on = _continues(rest, found["separator"], language)
    if (goes_on and not _only_says_repealed(rest, language)) or len(rest) > 100:
        return None
    number = bare(found["number"])
    digits = re.findall(r"\d+", number)
    if int(digits[-1]) < int(digits[0]):
        return None
    before = found["word"] and found.start("word") < found.start("number")
    if before and re.match(_INSERTED, number) and _is_article_word(found["word"], language):
        return None
    return Opener(
        line=index,
        what="group",
        kind=Kind.SECTION,
        rank=ARTICLE_RANK,
        number=number,
        start=0,
        label_end=_trimmed(line.text, found.end()),
        end=len(line.text),
        level=heading_level(line),
    )


def _is_article_word(word: str, language: Language) -> bool:
    return re.fullmatch(pattern_of(language.article), word, re.IGNORECASE) is not None


def _division(
    index: int, line: Line, start: int, end: int, patterns: Patterns, language: Language
) -> Opener | None:
    """Gives the division that a line, or a segment of it, could open."""
    for pattern in (patterns.division, patterns.division_after):
        found = pattern.match(line.text, start, end)
        if not found or end - start > _LONGEST_DIVISION:
            continue
        rest = line.text[found.end() : end]
        if _begins_small(found, start) and (rest or not _is_styled(line, found["word"])):
            continue
        if pattern is patterns.division_after and _NUMBER_FIRST.match(rest):
            continue
        level = heading_level(line)
        wrapped = found["separator"].strip() and rest[:1].isupper() and rest.endswith(",")
        goes_on = _continues(rest, found["separator"], language) or _is_sentence(rest)
        if not level and goes_on and not wrapped:
            continue
        division = _division_of(found["word"], language)
        ordinal = ordinal_value(found["number"], language)
        printed = bare(found["number"]).rstrip("ºª°").replace(".^", "^")
        printed = re.sub(r"(?<=[IVXLC])(?=\d)", "^", printed)
        number = str(ordinal) if ordinal > 0 else latin_roman(printed)
        number += "".join(found.groupdict().get(part) or "" for part in _BEHIND)
        noted = _NOTE_ONLY.fullmatch(rest)
        kind_of_number = "ordinal" if ordinal > 0 else "word" if ordinal < 0 else "name"
        return Opener(
            line=index,
            what="division",
            kind=division[0],
            rank=division[1],
            number=number,
            start=start,
            label_end=end if noted else _trimmed(line.text, found.end()),
            end=end,
            form=f"{kind_of_number}:{normalise(found['word'])[:3]}",
            level=level,
        )
    return None


def division_at(line: Line, start: int, language: Language) -> Opener | None:
    """Gives the division that a line could open from one of its letters on."""
    return _division(0, line, start, len(line.text), patterns_of(language.code), language)


def _roman_division(
    index: int, line: Line, patterns: Patterns, language: Language
) -> Opener | None:
    """Gives the chapter that a line of capitals after a Roman numeral opens ("II. PENALTIES")."""
    chapter = next((one for one in language.divisions if one.kind == Kind.CHAPTER), None)
    found = patterns.division_roman.match(line.text) if line.text.isupper() else None
    if not found or not chapter:
        return None
    return Opener(
        line=index,
        what="division",
        kind=chapter.kind,
        rank=chapter.rank,
        number=latin_roman(found["number"]),
        start=0,
        label_end=_trimmed(line.text, found.end()),
        end=len(line.text),
        form="roman",
        level=heading_level(line),
    )


def is_numeral_title(text: str, language: Language) -> bool:
    """Tells whether a line is a Roman numeral with capitals, as chapters may begin."""
    if not (language.roman_divisions and text.isupper()):
        return False
    return patterns_of(language.code).division_roman.match(text) is not None


def _is_sentence(rest: str) -> bool:
    return rest.endswith((";", ",")) or (rest.endswith(".") and len(rest) > 150)


@cache
def _division_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(pattern_of(words), re.IGNORECASE)


def _begins_small(found: re.Match[str], start: int) -> bool:
    """Tells whether a division's word begins with a small letter and is not set wide."""
    wide = found.string[found.start("word") : found.end("word")][1:2] == " "
    return is_small(found.string[start]) and not wide


def _is_styled(line: Line, word: str) -> bool:
    """Tells whether a label alone on its line, in small letters, is a heading: a style sheet shows
    it in capitals.
    """
    return line.centred or line.bold or not is_small(word[0])


def _division_of(word: str, language: Language) -> tuple[Kind, int]:
    for division in language.divisions:
        if _division_pattern(division.words).fullmatch(word):
            return division.kind, division.rank
    raise AssertionError(f"{word!r} is matched only by a word of the language's divisions")


def _annex(index: int, line: Line, patterns: Patterns, language: Language) -> Opener | None:
    found = patterns.annex.match(line.text) or patterns.annex_after.match(line.text)
    if not found or len(line.text) > 200:
        return None
    if is_small(line.text[0]) and line.text not in language.annex:
        return None
    rest = line.text[found.end() :]
    level = heading_level(line)
    if not level and (rest.endswith((":", "—")) or not patterns.annex_to.match(rest)):
        capitals = found["word"].isupper() and not is_small(rest[:1])
        plain = not found["number"] and not capitals and bool(rest)
        first = rest.split(maxsplit=1)[0].casefold() if is_small(rest[:1]) else ""
        if (
            plain
            or first in language.cited_before
            or _continues(rest, found["separator"], language)
        ):
            return None
    if not level and _is_sentence(rest):
        return None
    number = bare(found["number"] or "")
    ordinal = (
        ordinal_value(number, language)
        if len(number) >= _SHORTEST_ORDINAL and not roman(number)
        else 0
    )
    number = str(ordinal) if ordinal > 0 else number
    return _annex_of(index, line, number, _trimmed(line.text, found.end()))


def _annex_of(index: int, line: Line, number: str = "", label_end: int = 0) -> Opener:
    """Gives the annex that a line opens, also one that has no word for it."""
    return Opener(
        line=index,
        what="annex",
        apart=True,
        kind=Kind.ANNEX,
        rank=0,
        number=number,
        start=0,
        label_end=label_end,
        end=len(line.text),
        level=heading_level(line),
    )


def _closing(index: int, line: Line, patterns: Patterns, language: Language) -> Opener | None:
    found = patterns.closing.match(line.text)
    later = None if found else patterns.later.match(line.text)
    if later and (line.text.endswith((",", ";")) or _names_repealed(line.text, language)):
        return None
    if later or introduces(line.text, language):
        numbers = None if later else re.search(r"(?<![\d/])\d+(?:/\d+)?(?![\d/])", line.text)
        return Opener(
            line=index,
            what="closing",
            kind=Kind.SECTION,
            rank=1,
            number=numbers.group() if numbers else "",
            start=0,
            label_end=0,
            end=len(line.text),
            level=heading_level(line),
            weak=later is not None,
            apart=True,
        )
    if not found or is_small(line.text[0]):
        return None
    return Opener(
        line=index,
        what="closing",
        kind=Kind.SECTION,
        rank=1,
        number=(found["word"] + found["number"]).casefold(),
        start=0,
        label_end=_trimmed(line.text, found.end()),
        end=len(line.text),
        level=heading_level(line),
    )


def _names_repealed(text: str, language: Language) -> bool:
    """Tells whether a line that names a law says that it is repealed."""
    return any(words in text.casefold() for words in language.repealed)


def introduces(text: str, language: Language) -> bool:
    """Tells whether a line introduces provisions of a later law ("Lov nr. 9 indeholder følgende
    bestemmelse:"; "Završne odredbe iz NN 9/31").
    """
    if not language.closing_says or len(text) > _LONGEST_INTRODUCTION:
        return False
    folded = text.casefold()
    if not any(words in folded for words in language.closing_says):
        return False
    return text.endswith(":") or text.startswith(language.closing) or is_in_capitals(text)


def _trail(index: int, line: Line, patterns: Patterns, language: Language) -> list[Opener]:
    """Gives the divisions of a line such as "Part I | Chapter II - Penalties"; none where one of
    its segments is no division.
    """
    openers: list[Opener] = []
    start = 0
    segments = line.text.split(" | ", _LONGEST_TRAIL)
    if not 2 <= len(segments) <= _LONGEST_TRAIL:
        return []
    for segment in segments:
        opener = _division(index, line, start, start + len(segment), patterns, language)
        if opener is None:
            return []
        openers.append(opener)
        start += len(segment) + 3
    return openers


def _past_bullet(text: str) -> int:
    """Gives where the words of an item of a list begin."""
    return 2 if text.startswith(("- ", "– ", "• ")) else 0

# SPDX-License-Identifier: EUPL-1.2
"""How the marks of paragraphs and points are printed, and what they say: "(1)", "b)", "Stk. 2.",
"Dos.". Which of them count is told by :mod:`gapanalysis.importers.marks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from gapanalysis.importers.letters import is_small
from gapanalysis.importers.wording import ordinal_value
from gapanalysis.languages import Language
from gapanalysis.numbers import (
    LATIN,
    LATIN_WORD,
    as_sorted,
    bare,
    plain_superscripts,
    raised_digits,
    roman,
)

_REMEMBERED = 4_096
"""Marks whose readings are kept: the same few stand in every article."""
_LONGEST_HEADING = 200
TYPED_DIGITS = {"\u0417": 3}
"""Letters that some laws have where a digit is meant: the Cyrillic З looks like 3."""
_LATIN_ORDER = {word: f"~{place:02}" for word, place in LATIN.items()}
SENTENCE_END = frozenset(".;:!?–—-)]”»")
_FIGURE = (
    r"\d{1,3}(?:(?:\^|-)\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹])?"
    rf"(?:[ -]?{LATIN_WORD}(?:\.\d{{1,2}}(?=\.))?|[a-z]{{1,2}})?"
)
_LETTERS = rf"[^\W\d_]{{1,5}}(?:\^\d{{1,2}}|[¹²³]|-{LATIN_WORD})?"
_IN_BRACKETS = r"(?:\d{1,3}|[a-z]{1,2})\.\d{1,2}|\d{1,3}[A-Z]{1,3}"
"""What is inserted in brackets: "(1.1)", "(a.1)", "(1A)", "(1ZA)"."""
_CALL = r"\[\d{1,3}\]|\^\d{1,3}\)"
"""The call of a note."""
AT_START = re.compile(
    r"(?P<parts>\d{1,3}(?:\.\d{1,3}){1,3})(?:\.(?=[ \u00a0])|(?=[ \u00a0][„“«\"]?[^\Wa-z\d_]))"
    rf"|(?P<open>\()[ ]?(?P<in>{_FIGURE}|{_LETTERS}|{_IN_BRACKETS})[ ]?(?P<close>\)(?!<))"
    r"|(?P<dotted>\d{1,3}\.\^\d{1,2})\.?(?=[ \u00a0])"
    rf"|(?P<bare>(?P<figure>{_FIGURE})|{_LETTERS})"
    rf"(?P<end>\)|\.[ºª]|[º°ª](?P<latin>[ ]{LATIN_WORD})?\)?|\.[ ]?[-–—](?=[ ])"
    r"|\.[-–—](?=[^\Wa-z\d_])"
    rf"|\.(?=\s|\]|$|(?(figure)(?:\({{2}}|[„“”«\"]?[^\Wa-z\d_]|{_CALL})|(?!)))"
    r"|[ ]?[-–—](?=[ ]))"
    rf"|(?P<high>\^)(?P<raised>\d{{1,2}}(?:{LATIN_WORD}|[a-z])?)(?=\s)"
    rf"|(?P<super>[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,2}}(?:{LATIN_WORD}|[a-z])?)(?=\s)"
)
_INLINE = re.compile(
    r"\((?:(?<=[.;:!?)\]»”\"\u0589\u06d4\u061b\u061f] \()|(?<=\d{4} \())"
    r"(?P<digits>\d{1,2}(?:\^\d{1,2})?)\)(?= [^\Wa-z\d_]| [„«“\"])"
    r"|(?P<letter>[a-z](?=[\^)])(?:(?<=[.;:!?)\]»”\"] [a-z])|(?<=\d{4} [a-z]))(?:\^\d)?)"
    r"(?P<end>\)) "
)
"""What precedes a mark is looked at last: few letters open one."""
_FIRST_INLINE = re.compile(r"(?<= )\(1\)(?= [^\Wa-z\d_])")
_UNMARKED = re.compile(rf"\d{{1,2}}(?:{LATIN_WORD}|[a-z])?(?=[ \u00a0]+[„“«\"]?[^\Wa-z\d_])")
_WORDED = re.compile(
    rf"(?P<words>[^\Wa-z\d_][^\W\d_]*(?:[ -][^\W\d_]+){{0,3}}?)(?P<again>[ ]{LATIN_WORD})?"
    r"\.(?:[ ]?[-–—])?(?=[ \u00a0]|[^\Wa-z\d_]|$)"
)
_WORDED_END = "word."
_ALONE = re.compile(r"\d{1,2}")
"""A number on a line of its own, without a sign."""
_BULLET = re.compile(
    r"(?:[-–•·□][ ]+|\({2}[ ]?|(?:[A-Z]\d{1,3})?\[{1,3}(?:[A-Z]?\d{1,3}(?!\d)\]?[ ]?)?"
    rf"|F\d{{1,3}}(?=\())(?=(?:§[ ]?)?\(?\w{{1,4}}(?:[ -]?{LATIN_WORD})?[°º]?[.)])"
)
"""A bullet, or a sign of an amendment, before a mark: "F3[(a) …]", "F3(a) . . .", "((1-bis. …))",
"[[1] § 1er. …".
"""
_INSERTED = re.compile(
    r"(?:<[^<>]{1,300}>[ ]?)?(?:\[\^?[\d¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2}[ ]){0,2}(?:\((?=§))?(?=§|\w{1,2}[.)°])"
)
"""What Belgian laws set before a mark that was changed: "<L 2001-03-05, art. 2> [¹ § 1. …"."""


class Token(NamedTuple):
    """A mark as printed: its place, and whether it stands at the start of a line."""

    start: int
    end: int
    opening: str
    value: str
    closing: str
    inline: bool
    before: str
    """The last character before it; empty after a word that refers to it."""


def are_alone(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Tells whether the numbers of an article's paragraphs stand on lines of their own, without a
    sign: the article begins with such a line, and the next number follows.
    """
    if not lines or text[slice(*lines[0])] != "1":
        return False
    return any(text[slice(*line)] == "2" for line in lines)


def are_plain(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Tells whether the numbers of an article's paragraphs stand before the words without a sign,
    as raised ones do in a copy: the article begins so ("1 Whoever …"), and the next number follows.
    """
    numbers = [found.group() for line in lines if (found := _UNMARKED.match(text, *line))]
    return numbers[:1] == ["1"] and "2" in numbers and text[lines[0][0]] == "1"


@cache
def _named(words: tuple[str, ...]) -> re.Pattern[str]:
    """Gives a pattern for a paragraph that begins with a word or sign: "Stk. 2.", "§ 2.º"."""
    some = "|".join(map(re.escape, words)) or "(?!)"
    return re.compile(
        rf"(?P<word>{some})[ \u00a0]*"
        r"(?P<number>\d{1,3}(?:/\d{1,2}|\^\d{1,2}|\[\^\d{1,2}\])?"
        rf"(?:{LATIN_WORD}|[a-z]{{1,2}}(?<!er)|[^\W\d_])?)"
        rf"(?:er)?(?:\.[ºª]?|[ºª°])(?=\s|$|{_CALL})"
    )


@cache
def _referring(words: tuple[str, ...], joints: tuple[str, ...]) -> re.Pattern[str]:
    """Gives a pattern for what follows a mark that refers to another provision: a word for one,
    with or without further marks before it ("(1)–(3) bekezdése"); one with a hyphen at its end is
    the beginning of a word.
    """
    some = "|".join(
        re.escape(word.rstrip("-")) + ("" if word.endswith("-") else r"(?!\w)") for word in words
    )
    joined = rf"(?:[ ]?[-–,][ ]?|[ ](?:{'|'.join(map(re.escape, joints))})[ ])"
    further = rf"(?:{joined}(?:\(\w{{1,4}}\)|\w{{1,4}}[.)]))*"
    return re.compile(rf"{further}[ ]*(?:{some})", re.IGNORECASE)


def is_named_paragraph(text: str, language: Language) -> bool:
    """Tells whether a line begins with a named paragraph that is not the first ("Stk. 2.")."""
    named = _named(language.paragraph_words).match(text)
    return named is not None and named["number"] != "1"


def heading_before_first(text: str, start: int, end: int, language: Language) -> int | None:
    """Gives where a heading ends that runs into the first paragraph ("Rape (1) Whoever …")."""
    found = _FIRST_INLINE.search(text, start, min(end, start + _LONGEST_HEADING))
    if not found:
        return None
    before = text[start : found.start()].rstrip()
    if (
        not before[:1].isupper()
        or re.search(r"[.;:\u0589\u061b](?:\s|$)", before)
        or _is_cited(before, language)
    ):
        return None
    return start + len(before)


def _is_cited(before: str, language: Language) -> bool:
    words = before.rsplit(None, 1)
    return bool(words) and words[-1].casefold() in language.cited_before


def tokens_of(
    text: str,
    start: int,
    end: int,
    language: Language,
    *,
    alone: bool = False,
    plain: bool = False,
) -> list[Token]:
    """Gives the marks of one line: those that it begins with, then those inside it."""
    if alone and _ALONE.fullmatch(text, start, end):
        return [Token(start, end, "", text[start:end], "", False, ".")]
    tokens: list[Token] = []
    at = start
    if bullet := _BULLET.match(text, at, end) or _INSERTED.match(text, at, end):
        at = bullet.end()
    if unsigned := _unsigned(text, at, end, language, plain=plain):
        opening, value, closing, stop = unsigned
        before = _before(text, start, language)
        tokens.append(Token(start, stop, opening, value, closing, False, before))
        at = _past_spaces(text, stop, end)
    referring = _referring(language.cited_after, language.cited_before)
    following = start
    while found := AT_START.match(text, at, end):
        if language.cited_after and referring.match(text, found.end()):
            break
        latin = found["latin"] or ""  # 4° bis
        opening = found["open"] or ((found["high"] or found["super"]) and "^") or ""
        dotted = found["dotted"]
        value = found["in"] or found["bare"] or found["parts"] or found["raised"]
        value = dotted.replace(".", "") if dotted else value
        value = (value or raised_digits(found["super"])) + latin
        closing = (found["close"] or found["end"] or "").replace(latin, "").replace(" ", "")
        closing = "." if found["parts"] or dotted else closing
        if not readings_of(value, opening):
            break  # a word: "Child- and family …"
        before = _before(text, following, language)
        token = Token(at if tokens else start, found.end(), opening, value, closing, False, before)
        if tokens and (opening, value, closing) == tokens[-1][2:5]:  # "1. 1. Words"
            token = tokens.pop()._replace(end=token.end)
        tokens.append(token)
        at = following = _past_spaces(text, found.end(), end)
    for found in _inside(text, at, end):
        if not _is_cited(text[max(start, found.start() - 40) : found.start()].rstrip(), language):
            value = found["digits"] or found["letter"]
            opening = "(" if found["digits"] else ""
            stop = found.end("end") if found["letter"] else found.end()
            before = text[found.start() - 2]
            tokens.append(Token(found.start(), stop, opening, value, ")", True, before))
    if (not tokens or tokens[0].inline) and text.find(" (1) ", start, end) >= 0:
        first = _FIRST_INLINE.search(text, start, min(end, start + _LONGEST_HEADING))
        if first and heading_before_first(text, start, end, language) is not None:
            token = Token(first.start(), first.end(), "(", "1", ")", True, "heading")
            tokens = [token, *(t for t in tokens if t.start > first.start())]
    if language.paragraph_words:
        tokens += _named_inside(text, at, end, language)
        tokens.sort(key=lambda token: token.start)
    return tokens


def _unsigned(
    text: str, at: int, end: int, language: Language, *, plain: bool
) -> tuple[str, str, str, int] | None:
    """Gives opening, value and closing of a mark without signs of its own at the beginning of a
    line, and where it ends: with a word ("Stk. 2"), a number alone, or one in words ("Dos.",
    "Secondly.—").
    """
    if named := _named(language.paragraph_words).match(text, at, end):
        return named["word"], bare(named["number"]), ".", named.end()
    if (plain or "1" in language.paragraph_marks) and (one := _UNMARKED.match(text, at, end)):
        return "", one.group(), "", one.end()
    worded = _WORDED.match(text, at, end) if language.worded_marks else None
    number = ordinal_value(worded["words"], language) if worded else 0
    if not worded or number < 1:
        return None
    return "", f"{number}{worded['again'] or ''}", _WORDED_END, worded.end()


def _named_inside(text: str, start: int, end: int, language: Language) -> Iterator[Token]:
    """Gives the marks with a word that stand behind a sentence in a line ("… . Stk. 2. The …")."""
    for found in _named(language.paragraph_words).finditer(text, start, end):
        before = text[max(start, found.start() - 2) : found.start()]
        behind = text[found.end() : found.end() + 2].lstrip("\u00a0 ")
        if before[:1] in SENTENCE_END and before[1:] == " " and not is_small(behind[:1] or "a"):
            word, number = found["word"], bare(found["number"])
            yield Token(found.start(), found.end(), word, number, ".", True, before[0])


def _before(text: str, at: int, language: Language) -> str:
    """Gives the last character before a mark; none after a word that refers to it."""
    words = text[max(0, at - 40) : at].rstrip()
    return "" if _is_cited(words, language) else words[-1:]


def _inside(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Gives the marks inside a line. They end with a bracket, which is looked for first: a pattern
    would try every letter.
    """
    closing = text.find(") ", start, end)
    while closing >= 0:
        at = text.rfind(" ", max(start - 1, 0), closing) + 1
        if at >= start and (found := _INLINE.match(text, at, end)):
            yield found
        closing = text.find(") ", closing + 1, end)


def _past_spaces(text: str, at: int, end: int) -> int:
    while at < end and text[at] in " \u00a0":
        at += 1
    return at


@lru_cache(maxsize=_REMEMBERED)
def readings_of(value: str, opening: str = "") -> tuple[tuple[str, tuple[int, str]], ...]:
    """Gives the ways to read a mark's value: its class (1 a A i I aa) and its key in a row. What is
    inserted with a decimal in brackets goes on in the row: "(1)", "(1.1)", "(2)".
    """
    value = plain_superscripts(value)
    if "." in value and opening == "(":
        head, fraction = value.split(".")
        ((cls, (key, rest)), *_) = readings_of(head)
        return ((cls, (key, f"{rest}.{fraction}")),)
    if "." in value and value.replace(".", "").isdecimal():
        *above, last = value.split(".")
        return (("1" + ".1" * len(above), (int(last), "")),)
    if value[0].isdecimal():  # "²²²" alone is no number
        digits = re.match(r"\d+", value)
        assert digits is not None
        rest, dot, more = value[digits.end() :].strip(" -").partition(".")
        rest = "@" + rest[1:] if rest[:1] == "Z" and rest[1:] else rest  # 1ZA stands before 1A
        return (("1", (int(digits.group()), _LATIN_ORDER.get(rest, rest) + dot + more)),)
    head, sign, raised = value.partition("-" if "-" in value else "^")
    raised = _LATIN_ORDER.get(raised, raised) if sign == "-" else raised
    head = as_sorted(head)
    upper = head.isupper()
    readings: list[tuple[str, tuple[int, str]]] = []
    if len(head) == 2 and head[0] == head[1] and head.islower():
        readings.append(("aa", (ord(head[0]), raised)))
    caseless = head.upper() == head.lower()
    if len(head.rstrip("~")) <= 2 and (head.islower() or upper or caseless):
        readings.append(("A" if upper else "a", (ord(head[0].casefold()[0]), head[1:] + raised)))
    number = roman(head) if head.islower() or upper else None
    if number:
        readings.append(("I" if upper else "i", (number, raised)))
    if head in TYPED_DIGITS:
        readings.append(("1", (TYPED_DIGITS[head], raised)))
    return tuple(readings)

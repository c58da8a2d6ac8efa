# SPDX-License-Identifier: EUPL-1.2
"""The numbered paragraphs and points inside one article.

A mark such as "(1)" or "b)" counts only where it continues a row or begins one, so that a reference
to another provision is not taken for a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from gapanalysis.importers.letters import is_small
from gapanalysis.importers.wording import ordinal_value
from gapanalysis.languages import Language
from gapanalysis.model import Kind
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
_FIRST_LETTERS = tuple(map(ord, "a\u0430\u03b1\u0561\u10d0\u0623"))
"""The first letters of the Latin, Cyrillic, Greek, Armenian, Georgian and Arabic alphabets."""
_SIGNS_BEFORE = ("", "(", "^")
"""What may stand before a number; anything else is a word or sign such as "Stk." or "§"."""
_UNPRINTED = "\u00b6"
"""Stands for the word before the number of a paragraph that the law counts and prints nothing of.
"""
_FAR = 4
"""How many numbers a row may skip: repealed paragraphs are sometimes left out."""

_TYPED_DIGITS = {"\u0417": 3}
"""Letters that some laws have where a digit is meant: the Cyrillic З looks like 3."""
_LATIN_ORDER = {word: f"~{place:02}" for word, place in LATIN.items()}
_SENTENCE_END = frozenset(".;:!?–—-)]”»")
_LIST_ENDS = ",;\u060c\u061b"
_LATEST = 3
_AHEAD = 60
"""How many marks are looked at for the one that a row would skip."""

_FIGURE = (
    r"\d{1,3}(?:(?:\^|-)\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹])?"
    rf"(?:[ -]?{LATIN_WORD}(?:\.\d{{1,2}}(?=\.))?|[a-z]{{1,2}})?"
)
_LETTERS = rf"[^\W\d_]{{1,5}}(?:\^\d{{1,2}}|[¹²³]|-{LATIN_WORD})?"
_IN_BRACKETS = r"(?:\d{1,3}|[a-z]{1,2})\.\d{1,2}|\d{1,3}[A-Z]{1,3}"
"""What is inserted in brackets: "(1.1)", "(a.1)", "(1A)", "(1ZA)"."""
_CALL = r"\[\d{1,3}\]|\^\d{1,3}\)"
"""The call of a note."""
_AT_START = re.compile(
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
_WHOLE_AND_RAISED = re.compile(r"(?P<whole>\d{1,3})(?:\^(?P<raised>\d{1,2}))?")
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


_FIRST = (0, 1, (1, ""), ("", ")", "1"))
"""The first mark of a row at the top: "1) Whoever …"."""


class Setting(NamedTuple):
    """How a printed line is set: whether a blank one stands above it, and its indent."""

    after_blank: bool
    indent: int


class _Token(NamedTuple):
    """A mark as printed: its place, and whether it stands at the start of a line."""

    start: int
    end: int
    opening: str
    value: str
    closing: str
    inline: bool
    before: str
    """The last character before it; empty after a word that refers to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A paragraph or point: ``start:label_end`` is its label, ``parent`` an index into the marks,
    ``end`` where words follow that belong to what the list stands in; None where there are none.
    """

    kind: Kind
    number: str
    start: int
    label_end: int
    parent: int | None
    end: int | None = None


@dataclass(slots=True)
class _Row:
    """An open row of marks of one shape: the last key, the mark that it belongs to, how many marks
    it has, and the kind that they all are where something else than their shape tells it.
    """

    opening: str
    closing: str
    cls: str
    last: tuple[int, str]
    value: str
    mark: int
    count: int
    kind: Kind | None


def find_marks(
    text: str,
    lines: Sequence[tuple[int, int]],
    quoted: Sequence[bool],
    language: Language,
    settings: Sequence[Setting] | None = None,
    unmarked: Sequence[int] = (),
) -> list[Mark]:
    """Gives the paragraphs and points in a document's ranges ``lines`` (the body of one article).

    ``quoted`` tells which of them begin inside a quotation: no mark is looked for there.
    ``settings`` are those of the ranges where these are printed lines and not whole paragraphs.
    ``unmarked`` are the starts of ranges that may begin a paragraph without a number.
    Words behind a list that go on with the sentence before it are of none of its points.
    """
    alone, plain = _are_alone(text, lines), _are_plain(text, lines)
    tokens = _with_raised(
        [
            token
            for (start, end), inside in zip(lines, quoted, strict=True)
            if not inside
            for token in _tokens(text, start, end, language, alone=alone, plain=plain)
        ]
    )
    starts = {token.start for token in tokens}
    unmarked = [one for one in unmarked if one not in starts and not _in_list(tokens, one)]
    tails = _tails(text, lines, quoted, settings)
    if language.unmarked_paragraphs == "counted":
        tokens = _with_counted(tokens, text, lines, unmarked, language)
    else:
        tails = sorted({*tails, *unmarked})
    if language.unmarked_paragraphs == "first":
        tokens = _with_first(tokens, lines)
    marks: list[Mark] = []
    rows: list[_Row] = []
    for n, token in enumerate(tokens):
        placed = _place(token, tokens[n + 1 : n + _AHEAD], rows)
        if placed is None:
            continue
        depth, cls, key = placed
        if depth < len(rows):
            _end_list(marks, rows[depth + 1 :], tails, token.start)
        count = rows[depth].count + 1 if depth < len(rows) else 1
        kind = rows[depth].kind if count > 1 else None
        shape = (token.opening, token.closing, cls)
        if (depth, count, key, shape) == _FIRST and token.start == lines[0][0]:
            kind = Kind.PARAGRAPH  # no words before it of which it could be a point
        del rows[depth:]
        parent = rows[-1].mark if rows else None
        in_row = bool(rows) and rows[-1].opening in _SIGNS_BEFORE
        rows.append(_Row(*shape, key, token.value, len(marks), count, kind))
        number = plain_superscripts(token.value)
        marks.append(
            Mark(
                kind=kind or _kind(token, cls, in_row, language),
                number=str(key[0]) if token.value in _TYPED_DIGITS and cls == "1" else number,
                start=token.start,
                label_end=token.end,
                parent=parent,
            )
        )
    points = [row for row in rows if marks[row.mark].kind == Kind.POINT]
    _end_list(marks, points, tails, len(text))
    return marks


def _are_alone(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Tells whether the numbers of an article's paragraphs stand on lines of their own, without a
    sign: the article begins with such a line, and the next number follows.
    """
    if not lines or text[slice(*lines[0])] != "1":
        return False
    return any(text[slice(*line)] == "2" for line in lines)


def _are_plain(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Tells whether the numbers of an article's paragraphs stand before the words without a sign,
    as raised ones do in a copy: the article begins so ("1 Whoever …"), and the next number follows.
    """
    numbers = [found.group() for line in lines if (found := _UNMARKED.match(text, *line))]
    return numbers[:1] == ["1"] and "2" in numbers and text[lines[0][0]] == "1"


def _with_raised(tokens: Sequence[_Token]) -> list[_Token]:
    """Gives the marks of an article with raised digits that a copy set beside the number: 31 is 3^1
    after 3 where 4 or 32 follows.
    """
    found = list(tokens)
    last: dict[tuple[str, str], tuple[int, int]] = {}
    for n, token in enumerate(tokens):
        number = _WHOLE_AND_RAISED.fullmatch(token.value)
        if number is None or token.inline:
            continue
        shape = (token.opening, token.closing)
        whole, raised = last.get(shape, (0, 0))
        glued = whole > 0 and token.value == f"{whole}{raised + 1}"
        if glued and int(token.value) > whole + 1 and _is_inserted(tokens, n, whole, raised + 1):
            found[n] = token._replace(value=f"{whole}^{raised + 1}")
            last[shape] = (whole, raised + 1)
        else:
            last[shape] = (int(number["whole"]), int(number["raised"] or 0))
    return found


def _with_first(tokens: list[_Token], lines: Sequence[tuple[int, int]]) -> list[_Token]:
    """Gives the marks of an article with one for the paragraph before "Stk. 2.", which has none."""
    named = next((token for token in tokens if token.opening not in _SIGNS_BEFORE), None)
    if named is None or named.value != "2" or named.start == lines[0][0]:
        return tokens
    return [_unprinted(lines[0][0], named.opening, 1), *tokens]


def _with_counted(
    tokens: list[_Token],
    text: str,
    lines: Sequence[tuple[int, int]],
    starts: Sequence[int],
    language: Language,
) -> list[_Token]:
    """Gives the marks of an article with one for each of several paragraphs that are counted and
    bear no number; the sign before them is what is printed of it.
    """
    if len(starts) < 2 or starts[0] != lines[0][0]:
        return tokens
    counted = [_unprinted(start, _UNPRINTED, count) for count, start in enumerate(starts, 1)]
    if (sign := language.paragraph_sign) and text.startswith(sign, starts[0]):
        counted = [token._replace(end=token.start + len(sign)) for token in counted]
    return sorted([*tokens, *counted], key=lambda token: token.start)


def _unprinted(start: int, word: str, number: int) -> _Token:
    """Gives the empty mark of a paragraph that is counted."""
    return _Token(start, start, word, str(number), ".", False, ".")


def _in_list(tokens: Sequence[_Token], at: int) -> bool:
    """Tells whether a list goes on behind a place: its next mark follows the last one before."""
    last = {(t.opening, t.closing): t for t in tokens if t.start < at and not t.inline}
    following = {
        (t.opening, t.closing): t for t in reversed(tokens) if t.start > at and not t.inline
    }
    return any(
        _is_after(cls, key, token, following[shape])
        for shape, token in last.items()
        if shape in following
        for cls, key in _readings(token.value, token.opening)
    )


def _is_inserted(tokens: Sequence[_Token], at: int, whole: int, raised: int) -> bool:
    """Tells whether the next mark of the same shape goes on from a whole number, or from it with
    its raised digit.
    """
    token = tokens[at]
    for later in tokens[at + 1 : at + _AHEAD]:
        following = later.value
        shape = (later.opening, later.closing)
        if later.inline or shape != (token.opening, token.closing) or not following[0].isdecimal():
            continue
        near = following.isdecimal() and whole < int(following) <= whole + _FAR
        return near or following == f"{whole}{raised + 1}"
    return token.opening == "(" and whole > 1


def _tails(
    text: str,
    lines: Sequence[tuple[int, int]],
    quoted: Sequence[bool],
    settings: Sequence[Setting] | None,
) -> list[int]:
    """Gives where paragraphs begin that may go on with the sentence before a list: in small
    letters, after a comma or a semicolon ("shall be punished …").
    """
    return [
        line[0]
        for n, ((before, line), (inside_before, inside)) in enumerate(
            zip(pairwise(lines), pairwise(quoted), strict=True), 1
        )
        if is_small(text[line[0]])
        and text[before[1] - 1] in _LIST_ENDS
        and not (inside or inside_before)
        and not _AT_START.match(text, *line)
        and (settings is None or _is_set_apart(text, lines, settings, n))
    ]


def _is_set_apart(
    text: str, lines: Sequence[tuple[int, int]], settings: Sequence[Setting], at: int
) -> bool:
    """Tells whether a printed line begins a paragraph: a blank line stands above it, or the list
    before it is indented more than it is, and more than the first line of all.
    """
    if settings[at].after_blank:
        return True
    point = next((n for n in range(at - 1, -1, -1) if _AT_START.match(text, *lines[n])), 0)
    least = min(one.indent for one in settings[point:at])
    return least > settings[0].indent and settings[at].indent < least


def _end_list(marks: list[Mark], rows: Sequence[_Row], tails: Sequence[int], limit: int) -> None:
    """Ends the last points of lists where such a paragraph follows the last mark of all; a mark
    that stands alone may be none of a list.
    """
    if not rows or rows[0].count < 2 or marks[rows[0].mark].kind != Kind.POINT:
        return
    at = bisect_right(tails, marks[-1].start)
    if at < len(tails) and tails[at] < limit:
        for row in rows:
            marks[row.mark] = replace(marks[row.mark], end=tails[at])


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


def _tokens(
    text: str,
    start: int,
    end: int,
    language: Language,
    *,
    alone: bool = False,
    plain: bool = False,
) -> list[_Token]:
    """Gives the marks of one line: those that it begins with, then those inside it."""
    if alone and _ALONE.fullmatch(text, start, end):
        return [_Token(start, end, "", text[start:end], "", False, ".")]
    tokens: list[_Token] = []
    at = start
    if bullet := _BULLET.match(text, at, end) or _INSERTED.match(text, at, end):
        at = bullet.end()
    if unsigned := _unsigned(text, at, end, language, plain=plain):
        opening, value, closing, stop = unsigned
        before = _before(text, start, language)
        tokens.append(_Token(start, stop, opening, value, closing, False, before))
        at = _past_spaces(text, stop, end)
    referring = _referring(language.cited_after, language.cited_before)
    following = start
    while found := _AT_START.match(text, at, end):
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
        if not _readings(value, opening):
            break  # a word: "Child- and family …"
        before = _before(text, following, language)
        token = _Token(at if tokens else start, found.end(), opening, value, closing, False, before)
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
            tokens.append(_Token(found.start(), stop, opening, value, ")", True, before))
    if (not tokens or tokens[0].inline) and text.find(" (1) ", start, end) >= 0:
        first = _FIRST_INLINE.search(text, start, min(end, start + _LONGEST_HEADING))
        if first and heading_before_first(text, start, end, language) is not None:
            token = _Token(first.start(), first.end(), "(", "1", ")", True, "heading")
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


def _named_inside(text: str, start: int, end: int, language: Language) -> Iterator[_Token]:
    """Gives the marks with a word that stand behind a sentence in a line ("… . Stk. 2. The …")."""
    for found in _named(language.paragraph_words).finditer(text, start, end):
        before = text[max(start, found.start() - 2) : found.start()]
        behind = text[found.end() : found.end() + 2].lstrip("\u00a0 ")
        if before[:1] in _SENTENCE_END and before[1:] == " " and not is_small(behind[:1] or "a"):
            word, number = found["word"], bare(found["number"])
            yield _Token(found.start(), found.end(), word, number, ".", True, before[0])


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
def _readings(value: str, opening: str = "") -> tuple[tuple[str, tuple[int, str]], ...]:
    """Gives the ways to read a mark's value: its class (1 a A i I aa) and its key in a row. What is
    inserted with a decimal in brackets goes on in the row: "(1)", "(1.1)", "(2)".
    """
    value = plain_superscripts(value)
    if "." in value and opening == "(":
        head, fraction = value.split(".")
        ((cls, (key, rest)), *_) = _readings(head)
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
    if head in _TYPED_DIGITS:
        readings.append(("1", (_TYPED_DIGITS[head], raised)))
    return tuple(readings)


def _place(
    token: _Token, ahead: Sequence[_Token], rows: Sequence[_Row]
) -> tuple[int, str, tuple[int, str]] | None:
    """Gives the depth at which a mark stands, its class and key; None where it is no mark.

    In order: the next of an open row; the first of a new one; one that skips numbers of a row; the
    last one of a row once more.
    """
    following = ahead[0] if ahead else None
    readings = _readings(token.value, token.opening)
    shape = (token.opening, token.closing)
    siblings = [
        (depth, cls, key, _step(row.last, key))
        for depth, row in reversed(list(enumerate(rows)))
        for cls, key in readings
        if (row.opening, row.closing, row.cls) == (*shape, cls)
    ]
    exact = next((s for s in siblings if s[3] == 1), None)
    first = _first(token, following, readings, rows)
    if first and exact and following and _second_of(first[1], token, following):
        exact = None
    if exact:
        return exact[0], exact[1], exact[2]
    if first:
        return first
    far = _FAR if not token.inline else 2 if token.opening == "(" else 0
    skipping = next(
        (s for s in siblings if 1 < s[3] <= far and not _comes_later(rows[s[0]], token, ahead)),
        None,
    )
    if skipping is None and not token.inline:
        twice = (s for s in siblings if rows[s[0]].last == s[2])
        skipping = next((s for s in twice if _goes_on(s[1], s[2], token, following)), None)
    return (skipping[0], skipping[1], skipping[2]) if skipping else None


def _comes_later(row: _Row, token: _Token, ahead: Sequence[_Token]) -> bool:
    """Tells whether the mark that a row waits for comes after one that would skip it, which is then
    a note or a reference.
    """
    for later in ahead:
        if (later.opening, later.closing) != (token.opening, token.closing):
            continue
        keys = [key for cls, key in _readings(later.value, later.opening) if cls == row.cls]
        if any(key[0] == row.last[0] + 1 for key in keys):
            return True
        if any(key[0] <= row.last[0] for key in keys):
            return False
    return False


def _goes_on(cls: str, key: tuple[int, str], token: _Token, following: _Token | None) -> bool:
    """Tells whether the following mark is the next one of a row, or the same once more: a number
    is printed twice where its raised digits are lost or two versions of a paragraph stand. In
    brackets after the end of a sentence it is a mark in any case.
    """
    if token.opening == "(" and token.before in _SENTENCE_END:
        return True
    if following is None or not token.before:
        return False
    same = (following.opening, following.closing) == (token.opening, token.closing)
    twice = same and any(
        (c, k) == (cls, key) for c, k in _readings(following.value, following.opening)
    )
    return twice or _is_after(cls, key, token, following)


def _step(last: tuple[int, str], key: tuple[int, str]) -> int:
    """Gives how far a key lies after another: 1 for the next one, 0 for none that follows."""
    if key[0] == last[0]:
        return 1 if key[1] > last[1] else 0
    step = key[0] - last[0]
    if key[0] > ord("z") or last[0] > ord("z"):  # letters beyond the Latin alphabet: ñ, ċ, б
        return 1 if step else 0
    return max(step, 0)


def _first(
    token: _Token,
    following: _Token | None,
    readings: Sequence[tuple[str, tuple[int, str]]],
    rows: Sequence[_Row],
) -> tuple[int, str, tuple[int, str]] | None:
    """Gives the place of a mark that begins a new row below the open ones; of one that repeats the
    number above it ("1.1.") only where that is the last one.
    """
    if token.inline and token.before not in {":", ")", "heading"} and token.opening != "(":
        return None
    if token.inline and token.opening == "(" and token.before != "heading" and rows:
        return None
    if token.opening not in _SIGNS_BEFORE:  # a word: the paragraph before it may bear no mark
        taken = bool(rows) and rows[0].opening == token.opening
        return None if token.inline or taken else (0, *readings[0])
    above = "" if token.opening == "(" else token.value.rpartition(".")[0]
    if above and rows and rows[-1].value != above:
        return None
    if above and not rows and not (following and _is_after(*readings[0], token, following)):
        return None
    for cls, key in sorted(readings, key=lambda reading: reading[0] not in {"i", "I", "aa"}):
        begins = key[0] in {1, *_FIRST_LETTERS} and not key[1]
        if not begins and not _is_late_first(token, following, cls, key, rows):
            continue
        shape = (token.opening, token.closing, cls)
        depths = [n for n, row in enumerate(rows) if (row.opening, row.closing, row.cls) == shape]
        if not depths:
            return len(rows), cls, key
        again = not token.inline or token.before == ":"
        if again and following and _second_of(cls, token, following):
            return depths[-1], cls, key  # a new list at the same height
    return None


def _is_late_first(
    token: _Token,
    following: _Token | None,
    cls: str,
    key: tuple[int, str],
    rows: Sequence[_Row],
) -> bool:
    """Tells whether a row may begin with a second or third mark, the ones before being repealed:
    one in brackets in an article without marks, any where the next one follows.
    """
    place = key[0] - (ord("a") - 1 if cls == "a" else 0)
    if token.inline or cls not in {"1", "a"} or not 1 <= place <= _LATEST or key[1]:
        return False
    if not token.before:
        return False
    if token.opening == "(" and cls == "1" and not rows:
        return True
    return following is not None and _is_after(cls, key, token, following)


def _is_after(cls: str, key: tuple[int, str], token: _Token, following: _Token) -> bool:
    """Tells whether a mark is the next one of a row."""
    if (following.opening, following.closing) != (token.opening, token.closing):
        return False
    return any(
        c == cls and _step(key, k) == 1 for c, k in _readings(following.value, following.opening)
    )


def _second_of(cls: str, token: _Token, following: _Token) -> bool:
    """Tells whether the following mark is the second of a row that this one would begin."""
    if (following.opening, following.closing) != (token.opening, token.closing):
        return False
    return any(
        c == cls and key[0] in {2, *(letter + 1 for letter in _FIRST_LETTERS)}
        for c, key in _readings(following.value, following.opening)
    )


def _kind(token: _Token, cls: str, in_row: bool, language: Language) -> Kind:
    """Gives paragraph or point, as the language numbers them; what is numbered below a paragraph
    with a word ("§ 2. (1)") may be a paragraph too.
    """
    closing = token.closing and (token.closing.rstrip("-–—") or ".")
    shape = token.opening + cls + closing
    if not in_row and shape in language.paragraph_marks:
        return Kind.PARAGRAPH
    if not in_row and shape not in language.point_marks and cls == "1":
        return Kind.PARAGRAPH
    return Kind.POINT

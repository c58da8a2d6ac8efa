# SPDX-License-Identifier: EUPL-1.2
"""The numbered paragraphs and points inside one article.

A mark such as "(1)" or "b)" counts only where it continues a row or begins one, so that a reference
to another provision is not taken for a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from gapanalysis.importers.letters import is_small
from gapanalysis.importers.mark_tokens import (
    AT_START,
    SENTENCE_END,
    TYPED_DIGITS,
    Token,
    are_alone,
    are_plain,
    readings_of,
    tokens_of,
)
from gapanalysis.languages import Language
from gapanalysis.model import Kind
from gapanalysis.numbers import plain_superscripts

_FIRST_LETTERS = tuple(map(ord, "a\u0430\u03b1\u0561\u10d0\u0623"))
"""The first letters of the Latin, Cyrillic, Greek, Armenian, Georgian and Arabic alphabets."""
_SIGNS_BEFORE = ("", "(", "^")
"""What may stand before a number; anything else is a word or sign such as "Stk." or "§"."""
_UNPRINTED = "\u00b6"
"""Stands for the word before the number of a paragraph that the law counts and prints nothing of.
"""
_FAR = 4
"""How many numbers a row may skip: repealed paragraphs are sometimes left out."""
_LIST_ENDS = ",;\u060c\u061b"
_LATEST = 3
_AHEAD = 60
"""How many marks are looked at for the one that a row would skip."""
_WHOLE_AND_RAISED = re.compile(r"(?P<whole>\d{1,3})(?:\^(?P<raised>\d{1,2}))?")
_FIRST = (0, 1, (1, ""), ("", ")", "1"))
"""The first mark of a row at the top: "1) Whoever …"."""


class Setting(NamedTuple):
    """How a printed line is set: whether a blank one stands above it, and its indent."""

    after_blank: bool
    indent: int


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
    alone, plain = are_alone(text, lines), are_plain(text, lines)
    tokens = _with_raised(
        [
            token
            for (start, end), inside in zip(lines, quoted, strict=True)
            if not inside
            for token in tokens_of(text, start, end, language, alone=alone, plain=plain)
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
                number=str(key[0]) if token.value in TYPED_DIGITS and cls == "1" else number,
                start=token.start,
                label_end=token.end,
                parent=parent,
            )
        )
    points = [row for row in rows if marks[row.mark].kind == Kind.POINT]
    _end_list(marks, points, tails, len(text))
    return marks


def _with_raised(tokens: Sequence[Token]) -> list[Token]:
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


def _with_first(tokens: list[Token], lines: Sequence[tuple[int, int]]) -> list[Token]:
    """Gives the marks of an article with one for the paragraph before "Stk. 2.", which has none."""
    named = next((token for token in tokens if token.opening not in _SIGNS_BEFORE), None)
    if named is None or named.value != "2" or named.start == lines[0][0]:
        return tokens
    return [_unprinted(lines[0][0], named.opening, 1), *tokens]


def _with_counted(
    tokens: list[Token],
    text: str,
    lines: Sequence[tuple[int, int]],
    starts: Sequence[int],
    language: Language,
) -> list[Token]:
    """Gives the marks of an article with one for each of several paragraphs that are counted and
    bear no number; the sign before them is what is printed of it.
    """
    if len(starts) < 2 or starts[0] != lines[0][0]:
        return tokens
    counted = [_unprinted(start, _UNPRINTED, count) for count, start in enumerate(starts, 1)]
    if (sign := language.paragraph_sign) and text.startswith(sign, starts[0]):
        counted = [token._replace(end=token.start + len(sign)) for token in counted]
    return sorted([*tokens, *counted], key=lambda token: token.start)


def _unprinted(start: int, word: str, number: int) -> Token:
    """Gives the empty mark of a paragraph that is counted."""
    return Token(start, start, word, str(number), ".", False, ".")


def _in_list(tokens: Sequence[Token], at: int) -> bool:
    """Tells whether a list goes on behind a place: its next mark follows the last one before."""
    last = {(t.opening, t.closing): t for t in tokens if t.start < at and not t.inline}
    following = {
        (t.opening, t.closing): t for t in reversed(tokens) if t.start > at and not t.inline
    }
    return any(
        _is_after(cls, key, token, following[shape])
        for shape, token in last.items()
        if shape in following
        for cls, key in readings_of(token.value, token.opening)
    )


def _is_inserted(tokens: Sequence[Token], at: int, whole: int, raised: int) -> bool:
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
        and not AT_START.match(text, *line)
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
    point = next((n for n in range(at - 1, -1, -1) if AT_START.match(text, *lines[n])), 0)
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


def _place(
    token: Token, ahead: Sequence[Token], rows: Sequence[_Row]
) -> tuple[int, str, tuple[int, str]] | None:
    """Gives the depth at which a mark stands, its class and key; None where it is no mark.

    In order: the next of an open row; the first of a new one; one that skips numbers of a row; the
    last one of a row once more.
    """
    following = ahead[0] if ahead else None
    readings = readings_of(token.value, token.opening)
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


def _comes_later(row: _Row, token: Token, ahead: Sequence[Token]) -> bool:
    """Tells whether the mark that a row waits for comes after one that would skip it, which is then
    a note or a reference.
    """
    for later in ahead:
        if (later.opening, later.closing) != (token.opening, token.closing):
            continue
        keys = [key for cls, key in readings_of(later.value, later.opening) if cls == row.cls]
        if any(key[0] == row.last[0] + 1 for key in keys):
            return True
        if any(key[0] <= row.last[0] for key in keys):
            return False
    return False


def _goes_on(cls: str, key: tuple[int, str], token: Token, following: Token | None) -> bool:
    """Tells whether the following mark is the next one of a row, or the same once more: a number
    is printed twice where its raised digits are lost or two versions of a paragraph stand. In
    brackets after the end of a sentence it is a mark in any case.
    """
    if token.opening == "(" and token.before in SENTENCE_END:
        return True
    if following is None or not token.before:
        return False
    same = (following.opening, following.closing) == (token.opening, token.closing)
    twice = same and any(
        (c, k) == (cls, key) for c, k in readings_of(following.value, following.opening)
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
    token: Token,
    following: Token | None,
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
    token: Token,
    following: Token | None,
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


def _is_after(cls: str, key: tuple[int, str], token: Token, following: Token) -> bool:
    """Tells whether a mark is the next one of a row."""
    if (following.opening, following.closing) != (token.opening, token.closing):
        return False
    return any(
        c == cls and _step(key, k) == 1 for c, k in readings_of(following.value, following.opening)
    )


def _second_of(cls: str, token: Token, following: Token) -> bool:
    """Tells whether the following mark is the second of a row that this one would begin."""
    if (following.opening, following.closing) != (token.opening, token.closing):
        return False
    return any(
        c == cls and key[0] in {2, *(letter + 1 for letter in _FIRST_LETTERS)}
        for c, key in readings_of(following.value, following.opening)
    )


def _kind(token: Token, cls: str, in_row: bool, language: Language) -> Kind:
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

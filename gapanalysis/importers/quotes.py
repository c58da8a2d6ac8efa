# SPDX-License-Identifier: EUPL-1.2
"""Which lines begin inside a quotation: the words that an amending law puts into another law."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from gapanalysis.importers.wrapping import is_wrapped, starts_provision

_CLOSING = {"«": "»", "“": "”ˮ‟″", "„": "”“ˮ‟″"}
_CLOSING_TURNED = {**_CLOSING, "»": "«"}
_OPENING = re.compile(r"[«»](?=[^\W_])")
_SAMPLE = 2_000
_SIGNS = re.compile('[«»“”„ˮ‟″"]')
_STRAIGHT = '"'
_NUMBERED = re.compile(r'"?[^\W\d_]{2,12}\.?[ \u00a0](?P<number>\d{1,5})(?!\d)')
_BEHIND_CLOSING = re.compile(r"\W{0,2}(?:\([^\W\d_]{2,3}\)\W?)?")
"""What may follow the sign that closes a quotation: a mark in brackets says that the wording is new
("(NR)").
"""
_LONGEST = 400
_MOST_LETTERS = 150_000
"""How far a quotation may reach, in lines or in letters: a whole Part is put into another law."""
_LONGEST_INLINE = 6
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class _Open:
    """A quotation that is not closed yet: its sign, its place, and whether it may hold paragraphs:
    such a one begins a line or follows a colon.
    """

    sign: str
    line: int
    at: int
    block: bool


def quoted_lines(lines: Sequence[str]) -> tuple[bool, ...]:
    """Tells for each line whether it begins inside a quotation, or with one that fills it.

    A quotation that is never closed, or not within a reasonable distance, counts for nothing; nor
    does one inside a sentence that its own paragraph does not close. One in straight signs that
    begins with a provision ends also where words quoted in it end a line: one sign closes both.
    """
    return _quoted_lines(tuple(lines))


@lru_cache(maxsize=1)
def _quoted_lines(lines: tuple[str, ...]) -> tuple[bool, ...]:
    """Gives what ``quoted_lines`` tells; of the last law it is asked several times."""
    closing = _CLOSING_TURNED if _is_turned(lines) else _CLOSING
    quoted = [False] * len(lines)
    wrapped = is_wrapped(lines)
    opened: list[_Open] = []
    letters = [*accumulate(map(len, lines), initial=0)]

    def is_far(line: int, first: int) -> bool:
        return line - first > _LONGEST and letters[line] - letters[first] > _MOST_LETTERS

    for index, text in enumerate(lines):
        if text.startswith(_STRAIGHT) and _ends_quoted(text):
            quoted[index] = starts_provision(text[1:].lstrip())
        for sign, at in _signs(text):
            if opened and _closes(opened[-1], closing, text, at, line=index):
                ended = opened.pop()
                if not any(one.block for one in opened) and not is_far(index, ended.line):
                    fills = ended.at == 0 and (index > ended.line or _is_last(text, at))
                    first = ended.line if fills else ended.line + 1
                    quoted[first : index + 1] = [True] * (index + 1 - first)
            elif sign in closing or sign == _STRAIGHT:
                if sign == _STRAIGHT and _may_be_block(text, at):
                    _end_unclosed(lines, quoted, opened, index)
                _open(opened, sign, text, at, index)
        if opened and is_far(index, opened[0].line):
            _end_unclosed(lines, quoted, opened, index)
            opened.clear()
        reach = _LONGEST_INLINE if wrapped and text else 0
        opened = [one for one in opened if one.block or index - one.line < reach]
    _end_unclosed(lines, quoted, opened, len(lines))
    return tuple(quoted)


def _end_unclosed(
    lines: Sequence[str], quoted: list[bool], opened: Sequence[_Open], limit: int
) -> None:
    """Marks the provisions in a block of straight signs that has no closing one of its own: down to
    the first line that ends with quoted words, else to the line that introduces the next block.
    """
    one = next((one for one in opened if one.block and one.sign == _STRAIGHT), None)
    if one is None or not starts_provision(lines[one.line][one.at + 1 :].lstrip()):
        return
    end = _merged_end(lines[one.line : limit])
    if end is None and limit < len(lines):
        above = next(n for n in range(limit - 1, one.line - 1, -1) if lines[n] or n == one.line)
        end = above - one.line if lines[above].endswith(":") else None
    if end is not None:
        first = 0 if one.at == 0 else 1
        quoted[one.line + first : one.line + end] = [True] * (end - first)


def _merged_end(lines: Sequence[str]) -> int | None:
    """Gives how many lines of a block come down to the first that ends with quoted words and that
    no provision follows whose number was inserted after the last one (96-4 after 96-3).
    """
    end = last = None
    for n, text in enumerate(lines):
        found = _NUMBERED.match(text)
        if found and found["number"] == last:
            end = None
        elif found and end is not None:
            break
        last = found["number"] if found else last
        if n and end is None and _ends_quoted(text):
            end = n + 1
    return end


def _ends_quoted(text: str) -> bool:
    """Tells whether words in straight signs end a line."""
    at = text.rfind(_STRAIGHT)
    return text.count(_STRAIGHT) % 2 == 0 and at >= 0 and _is_last(text, at)


def _is_turned(lines: Sequence[str]) -> bool:
    """Tells whether quotations are set »so« in a document and not «so»."""
    text = "\n" + "\n".join(lines[:_SAMPLE])
    if "»" not in text:
        return False
    places = [found.start() for found in _OPENING.finditer(text)]
    found = [text[at] for at in places if not text[at - 1].isalnum()]
    return found.count("»") * 2 > len(found)


def _signs(text: str) -> Iterator[tuple[str, int]]:
    """Gives the signs of a line with their places; of straight ones only one that has no partner
    and begins or ends the line or follows a colon: it is of a quotation of several lines.
    """
    places = [found.start() for found in _SIGNS.finditer(text)]
    straight = [at for at in places if text[at] == _STRAIGHT]
    alone = -1
    if len(straight) % 2:
        block = next((at for at in straight if _may_be_block(text, at)), -1)
        alone = straight[-1] if block < 0 and _is_last(text, straight[-1]) else block
    for at in places:
        if text[at] != _STRAIGHT or at == alone:
            yield text[at], at


def _is_last(text: str, at: int) -> bool:
    """Tells whether nothing but a sign or two, or the mark of a new wording, follows a sign in its
    line.
    """
    return _BEHIND_CLOSING.fullmatch(text, at + 1) is not None


def _may_be_block(text: str, at: int) -> bool:
    """Tells whether a sign begins its line, or follows a colon."""
    before = text[max(0, at - 3) : at].rstrip()
    return before.endswith(":") or (not before and at < 3)


def _closes(last: _Open, closing: Mapping[str, str], text: str, at: int, *, line: int) -> bool:
    """Tells whether a sign closes the last quotation; "“" may open or close one."""
    sign = text[at]
    if sign == _STRAIGHT:
        return last.line == line or (last.block and _is_last(text, at))
    if sign in closing.get(last.sign, ""):
        return True
    return sign == last.sign == "“" and at > 0 and not text[at - 1].isspace()


def _open(opened: list[_Open], sign: str, text: str, at: int, line: int) -> None:
    """Opens a quotation; a block whose sign is repeated before each paragraph goes on. Straight
    signs begin it anew, for nothing tells which of them is a closing one.
    """
    block = _may_be_block(text, at)
    if sign == _STRAIGHT and block:
        opened[:] = [one for one in opened if one.sign != _STRAIGHT]
    if (sign == _STRAIGHT and not block) or len(opened) >= _DEEPEST:
        return
    if block and any(one.block and one.sign == sign for one in opened):
        return
    opened.append(_Open(sign, line, at, block))

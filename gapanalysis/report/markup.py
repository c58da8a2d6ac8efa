# SPDX-License-Identifier: EUPL-1.2
"""What the writers of documents in markup (DOCX, ODT, HTML) have in common: typed words made safe,
directions, signs of marks, and files packed so that the same parts give the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby, takewhile
from math import ceil
from unicodedata import bidirectional

from gapanalysis.report.blocks import (
    LEFT_OUT,
    Bar,
    Bars,
    Block,
    Box,
    Heading,
    Inline,
    Line,
    Look,
    Mark,
    Note,
    Para,
    Quote,
    Report,
    Row,
    Run,
    Voice,
    Words,
)
from gapanalysis.report.marks import BARS, colour

_ILLEGAL = re.compile("[\ud800-\udfff\ufffe\uffff]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_OVERRIDES = re.compile("[\u202d\u202e]")
_OPENING = {
    **dict.fromkeys("\u202a\u202b", "\u202c"),
    **dict.fromkeys("\u2066\u2067\u2068", "\u2069"),
}
"""Characters that turn the direction of what follows, each with the one that ends it."""
_LEFTWARD = frozenset(("ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"))
_SIGNS = {
    "met": "●",
    "yes": "●",
    "partly": "◐",
    "gap": "■",
    "no": "■",
    "contrary": "✕",
    "reserved": "◇",
    "cannot_tell": "?",
    "unclear": "?",
    "na": "–",
}
WHOLE = 2500
"""Characters of a finding that is kept on one page."""
SPLIT = 14
"""Lines of a row of a table that may go over a page."""
_LETTER, _BESIDE, _SET_IN = 4.4, 8, 8
"""How wide a letter of a table is, the room beside its cells, and that before each step that a
paragraph is set in, in points.
"""
_SHORT = 16
"""Characters that fit on a line in the narrowest column of marks."""
_FACT = 44
"""Characters of a fact that stays on one line with others."""
_ANNOUNCED, _HEADS = 80, 3
"""Characters of a line that announces the next, and how many such lines stay with each other."""
_CLOSEST, _CLOSEST_ROOM = 0.86, 0.4
"""How close lines of the contents may stand, and how little of the room between them may be left,
as shares of the usual.
"""
_EPOCH = (1980, 1, 1, 0, 0, 0)


# --- typed words ----------------------------------------------------------------------------------


def legal(text: str) -> str:
    """Gives a text as files of markup can hold it: control characters become spaces, what is no
    character a replacement. What would show letters in another order than they were typed in is
    left out; what turns the direction ends with the text, not with the paragraph.
    """
    shown = _ILLEGAL.sub("\ufffd", _CONTROLS.sub(" ", _OVERRIDES.sub("", text)))
    open_: list[str] = []
    for character in shown if not shown.isascii() else "":
        if character in _OPENING:
            open_.append(_OPENING[character])
        elif character in open_:
            while open_.pop() != character:
                pass
    return shown + "".join(reversed(open_))


def escaped(text: str) -> str:
    """Gives a text as it stands between tags or in an attribute in double quotes."""
    return escape(legal(text))


# --- directions -----------------------------------------------------------------------------------


def is_leftward_language(language: str) -> bool:
    """Tells whether a language is written from right to left."""
    return language.partition("-")[0] in _LEFTWARD


def is_leftward(words: Words, language: str = "") -> bool:
    """Tells whether a paragraph runs from right to left: by its language, or by its first letter
    with a direction of its own. Words of another language decide only where there are no others.
    """
    if language:
        return is_leftward_language(language)
    for inline in sorted(words, key=_is_foreign):
        for character in text_of(inline):
            kind = bidirectional(character)
            if kind in {"L", "R", "AL"}:
                return kind != "L"
    return False


def _is_foreign(inline: Inline) -> bool:
    return isinstance(inline, Run) and bool(inline.language)


def by_direction(text: str, *, leftward: bool) -> Iterator[tuple[str, bool]]:
    """Gives the pieces of a text in a paragraph of a direction, each with whether it runs from
    right to left. What stands between two directions takes that of the paragraph.
    """
    if not leftward and (text.isascii() or not any(map(_is_leftward_letter, text))):
        if text:
            yield text, False
        return
    sides, before = list[bool | None](), leftward
    for character in text:
        side = _side(character, before)
        before = before if side is None else side
        sides.append(side)
    known, before = list[bool](), leftward
    for side, after in zip(sides, _next_sides(sides, leftward), strict=True):
        if side is not None:
            before = side
        known.append(before if before == after else leftward)
    for side, pieces in groupby(zip(known, text, strict=True), key=lambda piece: piece[0]):
        yield "".join(character for _, character in pieces), side


def _is_leftward_letter(character: str) -> bool:
    return bidirectional(character) in {"R", "AL"}


def _side(character: str, before: bool) -> bool | None:
    """Gives the direction of a character; numbers take that of the letters before them."""
    match bidirectional(character):
        case "R" | "AL":
            return True
        case "L":
            return False
        case "EN" | "AN":
            return before
        case _:
            return None


def _next_sides(sides: list[bool | None], last: bool) -> list[bool]:
    """Gives, for each place, the direction there or of the next place that has one."""
    ahead = []
    for side in reversed(sides):
        last = last if side is None else side
        ahead.append(last)
    return ahead[::-1]


# --- words and marks ------------------------------------------------------------------------------


def text_of(inline: Inline) -> str:
    """Gives what a run or a mark says; the place of a note says nothing."""
    match inline:
        case Mark():
            return inline.word
        case Note():
            return ""
        case Line():
            return " "
        case Run():
            return inline.text


def length(words: Words) -> int:
    """Gives how many characters words have."""
    return sum(len(text_of(inline)) for inline in words)


def lines_in(row: Row, widths: Sequence[float]) -> int:
    """Gives about how many lines the tallest cell of a row has in columns of some ``widths``, in
    points.
    """
    cells = zip(row, widths, strict=True)
    return max((_lines_high(cell, width) for cell, width in cells), default=0)


def _lines_high(cell: Words, width: float) -> int:
    return sum(
        max(1, ceil(length(words) * _LETTER / max(width - _BESIDE - _SET_IN * depth, _LETTER)))
        for depth, words in lines_of(cell)
    )


def apart(words: Words) -> Words:
    """Gives facts set apart from each other; each that is short stays on one line."""
    gap = Run("\u00a0\u00a0\u00a0 ")
    facts = tuple(map(unbroken, words))
    return tuple(one for n, fact in enumerate(facts) for one in ((gap, fact) if n else (fact,)))


def unbroken(fact: Inline) -> Inline:
    """Gives a mark or words, if they are short, so that no line ends in them."""
    if isinstance(fact, Note | Line) or len(text_of(fact)) > _FACT:
        return fact
    if isinstance(fact, Mark):
        return replace(fact, word=fact.word.replace(" ", "\u00a0"))
    return replace(fact, text=fact.text.replace(" ", "\u00a0"))


def _heads_of(lines: Sequence[Words]) -> int:
    """Gives how many lines a quotation begins with that only announce the next, as its number and
    its heading do.
    """
    short = takewhile(lambda line: length(line) <= _ANNOUNCED, lines[:-1])
    return min(sum(1 for _ in short), _HEADS)


def kept_lines(quote: Quote) -> set[int]:
    """Gives the places of the lines of a quotation that stay with what follows: those that only
    announce the next, and of the Convention those that say that something is left out, the last
    one, which its source follows, and the one before it if the last says only that.
    """
    kept = set(range(_heads_of(quote.lines)))
    if quote.voice == Voice.TREATY:
        left_out = {at for at, line in enumerate(quote.lines) if line == LEFT_OUT}
        last = len(quote.lines) - 1
        kept |= left_out | {last} | ({last - 1} if last in left_out else set())
    return kept


def closeness(lines: float, rooms: float, most: float) -> tuple[float, float]:
    """Gives the shares of the rooms between lines and of the lines themselves that contents keep
    where they would take a little more than the ``most`` of a page: the rooms give way first.
    """
    if lines + rooms <= most:
        return 1.0, 1.0
    if lines + rooms * _CLOSEST_ROOM <= most:
        return (most - lines) / rooms, 1.0
    share = most / (lines + rooms * _CLOSEST_ROOM)
    return (share * _CLOSEST_ROOM, share) if share >= _CLOSEST else (1.0, 1.0)


def parted(box: Box) -> tuple[Sequence[Block], Sequence[Block]]:
    """Gives a finding that may go over a page as its head, which every page repeats, and the rest;
    one that is kept on one page has no such head.
    """
    first = box.blocks[0] if box.blocks and not is_whole(box) else None
    head = 1 if isinstance(first, Para) and first.look == Look.FACTS else 0
    return box.blocks[:head], box.blocks[head:]


def is_whole(box: Box) -> bool:
    """Tells whether a finding is kept on one page."""
    return sum(length(one.words) for one in box.blocks if isinstance(one, Para)) < WHOLE


def lines_of(cell: Words) -> Iterator[tuple[int, Words]]:
    """Gives the paragraphs of a cell, each with the steps that it is set in."""
    depth, words = 0, list[Inline]()
    for inline in cell:
        if not isinstance(inline, Line):
            words.append(inline)
            continue
        if words:
            yield depth, tuple(words)
        depth, words = inline.depth, []
    yield depth, tuple(words)


def marks_apart(words: Words) -> Iterator[Inline]:
    """Gives words with room between marks that stand next to each other."""
    before: Inline | None = None
    for inline in words:
        if isinstance(before, Mark) and isinstance(inline, Mark):
            yield Run("\u00a0 ")
        yield inline
        before = inline


def sign(mark: Mark) -> str:
    """Gives the shape of a mark as a character."""
    if mark.kind == "severity":
        filled = BARS.get(mark.code, 0)
        return "▮" * filled + "▯" * (4 - filled)
    return _SIGNS.get(mark.code, "◌")


def glued(word: str) -> str:
    """Gives the word of a mark, which stays on one line with its shape unless it is long."""
    return word.replace(" ", "\u00a0") if len(word) <= _SHORT else word


def hue(kind: str, code: str) -> str:
    """Gives the colour of a mark as six hexadecimal digits."""
    return str(colour(kind, code).hexval())[2:].upper()


def counts(bar: Bar) -> str:
    """Gives a bar in words: "met 3, gap 1"."""
    return ", ".join(f"{mark.word} {count}" for mark, count in bar.parts)


def summed(bars: Bars) -> Bar:
    """Gives the marks of bars, each with its count in all of them."""
    if not bars.rows:
        return Bar(())
    totals = [
        sum(bar.parts[n][1] for _, bar in bars.rows) for n in range(len(bars.rows[0][1].parts))
    ]
    return Bar(tuple((mark, n) for (mark, _), n in zip(bars.rows[0][1].parts, totals, strict=True)))


# --- the whole of a report ------------------------------------------------------------------------


def anchors(blocks: Iterable[Block]) -> list[str]:
    """Gives the anchors of headings and findings in their order, each once."""
    return list(dict.fromkeys(name for name in _anchors(blocks) if name))


def _anchors(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading | Box):
            yield block.anchor
        if isinstance(block, Box):
            yield from _anchors(block.blocks)


def entries(blocks: Iterable[Block]) -> list[Heading]:
    """Gives the headings that the contents name."""
    return [
        block
        for block in blocks
        if isinstance(block, Heading) and block.level <= 2 and block.anchor != "contents"
    ]


def foot_of(report: Report) -> tuple[Run, ...]:
    """Gives what the foot of every page says: the edition, strong if confidential, and the day."""
    if not report.banner:
        return (Run(report.foot),)
    edition, dot, day = report.foot.partition(" · ")
    return Run(edition, strong=True), Run(dot + day)


def packed(parts: Mapping[str, str | bytes], *, stored: str = "") -> bytes:
    """Gives parts as the bytes of a ZIP file, in their order and without a date; ``stored`` names
    one that is not compressed.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 0
            info.compress_type = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            file.writestr(info, data)
    return stream.getvalue()

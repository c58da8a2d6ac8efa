# SPDX-License-Identifier: EUPL-1.2
"""What stands together on the pages of a PDF: headings with what they announce, findings whole, no
line alone where a page ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from gapanalysis.report.blocks import (
    Bars,
    Block,
    Box,
    Chart,
    Contents,
    Heading,
    Look,
    Para,
    Quote,
    Table,
    Voice,
)
from gapanalysis.report.footnotes import GAP, TALLEST, height_of, notes_of
from gapanalysis.report.layout import HEIGHT, WIDTH, Figure, Gap, contents, flowables_of, height
from gapanalysis.report.lines import KEPT, Lines, Tied, tied
from gapanalysis.report.progress import Tell, quiet, told
from gapanalysis.report.rows import Rows

_LEAST_ROOM = 0.5
"""How much of the room between paragraphs is left where they stand closer."""

_SPARE = 12.0
"""What stays free on a page whose paragraphs stand closer, in points."""

_OPEN = 0.45
"""Share of a page that has to be free where a part that does not fit there whole may begin."""

_OPEN_SHORT = 0.25
"""The same where a part has no more than a page of paragraphs and tables."""

_OPEN_RUNNING = 0.35
"""The same where it has more of them."""

_MOST = 0.6
"""Share of a page that is not left empty for the sake of the end of a part."""

_EMPTY = 0.45
"""Share of a page that is not left empty for the sake of a finding that is to stand whole."""

_TALL_FINDING = 0.6
"""Share of a page that a finding takes at least which is ever split for that."""

_BEGUN = 3
"""Rows with which such a finding begins: its facts, what it says, and one more."""

_TAIL = 110.0
"""Height of the end of a part that is not to stand alone on its second page."""

_SHORT = 160.0
"""Height of the beginning of a part that is not to stand alone above the foot of a page."""

_PAGES = 1.5
"""Pages of a part that is long."""

_FEW = 5
"""Paragraphs with which a quotation begins at the foot of a page: its source, two lines of a title,
what is left out, what follows.
"""

_TALL = 560.0
"""The most that is kept together, in points; a picture may be taller."""


def story(blocks: Iterable[Block], tell: Tell = quiet, *, apart: bool = False) -> list[Flowable]:
    """Gives all blocks as flowables; headings and labels stay with what they announce. Parts of
    several pages begin one if they are to stand ``apart``.
    """
    laid: list[Flowable] = []
    waiting: list[Flowable] = []
    blocks = tuple(blocks)
    begin, begun, fresh = 0, -1, False
    for at, block in enumerate(told(blocks, tell)):
        if _is_last(blocks, at):
            continue
        if isinstance(block, Heading) and waiting and _tells(waiting[-1]):
            laid += [CondPageBreak(sum(map(height, waiting))), *waiting]
            waiting = []
        if isinstance(block, Heading) and block.level == 1:
            alone = _is_contents(blocks, begun) and _fits_page(laid[begin:])
            _begun(laid, begin, fresh=fresh, apart=apart)
            fresh = alone or not laid
            begin, begun = len(laid), at
        flowables = contents(blocks) if isinstance(block, Contents) else flowables_of(block)
        if _is_last(blocks, at + 1):
            flowables = _ended(flowables, flowables_of(blocks[at + 1]))
        if _announces(blocks, at):
            waiting += flowables
            continue
        if flowables:
            laid += _kept(waiting, flowables, block)
            waiting = []
    laid += waiting
    _begun(laid, begin, fresh=fresh, apart=apart, last=True)
    return laid


def _is_last(blocks: Sequence[Block], at: int) -> bool:
    """Tells whether a block is never to stand alone on a page: the last of a list, or what is said
    of a quotation or a table below it.
    """
    if not 0 < at < len(blocks):
        return False
    before, block, after = blocks[at - 1], blocks[at], blocks[at + 1 : at + 2]
    if not isinstance(block, Para):
        return False
    if isinstance(before, Quote | Table):
        return block.look == Look.HINT
    if _is_item(before) and _is_item(block):
        return not any(map(_is_item, after))
    return False


def _ended(flowables: list[Flowable], last: list[Flowable]) -> list[Flowable]:
    """Gives the flowables of two blocks, the second of which is never to stand alone."""
    match flowables, last:
        case [*others, Rows() as rows, Gap() as gap], [Lines(notes=()) as said] if (
            height(said) < TALLEST
        ):
            return [*others, rows.footed(said, gap.room, WIDTH)]
        case _:
            return tied(flowables, last)


def _is_item(block: Block) -> bool:
    return isinstance(block, Para) and block.look == Look.ITEM


def _is_contents(blocks: Sequence[Block], at: int) -> bool:
    """Tells whether the part that begins there is the contents."""
    return any(isinstance(block, Contents) for block in blocks[at : at + 2] if at >= 0)


def _fits_page(part: Sequence[Flowable]) -> bool:
    return sum(height(one) for one in part if not isinstance(one, CondPageBreak)) <= HEIGHT


def _begun(
    laid: list[Flowable], begin: int, *, fresh: bool, apart: bool, last: bool = False
) -> None:
    """Puts the beginning of a part before its flowables: on a page of its own if ``fresh``, else
    below what stands if it fits there, or much of the page is free and a picture that the part
    begins with fits, and what follows a short beginning.
    """
    part = laid[begin:]
    if not part:
        return
    _closer(part)
    if fresh:
        laid.insert(begin, PageBreak())
        return
    whole, least, opening = 0.0, 0.0, True
    for one in part:
        if isinstance(one, CondPageBreak):
            if 0 < whole < _SHORT:
                least = max(least, min(whole + float(one.height), HEIGHT))
            continue
        whole += height(one)
        if opening and isinstance(one, Figure):
            least = max(least, whole - height(one) + one.beginning())
        opening = opening and isinstance(one, Lines | Tied)
        if whole > HEIGHT * _PAGES:
            break
    if apart and whole > HEIGHT * _PAGES:
        least = HEIGHT
    running = (isinstance(one, Lines | Tied | Rows | Gap | CondPageBreak) for one in part)
    share = _OPEN
    if all(running):
        share = _OPEN_SHORT if whole <= HEIGHT else _OPEN_RUNNING
    least = max(least, HEIGHT * share)
    least = min(whole, least)
    laid.insert(begin, Begin(whole, least) if last else CondPageBreak(least))


def _closer(part: Sequence[Flowable]) -> None:
    """Lets the paragraphs of a part stand closer where a few lines would stand alone on its second
    page.
    """
    lines: list[Lines] = []
    words = room = before = 0.0
    paragraphs = (p for one in part for p in _parts(one))
    for one in paragraphs:
        if isinstance(one, CondPageBreak):
            before = 0.0
        elif isinstance(one, Lines) and not one.notes:
            lines.append(one)
            words += one.wrap(WIDTH, HEIGHT)[1]
            room += max(one.getSpaceBefore() - before, 0) + one.getSpaceAfter()
            before = one.getSpaceAfter()
        else:
            return
    share = (HEIGHT - _SPARE - words) / (room or 1)
    if words + room > HEIGHT and share >= _LEAST_ROOM:
        for one in lines:
            one.spaceBefore, one.spaceAfter = one.spaceBefore * share, one.spaceAfter * share


def _parts(flowable: Flowable) -> tuple[Flowable, ...]:
    if not isinstance(flowable, Tied):
        return (flowable,)
    return flowable.first, *_parts(flowable.second)


def _tells(flowable: Flowable) -> bool:
    """Tells whether a line of facts is all that follows a heading where the next one comes."""
    return isinstance(flowable, Lines) and flowable.style.name == Look.FACTS


def _announces(blocks: Sequence[Block], at: int) -> bool:
    """Tells whether a block stands with what follows: a heading, a label, and a hint between these
    and a list or a table.
    """
    return _is_head(blocks[at]) or is_hint_above(blocks, at)


def is_hint_above(blocks: Sequence[Block], at: int) -> bool:
    """Tells whether a block is a hint between a heading or a label and a list or a table."""
    block = blocks[at]
    if not at or not isinstance(block, Para) or block.look != Look.HINT:
        return False
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    listed = isinstance(after, Table) or (
        isinstance(after, Para) and after.look in {Look.ITEM, Look.LABEL}
    )
    return _is_head(blocks[at - 1]) and listed


def _is_head(block: Block) -> bool:
    return isinstance(block, Heading) or (
        isinstance(block, Para) and block.look in {Look.LABEL, Look.FACTS}
    )


def _kept(before: list[Flowable], flowables: Sequence[Flowable], block: Block) -> list[Flowable]:
    """Gives the flowables of a block with a page break before them if too little of them fits
    below: all of a finding and of a picture, the beginning of anything else.
    """
    notes = sum(height_of(notes_of(f), WIDTH) for f in flowables)
    gap = GAP if notes else 0.0
    following = sum(height(f) for f in flowables) + gap
    noted = min(notes, TALLEST) + gap
    least = max((f.beginning() for f in flowables if isinstance(f, Rows)), default=0.0)
    if isinstance(flowables[-1], Tied) and len(flowables) <= 2:
        least = sum(map(height, flowables[:-1])) + flowables[-1].beginning()
    needed = min(following, max(80.0, least) + noted)
    if isinstance(block, Quote) and block.voice == Voice.LAW:
        needed = max(needed, min(following, _opening(flowables) + noted))
    told = isinstance(block, Quote) and block.voice == Voice.TREATY and len(flowables) > 1
    if isinstance(block, Bars) or told:
        needed = min(following, _TALL)
    if isinstance(block, Chart):
        needed = max(one.beginning() for one in flowables if isinstance(one, Figure))
    announced = sum(height(f) for f in before)
    tallest = needed + announced
    if not isinstance(block, Chart):
        tallest = min(tallest, _TALL)
    if isinstance(block, Box) and following + announced <= HEIGHT:
        rows = [one for one in flowables if isinstance(one, Rows)]
        begun = announced + sum(one.beginning(_BEGUN) for one in rows)
        return [Whole(following + announced, begun), *before, *flowables]
    return [CondPageBreak(tallest), *before, *flowables]


def _opening(flowables: Sequence[Flowable]) -> float:
    """Gives the height of what begins a quotation: lines that stand for themselves, as a title
    does, and the beginning of the first paragraph; no more than a few lines.
    """
    opening = 0.0
    for one in flowables[:_FEW]:
        whole = height(one)  # wraps it
        if isinstance(one, Tied):
            return opening + one.beginning()
        if isinstance(one, Lines) and one.count > KEPT:
            return opening + KEPT * float(one.style.leading)
        opening += whole
    return opening


class Whole(CondPageBreak):
    """Where something that is to stand whole begins: on the next page if it does not fit, unless
    it is tall, much of this one would stay empty, and as much as has ``begun`` fits here.
    """

    def __init__(self, whole: float, begun: float) -> None:
        super().__init__(whole)
        self._whole = whole
        self._least = max(HEIGHT * _EMPTY, begun) if whole >= HEIGHT * _TALL_FINDING else whole

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.height = 0.0 if available_height >= self._least else self._whole
        size: tuple[float, float] = super().wrap(available_width, available_height)
        return size


class Begin(CondPageBreak):
    """Where the last part may begin a page: it does where less than the ``least`` is free, and
    where only a little of one that fits a page would stand on the next, unless much of this one
    would stay empty.
    """

    def __init__(self, whole: float, least: float) -> None:
        super().__init__(least)
        self._whole, self._least = whole, least

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        beyond = self._whole - available_height
        spills = self._whole <= HEIGHT and 0 < beyond < _TAIL
        spills = spills and available_height < HEIGHT * _MOST
        self.height = self._whole if spills else self._least
        size: tuple[float, float] = super().wrap(available_width, available_height)
        return size

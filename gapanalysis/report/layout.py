# SPDX-License-Identifier: EUPL-1.2
"""Blocks of a report as flowables of reportlab, in their styles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable

from gapanalysis.charts.grid import Overview
from gapanalysis.report import fonts
from gapanalysis.report.bidi import Piece
from gapanalysis.report.blocks import (
    LEFT_OUT,
    Bar,
    Bars,
    Block,
    Box,
    Caption,
    Chart,
    Contents,
    Heading,
    Line,
    Look,
    Mark,
    Note,
    Para,
    Quote,
    Run,
    Table,
    Voice,
    Words,
)
from gapanalysis.report.drawing import pictures, pictures_from
from gapanalysis.report.footnotes import TALLEST, height_of, notes_of, raised
from gapanalysis.report.lines import Lines, tied
from gapanalysis.report.marks import ACCENT, HAIRLINE, INK, INK2, INK3, colour, draw_cell
from gapanalysis.report.markup import (
    SPLIT,
    apart,
    closeness,
    entries,
    glued,
    is_leftward,
    legal,
    lines_in,
    lines_of,
    marks_apart,
    summed,
)
from gapanalysis.report.rows import Row, Rows, plain

WIDTH = 467.7
"""Width of the text in points: A4 less margins of 25 and 20 mm."""

HEIGHT = 711.5
"""Height of the text in points: A4 less margins of 24 and 22 mm."""

_OWN = "en"
"""A language of reports, for what a report says itself of a law whose name runs the other way; all
of them run from left to right.
"""

_ENTRY = 300
"""Characters of a line of the contents."""

_OPEN_FIGURE = 0.4
"""Share of a page that has to be free where a figure begins that may go on on the next."""

_NUMBER_GAP = 18.0
"""Room behind a column of numbers, which end where it ends."""

_STEP = 8.0
"""How far a paragraph of a cell is set in with each step, in points."""

_DEEPEST = 6

_ROOM = "\u00a0" * 6
"""Room for a mark before its word, where no line can end."""


_UNSEEN = dict.fromkeys((0xAD, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Characters that are left out: soft hyphens, since words are not hyphenated, and those that turn
the direction of others; letters that have a direction of their own keep it.
"""


def _style(name: str, face: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=face,
        bulletFontName=face,
        fontSize=size,
        leading=leading,
        **{"textColor": INK, "alignment": TA_LEFT, **more},
    )


_office: ContextVar[bool] = ContextVar("office", default=False)
_OFFICE_SHARE = {fonts.SERIF: 0.9, fonts.SERIF_STRONG: 0.9, fonts.SERIF_EMPHASIS: 0.9}
_OFFICE_SANS = 0.98
"""How wide the letters of a word processor are beside ours, at its sizes."""


@contextmanager
def as_in_office() -> Iterator[None]:
    """Lets lines hold as much as those of a word processor, whose letters are narrower."""
    before = _office.set(True)
    try:
        yield
    finally:
        _office.reset(before)


def styles() -> dict[str, ParagraphStyle]:
    """Gives the paragraph styles by name."""
    return _styles(office=_office.get())


@cache
def _styles(*, office: bool) -> dict[str, ParagraphStyle]:
    made = _made_styles()
    for style in made.values() if office else ():
        style.fontSize *= _OFFICE_SHARE.get(style.fontName, _OFFICE_SANS)
    return made


def _made_styles() -> dict[str, ParagraphStyle]:
    fonts.register()
    serif, sans, strong = fonts.SERIF, fonts.SANS, fonts.SERIF_STRONG
    label = fonts.SANS_STRONG
    made = (
        _style(Look.BODY, serif, 10.5, 15.4, spaceAfter=5),
        _style(Look.LEAD, serif, 12, 17, spaceAfter=6),
        _style(Look.LABEL, label, 9.4, 12.5, spaceBefore=11, spaceAfter=3),
        _style(Look.HINT, sans, 9, 12, textColor=INK2, spaceAfter=4),
        _style(Look.ITEM, serif, 10.5, 14.6, leftIndent=13, bulletIndent=3, spaceAfter=3),
        _style(Look.SOURCE, sans, 9, 12, textColor=INK2, leftIndent=13, spaceAfter=2),
        _style(Look.FACTS, sans, 9.4, 13, textColor=INK2, spaceAfter=4),
        _style(Look.CLAIM, strong, 11.6, 15.6, spaceBefore=1, spaceAfter=4),
        _style("heading1", strong, 22, 27, spaceBefore=34, spaceAfter=12),
        _style("heading2", strong, 16.5, 20.5, spaceBefore=20, spaceAfter=4),
        _style("heading3", strong, 12, 16, spaceBefore=16, spaceAfter=3),
        _style("treaty", fonts.SERIF_EMPHASIS, 10.5, 15.4),
        _style("treaty source", sans, 8.5, 11.6, textColor=INK2),
        _style("law", serif, 10.5, 15.4, leftIndent=13, spaceAfter=3),
        _style("law source", sans, 9.4, 12.5, spaceBefore=4, spaceAfter=3),
        _style("note", serif, 8.5, 11.6, leftIndent=9, firstLineIndent=-9),
        _style("caption", label, 9, 11.8, textColor=INK2, spaceBefore=6, spaceAfter=4),
        _style("cell", sans, 9, 11.8),
        *(
            _style(f"cell {n}", sans, 9, 11.8, leftIndent=_STEP * n, spaceAfter=2.5)
            for n in range(_DEEPEST + 1)
        ),
        _style("head", label, 9, 11.8, textColor=INK2),
        _style("cell-right", sans, 9, 11.8, alignment=TA_RIGHT),
        _style("head-right", label, 9, 11.8, textColor=INK2, alignment=TA_RIGHT),
        _style("contents1", label, 10, 12.5, spaceBefore=5, rightIndent=24),
        _style("contents2", sans, 9.4, 12.2, leftIndent=13, rightIndent=24),
        _style("running", sans, 8.5, 11, textColor=INK2),
        _style("running-right", sans, 8.5, 11, textColor=INK2, alignment=TA_RIGHT),
        _style("cover kind", label, 11, 14, textColor=INK2),
        _style("cover state", strong, 32, 38, spaceAfter=8),
        _style("cover subject", serif, 16, 22, spaceAfter=18),
        _style("cover day", serif, 12, 16, textColor=INK2),
        _style("cover list", serif, 10.5, 15),
    )
    return {style.name: style for style in made}


# --- runs -----------------------------------------------------------------------------------------


def paragraph(
    words: Words,
    style: str,
    *,
    bullet: str = "",
    language: str = "",
    heading: Heading | None = None,
) -> Lines:
    """Gives runs and marks as a paragraph, whatever scripts they are written in; in a language it
    runs in the direction of that.
    """
    chosen = styles()[style]
    return Lines(
        tuple(_pieces(words, chosen)),
        chosen,
        leftward=is_leftward(words, language),
        bullet=bullet,
        notes=[_note(one) for one in words if isinstance(one, Note)],
        heading=heading,
    )


def _note(note: Note) -> Lines:
    return paragraph((Run(f"{raised(note.number)}\u00a0"), *note.words), "note", language=_OWN)


def _pieces(words: Words, style: ParagraphStyle) -> Iterator[Piece]:
    for inline in marks_apart(words):
        match inline:
            case Mark(kind, code, word):
                shade = colour(kind, code)
                yield Piece(_ROOM, fonts.SANS, shade, mark=f"{kind} {code}")
                yield from _shown(glued(word), fonts.SANS_STRONG, shade)
            case Note(number=number):
                yield from _shown(raised(number), style.fontName, style.textColor)
            case Run():
                face = fonts.styled(style.fontName, strong=inline.strong, emphasis=inline.emphasis)
                shade = ACCENT if inline.target else style.textColor
                yield from _shown(inline.text, face, shade, inline.target)


def _shown(text: str, face: str, shade: Color, target: str = "") -> Iterator[Piece]:
    typed = text if text.isascii() else legal(text).translate(_UNSEEN)
    for shown, part in fonts.spans(typed, face):
        yield Piece(part, shown, shade, target)


# --- blocks ---------------------------------------------------------------------------------------


def height(flowable: Flowable) -> float:
    """Gives the height that a flowable takes, in points: with its notes and the room around it."""
    _, own = flowable.wrap(WIDTH, 100_000)
    notes = height_of(notes_of(flowable), WIDTH)
    return float(own + notes + flowable.getSpaceBefore() + flowable.getSpaceAfter())


def flowables_of(block: Block) -> list[Flowable]:
    """Gives a block as flowables, without what keeps it together with others."""
    match block:
        case Heading():
            return [_heading(block)]
        case Para(words, Look.ITEM):
            return [paragraph(words, Look.ITEM, bullet="•")]
        case Para(words, Look.FACTS):
            return [paragraph(apart(words), Look.FACTS)]
        case Para(words, look):
            return _noted(words, look)
        case Quote(lines, source, Voice.LAW):
            quoted = [f for line in lines for f in _noted(line, "law", block.language)]
            return [*_noted(source, "law source", _OWN), *tied(quoted[:-1], quoted[-1:])]
        case Quote(lines, source, _):
            return [_treaty(lines, source, block.language)]
        case Table():
            return [*_caption(block.caption), _table(block), Gap(8)]
        case Bar():
            return [BarOfCounts(block), legend(block), Gap(5)]
        case Bars():
            return [*_bars(block), *_caption(block.caption), Gap(8)]
        case Chart():
            return [Figure(block), Gap(8)]
        case Box():
            return [Gap(6), Anchor(block.anchor), _box(block), Gap(8)]
        case Contents():
            return []


def _noted(words: Words, style: str, language: str = "") -> list[Flowable]:
    """Gives a paragraph with its notes at the foot of the page, or after it where they are long."""
    whole = paragraph(words, style, language=language)
    notes = whole.notes
    if height_of(notes, WIDTH) > TALLEST:
        whole.notes = ()
        return [whole, *notes]
    return [whole]


def _caption(caption: Caption | None, *, again: bool = False) -> list[Flowable]:
    if caption is None:
        return []
    said = caption.label + (caption.again if again else f". {caption.text}")
    return [paragraph((Run(said),), "caption")]


class Figure(Flowable):
    """A chart with its caption. It stands whole on a page if it can; an overview begins on one of
    which much would stay empty.
    """

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self._chart, self._laid = chart, _pictured(chart, pictures(chart.chart, WIDTH))
        self._may_part = isinstance(chart.chart, Overview) and not _office.get()
        ends = next((n for n, one in enumerate(self._laid) if isinstance(one, CondPageBreak)), None)
        self._first = sum(map(height, self._laid[:ends]))

    def beginning(self) -> float:
        """Gives how much of a page has to be free where the figure begins."""
        return min(self._first, HEIGHT * _OPEN_FIGURE) if self._may_part else self._first

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        del available_height
        laid = (one for one in self._laid if not isinstance(one, CondPageBreak))
        self.width, self.height = available_width, sum(map(height, laid))
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        del available_width
        if available_height >= self._first:
            return self._laid
        chart = self._chart.chart
        if available_height < self.beginning() or not isinstance(chart, Overview):
            return []
        caption = sum(map(height, _caption(self._chart.caption)))
        parts = pictures_from(chart, WIDTH, available_height - caption - 1)
        return _pictured(self._chart, parts)

    def draw(self) -> None:
        y = self.height
        for one in self._laid:
            y -= height(one)
            one.drawOn(self.canv, 0, y + one.getSpaceAfter())


def _pictured(chart: Chart, parts: Sequence[Flowable]) -> list[Flowable]:
    """Gives the parts of a chart with its caption below the only one, or above each of them."""
    first, *others = parts
    caption = _caption(chart.caption)
    if not others:
        return [first, *caption]
    laid = [*caption, first]
    for part in others:
        again = [*_caption(chart.caption, again=True), part]
        laid += [CondPageBreak(sum(map(height, again))), *again]
    return laid


def _heading(heading: Heading) -> Flowable:
    return paragraph((Run(heading.text),), f"heading{heading.level}", heading=heading)


def _treaty(lines: Sequence[Words], source: Words, language: str) -> Flowable:
    turned = any(is_leftward(line, language) for line in lines)
    rows = [
        Row(((paragraph(line, "treaty", language=language),),), bottom=2, leads=line == LEFT_OUT)
        for line in lines
    ]
    rows.append(Row(((paragraph(source, "treaty source"),),), bottom=2))

    def rule(canvas: Any, width: float, edges: Sequence[float]) -> None:
        x = width - 3 if turned else 0.0
        _line(canvas, ACCENT, 2.25, (x, edges[0], x, edges[-1]))

    begin = 0 if turned else 12
    tied = 2 if lines and lines[-1] == LEFT_OUT else 1
    return Rows(rows, [(begin, WIDTH - 15)], rule, tied=tied, before=2, after=8)


def _table(table: Table) -> Flowable:
    sides = ["-right" if column.right else "" for column in table.columns]

    def row(cells: Sequence[Words], style: str) -> Row:
        made = zip(cells, sides, strict=True)
        stacks = tuple(_cell(cell, f"{style}{side}") for cell, side in made)
        return Row(stacks, top=3.5, bottom=4.5)

    rows = [row(cells, "cell") for cells in table.rows]
    widths = [column.share * WIDTH for column in table.columns]
    for made, cells in zip(rows, table.rows, strict=True):
        if len(cells) > 1 and lines_in(cells, widths) >= SPLIT / 2:
            made.named = _cell((*cells[0], Run(" …")), f"cell{sides[0]}")
    depths = [max(map(_depth, cells), default=0) for cells in table.rows]
    for made, depth, after in zip(rows, depths, depths[1:], strict=False):
        made.leads = after > depth
    places, x = [], 0.0
    for column in table.columns:
        places.append((x, column.share * WIDTH - (_NUMBER_GAP if column.right else 8)))
        x += column.share * WIDTH
    return Rows(
        rows,
        places,
        _rules,
        head=row([(Run(column.head),) for column in table.columns], "head"),
        shortest=SPLIT,
        before=2,
    )


def _depth(words: Words) -> int:
    """Gives how far a cell is set in."""
    return max((one.depth for one in words if isinstance(one, Line)), default=0)


def _cell(words: Words, style: str) -> tuple[Flowable, ...]:
    """Gives a cell of a table, in the paragraphs that it says it has."""
    if not any(isinstance(one, Line) for one in words):
        return (paragraph(words, style),)
    return tuple(paragraph(line, f"cell {min(depth, _DEEPEST)}") for depth, line in lines_of(words))


def _rules(canvas: Any, width: float, edges: Sequence[float]) -> None:
    """Draws the rules of a table: above and below its head, and thin ones between rows."""
    for y in edges[:2]:
        _line(canvas, INK, 0.75, (0, y, width, y))
    for y in edges[2:]:
        _line(canvas, HAIRLINE, 0.5, (0, y, width, y))


def _line(canvas: Any, shade: Color, thick: float, place: tuple[float, ...]) -> None:
    canvas.setStrokeColor(shade)
    canvas.setLineWidth(thick)
    canvas.line(*place)


def _box(box: Box) -> Flowable:
    rows: list[Row] = []
    label: list[Flowable] = []
    for block, after in zip(box.blocks, (*box.blocks[1:], None), strict=False):
        flowables = flowables_of(block)
        if isinstance(block, Para) and block.look == Look.LABEL:
            label = flowables
            continue
        top = 7 if label else 1
        leads = isinstance(after, Para) and after.look == Look.SOURCE
        rows.append(Row(((*label, *flowables),), top=top, bottom=2, leads=leads))
        label = []
    edge = colour("status", box.edge.code)
    again = Row(((paragraph((Run(box.again),), Look.HINT),),), top=1, bottom=2)

    def frame(canvas: Any, width: float, edges: Sequence[float]) -> None:
        canvas.setStrokeColor(INK3)
        canvas.setLineWidth(0.75)
        canvas.rect(0, edges[-1], width, edges[0] - edges[-1])
        _line(canvas, edge, 3.75, (0, edges[0], 0, edges[-1]))

    return Rows(
        rows,
        [(13, WIDTH - 23)],
        frame,
        room=(6, 4),
        tied=2,
        shortest=SPLIT,
        again=again if box.again else None,
    )


def contents(blocks: Sequence[Block]) -> list[Flowable]:
    """Gives the lines of the contents: headings of levels 1 and 2 with their pages. They stand
    closer where a few would stand alone on a second page.
    """
    lines = [ContentsLine(heading) for heading in entries(blocks)]
    heights = sum(line.wrap(WIDTH, HEIGHT)[1] for line in lines)
    rooms = sum(line.getSpaceBefore() for line in lines)
    heading = styles()["heading1"].leading + styles()["heading1"].spaceAfter
    room, share = closeness(heights, rooms, HEIGHT - heading)
    for line in lines:
        line.room, line.closeness = room, share
    return list(lines)


def contents_lines(heading: Heading) -> list[str]:
    """Gives a heading in the lines that it has in the contents of a word processor, so that none
    reaches as far as the number of its page, which would stand on a line of its own.
    """
    with as_in_office():
        words = paragraph((Run(heading.text),), f"contents{heading.level}")
        words.wrap(WIDTH, HEIGHT)
        return words.texts


class ContentsLine(Flowable):
    """A line of the contents. Its page is not known when it is drawn: a form of the name of
    :func:`page_form`, which the document draws when it knows, stands for it.
    """

    def __init__(self, heading: Heading) -> None:
        super().__init__()
        self.closeness = self.room = 1.0
        self._anchor = heading.anchor
        self._style = styles()[f"contents{heading.level}"]
        text = heading.text
        said = text if len(text) <= _ENTRY else f"{text[:_ENTRY].rstrip()}…"
        self._words = paragraph((Run(said),), self._style.name)

    def getSpaceBefore(self) -> float:  # noqa: N802
        return float(self._style.spaceBefore) * self.room

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, height = self._words.wrap(available_width, available_height)
        self.height = height * self.closeness
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        low = (self.height - self._words.height) / 2
        self._words.drawOn(canvas, 0, low)
        canvas.linkRect("", self._anchor, (0, 0, WIDTH, self.height), relative=1, thickness=0)
        canvas.saveState()
        canvas.translate(WIDTH, low + self._style.leading - self._style.fontSize)
        canvas.doForm(page_form(self._anchor))
        canvas.restoreState()


def page_form(anchor: str) -> str:
    """Gives the name of the form that tells the page of a heading."""
    return f"page-of-{anchor}"


class Gap(Flowable):
    """Room between what stands above and below; none where a page begins or ends."""

    _ZEROSIZE = True

    def __init__(self, room: float) -> None:
        super().__init__()
        self.room = room

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        del available_width
        frame = getattr(self, "_frame", None)
        begins = frame is not None and frame._atTop  # noqa: SLF001 - the frame tells nobody else
        self.width, self.height = 0, 0 if begins else max(0, min(self.room, available_height))
        return self.width, self.height

    def draw(self) -> None:
        """Draws nothing."""


class Anchor(Flowable):
    """A place that links lead to; it takes no room."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.width = self.height = 0

    def draw(self) -> None:
        if self._name:
            self.canv.bookmarkPage(self._name)


# --- the bar of counts ----------------------------------------------------------------------------


def legend(bar: Bar) -> Lines:
    """Gives the words of a bar, each with a sample of its pattern and its count."""
    style = styles()["cell"]
    pieces: list[Piece] = []
    for mark, count in bar.parts:
        if pieces:
            pieces.append(Piece("\u00a0\u00a0\u00a0 ", style.fontName, style.textColor))
        pieces.append(Piece(f"{_ROOM}\u00a0", style.fontName, INK, mark=f"cell {mark.code}"))
        said = f"{mark.word} {count}".replace(" ", "\u00a0")
        pieces += _shown(said, style.fontName, style.textColor)
    return Lines(pieces, style)


def _bars(bars: Bars) -> list[Flowable]:
    """Gives bars under each other with their labels before and their totals after them."""
    if not bars.rows:
        return []
    rows = [
        Row(
            (
                (paragraph((Run(label),), "cell"),),
                (BarOfCounts(bar, height=11, below=0),),
                (paragraph((Run(str(sum(count for _, count in bar.parts))),), "cell-right"),),
            ),
            top=2,
            bottom=3,
        )
        for label, bar in bars.rows
    ]
    places = [(0.0, WIDTH * 0.42 - 8), (WIDTH * 0.42, WIDTH * 0.5), (WIDTH * 0.92, WIDTH * 0.08)]
    return [Rows(rows, places, plain, middle=True, before=2, after=4), legend(summed(bars))]


class BarOfCounts(Flowable):
    """A bar as wide as the text, each part as wide as its share."""

    def __init__(self, bar: Bar, height: float = 20, below: float = 6) -> None:
        super().__init__()
        self._bar = bar
        self._bar_height, self._below = height, below

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        del available_height
        self.width = available_width
        self.height = self._bar_height + self._below
        return self.width, self.height

    def draw(self) -> None:
        total = sum(count for _, count in self._bar.parts) or 1
        x = 0.0
        for mark, count in self._bar.parts:
            if count:
                width = self.width * count / total
                draw_cell(self.canv, mark.code, x, self._below, width, self._bar_height)
                x += width

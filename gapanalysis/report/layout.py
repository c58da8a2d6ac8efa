# SPDX-License-Identifier: EUPL-1.2
"""Blocks of a report as flowables of reportlab. Every run is escaped here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    PageBreak,
    Paragraph,
    Spacer,
    TableStyle,
)
from reportlab.platypus import Table as PdfTable

from gapanalysis.report import fonts
from gapanalysis.report.bidi import BidiParagraph, Piece, is_right_to_left
from gapanalysis.report.blocks import (
    Bar,
    Bars,
    Block,
    Box,
    Caption,
    Chart,
    Contents,
    Heading,
    Inline,
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
from gapanalysis.report.drawing import pictures
from gapanalysis.report.footnotes import (
    TALLEST,
    KeptParagraph,
    NotedParagraph,
    height_of,
    notes_of,
    raised,
    with_notes,
)
from gapanalysis.report.marks import ACCENT, HAIRLINE, INK, INK2, INK3, colour, draw_cell, draw_mark
from gapanalysis.report.markup import is_leftward

WIDTH = 467.7
"""Width of the text in points: A4 less margins of 25 and 20 mm."""

_TALL = 560.0
"""The most that is kept together, in points; a picture may be taller."""

_GAP = ("\u00a0", "\u00a0" * 5)
"""Room for a mark before its word; it is drawn between the two, where no line can end."""


BARE = (
    ("FONTNAME", (0, 0), (-1, -1), fonts.SERIF),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
)
"""Commands of a table without lines or room, in an embedded font."""


def _style(name: str, face: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=face,
        bulletFontName=face,
        fontSize=size,
        leading=leading,
        **{"textColor": INK, "alignment": TA_LEFT, **more},
    )


@cache
def styles() -> dict[str, ParagraphStyle]:
    """Gives the paragraph styles by name."""
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
        _style("heading1", strong, 22, 27, spaceAfter=12),
        _style("heading2", strong, 16.5, 20.5, spaceBefore=20, spaceAfter=4),
        _style("heading3", strong, 12, 16, spaceBefore=16, spaceAfter=3),
        _style("treaty", fonts.SERIF_EMPHASIS, 10.5, 15.4),
        _style("treaty source", sans, 8.5, 11.6, textColor=INK2),
        _style("law", serif, 10.5, 15.4, leftIndent=13, spaceAfter=3),
        _style("law source", sans, 9.4, 12.5, spaceBefore=4, spaceAfter=3),
        _style("note", serif, 8.5, 11.6, leftIndent=9, firstLineIndent=-9),
        _style("caption", label, 9, 11.8, textColor=INK2, spaceBefore=6, spaceAfter=4),
        _style("cell", sans, 9, 11.8),
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


def paragraph(words: Words, style: str, *, bullet: str = "", language: str = "") -> Flowable:
    """Gives runs and marks as a paragraph, whatever scripts they are written in; in a language it
    runs in the direction of that.
    """
    chosen = styles()[style]
    notes = [_note(one) for one in words if isinstance(one, Note)]
    leftward = is_leftward(words, language)
    if leftward or any(is_right_to_left(_text(inline)) for inline in words):
        pieces = tuple(_pieces(words, chosen))
        turned = BidiParagraph(pieces, chosen, leftward=leftward, bullet=bullet)
        return with_notes(turned, notes)
    kind = NotedParagraph if notes else KeptParagraph
    return with_notes(kind(markup(words, chosen), chosen, bulletText=bullet or None), notes)


def _note(note: Note) -> Flowable:
    return paragraph((Run(f"{raised(note.number)}\u00a0"), *note.words), "note")


def markup(words: Words, style: ParagraphStyle) -> str:
    """Gives runs and marks in the markup of reportlab's paragraphs, escaped."""
    pieces = []
    for before, inline in zip((None, *words), words, strict=False):
        if isinstance(before, Mark) and isinstance(inline, Mark):
            pieces.append("\u00a0 ")
        if isinstance(inline, Mark):
            pieces.append(_marked(inline))
        else:
            pieces.append(_run(inline if isinstance(inline, Run) else Run(_text(inline)), style))
    return "".join(pieces)


def _run(run: Run, style: ParagraphStyle) -> str:
    face = fonts.styled(style.fontName, strong=run.strong, emphasis=run.emphasis)
    pieces = []
    for shown, text in fonts.spans(run.text, face):
        said = escape(text)
        plain = shown == style.fontName
        pieces.append(said if plain else f"<font face={quoteattr(shown)}>{said}</font>")
    said = "".join(pieces)
    if run.target:
        return f'<a href={quoteattr("#" + run.target)} color="{_hex(ACCENT)}">{said}</a>'
    return said


def _marked(mark: Mark) -> str:
    label = quoteattr(f"{mark.kind} {mark.code}")
    said = "".join(
        f"<font face={quoteattr(face)}>{escape(text)}</font>"
        for face, text in fonts.spans(mark.word.replace(" ", "\u00a0"), fonts.SANS_STRONG)
    )
    shade = _hex(colour(mark.kind, mark.code))
    return (
        f'<font face="{fonts.SANS}">{_GAP[0]}<onDraw name="mark" label={label}/>{_GAP[1]}</font>'
        f'<font color="{shade}">{said}</font>'
    )


def _pieces(words: Words, style: ParagraphStyle) -> Iterator[Piece]:
    for inline in words:
        if isinstance(inline, Mark):
            face, shade = fonts.SANS_STRONG, colour(inline.kind, inline.code)
        else:
            run = inline if isinstance(inline, Run) else Run("")
            face = fonts.styled(style.fontName, strong=run.strong, emphasis=run.emphasis)
            shade = style.textColor
        for shown, text in fonts.spans(_text(inline), face):
            yield Piece(text, shown, shade)


def _text(inline: Inline) -> str:
    match inline:
        case Mark():
            return inline.word
        case Note():
            return raised(inline.number)
        case _:
            return inline.text


def _hex(shade: Any) -> str:
    return "#" + str(shade.hexval())[2:]


def draw_mark_callback(canvas: Any, kind: str | None, label: str) -> None:
    """Draws the mark (or the sample of a bar) that a paragraph asks for, at its place."""
    del kind
    place = canvas._curr_tx_info  # noqa: SLF001 - the place that reportlab gives to callbacks
    what, _, code = label.partition(" ")
    x, y = place["cur_x"] - 1.8, place["cur_y"]
    if what == "cell":
        draw_cell(canvas, code, x, y - 0.5, 9, 8)
    else:
        draw_mark(canvas, what, code, x, y - 0.9, 8)


# --- blocks ---------------------------------------------------------------------------------------


def story(blocks: Iterable[Block]) -> list[Flowable]:
    """Gives all blocks as flowables; headings and labels stay with what they announce."""
    laid: list[Flowable] = []
    waiting: list[Flowable] = []
    blocks = tuple(blocks)
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            laid.append(PageBreak())
        flowables = _contents(blocks) if isinstance(block, Contents) else _flowables(block)
        if _announces(block):
            waiting += flowables
            continue
        if flowables:
            laid += _kept(waiting, flowables, block)
            waiting = []
    return laid + waiting


def _announces(block: Block) -> bool:
    return isinstance(block, Heading) or (
        isinstance(block, Para) and block.look in {Look.LABEL, Look.FACTS}
    )


def _kept(before: list[Flowable], flowables: Sequence[Flowable], block: Block) -> list[Flowable]:
    """Gives the flowables of a block with a page break before them if too little of them fits
    below: all of a finding and of a picture, the beginning of anything else.
    """
    following = sum(_height(f) for f in flowables)
    notes = sum(height_of(notes_of(f), WIDTH) for f in flowables)
    needed = min(following, 80.0 + min(notes, TALLEST))
    if isinstance(block, Box) and following < _TALL:
        needed = following
    if isinstance(block, Bars):
        needed = min(following, _TALL)
    if isinstance(block, Chart):
        needed = max(map(_height, flowables))
    tallest = needed + sum(_height(f) for f in before)
    if not isinstance(block, Chart):
        tallest = min(tallest, _TALL)
    return [CondPageBreak(tallest), *before, *flowables]


def _height(flowable: Flowable) -> float:
    _, height = flowable.wrap(WIDTH, 100_000)
    notes = height_of(notes_of(flowable), WIDTH)
    return float(height + notes + flowable.getSpaceBefore() + flowable.getSpaceAfter())


def _flowables(block: Block) -> list[Flowable]:
    match block:
        case Heading():
            return [_heading(block)]
        case Para(words, Look.ITEM):
            return [paragraph(words, Look.ITEM, bullet="•")]
        case Para(words, Look.FACTS):
            return [paragraph(_apart(words), Look.FACTS)]
        case Para(words, look):
            return _noted(words, look)
        case Quote(lines, source, Voice.LAW):
            quoted = [f for line in lines for f in _noted(line, "law", block.language)]
            return [*_noted(source, "law source"), *quoted]
        case Quote(lines, source, _):
            return [_treaty(lines, source, block.language)]
        case Table():
            return [*_caption(block.caption), _table(block), Spacer(0, 8)]
        case Bar():
            return [BarOfCounts(block), legend(block)]
        case Bars():
            return [*_bars(block), *_caption(block.caption), Spacer(0, 8)]
        case Chart(chart):
            return [*pictures(chart, WIDTH), *_caption(block.caption), Spacer(0, 8)]
        case Box():
            return [Spacer(0, 6), Anchor(block.anchor), _box(block), Spacer(0, 8)]
        case Contents():
            return []


def _noted(words: Words, style: str, language: str = "") -> list[Flowable]:
    """Gives a paragraph with its notes at the foot of the page, or after it where they are long."""
    whole = paragraph(words, style, language=language)
    notes = notes_of(whole)
    if height_of(notes, WIDTH) > TALLEST:
        del whole.__dict__["notes"]
        return [*_by_the_page(whole), *(piece for note in notes for piece in _by_the_page(note))]
    return _by_the_page(whole)


def _caption(caption: Caption | None) -> list[Flowable]:
    if caption is None:
        return []
    return [paragraph((Run(f"{caption.label}. {caption.text}"),), "caption")]


def _by_the_page(whole: Flowable) -> list[Flowable]:
    """Gives a paragraph in pieces of a page at most, by halves. It looks the same; reportlab would
    measure what is left of it anew for every page.
    """
    height = whole.wrap(WIDTH, 1_000_000)[1]
    if height < _TALL or not isinstance(whole, Paragraph):
        return [whole]
    halves: list[Flowable] = whole.split(WIDTH, height / 2)
    pieces = [piece for half in halves for piece in _by_the_page(half)]
    for piece in pieces[:-1]:
        piece.spaceAfter = 0
    return pieces


def _apart(words: Words) -> Words:
    apart: list[Inline] = []
    for inline in words:
        apart += [Run("\u00a0\u00a0\u00a0 "), inline] if apart else [inline]
    return tuple(apart)


def _heading(heading: Heading) -> Flowable:
    made = paragraph((Run(heading.text),), f"heading{heading.level}")
    made.__dict__["heading"] = heading
    return made


def _treaty(lines: Sequence[Words], source: Words, language: str) -> Flowable:
    rows = [[paragraph(line, "treaty", language=language)] for line in lines]
    turned = len(rows) if any(is_leftward(line, language) for line in lines) else 0
    rows.append([paragraph(source, "treaty source")])
    made = PdfTable(rows, colWidths=[WIDTH - 3], splitInRow=1, spaceBefore=2, spaceAfter=8)
    made.setStyle(
        TableStyle(
            [
                *BARE,
                ("LINEBEFORE", (0, turned), (0, -1), 2.25, ACCENT, "butt"),
                ("LEFTPADDING", (0, turned), (-1, -1), 12),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
                *_turned_edge(turned),
            ]
        )
    )
    made.hAlign = "LEFT"
    return made


def _turned_edge(rows: int) -> tuple[tuple[Any, ...], ...]:
    """Gives the commands for so many first rows whose words run from right to left."""
    if not rows:
        return ()
    return (
        ("LINEAFTER", (0, 0), (0, rows - 1), 2.25, ACCENT, "butt"),
        ("RIGHTPADDING", (0, 0), (0, rows - 1), 12),
    )


def _table(table: Table) -> Flowable:
    sides = ["-right" if column.right else "" for column in table.columns]
    head = [
        paragraph((Run(column.head),), f"head{side}")
        for column, side in zip(table.columns, sides, strict=True)
    ]
    rows = [
        [paragraph(cell, f"cell{side}") for cell, side in zip(row, sides, strict=True)]
        for row in table.rows
    ]
    made = PdfTable(
        [head, *rows],
        colWidths=[column.share * WIDTH for column in table.columns],
        repeatRows=1,
        splitInRow=1,
        spaceBefore=2,
    )
    made.setStyle(
        TableStyle(
            [
                *BARE,
                ("LINEABOVE", (0, 0), (-1, 0), 0.75, INK, "butt"),
                ("LINEBELOW", (0, 0), (-1, 0), 0.75, INK, "butt"),
                ("LINEBELOW", (0, 1), (-1, -1), 0.5, HAIRLINE, "butt"),
                ("RIGHTPADDING", (0, 0), (-1, -1), 8),
                ("TOPPADDING", (0, 0), (-1, -1), 3.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4.5),
            ]
        )
    )
    return made


def _box(box: Box) -> Flowable:
    rows: list[list[Flowable]] = []
    labelled: list[int] = []
    label: list[Flowable] = []
    for block in box.blocks:
        flowables = _flowables(block)
        if isinstance(block, Para) and block.look == Look.LABEL:
            label = flowables
            continue
        if label:
            labelled.append(len(rows))
        rows.append([*label, *flowables])
        label = []
    made = PdfTable([[row] for row in rows or [[]]], colWidths=[WIDTH], splitInRow=1)
    edge = colour("status", box.edge.code)
    made.setStyle(
        TableStyle(
            [
                *BARE,
                ("BOX", (0, 0), (-1, -1), 0.75, INK3, "projecting"),
                ("LINEBEFORE", (0, 0), (0, -1), 3.75, edge, "butt"),
                ("LEFTPADDING", (0, 0), (-1, -1), 13),
                ("RIGHTPADDING", (0, 0), (-1, -1), 10),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
                *(("TOPPADDING", (0, i), (-1, i), 7) for i in labelled),
                ("TOPPADDING", (0, 0), (-1, 0), 7),
                ("BOTTOMPADDING", (0, -1), (-1, -1), 6),
            ]
        )
    )
    return made


def _contents(blocks: Sequence[Block]) -> list[Flowable]:
    """Gives the lines of the contents: headings of levels 1 and 2 with their pages."""
    return [
        ContentsLine(block)
        for block in blocks
        if isinstance(block, Heading) and block.level <= 2 and block.anchor != "contents"
    ]


class ContentsLine(Flowable):
    """A line of the contents. Its page is not known when it is drawn: a form of the name of
    :func:`page_form`, which the document draws when it knows, stands for it.
    """

    def __init__(self, heading: Heading) -> None:
        super().__init__()
        self._anchor = heading.anchor
        self._style = styles()[f"contents{heading.level}"]
        self._words = paragraph((Run(heading.text),), self._style.name)

    def getSpaceBefore(self) -> float:  # noqa: N802
        return float(self._style.spaceBefore)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = self._words.wrap(available_width, available_height)
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        self._words.drawOn(canvas, 0, 0)
        canvas.linkRect("", self._anchor, (0, 0, WIDTH, self.height), relative=1, thickness=0)
        canvas.saveState()
        canvas.translate(WIDTH, self._style.leading - self._style.fontSize)
        canvas.doForm(page_form(self._anchor))
        canvas.restoreState()


def page_form(anchor: str) -> str:
    """Gives the name of the form that tells the page of a heading."""
    return f"page-of-{anchor}"


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


def legend(bar: Bar) -> Flowable:
    """Gives the words of a bar, each with a sample of its pattern and its count."""
    style = styles()["cell"]
    parts = []
    for mark, count in bar.parts:
        said = markup((Run(f"{_GAP[1]}\u00a0{mark.word} {count}".replace(" ", "\u00a0")),), style)
        parts.append(f'{_GAP[0]}<onDraw name="mark" label="cell {mark.code}"/>{said}')
    return KeptParagraph("\u00a0\u00a0\u00a0 ".join(parts), style)


def _bars(bars: Bars) -> list[Flowable]:
    """Gives bars under each other with their labels before and their totals after them."""
    if not bars.rows:
        return []
    rows = [
        [
            paragraph((Run(label),), "cell"),
            BarOfCounts(bar, height=11),
            paragraph((Run(str(sum(count for _, count in bar.parts))),), "cell-right"),
        ]
        for label, bar in bars.rows
    ]
    made = PdfTable(rows, colWidths=[WIDTH * 0.42, WIDTH * 0.5, WIDTH * 0.08], spaceBefore=2)
    room = ("RIGHTPADDING", (0, 0), (0, -1), 8), ("BOTTOMPADDING", (0, 0), (-1, -1), 3)
    made.setStyle(TableStyle([*BARE, ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *room]))
    marks = Bar(tuple((mark, sum(_counts(bars, n))) for n, (mark, _) in enumerate(_parts(bars))))
    return [made, legend(marks)]


def _parts(bars: Bars) -> tuple[tuple[Mark, int], ...]:
    return bars.rows[0][1].parts


def _counts(bars: Bars, place: int) -> list[int]:
    return [bar.parts[place][1] for _, bar in bars.rows]


class BarOfCounts(Flowable):
    """A bar as wide as the text, each part as wide as its share."""

    def __init__(self, bar: Bar, height: float = 20) -> None:
        super().__init__()
        self._bar = bar
        self._bar_height = height

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        del available_height
        self.width = available_width
        self.height = self._bar_height + 6
        return self.width, self.height

    def draw(self) -> None:
        total = sum(count for _, count in self._bar.parts) or 1
        x = 0.0
        for mark, count in self._bar.parts:
            if count:
                width = self.width * count / total
                draw_cell(self.canv, mark.code, x, 6, width, self._bar_height)
                x += width

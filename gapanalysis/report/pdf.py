# SPDX-License-Identifier: EUPL-1.2
"""A report as PDF: fonts embedded, contents and outline clickable, the same bytes for the same
report. Laid out once: what tells pages that come later is a form, drawn when they are known.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    HRFlowable,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
)
from reportlab.platypus.doctemplate import ActionFlowable

from gapanalysis.report import fonts
from gapanalysis.report.blocks import Cover, Heading, Report, Run
from gapanalysis.report.footnotes import NotedFrame
from gapanalysis.report.layout import (
    HEIGHT,
    WIDTH,
    BarOfCounts,
    as_in_office,
    legend,
    page_form,
    paragraph,
    styles,
)
from gapanalysis.report.marks import INK, INK2, RULE
from gapanalysis.report.markup import foot_of, legal
from gapanalysis.report.progress import Tell, part_of, quiet
from gapanalysis.report.rows import Row, Rows, plain
from gapanalysis.report.story import story

_LEFT, _RIGHT, _TOP, _BOTTOM = 25 * mm, 20 * mm, 24 * mm, 22 * mm
_BASELINE = 2.5
"""From the foot of a running line up to its letters."""
_STORY = 0.4
"""Share of the work that is breaking words into lines; the rest is setting them on pages."""
_HEAD_LENGTH = 300
"""Characters of a running head that are measured; fewer fit beside the other."""
_FULL = 0.12
"""Share of a page that is free at most where it is all but full."""
_JOINTS = " ,;:–·"
"""Signs that no words end with where they are cut."""
_HEAD_GAP = 16.0
"""What stays free between the two running heads, in points."""
_HEAD_SHARE = 0.6
"""How much of the room what is said of the report takes where the names of parts are shortened."""


def write_pdf(report: Report, path: Path, tell: Tell = quiet) -> int:
    """Writes a report and gives its number of pages."""
    data, pages = render_pdf(report, tell)
    path.write_bytes(data)
    return pages


def render_pdf(report: Report, tell: Tell = quiet) -> tuple[bytes, int]:
    """Gives a report as the bytes of a PDF, and its number of pages."""
    stream = io.BytesIO()
    document = _laid_out(report, stream, tell)
    return stream.getvalue(), document.pages


def heading_pages(report: Report, tell: Tell = quiet) -> tuple[dict[str, int], set[str]]:
    """Gives the page of each heading by its anchor, about as a word processor lays the report out
    where long parts begin a page, and which headings are to do so there: no short part behind a
    page that is all but full, a few lines of which may stand on one more in the word processor.
    """
    with as_in_office():
        laid = _laid_out(report, io.BytesIO(), tell, apart=True)
    return laid.heading_pages, laid.fresh


def _laid_out(report: Report, stream: io.BytesIO, tell: Tell, *, apart: bool = False) -> _Document:
    fonts.register()
    laid = story(report.blocks, part_of(tell, 0.0, _STORY), apart=apart)
    flowables = [*_cover(report.cover), *laid]
    document = _Document(stream, report, len(flowables), part_of(tell, _STORY))
    with _bytes_as_they_are():
        document.build(flowables)
    return document


@contextmanager
def _bytes_as_they_are() -> Iterator[None]:
    """Lets streams be compressed only, without being made ASCII, which takes room and time."""
    usual = rl_config.useA85
    rl_config.useA85 = 0
    try:
        yield
    finally:
        rl_config.useA85 = usual


class _Document(BaseDocTemplate):
    """The pages: a cover, then text with a head and a foot that say where one is."""

    def __init__(self, stream: io.BytesIO, report: Report, length: int, tell: Tell) -> None:
        super().__init__(
            stream,
            pagesize=A4,
            title=legal(report.title),
            subject=legal(report.subject),
            author=legal(report.author),
            creator="gapanalysis",
            producer="gapanalysis",
            lang=report.language,
            invariant=1,
            initialFontName=fonts.SERIF,
            displayDocTitle=True,
        )
        self.pages = 0
        self._length, self._done, self._tell = length, 0, tell
        self._report = report
        self._headings: list[tuple[Heading, int]] = []
        self._head = running_head(report)
        self._part = self._top = ""
        self._drawn = 1
        self._free = HEIGHT
        self._apart = False
        self.fresh: set[str] = set()
        self._level = 0
        width, height = A4
        self._body = NotedFrame(_LEFT, _BOTTOM, width - _LEFT - _RIGHT, height - _TOP - _BOTTOM)
        cover = Frame(_LEFT, 18 * mm, width - _LEFT - _RIGHT, height - 48 * mm, 0, 0, 0, 0)
        self.addPageTemplates(
            [
                PageTemplate("cover", [cover], onPageEnd=self._end_cover),
                PageTemplate("body", [self._body], onPageEnd=self._end_page),
            ]
        )

    def _endBuild(self) -> None:  # noqa: N802 - the end of the library's own work
        """Ends the last page, draws what had to wait for it, and writes the file."""
        self._doSave = 0
        super()._endBuild()  # type: ignore[misc]
        for page in range(2, self.pages + 1):
            words = self._report.page_of.replace("{page}", str(page))
            style = styles()["running"]
            self._form(f"foot-{page}", words.replace("{pages}", str(self.pages)), style)
        for heading, page in self._headings:
            if heading.level <= 2:
                style = styles()[f"contents{heading.level}"]
                self._form(page_form(heading.anchor), f" {page}", style)
        self.canv.save()

    def _form(self, name: str, words: str, style: ParagraphStyle) -> None:
        """Draws a form with words that end where it stands."""
        self.canv.beginForm(name, -int(WIDTH), -20, 1, 20)
        self.canv.setFillColor(style.textColor)
        pieces = list(fonts.spans(words, style.fontName))
        x = -sum(stringWidth(text, face, style.fontSize) for face, text in pieces)
        for face, text in pieces:
            self.canv.setFont(face, style.fontSize)
            self.canv.drawString(x, 0, text)
            x += stringWidth(text, face, style.fontSize)
        self.canv.endForm()

    def afterPage(self) -> None:  # noqa: N802
        self.pages = self.page

    @property
    def heading_pages(self) -> dict[str, int]:
        """The page of each heading, by its anchor."""
        return {heading.anchor: page for heading, page in self._headings}

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802
        self._done += 1
        self._tell(min(self._done / self._length, 1.0))
        before = self._drawn
        apart = self._apart
        if isinstance(flowable, CondPageBreak):
            self._apart = apart or flowable.height >= HEIGHT
        elif not isinstance(flowable, ActionFlowable):
            self._drawn, self._apart = self.page, isinstance(flowable, PageBreak)
        heading = getattr(flowable, "heading", None)
        if not isinstance(heading, Heading):
            return
        self._part = heading.running or self._part
        if self.page > before:
            self._top = self._part
            if apart or self._free > HEIGHT * _FULL:
                self.fresh.add(heading.anchor)
        self.canv.bookmarkPage(heading.anchor)
        self._level = min(heading.level, self._level + 1)
        self.canv.addOutlineEntry(legal(heading.text), heading.anchor, self._level - 1, closed=1)
        self._headings.append((heading, self.page))

    def _end_cover(self, canvas: Any, _document: BaseDocTemplate) -> None:
        if self._report.banner:
            _aligned(canvas, (Run(self._report.banner, strong=True),), A4[1] - 14 * mm, right=True)

    def _end_page(self, canvas: Any, _document: BaseDocTemplate) -> None:
        self._free = self._body.free
        self._body.draw_notes(canvas)
        report = self._report
        banner = (Run(report.banner, strong=True), Run(" · ")) if report.banner else ()
        top, bottom = A4[1] - 14 * mm, 12 * mm
        named, self._top = self._top, self._part
        part = "" if self._head.startswith(named) else running_part(report, self._head, named)
        _aligned(canvas, (*banner, Run(self._head)), top)
        _aligned(canvas, (Run(part),), top, right=True)
        _aligned(canvas, foot_of(report), bottom)
        canvas.saveState()
        canvas.translate(A4[0] - _RIGHT, bottom + _BASELINE)
        canvas.doForm(f"foot-{self.page}")
        canvas.restoreState()
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.line(_LEFT, top - 5, A4[0] - _RIGHT, top - 5)
        canvas.line(_LEFT, bottom + 13, A4[0] - _RIGHT, bottom + 13)


@lru_cache(maxsize=1024)
def _wide(text: str) -> float:
    """Gives the width of words of a running head, set strong so that no face is wider."""
    text = text[:_HEAD_LENGTH]
    return float(
        sum(stringWidth(part, face, 8.5) for face, part in fonts.spans(text, fonts.SANS_STRONG))
    )


def running_head(report: Report) -> str:
    """Gives what the head of every page says of the report: as much as leaves room for the names of
    all its parts, or for their beginnings.
    """
    parts = {b.running for b in report.blocks if isinstance(b, Heading) and b.running}
    widest = max(map(_wide, parts), default=0.0)
    heads = (report.head, *report.short_heads)
    room = _head_room(report)
    fitting = (head for head in heads[:-1] if _wide(head) + widest <= room)
    begun = (head for head in heads[1:] if _wide(head) <= room * _HEAD_SHARE)
    return next(fitting, "") or next(begun, "") or _whole_words(heads[-1], room / 2)


def running_part(report: Report, head: str, part: str) -> str:
    """Gives the name of a part as it stands beside the head of the report."""
    room = _head_room(report) - _wide(head)
    fitting = (said for said in (part, *_shorter(part)) if _wide(said) <= room)
    return next(fitting, "") or _whole_words(part, room)


def _head_room(report: Report) -> float:
    return WIDTH - _HEAD_GAP - (_wide(f"{report.banner} · ") if report.banner else 0.0)


def _shorter(part: str) -> Iterator[str]:
    """Gives a heading without its last words, one by one: "Chapter VI. Investigation…"; last its
    number alone.
    """
    while ", " in part:
        part = part.rpartition(", ")[0]
        yield f"{part}…"
    if ". " in part:
        yield part.partition(". ")[0]


def _whole_words(text: str, width: float) -> str:
    """Gives a text, or as many of its first words as are no wider with a sign that it goes on."""
    words, said = text[:_HEAD_LENGTH].split(" "), text
    while words and (len(said) > _HEAD_LENGTH or _wide(said) > width):
        words.pop()
        said = f"{' '.join(words).rstrip(_JOINTS)}…" if words else ""
    return said


def _aligned(canvas: Any, words: tuple[Run, ...], y: float, *, right: bool = False) -> None:
    """Draws words of a running head from the left margin, or up to the right one."""
    made = paragraph(words, "running-right" if right else "running")
    made.wrap(WIDTH, 40)
    made.drawOn(canvas, _LEFT, y)


# --- cover ----------------------------------------------------------------------------------------


def _cover(cover: Cover) -> list[Flowable]:
    columns = tuple(
        (
            paragraph((Run(label),), "label"),
            *(paragraph((Run(line),), "cover list") for line in lines),
        )
        for label, lines in cover.columns
    )
    share = WIDTH / (len(columns) or 1)
    lists = Rows([Row(columns)], [(n * share, share - 12) for n in range(len(columns))], plain)
    return [
        NextPageTemplate("body"),
        Spacer(0, 46),
        paragraph((Run(cover.kind),), "cover kind"),
        HRFlowable(width=66, thickness=2, color=INK, hAlign="LEFT", spaceBefore=8, spaceAfter=20),
        paragraph((Run(cover.state),), "cover state"),
        paragraph((Run(cover.subject),), "cover subject"),
        paragraph((Run(cover.day),), "cover day"),
        Spacer(0, 90),
        paragraph((Run(cover.label),), "label"),
        BarOfCounts(cover.bar, height=25),
        legend(cover.bar),
        Spacer(0, 8),
        paragraph((Run(cover.caution),), "hint"),
        Spacer(0, 40),
        HRFlowable(width="100%", thickness=0.5, color=INK2, spaceAfter=4),
        lists,
        Spacer(0, 50),
        paragraph((Run(cover.note),), "hint"),
    ]

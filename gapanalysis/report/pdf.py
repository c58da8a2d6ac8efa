# SPDX-License-Identifier: EUPL-1.2
"""A report as PDF: fonts embedded, contents and outline clickable, the same bytes for the same
report. Laid out twice or more, until the pages named in the contents are right.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    NextPageTemplate,
    PageTemplate,
    Spacer,
    TableStyle,
)
from reportlab.platypus import Table as PdfTable

from gapanalysis.report import fonts
from gapanalysis.report.blocks import Cover, Heading, Report, Run
from gapanalysis.report.footnotes import NotedFrame
from gapanalysis.report.layout import (
    BARE,
    WIDTH,
    BarOfCounts,
    draw_mark_callback,
    legend,
    markup,
    paragraph,
    story,
    styles,
)
from gapanalysis.report.marks import INK, INK2, RULE

_LEFT, _RIGHT, _TOP, _BOTTOM = 25 * mm, 20 * mm, 24 * mm, 22 * mm
_HEAD_LENGTH = 70
"""Characters of a running head; more would not fit beside the other."""


def write_pdf(report: Report, path: Path) -> int:
    """Writes a report and gives its number of pages."""
    data, pages = render_pdf(report)
    path.write_bytes(data)
    return pages


def render_pdf(report: Report) -> tuple[bytes, int]:
    """Gives a report as the bytes of a PDF, and its number of pages."""
    fonts.register()
    stream = io.BytesIO()
    document = _Document(stream, report)
    document.multiBuild([*_cover(report.cover), *story(report.blocks)])
    return stream.getvalue(), document.pages


class _Document(BaseDocTemplate):
    """The pages: a cover, then text with a head and a foot that say where one is."""

    def __init__(self, stream: io.BytesIO, report: Report) -> None:
        super().__init__(
            stream,
            pagesize=A4,
            title=report.title,
            subject=report.subject,
            author=report.author,
            creator="gapanalysis",
            producer="gapanalysis",
            lang=report.language,
            invariant=1,
            initialFontName=fonts.SERIF,
            displayDocTitle=True,
        )
        self.pages = 0
        self._report = report
        self._pages_before = 0
        self._chapter = ""
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

    def beforeDocument(self) -> None:  # noqa: N802
        self._pages_before, self.pages, self._chapter = self.pages, 0, ""
        self._level = 0
        self.canv.setNamedCB("mark", draw_mark_callback)

    def _allSatisfied(self) -> bool:  # noqa: N802 - asked by the library after every pass
        """Tells whether no further pass is needed: contents and number of pages are right."""
        satisfied: bool = super()._allSatisfied()  # type: ignore[misc]
        return satisfied and self._pages_before == self.pages

    def afterPage(self) -> None:  # noqa: N802
        self.pages = self.page

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802
        heading = getattr(flowable, "heading", None)
        if not isinstance(heading, Heading):
            return
        self._chapter = heading.running or self._chapter
        self.canv.bookmarkPage(heading.anchor)
        self._level = min(heading.level, self._level + 1)
        self.canv.addOutlineEntry(heading.text, heading.anchor, self._level - 1, closed=1)
        if heading.level <= 2 and heading.anchor != "contents":
            style = styles()[f"contents{heading.level}"]
            entry = markup((Run(heading.text),), style)
            self.notify("TOCEntry", (heading.level - 1, entry, self.page, heading.anchor))

    def _end_cover(self, canvas: Any, _document: BaseDocTemplate) -> None:
        if self._report.banner:
            _aligned(canvas, (Run(self._report.banner, strong=True),), A4[1] - 14 * mm, right=True)

    def _end_page(self, canvas: Any, _document: BaseDocTemplate) -> None:
        self._body.draw_notes(canvas)
        report = self._report
        banner = (Run(report.banner, strong=True), Run(" · ")) if report.banner else ()
        page_of = report.page_of.replace("{page}", str(self.page))
        page_of = page_of.replace("{pages}", str(self._pages_before or self.page))
        top, bottom = A4[1] - 14 * mm, 12 * mm
        _aligned(canvas, (*banner, Run(_short(report.head))), top)
        _aligned(canvas, (Run(_short(self._chapter)),), top, right=True)
        _aligned(canvas, (*banner, Run(report.foot)), bottom)
        _aligned(canvas, (Run(page_of),), bottom, right=True)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.line(_LEFT, top - 5, A4[0] - _RIGHT, top - 5)
        canvas.line(_LEFT, bottom + 13, A4[0] - _RIGHT, bottom + 13)


def _short(text: str) -> str:
    return text if len(text) <= _HEAD_LENGTH else f"{text[:_HEAD_LENGTH].rstrip()}…"


def _aligned(canvas: Any, words: tuple[Run, ...], y: float, *, right: bool = False) -> None:
    """Draws words of a running head from the left margin, or up to the right one."""
    made = paragraph(words, "running-right" if right else "running")
    made.wrap(WIDTH, 40)
    made.drawOn(canvas, _LEFT, y)


# --- cover ----------------------------------------------------------------------------------------


def _cover(cover: Cover) -> list[Flowable]:
    columns = [
        [
            paragraph((Run(label),), "label"),
            *(paragraph((Run(line),), "cover list") for line in lines),
        ]
        for label, lines in cover.columns
    ]
    lists = PdfTable([columns], colWidths=[WIDTH / len(columns)] * len(columns), splitInRow=1)
    lists.setStyle(TableStyle([*BARE, ("RIGHTPADDING", (0, 0), (-1, -1), 12)]))
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

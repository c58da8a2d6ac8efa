# SPDX-License-Identifier: EUPL-1.2
"""Laws made by hand and printed as PDF in several layouts, and what a reader must find in them."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from gapanalysis.importers.pdf import read_pdf
from gapanalysis.importers.split import split
from gapanalysis.model import Kind, LawDraft, SourceFile, Span
from gapanalysis.resources import resource
from gapanalysis.structure import own_spans

PLAIN, BOLD = "SourceSerif4-Regular", "SourceSerif4-SemiBold"
WIDE = "DejaVuSans"
for name in (PLAIN, BOLD, WIDE):
    pdfmetrics.registerFont(TTFont(name, str(resource(f"fonts/{name}.ttf"))))

ONE = ((72.0, 451.0),)
TWO = ((50.0, 235.0), (305.0, 235.0))
THREE = ((40.0, 160.0), (217.0, 160.0), (394.0, 160.0))
"""Columns: where each begins, and how wide it is."""

WHO = ("The court", "The authority", "A prosecutor", "The ministry", "Each municipality")
DOES = ("decides on", "keeps a register of", "publishes a report on", "examines", "may suspend")
WHAT = (
    "a request for protection of persons who suffered violence in the family",
    "shelters that receive victims together with their children",
    "complaints about measures that were taken without the consent of the victim",
    "training of staff who work with perpetrators and with persons at risk",
)
WHEN = ("within three days after it was received", "every year", "at any time and in any form")


@dataclass(frozen=True)
class Article:
    """An article of a law made by hand."""

    number: str
    heading: str
    paragraphs: tuple[str, ...]


def make_law(articles: int, seed: int = 1) -> list[Article]:
    """Gives a law in which hardly a sentence occurs twice."""
    chance = random.Random(seed)

    def sentence() -> str:
        parts = (chance.choice(words) for words in (WHO, DOES, WHAT, WHEN))
        return f"{' '.join(parts)}, as item {chance.randint(20, 999)} of the plan provides."

    return [
        Article(
            str(n),
            f"Duty number {n}",
            tuple(f"({k}) {sentence()} {sentence()}" for k in range(1, chance.randint(2, 4))),
        )
        for n in range(1, articles + 1)
    ]


Item = tuple[float, float, str, str, float]
"""Words on a page: across, up, the words, the font, its size."""


@dataclass
class Page:
    """A page being printed: words in the order in which the file holds them."""

    items: list[Item] = field(default_factory=list)
    drawings: list[Callable[[Canvas], None]] = field(default_factory=list)

    def put(self, across: float, up: float, text: str, font: str = PLAIN, size: float = 10) -> None:
        """Prints words at a place."""
        self.items.append((across, up, text, font, size))


def width(text: str, font: str = PLAIN, size: float = 10) -> float:
    """Gives how wide words are printed."""
    return float(pdfmetrics.stringWidth(text, font, size))


def wrapped(text: str, room: float, font: str = PLAIN, size: float = 10) -> list[str]:
    """Gives the lines in which words are set."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer, font, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def set_law(
    law: Sequence[Article],
    columns: Sequence[tuple[float, float]] = ONE,
    *,
    size: float = 10,
    bottom: float = 70,
    top: float = 770,
) -> list[Page]:
    """Gives the pages of a law: bold labels with headings, paragraphs, space after each article."""
    pages = [Page()]
    column, up = 0, top
    for article in law:
        label = (f"Article {article.number}. {article.heading}", BOLD)
        for text, font in (label, *((paragraph, PLAIN) for paragraph in article.paragraphs)):
            for line in wrapped(text, columns[0][1], font, size):
                if up < bottom:
                    column, up = column + 1, top
                if column == len(columns):
                    pages.append(Page())
                    column = 0
                pages[-1].put(columns[column][0], up, line, font, size)
                up -= 1.3 * size
        up -= 6
    return pages


def as_held(items: list[Item]) -> list[Item]:
    return items


def across(items: list[Item]) -> list[Item]:
    """Line by line over all columns."""
    return sorted(items, key=lambda item: (-item[1], item[0]))


def shuffled(items: list[Item]) -> list[Item]:
    return random.Random(3).sample(items, len(items))


def by_words(items: list[Item]) -> list[Item]:
    """Word by word, as some programs print."""
    words: list[Item] = []
    for left, up, text, font, size in items:
        at = left
        for word in text.split(" "):
            words.append((at, up, word, font, size))
            at += width(f"{word} ", font, size)
    return words


def printed(pages: Iterable[Page], order: Callable[[list[Item]], list[Item]] = as_held) -> bytes:
    """Gives pages as a PDF that holds their words in some order."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for page in pages:
        for at, up, text, font, size in order(page.items):
            canvas.setFont(font, size)
            canvas.drawString(at, up, text)
        for draw in page.drawings:
            draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def read_printed(data: bytes, language: str = "en") -> LawDraft:
    """Gives the law that a PDF holds."""
    source = SourceFile(name="law.pdf", format="pdf", sha256="", data=b"")
    return split(read_pdf(data, "law.pdf"), language, source)


def left_out(draft: LawDraft) -> dict[str, list[str]]:
    """Gives what is left out, by the reason."""
    found: dict[str, list[str]] = {}
    for left in draft.left_out:
        found.setdefault(left.why, []).append(draft.text[left.start : left.end].strip())
    return found


def uncovered(draft: LawDraft) -> list[tuple[int, int]]:
    """Gives the ranges of a law's text that lie in no place, or in two."""
    ranges = [(span.start, span.end) for spans in own_spans(draft) for span in spans]
    ranges += [(one.start, one.end) for one in draft.left_out]
    for provision in draft.provisions:
        parts = (provision.label, provision.heading)
        ranges += [(part.start, part.end) for part in parts if part]
    at, wrong = 0, []
    for start, end in sorted(ranges):
        if start != at:
            wrong.append((at, start))
        at = end
    return wrong if at == len(draft.text) else [*wrong, (at, len(draft.text))]


def words_of(draft: LawDraft) -> list[Article]:
    """Gives the articles of a law as read: number, heading, words without what is left out."""
    return [
        Article(
            one.number,
            "" if one.heading is None else one.heading.of(draft.text),
            (_words(draft, one.start, one.end, (one.label, one.heading)),),
        )
        for one in draft.provisions
        if one.kind == Kind.ARTICLE
    ]


def _words(draft: LawDraft, start: int, end: int, holes: Iterable[Span | None]) -> str:
    spans = sorted(
        (max(hole.start, start), hole.end)
        for hole in (*holes, *draft.left_out)
        if hole and hole.start < end and hole.end > start
    )
    pieces = []
    for first, last in spans:
        pieces.append(draft.text[start:first])
        start = max(start, last)
    return re.sub(r"\s+", " ", "".join([*pieces, draft.text[start:end]])).strip()


def pages_of(draft: LawDraft) -> list[int]:
    """Gives the page on which each provision begins, as the source map tells."""
    found = []
    for one in draft.provisions:
        place = next(p for p in draft.source_map if p.start <= one.start < p.end)
        assert place.page is not None
        found.append(place.page)
    return found


def assert_read(data: bytes, law: Sequence[Article], language: str = "en") -> LawDraft:
    """Reads a printed law; holds that each article has its words and no others, that nothing is
    lost and that each provision knows its page.
    """
    draft = read_printed(data, language)
    assert words_of(draft) == [
        Article(one.number, one.heading, (" ".join(one.paragraphs),)) for one in law
    ]
    assert uncovered(draft) == []
    pages = pages_of(draft)
    assert pages == sorted(pages)
    return draft

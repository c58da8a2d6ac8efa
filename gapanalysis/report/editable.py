# SPDX-License-Identifier: EUPL-1.2
"""What the writers of editable documents (DOCX, ODT) have in common: the order in which blocks are
written, and what each block is made of. How a piece is written is the writer's own.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import ClassVar

from gapanalysis.report.blocks import (
    Bar,
    Bars,
    Block,
    Box,
    Caption,
    Chart,
    Contents,
    Cover,
    Heading,
    Look,
    Para,
    Quote,
    Report,
    Run,
    Table,
    Words,
)
from gapanalysis.report.markup import apart, closeness, counts, entries, length, summed
from gapanalysis.report.pdf import heading_pages
from gapanalysis.report.pictures import Painted, bar_picture, chart_pictures
from gapanalysis.report.progress import Tell, part_of, told
from gapanalysis.report.story import is_hint_above

_FIRST, _SECOND = (80, 240), 232
"""Room before a line of the contents and its height, and the height of one of the second level, in
twentieths of a point.
"""
_LISTED = 12_700
"""Height of the contents on one page, with some room for headings of two lines."""
_FEW = 900
"""Characters of the paragraphs of a part that stay on one page."""


def rooms_of_contents(report: Report) -> tuple[tuple[int, int, int], bool]:
    """Gives the room before a line of the contents, its height, and that of a line of the second
    level, in twentieths of a point; and whether they are exact, being closer because a few lines
    would stand alone on a second page.
    """
    levels = [heading.level for heading in entries(report.blocks)]
    first = levels.count(1)
    lines = first * _FIRST[1] + (len(levels) - first) * _SECOND
    room, share = closeness(lines, first * _FIRST[0], _LISTED)
    before, line, second = round(_FIRST[0] * room), round(_FIRST[1] * share), round(_SECOND * share)
    return (before, line, second), room < 1


def _tied(blocks: Sequence[Block]) -> set[int]:
    """Gives the places of paragraphs that stay with the next, since their part has nothing but a
    few: its last line or two would stand alone on a page before the next part.
    """
    begun = [at for at, one in enumerate(blocks) if isinstance(one, Heading) and one.level == 1]
    tied: set[int] = set()
    for begin, end in pairwise((*begun, len(blocks))):
        own = [one.words for one in blocks[begin + 1 : end] if isinstance(one, Para)]
        if len(own) == end - begin - 1 and sum(map(length, own)) < _FEW:
            tied.update(range(begin + 1, end - 1))
    return tied


class EditableWriter(ABC):
    """Gives blocks as pieces of markup."""

    styles: ClassVar[dict[Look, str]]
    picture_caption: ClassVar[str]

    def __init__(self, report: Report, tell: Tell) -> None:
        self._report = report
        self._pages, self._fresh = heading_pages(report, part_of(tell, 0.0, 0.5))
        self._tell = part_of(tell, 0.5)
        self._after: Block | None = None
        self._announces = False

    def _body(self) -> Iterator[str]:
        """Gives the cover, then the blocks; the heading above the contents is none of theirs."""
        yield from self._cover(self._report.cover)
        tied = _tied(self._report.blocks)
        blocks = told(self._report.blocks, self._tell)
        for at, (block, after) in enumerate(zip_longest(blocks, self._report.blocks[1:])):
            self._after = after
            self._announces = at in tied or is_hint_above(self._report.blocks, at)
            if isinstance(block, Heading) and isinstance(after, Contents):
                yield self._contents_heading(block)
            else:
                yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                yield self._heading(block)
            case Para(words, Look.FACTS):
                yield self._paragraph(apart(words), "Facts")
            case Para(words, Look.ITEM):
                yield self._item(words)
            case Para(words, look):
                yield self._paragraph(words, self.styles[look], kept=self._announces)
            case Quote():
                yield from self._quote(block)
            case Table():
                yield from self._caption(block.caption, "Caption", "Table")
                yield self._table(block)
                yield self._gap()
            case Bar():
                yield self._pictured((bar_picture(block),), counts(block))
                yield self._legend(block)
            case Bars():
                yield self._bars(block)
                yield self._gap()
                yield self._legend(summed(block))
                yield from self._caption(block.caption, self.picture_caption, "Figure")
            case Chart():
                yield from self._chart(block)
            case Box():
                yield self._box(block)
                yield self._gap()
            case Contents():
                yield self._contents()

    def _chart(self, block: Chart) -> Iterator[str]:
        """Gives a chart with its caption below it, or above the first of its parts, which are not
        tied to each other: two may be too tall for a page.
        """
        parts, style = chart_pictures(block), self.picture_caption
        drawn = self._pictured(parts, block.said or block.chart.said, tied=len(parts) == 1)
        if len(parts) > 1:
            yield from self._caption(block.caption, "Caption", "Figure")
            yield drawn
        else:
            yield drawn
            yield from self._caption(block.caption, style, "Figure")

    def _cover_lines(self, lines: Iterable[tuple[str, str]]) -> Iterator[str]:
        """Gives lines of the cover (text and style) that have a text."""
        for text, style in lines:
            if text:
                yield self._paragraph((Run(text),), style)

    def _cover_state(self, cover: Cover) -> Iterator[str]:
        """Gives how far the report reaches, as the cover shows it."""
        if cover.bar.parts:
            yield self._pictured((bar_picture(cover.bar, height=25),), counts(cover.bar))
            yield self._legend(cover.bar)
        yield from self._cover_lines([(cover.caution, "Hint")])

    def _cover_cells(self, cover: Cover, style: str) -> list[str]:
        """Gives who and what the cover names, one cell each."""
        return [
            self._paragraph((Run(label),), "Label")
            + "".join(self._paragraph((Run(line),), style) for line in lines)
            for label, lines in cover.columns
        ]

    def _item(self, words: Words) -> str:
        return self._paragraph(words, self.styles[Look.ITEM])

    @abstractmethod
    def _gap(self) -> str:
        """Gives the empty paragraph that follows a table."""

    @abstractmethod
    def _cover(self, cover: Cover) -> Iterator[str]: ...

    @abstractmethod
    def _contents_heading(self, heading: Heading) -> str: ...

    @abstractmethod
    def _heading(self, heading: Heading) -> str: ...

    @abstractmethod
    def _paragraph(self, words: Words, style: str, *, kept: bool = False) -> str:
        """Gives a paragraph; one that is ``kept`` stays with what follows."""

    @abstractmethod
    def _quote(self, quote: Quote) -> Iterator[str]: ...

    @abstractmethod
    def _caption(self, caption: Caption | None, style: str, counted: str) -> Iterator[str]: ...

    @abstractmethod
    def _table(self, table: Table) -> str: ...

    @abstractmethod
    def _pictured(self, pictures: Iterable[Painted], said: str, *, tied: bool = True) -> str: ...

    @abstractmethod
    def _legend(self, bar: Bar) -> str: ...

    @abstractmethod
    def _bars(self, bars: Bars) -> str: ...

    @abstractmethod
    def _box(self, box: Box) -> str: ...

    @abstractmethod
    def _contents(self) -> str: ...

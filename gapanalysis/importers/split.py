# SPDX-License-Identifier: EUPL-1.2
"""From lines to a law: the tree of its provisions, each a range of one canonical text.

The words of provisions that are not their children's, with labels, headings and what is left out,
hold every code point of the text exactly once: nothing is lost, nothing is copied.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from gapanalysis.importers.lines import Document, Line
from gapanalysis.importers.marks import find_marks, heading_before_first
from gapanalysis.importers.openers import ARTICLE_RANK, Opener, heading_level
from gapanalysis.importers.quotes import quoted_lines
from gapanalysis.importers.sequence import Outline, outline
from gapanalysis.languages import Language, load_language
from gapanalysis.model import (
    DraftProvision,
    ImportDoubt,
    Kind,
    LawDraft,
    LeftOut,
    SourceFile,
    SourcePlace,
    Span,
)
from gapanalysis.numbers import base, normalise

_LONGEST_HEADING = 250
_LONG_ARTICLE = 30_000
_LONG_BY_MEDIAN = 15
_SENTENCE_END = (".", ";", ":", ",", "—", "?", "!")
_RUNNING = {"header": "running_head", "footer": "page_number"}


def split(document: Document, language: str, source: SourceFile, title: str = "") -> LawDraft:
    """Gives the law that a document holds.

    ``language`` is an ISO 639-1 code; one without a data file is read with the words of all.
    ``title`` overrides the document's own. Doubts about the structure are among the warnings; a
    document in which nothing is recognised gives a law without provisions.
    """
    return _Splitter(document, load_language(language)).law(language, source, title)


def own_spans(draft: LawDraft) -> list[tuple[Span, ...]]:
    """Gives for each provision the ranges of its own words: without label, heading, children and
    what is left out.
    """
    holes: list[list[Span]] = [[] for _ in draft.provisions]
    for index, provision in enumerate(draft.provisions):
        holes[index].extend(span for span in (provision.label, provision.heading) if span)
        if provision.parent is not None:
            holes[provision.parent].append(Span(start=provision.start, end=provision.end))
    for left, owner in _owners(draft):
        holes[owner].append(Span(start=left.start, end=left.end))
    return [
        tuple(_without(provision.start, provision.end, sorted(found, key=lambda s: s.start)))
        for provision, found in zip(draft.provisions, holes, strict=True)
    ]


def _owners(draft: LawDraft) -> Iterator[tuple[LeftOut, int]]:
    """Gives each left-out range inside a provision with the smallest provision that holds it."""
    open_ones: list[int] = []
    following = 0
    for left in sorted(draft.left_out, key=lambda one: one.start):
        while following < len(draft.provisions) and draft.provisions[following].start <= left.start:
            open_ones.append(following)
            following += 1
        while open_ones and draft.provisions[open_ones[-1]].end <= left.start:
            open_ones.pop()
        if open_ones:
            yield left, open_ones[-1]


def _without(start: int, end: int, holes: Sequence[Span]) -> Iterator[Span]:
    for hole in holes:
        if hole.start > start:
            yield Span(start=start, end=hole.start)
        start = max(start, hole.end)
    if start < end:
        yield Span(start=start, end=end)


@dataclass(slots=True)
class _Node:
    """A provision being built; ``end`` is set when the next one at its height begins."""

    kind: Kind
    number: str
    rank: int
    level: int
    start: int
    label: Span | None
    heading: Span | None
    parent: int | None
    end: int = 0
    address: str = ""


@dataclass(slots=True)
class _Splitter:
    """The state of one splitting: the canonical text and what has been found in it so far."""

    document: Document
    language: Language
    text: str = ""
    starts: list[int] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)
    nodes: list[_Node] = field(default_factory=list)
    left: list[LeftOut] = field(default_factory=list)
    doubts: list[ImportDoubt] = field(default_factory=list)
    trail: list[str] = field(default_factory=list)

    def law(self, code: str, source: SourceFile, title: str) -> LawDraft:
        lines = [_clean(line.text) for line in self.document.lines]
        self.text = "\n".join(lines)
        at = 0
        for line in lines:
            self.starts.append(at)
            at += len(line) + 1
        self.quoted = quoted_lines(lines)
        found = outline(self.document, self.language)
        self._leave_out_running_lines()
        self._build(found)
        self._doubt(found)
        return LawDraft(
            title=title or self.document.title or self._first_words(),
            language=code,
            text=self.text,
            provisions=tuple(map(_provision, self.nodes)),
            left_out=tuple(sorted(self.left, key=lambda one: one.start)),
            source_map=tuple(self._source_map(lines)),
            warnings=(*self.document.warnings, *self.doubts),
            source=source,
        )

    def _first_words(self) -> str:
        return next((line.text[:300] for line in self.document.lines if line.text), "")

    def _line_end(self, index: int) -> int:
        """Gives where the line after this one starts, or the end of the text."""
        return self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)

    def _leave_out_running_lines(self) -> None:
        for index, line in enumerate(self.document.lines):
            why = _RUNNING.get(line.style)
            if why and self.starts[index] < self._line_end(index):
                self._leave(self.starts[index], self._line_end(index), why)

    def _leave(self, start: int, end: int, why: str) -> None:
        """Leaves a range out, without what of it is left out already."""
        taken = [Span(start=left.start, end=left.end) for left in self.left]
        inside = [span for span in taken if span.start < end and span.end > start]
        for span in _without(start, end, sorted(inside, key=lambda s: s.start)):
            self.left.append(LeftOut(start=span.start, end=span.end, why=why))

    # --- the tree ------------------------------------------------------------------------

    def _build(self, found: Outline) -> None:
        openers = found.openers
        first = self.starts[openers[0].line] if openers else len(self.text)
        self._leave_out_front(first, found.contents, nothing=not openers)
        stack: list[int] = []
        for n, opener in enumerate(openers):
            following = openers[n + 1] if n + 1 < len(openers) else None
            end = len(self.text)
            if following:
                end = self.starts[following.line] + following.start
            if self._is_old_trail(opener, following, end):
                continue
            self._open(opener, end, stack, found)
        self._close(stack, 0, len(self.text))

    def _leave_out_front(self, end: int, contents: tuple[int, int] | None, *, nothing: bool) -> None:
        """Leaves out what stands before the first provision: title, preamble, contents."""
        if contents:
            begin, stop = self.starts[contents[0]], self.starts[contents[1]]
            self._leave(begin, min(stop, end), "contents")
        if nothing:
            self._leave(0, end, "other")
            return
        title_end = next((self._line_end(n) for n, s in enumerate(self.document.lines) if s.text), 0)
        self._leave(0, min(title_end, end), "title")
        self._leave(0, end, "preamble")

    def _is_old_trail(self, opener: Opener, following: Opener | None, end: int) -> bool:
        """Leaves out a division that a line repeats only to show where it stands."""
        segments = self.document.lines[opener.line].text.split(" | ")
        if opener.what != "division" or len(segments) == 1:
            return False
        place = self.document.lines[opener.line].text[: opener.start].count(" | ")
        if place + 1 < len(segments):
            bar = self.starts[opener.line] + opener.end
            self._leave(bar, bar + len(" | "), "running_head")
        if self.trail[: place + 1] == segments[: place + 1]:
            start = self.starts[opener.line] + opener.start
            self._leave(start, self.starts[opener.line] + opener.end, "running_head")
            return True
        self.trail = segments[: place + 1]
        return False

    def _open(self, opener: Opener, end: int, stack: list[int], found: Outline) -> None:
        """Adds the provision that an opener begins, with its heading and what is numbered in it."""
        start = self.starts[opener.line] + opener.start
        if opener.what != "division" or " | " not in self.document.lines[opener.line].text:
            self.trail = self.trail if opener.rank >= ARTICLE_RANK else []
        rank = self._make_room(opener, start, stack)
        label_end = self.starts[opener.line] + opener.label_end
        heading = self._heading(opener, label_end, end)
        parent = stack[-1] if stack else None
        stack.append(len(self.nodes))
        node = _Node(
            kind=opener.kind,
            number=opener.number,
            rank=rank,
            level=opener.level,
            start=start,
            label=Span(start=start, end=label_end) if label_end > start else None,
            heading=heading,
            parent=parent,
        )
        self.nodes.append(node)
        node.address = self._address(node, found.restart)
        if opener.what in {"article", "closing"}:
            self._add_marks(stack[-1], heading.end if heading else label_end, end)

    def _make_room(self, opener: Opener, start: int, stack: list[int]) -> int:
        """Closes what an opener ends; gives the rank of the new provision."""
        rank = opener.rank
        if opener.what == "heading":
            while stack and self.nodes[stack[-1]].rank > rank:
                self._close(stack, len(stack) - 1, start)
            while stack and self.nodes[stack[-1]].level >= opener.level:
                rank = self.nodes[stack[-1]].rank
                self._close(stack, len(stack) - 1, start)
            return rank
        while stack and self.nodes[stack[-1]].rank >= rank:
            self._close(stack, len(stack) - 1, start)
        return rank

    def _close(self, stack: list[int], height: int, end: int) -> None:
        while len(stack) > height:
            self.nodes[stack.pop()].end = end

    def _address(self, node: _Node, restart: Kind | None) -> str:
        """Gives an article's number, after its chapter's where numbers restart there, and after
        an annex; for other provisions the kind with its number.
        """
        above = ""
        parent = node.parent
        while parent is not None:
            holder = self.nodes[parent]
            if holder.kind == Kind.ANNEX or (node.kind == Kind.ARTICLE and holder.kind == restart):
                above = holder.address if holder.kind == Kind.ANNEX else holder.number
                break
            parent = holder.parent
        if node.kind == Kind.ARTICLE:
            return f"{above}:{node.number}" if above else node.number
        if node.rank == 1:
            return node.number
        own = f"{node.kind.value} {node.number}".strip()
        return f"{above}:{own}" if above else own

    # --- headings --------------------------------------------------------------------------

    def _heading(self, opener: Opener, label_end: int, end: int) -> Span | None:
        """Gives the heading of a provision: on the line of its label, else on the next."""
        line_end = self.starts[opener.line] + opener.end
        rest = _stripped(self.text, label_end, line_end)
        lines = list(self._body_lines(opener.line + 1, end))
        if opener.what != "article":
            if rest:
                return rest if rest.end - rest.start <= _LONGEST_HEADING else None
            return self._next_heading(lines, division=True) if opener.what != "group" else None
        if not rest:
            return self._next_heading(lines, division=False)
        words = rest.of(self.text)
        if words.startswith(("(1)", "1.", "(a)", "a)")):
            return None
        if opener.level:
            return rest
        if heading_end := heading_before_first(self.text, rest.start, rest.end, self.language):
            return Span(start=rest.start, end=heading_end)
        short = len(words) <= _LONGEST_HEADING and not words.endswith((";", ":", ","))
        if short and lines and (not words.endswith(".") or self._begins_body(lines[0])):
            return rest
        return None

    def _begins_body(self, index: int) -> bool:
        """Tells whether a line begins with a first paragraph, so that what stands above it on the
        label's line can only be a heading.
        """
        return bool(re.match(r"\(1\)|1[.)] |\^1 |\(?a\)", self.document.lines[index].text))

    def _body_lines(self, first: int, end: int) -> Iterator[int]:
        """Gives the lines with words from one on that begin before an offset."""
        for index in range(first, len(self.starts)):
            if self.starts[index] >= end:
                return
            line = self.document.lines[index]
            if line.text and line.style not in _RUNNING:
                yield index

    def _next_heading(self, lines: Sequence[int], *, division: bool) -> Span | None:
        """Gives the heading that stands below a label: short, without a full stop, and before
        other words (below a division: all that stands there, up to three lines).
        """
        if not lines:
            return None
        if division:
            if len(lines) > 3 or any(len(self.document.lines[n].text) > 200 for n in lines):
                lines = lines[:1]
                if not self._looks_like_heading(self.document.lines[lines[0]]):
                    return None
            return self._span_of(lines[0], lines[-1])
        line = self.document.lines[lines[0]]
        if end := heading_before_first(
            self.text, self.starts[lines[0]], self._line_end(lines[0]), self.language
        ):
            return Span(start=self.starts[lines[0]], end=end)
        if len(lines) < 2 or not self._looks_like_heading(line):
            return None
        return self._span_of(lines[0], lines[0])

    def _span_of(self, first: int, last: int) -> Span:
        start = self.starts[first]
        return Span(start=start, end=self.starts[last] + len(self.document.lines[last].text))

    def _looks_like_heading(self, line: Line) -> bool:
        words = line.text
        if heading_level(line) or line.bold or line.centred:
            return len(words) <= _LONGEST_HEADING
        if len(words) > 150 or words.endswith(_SENTENCE_END) or not words[0].isupper():
            return False
        return not self._is_wrapped(line)

    def _is_wrapped(self, line: Line) -> bool:
        """Tells whether a line may only be the first of a paragraph that was broken into lines:
        the next one, without a gap, goes on in small letters or the line is full.
        """
        if self.document.format not in {"text", "pdf"}:
            return False
        index = next(n for n, one in enumerate(self.document.lines) if one is line)
        following = self.document.lines[index + 1].text if index + 1 < len(self.starts) else ""
        return following[:1].islower() or (bool(following) and 60 < len(line.text))

    # --- paragraphs and points --------------------------------------------------------------

    def _add_marks(self, article: int, start: int, end: int) -> None:
        """Adds the paragraphs and points in an article's words from ``start`` to ``end``."""
        ranges, quoted = self._ranges(article, start, end)
        offset = len(self.nodes)
        marks = find_marks(self.text, ranges, quoted, self.language)
        open_ones: list[int] = []
        for mark in marks:
            parent = article if mark.parent is None else offset + mark.parent
            while open_ones and open_ones[-1] != parent:
                self.nodes[open_ones.pop()].end = mark.start
            open_ones.append(len(self.nodes))
            self.nodes.append(
                _Node(
                    kind=mark.kind,
                    number=mark.number,
                    rank=ARTICLE_RANK + 1,
                    level=0,
                    start=mark.start,
                    label=Span(start=mark.start, end=mark.label_end),
                    heading=None,
                    parent=parent,
                    address=f"{self.nodes[parent].address}({mark.number})",
                )
            )
        for index in open_ones:
            self.nodes[index].end = end

    def _ranges(
        self, article: int, start: int, end: int
    ) -> tuple[list[tuple[int, int]], list[bool]]:
        """Gives the lines of an article's body as ranges, and which begin inside a quotation. A
        number that the body repeats from the label is passed over.
        """
        number = re.escape(self.nodes[article].number)
        ranges: list[tuple[int, int]] = []
        quoted: list[bool] = []
        line = self._line_at(start)
        while start < end:
            stop = min(end, self._line_end(line))
            while start < stop and self.text[start] in " \u00a0":
                start += 1
            if not ranges and start == self.starts[line]:
                echo = re.compile(rf"{number}[.]?[ ]?[-–—]?[ ]?(?=\()").match(self.text, start, stop)
                start = echo.end() if echo else start
            last = stop - 1 if self.text[stop - 1 : stop] == "\n" else stop
            if start < last and self.document.lines[line].style not in _RUNNING:
                ranges.append((start, last))
                quoted.append(self.quoted[line])
            line, start = line + 1, stop
        return ranges, quoted

    def _line_at(self, offset: int) -> int:
        from bisect import bisect_right

        return bisect_right(self.starts, offset) - 1

    # --- doubts and places ---------------------------------------------------------------------

    def _doubt(self, found: Outline) -> None:
        """Records what looks wrong in the numbering."""
        if not any(node.kind == Kind.ARTICLE for node in self.nodes):
            self.doubts.append(ImportDoubt(code="nothing_recognised"))
            return
        self._doubt_numbers()
        for opener in found.dropped:
            start = self.starts[opener.line]
            self.doubts.append(
                ImportDoubt(
                    code="number_out_of_order",
                    start=start,
                    end=start + opener.label_end,
                    details={"number": opener.number},
                )
            )
        articles = [node for node in self.nodes if node.kind == Kind.ARTICLE]
        usual = median(node.end - node.start for node in articles)
        for node in articles:
            length = node.end - node.start
            if length > _LONG_ARTICLE and length > _LONG_BY_MEDIAN * usual:
                details = {"number": node.number, "characters": length}
                self.doubts.append(_doubt_at(node, "very_long_article", details))

    def _doubt_numbers(self) -> None:
        seen: set[str] = set()
        ordered = [node for node in self.nodes if node.rank == ARTICLE_RANK]
        for node in ordered:
            if node.kind != Kind.ARTICLE:
                continue
            same = normalise(node.address)
            if same in seen:
                self.doubts.append(_doubt_at(node, "number_twice", {"number": node.number}))
            seen.add(same)
        for one, other in pairwise(ordered):
            missing = _missing(one, other)
            if missing:
                details = {"after": one.number, "before": other.number, "missing": missing}
                self.doubts.append(_doubt_at(other, "number_gap", details))

    def _source_map(self, lines: Sequence[str]) -> Iterator[SourcePlace]:
        for start, words, line in zip(self.starts, lines, self.document.lines, strict=True):
            if not words or (line.page is None and line.offset is None and not line.generated):
                continue
            if line.generated:
                stop = start + len(line.generated)
                yield SourcePlace(
                    start=start, end=stop, page=line.page, offset=line.offset, generated=True
                )
                start = stop  # noqa: PLW2901
            if start < self.starts[0] + len(self.text):
                yield SourcePlace(
                    start=start, end=start + len(words), page=line.page, offset=line.offset
                )


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _stripped(text: str, start: int, end: int) -> Span | None:
    """Gives a range without the spaces around its words, or None where it has none."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return Span(start=start, end=end) if start < end else None


def _provision(node: _Node) -> DraftProvision:
    return DraftProvision(
        kind=node.kind,
        number=node.number,
        address=node.address,
        start=node.start,
        end=node.end,
        label=node.label,
        heading=node.heading,
        parent=node.parent,
    )


def _doubt_at(node: _Node, code: str, details: dict[str, str | int]) -> ImportDoubt:
    end = node.label.end if node.label else node.start
    return ImportDoubt(code=code, start=node.start, end=end, details=details)


def _missing(one: _Node, other: _Node) -> int:
    """Gives how many whole numbers lie between two neighbouring articles and are not there; 0
    where numbers restart or are made of parts (``222-23``).
    """
    last = base(one.number)
    if one.kind != Kind.ARTICLE:
        found = re.findall(r"\d+", one.number)
        last = int(found[-1]) if found else None
    first = base(other.number)
    if first is None or last is None or "-" in other.number or "-" in one.number:
        return 0
    if other.kind != Kind.ARTICLE:
        first = int(re.findall(r"\d+", other.number)[0])
    return max(0, first - last - 1)

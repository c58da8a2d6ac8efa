# SPDX-License-Identifier: EUPL-1.2
"""From lines to a law: the tree of its provisions, each a range of one canonical text.

The words of provisions that are not their children's, with labels, headings and what is left out,
hold every code point of the text exactly once: nothing is lost, nothing is copied.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from gapanalysis.importers.behind import with_notes_behind
from gapanalysis.importers.canonical import RUNNING, Canonical, canonical
from gapanalysis.importers.doctor import first_examined
from gapanalysis.importers.halved import with_whole_labels
from gapanalysis.importers.headings import (
    find_headings,
    start_of,
    with_headings_above,
    with_marginal_headings,
    without_headings_below,
)
from gapanalysis.importers.label_patterns import AMENDED
from gapanalysis.importers.letters import ENDED, NOTE_SIGN, is_small
from gapanalysis.importers.lines import Document, Line
from gapanalysis.importers.listed import with_listed_contents
from gapanalysis.importers.marks import Setting, find_marks
from gapanalysis.importers.openers import ARTICLE_RANK, Opener
from gapanalysis.importers.parted import with_parted_lines
from gapanalysis.importers.repeated import with_repeated_lines
from gapanalysis.importers.sequence import Outline, outline
from gapanalysis.languages import Language, load_language
from gapanalysis.model import (
    DraftProvision,
    Kind,
    LawDraft,
    LeftOut,
    SourceFile,
    Span,
)
from gapanalysis.structure import address, without

_TRAIL = " | "
_LONGEST_TITLE = 300
_LATER = re.compile(r"(?<![\w^])(?:[2-9]\d*|1\d+|(?!I\b)[IVXLC]+)(?!\w)")
"""A number that is not the first."""
_NOTE_BEFORE = re.compile(rf"(?:{NOTE_SIGN}[ ]?){{1,9}}(?=\(|$)")
"""Signs of notes between an article's label and its first mark ("12. § * (1)"), or alone on the
line of the label.
"""
_NUMBERED = re.compile(r"\(?\d{1,2}[.)]")
_STROKE_BEFORE = re.compile(r"[-–—]{1,2}[ ]?(?=\()")
"""Between a title and the first mark: "Short title.—(1) This Act …"."""
_BEFORE_ECHO = re.compile(AMENDED)
_AFTER_ECHO = re.compile(r"[.]?[ ]?[-–—]?[ ]?(?=\(|[A-Z]\d{1,3}\[\()")


def split(document: Document, language: str, source: SourceFile, title: str = "") -> LawDraft:
    """Gives the law that a document holds.

    ``language`` is an ISO 639-1 code; one without a data file is read with the words of all.
    ``title`` overrides the document's own. Doubts about the structure are among the warnings; a
    document in which nothing is recognised gives a law without provisions.
    """
    words = load_language(language)
    document = with_notes_behind(with_repeated_lines(document, words), words)
    document = with_listed_contents(document, words)
    document = with_parted_lines(with_whole_labels(document, words), words)
    found = outline(document, words)
    page = canonical(with_marginal_headings(document, found.openers))
    tree = _Tree(page, words, found.restart, found.quoted)
    tree.build(found)
    draft = LawDraft(
        title=title or document.title or _first_words(page, found.openers),
        language=language,
        text=page.text,
        provisions=tuple(_provision(node) for node in tree.nodes),
        left_out=tuple(sorted(tree.left, key=lambda left: left.start)),
        source_map=tuple(page.places()),
        warnings=document.warnings,
        source=source,
    )
    return first_examined(draft)


@dataclass(slots=True)
class _Node:
    """A provision being built; ``end`` is set when the next one at its height begins."""

    kind: Kind
    number: str
    rank: int
    start: int
    label: Span | None
    parent: int | None
    heading: Span | None = None
    level: int = 0
    end: int = 0
    address: str = ""


def _first_words(page: Canonical, openers: Sequence[Opener]) -> str:
    """Gives the first line of a law; a word alone in capitals ("ACT") with the line that goes on
    with it, in capitals or small letters.
    """
    end = openers[0].line if openers else len(page.lines)
    first = [n for n, line in enumerate(page.lines) if _is_law(line)][:2]
    words = [page.lines[n].text for n in first]
    alone = words and words[0].isupper() and " " not in words[0]
    if (
        alone
        and len(words) > 1
        and first[1] < end
        and (words[1].isupper() or is_small(words[1][0]))
    ):
        return " ".join(words)[:_LONGEST_TITLE]
    return words[0][:_LONGEST_TITLE] if words else ""


def _is_law(line: Line) -> bool:
    """Tells whether a line has words of the law itself."""
    return bool(line.text) and line.style not in RUNNING


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


def _repeated(before: Sequence[str], trail: Sequence[str]) -> list[bool]:
    """Tells of each division in a trail whether it only repeats one of the trail before: those down
    to the first change, and below it what is not the first of its kind ("Title II | Section 6 -
    Parole" after "Title I | Section 6 - Parole").
    """
    repeated: list[bool] = []
    for place, segment in enumerate(trail):
        same = before[: place + 1] == trail[: place + 1]
        again = segment in before and _LATER.search(segment) is not None
        repeated.append(same or again)
    return repeated


def _flat_levels(openers: Sequence[Opener]) -> set[int]:
    """Gives the levels of headings at which divisions of different heights stand."""
    ranks: dict[int, set[int]] = {}
    for opener in openers:
        if opener.what == "division" and opener.level:
            ranks.setdefault(opener.level, set()).add(opener.rank)
    return {level for level, found in ranks.items() if len(found) > 1}


@dataclass(slots=True)
class _Tree:
    """The tree of a law while it is built: its nodes, those still open, and what is left out."""

    page: Canonical
    language: Language
    restart: Kind | None
    quoted: Sequence[bool]
    nodes: list[_Node] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    left: list[LeftOut] = field(default_factory=list)
    trail: list[str] = field(default_factory=list)
    repeated: list[bool] = field(default_factory=list)
    flat: Container[int] = ()
    """The levels of headings at which the source sets divisions of different heights."""

    def build(self, found: Outline) -> None:
        """Builds the whole tree from a document's outline."""
        self._leave_out_running_lines()
        openers = with_headings_above(
            self.page, without_headings_below(self.page, found.openers), self.language
        )
        self._leave_out_front(openers, found.contents)
        self.flat = _flat_levels(openers)
        headings = find_headings(self.page, openers, self.language)
        starts = [start_of(self.page, opener) for opener in openers]
        ends = [*starts[1:], len(self.page.text)]
        for opener, heading, end in zip(openers, headings, ends, strict=False):
            if not self._is_old_trail(opener):
                self._add(opener, heading, end)
        self._close(0, len(self.page.text))

    # --- what belongs to no provision ------------------------------------------------------

    def _leave(self, start: int, end: int, why: str) -> None:
        """Leaves a range out, without what of it is left out already."""
        taken = [
            Span(start=left.start, end=left.end)
            for left in self.left
            if left.start < end and left.end > start
        ]
        for span in without(start, end, taken):
            self.left.append(LeftOut(start=span.start, end=span.end, why=why))

    def _leave_out_running_lines(self) -> None:
        for index, line in enumerate(self.page.lines):
            if line.style in RUNNING:
                start, end = self.page.starts[index], self.page.line_end(index)
                if start < end:
                    self.left.append(LeftOut(start=start, end=end, why=RUNNING[line.style]))

    def _leave_out_front(self, openers: Sequence[Opener], contents: tuple[int, int] | None) -> None:
        """Leaves out what stands before the first provision: title, preamble, contents."""
        page = self.page
        if not openers:
            self._leave(0, len(page.text), "other")
            return
        starts = [start_of(page, opener) for opener in openers]
        end = starts[0]
        if contents:
            first, last = (page.starts[line] for line in contents)
            law = next((start for start in starts if start >= first), last)
            self._leave(first, min(last, law), "contents")
            if first > end:  # of a law behind the provisions that publish it
                self._leave(last, law, "preamble")
        title = next((n for n, line in enumerate(page.lines) if _is_law(line)), 0)
        self._leave(page.starts[title], min(page.line_end(title), end), "title")
        self._leave(0, end, "preamble")

    def _is_old_trail(self, opener: Opener) -> bool:
        """Tells whether a division is only repeated to show where the next article stands ("Part
        I | Chapter II"), and leaves it out then; the bars between are left out always. The line
        ends the article above it.
        """
        if opener.what != "division":
            return False
        line = self.page.lines[opener.line].text
        if opener.start == 0 and opener.end == len(line):
            self.trail = []
            return False
        segments = line.split(_TRAIL)
        at = self.page.starts[opener.line]
        place = line[: opener.start].count(_TRAIL)
        if place == 0:
            self.repeated = _repeated(self.trail, segments)
            self.trail = segments
        if place + 1 < len(segments):
            bar = at + opener.end
            self.left.append(LeftOut(start=bar, end=bar + len(_TRAIL), why="running_head"))
        if not self.repeated[place]:
            return False
        start, end = at + opener.start, at + opener.end
        self.left.append(LeftOut(start=start, end=end, why="running_head"))
        while self.open and self.nodes[self.open[-1]].rank >= ARTICLE_RANK:
            self._close(len(self.open) - 1, start)
        return True

    # --- provisions --------------------------------------------------------------------------

    def _add(self, opener: Opener, heading: Span | None, end: int) -> None:
        """Adds the provision that an opener begins and, in an article, what is numbered in it."""
        within = opener.what == "inside"
        if within and not any(self.nodes[n].kind == Kind.ARTICLE for n in self.open):
            return
        at = self.page.starts[opener.line]
        start, label_end = start_of(self.page, opener), at + opener.label_end
        rank = self._make_room(opener, start)
        node = _Node(
            kind=opener.kind,
            number=opener.number,
            rank=rank,
            start=start,
            label=Span(start=at + opener.start, end=label_end) if opener.label_end else None,
            parent=self.open[-1] if self.open else None,
            heading=heading,
            level=opener.level,
        )
        node.address = self._address(node)
        self.open.append(len(self.nodes))
        self.nodes.append(node)
        if opener.what in {"article", "inside", "closing"}:
            first = max(label_end, heading.end if heading else 0)
            self._add_marks(self.open[-1], first, end, within=within)

    def _make_room(self, opener: Opener, start: int) -> int:
        """Closes what an opener ends; gives the rank of the new provision. A heading without
        number stands as high as the source's heading of the same level, but below a division
        where that level is one for divisions of all heights.
        """
        rank = opener.rank
        while self.open and self.nodes[self.open[-1]].rank >= (opener.ends or rank):
            self._close(len(self.open) - 1, start)
        if opener.what == "heading":
            while self.open and self.nodes[self.open[-1]].level >= opener.level:
                if self.nodes[self.open[-1]].label and opener.level in self.flat:
                    break
                rank = self.nodes[self.open[-1]].rank
                self._close(len(self.open) - 1, start)
        return rank

    def _close(self, height: int, end: int) -> None:
        while len(self.open) > height:
            self.nodes[self.open.pop()].end = end

    def _address(self, node: _Node) -> str:
        """Gives the address of a node that is about to be opened."""
        above = [self.nodes[index] for index in self.open]
        holders = [(holder.kind, holder.number, holder.address) for holder in above]
        return address(node.kind, node.number, holders, self.restart, named=node.rank == 1)

    # --- paragraphs and points ---------------------------------------------------------------

    def _add_marks(self, article: int, start: int, end: int, *, within: bool = False) -> None:
        """Adds the paragraphs and points in an article's words from ``start`` to ``end``; in those
        of a paragraph (``within``) all are points.
        """
        ranges, quoted, settings = self._ranges(article, start, end)
        offset = len(self.nodes)
        open_ones: list[int] = []
        printed = settings if self.page.wrapped else None
        unmarked = self._unmarked(ranges, quoted, settings)
        marks = find_marks(self.page.text, ranges, quoted, self.language, printed, unmarked)
        for mark in marks:
            parent = article if mark.parent is None else offset + mark.parent
            while open_ones and open_ones[-1] != parent:
                self.nodes[open_ones.pop()].end = mark.start
            open_ones.append(len(self.nodes))
            self.nodes.append(
                _Node(
                    kind=Kind.POINT if within else mark.kind,
                    number=mark.number,
                    rank=ARTICLE_RANK + 2,
                    start=mark.start,
                    label=Span(start=mark.start, end=mark.label_end)
                    if mark.label_end > mark.start
                    else None,
                    parent=parent,
                    address=f"{self.nodes[parent].address}({mark.number})",
                )
            )
        for index in open_ones:
            self.nodes[index].end = end
        for index, mark in enumerate(marks, offset):
            if mark.end is not None:
                self.nodes[index].end = mark.end

    def _ranges(
        self, article: int, start: int, end: int
    ) -> tuple[list[tuple[int, int]], list[bool], list[Setting]]:
        """Gives the lines of an article's body as ranges, which begin inside a quotation, and how
        they are set. A number that the body repeats from the label is passed over.
        """
        page = self.page
        number = self.nodes[article].number
        ranges: list[tuple[int, int]] = []
        quoted: list[bool] = []
        settings: list[Setting] = []
        for line in range(page.line_at(start), bisect_left(page.starts, end)):
            first, last = max(start, page.starts[line]), min(end, page.words_end(line))
            while first < last and page.text[first] in " \u00a0":
                first += 1
            sign = _BEFORE_ECHO.match(page.text, first, last) if len(ranges) < 3 else None
            if (
                sign
                and page.text.startswith(number, sign.end(), last)
                and not any(_NUMBERED.match(page.text, *one) for one in ranges)
            ):
                repeated = _AFTER_ECHO.match(page.text, sign.end() + len(number), last)
                first = repeated.end() if repeated else first
            for before in () if ranges else (_STROKE_BEFORE, _NOTE_BEFORE):
                if found := before.match(page.text, first, last):
                    first = found.end()
            if first < last and page.lines[line].style not in RUNNING:
                ranges.append((first, last))
                inside = self.quoted[line] or page.lines[line].style == "quoted"
                quoted.append(inside and first == page.starts[line])
                blank = page.parted and line > 0 and not page.lines[line - 1].text
                settings.append(Setting(blank, page.lines[line].indent))
        return ranges, quoted, settings

    def _unmarked(
        self,
        ranges: Sequence[tuple[int, int]],
        quoted: Sequence[bool],
        settings: Sequence[Setting],
    ) -> list[int]:
        """Gives the starts of the lines that may begin a paragraph without a number, in laws that
        have such: those with their sign, else no rows of a table, no quotations, nothing in small
        letters or without an end; of printed lines those behind a blank one.
        """
        page, language = self.page, self.language
        if not language.unmarked_paragraphs:
            return []
        sign = language.paragraph_sign
        if sign and (signed := [one for one, _ in ranges if page.text.startswith(sign, one)]):
            return signed
        return [
            start
            for n, ((start, last), inside, setting) in enumerate(
                zip(ranges, quoted, settings, strict=True)
            )
            if (n == 0 or setting.after_blank or not page.wrapped)
            and not (inside or is_small(page.text[start]))
            and (page.wrapped or page.text[last - 1] in ENDED)
            and page.lines[page.line_at(start)].style != "table"
        ]

# SPDX-License-Identifier: EUPL-1.2
"""What the doctor looks at: a law's articles in their runs, its lines, whose words a place is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from gapanalysis.importers.marks import Setting, find_marks
from gapanalysis.importers.quotes import quoted_lines
from gapanalysis.importers.wrapping import are_parted, is_wrapped
from gapanalysis.languages import Language, load_language
from gapanalysis.model import (
    DraftProvision,
    ImportDoubt,
    Kind,
    Mend,
    Part,
    Span,
    Structure,
)
from gapanalysis.numbers import normalise
from gapanalysis.structure import own_spans, stripped

_LETTER = re.compile(r"[^\W\d_]")
_WHOLE = re.compile(r"\d{1,9}")
_LONGEST_HEADING = 150


@dataclass(frozen=True)
class Chart:
    """A law and what is asked of it again and again, found once."""

    law: Structure

    @property
    def text(self) -> str:
        """The canonical text."""
        return self.law.text

    @cached_property
    def language(self) -> Language:
        """The numbering words of the law's language."""
        return load_language(self.law.language)

    @cached_property
    def own(self) -> list[tuple[Span, ...]]:
        """The ranges of each provision's own words."""
        return own_spans(self.law)

    @cached_property
    def articles(self) -> list[int]:
        """The places of the articles."""
        return [n for n, one in enumerate(self.law.provisions) if one.kind == Kind.ARTICLE]

    @cached_property
    def article_starts(self) -> list[int]:
        return [self.law.provisions[n].start for n in self.articles]

    @cached_property
    def runs(self) -> list[list[int]]:
        """The places of the articles whose numbers follow each other: where they restart in
        chapters or annexes a run for each.
        """
        found: dict[str, list[int]] = {}
        for n in self.articles:
            found.setdefault(self.law.provisions[n].address.rpartition(":")[0], []).append(n)
        return list(found.values())

    @cached_property
    def following(self) -> dict[int, int]:
        """The next article of the same run after each but the last."""
        return {one: other for run in self.runs for one, other in pairwise(run)}

    @cached_property
    def same(self) -> list[str]:
        """The number of each provision in the form in which two are compared."""
        return [
            one.number if one.number.isdecimal() and one.number.isascii() else normalise(one.number)
            for one in self.law.provisions
        ]

    @cached_property
    def whole(self) -> list[int | None]:
        """The whole number that the number of each provision begins with."""
        return [
            int(found.group()) if (found := _WHOLE.match(number)) else None for number in self.same
        ]

    @cached_property
    def annex_starts(self) -> list[int]:
        return [one.start for one in self.law.provisions if one.kind == Kind.ANNEX]

    @cached_property
    def last_of_acts(self) -> set[int]:
        """The articles behind which numbers begin again, with the last one of all; none where they
        do not.
        """
        begins = {"1", "i", *self.same[self.articles[0] : self.articles[0] + 1]}
        ends = {one for one, other in pairwise(self.articles) if self.same[other] in begins}
        return ends | {self.articles[-1]} if ends else set()

    @cached_property
    def is_of_parts(self) -> bool:
        """Whether most numbers of articles are made of parts (``222-23``), so that whole numbers do
        not count up.
        """
        parted = sum("-" in self.law.provisions[n].number for n in self.articles)
        return parted * 2 > len(self.articles)

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def line_starts(self) -> list[int]:
        starts, at = [], 0
        for line in self.lines:
            starts.append(at)
            at += len(line) + 1
        return starts

    @cached_property
    def quoted(self) -> tuple[bool, ...]:
        """Which lines begin inside a quotation."""
        return quoted_lines(self.lines)

    @cached_property
    def _pieces(self) -> list[tuple[int, int, int]]:
        """Each range of own words with the provision that it belongs to, in the text's order."""
        return sorted(
            (span.start, span.end, index) for index, spans in enumerate(self.own) for span in spans
        )

    @cached_property
    def _piece_starts(self) -> list[int]:
        return [start for start, _, _ in self._pieces]

    @cached_property
    def _left_starts(self) -> list[int]:
        return [left.start for left in self.law.left_out]

    def is_left_out(self, offset: int) -> bool:
        """Tells whether an offset lies in what is left out."""
        at = bisect_right(self._left_starts, offset) - 1
        return at >= 0 and offset < self.law.left_out[at].end

    def line_at(self, offset: int) -> int:
        """Gives the line in which an offset lies."""
        return bisect_right(self.line_starts, offset) - 1

    def line_end(self, offset: int) -> int:
        """Gives where the line of an offset ends."""
        line = self.line_at(offset)
        return self.line_starts[line] + len(self.lines[line])

    def kept(self, start: int, end: int) -> str:
        """Gives the text of a range without what is left out of it."""
        pieces = []
        for left in self.law.left_out[max(0, bisect_right(self._left_starts, start) - 1) :]:
            if left.start >= end:
                break
            pieces.append(self.text[start : max(start, left.start)])
            start = max(start, left.end)
        return "".join(pieces) + self.text[start:end]

    def words_of(self, offset: int) -> int | None:
        """Gives the provision whose own words hold an offset; None for labels, headings and what is
        left out.
        """
        at = bisect_right(self._piece_starts, offset) - 1
        if at < 0 or offset >= self._pieces[at][1]:
            return None
        return self._pieces[at][2]

    def words_end(self, offset: int) -> int:
        """Gives where the range of own words that holds an offset ends."""
        return self._pieces[bisect_right(self._piece_starts, offset) - 1][1]

    def article_of(self, offset: int) -> int | None:
        """Gives the article in which an offset lies."""
        at = bisect_right(self.article_starts, offset) - 1
        if at < 0 or offset >= self.law.provisions[self.articles[at]].end:
            return None
        return self.articles[at]

    def article_before(self, offset: int) -> int | None:
        """Gives the last article that begins before an offset."""
        at = bisect_right(self.article_starts, offset) - 1
        return None if at < 0 else self.articles[at]

    def provision(self, index: int) -> DraftProvision:
        """Gives a provision by its place."""
        return self.law.provisions[index]

    def words(self, index: int) -> str:
        """Gives the own words of a provision, without spaces around them."""
        return " ".join(span.of(self.text).strip() for span in self.own[index]).strip()

    def has_children(self, index: int) -> bool:
        """Tells whether a provision has others below it."""
        return (
            index + 1 < len(self.law.provisions) and self.law.provisions[index + 1].parent == index
        )

    def has_words(self, index: int) -> bool:
        """Tells whether a provision has letters beside its label and heading, here or below."""
        return self.has_children(index) or bool(_LETTER.search(self.words(index)))

    def is_line_of_contents(self, index: int) -> bool:
        """Tells whether a provision has at most a title, as a line of a table of contents has, with
        or without the number of a page.
        """
        if self.has_children(index):
            return False
        words = self.words(index)
        if len(words) > _LONGEST_HEADING:
            return False
        return not words.endswith((".", ";", ":")) or not _LETTER.search(words)

    def is_repealed(self, words: str) -> bool:
        """Tells whether words say that a provision has no text any more."""
        folded = words.casefold()
        return any(word in folded for word in self.language.repealed)

    @cached_property
    def heading_gap(self) -> int | None:
        """How many line ends mostly stand between an article's label and its heading; None where
        most articles have no heading after their label.
        """
        found: Counter[int | None] = Counter()
        for n in self.articles:
            one = self.law.provisions[n]
            after = one.heading and one.label and one.heading.start >= one.label.end
            gap = None
            if after and one.heading and one.label:
                gap = self.text.count("\n", one.label.end, one.heading.start)
            found[gap] += 1
        return found.most_common(1)[0][0] if found else None

    @cached_property
    def labels_stand_alone(self) -> bool:
        """Whether most labels of articles have a line of their own."""
        ends = [one.end for n in self.articles if (one := self.law.provisions[n].label)]
        return sum(self.text[end : end + 1] in {"\n", ""} for end in ends) * 2 > len(ends)

    def heading_after(self, label_end: int, end: int) -> Span | None:
        """Gives the words that would be the heading of an article with its label there, as the
        other articles of the law have theirs.
        """
        if self.heading_gap not in {0, 1}:
            return None
        line = self.line_at(label_end) + (self.heading_gap or 0)
        if line >= len(self.lines):
            return None
        start = max(label_end, self.line_starts[line])
        stop = min(end, self.line_starts[line] + len(self.lines[line]))
        found = stripped(self.text, start, stop) if start < stop else None
        return found if found and found.end - found.start <= _LONGEST_HEADING else None

    def parts(self, start: int, end: int) -> tuple[Part, ...]:
        """Gives what is numbered in words that are no provision yet, line by line."""
        ranges: list[tuple[int, int]] = []
        quoted: list[bool] = []
        settings: list[Setting] = []
        parted = are_parted(self.lines)
        for line in range(self.line_at(start), len(self.lines)):
            first = self.line_starts[line]
            if first >= end:
                break
            words = stripped(self.text, max(start, first), min(end, self.line_end(first)))
            if words and not self.is_left_out(words.start):
                ranges.append((words.start, words.end))
                quoted.append(self.quoted[line])
                blank = parted and line > 0 and not self.lines[line - 1]
                settings.append(Setting(blank, 0))
        return tuple(
            Part(
                kind=mark.kind,
                number=mark.number,
                start=mark.start,
                label=Span(start=mark.start, end=mark.label_end),
                parent=mark.parent,
                end=mark.end,
            )
            for mark in find_marks(
                self.text,
                ranges,
                quoted,
                self.language,
                settings if is_wrapped(self.lines) else None,
            )
        )

    def doubt(
        self,
        code: str,
        start: int | None,
        end: int | None,
        *,
        provision: int | None = None,
        mend: Mend | None = None,
        **details: str | int,
    ) -> ImportDoubt:
        """Gives a doubt at a place; without a ``provision`` the article there."""
        if provision is None and start is not None:
            provision = self.article_of(start)
        return ImportDoubt(
            code=code, start=start, end=end, details=details, provision=provision, mend=mend
        )

    def doubt_at(
        self, code: str, index: int, *, mend: Mend | None = None, **details: str | int
    ) -> ImportDoubt:
        """Gives a doubt about a provision, at its label."""
        one = self.law.provisions[index]
        end = one.label.end if one.label else one.heading.end if one.heading else one.start
        return self.doubt(code, one.start, end, provision=index, mend=mend, **details)

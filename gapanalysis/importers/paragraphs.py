# SPDX-License-Identifier: EUPL-1.2
"""Printed lines with their places → paragraphs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from statistics import median

from gapanalysis.importers.columns import in_reading_order
from gapanalysis.importers.footnotes import NOTE_SIZE, note_number, with_notes
from gapanalysis.importers.hyphens import HALVES, HYPHENS, Mender, ends_hyphenated, may_join
from gapanalysis.importers.letters import is_small
from gapanalysis.importers.lines import Line
from gapanalysis.importers.printed import Printed
from gapanalysis.importers.running import with_cut_lines, with_running_heads
from gapanalysis.importers.wrapping import (
    ends_abbreviated,
    ends_listed,
    ends_sentence,
    is_label,
    item_marks,
    labels_words,
    starts_item,
    starts_provision,
)
from gapanalysis.numbers import LATIN_WORD

_RAISED_FIRST = re.compile(rf"^\^(\d+(?:{LATIN_WORD}|[a-z](?![^\W\d_]))?)[ ]?")
_BRACKETS = {"{": "}", "[": "]", "(": ")"}
_SAME = 3.0
"""Points within which two places are the same."""
_HEADING_SIZE = 1.15
_LOOSE = 1.35
"""Times the usual distance of lines from which on a distance parts paragraphs."""
_LOOSE_AFTER_END = 1.15
"""The same where a sentence has ended, or where a line begins as the point of a list does."""
_BEFORE_ITEMS = (",", "–", "—", "―")
_SOME_PARAGRAPHS = 4
_LONGEST_ITEM = 40
"""Lines."""
_MANY_LINES = 20
_SOME_LINES = 5
_FULL = 2.0
"""Times the size of the print that may be left free at the end of a full line."""
_FAR = 3.0
"""Times the size of the print that parts the number of a page from words."""


def paragraphs(pages: Sequence[list[Printed]]) -> Iterator[Line]:
    """Gives the paragraphs of a document in reading order, each with the page where it begins.

    Running heads and page numbers have the style ``header`` or ``footer``, small print at the foot
    of a page ``note``; further styles come from :mod:`gapanalysis.importers.columns`.
    """
    printed = list(in_reading_order(with_cut_lines(with_running_heads(pages))))
    usual_size = median([line.size for line in printed if not line.style] or [0.0])
    printed = _with_first_marks(printed, NOTE_SIZE * usual_size)
    printed = _with_same_margins(with_notes(printed, usual_size))
    heads = _heading_sizes(printed, usual_size)
    layout = _Layout(printed)
    open_at: int | None = None
    groups: list[list[Printed]] = []
    for line in printed:
        if line.style:
            if groups and _same_note(groups[-1][-1], line):
                groups[-1].append(line)
            else:
                groups.append([line])
        elif open_at is not None and layout.continues(groups[open_at], line):
            groups[open_at].append(line)
        else:
            groups.append([line])
            open_at = len(groups) - 1
    for group in groups:
        yield layout.line(group, heads.get(round(group[0].size), ""))


def _part_entries(before: Printed, line: Printed) -> bool:
    """Tells whether a line ends with a number far behind its words, as one of a table of contents
    does, and the next one may be another.
    """
    if len(before.pieces) < 2 or not before.pieces[-1].text.isdecimal():
        return False
    room = before.pieces[-1].left - before.pieces[-2].right
    return room > _FAR * before.size and (line.text[0].isupper() or starts_item(line.text))


def _is_bracketed(group: Sequence[Printed]) -> bool:
    """Tells whether a paragraph is one note in brackets that has come to an end."""
    closing = _BRACKETS.get(group[0].text[0])
    if closing is None or not group[-1].text.endswith(closing):
        return False
    text = " ".join(line.text for line in group)
    return text.count(text[0]) == text.count(closing) and text.find(closing) == len(text) - 1


def _with_first_marks(printed: list[Printed], small: float) -> list[Printed]:
    """Gives the lines; one that begins with a raised number, behind no word, without its sign: a
    note begins so. In a law that numbers its paragraphs so, those of them that are no small print
    keep it.
    """
    raised = [n for n, line in enumerate(printed) if line.text.startswith("^")]
    large = {n: printed[n].text[:3] for n in raised if printed[n].size > small}
    numbers = Counter(text.rstrip() for text in large.values())
    kept = large if min(numbers["^1"], 2 * numbers["^2"]) >= _SOME_PARAGRAPHS else {}
    for n in raised:
        sign = r"^\1 " if n in kept else r"\1 "
        text = _RAISED_FIRST.sub(sign, printed[n].text)
        printed[n] = printed[n]._replace(text=text)
    return printed


def _same_note(before: Printed, line: Printed) -> bool:
    """Tells whether a line goes on with the note before it."""
    if not before.style == line.style == "note" or before.page != line.page:
        return False
    return note_number(line) is None and not starts_item(line.text)


def _heading_sizes(printed: Sequence[Printed], usual_size: float) -> dict[int, str]:
    """Gives the sizes of print that are larger than usual, each with the style that it shows.

    The largest is the title's, where it stands on the first page only.
    """
    pages: dict[int, set[int]] = defaultdict(set)
    for line in printed:
        if not line.style and round(line.size) >= _HEADING_SIZE * usual_size:
            pages[round(line.size)].add(line.page)
    sizes = sorted(pages, reverse=True)
    styles = {}
    if sizes and pages[sizes[0]] == {1}:
        styles[sizes.pop(0)] = "title"
    return styles | {size: f"heading{level}" for level, size in enumerate(sizes[:9], 1)}


def _with_same_margins(printed: list[Printed]) -> list[Printed]:
    """Gives the lines as if left and right pages had the same margins: those of a book differ."""
    left: tuple[list[float], list[float]] = ([], [])
    right: tuple[list[float], list[float]] = ([], [])
    for line in printed:
        if not line.style:
            left[line.page % 2].append(line.left)
            right[line.page % 2].append(line.right)
    if min(map(len, left)) < _MANY_LINES:
        return printed
    shift = _nearly_least(left[1]) - _nearly_least(left[0])
    if abs(shift) <= _SAME:
        return printed
    if abs(_nearly_greatest(right[1]) - _nearly_greatest(right[0]) - shift) > _SAME:
        return printed
    return [
        line._replace(left=line.left - shift, right=line.right - shift) if line.page % 2 else line
        for line in printed
    ]


class _Layout:
    """How the body of a document is set: margins, distance of lines, words; joins by them."""

    def __init__(self, printed: Sequence[Printed]) -> None:
        self._printed = printed
        self._mender = Mender(self._text)
        body = [line for line in printed if not line.style]
        rights: dict[tuple[int, float], list[float]] = defaultdict(list)
        for line in body:
            rights[line.column, line.page_height].append(line.right)
        self._margins = {place: _nearly_greatest(found) for place, found in rights.items()}
        self._left = _nearly_least([line.left for line in body] or [0.0])
        self._gap = self._usual_gap(body)

    def _usual_gap(self, body: Sequence[Printed]) -> float:
        """Gives the usual distance of the lines of a paragraph, in times their size: of those lines
        that are full and end no sentence, where there are some.
        """
        gaps, sure = [], []
        for above, below in pairwise(body):
            down = above.baseline - below.baseline
            if above.page == below.page and 0 < down < 3 * above.size:
                gaps.append(down / above.size)
                room = self._margins[above.column, above.page_height] - above.right
                if room < _FULL * above.size and above.text[-1].isalnum():
                    sure.append(gaps[-1])
        if len(sure) >= _SOME_LINES:
            return median(sure)
        return median(gaps) if gaps else 1.2

    def continues(self, group: Sequence[Printed], line: Printed) -> bool:
        """Tells whether a printed line goes on with a paragraph."""
        before = group[-1]
        if before.broken:  # or a dash that introduces a list
            return self._is_full(before, line) or not starts_item(line.text)
        if ends_listed(before.text):
            return False
        if not self._is_full(before, line):
            return False
        if abs(before.size - line.size) > 0.08 * before.size:
            return False
        ended = ends_sentence(before.text) or _is_bracketed(group)
        if before.bold != line.bold and (ended or not is_small(line.text[0])):
            return False
        if before.italic and not line.italic and starts_provision(line.text):
            return False
        if is_label(line.text) and (line.bold or not self._is_full(line, line)):
            return False
        if (before.text[-1].isalnum() and self._is_labelled(line)) or _part_entries(before, line):
            return False
        is_item = starts_item(line.text)
        if is_item and (ended or before.text.endswith(_BEFORE_ITEMS)):
            return False
        if is_item and self._is_listed(group, line) and not ends_abbreviated(before.text):
            return False
        if before.page != line.page or before.column != line.column:
            return not ended
        if self._is_apart(before, line, _LOOSE_AFTER_END if ended or is_item else _LOOSE):
            return False
        if is_item or (ended and not starts_provision(line.text)):
            return not self._is_indented(group, line)
        return not ended

    def _is_labelled(self, line: Printed) -> bool:
        """Tells whether a line begins with a label and a dash, of which a document has several."""
        return labels_words(line.text) and self._labelled[line.text.split()[0]] >= _SOME_PARAGRAPHS

    @cached_property
    def _labelled(self) -> Counter[str]:
        """How many lines each first word of a label with a dash begins."""
        return Counter(one.text.split()[0] for one in self._printed if labels_words(one.text))

    def _is_listed(self, group: Sequence[Printed], line: Printed) -> bool:
        """Tells whether a mark at the start of a line belongs to a list, or is the number of a
        heading once more before its words.
        """
        marks = {mark for mark in item_marks(line.text) if not mark[0].startswith("(")}
        return id(line) in self._items_of_lists or not marks.isdisjoint(item_marks(group[0].text))

    @cached_property
    def _items_of_lists(self) -> set[int]:
        """The lines, by their ``id``, that begin with marks of which one follows the other."""
        last: dict[tuple[str, int], tuple[int, Printed]] = {}
        found: set[int] = set()
        for n, line in enumerate(self._printed):
            if line.style:
                continue
            for shape, place in item_marks(line.text):
                at, before = last.get((shape, place - 1), (-_LONGEST_ITEM, line))
                below = line.column != before.column or abs(before.left - line.left) <= _SAME
                if n - at < _LONGEST_ITEM and below:
                    found |= {id(before), id(line)}
                last[shape, place] = n, line
        return found

    def _is_full(self, before: Printed, line: Printed) -> bool:
        """Tells whether the first word of the next line had no room in the line before."""
        if before.leftward:
            room = before.left - self._left
        else:
            room = self._margins[before.column, before.page_height] - before.right
        return room < line.first_word + 0.3 * before.size

    def _is_apart(self, before: Printed, line: Printed, loose: float) -> bool:
        gap = before.baseline - line.baseline
        return gap < 0 or gap > loose * self._gap * before.size

    @staticmethod
    def _is_indented(group: Sequence[Printed], line: Printed) -> bool:
        """Tells whether a line stands elsewhere than the lines of the paragraph."""
        inner = [other for other in group[1:] if other.page == line.page]
        before = inner[-1] if inner else group[-1]
        inward = before.right - line.right if line.leftward else line.left - before.left
        return inward > _SAME or (bool(inner) and inward < -_SAME)

    def line(self, group: Sequence[Printed], style: str) -> Line:
        """Gives a paragraph for its printed lines; what is no body keeps its own style."""
        first = group[0]
        whole = len(group) == 1 and not first.broken
        text, breaks = (first.text, ()) if whole else self._joined(group)
        return Line(
            text=text,
            page=first.page,
            page_breaks=breaks,
            style=style if first.style in {"", "cell"} else first.style,
            bold=first.bold and all(line.bold for line in group),
            italic=first.italic and all(line.italic for line in group),
            centred=self._is_centred(first) and all(map(self._is_centred, group)),
        )

    def _joined(self, group: Sequence[Printed]) -> tuple[str, tuple[tuple[int, int], ...]]:
        """Gives the words of printed lines, broken words whole again, and where pages begin."""
        pieces = [group[0].text]
        length = len(pieces[0])
        breaks: list[tuple[int, int]] = []
        for before, after in pairwise(group):
            between = " "
            if before.broken or may_join(before.text, after.text):
                between = self._mender.between(before.text, after.text, broken=before.broken)
                if not before.broken and ends_hyphenated(before.text):
                    pieces[-1] = pieces[-1][:-1]
                    length -= 1
            pieces += (between, after.text)
            length += len(between) + len(after.text)
            if after.page != before.page:
                breaks.append((length - len(after.text), after.page))
        if group[-1].broken:
            pieces.append(HYPHENS[0])
        return "".join(pieces), tuple(breaks)

    def _text(self) -> str:
        """Gives all lines, the halves of broken words told apart."""
        pieces: list[str] = []
        for line in self._printed:
            pieces += (line.text, HALVES if line.broken or line.text[-1] in HYPHENS else "\n")
        return "".join(pieces)

    def _is_centred(self, line: Printed) -> bool:
        if line.style or line.column:
            return False
        right = self._margins[0, line.page_height] - line.right
        left = line.left - self._left
        return left > 2 * line.size and abs(left - right) < line.size


def _nearly_greatest(values: Sequence[float]) -> float:
    """Gives the greatest value but for a few outliers."""
    return sorted(values)[int(0.97 * (len(values) - 1))]


def _nearly_least(values: Sequence[float]) -> float:
    """Gives the least value but for a few outliers."""
    return -_nearly_greatest([-value for value in values])

# SPDX-License-Identifier: EUPL-1.2
"""Printed lines with their places → paragraphs; running heads, page numbers and notes apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise, takewhile
from statistics import median
from typing import NamedTuple

from gapanalysis.importers.lines import Line
from gapanalysis.importers.wrapping import ends_sentence, starts_item

_NUMBER = re.compile(r"\d{1,4}")
_ONLY_NUMBER = re.compile(r"\W*(?:[^\W\d]{1,6}\W*)?#\W*(?:[^\W\d]{1,4}\W*)?(?:\d{1,4})?\W*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_KEEP_HYPHEN_BEFORE = frozenset(
    ("und", "oder", "bzw", "och", "eller", "og", "ja", "tai", "en", "of", "et")
)
_LONGEST_WORD = 100
_OUTER_LINES = 3
_OUTER_BAND = 0.2
_REPEATED_SHARE = 0.25
_FEW_PAGES = 4
_SAME = 3.0
"""Points within which two places are the same."""
_NOTE_SIZE = 0.92
"""Times the usual size, and a little more than 9 points beside 10: sizes are rounded."""
_HEADING_SIZE = 1.15
_COLUMN_LINES = 8
_LOOSE = 1.35
"""Times the usual distance of lines from which on a distance parts paragraphs."""


class Printed(NamedTuple):
    """A printed line: words and place in points, from the lower left corner of its page.

    ``first_word`` is the width of the first word; ``broken``: the last word goes on; ``leftward``:
    the words run from right to left.
    """

    text: str
    page: int
    page_height: float
    left: float
    right: float
    baseline: float
    size: float
    bold: bool = False
    italic: bool = False
    first_word: float = 0.0
    broken: bool = False
    leftward: bool = False
    style: str = ""
    column: int = 0


def paragraphs(pages: list[list[Printed]]) -> Iterator[Line]:
    """Gives the paragraphs of a document in reading order, each with the page where it begins.

    Running heads and page numbers have the style ``header`` or ``footer``, small print at the foot
    of a page ``note``.
    """
    printed = [line for page in _without_running_heads(pages) for line in _in_columns(page)]
    body = [line for line in printed if not line.style]
    usual_size = median([line.size for line in body] or [0.0])
    printed = _with_notes(printed, usual_size)
    heads = _heading_sizes(printed, usual_size)
    layout = _Layout(printed)
    open_at: int | None = None
    groups: list[list[Printed]] = []
    for line in printed:
        if line.style:
            same = bool(groups) and groups[-1][-1].style == line.style == "note"
            if same and groups[-1][-1].page == line.page and not starts_item(line.text):
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


def _without_running_heads(pages: list[list[Printed]]) -> list[list[Printed]]:
    """Gives the pages with the lines that repeat at their edges marked."""
    shift = _page_number_shift(pages)
    keys: Counter[str] = Counter()
    for page in pages:
        keys.update({_key(line, shift) for edge in _edges(page) for line in edge})
    least = max(2, _REPEATED_SHARE * len(pages))
    marked = []
    for page in pages:
        running = {
            id(line)
            for edge in _edges(page)
            for line in takewhile(
                lambda line: _runs(_key(line, shift), keys, least, len(pages)), edge
            )
        }
        marked.append(
            [line._replace(style=_edge(line)) if id(line) in running else line for line in page]
        )
    return marked


def _runs(key: str, keys: Counter[str], least: float, pages: int) -> bool:
    """Tells whether a line of an edge is a running head or a page number."""
    if "#" in key and _ONLY_NUMBER.fullmatch(key):
        return "§" not in key and (pages >= _FEW_PAGES or not re.search(r"[^\W\d_]{2}", key))
    return keys[key] >= least and (pages >= _FEW_PAGES or "#" not in key)


def _edges(page: list[Printed]) -> tuple[list[Printed], list[Printed]]:
    """Gives the lines nearest to the upper and lower edges of a page, the outermost first."""
    ordered = sorted(page, key=lambda line: line.baseline)
    lower = [line for line in ordered if line.baseline < _OUTER_BAND * line.page_height]
    upper = [line for line in ordered if line.baseline > (1 - _OUTER_BAND) * line.page_height]
    return upper[: -_OUTER_LINES - 1 : -1], lower[:_OUTER_LINES]


def _edge(line: Printed) -> str:
    return "header" if line.baseline > line.page_height / 2 else "footer"


def _page_number_shift(pages: list[list[Printed]]) -> int | None:
    """Gives what the printed page numbers add to the count of pages; ``None``: no page numbers."""
    votes: Counter[int] = Counter()
    for count, page in enumerate(pages, 1):
        numbers = {
            int(n) for edge in _edges(page) for line in edge for n in _NUMBER.findall(line.text)
        }
        votes.update(n - count for n in numbers)
    if not votes:
        return None
    shift, times = votes.most_common(1)[0]
    return shift if times >= max(2, len(pages) // 2) else None


def _key(line: Printed, shift: int | None) -> str:
    """Gives the words of a line with its page number as ``#``."""
    if shift is None:
        return line.text.casefold()
    own = re.compile(rf"(?<!\d){line.page + shift}(?!\d)")
    return own.sub("#", line.text.casefold(), count=1)


def _in_columns(page: list[Printed]) -> list[Printed]:
    """Gives the lines with their columns, where the page is printed in two: the left one first."""
    body = [line for line in page if not line.style]
    if not body:
        return page
    left = min(line.left for line in body)
    right = max(line.right for line in body)
    middle = (left + right) / 2
    columns = {id(line): 1 if line.right < middle else 2 for line in body}
    narrow = [line for line in body if line.right < middle or line.left > middle]
    sides = Counter(columns[id(line)] for line in narrow)
    if min(sides[1], sides[2]) < _COLUMN_LINES or len(narrow) < 0.8 * len(body):
        return page
    wide = [line for line in body if line.left <= middle <= line.right]
    top = max(line.baseline for line in narrow)
    above = [line for line in wide if line.baseline > top]
    parted = [
        line._replace(column=columns[id(line)])
        for side in (1, 2)
        for line in narrow
        if columns[id(line)] == side
    ]
    heads = [line for line in page if line.style]
    return [*heads, *above, *parted, *(line for line in wide if line.baseline <= top)]


def _with_notes(printed: list[Printed], usual_size: float) -> list[Printed]:
    """Gives the lines with small print at the foot of a page marked as notes."""
    lowest: dict[int, float] = defaultdict(lambda: float("inf"))
    for line in printed:
        if not line.style and line.size > _NOTE_SIZE * usual_size:
            lowest[line.page] = min(lowest[line.page], line.baseline)
    return [
        line._replace(style="note")
        if not line.style
        and line.size <= _NOTE_SIZE * usual_size
        and line.baseline < lowest[line.page] < float("inf")
        else line
        for line in printed
    ]


def _heading_sizes(printed: list[Printed], usual_size: float) -> dict[int, str]:
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


class _Layout:
    """How the body of a document is set: margins, distance of lines, words; joins by them."""

    def __init__(self, printed: list[Printed]) -> None:
        body = [line for line in printed if not line.style]
        self._printed = printed
        self._margins = {
            column: _nearly_greatest([line.right for line in body if line.column == column])
            for column in {line.column for line in body}
        }
        self._left = -_nearly_greatest([-line.left for line in body] or [0.0])
        gaps = [
            (above.baseline - below.baseline) / above.size
            for above, below in pairwise(body)
            if above.page == below.page and 0 < above.baseline - below.baseline < 3 * above.size
        ]
        self._gap = median(gaps) if gaps else 1.2

    def continues(self, group: list[Printed], line: Printed) -> bool:
        """Tells whether a printed line goes on with a paragraph."""
        before = group[-1]
        if before.broken:
            return True
        if abs(before.size - line.size) > 0.08 * before.size or before.bold != line.bold:
            return False
        if not self._is_full(before, line):
            return False
        ended = ends_sentence(before.text)
        if starts_item(line.text):
            return not ended and not before.text.endswith(",")
        if before.page != line.page or before.column != line.column:
            return not ended
        return not self._is_apart(group, line) and not (ended and self._is_indented(group, line))

    def _is_full(self, before: Printed, line: Printed) -> bool:
        """Tells whether the first word of the next line had no room in the line before."""
        room = self._margins[before.column] - before.right
        if before.leftward:
            room = before.left - self._left
        return room < line.first_word + 0.3 * before.size

    def _is_apart(self, group: list[Printed], line: Printed) -> bool:
        before = group[-1]
        gap = before.baseline - line.baseline
        return gap < 0 or gap > _LOOSE * self._gap * before.size

    @staticmethod
    def _is_indented(group: list[Printed], line: Printed) -> bool:
        """Tells whether a line stands elsewhere than the lines of the paragraph."""
        inner = [other for other in group[1:] if other.page == line.page]
        before = inner[-1] if inner else group[-1]
        inward = before.right - line.right if line.leftward else line.left - before.left
        return inward > _SAME or (bool(inner) and inward < -_SAME)

    def line(self, group: list[Printed], style: str) -> Line:
        """Gives a paragraph for its printed lines; what is no body keeps its own style."""
        first = group[0]
        return Line(
            text=self._joined(group).strip(),
            page=first.page,
            style=first.style or style,
            bold=all(line.bold for line in group),
            italic=all(line.italic for line in group),
            centred=all(map(self._is_centred, group)),
        )

    def _joined(self, group: list[Printed]) -> str:
        """Gives the words of printed lines; a word broken between two of them is whole again."""
        pieces = [group[0].text]
        for before, after in pairwise(group):
            if before.broken or _ends_hyphenated(before.text):
                pieces[-1] = self._mended(pieces[-1], after.text, broken=before.broken)
            else:
                pieces.append(after.text)
        return " ".join(pieces)

    def _mended(self, before: str, after: str, *, broken: bool) -> str:
        """Gives two pieces of which the first ends in a broken word or a hyphen as one."""
        start = before if broken else before[:-1]
        head = _WORD.findall(start[-_LONGEST_WORD:].casefold())
        tail = _WORD.match(after.casefold())
        if not head or not tail or not start[-1].isalpha() or not after[0].islower():
            return f"{start}-{after}"
        if tail.group() in _KEEP_HYPHEN_BEFORE:
            return f"{start}- {after}"
        whole, parted = head[-1] + tail.group(), f"{head[-1]}-{tail.group()}"
        kept = self._words[parted] > self._words[whole]
        return f"{start}-{after}" if kept else start + after

    @cached_property
    def _words(self) -> Counter[str]:
        """How often each word of the document occurs; counted only where a word is broken."""
        found: Counter[str] = Counter()
        text = "\n".join(line.text for line in self._printed)
        for token, times in Counter(text.casefold().split()).items():
            for word in _WORD.findall(token):
                found[word] += times
        return found

    def _is_centred(self, line: Printed) -> bool:
        if line.style or line.column:
            return False
        right = self._margins[0] - line.right
        left = line.left - self._left
        return left > 2 * line.size and abs(left - right) < line.size


def _ends_hyphenated(text: str) -> bool:
    """Tells whether the last sign of a line is a hyphen behind a letter, a digit or a bracket."""
    return text[-1] in "-\u2010" and (text[-2:-1].isalnum() or text[-2:-1] in {")", "_"})


def _nearly_greatest(values: list[float]) -> float:
    """Gives the greatest value but for a few outliers."""
    return sorted(values)[int(0.97 * (len(values) - 1))]

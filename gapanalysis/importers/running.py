# SPDX-License-Identifier: EUPL-1.2
"""Running heads and page numbers: what repeats at the edges of the pages of a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile
from operator import attrgetter
from statistics import median

from gapanalysis.importers.letters import is_small
from gapanalysis.importers.printed import Printed

_BASELINE = attrgetter("baseline")
_NUMBER = re.compile(r"\d{1,4}")
_DIGITS = re.compile(r"(?<![\w(,/])\d+(?![\w).,])")
"""Numbers that may be those of pages: no mark of a paragraph, no part of a date."""
_ALONE = re.compile(r"(\W*)(\d{1,4})\W*")
_COUNTED = re.compile(r"[\s.·•|–—-]*(?:\d{1,4}|[ivxlc]{1,7})[\s.·•|–—-]*")
_ONLY_NUMBER = re.compile(r"\W*(?:[^\W\d]{1,6}\W*)?#\W*(?:[^\W\d]{1,4}\W*)?(?:\d{1,4})?\W*")
_NUMBERED = re.compile(r"^(?:[-–—|•]\s?)?#\s|\s#(?:\s?[-–—|•])?$")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_WORD = re.compile(r"[^\W\d_]+")
_OUTER_ROWS = 3
_MOST_ROWS = 8
"""As a letterhead has on every page."""
_OUTER_BAND = 0.2
_REPEATED_SHARE = 0.25
_FEW_PAGES = 4
_MANY_WORDS = 3
_SAME_ROW = 2.0
"""Points within which two baselines are the same."""
_MOVED = 6.0
"""Points."""
_APART = 1.5
"""Times the usual distance of lines by which a running head stands from what it heads."""
_APART_AT_LEAST = 1.15
_NEARLY_ALL = 0.75
_EVERY_SECOND = 0.4
_FAR = 3
"""Times the size of the print."""
_SAMPLED_PAGES = 30
_FEWEST_CUT = 5
"""Letters and digits."""


_Slot = tuple[bool, int, int]


@dataclass(slots=True)
class _Row:
    """What stands on one baseline near an edge of a page; ``gap`` tells how far, in points, the
    next row inward is. ``keys`` are the words of its parts, with the number of the page as ``#``.
    """

    page: int
    upper: bool
    lines: list[Printed]
    gap: float = float("inf")
    keys: tuple[str, ...] = ()

    @property
    def is_sentence(self) -> bool:
        """Tells whether the row rather begins inside a sentence of the law or ends one."""
        return is_small(self.lines[0].text[0]) or self.lines[-1].text.endswith((".", ";", ",", ":"))

    @property
    def slot(self) -> _Slot:
        """At which edge the row stands, how high, and how large it is printed."""
        first = self.lines[0]
        return self.upper, round(first.baseline / _SAME_ROW), round(first.size)

    def texts(self) -> Iterator[str]:
        """Gives the words of each part."""
        for line in self.lines:
            yield from (part.text for part in line.pieces or (line,))


def with_running_heads(pages: Sequence[list[Printed]]) -> list[list[Printed]]:
    """Gives the pages with what repeats at their edges marked ``header`` or ``footer``.

    Words that stand aslant are a ``header`` where they repeat, else a ``note``.
    """
    ordered = [
        sorted((line for line in page if not line.aslant), key=_BASELINE, reverse=True)
        for page in pages
    ]
    edges = [
        list(islice(_edge(page, upper=upper), _MOST_ROWS))
        for page in ordered
        for upper in (True, False)
    ]
    outer = [edge[:_OUTER_ROWS] for edge in edges]
    rows = list(_Finder(outer, len(pages), _usual_gap(pages)).rows())
    styles = {
        id(line): "header" if row.upper else "footer"
        for row in (*rows, *_further_rows(edges, rows, len(pages)))
        for line in row.lines
    }
    styles |= _aslant(pages)
    if not styles:
        return list(pages)
    return [
        [line._replace(style=styles[id(line)]) if id(line) in styles else line for line in page]
        for page in pages
    ]


def with_cut_lines(pages: Sequence[list[Printed]]) -> list[list[Printed]]:
    """Gives the pages with the last line of one marked ``header`` where it is the first of the next
    one too: what prints web pages sets a line that the edge of a page cuts on both.
    """
    texts = [[line.text for line in page] for page in pages]
    twice = {one for page in texts for one, other in pairwise(page) if one == other}
    kept = [list(page) for page in pages]
    for page, following in pairwise(kept):
        last = _outermost(page, min)
        first = _outermost(following, max)
        if last and first and _is_same_line(last, first) and last.text not in twice:
            page[page.index(last)] = last._replace(style="header")
    return kept


def _outermost(page: Sequence[Printed], choose: Callable[..., Printed | None]) -> Printed | None:
    """Gives the highest or the lowest line of a page's words."""
    body = [line for line in page if not (line.style or line.aslant)]
    return choose(body, key=_BASELINE, default=None)


def _is_same_line(one: Printed, other: Printed) -> bool:
    """Tells whether two lines have the same words, in the same print and place."""
    return (
        one.text == other.text
        and sum(map(str.isalnum, one.text)) >= _FEWEST_CUT
        and abs(one.left - other.left) < _SAME_ROW
        and abs(one.size - other.size) < _SAME_ROW
    )


def _edge(ordered: list[Printed], *, upper: bool) -> Iterator[_Row]:
    """Gives the rows near an edge of a page, the outermost first."""
    row: _Row | None = None
    for line in ordered if upper else reversed(ordered):
        if row is not None:
            gap = abs(line.baseline - row.lines[0].baseline)
            if gap <= _SAME_ROW:
                row.lines.append(line)
                continue
            row.gap = gap
            yield row
        share = line.baseline / line.page_height
        if not (share > 1 - _OUTER_BAND if upper else share < _OUTER_BAND):
            return
        row = _Row(line.page, upper, [line])
    if row is not None:
        yield row


def _further_rows(
    edges: Sequence[list[_Row]], running: Sequence[_Row], pages: int
) -> Iterator[_Row]:
    """Gives the rows that go on with as many running ones as are looked for, and whose words stand
    there on nearly every page.
    """
    found = {id(row) for row in running}
    inner = [
        edge[_OUTER_ROWS:]
        for edge in edges
        if len(edge) > _OUTER_ROWS and id(edge[_OUTER_ROWS - 1]) in found
    ]
    times = Counter((*row.texts(), row.upper) for edge in inner for row in edge)
    least = max(_FEW_PAGES, _NEARLY_ALL * pages)
    for edge in inner:
        yield from takewhile(lambda row: times[*row.texts(), row.upper] >= least, edge)


def _usual_gap(pages: Sequence[list[Printed]]) -> float:
    """Gives the usual distance of lines in points; lines beside each other do not count."""
    gaps = [
        above.baseline - below.baseline
        for page in pages[:: len(pages) // _SAMPLED_PAGES + 1]
        for above, below in pairwise(page)
        if _SAME_ROW < above.baseline - below.baseline < _FAR * above.size
    ]
    return median(gaps) if gaps else 0.0


def _aslant(pages: Sequence[list[Printed]]) -> dict[int, str]:
    """Gives the style of each line that stands aslant: a watermark, a stamp at the side."""
    aslant = [line for page in pages for line in page if line.aslant]
    times = Counter(line.text for line in aslant)
    return {id(line): "header" if times[line.text] > 1 else "note" for line in aslant}


def _page_number_shift(edges: Sequence[list[_Row]], pages: int) -> int | None:
    """Gives what the printed page numbers add to the count of pages; ``None``: no page numbers."""
    if pages == 1:
        return 0
    numbers: dict[int, set[int]] = {}
    for row in (row for edge in edges for row in edge):
        own = numbers.setdefault(row.page, set())
        own.update(int(n) for line in row.lines for n in _NUMBER.findall(line.text))
    votes = Counter(n - page for page, own in numbers.items() for n in own)
    if not votes:
        return None
    shift, times = votes.most_common(1)[0]
    return shift if times >= max(2, pages // 2) else None


def _height(row: _Row) -> int:
    """Gives how high a row stands, within what a scan moves it."""
    return round(row.lines[0].baseline / _MOVED)


def _key(text: str, page_number: str) -> str:
    """Gives the words of a part of a row with the number of its page as ``#``."""
    if page_number and page_number in text:
        alone = _ALONE.fullmatch(text)
        if alone and alone[2] == page_number:
            return f"{alone[1]}#{text[alone.end(2) :]}"
        for found in _DIGITS.finditer(text):
            if found.group() == page_number:
                return f"{text[: found.start()]}#{text[found.end() :]}"
    return text


def _slots_of_numbers(rows: Sequence[_Row]) -> Counter[_Slot]:
    """Gives where the numbers of pages stand and how often: no page has two of them, so that what
    else stands beside its number elsewhere is the number of an article.
    """
    pages: dict[_Slot, set[int]] = {}
    for row in rows:
        if any("#" in key and _ONLY_NUMBER.fullmatch(key) for key in row.keys):
            pages.setdefault(row.slot, set()).add(row.page)
    found: Counter[_Slot] = Counter()
    numbered: set[int] = set()
    for slot in sorted(pages, key=lambda slot: (-len(pages[slot]), slot[0])):
        if 2 * len(pages[slot] & numbered) < len(pages[slot]):
            found[slot] = len(pages[slot])
            numbered |= pages[slot]
    return found


class _Finder:
    """Finds the rows that run through a document."""

    def __init__(self, edges: Sequence[list[_Row]], pages: int, usual_gap: float) -> None:
        self._edges = edges
        self._pages = pages
        self._gap = usual_gap
        self._apart = _APART * usual_gap
        self._least = max(2.0, _REPEATED_SHARE * pages)
        shift = _page_number_shift(self._edges, pages)
        self._last = "" if shift is None else str(pages + shift)
        rows = [row for edge in self._edges for row in edge]
        often = Counter(text.casefold() for row in rows for text in set(row.texts()))
        for row in rows:
            number = "" if shift is None else str(row.page + shift)
            row.keys = tuple(
                text if often[text] > 1 and not _ALONE.fullmatch(text) else _key(text, number)
                for text in map(str.casefold, row.texts())
            )
        self._places: Counter[tuple[str, bool, int]] = Counter(
            (key, row.upper, _height(row)) for row in rows for key in set(row.keys)
        )
        self._numbered = _slots_of_numbers(rows)
        self._counted = Counter(row.slot for row in rows if self._is_counted(row))

    def rows(self) -> Iterator[_Row]:
        """Gives the rows that run: those that their words tell, and others in the same place."""
        told = [self._told(edge) for edge in self._edges]
        slots = Counter(
            row.slot
            for edge, count in zip(self._edges, told, strict=True)
            for n, row in enumerate(edge)
            if n < count or (n == count and self._heads_with_number(row))
        )
        for edge, count in zip(self._edges, told, strict=True):
            yield from edge[:count]
            for row in edge[count:]:
                if not self._is_in_place(row, slots):
                    break
                yield row

    def _times(self, key: str, row: _Row) -> int:
        """Gives on how many pages words stand as high as in a row."""
        at = _height(row)
        return sum(self._places[key, row.upper, high] for high in (at - 1, at, at + 1))

    def _told(self, edge: Sequence[_Row]) -> int:
        """Gives how many rows from the edge of a page on run by their words. They stand apart from
        the words of the page unless nearly every page has one of their parts, beside which a time
        may change, or they hold its number.
        """
        count = next((n for n, row in enumerate(edge) if not self._runs(row)), len(edge))
        while count:
            row = edge[count - 1]
            often = (
                self._pages >= _FEW_PAGES
                and not row.is_sentence
                and any(self._times(key, row) >= _NEARLY_ALL * self._pages for key in row.keys)
            )
            if often or row.gap > _APART_AT_LEAST * self._gap or "#" in "".join(row.keys):
                break
            count -= 1
        return count

    def _runs(self, row: _Row) -> bool:
        return self._is_counted_on(row) or all(self._key_runs(key, row) for key in row.keys)

    def _key_runs(self, key: str, row: _Row) -> bool:
        """Tells whether words at an edge are a running head or a page number."""
        times = self._times(key, row)
        everywhere = times == self._pages > 1
        few = self._pages < _FEW_PAGES
        if "#" in key and "§" not in key and _ONLY_NUMBER.fullmatch(key):
            if self._pages == 1:
                return not row.upper and row.gap > self._apart
            if self._numbered[row.slot] < self._least:
                return False
            if not few or not _LETTERS.search(key):
                return True
        least = self._least
        if not few and row.is_sentence:
            least = max(least, _NEARLY_ALL * self._pages)
        elif not few and _NUMBER.search(key) and "#" not in key:
            least = max(least, _EVERY_SECOND * self._pages)
        if times < least:
            return False
        if not few or "#" not in key:
            return True
        of_all = self._last in _NUMBER.findall(key)
        return everywhere and (not row.upper or of_all or len(_WORD.findall(key)) >= _MANY_WORDS)

    def _is_page_number(self, key: str) -> bool:
        return "#" in key and not _LETTERS.search(key) and bool(_ONLY_NUMBER.fullmatch(key))

    def _is_counted(self, row: _Row) -> bool:
        """Tells whether a row is but a number, and stands apart below the words of a page."""
        return (
            not row.upper
            and len(row.keys) == 1
            and row.gap >= self._apart
            and _COUNTED.fullmatch(row.keys[0]) is not None
        )

    def _is_counted_on(self, row: _Row) -> bool:
        """Tells whether a row is a number where other pages have theirs: their count begins again
        in the document, or is in Roman numerals.
        """
        if self._pages < _FEW_PAGES or self._counted[row.slot] < self._least:
            return False
        return self._is_counted(row)

    def _is_in_place(self, row: _Row, slots: Counter[_Slot]) -> bool:
        """Tells whether a row stands where running heads of other pages do: their words change
        with the chapter.
        """
        if self._pages < _FEW_PAGES:
            return slots[row.slot] == self._pages and self._heads_with_number(row)
        if slots[row.slot] < self._least:
            return False
        often = slots[row.slot] * 2 >= self._pages
        return self._heads_with_number(row) or (often and row.gap >= self._apart)

    def _heads_with_number(self, row: _Row) -> bool:
        """Tells whether a row holds the number of its page, as only running heads do."""
        if any(map(self._is_page_number, row.keys)):
            return row.gap >= self._apart
        words = " ".join(row.keys)
        holds = _NUMBERED.search(words) and len(_WORD.findall(words)) >= _MANY_WORDS
        return bool(holds) and row.gap >= self._apart

# SPDX-License-Identifier: EUPL-1.2
"""The printed lines of a PDF page with their places, as the library finds them.

Each call into the library costs half a microsecond and more, and a code of laws has some ten
thousand lines: a line that is one run of letters in the file is measured with six calls, and only
the others are looked at more closely.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from gapanalysis.importers.hyphens import HYPHENS
from gapanalysis.importers.leftward import may_run_left
from gapanalysis.importers.pdf_leftward import Range, with_leftward_rows
from gapanalysis.importers.pdf_measures import BLANK, SLANTED, UPRIGHT, Box, Look, Measures
from gapanalysis.importers.printed import WIDE_GAP, Printed, merged

_LINE = re.compile("([^\r\n\x02\ufffe]+)([\x02\ufffe]?)")
"""A line, and behind it what PDFium puts where a word is broken."""
_UNUSUAL = re.compile("[\t\x0b\f\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\xad\0]")
"""Spaces other than the plain one, and what does not show."""
_MEANINGLESS = re.compile("[\x03-\x08\x0b\x0c\x0e-\x1f]")
"""What stands for letters where a file does not tell which letters its fonts draw."""
_SHARE_OF_MEANINGLESS = 0.05
_WORD = re.compile(f"[^{re.escape(BLANK)}]+")
_SHOWN = re.compile(f"[^{re.escape(BLANK)}]")
_DIGIT = re.compile(r"[\d⁰¹²³⁴-⁹₀-₉]")
_RAISED_SIZE = 0.85
_RAISED_BY = 0.12
_NEW_ROW = 0.6
"""Times the size of the print by which a baseline must differ; raised digits stand less high."""
_OTHER_PRINT = 0.4
"""Times the size of the print below which words have nothing to do with it: some files hide them
so.
"""
_OVERLAP = 0.3
"""Times the size of the print by which what stands side by side may overlap."""
_ROOM_FOR_SPACE = 0.12
_TOUCHING = 0.25
"""Times the size of the print within which there is no space, though the library gives one."""


class _Word(NamedTuple):
    """A word of a page, from and to which of its letters it goes."""

    start: int
    end: int
    box: Box
    look: Look


class Ruler:
    """Gives the lines of one page after another."""

    def __init__(self) -> None:
        self._measures = Measures()
        self._page_box = pdfium.FS_RECTF()
        self._number = 0
        self._height = 0.0
        self._plain = True

    def lines(self, page: Any, text_page: Any, number: int) -> list[Printed]:
        """Gives the printed lines of a page in the order of its content; ``page`` and ``text_page``
        are the library's own. None where its letters have no meaning: only its picture does.
        """
        measures, box = self._measures, self._page_box
        measures.open(text_page)
        pdfium.FPDF_GetPageBoundingBox(page, box)
        self._number, self._height = number, box.top - box.bottom
        letters = measures.letters
        if len(_MEANINGLESS.findall(letters)) > _SHARE_OF_MEANINGLESS * len(letters):
            return []
        self._plain = (
            unicodedata.is_normalized("NFC", letters)
            and "  " not in letters
            and _UNUSUAL.search(letters) is None
        )
        ranges = self._ranges(letters)
        if may_run_left(letters):
            turned = list(with_leftward_rows(measures, ranges, number, self._height, self._line))
        else:
            turned = [(measures.turn, line) for found in ranges for line in self._line(found)]
        if box.left or box.bottom or any(turn for turn, _ in turned):
            return _set_upright(turned, box.left, box.bottom, box.right, box.top)
        return [line for _, line in turned]

    def _shown(self, lines: list[Printed]) -> list[Printed]:
        """Gives lines without those that do not show: some hold but signs that are not printed, and
        a page that was cut out of a sheet may still hold the words to its left and right.
        """
        box, upright = self._page_box, self._measures.turn == UPRIGHT
        return [
            one
            for one in lines
            if one.text and not (upright and (one.right <= box.left or one.left >= box.right))
        ]

    def _ranges(self, letters: str) -> Iterator[Range]:
        """Gives where the lines of the library begin and end, without blanks at their ends."""
        for found in _LINE.finditer(letters):
            words = found[1].strip(BLANK)
            if words:
                start = found.start() + found[1].index(words[0])
                yield Range(start, start + len(words), found[2] != "")

    def _line(self, found: Range) -> list[Printed]:
        """Gives a line of the library: as a rule one, but sometimes it takes several for one."""
        start, end, broken = found
        runs = pdfium.FPDFText_CountRects(self._measures.text_page, start, end - start)
        if runs == 1:
            return self._shown([self._of_one_run(start, end, broken)])
        self._measures.look(start)
        boxes = [self._measures.rectangle(n) for n in range(runs)]
        if self._are_mixed(boxes) and (line := self._in_place(start, end, broken=broken)):
            return [line]
        if not any(map(_may_be_apart, boxes, boxes[1:])):
            return self._shown([self._of_runs(start, end, broken)])
        lines = []
        for row in self._rows(start, end):
            pieces = [self._of_words(words, broken and words[-1].end == end) for words in row]
            pieces = self._shown(pieces)
            lines += pieces if len(pieces) < 2 else [merged(pieces)]
        return lines

    def _of_one_run(self, start: int, end: int, broken: bool) -> Printed:
        """Gives a line that is one run of letters: nearly all are, so that no step is wasted."""
        measures = self._measures
        text_page, matrix = measures.text_page, measures.matrix
        left, right, bottom, top = measures.sides
        words = measures.letters[start:end]
        pdfium.FPDFText_GetMatrix(text_page, start, matrix)
        size = pdfium.FPDFText_GetFontSize(text_page, start) * math.hypot(matrix.c, matrix.d)
        if matrix.b or matrix.a <= 0 or size <= 0 or not self._plain:
            look, box = measures.look(start), measures.rectangle(0)
            return self._printed(start, end, words, box, look, measures.style(start), broken)
        bold, italic = measures.style(start)
        pdfium.FPDFText_GetRect(text_page, 0, left, top, right, bottom)
        begins, ends = left.value, right.value
        first_word = ends - begins
        space = words.find(" ")
        if space > 0:
            pdfium.FPDFText_GetCharBox(text_page, start + space - 1, left, right, bottom, top)
            first_word = right.value - begins
        measures.turn = UPRIGHT
        return Printed(
            words,
            self._number,
            self._height,
            begins,
            ends,
            matrix.f,
            size,
            bold,
            italic,
            first_word,
            broken,
        )

    def _printed(
        self,
        start: int,
        end: int,
        text: str,
        box: Box,
        look: Look,
        style: tuple[bool, bool],
        broken: bool,
    ) -> Printed:
        first_word = box.right - box.left
        word = _WORD.match(self._measures.letters, start, end)
        if word is not None and word.end() < end:
            first_word = self._measures.box(word.end() - 1).right - box.left
        return Printed(
            self._cleaned(text),
            self._number,
            self._height,
            box.left,
            box.right,
            look.baseline,
            look.size,
            *style,
            first_word,
            broken,
        )

    def _cleaned(self, text: str) -> str:
        if not self._plain:
            text = unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("\0", "")
        return " ".join(text.split())

    # --- lines whose runs stand among each other ------------------------------------------------

    def _are_mixed(self, boxes: Sequence[Box]) -> bool:
        """Tells whether a run begins before the one ahead of it ends, as where a file holds the
        letters of one font first and then the signs of another between them.
        """
        return self._measures.turn == UPRIGHT and any(
            other.left < one.right - _OVERLAP * (one.top - one.bottom)
            and min(one.top, other.top) > max(one.bottom, other.bottom)
            for one, other in pairwise(boxes)
        )

    def _in_place(self, start: int, end: int, *, broken: bool) -> Printed | None:
        """Gives a line in the order in which its letters stand, with spaces where there is room for
        them; nothing where these stand in several rows, or over each other.
        """
        measures = self._measures
        shown = [at for at in range(start, end) if measures.letters[at] not in BLANK]
        looks = [measures.look(at) for at in shown]
        size = max(look.size for look in looks)
        heights = [look.baseline for look in looks]
        if max(heights) - min(heights) > _RAISED_BY * size:
            return None
        rooms = sorted((*measures.room(at), at) for at in shown)
        text, last, first_word = "", rooms[0][0], 0.0
        for left, right, at in rooms:
            if left < last - _OVERLAP * size:
                return None
            parted = left - last > _ROOM_FOR_SPACE * size
            first_word = first_word or (last - rooms[0][0] if parted else 0.0)
            text += (" " if parted else "") + measures.letters[at]
            last = right
        box = Box(rooms[0][0], last, min(heights), min(heights) + size)
        style = self._style(start, end)
        line = self._printed(start, end, text, box, looks[0], style, broken)
        return line._replace(first_word=first_word or last - rooms[0][0])

    # --- lines of several runs -----------------------------------------------------------------

    def _rows(self, start: int, end: int) -> list[list[list[_Word]]]:
        """Gives the words that stand on one baseline without a wide gap, by rows."""
        measures = self._measures
        rows: list[list[list[_Word]]] = []
        last: _Word | None = None
        for found in _WORD.finditer(measures.letters, start, end):
            look = measures.look(found.start())
            word = _Word(*found.span(), self._between(found.start(), found.end() - 1), look)
            if last is None or _in_other_row(word, last):
                rows.append([[word]])
            elif _gap(last.box, word.box) > WIDE_GAP * max(look.size, last.look.size):
                rows[-1].append([word])
            else:
                rows[-1][-1].append(word)
            last = word
        return rows

    def _between(self, first: int, last: int) -> Box:
        """Gives the place of the letters between two, with these."""
        one, other = self._measures.box(first), self._measures.box(last)
        return one._replace(left=min(one.left, other.left), right=max(one.right, other.right))

    def _of_words(self, words: Sequence[_Word], broken: bool) -> Printed:
        """Gives a part of a line: words that were measured one by one."""
        first, last = words[0], words[-1]
        box = first.box._replace(
            left=min(first.box.left, last.box.left), right=max(first.box.right, last.box.right)
        )
        return self._part(first.start, last.end, [word.look for word in words], box, broken)

    def _of_runs(self, start: int, end: int, broken: bool) -> Printed:
        """Gives a line of several runs, of which some letters tell how it is printed."""
        measures = self._measures
        shown = [at for at in range(start, end) if measures.letters[at] not in BLANK]
        looks = [measures.look(at) for at in shown[:: max(1, len(shown) // 3)][:4]]
        return self._part(start, end, looks, self._between(start, end - 1), broken)

    def _part(self, start: int, end: int, looks: Sequence[Look], box: Box, broken: bool) -> Printed:
        """Gives a line, or a part of one; raised digits marked."""
        size = max(one.size for one in looks)
        tall = [one for one in looks if one.size >= _RAISED_SIZE * size] or looks
        look = Look(size, sorted(one.baseline for one in tall)[len(tall) // 2])
        text = self._with_raised(start, end, look)
        if text[-1] in HYPHENS and text[-2:-1] == " " and self._touches(start, end - 1, size):
            text = text[:-2] + text[-1]
        return self._printed(start, end, text, box, look, self._style(start, end), broken)

    def _touches(self, start: int, last: int, size: float) -> bool:
        """Tells whether the last letter of a line stands close to the one before it, and the space
        between them is but the library's.
        """
        measures = self._measures
        if not measures.is_generated(last - 1):
            return False
        before = start + len(measures.letters[start:last].rstrip(BLANK)) - 1
        one, other = measures.box(before), measures.box(last)
        return max(other.left - one.right, one.left - other.right) < _TOUCHING * size

    def _style(self, start: int, end: int) -> tuple[bool, bool]:
        """Tells whether words are bold, and italic: at their beginning, middle and end."""
        measures = self._measures
        bold, italic = measures.style(start)
        if bold or italic:
            middle = _SHOWN.search(measures.letters, (start + end) // 2, end)
            for at in (middle.start() if middle else start, end - 1):
                one = measures.style(at)
                bold, italic = bold and one[0], italic and one[1]
        return bold, italic

    def _with_raised(self, start: int, end: int, usual: Look) -> str:
        """Gives letters with ``^`` before raised digits."""
        letters = self._measures.letters
        text, told, raised_to = "", start, -1
        for digit in _DIGIT.finditer(letters, start, end):
            at = digit.start()
            if self._is_raised(at, usual):
                text, told = text + letters[told:at], at
                if raised_to != at and _may_be_raised(text):
                    text += "^"
                raised_to = at + 1
        return text + letters[told:end]

    def _is_raised(self, at: int, usual: Look) -> bool:
        own = self._measures.look(at)
        higher = own.baseline > usual.baseline + _RAISED_BY * usual.size
        return higher and own.size < _RAISED_SIZE * usual.size


def _may_be_raised(before: str) -> bool:
    """Tells whether a raised digit may belong to the letters before it: one in brackets behind a
    word calls a note.
    """
    if before.endswith("["):
        return before[-2:][0].isdigit()
    return not before[-1:].isspace()


def _gap(one: Box, other: Box) -> float:
    """Gives how far a box begins behind the end of one, or before its beginning."""
    return max(other.left - one.right, one.left - other.left)


def _may_be_apart(one: Box, other: Box) -> bool:
    """Tells whether two runs that follow each other may stand in two rows, or far apart in one."""
    height = max(one.top - one.bottom, other.top - other.bottom)
    low = min(one.top - one.bottom, other.top - other.bottom) < _OTHER_PRINT * height
    below = min(one.top, other.top) < max(one.bottom, other.bottom)
    return low or below or _gap(one, other) > height


def _in_other_row(word: _Word, last: _Word) -> bool:
    """Tells whether a word stands in another row than the one before it, or in another print."""
    one, other = word.look, last.look
    size = max(one.size, other.size)
    other_print = min(one.size, other.size) < _OTHER_PRINT * size
    return other_print or abs(one.baseline - other.baseline) > _NEW_ROW * size


def _set_upright(
    turned: list[tuple[int, Printed]], left: float, bottom: float, right: float, top: float
) -> list[Printed]:
    """Gives the lines of a page with their places from the corner where its words begin, those
    whose words run in another direction than most marked ``aslant``.

    The sides are those of the page as it is in the file.
    """
    letters: Counter[int] = Counter()
    for turn, line in turned:
        letters[turn] += len(line.text)
    usual = max((turn for turn in letters if turn != SLANTED), key=letters.__getitem__, default=0)
    along, up = ((-left, -bottom), (-bottom, right), (right, top), (top, -left))[usual]
    height = right - left if usual % 2 else top - bottom
    return [_moved(line, along, up, height, aslant=turn != usual) for turn, line in turned]


def _moved(line: Printed, along: float, up: float, height: float, *, aslant: bool) -> Printed:
    return line._replace(
        left=line.left + along,
        right=line.right + along,
        baseline=line.baseline + up,
        page_height=height,
        aslant=aslant,
        pieces=tuple(_moved(piece, along, up, height, aslant=aslant) for piece in line.pieces),
    )

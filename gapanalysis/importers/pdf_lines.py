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
from typing import Any

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
_WORD = re.compile(f"[^{re.escape(BLANK)}]+")
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
        are the library's own.
        """
        measures, box = self._measures, self._page_box
        measures.open(text_page)
        pdfium.FPDF_GetPageBoundingBox(page, box)
        self._number, self._height = number, box.top - box.bottom
        letters = measures.letters
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
        """Gives upright lines without those that do not show: a page that was cut out of a sheet
        may still hold the words of the pages to its left and right.
        """
        box = self._page_box
        if self._measures.turn != UPRIGHT:
            return lines
        return [one for one in lines if one.right > box.left and one.left < box.right]

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
        if self._are_mixed(start, runs) and (line := self._in_place(start, end, broken=broken)):
            return [line]
        lines = []
        for row in self._rows(start, end, runs):
            pieces = [self._of_runs(*part, broken=broken and part[1] == end) for part in row]
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
        if matrix.b or matrix.a <= 0 or not self._plain:
            look, box = measures.look(start), measures.rectangle(0)
            return self._printed(start, end, words, box, look, measures.style(start), broken)
        size = pdfium.FPDFText_GetFontSize(text_page, start) * math.hypot(matrix.c, matrix.d)
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

    def _are_mixed(self, start: int, runs: int) -> bool:
        """Tells whether a run begins before the one ahead of it ends, as where a file holds the
        letters of one font first and then the signs of another between them.
        """
        measures = self._measures
        measures.look(start)
        if measures.turn != UPRIGHT:
            return False
        boxes = [measures.rectangle(n) for n in range(runs)]
        return any(
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
        styles = [measures.style(at) for at in (start, shown[len(shown) // 2], end - 1)]
        style = all(bold for bold, _ in styles), all(italic for _, italic in styles)
        line = self._printed(start, end, text, box, looks[0], style, broken)
        return line._replace(first_word=first_word or last - rooms[0][0])

    # --- lines of several runs -----------------------------------------------------------------

    def _rows(self, start: int, end: int, runs: int) -> list[list[tuple[int, int]]]:
        """Gives the ranges of what stands on one baseline without a wide gap, by rows."""
        measures = self._measures
        measures.look(start)
        boxes = [measures.rectangle(n) for n in range(runs)]
        if not any(map(_may_be_apart, boxes, boxes[1:])):
            return [[(start, end)]]
        rows: list[list[tuple[int, int]]] = [[(start, end)]]
        last: tuple[Box, Look] | None = None
        for word in _WORD.finditer(measures.letters, start, end):
            look = measures.look(word.start())
            box = self._between(word.start(), word.end() - 1)
            if last is not None:
                size = max(look.size, last[1].size)
                gap = max(box.left - last[0].right, last[0].left - box.left)
                other_print = min(look.size, last[1].size) < _OTHER_PRINT * size
                if other_print or abs(look.baseline - last[1].baseline) > _NEW_ROW * size:
                    rows.append([(word.start(), end)])
                elif gap > WIDE_GAP * size:
                    rows[-1].append((word.start(), end))
            row = rows[-1]
            row[-1] = (row[-1][0], word.end())
            last = box, look
        return rows

    def _between(self, first: int, last: int) -> Box:
        """Gives the place of the letters between two, with these."""
        one, other = self._measures.box(first), self._measures.box(last)
        return one._replace(left=min(one.left, other.left), right=max(one.right, other.right))

    def _of_runs(self, start: int, end: int, *, broken: bool) -> Printed:
        """Gives a line, or a part of one, that consists of several runs; raised digits marked."""
        measures = self._measures
        shown = [at for at in range(start, end) if measures.letters[at] not in BLANK]
        sample = shown[:: max(1, len(shown) // 3)][:4]
        looks = [measures.look(at) for at in sample]
        size = max(one.size for one in looks)
        tall = [one for one in looks if one.size >= _RAISED_SIZE * size] or looks
        look = Look(size, sorted(one.baseline for one in tall)[len(tall) // 2])
        styles = [measures.style(at) for at in (start, shown[len(shown) // 2], end - 1)]
        style = all(bold for bold, _ in styles), all(italic for _, italic in styles)
        text = self._with_raised(start, end, look)
        if text[-1] in HYPHENS and text[-2:-1] == " " and self._touches(shown, look.size):
            text = text[:-2] + text[-1]
        box = self._between(start, end - 1)
        return self._printed(start, end, text, box, look, style, broken)

    def _touches(self, shown: Sequence[int], size: float) -> bool:
        """Tells whether the last letter of a line stands close to the one before it, and the space
        between them is but the library's.
        """
        measures = self._measures
        if not measures.is_generated(shown[-1] - 1):
            return False
        before, last = (measures.box(at) for at in shown[-2:])
        return max(last.left - before.right, before.left - last.right) < _TOUCHING * size

    def _with_raised(self, start: int, end: int, usual: Look) -> str:
        """Gives letters with ``^`` before raised digits."""
        pieces: list[str] = []
        raised = False
        for at in range(start, end):
            letter = self._measures.letters[at]
            was_raised = raised
            raised = letter.isdigit() and self._is_raised(at, usual)
            if raised and not was_raised and _may_be_raised(pieces):
                pieces.append("^")
            pieces.append(letter)
        return "".join(pieces)

    def _is_raised(self, at: int, usual: Look) -> bool:
        own = self._measures.look(at)
        higher = own.baseline > usual.baseline + _RAISED_BY * usual.size
        return higher and own.size < _RAISED_SIZE * usual.size


def _may_be_raised(before: Sequence[str]) -> bool:
    """Tells whether a raised digit may belong to the letters before it: one in brackets behind a
    word calls a note.
    """
    words = "".join(before[-2:])
    if words.endswith("["):
        return words[0].isdigit()
    return not words[-1:].isspace()


def _may_be_apart(one: Box, other: Box) -> bool:
    """Tells whether two runs that follow each other may stand in two rows, or far apart in one."""
    height = max(one.top - one.bottom, other.top - other.bottom)
    gap = max(other.left - one.right, one.left - other.left)
    low = min(one.top - one.bottom, other.top - other.bottom) < _OTHER_PRINT * height
    return low or gap > height or min(one.top, other.top) < max(one.bottom, other.bottom)


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

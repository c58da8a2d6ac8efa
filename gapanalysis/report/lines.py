# SPDX-License-Identifier: EUPL-1.2
"""Paragraphs on paper. Words are broken into lines and written into the page as they are: no markup
is parsed, so that nothing typed can be taken for any. The width of a word is measured once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Any, cast

from reportlab.lib.colors import Color, black
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import getFont, stringWidth
from reportlab.platypus import Flowable

from gapanalysis.report.bidi import Piece, is_right_to_left, shaped, visual
from gapanalysis.report.blocks import Heading
from gapanalysis.report.marks import draw_cell, draw_mark
from gapanalysis.resources import read_toml
from gapanalysis.words import NAMES

Line = tuple[tuple[Piece, ...], float]
"""What stands on a line, and how wide it is."""
_Word = tuple[float, list[tuple[Piece, str]]]
"""How wide a word is, and what each piece has of it."""
_ALMOST = 1e-6
_BEHIND = frozenset("-_/\\")
"""Signs behind which a word that is wider than a line is cut."""
_BEFORE = frozenset(".@?&=")
"""Signs before which it is."""
_SHORTEST = 0.3
"""Share of the characters of a line that are on it at least where it ends at a sign."""
KEPT = 2
"""Lines that stand together."""
_MARK = 8.0
"""Size of a mark, which stands in the room of blanks a little wider."""


class Lines(Flowable):
    """A paragraph in lines, which are broken once for a width. It may break over pages between any
    two of them, so that two stand on either side; ``notes`` stay with the first. It runs from right
    to left if ``leftward``: indents stand where lines begin.
    """

    def __init__(
        self,
        pieces: Sequence[Piece],
        style: ParagraphStyle,
        *,
        leftward: bool = False,
        bullet: str = "",
        notes: Sequence[Lines] = (),
        heading: Heading | None = None,
    ) -> None:
        super().__init__()
        self.style = style
        self.notes, self.heading = tuple(notes), heading
        self.spaceBefore, self.spaceAfter = style.spaceBefore, style.spaceAfter
        self._pieces = tuple(pieces)
        self._bullet = bullet
        self._leftward = leftward
        self._turned = leftward or any(is_right_to_left(piece.text) for piece in pieces)
        self._drawn = any(piece.target or piece.mark for piece in pieces)
        self._indent = float(style.firstLineIndent)
        self._lines: list[Line] = []
        self._broken_for: float | None = None

    @property
    def count(self) -> int:
        """The number of lines, once they are broken."""
        return len(self._lines)

    @property
    def texts(self) -> list[str]:
        """The words of each line, once they are broken."""
        return ["".join(piece.text for piece in line) for line, _ in self._lines]

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        del available_height
        if self._broken_for != available_width:
            self._broken_for = self.width = available_width
            self._lines = broken(self._pieces, self.style.fontSize, self._inner, self._indent)
            self.height = len(self._lines) * float(self.style.leading)
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        self.wrap(available_width, available_height)
        fitting = int((available_height + _ALMOST) // self.style.leading)
        if fitting >= self.count:
            return [self]
        if fitting == self.count - 1 and fitting > 2:
            fitting -= 1
        if fitting < 2:
            return []
        first, rest = self._part(0, fitting), self._part(fitting, self.count)
        first.notes, first.heading, first.spaceAfter = self.notes, self.heading, 0
        rest.spaceBefore = 0
        return [first, rest]

    def _part(self, begin: int, end: int) -> Lines:
        bullet = "" if begin else self._bullet
        part = Lines(self._pieces, self.style, leftward=self._leftward, bullet=bullet)
        part._lines, part._broken_for = self._lines[begin:end], self._broken_for
        part._indent = 0.0 if begin else self._indent
        part.width, part.height = self.width, (end - begin) * float(self.style.leading)
        return part

    @property
    def _inner(self) -> float:
        return float(self.width - self.style.leftIndent - self.style.rightIndent)

    # --- drawing ----------------------------------------------------------------------------------

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draws the lines from a lower left corner."""
        if not self._lines:
            return
        if self._turned:
            self._draw_turned(canvas, x, y)
        else:
            self._draw_straight(canvas, x, y)

    def _start(self, n: int, wide: float) -> float:
        """Gives where a line of a width begins."""
        indent = float(self.style.leftIndent) + (0.0 if n else self._indent)
        if self._leftward:
            return self.width - indent - wide
        if self.style.alignment == TA_RIGHT:
            return self.width - float(self.style.rightIndent) - wide
        return indent

    def _draw_straight(self, canvas: Any, x: float, y: float) -> None:
        """Writes the operators of the page at once, not string by string."""
        size, style, pens = self.style.fontSize, self.style, _pens(canvas)
        face, colour = style.bulletFontName, style.textColor
        code = ["q BT", pens(face).look(size, colour)]
        if self._bullet:
            baseline = y + self.height - size
            code += [_at(x + style.bulletIndent, baseline), pens(face).write(self._bullet, size)]
        baseline = y + self.height - size
        for n, (runs, wide) in enumerate(self._lines):
            start = x + self._start(n, wide)
            code.append(_at(start, baseline))
            for piece in runs:
                if piece.face != face or piece.colour is not colour:
                    face, colour = piece.face, piece.colour
                    code.append(pens(face).look(size, colour))
                code.append(pens(face).write(piece.text, size))
            if self._drawn:
                self._decorate(canvas, runs, start, baseline)
            baseline -= style.leading
        canvas.addLiteral(" ".join((*code, "ET Q")))

    def _draw_turned(self, canvas: Any, x: float, y: float) -> None:
        canvas.saveState()
        size = self.style.fontSize
        if self._bullet:
            self._draw_bullet(canvas, x, y + self.height - size)
        baseline = y + self.height - size
        for n, (line, _) in enumerate(self._lines):
            runs = [(p, *shaped(p, size)) for p in visual(line, leftward=self._leftward)]
            place = x + self._start(n, sum(wide for _, _, wide in runs))
            for piece, shown, wide in runs:
                canvas.setFont(piece.face, size)
                canvas.setFillColor(piece.colour)
                canvas.drawString(place, baseline, shown)
                self._decorate(canvas, (piece,), place, baseline)
                place += wide
            baseline -= self.style.leading
        canvas.restoreState()

    def _draw_bullet(self, canvas: Any, x: float, baseline: float) -> None:
        face, size, place = self.style.bulletFontName, self.style.fontSize, self.style.bulletIndent
        if self._leftward:
            place = self.width - place - stringWidth(self._bullet, face, size)
        canvas.setFont(face, size)
        canvas.setFillColor(self.style.textColor)
        canvas.drawString(x + place, baseline, self._bullet)

    def _decorate(self, canvas: Any, runs: Sequence[Piece], start: float, baseline: float) -> None:
        """Draws marks and lays links over the words of a line."""
        size = self.style.fontSize
        for piece in runs:
            wide = stringWidth(piece.text, piece.face, size)
            if piece.target:
                low = baseline - size / 8
                place = (start, low, start + wide, low + self.style.leading)
                canvas.linkRect("", piece.target, place, relative=1, thickness=0)
            if piece.mark:
                _draw_sign(canvas, piece.mark, start + (wide - _MARK - 1) / 2, baseline)
            start += wide


class Tied(Flowable):
    """Two paragraphs, the second of which never stands alone on a page: the last lines of the first
    go with it. The second may be tied to a third.
    """

    def __init__(self, first: Lines, second: Lines | Tied) -> None:
        super().__init__()
        self.first, self.second = first, second

    def getSpaceBefore(self) -> float:  # noqa: N802
        return float(self.first.getSpaceBefore())

    def getSpaceAfter(self) -> float:  # noqa: N802
        return float(self.second.getSpaceAfter())

    def beginning(self) -> float:
        """Gives what a page holds of them at least: the first lines, or both where these are few;
        they must have been wrapped.
        """
        if self.first.count >= 2 * KEPT:
            return KEPT * float(self.first.style.leading)
        second = min(self.second.height, KEPT * float(self.first.style.leading))
        return float(self.first.height + self._between + second)

    @property
    def _between(self) -> float:
        return float(max(self.first.getSpaceAfter(), self.second.getSpaceBefore()))

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        heights = [p.wrap(available_width, available_height)[1] for p in (self.first, self.second)]
        self.width, self.height = available_width, sum(heights) + self._between
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        self.wrap(available_width, available_height)
        left = available_height - self.first.height - self._between
        ended = self.second.split(available_width, left) if left > 0 else []
        if ended:
            return [self.first, *ended]
        leading = float(self.first.style.leading)
        room = min(available_height, self.first.height - KEPT * leading)
        begun = self.first.split(available_width, room) if room > 0 else []
        if len(begun) < KEPT:
            return []
        _, rest = begun
        return [begun[0], Tied(cast("Lines", rest), self.second)]

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draws both from a lower left corner."""
        self.second.drawOn(canvas, x, y)
        self.first.drawOn(canvas, x, y + self.second.height + self._between)


def tied(flowables: list[Flowable], last: list[Flowable]) -> list[Flowable]:
    """Gives the flowables of two blocks, the end of the first tied to the second."""
    match flowables, last:
        case [*others, Lines(notes=()) as before], [Lines(notes=()) as after]:
            return [*others, Tied(before, after)]
        case [*others, Tied(second=Lines() as second) as tied], [Lines(notes=()) as after]:
            return [*others, Tied(tied.first, Tied(second, after))]
        case _:
            return [*flowables, *last]


def _draw_sign(canvas: Any, mark: str, x: float, y: float) -> None:
    """Draws a mark, or a sample of the pattern of a status."""
    kind, _, code = mark.partition(" ")
    if kind == "cell":
        draw_cell(canvas, code, x, y - 0.5, _MARK + 1, _MARK)
    else:
        draw_mark(canvas, kind, code, x, y - 0.9, _MARK)


# --- breaking -------------------------------------------------------------------------------------


def broken(pieces: Sequence[Piece], size: float, room: float, indent: float = 0) -> list[Line]:
    """Gives pieces as lines that are no wider than the room; lines end at blanks, and inside a word
    only where it alone is wider than a line.
    """
    lines: list[Line] = []
    line: list[tuple[Piece, list[str]]] = []
    used, free = 0.0, room - indent
    for wide, parts in _fitting(_words(pieces, size), size, room):
        gap = _widths(line[-1][0].face)[" "] * size if line else 0.0
        if line and used + gap + wide > free + _ALMOST:
            along, narrow = _taken_along(line, parts, size)
            if narrow + gap + wide > room:
                along, narrow = [], 0.0
            elif along:
                line = _without_last(line)
                used -= narrow + _widths(line[-1][0].face)[" "] * size
            lines.append((_joined(line), used))
            line, used, gap, free = along, narrow, gap if along else 0.0, room
        used += gap + wide
        for n, (piece, text) in enumerate(parts):
            if n or not line:
                line.append((piece, [text]))
            elif line[-1][0] is piece:
                line[-1][1].append(text)
            else:
                line[-1][1].append("")
                line.append((piece, [text]))
    if line:
        lines.append((_joined(line), used))
    return lines


def _taken_along(
    line: list[tuple[Piece, list[str]]], parts: Sequence[tuple[Piece, str]], size: float
) -> tuple[list[tuple[Piece, list[str]]], float]:
    """Gives the last word of a line, and how wide it is, if it stands for something that the number
    which follows names: "article" before 36. It goes with the number; a word alone stays.
    """
    piece, words = line[-1]
    begins = len(words) > 1 or (len(line) > 1 and not line[-2][1][-1])
    named = begins and words[-1].lstrip("([„“").lower() in _numbered()
    if not named or not _NUMBER.match(parts[0][1]):
        return [], 0.0
    return [(piece, [words[-1]])], _widths(piece.face)[words[-1]] * size


def _without_last(line: list[tuple[Piece, list[str]]]) -> list[tuple[Piece, list[str]]]:
    *before, (piece, words) = line
    if len(words) > 1:
        return [*before, (piece, words[:-1])]
    *others, (last, said) = before
    return [*others, (last, said[:-1])]


_NUMBER = re.compile(r"\(?(?:\d|[IVX]+\b|[a-z]\))")


@cache
def _numbered() -> frozenset[str]:
    """Gives the words that a number follows, in all languages of reports."""
    return frozenset(
        word
        for language in NAMES
        for word in read_toml(f"report/{language}.toml")["list"]["numbered"].split()
    )


def _joined(line: list[tuple[Piece, list[str]]]) -> tuple[Piece, ...]:
    return tuple(
        Piece(" ".join(words), piece.face, piece.colour, piece.target, piece.mark)
        for piece, words in line
    )


def _words(pieces: Sequence[Piece], size: float) -> Iterator[_Word]:
    parts: list[tuple[Piece, str]] = []
    wide = 0.0
    for piece in pieces:
        widths = _widths(piece.face)
        begun, *others = piece.text.split(" ")
        if begun:
            parts.append((piece, begun))
            wide += widths[begun] * size
        for text in others:
            if parts:
                yield wide, parts
            parts, wide = ([(piece, text)], widths[text] * size) if text else ([], 0.0)
    if parts:
        yield wide, parts


def _fitting(words: Iterator[_Word], size: float, room: float) -> Iterator[_Word]:
    """Gives words, those wider than a line in parts that fit."""
    for wide, parts in words:
        if wide <= room:
            yield wide, parts
        else:
            yield from _cut(parts, size, room)


def _cut(parts: Sequence[tuple[Piece, str]], size: float, room: float) -> Iterator[_Word]:
    """Gives a word in parts that fit: cut at a sign where it has one, as the name of a file does,
    if that leaves no short line.
    """
    line: list[tuple[Piece, str, float]] = []
    used, sign = 0.0, 0
    for piece, text in parts:
        for character in text:
            more = stringWidth(character, piece.face, size)
            if character in _BEFORE:
                sign = len(line)
            if line and used + more > room:
                at = sign if sign >= len(line) * _SHORTEST else len(line)
                yield _together(line[:at])
                line, sign = line[at:], 0
                used = sum(wide for _, _, wide in line)
            line.append((piece, character, more))
            used += more
            if character in _BEHIND:
                sign = len(line)
    yield _together(line)


def _together(characters: Sequence[tuple[Piece, str, float]]) -> _Word:
    said: list[tuple[Piece, str]] = []
    for piece, same in groupby(characters, key=lambda one: one[0]):
        said.append((piece, "".join(character for _, character, _ in same)))
    return sum(wide for _, _, wide in characters), said


class _Widths(dict[str, float]):
    """The widths of words in a face, in its size."""

    def __init__(self, face: str) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, word: str) -> float:
        if is_right_to_left(word):
            wide = shaped(Piece(word, self._face, black), 1)[1]
        else:
            wide = float(stringWidth(word, self._face, 1))
        if len(self) < _REMEMBERED:
            self[word] = wide
        return wide


_REMEMBERED = 50_000
_widths = cache(_Widths)


# --- writing --------------------------------------------------------------------------------------


class _Pen(dict[int, str]):
    """The characters of a face as one document writes them into its pages."""

    def __init__(self, face: str, document: Any) -> None:
        super().__init__()
        self._font = cast("Any", getFont(face))
        self._document = document
        self._looks: dict[tuple[float, Color], str] = {}
        self._font.splitString(" ", document)  # from here on its subsets have names

    def __missing__(self, character: int) -> str:
        ((subset, data),) = self._font.splitString(chr(character), self._document)
        said = _BEYOND if subset else _escaped(data)
        self[character] = said
        return said

    def look(self, size: float, colour: Color) -> str:
        """Gives what sets a size and a colour."""
        known = self._looks.get((size, colour))
        if known is None:
            shade = " ".join(f"{part:.4g}" for part in colour.rgb())
            known = self._looks[size, colour] = f"{self._named(0, size)} {shade} rg"
        return known

    def write(self, text: str, size: float) -> str:
        """Gives what writes a text."""
        said = text.translate(self)
        if _BEYOND not in said:
            return f"({said}) Tj"
        parts = [
            f"{self._named(subset, size)} ({_escaped(data)}) Tj"
            for subset, data in self._font.splitString(text, self._document)
        ]
        return " ".join((*parts, self._named(0, size)))

    def _named(self, subset: int, size: float) -> str:
        return f"{self._font.getSubsetInternalName(subset, self._document)} {size:g} Tf"


_BEYOND = "\0"
"""Stands for a character that is not in the first subset of its face."""


def _escaped(data: bytes) -> str:
    return "".join(
        f"\\{chr(code)}" if code in b"()\\" else chr(code) if 31 < code < 127 else f"\\{code:03o}"
        for code in data
    )


def _at(x: float, y: float) -> str:
    return f"1 0 0 1 {x:.2f} {y:.2f} Tm"


def _pens(canvas: Any) -> Any:
    """Gives the pens of the document of a canvas by face."""
    pens = canvas.__dict__.get("pens")
    if pens is None:
        document = canvas._doc  # noqa: SLF001 - fonts are split into subsets by document
        pens = canvas.__dict__["pens"] = cache(lambda face: _Pen(face, document))
    return pens

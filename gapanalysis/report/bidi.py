# SPDX-License-Identifier: EUPL-1.2
"""Paragraphs that hold right-to-left words: own line breaking, order by the Unicode bidirectional
algorithm, shapes of letters by HarfBuzz. Left-to-right paragraphs never come here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from bidi import algorithm  # type: ignore[import-untyped]
from bidi.mirror import MIRRORED  # type: ignore[import-untyped]
from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import ShapedStr, shapeStr
from reportlab.platypus import Flowable


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one face and colour."""

    text: str
    face: str
    colour: Color


def is_right_to_left(text: str) -> bool:
    """Tells whether a text holds letters that are written from right to left."""
    return any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text)


class BidiParagraph(Flowable):
    """A paragraph in lines of its own; it may break over pages between any two lines. It runs from
    right to left if ``leftward``; None: as its first letter does. Indents stand where lines begin.
    """

    def __init__(
        self,
        pieces: Sequence[Piece],
        style: ParagraphStyle,
        *,
        leftward: bool | None = None,
        bullet: str = "",
    ) -> None:
        super().__init__()
        self.style = style
        self._pieces = tuple(pieces)
        self._bullet = bullet
        self._lines: list[list[Piece]] | None = None
        if leftward is None:
            leftward = bool(algorithm.get_base_level("".join(piece.text for piece in pieces)))
        self._base = "R" if leftward else "L"

    def getSpaceBefore(self) -> float:  # noqa: N802
        return float(self.style.spaceBefore)

    def getSpaceAfter(self) -> float:  # noqa: N802
        return float(self.style.spaceAfter)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        del available_height
        self.width = available_width
        if self._lines is None:
            self._lines = list(self._broken(self._inner))
        self.height = len(self._lines) * float(self.style.leading)
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        self.wrap(available_width, available_height)
        lines = self._lines or []
        fitting = int(available_height // self.style.leading)
        if not 0 < fitting < len(lines):
            return [self] if fitting >= len(lines) else []
        return [self._part(lines[:fitting], self._bullet), self._part(lines[fitting:])]

    def draw(self) -> None:
        baseline = self.height - self.style.fontSize
        if self._bullet:
            self._draw_bullet(baseline)
        for line in self._lines or ():
            runs = [(piece, _shaped(piece, self.style.fontSize)) for piece in self._visual(line)]
            total = sum(width for _, (_, width) in runs)
            x = self._start(total)
            for piece, (shown, width) in runs:
                self.canv.setFont(piece.face, self.style.fontSize)
                self.canv.setFillColor(piece.colour)
                self.canv.drawString(x, baseline, shown)
                x += width
            baseline -= self.style.leading

    @property
    def _inner(self) -> float:
        return float(self.width - self.style.leftIndent - self.style.rightIndent)

    def _start(self, total: float) -> float:
        """Gives where a line of a width stands."""
        if self._base == "R":
            return float(self.width - self.style.leftIndent - total)
        ragged = self._inner - total if self.style.alignment == TA_RIGHT else 0.0
        return float(self.style.leftIndent + ragged)

    def _draw_bullet(self, baseline: float) -> None:
        face, size, x = self.style.bulletFontName, self.style.fontSize, self.style.bulletIndent
        if self._base == "R":
            x = self.width - x - stringWidth(self._bullet, face, size)
        self.canv.setFont(face, size)
        self.canv.setFillColor(self.style.textColor)
        self.canv.drawString(x, baseline, self._bullet)

    def _part(self, lines: list[list[Piece]], bullet: str = "") -> BidiParagraph:
        leftward = self._base == "R"
        part = BidiParagraph(self._pieces, self.style, leftward=leftward, bullet=bullet)
        part._lines = lines
        return part

    def _broken(self, width: float) -> Iterator[list[Piece]]:
        line: list[Piece] = []
        used = 0.0
        for word in self._words(width):
            wide = stringWidth(word.text.rstrip(), word.face, self.style.fontSize)
            if line and used + wide > width:
                yield line
                line, used = [], 0.0
            line.append(word)
            used += stringWidth(word.text, word.face, self.style.fontSize)
        if line:
            yield line

    def _words(self, width: float) -> Iterator[Piece]:
        """Gives words with the spaces after them; one wider than a line is cut into letters."""
        for piece in self._pieces:
            for word in re.findall(r"\S+\s*|\s+", piece.text):
                fits = stringWidth(word.rstrip(), piece.face, self.style.fontSize) <= width
                for part in (word,) if fits else word:
                    yield Piece(part, piece.face, piece.colour)

    def _visual(self, line: Sequence[Piece]) -> Iterator[Piece]:
        """Gives the pieces of a line from left to right, each in the order of its own reading."""
        storage: dict[str, Any] = algorithm.get_empty_storage()
        storage["base_level"] = algorithm.PARAGRAPH_LEVELS[self._base]
        storage["base_dir"] = self._base
        text = "".join(piece.text for piece in line)
        algorithm.get_embedding_levels(text, storage)
        owners = [piece for piece in line for _ in piece.text]
        for character, owner in zip(storage["chars"], owners, strict=True):
            character["owner"] = (owner.face, owner.colour)
        algorithm.explicit_embed_and_overrides(storage)
        algorithm.resolve_weak_types(storage)
        algorithm.resolve_neutral_types(storage, debug=False)
        algorithm.resolve_implicit_levels(storage, debug=False)
        algorithm.reorder_resolved_levels(storage, debug=False)
        groups = groupby(storage["chars"], key=lambda c: (c["level"] % 2, c["owner"]))
        for (odd, (face, colour)), characters in groups:
            shown = "".join(character["ch"] for character in characters)
            if odd and is_right_to_left(shown):
                shown = shown[::-1]  # HarfBuzz turns it back, and mirrors its brackets
            elif odd:
                shown = "".join(MIRRORED.get(character, character) for character in shown)
            yield Piece(shown, face, colour)


def _shaped(piece: Piece, size: float) -> tuple[str, float]:
    if not is_right_to_left(piece.text):
        return piece.text, stringWidth(piece.text, piece.face, size)
    shown = shapeStr(piece.text, piece.face, size)
    if isinstance(shown, ShapedStr):
        glyphs: Any = vars(shown)["__shapeData__"]
        return shown, sum(glyph.x_advance for glyph in glyphs) * size / 1000
    return shown, stringWidth(shown, piece.face, size)

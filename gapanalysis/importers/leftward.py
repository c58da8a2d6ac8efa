# SPDX-License-Identifier: EUPL-1.2
"""Words that run from right to left, from their letters as they stand on a page.

A file may draw them in any order and its library reverses them by rules of its own, so that the
order is made anew from the places of the letters: the reverse of what a typesetter does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_RIGHT_TO_LEFT = {"R", "AL"}
_DIGITS = {"EN", "AN"}
_TURNED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_ALEFS = "\u0627\u0622\u0623\u0625\u0671"
_LAM = "\u0644"
_MAY_RUN_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")
_WORDS = re.compile("(?:[LD][LDNS]*)?L|D(?:S?D)*")
"""Runs from left to right in a line that is read from its right end: words, numbers."""
_SPACE, _ROOM = 0.2, 0.5
"""Times the size of the print from which on letters are parted, though no space is drawn."""


class Glyph(NamedTuple):
    """What stands at one place of a line: a letter with its marks, a ligature, a space, or nothing
    but a stroke.

    ``source`` tells which glyphs the file holds together; spaces between these are known. ``order``
    is the place of their line among those of the file.
    """

    text: str
    left: float
    right: float
    source: int = 0
    order: int = 0


def runs_left(text: str) -> bool:
    """Tells whether most letters of a text are of a script that runs from right to left."""
    return sum(1 if unicodedata.bidirectional(a) in _RIGHT_TO_LEFT else -1 for a in text) > 0


def joined_glyphs(letters: Iterable[Glyph]) -> list[Glyph]:
    """Gives letters as glyphs: marks with the letter that bears them, and the letters of a
    ligature, which have one place, in their order.
    """
    glyphs: list[Glyph] = []
    for letter in letters:
        last = glyphs[-1] if glyphs else None
        if last and letter.text and unicodedata.combining(letter.text):
            glyphs[-1] = last._replace(text=last.text + letter.text)
        elif last and letter.text.strip() and letter[1:3] == last[1:3]:
            glyphs[-1] = last._replace(text=_ligature(last.text + letter.text))
        else:
            glyphs.append(letter)
    return glyphs


def _ligature(text: str) -> str:
    """Gives the letters of a ligature in their order: libraries may reverse them, and of lam with
    alef the order is known.
    """
    return text[::-1] if text[0] in _ALEFS and text[-1] == _LAM else text


def in_order(glyphs: Sequence[Glyph], size: float, *, turned: bool) -> str:
    """Gives the words of a line from its glyphs; ``turned``: brackets are drawn as they look."""
    units = list(_from_left(glyphs, size))
    text = "".join(units)
    if not runs_left(text):
        return text
    units.reverse()
    kinds = "".join(map(_kind, units))
    if _HEBREW.search(text):
        kinds = "".join("S" if u == "-" else kind for u, kind in zip(units, kinds, strict=True))
    pieces: list[str] = []
    at = 0
    for run in _WORDS.finditer(kinds):
        pieces += (_mirrored(unit) if turned else unit for unit in units[at : run.start()])
        pieces += reversed(units[run.start() : run.end()])
        at = run.end()
    pieces += (_mirrored(unit) if turned else unit for unit in units[at:])
    return "".join(pieces)


def _from_left(glyphs: Sequence[Glyph], size: float) -> Iterator[str]:
    """Gives glyphs from the left. Between such as the file does not hold together, and where much
    room is left free, there is a space too.
    """
    ordered = sorted(glyphs, key=lambda glyph: glyph.left + glyph.right)
    shown = [glyph for glyph in ordered if glyph.text != " "]
    spaced = {
        id(after)
        for before, after in pairwise(shown)
        if after.left - before.right > size * (_SPACE if before.source != after.source else _ROOM)
    }
    last: Glyph | None = None
    space = False
    for glyph in ordered:
        if glyph.text == " ":
            space = True
            continue
        if last and (id(glyph) in spaced or (space and last.source == glyph.source)):
            yield " "
        if glyph.text:
            yield glyph.text
        last, space = glyph, False


def _kind(unit: str) -> str:
    """Gives R for letters from right to left, L for others, D for digits, S for what may part the
    digits of a number, else N.
    """
    direction = unicodedata.bidirectional(unit[0])
    if direction in _RIGHT_TO_LEFT:
        return "R"
    if direction in _DIGITS:
        return "D"
    return "L" if direction == "L" else "S" if direction == "CS" and unit != "\u00a0" else "N"


def _mirrored(unit: str) -> str:
    return unit.translate(_TURNED)


def has_pairs(text: str) -> bool:
    """Tells whether each bracket of a text closes one that was opened before."""
    depth = 0
    for letter in text:
        depth += (letter in "([{") - (letter in ")]}")
        if depth < 0:
            return False
    return depth == 0


def may_run_left(text: str) -> bool:
    """Tells whether a text has a letter of a script that runs from right to left."""
    return _MAY_RUN_LEFT.search(text) is not None

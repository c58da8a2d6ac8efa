# SPDX-License-Identifier: EUPL-1.2
"""Lines that hold right-to-left words: their order by the Unicode bidirectional algorithm, and the
shapes of their letters by HarfBuzz. Lines without such words never come here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from bidi import algorithm  # type: ignore[import-untyped]
from bidi.mirror import MIRRORED  # type: ignore[import-untyped]
from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import ShapedStr, shapeStr


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one face and colour. ``target`` is the anchor that they lead to; ``mark`` the shape
    that is drawn in the room of blanks, as kind and code.
    """

    text: str
    face: str
    colour: Color
    target: str = ""
    mark: str = ""


def is_right_to_left(text: str) -> bool:
    """Tells whether a text holds letters that are written from right to left."""
    if text.isascii():
        return False
    return any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text)


def visual(line: Sequence[Piece], *, leftward: bool) -> Iterator[Piece]:
    """Gives the pieces of a line from left to right, each in the order of its own reading."""
    base = "R" if leftward else "L"
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"] = algorithm.PARAGRAPH_LEVELS[base]
    storage["base_dir"] = base
    algorithm.get_embedding_levels("".join(piece.text for piece in line), storage)
    owners = [place for place, piece in enumerate(line) for _ in piece.text]
    for character, owner in zip(storage["chars"], owners, strict=True):
        character["owner"] = owner
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    for run in storage["runs"]:
        _bind_brackets(storage["chars"][run["start"] : run["start"] + run["length"]], run["sor"])
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    algorithm.reorder_resolved_levels(storage, debug=False)
    groups = groupby(storage["chars"], key=lambda c: (c["level"] % 2, c["owner"]))
    for (odd, owner), characters in groups:
        shown = "".join(character["ch"] for character in characters)
        if odd and is_right_to_left(shown):
            shown = shown[::-1]  # HarfBuzz turns it back, and mirrors its brackets
        elif odd:
            shown = "".join(MIRRORED.get(character, character) for character in shown)
        yield replace(line[owner], text=shown)


def _bind_brackets(characters: Sequence[dict[str, Any]], before: str) -> None:
    """Gives brackets in pairs the direction of what they hold (rule N0), which the library leaves
    out; ``before`` is the direction before the characters.
    """
    open_: list[int] = []
    pairs: list[tuple[int, int]] = []
    for place, one in enumerate(characters):
        if one["type"] == "ON" and one["ch"] in _BRACKETS:
            open_.append(place)
        elif one["type"] == "ON" and one["ch"] in _BRACKETS.values():
            held = [n for n in open_ if _BRACKETS[characters[n]["ch"]] == one["ch"]]
            if held:
                pairs.append((held[-1], place))
                del open_[open_.index(held[-1]) :]
    for begin, end in sorted(pairs):
        own = "R" if characters[begin]["level"] % 2 else "L"
        inside = {_strong(one["type"]) for one in characters[begin + 1 : end]} - {""}
        if not inside:
            continue
        around = (_strong(one["type"]) for one in reversed(characters[:begin]))
        side = own if own in inside else next(filter(None, around), before)
        characters[begin]["type"] = characters[end]["type"] = side


_BRACKETS = {"(": ")", "[": "]", "{": "}"}


def _strong(kind: str) -> str:
    """Gives the direction of a kind of character; numbers count as leftward."""
    return {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}.get(kind, "")


def shaped(piece: Piece, size: float) -> tuple[str, float]:
    """Gives the words of a piece as they are drawn, and how wide they are."""
    if not is_right_to_left(piece.text):
        return piece.text, stringWidth(piece.text, piece.face, size)
    shown = shapeStr(piece.text, piece.face, size)
    if isinstance(shown, ShapedStr):
        glyphs: Any = vars(shown)["__shapeData__"]
        return shown, sum(glyph.x_advance for glyph in glyphs) * size / 1000
    return shown, stringWidth(shown, piece.face, size)

# SPDX-License-Identifier: EUPL-1.2
"""The fonts of the report: which face a run is set in, and which face shows each character.

Source Serif 4 and Source Sans 3 hold Latin, Greek and Cyrillic; DejaVu Sans steps in, character by
character, for what they lack (Georgian, Armenian, Hebrew, Arabic, symbols).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from functools import cache
from unicodedata import category

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from gapanalysis.resources import resource

SERIF = "SourceSerif4-Regular"
SERIF_STRONG = "SourceSerif4-SemiBold"
SERIF_EMPHASIS = "SourceSerif4-Italic"
SANS = "SourceSans3-Regular"
SANS_STRONG = "SourceSans3-SemiBold"
SANS_EMPHASIS = "SourceSans3-Italic"
FALLBACK = "DejaVuSans"

FACES = (SERIF, SERIF_STRONG, SERIF_EMPHASIS, SANS, SANS_STRONG, SANS_EMPHASIS, FALLBACK)

_STRONG = {SERIF: SERIF_STRONG, SANS: SANS_STRONG, SERIF_EMPHASIS: SERIF_STRONG}
_EMPHASIS = {SERIF: SERIF_EMPHASIS, SANS: SANS_EMPHASIS, SERIF_EMPHASIS: SERIF}


@cache
def register() -> None:
    """Makes the faces known to the PDF library; once a process."""
    for face in FACES:
        data = resource(f"fonts/{face}.ttf").read_bytes()
        pdfmetrics.registerFont(TTFont(face, io.BytesIO(data)))


def styled(face: str, *, strong: bool, emphasis: bool) -> str:
    """Gives the face for a run in a paragraph's face; emphasis inside italics is upright."""
    if strong:
        return _STRONG.get(face, face)
    return _EMPHASIS.get(face, face) if emphasis else face


def spans(text: str, face: str) -> Iterator[tuple[str, str]]:
    """Gives a text as pieces with the face that shows each; control characters become spaces.

    Spaces and combining marks stay with the piece before them.
    """
    register()
    if all(_plain(character, face) for character in set(text)):
        if text:
            yield face, text
        return
    piece, current = "", face
    for character in text:
        shown = " " if category(character) in {"Cc", "Zl", "Zp"} else character
        if not (piece and (shown.isspace() or category(shown) == "Mn")):
            wanted = _face_for(shown, face)
            if wanted != current and piece:
                yield current, piece
                piece = ""
            current = wanted
        piece += shown
    if piece:
        yield current, piece


def unshown(texts: Iterable[str]) -> str:
    """Gives the characters of some texts that no face has, each once: on paper they are boxes."""
    register()
    letters = set().union(*texts)
    known = frozenset().union(*map(_covered, FACES))
    kept = (one for one in letters if category(one)[0] not in "CZ" and ord(one) not in known)
    return "".join(sorted(kept))


@cache
def _plain(character: str, face: str) -> bool:
    """Tells whether a face shows a character as it is."""
    return category(character) not in {"Cc", "Zl", "Zp"} and ord(character) in _covered(face)


@cache
def _face_for(character: str, face: str) -> str:
    code = ord(character)
    return face if code in _covered(face) or code not in _covered(FALLBACK) else FALLBACK


@cache
def _covered(face: str) -> frozenset[int]:
    font = pdfmetrics.getFont(face)
    return frozenset(font.face.charToGlyph) if isinstance(font, TTFont) else frozenset()

# SPDX-License-Identifier: EUPL-1.2
"""A line as it is printed on a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

WIDE_GAP = 0.55
"""Times the size of the print from which on a gap in a line may part columns."""


class Printed(NamedTuple):
    """A printed line: words and place in points, from the lower left corner of its page.

    ``first_word`` is the width of the first word; ``broken``: the last word goes on; ``leftward``:
    the words run from right to left; ``aslant``: they do not run as those of the page do.
    ``pieces`` are the parts of a line between which there are wide gaps; no pieces, no gaps.
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
    aslant: bool = False
    style: str = ""
    column: int = 0
    pieces: tuple[Printed, ...] = ()


def merged(pieces: Sequence[Printed]) -> Printed:
    """Gives the parts of a line, in the order of their words, as one."""
    widest = max(pieces, key=lambda piece: piece.right - piece.left)
    return widest._replace(
        text=" ".join(piece.text for piece in pieces),
        left=min(piece.left for piece in pieces),
        right=max(piece.right for piece in pieces),
        bold=all(piece.bold for piece in pieces),
        italic=all(piece.italic for piece in pieces),
        first_word=pieces[0].first_word,
        broken=pieces[-1].broken,
        pieces=tuple(pieces),
    )

# SPDX-License-Identifier: EUPL-1.2
"""Footnotes on paper: a paragraph brings its notes to the foot of the page on which it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable, Frame

from gapanalysis.numbers import with_superscripts
from gapanalysis.report.lines import Lines
from gapanalysis.report.marks import RULE

GAP = 14.0
"""Room above the notes of a page, with their rule in it."""
TALLEST = 240.0
"""Height of the notes of one paragraph; what is taller follows the paragraph instead."""


def raised(number: int) -> str:
    """Gives a number in raised digits."""
    return with_superscripts(f"^{number}")


def notes_of(flowable: Flowable) -> tuple[Lines, ...]:
    """Gives the notes that a flowable brings with it."""
    return flowable.notes if isinstance(flowable, Lines) else ()


def height_of(notes: Sequence[Flowable], width: float) -> float:
    """Gives the room that notes take under each other."""
    return float(sum(note.wrap(width, 100_000)[1] for note in notes))


class NotedFrame(Frame):
    """The room of a page that keeps a part of its foot free for the notes of what stands in it."""

    def __init__(self, left: float, bottom: float, width: float, height: float) -> None:
        self.notes: list[Flowable] = []
        self._place = left, bottom, width
        super().__init__(left, bottom, width, height, 0, 0, 0, 0, id="body")

    def _reset(self) -> None:
        super()._reset()  # type: ignore[misc]
        self._y1p = self._place[1]
        self.notes = []

    @property
    def free(self) -> float:
        """The height that nothing has been laid into yet."""
        return float(self._y - self._y1p)  # type: ignore[attr-defined]

    def add(self, flowable: Flowable, canv: Any, trySplit: int = 0) -> Any:  # noqa: N803
        room = self._room(flowable)
        self._y1p += room
        added = super()._add(flowable, canv, trySplit)  # type: ignore[misc]
        if added:
            self.notes += notes_of(flowable)
        else:
            self._y1p -= room
        return added

    def split(self, flowable: Flowable, canv: Any) -> list[Flowable]:
        room = self._room(flowable)
        self._y1p += room
        pieces: list[Flowable] = super().split(flowable, canv)
        self._y1p -= room
        return pieces

    def draw_notes(self, canvas: Any) -> None:
        """Draws the notes of the page at its foot, under a short rule."""
        if not self.notes:
            return
        x, bottom, width = self._place
        y = bottom + height_of(self.notes, width)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.line(x, y + 4, x + 66, y + 4)
        for note in self.notes:
            y -= note.wrap(width, 100_000)[1]
            note.drawOn(canvas, x, y)

    def _room(self, flowable: Flowable) -> float:
        notes = notes_of(flowable)
        if not notes:
            return 0.0
        return height_of(notes, self._place[2]) + (0.0 if self.notes else GAP)

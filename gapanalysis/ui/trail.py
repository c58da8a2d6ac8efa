# SPDX-License-Identifier: EUPL-1.2
"""Where the user has been: back and forward between pages, obligations and places in laws."""

from __future__ import annotations

from dataclasses import dataclass

_MOST = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A page with the obligation and the law (0: none) that it shows."""

    page: str
    node: str
    law: int
    start: int


class Trail:
    """A list of places with a cursor; a new place after going back drops what lay ahead."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    def note(self, place: Place) -> None:
        """Notes where the user is now. A new place in the same law on the way is one place."""
        here = self._places[self._at] if self._places else None
        same = here and (here.page, here.node, here.law) == (place.page, place.node, place.law)
        if same:
            self._places[self._at] = place
            return
        del self._places[self._at + 1 :]
        self._places.append(place)
        del self._places[:-_MOST]
        self._at = len(self._places) - 1

    def here(self) -> Place | None:
        """Gives the place that was noted last, or gone back to."""
        return self._places[self._at] if self._places else None

    def step(self, by: int) -> Place | None:
        """Goes back (-1) or forward (1); None where there is nothing."""
        at = self._at + by
        if not 0 <= at < len(self._places):
            return None
        self._at = at
        return self._places[at]

    def clear(self) -> None:
        """Forgets everything, as when another project is opened."""
        self._places, self._at = [], -1

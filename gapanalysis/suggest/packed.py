# SPDX-License-Identifier: EUPL-1.2
"""The provisions of a law in a tenth of the room: what suggests keeps all laws of a project."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from sys import intern
from typing import overload

from gapanalysis.model import DraftProvision, Kind, Span

_NONE = -1
_EACH = 7
"""Numbers of a provision: its range, those of label and heading, its parent."""


class PackedProvisions(Sequence[DraftProvision]):
    """Provisions as they were given; each is made anew when it is asked for."""

    def __init__(self, provisions: Sequence[DraftProvision]) -> None:
        self._numbers = array("i")
        self._kinds: list[Kind] = []
        self._names: list[str] = []
        self._addresses: list[str] = []
        for one in provisions:
            ranges = (_bounds(one.label), _bounds(one.heading))
            parent = _NONE if one.parent is None else one.parent
            self._numbers.extend((one.start, one.end, *ranges[0], *ranges[1], parent))
            self._kinds.append(one.kind)
            self._names.append(intern(one.number))
            self._addresses.append(one.address)

    def __len__(self) -> int:
        return len(self._kinds)

    @overload
    def __getitem__(self, place: int) -> DraftProvision: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[DraftProvision]: ...
    def __getitem__(self, place: int | slice) -> DraftProvision | Sequence[DraftProvision]:
        if isinstance(place, slice):
            return [self[n] for n in range(*place.indices(len(self)))]
        kind, at = self._kinds[place], place % len(self) * _EACH
        start, end, *spans, parent = self._numbers[at : at + _EACH]
        return DraftProvision(
            kind=kind,
            number=self._names[place],
            address=self._addresses[place],
            start=start,
            end=end,
            label=_span(*spans[:2]),
            heading=_span(*spans[2:]),
            parent=None if parent == _NONE else parent,
        )

    def __iter__(self) -> Iterator[DraftProvision]:
        return (self[place] for place in range(len(self)))


def _bounds(span: Span | None) -> tuple[int, int]:
    return (span.start, span.end) if span else (_NONE, _NONE)


def _span(start: int, end: int) -> Span | None:
    return None if start == _NONE else Span(start=start, end=end)

# SPDX-License-Identifier: EUPL-1.2
"""The gaps that part what stands beside each other on a printed page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gapanalysis.importers.printed import Printed


class Gap(NamedTuple):
    """A range across a page over which hardly a line goes."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def find_gaps(cells: Sequence[Printed], most: float = 0) -> Iterator[Gap]:
    """Gives the ranges between some lines over which no more than ``most`` of them go."""
    edges = sorted([*((cell.left, 1) for cell in cells), *((cell.right, -1) for cell in cells)])
    depth, since = 0, None
    for place, step in edges:
        before, depth = depth, depth + step
        if before > most >= depth:
            since = place
        elif before <= most < depth and since is not None:
            yield Gap(since, place)


def is_over(cell: Printed, gap: Gap) -> bool:
    """Tells whether a line goes over the whole of a gap, or lies inside it."""
    return (cell.left <= gap.left) == (cell.right >= gap.right)


def is_over_any(line: Printed, gaps: Iterable[Gap]) -> bool:
    """Tells whether a line goes over one of some gaps, or lies inside it."""
    return any(is_over(line, gap) for gap in gaps)


def column_of(line: Printed, gaps: Sequence[Gap]) -> int:
    """Gives the column in which a line stands, the first as 0."""
    return sum(gap.middle < (line.left + line.right) / 2 for gap in gaps)


def parted(cells: Iterable[Printed], gaps: Sequence[Gap]) -> list[list[Printed]]:
    """Gives the lines of each column, without those that go over a gap."""
    columns: list[list[Printed]] = [[] for _ in range(len(gaps) + 1)]
    for cell in cells:
        if not is_over_any(cell, gaps):
            columns[column_of(cell, gaps)].append(cell)
    return columns


def width(cells: Sequence[Printed]) -> float:
    """Gives how wide a block of lines is in points."""
    if not cells:
        return 0.0
    return max(cell.right for cell in cells) - min(cell.left for cell in cells)


def fullness(cells: Sequence[Printed]) -> float:
    """Gives the share of a column that its lines fill."""
    whole = len(cells) * width(cells)
    return sum(cell.right - cell.left for cell in cells) / whole if whole else 0.0

# SPDX-License-Identifier: EUPL-1.2
"""How far the writing of a report is, as a share from 0 to 1."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Tell = Callable[[float], None]
_One = TypeVar("_One")


def quiet(_share: float) -> None:
    """Tells nobody."""


def told(things: Sequence[_One], tell: Tell) -> Iterator[_One]:
    """Gives things one by one, and tells how far it is."""
    for n, one in enumerate(things):
        tell(n / len(things))
        yield one


def part_of(tell: Tell, begin: float, end: float = 1.0) -> Tell:
    """Gives what is told of a part of the work that goes from a share to another."""
    return lambda share: tell(begin + (end - begin) * share)

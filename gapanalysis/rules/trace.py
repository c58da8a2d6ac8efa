# SPDX-License-Identifier: EUPL-1.2
"""A condition that was evaluated, with every step: what the reasons of a finding are told from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gapanalysis.model import Read, Step, Truth
from gapanalysis.rules import conditions as c


@dataclass(frozen=True, slots=True)
class Trace:
    """A condition that was evaluated: result, own reads, whether anything read is known, and the
    traces of its parts. A test on another rule has the conditions of that rule's cases as parts.
    """

    condition: c.Condition
    result: Truth
    reads: tuple[Read, ...]
    known: bool
    parts: tuple[Trace, ...]

    def steps(self, depth: int = 0, *, decisive: bool = True) -> Iterable[Step]:
        """Gives the steps in order, the outermost first; decisive ones made the result."""
        yield Step(
            test=c.describe(self.condition),
            result=self.result,
            reads=self.reads,
            depth=depth,
            decisive=decisive,
        )
        deciding = set(map(id, self._deciding_parts()))
        for part in self.parts:
            yield from part.steps(depth + 1, decisive=decisive and id(part) in deciding)

    def decisive_leaves(self) -> Iterable[Trace]:
        """Gives the traces of the tests that made the result what it is."""
        if not self.parts:
            yield self
        for part in self._deciding_parts():
            yield from part.decisive_leaves()

    def leaves(self) -> Iterable[Trace]:
        """Gives the traces of all tests, left to right."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()

    def _deciding_parts(self) -> list[Trace]:
        if isinstance(self.condition, c.Not):
            return list(self.parts)
        return [part for part in self.parts if part.result == self.result]

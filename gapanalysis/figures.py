# SPDX-License-Identifier: EUPL-1.2
"""Ratios of figures, always of two numbers that somebody recorded: a ratio that lacks one of them
does not exist. Figures of a table are read in :mod:`gapanalysis.figure_table`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gapanalysis.evidence import EvidenceSets
from gapanalysis.model import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """``top`` of what ``of`` counts for each ``per`` of what ``to`` counts, of which there are
    ``base``. ``figures`` are the ids of the figures that it was computed from.
    """

    of: str
    to: str
    top: float
    base: float
    per: int
    obligation: str
    year: int | None
    breakdown: Mapping[str, str]
    figures: tuple[int, ...]

    @property
    def value(self) -> float:
        """Gives the ratio: to one decimal from one up, to two digits below."""
        exact = self.top / self.base * self.per
        return round(exact, 1) if exact >= 1 else float(f"{exact:.2g}")


def own_ratio(figure: Figure, sets: EvidenceSets) -> Ratio | None:
    """Gives the ratio of a figure to its own denominator; None where one of them is missing, where
    nobody says what the denominator counts, or where it is nought.
    """
    if figure.value is None or not figure.denominator or not figure.denominator_of:
        return None
    return Ratio(
        of=figure.name,
        to=figure.denominator_of,
        top=figure.value,
        base=figure.denominator,
        per=sets.per(figure.name, figure.denominator_of),
        obligation=figure.obligation,
        year=figure.year,
        breakdown=figure.breakdown,
        figures=(figure.id,),
    )


def ratios(figures: Iterable[Figure], sets: EvidenceSets) -> tuple[Ratio, ...]:
    """Gives the ratios of figures that are read together (convictions and reports): recorded for
    the same obligation, year and breakdown. Where two figures say the same thing with different
    numbers, or a figure has that denominator of its own, there is none.
    """
    figures = tuple(figures)
    counted: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        counted.setdefault(_place(figure, sets), []).append(figure)
    found = []
    for figure in figures:
        for kind in sets.ratios:
            if kind.of != figure.name or kind.to == figure.denominator_of:
                continue
            below = _place(figure, sets, name=kind.to)
            pair = (counted[_place(figure, sets)], counted.get(below, []))
            if [len(one) for one in pair] != [1, 1]:
                continue
            base = pair[1][0]
            if figure.value is None or not base.value:
                continue
            found.append(
                Ratio(
                    of=kind.of,
                    to=kind.to,
                    top=figure.value,
                    base=base.value,
                    per=kind.per,
                    obligation=figure.obligation,
                    year=figure.year,
                    breakdown=figure.breakdown,
                    figures=(figure.id, base.id),
                )
            )
    return tuple(found)


def _place(figure: Figure, sets: EvidenceSets, *, name: str = "") -> tuple[object, ...]:
    """Gives what a number stands for, so that two figures of one place say the same thing."""
    name = name or figure.name
    kind = sets.figures.get(name)
    node = "" if kind and kind.everywhere else figure.obligation
    return name, node, figure.year, tuple(sorted(figure.breakdown.items()))

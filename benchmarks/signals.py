#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Measures red flags on labelled provisions of real laws: precision and recall by language and by
signal, apart for each set of labels, with every miss; and how long the laws take.

    python benchmarks/signals.py LAWS [--set develop|final|unseen] [--misses]

LAWS is a folder with ``laws.csv`` (law, file, language). The labels are ``tests/data/signals.csv``:
a row without a signal says that the provision was read, one marked ``open`` counts neither way.
``develop``: phrases were corrected by these. ``final``: kept for a first measure, which came before
any correction by them. ``unseen``: drawn at random and labelled after the phrases were written.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gapanalysis import analysis
from gapanalysis.model import Signal, Structure
from gapanalysis.suggest.signals import find_signals

LABELS = Path(__file__).resolve().parent.parent / "tests" / "data" / "signals.csv"
MORE = {
    "FI 2026-1": ("finland/finlex_2026-1_main.xml", "fi"),
    "PL 2017-1": ("poland/WDU20170000001_akoma.xml", "pl"),
    "IT CAD": ("italy/DLgs_82-2005_CAD_akn.xml", "it"),
    "SE 1994:200": ("sweden/sfs_1994-200.html", "sv"),
    "SE 2010:110": ("sweden/sfs_2010-110.html", "sv"),
}
"""Laws that stand in the folder beside those of its list."""
NOT_LABELLED = frozenset({"attempt_punishable"})


@dataclass(slots=True)
class Score:
    """What was found rightly, found wrongly, missed; and which."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Gives the share of what was found that is right; 1 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Gives the share of the labels that was found; 1 where there is none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


Scores = dict[tuple[str, str], Score]
"""Scores by kind ("language", "signal", "all") and name."""


def read_labels(sets: Iterable[str]) -> dict[str, list[dict[str, str]]]:
    """Gives the rows of some sets by law."""
    wanted = set(sets)
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["set"] in wanted:
                found[row["law"]].append(row)
    return found


def read_laws(folder: Path, names: Iterable[str]) -> Iterator[tuple[str, Structure]]:
    """Gives the structure of each law that is labelled."""
    with (folder / "laws.csv").open(encoding="utf-8", newline="") as file:
        known = {row["law"]: (row["file"], row["language"]) for row in csv.DictReader(file)}
    for name in names:
        path, language = (known | MORE)[name]
        yield name, analysis.structure_of(analysis.read_law(folder / path, language))


def measure(found: Iterable[Signal], rows: list[dict[str, str]], law: str) -> Iterator[tuple]:
    """Gives for each signal found in a provision that was read, and for each label, its name, how
    it counts ("right", "wrong", "missed") and a line about it.
    """
    read = {row["number"] for row in rows if not row["signal"]}
    labels = [row for row in rows if row["signal"]]
    hit: set[int] = set()
    wrong: set[tuple[str, str, str]] = set()
    for one in found:
        article = one.number.partition("(")[0]
        if article not in read or one.name in NOT_LABELLED:
            continue
        mine = [n for n, row in enumerate(labels) if _same(row, one)]
        hit.update(mine)
        key = (article, one.name, one.value)
        if not mine and key not in wrong:
            wrong.add(key)
            quote = " ".join(one.quote.split())
            yield one.name, "wrong", f"{law} {one.number} {one.name}={one.value}: {quote[:90]}"
    for n, row in enumerate(labels):
        if not row["open"]:
            line = f"{law} {row['number']} {row['signal']}={row['value']}"
            yield row["signal"], "right" if n in hit else "missed", line


def _same(row: dict[str, str], one: Signal) -> bool:
    """Tells whether a label is of a signal: in the same provision, or one above or below it."""
    ours, theirs = row["number"], one.number
    related = ours == theirs or theirs.startswith(f"{ours}(") or ours.startswith(f"{theirs}(")
    return related and (row["signal"], row["value"]) == (one.name, one.value)


def score(
    folder: Path, sets: Iterable[str], only: Iterable[str] = ()
) -> tuple[Scores, dict[str, tuple[int, float]]]:
    """Gives the scores on some sets (of some laws, or of all), and of each law its letters and the
    seconds it took.
    """
    wanted = set(only)
    labels = {law: rows for law, rows in read_labels(sets).items() if not wanted or law in wanted}
    scores: Scores = defaultdict(Score)
    times = {}
    for law, structure in read_laws(folder, labels):
        begin = time.perf_counter()
        found = find_signals(1, "", structure)
        times[law] = len(structure.text), time.perf_counter() - begin
        for name, how, line in measure(found, labels[law], law):
            for key in (("language", structure.language), ("signal", name), ("all", "all")):
                setattr(scores[key], how, getattr(scores[key], how) + 1)
            if how != "right":
                scores["all", "all"].misses.append(f"{how}: {line}")
    return dict(scores), times


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description="Measure red flags on labelled provisions.")
    parser.add_argument("laws", type=Path)
    parser.add_argument("--set", choices=("develop", "final", "unseen"), action="append")
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    for name in asked.set or ("develop", "final", "unseen"):
        scores, times = score(asked.laws, [name])
        read = sum(not row["signal"] for rows in read_labels([name]).values() for row in rows)
        print(f"\n{name}: {read} provisions")
        print(f"{'':38} {'precision':>9} {'recall':>7} {'labels':>7}")
        for (kind, key), one in sorted(scores.items()):
            labels = one.right + one.missed
            print(f"{kind:9} {key:28} {one.precision:9.3f} {one.recall:7.3f} {labels:7}")
        for line in scores["all", "all"].misses if asked.misses else ():
            print(f"  {line}")
        letters, seconds = (sum(column) for column in zip(*times.values(), strict=True))
        print(f"{letters:,} letters in {seconds:.2f} s; ", end="")
        slowest = max(times, key=lambda law: times[law][1])
        print(f"the slowest {slowest}: {times[slowest][1]:.2f} s")


if __name__ == "__main__":
    main()

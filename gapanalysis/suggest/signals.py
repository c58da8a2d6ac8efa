# SPDX-License-Identifier: EUPL-1.2
"""Red flags: what the words of a provision say of prosecution, penalty, mediation and the like."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from gapanalysis.model import AttributeType, Signal, Structure
from gapanalysis.structure import INSIDE, own_spans, provision_around
from gapanalysis.suggest.phrases import Match, Phrase, Quantity, Words, make_phrase
from gapanalysis.suggest.signal_files import (
    LIFE,
    MEASURES,
    PENALTY,
    Entry,
    SignalFile,
    load_signals,
    signal_languages,
)
from gapanalysis.suggest.stems import Stemmer, lacks_diacritics, load_stemming, stemmer

__all__ = ["find_signals", "root_of", "signal_languages", "signals_file", "suggested_values"]

_LAW = -1
"""Owns the title of the law."""
_DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.0, "year": 365.0}
_MONTHS = {"hour": 0.0, "day": 1 / 30, "week": 7 / 30, "month": 1.0, "year": 12.0}


@dataclass(frozen=True, slots=True)
class _Ready:
    """An entry with its phrases ready to be looked for."""

    entry: Entry
    phrases: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]
    near: tuple[Phrase, ...]
    within: tuple[Phrase, ...]
    without: tuple[Phrase, ...]
    excepted: tuple[Phrase, ...]


def signals_file(language: str) -> SignalFile | None:
    """Gives the phrases of a language, else of the one that it is read like; None for none."""
    found = load_signals(language)
    about = load_stemming().get(language)
    return found if found or not about or not about.like else load_signals(about.like)


@cache
def _ready(language: str, *, plain: bool) -> tuple[_Ready, ...]:
    file = signals_file(language)
    stems = stemmer(language, plain=plain)
    return tuple(_make(entry, stems) for entry in file.entries) if file else ()


def _make(entry: Entry, stems: Stemmer) -> _Ready:
    kinds = (entry.phrases, entry.unless, entry.near, entry.within, entry.without, entry.excepted)
    return _Ready(entry, *(tuple(make_phrase(one, stems) for one in kind) for kind in kinds))


def find_signals(
    law: int, title: str, structure: Structure, places: Collection[int] | None = None
) -> tuple[Signal, ...]:
    """Gives the signals of a law in the order of its text; ``places``: of these articles only."""
    file = signals_file(structure.language)
    if file is None:
        return ()
    plain = lacks_diacritics(structure.text)
    finder = _Finder(law, structure, file, stemmer(structure.language, plain=plain))
    finder.read(title, places)
    return finder.find(_ready(structure.language, plain=plain))


class _Finder:
    """Finds the signals of one law."""

    def __init__(self, law: int, structure: Structure, file: SignalFile, stems: Stemmer) -> None:
        self.law, self.structure = law, structure
        self.words = Words(structure.text, file, stems)
        self.titles = Words(structure.text, file, stems)
        self._roots: dict[int, int] = {}
        """The article, or division with words of its own, of each provision."""

    # --- reading ---------------------------------------------------------------------------------

    def read(self, title: str, places: Collection[int] | None) -> None:
        """Reads the words of the law; ``title`` stands above all of them."""
        spans = own_spans(self.structure)
        parts: dict[int, list[tuple[int, int, int, bool]]] = {}
        for place, one in enumerate(self.structure.provisions):
            root = self._root(place)
            heading = [one.heading] if one.heading else []
            if one.kind not in INSIDE:
                for span in heading:
                    self.titles.add(place, span.start, span.end, apart=True)
                heading = []
            if places is not None and root not in places:
                continue
            found = parts.setdefault(root, [])
            found += [(span.start, span.end, place, True) for span in heading]
            found += [(span.start, span.end, place, False) for span in spans[place]]
        for ranges in parts.values():
            apart = True
            for start, end, place, is_heading in sorted(ranges):
                self.words.add(place, start, end, apart=apart or is_heading)
                apart = is_heading
        self.words.finish()
        self.titles.finish()
        self._title = Words(title, _NO_NUMBERS, self.words.stems)
        self._title.add(_LAW, 0, len(title))
        self._title.finish()

    def _root(self, place: int) -> int:
        one = self.structure.provisions[place]
        inside = one.kind in INSIDE and one.parent is not None
        above = one.parent if inside else None
        if above is not None and self.structure.provisions[above].kind in INSIDE:
            self._roots[place] = self._roots[above]
        else:
            self._roots[place] = place
        return self._roots[place]

    # --- finding ---------------------------------------------------------------------------------

    def find(self, entries: Iterable[_Ready]) -> tuple[Signal, ...]:
        """Gives the signals of some entries."""
        by_name: dict[str, list[tuple[Match, Entry]]] = {}
        for ready in entries:
            hits = by_name.setdefault(ready.entry.name, [])
            hits += [(match, ready.entry) for match in self._hits(ready)]
        found: dict[tuple[int, str, str], Signal] = {}
        for name, hits in by_name.items():
            for match, entry in _longest(hits):
                for signal, value in _values(name, entry, match):
                    place = self._place(match)
                    made = self._signal(place, signal, value, match)
                    old = found.get((place, signal, value))
                    if old is None or made.start < old.start:
                        found[place, signal, value] = made
        of_mediation = {self._roots[place] for place, name, _ in found if name == "mediation"}
        kept = [
            one
            for one in found.values()
            if one.name != "mediation_domain" or self._roots[one.place] in of_mediation
        ]
        return tuple(sorted(kept, key=lambda one: (one.start, one.end, one.name)))

    def _hits(self, ready: _Ready) -> Iterator[Match]:
        words = self.words
        hits = [match for phrase in ready.phrases for match in words.find(phrase)]
        if not hits:
            return
        barred = self._sentences(ready.unless)
        near = self._sentences(ready.near)
        within = self._articles(ready.within) if ready.within else None
        without = self._articles(ready.without) if ready.without else set()
        around = [match for phrase in ready.excepted for match in words.find(phrase)]
        for match in hits:
            sentence = words.sentence[match.first]
            if sentence in barred or (ready.near and sentence not in near):
                continue
            article = self._roots[words.owner[match.first]]
            if article in without or (within is not None and article not in within):
                continue
            if any(one.first <= match.first and match.last <= one.last for one in around):
                continue
            yield match

    def _sentences(self, phrases: Iterable[Phrase]) -> set[int]:
        words = self.words
        return {words.sentence[match.first] for one in phrases for match in words.find(one)}

    def _articles(self, phrases: tuple[Phrase, ...]) -> set[int]:
        """Gives the articles in whose text, heading or titles above one of the phrases stands."""
        if any(self._title.find(phrase) for phrase in phrases):
            return set(self._roots.values())
        titled = {self.titles.owner[m.first] for one in phrases for m in self.titles.find(one)}
        found = {
            self._roots[self.words.owner[m.first]] for one in phrases for m in self.words.find(one)
        }
        if titled:
            found |= {root for root in set(self._roots.values()) if titled & set(self._above(root))}
        return found

    def _above(self, place: int) -> Iterator[int]:
        up: int | None = place
        while up is not None:
            yield up
            up = self.structure.provisions[up].parent

    def _place(self, match: Match) -> int:
        """Gives the deepest provision that holds all words of a match."""
        first, last = self.words.owner[match.first], self.words.owner[match.last]
        above = set(self._above(last))
        return next(place for place in self._above(first) if place in above)

    def _signal(self, place: int, name: str, value: str, match: Match) -> Signal:
        return Signal(
            law=self.law,
            place=place,
            number=self.structure.provisions[place].address,
            name=name,
            value=value,
            start=self.words.starts[match.first],
            end=self.words.ends[match.last],
            quote=self.words.printed(match),
        )


_NO_NUMBERS = SignalFile(language="", untested=False)


def _longest(hits: list[tuple[Match, Entry]]) -> list[tuple[Match, Entry]]:
    """Leaves out every match whose words are part of another one's."""
    kept: list[tuple[Match, Entry]] = []
    last, first = -1, -1
    for match, entry in sorted(hits, key=lambda hit: (hit[0].first, -hit[0].last)):
        inside = match.last <= last and (match.first, match.last) != (first, last)
        if inside:
            continue
        kept.append((match, entry))
        if match.last > last:
            first, last = match.first, match.last
    return kept


def _values(name: str, entry: Entry, match: Match) -> Iterator[tuple[str, str]]:
    """Gives the signals that a match of an entry is, with their values."""
    if name == PENALTY:
        yield from _penalty(entry, match)
        return
    quantity = match.slots.get("n")
    if quantity is None or entry.values:
        yield from ((name, value) for value in entry.values)
        return
    unit = next((unit for end, unit in MEASURES.items() if name.endswith(end)), "")
    number = _amount(quantity, unit, entry.unit) if unit else quantity.parts[0][0]
    if number:
        yield name, str(number)


def _penalty(entry: Entry, match: Match) -> Iterator[tuple[str, str]]:
    if LIFE in entry.values:
        yield "max_penalty_months", LIFE
        yield "sanction_type", "criminal"
    least, most = match.slots.get("min"), match.slots.get("max")
    unit = most.unit if most else ""
    low = _amount(least, "month", least.unit or unit) if least else 0
    high = _amount(most, "month", unit) if most else 0
    if low and high and low > high:
        return
    if low:
        yield "min_penalty_months", str(low)
    if high:
        yield "max_penalty_months", str(high)
    if low or high:
        yield "sanction_type", "criminal"


def _amount(quantity: Quantity, unit: str, without: str) -> int:
    """Gives a quantity in months, years or days; 0 where it is none. ``without``: its unit where
    the number has none of its own.
    """
    if not (quantity.unit or without):
        return 0
    sizes = _DAYS if unit == "day" else _MONTHS
    total = sum(number * sizes[own or without] for number, own in quantity.parts)
    if unit == "year":
        return int(total // 12) if total % 12 == 0 else 0
    return round(total)


def root_of(structure: Structure, start: int, end: int) -> int:
    """Gives the article, or division with words of its own, that holds a range."""
    place = provision_around(structure.provisions, start, end)
    if place is None:
        return -1
    while True:
        up = structure.provisions[place].parent
        if up is None or structure.provisions[up].kind not in INSIDE:
            return place
        place = up


def suggested_values(
    signals: Iterable[Signal], attributes: Iterable[AttributeType]
) -> Iterator[tuple[Signal, str]]:
    """Gives for the signals of one provision the attributes that they suggest, with the signal that
    is quoted: of several values of one attribute the first in the text, of a set all of them.
    """
    ordered = sorted(signals, key=lambda one: one.start)
    for kind in attributes:
        mine = [one for one in ordered if one.name == kind.name]
        if kind.type == "number":
            mine = [one for one in mine if one.value.isdigit() or one.value in kind.values]
        else:
            mine = [one for one in mine if one.value in kind.values]
        if not mine:
            continue
        values = {one.value for one in mine}
        if kind.type == "set":
            yield mine[0], ",".join(value for value in kind.values if value in values)
        else:
            yield mine[0], mine[0].value

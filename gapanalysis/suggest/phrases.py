# SPDX-License-Identifier: EUPL-1.2
"""Phrases with gaps and slots for numbers, found in the words of a law.

The words of all articles and titles stand in one row (:class:`Words`), a phrase is looked for from
its rarest word on; each step looks at a few places only, so that no text makes it slow.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gapanalysis.suggest.signal_files import SLOT, UNITS, SignalFile
from gapanalysis.suggest.stems import Stemmer, fold

GAP, WIDE_GAP, SLOT_GAP = 2, 5, 1
"""How many other words may stand before a word, a word after a lone ``*``, a slot."""
_MOST = 10_000
"""A larger number is no duration."""
_SURE = "!?;։؛؟۔·"
"""Ends a sentence whatever comes next: in Greek ``;`` asks and ``·`` parts, ``։`` is Armenian."""
_SENTENCE = re.compile(rf"[.…{_SURE}](?:[^\w]*)$")
_ABBREVIATION = 3
"""A capitalised word of so many letters before a full stop is shortened and ends no sentence; of a
script without capitals one of fewer letters.
"""
_BRACKET = re.compile(r"\s*[(\[（]\s*")
_CLOSED = re.compile(r"[)\]）]")
_LONGEST_BRACKET = 8
"""So many words a number takes that is printed again in brackets: "48 (quarenta e oito) horas"."""
_CALENDAR = range(1800, 2200)
"""A number of these without a unit, or of years, is a year of the calendar."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as printed from one word to another: parts of a sum."""

    first: int
    last: int
    parts: tuple[tuple[int, str], ...]

    @property
    def unit(self) -> str:
        """Gives the unit of its first part, empty where it has none."""
        return self.parts[0][1]


@dataclass(frozen=True, slots=True)
class _Item:
    """One word of a phrase: what it may be (a stem, or a beginning with ``*``), or a slot; and how
    many others may stand before it.
    """

    words: tuple[str, ...]
    slot: str
    gap: int


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A phrase ready to be looked for."""

    items: tuple[_Item, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Where a phrase stands, and what stands in its slots."""

    first: int
    last: int
    slots: Mapping[str, Quantity] = field(default_factory=dict)


def make_phrase(printed: str, stems: Stemmer) -> Phrase:
    """Gives a phrase of a file as it is looked for in a language."""
    items: list[_Item] = []
    gap = 0
    for part in printed.split():
        if part == "*":
            gap = WIDE_GAP if gap in {0, GAP} else gap + WIDE_GAP
            continue
        for n, piece in enumerate(part.split("_")):
            before = 0 if n else gap
            slot = SLOT.fullmatch(piece)
            if slot:
                items.append(_Item((), slot.group(1), max(before, SLOT_GAP) if items else 0))
            else:
                items.extend(_words(piece, before, stems))
        gap = GAP
    return Phrase(tuple(items))


def _words(piece: str, gap: int, stems: Stemmer) -> Iterator[_Item]:
    """Gives the words of a piece without spaces: several where an apostrophe or a hyphen parts
    them, alternatives where ``|`` stands between.
    """
    choices = []
    for choice in piece.split("|"):
        found = [stems.word(one) for one in stems.pattern.findall(choice)]
        made = [stems.stem(word) for word in found]
        if found and choice.endswith("*"):
            made[-1] = fold(found[-1]) + "*"
        choices.append(made)
    if len(choices) > 1:
        yield _Item(tuple(made[-1] for made in choices if made), "", gap)
        return
    for n, word in enumerate(choices[0]):
        yield _Item((word,), "", gap if n == 0 else 0)


class Words:
    """The words of a text in a row. ``sentence`` and ``owner`` say of each in which sentence and in
    whose text it stands; ``starts`` and ``ends`` where.
    """

    def __init__(self, text: str, language: SignalFile, stems: Stemmer) -> None:
        self.text, self.stems, self._language = text, stems, language
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.sentence: list[int] = []
        self.owner: list[int] = []
        self._forms: list[int] = []
        self._known: dict[str, int] = {}
        self._folded: list[str] = []
        self._stems: dict[str, list[int]] = {}
        self._sentences = 0
        self._left = ""
        """What stands after the last word of the ranges before."""

    def add(self, owner: int, start: int, end: int, *, apart: bool = False) -> None:
        """Adds the words of a range; ``apart``: a sentence ends before it."""
        before = start
        if apart:
            self._sentences += 1
        for found in self.stems.pattern.finditer(self.text, start, end):
            between = self._left + self.text[before : found.start()]
            inside, self._left = not self._left, ""
            if self.starts and self._ends(between, found.start(), inside=inside):
                self._sentences += 1
            self.starts.append(found.start())
            self.ends.append(found.end())
            self.sentence.append(self._sentences)
            self.owner.append(owner)
            self._forms.append(self._form(found.group()))
            before = found.end()
        self._left += self.text[before:end] + " "

    def _ends(self, between: str, start: int, *, inside: bool) -> bool:
        """Tells whether a sentence ends between two words, the second of which begins at ``start``;
        ``inside``: they stand in one range.
        """
        if between == " " or not _SENTENCE.search(between):
            return False
        if any(mark in between for mark in _SURE):
            return True
        last = self.text[self.starts[-1] : self.ends[-1]]
        begins = self.text[start]
        if not (begins.isupper() or _has_no_capitals(begins)):
            return False
        short = len(last) <= _ABBREVIATION and last[0].isupper()
        short |= len(last) < _ABBREVIATION and _has_no_capitals(last[0])
        return not (inside and short and between[0] == ".")

    def _form(self, printed: str) -> int:
        number = self._known.get(printed)
        if number is None:
            word = self.stems.word(printed)
            number = self._known[printed] = len(self._folded)
            self._folded.append(fold(word))
            self._stems.setdefault(self.stems.stem(word), []).append(number)
        return number

    def finish(self) -> None:
        """Makes the row ready to be asked."""
        self._sorted = sorted((one, n) for n, one in enumerate(self._folded))
        self._places: list[list[int]] = [[] for _ in self._folded]
        for at, form in enumerate(self._forms):
            self._places[form].append(at)
        self._sets: dict[tuple[str, ...], frozenset[int]] = {}
        self._found: dict[Phrase, tuple[Match, ...]] = {}
        self._read_quantities()

    # --- numbers ---------------------------------------------------------------------------------

    def _read_quantities(self) -> None:
        numbers = {}
        for value, words in self._language.numbers.items():
            for form in self._forms_of(words):
                numbers[form] = value
        units = {}
        for unit in UNITS:
            for form in self._forms_of(self._language.units.get(unit, ())):
                units[form] = unit
        joins = self._forms_of(self._language.units.get("and", ()))
        self._by_first: dict[int, Quantity] = {}
        self._by_last: dict[int, Quantity] = {}
        digits = {
            form: int(word)
            for form, word in enumerate(self._folded)
            if word.isascii() and word.isdigit() and len(word) <= len(str(_MOST))
        }
        links = self._forms_of(self._language.units.get("of", ()))
        alone = {}
        for unit in UNITS:
            for number in (1, 2):
                for form in self._forms_of(self._language.units.get(f"{unit}{number}", ())):
                    alone[form] = (number, unit)
        reader = _Quantities(
            self._forms,
            self.sentence,
            digits | numbers,
            units,
            alone,
            joins,
            links,
            self._brackets(digits, numbers),
            unit_first=self._language.unit_first,
        )
        begins = digits.keys() | numbers.keys() | alone.keys()
        for form in begins | (units.keys() if self._language.unit_first else set()):
            for at in self._places[form]:
                found = reader.read(at)
                if found:
                    self._by_first[at] = found
                    old = self._by_last.get(found.last)
                    if old is None or old.first > at:
                        self._by_last[found.last] = found

    def _brackets(self, digits: Mapping[int, int], numbers: Mapping[int, int]) -> dict[int, int]:
        """Gives for the last word of a number that is printed again in brackets the last word of
        the brackets.
        """
        found = {}
        for form in digits.keys() | numbers.keys():
            for at in self._places[form]:
                last = self._bracket(at)
                if last is None:
                    continue
                inside = [self._forms[n] for n in range(at + 1, last + 1)]
                if (form in digits) != (inside[0] in digits):
                    found[at] = last
        return found

    def _bracket(self, at: int) -> int | None:
        """Gives the last word of the brackets that begin after a word."""
        between = self.text[self.ends[at] : self.starts[at + 1]] if at + 1 < len(self.ends) else ""
        if not _BRACKET.fullmatch(between):
            return None
        for last in range(at + 1, min(at + 1 + _LONGEST_BRACKET, len(self.ends))):
            until = self.starts[last + 1] if last + 1 < len(self.ends) else len(self.text)
            if _CLOSED.search(self.text, self.ends[last], until):
                return last
        return None

    def _forms_of(self, words: Iterable[str]) -> frozenset[int]:
        """Gives the numbers of the words that a printed word (or its beginning) stands for."""
        items = [item for word in words for item in _words(word, 0, self.stems)]
        return frozenset().union(*(self._set(item.words) for item in items if item.words))

    def _set(self, words: tuple[str, ...]) -> frozenset[int]:
        known = self._sets.get(words)
        if known is None:
            found: set[int] = set()
            for word in words:
                if not word.endswith("*"):
                    found.update(self._stems.get(word, ()))
                    continue
                first = bisect_left(self._sorted, (word[:-1], -1))
                last = bisect_left(self._sorted, (word[:-1] + "\U0010ffff", -1))
                found.update(form for _, form in self._sorted[first:last])
            known = self._sets[words] = frozenset(found)
        return known

    # --- asking ----------------------------------------------------------------------------------

    def find(self, phrase: Phrase) -> tuple[Match, ...]:
        """Gives every place in which a phrase stands."""
        known = self._found.get(phrase)
        if known is None:
            known = self._found[phrase] = tuple(self._look_for(phrase))
        return known

    def _look_for(self, phrase: Phrase) -> Iterator[Match]:
        sets: list[frozenset[int]] = []
        counts: dict[int, int] = {}
        for n, item in enumerate(phrase.items):
            sets.append(self._set(item.words))
            if item.slot:
                continue
            if not sets[n]:  # most phrases end here, at a word that the law does not have
                return
            counts[n] = sum(len(self._places[form]) for form in sets[n])
        if not counts:
            return
        rarest = min(counts, key=lambda n: counts[n])
        for form in sets[rarest]:
            for at in self._places[form]:
                match = self._around(at, rarest, phrase.items, sets)
                if match:
                    yield match

    def _around(
        self, at: int, known: int, items: Sequence[_Item], sets: Sequence[frozenset[int]]
    ) -> Match | None:
        """Gives the words of a phrase of which one stands at a place."""
        slots: dict[str, Quantity] = {}
        last = at
        for n in range(known + 1, len(items)):
            bounds = self._step(last, items[n], sets[n], items[n].gap, slots, back=False)
            if bounds is None:
                return None
            last = bounds
        first = at
        for n in range(known - 1, -1, -1):
            bounds = self._step(first, items[n], sets[n], items[n + 1].gap, slots, back=True)
            if bounds is None:
                return None
            first = bounds
        return Match(first, last, slots)

    def _step(
        self,
        at: int,
        item: _Item,
        forms: frozenset[int],
        gap: int,
        slots: dict[str, Quantity],
        *,
        back: bool,
    ) -> int | None:
        """Gives where the next word of a phrase stands after a place, or before it."""
        quantities = self._by_last if back else self._by_first
        for by in range(1, gap + 2):
            place = at - by if back else at + by
            if not 0 <= place < len(self._forms) or self.sentence[place] != self.sentence[at]:
                return None
            if not item.slot:
                if self._forms[place] in forms:
                    return place
            elif place in quantities:
                found = slots[item.slot] = quantities[place]
                return found.first if back else found.last
        return None

    def printed(self, match: Match) -> str:
        """Gives the words of a match as they stand in the text."""
        return self.text[self.starts[match.first] : self.ends[match.last]]


def _has_no_capitals(char: str) -> bool:
    """Tells whether a letter is of a script that has no capitals, or in which none are written."""
    georgian = "ა" <= char <= "ჿ"
    return georgian or (char.isalpha() and not char.isupper() and not char.islower())


class _Quantities:
    """Reads numbers with their units out of a row of words. ``alone`` are words that are a number
    of units by themselves, ``joins`` stand between two quantities, ``links`` between a number and
    its unit, ``brackets`` end after a number that they say again.
    """

    def __init__(
        self,
        forms: Sequence[int],
        sentence: Sequence[int],
        numbers: Mapping[int, int],
        units: Mapping[int, str],
        alone: Mapping[int, tuple[int, str]],
        joins: frozenset[int],
        links: frozenset[int],
        brackets: Mapping[int, int],
        *,
        unit_first: bool,
    ) -> None:
        self.forms, self.sentence = forms, sentence
        self.numbers, self.units, self.alone = numbers, units, alone
        self.joins, self.links, self.unit_first = joins, links, unit_first
        self.brackets = brackets

    def read(self, at: int) -> Quantity | None:
        """Gives the quantity that begins at a place."""
        first, last = self._one(at)
        if first is None or (first[0] in _CALENDAR and first[1] in {"", "year"}):
            return None
        parts = [first]
        if first[1] and self._is(last + 1, self.joins, last) and self._is(last + 2, None, last):
            more, end = self._one(last + 2)
            if more and more[1] and UNITS.index(more[1]) < UNITS.index(first[1]):
                parts.append(more)
                last = end
        return Quantity(at, last, tuple(parts))

    def _one(self, at: int) -> tuple[tuple[int, str] | None, int]:
        """Gives a number with its unit (empty for none) and its last word."""
        value, last = self._number(at)
        if value is not None:
            unit, last = self._unit(last)
            return (value, unit), last
        form = self.forms[at]
        if at and self.sentence[at - 1] == self.sentence[at] and self.forms[at - 1] in self.numbers:
            return None, at
        if self.unit_first and form in self.units and self._is(at + 1, None, at):
            value, last = self._number(at + 1)
            if value is not None and not self._unit(last)[0]:
                return (value, self.units[form]), last
        return self.alone.get(form), at

    def _number(self, at: int) -> tuple[int | None, int]:
        """Gives a number and its last word, that of brackets after it included."""
        value, last = self._bare(at)
        return value, self.brackets.get(last, last)

    def _bare(self, at: int) -> tuple[int | None, int]:
        """Gives a number and its last word: "thirty", "thirty five", "treinta y cinco", "6 six"."""
        if at >= len(self.forms) or self.forms[at] not in self.numbers:
            return None, at
        value = self.numbers[self.forms[at]]
        last = at
        for step in (1, 2):
            place = last + step
            if place >= len(self.forms) or self.sentence[place] != self.sentence[at]:
                break
            if step == 2 and self.forms[last + 1] not in self.joins:
                break
            more = self.numbers.get(self.forms[place])
            if more == value and step == 1:
                return value, place
            if more is not None and _adds(value, more):
                return value + more, place
        return value, last

    def _unit(self, last: int) -> tuple[str, int]:
        """Gives the unit after a number, with its place ("25 ani", "25 de ani")."""
        at = last + 2 if self._is(last + 1, self.links, last) else last + 1
        if at < len(self.forms) and self.sentence[at] == self.sentence[last]:
            unit = self.units.get(self.forms[at])
            if unit:
                return unit, at
        return "", last

    def _is(self, at: int, forms: frozenset[int] | None, before: int) -> bool:
        """Tells whether a word of some (None: any) stands at a place, in the same sentence."""
        return (
            at < len(self.forms)
            and self.sentence[at] == self.sentence[before]
            and (forms is None or self.forms[at] in forms)
        )


def _adds(value: int, more: int) -> bool:
    """Tells whether two number words are one number: thirty-five, dix-huit, сто п'ятдесят."""
    return (value >= 10 and value % 10 == 0 and 0 < more < 10) or (
        value >= 100 and value % 100 == 0 and 10 <= more < 100
    )

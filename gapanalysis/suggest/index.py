# SPDX-License-Identifier: EUPL-1.2
"""The words of one law, where they stand, and finding phrases in them.

All words stand in one row (``_Row``): for each division its heading, for each article its heading
and then its text. A word is a number there; a phrase is looked for from its rarest word on.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from gapanalysis.languages import load_language
from gapanalysis.model import DraftProvision, Kind, Span, Structure
from gapanalysis.structure import own_spans
from gapanalysis.suggest.packed import PackedProvisions
from gapanalysis.suggest.stems import Stemmer, fold, lacks_diacritics, stemmer

GAP = 2
"""How many other words may stand between two words of a phrase."""
WIDE_GAP = 5
"""How many may stand where the phrase has a lone ``*``."""
LEAD, OPENING = 12, 60
"""How many words of an article without a heading stand for one; how many are its opening."""
BEGINNING = 40
"""Among so many words an article that only refers to others has many numbers."""
_BITS = 1023
_OWNERS = (1 << _BITS + 1) - 1
"""How many bits say in which units and titles a word stands; and all of them."""
_COMMON = 300
"""Of a word in more places nobody asks in which units they are: it is in too many."""
_END = 0
"""Stands in the row where words do not belong together."""
_LAW = -1
"""Owns the title of the law."""
_INSIDE = frozenset({Kind.ARTICLE, Kind.PARAGRAPH, Kind.POINT})
_WORDS_OF_A_BLOCK = 1500
"""So many words in one unit, in a law of fewer than three, are a text that was not divided; a fifth
of them where the law has no unit at all.
"""


class Field:
    """Where words of a unit stand, as plain numbers: there are many of them."""

    HEADING = 0
    LEAD = 1
    OPENING = 2
    TEXT = 3
    CHAPTER = 4
    LAW = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What is suggested: an article, or words of a law outside its articles. ``place`` is its index
    in the structure; ``first`` and ``last`` bound its text in the row; ``above`` are its divisions,
    the nearest first. ``cites`` is the share of numbers among the first words of its text.
    """

    place: int
    address: str
    heading: int
    first: int
    last: int
    above: tuple[int, ...]
    repealed: bool
    cites: float

    @property
    def titled(self) -> bool:
        """Tells whether it has a heading."""
        return self.heading < self.first - 1


Hit = tuple[int, int, int, int]
"""Where a phrase stands: in which unit, or in the title of which division with all units under it;
the field; its first and its last word in the row. A plain tuple of numbers, for there are many.
"""


@dataclass(slots=True)
class Found:
    """Where a phrase stands in a law, in how many of its units, in how many of their headings."""

    hits: tuple[Hit, ...]
    units: int
    headings: int


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A phrase ready to be looked for: its words, and how many others may stand before each. A word
    is a stem, or the beginning of one with ``*`` at its end.
    """

    printed: str
    words: tuple[str, ...]
    gaps: tuple[int, ...]


@cache
def single_word(word: str, stems: Stemmer) -> Phrase:
    """Gives the phrase of one word of a language that is a stem already, or a beginning."""
    return Phrase(printed="", words=(word,), gaps=(GAP,))


@cache
def make_phrase(printed: str, stems: Stemmer) -> Phrase:
    """Gives a phrase of a lexicon as it is looked for in a language."""
    words: list[str] = []
    gaps: list[int] = []
    gap = GAP
    for part in printed.split():
        if part == "*":
            gap = WIDE_GAP
            continue
        found = [stems.word(one) for one in stems.pattern.findall(part)]
        for n, word in enumerate(found):
            begins = part.endswith("*") and n == len(found) - 1
            words.append(fold(word) + "*" if begins else stems.stem(word))
            gaps.append(gap)
            gap = GAP
    return Phrase(printed=printed, words=tuple(words), gaps=tuple(gaps))


@dataclass(slots=True)
class _Row:
    """The words of a law in a row, and what the numbers in it mean."""

    words: array[int] = field(default_factory=lambda: array("i", [_END]))
    owners: array[int] = field(default_factory=lambda: array("i", [0]))
    starts: array[int] = field(default_factory=lambda: array("i", [0]))
    forms: dict[str, int] = field(default_factory=dict)
    folded: list[str] = field(default_factory=lambda: [""])
    spread: list[int] = field(default_factory=lambda: [0])
    stems: dict[str, list[int]] = field(default_factory=dict)


_NOWHERE = Found((), 0, 0)


class LawIndex:
    """The words of one law in its current structure. ``cancelled`` is asked at each provision; if
    it says so, only the first words are there.
    """

    def __init__(
        self,
        law: int,
        title: str,
        structure: Structure,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self.law = law
        self.title = title
        self.digest = hash(structure)
        self.text = structure.text
        self.language = structure.language
        self.stems = stemmer(self.language, plain=lacks_diacritics(structure.text))
        self._row = _Row()
        self._known: dict[str, int] = {}
        self._found: dict[Phrase, Found] = {}
        self._sets: dict[str, frozenset[int]] = {}
        self._counts: dict[str, int] = {}
        self._masks: dict[str, int] = {}
        """In which units and titles each word of a phrase stands; see :meth:`_mask`."""
        self.units: list[Unit] = []
        self.below: dict[int, list[int]] = {}
        """The units under each division, by its place; :data:`_LAW` is the law itself."""
        self._read(structure, cancelled)
        self.provisions = PackedProvisions(structure.provisions)
        self._places = self._places_of_forms()
        self._sorted = sorted((one, n) for n, one in enumerate(self._row.folded))
        self._unit_at = {unit.place: n for n, unit in enumerate(self.units)}
        self.average = sum(map(self.length, range(len(self.units)))) / max(1, len(self.units))

    # --- reading ---------------------------------------------------------------------------------

    def _read(self, structure: Structure, cancelled: Callable[[], bool]) -> None:
        provisions = structure.provisions
        spans = own_spans(structure)
        repealed = load_language(self.language).repealed
        self._add_title()
        above: list[tuple[int, ...]] = []
        for place, one in enumerate(provisions):
            if cancelled():
                return
            parents = () if one.parent is None else above[one.parent]
            inside = one.kind in _INSIDE
            above.append(parents if inside else (place, *parents))
            if inside and one.parent is not None and provisions[one.parent].kind in _INSIDE:
                continue
            if not inside:
                self._add(_division(place), (one.label, one.heading))
                if not any(_has_words(self.text, span) for span in spans[place]):
                    continue
            self._add_unit(provisions, place, spans, (*above[place], _LAW), repealed, whole=inside)

    def _add_title(self) -> None:
        for word in self.stems.pattern.findall(self.title):
            self._row.words.append(self._form(word))
            self._row.owners.append(_LAW)
            self._row.starts.append(-1)
        self._end()

    def _add_unit(
        self,
        provisions: Sequence[DraftProvision],
        place: int,
        spans: Sequence[tuple[Span, ...]],
        above: tuple[int, ...],
        repealed: tuple[str, ...],
        *,
        whole: bool,
    ) -> None:
        one = provisions[place]
        number = len(self.units)
        heading = len(self._row.words)
        if whole:
            self._add(number, (one.heading,))
        first = len(self._row.words)
        parts = _inside(provisions, place, spans) if whole else spans[place]
        for part in parts:
            self._add(number, (part,), apart=False)
        last = len(self._row.words)
        self._end()
        opening = [self._row.folded[word] for word in self._row.words[heading : first + 2]]
        gone = last - first < 12 and any(
            word.startswith(fold(said)) for word in opening for said in repealed if word
        )
        for word in {*self._row.words[heading:last]}:
            self._row.spread[word] += 1
        begins = self._row.words[first : min(last, first + BEGINNING)]
        digits = sum(self._row.folded[word].isdigit() for word in begins)
        self.units.append(
            Unit(
                place=place,
                address=one.address,
                heading=heading,
                first=first,
                last=last,
                above=above,
                repealed=gone,
                cites=digits / max(1, len(begins)),
            )
        )
        for division in above:
            self.below.setdefault(division, []).append(number)

    def _add(self, owner: int, parts: Iterable[Span | None], *, apart: bool = True) -> None:
        """Adds the words of ranges to the row; ``apart``: they end there."""
        row, text, known = self._row, self.text, self._known
        before = len(row.words)
        for part in parts:
            if part is None:
                continue
            for found in self.stems.pattern.finditer(text, part.start, part.end):
                word = found.group()
                row.words.append(known.get(word) or self._form(word))
                row.starts.append(found.start())
        row.owners.extend([owner] * (len(row.words) - before))
        if apart:
            self._end()

    def _end(self) -> None:
        self._row.words.append(_END)
        self._row.owners.append(0)
        self._row.starts.append(-1)

    def _form(self, printed: str) -> int:
        """Gives the number of a printed word."""
        row = self._row
        word = self.stems.word(printed)
        number = row.forms.get(word)
        if number is None:
            number = row.forms[word] = len(row.folded)
            row.folded.append(fold(word))
            row.spread.append(0)
            row.stems.setdefault(self.stems.stem(word), []).append(number)
        self._known[printed] = number
        return number

    def _places_of_forms(self) -> list[array[int]]:
        places = [array("i") for _ in self._row.folded]
        for at, word in enumerate(self._row.words):
            places[word].append(at)
        places[_END] = array("i")
        return places

    # --- asking ----------------------------------------------------------------------------------

    def length(self, unit: int) -> int:
        """Gives how many words the text of a unit has."""
        return self.units[unit].last - self.units[unit].first

    def vocabulary(self) -> Collection[str]:
        """Gives the stems of all its words."""
        return self._row.stems

    def is_block(self) -> bool:
        """Tells whether the law is one text that was not divided into articles."""
        if not self.units:
            return len(self.text.split()) > _WORDS_OF_A_BLOCK / 5
        longest = max(map(self.length, range(len(self.units))))
        return len(self.units) < 3 and longest > _WORDS_OF_A_BLOCK

    def find(self, phrase: Phrase) -> Found:
        """Gives every place in which a phrase stands."""
        found = self._found.get(phrase)
        if found is None:
            hits = tuple(self._look_for(phrase))
            units = len({owner for owner, where, _, _ in hits if where < Field.CHAPTER})
            headings = sum(where == Field.HEADING for _, where, _, _ in hits)
            found = Found(hits, units, headings) if hits else _NOWHERE
            self._found[phrase] = found
        return found

    def _look_for(self, phrase: Phrase) -> Iterator[Hit]:
        sets = [self.forms_of(word) for word in phrase.words]
        if not sets or not all(sets):
            return
        together = _OWNERS
        for word in phrase.words:
            together &= self._masks[word]
        if not together:
            return
        counts = [self._counts[word] for word in phrase.words]
        rarest = counts.index(min(counts))
        owners = self._row.owners
        for form in sets[rarest]:
            for at in self._places[form]:
                if together >> (owners[at] & _BITS) & 1:
                    bounds = self._around(at, rarest, sets, phrase.gaps)
                    if bounds:
                        yield self._hit(*bounds)

    def _around(
        self, at: int, known: int, sets: list[frozenset[int]], gaps: tuple[int, ...]
    ) -> tuple[int, int] | None:
        """Gives first and last word of a phrase of which one word stands at a place."""
        words = self._row.words
        last = at
        for n in range(known + 1, len(sets)):
            wanted = sets[n]
            for place in range(last + 1, last + 2 + gaps[n]):
                if words[place] in wanted:
                    last = place
                    break
                if words[place] == _END:
                    return None
            else:
                return None
        first = at
        for n in range(known - 1, -1, -1):
            wanted = sets[n]
            for place in range(first - 1, first - 2 - gaps[n + 1], -1):
                if words[place] in wanted:
                    first = place
                    break
                if words[place] == _END:
                    return None
            else:
                return None
        return first, last

    def _hit(self, start: int, end: int) -> Hit:
        owner = self._row.owners[start]
        if owner == _LAW:
            return _LAW, Field.LAW, start, end
        if owner < _LAW:
            return _division(owner), Field.CHAPTER, start, end
        unit = self.units[owner]
        if start < unit.first:
            return owner, Field.HEADING, start, end
        at = start - unit.first
        if at < LEAD and not unit.titled:
            return owner, Field.LEAD, start, end
        return owner, Field.OPENING if at < OPENING else Field.TEXT, start, end

    def forms_of(self, word: str) -> frozenset[int]:
        """Gives the numbers of the words that a word of a phrase stands for."""
        forms = self._sets.get(word)
        if forms is None:
            forms = self._sets[word] = self._forms_of(word)
            places = [at for form in forms for at in self._places[form]]
            self._counts[word] = len(places)
            self._masks[word] = self._mask(places)
        return forms

    def _mask(self, places: list[int]) -> int:
        """Gives a number with a bit for each owner of a place (several may share one), with all
        bits for a common word.
        """
        if len(places) > _COMMON:
            return _OWNERS
        owners = self._row.owners
        mask = 0
        for bit in {owners[at] & _BITS for at in places}:
            mask |= 1 << bit
        return mask

    def spread(self, word: str) -> int:
        """Gives in about how many units a word of a phrase stands."""
        return min(len(self.units), sum(self._row.spread[form] for form in self.forms_of(word)))

    def words_of(self, unit: int) -> array[int]:
        """Gives the numbers of the words of a unit with its heading."""
        return self._row.words[self.units[unit].heading : self.units[unit].last]

    def _forms_of(self, word: str) -> frozenset[int]:
        if not word.endswith("*"):
            return frozenset(self._row.stems.get(word, ()))
        begins = word[:-1]
        first = bisect_left(self._sorted, (begins, -1))
        last = bisect_left(self._sorted, (begins + "\U0010ffff", -1))
        return frozenset(form for _, form in self._sorted[first:last])

    def printed(self, start: int, end: int) -> str:
        """Gives the words from one place of the row to another, as printed, on one line."""
        starts = self._row.starts
        if starts[start] < 0:
            return " ".join(self.title.split())
        word = self.stems.pattern.match(self.text, starts[end])
        until = word.end() if word else starts[end]
        return " ".join(self.text[starts[start] : until].split())

    def offset(self, at: int) -> int:
        """Gives where a word of the row begins in the text."""
        return self._row.starts[at]

    def unit_of(self, place: int) -> int | None:
        """Gives the number of the unit that a provision is, or belongs to; None for a division."""
        up: int | None = place
        while up is not None and up not in self._unit_at:
            up = self.provisions[up].parent
            if up is not None and self.provisions[up].kind not in _INSIDE:
                return None
        return None if up is None else self._unit_at[up]

    def paragraph_at(self, unit: int, offset: int) -> int:
        """Gives the place of the paragraph of a unit in which an offset lies, else of the unit."""
        provisions = self.provisions
        place = self.units[unit].place
        for below in range(place + 1, len(provisions)):
            one = provisions[below]
            if one.start > offset:
                break
            if one.parent == place and one.end > offset:
                return below
        return place

    def share_of_heading(self, start: int, end: int) -> float:
        """Gives how large a part of a heading or title some words of it are."""
        words = self._row.words
        first, last = start, end
        while words[first - 1] != _END:
            first -= 1
        while words[last + 1] != _END:
            last += 1
        return (end - start + 1) / (last - first + 1)


def _inside(
    provisions: Sequence[DraftProvision], place: int, spans: Sequence[tuple[Span, ...]]
) -> list[Span]:
    """Gives the ranges of an article and of what stands below it, in order."""
    end = provisions[place].end
    found = list(spans[place])
    for below in range(place + 1, len(provisions)):
        if provisions[below].start >= end:
            break
        heading = provisions[below].heading
        found += [*spans[below], *([heading] if heading else [])]
    return sorted(found, key=lambda span: span.start)


def _division(place: int) -> int:
    """Gives the owner of a division's heading from its place, and the place from the owner."""
    return -2 - place


def _has_words(text: str, span: Span) -> bool:
    return any(map(str.isalpha, text[span.start : span.end]))

# SPDX-License-Identifier: EUPL-1.2
"""Which provisions speak for a node of the instrument, which nodes a provision may serve, and why.

Each term that stands in an article adds to its score: more where it is rare in the laws, stands in
a heading, or names the thing rather than being a phrase of its wording. Words count once.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from gapanalysis.model import Candidate, Instrument, Reason, Served, Unmapped
from gapanalysis.suggest.index import Field, Hit, LawIndex, Phrase, make_phrase, single_word
from gapanalysis.suggest.lexicon import KINDS, Terms, load_lexicon, load_related
from gapanalysis.suggest.stems import Stemmer
from gapanalysis.suggest.weak import international_words, words_by_article, words_of_treaty

FIELDS = {
    Field.HEADING: 6.0,
    Field.LEAD: 3.5,
    Field.OPENING: 2.0,
    Field.TEXT: 1.0,
    Field.CHAPTER: 3.0,
    Field.LAW: 0.3,
}
"""How much a term counts by where it stands."""
BODY = frozenset({Field.LEAD, Field.OPENING, Field.TEXT})
WHERE = {
    Field.HEADING: "heading",
    Field.LEAD: "text",
    Field.OPENING: "text",
    Field.TEXT: "text",
    Field.CHAPTER: "chapter",
    Field.LAW: "law",
}
WEIGHTS = {"names": 1.0, "signs": 0.8, "around": 0.4, "against": -1.5}
"""How much a term counts by what it is."""
USUAL = 20
"""After so many names a lexicon's next one counts half: the usual ones come first."""
ABOVE = 0.5
"""How much terms of an article count for its paragraph that has its own."""
RELATED = 0.25
"""How much terms of a related article count."""
WEAK = 0.12
"""How much a single word counts, where phrases found too few articles of a law."""
ENOUGH = 10
RARE = 0.3
COMMON = 0.1
"""A term less rare than this says nothing."""
POOL, SUMMED = 40, 5
"""How many articles are ordered by their words too, and how many times as many are summed up."""
WORDS = 3.0
"""What the single words of all terms add together where they say most."""
TREATY = 0.5
"""How much a word of the instrument's own text counts beside a word of a term."""
K1, B = 1.5, 0.75
"""As usual in BM25: how soon a word that comes again counts less, how much length counts."""
PART_OF_HEADING = 0.4
"""How much a term counts at least that is only a part of a heading."""
CHAPTER_SIZE = 6
"""In a chapter of so many articles a term of its title counts half."""
UNTITLED = 1.6
"""How much more the title of a chapter counts for an article without a heading."""
NEAR = 1.35
"""How much more terms count in a chapter where such provisions usually stand."""
LENGTH = 0.35
"""How far a long article must say more than a short one."""
SHORT, LONG = 0.7, 2.5
AGAIN = 0.25
"""How much a term counts that stands in the article once more."""
LISTED = 0.25
"""How much a name counts that stands in a text beside another: a list refers to offences, and
defines none.
"""
ROW = 1
"""How many words may stand between two names of a list."""
CORROBORATED = (0.6, 0.6, 0.85, 1.0)
"""How much the terms in a text count where there are so many different ones, none in a heading."""
CITED, CITES = 0.1, 5.0
"""An article that begins with a larger share of numbers only refers to others, and counts less."""
LEAST = 0.02
FIRST = 5
RELEVANT = 0.6
"""The score from which an article that serves nothing is worth a look."""
HALF = 4.0
"""The sum that is shown as 0.5."""
MOST_REASONS = 6

Speaks = tuple[int, float, int, int, int]
"""A place in which a term stands, how much it counts there, the field, the first and last word."""


class _Said(NamedTuple):
    """A term in a unit: how much it counts, where it stands, and whether it is a name."""

    value: float
    field: int
    start: int
    end: int
    phrase: Phrase
    named: bool


@dataclass(slots=True)
class _Spoken:
    """A term in all laws of a language: how rare it is, the places in which it stands, and those
    that stand under a title with it.
    """

    rarity: float
    speaks: dict[int, list[Speaks]]
    under: dict[int, list[int]]


@dataclass(slots=True)
class _Heard:
    """What is said for a node: which terms with which weight in which law, the places near which it
    is usually said, and for each place more than it can score. A place is a unit, counted through
    all laws.
    """

    terms: list[tuple[float, Phrase, bool, list[Speaks]]] = field(default_factory=list)
    most: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    near: set[int] = field(default_factory=set)

    def add(
        self, value: float, phrase: Phrase, speaks: list[Speaks], *, named: bool = False
    ) -> None:
        """Adds a term in one law; ``named``: it is a name."""
        self.terms.append((value, phrase, named, speaks))
        if value > 0:
            most, bound = self.most, value * NEAR / SHORT
            for place, share, *_ in speaks:
                most[place] += bound * share

    def said_at(self, places: Collection[int]) -> dict[int, list[_Said]]:
        """Gives what is said at some places."""
        found: dict[int, list[_Said]] = {place: [] for place in places}
        for value, phrase, named, speaks in self.terms:
            for place, share, where, start, end in speaks:
                if place in found:
                    found[place].append(_Said(value * share, where, start, end, phrase, named))
        return found


class Suggester:
    """Suggests over the laws of a project; a node that was asked for once costs nothing again."""

    def __init__(self, instrument: Instrument, laws: Sequence[LawIndex]) -> None:
        self.instrument = instrument
        self.laws = tuple(laws)
        self._lexicons = {
            law.language: load_lexicon(instrument.id, law.language) for law in self.laws
        }
        self._first = [0, *accumulate(len(law.units) for law in self.laws)]
        self._alike: dict[Stemmer, list[int]] = defaultdict(list)
        self._having: dict[Stemmer, dict[str, list[int]]] = {}
        for number, law in enumerate(self.laws):
            self._alike[law.stems].append(number)
            having = self._having.setdefault(law.stems, defaultdict(list))
            for stem in law.vocabulary():
                having[stem].append(number)
        self._spoken: dict[Phrase, _Spoken] = {}
        self._single: dict[Stemmer, dict[str, set[str]]] = {}
        self._bags: dict[tuple[Stemmer, str], list[tuple[str, float]]] = {}
        self._spreads: dict[tuple[Stemmer, str], int] = {}
        self._words_of: dict[tuple[Stemmer, str], list[str]] = {}
        self._candidates: dict[str, tuple[int, tuple[Candidate, ...]]] = {}

    def without_lexicon(self) -> frozenset[str]:
        """Gives the languages of laws that have no lexicon."""
        return frozenset(code for code, lexicon in self._lexicons.items() if lexicon is None)

    def prepare(self, cancelled: Callable[[], bool] = lambda: False) -> None:
        """Looks for all terms of the lexicons, which belongs to the reading of the laws: the answer
        to a question only adds up.
        """
        load_related(self.instrument.id)
        for stems, numbers in self._alike.items():
            law = self.laws[numbers[0]]
            self._words(law, next(iter(self.instrument.nodes)))
            lexicon = self._lexicons[law.language]
            for terms in lexicon.terms.values() if lexicon else ():
                if cancelled():
                    return
                for _, _, phrase in _weighed(terms, stems):
                    self._spoken_of(phrase, stems)

    def candidates(self, node: str, top: int = 10) -> tuple[Candidate, ...]:
        """Gives the articles that speak most for a node, the best first."""
        asked, found = self._candidates.get(node, (0, ()))
        if asked < top:
            found = self._best(node, top)
            self._candidates[node] = top, found
        return found[:top]

    def served(self, law: int, place: int, top: int = 10) -> tuple[Served, ...]:
        """Gives the articles of the instrument that a provision (its law, its place in the
        structure) may serve, the likeliest first.
        """
        number = next(n for n, index in enumerate(self.laws) if index.law == law)
        index = self.laws[number]
        unit = index.unit_of(place)
        found = []
        for node in map(str, self.instrument.articles) if unit is not None else ():
            heard = self._hear(node, number)
            at = self._first[number] + (unit or 0)
            value, kept = self._sum(number, at, heard.said_at([at])[at], at in heard.near)
            if value >= LEAST:
                found.append(
                    Served(
                        node=node, score=round(_shown(value), 4), because=self._reasons(index, kept)
                    )
                )
        return tuple(sorted(found, key=lambda one: -one.score)[:top])

    def unmapped(
        self, taken: Collection[tuple[int, int]], least: float | None = None
    ) -> tuple[Unmapped, ...]:
        """Gives the articles that are among the first for an article of the instrument and score
        ``least`` (``RELEVANT`` where none is given), without those in which a provision is
        ``taken`` (its law, its place).
        """
        by_law = {law.law: law for law in self.laws}
        wanted = RELEVANT if least is None else least
        mapped = {(law, by_law[law].unit_of(place)) for law, place in taken if law in by_law}
        best: dict[tuple[int, int], Unmapped] = {}
        for article in self.instrument.articles:
            for one in self.candidates(str(article), FIRST):
                unit = by_law[one.law].unit_of(one.place)
                if one.score < wanted or (one.law, unit) in mapped:
                    continue
                known = best.get((one.law, one.place))
                if known is None or known.candidate.score < one.score:
                    best[one.law, one.place] = Unmapped(candidate=one, node=str(article))
        return tuple(sorted(best.values(), key=lambda one: -one.candidate.score))

    # --- what is said ----------------------------------------------------------------------------

    def _hear(self, node: str, only: int | None = None) -> _Heard:
        """Gives what is said for a node in all laws; or in one, by its own terms only."""
        heard = _Heard()
        for stems, numbers in self._alike.items():
            if only is not None and only not in numbers:
                continue
            listened = numbers if only is None else [only]
            for terms, share in self._terms(self.laws[numbers[0]].language, node):
                if only is not None and share <= RELATED:
                    continue
                least = RARE if share <= RELATED else COMMON
                for kind, weight, phrase in _weighed(terms, stems):
                    spoken = self._spoken_of(phrase, stems)
                    for number in listened if spoken.rarity >= least else ():
                        if number in spoken.speaks:
                            speaks, named = spoken.speaks[number], kind == "names"
                            heard.add(weight * share, phrase, speaks, named=named)
                        if kind == "around" and number in spoken.under:
                            heard.near.update(spoken.under[number])
            if len(heard.most) > POOL:
                continue
            found = Counter(bisect_right(self._first, at) - 1 for at in heard.most)
            for number in listened:
                if found[number] < ENOUGH:
                    self._listen_for_words(heard, number, node)
        return heard

    def _spoken_of(self, phrase: Phrase, stems: Stemmer) -> _Spoken:
        spoken = self._spoken.get(phrase)
        if spoken is None:
            spoken = self._spoken[phrase] = self._speak(phrase, stems)
        return spoken

    def _listen_for_words(self, heard: _Heard, number: int, node: str) -> None:
        """Adds what single words say in a law in which phrases found little."""
        law = self.laws[number]
        known = law.vocabulary()
        for word in self._words(law, node):
            if word not in known and not word.endswith("*"):
                continue
            rarity = _rarity(len(law.units), law.spread(word))
            if rarity > RARE:
                phrase = single_word(word, law.stems)
                own = tuple(hit for hit in law.find(phrase).hits if hit[1] < Field.CHAPTER)
                heard.add(WEAK, phrase, self._speaks(number, own, rarity, rarity))

    def _words(self, law: LawIndex, node: str) -> list[str]:
        """Gives the single words that speak for a node in the language of a law."""
        key = (law.stems, node)
        if key not in self._words_of:
            article = node.partition(".")[0]
            lexicon = self._lexicons[law.language]
            if lexicon is None:
                words = words_of_treaty(self.instrument, article, law.stems, law.language)
                words |= set(international_words(self.instrument.id).get(article, ()))
            else:
                if law.stems not in self._single:
                    self._single[law.stems] = words_by_article(lexicon.terms.values(), law.stems)
                words = self._single[law.stems].get(article, set())
            self._words_of[key] = sorted(words)
        return self._words_of[key]

    def _speak(self, phrase: Phrase, stems: Stemmer) -> _Spoken:
        """Looks for a term in all laws of a language."""
        having = self._having[stems]
        whole = [word for word in phrase.words if not word.endswith("*")]
        few: Iterable[int] = self._alike[stems]
        for word in whole:
            few = set(few).intersection(having.get(word, ()))
        found = {number: self.laws[number].find(phrase) for number in sorted(few)}
        found = {number: one for number, one in found.items() if one.hits}
        units = sum(len(self.laws[number].units) for number in self._alike[stems])
        rarity = _rarity(units, sum(one.units for one in found.values()))
        in_headings = _rarity(units, sum(one.headings for one in found.values()))
        speaks = {
            number: self._speaks(number, one.hits, rarity, in_headings)
            for number, one in found.items()
        }
        under = {
            number: [
                self._first[number] + unit
                for owner, where, _, _ in one.hits
                if where >= Field.CHAPTER
                for unit in self.laws[number].below.get(owner, ())
            ]
            for number, one in found.items()
        }
        return _Spoken(rarity, speaks, under)

    def _speaks(
        self, number: int, hits: tuple[Hit, ...], rarity: float, in_headings: float
    ) -> list[Speaks]:
        """Gives for each place in which a term stands how much it counts there."""
        law, first = self.laws[number], self._first[number]
        found: list[Speaks] = []
        for owner, where, start, end in hits:
            worth = FIELDS[where] * (rarity if where in BODY else in_headings)
            if where not in BODY:
                part = law.share_of_heading(start, end)
                if part == 1 and where == Field.HEADING:  # the name alone, be it in many headings
                    worth = FIELDS[where]
                worth *= PART_OF_HEADING + (1 - PART_OF_HEADING) * part
            if where < Field.CHAPTER:
                found.append((first + owner, worth, where, start, end))
                continue
            under = law.below.get(owner, [])
            worth /= 1 + len(under) / CHAPTER_SIZE
            for unit in under:
                more = 1 if law.units[unit].titled else UNTITLED
                found.append((first + unit, worth * more, where, start, end))
        return found

    def _terms(self, language: str, node: str) -> Iterator[tuple[Terms, float]]:
        """Gives the terms that are read for a node, and how much they count: its own with those
        below it, those above it, those of related articles.
        """
        lexicon = self._lexicons[language]
        if lexicon is None:
            return
        inside = [one for one in lexicon.terms if self._is_inside(one, node)]
        yield from ((lexicon.terms[one], 1.0) for one in inside)
        above = self.instrument.nodes.get(node)
        while above:
            if above in lexicon.terms:
                yield lexicon.terms[above], ABOVE if inside else 1.0
            above = self.instrument.nodes.get(above)
        for related in load_related(self.instrument.id).get(node.partition(".")[0], ()):
            for one in lexicon.terms:
                if self._is_inside(one, related):
                    yield lexicon.terms[one], RELATED

    def _is_inside(self, node: str | None, outer: str) -> bool:
        while node:
            if node == outer:
                return True
            node = self.instrument.nodes.get(node)
        return False

    # --- scores ----------------------------------------------------------------------------------

    def _best(self, node: str, top: int) -> tuple[Candidate, ...]:
        """Gives the best articles; of those of which most is said each is summed up."""
        heard = self._hear(node)
        pool = max(top, POOL)
        order = sorted(heard.most, key=lambda at: (-heard.most[at], at))[: SUMMED * pool]
        scored: dict[tuple[int, str], tuple[float, int, list[_Said]]] = {}
        for at, said in heard.said_at(order).items():
            number = bisect_right(self._first, at) - 1
            value, kept = self._sum(number, at, said, at in heard.near)
            key = number, self.laws[number].units[at - self._first[number]].address
            if value >= LEAST and (key not in scored or scored[key][0] < value):
                scored[key] = value, at, kept
        pooled = sorted(scored.values(), key=lambda one: (-one[0], one[1]))[:pool]
        single = self._word_scores(node, [at for _, at, _ in pooled])
        most = max(single.values(), default=0) or 1
        final = []
        for value, at, kept in pooled:
            law = self.laws[bisect_right(self._first, at) - 1]
            words = max(single[at] / most, _named_alone(law, kept))
            final.append((_shown(value + WORDS * words), at, kept))
        final.sort(key=lambda one: (-one[0], one[1]))
        return tuple(self._candidate(at, value, kept) for value, at, kept in final[:top])

    def _word_scores(self, node: str, places: list[int]) -> dict[int, float]:
        """Gives for some places what the single words of all terms say together (BM25)."""
        found = {}
        known: dict[int, dict[int, tuple[int, float]]] = {}
        for at in places:
            number = bisect_right(self._first, at) - 1
            law = self.laws[number]
            if number not in known:
                known[number] = {
                    form: (n, worth)
                    for n, (word, worth) in enumerate(self._bag(law, node))
                    for form in law.forms_of(word)
                }
            wanted = known[number]
            words = law.words_of(at - self._first[number])
            times: dict[tuple[int, float], int] = defaultdict(int)
            for form in words:
                if form in wanted:
                    times[wanted[form]] += 1
            norm = K1 * (1 - B + B * min(len(words) / max(1, law.average), LONG))
            found[at] = sum(
                worth * count * (K1 + 1) / (count + norm) for (_, worth), count in times.items()
            )
        return found

    def _bag(self, law: LawIndex, node: str) -> list[tuple[str, float]]:
        """Gives the single words of a node's terms, as a phrase has them, and how much each counts:
        more where many terms have it and few articles of the laws.
        """
        key = (law.stems, node)
        if key not in self._bags:
            times: dict[str, float] = defaultdict(float)
            article = node.partition(".")[0]
            for word in words_of_treaty(self.instrument, article, law.stems, law.language):
                times[word] += TREATY
            for terms, share in self._terms(law.language, node):
                for printed in (*terms.names, *terms.signs) if share > RELATED else ():
                    for word in make_phrase(printed, law.stems).words:
                        times[word] += 1
            units = sum(len(self.laws[number].units) for number in self._alike[law.stems])
            self._bags[key] = []
            for word, count in sorted(times.items()):
                having = self._spread(law.stems, word)
                odds = (units - having + 0.5) / (having + 0.5)
                if having and odds > 1:
                    self._bags[key].append((word, count * math.log(1 + odds)))
        return self._bags[key]

    def _spread(self, stems: Stemmer, word: str) -> int:
        """Gives in about how many articles of the laws in a language a word stands."""
        key = (stems, word)
        if key not in self._spreads:
            whole = not word.endswith("*")
            numbers = self._having[stems].get(word, ()) if whole else self._alike[stems]
            self._spreads[key] = sum(self.laws[number].spread(word) for number in numbers)
        return self._spreads[key]

    def _sum(
        self, number: int, at: int, said: list[_Said], near: bool
    ) -> tuple[float, list[_Said]]:
        """Adds up what is said in a unit; gives the sum and what counted for it. Words count once,
        and a term again only a little.
        """
        law = self.laws[number]
        unit = law.units[at - self._first[number]]
        if unit.repealed:
            return 0.0, []
        length = 1 - LENGTH + LENGTH * (unit.last - unit.first) / max(1, law.average)
        length = max(SHORT, min(length, LONG))
        total = 0.0
        listed = _listed(said)
        taken: list[tuple[int, int]] = []
        times: dict[Phrase, int] = defaultdict(int)
        kept = []
        for one in sorted(said, key=lambda one: -abs(one.value)):
            if any(one.start <= last and first <= one.end for first, last in taken):
                continue
            taken.append((one.start, one.end))
            worth = one.value * AGAIN ** times[one.phrase]
            if one.start in listed:
                worth *= LISTED
            times[one.phrase] += 1
            total += worth / length if one.field in BODY else worth
            if one.value > 0:
                kept.append(one)
        if near:
            total *= NEAR
        total *= _corroborated(kept) / (1 + CITES * max(0.0, unit.cites - CITED))
        return total, kept

    # --- what is shown ---------------------------------------------------------------------------

    def _candidate(self, at: int, value: float, kept: list[_Said]) -> Candidate:
        number = bisect_right(self._first, at) - 1
        law, own = self.laws[number], at - self._first[number]
        unit = law.units[own]
        return Candidate(
            law=law.law,
            place=unit.place,
            address=unit.address,
            provisions=_best_parts(law, own, kept),
            score=round(value, 4),
            because=self._reasons(law, kept),
        )

    @staticmethod
    def _reasons(law: LawIndex, kept: list[_Said]) -> tuple[Reason, ...]:
        seen: dict[tuple[str, str], Reason] = {}
        for one in kept:
            words, where = law.printed(one.start, one.end), WHERE[one.field]
            reason = Reason(words=words, where=where, start=law.offset(one.start))
            seen.setdefault((words.casefold(), where), reason)
        return tuple(seen.values())[:MOST_REASONS]


def _weighed(terms: Terms, stems: Stemmer) -> Iterator[tuple[str, float, Phrase]]:
    """Gives the kind of each term, how much it counts, and the term as it is looked for."""
    for kind in KINDS:
        for n, printed in enumerate(getattr(terms, kind)):
            weight = WEIGHTS[kind] / (1 + n / USUAL if kind == "names" else 1)
            yield kind, weight, make_phrase(printed, stems)


def _rarity(units: int, having: int) -> float:
    """Gives 1 for a term of one of many units, less the more of them have it."""
    return math.log(1 + (units - having + 0.5) / (having + 0.5)) / math.log(units + 2)


def _named_alone(law: LawIndex, kept: list[_Said]) -> float:
    """Gives how much a name counts that is the whole heading, from 0 to 1: single words can add
    nothing to it.
    """
    for one in kept:
        if one.named and one.field == Field.HEADING:
            whole = law.share_of_heading(one.start, one.end) == 1
            return one.value / FIELDS[Field.HEADING] if whole else 0.0
    return 0.0


def _listed(said: list[_Said]) -> set[int]:
    """Gives where the names in a text begin that stand side by side."""
    names = sorted((one.start, -one.end) for one in said if one.named and one.field in BODY)
    found: set[int] = set()
    before, last = -1, -ROW - 2
    for start, end in names:
        if start <= last:
            continue
        if start - last - 1 <= ROW:
            found |= {before, start}
        before, last = start, -end
    return found


def _corroborated(kept: list[_Said]) -> float:
    """Gives how much phrases inside a text count: one alone may be chance."""
    if any(one.field == Field.HEADING for one in kept):
        return 1.0
    said = {one.phrase.printed for one in kept if one.phrase.printed}
    return CORROBORATED[min(len(said), len(CORROBORATED) - 1)]


def _best_parts(law: LawIndex, unit: int, kept: list[_Said]) -> tuple[str, ...]:
    """Gives the addresses of the paragraphs in which most is said, the best first; the article
    itself where it has none, or where its heading alone speaks.
    """
    worth: dict[int, float] = defaultdict(float)
    for one in kept:
        if one.field in BODY:
            worth[law.paragraph_at(unit, law.offset(one.start))] += one.value
    if not worth:
        return (law.units[unit].address,)
    most = max(worth.values())
    best = sorted(worth, key=lambda place: (-worth[place], place))
    return tuple(law.provisions[place].address for place in best if worth[place] >= most / 2)


def _shown(value: float) -> float:
    """Gives a score between 0 and 1."""
    return value / (value + HALF)

# SPDX-License-Identifier: EUPL-1.2
"""Which provisions speak for a node of the instrument, which nodes a provision may serve, and why.

Each term that stands in an article adds to its score: more where it is rare in the laws, in a
heading, a name of the thing rather than a phrase of its wording. Words count once.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from gapanalysis.model import Candidate, Instrument, Reason, Served, Unmapped
from gapanalysis.suggest.index import GAP, Field, Hit, LawIndex, Phrase, make_phrase
from gapanalysis.suggest.lexicon import KINDS, Terms, load_lexicon
from gapanalysis.suggest.weak import international_words, words_by_article, words_of_treaty

FIELDS = {
    Field.HEADING: 6.0,
    Field.OPENING: 2.0,
    Field.TEXT: 1.0,
    Field.CHAPTER: 3.0,
    Field.LAW: 0.3,
}
"""How much a term counts by where it stands."""
WHERE = {
    Field.HEADING: "heading",
    Field.OPENING: "text",
    Field.TEXT: "text",
    Field.CHAPTER: "chapter",
    Field.LAW: "law",
}
WEIGHTS = {"names": 1.0, "signs": 0.8, "around": 0.4, "against": -1.5}
ABOVE = 0.5
"""How much terms of an article count for its paragraph that has its own."""
CHAPTER_SIZE = 6
"""In a chapter of so many articles a term of its title counts half."""
LENGTH = 0.35
"""How far a long article must have more to say than a short one."""
AROUND = 0.35
AGAIN = 0.25
CORROBORATED = (0.6, 0.6, 0.85, 1.0)
"""How much the terms in a text count where there are so many different ones, none in a heading."""
WEAK = 0.12
"""How much a single word counts, where phrases found too few articles."""
ENOUGH = 10
RARE = 0.3
LEAST = 0.02
FIRST = 5
RELEVANT = 0.5
"""The score from which an article that serves nothing is worth a look."""
MOST_REASONS = 6


@dataclass(slots=True)
class _Said:
    """A term in a unit: how much it counts and where it stands."""

    value: float
    hit: Hit
    phrase: Phrase


@dataclass(slots=True)
class _Scored:
    value: float
    said: list[_Said]


class Suggester:
    """Suggests over the laws of a project; a node that was asked for once costs nothing again."""

    def __init__(self, instrument: Instrument, laws: Sequence[LawIndex]) -> None:
        self.instrument = instrument
        self.laws = tuple(laws)
        self._lexicons = {
            law.language: load_lexicon(instrument.id, law.language) for law in self.laws
        }
        self._phrases: dict[tuple[int, str, str], tuple[Phrase, ...]] = {}
        self._scores: dict[str, dict[tuple[int, int], _Scored]] = {}
        self._single: dict[int, dict[str, set[str]]] = {}
        self._units: dict[str, int] = defaultdict(int)
        for law in self.laws:
            self._units[law.language] += len(law.units)

    def without_lexicon(self) -> frozenset[str]:
        """Gives the languages of laws that have no lexicon."""
        return frozenset(code for code, lexicon in self._lexicons.items() if lexicon is None)

    def candidates(self, node: str, top: int = 10) -> tuple[Candidate, ...]:
        """Gives the articles that speak most for a node, the best first."""
        scores = self._score(node)
        found: dict[tuple[int, str], Candidate] = {}
        for number, unit in sorted(scores, key=lambda unit: (-scores[unit].value, unit)):
            address = self.laws[number].units[unit].address
            if len(found) < top and (number, address) not in found:
                found[number, address] = self._candidate(number, unit, scores[number, unit])
        return tuple(found.values())

    def served(self, law: int, place: int, top: int = 10) -> tuple[Served, ...]:
        """Gives the articles of the instrument that a provision (its law, its place in the
        structure) may serve, the likeliest first.
        """
        number = next(n for n, index in enumerate(self.laws) if index.law == law)
        unit = self.laws[number].unit_of(place)
        if unit is None:
            return ()
        found = []
        for article in self.instrument.articles:
            scored = self._score(str(article)).get((number, unit))
            if scored:
                found.append((scored.value, str(article), scored))
        found.sort(key=lambda one: -one[0])
        return tuple(
            Served(node=node, score=_shown(value), because=self._reasons(self.laws[number], scored))
            for value, node, scored in found[:top]
        )

    def unmapped(self, taken: Collection[tuple[int, int]], least: float) -> tuple[Unmapped, ...]:
        """Gives the articles that are among the first for an article of the instrument and score
        ``least``, without those in which a provision is ``taken`` (its law, its place).
        """
        by_law = {law.law: law for law in self.laws}
        mapped = {(law, by_law[law].unit_of(place)) for law, place in taken if law in by_law}
        best: dict[tuple[int, int], Unmapped] = {}
        for article in self.instrument.articles:
            for one in self.candidates(str(article), FIRST):
                unit = by_law[one.law].unit_of(one.place)
                known = best.get((one.law, one.place))
                if one.score < least or (one.law, unit) in mapped:
                    continue
                if known is None or known.candidate.score < one.score:
                    best[one.law, one.place] = Unmapped(candidate=one, node=str(article))
        return tuple(sorted(best.values(), key=lambda one: -one.candidate.score))

    # --- scores ----------------------------------------------------------------------------------

    def _score(self, node: str) -> dict[tuple[int, int], _Scored]:
        found = self._scores.get(node)
        if found is None:
            found = self._scores[node] = self._make_scores(node)
        return found

    def _make_scores(self, node: str) -> dict[tuple[int, int], _Scored]:
        scores: dict[tuple[int, int], _Scored] = {}
        rarity: dict[tuple[str, Phrase], float] = {}
        for number, law in enumerate(self.laws):
            said: dict[int, list[_Said]] = defaultdict(list)
            near: set[int] = set()
            for terms, share in self._terms(law.language, node):
                for kind in KINDS:
                    weight = WEIGHTS[kind] * share
                    for phrase in self._made(number, terms, kind):
                        hits = law.find(phrase)
                        if not hits:
                            continue
                        key = (law.language, phrase)
                        if key not in rarity:
                            rarity[key] = self._rarity(law.language, phrase)
                        self._add(law, hits, phrase, weight * rarity[key], said, near, kind)
            if len(said) < ENOUGH:
                self._add_weak(law, node, said)
            for unit, found in said.items():
                scored = self._sum(law, unit, found, near)
                if scored.value >= LEAST:
                    scores[number, unit] = scored
        return scores

    def _add(
        self,
        law: LawIndex,
        hits: tuple[Hit, ...],
        phrase: Phrase,
        value: float,
        said: dict[int, list[_Said]],
        near: set[int],
        kind: str,
    ) -> None:
        for hit in hits:
            if hit.field >= Field.CHAPTER:
                if kind == "around":
                    near.update(law.below.get(hit.owner, ()))
                    continue
                under = law.below.get(hit.owner, ())
                worth = value * FIELDS[hit.field] * self._coverage(law, hit)
                worth /= 1 + len(under) / CHAPTER_SIZE
                for unit in under:
                    said[unit].append(_Said(worth, hit, phrase))
            elif hit.field == Field.HEADING:
                worth = value * FIELDS[hit.field] * self._coverage(law, hit)
                said[hit.owner].append(_Said(worth, hit, phrase))
            else:
                said[hit.owner].append(_Said(value * FIELDS[hit.field], hit, phrase))

    def _add_weak(self, law: LawIndex, node: str, said: dict[int, list[_Said]]) -> None:
        """Adds what single words say."""
        article = node.partition(".")[0]
        lexicon = self._lexicons[law.language]
        words = words_of_treaty(self.instrument, node, law.stems, law.language)
        if lexicon is None:
            words |= set(international_words(self.instrument.id).get(article, ()))
        else:
            if law.law not in self._single:
                self._single[law.law] = words_by_article(lexicon.terms.values(), law.stems)
            words |= self._single[law.law][article]
        for word in sorted(words):
            phrase = Phrase(printed="", words=(word,), gaps=(GAP,))
            rarity = self._rarity(law.language, phrase)
            if rarity > RARE:
                self._add(law, law.find(phrase), phrase, WEAK * rarity, said, set(), "weak")

    @staticmethod
    def _coverage(law: LawIndex, hit: Hit) -> float:
        """Gives how much a term counts that is only a part of a heading."""
        return 0.4 + 0.6 * (hit.end - hit.start + 1) / law.heading_length(hit)

    def _rarity(self, language: str, phrase: Phrase) -> float:
        """Gives 1 for a term of one article, less the more articles of the laws have it."""
        units = self._units[language]
        having = sum(
            len({hit.owner for hit in law.find(phrase) if hit.field < Field.CHAPTER})
            for law in self.laws
            if law.language == language
        )
        return math.log(1 + (units - having + 0.5) / (having + 0.5)) / math.log(units + 2)

    def _sum(self, law: LawIndex, unit: int, found: list[_Said], near: set[int]) -> _Scored:
        """Adds up what is said in a unit; words count once, and a term again only a little."""
        about = law.units[unit]
        if about.repealed:
            return _Scored(0, [])
        length = 1 - LENGTH + LENGTH * law.length(unit) / max(1, law.average)
        length = max(0.7, min(length, 2.5))
        total = 0.0
        taken: list[tuple[int, int]] = []
        times: dict[Phrase, int] = defaultdict(int)
        kept = []
        for one in sorted(found, key=lambda said: -abs(said.value)):
            start, end = one.hit.start, one.hit.end
            if any(start <= last and first <= end for first, last in taken):
                continue
            taken.append((start, end))
            times[one.phrase] += 1
            worth = one.value * AGAIN ** (times[one.phrase] - 1)
            if one.hit.field in {Field.OPENING, Field.TEXT}:
                worth /= length
            total += worth
            if one.value > 0:
                kept.append(one)
        total *= self._corroborated(kept)
        if unit in near:
            total *= 1 + AROUND
        total /= 1 + 5 * max(0.0, about.cites - 0.06)
        return _Scored(total, kept)

    @staticmethod
    def _corroborated(kept: list[_Said]) -> float:
        """Gives how much a single phrase inside a text counts: one alone may be chance."""
        if any(one.hit.field == Field.HEADING for one in kept):
            return 1.0
        said = {one.phrase for one in kept if one.phrase.printed}
        return CORROBORATED[max(1, min(len(said), 3))]

    def _terms(self, language: str, node: str) -> Iterator[tuple[Terms, float]]:
        """Gives the terms that are read for a node: its own, those below it, and those above."""
        lexicon = self._lexicons[language]
        if lexicon is None:
            return
        inside = [terms for one, terms in lexicon.terms.items() if self._is_inside(one, node)]
        for terms in inside:
            yield terms, 1.0
        above = self.instrument.nodes.get(node)
        while above:
            if above in lexicon.terms:
                yield lexicon.terms[above], ABOVE if inside else 1.0
            above = self.instrument.nodes.get(above)

    def _is_inside(self, node: str | None, outer: str) -> bool:
        while node:
            if node == outer:
                return True
            node = self.instrument.nodes.get(node)
        return False

    def _made(self, number: int, terms: Terms, kind: str) -> tuple[Phrase, ...]:
        key = (number, terms.node, kind)
        if key not in self._phrases:
            stems = self.laws[number].stems
            made = [make_phrase(printed, stems) for printed in getattr(terms, kind)]
            self._phrases[key] = tuple(phrase for phrase in made if phrase.words)
        return self._phrases[key]

    # --- what is shown ---------------------------------------------------------------------------

    def _candidate(self, number: int, unit: int, scored: _Scored) -> Candidate:
        law = self.laws[number]
        about = law.units[unit]
        return Candidate(
            law=law.law,
            place=about.place,
            address=about.address,
            provisions=self._best_parts(law, unit, scored),
            score=_shown(scored.value),
            because=self._reasons(law, scored),
        )

    @staticmethod
    def _reasons(law: LawIndex, scored: _Scored) -> tuple[Reason, ...]:
        reasons = [
            Reason(
                words=law.printed(one.hit.start, one.hit.end),
                where=WHERE[one.hit.field],
                start=law.offset(one.hit.start),
            )
            for one in scored.said
        ]
        seen: dict[tuple[str, str], Reason] = {}
        for reason in reasons:
            seen.setdefault((reason.words.casefold(), reason.where), reason)
        return tuple(seen.values())[:MOST_REASONS]

    @staticmethod
    def _best_parts(law: LawIndex, unit: int, scored: _Scored) -> tuple[str, ...]:
        """Gives the addresses of the paragraphs in which most is said, the best first; the article
        itself where it has none, or where its heading alone speaks.
        """
        worth: dict[int, float] = defaultdict(float)
        for one in scored.said:
            if one.hit.field in {Field.OPENING, Field.TEXT}:
                worth[law.paragraph_at(unit, law.offset(one.hit.start))] += one.value
        if not worth:
            return (law.units[unit].address,)
        most = max(worth.values())
        best = sorted(worth, key=lambda place: (-worth[place], place))
        return tuple(
            law.structure.provisions[place].address for place in best if worth[place] >= most / 2
        )


def _shown(value: float) -> float:
    """Gives a score between 0 and 1."""
    return round(value / (value + 4), 4)

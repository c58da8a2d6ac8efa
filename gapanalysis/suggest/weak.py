# SPDX-License-Identifier: EUPL-1.2
"""Single words that speak a little for a node: where the terms of a lexicon find too few articles,
and where a law's language has no lexicon.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from gapanalysis.languages import LANGUAGES, load_language
from gapanalysis.model import Instrument
from gapanalysis.suggest.lexicon import Terms, all_names
from gapanalysis.suggest.stems import WORD, Stemmer, fold

SHORTEST = 5
MOST_ARTICLES = 3
"""A word in the names of more articles of the instrument speaks for none of them."""
INTERNATIONAL = 6
"""So many letters a word shares with its kin in other languages."""
LANGUAGES_SHARING = 3


def words_by_article(terms: Iterable[Terms], stems: Stemmer) -> dict[str, set[str]]:
    """Gives for each article the single words of its names, as a phrase has them, without those
    that name many things.
    """
    articles: dict[str, set[str]] = defaultdict(set)
    for one in terms:
        for name in one.names:
            for word in stems.pattern.findall(name):
                if len(word) >= SHORTEST:
                    articles[stems.stem(stems.word(word))].add(one.node.partition(".")[0])
    found: dict[str, set[str]] = defaultdict(set)
    for word, naming in articles.items():
        if len(naming) <= MOST_ARTICLES:
            for article in naming:
                found[article].add(word)
    return found


def words_of_treaty(instrument: Instrument, node: str, stems: Stemmer, language: str) -> set[str]:
    """Gives the words of the instrument's own text and titles about a node, in a language in which
    it is given; nothing for others.
    """
    article = instrument.articles[int(node.partition(".")[0])]
    if language not in article.title:
        return set()
    said = [article.title[language]]
    for paragraph in article.paragraphs:
        said += [paragraph.text[language], *(point.text[language] for point in paragraph.points)]
    said += [
        one.title[language]
        for one in instrument.obligations.values()
        if one.article == article.number and language in one.title
    ]
    small = set(load_language(language).stop_words) if language in LANGUAGES else set()
    return {
        stems.stem(stems.word(word))
        for text in said
        for word in stems.pattern.findall(text)
        if len(word) >= SHORTEST and word.casefold() not in small
    }


@cache
def international_words(instrument: str) -> dict[str, tuple[str, ...]]:
    """Gives by article the beginnings of words that the lexicons of several languages share
    ("steril*", "genital*"), in Latin letters.
    """
    latin = Stemmer("")
    having: dict[tuple[str, str], set[str]] = defaultdict(set)
    for language, node, name in all_names(instrument):
        for word in WORD.findall(name):
            begins = fold(latin.word(word))[:INTERNATIONAL]
            if len(begins) == INTERNATIONAL and begins.isascii():
                having[node.partition(".")[0], begins].add(language)
    found: dict[str, list[str]] = defaultdict(list)
    for (article, begins), languages in sorted(having.items()):
        if len(languages) >= LANGUAGES_SHARING:
            found[article].append(begins + "*")
    return {article: tuple(words) for article, words in found.items()}

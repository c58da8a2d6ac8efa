# SPDX-License-Identifier: EUPL-1.2
"""What a site sets above each article and is none of the law's words: a link to its contents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from gapanalysis.importers.canonical import RUNNING
from gapanalysis.importers.letters import ENDED
from gapanalysis.importers.lines import Document, Line, restyled
from gapanalysis.importers.openers import find_openers, says_repealed
from gapanalysis.languages import Language

_FEWEST = 3
_LONGEST = 60
_MOSTLY = 0.8
"""The share of its places, and of the law's articles, above whose labels such a line stands."""


def with_repeated_lines(document: Document, language: Language) -> Document:
    """Gives a document in which the same words above the labels of most articles are the site's:
    no sentence, and nothing with a number.
    """
    lines = document.lines
    places: dict[str, list[int]] = defaultdict(list)
    for n, line in enumerate(lines):
        if 0 < len(line.text) <= _LONGEST and line.style not in {*RUNNING, "marginal"}:
            places[line.text].append(n)
    above = [
        (repeated, numbers)
        for words, repeated in places.items()
        if len(repeated) >= _FEWEST and not _may_be_law(words, language)
        if (numbers := _articles_below(lines, repeated, language))
    ]
    if not above:
        return document
    articles = {_article(lines, n, language) for n in range(len(lines))} - {None, ""}
    fewest = max(_FEWEST, _MOSTLY * len(articles))
    found = {n for repeated, numbers in above if len(numbers) >= fewest for n in repeated}
    return restyled(document, found, "site", RUNNING) if found else document


def _may_be_law(words: str, language: Language) -> bool:
    """Tells whether words are a sentence, say that an article is repealed, or are the word of
    labels that have their numbers on the next line.
    """
    if words.endswith(ENDED) or any(map(str.isdigit, words)) or says_repealed(words, language):
        return True
    return bool(find_openers(0, Line(text=f"{words} 1"), language))


def _articles_below(lines: Sequence[Line], repeated: Sequence[int], language: Language) -> set[str]:
    """Gives the numbers of the articles above whose labels the same words stand; none where these
    are all that an article says, or mostly stand elsewhere.
    """
    before = [_next(lines, range(n - 1, -1, -1), language) for n in repeated]
    below = [_next(lines, range(n + 1, len(lines)), language) for n in repeated]
    mostly = _MOSTLY * len(repeated)
    if sum(map(bool, before)) >= mostly or sum(one is not None for one in below) < mostly:
        return set()
    return {number for number in below if number}


def _next(lines: Sequence[Line], places: range, language: Language) -> str | None:
    """Gives what the first line with words in some places opens, as :func:`_article`."""
    at = next((n for n in places if lines[n].text), None)
    return None if at is None else _article(lines, at, language)


def _article(lines: Sequence[Line], at: int, language: Language) -> str | None:
    """Gives the number of the article that a line could open, nothing for the number where it could
    open something else, None where it opens nothing.
    """
    openers = find_openers(at, lines[at], language)
    numbers = [opener.number for opener in openers if opener.what == "article"]
    return numbers[0] if numbers else "" if openers else None

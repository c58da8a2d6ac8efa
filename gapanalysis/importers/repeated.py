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
    found: set[int] = set()
    for words, repeated in places.items():
        if len(repeated) < _FEWEST or _may_be_law(words, language):
            continue
        above = [bool(_article_above(lines, n, language)) for n in repeated]
        if sum(above) >= _MOSTLY * len(above):
            continue  # it is all that an article says
        numbers = [_article_below(lines, n, language) for n in repeated]
        if sum(number is not None for number in numbers) < _MOSTLY * len(numbers):
            continue
        articles = {_article(lines, n, language) for n in range(len(lines))} - {None, ""}
        concerned = {*numbers} - {None, ""}
        if len(concerned) >= max(_FEWEST, _MOSTLY * len(articles)):
            found.update(repeated)
    return restyled(document, found, "site", RUNNING) if found else document


def _may_be_law(words: str, language: Language) -> bool:
    """Tells whether words are a sentence, say that an article is repealed, or are the word of
    labels that have their numbers on the next line.
    """
    if words.endswith(ENDED) or any(map(str.isdigit, words)) or says_repealed(words, language):
        return True
    return bool(find_openers(0, Line(text=f"{words} 1"), language))


def _article_below(lines: Sequence[Line], at: int, language: Language) -> str | None:
    """Gives what the next line with words opens, as :func:`_article`."""
    following = (n for n in range(at + 1, len(lines)) if lines[n].text)
    return _article(lines, next(following, at), language)


def _article_above(lines: Sequence[Line], at: int, language: Language) -> str | None:
    """Gives what the last line with words opens, as :func:`_article`."""
    before = (n for n in range(at - 1, -1, -1) if lines[n].text)
    return _article(lines, next(before, at), language)


def _article(lines: Sequence[Line], at: int, language: Language) -> str | None:
    """Gives the number of the article that a line could open, nothing for the number where it could
    open something else, None where it opens nothing.
    """
    openers = find_openers(at, lines[at], language)
    numbers = [opener.number for opener in openers if opener.what == "article"]
    return numbers[0] if numbers else "" if openers else None

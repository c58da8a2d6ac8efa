# SPDX-License-Identifier: EUPL-1.2
"""Where a table of contents stands: a run of labels at the start that come again after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise, takewhile

from gapanalysis.importers.letters import STOPS
from gapanalysis.importers.lines import Document
from gapanalysis.importers.openers import Opener, is_contents_heading
from gapanalysis.languages import Language
from gapanalysis.numbers import normalise, sort_key

_LONGEST_ITEM = 250
_LONGEST_LISTED = 80
_FAR_APART = 600
_FEWEST_LISTED = 4
_FEWEST_ROWS = 8
_FEWEST_SIBLINGS = 2
_FEWEST_RANGES = 3
_LONG_ROW = 120
"""Letters of a row of a table, on average."""
_MOSTLY = 0.75
_RANGE = re.compile(
    r"\s\d{1,4}(?:/\w{1,2}|[a-z]{1,2})?[ ]?[-–][ ]?\d{1,4}(?:/\w{1,2}|[a-z]{1,2})?$"
)


def find_contents(
    document: Document, found: Sequence[Opener], language: Language
) -> tuple[int, int] | None:
    """Gives the lines of a table of contents at the start: a dense run of openers whose numbers
    come again after it.
    """
    items = _behind_single([o for o in found if o.what in {"article", "division", "annex"}])
    titled = _heading_among(document, items, language)
    items = [o for o in items if titled is None or o.line > titled]
    if len(items) < 4:
        return None
    if table := _with_ranges(document, items) or _of_ranges(document, found, language):
        return table
    articles = [o for o in items if o.what == "article"]
    dense = _dense_run(document, items)
    heading = titled or _heading_above(document, items[0].line, language)
    end: Opener | None = None
    after = -1
    body = _first_again(items)
    if articles and articles[0] in items[:dense] and body is not None:
        first = _same(articles[0])
        last = items[dense - 1].line
        again = [o for o in articles[1:] if _same(o) == first or _begins(articles[0], o)]
        again = [o for o in again if o.line > body] or again
        short = bool(again) and _is_list_of_headings(document, items, again[0])
        near = bool(again) and (again[0].line <= last or short)
        if near and (_mostly_again(items, again[0]) or (heading is not None and short)):
            end = _back_over_divisions(items, again[0], items.index(articles[0]))
        elif _begins_anew(articles, last):  # a preamble stands between
            after = _over_closings(document, found, items[dense - 1]) + 1
    elif dense >= 3:
        ahead = items[: items.index(articles[0])] if articles else items
        again = [o for o in ahead[1:] if (o.rank, _same(o)) == (ahead[0].rank, _same(ahead[0]))]
        if again and again[0].line - items[0].line >= 3:
            if again[0] in ahead[:dense]:
                end = again[0]
            elif again[0] is items[dense]:  # a preamble stands between
                after = items[dense - 1].line + 1
    if end is None and after < 0 and (listed := _listed_divisions(document, items)):
        alone = listed[-1].label_end == listed[-1].end  # its title is in the next line
        after = listed[-1].line + 1 + alone
    if end is None and after < 0:
        end = _end_of_table(document, items)
    if end is not None:
        after = end.line
    if after < 0 or _are_sentences(document, [o for o in articles if o.line < after]):
        return None
    return items[0].line if heading is None else heading, after


def _heading_among(document: Document, items: Sequence[Opener], language: Language) -> int | None:
    """Gives the line of the heading of a table of contents below the first divisions, which are no
    entries of it: the number of the act ("CHAPTER 6" / "ARRANGEMENT OF SECTIONS").
    """
    first = next((o.line for o in items if o.what == "article"), -1)
    above = range(items[0].line, first) if items else ()
    return next((n for n in above if is_contents_heading(document.lines[n].text, language)), None)


def _heading_above(document: Document, line: int, language: Language) -> int | None:
    """Gives the line of the heading of a table of contents directly above a line."""
    above = range(max(0, line - 4), line)
    return next((n for n in above if is_contents_heading(document.lines[n].text, language)), None)


def _first_again(items: Sequence[Opener]) -> int | None:
    """Gives the line on which a division at the very start comes again, as one of a table does,
    none for the first of those in which the numbers of articles begin again; without one, 0.
    """
    if items[0].what != "division":
        return 0
    first = (items[0].rank, _same(items[0]))
    return next((o.line for o in items[1:] if (o.rank, _same(o)) == first), None)


def _begins(listed: Opener, opener: Opener) -> bool:
    """Tells whether an article is the first of several that are listed as one ("Art. 1-7")."""
    first, dash, _ = listed.number.partition("-")
    return bool(dash) and opener.number == first


def _behind_single(items: Sequence[Opener]) -> Sequence[Opener]:
    """Gives the openers behind the only article of an act that publishes a law, else all."""
    first = next((n for n, opener in enumerate(items) if opener.what == "article"), None)
    return items if first is None or not items[first].single else items[first + 1 :]


def _with_ranges(document: Document, items: Sequence[Opener]) -> tuple[int, int] | None:
    """Gives the lines of a table at the start that has of each division the articles that it holds
    ("Chapter IV" / "Fraud 143-149/b").
    """
    ends = []
    for one, following in pairwise(items):
        if one.what == "article":
            break
        title = [n for n in range(one.line, following.line) if document.lines[n].text]
        last = next((n for n in title[:3] if _RANGE.search(document.lines[n].text)), None)
        ends.append(last)
    listed = [end for end in ends if end is not None]
    while ends and ends[-1] is None:
        ends.pop()
    if len(listed) < _FEWEST_LISTED or len(listed) * 3 < len(ends) * 2:
        return None
    return items[0].line, listed[-1] + 1


def _of_ranges(
    document: Document, found: Sequence[Opener], language: Language
) -> tuple[int, int] | None:
    """Gives the lines of a table at the start that has below each division a label for all articles
    that it holds ("Chapter IV" / "Art. 143-149"); the first division comes again behind it.
    """
    items = [o for o in found if o.what in {"article", "division", "annex", "group"}]
    first = (items[0].rank, _same(items[0]))
    places = (n for n, o in enumerate(items[1:], 1) if (o.rank, _same(o)) == first)
    end = next(places, None)
    if end is None or items[0].what != "division":
        return None
    labels = [o for o in items[:end] if o.what in {"article", "group"}]
    ranges = sum(o.what == "group" or _RANGE.search(f" {o.number}") is not None for o in labels)
    if ranges < _FEWEST_RANGES or ranges * 2 < len(labels):
        return None
    lines = (items[0].line, items[end].line)
    if any(o.label_end < o.end for o in labels) or _length(document, *lines) > end * _LONG_ROW:
        return None
    heading = _heading_above(document, lines[0], language)
    return lines[0] if heading is None else heading, lines[1]


def _end_of_table(document: Document, items: Sequence[Opener]) -> Opener | None:
    """Gives where the first division comes again, where what stands before it are mostly the rows
    of a printed table, with the numbers of pages at its side.
    """
    first = (items[0].rank, _same(items[0]))
    again = next((o for o in items[1:] if (o.rank, _same(o)) == first), None)
    if again is None or items[0].what != "division":
        return None
    lines = [line for line in document.lines[items[0].line : again.line] if line.text]
    rows = sum(line.style == "table" for line in lines)
    return again if rows >= _FEWEST_ROWS and rows * 2 > len(lines) else None


def _same(opener: Opener) -> tuple[str, str]:
    return opener.kind.value, normalise(opener.number)


def _dense_run(document: Document, items: Sequence[Opener]) -> int:
    """Gives how many openers at the start follow each other with at most two short lines between
    that are no sentences.
    """
    for n, (one, following) in enumerate(pairwise(items), 1):
        between = document.lines[one.line + 1 : following.line]
        words = [line.text for line in between if line.text]
        if len(words) > 2 or sum(map(len, words)) > 250 or any(w.endswith(STOPS) for w in words):
            return n
    return len(items)


def _are_sentences(document: Document, articles: Sequence[Opener]) -> bool:
    """Tells whether most of some articles are whole sentences on the line of their label: those of
    an act that puts into force what follows it.
    """
    texts = [document.lines[opener.line].text for opener in articles]
    sentences = sum(len(text) > _LONGEST_LISTED and text.endswith(STOPS) for text in texts)
    return sentences * 2 > len(texts)


def _is_list_of_headings(document: Document, items: Sequence[Opener], end: Opener) -> bool:
    """Tells whether the articles before a place are no longer than headings of several lines, and
    those after it are.
    """
    articles = [o for o in items if o.what == "article"]
    before = [o for o in articles if o.line < end.line]
    after = len(articles) - len(before)
    length = _length(document, before[0].line, end.line) / len(before)
    usual = _length(document, end.line, len(document.lines)) / after
    return length < _LONGEST_ITEM and length * 3 < usual


def _length(document: Document, first: int, end: int) -> int:
    return sum(len(line.text) for line in document.lines[first:end])


def _listed_divisions(document: Document, items: Sequence[Opener]) -> Sequence[Opener]:
    """Gives the divisions and annexes at the start that follow each other without articles and
    words, and that stand in this order in the law.
    """
    first = (items[0].rank, _same(items[0]))
    listed = [items[0]]
    for one, item in pairwise(items):
        again = (item.rank, _same(item)) == first
        if item.what == "article" or again or _length(document, one.line, item.line) > _FAR_APART:
            break
        listed.append(item)
    siblings = sum(one.rank == other.rank for one, other in pairwise(listed))
    if len(listed) < _FEWEST_LISTED or siblings < _FEWEST_SIBLINGS:
        return ()
    keys = [(o.rank, _same(o)) for o in items]
    alike = SequenceMatcher(None, keys[: len(listed)], keys[len(listed) :], autojunk=False)
    found = sum(block.size for block in alike.get_matching_blocks())
    return listed if found >= _MOSTLY * len(listed) else ()


def _mostly_again(items: Sequence[Opener], end: Opener) -> bool:
    """Tells whether most of the articles before a place stand after it once more."""
    before = {_same(o) for o in items if o.line < end.line and o.what == "article"}
    after = {_same(o) for o in items if o.line >= end.line and o.what == "article"}
    return len(before) >= 3 and len(before & after) * 3 >= len(before) * 2


def _begins_anew(articles: Sequence[Opener], last: int) -> bool:
    """Tells whether the articles up to a line are some of those after it, which begin with no
    higher number.
    """
    listed = [o for o in articles if o.line <= last]
    own = articles[len(listed) :]
    return (
        len(listed) >= 3
        and bool(own)
        and sort_key(own[0].number) <= sort_key(listed[0].number)
        and {*map(_same, listed)} <= {*map(_same, own)}
    )


def _over_closings(document: Document, found: Sequence[Opener], last: Opener) -> int:
    """Gives the last line of a table of contents, whose last entries may be closing provisions."""
    after = [o for o in found if o.line > last.line]
    closings = [last, *takewhile(lambda o: o.what in {"closing", "group"}, after)]
    return closings[_dense_run(document, closings) - 1].line


def _back_over_divisions(items: Sequence[Opener], article: Opener, most: int) -> Opener:
    """Gives the first of the divisions that stand directly above an article."""
    at = items.index(article)
    first = at
    while first > 0 and at - first < most and items[first - 1].what == "division":
        first -= 1
    return items[first]

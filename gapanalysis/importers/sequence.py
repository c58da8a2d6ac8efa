# SPDX-License-Identifier: EUPL-1.2
"""Which of the lines that could open an article do: by the numbering that most of the document
follows, by the order of the numbers, and by the source's styles. Tables of contents are told apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gapanalysis.importers.forms import of_their_forms
from gapanalysis.importers.lines import Document
from gapanalysis.importers.openers import Opener, find_openers, is_contents_heading
from gapanalysis.importers.quotes import quoted_lines
from gapanalysis.importers.raised import with_raised
from gapanalysis.importers.rising import rising
from gapanalysis.importers.swallowed import without_swallowed
from gapanalysis.languages import Language
from gapanalysis.model import Kind
from gapanalysis.numbers import base, normalise, sort_key

_RESTART_GAIN = 1.02
_RESTART_LEAST = 1.3
_FULL_LINE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The openers of a document in its order; ``contents`` are the lines (first, after the last)
    of a table of contents; ``restart`` is the kind of division in which article numbers begin
    again; ``dropped`` are well-formed openers whose numbers do not fit; ``quoted`` tells of each
    line whether it begins inside a quotation.
    """

    openers: tuple[Opener, ...]
    contents: tuple[int, int] | None
    restart: Kind | None
    dropped: tuple[Opener, ...]
    quoted: tuple[bool, ...]


def outline(document: Document, language: Language) -> Outline:
    """Gives the openers that a document's articles and divisions begin with."""
    lines = document.lines
    quoted = quoted_lines([line.text for line in lines])
    found = _outline(document, quoted, language)
    own = without_swallowed(lines, quoted, found.openers, language)
    return found if own == quoted else _outline(document, own, language)


def _outline(document: Document, quoted: Sequence[bool], language: Language) -> Outline:
    """Gives the outline of a document of which some lines are quoted."""
    found = [
        opener
        for index, line in enumerate(document.lines)
        if not quoted[index]
        for opener in find_openers(index, line, language)
        if not _interrupted(document, index, language)
    ]
    found = _without_echoes(document, of_their_forms(found))
    contents = _contents(document, found, language)
    if contents:
        found = [opener for opener in found if not contents[0] <= opener.line < contents[1]]
    found = _with_apart(with_raised(document, _without_stray_divisions(found)))
    kept, restart, dropped = _in_sequence(found)
    first = next((n for n, opener in enumerate(kept) if opener.what != "heading"), len(kept))
    return Outline(
        openers=tuple(kept[first:]),
        contents=contents,
        restart=restart,
        dropped=dropped,
        quoted=tuple(quoted),
    )


def _interrupted(document: Document, index: int, language: Language) -> bool:
    """Tells whether the line before breaks off where a reference would go on ("under article" /
    "12 …").
    """
    if index == 0:
        return False
    before = document.lines[index - 1].text
    if len(before) < _FULL_LINE or before.isupper() or before.endswith((".", ";", ":", ")")):
        return False
    last = before.split()[-1].casefold()
    if document.lines[index].style:
        return last in language.cited_before
    return last.endswith(",") or last in language.cited_before or last in language.stop_words


def _without_stray_divisions(found: Sequence[Opener]) -> list[Opener]:
    """Gives the openers without a division that is alone of its kind and not the first: "4 kap."
    on a line of its own is then a reference.
    """
    counts = Counter(o.form for o in found if o.what == "division")
    return [
        o
        for o in found
        if o.what != "division"
        or o.level
        or counts[o.form] > 1
        or not o.number[:1].isdigit()
        or base(o.number) == 1
    ]


def _contents(
    document: Document, found: Sequence[Opener], language: Language
) -> tuple[int, int] | None:
    """Gives the lines of a table of contents at the start: a dense run of openers whose numbers
    come again after it.
    """
    items = [o for o in found if o.what in {"article", "division", "annex"}]
    if len(items) < 4:
        return None
    articles = [o for o in items if o.what == "article"]
    dense = _dense_run(document, items)
    end: Opener | None = None
    if articles and articles[0] in items[:dense]:
        first = _same(articles[0])
        last = items[dense - 1].line
        again = [o for o in articles[1:] if _same(o) == first and o.line <= last]
        if again and _mostly_again(items, again[0]):
            end = _back_over_divisions(items, again[0], items.index(articles[0]))
    elif dense >= 3:
        ahead = items[: items.index(articles[0])] if articles else items
        ahead = ahead[:dense]
        again = [o for o in ahead[1:] if (o.rank, _same(o)) == (ahead[0].rank, _same(ahead[0]))]
        if again and again[0].line - items[0].line >= 3:
            end = again[0]
    if end is None:
        return None
    start = items[0].line
    for index in range(max(0, start - 4), start):
        if is_contents_heading(document.lines[index].text, language):
            start = index
            break
    return start, end.line


def _same(opener: Opener) -> tuple[str, str]:
    return opener.kind.value, normalise(opener.number)


def _dense_run(document: Document, items: Sequence[Opener]) -> int:
    """Gives how many openers at the start follow each other with at most two short lines between
    that are no sentences.
    """
    for n, (one, following) in enumerate(pairwise(items), 1):
        between = document.lines[one.line + 1 : following.line]
        words = [line.text for line in between if line.text]
        if len(words) > 2 or sum(map(len, words)) > 250 or any(w.endswith(".") for w in words):
            return n
    return len(items)


def _mostly_again(items: Sequence[Opener], end: Opener) -> bool:
    """Tells whether most of the articles before a place stand after it once more."""
    before = {_same(o) for o in items if o.line < end.line and o.what == "article"}
    after = {_same(o) for o in items if o.line >= end.line and o.what == "article"}
    return len(before) >= 3 and len(before & after) * 3 >= len(before) * 2


def _back_over_divisions(items: Sequence[Opener], article: Opener, most: int) -> Opener:
    """Gives the first of the divisions that stand directly above an article."""
    at = items.index(article)
    first = at
    while first > 0 and at - first < most and items[first - 1].what == "division":
        first -= 1
    return items[first]


def _with_apart(found: Sequence[Opener]) -> list[Opener]:
    """Gives the openers; a closing provision is apart where article numbers begin again in it, and
    one that introduces provisions of a later law where they do not go on from the law's own.
    """
    following: list[Opener | None] = []
    ahead: Opener | None = None
    for opener in reversed(found):
        ahead = opener if opener.what == "article" and not opener.series else ahead
        following.append(ahead)
    kept: list[Opener] = []
    last: Opener | None = None
    for opener, after in zip(found, reversed(following), strict=True):
        if opener.what == "closing" and last:
            again = after and sort_key(after.number) <= sort_key(last.number)
            goes_on = after and base(after.number) == (base(last.number) or 0) + 1
            apart = not goes_on if opener.apart else again
            kept.append(_apart(opener) if apart else replace(opener, apart=False))
        else:
            kept.append(opener)
        last = opener if opener.what == "article" and not opener.series else last
    return kept


def _apart(closing: Opener) -> Opener:
    """Gives a closing provision as what it is where numbers begin again: like an annex."""
    return replace(closing, kind=Kind.ANNEX, rank=0, apart=True)


def _in_sequence(
    found: Sequence[Opener],
) -> tuple[list[Opener], Kind | None, tuple[Opener, ...]]:
    """Gives the openers without articles whose numbers break the order, the kind of division in
    which numbers restart, and the articles dropped.
    """
    articles = [o for o in found if o.what == "article"]
    main = [o for o in articles if not o.series]
    restart, segments = _segments([o for o in found if not o.series], main)
    for series in sorted({o.series for o in articles} - {""}):
        segments += _split_at([o for o in found if o.what != "article" or o.series == series], None)
    kept: set[int] = set()
    for segment in segments:
        kept.update(id(o) for o in _fitting(segment))
    openers = [o for o in found if o.what != "article" or id(o) in kept]
    dropped = tuple(o for o in articles if id(o) not in kept and not o.weak)
    return openers, restart, dropped


def _segments(
    found: Sequence[Opener], articles: Sequence[Opener]
) -> tuple[Kind | None, list[list[Opener]]]:
    """Gives the runs in which article numbers rise: between annexes, and between the divisions in
    which they restart.
    """
    whole = _split_at(found, None)
    fitting = _distinct(whole)
    best: tuple[int, Kind | None, list[list[Opener]]] = (fitting, None, whole)
    if fitting == len(articles):
        return None, whole
    for rank in sorted({o.rank for o in found if o.what == "division"}):
        parts = _split_at(found, rank)
        fits = _distinct(parts)
        if fits == len(articles) > best[0] or fits > best[0] * _RESTART_GAIN:
            best = (fits, next(o.kind for o in found if o.rank == rank), parts)
    if best[0] < fitting * _RESTART_LEAST and best[0] < len(articles):
        return None, whole
    return best[1], best[2]


def _distinct(segments: Sequence[Sequence[Opener]]) -> int:
    """Gives how many articles stand in rising order in some runs, each number counted once."""
    return sum(len({normalise(o.number) for o in rising(run)}) for run in segments)


def _split_at(found: Sequence[Opener], rank: int | None) -> list[list[Opener]]:
    """Gives the articles between annexes and the like, and between the divisions of a rank."""
    segments: list[list[Opener]] = [[]]
    for opener in found:
        if opener.what == "article":
            segments[-1].append(opener)
        elif opener.apart or opener.rank == rank:
            segments.append([])
    return [segment for segment in segments if segment]


def _fitting(segment: Sequence[Opener]) -> list[Opener]:
    """Gives the articles of a run that belong to it. Where the source styles most of them, the
    others must stand between two styled ones and bear a number of their own.
    """
    styled = [o for o in segment if o.level]
    numbers = {normalise(o.number) for o in segment}
    if len({normalise(o.number) for o in styled}) * 2 < len(numbers):
        return rising(segment)
    own = {normalise(o.number) for o in styled}
    after = {id(o): (n, o) for n, o in enumerate(styled)}
    kept: list[Opener] = []
    seen = 0
    for opener in segment:
        if id(opener) in after:
            seen += 1
            kept.append(opener)
        elif normalise(opener.number) not in own and not opener.weak:
            low = sort_key(kept[-1].number) if kept else ()
            high = sort_key(styled[seen].number) if seen < len(styled) else None
            key = sort_key(opener.number)
            if low < key and (high is None or key < high):
                kept.append(opener)
    return kept


def _without_echoes(document: Document, openers: list[Opener]) -> list[Opener]:
    """Gives the openers without an article's number repeated where its words begin ("2.
    Interpretation" / "2. (1) In this Act").
    """
    kept: list[Opener] = []
    for opener in openers:
        last = kept[-1] if kept else None
        echo = (
            last is not None
            and opener.what == last.what == "article"
            and opener.form.startswith("bare")
            and normalise(opener.number) == normalise(last.number)
            and _is_heading_between(document, last, opener)
        )
        if not echo:
            kept.append(opener)
    return kept


def _is_heading_between(document: Document, one: Opener, other: Opener) -> bool:
    """Tells whether two openers have nothing but a heading of at most three lines between them."""
    between = document.lines[one.line + 1 : min(other.line, one.line + 7)]
    words = [line.text for line in between if line.text]
    return other.line - one.line <= 7 and len(words) <= 2 and sum(map(len, words)) <= 250

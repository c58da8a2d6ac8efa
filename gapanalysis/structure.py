# SPDX-License-Identifier: EUPL-1.2
"""How a law's text is divided: what belongs to each provision, where it stands, what it is called.
The operations that divide it anew are in :mod:`gapanalysis.restructure`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import pairwise
from operator import attrgetter
from typing import Any, Protocol

from gapanalysis.model import (
    DraftProvision,
    Exclude,
    Include,
    Join,
    Kind,
    LawDraft,
    LeftOut,
    Lower,
    Mend,
    Operation,
    Part,
    Provision,
    Raise,
    ReadAgain,
    Renumber,
    SourcePlace,
    Span,
    Split,
    Structure,
)
from gapanalysis.numbers import with_superscripts

_START = attrgetter("start")
_HEIGHTS = {
    kind: height
    for height, kind in enumerate(
        (Kind.PART, Kind.TITLE, Kind.CHAPTER, Kind.SECTION, Kind.ARTICLE, Kind.PARAGRAPH)
    )
} | {Kind.ANNEX: 0, Kind.POINT: 6}
_BELOW = {
    Kind.PART: Kind.TITLE,
    Kind.TITLE: Kind.CHAPTER,
    Kind.CHAPTER: Kind.SECTION,
    Kind.SECTION: Kind.SECTION,
    Kind.ARTICLE: Kind.PARAGRAPH,
    Kind.PARAGRAPH: Kind.POINT,
    Kind.POINT: Kind.POINT,
    Kind.ANNEX: Kind.ARTICLE,
}
MARKS = frozenset({Kind.PARAGRAPH, Kind.POINT})
"""What is numbered inside an article."""
INSIDE = MARKS | {Kind.ARTICLE}
"""Articles and what is inside them."""


def structure_of(draft: LawDraft) -> Structure:
    """Gives how a draft is divided."""
    return Structure(
        text=draft.text,
        language=draft.language,
        provisions=draft.provisions,
        left_out=draft.left_out,
        source_map=draft.source_map,
    )


def stripped(text: str, start: int, end: int) -> Span | None:
    """Gives a range without the spaces around its words, or None where it has none."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return Span(start=start, end=end) if start < end else None


class _Range(Protocol):
    """What has a place in the text: a span, a provision, what is left out."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def without(start: int, end: int, holes: Sequence[_Range]) -> Iterator[Span]:
    """Gives what is left of a range without some others."""
    for hole in sorted(holes, key=_START) if len(holes) > 1 else holes:
        if hole.start > start:
            yield Span(start=start, end=min(hole.start, end))
        start = max(start, hole.end)
        if start >= end:
            return
    if start < end:
        yield Span(start=start, end=end)


def own_spans(law: Structure | LawDraft) -> list[tuple[Span, ...]]:
    """Gives for each provision the ranges of its own words: without label, heading, children and
    what is left out.
    """
    holes: list[list[_Range]] = [[] for _ in law.provisions]
    for provision, own in zip(law.provisions, holes, strict=True):
        if provision.label:
            own.append(provision.label)
        if provision.heading:
            own.append(provision.heading)
        if provision.parent is not None:
            holes[provision.parent].append(provision)
    for left, owner in _owners(law):
        holes[owner].append(left)
    return [
        tuple(without(provision.start, provision.end, found))
        for provision, found in zip(law.provisions, holes, strict=True)
    ]


def _owners(law: Structure | LawDraft) -> Iterator[tuple[LeftOut, int]]:
    """Gives each left-out range inside a provision with the smallest provision that holds it."""
    open_ones: list[int] = []
    following = 0
    for left in sorted(law.left_out, key=lambda one: one.start):
        while following < len(law.provisions) and law.provisions[following].start <= left.start:
            open_ones.append(following)
            following += 1
        while open_ones and law.provisions[open_ones[-1]].end <= left.start:
            open_ones.pop()
        if open_ones:
            yield left, open_ones[-1]


def faults(law: Structure | LawDraft) -> Iterator[str]:
    """Gives what is wrong with a structure, as sentences for a log: a tree that does not nest, text
    that is lost or stands in two places. A sound structure gives nothing.
    """
    for index, one in enumerate(law.provisions):
        above = None if one.parent is None else law.provisions[one.parent]
        if above and not (one.parent or 0) < index:
            yield f"provision {index} ({one.address}) stands before its parent"
        if above and not above.start <= one.start < one.end <= above.end:
            yield f"provision {index} ({one.address}) does not lie in its parent"
    for before, after in pairwise(law.provisions):
        if after.start < before.start:
            yield f"provision {after.address} is out of order"
    ranges = [span for spans in own_spans(law) for span in spans]
    ranges += [span for one in law.provisions for span in (one.label, one.heading) if span]
    ranges += [Span(start=left.start, end=left.end) for left in law.left_out]
    at = 0
    for span in sorted(ranges, key=lambda span: span.start):
        if span.start != at:
            word = "lost" if span.start > at else "held twice"
            yield f"the text from {min(at, span.start)} to {max(at, span.start)} is {word}"
        at = max(at, span.end)
    if at != len(law.text):
        yield f"the text from {at} to {len(law.text)} is lost"


def place_at(source_map: Sequence[SourcePlace], offset: int) -> SourcePlace | None:
    """Gives where an offset of the text stands in the source: the place that holds it, else the
    last one before it; None before the first.
    """
    at = bisect_right(source_map, offset, key=lambda place: place.start)
    return source_map[at - 1] if at else None


def provision_around(provisions: Sequence[DraftProvision], start: int, end: int) -> int | None:
    """Gives the smallest provision that holds a range, as a place in the provisions."""
    found = None
    for index, one in enumerate(provisions):
        if one.start > start:
            break
        if end <= one.end:
            found = index
    return found


def depths(provisions: Sequence[DraftProvision]) -> list[int]:
    """Gives for each provision how many stand above it."""
    found: list[int] = []
    for one in provisions:
        found.append(0 if one.parent is None else found[one.parent] + 1)
    return found


def address(
    kind: Kind,
    number: str,
    holders: Sequence[tuple[Kind, str, str]],
    restart: Kind | None,
    *,
    named: bool = False,
) -> str:
    """Gives the address of a provision: an article's number, after its chapter's where numbers
    restart there, and after an annex; a mark in brackets after its parent's; for others the kind
    with its number, which stands alone where it is a name (``named``).

    ``holders`` are kind, number and address of what stands above it, the highest first; numbers of
    articles begin again in divisions of the kind ``restart``.
    """
    if kind in MARKS:
        return f"{holders[-1][2] if holders else ''}({number or kind.value})"
    above = ""
    for holder, holder_number, holder_address in reversed(holders):
        if holder == Kind.ANNEX:
            above = f"{holder_address}:"
            break
        if kind == Kind.ARTICLE and holder == restart:
            above = f"{holder_number}:"
            break
    if kind == Kind.ARTICLE or named:
        return above + (number or kind.value)
    return above + f"{kind.value} {number}".strip()


def place_of(provisions: Mapping[int, Provision], one: Provision) -> str:
    """Gives how a law itself cites a provision: "Article 168(1)", "§ 177(1)", "6 kap. 1 §",
    "Art. 201¹", "Section 2"; the address where its article has no label. ``provisions`` hold what
    it lies in.
    """
    article: Provision | None = one
    while article is not None and article.kind != Kind.ARTICLE:
        article = provisions.get(article.parent or 0)
    label = one.label.strip(" .:–—-") if one.label else ""
    if article is None and label and one.kind not in {Kind.PARAGRAPH, Kind.POINT}:
        return with_superscripts(label)
    if article is None or not article.label or not one.address.startswith(article.address):
        return with_superscripts(one.address)
    label = article.label.strip(" .:–—-")
    if article.above:
        above = article.above.strip(" :–—-")
        above = above if above[-2:-1].islower() else above.rstrip(".")  # "6 kap." is cut short
        label = f"{above} {label}" if above[:1].isdigit() else f"{above}, {label}"
    return with_superscripts(label + one.address[len(article.address) :])


def restart_kind(provisions: Sequence[DraftProvision]) -> Kind | None:
    """Gives the kind of division in which the numbers of articles begin again."""
    for one in provisions:
        head = one.address.removesuffix(one.number)
        parent = one.parent
        while one.kind == Kind.ARTICLE and head.endswith(":") and parent is not None:
            holder = provisions[parent]
            if holder.kind != Kind.ANNEX and head == f"{holder.number}:":
                return holder.kind
            parent = holder.parent
    return None


# --- kinds ---------------------------------------------------------------------------------------


def holds(upper: Kind, lower: Kind) -> bool:
    """Tells whether a provision of a kind may stand below one of another kind."""
    nested = upper == lower and upper in {Kind.SECTION, Kind.POINT}
    return nested or _HEIGHTS[lower] > _HEIGHTS[upper]


def raised(kind: Kind, parent: Kind) -> Kind:
    """Gives the kind of a provision that is put beside its parent: the parent's; an article stays
    one, and what stood in an annex directly becomes one.
    """
    if kind == Kind.ARTICLE or (parent == Kind.ANNEX and kind in MARKS):
        return Kind.ARTICLE
    return parent


def lowered(kind: Kind, before: Kind) -> Kind:
    """Gives the kind of a provision that is put under another: its own where it ranks below that,
    else the next below.
    """
    return kind if _HEIGHTS[kind] > _HEIGHTS[before] else _BELOW[before]


# --- operations as values ------------------------------------------------------------------------

NAMES: dict[type, str] = {
    Split: "split",
    Join: "join",
    Raise: "raise",
    Lower: "lower",
    Renumber: "renumber",
    Exclude: "exclude",
    Include: "include",
    ReadAgain: "read_again",
}
"""The names of operations on the command line and in the history."""


def is_operation(value: object) -> bool:
    """Tells whether a value is an operation on a structure."""
    return isinstance(value, Operation)


def mend_to_json(mend: Mend) -> dict[str, Any]:
    """Gives an operation as commands print it and the history keeps it: its name, and its values
    that are not empty; ranges as ``[start, end]``.
    """
    values = {one.name: getattr(mend, one.name) for one in fields(mend)}
    return {"operation": NAMES[type(mend)]} | {
        name: _plain(value) for name, value in values.items() if value not in (None, "", ())
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Part):
        shown = {one.name: getattr(value, one.name) for one in fields(value)}
        return {name: _plain(one) for name, one in shown.items() if one is not None}
    return value.value if isinstance(value, Kind) else value

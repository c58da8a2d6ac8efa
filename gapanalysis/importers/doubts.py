# SPDX-License-Identifier: EUPL-1.2
"""What looks wrong in the numbering of a law as read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from gapanalysis.model import DraftProvision, ImportDoubt, Kind
from gapanalysis.numbers import base, normalise

_Details = dict[str, str | int]
_LONG_ARTICLE = 30_000
_LONG_BY_MEDIAN = 15


def find_doubts(
    provisions: Sequence[DraftProvision], groups: Sequence[DraftProvision]
) -> Iterator[ImportDoubt]:
    """Gives the doubts about a law's articles: none at all, numbers that occur twice or are
    missing, an article that is far longer than the others.

    ``groups`` are headings that stand for several repealed articles.
    """
    articles = [provision for provision in provisions if provision.kind == Kind.ARTICLE]
    if not articles:
        yield ImportDoubt(code="nothing_recognised")
        return
    seen: set[str] = set()
    for article in articles:
        same = normalise(article.address)
        if same in seen:
            yield _at(article, "number_twice", {"number": article.number})
        seen.add(same)
    for one, other in pairwise(sorted([*articles, *groups], key=lambda p: p.start)):
        if missing := _missing(one, other):
            gap: _Details = {"after": one.number, "before": other.number, "missing": missing}
            yield _at(other, "number_gap", gap)
    usual = median(article.end - article.start for article in articles)
    for article in articles:
        length = article.end - article.start
        if length > _LONG_ARTICLE and length > _LONG_BY_MEDIAN * usual:
            size: _Details = {"number": article.number, "characters": length}
            yield _at(article, "very_long_article", size)


def _at(provision: DraftProvision, code: str, details: _Details) -> ImportDoubt:
    end = provision.label.end if provision.label else provision.start
    return ImportDoubt(code=code, start=provision.start, end=end, details=details)


def _missing(one: DraftProvision, other: DraftProvision) -> int:
    """Gives how many whole numbers lie between two neighbours and are not there; 0 where numbers
    restart or are made of parts (``222-23``).
    """
    if "-" in one.number + other.number and Kind.SECTION not in {one.kind, other.kind}:
        return 0
    if one.address.rpartition(":")[0] != other.address.rpartition(":")[0]:
        return 0
    last, first = _last_number(one), base(other.number)
    if last is None or first is None:
        return 0
    return max(0, first - last - 1)


def _last_number(provision: DraftProvision) -> int | None:
    """Gives the number of an article, or the last one that a group of them names."""
    if provision.kind == Kind.ARTICLE:
        return base(provision.number)
    numbers = re.findall(r"\d+", provision.number)
    return int(numbers[-1]) if numbers else None

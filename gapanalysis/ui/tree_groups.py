# SPDX-License-Identifier: EUPL-1.2
"""The orders in which the obligations can be shown: by chapter, questionnaire section, pillar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gapanalysis.model import Article, Obligation
from gapanalysis.ui.session import Session

ORDERS = ("chapter", "section", "pillar")
"""The first one is shown where nothing else was chosen."""
_PILLARS = ("prevention", "protection", "prosecution", "policies", "cross-cutting", "international")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A row at the top of the tree, with its articles and those of their obligations in it."""

    number: str
    title: str
    articles: tuple[tuple[Article, tuple[Obligation, ...]], ...]


def groups(session: Session, order: str) -> tuple[Group, ...]:
    """Gives the groups of one of :data:`ORDERS`; every obligation is in exactly one of them.

    Chapters keep articles without an obligation; sections and pillars without one are left out.
    """
    every = tuple(session.instrument.obligations.values())
    if order == "section":
        return _by_section(session, every)
    if order == "pillar":
        return _by_pillar(session, every)
    return _by_chapter(session, every)


def _by_chapter(session: Session, every: tuple[Obligation, ...]) -> tuple[Group, ...]:
    return tuple(
        Group(
            number=chapter.number,
            title=session.pick(chapter.short),
            articles=_articles(session, chapter.articles, every),
        )
        for chapter in session.instrument.chapters
    )


def _by_section(session: Session, every: tuple[Obligation, ...]) -> tuple[Group, ...]:
    words, found = session.words, dict.fromkeys(one.section for one in every)
    made = []
    for section in sorted(found, key=lambda one: not one):  # as listed, those without one last
        title = words.code("section", section) if section else words("Without section")
        inside = tuple(one for one in every if one.section == section)
        made.append(_group(session, section, title, inside))
    return tuple(made)


def _by_pillar(session: Session, every: tuple[Obligation, ...]) -> tuple[Group, ...]:
    made = []
    for pillar in _PILLARS:
        inside = tuple(one for one in every if one.pillar == pillar)
        if inside:
            made.append(_group(session, "", session.words.code("pillar", pillar), inside))
    return tuple(made)


def _group(session: Session, number: str, title: str, inside: tuple[Obligation, ...]) -> Group:
    numbers = dict.fromkeys(one.article for one in inside)
    return Group(number=number, title=title, articles=_articles(session, numbers, inside))


def _articles(
    session: Session, numbers: Iterable[int], inside: tuple[Obligation, ...]
) -> tuple[tuple[Article, tuple[Obligation, ...]], ...]:
    return tuple(
        (
            session.instrument.articles[number],
            tuple(one for one in inside if one.article == number),
        )
        for number in numbers
    )

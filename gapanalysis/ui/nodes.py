# SPDX-License-Identifier: EUPL-1.2
"""Nodes of the instrument in the words of the window: titles, order, choices."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gapanalysis import analysis
from gapanalysis.ui.session import Session
from gapanalysis.words import Words


def node_title(session: Session, node: str) -> str:
    """Gives the title of an obligation, or of the article that a wider node belongs to."""
    obligation = session.instrument.obligations.get(node)
    if obligation is not None:
        return session.pick(obligation.title)
    number = node.partition(".")[0]
    article = session.instrument.articles.get(int(number)) if number.isdigit() else None
    return session.pick(article.short) if article else ""


def in_order(session: Session, nodes: Iterable[str]) -> list[str]:
    """Gives nodes in the order of the Convention, what is no node last."""
    known = {node: n for n, node in enumerate(session.instrument.nodes)}

    def place(node: str) -> tuple[int, int]:
        article = node.partition(".")[0]
        return int(article) if article.isdigit() else len(known), known.get(node, len(known))

    return sorted(nodes, key=place)


def node_choices(session: Session) -> list[tuple[str, str]]:
    """Gives every node with a title, in the order of the instrument."""
    return [
        (node, node_title(session, node)) for node in in_order(session, session.instrument.nodes)
    ]


def node_source(session: Session) -> tuple[Words, Callable[[str], str], list[tuple[str, str]]]:
    """Gives what a field for nodes is made of: the words of the window, what finds a node as it was
    typed, and every node with a title.
    """

    def find(written: str) -> str:
        return analysis.find_node(session.instrument, written)

    return session.words, find, node_choices(session)


def facts(*said: str) -> str:
    """Gives facts on one line."""
    return " · ".join(one for one in said if one)

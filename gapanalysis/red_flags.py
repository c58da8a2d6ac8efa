# SPDX-License-Identifier: EUPL-1.2
"""Red flags in the words of a project's laws, and the attributes that they suggest."""

from __future__ import annotations

from collections.abc import Iterable

from gapanalysis import edits
from gapanalysis.analysis import instrument
from gapanalysis.errors import AppError
from gapanalysis.law_structure import read_article, read_structure
from gapanalysis.model import Attribute, AttributeState, Law, Provision, Signal
from gapanalysis.project_file import Project
from gapanalysis.store import (
    read_attribute_names,
    read_laws,
    read_one_law,
    read_provision,
    read_snapshot,
)
from gapanalysis.suggest.signals import find_signals, root_of, signals_file, suggested_values


def signals(project: Project, law: int | None = None) -> tuple[Signal, ...]:
    """Gives the red flags of a law, or of all laws of a project, in the order of their text."""
    found: list[Signal] = []
    for one in read_laws(project).values():
        if law in {None, one.id}:
            found += find_signals(one.id, one.title, read_structure(project, one.id))
    return tuple(found)


def without_signals(project: Project) -> tuple[Law, ...]:
    """Gives the laws whose language has no phrases for red flags."""
    laws = read_laws(project).values()
    return tuple(law for law in laws if signals_file(law.language) is None)


def signals_of_article(project: Project, provision: Provision) -> tuple[Signal, ...]:
    """Gives the red flags of the article that a provision is or belongs to."""
    title = read_one_law(project, provision.law).title
    structure = read_article(project, provision)
    places = {root_of(structure, provision.start, provision.end)}
    return find_signals(provision.law, title, structure, places)


def signals_elsewhere(project: Project, provision: Provision) -> tuple[Signal, ...]:
    """Gives what the article of a paragraph or point says outside of it, as far as it is an
    attribute of which the paragraph says nothing: it is not suggested, and may concern it.
    """
    found: dict[tuple[str, str], Signal] = {}
    inside = set()
    for flag in signals_of_article(project, provision):
        if provision.start <= flag.start and flag.end <= provision.end:
            inside.add(flag.name)
        elif flag.name in instrument().attributes:
            found.setdefault((flag.name, flag.value), flag)
    return tuple(flag for (name, _), flag in found.items() if name not in inside)


def attribute_suggestions(
    project: Project, provisions: Iterable[int]
) -> tuple[edits.PutAttribute, ...]:
    """Gives what the words of provisions, and of what stands below them, suggest as attributes.
    Nothing is suggested where a person, or a suggestion that was rejected, has set the attribute.
    """
    known = read_attribute_names(project)
    made: list[edits.PutAttribute] = []
    for key in dict.fromkeys(provisions):
        one = read_provision(project, key)
        found = signals_of_article(project, one)
        mine = [flag for flag in found if one.start <= flag.start and flag.end <= one.end]
        made += [
            edits.PutAttribute(
                provision=one.id,
                name=flag.name,
                value=value,
                start=flag.start,
                end=flag.end,
                standing=AttributeState.SUGGESTED,
            )
            for flag, value in suggested_values(mine, instrument().attributes.values())
            if (one.id, flag.name) not in known
        ]
    return tuple(made)


def decided(
    project: Project, provision: Provision, name: str, *, accept: bool
) -> edits.PutAttribute:
    """Gives the edit that accepts or rejects what is suggested of a provision, with its quotation;
    raises ``AppError("nothing_suggested")``.
    """
    found = read_snapshot(project).attributes.get(provision.id, {}).get(name)
    if found is None or found.state is not AttributeState.SUGGESTED:
        raise AppError("nothing_suggested", name=name, number=provision.address)
    return decide(found, accept=accept)


def decide(suggested: Attribute, *, accept: bool) -> edits.PutAttribute:
    """Gives the edit that accepts or rejects a suggested attribute, with its quotation."""
    quotation = suggested.quotation
    return edits.PutAttribute(
        provision=suggested.provision,
        name=suggested.name,
        value=suggested.value,
        start=quotation.start if quotation else None,
        end=quotation.end if quotation else None,
        standing=AttributeState.PERSON if accept else AttributeState.REJECTED,
    )

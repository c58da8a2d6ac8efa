# SPDX-License-Identifier: EUPL-1.2
"""The commands that look at the laws of a project: how they are divided, what they may serve, what
in their words is a red flag.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gapanalysis import analysis, edits, red_flags
from gapanalysis.commands import messages, opened
from gapanalysis.errors import AppError
from gapanalysis.model import (
    Candidate,
    Exclude,
    Join,
    Kind,
    Lower,
    Operation,
    Raise,
    Reason,
    Renumber,
    Served,
    Span,
)

if TYPE_CHECKING:
    from gapanalysis.suggesting import Suggesting

Json = Any
ARTICLES = 65
"""The Convention's articles that national law can serve: 1 to 65."""


def suggest(
    file: Path,
    top: int,
    *,
    obligation: str | None = None,
    every: bool = False,
    provision: tuple[str, str] | None = None,
    unmapped: date | None = None,
) -> Json:
    """Gives candidates by node; or the articles that a provision may serve; or what is mapped
    neither way on a day. What lowers their worth is told on standard error.
    """
    from gapanalysis.suggesting import divided, suggesting

    if top < 1:
        raise AppError("top_wrong", top=top)
    if sum(map(bool, (obligation, every, provision, unmapped))) != 1:
        raise AppError("suggest_one")
    with opened(file, read_only=True) as project:
        asked = suggesting(divided(project))
        words = messages()
        for code, details in asked.doubts():
            print(f"gapanalysis: {words.code('suggest', code, **details)}", file=sys.stderr)
        if provision:
            law = analysis.find_law(project, provision[0])
            place = analysis.provision(project, law, provision[1])
            served = asked.served(law.id, place.id)[:top]
            return {one.node: _served(one) for one in served}
        if unmapped:
            return _unmapped(analysis.view(project, unmapped), asked)
        nodes = [str(n) for n in range(1, ARTICLES + 1)] if every else [obligation or ""]
        found = {}
        for node in nodes:
            known = analysis.find_node(analysis.instrument(), node)
            found[known] = [_candidate(one) for one in asked.using.candidates(known, top)]
        return found


def _candidate(one: Candidate) -> Json:
    return {
        "law": one.law,
        "number": one.address,
        "provisions": list(one.provisions),
        "score": one.score,
        "because": _because(one.because),
    }


def _served(one: Served) -> Json:
    return {"score": one.score, "because": _because(one.because)}


def _because(reasons: Iterable[Reason]) -> Json:
    return [{"words": reason.words, "where": reason.where} for reason in reasons]


def _unmapped(seen: analysis.View, asked: Suggesting) -> Json:
    """Gives obligations without a provision, and relevant provisions that serve none."""
    from gapanalysis.suggesting import unserved

    mapped = [one.provision for one in seen.snapshot.mappings]
    return {
        "obligations": list(unserved(seen)),
        "provisions": [
            {"obligation": one.node, **_candidate(one.candidate)} for one in asked.unmapped(mapped)
        ],
    }


def signals(file: Path, law: str | None, *, suggest: bool) -> Json:
    """Gives the red flags of the laws; ``suggest`` records what they suggest of every mapped
    provision. Laws in a language without phrases are named on standard error.
    """
    with opened(file, read_only=not suggest) as project:
        for one in red_flags.without_signals(project):
            said = messages().code("signals", "no_phrases", law=one.title, language=one.language)
            print(f"gapanalysis: {said}", file=sys.stderr)
        known = analysis.find_law(project, law).id if law else None
        if suggest:
            mapped = [one.provision for one in analysis.read_snapshot(project).mappings]
            made = red_flags.attribute_suggestions(project, mapped)
            if made:
                edits.do(project, *made)
        return [
            {
                "law": one.law,
                "number": one.number,
                "signal": one.name,
                "value": one.value,
                "quote": one.quote,
            }
            for one in red_flags.signals(project, known)
        ]


def mend(file: Path, law: str, apply: int | None, keep: int | None) -> Json:
    """Gives what looks wrong in a law of the project; makes one proposed mend, or keeps one place
    as it is.
    """
    with opened(file, read_only=apply is None and keep is None) as project:
        known = analysis.find_law(project, law).id
        if apply is not None or keep is not None:
            _mend(project, known, apply, keep)
        found = analysis.doubts(project, known)
        shown = analysis.doubts_to_json(found, analysis.read_structure(project, known), messages())
    return {"law": known, "warnings": shown}


def _mend(project: analysis.Project, law: int, apply: int | None, keep: int | None) -> None:
    """Applies the mend of a doubt, or keeps its place, by its number in the list from 1."""
    found = analysis.doubts(project, law)
    for number in (apply, keep):
        if number is not None and not 1 <= number <= len(found):
            raise AppError("doubt_unknown", number=number, count=len(found))
    if keep is not None:
        code, start = analysis.doubt_key(found[keep - 1])
        edits.do(project, edits.KeepDoubt(law=law, code=code, start=start))
    if apply is not None:
        change_structure(project, law, analysis.operation_of(found[apply - 1]))


def structure(
    file: Path,
    law: str,
    operation: str,
    number: str,
    *,
    words: str | None,
    occurrence: int | None,
    new_number: str | None,
    kind: str | None,
) -> Json:
    """Changes how a law of the project is divided."""
    with opened(file) as project:
        known = analysis.find_law(project, law)
        place = analysis.provision(project, known, number)
        index = [one.id for one in analysis.read_provisions(project, known.id)].index(place.id)
        start, end = (
            analysis.find_quote(project, place, words, occurrence)
            if words
            else (place.start, place.end)
        )
        made = _operation(project, known.id, operation, index, (start, end), new_number, kind)
        change_structure(project, known.id, made)
        return {"law": known.id, "operation": analysis.mend_to_json(made)}


def _operation(
    project: analysis.Project,
    law: int,
    name: str,
    provision: int,
    words: tuple[int, int],
    number: str | None,
    kind: str | None,
) -> Operation:
    """Gives the operation that a user typed."""
    chosen = Kind(kind) if kind else None
    match name:
        case "split":
            found = analysis.proposed_split(
                analysis.read_structure(project, law), provision, words[0]
            )
            return replace(found, number=number or found.number, kind=chosen or found.kind)
        case "join":
            return Join(provision=provision)
        case "raise":
            return Raise(provision=provision, kind=chosen)
        case "lower":
            return Lower(provision=provision, kind=chosen)
        case "renumber" if number:
            return Renumber(provision=provision, number=number, kind=chosen)
        case "exclude":
            return Exclude(ranges=(Span(start=words[0], end=words[1]),))
    raise AppError("number_missing", operation=name)


def change_structure(project: analysis.Project, law: int, made: Operation) -> None:
    """Changes the structure of a law and names the place in the history."""
    index = getattr(made, "provision", None)
    provisions = analysis.read_structure(project, law).provisions
    place = "" if index is None else provisions[index].address
    edits.do(project, edits.ChangeStructure(law=law, operation=made, place=place))

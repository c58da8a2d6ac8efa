# SPDX-License-Identifier: EUPL-1.2
"""The commands that look at the structure of a law in a project and change it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from gapanalysis import analysis, edits
from gapanalysis.commands import messages, opened
from gapanalysis.errors import AppError
from gapanalysis.model import (
    Exclude,
    Join,
    Kind,
    Lower,
    Operation,
    Raise,
    Renumber,
    Span,
)

Json = Any


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

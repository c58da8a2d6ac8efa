# SPDX-License-Identifier: EUPL-1.2
"""Why an obligation has its status, where the findings told with it do not say so."""

from __future__ import annotations

from collections.abc import Iterator

from gapanalysis.model import AnswerValue, Ground, GroundKind, Obligation
from gapanalysis.report.blocks import Run
from gapanalysis.report.findings import place_of
from gapanalysis.report.material import Group, Material

_ANSWERS = frozenset({GroundKind.DENIED, GroundKind.NARROW})
"""Grounds that are answers."""


def grounds(material: Material, obligation: Obligation, *, open_too: bool) -> tuple[Run, ...]:
    """Gives what a status rests on, and the findings told elsewhere that are on the obligation as
    well, a sentence each; with ``open_too`` also the answers that it waits for, which a table of
    elements shows by itself.
    """
    status = material.evaluation.statuses[obligation.id]
    ground = None if status.override else status.ground
    said: list[Run] = []
    if ground and (open_too or ground.kind != GroundKind.OPEN):
        said.append(Run(_said(material, ground)))
    for group in _elsewhere(material, obligation, ground):
        see = material.say.say("ground.see", n=group.number, node=group.first.obligation)
        said.append(Run(see, target=place_of(material, group)))
    return tuple(said)


def _said(material: Material, ground: Ground) -> str:
    say, elements = material.say, list(ground.elements)
    key: str = ground.kind
    if ground.kind in _ANSWERS:
        key = "answers"
        elements = [f"{element} ({_answer(material, element)})" for element in elements]
    provisions = map(material.citation, ground.provisions)
    return say.say(f"ground.{key}", elements=", ".join(elements), provisions=say.listed(provisions))


def _answer(material: Material, element: str) -> str:
    """Gives an answer that speaks against an obligation; of *yes* the law is silent."""
    value = material.snapshot.answers[element].value
    if value == AnswerValue.YES:
        return material.say.say("ground.soft")
    return material.say.code("answer", value)


def _elsewhere(
    material: Material, obligation: Obligation, ground: Ground | None
) -> Iterator[Group]:
    """Gives the groups told at another obligation that are on this one, or that rest on what its
    status rests on.
    """
    answers = set(ground.elements) if ground and ground.kind in _ANSWERS else set()
    for group in material.results:
        if group.first.obligation != obligation.id and any(
            finding.obligation == obligation.id or (answers and answers & finding.decisive_elements)
            for finding in group.findings
        ):
            yield group

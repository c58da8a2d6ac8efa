# SPDX-License-Identifier: EUPL-1.2
"""What a parliamentary committee needs beside the analysis: questions to the government, the duty
to submit GREVIO's reports, and the days that come.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gapanalysis.model import GroundKind, Severity
from gapanalysis.numbers import as_reserved
from gapanalysis.report.blocks import Block, Column, Look, Para, Quote, Run, Table, Voice, Words
from gapanalysis.report.earlier import where_said
from gapanalysis.report.findings import claim_of, place_of, place_said
from gapanalysis.report.material import Material, node_order, part

_GRAVE = {Severity.CRITICAL, Severity.MAJOR}
_OPEN = 20
"""Open questions that are put to the government."""


def ministers(material: Material) -> Iterator[Block]:
    """Gives questions to the government: on the grave findings, and on what nobody could answer."""
    say, elements = material.say, material.instrument.elements
    yield part(material, "ministers")
    grave = [group for group in material.results if group.first.severity in _GRAVE]
    if grave:
        yield Para(say.words("ministers.gaps"), Look.LABEL)
    for group in grave:
        first = group.first
        places = {
            "n": Run(str(group.number), target=place_of(material, group)),
            "place": place_said(material, *group.findings),
            "text": claim_of(material, group),
            "recommendation": material.recommendation(first).rstrip(" ."),
        }
        yield Para(say.words("ministers.ask", **places), Look.ITEM)
    needed = list(dict.fromkeys((*_needs_of_rules(material), *_needs_of_statuses(material))))
    if needed:
        yield Para(say.words("ministers.open"), Look.LABEL)
    for need in needed[:_OPEN]:
        question = say.pick(elements[need].question)
        words = say.words("ministers.open_item", element=need, question=question)
        yield Para(words, Look.ITEM)
    if len(needed) > _OPEN:
        yield Para(say.words("ministers.more", n=len(needed) - _OPEN), Look.HINT)
    if not grave and not needed:
        yield Para(say.words("ministers.none"))


def _needs_of_rules(material: Material) -> Iterator[str]:
    """Gives the questions that rules wait for."""
    for group in material.groups:
        if not group.number:
            yield from (n for n in group.first.needs if n in material.instrument.elements)


def _needs_of_statuses(material: Material) -> Iterator[str]:
    """Gives the questions for which the status of an obligation waits."""
    for status in material.evaluation.statuses.values():
        ground = None if status.override else status.ground
        if ground and ground.kind == GroundKind.OPEN:
            yield from ground.elements


def tabling(material: Material) -> Iterator[Block]:
    """Gives article 70 of the Convention: parliaments and the reports of GREVIO."""
    say = material.say
    yield part(material, "tabling")
    yield Para(say.words("tabling.text"))
    article = material.instrument.articles[70]
    lines: list[Words] = [
        (Run(f"{one.number}. " if one.number else ""), Run(say.pick(one.text)))
        for one in article.paragraphs
    ]
    source = say.words("article.duty_source", number=article.number)
    yield Quote(tuple(lines), source, Voice.TREATY)
    for key in ("tabled", "debated", "answered"):
        yield Para(say.words(f"tabling.{key}"), Look.ITEM)


def calendar(material: Material) -> Iterator[Block]:
    """Gives the days that come: of reservations, and of earlier recommendations."""
    say = material.say
    yield part(material, "calendar")
    days = sorted(_days(material), key=lambda one: one[0])
    if not days:
        yield Para(say.words("calendar.none"))
        return
    yield Para(say.words("calendar.text", date=material.evaluation.on))
    rows = tuple(((Run(say.date(day)),), what) for day, what in days)
    columns = Column(say.say("calendar.day"), 0.24), Column(say.say("calendar.what"), 0.76)
    yield Table(columns, rows)


def _days(material: Material) -> Iterator[tuple[date, Words]]:
    say, on = material.say, material.evaluation.on
    for state in material.reservations:
        days = (
            ("notify", state.notify_by),
            ("expires", state.expires),
            ("lapses", state.grace_until),
        )
        for key, day in days:
            if day and day >= on:
                yield day, say.words(f"calendar.{key}", provision=as_reserved(state.provision))
    for one in material.earlier:
        if one.deadline and one.deadline >= on:
            nodes = ", ".join(sorted(one.articles, key=node_order)) or "–"
            where = where_said(material, one)
            yield (
                one.deadline,
                say.words("calendar.recommendation", where=where, nodes=nodes, n=len(one.articles)),
            )

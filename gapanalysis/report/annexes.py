# SPDX-License-Identifier: EUPL-1.2
"""The tables at the end of the report: reservations, concordance, rules used, laws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from gapanalysis.charts.reservations import make_timeline
from gapanalysis.model import Finding, Mapping, ReservationState
from gapanalysis.report.blocks import (
    Block,
    Chart,
    Column,
    Heading,
    Look,
    Para,
    Run,
    Table,
    Words,
)
from gapanalysis.report.findings import finding_box, open_question, verify_mark
from gapanalysis.report.material import Material, article_of, node_order


def reservations(material: Material) -> Iterator[Block]:
    """Gives the chapter on reservations: their status, dates and reasons, findings on them."""
    say = material.say
    yield _part(material, "reservations")
    states = material.reservations
    if states:
        yield Para(say.words("reservations.text", date=material.evaluation.on))
        yield _timeline(material, states)
        yield _reservation_table(material, states)
        for state in states:
            yield from _reservation_remarks(material, state)
    elif material.snapshot.no_reservations:
        yield Para(say.words("reservations.none_made"))
    else:
        yield Para(say.words("reservations.none_recorded"))
    groups = material.reservation_groups
    if groups:
        yield Para(say.words("reservations.findings"), Look.LABEL)
    for group in groups:
        yield finding_box(material, group) if group.number else open_question(material, group.first)


def _timeline(material: Material, states: Sequence[ReservationState]) -> Chart:
    state, on = material.snapshot.state, material.evaluation.on
    return Chart(make_timeline(states, state, on, material.instrument, material.words))


def _reservation_table(material: Material, states: Sequence[ReservationState]) -> Table:
    say = material.say
    columns = tuple(
        Column(say.say(f"reservations.{name}"), share)
        for name, share in (
            ("provision", 0.24),
            ("status", 0.16),
            ("made", 0.15),
            ("notify_by", 0.15),
            ("expires", 0.15),
            ("lapses", 0.15),
        )
    )
    rows = []
    for state in states:
        known = material.instrument.reservable.get(state.provision)
        provision: Words = (Run(state.provision, strong=True),)
        if known:
            provision += (Run(f" {say.pick(known.title)}"),)
        days = (state.reservation.made, state.notify_by, state.expires, state.grace_until)
        rows.append(
            (
                provision,
                (Run(say.code("reservation_status", state.status)),),
                *((Run(_day(material, day)),) for day in days),
            )
        )
    return Table(columns, tuple(rows))


def _day(material: Material, day: date | None) -> str:
    return material.say.date(day) if day else "–"


def _reservation_remarks(material: Material, state: ReservationState) -> Iterator[Block]:
    say, scope = material.say, state.reservation.scope
    if state.reason:
        reason = say.code("reservation_reason", state.reason)
        yield Para(
            say.words("reservations.reason", provision=state.provision, reason=reason), Look.ITEM
        )
    for flag in ("explanation_due", "explanation_missing"):
        if flag in state.flags:
            owed = say.code("reservation_flag", flag)
            yield Para(
                say.words("reservations.reason", provision=state.provision, reason=owed), Look.ITEM
            )
    for told in state.reservation.explanations:
        if told.given:
            yield Para(
                say.words("reservations.explained", provision=state.provision, date=told.given),
                Look.ITEM,
            )
    if scope:
        yield Para(
            say.words("reservations.scope", provision=state.provision, scope=scope), Look.ITEM
        )
    elif scope is not None:
        yield Para(say.words("reservations.scope_missing", provision=state.provision), Look.ITEM)


# --- concordance ----------------------------------------------------------------------------------


def concordance(material: Material) -> Iterator[Block]:
    """Gives the mappings twice: by node of the Convention, and by law and provision."""
    say, mappings = material.say, material.snapshot.mappings
    yield _part(material, "concordance")
    if not mappings:
        yield Para(say.words("concordance.empty"))
        return
    yield Para(say.words("concordance.text"))
    yield Para(say.words("concordance.forward"), Look.LABEL)
    yield _forward(material)
    yield Para(say.words("concordance.backward"), Look.LABEL)
    for law in material.snapshot.laws.values():
        own = [m for m in mappings if material.snapshot.provisions[m.provision].law == law.id]
        if own:
            yield Para((Run(law.title),), Look.LABEL)
            yield _backward(material, own)


def _forward(material: Material) -> Table:
    say = material.say
    by_node: dict[str, list[str]] = {}
    for mapping in sorted(material.snapshot.mappings, key=lambda m: node_order(m.obligation)):
        said = _as(material, material.citation(mapping.provision), mapping)
        by_node.setdefault(mapping.obligation, []).append(said)
    columns = (
        Column(say.say("concordance.node"), 0.14),
        Column(say.say("concordance.provisions"), 0.86),
    )
    return Table(
        columns,
        tuple(
            ((_node(material, node),), (Run("; ".join(dict.fromkeys(said))),))
            for node, said in by_node.items()
        ),
    )


def _backward(material: Material, mappings: Sequence[Mapping]) -> Table:
    say, provisions = material.say, material.snapshot.provisions
    by_provision: dict[int, list[Mapping]] = {}
    for mapping in sorted(mappings, key=lambda m: provisions[m.provision].start):
        by_provision.setdefault(mapping.provision, []).append(mapping)
    columns = (
        Column(say.say("concordance.provision"), 0.5),
        Column(say.say("concordance.nodes"), 0.5),
    )
    rows = []
    for provision, own in by_provision.items():
        heading = provisions[provision].heading.strip()
        address = material.address(provision)
        nodes = [
            _as(material, m.obligation, m)
            for m in sorted(own, key=lambda m: node_order(m.obligation))
        ]
        cell = f"{address} ({heading})" if heading else address
        rows.append(((Run(cell),), (Run("; ".join(dict.fromkeys(nodes))),)))
    return Table(columns, tuple(rows))


def _as(material: Material, what: str, mapping: Mapping) -> str:
    coverage = material.say.code("coverage", mapping.coverage)
    return material.say.say("article.node_as", node=what, coverage=coverage)


def _node(material: Material, node: str) -> Run:
    return Run(node, target=material.anchor_of(article_of(node)))


# --- annexes --------------------------------------------------------------------------------------


def rules(material: Material) -> Iterator[Block]:
    """Gives the rules that gave a result, with version and basis."""
    say, evaluation = material.say, material.evaluation
    yield _part(material, "rules")
    used: dict[tuple[str, int], list[Finding]] = {}
    for finding in evaluation.findings:
        used.setdefault((finding.rule, finding.version), []).append(finding)
    if not used:
        yield Para(say.words("rules.empty"))
        return
    yield Para(say.words("rules.text", rules=evaluation.rules_version, date=evaluation.on))
    columns = tuple(
        Column(say.say(f"rules.{name}"), share)
        for name, share in (
            ("rule", 0.12),
            ("version", 0.12),
            ("basis", 0.31),
            ("report", 0.33),
            ("results", 0.12),
        )
    )
    rows = []
    for (rule, version), findings in sorted(used.items(), key=lambda item: node_order(item[0][0])):
        cells = (
            rule,
            str(version),
            findings[0].basis.articles,
            verify_mark(material, findings[0]),
            str(len(findings)),
        )
        rows.append(tuple((Run(cell),) for cell in cells))
    yield Table(columns, tuple(rows))


def laws(material: Material) -> Iterator[Block]:
    """Gives the laws that were read, each with the fingerprint of its file."""
    say = material.say
    yield _part(material, "laws")
    imported = material.snapshot.laws.values()
    if not imported:
        yield Para(say.words("laws.empty"))
        return
    yield Para(say.words("laws.text"))
    columns = tuple(
        Column(say.say(f"laws.{name}"), share)
        for name, share in (
            ("law", 0.38),
            ("kind", 0.13),
            ("date", 0.17),
            ("articles", 0.1),
            ("fingerprint", 0.22),
        )
    )
    rows = []
    for law in imported:
        cells = (
            f"{law.title} ({law.language})",
            say.code("law_kind", law.kind),
            _day(material, law.date),
            say.shown(law.articles),
            law.sha256[:16],
        )
        rows.append(tuple((Run(cell),) for cell in cells))
    yield Table(columns, tuple(rows))


def _part(material: Material, name: str) -> Heading:
    title = material.say.say(f"part.{name}")
    return Heading(1, title, name, title)

# SPDX-License-Identifier: EUPL-1.2
"""The tables at the end of the report: reservations, concordance, rules used, laws."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from gapanalysis.charts.reservations import make_timeline
from gapanalysis.instrument import related_nodes
from gapanalysis.model import Finding, Law, Mapping, ReservationState, ReservationStatus
from gapanalysis.numbers import as_reserved
from gapanalysis.report.articles import statuses
from gapanalysis.report.blocks import (
    Block,
    Chart,
    Column,
    Look,
    Para,
    Row,
    Run,
    Table,
    Words,
)
from gapanalysis.report.earlier import document_said
from gapanalysis.report.findings import basis_cited, finding_box, open_questions, verify_mark
from gapanalysis.report.material import (
    Material,
    article_of,
    figure_caption,
    is_under,
    node_order,
    part,
)
from gapanalysis.report.summary import silent_obligations
from gapanalysis.report.wording import merged
from gapanalysis.terms import load_terms


def reservations(material: Material) -> Iterator[Block]:
    """Gives the chapter on reservations: their status, dates and reasons, findings on them."""
    say = material.say
    yield part(material, "reservations")
    states = material.reservations
    if states:
        yield Para(say.words("reservations.text", date=material.evaluation.on))
        if any(state.status != ReservationStatus.UNKNOWN for state in states):
            yield _timeline(material, states)
        yield _reservation_table(material, states)
        for state in states:
            yield from _reservation_remarks(material, state)
    elif material.snapshot.no_reservations:
        yield Para(say.words("reservations.none_made"))
    else:
        yield Para(say.words("reservations.none_recorded"))
    groups = material.reservation_groups
    numbered = [group for group in groups if group.number]
    if numbered:
        yield Para(say.words("reservations.findings"), Look.LABEL)
    for group in numbered:
        yield finding_box(material, group)
    unknown = {s.provision for s in states if s.status == ReservationStatus.UNKNOWN}
    pending = [group.first for group in groups if not group.number]
    yield from open_questions(material, (f for f in pending if f.subject not in unknown))
    if unknown:
        named = say.listed(as_reserved(s.provision) for s in states if s.provision in unknown)
        yield Para(say.words("reservations.unknown", provisions=named))


def _timeline(material: Material, states: Sequence[ReservationState]) -> Chart:
    state, on = material.snapshot.state, material.evaluation.on
    timeline = make_timeline(states, state, on, material.instrument, material.words)
    say = material.say
    told = say.listed(
        say.say(
            "reservations.told",
            provision=as_reserved(s.provision),
            status=say.code("reservation_status", s.status),
        )
        for s in states
    )
    caption = figure_caption(material, say.say("reservations.timeline", date=on))
    return Chart(timeline, caption, told)


def _reservation_table(material: Material, states: Sequence[ReservationState]) -> Table:
    say = material.say
    columns = tuple(
        Column(say.say(f"reservations.{name}"), share)
        for name, share in (
            ("provision", 0.22),
            ("status", 0.18),
            ("made", 0.15),
            ("notify_by", 0.15),
            ("expires", 0.15),
            ("lapses", 0.15),
        )
    )
    rows = []
    for state in states:
        provision: Words = (
            Run(as_reserved(state.provision), strong=True),
            Run(f" {material.reserved_title(state.provision)}"),
        )
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
    said = [say.code("reservation_reason", state.reason)] if state.reason else []
    said += [
        say.code("reservation_flag", flag)
        for flag in ("explanation_due", "explanation_missing")
        if flag in state.flags
    ]
    said += [
        say.say("reservations.explained", date=told.given)
        for told in state.reservation.explanations
        if told.given
    ]
    if scope:
        said.append(say.say("reservations.scope", scope=scope))
    elif scope is not None:
        said.append(say.say("reservations.scope_missing"))
    if said:
        provision = as_reserved(state.provision)
        remarks = say.listed(one.rstrip(" .") for one in said)
        words = say.words("reservations.remarks", provision=provision, remarks=remarks)
        yield Para(words, Look.ITEM)


# --- concordance ----------------------------------------------------------------------------------


def concordance(material: Material) -> Iterator[Block]:
    """Gives the mappings twice: by node of the Convention, and by law and provision; on either side
    also what is placed under nothing.
    """
    say = material.say
    yield part(material, "concordance")
    yield Para(say.words("concordance.text"))
    yield Para(say.words("concordance.forward"), Look.LABEL)
    if material.mappings:
        yield _forward(material)
    else:
        yield Para(say.words("concordance.empty"))
    yield from _without_law(material)
    yield Para(say.words("concordance.backward"), Look.LABEL)
    if not material.snapshot.laws:
        yield Para(say.words("laws.empty"))
    for law in material.snapshot.laws.values():
        yield Para((material.spoken(law.title, law.language),), Look.LABEL)
        own = [m for m in material.mappings if material.law_of(m) == law.id]
        if own:
            yield _backward(material, own)
        yield Para(_outside(material, law))


def _forward(material: Material) -> Table:
    by_node: dict[str, list[Mapping]] = {}
    for mapping in sorted(material.mappings, key=lambda m: node_order(m.obligation)):
        by_node.setdefault(mapping.obligation, []).append(mapping)
    rows = [
        (
            (_node(material, node),),
            (Run(_title(material, node)),),
            material.say.listed_words(_cited(material, own)),
            _status(material, node),
        )
        for node, own in by_node.items()
    ]
    return Table(_columns(material, _FORWARD), tuple(rows))


def _cited(material: Material, mappings: Sequence[Mapping]) -> dict[Words, None]:
    """Gives provisions with what they do, each once; a law is named before its first one."""
    said: dict[Words, None] = {}
    before = None
    for mapping in sorted(mappings, key=material.law_of):
        law, provision = material.law_of(mapping), mapping.provision
        place = material.address(provision) if law == before else material.citation(provision)
        said[_as(material, material.in_law(place, provision), mapping)] = None
        before = law
    return said


_FORWARD = (("node", 0.12), ("obligation", 0.27), ("provisions", 0.39), ("status", 0.22))
_DASH: Words = (Run("–"),)
_UNTOLD = (("node", 0.12), ("obligation", 0.66), ("status", 0.22))
_SILENT = (("node", 0.12), ("obligation", 0.4), ("provisions", 0.26), ("status", 0.22))


def _columns(material: Material, shares: Sequence[tuple[str, float]]) -> tuple[Column, ...]:
    return tuple(Column(material.say.say(f"concordance.{name}"), share) for name, share in shares)


def _title(material: Material, node: str) -> str:
    obligation = material.instrument.obligations.get(node)
    if obligation:
        return material.say.pick(obligation.title)
    return material.say.pick(material.instrument.articles[article_of(node)].title)


def _status(material: Material, node: str) -> Words:
    """Gives the status of a node; of one that is no obligation, those of its obligations."""
    status = material.evaluation.statuses.get(node)
    if status:
        return (material.say.mark("status", status.status),)
    below = [o for o in material.instrument.obligations.values() if is_under(o.id, node)]
    return statuses(material, below) or (Run("–"),)


def _without_law(material: Material) -> Iterator[Block]:
    """Gives the obligations under which, above which and below which no provision is placed. Those
    of which nothing is told are only counted or named, unless the report is this table.
    """
    say = material.say
    placed = {mapping.obligation for mapping in material.mappings}
    is_table = material.kind.id == "concordance"
    silent = set() if is_table else {one.id for one in silent_obligations(material)}
    rows, named = [], []
    for article in material.articles:
        for one in material.obligations_of(article.number):
            if any(related_nodes(one.id, node) for node in placed):
                continue
            if one.id in silent:
                named.append(one.id)
                continue
            stated = any(is_under(one.id, node) for node in material.snapshot.statements)
            said = say.words("concordance.stated") if stated else _DASH
            title = (Run(say.pick(one.title)),)
            rows.append(((_node(material, one.id),), title, said, _status(material, one.id)))
    if rows or named:
        n = len(rows) + len(named)
        yield Para(say.words("concordance.without_law", n=n), Look.LABEL)
    if rows:
        yield from _silent(material, rows)
    if named and "not_assessed" in material.sections:
        yield Para(say.words("concordance.not_assessed", n=len(named)), Look.HINT)
    elif named:
        yield Para(say.words("concordance.not_assessed_named", nodes=", ".join(named)), Look.HINT)


def _silent(material: Material, rows: Sequence[Row]) -> Iterator[Block]:
    """Gives the table of obligations without a provision; what the authors stated has a column
    where they stated something.
    """
    if any(provisions != _DASH for _, _, provisions, _ in rows):
        yield Para(material.say.words("concordance.silent"), Look.HINT)
        yield Table(_columns(material, _SILENT), tuple(rows))
    else:
        yield Para(material.say.words("concordance.untold"), Look.HINT)
        untold = ((node, title, status) for node, title, _, status in rows)
        yield Table(_columns(material, _UNTOLD), tuple(untold))


def _backward(material: Material, mappings: Sequence[Mapping]) -> Table:
    provisions = material.snapshot.provisions
    by_provision: dict[int, list[Mapping]] = {}
    for mapping in sorted(mappings, key=lambda m: provisions[m.provision].start):
        by_provision.setdefault(mapping.provision, []).append(mapping)
    rows = []
    for provision, own in by_provision.items():
        heading = provisions[provision].heading.strip()
        address = material.address(provision)
        nodes = [
            _as(material, m.obligation, m)
            for m in sorted(own, key=lambda m: node_order(m.obligation))
        ]
        cell = f"{address} ({heading})" if heading else address
        said = material.say.listed_words(dict.fromkeys(nodes))
        rows.append(((material.in_law(cell, provision),), said))
    return Table(_columns(material, (("provision", 0.5), ("nodes", 0.5))), tuple(rows))


def _outside(material: Material, law: Law) -> Words:
    """Gives the articles of a law of which nothing is placed anywhere, neighbours joined."""
    outside = material.outside(law)
    runs: list[list[str]] = []
    before = -2
    for at, number in outside:
        if at == before + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
        before = at
    said = ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    if not outside:
        return material.say.words("concordance.all_placed")
    return material.say.words("concordance.outside", n=len(outside), m=law.articles, numbers=said)


def _as(material: Material, what: str | Run, mapping: Mapping) -> Words:
    coverage = material.say.code("coverage", mapping.coverage)
    return material.say.words("article.node_as", node=what, coverage=coverage)


def _node(material: Material, node: str) -> Run:
    return Run(node, target=material.anchor_of(article_of(node)))


# --- annexes --------------------------------------------------------------------------------------


def rules(material: Material) -> Iterator[Block]:
    """Gives the rules that gave a result, with version and basis."""
    say, evaluation = material.say, material.evaluation
    yield part(material, "rules")
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
            basis_cited(material, findings[0]) or "–",
            verify_mark(material, findings[0]),
            str(len(findings)),
        )
        rows.append(tuple((Run(cell),) for cell in cells))
    yield Table(columns, tuple(rows))


def laws(material: Material) -> Iterator[Block]:
    """Gives the laws that were read, each in its version and with the fingerprint of its file."""
    say = material.say
    yield part(material, "laws")
    imported = material.snapshot.laws.values()
    if not imported:
        yield Para(say.words("laws.empty"))
        return
    yield Para(say.words("laws.text"))
    shares = (
        ("law", 0.3),
        ("kind", 0.12),
        ("date", 0.15),
        ("articles", 0.1),
        ("fingerprint", 0.33),
    )
    columns = tuple(Column(say.say(f"laws.{name}"), share) for name, share in shares)
    rows = []
    for law in imported:
        language = Run(f" ({material.language(law)})")
        title = merged((material.spoken(law.title, law.language), language))
        if name := re.split(r"[\\/]", law.file_name)[-1]:
            title += (Run(". " + say.say("laws.file", name=name), confidential=True),)
        cells = (
            say.code("law_kind", law.kind),
            _day(material, law.date),
            say.shown(law.articles),
            law.sha256,
        )
        rows.append((title, *((Run(cell),) for cell in cells)))
    yield Table(columns, tuple(rows))


def sources(material: Material) -> Iterator[Block]:
    """Gives what the report rests on: the Convention, questionnaires, laws, what was cited."""
    say, instrument = material.say, material.instrument
    yield part(material, "sources")
    yield Para(say.words("sources.published"), Look.LABEL)
    yield Para(say.words("sources.convention", title=say.pick(instrument.title)), Look.ITEM)
    yield Para(say.words("sources.explanatory"), Look.ITEM)
    for one in instrument.questionnaires.values():
        words = say.words("sources.questionnaire", title=say.pick(one.title), symbol=one.symbol)
        yield Para(words, Look.ITEM)
    cited_before = (
        document_said(material, one) for one in material.earlier if one.document.strip()
    )
    for document in dict.fromkeys(cited_before):
        yield Para((Run(document),), Look.ITEM)
    yield Para(say.words("sources.laws"), Look.LABEL)
    for law in material.snapshot.laws.values():
        day = f" ({say.date(law.date)})" if law.date else ""
        yield Para(merged((material.spoken(law.title, law.language), Run(day))), Look.ITEM)
    cited: dict[str, bool] = {}
    for item in material.evidence:
        if item.source.strip():
            hidden = material.hides_source(item)
            cited[item.source.strip()] = cited.get(item.source.strip(), True) and hidden
    for figure in material.figures:
        if figure.source.strip():
            hidden = figure.confidential
            cited[figure.source.strip()] = cited.get(figure.source.strip(), True) and hidden
    if cited:
        hidden = all(cited.values())
        yield Para(say.words("sources.cited"), Look.LABEL, hidden)
    for source, hidden in sorted(cited.items()):
        yield Para((Run(source),), Look.ITEM, hidden)


def glossary(material: Material) -> Iterator[Block]:
    """Gives the terms of the field and what they mean."""
    say = material.say
    yield part(material, "glossary")
    terms = [(one.name(say.language), say.pick(one.means)) for one in load_terms()]
    columns = Column(say.say("glossary.term"), 0.28), Column(say.say("glossary.means"), 0.72)
    rows = (
        ((Run(name[:1].upper() + name[1:], strong=True),), (Run(means),))
        for name, means in sorted(
            terms, key=lambda one: unicodedata.normalize("NFD", one[0].casefold())
        )
    )
    yield Table(columns, tuple(rows))

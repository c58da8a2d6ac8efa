# SPDX-License-Identifier: EUPL-1.2
"""The summary: how many obligations have which status, the gravest findings, counts by pillar,
section, chapter and article, the Convention in one picture, and what is not assessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gapanalysis.charts.overview import make_overview
from gapanalysis.instrument import groups, lineage
from gapanalysis.model import SEVERITIES, Obligation, Severity, Status
from gapanalysis.report.articles import answered, statuses
from gapanalysis.report.blocks import (
    Bar,
    Bars,
    Block,
    Chart,
    Column,
    Look,
    Para,
    Run,
    Table,
    Words,
)
from gapanalysis.report.findings import claim_of, place_named, place_of, steps_of
from gapanalysis.report.front import ranges
from gapanalysis.report.material import Group, Material, article_of, figure_caption, part
from gapanalysis.report.wording import bound

_PRIORITY = 10
"""Findings that the summary names."""
_NO_PRIORITY = 9

_BAR = (
    Status.MET,
    Status.PARTLY,
    Status.GAP,
    Status.RESERVED,
    Status.CANNOT_TELL,
    Status.NOT_ASSESSED,
)


def bar(material: Material, obligations: tuple[Obligation, ...] | None = None) -> Bar:
    """Gives how many obligations have which status: of all that the report is about, or of some."""
    found = material.evaluation.statuses
    nodes = filter(material.is_about, found) if obligations is None else (o.id for o in obligations)
    counts = Counter(found[node].status for node in nodes)
    return Bar(tuple((material.say.mark("status", s), counts[s]) for s in _BAR))


def summary(material: Material) -> Iterator[Block]:
    """Gives the summary in tables and pictures."""
    say = material.say
    yield part(material, "summary")
    yield from _overview(material)
    yield from _chapters(material)
    yield from priority(material)
    yield Para(say.words("summary.by_pillar"), Look.LABEL)
    yield _by(material, "pillar", "pillar")
    yield Para(say.words("summary.by_section"), Look.LABEL)
    order = material.kind.order
    asked = order if order in material.instrument.questionnaires else "baseline"
    yield _by(material, "section", asked)
    yield Para(say.words("summary.by_article"), Look.LABEL)
    yield from _by_article(material)
    yield from _picture(material)


def brief(material: Material) -> Iterator[Block]:
    """Gives the summary on a page: statuses, counts of findings, the gravest of them."""
    yield part(material, "brief")
    yield from _overview(material)
    yield from _chapters(material)
    yield from priority(material)


def _overview(material: Material) -> Iterator[Block]:
    say = material.say
    yield Para(say.words("summary.overview"), Look.LABEL)
    yield bar(material)
    yield Para(say.words("cover.caution"), Look.HINT)
    counts = Counter(str(group.first.severity) for group in material.results)
    yield Para(say.words("summary.findings"), Look.LABEL)
    yield Para(
        say.words(
            "summary.findings_text",
            **{str(severity): counts[severity] for severity in SEVERITIES},
            cannot_tell=len(material.groups) - len(material.results),
            not_assessed=material.evaluation.totals.get(Status.NOT_ASSESSED, 0),
        )
    )


def _chapters(material: Material) -> Iterator[Block]:
    """Gives how the statuses are shared out over the chapters of the Convention."""
    rows = tuple(
        (f"{one.number}. {material.say.pick(one.title)}", bar(material, one.obligations))
        for one in groups(material.instrument, "chapter")
        if one.obligations and one.title
    )
    yield Bars(rows, figure_caption(material, material.say.say("summary.by_chapter")))


def _picture(material: Material) -> Iterator[Block]:
    """Gives the Convention in one picture, and how many of its squares are not assessed."""
    arranged = groups(material.instrument, "chapter")
    chart = make_overview(
        material.instrument, material.snapshot, material.evaluation, arranged, material.words
    )
    yield Chart(chart, figure_caption(material, material.say.say("summary.picture")), chart.said)
    said = bound(chart.said, material.options.language)
    yield Para((Run(f"{said} "), *material.say.words("summary.picture_text")), Look.HINT)


def priority(material: Material) -> Iterator[Block]:
    """Gives the gravest findings, those first that a person put first."""
    say = material.say
    grave = {Severity.CRITICAL, Severity.MAJOR}

    def rank(group: Group) -> tuple[int, int, int]:
        choice = material.choice(group.first)
        priority = choice.priority if choice and choice.priority else _NO_PRIORITY
        return priority, SEVERITIES.index(group.first.severity), group.number

    first = (g for g in material.results if g.first.severity in grave or rank(g)[0] < _NO_PRIORITY)
    serious = sorted(first, key=rank)
    if not serious:
        return
    columns = (
        Column(say.say("summary.no"), 0.07),
        Column(say.say("summary.finding"), 0.58),
        Column(say.say("summary.under"), 0.17),
        Column(say.say("summary.severity"), 0.18),
    )
    rows = [
        (
            (Run(str(group.number), target=_place(material, group)),),
            (Run(claim_of(material, group)),),
            (_under(material, group),),
            (say.mark("severity", group.first.severity),),
        )
        for group in serious[:_PRIORITY]
    ]
    yield Para(say.words("summary.priority"), Look.LABEL)
    yield Table(columns, tuple(rows))
    if len(rows) < len(serious):
        yield Para(say.words("summary.more", n=len(rows), m=len(serious)), Look.HINT)


def _place(material: Material, group: Group) -> str:
    """Gives where a finding is told: in a box of its own, else by its steps."""
    return place_of(material, group) or steps_of(material, group)


def _under(material: Material, group: Group) -> Run:
    """Gives the obligation of a finding, which leads to its article, and its reservation if any."""
    target = material.anchor_of(article_of(group.first.obligation))
    return Run(place_named(material, *group.findings), target=target)


def _by(material: Material, kind: str, order: str) -> Table:
    """Gives counts of statuses by one of the instrument's orders; what it leaves out comes last."""
    say, rows = material.say, []
    for group in groups(material.instrument, order):
        inside = {obligation.id for obligation in group.obligations}
        found = sum(one.first.obligation in inside for one in material.results)
        title = say.pick(group.title) if group.title else say.say("part.rest")
        if kind == "section" and group.title:
            title = say.say("summary.section_row", number=group.number, title=title)
        rows.append(_row(material, Run(title), group.obligations, found))
    return Table(_columns(material, kind), tuple(rows))


def _by_article(material: Material) -> Iterator[Block]:
    """Gives counts of statuses by article, and the articles on which nothing is assessed."""
    say = material.say
    found = Counter(article_of(group.first.obligation) for group in material.results)
    rows, silent = [], []
    for article in material.articles:
        number, obligations = article.number, material.obligations_of(article.number)
        known = {material.evaluation.statuses[o.id].status for o in obligations}
        if known == {Status.NOT_ASSESSED} and not found[number]:
            silent.append(number)
            continue
        name = Run(f"{number} {say.pick(article.title)}", target=material.anchor_of(number))
        rows.append(_row(material, name, obligations, found[number]))
    if rows:
        yield Table(_columns(material, "article"), tuple(rows))
    if silent:
        yield Para(say.words("summary.silent", articles=ranges(silent)), Look.HINT)


def _row(
    material: Material, name: Run, obligations: tuple[Obligation, ...], found: int
) -> tuple[Words, ...]:
    n, m = answered(material, obligations)
    return (
        (name,),
        statuses(material, obligations),
        (Run(material.say.say("summary.of", n=n, m=m) if m else "–"),),
        (Run(str(found) if found else "–"),),
    )


def _columns(material: Material, first: str) -> tuple[Column, ...]:
    say = material.say
    return (
        Column(say.say(f"summary.{first}"), 0.36),
        Column(say.say("summary.statuses"), 0.34),
        Column(say.say("summary.answered"), 0.17),
        Column(say.say("summary.count"), 0.13),
    )


# --- not assessed ---------------------------------------------------------------------------------


def silent_obligations(material: Material) -> list[Obligation]:
    """Gives the obligations of which nothing is told."""
    told = {group.first.obligation for group in material.reservation_groups}
    told.update(node for item in material.evidence for node in item.obligations)
    told.update(figure.obligation for figure in material.figures)
    return [
        o
        for o in material.instrument.obligations.values()
        if not material.is_shown(o) and told.isdisjoint(lineage(o.id))
    ]


def not_assessed(material: Material) -> Iterator[Block]:
    """Gives the obligations of which nothing is told anywhere else."""
    say, silent = material.say, silent_obligations(material)
    if not silent:
        return
    yield part(material, "not_assessed")
    yield Para(say.words("not_assessed.text", n=len(silent)))
    others = material.evaluation.totals.get(Status.NOT_ASSESSED, 0) - len(silent)
    if others > 0:
        yield Para(say.words("not_assessed.others", n=others))
    columns = (
        Column(say.say("not_assessed.article"), 0.34),
        Column(say.say("not_assessed.obligations"), 0.66),
    )
    rows = []
    for article in material.articles:
        own = [
            f"{o.id}\N{NO-BREAK SPACE}{say.pick(o.title)}"
            for o in silent
            if o.article == article.number
        ]
        if own:
            title = f"{article.number} {say.pick(article.title)}"
            rows.append(((Run(title),), (Run(say.listed(own)),)))
    yield Table(columns, tuple(rows))

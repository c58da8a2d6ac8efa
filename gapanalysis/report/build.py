# SPDX-License-Identifier: EUPL-1.2
"""The shadow report as a neutral document. Pure: the same inputs give the same report.

Cover, contents, method and limits, summary, the chapters of the Convention
(:mod:`gapanalysis.report.articles`), what is not assessed, reservations, concordance and annexes
(:mod:`gapanalysis.report.annexes`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gapanalysis.charts.overview import make_overview
from gapanalysis.instrument import groups
from gapanalysis.model import (
    SEVERITIES,
    Evaluation,
    Instrument,
    Obligation,
    ReservationState,
    Severity,
    Snapshot,
    Status,
)
from gapanalysis.report import annexes, data, earlier
from gapanalysis.report.articles import answered, chapters, statuses
from gapanalysis.report.blocks import (
    Bar,
    Block,
    Chart,
    Column,
    Contents,
    Cover,
    Heading,
    Look,
    Para,
    Report,
    Run,
    Table,
    Words,
)
from gapanalysis.report.editions import numbered, public
from gapanalysis.report.material import Group, Material, ReportOptions
from gapanalysis.report.wording import load_wording

__all__ = ["ReportOptions", "build_report"]

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


def build_report(
    instrument: Instrument,
    snapshot: Snapshot,
    evaluation: Evaluation,
    reservation_states: tuple[ReservationState, ...],
    options: ReportOptions,
) -> Report:
    """Gives the report of a snapshot in one language and edition."""
    say = load_wording(options.language)
    material = Material(instrument, snapshot, evaluation, reservation_states, options, say)
    state = material.state_name
    report = Report(
        title=f"{options.title or say.say('cover.kind')}: {state}",
        subject=say.say("cover.subject", convention=say.pick(instrument.title)),
        author=material.author,
        language=options.language,
        edition=options.edition,
        head=say.say("page.head", state=state),
        foot=say.say(f"page.foot_{options.edition}", date=options.on),
        page_of=say.say("page.page_of", page="{page}", pages="{pages}"),
        banner=say.say("edition.banner") if material.confidential else "",
        cover=_cover(material),
        blocks=(
            Heading(1, say.say("part.contents"), "contents", say.say("part.contents")),
            Contents(),
            *_method(material),
            *_summary(material),
            *chapters(material),
            *_not_assessed(material),
            *earlier.recommendations(material),
            *annexes.reservations(material),
            *annexes.concordance(material),
            *data.annex(material),
            *annexes.rules(material),
            *annexes.laws(material),
        ),
    )
    return numbered(report if material.confidential else public(report))


# --- cover ----------------------------------------------------------------------------------------


def _cover(material: Material) -> Cover:
    say, options = material.say, material.options
    assessed = _assessed(material)
    left_out = (
        say.say("cover.left_out", n=material.left_out)
        if material.left_out
        else say.say("cover.nothing_left_out")
    )
    edition = [say.say(f"edition.{options.edition}", date=options.on)]
    if not material.confidential:
        edition.append(left_out)
    return Cover(
        kind=options.title or say.say("cover.kind"),
        state=material.state_name,
        subject=say.say("cover.subject", convention=say.pick(material.instrument.title)),
        day=say.say("cover.law_as_of", date=material.evaluation.on),
        label=say.say("cover.bar"),
        bar=_bar(material),
        caution=say.say("cover.assessed", **assessed) + " " + say.say("cover.caution"),
        columns=(
            (say.say("cover.submitted_by"), _authors(material)),
            (say.say("cover.edition"), tuple(edition)),
        ),
        note=say.say("cover.note"),
    )


def _authors(material: Material) -> tuple[str, ...]:
    if material.author:
        return tuple(material.author.splitlines())
    withheld = bool(material.options.author)
    return (material.say.say("cover.author_withheld" if withheld else "cover.no_author"),)


def _bar(material: Material) -> Bar:
    totals = material.evaluation.totals
    return Bar(tuple((material.say.mark("status", s), totals.get(s, 0)) for s in _BAR))


def _assessed(material: Material) -> dict[str, int]:
    obligations = len(material.evaluation.statuses)
    not_assessed = material.evaluation.totals.get(Status.NOT_ASSESSED, 0)
    done, elements = answered(material, material.instrument.obligations.values())
    return {
        "obligations": obligations,
        "not_assessed": not_assessed,
        "assessed": obligations - not_assessed,
        "answered": done,
        "elements": elements,
    }


# --- method and limits ----------------------------------------------------------------------------


def _method(material: Material) -> Iterator[Block]:
    say = material.say
    title = say.say("part.method")
    yield Heading(1, title, "method", title)
    numbers = [article.number for article in material.articles]
    texts = (
        ("does", say.words("method.does_text")),
        ("silence", say.words("method.silence_text")),
        (
            "counts",
            say.words("method.counts_text", **_assessed(material), articles=_ranges(numbers)),
        ),
        ("report", say.words("method.report_text", n=_unverified(material))),
        ("language", say.words("method.language_text")),
        ("verbs", say.words("method.verbs_text")),
        ("edition", _edition(material)),
        (
            "basis",
            say.words(
                "method.basis_text",
                date=material.evaluation.on,
                rules=material.evaluation.rules_version,
                instrument=material.instrument.version,
            ),
        ),
    )
    for name, words in texts:
        yield Para(say.words(f"method.{name}"), Look.LABEL)
        yield Para(words)


def _edition(material: Material) -> Words:
    if material.confidential:
        return material.say.words("method.edition_confidential")
    return material.say.words(
        "method.edition_public",
        evidence=material.withheld.evidence,
        figures=material.withheld.figures,
        sources=material.withheld.sources,
        notes=material.left_out_notes,
        authors=material.left_out_authors,
    )


def _unverified(material: Material) -> int:
    return len(
        {
            (finding.rule, finding.basis.report.paragraphs)
            for finding in material.evaluation.findings
            if finding.basis.report and not finding.basis.report.verified
        }
    )


def _ranges(numbers: list[int]) -> str:
    """Gives numbers with neighbours joined: "33–48, 55, 58"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)


# --- summary --------------------------------------------------------------------------------------


def _summary(material: Material) -> Iterator[Block]:
    say = material.say
    title = say.say("part.summary")
    yield Heading(1, title, "summary", title)
    yield Para(say.words("summary.overview"), Look.LABEL)
    yield _bar(material)
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
    yield from _priority(material)
    yield Para(say.words("summary.by_pillar"), Look.LABEL)
    yield _by(material, "pillar", "pillar")
    yield Para(say.words("summary.by_section"), Look.LABEL)
    yield _by(material, "section", "baseline")
    yield Para(say.words("summary.by_article"), Look.LABEL)
    yield _by_article(material)
    yield from _picture(material)


def _picture(material: Material) -> Iterator[Block]:
    """Gives the Convention in one picture, and how many of its squares are not assessed."""
    arranged = groups(material.instrument, "chapter")
    chart = make_overview(
        material.instrument, material.snapshot, material.evaluation, arranged, material.words
    )
    yield Para(material.say.words("summary.picture"), Look.LABEL)
    yield Chart(chart)
    yield Para((Run(chart.said),), Look.HINT)


def _priority(material: Material) -> Iterator[Block]:
    say = material.say
    grave = {Severity.CRITICAL, Severity.MAJOR}

    def rank(group: Group) -> tuple[int, int, int]:
        choice = material.choice(group.first)
        priority = choice.priority if choice and choice.priority else _NO_PRIORITY
        return priority, SEVERITIES.index(group.first.severity), group.number

    first = (g for g in material.results if g.first.severity in grave or rank(g)[0] < _NO_PRIORITY)
    serious = sorted(first, key=rank)[:_PRIORITY]
    if not serious:
        return
    columns = (
        Column(say.say("summary.no"), 0.07),
        Column(say.say("summary.finding"), 0.62),
        Column(say.say("summary.under"), 0.13),
        Column(say.say("summary.severity"), 0.18),
    )
    rows = [
        (
            (Run(str(group.number)),),
            (Run(say.pick(group.first.text)),),
            (_link(material, group.first.obligation),),
            (say.mark("severity", group.first.severity),),
        )
        for group in serious
    ]
    yield Para(say.words("summary.priority"), Look.LABEL)
    yield Table(columns, tuple(rows))


def _link(material: Material, node: str) -> Run:
    article = node.partition(".")[0]
    return Run(node, target=material.anchor_of(int(article)) if article.isdecimal() else "")


def _by(material: Material, kind: str, order: str) -> Table:
    """Gives counts of statuses by one of the instrument's orders, without what it leaves out."""
    rows = []
    for group in groups(material.instrument, order):
        if group.title is None:
            continue
        inside = {obligation.id for obligation in group.obligations}
        found = sum(one.first.obligation in inside for one in material.results)
        name = Run(material.say.pick(group.title))
        rows.append(_row(material, name, group.obligations, found))
    return Table(_columns(material, kind), tuple(rows))


def _by_article(material: Material) -> Table:
    say = material.say
    found = Counter(group.first.obligation.partition(".")[0] for group in material.results)
    rows = []
    for article in material.articles:
        number = str(article.number)
        name = Run(f"{number} {say.pick(article.title)}", target=material.anchor_of(article.number))
        obligations = material.obligations_of(article.number)
        rows.append(_row(material, name, obligations, found[number]))
    return Table(_columns(material, "article"), tuple(rows))


def _row(
    material: Material, name: Run, obligations: tuple[Obligation, ...], found: int
) -> tuple[Words, ...]:
    n, m = answered(material, obligations)
    return (
        (name,),
        statuses(material, obligations),
        (Run(material.say.say("summary.of", n=n, m=m)),),
        (Run(str(found) if found else "–"),),
    )


def _columns(material: Material, first: str) -> tuple[Column, ...]:
    say = material.say
    return (
        Column(say.say(f"summary.{first}"), 0.4),
        Column(say.say("summary.statuses"), 0.34),
        Column(say.say("summary.answered"), 0.14),
        Column(say.say("summary.count"), 0.12),
    )


# --- not assessed ---------------------------------------------------------------------------------


def _not_assessed(material: Material) -> Iterator[Block]:
    say = material.say
    silent = [o for o in material.instrument.obligations.values() if not material.is_shown(o)]
    if not silent:
        return
    title = say.say("part.not_assessed")
    yield Heading(1, title, "not-assessed", title)
    yield Para(say.words("not_assessed.text", n=len(silent)))
    columns = (
        Column(say.say("not_assessed.id"), 0.12),
        Column(say.say("not_assessed.title"), 0.88),
    )
    rows = [((Run(o.id),), (Run(say.pick(o.title)),)) for o in silent]
    yield Table(columns, tuple(rows))

# SPDX-License-Identifier: EUPL-1.2
"""The neutral report: what it says, what an edition leaves out, and that nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from itertools import pairwise

import pytest
from report.arvenia import AUTHORS, HOSTILE, NOTE, ON, ROMANIAN, SECRET, make_snapshot
from samples import snapshot_of

from gapanalysis.charts.timeline import Timeline
from gapanalysis.model import (
    Answer,
    AnswerValue,
    Coverage,
    Decision,
    FindingChoice,
    Outcome,
    ReservationStatus,
    Severity,
    Status,
)
from gapanalysis.numbers import as_reserved
from gapanalysis.report.blocks import (
    Box,
    Chart,
    Heading,
    Look,
    Mark,
    Note,
    Para,
    Quote,
    Run,
    Table,
    Voice,
)
from gapanalysis.report.build import ReportOptions, build_report
from gapanalysis.report.markup import is_leftward
from gapanalysis.report.options import load_kinds
from gapanalysis.report.wording import bound, load_wording
from gapanalysis.reservations import states
from gapanalysis.resources import read_toml
from gapanalysis.rules.conditions import FACTS, RESERVATION_WORDS, STATE_DATES
from gapanalysis.rules.engine import evaluate
from gapanalysis.rules.load import load_rules
from gapanalysis.words import load_words


def strings(value: object) -> Iterator[str]:
    """Gives every string anywhere in a report."""
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from strings(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))


def said(value: object) -> str:
    return "\n".join(strings(value))


def plain(para: Para) -> str:
    """Gives the words of a paragraph alone."""
    return "".join(run.text for run in para.words if isinstance(run, Run))


def plain_of(words) -> str:
    """Gives the words of a cell alone."""
    return "".join(run.text for run in words if isinstance(run, Run))


def of_kind(value: object, kind: type) -> list:
    if isinstance(value, kind):
        return [value]
    if isinstance(value, tuple):
        return [found for one in value for found in of_kind(one, kind)]
    if isinstance(value, Box):
        return of_kind(value.blocks, kind)
    return []


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_public_edition_holds_nothing_confidential(report_of, language):
    public, confidential = (said(report_of(language, e)) for e in ("public", "confidential"))
    for secret in (SECRET, NOTE, *AUTHORS.splitlines()):
        assert secret not in public
        assert secret in confidential
    assert "nightingale" not in (public + confidential).lower().replace(SECRET.lower(), "")


def test_public_edition_says_how_much_it_leaves_out(report_of):
    cover = said(report_of().cover)
    assert "Items left out: 5" in cover  # 1 evidence, 2 notes, 2 authors
    counts = "Left out: items of evidence: 1; working notes and reasons: 2; names of authors: 2. "
    assert counts in "".join(
        run.text
        for para in report_of().blocks
        for run in getattr(para, "words", ())
        if isinstance(run, Run)
    )


def test_hostile_words_stand_verbatim(report_of):
    report = report_of()
    assert f"Criminal Code {HOSTILE}, Article 168" in said(report)
    assert any(HOSTILE in text for text in strings(report.blocks) if "118 reports" in text)


def test_law_is_quoted_exactly_with_the_mapped_words_strong(report_of):
    quotes = [q for q in of_kind(report_of().blocks, Quote) if q.voice == Voice.LAW]
    rape = next(q for q in quotes if "168" in said(q.source))
    assert [run.text for line in rape.lines for run in line if run.strong] == [
        "by force or by threat"
    ]
    assert ["".join(run.text for run in line) for line in rape.lines][2] == f"(2) {ROMANIAN}."


def test_only_needed_paragraphs_of_the_convention_are_quoted(report_of, instrument):
    treaty = [q for q in of_kind(report_of("fr").blocks, Quote) if q.voice == Voice.TREATY]
    sanctions = next(said(q) for q in treaty if "Article\u00a045" in said(q.source))
    paragraphs = instrument.articles[45].paragraphs
    assert paragraphs[0].text["fr"] in sanctions
    assert paragraphs[1].text["fr"] not in sanctions
    assert "[…]" in sanctions


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_a_point_of_the_convention_without_a_letter_has_no_dot_behind_its_dash(
    instrument, snapshot, evaluation, language
):
    options = ReportOptions(language=language, on=ON, kind="obligation", node="45.2")
    blocks = build_report(instrument, snapshot, evaluation, (), options).blocks
    lines = [line for q in of_kind(blocks, Quote) if q.voice == Voice.TREATY for line in q.lines]
    assert [line[0].text for line in lines if line[0].text].count("– ") == 2
    assert not any("–." in run.text for line in lines for run in line)


def test_every_finding_is_said_and_every_result_has_its_verb(report_of, instrument, evaluation):
    report = report_of("fr")
    everything = said(report.blocks)
    boxes = of_kind(report.blocks, Box)
    for finding in evaluation.findings:
        assert bound(finding.text["fr"], "fr").rstrip(".").lower() in everything.lower()
        if finding.outcome != Outcome.CANNOT_TELL:
            text = bound(finding.recommendation["fr"].rstrip(" ."), "fr")
            verb = instrument.verbs[finding.severity]["fr"]
            assert any(Run(verb, strong=True) in _runs(box) for box in boxes if text in said(box))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            "R107",
            "other facts than now are recorded under “days between the end of the first order",
        ),
        ("R101", "the reservation no longer has this status"),
        ("R71", "E53.8 is answered with yes"),
    ],
)
def test_what_closes_a_finding_is_said_in_words(instrument, rule, words):
    case = {
        "name": "",
        "answers": {"E53.8": "no"},
        "dates": {"signed": "2022-03-08", "deposited": "2023-01-10", "in_force": "2023-05-01"},
        "reservations": [{"provision": "33", "made": "2023-01-10"}],
        "provisions": [
            {"on": ["52"], "attributes": {"order_duration_days": 10}},
            {"on": ["53.1"], "attributes": {"court_decision_days": 20}},
        ],
    }
    snapshot = snapshot_of(case)
    rules = [one for one in load_rules(instrument) if one.id == rule]
    evaluation = evaluate(tuple(rules), instrument, snapshot, ON)
    options = ReportOptions(language="en", edition="public", on=ON)
    report = build_report(instrument, snapshot, evaluation, (), options)
    assert words in said(report.blocks)


def test_a_reservation_that_has_lapsed_is_settled_by_the_law_alone(instrument):
    case = {
        "name": "",
        "dates": {"signed": "2019-05-01", "deposited": "2020-01-10", "in_force": "2020-05-01"},
        "reservations": [{"provision": "44.3", "made": "2020-01-10"}],
    }
    snapshot = snapshot_of(case)
    judged = evaluate(load_rules(instrument), instrument, snapshot, ON)
    held = states(snapshot.reservations, snapshot.state, ON, instrument)
    report = build_report(instrument, snapshot, judged, held, ReportOptions(language="en", on=ON))
    (box,) = (said(one) for one in of_kind(report.blocks, Box) if "rule R82" in said(one))
    assert "Settled when: the law meets the provision that was reserved (44.3)." in box


def test_findings_of_a_group_are_shown_and_counted_once(instrument, snapshot, evaluation):
    results = [f for f in evaluation.findings if f.outcome != Outcome.CANNOT_TELL]
    first, second = results[:2]
    joined = tuple(
        replace(f, group="same") if f in (first, second) else f for f in evaluation.findings
    )
    grouped = replace(evaluation, findings=joined)
    options = ReportOptions(language="en", edition="public", on=ON)
    apart, together = (
        build_report(instrument, snapshot, e, (), options) for e in (evaluation, grouped)
    )
    assert len(of_kind(apart.blocks, Box)) == len(of_kind(together.blocks, Box)) + 1
    assert all(f.text["en"] in said(together) for f in (first, second))
    for finding in (first, second):
        assert finding.recommendation["en"].rstrip(" .") in said(together)


def test_findings_of_a_group_that_differ_behind_a_colon_are_one_sentence(
    instrument, snapshot, evaluation
):
    first, second, third = [f for f in evaluation.findings if f.outcome != Outcome.CANNOT_TELL][:3]
    cases = {"a": first.obligation, "b": first.obligation, "c": "56.2"}
    alike = tuple(
        replace(first, group="same", obligation=node, text={"en": f"The law fails: {case}."})
        for case, node in cases.items()
    )
    others = [f for f in evaluation.findings if f not in (first, second, third)]
    judged = replace(evaluation, findings=(*alike, *others))
    report = build_report(instrument, snapshot, judged, (), ReportOptions(language="en", on=ON))
    (box,) = (one for one in of_kind(report.blocks, Box) if "The law fails" in said(one))
    assert plain(box.blocks[1]) == "The law fails: a; b."
    assert plain(box.blocks[2]) == "Also, under article 56.2: The law fails: c."
    every = said(report.blocks)
    assert every.count("The law fails: a; b.") == 3, "summary, box and annex say the same"
    assert "The law fails: a." not in every


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_a_finding_says_the_same_in_the_summary_in_its_box_and_in_the_annex(report_of, language):
    blocks = report_of(language).blocks
    boxes = {box.anchor.removeprefix("finding-"): box for box in of_kind(blocks, Box)}
    claims = {number: plain(box.blocks[1]) for number, box in boxes.items()}
    heads = [n for n, b in enumerate(blocks) if getattr(b, "anchor", "").startswith("why-")]
    annex = {
        blocks[n].anchor.removeprefix("why-"): plain(blocks[n + 1])
        for n in heads
        if isinstance(blocks[n + 1], Para)
    }
    assert annex == claims
    serious = next(
        t for t in of_kind(blocks, Table) if said(t.columns[0].head) in {"No.", "N°", "Nr."}
    )
    summed = {row[0][0].text: (plain_of(row[1]), row[3][0].word) for row in serious.rows}
    assert summed
    for number, (claim, severity) in summed.items():
        assert claim == claims[number]
        marks = [one.word for one in boxes[number].blocks[0].words if isinstance(one, Mark)]
        assert marks[1] == severity


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "the following offences: stalking (article 34); rape (article 36). Article 55(1)"),
        (
            "fr",
            "les infractions suivantes : stalking (article 34) ; rape (article 36). Article 55(1)",
        ),
        ("ro", "următoarele infracțiuni: stalking (article 34); rape (article 36). Article 55(1)"),
    ],
)
def test_findings_that_differ_in_the_offence_only_are_one_sentence(
    instrument, snapshot, evaluation, language, said
):
    first = next(f for f in evaluation.findings if f.outcome != Outcome.CANNOT_TELL)
    offence = load_wording(language).say("article.offence")

    def told(rest):
        text = f"It ends for {offence}{{}} {{}} {rest}"
        colon = ":" if language != "fr" else " :"
        alike = tuple(
            replace(first, group="same", text={"en": "", language: text.format(colon, case)})
            for case in ("stalking (article 34).", "rape (article 36).")
        )
        judged = replace(evaluation, findings=alike)
        options = ReportOptions(language=language, on=ON)
        return claims(build_report(instrument, snapshot, judged, (), options).blocks)

    assert [one.replace("\xa0", " ") for one in told("Article 55(1) requires more.")] == [
        f"It ends for {said} requires more."
    ]
    alone = load_wording(language).say("article.this_offence")
    assert len(told(f"Article 43 covers {alone}.")) == 2


def claims(blocks) -> list[str]:
    """Gives what the first finding says, each sentence of it."""
    (box, *_) = of_kind(blocks, Box)
    said = [plain(one) for one in box.blocks if isinstance(one, Para)]
    return [one for one in said if "it ends for" in one.casefold()]


def test_obligations_without_data_stand_only_in_the_list(report_of, evaluation):
    anchors = {h.anchor for h in of_kind(report_of().blocks, Heading)}
    for name, status in evaluation.statuses.items():
        assert (f"obligation-{name}" in anchors) == (status.status != Status.NOT_ASSESSED)
    listed = next(
        table for heading, table in _tables_by_part(report_of()) if heading.anchor == "not-assessed"
    )
    silent = [n for n, s in evaluation.statuses.items() if s.status == Status.NOT_ASSESSED]
    judged = {f.obligation for f in evaluation.findings if f.kind in {"reservation", "reminder"}}
    told = [row[1][0].text for row in listed.rows]
    names = [
        name for one in told for name in re.findall("(?:^|; )(\\d[\\w.]*)\N{NO-BREAK SPACE}", one)
    ]
    assert names == [n for n in silent if n not in judged]
    more = f"{len(judged & set(silent))} more obligations are not assessed;"
    assert any(plain(one).startswith(more) for one in of_kind(report_of().blocks, Para))


def test_secret_evidence_alone_does_not_open_an_obligation(instrument, snapshot, evaluation):
    lonely = replace(snapshot.evidence[1], obligation="40")
    changed = replace(snapshot, evidence=(lonely,))
    for edition, shown in (("public", False), ("confidential", True)):
        options = ReportOptions(language="en", edition=edition, on=ON)
        report = build_report(instrument, changed, evaluation, (), options)
        anchors = {h.anchor for h in of_kind(report.blocks, Heading)}
        assert ("obligation-40" in anchors) is shown
        assert ("article-40" in anchors) is shown


@pytest.mark.parametrize("kind", load_kinds().kinds)
def test_every_link_leads_to_a_heading_or_a_finding(report_of, kind):
    report = report_of(kind=kind, node="36.1.a" if kind == "obligation" else "")
    anchors = [h.anchor for h in of_kind(report.blocks, Heading)]
    anchors += [box.anchor for box in of_kind(report.blocks, Box)]
    assert len(anchors) == len(set(anchors))
    targets = set(_targets(report.blocks))
    assert targets or kind == "concordance"
    assert targets <= set(anchors)


def _targets(value: object) -> Iterator[str]:
    if isinstance(value, Run):
        yield from filter(None, [value.target])
    elif isinstance(value, tuple):
        for one in value:
            yield from _targets(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _targets(getattr(value, field.name))


def test_reservations_have_their_dates_and_reasons(report_of):
    table = next(t for h, t in _tables_by_part(report_of()) if h.anchor == "reservations")
    rows = {row[0][0].text: [said(cell) for cell in row] for row in table.rows}
    assert rows["55.1 (art.\u00a035)"][1:] == [
        "automatically extended",
        "10\u00a0March 2021",
        "1\u00a0April 2026",
        "1\u00a0July 2026",
        "1\u00a0January 2027",
    ]
    assert rows["36"][1] == "not permitted"
    assert "article 78 does not allow" in said(report_of().blocks)


def test_concordance_reads_both_ways(report_of):
    tables = [t for h, t in _tables_by_part(report_of()) if h.anchor == "concordance"]
    forward, without, *backward = (
        [[said(c).strip() for c in row] for row in t.rows] for t in tables
    )
    row = next(row for row in forward if row[0] == "36.1.a\narticle-36")
    assert row[2] == f"Criminal Code {HOSTILE}, Article 168: contrary to it"
    assert row[3].endswith("gap")
    silent = {row[0].partition("\n")[0]: row[2] for row in without}
    assert silent["34"] == "The authors state that there is none."
    assert "7.1" not in silent
    told = said(report_of().blocks)
    (counted,) = re.findall(r"Not assessed, and without a provision: (\d+)", told)
    (every,) = re.findall(r"Obligations under which no provision was placed: (\d+)", told)
    assert int(counted) + len(without) == int(every)
    assert re.search(f"{counted} obligations have no answer", told)
    assert not {"36.1.a", "36.1.b", "36.1.c", "48.1"} & silent.keys()
    assert ["Article 168", "36.1.a: contrary to it"] in backward[0]
    assert ["Стаття 152\nuk", "36: meets it in full"] in backward[1]


def test_no_column_of_the_concordance_holds_dashes_only(instrument, snapshot, evaluation):
    """Where the authors stated nothing, the table of what has no provision says so in words."""
    for statements, columns in (({"34"}, 4), (set(), 3)):
        changed = replace(snapshot, statements=frozenset(statements))
        options = ReportOptions(language="en", on=ON, kind="concordance")
        report = build_report(instrument, changed, evaluation, (), options)
        _, (_, without), *_ = [
            (h, t) for h, t in _tables_by_part(report) if h.anchor == "concordance"
        ]
        assert len(without.columns) == columns
        assert {len(row) for row in without.rows} == {columns}
        assert ("A dash says" in said(report.blocks)) == bool(statements)
        assert "nothing follows from that" in said(report.blocks).lower()


def test_used_rules_are_listed_with_their_version(report_of, evaluation):
    table = next(t for h, t in _tables_by_part(report_of()) if h.anchor == "rules")
    listed = {(row[0][0].text, row[1][0].text) for row in table.rows}
    assert listed == {(f.rule, str(f.version)) for f in evaluation.findings}


def test_romanian_report_says_that_the_translation_is_not_authentic(report_of):
    assert "Traducerea nu este autentică" in said(report_of("ro").blocks)
    assert "is authentic" in said(report_of("en").blocks)


def test_answers_are_marks_with_words(report_of):
    marks = {
        (m.code, m.word)
        for table in of_kind(report_of("ro").blocks, Table)
        for row in table.rows
        for cell in row
        for m in cell
        if isinstance(m, Mark) and m.kind == "answer"
    }
    assert {("no", "nu"), ("unclear", "neclar"), ("none", "neevaluat")} <= marks


def test_a_basis_is_one_article_and_paragraph_or_several_with_dashes(report_of, evaluation):
    told = [said(box) for box in of_kind(report_of().blocks, Box)]
    bases = {re.search(r"Basis: .*", one)[0] for one in told}
    assert not any(re.search(r"\barticle \S+, ", basis) for basis in bases)
    assert not any(re.search(r"paragraphs \d+\b(?!–)|paragraph \d+–|\d-", basis) for basis in bases)
    assert any("Explanatory Report, paragraph " in basis for basis in bases)
    assert any(re.search(r"Explanatory Report, paragraphs \d+–\d+", basis) for basis in bases)


def test_reservations_whose_days_are_not_recorded_are_named_once(instrument, snapshot):
    state = replace(snapshot.state, signed=None, deposited=None, in_force=None)
    (first,) = (one for one in snapshot.reservations if one.provision == "55.1:35")
    kept = (
        first,
        replace(first, id=91, provision="44.3"),
        replace(first, id=92, provision="58:37"),
    )
    unknown = replace(snapshot, state=state, reservations=kept)
    held = states(kept, state, ON, instrument)
    judged = evaluate(load_rules(instrument), instrument, unknown, ON)
    assert any(one.subject == "44.3" for one in judged.findings)
    report = build_report(instrument, unknown, judged, held, ReportOptions(language="en", on=ON))
    charts = [one.chart for one in of_kind(report.blocks, Chart)]
    assert not any(isinstance(one, Timeline) for one in charts)  # it would have no bars
    told = [plain(one) for one in of_kind(report.blocks, Para)]
    (named,) = (one for one in told if "The days of signature, deposit and entry" in one)
    assert "cannot be told: 55.1 (art.\u00a035); 44.3; 58 (art.\u00a037)." in named
    assert not any("reservation has lapsed" in one or "(R81," in one for one in told)


def test_what_cannot_be_told_is_no_finding(report_of):
    told = [plain(one) for one in of_kind(report_of().blocks, Para)]
    heads = [n for n, one in enumerate(told) if one == "What cannot be told yet"]
    assert heads
    for at in heads:
        assert told[at + 1].endswith("none of them is a finding.")
        assert told[at + 2].startswith(" – to be checked: ")


def test_what_one_rule_asks_of_several_offences_is_asked_once(instrument):
    offences = {f"E58.{n}": "unclear" for n in (37, 38, 39)}
    unsure = snapshot_of({"name": "", "answers": offences})
    judged = evaluate(load_rules(instrument), instrument, unsure, ON)
    for language, several in (("en", ""), ("fr", "les infractions suivantes"), ("ro", "")):
        options = ReportOptions(language=language, on=ON)
        report = build_report(instrument, unsure, judged, (), options)
        told = [plain(one) for one in of_kind(report.blocks, Para)]
        asked = [one for one in told if "(R79," in one]
        assert asked
        assert len({one.rpartition(": ")[0] for one in asked}) == len(asked)
        assert several in asked[0]


def test_a_law_in_one_line_is_quoted_with_a_line_for_each_paragraph(
    instrument, snapshot, evaluation
):
    glued = "Article 9. Hearing (1) First words. (2) Second words."
    inside = tuple(glued.index(label) for label in ("(1)", "(2)"))
    provision = replace(snapshot.provisions[3], text=glued, end=1000 + len(glued), inside=inside)
    changed = replace(snapshot, provisions={**snapshot.provisions, 3: provision})
    for quoted in ("", "words. (2) Second", "(1) First words.", "Hearing (1) First"):
        (old,) = (m for m in snapshot.mappings if m.provision == 3)
        start = 1000 + glued.index(quoted)
        exact = replace(
            snapshot.mappings[0].quotation, start=start, end=start + len(quoted), exact=quoted
        )
        mapping = replace(old, quotation=exact if quoted else None)
        own = replace(changed, mappings=(mapping,))
        report = build_report(instrument, own, evaluation, (), ReportOptions(language="en", on=ON))
        (law,) = (q for q in of_kind(report.blocks, Quote) if q.voice == Voice.LAW)
        lines = ["".join(run.text for run in line).rstrip() for line in law.lines]
        assert lines == ["Article 9. Hearing", "(1) First words.", "(2) Second words."]


def test_raised_digits_of_a_law_are_quoted_as_it_prints_them(instrument, snapshot, evaluation):
    text = "Article 9^1\n(2^1) Whoever acts on 9 m^2 is worse."
    provision = replace(snapshot.provisions[3], text=text, heading="", end=1000 + len(text))
    (old,) = (m for m in snapshot.mappings if m.provision == 3)
    own = replace(
        snapshot,
        provisions={**snapshot.provisions, 3: replace(provision, inside=())},
        mappings=(replace(old, quotation=None),),
    )
    report = build_report(instrument, own, evaluation, (), ReportOptions(language="en", on=ON))
    (law,) = (q for q in of_kind(report.blocks, Quote) if q.voice == Voice.LAW)
    lines = ["".join(run.text for run in line) for line in law.lines]
    assert lines == ["Article 9¹", "(2¹) Whoever acts on 9 m² is worse."]


def test_obligations_below_evidence_are_not_said_to_have_none(instrument, snapshot, evaluation):
    above = replace(snapshot.evidence[0], obligation="56.1")
    own = replace(snapshot, evidence=(above,))
    report = build_report(instrument, own, evaluation, (), ReportOptions(language="en", on=ON))
    listed = next(t for h, t in _tables_by_part(report) if h.anchor == "not-assessed")
    assert "56.2" in said(listed.rows)
    assert "56.1.a" not in said(listed.rows)


def test_a_heading_in_the_line_of_the_words_is_parted_from_them(instrument, snapshot, evaluation):
    text = "Article 9 Aggravation Whoever acts again is worse."
    inline = replace(
        snapshot.provisions[3], text=text, heading="Aggravation", end=1000 + len(text), inside=()
    )
    own = replace(snapshot, provisions={**snapshot.provisions, 3: inline})
    report = build_report(instrument, own, evaluation, (), ReportOptions(language="en", on=ON))
    (law,) = (q for q in of_kind(report.blocks, Quote) if "Article 9" in said(q.source))
    told = ["Article 9 Aggravation", "Whoever acts again is worse."]
    assert [said(line) for line in law.lines] == told


def test_law_that_is_cut_ends_with_no_number_alone(instrument, snapshot, evaluation):
    text = f"Article 9\n(1) {'words ' * 80}\n(2) Whoever acts again, and again, and so on for long"
    provision = replace(snapshot.provisions[3], text=text, end=1000 + len(text), inside=())
    own = replace(snapshot, provisions={**snapshot.provisions, 3: provision})
    options = ReportOptions(language="en", on=ON, detail="short")
    report = build_report(instrument, own, evaluation, (), options)
    (law,) = (q for q in of_kind(report.blocks, Quote) if "Article 9" in said(q.source))
    assert [said(line) for line in law.lines][-1] == "[…]"


@pytest.mark.parametrize(
    ("obligation", "answers", "said_why"),
    [
        ("36.1.b", {}, "The answers say yes, but a provision is marked as contrary: Criminal Code"),
        ("63", {"E63": AnswerValue.YES}, "No question of the catalogue decides"),
    ],
)
def test_why_a_status_cannot_be_told_is_said(instrument, snapshot, obligation, answers, said_why):
    core = [one.id for one in instrument.elements_of(obligation) if one.core]
    given = answers | dict.fromkeys(core, AnswerValue.YES)
    mapped = tuple(
        replace(m, coverage=Coverage.CONTRARY) if m.obligation == obligation else m
        for m in snapshot.mappings
    )
    own = replace(
        snapshot,
        mappings=mapped,
        answers={e: Answer(element=e, value=value, note="") for e, value in given.items()},
    )
    judged = evaluate(load_rules(instrument), instrument, own, ON)
    assert judged.statuses[obligation].status == Status.CANNOT_TELL
    report = build_report(instrument, own, judged, (), ReportOptions(language="en", on=ON))
    anchors = [getattr(one, "anchor", "") for one in report.blocks]
    at = anchors.index(f"obligation-{obligation}")
    assert plain(report.blocks[at + 2]).startswith(said_why)


def test_a_status_without_a_finding_of_its_own_says_what_it_rests_on(instrument, snapshot):
    given = {e.id: AnswerValue.YES for e in instrument.elements_of("33")}
    given |= {"E33.5": AnswerValue.PARTLY, "E43.1": AnswerValue.PARTLY}
    answers = {e: Answer(element=e, value=value, note="") for e, value in given.items()}
    own = replace(snapshot, answers=answers, statements=frozenset())
    judged = evaluate(load_rules(instrument), instrument, own, ON)
    report = build_report(instrument, own, judged, (), ReportOptions(language="en", on=ON))
    told = [plain(one) for one in of_kind(report.blocks, Para)]
    numbers = [found[1] for one in told if (found := re.match(r"Finding (\d+).* R43\b", one))]
    see = f"See finding {numbers[0]} (article 43)."
    assert any("From the answers: E33.5 (partly)." in one and see in one for one in told)


def test_obligations_of_which_a_short_report_has_nothing_to_tell_share_a_list(report_of):
    report = report_of(kind="parliament")
    anchors = {h.anchor for h in of_kind(report.blocks, Heading)}
    told = [plain(one) for one in of_kind(report.blocks, Para)]
    assert "obligation-36.2" not in anchors
    assert any(one.startswith("36.2 ") and "To be answered: E36.7, E36.8." in one for one in told)


def test_a_parliament_asks_what_a_status_waits_for_and_counts_what_it_leaves_out(
    instrument, snapshot
):
    answers = {
        e.id: Answer(element=e.id, value=AnswerValue.UNCLEAR, note="")
        for e in instrument.elements.values()
        if e.core
    }
    few = {name: answers[name] for name in ("E12.1", "E22.1")}

    def asked(given):
        own = replace(snapshot, answers=given, mappings=(), statements=frozenset())
        judged = evaluate(load_rules(instrument), instrument, own, ON)
        options = ReportOptions(language="en", on=ON, kind="parliament")
        told = [
            plain(b)
            for b in of_kind(build_report(instrument, own, judged, (), options).blocks, Para)
        ]
        begin = told.index("On what could not be answered") + 1
        return told[begin:]

    assert any(one.endswith("(E12.1)") for one in asked(few))
    assert not any(one.startswith("Further open questions") for one in asked(few))
    assert re.match(r"Further open questions: \d+\.", asked(answers)[20])


@pytest.mark.parametrize("kind", ["baseline", "thematic", "pillars"])
def test_counts_by_section_are_of_all_obligations(report_of, instrument, kind):
    tables = [t for h, t in _tables_by_part(report_of(kind=kind)) if h.anchor == "summary"]
    heads = [said(table.columns[0].head) for table in tables]
    section = tables[heads.index("Section")]
    counted = re.findall(r" of (\d+)", said(section.rows))
    assert sum(map(int, counted)) == len(instrument.elements)
    first = "I. Introduction" if kind != "thematic" else "1. Changes in policies"
    assert said(section.rows[0]).startswith(first)


def test_a_report_without_findings_says_nothing_of_their_verbs(report_of):
    for kind, there in (("concordance", False), ("baseline", True)):
        told = said(report_of(kind=kind).blocks)
        assert ("strongly encourages, encourages" in told) is there
        assert ("References to verify in this report" in told) is there


def test_a_law_without_a_date_is_named_alone_among_the_sources(instrument, snapshot, evaluation):
    laws = {key: replace(law, date=None) for key, law in snapshot.laws.items()}
    undated = replace(snapshot, laws=laws)
    report = build_report(instrument, undated, evaluation, (), ReportOptions(language="en", on=ON))
    told = [plain(one) for one in of_kind(report.blocks, Para)]
    assert not any("(–)" in one for one in told)
    assert all(law.title in told for law in laws.values())


def test_empty_project_gives_a_report_of_what_is_not_assessed(instrument):
    snapshot = make_snapshot()
    empty = replace(
        snapshot,
        laws={},
        provisions={},
        mappings=(),
        answers={},
        statements=frozenset(),
        attributes={},
        reservations=(),
        evidence=(),
        no_reservations=True,
    )
    evaluation = evaluate(load_rules(instrument), instrument, empty, ON)
    options = ReportOptions(language="en", edition="public", on=ON)
    report = build_report(instrument, empty, evaluation, (), options)
    assert "The authors state that the Party made no reservation." in said(report)
    assert not of_kind(report.blocks, Box)
    assert f"Obligations assessed: 0 of {len(instrument.obligations)}" in said(report.cover)


def test_the_authors_own_words_verb_and_priority_go_before_those_of_the_rule(
    instrument, snapshot, evaluation
):
    minor = [f for f in evaluation.findings if f.outcome == "gap"][-1]
    choice = FindingChoice(
        rule=minor.rule,
        obligation=minor.obligation,
        subject=minor.subject,
        priority=1,
        verb="info",
        recommendation="Rewrite it <b>now</b>.",
    )
    chosen = replace(snapshot, choices={minor.key: choice})
    options = ReportOptions(language="en", edition="public", on=ON)
    report = build_report(instrument, chosen, evaluation, (), options)
    assert "invites" in said(report.blocks)
    assert "Rewrite it <b>now</b>" in said(report.blocks)
    summary = of_kind(report.blocks, Table)[0]
    assert minor.text["en"] in said(summary.rows[0])


def test_braces_of_a_text_are_never_read_as_places(instrument, snapshot):
    named = replace(snapshot, state=replace(snapshot.state, name="{date} {0} %s"))
    named = replace(
        named, answers={"E36.1": Answer(element="E36.1", value=AnswerValue.NO, note="{n}{reason}")}
    )
    options = ReportOptions(language="en", edition="confidential", on=ON, author="{places}")
    judged = evaluate(load_rules(instrument), instrument, named, ON)
    report = build_report(instrument, named, judged, (), options)
    assert report.head == "Shadow report to GREVIO · {date} {0} %s"
    assert "Note: {n}{reason}" in said(report.blocks)


def test_all_languages_have_the_same_wording_with_the_same_places():
    english = read_toml("report/en.toml")
    for language in ("fr", "ro"):
        other = read_toml(f"report/{language}.toml")
        assert {p: set(k) for p, k in other.items()} == {p: set(k) for p, k in english.items()}
        for part, sentences in english.items():
            for key, sentence in sentences.items():
                assert places(other[part][key]) == places(sentence), (language, part, key)


@pytest.mark.parametrize(("language", "forms"), [("en", 2), ("fr", 2), ("ro", 3)])
def test_every_choice_of_words_has_as_many_forms_as_the_language(language, forms):
    sentences = [s for part in read_toml(f"report/{language}.toml").values() for s in part.values()]
    chosen = [c for sentence in sentences for c in re.findall(r"\{\w+\?([^{}]*)\}", sentence)]
    assert chosen
    assert [one for one in chosen if one.count("|") != forms - 1] == []


@pytest.mark.parametrize(
    ("language", "number", "shown"),
    [
        ("en", 0, "Of 0 elements, 0 were answered"),
        ("en", 1, "Of 1 element, 1 was answered"),
        ("en", 21, "Of 21 elements, 21 were answered"),
        ("fr", 0, "Sur 0 élément, 0 a été renseigné"),
        ("fr", 1, "Sur 1 élément, 1 a été renseigné"),
        ("fr", 2, "Sur 2 éléments, 2 ont été renseignés"),
        ("fr", 101, "Sur 101 éléments, 101 ont été renseignés"),
        ("ro", 0, "Din 0 elemente, 0 au primit răspuns"),
        ("ro", 1, "Din 1 element, 1 a primit răspuns"),
        ("ro", 2, "Din 2 elemente, 2 au primit răspuns"),
        ("ro", 19, "Din 19 elemente, 19 au primit răspuns"),
        ("ro", 20, "Din 20 de elemente, 20 au primit răspuns"),
        ("ro", 21, "Din 21 de elemente, 21 au primit răspuns"),
        ("ro", 101, "Din 101 elemente, 101 au primit răspuns"),
    ],
)
def test_words_go_with_their_number(language, number, shown):
    names = ("obligations", "assessed", "not_assessed", "elements", "answered", "unclear")
    counts = dict.fromkeys(names, number)
    told = load_wording(language).say("method.counts_text", **counts, articles="1")
    assert shown in told
    assert "|" not in told


def places(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", sentence))


def _runs(box: Box) -> list[object]:
    return [word for block in box.blocks if isinstance(block, Para) for word in block.words]


def _tables_by_part(report):
    heading = None
    for block in report.blocks:
        if isinstance(block, Heading) and block.level == 1:
            heading = block
        if isinstance(block, Table) and heading is not None:
            yield heading, block


def test_codes_that_rules_read_have_words(instrument):
    for language in ("en", "fr", "ro"):
        wording = read_toml(f"report/{language}.toml")
        values = {v for kind in instrument.attributes.values() for v in kind.values if len(v) > 2}
        assert values <= set(wording["value"])
        assert set(FACTS) | set(STATE_DATES) <= set(wording["fact"])
        assert {str(s) for s in Status} == set(wording["status"])
        assert {str(one) for one in Decision} == set(wording["reservation_decision"])
        states = {*map(str, ReservationStatus), *RESERVATION_WORDS}
        assert states <= set(wording["reservation_status"])


@pytest.mark.parametrize(
    ("language", "on"),
    [("en", "reservation on"), ("fr", "réserve à"), ("ro", "rezerva la articolul")],
)
def test_rules_that_look_at_each_reservation_name_the_one_they_looked_at(
    instrument, snapshot, language, on
):
    day = date(2034, 1, 1)
    held = states(snapshot.reservations, snapshot.state, day, instrument)
    judged = evaluate(load_rules(instrument), instrument, snapshot, day)
    options = ReportOptions(language=language, on=day)
    blocks = build_report(instrument, snapshot, judged, held, options).blocks
    told = " ".join(said(one) for one in (*of_kind(blocks, Para), *of_kind(blocks, Box)))
    looked = {one.subject for one in judged.findings if one.obligation == "79" and one.subject}
    assert looked
    for subject in looked:
        assert re.search(rf"79, {on}\D*{re.escape(as_reserved(subject))}", told)
    assert not re.search(r"(reservation|réserve|rezerva) each", told)
    assert not re.search(rf"\b(\d[\d.a-z]*), {on}\D*\1\b", told)


@pytest.mark.parametrize("kind", ["baseline", "parliament"])
def test_findings_that_are_named_beside_each_other_can_be_told_apart(instrument, snapshot, kind):
    """Two reservations lapsed in the same way: each time the report says which."""
    day, (held, *_) = date(2034, 1, 1), snapshot.reservations
    both = replace(snapshot, reservations=(held, replace(held, id=2, provision="44.3")))
    told = states(both.reservations, both.state, day, instrument)
    judged = evaluate(load_rules(instrument), instrument, both, day)
    options = ReportOptions(kind=kind, language="en", on=day)
    blocks = build_report(instrument, both, judged, told, options).blocks
    named = [
        *(said(row[1:3]) for table in of_kind(blocks, Table) for row in table.rows),
        *(said(one).partition(", ")[2] for one in of_kind(blocks, Para) if one.look == Look.ITEM),
    ]
    lapsed = [one for one in named if "has lapsed" in one]
    assert len(lapsed) == len(set(lapsed)) >= 2


def test_french_never_begins_a_line_with_a_sign_that_it_sets_apart(report_of):
    blocks = report_of("fr").blocks
    for one in (*of_kind(blocks, Heading), *of_kind(blocks, Para)):
        assert not re.search(r" [:;?!»]|« ", said(one)), said(one)


def test_french_sets_the_signs_of_lists_and_numbers_apart(report_of):
    blocks = report_of("fr").blocks
    told = said((*of_kind(blocks, Para), *of_kind(blocks, Table)))
    listed = re.findall("^Réserve à l’article.*;.*$", told, re.MULTILINE)
    assert listed
    assert not [line for line in listed if re.search("[^\u00a0];", line)]
    assert "n°\u00a0" in told
    assert "n° " not in told


def test_french_keeps_the_number_of_an_article_on_its_line(report_of, evaluation):
    for finding in evaluation.findings:
        told = bound(finding.text["fr"], "fr")
        assert not re.search(r"(article|paragraphe)s? \d|point [a-i]\b", told), told
        assert bound(finding.text["en"], "en") == finding.text["en"]
    for one in of_kind(report_of("fr").blocks, Heading):
        assert not re.search(r"(Article|Chapitre|Section) [\dIVX]", said(one)), said(one)


def test_what_has_no_elements_is_not_counted_as_none_of_none(report_of):
    blocks = report_of("en").blocks
    rows = [row for table in of_kind(blocks, Table) for row in table.rows if len(row) == 4]
    final = [row for row in rows if said(row[0]).startswith("79 Validity")]
    assert [said(row[2]) for row in final] == ["–"]
    assert not re.search(r"\b0 of 0\b", said(blocks))


def test_the_summary_tells_articles_of_which_something_is_known_and_names_the_rest(
    report_of, instrument
):
    blocks = report_of().blocks
    (table,) = (
        t
        for t in of_kind(blocks, Table)
        if said(t.columns[0].head) == "Article"
        and said(t.columns[1].head) == "Obligations"
        and len(t.columns) == 4
    )
    told = {int(said(row[0]).split()[0]) for row in table.rows}
    (line,) = re.findall(r"nothing is assessed and no finding is made: (.+)\.", said(blocks))
    silent = {
        number
        for part in line.split(", ")
        for number in range(int(part.split("–")[0]), int(part.split("–")[-1]) + 1)
    }
    assert not told & silent
    assert told | silent == {one.article for one in instrument.obligations.values()}
    marks = {said(row[0]).split()[0]: said(row[1]) for row in table.rows}
    assert marks["34"].endswith("gap")
    assert re.search(r"gap\xa0\d", marks["36"])


def test_a_serious_finding_leads_to_its_box_or_else_to_its_steps(report_of):
    report = report_of(kind="thematic")
    tables = [t for t in of_kind(report.blocks, Table) if said(t.columns[0].head) == "No."]
    targets = {row[0][0].text: row[0][0].target for t in tables[:1] for row in t.rows}
    assert {target.partition("-")[0] for target in targets.values()} == {"finding", "why"}
    anchors = {h.anchor for h in of_kind(report.blocks, Heading)}
    anchors |= {box.anchor for box in of_kind(report.blocks, Box)}
    assert set(targets.values()) <= anchors


def test_what_is_said_of_a_reservation_is_one_sentence(report_of):
    told = said(tuple(block for block in report_of().blocks if isinstance(block, Para)))
    for provision in ("55.1 (art.\u00a035)", "36"):
        (line,) = re.findall(
            rf"^Reservation on article {re.escape(provision)}: .*$", told, re.MULTILINE
        )
        assert line.endswith(".")
        assert not re.search(r"\.[;.]", line)


def test_terms_stand_in_the_order_of_the_language(report_of):
    (table,) = of_kind(report_of("fr", sections=("glossary",)).blocks, Table)
    terms = [row[0][0].text for row in table.rows]
    before = {term: n for n, term in enumerate(terms)}
    assert before["Diligence voulue"] < before["Élément"] < before["GREVIO"]
    assert before["Délai de prescription"] < before["Double incrimination"]


def test_one_paragraph_of_the_explanatory_report_is_not_said_as_several(report_of, evaluation):
    told = said(report_of("fr").blocks)
    numbers = {f.basis.report.paragraphs for f in evaluation.findings if f.basis.report}
    assert any(n.isdigit() for n in numbers)
    assert not re.search(r"Rapport explicatif, paragraphes \d+[ .]", told)


def test_a_law_without_a_day_stands_alone_among_the_sources(instrument, snapshot, evaluation):
    laws = {key: replace(law, date=None) for key, law in snapshot.laws.items()}
    undated = replace(snapshot, laws=laws)
    options = ReportOptions(language="en", edition="public", on=ON, sections=("sources",))
    report = build_report(instrument, undated, evaluation, (), options)
    assert {law.title for law in laws.values()} <= set(said(report.blocks).splitlines())
    assert "(–)" not in said(report.blocks)


def test_the_basis_of_a_finding_is_written_like_the_nodes(report_of, evaluation):
    cited = {one.basis.articles for one in evaluation.findings}
    assert any(re.search(r"[()]|\d[a-z]", one) for one in cited)
    blocks = report_of(edition="confidential").blocks
    told = [plain(one) for one in of_kind(blocks, Para) if plain(one).startswith("Basis: ")]
    assert told
    names = [one.anchor if isinstance(one, Heading) else "" for one in blocks]
    (table,) = of_kind(blocks[names.index("rules") : names.index("laws")], Table)
    for one in (*told, *(said(row[2]) for row in table.rows)):
        assert not re.search(r"\d\(|\d[a-z]\b|\d-", one.partition("Explanatory")[0]), one


def test_what_a_rule_rests_on_besides_articles_is_said_in_words(instrument):
    other = {one.basis.articles for one in load_rules(instrument)}
    other = {one for one in other if not one[:1].isdecimal()}
    assert other
    for language in ("en", "fr", "ro"):
        assert other <= read_toml(f"report/{language}.toml")["basis"].keys()


def test_a_finding_quotes_a_provision_once(instrument, snapshot, evaluation):
    (first,) = (one for one in evaluation.findings if one.rule == "R14")
    step = next(one for one in first.why if one.decisive and one.reads)
    quoted = next(read for one in first.why for read in one.reads if read.quote)
    twice = replace(
        step, reads=(*step.reads, quoted._replace(kind="attribute", name="penalty", value="x"))
    )
    why = tuple(twice if one is step else one for one in first.why)
    judged = replace(
        evaluation,
        findings=tuple(replace(f, why=why) if f is first else f for f in evaluation.findings),
    )
    options = ReportOptions(language="en", on=ON)
    blocks = build_report(instrument, snapshot, judged, (), options).blocks
    (box,) = (one for one in of_kind(blocks, Box) if "rule R14" in said(one))
    shown = [plain(one) for one in of_kind(box.blocks, Para)]
    words = " ".join(quoted.quote.split())[:40]
    assert sum(words in one for one in shown) == 1


def test_the_language_of_a_law_is_named(report_of):
    notes = said(report_of("fr").blocks)
    assert "cité dans la langue de la loi (anglais)" in notes
    assert not re.search(r"\((en|fr|ro|uk|ar)\)", notes)


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_statuses_have_the_words_that_the_window_has(language):
    words, said = load_words(language), load_wording(language)
    for status in Status:
        assert said.code("status", status) == bound(words.code("status", status), language)


def test_words_of_a_law_keep_its_language_where_they_are_cited(instrument, snapshot):
    law = replace(snapshot.laws[1], language="ar", title="قانون")
    own = replace(snapshot, laws={**snapshot.laws, 1: law})
    judged = evaluate(load_rules(instrument), instrument, own, ON)
    for language in ("en", "fr"):
        report = build_report(instrument, own, judged, (), ReportOptions(language=language, on=ON))
        sources = [
            quote.source
            for quote in of_kind(report.blocks, Quote)
            if quote.voice == Voice.LAW and quote.language == "ar"
        ]
        notes = [one.words for source in sources for one in source if isinstance(one, Note)]
        why = [p.words for p in of_kind(report.blocks, Para) if p.look == Look.SOURCE]
        lines = [*sources, *notes, *(words for words in why if "قانون" in words[0].text)]
        assert len(lines) > 2 * len(sources) > 0
        for words in lines:
            said = [run for run in words if isinstance(run, Run) and run.text.strip()]
            assert "قانون" in said[0].text
            assert said[0].language == "ar"
        assert not any(map(is_leftward, (*sources, *notes)))
        tables = of_kind(report.blocks, Table)
        cited = [
            run
            for words in (cell for table in tables for row in table.rows for cell in row)
            for run in words
            if isinstance(run, Run) and "قانون" in run.text
        ]
        assert {run.language for run in cited} == {"ar"}
        heads = [t.columns[0].head for t in tables if "قانون" in str(t.rows)]
        assert len(set(heads)) >= 3  # concordance, steps of rules, laws
    same = replace(law, language="en")
    own = replace(snapshot, laws={**snapshot.laws, 1: same})
    report = build_report(instrument, own, judged, (), ReportOptions(language="en", on=ON))
    quotes = [q for q in of_kind(report.blocks, Quote) if q.language == "en"]
    assert quotes
    assert not any(run.language for q in quotes for run in q.source if isinstance(run, Run))


def with_facts(snapshot, **facts):
    """Gives an analysis with more facts recorded of its State."""
    state = replace(snapshot.state, facts={**snapshot.state.facts, **facts})
    return replace(snapshot, state=state)


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_findings_on_no_article_stand_in_a_part_of_their_own(instrument, snapshot, language):
    """They name no article, and do not stand among the findings on reservations."""
    known = with_facts(snapshot, quotes_translation="yes", law_changed_since_import="yes")
    judged = evaluate(load_rules(instrument), instrument, known, ON)
    kept = states(known.reservations, known.state, ON, instrument)
    options = ReportOptions(language=language, edition="confidential", on=ON)
    report = build_report(instrument, known, judged, kept, options)
    say = load_wording(language)
    parts, name = {}, ""
    for block in report.blocks:
        if isinstance(block, Heading) and block.level == 1:
            name = block.text
        elif isinstance(block, Box):
            parts.setdefault(name, []).append(said(block))
    whole = parts[say.say("part.whole")]
    assert [re.search(r"R\d+", box)[0] for box in whole] == ["R110", "R111"]
    assert all(say.say("finding.on_whole") in box for box in whole)
    assert not {"R110", "R111"} & set(
        re.findall(r"R\d+", said(parts[say.say("part.reservations")]))
    )
    steps = said(tuple(block for block in report.blocks if isinstance(block, Table)))
    assert say.say("steps.some_say_of_any", what="#").partition("#")[0] in steps
    assert not re.search(r"\bany “|articl\w+ any|art\. any", steps)


def test_a_reminder_on_a_provision_stands_with_its_article(instrument, snapshot):
    """A provision that is recorded as repealed is told where it is placed."""
    old = snapshot.attributes[1]["force_element"]
    repealed = replace(old, name="in_force", value="repealed(2025-06-30)")
    known = replace(snapshot, attributes={1: {"in_force": repealed}})
    judged = evaluate(load_rules(instrument), instrument, known, ON)
    options = ReportOptions(language="en", edition="confidential", on=ON)
    blocks = build_report(instrument, known, judged, (), options).blocks
    part_of, name = {}, ""
    for block in blocks:
        if isinstance(block, Heading) and block.level < 3:
            name = block.text
        elif isinstance(block, Box):
            part_of[said(block)] = name
    told = {name for box, name in part_of.items() if "R111" in box}
    assert "Article 36. Sexual violence, including rape" in told
    assert "Reservations" not in told


def test_a_concordance_without_laws_says_so_on_either_side(instrument, snapshot):
    """No label stands alone above the next part."""
    none = replace(snapshot, laws={}, mappings=(), provisions={}, attributes={}, answers={})
    judged = evaluate(load_rules(instrument), instrument, none, ON)
    options = ReportOptions(language="en", on=ON, kind="concordance")
    blocks = build_report(instrument, none, judged, (), options).blocks
    labels = [n for n, one in enumerate(blocks) if isinstance(one, Para) and one.look == Look.LABEL]
    assert labels
    for n in labels:
        assert isinstance(blocks[n + 1], Table) or blocks[n + 1].look != Look.LABEL
    say = load_wording("en")
    backward = say.say("concordance.backward")
    at = next(n for n in labels if plain(blocks[n]) == backward)
    assert plain(blocks[at + 1]) == say.say("laws.empty")


def test_a_footnote_names_a_paragraph_without_the_dot_of_its_label(
    instrument, snapshot, evaluation
):
    """ "Article 168 › 1; version of …", where the law prints "1."."""
    number = snapshot.mappings[0].provision
    dotted = replace(snapshot.provisions[number], path="Chapter V › Article 168. Rape › 1.")
    known = replace(snapshot, provisions={**snapshot.provisions, number: dotted})
    options = ReportOptions(language="en", edition="confidential", on=ON)
    quotes = of_kind(build_report(instrument, known, evaluation, (), options).blocks, Quote)
    notes = [plain_of(n.words) for q in quotes for n in q.source if isinstance(n, Note)]
    assert any("Article 168. Rape › 1; version of" in note for note in notes)


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_no_line_begins_with_the_month_of_a_day(report_of, language):
    """The number of a day is bound to its month in every text of the report's own."""
    say = load_wording(language)
    assert say.date(ON).count("\u00a0") == 1
    month = say.date(ON).replace("\u00a0", " ").split(" ")[1]
    assert f"22\u00a0{month}" in said(report_of(language, "confidential"))
    assert f"22 {month}" not in said(
        tuple(b for b in report_of(language).blocks if not isinstance(b, Chart))
    )


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_a_reservation_that_is_not_permitted_is_named_by_its_article(report_of, language):
    """No dash leads to nothing, and the context speaks of a State, which need not be a Party."""
    blocks = report_of(language, "confidential").blocks
    items = [plain(b) for b in blocks if isinstance(b, Para) and b.look == Look.ITEM]
    (told,) = [item for item in items if item.startswith("36 – ")]
    title = load_wording(language).pick(
        {"en": "Sexual violence", "fr": "Violence sexuelle", "ro": "Violența sexuală"}
    )
    assert told.startswith(f"36 – {title}")


@pytest.mark.parametrize("kind", load_kinds().kinds)
def test_no_level_of_headings_is_left_out(report_of, kind):
    """Who reads by ear goes from heading to heading by their levels; a sheet went from 1 to 3."""
    node = {"node": "36"} if kind == "obligation" else {}
    found = [0, *(h.level for h in of_kind(report_of(kind=kind, **node).blocks, Heading))]
    assert all(after <= before + 1 for before, after in pairwise(found))


def test_headings_beside_each_other_have_one_level(report_of):
    """The second obligation of a sheet stood below the first, as if it were a part of it."""
    found = of_kind(report_of(kind="obligation", node="36").blocks, Heading)
    own = [h.level for h in found if h.anchor.startswith("obligation-")]
    assert own == [2] * len(own)
    assert len(own) > 1


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_a_question_on_no_article_names_none(instrument, snapshot, language):
    """A grave finding on the assessment as a whole, as a rule of the user's own may make it."""
    known = with_facts(snapshot, quotes_translation="yes")
    judged = evaluate(load_rules(instrument), instrument, known, ON)
    grave = tuple(
        replace(one, severity=Severity.MAJOR) if one.rule == "R110" else one
        for one in judged.findings
    )
    options = ReportOptions(language=language, on=ON, kind="parliament", edition="confidential")
    judged = replace(judged, findings=grave)
    blocks = build_report(instrument, known, judged, (), options).blocks
    say = load_wording(language)
    asked = [plain(b) for b in blocks if isinstance(b, Para) and b.look == Look.ITEM]
    (whole,) = [one for one in asked if say.say("finding.on_whole") in one and "?" in one]
    assert "–" not in whole.partition(say.say("finding.on_whole"))[0]
    assert any(say.say("finding.on_article", node="36.1.a") in one for one in asked)

# SPDX-License-Identifier: EUPL-1.2
"""Evidence, figures and earlier recommendations in the report, and what an edition leaves out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from report.arvenia import HOSTILE, ON
from report.test_build import of_kind, said
from report.test_pdf import text_of

from gapanalysis.evidence import load_sets
from gapanalysis.model import Attachment, Dimension, Evidence, Figure, PriorRecommendation
from gapanalysis.report.blocks import Heading, Mark, Note, Para, Run, Table
from gapanalysis.report.build import ReportOptions, build_report
from gapanalysis.report.layout import WIDTH, paragraph
from gapanalysis.report.pdf import render_pdf
from gapanalysis.report.publication import publication, withheld

FILE = Attachment(id=1, name="Witness Osprey.pdf", sha256="ab" * 32, size=2048)


def item(number: int, consent: str, *, confidential: bool, **more: object) -> Evidence:
    values: dict[str, object] = {
        "obligation": "36.1.a",
        "kind": "case",
        "text": f"Words {number} about Kingfisher",
        "source": f"Source {number} Heron",
        "date": date(2025, 5, number),
        "dimension": Dimension.DE_FACTO,
        "attachments": (replace(FILE, id=number),),
        **more,
    }
    return Evidence(id=number, consent=consent, confidential=confidential, **values)


def figure(number: int, name: str, value: float | None, **more: object) -> Figure:
    values: dict[str, object] = {
        "obligation": "36.1.a",
        "denominator": None,
        "denominator_of": "",
        "year": 2025,
        "breakdown": {},
        "source": "Ministry, table 7",
        "confidential": False,
        **more,
    }
    return Figure(id=number, name=name, value=value, **values)


def earlier(key: int, done: str, **more: object) -> PriorRecommendation:
    values: dict[str, object] = {
        "body": "grevio_baseline",
        "document": "GREVIO/Inf(0000)0",
        "number": f"1{key}",
        "verb": "critical",
        "articles": ("36",),
        "text": f"Advice {key}",
        "deadline": date(2027, 5, 1),
        "assessment": f"Opinion {key}",
        "evidence": (),
        "findings": (),
        **more,
    }
    return PriorRecommendation(id=key, done=done, **values)


@pytest.fixture
def make(instrument, snapshot, evaluation):
    def report(edition="public", language="en", **parts):
        changed = replace(snapshot, **{"evidence": (), **parts})
        options = ReportOptions(language=language, edition=edition, on=ON)
        return build_report(instrument, changed, evaluation, (), options)

    return report


def tables(report, anchor: str) -> Iterator[Table]:
    """Gives the tables of one part of the report."""
    here = ""
    for block in report.blocks:
        if isinstance(block, Heading):
            here = block.anchor
        if isinstance(block, Table) and here == anchor:
            yield block


def cells(table: Table) -> list[list[str]]:
    return [
        ["".join(one.word if isinstance(one, Mark) else one.text for one in cell) for cell in row]
        for row in table.rows
    ]


# --- editions ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("consent", "confidential"), list(product(load_sets().consents, [True, False]))
)
def test_only_consent_and_no_secrecy_together_let_evidence_into_the_public_edition(
    make, consent, confidential
):
    one = item(1, consent, confidential=confidential)
    public = said(make(evidence=(one,)))
    shown = consent != "none" and not confidential
    named = consent == "named" and not confidential
    assert ("Words 1 about Kingfisher" in public) is shown
    assert ("Source 1 Heron" in public) is named
    assert ("Witness Osprey" in public) is named
    assert (FILE.sha256[:16] in public) is named
    assert (publication(one).words, publication(one).source) == (shown, named)
    everything = said(make("confidential", evidence=(one,)))
    for words in ("Words 1 about Kingfisher", "Source 1 Heron", "Witness Osprey.pdf"):
        assert words in everything


def test_what_is_left_out_is_counted(make, snapshot):
    parts = {
        "evidence": (
            item(1, "none", confidential=False),
            item(2, "named", confidential=True),
            item(3, "anonymised", confidential=False),
            item(4, "named", confidential=False),
        ),
        "figures": (
            figure(1, "reports", 118, confidential=True),
            figure(2, "reports", 119),
        ),
    }
    counts = withheld(replace(snapshot, **parts))
    assert (counts.evidence, counts.figures, counts.sources, counts.total) == (2, 1, 2, 5)
    report = make(**parts)
    assert "Items left out: 7" in said(report.cover)  # and two notes
    method = said(tuple(b for b in report.blocks if isinstance(b, Para)))
    assert "items of evidence: 2; figures: 1; sources and files of evidence: 2;" in method
    assert "not named in this edition" in said(report)


def test_no_trace_of_what_is_left_out_in_the_bytes_of_the_pdf(make):
    parts = {
        "evidence": (
            item(1, "none", confidential=False, keywords=("Bittern", "Bittern2")),
            item(2, "named", confidential=True, title="Plover v. X", application="1/2", echr="Q8"),
        ),
        "figures": (figure(1, "Curlew counts", 4711, confidential=True, source="Godwit"),),
        "prior_recommendations": (earlier(1, "no", evidence=(1, 2)),),
    }
    public, confidential = (
        text_of(render_pdf(make(edition, **parts))[0]) for edition in ("public", "confidential")
    )
    for word in ("Kingfisher", "Heron", "Osprey", "Bittern", "Plover", "Curlew", "4,711", "Godwit"):
        assert word not in public
        assert word in confidential
    assert "Opinion 1" in public
    assert "Evidence: 1, 2." in confidential
    assert "Evidence:" not in public


def test_evidence_without_consent_does_not_open_an_obligation(make):
    lonely = item(1, "none", confidential=False, obligation="20.1")
    for edition, shown in (("public", False), ("confidential", True)):
        anchors = {h.anchor for h in of_kind(make(edition, evidence=(lonely,)).blocks, Heading)}
        assert ("article-20" in anchors) is shown


# --- evidence ------------------------------------------------------------------------------------


def test_evidence_on_several_obligations_is_told_once_and_referred_to(make):
    one = item(1, "named", confidential=False, also=("48.1", "55"))
    report = make(evidence=(one,))
    text = said(report.blocks)
    assert text.count("Words 1 about Kingfisher") == 1
    assert text.count("See evidence 1, under") == 2
    (listed,) = (t for t in tables(report, "data") if t.columns[0].head == "No.")
    assert cells(listed)[0][2] == "36.1.a, 48.1, 55"


def test_a_judgment_says_what_it_is(make):
    one = item(
        1,
        "named",
        confidential=False,
        kind="judgment",
        title="A. B. v. Arvenia",
        application="00000/21",
        echr="3, 8",
        obligation="51.1",
    )
    report = make(evidence=(one, item(2, "named", confidential=False)))
    assert "Judgments of the European Court of Human Rights" in said(report)
    judgments = [t for t in tables(report, "data") if t.columns[0].head == "Case"]
    assert cells(judgments[0]) == [
        ["A. B. v. Arvenia", "00000/21", "1\u00a0May 2025", "3, 8", "51.1"]
    ]


def test_keywords_that_several_items_share_are_patterns(make):
    items = (
        item(1, "named", confidential=False, keywords=("Withdrawal", "delay")),
        item(2, "named", confidential=False, keywords=("withdrawal",), obligation="48.1"),
        item(3, "none", confidential=False, keywords=("delay",)),
    )
    report = make(evidence=items)
    (patterns,) = (t for t in tables(report, "data") if t.columns[0].head == "Keyword")
    assert cells(patterns) == [["Withdrawal", "2", "1, 2", "36.1.a, 48.1"]]
    assert "GREVIO takes no individual complaints" in said(report)


def test_a_kind_that_an_older_version_let_in_keeps_its_name(make):
    one = item(1, "named", confidential=False, kind="shelter_note")
    assert "shelter note" in said(make(evidence=(one,)))


def test_lines_of_a_text_stay_lines(make):
    one = item(1, "named", confidential=False, text="First line\n\nSecond line")
    lines = [said(p) for p in make(evidence=(one,)).blocks if isinstance(p, Para)]
    assert any("First line" in line and "Second line" not in line for line in lines)


# --- figures -------------------------------------------------------------------------------------


def test_figures_stand_with_denominators_ratios_and_sources(make):
    figures = (
        figure(1, "reports", 118),
        figure(2, "convictions", 6, breakdown={"sex": "women", "ours": "x"}),
        figure(3, "charges", 21),
        figure(4, "hotline", 7, denominator=3200, denominator_of="calls", year=None),
        figure(5, "convictions", None, year=2024, source=""),
    )
    report = make(figures=figures)
    (table,) = (t for t in tables(report, "data") if t.columns[1].head == "What is counted")
    assert cells(table) == [
        ["36.1.a", "reports", "2025", "–", "118", "–", "–", "Ministry, table 7"],
        ["36.1.a", "charges", "2025", "–", "21", "–", "–", "Ministry, table 7"],
        ["36.1.a", "convictions", "2024", "–", "not known", "–", "–", "–"],
        [
            "36.1.a",
            "convictions",
            "2025",
            "sex: women; ours: x",
            "6",
            "–",
            "–",
            "Ministry, table 7",
        ],
        ["36.1.a", "hotline", "–", "–", "7", "3,200 calls", "0.22 per 100", "Ministry, table 7"],
    ]
    assert [column.right for column in table.columns].count(True) == 1
    assert "charges per 100 reports: " in said(report)
    assert "convictions per 100 reports" not in said(report)


@pytest.mark.parametrize(("language", "shown"), [("en", "50.0"), ("fr", "50,0"), ("ro", "50,0")])
def test_ratios_that_stand_together_have_one_decimal_each(make, language, shown):
    figures = (
        figure(1, "reports", 120),
        figure(2, "charges", 60),
        figure(3, "convictions", 7),
        figure(4, "hotline", 40, denominator=20, denominator_of="calls", year=None),
    )
    told = said(make(figures=figures, language=language)).split()
    assert {shown, shown.replace("50", "200")} <= set(told)


def test_columns_without_anything_are_left_out(make):
    (table,) = (
        t
        for t in tables(make(figures=(figure(1, "reports", 118, source=""),)), "obligation-36.1.a")
        if t.columns[0].head == "What is counted"
    )
    assert [column.head for column in table.columns] == ["What is counted", "Year", "Number"]
    assert sum(column.share for column in table.columns) == pytest.approx(1)


# --- earlier recommendations ---------------------------------------------------------------------


def test_earlier_recommendations_are_counted_and_listed_by_article(make, evaluation):
    finding = next(f for f in evaluation.findings if f.obligation == "36.1.a")
    every = (
        earlier(1, "no", articles=("55.1",)),
        earlier(2, "done", articles=("36.1.a", "48"), body="committee", verb=""),
        earlier(3, "partly", articles=()),
        earlier(
            4,
            "no",
            articles=("9",),
            evidence=(1,),
            findings=((finding.rule, finding.obligation, finding.subject), ("X9", "36", "")),
        ),
    )
    report = make(prior_recommendations=every, evidence=(item(1, "named", confidential=False),))
    (table,) = tables(report, "earlier")
    rows = cells(table)
    assert [row[0] for row in rows] == ["9", "36.1.a, 48", "55.1", "–"]
    assert rows[0][1] == "GREVIO, baseline evaluation, GREVIO/Inf(0000)0, no. 14 (urges): Advice 4"
    assert rows[1][1].startswith("Committee of the Parties, GREVIO/Inf(0000)0, no. 12: Advice 2")
    assert rows[0][2] == "not done; due by 1\u00a0May 2027"
    assert rows[0][3].startswith("Opinion 4 Evidence: 1. Findings: ")
    facts = [b for b in report.blocks if isinstance(b, Para) and b.look == "facts"]
    assert any("done 1\npartly done 1\nnot done 2" in _marks(b) for b in facts)
    lines = [_text(b) for b in report.blocks if isinstance(b, Para)]
    assert "GREVIO, baseline evaluation, GREVIO/Inf(0000)0, no. 11 (urges): not\u00a0done" in lines


def _marks(para: Para) -> str:
    return "\n".join(one.word for one in para.words if isinstance(one, Mark))


def _text(para: Para) -> str:
    inlines = [one for one in para.words if not isinstance(one, Note)]
    return "".join(one.word if isinstance(one, Mark) else one.text for one in inlines)


def test_without_any_of_it_there_is_no_part_on_it(make):
    anchors = {h.anchor for h in of_kind(make().blocks, Heading)}
    assert not anchors & {"earlier", "data"}


# --- hostile words -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_every_field_comes_out_as_typed_in_every_language(make, language):
    bad = f"=1+1 {HOSTILE} \u202eabc\u202c @SUM"
    one = item(
        1,
        "named",
        confidential=False,
        kind="judgment",
        text=f"T {bad}",
        source=f"S {bad}",
        title=f"N {bad}",
        application=f"A {bad}",
        echr=f"E {bad}",
        keywords=(f"K {bad}",),
        attachments=(replace(FILE, name=f"F {bad}"),),
    )
    number = figure(
        1,
        f"name {bad}",
        3,
        denominator=4,
        denominator_of=f"of {bad}",
        breakdown={f"by {bad}": f"in {bad}"},
        source=f"from {bad}",
    )
    prior = earlier(
        1, "no", document=f"D {bad}", number=f"n {bad}", text=f"R {bad}", assessment=f"O {bad}"
    )
    twin = replace(one, id=2, kind="case", title="")
    report = make(
        "confidential",
        language,
        evidence=(one, twin),
        figures=(number,),
        prior_recommendations=(prior,),
    )
    text = said(report)
    marks = "T S N A E K F name of by in from D n R O"
    assert [mark for mark in marks.split() if f"{mark} {bad}" not in text] == []
    printed = " ".join(unicodedata.normalize("NFKC", text_of(render_pdf(report)[0])).split())
    assert printed.count("@SUM") >= len(marks.split())


def test_a_hundred_thousand_characters_are_laid_out(make):
    long = " ".join(f"word{n}" for n in range(12_000))
    one = item(1, "named", confidential=False, text=long)
    prior = earlier(1, "no", assessment=long)
    text = text_of(render_pdf(make(evidence=(one,), prior_recommendations=(prior,)))[0])
    for n in (0, 5_999, 11_999):
        assert text.split().count(f"word{n}") >= 2


def test_what_a_document_says_itself_is_not_said_before_it(make):
    for language, document in (
        ("en", "Baseline evaluation report on Arvenia, 2019"),
        ("fr", "Rapport d’évaluation de référence sur l’Arvénie"),
        ("ro", "Raportul de evaluare de bază privind Arvenia"),
    ):
        one = earlier(1, "no", articles=("36",), document=document)
        report = make(language=language, prior_recommendations=(one,))
        (table,) = tables(report, "earlier")
        assert cells(table)[0][1].startswith(f"GREVIO, {document}, ")


def test_the_side_of_practice_is_not_said_twice(make):
    one = replace(item(1, "named", confidential=False), kind="practice")
    shown = " ".join(said(block) for block in make(evidence=(one,)).blocks)
    assert "(in practice" in shown
    assert "practice, in practice" not in shown


def test_columns_of_figures_have_room_for_their_longest_word(make):
    long = "Ministry of Justice of Arvenia, annual statistics 2024, table 7, first edition, part 2"
    figures = tuple(
        figure(n, "convictions", value, source=long, breakdown=broken, confidential=False)
        for n, (value, broken) in enumerate(
            ((7, {}), (1204, {"relation": "partner"}), (None, {})), 1
        )
    )
    for language in ("en", "fr", "ro"):
        report = make(language=language, figures=figures)
        (table,) = tables(report, "data")
        assert sum(column.share for column in table.columns) == pytest.approx(1)
        for column, *shown in zip(table.columns, *cells(table), strict=True):
            words = " ".join((column.head, *shown)).replace("\u00a0", "_").split()
            assert column.share * WIDTH >= 4.5 * max(map(len, words))


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_no_cell_of_figures_is_a_tower_of_words(make, language):
    source = "Ministry of Justice of Arvenia, annual statistics 2024, table 7"
    more = {"denominator_of": "women"}
    figures = tuple(
        figure(n, "homicides", n, source=source, breakdown=broken, denominator=1_640_000, **more)
        for n, broken in enumerate((*({},) * 9, {"relationship": "partner", "sex": "women"}), 1)
    )
    (table,) = tables(make(language=language, figures=figures), "data")
    for column, *shown in zip(table.columns, *cells(table), strict=True):
        for text in shown:
            cell = paragraph((Run(text),), "cell")
            cell.wrap(column.share * WIDTH - 8, 0)
            assert cell.count <= 5, text

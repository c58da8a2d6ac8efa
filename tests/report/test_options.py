# SPDX-License-Identifier: EUPL-1.2
"""Kinds of report as data, and the options that a project keeps."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from report.test_build import of_kind, said

from gapanalysis import analysis, edits
from gapanalysis.errors import AppError
from gapanalysis.instrument import orders
from gapanalysis.model import PriorRecommendation
from gapanalysis.report.blocks import Box, Chart, Heading, Para, Quote, Run, Table
from gapanalysis.report.build import SECTIONS, build_report
from gapanalysis.report.options import ReportOptions, check_option, kept_options, load_kinds
from gapanalysis.resources import read_toml

ON = date(2026, 11, 22)
KINDS = load_kinds().kinds
LANGUAGES = ("en", "fr", "ro")


def parts(report) -> list[str]:
    return [b.anchor for b in report.blocks if isinstance(b, Heading) and b.level == 1]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_kinds_name_sections_orders_and_levels_that_are_known(instrument, kind):
    assert set(kind.sections) <= set(SECTIONS)
    assert len(set(kind.sections)) == len(kind.sections)
    assert kind.order in orders(instrument)
    assert kind.detail in load_kinds().details
    for text in (kind.title, kind.name, kind.subject):
        assert set(text) == set(LANGUAGES)


def test_every_section_belongs_to_a_kind_and_has_a_title():
    assert set(SECTIONS) == {name for kind in KINDS.values() for name in kind.sections}
    for language in LANGUAGES:
        titles = read_toml(f"report/{language}.toml")["part"]
        assert set(SECTIONS) <= set(titles)


def test_a_shadow_report_follows_the_questionnaire(report_of):
    order = [anchor for anchor in parts(report_of()) if anchor.startswith("chapter-")]
    assert order == ["chapter-V"]
    text = said(report_of().blocks)
    assert "Section V. Substantive law" in text
    assert "GREVIO/Inf(2016)1" in text
    assert "to be confirmed against the published document" in text


def test_an_article_of_which_a_kind_tells_nothing_has_no_section(instrument, snapshot, evaluation):
    earlier = PriorRecommendation(
        id=1,
        body="committee",
        document="",
        number="41",
        verb="",
        articles=("11.1.a",),
        text="Collect data.",
        deadline=None,
        done="no",
        assessment="",
        evidence=(),
        findings=(),
    )
    own = replace(snapshot, prior_recommendations=(earlier,))
    for kind, there in (("baseline", True), ("parliament", False)):
        options = ReportOptions(language="en", on=ON, kind=kind)
        report = build_report(instrument, own, evaluation, (), options)
        anchors = {one.anchor for one in report.blocks if isinstance(one, Heading)}
        assert ("article-11" in anchors) is there


def test_a_thematic_report_tells_other_articles_in_short(report_of):
    report = report_of(kind="thematic")
    anchors = {h.anchor for h in of_kind(report.blocks, Heading)}
    assert "article-48" in anchors
    assert "article-36" not in anchors
    (others,) = (n for n, b in enumerate(report.blocks) if getattr(b, "anchor", "") == "others")
    table = next(b for b in report.blocks[others:] if isinstance(b, Table))
    assert "36.1.a" in {row[1][0].text for row in table.rows}


def test_pillars_have_their_articles(report_of):
    report = report_of(kind="pillars")
    assert [a for a in parts(report) if a.startswith("chapter-")] == ["chapter-prosecution"]


def test_a_gap_analysis_is_short_and_asks_the_government(report_of):
    report = report_of(kind="parliament")
    text = said(report.blocks)
    asked = r"article [\d.a-z]+: .*By which measures, and by when, will the authorities [a-z].*\?"
    assert len(re.findall(asked, text)) == text.count("By which measures") > 1
    assert "Parties shall submit the reports of GREVIO to their national parliaments." in text
    assert "Last day to notify" in text or "lapses." in text
    assert "Does the offence turn on the absence of consent" not in text.split("Annex")[0]
    assert of_kind(report.blocks, Box)


def test_a_sheet_on_one_obligation_speaks_of_nothing_else(report_of):
    report = report_of(kind="obligation", node="36.1.a", edition="confidential")
    assert [h.anchor for h in of_kind(report.blocks, Heading) if h.level == 2][:1] == ["article-36"]
    assert {box.anchor for box in of_kind(report.blocks, Box)} == {"finding-1"}
    data = {sheet.name: sheet for sheet in report.sheets}
    assert {row[0].value for row in data["obligations"].rows} == {"36.1.a"}
    assert {row[1].value for row in data["answers"].rows} == {"36.1.a"}
    assert "Article 36.1.a of the" in report.subject


def test_a_sheet_on_a_whole_article_names_it_once(report_of):
    headings = of_kind(report_of(kind="obligation", node="36").blocks, Heading)
    assert [h.anchor for h in headings if "Sexual violence, including rape" in h.text] == [
        "article-36"
    ]
    assert (headings[0].level, headings[0].running) == (1, "Article 36")
    assert not [h for h in headings if h.text.startswith("Chapter")]


def test_levels_of_detail_leave_out_what_they_say(report_of):
    full, middle, short = (
        report_of(detail=detail, sections=("chapters",)) for detail in load_kinds().details
    )
    question = "Does the offence turn on the absence of consent"
    assert [question in said(r.blocks) for r in (full, middle, short)] == [True, True, False]
    heads = [{c.head for t in of_kind(r.blocks, Table) for c in t.columns} for r in (full, middle)]
    assert ["Answer" in head for head in heads] == [True, False]
    treaty = [[q for q in of_kind(r.blocks, Quote) if q.voice == "treaty"] for r in (middle, short)]
    assert [bool(found) for found in treaty] == [True, False]
    assert len({len(of_kind(r.blocks, Box)) for r in (full, middle, short)}) == 1


def test_sections_come_in_the_order_that_is_chosen(report_of):
    report = report_of(sections=("glossary", "laws", "contents"))
    assert parts(report) == ["glossary", "laws", "contents"]


def test_the_authors_own_words_stand_in_their_section_and_make_one(report_of):
    texts = {"laws": "Our words.\n\nA second line.", "data": "Only ours {x}."}
    report = report_of.__wrapped__(sections=("laws", "data"), texts=texts)
    at = report.blocks.index(Para((Run("Our words."),)))
    assert report.blocks[at - 1].anchor == "laws"
    assert report.blocks[at + 1] == Para((Run("A second line."),))
    assert Para((Run("Only ours {x}."),)) in report.blocks


def test_charts_have_captions_and_say_what_they_show(report_of):
    for chart in of_kind(report_of().blocks, Chart):
        assert chart.caption is not None
        assert chart.said


def test_authors_coalition_and_consent_are_told(report_of):
    more = {"members": "Member A\nMember B", "contact": "Street 1", "consent": True}
    told = said(report_of(edition="confidential", **more).blocks)
    for words in ("Member A", "Member B", "Street 1", "agree that GREVIO publishes"):
        assert words in told
    public = said(report_of(**more))
    assert "Member A" not in public
    assert "Street 1" not in public
    named = said(report_of(name_authors=True, **more))
    assert "Member A" in named
    assert "Street 1" not in named


# --- what a project keeps -------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path):
    with analysis.create_project(tmp_path / "p.gap", state="MDA", language="ro") as made:
        yield made


def test_options_are_kept_for_all_kinds_and_for_one(project):
    for kind, name, value in (
        ("", "author", "All of us"),
        ("", "title", "Report"),
        ("articles", "title", "By article"),
        ("articles", "sections", "laws contents"),
        ("", "consent", "yes"),
        ("", "text.context", "Words"),
    ):
        analysis.check_report_option(kind, name, value)
        edits.do(project, edits.PutReportOption(kind=kind, name=name, value=value))
    seen = analysis.view(project, ON)
    of_articles = analysis.report_options(seen, language="en", on=ON, kind="articles")
    assert (of_articles.title, of_articles.sections) == ("By article", ("laws", "contents"))
    usual = analysis.report_options(seen, language="en", on=ON, author=None)
    assert (usual.title, usual.author, usual.consent) == ("Report", "All of us", True)
    assert usual.sections == ()
    assert usual.texts == {"context": "Words"}
    assert usual.edition == "confidential"
    given = analysis.report_options(seen, language="en", on=ON, author="One", title="")
    assert (given.author, given.title) == ("One", "")


def test_an_option_is_taken_back_undone_and_verified(project):
    edits.do(project, edits.PutReportOption(name="author", value="A"))
    change = edits.do(project, edits.PutReportOption(name="author", value=""))
    assert change.touched == {"report"}
    assert analysis.view(project, ON).snapshot.report == {}
    edits.undo(project)
    assert analysis.view(project, ON).snapshot.report == {("", "author"): "A"}
    assert edits.verify(project) == ()


@pytest.mark.parametrize(
    ("kind", "name", "value", "code"),
    [
        ("novel", "title", "x", "report_kind"),
        ("", "colour", "x", "report_option"),
        ("", "sections", "laws nonsense", "report_section"),
        ("", "text.nonsense", "x", "report_section"),
        ("", "detail", "vast", "report_value"),
        ("", "consent", "perhaps", "report_value"),
        ("", "kind", "novel", "report_kind"),
        ("", "edition", "secret", "report_value"),
        ("", "on", "tomorrow", "report_value"),
        ("articles", "language", "fr", "report_option"),
    ],
)
def test_options_that_nothing_reads_are_refused(kind, name, value, code):
    with pytest.raises(AppError) as caught:
        check_option(kind, name, value)
    assert caught.value.code == code
    check_option("", "detail", "")


def test_nothing_kept_gives_no_options():
    assert kept_options({}, "baseline") == {"texts": {}}

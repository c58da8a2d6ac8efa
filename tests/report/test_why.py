# SPDX-License-Identifier: EUPL-1.2
"""The annex “why”: every test of every rule in words, none as the rule writes it."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from report.arvenia import ON, make_snapshot
from samples import snapshot_of

from gapanalysis.report.blocks import Box, Column, Heading, Line, Run, Table
from gapanalysis.report.build import build_report
from gapanalysis.report.html import render_html
from gapanalysis.report.material import make_material
from gapanalysis.report.odt import render_odt
from gapanalysis.report.options import ReportOptions
from gapanalysis.report.pdf import render_pdf
from gapanalysis.report.tested import said_steps, said_test
from gapanalysis.report.word import render_word
from gapanalysis.report.wording import load_wording
from gapanalysis.rules.conditions import All, Any, Not, describe
from gapanalysis.rules.engine import evaluate
from gapanalysis.rules.load import load_rules


def parts_of(condition):
    yield condition
    match condition:
        case All(tests) | Any(tests):
            for one in tests:
                yield from parts_of(one)
        case Not(test):
            yield from parts_of(test)


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_every_test_of_the_rules_is_said_in_words(instrument, evaluation, language):
    options = ReportOptions(language=language, on=ON)
    say = load_wording(language)
    material = make_material(instrument, make_snapshot(), evaluation, (), options, say)
    joints = {All: say.say("steps.all"), Any: say.say("steps.any"), Not: say.say("steps.not")}
    said = {}
    for rule in load_rules(instrument):
        for case in rule.cases:
            for one in parts_of(case.when):
                joint = isinstance(one, Not) or (isinstance(one, All | Any) and len(one.tests) > 1)
                shown = said_test(material, describe(one), "44.3", has_parts=joint)
                assert not re.search(r"[\[\]{}]|_| = ", shown), shown
                if joint:
                    assert shown == joints[type(one)]
                else:
                    assert said.setdefault(shown, describe(one)) == describe(one)
    assert len(said) > 100


def test_an_answer_that_counted_as_no_is_among_those_asked_for(instrument):
    partly = snapshot_of({"name": "", "answers": {"E45.1": "partly"}})
    judged = evaluate(load_rules(instrument), instrument, partly, ON)
    say = load_wording("en")
    options = ReportOptions(language="en", on=ON)
    material = make_material(instrument, partly, judged, (), options, say)
    told = {
        one: step.result
        for finding in judged.findings
        for step, one in zip(finding.why, said_steps(material, finding), strict=True)
        if step.test == "E45.1 = no"
    }
    assert told == {"E45.1 is answered: no or partly": "true"}


def test_a_provision_for_which_a_test_does_not_hold_is_no_reason(instrument):
    case = {
        "name": "",
        "answers": {"E48.3": "no"},
        "provisions": [
            {"on": ["48.1"], "attributes": {"mediation": "voluntary"}},
            {
                "on": ["48.1"],
                "attributes": {"mediation": "mandatory", "mediation_domain": "criminal"},
            },
        ],
    }
    snapshot = snapshot_of(case)
    judged = evaluate(load_rules(instrument), instrument, snapshot, ON)
    report = build_report(instrument, snapshot, judged, (), ReportOptions(language="en", on=ON))
    boxes = [one for one in report.blocks if isinstance(one, Box)]
    told = {plain(block) for box in boxes for block in box.blocks}
    assert "Mediation or conciliation: mandatory." in told
    assert "Mediation or conciliation: voluntary." not in told


def plain(block):
    return "".join(run.text for run in block.words if isinstance(run, Run))


def test_a_test_of_another_shape_stays_as_the_rule_writes_it(instrument, evaluation):
    options, say = ReportOptions(language="en", on=ON), load_wording("en")
    material = make_material(instrument, make_snapshot(), evaluation, (), options, say)
    assert said_test(material, "something new", "", has_parts=False) == "something new"


def test_the_annex_shows_words_with_their_depth(report_of):
    blocks = report_of().blocks
    names = [one.anchor if isinstance(one, Heading) else "" for one in blocks]
    tables = [one for one in blocks[names.index("why") :] if isinstance(one, Table)]
    tests = [row[1] for one in tables for row in one.rows if len(one.columns) == 4]
    assert (Line(0), Run("At least one of these holds:")) in tests
    deeper = [run.text for line, run in tests if line == Line(1)]
    assert any(re.match(r"E[\d.]+ is answered: no", text) for text in deeper)


@pytest.mark.parametrize("kind", ["baseline", "thematic", "articles", "pillars"])
def test_the_annex_follows_the_report(report_of, kind):
    blocks = report_of(kind=kind).blocks
    begins = next(
        n for n, one in enumerate(blocks) if isinstance(one, Heading) and one.anchor == "why"
    )
    before, annex = blocks[:begins], [one for one in blocks[begins:] if isinstance(one, Heading)]
    told = [one.anchor for one in before if isinstance(one, Box)]
    steps = [one.anchor.replace("why", "finding") for one in annex if one.level == 3]
    assert [one for one in steps if one in told] == told
    titles = {one.text for one in before if isinstance(one, Heading) and one.level == 1}
    named = [one.text for one in annex if one.level == 2]
    assert len(named) > 1
    assert set(named) <= titles


LONG = "a test that takes several lines of its narrow column " * 3
CELL = Line(2), Run(LONG), Line(), Run("first fact"), Line(), Run("second fact")


def table_of(report_of):
    columns = Column("Test", 0.4), Column("Other", 0.6)
    blocks = Heading(1, "Part", "part"), Table(columns, ((CELL, (Run("beside"),)),))
    return replace(report_of(), blocks=blocks)


def test_every_line_of_a_nested_test_is_set_in_on_paper(report_of):
    document = pypdfium2.PdfDocument(render_pdf(table_of(report_of))[0])
    try:
        page = document[1].get_textpage()
        rects = [page.get_rect(n) for n in range(page.count_rects())]
        said = [(page.get_text_bounded(*rect).strip(), rect[0]) for rect in rects]
    finally:
        document.close()
    margin = next(left for text, left in said if text == "Test")
    lines = [left for text, left in said if text and text in LONG and left < margin + 100]
    assert len(lines) >= 4
    assert min(lines) > margin + 12
    for fact in ("first fact", "second fact"):
        assert next(left for text, left in said if text == fact) == pytest.approx(margin, abs=1)


def test_documents_set_in_the_paragraphs_of_a_cell(report_of):
    made = table_of(report_of)
    with zipfile.ZipFile(BytesIO(render_word(made))) as file:
        word = file.read("word/document.xml").decode()
    assert re.search(r'<w:ind w:left="320"/></w:pPr><w:r><w:t xml:space="preserve">a test', word)
    with zipfile.ZipFile(BytesIO(render_odt(made))) as file:
        odt = file.read("content.xml").decode()
    (style,) = re.findall(r'<text:p text:style-name="(A\d+)">a test that', odt)
    assert re.search(rf'style:name="{style}".*?fo:margin-left="16pt"', odt)
    html = render_html(made).decode()
    assert '<p class="in2">a test that' in html
    assert ".in2 { padding-inline-start: 2em; }" in html
    for text in (word, odt, html):
        assert re.search(r"first fact</(w:t|text:p|p)>", text)
        assert not re.search(r"first fact\s*second", text)

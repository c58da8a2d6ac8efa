# SPDX-License-Identifier: EUPL-1.2
"""Charts in the report: the same as on the screen, whole, in each language, whatever was typed."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from report.arvenia import ARABIC, HOSTILE, ON, make_snapshot
from report.test_pdf import text_of

from gapanalysis.charts.grid import Overview
from gapanalysis.charts.timeline import Timeline
from gapanalysis.model import Reservation
from gapanalysis.report.blocks import Chart, Heading
from gapanalysis.report.build import ReportOptions, build_report
from gapanalysis.report.drawing import measure, pictures
from gapanalysis.report.layout import WIDTH
from gapanalysis.report.odt import render_odt
from gapanalysis.report.pdf import render_pdf
from gapanalysis.report.word import render_word
from gapanalysis.reservations import states


def charts_of(report) -> list[object]:
    return [block.chart for block in report.blocks if isinstance(block, Chart)]


def test_the_summary_has_the_overview_and_the_reservations_have_their_timeline(
    report_of, evaluation
):
    overview, timeline = charts_of(report_of())
    assert isinstance(overview, Overview)
    assert isinstance(timeline, Timeline)
    assert {square.element for _, _, square in overview.squares()} == set(evaluation.elements)
    assert [row.key for row in timeline.rows] == [r.provision for r in make_snapshot().reservations]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("The Convention in one picture", "Lapse, if nothing is notified")),
        ("fr", ("La Convention en une image", "Caducité, si rien n’est notifié")),
        ("ro", ("Convenția într-o imagine", "Caducitate, dacă nu se notifică nimic")),
    ],
)
def test_pictures_can_be_read_out_of_the_pdf(report_of, language, words):
    report = report_of(language)
    text = text_of(render_pdf(report)[0])
    overview, timeline = charts_of(report)
    legend = [f"{key.word} {key.count}" for key in overview.legend]
    for said in (*words, *legend, overview.said, timeline.rows[0].title):
        assert " ".join(said.split()) in text


def test_without_reservations_there_is_no_timeline(instrument, evaluation):
    snapshot = replace(make_snapshot(), reservations=())
    options = ReportOptions(language="en", edition="public", on=ON)
    (only,) = charts_of(build_report(instrument, snapshot, evaluation, (), options))
    assert isinstance(only, Overview)


def test_what_a_person_typed_stands_in_the_timeline_as_typed(instrument, evaluation):
    scopes = (HOSTILE, ARABIC, "x" * 400)
    reserved = tuple(
        Reservation(id=n, provision=provision, made=None, scope=scope, notices=())
        for n, (provision, scope) in enumerate(zip(("30.2", "44.3", "<b>&"), scopes, strict=True))
    )
    snapshot = replace(make_snapshot(), reservations=reserved)
    found = states(reserved, snapshot.state, ON, instrument)
    options = ReportOptions(language="en", edition="public", on=ON)
    report = build_report(instrument, snapshot, evaluation, found, options)
    text = text_of(render_pdf(report)[0]).replace(" ", "")
    assert text.count(HOSTILE.replace(" ", "")) > 1
    assert text.count("<b>&") > 1


def test_many_reservations_go_on_in_the_next_picture(report_of):
    (_, timeline) = charts_of(report_of())
    drawn = pictures(replace(timeline, rows=timeline.rows * 8), WIDTH)
    assert len(drawn) > 1
    first, *others = (one.wrap(WIDTH, 700)[1] for one in drawn)
    assert first <= 641
    assert all(height <= 680 for height in others)  # on a page of their own, below their caption
    assert all(one.wrap(WIDTH, 700)[0] <= WIDTH + 1 for one in drawn)


@pytest.mark.parametrize("parts", [1, 2])
def test_a_picture_in_parts_has_its_caption_above_the_first(report_of, parts):
    (chart, _) = (one for one in report_of().blocks if isinstance(one, Chart))
    rows = chart.chart if parts > 1 else replace(chart.chart, groups=chart.chart.groups[:2])
    made = replace(report_of(), blocks=(Heading(1, "Part", "p"), replace(chart, chart=rows)))
    text = text_of(render_pdf(made)[0])
    assert (text.index(f"{chart.caption.label}. ") < text.index("Purposes")) is (parts > 1)
    assert (f"{chart.caption.label}, continued" in text) is (parts > 1)
    word, odt = inside(render_word(made), "word/document"), inside(render_odt(made), "content")
    for said, picture in ((word, "<w:drawing"), (odt, "<draw:frame")):
        drawn = said[said.index(">Part<") :]
        assert drawn.count(picture) == parts
        assert (drawn.index("Figure") < drawn.index(picture)) is (parts > 1)


def inside(data: bytes, name: str) -> str:
    """Gives the text of a document."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        return file.read(f"{name}.xml").decode()


def test_words_are_measured_as_they_are_set():
    assert measure("Overview", "strong") > measure("Overview", "small") > 0
    assert measure("", "small") == 0

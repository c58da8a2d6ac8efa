# SPDX-License-Identifier: EUPL-1.2
"""Every word that was typed stands in every format where it belongs; no word that is confidential
stands in a public edition, in no corner of the file.
"""

from __future__ import annotations

import json

import pytest
from report.arvenia import ON
from report.filled import CLOSED, SHEETS_ONLY, Filled, fields_of_words, make_filled
from report.traces import traces

from gapanalysis.report.build import ReportOptions, build_report
from gapanalysis.report.editions import public
from gapanalysis.report.json_file import render_json
from gapanalysis.report.writers import WRITERS, writer_of
from gapanalysis.reservations import states
from gapanalysis.rules.engine import evaluate
from gapanalysis.rules.load import load_rules

WITH_SHEETS = {".xlsx", ".json"}
WITHOUT_PAGES = {".xlsx"}
PAGES_ONLY = {"Provision.path"}
"""Fields whose words belong in the pages, not in the sheets."""


@pytest.fixture(scope="module")
def filled(evaluation) -> Filled:
    finding = next(
        f for f in evaluation.findings if f.outcome == "gap" and f.obligation == "36.1.a"
    )
    return make_filled(finding.key)


@pytest.fixture(scope="module")
def make(instrument, filled):
    snapshot = filled.snapshot
    evaluation = evaluate(load_rules(instrument), instrument, snapshot, ON)
    on_day = states(snapshot.reservations, snapshot.state, ON, instrument)

    def report(edition, language="en", **more):
        options = ReportOptions(
            language=language, on=ON, edition=edition, **{**filled.options, **more}
        )
        return build_report(instrument, snapshot, evaluation, on_day, options)

    return report


def written(report, suffix, folder) -> bytes:
    path = folder / f"report{suffix}"
    assert writer_of(path)(report, path) > 0
    return path.read_bytes()


def test_every_field_of_words_is_filled_or_of_a_closed_set(filled):
    kinds = {type(value).__name__ for value in (filled.snapshot,)}
    held = {f for f in fields_of_words(filled.snapshot) if f.partition(".")[0] not in kinds}
    assert held - CLOSED == {f for f in filled.words.values() if f[0].isupper()} - {
        "Snapshot.rule_files",
        "Attribute.quotation",
    }


@pytest.mark.parametrize("suffix", WRITERS)
def test_every_word_stands_where_it_belongs(make, filled, suffix, tmp_path):
    found = traces(written(make("confidential"), suffix, tmp_path))
    apart = set() if suffix in WITH_SHEETS else SHEETS_ONLY
    apart |= PAGES_ONLY if suffix in WITHOUT_PAGES else set()
    missing = {f for w, f in filled.words.items() if w not in found and f not in apart}
    assert missing == {"path"}


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
@pytest.mark.parametrize("suffix", WRITERS)
def test_no_confidential_word_is_in_a_public_file(make, filled, suffix, language, tmp_path):
    found = traces(written(make("public", language), suffix, tmp_path))
    assert {filled.words[word] for word in filled.secret if word in found} == set()
    apart = set() if suffix in WITH_SHEETS else SHEETS_ONLY
    apart |= PAGES_ONLY if suffix in WITHOUT_PAGES else set()
    shown = filled.words.keys() - filled.secret
    assert {filled.words[w] for w in shown if w not in found} - apart == set()


def test_the_filter_alone_keeps_every_confidential_word_out(make, filled):
    left = render_json(public(make("confidential"))).decode()
    inside = json.loads(left)
    for part in ("document", "data", "author"):
        said = json.dumps(inside[part])
        assert {filled.words[word] for word in filled.secret if word in said} == set()


def test_authors_who_choose_so_are_named_in_public(make, filled):
    said = render_json(make("public", name_authors=True)).decode()
    shown = {filled.words[word] for word in filled.secret if word in said}
    assert shown == {"author", "members"}


@pytest.mark.parametrize("suffix", WRITERS)
def test_every_page_and_file_of_a_confidential_edition_is_marked(make, suffix, tmp_path):
    found = traces(written(make("confidential"), suffix, tmp_path))
    assert "Confidential" in found


@pytest.mark.parametrize("suffix", [".pdf", ".json", ".xlsx"])
def test_the_same_report_gives_the_same_bytes(make, suffix, tmp_path):
    one, two = (written(make("confidential"), suffix, tmp_path) for _ in range(2))
    assert one == two

# SPDX-License-Identifier: EUPL-1.2
"""The example shows everything, in each language, and is sound."""

from __future__ import annotations

import json
from datetime import date

import pytest

from gapanalysis import analysis, edits
from gapanalysis.cli import main
from gapanalysis.model import Status


@pytest.fixture(params=["en", "fr", "ro"])
def view(request, tmp_path):
    project, on = analysis.make_demo(tmp_path / "demo.gap", request.param)
    with project:
        yield analysis.view(project, on)


def test_it_shows_every_status(view):
    assert all(view.evaluation.totals[status] for status in Status), view.evaluation.totals


def test_it_has_laws_enough_and_nothing_looks_wrong_in_them(view):
    laws = view.snapshot.laws.values()
    assert len(laws) == 4
    assert sum(law.articles for law in laws) >= 40
    assert all(analysis.read_doubts(view.project, law.id) == () for law in laws)


def test_one_reservation_is_in_force_and_one_has_lapsed(view):
    statuses = {one.provision: one.status for one in view.reservations}
    assert statuses["44.3"] == "lapsed"
    assert statuses["55.1:35"] in {"active", "reminder", "overdue"}


def test_its_quotations_and_its_history_hold(view):
    assert edits.verify(view.project) == ()
    assert sum(m.quotation is not None for m in view.snapshot.mappings) >= 15


def test_its_reports_name_their_authors_and_the_coalition(view):
    options = analysis.report_options(view, language="en", edition="public", on=date(2026, 11, 22))
    names = [*options.author.splitlines(), *options.members.splitlines()]
    assert len(names) >= 5
    told = str(analysis.build_report(view, options))
    assert all(name in told for name in names)


def test_the_same_in_each_language(tmp_path):
    told = []
    for language in ("en", "fr", "ro"):
        project, on = analysis.make_demo(tmp_path / f"{language}.gap", language)
        with project:
            seen = analysis.view(project, on)
            told.append([(f.rule, f.obligation, f.subject) for f in seen.evaluation.findings])
    assert told[0] == told[1] == told[2]


def test_the_command_writes_three_files_and_nothing_else(tmp_path, capsys):
    folder = tmp_path / "new" / "demo"
    for _ in range(2):
        assert main(["demo", str(folder), "--json"]) == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "demo.gap",
        "findings.json",
        "report.pdf",
    ]
    capsys.readouterr()
    main(["check", str(folder / "demo.gap"), "--on", "2026-11-22", "--json"])
    printed = json.loads(capsys.readouterr().out)
    assert printed == json.loads((folder / "findings.json").read_text(encoding="utf-8"))
    assert printed["on"] == date(2026, 11, 22).isoformat()

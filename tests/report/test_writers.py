# SPDX-License-Identifier: EUPL-1.2
"""Exports: each replaces its file in one step, and a failed one harms nothing."""

from __future__ import annotations

import errno
from dataclasses import replace

import pytest

from gapanalysis import analysis, edits
from gapanalysis.errors import AppError
from gapanalysis.model import AnswerValue
from gapanalysis.report import writers
from gapanalysis.report.writers import WRITERS


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    project, on = analysis.make_demo(tmp_path_factory.mktemp("demo") / "demo.gap", "en")
    with project:
        yield analysis.view(project, on)


def options(seen, **more):
    given = {"language": "en", "on": seen.on, "kind": "concordance", **more}
    return analysis.report_options(seen, **given)


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_file_is_replaced_and_nothing_is_left_beside_it(seen, tmp_path, suffix):
    out = tmp_path / f"report{suffix.upper()}"
    out.write_text("old")
    assert analysis.write_report(seen, out, options(seen)).count > 0
    assert out.read_bytes() != b"old"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (OSError(errno.ENOSPC, "no space"), "disk_full"),
        (PermissionError(errno.EACCES, "no"), "cannot_write"),
        (RuntimeError("a bug"), None),
    ],
)
def test_a_failed_export_leaves_the_old_file_and_no_half_one(
    seen, tmp_path, monkeypatch, suffix, fault, code
):
    out = tmp_path / f"report{suffix}"
    out.write_text("old")

    def failing(_report, path, _tell):
        path.write_bytes(b"half a fi")
        raise fault

    monkeypatch.setattr(writers, "writer_of", lambda _path: failing)
    with pytest.raises(AppError if code else RuntimeError) as caught:
        analysis.write_report(seen, out, options(seen))
    assert code is None or caught.value.code == code
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_folder_that_is_not_there_is_said(seen, tmp_path, suffix):
    with pytest.raises(AppError) as caught:
        analysis.write_report(seen, tmp_path / "nowhere" / f"r{suffix}", options(seen))
    assert caught.value.code == "cannot_write"
    assert list(tmp_path.iterdir()) == []


def test_a_suffix_without_a_writer_is_refused_with_those_that_have_one(seen, tmp_path):
    with pytest.raises(AppError) as caught:
        analysis.write_report(seen, tmp_path / "report.doc", options(seen))
    assert caught.value.code == "report_format"
    assert ".xlsx" in caught.value.details["known"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"sections": ("contents", "nonsense")}, "report_section"),
        ({"detail": "vast"}, "report_value"),
        ({"kind": "obligation"}, "report_node"),
        ({"node": "36.1.a"}, "report_node"),
    ],
)
def test_options_that_make_no_report_are_refused(seen, tmp_path, given, code):
    with pytest.raises(AppError) as caught:
        analysis.write_report(seen, tmp_path / "report.json", options(seen, **given))
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_an_empty_project_makes_every_kind_in_every_format(seen, tmp_path):
    nothing = replace(
        seen.snapshot,
        laws={},
        provisions={},
        attributes={},
        answers={},
        choices={},
        mappings=(),
        reservations=(),
        evidence=(),
        reviews=(),
        figures=(),
        prior_recommendations=(),
        statements=frozenset(),
    )
    evaluation = analysis.evaluate(analysis.rules(), analysis.instrument(), nothing, seen.on)
    empty = replace(seen, snapshot=nothing, evaluation=evaluation, reservations=())
    for kind in analysis.report_kinds().kinds:
        node = "36.1.a" if kind == "obligation" else None
        for suffix in WRITERS:
            chosen = options(empty, kind=kind, node=node)
            assert analysis.write_report(empty, tmp_path / f"r{suffix}", chosen).count > 0


@pytest.mark.parametrize("suffix", writers.WRITERS)
def test_each_writer_tells_how_far_it_is(seen, tmp_path, suffix):
    told: list[float] = []
    analysis.write_report(seen, tmp_path / f"r{suffix}", options(seen), told.append)
    assert told == sorted(told)
    assert 0 < told[0] < 0.5 < told[-1] <= 1


def test_characters_that_no_font_of_the_pdf_has_are_told(tmp_path):
    project, on = analysis.make_demo(tmp_path / "demo.gap", "en")
    with project:
        told = analysis.view(project, on)
        assert analysis.write_report(told, tmp_path / "r.pdf", options(told)).unshown == ""
        note = "好 你 ❤️ ქართული العربية"
        edits.do(project, edits.PutAnswer(element="E36.1", value=AnswerValue.NO, note=note))
        told = analysis.view(project, on)
        chosen = options(told, kind="baseline")
        assert analysis.write_report(told, tmp_path / "r.pdf", chosen).unshown == "你好"
        assert analysis.write_report(told, tmp_path / "r.html", chosen).unshown == ""

# SPDX-License-Identifier: EUPL-1.2
"""Rules of a user's own: checked, kept in the project, and their findings marked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gapanalysis.cli import main

ROOT = Path(__file__).resolve().parent.parent
RULE = """
[[rule]]
id = "X1"
version = 1
kind = "availability"
articles = "34"
obligations = ["34"]
partly = "M0"
basis = { articles = "34" }
severity = "minor"
outcome = "partly"
finding.en = "Stalking online is not named."
finding.fr = "Le harcèlement en ligne n’est pas nommé."
finding.ro = "Persecuția online nu este numită."
recommendation.en = "name stalking online"
recommendation.fr = "nommer le harcèlement en ligne"
recommendation.ro = "să numească persecuția online"
condition = { element = "E34.3b", is = ["no"] }
"""
CASES = """
[[case]]
name = "not named"
rule = "X1"
answers = { "E34.3b" = "no" }
result = "true"
findings = [{ obligation = "34", outcome = "partly", severity = "minor" }]

[[case]]
name = "named"
rule = "X1"
answers = { "E34.3b" = "yes" }
result = "false"
findings = []

[[case]]
name = "nobody looked"
rule = "X1"
result = "unknown"
findings = []
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "mine" / "cases").mkdir(parents=True)
    (tmp_path / "mine" / "stalking.toml").write_text(RULE, encoding="utf-8")
    (tmp_path / "mine" / "cases" / "stalking.toml").write_text(CASES, encoding="utf-8")
    return tmp_path / "mine"


def lint(folder: Path, capsys) -> tuple[int, list[dict]]:
    capsys.readouterr()
    code = main(["lint", str(folder), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_sound_folder_has_no_problem(folder, capsys):
    assert lint(folder, capsys) == (0, [])


def test_what_the_program_ships_is_sound(capsys):
    code, problems = lint(ROOT / "resources" / "instruments" / "istanbul" / "rules", capsys)
    assert code == 1
    said = {one["problem"] for one in problems}
    assert all(one.startswith(("has no case", "is read by no rule")) for one in said), said


@pytest.mark.parametrize(
    ("old", "new", "file", "problem"),
    [
        ('"E34.3b", is', '"E34.99", is', "stalking.toml", "E34.99"),
        ('severity = "minor"', 'severity = "dire"', "stalking.toml", "dire"),
        ('id = "X1"', 'id = "R14"', "stalking.toml", "stands twice"),
        ("finding.fr", "finding.xx", "stalking.toml", "'fr'"),
        ('obligations = ["34"]', 'obligations = ["99"]', "stalking.toml", "99"),
        ("version = 1", "version = 1\ncolour = 2", "stalking.toml", "known key"),
        ("[[rule]]", "[[rule", "stalking.toml", "TOML"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(folder, capsys, old, new, file, problem):
    path = folder / "stalking.toml"
    path.write_text(RULE.replace(old, new, 1), encoding="utf-8")
    code, problems = lint(folder, capsys)
    assert code == 1
    assert any(one["file"] == file and problem in one["problem"] for one in problems), problems
    assert all(one["line"] >= 1 for one in problems)


def test_a_case_that_does_not_hold_is_a_problem(folder, capsys):
    path = folder / "cases" / "stalking.toml"
    path.write_text(CASES.replace('result = "false"', 'result = "true"'), encoding="utf-8")
    code, problems = lint(folder, capsys)
    assert code == 1
    assert ("cases/stalking.toml", "named") in {(one["file"], one["key"]) for one in problems}
    assert any("does not fire" in one["problem"] for one in problems)


def test_rules_of_ones_own_speak_in_a_project_and_can_be_undone(folder, tmp_path, capsys):
    file = str(tmp_path / "a.gap")
    assert main(["new", file, "--state", "MDA", "--language", "ro"]) == 0
    assert main(["answer", file, "E34.3b", "no"]) == 0
    assert main(["rules", file, str(folder)]) == 0

    def findings() -> list[dict]:
        capsys.readouterr()
        main(["check", file, "--json"])
        found = json.loads(capsys.readouterr().out)["findings"]
        return [one for one in found if one["rule"] == "X1"]

    (finding,) = findings()
    assert "own_rule" in finding["labels"]
    main(["undo", file])
    assert findings() == []
    main(["redo", file])
    assert len(findings()) == 1
    main(["rules", file, "--clear"])
    assert findings() == []


def test_unsound_rules_do_not_enter_a_project(folder, tmp_path, capsys):
    file = tmp_path / "a.gap"
    assert main(["new", str(file), "--state", "MDA", "--language", "ro"]) == 0
    before = file.read_bytes()
    (folder / "stalking.toml").write_text(RULE.replace("E34.3b", "E0"), encoding="utf-8")
    assert main(["rules", str(file), str(folder)]) == 2
    assert "stalking.toml, line" in capsys.readouterr().err
    assert file.read_bytes() == before

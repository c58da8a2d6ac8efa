# SPDX-License-Identifier: EUPL-1.2
"""start.py: standard library only; makes the environment anew when it should, and only then."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STEPS = 3
"""Of a set-up: the environment, what is installed, what is compiled."""


@pytest.fixture
def start(tmp_path, monkeypatch):
    """Gives start.py as a module whose project is a copy in a new folder."""
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    venv = tmp_path / ".venv"
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", venv)
    monkeypatch.setattr(module, "MARK", venv / "gapanalysis-setup.json")
    monkeypatch.setattr(module, "PYTHON", venv / module.PYTHON.relative_to(ROOT / ".venv"))
    steps: list[list[str]] = []

    def do(step):
        """Makes what a step would make, without the network."""
        steps.append(step)
        module.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        module.PYTHON.write_text("python")
        (module.site_packages() / "thing-1.0.dist-info").mkdir(parents=True, exist_ok=True)

    monkeypatch.setattr(module, "do", do)
    monkeypatch.setattr(module, "install_step", lambda extras: ["install", *extras])
    module.steps = steps
    return module


def test_only_the_standard_library():
    tree = ast.parse((ROOT / "start.py").read_text(encoding="utf-8"))
    names = {
        alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {
        (node.module or "").split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
    }
    assert names <= sys.stdlib_module_names


def test_the_second_start_does_nothing(start):
    start.set_up(quiet=True)
    assert len(start.steps) == STEPS
    start.set_up(quiet=True)
    assert len(start.steps) == STEPS


@pytest.mark.parametrize("changed", ["pyproject.toml", "constraints.txt"])
def test_a_change_of_what_is_wanted_sets_up_anew(start, changed):
    start.set_up(quiet=True)
    with (start.ROOT / changed).open("a") as stream:
        stream.write("\n# changed\n")
    start.set_up(quiet=True)
    assert len(start.steps) == 2 * STEPS


def test_a_broken_environment_is_made_anew(start):
    start.set_up(quiet=True)
    (start.site_packages() / "thing-1.0.dist-info").rmdir()
    start.set_up(quiet=True)
    assert len(start.steps) == 2 * STEPS
    start.PYTHON.unlink()
    start.set_up(quiet=True)
    assert len(start.steps) == 3 * STEPS
    start.MARK.write_text("not json")
    start.set_up(quiet=True)
    assert len(start.steps) == 4 * STEPS


def test_the_tests_add_their_extra_and_running_keeps_it(start):
    start.set_up(quiet=True)
    start.set_up(quiet=True, extra="dev")
    assert ["install", "dev"] in start.steps[-STEPS:]
    start.set_up(quiet=True)
    assert len(start.steps) == 2 * STEPS
    assert json.loads(start.MARK.read_text())["extras"] == ["dev"]


def test_constraints_hold_names_and_versions_only():
    for line in (ROOT / "constraints.txt").read_text().splitlines():
        name, version = line.split("==")
        assert name.replace("-", "").replace("_", "").isalnum()
        assert version.replace(".", "").isalnum()


def test_missing_libraries_are_named_with_the_line_to_type(start, monkeypatch, capsys):
    monkeypatch.setattr(start.sys, "platform", "linux")
    monkeypatch.setattr(start, "can_load", lambda library: library != "libGL.so.1")
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(start.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(SystemExit) as stop:
        start.need_libraries(start.QT_LIBRARIES)
    assert stop.value.code == 2
    said = capsys.readouterr().err
    assert "sudo apt-get install -y --no-install-recommends libgl1" in said


def test_without_a_display_the_demo_runs_and_its_report_is_named(tmp_path):
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if not sys.platform.startswith("linux") or module.read_mark().get("key") != module.setup_key():
        pytest.skip("needs Linux and an environment that start.py made")
    done = subprocess.run(
        [sys.executable, str(ROOT / "start.py")],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "no display" in done.stdout
    report = tmp_path / "gapanalysis-demo" / "report.pdf"
    assert str(report) in done.stdout
    assert report.is_file()

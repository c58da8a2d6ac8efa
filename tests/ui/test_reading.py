# SPDX-License-Identifier: EUPL-1.2
"""Stopping the reading of a law in the window: at once, and without a trace."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from office_stand_in import endless_program, ids_in, is_running, wait_for
from pytestqt.qtbot import QtBot

from gapanalysis import analysis
from gapanalysis.importers.office import VARIABLE
from gapanalysis.ui.main_window import MainWindow

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture
def reading(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, Path, Path]:
    """Begins to read a law that takes for ever; gives the project, where the ids of the processes
    are, and the folder for temporary files.
    """
    project, law, temporary = tmp_path / "my.gap", tmp_path / "law.rtf", tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    office, ids = endless_program(tmp_path)
    monkeypatch.setenv(VARIABLE, str(office))
    law.write_bytes(rb"{\rtf1 Article 1}")
    analysis.create_project(project, state="MDA", language="en").close()
    window.commands.open_path(str(project))
    window.commands.import_path(str(law))
    return project, ids, temporary


@pytest.mark.parametrize("stop", [MainWindow.cancel_task, MainWindow.close])
def test_stopping_a_law_that_is_read_leaves_no_process_and_no_law(
    stop: Callable[[MainWindow], object],
    window: MainWindow,
    reading: tuple[Path, Path, Path],
    qtbot: QtBot,
) -> None:
    project, ids, temporary = reading
    started = ids_in(ids)
    stop(window)
    wait_for(lambda: not any(map(is_running, started)))
    qtbot.waitUntil(lambda: window.task is None or not window.task.isRunning())
    assert list(temporary.iterdir()) == []
    if window.session.is_open:
        assert not window.session.snapshot.laws
    window.close()
    with analysis.open_project(project, read_only=True) as kept:
        assert analysis.read_laws(kept) == {}

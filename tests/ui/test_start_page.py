# SPDX-License-Identifier: EUPL-1.2
"""The first page: recent files with how far they are, a new analysis with its first law."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gapanalysis.ui.main_window import MainWindow
from gapanalysis.ui.start_page import StartPage


def start_page(window: MainWindow) -> StartPage:
    page = window.show_page("start")
    assert isinstance(page, StartPage)
    return page


def drop(page: StartPage, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, button, keys))


def test_recent_files_tell_how_far_they_are(
    window: MainWindow, demo: Callable[[str, Path], Path], tmp_path: Path, qtbot: QtBot
) -> None:
    path = demo("en", tmp_path)
    broken = tmp_path / "broken.gap"
    broken.write_bytes(b"no project")
    window.settings.setValue("recent", [str(path), str(broken)])
    window.rebuild(zoom=1.0)
    first, second = start_page(window).recent
    qtbot.waitUntil(lambda: bool(first.answered.text()))
    assert first.answered.text() == "112 of 304 elements answered"
    assert first.about.accessibleName() == "Republic of Arvenia · 4 laws"
    assert "112 of 304" in first.accessibleName()
    assert not second.answered.text()
    assert second.about.accessibleName() == str(tmp_path)


def test_the_first_law_is_read_when_the_analysis_is_made(
    window: MainWindow,
    law_file: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = start_page(window)
    drop(page, law_file)
    assert page.law.accessibleName() == "criminal-code.txt"
    made = tmp_path / "new.gap"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(made), ""))
    page.language.setCurrentIndex(page.language.findData("en"))
    page._create()
    qtbot.waitUntil(lambda: window.page == "check", timeout=20_000)
    assert window.checked is not None
    assert window.checked.title == "Criminal Code"
    assert made.is_file()


def test_a_project_that_is_dropped_is_opened(
    window: MainWindow, demo: Callable[[str, Path], Path], tmp_path: Path
) -> None:
    drop(start_page(window), demo("en", tmp_path))
    assert window.session.is_open

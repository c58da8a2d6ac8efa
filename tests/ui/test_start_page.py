# SPDX-License-Identifier: EUPL-1.2
"""The first page: recent files with how far they are, a new analysis with its first law."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
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
    page.state.setCurrentText("moldova")
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


def type_over(field: QWidget, text: str, qtbot: QtBot) -> None:
    """Enters a field with the mouse and types at once."""
    field.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    qtbot.wait(10)
    qtbot.keyClicks(field, text)


def test_the_name_of_a_state_is_typed_over_and_its_language_offered(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    page, made = start_page(window), []
    page.create_wanted.connect(lambda *told: made.append(told))
    create = next(b for b in page.findChildren(QPushButton) if b.text() == "Create the analysis")
    assert not page.state.currentText(), "no State is taken unasked"
    assert not create.isEnabled()
    assert create.toolTip() == "Choose the State, or type its name"
    field = page.state.lineEdit()
    assert field is not None
    for typed, code, language in (
        ("alba", "ALB", "sq"),
        ("mold", "MDA", "ro"),
        ("norw", "NOR", "no"),
    ):
        type_over(field, typed, qtbot)
        qtbot.keyClick(field, Qt.Key.Key_Tab)
        assert not create.toolTip()
        qtbot.mouseClick(create, Qt.MouseButton.LeftButton)
        assert made[-1][0] == code, made[-1]
        assert made[-1][2] == language
    page.language.setCurrentIndex(page.language.findData("tr"))
    page.language.activated.emit(page.language.currentIndex())
    type_over(field, "germ", qtbot)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert page.language.currentData() == "tr", "what was chosen stays"


def test_a_state_that_is_not_in_the_list_is_told(window: MainWindow, qtbot: QtBot) -> None:
    page = start_page(window)
    field = page.state.lineEdit()
    assert field is not None and page._unlisted.isHidden()
    for typed, told in (("Moldovenia", True), ("moldova", False), ("Arvenia", True)):
        type_over(field, typed, qtbot)
        qtbot.keyClick(field, Qt.Key.Key_Tab)
        assert page._unlisted.isVisible() is told
    page.state.setCurrentIndex(page.state.findData("ALB"))
    assert page._unlisted.isHidden()


@pytest.mark.parametrize(
    ("typed", "code", "name"),
    [
        ("Republic of Moldova", "MDA", "Moldova"),
        ("republica moldova", "MDA", "Moldova"),
        ("Tchequie", "CZE", "Czechia"),
        ("shqiperi", "ALB", "Albania"),
        ("Great Britain", "GBR", "United Kingdom"),
    ],
)
def test_a_state_is_known_by_its_other_names(
    window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    code: str,
    name: str,
) -> None:
    """Official names and those of other languages lead to the Party, whose dates and reservations
    are offered then.
    """
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    page, made = start_page(window), []
    page.create_wanted.connect(lambda *told: made.append(told))
    field = page.state.lineEdit()
    assert field is not None
    type_over(field, typed, qtbot)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert page._unlisted.isHidden()
    assert field.text() == name
    page._create()
    assert made[-1][:2] == (code, name)


def test_a_state_of_ones_own_is_not_taken_for_one_of_the_list(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / "own.gap"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(made), ""))
    page = start_page(window)
    page.state.setCurrentText("Albany")
    page._create()
    state = window.session.snapshot.state
    assert (state.code, state.name) == ("XXX", "Albany")

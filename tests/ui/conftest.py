# SPDX-License-Identifier: EUPL-1.2
"""A window with settings of its own, and a small law as a file."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shutil
from collections.abc import Callable, Generator, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gapanalysis import analysis, edits
from gapanalysis.model import LawDraft
from gapanalysis.ui import app, theme
from gapanalysis.ui.main_window import MainWindow

DEMO_DAY = date(2026, 11, 22)
LAW = """Criminal Code

Chapter XVII
Offences against sexual freedom

Article 168. Rape
(1) Whoever, by force or by threat of imminent force, has sexual intercourse 😀 with another person shall be punished.
(2) Whoever takes advantage of the helpless state of another person shall be punished.

Article 169. Other acts
(1) Whoever, without the consent of another person, performs an act of a sexual nature shall be punished.
"""  # noqa: E501


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None]:
    """Lets a test fail by what Qt warns of when it is over; before, pytest-qt listens."""
    warned: list[str] = []

    def hear(kind: QtMsgType, _where: object, said: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and kind is not QtMsgType.QtInfoMsg:
            warned.append(said)

    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
    if warned:
        pytest.fail("Qt warned: " + "; ".join(warned))


@pytest.fixture(scope="session", autouse=True)
def _garbage_is_collected_here() -> Iterator[None]:
    """Keeps the threads of the test runner from taking widgets away: they would look for garbage
    whenever they make objects. The windows of a test go when the next one is made.
    """
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keeps the settings of the person who runs the tests out of them."""
    folder = str(tmp_path_factory.mktemp("settings"))
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """Gives a shown window without a project."""
    gc.collect()
    theme.apply(qapp, theme.LIGHT)
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = app.open_window(qapp, settings, "en")
    made.show()
    yield made
    made.close()
    made.deleteLater()
    qapp.processEvents()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # else each test styles those before it


@pytest.fixture
def usual_zoom(qapp: QApplication) -> Iterator[None]:
    """Goes back to the usual zoom after a test that left it."""
    yield
    theme.apply(qapp, theme.LIGHT, 1.0)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Path], Path]:
    """Gives what puts the example in a language, made once a session, into a folder."""

    @cache
    def made(language: str) -> Path:
        path = tmp_path_factory.mktemp("demo") / f"{language}.gap"
        analysis.make_demo(path, language)[0].close()
        return path

    return lambda language, folder: Path(shutil.copy(made(language), folder / "demo.gap"))


@pytest.fixture
def open_demo(
    window: MainWindow, demo: Callable[[str, Path], Path], tmp_path: Path
) -> Callable[..., MainWindow]:
    """Gives what opens the example as of the day that it is told for."""

    def opened(language: str = "en") -> MainWindow:
        path = demo(language, tmp_path)
        assert window.session.adopt(lambda: analysis.open_project(path), DEMO_DAY)
        return window

    return opened


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], LawDraft]:
    """Gives what reads the English text of a law, each text once a session."""

    @cache
    def read(text: str) -> LawDraft:
        file = tmp_path_factory.mktemp("law") / "criminal-code.txt"
        file.write_text(text, encoding="utf-8")
        return analysis.read_law(file, "en")

    return read


@pytest.fixture(scope="session")
def one_law(tmp_path_factory: pytest.TempPathFactory, read: Callable[[str], LawDraft]) -> Path:
    """Gives a project that holds the law, as the window makes it; made once a session."""
    folder = tmp_path_factory.mktemp("project")
    project = analysis.create_project(folder / "a.gap", state="MDA", name="", language="en")
    draft = read(LAW)
    edits.do(project, edits.AddLaw(draft=draft, title=draft.title))
    project.close()
    return folder / "a.gap"


@pytest.fixture
def law_file(tmp_path: Path) -> Path:
    """Gives a law as a text file."""
    path = tmp_path / "criminal-code.txt"
    path.write_text(LAW, encoding="utf-8")
    return path


@pytest.fixture
def filled(window: MainWindow, tmp_path: Path, one_law: Path) -> MainWindow:
    """Gives a window with a project that holds one law."""
    assert window.commands.open_path(shutil.copy(one_law, tmp_path / "a.gap"))
    return window

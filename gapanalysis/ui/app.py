# SPDX-License-Identifier: EUPL-1.2
"""Starts the window."""

from __future__ import annotations

import gc
import sys
import time
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEventLoop, QLocale, QSettings, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication

from gapanalysis.ui import theme
from gapanalysis.ui.language import first_spoken, speak, turn
from gapanalysis.ui.main_window import MainWindow
from gapanalysis.ui.session import Session

_GARBAGE = (2_000, 10, 10)
"""After how many new objects, and how many such looks, Python looks for garbage."""
_TITLE_BAR = 32


def main(path: Path | None, *, exit_when_ready: bool = False, language: str = "") -> int:
    """Opens the window, with a project where a path is given; gives the exit code. Where no
    language is named, it is the first one of the system that the interface speaks.
    """
    application, settings = start()
    language = language or first_spoken(QLocale.system().uiLanguages())
    window = open_window(application, settings, language, path)
    report_bugs(window)
    fit_screen(window, window.screen().availableSize())
    window.show()
    if exit_when_ready:
        QTimer.singleShot(0, application.quit)
    return application.exec()


def run_until_ready(path: Path | None) -> float:
    """Opens the window with a project, waits until it is painted and takes input, closes it; gives
    the milliseconds that it took.
    """
    begin = time.perf_counter()
    application, settings = start()
    window = open_window(application, settings, "en", path)
    window.show()
    waiting = QEventLoop()
    QTimer.singleShot(0, waiting.quit)
    waiting.exec()
    application.processEvents()
    ready = (time.perf_counter() - begin) * 1000
    window.close()
    return ready


def start() -> tuple[QApplication, QSettings]:
    """Gives the application and the settings of the user."""
    known = QApplication.instance()
    application = known if isinstance(known, QApplication) else _begin()
    application.setApplicationName("gapanalysis")
    application.setApplicationDisplayName("gapanalysis")
    ini, user = QSettings.Format.IniFormat, QSettings.Scope.UserScope
    settings = QSettings(ini, user, "gapanalysis", "gapanalysis")
    look = {"dark": theme.DARK, "light": theme.LIGHT}.get(str(settings.value("theme", "")))
    theme.apply(application, look or theme.LIGHT, _zoom(settings))
    return application, settings


def _begin() -> QApplication:
    return QApplication([*sys.argv[:1], "-style", theme.STYLE])


def _zoom(settings: QSettings) -> float:
    try:
        kept = float(str(settings.value("zoom", 1.0)))
    except ValueError:
        return 1.0
    return kept if kept in theme.ZOOMS else 1.0


def open_window(
    application: QApplication, settings: QSettings, language: str, path: Path | None = None
) -> MainWindow:
    """Gives the window, not shown yet, with a project where a path is given. The language of the
    settings goes before ``language``.
    """
    language = str(settings.value("language", "") or language)
    speak(application, language)
    turn(application, leftward=str(settings.value("leftward", "0")) == "1")
    window = MainWindow(Session(language), settings, "start" if path is None else "")
    if path is not None and not window.commands.open_path(str(path)):
        window.show_page("start")
    gc.freeze()
    gc.set_threshold(*_GARBAGE)
    return window


def fit_screen(window: MainWindow, room: QSize) -> None:
    """Lets a window that does not fit into the room on its screen fill it, also where there is no
    window manager that would.
    """
    if window.width() >= room.width() or window.height() + _TITLE_BAR >= room.height():
        window.resize(room)
        window.setWindowState(Qt.WindowState.WindowMaximized)


def report_bugs(window: MainWindow) -> None:
    """Lets the window say that the program went wrong; the trace goes to the standard error."""

    def report(kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
        traceback.print_exception(kind, bug, trace)
        said = "Something in the program went wrong. What you entered is saved; go on, or restart."
        window.say(window.session.words(said), "error")

    sys.excepthook = report

# SPDX-License-Identifier: EUPL-1.2
"""The menus of the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from gapanalysis.ui import theme
from gapanalysis.ui.report_page import NAMES
from gapanalysis.words import LANGUAGES

if TYPE_CHECKING:
    from gapanalysis.ui.main_window import MainWindow


def fill(bar: QMenuBar, window: MainWindow) -> None:
    """Fills the menu bar in the language in use."""
    words = window.session.words
    bar.clear()
    for old in bar.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
        old.deleteLater()
    _file(bar.addMenu(words("File")), window)
    _edit(bar.addMenu(words("Edit")), window)
    _view(bar.addMenu(words("View")), window)
    _help(bar.addMenu(words("Help")), window)


def _add(menu: QMenu, text: str, act: Callable[[], object], keys: str = "") -> QAction:
    action = QAction(text, menu)
    if keys:
        action.setShortcuts([QKeySequence(key) for key in keys.split()])
    action.triggered.connect(lambda _checked=False: act())
    menu.addAction(action)
    return action


def _file(menu: QMenu, window: MainWindow) -> None:
    words, commands, session = window.session.words, window.commands, window.session
    _add(menu, words("New analysis…"), commands.new, "Ctrl+N")
    _add(menu, words("Open…"), commands.open, "Ctrl+O")
    recent = menu.addMenu(words("Recent"))

    def fill_recent() -> None:
        recent.clear()
        for path in commands.recent():
            _add(recent, path.name, partial(commands.open_path, str(path)))

    recent.aboutToShow.connect(fill_recent)
    _add(menu, words("Open the demo"), commands.open_demo)
    menu.addSeparator()
    only_open = [
        _add(menu, words("Add a law…"), commands.import_law, "Ctrl+I"),
        _add(menu, words("Rules of your own…"), commands.own_rules),
        _add(menu, words("Write the report…"), commands.report, "Ctrl+E"),
        _add(menu, words("Save a copy…"), commands.save_copy),
        _add(menu, words("Close the analysis"), session.close, "Ctrl+W"),
    ]
    for action in only_open:
        menu.aboutToShow.connect(lambda action=action: action.setEnabled(session.is_open))
        menu.aboutToHide.connect(lambda action=action: action.setEnabled(True))
    menu.addSeparator()
    _add(menu, words("Quit"), window.close, "Ctrl+Q")


def _edit(menu: QMenu, window: MainWindow) -> None:
    words, session = window.session.words, window.session
    _add(menu, words("Undo"), session.undo, "Ctrl+Z")
    _add(menu, words("Redo"), session.redo, "Ctrl+Shift+Z Ctrl+Y")


def _view(menu: QMenu, window: MainWindow) -> None:
    words = window.session.words
    languages = menu.addMenu(words("Language"))
    group = QActionGroup(languages)
    for code in LANGUAGES:
        action = _add(languages, NAMES[code], partial(window.rebuild, language=code))
        action.setCheckable(True)
        action.setChecked(code == words.language)
        group.addAction(action)
    dark = theme.current() is theme.DARK
    name = words("Light theme") if dark else words("Dark theme")
    _add(menu, name, lambda: window.rebuild(dark=not dark), "Ctrl+Shift+L")


def _help(menu: QMenu, window: MainWindow) -> None:
    words = window.session.words
    _add(menu, words("Keys"), window.commands.show_keys, "F1")
    _add(menu, words("About gapanalysis"), window.commands.show_about)

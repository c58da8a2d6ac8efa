# SPDX-License-Identifier: EUPL-1.2
"""The language of Qt's own words: dates, and buttons of dialogs where Qt has them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from gapanalysis.ui import direction, theme
from gapanalysis.words import LANGUAGES

_installed: list[QTranslator] = []


def speak(application: QApplication, language: str) -> None:
    """Lets Qt's own dialogs and dates speak a language, as far as Qt knows it."""
    locale = QLocale("en_GB" if language == "en" else language)  # as words write dates
    QLocale.setDefault(locale)
    while _installed:
        application.removeTranslator(_installed.pop())
    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(locale, "qtbase", "_", folder):
        application.installTranslator(translator)
        _installed.append(translator)


def first_spoken(languages: Sequence[str]) -> str:
    """Gives the first of some languages ("ro-RO") that the interface speaks, else English."""
    return next((one[:2] for one in languages if one[:2] in LANGUAGES), "en")


def turn(application: QApplication, *, leftward: bool) -> None:
    """Lets the layout run from right to left, or the other way."""
    if leftward == direction.is_leftward():
        return
    from gapanalysis.ui.leftward import leftward_style  # few need it

    way = Qt.LayoutDirection
    application.setLayoutDirection(way.RightToLeft if leftward else way.LeftToRight)
    application.setStyle(leftward_style() if leftward else theme.STYLE)
    theme.apply(application, theme.current())

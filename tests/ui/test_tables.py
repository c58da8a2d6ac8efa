# SPDX-License-Identifier: EUPL-1.2
"""Tables: sorted by the alphabet of the language, their columns narrower in a narrow window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gapanalysis.ui import theme
from gapanalysis.ui.language import speak
from gapanalysis.ui.tables import Cell, Table


@pytest.fixture
def table(qapp: QApplication, qtbot: QtBot) -> Iterator[Table]:
    theme.apply(qapp, theme.LIGHT)
    made = Table(["A", "B", "C"], [200, 300, 200], stretch=1)
    qtbot.addWidget(made)
    yield made
    speak(qapp, "en")


@pytest.mark.parametrize(
    ("language", "sorted_words"),
    [
        ("ro", ["sac", "șarpe", "tun", "țară", "zid"]),
        ("fr", ["cote", "élan", "étape", "zone"]),
    ],
)
def test_rows_are_sorted_by_the_alphabet_of_the_language(
    table: Table, qapp: QApplication, language: str, sorted_words: list[str]
) -> None:
    speak(qapp, language)
    table.show_rows([(word, [Cell(word)] * 3) for word in reversed(sorted_words)])
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert [table.record(row) for row in range(len(sorted_words))] == sorted_words


def test_other_columns_give_way_to_the_one_that_takes_the_rest(table: Table, qtbot: QtBot) -> None:
    table.show_rows([("one", [Cell("one")] * 3)])
    table.resize(1000, 300)
    table.show()
    assert [table.columnWidth(n) for n in (0, 2)] == [200, 200]
    table.resize(500, 300)
    qtbot.waitUntil(lambda: table.columnWidth(0) < 160)
    assert table.columnWidth(1) > table.columnWidth(0)
    table.resize(1000, 300)
    qtbot.waitUntil(lambda: table.columnWidth(0) == 200)


def test_a_table_that_has_the_keyboard_shows_it_before_a_row_is_chosen(
    table: Table, qtbot: QtBot
) -> None:
    def barred(row: int) -> bool:
        middle = table.rowViewportPosition(row) + table.rowHeight(row) // 2
        pixel = table.viewport().grab().toImage().pixelColor(1, middle)
        return pixel.name() == QColor(theme.LIGHT.accent).name()

    table.show_rows([(word, [Cell(word)] * 3) for word in "ab"])
    table.resize(700, 300)
    table.show()
    table.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    assert not table.selectionModel().hasSelection()
    assert [barred(row) for row in (0, 1)] == [True, False]
    table.selectRow(1)
    assert [barred(row) for row in (0, 1)] == [False, True]
    table.clearFocus()
    assert not barred(1)

# SPDX-License-Identifier: EUPL-1.2
"""Two texts beside each other: the law and the Convention's article, or two laws."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gapanalysis import analysis
from gapanalysis.ui.beside import Beside
from gapanalysis.ui.main_window import MainWindow
from gapanalysis.ui.mapping_page import MappingPage

KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
ORDER = """Law on protection orders

Article 1. Emergency order
(1) The police order a person to leave the dwelling of the victim at once.

Article 2. Protection order
(1) The court issues a protection order on the application of the victim.
"""


@pytest.fixture
def page(filled: MainWindow) -> MappingPage:
    made = filled.mapping()
    filled.session.select("36.1.a")
    return made


def open_beside(page: MappingPage) -> Beside:
    page.toggle_beside()
    assert page.beside is not None
    return page.beside


def add_second_law(window: MainWindow, folder: Path, qtbot: QtBot) -> int:
    path = folder / "orders.txt"
    path.write_text(ORDER, encoding="utf-8")
    window.commands.import_path(str(path), sure=lambda _form: True)
    qtbot.waitUntil(lambda: len(window.session.laws()) == 2, timeout=20_000)
    return window.session.laws()[1].id


def test_the_whole_article_stands_beside_the_law_word_for_word(
    page: MappingPage, qtbot: QtBot, filled: MainWindow
) -> None:
    view = open_beside(page).convention.view
    qtbot.waitUntil(view.isVisible)
    assert page.law.isVisible()
    words = analysis.treaty_words(filled.session.instrument, "36", "en")
    assert len(words) > 4
    shown = view.toPlainText()
    assert all(passage.text in shown for passage in words)
    assert [w.text for w in words] == sorted((w.text for w in words), key=shown.index)
    filled.session.select("34")
    assert "36." not in view.toPlainText()
    assert analysis.treaty_words(filled.session.instrument, "34", "en")[0].text in (
        view.toPlainText()
    )


def test_what_the_obligation_asks_has_a_tint_and_nothing_else(
    page: MappingPage, filled: MainWindow
) -> None:
    view = open_beside(page).convention.view

    def tinted() -> list[str]:
        blocks, block = [], view.document().begin()
        while block.isValid():
            if block.blockFormat().background().style() != Qt.BrushStyle.NoBrush:
                blocks.append(block.text().split("\t")[-1])
            block = block.next()
        return blocks

    (one,) = tinted()
    assert one.startswith("engaging in non-consensual vaginal, anal or oral penetration")
    filled.session.select("36")
    assert tinted() == []


def test_both_authentic_languages_are_shown_and_a_translation_says_that_it_is_one(
    page: MappingPage, filled: MainWindow
) -> None:
    convention = open_beside(page).convention
    convention.show_language("both")
    instrument = filled.session.instrument
    for language in ("en", "fr"):
        for passage in analysis.treaty_words(instrument, "36", language):
            assert passage.text in convention.view.toPlainText()
    filled.rebuild(language="ro")
    again = filled.mapping().beside
    assert again is not None
    again.convention.show_language("ro")
    shown = again.convention.view.toPlainText()
    assert shown.startswith("Articolul 36.")
    assert "Traducere" in shown
    again.convention.next_language()
    assert "Traducere" not in again.convention.view.toPlainText()


def test_another_law_stands_beside_the_first_and_words_are_mapped_in_both(
    page: MappingPage, qtbot: QtBot, filled: MainWindow, tmp_path: Path
) -> None:
    law = add_second_law(filled, tmp_path, qtbot)
    page = filled.mapping()
    filled.session.select("52")
    beside = open_beside(page)
    box = beside.convention.chooser
    assert [box.itemData(n) for n in range(box.count())] == [0, 1, law]
    beside.convention._choose(2)
    second = beside.law
    assert second is not None
    page.law.show_law(1)
    qtbot.waitUntil(lambda: second.isVisible() and page.law.isVisible())
    text, _ = filled.session.law(law)
    start = text.index("The police order")
    second.view.setFocus()
    second.view.select_range(start, start + len("The police order a person to leave"))
    qtbot.keyClick(second.view, KEY.Key_M)
    (mapping,) = filled.session.snapshot.mappings
    assert filled.session.snapshot.provisions[mapping.provision].law == law
    assert page.reading() is second
    filled.session.select("36.1.a")
    page.law.view.setFocus()
    first, _ = filled.session.law(1)
    start = first.index("by force or by threat")
    page.law.view.select_range(start, start + len("by force or by threat"))
    assert page.reading() is page.law
    qtbot.keyClick(page.law.view, KEY.Key_M)
    assert len(filled.session.snapshot.mappings) == 2
    filled.session.select("52")
    assert second.place()[0] == law
    filled.session.select("36.1.a")
    assert second.place()[0] == law, "the second law stays when an obligation is chosen"


def test_the_key_shows_it_hides_it_and_the_window_remembers(
    page: MappingPage, qtbot: QtBot, filled: MainWindow
) -> None:
    page.law.view.setFocus()
    qtbot.keyClick(filled, KEY.Key_B, CONTROL)
    beside = page.beside
    assert beside is not None and not beside.isHidden()
    order = []
    for _ in range(4):
        page._go_round(1)
        order.append(filled.focusWidget())
    assert beside.convention.view in order
    assert len(set(order)) == 4
    filled.rebuild()
    page = filled.mapping()
    assert page.beside is not None and not page.beside.isHidden()
    qtbot.keyClick(filled, KEY.Key_B, CONTROL)
    assert page.beside.isHidden()
    filled.rebuild()
    assert filled.mapping().beside is None


def test_another_look_leaves_the_law_beside_the_first_one(
    page: MappingPage, qtbot: QtBot, filled: MainWindow, tmp_path: Path
) -> None:
    add_second_law(filled, tmp_path, qtbot)
    first = filled.session.laws()[0].id
    page = filled.mapping()
    beside = open_beside(page)
    beside.show_law(first)
    assert beside.law is not None
    beside.law.open_find()
    beside.law.find_field.setText("consent")
    chosen = beside.law.view.selection()
    assert chosen is not None
    filled.rebuild(dark=True)
    again = filled.mapping().beside
    assert again is not None and again.law is not None
    qtbot.waitUntil(again.law.find_field.isVisible)
    assert again.law.place()[0] == first
    assert (again.law.find_field.text(), again.law.view.selection()) == ("consent", chosen)
    filled.rebuild(dark=False)


def test_the_law_keeps_its_place_when_a_text_comes_beside_it(
    open_demo: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = open_demo()
    page = window.mapping()
    view = page.law.view
    provisions = window.session.law(page.law.place()[0])[1]
    wanted = next(p for p in provisions if p.address == "18")
    qtbot.waitUntil(view.isVisible)
    view.go_to(wanted.start)
    qtbot.waitUntil(lambda: "Article 18." in page.law.path.accessibleName())
    for _ in range(2):
        page.toggle_beside()
        qtbot.wait(150)
        qtbot.waitUntil(lambda: "Article 18." in page.law.path.accessibleName())
        qtbot.waitUntil(lambda: view.shows(wanted.start))


@pytest.mark.parametrize(("width", "way"), [(1440, "Horizontal"), (1000, "Vertical")])
def test_the_second_text_stands_below_where_there_is_no_room(
    page: MappingPage, qtbot: QtBot, filled: MainWindow, width: int, way: str
) -> None:
    filled.resize(width, 900)
    beside = open_beside(page)
    qtbot.waitUntil(lambda: page._texts.orientation() == Qt.Orientation[way])
    qtbot.waitUntil(lambda: beside.isVisible() and page.law.isVisible())

# SPDX-License-Identifier: EUPL-1.2
"""The law on screen: selection, spans, headings."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gapanalysis.model import Coverage, Kind, Provision
from gapanalysis.ui.law_panel import LawPanel
from gapanalysis.ui.law_view import Highlight, LawView
from gapanalysis.ui.main_window import MainWindow


def span(start: int, end: int) -> Highlight:
    return Highlight(
        start=start,
        end=end,
        obligation="36.1.a",
        coverage=Coverage.CONTRARY,
        word="contrary",
        mapping=7,
    )


@pytest.fixture
def view(qtbot: QtBot) -> LawView:
    made = LawView()
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    return made


def test_selection_after_a_smiley_counts_code_points(view: LawView) -> None:
    text = "One 😀😀 two three"
    view.show_law(text, [])
    start = text.index("two")
    view.select_range(start, start + 3)
    assert view.textCursor().selectedText() == "two"
    assert view.selection() == (start, start + 3)


def test_blank_edges_are_not_selected(view: LawView) -> None:
    view.show_law("One two\nthree", [])
    view.select_range(3, 8)
    assert view.selection() == (4, 7)
    view.select_range(7, 8)
    assert view.selection() is None


def test_the_document_holds_every_character(view: LawView) -> None:
    text = "Art. 1\u00a0Title\n(1) 😀 a\tb\n\nend"
    view.show_law(text, [])
    assert view.document().characterCount() == len(text.encode("utf-16-le")) // 2 + 1


def test_a_place_of_one_law_is_not_sought_in_the_next(view: LawView, qtbot: QtBot) -> None:
    view.show_law("One line\n" * 400, [])
    view.hide()
    view.go_to(3000)
    view.show_law("Short", [])
    view.show()
    qtbot.wait(50)
    assert (view.cursor_position(), view.top_position()) == (0, 0)


def test_a_label_leads_to_the_obligation(view: LawView, qtbot: QtBot) -> None:
    view.show_law("Whoever, by force, does it.\n" * 3, [])
    view.show_spans([span(9, 17)])
    pixels = view.grab().toImage()
    box, _ = view._labels[0]
    assert pixels.pixelColor(box.center().toPoint()).isValid()
    with qtbot.waitSignal(view.span_clicked) as clicked:
        from PySide6.QtCore import Qt

        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert clicked.args == ["36.1.a", 7]


def test_overlapping_spans_are_drawn_at_two_levels(view: LawView) -> None:
    view.show_law("Whoever, by force, does it.", [])
    view.show_spans([span(0, 12), span(9, 20), span(21, 25)])
    assert [placed.level for placed in view._placed] == [0, 1, 0]


def panel_of(window: MainWindow) -> LawPanel:
    return window.mapping().law


def test_find_goes_from_place_to_place(filled: MainWindow) -> None:
    panel = panel_of(filled)
    panel.open_find()
    panel.find_field.setText("another  PERSON")
    text, _ = filled.session.law(filled.session.laws()[0].id)
    first = text.index("another person")
    assert panel.view.selection() == (first, first + 14)
    panel.find_field.returnPressed.emit()
    second = text.index("another person", first + 1)
    assert panel.view.selection() == (second, second + 14)


def test_jump_to_an_article_shows_its_path(filled: MainWindow) -> None:
    panel = panel_of(filled)
    panel.jump.setText("169")
    panel.jump.returnPressed.emit()
    text, _ = filled.session.law(filled.session.laws()[0].id)
    start = panel.view.textCursor().position()
    assert panel.view._units.to_points(start) == text.index("Article 169")


def test_a_law_is_never_read_as_markup(view: LawView) -> None:
    text = "<b>bold</b> <img src='x'>"
    view.show_law(text, [])
    assert view.toPlainText() == text


def test_paragraphs_inside_a_line_stand_on_their_own(view: LawView) -> None:
    text = "Art. 1 Title (1) One 😀. (2) Two."
    provisions = [
        provision(1, Kind.ARTICLE, "Art. 1", 0, len(text), heading="Title"),
        provision(2, Kind.PARAGRAPH, "(1)", 13, 24),
        provision(3, Kind.PARAGRAPH, "(2)", text.index("(2)"), len(text)),
    ]
    view.show_law(text, provisions)
    assert view.toPlainText().splitlines() == ["Art. 1 Title ", "(1) One 😀. ", "(2) Two."]
    start = text.index("Two")
    view.select_range(start, start + 3)
    assert view.textCursor().selectedText() == "Two"
    assert view.selection() == (start, start + 3)


def provision(
    number: int, kind: Kind, label: str, start: int, end: int, heading: str = ""
) -> Provision:
    return Provision(
        id=number,
        law=1,
        kind=kind,
        number=str(number),
        address=str(number),
        label=label,
        heading=heading,
        start=start,
        end=end,
        parent=None,
    )


def test_another_article_is_typed_over_the_one_before_and_escape_leads_back(
    filled: MainWindow, qtbot: QtBot
) -> None:
    panel, before = filled.mapping().law, ""
    for typed, there in (("7", False), ("169", True), ("168", True)):
        filled.go_to_article()
        assert filled.focusWidget() is panel.jump
        assert panel.jump.selectedText() == before  # what is typed takes its place
        panel.jump.setText(typed)
        panel.jump.returnPressed.emit()
        assert (filled.focusWidget() is panel.view) is there
        before = typed
    filled.go_to_article()
    qtbot.keyClick(panel.jump, Qt.Key.Key_Escape)
    assert filled.focusWidget() is panel.view


def test_the_path_line_follows_a_jump_in_a_long_law(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    parts = [
        f"Chapter {c}\nMatters {c}\n\n"
        + "".join(
            f"Article {n}. Heading {n}\nWhoever does {n} shall be punished.\n\n"
            for n in range(c * 40 - 39, c * 40 + 1)
        )
        for c in range(1, 11)
    ]
    path = tmp_path / "long.txt"
    path.write_text("Criminal Code\n\n" + "".join(parts), encoding="utf-8")
    assert window.commands.create_at(tmp_path / "a.gap", "MDA", "Moldova", "en")
    window.commands.import_path(str(path), sure=lambda _form: True)
    qtbot.waitUntil(lambda: bool(window.session.laws()), timeout=20_000)
    panel = panel_of(window)
    for wanted, chapter in (("170", "Chapter 5"), ("399", "Chapter 10"), ("3", "Chapter 1")):
        panel._jump_to(wanted)
        qtbot.waitUntil(
            lambda chapter=chapter: panel.path.accessibleName().startswith(chapter), timeout=20_000
        )

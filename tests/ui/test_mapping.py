# SPDX-License-Identifier: EUPL-1.2
"""Mapping and answering by keyboard alone: from law to obligation and back, notes, supports."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from gapanalysis import analysis, edits
from gapanalysis.model import AnswerValue, Coverage
from gapanalysis.ui import parts, theme
from gapanalysis.ui.dialogs import NoteForm
from gapanalysis.ui.law_view import enclosing
from gapanalysis.ui.main_window import MainWindow

KEY = Qt.Key


def map_words(window: MainWindow, node: str, words: str) -> None:
    text, _ = window.session.law(1)
    window.session.select(node)
    start = text.index(words)
    window.mapping().law.view.select_range(start, start + len(words))
    window.mapping().law.map_selection()


def test_words_are_selected_and_mapped_by_keyboard_alone(filled: MainWindow, qtbot: QtBot) -> None:
    view = filled.mapping().law.view
    text, _ = filled.session.law(1)
    filled.session.select("36.1.a")
    view.go_to(text.index("force or by threat"))
    view.setFocus()
    for expected in ("force", "by force or by threat of imminent force", "Whoever, by force"):
        qtbot.keyClick(view, "]")
        start, end = view.selection() or (0, 0)
        assert text[start:end].startswith(expected) or text[start:end].startswith("(1) " + expected)
    qtbot.keyClick(view, "[")
    start, end = view.selection() or (0, 0)
    assert 0 < end - start < len("by force or by threat of imminent force, has")
    qtbot.keyClick(view, KEY.Key_C)
    qtbot.keyClick(view, KEY.Key_M)
    (mapping,) = filled.session.snapshot.mappings
    assert mapping.coverage is Coverage.CONTRARY


def test_enter_leads_from_the_law_to_the_obligation_and_back(
    filled: MainWindow, qtbot: QtBot
) -> None:
    map_words(filled, "36.1.a", "by force or by threat of imminent force")
    map_words(filled, "55.1", "threat")
    page, session = filled.mapping(), filled.session
    text, _ = session.law(1)
    session.select("34")
    page.law.view.go_to(text.index("threat"))
    qtbot.keyClick(page.law.view, KEY.Key_Return)
    assert session.obligation == "55.1"
    qtbot.waitUntil(page.obligation.mapped.rows[0].hasFocus)
    page.law.view.go_to(text.index("threat"))
    qtbot.keyClick(page.law.view, KEY.Key_Return)
    assert session.obligation == "36.1.a"
    row = page.obligation.mapped.rows[0]
    qtbot.keyClick(row, KEY.Key_Return)
    assert page.law.view.hasFocus()
    assert page.law.view.shows(text.index("by force"))


def test_a_mapped_row_is_changed_and_taken_away_by_keys(
    filled: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_words(filled, "36.1.a", "by force or by threat of imminent force")
    mapped, session = filled.mapping().obligation.mapped, filled.session
    qtbot.waitUntil(mapped.rows[0].isVisible)
    mapped.rows[0].setFocus()
    qtbot.keyClick(mapped.rows[0], KEY.Key_P)
    assert session.snapshot.mappings[0].coverage is Coverage.PARTIAL
    assert mapped.rows[0].hasFocus()

    def write(form: NoteForm) -> int:
        form._note.setPlainText(" see <b>draft</b> ")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(NoteForm, "exec", write)
    qtbot.keyClick(mapped.rows[0], KEY.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert session.snapshot.mappings[0].note == "see <b>draft</b>"
    qtbot.keyClick(mapped.rows[0], KEY.Key_Delete)
    assert session.snapshot.mappings == ()
    session.undo()
    assert session.snapshot.mappings[0].note == "see <b>draft</b>"


def test_an_answer_rests_on_the_provision_at_the_cursor(filled: MainWindow, qtbot: QtBot) -> None:
    page, session = filled.mapping(), filled.session
    session.select("36.1.a")
    text, _ = session.law(1)
    page.law.view.go_to(text.index("(2) Whoever takes") + 5)
    row = page.obligation.elements.rows[0]
    qtbot.waitUntil(row.isVisible)
    row.setFocus()
    qtbot.keyClick(row, KEY.Key_L)
    assert "first" in filled.toast.text.text()
    qtbot.keyClick(page.obligation.elements.rows[0], KEY.Key_N)
    assert page.obligation.elements.rows[0].hasFocus()
    qtbot.keyClick(page.obligation.elements.rows[0], KEY.Key_L)
    answer = session.snapshot.answers["E36.1"]
    assert [session.snapshot.provisions[p].address for p in answer.supports] == ["168(2)"]
    finding = next(f for f in session.view.evaluation.findings if f.rule == "R14")
    reads = [read for step in finding.why for read in step.reads if read.name == "E36.1"]
    assert {read.number for read in reads} == {"168(2)"}
    qtbot.keyClick(page.obligation.elements.rows[0], KEY.Key_0)
    assert "E36.1" not in session.snapshot.answers
    session.undo()
    assert session.snapshot.answers["E36.1"].supports == answer.supports
    assert session.snapshot.answers["E36.1"].value is AnswerValue.NO


def test_the_typical_defect_is_one_key_away(filled: MainWindow, qtbot: QtBot) -> None:
    panel = filled.mapping().obligation
    filled.session.select("36.1.a")

    def said() -> str:
        return "\n".join(one.text() for one in panel.findChildren(QLabel) if one.isVisible())

    assert "Rape defined by force" not in said()
    panel.setFocus()
    qtbot.keyClick(panel, KEY.Key_E)
    qtbot.waitUntil(lambda: "Rape defined by force" in said())


@pytest.mark.parametrize(("width", "columns"), [(1440, 3), (1280, 3), (1100, 2), (880, 2)])
def test_panels_become_tabs_where_there_is_no_room(
    filled: MainWindow, qtbot: QtBot, width: int, columns: int
) -> None:
    page = filled.mapping()
    filled.resize(width, 720)
    qtbot.waitUntil(lambda: page._columns == columns)
    assert page.law.isVisible()
    assert page.tree.isVisible()
    assert page.obligation.isVisible() == (columns == 3)
    filled.session.select("36.1.a")
    page.focus_obligation()
    assert page.obligation.isVisible()


def test_with_large_letters_one_panel_is_shown_at_a_time(
    filled: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    filled.resize(1280, 720)
    try:
        filled.rebuild(zoom=2.0)
        page = filled.mapping()
        qtbot.waitUntil(lambda: page._columns == 1)
        assert page.tree.isVisible()
        page._show_place(filled.session.law(1)[1][0].id)
        assert page.law.isVisible()
        page._bring(page.tree)
        last = filled.session.law(1)[1][-1]
        filled.mapping().law.go_to_provision(last.id)
        page._bring(page.law.parentWidget())
        bar = page.law.view.verticalScrollBar()
        qtbot.waitUntil(lambda: bar.value() > 0)
    finally:
        theme.apply(qapp, theme.LIGHT, 1.0)


@pytest.mark.parametrize("at", range(0, 30, 3))
def test_ranges_around_a_place_grow(at: int) -> None:
    text = "Whoever, by force; takes 😀 – or – keeps."
    found = enclosing(text, at, at)
    assert found
    sizes = [end - start for start, end in found]
    assert sizes == sorted(sizes)
    assert all(start <= at + 1 and at <= end for start, end in found)


def test_rows_have_the_height_that_their_words_need(filled: MainWindow, qtbot: QtBot) -> None:
    panel = filled.mapping().obligation
    for node in ("36.1.a", "34", "55.1", "36.1.a"):
        filled.session.select(node)

        def fits() -> bool:
            rows = panel.elements.rows
            return all(row.height() >= row.heightForWidth(row.width()) for row in rows)

        qtbot.waitUntil(fits)


def test_in_a_law_written_to_the_left_labels_stand_at_the_left(
    filled: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    law = tmp_path / "ar.txt"
    law.write_text(
        "قانون العنف\n\nالمادة 1. تعريفات\nيعاقب بالحبس كل من استعمل القوة ضد امرأة دون رضاها.\n",
        encoding="utf-8",
    )
    page, session = filled.mapping(), filled.session
    session.do(edits.AddLaw(draft=analysis.read_law(law, "ar")))
    page.law.show_law(2)
    text, _ = session.law(2)
    start = text.index("استعمل القوة")
    page.law.view.select_range(start, start + len("استعمل القوة"))
    page.law.map_selection()
    assert session.snapshot.mappings[0].quotation.exact == "استعمل القوة"
    qtbot.waitUntil(lambda: bool(page.law.view._labels))
    (box, _), *_ = page.law.view._labels
    assert box.right() < page.law.view.width() / 3


def test_the_whole_window_can_run_from_right_to_left(
    filled: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    try:
        filled.rebuild(leftward=True)
        page = filled.mapping()
        qtbot.waitUntil(lambda: filled._rail.geometry().x() > filled.width() // 2)
        assert filled._rail.geometry().right() <= filled.width()
        left = page.tree.mapTo(filled, page.tree.rect().topLeft()).x()
        assert left > page.obligation.mapTo(filled, page.obligation.rect().topLeft()).x()
        assert filled._rail.mapTo(filled, filled._rail.rect().topLeft()).x() > left
        page.tree.view.grab()
    finally:
        filled.rebuild(leftward=False)
    assert filled.settings.value("leftward") in {0, "0"}


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_the_letters_on_the_buttons_are_the_keys_in_every_language(
    filled: MainWindow, qtbot: QtBot, language: str
) -> None:
    try:
        filled.rebuild(language=language)
        page = filled.mapping()
        filled.session.select("36.1.a")
        rows = page.obligation.elements.rows
        for answer in (value for value in AnswerValue if value is not AnswerValue.NA):
            row = page.obligation.elements.rows[0]
            letter = row.control.buttons[answer].text()
            qtbot.keyClicks(row, letter.lower())
            assert filled.session.snapshot.answers["E36.1"].value is answer
        assert rows
    finally:
        filled.rebuild(language="en")


def test_a_question_keeps_the_keyboard_when_its_note_was_written(
    filled: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.session.select("36.1.a")
    obligation = filled.mapping().obligation
    qtbot.waitUntil(lambda: all(one.isVisible() for one in obligation.elements.rows[:2]))
    row = obligation.elements.rows[1]
    row.setFocus()
    qtbot.keyClick(row, KEY.Key_Y)
    other = QDialog(filled)

    def write(form: NoteForm) -> QDialog.DialogCode:
        form._note.setPlainText("a note")
        other.show()
        other.activateWindow()
        qtbot.waitUntil(lambda: not filled.isActiveWindow())
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(NoteForm, "exec", write)
    obligation.elements.rows[1].edit_note()
    other.close()
    assert filled.focusWidget() is obligation.elements.rows[1]
    assert filled.session.snapshot.answers[row.element.id].note == "a note"


def test_a_long_note_is_shown_short_and_letters_as_they_were_typed(filled: MainWindow) -> None:
    filled.session.select("36.1.a")
    note = "\u202etyped\u202c <b>so</b> " + "word " * 20_000
    name = filled.mapping().obligation.elements.rows[0].element.id
    filled.session.do(edits.PutAnswer(element=name, value=AnswerValue.YES, note=note))
    row = filled.mapping().obligation.elements.rows[0]
    shown = next(one.text() for one in row.findChildren(QLabel) if "typed" in one.text())
    assert shown.startswith("typed") and "<b>so</b>" in shown
    assert len(shown) < 400 and shown.endswith("…")
    assert filled.session.snapshot.answers[name].note == note


def test_a_mapping_is_told_as_the_law_cites_its_provision(filled: MainWindow) -> None:
    told: list[str] = []
    filled.session.message.connect(lambda said, _kind: told.append(said))
    map_words(filled, "36.1.a", "by force or by threat of imminent force")
    assert "Mapped \u2068Article 168(1)\u2069 to 36.1.a" in told[-1]


def test_the_line_of_the_path_keeps_its_end(qtbot: QtBot) -> None:
    line = parts.PathLabel("")
    qtbot.addWidget(line)
    line.show()
    steps = ["Special Part", "Chapter XVII, Offences against sexual freedom", "Article 168. Rape"]
    line.set_steps(steps)
    line.resize(900, 24)
    assert line.text() == " › ".join(steps)
    line.resize(line.fontMetrics().horizontalAdvance("… › Article 168. Rape") + 4, 24)
    assert line.text() == "… › Article 168. Rape"
    assert "Special Part" in line.toolTip()
    line.resize(60, 24)
    assert line.text().endswith("…")


def test_there_is_room_for_the_law_on_a_small_screen(filled: MainWindow, qtbot: QtBot) -> None:
    filled.resize(1280, 700)
    page = filled.mapping()
    qtbot.waitUntil(lambda: page.width() < 1260)
    qtbot.waitUntil(lambda: page.law.width() >= 490)
    assert page.tree.width() >= 220
    assert page.obligation.width() >= 340


def test_a_question_has_the_whole_width_where_the_panel_is_narrow(
    filled: MainWindow, qtbot: QtBot
) -> None:
    page = filled.mapping()
    filled.session.select("36.1.a")

    def first() -> tuple[QRect, QRect]:
        row = page.obligation.elements.rows[0]
        return row.texts.geometry(), row.control.geometry()

    qtbot.waitUntil(lambda: first()[0].top() > first()[1].bottom())
    assert first()[0].width() > page.obligation.width() * 0.8
    page._splitter.setSizes([220, 420, 760])
    qtbot.waitUntil(lambda: first()[0].top() == first()[1].top())
    assert first()[0].right() < first()[1].left()


def test_the_reasons_that_are_opened_come_to_the_top(filled: MainWindow, qtbot: QtBot) -> None:
    filled.resize(1280, 640)
    filled.session.select("36.1.a")
    filled.session.do(edits.PutAnswer(element="E36.1", value=AnswerValue.NO))
    panel = filled.mapping().obligation
    row = panel.elements.rows[0]
    row.setFocus()
    qtbot.keyClick(row, KEY.Key_W)
    why = panel.cards[0].why
    assert why is not None
    qtbot.waitUntil(lambda: why.visibleRegion().boundingRect().height() == why.height())


def test_where_nothing_is_asked_the_panel_does_not_count_elements(filled: MainWindow) -> None:
    filled.mapping()
    filled.session.select("1")
    said = [one.text() for one in filled.mapping().obligation.findChildren(QLabel)]
    assert "none here" in said and "No finding here." in said

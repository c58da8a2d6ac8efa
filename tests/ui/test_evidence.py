# SPDX-License-Identifier: EUPL-1.2
"""The evidence page through the real window: each gesture, each field, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAccessible, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gapanalysis import analysis, edits
from gapanalysis.model import Dimension
from gapanalysis.ui.evidence_page import EvidencePage
from gapanalysis.ui.figure_words import number_of
from gapanalysis.ui.figures_dialog import CellsModel, FiguresDialog
from gapanalysis.ui.grouped import GroupedModel, Line, Section
from gapanalysis.ui.main_window import MainWindow
from gapanalysis.ui.panes import NodeForm
from gapanalysis.ui.tree_row import NODE

HOSTILE = "<b>=1+1</b> &amp; \u202egnirts\u202c {x} %s \u05d0\u05d1 الحماية\u00a0: 😀"
ON = date(2026, 11, 22)
CONTROL = Qt.KeyboardModifier.ControlModifier
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""What the platform without a screen says of the lists that open while one types."""


@pytest.fixture
def example(window: MainWindow, tmp_path: Path, demo: Callable[[str, Path], Path]) -> MainWindow:
    """Gives a window with the filled example."""
    path = demo("en", tmp_path)
    assert window.session.adopt(lambda: analysis.open_project(path), ON)
    return window


@pytest.fixture
def page(example: MainWindow) -> EvidencePage:
    """Gives the evidence page of the example."""
    return page_of(example)


def page_of(window: MainWindow) -> EvidencePage:
    page = window.show_page("evidence")
    assert isinstance(page, EvidencePage)
    return page


def words_of(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def labels(widget: QWidget) -> list[QLabel]:
    return [one for one in widget.findChildren(QLabel) if not one.isHidden()]


def evidence(page: EvidencePage, key: int):
    return next(one for one in page.session.snapshot.evidence if one.id == key)


def choose(box: QComboBox, code: str) -> None:
    """Stands for a choice from the list."""
    at = box.findData(code)
    assert at >= 0, code
    box.setCurrentIndex(at)
    box.activated.emit(at)


def write(qtbot: QtBot, field: QWidget, text: str) -> None:
    """Types a text in place of what stands in a field."""
    field.setFocus()
    field.selectAll()
    if text:
        qtbot.keyClicks(field, text)
    else:
        qtbot.keyClick(field, Qt.Key.Key_Delete)


# --- evidence ------------------------------------------------------------------------------------


def test_evidence_is_added_where_the_user_is_and_confidential(
    example: MainWindow, qtbot: QtBot
) -> None:
    example.session.select("49.2")
    page = page_of(example)
    before = len(page.session.snapshot.evidence)
    button = next(
        one for one in page.findChildren(QAbstractButton) if one.text() == page.evidence.add_name()
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    made = page.session.snapshot.evidence[-1]
    assert (made.obligation, made.confidential, made.consent) == ("49.2", True, "none")
    editor = page.evidence.editor
    assert editor.record.id == made.id
    text = editor.fields["text"]
    qtbot.waitUntil(text.hasFocus)
    qtbot.keyClicks(text, "A case")
    qtbot.waitUntil(lambda: evidence(page, made.id).text == "A case")
    assert page.evidence.view.current() == made.id
    example.toast.undo.click()  # the offer was for the adding, and the typing came after it
    assert len(page.session.snapshot.evidence) == before + 1
    page.session.undo()
    assert len(page.session.snapshot.evidence) == before


@pytest.mark.parametrize("tab", ["evidence", "figures", "priors"])
def test_where_none_was_chosen_an_obligation_is_asked_for_once(
    example: MainWindow, qtbot: QtBot, tab: str
) -> None:
    pane = page_of(example).show_tab(tab)
    asked: list[str] = []

    def answer(written: str) -> None:
        form = QApplication.activeModalWidget()
        assert isinstance(form, NodeForm)
        asked.append(written)
        assert not form.sure.isEnabled()
        if not written:
            form.reject()
            return
        line = form.node.lineEdit()
        assert form.focusWidget() in {line, form.node}
        qtbot.keyClicks(line, "99")
        assert not form.sure.isEnabled()
        line.clear()
        qtbot.keyClicks(line, written)
        form.sure.click()

    before = len(pane.records())
    QTimer.singleShot(0, lambda: answer(""))
    pane.add()
    assert len(pane.records()) == before
    assert example.session.chosen == ""
    QTimer.singleShot(0, lambda: answer("36(1)(a)"))
    pane.add()
    pane.add()
    assert asked == ["", "36(1)(a)"]
    assert [pane.nodes(one) for one in pane.records()[before:]] == [("36.1.a",)] * 2
    assert example.session.obligation == "36.1.a"


def test_what_was_chosen_last_is_not_asked_for_even_where_it_is_the_first(
    example: MainWindow, qtbot: QtBot
) -> None:
    tree = example.mapping().tree
    index = tree.view.currentIndex()
    first = example.session.obligation
    assert (index.data(NODE), example.session.chosen) == (first, "")
    place = tree.view.visualRect(index).center()
    qtbot.mouseClick(tree.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    page = page_of(example)
    page.evidence.add()
    assert page.session.snapshot.evidence[-1].obligation == first


def test_an_obligation_that_nobody_chose_is_not_chosen_when_a_file_is_opened_again(
    example: MainWindow, qtbot: QtBot
) -> None:
    path = Path(example.session.project.path)
    for chosen in ("", "52"):
        if chosen:
            example.show_obligation(chosen)
        example.session.close()
        assert example.commands.open_path(str(path))
        assert example.session.chosen == chosen


@pytest.mark.usefixtures("usual_zoom")
@pytest.mark.parametrize("tab", ["evidence", "figures"])
def test_where_a_new_record_goes_is_in_view(example: MainWindow, qtbot: QtBot, tab: str) -> None:
    example.rebuild(zoom=1.5)
    example.resize(1440, 900)
    example.session.select("49.2")
    pane = page_of(example).show_tab(tab)
    pane.add()
    field = pane.editor.fields["obligations" if tab == "evidence" else "obligation"]
    qtbot.waitUntil(lambda: field.visibleRegion().boundingRect().height() == field.height() > 0)


def test_every_field_is_saved_as_it_is_changed(page: EvidencePage, qtbot: QtBot) -> None:
    page.evidence.view.select(4)
    editor = page.evidence.editor
    write(qtbot, editor.fields["text"], "New words")
    write(qtbot, editor.fields["title"], "A title")
    assert evidence(page, 4).text == "New words"  # leaving the field was enough
    write(qtbot, editor.fields["source"], "A source")
    write(qtbot, editor.fields["keywords"], "delay, court; delay")
    choose(editor.fields["kind"], "judgment")
    write(qtbot, editor.fields["application"], "00000/21")
    write(qtbot, editor.fields["echr"], "3, 8")
    choose(editor.fields["dimension"], "de_jure")
    editor.fields["confidential"].click()
    choose(editor.fields["consent"], "anonymised")
    day = editor.fields["date"]
    day.day.setDate(day.day.date().addDays(3))
    page.setFocus()
    box = editor.fields["obligations"].box
    box.setFocus()
    qtbot.keyClicks(box, "55(1)")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    one = evidence(page, 4)
    assert (one.text, one.title, one.source) == ("New words", "A title", "A source")
    assert one.keywords == ("delay", "court")
    assert (one.kind, one.application, one.echr) == ("judgment", "00000/21", "3, 8")
    assert (one.dimension, one.confidential, one.consent) == (
        Dimension.DE_JURE,
        False,
        "anonymised",
    )
    qtbot.waitUntil(lambda: evidence(page, 4).date == date(2025, 9, 5))
    assert one.obligations == ("48.1", "55.1")
    assert edits.verify(page.session.project) == ()


def test_what_is_typed_is_handed_in_when_another_record_is_chosen(
    page: EvidencePage, qtbot: QtBot
) -> None:
    view, editor = page.evidence.view, page.evidence.editor
    view.select(4)
    text = editor.fields["text"]
    write(qtbot, text, "Typed and left at once")
    view.select(3)
    assert evidence(page, 4).text == "Typed and left at once"
    assert text.value() == evidence(page, 3).text
    assert evidence(page, 3).text.startswith("In 2025 the district courts")


@pytest.mark.parametrize("leave", ["tab", "page", "close", "again", "language", "undo"])
def test_what_is_typed_is_handed_in_whatever_comes_next(
    example: MainWindow, qtbot: QtBot, tmp_path: Path, leave: str
) -> None:
    page, session = page_of(example), example.session
    page.evidence.view.select(4)
    write(qtbot, page.evidence.editor.fields["text"], "Typed")
    assert "Typed" not in [one.text for one in session.snapshot.evidence]
    if leave == "tab":
        page.show_tab("figures")
    elif leave == "page":
        example.show_page("findings")
    elif leave == "language":
        example.rebuild(language="fr")
    elif leave == "undo":
        session.undo()
        assert "Typed" not in [one.text for one in session.snapshot.evidence]
        session.redo()
    elif leave == "again":
        assert session.open(tmp_path / "demo.gap")
    else:
        session.close()
        assert session.open(tmp_path / "demo.gap")
    assert "Typed" in [one.text for one in session.snapshot.evidence]


def test_typing_with_pauses_is_one_step_back(page: EvidencePage, qtbot: QtBot) -> None:
    page.evidence.view.select(4)
    before = evidence(page, 4).text
    text = page.evidence.editor.fields["text"]
    text.moveCursor(text.textCursor().MoveOperation.End)
    for words in (" and", " then", " more"):
        qtbot.keyClicks(text, words)
        page.evidence.editor.flush()
    assert evidence(page, 4).text == before + " and then more"
    page.session.undo()
    assert evidence(page, 4).text == before
    assert text.value() == before


def test_a_record_that_cannot_be_saved_stays_shown_with_what_was_typed(
    page: EvidencePage, qtbot: QtBot
) -> None:
    view, editor = page.evidence.view, page.evidence.editor
    view.select(4)
    write(qtbot, editor.fields["text"], "Not to be lost")
    page.session.project.read_only = True
    view.select(3)
    assert editor.record.id == 4
    assert view.current() == 4
    assert editor.fields["text"].value() == "Not to be lost"
    page.session.project.read_only = False
    view.select(3)
    assert editor.record.id == 3
    assert evidence(page, 4).text == "Not to be lost"


def test_the_card_says_what_a_public_edition_shows(page: EvidencePage) -> None:
    page.evidence.view.select(4)
    editor = page.evidence.editor
    told = []
    for confidential, consent in ((True, "none"), (False, "none"), (False, "anonymised")):
        if editor.fields["confidential"].value() != confidential:
            editor.fields["confidential"].click()
        choose(editor.fields["consent"], consent)
        told.append(words_of(editor))
    choose(editor.fields["consent"], "named")
    told.append(words_of(editor))
    for said, sentence in zip(
        told,
        (
            "Not in the public edition: it is confidential.",
            "Not in the public edition: nobody consented to it.",
            "In the public edition, without its source and files.",
            "In the public edition, with its source and files.",
        ),
        strict=True,
    ):
        assert sentence in said


def test_a_judgment_asks_for_its_own_fields(page: EvidencePage) -> None:
    view, editor = page.evidence.view, page.evidence.editor
    view.select(8)
    assert editor.fields["application"].isVisible()
    assert "Case name" in words_of(editor)
    view.select(3)
    assert not editor.fields["application"].isVisible()
    assert "Case name" not in words_of(editor)


def test_a_kind_that_an_older_version_let_in_is_shown_and_can_be_changed(
    page: EvidencePage, qtbot: QtBot
) -> None:
    page.session.project.db.execute("UPDATE evidence SET kind='shelter_note' WHERE id=4")
    page.session.do(edits.PutEvidence(obligation="36", kind="case", text="makes it read anew"))
    page.evidence.view.select(4)
    editor = page.evidence.editor
    assert editor.title.accessibleName() == "Shelter note"
    write(qtbot, editor.fields["source"], "x")
    choose(editor.fields["kind"], "practice")
    assert (evidence(page, 4).kind, evidence(page, 4).source) == ("practice", "x")


def test_one_obligation_stays_and_an_unknown_one_is_told(page: EvidencePage, qtbot: QtBot) -> None:
    page.evidence.view.select(4)
    field = page.evidence.editor.fields["obligations"]
    (chip,) = (one for one in field.findChildren(QAbstractButton) if "48.1" in one.text())
    chip.click()
    assert "One has to stay" in words_of(field)
    field.box.setFocus()
    qtbot.keyClicks(field.box, "99.9")
    qtbot.keyClick(field.box, Qt.Key.Key_Return)
    assert "99.9" in words_of(field)
    assert evidence(page, 4).obligations == ("48.1",)


def test_an_item_stands_under_each_of_its_obligations(page: EvidencePage) -> None:
    sections = page.evidence._sections(None)
    assert [one.key for one in sections if any(line.key == 8 for line in one.lines)] == [
        "51.1",
        "53.1",
    ]


def shown(pane) -> set[int]:
    return {line.key for line in pane.view.rows()}


def test_filters(page: EvidencePage, qtbot: QtBot) -> None:
    pane = page.evidence
    every = page.session.snapshot.evidence
    assert shown(pane) == {one.id for one in every}
    choose(pane._filters["where"], "48")
    assert shown(pane) == {3, 4, 7}
    choose(pane._filters["where"], "56.1")
    assert shown(pane) == {7}
    choose(pane._filters["where"], "")
    choose(pane._filters["kind"], "judgment")
    assert shown(pane) == {8}
    choose(pane._filters["kind"], "")
    choose(pane._filters["edition"], "confidential")
    assert shown(pane) == {2, 4}
    choose(pane._filters["edition"], "public")
    assert shown(pane) == {one.id for one in every} - {2, 4}
    qtbot.keyClicks(pane.search, "messages sent")
    assert shown(pane) == {6}
    qtbot.keyClicks(pane.search, "zzz")
    assert "Nothing with this filter." in words_of(pane)
    pane.clear()
    assert shown(pane) == {one.id for one in every}


def test_a_record_that_leaves_the_filter_stays_while_it_is_edited(page: EvidencePage) -> None:
    pane = page.evidence
    choose(pane._filters["edition"], "confidential")
    pane.view.select(4)
    pane.editor.fields["confidential"].click()
    assert pane.editor.record.id == 4
    assert 4 in shown(pane)
    pane.refresh()
    assert shown(pane) == {2}


def test_duplicates_are_confidential_and_without_consent(page: EvidencePage, qtbot: QtBot) -> None:
    pane = page.evidence
    pane.view.select(3)
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_D, CONTROL)
    copy = page.session.snapshot.evidence[-1]
    assert copy.text == evidence(page, 3).text
    assert (copy.confidential, copy.consent) == (True, "none")
    assert pane.editor.record.id == copy.id


def test_removing_can_be_undone_and_shows_the_next_one(
    example: MainWindow, page: EvidencePage, qtbot: QtBot
) -> None:
    pane = page.evidence
    pane.view.select(4)
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_Delete)
    assert 4 not in shown(pane)
    assert pane.editor.record.id == 7
    assert pane.view.current() == 7
    example.toast.undo.click()
    assert 4 in shown(pane)
    assert edits.verify(page.session.project) == ()


def test_several_are_removed_as_one_step(page: EvidencePage) -> None:
    pane = page.evidence
    pane.view.selectAll()
    menu = pane.menu()
    next(one for one in menu.actions() if one.text() == "Remove").trigger()
    assert page.session.snapshot.evidence == ()
    assert "No evidence yet" in words_of(pane)
    page.session.undo()
    assert len(page.session.snapshot.evidence) == 8


def test_made_confidential_together(page: EvidencePage) -> None:
    pane = page.evidence
    pane.view.selectAll()
    next(one for one in pane.menu().actions() if "confidential" in one.text()).trigger()
    assert all(one.confidential for one in page.session.snapshot.evidence)


def test_keywords_that_others_share_are_told(page: EvidencePage) -> None:
    page.evidence.view.select(4)
    assert "pressure to reconcile" in words_of(page.evidence.editor)
    assert "(2)" in words_of(page.evidence.editor)


# --- files ---------------------------------------------------------------------------------------


def test_files_are_attached_shown_copied_out_and_taken_off(
    example: MainWindow, page: EvidencePage, tmp_path: Path
) -> None:
    editor = page.evidence.editor
    page.evidence.view.select(4)
    one, two = tmp_path / "one <b>.pdf", tmp_path / "two.txt"
    one.write_bytes(b"%PDF one")
    two.write_bytes(b"two")
    drop(editor, [one, two])
    assert [file.name for file in evidence(page, 4).attachments] == ["one <b>.pdf", "two.txt"]
    assert "\u2068one <b>.pdf\u2069" in [one.accessibleName() for one in labels(editor)]
    out = tmp_path / "copy.pdf"
    editor.save_copy(evidence(page, 4).attachments[0], out)
    assert out.read_bytes() == b"%PDF one"
    take = next(
        b for b in editor.findChildren(QToolButton) if b.toolTip() == "Take off \u2068two.txt\u2069"
    )
    take.click()
    assert [file.name for file in evidence(page, 4).attachments] == ["one <b>.pdf"]
    example.toast.undo.click()
    assert len(evidence(page, 4).attachments) == 2
    page.session.undo()
    assert evidence(page, 4).attachments == ()


def drop(editor: QWidget, paths: list[Path]) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    editor.dropEvent(event)


def test_a_file_that_cannot_be_attached_is_a_message(
    example: MainWindow, page: EvidencePage, tmp_path: Path
) -> None:
    page.evidence.view.select(4)
    (tmp_path / "empty.pdf").write_bytes(b"")
    big = tmp_path / "big.pdf"
    with big.open("wb") as stream:
        stream.truncate(21 << 20)
    for name in ("empty.pdf", "gone.pdf", "big.pdf"):
        page.evidence.editor.attach([tmp_path / name])
        assert name in example.toast.text.text()
    assert evidence(page, 4).attachments == ()
    page.evidence.editor.attach([big.with_name("demo.gap")])
    file = evidence(page, 4).attachments[0]
    page.evidence.editor.save_copy(file, tmp_path / "nowhere" / "x")
    assert "cannot be written" in example.toast.text.text()


# --- figures -------------------------------------------------------------------------------------


def figure(page: EvidencePage, key: int):
    return next(one for one in page.session.snapshot.figures if one.id == key)


def test_a_figure_is_made_field_by_field(page: EvidencePage, qtbot: QtBot) -> None:
    pane = page.show_tab("figures")
    choose(pane._filters["where"], "36.1.a")
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_Insert)
    made = page.session.snapshot.figures[-1]
    assert (made.obligation, made.value, made.confidential) == ("36.1.a", None, True)
    fields = pane.editor.fields
    write(qtbot, fields["name"].lineEdit(), "Convictions")
    write(qtbot, fields["value"], "1,204")
    write(qtbot, fields["year"], "2025")
    assert "No ratio" in words_of(pane.editor)
    write(qtbot, fields["denominator"], "2408")
    choose(fields["denominator_of"], "reports")
    write(qtbot, fields["source"], "Police")
    row = add_breakdown(fields["breakdown"])
    choose(row.by, "sex")
    choose(row.category, "women")
    row = add_breakdown(fields["breakdown"])
    write(qtbot, row.by.lineEdit(), "our own")
    write(qtbot, row.category.lineEdit(), "x")
    fields["confidential"].click()
    one = figure(page, made.id)
    assert (one.name, one.value, one.year) == ("convictions", 1204, 2025)
    assert (one.denominator, one.denominator_of, one.source) == (2408, "reports", "Police")
    assert one.breakdown == {"sex": "women", "our own": "x"}
    assert not one.confidential
    assert "Ratio: 50 per 100 reports" in words_of(pane.editor)
    line = next(line for line in pane.view.rows() if line.key == made.id)
    assert line.title == "Convictions: 1,204 of 2,408 reports"


def add_breakdown(field):
    field.more.click()
    return field.rows[-1]


def test_what_is_no_number_is_told_under_the_field_and_not_kept(
    example: MainWindow, page: EvidencePage, qtbot: QtBot
) -> None:
    pane = page.show_tab("figures")
    pane.view.select(1)
    before = figure(page, 1)
    fields = pane.editor.fields
    write(qtbot, fields["value"], "about 5")
    write(qtbot, fields["year"], "25")
    page.setFocus()
    assert figure(page, 1) == before
    assert "about 5" in words_of(pane.editor)
    assert "four digits" in words_of(pane.editor)
    pane.view.select(2)
    assert "25" in example.toast.text.text()
    pane.view.select(1)
    assert fields["value"].text() == "104"
    write(qtbot, fields["value"], "")
    pane.view.select(2)
    assert figure(page, 1).value is None


def test_numbers_in_the_language_of_the_window(example: MainWindow, qtbot: QtBot) -> None:
    example.rebuild(language="fr")
    page = page_of(example)
    pane = page.show_tab("figures")
    pane.view.select(1)
    write(qtbot, pane.editor.fields["value"], "1 204,5")
    pane.view.select(2)
    assert figure(page, 1).value == 1204.5
    pane.view.select(1)
    assert pane.editor.fields["value"].text() == "1204,5"


def test_a_denominator_needs_no_preposition_in_romanian(example: MainWindow) -> None:
    example.rebuild(language="ro")
    figures = example.session.snapshot.figures
    one = next(one for one in figures if one.denominator_of == "reports")
    one = replace(one, value=21, denominator=120)
    assert number_of(example.session, one) == "21 din 120 (sesizări și plângeri)"
    assert number_of(example.session, replace(one, denominator_of="")) == "21 din 120"


def test_ratios_with_other_figures_are_told(page: EvidencePage) -> None:
    pane = page.show_tab("figures")
    convictions = next(
        one
        for one in page.session.snapshot.figures
        if (one.name, one.year, one.denominator) == ("convictions", 2025, None)
    )
    pane.view.select(convictions.id)
    said = words_of(pane.editor)
    assert "Convictions per 100 reports: 5.1 (6 of 118)" in said
    assert "Convictions per 100 charges: 28.6 (6 of 21)" in said


def test_an_unknown_obligation_is_not_kept(page: EvidencePage, qtbot: QtBot) -> None:
    pane = page.show_tab("figures")
    pane.view.select(1)
    box = pane.editor.fields["obligation"]
    write(qtbot, box.lineEdit(), "999")
    page.setFocus()
    assert "999" in words_of(pane.editor)
    assert figure(page, 1).obligation == "36.1.a"
    write(qtbot, box.lineEdit(), "55(1)")
    page.setFocus()
    assert figure(page, 1).obligation == "55.1"


def test_the_first_record_is_added_by_keyboard_alone(filled: MainWindow, qtbot: QtBot) -> None:
    page = filled.evidence()
    assert filled.focusWidget() is page._add
    filled.session.select("36.1.a")
    qtbot.keyClick(filled.focusWidget(), Qt.Key.Key_Insert)
    assert [one.obligations for one in filled.session.snapshot.evidence] == [("36.1.a",)]
    page.evidence.view.setFocus()
    qtbot.keyClick(page.evidence.view, Qt.Key.Key_Insert)
    assert len(filled.session.snapshot.evidence) == 2


def test_a_hint_takes_no_room_below_the_list(
    example: MainWindow, page: EvidencePage, qtbot: QtBot
) -> None:
    example.resize(900, 700)
    pane = page.evidence
    pane.view.select(None)
    qtbot.waitUntil(pane._shown.isHidden)
    last = pane.view.rows()[-1].key
    pane.view.select(last)
    assert pane._shown.isVisible() and pane.editor.record.id == last
    seen = pane.view.viewport().rect()
    qtbot.waitUntil(lambda: seen.intersects(pane.view.visualRect(pane.view.currentIndex())))
    example.resize(1440, 900)
    pane.view.select(None)
    qtbot.waitUntil(pane._shown.isVisible)


def test_a_table_is_pasted(page: EvidencePage, qtbot: QtBot) -> None:
    pane = page.show_tab("figures")
    choose(pane._filters["where"], "36.1.a")
    before = len(page.session.snapshot.figures)
    QGuiApplication.clipboard().setText("\t2022\t2023\nReports\t90\t1,204\nCharges\t20\tn/a\n")
    seen: list[str] = []

    def decide(dialog: FiguresDialog) -> int:
        dialog.show()
        assert dialog.sure.text() == "Add 2 figures"
        seen.append(dialog.problems.item(0).text())
        qtbot.keyClicks(dialog.source, "Police")
        dialog.secret.click()
        return QDialog.DialogCode.Accepted

    pane.ask = decide
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_V, CONTROL)
    assert "Row 3" in seen[0]
    assert "n/a" in seen[0]
    added = page.session.snapshot.figures[before:]
    assert [(one.name, one.value, one.year, one.obligation) for one in added] == [
        ("reports", 90, 2022, "36.1.a"),
        ("reports", 1204, 2023, "36.1.a"),
    ]
    assert {(one.source, one.confidential) for one in added} == {("Police", False)}
    page.session.undo()
    assert len(page.session.snapshot.figures) == before


def test_a_table_without_cells_is_a_message(example: MainWindow, page: EvidencePage) -> None:
    pane = page.show_tab("figures")
    pane.ask = lambda _dialog: pytest.fail("nothing to ask about")
    QGuiApplication.clipboard().setText("")
    pane.paste()
    assert "There is no table here" in example.toast.text.text()


def test_a_file_is_imported_after_its_columns_were_chosen(
    page: EvidencePage, qtbot: QtBot, tmp_path: Path
) -> None:
    pane = page.show_tab("figures")
    path = tmp_path / "t.csv"
    path.write_text("Place;2.500;Remarks\nNorth;1.234;x\nSouth;7;=1+1\n", encoding="utf-8")
    before = len(page.session.snapshot.figures)

    def decide(dialog: FiguresDialog) -> int:
        dialog.show()
        choose(dialog.decimal, ",")
        choose(dialog.name, "shelters")
        choose(dialog.roles[0], "by:region")
        choose(dialog.roles[1], "value")
        choose(dialog.roles[2], "source")
        if not dialog.head.isChecked():
            dialog.head.click()
        assert dialog.node.currentText() == "" and not dialog.sure.isEnabled()
        assert "no article or obligation" in dialog.problems.item(0).text()
        write(qtbot, dialog.node.lineEdit(), "23")
        assert dialog.reading.bad == ()
        dialog.head.click()
        assert len(dialog.reading.figures) == 3
        choose(dialog.roles[2], "by:region")
        assert dialog.roles[0].currentData() == ""
        choose(dialog.roles[0], "by:region")
        choose(dialog.roles[2], "source")
        dialog.head.click()
        return QDialog.DialogCode.Accepted

    pane.ask = decide
    pane.read_file(path)
    added = page.session.snapshot.figures[before:]
    assert [(one.name, one.value, one.breakdown, one.source, one.obligation) for one in added] == [
        ("shelters", 1234, {"region": "North"}, "x", "23"),
        ("shelters", 7, {"region": "South"}, "=1+1", "23"),
    ]


def test_a_table_given_up_changes_nothing(page: EvidencePage) -> None:
    pane = page.show_tab("figures")
    before = page.session.snapshot.figures
    pane.ask = lambda _dialog: QDialog.DialogCode.Rejected
    QGuiApplication.clipboard().setText("Reports\t118\t2025")
    pane.paste()
    assert page.session.snapshot.figures == before


def test_figures_are_let_into_the_public_edition_together(page: EvidencePage) -> None:
    pane = page.show_tab("figures")
    pane.view.selectAll()
    next(one for one in pane.menu().actions() if "Let into" in one.text()).trigger()
    assert not any(one.confidential for one in page.session.snapshot.figures)


# --- earlier recommendations ---------------------------------------------------------------------


def prior(page: EvidencePage, key: int):
    return next(one for one in page.session.snapshot.prior_recommendations if one.id == key)


def test_earlier_recommendations_stand_by_article_with_counts(page: EvidencePage) -> None:
    pane = page.show_tab("priors")
    assert [one.key for one in pane._sections(None)] == [
        "11.1.a",
        "23",
        "36.1.a",
        "36.2",
        "48.1",
        "52",
        "56.1",
    ]
    assert pane.counts() == "done 1 · partly done 2 · not done 2 · not assessed 1"
    assert pane.counts() in [one.accessibleName() for one in page.findChildren(QLabel)]
    pane.view.select(3)
    choose(pane.editor.fields["done"], "done")
    assert "done 2 · partly done 2 · not done 1" in pane.counts()


def test_each_field_of_an_earlier_recommendation(page: EvidencePage, qtbot: QtBot) -> None:
    pane = page.show_tab("priors")
    choose(pane._filters["where"], "36.1.a")
    pane.add()
    made = page.session.snapshot.prior_recommendations[-1]
    assert made.articles == ("36.1.a",)
    fields = pane.editor.fields
    write(qtbot, fields["text"], "do it")
    write(qtbot, fields["document"], "A document")
    write(qtbot, fields["number"], "7")
    write(qtbot, fields["assessment"], "nothing yet")
    choose(fields["body"], "committee")
    choose(fields["verb"], "major")
    choose(fields["done"], "no")
    fields["deadline"].known.click()
    (chip,) = (
        one for one in fields["articles"].findChildren(QAbstractButton) if "36.1.a" in one.text()
    )
    chip.click()
    one = prior(page, made.id)
    assert (one.text, one.document, one.number) == ("do it", "A document", "7")
    assert (one.body, one.verb, one.done) == ("committee", "major", "no")
    assert one.assessment == "nothing yet"
    assert one.deadline == date.today()
    assert one.articles == ()
    pane.clear()
    assert pane._sections(None)[-1].title == "no article"


def test_evidence_and_findings_are_linked(page: EvidencePage) -> None:
    pane = page.show_tab("priors")
    pane.view.select(1)
    links = pane.editor.fields["evidence"]

    def tick(dialog) -> int:
        dialog.search.setText("postponed")
        visible = [
            dialog.list.item(n)
            for n in range(dialog.list.count())
            if not dialog.list.item(n).isHidden()
        ]
        assert len(visible) == 1
        visible[0].setCheckState(Qt.CheckState.Checked)
        return QDialog.DialogCode.Accepted

    links.ask = tick
    links.more.click()
    assert prior(page, 1).evidence == (7,)
    found = pane.editor.fields["findings"]

    def first(dialog) -> int:
        dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
        return QDialog.DialogCode.Accepted

    found.ask = first
    found.choose()
    (key,) = prior(page, 1).findings
    assert any(
        (f.rule, f.obligation, f.subject) == key for f in page.session.view.evaluation.findings
    )
    next(b for b in links.findChildren(QToolButton) if b.toolTip() == "Unlink").click()
    assert prior(page, 1).evidence == ()
    page.session.undo()
    assert prior(page, 1).evidence == (7,)
    page.session.do(edits.RemoveEvidence(id=7))
    assert prior(page, 1).evidence == ()


def test_a_linked_finding_that_went_away_says_so(page: EvidencePage) -> None:
    pane = page.show_tab("priors")
    one = prior(page, 3)
    gone = (*one.findings, ("X9", "36.1.a", ""))
    page.session.do(edits.put_record(replace_findings(one, gone)))
    pane.view.select(3)
    assert "X9 on 36.1.a: no longer found" in words_of(pane.editor)


def replace_findings(one, findings):
    from dataclasses import replace

    return replace(one, findings=findings)


# --- the page and the mapping page ---------------------------------------------------------------


def test_the_mapping_page_shows_how_much_there_is_and_leads_there(
    example: MainWindow, qtbot: QtBot
) -> None:
    mapping = example.mapping()
    example.session.select("36.1.a")
    panel = mapping.obligation
    assert "2 items, 8 figures, 1 earlier recommendation" in "\n".join(
        one.accessibleName() for one in panel.findChildren(QLabel)
    )
    QApplication.processEvents()
    link = next(
        one
        for one in panel.findChildren(QAbstractButton)
        if one.isVisible() and one.accessibleName().startswith("Evidence:")
    )
    link.click()
    assert example.page == "evidence"
    page = page_of(example)
    assert page.pane() is page.evidence
    assert shown(page.evidence) == {1, 2}
    assert shown(page.priors) == {3}
    example.session.select("40")
    example.show_page("mapping")
    assert "none yet" in "\n".join(one.accessibleName() for one in panel.findChildren(QLabel))
    example.show_evidence("40")
    assert shown(page.evidence) == set()
    page.evidence.add()
    assert page.session.snapshot.evidence[-1].obligation == "40"


def test_the_keyboard_goes_with_the_tab(page: EvidencePage, qtbot: QtBot) -> None:
    page.session.select("36.1.a")
    page.evidence.view.setFocus()
    page.show_tab("figures")
    assert page.window().focusWidget() is page.figures.view
    before = len(page.session.snapshot.figures)
    qtbot.keyClick(page.figures.view, Qt.Key.Key_Insert)
    assert len(page.session.snapshot.figures) == before + 1
    button = page.tabs._buttons["priors"]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert page.pane() is page.priors
    assert page.window().focusWidget() is button


def test_the_tab_and_the_widths_are_remembered(example: MainWindow, tmp_path: Path) -> None:
    page_of(example).show_tab("priors")
    example.rebuild(language="ro")
    assert page_of(example).pane() is page_of(example).priors


def test_f6_goes_from_the_list_to_the_editor_and_back(page: EvidencePage, qtbot: QtBot) -> None:
    page.evidence.view.select(4)
    page.evidence.view.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_F6)
    assert page.evidence.editor.fields["text"].hasFocus()
    qtbot.keyClick(page, Qt.Key.Key_F6)
    assert page.evidence.view.hasFocus()


def test_every_control_of_every_tab_has_a_name(page: EvidencePage) -> None:
    for code, key in (("evidence", 8), ("figures", 8), ("priors", 3)):
        pane = page.show_tab(code)
        pane.view.select(key)
        kinds = (QAbstractButton, QLineEdit, QComboBox, QTextEdit)
        for kind in kinds:
            for control in pane.findChildren(kind):
                inside = isinstance(control.parent(), QComboBox) or control.objectName().startswith(
                    "qt_"
                )
                if control.isVisible() and not inside:
                    seen = QAccessible.queryAccessibleInterface(control)
                    assert seen.text(QAccessible.Text.Name), (code, control)


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_every_tab_is_painted_in_every_language_and_direction(
    window: MainWindow, qapp: QApplication, demo, tmp_path: Path, language: str, direction
) -> None:
    window.rebuild(language=language)
    path = demo(language, tmp_path)
    assert window.session.adopt(lambda: analysis.open_project(path), ON)
    qapp.setLayoutDirection(direction)
    try:
        page = page_of(window)
        for code in ("evidence", "figures", "priors"):
            pane = page.show_tab(code)
            pane.view.select(pane.view.rows()[0].key)
            window.grab()
            assert not any(
                text.startswith(("dimension.", "error.", "status."))
                for text in words_of(page).split()
            )
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize(("zoom", "size"), [(1.0, (880, 560)), (2.0, (1280, 720))])
def test_a_small_window_and_a_large_zoom_cut_nothing(
    example: MainWindow, qtbot: QtBot, zoom: float, size: tuple[int, int]
) -> None:
    try:
        example.rebuild(zoom=zoom)
        example.resize(*size)
        page = page_of(example)
        for code, key in (("evidence", 8), ("figures", 8), ("priors", 3)):
            pane = page.show_tab(code)
            pane.view.select(key)
            QApplication.processEvents()
            assert pane.editor.width() <= page.width()
            for control in page.findChildren(QAbstractButton):
                if control.isVisible() and control.text() and page.isAncestorOf(control):
                    needed = control.fontMetrics().horizontalAdvance(control.text())
                    assert control.width() >= needed, (code, control.text())
            assert pane.view.height() >= 60
    finally:
        example.rebuild(zoom=1.0)


def test_search_everything_finds_what_is_recorded(example: MainWindow) -> None:
    seen = example.session.view
    for typed, node in (
        ("postponed hearing", "48.1"),
        ("turned away", "23"),
        ("freely given consent offences", "36.1.a"),
        ("00000", "51.1"),
    ):
        hits = [hit for hit in analysis.search(seen, typed, "en") if hit.kind == "evidence"]
        assert [hit.node for hit in hits] == [node], typed


def test_actions_of_the_page_are_in_the_palette(example: MainWindow) -> None:
    actions = {one.id: one for one in example.actions_}
    example.session.select("36.1.a")
    actions["evidence-add"].run()
    assert example.page == "evidence"
    page = page_of(example)
    made = page.session.snapshot.evidence[-1]
    actions["evidence-copy"].run()
    assert page.session.snapshot.evidence[-1].id == made.id + 1
    page.figures.ask = lambda _dialog: QDialog.DialogCode.Rejected
    QGuiApplication.clipboard().setText("Reports\t118\t2025")
    actions["evidence-paste"].run()
    assert page.pane() is page.figures
    example.show_page("mapping")
    actions["priors"].run()
    assert (example.page, page.pane()) == ("evidence", page.priors)
    actions["figures"].run()
    assert page.pane() is page.figures


# --- hostile and long text -----------------------------------------------------------------------


@pytest.fixture
def hostile(example: MainWindow) -> EvidencePage:
    """Gives the page with a record of each kind whose every text is hostile."""
    session = example.session
    session.do(
        edits.PutEvidence(
            obligation="36.1.a",
            kind="judgment",
            text=f"text {HOSTILE}",
            title=f"title {HOSTILE}",
            source=f"source {HOSTILE}",
            application=f"application {HOSTILE}",
            echr=f"echr {HOSTILE}",
            keywords=(f"keyword {HOSTILE}",),
        ),
        edits.AttachFile(evidence=9, name=f"../{HOSTILE}.pdf", data=b"x"),
        edits.PutFigure(
            obligation="36.1.a",
            name=f"name {HOSTILE}",
            value=3,
            denominator=4,
            denominator_of=f"of {HOSTILE}",
            breakdown={f"by {HOSTILE}": f"in {HOSTILE}"},
            source=f"source {HOSTILE}",
        ),
        edits.PutPriorRecommendation(
            body="committee",
            articles=("36.1.a",),
            text=f"text {HOSTILE}",
            document=f"document {HOSTILE}",
            number=f"number {HOSTILE}",
            assessment=f"assessment {HOSTILE}",
            evidence=(9,),
        ),
    )
    return page_of(example)


def test_hostile_text_is_shown_as_typed_and_nothing_is_saved_by_looking(
    hostile: EvidencePage, qtbot: QtBot
) -> None:
    before = hostile.session.snapshot
    for code, key, names in (
        ("evidence", 9, ("text", "title", "source", "application", "echr")),
        ("figures", 19, ("name", "denominator_of", "source")),
        ("priors", 7, ("text", "document", "number", "assessment")),
    ):
        pane = hostile.show_tab(code)
        pane.view.select(key)
        hostile.grab()
        for name in names:
            field = pane.editor.fields[name]
            seen = field.currentText() if isinstance(field, QComboBox) else field.value()
            assert HOSTILE in seen, name
        line = next(one for one in pane.view.rows() if one.key == key)
        assert "\u202e" not in line.title + line.about
        pane.view.select(pane.view.rows()[0].key)
    assert hostile.session.snapshot == before


def test_words_that_do_not_break_and_line_ends_survive_an_edit(
    page: EvidencePage, qtbot: QtBot
) -> None:
    page.evidence.view.select(4)
    field = page.evidence.editor.fields["text"]
    field.setFocus()
    field.selectAll()
    QGuiApplication.clipboard().setText("a\u00a0: b\n\n\tc  d\u202f? 😀")
    field.paste()
    page.evidence.view.select(3)
    assert evidence(page, 4).text == "a\u00a0: b\n\n\tc  d\u202f? 😀"


def test_markup_that_is_pasted_stays_plain(page: EvidencePage) -> None:
    page.evidence.view.select(4)
    field = page.evidence.editor.fields["text"]
    field.setFocus()
    field.selectAll()
    mime = QMimeData()
    mime.setHtml("<b>bold</b><img src='file:///etc/hostname'>")
    mime.setText("<b>bold</b>")
    QGuiApplication.clipboard().setMimeData(mime)
    field.paste()
    page.evidence.view.select(3)
    assert evidence(page, 4).text == "<b>bold</b>"


def test_each_paragraph_has_its_own_direction(page: EvidencePage) -> None:
    page.session.do(
        edits.PutEvidence(obligation="36", kind="case", text="الحماية من العنف\nabc", id=4)
    )
    page.evidence.view.select(4)
    document = page.evidence.editor.fields["text"].document()
    first, second = document.firstBlock(), document.lastBlock()
    assert first.textDirection() == Qt.LayoutDirection.RightToLeft
    assert second.textDirection() == Qt.LayoutDirection.LeftToRight
    page.grab()
    assert first.layout().lineAt(0).naturalTextRect().left() > 100


def test_a_hundred_thousand_characters_in_every_field(example: MainWindow, qtbot: QtBot) -> None:
    long = "word " * 20_000
    example.session.do(
        edits.PutEvidence(obligation="36.1.a", kind="case", text=long, source=long, title=long),
        edits.PutFigure(obligation="36.1.a", name=long, value=1, source=long),
    )
    page = page_of(example)
    pane = page.evidence
    pane.view.select(9)
    page.grab()
    write(qtbot, pane.editor.fields["keywords"], "delay")
    pane.view.select(3)
    one = evidence(page, 9)
    assert (one.text, one.source, one.title, one.keywords) == (long, long, long, ("delay",))
    field = pane.editor.fields["source"]
    pane.view.select(9)
    field.end(False)
    qtbot.keyClicks(field, "x")
    pane.view.select(3)
    assert evidence(page, 9).source == long + "x"
    pane = page.show_tab("figures")
    pane.view.select(19)
    page.grab()
    assert figure(page, 19).name == long


def test_a_text_too_long_is_refused_and_stays_in_its_field(
    example: MainWindow, page: EvidencePage
) -> None:
    page.evidence.view.select(4)
    field = page.evidence.editor.fields["source"]
    field.setFocus()
    QGuiApplication.clipboard().setText("x" * 1_000_001)
    field.selectAll()
    field.paste()
    page.evidence.view.select(3)
    assert page.evidence.editor.record.id == 4
    assert "longer than" in example.toast.text.text()
    assert len(field.text()) == 1_000_001


# --- models --------------------------------------------------------------------------------------


def sections(*groups: tuple[str, tuple[int, ...]]) -> list[Section]:
    return [
        Section(
            key=key,
            number=key,
            title=f"Title {key}",
            lines=tuple(Line(key=n, title=f"Line {n}", about="", said=f"Said {n}") for n in keys),
        )
        for key, keys in groups
    ]


def test_the_list_keeps_the_contract_of_models(qtmodeltester) -> None:
    model = GroupedModel()
    qtmodeltester.check(model)
    assert model.show_sections(sections(("36", (1, 2)), ("48.1", (2,)), ("55", ())))
    qtmodeltester.check(model)
    assert not model.show_sections(sections(("36", (1, 2)), ("48.1", (2,)), ("55", ())))
    assert [index.data() for index in model.places(2)] == ["Line 2", "Line 2"]
    assert model.show_sections(sections(("36", (2, 1))))
    assert model.show_sections([])
    qtmodeltester.check(model)


def test_the_preview_keeps_the_contract_of_models(qtmodeltester) -> None:
    model = CellsModel((("name", HOSTILE), ("Reports", "x" * 100_000)))
    model.show_reading({2: "<b>why</b>"}, ("name", "value"), head=True)
    qtmodeltester.check(model)
    cell = model.index(2, 1)
    assert cell.data(Qt.ItemDataRole.FontRole).strikeOut()
    assert "&lt;b&gt;" in cell.data(Qt.ItemDataRole.ToolTipRole)
    assert len(cell.data()) < 400
    assert model.rowCount(QModelIndex()) == 3


def test_the_menu_of_nothing_chosen_is_none(page: EvidencePage) -> None:
    page.evidence.view.select(None)
    assert page.evidence.menu() is None
    page.evidence._menu(QPoint(1, 1))
    assert "Choose a line" in words_of(page.evidence)

# SPDX-License-Identifier: EUPL-1.2
"""The main gesture from a new project to a finding, and back; keys; languages; pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gapanalysis import analysis, edits
from gapanalysis.model import AnswerValue, Coverage, Status
from gapanalysis.ui import app, theme
from gapanalysis.ui.findings_page import FindingsPage
from gapanalysis.ui.main_window import MainWindow
from gapanalysis.ui.pages import PAGES
from gapanalysis.ui.record_pages import LawsPage
from gapanalysis.ui.report_page import ReportPage


def words_of(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def select(window: MainWindow, words: str) -> None:
    text, _ = window.session.law(window.session.laws()[0].id)
    start = text.index(words)
    window.mapping().law.view.select_range(start, start + len(words))


def test_from_a_law_to_a_finding_and_back(filled: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    session, page = filled.session, filled.mapping()
    session.select("36.1.a")
    select(filled, "by force or by threat of imminent force")
    assert page.law.map_bar.isVisible()
    qtbot.keyClick(page.law.view, Qt.Key.Key_C)
    qtbot.keyClick(page.law.view, Qt.Key.Key_M)
    mapping = session.snapshot.mappings[0]
    assert mapping.coverage is Coverage.CONTRARY
    assert mapping.quotation is not None
    assert mapping.quotation.exact == "by force or by threat of imminent force"
    assert session.snapshot.provisions[mapping.provision].address == "168(1)"
    assert len(page.obligation.mapped.rows) == 1

    row = page.obligation.elements.rows[0]
    assert row.element.id == "E36.1"
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_3)
    assert session.snapshot.answers["E36.1"].value is AnswerValue.NO
    card = next(c for c in page.obligation.cards if c.finding.outcome.value == "gap")
    qtbot.mouseClick(card.why_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "E36.1 is answered: no" in words_of(card))
    assert session.view.evaluation.statuses["36.1.a"].status is Status.GAP

    session.undo()
    assert "E36.1" not in session.snapshot.answers
    session.redo()
    filled.session.close()
    assert not filled.session.is_open
    assert filled.commands.open_path(str(tmp_path / "a.gap"))
    assert session.snapshot.answers["E36.1"].value is AnswerValue.NO
    assert session.snapshot.mappings[0].quotation == mapping.quotation


def test_mapping_without_words_says_what_to_do(filled: MainWindow, qtbot: QtBot) -> None:
    page = filled.mapping()
    page.law.view.clear_selection()
    qtbot.keyClick(page.law.view, Qt.Key.Key_M)
    assert filled.toast.isVisible()
    assert "Select the words" in filled.toast.text.text()
    assert not filled.session.snapshot.mappings


def test_answer_keys_and_clearing(filled: MainWindow, qtbot: QtBot) -> None:
    session, page = filled.session, filled.mapping()
    session.select("36.1.a")
    elements = page.obligation.elements
    for key, value in zip("12345", AnswerValue, strict=True):
        elements.rows[0].setFocus()
        qtbot.keyClicks(elements.rows[0], key)
        assert session.snapshot.answers["E36.1"].value is value
    qtbot.keyClicks(elements.rows[0], "0")
    assert "E36.1" not in session.snapshot.answers


def test_a_statement_that_nothing_exists(filled: MainWindow, qtbot: QtBot) -> None:
    session, page = filled.session, filled.mapping()
    session.select("39")
    page.obligation.toggle_statement()
    assert "39" in session.snapshot.statements
    qtbot.waitUntil(lambda: "nothing exists" in words_of(page.obligation))
    filled.toast.undo.click()
    assert "39" not in session.snapshot.statements


def test_coverage_can_be_changed_in_the_panel(filled: MainWindow) -> None:
    session, page = filled.session, filled.mapping()
    session.select("36.1.a")
    select(filled, "has sexual intercourse 😀 with")
    page.law.map_selection()
    row = page.obligation.mapped.rows[0]
    row.coverage.activated.emit(list(Coverage).index(Coverage.PARTIAL))
    mapping = session.snapshot.mappings[0]
    assert mapping.coverage is Coverage.PARTIAL
    assert mapping.quotation is not None
    assert mapping.quotation.exact == "has sexual intercourse 😀 with"
    page.obligation.mapped.rows[0].remove()
    assert not session.snapshot.mappings


def test_what_can_be_mended_is_a_message(window: MainWindow, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.gap"
    wrong.write_bytes(b"not a project")
    assert not window.commands.open_path(str(wrong))
    assert window.toast.isVisible()
    assert "wrong.gap" in window.toast.text.text()
    assert not window.session.is_open


def test_tree_shows_status_and_filters(filled: MainWindow) -> None:
    session, page = filled.session, filled.mapping()
    session.do(edits.PutAnswer(element="E36.1", value=AnswerValue.NO))
    tree = page.tree
    tree._filter_kind("gap")
    shown = []

    def walk(parent: object) -> None:
        for n in range(tree._shown.rowCount(parent)):
            index = tree._shown.index(n, 0, parent)
            shown.append(index.data(Qt.ItemDataRole.AccessibleTextRole))
            walk(index)

    from PySide6.QtCore import QModelIndex

    walk(QModelIndex())
    assert any(text.startswith("1.a") and "gap" in text for text in shown)
    assert not any("39" in text.split()[0] for text in shown)


def test_findings_page_leads_to_the_obligation(filled: MainWindow, qtbot: QtBot) -> None:
    session = filled.session
    session.do(edits.PutAnswer(element="E36.1", value=AnswerValue.NO))
    page = filled.show_page("findings")
    assert isinstance(page, FindingsPage)
    finding = next(f for f in session.view.evaluation.findings if f.obligation == "36.1.a")
    while page.table.current() != finding:
        qtbot.keyClick(page.table, Qt.Key.Key_J)
    qtbot.keyClick(page.table, Qt.Key.Key_A)
    review = analysis.review_of(filled.session.view, finding)
    assert review is not None
    assert review.decision == "agreed"
    page.obligation_wanted.emit(finding.obligation)
    assert filled.page == "mapping"
    assert session.obligation == "36.1.a"


@pytest.mark.parametrize("language", ["fr", "ro"])
def test_language_changes_at_once(filled: MainWindow, qtbot: QtBot, language: str) -> None:
    filled.mapping()
    filled.rebuild(language=language)
    assert filled.session.words.language == language
    assert filled.page == "mapping"
    assert "Mapped provisions" not in words_of(filled)
    filled.session.do(edits.PutAnswer(element="E36.1", value=AnswerValue.NO))
    filled.activateWindow()
    qtbot.waitUntil(filled.isActiveWindow)
    qtbot.keyClick(filled, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "E36.1" not in filled.session.snapshot.answers


def test_dark_theme_and_back(filled: MainWindow) -> None:
    filled.mapping()
    filled.rebuild(dark=True)
    assert theme.current() is theme.DARK
    filled.rebuild(dark=False)
    assert theme.current() is theme.LIGHT


@pytest.mark.parametrize("page", list(PAGES))
def test_every_control_has_a_name(filled: MainWindow, page: str) -> None:
    filled.session.do(edits.PutAnswer(element="E36.1", value=AnswerValue.NO))
    shown = filled.show_page(page)
    for control in shown.findChildren(QAbstractButton):
        if control.isVisible() and control.focusPolicy() != Qt.FocusPolicy.NoFocus:
            seen = QAccessible.queryAccessibleInterface(control)
            assert seen.text(QAccessible.Text.Name), control


def test_reservations_show_dates(filled: MainWindow) -> None:
    session = filled.session
    session.do(edits.PutFact(name="in_force", value="2022-05-01"))
    session.do(edits.PutReservation(provision="30.2", made=date(2022, 1, 31)))
    session.assess_on(date(2026, 11, 22))
    page = filled.show_page("reservations")
    assert "Notify by 1 February 2027" in words_of(page)


def test_closing_while_a_law_is_read(filled: MainWindow, law_file: Path) -> None:
    filled.commands.import_path(str(law_file), sure=lambda _form: True)
    assert filled.task is not None
    filled.cancel_task()
    filled.close()
    assert not filled.session.is_open


def test_ready_in_a_moment(filled: MainWindow, tmp_path: Path) -> None:
    filled.session.close()
    assert app.run_until_ready(tmp_path / "a.gap") > 0


def test_the_project_stays_whole(filled: MainWindow) -> None:
    select(filled, "Whoever takes advantage")
    filled.mapping().law.map_selection()
    assert edits.verify(filled.session.project) == ()
    found = analysis.read_history(filled.session.project)
    assert [entry.edit for entry in found if entry.edit != "PutAttribute"][-1] == "PutMapping"


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_the_demo_is_shown_on_every_page(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    window.rebuild(language=language)
    project, on = analysis.make_demo(tmp_path / "demo.gap", language)
    assert window.session.adopt(lambda: project, on)
    assert window.session.view.on == on
    for code in PAGES:
        page = window.show_page(code)
        qtbot.waitUntil(page.isVisible)
        window.grab()
        assert not any(text.startswith(("status.", "answer.")) for text in words_of(page).split())


def test_a_coverage_key_after_mapping_changes_it(filled: MainWindow, qtbot: QtBot) -> None:
    view = filled.mapping().law.view
    select(filled, "Whoever takes advantage")
    qtbot.keyClick(view, Qt.Key.Key_M)
    qtbot.keyClick(view, Qt.Key.Key_R)
    assert [m.coverage for m in filled.session.snapshot.mappings] == [Coverage.RELATED]
    filled.session.undo()
    filled.session.undo()
    qtbot.keyClick(view, Qt.Key.Key_P)
    assert not filled.session.snapshot.mappings


def test_a_property_of_a_mapped_provision(filled: MainWindow) -> None:
    from PySide6.QtWidgets import QMenu

    from gapanalysis.ui.mapped import fill_values

    session = filled.session
    select(filled, "by force or by threat")
    filled.mapping().law.map_selection()
    provision = session.snapshot.mappings[0].provision
    menu = QMenu()
    kind = session.instrument.attributes["force_element"]
    fill_values(menu, session, provision, kind, "")
    next(a for a in menu.actions() if a.text() == "force").trigger()
    assert session.snapshot.attributes[provision]["force_element"].value == "force"


def test_language_of_the_convention(filled: MainWindow) -> None:
    panel = filled.mapping().obligation
    filled.session.select("36.1.a")
    panel.next_language()
    panel.next_language()
    shown = "\n".join(one.text() for one in panel.findChildren(QLabel))
    assert "engaging in" in shown
    assert "pénétration" in shown


def test_a_law_opens_at_its_beginning_and_a_choice_brings_its_words_into_view(
    open_demo: Callable[..., MainWindow],
) -> None:
    window = open_demo()
    page = window.mapping()
    window.show_page("mapping")
    assert page.law.view.verticalScrollBar().value() == 0
    window.session.select("36.1.a")
    first = window.session.snapshot.mappings
    start = min(m.quotation.start for m in first if m.obligation == "36.1.a" and m.quotation)
    assert page.law.view.shows(start)
    window.session.select("48.1")
    assert page.law.chooser.currentText() == "Code of Criminal Procedure"
    assert "Code of Criminal Procedure" in page.law.chooser.toolTip()
    shown = page.law.view.verticalScrollBar().value()
    window.session.select("42.2")
    assert page.law.view.verticalScrollBar().value() == shown


def test_an_open_finding_is_not_told_as_a_fact(
    open_demo: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = open_demo()
    window.session.select("36.1.c")
    window.show_page("mapping")
    (card,) = window.mapping().obligation.cards
    qtbot.waitUntil(lambda: "cannot be told yet" in words_of(card))
    page = window.show_page("report")
    assert isinstance(page, ReportPage)
    assert page.form.edition.value() == "confidential"


def test_findings_on_repealed_law_and_on_odd_reservations_are_shown(
    filled: MainWindow, qtbot: QtBot
) -> None:
    session = filled.session
    law = session.laws()[0].id
    (place,) = analysis.find_provisions(session.project, law, "168")
    session.do(
        edits.PutMapping(provision=place.id, obligation="36.1.a"),
        edits.PutAttribute(provision=place.id, name="in_force", value="repealed(2020-01-01)"),
        edits.PutReservation(provision="banana", made=date(2020, 1, 1)),
    )
    page = filled.show_page("findings")
    assert isinstance(page, FindingsPage)
    qtbot.waitUntil(page.isVisible)
    rules = {(f.rule, f.obligation) for f in session.view.evaluation.findings}
    assert {("R111", "36.1.a"), ("R80", "78")} <= rules
    assert page.table.model().rowCount() == len(session.view.evaluation.findings)


def test_open_questions_lead_to_their_obligation(filled: MainWindow, qtbot: QtBot) -> None:
    session = filled.session
    session.do(edits.PutAnswer(element="E35.1", value=AnswerValue.YES))
    page = filled.show_page("questions")
    qtbot.waitUntil(page.isVisible)
    count = len(session.instrument.elements) - 1
    assert page.table.model().rowCount() == count
    session.do(edits.PutAnswer(element="E35.3", value=AnswerValue.YES))
    assert page.table.model().rowCount() == count - 1
    page.table.selectRow(0)
    one = page.table.current()
    assert one.decides
    page.table.opened.emit(one)
    assert session.obligation == one.element.obligation
    assert filled.page == "mapping"


def test_delete_acts_only_on_the_table_that_has_the_keyboard(
    filled: MainWindow, qtbot: QtBot
) -> None:
    page = filled.show_page("laws")
    assert isinstance(page, LawsPage)
    page.table.selectRow(0)
    filled.activateWindow()
    qtbot.waitUntil(filled.isActiveWindow)
    button = next(one for one in page.findChildren(QAbstractButton) if one.isVisible())
    button.setFocus()
    assert button.hasFocus()
    qtbot.keyClick(button, Qt.Key.Key_Delete)
    assert len(filled.session.laws()) == 1
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert filled.session.laws() == []


def test_enter_leads_on_right_after_words_were_mapped(filled: MainWindow, qtbot: QtBot) -> None:
    page, session = filled.mapping(), filled.session
    session.select("36.1.a")
    text, _ = session.law(1)
    start = text.index("by force or by threat")
    page.law.view.select_range(start, start + len("by force or by threat "))
    page.law.view.setFocus()
    qtbot.keyClick(page.law.view, Qt.Key.Key_M)
    qtbot.keyClick(page.law.view, Qt.Key.Key_Return)
    qtbot.waitUntil(page.obligation.mapped.rows[0].hasFocus)
    qtbot.keyClick(page.obligation.mapped.rows[0], Qt.Key.Key_Return)
    assert page.law.view.hasFocus()

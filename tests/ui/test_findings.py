# SPDX-License-Identifier: EUPL-1.2
"""The findings page: filters, judging, priority, a recommendation in words of one's own."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from gapanalysis import analysis, edits
from gapanalysis.model import AnswerValue, Finding
from gapanalysis.ui.finding_detail import FindingDetail, ReasonForm
from gapanalysis.ui.findings_page import FindingsPage
from gapanalysis.ui.main_window import MainWindow
from gapanalysis.ui.reasons import closing, source


@pytest.fixture
def page(open_demo: Callable[..., MainWindow]) -> FindingsPage:
    made = open_demo().show_page("findings")
    assert isinstance(made, FindingsPage)
    return made


def choose(page: FindingsPage, rule: str, obligation: str) -> Finding:
    assert page.table.choose(lambda f: (f.rule, f.obligation) == (rule, obligation))
    found = page.detail.finding
    assert found is not None
    return found


def reviews(page: FindingsPage) -> dict[tuple[str, str, str], str]:
    model = page.table.model()
    column = model.columnCount() - 1
    return {
        page.table.record(row).key: model.index(row, column).data()
        for row in range(model.rowCount())
    }


def test_the_table_keeps_the_contract_of_models(page: FindingsPage) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(page.table.model(), mode)
    page.refresh()
    page.table.filter_words("mediation")
    assert tester is not None


def test_where_there_is_little_room_the_finding_has_a_tab_and_the_table_fewer_columns(
    page: FindingsPage, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: page.panels.way == "beside")
    assert page.table.isVisible() and page.detail.isVisible()
    assert not page.table.isColumnHidden(5)
    window.resize(1000, 720)
    qtbot.waitUntil(lambda: page.table.isColumnHidden(5))
    assert page.panels.way == "beside"
    window.resize(900, 820)
    qtbot.waitUntil(lambda: page.panels.way == "below")
    assert page.table.isVisible() and page.detail.isVisible()
    window.rebuild(zoom=2.0)
    window.resize(1440, 900)
    large = window.findings()
    qtbot.waitUntil(lambda: large.panels.way == "tabs")
    assert large.table.isVisible() and not large.detail.isVisible()
    assert large.table.isColumnHidden(4) and large.table.isColumnHidden(5)
    widths = [large.table.columnWidth(n) for n in range(4)]
    assert widths[3] > 0.39 * sum(widths)
    large.panels.bring(large.panels._panels["Finding"])
    assert large.detail.isVisible()
    window.rebuild(zoom=1.0)


def test_a_finding_is_agreed_and_to_check_again_when_what_it_read_changes(
    page: FindingsPage, qtbot: QtBot, window: MainWindow
) -> None:
    finding = choose(page, "R14", "36.1.a")
    assert reviews(page)[finding.key] == "to decide"
    qtbot.keyClick(page.table, Qt.Key.Key_A)
    assert reviews(page)[finding.key] == "agreed"
    again = choose(page, "R14", "36.1.a")
    assert again.key == finding.key
    session = window.session
    mapping = next(m for m in session.snapshot.mappings if m.obligation == "36.1.a")
    session.do(edits.RemoveMapping(id=mapping.id))
    assert reviews(page)[finding.key] == "to check again"
    session.undo()
    assert reviews(page)[finding.key] == "agreed"
    session.undo()
    assert reviews(page)[finding.key] == "to decide"


def test_an_override_needs_a_reason(
    page: FindingsPage, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = choose(page, "R14", "36.1.a")

    def decide(form: ReasonForm) -> int:
        assert not form.sure.isEnabled()
        form.reason.setPlainText("  \n")
        assert not form.sure.isEnabled()
        form.reason.setPlainText("The plenary <i>decided</i> otherwise.")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ReasonForm, "exec", decide)
    page.detail.override()
    assert reviews(page)[finding.key] == "overridden"
    review = analysis.review_of(window.session.view, finding)
    assert review is not None
    assert review.reason == "The plenary <i>decided</i> otherwise."
    page.detail.take_back()
    assert analysis.review_of(window.session.view, finding) is None


def test_priority_by_key_and_a_recommendation_in_words_of_ones_own(
    page: FindingsPage, qtbot: QtBot, window: MainWindow
) -> None:
    session = window.session
    finding = choose(page, "R14", "36.1.a")
    qtbot.keyClick(page.table, Qt.Key.Key_1)
    assert session.snapshot.choices[finding.key].priority == 1
    assert "priority 1" in reviews(page)[finding.key]
    field = page.detail.words_
    assert field is not None
    field.setPlainText("rewrite article 18 <b>on</b> consent")
    page.table.step(1)
    assert session.snapshot.choices[finding.key].recommendation == (
        "rewrite article 18 <b>on</b> consent"
    )
    choose(page, "R14", "36.1.a")
    assert page.detail.words_ is not None
    assert page.detail.words_.toPlainText() == "rewrite article 18 <b>on</b> consent"
    page.detail.set_priority(0)
    page.detail._reset()
    assert finding.key not in session.snapshot.choices
    session.undo()
    assert session.snapshot.choices[finding.key].recommendation
    assert page.detail.words_.toPlainText() == "rewrite article 18 <b>on</b> consent"
    session.undo()
    session.undo()
    assert finding.key in session.snapshot.choices
    assert not session.snapshot.choices[finding.key].recommendation


def test_filters_by_review_and_by_fact(page: FindingsPage, window: MainWindow) -> None:
    everything = page.table.model().rowCount()
    finding = choose(page, "R14", "36.1.a")
    page.detail.agree()
    box = page._filters["review"]
    box.setCurrentIndex(box.findData("agreed"))
    page.refresh()
    assert list(reviews(page)) == [finding.key]
    box.setCurrentIndex(0)
    page.refresh()
    assert page.table.model().rowCount() == everything
    once = page._filters["group"]
    once.setCurrentIndex(1)
    page.refresh()
    grouped = [f.group for f in window.session.view.evaluation.findings if f.group]
    assert page.table.model().rowCount() == everything - len(grouped) + len(set(grouped))


def test_what_is_typed_is_not_lost_when_an_answer_changes(
    page: FindingsPage, window: MainWindow
) -> None:
    finding = choose(page, "R14", "36.1.a")
    assert isinstance(page.detail, FindingDetail)
    assert page.detail.words_ is not None
    page.detail.words_.setPlainText("typed and not left yet")
    window.session.do(edits.PutAnswer(element="E22.1", value=AnswerValue.YES))
    assert window.session.snapshot.choices[finding.key].recommendation == "typed and not left yet"


def test_findings_are_shown_as_cards_and_judged_there(
    page: FindingsPage, qtbot: QtBot, window: MainWindow
) -> None:
    finding = choose(page, "R14", "36.1.a")
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_V)
    cards = page.cards
    assert cards.isVisible() and cards.hasFocus() and not page.table.isVisible()
    assert cards.currentIndex().data() == window.session.pick(finding.text)
    qtbot.keyClick(cards, Qt.Key.Key_A)
    assert reviews(page)[finding.key] == "agreed"
    page.table.selectRow(0)
    qtbot.keyClick(cards, Qt.Key.Key_J)
    assert (page.table.currentIndex().row(), cards.currentIndex().row()) == (1, 1)
    qtbot.keyClick(cards, Qt.Key.Key_Right)
    assert page.table.currentIndex().row() == 2
    assert page.detail.finding is page.table.record(2)
    wanted = page.table.record(2).obligation
    with qtbot.waitSignal(page.obligation_wanted) as told:
        qtbot.keyClick(cards, Qt.Key.Key_Return)
    assert told.args == [wanted]
    window.rebuild()
    again = window.show_page("findings")
    assert isinstance(again, FindingsPage)
    qtbot.waitUntil(again.cards.isVisible)
    window.findings().switch()
    assert again.table.isVisible()


def test_cards_follow_filters_and_stand_beside_each_other_where_there_is_room(
    page: FindingsPage, qtbot: QtBot, window: MainWindow
) -> None:
    page.switch()
    cards = page.cards
    page.table.filter_words("mediation")
    shown = page.table.model().rowCount()
    assert 0 < shown == cards.model().rowCount()
    page.table.filter_words("")
    window.resize(1800, 900)
    qtbot.waitUntil(lambda: cards.columns() > 1)

    def beside() -> bool:
        boxes = [cards.visualRect(cards.model().index(n, cards.modelColumn())) for n in (0, 1)]
        return boxes[0].top() == boxes[1].top() and boxes[0].height() == boxes[1].height()

    qtbot.waitUntil(beside)
    box = cards.visualRect(cards.model().index(0, cards.modelColumn()))
    assert box.width() * cards.columns() <= cards.viewport().width()


def test_a_card_says_all_of_its_finding_to_a_screen_reader(page: FindingsPage) -> None:
    choose(page, "R14", "36.1.a")
    page.switch()
    said = page.cards.currentIndex().data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert said == "critical, gap, 36.1.a, urges, to decide"


def test_a_finding_is_chosen_in_a_layout_from_right_to_left(
    page: FindingsPage, window: MainWindow
) -> None:
    try:
        window.rebuild(leftward=True)
        shown = window.findings()
        assert shown.table.currentIndex().row() == 0
        assert shown.detail.finding is shown.table.record(0)
    finally:
        window.rebuild(leftward=False)


@pytest.mark.parametrize("width", [900, 1440])
def test_all_filters_stand_in_view_at_twice_the_size(
    page: FindingsPage, qtbot: QtBot, window: MainWindow, width: int
) -> None:
    try:
        window.rebuild(language="fr", zoom=2.0)
        window.resize(width, 900)
        shown = window.findings()
        qtbot.wait(50)
        for box in shown._filters.values():
            low = box.mapToGlobal(box.rect().bottomLeft()).y()
            assert low < shown._lists.mapToGlobal(shown._lists.rect().topLeft()).y()
            assert box.visibleRegion().boundingRect() == box.rect()
    finally:
        window.rebuild(language="en", zoom=1.0)


def test_what_closes_a_finding_is_said_in_words_and_not_in_the_language_of_rules(
    page: FindingsPage, window: MainWindow
) -> None:
    session = window.session
    every = {one.rule: closing(session, one) for one in session.view.evaluation.findings}
    assert "a provision is mapped to 37.2" in every["R26"]
    assert every["R60"] == [
        "no provision mapped to 35 says: effect of reconciliation: must end the proceedings"
    ]
    raw = [one for said in every.values() for one in said if "[" in one or " = " in one]
    assert raw == []


def test_numbers_and_sentences_of_a_table_run_as_they_are_written(filled: MainWindow) -> None:
    filled.session.do(edits.PutAnswer(element="E36.1", value=AnswerValue.NO))
    page = filled.show_page("findings")
    assert isinstance(page, FindingsPage)
    option = QStyleOptionViewItem()
    table = page.table
    index = next(
        table.model().index(row, 2)
        for row in range(table.model().rowCount())
        if "." in table.model().index(row, 2).data()
    )
    table.itemDelegate().initStyleOption(option, index)
    assert option.text == f"\u2068{index.data()}\u2069"


def test_what_a_finding_rests_on_is_set_as_the_language_of_the_window_sets_it(
    page: FindingsPage, window: MainWindow
) -> None:
    try:
        window.rebuild(language="fr")
        session = window.session
        every = {one.rule: one for one in session.view.evaluation.findings}
        assert "Convention 36.1–2\u00a0; Rapport explicatif" in source(session, every["R14"])
        shown = window.findings().detail.findChildren(QLabel)
        quoted = [one.text() for one in shown if one.text().startswith(("“", "«"))]
        assert quoted
        assert all(re.fullmatch("«\u00a0.*\u00a0»", one) for one in quoted)
    finally:
        window.rebuild(language="en")


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_the_head_of_a_finding_goes_on_in_a_second_line_where_words_are_long(
    open_demo: Callable[..., MainWindow], language: str
) -> None:
    """No word lies over another, in a narrow panel and a language of long words."""
    window = open_demo(language)
    window.rebuild(language=language)
    window.resize(1180, 700)
    page = window.findings()
    findings = window.session.view.evaluation.findings
    partly = next(one for one in findings if one.outcome.value == "partly")
    page.table.choose(lambda one: one.key == partly.key)
    page.panels.setSizes([800, 360])
    QApplication.processEvents()
    head = page.detail._column.itemAt(0)
    assert head is not None
    shown = [head.itemAt(0).itemAt(n).widget() for n in range(head.itemAt(0).count())]
    assert len(shown) == 4
    boxes = [QRect(one.mapTo(page.detail, QPoint()), one.size()) for one in shown]
    for n, box in enumerate(boxes):
        assert not any(box.intersects(other) for other in boxes[n + 1 :])
    assert all(one.width() >= one.sizeHint().width() for one in shown)


def test_a_finding_that_does_not_stand_has_no_status_replaced(
    page: FindingsPage, window: MainWindow
) -> None:
    """The button says what it does to the finding, in each language."""
    for language in ("en", "fr", "ro"):
        window.rebuild(language=language)
        form = ReasonForm(window, window.session, "")
        assert form.sure.text() == window.session.words("Override with a reason")

# SPDX-License-Identifier: EUPL-1.2
"""The findings page: filters, judging, priority, a recommendation in words of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from gapanalysis import analysis, edits
from gapanalysis.model import AnswerValue, Finding
from gapanalysis.ui.finding_detail import FindingDetail, ReasonForm
from gapanalysis.ui.findings_page import FindingsPage
from gapanalysis.ui.main_window import MainWindow


@pytest.fixture
def page(window: MainWindow, tmp_path: Path) -> FindingsPage:
    project, on = analysis.make_demo(tmp_path / "demo.gap")
    assert window.session.adopt(lambda: project, on)
    made = window.show_page("findings")
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

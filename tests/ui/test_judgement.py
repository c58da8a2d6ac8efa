# SPDX-License-Identifier: EUPL-1.2
"""What a person decides: a status of one's own, rules of one's own, explanations to GREVIO."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gapanalysis import edits
from gapanalysis.model import AnswerValue, Explanation, Status
from gapanalysis.ui import dialogs
from gapanalysis.ui.dialogs import Form, NoteForm, OverrideForm
from gapanalysis.ui.finding_detail import ReasonForm
from gapanalysis.ui.history_page import NameForm
from gapanalysis.ui.main_window import MainWindow
from gapanalysis.ui.own_rules import OwnRulesDialog
from gapanalysis.ui.reservation_forms import ExplanationForm, PartyForm
from gapanalysis.ui.reservations_page import ReservationsPage

RULE = """
[[rule]]
id = "X1"
version = 1
kind = "defect"
articles = "36"
obligations = ["36.1.a"]
partly = "M0"
basis = { articles = "36(1)(a)" }
severity = "major"
outcome = "gap"
finding.en = "Our finding."
finding.fr = "Notre constat."
finding.ro = "Constatarea noastră."
recommendation.en = "mend it"
recommendation.fr = "y remédier"
recommendation.ro = "să remedieze"
condition = { element = "E36.1", is = ["no"] }
"""


def words_of(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def answered(form: QDialog) -> int:
    """Stands for the click on the button that says yes."""
    return QDialog.DialogCode.Accepted if form.sure.isEnabled() else QDialog.DialogCode.Rejected


def test_a_status_of_ones_own_needs_a_reason_shows_and_is_taken_back(
    filled: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    session, panel = filled.session, filled.mapping().obligation
    session.select("36.1.a")
    session.do(edits.PutAnswer(element="E36.1", value=AnswerValue.NO))

    def decide(form: OverrideForm) -> int:
        form.status.setCurrentIndex(form.status.findData("met"))
        form.reason.setPlainText("  ")
        assert answered(form) == QDialog.DialogCode.Rejected
        form.reason.setPlainText("The Supreme Court <b>reads</b> consent into it.")
        return answered(form)

    monkeypatch.setattr(dialogs.OverrideForm, "exec", decide)
    panel.override()
    status = session.view.evaluation.statuses["36.1.a"]
    assert (status.status, status.computed) == (Status.MET, Status.GAP)
    qtbot.waitUntil(lambda: "Overridden; computed: gap" in words_of(panel))
    assert "<b>reads</b>" in words_of(panel)
    assert session.findings_of("36.1.a"), "a status of one's own hides no finding"
    panel.take_back()
    assert session.view.evaluation.statuses["36.1.a"].status is Status.GAP
    qtbot.waitUntil(lambda: "Overridden" not in words_of(panel))
    session.undo()
    assert session.view.evaluation.statuses["36.1.a"].status is Status.MET


def test_a_status_that_no_finding_tells_says_what_it_rests_on(
    filled: MainWindow, qtbot: QtBot
) -> None:
    session, panel = filled.session, filled.mapping().obligation
    session.select("47")
    for element in session.instrument.elements_of("47"):
        session.do(edits.PutAnswer(element=element.id, value=AnswerValue.YES))
    first = next(e.id for e in session.instrument.elements_of("47") if e.core)
    session.do(edits.PutAnswer(element=first, value=AnswerValue.PARTLY))
    qtbot.waitUntil(lambda: f"From the answers: {first} (partly)" in words_of(panel))
    session.do(edits.PutAnswer(element=first, value=AnswerValue.UNCLEAR))
    qtbot.waitUntil(lambda: f"To be answered: {first}" in words_of(panel))


def test_rules_of_ones_own_speak_at_once_and_after_later_edits(
    filled: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    session = filled.session
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "ours.toml").write_text(RULE.replace("E36.1", "E0"), encoding="utf-8")
    dialog = OwnRulesDialog(filled, session)
    qtbot.addWidget(dialog)
    assert not dialog.add_folder(folder)
    assert "ours.toml" in dialog.problem.text()
    assert session.snapshot.rule_files == ()

    (folder / "ours.toml").write_text(RULE, encoding="utf-8")
    assert dialog.add_folder(folder)
    assert dialog.problem.isHidden()
    session.do(edits.PutAnswer(element="E36.1", value=AnswerValue.NO))
    (own,) = [f for f in session.view.evaluation.findings if f.rule == "X1"]
    assert "own_rule" in own.labels
    session.do(edits.PutAnswer(element="E36.2", value=AnswerValue.YES))
    assert own in session.view.evaluation.findings
    dialog.list.setCurrentRow(0)
    dialog.remove.click()
    assert own not in session.view.evaluation.findings
    session.undo()
    assert own in session.view.evaluation.findings


def test_an_explanation_to_grevio_is_recorded_from_the_page(
    filled: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = filled.session
    session.do(
        edits.PutFact(name="deposited", value="2022-01-31"),
        edits.PutReservation(provision="30.2", made=date(2022, 1, 31)),
    )
    session.assess_on(date(2026, 1, 1))
    page = filled.show_page("reservations")
    assert isinstance(page, ReservationsPage)

    def name() -> str:
        return str(page.table.model().index(0, 1).data())

    assert "explanation to GREVIO due" in name()
    page.as_table.setChecked(True)
    page.table.selectRow(0)

    def decide(form: ExplanationForm) -> int:
        form.given.known.setChecked(False)
        assert answered(form) == QDialog.DialogCode.Rejected
        form.given.set_value(date(2025, 12, 1))
        return answered(form)

    monkeypatch.setattr(ExplanationForm, "exec", decide)
    page.add_explanation()
    given = Explanation(requested=None, given=date(2025, 12, 1))
    assert session.snapshot.reservations[0].explanations == (given,)
    assert "explanation to GREVIO" not in name()


def test_hostile_and_very_long_reasons_are_shown_as_typed_and_short(
    open_demo: Callable[..., MainWindow],
) -> None:
    """Markup is not rendered, nothing turns round, and 100,000 letters take no more room than a few
    lines: in the obligation's head, in a finding's judgment and in its recommendation.
    """
    window = open_demo()
    session, page = window.session, window.findings()
    long = "<b>not bold</b> \u202eturned\u202c " + "x " * 50_000
    finding = page.table.current()
    rule, obligation, subject = finding.key
    node = "36.1.a"
    session.do(edits.PutReview(obligation=node, decision="met", reason=long))
    judged = {"rule": rule, "obligation": obligation, "subject": subject}
    session.do(edits.PutReview(**judged, decision="overridden", reason=long))
    session.do(edits.PutChoice(**judged, recommendation=long))
    said = [one for one in page.detail.findChildren(QLabel) if "not bold" in one.text()]
    session.select(node)
    panel = window.mapping().obligation
    said += [one for one in panel.findChildren(QLabel) if "not bold" in one.text()]
    assert len(said) >= 2
    for label in said:
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert "<b>not bold</b> turned" in label.text().replace("\u202c", "")
        assert len(label.text()) < 500
    assert page.detail.words_.toPlainText() == long.strip()
    assert page.detail.words_.height() < 800


def test_a_note_that_could_not_be_saved_is_asked_for_again_as_it_was_typed(
    filled: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk takes no words that were typed."""
    session, shown = filled.session, []
    session.do(edits.PutAnswer(element="E36.1", value=AnswerValue.NO))
    session.select("36.1.a")
    row = filled.mapping().obligation.elements.rows[0]
    full, usual = [True], session.do

    def typed(form: NoteForm) -> int:
        shown.append(form.text())
        form._note.setPlainText("What the court said.")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(NoteForm, "exec", typed)
    monkeypatch.setattr(session, "do", lambda *made: not full.pop() if full else usual(*made))
    row.edit_note()
    assert shown == ["", "What the court said."]
    assert session.snapshot.answers["E36.1"].note == "What the court said."


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_a_reason_is_typed_at_once(
    filled: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a button a blank would cancel, and the letters after it judge the finding."""
    held: list[QWidget | None] = []

    def look(form: Form) -> QDialog.DialogCode:
        form.show()
        qtbot.waitUntil(lambda: not isinstance(form.focusWidget(), QPushButton))
        held.append(form.focusWidget())
        form.hide()
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(Form, "exec", look, raising=False)
    for form in (
        ReasonForm(filled, filled.session, ""),
        OverrideForm(filled, filled.session, "36.1.a"),
        NoteForm(filled, filled.session, "Note", ""),
        NameForm(filled, filled.session),
        PartyForm(filled, filled.session),
    ):
        form.exec()
    kinds = [QPlainTextEdit, QComboBox, QPlainTextEdit, QLineEdit, QCheckBox]
    assert [type(one) for one in held] == kinds

# SPDX-License-Identifier: EUPL-1.2
"""The reservations page: facts, timeline, table, recording guided by article 78, entries, undo."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gapanalysis import edits
from gapanalysis.model import Decision, Explanation, KnownReservation, Notice
from gapanalysis.ui.main_window import MainWindow
from gapanalysis.ui.overlay import TEXT
from gapanalysis.ui.reservation_forms import ExplanationForm, NoticeForm, PartyForm
from gapanalysis.ui.reservation_guide import CHOICE, OTHER, ReservationForm
from gapanalysis.ui.reservations_page import ReservationsPage

pytestmark = pytest.mark.qt_log_ignore(
    "does not support raise", "does not support propagateSizeHints"
)  # tooltips and dialogs without a screen
LEFT = Qt.MouseButton.LeftButton
MADE = date(2022, 1, 31)
ON = date(2026, 11, 22)
Answer = Callable[[QDialog], None]


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> ReservationsPage:
    """Gives the page of a Party bound since 1 May 2022, on 22 November 2026, without records."""
    assert window.commands.create_at(tmp_path / "a.gap", "ARV", "Republic of Arvenia", "en")
    session = window.session
    session.do(
        edits.PutFact(name="signed", value="2021-02-01"),
        edits.PutFact(name="deposited", value="2022-01-31"),
    )
    session.assess_on(ON)
    qtbot.mouseClick(window._rail.buttons["reservations"], LEFT)
    shown = window.show_page("reservations")
    assert isinstance(shown, ReservationsPage)
    qtbot.waitUntil(shown.isVisible)
    return shown


@pytest.fixture
def two(page: ReservationsPage) -> ReservationsPage:
    """Gives the page with a reservation in force and one withdrawn."""
    page.session.do(
        edits.PutReservation(provision="30.2", made=MADE),
        edits.PutReservation(provision="44.3", made=MADE, scope="only nationals"),
        edits.AddNotice(provision="44.3", on=date(2026, 3, 14), decision=Decision.WITHDRAW),
    )
    return page


def said(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def press(page: QWidget, text: str, qtbot: QtBot) -> None:
    (button,) = (
        b for b in page.findChildren(QAbstractButton) if b.text() == text and b.isVisible()
    )
    qtbot.mouseClick(button, LEFT)


def strike(widget: QWidget, key: Qt.Key, qtbot: QtBot) -> None:
    """Presses a key that is a shortcut: these need the window in front."""
    widget.window().activateWindow()
    qtbot.waitUntil(widget.window().isActiveWindow)
    widget.setFocus()
    qtbot.keyClick(widget, key)


def answer(monkeypatch: pytest.MonkeyPatch, form: type[QDialog], fill: Answer) -> None:
    """Lets a dialog be filled in and confirmed, if it can be."""

    def run(dialog: QDialog) -> int:
        dialog.show()
        fill(dialog)
        accepted = dialog.sure.isVisible() and dialog.sure.isEnabled()
        dialog.hide()
        return QDialog.DialogCode.Accepted if accepted else QDialog.DialogCode.Rejected

    monkeypatch.setattr(form, "exec", run)


def pick(form: ReservationForm, wanted: object) -> None:
    """Chooses a row of the first step and goes on."""
    model = form.list.model()
    for group in range(model.rowCount()):
        above = model.index(group, 0)
        for row in range(model.rowCount(above)):
            index = model.index(row, 0, above)
            if index.data(CHOICE) == wanted:
                form.list.setCurrentIndex(index)
                form.next.click()
                return
    raise AssertionError(f"{wanted} is not offered")


# --- none made ------------------------------------------------------------------------------------


def test_made_none_can_be_said_shows_and_is_taken_back(
    page: ReservationsPage, qtbot: QtBot
) -> None:
    assert "If the Party made none, say so here:" in said(page)
    press(page, "Made none", qtbot)
    assert page.session.snapshot.no_reservations
    assert "It is said that the Party made no reservation." in said(page)
    page.session.undo()
    assert "If the Party made none" in said(page)
    page.session.redo()
    press(page, "Take it back", qtbot)
    assert not page.session.snapshot.no_reservations


def test_a_reservation_takes_the_statement_back_in_one_step(
    page: ReservationsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(page, "Made none", qtbot)
    answer(monkeypatch, ReservationForm, lambda form: pick(form, "30.2"))
    press(page, "Add a reservation", qtbot)
    assert [r.provision for r in page.session.snapshot.reservations] == ["30.2"]
    assert not page.session.snapshot.no_reservations
    page.session.undo()
    assert page.session.snapshot.no_reservations
    assert page.session.snapshot.reservations == ()


# --- recording, guided ----------------------------------------------------------------------------


def test_the_first_step_lists_what_article_78_allows(page: ReservationsPage, qtbot: QtBot) -> None:
    form = ReservationForm(page, page.session)
    qtbot.addWidget(form)
    form.show()
    model = form.list.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = [
        model.index(row, 0, model.index(group, 0))
        for group in range(model.rowCount())
        for row in range(model.rowCount(model.index(group, 0)))
    ]
    offered = [row.data(CHOICE) for row in rows]
    assert any("55.1 (art.\u00a035)" in str(row.data(TEXT)) for row in rows)
    allowed = page.session.instrument.reservable
    assert offered == [
        *(p for p, can in allowed.items() if can.article_78 == "2"),
        *(p for p, can in allowed.items() if can.article_78 == "3"),
        OTHER,
    ]
    assert "when it signs or when it deposits its instrument" in said(form)
    assert not form.next.isEnabled()
    assert form.list.accessibleName()


def test_what_is_chosen_is_recorded_as_made_at_deposit(
    page: ReservationsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def fill(form: ReservationForm) -> None:
        pick(form, "55.1:35")
        seen.append(said(form))
        form.whole.setChecked(False)
        form.scope.setPlainText("only <b>relatives</b>")

    answer(monkeypatch, ReservationForm, fill)
    press(page, "Add a reservation", qtbot)
    (one,) = page.session.snapshot.reservations
    assert (one.provision, one.made, one.scope) == ("55.1:35", MADE, "only <b>relatives</b>")
    assert "It sets aside: proceedings without a complaint for minor acts" in seen[0]
    assert "On 22 November 2026: in force, decision due." in seen[0]
    assert "only <b>relatives</b>" in page.chart.spots[0].text


@pytest.mark.parametrize(
    ("typed", "made", "verdict", "can_be_added"),
    [
        ("36", MADE, "void: article 78 does not allow a reservation to this provision.", True),
        ("58", MADE, "Name the exact provision: 58:37, 58:38, 58:39.", False),
        ("33", date(2023, 1, 1), "void: it was made neither at signature nor at deposit.", True),
        ("33", None, "cannot be told without the day on which it was made.", True),
        ("  ", MADE, "", False),
        ("<i>banana</i>", MADE, "void: article 78 does not allow", True),
    ],
)
def test_what_will_be_void_or_unknown_is_said_before(
    page: ReservationsPage,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    made: date | None,
    verdict: str,
    *,
    can_be_added: bool,
) -> None:
    def fill(form: ReservationForm) -> None:
        pick(form, OTHER)
        form.provision.setText(typed)
        form.made.known.setChecked(made is not None)
        if made:
            form.made.set_value(made)
        assert verdict in form.verdict.text()

    answer(monkeypatch, ReservationForm, fill)
    press(page, "Add a reservation", qtbot)
    found = [r.provision for r in page.session.snapshot.reservations]
    assert found == ([typed.strip()] if can_be_added else [])
    if can_be_added:
        assert page.chart.spots[0].owner == typed.strip()


def test_days_of_the_party_that_are_missing_are_named_and_can_be_kept_there(
    page: ReservationsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.session.do(
        edits.PutFact(name="signed", value=""), edits.PutFact(name="deposited", value="")
    )

    def dates(form: PartyForm) -> None:
        form._days["signed"].set_value(date(2021, 2, 1))
        form._days["deposited"].set_value(MADE)

    def fill(form: ReservationForm) -> None:
        pick(form, "33")
        form.made.set_value(MADE)
        said_first = form.verdict.text()
        for day in ("the day of signature", "the day of deposit", "the day of entry into force"):
            assert day in said_first
        form.party.click()
        assert "in force" in form.verdict.text()
        assert "at deposit, 31 January 2022" in [
            b.text() for b in form.findChildren(QAbstractButton)
        ]

    answer(monkeypatch, PartyForm, dates)
    answer(monkeypatch, ReservationForm, fill)
    press(page, "Add a reservation", qtbot)
    assert page.session.view.reservations[0].status.value == "reminder"


def test_what_published_sources_show_is_offered_with_its_notices(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.commands.create_at(tmp_path / "and.gap", "AND", "", "en")
    page = window.show_page("reservations")
    assert isinstance(page, ReservationsPage)
    (known,) = page.session.known_reservations()
    assert isinstance(known, KnownReservation)

    def fill(form: ReservationForm) -> None:
        pick(form, known)
        assert "Dutch treaty database" in said(form)
        assert form.with_notices.isChecked()

    answer(monkeypatch, ReservationForm, fill)
    press(page, "Add a reservation", qtbot)
    (one,) = page.session.snapshot.reservations
    assert (one.provision, one.made, one.notices) == (known.provision, known.made, known.notices)
    page.session.undo()
    assert page.session.snapshot.reservations == ()


# --- facts above ----------------------------------------------------------------------------------


def test_three_facts(two: ReservationsPage, qtbot: QtBot) -> None:
    shown = said(two)
    assert "Notify by 1 February 2027" in shown
    assert "71 days left: uphold, amend or withdraw 30.2" in shown
    assert "Extended to 1 November 2027" in shown
    assert "6 months from 1 May 2027, then lapse: 30.2" in shown
    assert "Not recorded for 1 reservation" in shown
    two.session.do(edits.AddExplanation(provision="30.2", given=date(2026, 10, 1)))
    qtbot.waitUntil(lambda: "None is owed now" in said(two))
    two.session.assess_on(date(2027, 6, 1))
    qtbot.waitUntil(lambda: "Notify before 1 November 2027" in said(two))
    two.session.assess_on(date(2027, 11, 1))
    qtbot.waitUntil(lambda: "Notify" not in said(two))


# --- the timeline ---------------------------------------------------------------------------------


def test_pointer_and_keys_choose_a_reservation(two: ReservationsPage, qtbot: QtBot) -> None:
    assert not two.panel.isVisible()
    chart = two.chart
    band = chart._drawing.bands[1]
    qtbot.mouseClick(chart, LEFT, pos=QPoint(round(chart.width() * 0.9), round(band.y + 5)))
    assert two.panel.isVisible()
    assert "44.3" in two.panel.name.text()
    assert "limited to: only nationals" in two.panel.said.text()
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert "30.2: in force from 1 May 2022 to 1 May 2027" in chart.accessibleDescription()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert "30.2: last day to notify, 1 February 2027" in chart.accessibleDescription()
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert two.panel.name.text().startswith("30.2")
    strike(chart, Qt.Key.Key_Escape, qtbot)
    assert not two.panel.isVisible()


def test_the_whole_life_and_the_next_deadlines(two: ReservationsPage, qtbot: QtBot) -> None:
    near = [spot.x for spot in two.chart.spots]
    press(two, "Whole life", qtbot)
    assert [spot.x for spot in two.chart.spots] != near
    press(two, "Next deadlines", qtbot)
    assert [spot.x for spot in two.chart.spots] == near


def test_the_table_is_the_twin_of_the_timeline(two: ReservationsPage, qtbot: QtBot) -> None:
    press(two, "Show as table", qtbot)
    assert two.table.isVisible()
    assert not two.chart.isVisible()
    model = two.table.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = [[str(model.index(r, c).data()) for c in range(6)] for r in range(model.rowCount())]
    assert rows[0][2:] == [
        "in force, decision due",
        "1 May 2027",
        "1 February 2027",
        "1 November 2027",
    ]
    assert rows[1][0] == "44.3"
    two.table.selectRow(1)
    assert two.panel.name.text().startswith("44.3")
    two.session.do(edits.PutReservation(provision="59", made=MADE))
    assert model.rowCount() == 3
    press(two, "Show as table", qtbot)
    assert two.chart.isVisible()


@pytest.mark.parametrize("right_to_left", [False, True])
def test_time_runs_with_the_interface(
    two: ReservationsPage, qapp: QApplication, *, right_to_left: bool
) -> None:
    directions = Qt.LayoutDirection
    try:
        if right_to_left:
            qapp.setLayoutDirection(directions.RightToLeft)
        spots = {spot.key: spot for spot in two.chart.spots}
        before = spots["30.2 force"].middle[0] < spots["30.2 grace"].middle[0]
        assert before is not right_to_left
        assert (spots["30.2"].x < spots["30.2 force"].x) is not right_to_left
    finally:
        qapp.setLayoutDirection(directions.LeftToRight)


@pytest.mark.parametrize("colour", ["In colour…", "In black and white…"])
def test_the_timeline_is_saved(
    two: ReservationsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, colour: str
) -> None:
    out = tmp_path / "timeline.svg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), "SVG (*.svg)"))
    menu = two.save_button.menu()
    next(action for action in menu.actions() if action.text() == colour).trigger()
    texts = [
        "".join(t.itertext()).strip()
        for t in ET.parse(out).iter("{http://www.w3.org/2000/svg}text")
    ]
    assert "Republic of Arvenia: reservations to the Istanbul Convention, 22 November 2026" in texts
    assert "Lapse, if nothing is notified" in texts
    assert ("#8e2209" in out.read_text(encoding="utf-8")) == (colour == "In colour…")


# --- notices and explanations ---------------------------------------------------------------------


def test_a_notice_is_added_changed_and_removed_and_each_is_undone(
    two: ReservationsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    two.choose("30.2")
    assert "No notice and no explanation recorded." in said(two)

    def uphold(form: NoticeForm) -> None:
        form.decision.setCurrentIndex(form.decision.findData("uphold"))
        form.on.setDate(form.on.date().fromString("2026-12-01", Qt.DateFormat.ISODate))

    answer(monkeypatch, NoticeForm, uphold)
    press(two, "Add a notice", qtbot)
    assert notices(two) == [Notice(on=date(2026, 12, 1), decision=Decision.UPHOLD)]
    model = two.panel.entries.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert [str(model.index(0, c).data()) for c in range(2)] == ["1 December 2026", "uphold"]

    def amend(form: NoticeForm) -> None:
        assert form.decision.currentData() == "uphold"
        form.decision.setCurrentIndex(form.decision.findData("amend"))

    two.panel.entries.selectRow(0)
    answer(monkeypatch, NoticeForm, amend)
    press(two, "Change the entry", qtbot)
    assert notices(two) == [Notice(on=date(2026, 12, 1), decision=Decision.AMEND)]
    two.panel.entries.selectRow(0)
    strike(two.panel.entries, Qt.Key.Key_Delete, qtbot)
    assert notices(two) == []
    two.window().toast.undo.click()
    assert notices(two) == [Notice(on=date(2026, 12, 1), decision=Decision.AMEND)]
    two.session.undo()
    assert notices(two) == [Notice(on=date(2026, 12, 1), decision=Decision.UPHOLD)]
    two.session.undo()
    assert notices(two) == []


def notices(page: ReservationsPage) -> list[Notice]:
    state = page.state()
    assert state is not None
    return list(state.reservation.notices)


def test_a_notice_after_the_lapse_is_refused_with_the_reason(
    two: ReservationsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    two.choose("30.2")

    def late(form: NoticeForm) -> None:
        form.on.setDate(form.on.date().fromString("2027-11-01", Qt.DateFormat.ISODate))
        assert "2027-11-01" in form.warning.text()
        assert not form.sure.isEnabled()

    answer(monkeypatch, NoticeForm, late)
    press(two, "Add a notice", qtbot)
    assert notices(two) == []


def test_an_explanation_is_added_changed_and_removed(
    two: ReservationsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    two.choose("30.2")

    def requested(form: ExplanationForm) -> None:
        form.given.known.setChecked(False)
        form.requested.set_value(date(2026, 2, 1))

    answer(monkeypatch, ExplanationForm, requested)
    press(two, "Explanation to GREVIO", qtbot)
    assert explanations(two) == [Explanation(requested=date(2026, 2, 1), given=None)]
    assert "explanation to GREVIO due" in two.panel.said.text()

    def given(form: ExplanationForm) -> None:
        form.given.set_value(date(2026, 3, 1))

    two.panel.entries.selectRow(0)
    answer(monkeypatch, ExplanationForm, given)
    two.panel.entries.setFocus()
    qtbot.keyClick(two.panel.entries, Qt.Key.Key_Return)
    assert explanations(two) == [Explanation(requested=date(2026, 2, 1), given=date(2026, 3, 1))]
    assert "explanation to GREVIO due" not in two.panel.said.text()
    two.panel.entries.selectRow(0)
    press(two, "Remove the entry", qtbot)
    assert explanations(two) == []
    two.session.undo()
    assert len(explanations(two)) == 1


def explanations(page: ReservationsPage) -> list[Explanation]:
    state = page.state()
    assert state is not None
    return list(state.reservation.explanations)


def test_a_reservation_is_corrected_and_removed(
    two: ReservationsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    two.choose("44.3")

    def whole(form: ReservationForm) -> None:
        assert not form.list.isVisible()
        assert form.scope.toPlainText() == "only nationals"
        form.whole.setChecked(True)

    answer(monkeypatch, ReservationForm, whole)
    press(two, "Change", qtbot)
    state = two.state()
    assert state is not None
    assert state.reservation.scope is None
    assert len(state.reservation.notices) == 1
    strike(two.chart, Qt.Key.Key_Delete, qtbot)
    assert [r.provision for r in two.session.snapshot.reservations] == ["30.2"]
    assert not two.panel.isVisible()
    two.session.undo()
    assert two.panel.isVisible()
    assert edits.verify(two.session.project) == ()


def test_nothing_chosen_is_said_so(two: ReservationsPage) -> None:
    two.remove()
    assert "Choose a reservation first." in two.window().toast.text.text()
    assert len(two.session.snapshot.reservations) == 2


@pytest.mark.parametrize("language", ["fr", "ro"])
def test_every_word_is_in_the_language(two: ReservationsPage, language: str) -> None:
    window = two.window()
    window.rebuild(language=language)
    page = window.show_page("reservations")
    assert isinstance(page, ReservationsPage)
    page.choose("44.3")
    shown = [line for s in page.chart.spots for line in s.text.split("\n")]
    shown += said(page).split("\n")
    shown += [b.text() for b in page.findChildren(QAbstractButton) if b.isVisible()]
    translated = window.session.words._catalogue._catalog
    english = {key for key, value in translated.items() if key and key != value}
    assert [text for text in shown if text in english] == []
    assert not any(text.startswith(("reservation", "timeline.", "date.")) for text in shown)

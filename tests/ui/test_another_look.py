# SPDX-License-Identifier: EUPL-1.2
"""Each page stands as it stood once it is made anew: in another language, theme or zoom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
)
from pytestqt.qtbot import QtBot

from gapanalysis import analysis
from gapanalysis.ui import theme
from gapanalysis.ui.check_page import CheckPage
from gapanalysis.ui.evidence_page import EvidencePage
from gapanalysis.ui.findings_page import FindingsPage
from gapanalysis.ui.help_page import HelpPage
from gapanalysis.ui.language import first_spoken
from gapanalysis.ui.main_window import MainWindow
from gapanalysis.ui.overview_page import OverviewPage
from gapanalysis.ui.panels import BELOW, BESIDE, TABS
from gapanalysis.ui.record_pages import RecordPage
from gapanalysis.ui.report_page import ReportPage
from gapanalysis.ui.reservations_page import ReservationsPage
from gapanalysis.ui.source_view import TEXT
from gapanalysis.ui.start_page import StartPage
from gapanalysis.ui.tables import Table
from gapanalysis.ui.unmapped_page import UnmappedPage

LOOKS: list[dict[str, Any]] = [{"dark": True}, {"language": "fr"}, {"zoom": 1.25}]
pytestmark = pytest.mark.usefixtures("usual_zoom")


@pytest.fixture
def example(window: MainWindow, demo: Callable[[str, Path], Path], tmp_path: Path) -> MainWindow:
    assert window.commands.open_path(str(demo("en", tmp_path)))
    return window


def pick(page: FindingsPage, name: str, code: str) -> None:
    box = page._filters[name]
    box.setCurrentIndex(box.findData(code))
    box.activated.emit(box.currentIndex())


def shown(page: FindingsPage) -> list[object]:
    return [page.table.record(row).key for row in range(page.table.model().rowCount())]


def sees_its_row(table: Table) -> bool:
    return table.viewport().rect().intersects(table.visualRect(table.currentIndex()))


def test_widths_set_by_hand_stay(example: MainWindow) -> None:
    """A column that was made wider, and a panel, stay so in another look, also in larger type."""
    for look in LOOKS[:2]:
        page = example.findings()
        page.panels.setSizes([700, 500])
        page.panels.splitterMoved.emit(700, 1)
        QApplication.processEvents()
        page.table.setColumnWidth(2, 211)
        share = page.panels.sizes()[1]
        example.rebuild(**look)
        page = example.findings()
        QApplication.processEvents()
        assert page.table.columnWidth(2) == 211
        assert abs(page.panels.sizes()[1] - share) <= 2
    wide = 211 / page.table._share
    example.rebuild(zoom=1.25)
    page = example.findings()
    QApplication.processEvents()
    assert page.table.columnWidth(2) / page.table._share == pytest.approx(wide * 1.25, abs=2)


@pytest.mark.parametrize("seen", ["findings", "mapping"])
def test_findings_stay_filtered_sorted_and_chosen(example: MainWindow, seen: str) -> None:
    page = example.findings()
    pick(page, "outcome", "gap")
    pick(page, "group", "once")
    page.search.setText("r")
    page.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    page.table.selectRow(2)
    before, key = shown(page), page.table.current().key
    assert 2 < len(before) < len(example.session.view.evaluation.findings)
    example.show_page(seen)
    for look in LOOKS:
        example.rebuild(**look)
        page = example.findings()
        chosen = {name: box.currentData() for name, box in page._filters.items()}
        assert (chosen["outcome"], chosen["group"]) == ("gap", "once")
        assert (page.search.text(), page.table.current().key) == ("r", key)
        assert page.detail.finding is not None and page.detail.finding.key == key
        if "language" in look:  # other words hold the letter
            before = shown(page)
        assert shown(page) == before
        assert page.table.standing()[:2] == (2, Qt.SortOrder.DescendingOrder)
        example.show_page(seen)


def test_evidence_stays_filtered_folded_and_chosen_in_each_tab(example: MainWindow) -> None:
    page = example.evidence()
    box = page.evidence._filters["kind"]
    box.setCurrentIndex(box.findData("case"))
    page.show_tab("priors")
    page.priors.search.setText("train")
    page.show_tab("figures")
    lines = page.figures.view.rows()
    page.figures.view.select(lines[-1].key)
    first = page.figures.view.model().index(0, 0)
    page.figures.view.collapse(first)
    folded = page.figures.view.standing()[0]
    assert folded and box.currentData() == "case"
    for look in LOOKS:
        example.rebuild(**look)
        again = example.evidence()
        assert isinstance(again, EvidencePage) and again is not page
        assert again.pane() is again.figures
        assert again.figures.view.standing() == (folded, [lines[-1].key])
        assert not again.figures.view.isExpanded(again.figures.view.model().index(0, 0))
        assert again.figures.editor.record.id == lines[-1].key
        page = again
    assert page.evidence._filters["kind"].currentData() == "case"
    assert page.priors.search.text() == "train"


def test_a_node_whose_evidence_is_shown_stays_so_in_tabs_that_come_later(
    example: MainWindow,
) -> None:
    example.show_evidence("36")
    example.rebuild(dark=True)
    page = example.evidence()
    page.show_tab("priors")
    assert page.pane().chosen()["where"] == "36"
    example.show_evidence("7")
    assert {pane.chosen()["where"] for pane in page._made.values()} == {"7"}


@pytest.mark.parametrize("code", ["laws", "history", "questions"])
def test_tables_stay_sorted_and_chosen(example: MainWindow, qtbot: QtBot, code: str) -> None:
    page = example.show_page(code)
    assert isinstance(page, RecordPage)
    qtbot.waitUntil(lambda: page.table.model().rowCount() > 1)
    page.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    page.table.selectRow(1)
    key = page.table._key(page.table.current())
    example.rebuild(dark=True)
    again = example.show_page(code)
    assert isinstance(again, RecordPage) and again is not page
    qtbot.waitUntil(lambda: again.table.model().rowCount() > 1)
    assert again.table._key(again.table.current()) == key
    assert again.table.standing()[:2] == (1, Qt.SortOrder.DescendingOrder)


def test_what_is_mapped_neither_way_stays_on_the_side_that_was_read(
    example: MainWindow, qtbot: QtBot
) -> None:
    page = example.show_page("unmapped")
    assert isinstance(page, UnmappedPage)
    page.show_kind("provisions")
    page.tables["obligations"].selectRow(3)
    node = page.tables["obligations"].current()
    example.rebuild(language="ro")
    again = example.show_page("unmapped")
    assert isinstance(again, UnmappedPage)
    assert again._stack.currentWidget() is again.tables["provisions"]
    qtbot.waitUntil(lambda: again.tables["obligations"].current() == node)


def test_the_chosen_reservation_and_square_stay(example: MainWindow, qtbot: QtBot) -> None:
    page = example.show_page("reservations")
    assert isinstance(page, ReservationsPage)
    provision = example.session.view.reservations[1].provision
    page.choose(provision)
    picture = example.show_page("overview")
    assert isinstance(picture, OverviewPage)
    key = picture.chart.spots[40].key
    picture.chart.look_at(key)
    for look in LOOKS:
        example.rebuild(**look)
        picture = example.show_page("overview")
        assert isinstance(picture, OverviewPage)
        assert picture.chart.key() == key
        page = example.show_page("reservations")
        assert isinstance(page, ReservationsPage)
        assert page.chosen == provision
        qtbot.waitUntil(page.panel.isVisible)
        example.show_page("overview")


def test_the_guide_stays_at_its_page_and_place(example: MainWindow, qtbot: QtBot) -> None:
    example.show_help("keys")
    page = example.show_page("help")
    assert isinstance(page, HelpPage)
    bar = page.text.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    bar.setValue(bar.maximum() // 2)
    for look in LOOKS:
        example.rebuild(**look)
        again = example.show_page("help")
        assert isinstance(again, HelpPage) and again is not page
        assert again.standing() == "keys"
        bar = again.text.verticalScrollBar()
        qtbot.waitUntil(lambda bar=bar: 0.3 < bar.value() / max(1, bar.maximum()) < 0.7)


def test_what_is_filled_in_for_a_new_analysis_stays(window: MainWindow) -> None:
    page = window.show_page("start")
    assert isinstance(page, StartPage)
    page.state.setCurrentIndex(page.state.findData("MDA"))
    page.language.setCurrentIndex(page.language.findData("ru"))
    page.language.activated.emit(page.language.currentIndex())
    page.take_law("/laws/code.txt")
    for look in LOOKS:
        window.rebuild(**look)
        page = window.show_page("start")
        assert isinstance(page, StartPage)
        assert (page.state.currentData(), page.language.currentData()) == ("MDA", "ru")
        assert page._law == "/laws/code.txt"
        assert page._create_button.isEnabled()
    page.state.setEditText("Arvenia")
    window.rebuild(language="en")
    page = window.show_page("start")
    assert isinstance(page, StartPage)
    assert page.state.currentText() == "Arvenia"


def test_the_report_stays_as_it_is_read_and_is_not_laid_out_again(
    example: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = example.show_page("report")
    assert isinstance(page, ReportPage)
    qtbot.waitUntil(page.is_up_to_date, timeout=60_000)
    page.preview.show_way("page")
    page.preview.sheets.go_to(3)
    made = page.preview.made
    monkeypatch.setattr(ReportPage, "_make", lambda _page: pytest.fail("laid out again"))
    for look in ({"dark": True}, {"zoom": 1.1}):
        example.rebuild(**look)
        again = example.show_page("report")
        assert isinstance(again, ReportPage) and again is not page
        assert again.preview.made is made and again.is_up_to_date()
        qtbot.wait(20)
        assert (again.preview.sheets.current, again.preview.sheets.fit) == (3, "page")
        assert not again._pause.isActive()
        page = again


def test_the_check_of_a_law_stays_at_its_place(example: MainWindow, qtbot: QtBot) -> None:
    example.check_law(example.session.laws()[0].id)
    page = example.show_page("check")
    assert isinstance(page, CheckPage)
    qtbot.wait(20)
    page.source.show_way(TEXT)
    page.tree.choose(6)
    page.tree.setExpanded(page.tree.model().index(0, 0), False)
    cursor = page.source.text.textCursor()
    cursor.setPosition(400)
    page.source.text.setTextCursor(cursor)
    opened = page.tree.opened()
    example.rebuild(dark=True)
    again = example.show_page("check")
    assert isinstance(again, CheckPage) and again is not page
    assert (again.tree.place(), again.tree.opened() - {0}) == (6, opened - {0})
    qtbot.waitUntil(lambda: again.source.text.textCursor().position() == 400)


def test_what_is_scrolled_stays_in_sight(example: MainWindow, qtbot: QtBot) -> None:
    page = example.findings()
    example.resize(1300, 700)
    qtbot.waitUntil(lambda: page.table.rowHeight(0) > theme.px(60))
    page.table.selectRow(page.table.model().rowCount() // 2)
    key = page.table.current().key
    assert sees_its_row(page.table)
    scroll: QAbstractScrollArea = page.detail.parentWidget().parentWidget()
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 80)
    scroll.verticalScrollBar().setValue(70)
    for look in LOOKS:
        example.rebuild(**look)
        page = example.findings()
        assert page.table.current().key == key
        scroll = page.detail.parentWidget().parentWidget()
        qtbot.waitUntil(lambda s=scroll: s.verticalScrollBar().value() > 40)
        qtbot.waitUntil(lambda table=page.table: sees_its_row(table))


def test_the_panel_in_front_stays_in_front(example: MainWindow, qtbot: QtBot) -> None:
    example.rebuild(zoom=2.0)
    example.resize(1280, 800)
    page = example.findings()
    qtbot.waitUntil(lambda: page.panels.way == TABS)
    page.table.setFocus()
    page.panels.go_round(1)
    assert page.detail.isVisible()
    example.mapping().bring_law()
    example.mapping().law.view.setFocus()
    example.rebuild(dark=True)
    qtbot.waitUntil(example.mapping().law.isVisible)
    assert example.focusWidget() is example.mapping().law.view
    page = example.findings()
    qtbot.waitUntil(lambda: page.panels.way == TABS and page.detail.isVisible())
    page.panels.arrange(BESIDE)
    page.table.setFocus()
    page.panels.arrange(BELOW)
    page.panels.arrange(TABS)
    assert page.table.isVisible()


def test_what_is_typed_as_a_recommendation_is_kept_when_the_window_closes(
    example: MainWindow, tmp_path: Path
) -> None:
    page = example.findings()
    key, field = page.table.current().key, page.detail.words_
    assert field is not None
    field.setFocus()
    field.setPlainText("Words of our own.")
    example.session.settle()
    assert example.session.snapshot.choices[key].recommendation == "Words of our own."
    path = example.session.project.path
    field = page.detail.words_
    assert field is not None
    field.setPlainText("Other words.")
    example.close()
    project = analysis.open_project(Path(path))
    kept = analysis.view(project, date.today()).snapshot.choices[key]
    project.close()
    assert kept.recommendation == "Other words."
    assert theme.zoom() == 1.0


def test_dates_of_fields_are_written_in_the_language_of_the_window(example: MainWindow) -> None:
    for language, month in (("ro", "noiembrie"), ("fr", "novembre"), ("en", "November")):
        example.rebuild(language=language)
        example.session.assess_on(date(2026, 11, 22))
        assert month in example._on.text()
        page = example.evidence()
        page.evidence.view.select(page.evidence.records()[0].id)
        page.evidence.editor.fields["date"].set_value(date(2026, 11, 22))
        assert month in page.evidence.editor.fields["date"].day.text()


@pytest.mark.parametrize(
    ("spoken", "language"),
    [(["ro-RO"], "ro"), (["de-DE", "fr-CH", "en"], "fr"), (["pl"], "en"), ([], "en")],
)
def test_the_first_language_is_one_of_the_system(spoken: list[str], language: str) -> None:
    assert first_spoken(spoken) == language


@pytest.mark.parametrize("zoom", theme.ZOOMS)
@pytest.mark.parametrize("chosen", [True, False])
def test_a_radio_button_is_round_at_every_zoom(
    qapp: QApplication, qtbot: QtBot, zoom: float, chosen: bool
) -> None:
    theme.apply(qapp, theme.LIGHT, zoom)
    button = QRadioButton("Public")
    qtbot.addWidget(button)
    button.setChecked(chosen)
    button.show()
    option = QStyleOptionButton()
    option.initFrom(button)
    part = QStyle.SubElement.SE_RadioButtonIndicator
    disc = button.style().subElementRect(part, option, button)
    picture = button.grab().toImage()
    around = picture.pixelColor(button.width() - 1, button.height() // 2)
    corner = disc.topLeft()
    assert picture.pixelColor(corner) == around
    assert picture.pixelColor(disc.center().x(), disc.top()) != around

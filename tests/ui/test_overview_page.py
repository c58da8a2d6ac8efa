# SPDX-License-Identifier: EUPL-1.2
"""The overview page: looked at with pointer and keys, opened, switched, saved, read as a table."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSettings, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog, QToolTip
from pytestqt.qtbot import QtBot

from gapanalysis import analysis, edits
from gapanalysis.charts.shapes import Label
from gapanalysis.model import AnswerValue
from gapanalysis.report import drawing as paper
from gapanalysis.ui import app, chart_paint, theme
from gapanalysis.ui.main_window import MainWindow
from gapanalysis.ui.overview_page import OverviewPage

pytestmark = pytest.mark.qt_log_ignore("does not support raise")  # a tooltip without a screen
Key = Qt.Key
Demo = Callable[[str, Path], Path]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot, tmp_path: Path, demo: Demo) -> OverviewPage:
    """Gives the overview of the example, shown."""
    assert window.commands.open_path(str(demo("en", tmp_path)))
    window.session.assess_on(date(2026, 11, 22))
    qtbot.mouseClick(window._rail.buttons["overview"], LEFT)
    shown = window.show_page("overview")
    assert isinstance(shown, OverviewPage)
    qtbot.waitUntil(lambda: bool(shown.chart.spots))
    return shown


def middle(page: OverviewPage, element: str) -> QPoint:
    spot = next(s for s in page.chart.spots if s.key == element)
    return page.chart.place_of(spot).center().toPoint()


def test_every_element_is_there_and_totals_say_what_is_not_assessed(page: OverviewPage) -> None:
    every = page.session.instrument.elements
    assert {spot.key for spot in page.chart.spots} == set(every)
    silent = len(every) - len(page.session.snapshot.answers)
    assert f"{silent} of {len(every)} are not assessed" in page.said.text()


def test_arrow_keys_walk_and_say_where_they_are(page: OverviewPage, qtbot: QtBot) -> None:
    chart = page.chart
    chart.setFocus()
    chart.go_to("E36.1")
    assert chart.current is not None
    said = chart.accessibleDescription()
    for words in ("Sexual violence, including rape", "36.1.a", "Answer: no", "Shown as: contrary"):
        assert words in said
    assert QToolTip.text().startswith("<qt>36 Sexual violence")
    qtbot.keyClick(chart, Key.Key_Right)
    assert chart.current.key == "E36.2a"
    qtbot.keyClick(chart, Key.Key_Left)
    qtbot.keyClick(chart, Key.Key_Down)
    assert chart.current.row > 0
    assert chart.current.key != "E36.1"
    qtbot.keyClick(chart, Key.Key_End)
    assert chart.current is chart.spots[-1]
    qtbot.keyClick(chart, Key.Key_Home)
    assert chart.current is chart.spots[0]
    qtbot.keyClick(chart, Key.Key_Left)
    assert chart.current is chart.spots[0]


def test_enter_opens_the_mapping_page(page: OverviewPage, window: MainWindow, qtbot: QtBot) -> None:
    wanted = {"E48.3": "48.1", "E36.5": "36.1.b", "E7.1": "7.1"}
    keys = (Key.Key_Return, Key.Key_Enter, Key.Key_Space)
    for key, (element, obligation) in zip(keys, wanted.items(), strict=True):
        window.show_page("overview")
        page.chart.setFocus()
        page.chart.go_to(element)
        qtbot.keyClick(page.chart, key)
        assert window.page == "mapping"
        assert window.session.obligation == obligation


def test_a_click_opens_the_mapping_page(
    page: OverviewPage, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.chart, LEFT, pos=middle(page, "E55.M"))
    assert window.page == "mapping"
    assert window.session.obligation == "55.1"


def test_a_click_beside_the_squares_opens_nothing(
    page: OverviewPage, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.chart, LEFT, pos=QPoint(2, 2))
    assert window.page == "overview"


def test_the_pointer_lights_a_square_and_its_tip_says_what_it_is(
    page: OverviewPage, qtbot: QtBot
) -> None:
    seen: list[str] = []
    page.chart.looked_at.connect(seen.append)
    place = middle(page, "E33.5")
    qtbot.mouseMove(page.chart, place)
    assert seen == ["E33.5"]
    before = page.chart.grab().toImage()
    tip = QHelpEvent(QEvent.Type.ToolTip, place, page.chart.mapToGlobal(place))
    QApplication.sendEvent(page.chart, tip)
    assert "Psychological violence · 33<br>E33.5" in QToolTip.text()
    qtbot.mouseMove(page.chart, QPoint(2, 2))
    assert page.chart.grab().toImage() != before


def test_an_answer_changes_its_square(page: OverviewPage, qtbot: QtBot) -> None:
    session = page.session
    session.do(edits.PutAnswer(element="E7.1", value=AnswerValue.YES))
    text = next(s.text for s in page.chart.spots if s.key == "E7.1")
    assert "Answer: yes. Shown as: met." in text
    session.undo()
    text = next(s.text for s in page.chart.spots if s.key == "E7.1")
    assert "Answer: not answered. Shown as: not assessed." in text


def test_it_is_worked_out_only_while_it_is_seen(page: OverviewPage, window: MainWindow) -> None:
    window.show_page("laws")
    before = page.overview
    window.session.do(edits.PutAnswer(element="E7.1", value=AnswerValue.YES))
    assert page.overview is before
    window.show_page("overview")
    assert page.overview is not before


def test_orders(page: OverviewPage, qtbot: QtBot) -> None:
    for order in ("pillar", "thematic", "baseline", "chapter"):
        qtbot.mouseClick(page.orders._buttons[order], LEFT)
        assert page.overview is not None
        wanted = [
            {str(o.article) for o in group.obligations}
            for group in analysis.groups(page.session.instrument, order)
        ]
        found = [{row.number for row in group.rows} for group in page.overview.groups]
        assert all(any(rows <= every for every in wanted) for rows in found)
        assert {spot.key for spot in page.chart.spots} == set(page.session.instrument.elements)


def test_black_and_white_has_no_colour(page: OverviewPage, qtbot: QtBot, tmp_path: Path) -> None:
    qtbot.mouseClick(page.colours._buttons["mono"], LEFT)
    assert is_grey(page.chart.grab().toImage())
    out = tmp_path / "grey.png"
    assert page.write(out)
    assert is_grey(QImage(str(out)))
    qtbot.mouseClick(page.colours._buttons["colour"], LEFT)
    assert not is_grey(page.chart.grab().toImage())


def is_grey(image: QImage) -> bool:
    small = image.convertToFormat(QImage.Format.Format_RGB888)
    data = bytes(small.constBits())
    width, line = small.width(), small.bytesPerLine()
    for y in range(0, small.height(), 3):
        row = data[y * line : y * line + 3 * width]
        if row[0::3] != row[1::3] or row[0::3] != row[2::3]:
            return False
    return True


def test_the_table_says_the_same_as_the_picture(page: OverviewPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.as_table, LEFT)
    model = page.table.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = {
        str(model.index(n, 1).data()): [str(model.index(n, c).data()) for c in range(7)]
        for n in range(model.rowCount())
    }
    assert page.overview is not None
    squares = list(page.overview.squares())
    assert len(rows) == len(squares) == model.rowCount()
    for _, row, square in squares:
        told = rows[square.element]
        assert told[0] == f"{row.number} {row.title}"
        assert told[2:4] == [square.question, square.answer]
        assert told[4].startswith(page.session.words.code("outcome", square.outcome))
        assert told[5:] == [square.obligation, square.status]
    page.session.do(edits.PutAnswer(element="E7.1", value=AnswerValue.YES))
    assert {str(model.index(n, 3).data()) for n in range(model.rowCount())} >= {"yes", "no"}


def test_a_row_of_the_table_opens_the_mapping_page(
    page: OverviewPage, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.as_table, LEFT)
    page.table.selectRow(3)
    square = page.table.current()
    page.table.setFocus()
    qtbot.keyClick(page.table, Key.Key_Return)
    assert window.page == "mapping"
    assert window.session.obligation == square.obligation


def test_svg_holds_title_legend_and_every_article(page: OverviewPage, tmp_path: Path) -> None:
    out = tmp_path / "picture.svg"
    assert page.write(out)
    root = ET.parse(out).getroot()
    space = "{http://www.w3.org/2000/svg}"
    texts = [("".join(text.itertext())).strip() for text in root.iter(f"{space}text")]
    title = root.find(f"{space}title")
    assert title is not None
    assert title.text == (
        "Republic of Arvenia: national law against the Istanbul Convention, 22 November 2026"
    )
    assert title.text in texts
    assert any(text.startswith("not assessed") for text in texts)
    assert page.overview is not None
    assert {row.number for _, row, _ in page.overview.squares()} <= set(texts)


def test_saving_asks_where_and_takes_the_suffix_of_the_choice(
    page: OverviewPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(_parent: object, _title: str, offered: str, kinds: str) -> tuple[str, str]:
        asked.append(offered)
        return str(tmp_path / "chosen"), kinds.split(";;")[1]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    save = next(b for b in page.findChildren(type(page.as_table)) if "Save" in b.text())
    qtbot.mouseClick(save, LEFT)
    assert asked == [str(tmp_path / "overview.png")]
    assert (tmp_path / "chosen.svg").read_bytes().startswith(b"<?xml")
    assert "chosen.svg" in page.window().toast.text.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    qtbot.mouseClick(save, LEFT)


def test_a_folder_that_is_not_there_is_a_message(page: OverviewPage, tmp_path: Path) -> None:
    assert not page.write(tmp_path / "nowhere" / "picture.png")
    assert "picture.png" in page.window().toast.text.text()


def test_the_picture_is_the_same_on_screen_in_files_and_in_the_report(page: OverviewPage) -> None:
    assert page.overview is not None
    screen = page.overview.draw(1280, chart_paint.measure)
    report = page.overview.draw(1280, paper.measure)
    assert [s.key for s in screen.spots] == [s.key for s in report.spots]
    texts = [
        [shape.text for shape in one.shapes if isinstance(shape, Label)] for one in (screen, report)
    ]
    assert " ".join(texts[0]) == " ".join(texts[1])
    named = {
        getattr(shape, part)
        for shape in screen.shapes
        for part in ("fill", "edge", "tone")
        if getattr(shape, part, "")
    }
    light = chart_paint.palette(theme.LIGHT)
    for name in named - {"page", "line", "ink", "ink2", "ink3"}:
        assert light[name].name() == "#" + str(paper.HUES[name].hexval())[2:]


@pytest.mark.usefixtures("usual_zoom")
@pytest.mark.parametrize("zoom", [1.5, 2.0])
def test_the_picture_has_most_of_a_small_screen_in_large_type(
    page: OverviewPage, window: MainWindow, zoom: float
) -> None:
    """Nothing of the head lies over something else, and it does not take the page."""
    window.resize(1280, 688)
    window.rebuild(zoom=zoom)
    made = window.show_page("overview")
    assert isinstance(made, OverviewPage)
    QApplication.processEvents()
    assert not made._stack.currentWidget().verticalScrollBar().value(), "it begins at its top"
    head = [made.said, *made._tools, made.orders, made.colours]
    boxes = [QRect(one.mapTo(made, QPoint()), one.size()) for one in head]
    for n, box in enumerate(boxes):
        assert not any(box.intersects(other) for other in boxes[n + 1 :])
        assert box.bottom() < made._stack.y()
    assert made._stack.height() > made.height() * (0.7 if zoom < 2 else 0.5)


def test_switches_are_kept(
    page: OverviewPage, window: MainWindow, qtbot: QtBot, tmp_path: Path, qapp: QApplication
) -> None:
    qtbot.mouseClick(page.orders._buttons["pillar"], LEFT)
    qtbot.mouseClick(page.colours._buttons["mono"], LEFT)
    path = str(window.session.project.path)
    window.session.close()
    window.settings.sync()
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    again = app.open_window(qapp, settings, "en")
    qtbot.addWidget(again)
    assert again.commands.open_path(path)
    shown = again.show_page("overview")
    assert isinstance(shown, OverviewPage)
    assert shown.order == "pillar"
    assert shown.chart.mono


@pytest.mark.parametrize(
    ("language", "direction"),
    [("fr", Qt.LayoutDirection.LeftToRight), ("ro", Qt.LayoutDirection.RightToLeft)],
)
def test_any_language_and_direction(
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    qapp: QApplication,
    demo: Demo,
    language: str,
    direction: Qt.LayoutDirection,
) -> None:
    qapp.setLayoutDirection(direction)
    try:
        window.rebuild(language=language)
        assert window.commands.open_path(str(demo(language, tmp_path)))
        page = window.show_page("overview")
        assert isinstance(page, OverviewPage)
        qtbot.waitUntil(lambda: bool(page.chart.spots))
        page.chart.setFocus()
        page.chart.go_to("E36.1")
        first = page.chart.current
        assert first is not None
        qtbot.keyClick(page.chart, Key.Key_Right)
        assert page.chart.current is not None
        right_to_left = direction == Qt.LayoutDirection.RightToLeft
        assert (page.chart.current.key == "E36.2a") is not right_to_left
        assert page.chart.current.x > first.x
        assert "one square" not in page.said.text()
        page.chart.grab()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

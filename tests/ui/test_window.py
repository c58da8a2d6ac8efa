# SPDX-License-Identifier: EUPL-1.2
"""The window around the pages: palette, search, history, back and forward, zoom, rail, keys."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from gapanalysis import analysis, edits
from gapanalysis.model import AnswerValue
from gapanalysis.ui import parts, theme
from gapanalysis.ui.main_window import MainWindow
from gapanalysis.ui.overlay import HEAD, TEXT, Overlay
from gapanalysis.ui.pages import PAGES


@pytest.fixture
def usual_zoom(qapp: QApplication):
    yield
    theme.apply(qapp, theme.LIGHT, 1.0)


def rows(list_: Overlay) -> list[str]:
    items = (list_.model.item(n) for n in range(list_.model.rowCount()))
    return [item.data(TEXT) for item in items if not item.data(HEAD)]


def test_every_action_is_in_the_palette_with_its_key_and_runs(
    filled: MainWindow, qtbot: QtBot
) -> None:
    filled.open_palette()
    palette = filled.palette_
    assert palette.isVisible()
    known = [action.text for action in filled.actions_]
    assert len(known) == len(set(known))
    for action in filled.actions_:
        palette.field.setText(action.text)
        assert action.text in rows(palette)
    palette.field.setText("findi")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert filled.page == "findings"
    assert not palette.isVisible()


def test_the_tree_has_the_keyboard_in_an_analysis_that_was_opened(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    project, on = analysis.make_demo(tmp_path / "demo.gap")
    assert window.session.adopt(lambda: project, on)
    tree = window.mapping().tree.view
    qtbot.waitUntil(tree.hasFocus)
    before = window.session.obligation
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert window.session.obligation != before


def test_keys_of_actions_are_given_once(filled: MainWindow) -> None:
    every, local = (
        [key for one in filled.actions_ if one.local is here for key in one.keys.split()]
        for here in (False, True)
    )
    assert len(every) == len(set(every))
    assert not set(every) & set(local)
    twice = {key for key in local if local.count(key) > 1}
    assert twice == {"S"}  # suggestions on the mapping page, a split where a law is checked
    pages = [page.keys for page in PAGES.values() if page.icon]
    assert pages == [f"Ctrl+{n}" for n in (*range(1, 10), 0)][: len(pages)]


def test_an_obligation_is_found_in_the_palette_by_its_title(
    filled: MainWindow, qtbot: QtBot
) -> None:
    filled.open_palette()
    filled.palette_.field.setText("stalking")
    qtbot.keyClick(filled.palette_.field, Qt.Key.Key_Return)
    assert (filled.page, filled.session.obligation) == ("mapping", "34")


def test_without_a_project_only_what_makes_sense_is_offered(window: MainWindow) -> None:
    window.open_palette()
    offered = rows(window.palette_)
    assert "New analysis…" in offered
    assert "Undo" not in offered
    assert not window.search.field.isVisible()


def test_search_leads_to_the_words_of_a_law_and_to_obligations(
    filled: MainWindow, qtbot: QtBot
) -> None:
    search = filled.search
    filled.show_page("findings")
    search.open()
    search.field.setText("helpless st")
    qtbot.waitUntil(search.isVisible)
    assert rows(search)[0] == "Criminal Code, Article 168(2)"
    qtbot.keyClick(search.field, Qt.Key.Key_Return)
    assert filled.page == "mapping"
    text, _ = filled.session.law(1)
    assert filled.mapping().law.view.shows(text.index("(2) Whoever takes"))
    search.field.setText("forced sterilisation")
    qtbot.waitUntil(search.isVisible)
    qtbot.keyClick(search.field, Qt.Key.Key_Return)
    assert filled.session.obligation.startswith("39")
    search.field.setText("qqqq")
    qtbot.waitUntil(search.isVisible)
    assert rows(search) == []
    qtbot.keyClick(search.field, Qt.Key.Key_Escape)
    assert not search.isVisible()


def test_history_tells_each_gesture_and_goes_back_and_forward(
    filled: MainWindow, qtbot: QtBot
) -> None:
    session = filled.session
    session.do(edits.PutAnswer(element="E36.1", value=AnswerValue.NO, note="<b>why</b>"))
    session.do(edits.PutAnswer(element="E36.1", value=AnswerValue.YES))
    session.do(edits.PutFact(name="population", value="100"))
    page = filled.show_page("history")
    model = page.table.model()
    what = [model.index(n, 2).data() for n in range(model.rowCount())]
    assert what == ["Recorded a fact", "Answered", "Answered", "Added a law"]
    assert "<b>why</b>" in model.index(2, 3).data()
    page.table.selectRow(2)
    page.go_back()
    assert session.snapshot.answers["E36.1"].value is AnswerValue.NO
    assert "population" not in session.snapshot.state.facts
    standing = [model.index(n, 4).data() for n in range(model.rowCount())]
    assert standing == ["taken back", "taken back", "the last change", "in force"]
    page.table.selectRow(0)
    page.go_back()
    assert session.snapshot.answers["E36.1"].value is AnswerValue.YES
    assert session.snapshot.state.facts["population"] == "100"
    assert edits.verify(session.project) == ()


def test_what_was_replaced_is_kept_and_cannot_be_gone_back_to(filled: MainWindow) -> None:
    session = filled.session
    session.do(edits.PutAnswer(element="E36.1", value=AnswerValue.NO))
    session.undo()
    session.do(edits.PutAnswer(element="E36.1", value=AnswerValue.YES))
    page = filled.show_page("history")
    model = page.table.model()
    standing = [model.index(n, 4).data() for n in range(model.rowCount())]
    assert standing == ["the last change", "replaced", "in force"]
    page.table.selectRow(1)
    page.go_back()
    assert session.snapshot.answers["E36.1"].value is AnswerValue.YES
    assert "replaced" in filled.toast.text.text()


def test_back_and_forward_lead_to_pages_and_obligations(filled: MainWindow) -> None:
    filled.show_obligation("36.1.a")
    filled.show_obligation("34")
    filled.show_page("findings")
    filled.travel(-1)
    assert (filled.page, filled.session.obligation) == ("mapping", "34")
    filled.travel(-1)
    assert filled.session.obligation == "36.1.a"
    filled.travel(1)
    filled.travel(1)
    assert filled.page == "findings"
    filled.travel(1)
    assert filled.page == "findings"


@pytest.mark.usefixtures("usual_zoom")
def test_zoom_enlarges_words_and_is_remembered(filled: MainWindow) -> None:
    filled.show_page("mapping")
    before = filled.mapping().law.view.document().defaultFont().pixelSize()
    for _ in range(10):
        filled.step_zoom(1)
    assert theme.zoom() == 2.0
    assert filled.mapping().law.view.document().defaultFont().pixelSize() == 2 * before
    assert float(filled.settings.value("zoom")) == 2.0
    assert filled.page == "mapping"
    filled.step_zoom(-1)
    assert theme.zoom() == 1.75
    filled.step_zoom(0)
    assert theme.zoom() == 1.0


def test_in_a_low_window_the_rail_shows_icons_with_tooltips(
    filled: MainWindow, qtbot: QtBot
) -> None:
    button = filled._rail.buttons["mapping"]
    filled.resize(1280, 560)
    qtbot.waitUntil(lambda: button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly)
    assert "Mapping" in button.toolTip()
    filled.resize(1280, 900)
    qtbot.waitUntil(lambda: button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextUnderIcon)


@pytest.mark.parametrize("notices", ["when it is looked at again", "at the next edit"])
def test_what_another_window_wrote_into_the_file_is_seen(
    window: MainWindow, tmp_path: Path, notices: str
) -> None:
    analysis.make_demo(tmp_path / "demo.gap")[0].close()
    session = window.session
    assert session.open(tmp_path / "demo.gap")
    window.mapping()
    shown: list[frozenset[str]] = []
    session.changed.connect(shown.append)
    with analysis.open_project(tmp_path / "demo.gap") as other:
        edits.do(other, edits.ClearAnswer(element="E36.1"))
    assert "E36.1" in session.snapshot.answers
    if notices == "at the next edit":
        session.do(edits.PutAnswer(element="E36.2", value=AnswerValue.NO))
    else:
        session.look_again()
    assert "E36.1" not in session.snapshot.answers
    assert session.snapshot == analysis.read_snapshot(session.project)
    session.look_again()
    assert len(shown) == 1


class Requests(QObject):
    """Counts how often something in the window asks to be laid out again."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


def test_a_page_rests_where_nothing_happens(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    project, on = analysis.make_demo(tmp_path / "demo.gap")
    assert window.session.adopt(lambda: project, on)
    busy = {}
    for page in [*PAGES, "start"]:
        if page == "report":  # its pages come when they are made
            continue
        window.show_page(page)
        qtbot.wait(400)
        requests = Requests()
        qapp.installEventFilter(requests)
        qtbot.wait(200)
        qapp.removeEventFilter(requests)
        busy[page] = requests.count
    assert {page: count for page, count in busy.items() if count > 20} == {}


def test_the_status_line_leads_to_the_answer_that_settles_most(
    window: MainWindow, tmp_path: Path
) -> None:
    project, on = analysis.make_demo(tmp_path / "demo.gap")
    assert window.session.adopt(lambda: project, on)
    assert "findings wait for" in window.status.waiting.text()
    window.status.waiting.click()
    assert window.page == "questions"


def test_the_rail_marks_the_page_that_is_shown_and_none_for_a_page_without_a_button(
    filled: MainWindow, qtbot: QtBot
) -> None:
    def marked() -> list[str]:
        return [code for code, made in filled._rail.buttons.items() if made.isChecked()]

    for _ in range(2):
        qtbot.mouseClick(filled._rail.buttons["findings"], Qt.MouseButton.LeftButton)
        assert (filled.page, marked()) == ("findings", ["findings"])
    filled.show_page("questions")
    assert marked() == []
    filled.show_page("check" if filled.checked else "laws")
    assert marked() == ["laws"]


def test_letters_typed_into_fields_are_no_commands(filled: MainWindow, qtbot: QtBot) -> None:
    filled.mapping()
    field = filled.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    qtbot.keyClicks(field, "mfpcr")
    assert filled.session.snapshot.mappings == ()


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_help_has_a_page_for_every_page_and_for_keys_and_terms(
    filled: MainWindow, language: str
) -> None:
    filled.rebuild(language=language)
    for code in PAGES:
        if code in {"help", "check"}:  # a check is shown for a law only
            continue
        filled.show_page(code)
        filled.show_help()
        page = filled.show_page("help")
        title = page._texts[code].partition("\n")[0].removeprefix("# ")
        assert page.text.toPlainText().startswith(title)
    filled.commands.show_keys()
    assert "Ctrl+K" in page.text.toPlainText()
    filled.show_help("terms")
    assert "GREVIO" in page.text.toPlainText()


def test_a_term_is_explained_as_a_tooltip(filled: MainWindow, qtbot: QtBot) -> None:
    filled.show_obligation("48.1")
    labels = [one for one in filled.mapping().obligation.findChildren(QLabel) if one.toolTip()]
    assert any("conciliation" in label.toolTip() for label in labels)


@pytest.mark.parametrize(("zoom", "leftward"), [(1.0, False), (2.0, False), (1.0, True)])
def test_the_glass_of_a_search_field_grows_with_its_words_and_stands_before_them(
    filled: MainWindow, qtbot: QtBot, usual_zoom: None, zoom: float, leftward: bool
) -> None:
    filled.rebuild(zoom=zoom, leftward=leftward)
    fields = filled.mapping().findChildren(QLineEdit)
    (field,) = (one for one in fields if one.accessibleName() == "Filter obligations")
    (glass,) = field.findChildren(QLabel)
    assert glass.width() == 16 * zoom
    margins = field.textMargins()
    if leftward:
        assert glass.x() > field.width() // 2 and margins.right() > glass.width()
    else:
        assert glass.x() < field.width() // 2 and margins.left() > glass.width()
    filled.rebuild(zoom=1.0, leftward=False)


def test_a_day_reads_the_same_where_the_window_runs_from_right_to_left(
    filled: MainWindow,
) -> None:
    filled.rebuild(leftward=True)
    day = parts.date_field(date(2025, 9, 2))
    assert day.text() == "2 September 2025"
    assert day.layoutDirection() == Qt.LayoutDirection.LeftToRight
    filled.rebuild(leftward=False)

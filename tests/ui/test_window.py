# SPDX-License-Identifier: EUPL-1.2
"""The window around the pages: palette, search, history, back and forward, zoom, rail, keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from gapanalysis import analysis, edits
from gapanalysis.model import AnswerValue
from gapanalysis.ui import app, parts, theme
from gapanalysis.ui.check_page import CheckPage
from gapanalysis.ui.help_page import read_topic
from gapanalysis.ui.history_page import HistoryPage, NameForm
from gapanalysis.ui.main_window import MainWindow
from gapanalysis.ui.overlay import HEAD, TEXT, Overlay
from gapanalysis.ui.overview_page import OverviewPage
from gapanalysis.ui.pages import PAGES
from gapanalysis.ui.tree_row import NODE, NUMBER
from gapanalysis.words import Words


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
    open_demo: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = open_demo()
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
    window: MainWindow, demo: Callable[[str, Path], Path], tmp_path: Path, notices: str
) -> None:
    session = window.session
    assert session.open(demo("en", tmp_path))
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
    open_demo: Callable[..., MainWindow], qtbot: QtBot, qapp: QApplication
) -> None:
    window = open_demo()
    requests = Requests()
    qapp.installEventFilter(requests)

    def rests() -> bool:
        requests.count = 0
        qtbot.wait(100)
        return not requests.count

    busy = []
    for page in [*PAGES, "start"]:
        if page == "report":  # its pages come when they are made
            continue
        window.show_page(page)
        if not any(rests() for _ in range(20)):
            busy.append(page)
    qapp.removeEventFilter(requests)
    assert busy == []


def test_the_status_line_leads_to_the_answer_that_settles_most(
    open_demo: Callable[..., MainWindow],
) -> None:
    window = open_demo()
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


def test_history_speaks_in_words_and_says_who(
    filled: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = filled.session
    page = filled.show_page("history")
    assert isinstance(page, HistoryPage)

    def name(form: NameForm) -> QDialog.DialogCode:
        form.name.setText("Ana")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(NameForm, "exec", name)
    button = next(b for b in page.findChildren(QPushButton) if b.text() == "Your name…")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    rape = next(p for p in session.law(1)[1] if p.address == "168(1)")
    session.do(
        edits.PutMapping(provision=rape.id, obligation="36.1.a"),
        edits.PutAttribute(provision=rape.id, name="force_element", value="consent_based"),
    )
    session.do(edits.PutFact(name="in_force", value="2022-05-01"))
    session.do(
        edits.PutFigure(obligation="53.1", name="protection_orders_breached", value=1204, year=2025)
    )
    filled.show_page("history")
    model = page.table.model()
    told = [[model.index(row, n).data() for n in range(4)] for row in range(3)]
    assert [row[1] for row in told] == ["Ana"] * 3
    assert told[0][3] == "53.1 · restraining or protection orders breached · 1,204 · 2025"
    assert told[1][3] == "entry into force · 1 May 2022"
    assert "Article 168(1)" in told[2][3] and "what must be proved · lack of consent" in told[2][3]
    session.undo(), session.undo(), session.undo()
    assert "Article 168(1)" in model.index(2, 3).data(), "of what was taken back too"
    assert filled.settings.value("author") == "Ana"


def test_history_names_the_options_of_a_report(filled: MainWindow) -> None:
    chosen = {
        ("author", ""): ("Ana\nIoana", "Authors · Ana; Ioana"),
        ("name_authors", ""): ("yes", "Name the authors in the public edition · yes"),
        ("edition", ""): ("public", "Edition · Public"),
        ("language", ""): ("ro", "Language · Română"),
        ("on", ""): ("2026-05-01", "Day of the report · 1 May 2026"),
        ("kind", ""): ("pillars", "Kind · Report by the four Ps"),
        ("detail", "articles"): ("full", "Detail of each article · In full · "),
        ("sections", "baseline"): ("contents chapters", "Sections · Contents, Article by article"),
    }
    for (name, kind), (value, _) in chosen.items():
        filled.session.do(edits.PutReportOption(name=name, value=value, kind=kind))
    page = filled.show_page("history")
    assert isinstance(page, HistoryPage)
    model = page.table.model()
    told = [model.index(row, 3).data() for row in range(len(chosen))]
    for said, (_, expected) in zip(told[::-1], chosen.values(), strict=True):
        assert said.startswith(expected), said


def test_history_says_what_was_judged_in_the_language_of_the_window(
    filled: MainWindow, qtbot: QtBot
) -> None:
    filled.rebuild(language="ro")
    judged = {"rule": "R14", "obligation": "36.1.a", "reason": "x"}
    filled.session.do(edits.PutReview(decision="overridden", **judged))
    filled.session.do(edits.PutReview(obligation="36.1.a", decision="met", reason="y"))
    page = filled.show_page("history")
    assert isinstance(page, HistoryPage)
    model = page.table.model()
    qtbot.waitUntil(lambda: model.rowCount() >= 2)
    told = [model.index(row, 3).data() for row in range(2)]
    assert told == ["36.1.a · îndeplinită · y", "36.1.a · înlăturată · R14 · x"]


def test_a_file_opens_where_it_was_left(
    window: MainWindow, demo: Callable[[str, Path], Path], tmp_path: Path, qtbot: QtBot
) -> None:
    path = demo("en", tmp_path)
    assert window.commands.open_path(str(path))
    window.show_obligation("52")
    law = window.session.laws()[1].id
    _, provisions = window.session.law(law)
    window.show_law_at(law, provisions[-1].start)
    qtbot.wait(50)
    before = window.mapping().law.place()
    window.session.close()
    assert window.page == "start"
    assert window.commands.open_path(str(path))
    assert (window.page, window.session.obligation) == ("mapping", "52")
    qtbot.waitUntil(lambda: window.mapping().law.place() == before)
    window.show_page("reservations")
    window.session.close()
    assert window.commands.open_path(str(path))
    assert window.page == "reservations"
    window.show_help()
    window.session.close()
    assert window.commands.open_path(str(path))
    assert window.page == "mapping"


def test_a_window_larger_than_the_screen_fills_it(window: MainWindow) -> None:
    maximized = Qt.WindowState.WindowMaximized
    window.resize(1440, 900)
    window.hide()
    app.fit_screen(window, QSize(1920, 1080))
    assert not window.windowState() & maximized
    app.fit_screen(window, QSize(1280, 720))
    assert window.windowState() & maximized
    assert window.normalGeometry().size() == QSize(1280, 720)


def test_nothing_is_offered_that_needs_a_law_where_there_is_none(
    window: MainWindow, tmp_path: Path
) -> None:
    assert window.commands.create_at(tmp_path / "a.gap", "MDA", "", "en")
    page = window.show_page("laws")
    shown = {b.text() for b in page.findChildren(QPushButton) if b.isVisible()}
    assert shown == {"Add a law…"}


def test_the_steps_of_the_work_stand_below_each_other() -> None:
    for language in ("en", "fr", "ro"):
        lines = read_topic("start", language).splitlines()
        assert [line[:2] for line in lines if line[:1].isdigit()] == [f"{n}." for n in range(1, 7)]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Undo", "Redo", "Cut", "Copy", "Paste", "Delete", "Select All"]),
        ("ro", ["Anulează", "Refă", "Taie", "Copiază", "Lipește", "Șterge", "Selectează tot"]),
    ],
)
def test_the_menu_of_a_field_speaks_the_language_of_the_window(
    window: MainWindow, language: str, said: list[str]
) -> None:
    """Qt has no words of its own in Romanian: they are ours; keys and what is not known stay."""
    window.rebuild(language=language)
    field = QLineEdit("words")
    menu = field.createStandardContextMenu()
    actions = menu.actions()
    names = [one.text().replace("&", "").partition("\t") for one in actions if one.text()]
    assert [name for name, _, _ in names] == said
    assert QKeySequence("Ctrl+Z").toString(QKeySequence.SequenceFormat.NativeText) == "Ctrl+Z"
    assert QCoreApplication.translate("Other", "Not known") == "Not known"
    window.rebuild(language="en")


def test_every_page_speaks_the_language_of_the_window(
    window: MainWindow,
    demo: Callable[[str, Path], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    unknown: set[str] = set()
    say = Words.__call__

    def listen(spoken: Words, message: str, /, **places: object) -> str:
        if spoken.language == "ro" and not spoken.knows(message) and message not in _THE_SAME:
            unknown.add(message)
        return say(spoken, message, **places)

    monkeypatch.setattr(Words, "__call__", listen)
    window.rebuild(language="ro")
    assert window.commands.open_path(str(demo("ro", tmp_path)))
    for page in PAGES:
        window.show_page(page)
        qtbot.wait(60)
    window.check_law(window.session.laws()[0].id)
    window.open_palette()
    window.palette_.close_list()
    window.rebuild(language="en")
    assert unknown == set()


_THE_SAME = {"{n} %", "{name}: {said}", "Contact", "Element", "Text", "Verb", "public"}
"""What is the same in Romanian as in English."""


def test_the_keyboard_goes_to_what_a_page_is_about_and_back_where_it_was(
    window: MainWindow, demo: Callable[[str, Path], Path], tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.commands.open_path(str(demo("en", tmp_path)))
    findings = window.findings()
    assert window.focusWidget() is findings.table
    assert window.evidence() and window.focusWidget() is window.evidence().pane().view
    overview = window.show_page("overview")
    assert isinstance(overview, OverviewPage) and window.focusWidget() is overview.chart
    tree = window.mapping().tree
    tree.search.setFocus()
    window.show_page("findings")
    assert window.focusWidget() is findings.table
    window.show_page("mapping")
    assert window.focusWidget() is tree.search


@pytest.mark.usefixtures("usual_zoom")
def test_the_keyboard_stays_where_it_is_in_another_language_theme_zoom_and_direction(
    window: MainWindow, demo: Callable[[str, Path], Path], tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.commands.open_path(str(demo("en", tmp_path)))
    ways: list[dict[str, Any]] = [
        *({"language": "fr"}, {"dark": True}, {"zoom": 1.25}, {"leftward": True}),
        *({"leftward": False}, {"language": "en", "dark": False, "zoom": 1.0}),
    ]
    for way in ways:
        window.findings().table.setFocus()
        window.rebuild(**way)
        assert window.focusWidget() is window.findings().table, way
        window.mapping().law.view.setFocus()
        window.rebuild(**way)
        assert window.focusWidget() is window.mapping().law.view, way
    window.mapping().tree.view.setFocus()
    window.open_palette()
    window.palette_.field.setText("Dark theme")
    qtbot.keyClick(window.palette_.field, Qt.Key.Key_Return)
    assert theme.current() is theme.DARK
    assert window.focusWidget() is window.mapping().tree.view


def test_leaving_palette_and_search_gives_the_keyboard_back(
    filled: MainWindow, qtbot: QtBot
) -> None:
    law = filled.mapping().law.view
    for open_list in (filled.open_palette, filled.open_search):
        law.setFocus()
        open_list()
        assert filled.focusWidget() is not law
        qtbot.keyClick(filled.focusWidget(), Qt.Key.Key_Escape)
        assert filled.focusWidget() is law


@pytest.mark.usefixtures("usual_zoom")
def test_what_is_found_comes_to_the_front_with_the_keyboard_where_panels_are_tabs(
    filled: MainWindow, qtbot: QtBot
) -> None:
    filled.rebuild(zoom=2.0)
    filled.resize(1280, 800)
    page = filled.mapping()
    page.tree.view.setFocus()
    assert not page.law.isVisible()
    search = filled.search
    search.open()
    search.field.setText("helpless st")
    qtbot.waitUntil(search.isVisible)
    qtbot.keyClick(search.field, Qt.Key.Key_Return)
    assert page.law.isVisible()
    assert filled.focusWidget() is page.law.view
    search.field.setText("forced sterilisation")
    qtbot.waitUntil(search.isVisible)
    qtbot.keyClick(search.field, Qt.Key.Key_Return)
    assert page.obligation.isVisible()
    assert filled.focusWidget() is page.obligation.elements.rows[0]
    filled.show_law(1)
    assert page.law.isVisible()


def test_enter_takes_what_is_typed_and_not_what_was_found_before(
    filled: MainWindow, qtbot: QtBot
) -> None:
    search = filled.search
    search.open()
    qtbot.keyClicks(search.field, "helpless")
    qtbot.waitUntil(search.isVisible)
    search.field.selectAll()
    qtbot.keyClicks(search.field, "36.1.a")
    qtbot.keyClick(search.field, Qt.Key.Key_Return)
    assert filled.session.obligation == "36.1.a"


def test_the_history_shows_that_a_long_note_goes_on(filled: MainWindow, qtbot: QtBot) -> None:
    long = edits.PutAnswer(element="E36.1", value=AnswerValue.NO, note="a long note " * 20)
    filled.session.do(long)
    model = filled.show_page("history").table.model()
    qtbot.waitUntil(lambda: model.rowCount() > 1)
    told = model.index(0, 3).data()
    assert "a long note" in told
    assert told.endswith("…")


def test_no_page_is_made_for_a_window_that_is_closed(
    filled: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.mapping()
    made: list[str] = []
    monkeypatch.setattr(filled, "show_page", made.append)
    filled.close()
    assert not filled.session.is_open
    assert (made, filled._pages) == ([], {})


def test_escape_leaves_the_guide_for_where_one_was(window: MainWindow, qtbot: QtBot) -> None:
    window.show_help()
    help_ = window.show_page("help")
    qtbot.keyClick(help_.topics, Qt.Key.Key_Escape)
    assert window.page == "start"


def test_escape_leaves_the_guide_for_the_page_that_it_explained(
    filled: MainWindow, qtbot: QtBot
) -> None:
    filled.show_page("findings")
    filled.show_help()
    help_ = filled.show_page("help")
    assert filled.focusWidget() is help_.topics
    qtbot.keyClick(help_.text, Qt.Key.Key_Escape)
    assert filled.page == "findings"
    assert filled.focusWidget() is filled.findings().table


def test_questions_say_what_the_rules_find_that_an_answer_settles(
    filled: MainWindow, qtbot: QtBot
) -> None:
    table = filled.show_page("questions").table
    qtbot.waitUntil(lambda: table.model().rowCount() > 0)
    index = table.model().index(0, 3)
    rule, finding = index.data(), analysis.rules()
    first = rule.split(", ")[0]
    said = next(one for one in finding if one.id == first).finding["en"]
    assert said[:30] in index.data(Qt.ItemDataRole.ToolTipRole)
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert filled.page == "mapping"


def test_a_file_that_is_closed_at_once_opens_at_its_beginning(
    qapp: QApplication, tmp_path: Path
) -> None:
    path, source = tmp_path / "a.gap", tmp_path / "law.txt"
    words = "Whoever acts against another person shall be punished. " * 12
    source.write_text(
        "".join(f"Article {n}. Title\n{words}\n\n" for n in range(1, 900)), encoding="utf-8"
    )
    with analysis.create_project(path, state="MDA", language="en") as project:
        edits.do(project, edits.AddLaw(draft=analysis.read_law(source, "en")))
    app.run_until_ready(path)
    kept = app.start()[1].value("place")
    assert kept[0] == str(path)
    assert int(kept[-1]) < 2000


@pytest.mark.parametrize(
    "kept", [["gone", "36", "1", "5"], ["mapping", "36", "one", "5"], ["mapping"], "mapping"]
)
def test_a_place_that_makes_no_sense_is_not_gone_to(
    window: MainWindow, demo: Callable[[str, Path], Path], tmp_path: Path, kept: object
) -> None:
    path = demo("en", tmp_path)
    window.settings.setValue("place", [str(path), *kept] if isinstance(kept, list) else kept)
    assert window.commands.open_path(str(path))
    assert window.page == "mapping"


def test_another_look_leaves_the_law_where_it_was(
    window: MainWindow, demo: Callable[[str, Path], Path], tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.commands.open_path(str(demo("en", tmp_path)))
    law = window.session.laws()[1].id
    article = next(p for p in window.session.law(law)[1] if p.address == "9")
    window.show_obligation("52")
    window.show_law_at(law, article.start)
    qtbot.wait(60)
    before = window.mapping().law.place()
    assert before[0] == law and before[1] > 0
    for look in ({"dark": True}, {"language": "fr"}, {"dark": False, "language": "en"}):
        window.rebuild(**look)
        assert window.session.obligation == "52"
        qtbot.waitUntil(lambda: abs(window.mapping().law.place()[1] - before[1]) < 200)
        assert window.mapping().law.place()[0] == law


@pytest.mark.usefixtures("usual_zoom")
@pytest.mark.parametrize("page", ["mapping", "findings"])
def test_another_look_leaves_the_tree_as_it_was(
    window: MainWindow, demo: Callable[[str, Path], Path], tmp_path: Path, qtbot: QtBot, page: str
) -> None:
    def rows() -> list[tuple[str, str, bool]]:
        view = window.mapping().tree.view
        index, found = view.model().index(0, 0), []
        while index.isValid():
            found.append((index.data(NODE), index.data(NUMBER), view.isExpanded(index)))
            index = view.indexBelow(index)
        return found

    assert window.commands.open_path(str(demo("en", tmp_path)))
    window.show_obligation("36.1.a")
    tree = window.mapping().tree
    tree.order.setCurrentIndex(tree.order.findData("thematic"))
    tree._kinds._buttons["open"].click()
    qtbot.keyClicks(tree.search, "3")
    qtbot.waitUntil(tree.view.isVisible)
    for at in (tree.view.model().index(n, 0) for n in (0, 2)):
        tree.view.scrollTo(at)
        qtbot.mouseClick(
            tree.view.viewport(),
            Qt.MouseButton.LeftButton,
            pos=tree.view.visualRect(at).center(),
        )
    before = rows()
    assert len({is_open for *_, is_open in before}) == 2
    window.show_page(page)
    for look in ({"dark": True}, {"language": "fr"}, {"zoom": 1.25}):
        window.rebuild(**look)
        assert rows() == before, look
        assert window.mapping().tree.search.text() == "3"
        assert window.mapping().tree._kinds._buttons["open"].isChecked()
        assert window.session.obligation == "36.1.a"
        window.show_page(page)
    window.mapping().tree._kinds._buttons["all"].click()
    window.mapping().tree.search.clear()
    assert len(rows()) > len(before)


@pytest.mark.usefixtures("usual_zoom")
@pytest.mark.parametrize("page", ["mapping", "findings"])
def test_another_look_leaves_the_search_in_a_law(
    window: MainWindow, demo: Callable[[str, Path], Path], tmp_path: Path, qtbot: QtBot, page: str
) -> None:
    assert window.commands.open_path(str(demo("en", tmp_path)))
    law = window.session.laws()[1].id
    window.show_law(law)
    panel = window.mapping().law
    panel.open_find()
    qtbot.keyClicks(panel.find_field, "victim")
    qtbot.keyClick(panel.find_field, Qt.Key.Key_Return)
    said, chosen = panel._found.text(), panel.view.selection()
    start = panel.place()[1]
    assert said.startswith("2 / ") and chosen is not None
    window.show_page(page)
    for look in ({"dark": True}, {"language": "fr"}, {"zoom": 1.25}):
        window.rebuild(**look)
        panel = window.mapping().law
        qtbot.waitUntil(panel.find_field.isVisible)
        assert not panel.map_bar.isVisible()
        assert (panel.find_field.text(), panel._found.text()) == ("victim", said)
        assert (panel.place()[0], panel.view.selection()) == (law, chosen)
        qtbot.waitUntil(lambda: window.mapping().law.view.shows(chosen[0]))
        assert abs(panel.place()[1] - start) < 200
        window.show_page(page)
    qtbot.keyClick(window.mapping().law.find_field, Qt.Key.Key_Return)
    assert window.mapping().law._found.text().startswith("3 / ")


def test_f6_goes_round_the_panels_of_a_page(
    window: MainWindow, demo: Callable[[str, Path], Path], tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.commands.open_path(str(demo("en", tmp_path)))
    page = window.findings()
    qtbot.waitUntil(page.table.hasFocus)
    qtbot.keyClick(page.table, Qt.Key.Key_F6)
    assert page.detail.isAncestorOf(window.focusWidget())
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F6)
    assert window.focusWidget() is page.table
    window.check_law(window.session.laws()[0].id)
    check = window.show_page("check")
    assert isinstance(check, CheckPage)
    qtbot.waitUntil(check.tree.hasFocus)
    qtbot.keyClick(check.tree, Qt.Key.Key_F6)
    assert window.focusWidget() is check.source.text
    qtbot.keyClick(check.source.text, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is check.tree

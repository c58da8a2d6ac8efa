# SPDX-License-Identifier: EUPL-1.2
"""The keyboard alone: it comes everywhere, and where it is can be seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from gapanalysis.edits import PutStatement
from gapanalysis.model import AnswerValue, Renumber
from gapanalysis.ui import theme
from gapanalysis.ui.check_page import CheckPage
from gapanalysis.ui.checked_law import DraftLaw
from gapanalysis.ui.history_page import HistoryPage
from gapanalysis.ui.main_window import MainWindow
from gapanalysis.ui.panels import TABS
from gapanalysis.ui.report_page import ReportPage
from gapanalysis.ui.reservation_guide import ReservationForm

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Key = Qt.Key


def press(window: QWidget, qtbot: QtBot, *keys: Qt.Key) -> None:
    """Presses keys where the keyboard is."""
    for key in keys:
        qtbot.keyClick(window.focusWidget(), key)
        QApplication.processEvents()


def is_seen(widget: QWidget) -> bool:
    """Tells whether the whole height of a widget is in view."""
    return widget.visibleRegion().boundingRect().height() == widget.height()


@pytest.fixture
def low(filled: MainWindow) -> MainWindow:
    """Gives a low window on an obligation with many elements."""
    filled.resize(1280, 620)
    filled.mapping()
    filled.session.select("36.1.a")
    QApplication.processEvents()
    return filled


def test_f6_and_steps_bring_the_element_into_view_that_is_answered(
    low: MainWindow, qtbot: QtBot
) -> None:
    """Whoever scrolled away does not answer a question that cannot be seen."""
    panel = low.mapping().obligation
    panel._scroll.verticalScrollBar().setValue(panel._scroll.verticalScrollBar().maximum())
    low.mapping().law.view.setFocus()
    press(low, qtbot, Key.Key_F6)
    assert low.focusWidget() is panel.elements.rows[0]
    assert is_seen(panel.elements.rows[0])
    for row in panel.elements.rows[1:]:
        press(low, qtbot, Key.Key_J)
        assert low.focusWidget() is row
        assert is_seen(row)
    press(low, qtbot, Key.Key_N)
    (answer,) = low.session.snapshot.answers.values()
    assert (answer.element, answer.value) == (row.element.id, AnswerValue.NO)


@pytest.mark.parametrize("code", ["mapping", "findings", "evidence", "report"])
def test_f6_comes_into_the_page_from_the_toolbar(
    open_demo: Callable[..., MainWindow], qtbot: QtBot, code: str
) -> None:
    window = open_demo()
    page = window.show_page(code)
    window.menu_button.setFocus()
    press(window, qtbot, Key.Key_F6)
    assert page.isAncestorOf(window.focusWidget())


def test_the_next_suggestion_is_in_view_when_one_was_mapped(
    open_demo: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    """What is mapped takes room above the list; the keyboard stays in sight."""
    window = open_demo()
    window.resize(1280, 620)
    panel = window.mapping().obligation
    part = panel.may_belong
    window.session.select("33")
    qtbot.waitUntil(lambda: len(part.list.rows) > 3, timeout=20_000)
    part.go()
    for _ in range(3):
        press(window, qtbot, Key.Key_Return)
        chosen = window.focusWidget()
        assert chosen is part.list.rows[part.list.at]
        assert is_seen(chosen)


def test_enter_in_the_list_of_reservations_leads_to_the_next_step_only(
    filled: MainWindow, qtbot: QtBot
) -> None:
    """One key does not record a reservation of which nothing was said yet."""
    form = ReservationForm(filled, filled.session)
    qtbot.addWidget(form)
    form.show()
    press(form, qtbot, Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert form.isVisible()
    assert not form.result()
    assert form.second.isVisible()


# --- checking an import ---------------------------------------------------------------------------


def printed(folder: Path) -> Path:
    """Gives a law as a PDF of two pages, with an article low on the second."""
    path = folder / "law.pdf"
    pdf = Canvas(str(path))
    lines = {
        780: "Penal Code",
        740: "Article 1. Theft",
        720: "Who takes what belongs to another is punished.",
        600: "Article 2. Fraud",
        580: "Article 1 holds also for who deceives another.",
    }
    for height, said in lines.items():
        pdf.drawString(72, height, said)
    pdf.showPage()
    pdf.drawString(72, 780, "Article 3. Insult")
    pdf.drawString(72, 760, "Who insults another is fined, save as Article 4 says.")
    pdf.drawString(72, 100, "Article 4. Entry into force")
    pdf.drawString(72, 80, "This law is in force at once.")
    pdf.save()
    return path


@pytest.fixture
def check(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> CheckPage:
    """Gives the check of a law that was read from a PDF."""
    window.resize(1280, 700)
    assert window.commands.create_at(tmp_path / "a.gap", "MDA", "Moldova", "en")
    window.commands.import_path(str(printed(tmp_path)))
    qtbot.waitUntil(lambda: window.page == "check", timeout=20_000)
    page = window.show_page("check")
    assert isinstance(page, CheckPage)
    assert isinstance(page._law, DraftLaw)
    QApplication.processEvents()
    return page


def choose(page: CheckPage, number: str) -> None:
    provisions = page._law.structure().provisions
    page.tree.choose(next(n for n, one in enumerate(provisions) if one.number == number))
    QApplication.processEvents()


def frame(page: CheckPage) -> QRect:
    """Gives the frame that is drawn on the page as in the file."""
    picture = page.source._picture.pixmap().toImage()
    accent = QColor(theme.LIGHT.accent).rgb()
    lines = [
        (x, y)
        for y in range(picture.height())
        for x in range(picture.width())
        if picture.pixel(x, y) == accent
    ]
    if not lines:
        return QRect()
    xs, ys = [x for x, _ in lines], [y for _, y in lines]
    return QRect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def test_f6_comes_through_all_panels_where_the_page_is_shown_as_in_the_file(
    check: CheckPage, qtbot: QtBot
) -> None:
    window = check.window()
    first = window.focusWidget()
    assert first is check.tree
    press(window, qtbot, Key.Key_F6)
    assert window.focusWidget() is check.source.reading() is not check.source.text
    doubts = check._doubt_cards()
    press(window, qtbot, Key.Key_F6)
    assert window.focusWidget() is (doubts[0] if doubts else check.tree)


def test_the_place_of_a_provision_is_framed_and_in_view_on_its_page(check: CheckPage) -> None:
    """Words that cite an article are not taken for its heading."""
    frames = {}
    for number in "1234":
        choose(check, number)
        frames[number] = frame(check)
        assert check.source._shown_page == (1 if number in "12" else 2)
    high = check.source._picture.pixmap().height()
    share = {n: one.center().y() / high for n, one in frames.items()}
    assert share["1"] == pytest.approx(1 - 743 / 842, abs=0.01)
    assert share["2"] == pytest.approx(1 - 603 / 842, abs=0.01)
    assert share["3"] == pytest.approx(1 - 783 / 842, abs=0.01)
    assert share["4"] == pytest.approx(1 - 103 / 842, abs=0.01)
    bar = check.source._scroll.verticalScrollBar()
    assert bar.value() <= frames["4"].top()
    assert frames["4"].bottom() <= bar.value() + check.source._scroll.viewport().height()


def test_page_down_leads_on_to_the_next_page(check: CheckPage, qtbot: QtBot) -> None:
    choose(check, "1")
    check.source.reading().setFocus()
    for _ in range(6):
        press(check.window(), qtbot, Key.Key_PageDown)
    assert check.source._shown_page == 2
    for _ in range(6):
        press(check.window(), qtbot, Key.Key_PageUp)
    assert check.source._shown_page == 1


def test_another_number_is_seen_in_the_structure(check: CheckPage) -> None:
    """The label stays as printed; that F2 gave another number is told beside it."""
    place = next(n for n, p in enumerate(check._law.structure().provisions) if p.number == "3")
    assert "=" not in check.tree._items[place].text()
    check._law.change(Renumber(provision=place, number="3^1"))
    assert check.tree._items[place].text().startswith("Article 3. = 3¹")


def test_the_chosen_row_shows_whether_the_keyboard_is_there(
    check: CheckPage, window: MainWindow, qtbot: QtBot
) -> None:
    def bar(view: QWidget, y: int) -> bool:
        pixel = view.grab().toImage().pixelColor(1, y)
        return pixel.name() == QColor(theme.LIGHT.accent).name()

    row = check.tree.visualRect(check.tree.currentIndex()).center().y()
    assert check.tree.hasFocus()
    assert bar(check.tree, row)
    check.source.text.setFocus()
    check.source.reading().setFocus()
    assert not bar(check.tree, row)
    window.session.do(PutStatement(obligation="36.1.a"))
    page = window.show_page("history")
    assert isinstance(page, HistoryPage)
    history = page.table
    history.selectRow(0)
    history.setFocus()
    row = history.visualRect(history.currentIndex()).center().y()
    assert bar(history.viewport(), row)
    window.menu_button.setFocus()
    assert not bar(history.viewport(), row)


def test_the_edition_that_arrow_keys_choose_is_seen(
    open_demo: Callable[..., MainWindow], qtbot: QtBot, usual_zoom: None
) -> None:
    """Nobody exports a public edition, or a confidential one, without having seen it chosen."""
    window = open_demo()
    window.resize(1280, 688)
    window.rebuild(zoom=2.0)
    page = window.show_page("report")
    assert isinstance(page, ReportPage)
    QApplication.processEvents()
    edition = page.form.fields["edition"]
    edition.choices["confidential"].setFocus()
    press(window, qtbot, Key.Key_Down)
    chosen = edition.choices["public"]
    assert chosen.isChecked() and window.focusWidget() is chosen
    assert is_seen(chosen)


def test_evidence_has_the_whole_page_in_very_large_type(
    open_demo: Callable[..., MainWindow], qtbot: QtBot, usual_zoom: None
) -> None:
    """List and editor are tabs where they would have two lines each; keys lead to and fro."""
    window = open_demo()
    window.resize(1280, 688)
    window.rebuild(zoom=2.0)
    window.session.select("36.1.a")
    pane = window.evidence().evidence
    QApplication.processEvents()
    assert pane.panels.way == TABS
    assert pane.view.isVisible() and not pane.editor.isVisible()
    assert is_seen(pane.search)
    pane.view.setFocus()
    press(window, qtbot, Key.Key_Down, Key.Key_Return)
    assert pane.editor.isVisible() and window.focusWidget() is not pane.view
    press(window, qtbot, Key.Key_F6)
    assert window.focusWidget() is pane.view
    press(window, qtbot, Key.Key_Insert)
    assert pane.editor.isVisible() and pane.editor.record is not None
    assert not window.focusWidget().visibleRegion().isEmpty()

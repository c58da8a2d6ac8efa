# SPDX-License-Identifier: EUPL-1.2
"""Check the import: what looks wrong with one mend each, operations on the structure, undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QDialog
from pytestqt.qtbot import QtBot

from gapanalysis import edits
from gapanalysis.model import LawDraft
from gapanalysis.ui import theme
from gapanalysis.ui.check_page import CheckPage, DoubtCard, NumberForm
from gapanalysis.ui.checked_law import DraftLaw
from gapanalysis.ui.dialogs import LawForm
from gapanalysis.ui.main_window import MainWindow

LAW = """Criminal Code

Article 169. Other acts
Whoever performs another act without consent shall be punished. Article 170. Harassment
Whoever harasses another person <b>by words</b> shall be punished.

Article 171. Limitation
(1) Limitation does not begin before majority.
(2) It lasts twenty years.
"""


@pytest.fixture
def page(window: MainWindow, tmp_path: Path, read: Callable[[str], LawDraft]) -> CheckPage:
    assert window.commands.create_at(tmp_path / "a.gap", "MDA", "Moldova", "en")
    window.check(DraftLaw(window.session, read(LAW)))
    made = window.show_page("check")
    assert isinstance(made, CheckPage)
    return made


def numbers(page: CheckPage) -> list[str]:
    return [p.number for p in page._law.structure().provisions]


def cards(page: CheckPage) -> list[DoubtCard]:
    items = (page.cards.itemAt(n).widget() for n in range(page.cards.count()))
    return [one for one in items if isinstance(one, DoubtCard)]


def place_of(page: CheckPage, number: str) -> int:
    return numbers(page).index(number)


def test_the_tree_keeps_the_contract_of_models(page: CheckPage) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(page.tree.model(), mode)
    page.refresh()
    assert tester is not None


def test_what_looks_wrong_is_mended_by_one_click_and_undone(page: CheckPage, qtbot: QtBot) -> None:
    before = numbers(page)
    card = next(one for one in cards(page) if "170" in one.accessibleName())
    page.show_doubt(card.doubt)
    assert card.doubt.start is not None
    text = page._law.structure().text
    assert text[page.source.cursor_position() :].startswith("Article 170")
    qtbot.mouseClick(card.mend, Qt.MouseButton.LeftButton)
    assert numbers(page) == ["169", "170", "171", "1", "2"]
    assert not [one for one in cards(page) if "170" in one.accessibleName()]
    page._law.undo()
    assert numbers(page) == before
    page._law.redo()
    assert "170" in numbers(page)


def test_a_place_that_is_right_is_kept(page: CheckPage) -> None:
    before = len(cards(page))
    card = cards(page)[0]
    page.keep(card.doubt)
    assert len(cards(page)) == before - 1
    page._law.undo()
    assert len(cards(page)) == before


def test_operations_change_the_structure_and_never_the_text(
    page: CheckPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    law = page._law
    text = law.structure().text
    page.tree.choose(place_of(page, "171"))
    page.join()
    assert "171" not in numbers(page)
    law.undo()

    page.source.show_range(text.index("Limitation does"), text.index("Limitation does"))
    before = len(numbers(page))
    page.split()
    assert len(numbers(page)) == before + 1
    law.undo()

    def write(form: NumberForm) -> int:
        form.number.setText("170a")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(NumberForm, "exec", write)
    page.tree.choose(place_of(page, "171"))
    page.renumber()
    assert "170a" in numbers(page)
    page.tree.choose(place_of(page, "170a"))
    page.tree.setFocus()
    qtbot.waitUntil(page.tree.hasFocus)
    qtbot.keyClick(page.tree, Qt.Key.Key_Delete)
    assert "170a" not in numbers(page)
    assert any(one.why == "excluded" for one in law.structure().left_out)
    assert law.structure().text == text
    while law.steps()[0]:
        law.undo()
    assert "170a" not in numbers(page)


def test_the_law_is_added_as_it_was_mended_and_can_be_changed_afterwards(
    page: CheckPage, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LawForm, "exec", lambda _form: QDialog.DialogCode.Accepted)
    card = next(one for one in cards(page) if "170" in one.accessibleName())
    page.mend(card.doubt)
    changed = numbers(page)
    page._add()
    assert window.page == "mapping"
    session = window.session
    assert [p.number for p in session.law(1)[1]] == changed

    window.check_law(1)
    again = window.show_page("check")
    assert isinstance(again, CheckPage)
    again.tree.choose(place_of(again, "171"))
    again.join()
    assert "171" not in numbers(again)
    assert "171" not in [p.number for p in session.law(1)[1]]
    session.undo()
    assert numbers(again) == changed
    assert edits.verify(session.project) == ()
    again.left.emit()
    assert window.page == "laws"


def test_a_draft_is_forgotten_when_the_page_is_left(page: CheckPage, window: MainWindow) -> None:
    page.left.emit()
    assert window.page == "laws"
    assert window.checked is None
    assert not window.session.laws()


def test_the_first_provision_is_shown_at_once_and_enter_takes_a_mend(
    page: CheckPage, qtbot: QtBot
) -> None:
    assert page.tree.place() == 0
    before = numbers(page)
    for card in page._doubt_cards():
        card.setFocus()
        if card.doubt.mend is not None:
            break
    qtbot.waitUntil(card.hasFocus)
    left = len(page._doubt_cards())
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert numbers(page) != before or len(page._doubt_cards()) < left
    cards_now = page._doubt_cards()
    if cards_now:
        assert any(one.hasFocus() for one in cards_now)


def test_parts_become_tabs_where_there_is_no_room(
    page: CheckPage, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(900, 700)
    qtbot.waitUntil(lambda: page.panels.way == "tabs")
    assert page.panels._tabs.count() == 3
    doubt = page._doubt_cards()[0].doubt
    page.show_doubt(doubt)
    assert page.source.isVisible() == (doubt.start is not None)
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: page.tree.isVisible() and page.source.isVisible())
    assert page.panels.way == "beside"


def test_the_palette_leads_to_the_operations_on_a_structure(
    page: CheckPage, window: MainWindow
) -> None:
    page.left.emit()
    raise_ = next(one for one in window.actions_ if one.id == "raise")
    raise_.run()
    assert window.page == "laws"
    assert "Structure" in window.toast.text.text() or "structure" in window.toast.text.text()


@pytest.mark.parametrize("leftward", [False, True])
def test_an_arabic_law_begins_at_the_right_in_either_layout(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, leftward: bool
) -> None:
    window.rebuild(leftward=leftward)
    assert window.commands.create_at(tmp_path / "a.gap", "TUN", "", "ar")
    path = tmp_path / "code.txt"
    path.write_text("المادة 168. الاغتصاب\n(1) كل من واقع شخصا يعاقب.\n", encoding="utf-8")
    window.commands.import_path(str(path))
    qtbot.waitUntil(lambda: window.page == "check", timeout=20_000)
    made = window.show_page("check")
    assert isinstance(made, CheckPage)
    text = made.source.text
    qtbot.waitUntil(text.isVisible)
    cursor = text.textCursor()
    cursor.movePosition(cursor.MoveOperation.Start)
    assert text.cursorRect(cursor).left() > text.viewport().width() / 2
    window.rebuild(leftward=False)


def test_one_of_two_versions_of_an_article_is_left_out_by_one_click(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    page = repeated(window, tmp_path, qtbot)
    first, second = cards(page)[:2]
    assert first.doubt.code == "number_twice"
    assert first.doubt.mend is None
    assert first.leave_before.accessibleDescription() == first.accessibleName()
    earlier = "The fine of number 2 is 200 francs, and more words."
    assert earlier in included(page)
    first.leave_before.click()
    assert earlier not in included(page)
    assert "number 2 is 20 euros" in included(page)
    assert len(cards(page)) == len(numbers(page)) - 12
    second = cards(page)[0]
    second.leave.click()
    assert "number 4 is 400 francs" in included(page)
    assert "number 4 is 40 euros" not in included(page)
    window._undo.click()
    assert "number 4 is 40 euros" in included(page)


def test_undo_and_redo_of_the_window_are_those_of_the_draft_that_is_checked(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    page = repeated(window, tmp_path, qtbot)
    undoes = [one for one in window.findChildren(QAbstractButton) if one.text() == "Undo"]
    assert [one for one in undoes if one.isVisible()] == [window._undo]

    def can() -> tuple[bool, bool]:
        return window._undo.isEnabled(), window._redo.isEnabled()

    before = included(page)
    assert can() == (False, False)
    cards(page)[0].leave.click()
    after = included(page)
    assert can() == (True, False)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert included(page) == before != after
    assert can() == (False, True)
    window._redo.click()
    assert included(page) == after
    window.rebuild(language="fr")
    assert can() == (True, False)
    steps = tuple(step is not None for step in window.session.steps())
    window.show_page("mapping")
    assert can() == steps
    window.show_page("check")
    assert can() == (True, False)
    window.leave_check()
    assert can() == steps


def test_the_list_of_doubts_stays_where_it_is_when_one_is_kept(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    page = repeated(window, tmp_path, qtbot)
    window.resize(1440, 700)
    bar = page._list.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 300)
    for n in (0, 3):
        card = cards(page)[n]
        card.keep.setFocus()
        before, following = bar.value(), cards(page)[n + 1].doubt
        qtbot.keyClick(card.keep, Qt.Key.Key_Space)
        qtbot.wait(150)
        assert window.focusWidget() is cards(page)[n]
        assert cards(page)[n].doubt.details == following.details
        assert not cards(page)[n].visibleRegion().isEmpty()
        assert abs(bar.value() - before) < 100


def test_a_doubt_that_has_the_keyboard_shows_its_place(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    page = repeated(window, tmp_path, qtbot)
    cards(page)[0].setFocus()
    for n in range(3):
        card = cards(page)[n]
        assert window.focusWidget() is card
        assert page.tree.place() == card.doubt.provision
        assert page.source.cursor_position() == card.doubt.start
        qtbot.keyClick(card, Qt.Key.Key_Down)


def test_the_first_provision_is_in_view_where_a_long_preamble_stands_before_it(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.commands.create_at(tmp_path / "a.gap", "MDA", "Moldova", "en")
    path = tmp_path / "code.txt"
    preamble = ("Whereas peace is good for everybody and war is not. " * 12 + "\n") * 12
    path.write_text("Criminal Code\n" + preamble + LAW, encoding="utf-8")
    window.commands.import_path(str(path))
    assert window.focusWidget() is not None
    assert window.focusWidget().text() == "Add a law…"
    qtbot.waitUntil(lambda: window.page == "check", timeout=20_000)
    page = window.show_page("check")
    text = page.source.text
    qtbot.waitUntil(lambda: text.viewport().rect().contains(text.cursorRect().center()))
    assert page.source.cursor_position() == page._law.structure().provisions[0].start


def test_the_carets_of_the_structure_are_as_large_as_its_letters(
    page: CheckPage, window: MainWindow
) -> None:
    def caret(shown: CheckPage) -> int:
        """Gives how many columns of the branch before article 171 are painted."""
        tree = shown.tree
        row = tree.visualRect(tree._items[place_of(shown, "171")].index())
        branch = QRect(0, row.top(), tree.indentation(), row.height())
        image = tree.viewport().grab(branch).toImage()
        ground = image.pixelColor(0, 0)
        painted = (
            x
            for x in range(image.width())
            if any(image.pixelColor(x, y) != ground for y in range(image.height()))
        )
        return len(list(painted))

    usual = caret(page)
    assert usual >= 4
    try:
        window.rebuild(zoom=2.0)
        again = window.show_page("check")
        assert isinstance(again, CheckPage)
        assert caret(again) >= 2 * usual - 2
        assert again.tree.iconSize().height() == theme.px(16)
    finally:
        window.rebuild(zoom=1.0)


def test_f6_comes_back_to_the_doubt_that_was_left(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    page = repeated(window, tmp_path, qtbot)
    cards(page)[2].setFocus()
    for _ in range(3):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F6)
    assert window.focusWidget() is cards(page)[2]


def repeated(window: MainWindow, folder: Path, qtbot: QtBot) -> CheckPage:
    """Gives the check of a law of twelve articles, every other one of which comes twice."""
    assert window.commands.create_at(folder / "a.gap", "FRA", "France", "en")
    path = folder / "code.txt"
    lines = ["Criminal Code\n"]
    for n in range(1, 13):
        lines.append(f"Article {n}\nThe fine of number {n} is {n}00 francs, and more words.\n")
        if n % 2 == 0:
            lines.append(f"Article {n}\nThe fine of number {n} is {n}0 euros.\n")
    path.write_text("\n".join(lines), encoding="utf-8")
    window.commands.import_path(str(path))
    qtbot.waitUntil(lambda: window.page == "check", timeout=20_000)
    made = window.show_page("check")
    assert isinstance(made, CheckPage)
    return made


def included(page: CheckPage) -> str:
    """Gives the words of the law that are not left out."""
    law = page._law.structure()
    return " ".join(
        " ".join(law.text[p.start : p.end].split()) for p in law.provisions if p.parent is None
    )


def test_the_keyboard_is_in_the_structure_that_was_found(page: CheckPage) -> None:
    assert page.window().focusWidget() is page.tree
    row = page.tree.sizeHintForIndex(page.tree.currentIndex()).height()
    assert row >= theme.px(24), "large enough to be met"

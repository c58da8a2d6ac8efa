# SPDX-License-Identifier: EUPL-1.2
"""What is suggested as an obligation is chosen: listed, mapped, hidden and shown by keys, without
moving what the user is at.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from gapanalysis import analysis, edits, suggesting
from gapanalysis.model import Coverage
from gapanalysis.ui.candidates import because
from gapanalysis.ui.main_window import MainWindow
from gapanalysis.ui.mapping_page import MappingPage
from gapanalysis.ui.may_belong import FEW, MayBelong
from gapanalysis.ui.serves import ServesDialog
from gapanalysis.ui.unmapped_page import UnmappedPage

KEY = Qt.Key
pytestmark = pytest.mark.qt_log_ignore(
    "does not support propagateSizeHints", "does not support raise", "does not support grabbing"
)


@pytest.fixture
def demo_window(
    window: MainWindow, demo: Callable[[str, Path], Path], tmp_path: Path
) -> MainWindow:
    assert window.commands.open_path(str(demo("en", tmp_path)))
    window.resize(1440, 900)
    return window


def offered(window: MainWindow, node: str, qtbot: QtBot) -> tuple[MappingPage, MayBelong]:
    """Chooses an obligation and waits for what is suggested."""
    page = window.mapping()
    window.session.select(node)
    part = page.obligation.may_belong
    qtbot.waitUntil(lambda: part.isVisible() and settled(part, node), timeout=20_000)
    return page, part


def settled(part: MayBelong, node: str) -> bool:
    return bool(part.proposals) and all(one.node == node for one in part.proposals)


def texts(part: MayBelong) -> list[str]:
    return [one.text() for one in part.findChildren(QLabel) if one.isVisible() and one.text()]


def test_the_provisions_that_speak_for_an_obligation_are_listed_with_why(
    demo_window: MainWindow, qtbot: QtBot
) -> None:
    _, part = offered(demo_window, "40", qtbot)
    assert len(part.list.rows) == FEW < len(part.proposals)
    told = [row.accessibleName() for row in part.list.rows]
    assert all("suggested" in one for one in told)
    text, _ = demo_window.session.law(part.proposals[0].law)
    for one in part.proposals:
        if one.law == part.proposals[0].law:
            assert all(text[r.start :].startswith(r.words) for r in one.because if r.start >= 0)
    assert any("In the heading: “" in one for one in told)
    part.show_more()
    assert len(part.list.rows) == len(part.proposals)


@pytest.mark.parametrize(("language", "mark"), [("en", "“"), ("fr", "«"), ("ro", "„")])
def test_words_are_quoted_as_the_language_of_the_window_does(
    demo_window: MainWindow, qtbot: QtBot, language: str, mark: str
) -> None:
    _, part = offered(demo_window, "40", qtbot)
    proposals = part.proposals
    demo_window.rebuild(language=language)
    said = [because(demo_window.session, one) for one in proposals]
    assert {sign for one in said for sign in one if sign in "“«„"} == {mark}


def test_a_line_that_is_always_in_view_names_the_suggestions_and_leads_to_them(
    demo_window: MainWindow, qtbot: QtBot
) -> None:
    page, part = offered(demo_window, "36.1.a", qtbot)
    line = page.obligation.offer
    (said,) = [one for one in line.findChildren(QLabel) if one.accessibleName()]
    addresses = [one.address for one in part.proposals]
    assert all(address in said.accessibleName() for address in addresses)
    where = line.geometry()
    demo_window.session.select("37")
    qtbot.waitUntil(lambda: settled(part, "37"))
    assert line.geometry() == where
    line.findChildren(QAbstractButton)[0].click()
    qtbot.waitUntil(part.list.rows[0].hasFocus)


def test_what_is_mapped_is_not_suggested(demo_window: MainWindow, qtbot: QtBot) -> None:
    _, part = offered(demo_window, "36.1.a", qtbot)
    session = demo_window.session
    mapped = session.mappings_at("36.1.a")
    assert mapped
    for mapping in mapped:
        place = session.snapshot.provisions[mapping.provision]
        assert not any(
            p.law == place.law and p.start <= place.start < p.end for p in part.proposals
        )


def test_suggestions_are_mapped_by_keys_alone_and_it_can_be_undone(
    demo_window: MainWindow, qtbot: QtBot
) -> None:
    page, part = offered(demo_window, "36.1.a", qtbot)
    session = demo_window.session
    page.law.view.setFocus()
    qtbot.keyClick(page.law.view, KEY.Key_S)
    first, second = part.list.rows[:2]
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClick(first, KEY.Key_J)
    assert second.hasFocus()
    qtbot.keyClick(second, KEY.Key_Up)
    assert first.hasFocus()
    wanted, following = first.proposal, second.proposal
    before = len(session.snapshot.mappings)
    qtbot.keyClick(first, KEY.Key_P)
    assert page.law.coverage is Coverage.PARTIAL
    assert any("partial" in one for one in texts(part))
    qtbot.keyClick(first, KEY.Key_Return)
    made = session.snapshot.mappings[-1]
    assert (made.provision, made.obligation) == (wanted.provision, "36.1.a")
    assert (made.coverage, made.quotation) == (Coverage.PARTIAL, None)
    assert page.law.coverage is Coverage.FULL
    assert demo_window.toast.isVisible()
    assert first.hasFocus()
    assert first.proposal == following
    session.undo()
    assert len(session.snapshot.mappings) == before
    assert first.proposal == wanted


def test_what_was_hidden_stays_hidden_until_it_is_shown_again(
    demo_window: MainWindow, qtbot: QtBot
) -> None:
    _, part = offered(demo_window, "36.1.a", qtbot)
    gone = part.proposals[0]
    part.go()
    qtbot.keyClick(part.list.rows[0], KEY.Key_Delete)
    assert gone not in part.proposals
    path = demo_window.session.project.path
    demo_window.session.open(path)
    _, part = offered(demo_window, "36.1.a", qtbot)
    assert gone not in part.proposals
    _, part = offered(demo_window, "36.1.c", qtbot)
    assert any(one.provision == gone.provision for one in part.proposals)
    _, part = offered(demo_window, "36.1.a", qtbot)
    part.show_hidden()
    assert part.proposals[0] == gone
    demo_window.session.undo()
    assert gone not in part.proposals


def test_space_shows_the_place_without_leaving_the_list(
    demo_window: MainWindow, qtbot: QtBot
) -> None:
    page, part = offered(demo_window, "36.1.a", qtbot)
    part.go()
    row = next(one for one in part.list.rows if one.proposal.law == 1)
    row.setFocus()
    page.law.view.go_to(0)
    assert not page.law.view.shows(row.proposal.start)
    qtbot.keyClick(row, KEY.Key_Space)
    assert page.law.view.shows(row.proposal.start)
    assert row.hasFocus()


def test_suggested_words_are_marked_only_while_the_list_is_open(
    demo_window: MainWindow, qtbot: QtBot
) -> None:
    page, part = offered(demo_window, "36.1.a", qtbot)
    start = part.list.rows[0].proposal.start

    def marked() -> list[str]:
        return [p.of.word for p in page.law.view._placed if p.of.suggested and p.of.word]

    assert marked()
    assert set(marked()) == {"suggested"}
    page.law.view.go_to(start)
    assert all(not one.suggested for one in page.law.view.at_cursor())
    part.toggle()
    assert marked() == []
    assert part.offers() == ()


def test_that_the_list_is_closed_is_remembered_and_s_opens_it(
    demo_window: MainWindow, qtbot: QtBot
) -> None:
    _, part = offered(demo_window, "36.1.a", qtbot)
    part.toggle()
    assert not part.list.isVisible()
    demo_window.rebuild(language="fr")
    page, part = offered(demo_window, "36.1.a", qtbot)
    assert not part.list.isVisible()
    assert str(len(part.proposals)) in texts(part)
    page.tree.view.setFocus()
    qtbot.keyClick(page.tree.view, KEY.Key_S)
    qtbot.waitUntil(lambda: bool(part.list.rows) and part.list.rows[0].hasFocus())


def test_what_the_user_is_at_stays_in_its_place(demo_window: MainWindow, qtbot: QtBot) -> None:
    page, part = offered(demo_window, "36.1.a", qtbot)
    panel = page.obligation
    card = panel.cards[0]
    card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    panel.mapped.show_mappings([row.mapping for row in panel.mapped.rows])
    panel.mapped._reading.stop()
    panel._scroll.reveal(card)
    card.setFocus()
    target = next(one for one in card.findChildren(QLabel) if not one.visibleRegion().isEmpty())
    viewport = panel._scroll.viewport()
    before = target.mapTo(viewport, target.rect().topLeft()).y()
    height = panel.mapped.height()
    panel.mapped._reading.start()
    qtbot.waitUntil(lambda: any(row.elsewhere.isVisible() for row in panel.mapped.rows))
    qtbot.wait(60)
    assert panel.mapped.height() > height
    assert target.mapTo(viewport, target.rect().topLeft()).y() == before
    for change in (part.toggle, part.toggle, lambda: part.hide_proposal(part.proposals[0])):
        height = part.height()
        change()
        qtbot.wait(60)
        assert target.mapTo(viewport, target.rect().topLeft()).y() == before
        assert part.height() != height or change is not part.toggle
    assert card.hasFocus()


def test_a_choice_that_was_left_is_not_answered(demo_window: MainWindow, qtbot: QtBot) -> None:
    _, part = offered(demo_window, "36.1.a", qtbot)
    session = demo_window.session
    for node in ("34", "35", "39", "40"):
        session.select(node)
    stale = part.list.rows[0]
    before = len(session.snapshot.mappings)
    qtbot.keyClick(stale, KEY.Key_Return)
    assert len(session.snapshot.mappings) == before
    qtbot.waitUntil(lambda: settled(part, "40"))
    assert demo_window.suggestions.known("34") is None


def test_a_new_law_is_read_for_suggestions_and_a_removed_one_is_not(
    filled: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    _, part = offered(filled, "36.1.a", qtbot)
    assert {one.law for one in part.proposals} == {1}
    path = tmp_path / "second.txt"
    path.write_text("Act\n\nArticle 1. Rape\nWhoever commits rape is punished.\n", "utf-8")
    filled.commands.import_path(str(path), sure=lambda _form: True)
    qtbot.waitUntil(lambda: len(filled.session.laws()) == 2, timeout=20_000)
    qtbot.waitUntil(lambda: 2 in {one.law for one in part.proposals}, timeout=20_000)
    filled.session.undo()
    qtbot.waitUntil(lambda: {one.law for one in part.proposals} == {1}, timeout=20_000)


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Lei\n\nArticle 1. Violéncia\nLo qui fa violéncia es punit.\n", "oc", "no lexicon"),
        ("Act " + "on rape and other things " * 400, "en", "one block of text"),
    ],
)
def test_what_lowers_the_worth_of_suggestions_is_said(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, text: str, language: str, said: str
) -> None:
    assert window.commands.create_at(tmp_path / "b.gap", "AND", "Andorra", language)
    path = tmp_path / "law.txt"
    path.write_text(text, encoding="utf-8")

    draft = analysis.read_law(path, language)
    edits.do(window.session.project, edits.AddLaw(draft=draft))
    assert window.session.open(window.session.project.path)
    part = window.mapping().obligation.may_belong
    window.session.select("36.1.a")
    qtbot.waitUntil(lambda: any(said in one for one in texts(part)), timeout=20_000)


def test_the_laws_are_not_read_on_while_the_user_does_something(
    demo_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[None] = []

    def read(_laws: object, _before: object, *, tell: object, cancelled: Callable[[], bool]) -> Any:
        while not cancelled():
            steps.append(None)

    suggestions = demo_window.suggestions
    suggestions.forget()
    monkeypatch.setattr(suggesting, "suggesting", read)
    suggestions.ask("node", "36")
    qtbot.waitUntil(lambda: len(steps) > 1000)
    for press in (
        lambda: qtbot.keyClick(demo_window.windowHandle(), Qt.Key.Key_Shift),
        lambda: demo_window.session.select("34"),
    ):
        press()
        before = len(steps)
        qtbot.wait(60)
        assert len(steps) - before < 5
        qtbot.waitUntil(lambda: len(steps) > before + 1000)  # noqa: B023
    suggestions.forget()


def test_the_file_is_left_before_it_is_closed(demo_window: MainWindow, qtbot: QtBot) -> None:
    page = demo_window.mapping()
    path = demo_window.session.project.path
    demo_window.session.select("36.1.a")
    demo_window.suggestions.ask("node", "36.1.a")
    demo_window.session.close()
    assert [one.name for one in path.parent.glob("demo.gap*")] == ["demo.gap"]
    assert page.obligation.may_belong.proposals == ()


# --- from the law's side -------------------------------------------------------------------------


def serves(window: MainWindow, words: str, qtbot: QtBot) -> ServesDialog:
    """Asks what the provision at some words may serve, and waits for the answer."""
    page = window.mapping()
    text, _ = window.session.law(1)
    page.law.show_law(1)
    page.law.view.go_to(text.index(words))
    page.show_serves()
    dialog = next(one for one in page.findChildren(ServesDialog) if one.isVisible())
    qtbot.waitUntil(lambda: bool(dialog.list.rows) or "No obl" in dialog.said.text())
    return dialog


def test_a_provision_is_asked_which_obligations_it_may_serve(
    demo_window: MainWindow, qtbot: QtBot
) -> None:
    dialog = serves(demo_window, "Sexual harassment", qtbot)
    row = dialog.list.rows[0]
    assert row.proposal.node == "40"
    assert "Sexual harassment" in row.accessibleName()
    qtbot.waitUntil(row.hasFocus)
    qtbot.keyClick(row, KEY.Key_Space)
    assert demo_window.session.obligation == "40"
    assert dialog.isVisible()
    qtbot.keyClick(row, KEY.Key_Down)
    second = dialog.list.rows[1]
    wanted = second.proposal.node
    qtbot.keyClick(second, KEY.Key_Return)
    assert demo_window.session.obligation == wanted
    qtbot.waitUntil(lambda: not demo_window.mapping().findChildren(ServesDialog))


def test_the_provision_is_mapped_from_the_list_by_keys_alone(
    demo_window: MainWindow, qtbot: QtBot
) -> None:
    dialog = serves(demo_window, "Sexual harassment", qtbot)
    session = demo_window.session
    before = set(session.snapshot.mappings)
    row = next(row for row in dialog.list.rows if "mapped already" not in said_about(row))
    node = row.proposal.node
    row.setFocus()
    qtbot.keyClick(row, KEY.Key_P)
    assert "partial" in dialog.keys.text()
    qtbot.keyClick(row, KEY.Key_M)
    (made,) = set(session.snapshot.mappings) - before
    assert (made.obligation, made.coverage) == (node, Coverage.PARTIAL)
    assert "Sexual harassment" in session.snapshot.provisions[made.provision].heading
    assert dialog.isVisible()
    assert row.hasFocus()
    assert "mapped already" in said_about(row)
    assert "full" in dialog.keys.text()
    qtbot.keyClick(row, KEY.Key_M)
    assert set(session.snapshot.mappings) - before == {made}
    session.undo()
    assert set(session.snapshot.mappings) == before
    assert "mapped already" not in said_about(row)


def said_about(row: QWidget) -> str:
    """Gives all that a row says."""
    return " ".join(label.text() for label in row.findChildren(QLabel) if label.isVisibleTo(row))


def test_the_menu_of_the_law_asks_the_same(demo_window: MainWindow, qtbot: QtBot) -> None:
    view = demo_window.mapping().law.view
    view.go_to(demo_window.session.law(1)[0].index("Sexual harassment"))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(200, 200), QPoint(200, 200))
    QApplication.sendEvent(view, event)
    menu = next(one for one in view.findChildren(QMenu) if one.isVisible())
    said = "Which obligations may this provision serve?"
    next(one for one in menu.actions() if one.text() == said).trigger()
    menu.close()
    (dialog,) = demo_window.mapping().findChildren(ServesDialog)
    dialog.reject()
    qtbot.waitUntil(lambda: not demo_window.mapping().findChildren(ServesDialog))


def test_of_words_outside_articles_nothing_is_said(filled: MainWindow, qtbot: QtBot) -> None:
    page = filled.mapping()
    page.law.view.go_to(0)
    page.show_serves()
    assert not page.findChildren(ServesDialog)
    assert filled.toast.isVisible()
    dialog = serves(filled, "Chapter XVII", qtbot)
    assert dialog.list.rows == []
    assert "No obligation speaks" in dialog.said.text()


# --- what is mapped neither way ------------------------------------------------------------------


def unmapped(window: MainWindow, qtbot: QtBot) -> UnmappedPage:
    page = window.show_page("unmapped")
    assert isinstance(page, UnmappedPage)
    qtbot.waitUntil(lambda: page._found is not None, timeout=20_000)
    return page


def records(page: UnmappedPage, kind: str) -> list[object]:
    table = page.tables[kind]
    return [table.record(row) for row in range(table.model().rowCount())]


def test_obligations_without_a_provision_lead_to_mapping(
    demo_window: MainWindow, qtbot: QtBot
) -> None:
    page, session = unmapped(demo_window, qtbot), demo_window.session
    assert records(page, "obligations") == list(suggesting.unserved(session.view))
    session.do(edits.PutStatement(obligation="38.a"))
    assert "38.a" not in records(page, "obligations")
    page.tables["obligations"].choose(lambda node: node == "38.b")
    qtbot.keyClick(page.tables["obligations"], KEY.Key_Return)
    assert (demo_window.page, session.obligation) == ("mapping", "38.b")


def test_provisions_that_serve_nothing_lead_to_their_place(
    demo_window: MainWindow, qtbot: QtBot
) -> None:
    session = demo_window.session
    places = session.snapshot.provisions
    harassment = [
        m for m in session.snapshot.mappings if places[m.provision].address.startswith("22")
    ]
    session.do(*(edits.RemoveMapping(id=m.id) for m in harassment))
    page = unmapped(demo_window, qtbot)
    page.show_kind("provisions")
    table = page.tables["provisions"]

    def told() -> list[tuple[int, str, str]]:
        return [(one.law, one.address, one.node) for one in records(page, "provisions")]

    wanted = (1, "22", "40")
    assert wanted in told()
    table.choose(lambda one: (one.law, one.address) == wanted[:2])
    one = table.current()
    qtbot.keyClick(table, KEY.Key_Return)
    assert (demo_window.page, session.obligation) == ("mapping", "40")
    assert demo_window.mapping().law.view.shows(one.start)
    page = unmapped(demo_window, qtbot)
    table.choose(lambda one: (one.law, one.address) == wanted[:2])
    page.hide_current()
    qtbot.waitUntil(lambda: wanted not in told())
    session.undo()
    qtbot.waitUntil(lambda: wanted in told())
    session.do(edits.PutMapping(provision=one.provision, obligation="40", coverage=Coverage.FULL))
    qtbot.waitUntil(lambda: wanted not in told())
    page._answered("unmapped", page._mapped(), ())
    assert "No other article" in page.about.text()


@pytest.fixture
def garbage_is_looked_for() -> Iterator[None]:
    """Lets a test run as the program does; others keep it from the threads of the test runner."""
    gc.enable()
    yield
    gc.disable()


@pytest.mark.usefixtures("garbage_is_looked_for")
def test_no_thread_looks_for_garbage(filled: MainWindow, qtbot: QtBot) -> None:
    seen: list[bool] = []

    def work(_tell: object, _cancelled: object) -> None:
        seen.append(gc.isenabled())

    offered(filled, "36.1.a", qtbot)
    qtbot.waitUntil(gc.isenabled)
    filled.run("Working", work, lambda _result: None)
    qtbot.waitUntil(lambda: filled.task is None)
    assert seen == [False]
    qtbot.waitUntil(gc.isenabled)
    filled.suggestions.ask("node", "34")
    assert not gc.isenabled()
    filled.session.close()
    filled.suggestions.wait()
    assert gc.isenabled()

# SPDX-License-Identifier: EUPL-1.2
"""The obligations by chapter, by section of GREVIO's questionnaire and by pillar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from gapanalysis import analysis, edits
from gapanalysis.model import AnswerValue, Status
from gapanalysis.ui import theme
from gapanalysis.ui.main_window import MainWindow
from gapanalysis.ui.session import Session
from gapanalysis.ui.tree import ObligationTree
from gapanalysis.ui.tree_row import BELOW, COUNT, LEVEL, NODE, NUMBER, STATUS, TITLE

SAID = Qt.ItemDataRole.AccessibleTextRole
TIP = Qt.ItemDataRole.ToolTipRole
ROOT = QModelIndex()
ORDERS = analysis.orders(analysis.instrument())


@pytest.fixture
def session(
    qapp: QApplication, demo: Callable[[str, Path], Path], tmp_path: Path
) -> Iterator[Session]:
    theme.apply(qapp, theme.LIGHT)
    made = Session("en")
    assert made.adopt(lambda: analysis.open_project(demo("en", tmp_path)), date(2026, 11, 22))
    yield made
    made.close()


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "tree.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def tree(session: Session, settings: QSettings, qtbot: QtBot) -> ObligationTree:
    made = ObligationTree(session, settings)
    qtbot.addWidget(made)
    return made


def choose(tree: ObligationTree, order: str) -> None:
    tree.order.setCurrentIndex(tree.order.findData(order))


def rows(tree: ObligationTree, parent: QModelIndex = ROOT) -> Iterator[QModelIndex]:
    model = tree.view.model()
    for n in range(model.rowCount(parent)):
        index = model.index(n, 0, parent)
        yield index
        yield from rows(tree, index)


def top(tree: ObligationTree) -> list[QModelIndex]:
    return [index for index in rows(tree) if index.data(LEVEL) == 0]


def nodes(tree: ObligationTree, obligations: object) -> list[str]:
    return [index.data(NODE) for index in rows(tree) if index.data(NODE) in obligations]


@pytest.mark.parametrize("order", ORDERS)
def test_each_obligation_stands_once_in_each_order(
    tree: ObligationTree, session: Session, order: str
) -> None:
    choose(tree, order)
    every = session.instrument.obligations
    assert Counter(nodes(tree, every)) == Counter(dict.fromkeys(every, 1))


def test_sections_and_pillars_hold_what_is_theirs(tree: ObligationTree, session: Session) -> None:
    every = session.instrument.obligations
    choose(tree, "baseline")
    assert [i.data(NUMBER) for i in top(tree)] == ["I", "II", "III", "IV", "V", "VI", "VII", ""]
    assert top(tree)[-1].data(TITLE) == "Outside the questionnaire"
    choose(tree, "thematic")
    assert [i.data(NUMBER) for i in top(tree)] == ["1", "2.1", "2.2", "2.3", "2.4", ""]
    support = [i.data(NODE) for i in rows(tree, top(tree)[2]) if i.data(LEVEL) == 1]
    assert support == ["18", "20", "22", "25"]
    choose(tree, "pillar")
    titles = [i.data(TITLE) for i in top(tree)]
    assert titles == ["Prevention", "Protection", "Prosecution", "Policies", "Cross-cutting"]
    for group in top(tree):
        inside = [every[i.data(NODE)] for i in rows(tree, group) if i.data(NODE) in every]
        assert {one.pillar for one in inside} == {group.data(TITLE).lower()}


@pytest.mark.parametrize("order", ORDERS)
def test_counts_of_groups_add_up(tree: ObligationTree, session: Session, order: str) -> None:
    choose(tree, order)
    evaluation = session.view.evaluation
    found: Counter[str] = Counter()
    answered = elements = 0
    for group in top(tree):
        assert group.data(STATUS) == ""
        found.update(dict(group.data(BELOW)))
        if group.data(COUNT):
            long, short = group.data(COUNT)
            assert long == f"{short} answered"
            k, n = map(int, short.split("/"))
            answered, elements = answered + k, elements + n
    assert found == Counter({s.value: n for s, n in evaluation.totals.items() if n})
    assert answered == sum(one.answered for one in evaluation.statuses.values())
    assert elements == sum(one.elements for one in evaluation.statuses.values())


@pytest.mark.parametrize("order", ORDERS)
def test_counts_follow_an_answer(tree: ObligationTree, session: Session, order: str) -> None:
    choose(tree, order)
    # an index ends with the next change of the model: only what it shows is kept
    (other,) = (
        i.data(TITLE) for i in top(tree) if "39" in [row.data(NODE) for row in rows(tree, i)]
    )
    element = next(
        e.id
        for e in session.instrument.elements.values()
        if e.obligation == "20.2" and e.id not in session.snapshot.answers
    )
    before = {i.data(TITLE): i.data(COUNT) for i in top(tree)}
    assert session.do(edits.PutAnswer(element=element, value=AnswerValue.YES))
    after = {i.data(TITLE): i.data(COUNT) for i in top(tree)}
    (changed,) = (title for title in after if before[title] != after[title])
    assert changed != other
    assert int(after[changed][1].split("/")[0]) == int(before[changed][1].split("/")[0]) + 1


@pytest.mark.parametrize("order", ORDERS)
def test_filters_and_search_work_in_each_order(
    tree: ObligationTree, session: Session, order: str, qtbot: QtBot
) -> None:
    choose(tree, order)
    statuses = session.view.evaluation.statuses
    named = {b.accessibleName() or b.text(): b for b in tree.findChildren(QAbstractButton)}
    buttons = {name.rstrip(" 0123456789"): button for name, button in named.items()}
    buttons["gap"].click()
    gaps = {node for node, one in statuses.items() if one.status.value == "gap"}
    assert gaps
    assert set(nodes(tree, statuses)) == gaps
    other = next(one for one in ORDERS if one != order)
    choose(tree, other)
    assert set(nodes(tree, statuses)) == gaps
    choose(tree, order)
    buttons["All"].click()
    qtbot.keyClicks(tree.search, "36.1.")
    assert nodes(tree, statuses) == ["36.1.a", "36.1.b", "36.1.c"]
    assert len(top(tree)) == 1


def test_the_choice_is_remembered(
    tree: ObligationTree, session: Session, settings: QSettings, qtbot: QtBot
) -> None:
    assert tree.order.currentData() == "chapter"
    choose(tree, "pillar")
    settings.sync()
    again = ObligationTree(session, QSettings(settings.fileName(), QSettings.Format.IniFormat))
    qtbot.addWidget(again)
    assert again.order.currentData() == "pillar"
    assert len(top(again)) == 5


def test_an_unknown_remembered_order_is_by_chapter(
    session: Session, settings: QSettings, qtbot: QtBot
) -> None:
    settings.setValue("mapping/order", "colour")
    made = ObligationTree(session, settings)
    qtbot.addWidget(made)
    assert made.order.currentData() == "chapter"
    assert len(top(made)) == len(session.instrument.chapters)


def test_the_order_is_chosen_by_keys_and_the_obligation_stays(
    tree: ObligationTree, session: Session, qtbot: QtBot
) -> None:
    session.select("36.1.a")
    assert tree.order.focusPolicy() & Qt.FocusPolicy.TabFocus
    for order in ORDERS[1:]:
        qtbot.keyClick(tree.order, Qt.Key.Key_Down)
        assert tree.order.currentData() == order
        assert session.obligation == "36.1.a"
        assert tree.view.currentIndex().data(NODE) == "36.1.a"


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_rows_say_in_words_what_they_show(
    session: Session, settings: QSettings, qtbot: QtBot, language: str
) -> None:
    other = Session(language)
    other.project, other._view = session.project, session.view
    made = ObligationTree(other, settings)
    qtbot.addWidget(made)
    assert made.order.accessibleName() and made.search.accessibleName()
    for order in ORDERS:
        choose(made, order)
        for index in rows(made):
            said = index.data(SAID)
            assert index.data(TITLE) in said
            assert not any(code in said for code in ("status.",))
            pairs = [] if index.data(STATUS) else index.data(BELOW)
            for code, n in pairs:
                assert f"{other.words.code('status', code)} {n}" in said
            if index.data(STATUS):
                assert other.words.code("status", index.data(STATUS)) in said
            if index.data(COUNT):
                k, n = index.data(COUNT)[1].split("/")
                assert other.words("{k} of {n} elements answered", k=k, n=n) in said
            assert index.data(TIP)


def test_kinds_say_how_many_obligations_they_have(filled: MainWindow) -> None:
    session = filled.session
    kinds = filled.mapping().tree._kinds._buttons
    every = len(session.view.evaluation.statuses)
    assert kinds["open"].text() == f"Open {every}"
    assert kinds["not_assessed"].text().strip() == str(every)
    assert kinds["not_assessed"].accessibleName() == f"not assessed {every}"
    session.do(edits.PutAnswer(element="E36.1", value=AnswerValue.NO))
    gaps = sum(one.status is Status.GAP for one in session.view.evaluation.statuses.values())
    assert gaps == 1
    assert kinds["gap"].accessibleName() == "gap 1"
    assert kinds["open"].text() == f"Open {every - 1}"


def test_the_keyboard_goes_from_the_filter_to_what_holds_its_words(
    filled: MainWindow, qtbot: QtBot
) -> None:
    tree = filled.mapping().tree
    qtbot.waitUntil(tree.isVisible)
    for typed, key, node in (
        ("36.1", Qt.Key.Key_Down, "36.1.a"),
        ("stalking", Qt.Key.Key_Return, "34"),
    ):
        tree.search.setFocus()
        tree.search.setText(typed)
        qtbot.keyClick(tree.search, key)
        assert tree.view.currentIndex().data(NODE) == node
        assert filled.session.obligation == node
        assert filled.focusWidget() is tree.view
    tree.search.setFocus()
    tree.search.setText("no such words")
    qtbot.keyClick(tree.search, Qt.Key.Key_Return)
    assert filled.focusWidget() is tree.search


def test_a_title_goes_on_in_a_second_line_before_it_is_cut(
    filled: MainWindow, qtbot: QtBot
) -> None:
    page = filled.mapping()
    tree = page.tree

    def heights() -> dict[str, int]:
        found = {f"{one.data(NUMBER)} {one.data(LEVEL)}": one for one in rows(tree)}
        return {key: tree.view.visualRect(one).height() for key, one in found.items()}

    page._splitter.setSizes([276, 640, 424])
    tree.view.expandAll()
    qtbot.waitUntil(lambda: heights()["25 1"] > theme.px(40))  # a long title
    narrow = heights()
    assert narrow["34 1"] == theme.px(28)  # "Stalking"
    assert narrow["V 0"] == theme.px(48)
    page._splitter.setSizes([600, 420, 340])
    qtbot.waitUntil(lambda: heights()["25 1"] == theme.px(28))
    page._splitter.setSizes([276, 640, 424])
    qtbot.waitUntil(lambda: heights() == narrow)


def test_the_legend_leaves_its_room_to_the_tree_in_a_low_window(
    filled: MainWindow, qtbot: QtBot
) -> None:
    filled.resize(1280, 720)
    qtbot.waitUntil(filled.mapping().tree.legend.isVisible)
    try:
        filled.rebuild(zoom=2.0)
        tree = filled.mapping().tree
        qtbot.waitUntil(lambda: tree.view.height() > theme.px(130))
        assert tree.legend.isHidden()
    finally:
        filled.rebuild(zoom=1.0)

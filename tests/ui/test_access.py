# SPDX-License-Identifier: EUPL-1.2
"""A walk through the window as a screen reader sees it, by Tab alone, and with large letters: every
page, and every dialog that a page opens.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QTableView,
    QToolButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot
from take_pictures import DAMAGED

import gapanalysis.ui
from gapanalysis import analysis
from gapanalysis.model import Kind, LawDraft
from gapanalysis.ui import theme
from gapanalysis.ui.check_page import LanguageForm, NumberForm
from gapanalysis.ui.checked_law import DraftLaw
from gapanalysis.ui.dialogs import LawForm, NoteForm, OverrideForm
from gapanalysis.ui.evidence_page import EvidencePage
from gapanalysis.ui.figures_dialog import FiguresDialog
from gapanalysis.ui.finding_detail import ReasonForm
from gapanalysis.ui.history_page import NameForm
from gapanalysis.ui.links import ChooseDialog
from gapanalysis.ui.main_window import MainWindow
from gapanalysis.ui.own_rules import OwnRulesDialog
from gapanalysis.ui.pages import PAGES
from gapanalysis.ui.panes import NodeForm
from gapanalysis.ui.parts import ElidedLabel
from gapanalysis.ui.reservation_forms import ExplanationForm, NoticeForm, PartyForm
from gapanalysis.ui.reservation_guide import ReservationForm
from gapanalysis.ui.serves import ServesDialog

ROLE = QAccessible.Role
CONTROLS = {
    ROLE.Button,
    ROLE.ButtonMenu,
    ROLE.CheckBox,
    ROLE.RadioButton,
    ROLE.ComboBox,
    ROLE.EditableText,
    ROLE.SpinBox,
    ROLE.Tree,
    ROLE.Table,
    ROLE.List,
    ROLE.ListItem,
    ROLE.PageTabList,
    ROLE.Chart,
    ROLE.StaticText,  # a page of the guide
}
ITEMS = {ROLE.ListItem, ROLE.TreeItem, ROLE.ColumnHeader, ROLE.PageTab}
MANY = 40
"""How many children of a list are looked at."""
TABS = {"evidence": 4, "figures": 8, "priors": 3}
"""The tabs of the evidence page, each with a record to show."""


def faces(face: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Gives what a screen reader finds below something, as far as it is shown."""
    if face.isValid() and not face.state().invisible:
        yield face
        for n in range(min(face.childCount(), MANY)):
            child = face.child(n)
            if child is not None:
                yield from faces(child)


def told(found: dict[str, set[str]]) -> str:
    return "\n".join(f"{place}: {one}" for place, all_ in found.items() for one in sorted(all_))


def name_of(face: QAccessibleInterface) -> str:
    return face.text(QAccessible.Text.Name).strip()


def unnamed(root: QWidget) -> set[str]:
    """Gives what has no name, or a role that says nothing, in words for the one who mends it."""
    found = set()
    for face in faces(QAccessible.queryAccessibleInterface(root)):
        widget = face.object()
        name, role = name_of(face), face.role()
        if isinstance(widget, QWidget):
            kind = f"{type(widget).__name__} in {type(widget.parent()).__name__}"
            if widget is root or not is_control(widget):
                continue
            if not name:
                found.add(f"no name: {kind}, {role.name}")
            if role not in CONTROLS:
                found.add(f"no role: {kind} is {role.name}: {name[:40]}")
        elif role in ITEMS and not name:
            above = face.parent().object()
            if isinstance(above, QTreeView):
                columns = above.model().columnCount()
                if face.parent().indexOfChild(face) % columns:
                    continue  # a mark that is not there
            found.add(f"no name: {role.name} of {type(above).__name__}")
    return found


def is_control(widget: QWidget) -> bool:
    if widget.focusProxy() is not None:
        return False
    return isinstance(widget, QAbstractButton) or widget.focusPolicy() != Qt.FocusPolicy.NoFocus


def headless(root: QWidget) -> set[str]:
    """Gives tables whose columns are not all named to a screen reader."""
    found = set()
    for table in (one for one in root.findChildren(QTableView) if one.isVisible()):
        face = QAccessible.queryAccessibleInterface(table)
        heads = [
            name_of(child)
            for child in map(face.child, range(min(face.childCount(), MANY)))
            if child is not None and child.role() == ROLE.ColumnHeader
        ]
        if len(heads) != table.model().columnCount() or not all(heads):
            found.add(f"{table.accessibleName()}: {heads}")
    return found


def unreached(root: QWidget, qtbot: QtBot) -> set[str]:
    """Gives what takes the keyboard and is not come to by Tab."""
    wanted = {
        one
        for one in root.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and one.window() is root.window()
    }
    reached: set[QWidget] = set()
    stays = 0
    for _ in range(4 * len(wanted) + 4):
        here = root.window().focusWidget() or root
        reached.add(here)
        qtbot.keyClick(here, Qt.Key.Key_Tab)
        stays = stays + 1 if here is root.window().focusWidget() else 0
        if stays > 3 and len(wanted) > 1:  # a date takes one Tab for each of its parts
            return {f"{type(here).__name__} {here.accessibleName()} keeps Tab"}
    groups = {one.group() or one.parent() for one in reached if is_radio(one)}
    return {
        f"{type(one).__name__}: {one.accessibleName() or one.property('text')}"
        for one in wanted - reached
        if not (is_radio(one) and (one.group() or one.parent()) in groups)  # by arrow keys
        and not isinstance(one.parent(), QComboBox)
    }


def is_radio(widget: QWidget) -> bool:
    """Tells whether a button is one of several: Tab leads to one, arrow keys to the others."""
    if not isinstance(widget, QAbstractButton):
        return False
    return widget.group() is not None or widget.autoExclusive()


def clipped(root: QWidget) -> set[str]:
    """Gives buttons, fields and labels with less room than their words need."""
    found = set()
    for one in root.findChildren(QWidget):
        if not one.isVisible() or isinstance(one.parent(), QLineEdit):
            continue
        if one.property("role") == "answer":  # one letter on a key of fixed size
            if one.fontMetrics().horizontalAdvance(one.text()) > one.contentsRect().width():
                found.add(f"answer {one.text()}")
            continue
        text = one.currentText() if isinstance(one, QComboBox) else one.property("text")
        if isinstance(one, ElidedLabel) or not text:
            continue
        if isinstance(one, QLabel):
            room = one.contentsRect()
            wide = one.sizeHint().width() if not one.wordWrap() else 0
            high = one.heightForWidth(one.width()) if one.wordWrap() else one.sizeHint().height()
            if wide > one.width() + 1 or high > one.height() + 1 or room.isEmpty():
                found.add(f"label {text[:40]!r}: {one.size().toTuple()}, needs {(wide, high)}")
        elif isinstance(one, QAbstractButton):
            need = QSize(one.sizeHint().width(), one.fontMetrics().height())
            if need.width() > one.width() + 1 or need.height() > one.height():
                sizes = one.size().toTuple(), need.toTuple()
                found.add(f"button {text[:40]!r}: {sizes[0]}, needs {sizes[1]}")
        elif isinstance(one, QComboBox):
            need = one.fontMetrics().horizontalAdvance(text) + theme.px(
                30 if one.property("kind") == "quiet" else 40
            )
            if need > one.width() + 1 and one.toolTip() == "":
                found.add(f"list {text[:40]!r}: {one.width()}, needs {need}")
        if isinstance(one, QAbstractButton | QComboBox) and not scrolled(one):
            seen = one.visibleRegion().boundingRect()
            if seen != one.rect():
                found.add(
                    f"cut off {text[:40]!r}: {seen.size().toTuple()} of {one.size().toTuple()}"
                )
    return found


def clipped_at_rest(root: QWidget, qtbot: QtBot) -> set[str]:
    """Gives what is clipped once layouts have settled."""
    found = clipped(root)
    for _ in range(20):
        if not found:
            break
        qtbot.wait(100)
        found = clipped(root)
    return found


def scrolled(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QAbstractScrollArea):
            return True
        above = above.parentWidget()
    return False


@pytest.fixture
def filled(
    window: MainWindow,
    demo: Callable[[str, Path], Path],
    read: Callable[[str], LawDraft],
    tmp_path: Path,
) -> Iterator[MainWindow]:
    """Gives the window with the example, and puts language and zoom back afterwards."""
    assert window.commands.open_path(str(demo("en", tmp_path))) is not False
    window.session.select("36.1.a")
    window.check(DraftLaw(window.session, read(DAMAGED)))
    yield window
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application, theme.LIGHT, 1.0)


def places(window: MainWindow, qtbot: QtBot) -> Iterator[str]:
    """Shows every page in turn, and every tab of it, and gives their names."""
    for code in PAGES:
        page = window.show_page(code)
        assert window.page == code
        if isinstance(page, EvidencePage):
            for tab, key in TABS.items():
                page.show_tab(tab).view.select(key)
                qtbot.wait(30)
                yield f"{code}, {tab}"
            continue
        qtbot.wait(40)
        yield code
        if code == "unmapped":
            page.show_kind("provisions")
            qtbot.waitUntil(lambda page=page: page._found is not None, timeout=20_000)
            qtbot.wait(30)
            yield "unmapped provisions"
            page.show_kind("obligations")
        if code == "mapping":
            part = page.obligation.may_belong
            qtbot.waitUntil(lambda part=part: bool(part.list.rows), timeout=20_000)
            part.show_more()
            qtbot.wait(30)
            yield "suggestions"
            page.toggle_beside()
            qtbot.wait(30)
            yield "side by side"
            page.toggle_beside()
        if code == "findings":
            page.switch()
            qtbot.wait(30)
            yield "cards"
            page.switch()
        if code in {"overview", "reservations"}:
            page.as_table.click()
            qtbot.wait(30)
            yield f"{code} as table"
            page.as_table.click()


def test_everything_has_a_name_and_a_role_and_tables_have_heads(
    filled: MainWindow, qtbot: QtBot
) -> None:
    found = {}
    for place in places(filled, qtbot):
        found[place] = unnamed(filled) | headless(filled)
    assert told(found) == ""


def test_tab_leads_to_every_control(filled: MainWindow, qtbot: QtBot) -> None:
    found = {}
    for place in places(filled, qtbot):
        found[place] = unreached(filled, qtbot)
    assert told(found) == ""


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
@pytest.mark.parametrize(("zoom", "size"), [(1.0, (1280, 720)), (2.0, (1280, 800))])
def test_no_words_are_clipped(
    filled: MainWindow, qtbot: QtBot, language: str, zoom: float, size: tuple[int, int]
) -> None:
    filled.resize(*size)
    filled.rebuild(language=language, zoom=zoom)
    found = {}
    for place in places(filled, qtbot):
        found[place] = clipped_at_rest(filled, qtbot)
    assert told(found) == ""


@pytest.mark.parametrize("leftward", [False, True])
def test_the_sign_that_clears_a_field_is_as_large_as_its_words(
    filled: MainWindow, qtbot: QtBot, leftward: bool
) -> None:
    def signs() -> list[tuple[QLineEdit, QToolButton]]:
        trees, laws = filled.mapping().tree.search, filled.search.field
        pane = filled.evidence().pane().search
        filled.show_page("mapping")
        return [(one, one.findChildren(QToolButton)[0]) for one in (trees, laws, pane)]

    def inked(sign: QToolButton) -> int:
        """Gives how many columns of the sign are painted."""
        image = sign.icon().pixmap(sign.iconSize()).toImage()
        return sum(
            any(image.pixelColor(x, y).alpha() > 40 for y in range(image.height()))
            for x in range(image.width())
        )

    usual = [inked(sign) for _, sign in signs()]
    assert min(usual) >= 8
    filled.rebuild(zoom=2.0, leftward=leftward)
    try:
        for (field, sign), before in zip(signs(), usual, strict=True):
            assert inked(sign) >= 2 * before - 2
            assert not sign.isVisibleTo(field)
            field.setText("36")
            assert sign.isVisibleTo(field)
            assert sign.accessibleName() == "Clear"
            assert field.rect().contains(sign.geometry())
            assert (sign.geometry().center().x() < field.width() / 2) == leftward
            words = field.cursorRect()
            assert not words.intersects(sign.geometry())
        field, sign = signs()[0]
        qtbot.mouseClick(sign, Qt.MouseButton.LeftButton)
        assert (field.text(), sign.isVisible()) == ("", False)
    finally:
        filled.rebuild(zoom=1.0, leftward=False)


def test_no_words_at_the_foot_are_clipped_while_work_runs(filled: MainWindow, qtbot: QtBot) -> None:
    filled.resize(1280, 800)
    filled.rebuild(zoom=2.0)
    filled.show_page("laws")
    foot, gate = filled.status, Event()

    def work(tell: Callable[[str, float], None], _cancelled: object) -> None:
        tell("Reading", 0.4)
        gate.wait(20)

    try:
        filled.run("Reading a-law-with-a-rather-long-name-2026.docx", work, lambda _made: None)
        qtbot.waitUntil(foot.cancel.isVisible)
        assert clipped_at_rest(foot, qtbot) == set()
        assert foot.waiting.isHidden()
    finally:
        gate.set()
    qtbot.waitUntil(foot.waiting.isVisible)
    assert clipped_at_rest(foot, qtbot) == set()


def dialogs(window: MainWindow) -> dict[str, Callable[[], QDialog]]:
    """Gives what opens each dialog of the program."""
    session, words = window.session, window.session.words
    reservations = sorted(session.snapshot.reservations, key=lambda one: bool(one.notices))
    reservation = reservations[-1]
    finding = session.view.evaluation.findings[0]
    draft = window.checked.draft if isinstance(window.checked, DraftLaw) else None
    assert draft is not None
    cells = analysis.read_cells("Year\tReports\tCharges\n2023\t120\tx\n2024\t131\t40")
    article = next(
        one for one in analysis.read_provisions(session.project, 1) if one.kind is Kind.ARTICLE
    )
    things = [(n, f"finding {n}") for n in range(3)]
    return {
        "law": lambda: LawForm(window, session, draft),
        "note": lambda: NoteForm(window, session, "Note", "words"),
        "name": lambda: NameForm(window, session),
        "status": lambda: OverrideForm(window, session, finding.obligation),
        "reason": lambda: ReasonForm(window, session, "because"),
        "reservation": lambda: ReservationForm(window, session),
        "reservation recorded": lambda: ReservationForm(window, session, reservation),
        "node": lambda: NodeForm(window, session, "Add evidence"),
        "party": lambda: PartyForm(window, session),
        "notice": lambda: NoticeForm(window, session, reservation),
        "explanation": lambda: ExplanationForm(window, session, reservation.provision),
        "number": lambda: NumberForm(window, words, "1", Kind.ARTICLE),
        "language": lambda: LanguageForm(window, words, "en"),
        "figures": lambda: FiguresDialog(window, session, cells, "11"),
        "links": lambda: ChooseDialog(window, session, "Which?", things, ticked=[1]),
        "rules": lambda: OwnRulesDialog(window, session),
        "serves": lambda: ServesDialog(window, session, window.suggestions, article),
    }


def test_every_dialog_of_the_program_is_walked_through() -> None:
    folder = Path(gapanalysis.ui.__file__).parent
    made = {
        name
        for path in folder.glob("*.py")
        for name in re.findall(r"^class (\w+)\((?:Form|QDialog)\)", path.read_text("utf-8"), re.M)
    }
    source = inspect.getsource(dialogs)
    assert {name for name in made - {"Form"} if f"{name}(" not in source} == set()


@pytest.mark.qt_log_ignore("does not support propagateSizeHints")  # of the offscreen platform
@pytest.mark.parametrize(("language", "zoom"), [("en", 1.0), ("fr", 2.0), ("ro", 2.0)])
def test_dialogs_are_named_reached_by_tab_and_not_clipped(
    filled: MainWindow, qtbot: QtBot, language: str, zoom: float
) -> None:
    filled.rebuild(language=language, zoom=zoom)
    found = {}
    for place, make in dialogs(filled).items():
        dialog = make()
        dialog.show()
        qtbot.wait(30)
        assert dialog.windowTitle().strip()
        found[place] = unnamed(dialog) | headless(dialog) | clipped_at_rest(dialog, qtbot)
        found[place] |= unreached(dialog, qtbot)
        dialog.reject()
        dialog.deleteLater()
    assert told(found) == ""


def test_what_lies_over_the_window_is_named_and_says_what_is_chosen(
    filled: MainWindow, qtbot: QtBot
) -> None:
    filled.open_palette()
    qtbot.wait(60)
    found = {"palette": unnamed(filled)}
    filled.palette_.close_list()
    filled.search.field.setText("force")
    filled.search.open()
    filled.search.search()
    qtbot.waitUntil(filled.search.isVisible)
    found["search"] = unnamed(filled)
    filled.search.close_list()
    filled.say("Words", "undo")
    found["message"] = unnamed(filled)
    assert told(found) == ""

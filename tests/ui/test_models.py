# SPDX-License-Identifier: EUPL-1.2
"""Every model of the window keeps Qt's contract while the project changes under it, and nothing
that Qt warns of goes unseen.
"""

from __future__ import annotations

import os
import pkgutil
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QAbstractItemModel, QAbstractProxyModel
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QWidget
from pytestqt.qtbot import QtBot

import gapanalysis.ui
from gapanalysis import analysis, edits
from gapanalysis.model import AnswerValue, Coverage
from gapanalysis.ui.checked_law import ProjectLaw
from gapanalysis.ui.evidence_page import EvidencePage
from gapanalysis.ui.figures_dialog import FiguresDialog
from gapanalysis.ui.main_window import MainWindow
from gapanalysis.ui.pages import PAGES
from gapanalysis.ui.reservation_guide import ReservationForm

ROOT = Path(__file__).resolve().parents[2]
WARN = QAbstractItemModelTester.FailureReportingMode.Warning  # which fails a test, see below


class Watch:
    """Holds a tester for each model that was seen."""

    def __init__(self) -> None:
        self.testers: dict[int, QAbstractItemModelTester] = {}
        self.kinds: set[type] = set()

    def over(self, root: QWidget) -> None:
        """Watches the models of all views and lists below a widget."""
        views = [*root.findChildren(QAbstractItemView), *root.findChildren(QComboBox)]
        for view in views:
            model = view.model()
            while model is not None:
                self.kinds.add(type(model))
                if id(model) not in self.testers:
                    self.testers[id(model)] = QAbstractItemModelTester(model, WARN)
                model = model.sourceModel() if isinstance(model, QAbstractProxyModel) else None

    def end(self) -> None:
        """Lets the testers go before their models."""
        for tester in self.testers.values():
            shiboken6.delete(tester)
        self.testers.clear()


def own_models() -> set[type]:
    """Gives the classes of models that the window has of its own."""
    for module in pkgutil.iter_modules(gapanalysis.ui.__path__):
        import_module(f"gapanalysis.ui.{module.name}")

    def below(kind: type) -> set[type]:
        return {kind}.union(*(below(one) for one in kind.__subclasses__()))

    return {one for one in below(QAbstractItemModel) if one.__module__.startswith("gapanalysis.")}


def changes(window: MainWindow) -> None:
    """Changes each part of the project, takes it back and makes it again."""
    session = window.session
    law = session.laws()[0].id
    provision = session.law(law)[1][5]
    mapping = edits.PutMapping(
        provision=provision.id, obligation="36.1.a", coverage=Coverage.PARTIAL
    )
    known = session.snapshot
    steps = [
        edits.PutAnswer(element="E36.1", value=AnswerValue.YES),
        edits.PutAnswer(element="E22.1", value=AnswerValue.NO),
        mapping,
        edits.RemoveMapping(id=known.mappings[0].id),
        edits.PutStatement(obligation="25"),
        edits.RemoveEvidence(id=known.evidence[0].id),
        edits.RemoveFigure(id=known.figures[0].id),
        edits.RemovePriorRecommendation(id=known.prior_recommendations[0].id),
        edits.RemoveLaw(law=law),
    ]
    for step in steps:
        assert session.do(step)
    for _ in steps:
        session.undo()
    session.redo()
    session.undo()


def test_every_model_keeps_the_contract_while_everything_changes(
    window: MainWindow, demo: Callable[[str, Path], Path], tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.commands.open_path(str(demo("en", tmp_path))) is not False
    watch = Watch()
    window.check(ProjectLaw(window.session, window.session.laws()[-1].id))
    for code in PAGES:
        page = window.show_page(code)
        if isinstance(page, EvidencePage):
            for tab in ("evidence", "figures", "priors"):
                page.show_tab(tab)
        watch.over(window)
    cells = analysis.read_cells("Year\tReports\n2023\t12\n2024\tx")
    for dialog in (
        ReservationForm(window, window.session),
        FiguresDialog(window, window.session, cells, "11"),
    ):
        watch.over(dialog)
    window.open_palette()
    window.palette_.field.setText("evid")
    window.palette_.close_list()
    window.search.field.setText("force")
    window.search.search()
    watch.over(window)
    changes(window)
    mapping = window.mapping()
    mapping.tree.search.setText("violence")
    mapping.tree.search.setText("")
    mapping.tree._filter_kind("gap")
    mapping.tree._filter_kind("all")
    findings = window.findings()
    findings.table.filter_words("mediation")
    findings.table.sortByColumn(2, findings.table.horizontalHeader().sortIndicatorOrder())
    findings.table.filter_words("")
    changes(window)
    assert len(watch.testers) > 20
    watch.end()
    assert own_models() <= watch.kinds


@pytest.mark.parametrize("when", ["setup", "test", "teardown"])
def test_what_qt_warns_of_fails_the_test(tmp_path: Path, when: str) -> None:
    said = {one: 'qWarning("a warning")' if one == when else "pass" for one in _WHEN}
    path = tmp_path / "test_warned.py"
    path.write_text(_WARNED.format(**said), encoding="utf-8")
    folders = os.pathsep.join([str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")])
    run = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "ui.conftest", "-p", "no:cacheprovider"),
            *("-c", str(ROOT / "pyproject.toml"), str(path)),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": folders, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert run.returncode == 1, run.stdout + run.stderr
    assert "a warning" in run.stdout


_WHEN = ("setup", "test", "teardown")
_WARNED = """
import pytest
from PySide6.QtCore import qWarning

@pytest.fixture
def something(qapp):
    {setup}
    yield
    {teardown}

def test_something(something):
    {test}
"""

# SPDX-License-Identifier: EUPL-1.2
"""The pages of the window in one table: their place in the rail, and how each is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from gapanalysis.ui.main_window import MainWindow


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: the words and icon of its button in the rail (no icon: it has none there), and
    whether it stands at the foot of it. Keys follow the order of the rail.
    """

    code: str
    word: str
    make: Callable[[MainWindow], QWidget]
    icon: str = ""
    keys: str = ""
    needs_project: bool = True
    at_foot: bool = False


def _start(window: MainWindow) -> QWidget:
    from gapanalysis.ui.start_page import StartPage

    commands = window.commands
    page = StartPage(window.session.words, commands.recent())
    page.open_wanted.connect(commands.open)
    page.recent_wanted.connect(commands.open_path)
    page.demo_wanted.connect(commands.open_demo)
    page.create_wanted.connect(commands.create)
    page.law_wanted.connect(lambda: commands.choose_law(page.take_law))
    page.help_wanted.connect(window.show_help)
    return page


def _laws(window: MainWindow) -> QWidget:
    from gapanalysis.ui.record_pages import LawsPage

    page = LawsPage(window.session)
    page.import_wanted.connect(window.commands.import_law)
    page.file_dropped.connect(window.commands.import_path)
    page.law_wanted.connect(window.show_law)
    page.check_wanted.connect(window.check_law)
    return page


def _check(window: MainWindow) -> QWidget:
    from gapanalysis.ui.check_page import CheckPage

    assert window.checked is not None, "no law is being checked"
    page = CheckPage(window.checked)
    page.add_wanted.connect(window.commands.add_law)
    page.left.connect(window.leave_check)
    return page


def _mapping(window: MainWindow) -> QWidget:
    from gapanalysis.ui.mapping_page import MappingPage

    page = MappingPage(window.session, window.settings, window.suggestions)
    page.law.import_wanted.connect(window.commands.import_law)
    page.obligation.may_belong.unmapped_wanted.connect(lambda: window.show_page("unmapped"))
    page.obligation.evidence_wanted.connect(window.show_evidence)
    return page


def _findings(window: MainWindow) -> QWidget:
    from gapanalysis.ui.findings_page import FindingsPage

    page = FindingsPage(window.session, window.settings)
    page.obligation_wanted.connect(window.show_obligation)
    page.provision_wanted.connect(window.show_provision)
    return page


def _questions(window: MainWindow) -> QWidget:
    from gapanalysis.ui.questions_page import QuestionsPage

    page = QuestionsPage(window.session)
    page.obligation_wanted.connect(window.show_obligation)
    return page


def _unmapped(window: MainWindow) -> QWidget:
    from gapanalysis.ui.unmapped_page import UnmappedPage

    page = UnmappedPage(window.session, window.suggestions)
    page.obligation_wanted.connect(window.show_obligation)
    page.place_wanted.connect(window.show_suggested)
    return page


def _reservations(window: MainWindow) -> QWidget:
    from gapanalysis.ui.reservations_page import ReservationsPage

    return ReservationsPage(window.session, window.settings)


def _evidence(window: MainWindow) -> QWidget:
    from gapanalysis.ui.evidence_page import EvidencePage

    return EvidencePage(window.session, window.settings)


def _overview(window: MainWindow) -> QWidget:
    from gapanalysis.ui.overview_page import OverviewPage

    page = OverviewPage(window.session, window.settings)
    page.obligation_wanted.connect(window.show_obligation)
    return page


def _report(window: MainWindow) -> QWidget:
    from gapanalysis.ui.report_page import ReportPage

    page = ReportPage(window.session)
    page.work_wanted.connect(window.run)
    page.aside.connect(window.status.show_aside)
    return page


def _history(window: MainWindow) -> QWidget:
    from gapanalysis.ui.history_page import HistoryPage

    return HistoryPage(window.session, window.settings)


def _help(window: MainWindow) -> QWidget:
    from gapanalysis.ui.help_page import HelpPage

    page = HelpPage(window.session, window.actions_)
    page.left.connect(window.leave_help)
    return page


_TABLE = (
    Page(code="start", word="Start", make=_start, icon="house", needs_project=False),
    Page(code="laws", word="Laws", make=_laws, icon="books"),
    Page(code="mapping", word="Mapping", make=_mapping, icon="tree-structure"),
    Page(code="findings", word="Findings", make=_findings, icon="scales"),
    Page(code="reservations", word="Reservations", make=_reservations, icon="calendar-blank"),
    Page(code="evidence", word="Evidence", make=_evidence, icon="paperclip"),
    Page(code="overview", word="Overview", make=_overview, icon="grid-four"),
    Page(code="report", word="Report", make=_report, icon="file-text"),
    Page(
        code="history", word="History", make=_history, icon="clock-counter-clockwise", at_foot=True
    ),
    Page(code="help", word="Help", make=_help, icon="question", at_foot=True, needs_project=False),
    Page(code="check", word="Check the import", make=_check),
    Page(code="questions", word="What to answer next", make=_questions, keys="Ctrl+J"),
    Page(code="unmapped", word="What is mapped neither way", make=_unmapped, keys="Ctrl+U"),
)


def _with_keys() -> tuple[Page, ...]:
    from dataclasses import replace

    keys = [f"Ctrl+{n}" for n in (*range(1, 10), 0)]
    rail = [page for page in _TABLE if page.icon]
    given = dict(zip((page.code for page in rail), keys, strict=False))
    return tuple(replace(page, keys=given.get(page.code, page.keys)) for page in _TABLE)


PAGES = {page.code: page for page in _with_keys()}
"""By code; those with an icon in the order of the rail."""

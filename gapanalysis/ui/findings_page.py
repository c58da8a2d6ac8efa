# SPDX-License-Identifier: EUPL-1.2
"""All findings as a table or as cards, with filters; the chosen one with its reasons beside it."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gapanalysis.model import SEVERITIES, Finding, Outcome
from gapanalysis.ui import marks, parts, theme
from gapanalysis.ui.finding_detail import FindingDetail, review_word
from gapanalysis.ui.finding_list import CardList
from gapanalysis.ui.flow import Flow
from gapanalysis.ui.panels import BELOW, BESIDE, TABS, Panels
from gapanalysis.ui.session import Session
from gapanalysis.ui.tables import Cell, Table, TableStanding

ALL = ""
_NARROW = 900
"""Width at 100 % zoom below which the chosen finding stands below the table."""
_LOW = 620
"""Height at 100 % zoom below which it then has a tab of its own."""
_ALL_COLUMNS = 700
"""Width of the table at 100 % zoom below which columns are left away that the chosen finding shows
too.
"""
_SIDES = (920, 430)
_ALSO_IN_DETAIL = (4, 5)
_LOOK_KEY = "findings/look"
FindingsStanding = tuple[dict[str, str], str, int, TableStanding]
TABLE, CARDS = "table", "cards"
_REVIEWS = {
    "to_decide": "warning-circle",
    "to_check": "arrow-counter-clockwise",
    "agreed": "check",
    "overridden": "pencil-simple",
}
"""Where the judgment of a finding can stand, each with its icon."""


class FindingsPage(QWidget):
    """``obligation_wanted`` and ``provision_wanted`` lead to the mapping page."""

    obligation_wanted = Signal(str)
    provision_wanted = Signal(int)

    def __init__(self, session: Session, settings: QSettings) -> None:
        super().__init__()
        self._session, self._settings = session, settings
        self._filters: dict[str, QComboBox] = {}
        self._filling = False
        self._title = parts.ElidedLabel("", "small", tone="ink2")
        words = session.words
        self.table = Table(
            [words(w) for w in ("Severity", "Outcome", "Article", "Finding", "Verb", "Review")],
            [104, 116, 70, 300, 126, 132],
            stretch=3,
            key=lambda finding: finding.key,
        )
        self.table.setAccessibleName(words("Findings"))
        self.cards = CardList(self.table)
        self.cards.setAccessibleName(words("Findings"))
        for list_ in (self.table, self.cards):
            list_.opened.connect(lambda finding: self.obligation_wanted.emit(finding.obligation))
        self.detail = FindingDetail(session)
        self.detail.obligation_wanted.connect(self.obligation_wanted)
        self.detail.provision_wanted.connect(self.provision_wanted)
        self.detail.step_wanted.connect(self.table.step)
        scroll = parts.Column(self.detail)
        scroll.setMinimumWidth(theme.px(360))
        sides = {words("Findings"): self._left(), words("Finding"): scroll}
        self.panels = Panels(words("Panels"), sides, _SIDES, stretch=0, stops=self._stops)
        parts.lay(QVBoxLayout(self)).addWidget(self.panels)
        session.changed.connect(self.refresh)
        self.table.chosen.connect(self._show)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, height = (n / theme.zoom() for n in (event.size().width(), event.size().height()))
        self.panels.arrange(BESIDE if width >= _NARROW else BELOW if height >= _LOW else TABS)
        room = width - _SIDES[1] if width >= _NARROW else width
        for column in _ALSO_IN_DETAIL:
            self.table.setColumnHidden(column, room < _ALL_COLUMNS)

    def _left(self) -> QWidget:
        words = self._session.words
        left = parts.Upright("page")
        column = parts.lay(QVBoxLayout(left))
        head = parts.column(10, (20, 14, 20, 12))
        self._looks = parts.Segments(
            [(TABLE, words("Table")), (CARDS, words("Cards"))], self.show_as, chosen=TABLE
        )
        self._looks.setAccessibleName(words("Findings as a table or as cards"))
        title = parts.label(words("Findings"), "title")
        head.addLayout(parts.row(title, self._title, self._looks))
        severities = [(s.value, words.code("severity", s.value)) for s in SEVERITIES]
        outcomes = [(o.value, words.code("status", o.value)) for o in Outcome]
        chapters = [(c.number, c.number) for c in self._session.instrument.chapters]
        reviews = [(code, words.code("review", code)) for code in _REVIEWS]
        self.search = parts.search_field(words, words("Filter"), icon=False)
        self.search.setMinimumWidth(theme.px(160))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.search.textChanged.connect(self.table.filter_words)
        row = Flow(
            self._filter("severity", words("Severity: all"), severities),
            self._filter("outcome", words("Outcome: all"), outcomes),
            self._filter("chapter", words("Chapter: all"), chapters),
            self._filter("review", words("Review: all"), reviews),
            self._filter("group", words("Every finding"), [("once", words("Same fact once"))]),
            self.search,
        )
        head.addLayout(row)
        column.addLayout(head)
        column.addWidget(parts.hairline())
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.cards)
        column.addLayout(parts.row(self._lists, margins=(12, 0, 0, 0)), 1)
        self.show_as(str(self._settings.value(_LOOK_KEY, TABLE)))
        return left

    def standing(self) -> FindingsStanding:
        """Gives the filters, the words that are sought, the panel in front, the table."""
        filters = {name: str(box.currentData()) for name, box in self._filters.items()}
        return filters, self.search.text(), self.panels.front(), self.table.standing()

    def resume(self, standing: FindingsStanding) -> None:
        """Filters and chooses as it was."""
        filters, sought, front, table = standing
        for name, box in self._filters.items():
            box.setCurrentIndex(max(0, box.findData(filters[name])))
        self.search.setText(sought)
        self._filling = True
        self.table.resume(table)
        self.refresh()
        self.panels.show_front(front)

    def _stops(self) -> list[QWidget | None]:
        return [self.home(), self.detail.first]

    def home(self) -> QWidget:
        """Gives what has the keyboard at first: the list of findings."""
        return self.cards if self._lists.currentWidget() is self.cards else self.table

    def show_as(self, look: str) -> None:
        """Shows the findings as a table or as cards; the keyboard stays in them."""
        shown = self.cards if look == CARDS else self.table
        focused = parts.has_keyboard(self.table) or parts.has_keyboard(self.cards)
        self._lists.setCurrentWidget(shown)
        self._looks.choose(look)
        self._settings.setValue(_LOOK_KEY, look)
        if focused:
            shown.setFocus()

    def switch(self) -> None:
        """Shows the findings the other way: as cards, or as a table."""
        self.show_as(CARDS if self._lists.currentWidget() is self.table else TABLE)

    def _filter(self, name: str, everything: str, choices: list[tuple[str, str]]) -> QComboBox:
        box = QComboBox()
        box.addItem(everything, ALL)
        for code, word in choices:
            box.addItem(word, code)
        box.setAccessibleName(everything)
        box.activated.connect(lambda _at: self.refresh())
        self._filters[name] = box
        return box

    def _accepts(self, finding: Finding) -> bool:
        chosen = {name: box.currentData() for name, box in self._filters.items()}
        head = finding.obligation.split(".")[0]
        articles = self._session.instrument.articles
        chapter = articles[int(head)].chapter if head.isdigit() and int(head) in articles else ""
        return (
            chosen["severity"] in {ALL, finding.severity.value}
            and chosen["outcome"] in {ALL, finding.outcome.value}
            and chosen["chapter"] in {ALL, chapter}
            and chosen["review"] in {ALL, review_word(self._session, finding)[0]}
        )

    def refresh(self, _touched: object = None) -> None:
        """Shows the findings as they are now."""
        if not self._session.is_open:
            return
        words, evaluation = self._session.words, self._session.view.evaluation
        statuses = evaluation.statuses.values()
        unknown = sum(s.elements - s.answered for s in statuses)
        left = words.plural("{n} element not assessed", "{n} elements not assessed", unknown)
        codes = Counter(review_word(self._session, one)[0] for one in evaluation.findings)
        said = [words.plural("{n} finding", "{n} findings", len(evaluation.findings))]
        said += [
            f"{words.number(codes[code])} {words.code('review', code)}"
            for code in ("to_decide", "to_check")
            if codes[code]
        ]
        self._title.set_full(" · ".join([*said, left]))
        shown = [f for f in evaluation.findings if self._accepts(f)]
        if self._filters["group"].currentData() == "once":
            shown = _once(shown)
        self.detail.save()
        self._filling = True
        self.table.show_rows([(f, self._cells(f)) for f in shown])
        if self.table.current() is None and shown:
            self.table.selectRow(0)
        self._filling = False
        self.detail.show_finding(self.table.current())

    def _show(self, finding: Finding) -> None:
        if not self._filling:
            self.detail.show_finding(finding)

    def _cells(self, finding: Finding) -> list[Cell]:
        session, words = self._session, self._session.words
        severity, outcome = finding.severity.value, finding.outcome.value
        strong = "label" if severity in {"critical", "major"} else "small"
        code, tone = review_word(session, finding)
        choice = session.snapshot.choices.get(finding.key)
        review = words.code("review", code)
        if choice and choice.priority:
            review += f" · {words('priority {n}', n=choice.priority)}"
        verb = session.instrument.verbs[(choice.verb if choice else "") or severity]
        nodes = list(session.instrument.nodes)
        order = nodes.index(finding.obligation) if finding.obligation in nodes else -1
        said = [
            words.code("severity", severity),
            words.code("status", outcome),
            finding.obligation,
            session.pick(verb),
            review,
        ]
        open_last = len(SEVERITIES) if finding.outcome is Outcome.CANNOT_TELL else 0
        return [
            Cell(
                words.code("severity", severity),
                marks.severity_icon(severity),
                strong,
                order=SEVERITIES.index(finding.severity) + open_last,
            ),
            Cell(
                words.code("status", outcome),
                marks.outcome_icon(outcome),
                "label",
                tone=_ink(outcome),
            ),
            Cell(finding.obligation, role="strong", order=order),
            Cell(session.pick(finding.text), role="words", said=", ".join(said)),
            Cell(session.pick(verb), role="small", tone="ink2"),
            Cell(
                review,
                theme.icon(_REVIEWS[code]),
                "label" if tone != "ink2" else "small",
                tone=tone,
                order=list(_REVIEWS).index(code),
            ),
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        finding = self.table.current()
        if event.modifiers() or finding is None:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_J:
            self.table.step(1)
        elif event.key() == Qt.Key.Key_K:
            self.table.step(-1)
        elif event.key() == Qt.Key.Key_V:
            self.switch()
        elif event.key() == Qt.Key.Key_A:
            self.detail.agree()
        elif event.key() == Qt.Key.Key_O:
            self.detail.override()
        elif Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_3:
            self.detail.set_priority(event.key() - Qt.Key.Key_0)
        else:
            super().keyPressEvent(event)


def _once(findings: list[Finding]) -> list[Finding]:
    """Gives findings that state the same fact once: the gravest speaks for them."""
    first: dict[str, Finding] = {}
    for one in sorted(findings, key=lambda f: SEVERITIES.index(f.severity)):
        if one.group:
            first.setdefault(one.group, one)
    return [one for one in findings if not one.group or first[one.group] is one]


def _ink(outcome: str) -> str:
    return outcome if outcome in {"gap", "partly", "met", "reserved"} else "ink3"

# SPDX-License-Identifier: EUPL-1.2
"""All findings in a table with filters; the chosen one with its reasons beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QInputDialog,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gapanalysis.edits import ClearReview, PutReview
from gapanalysis.model import SEVERITIES, Finding, Outcome, Review
from gapanalysis.ui import marks, parts, theme
from gapanalysis.ui.finding_card import Why, heading, sentence
from gapanalysis.ui.session import Session
from gapanalysis.ui.tables import Cell, Table

ALL = ""


class FindingsPage(QWidget):
    """``obligation_wanted`` and ``provision_wanted`` lead to the mapping page."""

    obligation_wanted = Signal(str)
    provision_wanted = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._filters: dict[str, QComboBox] = {}
        self._title = parts.label("", "small", tone="ink2")
        words = session.words
        self.table = Table(
            [words(w) for w in ("Severity", "Outcome", "Article", "Finding", "Verb", "Review")],
            [116, 128, 78, 300, 142, 108],
            stretch=3,
        )
        self.table.setAccessibleName(words("Findings"))
        self.table.chosen.connect(self._show)
        self.table.opened.connect(lambda finding: self.obligation_wanted.emit(finding.obligation))
        self._detail = parts.panel()
        self._detail_layout = parts.lay(
            QVBoxLayout(self._detail), margins=(20, 16, 18, 16), space=8
        )
        scroll = parts.Column(self._detail)
        scroll.setMinimumWidth(theme.px(360))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._left())
        splitter.addWidget(scroll)
        splitter.setSizes([920, 430])
        splitter.setStretchFactor(0, 1)
        parts.lay(QVBoxLayout(self)).addWidget(splitter)
        session.changed.connect(self.refresh)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.refresh()

    def _left(self) -> QWidget:
        words = self._session.words
        left = parts.panel("page")
        column = parts.lay(QVBoxLayout(left))
        head = parts.column(10, (20, 14, 20, 12))
        head.addLayout(parts.row(parts.label(words("Findings"), "title"), self._title, 1))
        severities = [(s.value, words.code("severity", s.value)) for s in SEVERITIES]
        outcomes = [(o.value, words.code("status", o.value)) for o in Outcome]
        chapters = [(c.number, c.number) for c in self._session.instrument.chapters]
        search = QLineEdit()
        search.setPlaceholderText(words("Filter"))
        search.setAccessibleName(words("Filter"))
        search.setClearButtonEnabled(True)
        search.setFixedWidth(theme.px(200))
        search.textChanged.connect(self.table.filter_words)
        row = parts.row(
            self._filter("severity", words("Severity: all"), severities),
            self._filter("outcome", words("Outcome: all"), outcomes),
            self._filter("chapter", words("Chapter: all"), chapters),
            1,
            search,
        )
        head.addLayout(row)
        column.addLayout(head)
        column.addWidget(parts.hairline())
        column.addLayout(parts.row(self.table, margins=(12, 0, 0, 0)), 1)
        return left

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
        )

    def review_of(self, finding: Finding) -> Review | None:
        """Gives a person's decision on a finding."""
        key = (finding.rule, finding.obligation, finding.subject)
        reviews = self._session.snapshot.reviews
        return next((r for r in reviews if (r.rule, r.obligation, r.subject) == key), None)

    def _review_word(self, finding: Finding) -> tuple[str, str]:
        words, review = self._session.words, self.review_of(finding)
        if review is None:
            return words("to decide"), "ink"
        if review.rule_version != finding.version:
            return words("to check again"), "partly"
        agreed = review.decision == "agreed"
        return (words("agreed") if agreed else words("overridden")), "ink2"

    def refresh(self, _touched: object = None) -> None:
        """Shows the findings as they are now."""
        if not self._session.is_open:
            return
        words, evaluation = self._session.words, self._session.view.evaluation
        statuses = evaluation.statuses.values()
        unknown = sum(s.elements - s.answered for s in statuses)
        found = words.plural("{n} finding", "{n} findings", len(evaluation.findings))
        left = words.plural("{n} element not assessed", "{n} elements not assessed", unknown)
        self._title.setText(f"{found} · {left}")
        shown = [f for f in evaluation.findings if self._accepts(f)]
        self.table.show_rows([(f, self._cells(f)) for f in shown])
        if self.table.current() is None and shown:
            self.table.selectRow(0)
        self._show(self.table.current())

    def _cells(self, finding: Finding) -> list[Cell]:
        session, words = self._session, self._session.words
        severity, outcome = finding.severity.value, finding.outcome.value
        strong = "label" if severity in {"critical", "major"} else "small"
        review, tone = self._review_word(finding)
        nodes = list(session.instrument.nodes)
        order = nodes.index(finding.obligation) if finding.obligation in nodes else -1
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
            Cell(session.pick(finding.text), role="words"),
            Cell(session.pick(session.instrument.verbs[severity]), role="small", tone="ink2"),
            Cell(review, role="label" if tone != "ink2" else "small", tone=tone),
        ]

    # --- the chosen finding

    def _show(self, finding: Finding | None) -> None:
        parts.clear(self._detail_layout)
        session, words, column = self._session, self._session.words, self._detail_layout
        if finding is None:
            text = words(
                "No findings here. Answer elements on the mapping page, or clear the filter."
            )
            column.addWidget(parts.label(text, tone="ink3", wrap=True))
            column.addStretch(1)
            return
        rule = words("rule {rule}, version {n}", rule=finding.rule, n=finding.version)
        before = parts.icon_button(
            "caret-up", words("Previous finding"), lambda: self.table.step(-1)
        )
        after = parts.icon_button("caret-down", words("Next finding"), lambda: self.table.step(1))
        tag = parts.label(rule, "small", tone="ink3")
        column.addLayout(parts.row(*heading(session, finding), tag, 1, before, after))
        for line in sentence(session, finding, "finding"):
            column.addWidget(line)
        node = finding.obligation
        place = words("Article {node}: show in Mapping", node=node)
        link = parts.button(place, lambda: self.obligation_wanted.emit(node), kind="link")
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self._head(words("Why?"))
        why = Why(session, finding)
        why.provision_wanted.connect(self.provision_wanted)
        column.addWidget(why)
        verb = session.pick(session.instrument.verbs[finding.severity.value])
        self._head(words("Recommendation, suggested verb: {verb}", verb=verb))
        card = parts.frame("card")
        inner = parts.lay(QVBoxLayout(card), margins=(12, 8, 12, 10))
        inner.addWidget(parts.label(session.pick(finding.recommendation), "words", wrap=True))
        column.addWidget(card)
        self._review_buttons(finding)
        column.addStretch(1)

    def _head(self, text: str) -> None:
        made = parts.label(text, "label", tone="ink2")
        made.setContentsMargins(0, 8, 0, 0)
        self._detail_layout.addWidget(made)

    def _review_buttons(self, finding: Finding) -> None:
        words, review = self._session.words, self.review_of(finding)
        agree = parts.button(
            words("Agree"), lambda: self.agree(finding), kind="primary", icon="check"
        )
        agree.setToolTip("A")
        other = parts.button(words("Override with a reason"), lambda: self.override(finding))
        other.setIcon(theme.icon("pencil-simple"))
        row = parts.row(agree, other, 1, margins=(0, 8, 0, 0))
        if review is not None:
            back = parts.button(words("Take back"), lambda: self._clear(finding), kind="quiet")
            row.addWidget(back)
            if review.reason:
                said = words("Reason: {reason}", reason=review.reason)
                self._detail_layout.addWidget(parts.label(said, "small", tone="ink2", wrap=True))
        self._detail_layout.addLayout(row)

    def agree(self, finding: Finding) -> None:
        """Records that a person agrees with a finding."""
        self._put(finding, "agreed", self._session.words("Read and agreed"))

    def override(self, finding: Finding) -> None:
        """Records that a person does not agree, with the reason."""
        words = self._session.words
        title = words("Why does this finding not stand?")
        reason, sure = QInputDialog.getMultiLineText(self, title, words("Reason"))
        if sure and reason.strip():
            self._put(finding, "overridden", reason.strip())

    def _put(self, finding: Finding, decision: str, reason: str) -> None:
        edit = PutReview(
            rule=finding.rule,
            obligation=finding.obligation,
            subject=finding.subject,
            decision=decision,
            reason=reason,
            rule_version=finding.version,
        )
        self._session.do(edit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        finding = self.table.current()
        if event.modifiers() or finding is None:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_J:
            self.table.step(1)
        elif event.key() == Qt.Key.Key_K:
            self.table.step(-1)
        elif event.key() == Qt.Key.Key_A:
            self.agree(finding)
        elif event.key() == Qt.Key.Key_O:
            self.override(finding)
        else:
            super().keyPressEvent(event)

    def _clear(self, finding: Finding) -> None:
        edit = ClearReview(
            rule=finding.rule, obligation=finding.obligation, subject=finding.subject
        )
        self._session.do(edit)


def _ink(outcome: str) -> str:
    return outcome if outcome in {"gap", "partly", "met", "reserved"} else "ink3"

# SPDX-License-Identifier: EUPL-1.2
"""The chosen finding beside the table: its reasons, its recommendation, and a person's judgment."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from gapanalysis import analysis
from gapanalysis.edits import ClearReview, PutChoice, PutReview
from gapanalysis.model import SEVERITIES, Finding
from gapanalysis.ui import parts, theme
from gapanalysis.ui.dialogs import Form, fill_in
from gapanalysis.ui.finding_card import Why, heading, sentence
from gapanalysis.ui.flow import Flow
from gapanalysis.ui.session import Session

PRIORITIES = (1, 2, 3)
_MOST_LINES = 24
"""Lines of a recommendation that are seen at once; the field scrolls."""


def review_word(session: Session, finding: Finding) -> tuple[str, str]:
    """Gives where the judgment of a finding stands (to_decide, to_check, agreed, overridden) and a
    colour of the theme.
    """
    review = analysis.review_of(session.view, finding)
    if review is None:
        return "to_decide", "ink"
    if review.is_stale(finding):
        return "to_check", "partly"
    return ("agreed" if review.decision == "agreed" else "overridden"), "ink2"


class ReasonForm(Form):
    """Asks why a finding does not stand."""

    def __init__(self, parent: QWidget, session: Session, reason: str) -> None:
        words = session.words
        question, verb = words("Why does this finding not stand?"), words("Override with a reason")
        super().__init__(parent, words, question, verb)
        self.reason = QPlainTextEdit(reason)
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(theme.px(110))
        hint = words("The finding stays in the list; the report prints the reason.")
        self.field(words("Reason"), self.reason, hint)
        self.reason.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        self.sure.setEnabled(bool(self.reason.toPlainText().strip()))


class FindingDetail(QWidget):
    """Shows one finding; what is typed is saved when the field is left."""

    obligation_wanted = Signal(str)
    provision_wanted = Signal(int)
    step_wanted = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.finding: Finding | None = None
        self.words_: QPlainTextEdit | None = None
        self.first: QWidget | None = None
        self._shown = ""
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = parts.lay(QVBoxLayout(self), margins=(20, 16, 18, 16), space=8)
        session.settling.connect(self.save)

    def show_finding(self, finding: Finding | None) -> None:
        """Shows a finding, or what to do where there is none."""
        self.save()
        self.finding, self.words_, self.first = finding, None, None
        parts.clear(self._column)
        if finding is None:
            said = self._session.words(
                "No findings here. Answer elements on the mapping page, or clear the filter."
            )
            self._column.addWidget(parts.label(said, tone="ink3", wrap=True))
        else:
            self._show_head(finding)
            self._show_why(finding)
            self._show_recommendation(finding)
            self._show_judgment(finding)
        self._column.addStretch(1)

    # --- what it shows

    def _show_head(self, finding: Finding) -> None:
        session, words, column = self._session, self._session.words, self._column
        rule = words("rule {rule}, version {n}", rule=finding.rule, n=finding.version)
        before = parts.icon_button(
            "caret-up", words("Previous finding"), lambda: self.step_wanted.emit(-1)
        )
        after = parts.icon_button(
            "caret-down", words("Next finding"), lambda: self.step_wanted.emit(1)
        )
        tag = parts.label(rule, "small", tone="ink3")
        head = parts.row(before, after)
        head.insertLayout(0, Flow(*heading(session, finding), tag), 1)
        column.addLayout(head)
        for line in sentence(session, finding, "finding"):
            column.addWidget(line)
        node = finding.obligation
        place = words("Article {node}: show in Mapping", node=node)
        link = parts.button(place, lambda: self.obligation_wanted.emit(node), kind="link")
        link.setToolTip("Enter")
        self.first = link
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_why(self, finding: Finding) -> None:
        self._head(self._session.words("Why?"))
        why = Why(self._session, finding)
        why.provision_wanted.connect(self.provision_wanted)
        self._column.addWidget(why)

    def _show_recommendation(self, finding: Finding) -> None:
        session, words = self._session, self._session.words
        choice = session.snapshot.choices.get(finding.key)
        self._head(words("Recommendation of the authors"))
        verbs = [(s.value, session.pick(session.instrument.verbs[s.value])) for s in SEVERITIES]
        verb = parts.combo(verbs, (choice.verb if choice else "") or finding.severity.value)
        verb.setAccessibleName(words("Suggested verb"))
        verb.setToolTip(
            words("A suggestion of the authors on GREVIO’s ladder, never GREVIO’s words")
        )
        verb.activated.connect(lambda _at: self._choose_verb(finding, str(verb.currentData())))
        priorities = [("0", words("no priority"))]
        priorities += [(str(n), words("priority {n}", n=n)) for n in PRIORITIES]
        chosen = str(choice.priority) if choice and choice.priority else "0"
        self.priority = parts.combo(priorities, chosen)
        self.priority.setAccessibleName(words("Priority"))
        self.priority.activated.connect(
            lambda _at: self.set_priority(int(self.priority.currentData()))
        )
        self._column.addLayout(parts.row(verb, self.priority, 1))
        self._shown = (choice.recommendation if choice else "") or self._own(finding)
        self.words_ = QPlainTextEdit(self._shown)
        self.words_.setFont(theme.font("words"))
        self.words_.setAccessibleName(words("Recommendation"))
        self.words_.setTabChangesFocus(True)
        lines = min(_MOST_LINES, max(3, 1 + len(self.words_.toPlainText()) // 44))
        self.words_.setFixedHeight(theme.px(14) + lines * self.words_.fontMetrics().lineSpacing())
        self.words_.installEventFilter(self)
        self._column.addWidget(self.words_)
        if choice and choice.recommendation:
            back = parts.button(words("Back to the rule’s words"), self._reset, kind="link")
            self._column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_judgment(self, finding: Finding) -> None:
        session, words = self._session, self._session.words
        review = analysis.review_of(session.view, finding)
        code, tone = review_word(session, finding)
        if review is not None:
            said = words.code("review", code)
            if code == "to_check":
                said = words.named(said, words("the rule or what it read has changed since"))
            self._column.addWidget(parts.label(said, "label", tone=tone, wrap=True))
            if review.reason:
                reason = words("Reason: {reason}", reason=parts.short(review.reason))
                self._column.addWidget(parts.label(reason, "small", tone="ink2", wrap=True))
        agree = parts.button(words("Agree"), self.agree, kind="primary", icon="check", tip="A")
        other = parts.button(
            words("Override with a reason"), self.override, icon="pencil-simple", tip="O"
        )
        row = parts.row(agree, other, 1, margins=(0, 8, 0, 0))
        if review is not None:
            row.addWidget(parts.button(words("Take back"), self.take_back, kind="quiet"))
        self._column.addLayout(row)

    def _head(self, text: str) -> None:
        made = parts.label(text, "label", tone="ink2")
        made.setContentsMargins(0, theme.px(8), 0, 0)
        self._column.addWidget(made)

    # --- what a person decides

    def agree(self) -> None:
        """Records that a person agrees with the finding."""
        self._judge("agreed", self._session.words("Read and agreed"))

    def override(self) -> None:
        """Records that a person does not agree, with the reason."""
        if self.finding is None:
            return
        review = analysis.review_of(self._session.view, self.finding)
        known = review.reason if review and review.decision == "overridden" else ""
        form = ReasonForm(self, self._session, known)
        fill_in(form, lambda: self._judge("overridden", form.reason.toPlainText().strip()))

    def _judge(self, decision: str, reason: str) -> bool:
        finding = self.finding
        if finding is None:
            return True
        rule, obligation, subject = finding.key
        return self._session.do(
            PutReview(
                rule=rule,
                obligation=obligation,
                subject=subject,
                decision=decision,
                reason=reason,
                rule_version=finding.version,
                digest=finding.digest,
            )
        )

    def take_back(self) -> None:
        """Takes the judgment back."""
        if self.finding is not None:
            rule, obligation, subject = self.finding.key
            self._session.do(ClearReview(rule=rule, obligation=obligation, subject=subject))

    def set_priority(self, priority: int) -> None:
        """Sets the priority for the report; 0 takes it back."""
        if self.finding is not None:
            self._choose(self.finding, priority=priority)

    def _choose_verb(self, finding: Finding, severity: str) -> None:
        self._choose(finding, verb="" if severity == finding.severity.value else severity)

    def _reset(self) -> None:
        if self.finding is not None and self.words_ is not None:
            self._shown = self.words_.toPlainText().strip()
            self._choose(self.finding, recommendation="")

    def _choose(self, finding: Finding, **values: object) -> None:
        rule, obligation, subject = finding.key
        self._session.do(
            PutChoice(rule=rule, obligation=obligation, subject=subject, **values)  # type: ignore[arg-type]
        )

    def _own(self, finding: Finding) -> str:
        return self._session.pick(finding.recommendation)

    def save(self) -> None:
        """Saves the recommendation as typed, if it was changed."""
        finding, field = self.finding, self.words_
        if finding is None or field is None or not self._session.is_open:
            return
        typed = field.toPlainText().strip()
        if typed != self._shown:
            self._shown = typed
            self._choose(finding, recommendation="" if typed == self._own(finding) else typed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.words_ and event.type() == QEvent.Type.FocusOut:
            self.save()
        return False

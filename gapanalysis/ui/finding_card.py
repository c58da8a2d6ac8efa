# SPDX-License-Identifier: EUPL-1.2
"""A finding as a card: severity, outcome, sentence, and on demand its reasons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gapanalysis.model import Finding, Outcome
from gapanalysis.ui import marks, parts, reasons, theme
from gapanalysis.ui.session import Session


def heading(session: Session, finding: Finding) -> list[QWidget]:
    """Gives severity and outcome as marks with their words."""
    severity = session.words.code("severity", finding.severity.value)
    role = "label" if finding.severity.value in {"critical", "major"} else "small"
    outcome = finding.outcome.value
    return [
        marks.picture(marks.severity_pixmap(finding.severity.value), severity),
        parts.label(severity, role),
        marks.Chip(outcome, session.words.code("status", outcome)),
    ]


def sentence(session: Session, finding: Finding, role: str) -> list[QWidget]:
    """Gives what a finding says, with what limits it; of one that cannot be told, that it is open
    comes first.
    """
    claim = parts.label(session.pick(finding.text), role, wrap=True)
    lines: list[QWidget] = [parts.explain(claim, session.words.language)]
    if finding.outcome == Outcome.CANNOT_TELL:
        words = session.words("Whether this holds cannot be told yet:")
        lines.insert(0, parts.label(words, "small", tone="ink2", wrap=True))
    for label in finding.labels:
        said = session.words.code("label", label)
        lines.append(parts.label(said, "small", tone="ink2", wrap=True))
    return lines


class Why(QFrame):
    """The reasons of a finding: facts with their quotes, the closing condition, the source."""

    provision_wanted = Signal(int)

    def __init__(self, session: Session, finding: Finding, *, steps: bool = True) -> None:
        super().__init__()
        self.setProperty("role", "why")
        self._layout = parts.lay(QVBoxLayout(self), margins=(12, 2, 0, 2), space=6)
        words = session.words
        for fact in reasons.facts(session, finding):
            self._add_fact(session, fact)
        for line in reasons.closing(session, finding):
            picture = marks.picture(
                theme.icon("arrow-right").pixmap(theme.px(14), theme.px(14)), ""
            )
            text = words("Goes away when {condition}", condition=line)
            self._line(picture, parts.label(text, "small", wrap=True))
        for text in reasons.waiting(session, finding):
            mark = marks.picture(marks.outcome_pixmap("cannot_tell", 14), "")
            self._line(mark, parts.label(text, "small", wrap=True))
        note = reasons.reserved(session, finding)
        if note:
            mark = marks.picture(marks.outcome_pixmap("reserved", 14), "")
            self._line(mark, parts.label(note, "small", wrap=True))
        self._small(reasons.source(session, finding))
        if steps:
            self._add_steps(session, finding)

    def _line(self, mark: QWidget, text: QWidget) -> None:
        row = parts.row(space=8)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        self._layout.addLayout(row)

    def _small(self, text: str) -> None:
        self._layout.addWidget(parts.label(text, "small", tone="ink3", wrap=True))

    def _add_fact(self, session: Session, fact: reasons.Fact) -> None:
        texts = QWidget()
        column = parts.lay(QVBoxLayout(texts), space=1)
        column.addWidget(parts.label(fact.sentence, "label", wrap=True))
        if fact.detail:
            column.addWidget(parts.label(fact.detail, "small", tone="ink2", wrap=True))
        for place in fact.places:
            self._add_place(session, column, place)
        self._line(
            marks.picture(
                theme.icon("check", colour="ink3").pixmap(theme.px(14), theme.px(14)), ""
            ),
            texts,
        )

    def _add_place(self, session: Session, column: QVBoxLayout, place: reasons.Place) -> None:
        link = parts.button(
            place.number, lambda: self.provision_wanted.emit(place.provision), kind="link"
        )
        link.setFont(theme.font("small"))
        law = parts.ElidedLabel(place.law, "small", tone="ink3")
        column.addLayout(parts.row(link, law, space=6))
        if place.quote:
            quoted = parts.quote(session.words, place.quote, 240)
            column.addWidget(parts.label(quoted, "words", wrap=True))

    def _add_steps(self, session: Session, finding: Finding) -> None:
        lines = QWidget()
        column = parts.lay(QVBoxLayout(lines), space=2)
        for depth, line, step in reasons.steps(session, finding):
            text = parts.label(line, "small", tone="ink" if step.decisive else "ink3", wrap=True)
            text.setContentsMargins(12 * depth, 0, 0, 0)
            column.addWidget(text)
        lines.setVisible(False)
        name = session.words("All steps of rule {rule}", rule=finding.rule)
        show = parts.button(name, lambda: lines.setVisible(lines.isHidden()), kind="link")
        show.setFont(theme.font("small"))
        self._layout.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addWidget(lines)


class FindingCard(QFrame):
    """A finding in the obligation's panel."""

    provision_wanted = Signal(int)

    def __init__(self, session: Session, finding: Finding, *, unfolded: bool = False) -> None:
        super().__init__()
        self._session, self.finding = session, finding
        self.setProperty("role", "card")
        self._layout = parts.lay(QVBoxLayout(self), margins=(12, 10, 12, 12), space=6)
        self.why_button = parts.button(session.words("Why?"), self.toggle, kind="link", tip="W")
        rule = parts.label(finding.rule, "small", tone="ink3")
        self._layout.addLayout(
            parts.row(*heading(session, finding), rule, 1, self.why_button, space=7)
        )
        for line in sentence(session, finding, "words"):
            self._layout.addWidget(line)
        note = reasons.reserved(session, finding)
        if note:
            self._layout.addWidget(parts.label(note, "small", tone="ink2", wrap=True))
        self.why: Why | None = None
        if unfolded:
            self.toggle()

    def toggle(self) -> None:
        """Shows the reasons or hides them; they are made when first asked for."""
        if self.why is None:
            self.why = Why(self._session, self.finding)
            self.why.provision_wanted.connect(self.provision_wanted)
            self._layout.addWidget(self.why)
        else:
            self.why.setVisible(self.why.isHidden())

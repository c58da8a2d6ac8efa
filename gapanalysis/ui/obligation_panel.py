# SPDX-License-Identifier: EUPL-1.2
"""The right panel: an obligation's words, its elements, mapped provisions and findings."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QVBoxLayout,
    QWidget,
)

from gapanalysis import analysis
from gapanalysis.model import (
    SEVERITIES,
    AnswerValue,
    Element,
    Mapping,
    Obligation,
    ObligationStatus,
    Status,
)
from gapanalysis.numbers import as_reserved
from gapanalysis.ui import marks, parts, theme, treaty
from gapanalysis.ui.dialogs import OverrideForm, fill_in
from gapanalysis.ui.elements import ElementList, letter_of
from gapanalysis.ui.finding_card import FindingCard, heading
from gapanalysis.ui.flow import Flow
from gapanalysis.ui.later import edits
from gapanalysis.ui.mapped import MappedList
from gapanalysis.ui.may_belong import MayBelong
from gapanalysis.ui.reasons import ground
from gapanalysis.ui.session import EVERYTHING, Session
from gapanalysis.ui.suggestions import Suggestions


class ObligationPanel(QWidget):
    """Shows the current node; ``mapping_wanted`` and ``place_wanted`` lead into the law,
    ``evidence_wanted`` to the evidence on a node.
    """

    mapping_wanted = Signal(int)
    place_wanted = Signal(int)
    support_wanted = Signal(str)
    """The answer to an element rests on the provision at the cursor of the law."""
    evidence_wanted = Signal(str)

    def __init__(self, session: Session, suggestions: Suggestions, settings: QSettings) -> None:
        super().__init__()
        self._session = session
        self._shows_defect = False
        self._treaty = treaty.usual_language(session)
        self._unfolded: set[tuple[str, str, str]] = set()
        self.cards: list[FindingCard] = []
        self._told: object = None
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(theme.px(300))
        outer = parts.lay(QVBoxLayout(self))
        inner = parts.panel()
        self._layout = parts.lay(QVBoxLayout(inner))
        self._scroll = parts.Column(inner)
        outer.addWidget(self._scroll)
        self.may_belong = MayBelong(session, suggestions, settings, self._scroll.keep)
        self.offer = self._offer()
        outer.addWidget(self.offer)
        self.may_belong.list.stepped.connect(lambda row: self._scroll.reveal(row, 76))
        self._build()
        session.selected.connect(self.show_node)
        session.changed.connect(self.refresh)
        self.show_node(session.obligation)

    def _build(self) -> None:
        words = self._session.words
        self._head = parts.column(2, (16, 10, 14, 8))
        self._duty = parts.frame("duty")
        self._duty_layout = parts.lay(QVBoxLayout(self._duty), margins=(12, 8, 12, 6), space=6)
        self._elements_head = parts.column(2, (16, 10, 16, 6))
        self.elements = ElementList(self._session)
        self._mapped_head = parts.row(margins=(16, 12, 12, 4))
        self.mapped = MappedList(self._session, self._scroll.keep)
        self.mapped.provision_wanted.connect(self.mapping_wanted)
        self.elements.support_wanted.connect(self.support_wanted)
        self.elements.provision_wanted.connect(self.place_wanted)
        self._evidence = parts.row(margins=(16, 12, 12, 0))
        self._findings_head = parts.row(margins=(16, 12, 16, 6))
        self._findings = parts.column(8, (16, 0, 14, 16))
        holder = parts.row(self._duty, margins=(16, 0, 14, 0))
        for part in (self._head, holder, self._elements_head):
            self._layout.addLayout(part)
        self._layout.addWidget(self.elements)
        self._layout.addLayout(self._mapped_head)
        self._layout.addWidget(self.mapped)
        self._layout.addWidget(self.may_belong)
        self._layout.addLayout(self._evidence)
        self._layout.addLayout(self._findings_head)
        self._layout.addLayout(self._findings)
        self._layout.addStretch(1)
        self.setAccessibleName(words("Obligation"))

    def _offer(self) -> QWidget:
        """Gives the line below, always in view, that names what may belong here."""
        line = parts.panel()
        title = self._session.words("May belong here")
        go = parts.button(f"{title}:", self.may_belong.go, kind="link", tip="S")
        self._offered = parts.ElidedLabel("", "small", tone="ink2")
        row = parts.row(go, self._offered, space=6, margins=(14, 2, 14, 3))
        row.setStretch(1, 1)
        column = parts.lay(QVBoxLayout(line))
        column.addWidget(parts.hairline())
        column.addLayout(row)
        self.may_belong.offered.connect(self._tell_offer)
        return line

    def _tell_offer(self) -> None:
        """Says which provisions may belong to the current node, in a line that keeps its height."""
        words, part = self._session.words, self.may_belong
        cited = self._session.cited
        numbers = [cited(one.provision, one.address) for one in part.proposals]
        said = ", ".join(numbers) if part.answered else words("Looking through the laws …")
        self._offered.set_full(said or words("No other provision of the laws speaks for this."))

    # --- content

    def show_node(self, node: str) -> None:
        """Shows a node of the tree from its beginning."""
        if node:
            self.refresh()
            self.may_belong.show_node()
            self._scroll.verticalScrollBar().setValue(0)

    def refresh(self, touched: frozenset[str] = EVERYTHING) -> None:
        """Shows the current node as it is now; only the parts that an edit can have touched."""
        node = self._session.obligation
        if not node or not self._session.is_open:
            return
        everything = bool(touched & {"everything", "laws", "structure"})
        told = (node, self._session.view.evaluation.statuses.get(node), self._told_of(node))
        news = everything or told != self._told
        self._told = told
        if news:
            self._show_head(node)
        if everything:
            self._show_duty(node)
            self.elements.show_node(self._below(node))
        if everything or touched & {"answers"}:
            self._show_elements(node)
        if everything or touched & {"mappings", "attributes", "statements"}:
            self._show_mapped(node)
        if everything or touched & {"evidence", "figures", "prior_recommendations"}:
            self._show_evidence(node)
        if news:
            self._show_findings(node)
        if touched is not EVERYTHING:
            self.may_belong.refresh(touched)
        self.offer.setVisible(bool(self._session.snapshot.laws))

    def _told_of(self, node: str) -> tuple[object, ...]:
        """Gives what is said of a node's findings, or of how far it is where there are none."""
        found = tuple(self._session.findings_of(node))
        return found or tuple(e.id in self._session.snapshot.answers for e in self._below(node))

    def _show_head(self, node: str) -> None:
        session, words = self._session, self._session.words
        obligation = session.instrument.obligations.get(node)
        article = session.instrument.articles[int(node.split(".", maxsplit=1)[0])]
        parts.clear(self._head)
        row = parts.row(space=8)
        number = parts.label(parts.isolated(node), "panel")
        number.setAccessibleName(node)
        row.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(parts.label(session.pick(article.short), "panel", wrap=True), 1)
        status = session.view.evaluation.statuses.get(node)
        if status is not None:
            word = words.code("status", status.status.value)
            row.addWidget(marks.Chip(status.status.value, word), 0, Qt.AlignmentFlag.AlignTop)
        self._head.addLayout(row)
        if obligation is not None:
            duty = session.pick(obligation.duty)
            shown = parts.label(duty, "small", tone="ink2", wrap=True)
            self._head.addWidget(parts.explain(shown, words.language))
            for line in self._notes(obligation, status.status if status else None):
                self._head.addWidget(parts.label(line, "small", tone="ink3", wrap=True))
        if status is not None and status.ground and not status.override:
            said = ground(session, status.ground)
            self._head.addWidget(parts.label(said, "small", tone="ink2", wrap=True))
        links = self._override_links(status) if status is not None else []
        if obligation is not None and obligation.defect:
            name = words("Typical defect")
            if self._shows_defect:
                said = words.named(name, session.pick(obligation.defect))
                self._head.addWidget(parts.label(said, "small", tone="ink2", wrap=True))
            else:
                links.append(parts.button(name, self.toggle_defect, kind="link", tip="E"))
        if links:
            self._head.addLayout(Flow(*links, space=14))
        findings = session.findings_of(node)
        if findings:
            said = words.plural("{n} finding", "{n} findings", len(findings))
            gravest = min(findings, key=lambda f: SEVERITIES.index(f.severity))
            link = parts.button(said, self.show_findings, kind="link", tip="W")
            rules = parts.ElidedLabel(", ".join(f.rule for f in findings), "small", tone="ink3")
            self._head.addLayout(parts.row(*heading(session, gravest), link, rules, space=7))

    def _override_links(self, status: ObligationStatus) -> list[QWidget]:
        """Says that a person's status stands in the place of the computed one; gives what offers
        that, or changes it.
        """
        words = self._session.words
        if not status.override:
            return [parts.button(words("Override the status…"), self.override, kind="link")]
        said = words(
            "Overridden; computed: {status}. Reason: {reason}",
            status=words.code("status", status.computed.value),
            reason=parts.short(status.override),
        )
        self._head.addWidget(parts.label(said, "small", tone="partly", wrap=True))
        change = parts.button(words("Change…"), self.override, kind="link")
        back = parts.button(words("Take back"), self.take_back, kind="link")
        return [change, back]

    def toggle_defect(self) -> None:
        """Shows or hides the defect that is typical of laws on this obligation."""
        self._shows_defect = not self._shows_defect
        self._show_head(self._session.obligation)
        self._scroll.verticalScrollBar().setValue(0)

    def override(self) -> None:
        """Asks for a status and its reason, and puts it in the place of the computed one."""
        form = OverrideForm(self, self._session, self._session.obligation)
        fill_in(form, lambda: self._session.do(form.edit()))

    def take_back(self) -> None:
        """Gives the obligation its computed status again."""
        node = self._session.obligation
        said = self._session.words("The status of {node} is computed again", node=node)
        self._session.do(edits.ClearReview(obligation=node), said=said)

    def show_findings(self) -> None:
        """Brings the findings into view."""
        if self.cards:
            self._scroll.bring_up(self.cards[0])

    def _notes(self, obligation: Obligation, status: Status | None) -> list[str]:
        words = self._session.words
        possible = [
            as_reserved(r.provision)
            for r in self._session.instrument.reservable.values()
            if self._session.is_below(r.provision.split(":")[0], obligation.id)
            or self._session.is_below(obligation.id, r.provision.split(":")[0])
        ]
        notes = [words("No reservation possible")]
        if possible:
            notes = [words("Reservation possible: {provisions}", provisions=", ".join(possible))]
        if status is Status.RESERVED:
            notes.append(words("The finding stays visible during a reservation."))
        return notes

    def _show_duty(self, node: str) -> None:
        session, words = self._session, self._session.words
        parts.clear(self._duty_layout)
        columns = parts.row(space=16)
        for language in treaty.AUTHENTIC if self._treaty == treaty.BOTH else (self._treaty,):
            column = parts.column(3)
            for passage in analysis.treaty_words(session.instrument, node, language):
                text = f"{passage.label}  {passage.text}" if passage.label else passage.text
                tone = "" if passage.target else "ink3"
                shown = parts.label(text, "words", tone=tone, wrap=True)
                column.addWidget(parts.explain(shown, language))
            column.addStretch(1)
            columns.addLayout(column, 1)
        self._duty_layout.addLayout(columns)
        self._duty_layout.addLayout(treaty.tabs(session, self._treaty, self.show_language))
        obligation = session.instrument.obligations.get(node)
        report = obligation.report if obligation else None
        if report is not None:
            said = words("Explanatory Report {paragraphs}", paragraphs=report.paragraphs)
            said += "" if report.verified else " " + words("(to verify)")
            self._duty_layout.addWidget(parts.label(said, "small", tone="ink3", wrap=True))
        if self._treaty == "ro":
            said = words("Translation; the English and French texts are authentic.")
            self._duty_layout.addWidget(parts.label(said, "small", tone="ink3", wrap=True))
            for note in analysis.translation_notes(session.instrument, node, self._treaty):
                said = words.named(f"„{note.words}”", session.pick(note.note))
                self._duty_layout.addWidget(parts.label(said, "small", tone="partly", wrap=True))

    def show_language(self, code: str) -> None:
        """Shows the Convention's words in a language, or in both authentic ones."""
        self._treaty = code
        self._show_duty(self._session.obligation)

    def next_language(self) -> None:
        """Goes on to the next of English, French, both."""
        self.show_language(treaty.next_language(self._treaty))
        self._scroll.verticalScrollBar().setValue(0)

    def _below(self, node: str) -> list[Element]:
        session = self._session
        return [
            e for e in session.instrument.elements.values() if session.is_below(e.obligation, node)
        ]

    def _show_elements(self, node: str) -> None:
        words, elements = self._session.words, self._below(node)
        answered = sum(e.id in self._session.snapshot.answers for e in elements)
        parts.clear(self._elements_head)
        said = words("{k} of {n} answered", k=answered, n=len(elements))
        if not elements:
            said = words("none here")
        title = parts.label(words("Elements"), "label", tone="ink2")
        count = parts.label(said, "small", tone="ink3")
        self._elements_head.addLayout(parts.row(title, count, 1))
        asked = [answer for answer in AnswerValue if answer is not AnswerValue.NA]
        legend = "   ".join(
            f"{letter_of(self._session, one)} {words.code('answer', one.value)}" for one in asked
        )
        keys = parts.label(legend if elements else "", "small", tone="ink3")
        self._elements_head.addWidget(keys)
        self.elements.show_answers()

    def _mappings(self, node: str) -> list[Mapping]:
        session = self._session

        def place(m: Mapping) -> tuple[int, int]:
            provision = session.snapshot.provisions[m.provision]
            return provision.law, m.quotation.start if m.quotation else provision.start

        return sorted(session.mappings_at(node), key=place)

    def _show_mapped(self, node: str) -> None:
        session, words = self._session, self._session.words
        mappings = self._mappings(node)
        parts.clear(self._mapped_head)
        self._mapped_head.addWidget(parts.label(words("Mapped provisions"), "label", tone="ink2"))
        self._mapped_head.addWidget(parts.label(str(len(mappings)), "small", tone="ink3"))
        self._mapped_head.addStretch(1)
        stated = node in session.snapshot.statements
        if stated:
            said = parts.label(words("nothing exists"), "label", tone="gap")
            back = parts.button(words("Take back"), self.toggle_statement, kind="quiet")
            self._mapped_head.addWidget(said)
            self._mapped_head.addWidget(back)
        elif not mappings:
            tip = words("Record that the law has nothing on this obligation")
            say = parts.button(
                words("Nothing exists"), self.toggle_statement, kind="quiet", tip=tip
            )
            self._mapped_head.addWidget(say)
        self.mapped.show_mappings(mappings)

    def _show_evidence(self, node: str) -> None:
        """Shows how much evidence there is on a node or below it, with a link to it."""
        session, words, snapshot = self._session, self._session.words, self._session.snapshot

        def count(places: Iterable[Iterable[str]]) -> int:
            return sum(any(session.is_below(one, node) for one in nodes) for nodes in places)

        items = count(one.obligations for one in snapshot.evidence)
        figures = count((one.obligation,) for one in snapshot.figures)
        earlier = count(one.articles for one in snapshot.prior_recommendations)
        said = [
            words.plural("{n} item", "{n} items", items) if items else "",
            words.plural("{n} figure", "{n} figures", figures) if figures else "",
            words.plural("{n} earlier recommendation", "{n} earlier recommendations", earlier)
            if earlier
            else "",
        ]
        text = ", ".join(filter(None, said)) or words("none yet")
        parts.clear(self._evidence)
        self._evidence.addWidget(parts.label(words("Evidence"), "label", tone="ink2"))
        self._evidence.addWidget(parts.ElidedLabel(text, "small", tone="ink3"), 1)
        name = words("Show") if items + figures + earlier else words("Add evidence")
        link = parts.button(name, lambda: self.evidence_wanted.emit(node), kind="link")
        link.setAccessibleName(f"{words('Evidence')}: {text}. {name}")
        self._evidence.addWidget(link)

    def toggle_statement(self) -> None:
        """States that nothing exists in the law, or takes the statement back."""
        node = self._session.obligation
        if node in self._session.snapshot.statements:
            self._session.do(edits.ClearStatement(obligation=node))
        else:
            said = self._session.words("Stated for {node}: nothing exists", node=node)
            self._session.do(edits.PutStatement(obligation=node), said=said)

    def _show_findings(self, node: str) -> None:
        session, words = self._session, self._session.words
        self._unfolded |= {_key(c) for c in self.cards if c.why and not c.why.isHidden()}
        self._unfolded -= {_key(c) for c in self.cards if c.why and c.why.isHidden()}
        findings = session.findings_of(node)
        parts.clear(self._findings_head)
        parts.clear(self._findings)
        self._findings_head.addWidget(parts.label(words("Findings"), "label", tone="ink2"))
        self._findings_head.addWidget(parts.label(str(len(findings)), "small", tone="ink3"))
        self._findings_head.addStretch(1)
        self.cards = []
        for finding in findings:
            key = (finding.rule, finding.obligation, finding.subject)
            card = FindingCard(session, finding, unfolded=key in self._unfolded)
            card.provision_wanted.connect(self.place_wanted)
            self._findings.addWidget(card)
            self.cards.append(card)
        if not findings:
            elements = self._below(node)
            answered = sum(e.id in session.snapshot.answers for e in elements)
            said = words(
                "Nothing found yet: {k} of {n} elements answered.", k=answered, n=len(elements)
            )
            if not elements:
                said = words("No finding here.")
            self._findings.addWidget(parts.label(said, "small", tone="ink3", wrap=True))

    def toggle_reasons(self) -> None:
        """Opens the reasons of the findings, or closes them."""
        for card in self.cards:
            card.toggle()
        self.show_findings()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_W:
            self.toggle_reasons()
        elif event.key() == Qt.Key.Key_T:
            self.next_language()
        elif event.key() == Qt.Key.Key_E:
            self.toggle_defect()
        elif event.key() == Qt.Key.Key_S:
            self.may_belong.go()
        else:
            super().keyPressEvent(event)


def _key(card: FindingCard) -> tuple[str, str, str]:
    return card.finding.rule, card.finding.obligation, card.finding.subject

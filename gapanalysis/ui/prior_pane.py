# SPDX-License-Identifier: EUPL-1.2
"""Earlier recommendations of GREVIO and the Committee of the Parties and what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QSettings

from gapanalysis import analysis
from gapanalysis.edits import PutPriorRecommendation, RemovePriorRecommendation, put_record
from gapanalysis.model import Evidence, Finding, PriorRecommendation
from gapanalysis.ui import marks
from gapanalysis.ui.fields import (
    ChoiceField,
    DayField,
    LineField,
    TextField,
    cited,
)
from gapanalysis.ui.grouped import Line, one_line
from gapanalysis.ui.links import Key, LinksField
from gapanalysis.ui.list_fields import NodesField
from gapanalysis.ui.nodes import facts, node_source
from gapanalysis.ui.panes import ALL, Pane
from gapanalysis.ui.record_editor import RecordEditor
from gapanalysis.ui.session import Session

_UNSET = ""
_OF_LINKS = frozenset(
    {
        *("evidence", "answers", "mappings", "attributes", "statements", "rule_files"),
        *("reservations", "no_reservations", "state", "laws", "structure"),
    }
)
"""Parts of the snapshot that the words of linked evidence and findings follow from."""


class PriorEditor(RecordEditor):
    """The fields of an earlier recommendation."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        words, sets = session.words, analysis.evidence_sets()
        self.add("text", words("Recommendation, in short"), TextField(lines=3))
        row = self.pair()
        bodies = [(body.id, session.pick(body.title)) for body in sets.bodies.values()]
        self.add("body", words("Who recommended"), ChoiceField(bodies), into=row)
        verbs = [(name, session.pick(title)) for name, title in session.instrument.verbs.items()]
        none = (_UNSET, words("none of GREVIO’s verbs"))
        self.add("verb", words("Verb"), ChoiceField([none, *verbs]), into=row)
        row = self.pair()
        self.add("document", words("Document, as printed"), LineField(), into=row)
        self.add("number", words("Number or paragraph"), LineField(), into=row)
        nodes = NodesField(*node_source(session), least=0)
        self.add("articles", words("Articles"), nodes)
        row = self.pair()
        states = [(state.id, session.pick(state.title)) for state in sets.states.values()]
        done = ChoiceField(states)
        for n, state in enumerate(sets.states.values()):
            done.setItemIcon(n, marks.outcome_icon(state.mark))
        self.add("done", words("What became of it"), done, into=row)
        self.add("deadline", words("Deadline"), DayField(words), into=row)
        hint = words("Printed in both editions of the report.")
        self.add("assessment", words("Your assessment"), TextField(lines=4), hint=hint)
        question = words("Which evidence belongs to it?")
        self.add("evidence", words("Evidence"), LinksField(session, question, self._all_evidence))
        question = words("Which findings belong to it?")
        self.add("findings", words("Findings"), LinksField(session, question, self._all_findings))
        self.form.addStretch(1)

    def _near(self, nodes: Iterable[str]) -> bool:
        """Tells whether some nodes are of an article that the recommendation is on."""
        own = {node.partition(".")[0] for node in self.record.articles} if self.record else set()
        return any(node.partition(".")[0] in own for node in nodes)

    def _all_evidence(self) -> list[tuple[Key, str]]:
        """Gives all evidence in words, that on the same articles first."""
        every = sorted(
            self.session.snapshot.evidence, key=lambda one: not self._near(one.obligations)
        )
        return [(one.id, self._said_of(one)) for one in every]

    def _said_of(self, one: Evidence) -> str:
        kind = analysis.evidence_sets().kind(one.kind)
        text = one_line(one.title) or one_line(one.text)
        return facts(cited(one.obligation), self.session.pick(kind.title), text)

    def _all_findings(self) -> list[tuple[Key, str]]:
        """Gives all findings in words, those on the same articles first."""
        every = sorted(
            self.session.view.evaluation.findings, key=lambda one: not self._near([one.obligation])
        )
        return [
            ((one.rule, one.obligation, one.subject), self._said_of_finding(one)) for one in every
        ]

    def _said_of_finding(self, one: Finding) -> str:
        return facts(cited(one.obligation), one.rule, self.session.pick(one.text))

    def describe(self) -> None:
        record: PriorRecommendation = self.record
        sets = analysis.evidence_sets()
        self.title.set_full(self.session.pick(sets.bodies[record.body].title))
        for name in ("evidence", "findings"):
            self.fields[name].show_links()


class PriorPane(Pane):
    """Earlier recommendations by article, with the count of what became of them."""

    part = "prior_recommendations"

    def __init__(self, session: Session, settings: QSettings) -> None:
        empty = session.words(
            "No earlier recommendation yet. Those of GREVIO and of the Committee of the Parties go"
            " here, each with what became of it."
        )
        super().__init__(session, settings, PriorEditor(session), empty)

    def reads(self) -> frozenset[str]:
        """Links are told in the words of evidence and findings."""
        return super().reads() | _OF_LINKS

    def filters(self) -> list[tuple[str, str, Sequence[tuple[str, str]]]]:
        words, sets = self.session.words, analysis.evidence_sets()
        pick = self.session.pick
        return [
            *super().filters(),
            ("kind", words("All bodies"), [(b.id, pick(b.title)) for b in sets.bodies.values()]),
            ("done", words("All states"), [(s.id, pick(s.title)) for s in sets.states.values()]),
        ]

    def accepts(self, record: PriorRecommendation, chosen: dict[str, str]) -> bool:
        return chosen["kind"] in {ALL, record.body} and chosen["done"] in {ALL, record.done}

    @staticmethod
    def nodes(record: PriorRecommendation) -> tuple[str, ...]:
        return record.articles

    def texts(self, record: PriorRecommendation) -> Iterable[str]:
        return record.text, record.assessment, record.document, record.number

    def line(self, record: PriorRecommendation) -> Line:
        session, words, sets = self.session, self.session.words, analysis.evidence_sets()
        title = one_line(record.text) or words("(nothing written yet)")
        state = sets.states[record.done]
        verb = session.instrument.verbs.get(record.verb)
        number = words("no. {number}", number=one_line(record.number)) if record.number else ""
        by = words("by {day}", day=words.date(record.deadline)) if record.deadline else ""
        about = facts(
            session.pick(state.title),
            session.pick(sets.bodies[record.body].title),
            number,
            session.pick(verb) if verb else "",
            by,
        )
        return Line(
            key=record.id,
            title=title,
            about=about,
            said=facts(title, about),
            outcome=state.mark,
            faint=not record.text.strip(),
        )

    def new(self, node: str) -> Any:
        body = self.chosen()["kind"] or next(iter(analysis.evidence_sets().bodies))
        return PutPriorRecommendation(body=body, articles=(node,), text="")

    def copy(self, record: PriorRecommendation) -> Any:
        return put_record(record, new=True)

    def gone(self, key: int) -> Any:
        return RemovePriorRecommendation(id=key)

    def name(self) -> str:
        return self.session.words("Earlier recommendations")

    def add_name(self) -> str:
        return self.session.words("Add a recommendation")

    def said_removed(self, n: int) -> str:
        return self.session.words.plural(
            "Removed {n} recommendation", "Removed {n} recommendations", n
        )

    def counts(self) -> str:
        """Gives how many are done, partly done, not done, not assessed."""
        found = Counter(one.done for one in self.session.snapshot.prior_recommendations)
        return facts(
            *(
                f"{self.session.pick(state.title)} {found[state.id]}"
                for state in analysis.evidence_sets().states.values()
            )
        )

# SPDX-License-Identifier: EUPL-1.2
"""The page of open questions: those whose answers settle most come first."""

from __future__ import annotations

from PySide6.QtCore import Signal

from gapanalysis import analysis
from gapanalysis.ui.record_pages import RecordPage
from gapanalysis.ui.session import Session
from gapanalysis.ui.tables import Cell, Table
from gapanalysis.ui.when_seen import WhenSeen


class QuestionsPage(RecordPage):
    """Open elements with the rules that an answer would settle, worked out only while seen."""

    obligation_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        words = session.words
        names = ("Element", "Question", "Obligation", "Settles")
        table = Table(
            [words(w) for w in names],
            [90, 460, 110, 240],
            stretch=1,
            key=lambda one: one.element.id,
        )
        empty = words("Every element is answered.")
        super().__init__(session, words("What to answer next"), empty, table)
        table.opened.connect(lambda one: self.obligation_wanted.emit(one.element.obligation))
        self._seen = WhenSeen(self, session, self._work_out)

    def refresh(self, _touched: object = None) -> None:
        self._seen.renew()

    def _work_out(self) -> None:
        words = self.session.words
        questions = analysis.questions(self.session.view)
        self.about.set_full(
            words("{n} open elements; Enter or a double click leads to one", n=len(questions))
        )
        finding = {
            rule.id: self.session.pick(rule.finding)
            for rule in analysis.rules(self.session.snapshot.rule_files)
        }
        rows = []
        for place, one in enumerate(questions):
            settles = ", ".join(one.decides)
            found = "\n".join(f"{rule}: {finding.get(rule, '')}" for rule in one.decides)
            cells = [
                Cell(one.element.id, role="strong", order=place),
                Cell(self.session.pick(one.element.question), role="words"),
                Cell(one.element.obligation),
                Cell(settles, role="small", tone="ink2", order=place, said=found, tip=found),
            ]
            rows.append((one, cells))
        self.show_rows(rows)

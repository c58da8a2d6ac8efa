# SPDX-License-Identifier: EUPL-1.2
"""What a step of the history did, in the words of the interface."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from gapanalysis import analysis
from gapanalysis.errors import AppError
from gapanalysis.model import HistoryEntry, Provision
from gapanalysis.numbers import as_reserved
from gapanalysis.structure import place_of
from gapanalysis.ui.direction import apart
from gapanalysis.ui.figure_words import counted
from gapanalysis.ui.nodes import facts
from gapanalysis.ui.parts import short
from gapanalysis.ui.reasons import property_words, value_words
from gapanalysis.ui.session import Session
from gapanalysis.words import NAMES

_TOLD = (
    *("title", "element", "obligation", "provision", "name", "value", "year", "coverage"),
    *("decision", "rule", "kind", "made", "on", "given", "text", "place", "note", "reason"),
)
"""Fields of an edit that say what it did, in the order in which they are shown."""
_DAYS = {"made", "on", "given"}
_KINDS = {"coverage": "coverage", "decision": "decision"}
_LONGEST = 80


class HistoryWords:
    """Reads steps of one project; what their provisions are called is looked up once."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def tell(self, entry: HistoryEntry) -> str:
        """Gives what a step did, on one line."""
        fields: Mapping[str, Any] = entry.summary
        said = (
            self._field(entry.edit, name, fields)
            for name in _TOLD
            if fields.get(name) not in (None, "")
        )
        return facts(*(short(" ".join(one.split()), _LONGEST) for one in said if one))

    def _field(self, edit: str, name: str, fields: Mapping[str, Any]) -> str:
        session, value = self._session, fields[name]
        if name == "provision":
            return self._place(value) if isinstance(value, int) else as_reserved(str(value))
        if edit == "PutReportOption":
            return self._option(name, str(value), fields)
        if name in _DAYS or (edit == "PutFact" and name == "value"):
            return self._day(str(value))
        if edit == "PutFact" and name == "name":
            return value_words(session, str(value), "fact")
        if edit == "PutFigure" and name == "name":
            return counted(session, str(value))
        if edit in {"PutAttribute", "ClearAttribute"} and name in {"name", "value"}:
            return self._property(name, fields)
        if edit == "PutEvidence" and name == "kind":
            return session.pick(analysis.evidence_sets().kind(str(value)).title)
        if edit == "PutAnswer" and name == "value":
            return value_words(session, str(value), "answer")
        if edit == "PutReview" and name == "decision":
            return value_words(session, str(value), "review" if fields.get("rule") else "status")
        if name == "kind":
            return value_words(session, str(value), "law")
        if name == "value" and isinstance(value, int | float):
            return session.words.number(value)
        return value_words(session, str(value), _KINDS[name]) if name in _KINDS else str(value)

    def _option(self, name: str, value: str, fields: Mapping[str, Any]) -> str:
        """Gives the name, the value or the kind of report of one of its options."""
        from gapanalysis.ui.report_form import option_names

        session, option = self._session, fields.get("name")
        kinds = analysis.report_kinds()
        if name == "name":
            return option_names(session.words).get(value, value)
        if name == "kind" or option == "kind":
            return session.pick(kinds.kinds[value].name) if value in kinds.kinds else value
        if option == "detail":
            return session.pick(kinds.details[value].name) if value in kinds.details else value
        if option == "sections":
            titles = analysis.report_sections(session.words.language)
            return ", ".join(titles.get(one, one) for one in value.split())
        if option == "language":
            return NAMES.get(value, value)
        if option == "edition":
            return session.words("Public" if value == "public" else "Confidential")
        if option in {"name_authors", "consent"}:
            return value_words(session, value)
        return self._day(value) if option == "on" else session.words.listed(value.split("\n"))

    def _property(self, name: str, fields: Mapping[str, Any]) -> str:
        session = self._session
        kind = session.instrument.attributes.get(str(fields["name"]))
        if kind is None:
            return str(fields[name])
        if name == "name":
            return session.pick(kind.title)
        return property_words(session, kind, str(fields["value"]))

    def _day(self, value: str) -> str:
        try:
            return self._session.words.date(date.fromisoformat(value))
        except ValueError:
            return value_words(self._session, value)

    def _place(self, key: int) -> str:
        """Gives how a law cites a provision; nothing where there is none any more."""
        session, known = self._session, self._provisions
        if key in session.snapshot.provisions:
            return session.cited(key)
        missing: int | None = key
        while missing is not None and missing not in known:
            try:
                known[missing] = analysis.read_provision(session.project, missing)
            except AppError:
                return ""
            missing = known[missing].parent
        return apart(place_of(known, known[key]))

    @cached_property
    def _provisions(self) -> dict[int, Provision]:
        return {**self._session.snapshot.provisions}

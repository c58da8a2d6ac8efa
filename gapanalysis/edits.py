# SPDX-License-Identifier: EUPL-1.2
"""Each change that a user can make: a frozen dataclass that says which rows it changes.

``do(project, edit)`` applies and records it (:mod:`gapanalysis.history`). Only :class:`AddLaw` adds
content, which is never deleted: undoing it marks the law as removed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gapanalysis.errors import AppError
from gapanalysis.evidence_edits import (
    AttachFile,
    PutEvidence,
    PutFigure,
    PutPriorRecommendation,
    RemoveAttachment,
    RemoveEvidence,
    RemoveFigure,
    RemovePriorRecommendation,
    put_record,
)
from gapanalysis.history import (
    Change,
    Edit,
    Row,
    RowChange,
    delete,
    delete_if,
    do,
    find,
    go_to,
    insert,
    plain,
    put,
    read_row,
    redo,
    redo_name,
    undo,
    undo_name,
    update,
)
from gapanalysis.history import verify as verify_history
from gapanalysis.law_structure import plan_operation, quotation, structure_faults
from gapanalysis.model import (
    AnswerValue,
    AttributeState,
    Coverage,
    LawDraft,
    LawKind,
    Operation,
)
from gapanalysis.project_file import Project, index_lines, keep_structure, new_uid
from gapanalysis.reservation_edits import (
    AddExplanation,
    AddNotice,
    ChangeExplanation,
    ChangeNotice,
    PutNoReservations,
    PutReservation,
    RemoveExplanation,
    RemoveNotice,
    RemoveReservation,
)
from gapanalysis.store import current_version, read_provision
from gapanalysis.structure import depths

__all__ = [
    "AddExplanation",
    "AddNotice",
    "AttachFile",
    "Change",
    "ChangeExplanation",
    "ChangeNotice",
    "Edit",
    "PutEvidence",
    "PutFigure",
    "PutNoReservations",
    "PutPriorRecommendation",
    "PutReservation",
    "RemoveAttachment",
    "RemoveEvidence",
    "RemoveExplanation",
    "RemoveFigure",
    "RemoveNotice",
    "RemovePriorRecommendation",
    "RemoveReservation",
    "do",
    "go_to",
    "put_record",
    "redo",
    "redo_name",
    "undo",
    "undo_name",
    "verify",
]


def verify(project: Project) -> tuple[str, ...]:
    """Gives what is wrong with a project file, as sentences for a log; empty if all is well: what
    its history says (:func:`gapanalysis.history.verify`), and text of laws that is lost or held
    twice.
    """
    return (*verify_history(project), *structure_faults(project))


# --- laws ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class AddLaw:
    """Adds a law that was read from a file."""

    draft: LawDraft
    title: str = ""
    kind: LawKind = LawKind.STATUTE
    date: date | None = None

    def plan(self, project: Project) -> Iterator[RowChange]:
        law = _add_content(project.db, self)
        yield update(project, "law", law, removed=0)
        for code, start in sorted(self.draft.kept):
            yield from KeepDoubt(law=law, code=code, start=start).plan(project)


@dataclass(frozen=True, kw_only=True)
class RemoveLaw:
    """Takes a law out of the project; its text stays in the file."""

    law: int

    def plan(self, project: Project) -> Iterator[RowChange]:
        yield update(project, "law", self.law, removed=1)


@dataclass(frozen=True, kw_only=True)
class RenameLaw:
    law: int
    title: str
    kind: LawKind | None = None

    def plan(self, project: Project) -> Iterator[RowChange]:
        kind = {"kind": self.kind.value} if self.kind else {}
        yield update(project, "law", self.law, title=self.title, **kind)


@dataclass(frozen=True, kw_only=True)
class ChangeStructure:
    """Changes how a law is divided, never its text; mappings and quotations follow. ``place`` is
    the address of the provision concerned, for the history.
    """

    law: int
    operation: Operation
    place: str = ""

    def plan(self, project: Project) -> Iterator[RowChange]:
        yield from plan_operation(project, self.law, self.operation)


@dataclass(frozen=True, kw_only=True)
class KeepDoubt:
    """States that a place that looks wrong is right as it is, or takes that back. ``start`` is
    where the doubt begins, -1 for one that concerns the whole law.
    """

    law: int
    code: str
    start: int = -1
    kept: bool = True

    def plan(self, project: Project) -> Iterator[RowChange]:
        version = current_version(project, self.law)
        key = {"law_version": version, "code": self.code, "start": self.start}
        same = find(project, "doubt_kept", **key)
        if self.kept:
            yield put(project, "doubt_kept", same, **key)
        elif same is not None:
            yield delete(project, "doubt_kept", same)


# --- mapping and answering -----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class PutMapping:
    """Places a provision, or the words from ``start`` to ``end`` of the law's text in it, under a
    node of the instrument. With ``id`` changes that mapping; the same place under the same node is
    one mapping.
    """

    provision: int
    obligation: str
    coverage: Coverage = Coverage.FULL
    start: int | None = None
    end: int | None = None
    note: str = ""
    id: int | None = None

    def plan(self, project: Project) -> Iterator[RowChange]:
        quote = _quote(project, self.provision, self.start, self.end)
        same = self.id or find(
            project,
            "mapping",
            provision=self.provision,
            node=self.obligation,
            quote_start=quote["quote_start"],
            quote_end=quote["quote_end"],
        )
        yield put(
            project,
            "mapping",
            same,
            provision=self.provision,
            node=self.obligation,
            coverage=self.coverage.value,
            note=self.note,
            **quote,
        )


@dataclass(frozen=True, kw_only=True)
class RemoveMapping:
    id: int

    def plan(self, project: Project) -> Iterator[RowChange]:
        yield delete(project, "mapping", self.id)


@dataclass(frozen=True, kw_only=True)
class HideSuggestion:
    """States that a provision is not to be suggested for a node any more, or takes that back."""

    provision: int
    obligation: str
    hidden: bool = True

    def plan(self, project: Project) -> Iterator[RowChange]:
        read_provision(project, self.provision)
        key = {"provision": self.provision, "node": self.obligation}
        same = find(project, "suggestion_hidden", **key)
        if self.hidden:
            yield put(project, "suggestion_hidden", same, **key)
        elif same is not None:
            yield delete(project, "suggestion_hidden", same)


@dataclass(frozen=True, kw_only=True)
class PutAnswer:
    element: str
    value: AnswerValue
    note: str = ""

    def plan(self, project: Project) -> Iterator[RowChange]:
        same = find(project, "answer", element=self.element)
        yield put(
            project, "answer", same, element=self.element, value=self.value.value, note=self.note
        )


@dataclass(frozen=True, kw_only=True)
class ClearAnswer:
    element: str

    def plan(self, project: Project) -> Iterator[RowChange]:
        yield from delete_if(project, "answer", element=self.element)
        rows = project.db.execute("SELECT id FROM answer_support WHERE element=?", (self.element,))
        for row in rows.fetchall():
            yield delete(project, "answer_support", row["id"])


@dataclass(frozen=True, kw_only=True)
class PutSupport:
    """Names a provision that an answer rests on; raises ``AppError("answer_first")`` where the
    element has no answer.
    """

    element: str
    provision: int

    def plan(self, project: Project) -> Iterator[RowChange]:
        if find(project, "answer", element=self.element) is None:
            raise AppError("answer_first", element=self.element)
        if read_row(project, "provision", self.provision) is None:
            raise AppError("row_unknown", what="provision", id=self.provision)
        same = find(project, "answer_support", element=self.element, provision=self.provision)
        yield put(project, "answer_support", same, element=self.element, provision=self.provision)


@dataclass(frozen=True, kw_only=True)
class RemoveSupport:
    element: str
    provision: int

    def plan(self, project: Project) -> Iterator[RowChange]:
        yield from delete_if(
            project, "answer_support", element=self.element, provision=self.provision
        )


@dataclass(frozen=True, kw_only=True)
class PutStatement:
    """States that nothing exists in national law for an obligation."""

    obligation: str

    def plan(self, project: Project) -> Iterator[RowChange]:
        same = find(project, "statement", node=self.obligation)
        yield put(project, "statement", same, node=self.obligation)


@dataclass(frozen=True, kw_only=True)
class ClearStatement:
    obligation: str

    def plan(self, project: Project) -> Iterator[RowChange]:
        yield from delete_if(project, "statement", node=self.obligation)


@dataclass(frozen=True, kw_only=True)
class PutAttribute:
    """Sets an attribute of a provision, with the words that show it where there are any."""

    provision: int
    name: str
    value: str
    start: int | None = None
    end: int | None = None
    standing: AttributeState = AttributeState.PERSON

    def plan(self, project: Project) -> Iterator[RowChange]:
        same = find(project, "attribute", provision=self.provision, name=self.name)
        yield put(
            project,
            "attribute",
            same,
            provision=self.provision,
            name=self.name,
            value=self.value,
            standing=self.standing.value,
            **_quote(project, self.provision, self.start, self.end),
        )


@dataclass(frozen=True, kw_only=True)
class ClearAttribute:
    provision: int
    name: str

    def plan(self, project: Project) -> Iterator[RowChange]:
        yield from delete_if(project, "attribute", provision=self.provision, name=self.name)


# --- the State -----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class PutFact:
    """Sets a fact about the State; an empty value clears it."""

    name: str
    value: str

    def plan(self, project: Project) -> Iterator[RowChange]:
        if not self.value:
            yield from delete_if(project, "fact", name=self.name)
            return
        same = find(project, "fact", name=self.name)
        yield put(project, "fact", same, name=self.name, value=self.value)


@dataclass(frozen=True, kw_only=True)
class PutState:
    """Names the State and its language."""

    code: str
    name: str
    language: str

    def plan(self, project: Project) -> Iterator[RowChange]:
        yield update(
            project,
            "project",
            1,
            state_code=self.code,
            state_name=self.name,
            language=self.language,
        )


# --- reviews -------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class PutReview:
    """A person's decision on a finding; with an empty rule, on an obligation's status."""

    obligation: str
    decision: str
    reason: str
    rule: str = ""
    subject: str = ""
    rule_version: int = 0
    digest: str = ""

    def plan(self, project: Project) -> Iterator[RowChange]:
        if not self.reason.strip():
            raise AppError("reason_missing")
        key = {"rule": self.rule, "obligation": self.obligation, "subject": self.subject}
        yield put(
            project,
            "review",
            find(project, "review", **key),
            decision=self.decision,
            reason=self.reason,
            rule_version=self.rule_version,
            digest=self.digest,
            **key,
        )


@dataclass(frozen=True, kw_only=True)
class ClearReview:
    obligation: str
    rule: str = ""
    subject: str = ""

    def plan(self, project: Project) -> Iterator[RowChange]:
        key = {"rule": self.rule, "obligation": self.obligation, "subject": self.subject}
        yield from delete_if(project, "review", **key)


@dataclass(frozen=True, kw_only=True)
class PutChoice:
    """What a person makes of a finding for the report: priority, verb, recommendation. Values that
    are None stay as they are; 0 and empty take a choice back.
    """

    rule: str
    obligation: str
    subject: str = ""
    priority: int | None = None
    verb: str | None = None
    recommendation: str | None = None

    def plan(self, project: Project) -> Iterator[RowChange]:
        key = {"rule": self.rule, "obligation": self.obligation, "subject": self.subject}
        same = find(project, "finding_choice", **key)
        kept = (read_row(project, "finding_choice", same) if same else None) or {}
        values = {
            "priority": kept.get("priority") if self.priority is None else self.priority or None,
            "verb": kept.get("verb", "") if self.verb is None else self.verb,
            "recommendation": kept.get("recommendation", "")
            if self.recommendation is None
            else self.recommendation.strip(),
        }
        if any(values.values()):
            yield put(project, "finding_choice", same, **key, **values)
        else:
            yield from delete_if(project, "finding_choice", **key)


@dataclass(frozen=True, kw_only=True)
class PutReportOption:
    """Keeps an option of a kind of report, or of every kind where ``kind`` is empty; an empty value
    takes it back.
    """

    name: str
    value: str
    kind: str = ""

    def plan(self, project: Project) -> Iterator[RowChange]:
        key = {"kind": self.kind, "name": self.name}
        if not self.value:
            yield from delete_if(project, "report_option", **key)
            return
        same = find(project, "report_option", **key)
        yield put(project, "report_option", same, **key, value=self.value)


# --- rules of the user's own ---------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class PutRuleFile:
    """Adds a file of rules, or replaces the one of that name."""

    name: str
    text: str

    def plan(self, project: Project) -> Iterator[RowChange]:
        same = find(project, "rule_file", name=self.name)
        yield put(project, "rule_file", same, name=self.name, text=self.text)


@dataclass(frozen=True, kw_only=True)
class RemoveRuleFile:
    name: str

    def plan(self, project: Project) -> Iterator[RowChange]:
        yield from delete_if(project, "rule_file", name=self.name)


# --- rows ------------------------------------------------------------------------------------


def _quote(project: Project, provision: int, start: int | None, end: int | None) -> Row:
    """Gives the columns of a quotation; refuses one that does not lie in its provision."""
    row = project.db.execute("SELECT * FROM provision WHERE id=?", (provision,)).fetchone()
    if row is None:
        raise AppError("row_unknown", what="provision", id=provision)
    text = project.text(row["law_version"])
    if start is None or end is None:
        return dict.fromkeys(quotation(text, 0, 0))
    if not row["start"] <= start < end <= row["end"]:
        raise AppError("quote_outside", number=row["address"])
    return quotation(text, start, end)


def _add_content(db: sqlite3.Connection, edit: AddLaw) -> int:
    """Writes what was read from a file; gives the id of the law, still marked as removed."""
    draft = edit.draft
    law = insert(
        db, "law", uid=new_uid(), title=edit.title or draft.title, kind=edit.kind.value, removed=1
    )
    source = insert(
        db,
        "source_file",
        uid=new_uid(),
        name=draft.source.name,
        format=draft.source.format,
        sha256=draft.source.sha256,
        data=draft.source.data,
    )
    version = insert(
        db,
        "law_version",
        uid=new_uid(),
        law=law,
        source_file=source,
        date=plain(edit.date),
        language=draft.language,
        text=draft.text,
    )
    index_lines(db, version, draft.text)
    first = (db.execute("SELECT max(id) FROM provision").fetchone()[0] or 0) + 1
    deep = depths(draft.provisions)
    db.executemany(
        "INSERT INTO provision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                *(first + place, new_uid(), version, place, p.kind.value, p.number, p.address),
                *(p.start, p.end),
                *((p.label.start, p.label.end) if p.label else (None, None)),
                *((p.heading.start, p.heading.end) if p.heading else (None, None)),
                None if p.parent is None else first + p.parent,
                deep[place],
            )
            for place, p in enumerate(draft.provisions)
        ),
    )
    db.executemany(
        'INSERT INTO left_out (law_version, start, "end", why, uid) VALUES (?, ?, ?, ?, ?)',
        ((version, part.start, part.end, part.why, new_uid()) for part in draft.left_out),
    )
    keep_structure(db, version)
    db.executemany(
        'INSERT INTO source_map (law_version, start, "end", page, "offset", generated)'
        " VALUES (?, ?, ?, ?, ?, ?)",
        ((version, s.start, s.end, s.page, s.offset, s.generated) for s in draft.source_map),
    )
    db.executemany(
        'INSERT INTO import_doubt (law_version, code, start, "end", details)'
        " VALUES (?, ?, ?, ?, ?)",
        ((version, w.code, w.start, w.end, json.dumps(dict(w.details))) for w in draft.warnings),
    )
    return law

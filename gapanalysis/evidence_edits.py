# SPDX-License-Identifier: EUPL-1.2
"""Changes of evidence, figures and earlier recommendations. :mod:`gapanalysis.edits` offers them.

Each checks what it is given against the closed sets of :mod:`gapanalysis.evidence`. Attached files
are content: written once and never deleted; what is undone is that a file belongs to evidence.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date

from gapanalysis import evidence
from gapanalysis.errors import AppError
from gapanalysis.history import RowChange, delete, find, insert, plain, put
from gapanalysis.model import Dimension, Evidence, Figure, PriorRecommendation
from gapanalysis.project_file import Project, new_uid

# --- evidence ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class PutEvidence:
    """Records evidence on a node and on ``also`` further ones, or changes it (``id``). Without
    ``consent`` nothing of it is ever published; see :mod:`gapanalysis.report.publication`.
    """

    obligation: str
    kind: str
    text: str
    source: str = ""
    date: date | None = None
    dimension: Dimension = Dimension.DE_FACTO
    confidential: bool = True
    consent: str = "none"
    also: tuple[str, ...] = ()
    title: str = ""
    application: str = ""
    echr: str = ""
    keywords: tuple[str, ...] = ()
    id: int | None = None

    def plan(self, project: Project) -> Iterator[RowChange]:
        sets = evidence.load_sets()
        evidence.check_member("kind", self.kind, sets.kinds)
        evidence.check_member("consent", self.consent, sets.consents)
        evidence.check_nodes((self.obligation, *self.also))
        evidence.check_texts(
            self.text, self.source, self.title, self.application, self.echr, *self.keywords
        )
        also = [node for node in dict.fromkeys(self.also) if node != self.obligation]
        yield put(
            project,
            "evidence",
            self.id,
            node=self.obligation,
            kind=self.kind,
            text=self.text,
            source=self.source,
            date=plain(self.date),
            dimension=self.dimension.value,
            confidential=int(self.confidential),
            consent=self.consent,
            also=_listed(also),
            title=self.title,
            application=self.application,
            echr=self.echr,
            keywords=_listed(self.keywords),
        )


@dataclass(frozen=True, kw_only=True)
class RemoveEvidence:
    """Takes evidence out, with its attachments and its links to earlier recommendations."""

    id: int

    def plan(self, project: Project) -> Iterator[RowChange]:
        for table in ("attachment", "prior_evidence"):
            for key in _rows_of(project, table, "evidence", self.id):
                yield delete(project, table, key)
        yield delete(project, "evidence", self.id)


@dataclass(frozen=True, kw_only=True)
class AttachFile:
    """Attaches a file to evidence; the same bytes are kept once."""

    evidence: int
    name: str
    data: bytes = field(repr=False)

    def plan(self, project: Project) -> Iterator[RowChange]:
        if not self.data:
            raise AppError("attachment_empty", file=self.name)
        if len(self.data) > evidence.ATTACHMENT_BYTES:
            limit = evidence.ATTACHMENT_BYTES // 1024 // 1024
            raise AppError("attachment_too_large", file=self.name, limit=limit)
        if find(project, "evidence", id=self.evidence) is None:
            raise AppError("row_unknown", what="evidence", id=self.evidence)
        sha256 = hashlib.sha256(self.data).hexdigest()
        file = find(project, "attached_file", sha256=sha256)
        if file is None:
            file = insert(project.db, "attached_file", uid=new_uid(), sha256=sha256, data=self.data)
        same = find(project, "attachment", evidence=self.evidence, file=file)
        yield put(project, "attachment", same, evidence=self.evidence, file=file, name=self.name)


@dataclass(frozen=True, kw_only=True)
class RemoveAttachment:
    """Takes a file off its evidence; its bytes stay in the project file."""

    id: int

    def plan(self, project: Project) -> Iterator[RowChange]:
        yield delete(project, "attachment", self.id)


# --- figures -------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class PutFigure:
    """Records a figure or changes it (``id``); fields as in :class:`gapanalysis.model.Figure`."""

    obligation: str
    name: str
    value: float | None = None
    denominator: float | None = None
    denominator_of: str = ""
    year: int | None = None
    breakdown: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    confidential: bool = True
    id: int | None = None

    def plan(self, project: Project) -> Iterator[RowChange]:
        evidence.check_nodes((self.obligation,))
        evidence.check_number(self.value)
        evidence.check_number(self.denominator)
        evidence.check_year(self.year)
        evidence.check_texts(
            self.name, self.denominator_of, self.source, *self.breakdown, *self.breakdown.values()
        )
        yield put(
            project,
            "figure",
            self.id,
            node=self.obligation,
            name=self.name,
            value=self.value,
            denominator=self.denominator,
            denominator_of=self.denominator_of,
            year=self.year,
            breakdown=json.dumps(dict(self.breakdown), ensure_ascii=False),
            source=self.source,
            confidential=int(self.confidential),
        )


@dataclass(frozen=True, kw_only=True)
class RemoveFigure:
    id: int

    def plan(self, project: Project) -> Iterator[RowChange]:
        yield delete(project, "figure", self.id)


# --- earlier recommendations ---------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class PutPriorRecommendation:
    """Records an earlier recommendation or changes it (``id``); fields as in
    :class:`gapanalysis.model.PriorRecommendation`.
    """

    body: str
    articles: tuple[str, ...]
    text: str
    document: str = ""
    number: str = ""
    verb: str = ""
    deadline: date | None = None
    done: str = "unknown"
    assessment: str = ""
    evidence: tuple[int, ...] = ()
    findings: tuple[tuple[str, str, str], ...] = ()
    id: int | None = None

    def plan(self, project: Project) -> Iterator[RowChange]:
        sets = evidence.load_sets()
        evidence.check_member("body", self.body, sets.bodies)
        evidence.check_member("done", self.done, sets.states)
        evidence.check_verb(self.verb)
        evidence.check_nodes(self.articles)
        evidence.check_texts(self.document, self.number, self.text, self.assessment)
        change = put(
            project,
            "prior_recommendation",
            self.id,
            body=self.body,
            document=self.document,
            number=self.number,
            verb=self.verb,
            articles=_listed(self.articles),
            text=self.text,
            deadline=plain(self.deadline),
            done=self.done,
            assessment=self.assessment,
            findings=_listed(self.findings),
        )
        yield change
        yield from self._links(project, change.id)

    def _links(self, project: Project, prior: int) -> Iterator[RowChange]:
        """Gives the changes of the links to evidence."""
        for key in _rows_of(project, "prior_evidence", "prior", prior):
            link = delete(project, "prior_evidence", key)
            if link.before is not None and link.before["evidence"] not in self.evidence:
                yield link
        for one in dict.fromkeys(self.evidence):
            if find(project, "evidence", id=one) is None:
                raise AppError("row_unknown", what="evidence", id=one)
            if find(project, "prior_evidence", prior=prior, evidence=one) is None:
                yield put(project, "prior_evidence", None, prior=prior, evidence=one)


@dataclass(frozen=True, kw_only=True)
class RemovePriorRecommendation:
    id: int

    def plan(self, project: Project) -> Iterator[RowChange]:
        for key in _rows_of(project, "prior_evidence", "prior", self.id):
            yield delete(project, "prior_evidence", key)
        yield delete(project, "prior_recommendation", self.id)


def put_record(
    one: Evidence | Figure | PriorRecommendation, *, new: bool = False
) -> PutEvidence | PutFigure | PutPriorRecommendation:
    """Gives the change after which a record stands as it is given; ``new``: as another one."""
    kinds = {Evidence: PutEvidence, Figure: PutFigure, PriorRecommendation: PutPriorRecommendation}
    kind = kinds[type(one)]
    values = {name.name: getattr(one, name.name) for name in fields(kind)}
    if new:
        values["id"] = None
    made: PutEvidence | PutFigure | PutPriorRecommendation = kind(**values)
    return made


# --- rows ----------------------------------------------------------------------------------------


def _rows_of(project: Project, table: str, column: str, key: int) -> list[int]:
    """Gives the keys of the rows of a table that refer to a row."""
    rows = project.db.execute(f"SELECT id FROM {table} WHERE {column}=? ORDER BY id", (key,))
    return [row["id"] for row in rows.fetchall()]


def _listed(values: Iterable[object]) -> str:
    return json.dumps(list(values), ensure_ascii=False)

# SPDX-License-Identifier: EUPL-1.2
"""Evidence, figures and earlier recommendations as the project file holds them: rows to nouns.

:mod:`gapanalysis.store` calls these with its own connection.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from gapanalysis.model import Attachment, Dimension, Evidence, Figure, PriorRecommendation


def read_evidence(db: Any) -> tuple[Evidence, ...]:
    """Gives all evidence, each with its attachments, in the order recorded."""
    attached: dict[int, list[Attachment]] = {}
    files = db.execute("""
      SELECT a.id, a.evidence, a.name, f.sha256, length(f.data) AS size
      FROM attachment a JOIN attached_file f ON f.id = a.file ORDER BY a.id""")
    for row in files:
        attached.setdefault(row["evidence"], []).append(
            Attachment(id=row["id"], name=row["name"], sha256=row["sha256"], size=row["size"])
        )
    return tuple(
        Evidence(
            id=row["id"],
            obligation=row["node"],
            kind=row["kind"],
            text=row["text"],
            source=row["source"],
            date=_day(row["date"]),
            dimension=Dimension(row["dimension"]),
            confidential=bool(row["confidential"]),
            consent=row["consent"],
            also=tuple(json.loads(row["also"])),
            title=row["title"],
            application=row["application"],
            echr=row["echr"],
            keywords=tuple(json.loads(row["keywords"])),
            attachments=tuple(attached.get(row["id"], ())),
        )
        for row in db.execute("SELECT * FROM evidence ORDER BY id")
    )


def read_figures(db: Any) -> tuple[Figure, ...]:
    """Gives all figures in the order recorded."""
    return tuple(
        Figure(
            id=row["id"],
            obligation=row["node"],
            name=row["name"],
            value=_whole_number(row["value"]),
            denominator=_whole_number(row["denominator"]),
            denominator_of=row["denominator_of"],
            year=row["year"],
            breakdown=json.loads(row["breakdown"]),
            source=row["source"],
            confidential=bool(row["confidential"]),
        )
        for row in db.execute("SELECT * FROM figure ORDER BY id")
    )


def _whole_number(value: float | None) -> float | None:
    """Gives a number without a fraction as an integer, so that it is shown as one."""
    return int(value) if value is not None and value == int(value) else value


def read_priors(db: Any) -> tuple[PriorRecommendation, ...]:
    """Gives all earlier recommendations in the order recorded."""
    evidence: dict[int, list[int]] = {}
    for row in db.execute("SELECT prior, evidence FROM prior_evidence ORDER BY id"):
        evidence.setdefault(row["prior"], []).append(row["evidence"])
    return tuple(
        PriorRecommendation(
            id=row["id"],
            body=row["body"],
            document=row["document"],
            number=row["number"],
            verb=row["verb"],
            articles=tuple(json.loads(row["articles"])),
            text=row["text"],
            deadline=_day(row["deadline"]),
            done=row["done"],
            assessment=row["assessment"],
            evidence=tuple(evidence.get(row["id"], ())),
            findings=tuple((rule, node, of) for rule, node, of in json.loads(row["findings"])),
        )
        for row in db.execute("SELECT * FROM prior_recommendation ORDER BY id")
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None

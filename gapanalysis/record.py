# SPDX-License-Identifier: EUPL-1.2
"""What the commands do that record evidence, figures and earlier recommendations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from gapanalysis import analysis, edits
from gapanalysis.commands import opened
from gapanalysis.errors import AppError
from gapanalysis.model import Dimension
from gapanalysis.words import load_words

Json = Any
WHERE = "="
"""Stands between a breakdown and its category: ``sex=women``."""


def evidence(
    file: Path,
    obligations: list[str],
    text: str,
    kind: str,
    *,
    public: bool,
    consent: str | None = None,
    attach: list[Path] | None = None,
    keywords: list[str] | None = None,
    dimension: str = Dimension.DE_FACTO.value,
    **more: Any,
) -> Json:
    """Records evidence on one or more obligations; confidential and without consent unless said
    otherwise. ``public`` says that it may be published, source and all, unless a narrower consent
    is given.
    """
    instrument = analysis.instrument()
    first, *also = [analysis.find_node(instrument, node) for node in obligations]
    if not text.strip():
        raise AppError("evidence_empty")
    files = [(path.name, analysis.load_attachment(path)) for path in attach or ()]
    edit = edits.PutEvidence(
        obligation=first,
        also=tuple(also),
        kind=kind,
        text=text,
        dimension=Dimension(dimension),
        confidential=not public,
        consent=consent or ("named" if public else "none"),
        keywords=analysis.split_keywords("\n".join(keywords or ())),
        **more,
    )
    with opened(file) as project:
        change = edits.do(project, edit)
        for name, data in files:
            attached = edits.AttachFile(evidence=change.id, name=name, data=data)
            edits.do(project, attached, joining=change.gesture)
    return {"id": change.id}


def figure(
    file: Path,
    obligation: str,
    name: str,
    value: str | None,
    *,
    of: list[str] | None,
    year: str | None,
    by: list[str],
    source: str,
    public: bool,
) -> Json:
    """Records a figure: a number, or nothing where nobody keeps it; ``of``: denominator and what
    it counts.
    """
    number, counts = of or (None, "")
    breakdown = {}
    for one in by:
        title, sign, category = one.partition(WHERE)
        if not sign:
            raise AppError("breakdown_wrong", written=one)
        key = analysis.closed_name(title.strip(), "breakdown")
        breakdown[key] = analysis.closed_name(category.strip(), f"category {key}")
    edit = edits.PutFigure(
        obligation=analysis.find_node(analysis.instrument(), obligation),
        name=analysis.closed_name(name),
        value=None if value is None else analysis.parse_number(value, "."),
        denominator=None if number is None else analysis.parse_number(number, "."),
        denominator_of=analysis.closed_name(counts),
        year=None if year is None else analysis.parse_year(year),
        breakdown=breakdown,
        source=source,
        confidential=not public,
    )
    with opened(file) as project:
        return {"id": edits.do(project, edit).id}


def figures(file: Path, table: Path, obligation: str, *, source: str, public: bool) -> Json:
    """Records the figures of a CSV or TSV file in one step; says which rows were left out."""
    cells = analysis.load_table(table)
    node = analysis.find_node(analysis.instrument(), obligation)
    plan = analysis.guess_plan(cells, decimal=".", obligation=node)
    plan = replace(plan, source=source, confidential=not public)
    read = analysis.read_figures(cells, plan)
    with opened(file) as project:
        edits.do(project, *(edits.put_record(one, new=True) for one in read.figures))
    words = load_words("en")
    return {
        "figures": len(read.figures),
        "left_out": [{"row": bad.row, "problem": words.error(bad.error)} for bad in read.bad],
    }


def earlier(
    file: Path,
    articles: list[str],
    text: str,
    *,
    body: str,
    verb: str | None,
    deadline: date | None,
    done: str,
    **more: Any,
) -> Json:
    """Records an earlier recommendation and what became of it."""
    instrument = analysis.instrument()
    verbs = {title["en"]: name for name, title in instrument.verbs.items()}
    if verb and verb not in verbs:
        raise AppError("not_in_set", what="verb", value=verb, allowed=", ".join(verbs))
    edit = edits.PutPriorRecommendation(
        body=body,
        articles=tuple(analysis.find_node(instrument, node) for node in articles),
        text=text,
        verb=verbs[verb] if verb else "",
        deadline=deadline,
        done=done,
        **more,
    )
    with opened(file) as project:
        return {"id": edits.do(project, edit).id}

# SPDX-License-Identifier: EUPL-1.2
"""Small laws and snapshots made by hand for tests."""

from __future__ import annotations

import hashlib
from datetime import date

from gapanalysis import analysis
from gapanalysis.model import (
    Answer,
    AnswerValue,
    Attribute,
    AttributeState,
    Coverage,
    Decision,
    DraftProvision,
    Kind,
    Law,
    LawDraft,
    LawKind,
    LeftOut,
    Mapping,
    Notice,
    Provision,
    Reservation,
    Snapshot,
    SourceFile,
    Span,
    State,
)


def make_draft(title: str = "Criminal Code", articles: int = 3) -> LawDraft:
    """Gives a small law: numbered articles with a heading and two paragraphs each."""
    text = f"{title}\n"
    provisions: list[DraftProvision] = []
    for n in range(1, articles + 1):
        start = len(text)
        label, heading = f"Article {n}.", f"Heading {n}"
        parts = [f"(1) Whoever does the act {n} 😀 shall be punished.", f"(2) Attempt of {n}."]
        text += f"{label} {heading}\n"
        at = len(text)
        text += "\n".join(parts) + "\n"
        index = len(provisions)
        provisions.append(
            DraftProvision(
                kind=Kind.ARTICLE,
                number=str(n),
                address=str(n),
                start=start,
                end=len(text),
                label=Span(start=start, end=start + len(label)),
                heading=Span(start=start + len(label) + 1, end=at - 1),
            )
        )
        for number, part in enumerate(parts, 1):
            provisions.append(
                DraftProvision(
                    kind=Kind.PARAGRAPH,
                    number=str(number),
                    address=f"{n}({number})",
                    start=at,
                    end=at + len(part) + 1,
                    label=Span(start=at, end=at + 3),
                    parent=index,
                )
            )
            at += len(part) + 1
    data = text.encode()
    return LawDraft(
        title=title,
        language="en",
        text=text,
        provisions=tuple(provisions),
        left_out=(LeftOut(start=0, end=len(title) + 1, why="title"),),
        source_map=(),
        warnings=(),
        source=SourceFile(
            name="law.txt", format="text", sha256=hashlib.sha256(data).hexdigest(), data=data
        ),
    )


def as_day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))


def snapshot_of(case: dict) -> Snapshot:
    """Gives a made-up State as the cases of ``tests/cases`` describe it."""
    law = Law(
        id=1,
        uid="u",
        title="Code",
        language="en",
        kind=LawKind(case.get("law_kind", "statute")),
        date=None,
        version=1,
        file_name="code.txt",
        sha256="",
        articles=9,
    )
    provisions, mappings, attributes = {}, [], {}
    for number, one in enumerate(case.get("provisions", []), 1):
        assert set(one) <= {"on", "coverage", "attributes"}, case["name"]
        provisions[number] = Provision(
            id=number,
            law=1,
            kind=Kind.ARTICLE,
            number=str(number),
            address=str(number),
            label=f"Article {number}.",
            heading="",
            start=0,
            end=10,
            parent=None,
            path=f"Article {number}.",
            text=f"Words of article {number}.",
        )
        for node in one["on"]:
            assert analysis.instrument().has_node(node), node
            mappings.append(
                Mapping(
                    id=len(mappings) + 1,
                    provision=number,
                    obligation=node,
                    coverage=Coverage(one.get("coverage", "full")),
                    quotation=None,
                    note="",
                )
            )
        attributes[number] = {
            name: Attribute(
                provision=number,
                name=name,
                value=analysis.check_attribute(analysis.instrument(), name, str(value)),
                state=AttributeState.PERSON,
                quotation=None,
            )
            for name, value in one.get("attributes", {}).items()
        }
    dates = case.get("dates", {})
    return Snapshot(
        state=State(
            code="ARV",
            name="Arvenia",
            language="en",
            signed=as_day(dates.get("signed")),
            deposited=as_day(dates.get("deposited")),
            in_force=as_day(dates.get("in_force")),
            denounced=as_day(dates.get("denounced")),
            facts={name: str(value) for name, value in case.get("facts", {}).items()},
        ),
        laws={1: law},
        provisions=provisions,
        mappings=tuple(mappings),
        answers={
            analysis.find_element(analysis.instrument(), element).id: Answer(
                element=element, value=AnswerValue(value), note=""
            )
            for element, value in case.get("answers", {}).items()
        },
        statements=frozenset(case.get("nothing_exists", [])),
        attributes=attributes,
        reservations=tuple(
            Reservation(
                id=number,
                provision=one["provision"],
                made=as_day(one.get("made")),
                scope=one.get("scope"),
                notices=tuple(
                    Notice(
                        on=as_day(notice["on"]),
                        decision=Decision(notice["decision"]),
                        effective=as_day(notice.get("effective")),
                        widened=notice.get("widened", False),
                    )
                    for notice in one.get("notices", [])
                ),
            )
            for number, one in enumerate(case.get("reservations", []), 1)
        ),
        evidence=(),
        reviews=(),
    )

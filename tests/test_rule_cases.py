# SPDX-License-Identifier: EUPL-1.2
"""The cases of ``tests/cases``, which a lawyer can write: what each rule says of made-up States."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from gapanalysis import analysis
from gapanalysis.model import (
    Answer,
    AnswerValue,
    Attribute,
    AttributeState,
    Coverage,
    Decision,
    Kind,
    Law,
    LawKind,
    Mapping,
    Notice,
    Provision,
    Reservation,
    Snapshot,
    State,
)
from gapanalysis.rules.engine import evaluate, rule_truth

FOLDER = Path(__file__).parent / "cases"
KEYS = {
    *("name", "rule", "on", "answers", "nothing_exists", "facts", "provisions", "reservations"),
    *("dates", "result", "findings"),
}
DAY = "2026-06-01"


def load() -> list[dict]:
    return [
        case | {"file": path.name}
        for path in sorted(FOLDER.glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


CASES = load()


def as_day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))


def snapshot_of(case: dict) -> Snapshot:
    law = Law(
        id=1,
        uid="u",
        title="Code",
        language="en",
        kind=LawKind.STATUTE,
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


@pytest.mark.parametrize("case", CASES, ids=[f"{c['rule']}: {c['name']}" for c in CASES])
def test_case(case):
    assert set(case) - {"file"} <= KEYS
    rules = analysis.rules()
    (rule,) = [rule for rule in rules if rule.id == case["rule"]]
    snapshot, on = snapshot_of(case), date.fromisoformat(str(case.get("on", DAY)))
    assert rule_truth(rule, rules, analysis.instrument(), snapshot, on) == case["result"]
    evaluation = evaluate(rules, analysis.instrument(), snapshot, on)
    found = [
        {
            "subject": finding.subject,
            "obligation": finding.obligation,
            "outcome": finding.outcome.value,
            "severity": finding.severity.value,
        }
        for finding in evaluation.findings
        if finding.rule == rule.id
    ]
    expected = [
        {"subject": one.get("subject", one.get("case", ""))}
        | {key: one[key] for key in ("obligation", "outcome", "severity") if key in one}
        for one in case["findings"]
    ]
    narrowed = [
        {key: one[key] for key in expected[at] if key in one} if at < len(expected) else one
        for at, one in enumerate(found)
    ]
    assert narrowed == expected


def test_every_rule_has_a_case_that_fires_one_that_does_not_and_one_that_leaves_it_unknown():
    seen = Counter((case["rule"], case["result"]) for case in CASES)
    missing = [
        (rule.id, result)
        for rule in analysis.rules()
        if rule.kind != "guard"
        for result in ("true", "false", "unknown")
        if not seen[rule.id, result]
    ]
    assert missing == []


def test_names_of_cases_are_unique():
    twice = [name for name, n in Counter((c["rule"], c["name"]) for c in CASES).items() if n > 1]
    assert twice == []

# SPDX-License-Identifier: EUPL-1.2
"""The cases of ``tests/cases``, which a lawyer can write: what each rule says of made-up States."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from samples import snapshot_of

from gapanalysis import analysis
from gapanalysis.rules.engine import evaluate, rule_truths

FOLDER = Path(__file__).parent / "cases"
KEYS = {
    *("name", "rule", "on", "answers", "nothing_exists", "facts", "provisions", "reservations"),
    *("dates", "result", "findings", "law_kind"),
}
DAY = "2026-06-01"


def load() -> list[dict]:
    return [
        case | {"file": path.name}
        for path in sorted(FOLDER.glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


CASES = load()


@pytest.mark.parametrize("case", CASES, ids=[f"{c['rule']}: {c['name']}" for c in CASES])
def test_case(case):
    assert set(case) - {"file"} <= KEYS
    rules = analysis.rules()
    (rule,) = [rule for rule in rules if rule.id == case["rule"]]
    snapshot, on = snapshot_of(case), date.fromisoformat(str(case.get("on", DAY)))
    truths = rule_truths([rule], rules, analysis.instrument(), snapshot, on)
    assert truths[rule.id] == case["result"]
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
    never = {
        ("R80", "unknown"),  # article 78 alone says whether a provision may be reserved
        ("R112", "unknown"),  # whether something was mapped is always known
    }
    missing = [
        (rule.id, result)
        for rule in analysis.rules()
        for result in ("true", "false", "unknown")
        if not seen[rule.id, result] and (rule.id, result) not in never
    ]
    assert missing == []


def test_names_of_cases_are_unique():
    twice = [name for name, n in Counter((c["rule"], c["name"]) for c in CASES).items() if n > 1]
    assert twice == []

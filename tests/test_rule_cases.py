# SPDX-License-Identifier: EUPL-1.2
"""The cases of ``tests/cases``, which a lawyer can write: what each rule says of made-up States."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from gapanalysis import analysis
from gapanalysis.rules.cases import missing_results, read_cases, run_case

FOLDER = Path(__file__).parent / "cases"
FILES = [(path.name, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))]
CASES, PROBLEMS = read_cases(FILES, analysis.instrument())


@pytest.mark.parametrize("case", CASES, ids=[f"{c.rule}: {c.name}" for c in CASES])
def test_case(case):
    assert run_case(case, analysis.rules(), analysis.instrument()) == ""


def test_no_problem_in_the_cases():
    assert PROBLEMS == []


def test_every_rule_has_a_case_that_fires_one_that_does_not_and_one_that_leaves_it_unknown():
    never = {
        ("R80", "unknown"),  # article 78 alone says whether a provision may be reserved
        ("R112", "unknown"),  # whether something was mapped is always known
    }
    assert set(missing_results(analysis.rules(), CASES)) <= never


def test_names_of_cases_are_unique():
    twice = [name for name, n in Counter((c.rule, c.name) for c in CASES).items() if n > 1]
    assert twice == []


def test_a_case_that_expects_something_else_says_how_it_differs():
    wrong = """
[[case]]
name = "x"
rule = "R14"
answers = { "E36.1" = "no" }
result = "false"
findings = []
"""
    ((case,), problems) = read_cases([("x.toml", wrong)], analysis.instrument())
    assert problems == []
    assert "expects false, the rule is true" in run_case(
        case, analysis.rules(), analysis.instrument()
    )


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('answers = { "E99" = "no" }', "E99"),
        ('answers = { "E36.1" = "maybe" }', "maybe"),
        ('nothing_exists = ["99"]', "99"),
        ('provisions = [{ on = ["99"] }]', "99"),
        ('provisions = [{ on = ["36"], attributes = { colour = "red" } }]', "colour"),
        ('dates = { born = "2020-01-01" }', "born"),
        ('on = "soon"', "soon"),
        ('colour = "red"', "colour"),
    ],
)
def test_a_mistake_in_a_case_is_named(line, problem):
    text = f'[[case]]\nname = "x"\nrule = "R14"\nresult = "true"\nfindings = []\n{line}\n'
    _, problems = read_cases([("x.toml", text)], analysis.instrument())
    assert problem in " ".join(f"{one.key} {one.problem}" for one in problems)

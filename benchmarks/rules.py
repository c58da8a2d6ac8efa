#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Times the rules on the fullest project that can be built: every element answered, 2,000 mapped
provisions. Beside it, in the same run, the same conditions in a general rules engine
(``rule-engine`` from PyPI, installed by hand: ``pip install rule-engine``), which knows two truth
values, keeps no reasons, and is given the provisions of each node already sorted out.

    python benchmarks/rules.py
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from gapanalysis import analysis
from gapanalysis.model import Answer, AnswerValue, Snapshot
from gapanalysis.rules import conditions as c
from gapanalysis.rules.cases import snapshot_of
from gapanalysis.rules.engine import evaluate, reevaluate
from gapanalysis.rules.facts import Facts

DAY = date(2026, 6, 1)
PROVISIONS = 2_000
RUNS = 7


def full_project() -> Snapshot:
    """Gives a snapshot with everything answered and many provisions mapped."""
    instrument = analysis.instrument()
    nodes = list(instrument.obligations)
    values = ["yes", "no", "partly", "unclear"]
    attributes = {
        "sanction_type": "criminal",
        "prosecution_mode": "ex_officio",
        "offences": "35,36",
    }

    def complain(key: str, what: str) -> None:
        raise ValueError(f"{key} {what}")

    case = {
        "answers": {e: values[n % len(values)] for n, e in enumerate(instrument.elements)},
        "provisions": [
            {"on": [nodes[n % len(nodes)]], "attributes": attributes} for n in range(PROVISIONS)
        ],
    }
    return snapshot_of(case, instrument, complain)


def seconds(work: Callable[[], Any]) -> float:
    """Gives the median of some runs after one to warm up."""
    work()
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


# --- the general engine --------------------------------------------------------------------------


def symbol(*parts: str) -> str:
    """Gives a name that the other engine accepts."""
    return "_".join(parts).translate(str.maketrans(".-, ", "____"))


def among(left: str, values: tuple[str, ...]) -> str:
    """Gives ``left in [values]`` in the language of the other engine."""
    return f"{left} in [{', '.join(repr(value) for value in values)}]"


def expression(condition: c.Condition) -> str:
    """Gives a condition in the language of the other engine."""
    match condition:
        case c.All(tests):
            return "(" + " and ".join(expression(test) for test in tests) + ")"
        case c.Any(tests):
            return "(" + " or ".join(expression(test) for test in tests) + ")"
        case c.Not(test):
            return f"not ({expression(test)})"
        case c.ElementIs(element, values):
            return among(symbol(element), values)
        case c.AttributeIs():
            return attribute(condition)
        case c.MappingIs(node, values):
            return among(symbol("mapping", node), values)
        case c.ReservationIs(code, values):
            return among(symbol("reservation", code), values)
        case c.FactIs(name, "is", values):
            return among(symbol("fact", name), values)
        case c.FactIs(name, compare, _, bound):
            return f"{symbol('fact', name)} {'<' if compare == 'lt' else '<='} {bound}"
        case c.RuleHolds(rule, cases):
            return symbol("rule", rule, *cases)


def attribute(test: c.AttributeIs) -> str:
    """Gives a test on provisions as a comprehension over those of its nodes."""
    value = f'p["{test.name}"]'
    if test.compare == "is":
        holds = among(value, test.values)
    elif test.compare == "contains":
        holds = "(" + " or ".join(f'"{one}" in {value}' for one in test.values) + ")"
    else:
        holds = f"{value} != null and {value} {'<' if test.compare == 'lt' else '<='} {test.bound}"
    inside = "".join(" and " + among(f'p["{name}"]', values) for name, values in test.where)
    listed = symbol("on", *test.nodes)
    if test.quantifier == "all":
        return f"([p for p in {listed} if not ({holds}){inside}].length == 0)"
    compare = ">" if test.quantifier == "some" else "=="
    return f"([p for p in {listed} if {holds}{inside}].length {compare} 0)"


def facts_for(snapshot: Snapshot) -> dict[str, Any]:
    """Gives the facts as the other engine reads them."""
    instrument = analysis.instrument()
    facts = Facts(instrument, snapshot, (), DAY)
    given: dict[str, Any] = {
        symbol(e): snapshot.answers[e].value.value if e in snapshot.answers else "unanswered"
        for e in instrument.elements
    }
    numbers = {name for name, kind in instrument.attributes.items() if kind.type == "number"}
    numbers |= set(c.DERIVED_ATTRIBUTES)
    blank: dict[str, Any] = dict.fromkeys(instrument.attributes, "") | dict.fromkeys(numbers)
    for rule in analysis.rules():
        for case in rule.cases:
            for test in c.leaves(case.when):
                match test:
                    case c.AttributeIs(nodes=nodes):
                        given[symbol("on", *nodes)] = [
                            blank | {n: a.value for n, a in snapshot.attributes[p.id].items()}
                            for p, _ in facts.provisions_on(nodes)
                        ]
                    case c.MappingIs(node):
                        state = "mapped" if node == "each" else facts.mapping_state(node)
                        given[symbol("mapping", node)] = state
                    case c.ReservationIs(code):
                        given[symbol("reservation", code)] = "none"
                    case c.FactIs(name, compare):
                        given[symbol("fact", name)] = "" if compare == "is" else 1
                    case c.RuleHolds(named, cases):
                        given[symbol("rule", named, *cases)] = False
    return given


def main() -> int:
    """Prints the table; gives the exit code."""
    try:
        import rule_engine
    except ImportError:
        print("This comparison needs rule-engine:  pip install rule-engine", file=sys.stderr)
        return 2
    instrument, rules, snapshot = analysis.instrument(), analysis.rules(), full_project()
    evaluation = evaluate(rules, instrument, snapshot, DAY)
    changed = Answer(element="E36.1", value=AnswerValue.UNCLEAR, note="")
    then = replace(snapshot, answers={**snapshot.answers, "E36.1": changed})
    conditions = [case.when for rule in rules for case in rule.cases]
    other = [rule_engine.Rule(expression(condition)) for condition in conditions]
    given = facts_for(snapshot)
    ours = seconds(lambda: evaluate(rules, instrument, snapshot, DAY))
    one = seconds(lambda: reevaluate(evaluation, snapshot, rules, instrument, then))
    theirs = seconds(lambda: [rule.matches(given) for rule in other])
    print(f"{len(rules)} rules, {len(conditions)} conditions, {PROVISIONS:,} mapped provisions")
    print(f"all rules, with reasons and statuses     {ours * 1000:8.1f} ms")
    print(f"after one changed answer                 {one * 1000:8.1f} ms")
    print(f"rule-engine, conditions alone            {theirs * 1000:8.1f} ms")
    print(f"ratio rule-engine / all rules            {theirs / ours:8.1f}")
    print(f"ratio all rules / one changed answer     {ours / one:8.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

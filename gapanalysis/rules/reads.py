# SPDX-License-Identifier: EUPL-1.2
"""Which rules an answer can concern: those that read it, directly or through another rule, a
mapping state or a cap that looks at it.
"""

from __future__ import annotations

from collections.abc import Iterable

from gapanalysis.instrument import lineage
from gapanalysis.model import Instrument, Rule
from gapanalysis.rules.conditions import ElementIs, MappingIs, RuleHolds, Test, leaves


def tests_of(rule: Rule) -> Iterable[Test]:
    """Gives every test of a rule, those of its reservation clauses too."""
    for case in rule.cases:
        yield from leaves(case.when)
        for clause in case.reservations:
            if clause.when is not None:
                yield from leaves(clause.when)


def elements_read(rule: Rule) -> frozenset[str]:
    """Gives the elements that the tests of a rule name."""
    return frozenset(test.element for test in tests_of(rule) if isinstance(test, ElementIs))


def rules_reading(
    changed: Iterable[str], rules: tuple[Rule, ...], instrument: Instrument
) -> set[str]:
    """Gives the rules that changed answers can concern."""
    changed = set(changed)
    touched = {instrument.elements[e].obligation for e in changed if e in instrument.elements}
    nodes = {node for obligation in touched for node in lineage(obligation)}
    found = {rule.id for rule in rules if _reads(rule, changed, touched, nodes)}
    through = {
        rule.id: {test.rule for test in tests_of(rule) if isinstance(test, RuleHolds)}
        for rule in rules
    }
    grown = True
    while grown:
        more = {rule for rule, named in through.items() if named & found} - found
        found |= more
        grown = bool(more)
    return found


def _reads(rule: Rule, changed: set[str], touched: set[str], nodes: set[str]) -> bool:
    if touched & {case.obligation for case in rule.cases}:
        return True  # the cap by strength looks at all answers of the obligation
    return any(
        (isinstance(test, ElementIs) and test.element in changed)
        or (isinstance(test, MappingIs) and (test.node in nodes or test.node == "each"))
        for test in tests_of(rule)
    )

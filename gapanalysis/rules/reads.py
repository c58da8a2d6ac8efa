# SPDX-License-Identifier: EUPL-1.2
"""Which rules a change can concern: those that read an answer or what is mapped, directly or
through another rule, a mapping state, a derived fact or a cap that looks at it.
"""

from __future__ import annotations

from collections.abc import Iterable

from gapanalysis.instrument import lineage
from gapanalysis.model import Instrument, Mapping, Rule, Snapshot
from gapanalysis.rules.conditions import (
    AttributeIs,
    ElementIs,
    FactIs,
    MappingIs,
    RuleHolds,
    Test,
)


def elements_read(rule: Rule) -> frozenset[str]:
    """Gives the elements that the tests of a rule name."""
    return frozenset(test.element for test in rule.tests if isinstance(test, ElementIs))


def changed_nodes(before: Snapshot, after: Snapshot) -> set[str]:
    """Gives the nodes of the instrument's tree under which mappings, properties of what is mapped,
    or statements differ between two snapshots.
    """
    nodes = set(before.statements ^ after.statements)
    moved: set[int] = set()
    if before.mappings is not after.mappings:
        old, new = _apart(before.mappings, after.mappings), _apart(after.mappings, before.mappings)
        moved = {one.provision for one in old ^ new}
        nodes |= {one.obligation for one in old ^ new}
    named = {mapping.provision for mapping in after.mappings}
    if before.attributes is not after.attributes:
        moved |= {p for p in named if before.attributes.get(p) != after.attributes.get(p)}
    if before.provisions is not after.provisions:
        moved |= {p for p in named if not _same(before.provisions.get(p), after.provisions.get(p))}
    if moved:  # its quoted words may be others now, under every node that it is mapped to
        nodes |= {
            mapping.obligation
            for one in (before, after)
            for mapping in one.mappings
            if mapping.provision in moved
        }
    return nodes


def _apart(ones: Iterable[Mapping], others: Iterable[Mapping]) -> set[Mapping]:
    """Gives the mappings that are not the same objects as others; most are, after an edit."""
    known = set(map(id, others))
    return {one for one in ones if id(one) not in known}


def _same(one: object, other: object) -> bool:
    return one is other or one == other


def rules_reading(
    elements: Iterable[str], nodes: Iterable[str], rules: tuple[Rule, ...], instrument: Instrument
) -> set[str]:
    """Gives the rules that changed answers to elements, and changes under nodes, can concern."""
    change = _Change(set(elements), set(nodes), instrument)
    found = {rule.id for rule in rules if change.concerns(rule)}
    through = {
        rule.id: {test.rule for test in rule.tests if isinstance(test, RuleHolds)} for rule in rules
    }
    grown = True
    while grown:
        more = {rule for rule, named in through.items() if named & found} - found
        found |= more
        grown = bool(more)
    return found


class _Change:
    """What has changed, asked test by test. Nodes are related where one stands above the other."""

    def __init__(self, elements: set[str], nodes: set[str], instrument: Instrument) -> None:
        self._elements, self._instrument = elements, instrument
        known = instrument.elements
        self._answered = {known[e].obligation for e in elements if e in known}
        self._above = {up for node in nodes for up in lineage(node)}
        self._nodes = nodes
        self._known_near: dict[str, bool] = {}
        self._above_answered = {up for one in self._answered for up in lineage(one)}
        scope = instrument.scope
        self._reaches_offences = bool({node.split(".")[0] for node in nodes} & scope.general)
        self._derived = [ratio.node for ratio in scope.ratios.values()]
        self._derived += [scope.emergency_orders, scope.protection_orders]

    def _near(self, node: str) -> bool:
        near = self._known_near.get(node)
        if near is None:
            near = node in self._above or not self._nodes.isdisjoint(lineage(node))
            self._known_near[node] = near
        return near

    def concerns(self, rule: Rule) -> bool:
        """Tells whether a rule may say something else after the change."""
        for case in rule.cases:
            if case.obligation in self._answered:
                return True  # the cap by strength looks at all answers of the obligation
            if self._nodes and (case.obligation == "each" or self._near(case.obligation)):
                return True  # placed by mappings; a bill under it is pending
        return any(self._changes(test) for test in rule.tests)

    def _changes(self, test: Test) -> bool:
        match test:
            case ElementIs(element):
                known = self._instrument.elements.get(element)
                return element in self._elements or (
                    known is not None and self._near(known.obligation)
                )
            case MappingIs(node):
                return node == "each" or node in self._above_answered or self._near(node)
            case AttributeIs(nodes=nodes):
                if not self._nodes:
                    return False
                offence = any(
                    node.split(".")[0] in self._instrument.scope.offences for node in nodes
                )
                return (
                    "any" in nodes
                    or (offence and self._reaches_offences)
                    or any(self._near(node) for node in nodes)
                )
            case FactIs(name):
                known_facts = {*self._instrument.scope.ratios, "order_gap_days"}
                return name in known_facts and any(self._near(node) for node in self._derived)
        return False

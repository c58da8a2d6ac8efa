# SPDX-License-Identifier: EUPL-1.2
"""Rules from data files, checked against the instrument that they read."""

from __future__ import annotations

from collections.abc import Iterable

from gapanalysis.datafile import DataFile, Problem, Table, refuse
from gapanalysis.model import (
    Basis,
    ExplanatoryReport,
    Instrument,
    Outcome,
    ReservationClause,
    Rule,
    RuleCase,
    Severity,
)
from gapanalysis.resources import resource
from gapanalysis.rules.conditions import Any, Condition, RuleHolds, Test, leaves, parse

KINDS = ("availability", "defect", "reservation", "consistency", "reminder", "guard")
OWN = "own/"
"""Before the file name in the source of a rule of the user's own."""
NO_STATUS_KINDS = frozenset({"reservation", "consistency", "reminder", "guard"})
"""Kinds whose findings never change the status of an obligation."""


def rule_files(instrument: Instrument) -> list[tuple[str, str]]:
    """Gives the files of the rules shipped with an instrument: name and text."""
    folder = resource(f"instruments/{instrument.id}/rules")
    return [
        (path.name, path.read_text(encoding="utf-8"))
        for path in sorted(folder.iterdir(), key=lambda p: p.name)
        if path.name.endswith(".toml")
    ]


def load_rules(instrument: Instrument, own: Iterable[tuple[str, str]] = ()) -> tuple[Rule, ...]:
    """Gives the rules shipped with an instrument, then those of the user's ``own`` files (name,
    text), marked as such; raises ``AppError("data_invalid")``.
    """
    own = [(OWN + name, text) for name, text in own]
    rules, problems = read_rules([*rule_files(instrument), *own], instrument)
    refuse(problems)
    return rules


def read_rules(
    files: Iterable[tuple[str, str]], instrument: Instrument
) -> tuple[tuple[Rule, ...], list[Problem]]:
    """Gives the rules of some files (name, text) with every problem found in them."""
    codes = tuple(sorted({code for r in instrument.reservable.values() for code in r.codes}))
    rules: dict[str, Rule] = {}
    tables: dict[str, Table] = {}
    read = [DataFile(name, text) for name, text in files]
    for file in read:
        for table in file.top.tables("rule"):
            rule = _read_rule(table, instrument, codes)
            if rule.id in rules:
                table.problem("id", f"{rule.id!r} stands twice")
            rules[rule.id], tables[rule.id] = rule, table
        file.top.done()
    _check_references(rules, tables)
    return tuple(rules.values()), [problem for file in read for problem in file.problems]


def _read_rule(table: Table, instrument: Instrument, codes: tuple[str, ...]) -> Rule:
    kind = table.choice("kind", KINDS)
    cases = _read_cases(table, instrument, codes, guard=kind == "guard")
    rule = Rule(
        id=table.string("id"),
        version=table.integer("version") or 0,
        kind=kind,
        articles=table.string("articles"),
        obligations=_nodes(table, instrument),
        partly_lowers=table.choice("partly", ("M0", "own")) == "M0",
        group=table.string("group", required=False),
        basis=_read_basis(table.table("basis")),
        finding=table.text("finding") or {"en": ""},
        recommendation=table.text("recommendation") or {"en": ""},
        note=table.text("note", required=False),
        cases=cases,
        tests=tuple(_tests(cases)),
        source=table.file.name,
    )
    table.done()
    return rule


def _tests(cases: Iterable[RuleCase]) -> Iterable[Test]:
    for case in cases:
        yield from leaves(case.when)
        for clause in case.reservations:
            if clause.when is not None:
                yield from leaves(clause.when)


def _nodes(table: Table, instrument: Instrument) -> tuple[str, ...]:
    nodes = table.strings("obligations")
    for node in nodes:
        if node != "each" and not instrument.has_node(node):
            table.problem("obligations", f"names an unknown obligation {node!r}")
    return nodes


def _read_basis(table: Table | None) -> Basis:
    if table is None:
        return Basis(articles="", report=None)
    articles = table.string("articles", required=False)
    report = None
    if "er" in table:
        report = ExplanatoryReport(
            paragraphs=table.string("er").replace("-", "–"),
            confidence=table.choice("er_confidence", ("H", "M", "L")),
            verified=table.flag("er_verified"),
        )
    else:
        table.raw("er_verified")
    table.done()
    return Basis(articles=articles, report=report)


def _read_cases(
    table: Table, instrument: Instrument, codes: tuple[str, ...], *, guard: bool
) -> tuple[RuleCase, ...]:
    tables = table.tables("case", header="rule.case", name_key="name")
    if tables:
        if "condition" in table:
            table.problem("condition", "a rule with cases has no condition of its own")
            table.raw("condition")
        cases = [_read_case(one, instrument, codes, guard=guard) for one in tables]
        names = [case.name for case in cases]
        for one, name in zip(tables, names, strict=True):
            if names.count(name) > 1:
                one.problem("name", f"{name!r} stands twice")
        return tuple(cases)
    condition = table.table("condition")
    nodes = table.data.get("obligations") or [""]
    return (
        RuleCase(
            name="",
            obligation=str(nodes[0]),
            group="",
            when=parse(condition, instrument, codes) if condition else Any(()),
            severity=_severity(table, guard=guard),
            outcome=_outcome(table, guard=guard),
            reservations=_read_clauses(table, instrument, codes),
            label=None,
            finding=None,
            recommendation=None,
        ),
    )


def _read_case(
    table: Table, instrument: Instrument, codes: tuple[str, ...], *, guard: bool
) -> RuleCase:
    name = table.string("name")
    condition = table.table("when")
    obligation = table.string("obligation")
    if obligation and obligation != "each" and not instrument.has_node(obligation):
        table.problem("obligation", f"names an unknown obligation {obligation!r}")
    case = RuleCase(
        name=name,
        obligation=obligation,
        group=table.string("exclusive_group", required=False) or f"case {name}",
        when=parse(condition, instrument, codes) if condition else Any(()),
        severity=_severity(table, guard=guard),
        outcome=_outcome(table, guard=guard),
        reservations=_read_clauses(table, instrument, codes),
        label=table.text("label", required=False),
        finding=table.text("finding", required=False),
        recommendation=table.text("recommendation", required=False),
    )
    table.done()
    return case


def _severity(table: Table, *, guard: bool) -> Severity | None:
    value = table.choice("severity", [str(s) for s in Severity], required=not guard)
    return Severity(value) if value else None


def _outcome(table: Table, *, guard: bool) -> Outcome | None:
    value = table.choice("outcome", ("gap", "partly", "not_assessed"), required=not guard)
    return Outcome(value) if value in {"gap", "partly"} else None


def _read_clauses(
    table: Table, instrument: Instrument, codes: tuple[str, ...]
) -> tuple[ReservationClause, ...]:
    clauses = []
    for one in table.tables("reservation", name_key="code"):
        code = one.choice("code", codes)
        when: Condition | None = None
        inner = one.table("when", required=False)
        if inner is not None:
            when = parse(inner, instrument, codes)
        one.done()
        clauses.append(ReservationClause(code=code, when=when))
    return tuple(clauses)


def _check_references(rules: dict[str, Rule], tables: dict[str, Table]) -> None:
    """Finds references to unknown rules or cases, and rules that read each other in a circle."""
    reads: dict[str, set[str]] = {}
    for rule in rules.values():
        named = [
            leaf for case in rule.cases for leaf in leaves(case.when) if isinstance(leaf, RuleHolds)
        ]
        reads[rule.id] = {leaf.rule for leaf in named}
        for leaf in named:
            if leaf.rule not in rules:
                tables[rule.id].problem("condition", f"names an unknown rule {leaf.rule!r}")
                continue
            known = {case.name for case in rules[leaf.rule].cases}
            for case in leaf.cases:
                if case not in known:
                    tables[rule.id].problem(
                        "condition", f"names an unknown case {case!r} of {leaf.rule}"
                    )
    for rule_id in rules:
        seen: set[str] = set()
        waiting = set(reads[rule_id])
        while waiting:
            current = waiting.pop()
            if current not in seen:
                seen.add(current)
                waiting |= reads.get(current, set())
        if rule_id in seen:
            tables[rule_id].problem("condition", "reads itself through other rules")

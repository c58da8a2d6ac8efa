# SPDX-License-Identifier: EUPL-1.2
"""Cases of rules: made-up States, and what a rule must say of each. Written by lawyers as TOML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from gapanalysis.datafile import DataFile, Problem, Table
from gapanalysis.errors import AppError
from gapanalysis.instrument import check_attribute
from gapanalysis.model import (
    Answer,
    AnswerValue,
    Attribute,
    AttributeState,
    Coverage,
    Decision,
    Finding,
    Instrument,
    Kind,
    Law,
    LawKind,
    Notice,
    Outcome,
    Provision,
    Reservation,
    Rule,
    Severity,
    Snapshot,
    State,
    Truth,
)
from gapanalysis.model import Mapping as ProvisionMapping
from gapanalysis.rules.conditions import STATE_DATES
from gapanalysis.rules.engine import evaluate, rule_truths

DAY = "2026-06-01"
"""The day of a case that names none."""

Complain = Callable[[str, str], None]
"""Takes the key at fault and what is wrong with it."""
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A made-up State on a day, what the rule as a whole must be, and exactly its findings: each
    with its subject (case or reservation) and whatever of obligation, outcome, severity is given.
    """

    name: str
    rule: str
    on: date
    snapshot: Snapshot
    result: Truth
    findings: tuple[Mapping[str, str], ...]
    file: str
    line: int


def read_cases(
    files: Iterable[tuple[str, str]], instrument: Instrument
) -> tuple[tuple[Case, ...], list[Problem]]:
    """Gives the cases of some files (name, text) with every problem found in them."""
    cases, problems = [], []
    for name, text in files:
        file = DataFile(name, text)
        cases += [
            _read_case(table, instrument) for table in file.top.tables("case", name_key="name")
        ]
        file.top.done()
        problems += file.problems
    return tuple(cases), problems


def run_case(case: Case, rules: tuple[Rule, ...], instrument: Instrument) -> str:
    """Gives how a rule differs from what its case expects; empty if it does not."""
    asked = [rule for rule in rules if rule.id == case.rule]
    if not asked:
        return f"names an unknown rule {case.rule!r}"
    truth = rule_truths(asked, rules, instrument, case.snapshot, case.on)[case.rule]
    if truth != case.result:
        return f"expects {case.result}, the rule is {truth}"
    evaluation = evaluate(rules, instrument, case.snapshot, case.on)
    found = [_said(finding) for finding in evaluation.findings if finding.rule == case.rule]
    narrowed = [
        {key: one[key] for key in expected} if expected else one
        for one, expected in zip(found, case.findings, strict=False)
    ]
    if len(found) != len(case.findings) or narrowed != list(case.findings):
        return f"expects the findings {list(case.findings)}, the rule gives {found}"
    return ""


def missing_results(rules: Iterable[Rule], cases: Iterable[Case]) -> list[tuple[str, Truth]]:
    """Gives the rules that lack a case in which they fire, do not fire, or stay open."""
    seen = {(case.rule, case.result) for case in cases}
    return [(rule.id, truth) for rule in rules for truth in Truth if (rule.id, truth) not in seen]


def _said(finding: Finding) -> dict[str, str]:
    return {
        "subject": finding.subject,
        "obligation": finding.obligation,
        "outcome": finding.outcome.value,
        "severity": finding.severity.value,
    }


def _read_case(table: Table, instrument: Instrument) -> Case:
    known = ("answers", "nothing_exists", "facts", "provisions", "reservations", "dates")
    data = {key: table.raw(key) for key in (*known, "law_kind") if key in table}
    case = Case(
        name=table.string("name"),
        rule=table.string("rule"),
        on=_day(table.raw("on", DAY), "on", table.problem) or date.fromisoformat(DAY),
        snapshot=snapshot_of(data, instrument, table.problem),
        result=Truth(table.choice("result", [one.value for one in Truth]) or "unknown"),
        findings=tuple(_expected(one) for one in table.tables("findings", name_key="obligation")),
        file=table.file.name,
        line=table.line,
    )
    table.done()
    return case


def _expected(table: Table) -> dict[str, str]:
    said = {"subject": table.string("subject", required=False)}
    said["subject"] = said["subject"] or table.string("case", required=False)
    if "obligation" in table:
        said["obligation"] = table.string("obligation")
    if "outcome" in table:
        said["outcome"] = table.choice("outcome", [one.value for one in Outcome])
    if "severity" in table:
        said["severity"] = table.choice("severity", [one.value for one in Severity])
    table.done()
    return said


# --- the made-up State ---------------------------------------------------------------------------


def snapshot_of(data: Mapping[str, Any], instrument: Instrument, complain: Complain) -> Snapshot:
    """Gives a State as a case describes it; what does not exist is told to ``complain``."""
    provisions, mappings, attributes = _provisions(data.get("provisions", []), instrument, complain)
    dates = data.get("dates", {})
    for key in dates:
        if key not in STATE_DATES:
            complain("dates", f"has {key!r}; known: {', '.join(STATE_DATES)}")
    for node in data.get("nothing_exists", []):
        if not instrument.has_node(node):
            complain("nothing_exists", f"names an unknown obligation {node!r}")
    return Snapshot(
        state=State(
            code="ARV",
            name="Arvenia",
            language="en",
            facts={name: str(value) for name, value in data.get("facts", {}).items()},
            **{name: _day(dates.get(name), "dates", complain) for name in STATE_DATES},
        ),
        laws={1: _law(_one_of(LawKind, data.get("law_kind", "statute"), "law_kind", complain))},
        provisions=provisions,
        mappings=mappings,
        answers=_answers(data.get("answers", {}), instrument, complain),
        statements=frozenset(data.get("nothing_exists", [])),
        attributes=attributes,
        reservations=tuple(
            _reservation(number, one, complain)
            for number, one in enumerate(data.get("reservations", []), 1)
        ),
        evidence=(),
        reviews=(),
    )


def _law(kind: LawKind) -> Law:
    return Law(
        id=1,
        uid="law",
        title="Code",
        language="en",
        kind=kind,
        date=None,
        version=1,
        file_name="code.txt",
        sha256="",
        articles=0,
    )


def _provisions(
    given: list[dict[str, Any]], instrument: Instrument, complain: Complain
) -> tuple[dict[int, Provision], tuple[ProvisionMapping, ...], dict[int, dict[str, Attribute]]]:
    provisions: dict[int, Provision] = {}
    mappings: list[ProvisionMapping] = []
    attributes: dict[int, dict[str, Attribute]] = {}
    for number, one in enumerate(given, 1):
        for key in one.keys() - {"on", "coverage", "attributes"}:
            complain("provisions", f"has an unknown key {key!r}")
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
        coverage = _one_of(Coverage, one.get("coverage", "full"), "provisions", complain)
        for node in one.get("on", []):
            if not instrument.has_node(node):
                complain("provisions", f"names an unknown obligation {node!r}")
                continue
            mappings.append(
                ProvisionMapping(
                    id=len(mappings) + 1,
                    provision=number,
                    obligation=node,
                    coverage=coverage,
                    quotation=None,
                    note="",
                )
            )
        attributes[number] = {
            name: Attribute(
                provision=number,
                name=name,
                value=_value(instrument, name, str(value), complain),
                state=AttributeState.PERSON,
                quotation=None,
            )
            for name, value in one.get("attributes", {}).items()
        }
    return provisions, tuple(mappings), attributes


def _value(instrument: Instrument, name: str, value: str, complain: Complain) -> str:
    try:
        return check_attribute(instrument, name, value)
    except AppError as error:
        complain("provisions", f"has the attribute {name} = {value!r}: {error}")
        return value


def _answers(
    given: Mapping[str, str], instrument: Instrument, complain: Complain
) -> dict[str, Answer]:
    answers = {}
    for element, value in given.items():
        if element not in instrument.elements:
            complain("answers", f"names an unknown element {element!r}")
        else:
            chosen = _one_of(AnswerValue, value, "answers", complain)
            answers[element] = Answer(element=element, value=chosen, note="")
    return answers


def _reservation(number: int, one: Mapping[str, Any], complain: Complain) -> Reservation:
    notices = []
    for notice in one.get("notices", []):
        on = _day(notice.get("on"), "reservations", complain)
        if on is None:
            complain("reservations", "has a notice without a day")
            continue
        notices.append(
            Notice(
                on=on,
                decision=_one_of(Decision, notice.get("decision"), "reservations", complain),
                effective=_day(notice.get("effective"), "reservations", complain),
                widened=bool(notice.get("widened", False)),
            )
        )
    return Reservation(
        id=number,
        provision=str(one.get("provision", "")),
        made=_day(one.get("made"), "reservations", complain),
        scope=one.get("scope"),
        notices=tuple(notices),
    )


def _one_of(kind: type[E], value: Any, key: str, complain: Complain) -> E:
    try:
        return kind(value)
    except ValueError:
        allowed = [one.value for one in kind]
        complain(key, f"has {value!r}; allowed: {', '.join(allowed)}")
        return kind(allowed[0])


def _day(value: Any, key: str, complain: Complain) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        complain(key, f"has {value!r}, which is no date such as 2026-06-01")
        return None

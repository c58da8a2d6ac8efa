# SPDX-License-Identifier: EUPL-1.2
"""Statuses of obligations, computed a second time from the findings and held against the first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from projects import DATES, INSTRUMENT, RULES, cases
from samples import snapshot_of

from gapanalysis.model import Finding, Ground, GroundKind, Status
from gapanalysis.rules.engine import evaluate

DAY = date(2026, 6, 1)
QUIET = {"reservation", "consistency", "reminder"}
"""Kinds of rules that change no status."""


def status(case: dict, obligation: str) -> str:
    return evaluate(RULES, INSTRUMENT, snapshot_of(case), DAY).statuses[obligation].status


def ground(case: dict, obligation: str) -> Ground | None:
    return evaluate(RULES, INSTRUMENT, snapshot_of(case), DAY).statuses[obligation].ground


def decisive(findings: Iterable[Finding]) -> set[str]:
    """Gives the elements on which findings rest."""
    return {
        read.name
        for finding in findings
        for step in finding.why
        if step.decisive
        for read in step.reads
        if read.kind == "element"
    }


def related(a: str, b: str) -> bool:
    def above(node: str) -> set[str]:
        found = set()
        while node:
            found.add(node)
            node = INSTRUMENT.nodes[node] or ""
        return found

    return a in above(b) or b in above(a)


def expected(case: dict, obligation: str, findings: list[Finding]) -> Status:
    """Gives the status in the words of the catalogue, for projects of statutes in force with every
    attribute recorded by a person and no source that is practice alone.
    """
    own = [f for f in findings if f.obligation == obligation]
    core = [e.id for e in INSTRUMENT.elements_of(obligation) if e.core]
    every = [e.id for e in INSTRUMENT.elements_of(obligation)]
    said = [case["answers"].get(element) for element in core]
    near = [
        one
        for one in case["provisions"]
        if one["coverage"] != "related" and any(related(node, obligation) for node in one["on"])
    ]
    stated = any(related(node, obligation) for node in case["nothing_exists"])
    if not (own or near or stated or any(e in case["answers"] for e in every)):
        return Status.NOT_ASSESSED
    gaps = [f for f in findings if f.outcome == "gap" and not f.reservation]
    denied = {e for e in core if case["answers"].get(e) == "no"} & decisive(gaps)
    if denied or any(f in gaps for f in own):
        return Status.GAP
    reserved = [f for f in own if f.reservation and f.outcome != "cannot_tell"]
    narrow = {e for e, value in zip(core, said, strict=True) if value in {"no", "partly"}}
    free = [f for f in own if f.outcome == "partly" and f.severity != "info" and not f.reservation]
    if reserved and not free and not narrow - decisive(reserved):
        return Status.RESERVED
    if free or narrow - decisive(reserved):
        return Status.PARTLY
    if any(one["attributes"].get("territorial_scope", "whole") != "whole" for one in near):
        return Status.PARTLY
    if any(value in {None, "unclear"} for value in said) or "yes" not in said:
        return Status.CANNOT_TELL
    contradicted = any(one["coverage"] == "contrary" for one in near)
    return Status.CANNOT_TELL if contradicted else Status.MET


@settings(max_examples=40, deadline=None)
@given(
    cases(),
    st.lists(st.sampled_from(sorted(INSTRUMENT.obligations)), max_size=10),
    st.sampled_from([None, "whole", "named_regions"]),
)
def test_statuses_computed_twice(case, answered_well, territory):
    for obligation in answered_well:
        for element in INSTRUMENT.elements_of(obligation):
            case["answers"].setdefault(element.id, "yes")
    for one in case["provisions"]:
        for name in ("instrument", "in_force"):
            one["attributes"].pop(name, None)
        if territory:
            one["attributes"]["territorial_scope"] = territory
    evaluation = evaluate(RULES, INSTRUMENT, snapshot_of(case), DAY)
    counting = [f for f in evaluation.findings if f.kind not in QUIET]
    for obligation, found in evaluation.statuses.items():
        assert found.status == expected(case, obligation, counting), obligation
        own = any(f.obligation == obligation and f.outcome != "cannot_tell" for f in counting)
        plain = found.status in {Status.MET, Status.NOT_ASSESSED}
        assert plain or found.ground or (own and found.status != Status.CANNOT_TELL), obligation
        assert not (plain and found.ground)
        assert found.answered == sum(
            e.id in case["answers"] for e in INSTRUMENT.elements_of(obligation)
        )
    assert sum(evaluation.totals.values()) == len(INSTRUMENT.obligations)


@pytest.mark.parametrize("obligation", ["34", "47", "56.1.a"])
def test_what_a_provision_in_force_contradicts_is_never_met(obligation):
    answers = {e.id: "yes" for e in INSTRUMENT.elements_of(obligation)}
    case = {"name": "", "answers": answers, "dates": DATES}
    assert status(case, obligation) == "met"
    contrary = [{"on": [obligation], "coverage": "contrary"}]
    assert status(case | {"provisions": contrary}, obligation) == "cannot_tell"
    bill = case | {"provisions": contrary, "law_kind": "bill"}
    assert status(bill, obligation) == "met"


def test_an_element_on_which_a_gap_elsewhere_rests_makes_a_gap_of_its_own_obligation():
    answers = {e.id: "yes" for e in INSTRUMENT.elements_of("33")} | {"E33.5": "no"}
    case = {"name": "", "answers": answers, "dates": DATES}
    assert status(case, "43") == "gap"
    assert status(case, "33") == "gap"
    assert ground(case, "43") is None  # its own finding tells it
    assert ground(case, "33") == Ground(GroundKind.DENIED, ("E33.5",))


def test_a_status_that_no_finding_tells_has_a_ground():
    answers = {e.id: "yes" for e in INSTRUMENT.elements_of("47")}
    case = {"name": "", "answers": answers, "dates": DATES}
    core = tuple(e.id for e in INSTRUMENT.elements_of("47") if e.core)
    assert ground(case, "47") is None  # met
    partly = case | {"answers": answers | {core[0]: "partly"}}
    assert ground(partly, "47") == Ground(GroundKind.NARROW, (core[0],))
    unclear = case | {"answers": answers | {core[0]: "unclear"}}
    assert ground(unclear, "47") == Ground(GroundKind.OPEN, (core[0],))
    moot = case | {"answers": dict.fromkeys(answers, "na")}
    assert ground(moot, "47") == Ground(GroundKind.MOOT, core)
    regions = [{"on": ["47"], "attributes": {"territorial_scope": "named_regions"}}]
    found = ground(case | {"provisions": regions}, "47")
    assert found is not None and found.kind == GroundKind.TERRITORY and found.provisions
    contrary = [{"on": ["47"], "coverage": "contrary"}]
    found = ground(case | {"provisions": contrary}, "47")
    assert found is not None and found.kind == GroundKind.CONTRARY and found.provisions

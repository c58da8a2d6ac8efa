# SPDX-License-Identifier: EUPL-1.2
"""Silence proves nothing: no rule fires from what nobody recorded, and none keeps silent on what is
known. Every finding stands on the facts that it names; what it says would decide or close it does.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from projects import INSTRUMENT, RULES, cases, snapshots, values_of
from samples import snapshot_of

from gapanalysis import analysis
from gapanalysis.model import (
    Answer,
    AnswerValue,
    Attribute,
    AttributeState,
    Finding,
    Outcome,
    Snapshot,
    Truth,
)
from gapanalysis.rules import conditions as c
from gapanalysis.rules.engine import evaluate, rule_truths

DAY = date(2026, 6, 1)
ASKS_SILENCE = {
    test.element
    for rule in RULES
    for test in rule.tests
    if isinstance(test, c.ElementIs) and "unanswered" in test.values
}
"""Elements whose silence lets an attribute speak: an answer takes the word from it."""
ELEMENTS = sorted(INSTRUMENT.elements.keys() - ASKS_SILENCE)
COMPUTED = {"R95", "R107"}
"""Rules on sums and lengths of what is recorded so far; a further number changes them."""
ONLY_ATTRIBUTES = tuple(
    rule
    for rule in RULES
    if rule.id not in COMPUTED and any(isinstance(t, c.AttributeIs) for t in rule.tests)
)
NARROWED = tuple(rule for rule in RULES if any(getattr(test, "where", ()) for test in rule.tests))
ONLY_ANSWERS = tuple(
    rule
    for rule in RULES
    if rule.kind != "guard" and all(isinstance(t, c.ElementIs | c.MappingIs) for t in rule.tests)
)
SEVERAL = tuple(
    rule
    for rule in ONLY_ANSWERS
    if any(sum(isinstance(t, c.ElementIs) for t in c.leaves(one.when)) > 1 for one in rule.cases)
)


def keyed(snapshot: Snapshot, rules=RULES) -> dict[tuple[str, str, str], Finding]:
    return {one.key: one for one in evaluate(tuple(rules), INSTRUMENT, snapshot, DAY).findings}


def adverse(snapshot: Snapshot, rules=RULES) -> dict[tuple[str, str, str], Finding]:
    found = keyed(snapshot, rules)
    return {key: f for key, f in found.items() if f.outcome != Outcome.CANNOT_TELL}


def truths(snapshot: Snapshot) -> dict[str, Truth]:
    return rule_truths(RULES, RULES, INSTRUMENT, snapshot, DAY)


def answered(snapshot: Snapshot, values: dict[str, str]) -> Snapshot:
    given_answers = {
        name: Answer(element=name, value=AnswerValue(value), note="")
        for name, value in values.items()
    }
    return replace(snapshot, answers={**snapshot.answers, **given_answers})


# --- nothing from silence ------------------------------------------------------------------------


def test_mapped_provisions_of_which_nothing_is_said_make_no_finding():
    everywhere = [{"on": [node]} for node in INSTRUMENT.nodes]
    assert keyed(snapshot_of({"name": "", "provisions": everywhere})) == {}


def test_facts_about_the_state_make_no_adverse_finding_by_themselves():
    facts = {"population": "5000000", "legal_system": "civil_law", "eu_member": "yes"}
    facts |= {"party_status": "party", "lanzarote_party": "yes"}
    assert adverse(snapshot_of({"name": "", "facts": facts})) == {}


@pytest.mark.parametrize("value", ["yes", "na", "unclear"])
def test_no_answer_but_no_and_partly_is_adverse(value):
    everything = dict.fromkeys(INSTRUMENT.elements, value)
    assert adverse(snapshot_of({"name": "", "answers": everything})) == {}


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(sorted(INSTRUMENT.elements)), st.sampled_from(["no", "partly"]))
def test_one_answer_makes_only_findings_that_rest_on_it(element, value):
    found = adverse(snapshot_of({"name": "", "answers": {element: value}}))
    for finding in found.values():
        rests_on = {
            (read.kind, read.name)
            for step in finding.why
            if step.decisive and step.result == Truth.TRUE
            for read in step.reads
            if read.value is not None and (read.kind != "mapping" or read.value == "none")
        }
        assert rests_on == {("element", element)}, finding.key


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_one_property_makes_only_findings_that_rest_on_it(data):
    name = data.draw(st.sampled_from(sorted(INSTRUMENT.attributes)))
    node = data.draw(st.sampled_from(sorted(INSTRUMENT.nodes)))
    value = data.draw(values_of(name))
    case = {"name": "", "provisions": [{"on": [node], "attributes": {name: value}}]}
    for finding in adverse(snapshot_of(case)).values():
        rests_on = {
            (read.kind, read.name)
            for step in finding.why
            if step.decisive and step.result == Truth.TRUE
            for read in step.reads
            if read.value is not None and read.kind not in {"rule", "mapping"}
        }
        # the one default of attributes.toml, and what is computed from the property
        assert rests_on - {("attribute", "domestic_scope")} == {("attribute", name)}, finding.key


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["41", "46", "55", "58", "55.1", "46.a"]), st.data())
def test_a_provision_whose_offences_are_not_said_makes_no_finding_on_an_offence(node, data):
    assume(node in INSTRUMENT.nodes)
    names = sorted(INSTRUMENT.attributes.keys() - {"offences", "aggravation"})
    chosen = data.draw(st.lists(st.sampled_from(names), unique=True, max_size=8))
    attributes = {name: data.draw(values_of(name)) for name in chosen}
    case = {"name": "", "provisions": [{"on": [node], "attributes": attributes}]}
    for finding in adverse(snapshot_of(case)).values():
        tests = [step.test for step in finding.why if step.decisive and step.reads]
        article = node.split(".")[0]
        assert all(article in test or "[any]" in test for test in tests), finding.key


# --- what becomes known never turns a result -----------------------------------------------------


@settings(max_examples=30, deadline=None)
@given(snapshots(), st.sampled_from(ELEMENTS), st.sampled_from(["yes", "partly", "no", "na"]))
def test_an_answer_never_turns_what_is_settled(snapshot, element, value):
    old = snapshot.answers.get(element)
    assume(old is None or old.value == AnswerValue.UNCLEAR)
    before, after = truths(snapshot), truths(answered(snapshot, {element: value}))
    reads_state = {r.id for r in RULES for t in r.tests if _asks_whether_answered(t)}
    for rule, truth in before.items():
        if truth != Truth.UNKNOWN and rule not in reads_state:
            assert after[rule] == truth, rule


def _asks_whether_answered(test: c.Test) -> bool:
    return isinstance(test, c.MappingIs) and bool({"answered", "unmapped"} & set(test.values))


@settings(max_examples=30, deadline=None)
@given(snapshots(ONLY_ATTRIBUTES), st.data())
def test_a_property_never_turns_what_is_settled(snapshot, data):
    assume(snapshot.provisions)
    provision = data.draw(st.sampled_from(sorted(snapshot.provisions)))
    nodes = {m.obligation.split(".")[0] for m in snapshot.mappings if m.provision == provision}
    names = INSTRUMENT.attributes.keys() - snapshot.attributes[provision].keys()
    # these have a meaning while unset: in force, the domestic setting, law and not practice; a
    # provision under 43, 44, 45, 48 that names no offences bears on none
    names -= {"in_force", "domestic_scope", "instrument"}
    names -= {"offences"} if nodes & {"43", "44", "45", "48"} else set()
    name = data.draw(st.sampled_from(sorted(names)))
    more = Attribute(
        provision=provision,
        name=name,
        value=data.draw(values_of(name)),
        state=AttributeState.PERSON,
        quotation=None,
    )
    known = {**snapshot.attributes, provision: {**snapshot.attributes[provision], name: more}}
    before, after = truths(snapshot), truths(replace(snapshot, attributes=known))
    for rule, truth in before.items():
        if truth != Truth.UNKNOWN and rule not in COMPUTED:
            assert after[rule] == truth, rule


@settings(max_examples=30, deadline=None)
@given(snapshots(), st.lists(st.sampled_from(ELEMENTS), min_size=1, max_size=30))
def test_unclear_is_unknown(snapshot, elements):
    rest = {e: a for e, a in snapshot.answers.items() if e not in elements}
    silent = replace(snapshot, answers=rest)
    said = truths(answered(silent, dict.fromkeys(elements, "unclear")))
    reads_state = {r.id for r in RULES for t in r.tests if _asks_whether_answered(t)}
    for rule, truth in truths(silent).items():
        assert said[rule] == truth or rule in reads_state, rule


@settings(max_examples=30, deadline=None)
@given(snapshots(), st.sampled_from([AttributeState.SUGGESTED, AttributeState.REJECTED]))
def test_what_no_person_stands_behind_is_as_if_unset(snapshot, state):
    doubtful = {
        provision: {name: replace(one, state=state) for name, one in named.items()}
        for provision, named in snapshot.attributes.items()
    }
    unset = {provision: {} for provision in snapshot.attributes}
    on = (RULES, INSTRUMENT)
    assert evaluate(*on, replace(snapshot, attributes=doubtful), DAY) == evaluate(
        *on, replace(snapshot, attributes=unset), DAY
    )


@settings(max_examples=30, deadline=None)
@given(snapshots(), st.lists(st.sampled_from(sorted(INSTRUMENT.elements)), max_size=5))
def test_what_cannot_arise_makes_no_finding(snapshot, elements):
    open_ones = [e for e in elements if e not in snapshot.answers]
    some = adverse(answered(snapshot, dict.fromkeys(open_ones, "na")))
    reads_state = {r.id for r in RULES for t in r.tests if _asks_whether_answered(t)}
    assert {key for key in some if key[0] not in reads_state} <= adverse(snapshot).keys()


# --- a finding stands on what it names -----------------------------------------------------------


def _only_what_was_read(snapshot: Snapshot, finding: Finding) -> Snapshot:
    found = [read for step in finding.why for read in step.reads]
    elements = {read.name for read in found if read.kind == "element"}
    properties = {(read.provision, read.name) for read in found if read.kind == "attribute"}
    nodes = {read.name for read in found if read.kind == "mapping"}
    reserved = {read.name for read in found if read.kind == "reservation"}
    keeps_scope = {"in_force", "offences"}  # they say where a provision stands
    return replace(
        snapshot,
        answers={e: a for e, a in snapshot.answers.items() if e in elements},
        attributes={
            provision: {
                name: one
                for name, one in named.items()
                if (provision, name) in properties or name in keeps_scope
            }
            for provision, named in snapshot.attributes.items()
        },
        statements=frozenset(
            said
            for said in snapshot.statements
            if any(node == said or node.startswith(said + ".") for node in nodes)
        ),
        reservations=tuple(r for r in snapshot.reservations if r.provision in reserved),
    )


@settings(max_examples=30, deadline=None)
@given(st.one_of(snapshots(), snapshots(NARROWED)))
def test_a_finding_stands_on_what_its_reasons_name(snapshot):
    for key, finding in list(keyed(snapshot).items())[:6]:
        alone = keyed(_only_what_was_read(snapshot, finding)).get(key)
        assert alone is not None, key
        assert alone.outcome == finding.outcome, key
        assert alone.needs == finding.needs, key


@settings(max_examples=30, deadline=None)
@given(cases(SEVERAL, answers=("yes", "yes", "na", "unclear")))
def test_what_is_needed_decides_and_nothing_shorter_does(case):
    snapshot = snapshot_of(case)
    waiting = [f for f in keyed(snapshot, ONLY_ANSWERS).values() if f.outcome == "cannot_tell"]
    for finding in waiting[:3]:
        assert finding.needs, finding.key
        answers = [("no",) * len(finding.needs), ("yes",) * len(finding.needs)]
        if len(finding.needs) <= 3:
            answers = list(product(("yes", "no"), repeat=len(finding.needs)))
        tried = [dict(zip(finding.needs, one, strict=True)) for one in answers]
        assert any(_is_settled(snapshot, finding, one) for one in tried), finding.key
        if len(finding.needs) > 1:
            asked = {r.name for s in finding.why for r in s.reads if r.kind == "element"}
            single = [{name: value} for name in asked for value in ("yes", "no", "partly")]
            assert not any(_is_settled(snapshot, finding, one) for one in single), finding.key


def _is_settled(snapshot: Snapshot, finding: Finding, answers: dict[str, str]) -> bool:
    if any(
        snapshot.answers.get(e, None) and snapshot.answers[e].value != "unclear" for e in answers
    ):
        return False
    after = keyed(answered(snapshot, answers), ONLY_ANSWERS).get(finding.key)
    return after is None or after.outcome != Outcome.CANNOT_TELL


@settings(max_examples=30, deadline=None)
@given(snapshots())
def test_what_closes_a_finding_closes_it(snapshot):
    for key, finding in list(adverse(snapshot).items())[:4]:
        assert finding.closes or finding.kind == "reservation", key
        closed = _apply(snapshot, finding.closes)
        if closed is not None:
            assert key not in keyed(closed), key


def _apply(snapshot: Snapshot, closes: tuple[str, ...]) -> Snapshot | None:
    """Does what would close a finding where that is an answer or a provision; else None."""
    case = {"name": "", "provisions": [{"on": [t[8:].split("]")[0]]} for t in closes if "map" in t]}
    mapped = snapshot_of(case)
    shift = len(snapshot.provisions)
    for test in closes:
        name, _, value = test.partition(" = ")
        if name in INSTRUMENT.elements and value == "yes":
            snapshot = answered(snapshot, {name: value})
        elif not test.startswith("mapping["):
            return None
    provisions = {
        key + shift: replace(one, id=key + shift) for key, one in mapped.provisions.items()
    }
    more = [replace(m, id=m.id + 1000, provision=m.provision + shift) for m in mapped.mappings]
    gone = {m.obligation for m in more}
    return replace(
        snapshot,
        provisions={**snapshot.provisions, **provisions},
        mappings=(*snapshot.mappings, *more),
        statements=frozenset(snapshot.statements - gone),
    )


def test_every_fact_that_a_rule_reads_can_be_recorded_or_is_computed():
    for rule in RULES:
        for test in rule.tests:
            if isinstance(test, c.FactIs) and test.name not in c.NOT_SETTABLE:
                assert analysis.check_fact(test.name, (*test.values, "1")[0])

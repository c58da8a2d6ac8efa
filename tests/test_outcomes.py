# SPDX-License-Identifier: EUPL-1.2
"""What an element shows: its answer as the rules read it, never more than they say."""

from __future__ import annotations

from datetime import date

import pytest
from samples import make_draft

from gapanalysis import analysis, edits
from gapanalysis.model import AnswerValue, Coverage, ElementOutcome, LawKind

ON = date(2026, 11, 22)


def shown(project, *changes: edits.Edit) -> dict[str, analysis.View]:
    """Gives what elements show after some changes, by element: (outcome, found)."""
    edits.do(project, *changes)
    elements = analysis.view(project, ON).evaluation.elements
    return {name: (one.outcome, one.found) for name, one in elements.items()}


def answer(element: str, value: AnswerValue) -> edits.PutAnswer:
    return edits.PutAnswer(element=element, value=value)


def test_nothing_answered_is_not_assessed(project):
    found = shown(project)
    assert list(found) == list(analysis.instrument().elements)
    assert set(found.values()) == {(ElementOutcome.NOT_ASSESSED, False)}


@pytest.mark.parametrize(
    ("value", "outcome"),
    [
        (AnswerValue.YES, ElementOutcome.MET),
        (AnswerValue.PARTLY, ElementOutcome.PARTLY),
        (AnswerValue.NO, ElementOutcome.GAP),
        (AnswerValue.UNCLEAR, ElementOutcome.CANNOT_TELL),
        (AnswerValue.NA, ElementOutcome.NOT_APPLICABLE),
    ],
)
def test_an_answer_shows_as_what_it_is(project, value, outcome):
    found = shown(project, answer("E36.1", value))
    assert found.pop("E36.1") == (outcome, False)
    assert set(found.values()) == {(ElementOutcome.NOT_ASSESSED, False)}


def test_no_is_a_gap_only_where_the_rules_call_it_one(project):
    found = shown(project, answer("E36.7", AnswerValue.NO), answer("E36.8", AnswerValue.NO))
    assert found["E36.7"] == (ElementOutcome.PARTLY, False)
    statuses = analysis.view(project, ON).evaluation.statuses
    assert statuses["36.2"].status.value == "partly"


def test_what_the_convention_does_not_ask_is_never_lacking(project):
    assert not analysis.instrument().elements["E36.11"].core
    for value in (AnswerValue.NO, AnswerValue.PARTLY):
        found = shown(project, answer("E36.11", value))
        assert found["E36.11"] == (ElementOutcome.NOT_APPLICABLE, False)


def test_contrary_needs_law_in_force_at_the_obligation(project):
    no = answer("E36.1", AnswerValue.NO)
    contrary = edits.PutMapping(provision=1, obligation="36.1.a", coverage=Coverage.CONTRARY)
    assert shown(project, no, contrary)["E36.1"][0] is ElementOutcome.CONTRARY
    repealed = edits.PutAttribute(provision=1, name="in_force", value="repealed(2020-01-01)")
    assert shown(project, repealed)["E36.1"][0] is ElementOutcome.GAP
    edits.undo(project)
    bill = edits.RenameLaw(law=1, title="Bill", kind=LawKind.BILL)
    assert shown(project, bill)["E36.1"][0] is ElementOutcome.GAP
    edits.undo(project)
    assert shown(project, answer("E36.1", AnswerValue.YES))["E36.1"][0] is ElementOutcome.MET


def test_contrary_to_another_obligation_says_nothing_here(project):
    elsewhere = edits.PutMapping(provision=1, obligation="48.1", coverage=Coverage.CONTRARY)
    found = shown(project, answer("E36.1", AnswerValue.NO), elsewhere)
    assert found["E36.1"][0] is ElementOutcome.GAP


def test_reserved_while_the_reservation_stands(project):
    days = [
        edits.PutFact(name="deposited", value="2022-01-31"),
        edits.PutFact(name="party_status", value="party"),
    ]
    no = answer("E44.3", AnswerValue.NO)
    assert shown(project, *days, no)["E44.3"][0] is ElementOutcome.PARTLY
    reserve = edits.PutReservation(provision="44.3", made=date(2022, 1, 31))
    assert shown(project, reserve)["E44.3"][0] is ElementOutcome.RESERVED
    late = edits.PutReservation(provision="44.3", made=date(2023, 1, 31))
    assert shown(project, edits.PutFact(name="signed", value="2020-01-01"), late)["E44.3"][0] is (
        ElementOutcome.PARTLY
    )


def test_a_corner_is_folded_where_the_law_alone_settles_the_status(project):
    edits.do(project, edits.AddLaw(draft=make_draft("Criminal Code")))
    found = shown(project, edits.PutStatement(obligation="37.2"))
    status = analysis.view(project, ON).evaluation.statuses["37.2"].status.value
    assert status == "gap"
    assert found["E37.4"] == (ElementOutcome.NOT_ASSESSED, True)
    found = shown(project, answer("E37.4", AnswerValue.NO))
    assert found["E37.4"] == (ElementOutcome.GAP, False)
    assert found["E37.5"] == (ElementOutcome.NOT_ASSESSED, False)


def test_a_persons_override_speaks_of_the_obligation_not_of_the_element(project):
    override = edits.PutReview(obligation="36.1.a", decision="met", reason="the courts say so")
    found = shown(project, answer("E36.1", AnswerValue.NO), override)
    assert found["E36.1"][0] is ElementOutcome.GAP

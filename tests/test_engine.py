# SPDX-License-Identifier: EUPL-1.2
"""The engine: statuses in their order, modifiers, reasons, open questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from samples import snapshot_of

from gapanalysis import analysis
from gapanalysis.model import Coverage, Outcome, Review, Status
from gapanalysis.rules.engine import evaluate, reevaluate
from gapanalysis.rules.questions import open_questions

INSTRUMENT, RULES = analysis.instrument(), analysis.rules()
DAY = date(2026, 6, 1)
PARTY = {"signed": "2019-05-01", "deposited": "2020-01-10", "in_force": "2020-05-01"}
YES_33 = {f"E33.{n}": "yes" for n in range(1, 8) if f"E33.{n}" in INSTRUMENT.elements}


def run(snapshot=None, on=DAY, **case):
    return evaluate(RULES, INSTRUMENT, snapshot or snapshot_of({"name": "", **case}), on)


def findings(evaluation, rule):
    return [one for one in evaluation.findings if one.rule == rule]


def status(obligation, **case):
    return run(**case).statuses[obligation].status


# --- statuses ------------------------------------------------------------------------------------


def test_nothing_done_is_not_assessed_everywhere_and_no_finding():
    evaluation = run()
    assert evaluation.findings == ()
    assert evaluation.totals[Status.NOT_ASSESSED] == len(INSTRUMENT.obligations)
    assert sum(evaluation.totals.values()) == len(INSTRUMENT.obligations)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({"provisions": [{"on": ["33"], "coverage": "related"}]}, "not_assessed"),
        ({"provisions": [{"on": ["33"], "coverage": "full"}]}, "cannot_tell"),
        ({"nothing_exists": ["33"]}, "gap"),
        ({"answers": {"E33.1": "no"}}, "gap"),
        ({"answers": {"E33.1": "partly"}}, "partly"),
        ({"answers": {"E33.1": "unclear"}}, "cannot_tell"),
        ({"answers": {"E33.1": "yes"}}, "cannot_tell"),
        ({"answers": YES_33}, "met"),
        ({"answers": YES_33 | {"E33.2": "na"}}, "met"),
        ({"answers": dict.fromkeys(YES_33, "na")}, "cannot_tell"),
        ({"answers": YES_33 | {"E33.2": "no"}}, "partly"),
    ],
)
def test_statuses_of_psychological_violence(case, expected):
    assert status("33", **case) == expected


def test_a_gap_under_a_reservation_in_force_is_reserved():
    case = {
        "answers": YES_33 | {"E33.1": "yes", "E33.6": "no"},
        "provisions": [{"on": ["33"], "attributes": {"sanction_type": "administrative"}}],
        "dates": PARTY,
        "reservations": [
            {
                "provision": "33",
                "made": "2020-01-10",
                "notices": [{"on": "2025-01-01", "decision": "uphold"}],
            }
        ],
    }
    evaluation = run(**case)
    (finding,) = findings(evaluation, "R04")
    assert (finding.outcome, finding.severity, finding.verb) == ("gap", "info", "invites")
    assert finding.reservation.provision == "33"
    assert finding.recommendation["en"] == (
        "consider withdrawing the reservation (article 78(4)) and, to that end, "
        "provide for a criminal sanction for psychological violence"
    )
    assert evaluation.statuses["33"].status == "reserved"
    lapsed = run(**(case | {"reservations": [{"provision": "33", "made": "2020-01-10"}]}))
    assert lapsed.statuses["33"].status == "gap"
    assert findings(lapsed, "R82")


def test_a_law_for_part_of_the_territory_is_partly_never_met():
    answers = {e.id: "yes" for e in INSTRUMENT.elements_of("34")}
    part = [{"on": ["34"], "attributes": {"territorial_scope": "named_regions"}}]
    assert status("34", answers=answers) == "met"
    assert status("34", answers=answers, provisions=part) == "partly"


def test_a_person_may_override_a_status_with_a_reason():
    review = Review(
        rule="",
        obligation="33",
        subject="",
        decision="met",
        reason="case law",
        rule_version=0,
        digest="",
    )
    snapshot = replace(snapshot_of({"name": "", "nothing_exists": ["33"]}), reviews=(review,))
    found = run(snapshot).statuses["33"]
    assert (found.status, found.computed, found.override) == ("met", "gap", "case law")


def test_a_finding_on_reservations_never_changes_a_status():
    evaluation = run(dates=PARTY, reservations=[{"provision": "36", "made": "2020-01-10"}])
    assert findings(evaluation, "R80")
    assert evaluation.statuses["36.1.a"].status == "not_assessed"


# --- modifiers -----------------------------------------------------------------------------------


def test_partly_lowers_one_step_where_the_rule_has_no_line_of_its_own():
    (no,) = findings(run(answers={"E35.1": "no"}), "R11")
    (partly,) = findings(run(answers={"E35.1": "partly"}), "R11")
    assert (no.outcome, no.severity) == ("gap", "critical")
    assert (partly.outcome, partly.severity) == ("partly", "major")


def test_a_bill_alone_leaves_the_finding_and_says_so():
    case = {"answers": {"E34.1": "no"}, "provisions": [{"on": ["34"]}], "law_kind": "bill"}
    (finding,) = findings(run(**case), "R05")
    assert "bill_pending" in finding.labels


def test_a_finding_with_an_unclear_fact_is_to_be_verified():
    (finding,) = findings(run(answers={"E35.1": "no", "E35.3": "unclear"}), "R11")
    assert "to_verify" in finding.labels
    assert finding.severity == "critical"


def test_practice_alone_is_at_most_partly_where_law_is_needed():
    soft = [{"on": ["34"], "attributes": {"instrument": "guideline"}}]
    answers = {e.id: "yes" for e in INSTRUMENT.elements_of("34")}
    assert status("34", answers=answers, provisions=soft) == "partly"


def test_what_asks_for_a_result_does_not_rest_on_a_source():
    by_result = INSTRUMENT.scope.by_result
    assert by_result <= INSTRUMENT.elements.keys()
    soft = [{"on": ["45.1"], "attributes": {"instrument": "practice"}}]
    evaluation = run(answers={"E45.1": "yes", "E45.2": "yes", "E45.3": "yes"}, provisions=soft)
    said = {r.name: r.value for f in evaluation.findings for s in f.why for r in s.reads}
    assert "E45.3" not in said  # R51 hears yes
    assert said["E45.1"] == "partly"


def test_practice_that_lowers_an_answer_is_named_with_what_would_close_it():
    soft = [{"on": ["47"], "attributes": {"instrument": "guideline"}}]
    (finding,) = findings(run(answers={"E47.1": "yes"}, provisions=soft), "R54")
    reads = {(r.kind, r.name, r.value) for step in finding.why for r in step.reads}
    assert ("attribute", "instrument", "guideline") in reads
    assert finding.closes == ("not (all[47] instrument in {guideline, practice, case_law})",)
    law = [*soft, {"on": ["47"], "attributes": {"instrument": "statute"}}]
    assert findings(run(answers={"E47.1": "yes"}, provisions=law), "R54") == []


def test_practice_is_sought_where_the_answer_says_that_it_rests():
    provisions = [
        {"on": ["47"], "attributes": {"instrument": "statute"}},
        {"on": ["47"], "attributes": {"instrument": "practice"}},
    ]
    snapshot = snapshot_of({"name": "", "answers": {"E47.1": "yes"}, "provisions": provisions})
    named = replace(snapshot.answers["E47.1"], supports=(2,))
    rests = replace(snapshot, answers={"E47.1": named})
    assert findings(run(snapshot), "R54") == []
    assert findings(run(rests), "R54")[0].outcome == Outcome.PARTLY


def test_a_reservation_that_covers_a_finding_leaves_no_scope_to_check():
    reservations = [
        {"provision": "59", "made": "2020-01-10", "scope": ""},
        {"provision": "59.2", "made": "2020-01-10"},
    ]
    dated = [
        one | {"notices": [{"on": "2024-01-01", "decision": "uphold"}]} for one in reservations
    ]
    (finding,) = findings(run(answers={"E59.2": "no"}, dates=PARTY, reservations=dated), "R96")
    assert (finding.severity, finding.reservation.provision) == ("info", "59.2")
    assert "scope_to_check" not in finding.labels


@pytest.mark.parametrize(
    ("dates", "label"), [({}, "reservation_unknown"), (PARTY, "reservation_lapsed")]
)
def test_a_reservation_without_effect_is_named_at_what_it_would_cover(dates, label):
    reservations = [{"provision": "59.2", "made": "2020-01-10"}]
    (finding,) = findings(
        run(answers={"E59.2": "no"}, dates=dates, reservations=reservations), "R96"
    )
    assert (finding.severity, finding.reservation) == ("major", None)
    assert label in finding.labels


def test_a_state_that_is_not_bound_would_need_to():
    evaluation = run(answers={"E35.1": "no"}, facts={"party_status": "signatory"})
    assert "would_need" in findings(evaluation, "R11")[0].labels


def test_an_effort_is_never_critical():
    for finding in run(answers=dict.fromkeys(INSTRUMENT.elements, "no")).findings:
        if INSTRUMENT.obligations[finding.obligation].strength == "ENDEAVOUR":
            assert finding.severity in {"major", "minor", "info"}


# --- provisions that may bear on an offence, statements, facts in part -------------------------


@pytest.mark.parametrize("node", ["41", "46", "55", "58"])
def test_a_provision_that_may_not_bear_on_rape_does_not_define_it(node):
    force = {"on": [node], "attributes": {"force_element": "force"}}
    (open_one,) = findings(run(provisions=[force]), "R14")
    assert (open_one.outcome, open_one.needs) == ("cannot_tell", ("E36.1",))
    named = {"on": [node], "attributes": {"force_element": "force", "offences": "36"}}
    assert findings(run(provisions=[named]), "R14")[0].outcome == Outcome.GAP
    other = {"on": [node], "attributes": {"force_element": "force", "offences": "35"}}
    assert findings(run(provisions=[other]), "R14") == []


def test_a_provision_that_may_not_be_serious_says_nothing_of_serious_violence():
    short = {"max_penalty_months": 6}
    assert findings(run(provisions=[{"on": ["35"], "attributes": short}]), "R50") != []
    for finding in findings(run(provisions=[{"on": ["35"], "attributes": short}]), "R50"):
        assert finding.outcome == Outcome.CANNOT_TELL
        assert finding.needs == ("offence_gravity",)


def test_what_does_not_exist_of_a_point_outlasts_a_provision_on_the_whole_article():
    whole = [{"on": ["36"], "attributes": {"force_element": "consent_based"}}]
    (finding,) = findings(run(provisions=whole, nothing_exists=["36.1.c"]), "R20")
    assert (finding.outcome, finding.closes) == (
        "gap",
        ("E36.6 = yes", "mapping[36.1.c] = mapped"),
    )
    own = [*whole, {"on": ["36.1.c"]}]
    assert findings(run(provisions=own, nothing_exists=["36.1.c"]), "R20") == []
    assert findings(run(provisions=whole, nothing_exists=["36"]), "R20") == []


@pytest.mark.parametrize(
    ("rule", "case", "needs"),
    [
        (
            "R79",
            {"provisions": [{"on": ["36.1.a"], "attributes": {"limitation_years": 10}}]},
            ("E58.36",),
        ),
        (
            "R79",
            {
                "answers": {"E58.36": "yes"},
                "provisions": [
                    {
                        "on": ["36.1.a"],
                        "attributes": {"limitation_years": 10, "prosecution_mode": "ex_officio"},
                    }
                ],
            },
            ("limitation_start",),
        ),
        (
            "R107",
            {"provisions": [{"on": ["52"], "attributes": {"order_duration_days": 10}}]},
            ("court_decision_days",),
        ),
        (
            "R95",
            {
                "answers": {"E23": "yes"},
                "provisions": [{"on": ["23"], "attributes": {"family_places": 9}}],
            },
            ("E23a",),
        ),
        ("R59", {"answers": {"E48.4": "partly"}}, ("mediation",)),
        (
            "R103",
            {
                "answers": {"E48.3": "yes"},
                "provisions": [
                    {
                        "on": ["48.1"],
                        "attributes": {"mediation": "prohibited", "mediation_domain": "criminal"},
                    }
                ],
            },
            None,
        ),
    ],
)
def test_what_is_known_in_part_is_said_with_what_is_missing(rule, case, needs):
    found = findings(run(**case), rule)
    if needs is None:
        assert found == []
    else:
        (finding,) = found
        assert (finding.outcome, finding.needs) == ("cannot_tell", needs)


def test_a_population_alone_says_nothing_of_shelters():
    evaluation = run(facts={"population": "3000000"})
    assert findings(evaluation, "R95") == []
    assert evaluation.statuses["23"].status == "not_assessed"


# --- reasons -------------------------------------------------------------------------------------


def test_the_reasons_name_the_provision_and_its_words():
    case = {
        "answers": {"E36.1": "no"},
        "provisions": [{"on": ["36.1.a"], "attributes": {"force_element": "force"}}],
    }
    (finding,) = findings(run(**case), "R14")
    reads = [read for step in finding.why for read in step.reads]
    assert any(
        read.kind == "element"
        and read.name == "E36.1"
        and read.value == "no"
        and read.law == "Code"
        and read.number == "1"
        and read.quote == "Words of article 1."
        for read in reads
    )
    assert any(read.kind == "attribute" and read.name == "force_element" for read in reads)
    assert any("E36.1" in one for one in finding.closes)
    assert any(step.decisive for step in finding.why)


def test_the_reasons_of_a_rule_that_reads_another_go_down_to_its_facts():
    case = {
        "answers": {"E48.3": "no"},
        "provisions": [
            {
                "on": ["48.1"],
                "attributes": {"mediation": "prohibited", "mediation_domain": "criminal"},
            },
            {"on": ["48.1"], "attributes": {"mediation": "mandatory", "mediation_domain": "civil"}},
        ],
    }
    (finding,) = findings(run(**case), "R103")
    reads = {(read.kind, read.name) for step in finding.why for read in step.reads}
    assert {("rule", "R56"), ("element", "E48.3")} <= reads
    assert "E48.3 = yes" in finding.closes


@pytest.mark.parametrize(
    ("rule", "case", "closes"),
    [
        (
            "R109",
            {
                "answers": {"E44.3": "yes"},
                "reservations": [{"provision": "44.3", "made": "2020-01-10"}],
                "dates": {"signed": "2019-05-01", "deposited": "2022-01-10"},
            },
            (),
        ),
        (
            "R109",
            {
                "answers": {"E44.3": "yes"},
                "reservations": [{"provision": "44.3", "made": "2023-01-10"}],
                "dates": {"signed": "2019-05-01", "deposited": "2023-01-10"},
            },
            ("not (reservation[V44.3] in {active, grace})",),
        ),
        (
            "R107",
            {
                "provisions": [
                    {"on": ["52"], "attributes": {"order_duration_days": 10}},
                    {"on": ["53.1"], "attributes": {"court_decision_days": 20}},
                ]
            },
            ("fact order_gap_days <= 0",),
        ),
        ("R16", {"answers": {"E36.2b": "no"}}, ("E36.2a = yes", "E36.2b = yes", "E36.2c = yes")),
        ("R05", {"nothing_exists": ["34"]}, ("E34.1 = yes", "mapping[34] = mapped")),
    ],
)
def test_what_closes_a_finding_is_what_the_convention_wants(rule, case, closes):
    found = findings(run(**case), rule)
    assert [finding.closes for finding in found] == ([closes] if closes else [])


def test_what_cannot_be_told_says_which_answer_is_needed():
    (finding,) = findings(run(answers={"E35.1": "yes"}), "R11")
    assert finding.outcome == Outcome.CANNOT_TELL
    assert finding.needs == ("E35.3",)
    assert findings(run(answers={"E35.1": "yes", "E35.3": "yes"}), "R11") == []


def test_every_finding_explains_itself():
    evaluation = run(
        answers=dict.fromkeys(INSTRUMENT.elements, "no"),
        provisions=[{"on": [one]} for one in INSTRUMENT.obligations],
        dates=PARTY,
        reservations=[{"provision": "44.3", "made": "2020-01-10"}],
    )
    assert len({f.rule for f in evaluation.findings}) > 50
    for finding in evaluation.findings:
        assert finding.why, finding.rule
        assert finding.text["en"] and "{" not in finding.text["en"], finding.rule
        assert finding.basis.articles
        assert finding.verb in {"urges", "strongly encourages", "encourages", "invites"}
        if finding.outcome == Outcome.CANNOT_TELL:
            assert finding.needs or finding.kind == "reservation", finding.rule


def test_keys_of_findings_are_unique():
    evaluation = run(answers=dict.fromkeys(INSTRUMENT.elements, "no"))
    keys = [(f.rule, f.obligation, f.subject) for f in evaluation.findings]
    assert len(keys) == len(set(keys))


answers = st.dictionaries(
    st.sampled_from(sorted(INSTRUMENT.elements)),
    st.sampled_from(["yes", "partly", "no", "unclear", "na"]),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(answers)
def test_more_protective_answers_never_make_a_finding_graver(given_answers):
    """Article 73: turning an answer into *yes* never adds a gap to its own obligation."""
    before = run(answers=given_answers)
    better = dict.fromkeys(given_answers, "yes")
    after = run(answers=better)
    gaps_before = {(f.rule, f.obligation, f.subject) for f in before.findings}
    for finding in after.findings:
        if finding.outcome == Outcome.GAP:
            assert (finding.rule, finding.obligation, finding.subject) in gaps_before


@settings(max_examples=40, deadline=None)
@given(answers)
def test_unclear_tells_no_more_than_nothing(given_answers):
    """An *unclear* answer never makes a finding true or false that silence leaves open."""
    unclear = run(answers=dict.fromkeys(given_answers, "unclear"))
    assert all(f.outcome == Outcome.CANNOT_TELL for f in unclear.findings)


@settings(max_examples=30, deadline=None)
@given(answers)
def test_the_engine_is_a_function(given_answers):
    assert run(answers=given_answers) == run(answers=given_answers)


provisions = st.lists(
    st.fixed_dictionaries(
        {
            "on": st.lists(st.sampled_from(sorted(INSTRUMENT.nodes)), min_size=1, max_size=2),
            "coverage": st.sampled_from(["full", "partial", "contrary", "related"]),
            "attributes": st.fixed_dictionaries(
                {},
                optional={
                    "instrument": st.sampled_from(["guideline", "statute"]),
                    "offences": st.sampled_from(["35", "36,37", "none"]),
                    "prosecution_mode": st.sampled_from(["ex_officio", "on_complaint"]),
                    "sanction_type": st.sampled_from(["criminal", "administrative"]),
                },
            ),
        }
    ),
    max_size=6,
)
statements = st.lists(st.sampled_from(sorted(INSTRUMENT.obligations)), max_size=3)


@settings(max_examples=50, deadline=None)
@given(answers, answers, provisions, statements)
def test_evaluating_what_changed_equals_evaluating_all(before, after, mapped, stated):
    case = {"name": "", "provisions": mapped, "nothing_exists": stated, "dates": PARTY}
    old = snapshot_of(case | {"answers": before})
    new = snapshot_of(case | {"answers": before | after})
    previous = run(old)
    assert reevaluate(previous, old, RULES, INSTRUMENT, new) == run(new)
    assert reevaluate(run(new), new, RULES, INSTRUMENT, old) == previous


one_attribute = st.sampled_from(
    [(kind.name, value) for kind in INSTRUMENT.attributes.values() for value in kind.values]
    + [("family_places", "10"), ("sv_centres", "1"), ("court_decision_days", "9")]
    + [("order_duration_days", "3"), ("limitation_years", "5"), ("sanction_max_months", "6")]
).filter(lambda pair: pair[0] in INSTRUMENT.attributes)
ON_COMPLAINT = {
    "on": ["36.1.a", "55.1"],
    "coverage": "full",
    "attributes": {"prosecution_mode": "on_complaint"},
}
COMES_LATER = {"on": ["1"], "coverage": "full", "attributes": {"in_force": "future"}}
any_provisions = st.lists(
    st.fixed_dictionaries(
        {
            "on": st.lists(
                st.sampled_from([*sorted(INSTRUMENT.nodes), "23", "25", "52", "53", "41", "46"]),
                min_size=1,
                max_size=3,
            ),
            "coverage": st.sampled_from(["full", "contrary", "related"]),
            "attributes": st.lists(one_attribute, max_size=4).map(dict),
        }
    ),
    max_size=4,
)


@settings(max_examples=120, deadline=None)
@given(answers, answers, any_provisions, any_provisions, any_provisions, statements, statements)
def test_evaluating_what_was_mapped_or_stated_equals_evaluating_all(
    before, after, kept, gone, added, stated, restated
):
    case = {"name": "", "dates": PARTY, "facts": {"population": "100000"}}
    old = snapshot_of(
        case | {"answers": before, "provisions": kept + gone, "nothing_exists": stated}
    )
    new = snapshot_of(
        case | {"answers": after, "provisions": kept + added, "nothing_exists": restated}
    )
    supported = {
        name: replace(one, supports=tuple(new.provisions)[:2]) for name, one in new.answers.items()
    }
    new = replace(new, answers=supported)
    previous = run(old)
    assert reevaluate(previous, old, RULES, INSTRUMENT, new) == run(new)
    assert reevaluate(run(new), new, RULES, INSTRUMENT, old) == previous


@settings(max_examples=25, deadline=None)
@given(answers, answers, any_provisions, st.sets(st.integers(0, 11)), st.sets(st.integers(0, 3)))
@example({}, {}, [ON_COMPLAINT] * 2, set(), {0})
@example({}, {}, [COMES_LATER] * 2, set(), {0})
def test_what_was_worked_out_before_an_edit_is_right_after_it(
    before, after, mapped, unmapped, unsaid
):
    case = {"name": "", "dates": PARTY, "provisions": mapped}
    first = snapshot_of(case | {"answers": before})
    fewer = replace(
        first, mappings=tuple(m for n, m in enumerate(first.mappings) if n not in unmapped)
    )
    other = replace(
        first, mappings=tuple(replace(m, coverage=Coverage.PARTIAL) for m in first.mappings)
    )
    kept = list(first.attributes.items())
    silent = replace(other, attributes=dict(one for n, one in enumerate(kept) if n not in unsaid))
    answered = replace(silent, answers=snapshot_of(case | {"answers": after}).answers)
    reread = replace(answered, mappings=tuple(replace(m) for m in answered.mappings))
    seen = run(first)
    for old, new in pairwise((first, fewer, first, other, silent, answered, reread, first)):
        seen = reevaluate(seen, old, RULES, INSTRUMENT, new)
        assert seen == run(new)


# --- open questions ------------------------------------------------------------------------------


def test_the_next_questions_settle_what_they_say():
    snapshot = snapshot_of({"name": "", "answers": {"E35.1": "yes"}})
    questions = open_questions(RULES, INSTRUMENT, snapshot, DAY)
    assert all(q.element.id != "E35.1" for q in questions)
    by_element = {q.element.id: q.decides for q in questions}
    assert "R11" in by_element["E35.3"]
    counts = [len(q.decides) for q in questions]
    assert counts == sorted(counts, reverse=True)

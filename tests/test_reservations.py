# SPDX-License-Identifier: EUPL-1.2
"""Articles 78 and 79 as dates: worked examples of real Parties and every edge of a period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapanalysis import analysis
from gapanalysis.errors import AppError
from gapanalysis.model import Decision, Explanation, Notice, Reservation, State
from gapanalysis.reservations import (
    add_months,
    check_notice,
    check_provision,
    entry_into_force,
    period,
    reservation_state,
)

INSTRUMENT = analysis.instrument()
PERIODS = INSTRUMENT.periods


def day(written: str) -> date:
    return date.fromisoformat(written)


def party(deposited=None, in_force=None, signed="2011-05-11", **facts) -> State:
    return State(
        code="XXX",
        name="",
        language="en",
        signed=signed and day(signed),
        deposited=deposited and day(deposited),
        in_force=in_force and day(in_force),
        denounced=None,
        facts=facts,
    )


def reserve(provision="44.3", made="2017-10-12", notices=(), scope=None) -> Reservation:
    return Reservation(
        id=1,
        provision=provision,
        made=made and day(made),
        scope=scope,
        notices=tuple(
            Notice(
                on=day(on),
                decision=Decision(decision),
                effective=day(rest[0]) if rest else None,
            )
            for on, decision, *rest in notices
        ),
    )


def on(state: State, reservation: Reservation, written: str):
    return reservation_state(reservation, state, day(written), INSTRUMENT)


GERMANY = party(deposited="2017-10-12", in_force="2018-02-01")
POLAND = party(deposited="2015-04-27", in_force="2015-08-01", signed="2012-12-18")
ANDORRA = party(deposited="2014-04-22", in_force="2014-08-01", signed="2013-02-22")


@pytest.mark.parametrize(
    ("deposited", "bound"),
    [
        ("2017-10-12", "2018-02-01"),
        ("2015-04-27", "2015-08-01"),
        ("2022-01-31", "2022-05-01"),
        ("2022-07-21", "2022-11-01"),
        ("2017-12-14", "2018-04-01"),
        ("2014-07-29", "2014-11-01"),
    ],
)
def test_entry_into_force_is_the_first_of_the_month_after_three_months(deposited, bound):
    assert entry_into_force(day(deposited), PERIODS) == day(bound)


@pytest.mark.parametrize(
    ("bound", "k", "remind", "notify", "expires", "lapses"),
    [
        ("2018-02-01", 1, "2021-08-01", "2022-11-01", "2023-02-01", "2023-08-01"),
        ("2022-11-01", 1, "2026-05-01", "2027-08-01", "2027-11-01", "2028-05-01"),
        ("2022-05-01", 1, "2025-11-01", "2027-02-01", "2027-05-01", "2027-11-01"),
        ("2018-04-01", 2, "2026-10-01", "2028-01-01", "2028-04-01", "2028-10-01"),
        ("2014-08-01", 3, "2028-02-01", "2029-05-01", "2029-08-01", "2030-02-01"),
        ("2016-09-01", 2, "2025-03-01", "2026-06-01", "2026-09-01", "2027-03-01"),
        ("2021-10-01", 1, "2025-04-01", "2026-07-01", "2026-10-01", "2027-04-01"),
    ],
)
def test_dates_of_a_period(bound, k, remind, notify, expires, lapses):
    found = period(day(bound), k, PERIODS)
    assert (found.remind_from, found.notify_by, found.expires, found.lapses) == tuple(
        map(day, (remind, notify, expires, lapses))
    )


@pytest.mark.parametrize(
    ("notices", "statuses", "flag"),
    [
        ([("2022-10-28", "expire")], ("active", "active", "lapsed"), "announced"),
        ([("2022-10-28", "withdraw")], ("withdrawn", "withdrawn", "withdrawn"), None),
        ([], ("reminder", "overdue", "grace"), None),
    ],
)
def test_germany_article_59(notices, statuses, flag):
    reservation = reserve("59.2", notices=notices)
    found = [on(GERMANY, reservation, d) for d in ("2022-10-28", "2023-01-31", "2023-02-01")]
    assert tuple(one.status for one in found) == statuses
    assert (flag in found[2].flags) if flag else not found[2].flags & {"announced"}
    if statuses[2] == "grace":
        assert found[2].grace_until == day("2023-08-01")


def test_poland_amended_four_days_before_the_end_of_the_grace_period():
    reservation = reserve("30.2", "2015-04-27", [("2021-01-28", "amend")])
    assert on(POLAND, reservation, "2021-01-27").status == "grace"
    found = on(POLAND, reservation, "2021-01-28")
    assert (found.status, found.expires) == ("active", day("2025-08-01"))


def test_poland_a_notice_on_the_day_of_lapse_is_refused():
    reservation = reserve("30.2", "2015-04-27")
    notice = Notice(on=day("2021-02-01"), decision=Decision.UPHOLD)
    with pytest.raises(AppError, match="notice_too_late"):
        check_notice(reservation, notice, POLAND, INSTRUMENT)
    late = reserve("30.2", "2015-04-27", [("2021-02-01", "uphold")])
    found = on(POLAND, late, "2022-01-01")
    assert (found.status, found.grace_until) == ("lapsed", day("2021-02-01"))
    assert "late_notice" in found.flags


def test_andorra_renewed_in_grace_from_the_expiry_and_withdrawn():
    notices = [("2020-01-29", "uphold"), ("2025-12-17", "withdraw")]
    reservation = reserve("30.2", "2014-04-22", notices)
    assert on(ANDORRA, reservation, "2020-01-28").status == "grace"
    found = on(ANDORRA, reservation, "2020-01-29")
    assert (found.status, found.expires) == ("active", day("2024-08-01"))
    assert on(ANDORRA, reservation, "2025-12-17").status == "withdrawn"


@pytest.mark.parametrize(
    ("bound", "expires"),
    [
        ("2014-08-01", "2019-08-01"),
        ("2014-11-01", "2019-11-01"),
        ("2015-02-01", "2020-02-01"),
        ("2015-06-01", "2020-06-01"),
        ("2015-08-01", "2020-08-01"),
    ],
)
def test_the_chart_of_the_treaty_office(bound, expires):
    assert period(day(bound), 1, PERIODS).expires == day(expires)


@pytest.mark.parametrize(
    ("bound", "renewals", "status", "notify_by"),
    [
        ("2022-11-01", [], "reminder", "2027-08-01"),
        ("2022-05-01", [], "reminder", "2027-02-01"),
        ("2018-04-01", ["2022-06-01"], "reminder", "2028-01-01"),
        ("2014-08-01", ["2019-01-01", "2024-01-01"], "active", "2029-05-01"),
        ("2016-09-01", ["2021-01-01"], "grace", "2026-06-01"),
        ("2021-10-01", [], "grace", "2026-07-01"),
    ],
)
def test_where_parties_stand_on_22_november_2026(bound, renewals, status, notify_by):
    state = party(deposited=None, in_force=bound)
    made = add_months(day(bound), -4)
    reservation = reserve(made=made.isoformat(), notices=[(r, "uphold") for r in renewals])
    found = on(state, reservation, "2026-11-22")
    assert (found.status, found.notify_by) == (status, day(notify_by))


UK = party(deposited="2022-07-21", in_force="2022-11-01", signed="2012-06-08")


@pytest.mark.parametrize(
    ("written", "status", "flags"),
    [
        ("2022-10-31", "unconfirmed", set()),
        ("2022-11-01", "active", set()),
        ("2026-04-30", "active", set()),
        ("2026-05-01", "reminder", {"notice_due"}),
        ("2027-08-01", "reminder", {"notice_due"}),
        ("2027-08-02", "overdue", {"notice_overdue"}),
        ("2027-10-31", "overdue", {"notice_overdue"}),
        ("2027-11-01", "grace", set()),
        ("2028-04-30", "grace", set()),
        ("2028-05-01", "lapsed", set()),
    ],
)
def test_edges_of_a_period(written, status, flags):
    found = on(UK, reserve(made="2022-07-21"), written)
    assert (found.status, found.flags - {"explanation_due"}) == (status, flags)


def test_a_notice_on_the_last_day_of_grace_renews_from_the_expiry():
    found = on(UK, reserve(made="2022-07-21", notices=[("2028-04-30", "uphold")]), "2028-05-01")
    assert (found.status, found.expires) == ("active", day("2032-11-01"))


def test_an_announced_end_in_grace_takes_effect_on_the_day_of_the_notice():
    reservation = reserve(made="2022-07-21", notices=[("2027-12-24", "expire")])
    assert on(UK, reservation, "2027-12-23").status == "grace"
    assert on(UK, reservation, "2027-12-24").status == "lapsed"


def test_a_withdrawal_ends_on_receipt_or_on_the_later_day_named():
    plain = reserve(made="2022-07-21", notices=[("2025-03-01", "withdraw")])
    assert on(UK, plain, "2025-02-28").status == "active"
    assert on(UK, plain, "2025-03-01").status == "withdrawn"
    later = reserve(made="2022-07-21", notices=[("2025-03-01", "withdraw", "2025-07-01")])
    assert on(UK, later, "2025-06-30").status == "active"
    assert on(UK, later, "2025-07-01").status == "withdrawn"


def test_a_notice_before_the_reminder_counts_and_is_marked():
    found = on(UK, reserve(made="2022-07-21", notices=[("2023-01-01", "uphold")]), "2028-06-01")
    assert (found.status, found.flags) == ("active", {"early_notice", "explanation_missing"})


@pytest.mark.parametrize(
    ("explanations", "notices", "written", "owed"),
    [
        ([], [], "2026-04-30", set()),
        ([], [], "2026-05-01", {"explanation_due"}),
        ([(None, "2026-07-01")], [], "2026-06-30", {"explanation_due"}),
        ([(None, "2026-07-01")], [], "2026-07-01", set()),
        ([(None, "2024-01-01")], [], "2026-07-01", set()),
        ([("2024-01-01", None)], [], "2023-12-31", set()),
        ([("2024-01-01", None)], [], "2024-01-01", {"explanation_due"}),
        ([("2024-01-01", None), (None, "2024-03-01")], [], "2024-03-01", set()),
        ([("2024-01-01", "2024-03-01")], [], "2024-02-01", {"explanation_due"}),
        ([("2024-01-01", "2023-12-31")], [], "2024-02-01", {"explanation_due"}),
        ([], ["2027-06-01"], "2028-01-01", {"explanation_missing"}),
        ([(None, "2027-12-01")], ["2027-06-01"], "2028-01-01", set()),
        ([(None, "2029-12-01")], ["2027-06-01"], "2030-01-01", set()),
        ([(None, "2027-05-01")], ["2027-06-01"], "2031-05-01", {"explanation_due"}),
        ([(None, "2027-05-01"), (None, "2031-05-01")], ["2027-06-01"], "2031-05-01", set()),
        ([], ["2027-06-01"], "2033-05-01", set()),
    ],
)
def test_an_explanation_is_owed_before_each_renewal_and_on_request(
    explanations, notices, written, owed
):
    reservation = replace(
        reserve(made="2022-07-21", notices=[(notice, "uphold") for notice in notices]),
        explanations=tuple(
            Explanation(requested=asked and day(asked), given=given and day(given))
            for asked, given in explanations
        ),
    )
    found = on(UK, reservation, written)
    assert {flag for flag in found.flags if flag.startswith("explanation")} == owed
    assert (found.status == "lapsed") == (written == "2033-05-01")  # an explanation alone decides


def test_a_notice_counts_only_from_its_own_day():
    reservation = reserve(made="2022-07-21", notices=[("2027-06-01", "uphold")])
    assert on(UK, reservation, "2027-05-31").status == "reminder"
    assert on(UK, reservation, "2027-06-01").expires == day("2032-11-01")


@pytest.mark.parametrize(
    "provision", ["36", "48", "35", "55.1:36", "58:36", "44.1", "44.1.a", "30.1", "banana"]
)
def test_what_article_78_does_not_name_is_void(provision):
    assert on(UK, reserve(provision, "2022-07-21"), "2023-01-01").status == "void_scope"


@pytest.mark.parametrize(
    "provision",
    ["30.2", "44.1.e", "44.3", "44.4", "55.1:35", "58:37", "58:38", "59", "59.1", "59.4", "33"],
)
def test_what_article_78_names_is_active(provision):
    assert on(UK, reserve(provision, "2022-07-21"), "2023-01-01").status == "active"


@pytest.mark.parametrize("provision", ["44", "55.1", "58"])
def test_an_unqualified_provision_is_refused_with_the_choices(provision):
    with pytest.raises(AppError, match="reservation_unqualified") as refused:
        check_provision(INSTRUMENT, provision)
    assert provision in refused.value.details["choices"]


def test_made_on_another_day_is_void_but_unknown_days_are_never_void():
    assert on(UK, reserve(made="2023-02-02"), "2024-01-01").status == "void_time"
    assert on(UK, reserve(made="2012-06-08"), "2024-01-01").status == "active"
    unsigned = party(deposited=None, in_force="2022-11-01", signed=None)
    assert on(unsigned, reserve(made="2012-06-08"), "2024-01-01").status == "unknown"
    assert on(unsigned, reserve(made=None), "2024-01-01").status == "unknown"


def test_made_at_signature_by_a_state_that_is_not_a_party_is_unconfirmed():
    armenia = party(deposited=None, signed="2018-01-18", party_status="signatory")
    assert on(armenia, reserve("30.2", "2018-01-18"), "2026-01-01").status == "unconfirmed"


@given(
    st.dates(date(2022, 11, 1), date(2060, 1, 1)),
    st.lists(st.dates(date(2022, 11, 2), date(2059, 1, 1)), max_size=5),
)
def test_a_reservation_in_force_never_shows_an_expiry_in_the_past(written, notices):
    reservation = reserve(made="2022-07-21", notices=[(n.isoformat(), "uphold") for n in notices])
    found = reservation_state(reservation, UK, written, INSTRUMENT)
    if found.status in {"active", "reminder", "overdue"}:
        assert found.expires > written
    elif found.status == "grace":
        assert found.expires <= written < found.grace_until
    else:
        assert found.status == "lapsed"
        assert written >= found.grace_until
    assert found.notify_by < found.expires < found.grace_until
    assert found.expires - found.remind_from > timedelta(days=540)

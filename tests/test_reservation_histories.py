# SPDX-License-Identifier: EUPL-1.2
"""Articles 78 and 79 a second time: a calendar that is walked through period by period, held
against the arithmetic on random histories and on the days around each of its dates.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from gapanalysis import analysis
from gapanalysis.model import Decision, Notice, Reservation, State
from gapanalysis.reservations import reservation_state

INSTRUMENT = analysis.instrument()
DAY = timedelta(days=1)


def shifted(day: date, months: int) -> date:
    """Gives the day so many months later, or the last day of that month."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month in {0, 13}:
            year, month = year + (1 if month == 13 else -1), 1 if month == 13 else 12
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def in_force_for(deposited: date) -> date:
    """Gives the first day of the month after three months, never before the Convention itself."""
    day = shifted(deposited, 3)
    month = day.month
    while day.month == month:
        day += DAY
    return max(day, date(2014, 8, 1))


def walk(bound: date, notices: list[Notice], on: date) -> str:
    """Gives the status on a day of a reservation made in time to what may be reserved."""
    if on < bound:
        return "unconfirmed"
    withdrawn = [max(n.on, n.effective or n.on) for n in notices if n.decision == "withdraw"]
    if any(day <= on for day in withdrawn):
        return "withdrawn"
    waiting = sorted((n for n in notices if n.decision != "withdraw"), key=lambda n: n.on)
    waiting = [n for n in waiting if n.on <= on]
    end = 0
    while True:
        end += 60
        expires = shifted(bound, end)
        lapses = shifted(expires, 6)
        notice = waiting.pop(0) if waiting and waiting[0].on < lapses else None
        if notice is not None and notice.decision == "expire":
            return "active" if on < max(expires, notice.on) else "lapsed"
        if notice is not None:
            continue
        if on >= lapses:
            return "lapsed"
        if on >= expires:
            return "grace"
        if on > shifted(expires, -3):
            return "overdue"
        return "reminder" if on >= shifted(expires, -18) else "active"


@st.composite
def histories(draw: st.DrawFn) -> tuple[date, list[Notice], date]:
    """Draws a day of deposit, notices and a day, most of them around the dates of a period."""
    deposited = draw(st.dates(date(2013, 1, 1), date(2026, 12, 31)))
    bound = in_force_for(deposited)
    dates = [bound, *(shifted(bound, 60 * k + m) for k in range(1, 5) for m in (-18, -3, 0, 6))]
    near = st.tuples(st.sampled_from(dates), st.sampled_from([-1, 0, 1, -90, 200]))
    days = near.map(lambda pair: pair[0] + pair[1] * DAY)
    notices = []
    for on in draw(st.lists(days, max_size=4)):
        decision = draw(st.sampled_from([*Decision, Decision.UPHOLD, Decision.AMEND]))
        later = draw(st.sampled_from([None, 0, 30])) if decision == Decision.WITHDRAW else None
        effective = None if later is None else on + later * DAY
        notices.append(Notice(on=on, decision=decision, effective=effective))
    return deposited, notices, draw(days)


def made(deposited: date, notices: list[Notice], in_force: date | None = None):
    state = State(
        code="XXX",
        name="",
        language="en",
        signed=date(2012, 5, 11),
        deposited=deposited,
        in_force=in_force,
        denounced=None,
        facts={},
    )
    reservation = Reservation(
        id=1, provision="44.3", made=deposited, scope=None, notices=tuple(notices)
    )
    return state, reservation


@settings(max_examples=300, deadline=None)
@given(histories())
def test_two_ways_to_one_status(history):
    deposited, notices, on = history
    state, reservation = made(deposited, notices)
    found = reservation_state(reservation, state, on, INSTRUMENT)
    assert found.status == walk(in_force_for(deposited), notices, on)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([date(2016, 2, 29), date(2020, 2, 29), date(2018, 8, 31), date(2019, 12, 31)]),
    st.integers(1, 4),
    st.sampled_from([-18, -3, 0, 6]),
    st.sampled_from([-1, 0, 1]),
)
def test_periods_that_start_at_the_end_of_a_month(bound, k, months, days):
    """A Party is bound from the first of a month; a date recorded otherwise must do no harm."""
    upheld = [
        Notice(on=shifted(bound, 60 * n) - 200 * DAY, decision=Decision.UPHOLD) for n in range(1, k)
    ]
    state, reservation = made(shifted(bound, -4), upheld, in_force=bound)
    on = shifted(shifted(bound, 60 * k), months) + days * DAY
    found = reservation_state(reservation, state, on, INSTRUMENT)
    assert found.status == walk(bound, upheld, on)


@settings(max_examples=100, deadline=None)
@given(histories())
def test_the_day_before_and_the_day_after(history):
    """A status changes only on a day that the history or a period names."""
    deposited, notices, on = history
    bound = in_force_for(deposited)
    state, reservation = made(deposited, notices)
    named = {bound, *(shifted(bound, 60 * k + m) for k in range(1, 9) for m in (-18, 0, 6))}
    named |= {shifted(bound, 60 * k - 3) + DAY for k in range(1, 9)}
    named |= {n.on for n in notices} | {n.effective for n in notices if n.effective}
    before, after = (
        reservation_state(reservation, state, day, INSTRUMENT).status for day in (on - DAY, on)
    )
    assert before == after or on in named

# SPDX-License-Identifier: EUPL-1.2
"""Articles 78 and 79 as date arithmetic: the status of each reservation on any day.

Source: CETS 210, articles 75(4), 78 and 79, in the English and French texts (a translation is
never used to compute a date). For a Party bound since F, period k ends at E(k) = F + 5k years; the
Secretary General reminds from N(k) = E(k) - 18 months; the Party notifies by L(k) = E(k) - 3
months; without a notice the reservation is extended to G(k) = E(k) + 6 months and lapses then. A
renewal runs from E(k), whenever it was notified. E and G are exclusive ends, L is inclusive.
An explanation is owed to GREVIO before each renewal and on request (79(3)); without one nothing
lapses.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from gapanalysis.errors import AppError
from gapanalysis.model import (
    Decision,
    Instrument,
    Notice,
    Reservation,
    ReservationPeriods,
    ReservationState,
    ReservationStatus,
    State,
)

IN_FORCE = frozenset(
    {
        ReservationStatus.ACTIVE,
        ReservationStatus.REMINDER,
        ReservationStatus.OVERDUE,
        ReservationStatus.GRACE,
    }
)
"""Statuses under which a reservation has effect."""


@dataclass(frozen=True, slots=True)
class Period:
    """Period k of a reservation: its end and the days counted back and forth from it."""

    expires: date
    remind_from: date
    notify_by: date
    lapses: date


def add_months(day: date, months: int) -> date:
    """Gives the same day of another month, the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def entry_into_force(deposited: date, periods: ReservationPeriods) -> date:
    """Gives the day on which a State is bound that deposits its instrument on a day (75(4))."""
    after = add_months(deposited, periods.entry_months)
    return max(add_months(after.replace(day=1), 1), periods.first_entry)


def bound_since(state: State, periods: ReservationPeriods) -> date | None:
    """Gives the day from which the State is bound: as recorded, else computed from the deposit."""
    if state.in_force is not None:
        return state.in_force
    return None if state.deposited is None else entry_into_force(state.deposited, periods)


def period(bound: date, k: int, periods: ReservationPeriods) -> Period:
    """Gives period k (1, 2, …) of a reservation of a State bound since a day."""
    expires = add_months(bound, 12 * periods.years * k)
    return Period(
        expires=expires,
        remind_from=add_months(expires, -periods.remind_months),
        notify_by=add_months(expires, -periods.notify_months),
        lapses=add_months(expires, periods.grace_months),
    )


def check_provision(instrument: Instrument, provision: str) -> None:
    """Raises ``AppError("reservation_unqualified")`` where a provision names more than article 78
    allows and the exact one must be chosen. Anything else may be recorded.
    """
    choices = instrument.unqualified.get(provision)
    if choices:
        raise AppError("reservation_unqualified", provision=provision, choices=", ".join(choices))


def states(
    reservations: Iterable[Reservation], state: State, on: date, instrument: Instrument
) -> tuple[ReservationState, ...]:
    """Gives the status of each reservation on a day, in the order recorded."""
    return tuple(reservation_state(one, state, on, instrument) for one in reservations)


def reservation_state(
    reservation: Reservation, state: State, on: date, instrument: Instrument
) -> ReservationState:
    """Gives the status of one reservation on a day, with its dates and the reason (a code)."""
    allowed = instrument.reservable.get(reservation.provision)
    codes = allowed.codes if allowed else ()

    def result(
        status: ReservationStatus,
        reason: str = "",
        flags: Iterable[str] = (),
        current: Period | None = None,
        *,
        expires: date | None = None,
    ) -> ReservationState:
        return ReservationState(
            provision=reservation.provision,
            codes=codes,
            status=status,
            flags=frozenset(flags),
            expires=expires or (current.expires if current else None),
            notify_by=current.notify_by if current else None,
            remind_from=current.remind_from if current else None,
            grace_until=current.lapses if current else None,
            reason=reason,
            reservation=reservation,
        )

    withdrawal = _withdrawal(reservation.notices, on)
    gone = {"withdrawn"} if withdrawal else set()  # what has no effect can still be withdrawn
    if allowed is None:
        return result(ReservationStatus.VOID_SCOPE, "not_in_article_78", gone)
    bound = bound_since(state, instrument.periods)
    timely = _made_in_time(reservation.made, state, bound, instrument.periods)
    if timely is None:
        return result(ReservationStatus.UNKNOWN, "day_of_making_unproven")
    if not timely:
        return result(ReservationStatus.VOID_TIME, "neither_signature_nor_deposit", gone)
    if bound is None and state.facts.get("party_status") not in {"signatory", "none"}:
        return result(ReservationStatus.UNKNOWN, "entry_into_force_unknown")
    if bound is None or on < bound:
        return result(ReservationStatus.UNCONFIRMED, "not_yet_a_party")

    known = sorted((n for n in reservation.notices if n.on <= on), key=lambda n: n.on)
    if withdrawal is not None:
        return result(ReservationStatus.WITHDRAWN, "withdrawn", expires=withdrawal)
    flags = {"widened"} if any(n.widened for n in known) else set()
    renewed, ended, late, early = _decide(known, bound, instrument.periods)
    flags |= ({"late_notice"} if late else set()) | ({"early_notice"} if early else set())
    current = period(bound, renewed + 1, instrument.periods)
    if ended is not None:
        end = max(ended.on, current.expires)
        flags.add("announced")
        if on < end:
            return result(ReservationStatus.ACTIVE, "ends_as_announced", flags, expires=end)
        return result(ReservationStatus.LAPSED, "ended_as_announced", flags, expires=end)
    if on >= current.lapses:
        return result(ReservationStatus.LAPSED, "no_notice", flags, current)
    flags |= _owed(reservation, on, bound, renewed, instrument.periods)
    if on >= current.expires:
        return result(ReservationStatus.GRACE, "automatic_extension", flags, current)
    if on > current.notify_by:
        flags.add("notice_overdue")
        return result(ReservationStatus.OVERDUE, "notice_overdue", flags, current)
    if on >= current.remind_from:
        flags.add("notice_due")
        return result(ReservationStatus.REMINDER, "notice_due", flags, current)
    return result(ReservationStatus.ACTIVE, "", flags, current)


def renewals(state: ReservationState, bound: date, periods: ReservationPeriods) -> tuple[date, ...]:
    """Gives the days on which a reservation was renewed so far: the ends of its earlier periods."""
    ends, k = [], 1
    while state.expires and (end := period(bound, k, periods).expires) < state.expires:
        ends.append(end)
        k += 1
    return tuple(ends)


def dates_needed(reservation: Reservation, state: State, instrument: Instrument) -> tuple[str, ...]:
    """Gives the names of the days without which the status cannot be told: ``made``, ``signed``,
    ``deposited``, ``in_force``; none where all that is needed is known.
    """
    if reservation.provision not in instrument.reservable:
        return ()
    bound = bound_since(state, instrument.periods)
    needed = []
    if reservation.made is None:
        needed.append("made")
    elif _made_in_time(reservation.made, state, bound, instrument.periods) is None:
        known = {"signed": state.signed, "deposited": state.deposited}
        needed += [name for name, day in known.items() if day is None]
    if bound is None and state.facts.get("party_status") not in {"signatory", "none"}:
        needed.append("in_force")
    return tuple(needed)


def last_day(state: ReservationState) -> date | None:
    """Gives the last day on which a reservation in force has effect unless it is renewed."""
    if state.status == ReservationStatus.GRACE:
        return state.grace_until - timedelta(days=1) if state.grace_until else None
    return state.expires - timedelta(days=1) if state.expires else None


def check_notice(
    reservation: Reservation, notice: Notice, state: State, instrument: Instrument
) -> None:
    """Raises ``AppError("notice_too_late")`` for a notice on a reservation that has lapsed."""
    before = reservation_state(reservation, state, notice.on, instrument)
    if before.status in {ReservationStatus.LAPSED, ReservationStatus.WITHDRAWN}:
        raise AppError(
            "notice_too_late",
            provision=reservation.provision,
            on=notice.on.isoformat(),
            lapsed=(before.grace_until or before.expires or notice.on).isoformat(),
        )


def _made_in_time(
    made: date | None, state: State, bound: date | None, periods: ReservationPeriods
) -> bool | None:
    """Tells whether a reservation was made on the day of signature or deposit (78(2)-(3)); None
    where the days recorded cannot tell. Entry into force implies the month of the deposit.
    """
    if made is None:
        return None
    if made in {state.signed, state.deposited}:
        return True
    if state.deposited is None and bound is not None:
        latest = add_months(bound, -periods.entry_months) - timedelta(days=1)
        earliest = add_months(bound, -periods.entry_months - 1)
        if bound == periods.first_entry:
            earliest = date.min
        if earliest <= made <= latest:
            return True
    if state.signed is None or state.deposited is None:
        return None
    return False


def _owed(
    reservation: Reservation, on: date, bound: date, renewed: int, periods: ReservationPeriods
) -> set[str]:
    """Gives the flags on explanations to GREVIO. An explanation belongs to the earliest renewal
    that has none, until the reminder of the renewal after it.
    """
    given = sorted(e.given for e in reservation.explanations if e.given and e.given <= on)
    explained: set[int] = set()
    for day in given:
        k = 1
        while k in explained or day >= period(bound, k + 1, periods).remind_from:
            k += 1
        explained.add(k)
    flags = set()
    if renewed and renewed not in explained:
        flags.add("explanation_missing")
    current = period(bound, renewed + 1, periods)
    next_due = current.remind_from <= on < current.lapses and renewed + 1 not in explained
    requests = [e for e in reservation.explanations if e.requested and e.requested <= on]
    unanswered = any(not any(day >= e.requested for day in given) for e in requests if e.requested)
    if next_due or unanswered:
        flags.add("explanation_due")
    return flags


def _withdrawal(notices: Iterable[Notice], on: date) -> date | None:
    days = [
        max(n.effective, n.on) if n.effective else n.on
        for n in notices
        if n.decision == Decision.WITHDRAW
    ]
    return min((day for day in days if day <= on), default=None)


def _decide(
    notices: Iterable[Notice], bound: date, periods: ReservationPeriods
) -> tuple[int, Notice | None, bool, bool]:
    """Reads notices in order of date; each decides the earliest period that is still open.

    Gives the number of periods renewed, the notice that ends the reservation if there is one, and
    whether a notice came too late or earlier than the reminder.
    """
    renewed, ended, late, early = 0, None, False, False
    for notice in notices:
        if notice.decision == Decision.WITHDRAW:
            continue
        current = period(bound, renewed + 1, periods)
        if ended is not None or notice.on >= current.lapses:
            late = True
            continue
        early = early or notice.on < current.remind_from
        if notice.decision == Decision.EXPIRE:
            ended = notice
        else:
            renewed += 1
    return renewed, ended, late, early

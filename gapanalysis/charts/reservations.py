# SPDX-License-Identifier: EUPL-1.2
"""Reservations over time, read from their states: what each bar, sign and line shows and says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gapanalysis.charts.timeline import Bar, Line, Sign, Timeline, TimelineRow
from gapanalysis.model import (
    Instrument,
    ReservationState,
    ReservationStatus,
    State,
)
from gapanalysis.reservations import IN_FORCE, bound_since, dates_needed, renewals
from gapanalysis.words import Words, pick

_BEFORE, _AFTER = timedelta(days=150), timedelta(days=130)
"""Room in a span before its first and after its last day."""


def make_timeline(
    states: Sequence[ReservationState], state: State, on: date, instrument: Instrument, words: Words
) -> Timeline:
    """Gives the timeline of reservations on a day."""
    reader = _Reader(state, on, instrument, words)
    rows = tuple(reader.row(one) for one in states)
    lines = tuple(reader.lines(states))
    whole = _span([on, *(day for row in rows for day in _days(row))])
    return Timeline(
        title=words(
            "{state}: reservations to the Istanbul Convention, {day}",
            state=words.state(state.code, state.name),
            day=words.date(on),
        ),
        said=words("Dates follow article 79; the English and French texts decide."),
        rows=rows,
        lines=lines,
        legend=tuple((k, words.code("timeline", k)) for k in _LEGEND if k in set(_kinds(rows))),
        months=tuple(words.month(month, short=True) for month in range(1, 13)),
        near=_span([line.day for line in lines]) if next_due(states) else whole,
        whole=whole,
    )


_LEGEND = (
    *("force", "grace", "ended", "deadline"),
    *("renewal", "notice", "explanation", "request"),
)


def _span(days: Sequence[date]) -> tuple[date, date]:
    return min(days) - _BEFORE, max(days) + _AFTER


def _kinds(rows: Sequence[TimelineRow]) -> Iterator[str]:
    for row in rows:
        yield from (bar.kind for bar in row.bars)
        yield from (sign.kind for sign in row.signs)


def _days(row: TimelineRow) -> Iterator[date]:
    for bar in row.bars:
        yield from (bar.start, bar.end)
    yield from (sign.day for sign in row.signs)


def next_due(states: Sequence[ReservationState]) -> ReservationState | None:
    """Gives the reservation in force whose period ends first unless it is renewed."""
    live = [s for s in states if s.status in IN_FORCE and s.grace_until]
    return min(live, key=lambda s: s.grace_until or date.max, default=None)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Puts states of reservations into words."""

    state: State
    on: date
    instrument: Instrument
    words: Words

    # --- lines across

    def lines(self, states: Sequence[ReservationState]) -> Iterator[Line]:
        """Gives today, and the days of the period that ends first."""
        words = self.words
        yield Line(kind="today", day=self.on, word=words("Today"), said=self._short(self.on))
        due = next_due(states)
        if due is None:
            return
        months = self.instrument.periods.remind_months
        if due.remind_from:
            said = words("{day}, {n} months before", day=self._short(due.remind_from), n=months)
            yield Line(kind="reminder", day=due.remind_from, word=words("Reminder"), said=said)
        if due.notify_by:
            yield Line(
                kind="deadline",
                day=due.notify_by,
                word=words("Deadline to notify"),
                said=self._left(due.notify_by),
            )
        if due.expires:
            word = words("Expiry")
            yield Line(kind="expiry", day=due.expires, word=word, said=self._short(due.expires))
        if due.grace_until:
            yield Line(
                kind="lapse",
                day=due.grace_until,
                word=words("Lapse, if nothing is notified"),
                said=self._short(due.grace_until),
            )

    def _left(self, day: date) -> str:
        days = (day - self.on).days
        if days < 0:
            return self._short(day)
        return self.words.plural(
            "{day}, in {n} day", "{day}, in {n} days", days, day=self._short(day)
        )

    def _short(self, day: date) -> str:
        return self.words.date(day, short=True)

    # --- a row

    def row(self, one: ReservationState) -> TimelineRow:
        """Gives the row of a reservation."""
        words, known = self.words, self.instrument.reservable.get(one.provision)
        title = pick(known.short, words.language) if known else words("Not open to reservation")
        status = self._status(one)
        in_force = one.status in IN_FORCE
        lines = [status]
        if scope := one.reservation.scope:
            lines.append(words("limited to: {scope}", scope=scope))
        if known and in_force:
            lines.append(words("sets aside: {what}", what=pick(known.effect, words.language)))
        bars = tuple(self._bars(one))
        return TimelineRow(
            key=one.provision,
            title=title,
            lines=tuple(lines),
            bars=bars,
            signs=tuple(self._signs(one)),
            tail=words("duty applies") if bars and self._is_bound() else "",
            note="" if bars else self._note(one),
            text="\n".join([f"{one.provision}  {title}", *lines]),
        )

    def _is_bound(self) -> bool:
        return self.state.denounced is None or self.state.denounced > self.on

    def _status(self, one: ReservationState) -> str:
        words = self.words
        if one.status == ReservationStatus.UNKNOWN:
            needed = dates_needed(one.reservation, self.state, self.instrument)
            days = ", ".join(words.code("date", name) for name in needed)
            return words("cannot be told without {days}", days=days)
        day = one.grace_until if one.reason in {"automatic_extension", "no_notice"} else one.expires
        code = "announced" if one.reason == "ends_as_announced" else one.status.value
        return words.code("reservation_line", code, day=words.date(day) if day else "")

    def _bars(self, one: ReservationState) -> Iterator[Bar]:
        start = bound_since(self.state, self.instrument.periods)
        if start is None or one.expires is None or one.expires <= start:
            return
        in_force = one.status in IN_FORCE
        words = self.words
        days = {"start": words.date(start), "end": words.date(one.expires)}
        yield Bar(
            kind="force" if in_force else "ended",
            start=start,
            end=one.expires,
            word=words("in force since {day}", day=words.date(start)) if in_force else "",
            text=words(
                "{provision}: in force from {start} to {end}", provision=one.provision, **days
            ),
        )
        extended = one.grace_until if one.reason != "ended_as_announced" else None
        if extended is None or one.reason == "ends_as_announced":
            return
        yield Bar(
            kind="grace" if in_force else "ended_grace",
            start=one.expires,
            end=extended,
            word=words.plural("{n} month", "{n} months", self.instrument.periods.grace_months),
            text=words(
                "{provision}: extended automatically from {start} to {end} unless notified",
                provision=one.provision,
                start=days["end"],
                end=words.date(extended),
            ),
        )

    def _signs(self, one: ReservationState) -> Iterator[Sign]:
        words, name = self.words, one.provision
        if one.status in IN_FORCE and one.notify_by and one.reason != "ends_as_announced":
            said = words(
                "{provision}: last day to notify, {day}",
                provision=name,
                day=words.date(one.notify_by),
            )
            yield Sign(kind="deadline", day=one.notify_by, text=said)
        bound = bound_since(self.state, self.instrument.periods)
        for day in renewals(one, bound, self.instrument.periods) if bound else ():
            said = words("{provision}: renewed from {day}", provision=name, day=words.date(day))
            yield Sign(kind="renewal", day=day, text=said)
        for notice in one.reservation.notices:
            said = words(
                "{provision}: notified on {day}: {decision}",
                provision=name,
                day=words.date(notice.on),
                decision=words.code("decision", notice.decision),
            )
            yield Sign(kind="notice", day=notice.on, text=said)
        for told in one.reservation.explanations:
            if told.requested:
                said = words(
                    "{provision}: GREVIO requested an explanation on {day}",
                    provision=name,
                    day=words.date(told.requested),
                )
                yield Sign(kind="request", day=told.requested, text=said)
            if told.given:
                said = words(
                    "{provision}: explained to GREVIO on {day}",
                    provision=name,
                    day=words.date(told.given),
                )
                yield Sign(kind="explanation", day=told.given, text=said)
        if one.expires and one.status in {ReservationStatus.LAPSED, ReservationStatus.WITHDRAWN}:
            end = one.grace_until if one.reason == "no_notice" and one.grace_until else one.expires
            yield Sign(kind="end", day=end, text=f"{name}: {self._status(one)}")

    def _note(self, one: ReservationState) -> str:
        made = one.reservation.made
        if made is None:
            return self._status(one)
        return self.words(
            "declared {day}: {status}", day=self.words.date(made), status=self._status(one)
        )

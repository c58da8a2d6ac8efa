# SPDX-License-Identifier: EUPL-1.2
"""Changes of reservations, the notices about them and their explanations (articles 78 and 79).
:mod:`gapanalysis.edits` offers them. What a reservation may concern and what becomes of it on a day
is said by :mod:`gapanalysis.reservations`, never here: whatever was recorded is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gapanalysis.errors import AppError
from gapanalysis.history import Row, RowChange, delete, find, plain, put, update
from gapanalysis.model import Decision
from gapanalysis.project_file import Project


@dataclass(frozen=True, kw_only=True)
class PutReservation:
    """Records a reservation or corrects it. ``scope``: None = the whole provision, empty = partial
    but not recorded.
    """

    provision: str
    made: date | None
    scope: str | None = None

    def plan(self, project: Project) -> Iterator[RowChange]:
        same = find(project, "reservation", provision=self.provision)
        yield put(
            project,
            "reservation",
            same,
            provision=self.provision,
            made=plain(self.made),
            scope=self.scope,
        )


@dataclass(frozen=True, kw_only=True)
class AddNotice:
    """Records a notice about a reservation that is recorded already."""

    provision: str
    on: date
    decision: Decision
    effective: date | None = None
    widened: bool = False

    def plan(self, project: Project) -> Iterator[RowChange]:
        yield put(
            project,
            "reservation_event",
            None,
            reservation=_reservation(project, self.provision),
            **_notice(self),
        )


@dataclass(frozen=True, kw_only=True)
class ChangeNotice:
    """Corrects a notice about a reservation."""

    id: int
    on: date
    decision: Decision
    effective: date | None = None
    widened: bool = False

    def plan(self, project: Project) -> Iterator[RowChange]:
        yield update(project, "reservation_event", self.id, **_notice(self))


@dataclass(frozen=True, kw_only=True)
class RemoveNotice:
    id: int

    def plan(self, project: Project) -> Iterator[RowChange]:
        yield delete(project, "reservation_event", self.id)


@dataclass(frozen=True, kw_only=True)
class AddExplanation:
    """Records that GREVIO requested an explanation of a reservation, or that one was given."""

    provision: str
    requested: date | None = None
    given: date | None = None

    def plan(self, project: Project) -> Iterator[RowChange]:
        days = _explanation(self)
        reservation = _reservation(project, self.provision)
        yield put(project, "reservation_explanation", None, reservation=reservation, **days)


@dataclass(frozen=True, kw_only=True)
class ChangeExplanation:
    """Corrects the days of an explanation."""

    id: int
    requested: date | None = None
    given: date | None = None

    def plan(self, project: Project) -> Iterator[RowChange]:
        yield update(project, "reservation_explanation", self.id, **_explanation(self))


@dataclass(frozen=True, kw_only=True)
class RemoveExplanation:
    id: int

    def plan(self, project: Project) -> Iterator[RowChange]:
        yield delete(project, "reservation_explanation", self.id)


@dataclass(frozen=True, kw_only=True)
class RemoveReservation:
    provision: str

    def plan(self, project: Project) -> Iterator[RowChange]:
        reservation = _reservation(project, self.provision)
        for table in ("reservation_event", "reservation_explanation"):
            rows = project.db.execute(f"SELECT id FROM {table} WHERE reservation=?", (reservation,))
            for row in rows.fetchall():
                yield delete(project, table, row["id"])
        yield delete(project, "reservation", reservation)


@dataclass(frozen=True, kw_only=True)
class PutNoReservations:
    """States that the Party made no reservation (or takes the statement back)."""

    none: bool

    def plan(self, project: Project) -> Iterator[RowChange]:
        yield update(project, "project", 1, no_reservations=int(self.none))


# --- rows ----------------------------------------------------------------------------------------


def _reservation(project: Project, provision: str) -> int:
    """Gives the row of a recorded reservation; raises ``AppError("reservation_unknown")``."""
    reservation = find(project, "reservation", provision=provision)
    if reservation is None:
        raise AppError("reservation_unknown", provision=provision)
    return reservation


def _notice(edit: AddNotice | ChangeNotice) -> Row:
    """Gives the columns of a notice."""
    return {
        "notified": plain(edit.on),
        "decision": edit.decision.value,
        "effective": plain(edit.effective),
        "widened": int(edit.widened),
    }


def _explanation(edit: AddExplanation | ChangeExplanation) -> Row:
    """Gives the columns of an explanation; raises ``AppError("explanation_undated")``."""
    if edit.requested is None and edit.given is None:
        raise AppError("explanation_undated")
    return {"requested": plain(edit.requested), "given": plain(edit.given)}

# SPDX-License-Identifier: EUPL-1.2
"""The history: the one mechanism of undo, redo, the audit trail and ``verify``.

An edit says which rows of state it changes, from what to what. ``do`` applies them in one
transaction and records them; undo applies the same changes backward, redo forward again.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Protocol

from gapanalysis.errors import AppError
from gapanalysis.store import STRUCTURE_TABLES, Project, new_uid, structure_digest
from gapanalysis.structure import is_operation, mend_to_json

Row = dict[str, Any]

TOUCHES: dict[str, frozenset[str]] = {
    "project": frozenset({"state", "no_reservations"}),
    "law": frozenset({"laws", "mappings", "attributes", "answers"}),
    "mapping": frozenset({"mappings"}),
    "answer": frozenset({"answers"}),
    "answer_support": frozenset({"answers"}),
    "statement": frozenset({"statements"}),
    "attribute": frozenset({"attributes"}),
    "reservation": frozenset({"reservations"}),
    "reservation_event": frozenset({"reservations"}),
    "reservation_explanation": frozenset({"reservations"}),
    "fact": frozenset({"state"}),
    "evidence": frozenset({"evidence"}),
    "review": frozenset({"reviews"}),
    "rule_file": frozenset({"rule_files"}),
    "finding_choice": frozenset({"choices"}),
    "provision": frozenset({"laws", "mappings", "attributes", "structure"}),
    "left_out": frozenset({"structure"}),
    "doubt_kept": frozenset({"structure"}),
}
"""Tables of state, each with the parts of a snapshot that it feeds."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of a table of state: before (None: new) and after (None: deleted)."""

    table: str
    id: int
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit, an undo or a redo did: the edits' names, the id of the first row concerned,
    and which parts of a snapshot it touched (for :func:`gapanalysis.store.refresh`).
    """

    edits: tuple[str, ...]
    id: int
    touched: frozenset[str]
    rows: frozenset[tuple[str, int]] = frozenset()
    """Table and key of each row that changed."""


class Edit(Protocol):
    """A change that a user can make: a frozen dataclass of plain values."""

    def plan(self, project: Project) -> Iterable[RowChange]:
        """Gives the row changes; raises ``AppError`` where the edit makes no sense."""
        ...


# --- doing, undoing, redoing ---------------------------------------------------------------------


def do(project: Project, *edits: Edit) -> Change:
    """Applies edits as one gesture, in one transaction, and records them. Edits that change
    nothing leave no trace. A gesture after an undo abandons what could be redone, but keeps it.
    """
    gesture = new_uid()
    touched: set[str] = set()
    rows: set[tuple[str, int]] = set()
    first = 0
    with project.writing() as db:
        for edit in edits:
            changes = []
            for change in edit.plan(project):
                if change.before != change.after:
                    _write(db, change.table, change.id, change.after)
                    changes.append(change)
                first = first or change.id
            if changes:
                _record(project, gesture, edit, changes)
            touched |= _touched(changes)
            rows |= {(change.table, change.id) for change in changes}
    names = tuple(type(edit).__name__ for edit in edits)
    return Change(names, first, frozenset(touched), frozenset(rows))


def undo(project: Project) -> Change | None:
    """Takes the last gesture back; None where there is nothing to undo."""
    with project.writing() as db:
        cursor = _cursor(db)
        last = db.execute("SELECT gesture FROM history WHERE id=?", (cursor,)).fetchone()
        if last is None:
            return None
        rows = db.execute(
            "SELECT * FROM history WHERE gesture=? AND NOT abandoned ORDER BY id DESC",
            (last["gesture"],),
        ).fetchall()
        changes = [change for row in rows for change in reversed(_changes(row))]
        for change in changes:
            _step(project, change.table, change.id, change.after, change.before)
        before = db.execute(
            "SELECT max(id) FROM history WHERE id<? AND NOT abandoned", (rows[-1]["id"],)
        ).fetchone()[0]
        db.execute("UPDATE history_cursor SET at=?", (before or 0,))
    return _said(rows, changes)


def redo(project: Project) -> Change | None:
    """Does the gesture again that was undone last; None where there is none."""
    with project.writing() as db:
        following = _next(db)
        if following is None:
            return None
        rows = db.execute(
            "SELECT * FROM history WHERE gesture=? AND NOT abandoned ORDER BY id",
            (following["gesture"],),
        ).fetchall()
        changes = [change for row in rows for change in _changes(row)]
        for change in changes:
            _step(project, change.table, change.id, change.before, change.after)
        db.execute("UPDATE history_cursor SET at=?", (rows[-1]["id"],))
    return _said(rows, changes)


def go_to(project: Project, entry: int) -> Change | None:
    """Takes back or does again gestures until an entry of the history is the last one in force
    (0: none is); None where it is so already. Raises ``AppError("history_abandoned")`` for an entry
    that a later edit replaced.
    """
    known = project.db.execute("SELECT abandoned FROM history WHERE id=?", (entry,)).fetchone()
    if entry and (known is None or known["abandoned"]):
        raise AppError("history_abandoned")
    steps = []
    while _cursor(project.db) > entry and (change := undo(project)):
        steps.append(change)
    while _cursor(project.db) < entry and (change := redo(project)):
        steps.append(change)
    if not steps:
        return None
    names = tuple(name for step in steps for name in step.edits)
    touched = frozenset(part for step in steps for part in step.touched)
    return Change(names, entry, touched, frozenset(row for step in steps for row in step.rows))


def undo_name(project: Project) -> str | None:
    """Gives the name of the edit that undo would take back."""
    row = project.db.execute(
        "SELECT edit FROM history WHERE id=?", (_cursor(project.db),)
    ).fetchone()
    return None if row is None else str(row["edit"])


def redo_name(project: Project) -> str | None:
    """Gives the name of the edit that redo would do again."""
    row = _next(project.db)
    return None if row is None else str(row["edit"])


def verify(project: Project) -> tuple[str, ...]:
    """Gives what is wrong with a project file, as sentences for a log; empty if all is well.

    Checks SQLite's own structure, the digests of source files, every quotation against the words
    that it quotes, and the history: played backward from today's state it must meet each recorded
    row and end with nothing.
    """
    db = project.db
    faults = [
        f"database: {row[0]}" for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"
    ]
    faults += [
        f"database: dangling row in {row[0]}" for row in db.execute("PRAGMA foreign_key_check")
    ]
    for row in db.execute("SELECT name, sha256, data FROM source_file"):
        if hashlib.sha256(row["data"]).hexdigest() != row["sha256"]:
            faults.append(f"source file {row['name']}: its digest differs")
    for table in ("mapping", "attribute"):
        rows = db.execute(
            f'SELECT t.*, p.law_version, p.start, p."end" FROM {table} t'
            " JOIN provision p ON p.id = t.provision WHERE quote_start IS NOT NULL"
        )
        for row in rows:
            words = project.text(row["law_version"])[row["quote_start"] : row["quote_end"]]
            inside = row["start"] <= row["quote_start"] and row["quote_end"] <= row["end"]
            if words != row["quote_exact"] or not inside:
                faults.append(f"{table} {row['id']}: its quotation is not in the law's text")
    return tuple(faults + list(_history_faults(db)))


def _history_faults(db: sqlite3.Connection) -> Iterator[str]:
    """Plays the history backward over copies of the rows."""
    state = {
        table: {row["id"]: dict(row) for row in db.execute(f"SELECT * FROM {table}")}
        for table in TOUCHES
    }
    rows = db.execute(
        "SELECT * FROM history WHERE id<=? AND NOT abandoned ORDER BY id DESC", (_cursor(db),)
    )
    for row in rows:
        for change in reversed(_changes(row)):
            if state[change.table].get(change.id) != change.after:
                yield f"history {row['id']}: {change.table} {change.id} is not what it recorded"
            if change.before is None:
                state[change.table].pop(change.id, None)
            else:
                state[change.table][change.id] = change.before
    yield from _structure_faults(db, [state.pop(table) for table in STRUCTURE_TABLES])
    state["law"] = {key: law for key, law in state["law"].items() if not law["removed"]}
    state.pop("project")
    for table, left in state.items():
        if left:
            yield f"{table}: {len(left)} rows that no history explains"


def _structure_faults(db: sqlite3.Connection, tables: list[dict[int, Row]]) -> Iterator[str]:
    """Compares how each law was divided before its history with the digest that was kept of it."""
    for version in db.execute("SELECT id, structure FROM law_version"):
        rows = (
            [row for row in table.values() if row["law_version"] == version["id"]]
            for table in tables
        )
        if version["structure"] and structure_digest(*rows) != version["structure"]:
            yield f"law version {version['id']}: its structure is not what the history explains"


# --- rows ----------------------------------------------------------------------------------------


def read_row(project: Project, table: str, key: int) -> Row | None:
    """Gives a row by its key, or None."""
    found = project.db.execute(f"SELECT * FROM {table} WHERE id=?", (key,)).fetchone()
    return None if found is None else dict(found)


def find(project: Project, table: str, **values: object) -> int | None:
    """Gives the key of the row with these values, or None."""
    where = " AND ".join(f"{name} IS ?" for name in values)
    found = project.db.execute(f"SELECT id FROM {table} WHERE {where}", tuple(values.values()))
    row = found.fetchone()
    return None if row is None else int(row["id"])


def put(project: Project, table: str, key: int | None, **values: object) -> RowChange:
    """Plans new values for the row with a key, or a new row where there is none."""
    if key is not None:
        return update(project, table, key, **values)
    new = (project.db.execute(f"SELECT max(id) FROM {table}").fetchone()[0] or 0) + 1
    return RowChange(table, new, None, {"id": new, "uid": new_uid(), **values})


def update(project: Project, table: str, key: int, **values: object) -> RowChange:
    """Plans new values for a row; raises ``AppError("row_unknown")``."""
    before = read_row(project, table, key)
    if before is None:
        raise AppError("row_unknown", what=table, id=key)
    return RowChange(table, key, before, {**before, **values})


def delete(project: Project, table: str, key: int) -> RowChange:
    """Plans the end of a row; raises ``AppError("row_unknown")``."""
    before = read_row(project, table, key)
    if before is None:
        raise AppError("row_unknown", what=table, id=key)
    return RowChange(table, key, before, None)


def delete_if(project: Project, table: str, **values: object) -> Iterator[RowChange]:
    """Plans the end of the row with these values, if there is one."""
    key = find(project, table, **values)
    if key is not None:
        yield delete(project, table, key)


def _write(db: sqlite3.Connection, table: str, key: int, row: Row | None) -> None:
    if row is None:
        db.execute(f"DELETE FROM {table} WHERE id=?", (key,))
        return
    names = ", ".join(row)
    places = ", ".join("?" * len(row))
    update = ", ".join(f"{name}=excluded.{name}" for name in row)
    db.execute(
        f"INSERT INTO {table} ({names}) VALUES ({places}) ON CONFLICT (id) DO UPDATE SET {update}",
        tuple(row.values()),
    )


def _step(project: Project, table: str, key: int, old: Row | None, new: Row | None) -> None:
    """Moves a row from one recorded state to another; refuses if it is in neither."""
    if read_row(project, table, key) != old:
        raise AppError("project_damaged", file=project.path.name)
    _write(project.db, table, key, new)


def insert(db: sqlite3.Connection, table: str, **values: object) -> int:
    """Writes a row of content or history at once; gives its key."""
    names, places = ", ".join(values), ", ".join("?" * len(values))
    done = db.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", tuple(values.values()))
    return int(done.lastrowid or 0)


# --- the history ---------------------------------------------------------------------------------


def _record(project: Project, gesture: str, edit: Edit, changes: list[RowChange]) -> None:
    db = project.db
    db.execute("UPDATE history SET abandoned=1 WHERE id>? AND NOT abandoned", (_cursor(db),))
    number = insert(
        db,
        "history",
        uid=new_uid(),
        gesture=gesture,
        edit=type(edit).__name__,
        fields=json.dumps(_fields(edit), ensure_ascii=False),
        changes=json.dumps([[c.table, c.id, c.before, c.after] for c in changes]),
        author=project.author,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    db.execute("UPDATE history_cursor SET at=?", (number,))


def _fields(edit: Edit) -> Row:
    """Gives an edit's values for the record; a law that was read is named by its title."""
    if not is_dataclass(edit):
        return {}
    values = {field.name: getattr(edit, field.name) for field in fields(edit)}
    draft = values.pop("draft", None)
    if draft is not None:
        values["title"] = values["title"] or draft.title
    return {name: plain(value) for name, value in values.items() if value is not None}


def plain(value: Any) -> Any:
    """Gives a value as JSON and SQLite hold it: dates as ISO 8601, enums by value."""
    if isinstance(value, Enum):
        return value.value
    if is_operation(value):
        return mend_to_json(value)
    return value.isoformat() if isinstance(value, date) else value


def _cursor(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT at FROM history_cursor").fetchone()[0])


def _next(db: sqlite3.Connection) -> sqlite3.Row | None:
    found: sqlite3.Row | None = db.execute(
        "SELECT * FROM history WHERE id>? AND NOT abandoned ORDER BY id LIMIT 1", (_cursor(db),)
    ).fetchone()
    return found


def _changes(row: sqlite3.Row) -> list[RowChange]:
    return [RowChange(*change) for change in json.loads(row["changes"])]


def _touched(changes: Iterable[RowChange]) -> set[str]:
    return {part for change in changes for part in TOUCHES[change.table]}


def _said(rows: list[sqlite3.Row], changes: list[RowChange]) -> Change:
    touched = frozenset(_touched(changes))
    changed = frozenset((change.table, change.id) for change in changes)
    return Change(tuple(row["edit"] for row in rows), changes[0].id, touched, changed)

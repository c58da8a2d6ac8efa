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
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Protocol

from gapanalysis.errors import AppError
from gapanalysis.project_file import STRUCTURE_TABLES, Project, new_uid, structure_digest
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
    "attachment": frozenset({"evidence"}),
    "figure": frozenset({"figures"}),
    "prior_recommendation": frozenset({"prior_recommendations"}),
    "prior_evidence": frozenset({"prior_recommendations"}),
    "review": frozenset({"reviews"}),
    "rule_file": frozenset({"rule_files"}),
    "finding_choice": frozenset({"choices"}),
    "report_option": frozenset({"report"}),
    "provision": frozenset({"laws", "mappings", "attributes", "structure"}),
    "left_out": frozenset({"structure"}),
    "doubt_kept": frozenset({"structure"}),
    "suggestion_hidden": frozenset({"hidden"}),
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
    which parts of a snapshot it touched (for :func:`gapanalysis.store.refresh`), and the gesture
    that it belongs to.
    """

    edits: tuple[str, ...]
    id: int
    touched: frozenset[str]
    rows: frozenset[tuple[str, int]] = frozenset()
    """Table and key of each row that changed."""
    gesture: str = ""


class Edit(Protocol):
    """A change that a user can make: a frozen dataclass of plain values."""

    def plan(self, project: Project) -> Iterable[RowChange]:
        """Gives the row changes; raises ``AppError`` where the edit makes no sense."""
        ...


# --- doing, undoing, redoing ---------------------------------------------------------------------


def do(project: Project, *edits: Edit, joining: str = "") -> Change:
    """Applies edits as one gesture, in one transaction, and records them. Edits that change
    nothing leave no trace. A gesture after an undo abandons what could be redone, but keeps it.

    ``joining`` is the gesture of an earlier change, such as the last pause in a text that is still
    being typed: if nothing came after it, these edits become part of it.
    """
    touched: set[str] = set()
    rows: set[tuple[str, int]] = set()
    first = 0
    with project.writing() as db:
        gesture = joining if joining and joining == _last_gesture(db) else new_uid()
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
    return Change(names, first, frozenset(touched), frozenset(rows), gesture)


def undo(project: Project) -> Change | None:
    """Takes the last gesture back; None where there is nothing to undo."""
    with project.writing() as db:
        gesture = _last_gesture(db)
        if not gesture:
            return None
        rows = db.execute(
            "SELECT * FROM history WHERE gesture=? AND NOT abandoned ORDER BY id DESC", (gesture,)
        ).fetchall()
        defaults = _defaults(db)
        changes = [change for row in rows for change in reversed(_changes(row, defaults))]
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
        defaults = _defaults(db)
        changes = [change for row in rows for change in _changes(row, defaults)]
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
    for row in db.execute("SELECT id, sha256, data FROM attached_file"):
        if hashlib.sha256(row["data"]).hexdigest() != row["sha256"]:
            faults.append(f"attached file {row['id']}: its digest differs")
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
    defaults = _defaults(db)
    for row in rows:
        for change in reversed(_changes(row, defaults)):
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
    db, name = project.db, type(edit).__name__
    db.execute("UPDATE history SET abandoned=1 WHERE id>? AND NOT abandoned", (_cursor(db),))
    entry = _entry_to_join(db, gesture, name, changes)
    if entry is not None:
        begun = _changes(entry, _defaults(db))
        changes = [replace(old, after=new.after) for old, new in zip(begun, changes, strict=True)]
    values: Row = {
        "fields": json.dumps(_fields(edit), ensure_ascii=False),
        "changes": json.dumps([[c.table, c.id, c.before, c.after] for c in changes]),
        "author": project.author,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    if entry is not None:
        names = ", ".join(f"{column}=?" for column in values)
        db.execute(f"UPDATE history SET {names} WHERE id=?", (*values.values(), entry["id"]))
        return
    number = insert(db, "history", uid=new_uid(), gesture=gesture, edit=name, **values)
    db.execute("UPDATE history_cursor SET at=?", (number,))


def _entry_to_join(
    db: sqlite3.Connection, gesture: str, edit: str, changes: list[RowChange]
) -> sqlite3.Row | None:
    """Gives the entry that an edit goes on with, or None: a text that is saved at every pause is
    one entry from its first state to its last, not one a pause.
    """
    last: sqlite3.Row | None = db.execute(
        "SELECT * FROM history WHERE id=?", (_cursor(db),)
    ).fetchone()
    if last is None or (last["gesture"], last["edit"]) != (gesture, edit):
        return None
    known = [(table, key) for table, key, *_rows in json.loads(last["changes"])]
    return last if known == [(c.table, c.id) for c in changes] else None


def _fields(edit: Edit) -> Row:
    """Gives an edit's values for the record; a law that was read is named by its title, and the
    bytes of a file are left out.
    """
    if not is_dataclass(edit):
        return {}
    values = {field.name: getattr(edit, field.name) for field in fields(edit)}
    draft = values.pop("draft", None)
    if draft is not None:
        values["title"] = values["title"] or draft.title
    return {
        name: plain(value)
        for name, value in values.items()
        if value is not None and not isinstance(value, bytes)
    }


def plain(value: Any) -> Any:
    """Gives a value as JSON and SQLite hold it: dates as ISO 8601, enums by value."""
    if isinstance(value, Enum):
        return value.value
    if is_operation(value):
        return mend_to_json(value)
    return value.isoformat() if isinstance(value, date) else value


def _cursor(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT at FROM history_cursor").fetchone()[0])


def _last_gesture(db: sqlite3.Connection) -> str:
    """Gives the gesture that undo would take back, or an empty string."""
    found = db.execute("SELECT gesture FROM history WHERE id=?", (_cursor(db),)).fetchone()
    return "" if found is None else str(found["gesture"])


def _next(db: sqlite3.Connection) -> sqlite3.Row | None:
    found: sqlite3.Row | None = db.execute(
        "SELECT * FROM history WHERE id>? AND NOT abandoned ORDER BY id LIMIT 1", (_cursor(db),)
    ).fetchone()
    return found


def _changes(row: sqlite3.Row, defaults: dict[str, Row]) -> list[RowChange]:
    """Gives the changes of an entry. Rows recorded by an older version lack columns that came
    later: they have the values that the migration gave them.
    """
    return [
        RowChange(table, key, *(one and {**defaults[table], **one} for one in rows))
        for table, key, *rows in json.loads(row["changes"])
    ]


def _defaults(db: sqlite3.Connection) -> dict[str, Row]:
    """Gives, for each table of state, its columns that have a value by default."""
    return {
        table: {
            column["name"]: db.execute(f"SELECT {column['dflt_value']}").fetchone()[0]
            for column in db.execute(f"PRAGMA table_info({table})").fetchall()
            if column["dflt_value"] is not None
        }
        for table in TOUCHES
    }


def _touched(changes: Iterable[RowChange]) -> set[str]:
    return {part for change in changes for part in TOUCHES[change.table]}


def _said(rows: list[sqlite3.Row], changes: list[RowChange]) -> Change:
    names = tuple(row["edit"] for row in rows)
    touched = frozenset(_touched(changes))
    changed = frozenset((change.table, change.id) for change in changes)
    return Change(names, changes[0].id, touched, changed, rows[0]["gesture"])

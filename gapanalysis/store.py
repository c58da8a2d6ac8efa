# SPDX-License-Identifier: EUPL-1.2
"""What is in a project file: the snapshot that rules and reports read, laws, history."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Mapping_
from dataclasses import replace
from datetime import date
from typing import Any

from gapanalysis import evidence_rows
from gapanalysis.errors import AppError
from gapanalysis.model import (
    Answer,
    AnswerValue,
    Attribute,
    AttributeState,
    Coverage,
    Decision,
    Explanation,
    FindingChoice,
    HistoryEntry,
    ImportDoubt,
    Kind,
    Law,
    LawKind,
    Mapping,
    Notice,
    Provision,
    Quotation,
    Reservation,
    Review,
    Snapshot,
    SourceFile,
    State,
)
from gapanalysis.project_file import Project

STATE_DATES = ("signed", "deposited", "in_force", "denounced")
"""Facts about the State that are dates of its own in the model."""

Touched = frozenset[str]
"""Which parts of a snapshot an edit changed: names of :data:`_PARTS`."""


# --- the snapshot --------------------------------------------------------------------------------


def read_snapshot(project: Project) -> Snapshot:
    """Gives all that rules and reports read."""
    parts = {name: read(project) for name, read in _PARTS.items()}
    return Snapshot(**parts, provisions=_snapshot_provisions(project))


def refresh(
    project: Project,
    snapshot: Snapshot,
    touched: Iterable[str],
    rows: Iterable[tuple[str, int]] = (),
) -> Snapshot:
    """Gives the snapshot after an edit; reads only what the edit touched. ``rows`` are the rows
    that changed (table, key), where they are known.
    """
    touched = set(touched)
    if not touched:
        return snapshot
    mapped = {key for table, key in rows if table == "mapping"}
    parts = {
        name: read(project)
        for name, read in _PARTS.items()
        if name in touched and not (name == "mappings" and mapped and "laws" not in touched)
    }
    if mapped and "laws" not in touched:
        parts["mappings"] = _mappings_again(project, snapshot.mappings, mapped)
    if "laws" in touched:
        parts["provisions"] = _snapshot_provisions(project)
    elif touched & {"mappings", "attributes"} or _supports(snapshot) != _supports(
        replace(snapshot, answers=parts.get("answers", snapshot.answers))
    ):
        moved = None
        if mapped and not touched & {"attributes", "answers"}:
            mappings = (*snapshot.mappings, *parts["mappings"])
            moved = {one.provision for one in mappings if one.id in mapped}
        parts["provisions"] = _read_again(project, snapshot.provisions, moved)
    return replace(snapshot, **parts)


def _supports(snapshot: Snapshot) -> list[tuple[int, ...]]:
    return [answer.supports for answer in snapshot.answers.values() if answer.supports]


def _state(project: Project) -> State:
    row = project.db.execute("SELECT * FROM project").fetchone()
    facts = {r["name"]: r["value"] for r in project.db.execute("SELECT name, value FROM fact")}
    dates = {name: _day(facts.pop(name, None)) for name in STATE_DATES}
    return State(
        code=row["state_code"],
        name=row["state_name"],
        language=row["language"],
        facts=facts,
        **dates,
    )


def _no_reservations(project: Project) -> bool:
    return bool(project.db.execute("SELECT no_reservations FROM project").fetchone()[0])


_AT_ONCE = 500
"""How many rows are asked for in one statement."""
_CURRENT = """
  FROM law JOIN law_version v ON v.id = (
    SELECT max(id) FROM law_version WHERE law = law.id)
  WHERE NOT law.removed"""


def read_laws(project: Project) -> dict[int, Law]:
    """Gives the laws of a project by id, each in its current version."""
    return _laws(project, "")


def read_one_law(project: Project, law: int) -> Law:
    """Gives one law in its current version; raises ``KeyError``."""
    return _laws(project, "AND law.id = ?", law)[law]


def _laws(project: Project, which: str, *values: int) -> dict[int, Law]:
    rows = project.db.execute(
        f"""
      SELECT law.*, v.id AS version, v.date, v.language, f.name AS file_name, f.sha256,
        (SELECT count(*) FROM provision WHERE law_version = v.id AND kind = 'article') AS articles
      FROM law JOIN law_version v ON v.id = (
        SELECT max(id) FROM law_version WHERE law = law.id)
      JOIN source_file f ON f.id = v.source_file
      WHERE NOT law.removed {which} ORDER BY law.id""",
        values,
    )
    return {
        row["id"]: Law(
            id=row["id"],
            uid=row["uid"],
            title=row["title"],
            language=row["language"],
            kind=LawKind(row["kind"]),
            date=_day(row["date"]),
            version=row["version"],
            file_name=row["file_name"],
            sha256=row["sha256"],
            articles=row["articles"],
        )
        for row in rows
    }


def _mappings(project: Project) -> tuple[Mapping, ...]:
    rows = project.db.execute(f"""
      SELECT m.*, p.law_version FROM mapping m JOIN provision p ON p.id = m.provision
      WHERE p.law_version IN (SELECT v.id {_CURRENT}) ORDER BY m.id""")
    return tuple(_mapping(row) for row in rows)


def _mappings_again(
    project: Project, old: tuple[Mapping, ...], changed: set[int]
) -> tuple[Mapping, ...]:
    """Gives what :func:`_mappings` gives; those that did not change are the same objects."""
    found = [mapping for mapping in old if mapping.id not in changed]
    for key in changed:
        row = project.db.execute(
            "SELECT m.*, p.law_version FROM mapping m JOIN provision p ON p.id = m.provision"
            f" WHERE m.id=? AND p.law_version IN (SELECT v.id {_CURRENT})",
            (key,),
        ).fetchone()
        if row is not None:
            found.append(_mapping(row))
    return tuple(sorted(found, key=lambda mapping: mapping.id))


def _mapping(row: sqlite3.Row) -> Mapping:
    return Mapping(
        id=row["id"],
        provision=row["provision"],
        obligation=row["node"],
        coverage=Coverage(row["coverage"]),
        quotation=_quotation(row),
        note=row["note"],
    )


def _answers(project: Project) -> dict[str, Answer]:
    supports: dict[str, list[int]] = {}
    rows = project.db.execute(
        "SELECT s.element, s.provision FROM answer_support s JOIN provision p ON p.id = s.provision"
        f" WHERE p.law_version IN (SELECT v.id {_CURRENT}) ORDER BY p.law_version, p.start, p.depth"
    )
    for row in rows:
        supports.setdefault(row["element"], []).append(row["provision"])
    return {
        row["element"]: Answer(
            element=row["element"],
            value=AnswerValue(row["value"]),
            note=row["note"],
            supports=tuple(supports.get(row["element"], ())),
        )
        for row in project.db.execute("SELECT * FROM answer ORDER BY id")
    }


def _statements(project: Project) -> frozenset[str]:
    return frozenset(row["node"] for row in project.db.execute("SELECT node FROM statement"))


def _attributes(project: Project) -> dict[int, dict[str, Attribute]]:
    found: dict[int, dict[str, Attribute]] = {}
    rows = project.db.execute(
        "SELECT a.*, p.law_version FROM attribute a JOIN provision p ON p.id = a.provision"
        " ORDER BY a.id"
    )
    for row in rows:
        found.setdefault(row["provision"], {})[row["name"]] = Attribute(
            provision=row["provision"],
            name=row["name"],
            value=row["value"],
            state=AttributeState(row["standing"]),
            quotation=_quotation(row),
        )
    return found


def read_attribute_names(project: Project) -> frozenset[tuple[int, str]]:
    """Gives each provision and attribute of which something is recorded, a rejection too."""
    rows = project.db.execute("SELECT provision, name FROM attribute")
    return frozenset((row["provision"], row["name"]) for row in rows)


def _reservations(project: Project) -> tuple[Reservation, ...]:
    notices: dict[int, list[Notice]] = {}
    for row in project.db.execute("SELECT * FROM reservation_event ORDER BY notified, id"):
        notices.setdefault(row["reservation"], []).append(
            Notice(
                on=date.fromisoformat(row["notified"]),
                decision=Decision(row["decision"]),
                effective=_day(row["effective"]),
                widened=bool(row["widened"]),
                id=row["id"],
            )
        )
    explanations: dict[int, list[Explanation]] = {}
    for row in project.db.execute("SELECT * FROM reservation_explanation ORDER BY id"):
        explanations.setdefault(row["reservation"], []).append(
            Explanation(requested=_day(row["requested"]), given=_day(row["given"]), id=row["id"])
        )
    return tuple(
        Reservation(
            id=row["id"],
            provision=row["provision"],
            made=_day(row["made"]),
            scope=row["scope"],
            notices=tuple(notices.get(row["id"], ())),
            explanations=tuple(explanations.get(row["id"], ())),
        )
        for row in project.db.execute("SELECT * FROM reservation ORDER BY id")
    )


def read_attachment(project: Project, attachment: int) -> SourceFile:
    """Gives an attached file with its bytes; raises ``AppError("row_unknown")``."""
    row = project.db.execute(
        "SELECT a.name, f.sha256, f.data FROM attachment a JOIN attached_file f ON f.id = a.file"
        " WHERE a.id=?",
        (attachment,),
    ).fetchone()
    if row is None:
        raise AppError("row_unknown", what="attachment", id=attachment)
    return SourceFile(name=row["name"], format="", sha256=row["sha256"], data=row["data"])


def _reviews(project: Project) -> tuple[Review, ...]:
    return tuple(
        Review(
            rule=row["rule"],
            obligation=row["obligation"],
            subject=row["subject"],
            decision=row["decision"],
            reason=row["reason"],
            rule_version=row["rule_version"],
            digest=row["digest"],
        )
        for row in project.db.execute("SELECT * FROM review ORDER BY id")
    )


def _choices(project: Project) -> dict[tuple[str, str, str], FindingChoice]:
    rows = project.db.execute("SELECT * FROM finding_choice ORDER BY id")
    return {
        (row["rule"], row["obligation"], row["subject"]): FindingChoice(
            rule=row["rule"],
            obligation=row["obligation"],
            subject=row["subject"],
            priority=row["priority"],
            verb=row["verb"],
            recommendation=row["recommendation"],
        )
        for row in rows
    }


def read_rule_files(project: Project) -> tuple[tuple[str, str], ...]:
    """Gives the user's own rules in a project: name and text of each file."""
    rows = project.db.execute("SELECT name, text FROM rule_file ORDER BY name")
    return tuple((row["name"], row["text"]) for row in rows)


def _report_options(project: Project) -> dict[tuple[str, str], str]:
    rows = project.db.execute("SELECT kind, name, value FROM report_option ORDER BY kind, name")
    return {(row["kind"], row["name"]): row["value"] for row in rows}


_PARTS: dict[str, Any] = {
    "state": _state,
    "laws": read_laws,
    "mappings": _mappings,
    "answers": _answers,
    "statements": _statements,
    "attributes": _attributes,
    "reservations": _reservations,
    "evidence": lambda project: evidence_rows.read_evidence(project.db),
    "reviews": _reviews,
    "no_reservations": _no_reservations,
    "rule_files": read_rule_files,
    "choices": _choices,
    "report": _report_options,
    "figures": lambda project: evidence_rows.read_figures(project.db),
    "prior_recommendations": lambda project: evidence_rows.read_priors(project.db),
}


def _snapshot_provisions(project: Project) -> dict[int, Provision]:
    """Gives every article with number and heading, and mapped provisions with their words."""
    articles = project.db.execute(
        f"SELECT p.* FROM provision p WHERE kind = 'article'"
        f" AND law_version IN (SELECT v.id {_CURRENT})"
    )
    law_of = _law_of(project)
    rows = articles.fetchall()
    above = _with_those_above(project, {row["parent"] for row in rows if ":" in row["address"]})
    found = {row["id"]: _provision(project, row, law_of, above) for row in rows}
    return found | _whole(project, _named(project))


def _named(project: Project, among: Iterable[int] | None = None) -> set[int]:
    """Gives the provisions that something is recorded of (a mapping, a property, an answer), of all
    or of some.
    """
    asked = None if among is None else tuple(among)
    chosen = "" if asked is None else f"AND provision IN ({','.join('?' * len(asked))})"
    tables = ("mapping", "attribute", "answer_support")
    recorded = " UNION ".join(f"SELECT provision FROM {one} WHERE true {chosen}" for one in tables)
    rows = project.db.execute(
        f"SELECT p.id FROM ({recorded}) n JOIN provision p ON p.id = n.provision"
        f" WHERE p.law_version IN (SELECT v.id {_CURRENT})",
        (asked or ()) * len(tables),
    )
    return {row["id"] for row in rows}


def _read_again(
    project: Project, old: Mapping_[int, Provision], among: set[int] | None
) -> dict[int, Provision]:
    """Gives what :func:`_snapshot_provisions` gives where no law has changed; reads only provisions
    of which something is recorded since. ``among``: the provisions of which that may be so.
    """
    named = _named(project, among)
    found = dict(old)
    for key in (old.keys() if among is None else old.keys() & among) - named:
        if old[key].kind is not Kind.ARTICLE:
            del found[key]
        elif old[key].text:
            found[key] = replace(old[key], text="", path="", inside=())
    unread = [key for key in named if key not in old or not old[key].text]
    return found | _whole(project, unread)


# --- laws ----------------------------------------------------------------------------------------


def find_law(project: Project, written: str) -> Law:
    """Gives the law meant by an id or a title that is unique; raises ``AppError``."""
    laws = read_laws(project)
    if written.isdigit() and int(written) in laws:
        return laws[int(written)]
    wanted = written.strip().casefold()
    found = [law for law in laws.values() if law.title.casefold() == wanted]
    found = found or [law for law in laws.values() if wanted and wanted in law.title.casefold()]
    if len(found) == 1:
        return found[0]
    known = "; ".join(f"{law.id} {law.title}" for law in laws.values()) or "-"
    raise AppError("law_not_unique" if found else "law_unknown", law=written, laws=known)


def read_law_text(project: Project, law: int) -> str:
    """Gives the canonical text of a law in its current version."""
    return project.text(current_version(project, law))


def read_provisions(project: Project, law: int) -> tuple[Provision, ...]:
    """Gives all provisions of a law in document order; their ``text`` is empty."""
    version = current_version(project, law)
    rows = project.db.execute(
        "SELECT * FROM provision WHERE law_version=? ORDER BY start, depth", (version,)
    )
    every = {row["id"]: row for row in rows}
    return tuple(_provision(project, row, {version: law}, every) for row in every.values())


def read_doubts(project: Project, law: int) -> tuple[ImportDoubt, ...]:
    """Gives what looked wrong when a law was added, as it was then."""
    rows = project.db.execute(
        "SELECT * FROM import_doubt WHERE law_version=? ORDER BY id",
        (current_version(project, law),),
    )
    return tuple(
        ImportDoubt(
            code=row["code"],
            start=row["start"],
            end=row["end"],
            details=json.loads(row["details"]),
        )
        for row in rows
    )


def read_source(project: Project, law: int) -> SourceFile:
    """Gives the file that a law came from."""
    row = project.db.execute(
        "SELECT f.* FROM source_file f JOIN law_version v ON v.source_file = f.id WHERE v.id=?",
        (current_version(project, law),),
    ).fetchone()
    return SourceFile(
        name=row["name"], format=row["format"], sha256=row["sha256"], data=row["data"]
    )


def read_hidden(project: Project) -> frozenset[tuple[int, str]]:
    """Gives provision and node of each suggestion that a person hid."""
    rows = project.db.execute("SELECT provision, node FROM suggestion_hidden")
    return frozenset((row["provision"], row["node"]) for row in rows)


def find_provisions(project: Project, law: int, address: str) -> tuple[Provision, ...]:
    """Gives the provisions of a law that stand at an address, with words and path."""
    version = current_version(project, law)
    rows = project.db.execute(
        "SELECT id FROM provision WHERE law_version=? AND address=? ORDER BY start, depth",
        (version, address),
    )
    return tuple(_whole(project, [row["id"] for row in rows]).values())


def read_provision(project: Project, provision: int) -> Provision:
    """Gives one provision with words and path."""
    found = _whole(project, [provision])
    if not found:
        raise AppError("row_unknown", what="provision", id=provision)
    return found[provision]


def provision_at(project: Project, law: int, start: int, end: int) -> Provision | None:
    """Gives the smallest provision of a law that contains a range."""
    row = project.db.execute(
        'SELECT id FROM provision WHERE law_version=? AND start<=? AND "end">=?'
        " ORDER BY start DESC, depth DESC LIMIT 1",
        (current_version(project, law), start, end),
    ).fetchone()
    return None if row is None else read_provision(project, row["id"])


# --- searching -----------------------------------------------------------------------------------


def find_lines(project: Project, words: Iterable[str], limit: int) -> list[tuple[int, int, int]]:
    """Gives lines of the laws that hold all of some words, the last of which may be the beginning
    of one: law, start and end in its text, at most ``limit``, in the order of the laws.
    """
    wanted = ['"' + word.replace('"', '""').replace("\0", "") + '"' for word in words]
    if not wanted:
        return []
    rows = project.db.execute(
        'SELECT v.law, l.start, l."end" FROM law_words w JOIN law_line l ON l.id = w.rowid'
        " JOIN law_version v ON v.id = l.law_version"
        f" WHERE law_words MATCH ? AND v.id IN (SELECT v.id {_CURRENT}) ORDER BY w.rowid LIMIT ?",
        (" ".join(wanted) + "*", limit),
    )
    return [tuple(row) for row in rows]


def current_version(project: Project, law: int) -> int:
    """Gives the id of a law's current version; raises ``AppError("law_unknown")``."""
    row = project.db.execute(f"SELECT v.id {_CURRENT} AND law.id=?", (law,)).fetchone()
    if row is None:
        raise AppError("law_unknown", law=law, laws="-")
    version: int = row[0]
    return version


def _whole(project: Project, keys: Iterable[int]) -> dict[int, Provision]:
    """Gives provisions with words and path by their ids; those that are not there are left out."""
    keys = tuple(keys)
    rows = _with_those_above(project, keys)
    law_of, inside = _law_of(project), _inside(project, keys)
    return {
        key: _provision(
            project,
            rows[key],
            law_of,
            rows,
            text=project.text(rows[key]["law_version"])[rows[key]["start"] : rows[key]["end"]],
            path=_path(project, rows[key], rows),
            inside=tuple(inside.get(key, ())),
        )
        for key in keys
        if key in rows
    }


def _inside(project: Project, keys: Sequence[int]) -> dict[int, list[int]]:
    """Gives where the provisions below some begin, in characters from the beginning of each."""
    found: dict[int, list[int]] = {}
    for at in range(0, len(keys), _AT_ONCE):
        some = keys[at : at + _AT_ONCE]
        rows = project.db.execute(
            "SELECT p.id, q.start - p.start FROM provision p JOIN provision q"
            " ON q.law_version = p.law_version AND q.start > p.start AND q.start < p.end"
            f" WHERE p.id IN ({','.join('?' * len(some))}) ORDER BY q.start",
            some,
        )
        for key, start in rows:
            found.setdefault(key, []).append(start)
    return found


def _with_those_above(project: Project, keys: Iterable[int]) -> dict[int, sqlite3.Row]:
    """Gives the rows of provisions, and of all that they lie in, by their ids."""
    found: dict[int, sqlite3.Row] = {}
    wanted = list(keys)
    while wanted:
        above = set()
        for at in range(0, len(wanted), _AT_ONCE):
            some = wanted[at : at + _AT_ONCE]
            places = ",".join("?" * len(some))
            for row in project.db.execute(f"SELECT * FROM provision WHERE id IN ({places})", some):
                found[row["id"]] = row
                above.add(row["parent"])
        wanted = [key for key in above if key is not None and key not in found]
    return found


def _law_of(project: Project) -> dict[int, int]:
    """Gives the law of each version of a law."""
    rows = project.db.execute("SELECT id, law FROM law_version")
    return {row["id"]: row["law"] for row in rows}


def _provision(
    project: Project,
    row: sqlite3.Row,
    law_of: dict[int, int],
    rows: Mapping_[int, sqlite3.Row],
    *,
    text: str = "",
    path: str = "",
    inside: tuple[int, ...] = (),
) -> Provision:
    words = project.text(row["law_version"])
    return Provision(
        id=row["id"],
        law=law_of[row["law_version"]],
        kind=Kind(row["kind"]),
        number=row["number"],
        address=row["address"],
        label=_slice(words, row["label_start"], row["label_end"]),
        heading=_slice(words, row["heading_start"], row["heading_end"]),
        start=row["start"],
        end=row["end"],
        parent=row["parent"],
        path=path,
        text=text,
        inside=inside,
        above=_above(words, row, rows) if ":" in row["address"] else "",
    )


def _above(words: str, row: sqlite3.Row, rows: Mapping_[int, sqlite3.Row]) -> str:
    """Gives the label of the division that an article's address begins with."""
    head, _, number = row["address"].rpartition(":")
    holder = rows.get(row["parent"]) if number == row["number"] else None
    while holder is not None and head not in {holder["number"], holder["address"]}:
        holder = rows.get(holder["parent"])
    return _slice(words, holder["label_start"], holder["label_end"]) if holder else ""


def _path(project: Project, row: sqlite3.Row, rows: Mapping_[int, sqlite3.Row]) -> str:
    """Gives the chain of ancestors with their headings, for reading; they are among ``rows``."""
    text = project.text(row["law_version"])
    names: list[str] = []
    current: sqlite3.Row | None = row
    while current is not None:
        words = (
            _slice(text, current["label_start"], current["label_end"]),
            _slice(text, current["heading_start"], current["heading_end"]),
        )
        names.insert(0, " ".join(" ".join(words).split()))
        current = rows.get(current["parent"])
    return " › ".join(name for name in names if name)


def _slice(text: str, start: int | None, end: int | None) -> str:
    return "" if start is None else text[start:end]


def _quotation(row: sqlite3.Row) -> Quotation | None:
    if row["quote_start"] is None:
        return None
    return Quotation(
        law_version=row["law_version"],
        start=row["quote_start"],
        end=row["quote_end"],
        exact=row["quote_exact"],
        before=row["quote_before"],
        after=row["quote_after"],
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


# --- history -------------------------------------------------------------------------------------


def read_history(project: Project) -> tuple[HistoryEntry, ...]:
    """Gives every edit ever made, the oldest first."""
    cursor = project.db.execute("SELECT at FROM history_cursor").fetchone()[0]
    return tuple(
        HistoryEntry(
            id=row["id"],
            group=row["gesture"],
            edit=row["edit"],
            summary=json.loads(row["fields"]),
            author=row["author"],
            at=row["at"],
            done=row["id"] <= cursor and not row["abandoned"],
            abandoned=bool(row["abandoned"]),
        )
        for row in project.db.execute("SELECT * FROM history ORDER BY id")
    )

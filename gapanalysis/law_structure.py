# SPDX-License-Identifier: EUPL-1.2
"""The structure of a law in a project: read it, and plan the rows that an operation changes.

What an operation does to ranges and tree is said in :mod:`gapanalysis.restructure`; here it becomes
changes of rows, and mappings, attributes and their quotations follow the provisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gapanalysis.errors import AppError
from gapanalysis.history import Row, RowChange
from gapanalysis.model import (
    DraftProvision,
    Exclude,
    Kind,
    LeftOut,
    Operation,
    Provision,
    SourcePlace,
    Span,
    Structure,
)
from gapanalysis.project_file import Project, new_uid
from gapanalysis.restructure import Restructured, restructure
from gapanalysis.store import current_version
from gapanalysis.structure import INSIDE, depths, faults, provision_around, stripped

CONTEXT = 32
"""Characters kept on either side of a quotation."""
_HIDDEN = "suggestion_hidden"
_FOLLOWERS = {
    "mapping": None,
    "attribute": "name",
    "answer_support": "element",
    _HIDDEN: "node",
}
"""Tables whose rows belong to a provision, each with the column that is unique in one."""
_QUOTE = ("quote_start", "quote_end", "quote_exact", "quote_before", "quote_after")


def quotation(text: str, start: int, end: int) -> Row:
    """Gives the columns of a quotation."""
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return dict(zip(_QUOTE, (start, end, text[start:end], before, after), strict=True))


def read_structure(project: Project, law: int) -> Structure:
    """Gives how a law of a project is divided now."""
    return read_divided(project, law)[0]


def read_divided(project: Project, law: int) -> tuple[Structure, tuple[int, ...]]:
    """Gives how a law of a project is divided now, with the ids of its provisions."""
    version = current_version(project, law)
    rows = _provision_rows(project, version)
    return _structure(project, version, rows), tuple(row["id"] for row in rows)


def read_article(project: Project, provision: Provision) -> Structure:
    """Gives of a law only the article that a provision is or belongs to, and what stands above."""
    version = current_version(project, provision.law)
    where = (version, provision.start, provision.end)
    around = project.db.execute(
        "SELECT kind, start, end FROM provision WHERE law_version=? AND start<=? AND end>=?"
        " ORDER BY depth",
        where,
    ).fetchall()
    article = next((row for row in around if Kind(row["kind"]) in INSIDE), around[-1])
    start, end = article["start"], article["end"]
    rows = project.db.execute(
        "SELECT * FROM provision WHERE law_version=? AND start<? AND end>? ORDER BY start, depth",
        (version, end, start),
    )
    return _structure(project, version, [dict(row) for row in rows], (start, end))


def read_kept(project: Project, law: int) -> frozenset[tuple[str, int]]:
    """Gives code and start of each doubt about a law of which a person said that it is right."""
    rows = project.db.execute(
        "SELECT code, start FROM doubt_kept WHERE law_version=?", (current_version(project, law),)
    )
    return frozenset((row["code"], row["start"]) for row in rows)


def _provision_rows(project: Project, version: int) -> list[Row]:
    rows = project.db.execute(
        "SELECT * FROM provision WHERE law_version=? ORDER BY start, depth", (version,)
    )
    return [dict(row) for row in rows]


def _structure(
    project: Project, version: int, rows: list[Row], within: tuple[int, int] | None = None
) -> Structure:
    """Gives a law, or one with a part of its provisions: what is left out is that inside a range,
    and where the text stands in the source is not told.
    """
    db = project.db
    first, last = within or (0, len(project.text(version)))
    places = {row["id"]: place for place, row in enumerate(rows)}
    language = db.execute("SELECT language FROM law_version WHERE id=?", (version,)).fetchone()
    left = db.execute(
        "SELECT * FROM left_out WHERE law_version=? AND start>=? AND end<=? ORDER BY start",
        (version, first, last),
    )
    source = db.execute(
        "SELECT * FROM source_map WHERE law_version=? AND ? ORDER BY start",
        (version, within is None),
    )
    return Structure(
        text=project.text(version),
        language=language["language"],
        provisions=tuple(
            DraftProvision(
                kind=Kind(row["kind"]),
                number=row["number"],
                address=row["address"],
                start=row["start"],
                end=row["end"],
                label=_span(row["label_start"], row["label_end"]),
                heading=_span(row["heading_start"], row["heading_end"]),
                parent=None if row["parent"] is None else places[row["parent"]],
            )
            for row in rows
        ),
        left_out=tuple(LeftOut(start=r["start"], end=r["end"], why=r["why"]) for r in left),
        source_map=tuple(
            SourcePlace(
                start=row["start"],
                end=row["end"],
                page=row["page"],
                offset=row["offset"],
                generated=bool(row["generated"]),
            )
            for row in source
        ),
    )


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start=start, end=end)


def structure_faults(project: Project) -> Iterator[str]:
    """Gives what is wrong with the structure of each law, as sentences for a log."""
    for law in project.db.execute("SELECT id FROM law WHERE NOT removed").fetchall():
        for fault in faults(read_structure(project, law["id"])):
            yield f"law {law['id']}: {fault}"


# --- planning an operation -----------------------------------------------------------------------


def plan_operation(project: Project, law: int, operation: Operation) -> Iterator[RowChange]:
    """Gives the row changes of an operation: new and changed provisions first, then what follows
    them, then those that are no more. Raises ``AppError("structure_…")``.
    """
    version = current_version(project, law)
    rows = _provision_rows(project, version)
    before = _structure(project, version, rows)
    made = restructure(before, operation)
    plan = _Plan(project, version, rows, made)
    yield from plan.provisions()
    excluded = operation.ranges if isinstance(operation, Exclude) else ()
    for table in _FOLLOWERS:
        yield from plan.followers(table, excluded)
    yield from plan.gone()
    yield from _left_out(project, version, made.left_out)


@dataclass
class _Plan:
    """An operation on the rows of a law: ``ids`` are those of the provisions afterwards."""

    project: Project
    version: int
    rows: list[Row]
    made: Restructured
    ids: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        top = self.project.db.execute("SELECT max(id) FROM provision").fetchone()[0] or 0
        for origin in self.made.origins:
            if origin is None:
                top += 1
            self.ids.append(top if origin is None else self.rows[origin]["id"])

    def provisions(self) -> Iterator[RowChange]:
        """Gives the provisions that are new or not as before; parents come first."""
        position = max((row["position"] for row in self.rows), default=-1)
        deep = depths(self.made.provisions)
        for place, one in enumerate(self.made.provisions):
            origin = self.made.origins[place]
            before = None if origin is None else self.rows[origin]
            position += before is None
            after = {
                "id": self.ids[place],
                "uid": before["uid"] if before else new_uid(),
                "law_version": self.version,
                "position": before["position"] if before else position,
                "kind": one.kind.value,
                "number": one.number,
                "address": one.address,
                "start": one.start,
                "end": one.end,
                "label_start": one.label.start if one.label else None,
                "label_end": one.label.end if one.label else None,
                "heading_start": one.heading.start if one.heading else None,
                "heading_end": one.heading.end if one.heading else None,
                "parent": None if one.parent is None else self.ids[one.parent],
                "depth": deep[place],
            }
            if before != after:
                yield RowChange("provision", self.ids[place], before, after)

    def gone(self) -> Iterator[RowChange]:
        """Gives the provisions that are no more; children come first."""
        kept = set(self.ids)
        for row in reversed(self.rows):
            if row["id"] not in kept:
                yield RowChange("provision", row["id"], row, None)

    # --- what follows its provision ---------------------------------------------------------

    def followers(self, table: str, excluded: Iterable[Span]) -> Iterator[RowChange]:
        """Gives the rows of a table whose provision is no more, or does not hold their quotation
        any more, at the smallest provision that does. Where a provision that was meant whole is no
        more, its words become the quotation.
        """
        before = {row["id"]: row for row in self.rows}
        now = {key: self.made.provisions[place] for place, key in enumerate(self.ids)}
        found = self._rows_of(table)
        unique = _FOLLOWERS[table]
        taken = {(row["provision"], row[unique]): row for row in found} if unique else {}
        for row in found:
            old, new = before[row["provision"]], now.get(row["provision"])
            words = self._words_of(row, old)
            quoted = row.get("quote_start") is not None
            hidden = any(words.start < e.end and e.start < words.end for e in excluded)
            if hidden and new is None and table == _HIDDEN:
                yield RowChange(table, row["id"], row, None)
                continue
            if hidden and (quoted or new is None):
                raise AppError("structure_mapped", provision=old["address"])
            if new and (not quoted or (new.start <= words.start and words.end <= new.end)):
                continue
            after = self._moved(row, words)
            other = taken.get((after["provision"], row[unique])) if unique else None
            if other and other["id"] != row["id"]:
                if other.get("value") != row.get("value"):
                    raise AppError("structure_attributes", name=row["name"])
                yield RowChange(table, row["id"], row, None)
                continue
            if unique:
                taken[after["provision"], row[unique]] = after
            yield RowChange(table, row["id"], row, after)

    def _rows_of(self, table: str) -> list[Row]:
        rows = self.project.db.execute(
            f"SELECT t.* FROM {table} t JOIN provision p ON p.id = t.provision"
            " WHERE p.law_version=? ORDER BY t.id",
            (self.version,),
        )
        return [dict(row) for row in rows]

    def _words_of(self, row: Row, provision: Row) -> Span:
        """Gives the words that a row means: its quotation, else its provision's."""
        if row.get("quote_start") is not None:
            return Span(start=row["quote_start"], end=row["quote_end"])
        start, end = provision["start"], provision["end"]
        return stripped(self.project.text(self.version), start, end) or Span(start=start, end=end)

    def _moved(self, row: Row, words: Span) -> Row:
        """Gives a row at the smallest provision that holds its words now."""
        text = self.project.text(self.version)
        place = provision_around(self.made.provisions, words.start, words.end)
        if place is None:
            raise AppError("structure_quote", quote=words.of(text)[:80])
        quote = quotation(text, words.start, words.end) if "quote_start" in row else {}
        return {**row, "provision": self.ids[place], **quote}


def _left_out(project: Project, version: int, after: Iterable[LeftOut]) -> Iterator[RowChange]:
    """Gives the left-out ranges that are no more and those that are new."""
    db = project.db
    found = db.execute("SELECT * FROM left_out WHERE law_version=?", (version,)).fetchall()
    top = db.execute("SELECT max(id) FROM left_out").fetchone()[0] or 0
    wanted = {(left.start, left.end, left.why): left for left in after}
    for row in map(dict, found):
        if wanted.pop((row["start"], row["end"], row["why"]), None) is None:
            yield RowChange("left_out", row["id"], row, None)
    for key, left in enumerate(wanted.values(), top + 1):
        new = {
            "id": key,
            "law_version": version,
            "start": left.start,
            "end": left.end,
            "why": left.why,
            "uid": new_uid(),
        }
        yield RowChange("left_out", key, None, new)

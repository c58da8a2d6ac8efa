# SPDX-License-Identifier: EUPL-1.2
"""What evidence, figures and earlier recommendations may say: closed sets as data
(``evidence.toml`` of the instrument), and the checks of what a person records.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from gapanalysis.datafile import DataFile, Problem, Table, refuse
from gapanalysis.errors import AppError
from gapanalysis.instrument import load_instrument
from gapanalysis.model import Status, Text
from gapanalysis.resources import resource

ATTACHMENT_BYTES = 20 * 1024 * 1024
"""The most that one attached file may hold."""

TEXT_LENGTH = 1_000_000
"""Code points of one field at most."""

LARGEST = 10**15
"""Figures are smaller than this, so that they are kept exactly."""

FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A member of a closed set: its id, which projects keep, and its title."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceKind(Named):
    """``judgment``: asks for the fields of a judgment; ``consent``: what a new item starts with."""

    judgment: bool
    consent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent(Named):
    """``publish``: the words may stand in a public edition; ``named``: source and files too."""

    publish: bool
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureKind(Named):
    """Something that is counted; ``per``: for how many of it a ratio is told; ``everywhere``: it
    counts a whole population and is read with figures on whatever obligation.
    """

    per: int
    everywhere: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown(Named):
    """``ground``: it tells groups apart that face multiple discrimination (article 4(3))."""

    categories: Mapping[str, Named]
    ground: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioKind:
    """Two figures that are read together: ``of`` is told for ``per`` of ``to``."""

    of: str
    to: str
    per: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorState(Named):
    """What became of an earlier recommendation; ``mark`` is the status whose shape it has."""

    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSets:
    """The closed sets by id, in the order in which they are offered. ``columns``: heads by which a
    column of a pasted table is recognised, by field.
    """

    kinds: Mapping[str, EvidenceKind]
    consents: Mapping[str, Consent]
    figures: Mapping[str, FigureKind]
    ratios: tuple[RatioKind, ...]
    breakdowns: Mapping[str, Breakdown]
    columns: Mapping[str, tuple[str, ...]]
    bodies: Mapping[str, Named]
    states: Mapping[str, PriorState]

    def kind(self, code: str) -> EvidenceKind:
        """Gives a kind of evidence; one that an older version let in keeps its own name."""
        plain = {"en": code.replace("_", " ")}
        other = EvidenceKind(id=code, title=plain, judgment=False, consent="none")
        return self.kinds.get(code, other)

    def per(self, of: str, to: str) -> int:
        """Gives for how many of ``to`` a number of ``of`` is told; 100 for what is not listed."""
        for ratio in self.ratios:
            if (ratio.of, ratio.to) == (of, to):
                return ratio.per
        return self.figures[to].per if to in self.figures else 100


# --- reading -------------------------------------------------------------------------------------

COLUMNS = ("name", "value", "denominator", "denominator_of", "year", "source", "obligation")
"""Fields of a figure that a column of a pasted table may hold, besides breakdowns."""


@cache
def load_sets(instrument: str = "istanbul") -> EvidenceSets:
    """Gives the closed sets of an instrument; raises ``AppError("data_invalid")``."""
    path = resource(f"instruments/{instrument}/evidence.toml")
    sets, problems = read_sets(path.name, path.read_text(encoding="utf-8"))
    refuse(problems)
    return sets


def read_sets(name: str, text: str) -> tuple[EvidenceSets, list[Problem]]:
    """Gives the closed sets of a file with every problem found in it."""
    file = DataFile(name, text)
    top = file.top
    consents = {
        table.string("id"): Consent(
            id=table.string("id"),
            title=_title(table),
            publish=table.flag("publish"),
            named=table.flag("named"),
        )
        for table in _unique(top.tables("consent"))
    }
    kinds = {
        table.string("id"): EvidenceKind(
            id=table.string("id"),
            title=_title(table),
            judgment=table.flag("judgment", required=False),
            consent=table.choice("consent", consents),
        )
        for table in _unique(top.tables("kind"))
    }
    figures = {
        table.string("id"): FigureKind(
            id=table.string("id"),
            title=_title(table),
            per=_positive(table, "per", 100),
            everywhere=table.flag("everywhere", required=False),
        )
        for table in _unique(top.tables("figure"))
    }
    sets = EvidenceSets(
        kinds=kinds,
        consents=consents,
        figures=figures,
        ratios=tuple(_ratio(table, figures) for table in top.tables("ratio", name_key="of")),
        breakdowns={t.string("id"): _breakdown(t) for t in _unique(top.tables("breakdown"))},
        columns=_columns(top),
        bodies={
            t.string("id"): Named(id=t.string("id"), title=_title(t))
            for t in _unique(top.tables("body"))
        },
        states={
            t.string("id"): PriorState(
                id=t.string("id"),
                title=_title(t),
                mark=t.choice("mark", [status.value for status in Status]),
            )
            for t in _unique(top.tables("state"))
        },
    )
    _finish(top)
    return sets, file.problems


def _unique(tables: Iterable[Table]) -> Iterable[Table]:
    """Gives tables and records an id that stands twice."""
    seen: set[str] = set()
    for table in tables:
        name = table.string("id")
        if name in seen:
            table.problem("id", f"{name!r} stands twice")
        seen.add(name)
        yield table
        table.done()


def _title(table: Table) -> Text:
    return table.text("title") or {"en": ""}


def _positive(table: Table, key: str, default: int) -> int:
    value = table.integer(key, required=False)
    if value is not None and value < 1:
        table.problem(key, "must be one or more")
    return value or default


def _ratio(table: Table, figures: Mapping[str, FigureKind]) -> RatioKind:
    of, to = table.choice("of", figures), table.choice("to", figures)
    usual = figures[to].per if to in figures else 100
    ratio = RatioKind(of=of, to=to, per=_positive(table, "per", usual))
    table.done()
    return ratio


def _breakdown(table: Table) -> Breakdown:
    categories = {
        t.string("id"): Named(id=t.string("id"), title=_title(t))
        for t in _unique(table.tables("category", header="breakdown.category"))
    }
    return Breakdown(
        id=table.string("id"),
        title=_title(table),
        categories=categories,
        ground=table.flag("ground", required=False),
    )


def _columns(top: Table) -> dict[str, tuple[str, ...]]:
    table = top.table("columns")
    if table is None:
        return {}
    heads = {field: table.strings(field) for field in COLUMNS}
    table.done()
    return heads


def _finish(top: Table) -> None:
    """Records sets that the program cannot do without and lacks, and unknown keys."""
    for name in ("kind", "consent", "figure", "breakdown", "body", "state"):
        if not top.raw(name):
            top.problem(name, "is missing")
    top.done()


# --- checking what is recorded -------------------------------------------------------------------


def check_member(what: str, code: str, allowed: Iterable[str]) -> None:
    """Raises ``AppError("not_in_set")`` for a code that is not in a closed set."""
    allowed = tuple(allowed)
    if code not in allowed:
        raise AppError(
            "not_in_set", what=what, value=code, allowed=", ".join(filter(None, allowed))
        )


def check_nodes(nodes: Iterable[str]) -> None:
    """Raises ``AppError("node_unknown")`` for a node that the instrument does not have."""
    instrument = load_instrument("istanbul")
    for node in nodes:
        if not instrument.has_node(node):
            raise AppError("node_unknown", node=node)


def check_verb(verb: str) -> None:
    """Raises ``AppError("not_in_set")`` for a verb that is not on the ladder of the instrument."""
    check_member("verb", verb, ("", *load_instrument("istanbul").verbs))


def check_texts(*texts: str) -> None:
    """Raises ``AppError("field_too_long")`` for a text that no field holds."""
    if any(len(text) > TEXT_LENGTH for text in texts):
        raise AppError("field_too_long", limit=TEXT_LENGTH)


def check_number(value: float | None) -> None:
    """Raises ``AppError("figure_range")`` for what is no number from nought to :data:`LARGEST`."""
    if value is not None and not (math.isfinite(value) and 0 <= value < LARGEST):
        raise AppError("figure_range", value=value, largest=LARGEST)


def check_year(year: int | None) -> None:
    """Raises ``AppError("year_wrong")`` for a year that nobody can mean."""
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise AppError("year_wrong", year=year, first=FIRST_YEAR, last=LAST_YEAR)


def split_keywords(written: str) -> tuple[str, ...]:
    """Gives keywords written with commas, semicolons or lines between them, each once."""
    parts = (" ".join(part.split()) for part in re.split(r"[,;\n]", written))
    unique: dict[str, str] = {}
    for part in filter(None, parts):
        unique.setdefault(part.casefold(), part)
    return tuple(unique.values())

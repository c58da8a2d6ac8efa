# SPDX-License-Identifier: EUPL-1.2
"""Figures out of a table: cells copied in a spreadsheet, or a CSV or TSV file.

A table has a figure a row, or several where years or things counted stand side by side: a column of
values whose head is a year gives that year, one whose head names what is counted gives the name.
A row that cannot be read is told with its reason and left out whole; nothing is guessed.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from gapanalysis.errors import AppError
from gapanalysis.evidence import FIRST_YEAR, LAST_YEAR, EvidenceSets, check_number, load_sets
from gapanalysis.instrument import find_node, load_instrument
from gapanalysis.model import Figure, Text

MOST_ROWS, MOST_COLUMNS = 5_000, 60
MOST_CHARACTERS = 5_000_000
_LOOKED_AT = 50
"""Rows by which the columns of a table are guessed."""
MARKS = (".", ",")
"""Decimal marks; the other one, spaces and apostrophes may stand between thousands."""

BY = "by:"
"""Begins the role of a column that holds a category of a breakdown: ``by:sex``."""

_SPACES = "\u0020\u00a0\u2009\u202f'\u2019"
_LIKE_NUMBER = re.compile(rf"[\d.,%{_SPACES}]*\d[\d.,%{_SPACES}]*")

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The cells of a table as they were typed, all rows of the same length."""

    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        """Gives the number of columns."""
        return len(self.rows[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a table is read: whether its first row is a head, what each column holds (a field of a
    figure, a breakdown, or nothing), and what holds for rows that do not say it; where that is
    empty, they are left out.
    """

    head: bool
    roles: tuple[str, ...]
    decimal: str
    obligation: str
    name: str = ""
    source: str = ""
    confidential: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that was left out: its number in the table (from 1) and why."""

    row: int
    error: AppError


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The figures of a table (without ids) in the order of its rows, and the rows left out."""

    figures: tuple[Figure, ...]
    bad: tuple[BadRow, ...]


# --- cells ---------------------------------------------------------------------------------------


def read_cells(text: str) -> Cells:
    """Gives the cells of a text with tabs, semicolons or commas between them, without empty rows.

    Raises ``AppError``: ``table_empty``, ``table_too_large``.
    """
    if len(text) > MOST_CHARACTERS:
        raise AppError("table_too_large", rows=MOST_ROWS, columns=MOST_COLUMNS)
    text = text.replace("\x00", "")
    stream = io.StringIO(text, newline="")
    rows: list[list[str]] = []
    reader = csv.reader(stream, delimiter=_delimiter(text))
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append(row)
            if len(rows) > MOST_ROWS or len(row) > MOST_COLUMNS:
                raise AppError("table_too_large", rows=MOST_ROWS, columns=MOST_COLUMNS)
    except csv.Error as error:  # a cell longer than any spreadsheet holds
        raise AppError("table_too_large", rows=MOST_ROWS, columns=MOST_COLUMNS) from error
    if not rows:
        raise AppError("table_empty")
    width = max(map(len, rows))
    return Cells(rows=tuple(tuple(row + [""] * (width - len(row))) for row in rows))


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    if "\t" in first:
        return "\t"
    return ";" if first.count(";") >= max(1, first.count(",")) else ","


# --- a plan for the columns ----------------------------------------------------------------------


def guess_plan(cells: Cells, *, decimal: str, obligation: str) -> Plan:
    """Gives the plan that a person is offered first. ``decimal`` is the mark of the language of the
    interface, for numbers that could be read in two ways.
    """
    sets = load_sets()
    head = _has_head(cells, sets)
    body = cells.rows[head:][:_LOOKED_AT]
    columns = [[row[n].strip() for row in body] for n in range(cells.width)]
    heads = cells.rows[0] if head else ("",) * cells.width
    roles = [
        _role_of_head(heads[n], sets) or _role_of_cells(columns[n], sets)
        for n in range(cells.width)
    ]
    roles = [r if roles.index(r) == n or r == "value" else "" for n, r in enumerate(roles)]
    if "value" not in roles:
        roles = _with_values(roles, columns)
    if "name" not in roles:
        roles = _with_name(roles, columns)
    values = [cell for n, role in enumerate(roles) if role == "value" for cell in columns[n]]
    return Plan(
        head=head,
        roles=tuple(roles),
        decimal=guess_decimal(values, decimal),
        obligation=obligation,
    )


def _with_values(roles: list[str], columns: list[list[str]]) -> list[str]:
    """Gives roles in which columns of numbers that nothing is known of hold values."""
    return [
        role or ("value" if any(_LIKE_NUMBER.fullmatch(cell) for cell in columns[n]) else "")
        for n, role in enumerate(roles)
    ]


def _with_name(roles: list[str], columns: list[list[str]]) -> list[str]:
    """Gives roles in which the first column of words that nothing is known of names the figures."""
    for n, role in enumerate(roles):
        if not role and any(cell and not _LIKE_NUMBER.fullmatch(cell) for cell in columns[n]):
            return [*roles[:n], "name", *roles[n + 1 :]]
    return roles


def guess_decimal(cells: Iterable[str], usual: str) -> str:
    """Gives the decimal mark that most numbers show; the usual one where none shows it."""
    votes: Counter[str] = Counter()
    for cell in cells:
        marks = re.findall(r"[.,]", cell)
        if len(set(marks)) == 2:
            votes[marks[-1]] += 1
        elif len(marks) > 1:
            votes["," if marks[0] == "." else "."] += 1
        elif marks and not re.search(r"[.,]\d{3}$", cell.strip()):
            votes[marks[0]] += 1
    return votes.most_common(1)[0][0] if votes else usual


def _has_head(cells: Cells, sets: EvidenceSets) -> bool:
    first = [cell.strip() for cell in cells.rows[0]]
    numbers = [cell for cell in first if _LIKE_NUMBER.fullmatch(cell)]
    if any(not _is_year(cell) for cell in numbers):
        return False
    known = [cell for cell in first if _role_of_head(cell, sets) and not _is_year(cell)]
    if numbers:  # years side by side, over numbers that are no years
        below = cells.rows[1] if len(cells.rows) > 1 else ()
        under = [below[n].strip() for n, cell in enumerate(first) if cell in numbers and below]
        return bool(known) or (any(under) and not any(map(_is_year, under)))
    below_first = cells.rows[1] if len(cells.rows) > 1 else ()
    return bool(known) and any(_LIKE_NUMBER.fullmatch(cell.strip()) for cell in below_first)


def _role_of_head(head: str, sets: EvidenceSets) -> str:
    """Gives what a column holds by its head: a field, a breakdown, ``value``, or nothing."""
    folded = _fold(head)
    for field, names in sets.columns.items():
        if folded in map(_fold, names):
            return field
    if _is_year(head) or _known(head, "figure"):
        return "value"
    breakdown = _known(head, "breakdown")
    return BY + breakdown if breakdown else ""


def _role_of_cells(cells: list[str], sets: EvidenceSets) -> str:
    """Gives what a column without a head holds, by its cells."""
    full = [cell for cell in cells if cell]
    if full and all(map(_is_year, full)):
        return "year"
    if any(_known(cell, "figure") for cell in full):
        return "name"
    for breakdown in sets.breakdowns.values():
        if any(_known(cell, f"category {breakdown.id}") for cell in full):
            return BY + breakdown.id
    return ""


def _is_year(cell: str) -> bool:
    return bool(re.fullmatch(r"\s*[12]\d{3}\s*", cell)) and FIRST_YEAR <= int(cell) <= LAST_YEAR


# --- reading by a plan ---------------------------------------------------------------------------


def read_figures(cells: Cells, plan: Plan) -> Reading:
    """Gives the figures of a table read by a plan, and the rows that cannot be read."""
    figures: list[Figure] = []
    bad: list[BadRow] = []
    heads = cells.rows[0] if plan.head else ("",) * cells.width
    for number, row in enumerate(cells.rows, 1):
        if plan.head and number == 1:
            continue
        try:
            figures += _figures_of(row, heads, plan)
        except AppError as error:
            bad.append(BadRow(row=number, error=error))
    return Reading(figures=tuple(figures), bad=tuple(bad))


def _figures_of(row: Row, heads: Row, plan: Plan) -> list[Figure]:
    """Gives the figures of one row; raises ``AppError`` for the first thing that is wrong."""
    said = {role: row[n].strip() for n, role in enumerate(plan.roles) if role and role != "value"}
    instrument = load_instrument("istanbul")
    written = said.get("obligation", "")
    obligation = find_node(instrument, written) if written else plan.obligation
    denominator = said.get("denominator", "")
    breakdown = {
        role.removeprefix(BY): _known(cell, f"category {role.removeprefix(BY)}") or cell
        for role, cell in said.items()
        if role.startswith(BY) and cell
    }
    values = [n for n, role in enumerate(plan.roles) if role == "value" and row[n].strip()]
    if not values:
        raise AppError("row_without_value")
    figures = []
    for n in values:
        name, year = _said_by_head(heads[n], said, plan)
        if not name:
            raise AppError("row_without_name")
        if not obligation:
            raise AppError("row_without_node")
        figures.append(
            Figure(
                id=0,
                obligation=obligation,
                name=name,
                value=parse_number(row[n], plan.decimal),
                denominator=parse_number(denominator, plan.decimal) if denominator else None,
                denominator_of=_closed(said.get("denominator_of", ""), "figure"),
                year=year,
                breakdown=breakdown,
                source=said.get("source", "") or plan.source,
                confidential=plan.confidential,
            )
        )
    return figures


def _said_by_head(head: str, said: dict[str, str], plan: Plan) -> tuple[str, int | None]:
    """Gives name and year of a value: by its row, else by the head of its column, else by plan."""
    year = parse_year(said["year"]) if said.get("year") else None
    name = _closed(said.get("name", ""), "figure")
    if _is_year(head):
        year = year or int(head)
    elif not name and not _LIKE_NUMBER.fullmatch(head.strip()) and not _names_values(head):
        name = _closed(head.strip(), "figure")
    return name or plan.name, year


def _names_values(head: str) -> bool:
    """Tells whether a head says no more than that values stand below it."""
    return _fold(head) in map(_fold, load_sets().columns["value"])


def parse_number(written: str, decimal: str) -> float:
    """Gives a number written with a decimal mark: ``12``, ``1 234``, ``1,234.5`` with ``.``.

    Raises ``AppError``: ``number_wrong``, ``number_percent`` (nobody can tell of what),
    ``figure_range``.
    """
    text = "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in written.strip()
    )
    if text.endswith(("%", "\u066a", "‰")):
        raise AppError("number_percent", number=written)
    between = re.escape(_SPACES + "".join(set(MARKS) - {decimal}))
    mark = re.escape(decimal)
    whole = rf"(?:\d{{1,16}}|\d{{1,3}}(?:[{between}]\d{{3}}){{1,5}})"
    if not re.fullmatch(rf"{whole}(?:{mark}\d{{1,9}})?", text):
        raise AppError("number_wrong", number=written, decimal=decimal)
    value = float(re.sub(rf"[{between}]", "", text).replace(decimal, "."))
    check_number(value)
    return int(value) if value == int(value) else value


def parse_year(written: str) -> int:
    """Gives a year written with four digits; raises ``AppError("year_wrong")``."""
    if not _is_year(written):
        raise AppError("year_wrong", year=written, first=FIRST_YEAR, last=LAST_YEAR)
    return int(written)


# --- words of the closed sets --------------------------------------------------------------------


def closed_name(written: str, kind: str = "figure") -> str:
    """Gives the id for a title of a closed set in any language, else the words as they are.
    ``kind``: ``figure``, ``breakdown`` or ``category`` with the id of a breakdown.
    """
    return _closed(written, kind)


def _closed(written: str, kind: str) -> str:
    return _known(written, kind) or written


def _known(written: str, kind: str) -> str:
    return _titles(kind).get(_fold(written), "")


@cache
def _titles(kind: str) -> dict[str, str]:
    """Gives the ids of a closed set by their titles in every language and by themselves."""
    sets = load_sets()
    kind, _, breakdown = kind.partition(" ")
    members: Sequence[tuple[str, Text]]
    if kind == "figure":
        members = [(one.id, one.title) for one in sets.figures.values()]
    elif kind == "breakdown":
        members = [(one.id, one.title) for one in sets.breakdowns.values()]
    else:
        known = sets.breakdowns.get(breakdown)
        members = [(one.id, one.title) for one in known.categories.values()] if known else []
    return {_fold(words): name for name, title in members for words in (name, *title.values())}


def _fold(written: str) -> str:
    """Gives words without regard to case, accents and spaces."""
    apart = unicodedata.normalize("NFKD", written.casefold())
    return " ".join("".join(s for s in apart if not unicodedata.combining(s)).split())

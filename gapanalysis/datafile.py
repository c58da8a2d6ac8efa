# SPDX-License-Identifier: EUPL-1.2
"""Reading legal data files (TOML) against a schema, with problems that name file, line and key.

A loader asks a :class:`Table` for each key that it knows and calls :meth:`Table.done`; whatever is
missing, of the wrong kind or unknown becomes a :class:`Problem`. ``lint`` shows all of them; a
loader of the program refuses the file at the first (:func:`refuse`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from gapanalysis.errors import AppError
from gapanalysis.resources import parse_toml

if TYPE_CHECKING:
    from gapanalysis.model import Text

TEXT_LANGUAGES = ("en", "fr", "ro")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A mistake in a data file: which file and line, at which key, and what is wrong."""

    file: str
    line: int
    key: str
    problem: str


def refuse(problems: Iterable[Problem]) -> None:
    """Raises ``AppError("data_invalid")`` for the first problem, if there is one."""
    for problem in problems:
        raise AppError(
            "data_invalid",
            file=problem.file,
            line=problem.line,
            key=problem.key,
            problem=problem.problem,
        )


class DataFile:
    """One TOML file being read: its top table and the problems found so far."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self._lines = text.splitlines()
        try:
            data = parse_toml(text)
        except ValueError as error:
            line = re.search(r"at line (\d+)", str(error))
            self.problems.append(
                Problem(
                    file=name,
                    line=int(line.group(1)) if line else 1,
                    key="",
                    problem=f"is not TOML: {error}",
                )
            )
            data = {}
        self.top = Table(self, data, "", lambda: 1)

    def headers(self, name: str) -> list[int]:
        """Gives the line numbers of the ``[[name]]`` headers."""
        wanted = re.compile(rf"\s*\[\[?\s*{re.escape(name)}\s*\]\]?\s*(#.*)?$")
        return [n for n, line in enumerate(self._lines, 1) if wanted.match(line)]

    def line_of(self, key: str, start: int) -> int:
        """Gives the line on which a key stands, looked for from a line on."""
        wanted = re.compile(rf"\s*\"?{re.escape(key)}\"?\s*[.=]")
        for n in range(start, len(self._lines) + 1):
            if n > start and self._lines[n - 1].lstrip().startswith("["):
                break
            if wanted.match(self._lines[n - 1]):
                return n
        return start


class Table:
    """One table of a data file; each getter marks its key as known. ``find_line`` looks up where
    it stands, which only a problem asks for.
    """

    def __init__(
        self, file: DataFile, data: dict[str, Any], where: str, find_line: Callable[[], int]
    ) -> None:
        self.file, self.data, self.where, self._find_line = file, data, where, find_line
        self._known: set[str] = set()

    @cached_property
    def line(self) -> int:
        """The number of the line on which the table begins."""
        return self._find_line()

    def problem(self, key: str, what: str) -> None:
        """Records a mistake at one of the table's keys."""
        where = ".".join(part for part in (self.where, key) if part)
        line = self.file.line_of(key, self.line) if key else self.line
        self.file.problems.append(Problem(file=self.file.name, line=line, key=where, problem=what))

    def raw(self, key: str, default: Any = None) -> Any:
        """Gives a value as it stands and marks the key as known."""
        self._known.add(key)
        return self.data.get(key, default)

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def _typed(self, key: str, kind: type, default: Any, *, required: bool) -> Any:
        value = self.raw(key)
        if value is None:
            if required:
                self.problem(key, "is missing")
            return default
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.problem(key, f"must be {_KIND_WORDS[kind]}")
            return default
        return value

    def string(self, key: str, *, required: bool = True, default: str = "") -> str:
        """Gives a string."""
        value: str = self._typed(key, str, default, required=required)
        return value

    def integer(self, key: str, *, required: bool = True) -> int | None:
        """Gives a whole number, or None."""
        value: int | None = self._typed(key, int, None, required=required)
        return value

    def flag(self, key: str, *, required: bool = True, default: bool = False) -> bool:
        """Gives true or false."""
        value: bool = self._typed(key, bool, default, required=required)
        return value

    def strings(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        """Gives a list of strings."""
        value = self._typed(key, list, [], required=required)
        if not all(isinstance(item, str) for item in value):
            self.problem(key, "must be a list of strings")
            return ()
        return tuple(value)

    def integers(self, key: str) -> tuple[int, ...]:
        """Gives a list of whole numbers."""
        value = self._typed(key, list, [], required=True)
        if not all(isinstance(item, int) and not isinstance(item, bool) for item in value):
            self.problem(key, "must be a list of whole numbers")
            return ()
        return tuple(value)

    def choice(self, key: str, allowed: Iterable[str], *, required: bool = True) -> str:
        """Gives a string out of a closed set."""
        allowed = tuple(allowed)
        value = self.string(key, required=required)
        if value and value not in allowed:
            self.problem(key, f"is {value!r}; allowed: {', '.join(allowed)}")
            return ""
        return value

    def text(self, key: str, *, required: bool = True) -> Text | None:
        """Gives a text in all languages; a missing or empty language is a problem."""
        value = self._typed(key, dict, None, required=required)
        if value is None:
            return None
        for language in TEXT_LANGUAGES:
            if not isinstance(value.get(language), str) or not value[language].strip():
                self.problem(key, f"has no text in the language {language!r}")
        for language in set(value) - set(TEXT_LANGUAGES):
            self.problem(key, f"has an unknown language {language!r}")
        return {language: str(value.get(language, "")) for language in TEXT_LANGUAGES}

    def tables(self, key: str, *, header: str = "", name_key: str = "id") -> list[Table]:
        """Gives the tables of an array of tables, each with its own line and name."""
        value = self.raw(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.problem(key, "must be a list of tables")
            return []
        return [
            Table(
                self.file,
                item,
                ".".join(p for p in (self.where, str(item.get(name_key, f"{key} {n + 1}"))) if p),
                partial(self._line_of_item, header or key, n),
            )
            for n, item in enumerate(value)
        ]

    def _line_of_item(self, header: str, n: int) -> int:
        lines = [line for line in self.file.headers(header) if line >= self.line]
        return lines[n] if n < len(lines) else self.line

    def day(self, key: str) -> date | None:
        """Gives a date, or None."""
        value: date | None = self._typed(key, date, None, required=False)
        return value

    def table(self, key: str, *, required: bool = True) -> Table | None:
        """Gives a table inside this one."""
        value = self._typed(key, dict, None, required=required)
        where = ".".join(part for part in (self.where, key) if part)
        if value is None:
            return None
        return Table(self.file, value, where, lambda: self.file.line_of(key, self.line))

    def done(self) -> None:
        """Records every key that nobody asked for as unknown."""
        for key in self.data:
            if key not in self._known:
                known = ", ".join(sorted(self._known))
                self.problem(key, f"is not a known key; known: {known}")


_KIND_WORDS: dict[type, str] = {
    str: "a string",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
    date: "a date such as 2026-11-22",
}

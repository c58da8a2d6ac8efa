# SPDX-License-Identifier: EUPL-1.2
"""The phrases that are red flags, by language: ``resources/signals/xx.toml``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from gapanalysis.datafile import DataFile, Problem, Table, refuse
from gapanalysis.resources import read_text, resource

PENALTY = "penalty"
"""A range of imprisonment: its slots become the smallest and the largest penalty in months."""
LIFE = "life"
OTHERS = {
    "honour_or_custom": ("excuse", "mitigates", "aggravates", "excluded"),
    "marriage_with_victim": ("ends", "mitigates"),
}
"""Signals that no attribute of a provision has a place for, with their values."""
UNITS = ("hour", "day", "week", "month", "year")
MEASURES = {"_months": "month", "_years": "year", "_days": "day"}
"""The unit that the end of a signal's name asks for."""
SLOT = re.compile(r"\{(min|max|n)\}")
_KEYS = ("phrases", "unless", "with", "within", "without", "except")
_LONGEST = 160
_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Phrases that are one signal. ``values`` is empty where a slot of the phrase gives the value;
    a number without a unit counts in ``unit``, where there is one. Nothing is found where a phrase
    of ``unless`` stands in the same sentence or one of ``excepted`` contains the words; ``near``
    and ``within``, where there are any, must be found in the same sentence, and in the article or
    the titles above it; one of ``without`` must not be found there.
    """

    name: str
    values: tuple[str, ...]
    phrases: tuple[str, ...]
    unit: str = ""
    unless: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SignalFile:
    """What a language's file says. ``untested``: no lawyer of the language has read it."""

    language: str
    untested: bool
    numbers: dict[int, tuple[str, ...]] = field(default_factory=dict)
    units: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unit_first: bool = False
    """A unit may stand before its number ("lat 5")."""
    entries: tuple[Entry, ...] = ()


Allowed = Callable[[str], tuple[str, ...] | None]
"""Gives the values that a signal may have (none: a number), or None for an unknown name."""


def read_signals(
    name: str, text: str, allowed: Allowed | None = None
) -> tuple[SignalFile, list[Problem]]:
    """Gives the signals of a file with every problem found in it."""
    file = DataFile(name, text)
    language = file.top.string("language")
    stem = name.rpartition("/")[2].removesuffix(".toml")
    if language and language != stem:
        file.top.problem("language", f"is {language!r}, but the file is named {stem!r}")
    untested = file.top.flag("untested", required=False)
    numbers = _numbers(file.top.table("numbers", required=False))
    units = _units(file.top.table("units", required=False))
    unit_first = file.top.flag("unit_first", required=False)
    entries = [_entry(table, allowed) for table in file.top.tables("signal", name_key="name")]
    file.top.done()
    found = SignalFile(
        language=language,
        untested=untested,
        numbers=numbers,
        units=units,
        unit_first=unit_first,
        entries=tuple(entries),
    )
    return found, file.problems


def _numbers(table: Table | None) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    if table is None:
        return found
    for key in table.data:
        words = table.strings(key)
        if not (key.isdigit() and key.isascii()):
            table.problem(key, "is no number")
            continue
        for word in words:
            if len(word.split()) != 1:
                table.problem(key, f"{word!r} is not one word; a sum is read of its words")
        found[int(key)] = tuple(word for word in words if len(word.split()) == 1)
    return found


def _units(table: Table | None) -> dict[str, tuple[str, ...]]:
    if table is None:
        return {}
    alone = [f"{unit}{number}" for unit in UNITS for number in (1, 2)]
    known = (*UNITS, *alone, "and", "of")
    found = {key: table.strings(key, required=False) for key in known}
    table.done()
    return found


def _entry(table: Table, allowed: Allowed | None) -> Entry:
    name = table.string("name")
    raw = table.raw("value", ())
    values = (raw,) if isinstance(raw, str) else tuple(raw) if isinstance(raw, list) else ()
    if not all(isinstance(one, str) for one in values) or not isinstance(raw, str | list | tuple):
        table.problem("value", "must be a string or a list of strings")
        values = ()
    kinds = {key: _phrases(table, key) for key in _KEYS}
    if not kinds["phrases"]:
        table.problem("phrases", "holds none")
    if allowed is not None:
        _check(table, name, values, allowed)
    slots = {slot for phrase in kinds["phrases"] for slot in SLOT.findall(phrase)}
    every = all(SLOT.search(phrase) for phrase in kinds["phrases"])
    if not values and not every:
        table.problem("phrases", "must each have a slot, for there is no value")
    if slots & {"min", "max"} and name != PENALTY:
        table.problem("phrases", "{min} and {max} belong to a penalty")
    if "n" in slots and name == PENALTY:
        table.problem("phrases", "{n} does not belong to a penalty")
    unit = table.choice("unit", UNITS, required=False)
    table.done()
    return Entry(
        name=name,
        unit=unit,
        values=values,
        phrases=kinds["phrases"],
        unless=kinds["unless"],
        near=kinds["with"],
        within=kinds["within"],
        without=kinds["without"],
        excepted=kinds["except"],
    )


def _check(table: Table, name: str, values: tuple[str, ...], allowed: Allowed) -> None:
    known = (LIFE,) if name == PENALTY else OTHERS.get(name, allowed(name))
    if known is None:
        table.problem("name", f"is {name!r}, which is no attribute and no signal")
        return
    for value in values:
        if value not in known and not (known == () and value.isdigit()):
            table.problem("value", f"is {value!r}; allowed: {', '.join(known) or 'a number'}")


def _phrases(table: Table, key: str) -> tuple[str, ...]:
    phrases = table.strings(key, required=False)
    seen: set[str] = set()
    for phrase in phrases:
        rest = SLOT.sub(" ", phrase)
        if not _WORD.search(rest):
            table.problem(key, f"{phrase!r} holds no word")
        elif len(phrase) > _LONGEST:
            table.problem(key, f"{phrase!r} is too long to be found")
        elif phrase.split()[0] == "*" or phrase.split()[-1] == "*":
            table.problem(key, f"{phrase!r} begins or ends with a gap")
        elif "{" in rest or "}" in rest:
            table.problem(key, f"{phrase!r} has an unknown slot; there are {{min}}, {{max}}, {{n}}")
        elif phrase.casefold() in seen:
            table.problem(key, f"{phrase!r} stands there twice")
        seen.add(phrase.casefold())
    return tuple(dict.fromkeys(phrase for phrase in phrases if _WORD.search(SLOT.sub("", phrase))))


@cache
def load_signals(language: str) -> SignalFile | None:
    """Gives the signals of a language, None where there is no file; raises
    ``AppError("data_invalid")``.
    """
    path = f"signals/{language}.toml"
    if not resource(path).is_file():
        return None
    found, problems = read_signals(path, read_text(path))
    refuse(problems)
    return found


def signal_languages() -> tuple[str, ...]:
    """Gives the languages that have a file."""
    names = [path.name for path in resource("signals").iterdir()]
    return tuple(sorted(one.removesuffix(".toml") for one in names if one.endswith(".toml")))

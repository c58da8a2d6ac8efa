# SPDX-License-Identifier: EUPL-1.2
"""Automatic numbers of DOCX paragraphs, computed from ``numbering.xml`` as word processors do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
_PLACE = re.compile(r"%([1-9])")
_BULLET = "•"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How one level of a list is numbered; ``text`` has the places ``%1`` to ``%9``."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    """Starts again after a paragraph of a level below this number; 0: never; ``None``: any."""
    all_decimal: bool = False
    style: str = ""
    """The paragraph style that stands for this level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """An instance of a list: the counter that it shares, its levels, its own starts."""

    counter: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has been counted."""

    lists: dict[str, _List] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, list_id: str, style: str) -> int:
        """Gives the level that a paragraph style stands for in a list, else the first."""
        levels = self.lists[list_id].levels if list_id in self.lists else {}
        return next((n for n, level in levels.items() if level.style == style), 0)

    def next_label(self, list_id: str, level: int) -> str:
        """Counts a paragraph of a list and gives its label; empty where it has none."""
        chosen = self.lists.get(list_id)
        if chosen is None or level not in chosen.levels:
            return ""
        counts = self._counts.setdefault(chosen.counter, {})
        if level in chosen.starts and (list_id, level) not in self._started:
            self._started.add((list_id, level))
            counts[level] = chosen.starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = chosen.levels[level].start
        for deeper, rule in chosen.levels.items():
            restart = deeper if rule.restart is None else rule.restart
            if deeper > level and level < restart:
                counts.pop(deeper, None)
        return _label(chosen, counts, level)


def _label(chosen: _List, counts: dict[int, int], level: int) -> str:
    rule = chosen.levels[level]
    if rule.form == "bullet":
        return _BULLET

    def fill(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        shown = chosen.levels.get(at)
        if shown is None:
            return ""
        count = counts.setdefault(at, chosen.starts.get(at, shown.start))
        return print_number(count, "decimal" if rule.all_decimal else shown.form)

    return _PLACE.sub(fill, rule.text).strip()


def print_number(number: int, form: str) -> str:
    """Gives a number in one of the forms of a word processor; forms not known are decimal."""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{number:02}"
    if number > 0:
        match form:
            case "lowerLetter" | "upperLetter":
                shown = _letter(number, _LATIN)
            case "russianLower" | "russianUpper":
                shown = _letter(number, _CYRILLIC)
            case "lowerRoman" | "upperRoman":
                shown = _roman(number)
            case _:
                return str(number)
        return shown.upper() if form.startswith("upper") or form.endswith("Upper") else shown
    return str(number)


def _letter(number: int, letters: str) -> str:
    """Gives a, b, … z, aa, bb, …"""
    times, at = divmod(number - 1, len(letters))
    return letters[at] * min(times + 1, 10)


def _roman(number: int) -> str:
    if number >= 4000:
        return str(number)
    shown = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        shown += sign * times
    return shown


def read_numbering(root: etree._Element, linked_lists: dict[str, str]) -> Numbering:
    """Gives the lists of ``numbering.xml``.

    ``linked_lists`` maps a numbering style to its list, for lists that are defined by a style.
    """
    abstract: dict[str, dict[int, Level]] = {}
    links: dict[str, str] = {}
    for element in root.iterfind(f"{W}abstractNum"):
        key = element.get(f"{W}abstractNumId", "")
        abstract[key] = _levels(element)
        link = value(element, "numStyleLink")
        if link:
            links[key] = link
    counters = {
        element.get(f"{W}numId", ""): value(element, "abstractNumId") or ""
        for element in root.iterfind(f"{W}num")
    }
    lists = {}
    for element in root.iterfind(f"{W}num"):
        list_id = element.get(f"{W}numId", "")
        counter = counters[list_id]
        if counter in links:
            counter = counters.get(linked_lists.get(links[counter], ""), counter)
        lists[list_id] = _list(element, counter, abstract.get(counter, {}))
    return Numbering(lists)


def _levels(element: etree._Element) -> dict[int, Level]:
    return {
        number(level.get(f"{W}ilvl"), 0): Level(
            start=number(value(level, "start"), 1 if level.find(f"{W}start") is not None else 0),
            form=value(level, "numFmt") or "decimal",
            text=value(level, "lvlText") or "",
            restart=None
            if level.find(f"{W}lvlRestart") is None
            else number(value(level, "lvlRestart"), 0),
            all_decimal=is_on(level.find(f"{W}isLgl")),
            style=value(level, "pStyle") or "",
        )
        for level in element.iterfind(f"{W}lvl")
    }


def _list(element: etree._Element, counter: str, levels: dict[int, Level]) -> _List:
    starts: dict[int, int] = {}
    own = dict(levels)
    for override in element.iterfind(f"{W}lvlOverride"):
        own |= _levels(override)
        start = value(override, "startOverride")
        if start is not None:
            starts[number(override.get(f"{W}ilvl"), 0)] = number(start, 1)
    return _List(counter=counter, levels=own, starts=starts)


def value(element: etree._Element, path: str) -> str | None:
    """Gives the value of an element below, ``None`` where there is none; steps by ``/``."""
    found = element.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(f"{W}val", "")


def number(written: str | None, default: int) -> int:
    """Gives a number of an attribute; the default for what is none."""
    try:
        return int(written or "")
    except ValueError:
        return default


def is_on(element: etree._Element | None) -> bool:
    """Tells whether a switch (bold, hidden …) is there and not turned off."""
    return element is not None and element.get(f"{W}val", "1") not in {"0", "false", "off", "none"}

# SPDX-License-Identifier: EUPL-1.2
"""Automatic numbers of DOCX paragraphs, computed from ``numbering.xml`` as word processors do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from gapanalysis.importers.symbols import BULLET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_ALPHABETS = {
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "russianLower": "абвгдежзиклмнопрстуфхцчшщыэюя",
    "bulgarianLower": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "serbianLower": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "ukrainianLower": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "lowerGreek": "αβγδεζηθικλμνξοπρστυφχψω",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "hebrew2": "אבגדהוזחטיכלמנסעפצקרשת",
    "chicago": "*†‡§",
}
_ALPHABETS |= {
    form.replace("lower", "upper").replace("Lower", "Upper"): letters.upper()
    for form, letters in _ALPHABETS.items()
    if "lower" in form.lower()
}
_DIGITS = {
    form: {ord("0") + at: zero + at for at in range(10)}
    for form, zero in (
        ("hindiNumbers", 0x966),
        ("arabicIndic", 0x660),
        ("thaiNumbers", 0xE50),
        ("decimalFullWidth", 0xFF10),
    )
}
_ENCLOSED = {
    "decimalEnclosedCircle": (0x2460, 20),
    "decimalEnclosedParen": (0x2474, 20),
    "decimalEnclosedFullstop": (0x2488, 20),
}
_HUNDREDS = (1000, 900, 800, 700, 600, 500, 400, 300, 200, 100)
_TENS = (90, 80, 70, 60, 50, 40, 30, 20, 10)
_ONES = (9, 8, 7, 6, 5, 4, 3, 2, 1)
_ALL = (*_HUNDREDS, *_TENS, *_ONES)
_HEBREW = tuple(zip((400, 300, 200, *_ALL[9:]), "תשרקצפעסנמלכיטחזוהדגבא", strict=True))
_ARMENIAN = tuple(zip(_ALL, "ՌՋՊՉՈՇՆՅՄՃՂՁՀԿԾԽԼԻԺԹԸԷԶԵԴԳԲԱ", strict=True))
_GEORGIAN = tuple(zip(_ALL, "ჩშყღქფჳტსრჟპოჲნმლკითჱზვედგბა", strict=True))
_PLACE = re.compile(r"%([1-9])")
_DASHES = frozenset("-–—−")
_ZEROS = re.compile(r"(0+)1(?:,|$)")


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
            counts[level] = chosen.starts.get(level, chosen.levels[level].start)
        for deeper, rule in chosen.levels.items():
            restart = deeper if rule.restart is None else rule.restart
            if deeper > level and level < restart:
                counts.pop(deeper, None)
        return _label(chosen, counts, level)


def _label(chosen: _List, counts: dict[int, int], level: int) -> str:
    rule = chosen.levels[level]
    if rule.form == "bullet":
        return bullet(rule.text)

    def fill(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        shown = chosen.levels.get(at)
        if shown is None:
            return ""
        count = counts.get(at, chosen.starts.get(at, shown.start))
        return print_number(count, "decimal" if rule.all_decimal else shown.form)

    return _PLACE.sub(fill, rule.text).strip()


def bullet(sign: str) -> str:
    """Gives the sign before an item without number: a dash, or a dot for all others."""
    return sign if sign in _DASHES else BULLET


def print_number(number: int, form: str, *, doubled: bool = True) -> str:
    """Gives a number in one of the forms of a word processor or browser; forms not known are
    decimal. Letters after the last are ``doubled`` (aa, bb) or go on (aa, ab).
    """
    if form == "none":
        return ""
    if form.startswith("decimalZero"):
        return f"{number:0{form.count('0') + 2}}"
    if number <= 0:
        return str(number)
    if form in _ALPHABETS:
        return _letter(number, _ALPHABETS[form], doubled=doubled or form == "chicago")
    if form in _DIGITS:
        return str(number).translate(_DIGITS[form])
    if form in _ENCLOSED:
        first, last = _ENCLOSED[form]
        return chr(first + number - 1) if number <= last else str(number)
    match form:
        case "lowerRoman":
            return _roman(number)
        case "upperRoman":
            return _roman(number).upper()
        case "hebrew1":  # 15 and 16 are written so as not to spell a name of God
            return _additive(number, _HEBREW).replace("יה", "טו").replace("יו", "טז")
        case "armenian":
            return _additive(number, _ARMENIAN)
        case "georgian":
            return _additive(number, _GEORGIAN)
        case "ordinal":
            return f"{number}{_ordinal_end(number)}"
        case "numberInDash":
            return f"- {number} -"
    return str(number)


def _letter(number: int, letters: str, *, doubled: bool) -> str:
    """Gives a, b, … z, then aa, bb, … or aa, ab, …"""
    times, at = divmod(number - 1, len(letters))
    if doubled:
        return letters[at] * min(times + 1, 10)
    shown = ""
    while number > 0:
        number, at = divmod(number - 1, len(letters))
        shown = letters[at] + shown
    return shown


def _roman(number: int) -> str:
    return _additive(number, _ROMAN) if number < 4000 else str(number)


def _additive(number: int, signs: Sequence[tuple[int, str]]) -> str:
    """Gives a number as a row of signs whose values add up to it; too large ones are decimal."""
    if number >= 10 * signs[0][0]:
        return str(number)
    shown = ""
    for value, sign in signs:
        times, number = divmod(number, value)
        shown += sign * times
    return shown


def _ordinal_end(number: int) -> str:
    if number % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


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
            form=_form(level),
            text=value(level, "lvlText") or "",
            restart=None
            if level.find(f"{W}lvlRestart") is None
            else number(value(level, "lvlRestart"), 0),
            all_decimal=is_on(level.find(f"{W}isLgl")),
            style=value(level, "pStyle") or "",
        )
        for level in element.iterfind(f"{W}lvl")
    }


def _form(level: etree._Element) -> str:
    """Gives the form of a level's numbers; a newer one stands beside one for older programs."""
    found = next(level.iter(f"{W}numFmt"), None)
    form = "decimal" if found is None else found.get(f"{W}val", "decimal")
    if found is not None and form == "custom":
        zeros = _ZEROS.match(found.get(f"{W}format", ""))
        return "decimalZero" + "0" * (len(zeros[1]) - 1) if zeros else "decimal"
    return form


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
    found = element.find(_path(path))
    return None if found is None else found.get(f"{W}val", "")


@cache
def _path(path: str) -> str:
    return "/".join(W + step for step in path.split("/"))


def number(written: str | None, default: int) -> int:
    """Gives a number of an attribute; the default for what is none."""
    try:
        return int(written or "")
    except ValueError:
        return default


def is_on(element: etree._Element | None) -> bool:
    """Tells whether a switch (bold, hidden …) is there and not turned off."""
    return element is not None and element.get(f"{W}val", "1") not in {"0", "false", "off", "none"}

# SPDX-License-Identifier: EUPL-1.2
"""The numbers that a browser prints before the items of lists, which are not in the page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from gapanalysis.importers.html_page import StyleSheet
from gapanalysis.importers.numbering import number, print_number
from gapanalysis.importers.symbols import BULLET

LISTS = frozenset({"ol", "ul", "menu", "dir"})
_FORMS = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "1": "decimal",
    "disc": "bullet",
    "circle": "bullet",
    "square": "bullet",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "decimal-leading-zero": "decimalZero",
    "lower-greek": "lowerGreek",
    "none": "none",
    "armenian": "armenian",
    "upper-armenian": "armenian",
    "georgian": "georgian",
    "hebrew": "hebrew1",
    "arabic-indic": "arabicIndic",
}
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;!]*)", re.IGNORECASE)


@dataclass(slots=True)
class _Count:
    """How far a list has been counted, and in which form it prints its numbers."""

    form: str
    next: int
    step: int = 1


class Lists:
    """The lists that are open where a page is being read."""

    def __init__(self, sheet: StyleSheet) -> None:
        self._sheet = sheet
        self._open: list[_Count] = []

    def begin(self, element: etree._Element) -> None:
        """Opens a list inside those that are open."""
        form = self._form(element, "decimal" if element.tag == "ol" else "bullet")
        start, step = 1, 1
        if element.get("reversed") is not None:
            start, step = len(element.findall("li")), -1
        self._open.append(_Count(form, number(element.get("start"), start), step))

    def end(self) -> None:
        """Closes the innermost list."""
        if self._open:
            self._open.pop()

    def label(self, item: etree._Element) -> str:
        """Counts an item of the innermost list and gives what is printed before it."""
        if not self._open:
            return ""
        count = self._open[-1]
        at = number(item.get("value"), count.next)
        count.next = at + count.step
        form = self._form(item, count.form)
        if form == "bullet":
            return BULLET
        return "" if form == "none" else f"{print_number(at, form, doubled=False)}."

    def _form(self, element: etree._Element, usual: str) -> str:
        """Gives the form of a list's numbers, or of one item's."""
        styles = _STYLE.findall(self._sheet.of(element))
        names = styles[-1].lower().split() if styles else []
        form = next((_FORMS[name] for name in names if name in _FORMS), "")
        kind = element.get("type", "")
        return form or _FORMS.get(kind) or _FORMS.get(kind.lower()) or usual

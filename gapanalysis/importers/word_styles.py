# SPDX-License-Identifier: EUPL-1.2
"""The styles of a DOCX file: what a paragraph or run inherits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from gapanalysis.importers.numbering import W, is_on, number, value

_MAX_STYLE_CHAIN = 20
_NAMED = re.compile(r"heading [1-9]|title")
_CONTENTS = re.compile(r"toc [1-9]|toc heading|table of figures")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a style says, with what it inherits; ``None``: nothing. ``owner`` is the style that
    names the list.
    """

    hint: str = ""
    list_id: str | None = None
    level: int | None = None
    owner: str = ""
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    raised: bool = False
    struck: bool = False
    centred: bool = False


PLAIN = Style()


def read_styles(root: etree._Element) -> dict[str, Style]:
    """Gives the styles by id; the default paragraph style by the empty id too."""
    elements = {element.get(f"{W}styleId", ""): element for element in root.iterfind(f"{W}style")}
    styles = {key: _inherited(key, elements) for key in elements}
    for key, element in elements.items():
        if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in {"1", "true"}:
            styles[""] = styles[key]
    return styles


def _inherited(key: str, elements: Mapping[str, etree._Element]) -> Style:
    chain: list[etree._Element] = []
    while key in elements and len(chain) < _MAX_STYLE_CHAIN:
        chain.append(elements[key])
        key = value(elements[key], "basedOn") or ""
    style = PLAIN
    for element in reversed(chain):
        style = with_own(style, element)
        run = element.find(f"{W}rPr")
        if run is not None:
            style = with_run(style, run)
        style = replace(style, hint=_name_hint(value(element, "name") or "") or style.hint)
    return style


def with_own(style: Style, element: etree._Element) -> Style:
    """Gives a style with what the paragraph properties of a style or a paragraph say."""
    properties = element.find(f"{W}pPr")
    if properties is None:
        return style
    for child in properties.iterchildren(f"{W}numPr", f"{W}outlineLvl", f"{W}jc"):
        if child.tag == f"{W}numPr":
            style = _with_list(style, child, element.get(f"{W}styleId", ""))
        elif child.tag == f"{W}jc":
            style = replace(style, centred=child.get(f"{W}val") == "center")
        else:
            style = replace(style, hint=_outline_hint(child.get(f"{W}val")))
    return style


def _with_list(style: Style, numbered: etree._Element, key: str) -> Style:
    list_id, level = value(numbered, "numId"), value(numbered, "ilvl")
    if list_id is not None:
        style = replace(style, list_id=list_id, owner=key)
    return style if level is None else replace(style, level=number(level, 0))


def with_run(style: Style, run: etree._Element) -> Style:
    """Gives a style with what run properties say."""
    changes: dict[str, Any] = {}
    for child in run.iterchildren(etree.Element):
        if name := _SWITCHES.get(child.tag):
            changes[name] = is_on(child)
        elif child.tag == f"{W}vertAlign":
            changes["raised"] = child.get(f"{W}val") == "superscript"
        elif child.tag == f"{W}position":
            changes["raised"] = number(child.get(f"{W}val"), 0) > 0
    return replace(style, **changes) if changes else style


_SWITCHES = {
    f"{W}{tag}": name
    for tag, name in (
        *(("b", "bold"), ("i", "italic"), ("vanish", "hidden")),
        *(("strike", "struck"), ("dstrike", "struck")),
    )
}


def _outline_hint(outline: str | None) -> str:
    level = number(outline, 9)
    return f"heading{level + 1}" if 0 <= level < 9 else ""


def _name_hint(name: str) -> str:
    name = name.lower()
    if _NAMED.fullmatch(name):
        return name.replace(" ", "")
    if _CONTENTS.fullmatch(name):
        return "contents"
    return "list" if name.startswith("list") else ""

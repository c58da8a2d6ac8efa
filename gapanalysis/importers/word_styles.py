# SPDX-License-Identifier: EUPL-1.2
"""The styles of a DOCX file: what a paragraph or run inherits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
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
_VALUE, _ASCII, _PARAGRAPH_PROPERTIES = f"{W}val", f"{W}ascii", f"{W}pPr"
_TELLING = {
    f"{W}{tag}": name
    for tag, name in (
        *(("b", "bold"), ("i", "italic"), ("vanish", "hidden"), ("strike", "struck")),
        *(("dstrike", "struck"), ("rFonts", "font"), ("rStyle", "style")),
        *(("vertAlign", "vertAlign"), ("position", "position")),
    )
}
"""Run properties that are looked at, and the field of a style that they set."""


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
            style, _ = with_run(style, run)
        style = replace(style, hint=_name_hint(value(element, "name") or "") or style.hint)
    return style


def with_own(style: Style, element: etree._Element) -> Style:
    """Gives a style with what the paragraph properties of a style or a paragraph say."""
    properties = element.find(_PARAGRAPH_PROPERTIES)
    changes: list[tuple[str, Any]] = []
    for child in () if properties is None else properties:
        match child.tag.removeprefix(W):
            case "numPr":
                changes += _list_of(child, element.get(f"{W}styleId", ""))
            case "jc":
                changes.append(("centred", child.get(_VALUE) == "center"))
            case "outlineLvl":
                changes.append(("hint", _outline_hint(child.get(_VALUE))))
    return changed(style, *changes)


def _list_of(numbered: etree._Element, key: str) -> list[tuple[str, Any]]:
    """Gives what a paragraph or style says of its list."""
    list_id, level = value(numbered, "numId"), value(numbered, "ilvl")
    named: list[tuple[str, Any]] = []
    if list_id is not None:
        named = [("list_id", list_id), ("owner", key)]
    return named if level is None else [*named, ("level", number(level, 0))]


@lru_cache(4_000)
def changed(style: Style, *changes: tuple[str, Any]) -> Style:
    """Gives a style with some fields changed; the same few changes come again and again."""
    return replace(style, **dict(changes)) if changes else style


def with_run(
    style: Style, run: etree._Element, styles: Mapping[str, Style] = MappingProxyType({})
) -> tuple[Style, str]:
    """Gives a style with what run properties say, and the font that they name."""
    changes: list[tuple[str, Any]] = []
    font = ""
    for child in run:
        name = _TELLING.get(child.tag)
        if name is None:
            continue
        if name == "font":
            font = child.get(_ASCII, "")
        elif name == "style":
            style = together(style, styles.get(child.get(_VALUE, ""), PLAIN))
        elif name == "vertAlign":
            changes.append(("raised", child.get(_VALUE) == "superscript"))
        elif name == "position":
            changes.append(("raised", number(child.get(_VALUE), 0) > 0))
        else:
            changes.append((name, is_on(child)))
    return (changed(style, *changes) if changes else style), font


@lru_cache(4_000)
def together(style: Style, named: Style) -> Style:
    """Gives the look of a run in a paragraph and in a character style."""
    return replace(
        style,
        bold=style.bold or named.bold,
        italic=style.italic or named.italic,
        hidden=style.hidden or named.hidden,
        raised=style.raised or named.raised,
        struck=style.struck or named.struck,
    )


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

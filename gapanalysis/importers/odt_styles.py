# SPDX-License-Identifier: EUPL-1.2
"""The styles of OpenDocument texts, and the numbers of their lists as word processors count them.

OpenDocument stores no number of a list or a chapter: it is computed from the list styles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from gapanalysis.importers.numbering import bullet, number, print_number

FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman"}
_FORMS |= {"I": "upperRoman", "": "none"}
_CYRILLIC = (("(bg)", "bulgarian"), ("(sr)", "serbian"), ("(uk)", "ukrainian"))
_SERIES = (
    ("א, י", "hebrew1"),
    ("א, ב", "hebrew2"),
    ("أ", "arabicAlpha"),
    ("ا", "arabicAbjad"),
    ("α", "lowerGreek"),
    ("Α", "upperGreek"),
    ("①", "decimalEnclosedCircle"),
    ("*", "chicago"),
    ("1st", "ordinal"),
    ("١", "arabicIndic"),
    ("१", "hindiNumbers"),
)
_PLACE = re.compile(r"%(\d{1,2})%")
_MAX_STYLE_CHAIN = 20
_DEEPEST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a style says of words and paragraphs, with what it inherits."""

    hint: str = ""
    list_style: str | None = None
    """The list style; empty where numbering is turned off, ``None`` where nothing is said."""
    outline: int = 0
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    raised: bool = False
    struck: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How one level of a list is numbered; ``text`` has the places ``%1%`` to ``%10%``."""

    form: str = "none"
    text: str = ""
    start: int = 1
    synced: bool = False
    """Letters after z are aa, bb, cc in place of aa, ab, ac."""


Levels = Mapping[int, Level]
"""The levels of a list style, from 1."""


@dataclass(slots=True)
class Count:
    """How far each level of a list has been counted."""

    counts: dict[int, int] = field(default_factory=dict)

    def next_label(self, levels: Levels, level: int, start: int | None = None) -> str:
        """Counts an item and gives its label; empty where it has none."""
        rule = levels.get(level)
        if rule is None:
            return ""
        if start is None:
            start = self.counts[level] + 1 if level in self.counts else rule.start
        self.counts[level] = start
        for above in range(1, level):
            self.counts.setdefault(above, levels.get(above, Level()).start)
        for deeper in [deeper for deeper in self.counts if deeper > level]:
            del self.counts[deeper]
        if rule.form == "bullet":
            return bullet(rule.text)

        def show(place: re.Match[str]) -> str:
            shown = levels.get(int(place[1]), Level())
            return _print(self.counts.get(int(place[1]), shown.start), shown)

        return _PLACE.sub(show, rule.text).strip()


def _print(count: int, rule: Level) -> str:
    return print_number(count, rule.form, doubled=rule.synced)


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by family and name, its lists, the numbers of its chapters."""

    looks: Mapping[tuple[str, str], Look]
    lists: Mapping[str, Levels]
    outline: Levels

    def look(self, family: str, name: str | None) -> Look:
        """Gives a style; one that says nothing where there is none of that name."""
        return self.looks.get((family, name or ""), Look())


def read_styles(roots: Iterable[etree._Element]) -> Styles:
    """Gives the styles of the parts of a document; those of a later part come first."""
    elements: dict[tuple[str, str], etree._Element] = {}
    lists: dict[str, Levels] = {}
    outline: Levels = {}
    for root in roots:
        for style in root.iter(f"{STYLE}style"):
            elements[style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")] = style
        for style in root.iter(f"{TEXT}list-style"):
            lists[style.get(f"{STYLE}name", "")] = _levels(style)
        for style in root.iter(f"{TEXT}outline-style"):
            outline = lists[style.get(f"{STYLE}name", "Outline")] = _levels(style)
    looks = {key: _inherited(key, elements) for key in elements}
    return Styles(looks, lists, outline)


def _inherited(key: tuple[str, str], elements: Mapping[tuple[str, str], etree._Element]) -> Look:
    chain: list[etree._Element] = []
    while key in elements and len(chain) < _MAX_STYLE_CHAIN:
        chain.append(elements[key])
        key = (key[0], elements[key].get(f"{STYLE}parent-style-name", ""))
    look = Look()
    for element in reversed(chain):
        look = _with_own(look, element)
    return look


def _with_own(look: Look, element: etree._Element) -> Look:
    """Gives a style with what one element says itself."""
    words, paragraph = (element.find(f"{STYLE}{of}-properties") for of in ("text", "paragraph"))
    outline = element.get(f"{STYLE}default-outline-level")
    look = replace(
        look,
        hint=_hint(element) or look.hint,
        list_style=element.get(f"{STYLE}list-style-name", look.list_style),
        outline=look.outline if outline is None else number(outline, 0),
    )
    if paragraph is not None and (align := paragraph.get(f"{FO}text-align")) is not None:
        look = replace(look, centred=align == "center")
    if words is None:
        return look
    weight, slant = words.get(f"{FO}font-weight"), words.get(f"{FO}font-style")
    shown, position = words.get(f"{TEXT}display"), words.get(f"{STYLE}text-position")
    through = words.get(f"{STYLE}text-line-through-style")
    return replace(
        look,
        bold=look.bold if weight is None else weight in {"bold", "600", "700", "800", "900"},
        italic=look.italic if slant is None else slant in {"italic", "oblique"},
        hidden=look.hidden if shown is None else shown == "none",
        raised=look.raised if position is None else _is_raised(position),
        struck=look.struck if through is None else through != "none",
    )


def _hint(element: etree._Element) -> str:
    name = element.get(f"{STYLE}display-name") or element.get(f"{STYLE}name", "")
    return "title" if name == "Title" else ""


def _is_raised(position: str) -> bool:
    height = position.strip().partition(" ")[0]
    return height == "super" or (height.endswith("%") and number(height[:-1], 0) > 0)


def _levels(style: etree._Element) -> Levels:
    elements = {
        number(element.get(f"{TEXT}level"), 0): element
        for element in style.iterchildren(etree.Element)
    }
    forms = {
        level: "bullet" if _is_bullet(element) else _form(element.get(f"{STYLE}num-format", ""))
        for level, element in elements.items()
        if 1 <= level <= _DEEPEST
    }
    return {
        level: Level(
            form=form,
            text=_text(elements[level], level, forms),
            start=number(elements[level].get(f"{TEXT}start-value"), 1),
            synced=elements[level].get(f"{STYLE}num-letter-sync") == "true",
        )
        for level, form in forms.items()
    }


def _is_bullet(element: etree._Element) -> bool:
    return element.tag in {f"{TEXT}list-level-style-bullet", f"{TEXT}list-level-style-image"}


def _text(element: etree._Element, level: int, forms: Mapping[int, str]) -> str:
    """Gives how a level is printed, with its places; a newer attribute spells it out."""
    for key, given in element.attrib.items():
        if str(key).endswith("}num-list-format") and forms[level] != "bullet":
            return str(given)
    if forms[level] == "bullet":
        return element.get(f"{TEXT}bullet-char", "")
    above = min(number(element.get(f"{TEXT}display-levels"), 1), level)
    shown = [n for n in range(level - above + 1, level + 1) if forms.get(n, "none") != "none"]
    text = ".".join(f"%{n}%" for n in shown) if forms[level] != "none" else ""
    before, after = (element.get(f"{STYLE}num-{end}", "") for end in ("prefix", "suffix"))
    return before + text + after


def _form(printed: str) -> str:
    """Gives the name of a form of numbers, which is told by its first ones."""
    if printed in _FORMS:
        return _FORMS[printed]
    zeros = len(printed) - len(printed.lstrip("0"))
    if zeros and printed[zeros : zeros + 1] == "1":
        return "decimalZero" + "0" * (zeros - 1)
    first = printed.split(",", maxsplit=1)[0].strip()
    if first.lower() == "а":
        alphabet = next((name for end, name in _CYRILLIC if printed.endswith(end)), "russian")
        return alphabet + ("Lower" if first == "а" else "Upper")
    return next((form for start, form in _SERIES if printed.startswith(start)), "decimal")

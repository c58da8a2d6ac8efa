# SPDX-License-Identifier: EUPL-1.2
"""What the parts of a web page are: hidden, of the site around the law, notes; and what its style
sheet says of single elements.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

DROPPED = frozenset(
    """
    script style template noscript iframe object embed svg select button textarea head datalist
    rt rp
    """.split()  # noqa: SIM905 - one a line would fill a page
)
_SITE_TAGS = frozenset({"nav", "dialog", "menu", "footer"})
_PERHAPS_SITE = frozenset({"header", "aside"})
_NEVER = frozenset({"html", "body", "main", "article", "form"})
_BLOCKS_OF_NOTES = frozenset({"div", "section", "aside", "ol", "ul", "li", "p", "table", "tr"})
_SIGNS = (
    "boolean(//a[@href] | //@class | //@id | //@role | //@hidden | //@style | //main | //nav"
    " | //footer | //dialog | //article)"
)
_SITE_ROLES = frozenset(
    """
    navigation banner contentinfo search dialog alertdialog menu menubar toolbar tablist
    """.split()  # noqa: SIM905
)
_SITE_NAMES = frozenset(
    """
    advert ads banner breadcrumb breadcrumbs consent cookie cookies extent footer gdpr login
    masthead menu modal nav navbar navigation newsletter noprint pager pagination popup print search
    share sharing sidebar sitemap skip skiplink social toolbar topbar
    """.split()  # noqa: SIM905
)
_NOTE_NAMES = frozenset({"annotations", "footnote", "footnotes", "endnote", "endnotes"})
_NOTE_ROLES = frozenset({"doc-footnote", "doc-endnote", "doc-endnotes"})
_NAME_PARTS = re.compile(r"[A-Z]?[a-z]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDING = frozenset({"hidden", "d-none"})
_SPOKEN = re.compile(r"\b(?:sr-only|visually-?hidden)\b|screen-?reader", re.IGNORECASE)
"""The name of a class of words that are only read aloud."""
_WORD_PART = re.compile(r"mso-element\s*:\s*([\w-]+)", re.IGNORECASE)
_WORD_PARTS = {"footnote": "note", "endnote": "note", "header": "site", "footer": "site"}
_LARGEST_SITE = 0.3
"""The share of a page's letters up to which a part may be the site's by its name alone."""
_MOST_NOTES = 0.5
"""The same of notes, which are long below what was often amended."""
_MOST_HIDDEN, _FEWEST_HIDDEN = 0.5, 1_000
_SMALLEST_MAIN = 0.5
_FEW_LETTERS = 300
_MENU_LINKS, _MENU_SHARE, _LARGEST_MENU = 4, 0.8, 0.2
_MENU_TAGS = frozenset({"ul", "ol", "dl", "table", "tr", "td", "div", "p", "section", "center"})

_BRACE = re.compile(r"[{}]")
_SELECTOR = re.compile(r"(?:[\w-]+|[\w-]*\.[\w-]+|#[\w-]+)")
_SHOWN_MEDIA = re.compile(r"@media\s+(?:only\s+)?(?:all|screen)\s*", re.IGNORECASE)
_LONGEST_STYLE, _LONGEST_RULE = 500_000, 1_000
_COUNTER = re.compile(r"content\s*:[^;}]{0,200}\bcounters?\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """Declarations by a simple selector: ``p``, ``.note``, ``p.note``, ``#top``."""

    rules: Mapping[str, str] = field(default_factory=dict)
    counts: bool = False
    """Whether the sheet prints numbers of its own, which are not in the page."""

    def of(self, element: etree._Element) -> str:
        """Gives what is declared for an element, its own declarations last."""
        own = element.get("style", "")
        if not self.rules:
            return own
        tag, classes = str(element.tag), element.get("class", "").split()
        names = [tag, *(f".{name}" for name in classes), *(f"{tag}.{name}" for name in classes)]
        names.append(f"#{element.get('id', '')}")
        return ";".join([*(self.rules[name] for name in names if name in self.rules), own])


def read_style_sheet(root: etree._Element) -> StyleSheet:
    """Gives what the style elements of a page say in its usual state on a screen."""
    text = "\n".join(style.text or "" for style in root.iter("style"))[:_LONGEST_STYLE]
    text = text.replace("<!--", " ").replace("-->", " ")
    first, *others = text.split("/*")
    text = first + "".join(other.partition("*/")[2] for other in others)
    rules: dict[str, str] = {}
    for selectors, declarations in _rules(text):
        for selector in selectors.split(","):
            name = selector.strip()
            if _SELECTOR.fullmatch(name):
                rules[name] = f"{rules.get(name, '')};{declarations}"[-_LONGEST_RULE:]
    return StyleSheet(rules, counts=_COUNTER.search(text) is not None)


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Gives the rules that stand in no block for print or for other conditions."""
    start, depth, skipped = 0, 0, 0
    prelude = ""
    for brace in _BRACE.finditer(text):
        before = text[start : brace.start()].strip()
        start = brace.end()
        if brace.group() == "{":
            depth += 1
            prelude = before
            if not skipped and before.startswith("@") and not _SHOWN_MEDIA.fullmatch(before):
                skipped = depth
            continue
        if not skipped and prelude and not prelude.startswith("@"):
            yield prelude, before
        if skipped == depth:
            skipped = 0
        depth = max(0, depth - 1)
        prelude = ""


# --- the parts -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Parts:
    """What the elements of a page are, by element: ``hidden``, ``spoken`` for words that are read
    aloud in place of such as are shown, ``site``, ``note``.
    """

    kinds: Mapping[etree._Element, str] = field(default_factory=dict)
    mostly_hidden: bool = False
    """Most of the words are hidden until something is clicked: they are read as words."""


@dataclass(slots=True)
class _Weight:
    """How many letters an element holds, how many of them in links that lead away, how many such
    links.
    """

    letters: int = 0
    linked: int = 0
    links: int = 0


def find_parts(root: etree._Element, sheet: StyleSheet) -> Parts:
    """Gives the elements of a page that are no plain part of the law."""
    if not root.xpath(_SIGNS):
        return Parts()
    page = _Page(root, sheet)
    kinds = page.by_names() | page.by_marks()
    kinds |= dict.fromkeys([*page.menus(), *page.beside_main()], "site")
    kinds |= {one: "spoken" if _is_shown_beside(one) else "hidden" for one in page.spoken()}
    hidden = dict.fromkeys(page.hidden(), "hidden")
    if page.letters > _FEWEST_HIDDEN and page.share(hidden) > _MOST_HIDDEN:
        return Parts(kinds, mostly_hidden=True)
    return Parts(kinds | hidden)


class _Page:
    """A page with the weight of each element that is shown."""

    def __init__(self, root: etree._Element, sheet: StyleSheet) -> None:
        self._sheet = sheet
        self._elements = list(root.iter(etree.Element))
        self._weights = {element: _Weight() for element in self._elements}
        for element in reversed(self._elements):  # children before their parents
            self._weigh(element)
        self.letters = max(1, self._weights[root].letters)

    def _weigh(self, element: etree._Element) -> None:
        """Adds what an element holds to its own weight and to that of its parent."""
        weight = self._weights[element]
        weight.letters += len((element.text or "").strip())
        if element.tag == "a" and not element.get("href", "#").startswith("#"):
            weight.linked = weight.letters
            weight.links += 1
        parent = element.getparent()
        above = self._weights[parent] if parent is not None else _Weight()
        above.letters += len((element.tail or "").strip())
        if element.tag not in DROPPED:
            above.letters += weight.letters
            above.linked += weight.linked
            above.links += weight.links

    def share(self, elements: Collection[etree._Element]) -> float:
        """Gives the share of the page's letters that stand in some elements."""
        outer = (e for e in elements if not any(above in elements for above in e.iterancestors()))
        return sum(self._weights[element].letters for element in outer) / self.letters

    def _is_small(self, element: etree._Element) -> bool:
        return self._weights[element].letters <= _LARGEST_SITE * self.letters

    def by_marks(self) -> dict[etree._Element, str]:
        """Gives what elements are by their tags, roles, and the marks of a word processor."""
        kinds: dict[etree._Element, str] = {}
        for element in self._elements:
            tag, role = element.tag, element.get("role", "")
            weight = self._weights[element]
            word_part = _WORD_PART.search(self._sheet.of(element))
            kind = _WORD_PARTS.get(word_part[1].lower(), "") if word_part else ""
            if role in _NOTE_ROLES:
                kind = "note"
            elif role in _SITE_ROLES or (
                tag in _PERHAPS_SITE and weight.linked * 2 > weight.letters
            ):
                kind = "site"
            if kind and self._is_small(element):
                kinds[element] = kind
            if tag in _SITE_TAGS:
                kinds[element] = "site"
        return kinds

    def by_names(self) -> dict[etree._Element, str]:
        """Gives what elements are by their classes and identifiers; a name that covers much of the
        page means something else there.
        """
        named: dict[str, list[etree._Element]] = {}
        for element in self._elements:
            if element.tag not in _NEVER and (element.get("class") or element.get("id")):
                names = _NAME_PARTS.findall(f"{element.get('class')} {element.get('id')}")
                for name in {name.lower() for name in names} & (_SITE_NAMES | _NOTE_NAMES):
                    named.setdefault(name, []).append(element)
        kinds: dict[etree._Element, str] = {}
        for name, elements in named.items():
            if self.share(set(elements)) > (_LARGEST_SITE if name in _SITE_NAMES else _MOST_NOTES):
                continue
            if name in _SITE_NAMES:
                kinds |= dict.fromkeys(elements, "site")
            else:
                blocks = [one for one in elements if one.tag in _BLOCKS_OF_NOTES]
                kinds |= dict.fromkeys(blocks, "note")
        return kinds

    def menus(self) -> Iterator[etree._Element]:
        """Gives the elements that hold little but links that lead away."""
        most = max(_FEW_LETTERS, _LARGEST_MENU * self.letters)
        for element, weight in self._weights.items():
            if weight.links < _MENU_LINKS or element.tag not in _MENU_TAGS:
                continue
            if weight.linked >= _MENU_SHARE * weight.letters and weight.letters <= most:
                yield element

    def beside_main(self) -> Iterator[etree._Element]:
        """Gives what stands beside the one element that is marked as the page's content."""
        mains = [one for one in self._elements if one.tag == "main" or one.get("role") == "main"]
        for found in (mains, [one for one in self._elements if one.tag == "article"]):
            if len(found) == 1 and self.share(found) >= _SMALLEST_MAIN:
                for element in (found[0], *found[0].iterancestors()):
                    yield from element.itersiblings(etree.Element)
                    yield from element.itersiblings(etree.Element, preceding=True)
                return

    def spoken(self) -> Iterator[etree._Element]:
        """Gives the elements that are only read aloud."""
        for element in self._elements:
            if _SPOKEN.search(element.get("class", "")):
                yield element

    def hidden(self) -> Iterator[etree._Element]:
        """Gives the elements that are not shown."""
        for element in self._elements:
            names = element.get("class", "").split()
            by_mark = element.get("hidden") is not None or not _HIDING.isdisjoint(names)
            if by_mark or _HIDDEN.search(self._sheet.of(element)):
                yield element


def _is_shown_beside(spoken: etree._Element) -> bool:
    """Tells whether the words beside an element are shown and not read aloud."""
    beside = (spoken.getprevious(), spoken.getnext())
    return any(one is not None and one.get("aria-hidden") == "true" for one in beside)

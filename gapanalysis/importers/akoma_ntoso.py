# SPDX-License-Identifier: EUPL-1.2
"""Reading Akoma Ntoso (LegalDocML) of any version: marked provisions to lines with their labels.

Labels come from ``num``, headings from ``heading``. A number without a word or sign ("1") gets the
one that the language of the law numbers with, as a computed label.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from babel.core import get_global
from lxml import etree

from gapanalysis.errors import AppError
from gapanalysis.importers.label_patterns import patterns_of
from gapanalysis.importers.letters import is_small
from gapanalysis.importers.limits import parse_xml
from gapanalysis.importers.lines import ANNEX, Document, Line, Tell, counted
from gapanalysis.importers.numbering import number, print_number
from gapanalysis.importers.openers import find_openers
from gapanalysis.importers.wrapping import is_wrapped, starts_item
from gapanalysis.languages import LANGUAGES, Language, detect, load_language, usual_code
from gapanalysis.model import ImportDoubt, Kind
from gapanalysis.numbers import LATIN_WORD

_BODIES = ("body", "mainBody")
_UNITS = ("article", "section", "regulation", "rule", "clause", "paragraph")
"""What may carry a law's own numbers: articles where there are any, else what stands highest."""
_FRONT = frozenset({"preface", "preamble", "coverPage", "conclusions"})
_DROPPED = frozenset({"meta", "toc", "staticContent"})
_KNOWN_NAMESPACES = ("w3.org", "akn", "akomantoso", "legaldocml")
_FIRST_OF_LIST = re.compile(r"(?P<before>\(?)(?P<number>[1aAiI])(?P<behind>[.)°º]{1,2})")
_FORMS_OF_LISTS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_REFERENCES = frozenset({"componentRef", "documentRef"})
_ANNEXES = frozenset({"attachments", "components"})
_ANNEX = frozenset({"attachment", "component"})
_LONGEST_NAME = 200
_BLOCKS = frozenset(
    """
    alinea appendix article attachment attachments block blockContainer blockList body book
    caption chapter citation citations clause component components conclusions container content
    coverPage crossHeading div division doc foreign formula hcontainer indent intro item level li
    list listIntroduction listWrapUp longTitle mainBody ol p paragraph part point preamble preface
    proviso recital recitals rule section signature subchapter subclause subdivision sublist
    subparagraph subpart subrule subsection subtitle table tblock td th title tome transitional ul
    wrap wrapUp
    """.split()  # noqa: SIM905 - one a line would fill a page
)
_LOW = frozenset(
    """
    alinea clause indent item list paragraph point proviso recital rule subclause sublist
    subparagraph subrule subsection
    """.split()  # noqa: SIM905
)
"""What stands inside articles, or takes their place outside: its numbers are no headings."""
_TITLES = ("docTitle", "shortTitle", "longTitle")
_KINDS = {"part": Kind.PART, "book": Kind.PART, "title": Kind.TITLE, "chapter": Kind.CHAPTER}
_PARAGRAPHS = frozenset({"paragraph", "subsection", "alinea", "recital"})
_SPACES = re.compile(r"\s+")
_BREAK = re.compile(r"\n[ ]?(?=\S|\Z)")
"""A line break that is no layout of the file: what follows it is not indented."""
_BLANK = re.compile(r"\n[ ]?\n[ ]?(?=\S|\Z)")
_SMALL_MARK = re.compile(r"[^\W\d_][\w-]{0,14}[.)]")
_CALL = re.compile(r"(?:\(+\d{1,3}\)+\s*)+")
"""The numbers of notes, which stand on a line of their own behind what they belong to."""
_BARE = re.compile(rf"[^\W_]{{1,5}}(?:\^\d{{1,3}})?(?:[ -](?:{LATIN_WORD}|[a-z]))?")
_ID = re.compile(r"(?:^|__|-)(?:art|sec|reg|rule|cl|para)_?(\d{1,5}(?:-?[a-z]{1,6})?)$")
_DEEPEST_HEADING = 8


def read_akoma_ntoso(data: bytes, name: str, tell: Tell | None = None) -> Document:
    """Gives the lines of an Akoma Ntoso file: its first document with a body.

    Deletions are left out; what an amending provision puts into another law is marked as quoted.
    Raises ``AppError``: ``corrupt``, ``doctype_refused``, ``no_body``, ``no_text``.
    """
    root = parse_xml(data, name)
    bodies = [element for element in root.iter(etree.Element) if _is_body(element)]
    parent = bodies[0].getparent() if bodies else None
    if parent is None:
        raise AppError("no_body", file=name)
    language = _declared_language(parent)
    words = language or detect(_words(bodies[0]))
    steps = counted(range(sum(1 for _ in root.iter(etree.Element))), tell)
    reader = _Reader(load_language(words), _unit(bodies[0]), steps, _breaks(root))
    annexes = [one for one in parent.itersiblings(etree.Element) if _tag(one) in _ANNEXES]
    for part in (parent, *annexes):
        reader.read(part, _Look())
        reader.end_line()
        reader.read_notes()
    if not reader.lines:
        raise AppError("no_text", file=name)
    elsewhere = any(not {parent, *annexes} & set(body.iterancestors()) for body in bodies)
    if elsewhere or any(_tag(element) in _REFERENCES for element in root.iter(etree.Element)):
        reader.doubts.add("embedded_part")
    return Document(
        lines=tuple(reader.lines),
        format="akn",
        title=_title(parent),
        language=language,
        warnings=tuple(ImportDoubt(code=code) for code in sorted(reader.doubts)),
    )


def _tag(element: etree._Element) -> str:
    """Gives the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _item_label(item: etree._Element, items: Mapping[etree._Element | None, int]) -> str:
    """Gives the printed label of an item of a list: its value, or what a publisher says in an
    attribute of its own, of the item or as the first one of the whole list ("1°", "a)").
    """
    if own := item.get("value", "") or _own_attribute(item, "symbol"):
        return own
    above = item.getparent()
    symbol = "" if above is None else _own_attribute(above, "symbol")
    first = _FIRST_OF_LIST.fullmatch(symbol)
    if above is None or first is None:
        return ""
    count = number(_own_attribute(above, "start"), 1) + items[above] - 1
    form = _FORMS_OF_LISTS[first["number"]]
    return f"{first['before']}{print_number(count, form)}{first['behind']}"


def _own_attribute(element: etree._Element, name: str) -> str:
    """Gives an attribute of a publisher's own namespace."""
    own = (str(value) for full, value in element.attrib.items() if str(full).endswith(f"}}{name}"))
    return next(own, "")


def _is_foreign(element: etree._Element) -> bool:
    """Tells whether an element of a publisher's own namespace says something about the text, as
    under which address it is found.
    """
    above = element.getparent()
    if above is None or _tag(above) == "foreign":
        return False
    own, around = (str(one.tag).rpartition("}")[0] for one in (element, above))
    return own != around and not any(known in own for known in _KNOWN_NAMESPACES)


def _kind(element: etree._Element) -> str:
    """Gives what an element stands for: a generic container says so in its name."""
    tag = _tag(element)
    return element.get("name", tag).lower() if tag == "hcontainer" else tag


def _breaks(root: etree._Element) -> re.Pattern[str]:
    """Gives where the words of a paragraph are parted further: some files hold plain texts, whose
    blank lines do it, and all their line breaks where these do not only wrap the words.
    """
    texts = (str(p.xpath("string()")).strip() for p in root.iter("{*}p"))
    broken = [text for text in texts if _BREAK.search(text)]
    return _BLANK if is_wrapped([line for t in broken for line in t.split("\n")]) else _BREAK


def _is_body(element: etree._Element) -> bool:
    return _tag(element) in _BODIES and not _is_quoted(element)


def _is_quoted(element: etree._Element) -> bool:
    return any(_tag(above) == "quotedStructure" for above in element.iterancestors())


def _children(element: etree._Element) -> Iterator[etree._Element]:
    return element.iterchildren(etree.Element)


def _child(element: etree._Element, tag: str) -> etree._Element | None:
    return next((child for child in _children(element) if _tag(child) == tag), None)


def _has_title(element: etree._Element) -> bool:
    return _child(element, "num") is not None or _child(element, "heading") is not None


def _number_of_id(element: etree._Element) -> str:
    """Gives the number that the identifier of an element ends with: "chp_1__art_5" is 5."""
    found = _ID.search(element.get("eId") or element.get("id") or "")
    return found[1].replace("-", " ") if found else ""


def _words(element: etree._Element) -> str:
    return _SPACES.sub(" ", str(element.xpath("string()"))).strip()


def _declared_language(document: etree._Element) -> str:
    """Gives the language of the expression as a code of two letters where it has one."""
    for element in document.iter(etree.Element):
        if _tag(element) == "FRBRlanguage":
            code = element.get("language", "").strip().lower().rpartition("/")[2][:3]
            alias = str(get_global("language_aliases").get(code, code))
            return usual_code(alias.partition("_")[0])
        if _tag(element) in _BODIES:
            break
    return ""


def _title(document: etree._Element) -> str:
    """Gives the title: the name that the document bears where it is no mere code, else the words
    marked as its title, else the title among its other names.
    """
    named = document.get("name", "").strip()
    if " " in named:
        return named
    for tag in _TITLES:
        for element in document.iter(etree.Element):
            if _tag(element) == tag and (words := _words(element)):
                return words
    for element in document.iter(etree.Element):
        if _tag(element) == "FRBRalias" and element.get("name", "title") == "title":
            return element.get("value", "").strip()
    return ""


def _unit(body: etree._Element) -> str:
    """Gives the kind of element that carries the law's own numbers."""
    highest: set[str] = set()
    for element in body.iter(etree.Element):
        kind = _kind(element)
        if kind not in _UNITS or _is_quoted(element):
            continue
        if kind == "article":
            return kind
        if not any(_kind(above) in _UNITS for above in element.iterancestors()):
            highest.add(kind)
    return next((kind for kind in _UNITS if kind in highest), "article")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """Where words stand: the style of their lines, how deep in the law, inside an article, in a
    schedule, in a plain text whose line breaks count.
    """

    style: str = ""
    bold: bool = False
    depth: int = 1
    inside: bool = False
    schedule: bool = False
    plain: bool = False


class _Reader:
    """Walks the elements in order and ends a line at each edge of a block."""

    def __init__(
        self, language: Language, unit: str, steps: Iterator[int], breaks: re.Pattern[str]
    ) -> None:
        self.lines: list[Line] = []
        self.doubts: set[str] = set()
        self._language = language
        self._unit = unit
        self._steps = steps
        self._breaks = breaks
        self._look = _Look()
        self._annex = ""
        """The text whose articles are annexes each, one of which was read last."""
        self._labels: list[str] = []
        self._computed = ""
        self._pieces: list[str] = []
        self._notes: list[etree._Element] = []
        self._items: Counter[etree._Element | None] = Counter()
        """How many items of a list were read."""
        self._paragraph = 0

    # --- elements ----------------------------------------------------------------------------

    def _opens(self, element: etree._Element, look: _Look) -> bool:
        """Tells whether an element is one that carries the law's own numbers: in a schedule also a
        paragraph, where a number alone is printed so.
        """
        if look.inside:
            return False
        paragraph = look.schedule and self._language.bare_articles and _kind(element) == "paragraph"
        return paragraph or _kind(element) == self._unit

    def _is_low(self, element: etree._Element) -> bool:
        """Tells whether an element stands inside articles: some use such a one for final provisions
        with articles of their own.
        """
        if _tag(element) not in _LOW:
            return False
        return not any(
            _kind(below) == self._unit for below in element.iterdescendants(etree.Element)
        )

    def read(self, element: etree._Element, look: _Look) -> None:
        """Reads an element and what is below it."""
        next(self._steps, None)
        tag = _tag(element)
        if tag in _DROPPED or _is_foreign(element):
            return
        gone = tag == "del" or element.get("status") == "removed"
        if gone:
            if _words(element):
                self.doubts.add("tracked_changes")
            return
        if tag == "authorialNote":
            self._notes.append(element)
        elif tag == "tr":
            self._read_row(element, look)
        elif tag == "quotedStructure":
            self._read_quoted(element, look)
        elif tag in _ANNEX and not look.inside:
            self._read_annex(element, look)
        elif _has_title(element) or (self._opens(element, look) and _number_of_id(element)):
            self._read_provision(element, look)
        elif tag in _BLOCKS:
            self._read_block(element, look)
        elif tag in {"br", "eol"} and look.style.startswith("heading"):
            self._pieces.append(" ")
        elif tag in {"br", "eol"}:
            self.end_line()
        elif tag == "sup" and (words := _words(element))[:1].isdigit():
            self._add(f"^{words}", look)
        else:
            self._read_below(element, look)

    def _read_below(self, element: etree._Element, look: _Look) -> None:
        self._add(element.text, look)
        for child in element:
            if isinstance(child.tag, str):
                self.read(child, look)
            self._add(child.tail, look)

    def _read_block(self, element: etree._Element, look: _Look) -> None:
        tag = _tag(element)
        self.end_line()
        opens = tag in _FRONT or self._opens(element, look)
        if tag == "li":
            self._items[element.getparent()] += 1
        if tag == "li" and (label := _clean(_item_label(element, self._items))):
            self._labels.append(label)
            self._computed = label
        if tag == "crossHeading" and not look.inside:
            look = replace(look, style=_heading_style(look))
        look = replace(look, plain=look.plain or tag == "p")
        self._read_below(element, replace(look, inside=look.inside or opens))
        self.end_line(alone=tag == "li")
        if opens:
            self.read_notes()

    def _read_annex(self, element: etree._Element, look: _Look) -> None:
        """Reads what is attached to the law. A first line that names it opens the annex, else its
        own name does; a code whose articles are attached one by one ("Code-art. 12") is one annex.
        """
        document = _child(element, "doc")
        name = "" if document is None else _clean(document.get("name", ""))
        whole = self._name_of_whole(name)
        goes_on = bool(whole) and whole == self._annex
        self._annex = whole
        first = len(self.lines)
        read = self._read_provision if _has_title(element) else self._read_block
        read(element, look)
        self.end_line()
        if goes_on or first == len(self.lines):
            return
        head = self.lines[first]
        title = whole or (name if " " in name else "")
        own = self._opens_annex(head) if not whole else False
        if own or (_begins_with(head, title) if title else self._names(head)):
            self.lines[first] = replace(head, style=ANNEX)
        elif title := title or self._title_of_annex(name):
            self.lines.insert(first, replace(head, text=title, style=ANNEX, generated=title))

    def _name_of_whole(self, name: str) -> str:
        """Gives the name before the label of an article: "Code" of "Code-art. 12"."""
        whole, _, label = name.partition("-")
        return whole if patterns_of(self._language.code).article.match(label) else ""

    def _title_of_annex(self, name: str) -> str:
        """Gives the title of an annex without one: its name where it is no mere code, else the word
        for an annex.
        """
        return name if name != name.lower() else "".join(self._language.annex[:1])

    def _opens_annex(self, line: Line) -> bool:
        return any(o.what == "annex" for o in find_openers(0, line, self._language))

    def _names(self, line: Line) -> bool:
        """Tells whether a line can be the title of an annex, and is no text or label in it."""
        if len(line.text) > _LONGEST_NAME or line.text.endswith((".", ";", ":")):
            return False
        opened = find_openers(0, line, self._language)
        return not starts_item(line.text) and all(o.what == "heading" for o in opened)

    def _read_quoted(self, element: etree._Element, look: _Look) -> None:
        """Reads what is put into another law, between the quotation marks that it declares."""
        self.end_line()
        first = len(self.lines)
        look = replace(look, style=look.style or "quoted", inside=True)
        self._read_below(element, look)
        self.end_line()
        if quoted := self.lines[first:]:
            opening, closing = (_clean(element.get(f"{end}Quote", "")) for end in ("start", "end"))
            quoted[0] = replace(quoted[0], text=opening + quoted[0].text, generated="")
            quoted[-1] = replace(quoted[-1], text=quoted[-1].text + closing)
            self.lines[first:] = quoted

    def _read_row(self, row: etree._Element, look: _Look) -> None:
        """Reads a row of a table as one line."""
        self.end_line()
        first = len(self.lines)
        self._read_below(row, replace(look, style=look.style or "table", inside=True))
        self.end_line()
        if cells := self.lines[first:]:
            self.lines[first:] = [replace(cells[0], text=" ".join(cell.text for cell in cells))]

    def _read_provision(self, element: etree._Element, look: _Look) -> None:
        """Reads an element that has a number or a heading; outside articles they make a line of
        their own, inside them the number begins the first line of the words.
        """
        self.end_line()
        opens = self._opens(element, look)
        if not look.inside:
            self.read_notes()
            look = replace(look, inside=not opens and self._is_low(element))
        self._label(element, look)
        title = replace(look, bold=True)
        if not look.inside:
            title = replace(look, style="heading9" if opens else _heading_style(look))
        heading = _child(element, "heading")
        if heading is not None:
            self._read_below(heading, title)
        if not look.inside:
            self._look = title
            self.end_line(alone=True)
        self.end_line()
        below = replace(
            look,
            inside=look.inside or opens,
            depth=look.depth + 1,
            schedule=look.schedule or _kind(element) == "schedule",
        )
        waiting = len(self._labels)
        for child in _children(element):
            if child is not heading and _tag(child) != "num":
                self.read(child, below)
                self._add(child.tail, below)
        self.end_line(alone=waiting > 0)
        if opens:
            self.read_notes()

    def read_notes(self) -> None:
        """Reads the notes called since the last ones, each with its marker."""
        while self._notes:
            note = self._notes.pop(0)
            marker = _clean(note.get("marker", ""))
            self._labels = [marker] if marker else []
            self._computed = marker
            self._read_below(note, _Look(style="note", inside=True))
            self.end_line(alone=True)

    # --- labels ------------------------------------------------------------------------------

    def _label(self, element: etree._Element, look: _Look) -> None:
        """Puts the number of an element before the next line."""
        num = _child(element, "num")
        before = len(self._pieces)
        if num is not None:
            self._read_below(num, look)
        printed = _clean("".join(self._pieces[before:]))
        del self._pieces[before:]
        if num is None and self._opens(element, look):
            printed = _number_of_id(element)
        if not any(letter.isalnum() for letter in printed):
            return
        label = printed
        if _BARE.fullmatch(printed) and look.style != "quoted":
            label = self._with_sign(element, printed, look)
        self._labels.append(label)
        self._computed = label if num is None or label != printed else ""

    def _with_sign(self, element: etree._Element, number: str, look: _Look) -> str:
        """Gives a number that stands alone with the word or sign that the language numbers with."""
        language, kind = self._language, _kind(element)
        if look.inside:
            marks = language.paragraph_marks if kind in _PARAGRAPHS else language.point_marks
            form = "1" if number[0].isdigit() else "a"
            mark = next((mark for mark in marks if form in mark), f"{form})")
            return mark.replace(form, number)
        if self._opens(element, look):
            return _article_label(language, kind, number)
        for division in language.divisions:
            if division.kind == _KINDS.get(kind):
                return f"{division.words[0]} {number}"
        return number

    # --- lines -------------------------------------------------------------------------------

    def _add(self, text: str | None, look: _Look) -> None:
        first, *others = self._breaks.split(text or "") if look.plain else [text or ""]
        self._append(first, look)
        for other in others:
            goes_on = _goes_on(other)
            if not goes_on:
                self.end_line()
            self._append(f" {other}" if goes_on else other, look)

    def _append(self, text: str, look: _Look) -> None:
        if text:
            if text.strip() and not "".join(self._pieces).strip():
                self._look = look
            self._pieces.append(text)

    def end_line(self, *, alone: bool = False) -> None:
        """Ends the line; labels wait for words unless they may stand ``alone``."""
        words = _clean("".join(self._pieces))
        self._pieces = []
        if not words and not (alone and self._labels):
            return
        self._paragraph += 1
        self.lines.append(
            Line(
                text=" ".join([*self._labels, words]).strip(),
                offset=self._paragraph,
                style=self._look.style,
                bold=self._look.bold,
                indent=max(0, self._look.depth - 1),
                generated=self._computed if self._labels[:1] == [self._computed] else "",
            )
        )
        self._labels = []
        self._computed = ""


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text)).strip()


def _goes_on(text: str) -> bool:
    """Tells whether a line of a plain text goes on with the one before it."""
    small = is_small(text[:1]) and not _SMALL_MARK.match(text)
    return small or _CALL.fullmatch(text) is not None


def _begins_with(line: Line, title: str) -> bool:
    """Tells whether a line is a title of an annex that begins with a name."""
    return len(line.text) <= _LONGEST_NAME and line.text.casefold().startswith(title.casefold())


def _heading_style(look: _Look) -> str:
    return f"heading{min(look.depth, _DEEPEST_HEADING)}"


def _article_label(language: Language, kind: str, number: str) -> str:
    """Gives the label of an article, as the language prints it; where it may begin with its number
    alone, only that.
    """
    if language.bare_articles:
        return number
    if language.code not in LANGUAGES:
        return f"Art. {number}" if kind == "article" else f"§ {number}"
    if kind != "article" and "§" in language.article_after:
        return f"{number} §"
    word = "§" if kind != "article" and "§" in language.article else language.article[0]
    return f"{word} {number}"

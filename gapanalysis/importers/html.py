# SPDX-License-Identifier: EUPL-1.2
"""Reading HTML: what a browser shows as blocks to lines. Nothing is fetched, nothing is run."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass, replace

from lxml import etree
from lxml import html as lxml_html

from gapanalysis.errors import AppError
from gapanalysis.importers.lines import Document, Line
from gapanalysis.importers.numbering import number, print_number
from gapanalysis.importers.text import decode
from gapanalysis.importers.wrapping import continues, join, starts_item
from gapanalysis.model import ImportDoubt

_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody
    tfoot thead tr ul
    """.split()  # noqa: SIM905 - one a line would fill a page
)
_DROPPED = frozenset(
    """
    script style nav template noscript iframe object embed svg select button textarea head
    """.split()  # noqa: SIM905
)
_BOLD = frozenset({"b", "strong", "th"})
_ITALIC = frozenset({"i", "em", "cite"})
_LIST_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_STYLE_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_CLASS_ALONE = re.compile(r"\w*\.([\w-]+)")
_UNMARKED = re.compile(r"list-style(?:-type)?\s*:[^;]*none", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_PARAGRAPH_BREAK = re.compile(r"(?<=\S)[ \t\r]*\n[ \t\r]*\n\s*(?=\S)")
_LATIN_1 = {"iso8859-1", "ascii"}
_SPACES = re.compile(r"\s+")
_NOTE_SIGN = re.compile(r"\d{1,2}\)")
_BULLET = "•"
_COLUMNS_OF_DATA = 3
"""Rows with fewer cells often only lay out the text of a law."""
_LINE_TOOL = b"pdf2htmlEX"
"""A converter that writes each printed line as a block."""


def read_html(data: bytes, name: str) -> Document:
    """Gives the lines of an HTML file: a line a block, a row of a table, a forced break.

    Hidden elements are left out. Raises ``AppError``: ``no_text``, ``corrupt``, ``not_text``.
    """
    markup = unicodedata.normalize("NFC", _decoded(data, name))
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )  # huge: 2048 levels in place of 256, which pages without end tags reach
    try:
        root = lxml_html.document_fromstring(markup.encode(), parser=parser)
    except etree.ParserError as problem:
        raise AppError("no_text", file=name) from problem
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise AppError("corrupt", file=name)  # what lies deeper would be lost
    walker = _Walker(
        single_title=root.xpath("count(//h1)") == 1,
        raised=_raised_classes("".join(style.text or "" for style in root.iter("style"))),
    )
    walker.walk(root)
    lines = walker.lines
    if _LINE_TOOL in data[:1000]:
        lines = _joined(lines)
    if not lines:
        raise AppError("no_text", file=name)
    first = next((line.text for line in lines if line.style in {"title", "heading1"}), "")
    return Document(
        lines=tuple(lines),
        format="html",
        title=first or _SPACES.sub(" ", root.findtext(".//title") or "").strip(),
        language=(root.get("lang") or root.get("xml:lang") or "")[:2].lower(),
        warnings=(ImportDoubt(code="hidden_text"),) if walker.hidden else (),
    )


def _decoded(data: bytes, name: str) -> str:
    """Gives the characters: by byte order mark, as UTF-8, as the page says, else by its letters."""
    declared = _CHARSET.search(data[:4096])
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if declared and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            try:
                charset = codecs.lookup(declared[1].decode("ascii")).name
                return data.decode("cp1252" if charset in _LATIN_1 else charset, errors="replace")
            except (LookupError, UnicodeError):  # unknown, or no encoding of pages
                pass
    return decode(data, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """How the words inside an element look; inherited by what is inside it."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    centred: bool = False
    indent: int = 0
    printed: bool = False
    page: int | None = None


class _Walker:
    """Walks the elements in order and ends a line at each edge of a block."""

    def __init__(self, *, single_title: bool, raised: frozenset[str]) -> None:
        self.lines: list[Line] = []
        self.hidden = False
        self._h1 = "title" if single_title else "heading1"
        self._raised = raised
        self._looks = [_Look()]
        self._counts: list[tuple[str, int]] = []
        self._label = ""
        self._pieces: list[str] = []
        self._letters = self._bold = self._italic = 0
        self._line_look = _Look()
        self._paragraph = 0

    def walk(self, root: etree._Element) -> None:
        """Reads everything below the root."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if not isinstance(element.tag, str):
                continue
            if event == "end":
                self._leave(element)
            elif self._drops(element):
                self._looks.append(self._looks[-1])
                walk.skip_subtree()
            else:
                self._enter(element)
        self._end_line()

    def _drops(self, element: etree._Element) -> bool:
        if element.tag in _DROPPED:
            return True
        if element.get("hidden") is None and not _HIDDEN.search(element.get("style", "")):
            return False
        self.hidden = self.hidden or bool(_all_text(element))
        return True

    def _enter(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in _BLOCKS or tag == "br":
            self._end_line()
        look = self._look(element, tag)
        self._looks.append(look)
        if tag in {"ol", "ul"}:
            self._start_list(element, tag)
        elif tag == "li" and self._counts:
            self._count(element)
        elif tag in {"td", "th"} and self._pieces:
            self._pieces.append(" ")
        elif self._is_raised(element) and _starts_with_digit(element):
            self._pieces.append("[" if _is_note_call(element) else "^")
        self._add(element.text or "", look)

    def _leave(self, element: etree._Element) -> None:
        tag = str(element.tag)
        self._looks.pop()
        if tag in _BLOCKS:
            self._end_line()
        if tag in {"ol", "ul"} and self._counts:
            self._counts.pop()
        elif self._is_raised(element) and _starts_with_digit(element) and _is_note_call(element):
            self._pieces.append("]")
        self._add(element.tail or "", self._looks[-1])

    def _is_raised(self, element: etree._Element) -> bool:
        """Tells whether an element is a superscript, by itself and not by one around it."""
        if element.tag == "sup" or _RAISED.search(element.get("style", "")):
            return True
        return not self._raised.isdisjoint(element.get("class", "").split())

    def _look(self, element: etree._Element, tag: str) -> _Look:
        look = self._looks[-1]
        css = element.get("style", "")
        if re.fullmatch(r"h[1-6]", tag):
            look = replace(look, style=self._h1 if tag == "h1" else f"heading{tag[1]}")
        elif tag == "tr" and len(element.findall("td")) >= _COLUMNS_OF_DATA:
            look = replace(look, style=look.style or "table")
        elif tag in {"li", "footer"}:
            look = replace(look, style="list" if tag == "li" else "footer")
        if tag in {"ol", "ul", "blockquote", "dd"}:
            look = replace(look, indent=look.indent + 1)
        classes = element.get("class", "").lower().split()
        return replace(
            look,
            bold=look.bold or tag in _BOLD or "bold" in classes or bool(_HEAVY.search(css)),
            italic=look.italic or tag in _ITALIC,
            centred=look.centred
            or tag == "center"
            or element.get("align", "").lower() == "center"
            or bool(_CENTRED.search(css)),
            printed=look.printed or tag == "pre",
            page=number(element.get("data-page-no"), 0) or look.page,
        )

    def _start_list(self, element: etree._Element, tag: str) -> None:
        form = "bullet" if tag == "ul" else _LIST_FORMS.get(element.get("type", ""), "decimal")
        if _UNMARKED.search(element.get("style", "")):
            form = "none"
        self._counts.append((form, number(element.get("start"), 1) - 1))

    def _count(self, item: etree._Element) -> None:
        form, count = self._counts[-1]
        count = number(item.get("value"), count + 1)
        self._counts[-1] = (form, count)
        if form == "bullet":
            self._label = _BULLET
        else:
            self._label = "" if form == "none" else f"{print_number(count, form)}."

    def _add(self, text: str, look: _Look) -> None:
        """Adds words; blank lines inside them end a paragraph, as some style sheets show them."""
        breaks = re.compile("\n") if look.printed else _PARAGRAPH_BREAK
        for at, piece in enumerate(breaks.split(text)):
            if at:
                self._end_line()
            if not piece.strip():
                self._pieces.append(" " if piece else "")
                continue
            if not self._letters:
                self._line_look = look
            letters = len("".join(piece.split()))
            self._letters += letters
            self._bold += letters if look.bold else 0
            self._italic += letters if look.italic else 0
            self._pieces.append(piece)

    def _end_line(self) -> None:
        text = _SPACES.sub(" ", "".join(self._pieces)).strip()
        if self._letters and text:
            self._paragraph += 1
            look = self._line_look
            label = "" if starts_item(text) else self._label
            self.lines.append(
                Line(
                    text=f"{label} {text}".strip(),
                    page=look.page,
                    offset=self._paragraph,
                    style=look.style,
                    bold=self._letters == self._bold,
                    italic=self._letters == self._italic,
                    centred=look.centred,
                    indent=look.indent,
                    generated=label,
                )
            )
            self._label = ""
        self._pieces = []
        self._letters = self._bold = self._italic = 0


def _raised_classes(css: str) -> frozenset[str]:
    """Gives the classes that a style sheet raises above the line."""
    selectors = ",".join(rule[1] for rule in _STYLE_RULE.finditer(css) if _RAISED.search(rule[2]))
    found = (_CLASS_ALONE.fullmatch(selector.strip()) for selector in selectors.split(","))
    return frozenset(one[1] for one in found if one)


def _starts_with_digit(element: etree._Element) -> bool:
    return _all_text(element)[:1].isdigit()


def _all_text(element: etree._Element) -> str:
    return str(element.xpath("string()")).strip()


def _is_note_call(element: etree._Element) -> bool:
    """Tells whether a raised number leads to a note; it must not look like part of a number."""
    return element.find(".//a[@href]") is not None


def _joined(lines: list[Line]) -> list[Line]:
    """Gives paragraphs for lines that are printed lines. A raised "1)" has a line of its own: the
    first calls a note, the second begins it.
    """
    joined: list[Line] = []
    called: set[str] = set()
    for line in lines:
        raised = _NOTE_SIGN.fullmatch(line.text) is not None
        begins = raised and line.text in called
        if raised:
            called.add(line.text)
        last = joined[-1] if joined else None
        in_note = last and last.style == "note" and _NOTE_SIGN.fullmatch(last.text)
        if last and (in_note or continues(last.text, line.text)):
            joined[-1] = replace(last, text=join(last.text, line.text))
        else:
            joined.append(replace(line, style="note") if begins else line)
    return joined

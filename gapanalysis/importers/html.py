# SPDX-License-Identifier: EUPL-1.2
"""Reading HTML: what a browser shows as blocks to lines. Nothing is fetched, nothing is run."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from lxml import etree
from lxml import html as lxml_html

from gapanalysis.errors import AppError
from gapanalysis.importers.charsets import Decoded, decode
from gapanalysis.importers.html_lists import LISTS, Lists
from gapanalysis.importers.html_page import (
    DROPPED,
    Parts,
    StyleSheet,
    find_parts,
    read_style_sheet,
)
from gapanalysis.importers.limits import HTML_ATTRIBUTES
from gapanalysis.importers.lines import (
    COLUMNS_OF_DATA,
    LONGEST_CELL,
    STRUCK,
    Document,
    Line,
    Tell,
    counted,
    is_filled,
)
from gapanalysis.importers.numbering import number
from gapanalysis.importers.struck import is_struck, own_lines
from gapanalysis.importers.symbols import is_symbol_font, shown
from gapanalysis.importers.wrapping import continues, join, starts_item
from gapanalysis.model import ImportDoubt

_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol p pre
    section summary table tbody tfoot thead tr ul
    """.split()  # noqa: SIM905 - one a line would fill a page
)
_HEADING = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOLD = frozenset({"b", "strong", "th"})
_ITALIC = frozenset({"i", "em", "cite"})
_HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_BLOCK = re.compile(
    r"display\s*:\s*(?:block|list-item|flow-root|flex|grid|table(?![-\w]))", re.IGNORECASE
)
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_STRUCK_TAGS = {"s", "strike"}
_FONT = re.compile(r"\bfont(?:-family)?\s*:\s*([^;]*)", re.IGNORECASE)
_WORD_LIST = re.compile(r"mso-list\s*:\s*l\d", re.IGNORECASE)
_WORD_NUMBER = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_WORD_COMMENT = re.compile(r"mso-(?:comment|element:comment)", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HIDDEN_NUMBER = re.compile(r"<!--\[if !supportLists\]>(.{0,1000}?)<!\[endif\]-->", re.DOTALL)
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{5000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_PARAGRAPH_BREAK = re.compile(r"(?<=\S)[ \t\r]*\n[ \t\r]*\n\s*(?=\S)")
_LINE_BREAK = re.compile("\n")
_LATIN_1 = {"iso8859-1", "ascii"}
_SPACES = re.compile(r"\s+")
_WORD_BEGINS = re.compile(r"[^\Wa-z\d_][^\W\d_A-Z]")
_RAISED_DIGITS = re.compile(r"\d\^\d{1,2}$")
_NUMBER_ALONE = re.compile(r"[*†‡]?\d{1,4}[A-Z]{0,2}")
_LONGEST_NUMBER = 7
_CLOSING = frozenset(".,;:)]")
_OF_A_NUMBER = re.compile(r"(?:(?:^|[-_ ])(?:num|number|nr|no)|[a-z\d](?:Num|Number|Nr|No))(?= |$)")
"""The name of a class that is a number's, which style sheets set apart from the words."""
_CALL = re.compile(r"[A-Z]\d{1,3}")
"""The call of a note on an amendment."""
_NOTE_SIGN = re.compile(r"\d{1,2}\)")
_AMENDED_BY = re.compile(r"[▼►◄][A-Z]{1,2}\d{0,3}|\(\d{1,3}\)[ ]?<[^<>]{8,300}>")
"""Which act words come from: "▼M2" above them, "(1)<L 2014-01-06/07, art. 1>" below."""
_NOTE_BEGINS = re.compile(r"\^\d{1,3}\)")
_CLICKS = ("onclick", "onmousedown")
_LINE_OF_LAW = 100
"""Letters from which on a line of a page is a paragraph of the law, no word of its site."""
_FEWEST_WORDS = 3
"""Of hidden text: fewer are a name of the site ("Text of the act")."""
_FEWEST_OF_CONTENTS = 5
"""Lines that are nothing but links inside the page, one after the other."""
_LINE_TOOL = b"pdf2htmlEX"
"""A converter that writes each printed line as a block."""


def read_html(data: bytes, name: str, tell: Tell | None = None, *, declared: str = "") -> Document:
    """Gives the lines of an HTML file: a line a block, a row of a table, a forced break.

    Hidden elements are left out; the words of the site around the law and of notes are marked.
    ``declared`` is an encoding that is told from outside. Raises ``AppError``: ``no_text``,
    ``corrupt``, ``not_text``, ``html_frames`` for a page that only shows others.
    """
    decoded = _decoded(data, name, declared)
    root = _parsed(decoded.text, name)
    sheet = read_style_sheet(root)
    walker = _Walker(sheet, find_parts(root, sheet), single_title=root.xpath("count(//h1)") == 1)
    walker.walk(root, tell)
    lines = list(_with_contents(own_lines(walker.lines, walker.doubts), walker.linked))
    if _LINE_TOOL in data[:1000]:
        lines = _joined(lines)
    if not lines:
        frames = root.xpath("boolean(//frame[@src] | //iframe[@src])")
        raise AppError("html_frames" if frames else "no_text", file=name)
    first = next((line.text for line in lines if line.style in {"title", "heading1"}), "")
    return Document(
        lines=tuple(lines),
        format="html",
        title=first or _title(root, lines),
        language=(root.get("lang") or root.get("xml:lang") or "")[:2].lower(),
        warnings=(*decoded.doubts, *(ImportDoubt(code=code) for code in sorted(walker.doubts))),
    )


def _title(root: etree._Element, lines: Sequence[Line]) -> str:
    """Gives the title that a page declares, unless it is one word that its text does not have: the
    name of a program or of a file.
    """
    title = _SPACES.sub(" ", root.findtext(".//title") or "").strip()
    if " " in title or any(title.casefold() in line.text.casefold() for line in lines):
        return title
    return ""


def _decoded(data: bytes, name: str, told: str) -> Decoded:
    """Gives the characters; what the page itself declares wins over what is told from outside."""
    found = _CHARSET.search(data[:4096])
    declared = found[1].decode("ascii") if found else told
    return decode(data, name, declared=declared, markup=True)


def _parsed(text: str, name: str) -> etree._Element:
    for tag in _LONG_TAG.findall(text):  # the parser compares each attribute with all others
        if len(_QUOTED.sub("", tag).split()) > HTML_ATTRIBUTES:
            raise AppError("corrupt", file=name)
    markup = _HIDDEN_NUMBER.sub(r"\1", unicodedata.normalize("NFC", text))
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )  # huge: 2048 levels in place of 256, which pages without end tags reach
    try:
        root = lxml_html.document_fromstring(markup.encode(), parser=parser)
    except etree.ParserError as problem:
        raise AppError("no_text", file=name) from problem
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise AppError("corrupt", file=name)  # what lies deeper would be lost
    return root


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """How the words inside an element look; inherited by what is inside it. ``aside`` is the style
    of words that are no part of the law, ``font`` one that gives signs other shapes; the cells of
    a row stand ``apart`` where they only lay out the page. Only ``block`` is not inherited: the
    element itself is shown as one.
    """

    style: str = ""
    aside: str = ""
    bold: bool = False
    italic: bool = False
    centred: bool = False
    indent: int = 0
    printed: bool = False
    apart: bool = False
    raised: bool = False
    linked: bool = False
    small: bool = False
    struck: bool = False
    block: bool = False
    font: str = ""
    page: int | None = None


class _Walker:
    """Walks the elements in order and ends a line at each edge of a block."""

    def __init__(self, sheet: StyleSheet, parts: Parts, *, single_title: bool) -> None:
        self.lines: list[Line] = []
        self.linked: list[bool] = []
        """For each line whether it is nothing but links inside the page."""
        self.doubts: set[str] = set()
        if sheet.counts:
            self.doubts.add("numbers_by_style")
        if parts.mostly_hidden:
            self.doubts.add("hidden_text_read")
        self._hidden: list[int] = []
        """How many lines stand before each hidden element that has words."""
        self._sheet = sheet
        self._kinds = parts.kinds
        self._h1 = "title" if single_title else "heading1"
        self._looks = [_Look()]
        self._lists = Lists(sheet)
        self._label = ""
        self._pieces: list[str] = []
        self._numbered = False
        """Whether the line so far is a number in an element of its own."""
        self._apart = False
        """Whether the next words stand apart from those so far, which end with an element that is
        named a number or have their spoken form behind them.
        """
        self._letters = self._bold = self._italic = self._linked = self._small = 0
        self._kept = ""
        """The words of the line so far that are not struck out."""
        self._line_look = _Look()
        self._paragraph = 0

    def walk(self, root: etree._Element, tell: Tell | None) -> None:
        """Reads everything below the root."""
        walk = etree.iterwalk(root, events=("start", "end"))
        steps = counted(range(sum(1 for _ in root.iter())), tell)
        for event, element in walk:
            if not isinstance(element.tag, str):
                continue
            if event == "end":
                self._leave(element)
                continue
            next(steps, None)
            if self._drops(element):
                self._looks.append(self._looks[-1])
                walk.skip_subtree()
            else:
                self._enter(element)
        self._end_line()
        if self._hides_law():
            self.doubts.add("hidden_text")

    def _drops(self, element: etree._Element) -> bool:
        """Tells whether an element is not read, and keeps the doubt that this leaves."""
        if element.tag in DROPPED or _is_switch(element):
            return True
        kind = self._kinds.get(element)
        if kind == "spoken":
            self._apart = True
            return True
        if kind == "hidden":
            if len(re.findall(r"[^\W\d_]+", _words_read(element))) >= _FEWEST_WORDS:
                self._hidden.append(len(self.lines))
            return True
        if element.tag == "del":
            if _all_text(element):
                self.doubts.add("tracked_changes")
            return True
        return _WORD_COMMENT.search(element.get("style", "")) is not None

    def _hides_law(self) -> bool:
        """Tells whether words are hidden amid those of the law, other than forms and messages of
        the site above and below it.
        """
        law = [
            n
            for n, line in enumerate(self.lines)
            if len(line.text) >= _LINE_OF_LAW and line.style not in {"site", "note"}
        ]
        inside = range(law[0] + 1, law[-1] + 1) if law else range(len(self.lines) + 1)
        return any(at in inside for at in self._hidden)

    # --- elements ----------------------------------------------------------------------------

    def _enter(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in _BLOCKS or tag == "br":
            self._end_line()
        look = self._looks[-1]
        if tag not in {"br", "p"} or element.attrib or element in self._kinds:
            look = self._look(element, tag)
            if look.block:
                self._end_line()
        self._looks.append(look)
        if tag in LISTS:
            self._lists.begin(element)
        elif tag == "li":
            self._label = self._lists.label(element)
        elif tag in {"td", "th"}:
            if look.apart:
                self._end_line()
            self._pieces.append(" ")
        elif tag == "q":
            self._add("“", look)
        elif look.raised and not self._looks[-2].raised and _starts_with_digit(element):
            self._begin_raised(element)
        self._add(element.text or "", look)

    def _begin_raised(self, element: etree._Element) -> None:
        """Puts a sign before raised digits, unless they go on with others ("10" with "1" and "2"
        raised one by one is 10^12).
        """
        if _is_note_call(element):
            self._pieces.append("[")
        elif not _RAISED_DIGITS.search("".join(self._pieces[-_LONGEST_NUMBER:])):
            self._pieces.append("^")

    def _leave(self, element: etree._Element) -> None:
        tag = str(element.tag)
        look = self._looks.pop()
        if tag in _BLOCKS or look.block:
            self._end_line()
        if tag in LISTS:
            self._lists.end()
        elif tag == "q":
            self._add("”", look)
        elif look.raised and not self._looks[-1].raised and _starts_with_digit(element):
            self._pieces.append("]" if _is_note_call(element) else "")
        if self._letters and self._letters <= _LONGEST_NUMBER and not look.raised:
            self._numbered = bool(_NUMBER_ALONE.fullmatch("".join(self._pieces).strip()))
        if (element.tail or "")[:1].isdigit() and _is_call(element):
            self._pieces.append(" ")
        self._add(element.tail or "", self._looks[-1])
        if not element.tail and _OF_A_NUMBER.search(element.get("class", "")):
            self._apart = True

    def _look(self, element: etree._Element, tag: str) -> _Look:
        look = self._looks[-1]
        css = self._sheet.of(element)
        if tag in _HEADING:
            look = replace(look, style=self._h1 if tag == "h1" else f"heading{tag[1]}")
        elif tag == "tr":
            apart, is_data = _kind_of_row(element)
            look = replace(look, apart=apart, style=look.style or ("table" if is_data else ""))
        elif tag == "li":
            look = replace(look, style="list")
        elif tag == "ins":
            self.doubts.add("tracked_changes")
        elif tag == "a" and element.get("href", "").startswith("#"):
            look = replace(look, linked=True)
        if tag in LISTS or tag in {"blockquote", "dd"}:
            look = replace(look, indent=look.indent + 1)
        if kind := self._kinds.get(element):
            look = replace(look, aside=look.aside or kind)
        if css:
            look = self._with_css(look, element, css)
        classes = element.get("class", "").lower().split()
        return replace(
            look,
            block=(bool(css) and _BLOCK.search(css) is not None)
            or (kind == "site" and tag not in _BLOCKS and not _has_words_behind(element)),
            bold=look.bold or tag in _BOLD or "bold" in classes,
            italic=look.italic or tag in _ITALIC,
            centred=look.centred or tag == "center" or element.get("align", "").lower() == "center",
            printed=look.printed or tag == "pre",
            raised=look.raised or tag == "sup",
            small=look.small or tag == "small",
            struck=look.struck or tag in _STRUCK_TAGS or bool(css and _STRUCK.search(css)),
            page=number(element.get("data-page-no"), 0) or look.page,
        )

    def _with_css(self, look: _Look, element: etree._Element, css: str) -> _Look:
        """Gives a look with what is declared for an element."""
        if _WORD_LIST.search(css) and not _has_word_number(element):
            self.doubts.add("numbers_by_style")
        fonts = _FONT.findall(css)
        font = look.font
        if fonts:
            font = fonts[-1] if is_symbol_font(fonts[-1]) else ""
        return replace(
            look,
            bold=look.bold or bool(_HEAVY.search(css)),
            centred=look.centred or bool(_CENTRED.search(css)),
            raised=look.raised or bool(_RAISED.search(css)),
            font=font,
        )

    # --- lines -------------------------------------------------------------------------------

    def _add(self, text: str, look: _Look) -> None:
        """Adds words; blank lines inside them end a paragraph, as some style sheets show them."""
        if not text:
            return
        breaks = _LINE_BREAK if look.printed else _PARAGRAPH_BREAK
        for at, piece in enumerate(breaks.split(text) if "\n" in text else [text]):
            if at:
                self._end_line()
            letters = len("".join(piece.split()))
            if not letters:
                self._pieces.append(" " if piece else "")
                continue
            if not self._letters:
                self._line_look = look
            apart = self._apart and piece[0] not in _CLOSING
            if apart or (self._numbered and _WORD_BEGINS.match(piece)):
                self._pieces.append(" ")
            self._numbered = self._apart = False
            self._letters += letters
            self._bold += letters if look.bold else 0
            self._italic += letters if look.italic else 0
            self._linked += letters if look.linked else 0
            self._small += letters if look.small else 0
            self._kept += "" if look.struck else piece
            self._pieces.append(shown(piece, look.font))

    def _end_line(self) -> None:
        text = _SPACES.sub(" ", "".join(self._pieces)).strip() if self._letters else ""
        if text:
            self._paragraph += 1
            look = self._line_look
            label = "" if starts_item(text) else self._label
            note = self._small == self._letters and _NOTE_BEGINS.match(text)
            note = note or _AMENDED_BY.fullmatch(text)
            style = look.aside or ("note" if note else look.style)
            if look.struck and is_struck(self._kept):
                style = STRUCK
            elif len("".join(self._kept.split())) < self._letters:
                self.doubts.add("struck_out")
            self.linked.append(
                self._letters == self._linked and not look.aside and look.style[:1] != "h"
            )
            self.lines.append(
                Line(
                    text=f"{label} {text}".strip(),
                    page=look.page,
                    offset=self._paragraph,
                    style=style,
                    bold=self._letters == self._bold,
                    italic=self._letters == self._italic,
                    centred=look.centred,
                    indent=look.indent,
                    generated=label,
                )
            )
            self._label = ""
        self._pieces = []
        self._numbered = self._apart = False
        self._letters = self._bold = self._italic = self._linked = self._small = 0
        self._kept = ""


def _is_switch(element: etree._Element) -> bool:
    """Tells whether an element only shows a sign on which one clicks to fold the text below it."""
    if len(element) or not any(element.get(event) for event in _CLICKS):
        return False
    return not any(map(str.isalnum, element.text or ""))


def _has_words_behind(element: etree._Element) -> bool:
    """Tells whether words stand behind an element in the one that holds it."""
    if (element.tail or "").strip():
        return True
    return any(_all_text(one) or (one.tail or "").strip() for one in element.itersiblings())


def _is_call(element: etree._Element) -> bool:
    """Tells whether an element is a link to the note on an amendment."""
    return (
        element.tag == "a"
        and "#" in element.get("href", "")
        and _CALL.fullmatch(_all_text(element)) is not None
    )


def _starts_with_digit(element: etree._Element) -> bool:
    return _all_text(element)[:1].isdigit()


def _all_text(element: etree._Element) -> str:
    return str(element.xpath("string()")).strip()


def _words_read(element: etree._Element) -> str:
    """Gives the words of an element without those of buttons and the like; it may be deep."""
    pieces: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end", "comment"))
    for event, one in walk:
        if event == "start" and one.tag in DROPPED:
            walk.skip_subtree()
        elif event == "start":
            pieces.append(one.text or "")
        elif one is not element:
            pieces.append(one.tail or "")
    return "".join(pieces)


def _has_word_number(paragraph: etree._Element) -> bool:
    return any(_WORD_NUMBER.search(span.get("style", "")) for span in paragraph.iter("span"))


def _is_note_call(element: etree._Element) -> bool:
    """Tells whether a raised number leads to a note; it must not look like part of a number, as it
    is where a link holds the number too ("111.¹ pants").
    """
    if element.find(".//a[@href]") is not None:
        return True
    above = next((a for a in element.iterancestors("a") if a.get("href") is not None), None)
    if above is None:
        return False
    linked = _all_text(above).rstrip(".)]")
    return not linked[:1].isdigit() or linked == _all_text(element)


def _kind_of_row(row: etree._Element) -> tuple[bool, bool]:
    """Tells whether the cells of a row only lay out a page, and whether they hold data."""
    cells = list(row.iterchildren("td", "th"))
    words = [_all_text(cell) for cell in cells]
    layout = any(
        cell.find(".//table") is not None or len(text) > LONGEST_CELL
        for cell, text in zip(cells, words, strict=True)
    )
    if layout or len(cells) < COLUMNS_OF_DATA:
        return layout, False
    return False, sum(map(bool, words)) >= COLUMNS_OF_DATA or _is_in_data(row)


def _is_in_data(row: etree._Element) -> bool:
    above = row.getparent()
    rows = () if above is None else above.iterchildren("tr")
    return is_filled(map(_all_text, one) for one in rows)


def _with_contents(lines: list[Line], linked: list[bool]) -> Iterator[Line]:
    """Gives the lines; a row of such as are only links inside the page is a table of contents."""
    for is_linked, run in groupby(zip(lines, linked, strict=True), key=lambda one: one[1]):
        group = [line for line, _ in run]
        if is_linked and len(group) >= _FEWEST_OF_CONTENTS:
            yield from (replace(line, style="contents") for line in group)
        else:
            yield from group


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

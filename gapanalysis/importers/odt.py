# SPDX-License-Identifier: EUPL-1.2
"""Reading ODT: paragraphs, headings, lists and notes to lines, with the numbers of their lists."""

from __future__ import annotations

import unicodedata
import zipfile
from dataclasses import dataclass, field, replace

from lxml import etree

from gapanalysis.errors import AppError
from gapanalysis.importers.gathering import Words
from gapanalysis.importers.limits import open_zip, parse_xml, read_member
from gapanalysis.importers.lines import Document, Line, Tell, counted, is_filled, read_row
from gapanalysis.importers.numbering import number
from gapanalysis.importers.odt_styles import OFFICE, TABLE, TEXT, Count, Level, Look, read_styles
from gapanalysis.importers.struck import own_lines
from gapanalysis.importers.symbols import shown
from gapanalysis.model import ImportDoubt

_DC = "{http://purl.org/dc/elements/1.1/}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_ENCRYPTED = b"encryption-data"
_DROPPED = frozenset(
    {f"{OFFICE}{tag}" for tag in ("annotation", "annotation-end", "forms", "event-listeners")}
    | {f"{TEXT}{tag}" for tag in ("tracked-changes", "number", "ruby-text", "note-citation")}
    | {f"{_SVG}title", f"{_SVG}desc", f"{TABLE}covered-table-cell"}
)
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_HIGHEST_START = 32_767
_MEMBERS = ("content.xml", "styles.xml", "meta.xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a block stands: the list and the level in it, whether it is counted there and from what
    number, a forced style.
    """

    count: Count | None = None
    list_style: str = ""
    level: int = 0
    counted: bool = False
    start: int | None = None
    forced: str = ""


@dataclass(slots=True)
class _Paragraph(Words):
    """A paragraph with the boxes in it."""

    boxes: list[etree._Element] = field(default_factory=list)


def read_odt(data: bytes, name: str, tell: Tell | None = None) -> Document:
    """Gives the lines of an ODT file: insertions accepted, deletions and hidden text left out.

    Footnotes and endnotes stand at the end. Raises ``AppError``: ``corrupt``, ``zip_bomb``,
    ``encrypted``, ``doctype_refused``, ``no_text``.
    """
    content, styles, meta = _parts(data, name)
    body = None if content is None else content.find(f"{OFFICE}body/{OFFICE}text")
    if content is None or body is None:
        raise AppError("corrupt", file=name)
    reader = _Reader([root for root in (styles, content) if root is not None])
    for block in counted(list(body.iterchildren(etree.Element)), tell):
        reader.read_block(block, _Place())
    reader.read_notes()
    if not any(line.text for line in reader.lines):
        raise AppError("no_text", file=name)
    shown_title = " ".join(line.text for line in reader.lines if line.style == "title")
    return Document(
        lines=tuple(own_lines(reader.lines, reader.doubts)),
        format="odt",
        title=shown_title or _meta(meta, "title"),
        language=_meta(meta, "language")[:2].lower(),
        warnings=tuple(ImportDoubt(code=code) for code in sorted(reader.doubts)),
    )


def _parts(data: bytes, name: str) -> tuple[etree._Element | None, ...]:
    """Gives the words, the styles and the metadata; in a flat file all stand together."""
    if not data.startswith(b"PK"):
        whole = parse_xml(data, name)
        return whole, None, whole
    with open_zip(data, name) as archive:
        if _ENCRYPTED in (read_member(archive, "META-INF/manifest.xml", name) or b""):
            raise AppError("encrypted", file=name)
        return tuple(_part(archive, part, name) for part in _MEMBERS)


def _part(archive: zipfile.ZipFile, member: str, name: str) -> etree._Element | None:
    data = read_member(archive, member, name)
    return None if data is None else parse_xml(data, name)


def _meta(root: etree._Element | None, tag: str) -> str:
    return "" if root is None else (root.findtext(f".//{_DC}{tag}") or "").strip()


class _Reader:
    """Reads blocks in order; holds what is carried from one paragraph to the next."""

    def __init__(self, roots: list[etree._Element]) -> None:
        self.lines: list[Line] = []
        self.doubts: set[str] = set()
        self._styles = read_styles(roots)
        self._chapters = Count()
        self._lists: dict[str, Count] = {}
        self._last: dict[str, Count] = {}
        self._notes: list[etree._Element] = []
        self._paragraph = 0

    # --- blocks ------------------------------------------------------------------------------

    def read_blocks(self, parent: etree._Element, place: _Place) -> None:
        """Reads the paragraphs, lists, tables and sections below an element."""
        for block in parent.iterchildren(etree.Element):
            self.read_block(block, place)

    def read_block(self, block: etree._Element, place: _Place) -> None:
        """Reads a block and what is in it."""
        match str(block.tag).removeprefix(TEXT):
            case "tracked-changes":
                self._note_changes(block)
            case "p" | "h":
                self._read_paragraph(block, place)
            case "list":
                self._read_list(block, replace(place, counted=False, start=None))
            case "numbered-paragraph":
                self._read_numbered(block, place)
            case "section" if _is_hidden(block):
                self._hide(block)
            case "table-of-content":
                self.read_blocks(block, replace(place, forced=place.forced or "contents"))
            case _ if block.tag == f"{TABLE}table":
                self._read_table(block, place)
            case _ if block.tag not in _DROPPED:
                self.read_blocks(block, place)

    def read_notes(self) -> None:
        """Reads the notes in the order in which they are called, each with its number."""
        while self._notes:
            note = self._notes.pop(0)
            first = len(self.lines)
            body = note.find(f"{TEXT}note-body")
            if body is not None:
                self.read_blocks(body, _Place(forced="note"))
            label = _on_one_line(note.findtext(f"{TEXT}note-citation") or "")
            if first < len(self.lines) and label:
                line = self.lines[first]
                self.lines[first] = replace(line, text=f"{label} {line.text}", generated=label)

    def _note_changes(self, changes: etree._Element) -> None:
        kinds = (f"{TEXT}deletion", f"{TEXT}insertion")
        if any(change.tag in kinds for change in changes.iter(etree.Element)):
            self.doubts.add("tracked_changes")

    def _hide(self, element: etree._Element) -> None:
        if _words(element).strip():
            self.doubts.add("hidden_text")

    # --- lists and tables --------------------------------------------------------------------

    def _read_list(self, block: etree._Element, place: _Place) -> None:
        """Reads a list: one inside another counts on in it, others begin again unless they say
        which they continue.
        """
        style = block.get(f"{TEXT}style-name", place.list_style)
        count = place.count
        if count is None:
            count = self._lists.get(block.get(f"{TEXT}continue-list", ""))
        if count is None and block.get(f"{TEXT}continue-numbering") == "true":
            count = self._last.get(style)
        count = count or Count()
        self._last[style] = count
        if key := block.get(_XML_ID):
            self._lists[key] = count
        inside = replace(place, count=count, list_style=style, level=place.level + 1)
        for item in block.iterchildren(f"{TEXT}list-header"):
            self.read_blocks(item, inside)
        for item in block.iterchildren(f"{TEXT}list-item"):
            self._read_item(item, inside)

    def _read_item(self, item: etree._Element, place: _Place) -> None:
        """Reads an item of a list; its number stands before its first paragraph."""
        place = replace(
            place,
            counted=True,
            start=_start(item),
            list_style=item.get(f"{TEXT}style-override", place.list_style),
        )
        blocks = [block for block in item.iterchildren(etree.Element) if block.tag not in _DROPPED]
        for block in blocks:
            self.read_block(block, place)
            place = replace(place, counted=False, start=None)

    def _read_numbered(self, block: etree._Element, place: _Place) -> None:
        """Reads a paragraph that is an item of a list without standing in one."""
        count = self._lists.setdefault(block.get(f"{TEXT}list-id", ""), Count())
        style = block.get(f"{TEXT}style-name", "")
        level = number(block.get(f"{TEXT}level"), 1)
        self._read_item(block, replace(place, count=count, list_style=style, level=level))

    def _read_table(self, table: etree._Element, place: _Place) -> None:
        """Reads a table: of data row by row, of text cell by cell."""
        inside = _Place(forced=place.forced)
        rows = [row for row in table.iter(f"{TABLE}table-row") if _table_of(row) is table]

        def read(cell: etree._Element) -> None:
            self.read_blocks(cell, inside)

        def filled() -> bool:
            cells = (row.iterchildren(f"{TABLE}table-cell") for row in rows)
            return is_filled(map(_words, some) for some in cells)

        for row in rows:
            cells = list(row.iterchildren(f"{TABLE}table-cell"))
            read_row(self.lines, cells, read, place.forced, filled)

    # --- paragraphs --------------------------------------------------------------------------

    def _read_paragraph(self, paragraph: etree._Element, place: _Place) -> None:
        self._paragraph += 1
        look = self._styles.look("paragraph", paragraph.get(f"{TEXT}style-name"))
        words = _Paragraph(self.doubts)
        if any(_is_hidden(field) for field in paragraph.iter(f"{TEXT}hidden-paragraph")):
            look = replace(look, hidden=True)
        self._gather(paragraph, words, look)
        label = ""
        if not (words.has_hidden and not words.text.strip()):
            label = _on_one_line(self._label(paragraph, look, place))
        self.lines += words.lines(
            label=label,
            offset=self._paragraph,
            style=place.forced or _hint(paragraph, look, place),
            centred=look.centred,
            indent=max(0, place.level - 1),
        )
        for box in words.boxes:
            self.read_blocks(box, _Place(forced=place.forced))

    def _label(self, paragraph: etree._Element, look: Look, place: _Place) -> str:
        """Gives the number that a list or the outline computes for a paragraph."""
        if place.count is not None:
            levels = self._styles.lists.get(place.list_style or look.list_style or "", {})
            if not place.counted:
                return ""
            return place.count.next_label(levels, place.level, place.start)
        level = _outline_level(paragraph, look)
        is_plain = paragraph.get(f"{TEXT}is-list-header") == "true" or look.list_style == ""
        if paragraph.tag != f"{TEXT}h" or is_plain:
            return ""
        start, levels = None, self._styles.outline
        if paragraph.get(f"{TEXT}restart-numbering") == "true":
            start = _start(paragraph)
            start = levels.get(level, Level()).start if start is None else start
        return self._chapters.next_label(levels, level, start)

    def _gather(self, element: etree._Element, words: _Paragraph, look: Look) -> None:
        """Gathers the words below an element as printed."""
        _add(element.text, words, look)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _DROPPED:
                self._gather_child(child, words, look)
            _add(child.tail, words, look)

    def _gather_child(self, child: etree._Element, words: _Paragraph, look: Look) -> None:
        tag = str(child.tag)
        if tag == f"{TEXT}span":
            self._gather(child, words, self._with_span(look, child))
        elif tag == f"{TEXT}note":
            self._notes.append(child)
        elif tag in {f"{TEXT}s", f"{TEXT}tab"}:
            _add(" ", words, look)
        elif tag == f"{TEXT}line-break":
            words.add("\n", look)
        elif tag.startswith(_DRAW) and tag != f"{_DRAW}a":
            words.boxes.append(child)
        elif _is_hidden(child):
            self._hide(child)
        else:
            self._gather(child, words, look)

    def _with_span(self, look: Look, span: etree._Element) -> Look:
        named = self._styles.look("text", span.get(f"{TEXT}style-name"))
        return replace(
            look,
            bold=look.bold or named.bold,
            italic=look.italic or named.italic,
            hidden=look.hidden or named.hidden,
            raised=look.raised or named.raised,
            struck=look.struck or named.struck,
        )


def _add(text: str | None, words: Words, look: Look) -> None:
    if text:
        words.add(shown(text.replace("\n", " ")), look)


def _start(element: etree._Element) -> int | None:
    """Gives the number with which an item begins anew; one out of range is none."""
    start = number(element.get(f"{TEXT}start-value"), -1)
    return start if 0 <= start <= _HIGHEST_START else None


def _on_one_line(label: str) -> str:
    return unicodedata.normalize("NFC", " ".join(label.split()))


def _is_hidden(element: etree._Element) -> bool:
    """Tells whether a section or a field is not shown."""
    return element.get(f"{TEXT}is-hidden") == "true" or element.get(f"{TEXT}display") == "none"


def _words(element: etree._Element) -> str:
    return str(element.xpath("string()"))


def _table_of(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors(f"{TABLE}table"), None)


def _outline_level(paragraph: etree._Element, look: Look) -> int:
    """Gives 1 to 9 for a heading, else 0."""
    if paragraph.tag != f"{TEXT}h":
        return min(look.outline, 9)
    return min(max(number(paragraph.get(f"{TEXT}outline-level"), 1), 1), 9)


def _hint(paragraph: etree._Element, look: Look, place: _Place) -> str:
    if level := _outline_level(paragraph, look):
        return f"heading{level}"
    return look.hint or ("list" if place.count is not None else "")

# SPDX-License-Identifier: EUPL-1.2
"""Reading DOCX: paragraphs, rows and notes to lines, with the numbers that Word computes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lxml import etree

from gapanalysis.errors import AppError
from gapanalysis.importers.gathering import Words
from gapanalysis.importers.limits import open_zip
from gapanalysis.importers.lines import Document, Line, Tell, counted, is_filled, read_row
from gapanalysis.importers.numbering import W, is_on, print_number, value
from gapanalysis.importers.struck import own_lines
from gapanalysis.importers.symbols import shown
from gapanalysis.importers.word_package import Package
from gapanalysis.importers.word_styles import PLAIN, Style, changed, with_own, with_run
from gapanalysis.model import ImportDoubt

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DROPPED = frozenset(
    {_FALLBACK}
    | {f"{W}{tag}" for tag in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt")}
)
_P, _RUN, _RUN_PROPERTIES, _T = f"{W}p", f"{W}r", f"{W}rPr", f"{W}t"
_SECTION_END = f"{W}sectPr"
_BOX, _MATH_T, _CONTROL = f"{W}txbxContent", f"{_MATH}t", f"{W}sdt"
_TRACKED = frozenset(f"{W}{tag}" for tag in ("del", "moveFrom", "ins", "moveTo"))
_GONE = frozenset(f"{W}{tag}" for tag in ("del", "moveFrom"))
_GONE_CELL = frozenset(f"{W}{tag}" for tag in ("cellDel", "vMerge"))
_ELSEWHERE = frozenset(f"{W}{tag}" for tag in ("altChunk", "subDoc"))
_COMPUTED = re.compile(r"\s*(?:LISTNUM|AUTONUM)", re.IGNORECASE)
_CONTENTS = re.compile(r"\s*TOC\b", re.IGNORECASE)
_NOTE_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}


@dataclass(slots=True)
class _Field:
    """A field that has begun: whether its instruction or already its result is read."""

    in_instruction: bool = True
    is_contents: bool = False


@dataclass(slots=True)
class _Paragraph(Words):
    """A paragraph with the boxes and the calls of notes in it."""

    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def read_word(data: bytes, name: str, tell: Tell | None = None) -> Document:
    """Gives the lines of a DOCX file: insertions accepted, deletions and hidden text left out.

    Footnotes and endnotes stand at the end. Raises ``AppError``: ``corrupt``, ``zip_bomb``,
    ``encrypted``, ``doctype_refused``, ``no_text``.
    """
    with open_zip(data, name) as archive:
        package = Package(archive, name)
        reader = _Reader(package)
        bodies = package.main.iterfind(f"{W}body")
        blocks = [block for body in bodies for block in body.iterchildren(etree.Element)]
        reader.read_blocks(counted(blocks, tell))
        reader.read_notes()
        title = package.title()
    if not any(line.text for line in reader.lines):
        raise AppError("no_text", file=name)
    shown_title = " ".join(line.text for line in reader.lines if line.style == "title")
    return Document(
        lines=tuple(own_lines(reader.lines, reader.doubts)),
        format="docx",
        title=shown_title or title,
        warnings=tuple(ImportDoubt(code=code) for code in sorted(reader.doubts)),
    )


class _Reader:
    """Reads blocks in order; holds what is carried from one paragraph to the next."""

    def __init__(self, package: Package) -> None:
        self.lines: list[Line] = []
        self.doubts: set[str] = set()
        self._styles = package.styles()
        self._numbering = package.numbering()
        self._notes = package.notes()
        self._called: list[tuple[str, str]] = []
        self._fields: list[_Field] = []
        self._has_fields = _is_balanced(package.main)
        self._carried = self._kept = ""
        self._paragraph = 0

    # --- blocks ------------------------------------------------------------------------------

    def read_blocks(self, blocks: Iterable[etree._Element], forced: str = "") -> None:
        """Reads paragraphs and tables, and those inside other blocks."""
        for block in blocks:
            tag = block.tag
            if tag == _P:
                self._read_paragraph(block, forced)
            elif tag == f"{W}tr":
                self._read_row(block, forced)
            elif tag == f"{W}sdt":
                self._read_control(block, forced)
            elif tag in _ELSEWHERE:
                self.doubts.add("embedded_part")
            elif tag not in _DROPPED:
                self.read_blocks(block.iterchildren(etree.Element), forced)

    def _read_control(self, control: etree._Element, forced: str) -> None:
        """Reads a content control: a placeholder that nobody has filled is no text."""
        properties = control.find(f"{W}sdtPr")
        if properties is not None:
            if is_on(properties.find(f"{W}showingPlcHdr")):
                return
            if value(properties, "docPartObj/docPartGallery") == "Table of Contents":
                forced = forced or "contents"
        self.read_blocks(control.iterchildren(f"{W}sdtContent"), forced)

    def _read_row(self, row: etree._Element, forced: str) -> None:
        properties = row.find(f"{W}trPr")
        changes = [] if properties is None else [one for one in properties if one.tag in _TRACKED]
        if changes:
            self.doubts.add("tracked_changes")
        if any(change.tag in _GONE for change in changes):
            return
        cells = [cell for cell in row.iter(f"{W}tc") if _row_of(cell) is row and _is_shown(cell)]

        def filled() -> bool:
            table = row.getparent()
            rows = () if table is None else table.iterchildren(row.tag)
            return is_filled(map(_words, one.iterchildren(f"{W}tc")) for one in rows)

        read_row(self.lines, cells, lambda cell: self.read_blocks(cell, forced), forced, filled)

    def read_notes(self) -> None:
        """Reads the notes in the order in which they are called, each with its number."""
        if self._carried:
            self.lines.append(Line(text=self._carried.strip()))
        counts: Counter[str] = Counter()
        for key in self._called:
            kind = key[0]
            note = self._notes.pop(key, None)
            if note is None:
                continue
            counts[kind] += 1
            first = len(self.lines)
            self.read_blocks(note.iterchildren(etree.Element), "note")
            if first < len(self.lines):
                line, label = self.lines[first], print_number(counts[kind], _NOTE_FORMS[kind])
                self.lines[first] = replace(line, text=f"{label} {line.text}", generated=label)

    # --- paragraphs --------------------------------------------------------------------------

    def _read_paragraph(self, paragraph: etree._Element, forced: str) -> None:
        self._paragraph += 1
        place = self._paragraph
        properties = paragraph.find(f"{W}pPr")
        style, style_id = self._styles.get("", PLAIN), ""
        joined_to_next = ends_section = False
        if properties is not None:
            style_id = value(properties, "pStyle") or ""
            style = with_own(self._styles.get(style_id, style), paragraph)
            joined_to_next = _is_joined(properties)
            ends_section = properties.find(_SECTION_END) is not None
        words = _Paragraph(self.doubts)
        self._gather(paragraph, words, style)
        if joined_to_next:
            self._carried += words.text
            self._kept += words.kept
        else:
            words.text = self._carried + words.text
            words.kept = self._kept + words.kept
            self._carried = self._kept = ""
            if (ends_section or words.has_hidden) and not words.text.strip():
                style = changed(style, ("list_id", None))  # nothing that is counted
            self._add_lines(words, style, style_id, place, forced)
        self.read_blocks(words.boxes, forced)
        self._called += words.notes

    def _add_lines(
        self, words: _Paragraph, style: Style, style_id: str, place: int, forced: str
    ) -> None:
        """Adds the lines of a paragraph; the first begins with its automatic number."""
        label, level = "", 0
        if style.list_id is not None:
            label, level = self._label(style, style_id)
        if 0 < words.letters == words.contents:
            forced = forced or "contents"
        hint = forced or style.hint or ("list" if label else "")
        self.lines += words.lines(
            label=label, offset=place, style=hint, centred=style.centred, indent=level
        )

    def _label(self, style: Style, style_id: str) -> tuple[str, int]:
        """Counts a paragraph of a list; gives its number, with its level from 0."""
        list_id, level = style.list_id or "", style.level
        if level is None:
            level = self._numbering.level_of_style(list_id, style.owner or style_id)
        return self._numbering.next_label(list_id, level), level

    # --- words -------------------------------------------------------------------------------

    def _gather(self, element: etree._Element, words: _Paragraph, style: Style) -> None:
        """Gathers the words below an element as printed."""
        for child in element:
            tag = child.tag
            if tag == _RUN:
                self._gather_run(child, words, style)
                continue
            if tag in _TRACKED:
                self.doubts.add("tracked_changes")
            if tag in _DROPPED:
                continue
            if tag == _BOX:
                words.boxes.append(child)
            elif tag == _MATH_T:
                self._add(child.text or "", words, style)
            elif tag == _CONTROL and is_on(child.find(f"{W}sdtPr/{W}showingPlcHdr")):
                pass
            elif len(child):
                self._gather(child, words, style)

    def _gather_run(self, run: etree._Element, words: _Paragraph, style: Style) -> None:
        font = ""
        for piece in run:
            tag = piece.tag
            if tag == _T:
                self._add(shown((piece.text or "").replace("\n", " "), font), words, style)
            elif tag == _RUN_PROPERTIES:  # always the first
                style, font = with_run(style, piece, self._styles)
            elif text := self._text_of(piece, words):
                self._add(text, words, style)

    def _text_of(self, piece: etree._Element, words: _Paragraph) -> str:
        """Gives the words of a piece of a run, and notes what else it is."""
        match piece.tag.removeprefix(W):
            case "tab" | "ptab":
                return " "
            case "br" | "cr":
                return "\n"
            case "noBreakHyphen":
                return "-"
            case "sym":
                return _symbol(piece)
            case "fldChar":
                self._follow_field(piece.get(f"{W}fldCharType", ""))
            case "instrText":
                self._read_instruction(piece.text or "")
            case "footnoteReference" | "endnoteReference" as tag:
                words.notes.append((tag.removesuffix("Reference"), piece.get(f"{W}id", "")))
            case "delText" | "delInstrText":
                pass
            case _:  # drawings, with text boxes in them
                self._gather(piece, words, PLAIN)
        return ""

    def _follow_field(self, kind: str) -> None:
        if not self._has_fields:
            return
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_instruction = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _read_instruction(self, text: str) -> None:
        if _COMPUTED.match(text):
            self.doubts.add("computed_fields")
        if self._fields and _CONTENTS.match(text):
            self._fields[-1].is_contents = True

    def _add(self, text: str, words: _Paragraph, style: Style) -> None:
        if not text:
            return
        if not self._fields:
            words.add(text, style)
        elif not any(field.in_instruction for field in self._fields):
            letters = words.add(text, style)
            if any(field.is_contents for field in self._fields):
                words.contents += letters


def _is_balanced(main: etree._Element) -> bool:
    """Tells whether each field that begins in a document also ends; others are not followed, so
    that nothing is lost.
    """
    depth = 0
    for mark in main.iter(f"{W}fldChar"):
        if any(above.tag in _DROPPED for above in mark.iterancestors()):
            continue
        kind = mark.get(f"{W}fldCharType")
        depth += (kind == "begin") - (kind == "end")
        if depth < 0:
            return False
    return depth == 0


def _is_joined(properties: etree._Element) -> bool:
    """Tells whether a paragraph runs on in the next one: its end is deleted, or it is only its
    large first letter.
    """
    mark = properties.find(f"{W}rPr")
    if mark is not None and any(child.tag in _GONE for child in mark):
        return True
    frame = properties.find(f"{W}framePr")
    return frame is not None and frame.get(f"{W}dropCap", "none") != "none"


def _words(cell: etree._Element) -> str:
    return "".join(text.text or "" for text in cell.iter(_T))


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(f"{W}tr"), None)


def _is_shown(cell: etree._Element) -> bool:
    """Tells whether a cell is not deleted and not covered by the one above it."""
    properties = cell.find(f"{W}tcPr")
    for child in () if properties is None else properties:
        if child.tag in _GONE_CELL and child.get(f"{W}val", "continue") == "continue":
            return False
    return True


def _symbol(piece: etree._Element) -> str:
    try:
        char = chr(int(piece.get(f"{W}char", ""), 16))
    except (ValueError, OverflowError):
        return ""
    return shown(char, piece.get(f"{W}font", ""))

# SPDX-License-Identifier: EUPL-1.2
"""Reading DOCX: paragraphs, cells and notes to lines, with the numbers that Word computes."""

from __future__ import annotations

import posixpath
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from gapanalysis.errors import AppError
from gapanalysis.importers.limits import open_zip, parse_xml, read_member
from gapanalysis.importers.lines import Document, Line
from gapanalysis.importers.numbering import Numbering, W, is_on, number, read_numbering, value
from gapanalysis.model import ImportDoubt

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DROPPED = {f"{W}del", f"{W}moveFrom", f"{W}pPr", _FALLBACK}
_TRACKED = {f"{W}del", f"{W}moveFrom", f"{W}ins", f"{W}moveTo"}
_SPACES = re.compile(r"[^\S\n]+")
_MAX_STYLE_CHAIN = 20
_COLUMNS_OF_DATA = 3
"""Tables with fewer columns often only lay out the text of a law."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """What a style says, with what it inherits; ``None``: nothing."""

    hint: str = ""
    list_id: str | None = None
    level: int | None = None
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    centred: bool = False


@dataclass(slots=True)
class _Words:
    """The words of one paragraph while they are gathered, and how many letters are marked."""

    text: str = ""
    raised: bool = False
    letters: int = 0
    bold: int = 0
    italic: int = 0
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def read_word(data: bytes, name: str) -> Document:
    """Gives the lines of a DOCX file: insertions accepted, deletions and hidden text left out.

    Footnotes and endnotes stand at the end. Raises ``AppError``: ``corrupt``, ``zip_bomb``,
    ``encrypted``, ``doctype_refused``, ``no_text``.
    """
    with open_zip(data, name) as archive:
        parts = _Parts(archive, name)
        reader = _Reader(parts.styles(), parts.numbering(), parts.notes())
        body = parts.main.find(f"{W}body")
        if body is not None:
            reader.read_blocks(body, in_table=False)
        reader.read_notes()
        title = parts.title()
    if not any(line.text for line in reader.lines):
        raise AppError("no_text", file=name)
    shown = " ".join(line.text for line in reader.lines if line.style == "title")
    return Document(
        lines=tuple(reader.lines),
        format="docx",
        title=shown or title,
        warnings=tuple(ImportDoubt(code=code) for code in sorted(reader.doubts)),
    )


class _Parts:
    """The parts of the package, found by its relationships."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        path = self._related("", "officeDocument") or "word/document.xml"
        self._folder, self._file = posixpath.split(path)
        main = self._parse(path)
        if main is None:
            raise AppError("corrupt", file=name)
        self.main = main

    def _parse(self, path: str) -> etree._Element | None:
        data = read_member(self._archive, path, self._name)
        return None if data is None else parse_xml(data.replace(_STRICT, _USUAL), self._name)

    def _related(self, part: str, kind: str) -> str:
        """Gives the path of the part that another one is related to, or nothing."""
        folder, file = posixpath.split(part)
        root = self._parse(posixpath.join(folder, "_rels", f"{file}.rels"))
        for relation in () if root is None else root:
            if isinstance(relation.tag, str) and relation.get("Type", "").endswith(f"/{kind}"):
                target = relation.get("Target", "")
                return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return ""

    def _part(self, kind: str) -> etree._Element | None:
        path = self._related(posixpath.join(self._folder, self._file), kind)
        return self._parse(path or posixpath.join(self._folder, f"{kind}.xml"))

    def styles(self) -> dict[str, _Style]:
        root = self._part("styles")
        return {} if root is None else _read_styles(root)

    def numbering(self) -> Numbering:
        root, styles = self._part("numbering"), self._part("styles")
        linked: dict[str, str] = {}
        for style in () if styles is None else styles.iterfind(f"{W}style"):
            linked[style.get(f"{W}styleId", "")] = value(style, "pPr/numPr/numId") or ""
        return Numbering() if root is None else read_numbering(root, linked)

    def notes(self) -> dict[tuple[str, str], etree._Element]:
        """Gives the notes by kind and id; separators are none."""
        found = {}
        for kind in ("footnote", "endnote"):
            root = self._part(f"{kind}s")
            for note in () if root is None else root.iterfind(f"{W}{kind}"):
                if note.get(f"{W}type", "normal") == "normal":
                    found[kind, note.get(f"{W}id", "")] = note
        return found

    def title(self) -> str:
        root = self._parse("docProps/core.xml")
        return "" if root is None else (root.findtext(f"{_DC}title") or "").strip()


def _read_styles(root: etree._Element) -> dict[str, _Style]:
    """Gives the styles by id; the default paragraph style by the empty id too."""
    elements = {element.get(f"{W}styleId", ""): element for element in root.iterfind(f"{W}style")}
    styles = {key: _inherited(key, elements) for key in elements}
    for key, element in elements.items():
        if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in {"1", "true"}:
            styles[""] = styles[key]
    return styles


def _inherited(key: str, elements: dict[str, etree._Element]) -> _Style:
    chain: list[etree._Element] = []
    while key in elements and len(chain) < _MAX_STYLE_CHAIN:
        chain.append(elements[key])
        key = value(elements[key], "basedOn") or ""
    style = _Style()
    for element in reversed(chain):
        style = _with_own(style, element)
    return style


def _with_own(style: _Style, element: etree._Element) -> _Style:
    """Gives a style with what one element (a style or a paragraph) says itself."""
    paragraph, run = element.find(f"{W}pPr"), element.find(f"{W}rPr")
    if paragraph is not None:
        list_id, level = value(paragraph, "numPr/numId"), value(paragraph, "numPr/ilvl")
        outline = value(paragraph, "outlineLvl")
        justified = value(paragraph, "jc")
        style = replace(
            style,
            list_id=style.list_id if list_id is None else list_id,
            level=style.level if level is None else number(level, 0),
            hint=style.hint if outline is None else _outline_hint(outline),
            centred=style.centred if justified is None else justified == "center",
        )
    if run is not None:
        style = _with_run(style, run)
    return replace(style, hint=_name_hint(value(element, "name") or "") or style.hint)


def _with_run(style: _Style, run: etree._Element) -> _Style:
    bold, italic, hidden = (run.find(W + tag) for tag in ("b", "i", "vanish"))
    return replace(
        style,
        bold=style.bold if bold is None else is_on(bold),
        italic=style.italic if italic is None else is_on(italic),
        hidden=style.hidden if hidden is None else is_on(hidden),
    )


def _outline_hint(outline: str) -> str:
    level = number(outline, 9)
    return f"heading{level + 1}" if 0 <= level < 9 else ""


def _name_hint(name: str) -> str:
    name = name.lower()
    if re.fullmatch(r"heading [1-9]|title", name):
        return name.replace(" ", "")
    return "list" if name.startswith("list") else ""


class _Reader:
    """Reads blocks in order; holds what is carried from one paragraph to the next."""

    def __init__(
        self,
        styles: dict[str, _Style],
        numbering: Numbering,
        notes: dict[tuple[str, str], etree._Element],
    ) -> None:
        self.lines: list[Line] = []
        self.doubts: set[str] = set()
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._called: list[tuple[str, str]] = []
        self._carried = ""
        self._paragraph = 0

    def read_blocks(self, parent: etree._Element, *, in_table: bool, forced: str = "") -> None:
        """Reads the paragraphs and tables below an element, cell by cell."""
        for block in parent.iterchildren(etree.Element):
            tag = block.tag
            if tag == f"{W}p":
                self._read_paragraph(block, in_table=in_table, forced=forced)
            elif tag == f"{W}tbl":
                columns = max(
                    (len(row.findall(f"{W}tc")) for row in block.iter(f"{W}tr")), default=0
                )
                self.read_blocks(block, in_table=columns >= _COLUMNS_OF_DATA, forced=forced)
            elif tag == f"{W}tr" and block.find(f"{W}trPr/{W}del") is not None:
                self.doubts.add("tracked_changes")
            elif tag == f"{W}altChunk":
                self.doubts.add("embedded_part")
            elif tag not in _DROPPED:
                self.read_blocks(block, in_table=in_table, forced=forced)

    def read_notes(self) -> None:
        """Reads the notes in the order in which they are called, each with its number."""
        if self._carried:
            self.lines.append(Line(text=self._carried.strip()))
        for count, key in enumerate(self._called, 1):
            note = self._notes.pop(key, None)
            if note is None:
                continue
            first = len(self.lines)
            self.read_blocks(note, in_table=False, forced="note")
            if first < len(self.lines):
                line = self.lines[first]
                self.lines[first] = replace(line, text=f"{count} {line.text}", generated=str(count))

    def _read_paragraph(self, paragraph: etree._Element, *, in_table: bool, forced: str) -> None:
        self._paragraph += 1
        place = self._paragraph
        properties = paragraph.find(f"{W}pPr")
        style = self._styles.get("", _Style())
        style_id = ""
        joined_to_next = False
        if properties is not None:
            style_id = value(properties, "pStyle") or ""
            style = _with_own(self._styles.get(style_id, style), paragraph)
            joined_to_next = properties.find(f"{W}rPr/{W}del") is not None
        words = _Words()
        self._gather(paragraph, words, style)
        if joined_to_next:
            self.doubts.add("tracked_changes")
            self._carried += words.text
        else:
            words.text = self._carried + words.text
            self._carried = ""
            self._add_lines(words, style, style_id, place, "table" if in_table else "", forced)
        for box in words.boxes:
            self.read_blocks(box, in_table=in_table, forced=forced)
        self._called += words.notes

    def _add_lines(
        self, words: _Words, style: _Style, style_id: str, place: int, table: str, forced: str
    ) -> None:
        """Adds a line for each line of a paragraph; the first begins with its automatic number."""
        text = unicodedata.normalize("NFC", _SPACES.sub(" ", words.text))
        texts = [line.strip() for line in text.split("\n")]
        label, level = self._label(style, style_id) if any(texts) else ("", 0)
        hint = forced or style.hint or ("list" if label else table)
        for at, line in enumerate(texts):
            generated = label if at == 0 else ""
            if not line and not generated:
                continue
            self.lines.append(
                Line(
                    text=f"{generated} {line}".strip(),
                    offset=place,
                    style=hint,
                    bold=0 < words.letters == words.bold,
                    italic=0 < words.letters == words.italic,
                    centred=style.centred,
                    indent=level,
                    generated=generated,
                )
            )

    def _label(self, style: _Style, style_id: str) -> tuple[str, int]:
        if style.list_id is None:
            return "", 0
        level = style.level
        if level is None:
            level = self._numbering.level_of_style(style.list_id, style_id)
        return self._numbering.next_label(style.list_id, level), level

    def _gather(self, element: etree._Element, words: _Words, style: _Style) -> None:
        """Gathers the words below an element as printed."""
        for child in element.iterchildren(etree.Element):
            tag = child.tag
            if tag in _TRACKED:
                self.doubts.add("tracked_changes")
            if tag in _DROPPED:
                continue
            if tag == f"{W}r":
                self._gather_run(child, words, style)
            elif tag == f"{W}txbxContent":
                words.boxes.append(child)
            else:
                self._gather(child, words, style)

    def _gather_run(self, run: etree._Element, words: _Words, style: _Style) -> None:
        raised = False
        properties = run.find(f"{W}rPr")
        if properties is not None:
            named = self._styles.get(value(properties, "rStyle") or "-", _Style())
            style = replace(
                style,
                bold=style.bold or named.bold,
                italic=style.italic or named.italic,
                hidden=style.hidden or named.hidden,
            )
            style = _with_run(style, properties)
            raised = value(properties, "vertAlign") == "superscript"
        text = "".join(self._run_text(run, words))
        if style.hidden:
            if text.strip():
                self.doubts.add("hidden_text")
            return
        letters = sum(not letter.isspace() for letter in text)
        words.letters += letters
        words.bold += letters if style.bold else 0
        words.italic += letters if style.italic else 0
        if raised and not words.raised and text.strip()[:1].isdigit():
            text = f"^{text.strip()}"
        words.raised = raised
        words.text += text

    def _run_text(self, run: etree._Element, words: _Words) -> Iterator[str]:
        for piece in run.iterchildren(etree.Element):
            match piece.tag.removeprefix(W):
                case "t":
                    yield (piece.text or "").replace("\n", " ")
                case "tab" | "ptab":
                    yield " "
                case "br" | "cr":
                    yield "\n"
                case "noBreakHyphen":
                    yield "-"
                case "footnoteReference" | "endnoteReference" as tag:
                    words.notes.append((tag.removesuffix("Reference"), piece.get(f"{W}id", "")))
                case "rPr" | "delText" | "instrText":
                    pass
                case _:  # drawings, with text boxes in them
                    self._gather(piece, words, _Style())

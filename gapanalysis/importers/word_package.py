# SPDX-License-Identifier: EUPL-1.2
"""The parts of a DOCX file, found by its relationships: text, styles, numbering, notes, title."""

from __future__ import annotations

import posixpath
import zipfile

from lxml import etree

from gapanalysis.errors import AppError
from gapanalysis.importers.limits import parse_xml, read_member
from gapanalysis.importers.numbering import Numbering, W, read_numbering, value
from gapanalysis.importers.word_styles import Style, read_styles

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DC = "{http://purl.org/dc/elements/1.1/}"


class Package:
    """An open DOCX file. Raises ``AppError("corrupt")`` where it has no text."""

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

    def styles(self) -> dict[str, Style]:
        """Gives the styles by id."""
        root = self._part("styles")
        return {} if root is None else read_styles(root)

    def numbering(self) -> Numbering:
        """Gives the lists, none of them counted yet."""
        root, styles = self._part("numbering"), self._part("styles")
        linked: dict[str, str] = {}
        for style in () if styles is None else styles.iterfind(f"{W}style"):
            linked[style.get(f"{W}styleId", "")] = value(style, "pPr/numPr/numId") or ""
        return Numbering() if root is None else read_numbering(root, linked)

    def notes(self) -> dict[tuple[str, str], etree._Element]:
        """Gives the notes by kind (footnote, endnote) and id; separators are none."""
        found = {}
        for kind in ("footnote", "endnote"):
            root = self._part(f"{kind}s")
            for note in () if root is None else root.iterfind(f"{W}{kind}"):
                if note.get(f"{W}type", "normal") == "normal":
                    found[kind, note.get(f"{W}id", "")] = note
        return found

    def title(self) -> str:
        """Gives the title that the file declares."""
        root = self._parse("docProps/core.xml")
        return "" if root is None else (root.findtext(f"{_DC}title") or "").strip()

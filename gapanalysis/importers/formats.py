# SPDX-License-Identifier: EUPL-1.2
"""Which format a file is in: by what it holds; the suffix only has to agree."""

from __future__ import annotations

import re
from pathlib import Path

from gapanalysis.errors import AppError
from gapanalysis.importers import limits
from gapanalysis.importers.charsets import decode_head

READABLE = (
    *(".docx", ".doc", ".odt", ".rtf", ".pdf", ".html", ".mhtml", ".xml (Akoma Ntoso)"),
    *(".txt", ".md"),
)
_SUFFIXES = {
    (".pdf",): {"PDF"},
    (".docx", ".docm", ".dotx", ".dotm"): {"DOCX"},
    (".html", ".htm", ".xhtml", ".mhtml", ".mht"): {"HTML", "MHTML"},
    (".txt", ".md", ".markdown"): {"TXT"},
    (".odt", ".ott", ".fodt"): {"ODT"},
    (".xml",): {"AKN", "XML", "ODT", "HTML"},
    (".akn",): {"AKN"},
    (".doc",): {"DOC", "RTF", "DOCX", "HTML", "MHTML"},
    (".rtf",): {"RTF"},
}
"""What files of a suffix may hold; word processors give .doc to all that they can open."""
_DAMAGED = {".pdf": "PDF", ".docx": "DOCX", ".odt": "ODT"}
_STARTS = (
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7Z"),
    (b"\x1f\x8b", "GZIP"),
    (b"SQLite format 3", "SQLITE"),
)
_OPEN_DOCUMENTS = (
    (b"opendocument.text", "ODT"),
    (b"opendocument.spreadsheet", "ODS"),
    (b"opendocument.presentation", "ODP"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_WORD_START, _WORD_FLAGS, _WORD_ENCRYPTED = b"\xec\xa5", 11, 1
_HTML = re.compile(r"<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)
_TAG = re.compile(r"<(?:[a-z][a-z0-9]{0,15}[\s>/]|!--)", re.IGNORECASE)
_FRAGMENT = re.compile(r"\s*<(?:p|div|h[1-6]|body|table|span|ol|ul|center)[\s>]", re.IGNORECASE)
_MHTML = re.compile(r"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,40}", re.IGNORECASE)
_MULTIPART = re.compile(r"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_XML = re.compile(r"\s*(?:<\?xml\s|<[\w:]+\s[^>]*\bxmlns\b)")
_DOCTYPE = re.compile(r"\s*(?:<\?xml[^<>]*\?>\s*)?<!DOCTYPE\s[^<>\[]*\[", re.IGNORECASE)
"""A document type that declares something itself."""
_AKN = re.compile(r"\s*<(?:.*<)?(?:[\w.-]+:)?akomaNtoso[\s>]", re.DOTALL)
_FLAT_ODT = re.compile(r"<office:document\s[^>]*mimetype=\"[\w/.-]*opendocument\.text\b")
_SNIFFED = 8_192


def format_of(data: bytes, name: str) -> str:
    """Gives the short name of a file's format.

    Raises ``AppError``: ``not_what_suffix_says``, ``format_unknown``, ``encrypted``, ``corrupt``,
    ``zip_bomb``.
    """
    suffix = Path(name).suffix.lower()
    found = recognise(data, name)
    expected = next((held for group, held in _SUFFIXES.items() if suffix in group), set[str]())
    if found == "TXT":
        is_page = _TAG.search(_head(data)) if "HTML" in expected else None
        if is_page or (not suffix and _FRAGMENT.match(_head(data))):
            found = "HTML"
    if not found and suffix in _DAMAGED:
        raise AppError("corrupt", file=name)
    if not found and "TXT" in expected:
        raise AppError("not_text", file=name)
    if found and expected and found not in expected:
        raise AppError("not_what_suffix_says", file=name, suffix=suffix, found=found)
    return found


def recognise(data: bytes, name: str) -> str:
    """Gives the format that the bytes show, as its usual short name; empty for an unknown one.

    Raises ``AppError``: ``encrypted`` for a locked office file, ``corrupt`` for a broken archive,
    ``doctype_refused`` for XML that declares what may hide an attack.
    """
    if b"%PDF-" in data[:1024]:
        return "PDF"
    if data.startswith(b"PK"):
        return _archive_format(data, name)
    if data.startswith(_OLE):
        return _compound_format(data, name)
    for start, format_name in _STARTS:
        if data.startswith(start):
            return format_name
    head = _head(data)
    headers = _MHTML.match(head)
    if headers and _MULTIPART.search(headers.group()):
        return "MHTML"
    for pattern, format_name in ((_HTML, "HTML"), (_FLAT_ODT, "ODT")):
        if pattern.search(head):
            return format_name
    if _AKN.match(head):
        return "AKN"
    if _DOCTYPE.match(head):
        raise AppError("doctype_refused", file=name)
    if _XML.match(head):
        return "XML"
    return "" if "\0" in head else "TXT"


def _compound_format(data: bytes, name: str) -> str:
    """Gives the format of an old office file: a small file system with streams."""
    if _ENCRYPTED_PACKAGE in data:
        raise AppError("encrypted", file=name)
    if _WORD_STREAM not in data:
        return "OLE"
    start = data[512 : 512 + _WORD_FLAGS + 1]  # the words mostly come first
    if start.startswith(_WORD_START) and start[_WORD_FLAGS] & _WORD_ENCRYPTED:
        raise AppError("encrypted", file=name)
    return "DOC"


def _archive_format(data: bytes, name: str) -> str:
    with limits.open_zip(data, name) as archive:
        names = set(archive.namelist())
        if "mimetype" in names and "content.xml" in names:
            kind = limits.read_member(archive, "mimetype", name) or b""
            return next((short for part, short in _OPEN_DOCUMENTS if part in kind), "ZIP")
        if "[Content_Types].xml" not in names:
            return "ZIP"
    for folder, format_name in (("word/", "DOCX"), ("xl/", "XLSX"), ("ppt/", "PPTX")):
        if any(member.startswith(folder) for member in names):
            return format_name
    return "ZIP"


def _head(data: bytes) -> str:
    return decode_head(data[:_SNIFFED]).lstrip("\ufeff")

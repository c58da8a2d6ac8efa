# SPDX-License-Identifier: EUPL-1.2
"""What a file may cost at most, and the only doors to ZIP archives and XML: files are hostile."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib

from lxml import etree

from gapanalysis.errors import AppError

MEGABYTE = 1024 * 1024

FILE_BYTES = 50 * MEGABYTE
UNZIPPED_BYTES = 200 * MEGABYTE
ZIP_RATIO = 100
"""Unpacked bytes for each packed byte; small archives (under ``SMALL_BYTES`` unpacked) are free."""
SMALL_BYTES = 10 * MEGABYTE
ZIP_MEMBERS = 20_000
XML_DEPTH = 200
HTML_ATTRIBUTES = 1_000
"""Of one element."""
TEXT_LENGTH = 10_000_000
"""Code points."""
PDF_PAGES = 3_000
SECONDS = 120.0
OFFICE_SECONDS = 90.0
"""For LibreOffice to open an old document."""
MEMORY_BYTES = 1_536 * MEGABYTE

_BROKEN_MEMBER = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, NotImplementedError, OSError, ValueError),
)
"""What the standard library raises for damaged members, whichever way they are packed."""


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """Opens an archive after looking at what it declares.

    Reading never gives more bytes of a member than it declares. Raises ``AppError``: ``corrupt``,
    ``encrypted``, ``zip_bomb``.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as problem:
        raise AppError("corrupt", file=name) from problem
    members = archive.infolist()
    unzipped = sum(member.file_size for member in members)
    if len(members) > ZIP_MEMBERS or unzipped > UNZIPPED_BYTES:
        raise AppError("zip_bomb", file=name)
    if unzipped > max(SMALL_BYTES, ZIP_RATIO * len(data)):
        raise AppError("zip_bomb", file=name)
    if any(member.flag_bits & 1 for member in members):
        raise AppError("encrypted", file=name)
    return archive


def read_member(archive: zipfile.ZipFile, member: str, name: str) -> bytes | None:
    """Gives the bytes of a member, ``None`` where there is none; raises ``AppError("corrupt")``."""
    try:
        return archive.read(member)
    except KeyError:
        return None
    except _BROKEN_MEMBER as problem:
        raise AppError("corrupt", file=name) from problem


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Gives the root of an XML document.

    No document types, entities, network or huge nodes. Raises ``AppError``: ``doctype_refused``,
    ``corrupt`` for what is no XML or is nested too deep.
    """
    if b"<!DOCTYPE" in data.replace(b"\0", b""):  # without zeros: UTF-16 too
        raise AppError("doctype_refused", file=name)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_pis=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise AppError("corrupt", file=name) from problem
    if root.xpath(f"boolean({'/*' * (XML_DEPTH + 1)})"):
        raise AppError("corrupt", file=name)
    return root

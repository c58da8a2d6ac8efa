# SPDX-License-Identifier: EUPL-1.2
"""Everything that can be read out of a file: its bytes, the members of a zip, the text, strings and
streams of a PDF. What is not in here is not in the file.
"""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2


def traces(data: bytes) -> str:
    """Gives all words of a file in one line, with single spaces."""
    found = " ".join(_pieces(data))
    plain = unicodedata.normalize("NFKC", html.unescape(found)).replace("\u00ad", "")
    return re.sub(r"\s+", " ", plain)


def _pieces(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", "replace")
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.comment.decode("utf-8", "replace")
            for member in archive.infolist():
                yield member.filename
                yield member.comment.decode("utf-8", "replace")
                content = archive.read(member)
                yield from _pieces(content)
                if member.filename.endswith((".xml", ".rels", ".html")):
                    text = content.decode("utf-8", "replace")
                    yield re.sub(r"</?(?:w:|text:)?(?:p|h|tab|br|tc|tr)\b[^>]*>", " ", text)
                    yield re.sub(r"<[^>]+>", "", text)
    elif data.startswith(b"%PDF"):
        yield from _of_pdf(data)


def _of_pdf(data: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            yield page.get_textpage().get_text_bounded()
        for entry in document.get_toc():
            yield entry.get_title()
    finally:
        document.close()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        yield " ".join(pdf.attachments)
        for one in pdf.objects:
            yield from _of_object(one)


def _of_object(one: Any) -> Iterator[str]:
    """Gives the strings and the decoded stream of an object; others are visited themselves."""
    if isinstance(one, pikepdf.Stream):
        try:
            yield one.read_bytes().decode("latin-1")
        except pikepdf.PdfError:
            yield one.read_raw_bytes().decode("latin-1")
        one = one.stream_dict
    if isinstance(one, pikepdf.String):
        yield str(one)
    elif isinstance(one, pikepdf.Dictionary):
        for name, value in one.items():
            yield name
            if not getattr(value, "is_indirect", False):
                yield from _of_object(value)
    elif isinstance(one, pikepdf.Array):
        for value in one:
            if not getattr(value, "is_indirect", False):
                yield from _of_object(value)

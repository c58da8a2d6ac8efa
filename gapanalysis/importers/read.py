# SPDX-License-Identifier: EUPL-1.2
"""A file, bytes or pasted words → law draft, in this process; ``child`` does it in one of its own
with limits.
"""

from __future__ import annotations

import gc
import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from gapanalysis.errors import AppError
from gapanalysis.importers import limits
from gapanalysis.importers.formats import READABLE, format_of
from gapanalysis.importers.lines import Document, Tell, cleaned
from gapanalysis.importers.seven_bit import with_letters
from gapanalysis.languages import LANGUAGES, detect, usual_code
from gapanalysis.model import LawDraft, SourceFile, Span
from gapanalysis.words import Words

PASTED = "pasted"
"""The name of a law that comes from no file; a suffix tells what was pasted."""
_CODE = re.compile(r"[a-z]{2,3}")
_MOSTLY = 0.9


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Lets Python look for no garbage: what a reader makes is in use until it has done."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def read_law(
    path: Path, language: str | None = None, *, tell: Tell | None = None, folder: Path | None = None
) -> LawDraft:
    """Gives the draft of a law file, read in this process.

    ``language`` is an ISO 639 code; without it the file's own or the one that its words show.
    ``folder`` is an empty folder that the caller removes together with what this process starts;
    without it one is made where it is needed. Raises ``AppError`` for every file that cannot be
    read.
    """
    _check(language)
    return read_data(load(path), path.name, language, tell=tell, folder=folder)


@_nothing_collected()
def read_data(
    data: bytes,
    name: str,
    language: str | None = None,
    *,
    tell: Tell | None = None,
    folder: Path | None = None,
) -> LawDraft:
    """Gives the draft of a law from the bytes of a file; else as :func:`read_law`."""
    _check(language)
    check_size(len(data), name)
    if not data.strip():
        raise AppError("file_empty", file=name)
    report = tell or _tell_nobody
    report("step.reading", 0.0)
    document = read_document(data, name, report, folder)
    return _draft(document, data, name, language, report)


@_nothing_collected()
def read_pasted(
    text: str, html: str = "", language: str | None = None, *, tell: Tell | None = None
) -> LawDraft:
    """Gives the draft of a law from words that were pasted: plain ones and, where a browser or word
    processor gave it too, their HTML, which is used where it holds the same words.

    Raises ``AppError`` as :func:`read_law` does.
    """
    _check(language)
    report = tell or _tell_nobody
    report("step.reading", 0.0)
    data, name = html.encode("utf-8", errors="replace"), f"{PASTED}.html"
    document = _pasted_html(data, name, text) if html.strip() else None
    if document is None:
        data, name = text.encode("utf-8", errors="replace"), f"{PASTED}.txt"
        return read_data(data, name, language, tell=tell)
    return _draft(document, data, name, language, report)


def _pasted_html(data: bytes, name: str, text: str) -> Document | None:
    """Gives the lines of pasted HTML, nothing where the plain words beside it hold more."""
    from gapanalysis.importers.html import read_html

    if len(data) > limits.FILE_BYTES:
        return None
    try:
        document = cleaned(with_letters(read_html(data, name)))
    except AppError:
        if text.strip():
            return None
        raise
    kept = sum(len("".join(line.text.split())) for line in document.lines)
    return document if kept >= _MOSTLY * len("".join(text.split())) else None


def _draft(
    document: Document, data: bytes, name: str, language: str | None, report: Tell
) -> LawDraft:
    from gapanalysis.importers.places import with_offsets
    from gapanalysis.importers.split import split

    document = with_offsets(document, data)
    report("step.splitting", 0.7)
    words = "\n".join(line.text for line in document.lines)
    if len(words) > limits.TEXT_LENGTH:
        raise AppError("text_too_long", file=name, limit=limits.TEXT_LENGTH)
    source = SourceFile(
        name=name, format=document.format, sha256=hashlib.sha256(data).hexdigest(), data=data
    )
    draft = split(document, language or _language(document, words), source)
    report("step.splitting", 1.0)
    return draft


def _check(language: str | None) -> None:
    if language is not None and not _CODE.fullmatch(language):
        raise AppError("language_unknown", language=language)


def load(path: Path) -> bytes:
    """Gives the bytes of a file.

    Raises ``AppError``: ``file_missing``, ``file_unreadable``, ``file_empty``, ``file_too_large``,
    ``not_a_file`` for a folder, a device or a pipe, ``file_changing``.
    """
    try:
        before = path.stat()
        if not stat.S_ISREG(before.st_mode):  # opening others may wait for ever
            raise AppError("not_a_file", file=str(path))
        check_size(before.st_size, path.name)
        with path.open("rb") as stream:
            data = stream.read(limits.FILE_BYTES + 1)
            after = os.fstat(stream.fileno())
    except FileNotFoundError as problem:
        raise AppError("file_missing", file=str(path)) from problem
    except (OSError, ValueError) as problem:  # a name with a zero in it is a ValueError
        raise AppError("file_unreadable", file=path.name) from problem
    if not data.strip():
        raise AppError("file_empty", file=path.name)
    check_size(len(data), path.name)
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size):
        raise AppError("file_changing", file=path.name)
    return data


def check_size(size: int, name: str) -> None:
    """Raises ``AppError("file_too_large")`` for more bytes than a file may have."""
    if size > limits.FILE_BYTES:
        raise AppError("file_too_large", file=name, limit=limits.FILE_BYTES // limits.MEGABYTE)


def read_document(
    data: bytes, name: str, tell: Tell | None = None, folder: Path | None = None
) -> Document:
    """Gives the lines of a file, read by what it holds.

    Raises ``AppError`` as :func:`gapanalysis.importers.formats.format_of` and the readers do.
    """
    document = _read(format_of(data, name), data, name, tell, folder)
    return cleaned(with_letters(document))


def _read(found: str, data: bytes, name: str, tell: Tell | None, folder: Path | None) -> Document:
    match found:
        case "DOCX":
            from gapanalysis.importers.word import read_word

            return read_word(data, name, tell)
        case "PDF":
            from gapanalysis.importers.pdf import read_pdf

            return read_pdf(data, name, tell)
        case "HTML":
            from gapanalysis.importers.html import read_html

            return read_html(data, name, tell)
        case "MHTML":
            from gapanalysis.importers.mhtml import read_mhtml

            return read_mhtml(data, name, tell)
        case "ODT":
            from gapanalysis.importers.odt import read_odt

            return read_odt(data, name, tell)
        case "AKN":
            from gapanalysis.importers.akoma_ntoso import read_akoma_ntoso

            return read_akoma_ntoso(data, name, tell)
        case "TXT":
            from gapanalysis.importers.text import read_text

            return read_text(data, name, tell)
        case "DOC" | "RTF":
            return _read_old_word(data, found, name, tell, folder)
        case "XML":
            raise AppError("xml_unknown", file=name)
    raise AppError("format_unknown", file=name, known=", ".join(READABLE))


def _read_old_word(
    data: bytes, found: str, name: str, tell: Tell | None, folder: Path | None
) -> Document:
    """Gives the lines of a file that only a word processor can open."""
    from gapanalysis.importers.office import to_docx
    from gapanalysis.importers.word import read_word

    if folder is not None:
        made = to_docx(data, found, name, folder, alone=False)
    else:
        with tempfile.TemporaryDirectory(prefix="gapanalysis-", ignore_cleanup_errors=True) as own:
            made = to_docx(data, found, name, Path(own))
    return replace(read_word(made, name, tell), format=found.lower())


def _language(document: Document, words: str) -> str:
    """Gives the declared language; of those that we know, the one that the words of a law show."""
    from gapanalysis.importers.canonical import RUNNING

    declared = usual_code(document.language[:2].lower())
    if declared and declared not in LANGUAGES:
        return declared
    own = "\n".join(line.text for line in document.lines if line.style not in RUNNING)
    return detect(own or words)


def _tell_nobody(_step: str, _share: float) -> None:
    """Reports to nobody."""


def to_json(draft: LawDraft, words: Words) -> dict[str, Any]:
    """Gives a draft as the ``split`` command prints it: provisions in document order."""
    from gapanalysis.importers import doctor
    from gapanalysis.structure import own_spans, structure_of

    return {
        "language": draft.language,
        "title": draft.title,
        "warnings": doctor.to_json(draft.warnings, structure_of(draft), words),
        "provisions": [
            {
                "kind": provision.kind.value,
                "number": provision.number,
                "label": "" if provision.label is None else provision.label.of(draft.text),
                "heading": "" if provision.heading is None else provision.heading.of(draft.text),
                "text": _words_of(spans, draft.text),
                "path": provision.address,
            }
            for provision, spans in zip(draft.provisions, own_spans(draft), strict=True)
        ],
    }


def _words_of(spans: tuple[Span, ...], text: str) -> str:
    """Gives the words of ranges, each on lines of its own, without empty ones."""
    pieces = (span.of(text).strip() for span in spans)
    return "\n".join(piece for piece in pieces if piece)

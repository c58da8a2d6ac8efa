# SPDX-License-Identifier: EUPL-1.2
"""A file on disk → law draft: the reader is chosen by content, and works in a limited process."""

from __future__ import annotations

import hashlib
import multiprocessing
import multiprocessing.connection
import re
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gapanalysis.errors import AppError
from gapanalysis.importers import limits
from gapanalysis.importers.lines import Document
from gapanalysis.importers.places import with_offsets
from gapanalysis.languages import LANGUAGES, detect
from gapanalysis.model import LawDraft, SourceFile, Span
from gapanalysis.words import Words

Tell = Callable[[str, float], None]

_SUFFIXES = {
    ".pdf": "PDF",
    ".docx": "DOCX",
    ".docm": "DOCX",
    ".html": "HTML",
    ".htm": "HTML",
    ".xhtml": "HTML",
    ".txt": "TXT",
    ".md": "TXT",
    ".markdown": "TXT",
    ".odt": "ODT",
    ".xml": "XML",
    ".akn": "AKN",
    ".doc": "DOC",
    ".rtf": "RTF",
}
_READABLE = (".docx", ".odt", ".pdf", ".html", ".xml (Akoma Ntoso)", ".txt", ".md")
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
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(r"<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)
_TAG = re.compile(r"<(?:p|div|h[1-6]|body|table|span|br)[\s>/]", re.IGNORECASE)
_XML = re.compile(r"\s*(?:<\?xml\s|<[\w:]+\s[^>]*\bxmlns\b)")
_AKN = re.compile(r"\s*<(?:.*<)?(?:[\w.-]+:)?akomaNtoso[\s>]", re.DOTALL)
_SNIFFED = 8_192
_CODE = re.compile(r"[a-z]{2,3}")
_PATIENCE = 0.05
_CPU_MARGIN = 30


def read_law(path: Path, language: str | None = None, *, tell: Tell | None = None) -> LawDraft:
    """Gives the draft of a law file, read in this process.

    ``language`` is an ISO 639 code; without it the file's own or the one that its words show.
    Raises ``AppError`` for every file that cannot be read.
    """
    if language is not None and not _CODE.fullmatch(language):
        raise AppError("language_unknown", language=language)
    report = tell or _tell_nobody
    report("step.reading", 0.0)
    data = load(path)
    document = with_offsets(read_document(data, path.name, report), data)
    report("step.splitting", 0.7)
    words = "\n".join(line.text for line in document.lines)
    if len(words) > limits.TEXT_LENGTH:
        raise AppError("text_too_long", file=path.name, limit=limits.TEXT_LENGTH)
    source = SourceFile(
        name=path.name,
        format=document.format,
        sha256=hashlib.sha256(data).hexdigest(),
        data=data,
    )
    from gapanalysis.importers.split import split

    draft = split(document, language or _language(document, words), source)
    report("step.splitting", 1.0)
    return draft


def load(path: Path) -> bytes:
    """Gives the bytes of a file.

    Raises ``AppError``: ``file_missing``, ``file_unreadable``, ``file_empty``, ``file_too_large``.
    """
    if not path.is_file():
        raise AppError("file_missing", file=str(path))
    try:
        with path.open("rb") as stream:
            data = stream.read(limits.FILE_BYTES + 1)
    except OSError as problem:
        raise AppError("file_unreadable", file=path.name) from problem
    if not data.strip():
        raise AppError("file_empty", file=path.name)
    if len(data) > limits.FILE_BYTES:
        raise AppError("file_too_large", file=path.name, limit=limits.FILE_BYTES // limits.MEGABYTE)
    return data


def read_document(data: bytes, name: str, tell: Tell | None = None) -> Document:
    """Gives the lines of a file, read by what it holds.

    Raises ``AppError``: ``not_what_suffix_says``, ``format_unknown``, ``old_word``, ``encrypted``,
    ``corrupt`` and what the readers raise.
    """
    suffix = Path(name).suffix.lower()
    found = recognise(data, name)
    expected = _SUFFIXES.get(suffix, found)
    if found == "TXT" and expected == "HTML" and _TAG.search(_head(data)):
        found = "HTML"
    if found == "AKN" and expected == "XML":
        expected = "AKN"
    if not found and expected in {"PDF", "DOCX", "ODT"}:
        raise AppError("corrupt", file=name)
    if found != expected and found:
        raise AppError("not_what_suffix_says", file=name, suffix=suffix, found=found)
    match found:
        case "DOCX":
            from gapanalysis.importers.word import read_word

            return read_word(data, name)
        case "PDF":
            from gapanalysis.importers.pdf import read_pdf

            return read_pdf(data, name, tell)
        case "HTML":
            from gapanalysis.importers.html import read_html

            return read_html(data, name)
        case "ODT":
            from gapanalysis.importers.odt import read_odt

            return read_odt(data, name)
        case "AKN":
            from gapanalysis.importers.akoma_ntoso import read_akoma_ntoso

            return read_akoma_ntoso(data, name)
        case "TXT":
            from gapanalysis.importers.text import read_text

            return read_text(data, name)
        case "DOC":
            raise AppError("old_word", file=name)
    raise AppError("format_unknown", file=name, known=", ".join(_READABLE))


def recognise(data: bytes, name: str) -> str:
    """Gives the format that the bytes show, as its usual short name; empty for an unknown one.

    Raises ``AppError``: ``encrypted`` for a locked office file, ``corrupt`` for a broken archive.
    """
    if b"%PDF-" in data[:1024]:
        return "PDF"
    if data.startswith(b"PK"):
        return _archive_format(data, name)
    if data.startswith(_OLE):
        if _ENCRYPTED_PACKAGE in data:
            raise AppError("encrypted", file=name)
        return "DOC"
    for start, format_name in _STARTS:
        if data.startswith(start):
            return format_name
    head = _head(data)
    if _HTML.search(head):
        return "HTML"
    if _AKN.match(head):
        return "AKN"
    if _XML.match(head):
        return "XML"
    if "\0" in head:
        return ""
    return "TXT"


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
    if data.startswith(_UTF16):
        return data[:_SNIFFED].decode("utf-16", errors="replace").lstrip("\ufeff")
    return data[:_SNIFFED].decode("utf-8-sig", errors="replace")


def _language(document: Document, words: str) -> str:
    """Gives the declared language; of those that we know, the one that the words show."""
    declared = document.language[:2].lower()
    return declared if declared and declared not in LANGUAGES else detect(words)


def _tell_nobody(_step: str, _share: float) -> None:
    """Reports to nobody."""


def read_law_safely(
    path: Path,
    language: str | None = None,
    *,
    tell: Tell | None = None,
    cancelled: Callable[[], bool] | None = None,
    seconds: float = limits.SECONDS,
    memory: int = limits.MEMORY_BYTES,
) -> LawDraft:
    """Gives the draft of a law file, read in a process of its own with limits of time and memory.

    Raises ``AppError`` as :func:`read_law` does, and ``reading_cancelled``, ``reading_too_long``,
    ``reading_out_of_memory``, ``reading_crashed``.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    arguments = (sender, str(path), language, seconds, memory)
    process = context.Process(target=_read_as_child, args=arguments, daemon=True)
    process.start()
    sender.close()
    deadline = time.monotonic() + seconds
    try:
        while time.monotonic() < deadline:
            if cancelled is not None and cancelled():
                raise AppError("reading_cancelled", file=path.name)
            kind, value = _receive(receiver, path.name)
            if kind == "draft" and isinstance(value, LawDraft):
                return value
            if kind == "step" and tell is not None:
                tell(*value)
        raise AppError("reading_too_long", file=path.name, limit=round(seconds))
    finally:
        process.kill()
        process.join()
        receiver.close()


def read_again(draft: LawDraft, language: str) -> LawDraft:
    """Gives a draft read again from the bytes that it keeps, with the words of another language, in
    a process of its own; raises ``AppError`` as :func:`read_law_safely` does.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(draft.source.name).name or "law")
        path.write_bytes(draft.source.data)
        return read_law_safely(path, language)


def _receive(receiver: multiprocessing.connection.Connection, name: str) -> tuple[str, Any]:
    """Gives the next message of the child, an empty one if it is silent; raises its errors."""
    message: tuple[str, Any] = ("", None)
    try:
        if receiver.poll(_PATIENCE):
            message = receiver.recv()
    except (EOFError, OSError) as problem:
        raise AppError("reading_crashed", file=name) from problem
    kind, value = message
    if kind == "error":
        raise value
    if kind == "bug":
        raise AppError("reading_crashed", file=name) from RuntimeError(value)
    return kind, value


def _read_as_child(
    sender: multiprocessing.connection.Connection,
    path: str,
    language: str | None,
    seconds: float,
    memory: int,
) -> None:
    """Reads a law and sends messages: steps, then the draft or the error. Runs in the child."""
    try:
        _limit_itself(seconds, memory)
        draft = read_law(
            Path(path), language, tell=lambda step, share: sender.send(("step", (step, share)))
        )
        sender.send(("draft", draft))
    except AppError as error:
        sender.send(("error", error))
    except MemoryError:
        sender.send(("error", AppError("reading_out_of_memory", file=Path(path).name)))
    except Exception:  # the border of the process: a bug must reach the parent, not the terminal
        sender.send(("bug", traceback.format_exc()))


def _limit_itself(seconds: float, memory: int) -> None:
    """Limits memory and processor time of this process where the system can."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    cpu = int(seconds) + _CPU_MARGIN
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    if sys.platform != "darwin":  # which has the limit but does not keep it
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


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

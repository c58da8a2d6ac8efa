# SPDX-License-Identifier: EUPL-1.2
"""Reading plain text and Markdown: bytes to lines."""

from __future__ import annotations

import codecs
import re
import unicodedata

from gapanalysis.errors import AppError
from gapanalysis.importers.lines import Document, Line

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY_STARTS = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"{\\rtf",
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_MARKDOWN_NAMES = (".md", ".markdown")

_FRONT_MATTER = re.compile(r"---[ ]*\n(?:[^\n]*\n){1,60}?---[ ]*(?:\n|$)")
_FRONT_KEY = re.compile(
    r"^(title|language|lang)[ ]*:[ ]*[\"']?(.{0,500}?)[\"']?[ ]{0,20}$", re.M | re.I
)
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(.*)")
_ITEM = re.compile(r"[ ]*(?:[-*+]|\(?(?:\d{1,3}|[A-Za-z]{1,4})[.)]|\d{1,3}[°º.][ªº]?)[ \t]")
_BULLET = re.compile(r"(?<![ ])[ ]*[-*+][ \t]+(?=\(?(?:\d{1,3}|[A-Za-z]{1,3})[.)])")
_RULE = re.compile(r"[ ]{0,3}([-*_])(?:[ ]*\1){2,}[ ]*$")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,200}?)(?<=\S)\1")
_ITALIC = re.compile(
    r"\*(?=[^\s*])([^*]{1,400}?)(?<=\S)\*|(?<!\w)_(?=[^\s_])([^_]{1,400}?)(?<=\S)_(?!\w)"
)
_SUPERSCRIPT = re.compile(r"<sup>[ ]*([^<\s]{1,4})[ ]*</sup>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:br|sub|sup|b|i|em|strong|u)[ ]*/?>", re.IGNORECASE)
_LINK = re.compile(r"(?<!\\)\[([^\[\]]{1,400})\]\([^()\s]{0,500}\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>|§])")


def read_text(data: bytes, name: str) -> Document:
    """Gives the lines of a plain text or Markdown file.

    Raises ``AppError``: ``file_empty`` for a file without words, ``not_text`` for a binary one.
    """
    text = unicodedata.normalize("NFC", decode(data, name))
    if not text.strip():
        raise AppError("file_empty", file=name)
    if name.lower().endswith(_MARKDOWN_NAMES) or _FRONT_MATTER.match(text):
        return _read_markdown(text)
    return Document(lines=tuple(_plain_lines(text)), format="text")


def decode(data: bytes, name: str) -> str:
    """Gives the characters of a text file: by its byte order mark, as UTF-8, else by its letters.

    Line ends become line feeds. Raises ``AppError("not_text")`` for a binary file.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = data.removeprefix(bom).decode(encoding, errors="replace")
            return _checked(text, name)
    if data.startswith(_BINARY_STARTS) or b"\x00" in data:
        raise AppError("not_text", file=name)
    try:
        return _checked(data.decode("utf-8"), name)
    except UnicodeDecodeError:
        return _checked(_guess(data, name), name)


def _guess(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise AppError("not_text", file=name)
    return str(best)


def _checked(text: str, name: str) -> str:
    if len(_CONTROL.findall(text[:100_000])) * 200 > min(len(text), 100_000):
        raise AppError("not_text", file=name)
    return _CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def _plain_lines(text: str) -> list[Line]:
    """Gives each line as printed, blank ones too; form feeds count pages."""
    pages = "\f" in text
    lines: list[Line] = []
    offset = 0
    for number, page in enumerate(text.split("\f"), 1):
        for line in page.splitlines():
            stripped = line.strip()
            lines.append(
                Line(
                    text=stripped,
                    page=number if pages else None,
                    offset=offset,
                    indent=len(line) - len(line.lstrip()) if stripped else 0,
                )
            )
            offset += len(line.encode()) + 1
    return lines


def _read_markdown(text: str) -> Document:
    """Gives the paragraphs of a Markdown file; its front matter gives title and language."""
    told: dict[str, str] = {}
    start = 0
    if front := _FRONT_MATTER.match(text):
        found: list[tuple[str, str]] = _FRONT_KEY.findall(front.group())
        told = {key.lower(): value for key, value in found}
        start = front.end()
    lines = _paragraphs(text[start:], len(text[:start].encode()))
    if not lines:
        lines, start = _plain_lines(text), 0
    first = next((line.text for line in lines if line.style == "heading1"), "")
    return Document(
        lines=tuple(lines),
        format="text",
        title=told.get("title", "") or first,
        language=(told.get("language") or told.get("lang") or "")[:2].lower(),
    )


def _paragraphs(text: str, offset: int) -> list[Line]:
    """Gives one line a paragraph: lines that a text editor broke are joined by a space."""
    lines: list[Line] = []
    held: list[str] = []
    held_at = offset

    def end_paragraph() -> None:
        if held:
            indent = len(held[0]) - len(held[0].lstrip())
            joined = " ".join(line.strip() for line in held)
            lines.append(_styled(joined, offset=held_at, indent=indent))
            held.clear()

    for line in text.split("\n"):
        heading = _HEADING.match(line)
        if not line.strip() or heading or _RULE.match(line):
            end_paragraph()
            if heading:
                style = f"heading{len(heading[1])}"
                lines.append(_styled(heading[2].rstrip(" \t#"), offset=offset, style=style))
        else:
            if held and _ITEM.match(line) and held[-1].rstrip().endswith((".", ";", ":", ",")):
                end_paragraph()
            if not held:
                held_at = offset
            held.append(line)
        offset += len(line.encode()) + 1
    end_paragraph()
    return [line for line in lines if line.text]


def _styled(text: str, *, offset: int, style: str = "", indent: int = 0) -> Line:
    """Gives a line without Markdown's signs; what they say goes into its fields."""
    bold = bool(re.fullmatch(r"(\*\*|__).{1,400}\1", text))
    text = _TAG.sub("", _SUPERSCRIPT.sub(r"^\1", text))
    text = _ITALIC.sub(r"\1\2", _BOLD.sub(r"\2", text.replace("****", "")))
    text = _LINK.sub(r"\1", _BULLET.sub("", text))
    text = re.sub(r"\s+", " ", _ESCAPE.sub(r"\1", text)).strip()
    text = unicodedata.normalize("NFC", text)
    return Line(text=text, offset=offset, style=style, bold=bold, indent=indent)

# SPDX-License-Identifier: EUPL-1.2
"""Small DOCX packages for tests, from raw WordprocessingML."""

from __future__ import annotations

import io
import zipfile

from gapanalysis.importers.lines import Document
from gapanalysis.importers.word import read_word

NAMESPACE = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def package(body: str, **parts: str) -> bytes:
    """Gives a minimal DOCX with the body and further parts (numbering, styles, footnotes)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f"<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>"
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {NAMESPACE}>{content}</w:{name}>")
    return buffer.getvalue()


def read(body: str, **parts: str) -> Document:
    return read_word(package(body, **parts), "law.docx")


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def codes(document: Document) -> list[str]:
    return [doubt.code for doubt in document.warnings]


def run(text: str, properties: str = "") -> str:
    """Gives a run of words with its properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """Gives a paragraph of runs; what is no markup becomes one."""
    shown = (one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(shown)}</w:p>"


def item(text: str, list_id: int, level: int = 0) -> str:
    """Gives a paragraph of a list."""
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(*([text] if text else []), properties=numbered)


def level(at: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    """Gives a level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, instances: str = "") -> str:
    """Gives a list with the id 1, and more instances of it."""
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{instances}'
    )

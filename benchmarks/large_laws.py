# SPDX-License-Identifier: EUPL-1.2
"""One law of a given size in every format but PDF, for measuring the readers (``reading.py``)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml import html as lxml_html

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
WORDS = (
    "Whoever commits an act of physical, sexual, psychological or economic violence against a "
    "member of the family or of the household, if the act does not constitute a more serious "
    "offence, shall be punished by imprisonment of one to five years."
)
RUN = 30
"""Letters of a run: Word breaks paragraphs wherever they were worked on."""
POINT = (
    "against a person who because of age, illness, disability or pregnancy cannot defend himself;"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of the law: what it is, its number as printed, its words."""

    kind: str
    label: str
    words: str

    @property
    def text(self) -> str:
        return f"{self.label} {self.words}".strip()


def law(size: int) -> list[Part]:
    """Gives a law of about so many letters: chapters, articles, paragraphs, points."""
    parts: list[Part] = []
    written = number = 0
    while written < size:
        if number % 20 == 0:
            parts.append(Part("chapter", f"Chapter {number // 20 + 1}", "Offences and penalties"))
        number += 1
        parts.append(
            Part("article", f"Article {number}.", f"Violence in the family, case {number}")
        )
        for paragraph in (1, 2, 3):
            parts.append(Part("paragraph", f"({paragraph})", WORDS))
            if paragraph == 2:
                parts += [Part("point", f"{letter})", POINT) for letter in "abc"]
        written += sum(len(part.text) for part in parts[-7:])
    return parts


def files(size: int) -> Iterator[tuple[str, bytes]]:
    """Gives the law as a file of each format: suffix and bytes."""
    parts = law(size)
    yield ".txt", "\n".join(part.text for part in parts).encode()
    yield ".md", "\n\n".join(map(_markdown, parts)).encode()
    yield ".html", _page(parts).encode()
    yield ".docx", _docx(parts)
    yield ".odt", _odt(parts)
    yield ".xml", _akoma_ntoso(parts).encode()


def _markdown(part: Part) -> str:
    signs = {"chapter": "## ", "article": "### "}.get(part.kind, "")
    return signs + part.text.replace("sexual", "*sexual*")


def _page(parts: list[Part]) -> str:
    tags = {"chapter": "h2", "article": "h3"}
    shown = (
        f'<{tags.get(part.kind, "p")} class="{part.kind}">{part.label} <i>{part.words}</i>'
        f"</{tags.get(part.kind, 'p')}>"
        for part in parts
    )
    return f"<html><head><title>Law</title></head><body>{''.join(shown)}</body></html>"


def _docx(parts: list[Part]) -> bytes:
    """Gives a DOCX in which Word computes the numbers of articles, paragraphs and points."""
    levels = {"article": 0, "paragraph": 1, "point": 2}

    def shown(part: Part) -> str:
        level = levels.get(part.kind)
        listed = ""
        if level is not None:
            listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        words = part.words if level is not None else part.text
        runs = "".join(
            f'<w:r w:rsidR="00A{at:05}"><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'
            '<w:sz w:val="24"/></w:rPr><w:t xml:space="preserve">'
            f'{words[at : at + RUN]}</w:t></w:r><w:proofErr w:type="spellStart"/>'
            for at in range(0, len(words), RUN)
        )
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{part.kind}"/>{listed}<w:jc w:val="both"/></w:pPr>'
            f"{runs}</w:p>"
        )

    numbered = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, form, text in (
            (0, "decimal", "Article %1."),
            (1, "decimal", "(%2)"),
            (2, "lowerLetter", "%3)"),
        )
    )
    members = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{"".join(map(shown, parts))}'
        "</w:body></w:document>",
        "word/numbering.xml": f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
        f'{numbered}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        "</w:numbering>",
    }
    return _archive(members)


def _odt(parts: list[Part]) -> bytes:
    shown = "".join(
        f'<text:h text:outline-level="2">{part.text}</text:h>'
        if part.kind in {"chapter", "article"}
        else f"<text:p>{part.label}<text:tab/><text:span>{part.words}</text:span></text:p>"
        for part in parts
    )
    members = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f'<office:document-content xmlns:office="{OFFICE}" xmlns:text="{TEXT}">'
        f"<office:body><office:text>{shown}</office:text></office:body></office:document-content>",
    }
    return _archive(members)


def _archive(members: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _akoma_ntoso(parts: list[Part]) -> str:
    """Gives the law in its elements; each is closed before the next one at its height."""
    heights = {"chapter": 0, "article": 1, "paragraph": 2, "point": 3}
    shown: list[str] = []
    opened: list[str] = []
    for part in parts:
        while opened and heights[opened[-1]] >= heights[part.kind]:
            shown.append(f"</{opened.pop()}>")
        opened.append(part.kind)
        shown.append(f"<{part.kind}><num>{part.label}</num>")
        if heights[part.kind] < 2:
            shown.append(f"<heading>{part.words}</heading>")
        else:
            shown.append(f"<content><p>{part.words}</p></content>")
    shown += [f"</{kind}>" for kind in reversed(opened)]
    body = "".join(shown)
    return f'<akomaNtoso xmlns="{AKN}"><act name="act"><body>{body}</body></act></akomaNtoso>'


def bare_text(suffix: str, data: bytes) -> str:
    """Gives the words of such a file as a plain extraction shows them."""
    match suffix:
        case ".html":
            return str(lxml_html.document_fromstring(data).text_content())
        case ".docx" | ".odt":
            member = "word/document.xml" if suffix == ".docx" else "content.xml"
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                root = etree.fromstring(archive.read(member))
            paragraphs = root.iter(f"{{{W}}}p", f"{{{TEXT}}}p", f"{{{TEXT}}}h")
            return "\n".join("".join(one.itertext()) for one in paragraphs)
        case ".xml":
            return "".join(etree.fromstring(data).itertext())
    return data.decode()

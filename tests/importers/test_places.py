# SPDX-License-Identifier: EUPL-1.2
"""Each provision knows where it stands in its file: the page, the byte or the paragraph. The file
is kept byte for byte with its digest, in a draft and in a project.
"""

from __future__ import annotations

import hashlib
import html
import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from growth import is_linear
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from gapanalysis import edits, project_file, store
from gapanalysis.importers.lines import Document, Line
from gapanalysis.importers.places import with_offsets
from gapanalysis.importers.read import read_document, read_law
from gapanalysis.law_structure import read_structure
from gapanalysis.model import LawDraft, SourcePlace
from gapanalysis.structure import place_at

LINES = [
    "Закон про захист", "Стаття 1. Мета", "Цей закон захищає кожну особу.",
    "Стаття 2. Дія", "1. Він діє в усій державі.", "2. Він діє також за кордоном.",
    "Стаття 3. Мета", "Цей закон захищає кожну дитину.",
]  # fmt: skip
ENGLISH = [
    "LAW ON PROTECTION", "Article 1. Aim", "This Law protects each person & child.",
    "Article 2. Scope", "(1) It applies in the whole State.", "(2) It applies abroad too.",
    "Article 3. Aim", "This Law protects each person & witness.",
]  # fmt: skip


def law(path: Path, data: bytes, language: str) -> LawDraft:
    path.write_bytes(data)
    draft = read_law(path, language)
    assert draft.source.data == data
    assert draft.source.sha256 == hashlib.sha256(data).hexdigest()
    return draft


def places(draft: LawDraft) -> dict[str, SourcePlace]:
    """Gives the place of each provision by its address."""
    found = {}
    for one in draft.provisions:
        place = place_at(draft.source_map, one.start)
        assert place is not None
        found[one.address] = place
    return found


# --- bytes -------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_a_provision_of_plain_text_knows_its_byte(
    tmp_path: Path, encoding: str, end: str, suffix: str
) -> None:
    lines = LINES if suffix == ".txt" else [f"## {s}" if "Стаття" in s else f"{s}" for s in LINES]
    data = (end * 2).join(lines).encode(encoding)
    found = places(law(tmp_path / f"law{suffix}", data, "uk"))
    begins = {"1": "Стаття 1", "2": "Стаття 2", "2(2)": "2. Він", "3": "Стаття 3"}
    wide = "utf-16-le" if encoding == "utf-16" else encoding.replace("-sig", "")
    for address, words in begins.items():
        offset = found[address].offset
        assert offset is not None
        assert data[offset:].decode(wide).lstrip("# ").startswith(words), address


PAGE = """<!DOCTYPE html><html><head><title>Law</title><style>p > b {{ color: red }}</style>
<script>if (1 < 2) document.write("Article 1. Aim");</script></head><body>
<nav><a href="#1">Article 1. Aim</a><a href="#2">Article 2. Scope</a><a>Article 3. Aim</a></nav>
<!-- Article 2. Scope -->{body}</body></html>"""


def test_a_provision_of_a_web_page_knows_its_byte(tmp_path: Path) -> None:
    body = "".join(f"<div>\n<p class='x > y'>{html.escape(line)}</p></div>\n" for line in ENGLISH)
    data = PAGE.format(body=body).encode()
    found = places(law(tmp_path / "law.html", data, "en"))
    for address, words in {"1": 1, "2": 3, "2(1)": 4, "2(2)": 5, "3": 6}.items():
        offset = found[address].offset
        assert offset is not None
        assert data[offset:].decode().startswith(html.escape(ENGLISH[words])), address
    assert data.index(b"<p") < (found["1"].offset or 0) < (found["2"].offset or 0)


def test_a_provision_of_akoma_ntoso_knows_its_byte(tmp_path: Path) -> None:
    body = "".join(
        f'<article eId="art_{n}"><num>Article {n}</num><heading>{heading}</heading><content>'
        f"<p>{words}</p></content></article>"
        for n, heading, words in (
            *((1, "Aim", "It protects each person."), (2, "Scope", "It applies here.")),
            *((3, "Aim", "It protects each person too."),),
        )
    )
    data = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act><meta/>'
        f"<body>{body}</body></act></akomaNtoso>"
    ).encode()
    found = places(law(tmp_path / "law.xml", data, "en"))
    for address in ("1", "2", "3"):
        offset = found[address].offset
        assert offset is not None
        assert data[offset:].decode().startswith(f"Article {address}<")


@settings(max_examples=60)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30), max_size=12))
def test_any_lines_stand_where_they_are_found(texts: list[str]) -> None:
    data = "\n".join(texts).encode()
    document = Document(lines=tuple(Line(text=text.strip()) for text in texts), format="text")
    placed = with_offsets(document, data)
    assert [line.text for line in placed.lines] == [line.text for line in document.lines]
    offsets = [line.offset for line in placed.lines if line.offset is not None]
    assert all(0 <= offset <= len(data) for offset in offsets)


@pytest.mark.parametrize("unit", ["<", "<!--", "<script>", "&amp", "a\n", "\n", "<b>x</b>", "é "])
def test_hostile_markup_is_searched_in_time_in_proportion(unit: str) -> None:
    lines = tuple(Line(text=f"Article {n} {unit}") for n in range(50))

    def work(size: int) -> None:
        with_offsets(Document(lines=lines, format="html"), (unit * size).encode())

    assert is_linear(work, 2_000)


def test_a_file_of_other_letters_keeps_what_its_reader_said() -> None:
    document = Document(lines=tuple(Line(text=t, offset=7) for t in ENGLISH), format="html")
    assert with_offsets(document, b"UmVhZGluZyBpcyBkb25lIGJ5IG90aGVycw==") is document


# --- paragraphs and pages ----------------------------------------------------------------------


def test_a_provision_of_word_knows_its_paragraph(tmp_path: Path) -> None:
    made = docx.Document()
    for line in ENGLISH:
        made.add_paragraph(line)
    stream = io.BytesIO()
    made.save(stream)
    found = places(law(tmp_path / "law.docx", stream.getvalue(), "en"))
    texts = [paragraph.text for paragraph in made.paragraphs]
    for address, words in {"1": "Article 1", "2(2)": "(2)", "3": "Article 3"}.items():
        offset = found[address].offset
        assert offset is not None
        assert texts[offset - 1].startswith(words)


def test_a_provision_of_open_document_knows_its_paragraph(tmp_path: Path) -> None:
    ns = "urn:oasis:names:tc:opendocument:xmlns:"
    body = "".join(f"<text:p>{html.escape(line)}</text:p>" for line in ENGLISH)
    content = (
        f'<office:document-content xmlns:office="{ns}office:1.0" xmlns:text="{ns}text:1.0">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    found = places(law(tmp_path / "law.odt", stream.getvalue(), "en"))
    for address, words in {"1": "Article 1", "2(2)": "(2)", "3": "Article 3"}.items():
        offset = found[address].offset
        assert offset is not None
        assert ENGLISH[offset - 1].startswith(words)


def test_a_provision_of_a_pdf_knows_its_page(tmp_path: Path) -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for first in (1, 3, 5):
        at = 700
        for n in (first, first + 1):
            for words in (f"Article {n}. Heading {n}", f"Whoever does the act {n} is punished."):
                canvas.drawString(72, at, words)
                at -= 40
        canvas.showPage()
    canvas.save()
    found = places(law(tmp_path / "law.pdf", stream.getvalue(), "en"))
    assert {address: place.page for address, place in found.items()} == {
        "1": 1,
        "2": 1,
        "3": 2,
        "4": 2,
        "5": 3,
        "6": 3,
    }


# --- in a project ------------------------------------------------------------------------------


def test_a_project_keeps_the_file_and_the_places(tmp_path: Path) -> None:
    data = "\r\n".join(LINES).encode("cp1251")
    draft = law(tmp_path / "law.txt", data, "uk")
    with project_file.create_project(tmp_path / "a.gap", state="UKR", language="uk") as project:
        edits.do(project, edits.AddLaw(draft=draft))
        kept = store.read_source(project, 1)
        assert (kept.data, kept.sha256) == (data, hashlib.sha256(data).hexdigest())
        assert read_structure(project, 1).source_map == draft.source_map
        assert edits.verify(project) == ()
        project.db.execute("UPDATE source_file SET data=? WHERE id=1", (data[:-1],))
        assert any("digest" in fault for fault in edits.verify(project))


def test_each_provision_of_a_real_law_stands_where_its_place_says(laws: Path) -> None:
    for name in ("romania/codul_penal_286-2009.derived.html", "spain/Codigo_Penal.md"):
        path = laws / name
        draft = read_law(path)
        data = path.read_bytes()
        wrong = 0
        for one in draft.provisions:
            place = place_at(draft.source_map, one.start)
            assert place is not None
            assert place.offset is not None
            there = data[place.offset :][:400].decode("utf-8", "ignore")
            words = re.sub(r"[\W_]+", "", re.sub(r"<[^>]*>", " ", there))
            label = re.sub(r"[\W_]+", "", draft.text[place.start : place.start + 20])[:12]
            wrong += not words.startswith(label)
        assert wrong * 200 <= len(draft.provisions)


@pytest.mark.parametrize("encoding", ["idna", "undefined", "hex", "punycode", "no-such-one"])
def test_what_is_no_encoding_of_texts_is_not_asked(encoding: str) -> None:
    head = f'<meta charset="{encoding}">'.encode()
    data = head + "".join(f"<p>{line}</p>" for line in LINES).encode("cp1251")
    placed = with_offsets(read_document(data, "law.html"), data)
    assert placed.lines[1].offset == data.index("<p>Стаття 1".encode("cp1251")) + 3

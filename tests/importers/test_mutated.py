# SPDX-License-Identifier: EUPL-1.2
"""Changed files of every format are read or refused, and what is read holds each letter once.
``benchmarks/fuzz_readers.py`` does the same a hundred thousand times.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_files import item, level, numbering, package, paragraph, run

from gapanalysis.errors import AppError
from gapanalysis.importers.read import read_data, read_pasted
from gapanalysis.model import LawDraft
from gapanalysis.structure import own_spans

LISTS = numbering(level(0, "decimal", "Article %1."), level(1, "lowerLetter", "%2)"))
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
RAISED = run("1", '<w:vertAlign w:val="superscript"/>')
ROW = f"<w:tbl><w:tr>{f'<w:tc>{paragraph(chr(120))}</w:tc>' * 3}</w:tr></w:tbl>"
CONTENTS = FIELD.format("begin") + "<w:r><w:instrText>TOC</w:instrText></w:r>" + FIELD.format("end")
DELETED = "<w:del><w:r><w:t>old</w:t></w:r></w:del>"
WORD = item("Aim", 1) + item("point", 1, 1) + paragraph("Art. 2", RAISED) + ROW
WORD += paragraph(CONTENTS, DELETED)
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
OPEN = (
    f'<office:document xmlns:office="{OFFICE}" xmlns:text="{TEXT}" office:mimetype="application/'
    'vnd.oasis.opendocument.text"><office:body><office:text><text:h text:outline-level="1">'
    "Article 1</text:h><text:list><text:list-item><text:p>one<text:note><text:note-citation>1"
    "</text:note-citation><text:note-body><text:p>note</text:p></text:note-body></text:note>"
    "</text:p></text:list-item></text:list></office:text></office:body></office:document>"
)
PAGE = (
    "<html><head><style>.x{display:none} ol{list-style:lower-alpha}</style></head><body><nav>Home"
    "</nav><ol start=3 reversed><li>Article 1<sup>2</sup><li value=7>two</ol><table><tr><td>a<td>b"
    "<td>c</table><p class=x>hidden<p>Article 2<br>(1) words</p></body></html>"
)
MARKDOWN = (
    "# Law\n\n**Article 1.** *Aim*\n\n1. one\n1. two\n\n"
    "| a | b | c |\n|---|---|---|\n| x | y | z |\n"
)
AKOMA = (
    '<akomaNtoso xmlns="x"><act><body><article eId="art_1"><num>1</num><heading>Aim</heading>'
    "<content><p>Words<authorialNote marker='1'><p>note</p></authorialNote></p></content></article>"
    "</body></act></akomaNtoso>"
)
PLAIN = "Law\n\nArticle 1. Aim\n(1) Whoever acts;\na) or helps.\n\nArticle 2. Start\n\u202eș"
MHTML = "A: b\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n"
SEEDS = {
    "law.txt": PLAIN.encode(),
    "law.md": MARKDOWN.encode(),
    "law.html": PAGE.encode(),
    "law.fodt": OPEN.encode(),
    "law.xml": AKOMA.encode(),
    "law.mht": f"{MHTML}{PAGE}\n--x--\n".encode(),
}


def changed(seed: bytes, changes: list[tuple[int, bytes]], cut: int) -> bytes:
    """Gives a file with bytes written over at some places, and its end cut off."""
    data = bytearray(seed)
    for place, written in changes:
        at = place % len(data)
        data[at : at + len(written)] = written
    return bytes(data[: len(data) - cut % len(data)])


CHANGES = st.lists(st.tuples(st.integers(0, 5_000), st.binary(min_size=1, max_size=4)), max_size=6)
CUT = st.one_of(st.just(0), st.integers(0, 5_000))


def holds_each_letter_once(draft: LawDraft) -> bool:
    places: Counter[int] = Counter()
    ranges = [span for spans in own_spans(draft) for span in spans]
    for provision in draft.provisions:
        ranges += [span for span in (provision.label, provision.heading) if span]
    for start, end in [(r.start, r.end) for r in (*ranges, *draft.left_out)]:
        places.update(range(start, end))
    return places == Counter(range(len(draft.text)))


def is_read_or_refused(read: Callable[[], LawDraft]) -> bool:
    try:
        draft = read()
    except AppError:
        return True
    return holds_each_letter_once(draft)


@pytest.mark.parametrize("name", SEEDS)
@settings(max_examples=60, deadline=None)
@given(changes=CHANGES, cut=CUT)
def test_a_changed_file(name: str, changes: list[tuple[int, bytes]], cut: int) -> None:
    data = changed(SEEDS[name], changes, cut)
    assert is_read_or_refused(lambda: read_data(data, name, "en"))


@pytest.mark.parametrize("member", ["word/document.xml", "word/numbering.xml", ""])
@settings(max_examples=60, deadline=None)
@given(changes=CHANGES, cut=CUT)
def test_a_changed_word_file(member: str, changes: list[tuple[int, bytes]], cut: int) -> None:
    data = package(WORD, numbering=LISTS)
    if member:
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
            for name in old.namelist():
                part = old.read(name)
                new.writestr(name, changed(part, changes, cut) if name == member else part)
        data = buffer.getvalue()
    else:
        data = changed(data, changes, cut)
    assert is_read_or_refused(lambda: read_data(data, "law.docx", "en"))


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=60), html=st.text(max_size=60), seed=st.booleans())
def test_any_pasted_words(text: str, html: str, seed: bool) -> None:
    page = PAGE[:200] + html if seed else html
    assert is_read_or_refused(lambda: read_pasted(text, page, "en"))


def test_the_seeds_are_whole_laws() -> None:
    for name, seed in SEEDS.items():
        assert read_data(seed, name, "en").provisions, name
    assert read_data(package(WORD, numbering=LISTS), "law.docx", "en").provisions

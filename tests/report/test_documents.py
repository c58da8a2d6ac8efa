# SPDX-License-Identifier: EUPL-1.2
"""DOCX, ODT and HTML read back: every word is there, as typed and dead, in a sound structure."""

from __future__ import annotations

import base64
import hashlib
import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import docx
import lxml.etree
import lxml.html
import pypdfium2
import pytest
from report.arvenia import ARABIC, AUTHORS, HOSTILE, NOTE, SECRET
from report.test_build import of_kind
from report.test_pdf import text_of

from gapanalysis.report.blocks import (
    Bar,
    Bars,
    Block,
    Box,
    Caption,
    Chart,
    Column,
    Contents,
    Heading,
    Look,
    Mark,
    Note,
    Para,
    Quote,
    Run,
    Table,
    Voice,
    Words,
)
from gapanalysis.report.editions import finished
from gapanalysis.report.html import render_html
from gapanalysis.report.markup import by_direction, legal
from gapanalysis.report.odt import render_odt
from gapanalysis.report.pdf import heading_pages, render_pdf
from gapanalysis.report.pictures import chart_pictures
from gapanalysis.report.word import render_word

RENDER = {"docx": render_word, "odt": render_odt, "html": render_html}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
GAP, MET = Mark("status", "gap", "gap"), Mark("status", "met", "met")
COLUMNS = (Column("First", 0.6), Column("", 0.2), Column("Number", 0.2, right=True))
BAR = Bar(((MET, 3), (GAP, 1)))
HEBREW = "אלימות במשפחה"

every_format = pytest.mark.parametrize("form", list(RENDER))


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def trees_of(data: bytes, form: str) -> dict[str, lxml.etree._Element]:
    """Gives every part that is markup, parsed; what is not well formed fails here."""
    if form == "html":
        return {"page": lxml.html.document_fromstring(data.decode())}
    named = parts_of(data).items()
    return {n: lxml.etree.fromstring(d) for n, d in named if n.endswith((".xml", ".rels"))}


def words_of(data: bytes, form: str) -> str:
    """Gives all words of a file, a line a paragraph."""
    lines = []
    for name, tree in trees_of(data, form).items():
        if form == "html":
            lines += [tree.text_content()]
        elif form == "docx" and name.startswith("word/"):
            lines += ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in tree.iter(f"{W}p")]
        elif form == "odt" and name in {"content.xml", "styles.xml"}:
            for space in tree.iter(f"{TEXT}s"):
                space.text = " "
            lines += ["".join(p.itertext()) for p in tree.iter(f"{TEXT}p", f"{TEXT}h")]
    return plain("\n".join(lines))


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", legal(text))


def texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading():
                yield block.text
            case Para():
                yield from inlines(block.words)
            case Quote():
                for line in (*block.lines, block.source):
                    yield from inlines(line)
            case Table():
                yield from (column.head for column in block.columns)
                for row in block.rows:
                    for cell in row:
                        yield from inlines(cell)
            case Bar():
                yield from (f"{mark.word} {count}" for mark, count in block.parts)
            case Bars():
                yield from (label for label, _ in block.rows)
            case Box():
                yield from texts(block.blocks)
        if caption := getattr(block, "caption", None):
            yield f"{caption.label}. {caption.text}"


def inlines(words: Words) -> Iterator[str]:
    for one in words:
        match one:
            case Mark():
                yield one.word
            case Note():
                yield from inlines(one.words)
            case Run():
                yield one.text


def every_block(*words: str) -> tuple[Block, ...]:
    """Gives each kind of block in each look, with the words given in every place."""
    said = tuple(Run(text) for text in words)
    first = words[0]
    table = Table(COLUMNS, ((said, (GAP, MET), said), (said, (), said)), Caption("Table", first))
    quotes = tuple(Quote((said, (*said, Note(said))), said, voice, "ar") for voice in Voice)
    looks = tuple(Para((*said, Note(said), MET, GAP), look) for look in Look)
    return (
        Heading(1, "Contents", "contents"),
        Contents(),
        Heading(1, first, "first"),
        *looks,
        Heading(2, first, "middle"),
        Heading(3, first, "deep"),
        *quotes,
        table,
        BAR,
        Bars(((first, BAR), ("other", BAR)), Caption("Figure", first)),
        Box(GAP, (Para(said, Look.CLAIM), table, *quotes), "finding"),
        Box(MET, ()),
        Table(COLUMNS, ()),
        Para((Run(first, target="finding"), Run("nowhere", target="gone"))),
    )


def report_with(report_of, *blocks: Block, **changes):
    return finished(replace(report_of(), blocks=blocks, **changes))


# --- words ----------------------------------------------------------------------------------------


@every_format
@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_every_word_of_a_report_is_in_the_file(report_of, form, language):
    report = report_of(language, "confidential")
    words = words_of(RENDER[form](report), form)
    cover = report.cover
    columns = [text for label, lines in cover.columns for text in (label, *lines)]
    said = (cover.kind, cover.state, cover.subject, cover.day, cover.caution, cover.note)
    for text in (*said, *columns, *texts(report.blocks)):
        assert plain(text).strip() in words
    assert report.banner in words


TYPED = (
    HOSTILE,
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "]]> --> </w:t></w:r> </text:p> </style> {{x}} \" '",
    "=1+1 @SUM(A1) +cmd|' /C calc'!A0",
    "a\x00b\x0bc\x1bd\x85e\u2028f\r\ng\ud800h\ufffei",
    "\u202egnp.exe\u202e and \u2067rest",
    f"before {ARABIC} between {HEBREW} after 12",
    "👩🏽‍⚖️ \U0001f600 \U0010fffd ქართული Հայերեն \u0e01\u0e33",
    "  two  spaces   and\u00a0more ",
    "x" * 5000,
)


@every_format
@pytest.mark.parametrize("typed", TYPED, ids=lambda typed: ascii(typed[:12]))
def test_what_is_typed_stands_there_as_typed_and_dead(report_of, form, typed):
    reports = [report_with(report_of, *every_block(text, "next")) for text in (typed, "x")]
    hostile, harmless = map(RENDER[form], reports)
    words = words_of(hostile, form)
    for text in texts(reports[0].blocks):
        assert plain(text).strip() in words
    tags = [
        {name: [e.tag for e in tree.iter() if e.tag in _KEPT[form]] for name, tree in trees.items()}
        for trees in (trees_of(hostile, form), trees_of(harmless, form))
    ]
    assert tags[0] == tags[1]


@pytest.mark.parametrize("typed", TYPED, ids=lambda typed: ascii(typed[:12]))
def test_what_is_typed_stands_in_the_pdf_as_typed_and_dead(report_of, typed):
    report = report_with(report_of, *every_block(typed, "next"), author=typed, title=typed)
    shown = re.sub(r"\s", "", text_of(render_pdf(report)[0]))
    assert shown.count("next") > len(Look)
    for word in re.findall(r"[ -~]{2,}", legal(typed)):
        assert re.sub(r"\s", "", word) in shown


_KEPT = {
    "docx": {f"{W}{tag}" for tag in ("p", "tbl", "tr", "tc", "hyperlink", "footnote")},
    "odt": {f"{TEXT}{tag}" for tag in ("p", "h", "a", "note", "list")} | {f"{TABLE}table-cell"},
    "html": {*("p", "a", "table", "td", "th", "figure", "script", "img", "style", "li", "strong")},
}
"""Elements of which no typed word may make one more."""


@every_format
def test_a_report_of_nothing_is_written(report_of, form):
    words = words_of(RENDER[form](report_with(report_of)), form)
    assert report_of().cover.state in words


@every_format
def test_a_long_note_is_whole(report_of, form):
    typed = " ".join(f"word{n}" for n in range(12_000))
    blocks = (Para((Run(typed), Note((Run(typed),)))), Box(GAP, (Para((Run(typed),)),)))
    words = words_of(RENDER[form](report_with(report_of, *blocks)), form)
    assert words.count(typed) >= 3


@every_format
def test_a_huge_table_is_whole(report_of, form):
    rows = tuple(((Run(f"row{n}"),), (GAP,), (Run(str(n)),)) for n in range(5000))
    words = words_of(RENDER[form](report_with(report_of, Table(COLUMNS, rows))), form)
    assert len(re.findall(r"row\d+", words)) == 5000


@every_format
def test_the_same_report_gives_the_same_bytes(report_of, form):
    assert RENDER[form](report_of()) == RENDER[form](report_of.__wrapped__())  # built anew


@every_format
def test_a_public_edition_holds_nothing_confidential(report_of, form):
    public, confidential = (RENDER[form](report_of("en", e)) for e in ("public", "confidential"))

    def held(data: bytes) -> str:
        parts = {"": data} if form == "html" else parts_of(data)
        return "\n".join(part.decode("utf-8", "replace") for part in parts.values())

    for secret in (SECRET, NOTE, *AUTHORS.splitlines()):
        assert secret not in held(public)
        assert secret in held(confidential)
    assert "Confidential" in held(confidential)


def test_the_pdf_lays_out_every_kind_of_block(report_of):
    report = report_with(report_of, *every_block("typed", ARABIC))
    assert text_of(render_pdf(report)[0]).count("typed") > len(Look)


def test_the_pdf_sets_words_from_right_to_left_where_their_lines_begin(report_of):
    quotes = (Quote(((Run("(2)"),), (Run(ARABIC),)), (Run("source"),), v, "ar") for v in Voice)
    item = Para((Run(f"reason {ARABIC}"),), Look.ITEM)
    data = render_pdf(report_with(report_of, Heading(1, "Part", "part"), *quotes, item))[0]
    pdf = pypdfium2.PdfDocument(data)
    try:
        page = next(p.get_textpage() for p in pdf if "(2)" in p.get_textpage().get_text_range())
        text = page.get_text_range()
        for n in (found.start() for found in re.finditer(r"\(2\)", text)):
            assert page.get_charbox(n)[0] > 500
        assert text.count("•") == 1
        assert page.get_charbox(text.index("•"))[0] < 90
    finally:
        pdf.close()


# --- DOCX -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def word(report_of):
    report = report_with(report_of, *every_block("typed", ARABIC), author="Ana", banner="Secret")
    return report, render_word(report)


def test_a_word_processor_finds_styles_headings_and_tables(word):
    report, data = word
    document = docx.Document(io.BytesIO(data))
    styles = [(p.style.name, p.text) for p in document.paragraphs]
    assert ("TOC Heading", "Contents") in styles
    assert ("Heading 1", "typed") in styles
    assert ("Heading 3", "typed") in styles
    assert ("Title", report.cover.state) in styles
    assert {"Duty", "Duty source", "Law quoted", "Law source", "Caption", "List Bullet"} <= {
        name for name, _ in styles
    }
    (table, *_) = (t for t in document.tables if t.style.name == "Report table")
    assert [cell.text for cell in table.rows[0].cells] == ["First", "", "Number"]
    assert table.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None
    assert table.rows[1]._tr.trPr.find(f"{W}tblHeader") is None
    assert {t.style.name for t in document.tables} >= {"Report table", "Finding box"}


def test_properties_name_what_the_edition_allows_and_no_path(word, report_of):
    report, data = word
    core = docx.Document(io.BytesIO(data)).core_properties
    assert (core.title, core.subject, core.author) == (report.title, report.subject, "Ana")
    assert (core.language, core.last_modified_by, core.comments) == ("en-GB", "", "")
    assert docx.Document(io.BytesIO(render_word(report_of()))).core_properties.author == ""


def test_every_relation_and_type_names_a_part(word):
    parts = parts_of(word[1])
    trees = trees_of(word[1], "docx")
    named = {e.get("Target") for e in trees["word/_rels/document.xml.rels"]}
    assert {f"word/{name}" for name in named} <= parts.keys()
    used = set(re.findall(rb'r:(?:id|embed)="(\w+)"', parts["word/document.xml"]))
    assert used <= {e.get("Id").encode() for e in trees["word/_rels/document.xml.rels"]}
    typed = {e.get("PartName") for e in trees["[Content_Types].xml"]} - {None}
    assert {name.lstrip("/") for name in typed} <= parts.keys()


def test_footnotes_are_those_of_a_word_processor(word):
    trees = trees_of(word[1], "docx")
    body, notes = trees["word/document.xml"], trees["word/footnotes.xml"]
    placed = [e.get(f"{W}id") for e in body.iter(f"{W}footnoteReference")]
    written = [e.get(f"{W}id") for e in notes if e.get(f"{W}type") is None]
    assert placed == written == [str(n) for n in range(1, len(placed) + 1)]
    assert len(placed) > len(Look)


def _is_entry(block: Block) -> bool:
    return isinstance(block, Heading) and block.level <= 2 and block.anchor != "contents"


def test_contents_and_captions_are_fields_filled_in(word):
    body = trees_of(word[1], "docx")["word/document.xml"]
    fields = [e.text.split() for e in body.iter(f"{W}instrText")]
    assert fields[0][:3] == ["TOC", "\\o", '"1-2"']
    assert [f[1] for f in fields if f[0] == "SEQ"] == ["Table", "Figure", "Table"]
    (box,) = body.iter(f"{W}sdtContent")
    shown = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in box.iter(f"{W}p")]
    pages, _ = heading_pages(word[0])
    wanted = [f"{h.text}{pages[h.anchor]}" for h in word[0].blocks if _is_entry(h)]
    assert shown == wanted == ["typed3", "typed3"]  # none of the third level
    states = [e.get(f"{W}fldCharType") for e in body.iter(f"{W}fldChar")]
    assert states.count("begin") == states.count("separate") == states.count("end")
    kinds = {
        e.text.strip() for t in trees_of(word[1], "docx").values() for e in t.iter(f"{W}instrText")
    }
    assert {"PAGE", "NUMPAGES"} <= kinds
    settings = trees_of(word[1], "docx")["word/settings.xml"]
    assert settings.find(f"{W}updateFields") is None  # Word would ask a question on opening


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Confidential edition"),
        ("fr", "Édition confidentielle"),
        ("ro", "Ediție confidențială"),
    ],
)
def test_the_foot_of_a_page_says_once_that_it_is_confidential(report_of, language, said):
    made = report_of(language, "confidential")
    blocks = Heading(1, "Part", "p"), Para((Run("words"),))
    made = replace(made, blocks=blocks)
    text = pypdfium2.PdfDocument(render_pdf(made)[0])[1].get_textpage().get_text_bounded()
    word = trees_of(render_word(made), "docx")["word/footer.xml"]
    odt = trees_of(render_odt(made), "odt")["styles.xml"]
    spaces = {"text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0"}
    marked = odt.xpath("//text:span[@text:style-name='Banner']/text()", namespaces=spaces)
    (bold,) = (run for run in word.iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None)
    assert "".join(bold.itertext()) == said
    assert marked.count(said) == 1
    for shown in (text, "".join(word.itertext()), "".join(odt.itertext())):
        assert said in shown
        assert f"{made.banner} · {said}" not in shown
    assert f'content: "{made.foot}"' in render_html(made).decode()


def test_links_lead_to_a_bookmark_that_is_there_once(word):
    body = trees_of(word[1], "docx")["word/document.xml"]
    marks = [e.get(f"{W}name") for e in body.iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks)) == 5
    links = list(body.iter(f"{W}hyperlink"))
    assert {e.get(f"{W}anchor") for e in links} <= set(marks)
    assert {e.getparent().tag for e in body.iter(f"{W}bookmarkStart")} == {f"{W}p"}
    assert "nowhere" not in {"".join(e.itertext()) for e in links}


def test_words_from_right_to_left_are_marked_as_such(word):
    body = trees_of(word[1], "docx")["word/document.xml"]
    quoted = [
        p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "LawQuoted"
    ]
    assert all(p.find(f"{W}pPr/{W}bidi") is not None for p in quoted)
    for run in (r for p in quoted for r in p.iter(f"{W}r") if "العنف" in "".join(r.itertext())):
        assert run.find(f"{W}rPr/{W}rtl") is not None
        assert run.find(f"{W}rPr/{W}lang").get(f"{W}bidi") == "ar"
    duties = [p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Duty"]
    assert {p.find(f"{W}pPr/{W}pBdr/{W}right").get(f"{W}val") for p in duties} == {"single"}
    plain_one = next(p for p in body.iter(f"{W}p") if "".join(p.itertext()) == "typed")
    assert plain_one.find(f"{W}pPr/{W}bidi") is None


def test_each_page_is_marked_and_numbered(word):
    trees = trees_of(word[1], "docx")
    for part, said in (("header", "Secret"), ("footer", word[0].foot), ("coverheader", "Secret")):
        assert said in "".join(trees[f"word/{part}.xml"].itertext())


@pytest.mark.parametrize(("count", "whole"), [(3, True), (60, False)])
def test_rows_of_an_odt_are_kept_whole_but_for_the_first_under_a_head_and_long_ones(
    report_of, count, whole
):
    long = ((Run("words of a long row " * 90),),)
    table = Table((Column("Head", 1.0),), (((Run("words of a row " * 4),),),) * count + (long,))
    short = replace(table, rows=table.rows[:-1])
    tree = trees_of(render_odt(report_with(report_of, table, short)), "odt")["content.xml"]
    styles = {e.get(f"{STYLE}name"): e for e in tree.iter(f"{STYLE}style")}
    shown, alone = (e for e in tree.iter(f"{TABLE}table") if "Head" in "".join(e.itertext()))
    kept = styles[alone.get(f"{TABLE}style-name")][0].get(f"{STYLE}may-break-between-rows")
    assert kept == ("false" if whole else None)
    looks = [styles[r.get(f"{TABLE}style-name")][0] for r in shown.findall(f"{TABLE}table-row")]
    assert [one.get(f"{FO}keep-together") for one in looks] == [
        "auto",
        *["always"] * (count - 1),
        "auto",
    ]


def test_the_first_and_the_last_rows_of_a_table_stay_together_in_word(report_of):
    table = Table((Column("Head", 1.0),), tuple(((Run(f"row {n}"),),) for n in range(6)))
    tree = trees_of(render_word(report_with(report_of, table)), "docx")["word/document.xml"]
    rows = [
        "".join(p.itertext())
        for p in tree.iter(f"{W}p")
        if p.find(f"{W}pPr/{W}keepNext") is not None
    ]
    assert [row for row in rows if row.startswith("row")] == ["row 0", "row 4"]


def test_a_row_that_may_be_parted_is_not_tied_to_the_next_in_word(report_of):
    long = ((Run("words of a long row " * 90),),)
    table = Table((Column("Head", 1.0),), (long, ((Run("row"),),), long, ((Run("last"),),)))
    tree = trees_of(render_word(report_with(report_of, table)), "docx")["word/document.xml"]
    (shown,) = (t for t in tree.iter(f"{W}tbl") if "Head" in words_in(t))
    tied = [words_in(p) for p in shown.iter(f"{W}p") if p.find(f"{W}pPr/{W}keepNext") is not None]
    assert not tied


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_a_table_in_a_finding_is_narrower_than_the_finding(report_of, form):
    table = Table(COLUMNS, (((Run("a"),),) * 3,))
    trees = trees_of(RENDER[form](report_with(report_of, table, Box(GAP, (table,)))), form)
    part = "word/document.xml" if form == "docx" else "content.xml"
    alone, inside = (sum(one) for one in _widths(trees[part]) if len(one) == 3)
    assert inside < alone * 0.96


def _widths(tree: lxml.etree._Element) -> Iterator[list[float]]:
    """Gives the widths of the columns of each table."""
    for grid in tree.iter(f"{W}tblGrid"):
        yield [float(column.get(f"{W}w")) for column in grid]
    key = f"{STYLE}column-width"
    wide = {e.getparent().get(f"{STYLE}name"): e.get(key) for e in tree.iter() if e.get(key)}
    for table in tree.iter(f"{TABLE}table"):
        columns = table.findall(f"{TABLE}table-column")
        yield [float(wide[c.get(f"{TABLE}style-name")].rstrip("pt")) for c in columns]


def test_pictures_are_described(report_of):
    body = trees_of(render_word(report_of()), "docx")["word/document.xml"]
    said = [e.get("descr") for e in body.iter() if lxml.etree.QName(e).localname == "docPr"]
    for chart in of_kind(report_of().blocks, Chart):
        assert plain(chart.said or chart.chart.said) in map(plain, filter(None, said))


# --- ODT ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def odt(report_of):
    report = report_with(report_of, *every_block("typed", ARABIC), author="Ana", banner="Secret")
    return report, render_odt(report)


def test_the_package_is_one_of_opendocument(odt):
    with zipfile.ZipFile(io.BytesIO(odt[1])) as file:
        first = file.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert file.read(first) == b"application/vnd.oasis.opendocument.text"
        names = set(file.namelist()) - {"mimetype", "META-INF/manifest.xml"}
    manifest = trees_of(odt[1], "odt")["META-INF/manifest.xml"]
    assert {e.get(next(k for k in e.attrib if "full-path" in k)) for e in manifest} == {"/", *names}


def test_opendocument_has_headings_notes_heads_and_directions(odt):
    content = trees_of(odt[1], "odt")["content.xml"]
    levels = [
        (e.get(f"{TEXT}outline-level"), "".join(e.itertext())) for e in content.iter(f"{TEXT}h")
    ]
    assert levels == [("1", "typed"), ("2", "typed"), ("3", "typed")]
    notes = list(content.iter(f"{TEXT}note"))
    numbers = ["".join(n.find(f"{TEXT}note-citation").itertext()) for n in notes]
    assert numbers == [str(n) for n in range(1, len(notes) + 1)]
    assert len(notes) > len(Look)
    heads = list(content.iter(f"{TABLE}table-header-rows"))
    assert len(heads) == 3
    turned = {
        e.get(f"{STYLE}name")
        for e in content.iter(f"{STYLE}style")
        if e.find(f"{STYLE}paragraph-properties[@{STYLE}writing-mode='rl-tb']") is not None
    }
    lines = [p for p in content.iter(f"{TEXT}p") if "".join(p.itertext()) == f"typed{ARABIC}"]
    assert [p.get(f"{TEXT}style-name") in turned for p in lines].count(True) == 4


def test_every_style_and_place_that_is_used_is_there(odt):
    trees = trees_of(odt[1], "odt")
    known = {
        e.get(f"{STYLE}name") for t in trees.values() for e in t.iter() if e.get(f"{STYLE}name")
    }
    for key in (f"{TEXT}style-name", f"{TABLE}style-name", f"{STYLE}parent-style-name"):
        used = {e.get(key) for t in trees.values() for e in t.iter() if e.get(key)}
        assert used <= known
    content = trees["content.xml"]
    marks = [e.get(f"{TEXT}name") for e in content.iter(f"{TEXT}bookmark")]
    assert len(marks) == len(set(marks)) == 5
    href = "{http://www.w3.org/1999/xlink}href"
    links = {e.get(href) for e in content.iter(f"{TEXT}a")}
    assert links <= {f"#{name}" for name in marks}
    assert {e.get(f"{TEXT}ref-name") for e in content.iter(f"{TEXT}bookmark-ref")} <= set(marks)


def test_opendocument_names_authors_only_where_it_may(odt, report_of):
    assert b"Ana" in parts_of(odt[1])["meta.xml"]
    assert b"creator" not in parts_of(render_odt(report_of()))["meta.xml"]


# --- HTML -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page(report_of):
    report = report_with(report_of, *every_block("typed", ARABIC), author="Ana", banner="Secret")
    return lxml.html.document_fromstring(render_html(report).decode())


def test_a_page_asks_for_nothing_and_runs_nothing(report_of):
    html = lxml.html.document_fromstring(render_html(report_of()).decode())
    policy = html.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    (style,) = html.xpath("//style")
    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert not html.xpath("//script|//img|//iframe|//link|//object|//form|//*[@style]|//*[@src]")
    assert all(link.startswith("#") for link in html.xpath("//@href"))
    assert "url(" not in style.text
    assert "@import" not in style.text
    assert not [name for e in html.iter() for name in e.attrib if name.startswith("on")]


def test_printed_contents_are_small_and_numbers_keep_apart_from_what_follows(report_of):
    (style,) = lxml.html.document_fromstring(render_html(report_of()).decode()).xpath("//style")
    shown, _, printed = style.text.partition("@media print")
    assert re.search(r"nav \{ font-size: 8\.75pt", printed)
    assert re.search(r"\.right \{ padding-inline-end: 1\.25rem", shown)


def test_every_id_is_there_once_and_every_link_leads_somewhere(page, report_of):
    for html in (page, lxml.html.document_fromstring(render_html(report_of()).decode())):
        names = html.xpath("//@id")
        assert len(names) == len(set(names))
        led = {link[1:] for link in html.xpath("//@href")}
        led |= {n for value in html.xpath("//@aria-labelledby") for n in value.split()}
        assert led <= set(names)


def test_a_page_can_be_read_by_ear_and_keyboard(page):
    assert page.get("lang") == "en"
    assert len(page.xpath("//main")) == len(page.xpath("//h1")) == len(page.xpath("//nav")) == 1
    assert page.xpath("//body/a[1]/@href") == ["#the-text"]
    levels = [int(e.tag[1]) for e in page.iter("h1", "h2", "h3", "h4")]
    assert all(b <= a + 1 for a, b in itertools.pairwise(levels))
    assert page.xpath("//nav//a/text()") == ["typed", "typed"]
    assert len(page.xpath("//table")) == len(page.xpath("//table/thead/tr/th[1][@scope='col']"))
    assert page.xpath("//table/caption/text()")[0] == "Table 1. typed"
    assert not page.xpath("//th[not(normalize-space())]")
    for drawn in page.xpath("//svg[@role='img']"):
        assert drawn.get("aria-label") or drawn.get("aria-labelledby")


def test_charts_have_their_title_and_content_in_words(report_of):
    html = lxml.html.document_fromstring(render_html(report_of()).decode())
    charts = of_kind(report_of().blocks, Chart)
    assert charts
    for chart, drawn in zip(charts, html.xpath("//*[@class='chart']/svg"), strict=True):
        assert drawn.xpath("title")[0].text == chart.chart.title
        assert drawn.xpath("desc")[0].text == (chart.said or chart.chart.said)
        assert drawn.xpath("text")


def test_quoted_law_has_its_language_and_direction(page):
    for quote in page.xpath("//blockquote"):
        assert (quote.get("lang"), quote.get("dir")) == ("ar", "rtl")
        assert {p.get("dir") for p in quote.xpath("p")} == {"rtl"}
    assert page.xpath("//h2[text()='typed']/@dir") == []


@pytest.mark.parametrize(("columns", "moved"), [(3, ""), (4, "wide few"), (5, "wide")])
def test_tables_of_many_columns_can_be_moved_sideways_on_a_page(report_of, columns, moved):
    table = Table((Column("Head", 1 / columns),) * columns, (((Run("a"),),) * columns,))
    tree = lxml.html.fromstring(render_html(report_with(report_of, table)).decode())
    (shown,) = tree.iter("table")
    around = shown.getparent()
    assert (around.get("class") or "") == moved
    assert (around.get("tabindex") == "0") == bool(moved)


def test_footnotes_lead_there_and_back(page):
    placed = page.xpath("//a[@role='doc-noteref']")
    notes = page.xpath("//*[@role='doc-endnotes']//li")
    assert len(placed) == len(notes) > len(Look)
    for n, (reference, note) in enumerate(zip(placed, notes, strict=True), 1):
        assert (reference.text, reference.get("href")) == (str(n), f"#{note.get('id')}")
        (back,) = note.xpath(".//a[@role='doc-backlink']")
        assert back.get("href") == f"#{reference.get('id')}"
        assert back.get("aria-label")


def test_what_stands_in_printed_margins_cannot_leave_its_string(report_of):
    report = replace(report_of(), head='"; } </style> \\ <b>', foot="@import 'x'", banner="")
    html = lxml.html.document_fromstring(render_html(report).decode())
    (style,) = html.xpath("//style")
    assert "@page {" in style.text
    assert not html.xpath("//b")
    margins = style.text.rpartition("@page {")[2]
    assert re.findall(r'content: "([^"]*)"', margins)[0].count("\\") == 6


# --- directions -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "leftward", "pieces"),
    [
        ("plain (1)", False, [("plain (1)", False)]),
        (
            f"Law {HEBREW} (7) end",
            False,
            [("Law ", False), (f"{HEBREW} (7", True), (") end", False)],
        ),
        (f"(1) {HEBREW} Art. 2 bis", True, [(f"(1) {HEBREW} ", True), ("Art. 2 bis", False)]),
        ("12 (3)", True, [("12 (3)", True)]),
        ("", True, []),
    ],
)
def test_texts_are_cut_where_their_direction_turns(text, leftward, pieces):
    assert list(by_direction(text, leftward=leftward)) == pieces


def test_what_turns_the_direction_ends_with_its_text():
    assert legal("a\u202bb\u2066c") == "a\u202bb\u2066c\u2069\u202c"
    assert legal("\u202ab\u202c\u202c") == "\u202ab\u202c\u202c"
    assert legal("\u2067a\u202ab\u2069c") == "\u2067a\u202ab\u2069c"


def test_letters_are_never_shown_in_another_order():
    assert legal("invoice\u202efdp.exe\u202d x") == "invoicefdp.exe x"


# --- parts and pages ------------------------------------------------------------------------------

PARAGRAPH = Para((Run("words of a paragraph " * 10),))


def _parts(*counts: int) -> Iterator[Block]:
    for n, count in enumerate(counts):
        yield Heading(1, f"Part {n}", f"part-{n}", f"Part {n}")
        yield from (PARAGRAPH,) * count


def test_parts_of_a_docx_share_pages_where_they_are_short_and_are_named_in_its_heads(report_of):
    made = report_with(report_of, *_parts(2, 2, 40, 2), short_heads=("Short",))
    trees = trees_of(render_word(made), "docx")
    body = trees["word/document.xml"]
    sections = list(body.iter(f"{W}sectPr"))
    begun = [
        "".join(t.text or "" for t in p.iter(f"{W}t"))
        for p in body.iter(f"{W}p")
        if (style := p.find(f"{W}pPr/{W}pStyle")) is not None
        and style.get(f"{W}val") == "Heading1"
        and p.find(f"{W}pPr/{W}spacing") is None
    ]
    assert begun == ["Part 0", "Part 2"]
    assert len(sections) == 1 + len(begun)
    assert [s.find(f"{W}titlePg") is not None for s in sections] == [True, False, False]
    assert all(s.find(f"{W}type").get(f"{W}val") == "nextPage" for s in sections[1:])
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    targets = {e.get("Id"): e.get("Target") for e in trees["word/_rels/document.xml.rels"]}
    heads = [
        targets[one.get(relation)]
        for section in sections
        for one in section.iter(f"{W}headerReference")
        if one.get(f"{W}type") == "default"
    ]
    shown = [words_in(trees[f"word/{name}"]) for name in heads]
    assert [part for text in shown for part in re.findall(r"Part \d", text)] == ["Part 0", "Part 2"]
    typed = {e.get("PartName") for e in trees["[Content_Types].xml"] if e.get("PartName")}
    assert {f"/word/{name}" for name in heads} <= typed


def words_in(tree: lxml.etree._Element) -> str:
    return "".join(t.text or "" for t in tree.iter(f"{W}t"))


def test_what_ends_a_section_behind_a_table_takes_no_room(report_of):
    table = Table(COLUMNS, (((Run("a"),), (Run("b"),), (Run("c"),)),) * 60)
    blocks = (Heading(1, "First", "first"), table, *_parts(40))
    body = trees_of(render_word(report_with(report_of, *blocks)), "docx")["word/document.xml"]
    for paragraph in body.iter(f"{W}p"):
        before = paragraph.getprevious()
        if before is not None and before.tag == f"{W}tbl" and list(paragraph.iter(f"{W}sectPr")):
            spacing = paragraph.find(f"{W}pPr/{W}spacing")
            assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("20", "exact")
            break
    else:
        pytest.fail("no section ends behind the table")


def test_what_ends_a_docx_behind_a_table_takes_no_room(report_of):
    """A gap behind the last table of a full page would stand on one more, alone."""
    table = Table(COLUMNS, (((Run("a"),), (Run("b"),), (Run("c"),)),) * 3)
    body = trees_of(render_word(report_with(report_of, table)), "docx")["word/document.xml"]
    last = next(body.iter(f"{W}body"))[-2]
    spacing = last.find(f"{W}pPr/{W}spacing")
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("20", "exact")


def test_what_ends_an_opendocument_text_behind_a_table_takes_no_room(report_of):
    table = Table(COLUMNS, (((Run("a"),), (Run("b"),), (Run("c"),)),) * 3)
    tree = trees_of(render_odt(report_with(report_of, table, table)), "odt")["content.xml"]
    last = next(tree.iter("{*}body"))[0][-1]
    assert last.tag == f"{TEXT}p"
    styles = {style.get(f"{STYLE}name"): style for style in tree.iter(f"{STYLE}style")}
    (made,) = styles[last.get(f"{TEXT}style-name")].iter(f"{STYLE}paragraph-properties")
    assert made.get(f"{FO}line-height") == "1pt"
    below = [
        properties.get(f"{FO}margin-bottom")
        for table in tree.iter(f"{TABLE}table")
        for properties in styles[table.get(f"{TABLE}style-name")].iter(f"{STYLE}table-properties")
    ]
    assert below[-2:] == ["8pt", "0pt"]


def test_parts_of_an_opendocument_text_share_pages_where_they_are_short(report_of):
    tree = trees_of(render_odt(report_with(report_of, *_parts(2, 2, 40))), "odt")["content.xml"]
    breaks = {
        style.get(f"{STYLE}name"): properties.get(f"{FO}break-before")
        for style in tree.iter(f"{STYLE}style")
        for properties in style.iter(f"{STYLE}paragraph-properties")
    }
    heads = [e.get(f"{TEXT}style-name") for e in tree.iter(f"{TEXT}h")]
    assert [breaks.get(name, "page") for name in heads] == ["page", "auto", "page"]


@every_format
def test_short_facts_and_their_counts_stay_on_one_line(report_of, form):
    facts = Para(
        (Mark("status", "cannot_tell", "cannot tell yet 1"), Run("no reservation possible")),
        Look.FACTS,
    )
    made = RENDER[form](report_with(report_of, facts))
    trees = trees_of(made, form)
    text = "\n".join("".join(tree.itertext()) for tree in trees.values())
    if form == "html":
        assert "cannot tell yet 1" in plain(text)
        return
    assert "cannot\u00a0tell\u00a0yet\u00a01" in text
    assert "no\u00a0reservation\u00a0possible" in text


def kept_with_next(trees: dict[str, lxml.etree._Element]) -> set[str]:
    """Gives the styles of paragraphs that stay with the next one; a style may have it from that on
    which it is based.
    """
    known: dict[str, tuple[str, str | None]] = {}
    for style in trees.get("word/styles.xml", ()):
        kept = style.find(f"{W}pPr/{W}keepNext")
        base = style.find(f"{W}basedOn")
        value = None if kept is None else kept.get(f"{W}val", "always")
        name = str(style.get(f"{W}styleId"))
        known[name] = ("" if base is None else str(base.get(f"{W}val")), value)
    for tree in trees.values():
        for style in tree.iter(f"{STYLE}style"):
            look = style.find(f"{STYLE}paragraph-properties")
            value = None if look is None else look.get(f"{FO}keep-with-next")
            name, base = style.get(f"{STYLE}name"), style.get(f"{STYLE}parent-style-name")
            known[str(name)] = (str(base), value)

    def kept(name: str) -> bool:
        base, value = known.get(name, ("", "auto"))
        return kept(base) if value is None else value == "always"

    return {name for name in known if kept(name)}


def is_kept(paragraph: lxml.etree._Element, styles: set[str]) -> bool:
    """Tells whether a paragraph stays with the next one, by itself or by its style."""
    own = paragraph.find(f"{W}pPr/{W}keepNext")
    if own is not None:
        return own.get(f"{W}val") != "0"
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return (paragraph.get(f"{TEXT}style-name") if style is None else style.get(f"{W}val")) in styles


PART = {"docx": "word/document.xml", "odt": "content.xml"}
TAGS = {"docx": (f"{W}tbl", f"{W}tr", f"{W}p"), "odt": (f"{TABLE}table", "", f"{TEXT}p")}

word_processors = pytest.mark.parametrize("form", list(PART))


@word_processors
def test_a_label_stays_with_the_finding_that_it_announces(report_of, form):
    box = Box(GAP, (PARAGRAPH,), "finding-1")
    label = Para((Run("Findings"),), Look.LABEL)
    trees = trees_of(RENDER[form](report_with(report_of, label, box)), form)
    table_tag, _, paragraph_tag = TAGS[form]
    (table,) = (t for t in trees[PART[form]].iter(table_tag) if "words of" in "".join(t.itertext()))
    assert "".join(table.getprevious().itertext()) == "Findings"
    assert table.getprevious().tag == paragraph_tag
    assert is_kept(table.getprevious(), kept_with_next(trees))


@word_processors
def test_no_empty_paragraph_stays_with_what_follows_it(report_of, form):
    box = Box(GAP, (Para((Run("Finding 1"), GAP), Look.FACTS), PARAGRAPH), "finding-1")
    table = Table((Column("Head", 1.0),), (((Run("a"),),),) * 3)
    blocks = Heading(1, "Part", "p"), PARAGRAPH, box, table, box, box
    trees = trees_of(RENDER[form](report_with(report_of, *blocks)), form)
    styles, paragraphs = kept_with_next(trees), trees[PART[form]].iter(TAGS[form][2])
    pictured = {"drawing", "frame", "fldChar"}
    empty = [
        p
        for p in paragraphs
        if not "".join(p.itertext())
        and not pictured & {lxml.etree.QName(e).localname for e in p.iter()}
    ]
    assert empty
    assert not [p for p in empty if is_kept(p, styles)]


def test_a_table_of_an_odt_has_its_room_below_and_no_empty_paragraph(report_of):
    table = Table(COLUMNS, (((Run("a"),), (Run("b"),), (Run("c"),)),) * 3)
    made = report_with(report_of, Heading(1, "Part", "p"), table, table, Heading(1, "Next", "n"))
    tree = trees_of(render_odt(made), "odt")["content.xml"]
    styles = {e.get(f"{STYLE}name"): e for e in tree.iter(f"{STYLE}style")}
    shown = [e for e in tree.iter(f"{TABLE}table") if "First" in "".join(e.itertext())]
    assert [e.getnext().tag for e in shown] == [f"{TABLE}table", f"{TEXT}h"]
    for one in shown:
        assert styles[one.get(f"{TABLE}style-name")][0].get(f"{FO}margin-bottom") == "8pt"


@word_processors
def test_a_long_finding_repeats_its_head_on_every_page(report_of, form):
    first = Para((Run("Finding 1"), GAP), Look.FACTS)
    long = Box(GAP, (first, Para((Run("claim"),), Look.CLAIM), *(PARAGRAPH,) * 20), "finding-1")
    short = Box(GAP, (first, PARAGRAPH), "finding-2")
    unnamed = Box(GAP, (PARAGRAPH,) * 20, "finding-3")
    trees = trees_of(RENDER[form](report_with(report_of, long, short, unnamed)), form)
    tree = trees[PART[form]]
    heads = [
        words
        for e in (*tree.iter(f"{W}tblHeader"), *tree.iter(f"{TABLE}table-header-rows"))
        if (words := plain("".join((e if form == "odt" else e.getparent().getparent()).itertext())))
    ]
    assert heads == ["Finding 1 ■ gap"]
    whole = "".join(tree.itertext())
    assert whole.count("claim") == 1
    assert whole.count("words of a paragraph") == 410


def test_the_first_lines_of_a_finding_are_not_tied_in_word(report_of):
    lines = Para((Run("Finding 1"), GAP), Look.FACTS), Para((Run("claim"),), Look.CLAIM)
    for count in (1, 20):
        box = Box(GAP, (*lines, *(PARAGRAPH,) * count), "finding-1")
        trees = trees_of(render_word(report_with(report_of, *lines, box)), "docx")
        styles = kept_with_next(trees)
        said = [
            is_kept(p, styles)
            for p in trees["word/document.xml"].iter(f"{W}p")
            if plain(words_in(p)).startswith(("Finding 1", "claim"))
        ]
        assert said == [True, True, False, False]


@word_processors
def test_the_number_and_heading_of_a_quoted_article_stay_with_its_text(report_of, form):
    lines = ("Articolul 208", "Hărțuirea", "(1) " + "words of a law " * 9, "a) rest", "b) rest")
    quotes = [
        Quote(tuple((Run(text),) for text in said), (Run("source"),), voice, "ro")
        for voice in Voice
        for said in (lines, lines[:1])
    ]
    trees = trees_of(RENDER[form](report_with(report_of, *quotes)), form)
    styles = kept_with_next(trees)
    kept = [
        (text, is_kept(p, styles))
        for p in trees[PART[form]].iter(TAGS[form][2])
        if (text := "".join(p.itertext())) in lines
    ]
    ties = [True, True, False, False, False]
    treaty, law = ([*zip(lines, ties, strict=True), (lines[0], False)] for _ in Voice)
    treaty[4:] = (lines[4], True), (lines[0], True)  # the source stands below them
    assert kept == treaty + law


@word_processors
def test_what_stands_between_a_label_and_a_list_stays_with_both(report_of, form):
    hint = Para((Run("hint"),), Look.HINT)
    label, item = Para((Run("label"),), Look.LABEL), Para((Run("item"),), Look.ITEM)
    trees = trees_of(RENDER[form](report_with(report_of, label, hint, item, hint, item)), form)
    styles, said = kept_with_next(trees), {"label", "hint", "item"}
    paragraphs = trees[PART[form]].iter(TAGS[form][2])
    kept = [is_kept(p, styles) for p in paragraphs if "".join(p.itertext()) in said]
    assert kept == [True, True, False, False, False]


@pytest.mark.parametrize(("language", "signs"), [("en", ".,"), ("fr", ",;"), ("ro", ",;")])
def test_word_reads_numbers_of_a_docx_in_its_language(report_of, language, signs):
    tree = trees_of(render_word(report_of(language)), "docx")["word/settings.xml"]
    found = [next(tree.iter(f"{W}{name}")) for name in ("decimalSymbol", "listSeparator")]
    assert "".join(one.get(f"{W}val") for one in found) == signs


@word_processors
def test_what_says_that_something_is_left_out_never_stands_alone(report_of, form):
    """At the end of a quoted article it stood on a page of its own with the source."""
    lines = ("1. " + "words of the Convention " * 9, "[…]", "3. rest", "4. rest", "[…]")
    quote = Quote(tuple((Run(text),) for text in lines), (Run("source"),), Voice.TREATY, "")
    trees = trees_of(RENDER[form](report_with(report_of, quote)), form)
    styles = kept_with_next(trees)
    paragraphs = trees[PART[form]].iter(TAGS[form][2])
    kept = [is_kept(p, styles) for p in paragraphs if "".join(p.itertext()) in lines]
    assert kept == [False, True, False, True, True]


@word_processors
def test_the_paragraphs_of_a_short_part_stay_together(report_of, form):
    """The last two lines of one stood alone on a page, since the next part began another."""
    few = [Para((Run(f"few {n} "), Run("word " * 20))) for n in range(3)]
    many = [Para((Run(f"many {n} "), Run("word " * 99))) for n in range(3)]
    heads = [Heading(1, f"Part {n}", f"part-{n}") for n in range(2)]
    report = report_with(report_of, heads[0], *few, heads[1], *many)
    trees = trees_of(RENDER[form](report), form)
    styles = kept_with_next(trees)
    paragraphs = list(trees[PART[form]].iter(TAGS[form][2]))
    said = {p: "".join(p.itertext()).strip()[:4] for p in paragraphs}
    assert [is_kept(p, styles) for p in paragraphs if said[p] == "few "] == [True, True, False]
    assert not any(is_kept(p, styles) for p in paragraphs if said[p] == "many")


def test_a_short_part_begins_no_page_behind_a_full_one_in_word_processors(report_of):
    def begins(*counts: int) -> bool:
        pages, fresh = heading_pages(report_with(report_of, *_parts(*counts)))
        assert pages["part-1"] == 3
        return "part-1" in fresh

    assert begins(10, 2)
    assert not begins(12, 2)
    assert begins(12, 40)


@word_processors
def test_editors_change_all_marks_by_their_styles(report_of, form):
    trees = trees_of(RENDER[form](report_with(report_of, Para((Run("words"), GAP)))), form)
    tree, names = trees[PART[form]], {"docx": ("MarkSign", "Mark"), "odt": ("Mark_20_sign", "Mark")}
    if form == "docx":
        runs = {words_in(r): r.find(f"{W}rPr/{W}rStyle") for r in tree.iter(f"{W}r")}
        used = tuple(runs[text].get(f"{W}val") for text in ("■", "\u00a0gap"))
        kept = {e.get(f"{W}styleId") for e in trees["word/styles.xml"].iter(f"{W}style")}
    else:
        bases = {
            e.get(f"{STYLE}name"): e.get(f"{STYLE}parent-style-name")
            for e in tree.iter(f"{STYLE}style")
        }
        spans = {e.text: e.get(f"{TEXT}style-name") for e in tree.iter(f"{TEXT}span")}
        used = tuple(bases[spans[text]] for text in ("■", "\u00a0gap"))
        kept = {e.get(f"{STYLE}name") for e in trees["styles.xml"].iter(f"{STYLE}style")}
    assert used == names[form]
    assert set(used) <= kept


@word_processors
def test_a_caption_stays_with_a_chart_whose_parts_are_not_tied(report_of, form):
    charts = of_kind(report_of().blocks, Chart)
    counts = [len(chart_pictures(chart)) for chart in charts]
    assert max(counts) > 1
    trees = trees_of(RENDER[form](report_with(report_of, *charts)), form)
    styles, tag = kept_with_next(trees), {"docx": "drawing", "odt": "frame"}[form]
    paragraphs = [
        p
        for p in trees[PART[form]].iter(TAGS[form][2])
        if "".join(p.itertext()).startswith("Figure")
        or (sum(lxml.etree.QName(e).localname == tag for e in p.iter()) == 1)
    ]
    wide = paragraphs[-sum(counts) - len(charts) :]
    ties = [is_kept(p, styles) for p in wide]
    wanted = [
        tie
        for count in counts
        for tie in ([True, False] if count == 1 else [True, *[False] * count])
    ]
    assert ties == wanted


def test_no_gap_stands_between_a_table_and_a_chart_of_a_docx(report_of):
    chart = of_kind(report_of().blocks, Chart)[0]
    table = Table((Column("Head", 1.0),), (((Run("a"),),),) * 3)
    tree = trees_of(render_word(report_with(report_of, table, chart, table, PARAGRAPH)), "docx")
    first, second = (t for t in tree["word/document.xml"].iter(f"{W}tbl") if "Head" in words_in(t))
    styles = [t.getnext().find(f"{W}pPr/{W}pStyle").get(f"{W}val") for t in (first, second)]
    assert styles[0] in {"Picture", "Caption"}
    assert styles[1] == "AfterTable"


def test_a_finding_of_a_docx_has_room_below_words_that_do_not_announce_it(report_of):
    box = Box(GAP, (Para((Run("Finding 1"), GAP), Look.FACTS), PARAGRAPH), "finding-1")
    for above, room in ((PARAGRAPH, True), (Para((Run("Findings"),), Look.LABEL), False)):
        body = trees_of(render_word(report_with(report_of, above, box)), "docx")
        (table,) = (
            t for t in body["word/document.xml"].iter(f"{W}tbl") if "Finding" in words_in(t)
        )
        style = table.getprevious().find(f"{W}pPr/{W}pStyle").get(f"{W}val")
        assert (style == "AfterTable") == room


def test_pictures_that_say_nothing_are_marked_as_decorative_in_a_docx(report_of):
    body = trees_of(render_word(report_with(report_of, BAR)), "docx")["word/document.xml"]
    pictures = [e for e in body.iter() if lxml.etree.QName(e).localname == "docPr"]
    for one in pictures:
        decorative = [e for e in one.iter() if lxml.etree.QName(e).localname == "decorative"]
        assert bool(one.get("descr")) != bool(decorative)
    assert {bool(one.get("descr")) for one in pictures} == {True, False}


def test_editors_of_a_docx_change_all_headings_by_their_style(report_of):
    made = report_with(report_of, *_parts(2, 40, 40))
    body = trees_of(render_word(made), "docx")["word/document.xml"]
    looks = [
        [lxml.etree.QName(e).localname for e in p.find(f"{W}pPr")]
        for p in body.iter(f"{W}p")
        if p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Heading1"
    ]
    assert looks == [["pStyle"]] * 3


def test_the_head_over_the_contents_of_a_docx_is_no_field(report_of):
    contents = Heading(1, "Contents", "contents"), Contents()
    trees = trees_of(render_word(report_with(report_of, *contents, *_parts(3))), "docx")
    heads = {words_in(t): t for name, t in trees.items() if "word/header" in name}
    (over,) = (t for words, t in heads.items() if words.endswith("Contents"))
    (part,) = (t for words, t in heads.items() if words.endswith("Part 0"))
    assert not list(over.iter(f"{W}instrText"))
    assert [e.text.split() for e in part.iter(f"{W}instrText")] == [["STYLEREF", "1"]]


@word_processors
def test_long_contents_stand_closer_so_that_they_fill_one_page(report_of, form):
    def lines(entries: int) -> list[str]:
        headings = (Heading(2, f"Article {n}", f"a{n}") for n in range(entries))
        contents = Heading(1, "Contents", "contents"), Contents()
        trees = trees_of(RENDER[form](report_with(report_of, *contents, *headings)), form)
        if form == "docx":
            said = trees["word/styles.xml"].iter(f"{W}style")
            looks = [e.find(f"{W}pPr/{W}spacing") for e in said if "toc " in str(e[0].attrib)]
            return [f"{e.get(f'{W}line')} {e.get(f'{W}lineRule')}" for e in looks]
        said = trees["styles.xml"].iter(f"{STYLE}style")
        names = {"Contents_20_1", "Contents_20_2"}
        looks = [e[0] for e in said if e.get(f"{STYLE}name") in names]
        own = f"{FO}line-height", f"{STYLE}line-height-at-least"
        return [" ".join(f"{e.get(name)}" for name in own) for e in looks]

    usual = {"docx": ["240 atLeast", "232 atLeast"], "odt": ["None 12.0pt", "None 11.6pt"]}
    closer = {"docx": ["227 exact", "219 exact"], "odt": ["11.35pt None", "10.95pt None"]}
    assert lines(20) == lines(90) == usual[form]
    assert lines(58) == closer[form]


@word_processors
def test_no_heading_in_the_contents_reaches_the_number_of_its_page(report_of, form):
    """A word processor would put the number alone on a line of its own."""
    long = "Article 42. " + " ".join(["unacceptable"] * 9)  # as wide as the page
    headings = Heading(2, "Article 1. Short", "a1"), Heading(2, long, "a2")
    contents = Heading(1, "Contents", "contents"), Contents()
    trees = trees_of(RENDER[form](report_with(report_of, *contents, *headings)), form)
    tree = trees["word/document.xml" if form == "docx" else "content.xml"]
    if form == "docx":
        entries = [
            p for p in tree.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle[@{W}val='TOC2']") is not None
        ]
        breaks = [len(list(p.iter(f"{W}br"))) for p in entries]
        words = "".join(t.text for t in entries[1].iter(f"{W}t"))
    else:
        entries = [
            p for p in tree.iter(f"{TEXT}p") if p.get(f"{TEXT}style-name") == "Contents_20_2"
        ]
        breaks = [len(list(p.iter(f"{TEXT}line-break"))) for p in entries]
        words = "".join(entries[1].itertext())
    assert breaks == [0, 1]
    assert words.startswith(long)


def test_a_line_of_an_odt_may_end_before_a_question_mark_that_is_a_sign(report_of):
    """By the rules of Unicode no line ends there, and LibreOffice parts a word instead."""
    unknown = Mark("status", "cannot_tell", "cannot tell yet")
    cell = Table((Column("Statuses", 1.0),), (((MET, unknown),), ((unknown,),)))
    facts = Para((MET, unknown), Look.FACTS)
    words = words_of(render_odt(report_with(report_of, cell, facts)), "odt")
    found = [before[-2:] for before in words.split("? cannot tell yet")[:-1]]
    assert found == [" \u200b", " ", " \u200b"]  # the second one begins a cell


def test_a_part_of_an_odt_that_begins_below_another_has_its_room_below(report_of):
    """LibreOffice takes the room that a style of its own does not name for none."""
    tree = trees_of(render_odt(report_with(report_of, *_parts(2, 2))), "odt")["content.xml"]
    styles = {style.get(f"{STYLE}name"): style for style in tree.iter(f"{STYLE}style")}
    second = list(tree.iter(f"{TEXT}h"))[1]
    (made,) = styles[second.get(f"{TEXT}style-name")].iter(f"{STYLE}paragraph-properties")
    assert made.get(f"{FO}margin-top") == "34pt"
    assert made.get(f"{FO}margin-bottom") == "12pt"


def test_no_line_begins_with_a_sign_that_french_sets_apart_whoever_wrote_it(report_of):
    """Quoted law and typed notes too, in their own language and in a French report; words of other
    languages stand as they were typed.
    """
    typed = "Est puni : le « fait » ; voire la tentative !"
    law = Quote(((Run(typed),),), (Run("Code"), Note((Run(typed),))), Voice.LAW, "fr")
    table = Table(COLUMNS[:1], (((Run(typed),),),))

    def said(language: str) -> list[str]:
        blocks = report_with(report_of, law, Para((Run(typed),)), table, language=language).blocks
        quote, para, cells = blocks
        words = quote.lines[0], quote.source[1].words, para.words, cells.rows[0][0]
        return [one[0].text.replace("\u00a0", "_") for one in words]

    french = re.sub(r" (?=[:;!»])|(?<=«) ", "_", typed)
    assert said("fr") == [french] * 4
    assert said("en") == [french, typed, typed, typed]

# SPDX-License-Identifier: EUPL-1.2
"""DOCX to lines: what Word shows as words, and what it only keeps."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from word_files import codes, level, numbering, package, paragraph, read, run, texts

from gapanalysis.importers.read import read_law
from gapanalysis.importers.word import read_word

RAISED = '<w:vertAlign w:val="superscript"/>'


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {text} </w:instrText></w:r>'


def field(text: str, *result: str) -> str:
    """Gives a complete field with its instruction and what it shows."""
    shown = "".join(one if one.startswith("<") else run(one) for one in result)
    return mark("begin") + instruction(text) + mark("separate") + shown + mark("end")


# --- changes -------------------------------------------------------------------------------------


def test_what_is_moved_is_read_once_where_it_went() -> None:
    document = read(
        paragraph("Stays ", "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>")
        + paragraph("Then ", "<w:moveTo><w:r><w:t>moved</w:t></w:r></w:moveTo>", " here")
    )
    assert texts(document) == ["Stays", "Then moved here"]
    assert codes(document) == ["tracked_changes"]


def test_rows_and_cells_that_are_deleted_are_left_out() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    top = cell("top", '<w:vMerge w:val="restart"/>')
    document = read(
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cell('gone')}</w:tr>"
        f"<w:tr><w:trPr><w:ins/></w:trPr>{cell('new')}{cell('out', '<w:cellDel/>')}</w:tr>"
        f"<w:tr>{top}{cell('b')}</w:tr>"
        f"<w:tr>{cell('covered', '<w:vMerge/>')}{cell('c')}</w:tr></w:tbl>"
    )
    assert texts(document) == ["new", "top", "b", "c"]
    assert codes(document) == ["tracked_changes"]


def test_words_struck_out_by_hand_stay_with_a_doubt() -> None:
    document = read(paragraph("Whoever ", run("may ", "<w:strike/>"), "shall"))
    assert texts(document) == ["Whoever may shall"]
    assert codes(document) == ["struck_out"]


STRIKE = "<w:strike/>"
LAW = "The court decides on the request of the victim without delay."


def test_paragraphs_that_are_struck_out_as_a_whole_are_former_wordings() -> None:
    """A note may stand unstruck behind them, and an automatic number before them."""
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    document = read(
        paragraph("Article 1")
        + paragraph(LAW, properties=listed)
        + paragraph(run(LAW, "<w:dstrike/>"), " (Repealed by Law 5)", properties=listed)
        + paragraph(run("The judge hears her.", STRIKE), "<w:r><w:br/></w:r>", "Nobody waits.")
        + paragraph("Whoever ", run("may ", STRIKE), "shall")
        + paragraph(LAW),
        numbering=numbering(level(0, "decimal", "%1.")),
    )
    assert [(line.text, line.style) for line in document.lines] == [
        ("Article 1", ""),
        (f"1. {LAW}", "list"),
        (f"2. {LAW} (Repealed by Law 5)", "struck"),
        ("The judge hears her.", "struck"),
        ("Nobody waits.", ""),
        ("Whoever may shall", ""),
        (LAW, ""),
    ]
    assert codes(document) == ["struck_left_out", "struck_out"]


def test_a_file_that_is_struck_out_as_a_whole_is_read() -> None:
    document = read(paragraph("Article 1") + paragraph(run(LAW, STRIKE)))
    assert [line.style for line in document.lines] == ["", ""]
    assert codes(document) == ["struck_out"]


def test_comments_heads_and_feet_of_pages_are_not_read(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Article 1. Aim")
    words = made.add_paragraph("Words of the law.")
    made.sections[0].header.paragraphs[0].text = "Official Gazette"
    made.sections[0].footer.paragraphs[0].text = "Page 1"
    made.add_comment(words.runs, text="Why so?", author="A", initials="A")
    path = tmp_path / "law.docx"
    made.save(str(path))
    assert read_law(path, "en").text == "Article 1. Aim\nWords of the law."


# --- fields --------------------------------------------------------------------------------------


def test_a_field_shows_its_result_only() -> None:
    inner = field("MERGEFIELD place", "hidden inside")
    nested = mark("begin") + instruction("IF ") + inner + instruction('= "x"')
    nested += mark("separate") + run("shown") + mark("end")
    simple = f'<w:fldSimple w:instr="PAGE">{run("7")}</w:fldSimple>'
    link = f'<w:hyperlink r="x">{run("the Code")}</w:hyperlink>'
    document = read(
        paragraph("See ", field('HYPERLINK "https://example.org"', "article 5"), ", ", link)
        + paragraph(nested, " on page ", simple)
    )
    assert texts(document) == ["See article 5, the Code", "shown on page 7"]


def test_a_table_of_contents_is_marked_by_its_field_style_or_control() -> None:
    page = field("PAGEREF _Toc1", "3")
    begins = mark("begin") + instruction('TOC \\o "1-3"') + mark("separate")
    by_field = paragraph(begins, "Article 1 ", page)
    by_field += paragraph("Article 2 ", page) + paragraph(mark("end"))
    by_style = paragraph("Article 3", properties='<w:pStyle w:val="T"/>')
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    by_control = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{paragraph('Article 4')}"
    by_control += "</w:sdtContent></w:sdt>"
    styles = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 2"/></w:style>'
    body = by_field + by_style + by_control + paragraph("Article 1")
    found = [(line.text, line.style) for line in read(body, styles=styles).lines]
    assert found == [
        ("Article 1 3", "contents"),
        ("Article 2 3", "contents"),
        ("Article 3", "contents"),
        ("Article 4", "contents"),
        ("Article 1", ""),
    ]


@pytest.mark.parametrize("marks", [["begin"], ["begin", "separate"], ["end", "begin"]])
def test_a_field_that_never_ends_hides_nothing(marks: list[str]) -> None:
    broken = "".join(map(mark, marks))
    document = read(paragraph("One ", broken, "two") + paragraph("Three"))
    assert texts(document) == ["One two", "Three"]


def test_numbers_that_only_word_computes_are_a_doubt() -> None:
    document = read(paragraph(field("AUTONUMLGL"), "Whoever acts"))
    assert texts(document) == ["Whoever acts"]
    assert codes(document) == ["computed_fields"]


# --- blocks and parts ----------------------------------------------------------------------------


def test_controls_tags_and_placeholders() -> None:
    unfilled = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    document = read(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('In a control')}</w:sdtContent></w:sdt>"
        + unfilled.format(paragraph("Click here to enter text"))
        + paragraph(
            "<w:smartTag>" + run("Chisinau ") + "</w:smartTag>",
            "<w:customXml>" + run("court ") + "</w:customXml>",
            f"<w:sdt><w:sdtContent>{run('of law')}</w:sdtContent></w:sdt>",
            unfilled.format(run("Click here")),
        )
    )
    assert texts(document) == ["In a control", "Chisinau court of law"]


def test_tables_in_tables_and_long_cells() -> None:
    def table(*cells: str) -> str:
        return "<w:tbl><w:tr>" + "".join(f"<w:tc>{c}</w:tc>" for c in cells) + "</w:tr></w:tbl>"

    inner = table(paragraph("x"), paragraph("y"))
    document = read(
        table(paragraph("Court") + paragraph("seat"), inner, paragraph("Fee"))
        + table(paragraph("Article 1"), paragraph("Words."))
        + table(
            paragraph("menu"), paragraph("Article 2") + paragraph("word " * 200), paragraph("ad")
        )
    )
    found = [(line.text[:18], line.style) for line in document.lines]
    assert found == [
        ("Court seat x y Fee", "table"),
        *(("Article 1", ""), ("Words.", "")),
        *(("menu", ""), ("Article 2", ""), ("word word word wor", ""), ("ad", "")),
    ]


def test_notes_have_numbers_of_their_own_kind_and_leave_no_sign_in_words(tmp_path: Path) -> None:
    def call(kind: str, key: int, more: str = "") -> str:
        return f'<w:r><w:{kind}Reference w:id="{key}"{more}/></w:r>'

    def note(kind: str, key: int, text: str) -> str:
        return f'<w:{kind} w:id="{key}"><w:p>{run(" ")}{run(text)}</w:p></w:{kind}>'

    body = paragraph("Article 1", call("footnote", 2), " Aim", call("endnote", 5))
    body += paragraph("Whoever", call("footnote", 3), " acts.")
    path = tmp_path / "law.docx"
    path.write_bytes(
        package(
            body,
            footnotes=note("footnote", 2, "First.") + note("footnote", 3, "Second."),
            endnotes=note("endnote", 5, "Last."),
        )
    )
    law = read_law(path, "en")
    assert [law.text[left.start : left.end].strip() for left in law.left_out] == [
        "1 First.",
        "i Last.",
        "2 Second.",
    ]
    assert {left.why for left in law.left_out} == {"note"}
    assert law.text.startswith("Article 1 Aim\nWhoever acts.")


def test_embedded_documents_are_a_doubt() -> None:
    assert codes(read(paragraph("Words") + '<w:altChunk r="x"/>')) == ["embedded_part"]


# --- signs ---------------------------------------------------------------------------------------


def test_raised_digits_belong_to_their_number_only() -> None:
    style = (
        f'<w:style w:type="character" w:styleId="Up"><w:name w:val="Up"/><w:rPr>{RAISED}</w:rPr>'
    )
    document = read(
        paragraph("Art. 201", run("1 ", RAISED), "Family")
        + paragraph("Art. 202", run(" 1", '<w:rStyle w:val="Up"/>'), run("0", RAISED), ". Child")
        + paragraph("Art. 203", run("2", '<w:position w:val="8"/>'), " Home")
        + paragraph(
            "the 1", run("er", RAISED), " of May, H", run("2", '<w:position w:val="-4"/>'), "O"
        ),
        styles=style + "</w:style>",
    )
    assert texts(document) == [
        "Art. 201^1 Family",
        "Art. 202^10. Child",
        "Art. 203^2 Home",
        "the 1er of May, H2O",
    ]


def test_symbols_are_shown_as_they_look() -> None:
    symbol = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
    wingdings = '<w:rFonts w:ascii="Wingdings"/>'
    document = read(
        paragraph(symbol.format("Symbol", "F0B7"), " first")
        + paragraph(symbol.format("Wingdings", "F0A7"), " second")
        + paragraph(run("§", wingdings), " third")
        + paragraph("\uf0b7 fourth")
        + paragraph(symbol.format("Times New Roman", "00A7"), " 5")
        + paragraph(symbol.format("Symbol", "F061"), symbol.format("Symbol", "nothing"), " six")
        + paragraph(symbol.format("Wingdings", "F0FE"), " seven")
    )
    assert texts(document) == [
        *("• first", "• second", "• third", "• fourth", "§ 5", "α six", "☑ seven"),
    ]


def test_spaces_hyphens_and_formulas(tmp_path: Path) -> None:
    path = tmp_path / "law.docx"
    piece = "<w:r><w:{}/></w:r>".format
    math = "<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>"
    first = ("Article\u00a01.", piece("ptab"), "sub\u00adject", piece("softHyphen"), "s")
    second = ("222\u201123", piece("noBreakHyphen"), "2 ", math, piece("cr"), "next")
    path.write_bytes(package(paragraph(*first) + paragraph(*second)))
    assert read_law(path, "en").text == "Article 1. subjects\n222-23-2 a=b\nnext"


def test_a_large_first_letter_belongs_to_its_word() -> None:
    dropped = '<w:framePr w:dropCap="drop" w:lines="2"/>'
    document = read(paragraph("W", properties=dropped) + paragraph("hoever acts"))
    assert texts(document) == ["Whoever acts"]


def test_a_strict_file_is_read_too() -> None:
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package(paragraph("Words")))) as old,
        zipfile.ZipFile(buffer, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(usual, strict))
    assert texts(read_word(buffer.getvalue(), "law.docx")) == ["Words"]


def test_cells_that_are_empty_in_all_rows_do_not_make_a_table_of_data() -> None:
    """Pages of portals that were copied into a word processor lay out each article so."""

    def table(*rows: tuple[str, ...]) -> str:
        cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
        return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"

    title = paragraph("Article 1") + paragraph("Aim")
    document = read(
        table((title, paragraph(), paragraph(" ")))
        + table(
            (paragraph("Court"), paragraph("Seat"), paragraph("Fee")),
            (paragraph("Article 2"), paragraph(), paragraph()),
        )
    )
    assert [(line.text, line.style) for line in document.lines] == [
        ("Article 1", ""),
        ("Aim", ""),
        ("Court Seat Fee", "table"),
        ("Article 2", "table"),
    ]

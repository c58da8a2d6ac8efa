# SPDX-License-Identifier: EUPL-1.2
"""DOCX to lines, from packages built here."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from gapanalysis.errors import AppError
from gapanalysis.importers.lines import Document
from gapanalysis.importers.numbering import print_number
from gapanalysis.importers.word import read_word

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


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


def item(text: str, list_id: int, level: int = 0) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
        f"</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def level(at: int, form: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


LAW_LIST = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "Article %1.")
    + level(1, "decimal", "(%2)")
    + level(2, "lowerLetter", "%3)")
    + level(3, "upperRoman", "%1.%4")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="20"/></w:lvlOverride></w:num>'
)


def test_automatic_numbers_are_computed_and_inserted() -> None:
    document = read(
        item("Scope", 1)
        + item("first", 1, 1)
        + item("second", 1, 1)
        + item("point", 1, 2)
        + item("point", 1, 2)
        + item("third", 1, 1)
        + item("point", 1, 2)
        + item("Terms", 1)
        + item("first", 1, 1)
        + item("deep", 1, 3),
        numbering=LAW_LIST,
    )
    assert texts(document) == [
        *("Article 1. Scope", "(1) first", "(2) second", "a) point", "b) point", "(3) third"),
        *("a) point", "Article 2. Terms", "(1) first", "2.I deep"),
    ]
    assert document.lines[0].generated == "Article 1."
    assert document.lines[3].indent == 2


def test_a_list_may_start_at_another_number() -> None:
    document = read(item("One", 1) + item("Two", 2) + item("Three", 2), numbering=LAW_LIST)
    assert texts(document) == ["Article 1. One", "Article 20. Two", "Article 21. Three"]


def test_a_paragraph_style_carries_the_number_and_the_heading() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="heading 2"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/>'
        '<w:basedOn w:val="Base"/><w:rPr><w:b/></w:rPr></w:style>'
    )
    styled = (
        '<w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr><w:r><w:t>Aim</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:pStyle w:val="Own"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'
        "<w:r><w:t>Bare</w:t></w:r></w:p>"
    )
    aim, bare = read(styled, numbering=LAW_LIST, styles=styles).lines
    assert (aim.text, aim.style, aim.bold) == ("Article 1. Aim", "heading2", True)
    assert (bare.text, bare.generated) == ("Bare", "")


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (27, "lowerLetter", "aa"),
        (28, "upperLetter", "BB"),
        (3, "decimalZero", "03"),
        (2, "russianLower", "б"),
        (0, "lowerRoman", "0"),
        (7, "chicago", "‡‡"),
        (7, "unheardOf", "7"),
        (7, "none", ""),
    ],
)
def test_forms_of_numbers(number: int, form: str, shown: str) -> None:
    assert print_number(number, form) == shown


def test_tracked_changes_read_as_accepted() -> None:
    document = read(
        "<w:p><w:r><w:t>Whoever </w:t></w:r><w:del><w:r><w:delText>may</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>shall</w:t></w:r></w:ins></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>joined </w:t></w:r></w:p>"
        "<w:p><w:r><w:t>to this</w:t></w:r></w:p>"
    )
    assert texts(document) == ["Whoever shall", "joined to this"]
    assert codes(document) == ["tracked_changes"]


def test_hidden_text_is_left_out_with_a_doubt() -> None:
    document = read(
        "<w:p><w:r><w:t>Seen</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> unseen</w:t></w:r></w:p>"
    )
    assert texts(document) == ["Seen"]
    assert codes(document) == ["hidden_text"]


def test_raised_digits_soft_breaks_tabs_and_special_hyphens() -> None:
    document = read(
        "<w:p><w:r><w:t>Art. 201</w:t></w:r>"
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
        "<w:r><w:tab/><w:t>Family</w:t><w:br/><w:t>222</w:t><w:noBreakHyphen/><w:t>23</w:t>"
        "</w:r></w:p>"
    )
    assert texts(document) == ["Art. 201^12 Family", "222-23"]
    assert document.lines[0].offset == document.lines[1].offset == 1


def test_notes_stand_at_the_end_in_the_order_of_their_calls() -> None:
    document = read(
        '<w:p><w:r><w:t>Text</w:t><w:footnoteReference w:id="7"/></w:r></w:p>'
        "<w:p><w:r><w:t>More</w:t></w:r></w:p>",
        footnotes='<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="7"><w:p><w:r><w:t>As amended.</w:t></w:r></w:p></w:footnote>',
    )
    assert [(line.text, line.style) for line in document.lines] == [
        ("Text", ""),
        ("More", ""),
        ("1 As amended.", "note"),
    ]


def test_headings_title_and_tables_of_a_word_processor() -> None:
    made = docx.Document()
    made.add_heading("Law on shelters", 0)
    made.add_heading("Chapter I", 1)
    bold = made.add_paragraph()
    bold.add_run("Article 1").bold = True
    table = made.add_table(rows=2, cols=3)
    for at, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell {at}"
    made.add_paragraph("after")
    buffer = io.BytesIO()
    made.save(buffer)
    document = read_word(buffer.getvalue(), "law.docx")
    assert document.title == "Law on shelters"
    assert [line.style for line in document.lines[:3]] == ["title", "heading1", ""]
    assert document.lines[2].bold
    cells = [line.text for line in document.lines if line.style == "table"]
    assert cells == ["cell 0 cell 1 cell 2", "cell 3 cell 4 cell 5"]
    assert document.lines[-1].text == "after"


def test_text_boxes_are_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>"
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    document = read(
        f"<w:p><w:r><w:t>Before</w:t></w:r><w:r><mc:AlternateContent {compatible}>"
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert texts(document) == ["Before", "In a box"]


def test_refusals() -> None:
    with pytest.raises(AppError, match="no_text"):
        read("<w:p/>")
    with pytest.raises(AppError, match="corrupt"):
        read("<w:p>")
    with pytest.raises(AppError, match="corrupt"):
        read("<w:sdt>" * 250 + "</w:sdt>" * 250)
    whole = package("<w:p><w:r><w:t>Text</w:t></w:r></w:p>")
    with pytest.raises(AppError, match="corrupt"):
        read_word(whole[:-40], "law.docx")


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><x>&b;</x>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", bomb)
    with pytest.raises(AppError, match="doctype_refused"):
        read_word(buffer.getvalue(), "law.docx")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", bomb.encode("utf-16"))
    with pytest.raises(AppError, match="doctype_refused"):
        read_word(buffer.getvalue(), "law.docx")


def test_an_archive_cut_at_its_start_is_read_or_refused() -> None:
    whole = package("<w:p><w:r><w:t>Article 1</w:t></w:r></w:p>")
    told = set()
    for cut in range(len(whole)):  # offsets in the directory then lie before the file
        try:
            told.add(tuple(texts(read_word(whole[cut:], "law.docx"))))
        except AppError as refusal:
            told.add(refusal.code)
    assert told <= {("Article 1",), "corrupt"}


def test_zip_bombs_are_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 30_000_000)
    with pytest.raises(AppError, match="zip_bomb"):
        read_word(buffer.getvalue(), "law.docx")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for at in range(20_001):
            archive.writestr(str(at), b"")
    with pytest.raises(AppError, match="zip_bomb"):
        read_word(buffer.getvalue(), "law.docx")

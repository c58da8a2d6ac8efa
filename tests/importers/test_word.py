# SPDX-License-Identifier: EUPL-1.2
"""DOCX to lines, from packages built here."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from word_files import codes, item, level, numbering, package, paragraph, read, texts

from gapanalysis.errors import AppError
from gapanalysis.importers.numbering import print_number
from gapanalysis.importers.word import read_word

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


def test_numbers_count_on_across_instances_unless_they_start_anew() -> None:
    """As word processors print it; found with LibreOffice on random lists."""
    override = '<w:lvlOverride w:ilvl="{}"><w:startOverride w:val="{}"/></w:lvlOverride>'
    lists = numbering(
        level(0, "decimal", "%1."),
        level(1, "lowerLetter", "%2)"),
        instances='<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        f"{override.format(0, 1)}{override.format(1, 3)}</w:num>",
    )
    document = read(
        item("a", 1) + item("b", 1, 1) + item("c", 2) + item("d", 3) + item("e", 3, 1)
        + item("f", 3) + item("g", 3, 1) + item("h", 1),
        numbering=lists,
    )  # fmt: skip
    assert texts(document) == ["1. a", "a) b", "2. c", "1. d", "c) e", "2. f", "c) g", "3. h"]


def test_restarts_and_levels_shown_as_plain_numbers() -> None:
    lists = numbering(
        level(0, "upperRoman", "Chapter %1"),
        level(1, "decimal", "Article %2.", more='<w:lvlRestart w:val="0"/>'),
        level(2, "decimal", "%1.%2.%3", more="<w:isLgl/>"),
        level(3, "lowerLetter", "%4)", more='<w:lvlRestart w:val="1"/>'),
    )
    body = "".join(item("x", 1, at) for at in (0, 1, 2, 3, 1, 3, 0, 1, 3))
    assert texts(read(body, numbering=lists)) == [
        *("Chapter I x", "Article 1. x", "1.1.1 x", "a) x", "Article 2. x", "b) x"),
        *("Chapter II x", "Article 3. x", "a) x"),
    ]


def test_a_paragraph_without_words_is_counted_and_shown() -> None:
    body = item("one", 1) + item("", 1) + item("three", 1)
    lists = numbering(level(0, "decimal", "%1."))
    assert texts(read(body, numbering=lists)) == ["1. one", "2.", "3. three"]


def test_paragraphs_that_are_deleted_or_hidden_are_not_counted() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    deleted = paragraph(
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>",
        properties=f"{numbered}<w:rPr><w:del/></w:rPr>",
    )
    moved = paragraph(
        "<w:moveFrom><w:r><w:t>away</w:t></w:r></w:moveFrom>",
        properties=f"{numbered}<w:rPr><w:moveFrom/></w:rPr>",
    )
    hidden = paragraph("<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>", properties=numbered)
    lists = numbering(level(0, "decimal", "%1."))
    document = read(item("one", 1) + deleted + moved + hidden + item("two", 1), numbering=lists)
    assert texts(document) == ["1. one", "2. two"]
    assert codes(document) == ["hidden_text", "tracked_changes"]


def test_a_paragraph_that_only_ends_a_section_is_not_counted() -> None:
    ends = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:sectPr/>'
    body = paragraph(properties=ends) + item("one", 1) + paragraph("two", properties=ends)
    lists = numbering(level(0, "decimal", "%1."))
    assert texts(read(body, numbering=lists)) == ["1. one", "2. two"]


def test_a_style_takes_its_level_from_the_list_and_hands_it_down() -> None:
    lists = numbering(
        level(0, "decimal", "Part %1", more='<w:pStyle w:val="H1"/>'),
        level(1, "decimal", "Art. %2", more='<w:pStyle w:val="H2"/>'),
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{key}"/>{more}</w:style>'
        for key, more in (
            ("H1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
            ("H2", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
            ("Own", '<w:basedOn w:val="H2"/>'),
        )
    )
    body = "".join(
        paragraph(key, properties=f'<w:pStyle w:val="{key}"/>') for key in ("H1", "H2", "Own")
    )
    found = texts(read(body, numbering=lists, styles=styles))
    assert found == ["Part 1 H1", "Art. 1 H2", "Art. 2 Own"]


def test_a_list_may_be_defined_by_a_numbering_style() -> None:
    paragraphs = level(0, "decimal", "§ %1")
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Law"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Law"/>'
        f'{paragraphs}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="Law"><w:name w:val="Law"/><w:pPr><w:numPr>'
        '<w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    body = item("Aim", 1) + item("Scope", 1)
    assert texts(read(body, numbering=lists, styles=styles)) == ["§ 1 Aim", "§ 2 Scope"]


@pytest.mark.parametrize(
    ("sign", "shown"), [("-", "-"), ("–", "–"), ("\uf0b7", "•"), ("§", "•"), ("o", "•")]
)
def test_bullets_are_dashes_or_dots(sign: str, shown: str) -> None:
    lists = numbering(level(0, "bullet", sign))
    assert texts(read(item("x", 1), numbering=lists)) == [f"{shown} x"]


def test_numbers_with_leading_zeros_in_newer_files() -> None:
    newer = (
        '<mc:AlternateContent><mc:Choice><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
        '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    lists = numbering(
        f'<w:lvl w:ilvl="0"><w:start w:val="9"/>{newer}<w:lvlText w:val="%1"/></w:lvl>'
    )
    found = texts(read(item("x", 1) + item("y", 1), numbering=lists))
    assert found == ["009 x", "010 y"]


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (27, "lowerLetter", "aa"),
        (28, "upperLetter", "BB"),
        (3, "decimalZero", "03"),
        (2, "russianLower", "б"),
        (11, "russianUpper", "Л"),
        (4, "arabicAlpha", "ث"),
        (4, "arabicAbjad", "د"),
        (15, "hebrew1", "טו"),
        (16, "hebrew1", "טז"),
        (121, "hebrew1", "קכא"),
        (11, "hebrew2", "כ"),
        (16, "armenian", "ԺԶ"),
        (16, "georgian", "ივ"),
        (3, "lowerGreek", "γ"),
        (5, "decimalEnclosedCircle", "⑤"),
        (21, "decimalEnclosedCircle", "21"),
        (12, "arabicIndic", "١٢"),
        (22, "ordinal", "22nd"),
        (12, "ordinal", "12th"),
        (5, "numberInDash", "- 5 -"),
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


def test_a_second_body_is_read_too() -> None:
    body = paragraph("one") + "</w:body><w:body>" + paragraph("two")
    assert texts(read(body)) == ["one", "two"]


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

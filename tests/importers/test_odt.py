# SPDX-License-Identifier: EUPL-1.2
"""ODT to lines and trees, from packages built here."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from gapanalysis.errors import AppError
from gapanalysis.importers.lines import Document
from gapanalysis.importers.odt import read_odt
from gapanalysis.importers.odt_styles import Count, Level
from gapanalysis.importers.read import read_law

URN = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{URN}:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
        "meta": "meta",
    }.items()
)
NAMESPACES += (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:loext="urn:org:documentfoundation"'
)


def package(
    body: str, *, styles: str = "", outline: str = "", meta: str = "", manifest: str = ""
) -> bytes:
    """Gives a small ODT: automatic styles stand with the body, the outline with the others."""
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": (
            f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>"
        ),
        "styles.xml": (
            f"<office:document-styles {NAMESPACES}><office:styles>{outline}</office:styles>"
            "</office:document-styles>"
        ),
        "meta.xml": f"<office:document-meta {NAMESPACES}><office:meta>{meta}</office:meta>"
        "</office:document-meta>",
        "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def read(body: str, **parts: str) -> Document:
    return read_odt(package(body, **parts), "law.odt")


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def codes(document: Document) -> list[str]:
    return [doubt.code for doubt in document.warnings]


def level(at: int, form: str, **attributes: str) -> str:
    more = " ".join(
        f'{"text" if name in {"start-value", "display-levels"} else "style"}:{name}="{value}"'
        for name, value in ((key.replace("_", "-"), value) for key, value in attributes.items())
    )
    return f'<text:list-level-style-number text:level="{at}" style:num-format="{form}" {more}/>'


def list_style(name: str, *levels: str) -> str:
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


LAW_LIST = list_style(
    "L1",
    level(1, "1", num_prefix="Article ", num_suffix="."),
    level(2, "1", num_prefix="(", num_suffix=")"),
    level(3, "a", num_suffix=")"),
    level(4, "I", num_suffix=".", display_levels="2"),
)


def items(*entries: str, more: str = 'text:style-name="L1"') -> str:
    inside = "".join(
        f"<text:list-item>{e if e.startswith('<') else f'<text:p>{e}</text:p>'}</text:list-item>"
        for e in entries
    )
    return f"<text:list {more}>{inside}</text:list>"


LAW = items(
    "<text:p>Scope</text:p>"
    + items("first", "<text:p>second</text:p>" + items("point", "point", more=""), more="")
    + "<text:p>goes on</text:p>",
    "<text:p>Terms</text:p>" + items("only", more=""),
)


def test_list_numbers_are_computed_and_inserted() -> None:
    document = read(LAW, styles=LAW_LIST)
    assert texts(document) == [
        *("Article 1. Scope", "(1) first", "(2) second", "a) point", "b) point", "goes on"),
        *("Article 2. Terms", "(1) only"),
    ]
    assert [line.generated for line in document.lines[:2]] == ["Article 1.", "(1)"]
    assert [line.indent for line in document.lines[:4]] == [0, 1, 1, 2]
    assert {line.style for line in document.lines} == {"list"}


def test_the_tree_of_a_numbered_law(tmp_path: Path) -> None:
    path = tmp_path / "law.odt"
    path.write_bytes(package(LAW, styles=LAW_LIST))
    law = read_law(path, "en")
    assert law.source.format == "odt"
    assert [(p.kind.value, p.address) for p in law.provisions] == [
        ("article", "1"),
        ("paragraph", "1(1)"),
        ("paragraph", "1(2)"),
        ("point", "1(2)(a)"),
        ("point", "1(2)(b)"),
        ("article", "2"),
        ("paragraph", "2(1)"),
    ]


def test_lists_begin_again_unless_they_continue() -> None:
    plain = 'text:style-name="L1"'
    document = read(
        items("one", more=f'{plain} xml:id="x"')
        + "<text:p>between</text:p>"
        + items("two", more=f'{plain} text:continue-numbering="true"')
        + items("again", more=plain)
        + items("three", more=f'{plain} text:continue-list="x"')
        + items(items("inner", more=""), more=f'{plain} text:continue-list="x"')
        + items(items("inner", more=""), more=f'{plain} text:continue-list="x"'),
        styles=LAW_LIST,
    )
    assert texts(document) == [
        *("Article 1. one", "between", "Article 2. two", "Article 1. again", "Article 3. three"),
        *("(1) inner", "(2) inner"),
    ]


def test_items_may_start_at_a_number_and_headers_have_none() -> None:
    document = read(
        '<text:list text:style-name="L1"><text:list-header><text:p>Head</text:p>'
        '</text:list-header><text:list-item text:start-value="20"><text:p>One</text:p>'
        "</text:list-item><text:list-item><text:p>Two</text:p></text:list-item></text:list>",
        styles=LAW_LIST,
    )
    assert texts(document) == ["Head", "Article 20. One", "Article 21. Two"]


def test_a_paragraph_style_carries_the_list() -> None:
    style = (
        '<style:style style:family="paragraph" style:name="P0" style:list-style-name="L1"/>'
        '<style:style style:family="paragraph" style:name="P1" style:parent-style-name="P0"/>'
    )
    entry = '<text:p text:style-name="P1">Aim</text:p>'
    assert texts(read(items(entry, more=""), styles=LAW_LIST + style)) == ["Article 1. Aim"]


def test_paragraphs_may_be_numbered_without_a_list() -> None:
    entry = (
        '<text:numbered-paragraph text:list-id="n" text:style-name="L1" text:level="{}">'
        "<text:number>9</text:number><text:p>{}</text:p></text:numbered-paragraph>"
    )
    body = entry.format(1, "Aim") + entry.format(2, "first") + entry.format(1, "End")
    assert texts(read(body, styles=LAW_LIST)) == ["Article 1. Aim", "(1) first", "Article 2. End"]


@pytest.mark.parametrize(
    ("form", "count", "synced", "shown"),
    [
        ("lowerLetter", 27, False, "aa"),
        ("lowerLetter", 28, False, "ab"),
        ("upperLetter", 28, True, "BB"),
        ("lowerRoman", 4, False, "iv"),
        ("none", 4, False, ""),
        ("bulgarianLower", 11, False, "к"),
        ("serbianUpper", 6, False, "Ђ"),
        ("ukrainianLower", 5, False, "ґ"),
    ],
)
def test_forms_of_numbers(form: str, count: int, synced: bool, shown: str) -> None:
    levels = {1: Level(form=form, text="%1%", synced=synced)}
    assert Count().next_label(levels, 1, count) == shown


def test_a_label_may_show_the_levels_above_and_be_spelt_out() -> None:
    styles = list_style(
        "L1",
        level(1, "I", start_value="3"),
        level(2, "1", display_levels="2", num_suffix="."),
        level(3, "", display_levels="3", num_suffix=" §"),
        '<text:list-level-style-bullet text:level="4" text:bullet-char="-"/>',
        '<text:list-level-style-number text:level="5" style:num-format="А, Б, .., Аа, Аб, ... (bg)"'
        ' loext:num-list-format="[%1%:%5%]"/>',
    )
    deep = "deep"
    for _ in range(4):
        deep = items(deep, more="")
    document = read(
        items(
            "<text:p>one</text:p>"
            + items(
                "<text:p>two</text:p>"
                + items("<text:p>three</text:p>" + items("four", more=""), more=""),
                more="",
            ),
            deep,
        ),
        styles=styles,
    )
    assert texts(document) == ["III one", "III.1. two", "§ three", "- four", "[III:А] deep"]


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("01, 02, 03, ...", "02"),
        ("001, 002, 003, ...", "002"),
        ("а, б, .., аа, аб, ... (ru)", "б"),
        ("А, Б, .., Аа, Аб, ... (sr)", "Б"),
        ("א, י, ק, ...", "ב"),
        ("أ, ب, ت, ...", "ب"),
        ("ا, ب, ج, ...", "ب"),
        ("α, β, γ, ... (gr)", "β"),
        ("①, ②, ③, ...", "②"),
        ("1st", "2nd"),
        ("*, †, ‡, §, **, ††, ...", "†"),
        ("never heard of", "2"),
    ],
)
def test_forms_are_told_by_their_first_numbers(printed: str, shown: str) -> None:
    styles = list_style("L1", level(1, printed, num_suffix="."))
    assert texts(read(items("x", "y"), styles=styles))[1] == f"{shown}. y"


def test_items_without_words_are_counted_and_deeper_ones_count_what_is_above() -> None:
    """As word processors print it; found with LibreOffice on random lists."""
    document = read(
        items(items("first", more=""), "<text:p/>", "<text:p>three</text:p>"), styles=LAW_LIST
    )
    assert texts(document) == ["(1) first", "Article 2.", "Article 3. three"]


def test_an_item_may_have_a_style_of_its_own() -> None:
    own = list_style("L2", level(1, "A", num_suffix="."))
    body = (
        '<text:list text:style-name="L1"><text:list-item><text:p>one</text:p></text:list-item>'
        '<text:list-item text:style-override="L2"><text:p>two</text:p></text:list-item>'
        "<text:list-item><text:p>three</text:p></text:list-item></text:list>"
    )
    found = texts(read(body, styles=LAW_LIST + own))
    assert found == ["Article 1. one", "B. two", "Article 3. three"]


OUTLINE = (
    '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" '
    'style:num-format="I" style:num-prefix="Chapter "/><text:outline-level-style text:level="2" '
    'style:num-format="1" style:num-prefix="Article " style:num-suffix="."/></text:outline-style>'
    '<style:style style:family="paragraph" style:name="Title"/>'
    '<style:style style:family="paragraph" style:name="Sub" style:default-outline-level="2"/>'
)


def test_headings_are_numbered_by_the_outline() -> None:
    styles = (
        '<style:style style:family="paragraph" style:name="P1" style:parent-style-name="Title"/>'
        '<style:style style:family="paragraph" style:name="P2" style:list-style-name=""/>'
    )
    document = read(
        '<text:p text:style-name="P1">Law on Peace</text:p>'
        '<text:h text:outline-level="1">Aims</text:h>'
        '<text:h text:outline-level="2">Scope</text:h><text:p>Words.</text:p>'
        '<text:h text:outline-level="2" text:is-list-header="true">Bare</text:h>'
        '<text:h text:outline-level="2" text:style-name="P2">Off</text:h>'
        '<text:h text:outline-level="2">Terms</text:h>'
        '<text:p text:style-name="Sub">Styled</text:p>'
        '<text:h text:outline-level="1" text:restart-numbering="true" text:start-value="7">End'
        '</text:h><text:h text:outline-level="2">Last</text:h>',
        styles=styles,
        outline=OUTLINE,
    )
    assert [(line.text, line.style) for line in document.lines] == [
        ("Law on Peace", "title"),
        ("Chapter I Aims", "heading1"),
        ("Article 1. Scope", "heading2"),
        ("Words.", ""),
        ("Bare", "heading2"),
        ("Off", "heading2"),
        ("Article 2. Terms", "heading2"),
        ("Styled", "heading2"),
        ("Chapter VII End", "heading1"),
        ("Article 1. Last", "heading2"),
    ]
    assert document.title == "Law on Peace"


def test_a_start_that_is_no_number_is_where_the_level_begins() -> None:
    anew = '<text:h text:outline-level="1" text:restart-numbering="true"{}>{}</text:h>'
    document = read(
        '<text:h text:outline-level="1">One</text:h>'
        + anew.format(' text:start-value="-1"', "Anew")
        + anew.format("", "Again"),
        outline=OUTLINE,
    )
    assert texts(document) == ["Chapter I One", "Chapter I Anew", "Chapter I Again"]


def test_tracked_changes_read_as_accepted() -> None:
    document = read(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>may not</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p>Whoever <text:change text:change-id="a"/><text:change-start text:change-id="b"/>'
        'shall<text:change-end text:change-id="b"/> act.</text:p>'
    )
    assert texts(document) == ["Whoever shall act."]
    assert codes(document) == ["tracked_changes"]
    unchanged = "<text:tracked-changes/><text:p>Words</text:p>"
    assert codes(read(unchanged)) == []


@pytest.mark.parametrize(
    "hidden",
    [
        '<text:section text:display="none"><text:p>unseen</text:p></text:section>',
        '<text:section text:is-hidden="true"><text:p>unseen</text:p></text:section>',
        '<text:p text:style-name="H">unseen</text:p>',
        '<text:p><text:span text:style-name="T">unseen</text:span></text:p>',
        '<text:p><text:hidden-text text:is-hidden="true">unseen</text:hidden-text></text:p>',
        '<text:p>unseen<text:hidden-paragraph text:is-hidden="true"/></text:p>',
    ],
)
def test_hidden_text_is_left_out_with_a_doubt(hidden: str) -> None:
    properties = '<style:text-properties text:display="none"/></style:style>'
    styles = (
        f'<style:style style:family="paragraph" style:name="H">{properties}'
        f'<style:style style:family="text" style:name="T">{properties}'
    )
    document = read("<text:p>Seen</text:p>" + hidden, styles=styles)
    assert texts(document) == ["Seen"]
    assert codes(document) == ["hidden_text"]


def test_spaces_breaks_and_marks_inside_a_paragraph() -> None:
    styles = (
        '<style:style style:family="text" style:name="B"><style:text-properties '
        'fo:font-weight="bold"/></style:style><style:style style:family="text" style:name="S">'
        '<style:text-properties style:text-position="super 58%"/></style:style>'
        '<style:style style:family="paragraph" style:name="C"><style:paragraph-properties '
        'fo:text-align="center"/></style:style>'
    )
    document = read(
        '<text:p text:style-name="C"><text:span text:style-name="B">Article\n112<text:span '
        'text:style-name="S">1</text:span></text:span></text:p><text:p>One<text:s text:c="9"/>two'
        "<text:tab/>three<text:line-break/>four<!-- c --> five<office:annotation><text:p>why?"
        "</text:p></office:annotation><text:ruby><text:ruby-base>!</text:ruby-base><text:ruby-text>"
        "no</text:ruby-text></text:ruby></text:p><text:p/>",
        styles=styles,
    )
    assert texts(document) == ["Article 112^1", "One two three", "four five!"]
    assert [(line.bold, line.centred) for line in document.lines[:2]] == [
        (True, True),
        (False, False),
    ]


def test_notes_and_boxes_follow_the_words() -> None:
    document = read(
        "<text:p>Call<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>A note.</text:p></text:note-body></text:note> on.<draw:frame><draw:text-box>"
        "<text:p>Boxed.</text:p></draw:text-box><svg:desc>Picture</svg:desc></draw:frame></text:p>"
        "<text:p>Next.</text:p>"
    )
    assert [(line.text, line.style) for line in document.lines] == [
        ("Call on.", ""),
        ("Boxed.", ""),
        ("Next.", ""),
        ("1 A note.", "note"),
    ]


def test_tables_of_data_are_read_by_row_and_others_by_cell() -> None:
    def table(*rows: tuple[str, ...]) -> str:
        shown = "".join(
            "<table:table-row>"
            + "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in row)
            + "</table:table-row>"
            for row in rows
        )
        return (
            f"<table:table><table:table-header-rows>{shown}</table:table-header-rows></table:table>"
        )

    inner = table(("<text:p>x</text:p>", "<text:p>y</text:p>"))
    document = read(
        table(("<text:p>Court</text:p><text:p>seat</text:p>", inner, "<text:p>Fee</text:p>"))
        + table(("<text:p>Article 1</text:p>", "<text:p>Words.</text:p>"))
    )
    assert [(line.text, line.style) for line in document.lines] == [
        ("Court seat x y Fee", "table"),
        ("Article 1", ""),
        ("Words.", ""),
    ]


def test_cells_that_are_empty_in_all_rows_do_not_make_a_table_of_data() -> None:
    def table(*rows: tuple[str, ...]) -> str:
        cells = (
            "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in row) for row in rows
        )
        shown = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
        return f"<table:table>{shown}</table:table>"

    title = "<text:p>Article 1</text:p><text:p>Aim</text:p>"
    document = read(
        table((title, "<text:p/>", "<text:p> </text:p>"))
        + table(
            ("<text:p>Court</text:p>", "<text:p>Seat</text:p>", "<text:p>Fee</text:p>"),
            ("<text:p>Article 2</text:p>", "<text:p/>", "<text:p/>"),
        )
    )
    assert [(line.text, line.style) for line in document.lines] == [
        ("Article 1", ""),
        ("Aim", ""),
        ("Court Seat Fee", "table"),
        ("Article 2", "table"),
    ]


def test_a_table_of_contents_is_marked() -> None:
    contents = (
        "<text:table-of-content><text:index-body><text:index-title><text:p>Contents</text:p>"
        "</text:index-title><text:p>Article 1<text:tab/>3</text:p></text:index-body>"
        "</text:table-of-content>"
    )
    found = [
        (line.text, line.style) for line in read(contents + "<text:p>Article 1</text:p>").lines
    ]
    assert found == [("Contents", "contents"), ("Article 1 3", "contents"), ("Article 1", "")]


def test_signs_of_symbol_fonts_and_words_struck_out() -> None:
    styles = (
        '<style:style style:family="text" style:name="S"><style:text-properties '
        'style:text-line-through-style="solid"/></style:style>'
    )
    body = '<text:p>\uf0b7 may <text:span text:style-name="S">not</text:span></text:p>'
    document = read(body, styles=styles)
    assert (texts(document), codes(document)) == (["• may not"], ["struck_out"])
    struck = '<text:span text:style-name="S">Nobody waits.</text:span>'
    kept = "The court decides without delay."
    document = read(
        f"<text:p>{kept}</text:p><text:p>{struck} (Repealed)<text:line-break/>{kept}</text:p>",
        styles=styles,
    )
    assert [line.style for line in document.lines] == ["", "struck", ""]
    assert codes(document) == ["struck_left_out"]


@pytest.mark.parametrize("name", ["law.fodt", "law.xml"])
def test_a_flat_file_is_read_too(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(
        f'<?xml version="1.0"?>\n<office:document {NAMESPACES} office:mimetype='
        '"application/vnd.oasis.opendocument.text"><office:meta><dc:title>Flat law</dc:title>'
        f"</office:meta><office:automatic-styles>{LAW_LIST}</office:automatic-styles><office:body>"
        f"<office:text>{LAW}</office:text></office:body></office:document>",
        encoding="utf-8",
    )
    law = read_law(path, "en")
    assert (law.title, law.source.format) == ("Flat law", "odt")
    assert [p.address for p in law.provisions][:3] == ["1", "1(1)", "1(2)"]


def test_the_title_and_language_of_the_file() -> None:
    meta = "<dc:title>Law</dc:title><dc:language>ro-MD</dc:language>"
    document = read("<text:p>Words</text:p>", meta=meta)
    assert (document.title, document.language, document.format) == ("Law", "ro", "odt")


WORDS = "<text:p>Words</text:p>"


def broken(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (broken(b'<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'), "doctype_refused"),
        (broken(b"<x>"), "corrupt"),
        (broken(b"<x/>"), "corrupt"),
        (broken(b" " * 30_000_000), "zip_bomb"),
        (package(WORDS)[:-60], "corrupt"),
        (package(WORDS, manifest="<encryption-data/>"), "encrypted"),
        (package("<text:p> </text:p>"), "no_text"),
        (package("<text:section>" * 250 + "</text:section>" * 250), "corrupt"),
    ],
)
def test_refusals(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "law.odt"
    path.write_bytes(data)
    with pytest.raises(AppError, match=code):
        read_law(path)


def test_a_suffix_that_is_wrong_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "law.docx"
    path.write_bytes(package(WORDS))
    with pytest.raises(AppError, match="not_what_suffix_says"):
        read_law(path)


def test_numbers_and_levels_that_make_no_sense_do_no_harm() -> None:
    styles = list_style(
        "L1", level(1, "1", display_levels="999999999"), level(99999, "1"), level(-3, "1")
    )
    document = read(
        '<text:list text:style-name="L1"><text:list-item text:start-value="many"><text:p>One'
        "</text:p></text:list-item></text:list>"
        '<text:h text:outline-level="-5">Head</text:h>',
        styles=styles,
    )
    assert texts(document) == ["1 One", "Head"]


def test_a_real_law_has_the_tree_of_its_plain_text(laws: Path, tmp_path: Path) -> None:
    plain = laws / "romania" / "legea_217-2003_republicata.derived.txt"
    lines = plain.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "law.odt"
    path.write_bytes(package("".join(f"<text:p>{escape(line)}</text:p>" for line in lines)))
    law = read_law(path)
    found = [(p.kind, p.address) for p in law.provisions]
    assert found == [(p.kind, p.address) for p in read_law(plain).provisions]
    assert sum(kind == "article" for kind, _ in found) == 59

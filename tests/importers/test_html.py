# SPDX-License-Identifier: EUPL-1.2
"""HTML to lines."""

from __future__ import annotations

import pytest

from gapanalysis.errors import AppError
from gapanalysis.importers.html import read_html
from gapanalysis.importers.lines import Document
from gapanalysis.importers.read import read_data
from gapanalysis.model import Kind


def read(markup: str | bytes) -> Document:
    return read_html(markup.encode() if isinstance(markup, str) else markup, "law.html")


def texts(markup: str | bytes) -> list[str]:
    return [line.text for line in read(markup).lines]


def test_blocks_and_breaks_are_lines_and_inline_marks_are_not() -> None:
    found = texts(
        "<html><body><div>Art. <b>1</b>. Sco<i>pe</i><p>First\n  line</p>tail<br>next</div>"
        "<dl><dt>term</dt><dd>meaning</dd></dl></body></html>"
    )
    assert found == ["Art. 1. Scope", "First line", "tail", "next", "term", "meaning"]


def test_title_language_headings_and_looks() -> None:
    document = read(
        '<html lang="ro-MD"><head><title>Site</title></head><body><h1>Law 45</h1><h2>Chapter I</h2>'
        '<p align="center"><strong>Article 1</strong></p><p>Text <b>bold</b></p></body></html>'
    )
    assert (document.title, document.language) == ("Law 45", "ro")
    assert [line.style for line in document.lines] == ["title", "heading2", "", ""]
    assert (document.lines[2].bold, document.lines[2].centred) == (True, True)
    assert not document.lines[3].bold


def test_what_a_reader_does_not_see_is_left_out() -> None:
    document = read(
        "<html><head><style>p{}</style></head><body><script>x()</script>"
        '<p>Seen</p><div style="display: none">old words of it</div>tail<p hidden>more</p>'
        "</body></html>"
    )
    assert [line.text for line in document.lines] == ["Seen", "tail"]
    assert [doubt.code for doubt in document.warnings] == ["hidden_text"]


def test_raised_digits_belong_to_the_number_but_calls_of_notes_do_not() -> None:
    assert texts("<p>Art. 201<sup>1</sup> and m<sup>2</sup></p>") == ["Art. 201^1 and m^2"]
    assert texts('<p>Art. 5<sup><a href="#n1">1</a></sup> Aim</p>') == ["Art. 5[1] Aim"]
    assert texts("<p>Art. 10<sup>1</sup><sup><b>2</b></sup>. Aim</p>") == ["Art. 10^12. Aim"]
    assert texts("<p>Mr<sup>s</sup></p>") == ["Mrs"]
    assert texts('<p>see <a href="#p5">5.<sup>1</sup> pantu</a></p>') == ["see 5.^1 pantu"]
    assert texts('<p>see <a href="#n5">a note<sup>1</sup></a></p>') == ["see a note[1]"]


def test_a_line_of_small_print_behind_a_raised_number_is_a_note() -> None:
    document = read(
        "<p>3. gr.<br>Hávaði er bannaður.]<sup>1)</sup><br>"
        '<i><small><sup>1)</sup><a href="/l">L. 7/2020, 2. gr.</a></small></i><br>'
        "<sup>2)</sup> er ritað smátt.</p>"
    )
    assert [(line.text, line.style) for line in document.lines][1:] == [
        ("Hávaði er bannaður.]^1)", ""),
        ("^1)L. 7/2020, 2. gr.", "note"),
        ("^2) er ritað smátt.", ""),
    ]


def test_digits_that_a_style_sheet_raises_belong_to_the_number() -> None:
    sheet = "<style>p.x {color: red} .up, b.top {Vertical-Align: super} .up a {top: 0}</style>"
    page = (
        '<p>Art. 5<span class="mark up">1</span>, 6<b class="top">2-1</b>, 7<i class="x">3</i></p>'
    )
    assert texts(sheet + page) == ["Art. 5^1, 6^2-1, 73"]
    assert texts('<p>Art. 5<span style="vertical-align:super">1</span></p>') == ["Art. 5^1"]


def test_rows_of_tables_are_lines_and_layout_is_no_table() -> None:
    document = read(
        "<table><tr><td>Art. 1</td><td>Scope</td></tr></table>"
        "<table><tr><td>a</td><td>b</td><td>c</td></tr></table>"
        "<table><tr><td><p>one</p><p>two</p></td></tr></table>"
    )
    assert [(line.text, line.style) for line in document.lines] == [
        ("Art. 1 Scope", ""),
        ("a b c", "table"),
        ("one", ""),
        ("two", ""),
    ]


def test_lists_show_the_numbers_that_a_browser_shows() -> None:
    document = read(
        '<ol><li>one<ol type="a"><li>x</li><li>y</li></ol></li><li value="5">five</li>'
        "<li>(7) printed</li></ol><ul><li>dot</li></ul>"
        '<ol style="list-style-type:none"><li>bare</li></ol>'
    )
    assert [line.text for line in document.lines] == [
        *("1. one", "a. x", "b. y", "5. five", "(7) printed", "• dot", "bare"),
    ]
    assert document.lines[1].generated == "a."
    assert document.lines[1].indent == 2


def test_blank_lines_in_preformatted_text_end_paragraphs() -> None:
    assert texts("<div>1 § First\nline.\n\n2 § Second.</div>") == ["1 § First line.", "2 § Second."]
    assert texts("<pre>1 § a\n2 § b</pre>") == ["1 § a", "2 § b"]


@pytest.mark.parametrize(
    ("charset", "declared"),
    [("utf-8", ""), ("utf-8", "iso-8859-1"), ("cp1251", "windows-1251"), ("utf-16", "")],
)
def test_letters_are_read_by_the_charset(charset: str, declared: str) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    markup = f"<html><head>{meta}</head><body><p>Стаття 126. Насильство</p></body></html>"
    assert texts(markup.encode(charset)) == ["Стаття 126. Насильство"]


@pytest.mark.parametrize("declared", ["undefined", "idna", "hex", "no-such-charset"])
def test_a_charset_that_gives_no_letters_is_passed_over(declared: str) -> None:
    page = f"<meta charset='{declared}'><p>Stupro e violenza: la libert\xe0".encode("cp1252")
    assert texts(page)[0].startswith("Stupro e violenza")


def test_lines_of_a_page_converter_become_paragraphs() -> None:
    found = texts(
        '<html><head><meta name="generator" content="pdf2htmlEX"></head><body>'
        "<div>1) applies to wo-</div><div>men who</div><div>2) and to men.</div></body></html>"
    )
    assert found == ["1) applies to women who", "2) and to men."]


def test_a_note_of_a_page_converter_is_known_by_its_raised_sign() -> None:
    found = read(
        '<html><head><meta name="generator" content="pdf2htmlEX"></head><body><div>MINISTER</div>'
        "<div>1)</div><div>of 2 May</div><div>§ 1. It applies:</div><div>1) to men;</div>"
        "<div>2) to women.</div><div>1)</div><div>Acts under</div><div>another law.</div></body>"
    )
    assert [(line.text, line.style) for line in found.lines][-3:] == [
        ("1) to men;", ""),
        ("2) to women.", ""),
        ("1) Acts under another law.", "note"),
    ]


def test_hidden_words_may_lie_deep() -> None:
    deep = f"{'<b>' * 1_900}some words are hidden{'</b>' * 1_900}"
    page = f"<h1>Law</h1><p>Article 1</p><p hidden>{deep}</p><p>Article 2</p><p>Words.</p>"
    found = read_html(page.encode(), "law.html")
    assert [line.text for line in found.lines] == ["Law", "Article 1", "Article 2", "Words."]
    assert [doubt.code for doubt in found.warnings] == ["hidden_text"]


def test_deep_nesting_loses_nothing_silently() -> None:
    assert texts("<font>" * 1_000 + "text") == ["text"]
    with pytest.raises(AppError, match="corrupt"):
        read("<div>" * 5_000 + "text")


def test_a_long_style_sheet_in_a_comment_is_no_tag() -> None:
    rules = "p.law { margin: 0 } " * 1_000
    assert texts(f"<style><!-- {rules} --></style><p>Art. 5. It applies.</p>") == [
        "Art. 5. It applies."
    ]


def test_no_words_are_refused() -> None:
    for markup in ("<html><body><img src='x'></body></html>", "<!-- nothing -->"):
        with pytest.raises(AppError, match="no_text"):
            read(markup)


def test_a_number_in_an_element_of_its_own_is_no_part_of_the_word_behind_it() -> None:
    page = (
        "<h3>Short title</h3><p><span>1</span><span>This Act may be cited as the Act.</span></p>"
        "<h3>Fees</h3><p><span>2</span><span>(1)</span><span>Every ship pays a fee.</span></p>"
        "<p><span>(2)</span><span>Boats pay none.</span></p>"
        "<h3>Master</h3><p><span>2</span><span>A</span><span>The master is appointed.</span></p>"
        "<h3>Extent</h3><p><strong>*3</strong>This Act extends to the harbour.</p>"
    )
    draft = read_data(page.encode(), "act.html", "en")
    articles = [one.number for one in draft.provisions if one.kind == Kind.ARTICLE]
    assert articles == ["1", "2", "2A", "3"]
    assert "1 This Act" in draft.text

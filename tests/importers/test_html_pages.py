# SPDX-License-Identifier: EUPL-1.2
"""Web pages as gazettes, portals and word processors make them."""

from __future__ import annotations

from pathlib import Path

import pytest

from gapanalysis.errors import AppError
from gapanalysis.importers.html import read_html
from gapanalysis.importers.lines import Document
from gapanalysis.importers.read import read_law, read_pasted

WORDS = "<p>Article 1. Aim</p><p>(1) This law protects. (2) It punishes.</p><p>Article 2. Start</p>"
LONG = "<p>" + "Whoever commits an act of violence is punished. " * 30 + "</p>"


def read(markup: str) -> Document:
    return read_html(markup.encode(), "law.html")


def texts(markup: str) -> list[str]:
    return [line.text for line in read(markup).lines]


def styles(markup: str) -> dict[str, str]:
    return {line.text: line.style for line in read(markup).lines}


def codes(document: Document) -> list[str]:
    return [doubt.code for doubt in document.warnings]


# --- the site around the law ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "around",
    [
        "<nav><ul><li>Home</li></ul></nav>",
        "<footer>Home</footer>",
        "<dialog open>Home</dialog>",
        '<div role="navigation">Home</div>',
        '<div class="cookie-consent">Home</div>',
        '<div id="siteFooter">Home</div>',
        '<div class="breadcrumb">Home</div>',
        '<header><a href="/">Home</a></header>',
        '<p><a href="/a">Home</a> <a href="/b">A</a> <a href="/c">B</a> <a href="/d">C</a></p>',
    ],
)
def test_the_words_of_a_site_are_told_from_those_of_the_law(around: str) -> None:
    found = styles(f"<body>{around}{LONG}{WORDS}</body>")
    assert {style for text, style in found.items() if "Home" in text} == {"site"}
    assert found["Article 1. Aim"] == ""


def test_what_stands_beside_the_main_part_is_the_site() -> None:
    found = styles(f"<body><div>Search here</div><main>{WORDS}</main><div>Contact</div></body>")
    assert (found["Search here"], found["Contact"]) == ("site", "site")
    assert found["Article 2. Start"] == ""


def test_names_that_cover_the_law_mean_something_else() -> None:
    found = styles("<body>" + WORDS.replace("<p>", '<p class="print">') + "</body>")
    assert set(found.values()) == {""}


def test_nothing_of_a_site_is_lost_and_nothing_of_it_is_law(tmp_path: Path) -> None:
    path = tmp_path / "law.html"
    page = f"<title>Law 45</title><nav>Home</nav>{LONG}{WORDS}<footer>© Ministry</footer>"
    path.write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    law = read_law(path, "en")
    site = [law.text[left.start : left.end].strip() for left in law.left_out if left.why == "site"]
    assert site == ["Home", "© Ministry"]
    assert (law.title, [p.address for p in law.provisions]) == (
        "Law 45",
        ["1", "1(1)", "1(2)", "2"],
    )


def test_rows_of_links_inside_the_page_are_its_contents() -> None:
    links = "".join(f'<li><a href="#a{n}">Article {n}</a></li>' for n in range(1, 7))
    body = "".join(f'<h3><a href="#a{n}">Article {n}</a></h3><p>Words.</p>' for n in range(1, 7))
    lines = read(f"<body><ul style='list-style:none'>{links}</ul>{body}</body>").lines
    assert [line.style for line in lines[:6]] == ["contents"] * 6
    assert [line.style for line in lines[6:8]] == ["heading3", ""]


# --- what is hidden or struck out ----------------------------------------------------------------


@pytest.mark.parametrize(
    "hidden",
    [
        '<p class="x">unseen words here</p>',
        '<p id="y">unseen words here</p>',
        '<div class="sr-only">unseen words here</div>',
        '<p class="a z">unseen words here</p>',
        "<p hidden>unseen words here</p>",
        '<p style="visibility: hidden">unseen words here</p>',
    ],
)
def test_what_a_style_sheet_hides_is_left_out_with_a_doubt(hidden: str) -> None:
    sheet = (
        "/* p { display:none } */ .x, #y { display : none; } p.z{display:none}"
        "@media print { p { display: none } } @media screen { .never { display: none } }"
    )
    document = read(f"<head><style>{sheet}</style></head><body>{WORDS}{hidden}</body>")
    assert [line.text for line in document.lines][-1] == "Article 2. Start"
    assert codes(document) == ["hidden_text"]


def test_a_page_that_is_hidden_until_something_is_clicked_is_read() -> None:
    document = read(f'<body><p>Show</p><div style="display:none">{LONG}{WORDS}</div></body>')
    assert document.lines[-1].text == "Article 2. Start"
    assert codes(document) == ["hidden_text_read"]


def test_deleted_words_are_left_out_and_struck_ones_stay_with_a_doubt() -> None:
    document = read("<p>Who <del>may</del><ins>shall</ins> act</p>")
    assert [line.text for line in document.lines] == ["Who shall act"]
    assert codes(document) == ["tracked_changes"]
    document = read(
        '<p>Who <span style="text-decoration: line-through">may</span> act <s>now</s></p>'
    )
    assert [line.text for line in document.lines] == ["Who may act now"]
    assert codes(document) == ["struck_out"]


# --- layout --------------------------------------------------------------------------------------


def test_tables_that_lay_out_a_page_are_no_data() -> None:
    page = (
        '<table><tr><td><a href="/">Menu</a></td><td><table><tr><td>Article 1. Aim</td></tr>'
        f"<tr><td>Words.</td></tr></table></td><td>News</td></tr></table>"
        f"<table><tr><td>left</td><td>Article 2. Scope{LONG}</td><td>right</td></tr></table>"
        "<table><tr><th>Court</th><th>Seat</th><th>Fee</th></tr></table>"
    )
    found = styles(f"<body>{page}</body>")
    assert (found["Article 1. Aim"], found["Article 2. Scope"]) == ("", "")
    assert found["Court Seat Fee"] == "table"


def test_breaks_alone_make_lines_and_spaces_only_indent() -> None:
    page = "Article 1<br>&nbsp;&nbsp;&nbsp;(1) Words<br/>&emsp;a) point<br><br>Art.&nbsp;2"
    assert texts(f"<body>{page}</body>") == ["Article 1", "(1) Words", "a) point", "Art. 2"]


def test_a_page_of_frames_says_where_the_law_is() -> None:
    for page in ('<frameset><frame src="law.html"></frameset>', '<iframe src="law.html"></iframe>'):
        with pytest.raises(AppError, match="html_frames"):
            read(f"<html>{page}</html>")


# --- lists ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opening", "labels"),
    [
        ("<ol>", ["1.", "2.", "3."]),
        ('<ol start="5">', ["5.", "6.", "7."]),
        ("<ol reversed>", ["3.", "2.", "1."]),
        ('<ol reversed start="9">', ["9.", "8.", "7."]),
        ('<ol type="I">', ["I.", "II.", "III."]),
        ('<ol type="a" start="26">', ["z.", "aa.", "ab."]),
        ('<ol style="list-style-type: lower-roman">', ["i.", "ii.", "iii."]),
        ('<ol style="list-style: upper-latin inside">', ["A.", "B.", "C."]),
        ('<ol style="list-style-type: lower-greek">', ["α.", "β.", "γ."]),
        ('<ol style="list-style-type: georgian">', ["ა.", "ბ.", "გ."]),
        ('<ol style="list-style-type: arabic-indic">', ["١.", "٢.", "٣."]),
        ('<ol class="letters">', ["a.", "b.", "c."]),
        ('<ul type="square">', ["•", "•", "•"]),
        ("<menu>", ["•", "•", "•"]),
    ],
)
def test_lists_are_numbered_as_a_browser_does(opening: str, labels: list[str]) -> None:
    sheet = "<style>ol.letters { list-style-type: lower-alpha }</style>"
    closing = f"</{opening[1:5].strip('<> ').split()[0].rstrip('>')}>"
    page = f"<head>{sheet}</head><body>{opening}<li>x<li>y<li>z{closing}</body>"
    assert [line.generated for line in read(page).lines] == labels


def test_an_item_may_have_a_form_and_a_value_of_its_own() -> None:
    assert texts('<ol><li>x<li value="7" type="a">y<li>z</ol>') == ["1. x", "g. y", "8. z"]


@pytest.mark.parametrize(
    "sheet",
    ["li::before { content: counter(item) '. ' }", "p:before{content:'Art. ' counters(a, '.')}"],
)
def test_numbers_that_a_style_sheet_makes_are_a_doubt(sheet: str) -> None:
    document = read(f"<head><style>{sheet}</style></head><body>{WORDS}</body>")
    assert codes(document) == ["numbers_by_style"]


# --- pages of word processors --------------------------------------------------------------------

WORD_ITEM = (
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>{}<span style='mso-list:Ignore'>{}"
    "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;</span></span>{}{}</p>"
)


def test_the_numbers_of_word_are_read_whether_shown_or_in_a_comment() -> None:
    shown = WORD_ITEM.format("<![if !supportLists]>", "1.", "<![endif]>", "one")
    commented = WORD_ITEM.format("<!--[if !supportLists]>", "2.", "<![endif]-->", "two")
    marked = WORD_ITEM.format("<!--[if !supportLists]-->", "3.", "<!--[endif]-->", "three")
    page = f"<body>{shown}{commented}{marked}<!--[if gte mso 9]><xml>no</xml><![endif]--></body>"
    document = read(page)
    assert [line.text for line in document.lines] == ["1. one", "2. two", "3. three"]
    assert codes(document) == []


def test_the_signs_of_symbol_fonts_are_bullets() -> None:
    wingdings = "<span style='font-family:Wingdings'>{}</span>"
    page = WORD_ITEM.format("", wingdings.format("§"), "", "first")
    page += WORD_ITEM.format("", "<span style='font-family:Symbol'>·</span>", "", "second")
    assert texts(f"<body>{page}<p>§ third</p></body>") == ["• first", "• second", "§ third"]


def test_a_number_of_word_that_is_lost_is_a_doubt() -> None:
    document = read("<p style='mso-list:l0 level1 lfo1'>Whoever acts</p>")
    assert codes(document) == ["numbers_by_style"]


def test_the_notes_heads_and_comments_of_word_are_told_from_the_law() -> None:
    page = (
        "<p>Article 1<a href='#_ftn1'><span class=MsoFootnoteReference>[1]</span></a> Aim</p>"
        f"{LONG}"
        "<div style='mso-element:header'><p>Gazette 5</p></div>"
        "<div style='mso-element:comment'><p>Why?</p></div>"
        "<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1>"
        "<p><a href='#_ftnref1'>[1]</a> As amended.</p></div></div>"
    )
    found = styles(f"<body>{page}</body>")
    assert found["Article 1[1] Aim"] == ""
    assert (found["[1] As amended."], found["Gazette 5"]) == ("note", "site")
    assert "Why?" not in found


def test_raised_digits_by_style_belong_to_the_number() -> None:
    raised = "<span style='vertical-align:super'>1</span>"
    assert texts(f"<p>Art. 201{raised} and 5<sup><b>2</b></sup></p>") == ["Art. 201^1 and 5^2"]


# --- letters -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("charset", "declared", "words"),
    [
        ("windows-1250", "iso-8859-1", "Kto używa przemocy wobec osoby najbliższej, podlega karze"),
        ("windows-1251", "utf-8", "Хто вчинив насильство щодо дружини, карається за цим законом"),
        ("koi8-r", "windows-1251", "Тот, кто причинил вред здоровью супруга, наказывается"),
        ("iso-8859-2", "iso-8859-2", "Kto używa przemocy wobec osoby najbliższej, podlega karze"),
        (
            "windows-1253",
            "windows-1252",
            "Όποιος ασκεί βία κατά της συζύγου τιμωρείται με φυλάκιση",
        ),
        ("shift_jis", "shift_jis", "第一条 この法律は、暴力を防止する"),
    ],
)
def test_a_charset_that_is_declared_wrongly_is_found_out(
    charset: str, declared: str, words: str
) -> None:
    page = f"<html><head><meta charset={declared}></head><body><p>{words}</p></body></html>"
    assert [line.text for line in read_html(page.encode(charset), "law.html").lines] == [words]


def test_entities_quotes_and_invisible_signs(tmp_path: Path) -> None:
    path = tmp_path / "law.html"
    path.write_text(
        "<p>Article&#160;1. &sect;&nbsp;2 <q>quoted</q> sub&shy;ject&#8203;s 222&#8209;23 &#146;"
        "<wbr>end</p>",
        encoding="utf-8",
    )
    assert read_law(path, "en").text == "Article 1. § 2 “quoted” subjects 222-23 ’end"


# --- saved and pasted pages ----------------------------------------------------------------------


def test_a_page_saved_in_one_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "law.mhtml"
    page = "<html><body><p>Стаття 1. Мета=</p></body></html>".replace("=", "=3D")
    path.write_bytes(
        b"From: <Saved by a browser>\r\nSubject: =?utf-8?Q?Law?=\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--b"\r\n\r\n'
        b"----b\r\nContent-Type: text/html; charset=windows-1251\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        + page.encode("windows-1251")
        + b"\r\n----b\r\nContent-Type: text/css\r\n\r\np{}\r\n----b--\r\n"
    )
    law = read_law(path, "uk")
    assert (law.text, law.source.format) == ("Стаття 1. Мета=", "html")


@pytest.mark.parametrize("data", [b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nx"])
def test_an_archive_without_a_page_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "law.mht"
    path.write_bytes(data)
    with pytest.raises(AppError, match="corrupt"):
        read_law(path)


CLIPBOARD = (
    "<html><body>\n<!--StartFragment--><ol><li>Whoever acts</li></ol><p>Article 2</p>"
    "<!--EndFragment-->\n</body></html>"
)


def test_pasted_html_is_used_where_it_holds_the_pasted_words() -> None:
    law = read_pasted("Whoever acts\nArticle 2", CLIPBOARD, "en")
    assert law.text == "1. Whoever acts\nArticle 2"
    assert (law.source.name, law.source.data) == ("pasted.html", CLIPBOARD.encode())
    law = read_pasted("Whoever acts\nArticle 2\n" + "and much more " * 9, CLIPBOARD, "en")
    assert law.text.endswith("and much more")
    assert law.source.name == "pasted.txt"
    assert read_pasted("Article 1\nWords", "<img src=x>", "en").text == "Article 1\nWords"


def test_what_a_style_shows_as_a_block_is_a_line_and_what_folds_it_is_no_word() -> None:
    fold = '<span class="fold" onMouseDown="fold(id_1)"> + </span>'
    page = (
        f'<style>.par {{display: block}}</style><p><span style="display:block;color:red">{fold}'
        '<span class="title">Articolul 1</span><span> Scopul legii</span><span class="body">'
        '<span style="display:block"><span>(1)</span> <span>Legea ocrotește.</span></span>'
        '<span class="par"><b>(2)</b> Statul <span style="display: inline-block">sprijină</span> '
        "adăposturile.</span></span></span></p>"
    )
    assert texts(page) == [
        "Articolul 1 Scopul legii",
        "(1) Legea ocrotește.",
        "(2) Statul sprijină adăposturile.",
    ]


def test_cells_that_are_empty_in_all_rows_keep_room_beside_the_text_and_make_no_table() -> None:
    def row(beside: str, words: str) -> str:
        return f"<tr><td></td><td><p>{beside}</p></td><td><p>{words}</p></td></tr>"

    law = row("Orders.", "<b>2.</b>—(1) The court makes an order.") + row("", "(2) It is served.")
    data = "<tr><td>2.</td><td>Fee</td><td>20</td></tr><tr><td>3.</td><td></td><td>30</td></tr>"
    found = styles(f"<table>{law}</table><table>{data}</table>")
    assert found == {
        "Orders.": "",
        "2.—(1) The court makes an order.": "",
        "(2) It is served.": "",
        "2. Fee 20": "table",
        "3. 30": "table",
    }


def test_a_menu_of_marks_above_the_law_does_not_set_its_letters_apart() -> None:
    marks = "".join(f'<li><a href="#p{n}">a)</a></li>' for n in range(9_000))
    draft = read_pasted("", f"<nav><ul>{marks}</ul></nav>{WORDS}{LONG}")
    assert len(draft.provisions) == 4
    assert "letters_apart" not in {doubt.code for doubt in draft.warnings}


def test_marks_of_paragraphs_that_a_page_styles_as_headings_open_no_sections() -> None:
    points = "".join(
        f"<div><h3>{mark}</h3><div>{words};</div></div>"
        for mark, words in (("1)", "chroni osobę"), ("a)", "w domu"), ("2)", "informuje policję"))
    )
    draft = read_pasted("", f"<h3>Art. 1.</h3><p>Sąd:</p>{points}<h3>Art. 2.</h3><p>Koniec.</p>")
    assert [p.address for p in draft.provisions] == ["1", "1(1)", "1(1)(a)", "1(2)", "2"]

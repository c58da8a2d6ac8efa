# SPDX-License-Identifier: EUPL-1.2
"""Markdown to lines: what it shows, without its signs."""

from __future__ import annotations

import pytest
from growth import is_linear

from gapanalysis.importers.lines import Line
from gapanalysis.importers.read import read_data
from gapanalysis.importers.text import read_text
from gapanalysis.model import Kind


def lines(text: str) -> list[Line]:
    return list(read_text(text.encode(), "law.md").lines)


def texts(text: str) -> list[str]:
    return [line.text for line in lines(text)]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**Article 1.** (*repealed*)", "Article 1. (repealed)"),
        ("***both*** and __it__ and _this_", "both and it and this"),
        ("**Definition (*Part 2*)**", "Definition (Part 2)"),
        ("under*subsections (2)and(3)*have", "undersubsections (2)and(3)have"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("~~old~~ new", "old new"),
        (r"1\. \*not\* \[a\](b) \\ \§", r"1. *not* [a](b) \ §"),
        ("`**code** & <b>`", "**code** & <b>"),
        ('see [article 5](https://example.org/5 "t") and [6][six]', "see article 5 and 6"),
        ("[article (5)](a_(b).html) [not a link]", "article (5) [not a link]"),
        ("![picture](x.png)Words <https://example.org/>", "Words https://example.org/"),
        ("words[^2] on", "words[2] on"),
        ("Art. 201<sup>1</sup> <a id='x'></a>Aim <b>bold</b>", "Art. 201^1 Aim bold"),
        ("5 < 6 and a <5 years> term", "5 < 6 and a <5 years> term"),
        ("&sect;&nbsp;5 &amp; 6", "§ 5 & 6"),
        ("one<!-- a\ncomment -->two", "one two"),
    ],
)
def test_signs_are_read_and_words_stay(written: str, shown: str) -> None:
    assert texts(written + "\n\n[six]: https://example.org/6") == [shown]


def test_headings_of_every_kind() -> None:
    found = lines(
        "# Law #\n\nChapter I\n===\n\nArticle 1\n---\n\n### Aim {#aim}\n####### no\n\n---\n"
        "##\nline one\nline two\n---\n"
    )
    assert [(line.text, line.style) for line in found] == [
        ("Law", "heading1"),
        ("Chapter I", "heading1"),
        ("Article 1", "heading2"),
        ("Aim", "heading3"),
        ("####### no", ""),
        ("line one line two", ""),
    ]


def test_items_are_lines_and_broken_lines_are_not() -> None:
    assert texts("- one\n- two\n  goes on\n* three\n+ (a) four\n") == [
        *("- one", "- two goes on", "• three", "(a) four"),
    ]
    assert texts("Whoever acts under article\n12. is punished\nas said") == [
        "Whoever acts under article 12. is punished as said",
    ]
    assert texts("1. one\n2. two\n   goes on\n\n3. three") == [
        "1. one",
        "2. two goes on",
        "3. three",
    ]


def test_items_that_all_bear_the_same_number_are_counted() -> None:
    found = lines(
        "1. one\n1. two\n    1. deep\n    1. deeper\n1. three\n\nWords.\n\n1. one again\n"
    )
    assert [line.text for line in found] == [
        *("1. one", "2. two", "1. deep", "2. deeper", "3. three", "Words.", "1. one again"),
    ]
    assert [line.generated for line in found][:5] == ["", "2.", "", "2.", "3."]
    assert texts("1. a\n3. b\n3. c") == ["1. a", "3. b", "4. c"]


def test_tables_are_read_by_row() -> None:
    table = "Words\n\n| Court | Seat | Fee |\n|:---|---|--:|\n| A \\| B | *x* | 5 |\n"
    table += "\na | b\n--|--\nc | d\n"
    assert [(line.text, line.style) for line in lines(table)] == [
        ("Words", ""),
        ("Court Seat Fee", "table"),
        ("A | B x 5", "table"),
        ("a b", ""),
        ("c d", ""),
    ]
    assert texts("no | table\nhere") == ["no | table here"]


def test_forced_breaks_end_lines() -> None:
    assert texts("one  \ntwo\\\nthree<br>four<br/>five\nsix") == [
        "one",
        "two",
        "three",
        "four",
        "five six",
    ]


def test_notes_stand_where_they_are_defined() -> None:
    found = lines("Words[^a].\n\n[^a]: As *amended*\n    in 2020.\n\nMore.\n")
    assert [(line.text, line.style) for line in found] == [
        ("Words[a].", ""),
        ("a As amended in 2020.", "note"),
        ("More.", ""),
    ]


def test_quoted_and_fenced_words_are_words() -> None:
    assert texts("> Article 1\n> goes on\n\n```\n# no *heading*\n```\n") == [
        *("Article 1 goes on", "# no *heading*"),
    ]


def test_offsets_count_bytes_whatever_is_left_out() -> None:
    text = "# §\n<!-- ș\nș -->\nWords\n\n**More**\n"
    found = {line.text: line.offset for line in lines(text)}
    assert found["More"] == text.encode().index(b"**More")


@pytest.mark.parametrize(
    "hostile",
    [
        "**a ",
        "*a_b",
        "[",
        "[a](",
        "![",
        "`",
        "<a ",
        "<!--",
        "| a ",
        "\\*",
        "> ",
        "1. ",
        "~~",
        "_a",
        "&lt",
    ],
)
def test_long_rows_of_signs_take_time_in_proportion(hostile: str) -> None:
    assert is_linear(lambda size: len(lines(hostile * size)), 3_000)


def test_a_heading_may_have_no_room_behind_its_signs() -> None:
    found = lines("##Wet op de buren\n\n###Artikel 1 \n\nBuren zwijgen.\n\n#1 is no heading\n")
    assert [(line.style, line.text) for line in found] == [
        ("heading2", "Wet op de buren"),
        ("heading3", "Artikel 1"),
        ("", "Buren zwijgen."),
        ("", "#1 is no heading"),
    ]


def test_a_text_with_headings_of_markdown_is_read_as_such() -> None:
    text = "# Act\n\n## Chapter I\n\n### Article 1\n\nAll are **free**.\n\n### Article 2\n\nYes.\n"
    draft = read_data(text.encode(), "law.txt", "en")
    assert [one.number for one in draft.provisions] == ["I", "1", "2"]
    assert "*" not in draft.text and "#" not in draft.text
    assert "# 5" in read_data(b"Section 1. Fees\n# 5 are due.\n", "law.txt", "en").text


def test_lines_that_no_editor_broke_are_paragraphs_though_no_blank_line_parts_them() -> None:
    words = (
        "Los vecinos guardan los patios y las puertas durante todo el año, y avisan a los otros de"
    )
    words += " todo lo que sea necesario para la seguridad de cada uno, de día y de noche"
    text = "# Ley de vecinos\n\n" + "".join(
        f"**Artículo {n}.- Guarda {n}**\n{words},\nsalvo que no puedan.\n" for n in range(1, 5)
    )
    draft = read_data(text.encode(), "law.md")
    articles = [one for one in draft.provisions if one.kind is Kind.ARTICLE]
    assert [one.number for one in articles] == ["1", "2", "3", "4"]
    heading = articles[0].heading
    assert heading is not None
    assert draft.text[heading.start : heading.end] == "Guarda 1"
    assert f"{words}, salvo que no puedan." in draft.text


def test_labels_in_broken_lines_begin_articles_behind_a_sentence_only() -> None:
    text = "# Ley de vecinos\n\n" + "".join(
        f"Artículo {n}.- Guarda\nLos vecinos guardan los patios según el\nArtículo 9 de la ley, y\n"
        f"las puertas en el día {n}.\n"
        for n in range(1, 5)
    )
    articles = [
        one for one in read_data(text.encode(), "law.md").provisions if one.kind is Kind.ARTICLE
    ]
    assert [one.number for one in articles] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "written",
    [
        "**Artículo 1.- Guarda de patios  \n**   Los vecinos guardan.",
        "**Artículo 1.- Guarda de patios **\n\nLos vecinos guardan.",
        "**Artículo 1.- Guarda ****de patios**\n\nLos vecinos guardan.",
    ],
)
def test_signs_of_bold_words_that_close_too_late_are_no_words(written: str) -> None:
    shown = texts(f"# Ley\n\n{written}\n")
    assert shown == ["Ley", "Artículo 1.- Guarda de patios", "Los vecinos guardan."]

# SPDX-License-Identifier: EUPL-1.2
"""Plain text and Markdown files become lines."""

from __future__ import annotations

import unicodedata

import pytest
from growth import is_linear
from hypothesis import given
from hypothesis import strategies as st

from gapanalysis.errors import AppError
from gapanalysis.importers.text import read_text


def words(data: bytes, name: str = "law.txt") -> list[str]:
    return [line.text for line in read_text(data, name).lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_encodings(encoding: str) -> None:
    assert words("Articolul 1\nViolența".encode(encoding)) == ["Articolul 1", "Violența"]


def test_a_central_european_file_keeps_its_letters() -> None:
    text = (
        "Articolul 1. Legea protejează victimele violenței în familie şi copiii acestora.\n"
        "Articolul 2. Autorităţile publice asigură ocrotirea tuturor persoanelor vătămate.\n"
    ) * 5
    read = "\n".join(words(text.replace("ț", "ţ").encode("iso8859-2")))
    assert "Autorităţile publice asigură ocrotirea" in read


def test_all_line_ends() -> None:
    assert words(b"a\r\nb\rc\nd") == ["a", "b", "c", "d"]


def test_form_feeds_count_pages() -> None:
    lines = read_text(b"a\n\fb", "law.txt").lines
    assert [(line.text, line.page) for line in lines] == [("a", 1), ("b", 2)]


def test_offsets_count_bytes() -> None:
    data = "ș\nb".encode()
    assert [line.offset for line in read_text(data, "law.txt").lines] == [0, data.index(b"b")]


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(AppError) as raised:
        read_text(data, "law.txt")
    assert raised.value.code == "file_empty"
    assert raised.value.details == {"file": "law.txt"}


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"PK\x03\x04abc", b"a\x00b", bytes(range(1, 32)) * 40]
)
def test_a_binary_file_is_refused(data: bytes) -> None:
    with pytest.raises(AppError) as raised:
        read_text(data, "law.txt")
    assert raised.value.code == "not_text"


MARKDOWN = """---
title: "Violence Act"
language: "en"
---
# Violence Act

##### 1. **Short title**

**1.** (1) This Act may be
cited as the *Violence* Act.

 - a) first point;
 - b) second<sup>2</sup> point.
"""


def test_markdown_gives_paragraphs_without_signs() -> None:
    document = read_text(MARKDOWN.encode(), "law.md")
    assert (document.title, document.language) == ("Violence Act", "en")
    assert [(line.style, line.text) for line in document.lines] == [
        ("heading1", "Violence Act"),
        ("heading5", "1. Short title"),
        ("", "1. (1) This Act may be cited as the Violence Act."),
        ("", "a) first point;"),
        ("", "b) second^2 point."),
    ]


def test_plain_text_keeps_its_stars() -> None:
    assert words(b"LAW (*republished*)\n# no heading") == ["LAW (*republished*)", "# no heading"]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_no_word_of_a_plain_text_is_lost(text: str) -> None:
    if not text.strip() or text.startswith(("\ufeff", "%PDF", "PK", "{\\rtf")):
        return
    read = "".join("".join(words(text.encode())).split())
    assert read == "".join(unicodedata.normalize("NFC", text).split())


def test_a_long_row_of_spaces_in_markdown_takes_time_in_proportion() -> None:
    def work(size: int) -> None:
        assert words(b"Article 1" + b" " * size + b"Aim", "law.md") == ["Article 1 Aim"]

    assert is_linear(work, 10_000)


def test_numbers_of_pages_and_heads_that_a_copy_glued_to_the_lines() -> None:
    pages = [
        f"Article {n}. Duty {n}.\n1. A harbour {n} is safe at night and by day.GAZETTE OF THE SEA\n"
        f"WHOLE TEXTS\nPage {n}"
        for n in range(8, 15)
    ]
    document = read_text(("".join(pages) + "Article 15. End.").encode(), "law.txt")
    shown = [line.text for line in document.lines if not line.style]
    assert shown[:4] == [
        *("Article 8. Duty 8.", "1. A harbour 8 is safe at night and by day."),
        *("Article 9. Duty 9.", "1. A harbour 9 is safe at night and by day."),
    ]
    assert shown[-1] == "Article 15. End."
    heads = [line.text for line in document.lines if line.style == "header"]
    assert heads == ["GAZETTE OF THE SEA", "WHOLE TEXTS"] * 7
    feet = [line.text for line in document.lines if line.style == "footer"]
    assert feet == [f"Page {n}" for n in range(8, 15)]
    labels = "".join(f"A harbour {n} is safe.\nArticle {n}Duty\n" for n in range(1, 9))
    dotted = labels.replace("Duty", ". Duty")
    for text in ("".join(pages[:3]), labels, dotted):
        assert not any(line.style for line in read_text(text.encode(), "law.txt").lines)

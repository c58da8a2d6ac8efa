# SPDX-License-Identifier: EUPL-1.2
"""What the edges of printed pages hold: running heads, page numbers, footnotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest
from printed_laws import (
    BOLD,
    ONE,
    PLAIN,
    TWO,
    Article,
    Item,
    Page,
    across,
    as_held,
    assert_read,
    by_words,
    left_out,
    make_law,
    printed,
    read_printed,
    set_law,
    width,
    words_of,
    wrapped,
)

from gapanalysis.model import Kind

PARAGRAPHS = ("1", "2", "2bis")
Edge = tuple[float, float, str]
"""Across, up, the words; ``{n}`` is the number of the page, ``{all}`` how many there are."""

STYLES: dict[str, tuple[Sequence[Edge], Sequence[Edge]]] = {
    "x of y": ([(280, 35, "Page {n} of {all}")],) * 2,
    "x/y": ([(500, 35, "{n}/{all}")], [(72, 35, "{n}/{all}")]),
    "dashes": ([(290, 35, "– {n} –")],) * 2,
    "left and right": (
        [(72, 805, "Part I, No. 5 of 10 January 2020"), (500, 805, "{n}")],
        [(72, 805, "{n}"), (200, 805, "OFFICIAL GAZETTE OF THE REPUBLIC")],
    ),
    "gazette": (
        [(72, 805, "MONITORUL OFICIAL AL ROMÂNIEI, PARTEA I, Nr. 5/10.I.2020   {n}")],
        [(72, 805, "{n}   MONITORUL OFICIAL AL ROMÂNIEI, PARTEA I, Nr. 5/10.I.2020")],
    ),
    "printed from a portal": (
        [(72, 805, "03/01/2020"), (300, 805, "Law"), (72, 35, "https://law.example/5   {n}/{all}")],
    )
    * 2,
}


def with_edges(pages: list[Page], style: str) -> list[Page]:
    for n, page in enumerate(pages, 1):
        for left, up, text in STYLES[style][(n - 1) % 2]:
            page.put(left, up, text.format(n=n, all=len(pages)), PLAIN, 9)
    return pages


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("columns", [ONE, TWO])
@pytest.mark.parametrize("articles", [9, 36])
def test_running_heads_and_page_numbers_of_many_styles(
    style: str, columns: Sequence[tuple[float, float]], articles: int
) -> None:
    law = make_law(articles)
    pages = with_edges(set_law(law, columns, bottom=250 if articles == 9 else 70), style)
    assert len(pages) in ({2, 3} if articles == 9 else range(4, 9))
    draft = assert_read(printed(pages), law)
    found = left_out(draft)
    assert set(found) <= {"running_head", "page_number"}
    told = re.sub(r"\s+", " ", " ".join(text for texts in found.values() for text in texts))
    for n in range(1, len(pages) + 1):
        for _, up, text in STYLES[style][(n - 1) % 2]:
            wanted = re.sub(r"\s+", " ", text.format(n=n, all=len(pages)))
            assert wanted in told
            why = "running_head" if up > 400 else "page_number"
            assert any(wanted in re.sub(r"\s+", " ", one) for one in found[why])


def test_a_letterhead_of_many_rows_on_every_page() -> None:
    law = make_law(60)
    pages = set_law(law, top=700)
    head = ["Ministry", "Telephone: 12 34", "Contact: the registry", "Mail:", "law@example;", "New"]
    for page in pages:
        for n, row in enumerate(head):
            page.put(350, 800 - 12 * n, row, PLAIN, 9)
    draft = assert_read(printed(pages), law)
    assert left_out(draft) == {"running_head": head * len(pages)}


def test_a_head_close_above_the_words_in_which_only_the_time_changes() -> None:
    law = make_law(60)
    pages = set_law(law)
    for n, page in enumerate(pages):
        page.put(30, 783, f"3/1/2020, 10:{14 + 2 * n // len(pages)} PM", PLAIN, 8)
        page.put(280, 783, "Law on shelters", PLAIN, 8)
    assert len(left_out(assert_read(printed(pages), law))["running_head"]) == len(pages)


@pytest.mark.parametrize("number", ["1", "– 1 –", "Page 1 of 1", "1/1"])
def test_the_number_of_an_only_page(number: str) -> None:
    law = make_law(3)
    (page,) = set_law(law)
    page.put(290, 35, number, PLAIN, 9)
    assert left_out(assert_read(printed([page]), law)) == {"page_number": [number]}


def test_heads_that_change_with_the_chapter() -> None:
    law = make_law(60)
    pages = set_law(law)
    for n, page in enumerate(pages, 1):
        chapter = f"Chapter {'I' * (1 + 3 * n // (len(pages) + 1))} – On protection"
        page.put(72, 805, chapter if n % 2 else "Law on domestic violence", PLAIN, 9)
        page.put(500, 805, str(n), PLAIN, 9)
    assert set(left_out(assert_read(printed(pages), law))) == {"running_head"}


@pytest.mark.parametrize(
    "count", [lambda n: ["i", "ii", "iii", "iv"][n - 1] if n < 5 else str(n - 4)]
)
def test_page_numbers_that_begin_again(count: Callable[[int], str]) -> None:
    law = make_law(50)
    pages = set_law(law)
    for n, page in enumerate(pages, 1):
        page.put(290, 35, count(n), PLAIN, 9)
    draft = assert_read(printed(pages), law)
    assert left_out(draft) == {"page_number": [count(n) for n in range(1, len(pages) + 1)]}


def test_a_head_that_holds_the_number_of_one_of_its_pages() -> None:
    law = make_law(36)
    pages = set_law(law)
    for page in pages:
        page.put(72, 805, "No. 3/2020", PLAIN, 9)
    assert left_out(assert_read(printed(pages), law)) == {
        "running_head": ["No. 3/2020"] * len(pages)
    }


def test_an_article_at_the_top_of_the_page_of_its_number_is_no_page_number() -> None:
    pages, law = [], []
    for n, article in enumerate(make_law(5), 1):
        page, up = Page(), 770.0
        page.put(72, up, f"{n}.", BOLD)
        for paragraph in article.paragraphs:
            for line in wrapped(paragraph, 451):
                up -= 13
                page.put(72, up, line)
        page.put(290, 35, f"- {n} -", PLAIN, 9)
        pages.append(page)
        law.append(Article(str(n), "", article.paragraphs))
    pages[0].put(72, 790, "An Act on shelters", BOLD, 14)
    draft = read_printed(printed(pages))
    assert words_of(draft) == [Article(one.number, "", (" ".join(one.paragraphs),)) for one in law]


def test_a_sentence_that_ends_several_pages_is_no_running_head() -> None:
    ending = "shall be punished by imprisonment of up to three years."
    law, pages = [], []
    for n in range(1, 7):
        first = f"(1) {make_law(9, n)[-1].paragraphs[0][4:]}"
        second = f"(2) Whoever hinders a person under the care of shelter {20 * n} {ending}"
        law.append(Article(str(n), f"Duty number {n}", (first, second)))
        (page,) = set_law(law[-1:], [(72, 285)])
        lowest = min(up for _, up, *_ in page.items)
        page.items = [(at, up - lowest + 90, *rest) for at, up, *rest in page.items]
        pages.append(page)
    assert len({page.items[-1][:3] for page in pages}) == 1  # each ends with the same line
    assert left_out(assert_read(printed(pages), law)) == {}


# --- footnotes ---------------------------------------------------------------------------------


def with_notes(pages: list[Page], mark: str, closing: str) -> list[str]:
    """Prints two notes below the words of each page and calls each behind a word."""
    notes = []
    for page in pages:
        up = 105.0
        bodies = [n for n, item in enumerate(page.items) if item[3] == PLAIN and len(item[2]) > 30]
        for n in sorted((bodies[1], bodies[-2]), reverse=True):
            number = len(notes) + 1
            left, high, text, font, size = page.items[n]
            half = len(text[: len(text) // 2].rpartition(" ")[0])
            called = left + width(text[:half], font, size)
            behind = called + width(f"{number}{closing}", font, 6)
            page.items[n : n + 1] = [
                (left, high, text[:half], font, size),
                (called, high + 3.5, f"{number}{closing}", font, 6),
                (behind, high, text[half:], font, size),
            ]
            note = f"{mark.format(number)} As amended by Law No. {number * 7} of 2015, in force."
            for line in wrapped(f"{note} It applies from the next month on.", 490, PLAIN, 8):
                page.put(50, up, line, PLAIN, 8)
                up -= 10
            notes.append(f"{note} It applies from the next month on.")
    return notes


@pytest.mark.parametrize(("mark", "closing"), [("{}", ""), ("{})", ")"), ("({})", ""), ("{}.", "")])
@pytest.mark.parametrize("columns", [ONE, TWO])
@pytest.mark.parametrize("order", [as_held, by_words])
def test_footnotes_are_left_out_and_their_calls_told_from_numbers(
    mark: str,
    closing: str,
    columns: Sequence[tuple[float, float]],
    order: Callable[[list[Item]], list[Item]],
) -> None:
    law = make_law(14)
    pages = set_law(law, columns, bottom=130)
    notes = with_notes(pages, mark, closing)
    draft = read_printed(printed(pages, order))
    assert sorted(left_out(draft)["note"]) == sorted(notes)
    assert [re.sub(r"\[\d+\]", "", one.paragraphs[0]) for one in words_of(draft)] == [
        " ".join(one.paragraphs) for one in law
    ]
    calls = re.findall(r"\w\[(\d+)\]", draft.text)
    assert sorted(map(int, calls)) == list(range(1, len(notes) + 1))


def test_a_call_that_the_file_holds_apart_from_its_line_is_left_out() -> None:
    law = make_law(6)
    pages = set_law(law, bottom=130)
    notes = with_notes(pages, "{}", "")
    draft = read_printed(printed(pages, across))
    apart = set(left_out(draft)["note"]) - set(notes)
    in_place = set(re.findall(r"\w\[(\d+)\]", draft.text))
    assert apart | in_place == {str(n) for n in range(1, len(notes) + 1)}
    assert [re.sub(r"\[\d+\]", "", one.paragraphs[0]) for one in words_of(draft)] == [
        " ".join(one.paragraphs) for one in law
    ]


def test_a_raised_digit_in_the_number_of_an_article_calls_no_note() -> None:
    page = Page()
    up = 770.0
    for number, raised in (("200", ""), ("201", ""), ("201", "1"), ("202", "2")):
        label = f"Article {number}"
        page.put(72, up, label, BOLD)
        page.put(72 + width(label, BOLD), up + 3.5, raised, BOLD, 6)
        page.put(80 + width(label, BOLD), up, "Aim", BOLD)
        for line in wrapped(make_law(1)[0].paragraphs[0][4:], 451):
            up -= 13
            page.put(72, up, line)
        up -= 19
    page.put(72, 60, "1 In the wording of 2019.", PLAIN, 8)
    page.put(72, 50, "2 In the wording of 2021.", PLAIN, 8)
    draft = read_printed(printed([page]))
    assert [one.number for one in words_of(draft)] == ["200", "201", "201^1", "202"]
    assert "Article 202[2] Aim" in draft.text  # there is no article 202 besides


@pytest.mark.parametrize("order", [as_held, across])
def test_raised_numbers_in_brackets_belong_to_articles_and_paragraphs(
    order: Callable[[list[Item]], list[Item]],
) -> None:
    page = Page()
    up = 770.0
    for label, raised in (
        ("Art. 21", ""),
        ("Art. 22", ""),
        ("Art. 22", "[1]"),
        ("§ 1", ""),
        ("§ 1", "[1]"),
        ("Art. 23", ""),
    ):
        page.put(72, up, label, BOLD)
        beside = 0.8 if raised else 0.0
        at = 72 + width(label, BOLD) + beside
        page.put(at, up + 3.5, raised, PLAIN, 6.5)
        page.put(at + width(raised, PLAIN, 6.5) + beside, up, ". Sąd ochrania osobę.")
        up -= 20
    draft = read_printed(printed([page], order), "pl")
    assert [p.address for p in draft.provisions] == [
        *("21", "22", "22^1", "22^1(1)", "22^1(1^1)", "23"),
    ]
    assert "Art. 22[^1]. Sąd" in draft.text
    assert not draft.warnings


def test_notes_whose_numbers_end_with_a_hyphen_and_print_a_little_smaller() -> None:
    page = Page()
    up = 770.0
    for number, call in (("199", ""), ("200", "47"), ("201", "")):
        page.put(260, up, f"Article {number}", BOLD, 15)
        page.put(260 + width(f"Article {number}", BOLD, 15), up + 5, call, BOLD, 9)
        for line in wrapped(make_law(1)[0].paragraphs[0][4:], 451, PLAIN, 14):
            up -= 18
            page.put(72, up, line, PLAIN, 14)
        up -= 30
    page.put(72, 78, "47-The words of this article were replaced.", PLAIN, 12.96)
    draft = read_printed(printed([page]), "en")
    assert [p.number for p in draft.provisions if p.kind == Kind.ARTICLE] == ["199", "200", "201"]
    assert left_out(draft)["note"] == ["47-The words of this article were replaced."]
    assert "Article 200[47]" in draft.text


@pytest.mark.parametrize("count", [1, 6])
def test_raised_numbers_before_paragraphs_are_their_marks_where_a_law_has_many(count: int) -> None:
    page = Page()
    up = 770.0
    for number in range(1, count + 1):
        page.put(72, up, f"Art. {number}", BOLD)
        page.put(140, up, "Schutz der Person")
        for raised in ("1", "2", "2bis"):
            up -= 16
            page.put(72, up + 3.5, raised, PLAIN, 6)
            page.put(74 + width(raised, PLAIN, 6), up, "Das Gericht schützt die Person sofort.")
        up -= 24
    page.put(72, 64, "1", PLAIN, 5)
    page.put(76, 61, "Fassung gemäss Ziff. I des Gesetzes.", PLAIN, 7.5)
    draft = read_printed(printed([page]), "de")
    marked = [p.address for p in draft.provisions if p.kind == Kind.PARAGRAPH]
    assert marked == ([] if count == 1 else [f"{n}({m})" for n in range(1, 7) for m in PARAGRAPHS])
    assert left_out(draft)["note"] == ["1 Fassung gemäss Ziff. I des Gesetzes."]


def test_words_too_small_to_be_read_are_left_out() -> None:
    law = make_law(3)
    (page,) = set_law(law)
    page.items.insert(2, (72, 760, "hidden title for machines", PLAIN, 2))
    assert left_out(assert_read(printed([page]), law))["note"] == ["hidden title for machines"]


def test_a_label_behind_a_note_in_brackets_that_fills_its_line_begins_a_paragraph() -> None:
    page = Page()
    words = make_law(1)[0].paragraphs[0][4:]
    up = 770.0
    for number in range(1, 5):
        page.put(72, up, f"Article {number}. The opening of the harbour to ships of all kinds")
        for line in wrapped(words, 451):
            up -= 13
            page.put(72, up, line)
        up -= 13
        note = f"{{Article {number} in the wording of a later law"
        while width(note, PLAIN) < 440:
            note += "_"
        page.put(72, up, note + "}")
        up -= 13
    draft = read_printed(printed([page]))
    assert [one.number for one in words_of(draft)] == ["1", "2", "3", "4"]

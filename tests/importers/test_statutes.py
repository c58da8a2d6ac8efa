# SPDX-License-Identifier: EUPL-1.2
"""Statutes in English as the countries of the common law print them: numbers without a word,
marginal notes, marks of consolidated texts, schedules.
"""

from __future__ import annotations

import pytest

from gapanalysis.importers.read import read_data
from gapanalysis.model import Kind, LawDraft


def law(text: str, name: str = "law.txt") -> LawDraft:
    return read_data(text.encode(), name, "en")


def articles(draft: LawDraft) -> list[str]:
    return [one.number for one in draft.provisions if one.kind == Kind.ARTICLE]


def kinds(draft: LawDraft) -> list[str]:
    return [f"{one.kind.value} {one.address}" for one in draft.provisions]


def headings(draft: LawDraft) -> dict[str, str]:
    return {p.number: p.heading.of(draft.text) for p in draft.provisions if p.heading}


@pytest.mark.parametrize("mark", ["F43[", "[F43 ", "3[", "["])
def test_a_mark_of_an_amendment_before_a_number(mark: str) -> None:
    draft = law(
        "Neighbours Act\n\nAims\n\n1.—(1) All are safe.\n\n(2) All are heard.\n\n"
        f"Orders\n\n{mark}2.—(1) A court may make an order.\n\n(2) It lasts a year.]\n\n"
        f"Appeals\n\n{mark}2A.—(1) There is an appeal.\n\n(2) It is heard.]\n\n"
        "Costs\n\n3.—(1) No costs.\n\n(2) No fees.\n"
    )
    assert articles(draft) == ["1", "2", "2A", "3"]
    assert "paragraph 2(1)" in kinds(draft)


def test_a_year_that_begins_a_printed_line_is_no_section() -> None:
    draft = law(
        "1 Aims\nAll are safe.\n2 Amendment of section 10 of the Neighbours (Safety) Act\n1994.\n"
        "2.—Section 10 is amended.\n3 Repeals\nWhat is repealed is the Neighbours (Old Walls) Act\n"
        "2001.\n4 Short title\nThis is the Neighbours Act.\n"
    )
    assert articles(draft) == ["1", "2", "3", "4"]


def test_sections_that_are_numbered_in_thousands_are_no_years() -> None:
    numbers = ["1848", "1849", "1850", "1851", "2001"]
    draft = law("\n\n".join(f"{number}. All are safe at home." for number in numbers))
    assert articles(draft) == numbers


def test_decimal_numbers_have_no_raised_digits() -> None:
    numbers = ["1", "2", "3", "3.1", "3.11", "3.12", "3.2", "3.21", "3.3", "4"]
    draft = law("\n\n".join(f"{number} The court sits." for number in numbers))
    assert articles(draft) == numbers


def test_a_section_whose_words_begin_with_another_one() -> None:
    draft = law(
        "1 All are safe.\n\n2 Sections 3 and 4 apply here.\n\n3 Section 4 applies to orders.\n\n"
        "4 Paragraph 3 of the schedule applies.\n"
    )
    assert articles(draft) == ["1", "2", "3", "4"]


@pytest.mark.parametrize("blank", ["", "\n"])
def test_a_heading_that_is_broken_before_the_number_it_mentions(blank: str) -> None:
    draft = law(
        f"1 Aims\n{blank}1.—All are safe in their own homes and in the streets.\n{blank}"
        f"2 Orders\n{blank}2.—A court may make an order.\n{blank}"
        f"3 What the court does where somebody does not keep an order under section\n2.\n{blank}"
        f"3.—The court may fine a person who does not keep an order.\n{blank}"
        f"4 Costs\n{blank}4.—No costs.\n"
    )
    assert articles(draft) == ["1", "2", "3", "4"]


def test_a_schedule_that_is_only_mentioned_at_the_end_of_a_paragraph() -> None:
    draft = law(
        "1. Aims.—All are safe.\n2. Repeals.—(1) What is named in column 1 is repealed as that\n"
        "Schedule.\n(2) What is named there is amended in the way that is set out in\nSchedule 2.\n"
        "(3) No more is repealed.\n3. Costs.—No costs.\n4. Short title.—This is the Walls Act.\n"
        "SCHEDULE 1\nThe Walls Act.\nSCHEDULE 2\nThe Doors Act.\n"
    )
    assert [k for k in kinds(draft) if k.startswith(("article", "annex"))] == [
        *("article 1", "article 2", "article 3", "article 4"),
        *("annex annex 1", "annex annex 2"),
    ]


def test_a_short_act_that_approves_a_long_treaty() -> None:
    treaty = "\n\n".join(
        f"ARTICLE {n}\n\nMatter {n}\n\n1. Each State acts.\n\n2. It reports." for n in range(1, 30)
    )
    draft = law(
        "1. In this Act there are words.\n\nApproval\n\n"
        "2. (1) The treaty is approved.\n\n(2) Its words are in the schedule.\n\n"
        "3. This is the Treaty Act.\n\n"
        f"SCHEDULE\n\n{treaty}\n"
    )
    assert articles(draft) == ["1", "2", "3", *(str(n) for n in range(1, 30))]
    assert "paragraph annex:29(2)" in kinds(draft)


def test_schedules_are_counted_in_words_and_may_bear_an_article_or_a_title() -> None:
    draft = law(
        "1. Aims.—(1) All are safe at home.\n\n(2) All are heard.\n\n"
        "2. Orders.—A court may make an order.\n\n"
        "3. Repeals.—(1) What the Second Schedule names is repealed.\n\n(2) No more is.\n\n"
        "THE FIRST SCHEDULE\n\nThe forms of the court.\n\n"
        "SECOND SCHEDULE. Enactments Repealed.\n\nThe Walls Act.\n\n"
        "The Third Schedule to the Walls Act is not repealed.\n\n"
        "SCHEDULE Registration Rules\n\nThe court keeps a register.\n\n"
        "THE SCHEDULE\n\nThe seal of the court.\n"
    )
    assert [k for k in kinds(draft) if not k.startswith("paragraph")] == [
        *("article 1", "article 2", "article 3"),
        *("annex annex 1", "annex annex 2", "annex annex", "annex annex"),
    ]
    assert headings(draft)["2"] in {"Orders", "Enactments Repealed."}


@pytest.mark.parametrize("title", ["Schedule 2: amendments.", "Schedule to the Walls Act"])
def test_a_title_that_names_a_schedule_is_no_schedule(title: str) -> None:
    draft = law(
        "Aims\n\n1. All are safe at home.\n\nOrders\n\n2. A court may make an order.\n\n"
        f"Costs\n\n3. No costs.\n\n{title}\n\n4. What it says there is changed.\n\n"
        "Schedule 1 (as amended by the Walls Act (No. 2)) to the Doors Act is amended—\n\n"
        "(a) in column 1, and\n\n(b) in column 2.\n\nShort title\n\n5. This is the Act.\n"
    )
    assert articles(draft) == ["1", "2", "3", "4", "5"]
    assert not any(k.startswith("annex") for k in kinds(draft))


def test_a_section_that_is_mentioned_with_what_amended_it() -> None:
    draft = law(
        "\n\n".join(
            f"{n} Amendment of section {n + 20}\n\n"
            f"Section {n + 20} (amended by section {n} of the Walls Act) of the Act is amended—\n\n"
            "(a) by a comma, and\n\n(b) by a full stop."
            for n in range(1, 8)
        )
    )
    assert articles(draft) == ["1", "2", "3", "4", "5", "6", "7"]


def test_a_whole_part_that_is_put_into_another_act() -> None:
    inserted = "\n\n".join(
        f"**{n}.** (1) {'The school decides who is admitted. ' * 30}\n\n(2) It says why."
        for n in range(60, 160)
    )
    draft = law(
        "##### 1. **Aims**\n\n**1.** All are safe.\n\n##### 2. **Schools**\n\n"
        f"**2.** The Act is amended by the insertion of:\n\n“PART X\n\n{inserted}”.\n\n"
        "##### 3. **Costs**\n\n**3.** No costs.\n",
        "law.md",
    )
    assert articles(draft) == ["1", "2", "3"]


@pytest.mark.parametrize(
    "words", ["(0.1) In this section there are words.", "*(1) It begins later.", "(1) [Repealed]"]
)
def test_how_the_words_behind_a_number_alone_may_begin(words: str) -> None:
    draft = law(f"1 All are safe.\n\n2 {words}\n\n(2) All are heard.\n\n3 No costs.\n")
    assert articles(draft) == ["1", "2", "3"]


@pytest.mark.parametrize("stroke", [".—", ".–", ". —", ".-"])
def test_a_title_that_a_stroke_parts_from_the_first_subsection(stroke: str) -> None:
    draft = law(
        f"1. Aims{stroke}(1) All are safe at home.\n\n(2) All are heard.\n\n"
        f"2. Orders of the court, etc{stroke}(1) A court may make an order.\n\n(2) It lasts.\n\n"
        "3. Punishment.—Whoever harms is punished.\n"
    )
    assert kinds(draft) == [
        *("article 1", "paragraph 1(1)", "paragraph 1(2)"),
        *("article 2", "paragraph 2(1)", "paragraph 2(2)", "article 3"),
    ]
    assert headings(draft) == {
        "1": "Aims.",
        "2": "Orders of the court, etc.",
        "3": "Punishment.",
    }


def test_a_printed_title_of_several_lines_before_a_stroke() -> None:
    draft = law(
        "1. Aims.—All are safe at home.\n"
        "2. Punishment of what is done beyond the country, but may be tried\n"
        "within it.—(1) Whoever does it is punished.\n(2) So is who helps.\n3. Costs.—No costs.\n"
    )
    assert headings(draft)["2"].endswith("\nwithin it.")
    assert "paragraph 2(1)" in kinds(draft)


def test_subsections_and_paragraphs_that_were_inserted_with_decimals() -> None:
    draft = law(
        "1 (1) There are fees.\n\n(1.1) They are low.\n\n(1.2) They are paid.\n\n(2) They are\n\n"
        "(a) fees of the court;\n\n(a.1) fees of the register;\n\n(b) other fees.\n\n"
        "2 All are safe.\n\n3 No costs.\n"
    )
    assert kinds(draft)[:8] == [
        *("article 1", "paragraph 1(1)", "paragraph 1(1.1)", "paragraph 1(1.2)"),
        *("paragraph 1(2)", "point 1(2)(a)", "point 1(2)(a.1)", "point 1(2)(b)"),
    ]


def test_an_arrangement_of_sections_below_the_chapter_of_the_act() -> None:
    titles = [f"Matter {n} of the law of neighbours" for n in range(1, 9)]
    entries = "\n".join(f"{n}. {title}." for n, title in enumerate(titles, 1))
    sections = "\n".join(
        f"{n}. {title}\n{n}.—(1) {'The court hears both sides in public. ' * 8}\n(2) It decides."
        for n, title in enumerate(titles, 1)
    )
    draft = law(
        "CHAPTER 6\nTHE NEIGHBOURS ACT\n[PRINCIPAL LEGISLATION]\nARRANGEMENT OF SECTIONS\n"
        f"Section\nTitle\nPART I\nGENERAL\n{entries}\nCHAPTER 6\nTHE NEIGHBOURS ACT\n"
        f"An Act to keep the peace between neighbours.\nPART I\nGENERAL\n{sections}\n"
    )
    assert articles(draft) == [str(n) for n in range(1, 9)]
    assert [one.why for one in draft.left_out].count("contents") == 1


def test_subsections_that_were_inserted_with_letters_behind_their_marks() -> None:
    draft = law(
        "1 Aims\n\n(1) All are safe.\n\n[F1(1ZA) By day.]\n\n[F2(1A) At night and\n\n(a) at home;\n"
        "\n(b) at work.]\n\n(2) All are heard.\n\nF3(3) . . . .\n\n(4) No costs.\n\n"
        "2 Costs\n\n(1) None.\n\n3 Fees\n\n(1) None.\n"
    )
    assert kinds(draft)[:8] == [
        *("article 1", "paragraph 1(1)", "paragraph 1(1ZA)", "paragraph 1(1A)", "point 1(1A)(a)"),
        *("point 1(1A)(b)", "paragraph 1(2)", "paragraph 1(3)"),
    ]
    assert not draft.warnings


@pytest.mark.parametrize("again", ["F12[2.—(1)", "2.—F12[(1)", "2.—(1)"])
def test_the_number_once_more_with_a_mark_of_an_amendment(again: str) -> None:
    draft = law(
        "##### 1. **Aims**\n\n1.—(1) All are safe.\n\n(2) All are heard.\n\n"
        f"##### 2. **Harassment**\n\n{again} Who harasses is guilty.\n\n(2) So is who helps.\n\n"
        "##### 3. **Costs**\n\n3.—(1) No costs.\n\n(2) No fees.\n",
        "law.md",
    )
    assert articles(draft) == ["1", "2", "3"]
    assert [k for k in kinds(draft) if "2(" in k] == ["paragraph 2(1)", "paragraph 2(2)"]


def test_paragraphs_that_are_numbered_as_the_sections_are() -> None:
    sections = ("Aims", "Orders", "Appeals", "Costs", "Fees", "Short title")
    draft = law(
        "".join(
            f"<h3>{n}. {title}</h3><p>1. A court sits by the sea.</p><p>2. It hears:</p>"
            "<p>a. neighbours;</p><p>b. sailors.</p><p>3. It rests at noon.</p>"
            for n, title in enumerate(sections, 1)
        ),
        "law.html",
    )
    assert headings(draft) == {str(n): title for n, title in enumerate(sections, 1)}
    assert kinds(draft)[-6:] == [
        "article 6",
        *("paragraph 6(1)", "paragraph 6(2)", "point 6(2)(a)", "point 6(2)(b)", "paragraph 6(3)"),
    ]


def test_the_day_of_enactment_is_no_section() -> None:
    draft = law(
        "Harbour Act\n\n[21st March 2031]\n\nBe it enacted as follows:—\n\nPart I\n\nSailors\n\n"
        "1 Aims\n\nAll are safe.\n\n2 Orders\n\nA court orders.\n\nPart II\n\nBoats\n\n"
        "3 Sails\n\nSails are white.\n\n4 Short title\n\nThis is the Harbour Act.\n"
    )
    assert articles(draft) == ["1", "2", "3", "4"]


@pytest.mark.parametrize("space", ["", " "])
@pytest.mark.parametrize("extent", ["", "E+W+S"])
def test_a_call_of_a_note_and_an_extent_that_a_copy_glued_to_number_and_title(
    space: str, extent: str
) -> None:
    draft = law(
        f"1{space}Harassment.{extent}\n\n(1)No sailor shouts.\n\n[F1(1A)No sailor sings.]\n\n"
        f"2{space}Offences.{extent}\n\nWho shouts is fined.\n\n"
        f"[F42A{space}Stalking{extent}\n\n(1)Who stalks is fined.]\n\n"
        f"[F432B{space}Powers{extent}\n\nA guard may look.]\n\n"
        f"3{space}Remedies.{extent}\n\nA court orders.\n\n"
        f"4{space}Title.{extent}\n\nThis is the Act.\n"
    )
    numbers = ["1", "2", "2A", "2B", "3", "4"]
    titles = ["Harassment.", "Offences.", "Stalking", "Powers", "Remedies.", "Title."]
    assert headings(draft) == dict(zip(numbers, titles, strict=True))
    assert "paragraph 2A(1)" in kinds(draft)


def test_one_article_whose_label_has_the_word_for_several() -> None:
    draft = law(
        "Article Fifty-Two\n\nA boat floats.\n\nArticles Fifty-Three\n\nA boat sails.\n\n"
        "Article Fifty-Four\n\nArticles Nine and Ten are repealed by the assembly of the sea.\n"
    )
    assert articles(draft) == ["52", "53", "54"]

# SPDX-License-Identifier: EUPL-1.2
"""The doctor: a made-up law is damaged as real files are; what looks wrong is found, and the mends
that are proposed give the law back. Nothing is said of a law that is sound.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from growth import is_linear

from gapanalysis import analysis
from gapanalysis.errors import AppError
from gapanalysis.importers.doctor import CODES, apply_mend, change, keep, to_json
from gapanalysis.importers.read import read_data, read_law
from gapanalysis.importers.split import split
from gapanalysis.importers.text import read_text
from gapanalysis.model import (
    ImportDoubt,
    Join,
    Kind,
    LawDraft,
    ReadAgain,
    Renumber,
    SourceFile,
    Split,
)
from gapanalysis.structure import faults, own_spans, structure_of
from gapanalysis.words import LANGUAGES, load_words

ROOT = Path(__file__).parents[2]
LAWS = Path(os.environ.get("GAPANALYSIS_LAWS", ROOT.parent / "shared" / "laws"))
SOURCE = SourceFile(name="law.txt", format="text", sha256="", data=b"")
# fmt: off
HEADINGS = [
    "Aim", "Scope", "Definitions", "Harm", "Threat", "Stalking", "Coercion", "Orders", "Shelters",
    "Helplines", "Training", "Entry into force", "More", "Again",
]
# fmt: on
SENTENCES = [
    "Whoever harms a person who lives in the same home is punished by a fine of one hundred units.",
    "The court may order that a person leaves the home and does not come near the victim.",
    "Proceedings are started by the police as soon as they hear of the act, without a complaint.",
    "The victim is told of each decision in a language which the victim understands.",
    "A child who saw the act is a victim too and has the right to be heard and to be helped.",
]
NUMBERS = [str(n) for n in range(1, 13)]


def made_up(numbers: list[str] = NUMBERS, label: str = "Article {n}. {heading}") -> list[str]:
    """Gives the lines of a law: two chapters, articles with a heading and three paragraphs."""
    lines = ["LAW ON PROTECTION", ""]
    for place, (number, heading) in enumerate(zip(numbers, HEADINGS, strict=False)):
        if place in {0, 6}:
            lines += [f"Chapter {'I' * (1 + place // 6)}", "Rules", ""]
        lines.append(label.format(n=number, heading=heading))
        lines += [f"({n}) {SENTENCES[(len(heading) + n) % 5]}" for n in (1, 2, 3)]
        lines.append("")
    return lines


def read(lines: list[str], language: str = "en") -> LawDraft:
    return split(read_text("\n".join(lines).encode(), "law.txt"), language, SOURCE)


def without_numbers(*numbers: str) -> list[str]:
    return [number for number in NUMBERS if number not in numbers]


def at(lines: list[str], heading: str) -> int:
    """Gives the line of the article with a heading."""
    return next(n for n, line in enumerate(lines) if line.endswith(heading))


def codes(draft: LawDraft) -> list[str]:
    return [doubt.code for doubt in draft.warnings]


def numbers(draft: LawDraft) -> list[str]:
    return [one.number for one in draft.provisions if one.kind == Kind.ARTICLE]


def place_of(draft: LawDraft, doubt: ImportDoubt) -> str:
    assert doubt.start is not None
    return draft.text[doubt.start : doubt.end]


def mended(draft: LawDraft) -> LawDraft:
    """Gives a draft after all mends that the doctor proposes, one after the other."""
    for _ in range(40):
        doubt = next((one for one in draft.warnings if one.mend), None)
        if doubt is None:
            return draft
        draft = apply_mend(draft, doubt)
        assert [*faults(draft)] == []
    raise AssertionError(f"the mends find no end: {codes(draft)}")


def shape(draft: LawDraft) -> list[tuple[str, str, str]]:
    """Gives each provision: kind, address, heading and own words; labels as printed may differ."""
    return [
        (
            one.kind.value,
            one.address,
            (one.heading.of(draft.text) if one.heading else "")
            + " "
            + " ".join("".join(span.of(draft.text) for span in spans).split()),
        )
        for one, spans in zip(draft.provisions, own_spans(draft), strict=True)
    ]


# --- numbers -----------------------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["ARTÍCULOS TRANSITORIOS\n\nArtículo 1. Rige.", "TRANSITORIOS"])
def test_the_only_articles_of_several_amending_acts_are_nothing_odd(heading: str) -> None:
    only = "Artículo único.- Entra en vigor"
    draft = read_data(
        f"LEY\n\nArtículo 1. La ley protege.\n\nArtículo 2. La ley rige.\n\n{heading}\n\n"
        f"Publicado el 3 de marzo\n\n{only} hoy.\n\n"
        f"Publicado el 5 de abril\n\n{only} mañana.\n".encode(),
        "law.txt",
        "es",
    )
    assert numbers(draft)[-2:] == ["único", "único"]
    assert not draft.warnings


def test_nothing_is_said_of_a_sound_law() -> None:
    assert read(made_up()).warnings == ()
    inserted = [*NUMBERS[:5], "5^1", "5 bis", *NUMBERS[5:]]
    assert read(made_up(inserted)).warnings == ()


@pytest.mark.parametrize(
    "sound", [[*NUMBERS[:5], "5^8", "5^9", *NUMBERS[5:]], [*NUMBERS, "12^7", "12^8"]]
)
@pytest.mark.parametrize(("sign", "code"), [("", "number_glued"), (" ", "number_cut")])
def test_raised_digits_glued_or_set_apart_are_mended(
    sound: list[str], sign: str, code: str
) -> None:
    draft = read(made_up([number.replace("^", sign) for number in sound]))
    assert codes(draft) == [code, code]
    assert [doubt.details.get("proposed", doubt.details["number"]) for doubt in draft.warnings] == [
        number for number in sound if "^" in number
    ]
    whole = mended(draft)
    assert whole.warnings == ()
    assert shape(whole) == shape(read(made_up(sound)))


def test_a_person_is_told_of_raised_digits_that_the_reader_restored() -> None:
    draft = read(made_up([*NUMBERS[:5], "51", *NUMBERS[5:]]))
    (doubt,) = draft.warnings
    assert (doubt.code, place_of(draft, doubt), doubt.details["number"]) == (
        *("number_raised", "Article 51.", "5^1"),
    )
    place = next(n for n, one in enumerate(draft.provisions) if one.number == "5^1")
    assert "number_raised" in codes(change(draft, Join(provision=2)))
    printed = change(draft, Renumber(provision=place, number="51"))
    assert "number_raised" not in codes(printed)
    glued = [number for n in (10, 11, 12) for number in (str(n), f"{n}1", f"{n}2")]
    draft = read(made_up(["7", "8", "9", *glued, "13"]))
    assert codes(draft) == ["numbers_raised"]
    assert draft.warnings[0].details["count"] == 6


def test_a_lost_raised_digit_is_proposed_where_the_law_has_others() -> None:
    lost = [*NUMBERS[:5], "5", *NUMBERS[5:9], "9^1", *NUMBERS[9:]]
    sound = [*NUMBERS[:5], "5^1", *NUMBERS[5:9], "9^1", *NUMBERS[9:]]
    draft = read(made_up(lost))
    assert codes(draft) == ["number_twice"]
    assert shape(mended(draft)) == shape(read(made_up(sound)))
    (doubt,) = read(made_up([*NUMBERS[:5], "5", *NUMBERS[5:]])).warnings
    assert (doubt.code, doubt.mend) == ("number_twice", None)


@pytest.mark.parametrize(
    "damage",
    [
        lambda label: label.replace("Article", "Artlcle"),
        lambda label: label.replace("Article ", ""),
        lambda label: label.replace("Article", "Rule"),
    ],
)
def test_a_label_that_was_not_recognised_is_found_and_mended(
    damage: Callable[[str], str],
) -> None:
    lines = made_up()
    for heading in ("Stalking", "Coercion", "Helplines"):
        lines[at(lines, heading)] = damage(lines[at(lines, heading)])
    draft = read(lines)
    assert codes(draft) == ["article_missed"] * 3
    assert [doubt.details["number"] for doubt in draft.warnings] == ["6", "7", "10"]
    assert shape(mended(draft)) == shape(read(made_up()))


@pytest.mark.parametrize(
    ("label", "found"),
    [("Article {n}. {heading}", []), ("Article {n} {heading}", ["article_missed"])],
)
def test_an_article_inside_a_line_is_found_and_mended(label: str, found: list[str]) -> None:
    """Where a sign ends its label, the reader parts the line."""
    lines = made_up(label=label)
    line = at(lines, "Stalking")
    lines[line - 2] += f" {lines[line]}"
    del lines[line - 1 : line + 1]
    draft = read(lines)
    assert codes(draft) == found
    assert shape(mended(draft)) == shape(read(made_up(label=label)))


@pytest.mark.parametrize(
    ("label", "after"),
    [
        ("Article {n}. {heading}", "Article 7a. Abuse online"),
        ("Article {n}: {heading}", "Article 7-1: Abuse online"),
        ("§ {n}. {heading}", "§ 7a. Abuse online"),
    ],
)
def test_an_inserted_article_inside_a_line_is_found_and_mended(label: str, after: str) -> None:
    lines = made_up(label=label)
    place = at(lines, HEADINGS[7])
    sound = [*lines[:place], after, SENTENCES[0], "", *lines[place:]]
    damaged = [*lines[: place - 2], f"{lines[place - 2]} {after}", SENTENCES[0], "", *lines[place:]]
    draft = read(damaged)
    assert codes(draft) == ["article_missed"]
    assert place_of(draft, draft.warnings[0]) == after.removesuffix(" Abuse online")
    assert shape(mended(draft)) == shape(read(sound))


def test_a_mended_article_ends_its_points_before_the_words_behind_them() -> None:
    points = ["(a) acts alone, or", "(b) helps another,", "is punished as the law provides."]
    lines = made_up()
    place = at(lines, HEADINGS[7])
    lines[place + 2] += " Whoever"
    long = f"{SENTENCES[0]} {SENTENCES[1]}"  # no line of a printer
    lines[place + 3 : place + 3] = [*points, long, long]
    damaged = [*lines[: place - 2], f"{lines[place - 2]} {lines[place]}", *lines[place + 1 :]]
    assert shape(mended(read(damaged))) == shape(read(lines))
    assert " is punished" in next(
        words for _, address, words in shape(read(lines)) if address == "8(2)"
    )


def test_an_inserted_article_that_a_sentence_names_is_not_told() -> None:
    lines = made_up()
    place = at(lines, HEADINGS[7])
    lines[place - 2] += " Article 7a of the Code applies. Article 7b (3) does not."
    assert read(lines).warnings == ()


def test_articles_before_the_first_that_was_recognised_are_found() -> None:
    lines = made_up()
    for heading in ("Aim", "Scope"):
        lines[at(lines, heading)] = lines[at(lines, heading)].replace("Article", "Rule")
    draft = read(lines)
    assert numbers(draft)[0] == "3"
    assert shape(mended(draft)) == shape(read(made_up()))
    plain = [line for line in lines if "Chapter" not in line and line != "Rules"]
    draft = read(plain)
    assert codes(draft) == ["law_left_out"]
    assert numbers(mended(draft)) == NUMBERS


def test_a_long_text_before_the_first_article_is_told() -> None:
    recital = "The people of this State, who want to live without fear, have decided so."
    assert read(["LAW", *([recital] * 30), *made_up()]).warnings == ()
    draft = read(["LAW", *([recital] * 90), *made_up()])
    assert codes(draft) == ["long_text_left_out"]


def test_missing_numbers_are_told_and_repealed_ones_are_not() -> None:
    draft = read(made_up(without_numbers("6", "7")))
    assert [(d.code, dict(d.details), place_of(draft, d)) for d in draft.warnings] == [
        ("number_gap", {"after": "5", "before": "8", "missing": 2}, "Article 8.")
    ]
    lines = made_up(without_numbers("6", "7"))
    lines.insert(at(lines, "Stalking"), "Articles 6 and 7 were repealed by the Law of 2012.")
    assert read(lines).warnings == ()


def test_numbers_of_a_chapter_that_is_repealed_are_not_missing() -> None:
    lines = [
        line.replace("Chapter II", "Chapter III") for line in made_up(without_numbers("7", "8"))
    ]
    place = lines.index("Chapter III")
    assert "number_gap" in codes(read(lines))
    lines[place:place] = ["Chapter II", "Shelters", "(Repealed by the Law of 2012.)", ""]
    assert read(lines).warnings == ()


def test_a_law_that_holds_only_some_numbers_is_told_once() -> None:
    draft = read(made_up(["1", "4", "6", "9", "14", "20", "22"]))
    assert codes(draft) == ["numbers_missing"]
    assert draft.warnings[0].details == {"places": 6, "articles": 7}


def test_a_missing_chapter_is_told() -> None:
    lines = [line.replace("Chapter II", "Chapter III") for line in made_up()]
    (doubt,) = read(lines).warnings
    assert (doubt.code, doubt.details["division"]) == ("division_gap", "Chapter III")


def test_a_chapter_whose_word_is_set_apart_is_not_missing() -> None:
    text = "Ligji\n\n"
    for n, label in enumerate(("KREU I", "K REU II", "KREU III"), 1):
        text += f"{label}\n\nNeni {n}\n\nKy ligj mbron fqinjët.\n\n"
    draft = read_data(text.encode(), "law.txt", "sq")
    assert [one.number for one in draft.provisions if one.kind is Kind.CHAPTER] == [
        "I",
        "II",
        "III",
    ]
    assert draft.warnings == ()


def test_a_missing_paragraph_is_told_and_found_behind_a_sign_of_an_editor() -> None:
    lines = made_up()
    second = at(lines, "Harm") + 2
    lines[second] = f"F12:{lines[second]}"
    draft = read(lines)
    assert codes(draft) == ["paragraph_missed"]
    assert [one[:2] for one in shape(mended(draft))] == [one[:2] for one in shape(read(made_up()))]
    lines = made_up()
    del lines[at(lines, "Harm") + 2]
    assert codes(read(lines)) == ["paragraph_gap"]


def test_an_article_that_comes_twice_word_for_word_is_left_out() -> None:
    lines = made_up()
    line = at(lines, "Stalking")
    draft = read(lines[: line + 5] + lines[line:])
    assert codes(draft) == ["number_twice"]
    assert shape(mended(draft)) == shape(read(made_up()))


def test_a_row_of_articles_that_comes_twice_is_told_once() -> None:
    draft = read(made_up(["1", "2", "3", "4", "5", "6", "7"]))
    for number in ("4", "5", "6"):
        place = next(n for n, one in enumerate(draft.provisions) if one.number == number)
        draft = change(draft, Renumber(provision=place, number=str(int(number) - 3)))
    assert codes(draft) == ["numbers_twice", "number_gap"]
    assert draft.warnings[0].details == {"number": "1", "last": "3", "count": 3}


def test_a_number_that_goes_on_behind_the_label_is_read_to_its_end() -> None:
    draft = read(made_up([*NUMBERS[:5], "5 B", "5 C", *NUMBERS[5:]]))
    assert [d.details.get("proposed") for d in draft.warnings] == ["5 B", "5 C"]
    assert numbers(mended(draft)) == [*NUMBERS[:5], "5 B", "5 C", *NUMBERS[5:]]


def test_a_reference_that_was_taken_for_an_article_is_joined_again() -> None:
    law = [
        *("1 §", "Den som slår en annan döms för misshandel till fängelse.", ""),
        *("2 §", "Den som hotar en annan döms enligt lagen om brott mot person i 1", ""),
        *("3 §", ", 4 eller 5 kap. till böter.", ""),
        *("4 §", "Den som stjäl döms för stöld.", ""),
    ]
    draft = read(law, "sv")
    doubt = draft.warnings[0]
    assert (doubt.code, doubt.mend) == ("article_broken", Join(provision=2))
    assert numbers(apply_mend(draft, doubt)) == ["1", "2", "4"]


def test_quoted_articles_of_another_law_are_told_once_for_each_article() -> None:
    lines = made_up()
    line = at(lines, "Orders") + 3
    lines[line:line] = ["Article 2. Of another law.", "Article 3. Of it too.", "Words of it."]
    lines[at(lines, "Training") + 1 : at(lines, "Training") + 1] = ["Article 4. Once more."]
    draft = read(lines)
    assert [(d.code, d.details["within"]) for d in draft.warnings] == [
        ("numbers_out_of_order", "8"),
        ("number_out_of_order", "11"),
    ]
    assert all(doubt.mend is None for doubt in draft.warnings)


# --- text --------------------------------------------------------------------------------------


def test_an_empty_article_is_told_and_a_repealed_one_is_not() -> None:
    lines = made_up()
    line = at(lines, "Stalking")
    for label, wanted in (
        ("Article 6.", ["article_empty"]),
        ("Article 6. Stalking", ["article_empty"]),
        ("Article 6. (repealed)", []),
        ("Article 6. (no longer used)", []),
        ("Article 6. Repealed by the Law of 2012", []),
    ):
        assert codes(read([*lines[:line], label, *lines[line + 4 :]])) == wanted, label


def test_an_article_of_one_sentence_above_a_heading_of_the_next_is_not_empty() -> None:
    lines = [*made_up(), "Article 13.", "The court may order this.", "", "Helpers", ""]
    assert (
        codes(read([*lines, "Article 14. Again", "(1) The police help.", "(2) So do all."])) == []
    )


def test_a_table_of_contents_that_was_taken_for_articles_is_left_out() -> None:
    contents = [f"Article {n}. {heading}" for n, heading in zip(NUMBERS, HEADINGS, strict=False)]
    draft = read([*made_up(), "Contents", *contents])
    assert codes(draft) == ["contents_as_articles"]
    whole = mended(draft)
    assert shape(whole) == shape(read(made_up()))
    left = [whole.text[one.start : one.end] for one in whole.left_out if one.why == "contents"]
    assert "".join(left).split("\n") == ["Contents", *contents]


def test_lines_that_pages_repeat_are_left_out() -> None:
    head, lines = "Official Gazette of the Republic", []
    for n, line in enumerate(made_up()):
        lines.append(line)
        if n % 12 == 9:
            lines += [head, f"– {n // 12 + 3} –", f"{head}, page {n // 12 + 3}"]
    draft = read(lines)
    assert sorted(codes(draft)) == [
        *("page_number_in_text", "running_head_in_text", "running_head_in_text"),
    ]
    whole = mended(draft)
    assert shape(whole) == shape(read(made_up()))
    assert {left.why for left in whole.left_out} >= {"page_number", "running_head"}


def test_words_that_a_law_repeats_are_no_running_head() -> None:
    lines = made_up()
    for heading in ("Aim", "Scope", "Harm", "Threat", "Orders", "Shelters", "Training"):
        lines[at(lines, heading) + 2] = "(2) The same holds for an attempt."
        lines.insert(at(lines, heading) + 3, "shall be punished by a fine")
        lines.insert(at(lines, heading) + 3, "or by imprisonment")
    assert not [code for code in codes(read(lines)) if "running" in code or "page" in code]


def test_sentences_with_numbers_that_count_up_are_no_running_heads() -> None:
    lines = []
    for n, line in enumerate(made_up()):
        lines.append(line)
        if n % 12 == 9:
            lines.append(f"Paragraphs {n} and {n + 2} become paragraphs {n // 12 + 1} and {n + 3}.")
    assert not [code for code in codes(read(lines)) if "running" in code]


def test_words_that_open_and_sign_each_of_several_acts_are_no_running_heads() -> None:
    words = "The Committee decides on measures that protect persons from violence at home. " * 3
    acts = [
        f"DECISION OF THE JOINT COMMITTEE\nNo {n}/2021\nof 5 February 2021\nTHE JOINT COMMITTEE,\n"
        "HAS ADOPTED THIS DECISION:\n"
        + "".join(f"Article {k}\n{words}{n}.{k}.\n" for k in (1, 2, 3))
        + "Done at the seat of the Committee, 5 February 2021\nFor the Joint Committee\nThe Chair\n"
        for n in range(18, 26)
    ]
    draft = read("".join(acts).split("\n"))
    assert [p.number for p in draft.provisions if p.kind == Kind.ARTICLE] == list("123" * 8)
    assert set(codes(draft)) == {"numbers_twice"}


def test_a_very_long_article_names_the_line_where_it_should_end() -> None:
    long = ["Words of another part of the law stand here."] * 900
    lines = [*made_up(), *long, "ANNEX 1: Fees", *long]
    lines = [line.replace("ANNEX 1", "Annexure 1") for line in lines]
    draft = read(lines)
    assert codes(draft) == ["very_long_article"]
    lines.insert(lines.index("Annexure 1: Fees"), "§ 200")
    (doubt,) = read(lines).warnings
    assert (doubt.code, doubt.details["number"]) == ("number_out_of_order", "200")


def test_articles_that_a_colon_introduces_are_words_of_another_law() -> None:
    lines = made_up()
    put = ["Another law is amended as follows:", "Article 90. Lanterns", "Lanterns are lit."]
    at = next(n for n, line in enumerate(lines) if line.startswith("Article 5."))
    assert codes(read([*lines[:at], *put, *lines[at:]])) == []
    (doubt,) = read([*lines[:at], *put[1:], *lines[at:]]).warnings
    assert (doubt.code, doubt.details["number"]) == ("number_out_of_order", "90")


def test_articles_of_a_repealed_chapter_are_not_missing() -> None:
    said = "Chapter {} {}\n\nArticle {}. Lanterns\n\nLanterns are lit at dusk.\n\n"
    lines = [*made_up(), "Chapter III (Repealed)", "", *said.format("IV", "End", 30).split("\n")]
    assert codes(read(lines)) == []
    assert codes(read([line for line in lines if "III (R" not in line])) != []


def test_an_article_is_not_too_long_by_the_words_that_it_puts_into_another_law() -> None:
    put = [*["Article 90. Another law"], *["Its words stand in another law."] * 300]
    blocks = [f"“{line}" if not n else line for n, line in enumerate(put)]
    blocks[-1] += "”;"
    lines = made_up()
    place = at(lines, HEADINGS[7])
    lines[place - 2] += " The Code is amended:"
    assert read([*lines[: place - 1], *blocks * 5, "", *lines[place:]]).warnings == ()


def test_the_whole_law_in_one_line_is_told() -> None:
    draft = read([" ".join(line for line in made_up() if line)])
    assert codes(draft) == ["one_block"]
    assert draft.warnings[0].details["count"] >= 9


# --- letters -----------------------------------------------------------------------------------


def test_letters_that_look_alike_are_told_and_mended_in_numbers() -> None:
    draft = read(made_up([*NUMBERS[:5], "5а", *NUMBERS[5:]]))  # a Cyrillic letter
    assert codes(draft) == ["number_alike"]
    assert numbers(mended(draft))[5] == "5a"
    cyrillic = [
        "Стаття 1. Мета", "Цей закон захищає.", "Стаття 1a. Дія", "Він діє тут.",
        "Стаття 2. Закон", "Cуд і злoчин.",
    ]  # fmt: skip
    draft = read(cyrillic, "uk")
    assert codes(draft) == ["number_alike", "letters_mixed"]
    assert draft.warnings[1].details == {"count": 2, "words": "Cуд, злoчин"}
    assert numbers(mended(draft)) == ["1", "1а", "2"]


def test_unreadable_letters_and_turned_directions_are_told() -> None:
    lines = made_up()
    lines[at(lines, "Aim") + 1] += " \ue123 \ufffd \uf0b7"
    lines[at(lines, "Harm") + 1] += " \u202egnitset\u202c"
    draft = read(lines)
    assert codes(draft) == ["letters_unreadable", "direction_turned"]
    assert draft.warnings[0].details["count"] == 2  # a bullet of a symbol font can be read
    assert codes(mended(draft)) == ["letters_unreadable"]


def test_letters_that_stand_apart_are_told() -> None:
    lines = [" ".join(line.replace(" ", "")) for line in made_up()]
    assert codes(read(lines))[0] == "letters_apart"


def test_a_language_that_does_not_fit_is_told_and_the_file_read_again(tmp_path: Path) -> None:
    path = tmp_path / "law.txt"
    path.write_text("\n".join(made_up()), encoding="utf-8")
    draft = read_law(path, "fr")
    (doubt,) = [one for one in draft.warnings if one.code == "language_other"]
    assert doubt.mend == ReadAgain(language="en")
    with pytest.raises(AppError, match="no_mend"):
        apply_mend(draft, doubt)
    again = analysis.apply_mend(draft, doubt)
    assert (again.language, again.warnings, numbers(again)) == ("en", (), NUMBERS)
    assert again.source == draft.source


# --- what is done with doubts --------------------------------------------------------------------


def test_what_a_person_keeps_is_not_told_again() -> None:
    draft = read(made_up(without_numbers("6", "10")))
    first, second = draft.warnings
    kept = keep(draft, first)
    assert kept.warnings == (second,)
    article = next(n for n, one in enumerate(kept.provisions) if one.number == "3")
    changed = change(kept, Split(provision=article, at=kept.provisions[article].end - 20))
    assert [doubt.start for doubt in changed.warnings if doubt.code == "number_gap"] == [
        second.start
    ]


def test_what_only_the_reader_saw_is_kept_through_changes(tmp_path: Path) -> None:
    path = tmp_path / "law.html"
    body = "".join(f"<p>{line}</p>" for line in made_up())
    path.write_text(
        f"<html><body>{body}<p hidden>a secret paragraph</p></body></html>", encoding="utf-8"
    )
    draft = read_law(path, "en")
    assert codes(draft) == ["hidden_text"]
    assert codes(change(draft, Join(provision=5))) == ["hidden_text", "article_missed"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_doubts_are_printed_with_place_mend_and_a_sentence(language: str) -> None:
    draft = read(made_up([*NUMBERS[:3], "38", *NUMBERS[3:]]))
    (shown,) = to_json(draft.warnings, structure_of(draft), load_words(language))
    assert shown["message"].startswith("38 ")
    assert "3^8" in shown["message"]
    assert {key: shown[key] for key in ("code", "address", "page", "number")} == {
        "code": "number_glued", "address": "3", "page": None, "number": "3^8",
    }  # fmt: skip
    assert shown["mend"]["operation"] == "split"
    assert draft.text[shown["start"] : shown["end"]] == "Article 38."


def test_of_very_many_doubts_the_first_are_told_and_the_others_counted() -> None:
    draft = read(["Article 1", "This is said once more."] * 300)
    assert len(draft.warnings) == 201
    assert draft.warnings[-1].details == {"count": 99, "like": "number_twice"}


def test_every_code_is_listed_and_has_words_in_each_language() -> None:
    given = {
        argument.value
        for path in (ROOT / "gapanalysis" / "importers").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"doubt", "doubt_at"}
        for argument in node.args[:1]
        if isinstance(argument, ast.Constant)
    }
    assert given <= set(CODES)
    for language in LANGUAGES:
        words = load_words(language)
        assert [code for code in CODES if not words.knows(f"doubt.{code}")] == []
        named = {mend for mends in CODES.values() for mend in mends}
        assert [mend for mend in named if not words.knows(f"mend.{mend}")] == []


@pytest.mark.parametrize(
    "unit",
    [
        "Article 1. X\n", "Article 11\nArticle 111\n", "1\n", "(1) a\n(3) b\n", "Head\n\n",
        "a\u0430 ", "A r t i c l e 2\n", "x. Article 3 Y ", "F1[(2) ", "Articles 1 to 9 repealed\n",
    ],
)  # fmt: skip
def test_hostile_laws_are_examined_in_time_in_proportion(unit: str) -> None:
    def work(size: int) -> None:
        read([f"Article 1\nA.\n{unit * size}\nArticle 9\nB."])

    assert is_linear(work, 300)


# --- real laws -----------------------------------------------------------------------------------

SOUND = [
    *("germany/FamFG.md", "germany/GewSchG.md", "germany/StGB.md", "spain/Codigo_Penal.md"),
    *("ireland/Domestic_Violence_Act_2018.md", "italy/DLgs_82-2005_CAD_akn.xml"),
    *("romania/codul_penal_286-2009.derived.txt", "switzerland/Istanbul_Konvention_de.md"),
]


@pytest.mark.parametrize("file", SOUND)
def test_few_things_are_said_of_real_laws(file: str) -> None:
    path = LAWS / file
    if not path.exists():
        pytest.skip("the real laws are not here")
    draft = read_law(path)
    assert len(draft.warnings) <= 1
    assert {doubt.code for doubt in draft.warnings} <= {"paragraph_missed", "place_repeated"}


def test_a_list_at_the_end_is_not_taken_for_missed_articles() -> None:
    last = int(NUMBERS[-1])
    things = ("Doors", "Windows", "Engine", "Wheels")
    listed = [f"{last + n}. {thing} of the ship" for n, thing in enumerate(things, 1)]
    assert read([*made_up(), "", "List of things:", "", *listed]).warnings == ()


def test_letters_of_divisions_are_not_read_as_numerals() -> None:
    lines = ["LAW ON THE HARBOUR"]
    for n, letter in enumerate("ABCDE", 1):
        lines += ["", f"Chapter {letter}", f"Rules {n}", "", f"Article {n}", "The harbour is open."]
    assert read(lines).warnings == ()
    assert codes(read([*lines[:13], *lines[19:]])) == ["division_gap", "number_gap"]


def test_a_reference_that_is_styled_as_a_heading_is_no_article() -> None:
    page = (
        "# LEY DEL PUERTO\n\n## Artículo 1\n\nSe actualizan los montos siguientes.\n\n"
        "## Artículo 56, inciso 3:\n\nCien pesos.\n\n## Artículo 2\n\nComuníquese.\n"
    )
    draft = read_data(page.encode(), "ley.md", "es")
    assert numbers(draft) == ["1", "2"]


def test_a_reference_in_brackets_that_a_line_goes_on_with_is_no_label() -> None:
    lines = made_up()
    words = "Whoever takes the boats of another pays what they are worth to the owner (Item 2 of"
    lines[at(lines, "Training") + 1 : at(lines, "Training") + 1] = [
        words,
        "Article 2).",
        "He rows.",
    ]
    draft = read(lines)
    assert numbers(draft) == NUMBERS
    assert codes(draft) == codes(read(made_up()))


HUNGARIAN = [
    "2031. évi CII. törvény az együttélésről",
    "",
    "1. § (1) Együtt él, aki közös lakásban lakik.",
    "(2) Az együttélők egyenlők.",
    "2. §",
    "3. § *",
    "4. § Ez a törvény holnap lép hatályba.",
]


def test_an_article_of_which_only_the_number_is_printed_is_repealed_where_laws_print_it_so() -> (
    None
):
    assert numbers(read(HUNGARIAN, "hu")) == ["1", "2", "3", "4"]
    assert read(HUNGARIAN, "hu").warnings == ()
    assert "articles_empty" in codes(read([f"{n}. §" for n in range(1, 9)], "hu"))


def test_the_sign_of_a_note_alone_stands_for_a_repealed_article() -> None:
    lines = made_up()
    line = at(lines, "Stalking")
    for label in ("Article 6. *", "Article 6. [12]"):
        assert codes(read([*lines[:line], label, *lines[line + 4 :]])) == [], label


def test_an_article_is_not_too_long_by_the_notes_behind_it() -> None:
    lines = [line.replace("complaint.", "complaint. [1]") for line in made_up()]
    notes = ["[1] This paragraph was changed by a later law.", *["Which said much."] * 3000]
    draft = read([*lines, *notes])
    assert draft.warnings == ()
    assert draft.text[draft.left_out[-1].start :].startswith("Which said much.")


def test_what_provisions_begin_with_again_and_again_is_no_running_head() -> None:
    lines = made_up()
    for n in range(1, 8):
        place = at(lines, HEADINGS[n]) + 2
        lines[place : place + 1] = [
            "(2)",
            "The penalty is one year where the victim is",
            "(a) old;",
        ]
    assert not [code for code in codes(read(lines)) if "running" in code]


def test_a_line_of_blanks_behind_a_sign_is_examined_in_time_in_proportion() -> None:
    assert is_linear(lambda size: read([f"Article 1\nA.\n«{' ' * size}x\nArticle 2\nB."]), 2_000)

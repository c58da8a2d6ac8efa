# SPDX-License-Identifier: EUPL-1.2
"""Operations on the structure of a law: what each does, and that none ever loses a letter."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gapanalysis.errors import AppError
from gapanalysis.importers.lines import Document, Line
from gapanalysis.importers.split import split
from gapanalysis.importers.text import read_text
from gapanalysis.model import (
    Exclude,
    Include,
    Join,
    Kind,
    Lower,
    Operation,
    Part,
    Raise,
    Renumber,
    SourceFile,
    Span,
    Split,
    Structure,
)
from gapanalysis.restructure import Restructured, restructure
from gapanalysis.structure import (
    address,
    depths,
    faults,
    own_spans,
    restart_kind,
    structure_of,
)

SOURCE = SourceFile(name="law.txt", format="text", sha256=hashlib.sha256(b"").hexdigest(), data=b"")

CODE = """CRIMINAL CODE

Part I
Chapter I
General rules

Article 1
Scope
(1) This Code applies here.
(2) It also applies:
(a) abroad;
(b) at sea.

Chapter II
Offences

Article 2
Harm
(1) Whoever harms another is punished.
(2) An attempt is punished.
(3) The judge hears
Article 3. The victim too.
(4) The rest is for the law.

Article 4
Threat
Whoever threatens another is punished.

Annex I
Fees

Article 1
Fee
The fee is low.
"""


def law(text: str = CODE) -> Structure:
    return structure_of(split(read_text(text.encode(), "law.txt"), "en", SOURCE))


def after(before: Structure, operation: Operation) -> Structure:
    made = restructure(before, operation)
    found = replace(before, provisions=made.provisions, left_out=made.left_out)
    assert [*faults(found)] == []
    return found


def at(found: Structure, wanted: str, nth: int = 0) -> int:
    """Gives the place of the provision with an address."""
    return [n for n, one in enumerate(found.provisions) if one.address == wanted][nth]


def tree(found: Structure) -> list[str]:
    """Gives each provision: indented by its depth, kind, address, own words."""
    return [
        "  " * depth
        + f"{one.kind.value} {one.address}: "
        + " | ".join(
            " ".join(span.of(found.text).split()) for span in spans if span.of(found.text).strip()
        )
        for depth, one, spans in zip(
            depths(found.provisions), found.provisions, own_spans(found), strict=True
        )
    ]


def below(found: Structure, wanted: str) -> list[str]:
    """Gives the part of the tree that begins at an address."""
    start = at(found, wanted)
    deep = depths(found.provisions)
    end = next(
        (n for n in range(start + 1, len(deep)) if deep[n] <= deep[start]), len(found.provisions)
    )
    return [line[2 * deep[start] :] for line in tree(found)[start:end]]


ARTICLE_2 = [
    "article 2: ",
    "  paragraph 2(1): Whoever harms another is punished.",
    "  paragraph 2(2): An attempt is punished.",
    "  paragraph 2(3): The judge hears",
]


# --- each operation --------------------------------------------------------------------------


def test_the_law_that_the_tests_change() -> None:
    before = law()
    assert [one.address for one in before.provisions] == [
        *("part I", "chapter I", "1", "1(1)", "1(2)", "1(2)(a)", "1(2)(b)"),
        *("chapter II", "2", "2(1)", "2(2)", "2(3)", "3", "4", "annex I", "annex I:1"),
    ]
    assert below(before, "2") == ARTICLE_2
    assert below(before, "3") == ["article 3: (4) The rest is for the law."]


def test_split_gives_what_follows_to_a_new_provision() -> None:
    before = law()
    start = before.text.index("(3) The judge")
    found = after(before, Split(provision=at(before, "2"), at=start, number=" 2^1. "))
    assert below(found, "2") == ARTICLE_2[:-1]
    assert below(found, "2^1") == ["article 2^1: ", "  paragraph 2^1(3): The judge hears"]


def test_split_cuts_what_reaches_over_the_place() -> None:
    before = law()
    start = before.text.index("abroad;")
    found = after(before, Split(provision=at(before, "1"), at=start, number="1a"))
    assert below(found, "1")[-1] == "    point 1(2)(a): "
    assert below(found, "1a") == ["article 1a: abroad;", "  point 1a(b): at sea."]


def test_split_names_the_new_provision_by_words_of_its_own() -> None:
    before = law()
    start = before.text.index("Article 3.")
    joined = after(before, Join(provision=at(before, "3")))
    found = after(
        joined,
        Split(
            provision=at(joined, "2"),
            at=start,
            number="3",
            label=Span(start=start, end=start + 10),
            heading=Span(start=start + 11, end=start + 26),
        ),
    )
    assert found.provisions == before.provisions


def test_a_division_is_split_into_two() -> None:
    before = law()
    start = before.text.index("Article 4")
    found = after(before, Split(provision=at(before, "chapter II"), at=start, number="III"))
    assert below(found, "chapter III") == [
        "chapter chapter III: ",
        "  article 4: Whoever threatens another is punished.",
    ]


def test_split_into_a_lower_kind_begins_a_child() -> None:
    before = law("Article 1\nM1►1. One is said.\nM2►2. Two is said.\n")
    start = before.text.index("1. One")
    wanted = Split(
        provision=0,
        at=start,
        kind=Kind.PARAGRAPH,
        number="1",
        label=Span(start=start, end=start + 2),
    )
    found = after(before, wanted)
    assert tree(found) == ["article 1: M1►", "  paragraph 1(1): One is said. M2►2. Two is said."]
    again = after(found, replace(wanted, provision=1, at=before.text.index("2. Two"), label=None))
    assert [one.parent for one in again.provisions] == [None, 0, 0]
    with pytest.raises(AppError, match="structure_place"):
        restructure(again, replace(wanted, label=None))


def test_a_new_provision_brings_what_is_numbered_in_it() -> None:
    before = law(
        "Chapter I\nRules\nArticle 1\nOne.\nChapter II\nMore\nRule 2\n(1) A:\n(a) b;\n(2) C.\n"
        "Article 3\nThree.\n"
    )
    start = before.text.index("Rule 2")
    places = [before.text.index(mark) for mark in ("(1)", "(a)", "(2)")]
    parts = tuple(
        Part(kind=kind, number=number, start=at, label=Span(start=at, end=at + 3), parent=parent)
        for at, kind, number, parent in zip(
            places,
            (Kind.PARAGRAPH, Kind.POINT, Kind.PARAGRAPH),
            ("1", "a", "2"),
            (None, 0, None),
            strict=True,
        )
    )
    wanted = Split(
        provision=at(before, "chapter II"),
        at=start,
        kind=Kind.ARTICLE,
        number="2",
        label=Span(start=start, end=start + 6),
        parts=parts,
    )
    found = after(before, wanted)
    assert below(found, "2") == [
        "article 2: ",
        "  paragraph 2(1): A:",
        "    point 2(1)(a): b;",
        "  paragraph 2(2): C.",
    ]
    ended = replace(parts[1], end=parts[1].start + len("(a)"))
    found = after(before, replace(wanted, parts=(parts[0], ended, parts[2])))
    assert below(found, "2")[1:3] == ["  paragraph 2(1): A: | b;", "    point 2(1)(a): "]
    with pytest.raises(AppError, match="structure_place"):
        restructure(before, replace(wanted, parts=(replace(parts[0], start=start - 5),)))


def test_join_lets_the_words_go_on_where_they_stand() -> None:
    before = law()
    found = after(before, Join(provision=at(before, "3")))
    last = (
        "  paragraph 2(3): The judge hears Article 3. The victim too. (4) The rest is for the law."
    )
    assert below(found, "2") == [*ARTICLE_2[:-1], last]


def test_join_keeps_the_children_of_both() -> None:
    before = law()
    found = after(before, Join(provision=at(before, "chapter II")))
    assert [one.address for one in found.provisions if one.parent == at(found, "chapter I")] == [
        *("1", "2", "3", "4")
    ]
    assert "point 1(2)(b): at sea. Chapter II" in "".join(below(found, "1"))


def test_join_of_a_first_child_gives_its_words_to_its_parent() -> None:
    before = law()
    found = after(before, Join(provision=at(before, "annex I:1")))
    assert below(found, "annex I") == ["annex annex I: Article 1 Fee The fee is low."]
    with pytest.raises(AppError, match="structure_nothing_before"):
        restructure(before, Join(provision=0))


def test_raise_makes_an_article_of_a_paragraph_and_its_followers_paragraphs_of_it() -> None:
    before = law()
    found = after(before, Raise(provision=at(before, "2(2)")))
    assert below(found, "2") == ARTICLE_2[:2]
    second = at(found, "2", 1)
    assert tree(found)[second : second + 2] == [
        "    article 2: An attempt is punished.",
        "      paragraph 2(3): The judge hears",
    ]


def test_raise_takes_articles_that_follow_along() -> None:
    before = law()
    found = after(before, Raise(provision=at(before, "3")))
    top = [one.address for one in found.provisions if one.parent == 0]
    assert top == ["chapter I", "chapter II", "3", "4"]
    with pytest.raises(AppError, match="structure_highest"):
        restructure(before, Raise(provision=0))


def test_lower_puts_a_provision_under_the_one_before_it() -> None:
    before = law()
    found = after(before, Lower(provision=at(before, "3")))
    assert below(found, "2")[-1] == "  paragraph 2(3): (4) The rest is for the law."
    found = after(before, Lower(provision=at(before, "chapter II")))
    assert below(found, "section II")[1:] == ["  " + line for line in ARTICLE_2] + [
        "  article 3: (4) The rest is for the law.",
        "  article 4: Whoever threatens another is punished.",
    ]
    with pytest.raises(AppError, match="structure_nothing_before"):
        restructure(before, Lower(provision=at(before, "2")))


def test_renumber_changes_the_addresses_below_too() -> None:
    before = law()
    found = after(before, Renumber(provision=at(before, "2"), number="1^1"))
    assert below(found, "1^1")[1] == "  paragraph 1^1(1): Whoever harms another is punished."
    found = after(before, Renumber(provision=at(before, "annex I"), number="II"))
    assert below(found, "annex II")[1] == "  article annex II:1: The fee is low."


def test_renumber_can_move_the_label_into_the_heading() -> None:
    before = law()
    place = at(before, "3")
    label = before.provisions[place].label
    assert label
    longer = Span(start=label.start, end=before.text.index("victim too"))
    found = after(before, Renumber(provision=place, number="3a", label=longer))
    one = found.provisions[place]
    assert one.label == longer
    assert one.heading
    assert one.heading.of(found.text) == "victim too."


def test_numbers_that_restart_in_chapters_follow_their_chapter() -> None:
    words = "The court decides on what a person asks of it, without delay.\n"
    sections = "".join(f"Section {n}\n{words}{words}" for n in (1, 2, 3))
    before = law(f"Chapter 1\nCourts\n{sections}Chapter 2\nPersons\n{sections}")
    assert restart_kind(before.provisions) == Kind.CHAPTER
    found = after(before, Renumber(provision=at(before, "chapter 2"), number="3"))
    assert [one.address for one in found.provisions][-3:] == ["3:1", "3:2", "3:3"]


def test_exclude_leaves_whole_provisions_and_words_out() -> None:
    before = law()
    one = before.provisions[at(before, "2")]
    line = before.text.index("abroad;")
    ranges = (Span(start=one.start, end=one.end), Span(start=line, end=line + 7))
    found = after(before, Exclude(ranges=ranges, why="contents"))
    assert "2" not in [one.address for one in found.provisions]
    assert below(found, "1")[3] == "    point 1(2)(a): "
    why = [left for left in found.left_out if left.why == "contents"]
    assert [(left.start, left.end) for left in why] == [(line, line + 7), (one.start, one.end)]


def test_exclude_refuses_to_cut_a_label() -> None:
    before = law()
    start = before.text.index("Article 4") + 3
    with pytest.raises(AppError, match="structure_cuts"):
        restructure(before, Exclude(ranges=(Span(start=start, end=start + 20),)))


def test_include_takes_back_what_was_left_out() -> None:
    before = law()
    one = before.provisions[at(before, "2")]
    out = after(before, Exclude(ranges=(Span(start=one.start, end=one.end),)))
    words = after(out, Include(start=one.start, end=one.end))
    assert below(words, "chapter II")[0].startswith("chapter chapter II: Article 2 Harm (1)")
    again = after(
        out,
        Include(
            start=one.start,
            end=one.end,
            kind=Kind.ARTICLE,
            number="2",
            label=one.label,
            heading=one.heading,
        ),
    )
    assert again.left_out == before.left_out
    assert again.provisions[at(again, "2")] == one
    with pytest.raises(AppError, match="structure_not_left_out"):
        restructure(before, Include(start=one.start, end=one.end))


def test_include_at_the_top_goes_on_with_what_stands_before() -> None:
    before = law()
    one = before.provisions[at(before, "annex I")]
    out = after(before, Exclude(ranges=(Span(start=one.start, end=one.end),)))
    found = after(out, Include(start=one.start, end=one.end))
    (words,) = below(found, "4")
    assert words.endswith("is punished. Annex I Fees Article 1 Fee The fee is low.")
    with pytest.raises(AppError, match="structure_nothing_before"):
        restructure(before, Include(start=0, end=3))


@pytest.mark.parametrize(
    "wrong",
    [
        Split(provision=2, at=0),
        Split(provision=99, at=5),
        Join(provision=-1),
        Renumber(provision=2, number="1\n2"),
        Renumber(provision=2, number="9" * 100),
        Renumber(provision=2, number="1", label=Span(start=0, end=400)),
        Exclude(ranges=(Span(start=9, end=9),)),
        Exclude(ranges=(Span(start=0, end=10_000),)),
        Include(start=50, end=10),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: Operation) -> None:
    with pytest.raises(AppError, match="structure_"):
        restructure(law(), wrong)


# --- nothing is lost -------------------------------------------------------------------------

STYLES = st.sampled_from(["", "", "", "heading1", "heading2", "header", "note"])
# fmt: off
WORDS = st.sampled_from([
    "Article 1", "Article 2.", "Article 3. Aim", "(1) One", "(2) Two", "(a) alpha", "(b) beta",
    "Chapter I", "Chapter II", "Part One", "Annex", "Words of the law.", "😀 é", "", "1. x",
    "(b) beta,", "is punished.",
])
# fmt: on
LINES = st.lists(st.builds(Line, text=WORDS, style=STYLES), max_size=25)
PLACES, OFFSETS = st.integers(0, 40), st.floats(0, 1)
KINDS = st.one_of(st.none(), st.sampled_from(Kind))
MOVES = st.one_of(
    st.tuples(st.just(Split), PLACES, OFFSETS, OFFSETS, KINDS),
    st.tuples(st.just(Include), PLACES, OFFSETS, OFFSETS, KINDS),
    st.tuples(st.just(Exclude), PLACES, OFFSETS, OFFSETS, st.booleans()),
    st.tuples(st.sampled_from([Join, Raise, Lower]), PLACES),
    st.tuples(st.just(Renumber), PLACES, OFFSETS, OFFSETS),
)


def operation(move: tuple, before: Structure) -> Operation:
    """Gives the operation that a drawn move stands for in a structure."""
    what, place, *rest = move
    place %= max(1, len(before.provisions))
    one = before.provisions[place] if before.provisions else None
    start, end = (one.start, one.end) if one else (0, len(before.text))
    offsets = sorted(start + round(share * (end - start)) for share in rest[:2])
    if what is Split:
        first, second = offsets
        label = Span(start=first, end=second) if first < second else None
        places = (second, second + 3) if rest[0] < 0.5 else (second - 1, second + 2)
        parts = tuple(
            Part(
                kind=Kind.POINT,
                number="a",
                start=at,
                label=Span(start=at, end=at + 1),
                parent=n - 1 if n and place % 2 else None,
                end=at + place if place % 3 else None,
            )
            for n, at in enumerate(places)
            if rest[1] > 0.5 and 0 <= at < len(before.text)
        )
        return Split(provision=place, at=first, number="7", kind=rest[2], label=label, parts=parts)
    if what is Include:
        if before.left_out:
            left = before.left_out[place % len(before.left_out)]
            offsets = [left.start, left.end] if rest[0] < 0.5 else offsets
        return Include(start=offsets[0], end=offsets[1], kind=rest[2], number="8")
    if what is Exclude:
        whole = rest[2]
        return Exclude(
            ranges=(
                Span(start=start, end=end) if whole else Span(start=offsets[0], end=offsets[1]),
            )
        )
    if what is Renumber:
        label = Span(start=offsets[0], end=offsets[1]) if offsets[0] < offsets[1] else None
        return Renumber(provision=place, number="9^1", label=label)
    return what(provision=place)


def check_origins(before: Structure, made: Restructured) -> None:
    """Sees that each provision is a new one or one that was there, in the same order."""
    kept = [origin for origin in made.origins if origin is not None]
    assert kept == sorted(set(kept))
    assert all(0 <= origin < len(before.provisions) for origin in kept)
    for one, origin in zip(made.provisions, made.origins, strict=True):
        if origin is not None and one.start != before.provisions[origin].start:
            raise AssertionError("a provision begins elsewhere than before")


@settings(max_examples=150)
@given(LINES, st.lists(MOVES, max_size=12))
@example(
    [Line(text="Article 1"), Line(text="Article 1", style="header"), Line(text="Article 1")],
    [
        (Include, 0, 0.0, 0.0, Kind.PART),
        (Lower, 2),
        (Split, 0, 0.5, 0.75, None),  # a part would begin in the label of a paragraph
    ],
)
def test_any_operations_keep_every_letter_in_one_place(
    lines: list[Line], moves: list[tuple]
) -> None:
    found = structure_of(split(Document(lines=tuple(lines), format="html"), "en", SOURCE))
    assert [*faults(found)] == []
    for move in moves:
        try:
            made = restructure(found, operation(move, found))
        except AppError:
            continue
        check_origins(found, made)
        found = replace(found, provisions=made.provisions, left_out=made.left_out)
        assert [*faults(found)] == []


@settings(max_examples=50)
@given(LINES)
def test_the_addresses_of_the_reader_are_those_that_operations_give(lines: list[Line]) -> None:
    found = structure_of(split(Document(lines=tuple(lines), format="html"), "en", SOURCE))
    restart = restart_kind(found.provisions)
    for one in found.provisions:
        holders = []
        above = one.parent
        while above is not None:
            holder = found.provisions[above]
            holders.insert(0, (holder.kind, holder.number, holder.address))
            above = holder.parent
        named = one.kind == Kind.SECTION and one.address.rpartition(":")[2] == one.number
        assert address(one.kind, one.number, holders, restart, named=named) == one.address


def test_faults_are_found() -> None:
    sound = law()
    assert [*faults(sound)] == []
    shorter = replace(sound.provisions[-1], end=sound.provisions[-1].end - 5)
    assert [*faults(replace(sound, provisions=(*sound.provisions[:-1], shorter)))] == []
    top = replace(sound.provisions[0], end=sound.provisions[0].end + 3)
    assert [*faults(replace(sound, provisions=(top, *sound.provisions[1:])))]
    assert [*faults(replace(sound, left_out=()))]
    one = replace(sound.provisions[1], start=sound.provisions[1].start - 5)
    assert [*faults(replace(sound, provisions=(sound.provisions[0], one, *sound.provisions[2:])))]

# SPDX-License-Identifier: EUPL-1.2
"""Numbers as printed, and addresses as people type them."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapanalysis.numbers import (
    NUMBER,
    Address,
    as_nodes,
    as_reserved,
    bare,
    base,
    latin_roman,
    normalise,
    parse_address,
    parse_exact,
    roman,
    sort_key,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("168 Rape", "168"),
        ("184i Sexuelle", "184i"),
        ("177 bis. De la trata", "177 bis"),
        ("570 quáter.", "570 quáter"),
        ("588 bis a. Solicitud", "588 bis a"),
        ("222-33-2-1", "222-33-2-1"),
        ("R610-1", "R610-1"),
        ("201^1", "201^1"),
        ("201¹", "201¹"),
        ("123^16-1. Aim", "123^16-1"),
        ("123¹⁶⁻¹. Aim", "123¹⁶⁻¹"),
        ("12 shall apply", "12"),
        ("12 a person", "12"),
    ],
)
def test_a_number_ends_where_other_words_begin(text: str, number: str) -> None:
    found = re.match(NUMBER, text)
    assert found
    assert found.group() == number


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("168.", "168"),
        ("201¹", "201^1"),
        ("201 ^1", "201^1"),
        ("123¹⁶⁻¹", "123^16-1"),
        ("177\u00a0bis", "177 bis"),
        ("222\u201133", "222-33"),
        ("R. 610-1", "R610-1"),
        ("L. 222-33", "L222-33"),
    ],
)
def test_bare_gives_one_form(printed: str, number: str) -> None:
    assert bare(printed) == number


def test_numbers_that_differ_in_spaces_and_accents_are_the_same() -> None:
    assert normalise("570 quáter.") == normalise("570 quater")
    assert normalise("184I") == normalise("184i")
    assert normalise("21") != normalise("2^1")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("138\u0430", "138a"),  # Cyrillic and Latin a
        ("138\u0410", "138A"),
        ("138\u0441", "138c"),
        ("\u0425I", "XI"),
        ("348\u0391", "348A"),  # Greek and Latin A
        ("190-\u0430", "190\u0430"),
        ("138.1", "138\u00b9"),
        ("138.1.", "138^1"),
        ("\u0661\u0662", "12"),
        ("\u06f1\u06f2", "12"),
        ("266 مكرر 1", "266 مكررا 1"),
        ("5 مكرر", "5 bis"),
        ("أ", "ا"),
    ],
)
def test_numbers_printed_alike_are_the_same(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)
    assert Address(number=one).same(Address(number=other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("138а", "138б"), ("138в", "138b"), ("138и", "138й"), ("138.1", "1381"), ("١", "٢")],
)
def test_numbers_printed_unlike_are_not_the_same(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


def test_cyrillic_letters_and_arabic_digits_sort_as_a_law_orders_them() -> None:
    ordered = ["٢", "٣ مكرر", "٣ مكرر 1", "١٢", "138", *(f"138{x}" for x in "абвгдежзий"), "139"]
    shuffled = ordered.copy()
    random.Random(2).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == ordered


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("138.1. Нарушение", "138.1"),
        ("190-а", "190-а"),
        ("190-то", "190"),
        ("139.a", "139.a"),
        ("139.a) prijetnjom", "139"),
        ("1.º", "1"),
        ("12. 1. Text", "12"),
        ("266 مكرر 1", "266 مكرر 1"),
        ("١٢ - نص", "١٢"),
    ],
)
def test_inserted_numbers_of_other_scripts_are_read_whole(text: str, number: str) -> None:
    found = re.match(NUMBER, text)
    assert found
    assert found.group() == number


@pytest.mark.parametrize(
    "numbers",
    [
        "27 27а 27г 27ґ 27д 27ђ 27е 27є 27ж 27з 27ѕ 27и 27і 27ї 27й 27к 27л 27љ 27м 28",
        "27н 27њ 27о 27с 27т 27ћ 27у 27ф 27ц 27ч 27џ 27ш 27я",
        "27и 27ј 27к 27т 27ќ 27у",
        "5c 5č 5ć 5d 5dž 5đ 5e 5l 5lj 5m 5n 5nj 5o 5s 5š 5t 5z 5ž",
        "187Α 187Β 187Δ 187Ε 187ΣΤ 187Ζ 187Θ 187Ι 187ΙΑ 187ΙΣΤ 187ΙΖ 187Κ 187ΚΑ 188",
        "123^7 123^7-1 123^7-2 123^8 124",
    ],
)
def test_letters_sort_as_their_alphabets_have_them(numbers: str) -> None:
    printed = numbers.split()
    shuffled = printed.copy()
    random.Random(1).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == printed
    assert len({normalise(number) for number in printed}) == len(printed)


def test_a_roman_numeral_typed_in_cyrillic_or_greek_is_a_latin_one() -> None:
    assert roman("\u0406\u0406") == 2
    assert latin_roman("\u0425\u0406V") == "XIV"
    assert latin_roman("\u03a7\u0399") == "XI"
    assert latin_roman("12\u0430") == "12\u0430"


def test_digits_of_other_scripts_become_plain() -> None:
    assert bare("١٢") == "12"
    assert str(parse_address("المادة ٥")) == "5"
    assert base("١٢ مكرر") == 12


def test_numbers_sort_as_a_law_orders_them() -> None:
    ordered = [
        "1", "2", "2^1", "2^2", "2a", "2b", "2 bis", "2 ter", "2 ter a", "2 ter b", "2 quinquies a",
        "2 sexies a", "3", "10", "10-1", "10-1-1", "10-2", "10-10", "11", "R1-1", "D1-2", "R2",
    ]  # fmt: skip
    shuffled = ordered.copy()
    random.Random(1).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == ordered


@pytest.mark.parametrize("number", ["77cca", "552aaa", "509i bis", "509jbis"])
def test_three_letters_or_a_letter_and_a_latin_word_belong_to_a_number(number: str) -> None:
    found = re.match(NUMBER, f"{number} Words")
    assert found
    assert found.group() == number


def test_letters_that_were_inserted_behind_others_sort_after_those() -> None:
    ordered = [
        "77c",
        "77d",
        "77cc",
        "77cca",
        "77ccb",
        "77dd",
        "77zz",
        "77aaa",
        "78i",
        "78ibis",
        "78j",
    ]
    shuffled = ordered.copy()
    random.Random(3).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == ordered


def test_raised_digits_that_stand_alone_sort_as_letters() -> None:
    assert sorted(["331 ³", "332", "³", "331"], key=sort_key) == ["331", "331 ³", "332", "³"]


def test_base_is_the_whole_number_at_the_start() -> None:
    assert base("177 bis") == 177
    assert base("bis") is None


@pytest.mark.parametrize(("text", "value"), [("IV", 4), ("xiv", 14), ("MCMXC", 1990)])
def test_roman_numerals(text: str, value: int) -> None:
    assert roman(text) == value


@pytest.mark.parametrize("text", ["", "IIII", "VX", "law"])
def test_what_is_no_roman_numeral(text: str) -> None:
    assert roman(text) is None


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("168", "168"),
        ("168(1)(a)", "168(1)(a)"),
        ("168.1.a", "168(1)(a)"),
        ("art. 168 alin. (1)", "168(1)"),
        ("art. 201^1 alin. (2) lit. b)", "201^1(2)(b)"),
        ("art. 201¹", "201^1"),
        ("§ 184i Abs. 1", "184i(1)"),
        ("§ 177 Abs. 2 Nr. 3", "177(2)(3)"),
        ("Artículo 172 ter.1.a)", "172 ter(1)(a)"),
        ("article 222-33-2-1", "222-33-2-1"),
        ("article R. 610-1", "R610-1"),
        ("Section 3A(2)(b)(ii)", "3A(2)(b)(ii)"),
        ("Article 36, paragraph 1, point a", "36(1)(a)"),
        ("6:1", "6:1"),
        ("6 kap. 1 §", "6:1"),
        ("6 kap. 1 a § 2", "6:1a(2)"),
    ],
)
def test_what_a_lawyer_types(typed: str, address: str) -> None:
    assert str(parse_address(typed)) == address


def test_words_without_a_number_are_no_address() -> None:
    assert parse_address("the rape article") is None


def test_the_same_provision_written_in_two_ways() -> None:
    one, other = parse_address("art. 177 BIS alin. (1)"), parse_address("177bis(1)")
    assert one is not None
    assert other is not None
    assert one.same(other)
    assert not one.same(Address(number="177"))


STEP = st.text("abcdefghij0123456789^", min_size=1, max_size=4)
NAME = st.text("abcdefghij0123456789 -^", min_size=1, max_size=8).map(str.strip).filter(bool)


@given(NAME, st.one_of(st.just(""), STEP), st.lists(STEP, max_size=4))
def test_an_address_reads_back_as_written(number: str, chapter: str, steps: list[str]) -> None:
    address = Address(number=number, chapter=chapter, steps=tuple(steps))
    assert parse_exact(str(address)) == address


@pytest.mark.parametrize(
    ("cited", "nodes"),
    [
        ("38c", "38.c"),
        ("36(1)a", "36.1.a"),
        ("36(1)-(2)", "36.1–2"),
        ("44(1)a-d", "44.1.a–d"),
        ("33-39", "33–39"),
        ("7(1), 2(1)-(2), 3(d), 6", "7.1, 2.1–2, 3.d, 6"),
        ("43, 46a", "43, 46.a"),
        ("48", "48"),
    ],
)
def test_articles_that_rules_cite_are_written_as_nodes(cited: str, nodes: str) -> None:
    assert as_nodes(cited) == nodes


@pytest.mark.parametrize(
    ("provision", "read"), [("55.1:35", "55.1 (art.\u00a035)"), ("44.3", "44.3"), ("59", "59")]
)
def test_a_provision_that_is_reserved_is_read_without_its_sign(provision: str, read: str) -> None:
    assert as_reserved(provision) == read

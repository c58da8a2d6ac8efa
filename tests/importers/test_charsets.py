# SPDX-License-Identifier: EUPL-1.2
"""Every language of the readers in every encoding that can hold it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from growth import is_linear
from hypothesis import given
from hypothesis import strategies as st

from gapanalysis.errors import AppError
from gapanalysis.importers.charsets import decode, load_charsets, read_charsets
from gapanalysis.importers.read import read_data
from gapanalysis.languages import LANGUAGES

WORDS: dict[str, str] = tomllib.loads(
    (Path(__file__).parent / "law_words.toml").read_text(encoding="utf-8")
)
OLDER = str.maketrans("țșȚȘ", "ţşŢŞ")
"""Romanian letters of encodings that have no others."""
UNICODE = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-32-le",
    "utf-32-be",
)


def encodings(words: str) -> list[str]:
    """Gives the encodings that hold some words and do not only hold plain letters of them."""
    found = []
    for name in load_charsets().names:
        try:
            data = words.encode(name)
        except UnicodeEncodeError:
            continue
        if not data.isascii():
            found.append(name)
    return found


@pytest.mark.parametrize("language", WORDS)
def test_words_of_a_law_are_read_in_every_encoding(language: str) -> None:
    for words in {WORDS[language], WORDS[language].translate(OLDER)}:
        found = encodings(words)
        assert found or language in {"hy", "ka"}
        for name in found:
            read = decode(words.encode(name), "law.txt").text
            assert read.translate(OLDER) == words.translate(OLDER), name
        for name in UNICODE:
            assert decode(words.encode(name), "law.txt").text == words, name


def test_every_language_of_the_readers_has_words_here() -> None:
    assert set(LANGUAGES) - set(WORDS) <= {"en"}


def test_short_words_are_nearly_always_read() -> None:
    tried = failed = 0
    for words in WORDS.values():
        short = words[: len(words) // 3].translate(OLDER)
        for name in encodings(short):
            tried += 1
            failed += decode(short.encode(name), "law.txt").text.translate(OLDER) != short
    assert tried > 200
    assert failed <= tried // 100


@pytest.mark.parametrize("language", ["hy", "ka", "uk", "ar"])
def test_a_file_of_two_bytes_a_letter_needs_no_mark(language: str) -> None:
    words = WORDS[language]
    for name in ("utf-16-le", "utf-16-be", "utf-32-le"):
        law = read_data(words.encode(name), "law.txt", language)
        assert law.text == words


def test_what_is_nearly_utf_8_is_utf_8() -> None:
    words = WORDS["pl"].encode()
    assert decode(words[:-1], "law.txt").encoding == "utf-8"
    cut = b"Kto stosuje przemoc wobec dziecka, podlega karz" + "ę".encode()[:1]
    broken = words.replace("ą".encode(), b"\xb9", 1)
    assert decode(broken, "law.txt").text.count("\ufffd") == 1
    assert "letters_unreadable" in {doubt.code for doubt in read_data(broken, "law.txt").warnings}
    assert decode(cut.replace(b"karz", "karzą".encode()), "law.txt").text.endswith("\ufffd")


def test_a_close_guess_is_a_doubt() -> None:
    law = read_data("Article 1. The café".encode("windows-1250"), "law.txt", "en")
    told = {doubt.code: doubt.details for doubt in law.warnings}
    assert set(told["encoding_unclear"]) == {"encoding", "other"}
    clear = read_data(WORDS["cs"].encode("windows-1250"), "law.txt", "cs")
    assert "encoding_unclear" not in {doubt.code for doubt in clear.warnings}


@pytest.mark.parametrize(
    "data",
    [b"a\0b", b"\0" * 99, bytes(range(256)) * 9, b"\x7fELF\x01\x02" * 99],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(AppError, match="not_text"):
        decode(data, "law.txt")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = decode(data, "law.txt").text
    except AppError as refusal:
        text = refusal.code
    assert "\r" not in text


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('charsets=["no-such"]\nsigns=""\nrare_signs=""\n[letters]\n', "charsets"),
        ('signs=""\nrare_signs=""\n[letters]\n', "charsets"),
        ('charsets=[]\nsigns=1\nrare_signs=""\n[letters]\nro=5\n', "signs"),
        ('charsets=[]\nsigns=""\nrare_signs=""\nmore=1\n[letters]\n', "more"),
    ],
)
def test_a_mistake_in_the_data_is_told_with_its_key(text: str, key: str) -> None:
    _, problems = read_charsets(text)
    assert key in [problem.key for problem in problems]
    assert {problem.file for problem in problems} == {"charsets.toml"}


def test_a_long_row_of_signs_takes_time_in_proportion() -> None:
    assert is_linear(lambda size: decode(b"\xe9 " + b"(" * size, "law.txt").text, 5_000)

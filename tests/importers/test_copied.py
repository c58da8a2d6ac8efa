# SPDX-License-Identifier: EUPL-1.2
"""Work that a copy of this process does, and a long PDF of which it reads the second half."""

from __future__ import annotations

import os
import sys

import pytest

from gapanalysis.errors import AppError
from gapanalysis.importers import pdf
from gapanalysis.importers.copied import in_a_copy
from gapanalysis.importers.pdf import read_pdf

from .test_pdf import drawn

copies = pytest.mark.skipif(sys.platform != "linux", reason="this system makes no safe copies")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The copies that were made, on a machine with two processors."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    fork, known = os.fork, []

    def remembered() -> int:
        known.append(fork())
        return known[-1]

    monkeypatch.setattr(os, "fork", remembered)
    return known


def are_gone(copies: list[int]) -> bool:
    for copy in copies:
        with pytest.raises(ChildProcessError):
            os.waitpid(copy, os.WNOHANG)
    return copies != []


@copies
def test_a_copy_gives_what_it_has_made_and_is_gone(made: list[int]) -> None:
    here = os.getpid()
    with in_a_copy(lambda: (os.getpid(), "x" * 1_000_000)) as result:
        number, words = result()
    assert number != here and len(words) == 1_000_000
    assert are_gone(made)


@copies
def test_what_a_copy_does_not_bring_about_is_done_here(made: list[int]) -> None:
    here = os.getpid()

    def work() -> str:
        if os.getpid() != here:
            os._exit(1)
        return "done"

    with in_a_copy(work) as result:
        assert result() == "done"
    with pytest.raises(ZeroDivisionError), in_a_copy(lambda: 1 // 0) as result:
        result()
    assert are_gone(made)


@copies
def test_a_copy_ends_with_what_asked_for_it(made: list[int]) -> None:
    with pytest.raises(KeyError), in_a_copy(lambda: [None for _ in iter(int, 1)]):
        raise KeyError
    assert are_gone(made)


def law(pages: int) -> bytes:
    lines = [
        [
            (72, 800 - 20 * n, 11, f"Article {10 * page + n}. Words of page {page}.")
            for n in range(9)
        ]
        for page in range(pages)
    ]
    return drawn(*lines)


@pytest.mark.parametrize("processors", [1, 2])
def test_a_long_file_is_the_same_in_two_halves(
    monkeypatch: pytest.MonkeyPatch, processors: int
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(processors)), raising=False)
    whole = read_pdf(law(11), "law.pdf")
    monkeypatch.setattr(pdf, "_MANY_PAGES", 2)
    assert read_pdf(law(11), "law.pdf") == whole
    assert [line.page for line in whole.lines][-1] == 11


def test_a_long_file_that_is_damaged_is_refused_in_two_halves_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "_MANY_PAGES", 2)
    with pytest.raises(AppError, match="no_text"):
        read_pdf(drawn([], [], [], []), "law.pdf")

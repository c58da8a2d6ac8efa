# SPDX-License-Identifier: EUPL-1.2
"""Positions: code points in the core, UTF-16 units in Qt."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapanalysis.ui.law_text import Positions


@pytest.mark.parametrize(
    ("text", "point", "unit"),
    [("abc", 2, 2), ("😀b", 0, 0), ("😀b", 1, 2), ("a😀b😀c", 3, 4), ("a😀b😀c", 5, 7), ("", 0, 0)],
)
def test_a_pair_counts_two_units(text: str, point: int, unit: int) -> None:
    assert Positions(text).to_units(point) == unit
    assert Positions(text).to_points(unit) == point


def test_a_break_is_one_unit_more() -> None:
    positions = Positions("a😀b (2) c", breaks=[4])
    assert [positions.to_units(point) for point in (0, 2, 3, 4, 9)] == [0, 3, 4, 6, 11]
    assert [positions.to_points(unit) for unit in (0, 3, 5, 6, 11)] == [0, 2, 4, 4, 9]


@given(st.text(alphabet="ab\n😀𝔸ț"))
def test_agrees_with_the_encoding(text: str) -> None:
    units = Positions(text)
    for point in range(len(text) + 1):
        unit = len(text[:point].encode("utf-16-le")) // 2
        assert units.to_units(point) == unit
        assert units.to_points(unit) == point


@given(st.text(alphabet="ab😀ț", min_size=1), st.sets(st.integers(1, 20)))
def test_breaks_never_move_a_word(text: str, wanted: set[int]) -> None:
    breaks = sorted(point for point in wanted if point < len(text))
    positions = Positions(text, breaks)
    edges = [0, *breaks, len(text)]
    shown = "\n".join(text[a:b] for a, b in itertools.pairwise(edges)).encode("utf-16-le")
    for point, letter in enumerate(text):
        unit = positions.to_units(point)
        assert shown[unit * 2 :].decode("utf-16-le").startswith(letter)
        assert positions.to_points(unit) == point

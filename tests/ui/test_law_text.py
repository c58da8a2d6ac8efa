# SPDX-License-Identifier: EUPL-1.2
"""Positions: code points in the core, UTF-16 units in Qt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapanalysis.ui.law_text import Utf16


@pytest.mark.parametrize(
    ("text", "point", "unit"),
    [("abc", 2, 2), ("😀b", 0, 0), ("😀b", 1, 2), ("a😀b😀c", 3, 4), ("a😀b😀c", 5, 7), ("", 0, 0)],
)
def test_a_pair_counts_two_units(text: str, point: int, unit: int) -> None:
    assert Utf16(text).to_units(point) == unit
    assert Utf16(text).to_points(unit) == point


def test_inside_a_pair_is_its_start() -> None:
    assert Utf16("a😀b").to_points(2) == 1


@given(st.text(alphabet="ab\n😀𝔸ț"))
def test_agrees_with_the_encoding(text: str) -> None:
    units = Utf16(text)
    for point in range(len(text) + 1):
        unit = len(text[:point].encode("utf-16-le")) // 2
        assert units.to_units(point) == unit
        assert units.to_points(unit) == point

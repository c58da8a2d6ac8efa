# SPDX-License-Identifier: EUPL-1.2
"""Strong Kleene logic: *true*, *false*, and *unknown*, which spreads unless it cannot matter."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gapanalysis.model import Truth


def truth(value: bool) -> Truth:
    """Gives *true* or *false*."""
    return Truth.TRUE if value else Truth.FALSE


def negation(value: Truth) -> Truth:
    """Kleene *not*."""
    if value == Truth.UNKNOWN:
        return value
    return Truth.FALSE if value == Truth.TRUE else Truth.TRUE


def conjunction(values: Iterable[Truth]) -> Truth:
    """Kleene *and* (true of nothing)."""
    seen = set(values)
    if Truth.FALSE in seen:
        return Truth.FALSE
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.TRUE


def disjunction(values: Iterable[Truth]) -> Truth:
    """Kleene *or* (false of nothing)."""
    seen = set(values)
    if Truth.TRUE in seen:
        return Truth.TRUE
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.FALSE


def compare_number(value: str, compare: str, bound: float) -> Truth:
    """Gives ``value < bound`` or ``value <= bound``; unknown where the value is no number."""
    if not is_number(value):
        return Truth.UNKNOWN
    return truth(float(value) < bound if compare == "lt" else float(value) <= bound)


def is_number(value: str) -> bool:
    """Tells whether a value is a number as it is kept ("24", "-3.5")."""
    return bool(re.fullmatch(r"-?\d+(\.\d+)?", value))

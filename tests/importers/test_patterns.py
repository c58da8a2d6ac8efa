# SPDX-License-Identifier: EUPL-1.2
"""Every pattern of the readers on long rows of what it is made of: none tries all ways of parting
them, which would take years.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import sys
from collections.abc import Iterator
from types import FrameType

import pytest

from gapanalysis import importers, languages, numbers
from gapanalysis.importers.label_patterns import patterns_of

LONG = 60
PATIENCE = 10
"""Seconds after which a row is taken for one that never ends; it takes some microseconds."""
PARTS = (
    *("*", "* ", "[", "[ ", "[1]", "[1] ", "(", "(a)", "1", "1 ", "1.", "1-", "1/", "I", "I ", "a"),
    *(
        "a ",
        "A",
        "A ",
        '"',
        "„",
        "«",
        " ",
        "\u00a0",
        "-",
        "- ",
        "–",
        "^1",
        "¹",
        ".",
        ". ",
        ",",
        ";",
    ),
    *(":", "§", "§ ", "Art. 1 ", "1. 1", "a)", "(1", "1)", "■", "x.y", "M", "ab ", "Ab ", "1a"),
    *("1/a", "bis ", "1^", "nr. 1/2", "(NN 1/2, ", "\t", "_", "=", "#", "|"),
)
ROWS = [part * LONG + end for part in PARTS for end in ("", "x", "!", "(", " §", "\n")]


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Gives the patterns of the readers, and those that they make of the words of languages."""
    names = (
        f"gapanalysis.importers.{one.name}" for one in pkgutil.iter_modules(importers.__path__)
    )
    for module in (*map(importlib.import_module, names), languages, numbers):
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{module.__name__}.{name}", value
    for code in languages.LANGUAGES:
        made = patterns_of(code)
        for name in made.__slots__:
            value = getattr(made, name)
            for one in (value,) if name != "series" else (pattern for _, pattern in value):
                yield f"{code} {name}", one


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no alarm")
def test_no_pattern_tries_all_ways_of_parting_a_long_row() -> None:
    at = ""

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        pytest.fail(f"this pattern never ends: {at}")

    before = signal.signal(signal.SIGALRM, give_up)
    try:
        known = {(one.pattern, one.flags): (name, one) for name, one in patterns()}
        assert len(known) > 300
        for name, pattern in known.values():
            for row in ROWS:
                at = f"{name} on {row[:8]}"
                signal.setitimer(signal.ITIMER_REAL, PATIENCE)
                pattern.match(row)
                pattern.search(row)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

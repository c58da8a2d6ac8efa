# SPDX-License-Identifier: EUPL-1.2
"""Time in proportion to length, told as a ratio within one run: machines differ."""

from __future__ import annotations

import time
from collections.abc import Callable


def times(work: Callable[[], object]) -> float:
    """Gives the least processor time of three runs."""
    spent = []
    for _ in range(3):
        begin = time.process_time()
        work()
        spent.append(time.process_time() - begin)
    return min(spent)


def is_linear(work: Callable[[int], object], size: int) -> bool:
    """Tells whether eight times the size takes much less than the 64 times of a square."""
    small = max(times(lambda: work(size)), 0.002)
    return times(lambda: work(8 * size)) < 24 * small

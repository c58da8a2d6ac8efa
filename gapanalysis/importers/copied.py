# SPDX-License-Identifier: EUPL-1.2
"""Doing a part of some work in a copy of this process, on another processor."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def in_a_copy(work: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """Lets a copy of this process do some work, and gives what waits for its result; the copy ends
    with the context. Where the system makes no safe copies (all but Linux) or lends one processor,
    or the copy ends without a result, the work is done when that is asked for.
    """
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        yield work
        return
    receiving, sending = os.pipe()
    try:
        copy = os.fork()
    except OSError:
        os.close(receiving)
        os.close(sending)
        yield work
        return
    if copy == 0:
        _work_as_copy(work, sending)
    os.close(sending)
    with open(receiving, "rb") as pipe:

        def result() -> T:
            try:
                found: T = pickle.load(pipe)
            except (EOFError, pickle.UnpicklingError):
                return work()
            return found

        try:
            yield result
        finally:
            with suppress(ProcessLookupError):
                os.kill(copy, signal.SIGKILL)
            os.waitpid(copy, 0)


def _work_as_copy(work: Callable[[], object], sending: int) -> None:
    """Does the work, sends what it gives and ends this process, whatever happens."""
    try:
        with open(sending, "wb") as pipe:
            pickle.dump(work(), pipe, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)

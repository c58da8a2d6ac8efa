# SPDX-License-Identifier: EUPL-1.2
"""A report made in a process of its own: laying out pages never holds the window up, and stops at
once when it is no longer wanted. Gives the bytes of the file; whoever asked decides where they go.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import shutil
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from gapanalysis import analysis
from gapanalysis.errors import AppError

Tell = Callable[[float], None]
"""Is told how far the work is, as a share."""
_PATIENCE = 0.05
_NOTHING: tuple[str, Any] = ("", None)
_GENTLE = 5
"""How much the process yields to the window."""
_PLACES = threading.BoundedSemaphore(2)
"""A process that is not wanted any more ends only when it has begun: so few run at once, however
fast options change.
"""


@dataclass(frozen=True, slots=True)
class Made:
    """A report as the bytes of a file, and what :func:`analysis.write_report` gives."""

    data: bytes
    written: analysis.Written


def make_report(
    seen: analysis.View,
    suffix: str,
    options: Any,
    cancelled: Callable[[], bool],
    tell: Tell,
) -> Made:
    """Gives a report in the format of a suffix, and tells how far it is. Raises ``AppError``: those
    of :func:`analysis.write_report`, ``report_cancelled``, ``report_crashed``.
    """
    with _place(cancelled):
        context = multiprocessing.get_context("spawn")
        receiver, sender = context.Pipe(duplex=False)
        folder = Path(tempfile.mkdtemp(prefix="gapanalysis-"))
        alone = replace(
            seen,
            project=cast("Any", None),
            evaluation=replace(seen.evaluation, facts=None),  # only the next edit needs them
        )
        arguments = (sender, alone, folder / f"report{suffix}", options)
        child = context.Process(target=_make, args=arguments, daemon=True)
        try:
            child.start()
            sender.close()
            return _wait(receiver, cancelled, tell)
        finally:
            if child.pid is not None:
                child.kill()
                child.join()
            receiver.close()
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _place(cancelled: Callable[[], bool]) -> Iterator[None]:
    while not _PLACES.acquire(timeout=_PATIENCE):
        if cancelled():
            raise AppError("report_cancelled")
    try:
        yield
    finally:
        _PLACES.release()


def _wait(
    receiver: multiprocessing.connection.Connection,
    cancelled: Callable[[], bool],
    tell: Tell,
) -> Made:
    while not cancelled():
        try:
            kind, value = receiver.recv() if receiver.poll(_PATIENCE) else _NOTHING
        except (EOFError, OSError) as problem:
            raise AppError("report_crashed") from problem
        if isinstance(value, AppError):
            raise value
        if kind == "share":
            tell(value)
        if kind == "bug":
            print(value, file=sys.stderr)
            raise AppError("report_crashed")
        if isinstance(value, Made):
            return value
    raise AppError("report_cancelled")


def _make(
    sender: multiprocessing.connection.Connection, seen: analysis.View, out: Path, options: Any
) -> None:
    """Makes a report and sends it, or what went wrong (in the process)."""
    with suppress(AttributeError, OSError):
        os.nice(_GENTLE)
    try:
        written = analysis.write_report(seen, out, options, _steps(sender))
        sender.send(("made", Made(out.read_bytes(), written)))
    except AppError as error:
        sender.send(("error", error))
    except Exception:  # the border of the process: a bug must reach the window
        sender.send(("bug", traceback.format_exc()))


def _steps(sender: multiprocessing.connection.Connection) -> Tell:
    """Gives what sends each hundredth of the work once (in the process)."""
    sent = [0]

    def tell(share: float) -> None:
        if round(share * 100) > sent[0]:
            sent[0] = round(share * 100)
            sender.send(("share", share))

    return tell


def save_report(made: Made, out: Path) -> None:
    """Puts a report in its place in one step, or leaves what was there; raises ``AppError``:
    ``report_folder``, ``report_disk_full``, ``report_held``.
    """
    try:
        analysis.replace_file(out, lambda beside: beside.write_bytes(made.data))
    except AppError as error:
        if error.code == "disk_full":
            raise AppError("report_disk_full", file=out.name) from error
        check_folder(out)
        raise AppError("report_held", file=out.name) from error


def check_folder(out: Path) -> None:
    """Sees that a file can be made in a folder; raises ``AppError("report_folder")``."""
    try:
        with tempfile.TemporaryFile(dir=out.parent):
            pass
    except OSError as problem:
        folder = out.parent.name or str(out.parent)
        raise AppError("report_folder", folder=folder) from problem

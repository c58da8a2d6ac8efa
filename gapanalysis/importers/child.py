# SPDX-License-Identifier: EUPL-1.2
"""Reading in a process of its own with limits: nothing that a file does reaches the window, and
when reading ends, for whatever reason, no process and no temporary file is left.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import multiprocessing.connection
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from gapanalysis.errors import AppError
from gapanalysis.importers import limits
from gapanalysis.importers.lines import Tell
from gapanalysis.importers.office import end_tree
from gapanalysis.importers.read import PASTED, read_data, read_law, read_pasted
from gapanalysis.model import LawDraft

_PATIENCE = 0.05
_CPU_MARGIN = 30


class _Work(Protocol):
    """Reads a law; ``folder`` is for files on the way. Picklable."""

    def __call__(self, *, tell: Tell, folder: Path) -> LawDraft: ...


def read_law_safely(
    path: Path,
    language: str | None = None,
    *,
    tell: Tell | None = None,
    cancelled: Callable[[], bool] | None = None,
    seconds: float = limits.SECONDS,
    memory: int = limits.MEMORY_BYTES,
) -> LawDraft:
    """Gives the draft of a law file, read in a process of its own with limits of time and memory.

    Raises ``AppError`` as :func:`gapanalysis.importers.read.read_law` does, and
    ``reading_cancelled``, ``reading_too_long``, ``reading_out_of_memory``, ``reading_crashed``.
    """
    work = partial(read_law, path, language)
    return _in_child(work, path.name, tell, cancelled, seconds, memory)


def read_data_safely(
    data: bytes,
    name: str,
    language: str | None = None,
    *,
    tell: Tell | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> LawDraft:
    """Gives the draft of a law from bytes; else as :func:`read_law_safely`."""
    work = partial(read_data, data, name, language)
    return _in_child(work, name, tell, cancelled, limits.SECONDS, limits.MEMORY_BYTES)


def read_pasted_safely(
    text: str,
    html: str = "",
    language: str | None = None,
    *,
    tell: Tell | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> LawDraft:
    """Gives the draft of a law from pasted words; else as :func:`read_law_safely`."""
    work = partial(_read_pasted, text, html, language)
    return _in_child(work, PASTED, tell, cancelled, limits.SECONDS, limits.MEMORY_BYTES)


def read_again(draft: LawDraft, language: str) -> LawDraft:
    """Gives a draft read again from the bytes that it keeps, with the words of another language;
    else as :func:`read_law_safely`.
    """
    return read_data_safely(draft.source.data, draft.source.name, language)


def _read_pasted(
    text: str, html: str, language: str | None, *, tell: Tell, folder: Path
) -> LawDraft:
    del folder
    return read_pasted(text, html, language, tell=tell)


# --- in the program ------------------------------------------------------------------------------


def _in_child(
    work: _Work,
    name: str,
    tell: Tell | None,
    cancelled: Callable[[], bool] | None,
    seconds: float,
    memory: int,
) -> LawDraft:
    """Gives what a process of its own has read, or raises its error."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    folder = Path(tempfile.mkdtemp(prefix="gapanalysis-"))
    arguments = (sender, work, name, folder, seconds, memory)
    process = context.Process(target=_read_as_child, args=arguments, daemon=True)
    try:
        with _keys_held_back():
            process.start()
        sender.close()
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if cancelled is not None and cancelled():
                raise AppError("reading_cancelled", file=name)
            kind, value = _receive(receiver, name)
            if kind == "draft" and isinstance(value, LawDraft):
                return value
            if kind == "step" and tell is not None:
                tell(*value)
        raise AppError("reading_too_long", file=name, limit=round(seconds))
    finally:
        if process.pid is not None:
            end_tree(process.pid)
            process.kill()
            process.join()
        receiver.close()
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _keys_held_back() -> Iterator[None]:
    """Keeps Ctrl+C from what is started here: it ends the program, which ends its children."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _receive(receiver: multiprocessing.connection.Connection, name: str) -> tuple[str, Any]:
    """Gives the next message of the child, an empty one if it is silent; raises its errors."""
    message: tuple[str, Any] = ("", None)
    try:
        if receiver.poll(_PATIENCE):
            message = receiver.recv()
    except (EOFError, OSError) as problem:
        raise AppError("reading_crashed", file=name) from problem
    kind, value = message
    if kind == "error":
        raise value
    if kind == "bug":
        raise AppError("reading_crashed", file=name) from RuntimeError(value)
    return kind, value


# --- in the child --------------------------------------------------------------------------------


def _read_as_child(
    sender: multiprocessing.connection.Connection,
    work: _Work,
    name: str,
    folder: Path,
    seconds: float,
    memory: int,
) -> None:
    """Reads a law and sends messages: steps, then the draft or the error."""
    try:
        _stand_alone(folder)
        _limit_itself(seconds, memory)
        draft = work(tell=lambda step, share: sender.send(("step", (step, share))), folder=folder)
        sender.send(("draft", draft))
    except AppError as error:
        sender.send(("error", error))
    except MemoryError:
        sender.send(("error", AppError("reading_out_of_memory", file=name)))
    except Exception:  # the border of the process: a bug must reach the parent, not the terminal
        sender.send(("bug", traceback.format_exc()))


def _stand_alone(folder: Path) -> None:
    """Makes this process the head of a group that is ended as a whole: by the program, or by
    itself when the program is gone.
    """
    if sys.platform == "win32":
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    else:
        os.setsid()
    threading.Thread(target=_follow_parent, args=(folder,), daemon=True).start()


def _follow_parent(folder: Path) -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    multiprocessing.connection.wait([parent.sentinel])
    shutil.rmtree(folder, ignore_errors=True)
    end_tree(os.getpid())


def _limit_itself(seconds: float, memory: int) -> None:
    """Limits memory and processor time of this process where the system can."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    cpu = int(seconds) + _CPU_MARGIN
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    if sys.platform != "darwin":  # which has the limit but does not keep it
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

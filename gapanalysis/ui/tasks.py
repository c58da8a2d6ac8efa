# SPDX-License-Identifier: EUPL-1.2
"""Long work beside the window: a thread that tells how far it is and can be cancelled.

The work gets plain values and gives plain values; it never touches a widget or the project. While
it runs nobody looks for garbage: Python would do so in the thread, and take widgets away from there
that are used by nobody else than the window.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from gapanalysis.errors import AppError

Tell = Callable[[str, float], None]
Work = Callable[[Tell, Callable[[], bool]], Any]
_LAST_WAIT = 5000


_running: set[Task] = set()
_collects = {"before": True}
"""Whether garbage was looked for before the first task began."""


def end_finished() -> None:
    """Lets garbage be looked for again where no task runs (in the window's thread)."""
    _running.difference_update([task for task in _running if task.isFinished()])
    if not _running and _collects["before"]:
        gc.enable()


def end_all() -> None:
    """Cancels whatever runs and waits until it has ended."""
    running = tuple(_running)
    for task in running:
        task.cancel()
    for task in running:
        task.wait(_LAST_WAIT)


class Task(QThread):
    """Runs ``work(tell, cancelled)`` and reports in the window's thread.

    ``done`` carries the result, ``failed`` what the user can mend. A cancelled task reports
    neither.
    """

    progress = Signal(str, float)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._cancelled = threading.Event()
        self.finished.connect(self._end)

    def begin(self) -> None:
        """Starts the work."""
        if not _running:
            _collects["before"] = gc.isenabled()
        gc.disable()
        _running.add(self)
        self.start()

    def _end(self) -> None:
        self.wait()  # it has said that it is finished, and is not quite
        end_finished()

    def cancel(self) -> None:
        """Asks the work to stop at its next step."""
        self._cancelled.set()

    def run(self) -> None:
        """Does the work (in the thread)."""
        try:
            result = self._work(self._tell, self._cancelled.is_set)
        except AppError as error:
            if not self._cancelled.is_set():
                self.failed.emit(error)
            return
        if not self._cancelled.is_set():
            self.done.emit(result)

    def _tell(self, step: str, share: float) -> None:
        if not self._cancelled.is_set():
            self.progress.emit(step, share)

# SPDX-License-Identifier: EUPL-1.2
"""Suggestions worked out beside the window: a thread reads the laws from the file, keeps what
suggests and answers one question at a time. Of two threads of Python one runs, and handing over
takes long: so this one rests while the user does something.
"""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from gapanalysis.ui.session import Session
from gapanalysis.ui.tasks import Task, Tell, end_finished

if TYPE_CHECKING:
    from gapanalysis.suggesting import Proposal, Suggesting

NODE, PROVISION, UNMAPPED = "node", "provision", "unmapped"
"""What may belong to a node; which nodes a provision (law, provision) may serve; what serves none
(the provisions that serve one).
"""
TOP = 20
_TURN = 0.0005
"""Seconds for which the thread keeps the window waiting."""
_REST = 100
"""Milliseconds after a gesture for which the thread rests."""
_PATIENCE = 0.25
"""Seconds after which it does a step though the window found no time to let it go on."""
_GESTURES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.Resize,
    }
)
_FIRST = 250
"""Milliseconds after which the laws begin to be read."""
_LATE = 300
"""Milliseconds after which is told how far the work is."""
_LEAVING = 10.0
"""Seconds in which the thread leaves a file that is closed; it needs a fraction of one."""


class Suggestions(QObject):
    """Answers through ``found``: what was asked, about what, and the proposals. Of what was asked
    and not begun, the last question of a kind is answered. What was found for nodes is kept until
    the laws change.
    """

    found = Signal(str, object, object)
    progress = Signal(str, float)
    finished = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._asked: Suggesting | None = None
        self._known: dict[str, tuple[Proposal, ...]] = {}
        self._waiting: dict[str, Any] = {}
        self._stale = True
        self._task: Task | None = None
        self._left = threading.Event()
        self._tasks: set[Task] = set()
        self._question: tuple[str, Any] = ("", None)
        self.doubts: tuple[tuple[str, dict[str, str]], ...] = ()
        self._step = ("", 0.0)
        self._late = QTimer(self)  # what is done soon is not told
        self._late.setSingleShot(True)
        self._late.timeout.connect(lambda: self._tell(*self._step))
        self._free = threading.Event()
        self._free.set()
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.timeout.connect(self._rested)
        session.selected.connect(self.give_way)
        session.changed.connect(self.give_way)
        session.closing.connect(self.forget)
        session.changed.connect(self._changed)

    def known(self, node: str) -> tuple[Proposal, ...] | None:
        """Gives what may belong to a node where it was worked out already, else None."""
        return None if self._stale else self._known.get(node)

    def ask(self, kind: str, about: Any) -> None:
        """Asks; the answer comes through ``found`` when the window has nothing else to do."""
        if self._session.is_open:
            self._waiting[kind] = about
            if self._asked is None:  # the window is painted before laws are read
                QTimer.singleShot(_FIRST, self, self._next)
            else:
                self._next()

    def drop(self, kind: str) -> None:
        """Takes back a question that was not begun."""
        self._waiting.pop(kind, None)

    def give_way(self, _what: object = None) -> None:
        """Lets the thread rest for a moment."""
        if self._task is not None:
            self._free.clear()
            self._resting.start(0)

    def _rested(self) -> None:
        if self._resting.interval() == 0:  # the gesture is over only now
            self._resting.start(_REST)
        else:
            self._free.set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Gives way to what the user does in a window."""
        if self._task is not None and event.type() in _GESTURES:
            self.give_way()
        return super().eventFilter(watched, event)

    def forget(self) -> None:
        """Stops what is being worked out and leaves the file."""
        if self._task is not None:
            self._task.cancel()
            self._free.set()
            self._left.wait(_LEAVING)
        self._task, self._asked, self._stale = None, None, True
        self._known.clear()
        self._waiting.clear()
        self.doubts = ()
        self.finished.emit()

    def wait(self) -> None:
        """Waits until no thread runs: before the program ends."""
        self._free.set()
        for task in self._tasks:
            task.cancel()
            task.wait()
        end_finished()

    def _changed(self, touched: frozenset[str]) -> None:
        if touched & {"laws", "structure", "everything"}:
            self._stale = True
            self._known.clear()

    def _next(self) -> None:
        if self._task is not None or not self._waiting:
            return
        kind = next(iter(self._waiting))
        about = self._waiting.pop(kind)
        self._question = kind, about
        project = self._session.project
        texts = dict(project.texts)
        before, stale, self._stale = self._asked, self._stale, False
        self._left = left = threading.Event()

        def find(tell: Tell, cancelled: Callable[[], bool]) -> object:
            from gapanalysis import suggesting

            asked = before
            try:
                if asked is None or stale:
                    laws = suggesting.divided_in(
                        project.path, project.key, texts=texts, cancelled=cancelled
                    )
                    left.set()
                    asked = suggesting.suggesting(laws, before, tell=tell, cancelled=cancelled)
            finally:
                left.set()
            if cancelled():
                return None
            if asked is not before:
                asked.using.prepare(cancelled)
            return asked, asked.doubts(), _answer(asked, kind, about)

        def work(tell: Tell, cancelled: Callable[[], bool]) -> object:
            def rested() -> bool:
                if not self._free.is_set():
                    self._free.wait(_PATIENCE)
                return cancelled()

            with _yielding():
                return find(tell, rested)

        task = self._task = Task(work, self)
        self._tasks.add(task)
        task.progress.connect(self._tell)
        task.failed.connect(self._failed)
        task.done.connect(self._done)
        task.finished.connect(self._over)
        self._late.start(_LATE)
        task.begin()

    def _tell(self, said: str, share: float) -> None:
        self._step = said, share
        if said and self._task is not None and not self._late.isActive():
            self.progress.emit(said, share)

    def _failed(self, error: Any) -> None:
        self._stale = True
        self._waiting.clear()
        self._session.message.emit(self._session.words.error(error), "error")

    def _done(self, result: Any) -> None:
        if self._task is None or self.sender() is not self._task or result is None:
            return
        kind, about = self._question
        if result[0] is not self._asked:
            gc.freeze()  # as a large law, what suggests is no garbage
        self._asked, self.doubts, found = result
        if self._stale:
            self._waiting.setdefault(kind, about)
            return
        if kind == NODE:
            self._known[about] = found
        self.found.emit(kind, about, found)

    def _over(self) -> None:
        over = {task for task in self._tasks if task.isFinished()}
        self._tasks -= over
        for task in over:
            task.deleteLater()
        if self._task in over:
            self._task, self._step = None, ("", 0.0)
            self.finished.emit()
            self._next()


@contextmanager
def _yielding() -> Iterator[None]:
    """Lets the window go first: it waits less long for its turn."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _answer(asked: Suggesting, kind: str, about: Any) -> tuple[Proposal, ...]:
    if kind == NODE:
        return asked.for_node(about, TOP)
    if kind == PROVISION:
        return asked.for_provision(*about)
    return asked.for_none(about)

#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Clicks, types and chooses at random through the whole window with the example, and sees that
nothing breaks: no exception, no warning of Qt, and after every gesture that changed something the
window holds what a fresh look at the file gives, the findings too. At the end the history must be
whole.

    python benchmarks/wander.py                       # one walk of 1,000 gestures
    python benchmarks/wander.py --seed 7 --walks 20   # twenty walks, from seed 7 on

A walk is given again by its seed, but for how long things take. Dialogs are filled and closed, the
system's own for files are answered with nothing. Files are only made in a folder that goes
afterwards. Exits with 1 where something broke; the last gestures are printed with it.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QTextEdit,
    QToolButton,
    QWidget,
)

from gapanalysis import analysis, edits
from gapanalysis.ui import app
from gapanalysis.ui.main_window import MainWindow
from gapanalysis.ui.pages import PAGES
from gapanalysis.ui.session import Session
from gapanalysis.words import LANGUAGES

T = TypeVar("T")
WidgetT = TypeVar("WidgetT", bound=QWidget)
_KEYS = [*"YPNUJKMEWSGAFBVOR0123"]
_OTHER_KEYS = [
    *(Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Return),
    *(Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Delete, Qt.Key.Key_Space, Qt.Key.Key_Home),
]
_WORDS = ["36", "rape", "<i>x", "نص", "2025", "%", "1 000", "\u202ex", "36.1.a", ""]
_SIZES = [(900, 600), (1000, 700), (1280, 720), (1440, 900)]
_ZOOMS = [0.8, 1.0, 1.5, 2.0]
_FORCE = 40
"""Milliseconds between looks for a dialog that keeps the window waiting."""
_EACH = 10
"""Every so many gestures that changed something, all rules are evaluated anew."""
_OF_THE_PLATFORM = "This plugin does not support"


class Walk:
    """One walk through the window; ``faults`` says what broke."""

    def __init__(self, seed: int, folder: Path) -> None:
        self._random = random.Random(seed)
        self.faults: list[str] = []
        self._trail: deque[str] = deque(maxlen=12)
        self._changes = 0
        for name in ("getOpenFileName", "getSaveFileName"):
            setattr(QFileDialog, name, staticmethod(lambda *_asked, **_named: ("", "")))
        sys.excepthook = self._caught
        qInstallMessageHandler(self._told)
        self._application, _ = app.start()
        self._path = folder / "walk.gap"
        settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(Session(self._any(LANGUAGES)), settings)
        self.window.resize(*self._any(_SIZES))
        self.window.show()
        made, on = analysis.make_demo(self._path, self._any(LANGUAGES))
        self.window.session.adopt(lambda: made, on)
        self.window.session.changed.connect(lambda _touched: self._changed())
        self._is_over = False
        self._close_dialog()
        self._gestures: list[tuple[int, Callable[[], None]]] = [
            (10, self._show_page),
            (30, self._click),
            (22, self._press_key),
            (13, self._choose_row),
            (8, self._undo),
            (4, self._type),
            (3, self._choose_entry),
            (2, self._rebuild),
            (2, lambda: self.window.resize(*self._any(_SIZES))),
            (3, self._choose_obligation),
            (3, self._select_words),
        ]

    def step(self) -> None:
        """Does one gesture."""
        weights = [weight for weight, _ in self._gestures]
        gesture = self._random.choices(self._gestures, weights)[0][1]
        try:
            gesture()
            QTest.qWait(self._any([0, 0, 5, 20]))
            if not self.window.session.is_open:
                self.window.session.open(self._path)
        except Exception:  # whatever breaks is what is looked for
            self._fault(traceback.format_exc())

    def end(self) -> None:
        """Closes the window; the history must be whole."""
        self._is_over = True
        session = self.window.session
        session.settle()
        for broken in edits.verify(session.project):
            self._fault(f"history: {broken}")
        self.window.close()

    # --- gestures

    def _show_page(self) -> None:
        code = self._any(list(PAGES))
        self._note(f"page {code}")
        self.window.show_page(code)

    def _click(self) -> None:
        menus = (QToolButton, QPushButton)
        buttons = [
            one
            for one in self._shown(QAbstractButton, self.window)
            if one is not self.window.menu_button
            and not (isinstance(one, menus) and one.menu() is not None)
        ]
        button = self._any(buttons)
        self._note(f"click {button.text() or button.accessibleName()}")
        button.click()

    def _press_key(self) -> None:
        held = self._any([Qt.KeyboardModifier.NoModifier] * 6 + [Qt.KeyboardModifier.ShiftModifier])
        where = self._application.focusWidget() or self.window
        key = self._any([*_KEYS, *_OTHER_KEYS])
        self._note(f"key {key}")
        QTest.keyClick(where, key, held)

    def _choose_row(self) -> None:
        lists = [one for one in self._shown(QAbstractItemView, self.window) if _rows(one)]
        if not lists:
            return
        view = self._any(lists)
        index = view.model().index(self._random.randrange(_rows(view)), 0)
        if view.model().rowCount(index) and self._random.random() < 0.7:
            index = view.model().index(
                self._random.randrange(view.model().rowCount(index)), 0, index
            )
        self._note(f"row {index.row()} of {view.accessibleName()}")
        view.setCurrentIndex(index)
        if self._random.random() < 0.2:
            view.activated.emit(index)

    def _undo(self) -> None:
        self._note("undo or redo")
        session = self.window.session
        (session.undo if self._random.random() < 0.6 else session.redo)()

    def _type(self) -> None:
        fields = self._shown(QLineEdit, self.window)
        if fields:
            field = self._any(fields)
            self._note(f"type into {field.accessibleName()}")
            field.setFocus()
            field.insert(self._any(_WORDS))

    def _choose_entry(self) -> None:
        boxes = [one for one in self._shown(QComboBox, self.window) if one.count()]
        if boxes:
            box = self._any(boxes)
            at = self._random.randrange(box.count())
            self._note(f"entry {at} of {box.accessibleName()}")
            box.setCurrentIndex(at)
            box.activated.emit(at)

    def _rebuild(self) -> None:
        self._note("rebuild")
        yes = self._random.random() < 0.5
        self._any(
            [
                lambda: self.window.rebuild(language=self._any(LANGUAGES)),
                lambda: self.window.rebuild(dark=yes),
                lambda: self.window.rebuild(zoom=self._any(_ZOOMS)),
                lambda: self.window.rebuild(leftward=yes),
            ]
        )()

    def _choose_obligation(self) -> None:
        node = self._any(list(self.window.session.instrument.obligations))
        self._note(f"obligation {node}")
        self.window.session.select(node)

    def _select_words(self) -> None:
        texts = self._shown(QTextEdit, self.window)
        if texts:
            text = self._any(texts)
            self._note(f"words of {text.accessibleName()}")
            cursor = text.textCursor()
            letters = text.document().characterCount() - 1
            start = self._random.randrange(letters + 1)
            cursor.setPosition(start)
            end = min(letters, start + self._random.randrange(80))
            cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
            text.setTextCursor(cursor)
            text.setFocus()

    def _close_dialog(self) -> None:
        """Fills the dialog that keeps the window waiting, presses one of its buttons, or leaves;
        comes again, also where a button opens another one.
        """
        if self._is_over:
            return
        QTimer.singleShot(_FORCE, self.window, self._close_dialog)
        popup = self._application.activePopupWidget()
        if popup is not None:
            popup.close()
        dialog = self._application.activeModalWidget()
        if not isinstance(dialog, QDialog):
            return
        for field in self._shown(QLineEdit, dialog):
            if self._random.random() < 0.5:
                field.setText(self._any(_WORDS))
        buttons = self._shown(QAbstractButton, dialog)
        if buttons and self._random.random() < 0.6:
            button = self._any(buttons)
            self._note(f"click {button.text()} in {type(dialog).__name__}")
            button.click()
        if self._application.activeModalWidget() is dialog and self._random.random() < 0.7:
            dialog.reject()

    # --- what must hold

    def _changed(self) -> None:
        """Compares what the window holds with the file, once all pages have heard of the change."""
        QTimer.singleShot(0, self.window, self._compare)

    def _compare(self) -> None:
        session = self.window.session
        if not session.is_open:
            return
        self._changes += 1
        if session.snapshot != analysis.read_snapshot(session.project):
            self._fault("the window holds something else than the file")
        if self._changes % _EACH == 0:
            fresh = analysis.view(session.project, session.view.on)
            if fresh.evaluation != session.view.evaluation:
                self._fault("the findings are not those of a fresh evaluation")

    def _caught(
        self, kind: type[BaseException], bug: BaseException, trace: TracebackType | None
    ) -> None:
        self._fault("".join(traceback.format_exception(kind, bug, trace)))

    def _told(self, _kind: QtMsgType, _context: object, said: str) -> None:
        if _OF_THE_PLATFORM not in said:
            self._fault(f"Qt: {said}")

    def _fault(self, said: str) -> None:
        self.faults.append(f"{said}\n  after: {'; '.join(self._trail)}")

    # --- helping hands

    def _any(self, choices: Iterable[T]) -> T:
        return self._random.choice(list(choices))

    def _note(self, gesture: str) -> None:
        self._trail.append(gesture)

    @staticmethod
    def _shown(kind: type[WidgetT], inside: QWidget) -> list[WidgetT]:
        return [one for one in inside.findChildren(kind) if one.isVisible() and one.isEnabled()]


def _rows(view: QAbstractItemView) -> int:
    return view.model().rowCount() if view.model() is not None else 0


def walk(seed: int, gestures: int) -> int:
    """Does one walk and prints how it went; gives the number of faults."""
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["HOME"] = folder  # where documents are offered
        one = Walk(seed, Path(folder))
        for _ in range(gestures):
            one.step()
        one.end()
    seconds = time.perf_counter() - begin
    print(f"seed {seed}: {gestures:,} gestures, {len(one.faults)} faults, {seconds:.0f} s")
    for fault in one.faults:
        print(fault)
    return len(one.faults)


def main() -> int:
    """Does the walks, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--walks", type=int, default=1)
    parser.add_argument("--gestures", type=int, default=1000)
    chosen = parser.parse_args()
    if chosen.walks == 1:
        return int(walk(chosen.seed, chosen.gestures) > 0)
    failed = 0
    for seed in range(chosen.seed, chosen.seed + chosen.walks):
        command = [sys.executable, __file__, f"--seed={seed}", f"--gestures={chosen.gestures}"]
        failed += subprocess.run(command, check=False).returncode != 0
    print(f"{chosen.walks} walks, {failed} with faults")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Times the window on a large project: 50,000 provisions, 2,000 mappings, every element answered.
Beside it, in the same run, a bare window of the same toolkit with one tree and one text view.

    python benchmarks/window.py

Needs no screen: it runs on the offscreen platform unless ``QT_QPA_PLATFORM`` says another one.
"""

from __future__ import annotations

import hashlib
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

LAWS, ARTICLES, PARAGRAPHS, MAPPINGS = 10, 1_000, 4, 2_000
DAY = date(2026, 6, 1)
RUNS = 9
BARE = """
import sys, time
begin = time.perf_counter()
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QTextEdit, QTreeWidget
application = QApplication([])
window, splitter = QMainWindow(), QSplitter()
splitter.addWidget(QTreeWidget())
splitter.addWidget(QTextEdit())
window.setCentralWidget(splitter)
window.show()
application.processEvents()
print((time.perf_counter() - begin) * 1000)
"""
OURS = """
import sys, time
begin = time.perf_counter()
from pathlib import Path
from gapanalysis.ui import app
app.run_until_ready(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
print((time.perf_counter() - begin) * 1000)
"""


def make_law(number: int) -> Any:
    """Gives a law of many articles with paragraphs, as it comes from a reader."""
    from gapanalysis.model import DraftProvision, Kind, LawDraft, SourceFile, Span

    pieces: list[str] = []
    provisions: list[DraftProvision] = []
    at = 0

    def write(words: str) -> int:
        nonlocal at
        pieces.append(words)
        at += len(words)
        return at

    for n in range(1, ARTICLES + 1):
        start, place = at, len(provisions)
        label = Span(start=at, end=write(f"Article {n}."))
        heading_start = write(" ")
        heading = Span(start=heading_start, end=write(f"On matter {n} of law {number}"))
        write("\n")
        children = []
        for m in range(1, PARAGRAPHS + 1):
            begin = at
            mark = Span(start=at, end=write(f"({m})"))
            write(
                f" Whoever by act {n} of kind {m} causes harm to another person 😀 shall be"
                " punished by imprisonment of up to five years, unless a graver penalty is set.\n"
            )
            children.append((begin, at, mark, m))
        provisions.append(
            DraftProvision(
                kind=Kind.ARTICLE,
                number=str(n),
                address=str(n),
                start=start,
                end=at,
                label=label,
                heading=heading,
            )
        )
        provisions += [
            DraftProvision(
                kind=Kind.PARAGRAPH,
                number=str(m),
                address=f"{n}({m})",
                start=begin,
                end=end,
                label=mark,
                parent=place,
            )
            for begin, end, mark, m in children
        ]
    text = "".join(pieces)
    data = text.encode()
    return LawDraft(
        title=f"Act {number}",
        language="en",
        text=text,
        provisions=tuple(provisions),
        left_out=(),
        source_map=(),
        warnings=(),
        source=SourceFile(
            name="act.txt", format="text", sha256=hashlib.sha256(data).hexdigest(), data=data
        ),
    )


def make_project(path: Path) -> None:
    """Writes the large project."""
    from gapanalysis import analysis, edits
    from gapanalysis.model import AnswerValue, Coverage

    chance = random.Random(1)
    instrument = analysis.instrument()
    nodes = list(instrument.obligations)
    with analysis.create_project(path, state="MDA", language="en") as project:
        for number in range(1, LAWS + 1):
            edits.do(project, edits.AddLaw(draft=make_law(number)))
        provisions = [
            p for law in range(1, LAWS + 1) for p in analysis.read_provisions(project, law)
        ]
        print(f"{len(provisions):,} provisions")
        first = [p for p in provisions if p.law == 1 and p.label.startswith("(")][:300]
        chosen = first + chance.sample(provisions, MAPPINGS - len(first))
        edits.do(
            project,
            *(
                edits.PutMapping(
                    provision=p.id,
                    obligation=nodes[n % len(nodes)],
                    coverage=list(Coverage)[n % 4],
                    start=p.start + 4,
                    end=min(p.end, p.start + 60),
                )
                for n, p in enumerate(chosen)
            ),
        )
        values = list(AnswerValue)[:4]
        edits.do(
            project,
            *(
                edits.PutAnswer(element=element, value=values[n % 4])
                for n, element in enumerate(instrument.elements)
            ),
        )


def milliseconds(work: Callable[[], object], runs: int = RUNS) -> tuple[float, float]:
    """Gives median and worst of some runs after one to warm up."""
    work()
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times), max(times)


def started(code: str, *arguments: str) -> float:
    """Gives the median milliseconds that a fresh process says it took."""
    runs = []
    for _ in range(5):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
        )
        runs.append(float(done.stdout.split()[-1]))
    return statistics.median(runs)


def show(what: str, median: float, worst: float | None = None) -> None:
    """Prints a row."""
    print(f"{what:54}{median:9.1f} ms" + (f"   worst {worst:7.1f}" if worst is not None else ""))


def memory() -> float:
    """Gives the memory of this process in MB (Linux)."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> int:
    """Prints the table."""
    folder = Path(tempfile.mkdtemp())
    os.environ["XDG_CONFIG_HOME"] = str(folder)  # no files that its user opened before
    large, demo = folder / "large.gap", folder / "demo.gap"
    make_project(large)
    from gapanalysis import analysis

    project, _ = analysis.make_demo(demo)
    project.close()
    bare = started(BARE)
    show("a bare window: tree and text view", bare)
    for name, arguments in (("start page", ()), ("demo", (str(demo),))):
        ours = started(OURS, *arguments)
        show(f"{name}, ready for input ({ours / bare:.1f} times bare)", ours)
    time_window(large)
    return 0


def watch_paints(window: Any) -> Any:
    """Gives what counts how often a window brought what had changed onto the screen."""
    from PySide6.QtCore import QEvent, QObject

    class Paints(QObject):
        seen = 0

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
            self.seen += event.type() == QEvent.Type.UpdateRequest
            return False

    paints = Paints(window)
    window.installEventFilter(paints)
    return paints


def time_window(large: Path) -> None:
    """Times gestures in the window of the large project."""
    from PySide6.QtCore import QSettings

    from gapanalysis.ui import app

    application, _ = app.start()
    settings = QSettings(str(large.with_suffix(".ini")), QSettings.Format.IniFormat)
    window = app.open_window(application, settings, "en")
    window.resize(1440, 900)
    window.show()
    application.processEvents()
    begin = time.perf_counter()
    window.commands.open_path(str(large))
    application.processEvents()
    show("open the large project", (time.perf_counter() - begin) * 1000)
    print(f"{'memory':54}{memory():9.0f} MB")
    time_suggesting(application, window)
    time_edits(application, window)
    time_reading(application, window)
    print(f"{'memory at the end':54}{memory():9.0f} MB")
    window.close()


def painting(application: Any, window: Any) -> Callable[[Callable[[], object]], float]:
    """Gives what does something and waits until the window has painted it, in milliseconds."""
    from PySide6.QtCore import QEvent

    paints = watch_paints(window)

    def painted(work: Callable[[], object]) -> float:
        before, begin = paints.seen, time.perf_counter()
        work()
        while paints.seen == before:
            application.processEvents()
        application.processEvents()
        taken = time.perf_counter() - begin
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as a running loop does
        return taken * 1000

    return painted


def time_suggesting(application: Any, window: Any) -> None:
    """Times choosing obligations while the laws are read for suggestions, and afterwards; and how
    long after it the suggestions are there.
    """
    painted, session = painting(application, window), window.session
    part = window.mapping().obligation.may_belong
    nodes = iter(session.instrument.obligations)
    shown: list[float] = []
    part.offered.connect(lambda: shown.append(time.perf_counter()))
    found: list[object] = []
    window.suggestions.found.connect(lambda *_answer: found.append(None))

    def rest(seconds: float) -> None:
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            application.processEvents()
            time.sleep(0.002)

    begin, times = time.perf_counter(), []
    while not found and time.perf_counter() - begin < 120:
        times.append(painted(lambda: session.select(next(nodes))))
        rest(0.6)
    reading = time.perf_counter() - begin
    show("select while the laws are read", statistics.median(times), max(times))
    times, later = [], []
    for _ in range(RUNS):
        begin = time.perf_counter()
        shown.clear()
        times.append(painted(lambda: session.select(next(nodes))))
        rest(0.6)
        later.append((shown[-1] - begin) * 1000 if shown else 600.0)
    show("select when they are read", statistics.median(times), max(times))
    show("suggestions shown after selecting", statistics.median(later), max(later))
    print(f"{'laws read for suggestions meanwhile':54}{reading:9.1f} s")


def time_edits(application: Any, window: Any) -> None:
    """Times gestures that change something, each until the window has painted it."""
    from gapanalysis import edits
    from gapanalysis.model import AnswerValue

    wait, session = painting(application, window), window.session
    window.mapping()
    nodes, provisions = list(session.instrument.obligations), session.law(1)[1]
    element = session.instrument.elements_of("36.1.a")[0].id
    answers = [AnswerValue.YES, AnswerValue.NO]
    turn = iter(range(10**9))

    def painted(what: str, work: Callable[[], object], runs: int = RUNS) -> None:
        show(what, *milliseconds(lambda: wait(work), runs))

    def map_one() -> None:
        one = provisions[2000 + next(turn) % 900]
        edit = edits.PutMapping(
            provision=one.id, obligation=session.obligation, start=one.start, end=one.end
        )
        session.do(edit)

    def answer() -> None:
        session.do(edits.PutAnswer(element=element, value=answers[next(turn) % 2]))

    painted("select an obligation", lambda: session.select(nodes[next(turn) % 170]))
    painted("map", map_one)
    painted("undo", session.undo, runs=5)
    session.select("36.1.a")
    painted("answer", answer)


def time_reading(application: Any, window: Any) -> None:
    """Times scrolling, searching and opening pages."""
    bar = window.mapping().law.view.verticalScrollBar()
    typed = iter(["harm", "impris", "act 77", "penalty prov", "kind 3", "qq"] * RUNS)

    def scroll() -> None:
        bar.setValue(bar.value() + 120)
        application.processEvents()

    def search() -> None:
        window.search.field.setText(next(typed))
        window.search.search()
        application.processEvents()

    show("a frame of scrolling, 300 spans", *milliseconds(scroll, runs=200))
    show("search everything as typed", *milliseconds(search, runs=18))
    for name in ("findings", "overview", "history", "questions"):
        begin = time.perf_counter()
        window.show_page(name)
        application.processEvents()
        show(f"show the page {name} for the first time", (time.perf_counter() - begin) * 1000)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Walks through the whole window with the example and takes a picture of every page: in light,
dark, French, Romanian, from right to left, and with letters of twice the size. The light ones are
those of the guide.

    python tools/take_pictures.py             # all ways, into docs/pictures
    python tools/take_pictures.py light dark  # some of them

Needs a display or a virtual one; without ``DISPLAY`` it runs on the offscreen platform.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gapanalysis import analysis
from gapanalysis.ui import app, theme
from gapanalysis.ui.checked_law import DraftLaw
from gapanalysis.ui.evidence_page import EvidencePage
from gapanalysis.ui.main_window import MainWindow
from gapanalysis.ui.pages import PAGES
from gapanalysis.ui.report_page import ReportPage

_LONG = 60_000
"""Milliseconds within which the pages of a report are laid out."""
_SMALL = 0  # the quality of a PNG is how little it is pressed
PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
DAMAGED = """Criminal Code

Article 168. Rape
(1) Whoever, by force or by threat, has sexual intercourse with another person shall be punished.

Article 169. Other acts
Whoever performs another act without consent shall be punished. Article 169a. Online abuse
Whoever repeatedly sends unwanted messages of a sexual nature shall be punished.

Article 170. Harassment

Article 172. Limitation
(1) Limitation does not begin before majority.
(2) It lasts twenty years.
"""


@dataclass(frozen=True, slots=True)
class Way:
    """One walk: how the window looks, and its size."""

    language: str = "en"
    dark: bool = False
    zoom: float = 1.0
    leftward: bool = False
    size: tuple[int, int] = (1440, 900)


WAYS = {
    "light": Way(),
    "dark": Way(dark=True),
    "french": Way(language="fr"),
    "romanian": Way(language="ro", size=(1280, 720)),
    "leftward": Way(leftward=True),
    "large": Way(zoom=2.0),
}


def main(names: list[str]) -> int:
    """Takes the pictures of some ways, or of all; gives the exit code."""
    application, _ = app.start()
    for name in names or list(WAYS):
        with tempfile.TemporaryDirectory() as folder:
            walk(application, WAYS[name], PICTURES / ("" if name == "light" else name), folder)
    return 0


def walk(application: QApplication, way: Way, out: Path, folder: str) -> None:
    """Opens the window in one way and takes a picture of every page."""
    out.mkdir(parents=True, exist_ok=True)
    theme.apply(application, theme.DARK if way.dark else theme.LIGHT, way.zoom)
    settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
    settings.setValue("leftward", int(way.leftward))
    window = app.open_window(application, settings, way.language)
    window.resize(*way.size)
    window.show()
    take(window, out / "start.png")
    project, on = analysis.make_demo(Path(folder) / "demo.gap", way.language)
    window.session.adopt(lambda: project, on)
    window.show_page("mapping")
    window.session.select("36.1.a")
    wait_for(lambda: window.mapping().obligation.may_belong.answered)
    law = window.mapping().law
    text, provisions = window.session.law(window.session.laws()[0].id)
    if law.isVisible():
        rape = next(p for p in provisions if p.address == "18(1)")
        start = text.index(" ", rape.start + 70) + 1
        law.view.select_range(start, text.index(" ", start + 20))
    take(window, out / "mapping.png")
    law.view.clear_selection()
    for page in PAGES:
        if page not in {"start", "mapping", "check"}:
            shown = window.show_page(page)
            if isinstance(shown, ReportPage):
                wait_for_pages(shown)
            take(window, out / f"{page}.png")
    take_evidence(window, out)
    window.search.field.setText("force" if way.language == "en" else "for")
    window.search.open()
    window.search.search()
    take(window, out / "search.png")
    window.search.close_list()
    window.open_palette()
    take(window, out / "palette.png")
    window.palette_.close_list()
    path = Path(folder) / "criminal-code.txt"
    path.write_text(DAMAGED, encoding="utf-8")
    window.check(DraftLaw(window.session, analysis.read_law(path, "en")))
    take(window, out / "check.png")
    window.close()
    window.deleteLater()
    application.processEvents()


def wait_for(is_there: Callable[[], bool]) -> None:
    """Waits until something is there, for as long as a report takes."""
    for _ in range(_LONG // 100):
        if is_there():
            break
        QTest.qWait(100)


def wait_for_pages(page: ReportPage) -> None:
    """Waits until the pages of the report are laid out and drawn."""
    wait_for(page.is_up_to_date)
    QTest.qWait(600)  # they are drawn one by one


def take_evidence(window: MainWindow, out: Path) -> None:
    """Takes a picture of each tab of the evidence page, with a record shown."""
    page = window.show_page("evidence")
    assert isinstance(page, EvidencePage)
    for tab, name, key in (
        ("evidence", "evidence", 4),
        ("figures", "figures", 8),
        ("priors", "earlier", 3),
    ):
        page.show_tab(tab).view.select(key)
        take(window, out / f"{name}.png")


def take(window: MainWindow, path: Path) -> None:
    """Takes a picture of the window when it has settled."""
    QTest.qWait(350)
    window.grab().save(str(path), "PNG", _SMALL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

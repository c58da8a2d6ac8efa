#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Takes the pictures of the user guide from the example; needs a display (or a virtual one)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest

from gapanalysis import analysis
from gapanalysis.ui import app, theme

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SIZE = (1440, 900)


def main() -> int:
    """Writes one picture a page; gives the exit code."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        application, _ = app.start()
        theme.apply(application, theme.LIGHT)
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        window = app.open_window(application, settings, "en")
        window.resize(*SIZE)
        window.show()
        QTest.qWait(300)
        window.grab().save(str(PICTURES / "start.png"))
        project, on = analysis.make_demo(Path(folder) / "demo.gap")
        window.session.adopt(lambda: project, on)
        window.show_page("mapping")
        window.session.select("36.1.a")
        QTest.qWait(300)
        law = window.mapping().law
        text = law.view.toPlainText()
        words = "has sexual intercourse or performs an act"
        law.view.select_range(text.index(words), text.index(words) + len(words))
        QTest.qWait(200)
        window.grab().save(str(PICTURES / "mapping.png"))
        law.view.clear_selection()
        for page in ("findings", "reservations", "laws", "evidence", "report"):
            window.show_page(page)
            QTest.qWait(300)
            window.grab().save(str(PICTURES / f"{page}.png"))
        window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

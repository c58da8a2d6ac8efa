# SPDX-License-Identifier: EUPL-1.2
"""The writers of a report by suffix. Each writes a whole file and gives its number of pages, of
sheets for a spreadsheet, 1 for a format that has neither.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from gapanalysis.errors import AppError
from gapanalysis.report.blocks import Report, texts_of
from gapanalysis.report.progress import Tell

Writer = Callable[[Report, Path, Tell], int]
"""Writes a report to a path, and tells meanwhile how far it is."""

WRITERS = {
    ".pdf": ("pdf", "write_pdf"),
    ".docx": ("word", "write_word"),
    ".odt": ("odt", "write_odt"),
    ".html": ("html", "write_html"),
    ".xlsx": ("sheet", "write_sheet"),
    ".json": ("json_file", "write_json"),
}
"""Module and function of the writer of each format; loaded where it is used."""


def writer_of(path: Path) -> Writer:
    """Gives the writer for a file by its suffix; raises ``AppError("report_format")``."""
    found = WRITERS.get(path.suffix.lower())
    if found is None:
        raise AppError("report_format", file=path.name, known=", ".join(WRITERS))
    writer: Writer = getattr(import_module(f"gapanalysis.report.{found[0]}"), found[1])
    return writer


def unshown_in(report: Report, path: Path) -> str:
    """Gives the characters of a report that are boxes in a PDF file; other formats use the fonts of
    whoever reads them.
    """
    if path.suffix.lower() != ".pdf":
        return ""
    from gapanalysis.report.fonts import unshown

    return unshown(texts_of((report.title, report.cover, report.blocks)))

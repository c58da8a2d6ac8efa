#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Times each format of the report of a full project: every element answered with a note, every
obligation with law and evidence. Beside them, in the same run, the same words laid out bare:
paragraphs and tables by reportlab and by python-docx, without styles, notes, links or pictures.

    python benchmarks/report_formats.py

Each is written in a process of its own, whose greatest use of memory is printed too (Linux, macOS).
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from window import make_law

DAY = date(2026, 6, 1)
MAPPINGS = 510
WORDS = "A court, a shelter and a helpline were asked, and each told what it had seen that year. "


def make_project(path: Path) -> None:
    """Writes the full project."""
    from gapanalysis import analysis, edits
    from gapanalysis.model import AnswerValue, Coverage

    instrument = analysis.instrument()
    nodes = list(instrument.obligations)
    with analysis.create_project(path, state="MDA", language="en") as project:
        edits.do(project, edits.AddLaw(draft=make_law(1)))
        parts = [p for p in analysis.read_provisions(project, 1) if p.label.startswith("(")]
        values = list(AnswerValue)[:4]
        edits.do(
            project,
            *(
                edits.PutMapping(
                    provision=p.id,
                    obligation=nodes[n % len(nodes)],
                    coverage=list(Coverage)[n % 4],
                    start=p.start + 4,
                    end=p.start + 60,
                    note=WORDS,
                )
                for n, p in enumerate(parts[:MAPPINGS])
            ),
            *(
                edits.PutAnswer(element=element, value=values[n % 4], note=WORDS)
                for n, element in enumerate(instrument.elements)
            ),
            *(
                edits.PutEvidence(obligation=node, kind="interview", text=WORDS * 5)
                for node in nodes
            ),
        )


def build(path: Path) -> Any:
    """Gives the report of the project, whole."""
    from gapanalysis import analysis

    with analysis.open_project(path, read_only=True) as project:
        seen = analysis.view(project, DAY)
    options = analysis.report_options(seen, language="en", edition="confidential", on=DAY)
    return analysis.build_report(seen, options)


def texts(blocks: Any) -> Iterator[str | list[list[str]]]:
    """Gives the words of a report: a paragraph as a string, a table as rows of strings."""
    from gapanalysis.report.blocks import Box, Heading, Para, Quote, Table
    from gapanalysis.report.markup import text_of

    def said(words: Any) -> str:
        return "".join(map(text_of, words))

    for block in blocks:
        match block:
            case Heading():
                yield block.text
            case Para():
                yield said(block.words)
            case Quote():
                yield from (said(line) for line in (*block.lines, block.source))
            case Table():
                heads = [column.head for column in block.columns]
                yield [heads, *([said(cell) for cell in row] for row in block.rows)]
            case Box():
                yield from texts(block.blocks)


def bare_pdf(report: Any, out: Path) -> int:
    """Lays the words of a report out by reportlab alone."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    style = getSampleStyleSheet()["BodyText"]
    story: list[Any] = []
    for one in texts(report.blocks):
        if isinstance(one, str):
            story.append(Paragraph(escape(one), style))
        else:
            rows = [[Paragraph(escape(cell), style) for cell in row] for row in one]
            story.append(Table(rows, colWidths=[460 / len(rows[0])] * len(rows[0]), repeatRows=1))
    document = SimpleDocTemplate(str(out), pagesize=A4)
    document.build(story)
    return int(document.page)


def bare_docx(report: Any, out: Path) -> int:
    """Writes the words of a report by python-docx alone."""
    import docx

    document = docx.Document()
    for one in texts(report.blocks):
        if isinstance(one, str):
            document.add_paragraph(one)
        else:
            table = document.add_table(0, len(one[0]))
            for row in one:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
    document.save(str(out))
    return 1


def ours(report: Any, out: Path) -> int:
    """Writes a report in the format of the suffix."""
    from gapanalysis.report.writers import writer_of

    return writer_of(out)(report, out)


def timed(write: Callable[[Any, Path], int], report: Any, out: Path) -> tuple[int, float, float]:
    """Gives pages, seconds and the greatest use of memory in MB of this process."""
    begin = time.perf_counter()
    pages = write(report, out)
    seconds = time.perf_counter() - begin
    try:
        import resource
    except ImportError:
        return pages, seconds, 0.0
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return pages, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def main() -> int:
    """Prints the table."""
    from gapanalysis.report.writers import WRITERS

    folder = Path(tempfile.mkdtemp())
    make_project(folder / "full.gap")
    begin = time.perf_counter()
    report = build(folder / "full.gap")
    print(f"{'the neutral document':32}{time.perf_counter() - begin:8.2f} s")
    works = [
        ("bare PDF (reportlab)", bare_pdf, ".pdf"),
        ("bare DOCX (python-docx)", bare_docx, ".docx"),
    ]
    works += [(suffix, ours, suffix) for suffix in WRITERS]
    for n, (name, write, suffix) in enumerate(works):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            out = folder / f"{n}{suffix}"
            pages, seconds, memory = pool.submit(timed, write, report, out).result()
        size = out.stat().st_size / 1024
        print(f"{name:32}{seconds:8.2f} s{memory:8.0f} MB{size:9,.0f} KB{pages:6} pages")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

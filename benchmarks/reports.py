#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Times the writers of reports on a project with every element answered and hundreds of provisions
mapped. Beside the PDF, in the same run, reportlab laying out the same words bare, read in two ways:
as plain paragraphs in one style of the same font, those of tables too, without marks, notes, links,
contents, headings or running heads (the stricter one); and with tables as tables.

    python benchmarks/reports.py
"""

from __future__ import annotations

import io
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from report_formats import bare_pdf
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from gapanalysis import analysis
from gapanalysis.model import Provision, Snapshot
from gapanalysis.report import fonts
from gapanalysis.report.blocks import Line, Mark, Note, Para, Quote, Report, Table
from gapanalysis.report.build import build_report
from gapanalysis.report.json_file import write_json
from gapanalysis.report.pdf import write_pdf
from gapanalysis.report.sheet import write_sheet
from gapanalysis.reservations import states
from gapanalysis.rules.cases import snapshot_of
from gapanalysis.rules.engine import evaluate

DAY = date(2026, 6, 1)
PROVISIONS = 400
RUNS = 3
WORDS = "Whoever commits this act against another person shall be punished by imprisonment. "


def full_project() -> Snapshot:
    """Gives a snapshot with every element answered and many provisions mapped, with words."""
    instrument = analysis.instrument()
    nodes, values = list(instrument.obligations), ["yes", "no", "partly", "unclear"]

    def complain(key: str, what: str) -> None:
        raise ValueError(f"{key} {what}")

    case = {
        "answers": {e: values[n % len(values)] for n, e in enumerate(instrument.elements)},
        "provisions": [{"on": [nodes[n % len(nodes)]]} for n in range(PROVISIONS)],
        "reservations": [{"provision": "55.1:35", "made": "2023-01-10"}],
        "dates": {"signed": "2022-03-08", "deposited": "2023-01-10", "in_force": "2023-05-01"},
    }
    snapshot = snapshot_of(case, instrument, complain)

    def worded(one: Provision) -> Provision:
        text = f"Article {one.number}\n" + WORDS * 6
        return replace(one, text=text, end=one.start + len(text))

    provisions = {key: worded(one) for key, one in snapshot.provisions.items()}
    return replace(snapshot, provisions=provisions)


def paragraphs(value: Any) -> Iterator[str]:
    """Gives the words of a report, a paragraph each."""
    match value:
        case Para():
            yield _joined(value.words)
        case Quote():
            yield from map(_joined, (value.source, *value.lines))
        case Table():
            yield from (_joined(cell) for row in value.rows for cell in row)
        case tuple():
            for one in value:
                yield from paragraphs(one)
        case _ if is_dataclass(value):
            for field in fields(value):
                yield from paragraphs(getattr(value, field.name))
        case _:
            return


def _joined(words: tuple[Any, ...]) -> str:
    said = []
    for one in words:
        if isinstance(one, Note):
            said.append(_joined(one.words))
        elif not isinstance(one, Line):
            said.append(one.word if isinstance(one, Mark) else one.text)
    return " ".join(said)


def bare(report: Report) -> bytes:
    """Gives the same words laid out by reportlab alone."""
    fonts.register()
    style = ParagraphStyle("bare", fontName=fonts.SERIF, fontSize=10.5, leading=15.4)
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A4).build(
        [Paragraph(escape(words), style) for words in paragraphs(report.blocks)]
    )
    return stream.getvalue()


def seconds(work: Callable[[], Any]) -> float:
    """Gives the median of some runs, in seconds of the processor."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def main() -> None:
    instrument, snapshot = analysis.instrument(), full_project()
    evaluation = evaluate(analysis.rules(), instrument, snapshot, DAY)
    on_day = states(snapshot.reservations, snapshot.state, DAY, instrument)
    options = analysis.report_options(language="en", on=DAY)
    report = build_report(instrument, snapshot, evaluation, on_day, options)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        pages = write_pdf(report, out / "r.pdf")
        ours = seconds(lambda: write_pdf(report, out / "r.pdf"))
        print(f"PDF, {pages} pages      {ours:6.2f} s")
        for name, lay_out in (
            ("paragraphs", lambda: bare(report)),
            ("and tables", lambda: bare_pdf(report, out / "bare.pdf")),
        ):
            theirs = seconds(lay_out)
            print(f"bare, {name}     {theirs:6.2f} s   ratio {ours / theirs:.2f}")
        print(f"XLSX                 {seconds(lambda: write_sheet(report, out / 'r.xlsx')):6.2f} s")
        print(f"JSON                 {seconds(lambda: write_json(report, out / 'r.json')):6.2f} s")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at most       {most:6.0f} MB")


if __name__ == "__main__":
    main()

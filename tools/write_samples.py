#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Writes the sample report of the example: a PDF and its DOCX twin, public edition, in English.

python tools/write_samples.py             # into docs/samples
python tools/write_samples.py FOLDER
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from gapanalysis import analysis

SAMPLES = Path(__file__).resolve().parent.parent / "docs" / "samples"
NAME = "shadow-report"
FORMATS = (".pdf", ".docx")


def write_samples(folder: Path) -> list[Path]:
    """Writes the sample in each format and gives the files."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as aside:
        project, on = analysis.make_demo(Path(aside) / "demo.gap", "en")
        with project:
            seen = analysis.view(project, on)
    options = analysis.report_options(seen, language="en", edition="public", on=on)
    files = [folder / f"{NAME}{suffix}" for suffix in FORMATS]
    for file in files:
        analysis.write_report(seen, file, options)
    return files


if __name__ == "__main__":
    for written in write_samples(Path(sys.argv[1]) if sys.argv[1:] else SAMPLES):
        print(written)

# SPDX-License-Identifier: EUPL-1.2
"""The filter of the public edition, and the numbers of notes, tables and pictures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from report.test_build import said
from report.test_pdf import text_of

from gapanalysis.report.blocks import (
    Bar,
    Bars,
    Box,
    Caption,
    Cell,
    Column,
    Field,
    Heading,
    Mark,
    Note,
    Para,
    Quote,
    Run,
    Sheet,
    Table,
    Voice,
)
from gapanalysis.report.editions import finished, public, secret
from gapanalysis.report.pdf import render_pdf

GAP = Mark("status", "gap", "gap")
OPEN, SECRET = (Run("open"),), secret((Run("Kestrel"),))
COLUMNS = (Column("A", 0.5), Column("B", 0.5))


@pytest.mark.parametrize(
    "block",
    [
        Heading(2, "Kestrel", "k", confidential=True),
        Para((Run("Kestrel"),), confidential=True),
        Para((Run("open"), *SECRET)),
        Para(SECRET),
        Para((Run("open"), Note((Run("Kestrel"),), confidential=True))),
        Para((Run("open"), Note((Run("note "), Run("Kestrel", confidential=True))))),
        Para((replace(GAP, word="Kestrel", confidential=True),)),
        Quote((OPEN, SECRET), OPEN, Voice.LAW),
        Quote((OPEN,), SECRET, Voice.LAW),
        Table(COLUMNS, ((OPEN, SECRET), (SECRET, SECRET))),
        Table(COLUMNS, ((SECRET, ()),)),
        Box(GAP, (Para(SECRET), Box(GAP, (Para((*OPEN, *SECRET)),)))),
        Box(GAP, (Para((Run("Kestrel"),)),), confidential=True),
    ],
)
def test_no_word_that_is_marked_is_left(report_of, block):
    report = replace(report_of(), blocks=(block,))
    assert "Kestrel" in said(report.blocks)
    assert "Kestrel" not in said(public(report))


def test_what_is_not_marked_stays(report_of):
    blocks = (
        Para((Run("open"), *SECRET)),
        Table(COLUMNS, ((OPEN, SECRET), (SECRET, SECRET), ((), ()))),
    )
    left = public(replace(report_of(), blocks=blocks)).blocks
    assert left == (Para(OPEN), Table(COLUMNS, ((OPEN, ()), ((), ()))))


def test_rows_and_cells_of_sheets_are_left_out(report_of):
    fields = (Field("a", "A"), Field("b", "B"))
    rows = (
        (Cell(1), Cell("Kestrel", confidential=True)),
        (Cell("Kestrel", confidential=True), Cell(2, confidential=True)),
    )
    report = replace(report_of(), sheets=(Sheet("s", "S", fields, rows),), author="Kestrel")
    left = public(report)
    assert left.sheets[0].rows == ((Cell(1), Cell(None)),)
    assert left.author == ""


def test_notes_tables_and_pictures_are_finished_in_their_order(report_of):
    note = Note((Run("n"),))
    table = Table(COLUMNS, (), Caption("Table", "t"))
    blocks = (Para((Run("a"), note)), table, Quote(((Run("q"), note),), (), Voice.LAW), table)
    blocks = finished(replace(report_of(), blocks=blocks)).blocks
    numbers = [w.number for b in (blocks[0].words, blocks[2].lines[0]) for w in b[1:]]
    assert numbers == [1, 2]
    assert [b.caption.label for b in blocks if isinstance(b, Table)] == ["Table 1", "Table 2"]


def test_notes_stand_at_the_foot_of_the_page_of_their_words(report_of):
    long = " ".join(f"long{n}" for n in range(2500))
    blocks = tuple(
        Para((Run(f"word{n} " + "filler words " * 40), Note((Run(f"note{n}"),)))) for n in range(60)
    )
    blocks += (Para((Run("last"), Note((Run(long),)))),)
    report = finished(replace(report_of(), blocks=(Heading(1, "Part", "part"), *blocks)))
    pages = _pages(render_pdf(report)[0])
    for n in range(60):
        (page,) = (p for p in pages if f"word{n} " in p)
        assert f"note{n}" in page.partition(f"word{n} ")[2]
    assert all(f"long{n}" in " ".join(pages) for n in range(2500))


def _pages(data: bytes) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return [" ".join(p.get_textpage().get_text_bounded().split()) + " " for p in document]
    finally:
        document.close()


def test_captions_are_printed(report_of):
    table = Table(COLUMNS, ((OPEN, OPEN),), Caption("Tabelul", "By kestrels"))
    report = finished(replace(report_of(), blocks=(table,)))
    assert "Tabelul 1. By kestrels" in text_of(render_pdf(report)[0])


def test_bars_are_printed_with_label_and_total(report_of):
    bar = Bar(((GAP, 2), (Mark("status", "met", "met"), 3)))
    bars = Bars((("Chapter <I>", bar), ("Chapter II", bar)), Caption("Figure", "By chapter"))
    text = text_of(render_pdf(finished(replace(report_of(), blocks=(bars, Bars(())))))[0])
    for words in ("Chapter <I> 5", "gap 4", "met 6", "Figure 1. By chapter"):
        assert words in text.replace("\u00a0", " ")

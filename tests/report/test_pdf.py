# SPDX-License-Identifier: EUPL-1.2
"""The PDF: what can be read out of it again, its fonts, outline, and that it never changes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from itertools import pairwise, product

import pikepdf
import pypdfium2
import pytest
from report.arvenia import ARABIC, AUTHORS, CYRILLIC, HOSTILE, NOTE, ROMANIAN, SECRET
from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth

from gapanalysis.report import fonts
from gapanalysis.report.bidi import Piece, visual
from gapanalysis.report.blocks import (
    Box,
    Chart,
    Column,
    Contents,
    Heading,
    Line,
    Look,
    Mark,
    Note,
    Para,
    Quote,
    Run,
    Table,
    Voice,
)
from gapanalysis.report.drawing import pictures_from
from gapanalysis.report.layout import HEIGHT, WIDTH
from gapanalysis.report.lines import broken
from gapanalysis.report.pdf import render_pdf, running_head, running_part, write_pdf


def text_of(data: bytes) -> str:
    """Gives the text of all pages in one line, with single spaces."""
    document = pypdfium2.PdfDocument(data)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return re.sub(r"\s+", " ", " ".join(pages))


@pytest.fixture(scope="module")
def public(report_of):
    return render_pdf(report_of())[0]


def test_pages_are_counted_and_numbered(report_of, tmp_path):
    path = tmp_path / "report.pdf"
    pages = write_pdf(report_of(), path)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == pages
    text = text_of(path.read_bytes())
    assert f"Page {pages} of {pages}" in text
    assert f"Page {pages + 1}" not in text
    assert [p.name for p in tmp_path.iterdir()] == ["report.pdf"]


def test_public_pdf_holds_nothing_confidential(report_of, public):
    confidential = render_pdf(report_of(edition="confidential"))[0]
    shown = text_of(confidential)
    for secret in (SECRET, NOTE, *AUTHORS.splitlines()):
        assert secret not in text_of(public)
        assert secret.encode() not in public
        assert secret in shown
    assert "Confidential" in shown


def test_hostile_words_come_out_verbatim(public):
    text = text_of(public)
    assert f"Of 118 reports 6 led to a conviction. {HOSTILE}" in text
    assert f"Criminal Code {HOSTILE}, Article 168" in text


def test_scripts_can_be_read_out_again(public):
    text = unicodedata.normalize("NFKC", text_of(public))
    assert ROMANIAN in text
    assert CYRILLIC in text
    for word in re.findall(r"[\u0600-\u06ff]+", ARABIC):
        assert word in text or word[::-1] in text


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Method and limits"), ("fr", "Méthode"), ("ro", "Metodă")]
)
def test_three_languages(report_of, language, title):
    data = render_pdf(report_of(language))[0]
    with pikepdf.open(_stream(data)) as pdf:
        assert pdf.Root.Lang == language
        assert str(pdf.docinfo["/Title"]).endswith("Republic of Arvenia")
        names = [entry.title for entry in pdf.open_outline().root]
    assert any(name.startswith(title) for name in names)
    assert title in text_of(data)


def test_author_is_named_only_where_the_edition_allows_it(report_of, public):
    confidential = render_pdf(report_of(edition="confidential"))[0]
    for data, named in ((public, False), (confidential, True)):
        with pikepdf.open(_stream(data)) as pdf:
            assert ("Arvenian" in str(pdf.docinfo.get("/Author", ""))) is named


def test_all_fonts_are_embedded(public):
    names = set()
    with pikepdf.open(_stream(public)) as pdf:
        for page in pdf.pages:
            for font in page.Resources.get("/Font", {}).values():
                assert "/FontDescriptor" in font, font.BaseFont
                assert "/FontFile2" in font.FontDescriptor, font.BaseFont
                names.add(str(font.BaseFont).partition("+")[2])
    assert {"SourceSerif4-Regular", "SourceSans3-SemiBold", "DejaVuSans"} <= names


def test_contents_lead_to_their_pages(report_of, public):
    document = pypdfium2.PdfDocument(public)
    try:
        outline = {entry.get_title(): entry.get_dest().get_index() for entry in document.get_toc()}
        page = document[outline["Article 36. Sexual violence, including rape"]]
        assert "Article 36. Sexual violence" in page.get_textpage().get_text_bounded()
        contents = document[1].get_textpage().get_text_bounded()
    finally:
        document.close()
    number = outline["Reservations"] + 1
    assert re.search(rf"Reservations\s+{number}\b", contents)
    headings = [h for h in report_of().blocks if isinstance(h, Heading) and h.level <= 2]
    with pikepdf.open(_stream(public)) as pdf:
        links = [a for a in pdf.pages[1].Annots if a.Subtype == "/Link"]
    assert len(links) == len(headings) - 1


def test_the_same_report_gives_the_same_bytes(report_of, public):
    assert render_pdf(report_of.__wrapped__())[0] == public  # built anew


def test_long_and_hostile_blocks_are_laid_out_whole(report_of):
    words = " ".join(f"word{n}" for n in range(3000))
    long_word = "x" * 2000
    mark = Mark("status", "gap", "gap")
    table = next(b for b in report_of().blocks if isinstance(b, Table))  # four columns
    cells = ((Run("<i>&"),), (Run(words),), (Run(long_word),), (Run("<i>&"),))
    blocks = (
        *report_of().blocks[:2],
        Quote(((Run(words),),), (Run("source"),), Voice.TREATY),
        replace(table, rows=(cells,)),
        Box(mark, (Para((mark, Run(words))), Para((Run(f"{ARABIC} {words}"),)))),
        Para((Run("a\x00b\x0bc \ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")),)),
    )
    text = text_of(render_pdf(replace(report_of(), blocks=blocks))[0])
    for n in (1, 1500, 2999):
        assert len(re.findall(rf"\bword{n}\b", text)) == 4
    assert "a b c" in text


def _stream(data: bytes):
    from io import BytesIO

    return BytesIO(data)


def test_heads_never_run_into_each_other(report_of):
    chapter = Heading(1, "Part", "part", "A chapter with a very long name " * 9)
    blocks = (chapter, Para((Run("words"),)))
    report = replace(report_of(edition="confidential"), head="Report on " * 40, blocks=blocks)
    document = pypdfium2.PdfDocument(render_pdf(report)[0])
    try:
        page = document[1].get_textpage()
        rects = [page.get_rect(n) for n in range(page.count_rects())]
        top = max(bottom for _left, bottom, _right, _top in rects)
        line = sorted((r for r in rects if abs(r[1] - top) < 4), key=lambda r: r[0])
    finally:
        document.close()
    assert len(line) >= 2
    for one, following in pairwise(line):
        assert one[2] <= following[0] + 1


def pages_of(report) -> list[str]:
    """Gives the text of each page."""
    document = pypdfium2.PdfDocument(render_pdf(report)[0])
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def filled(lines):
    """Gives blocks that fill a page up to some lines."""
    return (Heading(1, "Part", "part"), *(Para((Run(f"line {n}"),)) for n in range(lines)))


@pytest.mark.parametrize(("words", "splits"), [(40, False), (70, False), (160, True)])
def test_a_row_breaks_over_pages_only_where_it_is_tall(report_of, words, splits):
    cell = (Run(" ".join(f"row{n}" for n in range(words))),)
    table = Table((Column("Head", 0.5), Column("Other", 0.5)), ((cell, (Run("beside"),)),))
    broken = set()
    for filling in range(22, 34):
        pages = pages_of(replace(report_of(), blocks=(*filled(filling), table)))
        holding = [page for page in pages if re.search(r"\brow\d", page)]
        broken.add(len(holding) > 1)
        assert all("Head" in page for page in holding)
        assert sum(len(re.findall(r"\brow\d+", page)) for page in holding) == words
    assert broken == ({True, False} if splits else {False})


def test_a_row_that_goes_on_on_another_page_says_which_it_is(report_of):
    cell = (Run(" ".join(f"word{n}" for n in range(400))),)
    table = Table((Column("Head", 0.2), Column("Other", 0.8)), (((Run("step 7"),), cell),))
    first, second = pages_of(replace(report_of(), blocks=(*filled(22), table)))[1:]
    assert re.findall(r"step 7(?: …)?", first) == ["step 7"]
    assert re.findall(r"step 7(?: …)?", second) == ["step 7 …"]


@pytest.mark.parametrize("count", [2, 3, 4, 5, 12])
def test_no_row_of_a_table_stands_alone_on_a_page(report_of, count):
    columns = Column("Head", 0.5), Column("Other", 0.5)
    rows = tuple(((Run(f"row{n}. words that take " * 3),), (Run("beside"),)) for n in range(count))
    for filling in range(20, 35):
        label = Para((Run("Elements"),), Look.LABEL)
        blocks = (*filled(filling), label, Table(columns, rows))
        pages = pages_of(replace(report_of(), blocks=blocks))
        held = [len(set(re.findall(r"row\d+", page))) for page in pages]
        assert sum(held) == count
        assert 1 not in held, filling


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("criminal-code-derived.docx", ["criminal-code-", "derived.docx"]),
        ("penal_code_of_the_state.docx", ["penal_code_of_", "the_state.docx"]),
        ("a.codeofcriminalprocedure", ["a.codeofcrimin", "alprocedure"]),
    ],
)
def test_the_name_of_a_file_is_cut_at_a_sign(name, parts):
    black = Color(0, 0, 0)
    room = max(stringWidth(part, "Courier", 9) for part in ("x" * 15, *parts))
    lines = broken((Piece(f"In {name} too", "Courier", black),), 9, room)
    said = ["".join(piece.text for piece in line) for line, _ in lines]
    assert " ".join(said) == f"In {' '.join(parts)} too"


def test_no_page_is_blank_behind_a_table_that_fills_one(report_of):
    table = Table((Column("Head", 1.0),), (((Run("cell"),),),) * 2)
    for size in range(1, 9):
        rows = (*table.rows, ((Run("last " * 14 * size),),))
        for filling in range(24, 32):
            ends = replace(table, rows=rows), Heading(1, "Next", "next"), Para((Run("words"),))
            pages = pages_of(replace(report_of(), blocks=(*filled(filling), *ends)))
            assert all(len(page.split("\n")) > 4 for page in pages[1:])


def test_the_source_of_a_duty_never_stands_alone_on_a_page(report_of):
    lines = ((Run("must " * 9),),) * 3
    for size, filling in product((1, 3, 5), range(24, 34)):
        first = (Run("must " * 13 * size),)
        quote = Quote((first, *lines), (Run("The source"),), Voice.TREATY)
        pages = pages_of(replace(report_of(), blocks=(*filled(filling), quote)))
        (page,) = (one for one in pages if "The source" in one)
        assert page.count("must") >= 9


def test_the_source_of_a_duty_stays_with_the_words_left_out_before_it(report_of):
    quote = Quote(((Run("must " * 90),), (Run("[…]"),)), (Run("The source"),), Voice.TREATY)
    for filling in range(22, 34):
        for room in ("", "small print"):
            extra = (Para((Run(room),), Look.HINT),) if room else ()
            pages = pages_of(replace(report_of(), blocks=(*filled(filling), *extra, quote)))
            (page,) = (one for one in pages if "The source" in one)
            assert "[…]" in page
            assert page.count("must") >= 9


def test_the_head_of_a_finding_never_stands_alone_on_a_page(report_of):
    said = Para((Run("what is found " * 22),))
    reasons = (Para((Run(f"reason {n} " * 9),)) for n in range(40))
    box = Box(Mark("status", "gap", "gap"), (Para((Run("The head"),)), said, *reasons))
    for filling in range(20, 34):
        heading = Heading(3, "The obligation", "o")
        pages = pages_of(replace(report_of(), blocks=(*filled(filling), heading, box)))
        (page,) = (one for one in pages if "The head" in one)
        assert "what is found" in page
        assert "The obligation" in page


def test_a_test_never_stands_on_a_page_without_the_first_of_its_parts(report_of):
    def row(depth, said):
        return ((Line(depth), Run(said)), (Run("yes"),))

    rows = (row(0, "first test"), row(0, "all of these:"), *(row(1, f"part {n}") for n in range(9)))
    table = Table((Column("Test", 0.5), Column("Result", 0.5)), rows)
    for filling in range(20, 40):
        pages = pages_of(replace(report_of(), blocks=(*filled(filling), table)))
        (page,) = (one for one in pages if "all of these" in one)
        assert "part 0" in page


@pytest.mark.parametrize(("noted", "words"), [(False, 60), (True, 60), (True, 12)])
def test_the_title_of_a_quoted_law_never_stands_alone_on_a_page(report_of, noted, words):
    text = (Run("whoever acts " * words),), (Run("and whoever helps " * 12),)
    lines = ((Run("Article 9"),), (Run("Law of persons"),), *text)
    note = (Note((Run("where it stands"),)),) if noted else ()
    law = Quote(lines, (Run("Code, Article 9"), *note), Voice.LAW)
    for filling in range(18, 44):
        heading = Para((Run("National law"),), Look.LABEL)
        pages = pages_of(replace(report_of(), blocks=(*filled(filling), heading, law)))
        (page,) = (one for one in pages if "Law of persons" in one)
        assert "whoever acts" in page
        assert "National law" in page


def test_what_is_left_out_before_a_duty_never_stands_alone_on_a_page(report_of):
    words = (Run("must " * 60),), (Run("[…]"),)
    quote = Quote(((Run("[…]"),), *words), (Run("The source"),), Voice.TREATY)
    for filling in range(24, 44):
        heading = Para((Run("The Convention"),), Look.LABEL)
        pages = pages_of(replace(report_of(), blocks=(*filled(filling), heading, quote)))
        (page,) = (one for one in pages if "The Convention" in one)
        assert "must" in page


def test_the_head_of_a_table_stands_once_on_a_page(report_of):
    columns = (Column("Head", 0.5), Column("Other", 0.5))
    tall = (Run("words of a cell " * 9),)
    rows = tuple(((Run(f"row {n}"),), tall) for n in range(18))
    for filling in range(30):
        pages = pages_of(replace(report_of(), blocks=(*filled(filling), Table(columns, rows))))
        assert all(page.count("Other") <= 1 for page in pages), filling


@pytest.mark.parametrize("last", [Look.ITEM, Look.LABEL])
def test_a_label_with_its_hint_never_stands_without_what_they_announce(report_of, last):
    label = (Para((Run("The label"),), Look.LABEL), Para((Run("The hint"),), Look.HINT))
    told = [Para((Run("what is told " * 24),), last), *(Para((Run("more"),)) for _ in range(3))]
    for filling in range(24, 44):
        pages = pages_of(replace(report_of(), blocks=(*filled(filling), *label, *told)))
        (page,) = (one for one in pages if "The label" in one)
        assert "The hint" in page
        assert "what is told" in page


def test_the_last_line_of_a_finding_never_stands_alone_on_a_page(report_of):
    for reasons in range(34, 46):
        said = (Para((Run(f"reason {n}"),)) for n in range(reasons))
        box = Box(Mark("status", "gap", "gap"), (*said, Para((Run("The end"),))))
        pages = pages_of(replace(report_of(), blocks=(Heading(1, "Part", "part"), box)))
        (page,) = (one for one in pages if "The end" in one)
        assert f"reason {reasons - 1}" in page


@pytest.mark.parametrize("reasons", [7, 24, 31, 60])
def test_a_finding_is_split_only_where_much_of_a_page_would_stay_empty(report_of, reasons):
    said = tuple(Para((Run(f"reason {n}"),)) for n in range(reasons))
    facts = Para((Run("facts of the obligation"),), Look.FACTS)
    box = Box(Mark("status", "gap", "gap"), said, again="Finding 7, continued")
    split = set()
    for filling in (0, 6, 16, 25, 29):
        heading = Heading(3, "The obligation", "o"), facts
        pages = pages_of(replace(report_of(), blocks=(*filled(filling), *heading, box)))
        holding = [page for page in pages if re.search(r"reason \d", page)]
        assert "The obligation" in holding[0]
        for page in holding:
            assert page.count("Finding 7, continued") == (page is not holding[0])
            assert len(re.findall(r"reason \d+", page)) > 2
        assert sum(len(re.findall(r"reason \d+", page)) for page in holding) == reasons
        begun = holding[0].count("line")
        assert not filling or begun or filling >= 20, "a page stayed empty"
        assert len(holding) == 1 or begun <= 22 or reasons == 60
        if len(holding) > 1:
            split.add(filling)
    assert split == {7: set(), 24: {16}, 31: {6, 16}, 60: {0, 6, 16, 25, 29}}[reasons]


def test_what_a_finding_says_stands_whole_with_a_reason(report_of):
    mark = Mark("status", "gap", "gap")
    claim = Para((Run(" ".join(f"claim{n}" for n in range(64))),), Look.CLAIM)
    reasons = (Para((Run(f"reason {n}"),)) for n in range(20))
    box = Box(mark, (Para((Run("The head"),), Look.FACTS), claim, *reasons), again="continued")
    split = False
    for filling in range(6, 30):
        pages = pages_of(replace(report_of(), blocks=(*filled(filling), box)))
        (page,) = (one for one in pages if "claim0" in one)
        assert len(re.findall(r"claim\d+", page)) == 64, filling
        assert "reason 0" in page, filling
        split = split or "continued" in " ".join(pages)
    assert split


def test_the_words_of_a_provision_stay_with_the_fact_behind_which_they_stand(report_of):
    mark = Mark("status", "gap", "gap")
    facts = (
        block
        for n in range(12)
        for block in (
            Para((Run(f"fact {n}"),), Look.ITEM),
            Para((Run(f"words {n}"),), Look.SOURCE),
        )
    )
    box = Box(mark, (Para((Run("The head"),)), Para((Run("What is found"),)), *facts))
    for filling in range(8, 22):
        for page in pages_of(replace(report_of(), blocks=(*filled(filling), box))):
            found = re.findall(r"(fact|words) (\d+)", page)
            assert [one for one in found if one[0] == "fact"] == [
                ("fact", n) for name, n in found if name == "words"
            ]


@pytest.mark.parametrize("size", [6, 14, 40, 90])
def test_what_is_said_of_a_quotation_never_stands_without_it(report_of, size):
    quote = Quote(((Run("quoted " * size),),), (Run("Citation"),), Voice.LAW)
    note = Para((Run("what is said of it " * 8),), Look.HINT)
    for filling, hints in product(range(26, 33), range(3)):
        small = (Para((Run("small"),), Look.HINT),) * hints
        blocks = (*filled(filling), *small, quote, note, *filled(40)[1:])
        pages = pages_of(replace(report_of(), blocks=blocks))
        (page,) = (one for one in pages if "what is said" in one)
        assert page.count("quoted") > 5
        (cited,) = (one for one in pages if "Citation" in one)
        assert cited.count("quoted") > 5


@pytest.mark.parametrize("note", [False, True])
def test_the_end_of_a_quotation_never_stands_alone_on_a_page(report_of, note):
    lines = ((Run("quoted words " * 40),),) * 2
    quote = Quote((*lines, (Run("the end […]"),)), (Run("Citation"),), Voice.LAW)
    said = (Para((Run("what is said"),), Look.HINT),) * note
    for filling, hints in product(range(20, 29), range(3)):
        small = (Para((Run("small"),), Look.HINT),) * hints
        blocks = (*filled(filling), *small, quote, *said, *filled(40)[1:])
        pages = pages_of(replace(report_of(), blocks=blocks))
        (page,) = (one for one in pages if "the end" in one)
        assert page.count("quoted") > 5
        assert ("what is said" in page) is note
        assert sum(one.count("quoted") for one in pages) == 80


def test_the_last_of_a_list_never_stands_alone_on_a_page(report_of):
    for count, filling, hints in product((2, 3), range(28, 33), range(3)):
        small = (Para((Run("small"),), Look.HINT),) * hints
        items = tuple(Para((Run(f"item {n}"),), Look.ITEM) for n in range(count))
        listed = Para((Run("A list"),), Look.LABEL), *items, Para((Run("words"),))
        blocks = (*filled(filling), *small, *listed, *filled(40)[1:])
        pages = pages_of(replace(report_of(), blocks=blocks))
        (page,) = (one for one in pages if f"item {count - 1}" in one)
        assert f"item {count - 2}" in page
        (page,) = (one for one in pages if "A list" in one)
        assert "item 0" in page


def test_what_follows_a_duty_stands_as_far_below_it_where_it_began_a_page_before(report_of):
    lines = tuple((Run("must " * 40),) for _ in range(12))
    quote = Quote(lines, (Run("The source"),), Voice.TREATY)
    far = set()
    for filling in (0, 18, 22):
        blocks = (*filled(filling), quote, Para((Run("what follows"),), Look.HINT))
        document = pypdfium2.PdfDocument(render_pdf(replace(report_of(), blocks=blocks))[0])
        try:
            for page in (page.get_textpage() for page in document):
                rects = [page.get_rect(n) for n in range(page.count_rects())]
                said = {page.get_text_bounded(*rect).strip(): rect for rect in rects}
                if "what follows" in said:
                    far.add(round(said["The source"][1] - said["what follows"][3]))
        finally:
            document.close()
    assert len(far) == 1


def test_a_table_keeps_away_from_the_notes_of_its_page(report_of):
    note = Note((Run("note"),), number=1)
    rows = tuple(((Run(f"row {n}"),),) for n in range(60))
    for hints in (2, 7, 8):
        begin = Heading(1, "Part", "part"), Para((Run("words"), note))
        small = (Para((Run("small"),), Look.HINT),) * hints
        blocks = (*begin, *small, Table((Column("Head", 1.0),), rows))
        document = pypdfium2.PdfDocument(render_pdf(replace(report_of(), blocks=blocks))[0])
        try:
            page = document[1].render(scale=2, grayscale=True).to_pil()
        finally:
            document.close()
        *_, last, _foot = inked(page, 900)
        rule = next(y for y in inked(page, 250) if y > last + 2)
        assert rule - last >= 20


def inked(page, x: int, wide: int = 8) -> list[int]:
    """Gives where lines of a picture begin that are not blank at a place."""
    rows = (page.crop((x, y, x + wide, y + 1)) for y in range(page.height))
    dark = [row.getextrema()[0] < 220 for row in rows]
    return [y for y, (before, now) in enumerate(pairwise(dark), 1) if now and not before]


@pytest.mark.parametrize("language", ["", "ar"])
def test_a_note_stands_on_the_page_of_its_words_in_both_directions(report_of, language):
    first = ARABIC if language else "word"
    note = Note((Run("what the note says"),), number=1)
    quote = Quote(((note, *(Run(f"{first} ") for _ in range(300))),), (), Voice.LAW, language)
    for filling in range(26, 33):
        pages = pages_of(replace(report_of(), blocks=(*filled(filling), quote)))
        numbered = [n for n, page in enumerate(pages) if "what the note says" in page]
        (held,) = numbered
        assert unicodedata.normalize("NFKC", pages[held]).count("1") >= 1
        assert held == min(n for n, page in enumerate(pages) if _holds(page, first))


def test_what_the_report_says_of_a_leftward_law_runs_as_the_report_does(report_of):
    source = (
        Run(ARABIC),
        Run(". Under article 35: meets it in part"),
        Note((Run(ARABIC), Run("; version of today.")), 1),
    )
    quote = Quote(((Run(ARABIC),),), source, Voice.LAW, "ar")
    begun = []
    for shown in (quote, replace(quote, source=(), language="ar")):
        blocks = (*filled(0), shown)
        document = pypdfium2.PdfDocument(render_pdf(replace(report_of(), blocks=blocks))[0])
        try:
            page = document[1].render(scale=1, grayscale=True).to_pil()
        finally:
            document.close()
        begun.append(len(inked(page, 72, 60)))
    assert begun[0] == begun[1] + 2 + 1, "the source, its note and the rule above that"


def test_leftward_lines_end_at_the_margin_and_use_its_width(report_of):
    quote = Quote(((Run(" ".join([ARABIC] * 30)),),), (Run("Source"),), Voice.LAW, "ar")
    blocks = Heading(1, "Part", "part"), quote
    document = pypdfium2.PdfDocument(render_pdf(replace(report_of(), blocks=blocks))[0])
    try:
        page = document[1].render(grayscale=True).to_pil()
    finally:
        document.close()
    rows = [page.crop((0, y, page.width, y + 1)).point(_is_ink).getbbox() for y in range(700)]
    ends = [(row[0], row[2]) for row in rows[120:] if row and row[2] - row[0] > 200]
    assert len(ends) > 20
    rightmost = max(right for _, right in ends)
    reach = [max(right for _, right in ends[n : n + 6]) for n in range(len(ends) - 6)]
    assert min(reach) > rightmost - 12
    assert min(left for left, _ in ends) < 100


def _is_ink(shade: int) -> int:
    return 255 if shade < 128 else 0


HEBREW = "אלימות במשפחה"


def test_brackets_around_words_of_another_direction_keep_together():
    blue = Color(0, 0, 1)
    line = [Piece(f"{HEBREW} Law no. 5 (2020)", "DejaVuSans", blue)]
    assert next(visual(line, leftward=True)).text.strip() == "Law no. 5 (2020)"
    outside = [Piece(f"Law ({HEBREW})", "DejaVuSans", blue)]
    shown = [piece.text for piece in visual(outside, leftward=False)]
    assert (shown[0], shown[-1]) == ("Law (", ")")


def test_soft_hyphens_are_not_shown(report_of):
    blocks = Heading(1, "Part", "part"), Para((Run("hyphe\u00adnated"),))
    (page,) = (p for p in pages_of(replace(report_of(), blocks=blocks)) if "hyphe" in p)
    assert "hyphenated" in page


def _holds(page: str, words: str) -> bool:
    shown = unicodedata.normalize("NFKC", page)
    return any(one in shown or one[::-1] in shown for one in words.split())


@pytest.mark.parametrize(("count", "pages"), [(40, 1), (52, 1), (53, 1), (57, 1), (75, 2)])
def test_a_few_lines_of_the_contents_never_stand_alone(report_of, count, pages):
    parts = [Heading(2, f"Entry {n}", f"a{n}") for n in range(count)]
    blocks = (Heading(1, "Contents", "contents"), Contents(), Heading(1, "Part", "p"), *parts)
    with pikepdf.open(_stream(render_pdf(replace(report_of(), blocks=blocks))[0])) as pdf:
        linked = [len(page.Annots) for page in pdf.pages if "/Annots" in page]
    assert len(linked) == pages
    assert sum(linked) == count + 1


def test_a_quotation_does_not_begin_at_the_foot_of_a_page(report_of):
    note = Note((Run("note " * 60),), number=1)
    quote = Quote(
        ((Run("Article heading"),), (Run("quoted words " * 80),)),
        (Run("Citation"), note),
        Voice.LAW,
    )
    for filling in range(25, 33):
        lines = tuple(Para((Run(f"line {n}"),)) for n in range(filling))
        blocks = (Heading(1, "Part", "part"), *lines, quote)
        document = pypdfium2.PdfDocument(render_pdf(replace(report_of(), blocks=blocks))[0])
        try:
            pages = [page.get_textpage().get_text_bounded() for page in document]
        finally:
            document.close()
        (page,) = (one for one in pages if "Citation" in one)
        assert page.count("quoted words") >= 6


def test_a_huge_table_and_a_huge_note_are_whole(report_of):
    rows = tuple(((Run(f"row{n}"),), (Run(f"cell{n}"),)) for n in range(3000))
    note = Note((Run(" ".join(f"note{n}" for n in range(12_000))),), number=1)
    table = Table((Column("Head", 0.4), Column("Other", 0.6)), rows)
    blocks = (Heading(1, "Part", "part"), table, Para((Run("words"), note)))
    pages = pages_of(replace(report_of(), blocks=blocks))
    text = " ".join(pages)
    for word, count in (("row", 3000), ("cell", 3000), ("note", 12_000)):
        assert {int(n) for n in re.findall(rf"\b{word}(\d+)", text)} == set(range(count))
    assert all("Head" in page for page in pages if "cell" in page)


@pytest.mark.parametrize(("paragraphs", "pages"), [(10, 1), (11, 1), (12, 1), (16, 2)])
def test_a_few_lines_of_a_part_never_stand_alone(report_of, paragraphs, pages):
    said = Para((Run("label"),), Look.LABEL), Para((Run("words of a paragraph " * 7),))
    blocks = (Heading(1, "Part", "part"), *said * paragraphs, Heading(1, "Next", "next"))
    shown = pages_of(replace(report_of(), blocks=blocks))
    assert sum("label" in page for page in shown) == pages
    assert sum(page.count("label") for page in shown) == paragraphs


def test_headings_with_nothing_but_facts_stay_where_they_belong(report_of):
    facts = Para((Run("nothing answered"),), Look.FACTS)
    empty = [(Heading(3, f"Obligation {n}", f"o{n}"), facts) for n in range(12)]
    box = Box(Mark("status", "gap", "gap"), (Para((Run("the finding " * 60),)),))
    last = Heading(3, "Obligation with a finding", "last"), facts, box
    tail = Heading(3, "The last of its chapter", "tail"), facts
    chapters = Heading(1, "One", "one"), *(b for pair in empty for b in pair), *last, *tail
    blocks = (*chapters, Heading(1, "Two", "two"), Para((Run("words"),)))
    pages = pages_of(replace(report_of(), blocks=blocks))
    (first,) = (page for page in pages if "Obligation 0" in page)
    assert first.count("Obligation ") >= 10
    (finding,) = (page for page in pages if "the finding" in page)
    assert "Obligation with a finding" in finding
    (second,) = (page for page in pages if re.search(r"^Two\b", page, re.MULTILINE))
    assert re.search(r"The last of its chapter\s+nothing answered\s+Two\b", second)


def test_short_parts_share_a_page_and_the_contents_stand_alone(report_of):
    parts = [
        block
        for n in range(4)
        for block in (Heading(1, f"Short {n}", f"s{n}", f"Short {n}"), Para((Run("few words"),)))
    ]
    contents = Heading(1, "Contents", "contents", "Contents"), Contents()
    _, listed, shared = pages_of(replace(report_of(), blocks=(*contents, *parts)))
    assert "few words" not in listed
    assert shared.count("few words") == 4


@pytest.mark.parametrize(("filled", "begins"), [(6, 2), (8, 2), (16, 3)])
def test_a_long_part_begins_below_only_where_much_of_the_page_is_free(report_of, filled, begins):
    paragraph = Para((Run("words of a paragraph " * 10),))
    long = Heading(1, "Long", "long"), *(paragraph,) * 60
    blocks = (Heading(1, "First", "first"), *(paragraph,) * filled, *long)
    pages = pages_of(replace(report_of(), blocks=blocks))
    (place,) = (n for n, page in enumerate(pages, 1) if re.search(r"^Long\b", page, re.MULTILINE))
    assert place == begins


def test_a_part_begins_on_the_page_of_the_picture_that_it_begins_with(report_of):
    (chart, *_) = (one for one in report_of().blocks if isinstance(one, Chart))
    paragraph = Para((Run("words of a paragraph " * 10),))
    drawn = Heading(1, "Drawn", "drawn"), Para((Run("what follows"),)), chart
    for filled in range(6, 14, 2):
        blocks = (Heading(1, "First", "first"), *(paragraph,) * filled, *drawn)
        pages = pages_of(replace(report_of(), blocks=blocks))
        (place,) = (page for page in pages if "what follows" in page)
        assert re.search(r"what follows\s+\S", place), filled
        assert "Definitions" in place, filled


def test_a_tall_figure_begins_on_a_page_of_which_much_is_free(report_of):
    (chart, *_) = (one for one in report_of().blocks if isinstance(one, Chart))
    label = chart.caption.label
    for lines, begins in ((12, True), (18, True), (32, False)):
        pages = pages_of(replace(report_of(), blocks=(*filled(lines), chart)))[1:]
        assert (f"{label}. " in pages[0]) == begins, lines
        drawn = [page for page in pages if "Definitions" in page or label in page]
        again = [page for page in drawn if f"{label}, continued" in page]
        assert len(drawn) == len(again) + 1
        assert sum(page.count("Definitions") for page in pages) == 1


def test_no_page_has_room_for_two_parts_of_a_figure_that_goes_on(report_of):
    fonts.register()
    (chart, *_) = (one for one in report_of().blocks if isinstance(one, Chart))
    seen = 0
    for room in range(290, 600, 10):
        parts = pictures_from(chart.chart, WIDTH, room)[1:]
        seen += len(parts)
        assert not any(a.height + b.height + 40 < HEIGHT for a, b in pairwise(parts)), room
    assert seen


@pytest.mark.parametrize("count", [1, 2, 9])
def test_what_is_said_below_a_table_never_stands_on_a_page_without_a_row(report_of, count):
    rows = tuple(((Run(f"row {n}"),),) for n in range(count))
    table = Table((Column("Head", 0.4),), rows), Para((Run("said below"),), Look.HINT)
    for filling in range(22, 34):
        pages = pages_of(replace(report_of(), blocks=(*filled(filling), *table)))
        (page,) = (one for one in pages if "said below" in one)
        assert f"row {count - 1}" in page, filling


def test_the_beginning_of_a_part_takes_what_follows_it_to_the_next_page(report_of):
    rows = tuple(((Run(f"row {n} " * 60),),) for n in range(9))
    first = Heading(3, "The first", "f"), Para((Run("Elements"),), Look.LABEL)
    part = Heading(1, "Next", "n"), Para((Run("what the part is"),)), *first
    for filling in range(12, 20):
        blocks = (*filled(filling), *part, Table((Column("Head", 0.4),), rows))
        pages = pages_of(replace(report_of(), blocks=blocks))
        (page,) = (one for one in pages if "what the part is" in one)
        assert "row 0" in page, filling


@pytest.mark.parametrize(
    ("count", "filling", "begins"), [(14, 19, 2), (60, 19, 2), (14, 22, 2), (60, 22, 3)]
)
def test_an_annex_begins_where_a_good_share_of_the_page_is_free(report_of, count, filling, begins):
    rows = tuple(((Run(f"row {n}"),),) for n in range(count))
    annex = Heading(1, "Annex", "a"), Para((Run("what it holds"),)), Table((Column("A", 1),), rows)
    pages = pages_of(replace(report_of(), blocks=(*filled(filling), *annex)))
    (place,) = (n for n, page in enumerate(pages, 1) if "what it holds" in page)
    assert place == begins
    assert "row 1" in pages[place - 1]


def test_a_part_that_fits_a_page_leaves_no_little_end_on_another(report_of):
    rows = tuple(((Run(f"row {n}"),),) for n in range(14))
    annex = Heading(1, "Annex", "a"), Table((Column("A", 1),), rows)
    for filling in range(10, 24):
        pages = pages_of(replace(report_of(), blocks=(*filled(filling), *annex)))
        held = [len(re.findall(r"row \d+", page)) for page in pages]
        assert sum(held) == 14
        assert held[-1] >= 4, filling


@pytest.mark.parametrize(("filling", "begins"), [(4, 2), (26, 3)])
def test_the_last_part_never_leaves_much_of_a_page_empty(report_of, filling, begins):
    rows = tuple(((Run(f"row {n}"),),) for n in range(29))
    annex = Heading(1, "Annex", "a"), Para((Run("begins here"),)), Table((Column("A", 1),), rows)
    pages = pages_of(replace(report_of(), blocks=(*filled(filling), *annex)))
    (place,) = (n for n, page in enumerate(pages, 1) if "begins here" in page)
    assert place == begins
    assert len(pages) == 3


TITLES = (
    "Section",
    "Chapter VI. Investigation, prosecution, procedural law and protective measures",
    "Chapter V. Substantive law and a good many other words without any sign between them at all",
)


@pytest.mark.parametrize("title", ["", "A " + "very " * 30 + "long title of the authors' own"])
def test_running_heads_are_shortened_by_whole_words_and_never_overlap(report_of, title):
    parts = [
        block
        for n, name in enumerate(TITLES)
        for block in (Heading(1, name, f"p{n}", name), *(Para((Run("words " * 90),)),) * 14)
    ]
    made = report_of("en", "confidential", kind="parliament", title=title)
    head, whole = running_head(made), {*made.head.split(), *made.short_heads[0].split()}
    assert set(head.removesuffix("…").split()) <= whole
    for name in TITLES:
        said = running_part(made, head, name)
        assert said
        kept = said.removesuffix("…")
        assert name.startswith(kept)
        assert (said == kept) is (name == kept or name.startswith(f"{kept}. "))
    assert head.endswith("…") is (head not in {made.head, *made.short_heads})
    pages = pages_of(replace(made, blocks=tuple(parts)))
    assert any(running_part(made, head, TITLES[1]) in page for page in pages)


def test_a_page_names_the_part_at_its_top(report_of):
    paragraph = Para((Run("words of a paragraph " * 10),))
    blocks = (
        *(Heading(1, "Alpha", "a", "Alpha"), *(paragraph,) * 22),
        *(Heading(1, "Beta", "b", "Beta"), Para((Run("few words"),))),
        *(Heading(1, "Gamma", "c", "Gamma"), *(paragraph,) * 30),
    )
    pages = pages_of(replace(report_of(), blocks=blocks))
    heads = [re.findall(r"Republic of Arvenia[\s\xa0]+(Alpha|Beta|Gamma)", page) for page in pages]
    named = [found[-1] for found in heads if found]
    assert named[:2] == ["Alpha", "Alpha"]
    assert "Beta" in pages[2]
    assert set(named[2:]) == {"Gamma"}


def test_what_follows_contents_of_two_pages_begins_below_them(report_of):
    listed = [Heading(2, f"Article {n}", f"a{n}") for n in range(80)]
    contents = Heading(1, "Contents", "contents", "Contents"), Contents()
    first = Heading(1, "First", "first", "First"), Para((Run("few words"),))
    pages = pages_of(replace(report_of(), blocks=(*contents, *first, *listed)))
    (below,) = (page for page in pages if "few words" in page)
    assert "Article 79" in below


def test_a_table_of_tall_rows_is_parted_rather_than_leave_a_page_half_empty(report_of):
    def row(depth, said):
        return ((Line(depth), Run(said)), (Run("yes"),))

    rows = (row(0, "all of these:"), row(1, "first " * 90), row(1, "last " * 28))
    table = Table((Column("Test", 0.5), Column("Result", 0.5)), rows)
    for filling in range(12, 24):
        first = pages_of(replace(report_of(), blocks=(*filled(filling), table)))[1]
        assert "all of these" in first, filling


@pytest.mark.parametrize(
    ("characters", "lines"),
    [
        (20, ["It is read together", "with article 36 and", "(art. 55) here"]),
        (32, ["It is read together with", "article 36 and (art. 55) here"]),
        (41, ["It is read together with article 36 and", "(art. 55) here"]),
        (45, ["It is read together with article 36 and", "(art. 55) here"]),
        (7, ["It is", "read", "togethe", "r with", "article", "36 and", "(art.", "55)", "here"]),
    ],
)
@pytest.mark.parametrize("parted", [False, True])
def test_no_line_begins_with_the_number_of_an_article(characters, lines, parted):
    """Its word goes with it, in one piece or in several, unless that stands alone on the line."""
    black, said = Color(0, 0, 0), "It is read together with article 36 and (art. 55) here"
    words = re.split(r"(?<= )", said) if parted else [said]
    pieces = [Piece(word, "Courier", black, str(n)) for n, word in enumerate(words)]
    wide = 10 * 0.6
    broken_into = broken(pieces, 10, characters * wide)
    shown = ["".join(piece.text for piece in line).rstrip() for line, _ in broken_into]
    assert shown == lines
    assert [room for _, room in broken_into] == [pytest.approx(len(one) * wide) for one in shown]

# SPDX-License-Identifier: EUPL-1.2
"""Laws printed in several layouts: columns, odd order, turned pages, tables, what stands beside."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pytest
from PIL import Image
from printed_laws import (
    BOLD,
    ONE,
    PLAIN,
    THREE,
    TWO,
    Article,
    Item,
    Page,
    across,
    as_held,
    assert_read,
    by_words,
    left_out,
    make_law,
    pages_of,
    printed,
    read_printed,
    set_law,
    shuffled,
    width,
    words_of,
    wrapped,
)
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from gapanalysis.errors import AppError
from gapanalysis.importers.pdf import read_pdf
from gapanalysis.model import Kind

WIDTH, HEIGHT = A4
Order = Callable[[list[Item]], list[Item]]
ORDERS = (as_held, across, shuffled, by_words)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("columns", [ONE, TWO, THREE])
def test_columns_in_whatever_order_the_file_holds_them(
    columns: Sequence[tuple[float, float]], order: Order
) -> None:
    law = make_law(16)
    pages = set_law(law, columns, size=9 if columns is THREE else 10, bottom=350)
    draft = assert_read(printed(pages, order), law)
    assert max(pages_of(draft)) >= len(pages) - 1 > 0
    assert left_out(draft) == {}


def test_columns_of_few_lines_that_the_file_keeps_apart() -> None:
    law = make_law(5)
    assert_read(printed(set_law(law, TWO, bottom=640)), law)


def test_columns_of_left_and_right_pages_that_have_other_margins() -> None:
    pages, wanted = [], []
    for n in range(4):
        page, lines = Page(), []
        for left in (50 + 34 * (n % 2), 295 + 34 * (n % 2)):
            for row in range(40):
                words = "It decides" if row % 2 else "The court decides at once on it"
                lines.append(f"{words}, as line {n}.{left}.{row} says.")
                page.put(left, 780 - 14 * row, lines[-1], PLAIN, 9.5)
        pages.append(page)
        wanted += lines
    text = " ".join(line.text for line in read_pdf(printed(pages, across), "law.pdf").lines)
    found = re.findall(r"\d+\.\d+\.\d+(?= says)", text)
    assert found == [re.findall(r"\d+\.\d+\.\d+", line)[0] for line in wanted]


@pytest.mark.parametrize("order", ORDERS)
def test_headings_across_both_columns_part_what_is_read_first(order: Order) -> None:
    law = make_law(18)
    pages = [Page()]
    up = 770.0
    for chapter in range(3):
        lines: list[tuple[str, str] | None] = []
        for article in law[6 * chapter : 6 * chapter + 6]:
            label = (f"Article {article.number}. {article.heading}", BOLD)
            for text, font in (label, *((p, PLAIN) for p in article.paragraphs)):
                lines += ((line, font) for line in wrapped(text, 235, font))
            lines.append(None)
        half = (len(lines) + 1) // 2
        if up - 13 * half < 90:
            pages.append(Page())
            up = 770
        for text in (f"CHAPTER {'I' * (chapter + 1)}", "Protection of victims and their children"):
            pages[-1].put((WIDTH - width(text, BOLD, 11)) / 2, up, text, BOLD, 11)
            up -= 16
        for n, line in enumerate(lines):
            if line:
                column, row = divmod(n, half)
                pages[-1].put(TWO[column][0], up - 13 * row, *line)
        up -= 13 * half + 10
    draft = assert_read(printed(pages, order), law)
    chapters = [p for p in draft.provisions if p.kind.value == "chapter"]
    assert [p.number for p in chapters] == ["I", "II", "III"]
    assert all(p.heading for p in chapters)


def test_left_and_right_pages_of_a_book_have_other_margins() -> None:
    law = make_law(40)
    pages = set_law(law)
    for page in pages[1::2]:
        page.items = [(at - 25, *rest) for at, *rest in page.items]
    assert_read(printed(pages), law)


@pytest.mark.parametrize("angle", [90, 180, 270])
@pytest.mark.parametrize("alternating", [False, True])
def test_turned_pages(angle: int, *, alternating: bool) -> None:
    law = make_law(20)
    lying = angle % 180 != 0
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    pages = set_law(law, [(60, 700)] if lying else ONE, top=540 if lying else 770)
    for n, page in enumerate(pages):
        turned = not alternating or n % 2
        canvas.setPageSize(A4 if turned or not lying else A4[::-1])
        canvas.setPageRotation(angle if turned else 0)
        if turned:
            canvas.translate(*{90: (WIDTH, 0), 180: (WIDTH, HEIGHT), 270: (0, HEIGHT)}[angle])
            canvas.rotate(angle)
        for at, up, text, font, size in page.items:
            canvas.setFont(font, size)
            canvas.drawString(at, up, text)
        canvas.showPage()
    canvas.save()
    assert_read(buffer.getvalue(), law)


def test_pages_that_are_turned_with_letters_of_a_size_below_zero() -> None:
    law = make_law(20)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for page in set_law(law):
        canvas.setPageRotation(180)
        for at, up, text, font, size in page.items:
            canvas.setFont(font, -size)
            canvas.drawString(WIDTH - at, HEIGHT - up, text)
        canvas.showPage()
    canvas.save()
    assert_read(buffer.getvalue(), law)


def test_numbers_below_larger_ones_that_count_anew_in_each_article_are_paragraphs() -> None:
    law = make_law(12)
    page, up = Page(), 780.0
    pages = [page]
    for article in law:
        lines = [(f"{article.number}. {article.heading}", BOLD, 14.0)]
        for n, paragraph in enumerate(article.paragraphs, 1):
            words = f"{n}. {paragraph.removeprefix(f'({n}) ')}"
            lines += [(line, PLAIN, 10.0) for line in wrapped(words, 451)]
        if up < 70 + 20 * len(lines):
            page, up = Page(), 780.0
            pages.append(page)
        for text, font, size in lines:
            page.put(72, up, text, font, size)
            up -= 2 * size if size > 10 else 13
    draft = read_printed(printed(pages))
    found = [one for one in draft.provisions if one.kind == Kind.ARTICLE]
    assert [one.number for one in found] == [article.number for article in law]
    assert [one.heading and one.heading.of(draft.text) for one in found] == [
        article.heading for article in law
    ]
    assert sum(one.kind == Kind.PARAGRAPH for one in draft.provisions) == sum(
        len(article.paragraphs) for article in law
    )
    assert draft.warnings == ()


def test_words_aslant_are_no_words_of_the_law() -> None:
    law = make_law(20)
    pages = set_law(law)

    def stamp(canvas: Canvas) -> None:
        for angle, size, text in ((50, 60, "DRAFT"), (90, 7, "Printed from the portal")):
            canvas.saveState()
            canvas.setFont(PLAIN, size)
            canvas.translate(20 if angle == 90 else 150, 250)
            canvas.rotate(angle)
            canvas.drawString(0, 0, text)
            canvas.restoreState()

    for page in pages:
        page.drawings.append(stamp)
    draft = assert_read(printed(pages), law)
    assert sorted(set(left_out(draft)["running_head"])) == ["DRAFT", "Printed from the portal"]
    (page,) = set_law(law[:2])
    page.drawings.append(stamp)
    draft = assert_read(printed([page]), law[:2])
    assert left_out(draft) == {"note": ["Printed from the portal DRAFT"]}


def test_the_box_of_pages_may_begin_anywhere_and_come_from_their_parent() -> None:
    law = make_law(30)
    pages = set_law(law)
    for n, page in enumerate(pages, 1):
        page.put(290, 35, f"- {n} -")
    with pikepdf.open(io.BytesIO(printed(pages))) as pdf:
        for leaf in pdf.pages:
            del leaf["/MediaBox"]
            leaf.contents_add(b"1 0 0 1 -200 -1000 cm", prepend=True)
        pdf.Root.Pages.MediaBox = pikepdf.Array([-200, -1000, WIDTH - 200, HEIGHT - 1000])
        moved = io.BytesIO()
        pdf.save(moved)
    draft = assert_read(moved.getvalue(), law)
    assert len(left_out(draft)["page_number"]) == len(pages)


@pytest.mark.parametrize("stamped", [False, True])
def test_scanned_pages_among_pages_with_text_are_told(*, stamped: bool) -> None:
    law = make_law(20)
    pages = []
    scan = ImageReader(Image.new("L", (60, 80), 200))
    for page in set_law(law):
        pages += (page, Page(drawings=[lambda canvas: canvas.drawImage(scan, 0, 0, *A4)]))
    for n, page in enumerate(pages, 1):
        if stamped or n % 2:
            page.put(72, 805, "OFFICIAL GAZETTE, Part I, No. 5")
            page.put(290, 35, str(n))
    data = printed(pages)
    assert_read(data, law)
    (doubt,) = read_pdf(data, "law.pdf").warnings
    assert doubt.code == "pages_without_text"
    assert doubt.details["pages"] == ", ".join(str(n) for n in range(2, len(pages) + 1, 2))


# --- tables ----------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("columns", [2, 3, 4])
def test_tables_are_read_row_by_row(columns: int, order: Order) -> None:
    head = ("Offence", "Longest penalty", "Fine", "See")
    rows = [
        ("Rape of a person who was not able to consent", f"{10 + n} years", f"{n}00 euro", "Annex")
        for n in range(1, 5)
    ]
    page, up, law = Page(), 770.0, []
    for article in make_law(6):
        paragraphs = list(article.paragraphs)
        page.put(60, up, f"Article {article.number}. {article.heading}", BOLD)
        up -= 13
        for paragraph in article.paragraphs:
            for line in wrapped(paragraph, 460):
                page.put(60, up, line)
                up -= 13
        if article.number == "2":
            up -= 6
            for row in (head, *rows):
                cells = [wrapped(c, r) for c, r in zip(row, (150, 80, 80, 80), strict=True)]
                for at, cell in zip((60, 230, 330, 430), cells[:columns], strict=False):
                    for n, line in enumerate(cell):
                        page.put(at, up - 12 * n, line)
                up -= 12 * max(map(len, cells[:columns])) + 5
                paragraphs.append(" ".join(row[:columns]))
        up -= 6
        law.append(Article(article.number, article.heading, tuple(paragraphs)))
    draft = assert_read(printed([page], order), law)
    lines = read_pdf(printed([page], order), "law.pdf").lines
    assert sum(line.style == "table" for line in lines) == (5 if columns > 2 else 0)
    assert left_out(draft) == {}


def test_hanging_marks_are_no_table() -> None:
    page, up, law = Page(), 770.0, []
    for article in make_law(5):
        page.put(60, up, f"Article {article.number}", BOLD)
        page.put(140, up, article.heading, BOLD)
        up -= 13
        for paragraph in (*article.paragraphs, "(4) This applies to any:", *"abc"):
            mark, _, words = paragraph.partition(" ")
            mark, words = (f"{mark})", "a person at risk;") if not words else (mark, words)
            page.put(140, up, mark)
            for line in wrapped(words, 350):
                page.put(165, up, line)
                up -= 13
        points = tuple(f"{letter}) a person at risk;" for letter in "abc")
        law.append(
            Article(
                article.number,
                article.heading,
                (*article.paragraphs, "(4) This applies to any:", *points),
            )
        )
        up -= 6
    draft = assert_read(printed([page], shuffled), law)
    assert [p.address for p in draft.provisions if p.address.startswith("5(4)")] == [
        *("5(4)", "5(4)(a)", "5(4)(b)", "5(4)(c)")
    ]


def test_marks_at_two_indents_with_words_that_go_on_at_the_margin_are_no_table() -> None:
    page, up = Page(), 770.0
    for number in range(1, 4):
        page.put(58, up, f"Artikel {number}", BOLD, 12)
        page.put(58, up - 16, "1. Het wordt vastgesteld op verzoek van:", PLAIN, 12)
        for line, (at, mark, words) in enumerate(
            (
                (93, "a.", "de moeder, tenzij het kind de leeftijd van zestien jaar heeft"),
                (58, "bereikt;", ""),
                (93, "b.", "het kind."),
                (58, "2.", "Het kan niet worden vastgesteld, indien:"),
                (93, "a.", "het kind twee ouders heeft;"),
                (93, "b.", "het kind geen ouders heeft."),
            )
        ):
            page.put(at, up - 32 - 16 * line, mark, PLAIN, 12)
            page.put(128, up - 32 - 16 * line, words, PLAIN, 12)
        up -= 150
    draft = read_printed(printed([page]), "nl")
    assert [one.address for one in draft.provisions if one.address.startswith("3(")] == [
        *("3(1)", "3(1)(a)", "3(1)(b)", "3(2)", "3(2)(a)", "3(2)(b)")
    ]


def set_by_fonts(pages: Sequence[Page]) -> bytes:
    """Gives pages on which the letters of a line stand ahead of its digits and signs, which come
    from another font: each of the two in one string that leaves room for the other.
    """
    pdf = pikepdf.new()
    fonts = pikepdf.Dictionary(
        {
            name: pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=base
            )
            for name, base in (
                ("/F1", pikepdf.Name("/Helvetica")),
                ("/F2", pikepdf.Name("/Helvetica")),
            )
        }
    )
    for page in pages:
        shown = []
        for left, up, text, _, size in page.items:
            words = [*re.finditer(r"[^\W\d]+", text)]
            starts = [width(text[: word.start()], "Helvetica", size) for word in words]
            ends = [width(text[: word.end()], "Helvetica", size) for word in words]
            string = "".join(
                f"({word.group()}) {(end - start) * 1000 / size:.0f} "
                for word, end, start in zip(words, ends, [*starts[1:], ends[-1]], strict=True)
            )
            shown.append(f"BT /F1 {size} Tf {left + starts[0]} {up} Td [{string}] TJ ET")
            for sign in re.finditer(r"[^\s\w]|\d+", text):
                at = left + width(text[: sign.start()], "Helvetica", size)
                escaped = re.sub(r"([()])", r"\\\1", sign.group())
                shown.append(f"BT /F2 {size} Tf {at} {up} Td ({escaped}) Tj ET")
        added = pdf.add_blank_page(page_size=A4)
        added.Resources = pikepdf.Dictionary(Font=fonts)
        added.Contents = pdf.make_stream("\n".join(shown).encode("cp1252"))
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("order", [as_held, across])
def test_few_numbers_of_paragraphs_that_hang_between_two_columns(order: Order) -> None:
    page, law = Page(), make_law(2)
    law = [
        replace(one, paragraphs=tuple(f"{text} {text[4:]} {text[4:]}" for text in one.paragraphs))
        for one in law
    ]
    for left, article in zip((70.0, 318.0), law, strict=True):
        up = 770.0
        page.put(left, up, f"Article {article.number}. {article.heading}", BOLD)
        for paragraph in article.paragraphs:
            mark, _, words = paragraph.partition(" ")
            page.put(left, up - 13, mark)
            for line in wrapped(words, 195):
                up -= 13
                page.put(left + 22, up, line)
    assert_read(printed([page], order), law)


def test_lines_of_two_columns_that_are_stretched_on_one_baseline() -> None:
    page = Page()
    words = "every Party protects each victim at once"
    for left in (60.0, 305.0):
        for row in range(12):
            full = 235 if row == 5 else 228
            at, room = left, (full - width(words.replace(" ", ""))) / words.count(" ")
            for word in words.split() if row else [f"Article {1 if left < 100 else 2}."]:
                page.put(at, 770 - 13 * row, word)
                at += width(word) + room
    draft = read_printed(printed([page], across))
    assert [one.number for one in draft.provisions] == ["1", "2"]
    for one in draft.provisions:
        assert draft.text[one.start : one.end].split().count("victim") == 11


def test_a_minus_may_break_a_word_as_well() -> None:
    page = Page()
    page.put(72, 700, "Το δικαστήριο εξετάζει την αίτηση και αποφα−", "DejaVuSans")
    page.put(72, 687, "σίζει αμέσως για την προστασία του προσώπου", "DejaVuSans")
    (line,) = read_pdf(printed([page]), "law.pdf").lines
    assert line.text == (
        "Το δικαστήριο εξετάζει την αίτηση και αποφασίζει αμέσως για την προστασία του προσώπου"
    )


def test_a_minus_that_is_a_dash_breaks_no_word() -> None:
    page = Page()
    page.put(72, 700, "La cámara −así llamada en la ley actual−", "DejaVuSans")
    page.put(72, 687, "fue dotada de medios para su tarea en ese", "DejaVuSans")
    (line,) = read_pdf(printed([page]), "law.pdf").lines
    assert "actual− fue" in line.text


@pytest.mark.parametrize("order", ORDERS)
def test_columns_that_end_above_many_signatures(order: Order) -> None:
    law = make_law(24)
    pages = [*set_law(law, TWO), Page()]
    ends = [
        replace(article, heading="", paragraphs=(" ".join(article.paragraphs)[4:],))
        for article in make_law(26)[24:]
    ]
    for column, article in enumerate(ends):
        up = 770.0 - 5 * column
        pages[-1].put(TWO[column][0], up, f"Article {article.number}", BOLD)
        for line in wrapped(article.paragraphs[0], 235):
            up -= 13
            pages[-1].put(TWO[column][0], up, line)
    for row in range(30):
        words = f"The Minister of the Interior and of Affairs {row + 1}"
        pages[-1].put((WIDTH - width(words)) / 2, 600 - 14 * row, words)
    read = words_of(read_printed(printed(pages, order)))
    assert [one.number for one in read] == [str(n) for n in range(1, 27)]
    assert read[-2] == ends[0]
    assert read[-1].paragraphs[0].startswith(ends[1].paragraphs[0])


def test_labels_with_a_dash_begin_paragraphs_behind_a_full_line() -> None:
    page = Page()
    up = 770.0
    for number in range(1, 6):
        heading = "Kitle haberleşme araçlarından yararlanma hakkı ve bunun usulleri"
        while width(heading, PLAIN) < 430:
            heading += " m"
        page.put(72, up, heading)
        for line in wrapped(
            f"Madde {number} – Kişiler bu araçlardan yararlanma hakkına sahiptir.", 451
        ):
            up -= 13
            page.put(72, up, line)
        up -= 13
    draft = read_printed(printed([page]), "tr")
    assert [one.number for one in words_of(draft)] == ["1", "2", "3", "4", "5"]


def test_a_table_of_contents_without_dots_before_the_numbers_of_its_pages() -> None:
    law = [
        replace(
            article, heading=" and ".join(["Protection", "Help", "Care", "Prevention"][: 1 + n % 4])
        )
        for n, article in enumerate(make_law(14))
    ]
    contents = Page()
    for row, article in enumerate(law):
        contents.put(72, 770 - 13 * row, f"Article {article.number}. {article.heading}")
        contents.put(521 - width(f"{2 + row // 5}"), 770 - 13 * row, f"{2 + row // 5}")
    draft = read_printed(printed([contents, *set_law(law)]))
    assert [one.number for one in words_of(draft)] == [one.number for one in law]
    (listed,) = left_out(draft)["contents"]
    assert len(listed.split("\n")) == len(law)


def test_letters_without_a_meaning_are_no_text() -> None:
    """Where a font does not tell which letters it draws, signs stand that no text holds."""
    page, drawn = Page(), Page()
    page.put(72, 700, "Article 1. Words of the law.")
    drawn.put(72, 700, "The court shall protect all victims of violence.", "DejaVuSans")
    told = []
    for pages in ([page, drawn], [drawn]):
        buffer = io.BytesIO()
        with pikepdf.open(io.BytesIO(printed(pages))) as pdf:
            for font in pdf.pages[-1].Resources.Font.values():
                if "DejaVuSans" in str(font.BaseFont):
                    codes = "".join(f"<{code:02x}> <000e>\n" for code in range(0x61, 0x7B))
                    meaning = f"26 beginbfchar\n{codes}endbfchar\nendcmap\n"
                    font.ToUnicode = pdf.make_stream(meaning.encode())
            pdf.save(buffer)
        told.append(buffer.getvalue())
    document = read_pdf(told[0], "law.pdf")
    assert [line.text for line in document.lines] == ["Article 1. Words of the law."]
    assert [doubt.details for doubt in document.warnings] == [{"pages": "2"}]
    with pytest.raises(AppError, match="no_text"):
        read_pdf(told[1], "law.pdf")


def test_signs_that_are_not_printed_are_no_words() -> None:
    page = Page()
    for row, mark in enumerate(("\u00ad", "\u00ad", "-")):
        page.put(60, 700 - 20 * row, mark, "DejaVuSans")
        for at, word in enumerate(["Every", "Party", "protects", "the", "victim"]):
            page.put(90 + 62 * at, 700 - 20 * row, word)
    assert read_pdf(printed([page]), "law.pdf").lines[0].text.startswith("Every Party protects")


def test_letters_and_signs_that_a_file_holds_apart_stand_in_their_places() -> None:
    law = make_law(12)
    assert_read(set_by_fonts(set_law(law)), law)


def test_a_line_stretched_to_its_full_width_is_no_row_of_a_table() -> None:
    page, up = Page(), 770.0
    for number in range(1, 9):
        label = f"Article {number}. Whoever harms or threatens a neighbour is punished if he:"
        at = 60.0
        for word in label.split():
            page.put(at, up, word)
            at += width(word) + 9
        for letter, words in (("a)", "wanted it; or"), ("b)", "knew it.")):
            up -= 13
            page.put(60, up, letter)
            page.put(130, up, words)
        up -= 26
    draft = read_printed(printed([page]))
    assert [one.address for one in draft.provisions] == [
        address for n in range(1, 9) for address in (f"{n}", f"{n}(a)", f"{n}(b)")
    ]


# --- what stands beside the words --------------------------------------------------------------


@pytest.mark.parametrize("side", [45.0, 540.0])
@pytest.mark.parametrize(("every", "again"), [(1, True), (5, True), (5, False)])
def test_numbers_of_lines(side: float, every: int, *, again: bool) -> None:
    law = make_law(12)
    pages = set_law(law)
    count = 0
    for page in pages:
        count = 0 if again else count
        for up in sorted({item[1] for item in page.items}, reverse=True):
            count += 1
            if count % every == 0:
                page.put(side, up, str(count), PLAIN, 9)
    for order in (as_held, across):
        draft = assert_read(printed(pages, order), law)
        assert set(left_out(draft)) == {"line_number"}


def test_a_column_of_numbered_paragraphs_counts_no_lines() -> None:
    page, up = Page(), 770.0
    for n in range(1, 7):
        page.put(60, up, str(n))
        for line in wrapped(make_law(n)[-1].paragraphs[0][4:], 400):
            page.put(90, up, line)
            up -= 13
    assert "line_number" not in {line.style for line in read_pdf(printed([page]), "x.pdf").lines}


@pytest.mark.parametrize("side", ["left", "right", "alternating"])
@pytest.mark.parametrize("label", ["Article {}.", "{}."])
def test_notes_beside_articles_are_their_headings(side: str, label: str) -> None:
    notes = ("Short title.", "Interpretation and application of this Act.", "Shelters")
    pages, up, law = [Page()], 770.0, []
    for article in make_law(12):
        note = notes[int(article.number) % 3]
        paragraphs = list(article.paragraphs)
        first = f"{label.format(article.number)} {paragraphs[0]}"
        lines = [line for text in (first, *paragraphs[1:]) for line in wrapped(text, 390)]
        if up - 13 * len(lines) < 60:
            pages.append(Page())
            up = 770
        right = side == "right" or (side == "alternating" and len(pages) % 2)
        for n, line in enumerate(wrapped(note, 75, PLAIN, 8)):
            pages[-1].put(465 if right else 60, up - 9 * n, line, PLAIN, 8)
        for n, line in enumerate(lines):
            pages[-1].put(60 if right else 150, up - 13 * n, line)
        up -= 13 * max(len(lines), 3) + 6
        law.append(Article(article.number, note, tuple(paragraphs)))
    for order in (as_held, shuffled):
        assert_read(printed(pages, order), law)


def test_notes_beside_articles_that_have_larger_headings_are_notes() -> None:
    page, up, law = Page(), 740.0, make_law(5)
    page.put(150, 780, "Act on shelters", BOLD, 18)
    for article in law:
        page.put(60, up, "Shelters and more", PLAIN, 7)
        page.put(150, up, f"{article.number}. {article.heading}", BOLD, 14)
        up -= 22
        for paragraph in article.paragraphs:
            for line in wrapped(paragraph, 390):
                page.put(150, up, line)
                up -= 13
    draft = assert_read(printed([page]), law)
    assert left_out(draft)["note"] == ["Shelters and more"] * len(law)


def test_a_note_beside_a_paragraph_is_left_out_as_a_note() -> None:
    page, up = Page(), 770.0
    for n, line in enumerate(wrapped(f"Article 1. {make_law(1)[0].paragraphs[0]}", 390)):
        page.put(150, up - 13 * n, line)
    up -= 60
    for n, line in enumerate(wrapped("(2) " + make_law(2)[1].paragraphs[0][4:], 390)):
        page.put(150, up - 13 * n, line)
    page.put(60, up, "Exceptions", PLAIN, 8)
    page.put(60, up - 9, "to this rule", PLAIN, 8)
    draft = read_printed(printed([page]))
    assert left_out(draft) == {"note": ["Exceptions to this rule"]}
    assert [p.address for p in draft.provisions] == ["1", "1(1)", "1(2)"]


def test_the_first_word_of_such_a_line_is_as_wide_as_it_is_printed() -> None:
    page = Page()
    long = "father-in-law-and-mother-in-law-of-the-master"
    up = 770.0
    for number in range(1, 5):
        before = "The harbour may be opened at night for ships of the"
        lines = (f"Article {number}", before, f"{long}, who lives there.")
        for line in lines:
            page.put(72, up, line, "Helvetica", 11)
            up -= 13
        page.put(
            72, up, "Whoever opens it for others commits an offence and pays " + 26 * "a" + " fine."
        )
        up -= 13
    draft = read_printed(set_by_fonts([page]))
    assert [one.number for one in words_of(draft)] == ["1", "2", "3", "4"]
    assert draft.text.count(f"of the {long}, who") == 4


def test_a_line_that_the_edge_of_a_page_cuts_is_read_once() -> None:
    law = make_law(16)
    pages = set_law(law, top=740)
    assert len(pages) > 2
    for page, following in pairwise(pages):
        across, _, *last = page.items[-1]
        following.put(across, 755, *last)
    draft = assert_read(printed(pages, as_held), law)
    assert left_out(draft) == {"running_head": [page.items[-1][2] for page in pages[:-1]]}


def test_words_that_a_law_repeats_stay_where_a_page_ends_between_them() -> None:
    lines = ["Article 1. Fees", "No fee.", "No fee.", "Article 2. Times", "No fee."]
    pages = [Page(), Page()]
    for n, text in enumerate([*lines, "No fee."]):
        pages[n // 5].put(70, 770 - 13 * (n % 5), text)
    draft = read_printed(printed(pages, as_held))
    assert draft.text.count("No fee.") == 4
    assert left_out(draft) == {}


def test_a_running_line_between_a_label_and_its_words_breaks_no_sentence() -> None:
    pages = [Page() for _ in range(5)]
    for n, page in enumerate(pages):
        page.put(70, 800, "taken on 3 May 2031")
        page.put(70, 770, "Duties of the police" if n else "Article 1")
        page.put(70, 757, "(1) The police help every person who asks for it at once.")
        page.put(70, 744, "(2) They write down what they have done for that person")
        page.put(70, 100, f"Article {n + 2}", BOLD)
    pages[-1].items.pop()
    assert read_printed(printed(pages, as_held)).warnings == ()


def listed(page: Page, up: float, rows: Sequence[tuple[str, int]]) -> None:
    """Sets the rows of a table of contents: words, dots and the number of a page."""
    for words, number in rows:
        dots = "." * int((440 - width(words, PLAIN, 10)) / width(".", PLAIN, 10))
        page.put(72, up, f"{words} {dots} {number}", PLAIN, 10)
        up -= 13


def test_contents_with_dots_behind_a_law() -> None:
    law = make_law(40)
    pages = set_law(law)
    pages.append(Page())
    pages[-1].put(72, 770, "Table of contents", BOLD)
    rows = [(f"Chapter {n}: {'Protection of neighbours' * (1 + n % 3)}", n) for n in range(1, 20)]
    listed(pages[-1], 740, rows)
    draft = assert_read(printed(pages), law)
    (contents,) = left_out(draft).values()
    assert [row.split(" ..")[0] for row in contents[1:]] == [words for words, _ in rows]


def test_contents_with_dots_whose_chapters_come_again_in_the_law() -> None:
    front = Page()
    front.put(72, 770, "Contents", BOLD)
    titles = ("General words", "Protection of neighbours", "Work", "Last words")
    listed(front, 740, [(f"Chapter {n} {title}", n + 2) for n, title in enumerate(titles, 1)])
    body = Page()
    up = 770.0
    for n, title in enumerate(titles, 1):
        for text, font in (
            (f"Chapter {n}", BOLD),
            (title, BOLD),
            (f"Article {n}", BOLD),
            (f"This is what the law says of all that it has to say in its part {n}.", PLAIN),
        ):
            body.put(72, up, text, font)
            up -= 16
    draft = read_printed(printed([front, body]))
    assert [(one.kind.value, one.number) for one in draft.provisions] == [
        pair for n in "1234" for pair in (("chapter", n), ("article", n))
    ]
    assert left_out(draft)["contents"][0].startswith("Contents")


def test_a_full_line_in_italics_above_a_label_is_a_heading() -> None:
    page = Page()
    title = (
        "D. The right of all to use what is not printed and is held by bodies of public law in any"
    )
    size = 10 * 450 / width(title, "Times-Italic", 10)
    up = 770.0
    for n in range(28, 32):
        page.put(72, up, title, "Times-Italic", size)
        up -= 13
        label = f"Article {n} – "
        page.put(72, up, label, "Times-Bold", size)
        at = 72 + width(label, "Times-Bold", size)
        page.put(
            at,
            up,
            "Persons and parties have the right to use it as the law says.",
            "Times-Roman",
            size,
        )
        up -= 13
        page.put(72, up, "The ways of this use are laid down by law.", "Times-Roman", size)
        up -= 30
    draft = read_printed(printed([page]))
    assert [one.number for one in draft.provisions if one.kind.value == "article"] == [
        *("28", "29", "30", "31")
    ]


@pytest.mark.parametrize("order", [as_held, across])
def test_lines_that_hang_out_of_an_indented_column_end_no_columns(order: Order) -> None:
    page, wanted = Page(), []
    for left in (62, 318):
        for row in range(40):
            hangs = row in {17, 18}  # a paragraph without a number, of two lines
            words = (
                f"{left}.{row} says " + "" if row == 18 else f"{left}.{row} says that courts decide"
            )
            page.put(left if hangs else left + 60, 780 - 14 * row, words, PLAIN, 9)
            wanted.append(f"{left}.{row}")
    text = " ".join(line.text for line in read_pdf(printed([page], order), "law.pdf").lines)
    assert re.findall(r"\d+\.\d+(?= says)", text) == wanted

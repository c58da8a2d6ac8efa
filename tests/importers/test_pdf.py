# SPDX-License-Identifier: EUPL-1.2
"""PDF to paragraphs, from files drawn here."""

from __future__ import annotations

import io

import pikepdf
import pytest
from bidi.algorithm import get_display
from PIL import Image
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from gapanalysis.errors import AppError
from gapanalysis.importers.lines import Document
from gapanalysis.importers.pdf import read_pdf
from gapanalysis.resources import resource

FONT = resource("fonts/DejaVuSans.ttf")
WORDS = (
    "Whoever commits an act of domestic violence against a member of the family or household, "
    "whatever the form of that act and wherever it takes place, shall be liable under this law, "
    "unless a heavier penalty is provided for elsewhere by the law."
)
BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=14, spaceAfter=6)
JUSTIFIED = ParagraphStyle("just", parent=BODY, alignment=TA_JUSTIFY, firstLineIndent=20)
BOLD = ParagraphStyle("bold", parent=BODY, fontName="Times-Bold")
HEADING = ParagraphStyle("heading", parent=BOLD, fontSize=16, leading=20)


def flowing(*parts: tuple[str, ParagraphStyle], head: str = "") -> bytes:
    """Gives a PDF set by a page layout, with a running head and page numbers if wanted."""
    buffer = io.BytesIO()

    def edges(canvas: Canvas, template: SimpleDocTemplate) -> None:
        if head:
            canvas.setFont("Times-Roman", 9)
            canvas.drawString(72, A4[1] - 40, head)
            canvas.drawCentredString(A4[0] / 2, 30, f"- {template.page} -")

    template = SimpleDocTemplate(buffer, pagesize=A4, title="A law")
    template.build(
        [Paragraph(text, style) for text, style in parts], onFirstPage=edges, onLaterPages=edges
    )
    return buffer.getvalue()


def drawn(*pages: list[tuple[float, float, float, str]]) -> bytes:
    """Gives a PDF with words at places: across, up, size, text."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for page in pages:
        for across, up, size, text in page:
            canvas.setFont("Times-Roman", size)
            canvas.drawString(across, up, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def read(data: bytes) -> Document:
    return read_pdf(data, "law.pdf")


@pytest.mark.parametrize("style", [BODY, JUSTIFIED])
def test_printed_lines_become_paragraphs(style: ParagraphStyle) -> None:
    parts = ["Article 3", f"(1) {WORDS}", f"(2) {WORDS}"]
    document = read(flowing((parts[0], BOLD), (parts[1], style), (parts[2], style)))
    assert [line.text for line in document.lines] == parts
    assert [line.bold for line in document.lines] == [True, False, False]
    assert document.title == "A law"


def test_running_heads_and_page_numbers_stand_apart() -> None:
    parts = [(f"Article {n}. {WORDS}".replace(",", f" ({n}),"), BODY) for n in range(1, 60)]
    document = read(flowing(*parts, head="Official Gazette, Part I"))
    body = [line.text for line in document.lines if not line.style]
    assert body == [text for text, _ in parts]
    pages = max(line.page or 0 for line in document.lines)
    assert pages > 3
    heads = [line.text for line in document.lines if line.style == "header"]
    assert heads == ["Official Gazette, Part I"] * pages
    feet = [line.text for line in document.lines if line.style == "footer"]
    assert feet == [f"- {page} -" for page in range(1, pages + 1)]


def test_articles_at_the_top_of_each_page_are_no_running_heads() -> None:
    pages = [
        [(72.0, 780.0, 11.0, f"Article {n}"), (72.0, 760.0, 11.0, f"Duty number {n}.")]
        for n in range(1, 4)
    ]
    assert [line.style for line in read(drawn(*pages)).lines] == [""] * 6


def test_words_broken_at_the_end_of_a_line_are_whole_again() -> None:
    document = read(
        drawn(
            [
                (72, 700, 11, "The authorities shall take the necessary legis-"),
                (72, 686, 11, "lative measures, also on a non-discriminatory"),
                (72, 672, 11, "basis, as the law on equality of the year 01-"),
                (72, 658, 11, "02-2014 provides for all of the persons here."),
            ]
        )
    )
    assert document.lines[0].text == (
        "The authorities shall take the necessary legislative measures, also on a "
        "non-discriminatory basis, as the law on equality of the year 01-02-2014 provides for all "
        "of the persons here."
    )


def test_a_hyphen_before_a_list_breaks_no_word() -> None:
    parts = ["1. A harbour is-", "a. a place where ships lie; or", "b. a place that is called so."]
    document = read(drawn([(72, 700 - 14 * n, 11, text) for n, text in enumerate(parts)]))
    assert [line.text for line in document.lines] == parts


def test_a_citation_at_the_start_of_a_printed_line_opens_no_paragraph() -> None:
    document = read(
        drawn(
            [
                (72, 700, 11, "The court decides under the conditions of art. 5 par."),
                (72, 686, 11, "(2) of this law within three days after the request."),
                (72, 672, 11, "(3) Its decision may be appealed."),
            ]
        )
    )
    assert [line.text[:12] for line in document.lines] == ["The court de", "(3) Its deci"]


def test_words_that_run_to_the_left() -> None:
    pdfmetrics.registerFont(TTFont("DejaVu", str(FONT)))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.setFont("DejaVu", 11)
    printed = ["(1) חוק המאבק באלימות (אלימות) במשפחה יחול", "על כל אדם.", "(2) תחולה."]
    for up, text in zip((700, 686, 672), printed, strict=True):
        canvas.drawRightString(500, up, get_display(text))
    canvas.save()
    lines = read(buffer.getvalue()).lines
    assert [line.text for line in lines] == [f"{printed[0]} {printed[1]}", printed[2]]


def test_raised_digits_belong_to_the_number() -> None:
    document = read(flowing(("Article 201<super>1</super> Aim", BODY)))
    assert document.lines[0].text == "Article 201^1 Aim"


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [(60.0, 700.0 - 14 * n, 10.0, f"left words of line {n} go on") for n in range(12)]
    right = [(320.0, 700.0 - 14 * n, 10.0, f"right words of line {n} go on") for n in range(12)]
    document = read(drawn(right + left))
    assert [line.text for line in document.lines] == [" ".join(text for *_, text in left + right)]


def test_headings_are_known_by_their_size_and_notes_by_theirs() -> None:
    document = read(
        drawn(
            [
                (72, 780, 20, "Law on shelters"),
                (72, 750, 14, "Chapter I"),
                *[(72.0, 700.0 - 14 * n, 11.0, f"{n}. Words of a point.") for n in range(5)],
                (72, 60, 8, "1) As amended in 2020."),
            ],
            [(72, 780, 14, "Chapter II"), (72, 750, 11, "6. Words of a point.")],
        )
    )
    styles = {line.text: line.style for line in document.lines}
    assert styles["Law on shelters"] == "title"
    assert styles["Chapter I"] == styles["Chapter II"] == "heading1"
    assert styles["1) As amended in 2020."] == "note"
    assert styles["6. Words of a point."] == ""


def test_notes_of_nine_points_stand_below_words_of_ten() -> None:
    words = [(72.0, 700.0 - 14 * n, 9.96, f"{n}. Words of a point.") for n in range(5)]
    document = read(drawn([*words, (72, 60, 9, "1) As amended in 2020.")]))
    assert [line.style for line in document.lines] == [""] * 5 + ["note"]


@pytest.mark.parametrize(
    "declared", ["", "Microsoft Word - lege.doc", "act_final.docx", "Sb_2024_87_PZZ", "L15022"]
)
def test_a_file_name_is_no_title(declared: str) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.setTitle(declared)
    for size, up, text in ((20, 780, "Law on shelters"), (11, 700, "Words."), (11, 600, "More.")):
        canvas.setFont("Times-Roman", size)
        canvas.drawString(72, up, text)
    canvas.save()
    assert read(buffer.getvalue()).title == "Law on shelters"


def test_pages_without_text_are_a_doubt_and_only_such_pages_a_refusal() -> None:
    document = read(drawn([(72, 700, 11, "Article 1. Words of the law.")], []))
    assert [(doubt.code, doubt.details) for doubt in document.warnings] == [
        ("pages_without_text", {"pages": "2"})
    ]
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for _ in range(2):
        canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    with pytest.raises(AppError, match="no_text"):
        read(buffer.getvalue())


def test_locked_and_broken_files_are_refused() -> None:
    plain = drawn([(72, 700, 11, "Article 1. Words of the law.")])
    locked, open_to_all = io.BytesIO(), io.BytesIO()
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))
        pdf.save(open_to_all, encryption=pikepdf.Encryption(owner="o", user=""))
    with pytest.raises(AppError, match="encrypted"):
        read(locked.getvalue())
    assert read(open_to_all.getvalue()).lines[0].text == "Article 1. Words of the law."
    with pytest.raises(AppError, match="corrupt"):
        read(b"%PDF-1.7\n" + plain[200:300])


def test_what_a_damaged_page_does_not_hold_back_is_read_and_the_page_is_told() -> None:
    buffer, damaged = io.BytesIO(), io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for n in range(1, 4):
        canvas.drawString(72, 700, f"Article {n}. Words of the law that stand on a page.")
        canvas.showPage()
    canvas.save()
    with pikepdf.open(buffer) as pdf:
        pdf.pages[1].obj["/Type"] = pikepdf.Name("/Damaged")
        pdf.save(damaged)
    document = read(damaged.getvalue())
    assert [line.text[:10] for line in document.lines] == ["Article 1.", "Article 3."]
    assert [(w.code, w.details["pages"]) for w in document.warnings] == [
        ("pages_without_text", "2"),
    ]


def test_too_many_pages_are_refused() -> None:
    buffer = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(3_001):
            pdf.add_blank_page()
        pdf.save(buffer)
    with pytest.raises(AppError, match="too_many_pages"):
        read(buffer.getvalue())


def test_letters_of_a_size_below_zero_are_read() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for across, font, words in ((300, "Times-Roman", "Whoever"), (255, "Times-Bold", "acts again")):
        canvas.setFont(font, -12)
        canvas.drawString(across, 700, words)
    canvas.save()
    words = " ".join(line.text for line in read_pdf(buffer.getvalue(), "law.pdf").lines)
    assert "Whoever" in words and "acts again" in words

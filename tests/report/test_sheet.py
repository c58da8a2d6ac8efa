# SPDX-License-Identifier: EUPL-1.2
"""The spreadsheet: typed cells, filters, heads that stay, and words that stay words."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from report.arvenia import AUTHORS, HOSTILE, ON

from gapanalysis.model import Decision, Notice, Reservation
from gapanalysis.report.blocks import Cell, Field, Sheet
from gapanalysis.report.build import ReportOptions, build_report
from gapanalysis.report.pdf import running_head
from gapanalysis.report.sheet import write_sheet
from gapanalysis.report.wording import bound
from gapanalysis.reservations import states
from gapanalysis.rules.engine import evaluate
from gapanalysis.rules.load import load_rules

FORMULAS = ("=1+1", "@SUM(1)", "+cmd|' /C calc'!A0", "-2+3", "{=1}", '=HYPERLINK("http://x")')
ODD = (
    *FORMULAS,
    *("http://example.org/x", "mailto:a@b.c", "internal:Sheet1!A1", "007", "1e5", "_x0041_"),
    *("a\tb\nc", "\u202eabc\u202c", "😀 Зґ العربية ქართ", HOSTILE, " two  spaces ", "'quoted"),
)


@pytest.fixture
def book_of(report_of, tmp_path):
    def make(report=None):
        path = tmp_path / "r.xlsx"
        write_sheet(report or report_of(edition="confidential"), path)
        return openpyxl.load_workbook(path)

    return make


def sheet_of(*rows, kind="text"):
    return Sheet("s", "S", (Field("text", "Text", kind),), tuple((Cell(v),) for v in rows))


def test_every_sheet_has_filters_and_a_head_that_stays(report_of, book_of):
    report = report_of(edition="confidential")
    book = book_of(report)
    assert book.sheetnames == [sheet.title for sheet in report.sheets]
    for page, sheet in zip(book, report.sheets, strict=True):
        wide = (page.page_setup.fitToWidth or 1) > 1
        assert page.freeze_panes == ("B2" if wide else "A2")
        assert page.auto_filter.ref.startswith("A1:")
        assert page.print_title_rows == "$1:$1"
        assert [cell.value for cell in page[1]] == [field.head for field in sheet.fields]


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_sheets_and_fields_have_words_that_fit(report_of, language):
    titles = [sheet.title for sheet in report_of(language).sheets]
    assert len({title.casefold() for title in titles}) == len(titles)
    assert all(0 < len(title) <= 31 for title in titles)


def test_a_notice_is_told_in_the_words_of_the_language(instrument, snapshot, evaluation, book_of):
    notice = Notice(on=date(2026, 1, 5), decision=Decision.UPHOLD)
    reservation = Reservation(
        id=1, provision="55.1:35", made=date(2021, 3, 10), scope="", notices=(notice,)
    )
    told = states((reservation,), snapshot.state, ON, instrument)
    options = ReportOptions(language="fr", edition="confidential", on=ON, author=AUTHORS)
    book = book_of(build_report(instrument, snapshot, evaluation, told, options))
    assert "maintenue, 5\u00a0janvier 2026" in [cell.value for cell in book["Réserves"][2]]


def test_cells_keep_their_types(report_of, book_of):
    values = {"number": 2.5, "whole": 3, "date": date(2026, 2, 1), "yes_no": True, "text": "3"}
    fields = tuple(Field(kind, kind, kind) for kind in values)
    rows = (tuple(Cell(value) for value in values.values()), tuple(Cell(None) for _ in values))
    report = replace(report_of(), sheets=(Sheet("s", "S", fields, rows),))
    page = book_of(report).active
    assert [c.value for c in page[2]] == [2.5, 3, datetime(2026, 2, 1), True, "3"]
    assert [c.data_type for c in page[2]] == ["n", "n", "d", "b", "s"]
    assert [c.value for c in page[3]] == [None] * 5


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "yes no"), ("fr", "oui non"), ("ro", "da nu")]
)
def test_yes_and_no_are_shown_in_the_language_of_the_report(report_of, book_of, language, shown):
    """A program that shows a truth as a number shows these words instead."""
    report = replace(report_of(language=language), sheets=(sheet_of(True, kind="yes_no"),))
    cell = book_of(report).active["A2"]
    assert cell.value is True
    yes, no = shown.split()
    assert cell.number_format == f'"{yes}";"{yes}";"{no}"'


@pytest.mark.parametrize(("language", "place"), [("en", "809"), ("fr", "40C"), ("ro", "418")])
def test_days_are_written_out_in_the_language_of_the_report(report_of, book_of, language, place):
    """Whatever the language of the program that shows them; the cell holds a day all the same."""
    sheets = (sheet_of(date(2026, 11, 22), kind="date"),)
    cell = book_of(replace(report_of(language=language), sheets=sheets)).active["A2"]
    assert cell.value == datetime(2026, 11, 22)
    assert cell.number_format == f"[$-{place}]d mmmm yyyy"


def test_a_word_wider_than_its_column_makes_its_row_higher(report_of, book_of):
    """A digest has no blank where a line could end, and was written over the row below."""
    report = replace(report_of(), sheets=(sheet_of("a" * 150),))
    assert book_of(report).active.row_dimensions[2].height == 45  # 60 characters a line


def test_rows_are_as_high_as_their_words(report_of, book_of):
    """LibreOffice gives a row without a height the room of one line, and writes over the next."""
    words = " ".join(["protection"] * 50)
    report = replace(report_of(), sheets=(sheet_of("short", words, "a\nb\nc", words * 100),))
    page = book_of(report).active
    assert page.row_dimensions[2].height is None
    assert 8 * 15 <= page.row_dimensions[3].height <= 11 * 15  # 549 characters in 60 a line
    assert page.row_dimensions[4].height == 45
    assert 400 < page.row_dimensions[5].height <= 409  # the most that a spreadsheet allows


def test_a_whole_provision_does_not_make_a_row_of_the_concordance_high(report_of, book_of):
    report = report_of(edition="confidential")
    page = book_of(report)["Concordance"]
    assert any(len(cell.value or "") > 9000 for cell in page["H"])
    assert max(row.height or 15 for row in page.row_dimensions.values()) <= 90


def test_words_are_written_as_typed_and_never_as_formulas_or_links(report_of, book_of):
    report = replace(report_of(), sheets=(sheet_of(*ODD),))
    page = book_of(report).active
    assert [row[0].value for row in page.iter_rows(min_row=2)] == list(ODD)
    assert {row[0].data_type for row in page.iter_rows(min_row=2)} == {"s"}
    assert not any(row[0].hyperlink for row in page.iter_rows())


def test_words_that_look_like_a_formula_stay_words_when_they_are_edited(report_of, book_of):
    page = book_of(replace(report_of(), sheets=(sheet_of(*ODD),))).active
    quoted = [row[0].value for row in page.iter_rows(min_row=2) if row[0].quotePrefix]
    assert quoted == [one for one in ODD if one[0] in "=+-@"]


def test_numbers_end_in_no_empty_point_and_codes_are_not_marked_as_faults(report_of, tmp_path):
    report = replace(report_of(), sheets=(sheet_of(118.0, 0.25, 1204, kind="number"),))
    path = tmp_path / "r.xlsx"
    write_sheet(report, path)
    page = openpyxl.load_workbook(path).active
    shown = [row[0].number_format for row in page.iter_rows(min_row=2)]
    assert shown == ["#,##0", "#,##0.0##", "#,##0"]
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert '<ignoredError sqref="A1:A4" numberStoredAsText="1"/>' in sheet


def test_wide_sheets_are_printed_on_several_pages_beside_each_other(report_of, book_of):
    pages = {page.title: page for page in book_of(report_of(edition="confidential"))}
    wide, narrow = pages["Findings"], pages["Laws"]
    assert wide.page_setup.fitToWidth > 1
    assert wide.print_title_cols == "$A:$A"
    assert narrow.print_title_cols is None
    for page in pages.values():
        across = page.page_setup.fitToWidth or 1
        widths = (one.width * (one.max - one.min + 1) for one in page.column_dimensions.values())
        assert sum(widths) / across < 260


def test_a_text_that_is_too_long_for_a_cell_goes_on_below(report_of, book_of):
    long = "".join(f"word{n} " for n in range(13_000))
    report = replace(report_of(), sheets=(sheet_of(long, "next"),))
    column = [row[0].value for row in book_of(report).active.iter_rows(min_row=2)]
    assert "".join(column[:-1]) == long
    assert column[-1] == "next"
    assert all(len(value) < 32_767 for value in column)


def test_control_characters_do_not_break_the_file(report_of, book_of):
    report = replace(report_of(), sheets=(sheet_of("a\x00b\x0bc\ufffed"),))
    assert str(book_of(report).active["A2"].value).startswith("a")


def test_the_confidential_edition_is_marked_on_each_printed_page(report_of, tmp_path):
    for edition, marked in (("confidential", 2), ("public", 0)):
        path = tmp_path / f"{edition}.xlsx"
        sheets = write_sheet(report_of(edition=edition), path)
        with zipfile.ZipFile(path) as archive:
            pages = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
            assert len(pages) == sheets
            for name in pages:
                foot = archive.read(name).partition(b"<headerFooter")[2]
                assert foot.count(b'Bold"Confidential') == marked
                assert foot.count(b"Confidential") == marked


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_the_head_of_a_printed_page_is_not_cut_inside_a_word(report_of, book_of, language):
    report = report_of(language=language, kind="thematic")
    for page in book_of(report):
        assert page.oddHeader.left.text == running_head(report)
        assert running_head(report).endswith(report.cover.state)


def test_numbers_of_things_have_separators_and_years_have_none(report_of):
    (figures,) = (sheet for sheet in report_of().sheets if sheet.name == "figures")
    kinds = {field.name: field.kind for field in figures.fields}
    counted = ("value", "denominator", "per")
    assert [kinds[name] for name in (*counted, "year")] == ["number"] * 3 + ["whole"]


def test_no_day_of_writing_is_in_the_file(report_of, tmp_path):
    path = tmp_path / "r.xlsx"
    write_sheet(report_of(), path)
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}
        assert b"1980-01-01" in archive.read("docProps/core.xml")


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_what_a_finding_is_about_is_said_in_words_with_its_code_behind_it(
    instrument, snapshot, language
):
    day = date(2034, 1, 1)
    held = states(snapshot.reservations, snapshot.state, day, instrument)
    judged = evaluate(load_rules(instrument), instrument, snapshot, day)
    options = ReportOptions(language=language, on=day)
    report = build_report(instrument, snapshot, judged, held, options)
    (sheet,) = (one for one in report.sheets if one.name == "findings")
    at = [field.name for field in sheet.fields].index("subject")
    about = {row[at].code: row[at].value for row in sheet.rows}
    assert about.keys() == {one.subject for one in judged.findings}
    known = instrument.reservable["55.1:35"]
    assert about["55.1:35"] == bound(f"55.1 (art.\u00a035) {known.title[language]}", language)
    for one in judged.findings:
        words = about[one.subject]
        assert words is None or (words != one.subject and " " in words)
        if one.case and one.subject not in instrument.reservable:
            assert words == bound(one.case[language], language)


def test_days_facts_and_languages_are_told_in_words(instrument, snapshot, evaluation):
    facts = {"eu_member": "yes", "legal_system": "civil_law"}
    known = replace(snapshot, state=replace(snapshot.state, facts=facts))
    options = ReportOptions(language="fr", on=ON)
    report = build_report(instrument, known, evaluation, (), options)
    said = {sheet.name: [c.value for row in sheet.rows for c in row] for sheet in report.sheets}
    assert "anglais" in said["state"]
    assert all(name[0].isupper() for name in said["state"][::2])
    assert {"oui", "droit romano-germanique"} <= set(said["state"])
    every = [value for values in said.values() for value in values if isinstance(value, str)]
    assert not any(re.fullmatch(r"\d{4}-\d\d-\d\d", value) for value in every)
    assert not {"yes", "no", "none", "general", "en"} & set(every)

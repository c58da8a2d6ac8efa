# SPDX-License-Identifier: EUPL-1.2
"""A report as a spreadsheet: what it rests on, a sheet each, with typed cells, filters and heads
that stay. Words are always words: what looks like a formula or a link is written as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from math import ceil
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_range  # type: ignore[import-untyped]

from gapanalysis.report.blocks import Field, Report, Sheet, Value
from gapanalysis.report.markup import foot_of
from gapanalysis.report.pdf import running_head
from gapanalysis.report.progress import Tell, quiet, told
from gapanalysis.report.widths import lines_of
from gapanalysis.report.wording import load_wording

_LONGEST = 32_000
"""Characters of a cell: a spreadsheet holds 32,767; a longer text goes on in the rows below."""
_NAME = 31
_WIDTHS = {"text": 24, "number": 12, "whole": 10, "date": 18, "yes_no": 12}
_NARROW = {"node", "element", "rule"}
_BROAD = {"title", "law", "heading"}
_WIDE = {"text", "quote", "question", "recommendation", "assessment", "note", "reason", "value"}
_ACROSS = 240
"""Width of a page in characters: more would be too small to be read."""
_LINE, _HIGHEST = 15.0, 409.0
"""Height of a line of a row, and of a row at most, in points."""
_LINES = ceil(_HIGHEST / _LINE)
_WIDEST = 1.2
"""Width of the letters of a word that has many wide ones, in characters."""
_LAW = ("concordance", "text")
"""The column that holds whole provisions, beside the words that are quoted of them."""
_LAW_LINES = 6
"""Lines of a whole provision that are seen until the row is made higher."""
_HEAD = 80
"""Characters of each part of a head or foot: a spreadsheet holds 255 of all of them."""
_RULE = "#D0CCC2"
_DATES = {
    language: f"[$-{place}]d mmmm yyyy"
    for language, place in {"en": "809", "fr": "40C", "ro": "418"}.items()
}
"""How a day is written out in a language, whose number in a spreadsheet is in the brackets."""
_FORMULAS = ("=", "+", "-", "@")
"""What begins words that a spreadsheet would take for a formula once they are edited."""
_PLAIN = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": True,
    "default_date_format": "yyyy-mm-dd",
}


def write_sheet(report: Report, path: Path, tell: Tell = quiet) -> int:
    """Writes the sheets of a report; gives their number."""
    book = Workbook(str(path), _PLAIN)
    try:
        book.set_properties(
            {
                "title": report.title,
                "subject": report.subject,
                "author": report.author,
                "comments": report.foot,
                "created": datetime(1980, 1, 1),  # the same report gives the same bytes
            }
        )
        _Writer(book, report).write(tell)
    finally:
        _close(book)
    return len(report.sheets)


def _close(book: Workbook) -> None:
    try:
        book.close()
    except FileCreateError as error:
        cause = error.args[0] if error.args else error
        raise cause if isinstance(cause, OSError) else OSError(str(error)) from error


class _Writer:
    """The formats of one workbook, and the sheets written with them."""

    def __init__(self, book: Workbook, report: Report) -> None:
        self._book, self._report = book, report
        top = {"valign": "top", "bottom": 1, "bottom_color": _RULE}
        wrapped = {"text_wrap": True, **top}
        number = {"align": "right", "indent": 1, **top}
        yes, no = (load_wording(report.language).code("truth", one) for one in ("true", "false"))
        self._head = book.add_format({"bold": True, **wrapped, "bottom_color": "black"})
        self._typed = book.add_format({"quote_prefix": True, **wrapped})
        self._fraction = book.add_format({"num_format": "#,##0.0##", **number})
        self._formats = {
            "text": book.add_format(wrapped),
            "number": book.add_format({"num_format": "#,##0", **number}),
            "whole": book.add_format({"num_format": "0", **number}),
            "date": book.add_format(
                {"num_format": _DATES[report.language], "align": "left", **top}
            ),
            "yes_no": book.add_format(
                {"num_format": f'"{yes}";"{yes}";"{no}"', "align": "left", **top}
            ),
        }

    def write(self, tell: Tell) -> None:
        for sheet in told(self._report.sheets, tell):
            page = self._book.add_worksheet(_safe_name(sheet.title))
            self._write_sheet(page, sheet)

    def _write_sheet(self, page: Any, sheet: Sheet) -> None:
        for column, field in enumerate(sheet.fields):
            page.write_string(0, column, field.head, self._head)
            page.set_column(column, column, _width(field))
        rows = [part for row in sheet.rows for part in _parts(tuple(c.value for c in row))]
        widths = [_width(field) for field in sheet.fields]
        most = [_LAW_LINES if (sheet.name, f.name) == _LAW else _LINES for f in sheet.fields]
        for at, row in enumerate((tuple(field.head for field in sheet.fields), *rows)):
            high = max(map(_lines, row, widths, most), default=1)
            if high > 1:
                page.set_row(at, min(high * _LINE, _HIGHEST))
        for at, row in enumerate(rows, 1):
            for column, (field, value) in enumerate(zip(sheet.fields, row, strict=True)):
                self._write_cell(page, at, column, field, value)
        last = max(len(rows), 1), len(sheet.fields) - 1
        across = ceil(sum(map(_width, sheet.fields)) / _ACROSS)
        page.freeze_panes(1, 1 if across > 1 else 0)
        page.autofilter(0, 0, *last)
        page.ignore_errors({"number_stored_as_text": xl_range(0, 0, *last)})
        page.set_landscape()
        page.set_paper(9)
        page.repeat_rows(0)
        if across > 1:
            page.repeat_columns(0)
        page.fit_to_pages(across, 0)
        page.set_header(f"&L{_marked(self._report.banner)}{_code(running_head(self._report))}&R&A")
        page.set_footer(f"&L{_foot(self._report)}&R&P / &N")

    def _write_cell(self, page: Any, at: int, column: int, field: Field, value: Value) -> None:
        style = self._formats[field.kind]
        match value:
            case None:
                page.write_blank(at, column, None, style)
            case bool():
                page.write_boolean(at, column, value, style)
            case int() | float():
                is_whole = field.kind != "number" or value == round(value)
                page.write_number(at, column, value, style if is_whole else self._fraction)
            case date():
                page.write_datetime(at, column, value, style)
            case _:
                is_formula = value.startswith(_FORMULAS)
                page.write_string(at, column, value, self._typed if is_formula else style)


def _width(field: Field) -> int:
    if field.name in _NARROW:
        return 12
    if field.name in _BROAD:
        return 36
    return 60 if field.kind == "text" and field.name in _WIDE else _WIDTHS[field.kind]


def _lines(value: Value, width: int, most: int) -> int:
    """Gives in how many lines a value stands in a column of so many characters, no more than the
    ``most``. Not every program looks for the height of a row when it opens a file.
    """
    if not isinstance(value, str):
        return 1
    lines = 0
    for line in value.splitlines():
        few = len(line) * _WIDEST <= width
        lines += 1 if few else lines_of(_parted(line[: most * width * 2], width), width)
        if lines >= most:
            return most
    return lines


def _parted(text: str, width: int) -> str:
    """Gives a text with the words that are wider than a column parted as a program parts them."""
    return re.sub(rf"\S{{{width}}}(?=\S)", r"\g<0> ", text)


def _parts(row: tuple[Value, ...]) -> Iterator[tuple[Value, ...]]:
    """Gives a row, and rows below it for the rest of texts that are too long for a cell."""
    while True:
        yield tuple(one[:_LONGEST] if isinstance(one, str) else one for one in row)
        row = tuple((one[_LONGEST:] or None) if isinstance(one, str) else None for one in row)
        if not any(row):
            return


def _safe_name(title: str) -> str:
    """Gives a name that a sheet may have."""
    return "".join(" " if character in "[]:*?/\\" else character for character in title)[:_NAME]


def _marked(banner: str) -> str:
    return f'&"-,Bold"{_code(banner)}&"-,Regular" · ' if banner else ""


def _foot(report: Report) -> str:
    return "".join(
        f'&"-,Bold"{_code(run.text)}&"-,Regular"' if run.strong else _code(run.text)
        for run in foot_of(report)
    )


def _code(text: str) -> str:
    """Gives a text for a head or foot, in which an ampersand begins a code."""
    return text[:_HEAD].replace("&", "&&")

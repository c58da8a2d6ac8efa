# SPDX-License-Identifier: EUPL-1.2
"""Tables of contents that their rows show: at the start of a law those that come again after it,
and everywhere those with dots up to a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gapanalysis.importers.lines import Document, Line, restyled
from gapanalysis.importers.openers import is_contents_heading
from gapanalysis.importers.wrapping import ends_listed
from gapanalysis.languages import Language

_RUNNING = {"header", "footer", "line_number"}
_FEWEST_ROWS = 5
_FIRST_ROWS = 8
"""Lines between the heading of a table and the first of its rows that has a number."""
_LONGEST_ROW = 250
_MOSTLY = 0.75
_MOST_BETWEEN = 4
_PAGE_NUMBER = re.compile(r"[ .]{2,}\d{1,4}$")


def with_listed_contents(document: Document, language: Language) -> Document:
    """Gives a document in which the lines of such tables have the style ``contents``."""
    lines = document.lines
    heads = [n for n, line in enumerate(lines) if is_contents_heading(line.text, language)]
    known = set(heads)
    tables = {*_again_after(lines, heads[0])} if heads else set()
    for table in _dotted(lines):
        above = known.intersection(range(table.start - _FIRST_ROWS, table.start))
        tables |= {*range(max(above, default=table.start), table.stop)}
    return restyled(document, tables, "contents", _RUNNING) if tables else document


def _again_after(lines: Sequence[Line], heading: int) -> range:
    """Gives the lines of a table at the start, from its heading to the last row that comes again
    after it: the first does, and most do.
    """
    rows = [n for n in range(heading + 1, len(lines)) if _is_row(lines[n])]
    if not rows:
        return range(0)
    last = {_row(lines[n].text): n for n in rows}
    first = _row(lines[rows[0]].text)
    end = next((n for n in rows[1:] if _row(lines[n].text) == first), -1)
    rows = [n for n in rows if n < end]
    again = [n for n in rows if last[_row(lines[n].text)] >= end]
    short = all(len(lines[n].text) <= _LONGEST_ROW for n in again)
    if len(again) < max(_FEWEST_ROWS, _MOSTLY * len(rows)) or not short:
        return range(0)
    return range(heading, again[-1] + 1)


def _dotted(lines: Sequence[Line]) -> Iterator[range]:
    """Gives the lines of each table whose rows end with dots up to a number; the titles of several
    lines in it do so on their last, and few of its lines are titles without a number.
    """
    table: list[int] = []
    between = 0
    for n, line in enumerate(lines):
        if ends_listed(line.text):
            if between > _MOST_BETWEEN:
                yield from _whole(table)
                table = []
            table.append(n)
            between = 0
        else:
            between += _is_row(line)
    yield from _whole(table)


def _whole(rows: Sequence[int]) -> Iterator[range]:
    """Gives the lines from the first to the last of some rows where they are many."""
    if len(rows) >= _FEWEST_ROWS:
        yield range(rows[0], rows[-1] + 1)


def _is_row(line: Line) -> bool:
    return bool(line.text) and line.style not in _RUNNING


def _row(text: str) -> str:
    """Gives the words of a row without the number of a page, all in small letters."""
    return _PAGE_NUMBER.sub("", text).casefold()

# SPDX-License-Identifier: EUPL-1.2
"""The report as a neutral document: frozen blocks that every writer (PDF, DOCX, HTML …) lays out.

Text is plain: a run is a string with a style, never markup. A writer escapes what its format needs
escaped, and shows every run exactly as it stands. What is ``confidential`` carries its mark;
:func:`gapanalysis.report.editions.public` takes it out before any writer sees the report.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from gapanalysis.charts.grid import Overview
from gapanalysis.charts.timeline import Timeline


class Look(StrEnum):
    """How a paragraph reads; writers map each to a style of their own. In *facts* every run or mark
    is a fact of its own, and writers set them apart.
    """

    BODY = "body"
    LEAD = "lead"
    LABEL = "label"
    HINT = "hint"
    ITEM = "item"
    SOURCE = "source"
    FACTS = "facts"
    CLAIM = "claim"


class Voice(StrEnum):
    """Who speaks in a quotation: the Convention, or a national law."""

    TREATY = "treaty"
    LAW = "law"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style. ``target`` is the anchor of a heading or a finding that the words lead
    to; ``language`` that of a law that they quote, or empty.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    target: str = ""
    confidential: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that is shape, colour and word at once.

    ``kind`` is *status* (also outcomes), *severity* or *answer*; ``code`` the value of the model;
    ``word`` its word in the language of the report.
    """

    kind: str
    code: str
    word: str
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote at its place in the words; notes are numbered through the whole report, from 1. It
    never stands in a table, in a finding or in a footnote.
    """

    words: tuple[Run, ...]
    number: int = 0
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Begins a paragraph of its own in a cell of a table, set in by some steps."""

    depth: int = 0
    confidential: bool = False


Inline = Run | Mark | Note | Line
Words = tuple[Inline, ...]
Row = tuple[Words, ...]
LEFT_OUT: Words = (Run("[…]"),)
"""A line of a quotation that stands for what is left out of it."""


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands above a table or below a picture: "Table 3. By article". ``word`` is *Table* or
    *Figure* in the language of the report; tables and pictures are numbered apart, from 1.
    ``again`` is what follows the number above a further part of a picture: ", continued".
    """

    word: str
    text: str
    number: int = 0
    again: str = ""

    @property
    def label(self) -> str:
        """Gives word and number: "Table 3"."""
        return f"{self.word} {self.number}"


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 (part of the report), 2 (article), 3 (obligation). ``running`` is what the head
    of the page says from here on; empty keeps what it said.
    """

    level: int
    text: str
    anchor: str
    running: str = ""
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Para:
    words: Words
    look: Look = Look.BODY
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Exact words, line by line, with their source; strong runs are the part that was mapped. The
    words are in ``language`` and run in its direction; empty: the language of the report.
    """

    lines: tuple[Words, ...]
    source: Words
    voice: Voice
    language: str = ""
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, and its share of the width; numbers stand at the ``right``."""

    head: str
    share: float
    right: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head is repeated on every page."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: Caption | None = None
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of counted marks in the order given; a count of nought takes no room."""

    parts: tuple[tuple[Mark, int], ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars under each other, each with its label: how the statuses of each chapter are shared out.
    All have the same marks in the same order, which one legend explains.
    """

    rows: tuple[tuple[str, Bar], ...]
    caption: Caption | None = None
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that draws itself at the width that a writer has; the tables say the same in words,
    so that a writer without pictures may leave it out. ``said`` is its content in a sentence, for
    who cannot see it.
    """

    chart: Overview | Timeline
    caption: Caption | None = None
    said: str = ""
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A finding: blocks in a frame with an edge in the colour of its outcome. ``again`` is what it
    begins with where it goes on on another page.
    """

    edge: Mark
    blocks: tuple[Block, ...]
    anchor: str = ""
    confidential: bool = False
    again: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: headings of levels 1 and 2 with their pages."""


Block = Heading | Para | Quote | Table | Bar | Bars | Chart | Box | Contents


Value = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a sheet; ``code`` is that of the model behind a word of a closed set."""

    value: Value
    confidential: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a sheet: the name by which programs know it, its head in the language of the
    report, and its kind: *text*, *number*, *whole*, *date* or *yes_no*.
    """

    name: str
    head: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the report rests on as typed values, for spreadsheets and programs."""

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """``columns`` are short lists, each with its label, at the foot of the page. ``label``, ``bar``
    and ``caution`` may be empty.
    """

    kind: str
    state: str
    subject: str
    day: str
    label: str
    bar: Bar
    caution: str
    columns: tuple[tuple[str, tuple[str, ...]], ...]
    note: str


def texts_of(part: Any) -> Iterator[str]:
    """Gives every text in a block, or in whatever blocks are made of."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from texts_of(one)
    elif is_dataclass(part):
        for field in fields(part):
            yield from texts_of(getattr(part, field.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report. ``head`` and ``foot`` run on every page but the cover; ``short_heads`` say
    less and less, for where ``head`` has no room. ``page_of`` holds the places ``{page}`` and
    ``{pages}``; ``banner`` is the word that marks a confidential edition, or empty. ``author`` is
    empty where the edition must not name one. ``notes`` is the heading of footnotes where a format
    sets them at the end.
    """

    title: str
    subject: str
    author: str
    language: str
    edition: str
    head: str
    foot: str
    page_of: str
    banner: str
    cover: Cover
    blocks: tuple[Block, ...]
    kind: str = "shadow"
    short_heads: tuple[str, ...] = ()
    notes: str = ""
    sheets: tuple[Sheet, ...] = ()

# SPDX-License-Identifier: EUPL-1.2
"""The report as a neutral document: frozen blocks that every writer (PDF, DOCX, HTML …) lays out.

Text is plain: a run is a string with a style, never markup. A writer escapes what its format needs
escaped, and shows every run exactly as it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
    """Words in one style. ``target`` is the anchor of a heading that the words lead to."""

    text: str
    strong: bool = False
    emphasis: bool = False
    target: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that is shape, colour and word at once.

    ``kind`` is *status* (also outcomes), *severity* or *answer*; ``code`` the value of the model;
    ``word`` its word in the language of the report.
    """

    kind: str
    code: str
    word: str


Inline = Run | Mark
Words = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 (part of the report), 2 (article), 3 (obligation). Level 1 starts a page.
    ``running`` is what the head of the page says from here on; empty keeps what it said.
    """

    level: int
    text: str
    anchor: str
    running: str = ""


@dataclass(frozen=True, slots=True)
class Para:
    words: Words
    look: Look = Look.BODY


@dataclass(frozen=True, slots=True)
class Quote:
    """Exact words, line by line, with their source; strong runs are the part that was mapped."""

    lines: tuple[Words, ...]
    source: Words
    voice: Voice


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, and its share of the width; numbers stand at the ``right``."""

    head: str
    share: float
    right: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of counted marks in the order given; a count of nought takes no room."""

    parts: tuple[tuple[Mark, int], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that draws itself at the width that a writer has; the tables say the same in words,
    so that a writer without pictures may leave it out.
    """

    chart: Overview | Timeline


@dataclass(frozen=True, slots=True)
class Box:
    """A finding: blocks in a frame with an edge in the colour of its outcome."""

    edge: Mark
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: headings of levels 1 and 2 with their pages."""


Block = Heading | Para | Quote | Table | Bar | Chart | Box | Contents


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """``columns`` are short lists, each with its label, at the foot of the page."""

    kind: str
    state: str
    subject: str
    day: str
    label: str
    bar: Bar
    caution: str
    columns: tuple[tuple[str, tuple[str, ...]], ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report. ``head`` and ``foot`` run on every page but the cover; ``page_of`` holds the
    places ``{page}`` and ``{pages}``; ``banner`` is the word that marks a confidential edition, or
    empty. ``author`` is empty where the edition must not name one.
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

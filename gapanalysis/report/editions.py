# SPDX-License-Identifier: EUPL-1.2
"""The editions of a report: what is marked as confidential taken out, and the numbers of notes,
tables and pictures, which are given last so that none is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import cast

from gapanalysis.report.blocks import (
    Bars,
    Block,
    Box,
    Cell,
    Chart,
    Heading,
    Inline,
    Note,
    Para,
    Quote,
    Report,
    Row,
    Run,
    Sheet,
    Table,
    Words,
)
from gapanalysis.report.wording import signs_bound


def secret(words: Words) -> Words:
    """Gives words marked as confidential."""
    return tuple(replace(one, confidential=True) for one in words)


def public(report: Report) -> Report:
    """Gives a report without anything that is marked as confidential: blocks, words, rows of
    tables of which nothing is left, cells and rows of sheets.
    """
    return replace(
        report,
        author="",
        blocks=_blocks(report.blocks),
        sheets=tuple(_sheet(sheet) for sheet in report.sheets),
    )


def _blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(left for block in blocks if (left := _block(block)) is not None)


def _block(block: Block) -> Block | None:
    if getattr(block, "confidential", False):
        return None
    match block:
        case Para():
            words = _words(block.words)
            return replace(block, words=words) if words or not block.words else None
        case Quote():
            lines = tuple(_words(line) for line in block.lines)
            return replace(block, lines=lines, source=_words(block.source))
        case Table():
            rows = tuple(left for row in block.rows if (left := _row(row)) is not None)
            return replace(block, rows=rows) if rows or not block.rows else None
        case Box():
            return replace(block, blocks=_blocks(block.blocks))
        case _:
            return block


def _words(words: Words) -> Words:
    shown = (one for one in words if not one.confidential)
    return tuple(
        replace(one, words=cast("tuple[Run, ...]", _words(one.words)))
        if isinstance(one, Note)
        else one
        for one in shown
    )


def _row(row: Row) -> Row | None:
    """Gives a row with the words that an edition shows, or None if it had only others."""
    cells = tuple(_words(cell) for cell in row)
    return cells if any(cells) or not any(row) else None


def _sheet(sheet: Sheet) -> Sheet:
    rows = (row for row in sheet.rows if not all(cell.confidential for cell in row))
    return replace(
        sheet,
        rows=tuple(tuple(Cell(None) if one.confidential else one for one in row) for row in rows),
    )


# --- numbers and links ----------------------------------------------------------------------------


def finished(report: Report) -> Report:
    """Gives a report whose notes, tables and pictures are numbered from 1, without links to what it
    does not hold, whose French words keep their signs, and whose headings leave out no level.
    """
    anchors = frozenset(_anchors(report.blocks))
    notes, tables, pictures = count(1), count(1), count(1)

    def inline_of(inline: Inline, language: str) -> Inline:
        match inline:
            case Note():
                words = cast("tuple[Run, ...]", words_of(inline.words))
                return replace(inline, number=next(notes), words=words)
            case Run():
                text = signs_bound(inline.text, inline.language or language)
                target = inline.target if inline.target in anchors else ""
                return replace(inline, text=text, target=target)
            case _:
                return inline

    def words_of(words: Words, language: str = report.language) -> Words:
        return tuple(inline_of(inline, language) for inline in words)

    above: list[int] = []

    def block_of(block: Block) -> Block:
        if isinstance(block, Table | Chart | Bars) and block.caption:
            number = next(tables if isinstance(block, Table) else pictures)
            block = replace(block, caption=replace(block.caption, number=number))
        match block:
            case Heading():
                above[:] = [*(one for one in above if one < block.level), block.level]
                return replace(block, level=len(above))
            case Para():
                return replace(block, words=words_of(block.words))
            case Quote():
                source = words_of(block.source)
                language = block.language or report.language
                lines = tuple(words_of(line, language) for line in block.lines)
                return replace(block, lines=lines, source=source)
            case Table():
                return replace(block, rows=tuple(tuple(map(words_of, row)) for row in block.rows))
            case Box():
                return replace(block, blocks=tuple(map(block_of, block.blocks)))
            case _:
                return block

    return replace(report, blocks=tuple(map(block_of, report.blocks)))


def _anchors(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading | Box):
            yield block.anchor
        if isinstance(block, Box):
            yield from _anchors(block.blocks)

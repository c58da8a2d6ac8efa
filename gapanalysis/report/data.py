# SPDX-License-Identifier: EUPL-1.2
"""Figures in the report: under each obligation and in the data annex, always with what they are
out of and where they are from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import permutations

from gapanalysis.figures import Ratio, own_ratio, ratios
from gapanalysis.model import Figure
from gapanalysis.report.blocks import Block, Column, Heading, Look, Para, Row, Run, Table, Words
from gapanalysis.report.editions import secret
from gapanalysis.report.evidence import links, lists
from gapanalysis.report.markup import text_of
from gapanalysis.report.material import Material


def figures_on(material: Material, nodes: Iterable[str]) -> Iterator[Block]:
    """Gives the figures on some nodes, and the ratios of figures that are read together."""
    nodes = tuple(nodes)
    figures = material.figures_on(nodes)
    if not figures:
        return
    yield Para(material.say.words("figures.label"), Look.LABEL)
    yield figure_table(material, figures, under=len(nodes) > 1)
    yield from _together(material, nodes)


def annex(material: Material) -> Iterator[Block]:
    """Gives the data annex: all figures with their sources, all evidence, patterns, judgments."""
    say = material.say
    if not material.figures and not material.evidence:
        return
    title = say.say("part.data")
    yield Heading(1, title, "data", title)
    if material.figures:
        yield Para(say.words("figures.text"))
    if material.evidence:
        yield Para(say.words("evidence.patterns_text"))
    if material.figures:
        yield Para(say.words("figures.label"), Look.LABEL)
        yield figure_table(material, material.figures, under=True)
        yield from _together(material, {figure.obligation for figure in material.figures})
    yield from lists(material)


_COLUMNS = ("under", "what", "year", "breakdown", "number", "out_of", "ratio", "source")
"""Columns of a table of figures."""
_NOTHING = "–"
_LINE = 100
"""Characters that stand beside each other in a table."""
_BEHIND = 2
_BEHIND_NUMBERS = 4
"""Characters of room behind a column, and behind one of numbers."""
_SIZES = {
    character: size
    for characters, size in ((" ',.:;ijl’", 0.42), ("()-/I[]frt", 0.63), ("csvxyz", 0.85))
    for character in characters
} | dict.fromkeys("mwMW", 1.5)
"""How wide a character is that is wider or narrower than most."""
_STEEP = 4
"""How much more a cell with much in it weighs than others."""
_MOVED = 6
"""Characters of room that go from one column to another at most at once."""
_ROUNDS = 3
_LOOKED_AT = 60
"""Rows by which the widths of columns are judged."""


def figure_table(material: Material, figures: Sequence[Figure], *, under: bool) -> Table:
    """Gives a table of figures without the columns in which nothing stands, each as wide as its
    words ask for.
    """
    rows = [_row(material, figure) for figure in figures]
    used = [
        n
        for n, name in enumerate(_COLUMNS)
        if (under or name != "under") and any(_is_told(row[n]) for row in rows)
    ]
    heads = [material.say.say(f"figures.{_COLUMNS[n]}") for n in used]
    shown = tuple(tuple(row[n] for n in used) for row in rows)
    columns = tuple(
        Column(head, share, _COLUMNS[n] == "number")
        for head, share, n in zip(heads, _shares(heads, shown, used), used, strict=True)
    )
    return Table(columns, shown)


def _shares(heads: Sequence[str], rows: Sequence[Row], used: Sequence[int]) -> list[float]:
    """Gives the share of the width for each column: room for its longest word, and of what is left
    as much as makes rows low, those with much in them before others.
    """
    behind = [_BEHIND_NUMBERS if _COLUMNS[n] == "number" else _BEHIND for n in used]
    cells = [["".join(map(text_of, cell)) for cell in row] for row in rows[:_LOOKED_AT]]
    columns = list(zip(heads, *cells, strict=True))
    least = [
        max(map(len, (*(f"{word} " for word in head.split(" ")), *" ".join(column).split(" "))))
        for head, *column in columns
    ]
    wide = list(least)
    for _ in range(_LINE - sum(wide) - sum(behind)):
        asked = [
            sum((len(cell) / room) ** _STEEP for cell in column) / room
            for column, room in zip(columns, wide, strict=True)
        ]
        wide[asked.index(max(asked))] += 1
    wide = _levelled(wide, least, columns)
    whole = sum(wide) + sum(behind)
    return [(one + room) / whole for one, room in zip(wide, behind, strict=True)]


def _levelled(wide: list[int], least: Sequence[int], columns: Sequence[Sequence[str]]) -> list[int]:
    """Gives widths of columns, some of which are moved to others as long as rows get lower, high
    ones before others.
    """

    @cache
    def lines(column: int, width: int) -> list[int]:
        return [_lines(cell, width) for cell in columns[column]]

    def height(widths: Sequence[int]) -> int:
        rows = zip(*(lines(n, width) for n, width in enumerate(widths)), strict=True)
        return sum(max(row) ** 2 for row in rows)

    lowest = height(wide)
    for _ in range(_ROUNDS):
        before = lowest
        for giving, taking in permutations(range(len(wide)), 2):
            for moved in range(1, _MOVED + 1):
                tried = list(wide)
                tried[giving] -= moved
                tried[taking] += moved
                if tried[giving] >= least[giving] and height(tried) < lowest:
                    wide, lowest = tried, height(tried)
        if lowest == before:
            break
    return wide


def _lines(text: str, width: int) -> int:
    """Gives in how many lines a text stands in a column."""
    lines, used = 1, 0.0
    for word in text.split(" "):
        wide = sum(_SIZES.get(character, 1.05) for character in word)
        if used and used + _SIZES[" "] + wide > width:
            lines, used = lines + 1, 0.0
        used += wide + (_SIZES[" "] if used else 0.0)
    return lines


def _is_told(words: Words) -> bool:
    return any(isinstance(one, Run) and one.text != _NOTHING for one in words)


def _row(material: Material, figure: Figure) -> tuple[Words, ...]:
    say = material.say
    ratio = own_ratio(figure, material.sets)
    what: Words = (Run(counted(material, figure.name) or _NOTHING),)
    if figure.confidential:
        what += (Run(" "), Run(say.say("article.confidential"), strong=True))
    row: tuple[Words, ...] = (
        tuple(links(material, (figure.obligation,))),
        what,
        (Run(str(figure.year) if figure.year else _NOTHING),),
        (Run(broken_down(material, figure) or _NOTHING),),
        (Run(say.say("figures.unknown") if figure.value is None else say.shown(figure.value)),),
        (Run(_out_of(material, figure)),),
        (Run(_per(material, ratio) if ratio else _NOTHING),),
        (Run(figure.source.strip() or _NOTHING),),
    )
    return tuple(map(secret, row)) if figure.confidential else row


def _out_of(material: Material, figure: Figure) -> str:
    if figure.denominator is None:
        return _NOTHING
    number = material.say.shown(figure.denominator)
    of = counted(material, figure.denominator_of)
    return material.say.say("figures.of", number=number, what=of) if of else number


def _per(material: Material, ratio: Ratio) -> str:
    return material.say.say("figures.per", ratio=ratio.value, per=ratio.per)


def counted(material: Material, name: str) -> str:
    """Gives what a figure counts, in words."""
    known = material.sets.figures.get(name)
    return material.say.pick(known.title) if known else name


def broken_down(material: Material, figure: Figure | Ratio) -> str:
    """Gives the breakdown of a figure in words: ``sex: women; region: North``."""
    said = []
    for by, category in figure.breakdown.items():
        known = material.sets.breakdowns.get(by)
        inside = known.categories.get(category) if known else None
        title = material.say.pick(known.title) if known else by
        word = material.say.pick(inside.title) if inside else category
        said.append(material.say.say("figures.by", breakdown=title, category=word))
    return material.say.listed(said)


def _together(material: Material, nodes: Iterable[str]) -> Iterator[Block]:
    """Gives the ratios of figures read together under some nodes."""
    nodes, say = set(nodes), material.say
    found = [one for one in ratios(material.figures, material.sets) if one.obligation in nodes]
    published = [figure for figure in material.figures if not figure.confidential]
    safe = tuple(ratios(published, material.sets))
    if found:
        yield Para(say.words("figures.together"), Look.LABEL)
    for ratio in found:
        about = [str(ratio.year)] if ratio.year else []
        about += [broken_down(material, ratio)] if ratio.breakdown else []
        words = say.words(
            "figures.together_item",
            node=ratio.obligation,
            about=", ".join(["", *about]),
            of=counted(material, ratio.of),
            to=counted(material, ratio.to),
            ratio=Run(say.shown(ratio.value), strong=True),
            per=ratio.per,
            top=ratio.top,
            base=ratio.base,
        )
        yield Para(words, Look.ITEM, confidential=ratio not in safe)

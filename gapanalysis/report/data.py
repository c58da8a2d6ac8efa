# SPDX-License-Identifier: EUPL-1.2
"""Figures in the report: under each obligation and in the data annex, always with what they are
out of and where they are from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gapanalysis.figures import Ratio, own_ratio, ratios
from gapanalysis.model import Figure
from gapanalysis.report.blocks import Block, Column, Heading, Look, Para, Run, Table, Words
from gapanalysis.report.editions import secret
from gapanalysis.report.evidence import links, lists
from gapanalysis.report.material import Material
from gapanalysis.report.widths import shares


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
    numbers = [_COLUMNS[n] == "number" for n in used]
    columns = tuple(
        Column(head, share, _COLUMNS[n] == "number")
        for head, share, n in zip(heads, shares(heads, shown, numbers), used, strict=True)
    )
    return Table(columns, shown)


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
    return material.say.say("figures.per", ratio=material.say.ratio(ratio.value), per=ratio.per)


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
            ratio=Run(say.ratio(ratio.value), strong=True),
            per=ratio.per,
            top=ratio.top,
            base=ratio.base,
        )
        yield Para(words, Look.ITEM, confidential=ratio not in safe)

# SPDX-License-Identifier: EUPL-1.2
"""Figures in the words of the window: what is counted, broken down by what, out of how many."""

from __future__ import annotations

from gapanalysis import analysis
from gapanalysis.model import Figure
from gapanalysis.ui.grouped import one_line
from gapanalysis.ui.session import Session


def counted(session: Session, name: str) -> str:
    """Gives what a figure counts."""
    known = analysis.evidence_sets().figures.get(name)
    return session.pick(known.title) if known else one_line(name)


def broken_down(session: Session, figure: Figure) -> str:
    """Gives the categories that a figure is for."""
    said = []
    for by, category in figure.breakdown.items():
        known = analysis.evidence_sets().breakdowns.get(by)
        inside = known.categories.get(category) if known else None
        said.append(session.pick(inside.title) if inside else one_line(category))
    return ", ".join(said)


def number_of(session: Session, figure: Figure) -> str:
    """Gives a figure's number with what it is out of: ``6 of 118 reports``."""
    words = session.words
    if figure.value is None:
        return words("no number known")
    number = words.number(figure.value)
    if figure.denominator is None:
        return number
    of = words.number(figure.denominator)
    what = counted(session, figure.denominator_of)
    if not what:
        return words("{n} of {of}", n=number, of=of)
    return words("{n} of {of} {what}", n=number, of=of, what=what)


def ratio_of(session: Session, figure: Figure) -> str:
    """Gives the ratio of a figure to its own denominator, or an empty string."""
    ratio = analysis.own_ratio(figure, analysis.evidence_sets())
    if ratio is None:
        return ""
    words = session.words
    return words(
        "{ratio} per {per} {to}",
        ratio=words.number(ratio.value),
        per=words.number(ratio.per),
        to=counted(session, ratio.to),
    )


def read_together(session: Session, figure: Figure) -> list[str]:
    """Gives the ratios of a figure with others, in sentences with both numbers."""
    words = session.words
    sets = analysis.evidence_sets()
    return [
        words(
            "{of} per {per} {to}: {ratio} ({top} of {base})",
            of=counted(session, one.of),
            to=counted(session, one.to),
            per=words.number(one.per),
            ratio=words.number(one.value),
            top=words.number(one.top),
            base=words.number(one.base),
        )
        for one in analysis.ratios(session.snapshot.figures, sets)
        if figure.id in one.figures
    ]


def capital(text: str) -> str:
    """Gives a text with a capital at its beginning."""
    return text[:1].upper() + text[1:]

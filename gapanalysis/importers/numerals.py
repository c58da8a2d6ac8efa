# SPDX-License-Identifier: EUPL-1.2
"""The parts of an act that are but Roman numerals on lines of their own, as in acts that change
others ("I" / "The Act on … is changed as follows:" / "II" / "This Act enters into force …").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gapanalysis.importers.canonical import RUNNING
from gapanalysis.importers.lines import Document
from gapanalysis.importers.openers import ARTICLE_RANK, Opener, heading_level
from gapanalysis.model import Kind
from gapanalysis.numbers import roman

_NUMERAL = re.compile(r"([IVXLC]{1,7})\.?")
_FEWEST = 2


def with_numerals(
    document: Document, quoted: Sequence[bool], openers: Sequence[Opener]
) -> list[Opener]:
    """Gives the openers of a document; one without articles has those that numerals open, where
    they count up from I.
    """
    if any(opener.what in {"article", "group"} for opener in openers):
        return list(openers)
    found = [
        Opener(
            line=index,
            what="article",
            kind=Kind.ARTICLE,
            rank=ARTICLE_RANK,
            number=numeral[1],
            start=0,
            label_end=numeral.end(),
            end=len(line.text),
            form="numeral",
            level=heading_level(line),
        )
        for index, line in enumerate(document.lines)
        if line.style not in RUNNING and line.style != "table" and not quoted[index]
        if (numeral := _NUMERAL.fullmatch(line.text))
    ]
    if [roman(one.number) for one in found] != [*range(1, len(found) + 1)] or len(found) < _FEWEST:
        return list(openers)
    lines = {one.line for one in found}
    others = [opener for opener in openers if opener.line not in lines]
    return sorted([*others, *found], key=lambda one: one.line)

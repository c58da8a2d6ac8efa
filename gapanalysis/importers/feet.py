# SPDX-License-Identifier: EUPL-1.2
"""Numbers of pages, and what is repeated above them, that a copy of a printed law glued to its
lines: "… is safe.OFFICIAL GAZETTE" / "Page 7Article 12.".
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from os.path import commonprefix

from gapanalysis.importers.lines import Line

_FOOT = re.compile(r"(?P<word>[^\W\d_]{2,12}\.?[ ])(?P<digits>\d{1,6})(?=\S)")
_WORDS = re.compile(r"[^\W_]|[«“\"(¿]")
"""How the first words of a page may begin."""
_GLUED = re.compile(r"[.;:,)»”](?=[^\W\d_])")
"""The end of a sentence before what a copy glued to it."""
_FEWEST = 5
_FAR = 4
"""Pages from one number that is glued to words to the next."""
_MOSTLY = 0.8
_SHORTEST = 6
"""Letters of words that are repeated."""
_MOST_ROWS = 4


@dataclass(frozen=True, slots=True)
class _Foot:
    """The number of a page before the words of a line, which begin at ``end``."""

    line: int
    end: int


def with_feet_apart(lines: list[Line]) -> list[Line]:
    """Gives the lines with the numbers of pages on lines of their own, marked as such with what is
    repeated above them; without that they may be the labels of articles.
    """
    feet = _feet(lines)
    if len(feet) < _FEWEST:
        return lines
    rows = _rows_above(lines, feet)
    head = _glued_head(lines, feet, rows)
    if rows == 1 and not head:
        return lines
    ends = {foot.line: foot.end for foot in feet}
    repeated = {lines[foot.line - row].text for foot in feet for row in range(1, rows)}
    return [
        piece
        for n, line in enumerate(lines)
        for piece in _pieces(line, ends.get(n, 0), head, repeated=line.text in repeated)
    ]


def _feet(lines: Sequence[Line]) -> list[_Foot]:
    """Gives the numbers of pages that are glued to words: behind one word, each the next one."""
    last: dict[str, int] = {}
    feet: dict[str, list[_Foot]] = defaultdict(list)
    seen: Counter[str] = Counter()
    for n, line in enumerate(lines):
        if not (found := _FOOT.match(line.text)):
            continue
        word, digits = found["word"], found["digits"]
        seen[word] += 1
        following = map(str, range(last[word] + 1, last[word] + _FAR)) if word in last else [digits]
        number = next((one for one in following if digits.startswith(one)), "")
        end = found.start("digits") + len(number)
        if number and _WORDS.match(line.text, end):
            last[word] = int(number)
            feet[word].append(_Foot(n, end))
    word = max(feet, key=lambda one: len(feet[one]), default="")
    return feet[word] if len(feet[word]) > _MOSTLY * seen[word] else []


def _rows_above(lines: Sequence[Line], feet: Sequence[_Foot]) -> int:
    """Gives how many lines above a number the first one is that is not the same on most pages."""
    for row in range(1, _MOST_ROWS):
        texts = Counter(lines[foot.line - row].text for foot in feet if foot.line >= row)
        ((text, count),) = texts.most_common(1)
        if not text or count < _MOSTLY * len(feet):
            return row
    return _MOST_ROWS


def _glued_head(lines: Sequence[Line], feet: Sequence[_Foot], row: int) -> str:
    """Gives the words with which most lines end that stand so far above a number."""
    texts = [lines[foot.line - row].text for foot in feet if foot.line >= row]
    ends = (text[::-1] for text in texts)
    shared = Counter(commonprefix(two) for two in pairwise(ends))  # noqa: RUF071 - no paths
    head = _GLUED.split(shared.most_common(1)[0][0][::-1])[-1] if shared else ""
    ended = [text for text in texts if text.endswith(head)]
    glued = sum(not text.endswith(f" {head}") for text in ended)
    sure = head[:1].isupper() and len(head) >= _SHORTEST and glued >= _FEWEST
    return head if sure and len(ended) >= _MOSTLY * len(feet) else ""


def _pieces(line: Line, foot: int, head: str, *, repeated: bool) -> Iterator[Line]:
    """Gives a line without the number that it begins with, or the words that it ends with."""
    text = line.text
    if repeated:
        yield replace(line, style="header")
    elif foot:
        yield replace(line, text=text[:foot], style="footer")
        yield from _pieces(_behind(line, foot, ""), 0, head, repeated=False)
    elif head and text.endswith(head):
        at = len(text) - len(head)
        if at:
            yield replace(line, text=text[:at])
        yield _behind(line, at, "header")
    else:
        yield line


def _behind(line: Line, at: int, style: str) -> Line:
    """Gives a line from one of its letters on."""
    return replace(line, text=line.text[at:].lstrip(), style=style)

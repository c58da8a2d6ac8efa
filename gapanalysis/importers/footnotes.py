# SPDX-License-Identifier: EUPL-1.2
"""Footnotes on printed pages: small print below the words, and the marks that call it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence

from gapanalysis.importers.printed import Printed

NOTE_SIZE = 0.93
"""Times the usual size, and a little more than 9 points beside 10 and 13 beside 14: sizes are
rounded.
"""
_LEGIBLE = 0.4
"""Times the usual size, below which words are not meant to be read: some files hide them so."""
_MARK = re.compile(r"[(\[]?(\d{1,3})(?:[)\].]{1,2}|[-–](?=\s?[^\W\d_]{2})|(?=\s))\s?")
_CALL = re.compile(r"(?P<open>\[)?\^(?P<number>\d{1,3})(?!\d)(?(open)\]|(?P<close>\))?)")
_LABEL = re.compile(r"\D{0,20}\d+(?![\d^])")
_SHAPE = re.compile(r"(?P<word>[^\W\d_]{2,}\.?[ ])\d[\w.^/-]{0,9}")
"""A line that is the label of an article, as some laws print in smaller letters than its words."""
_OFTEN = 3


def with_notes(lines: Sequence[Printed], usual_size: float) -> list[Printed]:
    """Gives the lines with small print below the words of a page or column marked as ``note``, and
    with raised numbers that call a note of their page written as ``[1]``.
    """
    small = NOTE_SIZE * usual_size
    if not any(line.size <= small and not line.style for line in lines):
        return list(lines)
    lowest: dict[tuple[int, int], float] = defaultdict(lambda: float("inf"))
    for line in lines:
        if not line.style and line.size > small:
            for place in {(line.page, line.column), (line.page, 0)}:  # what is below a column may
                lowest[place] = min(lowest[place], line.baseline)  # be beside the other one
    marked = [
        line._replace(style="note")
        if not line.style
        and line.size <= small
        and (
            line.baseline < lowest[line.page, line.column] < float("inf")
            or line.size < _LEGIBLE * usual_size
        )
        else line
        for line in lines
    ]
    return _with_calls(_without_labels(lines, marked))


def _without_labels(lines: Sequence[Printed], marked: Sequence[Printed]) -> list[Printed]:
    """Gives the lines, of those marked as notes without such as are the label of an article at the
    foot of a page: more of its like and size stand elsewhere.
    """
    labels = [found and (found["word"], round(line.size)) for line, found in _shapes(marked)]
    elsewhere = Counter(
        label for line, label in zip(marked, labels, strict=True) if label and not line.style
    )
    return [
        line if label and elsewhere[label] >= _OFTEN and not line.style else one
        for line, one, label in zip(lines, marked, labels, strict=True)
    ]


def _shapes(lines: Sequence[Printed]) -> Iterator[tuple[Printed, re.Match[str] | None]]:
    return ((line, _SHAPE.fullmatch(line.text)) for line in lines)


def note_number(line: Printed) -> int | None:
    """Gives the number with which a line of small print begins, ``None`` for none."""
    found = _MARK.match(line.text)
    return int(found[1]) if found else None


def _with_calls(lines: list[Printed]) -> list[Printed]:
    """Gives the lines with the calls of notes in brackets."""
    notes: dict[int, set[int]] = defaultdict(set)
    for line in lines:
        if line.style == "note" and (number := note_number(line)) is not None:
            notes[line.page].add(number)
    if not notes:
        return lines
    labels = {label.group() for line in lines if (label := _LABEL.match(line.text))}
    found: dict[tuple[int, int], list[tuple[int, re.Match[str]]]] = defaultdict(list)
    for n, line in enumerate(lines):
        if line.page in notes and not line.style and "^" in line.text:
            for call in _CALL.finditer(line.text, 1):
                found[line.page, int(call["number"])].append((n, call))
    calls: dict[int, set[int]] = defaultdict(set)
    for (page, number), places in found.items():
        if number in notes[page] and (chosen := _call_among(places, labels)):
            calls[chosen[0]].add(chosen[1].start())
    for n, starts in calls.items():
        lines[n] = lines[n]._replace(text=_with_brackets(lines[n].text, starts))
    return lines


def _call_among(
    places: Sequence[tuple[int, re.Match[str]]], labels: Container[str]
) -> tuple[int, re.Match[str]] | None:
    """Gives where a note is called: behind a word rather than behind a number, to which the raised
    one may belong; in the label of an article only where there is no article without it.
    """
    behind_number = []
    for n, call in places:
        before = call.string[: call.start()]
        if not before[-1:].isdigit():
            return n, call
        if before not in labels:
            behind_number.append((n, call))
    return next(iter(behind_number), None)


def _with_brackets(text: str, starts: Container[int]) -> str:
    """Gives the words of a line with the calls that start at some places written as ``[1]``; a
    bracket behind the number belongs to it unless it closes one of the words.
    """

    def written(call: re.Match[str]) -> str:
        if call.start() not in starts:
            return call.group()
        before = text[: call.start()]
        closes = call["close"] and before.count("(") > before.count(")")
        return f"[{call['number']}])" if closes else f"[{call['number']}]"

    return _CALL.sub(written, text)

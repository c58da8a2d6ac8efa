# SPDX-License-Identifier: EUPL-1.2
"""Printed lines → paragraphs: which line only continues the one before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gapanalysis.importers.letters import is_small
from gapanalysis.numbers import LATIN_WORD, roman

_MARKER = re.compile(
    r"""(?:
          [(\[]?(?:\d{1,4}|[^\W\d_]|[ivxlcIVXLC]{1,6})(?:\^\d+)?(?:[ ]?[a-z]{1,3})?
          (?:\.[ºª]|[)\].°º])(?=\s|$|[–—])
          | \d{1,3}(?:\.\d{1,3}){1,4}\.?(?=\s)
          | §  | [-–—•●▪*]\s | \^\d{1,2}(?:"""
    + LATIN_WORD
    + r"""|[a-z])?\s
          | \d{1,4}(?:[ ]?[a-z])?[ ]§
        )""",
    re.VERBOSE,
)
_PROVISION = re.compile(
    r"(?P<word>[^\W\d_]{2,12})\.?[ \u00a0](?:\d{1,5}(?!\d)|[IVXLC]{1,7}\b)(?P<rest>.*)"
)
_BEHIND_DASH = re.compile(r"\.? ?[-–—] +([^\W\d_])[^\W\d_]* ")
_SENTENCE_ENDS = ".;:!?…։؛؟"
_CLOSING = ')]"”»’'
_ABBREVIATION = re.compile(
    r"""(?:^|[\s(])(?:abs|al|alin|art|arts|cap|ch|cl|lit|let|no|nos|nr|núm|par|para|pct|pkt|poz|sec
          |ss|ust|ст|ч|п|пп)\.$""",
    re.VERBOSE | re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:[.…·_][ ]?){5,}(?:[^\W\d_]{1,8}\.?[ ])?\d{1,4}(?:[a-z]{1,3})?$")
_LONGEST_LEADERS = 40
"""Letters at the end of a line that tell of dots and the number behind them."""
_LONGEST_PRINTED = 130
_ONE_IN = 50
_ONE_BROKEN_IN = 4
_COUNTED = re.compile(r"([(\[]?)([0-9]{1,4}|[^\W\d_]|[ivxl]{1,6}|[IVXL]{1,6})(\.[ºª]|[)\].°º])")
_LONGEST_ABBREVIATION = 8
_LONGEST_LABEL = 36
_LONGEST_SUFFIX = 8
_SHORTEST = 3
"""Letters of a word before a number that is no abbreviation of "number"."""
_HYPHENS = ("-", "\u2010", "\u00ad", "\u058a", "\u2212")


def is_wrapped(lines: Sequence[str]) -> bool:
    """Tells whether lines may be printed ones and not paragraphs: hardly any is longer than what a
    printer or a person would break.
    """
    lengths = [*map(len, lines)]
    long = sum(map(_LONGEST_PRINTED.__lt__, lengths))
    return long * _ONE_IN <= len(lengths) - lengths.count(0)


def are_parted(lines: Sequence[str]) -> bool:
    """Tells whether blank lines part the paragraphs of a document, and not all its lines: what
    follows one seldom goes on in the middle of a sentence.
    """
    small = broken = 0
    for before, blank, line in zip(lines, lines[1:], lines[2:], strict=False):
        if before and not blank and is_small(line[:1]):
            small += 1
            broken += before[-1].isalnum()
    return broken * _ONE_BROKEN_IN <= small


def starts_item(text: str) -> bool:
    """Tells whether a line begins with a mark of a list or of a section: (1), a), 3., §, –."""
    return _MARKER.match(text) is not None


def item_marks(text: str) -> list[tuple[str, int]]:
    """Gives the marks that the start of a line may be, each as the shape of such marks and its
    place among them: "(i)" as ("(a)", 105) and ("(i)", 1). Following marks of a list have following
    places. A number in brackets before a small letter rather refers to a paragraph.
    """
    found = _COUNTED.match(text)
    if found is None:
        return []
    opening, value, closing = found.groups()
    if value.isdecimal():
        refers = opening and is_small(text[found.end() :].lstrip()[:1])
        return [] if refers else [(f"{opening}1{closing}", int(value))]
    marks = [(f"{opening}a{closing}", ord(value))] if len(value) == 1 else []
    if number := roman(value):
        marks.append((f"{opening}{'I' if value.isupper() else 'i'}{closing}", number))
    return marks


def starts_provision(text: str) -> bool:
    """Tells whether a line begins as the label of a provision may: a capital, a word, a number."""
    found = _PROVISION.match(text)
    return found is not None and found["word"][0].title() == found["word"][0]


def is_label(text: str) -> bool:
    """Tells whether a line is nothing but the label of a provision."""
    found = _PROVISION.match(text) if len(text) < _LONGEST_LABEL else None
    return found is not None and len(found["rest"]) <= _LONGEST_SUFFIX and starts_provision(text)


def labels_words(text: str) -> bool:
    """Tells whether a line begins as the label of a provision, a dash and the words of it do."""
    found = _PROVISION.match(text)
    words = _BEHIND_DASH.match(found["rest"]) if found and len(found["word"]) >= _SHORTEST else None
    return words is not None and words[1].isupper() and starts_provision(text)


def ends_listed(text: str) -> bool:
    """Tells whether a line ends as a row of a table of contents does, with dots up to the number of
    a page or an article.
    """
    return _LEADERS.search(text[-_LONGEST_LEADERS:]) is not None


def ends_sentence(text: str) -> bool:
    """Tells whether a line ends as a sentence or a point of a list does, not with "art."."""
    end = text.rstrip(_CLOSING)[-1:]
    return end != "" and end in _SENTENCE_ENDS and not ends_abbreviated(text)


def ends_abbreviated(text: str) -> bool:
    """Tells whether a line ends with a word that goes before a number: "art.", "para."."""
    return text[-1:] == "." and _ABBREVIATION.search(text[-_LONGEST_ABBREVIATION:]) is not None


def continues(before: str, line: str) -> bool:
    """Tells by the words alone whether a line continues the one before it."""
    if not before or not line or starts_item(line):
        return False
    if ends_hyphenated(before, line):
        return True
    return is_small(line[0]) and not ends_sentence(before)


def ends_hyphenated(before: str, line: str) -> bool:
    """Tells whether a word is broken between two lines."""
    return before.endswith(_HYPHENS) and before[-2:-1].isalpha() and line[:1].islower()


def join(before: str, line: str) -> str:
    """Gives two printed lines as one; a word broken with a hyphen is whole again."""
    return before[:-1] + line if ends_hyphenated(before, line) else f"{before} {line}"

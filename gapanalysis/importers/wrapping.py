# SPDX-License-Identifier: EUPL-1.2
"""Printed lines → paragraphs: which line only continues the one before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gapanalysis.importers.letters import is_small

_MARKER = re.compile(
    r"""(?:
          [(\[]?(?:\d{1,4}|[^\W\d_]|[ivxlcIVXLC]{1,6})(?:\^\d+)?(?:[ ]?[a-z]{1,3})?[)\].°º](?=\s|$)
          | §  | [-–—•●▪*]\s
          | \d{1,4}(?:[ ]?[a-z])?[ ]§
        )""",
    re.VERBOSE,
)
_SENTENCE_END = re.compile(r"[.;:!?…\u0589\u06d4\u061b\u061f][)\]\"”»’]*$")
_ABBREVIATION = re.compile(
    r"""(?:^|[\s(])(?:abs|al|alin|art|arts|cap|ch|cl|lit|let|no|nos|nr|núm|par|para|pct|pkt|poz|sec
          |ss|ust|ст|ч|п|пп)\.$""",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_PRINTED = 130
_ONE_IN = 50
_HYPHENS = ("-", "\u2010", "\u00ad")


def is_wrapped(lines: Sequence[str]) -> bool:
    """Tells whether lines may be printed ones and not paragraphs: hardly any is longer than what a
    printer or a person would break.
    """
    long = sum(len(line) > _LONGEST_PRINTED for line in lines)
    return long * _ONE_IN <= sum(map(bool, lines))


def starts_item(text: str) -> bool:
    """Tells whether a line begins with a mark of a list or of a section: (1), a), 3., §, –."""
    return _MARKER.match(text) is not None


def ends_sentence(text: str) -> bool:
    """Tells whether a line ends as a sentence or a point of a list does, not with "art."."""
    return _SENTENCE_END.search(text) is not None and not _ABBREVIATION.search(text)


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

# SPDX-License-Identifier: EUPL-1.2
"""Letters that a text has as signs, as the seven-bit alphabet of former Yugoslavia writes them and
fonts of its gazettes showed them: "^lan 1" is "Član 1".
"""

from __future__ import annotations

import re
from dataclasses import replace

from gapanalysis.importers.lines import Document, Line
from gapanalysis.resources import read_toml

_LETTERS: dict[str, str] = read_toml("seven_bit.toml")["letters"]
_TABLE = str.maketrans(_LETTERS)
_SIGNS = f"[{re.escape(''.join(_LETTERS))}]"
_IN_WORD = re.compile(rf"(?<=[a-z]){_SIGNS}(?=[a-z])")
_BESIDE_LETTER = re.compile(rf"(?<=[^\W\d_]){_SIGNS}+|{_SIGNS}+(?=[^\W\d_])")
_FEWEST = 10
_ONE_IN = 300
"""How many letters there are for a sign in a word, at most."""


def with_letters(document: Document) -> Document:
    """Gives a document with letters for signs where these stand in many words, and no letter that
    they stand for does.
    """
    words = "\n".join(line.text for line in document.lines)
    found = len(_IN_WORD.findall(words))
    if found < _FEWEST or found * _ONE_IN < len(words) or any(map(words.count, _LETTERS.values())):
        return document
    lines = tuple(map(_with_letters, document.lines))
    return replace(document, lines=lines, title=_lettered(document.title))


def _with_letters(line: Line) -> Line:
    return replace(line, text=_lettered(line.text), generated=_lettered(line.generated))


def _lettered(text: str) -> str:
    return _BESIDE_LETTER.sub(lambda found: found[0].translate(_TABLE), text)

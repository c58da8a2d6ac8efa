# SPDX-License-Identifier: EUPL-1.2
"""The words of one paragraph of a word processor while they are gathered, and how they look."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from gapanalysis.importers.lines import STRUCK, Line
from gapanalysis.importers.struck import is_struck

_SPACES = re.compile(r"[^\S\n]+")


class Look(Protocol):
    """What the readers of word processors know of a run of words."""

    @property
    def bold(self) -> bool: ...
    @property
    def italic(self) -> bool: ...
    @property
    def hidden(self) -> bool: ...
    @property
    def raised(self) -> bool: ...
    @property
    def struck(self) -> bool: ...


@dataclass(slots=True)
class Words:
    """The words so far, and how many of their letters are marked; ``doubts`` are the document's."""

    doubts: set[str] = field(repr=False)
    text: str = ""
    kept: str = ""
    """The words that are not struck out, on the same lines."""
    letters: int = 0
    bold: int = 0
    italic: int = 0
    contents: int = 0
    """Letters that belong to a table of contents."""
    has_hidden: bool = False
    _raised: bool = False

    def add(self, text: str, look: Look) -> int:
        """Adds words, unless they are hidden, and gives how many letters were added. Raised digits
        are marked, for they belong to the number before them.
        """
        letters = len("".join(text.split()))
        if look.hidden:
            if letters:
                self.has_hidden = True
                self.doubts.add("hidden_text")
            return 0
        self.letters += letters
        self.bold += letters if look.bold else 0
        self.italic += letters if look.italic else 0
        if letters:
            if look.raised and not self._raised and text.strip()[:1].isdigit():
                text = f"^{text.strip()}{' ' if text[-1].isspace() else ''}"
            self._raised = look.raised
        self.text += text
        self.kept += "\n" * text.count("\n") if look.struck else text
        return letters

    def lines(
        self, *, label: str, offset: int, style: str, centred: bool, indent: int
    ) -> Iterator[Line]:
        """Gives a line for each line of the paragraph; the first begins with its label."""
        text = unicodedata.normalize("NFC", _SPACES.sub(" ", self.text))
        kept = unicodedata.normalize("NFC", _SPACES.sub(" ", self.kept))
        for at, (line, some) in enumerate(zip(text.split("\n"), kept.split("\n"), strict=True)):
            generated = label if at == 0 else ""
            if not (line.strip() or generated):
                continue
            struck = len("".join(some.split())) < len("".join(line.split()))
            gone = struck and is_struck(some)
            if struck and not gone:
                self.doubts.add("struck_out")
            yield Line(
                text=f"{generated} {line.strip()}".strip(),
                offset=offset,
                style=STRUCK if gone else style,
                bold=0 < self.letters == self.bold,
                italic=0 < self.letters == self.italic,
                centred=centred,
                indent=indent,
                generated=generated,
            )

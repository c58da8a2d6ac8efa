# SPDX-License-Identifier: EUPL-1.2
"""What stands behind a law or an article and is none of its words: a list of the laws that changed
it, the notes that its words call by their numbers, notes below a heading of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gapanalysis.importers.canonical import RUNNING
from gapanalysis.importers.letters import is_in_capitals
from gapanalysis.importers.lines import Document, Line, restyled
from gapanalysis.importers.openers import find_openers, introduces
from gapanalysis.languages import Language

_LONGEST_TITLE = 300
_NOTE = re.compile(r"\[(\d{1,3})\]")
_MOSTLY = 0.5
"""The share of notes at the end that the words of a law call."""


def with_notes_behind(document: Document, language: Language) -> Document:
    """Gives a document in which the list of laws that changed it, the notes at its end and those
    below articles are notes; provisions of later laws that stand between are not.
    """
    lines = document.lines
    notes = {*_list_of_changes(lines, language), *_notes_at_end(lines)}
    notes.update(_notes_below(lines, language))
    return restyled(document, notes, "note", RUNNING) if notes else document


def _list_of_changes(lines: Sequence[Line], language: Language) -> range:
    """Gives the lines of a list of laws, from its title in capitals to the end or to a line that
    introduces provisions of later laws.
    """
    start = next((n for n, line in enumerate(lines) if _titles_list(line.text, language)), None)
    if start is None:
        return range(0)
    later = (n for n in range(start + 1, len(lines)) if introduces(lines[n].text, language))
    return range(start, next(later, len(lines)))


def _titles_list(text: str, language: Language) -> bool:
    if not language.closing_changes or len(text) > _LONGEST_TITLE:
        return False
    folded = text.casefold()
    return any(words in folded for words in language.closing_changes) and is_in_capitals(text)


def _notes_at_end(lines: Sequence[Line]) -> range:
    """Gives the lines from "[1]" on where, to the end of the document, notes count up from it, and
    half of them are called in the words before.
    """
    expected = start = None
    for n in range(len(lines) - 1, -1, -1):
        found = _NOTE.match(lines[n].text)
        if found and expected in {None, int(found[1])}:
            start, expected = n, int(found[1]) - 1
            if expected == 0:
                break
    if start is None or expected != 0:
        return range(0)
    calls = {int(call) for line in lines[:start] for call in _NOTE.findall(line.text)}
    numbers = [int(found[1]) for line in lines[start:] if (found := _NOTE.match(line.text))]
    called = sum(number in calls for number in numbers)
    return range(start, len(lines)) if called >= _MOSTLY * len(numbers) else range(0)


def _notes_below(lines: Sequence[Line], language: Language) -> Iterator[int]:
    """Gives the lines from the heading of notes below or above an article on, down to what opens
    the next provision or is marked as its heading; a note may name its own article again.
    """
    if not any(_titles_notes(line, language) for line in lines):
        return
    number = ""
    inside = False
    for n, line in enumerate(lines):
        openers = find_openers(n, line, language)
        article = next((one for one in openers if one.what == "article"), None)
        if article and not (inside and article.number == number):
            number = article.number
            inside = False
        elif (openers and not article) or line.style.startswith("heading"):
            inside = False
        if inside := inside or _titles_notes(line, language):
            yield n


def _titles_notes(line: Line, language: Language) -> bool:
    return line.text.rstrip(":").casefold() in language.notes

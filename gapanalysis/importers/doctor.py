# SPDX-License-Identifier: EUPL-1.2
"""The doctor: what looks wrong in a law as it is divided, and what would mend it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from gapanalysis.errors import AppError
from gapanalysis.importers.chart import Chart
from gapanalysis.importers.doctor_labels import missed_labels
from gapanalysis.importers.doctor_letters import letter_doubts
from gapanalysis.importers.doctor_marks import paragraph_doubts
from gapanalysis.importers.doctor_numbers import number_doubts, restored_numbers
from gapanalysis.importers.doctor_text import contents_doubts, text_doubts
from gapanalysis.model import ImportDoubt, LawDraft, Operation, ReadAgain, Structure
from gapanalysis.restructure import restructure
from gapanalysis.structure import mend_to_json, place_at, structure_of
from gapanalysis.words import Words

READER_CODES = frozenset(
    {
        *("tracked_changes", "hidden_text", "hidden_text_read", "embedded_part", "struck_out"),
        "struck_left_out",
        *("numbers_by_style", "computed_fields", "encoding_unclear", "pages_without_text"),
        *("number_raised", "numbers_raised"),
    }
)
"""What only the reader of a file can see; everything else follows from the text as divided."""
CODES: dict[str, tuple[str, ...]] = {
    "tracked_changes": (),
    "hidden_text": (),
    "hidden_text_read": (),
    "struck_out": (),
    "struck_left_out": (),
    "numbers_by_style": (),
    "computed_fields": (),
    "encoding_unclear": (),
    "embedded_part": (),
    "pages_without_text": (),
    "nothing_recognised": (),
    "one_block": (),
    "language_other": ("read_again",),
    "language_alike": ("read_again",),
    "letters_apart": (),
    "letters_mixed": (),
    "letters_unreadable": (),
    "direction_turned": ("exclude",),
    "article_missed": ("split",),
    "article_broken": ("join",),
    "article_empty": (),
    "articles_empty": (),
    "very_long_article": ("split",),
    "contents_as_articles": ("exclude",),
    "number_glued": ("renumber", "split"),
    "number_raised": (),
    "numbers_raised": (),
    "number_cut": ("renumber",),
    "number_twice": ("renumber", "exclude"),
    "numbers_twice": (),
    "number_gap": (),
    "numbers_missing": (),
    "number_alike": ("renumber",),
    "number_out_of_order": (),
    "numbers_out_of_order": (),
    "division_gap": (),
    "paragraph_gap": (),
    "paragraph_missed": ("split",),
    "running_head_in_text": ("exclude",),
    "page_number_in_text": ("exclude",),
    "law_left_out": ("include",),
    "long_text_left_out": (),
    "place_repeated": (),
    "more_of_them": (),
}
"""Everything that the doctor can say, with the operations that may mend it; none: only a person can
say what is right.
"""
_MOST = 200
"""Of one kind."""
_EXPLAIN_LENGTH = {"article_missed", "number_glued", "number_out_of_order", "numbers_out_of_order"}


def examine(
    law: Structure,
    read: Iterable[ImportDoubt] = (),
    kept: frozenset[tuple[str, int]] = frozenset(),
) -> tuple[ImportDoubt, ...]:
    """Gives what looks wrong in a law, in the order of the text; what concerns all of it first.

    ``read`` is what its reader saw; of ``kept`` (code and start) a person said that it is right.
    """
    chart = Chart(law)
    seen = (_placed(chart, doubt) for doubt in read if doubt.code in READER_CODES)
    found = [*filter(None, seen), *letter_doubts(chart), *_of_provisions(chart)]
    found.sort(key=lambda doubt: -1 if doubt.start is None else doubt.start)
    return tuple(_at_most(doubt for doubt in found if key_of(doubt) not in kept))


def _at_most(found: Iterable[ImportDoubt]) -> Iterator[ImportDoubt]:
    """Gives the first doubts of each kind, and one that counts the others: nobody looks at
    thousands.
    """
    seen: Counter[str] = Counter()
    first: dict[str, ImportDoubt] = {}
    for doubt in found:
        seen[doubt.code] += 1
        if seen[doubt.code] <= _MOST:
            yield doubt
        else:
            first.setdefault(doubt.code, doubt)
    for code, doubt in first.items():
        more: dict[str, str | int] = {"count": seen[code] - _MOST, "like": code}
        yield replace(doubt, code="more_of_them", details=more, mend=None)


def key_of(doubt: ImportDoubt) -> tuple[str, int]:
    """Gives what tells a doubt from others of the same law."""
    return doubt.code, -1 if doubt.start is None else doubt.start


def _of_provisions(chart: Chart) -> Iterator[ImportDoubt]:
    contents = [*contents_doubts(chart)]
    if contents:  # what else looks wrong in the numbers mostly comes from there
        yield from contents
        return
    missed = [*missed_labels(chart)]
    yield from missed
    yield from number_doubts(chart, missed)
    yield from paragraph_doubts(chart)
    yield from text_doubts(
        chart, {doubt.provision for doubt in missed if doubt.code in _EXPLAIN_LENGTH}
    )


def _placed(chart: Chart, doubt: ImportDoubt) -> ImportDoubt | None:
    """Gives what a reader saw with its place in the law as it is divided now; None where a person
    gave the article another number since.
    """
    start = doubt.start
    if doubt.code == "pages_without_text" and start is None:
        pages = re.search(r"\d{1,6}", str(doubt.details.get("pages", "")))
        first = int(pages.group()) if pages else 0
        following = (place.start for place in chart.law.source_map if (place.page or 0) > first)
        start = next(following, len(chart.text))
        return replace(doubt, start=start, end=start, provision=chart.article_of(max(0, start - 1)))
    index = None if start is None else chart.article_of(start)
    if doubt.code == "number_raised":
        number = "" if index is None else chart.provision(index).number
        if number != doubt.details["number"]:
            return None
    return replace(doubt, provision=index)


def to_json(doubts: Iterable[ImportDoubt], law: Structure, words: Words) -> list[dict[str, Any]]:
    """Gives doubts as commands print them: each with its place, its sentence in the language of
    ``words``, its mend and its details.
    """
    found = []
    for doubt in doubts:
        address = None if doubt.provision is None else law.provisions[doubt.provision].address
        place = None if doubt.start is None else place_at(law.source_map, doubt.start)
        found.append(
            {
                "code": doubt.code,
                "start": doubt.start,
                "end": doubt.end,
                "provision": doubt.provision,
                "address": address,
                "page": place.page if place else None,
                "message": sentence(doubt, words),
                "mend": None if doubt.mend is None else mend_to_json(doubt.mend),
                **doubt.details,
            }
        )
    return found


def sentence(doubt: ImportDoubt, words: Words) -> str:
    """Gives what a doubt says, as one line."""
    return " ".join(words.code("doubt", doubt.code, **doubt.details).split())


# --- mending a draft -----------------------------------------------------------------------------


def first_examined(draft: LawDraft) -> LawDraft:
    """Gives a draft that was just read with its warnings: those of its reader, what the splitting
    took upon itself, and what looks wrong.
    """
    restored = restored_numbers(Chart(structure_of(draft)))
    return examined(replace(draft, warnings=(*draft.warnings, *restored)))


def examined(draft: LawDraft) -> LawDraft:
    """Gives a draft with its warnings as it is divided now."""
    return replace(draft, warnings=examine(structure_of(draft), draft.warnings, draft.kept))


def change(draft: LawDraft, operation: Operation) -> LawDraft:
    """Gives a draft after an operation, with its warnings; raises ``AppError("structure_…")``."""
    made = restructure(structure_of(draft), operation)
    return examined(replace(draft, provisions=made.provisions, left_out=made.left_out))


def apply_mend(draft: LawDraft, doubt: ImportDoubt) -> LawDraft:
    """Gives a draft after the mend that a doubt proposes; raises ``AppError("no_mend")`` where only
    a person can say, or the file must be read again.
    """
    return change(draft, operation_of(doubt))


def operation_of(doubt: ImportDoubt) -> Operation:
    """Gives the operation that mends a doubt; raises ``AppError("no_mend")`` where there is none,
    or none on the structure.
    """
    if doubt.mend is None or isinstance(doubt.mend, ReadAgain):
        raise AppError("no_mend")
    return doubt.mend


def keep(draft: LawDraft, doubt: ImportDoubt) -> LawDraft:
    """Gives a draft in which a person said that a place is right as it is."""
    return examined(replace(draft, kept=draft.kept | {key_of(doubt)}))

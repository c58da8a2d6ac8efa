# SPDX-License-Identifier: EUPL-1.2
"""Which of the lines that could open an article do: by the numbering that most of the document
follows, by the order of the numbers, and by the source's styles.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gapanalysis.importers.before_labels import openers_of
from gapanalysis.importers.contents import find_contents
from gapanalysis.importers.enclosed import with_enclosed
from gapanalysis.importers.forms import RANGE, is_range, of_their_forms
from gapanalysis.importers.heights import with_heights
from gapanalysis.importers.inside import with_inside
from gapanalysis.importers.letters import COMMAS, ENDS, is_in_capitals, is_small
from gapanalysis.importers.lines import Document
from gapanalysis.importers.mistaken import (
    is_introduced,
    without_echoes,
    without_headings,
    without_introduced,
    without_mentions,
    without_names,
    without_paragraphs,
    without_romans,
    without_stray_divisions,
    without_tables_of_articles,
    without_titles,
    without_years,
)
from gapanalysis.importers.numerals import with_numerals
from gapanalysis.importers.openers import ARTICLE_RANK, Opener, is_headed
from gapanalysis.importers.quotes import quoted_lines
from gapanalysis.importers.raised import (
    with_calls_apart,
    with_raised,
    with_signs_of_notes,
    without_calls_behind,
    without_raised_calls,
)
from gapanalysis.importers.rising import rising
from gapanalysis.importers.swallowed import without_swallowed
from gapanalysis.importers.wordless import with_wordless
from gapanalysis.importers.wrapping import ends_sentence, is_wrapped
from gapanalysis.languages import Language
from gapanalysis.model import Kind
from gapanalysis.numbers import base, normalise, sort_key

_RESTART_GAIN = 1.02
_RESTART_LEAST = 1.3
_FULL_LINE = 25
_LONGEST_HEADING = 60
_NEAR = 3
_FEWEST_ACTS = 3
_FIRST = [1, 2, 3]
"""The first articles of a law that numbers them without a word; most have no number of a part."""
_IN_ORDER = 0.98
_LEAST_LENGTH = 100
"""Letters that an article has on average, other than a line of a table of contents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The openers of a document in its order; ``contents`` are the lines (first, after the last)
    of a table of contents; ``restart`` is the kind of division in which article numbers begin
    again; ``quoted`` tells of each line whether it begins inside a quotation.
    """

    openers: tuple[Opener, ...]
    contents: tuple[int, int] | None
    restart: Kind | None
    quoted: tuple[bool, ...]


def outline(document: Document, language: Language) -> Outline:
    """Gives the openers that a document's articles and divisions begin with. In one where no word
    stands before numbers as the language has it, articles may begin with their number alone.
    """
    found = _as_numbered(document, language)
    if language.bare_articles or any(opener.kind == Kind.ARTICLE for opener in found.openers):
        return found
    alone = _as_numbered(document, replace(language, bare_articles=True))
    numbers = [opener.number for opener in alone.openers if opener.what == "article"]
    first = [*dict.fromkeys(map(base, numbers))][: len(_FIRST)]
    whole = sum(number.isalnum() for number in numbers)
    return alone if first == _FIRST and whole * 2 > len(numbers) else found


def _as_numbered(document: Document, language: Language) -> Outline:
    """Gives the outline of a document whose articles are numbered as the language says."""
    lines = document.lines
    quoted = quoted_lines([line.text for line in lines])
    found = _outline(document, quoted, language)
    if not found.openers and any(quoted):  # the whole act stands in quotation marks
        quoted = (False,) * len(lines)
        found = _outline(document, quoted, language)
    own = without_swallowed(lines, quoted, found.openers, language)
    return found if own == quoted else _outline(document, own, language, marked=True)


def _outline(
    document: Document, quoted: tuple[bool, ...], language: Language, *, marked: bool = False
) -> Outline:
    """Gives the outline of a document of which some lines are quoted; ``marked``: what was changed
    in it stands in quotation marks.
    """
    wrapped = is_wrapped([line.text for line in document.lines])
    found = [
        opener
        for opener in openers_of(document.lines, quoted, language, marked=marked)
        if not _interrupted(document, opener, language, wrapped=wrapped)
    ]
    found = without_mentions(document, without_paragraphs(document, found, language))
    found = of_their_forms(with_inside(found, language))
    found = with_signs_of_notes(document, with_calls_apart(document, found))
    found = _turned_back(document, without_calls_behind(without_raised_calls(found)))
    found = without_titles(document, without_echoes(document, without_years(found)))
    found = without_headings(document, found, language)
    contents = find_contents(document, found, language)
    if contents:
        found = [opener for opener in found if not contents[0] <= opener.line < contents[1]]
    found = without_tables_of_articles(document, found)
    found = with_heights(without_names(document, without_stray_divisions(found)))
    found = without_romans(found)
    found = without_introduced(document, found, language)
    found = with_enclosed(document, _with_apart(document, with_raised(document, found)))
    kept, restart = _in_sequence(document, found, language)
    kept = with_numerals(document, quoted, with_wordless(document, quoted, kept, language))
    first = next((n for n, opener in enumerate(kept) if opener.what != "heading"), len(kept))
    return Outline(
        openers=tuple(kept[first:]),
        contents=contents,
        restart=restart,
        quoted=quoted,
    )


def _interrupted(document: Document, opener: Opener, language: Language, *, wrapped: bool) -> bool:
    """Tells whether the line before breaks off where a reference would go on ("under article" /
    "12 …"). A small word breaks off only a printed line, and none that begins after a blank one
    breaks off before a label that has a heading; before a label on a line of its own, or one with a
    heading below a whole paragraph, a line that ends so is a heading. What a source declares to be
    a provision is one.
    """
    if opener.line == 0 or (document.format == "akn" and opener.level):
        return False
    line, before = document.lines[opener.line], document.lines[opener.line - 1].text
    if len(before) < _FULL_LINE or before.isupper() or before.endswith((*ENDS, ")")):
        return False
    last = before.rsplit(None, 1)[-1].casefold()
    begins = opener.line == 1 or not document.lines[opener.line - 2].text
    if (begins or not wrapped) and opener.what == "article" and is_headed(line, opener):
        return False
    if last in language.cited_before:
        if opener.what == "division" and len(before) > _LONGEST_HEADING:
            return True
        full = len(before) > _LONGEST_HEADING
        broken = wrapped and opener.line > 1 and (full or document.lines[opener.line - 2].text)
        return bool(broken) or not _stands_alone(document, opener)
    if wrapped and opener.what == "annex" and not (line.style or line.text.isupper()):
        full = len(before) > _LONGEST_HEADING and not ends_sentence(before)
        if full or (last in language.stop_words and line.text.endswith(".")):
            return True
    return (
        wrapped
        and not (line.style or is_headed(line, opener) or _stands_alone(document, opener))
        and (last.endswith(COMMAS) or last in language.stop_words)
    )


def _stands_alone(document: Document, opener: Opener) -> bool:
    """Tells whether a label fills its line and the next line does not go on in small letters."""
    following = next((line.text for line in document.lines[opener.line + 1 :] if line.text), "")
    return opener.label_end == opener.end and not is_small(following[:1])


def _turned_back(document: Document, found: Sequence[Opener]) -> list[Opener]:
    """Gives the openers with numbers as they are read where a line runs from right to left and its
    number was taken as printed: "1-347" after article 347 is 347-1, but after 0 a range.
    """
    kept: list[Opener] = []
    last = 0
    for opener in found:
        number = opener.number
        if opener.what == "article":
            parts = RANGE.fullmatch(number)
            if parts and last + 1 != int(parts[1]) < int(parts[2]) <= last + 1:
                leftward = unicodedata.bidirectional(document.lines[opener.line].text[0]) == "AL"
                number = f"{parts[2]}-{parts[1]}" if leftward else number
            last = max(last, base(number) or 0)
        kept.append(opener if number == opener.number else replace(opener, number=number))
    return kept


def _with_apart(document: Document, found: Sequence[Opener]) -> list[Opener]:
    """Gives the openers; a closing provision is apart where article numbers begin again in it, and
    one that introduces provisions of a later law where they do not go on from the law's own, or
    from those of another later law.
    """
    following: list[Opener | None] = []
    ahead: Opener | None = None
    for opener in reversed(found):
        ahead = opener if opener.what == "article" and not opener.series else ahead
        following.append(ahead)
    kept: list[Opener] = []
    last: Opener | None = None
    later = introduced = False
    for opener, after in zip(found, reversed(following), strict=True):
        if opener.what == "closing" and opener.weak and last and _goes_on(document, opener):
            continue
        if opener.what == "closing" and last:
            again = after and sort_key(after.number) <= sort_key(last.number)
            goes_on = after and base(after.number) == (base(last.number) or 0) + 1 and not later
            apart = opener.weak or (not goes_on if opener.apart else again and not introduced)
            later = later or bool(opener.apart and apart)
            if last.single and after:  # of the act that publishes the law behind it
                kept.append(replace(opener, apart=False, rank=ARTICLE_RANK))
            else:
                kept.append(_apart(opener) if apart else replace(opener, apart=False))
        else:
            kept.append(opener)
        introduced = opener.what == "closing" and opener.apart
        last = opener if opener.what == "article" and not opener.series else last
    return kept


def _goes_on(document: Document, closing: Opener) -> bool:
    """Tells whether a line that names a later law goes on with what stands above it, as in a list
    of laws.
    """
    above = (document.lines[n].text for n in range(closing.line - 1, -1, -1))
    before = next(filter(None, above), "")
    return before.endswith((",", ";")) or (before.endswith(":") and not is_in_capitals(before))


def _apart(closing: Opener) -> Opener:
    """Gives a closing provision as what it is where numbers begin again: like an annex."""
    return replace(closing, kind=Kind.ANNEX, rank=0, apart=True)


def _in_sequence(
    document: Document, found: Sequence[Opener], language: Language
) -> tuple[list[Opener], Kind | None]:
    """Gives the openers without articles whose numbers break the order, and the kind of division
    in which numbers restart.
    """
    articles = [o for o in found if o.what == "article"]
    main = [o for o in articles if not o.series]
    restart, segments = _segments([o for o in found if not o.series], main)
    if restart is None:
        segments = [one for segment in segments for one in _appended(document, segment)]
    for series in sorted({o.series for o in articles} - {""}):
        segments += _split_at([o for o in found if o.what != "article" or o.series == series], None)
    kept = {id(main[0])} if main and main[0].single else set()
    if document.format == "akn":
        segments = [_declared(segment) for segment in segments]
    for segment in segments:
        fitting = _fitting(segment)
        kept.update(id(o) for o in fitting)
        kept.update(_misplaced(document, segment, fitting, language))
    openers = _with_ranges([o for o in found if o.what != "article" or id(o) in kept])
    return openers, restart


def _declared(segment: Sequence[Opener]) -> list[Opener]:
    """Gives the articles of a run that the source declares where it declares any: words inside them
    may look like labels.
    """
    return [opener for opener in segment if opener.level] or [*segment]


def _misplaced(
    document: Document, segment: Sequence[Opener], fitting: Sequence[Opener], language: Language
) -> Iterator[int]:
    """Gives the identities of articles that only stand in another place among their like: inserted
    ones after the one before them (96-10 after 96), each with its heading on its line, and those
    that are found nowhere else and stand near their place (66, 67, 66-4, 68).
    """
    numbers = {normalise(opener.number) for opener in fitting}
    fits = {id(opener) for opener in fitting}
    bases = {base(opener.number) for opener in fitting}
    last: Opener | None = None
    for opener in segment:
        if id(opener) in fits:
            last = opener
        elif last is None or opener.weak or normalise(opener.number) in numbers:
            continue
        elif (base(opener.number) == base(last.number) and opener.label_end < opener.end) or (
            _is_near(opener, last, bases) and not is_introduced(document, opener, language)
        ):
            numbers.add(normalise(opener.number))
            yield id(opener)


def _is_near(opener: Opener, last: Opener, bases: set[int | None]) -> bool:
    """Tells whether an article that breaks the order stands near its place: it has the form of the
    one before it; it is an inserted one, or the one that is missing between two.
    """
    whole, before = base(opener.number), base(last.number)
    if whole is None or before is None or opener.form != last.form:
        return False
    if (opener.label_end < opener.end) != (last.label_end < last.end):
        return False
    if opener.number.isdigit():
        return whole == before + 1 and whole + 1 in bases
    return whole in bases and abs(whole - before) <= _NEAR


def _with_ranges(openers: Sequence[Opener]) -> list[Opener]:
    """Gives the openers with a group for each article that is numbered 12-15 and stands directly
    before article 16 or after article 11.
    """
    articles = [opener for opener in openers if opener.what == "article"]
    ranges = {
        id(one)
        for before, one, after in zip(
            [None, *articles], articles, [*articles[1:], None], strict=False
        )
        if is_range(before.number if before else "", one.number, after.number if after else "")
    }
    return [
        replace(opener, what="group", kind=Kind.SECTION, form="")
        if id(opener) in ranges
        else opener
        for opener in openers
    ]


def _segments(
    found: Sequence[Opener], articles: Sequence[Opener]
) -> tuple[Kind | None, list[list[Opener]]]:
    """Gives the runs in which article numbers rise: between annexes, and between the divisions in
    which they restart, if they do so in most of them.
    """
    whole = _split_at(found, None)
    fitting = _distinct(whole)
    best: tuple[int, Kind | None, list[list[Opener]]] = (fitting, None, whole)
    if fitting == len(articles):
        return None, whole
    for rank in sorted({o.rank for o in found if o.what == "division"}):
        parts = _split_at(found, rank)
        fits = _distinct(parts)
        if fits == len(articles) > best[0] or fits > best[0] * _RESTART_GAIN:
            best = (fits, next(o.kind for o in found if o.rank == rank), parts)
    if best[0] < fitting * _RESTART_LEAST and best[0] < len(articles):
        return None, whole
    _, kind, parts = best
    again = [_begins_again(before, part) for before, part in pairwise(parts)]
    if kind is None or sum(again) * 2 > len(again):
        return kind, parts
    return None, _joined(parts)


def _begins_again(before: Sequence[Opener], part: Sequence[Opener]) -> bool:
    """Tells whether the numbers of a run do not go on from those of the one before it."""
    return sort_key(part[0].number) <= max(sort_key(opener.number) for opener in before)


def _joined(parts: Sequence[Sequence[Opener]]) -> list[list[Opener]]:
    """Gives runs as one that is parted only where a law of its own begins with articles 1, 2, 3, as
    a code does behind the articles that put it into force.
    """
    articles = [opener for part in parts for opener in part]
    joined: list[list[Opener]] = [[]]
    for n, opener in enumerate(articles):
        if joined[-1] and [base(one.number) for one in articles[n : n + 3]] == [1, 2, 3]:
            joined.append([])
        joined[-1].append(opener)
    return joined


def _appended(document: Document, segment: Sequence[Opener]) -> list[list[Opener]]:
    """Gives a run of articles, parted where a text of its own is appended to the law without the
    word for an annex (rules of procedure to a treaty) or stands before it (principles of a code):
    the articles of each count up from 1, 2, 3 and have words, which a table of contents has not.
    """
    bases = [base(opener.number) for opener in segment]
    if (acts := _acts(segment, bases)) and _have_words(document, acts):
        return acts
    form = segment[0].form
    starts = [
        n
        for n, one in enumerate(segment)
        if n and bases[n : n + 3] == [1, 2, 3] and one.form == form
    ]
    for ends in (starts, *([n] for n in starts)):
        parts = [[*segment[n:end]] for n, end in pairwise([0, *ends, len(segment)])]
        if all(map(_counts_up, parts)) and _have_words(document, parts):
            return parts
    return [[*segment]]


def _acts(segment: Sequence[Opener], bases: Sequence[int | None]) -> list[list[Opener]]:
    """Gives the articles of several acts that follow each other in a document, each of which counts
    1, 2, 3 without a gap; nothing where there are fewer than three.
    """
    starts = [n for n in range(len(segment)) if bases[n : n + 2] == [1, 2]]
    parts = [[*segment[n:end]] for n, end in pairwise([*starts, len(segment)])]
    counted = all(
        [base(opener.number) for opener in part] == [*range(1, len(part) + 1)] for part in parts
    )
    alike = len({opener.form for opener in segment}) == 1
    return parts if len(parts) >= _FEWEST_ACTS and starts[0] == 0 and counted and alike else []


def _have_words(document: Document, parts: Sequence[Sequence[Opener]]) -> bool:
    """Tells whether the articles of each part have words, other than lines of contents."""
    ends = [*(part[0].line for part in parts[1:]), len(document.lines)]
    return all(
        sum(len(line.text) for line in document.lines[part[0].line : end])
        > _LEAST_LENGTH * len(part)
        for part, end in zip(parts, ends, strict=True)
    )


def _counts_up(part: Sequence[Opener]) -> bool:
    """Tells whether articles begin with 1 and are in order, but for a few of very many."""
    return base(part[0].number) == 1 and len(rising(part)) >= _IN_ORDER * len(part)


def _distinct(segments: Sequence[Sequence[Opener]]) -> int:
    """Gives how many articles stand in rising order in some runs, each number counted once."""
    return sum(len({normalise(o.number) for o in rising(run)}) for run in segments)


def _split_at(found: Sequence[Opener], rank: int | None) -> list[list[Opener]]:
    """Gives the articles between annexes and the like, and between the divisions of a rank."""
    segments: list[list[Opener]] = [[]]
    for opener in found:
        if opener.apart or (opener.what != "article" and opener.rank == rank):
            segments.append([])
        if opener.what == "article":
            segments[-1].append(opener)
    return [segment for segment in segments if segment]


def _fitting(segment: Sequence[Opener]) -> list[Opener]:
    """Gives the articles of a run that belong to it. Where the source styles most of them, the
    others must stand between two styled ones and bear a number of their own.
    """
    styled = [o for o in segment if o.level]
    numbers = {normalise(o.number) for o in segment}
    if len({normalise(o.number) for o in styled}) * 2 < len(numbers):
        return rising(segment)
    own = {normalise(o.number) for o in styled}
    after = {id(o): (n, o) for n, o in enumerate(styled)}
    kept: list[Opener] = []
    seen = 0
    for opener in segment:
        if id(opener) in after:
            seen += 1
            kept.append(opener)
        elif normalise(opener.number) not in own and not opener.weak:
            low = sort_key(kept[-1].number) if kept else ()
            high = sort_key(styled[seen].number) if seen < len(styled) else None
            key = sort_key(opener.number)
            if low < key and (high is None or key < high):
                kept.append(opener)
    return kept

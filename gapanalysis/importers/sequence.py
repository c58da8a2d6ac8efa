# SPDX-License-Identifier: EUPL-1.2
"""Which of the lines that could open an article do: by the numbering that most of the document
follows, by the order of the numbers, and by the source's styles.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gapanalysis.importers.before_labels import openers_of
from gapanalysis.importers.canonical import RUNNING
from gapanalysis.importers.contents import find_contents
from gapanalysis.importers.forms import of_their_forms
from gapanalysis.importers.heights import with_heights
from gapanalysis.importers.inside import with_inside
from gapanalysis.importers.letters import COMMAS, ENDS, STOPS, is_small
from gapanalysis.importers.lines import Document
from gapanalysis.importers.numerals import with_numerals
from gapanalysis.importers.openers import ARTICLE_RANK, Opener, is_headed, is_single
from gapanalysis.importers.quotes import quoted_lines
from gapanalysis.importers.raised import with_raised
from gapanalysis.importers.rising import rising
from gapanalysis.importers.swallowed import without_swallowed
from gapanalysis.importers.wording import ordinal_value
from gapanalysis.importers.wordless import with_wordless
from gapanalysis.importers.wrapping import is_wrapped
from gapanalysis.languages import Language
from gapanalysis.model import Kind
from gapanalysis.numbers import base, normalise, roman, sort_key

_RESTART_GAIN = 1.02
_RESTART_LEAST = 1.3
_FULL_LINE = 25
_LONGEST_HEADING = 60
_LONGEST_TITLE = 80
_NEAR = 3
_LINES_OF_A_NAME = 4
_NUMBER_OF_A_LAW = re.compile(r"(?<![\d/])\d+/\d+(?![\d/])")
_FEWEST_ROMANS = 2
_FEWEST_OWN = 3
_FEWEST_ACTS = 3
_IN_ORDER = 0.98
_LEAST_LENGTH = 100
"""Letters that an article has on average, other than a line of a table of contents."""
_RANGE = re.compile(r"(\d{1,5})-(\d{1,5})")


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
    """Gives the openers that a document's articles and divisions begin with."""
    lines = document.lines
    quoted = quoted_lines([line.text for line in lines])
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
    found = _without_mentions(document, _without_paragraphs(document, found, language))
    found = _turned_back(document, of_their_forms(with_inside(found, language)))
    found = _without_echoes(document, found)
    found = _without_headings(document, found, language)
    contents = find_contents(document, found, language)
    if contents:
        found = [opener for opener in found if not contents[0] <= opener.line < contents[1]]
    found = with_heights(_without_names(document, _without_stray_divisions(found)))
    found = _without_romans(found)
    found = _without_introduced(document, found, language)
    found = _with_apart(with_raised(document, found))
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
    "12 …"). A small word breaks off only a printed line, and not before a label that has a
    heading; before a label on a line of its own, or one with a heading below a whole paragraph, a
    line that ends so is a heading.
    """
    if opener.line == 0:
        return False
    line, before = document.lines[opener.line], document.lines[opener.line - 1].text
    if len(before) < _FULL_LINE or before.isupper() or before.endswith((*ENDS, ")")):
        return False
    last = before.rsplit(None, 1)[-1].casefold()
    if not wrapped and opener.what == "article" and is_headed(line, opener):
        return False
    if last in language.cited_before:
        if opener.what == "division" and len(before) > _LONGEST_HEADING:
            return True
        broken = wrapped and opener.line > 1 and document.lines[opener.line - 2].text
        return bool(broken) or not _stands_alone(document, opener)
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
            parts = _RANGE.fullmatch(number)
            if parts and last + 1 != int(parts[1]) < int(parts[2]) <= last + 1:
                leftward = unicodedata.bidirectional(document.lines[opener.line].text[0]) == "AL"
                number = f"{parts[2]}-{parts[1]}" if leftward else number
            last = max(last, base(number) or 0)
        kept.append(opener if number == opener.number else replace(opener, number=number))
    return kept


def _without_headings(
    document: Document, found: Sequence[Opener], language: Language
) -> list[Opener]:
    """Gives the openers without those that only say the title of what has its label directly above
    ("Article 12" / "Final provisions"): a closing part, or in an article a Roman numeral with
    capitals that words follow. What introduces a later law below a label begins with it; in a
    division a numbered closing part is a provision of its own ("First final provision").
    """
    kept: list[Opener] = []
    for n, opener in enumerate(found):
        last = kept[-1] if kept else None
        following = found[n + 1].line if n + 1 < len(found) else len(document.lines)
        headed = (
            last is not None
            and last.what in {"article", "division"}
            and not (last.what == "division" and _is_counted(opener, language))
            and last.label_end == last.end
            and not _has_words(document, last.line + 1, opener.line)
        )
        article = last if last and headed and last.what == "article" else None
        if article and opener.what == "closing" and opener.apart:
            kept[-1:] = [replace(opener, line=article.line, start=0, end=0), article]
        elif not (
            (headed and opener.what == "closing")
            or (
                article
                and opener.form == "roman"
                and _has_words(document, opener.line + 1, following)
            )
        ):
            kept.append(opener)
    return kept


def _is_counted(opener: Opener, language: Language) -> bool:
    """Tells whether the number of a closing part has a value ("First final provision")."""
    return any(ordinal_value(word, language) >= 0 for word in opener.number.split())


def _has_words(document: Document, first: int, end: int) -> bool:
    """Tells whether words of the law stand in some lines."""
    return any(line.text and line.style not in RUNNING for line in document.lines[first:end])


def _without_paragraphs(
    document: Document, found: Sequence[Opener], language: Language
) -> list[Opener]:
    """Gives the openers without divisions whose sign stands before paragraphs in this law: "Art. 5.
    § 1. …" / "§ 2. …".
    """
    signs = tuple(normalise(word)[:3] for word in language.paragraph_words)
    first = tuple(f"{word}{space}1" for word in language.paragraph_words for space in ("", " "))
    if not signs or not any(
        document.lines[o.line].text[o.label_end :].lstrip(" [1").startswith(first)
        for o in found
        if o.what == "article"
    ):
        return list(found)
    return [o for o in found if o.what != "division" or not o.form.endswith(signs)]


def _without_mentions(document: Document, found: Sequence[Opener]) -> list[Opener]:
    """Gives the openers without lines that begin with the name of a later law and introduce none of
    its provisions: those stand behind the law's own, each under such a name, which may follow the
    name of a closing part ("Final provisions" / "of the Act amending …").
    """
    kept: list[Opener] = []
    articles = 0
    for opener, following in zip(found, [*found[1:], None], strict=False):
        articles += opener.what == "article"
        if opener.what != "closing" or not opener.weak:
            kept.append(opener)
        elif articles and following and following.what == "article":
            name = [line.text for line in document.lines[opener.line : following.line] if line.text]
            if len(name) > _LINES_OF_A_NAME or any(text.endswith(STOPS) for text in name[:-1]):
                continue
            law = _NUMBER_OF_A_LAW.search(" ".join(name))
            number = law.group() if law else ""
            named = replace(opener, number=number)
            above = kept[-1]
            if above.what == "closing" and not above.weak and above.line == opener.line - 1:
                named = replace(kept.pop(), number=f"{above.number} {number}".strip(), weak=True)
            kept.append(replace(named, apart=True))
    return kept


def _without_romans(found: Sequence[Opener]) -> list[Opener]:
    """Gives the openers without articles that a law which numbers in digits counts in Roman
    numerals besides: they are of another law. Where the first article is I and the others go on
    from it, or it is called the only one, those in digits are what the law puts into another.
    """
    main = [o for o in found if o.what == "article" and not o.series]
    digits = {base(o.number) for o in main if o.number[:1].isdigit()}
    romans = [o for o in main if roman(o.number)]
    framed = _is_amending(main, romans)
    if framed or (len(main) > 1 and is_single(main[0]) and not _is_whole(main[1:])):
        own = {id(o) for o in (romans if framed else main[:1])}
        return [o for o in found if o.what != "article" or o.series or id(o) in own]
    if len(romans) * 2 > len(main):
        return list(found)
    twice = {id(o) for o in romans if roman(o.number) in digits}
    return [o for o in found if id(o) not in twice]


def _without_introduced(
    document: Document, found: Sequence[Opener], language: Language
) -> list[Opener]:
    """Gives the openers without articles that a line introduces ("is amended as follows:"), and
    those after them, where they break the order of the others, which count up by one; articles of
    an annex and provisions of a later law are left as they are. What introduces the first article
    too ("has adopted this decision:") opens an act.
    """
    end = next((n for n, o in enumerate(found) if o.apart and o.line > found[0].line), len(found))
    main = [o for o in found[:end] if o.what == "article" and not o.series]
    foreign: set[int] = set()
    last, inside = 0, False
    enacted = _above(document, main[0]) if main else ""
    for opener, goes_on in zip(main, _going_on([base(o.number) for o in main]), strict=True):
        introduced = (
            last > 0
            and _is_introduced(document, opener, language)
            and _above(document, opener) != enacted
        )
        if base(opener.number) == last + 1 and (goes_on or not introduced):
            last, inside = last + 1, False
        elif introduced or inside:
            foreign.add(id(opener))
            inside = True
        else:
            return list(found)
    if last < _FEWEST_OWN or not foreign or len(rising(main)) == len(main):
        return list(found)
    return [o for o in found if id(o) not in foreign]


def _going_on(numbers: Sequence[int | None]) -> list[bool]:
    """Tells of each number whether more of them count up by one from it than from where it stands
    once more further on.
    """
    run, after = 0, None
    longest: dict[int | None, int] = {}
    found: list[bool] = []
    for number in reversed(numbers):
        run = run + 1 if number is not None and after in {number, number + 1} else 1
        found.append(run > longest.get(number, 0))
        longest[number] = max(run, longest.get(number, 0))
        after = number
    return found[::-1]


def _is_introduced(document: Document, opener: Opener, language: Language) -> bool:
    """Tells whether the words above a label end with a colon and are not its title."""
    above = _above(document, opener)
    title = len(above) < _LONGEST_TITLE and not any(map(str.isdigit, above))
    return above.endswith(":") and not (language.title_above and title)


def _above(document: Document, opener: Opener) -> str:
    """Gives the words of the line above a label."""
    lines = document.lines[opener.line - 1 :: -1] if opener.line else ()
    return next((line.text for line in lines if line.text), "")


def _is_amending(main: Sequence[Opener], romans: Sequence[Opener]) -> bool:
    """Tells whether articles I, II, III … are a law's own, and those in digits between them such as
    it changes elsewhere: they do not begin with 1, or one in Roman numerals comes last.
    """
    if len(romans) < _FEWEST_ROMANS or romans[0] is not main[0]:
        return False
    others = [base(o.number) for o in main if not roman(o.number)]
    counted = [roman(o.number) for o in romans] == [*range(1, len(romans) + 1)]
    return counted and bool(others) and (others[0] not in {None, 1} or romans[-1] is main[-1])


def _is_whole(articles: Sequence[Opener]) -> bool:
    """Tells whether some articles are those of a whole law: 1, 2 and 3 follow each other somewhere,
    or there are none but 1 and 2.
    """
    bases = [base(opener.number) for opener in articles]
    if len(bases) < _FEWEST_OWN:
        return bases == [*range(1, len(bases) + 1)]
    return any(bases[n : n + 3] == [1, 2, 3] for n in range(len(bases) - 2))


def _without_names(document: Document, found: Sequence[Opener]) -> list[Opener]:
    """Gives the openers without a division that only names the numbered one above it ("Zweiter
    Teil" / "Besonderer Teil").
    """
    kept: list[Opener] = []
    for opener in found:
        above = kept[-1] if kept else None
        names = (
            above is not None
            and opener.what == above.what == "division"
            and opener.rank == above.rank
            and opener.form.startswith("name")
            and above.label_end == above.end
            and not any(line.text for line in document.lines[above.line + 1 : opener.line])
        )
        if not names:
            kept.append(opener)
    return kept


def _without_stray_divisions(found: Sequence[Opener]) -> list[Opener]:
    """Gives the openers without a division that is alone of its kind and not the first: "4 kap."
    on a line of its own is then a reference.
    """
    counts = Counter(o.form for o in found if o.what == "division")
    return [
        o
        for o in found
        if o.what != "division"
        or o.level
        or counts[o.form] > 1
        or o.label_end < o.end
        or o.form.startswith("ordinal")
        or not o.number[:1].isdigit()
        or base(o.number) == 1
    ]


def _with_apart(found: Sequence[Opener]) -> list[Opener]:
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
        if opener.what == "closing" and last:
            again = after and sort_key(after.number) <= sort_key(last.number)
            goes_on = after and base(after.number) == (base(last.number) or 0) + 1 and not later
            apart = opener.weak or (not goes_on if opener.apart else again and not introduced)
            later = later or bool(opener.apart and apart)
            if is_single(last) and after:  # of the act that publishes the law behind it
                kept.append(replace(opener, apart=False, rank=ARTICLE_RANK))
            else:
                kept.append(_apart(opener) if apart else replace(opener, apart=False))
        else:
            kept.append(opener)
        introduced = opener.what == "closing" and opener.apart
        last = opener if opener.what == "article" and not opener.series else last
    return kept


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
    kept = {id(main[0])} if main and is_single(main[0]) else set()
    for segment in segments:
        fitting = _fitting(segment)
        kept.update(id(o) for o in fitting)
        kept.update(_misplaced(document, segment, fitting, language))
    openers = _with_ranges([o for o in found if o.what != "article" or id(o) in kept])
    return openers, restart


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
            _is_near(opener, last, bases) and not _is_introduced(document, opener, language)
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
        if _is_range(before.number if before else "", one.number, after.number if after else "")
    }
    return [
        replace(opener, what="group", kind=Kind.SECTION, form="")
        if id(opener) in ranges
        else opener
        for opener in openers
    ]


def _is_range(before: str, number: str, after: str) -> bool:
    found = _RANGE.fullmatch(number)
    if found is None or int(found[1]) >= int(found[2]):
        return False
    last = before.rpartition("-")[2]
    follows = last.isdecimal() and int(last) == int(found[1]) - 1
    return follows or int(found[2]) == (base(after) or 0) - 1


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
        n for n, one in enumerate(segment) if bases[n : n + 3] == [1, 2, 3] and one.form == form
    ]
    for ends in (starts[1:], *([n] for n in starts[1:])):
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
        if opener.what == "article":
            segments[-1].append(opener)
        elif opener.apart or opener.rank == rank:
            segments.append([])
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


def _without_echoes(document: Document, openers: list[Opener]) -> list[Opener]:
    """Gives the openers without an article's number repeated where its words begin ("2.
    Interpretation" / "2. (1) In this Act"; "5 §" / "5 § on kumottu"), or a note on it.
    """
    kept: list[Opener] = []
    for opener in openers:
        last = kept[-1] if kept else None
        again = (
            last is not None
            and opener.what == last.what == "article"
            and normalise(opener.number) == normalise(last.number)
            and (_is_echo(document, last, opener) or _is_note_on(document, last, opener))
        )
        if not again:
            kept.append(opener)
    return kept


def _is_echo(document: Document, one: Opener, other: Opener) -> bool:
    """Tells whether a number comes once more where the words of an article begin."""
    forms = ("bare", "after") if other.weak else "bare"
    return other.form.startswith(forms) and _is_heading_between(document, one, other)


def _is_note_on(document: Document, one: Opener, other: Opener) -> bool:
    """Tells whether a label that comes once more begins a note on the article ("§ 96: In the
    wording of …"): only there a colon follows it.
    """
    label, again = (document.lines[opener.line].text[: opener.label_end] for opener in (one, other))
    return other.label_end < other.end and again.endswith(":") and not label.endswith(":")


def _is_heading_between(document: Document, one: Opener, other: Opener) -> bool:
    """Tells whether two openers have nothing but a heading of at most three lines between them."""
    between = document.lines[one.line + 1 : min(other.line, one.line + 7)]
    words = [line.text for line in between if line.text]
    return other.line - one.line <= 7 and len(words) <= 2 and sum(map(len, words)) <= 250

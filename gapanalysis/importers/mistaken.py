# SPDX-License-Identifier: EUPL-1.2
"""What looks as if it opened an article or a division of a law and does not: titles, echoes of a
label, references, and articles of another law.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from gapanalysis.importers.canonical import RUNNING
from gapanalysis.importers.letters import STOPS, is_small
from gapanalysis.importers.lines import Document
from gapanalysis.importers.openers import Opener
from gapanalysis.importers.rising import rising
from gapanalysis.importers.wording import ordinal_value
from gapanalysis.languages import Language
from gapanalysis.numbers import base, is_first, normalise, roman, sort_key

_LONGEST_TITLE = 80
_LINES_OF_A_NAME = 4
_NUMBER_OF_A_LAW = re.compile(r"(?<![\d/])\d+/\d+(?![\d/])")
_FEWEST_ROMANS = 2
_FEWEST_OWN = 3
_FEWEST_ROWS = 5
_LONGEST_ROW = 60
_NOTE_AHEAD = 3
"""Lines from a note on an article to its label."""
_YEARS = range(1500, 2100)


def without_headings(
    document: Document, found: Sequence[Opener], language: Language
) -> list[Opener]:
    """Gives the openers without those that only say the title of what has its label directly above
    ("Article 12" / "Final provisions"): a closing part, or in an article a Roman numeral with
    capitals that words follow. What introduces a later law below a label begins with it, but not
    what only names one; in a division a numbered closing part is a provision of its own ("First
    final provision").
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
        if article and opener.what == "closing" and opener.apart and not opener.weak:
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


def without_paragraphs(
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


def without_mentions(document: Document, found: Sequence[Opener]) -> list[Opener]:
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


def without_romans(found: Sequence[Opener]) -> list[Opener]:
    """Gives the openers without articles that a law which numbers in digits counts in Roman
    numerals besides: they are of another law. Where the first article is I and the others go on
    from it, or it is called the only one, those in digits are what the law puts into another.
    """
    main = [o for o in found if o.what == "article" and not o.series]
    digits = {base(o.number) for o in main if o.number[:1].isdigit()}
    romans = [o for o in main if roman(o.number)]
    framed = _is_amending(main, romans)
    if framed or (len(main) > 1 and main[0].single and not _is_whole(main[1:])):
        own = {id(o) for o in (romans if framed else main[:1])}
        return [o for o in found if o.what != "article" or o.series or id(o) in own]
    if len(romans) * 2 > len(main) or _is_framed(main, romans):
        return list(found)
    twice = {id(o) for o in romans if roman(o.number) in digits}
    return [o for o in found if id(o) not in twice]


def without_introduced(
    document: Document, found: Sequence[Opener], language: Language
) -> list[Opener]:
    """Gives the openers without articles that a line introduces ("is amended as follows:"), and
    those after them, where they break the order of the others, which count up by one; articles of
    an annex and provisions of a later law are left as they are. What introduces the first article
    too ("has adopted this decision:") opens an act.
    """
    end = next((n for n, o in enumerate(found) if o.apart and o.line > found[0].line), len(found))
    main = [o for o in found[:end] if o.what == "article" and not o.series]
    if _put_into_force(main):
        return list(found)
    foreign: set[int] = set()
    last, inside = 0, False
    enacted = _above(document, main[0]) if main else ""
    for opener, goes_on in zip(main, _going_on([base(o.number) for o in main]), strict=True):
        introduced = (
            last > 0
            and is_introduced(document, opener, language)
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


def _put_into_force(main: Sequence[Opener]) -> bool:
    """Tells whether the first articles of an act are followed by those of a text that it approves:
    they count up from 1 to the end, with labels on lines of their own as the act has none, or the
    other way round.
    """
    bases = [base(opener.number) or 0 for opener in main]
    alone = [opener.label_end == opener.end for opener in main]
    first = next((n for n, number in enumerate(bases) if n and number == 1), 0)
    if not 0 < first <= len(main) - _FEWEST_OWN:
        return False
    counted = all(
        part[0] == 1 and all(other - one in {0, 1} for one, other in pairwise(part))
        for part in (bases[:first], bases[first:])
    )
    return counted and alone == [alone[0]] * first + [not alone[0]] * (len(main) - first)


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


def is_introduced(document: Document, opener: Opener, language: Language) -> bool:
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
    return (
        _count_up(romans)
        and bool(others)
        and (others[0] not in {None, 1} or romans[-1] is main[-1])
    )


def _is_framed(main: Sequence[Opener], romans: Sequence[Opener]) -> bool:
    """Tells whether articles I, II, III … of an act come first, and then those of what it approves,
    which begin with 1.
    """
    count = len(romans)
    first = count >= _FEWEST_ROMANS and romans == main[:count]
    return (
        first
        and _count_up(romans)
        and [base(o.number) for o in main[count : count + 3]] == [1, 2, 3]
    )


def _count_up(romans: Sequence[Opener]) -> bool:
    """Tells whether articles in Roman numerals are I, II, III …"""
    return [roman(o.number) for o in romans] == [*range(1, len(romans) + 1)]


def _is_whole(articles: Sequence[Opener]) -> bool:
    """Tells whether some articles are those of a whole law: 1, 2 and 3 follow each other somewhere,
    or there are none but 1 and 2.
    """
    bases = [base(opener.number) for opener in articles]
    if len(bases) < _FEWEST_OWN:
        return bases == [*range(1, len(bases) + 1)]
    return any(bases[n : n + 3] == [1, 2, 3] for n in range(len(bases) - 2))


def without_names(document: Document, found: Sequence[Opener]) -> list[Opener]:
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


def without_stray_divisions(found: Sequence[Opener]) -> list[Opener]:
    """Gives the openers without a division that is alone of its kind and not the first: "4 kap."
    on a line of its own is then a reference; and without the number of the act itself above its
    divisions ("CHAPTER 63" / "PART I").
    """
    counts = Counter(o.form for o in found if o.what == "division")
    of_the_act = _numbers_of_the_act(found)
    return [
        o
        for o in found
        if id(o) not in of_the_act
        and (
            o.what != "division"
            or o.level
            or counts[o.form] > 1
            or o.label_end < o.end
            or o.form.startswith("ordinal")
            or not o.number[:1].isdigit()
            or base(o.number) == 1
        )
    ]


def _numbers_of_the_act(found: Sequence[Opener]) -> set[int]:
    """Gives the identities of divisions before the first article that hold nothing and are not the
    first of their kind, which stands below, or a higher division does.
    """
    first = next((n for n, o in enumerate(found) if o.what == "article"), 0)
    divisions = [o for o in found[:first] if o.what == "division"]
    return {
        id(one)
        for one, below in pairwise(divisions)
        if (base(one.number) or 0) > 1
        and (below.rank < one.rank or (below.rank == one.rank and is_first(below.number)))
    }


def without_tables_of_articles(document: Document, openers: Sequence[Opener]) -> list[Opener]:
    """Gives the openers without the articles of an annex most of which have no words and which do
    not count up: it is a table of the articles that replace those of an older act.
    """
    annexes = [n for n, opener in enumerate(openers) if opener.what == "annex"]
    tables: set[int] = set()
    for first, end in pairwise([*annexes, len(openers)]):
        after = openers[end].line if end < len(openers) else len(document.lines)
        rows = [one for one in openers[first:end] if one.what in {"article", "group"}]
        lines = [one.line for one in rows]
        numbers = [base(one.number) or 0 for one in rows]
        short = sum(
            sum(len(line.text) for line in document.lines[line:following]) <= _LONGEST_ROW
            for line, following in pairwise([*lines, after])
        )
        counted = all(number < following for number, following in pairwise(numbers))
        if len(lines) >= _FEWEST_ROWS and short * 3 >= len(lines) * 2 and not counted:
            tables.update(lines)
    return [opener for opener in openers if opener.line not in tables]


def without_years(found: Sequence[Opener]) -> list[Opener]:
    """Gives the openers without years that begin a line ("… Act" / "1994."): numbers without a
    word, where the law has no thousand articles.
    """
    years = [o for o in found if o.form.startswith("bare") and _is_year(o)]
    others = [base(o.number) or 0 for o in found if o.what == "article" and not _is_year(o)]
    if len(years) > len(others) or max(others, default=0) * 2 > _YEARS[0]:
        return list(found)
    wrong = {id(o) for o in years}
    return [o for o in found if id(o) not in wrong]


def _is_year(opener: Opener) -> bool:
    return opener.number.isdecimal() and int(opener.number) in _YEARS


def without_titles(document: Document, found: Sequence[Opener]) -> list[Opener]:
    """Gives the openers without annexes that are the title of the section without a word below them
    ("Schedule 3: amendments" / "35. Schedule 3 is amended …"): its number goes on from the last.
    """
    kept: list[Opener] = []
    last = ""
    for opener, below in zip(found, [*found[1:], None], strict=False):
        titled = opener.what == "annex" and below is not None and below.form.startswith("bare")
        if not (titled and below and _goes_on(document, opener, last, below)):
            kept.append(opener)
        if opener.what == "article":
            last = opener.number
    return kept


def _goes_on(document: Document, annex: Opener, last: str, below: Opener) -> bool:
    """Tells whether the number of a section goes on from the last one before an annex, with nothing
    but a title between the two.
    """
    between = [line.text for line in document.lines[annex.line + 1 : below.line] if line.text]
    near = len(between) <= 1 and sum(map(len, between)) <= _LONGEST_TITLE
    before, number = base(last) or 0, base(below.number) or 0
    inserted = number == before and sort_key(last) < sort_key(below.number)
    return near and before >= _FEWEST_OWN and (number == before + 1 or inserted)


def without_echoes(document: Document, openers: list[Opener]) -> list[Opener]:
    """Gives the openers without an article's number repeated where its words begin ("2.
    Interpretation" / "2. (1) In this Act"; "5 §" / "5 § on kumottu"), or a note on it.
    """
    kept: list[Opener] = []
    for opener in openers:
        last = kept[-1] if kept else None
        if (
            last is not None
            and opener.what == last.what == "article"
            and sort_key(opener.number) == sort_key(last.number)
        ):
            if _is_echo(document, last, opener) or _is_note_on(document, last, opener):
                continue
            if _is_note_ahead(document, last, opener):
                kept.pop()
        kept.append(opener)
    return kept


def _is_echo(document: Document, one: Opener, other: Opener) -> bool:
    """Tells whether a number comes once more where the words of an article begin; with its word,
    right below a label that stands alone.
    """
    forms = ("bare", "after") if other.weak else "bare"
    if other.form.startswith(forms):
        return _is_heading_between(document, one, other)
    alone = one.label_end == one.end and other.label_end < other.end
    return alone and not any(line.text for line in document.lines[one.line + 1 : other.line])


def _is_note_on(document: Document, one: Opener, other: Opener) -> bool:
    """Tells whether a label that comes once more begins a note on the article ("§ 96: In the
    wording of …"): only there a colon follows it.
    """
    label, again = (document.lines[opener.line].text[: opener.label_end] for opener in (one, other))
    return other.label_end < other.end and again.endswith(":") and not label.endswith(":")


def _is_note_ahead(document: Document, one: Opener, other: Opener) -> bool:
    """Tells whether a label begins a sentence on the article whose label stands alone below it
    ("Članak 1a. je dodan Zakonom …" / "Članak 1a.").
    """
    said = document.lines[one.line].text[one.label_end : one.end].strip()
    alone = other.label_end == other.end
    return alone and is_small(said[:1]) and other.line - one.line <= _NOTE_AHEAD


def _is_heading_between(document: Document, one: Opener, other: Opener) -> bool:
    """Tells whether two openers have nothing but a heading of at most three lines between them."""
    between = document.lines[one.line + 1 : min(other.line, one.line + 7)]
    words = [line.text for line in between if line.text]
    return other.line - one.line <= 7 and len(words) <= 2 and sum(map(len, words)) <= 250

# SPDX-License-Identifier: EUPL-1.2
"""In which form the articles of a document are numbered: of the readings of a line, one is chosen.
An annex may number its articles in a form of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gapanalysis.importers.openers import Opener
from gapanalysis.importers.rising import rising
from gapanalysis.numbers import base, normalise

_LEAST_BESIDE = 3
_MOSTLY = 0.8
_FEWEST_STYLED = 5
RANGE = re.compile(r"(\d{1,5})-(\d{1,5})")
"""The number of several articles: 12-15."""
_UNSURE_WEIGHT = 0.5
"""Of a number alone, and of a sign that stands before paragraphs too."""


def of_their_forms(found: Sequence[Opener]) -> list[Opener]:
    """Gives one reading a line (several for a trail), articles in the form of their part."""
    usual = _dominant_form(found)
    first, *annexes = _at_annexes(found)
    own = _dominant_form(first) if annexes else usual
    form = own if _count_up([o for o in first if o.form == own]) else _form_of(first, usual)
    return _of_one_form(first, form) + [
        o for part in annexes for o in _of_one_form(part, _form_of(part, usual))
    ]


def _count_up(articles: Sequence[Opener]) -> bool:
    """Tells whether articles begin with 1, 2, 3 and most go on from there, as those of a law do
    that approves in an annex what is numbered in another form.
    """
    numbers = [*dict.fromkeys(base(opener.number) for opener in articles)]
    first = numbers[:_LEAST_BESIDE]
    whole = len(rising(articles)) > _MOSTLY * len(articles)
    return first == [*range(1, _LEAST_BESIDE + 1)] and whole


def _at_annexes(found: Sequence[Opener]) -> list[list[Opener]]:
    """Gives the openers before the first annex and from each annex on."""
    annexes = {o.line for o in found if o.what == "annex"}
    parts: list[list[Opener]] = [[]]
    for opener in found:
        if opener.line in annexes:
            annexes.remove(opener.line)
            parts.append([])
        parts[-1].append(opener)
    return parts


def _form_of(part: Sequence[Opener], usual: str) -> str:
    """Gives the usual form where a part of the law has such articles, else the part's own."""
    own = _dominant_form(part)
    scores = [_score([o for o in part if o.form == form]) for form in (own, usual)]
    return usual if own.startswith("bare") or scores[0] < 2 * scores[1] else own


def _dominant_form(found: Sequence[Opener]) -> str:
    """Gives the form of articles with the longest rising run of numbers, else the one inside it. A
    closing part after articles does not count: it may be numbered in a form of its own.
    """
    runs: dict[str, list[Opener]] = {}
    closing = next((n for n, opener in enumerate(found) if opener.what == "closing"), len(found))
    if not any(opener.what == "article" for opener in found[:closing]):
        closing = len(found)
    for opener in found[:closing]:
        if opener.what == "article" and not opener.series:
            runs.setdefault(opener.form, []).append(opener)

    best = max(runs, key=lambda form: _score(runs[form]), default="")
    return next((form for form in runs if _holds(found, best, runs[form])), best)


def _score(articles: Sequence[Opener]) -> float:
    """Gives how many articles of one form rise, each number counted once; styled ones alone count
    where most numbers are styled.
    """
    numbers = {normalise(opener.number) for opener in articles}
    styled = {normalise(opener.number) for opener in articles if opener.level}
    if len(styled) * 2 >= len(numbers):
        numbers = styled
    rise = len(numbers) if numbers is styled else min(len(rising(articles)), len(numbers))
    unsure = articles and articles[0].form.startswith(("bare", "either", "glued"))
    return rise * (_UNSURE_WEIGHT if unsure else 1)


def _holds(found: Sequence[Opener], form: str, articles: Sequence[Opener]) -> bool:
    """Tells whether what is numbered in one form may be divisions too and has articles of another
    form inside, counted from 1 ("Čl. I" / "§ 1" / "§ 2" … "Čl. II").
    """
    lines = {o.line for o in found if o.form == form and o.what == "article"}
    if not lines or not lines <= {o.line for o in found if o.what == "division"}:
        return False
    first = min(lines)
    inside = [base(o.number) for o in articles if o.line > first and o.form != form]
    return len(inside) == len(articles) > 2 and inside[0] == 1


def _without_plain(found: Sequence[Opener], form: str) -> list[Opener]:
    """Gives the openers without paragraphs that are numbered as articles are ("1. Words" below "4.
    Heading"): where the source styles labels that are a number alone, and the numbers of most of
    them rise, other numbers without a title count only where one of these lacks.
    """
    articles = [o for o in found if o.what == "article" and o.form == form]
    styled = [o for o in articles if o.level]
    run = rising(styled)
    if not form.startswith("bare") or len(run) < max(_FEWEST_STYLED, _MOSTLY * len(styled)):
        return list(found)
    own = {id(opener) for opener in run}
    after = iter([*(base(opener.number) or 0 for opener in run), 0])
    last, following = 0, next(after)
    plain: set[int] = set()
    for opener in articles:
        if id(opener) in own:
            last, following = following, next(after)
        elif opener.level and opener.label_end < opener.end:
            continue
        elif not last < (base(opener.number) or 0) < following:
            plain.add(id(opener))
    return [o for o in found if id(o) not in plain]


def _of_one_form(found: Sequence[Opener], form: str) -> list[Opener]:
    """Gives one reading a line (several for a trail): an article of the dominant form first."""
    found = _without_plain(found, form)
    beside = _beside(found, form)
    others = {id(opener) for opener in (*_ranges(found, form), *_fillers(found, form))}
    articles = {
        o.line
        for o in found
        if o.what == "article" and (o.series or o.form == form or id(o) in others)
    }
    kept: list[Opener] = []
    taken: set[tuple[int, int]] = set()
    for opener in found:
        is_article = opener.what == "article"
        if is_article and opener.form == beside and opener.number.isdigit():
            name = opener.word
            opener = replace(opener, number=f"{name} {opener.number}", series=name)  # noqa: PLW2901
        elif is_article != (opener.line in articles) or (
            is_article and opener.form != form and not opener.series and id(opener) not in others
        ):
            continue
        if (opener.line, opener.start) not in taken:
            taken.add((opener.line, opener.start))
            kept.append(opener)
    return kept


def _ranges(found: Sequence[Opener], form: str) -> list[Opener]:
    """Gives the labels of several articles with a word that others have not ("Čl. 3-5" between
    "Član 2" and "Član 6").
    """
    articles = [opener for opener in found if opener.what == "article"]
    after = [""]
    for opener in reversed(articles):
        after.append(opener.number if opener.form == form else after[-1])
    before = ""
    ranges: list[Opener] = []
    for opener, following in zip(articles, after[-2::-1], strict=True):
        if opener.form == form:
            before = opener.number
        elif is_range(before, opener.number, following):
            ranges.append(opener)
    return ranges


def _fillers(found: Sequence[Opener], form: str) -> Iterator[Opener]:
    """Gives the articles with a longer or a shorter form of the word that most have, whose numbers
    count on from the one before to the one behind them: a law may write its word in two ways.
    """
    words = {_plain(one.word) for one in found if one.what == "article" and one.form == form}
    last = 0
    waiting: list[Opener] = []
    counts = True
    for opener in (one for one in found if one.what == "article" and not one.series):
        following = last + len(waiting) + 1
        if opener.form == form:
            own = base(opener.number) or 0
            yield from waiting if counts and own == following else ()
            last, waiting, counts = own, [], True
        elif opener.form.startswith("word") and _is_alike(opener.word, words):
            counts = counts and opener.number == str(following)
            waiting.append(opener)
    yield from waiting if counts and last else ()


def _is_alike(word: str, words: set[str]) -> bool:
    """Tells whether a word holds another, or stands in it ("Art." and "Article")."""
    plain = _plain(word)
    return any(own and (plain in own or own in plain) for own in words)


def _plain(word: str) -> str:
    return word.rstrip(".").casefold()


def is_range(before: str, number: str, after: str) -> bool:
    """Tells whether a number is of several articles (12-15) that stand directly before the one
    after it (16) or after the one before it (11).
    """
    found = RANGE.fullmatch(number)
    if found is None or int(found[1]) >= int(found[2]):
        return False
    last = before.rpartition("-")[2]
    follows = last.isdecimal() and int(last) == int(found[1]) - 1
    return follows or int(found[2]) == (base(after) or 0) - 1


def _beside(found: Sequence[Opener], form: str) -> str:
    """Gives a form of articles before the first one of the dominant form, with plain numbers from 1
    ("Čl. 1" to "Čl. 18", then "§ 1"): principles, which are counted on their own. Empty for none,
    or where the dominant form only counts on.
    """
    ahead: list[Opener] = []
    for opener in found:
        if opener.what == "article" and opener.form == form:
            if ahead and base(opener.number) == (base(ahead[-1].number) or 0) + 1:
                return ""
            break
        if opener.what == "article" and opener.form.startswith("word") and opener.number.isdigit():
            ahead.append(opener)
    first = ahead[0] if ahead else None
    if first is None or first.number != "1" or len(ahead) < _LEAST_BESIDE:
        return ""
    return first.form

# SPDX-License-Identifier: EUPL-1.2
"""What looks wrong in the numbers of articles: missing, twice, glued, cut off, of mixed letters."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gapanalysis.importers.chart import Chart
from gapanalysis.importers.doctor_labels import unglued
from gapanalysis.importers.doctor_letters import look_alike, script_of
from gapanalysis.importers.letters import ENDED, is_small
from gapanalysis.model import Exclude, ImportDoubt, Join, Kind, Renumber, Span
from gapanalysis.numbers import bare, normalise, raised_digits, roman

_GOES_ON = re.compile(
    r"[ \u00a0]*(?P<more>[.]?[ \u00a0]?[-‑–]\d{1,2}(?:[-‑–]\d{1,2})*|\d{1,2}|[^\W\d_ºª])"
    r"(?=[ \u00a0]*(?:[.:–—-]|$))",
    re.MULTILINE,
)
_DIVISIONS = {Kind.PART, Kind.TITLE, Kind.CHAPTER, Kind.SECTION}
_RUN_BEFORE = 3
"""How many articles must count up to a number before another is taken for a glued one."""
_WIDE = 400
"""Letters in which a page may end with its running lines."""
_FEWEST_RESERVED = 3
_MANY_GAPS = 4
_MANY_GAPS_SHARE = 0.15
_SEVERAL = 3
_FEW_NEW = 8
_SEVERAL_RAISED = 5
_LAW = re.compile(r"\d/\d+$")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHOWN = 12
_IN_BRACKETS = re.compile(r"\d\(\d")
_PRINTED = re.compile(r"\d[\d .\u00a0]*(?<![.])")


def number_doubts(chart: Chart, missed: Sequence[ImportDoubt]) -> Iterator[ImportDoubt]:
    """Gives the doubts about the numbers of articles; ``missed`` are those already given about
    labels inside their words.
    """
    broken = [*_broken(chart)]
    cut = [*_cut_numbers(chart)]
    glued = [*_glued_articles(chart)]
    told = {doubt.provision for doubt in (*broken, *cut, *glued)}
    yield from broken
    yield from cut
    yield from glued
    yield from _twice(chart, told)
    yield from _gaps(chart, told, missed)
    yield from _alike(chart)


# --- an article that is none ---------------------------------------------------------------------


def _broken(chart: Chart) -> Iterator[ImportDoubt]:
    """Gives a doubt for each article whose words go on with the sentence before it."""
    for index in chart.articles:
        one = chart.provision(index)
        if one.label is None or index == 0 or chart.article_of(one.start - 1) is None:
            continue
        after = chart.kept(one.label.end, min(one.end, one.label.end + _WIDE))
        after = after.lstrip(" \u00a0\n.:–—-")
        before = chart.kept(max(0, one.start - _WIDE), one.start).rstrip()
        goes_on = after[:1] in {",", ";"} or is_small(after[:1])
        repealed = after.casefold().startswith(chart.language.repealed)
        if goes_on and before and not (repealed or before.endswith(ENDED)):
            yield chart.doubt_at(
                "article_broken", index, mend=Join(provision=index), number=one.number
            )


# --- numbers that were read wrong ----------------------------------------------------------------


def _cut_numbers(chart: Chart) -> Iterator[ImportDoubt]:
    """Gives a doubt for each article whose number stands there twice and goes on behind its label:
    "201 1", "224-1 B", "96 -10-1".
    """
    for run in chart.runs:
        times = Counter(chart.same[index] for index in run)
        for index in run:
            one = chart.provision(index)
            if one.label is None or times[chart.same[index]] < 2:
                continue
            printed = one.label.of(chart.text)
            tail = len(printed) - max(0, printed.rfind(one.number)) - len(one.number)
            at = one.label.end - (tail if one.number in printed else 0)
            more = _GOES_ON.match(chart.text, at, one.end)
            number = _continued(one.number, more["more"]) if more else ""
            if not more or times[normalise(number)]:
                continue
            times[normalise(number)] += 1
            yield chart.doubt_at(
                "number_cut",
                index,
                mend=Renumber(
                    provision=index,
                    number=number,
                    label=Span(start=one.label.start, end=_past_stop(chart.text, more.end("more"))),
                    heading=chart.heading_after(_past_stop(chart.text, more.end("more")), one.end),
                ),
                number=one.number,
                proposed=number,
            )


def _past_stop(text: str, at: int) -> int:
    """Gives where the full stop or colon after a place ends."""
    return at + 1 if text[at : at + 1] in {".", ":"} else at


def _continued(number: str, more: str) -> str:
    """Gives a number with what follows it as its last part."""
    more = bare(more.strip(" \u00a0."))
    if more.startswith("-"):
        return number + more
    if more.isdigit() and number[-1:].isdigit():
        return f"{number}^{more}"
    return f"{number} {more}"


def _glued_articles(chart: Chart) -> Iterator[ImportDoubt]:
    """Gives a doubt for each article at the end of a run whose raised digit was glued to its
    number: 175, 176, 177, 1771, 1772.
    """
    for run in chart.runs:
        numbers = [chart.provision(index).number for index in run]
        first = next(
            (
                n
                for n in range(_RUN_BEFORE, len(run))
                if unglued(numbers[n], numbers[n - 1])
                and _counts_up([chart.whole[index] for index in run[n - _RUN_BEFORE : n]])
                and all(unglued(number, numbers[n - 1]) for number in numbers[n:])
            ),
            len(run),
        )
        for index, number in zip(run[first:], numbers[first:], strict=True):
            proposed = unglued(number, numbers[first - 1])
            assert proposed, "all from the first on are glued"
            yield chart.doubt_at(
                "number_glued",
                index,
                mend=Renumber(provision=index, number=proposed),
                number=proposed,
                printed=number,
                within=numbers[first - 1],
            )


def _counts_up(numbers: Sequence[int | None]) -> bool:
    return all(
        one is not None and other is not None and 0 <= other - one <= 1
        for one, other in pairwise(numbers)
    )


def restored_numbers(chart: Chart) -> Iterator[ImportDoubt]:
    """Gives a doubt for each article that was read with a raised digit that its label does not
    print as one; one for a law that lost many.
    """
    found = []
    for before, index in pairwise([None, *chart.articles]):
        assert index is not None, "only the first has nothing before it"
        one = chart.provision(index)
        label = one.label.of(chart.text) if one.label else ""
        printed = _PRINTED.search(label)
        raised = "^" in label or raised_digits(label) != label or _IN_BRACKETS.search(label)
        if "^" in one.number and printed and not raised:
            within = "" if before is None else chart.provision(before).number
            found.append((index, printed.group().strip(), one.number, within))
    if len(found) > _SEVERAL_RAISED:
        numbers = ", ".join(f"{printed} = {number}" for _, printed, number, _ in found[:_SHOWN])
        numbers += " …" if len(found) > _SHOWN else ""
        yield chart.doubt_at("numbers_raised", found[0][0], count=len(found), numbers=numbers)
        return
    for index, shown, number, within in found:
        yield chart.doubt_at("number_raised", index, number=number, printed=shown, within=within)


# --- numbers that come twice ---------------------------------------------------------------------


def _twice(chart: Chart, told: set[int | None]) -> Iterator[ImportDoubt]:
    """Gives a doubt for each article whose number stood before; one for a whole row of them, in
    which a few numbers may be missing or new.
    """
    for run in chart.runs:
        first: dict[str, int] = {}
        rows: list[list[tuple[int, int]]] = []
        new = 0
        for index in run:
            if _is_single_of_closing(chart, index):
                continue
            earlier = first.setdefault(chart.same[index], index) if index not in told else index
            if earlier == index:
                new += 1
                continue
            if rows and new <= _FEW_NEW and rows[-1][-1][1] < earlier < rows[-1][0][0]:
                rows[-1].append((index, earlier))
            else:
                rows.append([(index, earlier)])
            new = 0
        for row in rows:
            if len(row) >= _SEVERAL:
                yield _row_twice(chart, [index for index, _ in row])
            else:
                yield from (_one_twice(chart, index, earlier) for index, earlier in row)


def _is_single_of_closing(chart: Chart, index: int) -> bool:
    """Tells whether an article is the only one of an act in a closing part, which may hold several
    ("Transitional provisions": the only article of each act that changed the law).
    """
    one = chart.provision(index)
    parent = None if one.parent is None else chart.provision(one.parent)
    single = one.number.isalpha() and roman(one.number) is None
    return single and parent is not None and parent.kind in {Kind.ANNEX, Kind.SECTION}


def _row_twice(chart: Chart, row: Sequence[int]) -> ImportDoubt:
    first, last = chart.provision(row[0]).number, chart.provision(row[-1]).number
    return chart.doubt_at("numbers_twice", row[0], number=first, last=last, count=len(row))


def _one_twice(chart: Chart, index: int, earlier: int) -> ImportDoubt:
    one, other = chart.provision(index), chart.provision(earlier)
    mend: Exclude | Renumber | None = None
    length, other_length = one.end - one.start, other.end - other.start
    if abs(length - other_length) * 10 <= length and (
        chart.text[one.start : one.end].split() == chart.text[other.start : other.end].split()
    ):
        mend = Exclude(ranges=(Span(start=one.start, end=one.end),))
    elif number := _inserted(chart, index, earlier):
        mend = Renumber(provision=index, number=number)
    return chart.doubt_at("number_twice", index, mend=mend, number=one.number)


def _inserted(chart: Chart, index: int, earlier: int) -> str | None:
    """Gives the number of an article whose raised digit was lost: it stands next to the one of the
    same number, has another heading, and the law numbers inserted articles so.
    """
    one, other = chart.provision(index), chart.provision(earlier)
    if chart.following.get(earlier) != index or not one.heading or not other.heading:
        return None
    if one.heading.of(chart.text).casefold() == other.heading.of(chart.text).casefold():
        return None
    if not any("^" in chart.provision(place).number for place in chart.articles):
        return None
    number = f"{one.number}^1"
    following = chart.following.get(index)
    if following is not None and chart.same[following] == normalise(number):
        return None
    return number if "^" not in one.number else None


# --- numbers that are missing --------------------------------------------------------------------


def _gaps(
    chart: Chart, told: set[int | None], missed: Sequence[ImportDoubt]
) -> Iterator[ImportDoubt]:
    """Gives a doubt for each place where whole numbers are missing; one for a law that holds only
    some, as amending laws do.
    """
    found = {str(doubt.details["number"]) for doubt in missed if doubt.code == "article_missed"}
    gaps = [*_division_gaps(chart)]
    groups = [n for n, one in enumerate(chart.law.provisions) if _is_group(one.kind, one.number)]
    for run in chart.runs:
        head = chart.provision(run[0]).address.rpartition(":")[0]
        if head and _is_of_later_law(chart, run[0]):
            continue
        between = [n for n in groups if chart.provision(n).address.rpartition(":")[0] == head]
        there = sorted(int(chart.same[n]) for n in run if chart.same[n].isdecimal())
        for one, other in pairwise(sorted([*run, *between])):
            numbers = _without(_missing(chart, one, other), there)
            if not numbers or other in told or {str(n) for n in numbers} <= found:
                continue
            if _explained(chart, one, other, numbers):
                continue
            gaps.append(
                chart.doubt_at(
                    "number_gap",
                    other,
                    after=chart.provision(one).number,
                    before=chart.provision(other).number,
                    missing=len(numbers),
                )
            )
    gaps = _without_reserved(chart, gaps)
    if len(gaps) >= max(_MANY_GAPS, _MANY_GAPS_SHARE * len(chart.articles)):
        first = min(gaps, key=lambda gap: gap.start or 0)
        yield chart.doubt(
            "numbers_missing",
            first.start,
            first.end,
            provision=first.provision,
            places=len(gaps),
            articles=len(chart.articles),
        )
    else:
        yield from gaps


def _without_reserved(chart: Chart, gaps: list[ImportDoubt]) -> list[ImportDoubt]:
    """Gives the gaps without those before divisions that begin with 151, 181, 201, where there are
    several: the law keeps numbers free for later articles.
    """
    reserved = {
        id(gap)
        for gap in gaps
        if gap.code == "number_gap"
        and gap.provision
        and (chart.whole[gap.provision] or 0) % 10 == 1
        and chart.provision(gap.provision - 1).kind in _DIVISIONS
    }
    return gaps if len(reserved) < _FEWEST_RESERVED else [g for g in gaps if id(g) not in reserved]


def _is_of_later_law(chart: Chart, first: int) -> bool:
    """Tells whether a run stands in what is named after a later law ("Final provisions 84/2008"):
    of a law that amends this one only some articles are printed with it.
    """
    above = chart.provision(first).parent
    return above is not None and _LAW.search(chart.provision(above).number) is not None


def _division_gaps(chart: Chart) -> Iterator[ImportDoubt]:
    """Gives a doubt for each place where a number is missing among the divisions that stand beside
    each other and bear the same word.
    """
    words = [word.casefold() for one in chart.language.divisions for word in one.words]
    words.sort(key=len, reverse=True)
    rows: dict[tuple[int | None, str], list[int]] = defaultdict(list)
    for index, one in enumerate(chart.law.provisions):
        if one.kind not in _DIVISIONS or one.label is None or _is_group(one.kind, one.number):
            continue
        label = one.label.of(chart.text).casefold()
        whole = "".join(label.split())  # some are set "K REU"
        word = next((word for text in (label, whole) for word in words if word in text), "")
        if word:
            rows[one.parent, word].append(index)
    for places in rows.values():
        row = list(_in_row(chart, places))
        known = {number for number, _ in row}
        for (last, before), (number, index) in pairwise(row):
            if number > last + 1 and not known.issuperset(range(last + 1, number)):
                yield chart.doubt_at(
                    "division_gap",
                    index,
                    after=chart.provision(before).number,
                    before=chart.provision(index).number,
                    division=" ".join(_label_of(chart, index).strip(" \u00a0.:–—-").split()),
                )


def _in_row(chart: Chart, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Gives the places of divisions that are numbered, each behind its number; letters count as
    such, and not as Roman numerals, where one of them is none.
    """
    letters = [chart.same[index] for index in places]
    lettered = all(len(one) == 1 and one in _LETTERS for one in letters) and any(
        roman(one) is None for one in letters
    )
    for index in places:
        same = chart.same[index]
        number = _LETTERS.index(same) + 1 if lettered else chart.whole[index] or roman(same)
        if number:
            yield number, index


def _label_of(chart: Chart, index: int) -> str:
    label = chart.provision(index).label
    return label.of(chart.text) if label else ""


def _is_group(kind: Kind, number: str) -> bool:
    """Tells whether a provision stands for several repealed articles ("116 bis 119")."""
    return kind == Kind.SECTION and len(re.findall(r"\d+", number)) > 1


def _missing(chart: Chart, one: int, other: int) -> range:
    """Gives the whole numbers that lie between two neighbours; none where numbers are made of parts
    (``222-23``).
    """
    before, after = chart.provision(one), chart.provision(other)
    if Kind.SECTION not in {before.kind, after.kind} and chart.is_of_parts:
        return range(0)
    last, first = chart.whole[one], chart.whole[other]
    if before.kind == Kind.SECTION:
        last = int(re.findall(r"\d+", before.number)[-1])
    if last is None or first is None:
        return range(0)
    return range(last + 1, first)


def _without(numbers: range, there: Sequence[int]) -> Sequence[int]:
    """Gives numbers without those that stand in another place."""
    misplaced = there[bisect_left(there, numbers.start) : bisect_left(there, numbers.stop)]
    return sorted({*numbers} - {*misplaced}) if misplaced else numbers


def _explained(chart: Chart, one: int, other: int, numbers: Sequence[int]) -> bool:
    """Tells whether a line between two articles names the missing numbers as repealed, or a
    division between them has no more words than that it is repealed.
    """
    start, end = chart.provision(one).start, chart.provision(other).start
    if any(
        division.kind in _DIVISIONS and chart.is_repealed(chart.text[division.start : division.end])
        for division in map(chart.provision, range(one + 1, other))
        if division.end <= end
    ):
        return True
    line = chart.line_at(start)
    while line < len(chart.lines) and chart.line_starts[line] < end:
        words = chart.lines[line]
        named = {int(number) for number in re.findall(r"\d{1,5}", words)}
        if named >= {numbers[0], numbers[-1]} and chart.is_repealed(words):
            return True
        line += 1
    return False


# --- letters of another script -------------------------------------------------------------------


def _alike(chart: Chart) -> Iterator[ImportDoubt]:
    """Gives a doubt for each article whose number has a letter of another script than its label."""
    for index in chart.articles:
        one = chart.provision(index)
        words = one.label.of(chart.text) if one.label else ""
        script = next((script_of(letter) for letter in words if letter.isalpha()), "")
        letters = [letter for letter in one.number if letter.isalpha()]
        other = look_alike(letters[0], script) if len(letters) == 1 else None
        if other:
            yield chart.doubt_at(
                "number_alike",
                index,
                mend=Renumber(provision=index, number=one.number.replace(letters[0], other)),
                number=one.number,
                letter=letters[0],
                script=script.casefold(),
            )

# SPDX-License-Identifier: EUPL-1.2
"""What looks wrong in the text of a law: articles without words, a table of contents among them,
lines that pages repeat, articles that are far too long, law that belongs to no provision.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, takewhile
from statistics import median

from gapanalysis.importers.chart import Chart
from gapanalysis.importers.doctor_labels import proposed_split
from gapanalysis.importers.letters import ENDS, NOTE_SIGN, is_small
from gapanalysis.importers.lines import Line
from gapanalysis.importers.openers import find_openers, is_contents_heading
from gapanalysis.model import Exclude, ImportDoubt, Include, Kind, LeftOut, Span
from gapanalysis.structure import stripped

_LONG_ARTICLE = 30_000
_LONG_BY_MEDIAN = 15
_CONTENTS = 3
_FEW_EMPTY = 0.2
_BLOCK = 3_000
_LONG_PREAMBLE = 5_000
_LONG_PREAMBLE_SHARE = 0.4
_LONGEST_HEAD = 90
_FEWEST_HEADS = 4
_REGULAR = 2.0
_REGULAR_SHARE = 0.75
_SIGNATURES = 500
_SPACES_OF_SENTENCE = 4
"""Those of a line with a full stop at its end that is no running head."""
"""Letters at the end of an act that may sign it."""
_BAR = " | "
_LETTER = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(r"\d{1,4}")
_PAGE_NUMBER = re.compile(r"\W*(?:[^\W\d]{1,10}\.?\s)?\W*#\W*(?:(?:[^\W\d]{1,5}\s)?#\W*)?")
_NOTE = re.compile(rf"{NOTE_SIGN}|\^?\d{{1,3}}\)?")
"""The sign of a note, which alone stands for an article that is repealed."""
_POINT = re.compile(r"\(?[^\W_]{1,2}[.)]\s|[-–•·] [^\W\d_]")
_BRACKETED = re.compile(r"[(\[{].{2,80}[)\]}]\.?")
_INLINE_LABEL = r"(?<=[.;:] )(?:{words})[ \u00a0]?\d{{1,4}}[.:)–— ]"


def text_doubts(chart: Chart, told: set[int | None]) -> Iterator[ImportDoubt]:
    """Gives the doubts about a law's text; ``told`` are the provisions of which something was said
    that explains their length.
    """
    if not chart.articles:
        yield from _one_block(chart)
        return
    yield from _empty(chart)
    yield from _running_lines(chart)
    yield from _too_long(chart, told)
    yield from _nowhere(chart)
    yield from _places(chart)
    if len(chart.articles) == 1:
        yield from _one_block(chart)


# --- articles without words ----------------------------------------------------------------------


def contents_doubts(chart: Chart) -> Iterator[ImportDoubt]:
    """Gives a doubt for each row of articles without words whose numbers stand elsewhere too."""
    articles = chart.articles
    places = [bisect_right(chart.annex_starts, chart.provision(index).start) for index in articles]
    times = Counter(zip(places, (chart.same[index] for index in articles), strict=True))
    place_of = dict(zip(articles, places, strict=True))
    for listed, group in groupby(articles, key=chart.is_line_of_contents):
        row = [*group]
        if not listed or len(row) < _CONTENTS:
            continue
        here = Counter(chart.same[index] for index in row)
        again = [
            index
            for index in row
            if times[place_of[index], chart.same[index]] > here[chart.same[index]]
        ]
        if len(again) < _CONTENTS or len(again) * 2 < len(row):
            continue
        first, last = chart.provision(row[0]), chart.provision(row[-1])
        start = _with_heading(chart, first.start)
        yield chart.doubt_at(
            "contents_as_articles",
            row[0],
            mend=Exclude(ranges=(Span(start=start, end=last.end),), why="contents"),
            first=first.number,
            last=last.number,
            count=len(row),
        )


def _with_heading(chart: Chart, start: int) -> int:
    """Gives where a table of contents begins: at its heading, where that stands right before."""
    line = chart.line_at(start)
    for above in range(line - 1, max(-1, line - 4), -1):
        at = _words_at(chart, above)
        if chart.lines[above].strip():
            is_heading = is_contents_heading(chart.lines[above].strip(), chart.language)
            return at if is_heading and chart.words_of(at) is not None else start
    return start


def _empty(chart: Chart) -> Iterator[ImportDoubt]:
    """Gives a doubt for each article that has neither words nor a word that it is repealed."""
    found = []
    for index in chart.articles:
        one = chart.provision(index)
        title = chart.heading_gap is not None and not one.heading
        if chart.has_words(index) and not (title and chart.is_line_of_contents(index)):
            continue
        heading = one.heading.of(chart.text) if one.heading else chart.words(index)
        label = one.label.of(chart.text) if one.label else ""
        ended = any(line.rstrip().endswith((".", ";")) for line in heading.splitlines())
        words = heading.strip()
        said = ended or _BRACKETED.fullmatch(words) or _NOTE.fullmatch(words)
        whole = chart.text[one.start : one.end]  # with notes, which are left out
        if said or label.startswith("[") or chart.is_repealed(whole):
            continue
        found.append(index)
    if chart.language.empty_repealed and len(found) < len(chart.articles):
        return
    if len(found) <= max(_CONTENTS, _FEW_EMPTY * len(chart.articles)):
        for index in found:
            yield chart.doubt_at("article_empty", index, number=chart.provision(index).number)
    else:
        yield chart.doubt_at(
            "articles_empty", found[0], count=len(found), articles=len(chart.articles)
        )


# --- lines that pages repeat ---------------------------------------------------------------------


def _running_lines(chart: Chart) -> Iterator[ImportDoubt]:
    """Gives a doubt for each short line that comes again and again at nearly the same distance in
    the words of provisions: a running head, or a page number that counts up. A line that mostly
    stands beside one is another.
    """
    places: dict[str, list[int]] = defaultdict(list)
    stripped_lines = enumerate(map(str.strip, chart.lines))
    short = [(n, words) for n, words in stripped_lines if 0 < len(words) <= _LONGEST_HEAD]
    folded = _NUMBER.sub("#", "\n".join(words for _, words in short).casefold())
    for (number, _), key in zip(short, folded.split("\n"), strict=False):
        places[key].append(number)
    repeated = {key: _in_words(chart, lines) for key, lines in places.items() if _often(lines)}
    repeated = {
        key: lines
        for key, lines in repeated.items()
        if _often(lines) and not (_end_acts(chart, lines) or _begin_lists(chart, lines))
    }
    found = {key: code for key, lines in repeated.items() if (code := _running(chart, key, lines))}
    heads = {line for key in found for line in repeated[key]} | _running_out(chart)
    for key, lines in repeated.items():
        beside = sum(any(line + step in heads for step in range(-2, 3)) for line in lines)
        if key not in found and beside >= _REGULAR_SHARE * len(lines):
            found[key] = "running_head"
    for key, code in found.items():
        yield _running_doubt(chart, code, repeated[key])


def _running_out(chart: Chart) -> set[int]:
    """Gives the lines that are left out as running heads or page numbers already."""
    return {
        chart.line_at(left.start)
        for left in chart.law.left_out
        if left.why in {"running_head", "page_number"}
    }


def _often(lines: Sequence[int]) -> bool:
    return len(lines) >= _FEWEST_HEADS


def _in_words(chart: Chart, lines: Sequence[int]) -> list[int]:
    """Gives the lines that are words of a provision, where that is most of them."""
    inside = [line for line in lines if chart.words_of(_words_at(chart, line)) is not None]
    return inside if len(inside) >= _REGULAR_SHARE * len(lines) else []


def _end_acts(chart: Chart, lines: Sequence[int]) -> bool:
    """Tells whether lines stand where numbers begin again or an annex ends: a file holds several
    acts, and each is opened and signed with the same words.
    """
    ends = [*chart.annex_starts, len(chart.text)]
    last = 0
    for line in lines:
        at = chart.line_starts[line]
        signs = ends[bisect_right(ends, at)] - at < _SIGNATURES if at < ends[-1] else True
        last += signs or chart.article_before(at) in chart.last_of_acts
    return last >= _REGULAR_SHARE * len(lines)


def _begin_lists(chart: Chart, lines: Sequence[int]) -> bool:
    """Tells whether points follow most of some lines, which are the sentence before a list."""
    below = (next(filter(None, map(str.strip, chart.lines[n + 1 : n + 3])), "") for n in lines)
    return sum(map(bool, map(_POINT.match, below))) >= _REGULAR_SHARE * len(lines)


def _words_at(chart: Chart, line: int) -> int:
    words = chart.lines[line]
    return chart.line_starts[line] + len(words) - len(words.lstrip())


def _running(chart: Chart, key: str, lines: Sequence[int]) -> str:
    """Tells what lines with the same words are: ``running_head``, ``page_number`` or nothing."""
    if key.endswith((".", ";", ":")) and key.count(" ") >= _SPACES_OF_SENTENCE:
        return ""
    numbers = [[int(n) for n in _NUMBER.findall(chart.lines[line])] for line in lines]
    if key.count("#"):
        counting = any(
            all(0 < after[n] - before[n] <= 2 for before, after in pairwise(numbers))
            for n in range(min(map(len, numbers)))
        )
        if not counting or not _is_regular(chart, lines):
            return ""
        return "page_number" if _PAGE_NUMBER.fullmatch(key) else "running_head"
    letters = sum(letter.isalpha() for letter in key)
    ended = key.endswith((".", ";", ":", ",", "-", "–", "—")) or chart.is_repealed(key)
    if letters < 6 or ended or key[0] in "(*-–•" or is_small(chart.lines[lines[0]].lstrip()[0]):
        return ""
    if sum(_opens_provision(chart, line) for line in lines) * 2 > len(lines):
        return ""
    if sum(_begins_sentence(chart, line) for line in lines) * 2 > len(lines):
        return ""
    return "running_head" if _is_regular(chart, lines) else ""


def _begins_sentence(chart: Chart, line: int) -> bool:
    """Tells whether a line stands behind the end of a sentence and goes on in the next line."""
    above = (chart.lines[n].strip() for n in range(line - 1, max(-1, line - 4), -1))
    before = next(filter(None, above), "")
    after = chart.lines[line + 1].strip() if line + 1 < len(chart.lines) else ""
    return before.endswith((*ENDS, ")")) and is_small(after[:1])


def _opens_provision(chart: Chart, line: int) -> bool:
    """Tells whether a provision's own words begin with a line ("The penalty is …, where")."""
    at = _words_at(chart, line)
    index = chart.words_of(at)
    if index is None:
        return False
    spans = (stripped(chart.text, span.start, span.end) for span in chart.own[index])
    return next((span.start for span in spans if span), -1) == at


def _is_regular(chart: Chart, lines: Sequence[int]) -> bool:
    """Tells whether lines stand at nearly the same distance from each other, and far apart."""
    starts = [chart.line_starts[line] for line in lines]
    gaps = [after - before for before, after in pairwise(starts)]
    usual = median(gaps)
    near = sum(usual / _REGULAR <= gap <= usual * _REGULAR for gap in gaps)
    return usual > 500 and near >= _REGULAR_SHARE * len(gaps)


def _running_doubt(chart: Chart, why: str, lines: Sequence[int]) -> ImportDoubt:
    spans = []
    for line in lines:
        start = chart.line_starts[line]
        end = min(start + len(chart.lines[line]) + 1, len(chart.text))
        spans.append(Span(start=start, end=end))
    first = lines[0]
    shown = stripped(chart.text, spans[0].start, spans[0].end) or spans[0]
    return chart.doubt(
        f"{why}_in_text",
        shown.start,
        shown.end,
        mend=Exclude(ranges=tuple(spans), why=why),
        words=chart.lines[first].strip(),
        count=len(lines),
    )


# --- too long, nowhere, all in one ---------------------------------------------------------------


def _too_long(chart: Chart, told: set[int | None]) -> Iterator[ImportDoubt]:
    sizes = {n: chart.provision(n).end - chart.provision(n).start for n in chart.articles}
    most = max(_LONG_ARTICLE, _LONG_BY_MEDIAN * median(sizes.values()))
    for index, length in sizes.items():
        one = chart.provision(index)
        if index in told or length <= most:
            continue
        own = length - _left_out(chart, one.start, one.end)
        if own - _quoted(chart, one.start, one.end) <= most:
            continue
        at = _inner_heading(chart, index)
        yield chart.doubt(
            "very_long_article",
            one.start if at is None else at,
            (one.label.end if one.label else one.start) if at is None else chart.line_end(at),
            provision=index,
            mend=None if at is None else proposed_split(chart.law, index, at),
            number=one.number,
            characters=own,
        )


def _left_out(chart: Chart, start: int, end: int) -> int:
    """Gives how many letters of a range are none of the law's words."""
    inside = (left for left in chart.law.left_out if left.start < end and left.end > start)
    return sum(min(left.end, end) - max(left.start, start) for left in inside)


def _quoted(chart: Chart, start: int, end: int) -> int:
    """Gives how many letters of a range stand in lines that are words for another law."""
    lines = range(chart.line_at(start), len(chart.lines))
    inside = takewhile(lambda line: chart.line_starts[line] < end, lines)
    return sum(len(chart.lines[line]) for line in inside if chart.quoted[line])


def _inner_heading(chart: Chart, index: int) -> int | None:
    """Gives where the first line in an article begins that looks like the start of something else:
    of a division, an annex, an article in another form.
    """
    one = chart.provision(index)
    line = chart.line_at(one.start) + 1
    while line < len(chart.lines) and chart.line_starts[line] < one.end:
        at = _words_at(chart, line)
        words = chart.lines[line].strip()
        if words and not chart.quoted[line] and chart.words_of(at) is not None:
            openers = find_openers(line, Line(text=words), chart.language)
            if any(o.what != "article" or not o.form.startswith("bare") for o in openers):
                return at
        line += 1
    return None


def _nowhere(chart: Chart) -> Iterator[ImportDoubt]:
    """Gives a doubt for each left-out part in which articles seem to begin, and for one so long
    that it may be law.
    """
    for left in chart.law.left_out:
        if left.why not in {"preamble", "other", "title"}:
            continue
        label, number = _label_in(chart, left)
        length = left.end - left.start
        if label:
            heading = chart.heading_after(label.end, left.end)
            mend = Include(
                start=label.start,
                end=left.end,
                kind=Kind.ARTICLE,
                number=number,
                label=label,
                heading=heading,
                parts=chart.parts(heading.end if heading else label.end, left.end),
            )
            yield chart.doubt("law_left_out", label.start, label.end, mend=mend, number=number)
        elif length > max(_LONG_PREAMBLE, _LONG_PREAMBLE_SHARE * len(chart.text)):
            yield chart.doubt(
                "long_text_left_out", left.start, left.end, characters=length, why=left.why
            )


def _label_in(chart: Chart, left: LeftOut) -> tuple[Span | None, str]:
    """Gives the first label of an article in a left-out part, with its number."""
    line = chart.line_at(left.start)
    while line < len(chart.lines) and chart.line_starts[line] < left.end:
        start = _words_at(chart, line)
        if start >= left.start and not chart.quoted[line]:
            for one in find_openers(line, Line(text=chart.lines[line].strip()), chart.language):
                if one.what == "article" and not one.form.startswith("bare"):
                    return Span(start=start, end=start + one.label_end), one.number
        line += 1
    return None, ""


def _places(chart: Chart) -> Iterator[ImportDoubt]:
    """Gives a doubt for a law whose source shows where articles stand with divisions that had ended
    before: they were left out behind one that begins there.
    """
    found = [
        left
        for left in chart.law.left_out
        if left.why == "running_head" and _stands_behind(chart, left)
    ]
    if found:
        first = Span(start=found[0].start, end=found[0].end)
        printed = first.of(chart.text)
        yield chart.doubt(
            "place_repeated", first.start, first.end, printed=printed, count=len(found)
        )


def _stands_behind(chart: Chart, left: LeftOut) -> bool:
    """Tells whether words are left out of a line behind others that are not."""
    first = chart.line_starts[chart.line_at(left.start)]
    before = chart.text[first : left.start]
    if _BAR not in before or not _LETTER.search(chart.text, left.start, left.end):
        return False
    places = [0, *(found.end() for found in re.finditer(re.escape(_BAR), before))][:-1]
    return not all(chart.is_left_out(first + place) for place in places)


def _one_block(chart: Chart) -> Iterator[ImportDoubt]:
    """Gives a doubt for a law in which nothing was recognised, or nothing but one article that
    seems to hold others.
    """
    words = "|".join(re.escape(word.rstrip(".")) + r"\.?" for word in chart.language.article)
    inline = re.findall(_INLINE_LABEL.format(words=words or "(?!)"), chart.text)
    if len(chart.text) > _BLOCK and len(inline) >= _CONTENTS:
        yield chart.doubt("one_block", None, None, count=len(inline))
    elif not chart.articles:
        yield chart.doubt("nothing_recognised", None, None)

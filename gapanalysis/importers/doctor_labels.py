# SPDX-License-Identifier: EUPL-1.2
"""Places in the words of articles that look like labels of others that were not recognised."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz.distance import Levenshtein

from gapanalysis.importers.chart import Chart
from gapanalysis.importers.letters import ENDED, is_small
from gapanalysis.importers.lines import Line
from gapanalysis.importers.openers import find_openers
from gapanalysis.model import ImportDoubt, Kind, Span, Split, Structure
from gapanalysis.numbers import bare, base, sort_key
from gapanalysis.structure import MARKS, holds, stripped

_NUMBER = r"\d{1,5}(?:[-‑–^]\d{1,3}){0,3}(?:[ \u00a0]?[^\W\d_](?![^\W\d_]))?"
_NUMBERED_LINE = re.compile(
    r"^[ \t\u00a0\"“„«]{0,40}"
    r"(?P<word>(?:[^\W\d_][ ]){3,20}[^\W\d_]|[^\W\d_]{0,20}|§{1,2})\.?[ \u00a0]{0,20}"
    rf"(?P<number>{_NUMBER})(?P<after>[ \u00a0]?§|[ \u00a0]?[.:–—)-]*)(?=$|[^\w.,)-])",
    re.MULTILINE,
)
_GLUED = re.compile(r"[1-9]\d?")
_ENDED = (*ENDED, '"')
_CONTEXT = 80
_FAR = 400
_MARK = re.compile(r"\(?(?P<number>\d{1,3}(?:\^\d)?[a-z]?|[^\W\d_]{1,4})(?:[.)]|[ºª])(?=\s|$)")
_LONGEST_TITLE = 100
_LIST_LINES = 5
_LISTED = 2
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Label:
    """What looks like an article's label: its place, its number, and whether it is in a form that
    the reader knows (``exact``) or only resembles one. ``signed``: inside a line, it has the word
    and the sign of the law's labels.
    """

    start: int
    end: int
    number: str
    exact: bool
    signed: bool = False


def find_labels(chart: Chart) -> list[Label]:
    """Gives what looks like a label in the words of articles: lines that begin so, and sentences
    inside a line.
    """
    words = _label_words(chart)
    found = [
        label
        for match in _NUMBERED_LINE.finditer(chart.text)
        if _could_be(match, words) and (label := _label(chart, match))
    ]
    return sorted([*found, *_inline(chart)], key=lambda label: label.start)


def _label_words(chart: Chart) -> set[str]:
    """Gives the words before the numbers of this law's articles, and those of its language."""
    seen: Counter[str] = Counter()
    for index in chart.articles:
        label = chart.provision(index).label
        if label and (match := _NUMBERED_LINE.match(label.of(chart.text))):
            seen[match["word"].casefold()] += 1
    usual = {word for word, times in seen.items() if times * 10 >= len(chart.articles)}
    return usual | {word.casefold().rstrip(".") for word in chart.language.article}


def _could_be(match: re.Match[str], words: set[str]) -> bool:
    """Tells whether a line begins with a word of a label, or one of them badly read."""
    word = match["word"].casefold().replace(" ", "")
    if not word:
        return True
    if is_small(match["word"][0]):
        return False
    return word in words or (
        len(word) >= 4
        and any(len(k) >= 5 and Levenshtein.distance(word, k, score_cutoff=2) <= 2 for k in words)
    )


def _label(chart: Chart, match: re.Match[str]) -> Label | None:
    start = match.start("word") if match["word"] else match.start("number")
    line = chart.line_at(start)
    holder = chart.words_of(start)
    if holder is None or chart.quoted[line]:
        return None
    if not match["word"] and chart.provision(holder).kind == Kind.ANNEX:
        return None  # a row of a list
    words = chart.lines[line][start - chart.line_starts[line] :]
    openers = find_openers(line, Line(text=words.rstrip()), chart.language)
    opener = next((one for one in openers if one.what == "article"), None)
    if opener and (match["word"] or "§" in match["after"]):
        label = Label(start, start + opener.label_end, opener.number, exact=True)
    else:
        label = Label(start, match.end(), bare(match["number"]), exact=False)
        rest = chart.lines[line][match.end() - chart.line_starts[line] :].strip()
        if is_small(rest[:1]):
            return None
        if not match["word"] and not _is_headed(chart, match, rest, line):
            return None
        if not match["word"] and _is_listed(chart, match, line):
            return None
    return None if _is_cited(chart, label) else label


def _is_headed(chart: Chart, match: re.Match[str], rest: str, line: int) -> bool:
    """Tells whether a number without a word is followed by what could be a heading; a number alone
    on its line only where the labels of the law stand so.
    """
    if rest:
        return bool(match["after"].strip()) and _is_title(rest)
    below = next((words.strip() for words in chart.lines[line + 1 : line + 4] if words.strip()), "")
    return chart.labels_stand_alone and below[:1].isupper()


def _is_listed(chart: Chart, match: re.Match[str], line: int) -> bool:
    """Tells whether a line is one of three that are numbered one after the other without a word:
    they are points of a list.
    """
    number = base(match["number"])
    if number is None:
        return False
    above = reversed(chart.lines[max(0, line - _LIST_LINES) : line])
    before = _counted(above, number, -1)
    after = _counted(chart.lines[line + 1 : line + 1 + _LIST_LINES], number, 1)
    return before + after >= _LISTED


def _counted(lines: Iterable[str], number: int, step: int) -> int:
    """Gives how many lines with words go on with a number, each with the next one at its start."""
    counted = 0
    for words in filter(str.strip, lines):
        found = _NUMBERED_LINE.match(words)
        if not found or found["word"] or base(found["number"]) != number + step * (counted + 1):
            break
        counted += 1
    return counted


def _is_title(words: str) -> bool:
    """Tells whether words could be a heading."""
    return (
        3 < len(words) <= _LONGEST_TITLE
        and not is_small(words[0])
        and not words.endswith((".", ";", ":", ","))
    )


def _is_cited(chart: Chart, label: Label) -> bool:
    """Tells whether the words before a label break off where a reference goes on with it: after a
    word that stands before numbers, in brackets that it closes ("(Item 2 of" / "Article 9).").
    """
    before = chart.text[max(0, label.start - _CONTEXT) : label.start].rstrip(' \u00a0\n"“„«')
    if not before or before.endswith(_ENDED):
        return False
    last = before.split()[-1].casefold()
    if last.endswith(",") or last in chart.language.cited_before:
        return True
    if ")" in chart.text[label.start : label.end + 1] and before.count("(") > before.count(")"):
        return True
    after = chart.text[label.end : label.end + _CONTEXT].lstrip(" \u00a0\n.:–—-")
    return after[:1] in {",", ";", "§"} or is_small(after[:1])


def _inline(chart: Chart) -> Iterator[Label]:
    """Gives labels after the end of a sentence inside a line, in the form that most labels of the
    law have, where that has a word or a sign: "… is punished. 10 § Whoever …".
    """
    forms: Counter[tuple[str, bool, str]] = Counter()
    for index in chart.articles:
        printed = chart.provision(index).label
        if printed and (match := _NUMBERED_LINE.match(printed.of(chart.text))):
            after = match["after"].strip()
            forms[match["word"], "§" in after, after[-1:].strip("§")] += 1
    if not forms:
        return
    (word, signed, sign), _ = forms.most_common(1)[0]
    if not word and not signed:
        return
    pattern = re.compile(
        rf"(?<=[.;:)»”\]][ \u00a0]){re.escape(word)}\.?[ \u00a0]?(?P<number>{_NUMBER})"
        rf"{'[ ]?§' if signed else '[.:]?'}(?=[ \u00a0])"
    )
    for match in _found(pattern, word, chart.text):
        after = chart.text[match.end() : match.end() + 2].strip()
        line = chart.line_at(match.start())
        if after and not after[0].isupper():
            continue
        if match.start() == chart.line_starts[line] or chart.quoted[line]:
            continue
        if chart.words_of(match.start()) is None:
            continue
        label = Label(
            match.start(),
            match.end(),
            bare(match["number"]),
            exact=False,
            signed=bool(sign) and match.group().endswith(sign),
        )
        if not _is_cited(chart, label):
            yield label


def _found(pattern: re.Pattern[str], word: str, text: str) -> Iterator[re.Match[str]]:
    """Gives where a pattern stands that begins with a word, which is looked for first."""
    if not word:
        yield from pattern.finditer(text)
        return
    at = text.find(word)
    while at >= 0:
        if found := pattern.match(text, at):
            yield found
        at = text.find(word, found.end() if found else at + 1)


# --- a place that a person chose -----------------------------------------------------------------


def proposed_split(law: Structure, provision: int, at: int) -> Split:
    """Gives the operation that begins a new provision at an offset of another one, with the number,
    label and heading that the words there show. A division is put beside those of its kind.
    """
    chart = Chart(law)
    line = chart.line_at(at)
    words = chart.lines[line][at - chart.line_starts[line] :].rstrip()
    openers = find_openers(line, Line(text=words), chart.language)
    opener = next((o for o in openers if o.what in {"article", "division", "annex"}), None)
    if opener:
        label = Span(start=at, end=at + opener.label_end)
        rest = stripped(chart.text, label.end, at + opener.end)
        return Split(
            provision=_beside(law, provision, opener.kind),
            at=at,
            number=opener.number,
            kind=opener.kind,
            label=label,
            heading=rest if opener.what != "article" else chart.heading_after(label.end, at + _FAR),
        )
    mark = _MARK.match(words)
    if mark is None:
        return Split(provision=provision, at=at)
    kind = law.provisions[provision].kind
    return Split(
        provision=provision,
        at=at,
        number=mark["number"],
        kind=kind if kind in MARKS else Kind.PARAGRAPH,
        label=Span(start=at, end=at + mark.end()),
    )


def _beside(law: Structure, provision: int, kind: Kind) -> int:
    """Gives the provision beside which one of a kind may stand: itself or one above it."""
    parent = law.provisions[provision].parent
    while parent is not None and not holds(law.provisions[parent].kind, kind):
        provision, parent = parent, law.provisions[parent].parent
    return provision


# --- what a label is ----------------------------------------------------------------------------


def missed_labels(chart: Chart) -> Iterator[ImportDoubt]:
    """Gives a doubt for each label of a missing article, or one whose raised digit was glued to its
    number; one for an article in which other such lines fit nowhere.
    """
    out_of_order: list[tuple[int, Label]] = []
    last: dict[int | None, str] = {}
    labels = find_labels(chart)
    worded = _are_worded(chart)
    ends = [*(label.start for label in labels[1:]), len(chart.text)]
    for label, end in zip(labels, ends, strict=False):
        index, holder = chart.article_before(label.start), chart.article_of(label.start)
        before, after = _neighbours(chart, index)
        before = last.get(index, before)
        glued = None if worded and not label.exact else _glued(before, label, after)
        mended = glued or _missing(before, label, after)
        if mended is None:
            if label.exact and holder is not None and not _names(chart, holder, label):
                out_of_order.append((holder, label))
            continue
        code, number = mended
        last[index] = number
        yield _missed(chart, label, end, code, number, before)
    for index, group in groupby(out_of_order, key=lambda pair: pair[0]):
        found = [label for _, label in group]
        if not _is_introduced(chart, found[0]):
            yield _out_of_order(chart, index, found)


def _is_introduced(chart: Chart, label: Label) -> bool:
    """Tells whether a label stands behind a colon, as the words of another law do ("is amended as
    follows:").
    """
    before = chart.text[max(0, label.start - _CONTEXT) : label.start]
    return before.rstrip(' \u00a0\n"“„«').endswith(":")


def _are_worded(chart: Chart) -> bool:
    """Tells whether the labels of a law's articles begin with a word or sign: a number alone is
    that of a paragraph then.
    """
    labels = (chart.provision(index).label for index in chart.articles)
    first = next((label.of(chart.text) for label in labels if label), "")
    return not first[:1].isdigit()


def _names(chart: Chart, holder: int, label: Label) -> bool:
    """Tells whether a label in the words of an article only names it: before a colon, or once more
    where they begin.
    """
    article = chart.provision(holder)
    if sort_key(label.number) != sort_key(article.number):
        return False
    first = article.label.end if article.label else article.start
    begins = not chart.text[first : label.start].strip()
    return begins or ":" in chart.text[label.start : label.end + 1]


def _missed(
    chart: Chart, label: Label, limit: int, code: str, number: str, before: str
) -> ImportDoubt:
    """Gives the doubt about an article that begins inside another provision and goes on to the
    ``limit`` at most.
    """
    holder, end = chart.article_of(label.start), limit
    if holder is None:
        holder, end = chart.words_of(label.start), min(limit, chart.words_end(label.start))
    assert holder is not None, "labels are looked for in words"
    end = min(end, chart.provision(holder).end)
    heading = chart.heading_after(label.end, end)
    mend = Split(
        provision=holder,
        at=label.start,
        number=number,
        kind=Kind.ARTICLE,
        label=Span(start=label.start, end=label.end),
        heading=heading,
        parts=chart.parts(heading.end if heading else label.end, end),
    )
    return chart.doubt(
        code,
        label.start,
        label.end,
        provision=holder,
        mend=mend,
        number=number,
        printed=label.number,
        within=before,
    )


def _out_of_order(chart: Chart, index: int, labels: list[Label]) -> ImportDoubt:
    first, within = labels[0], chart.provision(index).number
    if len(labels) == 1:
        return chart.doubt(
            "number_out_of_order",
            first.start,
            first.end,
            provision=index,
            number=first.number,
            within=within,
        )
    numbers = ", ".join(label.number for label in labels[:_SHOWN])
    return chart.doubt(
        "numbers_out_of_order",
        first.start,
        first.end,
        provision=index,
        count=len(labels),
        numbers=numbers + (" …" if len(labels) > _SHOWN else ""),
        within=within,
    )


def _neighbours(chart: Chart, index: int | None) -> tuple[str, str | None]:
    """Gives the number of an article and that of the next one of its run; before the first article
    0 and its number.
    """
    if index is None:
        return "0", chart.provision(chart.articles[0]).number if chart.articles else None
    following = chart.following.get(index)
    number = None if following is None else chart.provision(following).number
    return chart.provision(index).number, number


def _glued(before: str, label: Label, after: str | None) -> tuple[str, str] | None:
    """Gives the number that a label would have with its raised digit, where that fits between its
    neighbours.
    """
    proposed = unglued(label.number, before)
    if proposed is None or not _between(before, proposed, after):
        return None
    return "number_glued", proposed


def unglued(number: str, before: str) -> str | None:
    """Gives ``177^1`` for 1771 after article 177 (or 177^2, 177 bis), else None."""
    whole = base(before)
    if whole is None or not number.isdigit():
        return None
    rest = number.removeprefix(str(whole))
    if rest == number or not _GLUED.fullmatch(rest):
        return None
    return f"{whole}^{rest}"


def _missing(before: str, label: Label, after: str | None) -> tuple[str, str] | None:
    """Gives the number of a label that follows the one before it, or comes right before the next.
    What only resembles a label must have a whole number that is missing, or stand with the word
    and the sign of the law's labels.
    """
    whole, last = base(label.number), base(before)
    if whole is None or last is None or not _between(before, label.number, after):
        return None
    first = base(after) if after else None
    if whole - last > 1 and (first is None or first - whole > 1):
        return None
    if whole == last and not (label.exact or label.signed):
        return None
    return "article_missed", label.number


def _between(before: str, number: str, after: str | None) -> bool:
    key = sort_key(number)
    return sort_key(before) < key and (after is None or key < sort_key(after))

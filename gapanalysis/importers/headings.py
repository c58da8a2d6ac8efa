# SPDX-License-Identifier: EUPL-1.2
"""The headings of provisions: on the line of the label, below it, or before "(1)" on one line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile, zip_longest

from gapanalysis.importers.canonical import PRINTED, RUNNING, Canonical, stripped
from gapanalysis.importers.label_patterns import patterns_of
from gapanalysis.importers.letters import (
    COMMAS,
    ENDED,
    ENDS,
    NOTE_SIGN,
    QUOTES,
    STOPS,
    is_in_capitals,
    is_small,
)
from gapanalysis.importers.lines import Document
from gapanalysis.importers.mark_tokens import heading_before_first, is_named_paragraph
from gapanalysis.importers.openers import (
    Opener,
    has_own_title,
    heading_level,
    is_numeral_title,
    says_repealed,
)
from gapanalysis.languages import Language
from gapanalysis.model import Span

_LABELLED = {"article", "inside", "division", "annex"}
_LONGEST = 300
_LONGEST_PLAIN = 150
_TITLE_LINES = 3
"""Printed lines below its first one that a title may fill."""
_LONGEST_ENDED = 120
_FULL_LINE = 60
_SOME_ALONE = 8
_SAMPLE = 20_000
_FEW_CAPITALS = 0.12
_SENTENCE_END = (*ENDS, *COMMAS, "—")
_GOES_ON = (";", ":", *COMMAS, "—")
_FIRST_MARK = re.compile(
    r"(?:\[+[\d¹²³⁴⁵⁶⁷⁸⁹⁰]*\]? ?)?(?:\(1\)|§ ?1(?:er)?[.º] |1[.)] |1\.(?=[^\Wa-z\d_]|\({2}))"
    r"|\^1 |¹ ?|\(?a\)|1°|I\. "
)
_POINT = re.compile(r"\([^\W_]{1,4}\)|[^\W\d_]{1,3}[.)]|\d+[)°]|[-–•«“„]")
"""How a point of a list begins. "1. Aim" may be a heading, as it ends without a stop."""
_TITLE = re.compile(r"[\d.]*[)]?[ ]?[„“«\"»]?[^\W\d_]{2}|[„“«\"»]?[^\W\d_][ ]")
_MARK_ALONE = re.compile(r"\[*(?:[IVXLC]{1,6}|\d{1,3}|[^\W\d_])[.)]")
_LETTERED = re.compile(r"\(?[a-z]{1,2}\)|[-–•] ")
_COUNTED_TITLE = re.compile(
    r"(?P<mark>\d{1,2}|[A-Za-z]{1,2}|[IVX]{1,5})(?P<sign>[.)]) (?=[^\W\d_]{2})"
)
_FIRST_PARAGRAPH = re.compile(r"\(?1\) |\^?1 ")
_SECOND = {"1": "2", "a": "b", "A": "B", "i": "ii", "I": "II"}
"""What goes on with the first mark of a list."""
_NUMERAL = re.compile(
    r"(?:[IVXLC]{1,7}|[^\W\d_]{1,2}|\d{1,2})(?:[.)]|[ ]?[-–])[ ]?[-–]?[ ]*(?=[^\Wa-z\d_])"
)
"""The number of a title ("c. Return of …", "III – Scope"), where points do not begin so."""
_BRACKETED = re.compile(r"\([^\W\d_]{2}[^()]*\)\.?")
_CHANGED = re.compile(
    r"\({2}[ ]?(?:(?P<title>\([^\W\d_]{2}[^()\n]{0,200}\))[.]?[ ]?(?:\){2}[.]?)?"
    r"|(?P<whole>[^\Wa-z\d_][^()\n]{0,200}[^()\n.;:,])\){2})(?=\n|$)"
)
"""A title in the signs that Italian laws have around what was changed: "((Purpose))"."""
_AMENDED = re.compile(
    r"\([^()]*(?:\d{1,2}\.[ ]?\d{1,2}\.[ ]?(?:\d\d)?|\bnr\.? ?\d+/\d\d)\d\d\b[^()]*\)\.?",
    re.IGNORECASE,
)
"""A note in brackets that says when a provision was amended, which is no title of it."""
_ENDED_WITH_NOTE = re.compile(r"[.;:!?…][ ]?(?:[(\[][^()\[\]]{0,4}[)\]]|\^\d{1,2}\))$")
_BRACKETED_BEFORE = re.compile(
    r"(?P<title>\([^\W\d_]{2}[^()\n]{0,200}\))[.:]?[ ]?"
    r"(?:(?:[-–—]{1,2}|(?<=[.:])|(?<=[.:] ))[ ]?(?=[^\W_])|(?=1[.)] |\(1\)))"
)
"""A title that the words follow on the same line: "(Purpose).- This Act …"."""
_BRACKETED_RUNNING = re.compile(
    r"(?P<title>\([^\W\d_]{2}[^()\n]{0,200}\)) (?=[^\Wa-z\d_][^\W\d_A-Z]|[AOEÀÉ] )"
)
_CAPITALS_BEFORE = re.compile(
    r"(?P<title>(?![IVXLC]+\.)[^\Wa-z\d_]{3,}(?:[ ,;:’'/()&-]+[^\Wa-z\d_]+)*\.)"
    r"[ ](?=\([a-z1]\)|[^\Wa-z\d_][a-z]|[^\Wa-z\d_] )"
)
"""A title in capitals that the words follow: "ASSAULT. (a) A person …"."""
_DASHED_BEFORE = re.compile(
    r"(?P<title>[„“\"‘']?[^\Wa-z\d_](?:[^\n:;]|\n(?=[^\W\d_])){1,250}?\.[”\"’']?)"
    r"(?:[—–](?=\S)|[ ]?[-–—]{1,2}[ ]?(?=\(1\)))"
)
"""A title that a stroke parts from the words: "Short title.—(1) This Act …"."""
_NOTES_AT_END = re.compile(rf"(?:[ ]?{NOTE_SIGN}){{1,9}}$")
_SQUARE = re.compile(r"(?:\*[ ]?)?(?P<title>\[[^\W\d_][^\[\]]{1,300}\])(?=\s|$)")


def start_of(page: Canonical, opener: Opener) -> int:
    """Gives where an opener's provision starts: at its label, or at the heading above it."""
    line = opener.line if opener.above < 0 else opener.above
    return page.starts[line] + (opener.start if opener.above < 0 else 0)


def without_headings_below(page: Canonical, openers: Sequence[Opener]) -> list[Opener]:
    """Gives the openers without the styled headings that stand directly under a label of an article
    or a division and only say its title ("§ 12" / "Rape" / "Whoever …"). Where nothing but another
    label follows, a heading of a higher level than an article's label is the next one's, unless
    more of its level are titles.
    """
    kept: list[Opener] = []
    titles: Counter[int] = Counter()
    """How many headings of each level are titles of articles, less those that are none."""
    doubtful: list[Opener] = []
    under: int | None = None
    """The line down to which nothing but headings stands below a label."""
    for n, opener in enumerate(openers):
        between = under is None or any(page.body(under + 1, page.starts[opener.line]))
        if opener.what == "heading" and not between:
            following = openers[n + 1] if n + 1 < len(openers) else None
            end = start_of(page, following) if following else len(page.text)
            alone = not any(page.body(opener.line + 1, end))
            label = kept[-1]
            if not (alone and label.what == "article" and opener.level < label.level):
                titles[opener.level] += label.what == "article"
                under = opener.line
                continue
            doubtful.append(opener)
        elif opener.what == "heading":
            titles[opener.level] -= 1
        kept.append(opener)
        under = opener.line if _is_only_label(opener) else None
    no_divisions = {id(opener) for opener in doubtful if titles[opener.level] > 0}
    return [opener for opener in kept if id(opener) not in no_divisions]


def _is_only_label(opener: Opener) -> bool:
    """Tells whether nothing stands behind the label of an article, a division or an annex."""
    return opener.what in _LABELLED and opener.label_end == opener.end


def _names_later_law(opener: Opener) -> bool:
    """Tells whether what a line opens are provisions of a later law, which it names."""
    return opener.what == "closing" and opener.weak


def with_marginal_headings(document: Document, openers: Sequence[Opener]) -> Document:
    """Gives a document in which a note beside the text is ``marginal`` only where an article begins
    beside it, whose heading it is then, as no other is printed in larger letters behind its label;
    the others are notes.
    """
    articles = {
        opener.line
        for opener in openers
        if opener.what == "article" and not (opener.level and opener.label_end < opener.end)
    }
    begins = {opener.line for opener in openers}
    following = -1
    lines = list(document.lines)
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if line.style == "marginal":
            style = "marginal" if following in articles else "note"
            lines[index] = replace(line, style="" if index in begins else style)
        if line.text and line.style not in RUNNING:
            following = index
    return replace(document, lines=tuple(lines))


def with_headings_above(
    page: Canonical, openers: Sequence[Opener], language: Language
) -> list[Opener]:
    """Gives the openers with the headings that stand over the labels of articles, where most of
    the law's articles are headed so ("Rape" / "Article 168" / "Whoever …"), or where laws in its
    language head them so.
    """
    articles = [opener for opener in openers if opener.what == "article"]
    lines = {opener.line: opener for opener in openers}
    usually = language.title_above
    above = {opener.line: _line_above(page, opener, lines, usually) for opener in articles}
    headed = {
        line: over
        for line, over in above.items()
        if over >= 0
        and not _tells_amendment(page, over, language)
        and not (over - 1 in lines and says_repealed(page.lines[over].text, language))
    }
    first = headed.get(openers[0].line, -1) if openers else -1
    if usually and first >= 0 and is_in_capitals(page.lines[first].text):
        del headed[openers[0].line]  # the title of the law
    beside = {line: n for line, n in headed.items() if page.lines[n].style == "marginal"}
    below = sum(
        opener.line not in headed and _looks_like_heading(page, opener.line + 1)
        for opener in articles
        if opener.line + 1 < len(page.lines) and page.lines[opener.line + 1].text
    )
    usual = [opener for opener in articles if not opener.series]
    of_usual = sum(opener.line in headed for opener in usual)
    few = len(headed) < 3 or of_usual * 5 < len(usual) * 3 or below > len(headed)
    if few and not usually:
        headed = beside
    taken = set(headed.values())
    return [
        replace(opener, above=headed[opener.line])
        if opener.what == "article" and opener.line in headed
        else opener
        for opener in openers
        if opener.what != "heading" or opener.line not in taken
    ]


def _line_above(page: Canonical, opener: Opener, lines: Mapping[int, Opener], usually: bool) -> int:
    """Gives the first line of the heading over an article's label, where what stands over it has
    come to an end, else -1. The words behind the label must be no heading themselves, unless they
    ``usually`` are none.
    """
    before = (
        n
        for n in range(opener.line - 1, max(-1, opener.line - 7), -1)
        if page.lines[n].text and page.lines[n].style not in RUNNING
    )
    over, ahead = next(before, -1), next(before, -1)
    if over >= 0 and page.lines[over].style == "marginal":
        return over
    rest = page.lines[opener.line].text[opener.label_end : opener.end].strip()
    if usually and has_own_title(page.lines, opener):
        return -1  # over the label may stand the title of a part of the law
    if rest and not (usually or _FIRST_MARK.match(rest) or rest.endswith((*STOPS, ":"))):
        return -1
    last = over
    while (
        over - 1 == ahead >= 0
        and ahead not in lines
        and is_small(page.lines[over].text[0])
        and not _POINT.match(page.lines[over].text)
    ):
        over, ahead = ahead, next(before, -1)
    if over < 0 or (over in lines and lines[over].what != "heading"):
        return -1
    if ahead in lines and lines[ahead].what == "division" and _is_only_label(lines[ahead]):
        return -1  # it is the division's own
    above = lines.get(ahead)
    if above and above.what == "article" and page.lines[last].text.endswith(STOPS):
        return -1  # it is all that the article above says
    if any(n in lines and _names_later_law(lines[n]) for n in (over, ahead, ahead - 1)):
        return -1
    if ahead < 0 or not _looks_like_heading(page, over, last, colon=usually):
        return -1  # over the first label may stand the title of the law
    words = page.lines[over].text
    if (_POINT.match(words) and not (usually and _NUMERAL.match(words))) or (
        usually and words[0] in "(["
    ):
        return -1
    ended = ahead < over - 1 or ahead in lines or page.lines[ahead].text.endswith(ENDED)
    return over if ended or not page.wrapped or ahead - 1 in lines else -1


def _tells_amendment(page: Canonical, index: int, language: Language) -> bool:
    """Tells whether a line is a note on how what stands above it was amended."""
    words = page.lines[index].text[:_LONGEST].casefold()
    return any(word in words for word in language.amended)


@dataclass(slots=True)
class _Guesses:
    """What looks like headings of articles in one place: how many articles could have one there,
    what was found, which of it ends with a full stop; how many lines end so and stand ``alone``.
    """

    could: int = 0
    alone: int = 0
    found: dict[int, Span] = field(default_factory=dict)
    ended: set[int] = field(default_factory=set)

    def usual(self) -> list[tuple[int, Span]]:
        """Gives those that are headings, for most articles have one."""
        with_stop = len(self.found) * 5 >= self.could * 4 and self.alone * 4 <= len(self.found)
        if (len(self.found) - len(self.ended)) * 2 < self.could and not with_stop:
            return []
        return [(n, one) for n, one in self.found.items() if with_stop or n not in self.ended]


def find_headings(
    page: Canonical, openers: Sequence[Opener], language: Language
) -> list[Span | None]:
    """Gives the heading of each opener's provision, or None.

    What only looks like an article's heading counts as one where at least half of the law's
    articles have such a line in that place, behind the label or below it; where it ends with a full
    stop, four of five.
    """
    found: list[Span | None] = []
    behind, below = _Guesses(), _Guesses()
    worded = _has_words_behind(page, openers, language)
    titles: dict[int, Span] = {}
    """What stands alone behind a label: the title of an article that is repealed, or its words."""
    for n, opener in enumerate(openers):
        following = openers[n + 1] if n + 1 < len(openers) else None
        end = start_of(page, following) if following else len(page.text)
        if opener.above >= 0:
            last = max(page.body(opener.above, page.starts[opener.line]))
            found.append(page.span(opener.above, last))
            continue
        rest = stripped(
            page.text,
            page.starts[opener.line] + opener.label_end,
            page.starts[opener.line] + opener.end,
        )
        if rest and _NOTES_AT_END.fullmatch(rest.of(page.text)):
            rest = None
        lines = list(page.body(opener.line + 1, end))
        holds = following is not None and following.what == "inside"
        if opener.what not in {"article", "inside"} or (opener.what == "article" and holds):
            empty = holds or following is None or following.rank <= opener.rank
            title = list(takewhile(lambda n: not _tells_amendment(page, n, language), lines))
            found.append(_division_heading(page, opener, rest, title, empty=empty))
            continue
        if language.title_above:
            found.append(_in_square_brackets(page, rest, lines))
            continue
        sure = _sure_heading(page, opener, rest, lines, language, worded=worded)
        found.append(sure)
        if rest and not lines and _guess(page, rest, [opener.line], language):
            if page.text[rest.end - 1] in STOPS:
                behind.alone += 1
            elif not any(w in rest.of(page.text).casefold() for w in language.repealed):
                titles[n] = rest
        if not sure:
            guesses = behind if rest else below
            guesses.could += bool(lines) and (rest is not None or len(lines) > 1)
            if guess := _guess(page, rest, lines, language):
                guesses.found[n] = guess
                if page.text[guess.end - 1] in STOPS:
                    guesses.ended.add(n)
                elif rest is None and not page.wrapped and not _may_be_quoted(page, lines[1]):
                    found[n] = guess  # a paragraph would have come to an end
    if _runs_in(page, openers, found):
        for n, opener in enumerate(openers):
            guessed = behind.found.keys() | below.found.keys()
            if opener.what == "article" and found[n] is None and n not in guessed:
                found[n] = _run_in_heading(page, opener)
    if (len(behind.found) + len(below.found)) * 2 >= behind.could + below.could:
        found = [one or titles.get(n) for n, one in enumerate(found)]
    for n, guess in (*behind.usual(), *below.usual()):
        found[n] = guess
    return [_without_extent(page, span, language) for span in _with_bracketed(page, openers, found)]


def _without_extent(page: Canonical, heading: Span | None, language: Language) -> Span | None:
    """Gives a heading without a mark of where the article applies behind it ("Orders.E+W"); a
    bracket alone is none, nor is a note in brackets on how the article was amended.
    """
    words = heading.of(page.text) if heading else ""
    noted = words.startswith("(") and words.rstrip(".").endswith(")")
    noted = noted and any(word in words.casefold() for word in language.amended)
    if noted or not words.strip("()[] "):
        return None
    extent = heading and patterns_of(language.code).extent.search(heading.of(page.text))
    return replace(heading, end=heading.start + extent.start()) if heading and extent else heading


def _with_bracketed(
    page: Canonical, openers: Sequence[Opener], found: Sequence[Span | None]
) -> list[Span | None]:
    """Gives the headings with those in brackets that the words follow without a sign ("Article 8
    (Unity) The State is …"), where most articles have a title in brackets, each its own.
    """
    articles = [n for n, opener in enumerate(openers) if opener.what == "article"]
    running: dict[int, Span] = {}
    for n in articles:
        start = page.starts[openers[n].line] + openers[n].label_end
        end = page.starts[openers[n].line] + openers[n].end
        rest = stripped(page.text, start, end)
        if rest and (title := _BRACKETED_RUNNING.match(page.text, rest.start, rest.end)):
            running[n] = Span(start=rest.start, end=title.end("title"))
    others = [found[n] for n in articles if n not in running]
    titles = [span.of(page.text) for span in (*running.values(), *others) if span]
    own = {title for title in titles if _BRACKETED.fullmatch(title)}
    if len(own) * 3 < len(articles) * 2:
        return list(found)
    return [running.get(n, span) for n, span in enumerate(found)]


def _runs_in(page: Canonical, openers: Sequence[Opener], found: Sequence[Span | None]) -> bool:
    """Tells whether headings run into the first paragraph in this law: a third of its articles
    have one before "(1)" on the same line, and words with capitals are rare inside sentences.
    """
    articles = sum(opener.what == "article" for opener in openers)
    running = sum(
        1
        for opener, heading in zip(openers, found, strict=True)
        if opener.what == "article" and heading and page.text.startswith(" (1)", heading.end)
    )
    if running < 3 or running * 3 < articles:
        return False
    words = page.text[:_SAMPLE].split()
    capitals = sum(a[-1].islower() and b[0].isupper() for a, b in pairwise(words))
    return capitals < len(words) * _FEW_CAPITALS


def _run_in_heading(page: Canonical, opener: Opener) -> Span | None:
    """Gives the words before the first capital inside the first sentence of an article that has
    no "(1)": "Robbery Theft committed by …".
    """
    index = next(page.body(opener.line + 1, len(page.text)), None)
    if index is None or opener.label_end != opener.end:
        return None
    end = start = page.starts[index]
    limit = min(page.words_end(index), start + _LONGEST_PLAIN)
    words = page.text[start:limit].split(" ")
    for before, word in pairwise(words):
        end += len(before) + 1
        if not before or not before[-1].isalnum():
            return None
        if word[:1].isupper() and before[-1].islower():
            return Span(start=start, end=end - 1) if page.text[start].isupper() else None
    return None


def _division_heading(
    page: Canonical, opener: Opener, rest: Span | None, lines: Sequence[int], *, empty: bool
) -> Span | None:
    """Gives the words after a division's label, else what stands between it and the next opener,
    up to three lines. A sentence in a division without articles (``empty``) is no heading.
    """
    if rest and opener.what == "closing" and not lines and page.text[rest.end - 1] in STOPS:
        return None  # its words
    if rest and lines and _AMENDED.fullmatch(page.text, rest.start, rest.end):
        rest = None
    if rest:
        whole = _with_more_lines(page, opener, rest, lines)
        rest = whole if whole.end - whole.start <= _LONGEST else rest
        return rest if rest.end - rest.start <= _LONGEST else None
    if not lines or opener.what == "group":
        return None
    if opener.what == "closing" and not _names_later_law(opener):
        return page.span(lines[0], lines[0]) if _looks_like_heading(page, lines[0]) else None
    parted = any(page.lines[n].style in RUNNING for n in range(lines[0], lines[-1]))
    if empty and page.lines[lines[-1]].text.endswith(STOPS):
        return None
    if len(lines) <= 3 and not parted and all(len(page.lines[n].text) <= 200 for n in lines):
        return page.span(lines[0], lines[-1])
    return page.span(lines[0], lines[0]) if _looks_like_heading(page, lines[0]) else None


def _with_more_lines(page: Canonical, opener: Opener, rest: Span, lines: Sequence[int]) -> Span:
    """Gives the title of a division with the printed lines that go on with it: in capitals as it is
    itself, or in small letters.
    """
    words = rest.of(page.text)
    end = opener.line
    several = opener.what == "division" or _names_later_law(opener)
    for index in [] if not several or words.endswith(ENDS) else lines[:2]:
        more = page.lines[index].text
        capitals = words.isupper() and more.isupper() and not _POINT.match(more)
        goes_on = page.format in PRINTED and is_small(more[0])
        if index != end + 1 or not (capitals or goes_on):
            break
        end = index
    return rest if end == opener.line else Span(start=rest.start, end=page.words_end(end))


def _has_words_behind(page: Canonical, openers: Sequence[Opener], language: Language) -> bool:
    """Tells whether the lines that the source styles as labels of articles have the words of their
    first paragraphs: some are all that the article says.
    """
    could = alone = 0
    for opener, following in zip_longest(openers, openers[1:]):
        rest = page.lines[opener.line].text[opener.label_end : opener.end].rstrip()
        if opener.what != "article" or not (opener.level and rest.endswith(STOPS)):
            continue
        end = start_of(page, following) if following else len(page.text)
        could += 1
        empty = not any(page.body(opener.line + 1, end))
        alone += empty and not says_repealed(rest, language)
    return alone * _SOME_ALONE > could


def _sure_heading(
    page: Canonical,
    opener: Opener,
    rest: Span | None,
    lines: Sequence[int],
    language: Language,
    *,
    worded: bool,
) -> Span | None:
    """Gives a heading that the source styles, unless the ones that end with a full stop are words
    of the law there, or that stands in brackets or before "(1)" on the line of the words.
    """
    if rest and _FIRST_MARK.match(rest.of(page.text)):
        return None
    if rest and opener.level:
        words = rest.of(page.text)
        said = worded and words.endswith(STOPS)
        return None if said or words.endswith((":", ";")) or words.startswith("<") else rest
    first = rest or (page.span(lines[0], lines[0]) if lines else None)
    if first is None:
        return None
    if end := heading_before_first(page.text, first.start, first.end, language):
        return Span(start=first.start, end=end)
    changed = _CHANGED.match(page.text, first.start, first.end)
    if changed and len(lines) > (rest is None) and not says_repealed(changed.group(), language):
        group = "title" if changed["title"] else "whole"
        return Span(start=changed.start(group), end=changed.end(group))
    for pattern in (_BRACKETED_BEFORE, _CAPITALS_BEFORE):
        if title := pattern.match(page.text, first.start, first.end):
            return Span(start=first.start, end=title.end("title"))
    below = lines[: _TITLE_LINES if rest else 1] if page.wrapped else ()
    last = page.words_end(below[-1]) if below else first.end
    if title := _DASHED_BEFORE.match(page.text, first.start, last):
        return Span(start=first.start, end=title.end("title"))
    if rest is None and len(lines) > 1 and len(page.lines[lines[0]].text) <= _LONGEST:
        line = page.lines[lines[0]]
        styled = heading_level(line) or line.bold
        marked = _FIRST_MARK.match(line.text) or _MARK_ALONE.fullmatch(line.text)
        if styled and not (marked or _AMENDED.fullmatch(line.text)):
            return _whole_title(page, lines)
        if is_numeral_title(line.text, language) or _is_counted_title(page, lines):
            return first
    return None


def _is_counted_title(page: Canonical, lines: Sequence[int]) -> bool:
    """Tells whether the first of the lines below a label is one of the titles that are counted from
    article to article ("b) Contents"), and not a point: the first paragraph follows, or it could
    only be the second of a list, or no second one follows.
    """
    words, *others = (page.lines[n].text for n in lines)
    found = _COUNTED_TITLE.match(words)
    if not found or words.endswith(_GOES_ON) or len(words) > _LONGEST_PLAIN:
        return False
    first = _FIRST_PARAGRAPH.match(others[0])
    if first:
        return not others[0].startswith(found.group().rstrip())
    second = _SECOND.get(found["mark"])
    goes_on = second is not None and any(text.startswith(second + found["sign"]) for text in others)
    if words.endswith(STOPS) or is_small(words[found.end()]) or is_small(others[0][0]):
        return False
    return not (goes_on or _may_be_broken_off(page, lines[0]))


def _in_square_brackets(page: Canonical, rest: Span | None, lines: Sequence[int]) -> Span | None:
    """Gives a title in square brackets behind a label, on its line or the next."""
    if rest is None and not lines:
        return None
    title = _SQUARE.match(page.text, rest.start if rest else page.starts[lines[0]])
    return Span(start=title.start("title"), end=title.end()) if title else None


def _guess(
    page: Canonical, rest: Span | None, lines: Sequence[int], language: Language
) -> Span | None:
    """Gives the words that look like a heading on the label's line, else on the next."""
    if len(lines) > (rest is None) and _LETTERED.match(page.lines[lines[rest is None]].text):
        return None  # a list goes on with a sentence
    if rest is None:
        marked = lines and _FIRST_MARK.match(page.lines[lines[0]].text)
        if len(lines) < 2 or marked or _introduces_points(page, lines) or _is_one_text(page, lines):
            return None
        return _whole_title(page, lines) if _looks_like_heading(page, lines[0]) else None
    if page.wrapped and lines:
        rest, lines = _with_printed_lines(page, rest, lines)
    words = rest.of(page.text)
    if not lines or len(words) > _LONGEST or words.endswith((";", ":", *COMMAS)):
        return None
    if _FIRST_MARK.match(words) or _goes_on(page, words, lines[0], language):
        return None
    return None if words.endswith(STOPS) and len(words) > _LONGEST_ENDED else rest


def _with_printed_lines(
    page: Canonical, rest: Span, lines: Sequence[int]
) -> tuple[Span, Sequence[int]]:
    """Gives the words behind a label with the printed lines that go on with them, in small letters
    or behind a full line, and the lines after those.
    """
    last = page.line_at(rest.start)
    for n, index in enumerate(lines):
        words, below = page.lines[last].text, page.lines[index].text
        full = len(words) > _FULL_LINE and not (words.endswith(ENDS) or _POINT.match(below))
        if index != last + 1 or not (full or is_small(below[0])):
            return Span(start=rest.start, end=page.words_end(last)), lines[n:]
        last = index
    return rest, ()


def _goes_on(page: Canonical, words: str, line: int, language: Language) -> bool:
    """Tells whether the words behind a label are a paragraph: the next one, with a name, stands
    below ("Stk. 2."), or a list goes on with a sentence that ends with a small word.
    """
    below = page.lines[line].text
    if is_named_paragraph(below, language):
        return True
    return bool(_POINT.match(below)) and words.rsplit(None, 1)[-1] in language.stop_words


def _introduces_points(page: Canonical, lines: Sequence[int]) -> bool:
    """Tells whether the first of some lines is no bold one, and ends with a colon before the first
    of the points that it introduces.
    """
    first = page.lines[lines[0]]
    return (
        not first.bold
        and first.text.endswith(":")
        and _FIRST_MARK.match(page.lines[lines[1]].text) is not None
    )


def _is_one_text(page: Canonical, lines: Sequence[int]) -> bool:
    """Tells whether all of some lines, which are centred, are one sentence."""
    texts = [page.lines[n].text for n in lines]
    return (
        all(page.lines[n].centred for n in lines)
        and all(is_small(text[0]) for text in texts[1:])
        and texts[-1].endswith(STOPS)
    )


def _whole_title(page: Canonical, lines: Sequence[int]) -> Span:
    """Gives the title that begins with the first of some lines: with it the printed ones below that
    are set as it is and go on in small letters.
    """
    first = page.lines[lines[0]]
    last = 0
    for index, following in pairwise(lines[:3]):
        line = page.lines[following]
        set_alike = (first.bold, first.centred) == (line.bold, line.centred) != (False, False)
        if following != index + 1 or not (set_alike and is_small(line.text[0])):
            break
        last += 1
    return page.span(lines[0], lines[min(last, len(lines) - 2)])


def _may_be_quoted(page: Canonical, index: int) -> bool:
    """Tells whether a line begins with a quotation, which another sentence introduces."""
    return page.lines[index].text.startswith(QUOTES)


def _looks_like_heading(
    page: Canonical, index: int, last: int = -1, *, colon: bool = False
) -> bool:
    """Tells whether a line, or all from it to the last one, may be a heading, which in some laws
    may end with a ``colon``.
    """
    line = page.lines[index]
    words = " ".join(line.text for line in page.lines[index : last + 1]) or line.text
    if _MARK_ALONE.fullmatch(words):
        return False  # a mark on a line of its own
    if _AMENDED.fullmatch(words):
        return False
    if colon:
        words = _NUMERAL.sub("", _NOTES_AT_END.sub("", words), count=1)
        words = words if any(map(str.isdigit, words)) else words.rstrip(" :")
    if heading_level(line) or line.bold or line.centred:
        return len(words) <= _LONGEST
    if _BRACKETED.fullmatch(words):
        return len(words) <= _LONGEST_PLAIN
    longest = _LONGEST_PLAIN if page.wrapped else _LONGEST
    slanted = line.italic and words.endswith(STOPS) and not any(map(str.isdigit, words))
    ended = not slanted and (words.endswith(_SENTENCE_END) or _ENDED_WITH_NOTE.search(words))
    if len(words) > longest or ended or not _TITLE.match(words):
        return False
    if is_small(words[0]) or words.count("(") > words.count(")"):
        return False
    return last > index or not _may_be_broken_off(page, index)


def _may_be_broken_off(page: Canonical, index: int) -> bool:
    """Tells whether a line may only be the first of a paragraph that was broken into lines: the
    next one, without a gap, goes on in small letters, or the line is full.
    """
    below = (page.lines[n] for n in range(index + 1, len(page.lines)))
    following = next((line.text for line in below if line.style not in RUNNING), "")
    if page.format not in PRINTED or not following:
        return False
    return is_small(following[0]) or (page.wrapped and len(page.lines[index].text) > _FULL_LINE)

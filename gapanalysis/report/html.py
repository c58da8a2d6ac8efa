# SPDX-License-Identifier: EUPL-1.2
"""A report as one web page that needs nothing else: no scripts, no fonts, no address to ask. It can
be read by ear and by keyboard, and printed. Its looks are ``resources/report/report.css``.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from unicodedata import bidirectional

from gapanalysis.report import svg
from gapanalysis.report.blocks import (
    Bar,
    Bars,
    Block,
    Box,
    Caption,
    Chart,
    Contents,
    Cover,
    Heading,
    Inline,
    Line,
    Look,
    Mark,
    Note,
    Para,
    Quote,
    Report,
    Row,
    Run,
    Table,
    Voice,
    Words,
)
from gapanalysis.report.markup import (
    anchors,
    entries,
    escaped,
    hue,
    is_leftward,
    legal,
    lines_of,
    marks_apart,
    sign,
    summed,
)
from gapanalysis.report.progress import Tell, quiet, told
from gapanalysis.resources import read_text
from gapanalysis.words import load_words

_WIDE = 4
"""Columns from which on a table may be moved sideways where the page is narrow."""


def write_html(report: Report, path: Path, tell: Tell = quiet) -> int:
    """Writes a report; gives 1, since a web page is one page."""
    path.write_bytes(render_html(report, tell))
    return 1


def render_html(report: Report, tell: Tell = quiet) -> bytes:
    """Gives a report as the bytes of a web page."""
    writer = _Writer(report)
    body = writer.body(tell)
    style = read_text("report/report.css") + writer.rules() + _margins(report)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    named = {"author": report.author, "description": report.subject, "generator": "gapanalysis"}
    metas = "".join(
        f'<meta name="{name}" content="{escaped(text)}">\n' for name, text in named.items() if text
    )
    page = (
        f'<!DOCTYPE html>\n<html lang="{escaped(report.language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="referrer" content="no-referrer">\n{metas}'
        f"<title>{escaped(report.title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n{body}</body>\n</html>\n"
    )
    return page.encode()


class _Writer:
    """Blocks as elements. It collects the notes, and the colours and widths that are needed."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._words = load_words(report.language)
        self._places = {name: _id(name) for name in anchors(report.blocks)}
        self._marked: set[str] = set()
        self._notes: list[str] = []
        self._rules: set[str] = set()
        self._charts = 0
        self._level = 0

    def rules(self) -> str:
        """Gives the rules of style for the classes that the body uses."""
        return "".join(f"{rule}\n" for rule in sorted(self._rules))

    def body(self, tell: Tell) -> str:
        """Gives what is seen: cover, contents, text, notes."""
        blocks = list(self._report.blocks)
        contents = next((n for n, one in enumerate(blocks) if isinstance(one, Contents)), -1)
        nav = ""
        if contents >= 0:
            heading = blocks[contents - 1] if contents else None
            start = contents - isinstance(heading, Heading)
            nav = self._nav(heading if isinstance(heading, Heading) else None)
            del blocks[start : contents + 1]
        main = "".join(self._blocks(told(blocks, tell)))
        banner = self._report.banner
        marked = f'<p class="banner">{escaped(banner)}</p>\n' if banner else ""
        return (
            f'<a class="skip" href="#the-text">{escaped(self._words("Skip to the text"))}</a>\n'
            f"{svg.patterns()}\n<header>\n{marked}{self._cover(self._report.cover)}</header>\n"
            f'{nav}<main id="the-text" tabindex="-1">\n{main}{self._endnotes()}</main>\n'
        )

    # --- blocks -----------------------------------------------------------------------------------

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for listed, group in groupby(blocks, key=_is_item):
            made = "".join(self._block(block) for block in group)
            yield f"<ul>\n{made}</ul>\n" if listed else made

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                self._level = min(block.level, self._level + 1)
                tag = f"h{self._level + 1}"
                return self._element(tag, (Run(block.text),), place=block.anchor)
            case Para(words, Look.BODY):
                return self._element("p", words)
            case Para(words, Look.ITEM):
                return self._element("li", words)
            case Para(words, Look.FACTS):
                facts = " ".join(f"<span>{self._inline(one)}</span>" for one in words)
                return f'<p class="facts"{_turned(words)}>{facts}</p>\n'
            case Para(words, look):
                return self._element("p", words, name=look.value)
            case Quote():
                return self._quote(block)
            case Table():
                return self._table(block)
            case Bar():
                return svg.bar(block, 22) + self._legend(block)
            case Bars():
                return self._bars(block)
            case Chart():
                return self._chart(block)
            case Box():
                inside = "".join(self._blocks(block.blocks))
                shade = hue("status", block.edge.code)
                self._rules.add(f".e{shade} {{ border-left-color: #{shade}; }}")
                return f'<div class="box e{shade}"{self._place(block.anchor)}>\n{inside}</div>\n'
            case Contents():
                return ""

    def _element(self, tag: str, words: Words, *, name: str = "", place: str = "") -> str:
        kind = f' class="{name}"' if name else ""
        said = self._said(words)
        return f"<{tag}{kind}{self._place(place)}{_turned(words)}>{said}</{tag}>\n"

    def _place(self, anchor: str) -> str:
        name = self._places.get(anchor)
        if name is None or name in self._marked:
            return ""
        self._marked.add(name)
        return f' id="{name}"'

    def _quote(self, quote: Quote) -> str:
        spoken = f' lang="{escaped(quote.language)}"' if quote.language else ""
        lines = "".join(
            f"<p{_turned(line, quote.language)}>{self._said(line)}</p>\n" for line in quote.lines
        )
        turned = _turned((), quote.language)
        quoted = f"<blockquote{spoken}{turned}>\n{lines}</blockquote>\n"
        source = self._element("figcaption", quote.source) if quote.source else ""
        law = quote.voice == Voice.LAW
        whole = source + quoted if law else quoted + source
        return f'<figure class="{"law" if law else "duty"}">\n{whole}</figure>\n'

    def _table(self, table: Table) -> str:
        sides = [' class="right"' if column.right else "" for column in table.columns]
        shares = [f"w{round(column.share * 100)}" for column in table.columns]
        self._rules.update(f".{share} {{ width: {share[1:]}%; }}" for share in shares)
        widths = "".join(f'<col class="{share}">' for share in shares)
        heads = "".join(
            f'<th scope="col"{side}{_turned((Run(column.head),))}>{escaped(column.head)}</th>'
            if column.head.strip()
            else "<td></td>"
            for column, side in zip(table.columns, sides, strict=True)
        )
        rows = "".join(self._row(row, sides) for row in table.rows)
        said = self._caption(table.caption, "caption")
        made = (
            f"<table>\n{said}<colgroup>{widths}</colgroup>\n<thead>\n<tr>{heads}</tr>\n</thead>\n"
            f"<tbody>\n{rows}</tbody>\n</table>\n"
        )
        if len(table.columns) < _WIDE:
            return made
        name = table.caption.text if table.caption else ", ".join(c.head for c in table.columns)
        label = escaped(name)
        kind = "wide few" if len(table.columns) == _WIDE else "wide"
        return (
            f'<div class="{kind}" role="group" aria-label="{label}" tabindex="0">\n{made}</div>\n'
        )

    def _row(self, row: Row, sides: list[str]) -> str:
        cells = zip(row, sides, strict=True)
        made = "".join(f"<td{side}{_turned(c)}>{self._cell(c)}</td>" for c, side in cells)
        return f"<tr>{made}</tr>\n"

    def _cell(self, cell: Words) -> str:
        if not any(isinstance(one, Line) for one in cell):
            return self._said(cell)
        return "".join(self._set_in(words, depth) for depth, words in lines_of(cell))

    def _set_in(self, words: Words, depth: int) -> str:
        name = f"in{depth}" if depth else ""
        if name:
            self._rules.add(f".{name} {{ padding-inline-start: {depth}em; }}")
        return self._element("p", words, name=name)

    def _caption(self, caption: Caption | None, tag: str) -> str:
        if caption is None:
            return ""
        return self._element(tag, (Run(f"{caption.label}. {caption.text}"),))

    def _bars(self, bars: Bars) -> str:
        rows = "".join(
            f"<li><span>{escaped(label)}</span>{svg.bar(bar, 12)}"
            f"<span>{sum(count for _, count in bar.parts)}</span></li>\n"
            for label, bar in bars.rows
        )
        listed = f'<ul class="bars">\n{rows}</ul>\n' if rows else ""
        legend = self._legend(summed(bars))
        return f"<figure>\n{listed}{legend}{self._caption(bars.caption, 'figcaption')}</figure>\n"

    def _legend(self, bar: Bar) -> str:
        items = "".join(
            f"<li>{svg.sample(mark.code)} {escaped(mark.word)} {count}</li>\n"
            for mark, count in bar.parts
        )
        return f'<ul class="legend">\n{items}</ul>\n' if items else ""

    def _chart(self, chart: Chart) -> str:
        self._charts += 1
        drawn = svg.chart(chart.chart, chart.said or chart.chart.said, f"chart-{self._charts}")
        caption = self._caption(chart.caption, "figcaption")
        return f'<figure class="chart">\n{drawn}\n{caption}</figure>\n'

    def _nav(self, heading: Heading | None) -> str:
        title = self._block(heading) if heading else ""
        named = f' aria-labelledby="{self._places[heading.anchor]}"' if heading else ""
        chapters: list[tuple[str, list[str]]] = []
        for entry in entries(self._report.blocks):
            link = f'<a href="#{self._places[entry.anchor]}">{self._said((Run(entry.text),))}</a>'
            if entry.level == 1 or not chapters:
                chapters.append((link, []))
            else:
                chapters[-1][1].append(link)
        items = "".join(f"<li>{link}{_listed(inside)}</li>\n" for link, inside in chapters)
        listed = f"<ol>\n{items}</ol>\n" if items else ""
        return f"<nav{named}>\n{title}{listed}</nav>\n"

    # --- words ------------------------------------------------------------------------------------

    def _said(self, words: Words) -> str:
        return "".join(self._inline(one) for one in marks_apart(words))

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Mark():
                shade = hue(inline.kind, inline.code)
                self._rules.add(f".c{shade} {{ color: #{shade}; }}")
                shape = f'<span aria-hidden="true">{sign(inline)}\u00a0</span>'
                return f'<span class="mark c{shade}">{shape}{_isolated(inline.word)}</span>'
            case Note():
                return self._note(inline)
            case Line():
                return ""
            case Run():
                return self._run(inline)

    def _run(self, run: Run) -> str:
        said = _isolated(run.text)
        if run.language:
            turned = "rtl" if is_leftward((), run.language) else "ltr"
            said = f'<span lang="{escaped(run.language)}" dir="{turned}">{said}</span>'
        if run.strong:
            said = f"<strong>{said}</strong>"
        if run.emphasis:
            said = f"<em>{said}</em>"
        place = self._places.get(run.target)
        return said if place is None else f'<a href="#{place}">{said}</a>'

    def _note(self, note: Note) -> str:
        self._notes.append("")
        n = len(self._notes)
        back = f"{escaped(self._words('Back to the text'))} {n}"
        self._notes[n - 1] = (
            f'<li id="note-{n}"{_turned(note.words)}>{self._said(note.words)} '
            f'<a href="#ref-{n}" role="doc-backlink" aria-label="{back}">↩</a></li>\n'
        )
        return f'<sup><a id="ref-{n}" href="#note-{n}" role="doc-noteref">{n}</a></sup>'

    def _endnotes(self) -> str:
        if not self._notes:
            return ""
        title = self._report.notes or self._words("Notes")
        return (
            f'<section class="notes" role="doc-endnotes" aria-labelledby="the-notes">\n'
            f'<h2 id="the-notes">{escaped(title)}</h2>\n<ol>\n{"".join(self._notes)}</ol>\n'
            "</section>\n"
        )

    # --- cover ------------------------------------------------------------------------------------

    def _cover(self, cover: Cover) -> str:
        columns = "".join(
            f"<div><dt>{escaped(label)}</dt>"
            f"{''.join(f'<dd>{self._said((Run(line),))}</dd>' for line in lines)}</div>\n"
            for label, lines in cover.columns
        )
        bar = svg.bar(cover.bar, 26) + self._legend(cover.bar) if cover.bar.parts else ""
        label = self._element("p", (Run(cover.label),), name="label") if cover.label else ""
        caution = self._element("p", (Run(cover.caution),), name="hint") if cover.caution else ""
        return "".join(
            (
                self._element("p", (Run(cover.kind),), name="kind"),
                self._element("h1", (Run(cover.state),)),
                self._element("p", (Run(cover.subject),), name="subject"),
                self._element("p", (Run(cover.day),)),
                label,
                bar,
                caution,
                f"<dl>\n{columns}</dl>\n" if columns else "",
                self._element("p", (Run(cover.note),), name="hint"),
            )
        )


def _margins(report: Report) -> str:
    """Gives what stands in the margins of printed pages."""
    pages = _string(report.page_of).replace("{page}", '" counter(page) "')
    pages = pages.replace("{pages}", '" counter(pages) "')
    before = f"{report.banner} · " if report.banner else ""
    said = {
        "top-left": _string(before + report.head),
        "bottom-left": _string(report.foot),
        "bottom-right": pages,
    }
    look = "color: #454a52; font: 8.5pt sans-serif;"
    made = "".join(f"  @{place} {{ content: {text}; {look} }}\n" for place, text in said.items())
    return f"@page {{\n{made}}}\n"


def _string(text: str) -> str:
    """Gives a text as a string of a style sheet, with nothing in it that could end one."""
    said = re.sub(r'["\\<>&]', lambda found: f"\\{ord(found[0]):06x}", legal(text))
    return f'"{said}"'


def _is_item(block: Block) -> bool:
    return isinstance(block, Para) and block.look == Look.ITEM


def _id(anchor: str) -> str:
    return escaped(re.sub(r"\s", "-", legal(anchor)))


def _turned(words: Words, language: str = "") -> str:
    return ' dir="rtl"' if is_leftward(words, language) else ""


def _isolated(text: str) -> str:
    """Gives a text escaped; one that turns the direction does not turn what stands around it."""
    said = escaped(text)
    plain = text.isascii() or all(bidirectional(c) in _PLAIN for c in text)
    return said if plain else f"<bdi>{said}</bdi>"


_PLAIN = frozenset(("L", "EN", "ES", "ET", "CS", "NSM", "BN", "WS", "ON", "B", "S"))


def _listed(links: list[str]) -> str:
    items = "".join(f"<li>{link}</li>\n" for link in links)
    return f"\n<ol>\n{items}</ol>\n" if items else ""

# SPDX-License-Identifier: EUPL-1.2
"""A report as OpenDocument text, with the styles, contents, captions and footnotes that a word
processor knows. The styles are ``resources/report/odt``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from gapanalysis.report.blocks import (
    Bar,
    Bars,
    Box,
    Caption,
    Cover,
    Heading,
    Inline,
    Line,
    Look,
    Mark,
    Note,
    Quote,
    Report,
    Run,
    Table,
    Voice,
    Words,
)
from gapanalysis.report.editable import EditableWriter, rooms_of_contents
from gapanalysis.report.layout import contents_lines
from gapanalysis.report.markup import (
    SPLIT,
    anchors,
    counts,
    entries,
    escaped,
    foot_of,
    glued,
    hue,
    is_leftward,
    is_leftward_language,
    is_whole,
    kept_lines,
    lines_in,
    lines_of,
    marks_apart,
    packed,
    parted,
    sign,
)
from gapanalysis.report.pdf import running_head
from gapanalysis.report.pictures import Painted, bar_picture, cell_picture
from gapanalysis.report.progress import Tell, quiet
from gapanalysis.resources import read_text

_WIDE = 467.7
"""Width of the text in points."""
_STEP = 8
"""How far a paragraph of a cell is set in with each step, in points."""
_BELOW_TABLE = 8
"""Room below a table, in points."""
_SHORT = 180
"""Height of the rows of a table that is kept on one page, in points."""
_LINE, _ROOM = 11.8, 8
"""Height of a line of a table, and the room above and below a row, in points."""
_BOX_ROOM = 26.0
"""Room that a finding takes before and after what stands in it."""
_STYLES = {
    Look.BODY: "Standard",
    Look.LEAD: "Lead",
    Look.LABEL: "Label",
    Look.HINT: "Hint",
    Look.ITEM: "List Bullet",
    Look.SOURCE: "Source",
    Look.FACTS: "Facts",
    Look.CLAIM: "Finding",
}
_COUNTRIES = {"en": "GB", "fr": "FR", "ro": "RO"}
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        **{p: f"{_ODF}:{p}:1.0" for p in ("office", "style", "text", "table", "meta", "manifest")},
        "draw": f"{_ODF}:drawing:1.0",
        "config": f"{_ODF}:config:1.0",
        "fo": f"{_ODF}:xsl-fo-compatible:1.0",
        "svg": f"{_ODF}:svg-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_TYPE = "application/vnd.oasis.opendocument.text"
_SETTINGS = (
    f'{_XML}<office:document-settings {_SPACES} xmlns:ooo="http://openoffice.org/2004/office" '
    'office:version="1.3"><office:settings>'
    '<config:config-item-set config:name="ooo:configuration-settings">'
    '<config:config-item config:name="AddParaTableSpacing" config:type="boolean">false'
    '</config:config-item><config:config-item config:name="AddParaSpacingToTableCells" '
    'config:type="boolean">true</config:config-item></config:config-item-set>'
    "</office:settings></office:document-settings>"
)
"""Lets two paragraphs stand apart by the wider of their rooms, as in Word and PDF, not by both; the
last one of a cell keeps its own.
"""


def write_odt(report: Report, path: Path, tell: Tell = quiet) -> int:
    """Writes a report; gives 1, since only who opens it lays it out in pages."""
    path.write_bytes(render_odt(report, tell))
    return 1


def render_odt(report: Report, tell: Tell = quiet) -> bytes:
    """Gives a report as the bytes of an OpenDocument text."""
    writer = _Writer(report, tell)
    content = writer.content()
    pictures = {f"Pictures/{n}.png": data for data, n in writer.pictures.items()}
    parts: dict[str, str | bytes] = {
        "mimetype": _TYPE,
        "content.xml": content,
        "styles.xml": _page_styles(report),
        "meta.xml": _meta(report),
        "settings.xml": _SETTINGS,
        **pictures,
    }
    entered = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in (
            ("/", _TYPE),
            *((f"{name}.xml", "text/xml") for name in ("content", "styles", "meta", "settings")),
            *((name, "image/png") for name in pictures),
        )
    )
    manifest = f'<manifest:manifest {_SPACES} manifest:version="1.3">{entered}</manifest:manifest>'
    return packed({**parts, "META-INF/manifest.xml": _XML + manifest}, stored="mimetype")


class _Writer(EditableWriter):
    """Blocks as markup. It collects the pictures and the styles that the blocks need."""

    styles = _STYLES
    picture_caption = "Picture caption"

    def __init__(self, report: Report, tell: Tell) -> None:
        super().__init__(report, tell)
        self.pictures: dict[bytes, int] = {}
        self._places = {name: n for n, name in enumerate(anchors(report.blocks), 1)}
        self._marked: set[str] = set()
        self._styles: dict[str, str] = {}
        self._room = _WIDE
        self._counted = {"note": 0, "frame": 0, "table": 0}

    def content(self) -> str:
        """Gives the text with its cover."""
        body = "".join(self._body())
        if body.endswith("</table:table>"):
            body += f'<text:p text:style-name="{self._style(_END)}"/>'
        styles = "".join(
            f'<style:style style:name="{name}" {made}</style:style>'
            for made, name in self._styles.items()
        )
        counted = "".join(
            f'<text:sequence-decl text:display-outline-level="0" text:name="{name}"/>'
            for name in ("Table", "Figure")
        )
        return (
            f'{_XML}<office:document-content {_SPACES} office:version="1.3">'
            f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>"
            f"<text:sequence-decls>{counted}</text:sequence-decls>{body}"
            "</office:text></office:body></office:document-content>"
        )

    # --- blocks -----------------------------------------------------------------------------------

    def _gap(self) -> str:
        return ""

    def _contents_heading(self, heading: Heading) -> str:
        return self._bookmarked(heading, "text:p", "Contents Heading")

    def _heading(self, heading: Heading) -> str:
        return self._bookmarked(heading, "text:h", f"Heading {heading.level}")

    def _item(self, words: Words) -> str:
        listed = f"<text:list-item>{super()._item(words)}</text:list-item>"
        return f'<text:list text:style-name="Bullets">{listed}</text:list>'

    def _bookmarked(self, heading: Heading, tag: str, style: str) -> str:
        place = self._place(heading.anchor)
        words = (Run(heading.text),)
        below = heading.level == 1 and heading.anchor not in self._fresh
        return self._paragraph(
            words, style, tag=tag, level=heading.level, before=place, look=_BELOW * below
        )

    def _place(self, anchor: str) -> str:
        n = self._places.get(anchor)
        if n is None or anchor in self._marked:
            return ""
        self._marked.add(anchor)
        return f'<text:bookmark text:name="{_bookmark(n)}"/>'

    def _paragraph(
        self,
        words: Words,
        style: str,
        language: str = "",
        *,
        tag: str = "text:p",
        level: int = 0,
        before: str = "",
        look: str = "",
        kept: bool = False,
    ) -> str:
        name = _name(style)
        look += _KEPT * kept
        if is_leftward(words, language):
            look += ' style:writing-mode="rl-tb" fo:text-align="end"'
            look += _EDGE if style.startswith("Duty") else ""
        if look:
            name = self._style(
                f'style:family="paragraph" style:parent-style-name="{name}">'
                f"<style:paragraph-properties{look}/>"
            )
        outline = f' text:outline-level="{level}"' if tag == "text:h" else ""
        inside = before + self._runs(words, language, slanted=style == "Duty")
        return f'<{tag} text:style-name="{name}"{outline}>{inside}</{tag}>'

    def _quote(self, quote: Quote) -> Iterator[str]:
        law = quote.voice == Voice.LAW
        style = "Law quoted" if law else "Duty"
        kept = kept_lines(quote)
        lines = [
            self._paragraph(line, style, quote.language, kept=at in kept)
            for at, line in enumerate(quote.lines)
        ]
        source = self._paragraph(quote.source, "Law source" if law else "Duty source")
        yield from (source, *lines) if law else (*lines, source)

    def _caption(self, caption: Caption | None, style: str, counted: str) -> Iterator[str]:
        if caption is None:
            return
        number = (
            f'<text:sequence text:name="{counted}" text:formula="ooow:{counted}+1" '
            f'style:num-format="1" text:ref-name="ref{counted}{caption.number}">'
            f"{caption.number}</text:sequence>"
        )
        words = f"{_spaced(caption.word)} {number}{_spaced(f'. {caption.text}')}"
        yield f'<text:p text:style-name="{_name(style)}">{words}</text:p>'

    def _contents(self) -> str:
        templates = "".join(
            f'<text:table-of-content-entry-template text:outline-level="{n}" '
            f'text:style-name="Contents_20_{n}"><text:index-entry-link-start/>'
            '<text:index-entry-text/><text:index-entry-tab-stop style:type="right" '
            'style:leader-char=" "/><text:index-entry-page-number/><text:index-entry-link-end/>'
            "</text:table-of-content-entry-template>"
            for n in (1, 2)
        )
        lines = "".join(self._entry(heading) for heading in entries(self._report.blocks))
        return (
            '<text:table-of-content text:name="Contents"><text:table-of-content-source '
            f'text:outline-level="2" text:use-index-marks="false">{templates}'
            f"</text:table-of-content-source><text:index-body>{lines}</text:index-body>"
            "</text:table-of-content>"
        )

    def _entry(self, heading: Heading) -> str:
        mark = _bookmark(self._places[heading.anchor])
        page = (
            f'<text:bookmark-ref text:reference-format="page" text:ref-name="{mark}">'
            f"{self._pages.get(heading.anchor, '')}</text:bookmark-ref>"
        )
        words = _BREAK.join(map(_spaced, contents_lines(heading)))
        return (
            f'<text:p text:style-name="Contents_20_{heading.level}"><text:a xlink:type="simple" '
            'text:style-name="Index_20_Link" text:visited-style-name="Index_20_Link" '
            f'xlink:href="#{mark}">{words}<text:tab/>{page}</text:a></text:p>'
        )

    # --- tables -----------------------------------------------------------------------------------

    def _table(self, table: Table) -> str:
        widths = [column.share * self._room for column in table.columns]
        sides = [" number" if column.right else "" for column in table.columns]
        rule = f'fo:border-top="0.75pt solid {_INK}" fo:border-bottom="0.75pt solid {_INK}"'
        heads = [
            self._paragraph((Run(column.head),), f"Table head{side}")
            for column, side in zip(table.columns, sides, strict=True)
        ]
        head = self._row(heads, f'{rule} fo:padding-right="8pt"', whole=True)
        styles = [f"Table{side or ' text'}" for side in sides]
        cell = 'fo:border-bottom="0.5pt solid #B9B4A8" fo:padding-right="8pt"'
        lines = [lines_in(row, widths) for row in table.rows]
        rows = [
            self._row(
                [self._cell(c, s) for c, s in zip(row, styles, strict=True)],
                cell,
                whole=at > 0 and high < SPLIT,
            )
            for at, (row, high) in enumerate(zip(table.rows, lines, strict=True))
        ]
        said = table.caption.text if table.caption else ""
        heading = f"<table:table-header-rows>{head}</table:table-header-rows>"
        whole = sum(_LINE * high + _ROOM for high in lines) < _SHORT
        return self._grid(widths, heading + "".join(rows), said, whole=whole)

    def _cell(self, cell: Words, style: str) -> str:
        """Gives a cell of a table, in the paragraphs that it says it has."""
        lines = list(lines_of(cell))
        made = []
        for at, (depth, words) in enumerate(lines):
            above, below = 0 if at else 3.5, 4.5 if at == len(lines) - 1 else 2.5
            look = f' fo:margin-top="{above}pt" fo:margin-bottom="{below}pt"'
            look += f' fo:margin-left="{_STEP * depth}pt"' if depth else ""
            made.append(self._paragraph(words, style, look=look if len(lines) > 1 or depth else ""))
        return "".join(made)

    def _grid(
        self,
        widths: list[float],
        rows: str,
        said: str = "",
        above: int = 0,
        *,
        whole: bool = False,
    ) -> str:
        """Gives a table; a short one is kept ``whole``. The first row under a head may be parted:
        LibreOffice loses rows where it must not be and the head stands at the foot of a page. One
        that ends the text has no room below, which could fill a page of its own.
        """
        self._counted["table"] += 1
        kept = ' style:may-break-between-rows="false"' if whole else ""
        below = _BELOW_TABLE if self._after else 0
        style = self._style(
            f'style:family="table"><style:table-properties style:width="{sum(widths):.1f}pt" '
            f'table:align="left" table:border-model="collapsing" fo:margin-top="{above}pt" '
            f'fo:margin-bottom="{below}pt"{kept}/>'
        )
        columns = "".join(
            '<table:table-column table:style-name="{}"/>'.format(
                self._style(
                    'style:family="table-column"><style:table-column-properties '
                    f'style:column-width="{width:.1f}pt"/>'
                )
            )
            for width in widths
        )
        titled = f"<table:title>{escaped(said)}</table:title>" if said else ""
        return (
            f'<table:table table:name="Table{self._counted["table"]}" table:style-name="{style}">'
            f"{titled}{columns}{rows}</table:table>"
        )

    def _row(self, cells: list[str], look: str, *, whole: bool) -> str:
        kept = "always" if whole else "auto"
        row = self._style(
            f'style:family="table-row"><style:table-row-properties fo:keep-together="{kept}"/>'
        )
        edges = "" if "fo:border=" in look else 'fo:border="none" '
        room = "" if "fo:padding-left" in look else 'fo:padding-left="0pt" '
        style = self._style(
            f'style:family="table-cell"><style:table-cell-properties {edges}{room}{look}/>'
        )
        made = "".join(
            f'<table:table-cell table:style-name="{style}" office:value-type="string">{inside}'
            "</table:table-cell>"
            for inside in cells
        )
        return f'<table:table-row table:style-name="{row}">{made}</table:table-row>'

    def _box(self, box: Box) -> str:
        place = self._place(box.anchor)
        around, self._room = self._room, self._room - _BOX_ROOM
        head, inside = (
            "".join(made for block in part for made in self._block(block)) for part in parted(box)
        )
        self._room = around
        if not inside or inside.endswith("</table:table>"):
            inside += _AFTER_TABLE
        if not head:
            row = self._row([_marked(inside, place)], _frame(box), whole=is_whole(box))
            return self._grid([around], row, above=6)
        above = self._row([_marked(head, place)], _frame(box, below=False), whole=True)
        row = self._row([inside], _frame(box, above=False), whole=False)
        heads = f"<table:table-header-rows>{above}</table:table-header-rows>"
        return self._grid([around], heads + row, above=6)

    def _bars(self, bars: Bars) -> str:
        widths = [share * self._room for share in (0.42, 0.5, 0.08)]
        rows = [
            self._row(
                [
                    self._paragraph((Run(label),), "Table text"),
                    self._pictured((bar_picture(bar, widths[1] - 8, 11),), counts(bar)),
                    self._paragraph((Run(str(sum(n for _, n in bar.parts))),), "Table number"),
                ],
                'style:vertical-align="middle" fo:padding-right="8pt"',
                whole=True,
            )
            for label, bar in bars.rows
        ]
        return self._grid(widths, "".join(rows)) if rows else ""

    # --- pictures ---------------------------------------------------------------------------------

    def _pictured(self, pictures: Iterable[Painted], said: str, *, tied: bool = True) -> str:
        style = "Picture" if tied else self._style(_LOOSE)
        return "".join(
            f'<text:p text:style-name="{style}">{self._picture(one, said)}</text:p>'
            for one in pictures
        )

    def _picture(self, picture: Painted, said: str) -> str:
        n = self.pictures.setdefault(picture.data, len(self.pictures) + 1)
        self._counted["frame"] += 1
        style = self._style(
            'style:family="graphic"><style:graphic-properties style:vertical-pos="middle" '
            'style:vertical-rel="text" fo:border="none" fo:padding="0cm"/>'
        )
        seen = f"<svg:desc>{escaped(said)}</svg:desc>" if said else ""
        return (
            f'<draw:frame draw:name="Picture{self._counted["frame"]}" draw:style-name="{style}" '
            f'text:anchor-type="as-char" svg:width="{picture.width:.1f}pt" '
            f'svg:height="{picture.height:.1f}pt"><draw:image xlink:href="Pictures/{n}.png" '
            f'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>{seen}</draw:frame>'
        )

    def _legend(self, bar: Bar) -> str:
        parts = (
            self._picture(cell_picture(mark.code), "")
            + _spaced(f"\u00a0{mark.word} {count}".replace(" ", "\u00a0"))
            for mark, count in bar.parts
        )
        return f'<text:p text:style-name="Hint">{_LEGEND_GAP.join(parts)}</text:p>'

    # --- runs -------------------------------------------------------------------------------------

    def _runs(self, words: Words, language: str = "", *, slanted: bool = False) -> str:
        pieces = []
        for at, inline in enumerate(marks_apart(words)):
            if at and isinstance(inline, Mark) and sign(inline) == "?":
                pieces.append(_LINE_MAY_END)
            pieces.append(self._inline(inline, language, slanted))
        return "".join(pieces)

    def _inline(self, inline: Inline, language: str, slanted: bool) -> str:
        match inline:
            case Mark():
                shade = f'fo:color="#{hue(inline.kind, inline.code)}"'
                word = _spaced(f"\u00a0{glued(inline.word)}")
                shape = self._span(_spaced(sign(inline)), shade, "Mark sign")
                return shape + self._span(word, shade, "Mark")
            case Note():
                return self._note(inline)
            case Line():
                return ""
            case Run():
                return self._run(inline, inline.language or language, slanted)

    def _run(self, run: Run, language: str, slanted: bool) -> str:
        look = [_BOLD] if run.strong else []
        if run.emphasis:
            kind = "normal" if slanted else "italic"
            look += [f'fo:font-style="{kind}" style:font-style-complex="{kind}"']
        if language:
            more = "-complex" if is_leftward_language(language) else ""
            code, country = language.partition("-")[0], _COUNTRIES.get(language, "none")
            prefix = "style" if more else "fo"
            look += [
                f'{prefix}:language{more}="{escaped(code)}" {prefix}:country{more}="{country}"'
            ]
        said = self._span(_spaced(run.text), " ".join(look))
        n = self._places.get(run.target)
        if n is None:
            return said
        return (
            f'<text:a xlink:type="simple" xlink:href="#{_bookmark(n)}" '
            'text:style-name="Internet_20_link" text:visited-style-name="Internet_20_link">'
            f"{said}</text:a>"
        )

    def _span(self, text: str, look: str, base: str = "") -> str:
        if not look:
            return text
        parent = f' style:parent-style-name="{_name(base)}"' if base else ""
        style = self._style(f'style:family="text"{parent}><style:text-properties {look}/>')
        return f'<text:span text:style-name="{style}">{text}</text:span>'

    def _note(self, note: Note) -> str:
        self._counted["note"] += 1
        n = self._counted["note"]
        return (
            f'<text:note text:id="note{n}" text:note-class="footnote"><text:note-citation>{n}'
            "</text:note-citation><text:note-body>"
            f"{self._paragraph(note.words, 'Footnote')}</text:note-body></text:note>"
        )

    def _style(self, made: str) -> str:
        return self._styles.setdefault(made, f"A{len(self._styles) + 1}")

    # --- cover ------------------------------------------------------------------------------------

    def _cover(self, cover: Cover) -> Iterator[str]:
        first = self._style(
            'style:family="paragraph" style:parent-style-name="Cover_20_kind" '
            'style:master-page-name="Cover"><style:paragraph-properties style:page-number="auto"/>'
        )
        yield f'<text:p text:style-name="{first}">{_spaced(cover.kind)}</text:p>'
        yield '<text:p text:style-name="Cover_20_rule"/>'
        yield from self._cover_lines(
            (
                (cover.state, "Title"),
                (cover.subject, "Subtitle"),
                (cover.day, "Cover date"),
                (cover.label, "Label"),
            )
        )
        yield from self._cover_state(cover)
        if cover.columns:
            cells = self._cover_cells(cover, "Cover list")
            row = self._row(cells, 'fo:padding-right="12pt"', whole=False)
            yield self._grid([_WIDE / len(cells)] * len(cells), row, above=32)
        yield self._paragraph((Run(cover.note),), "Hint", look=' fo:margin-top="32pt"')


# --- pieces of markup -----------------------------------------------------------------------------

_INK = "#1A1D21"
_BOLD = 'fo:font-weight="bold" style:font-weight-complex="bold"'
_LEGEND_GAP = "\u00a0\u00a0 "
_EDGE = (
    ' fo:border-left="none" fo:border-right="2.25pt solid #1D4B7F"'
    ' fo:padding-left="0pt" fo:padding-right="9pt"'
)
"""The rule of a duty whose words run from right to left."""
_BELOW = ' fo:break-before="auto" fo:margin-top="34pt" fo:margin-bottom="12pt"'
"""How a part begins below what stands before it; LibreOffice takes the room that is not named for
none.
"""
_BREAK = " <text:line-break/>"
_LINE_MAY_END = "\u200b"
"""Stands before a mark whose shape is a question mark: by the rules of Unicode no line ends there,
even behind a space, and LibreOffice would part a word instead.
"""
_AFTER_TABLE = '<text:p text:style-name="After_20_table"></text:p>'
_KEPT = ' fo:keep-with-next="always"'
_END = (
    'style:family="paragraph" style:parent-style-name="After_20_table">'
    '<style:paragraph-properties fo:line-height="1pt"/><style:text-properties fo:font-size="1pt"/>'
)
"""What stands behind a table that ends the text: LibreOffice puts a line there, alone on a page."""
_LOOSE = (
    'style:family="paragraph" style:parent-style-name="Picture">'
    '<style:paragraph-properties fo:keep-with-next="auto"/>'
)
"""How a part of a chart is not tied to the next."""


def _spaced(text: str) -> str:
    """Gives a text with every space that would be lost as an element of its own."""
    said = escaped(text).replace("  ", " <text:s/>").replace("> ", "><text:s/>")
    return f"<text:s/>{said[1:]}" if said.startswith(" ") else said


def _marked(inside: str, place: str) -> str:
    """Gives paragraphs with the place of a bookmark at the beginning of the first."""
    return re.sub(r"<text:[ph] [^>]*>", lambda begun: begun[0] + place, inside, count=1)


def _frame(box: Box, *, above: bool = True, below: bool = True) -> str:
    """Gives the look of a finding or of a part of it, whose frame is closed above and below."""
    line, edge = "0.75pt solid #5F6369", hue("status", box.edge.code)
    sides = {"top": (above, 5), "bottom": (below, 4)}
    ends = "".join(
        f'fo:border-{side}="{line if closed else "none"}" '
        f'fo:padding-{side}="{room if closed else 0}pt" '
        for side, (closed, room) in sides.items()
    )
    return (
        f'{ends}fo:border-right="{line}" fo:border-left="3.75pt solid #{edge}" '
        'fo:padding-left="11pt" fo:padding-right="10pt"'
    )


def _name(style: str) -> str:
    return style.replace(" ", "_20_")


def _bookmark(n: int) -> str:
    return f"place{n}"


# --- other parts ----------------------------------------------------------------------------------


def _page_styles(report: Report) -> str:
    marked = '<text:span text:style-name="Banner">{}</text:span>'
    strong = marked.format(escaped(report.banner)) if report.banner else ""
    foot = "".join(
        marked.format(_spaced(run.text)) if run.strong else _spaced(run.text)
        for run in foot_of(report)
    )
    before = f"{strong} · " if strong else ""
    head, _, rest = report.page_of.partition("{page}")
    between, _, tail = rest.partition("{pages}")
    pages = (
        f'{_spaced(head)}<text:page-number text:select-page="current">1</text:page-number>'
        f"{_spaced(between)}<text:page-count>1</text:page-count>{_spaced(tail)}"
    )
    chapter = '<text:chapter text:display="name" text:outline-level="1"/>'
    line = '<text:p text:style-name="{}">{}</text:p>'
    bold = (
        '<style:style style:name="Banner" style:family="text">'
        f"<style:text-properties {_BOLD}/></style:style>"
    )
    head_said = _spaced(running_head(report))
    (room, first, second), exact = rooms_of_contents(report)
    height = "fo:line-height" if exact else "style:line-height-at-least"
    places = {
        "ROOM1": f'fo:margin-top="{room / 20}pt" {height}="{first / 20}pt"',
        "ROOM2": f'fo:margin-top="0pt" {height}="{second / 20}pt"',
        "LANGUAGE": report.language,
        "COUNTRY": _COUNTRIES.get(report.language, "none"),
        "<office:automatic-styles>": f"<office:automatic-styles>{bold}",
        "BANNER": line.format("Cover_20_header", strong),
        "HEADER": line.format("Header", f"{before}{head_said}<text:tab/>{chapter}"),
        "FOOTER": line.format("Footer", f"{foot}<text:tab/>{pages}"),
    }
    text = read_text("report/odt/styles.xml")
    pattern = re.compile("|".join(map(re.escape, places)))
    return pattern.sub(lambda place: places[place[0]], text)


def _meta(report: Report) -> str:
    said = {
        "meta:generator": "gapanalysis",
        "dc:title": report.title,
        "dc:subject": report.subject,
        "meta:initial-creator": report.author,
        "dc:creator": report.author,
        "dc:language": report.language,
    }
    made = "".join(f"<{name}>{escaped(text)}</{name}>" for name, text in said.items() if text)
    return (
        f'{_XML}<office:document-meta {_SPACES} office:version="1.3"><office:meta>{made}'
        "</office:meta></office:document-meta>"
    )

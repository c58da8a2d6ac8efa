# SPDX-License-Identifier: EUPL-1.2
"""A report as DOCX: styles, headings, contents, captions and footnotes as a word processor knows
them, so that the report can be edited. The parts that never change are ``resources/report/word``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from gapanalysis.report.blocks import (
    Bar,
    Bars,
    Block,
    Box,
    Caption,
    Chart,
    Cover,
    Heading,
    Look,
    Mark,
    Note,
    Para,
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
    by_direction,
    counts,
    entries,
    escaped,
    foot_of,
    glued,
    hue,
    is_leftward,
    is_whole,
    kept_lines,
    lines_in,
    lines_of,
    marks_apart,
    packed,
    parted,
    sign,
)
from gapanalysis.report.pdf import running_head, running_part
from gapanalysis.report.pictures import Painted, bar_picture, cell_picture
from gapanalysis.report.progress import Tell, quiet
from gapanalysis.resources import read_text

_WIDE = 9355
"""Width of the text in twentieths of a point: A4 less margins of 25 and 20 mm."""
_BOX_ROOM = 420
"""Room that a finding takes before and after what stands in it."""
_STEP = 160
"""How far a paragraph of a cell is set in with each step, in twentieths of a point."""
_EMU = 12_700
"""Units of a drawing in a point."""

_STYLES = {
    Look.BODY: "Normal",
    Look.LEAD: "Lead",
    Look.LABEL: "Label",
    Look.HINT: "Hint",
    Look.ITEM: "ListBullet",
    Look.SOURCE: "Source",
    Look.FACTS: "Facts",
    Look.CLAIM: "Finding",
}
_REGIONS = {"en": "en-GB", "fr": "fr-FR", "ro": "ro-RO"}
_OFFICE = "http://schemas.openxmlformats.org"
_SPACES = " ".join(
    f'xmlns:{prefix}="{_OFFICE}/{path}"'
    for prefix, path in {
        "w": "wordprocessingml/2006/main",
        "r": "officeDocument/2006/relationships",
        "wp": "drawingml/2006/wordprocessingDrawing",
        "a": "drawingml/2006/main",
        "pic": "drawingml/2006/picture",
    }.items()
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = (
    *(("styles", "styles"), ("settings", "settings"), ("numbering", "numbering")),
    *(("fontTable", "fontTable"), ("footnotes", "footnotes"), ("header", "header")),
    *(("header", "coverheader"), ("footer", "footer"), ("footer", "coverfooter")),
    ("theme", "theme"),
)
"""The kind and the name of each part that the text relates to."""


def write_word(report: Report, path: Path, tell: Tell = quiet) -> int:
    """Writes a report; gives 1, since only who opens it lays it out in pages."""
    path.write_bytes(render_word(report, tell))
    return 1


def render_word(report: Report, tell: Tell = quiet) -> bytes:
    """Gives a report as the bytes of a DOCX."""
    writer = _Writer(report, tell)
    text = writer.document()
    language = _REGIONS.get(report.language, report.language)

    def fixed(name: str, **places: str) -> str:
        text: str = read_text(f"report/word/{name}.xml")
        for place, said in {"LANGUAGE": language, **places}.items():
            text = text.replace(place, said)
        return text

    return packed(
        {
            "[Content_Types].xml": fixed("types", HEADERS=_head_types(writer.heads)),
            "_rels/.rels": _relations(
                ("officeDocument", "word/document.xml"),
                ("extended-properties", "docProps/app.xml"),
                ("core", "docProps/core.xml"),
            ),
            "docProps/core.xml": _properties(report, language),
            "docProps/app.xml": f'{_XML}<Properties xmlns="{_OFFICE}/officeDocument/2006/'
            'extended-properties"><Application>gapanalysis</Application></Properties>',
            "word/document.xml": text,
            "word/_rels/document.xml.rels": _relations(
                *((kind, f"{name}.xml") for kind, name in _PARTS),
                *(("image", f"media/{n}.png") for n in range(1, len(writer.media) + 1)),
                **{_head_id(n): ("header", f"header{n}.xml") for n in range(len(writer.heads))},
            ),
            "word/styles.xml": fixed("styles", **_rooms_of_contents(report)),
            "word/settings.xml": fixed("settings", **_signs(report.language)),
            "word/numbering.xml": fixed("numbering"),
            "word/fontTable.xml": fixed("fonts"),
            "word/theme.xml": fixed("theme"),
            "word/footnotes.xml": writer.footnotes(),
            **_heads_and_feet(report, writer.heads),
            **{f"word/media/{n}.png": data for n, data in enumerate(writer.media, 1)},
        }
    )


class _Writer(EditableWriter):
    """Blocks as markup. It collects the notes and the pictures that the blocks bring with them."""

    styles = _STYLES
    picture_caption = "PictureCaption"

    def __init__(self, report: Report, tell: Tell) -> None:
        super().__init__(report, tell)
        self.media: dict[bytes, int] = {}
        self.heads: list[Heading] = []
        self._places = {name: n for n, name in enumerate(anchors(report.blocks), 1)}
        self._marked: set[str] = set()
        self._notes: list[str] = []
        self._drawings = 0
        self._room = _WIDE
        self._boxed = self._is_text = False

    def document(self) -> str:
        """Gives the text with its cover."""
        sections: list[list[str]] = [[]]
        for piece in self._body():
            if piece.startswith(_SECTION):
                sections.append([])
            sections[-1].append(piece.removeprefix(_SECTION))
        heads = self._section_heads(len(sections))
        *ended, last = zip(map("".join, sections), heads, strict=True)
        body = "".join(_ended(text, head) for text, head in ended) + _closed(last[0]) + last[1]
        return f"{_XML}<w:document {_SPACES}><w:body>{body}</w:body></w:document>"

    def _section_heads(self, sections: int) -> Iterator[str]:
        """Gives what each section says of its pages: the cover has a head and a foot of its own,
        each other one the name of its part in its head.
        """
        for at in range(sections):
            heads = "".join(
                f'<w:{kind}Reference w:type="{pages}" r:id="{name}"/>'
                for kind, pages, name in (
                    ("header", "default", _head_id(at - 1) if at else _id("header")),
                    ("header", "first", _id("coverheader")),
                    ("footer", "default", _id("footer")),
                    ("footer", "first", _id("coverfooter")),
                )
            )
            kind = '<w:type w:val="nextPage"/>' if at else ""
            cover = "" if at else "<w:titlePg/>"
            yield f"<w:sectPr>{heads}{kind}{_PAGE}{cover}</w:sectPr>"

    def footnotes(self) -> str:
        """Gives the notes that the text referred to."""
        rules = "".join(
            f'<w:footnote w:type="{kind}" w:id="{n}"><w:p><w:pPr><w:spacing w:after="0" '
            f'w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for kind, n in (("separator", -1), ("continuationSeparator", 0))
        )
        return f"{_XML}<w:footnotes {_SPACES}>{rules}{''.join(self._notes)}</w:footnotes>"

    # --- blocks -----------------------------------------------------------------------------------

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        """Gives a block; a finding has room above it where it follows words that do not announce
        it.
        """
        if isinstance(block, Box) and self._is_text:
            yield _AFTER_TABLE
        yield from super()._block(block)
        announces = isinstance(block, Para) and block.look in {Look.LABEL, Look.FACTS}
        self._is_text = isinstance(block, Para | Quote) and not announces

    def _gap(self) -> str:
        """Gives none before a chart, which may need a whole page: the gap would fill one alone."""
        return "" if isinstance(self._after, Chart) and not self._boxed else _AFTER_TABLE

    def _contents_heading(self, heading: Heading) -> str:
        return self._headed(heading, "TOCHeading")

    def _heading(self, heading: Heading) -> str:
        return self._headed(heading, f"Heading{heading.level}")

    def _headed(self, heading: Heading, style: str) -> str:
        """Gives a heading; a part that begins a page as laid out begins a section here, any other
        part stands below what is before it.
        """
        words = (Run(heading.text),)
        section = more = ""
        if heading.level == 1 and heading.anchor in self._fresh:
            section = _SECTION
            self.heads.append(heading)
        elif heading.level == 1:
            more = '<w:spacing w:before="680"/>'
        runs = self._bookmarked(heading.anchor, self._runs(words))
        return section + _p(style, runs, is_leftward(words), more)

    def _bookmarked(self, anchor: str, runs: str) -> str:
        n = self._places.get(anchor)
        if n is None or anchor in self._marked:
            return runs
        self._marked.add(anchor)
        start = f'<w:bookmarkStart w:id="{n}" w:name="{_bookmark(n)}"/>'
        return f'{start}{runs}<w:bookmarkEnd w:id="{n}"/>'

    def _paragraph(
        self,
        words: Words,
        style: str,
        language: str = "",
        *,
        more: str = "",
        kept: bool = False,
    ) -> str:
        leftward = is_leftward(words, language)
        edge = "<w:keepNext/>" * kept
        edge += _LOOSE if self._boxed and style in {"Facts", "Finding"} else ""
        edge += _EDGE if leftward and style == "Duty" else ""
        return _p(style, self._runs(words, language, leftward, style), leftward, more, edge)

    def _quote(self, quote: Quote) -> Iterator[str]:
        law = quote.voice == Voice.LAW
        style, kept = "LawQuoted" if law else "Duty", kept_lines(quote)
        lines = [
            self._paragraph(line, style, quote.language, kept=at in kept)
            for at, line in enumerate(quote.lines)
        ]
        source = self._paragraph(quote.source, "LawSource" if law else "DutySource")
        yield from (source, *lines) if law else (*lines, source)

    def _caption(self, caption: Caption | None, style: str, counted: str) -> Iterator[str]:
        if caption is None:
            return
        number = _field(f"SEQ {counted} \\* ARABIC", caption.number)
        words = f"{_t(caption.word + ' ')}{number}{self._runs((Run(f'. {caption.text}'),))}"
        yield _p(style, words, is_leftward((Run(caption.word),)))

    def _contents(self) -> str:
        """Gives the contents as a field, with pages as they are in the PDF until a word processor
        counts its own. It is not told to do so by itself: Word would ask a question on opening.
        """
        lines = []
        for heading in entries(self._report.blocks):
            mark = _bookmark(self._places[heading.anchor])
            text = _BREAK.join(self._runs((Run(line),)) for line in contents_lines(heading))
            page = _field(f"PAGEREF {mark} \\h", self._pages.get(heading.anchor, ""))
            link = f'<w:hyperlink w:anchor="{mark}" w:history="1">{text}{_TAB}{page}</w:hyperlink>'
            lines.append((f"TOC{heading.level}", link))
        opened = _instruction('TOC \\o "1-2" \\h \\z \\u')
        styles, links = zip(*lines or [("TOC1", "")], strict=True)
        links = (opened + links[0], *links[1:])
        links = (*links[:-1], links[-1] + _END)
        entered = "".join(_p(style, link) for style, link in zip(styles, links, strict=True))
        return (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
            f"<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>{entered}"
            "</w:sdtContent></w:sdt>"
        )

    # --- tables -----------------------------------------------------------------------------------

    def _table(self, table: Table) -> str:
        widths = [round(column.share * self._room) for column in table.columns]
        sides = ["Number" if column.right else "" for column in table.columns]
        heads = [
            self._paragraph((Run(column.head),), f"TableHead{side}")
            for column, side in zip(table.columns, sides, strict=True)
        ]
        rows = [_row(heads, widths, "<w:cantSplit/><w:tblHeader/>")]
        styles = [f"Table{side or 'Text'}" for side in sides]
        last, room = len(table.rows) - 1, [width / 20 for width in widths]
        for at, row in enumerate(table.rows):
            whole = lines_in(row, room) < SPLIT
            kept = whole and at in {0, last - 1} and at < last
            cells = [self._cell(c, s, kept=kept) for c, s in zip(row, styles, strict=True)]
            rows.append(_row(cells, widths, "<w:cantSplit/>" if whole else ""))
        said = f'<w:tblCaption w:val="{escaped(table.caption.text)}"/>' if table.caption else ""
        return _tbl("ReportTable", widths, rows, said, head=True)

    def _cell(self, cell: Words, style: str, *, kept: bool) -> str:
        """Gives a cell of a table, in the paragraphs that it says it has."""
        lines = list(lines_of(cell))
        made = []
        for at, (depth, words) in enumerate(lines):
            before = "" if at == 0 else ' w:before="0"'
            after = "" if at == len(lines) - 1 else ' w:after="50"'
            more = f"<w:spacing{before}{after}/>" if before or after else ""
            more += f'<w:ind w:left="{_STEP * depth}"/>' if depth else ""
            made.append(self._paragraph(words, style, more=more, kept=kept))
        return "".join(made)

    def _box(self, box: Box) -> str:
        around, self._room, self._boxed = self._room, self._room - _BOX_ROOM, True
        head, inside = ("".join(self._blocks(part)) for part in parted(box))
        self._room, self._boxed = around, False
        if not inside or inside.endswith("</w:tbl>"):
            inside += _AFTER_TABLE
        place = self._bookmarked(box.anchor, "")
        shade = hue("status", box.edge.code)
        edge = f'<w:left w:val="single" w:sz="30" w:space="0" w:color="{shade}"/>'
        edge = f"<w:tcBorders>{edge}</w:tcBorders>"
        if not head:
            kept = "<w:cantSplit/>" if is_whole(box) else ""
            row = _row([_marked(inside, place)], [around], kept, edge)
            return _tbl("FindingBox", [around], [row])
        above = _CLOSE.format(side="bottom")
        rows = [
            _row([_marked(head, place)], [around], "<w:cantSplit/><w:tblHeader/>", edge + above),
            _row([inside], [around], "", edge + _CLOSE.format(side="top")),
        ]
        return _tbl("FindingBox", [around], rows)

    def _bars(self, bars: Bars) -> str:
        widths = [round(share * self._room) for share in (0.42, 0.5, 0.08)]
        rows = [
            _row(
                [
                    self._paragraph((Run(label),), "TableText", more='<w:ind w:right="160"/>'),
                    self._pictured((bar_picture(bar, widths[1] / 20, 11),), counts(bar)),
                    self._paragraph((Run(str(sum(n for _, n in bar.parts))),), "TableNumber"),
                ],
                widths,
                "<w:cantSplit/>",
            )
            for label, bar in bars.rows
        ]
        return _tbl("TableNormal", widths, rows) if rows else ""

    # --- pictures ---------------------------------------------------------------------------------

    def _pictured(self, pictures: Iterable[Painted], said: str, *, tied: bool = True) -> str:
        edge = "" if tied else _LOOSE
        return "".join(_p("Picture", self._picture(one, said), edge=edge) for one in pictures)

    def _picture(self, picture: Painted, said: str) -> str:
        n = self.media.setdefault(picture.data, len(self.media) + 1)
        self._drawings += 1
        size = f'cx="{round(picture.width * _EMU)}" cy="{round(picture.height * _EMU)}"'
        names = f'id="{self._drawings}" name="Picture {self._drawings}" descr="{escaped(said)}"'
        more = "" if said else _DECORATIVE
        return (
            '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f"<wp:extent {size}/>"
            f"<wp:docPr {names}>{more}</wp:docPr>"
            f'<a:graphic><a:graphicData uri="{_OFFICE}/drawingml/2006/picture">'
            f"<pic:pic><pic:nvPicPr><pic:cNvPr {names}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
            f'<a:blip r:embed="rId{len(_PARTS) + n}"/><a:stretch><a:fillRect/></a:stretch>'
            f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
            "</a:graphic></wp:inline></w:drawing></w:r>"
        )

    def _legend(self, bar: Bar) -> str:
        parts: list[str] = []
        for mark, count in bar.parts:
            said = f"\u00a0{mark.word} {count}".replace(" ", "\u00a0")
            gap = _t("\u00a0\u00a0 ") if parts else ""
            sample = self._picture(cell_picture(mark.code), "")
            parts.append(f"{gap}{sample}{self._runs((Run(said),))}")
        return _p("Hint", "".join(parts))

    # --- runs -------------------------------------------------------------------------------------

    def _runs(
        self, words: Words, language: str = "", leftward: bool = False, style: str = ""
    ) -> str:
        pieces = []
        for inline in marks_apart(words):
            match inline:
                case Mark():
                    pieces.append(_mark(inline, leftward))
                case Note():
                    pieces.append(self._note(inline))
                case Run():
                    n = self._places.get(inline.target)
                    spoken = inline.language or language
                    said = _run(inline, spoken, leftward, slanted=style == "Duty", linked=bool(n))
                    pieces.append(_link(n, said) if n else said)
        return "".join(pieces)

    def _note(self, note: Note) -> str:
        n = len(self._notes) + 1
        reference = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{}</w:r>'
        leftward = is_leftward(note.words)
        words = self._runs(note.words, leftward=leftward)
        text = reference.format("<w:footnoteRef/>") + _t("\u00a0") + words
        self._notes.append(
            f'<w:footnote w:id="{n}">{_p("FootnoteText", text, leftward)}</w:footnote>'
        )
        return reference.format(f'<w:footnoteReference w:id="{n}"/>')

    # --- cover ------------------------------------------------------------------------------------

    def _cover(self, cover: Cover) -> Iterator[str]:
        yield from self._cover_lines([(cover.kind, "CoverKind")])
        yield _p("CoverRule", "")
        yield from self._cover_lines(
            (
                (cover.state, "Title"),
                (cover.subject, "Subtitle"),
                (cover.day, "CoverDate"),
                (cover.label, "Label"),
            )
        )
        yield from self._cover_state(cover)
        yield _p("AfterTable", "", more='<w:spacing w:before="600"/>')
        if cover.columns:
            widths = [_WIDE // len(cover.columns)] * len(cover.columns)
            cells = self._cover_cells(cover, "CoverList")
            yield _tbl("TableNormal", widths, [_row(cells, widths)])
            yield _p("AfterTable", "", more='<w:spacing w:after="600"/>')
        yield self._paragraph((Run(cover.note),), "Hint")


# --- pieces of markup -----------------------------------------------------------------------------


def _p(style: str, runs: str, leftward: bool = False, more: str = "", edge: str = "") -> str:
    turned = "<w:bidi/>" if leftward else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{edge}{turned}{more}</w:pPr>{runs}</w:p>'


def _t(text: str, look: str = "") -> str:
    shown = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{shown}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def _run(run: Run, language: str, leftward: bool, *, slanted: bool, linked: bool) -> str:
    look = '<w:rStyle w:val="Hyperlink"/>' if linked else ""
    look += "<w:b/><w:bCs/>" if run.strong else ""
    if run.emphasis:
        look += '<w:i w:val="0"/><w:iCs w:val="0"/>' if slanted else "<w:i/><w:iCs/>"
    look += '<w:color w:val="1D4B7F"/>' if linked else ""  # LibreOffice drops it in tables
    code = escaped(_REGIONS.get(language, language))
    pieces = []
    for text, turned in by_direction(run.text, leftward=leftward):
        spoken = f'<w:lang w:{"bidi" if turned else "val"}="{code}"/>' if language else ""
        pieces.append(_t(text, f"{look}{'<w:rtl/>' if turned else ''}{spoken}"))
    return "".join(pieces)


def _link(n: int, runs: str) -> str:
    return f'<w:hyperlink w:anchor="{_bookmark(n)}" w:history="1">{runs}</w:hyperlink>'


def _mark(mark: Mark, leftward: bool) -> str:
    shade = f'<w:color w:val="{hue(mark.kind, mark.code)}"/>'
    shape = _t(sign(mark), f'<w:rStyle w:val="MarkSign"/>{shade}')
    word = f"\u00a0{glued(mark.word)}"
    said = (
        _t(text, f'<w:rStyle w:val="Mark"/>{shade}{"<w:rtl/>" * turned}')
        for text, turned in by_direction(word, leftward=leftward)
    )
    return shape + "".join(said)


def _ended(text: str, section: str) -> str:
    """Gives the text of a section with what it says of its pages in its last paragraph."""
    before, _, after = _closed(text).rpartition("<w:p>")
    return f"{before}<w:p>{after.replace('</w:pPr>', f'{section}</w:pPr>', 1)}"


def _closed(text: str) -> str:
    """Gives the text of a section with the paragraph that has to follow a table at its end, which
    takes no room: it could stand on a page of its own.
    """
    text = text.removesuffix(_AFTER_TABLE)
    return text if text.endswith("</w:p>") else text + _p("AfterTable", "", more=_NO_ROOM)


def _marked(inside: str, place: str) -> str:
    """Gives paragraphs with the place of a bookmark at the beginning of the first."""
    return inside.replace("</w:pPr>", f"</w:pPr>{place}", 1)


def _bookmark(n: int) -> str:
    return f"_Toc{n:06}"


def _rooms_of_contents(report: Report) -> dict[str, str]:
    """Gives the room and the height of the lines of the contents, of either level."""
    (before, line, second), exact = rooms_of_contents(report)
    rule = f'w:lineRule="{"exact" if exact else "atLeast"}"'
    return {
        "ROOM1": f'w:before="{before}" w:after="0" w:line="{line}" {rule}',
        "ROOM2": f'w:before="0" w:after="0" w:line="{second}" {rule}',
    }


def _signs(language: str) -> dict[str, str]:
    """Gives the signs of a language by which a word processor reads numbers in tables."""
    from babel.numbers import get_decimal_symbol

    decimal = get_decimal_symbol(language)
    return {"DECIMAL": decimal, "SEPARATOR": "," if decimal == "." else ";"}


def _instruction(said: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f'{escaped(said)} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def _field(said: str, shown: object) -> str:
    return f"{_instruction(said)}{_t(str(shown))}{_END}"


_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_EDGE = (
    '<w:pBdr><w:left w:val="nil"/>'
    '<w:right w:val="single" w:sz="18" w:space="9" w:color="1D4B7F"/></w:pBdr>'
)
"""The rule of a duty whose words run from right to left."""
_LOOSE = '<w:keepNext w:val="0"/>'
"""Unties a paragraph from the next one: parts of a chart, and the first lines of a finding, whose
row is whole or has a head that is repeated; LibreOffice would begin it on a page of its own.
"""
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
"""Tells that a picture says nothing that the words beside it do not."""
_TAB = "<w:r><w:tab/></w:r>"
_BREAK = '<w:r><w:t xml:space="preserve"> </w:t><w:br/></w:r>'
_AFTER_TABLE = _p("AfterTable", "")
_CLOSE = '<w:tcMar><w:{side} w:w="0" w:type="dxa"/></w:tcMar>'
"""Leaves no room between the head of a finding and what follows it."""
_NO_ROOM = '<w:spacing w:line="20" w:lineRule="exact"/>'
_SECTION = "\0"
"""Stands before the paragraph that begins a section."""
_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1361" w:right="1134" w:bottom="1247" '
    'w:left="1417" w:header="680" w:footer="567" w:gutter="0"/>'
)


def _row(cells: list[str], widths: list[int], row: str = "", cell: str = "") -> str:
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{cell}</w:tcPr>{inside}</w:tc>'
        for inside, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{row}</w:trPr>{made}</w:tr>" if row else f"<w:tr>{made}</w:tr>"


def _tbl(
    style: str, widths: list[int], rows: list[str], said: str = "", *, head: bool = False
) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = f'<w:tblLook w:val="{"0020" if head else "0000"}" w:firstRow="{int(head)}"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{look}{said}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


# --- other parts ----------------------------------------------------------------------------------


def _id(part: str) -> str:
    return f"rId{[name for _, name in _PARTS].index(part) + 1}"


def _head_id(n: int) -> str:
    return f"rIdHead{n}"


def _head_types(heads: Sequence[Heading]) -> str:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    return "".join(
        f'<Override PartName="/word/header{n}.xml" ContentType="{kind}"/>\n'
        for n in range(len(heads))
    )


def _relations(*targets: tuple[str, str], **named: tuple[str, str]) -> str:
    package, office = (
        f"{_OFFICE}/{name}/2006/relationships" for name in ("package", "officeDocument")
    )
    core = f"{package}/metadata/core-properties"
    made = "".join(
        f'<Relationship Id="{name}" Target="{target}" '
        f'Type="{core if kind == "core" else f"{office}/{kind}"}"/>'
        for name, (kind, target) in (
            {f"rId{n}": one for n, one in enumerate(targets, 1)} | named
        ).items()
    )
    return f'{_XML}<Relationships xmlns="{package}">{made}</Relationships>'


def _properties(report: Report, language: str) -> str:
    said = {
        "dc:title": report.title,
        "dc:subject": report.subject,
        "dc:creator": report.author,
        "dc:language": language,
    }
    made = "".join(f"<{name}>{escaped(text)}</{name}>" for name, text in said.items() if text)
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_OFFICE}/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{made}</cp:coreProperties>'
    )


def _heads_and_feet(report: Report, heads: Sequence[Heading]) -> dict[str, str]:
    """Gives heads and feet; the name of a part is a field that a word processor fills in, with the
    part that begins a section until it does. The contents are no part: theirs is only words.
    """
    bold = "<w:b/><w:bCs/>"
    banner = _t(report.banner, bold) if report.banner else ""
    before = banner + _t(" · ") if banner else ""
    head, _, rest = report.page_of.partition("{page}")
    between, _, tail = rest.partition("{pages}")
    pages = _t(head) + _field("PAGE", 2) + _t(between) + _field("NUMPAGES", 2) + _t(tail)
    title = running_head(report)

    def part_of(heading: Heading) -> str:
        said = running_part(report, title, heading.running or heading.text)
        return _t(said) if heading.anchor == "contents" else _field("STYLEREF 1", said)

    foot = "".join(_t(run.text, bold if run.strong else "") for run in foot_of(report))
    parts = {
        **{
            name: ("hdr", _p("Header", before + _t(title) + _TAB + part))
            for name, part in (
                ("header", _field("STYLEREF 1", "")),
                *((f"header{n}", part_of(one)) for n, one in enumerate(heads)),
            )
        },
        "coverheader": ("hdr", _p("CoverHeader", banner)),
        "footer": ("ftr", _p("Footer", foot + _TAB + pages)),
        "coverfooter": ("ftr", _p("CoverHeader", "")),
    }
    return {
        f"word/{name}.xml": f"{_XML}<w:{tag} {_SPACES}>{inside}</w:{tag}>"
        for name, (tag, inside) in parts.items()
    }

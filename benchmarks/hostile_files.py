# SPDX-License-Identifier: EUPL-1.2
"""Small files of every format, and how they are broken at random, for ``fuzz_readers.py``."""

from __future__ import annotations

import copy
import io
import random
import re
import zipfile
from collections.abc import Callable

from lxml import etree

MOST_BYTES = 20_000
LANGUAGES = ("en", "de", "fr", "ro", "es", "sv", "uk", "xx")

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
AKOMA = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

HOSTILE = [
    *(
        b"\0",
        b"\0" * 300,
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\x80\xc3\x28",
        b"\x0c" * 50,
        b"\r\n" * 200,
    ),
    *("\u202e", "\u2066\u202e\u2069", "\u200b" * 40, "e" + "\u0301" * 900, "\ufffe", "\ufdd0"),
    *("9" * 6_000, "-1", "0", "1e999", "\u0663\u0664", "²" * 400, "^" * 3_000, "§ " * 2_000),
    *(
        "(" * 5_000,
        "(1) " * 1_500,
        "a) b) " * 800,
        "I" * 3_000,
        "MMMM",
        "«" * 2_000,
        "1.1." * 2_000,
    ),
    *("Article 1\n" * 900, "Article 1 bis ter quater " * 300, "Part I | " * 900, "- " * 4_000),
    *("Section\t" * 1_000, "# " * 3_000, "*" * 4_000, "_a" * 3_000, "---\n" * 900, " " * 9_000),
    *(
        "<div>" * 3_000,
        "<b><i>" * 1_000,
        "<table><tr><td>" * 600,
        "</p>" * 900,
        "<sup>1</sup>" * 500,
    ),
    *("<ol start='99999999999999999999'><li>", "<ol type=i start=3999><li>a<li>b", "<li value=-7>"),
    *(
        "<!--",
        "<![CDATA[",
        "]]>",
        "&amp;" * 900,
        "&#0;",
        "&#x110000;",
        "&lol;",
        "<?php ?>",
        "<a " * 900,
    ),
    *("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>", "<meta charset=utf-7>"),
    *(
        "<meta charset=undefined>",
        "<meta charset=hex>",
        "<meta charset=idna>",
        "<meta charset=utf-16>",
    ),
    *("<w:tbl><w:tr><w:tc>" * 70, "<w:t xml:space='preserve'>", "<w:ilvl w:val='99999999999'/>"),
    *("<w:numId w:val='1'/>", "<w:lvlText w:val='%9%1%0'/>", "<w:start w:val='-99999999999'/>"),
    *(
        "<text:list><text:list-item>" * 60,
        "text:start-value='99999999999999999999'",
        "<section>" * 150,
    ),
    *("<num>" + "9" * 5_000 + "</num>", "<article><num>Art. 1</num>" * 200, "<quotedStructure>"),
    *("endobj", "stream\n", "endstream", "/Kids [2 0 R 2 0 R]", "/Count 99999999", "/Length -1"),
    *(
        "9999999999 0 R",
        "<<" * 2_000,
        "[" * 4_000,
        "/MediaBox [0 0 1e38 -1e38]",
        "Tf 0 0 0 0 0 0 Tm",
    ),
    *(
        "1e30 0 0 1e30 0 0 cm",
        "BT " * 900,
        "(" + "\\" * 901,
        "/Encrypt 4 0 R",
        "xref\n0 99999999\n",
    ),
]
TOKENS = [token if isinstance(token, bytes) else token.encode() for token in HOSTILE]

UNFIT = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd]")
"""What no XML may hold."""

LAW = """Law on protection

Part I General provisions

Chapter 1 - Aims

Article 1. Aim
(1) This law protects any person. (2) It applies in peace and in war:
a) to adults;
b) to children, under article 12.

Article 2 bis Definitions
1. “Violence” means an act of article 3:
   (a) of a spouse;
   (i) or a partner; “Article 9. A quoted article.”

§ 3 Penalty
Whoever commits an act is punished. 2^1 Aggravated acts are punished more.

Annex A
1. A form
"""

# --- small files -----------------------------------------------------------------------------


def marked_up(line: str, opened: str, closed: str) -> str:
    return opened + line.replace("&", "&amp;").replace("<", "&lt;") + closed


def text_seed() -> bytes:
    return LAW.encode()


def encoded_seed(chance: random.Random) -> bytes:
    """Gives a law with letters of several languages in an encoding by chance."""
    letters = chance.choice(
        ("Стаття 1. Хто вчинив", "Kto znęca się żółć", "Όποιος ασκεί βία", "ș ț")
    )
    encoding = chance.choice(
        (
            "utf-8",
            "utf-16",
            "utf-16-le",
            "utf-32",
            "windows-1250",
            "windows-1251",
            "koi8-u",
            "cp852",
        )
    )
    return (LAW.replace("This law", letters) + letters).encode(encoding, errors="replace")


def markdown_seed() -> bytes:
    head = '---\ntitle: "A law"\nlanguage: en\n---\n# A law\n\n'
    body = LAW.replace("Article", "## Article").replace("Aims", "**Aims**<sup>1</sup> *of it*")
    return (head + body).encode()


def html_seed() -> bytes:
    body = "\n".join(marked_up(line, "<p>", "</p>") for line in LAW.splitlines())
    extra = (
        "<h2 style='text-align:center'>Article 4<sup>2</sup></h2><ol type='a' start='2'><li>one"
        "<ol type='i'><li value='4'>two</ol></ol><table><tr><td>a<td>b<td>c</table><pre>x\n y</pre>"
        "<div style='display:none'>hidden</div><br>Article 5<a href='#n'><sup>1</sup></a>"
        "<p class=x style='mso-list:l0 level1'><span style='mso-list:Ignore'>1.</span>Word</p>"
        "<div class='footer menu'><a href=x>a</a></div><ol reversed class=y><li>z</ol><del>o</del>"
    )
    style = (
        "<style>.x, p.y {display:none} @media print {p {display:none}} .y {list-style:a}</style>"
    )
    head = "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>A</title>"
    head += f"{style}</head>"
    return f"{head}<body><h1>A law</h1>{body}{extra}</body></html>".encode()


def mhtml_seed() -> bytes:
    head = (
        b"From: a\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n"
    )
    return head + html_seed() + b"\n--x\nContent-Type: text/css\n\np{}\n--x--\n"


def akoma_seed() -> bytes:
    articles = "".join(
        f"<article eId='art_{n}'><num>Art. {n}</num><heading>Of {n}</heading><paragraph>"
        f"<num>1.</num><list><intro><p>If <ref href='#a'>so</ref></p></intro><point>"
        "<num>a)</num><content><p>one<authorialNote marker='1'><p>note</p></authorialNote>"
        "</p></content></point></list></paragraph></article>"
        for n in range(1, 4)
    )
    return (
        f"<?xml version='1.0'?><akomaNtoso xmlns='{AKOMA}'><act name='main'><meta><identification "
        "source='#a'><FRBRExpression><FRBRlanguage language='eng'/></FRBRExpression>"
        "</identification></meta><preface><p><docTitle>A law</docTitle></p></preface><preamble>"
        f"<p>Whereas</p></preamble><body><chapter><num>I</num><heading>Aims</heading>{articles}"
        "</chapter></body><conclusions><p>Done</p></conclusions></act></akomaNtoso>"
    ).encode()


def word_parts() -> dict[str, bytes]:
    """Gives the members of a DOCX file with styles, an automatic list, a note and a change."""
    body = "".join(marked_up(x, "<w:p><w:r><w:t>", "</w:t></w:r></w:p>") for x in LAW.splitlines())
    extra = (
        "<w:p><w:pPr><w:pStyle w:val='H'/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/>"
        "</w:numPr></w:pPr><w:r><w:rPr><w:b/><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t>"
        "<w:br/><w:footnoteReference w:id='2'/></w:r><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r>"
        "<w:instrText>TOC</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r>"
        "<w:sym w:font='Symbol' w:char='F0B7'/></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
        "</w:p></w:sdtContent></w:sdt><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:p>"
    )
    styles = (
        "<w:style w:type='paragraph' w:styleId='H' w:default='1'><w:name w:val='heading 1'/>"
        "<w:basedOn w:val='H'/><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:style>"
    )
    numbering = (
        "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='3'/><w:numFmt "
        "w:val='upperRoman'/><w:lvlText w:val='Article %1.%2'/></w:lvl></w:abstractNum><w:num "
        "w:numId='1'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride "
        "w:val='2'/></w:lvlOverride></w:num>"
    )
    notes = "<w:footnote w:id='2'><w:p><w:r><w:t>note</w:t></w:r></w:p></w:footnote>"
    names = ("styles", "numbering", "footnotes")
    relations = "".join(
        f"<Relationship Id='r{n}' Type='{RELATED}/{n}' Target='{n}.xml'/>" for n in names
    )

    def part(tag: str, inside: str) -> bytes:
        return f"<?xml version='1.0'?><w:{tag} xmlns:w='{W}'>{inside}</w:{tag}>".encode()

    def related(inside: str) -> bytes:
        open_tag = f"<Relationships xmlns='{PACKAGE}/relationships'>"
        return f"{open_tag}{inside}</Relationships>".encode()

    main = f"<Relationship Id='r' Type='{RELATED}/officeDocument' Target='word/document.xml'/>"
    return {
        "[Content_Types].xml": f"<Types xmlns='{PACKAGE}/content-types'/>".encode(),
        "_rels/.rels": related(main),
        "word/document.xml": part("document", f"<w:body>{body}{extra}</w:body>"),
        "word/_rels/document.xml.rels": related(relations),
        "word/styles.xml": part("styles", styles),
        "word/numbering.xml": part("numbering", numbering),
        "word/footnotes.xml": part("footnotes", notes),
    }


def odt_parts() -> dict[str, bytes]:
    """Gives the members of an ODT file."""
    spaces, styles, body = odt_content()
    content = (
        f"<?xml version='1.0'?><office:document-content {spaces}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>"
    )
    return {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": content.encode(),
        "styles.xml": f"<office:document-styles {spaces}/>".encode(),
        "meta.xml": f"<office:document-meta {spaces}/>".encode(),
    }


def flat_odt_seed() -> bytes:
    spaces, styles, body = odt_content()
    return (
        f"<?xml version='1.0'?><office:document {spaces} office:mimetype=\"application/vnd.oasis."
        f'opendocument.text"><office:automatic-styles>{styles}</office:automatic-styles>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    ).encode()


def odt_content() -> tuple[str, str, str]:
    """Gives the namespaces, the styles and the words with a list, a table and a note."""
    kinds = ("office", "text", "style", "table")
    spaces = " ".join(f"xmlns:{kind}='{OASIS}:{kind}:1.0'" for kind in kinds)
    lines = "".join(marked_up(line, "<text:p>", "</text:p>") for line in LAW.splitlines())
    extra = (
        "<text:h text:outline-level='1' text:style-name='P'>Article 4<text:s text:c='3'/></text:h>"
        "<text:list text:style-name='L'><text:list-item text:start-value='3'><text:p>one<text:note>"
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>n</text:p>"
        "</text:note-body></text:note></text:p></text:list-item></text:list><table:table>"
        "<table:table-row><table:table-cell table:number-columns-repeated='3'><text:p>a</text:p>"
        "</table:table-cell></table:table-row></table:table><text:table-of-content><text:index-body>"
        "<text:p>Article 1</text:p></text:index-body></text:table-of-content>"
    )
    styles = (
        "<style:style style:name='P' style:family='paragraph' style:parent-style-name='P'/>"
        "<text:list-style style:name='L'><text:list-level-style-number text:level='1' "
        "style:num-format='i' style:num-suffix=')'/></text:list-style>"
    )
    return spaces, styles, lines + extra


def zipped(parts: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packing) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, packing)
    return held.getvalue()


def pdf_seed() -> bytes:
    """Gives a PDF of two pages, unpacked, so that changes reach its words and its structure."""
    lines = [line.encode("ascii", "replace") for line in LAW.splitlines()]
    pages = []
    for part in (lines[:12], lines[12:]):
        shown = b"".join(
            b"(" + line.replace(b"(", rb"\(").replace(b")", rb"\)") + b") Tj T*\n" for line in part
        )
        pages.append(b"BT /F1 11 Tf 14 TL 60 700 Td\n" + shown + b"5 Ts (2) Tj ET")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 595 842] >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /Font << /F1 7 0 R >> >> >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 6 0 R /Resources << /Font << /F1 7 0 R >> >> >>",
        *(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page) for page in pages),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, inside in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, inside)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return out + head + table + tail % (len(places) + 1, len(out))


# --- changes ---------------------------------------------------------------------------------


def changed(data: bytes, chance: random.Random) -> bytes:
    """Gives bytes with one to six changes, not much longer than ``MOST_BYTES``."""
    for _ in range(chance.randint(1, 6)):
        change = chance.choice((flip, flip, cut, drop, double, insert, insert, insert, swap))
        data = change(data, chance)[:MOST_BYTES]
    return data


def place(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 8, 60, 400, 3_000)))


def flip(data: bytes, chance: random.Random) -> bytes:
    held = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        if held:
            held[chance.randrange(len(held))] ^= 1 << chance.randrange(8)
    return bytes(held)


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: place(data, chance)[0]]


def drop(data: bytes, chance: random.Random) -> bytes:
    start, end = place(data, chance)
    return data[:start] + data[end:]


def double(data: bytes, chance: random.Random) -> bytes:
    start, end = place(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 30)) + data[end:]


def insert(data: bytes, chance: random.Random) -> bytes:
    start = chance.choice((0, len(data), place(data, chance)[0]))
    return data[:start] + chance.choice(TOKENS) + data[start:]


def swap(data: bytes, chance: random.Random) -> bytes:
    """Gives bytes with one number of theirs written over by another one."""
    digits = [at for at, sign in enumerate(data) if 48 <= sign <= 57]
    if not digits:
        return data
    at = chance.choice(digits)
    number = chance.choice((b"0", b"-1", b"65536", b"2147483648", b"9" * 40, b"\xd9\xa3", b"x"))
    return data[:at] + number + data[at + 1 :]


def changed_xml(data: bytes, chance: random.Random) -> bytes:
    """Gives an XML file with changes, two of three times such that it stays well-formed."""
    if chance.random() < 0.33:
        return changed(data, chance)
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return changed(data, chance)
    for _ in range(chance.randint(1, 8)):
        change_element(root, chance)
    return etree.tostring(root)


def change_element(root: etree._Element, chance: random.Random) -> None:
    elements = list(root.iter(etree.Element))
    one, other = chance.choice(elements), chance.choice(elements)
    words = UNFIT.sub("", chance.choice(TOKENS).decode(errors="ignore"))[:6_000]
    match chance.randrange(7):
        case 0:
            one.text = words
        case 1:
            one.tail = words
        case 2 if one.attrib:
            one.set(chance.choice([*one.keys()]), chance.choice((words, "0", "-1", "9" * 30, "")))
        case 3:
            one.tag = other.tag
        case 4 if len(elements) < 300:
            one.append(copy.deepcopy(other))
        case 5 if one.getparent() is not None:
            one.getparent().remove(one)
        case _:
            for _ in range(chance.choice((1, 5, 60))):
                one = etree.SubElement(one, other.tag, dict(other.attrib))


def changed_archive(parts: dict[str, bytes], chance: random.Random) -> bytes:
    """Gives an archive with changed members, missing or foreign ones, or changed itself."""
    parts = dict(parts)
    for _ in range(chance.randint(1, 3)):
        name = chance.choice([*parts])
        match chance.randrange(10):
            case 0:
                parts.pop(name)
            case 1:
                parts[name] = zipped({name: parts[name], "nested.zip": zipped(parts)})
            case 2:
                parts[f"../{name}"] = chance.choice(TOKENS)
            case 3:
                parts[name] = chance.choice((b"", b"<a/>", b" " * 3_000_000))
            case _:
                parts[name] = changed_xml(parts[name], chance)
        if not parts:
            break
    data = zipped(parts, chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))
    return changed(data, chance) if chance.random() < 0.25 else data


READERS: dict[str, Callable[[random.Random], bytes]] = {
    "txt": lambda chance: changed(encoded_seed(chance), chance),
    "md": lambda chance: changed(markdown_seed(), chance),
    "html": lambda chance: changed(html_seed(), chance),
    "mht": lambda chance: changed(mhtml_seed(), chance),
    "docx": lambda chance: changed_archive(word_parts(), chance),
    "odt": lambda chance: changed_archive(odt_parts(), chance),
    "fodt": lambda chance: changed_xml(flat_odt_seed(), chance),
    "akn": lambda chance: changed_xml(akoma_seed(), chance),
    "pdf": lambda chance: changed(pdf_seed(), chance),
}


def made(reader: str, seed: int, number: int) -> tuple[bytes, str]:
    """Gives an input with the language that it is read in; always the same for a number."""
    chance = random.Random(f"{seed}:{reader}:{number}")  # a game, not a secret
    return READERS[reader](chance), chance.choice(LANGUAGES)

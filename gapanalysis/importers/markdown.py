# SPDX-License-Identifier: EUPL-1.2
"""Reading Markdown: what it shows as paragraphs, items and rows to lines, without its signs."""

from __future__ import annotations

import html
import re
import string
import unicodedata
from dataclasses import dataclass, field

from gapanalysis.importers.lines import COLUMNS_OF_DATA, Document, Line, Tell, counted
from gapanalysis.importers.wrapping import (
    continues,
    ends_sentence,
    is_label,
    is_wrapped,
    starts_provision,
)

_FRONT_MATTER = re.compile(r"---[ ]*\n(?:[^\n]*\n){1,60}?---[ ]*(?:\n|$)")
_FRONT_KEY = re.compile(
    r"^(title|language|lang)[ ]*:[ ]*[\"']?(.{0,500}?)[\"']?[ ]{0,20}$", re.M | re.I
)

_BLOT = "\x1f"
_HEADING = re.compile(r"[ ]{0,3}(#{1,6}(?=[ \t]|$)|#{2,6}(?=[^\W_]))[ \t]*(.*)")
"""A heading; some writers leave no room behind several signs ("###Article 5")."""
_HEADING_LINES = re.compile(r"^#{1,6}[ ][^\W_]", re.MULTILINE)
_FEWEST_HEADINGS = 3
_HEADING_NAME = re.compile(r"\{[#.][^{}]{0,99}\}$")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:(={2,99})|-{2,99})[ ]*$")
_RULE = re.compile(r"[ ]{0,3}([-*_])(?:[ ]*\1){2,}[ ]*$")
_FENCE = re.compile(r"[ ]{0,3}(`{3,99}|~{3,99})[^`]*$")
_QUOTE = re.compile(r"(?:[ ]{0,3}>[ ]?){1,20}")
_BULLET = re.compile(r"[ ]*[-*+][ \t]+")
_NUMBERED = re.compile(r"([ ]*)(\d{1,9})([.)])[ \t]+")
_ITEM = re.compile(r"[ ]*(?:\(?(?:\d{1,3}|[A-Za-z]{1,4})[.)]|\d{1,3}[°º.][ªº]?)[ \t]")
_SET_OFF = re.compile(
    r"[ ]*(?P<sign>\*{1,3}|_{1,3})\(?(?:[^\W\d_]{1,5}\.?[ ])?\d{1,3}[a-z]?[.)]{1,2}(?P=sign)[ ]"
)
"""A mark that is set off from the words behind it: "*Stk. 2.* Whoever", "**(2)** Whoever"."""
_MARKED = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]{1,3})[.)]")
_TABLE_RULE = re.compile(r"[ ]{0,3}\|?[ ]*:?-{2,99}:?[ ]*(?:\|[ ]*:?-{1,99}:?[ ]*){0,99}\|?[ ]*$")
_CELL_EDGE = re.compile(r"(?<!\\)\|")
_DEFINITION = re.compile(r"[ ]{0,3}\[(?P<note>\^)?(?P<key>[^\[\]]{1,99})\]:[ \t]*(?P<rest>.*)")
_SENTENCE_PART = (".", ";", ":", ",")

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~§])")
_ESCAPED_SIGN = re.compile(r"^(?:\\#|\\\*\\\*)", re.MULTILINE)
_SIGN = re.compile(r"^(?:#|\*\*)", re.MULTILINE)
_FEWEST_ESCAPED = 10
_HIDDEN = 0xF0000
"""Where escaped signs are kept while the others are read: a range for private use."""
_SHOWN = {_HIDDEN + code: code for code in range(0x100)}
_CODE = re.compile(r"(`{1,9})(?!`)([^`]{1,2000}?)(?<!`)\1(?!`)")
_TARGET = (
    r"\(<?[^()\s<>]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?>?"
    r"(?:[ ]{1,9}[\"'(][^\"')]{0,400}[\"')])?\)"
)
_IMAGE = re.compile(rf"!\[[^\[\]]{{0,400}}\](?:{_TARGET}|\[[^\[\]]{{0,99}}\])")
_LINK = re.compile(rf"\[((?:[^\[\]]|\[[^\[\]]{{0,99}}\]){{1,2000}})\]{_TARGET}")
_REFERENCE = re.compile(r"\[([^\[\]]{1,400})\][ ]?\[([^\[\]]{0,99})\]")
_NOTE_CALL = re.compile(r"\[\^([^\[\]\s]{1,20})\]")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_SIGNS = re.compile(r"(\*{1,99}|_{1,99}|~~)")
_LATE_SIGN = re.compile(
    r"(\*{1,3}|_{1,3})(?=\S)([^*_\n]{0,400}[^*_\s])(?:[ ]*(\n)[ ]*\1(?=\s|$)|[ ]+\1(?=\n|$))"
)
"""Emphasis whose closing sign stands behind a break or a space, as some programs write it:
"**Article 1. Aim" / "** Whoever", "**Article 2. Scope **".
"""
_TWO_IN_ROW = re.compile(r"(?<=[^*])\*{4}(?=[^*])")
"""Bold words behind bold words: "**Article 3. Duties of ****the State**"."""
_OPENING, _CLOSING = frozenset("([{«„“‘‹"), frozenset(")]}»”’›.,;:!?%")
_SUPERSCRIPT = re.compile(r"<sup>[ ]*([^<\s]{1,4})[ ]*</sup>", re.IGNORECASE)
_BREAK = re.compile(r"<br[ ]*/?>|\n", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|b|big|blockquote|caption|center|cite|code|details|div|em|font|h[1-6]|hr|i|img|li|nobr|"
    r"ol|p|s|small|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|tt|u|ul)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)


def is_markdown(text: str) -> bool:
    """Tells whether a text begins with the front matter of a Markdown file, or has its headings."""
    if _FRONT_MATTER.match(text):
        return True
    return len(_HEADING_LINES.findall(text)) >= _FEWEST_HEADINGS


def read_markdown(text: str, tell: Tell | None = None) -> Document:
    """Gives the paragraphs of a Markdown text; its front matter gives title and language."""
    told: dict[str, str] = {}
    start = 0
    if front := _FRONT_MATTER.match(text):
        found: list[tuple[str, str]] = _FRONT_KEY.findall(front.group())
        told = {key.lower(): value for key, value in found}
        start = front.end()
    written = _without_comments(text[start:]).split("\n")
    reader = _Reader(len(text[:start].encode()), is_wrapped(written), _is_escaped(text))
    for line in counted(written, tell):
        reader.read(line)
    reader.end_paragraph()
    lines = [line for line in reader.lines if line.text]
    first = next((line.text for line in lines if line.style == "heading1"), "")
    return Document(
        lines=tuple(lines),
        format="text",
        title=told.get("title", "") or first,
        language=(told.get("language") or told.get("lang") or "")[:2].lower(),
    )


def _without_comments(text: str) -> str:
    """Gives a text with its comments blotted out; as many bytes and lines as before are left."""
    pieces = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        comment = text[start : end + 3].encode()
        pieces += [text[at:start], "\n".join(_BLOT * len(line) for line in comment.split(b"\n"))]
        at = end + 3
    return "".join([*pieces, text[at:]])


def _is_escaped(text: str) -> bool:
    """Tells whether a program took the signs of a Markdown text for words and escaped them all."""
    escaped = len(_ESCAPED_SIGN.findall(text))
    return escaped >= _FEWEST_ESCAPED and escaped > 2 * len(_SIGN.findall(text))


@dataclass(slots=True)
class _Row:
    """A list whose items all bear the same number: how far a reader of it would have counted."""

    indent: int
    written: int
    end: str
    count: int


@dataclass(slots=True)
class _Reader:
    """Reads line after line; holds the lines of the paragraph that is not ended yet."""

    offset: int
    """The byte offset of the next line."""
    wrapped: bool
    """Whether a text editor broke the lines."""
    escaped: bool
    """Whether its signs are escaped."""
    lines: list[Line] = field(default_factory=list)
    _held: list[str] = field(default_factory=list)
    _held_at: int = 0
    _note: str = ""
    _fence: str = ""
    _in_table: bool = False
    _rows: list[_Row] = field(default_factory=list)

    def read(self, line: str) -> None:
        """Reads one line."""
        at = self.offset
        self.offset += len(line.encode()) + 1
        line = line.replace(_BLOT, "")
        if self.escaped:
            line = _ESCAPE.sub(r"\1", line)
        if quote := _QUOTE.match(line):
            line = line[quote.end() :]
        fence = _FENCE.match(line)
        if self._fence:
            if fence and fence[1].startswith(self._fence):
                self._fence = ""
            else:
                self.lines.append(Line(text=line.strip(), offset=at))
        elif fence:
            self.end_paragraph()
            self._fence = fence[1]
        elif not line.strip():
            self.end_paragraph()
            self._in_table = False
        elif not (self._read_heading(line, at) or self._read_table(line, at)):
            self._read_words(line, at)

    def _read_heading(self, line: str, at: int) -> bool:
        """Reads a heading, or the line under one; a rule ends a paragraph."""
        heading = _HEADING.match(line)
        underline = _UNDERLINE.match(line)
        if heading:
            self.end_paragraph()
            self._add(_heading_words(heading[2] or ""), at, style=f"heading{len(heading[1])}")
        elif underline and len(self._held) == 1 and not _MARKED.match(self._held[0]):
            words, at = self._held.pop(), self._held_at
            self._add(words, at, style="heading1" if underline[1] else "heading2")
        elif _RULE.match(line):
            self.end_paragraph()
        else:
            return False
        self._rows.clear()
        return True

    def _read_table(self, line: str, at: int) -> bool:
        """Reads a row of a table; the rule under its first row tells that it is one."""
        if "|" not in line:
            self._in_table = False
        elif self._in_table:
            self._add_row(line, at)
        elif _TABLE_RULE.match(line) and self._held and "|" in self._held[-1]:
            first = self._held.pop()
            self.end_paragraph()
            self._add_row(first, at)
            self._in_table = True
        return self._in_table

    def _add_row(self, line: str, at: int) -> None:
        cells = [cell.strip() for cell in _CELL_EDGE.split(line.strip().strip("|"))]
        style = "table" if len(cells) >= COLUMNS_OF_DATA else ""
        self._add(" ".join(cell for cell in cells if cell), at, style=style)

    def _read_words(self, line: str, at: int) -> None:
        """Reads a line of a paragraph, of an item of a list, or of a note."""
        definition = _DEFINITION.match(line)
        if definition and (definition["note"] or _is_address(definition["rest"])):
            self.end_paragraph()
            if not definition["note"]:
                return
            self._note = definition["key"]
            line = definition["rest"]
        elif self._begins_item(line):
            self.end_paragraph()
        if not self._held:
            self._held_at = at
        self._held.append(line)

    def _begins_item(self, line: str) -> bool:
        """Tells whether a line begins an item, not only a printed line of a paragraph."""
        if not self._held or _BULLET.match(line):
            return True
        numbered, before = _NUMBERED.match(line), _NUMBERED.match(self._held[0])
        if numbered and before and numbered[3] == before[3]:
            return True
        above = _bare(self._held[-1])
        if starts_provision(_bare(line)):
            return ends_sentence(above) or is_label(above)
        marked = _ITEM.match(line) or _SET_OFF.match(line)
        return bool(marked) and above.endswith(_SENTENCE_PART)

    def end_paragraph(self) -> None:
        """Adds the paragraph that is held: lines that a text editor broke are joined by a space; in
        a text that none broke, only those that go on in the middle of a sentence.
        """
        if not self._held:
            return
        words = ""
        for line, following in zip(self._held, [*self._held[1:], ""], strict=True):
            words += line.strip().removesuffix("\\")
            joined = self.wrapped or not following
            ended = not (joined or continues(_bare(line), _bare(following)))
            words += "\n" if ended or line.endswith(("  ", "\\")) else " "
        indent = len(self._held[0]) - len(self._held[0].lstrip())
        self._held.clear()
        if self._note:
            shown = _inline(" ".join(words.split()))
            text = f"{self._note} {shown}"
            note = Line(text=text, offset=self._held_at, style="note", generated=self._note)
            self.lines.append(note)
            self._note = ""
            return
        number = self._counted(words, indent)
        self._add(number[1], self._held_at, indent=indent, generated=number[0])

    def _counted(self, words: str, indent: int) -> tuple[str, str]:
        """Gives the number that a list computes, or nothing, with the words: where items all bear
        the same number, it counts them.
        """
        item = _NUMBERED.match(words)
        while self._rows and (self._rows[-1].indent > indent or not item):
            if self._rows[-1].indent < indent:
                break
            self._rows.pop()
        if not item:
            return "", words
        row = self._rows[-1] if self._rows and self._rows[-1].indent == indent else None
        if row and (row.written, row.end) == (int(item[2]), item[3]):
            row.count += 1
            label = f"{row.count}{row.end}"
            return label, f"{label} {words[item.end() :]}"
        if row:
            self._rows.pop()
        self._rows.append(_Row(indent, int(item[2]), item[3], int(item[2])))
        return "", words

    def _add(
        self, words: str, at: int, *, style: str = "", indent: int = 0, generated: str = ""
    ) -> None:
        """Adds the lines of some words, without Markdown's signs; what these say goes into their
        fields.
        """
        if bullet := _BULLET.match(words):
            sign = bullet.group().strip()
            rest = words[bullet.end() :]
            words = rest if _MARKED.match(rest) else f"{'-' if sign == '-' else '•'} {rest}"
        words = words.rstrip()
        if "*" in words or "_" in words:
            words = _LATE_SIGN.sub(r"\1\2\1\3", _TWO_IN_ROW.sub("", words))
        for piece in _BREAK.split(words):
            bold = bool(re.fullmatch(r"(\*\*|__).{1,400}\1", piece.strip()))
            self.lines.append(
                Line(
                    text=_inline(piece),
                    offset=at,
                    style=style,
                    bold=bold,
                    indent=indent,
                    generated=generated,
                )
            )
            generated = ""


def _heading_words(written: str) -> str:
    """Gives the words of a heading without a name for links and the signs that may close it."""
    words = _HEADING_NAME.sub("", written.rstrip()).rstrip()
    bare = words.rstrip("#")
    return words if bare and not bare[-1].isspace() else bare.rstrip()


def _bare(line: str) -> str:
    """Gives a line without the signs of emphasis around it."""
    return line.strip(" \t*_\\")


def _is_address(words: str) -> bool:
    """Tells whether a definition gives the target of links."""
    target = words.split(" ", 1)[0]
    return bool(target) and any(sign in target for sign in "/#<@")


def _inline(text: str) -> str:
    """Gives words as shown: links by their words, without signs of emphasis and tags."""
    text = _ESCAPE.sub(lambda found: chr(_HIDDEN + ord(found[1])), text)
    text = _CODE.sub(lambda found: _hidden(found[2]), text)
    if "[" in text:
        text = _IMAGE.sub("", text)
        text = _REFERENCE.sub(r"\1", _LINK.sub(r"\1", _NOTE_CALL.sub(r"[\1]", text)))
    if "<" in text:
        text = _TAG.sub("", _SUPERSCRIPT.sub(r"^\1", _AUTOLINK.sub(r"\1", text)))
    if "*" in text or "_" in text or "~~" in text:
        text = _without_emphasis(text)
    text = html.unescape(text).translate(_SHOWN)
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _without_emphasis(text: str) -> str:
    """Gives words without the signs that open and close emphasis; others are words."""
    pieces = _SIGNS.split(text)
    opened: list[int] = []
    last = dict.fromkeys("*_~", 0)  # how many open signs there are of each kind
    for at in range(1, len(pieces), 2):
        sign = pieces[at][0]
        opens, closes = _leanings(pieces[at - 1][-1:], sign, pieces[at + 1][:1])
        while pieces[at] and last[sign] and closes:
            other = opened[-1]
            if pieces[other][0] != sign:  # it closes nothing that stands further out
                last[pieces[other][0]] -= 1
                opened.pop()
                continue
            used = min(len(pieces[at]), len(pieces[other]), 2)
            pieces[at], pieces[other] = pieces[at][used:], pieces[other][used:]
            if not pieces[other]:
                last[sign] -= 1
                opened.pop()
        if pieces[at] and opens:
            last[sign] += 1
            opened.append(at)
    return "".join(pieces)


def _leanings(before: str, sign: str, after: str) -> tuple[bool, bool]:
    """Tells whether a sign may open and may close: it leans on a word, or on other signs where no
    word is nearer; an underscore does neither inside a word.
    """
    if sign == "_" and before.isalnum() and after.isalnum():
        return False, False
    bare_before = not before.isalnum() and before not in _CLOSING
    bare_after = not after.isalnum() and after not in _OPENING
    opens = bool(after.strip()) and (not bare_after or bare_before)
    closes = bool(before.strip()) and (not bare_before or bare_after)
    return opens, closes


def _hidden(words: str) -> str:
    """Gives words with all their signs kept from being read."""
    return "".join(chr(_HIDDEN + ord(c)) if c in string.punctuation else c for c in words)

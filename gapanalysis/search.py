# SPDX-License-Identifier: EUPL-1.2
"""Searching everything as one types: laws, the Convention, obligations, notes, evidence, findings.

All words must be found, small and capital letters and diacritics are the same, and the last word
may be the beginning of one. Laws are searched through the index of the project file, the rest in
memory.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from gapanalysis.errors import AppError
from gapanalysis.instrument import find_node, load_instrument, treaty_words
from gapanalysis.model import Evaluation, Instrument, Snapshot
from gapanalysis.project_file import Project
from gapanalysis.store import find_lines, provision_at, read_law_text
from gapanalysis.structure import place_of
from gapanalysis.words import pick

KINDS = ("provision", "obligation", "element", "convention", "finding", "note", "evidence")
"""What a hit can be, in the order in which hits are shown."""
_NUMBERED = {"obligation", "convention"}
_CAP = 400
_BEFORE, _LENGTH = 40, 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something that holds the words. ``title`` says where ("Criminal Code, 168(1)", "36.1.a"),
    ``words`` is a piece of the text around the first of them. It leads to a ``node`` of the
    instrument, or to a ``law`` at ``start``.
    """

    kind: str
    title: str
    words: str
    node: str = ""
    law: int = 0
    start: int = 0


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    title: str
    text: str
    node: str


def search(
    project: Project,
    instrument: Instrument,
    snapshot: Snapshot,
    evaluation: Evaluation,
    typed: str,
    *,
    language: str,
    each: int = 8,
) -> tuple[Hit, ...]:
    """Gives what holds the typed words, at most ``each`` hits of a kind, in the order of
    :data:`KINDS`; nothing for fewer than two letters. The obligation and the words of the
    Convention whose number was typed ("36.1.a") come first.
    """
    wanted = words_of(typed)
    if sum(map(len, wanted)) < 2:
        return ()
    hits = list(_provisions(project, snapshot, wanted, each))
    entries = (
        *_of_instrument(instrument.id, language),
        *_of_findings(evaluation, language),
        *_of_notes(instrument, snapshot),
    )
    node = _node(instrument, typed)
    found: dict[str, list[_Entry]] = {}
    for entry in entries:
        numbered = entry.node == node and entry.kind in _NUMBERED
        if numbered or holds(f"{entry.title} {entry.text}", wanted):
            found.setdefault(entry.kind, []).append(entry)
    hits += (
        Hit(kind=kind, title=one.title, words=piece(one.text, wanted), node=one.node)
        for kind in KINDS
        for one in sorted(
            found.get(kind, []), key=lambda e: (e.node != node, not holds(e.title, wanted))
        )[:each]
    )
    return tuple(sorted(hits, key=lambda hit: hit.kind not in _NUMBERED or hit.node != node))


def _node(instrument: Instrument, typed: str) -> str | None:
    try:
        return find_node(instrument, typed)
    except AppError:
        return None


def words_of(typed: str) -> tuple[str, ...]:
    """Gives the words of a text as they are compared: without marks, case and diacritics."""
    return tuple(re.findall(r"\w+", fold(typed)))


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Gives a text in small letters without diacritics; as long as the text wherever possible."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.combining(c)))


def holds(text: str, wanted: Iterable[str]) -> bool:
    """Tells whether each of the words begins a word of a text."""
    folded = " " + fold(text)
    return all(re.search(rf"(?<!\w){re.escape(word)}", folded) for word in wanted)


def piece(text: str, wanted: tuple[str, ...]) -> str:
    """Gives a piece of a text, on one line, around the first of the words."""
    flat = " ".join(text.split())
    places = [found.start() for word in wanted for found in [_place(flat, word)] if found]
    start = max(0, min(places, default=0) - _BEFORE)
    if start:
        start = flat.find(" ", start) + 1
    cut = flat[start : start + _LENGTH]
    return ("…" if start else "") + cut + ("…" if start + _LENGTH < len(flat) else "")


def _place(text: str, word: str) -> re.Match[str] | None:
    return re.search(rf"(?<!\w){re.escape(word)}", fold(text))


# --- where is searched ---------------------------------------------------------------------------


def _provisions(
    project: Project, snapshot: Snapshot, wanted: tuple[str, ...], each: int
) -> Iterator[Hit]:
    """Gives provisions, those whose heading holds the words first; one hit a provision."""
    lines = find_lines(project, wanted, _CAP)
    texts = {law: read_law_text(project, law) for law in {law for law, _, _ in lines}}
    ranked = sorted(lines, key=lambda line: line[2] - line[1])  # headings are short
    seen: set[tuple[int, str]] = set()
    for law, start, end in ranked:
        if len(seen) == each:
            return
        place = provision_at(project, law, start, end) or provision_at(project, law, start, start)
        address = place.address if place else ""
        if (law, address) in seen:
            continue
        seen.add((law, address))
        title = snapshot.laws[law].title
        yield Hit(
            kind="provision",
            title=f"{title}, {place_of(snapshot.provisions, place)}" if place else title,
            words=piece(texts[law][start:end], wanted),
            law=law,
            start=start,
        )


@cache
def _of_instrument(name: str, language: str) -> tuple[_Entry, ...]:
    """Gives what an instrument says, in one language and in the authentic ones."""
    instrument = load_instrument(name)
    entries = []
    for one in instrument.obligations.values():
        texts = [pick(text, language) for text in (one.duty, one.defect) if text]
        title = f"{one.id}  {pick(one.title, language)}"
        entries.append(_Entry("obligation", title, " · ".join(texts), one.id))
    for element in instrument.elements.values():
        question = pick(element.question, language)
        entries.append(_Entry("element", element.id, question, element.obligation))
    for number, article in instrument.articles.items():
        for shown in dict.fromkeys((language, *instrument.authentic)):
            words = treaty_words(instrument, str(number), shown)
            title = f"{number}  {article.title[shown]} ({shown})"
            text = " ".join(f"{w.label} {w.text}".strip() for w in words)
            entries.append(_Entry("convention", title, text, str(number)))
    return tuple(entries)


def _of_findings(evaluation: Evaluation, language: str) -> Iterator[_Entry]:
    for one in evaluation.findings:
        text = f"{pick(one.text, language)} · {pick(one.recommendation, language)}"
        yield _Entry("finding", f"{one.rule}, {one.obligation}", text, one.obligation)


def _of_notes(instrument: Instrument, snapshot: Snapshot) -> Iterator[_Entry]:
    for answer in snapshot.answers.values():
        if answer.note:
            node = instrument.elements[answer.element].obligation
            yield _Entry("note", answer.element, answer.note, node)
    for mapping in snapshot.mappings:
        if mapping.note:
            place = place_of(snapshot.provisions, snapshot.provisions[mapping.provision])
            title = f"{place} → {mapping.obligation}"
            yield _Entry("note", title, mapping.note, mapping.obligation)
    for review in snapshot.reviews:
        title = f"{review.rule} {review.obligation}".strip()
        yield _Entry("note", title, review.reason, review.obligation)
    for one in snapshot.evidence:
        parts = (one.title, one.text, one.source, one.application, *one.keywords)
        yield _Entry("evidence", one.obligation, _joined(parts), one.obligation)
    for figure in snapshot.figures:
        parts = (figure.name, *figure.breakdown.values(), figure.source)
        yield _Entry("evidence", figure.obligation, _joined(parts), figure.obligation)
    for prior in snapshot.prior_recommendations:
        node = prior.articles[0] if prior.articles else ""
        parts = (prior.text, prior.document, prior.assessment)
        yield _Entry("evidence", node, _joined(parts), node)


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)

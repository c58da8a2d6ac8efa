# SPDX-License-Identifier: EUPL-1.2
"""The chapters of the report: article by article, what the Convention asks and what was found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from gapanalysis.model import Article, Mapping, Obligation, Status
from gapanalysis.report.blocks import (
    Block,
    Column,
    Heading,
    Look,
    Mark,
    Para,
    Quote,
    Run,
    Table,
    Voice,
    Words,
)
from gapanalysis.report.data import figures_on
from gapanalysis.report.earlier import earlier_on
from gapanalysis.report.evidence import evidence_on
from gapanalysis.report.findings import finding_box, open_question
from gapanalysis.report.material import Material, article_of, node_order

_SURROUNDINGS = 280
"""Characters of a provision that are shown on either side of a quotation."""


def chapters(material: Material) -> Iterator[Block]:
    """Gives every chapter of the Convention on which something is recorded."""
    say = material.say
    shown = {article.number: article for article in material.shown_articles}
    for chapter in material.instrument.chapters:
        own = [shown[number] for number in chapter.articles if number in shown]
        if not own:
            continue
        title = say.say("part.chapter", number=chapter.number, title=say.pick(chapter.short))
        yield Heading(1, title, f"chapter-{chapter.number}", title)
        for article in own:
            yield from _article(material, article)


def statuses(material: Material, obligations: Iterable[Obligation]) -> Words:
    """Gives the statuses of some obligations, each with its count, the most pressing first."""
    counts = Counter(material.evaluation.statuses[o.id].status for o in obligations)
    return tuple(
        Mark("status", status, f"{material.say.code('status', status)} {counts[status]}")
        for status in _PRESSING
        if counts[status]
    )


_PRESSING = (
    Status.GAP,
    Status.PARTLY,
    Status.RESERVED,
    Status.CANNOT_TELL,
    Status.MET,
    Status.NOT_ASSESSED,
)


def answered(material: Material, obligations: Iterable[Obligation]) -> tuple[int, int]:
    """Counts the elements of some obligations: answered, and all."""
    known = [material.evaluation.statuses[o.id] for o in obligations]
    return sum(one.answered for one in known), sum(one.elements for one in known)


def _article(material: Material, article: Article) -> Iterator[Block]:
    say, number = material.say, article.number
    obligations = material.obligations_of(number)
    shown = [o for o in obligations if material.is_shown(o)]
    title = say.say("part.article", number=number, title=say.pick(article.title))
    yield Heading(2, title, f"article-{number}")
    yield Para(_article_facts(material, number, obligations), Look.FACTS)
    yield from _convention(material, article, [o.id for o in shown])
    yield from _national_law(material, number)
    wider = material.wider_nodes(number)
    yield from evidence_on(material, wider)
    yield from figures_on(material, wider)
    for node in wider:
        yield from _findings(material, node)
    for obligation in shown:
        yield from _obligation(material, obligation)
    yield from earlier_on(material, number)


def _article_facts(material: Material, number: int, obligations: Sequence[Obligation]) -> Words:
    say = material.say
    n, m = answered(material, obligations)
    reservable = any(article_of(p) == number for p in material.instrument.reservable)
    return (
        *statuses(material, obligations),
        Run(say.say("article.answered", n=n, m=m)),
        Run(say.say("article.reservable" if reservable else "article.not_reservable")),
    )


# --- the Convention's words -----------------------------------------------------------------------


def _convention(material: Material, article: Article, nodes: Sequence[str]) -> Iterator[Block]:
    say = material.say
    lines: list[Words] = []
    for paragraph in article.paragraphs:
        own = "" if paragraph.number is None else str(paragraph.number)
        if nodes and not any(_points_at(node, own, "") for node in nodes):
            if not lines or lines[-1] != _OMITTED:
                lines.append(_OMITTED)
            continue
        lines.append((Run(f"{own}. " if own else ""), Run(say.pick(paragraph.text))))
        for point in paragraph.points:
            if not nodes or any(_points_at(node, own, point.label) for node in nodes):
                lines.append((Run(f"{point.label}. "), Run(say.pick(point.text))))
            elif lines[-1] != _OMITTED:
                lines.append(_OMITTED)
    yield Para(say.words("article.duty"), Look.LABEL)
    source = say.words("article.duty_source", number=article.number)
    yield Quote(tuple(lines), source, Voice.TREATY)
    if say.language not in material.instrument.authentic:
        for note in material.instrument.translation_notes:
            if note.language == say.language and note.node.split(".")[0] == str(article.number):
                said = say.words("article.translation", words=note.words, note=say.pick(note.note))
                yield Para(said, Look.HINT)


_OMITTED: Words = (Run("[…]"),)


def _points_at(node: str, paragraph: str, point: str) -> bool:
    """Tells whether a node (36.1.a) needs a paragraph of its article, or a point in it."""
    found = re.fullmatch(r"\d+(?:\.(\d+)[a-z]?)?(?:\.([a-z]))?", node)
    if not found:
        return False
    return found[1] in {None, paragraph} and (not point or found[2] in {None, point})


# --- national law ---------------------------------------------------------------------------------


def _national_law(material: Material, number: int) -> Iterator[Block]:
    say = material.say
    yield Para(say.words("article.law"), Look.LABEL)
    together: dict[tuple[int, int, int], list[Mapping]] = {}
    for mapping in material.mappings_of(number):
        quotation = mapping.quotation
        key = (quotation.start, quotation.end) if quotation else (-1, -1)
        together.setdefault((mapping.provision, *key), []).append(mapping)
    for mappings in together.values():
        yield _law_quote(material, mappings)
        for mapping in mappings:
            if note := material.note(mapping.note):
                yield Para(say.words("article.note", note=note), Look.HINT)
    stated = sorted(
        (node for node in material.snapshot.statements if article_of(node) == number),
        key=node_order,
    )
    for node in stated:
        yield Para(say.words("article.statement", node=node))
    if not together and not stated:
        yield Para(say.words("article.no_law"), Look.HINT)


def _law_quote(material: Material, mappings: Sequence[Mapping]) -> Quote:
    say, first = material.say, mappings[0]
    nodes = [
        say.say("article.node_as", node=m.obligation, coverage=say.code("coverage", m.coverage))
        for m in mappings
    ]
    citation = Run(material.citation(first.provision), strong=True)
    source = say.words("article.mapped", provision=citation, nodes="; ".join(nodes))
    return Quote(_lines(_quoted(material, first)), source, Voice.LAW)


def _quoted(material: Material, mapping: Mapping) -> Words:
    """Gives a provision's words; with a quotation, the quotation strong in its surroundings."""
    provision = material.snapshot.provisions[mapping.provision]
    quotation, text = mapping.quotation, provision.text
    if quotation is None:
        return (Run(text),)
    exact = quotation.exact
    start = quotation.start - provision.start
    if text[start : start + len(exact)] != exact:
        start = text.find(exact)
    if start < 0:
        return (Run(exact, strong=True),)
    before, after = text[:start], text[start + len(exact) :]
    if len(before) > _SURROUNDINGS:
        before = "[…] " + before[-_SURROUNDINGS:].split(" ", 1)[-1]
    if len(after) > _SURROUNDINGS:
        after = after[:_SURROUNDINGS].rsplit(" ", 1)[0] + " […]"
    return tuple(run for run in (Run(before), Run(exact, strong=True), Run(after)) if run.text)


def _lines(words: Words) -> tuple[Words, ...]:
    """Gives runs split where their text has line ends; empty lines are dropped."""
    lines: list[list[Run]] = [[]]
    for run in words:
        if isinstance(run, Run):
            for index, piece in enumerate(run.text.split("\n")):
                if index:
                    lines.append([])
                lines[-1].append(Run(piece, strong=run.strong))
    return tuple(tuple(line) for line in lines if any(run.text.strip() for run in line))


# --- an obligation --------------------------------------------------------------------------------


def _obligation(material: Material, obligation: Obligation) -> Iterator[Block]:
    say = material.say
    status = material.evaluation.statuses[obligation.id]
    title = say.say("article.obligation", id=obligation.id, title=say.pick(obligation.title))
    yield Heading(3, title, f"obligation-{obligation.id}")
    facts: Words = (
        say.mark("status", status.status),
        Run(say.say("article.answered", n=status.answered, m=status.elements)),
    )
    if status.status != status.computed or status.override:
        computed = say.mark("status", status.computed).word
        facts += (Run(say.say("article.override", computed=computed)),)
    yield Para(facts, Look.FACTS)
    if reason := material.note(status.override):
        yield Para(say.words("article.override_reason", reason=reason), Look.HINT)
    yield from _elements(material, obligation)
    yield from evidence_on(material, (obligation.id,))
    yield from figures_on(material, (obligation.id,))
    yield from _findings(material, obligation.id)


def _elements(material: Material, obligation: Obligation) -> Iterator[Block]:
    say = material.say
    rows: list[tuple[Words, ...]] = []
    for element in material.instrument.elements_of(obligation.id):
        answer = material.snapshot.answers.get(element.id)
        question: Words = (Run(say.pick(element.question)),)
        if answer and (note := material.note(answer.note)):
            said = say.say("article.note", note=note)
            question += (Run(f" {said}", emphasis=True),)
        mark = say.mark("answer", answer.value if answer else "none")
        rows.append(((Run(element.id),), question, (mark,)))
    if rows:
        columns = (
            Column(say.say("article.element"), 0.11),
            Column(say.say("article.question"), 0.69),
            Column(say.say("article.answer"), 0.2),
        )
        yield Para(say.words("article.elements"), Look.LABEL)
        yield Table(columns, tuple(rows))


def _findings(material: Material, node: str) -> Iterator[Block]:
    groups = material.groups_by_node.get(node, [])
    for group in groups:
        if group.number:
            yield finding_box(material, group)
    pending = [group.first for group in groups if not group.number]
    if pending:
        yield Para(material.say.words("article.open"), Look.LABEL)
    for finding in pending:
        yield open_question(material, finding)

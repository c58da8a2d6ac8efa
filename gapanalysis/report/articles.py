# SPDX-License-Identifier: EUPL-1.2
"""The chapters of the report: article by article, what the Convention asks and what was found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from gapanalysis.instrument import groups
from gapanalysis.model import (
    Article,
    Law,
    Mapping,
    Obligation,
    Provision,
    Status,
    Text,
)
from gapanalysis.numbers import with_superscripts
from gapanalysis.report.blocks import (
    LEFT_OUT,
    Block,
    Column,
    Heading,
    Look,
    Note,
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
from gapanalysis.report.findings import (
    claim_of,
    finding_box,
    open_questions,
    place_of,
    shortened,
    steps_of,
)
from gapanalysis.report.grounds import grounds
from gapanalysis.report.markup import unbroken
from gapanalysis.report.material import Material, article_of, node_order, part

_SURROUNDINGS = 280
"""Characters of a provision that are shown on either side of a quotation."""


_FEW = 30
"""Characters of a line that is left out where a text is cut in it."""

_GAP = re.compile(r" +(?=[^\W_])")
"""What parts a heading from the words that follow it in its line."""

_WHOLE = 500
"""Characters of a provision that was mapped whole, where a report tells in short."""


def chapters(material: Material) -> Iterator[Block]:
    """Gives every article on which something is recorded, in the order of the kind of report:
    chapters of the Convention, sections of a questionnaire, pillars. Articles that the order leaves
    out come last, or not at all; what is found on no article follows.
    """
    for number, title, articles in told_chapters(material):
        yield Heading(1, title, f"chapter-{number}", title)
        for article in articles:
            yield from told(material, article)
    if whole := material.whole_groups:
        yield part(material, "whole")
        yield from (finding_box(material, group) for group in whole if group.number)
        yield from open_questions(material, (g.first for g in whole if not g.number))


def told_chapters(material: Material) -> Iterator[tuple[str, str, tuple[Article, ...]]]:
    """Gives the number and the title of each chapter, and the articles that it tells of."""
    shown = {article.number: article for article in material.shown_articles}
    for group in groups(material.instrument, material.kind.order):
        if group.title is None:
            continue
        own = tuple(shown.pop(number) for number in group.articles if number in shown)
        if own:
            yield group.number, _chapter_title(material, group.number, group.title), own
    if shown and material.kind.whole:
        yield "rest", material.say.say("part.rest"), tuple(shown.values())


def _chapter_title(material: Material, number: str, title: Text) -> str:
    kinds = {"chapter": "part.chapter", "pillar": "part.pillar"}
    key = kinds.get(material.kind.order, "part.section")
    return material.say.say(key, number=number, title=material.say.pick(title))


def others(material: Material) -> Iterator[Block]:
    """Gives the findings on articles that the order of the report leaves out, in a table."""
    say, rows = material.say, []
    for group in material.results:
        node = group.first.obligation
        if not place_of(material, group):
            number = Run(str(group.number), target=steps_of(material, group))
            words = (Run(claim_of(material, group)),)
            mark = say.mark("severity", group.first.severity)
            rows.append(((number,), (Run(node),), words, (mark,)))
    if not rows:
        return
    yield part(material, "others")
    yield Para(say.words("others.text"))
    shares = (("no", 0.07), ("under", 0.12), ("finding", 0.63), ("severity", 0.18))
    columns = tuple(Column(say.say(f"summary.{name}"), share) for name, share in shares)
    yield Table(columns, tuple(rows))


def sheet(material: Material) -> Iterator[Block]:
    """Gives a sheet on the one obligation that the report is about."""
    node = material.options.node
    for article in material.shown_articles if node else ():
        of = "obligation" if node in material.instrument.obligations else "article_alone"
        running = material.say.say(f"part.{of}", node=node)
        if node in material.instrument.obligations and node != str(article.number):
            yield Heading(1, running, "sheet", running)
            yield from told(material, article)
        else:
            yield from told(material, article, running)


def statuses(material: Material, obligations: Iterable[Obligation]) -> Words:
    """Gives the statuses of some obligations, the most pressing first, each with its count where
    there is more than one obligation; each stays on one line.
    """
    counts = Counter(material.evaluation.statuses[o.id].status for o in obligations)
    marks = [material.say.mark("status", status) for status in _PRESSING if counts[status]]
    if counts.total() > 1:
        marks = [replace(one, word=f"{one.word} {counts[Status(one.code)]}") for one in marks]
    return tuple(map(unbroken, marks))


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


def told(material: Material, article: Article, running: str = "") -> Iterator[Block]:
    """Gives all that is told of an article, at the level of detail of the report; one of a sheet
    is a part of its own, of which the head of the page says what is ``running``.
    """
    say, number = material.say, article.number
    obligations = material.obligations_of(number)
    shown = [o for o in obligations if material.is_shown(o)]
    title = say.say("part.article", number=number, title=say.pick(article.title))
    yield Heading(1 if running else 2, title, f"article-{number}", running)
    yield Para(_article_facts(material, number, obligations), Look.FACTS)
    if material.tells("duty"):
        yield from _convention(material, article, [o.id for o in shown])
    if material.tells("law"):
        yield from _national_law(material, number)
    wider = material.wider_nodes(number)
    yield from _practice(material, wider)
    for node in wider:
        yield from _findings(material, node)
    bare: list[Words] = []
    for obligation in shown:
        blocks = list(_details(material, obligation))
        if blocks:
            yield from _head_of(material, obligation)
            yield from blocks
        else:
            bare.append(_in_a_line(material, obligation))
    if bare:
        key = "others" if len(bare) < len(shown) else "each"
        yield Para(say.words(f"article.{key}"), Look.LABEL)
    for words in bare:
        yield Para(words, Look.ITEM)
    if material.tells("earlier"):
        yield from earlier_on(material, number)


def _in_a_line(material: Material, obligation: Obligation) -> Words:
    """Gives an obligation with its status, and what that rests on."""
    status = material.evaluation.statuses[obligation.id].status
    title = Run(f"{obligation.id} {material.say.pick(obligation.title)} – ")
    why = grounds(material, obligation, open_too=True)
    told = [one for run in why for one in (Run(" "), run)]
    return (title, material.say.mark("status", status), *((Run("."), *told) if why else ()))


def _practice(material: Material, nodes: Sequence[str]) -> Iterator[Block]:
    if material.tells("evidence"):
        yield from evidence_on(material, nodes)
    if material.tells("figures"):
        yield from figures_on(material, nodes)


def _article_facts(material: Material, number: int, obligations: Sequence[Obligation]) -> Words:
    say = material.say
    n, m = answered(material, obligations)
    reservable = any(article_of(p) == number for p in material.instrument.reservable)
    return (
        *statuses(material, obligations),
        *_share_answered(material, n, m),
        Run(say.say("article.reservable" if reservable else "article.not_reservable")),
    )


def _share_answered(material: Material, n: int, m: int) -> Words:
    """Gives how many elements are answered, where there are any."""
    return (Run(material.say.say("article.answered", n=n, m=m)),) if m else ()


# --- the Convention's words -----------------------------------------------------------------------


def _convention(material: Material, article: Article, nodes: Sequence[str]) -> Iterator[Block]:
    say = material.say
    lines: list[Words] = []
    for paragraph in article.paragraphs:
        own = "" if paragraph.number is None else str(paragraph.number)
        if nodes and not any(_points_at(node, own, "") for node in nodes):
            if not lines or lines[-1] != LEFT_OUT:
                lines.append(LEFT_OUT)
            continue
        lines.append((Run(f"{own}. " if own else ""), Run(say.pick(paragraph.text))))
        for point in paragraph.points:
            if not nodes or any(_points_at(node, own, point.label) for node in nodes):
                label = f"{point.label}." if point.label.isalnum() else point.label
                lines.append((Run(f"{label} "), Run(say.pick(point.text))))
            elif lines[-1] != LEFT_OUT:
                lines.append(LEFT_OUT)
    yield Para(say.words("article.duty"), Look.LABEL)
    source = say.words("article.duty_source", number=article.number)
    yield Quote(tuple(lines), source, Voice.TREATY)
    if say.language not in material.instrument.authentic:
        for note in material.instrument.translation_notes:
            if note.language == say.language and note.node.split(".")[0] == str(article.number):
                said = say.words("article.translation", words=note.words, note=say.pick(note.note))
                yield Para(said, Look.HINT)


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
        for note in dict.fromkeys(mapping.note for mapping in mappings):
            yield from material.note("article.note", note=note)
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
    citation = material.in_law(material.citation(first.provision), first.provision, strong=True)
    source = say.words("article.mapped", provision=citation, nodes=say.listed(nodes), n=len(nodes))
    law = material.snapshot.laws[material.snapshot.provisions[first.provision].law]
    note = Note(_plain(_law_note(material, law, first.provision)))
    return Quote(_lines(_quoted(material, first)), (*source, note), Voice.LAW, law.language)


def _law_note(material: Material, law: Law, provision: int) -> Words:
    """Gives where quoted words stand: law, version, place, and the language that they are in."""
    say = material.say
    path = material.snapshot.provisions[provision].path.rstrip(" .")
    place = material.in_law(f"{law.title}, {path or material.address(provision)}", provision)
    version = say.say("note.version", date=law.date) if law.date else say.say("note.undated")
    if law.language == say.language:
        return say.words("note.own_law", place=place, version=version)
    return say.words("note.law", place=place, version=version, language=material.language(law))


def _plain(words: Words) -> tuple[Run, ...]:
    return tuple(run for run in words if isinstance(run, Run))


def _quoted(material: Material, mapping: Mapping) -> Words:
    """Gives a provision's words; with a quotation, the quotation strong in its surroundings."""
    provision = material.snapshot.provisions[mapping.provision]
    quotation, text = mapping.quotation, provision.text
    if quotation is None:
        text = _parted(provision, 0, len(text))
        return (Run(text if material.tells("whole") else _until(text, _WHOLE)),)
    exact = quotation.exact
    start = quotation.start - provision.start
    if text[start : start + len(exact)] != exact:
        start = text.find(exact)
    if start < 0:
        return (Run(exact, strong=True),)
    end = start + len(exact)
    exact = _parted(provision, start, end)
    before = _parted(provision, 0, start)
    after = _parted(provision, end, len(text))
    if len(before) > _SURROUNDINGS:
        before = "[…] " + before[-_SURROUNDINGS:].split(" ", 1)[-1]
    after = _until(after, _SURROUNDINGS)
    return tuple(run for run in (Run(before), Run(exact, strong=True), Run(after)) if run.text)


def _until(text: str, limit: int) -> str:
    """Gives a text cut at a word, without the few words of a line that would be its last."""
    cut = shortened(text, limit)
    whole, line, last = cut.rpartition("\n")
    return f"{whole}\n[…]" if cut != text and line and len(last) < _FEW else cut


def _parted(provision: Provision, start: int, end: int) -> str:
    """Gives words of a provision from ``start`` to ``end``, with a line for its heading and for
    each provision inside it, also where its law has them in one.
    """
    text, words, before = provision.text, "", start
    for at in sorted({*_behind_heading(provision), *provision.inside}):
        if at > 0 and start <= at < end and text[at - 1] != "\n":
            words += text[before:at].rstrip(" ") + "\n"
            before = at
    return words + text[before:end]


def _behind_heading(provision: Provision) -> Iterator[int]:
    """Gives where the words begin that follow a heading in its line."""
    before, heading, after = provision.text.partition(provision.heading or "\n")
    if heading and (gap := _GAP.match(after)):
        yield len(before) + len(heading) + gap.end()


def _lines(words: Words) -> tuple[Words, ...]:
    """Gives runs split where their text has line ends, raised digits as the law prints them; empty
    lines are dropped.
    """
    lines: list[list[Run]] = [[]]
    for run in words:
        if isinstance(run, Run):
            for index, piece in enumerate(run.text.split("\n")):
                if index:
                    lines.append([])
                lines[-1].append(Run(with_superscripts(piece), strong=run.strong))
    return tuple(tuple(line) for line in lines if any(run.text.strip() for run in line))


# --- an obligation --------------------------------------------------------------------------------


def _head_of(material: Material, obligation: Obligation) -> Iterator[Block]:
    """Gives the title of an obligation, its status and what that rests on."""
    say = material.say
    status = material.evaluation.statuses[obligation.id]
    title = say.say("article.obligation", id=obligation.id, title=say.pick(obligation.title))
    yield Heading(3, title, f"obligation-{obligation.id}")
    facts: Words = (
        say.mark("status", status.status),
        *_share_answered(material, status.answered, status.elements),
    )
    if status.status != status.computed or status.override:
        computed = say.mark("status", status.computed).word
        facts += (Run(say.say("article.override", status=computed)),)
    yield Para(facts, Look.FACTS)
    if why := grounds(material, obligation, open_too=not material.tells("elements")):
        yield Para(why, Look.FACTS)


def _details(material: Material, obligation: Obligation) -> Iterator[Block]:
    """Gives everything that is told of an obligation below its status."""
    override = material.evaluation.statuses[obligation.id].override
    yield from material.note("article.override_reason", reason=override)
    if material.tells("elements"):
        yield from _elements(material, obligation)
    yield from _practice(material, (obligation.id,))
    yield from _findings(material, obligation.id)


def _elements(material: Material, obligation: Obligation) -> Iterator[Block]:
    say = material.say
    rows: list[tuple[Words, ...]] = []
    for element in material.instrument.elements_of(obligation.id):
        answer = material.snapshot.answers.get(element.id)
        question: Words = (Run(say.pick(element.question)),)
        if answer and answer.note.strip():
            said = say.say("article.note", note=answer.note.strip())
            question += (Run(f" {said}", emphasis=True, confidential=True),)
        if answer and answer.supports:
            known = [n for n in answer.supports if n in material.snapshot.provisions]
            rests = say.listed(material.citation(n) for n in known)
            question += (Run(" " + say.say("article.supports", provisions=rests)),)
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
    every = material.groups_by_node.get(node, [])
    for group in every:
        if group.number:
            yield finding_box(material, group)
    if not material.tells("open"):
        return
    yield from open_questions(material, (group.first for group in every if not group.number))

# SPDX-License-Identifier: EUPL-1.2
"""Evidence in the report: under each obligation, and as lists at the end. What an edition may show
of it is decided by :mod:`gapanalysis.report.publication`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from gapanalysis.model import Evidence
from gapanalysis.report.blocks import Block, Column, Look, Note, Para, Run, Table, Words
from gapanalysis.report.editions import secret
from gapanalysis.report.material import Material, article_of, node_order

FINGERPRINT = 16
"""Characters of a SHA-256 that are printed, as for laws."""


def evidence_on(material: Material, nodes: Iterable[str]) -> Iterator[Block]:
    """Gives the evidence on some nodes, judgments of the Court apart from the rest."""
    say, nodes = material.say, tuple(nodes)
    items = material.evidence_on(nodes)
    for label, judgments in (("article.evidence", False), ("evidence.judgments", True)):
        some = [one for one in items if material.sets.kind(one.kind).judgment == judgments]
        if some:
            yield Para(say.words(label), Look.LABEL)
        for item in some:
            yield from _item(material, item, nodes)


def _item(material: Material, item: Evidence, nodes: Sequence[str]) -> Iterator[Block]:
    """Gives an item whole under the first of its nodes that the report tells of, and as a reference
    under the others.
    """
    say, number = material.say, material.evidence_numbers[item.id]
    hidden = material.is_secret(item)
    anchors = {node: material.anchor_of(article_of(node)) for node in item.obligations}
    home = next((node for node, anchor in anchors.items() if anchor), item.obligation)
    if home not in nodes:
        node = Run(home, target=anchors[home])
        yield Para(say.words("evidence.see", n=number, node=node), Look.HINT, hidden)
        return
    lines = [line for line in item.text.splitlines() if line.strip()] or [""]
    for at, line in enumerate(lines):
        words: Words = ()
        if at == 0:
            words += (Run(say.say("evidence.number", n=number), strong=True), Run(" "))
            words += (Run(f"{_ended(item.title)} ", strong=True),) if item.title.strip() else ()
        words += (Run(line),)
        if at == len(lines) - 1:
            words += (Run(f" ({say.listed(_facts(material, item))})", emphasis=True),)
            if home not in material.instrument.obligations:
                words += say.words("article.evidence_on", node=home)
            if item.confidential:
                words += (Run(" "), Run(say.say("article.confidential"), strong=True))
            words += _source(material, item)
        yield Para(words, confidential=hidden)
    for file in item.attachments:
        size = say.say("evidence.size", n=max(1, round(file.size / 1024)))
        words = say.words(
            "evidence.attached",
            name=file.name,
            size=size,
            fingerprint=file.sha256[:FINGERPRINT],
        )
        yield Para(words, Look.HINT, material.hides_source(item))


def _ended(title: str) -> str:
    """Gives a title with a sign at its end that parts it from what follows."""
    title = title.strip()
    return title if title[-1] in ".?!:…" else f"{title}."


def _source(material: Material, item: Evidence) -> tuple[Note, ...]:
    """Gives the source of evidence as a footnote."""
    if not item.source.strip():
        return ()
    source = material.say.say("note.source", source=item.source.strip().rstrip(" ."))
    return (Note((Run(source),), confidential=material.hides_source(item)),)


def _facts(material: Material, item: Evidence) -> list[str]:
    """Gives what is known of an item in few words: kind, judgment, side, day, keywords."""
    say = material.say
    facts = [say.pick(material.sets.kind(item.kind).title)]
    if item.application.strip():
        facts.append(say.say("evidence.application", number=item.application.strip()))
    if articles := item.echr.strip():
        n = len(re.split(r"[\s,;]+", articles))
        facts.append(say.say("evidence.echr", articles=articles, n=n))
    side = say.code("dimension", item.dimension)
    if facts[0] in side.split():
        facts[0] = side
    else:
        facts.append(side)
    if item.date:
        facts.append(say.date(item.date))
    if item.keywords:
        facts.append(say.say("evidence.keywords", keywords=", ".join(item.keywords)))
    return facts


def lists(material: Material) -> Iterator[Block]:
    """Gives what the evidence rests on: all items with their sources, the patterns that cases show,
    the judgments of the Court.
    """
    say, items = material.say, material.evidence
    if not items:
        return
    yield Para(say.words("evidence.list"), Look.LABEL)
    columns = tuple(
        Column(say.say(f"evidence.{name}"), share, right)
        for name, share, right in (
            ("no", 0.07, False),
            ("kind", 0.2, False),
            ("under", 0.18, False),
            ("day", 0.17, False),
            ("source", 0.38, False),
        )
    )
    yield Table(columns, tuple(_row(material, item) for item in items))
    yield from _patterns(material)
    yield from _judgments(material)


def _row(material: Material, item: Evidence) -> tuple[Words, ...]:
    say = material.say
    source: Words = (Run(item.source.strip() or "–"),)
    if not material.confidential and item.id in material.nameless:
        source = say.words("evidence.withheld")
    if material.hides_source(item):
        source = secret(source)
    row: tuple[Words, ...] = (
        (Run(str(material.evidence_numbers[item.id])),),
        (Run(say.pick(material.sets.kind(item.kind).title)),),
        tuple(links(material, item.obligations)),
        (Run(say.date(item.date) if item.date else "–"),),
        source,
    )
    return tuple(map(secret, row)) if material.is_secret(item) else row


def links(material: Material, nodes: Iterable[str]) -> Iterator[Run]:
    """Gives nodes with commas between them, each leading to its article."""
    for at, node in enumerate(nodes):
        if at:
            yield Run(", ")
        yield Run(node, target=material.anchor_of(article_of(node)))


def _patterns(material: Material) -> Iterator[Block]:
    """Gives the keywords that more than one item shares: what several cases show."""
    shared: dict[str, list[Evidence]] = {}
    spelt: dict[str, str] = {}
    for item in material.evidence:
        for keyword in item.keywords:
            spelt.setdefault(keyword.casefold(), keyword)
            shared.setdefault(keyword.casefold(), []).append(item)
    patterns = sorted(
        ((key, items) for key, items in shared.items() if len(items) > 1),
        key=lambda one: (-len(one[1]), one[0]),
    )
    if not patterns:
        return
    say = material.say
    columns = (
        Column(say.say("evidence.pattern"), 0.4),
        Column(say.say("evidence.items"), 0.12, right=True),
        Column(say.say("evidence.numbers"), 0.24),
        Column(say.say("evidence.under"), 0.24),
    )
    rows = []
    for key, items in patterns:
        numbers = ", ".join(str(material.evidence_numbers[item.id]) for item in items)
        nodes = sorted({node for item in items for node in item.obligations}, key=node_order)
        row: tuple[Words, ...] = (
            (Run(spelt[key]),),
            (Run(str(len(items))),),
            (Run(numbers),),
            tuple(links(material, nodes)),
        )
        hidden = any(map(material.is_secret, items))
        rows.append(tuple(map(secret, row)) if hidden else row)
    yield Para(say.words("evidence.patterns"), Look.LABEL)
    yield Table(columns, tuple(rows))


def _judgments(material: Material) -> Iterator[Block]:
    say, sets = material.say, material.sets
    judgments = [item for item in material.evidence if sets.kind(item.kind).judgment]
    if not judgments:
        return
    columns = tuple(
        Column(say.say(f"evidence.{name}"), share)
        for name, share in (
            ("case", 0.34),
            ("application_no", 0.18),
            ("day", 0.18),
            ("echr_articles", 0.12),
            ("under", 0.18),
        )
    )
    rows = []
    for item in judgments:
        cells = (
            item.title.strip() or "–",
            item.application.strip() or "–",
            say.date(item.date) if item.date else "–",
            item.echr.strip() or "–",
        )
        row = (*((Run(cell),) for cell in cells), tuple(links(material, item.obligations)))
        rows.append(tuple(map(secret, row)) if material.is_secret(item) else row)
    yield Para(say.words("evidence.judgments"), Look.LABEL)
    yield Table(columns, tuple(rows))

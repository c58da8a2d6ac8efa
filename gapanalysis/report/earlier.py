# SPDX-License-Identifier: EUPL-1.2
"""Earlier recommendations of GREVIO and the Committee of the Parties and what became of them: the
table that a report of a thematic round follows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gapanalysis.model import PriorRecommendation
from gapanalysis.report.blocks import Block, Column, Heading, Look, Mark, Para, Run, Table, Words
from gapanalysis.report.editions import secret
from gapanalysis.report.evidence import links
from gapanalysis.report.markup import unbroken
from gapanalysis.report.material import Material, node_order

_BEGINNING = 6
"""Letters of a word that are the same in all its forms."""
_CELL = 1_200
"""Characters of an assessment that a cell of the table holds."""


def recommendations(material: Material) -> Iterator[Block]:
    """Gives the part on earlier recommendations: how many are done, and each with its state."""
    say, every = material.say, material.earlier
    if not every:
        return
    title = say.say("part.earlier")
    yield Heading(1, title, "earlier", title)
    counts = Counter(one.done for one in every)
    yield Para(say.words("earlier.text"))
    yield Para(
        tuple(
            Mark("status", state.mark, f"{say.pick(state.title)} {counts[state.id]}")
            for state in material.sets.states.values()
            if counts[state.id]
        ),
        Look.FACTS,
    )
    columns = (
        Column(say.say("earlier.articles"), 0.11),
        Column(say.say("earlier.recommendation"), 0.36),
        Column(say.say("earlier.state"), 0.24),
        Column(say.say("earlier.assessment"), 0.29),
    )
    yield Table(columns, tuple(_row(material, one) for one in every))
    for one in filter(_is_long, every):
        yield Para((Run(_where(material, one)),), Look.LABEL)
        for line in filter(str.strip, one.assessment.splitlines()):
            yield Para((Run(line),))


def _is_long(one: PriorRecommendation) -> bool:
    """Tells whether an assessment is too long for its cell; it then follows the table."""
    return len(one.assessment) > _CELL


def earlier_on(material: Material, article: int) -> Iterator[Block]:
    """Gives the earlier recommendations on an article, a line each."""
    say, every = material.say, material.earlier_on(article)
    if every:
        yield Para(say.words("earlier.label"), Look.LABEL)
    for one in every:
        where = Run(_where(material, one), target="earlier")
        yield Para(
            (*say.words("earlier.item", where=where), Run(" "), unbroken(_mark(material, one)))
        )


def _row(material: Material, one: PriorRecommendation) -> tuple[Words, ...]:
    say = material.say
    text: Words = (Run(_where(material, one), strong=True),)
    if one.text.strip():
        text = say.words("earlier.said", where=text[0], text=_flat(one.text))
    state: Words = (_mark(material, one),)
    if one.deadline:
        state += say.words("earlier.deadline", date=one.deadline)
    told: Words = (Run(_flat(one.assessment)),) if one.assessment.strip() else ()
    if _is_long(one):
        told = say.words("earlier.below")
    for words in (_evidence(material, one), _findings(material, one)):
        if words:
            told += (Run(" "), *words) if told else words
    nodes = tuple(links(material, sorted(one.articles, key=node_order)))
    return nodes or (Run("–"),), text, state, told or (Run("–"),)


def _mark(material: Material, one: PriorRecommendation) -> Mark:
    state = material.sets.states[one.done]
    return Mark("status", state.mark, material.say.pick(state.title))


def _where(material: Material, one: PriorRecommendation) -> str:
    """Gives who recommended, where, and with which verb."""
    said = where_said(material, one)
    verb = material.instrument.verbs.get(one.verb)
    return f"{said} ({material.say.pick(verb)})" if verb else said


def where_said(material: Material, one: PriorRecommendation) -> str:
    """Gives who recommended, and where."""
    said, number = document_said(material, one), one.number.strip()
    return f"{said}, {material.say.say('earlier.number', number=number)}" if number else said


def document_said(material: Material, one: PriorRecommendation) -> str:
    """Gives who recommended, and in which document; what this says of itself is not said before."""
    document = one.document.strip()
    body, *more = material.say.pick(material.sets.bodies[one.body].title).split(", ")
    parts = [body, *(part for part in more if not _is_said(part, document))]
    return ", ".join([*parts, document] if document else parts)


def _is_said(part: str, document: str) -> bool:
    """Tells whether a document says the words of a part itself, whatever their endings."""
    beginnings = (word[:_BEGINNING] for word in part.casefold().split())
    return all(beginning in document.casefold() for beginning in beginnings)


def _evidence(material: Material, one: PriorRecommendation) -> Words:
    """Gives the numbers of the evidence that it is linked with and that the edition shows."""
    linked = [item for item in material.evidence if item.id in one.evidence]
    if not linked:
        return ()
    numbers = ", ".join(str(material.evidence_numbers[item.id]) for item in linked)
    words = material.say.words("earlier.evidence", numbers=numbers)
    return secret(words) if any(map(material.is_secret, linked)) else words


def _findings(material: Material, one: PriorRecommendation) -> Words:
    said = findings_linked(material, one)
    return material.say.words("earlier.findings", numbers=", ".join(said)) if said else ()


def findings_linked(material: Material, one: PriorRecommendation) -> list[str]:
    """Gives the findings that a recommendation is linked with and that still stand: numbers, or
    rules of those that cannot be told yet.
    """
    return [
        str(group.number) if group.number else group.first.rule
        for group in material.groups
        if {finding.key for finding in group.findings}.intersection(one.findings)
    ]


def _flat(text: str) -> str:
    return " ".join(text.split("\n"))

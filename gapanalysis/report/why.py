# SPDX-License-Identifier: EUPL-1.2
"""The annex “why”: every step of every finding, with what it read and which steps decided."""

from __future__ import annotations

from collections.abc import Iterator

from gapanalysis.model import Finding, Read, Step
from gapanalysis.report.articles import told_chapters
from gapanalysis.report.blocks import Block, Column, Heading, Line, Look, Para, Run, Table, Words
from gapanalysis.report.findings import (
    cited,
    claim_of,
    fact,
    place_of,
    place_said,
    shortened,
    why_anchor,
)
from gapanalysis.report.material import Group, Material, article_of, part
from gapanalysis.report.tested import said_steps
from gapanalysis.report.wording import merged

_DEEPEST = 6
"""Steps that a test is set in at most."""
_QUOTE = 120
"""Characters of a provision that a step repeats."""


def steps(material: Material) -> Iterator[Block]:
    """Gives the steps of all numbered findings, in the order in which the report tells them."""
    say = material.say
    if not material.results:
        return
    yield part(material, "why")
    yield Para(say.words("steps.text", rules=material.evaluation.rules_version))
    ordered = _ordered(material)
    apart = len({chapter for _, chapter, _ in ordered}) > 1
    before = ""
    for group, chapter, title in ordered:
        if apart and chapter != before:
            before = chapter
            yield Heading(2, title, f"why-chapter-{chapter}")
        name = say.say("finding.number", n=group.number)
        yield Heading(3, name, why_anchor(group))
        claim = Run(claim_of(material, group), target=place_of(material, group))
        yield Para((claim,), Look.FACTS)
        for finding in group.findings:
            rule = say.words(
                "steps.rule",
                rule=finding.rule,
                version=finding.version,
                place=place_said(material, finding),
            )
            yield Para(rule, Look.LABEL)
            yield _table(material, finding, name)


def _ordered(material: Material) -> list[tuple[Group, str, str]]:
    """Gives the findings as the report tells them, each with the name and the title of what tells
    it: chapters, the whole assessment, the table of findings on other articles, reservations.
    """
    say = material.say
    places: dict[int, tuple[int, str, str]] = {}
    for chapter, title, articles in told_chapters(material):
        for article in articles:
            places[article.number] = len(places), chapter, title
    parts = ("whole", "others", "reservations")
    whole, other, reserved = (
        (at, name, say.say(f"part.{name}")) for at, name in enumerate(parts, len(places))
    )
    apart = {group.number: reserved for group in material.reservation_groups}
    apart |= {group.number: whole for group in material.whole_groups}
    placed = [
        (apart.get(group.number) or places.get(article_of(group.first.obligation), other), group)
        for group in material.results
    ]
    placed.sort(key=lambda one: one[0][0])
    return [(group, chapter, title) for (_, chapter, title), group in placed]


def _table(material: Material, finding: Finding, title: str) -> Table:
    """Gives the steps of a finding in a table whose head, repeated on each page, names it."""
    say = material.say
    columns = (
        Column(say.say("steps.no"), 0.08),
        Column(f"{say.say('steps.test')} · {title}", 0.31),
        Column(say.say("steps.read"), 0.46),
        Column(say.say("steps.result"), 0.15),
    )
    tests = said_steps(material, finding)
    quoted: set[tuple[str, str]] = set()
    rows = (
        _row(material, at, step, test, quoted)
        for at, (step, test) in enumerate(zip(finding.why, tests, strict=True), 1)
    )
    return Table(columns, tuple(rows))


def _row(
    material: Material, at: int, step: Step, test: str, quoted: set[tuple[str, str]]
) -> tuple[Words, ...]:
    say = material.say
    read = [
        merged((Run(said), *_places(material, step, said, quoted)))
        for said in _facts(material, step)
    ]
    result = say.code("truth", step.result)
    decided = say.say("steps.decisive", result=result) if step.decisive else result
    return (
        (Run(str(at)),),
        (Line(min(step.depth, _DEEPEST)), Run(test)),
        tuple(one for words in read for one in (Line(), *words)) or (Run("–"),),
        (Run(decided, strong=step.decisive),),
    )


def _said(material: Material, read: Read) -> str:
    return "".join(run.text for run in fact(material, read) if isinstance(run, Run))


def _facts(material: Material, step: Step) -> dict[str, None]:
    """Gives the facts that a step read, each once."""
    return dict.fromkeys(_said(material, one) for one in step.reads)


def _places(material: Material, step: Step, said: str, quoted: set[tuple[str, str]]) -> Words:
    """Gives the provisions behind a fact, with their words where the step decided, if they were
    not ``quoted`` before.
    """
    places, seen, law = list[Words](), set[str](), ""
    for one in step.reads:
        if not one.law or _said(material, one) != said:
            continue
        at, words = cited(material, one), " ".join((one.quote or "").split())
        is_new = bool(words) and step.decisive and (at, words) not in quoted
        if at in seen and not is_new:
            continue
        where = material.in_law(cited(material, one, after=law), one.provision)
        if is_new:
            quote = material.in_law(shortened(words, _QUOTE), one.provision)
            places.append(material.say.words("why.at", provision=where, quote=quote))
            quoted.add((at, words))
        else:
            places.append((where,))
        seen.add(at)
        law = one.law
    return (Run(" ["), *material.say.listed_words(places), Run("]")) if places else ()

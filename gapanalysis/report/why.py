# SPDX-License-Identifier: EUPL-1.2
"""The annex “why”: every step of every finding, with what it read and which steps decided."""

from __future__ import annotations

from collections.abc import Iterator

from gapanalysis.model import Finding, Read, Step
from gapanalysis.report.blocks import Block, Column, Heading, Line, Look, Para, Run, Table, Words
from gapanalysis.report.findings import (
    cited,
    claim_of,
    fact,
    place_named,
    place_of,
    shortened,
    why_anchor,
)
from gapanalysis.report.material import Material, article_of, part
from gapanalysis.report.tested import said_steps
from gapanalysis.report.wording import merged

_DEEPEST = 6
"""Steps that a test is set in at most."""
_QUOTE = 120
"""Characters of a provision that a step repeats."""


def steps(material: Material) -> Iterator[Block]:
    """Gives the steps of all numbered findings."""
    say = material.say
    if not material.results:
        return
    yield part(material, "why")
    yield Para(say.words("steps.text", rules=material.evaluation.rules_version))
    chapter_of = {n: one for one in material.instrument.chapters for n in one.articles}
    told = (chapter_of.get(article_of(one.first.obligation)) for one in material.results)
    chapters = {one.number for one in told if one}
    chapter = None
    for group in material.results:
        own = chapter_of.get(article_of(group.first.obligation))
        if own and own != chapter and len(chapters) > 1:
            chapter = own
            name = say.say("part.chapter", number=own.number, title=say.pick(own.short))
            yield Heading(2, name, f"why-chapter-{group.number}")
        title = say.say("finding.number", n=group.number)
        yield Heading(3, title, why_anchor(group))
        claim = Run(claim_of(material, group), target=place_of(material, group))
        yield Para((claim,), Look.FACTS)
        for finding in group.findings:
            rule = say.words(
                "steps.rule",
                rule=finding.rule,
                version=finding.version,
                node=place_named(material, finding),
            )
            yield Para(rule, Look.LABEL)
            yield _table(material, finding, title)


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

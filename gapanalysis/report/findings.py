# SPDX-License-Identifier: EUPL-1.2
"""A finding as blocks: what it says, why, what would settle it, and the suggested wording."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gapanalysis.model import Finding, Read, ReservationNote, Review
from gapanalysis.report.blocks import Block, Box, Look, Para, Run, Words
from gapanalysis.report.material import Group, Material, article_of

_QUOTE_LIMIT = 200
"""Characters of a provision that a reason repeats; the whole stands with its article."""


def finding_box(material: Material, group: Group) -> Box:
    """Gives a numbered finding with everything that belongs to it."""
    say, first = material.say, group.first
    edge = say.mark("status", first.outcome)
    number = Run(say.say("finding.number", n=group.number), strong=True)
    rule = say.say("finding.rule", rule=first.rule, node=place_named(material, first))
    blocks: list[Block] = [
        Para((number, edge, say.mark("severity", first.severity), Run(rule)), Look.FACTS),
        Para((Run(say.pick(first.text)),), Look.CLAIM),
    ]
    blocks += [
        Para(say.words("finding.same", node=other.obligation, text=say.pick(other.text)))
        for other in group.findings[1:]
        if (other.obligation, other.text) != (first.obligation, first.text)
    ]
    blocks += _remarks(material, first)
    if material.tells("reasons"):
        blocks += _why(material, group)
    blocks += _recommendation(material, first)
    blocks.append(Para(_basis(material, first), Look.HINT))
    if "why" in material.sections:
        link = Run(say.say("finding.steps", n=group.number), target=why_anchor(group))
        blocks.append(Para((link,), Look.HINT))
    return Box(edge, tuple(blocks), finding_anchor(group))


def finding_anchor(group: Group) -> str:
    """Gives the anchor of a numbered finding."""
    return f"finding-{group.number}"


def place_of(material: Material, group: Group) -> str:
    """Gives the anchor of a finding where the report tells it in a box of its own, else nothing."""
    if group in material.reservation_groups:
        return finding_anchor(group) if "reservations" in material.sections else ""
    told = article_of(group.first.obligation) in material.told_articles
    return finding_anchor(group) if told else ""


def why_anchor(group: Group) -> str:
    """Gives the anchor of the steps of a finding in the annex."""
    return f"why-{group.number}"


def open_question(material: Material, finding: Finding) -> Para:
    """Gives a rule that cannot tell yet as one line, with what it would need."""
    say = material.say
    words = say.words(
        "article.open_item",
        text=say.pick(finding.text),
        rule=finding.rule,
        node=place_named(material, finding),
    )
    if finding.needs:
        needs = (name_of(material, need, finding.subject) for need in finding.needs)
        words += say.words("article.needs", needs=", ".join(needs))
    return Para(words, Look.ITEM)


def place_named(material: Material, finding: Finding) -> str:
    """Gives the obligation of a finding, and the reservation that it is about."""
    reads = {(read.kind, read.name) for step in finding.why for read in step.reads}
    if ("reservation", finding.subject) not in reads:
        return finding.obligation
    return material.say.say(
        "finding.of_reservation", node=finding.obligation, provision=finding.subject
    )


def verify_mark(material: Material, finding: Finding) -> str:
    """Gives the paragraphs of the Explanatory Report behind a finding, marked while unverified."""
    report = finding.basis.report
    if report is None:
        return "–"
    paragraphs = ranged(report.paragraphs)
    if report.verified:
        return paragraphs
    return material.say.say("rules.verify", paragraphs=paragraphs)


def _basis(material: Material, finding: Finding) -> Words:
    say, basis = material.say, finding.basis
    many = "s" if "," in basis.articles else ""
    articles = say.say(f"finding.basis_article{many}", articles=ranged(basis.articles))
    if basis.report is None:
        return say.words("finding.basis", articles=articles)
    many = "" if basis.report.paragraphs.isdecimal() else "s"
    report = say.say(f"finding.basis_paragraph{many}", paragraphs=ranged(basis.report.paragraphs))
    verified = "" if basis.report.verified else "_unverified"
    return say.words(f"finding.basis_report{verified}", articles=articles, report=report)


def ranged(numbers: str) -> str:
    """Gives numbers with the dash that stands between the first and the last of a range."""
    return numbers.replace("-", "–")


# --- remarks --------------------------------------------------------------------------------------


def _remarks(material: Material, finding: Finding) -> Iterator[Block]:
    say = material.say
    labels = [say.code("label", label) for label in finding.labels]
    if labels:
        told = say.listed(labels)
        yield Para((Run(f"{told[0].upper()}{told[1:]}.", emphasis=True),))
    if finding.reservation:
        yield Para(_reservation(material, finding.reservation))
    for review in material.snapshot.reviews:
        if review.key == finding.key:
            yield Para(_review(material, finding, review))
            yield from material.note("finding.review_reason", reason=review.reason)


def _reservation(material: Material, note: ReservationNote) -> Words:
    status = material.say.code("reservation_status", note.status)
    if note.until is None:
        return material.say.words("finding.reservation", provision=note.provision, status=status)
    return material.say.words(
        "finding.reservation_until", provision=note.provision, status=status, date=note.until
    )


def _review(material: Material, finding: Finding, review: Review) -> Words:
    say = material.say
    words = say.words("finding.review", decision=say.code("review", review.decision))
    if review.is_stale(finding):
        words += (Run(" "), *say.words("finding.review_stale"))
    return words


def _recommendation(material: Material, finding: Finding) -> tuple[Block, ...]:
    say = material.say
    return (
        Para(say.words("finding.recommendation"), Look.LABEL),
        Para(
            say.words(
                "finding.suggested",
                verb=Run(material.verb(finding), strong=True),
                recommendation=material.recommendation(finding).rstrip(" ."),
            )
        ),
    )


# --- why ------------------------------------------------------------------------------------------


def _why(material: Material, group: Group) -> list[Block]:
    items: dict[Words, dict[Words, None]] = {}
    for finding in group.findings:
        for step in finding.why:
            for read in step.reads if step.decisive else ():
                items.setdefault(fact(material, read), {}).update(
                    dict.fromkeys(_provision(material, read))
                )
    if not items:
        return []
    say = material.say
    blocks: list[Block] = [Para(say.words("finding.why"), Look.LABEL)]
    for told, provisions in items.items():
        blocks.append(Para(told, Look.ITEM))
        blocks += [Para(words, Look.SOURCE) for words in provisions]
    closes = dict.fromkeys(_closes(material, test) for test in group.first.closes)
    if closes:
        blocks.append(Para(say.words("finding.closes", closes=say.listed(closes)), Look.HINT))
    return blocks


def _provision(material: Material, read: Read) -> Iterator[Words]:
    """Gives the provision behind a fact with its words, if there is one."""
    if read.quote and read.law:
        provision = (
            material.citation(read.provision)
            if read.provision is not None and read.provision in material.snapshot.provisions
            else f"{read.law}, {read.number or ''}"
        )
        quote = shortened(" ".join(read.quote.split()))
        yield material.say.words("why.at", provision=provision, quote=quote)


def fact(material: Material, read: Read) -> Words:
    """Gives one fact that a rule read, in words."""
    say, value = material.say, read.value
    match read.kind:
        case "element":
            question = say.pick(material.instrument.elements[read.name].question)
            if value is None:
                return say.words("why.element_open", element=read.name, question=question)
            answer = say.code("answer", value)
            return say.words("why.element", element=read.name, question=question, value=answer)
        case "attribute":
            kind = material.instrument.attributes.get(read.name)
            title = say.pick(kind.title) if kind else say.code("fact", read.name)
            if value is None:
                return say.words("why.attribute_open", title=title)
            shown = ", ".join(say.code("value", one) for one in value.split(","))
            return say.words("why.attribute", title=title, value=shown)
        case "mapping":
            return say.words(f"why.mapping_{value}", node=read.name)
        case "reservation" if value == "none":
            return say.words("why.reservation_none", provision=read.name)
        case "reservation":
            status = say.code("reservation_status", value or "unknown")
            return say.words("why.reservation", provision=read.name, value=status)
        case "rule":
            truth = say.code("truth", value or "unknown")
            return say.words("why.rule", rule=read.name, value=truth)
        case _:
            name = say.code("fact", read.name)
            if value is None:
                return say.words("why.fact_open", name=name)
            return say.words("why.fact", name=name, value=say.code("value", value))


def _closes(material: Material, test: str) -> str:
    say = material.say
    if found := re.fullmatch(r"(E[\w.-]+) = yes", test):
        return say.say("finding.closes_element", element=found[1])
    if found := re.fullmatch(r"mapping\[(.+)\] = mapped", test):
        return say.say("finding.closes_mapping", node=found[1])
    if found := re.match(r"(?:not \()?(?:(?:some|all|none)\[.*?\]|fact) (\w+) ", test):
        return say.say("finding.closes_other", what=name_of(material, found[1]))
    return say.say("finding.closes_reservation")


def name_of(material: Material, code: str, subject: str = "") -> str:
    """Gives the words for what a rule needs: an attribute by its title, an element by its id.
    ``subject`` is the reservation that the rule looks at where it looks at each.
    """
    kind_of_need, _, name = code.partition(" ")
    name = subject if name == "each" and subject else reserved_under(material, name)
    if name and kind_of_need in {"rule", "reservation"}:
        return material.say.say(f"finding.need_{kind_of_need}", name=name)
    kind = material.instrument.attributes.get(code)
    return material.say.pick(kind.title) if kind else material.say.code("fact", code)


def reserved_under(material: Material, code: str) -> str:
    """Gives the provision that a rule's code of a reservation stands for; else the code itself."""
    codes = {c: one.provision for one in material.instrument.reservable.values() for c in one.codes}
    return codes.get(code, code)


def shortened(text: str, limit: int = _QUOTE_LIMIT) -> str:
    """Gives a text cut at a word, with the cut shown."""
    if len(text) <= limit:
        return text
    return f"{text[:limit].rsplit(' ', 1)[0]} […]"

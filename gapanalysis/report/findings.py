# SPDX-License-Identifier: EUPL-1.2
"""A finding as blocks: what it says, why, what would settle it, and the suggested wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from gapanalysis.model import Finding, Read, ReservationNote, Review, Status
from gapanalysis.numbers import as_nodes, as_reserved, with_superscripts
from gapanalysis.report.blocks import Block, Box, Look, Para, Run, Words
from gapanalysis.report.markup import unbroken
from gapanalysis.report.material import Group, Material, article_of
from gapanalysis.report.tested import deciding, reserved_under

_QUOTE_LIMIT = 200
"""Characters of a provision that a reason repeats; the whole stands with its article."""


def finding_box(material: Material, group: Group) -> Box:
    """Gives a numbered finding with everything that belongs to it."""
    say, first = material.say, group.first
    edge = say.mark("status", first.outcome)
    number = Run(say.say("finding.number", n=group.number), strong=True)
    rule = say.say("finding.rule", rule=first.rule, place=place_said(material, first))
    (_, claim), *others = _claims(material, group)
    blocks: list[Block] = [
        Para((number, edge, say.mark("severity", first.severity), Run(rule)), Look.FACTS),
        Para((Run(claim),), Look.CLAIM),
    ]
    blocks += [
        Para(say.words("finding.same", node=node, text=say.going_on(text))) for node, text in others
    ]
    blocks += _remarks(material, first)
    if material.tells("reasons"):
        blocks += _why(material, group)
    blocks += _recommendations(material, group)
    if basis_named(material, first):
        blocks.append(Para(_basis(material, first), Look.HINT))
    if steps := steps_of(material, group):
        link = Run(say.say("finding.steps", n=group.number), target=steps)
        blocks.append(Para((link,), Look.HINT))
    again = say.say("finding.continued", n=group.number)
    return Box(edge, tuple(blocks), finding_anchor(group), again=again)


def claim_of(material: Material, group: Group) -> str:
    """Gives what a finding says: the same words wherever it is named."""
    return _claims(material, group)[0][1]


def _claims(material: Material, group: Group) -> list[tuple[str, str]]:
    """Gives what the findings of a group say, each with its obligation, that of the first first;
    sentences that differ only in what stands behind their colon become one.
    """
    together: dict[tuple[str, str, str], dict[str, None]] = {}
    for finding in group.findings:
        begun, end, rest = _at_colon(material, material.say.pick(finding.text))
        together.setdefault((finding.obligation, begun, rest), {})[end] = None
    return [
        (node, _joined(material, begun, ends, rest))
        for (node, begun, rest), ends in together.items()
    ]


def _at_colon(material: Material, text: str) -> tuple[str, str, str]:
    """Gives a sentence up to its colon, what it is about without the full stop, and the sentence
    that follows one about an offence, unless it speaks of that alone; a sentence without a colon,
    or that goes on otherwise, whole.
    """
    say = material.say
    offence = re.escape(say.say("article.offence"))
    found = re.fullmatch(rf"(.*{offence}\s?: )(.+?\))\.( .+)", text)
    if found and say.say("article.this_offence") not in found[3]:
        return found[1], found[2], found[3]
    begun, colon, end = text.rpartition(": ")
    return (text, "", "") if not colon or ". " in end else (begun + colon, end.rstrip("."), "")


def _joined(material: Material, begun: str, ends: Iterable[str], rest: str) -> str:
    """Gives sentences that begin and go on alike as one."""
    say, ends = material.say, list(filter(None, ends))
    if len(ends) > 1:
        begun = begun.replace(say.say("article.offence"), say.say("article.offences"))
    return f"{begun}{say.listed(ends)}.{rest}" if ends else begun


def finding_anchor(group: Group) -> str:
    """Gives the anchor of a numbered finding."""
    return f"finding-{group.number}"


def place_of(material: Material, group: Group) -> str:
    """Gives the anchor of a finding where the report tells it in a box of its own, else nothing."""
    if group in material.reservation_groups:
        told = "reservations" in material.sections
    elif group in material.whole_groups:
        told = "chapters" in material.sections
    else:
        told = article_of(group.first.obligation) in material.told_articles
    return finding_anchor(group) if told else ""


def why_anchor(group: Group) -> str:
    """Gives the anchor of the steps of a finding in the annex."""
    return f"why-{group.number}"


def steps_of(material: Material, group: Group) -> str:
    """Gives the anchor of the steps of a finding where the report has that annex, else nothing."""
    return why_anchor(group) if "why" in material.sections else ""


def open_questions(material: Material, pending: Iterable[Finding]) -> Iterator[Block]:
    """Gives the rules that cannot tell yet, each sentence once, with what it would need. Sentences
    that end with a colon and what they are about become one.
    """
    say = material.say
    together: dict[tuple[str, ...], list[Finding]] = {}
    ends: dict[tuple[str, ...], dict[str, None]] = {}
    key: tuple[str, ...]
    for finding in pending:
        begun, end, rest = _at_colon(material, say.pick(finding.text))
        key = (finding.rule, finding.obligation, begun, rest)
        together.setdefault(key, []).append(finding)
        ends.setdefault(key, {})[end] = None
    if together:
        yield Para(say.words("article.open"), Look.LABEL)
        yield Para(say.words("article.open_text"), Look.HINT)
    for key, same in together.items():
        rule, _, begun, rest = key
        text = _joined(material, begun, ends[key], rest)
        words = say.words(
            "article.open_item",
            mark=unbroken(say.mark("status", Status.CANNOT_TELL)),
            text=text.rstrip("."),
            rule=rule,
            place=place_said(material, *same),
        )
        needs = dict.fromkeys(name_of(material, n, one.subject) for one in same for n in one.needs)
        if needs:
            words += say.words("article.needs", needs=", ".join(needs))
        yield Para(words, Look.ITEM)


def place_said(material: Material, *findings: Finding) -> str:
    """Gives the article that findings are on as a sentence names it, or the whole assessment."""
    if findings[0].obligation:
        return material.say.say("finding.on_article", node=place_named(material, *findings))
    return material.say.say("finding.on_whole")


def place_named(material: Material, *findings: Finding) -> str:
    """Gives the obligation of findings, a dash for those on none, and the reservations that they
    are about.
    """
    node = findings[0].obligation or "–"
    about = dict.fromkeys(as_reserved(f.subject) for f in findings if about_reservation(f))
    if not about:
        return node
    many = "s" if len(about) > 1 else ""
    return material.say.say(f"finding.of_reservation{many}", node=node, provision=", ".join(about))


def about_reservation(finding: Finding) -> bool:
    """Tells whether a finding is about the reservation that is its subject."""
    reads = {(read.kind, read.name) for step in finding.why for read in step.reads}
    return ("reservation", finding.subject) in reads


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
    articles = basis_named(material, finding)
    if basis.report is None:
        return say.words("finding.basis", articles=articles)
    many = "" if basis.report.paragraphs.isdecimal() else "s"
    report = say.say(f"finding.basis_paragraph{many}", paragraphs=ranged(basis.report.paragraphs))
    verified = "" if basis.report.verified else "_unverified"
    return say.words(f"finding.basis_report{verified}", articles=articles, report=report)


def basis_named(material: Material, finding: Finding) -> str:
    """Gives the articles that a rule rests on in words, or what else it does."""
    said = basis_cited(material, finding)
    if not said[:1].isdecimal():
        return said
    many = "s" if re.search("[,–]", said) else ""
    return material.say.say(f"finding.basis_article{many}", articles=said)


def basis_cited(material: Material, finding: Finding) -> str:
    """Gives the nodes that a rule rests on, or the words for what else it does."""
    articles = finding.basis.articles
    return as_nodes(articles) if articles[:1].isdecimal() else material.say.code("basis", articles)


def ranged(numbers: str) -> str:
    """Gives numbers with the dash that stands between the first and the last of a range."""
    return numbers.replace("-", "–")


# --- remarks --------------------------------------------------------------------------------------


def _remarks(material: Material, finding: Finding) -> Iterator[Block]:
    say = material.say
    if finding.reservation:
        yield Para(_reservation(material, finding.reservation))
    labels = [say.code("label", label) for label in finding.labels]
    if labels:
        told = say.listed(labels)
        yield Para((Run(f"{told[0].upper()}{told[1:]}.", emphasis=True),))
    for review in material.snapshot.reviews:
        if review.key == finding.key:
            yield Para(_review(material, finding, review))
            yield from material.note("finding.review_reason", reason=review.reason)


def _reservation(material: Material, note: ReservationNote) -> Words:
    status = material.say.code("reservation_status", note.status)
    provision = as_reserved(note.provision)
    if note.until is None:
        return material.say.words("finding.reservation", provision=provision, status=status)
    return material.say.words(
        "finding.reservation_until", provision=provision, status=status, date=note.until
    )


def _review(material: Material, finding: Finding, review: Review) -> Words:
    say = material.say
    words = say.words("finding.review", decision=say.code("review", review.decision))
    if review.is_stale(finding):
        words += (Run(" "), *say.words("finding.review_stale"))
    return words


def _recommendations(material: Material, group: Group) -> Iterator[Block]:
    """Gives what is recommended on the findings of a group, each sentence once."""
    say = material.say
    yield Para(say.words("finding.recommendation"), Look.LABEL)
    told = dict.fromkeys(
        (material.verb(one), material.recommendation(one).rstrip(" .")) for one in group.findings
    )
    for verb, recommendation in told:
        words = {"verb": Run(verb, strong=True), "recommendation": recommendation}
        yield Para(say.words("finding.suggested", **words))


# --- why ------------------------------------------------------------------------------------------


def _why(material: Material, group: Group) -> list[Block]:
    """Gives the facts that decided, each with the provisions behind it; the words of a provision
    stand with the first fact only.
    """
    items: dict[Words, dict[str, Read]] = {}
    for finding in group.findings:
        for step in finding.why:
            for read in deciding(step) if step.decisive else ():
                behind = items.setdefault(fact(material, read), {})
                if read.quote and read.law:
                    behind.setdefault(cited(material, read), read)
    if not items:
        return []
    say = material.say
    blocks: list[Block] = [Para(say.words("finding.why"), Look.LABEL)]
    quoted: set[tuple[str, str | None]] = set()
    for told, behind in items.items():
        blocks.append(Para(told, Look.ITEM))
        known = [read for at, read in behind.items() if (at, read.quote) in quoted]
        for at, read in behind.items():
            if (at, read.quote) not in quoted:
                quoted.add((at, read.quote))
                words = shortened(with_superscripts(" ".join((read.quote or "").split())))
                place, quote = (material.in_law(text, read.provision) for text in (at, words))
                said = say.words("why.at", provision=place, quote=quote)
                blocks.append(Para(said, Look.SOURCE))
        if known:
            places = (
                cited(material, read, after=before.law or "" if before else "")
                for before, read in zip((None, *known), known, strict=False)
            )
            blocks.append(Para((Run(say.listed(places)),), Look.SOURCE))
    if closes := _closes(material, group):
        blocks.append(Para(say.words("finding.closes", closes=closes), Look.HINT))
    return blocks


def cited(material: Material, read: Read, *, after: str = "") -> str:
    """Gives the provision behind a fact: "Criminal Code, Article 168(1)"; without its law ``after``
    another one of the same.
    """
    number, law = read.number or "", "" if after == read.law else read.law or ""
    if read.provision is not None and read.provision in material.snapshot.provisions:
        number = material.address(read.provision)
    return ", ".join(filter(None, (law, number)))


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
                return say.words("why.attribute_open", title=_capital(title))
            shown = ", ".join(say.code("value", one) for one in value.split(","))
            return say.words("why.attribute", title=_capital(title), value=shown)
        case "mapping":
            return say.words(f"why.mapping_{value}", node=read.name)
        case "reservation" if value == "none":
            return say.words("why.reservation_none", provision=as_reserved(read.name))
        case "reservation":
            status = say.code("reservation_status", value or "unknown")
            return say.words("why.reservation", provision=as_reserved(read.name), value=status)
        case "rule":
            truth = say.code("truth", value or "unknown")
            return say.words("why.rule", rule=read.name, value=truth)
        case _:
            name = say.code("fact", read.name)
            if value is None:
                return say.words("why.fact_open", name=name)
            return say.words("why.fact", name=name, value=say.code("value", value))


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]


def _closes(material: Material, group: Group) -> str:
    """Gives what would settle the findings of a group, all of it: answers, then the rest, each
    once.
    """
    say, finding = material.say, group.first
    elements: list[str] = []
    others: dict[str, list[str]] = {}
    for test in dict.fromkeys(test for one in group.findings for test in one.closes):
        if found := re.fullmatch(r"(E[\w.-]+) = yes", test):
            elements.append(found[1])
        elif found := re.fullmatch(r"mapping\[(.+)\] = mapped", test):
            others.setdefault("mapping", []).append(found[1])
        elif found := re.match(r"(?:not \()?(?:(?:some|all|none)\[.*?\]|fact) (\w+) ", test):
            name = say.say("finding.quoted", what=name_of(material, found[1]))
            others.setdefault("other", []).append(name)
        else:
            about = "lapsed" if _has_lapsed(finding) else "reservation"
            others[about] = [as_reserved(finding.subject)]
    said = []
    if elements:
        many = "s" if len(elements) > 1 else ""
        named = _and(material, elements)
        said.append(say.say(f"finding.closes_element{many}", element=named))
    for name, places in others.items():
        what = _and(material, list(dict.fromkeys(places)))
        said.append(say.say(f"finding.closes_{name}", what=what))
    return _and(material, said)


def _and(material: Material, said: Sequence[str]) -> str:
    """Gives several that all belong together: "one, two and three"."""
    *before, last = said or ("",)
    if not before:
        return last
    return material.say.say("finding.closes_and", before=", ".join(before), last=last)


def _has_lapsed(finding: Finding) -> bool:
    """Tells whether a finding is about a reservation that has lapsed: nothing brings it back."""
    wanted = ("reservation", finding.subject, "lapsed")
    return wanted in {(r.kind, r.name, r.value) for step in finding.why for r in step.reads}


def name_of(material: Material, code: str, subject: str = "") -> str:
    """Gives the words for what a rule needs: an answer, an attribute by its title, the result of a
    rule, a reservation. That which the rule itself looks at, its ``subject``, lacks only days.
    """
    kind_of_need, _, name = code.partition(" ")
    name = subject if name == "each" and subject else reserved_under(material, name)
    if name and kind_of_need == "reservation":
        need = "days" if name == subject else "reservation"
        return material.say.say(f"finding.need_{need}", name=as_reserved(name))
    if name and kind_of_need == "rule":
        return material.say.say("finding.need_rule", name=name)
    if code in material.instrument.elements:
        return material.say.say("finding.need_element", name=code)
    kind = material.instrument.attributes.get(code)
    return material.say.pick(kind.title) if kind else material.say.code("fact", code)


def shortened(text: str, limit: int = _QUOTE_LIMIT) -> str:
    """Gives a text cut at a word, with the cut shown."""
    if len(text) <= limit:
        return text
    return f"{text[:limit].rsplit(' ', 1)[0]} […]"

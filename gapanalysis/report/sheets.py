# SPDX-License-Identifier: EUPL-1.2
"""What a report rests on as typed values: everything that a project holds and what follows from it,
for spreadsheets and programs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gapanalysis.figures import own_ratio
from gapanalysis.model import Evidence, Finding, Mapping, Notice, Review, Text
from gapanalysis.numbers import as_reserved
from gapanalysis.report.blocks import Cell, Field, Sheet, Value
from gapanalysis.report.data import broken_down, counted
from gapanalysis.report.earlier import findings_linked
from gapanalysis.report.findings import about_reservation, basis_cited, name_of, ranged
from gapanalysis.report.front import fact_value
from gapanalysis.report.material import Group, Material, article_of, node_order

Row = tuple[Cell, ...]


FIELDS = {
    "concordance": "node title law provision heading coverage quote text note status",
    "articles_of_laws": "law provision heading nodes",
    "findings": (
        "number:whole rule version:whole node subject outcome severity text verb "
        "recommendation priority:whole reservation decision reason basis report remarks "
        "needs"
    ),
    "answers": "element node question core:yes_no answer note supports",
    "obligations": "node title status computed reason answered:whole elements:whole",
    "evidence": (
        "number:whole nodes kind case text source date:date dimension confidential:yes_no "
        "consent application echr keywords files"
    ),
    "figures": (
        "node what value:number denominator:number denominator_of ratio:number per:number "
        "year:whole breakdown source confidential:yes_no"
    ),
    "recommendations": (
        "body document number verb nodes text deadline:date done assessment evidence findings"
    ),
    "reservations": (
        "reservation title status made:date notify_by:date expires:date lapses:date scope "
        "notices explanations"
    ),
    "properties": "law provision name value state quote",
    "laws": "title kind language date:date articles:whole sha256 file",
    "state": "name value",
    "rules": "name value",
    "options": "name value",
}
"""The fields of each sheet; ``year:whole`` says the kind of one that is no text."""


def sheets(material: Material) -> tuple[Sheet, ...]:
    """Gives all sheets; one without rows stands with its heads."""
    made = {
        "concordance": _concordance,
        "articles_of_laws": _articles,
        "findings": _findings,
        "answers": _answers,
        "obligations": _obligations,
        "evidence": _evidence,
        "figures": _figures,
        "recommendations": _recommendations,
        "reservations": _reservations,
        "properties": _properties,
        "laws": _laws,
        "state": _state,
        "rules": _rules,
        "options": _options,
    }
    say = material.say
    return tuple(
        Sheet(name, say.say(f"sheet.{name}"), _fields(material, line), tuple(made[name](material)))
        for name, line in FIELDS.items()
    )


def _fields(material: Material, names: str) -> tuple[Field, ...]:
    """Gives the fields of a line of names."""
    found = []
    for one in names.split():
        name, _, kind = one.partition(":")
        found.append(Field(name, material.say.say(f"field.{name}"), kind or "text"))
    return tuple(found)


def _row(*values: Value | Cell) -> Row:
    return tuple(one if isinstance(one, Cell) else Cell(one) for one in values)


def _hidden(row: Row) -> Row:
    return tuple(replace(cell, confidential=True) for cell in row)


def _secret(value: Value) -> Cell:
    return Cell(value, confidential=True)


def _word(material: Material, kind: str, code: str) -> Cell:
    """Gives the word for a code, with the code behind it."""
    return Cell(material.say.code(kind, code), code=code)


def _named(material: Material, title: Text | None, code: str) -> Cell:
    """Gives the title of a member of a closed set, with its code behind it."""
    return Cell(material.say.pick(title) if title else None, code=code)


# --- concordance ----------------------------------------------------------------------------------


def _concordance(material: Material) -> Iterator[Row]:
    """Gives each mapping, and each obligation that has none."""
    say, placed = material.say, set()
    for one in sorted(material.mappings, key=lambda m: (node_order(m.obligation), m.id)):
        provision = material.snapshot.provisions[one.provision]
        placed.add(one.obligation)
        yield _row(
            one.obligation,
            _title(material, one.obligation),
            material.snapshot.laws[provision.law].title,
            material.address(one.provision),
            provision.heading.strip() or None,
            _word(material, "coverage", one.coverage),
            one.quotation.exact if one.quotation else None,
            provision.text or None,
            _secret(one.note.strip() or None),
            _status(material, one.obligation),
        )
    for article in material.articles:
        for obligation in material.obligations_of(article.number):
            if obligation.id not in placed:
                stated = obligation.id in material.snapshot.statements
                said = Cell(say.say("concordance.stated"), code="none") if stated else None
                title, status = say.pick(obligation.title), _status(material, obligation.id)
                empty = (None, None, None, said, None, None, None)
                yield _row(obligation.id, title, *empty, status)


def _title(material: Material, node: str) -> str:
    known = material.instrument.obligations.get(node)
    found = known.title if known else material.instrument.articles[article_of(node)].title
    return material.say.pick(found)


def _status(material: Material, node: str) -> Cell:
    status = material.evaluation.statuses.get(node)
    return _word(material, "status", status.status) if status else Cell(None)


def _articles(material: Material) -> Iterator[Row]:
    """Gives each article of each law with what is placed in it under the Convention."""
    provisions = material.snapshot.provisions
    starts: dict[int, list[tuple[int, Mapping]]] = {}
    for one in material.mappings:
        place = provisions[one.provision]
        starts.setdefault(place.law, []).append((place.start, one))
    articles = (p for p in provisions.values() if p.kind == "article")
    for article in sorted(articles, key=lambda p: (p.law, p.start)):
        inside = [
            one.obligation
            for start, one in starts.get(article.law, ())
            if article.start <= start < article.end
        ]
        nodes = sorted(set(inside), key=node_order)
        title = material.snapshot.laws[article.law].title
        yield _row(
            title,
            material.address(article.id),
            article.heading.strip() or None,
            material.say.listed(nodes) or None,
        )


# --- findings and answers -------------------------------------------------------------------------


def _findings(material: Material) -> Iterator[Row]:
    for group in material.groups:
        for finding in group.findings:
            yield _finding(material, group, finding)


def _finding(material: Material, group: Group, finding: Finding) -> Row:
    say, choice = material.say, material.choice(finding)
    review = _review(material, finding)
    basis, covered = finding.basis, finding.reservation
    return _row(
        group.number or None,
        finding.rule,
        finding.version,
        finding.obligation,
        _subject(material, finding),
        _word(material, "status", finding.outcome),
        _word(material, "severity", finding.severity),
        say.pick(finding.text),
        material.verb(finding),
        material.recommendation(finding),
        choice.priority if choice else None,
        as_reserved(covered.provision) if covered else None,
        _word(material, "review", review.decision) if review else None,
        _secret(review.reason.strip() or None if review else None),
        Cell(basis_cited(material, finding) or None, code=basis.articles),
        ranged(basis.report.paragraphs) if basis.report else None,
        material.say.listed(say.code("label", one) for one in finding.labels) or None,
        material.say.listed(name_of(material, one, finding.subject) for one in finding.needs)
        or None,
    )


def _subject(material: Material, finding: Finding) -> Cell:
    """Gives the case or the reservation that a finding is about in words, with its code behind it;
    a case that its rule does not name is told in the text of the finding.
    """
    say = material.say
    known = material.instrument.reservable.get(finding.subject)
    if known and about_reservation(finding):
        title = f"{as_reserved(known.provision)} {say.pick(known.title)}"
        return Cell(title, code=finding.subject)
    return Cell(say.pick(finding.case) if finding.case else None, code=finding.subject)


def _review(material: Material, finding: Finding) -> Review | None:
    return next((one for one in material.snapshot.reviews if one.key == finding.key), None)


def _answers(material: Material) -> Iterator[Row]:
    say = material.say
    for element in material.instrument.elements.values():
        if not material.is_about(element.obligation):
            continue
        answer = material.snapshot.answers.get(element.id)
        known = material.snapshot.provisions
        rests = [material.citation(n) for n in answer.supports if n in known] if answer else []
        yield _row(
            element.id,
            element.obligation,
            say.pick(element.question),
            element.core,
            _word(material, "answer", answer.value if answer else "none"),
            _secret(answer.note.strip() or None if answer else None),
            material.say.listed(rests) or None,
        )


def _obligations(material: Material) -> Iterator[Row]:
    for name, one in material.evaluation.statuses.items():
        if material.is_about(name):
            yield _row(
                name,
                _title(material, name),
                _word(material, "status", one.status),
                _word(material, "status", one.computed),
                _secret(one.override.strip() or None),
                one.answered,
                one.elements,
            )


# --- evidence, figures, earlier recommendations ---------------------------------------------------


def _evidence(material: Material) -> Iterator[Row]:
    for item in material.evidence:
        row = _item(material, item)
        yield _hidden(row) if material.is_secret(item) else row


def _item(material: Material, item: Evidence) -> Row:
    sets = material.sets
    files = (
        material.say.listed(f"{one.name} (SHA-256 {one.sha256})" for one in item.attachments)
        or None
    )
    hides = material.hides_source(item)
    return _row(
        material.evidence_numbers[item.id],
        material.say.listed(item.obligations),
        _named(material, sets.kind(item.kind).title, item.kind),
        item.title.strip() or None,
        item.text,
        Cell(item.source.strip() or None, confidential=hides),
        item.date,
        _word(material, "dimension", item.dimension),
        item.confidential,
        _named(material, sets.consents[item.consent].title, item.consent),
        item.application.strip() or None,
        item.echr.strip() or None,
        material.say.listed(item.keywords) or None,
        Cell(files, confidential=hides),
    )


def _figures(material: Material) -> Iterator[Row]:
    for one in material.figures:
        ratio = own_ratio(one, material.sets)
        row = _row(
            one.obligation,
            Cell(counted(material, one.name), code=one.name),
            one.value,
            one.denominator,
            Cell(counted(material, one.denominator_of) or None, code=one.denominator_of),
            ratio.value if ratio else None,
            ratio.per if ratio else None,
            one.year,
            broken_down(material, one) or None,
            one.source.strip() or None,
            one.confidential,
        )
        yield _hidden(row) if one.confidential else row


def _recommendations(material: Material) -> Iterator[Row]:
    sets = material.sets
    numbers = material.evidence_numbers
    for one in material.earlier:
        linked = [item for item in material.evidence if item.id in one.evidence]
        verb = material.instrument.verbs.get(one.verb)
        yield _row(
            _named(material, sets.bodies[one.body].title, one.body),
            one.document.strip() or None,
            one.number.strip() or None,
            _named(material, verb, one.verb),
            material.say.listed(one.articles) or None,
            one.text,
            one.deadline,
            _named(material, sets.states[one.done].title, one.done),
            one.assessment,
            Cell(
                material.say.listed(numbers[item.id] for item in linked) or None,
                confidential=any(map(material.is_secret, linked)),
            ),
            Cell(
                material.say.listed(findings_linked(material, one)) or None,
                code=material.say.listed(" ".join(filter(None, key)) for key in one.findings),
            ),
        )


# --- reservations, laws, the State ----------------------------------------------------------------


def _notice(material: Material, notice: Notice) -> str:
    say = material.say
    decision = say.code("reservation_decision", notice.decision)
    days = (say.date(day) for day in (notice.on, notice.effective) if day)
    return ", ".join((decision, *days))


def _reservations(material: Material) -> Iterator[Row]:
    say = material.say
    for one in material.reservations:
        kept = one.reservation
        known = material.instrument.reservable.get(one.provision)
        notices = (_notice(material, notice) for notice in kept.notices)
        told = (
            " → ".join(say.date(day) if day else "–" for day in (e.requested, e.given))
            for e in kept.explanations
        )
        yield _row(
            Cell(as_reserved(one.provision), code=one.provision),
            say.pick(known.title) if known else None,
            _word(material, "reservation_status", one.status),
            kept.made,
            one.notify_by,
            one.expires,
            one.grace_until,
            kept.scope or None,
            material.say.listed(notices) or None,
            material.say.listed(told) or None,
        )


def _properties(material: Material) -> Iterator[Row]:
    say, known = material.say, material.snapshot.provisions
    for key, own in sorted(material.snapshot.attributes.items()):
        for one in own.values() if key in known else ():
            kind = material.instrument.attributes.get(one.name)
            title = say.pick(kind.title) if kind else one.name
            value = ", ".join(say.code("value", part) for part in one.value.split(","))
            quote = one.quotation.exact if one.quotation else None
            law = material.snapshot.laws[known[key].law].title
            state = _word(material, "standing", one.state)
            yield _row(law, material.address(key), title, value, state, quote)


def _laws(material: Material) -> Iterator[Row]:
    for law in material.snapshot.laws.values():
        kind = _word(material, "law_kind", law.kind)
        file = _secret(re.split(r"[\\/]", law.file_name)[-1] or None)
        language = Cell(material.language(law), code=law.language)
        yield _row(law.title, kind, language, law.date, law.articles, law.sha256, file)


def _state(material: Material) -> Iterator[Row]:
    say, state = material.say, material.snapshot.state
    yield _row(say.say("field.name"), material.state_name)
    yield _row(say.say("field.language"), Cell(material.language(state), code=state.language))
    for name in ("signed", "deposited", "in_force", "denounced"):
        day = getattr(state, name)
        if day:
            yield _row(say.fact(name), Cell(say.date(day), code=day.isoformat()))
    for name, value in sorted(state.facts.items()):
        yield _row(say.fact(name), Cell(fact_value(material, value), code=value))


def _rules(material: Material) -> Iterator[Row]:
    for name, text in material.snapshot.rule_files:
        yield _hidden(_row(name, text))


def _options(material: Material) -> Iterator[Row]:
    """Gives the day, the edition, the rules, and what the authors chose and wrote."""
    say, options = material.say, material.options
    lines: Sequence[tuple[str, str]] = (
        (say.say("cover.edition"), say.say(f"edition.{options.edition}", date=options.on)),
        (say.say("field.kind"), say.pick(material.kind.name)),
        (say.say("summary.day"), say.date(material.evaluation.on)),
        (say.say("summary.rule_set"), material.evaluation.rules_version),
        (say.say("summary.catalogue"), material.instrument.version),
    )
    for name, value in lines:
        yield _row(name, value)
    if not material.confidential:
        yield _row(say.say("summary.withheld"), str(material.left_out))
    hidden = not options.name_authors
    for name in ("author", "members") if material.names else ():
        for line in filter(str.strip, getattr(options, name).splitlines()):
            label = say.say("authors.authors" if name == "author" else "authors.members")
            row = _row(label, line.strip())
            yield _hidden(row) if hidden else row
    for line in filter(str.strip, options.contact.splitlines() if material.confidential else ()):
        yield _hidden(_row(say.say("authors.contact"), line.strip()))
    for section, text in options.texts.items():
        if text.strip():
            yield _row(say.say(f"part.{section}"), text)

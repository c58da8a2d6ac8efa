# SPDX-License-Identifier: EUPL-1.2
"""Why a finding says what it says, in the words of the interface: facts, quotes, what closes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gapanalysis import analysis
from gapanalysis.model import AnswerValue, AttributeType, Finding, Ground, GroundKind, Read, Step
from gapanalysis.numbers import as_nodes
from gapanalysis.ui.session import Session

_BEFORE_PARTS = " \u00a0\u202f:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a fact was read: a provision of a law, with the words that were mapped."""

    number: str
    law: str
    quote: str
    provision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact that a finding rests on, with every place where it was read."""

    sentence: str
    detail: str
    places: tuple[Place, ...]


def facts(session: Session, finding: Finding) -> list[Fact]:
    """Gives the facts of the steps that decided, each once, in the order of reading."""
    places: dict[tuple[str, str], dict[Place, None]] = {}
    for step in finding.why:
        for read in step.reads if step.decisive else ():
            found = places.setdefault(_said(session, read), {})
            if read.provision is not None:
                place = Place(
                    number=session.cited(read.provision, read.number or ""),
                    law=read.law or "",
                    quote=read.quote or "",
                    provision=read.provision,
                )
                found[place] = None
    return [Fact(sentence=s, detail=d, places=tuple(p)) for (s, d), p in places.items()]


def ground(session: Session, found: Ground) -> str:
    """Gives why a status is what it is, where no finding of its obligation says so."""
    words, answers = session.words, session.snapshot.answers
    elements = ", ".join(found.elements)
    provisions = ", ".join(map(session.cited, found.provisions))
    match found.kind:
        case GroundKind.DENIED | GroundKind.NARROW:
            given = (f"{e} ({_against(session, answers[e].value)})" for e in found.elements)
            return words("From the answers: {elements}", elements=", ".join(given))
        case GroundKind.TERRITORY:
            return words("Holds in a part of the territory only: {places}", places=provisions)
        case GroundKind.OPEN:
            return words("To be answered: {elements}", elements=elements)
        case GroundKind.UNASKED:
            return words("No question decides the status of this obligation.")
        case GroundKind.MOOT:
            return words("None of the questions that decide applies: {elements}", elements=elements)
        case GroundKind.CONTRARY:
            return words(
                "The answers say yes, but a provision is marked as contrary: {places}",
                places=provisions,
            )


def _against(session: Session, answer: AnswerValue) -> str:
    """Gives an answer that speaks against an obligation; of *yes* the law is silent."""
    if answer == AnswerValue.YES:
        return session.words("yes, but not by law")
    return session.words.code("answer", answer.value)


def _said(session: Session, read: Read) -> tuple[str, str]:
    """Gives the sentence of a fact and, for an element, its question."""
    value = value_word(session, read)
    if read.kind != "element":
        return session.words.named(_name(session, read), value), ""
    element = session.instrument.elements.get(read.name)
    said = session.words("{element} is answered: {value}", element=read.name, value=value)
    return said, session.pick(element.question) if element else ""


def _name(session: Session, read: Read) -> str:
    words = session.words
    if read.kind == "attribute":
        kind = session.instrument.attributes.get(read.name)
        return session.pick(kind.title) if kind else read.name
    return {
        "mapping": words("What is mapped to {node}", node=read.name),
        "reservation": words("Reservation {node}", node=read.name),
        "rule": words("Rule {rule}", rule=read.name),
    }.get(read.kind, read.name)


def value_word(session: Session, read: Read) -> str:
    """Gives a value that was read as words."""
    if read.value is None:
        return session.words("not known")
    kind = "answer" if read.kind == "element" else "value"
    return value_words(session, read.value, kind)


def value_words(session: Session, value: str, kind: str = "value") -> str:
    """Gives a value or a list of values of a closed set as words."""
    pieces = [piece.strip() for piece in value.split(",")]
    return ", ".join(_value(session, piece, kind) for piece in pieces)


def _value(session: Session, value: str, kind: str) -> str:
    key = f"{kind}.{value}"
    return session.words(key) if session.words.knows(key) else value.replace("_", " ")


def property_words(session: Session, kind: AttributeType, value: str) -> str:
    """Gives the value of a property as words; articles of the Convention with their short title."""
    articles = session.instrument.articles
    if kind.type != "set":
        return value_words(session, value)
    pieces = [piece.strip() for piece in value.split(",")]
    return ", ".join(
        f"{piece} {session.pick(articles[int(piece)].short)}"
        if piece.isdigit()
        else value_words(session, piece)
        for piece in pieces
    )


def closing(session: Session, finding: Finding) -> list[str]:
    """Gives what would make a finding go away, one sentence each."""
    said = []
    for test in finding.closes:
        name, equals, value = test.partition(" = ")
        if equals and name in session.instrument.elements:
            word = session.words.code("answer", value.strip())
            said.append(session.words("{element} becomes: {value}", element=name, value=word))
        else:
            said.append(_condition(session, finding, test))
    return said


def _condition(session: Session, finding: Finding, test: str) -> str:
    """Gives a test of a rule as a sentence; one of another shape stays as the rule writes it."""
    words = session.words
    inner = re.fullmatch(r"not \((.*)\)", test)
    fact = inner[1] if inner else test
    mapped = re.fullmatch(r"mapping\[(.+)\] = mapped", fact)
    if mapped and not inner:
        return words("a provision is mapped to {node}", node=mapped[1])
    state = re.fullmatch(r"reservation\[(.+)\] = (\w+)", fact)
    if state and words.knows(f"reservation.{state[2]}"):
        node = finding.subject if state[1] == "each" else state[1]
        status = words.code("reservation", state[2])
        if inner:
            return words("reservation {node} is no longer: {status}", node=node, status=status)
        return words("reservation {node} is: {status}", node=node, status=status)
    asked = re.fullmatch(r"(some|none)\[(.+)\] (.+?)(?: where (.+))?", fact)
    if not asked:
        return test
    how, nodes, what, where = asked.groups()
    said = _property_test(session, what)
    if where:
        tests = re.split(r", (?![^{]*\})", where)
        said += " (" + ", ".join(_property_test(session, one) for one in tests) + ")"
    if (how == "some") == bool(inner):
        return words("no provision mapped to {nodes} says: {what}", nodes=nodes, what=said)
    return words("a provision mapped to {nodes} says: {what}", nodes=nodes, what=said)


def _property_test(session: Session, test: str) -> str:
    """Gives the test of a property of a provision as its title and values."""
    name, _, value = re.sub(r" (?:=|in|contains) ", "\n", test, count=1).partition("\n")
    kind = session.instrument.attributes.get(name)
    if kind is None:
        return test
    values = property_words(session, kind, value.strip("{}"))
    return session.words.named(session.pick(kind.title), values)


def waiting(session: Session, finding: Finding) -> list[str]:
    """Gives what would decide a finding that cannot be told yet, one sentence each."""
    known = session.instrument.attributes
    names = (session.pick(known[one].title) if one in known else one for one in finding.needs)
    return [session.words("Waits for: {what}", what=name) for name in names]


def steps(session: Session, finding: Finding) -> Iterator[tuple[int, str, Step]]:
    """Gives every step with its depth and its line: what it tested, and its result."""
    said = analysis.said_steps(finding, session.words.language)
    for step, test in zip(finding.why, said, strict=True):
        result = session.words.code("truth", step.result.value)
        yield step.depth, f"{test.rstrip(_BEFORE_PARTS)} → {result}", step


def source(session: Session, finding: Finding) -> str:
    """Gives the articles and the paragraphs of the Explanatory Report that a rule rests on."""
    words, basis = session.words, finding.basis
    said = [words("Convention {articles}", articles=as_nodes(basis.articles))]
    if basis.report is not None:
        report = words("Explanatory Report {paragraphs}", paragraphs=basis.report.paragraphs)
        said.append(report if basis.report.verified else f"{report} {words('(to verify)')}")
    return words.listed(said)


def reserved(session: Session, finding: Finding) -> str:
    """Gives the note on the reservation that covers a finding, or nothing."""
    note = finding.reservation
    if note is None:
        return ""
    words = session.words
    status = words.code("reservation", note.status.value)
    if note.until is None:
        return words("Reservation {provision}: {status}", provision=note.provision, status=status)
    return words(
        "Reservation {provision}: {status}, until {day}",
        provision=note.provision,
        status=status,
        day=words.date(note.until),
    )

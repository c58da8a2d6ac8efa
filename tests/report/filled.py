# SPDX-License-Identifier: EUPL-1.2
"""A project in which every field of words holds a word of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from itertools import count

from report.arvenia import make_snapshot

from gapanalysis.model import (
    Attachment,
    AttributeState,
    Dimension,
    Evidence,
    Figure,
    FindingChoice,
    PriorRecommendation,
    Quotation,
    Review,
    Snapshot,
)

CLOSED = {
    *("State.code", "State.language", "State.facts"),
    *("Law.uid", "Law.language", "Law.kind"),
    *("Provision.kind", "Provision.number", "Provision.address"),
    *("Quotation.before", "Quotation.after"),
    *("Mapping.obligation", "Mapping.coverage"),
    *("Answer.element", "Answer.value"),
    *("Attribute.name", "Attribute.value", "Attribute.state"),
    *("Reservation.provision", "Notice.decision"),
    *("Evidence.obligation", "Evidence.also", "Evidence.kind", "Evidence.consent"),
    "Evidence.dimension",
    *("Figure.obligation",),
    *("PriorRecommendation.body", "PriorRecommendation.verb", "PriorRecommendation.done"),
    *("PriorRecommendation.articles", "PriorRecommendation.findings"),
    *("Review.rule", "Review.obligation", "Review.subject", "Review.decision", "Review.digest"),
    *("FindingChoice.rule", "FindingChoice.obligation", "FindingChoice.subject"),
    "FindingChoice.verb",
}
"""Fields of words that hold a member of a closed set, or what only the program reads."""

SHEETS_ONLY = {
    *("Snapshot.rule_files", "Attribute.quotation", "Attachment.sha256"),
}
"""Fields whose words belong in the sheets, not in the pages."""


@dataclass(frozen=True)
class Filled:
    """``words``: each word with the field that holds it; ``secret`` those that are confidential."""

    snapshot: Snapshot
    options: Mapping[str, object]
    words: Mapping[str, str]
    secret: frozenset[str]


class _Filling:
    def __init__(self) -> None:
        self.words: dict[str, str] = {}
        self.secret: set[str] = set()
        self._numbers = count(1)

    def word(self, field: str, *, secret: bool = False) -> str:
        word = f"Wq{next(self._numbers):03}z"
        self.words[word] = field
        if secret:
            self.secret.add(word)
        return word


def make_filled(finding: tuple[str, str, str]) -> Filled:
    """Gives the filled project; ``finding`` is the key of one that a person judges."""
    fill = _Filling()
    word = fill.word
    base = make_snapshot()
    exact = word("Quotation.exact")
    first = base.provisions[1]
    text = f"{word('Provision.text')} {exact} end"
    provision = replace(
        first,
        label=word("Provision.label"),
        heading=word("Provision.heading"),
        path=word("Provision.path"),
        above=word("Provision.above"),
        text=text,
        end=first.start + len(text),
    )
    start = first.start + text.index(exact)
    quotation = Quotation(
        law_version=1, start=start, end=start + len(exact), exact=exact, before="", after=""
    )
    law = replace(
        base.laws[1],
        title=word("Law.title"),
        file_name=f"/home/{word('path', secret=True)}/{word('Law.file_name', secret=True)}.pdf",
        sha256=word("Law.sha256"),
    )
    attribute = base.attributes[1]["force_element"]
    other = replace(quotation, exact=word("Attribute.quotation"))
    snapshot = replace(
        base,
        state=replace(base.state, code="XXA", name=word("State.name")),
        laws={1: law},
        provisions={1: provision},
        mappings=(
            replace(base.mappings[0], quotation=quotation, note=word("Mapping.note", secret=True)),
        ),
        answers={
            **base.answers,
            "E36.1": replace(
                base.answers["E36.1"], note=word("Answer.note", secret=True), supports=(1,)
            ),
        },
        attributes={
            1: {
                "force_element": attribute,
                "offences": replace(
                    attribute,
                    name="offences",
                    value="36",
                    state=AttributeState.SUGGESTED,
                    quotation=other,
                ),
            }
        },
        reservations=(replace(base.reservations[0], scope=word("Reservation.scope")),),
        evidence=(_evidence(fill, 1, secret=False), _evidence(fill, 2, secret=True)),
        figures=(_figure(fill, 1, secret=False), _figure(fill, 2, secret=True)),
        prior_recommendations=(
            PriorRecommendation(
                id=1,
                body="committee",
                document=word("PriorRecommendation.document"),
                number=word("PriorRecommendation.number"),
                verb="major",
                articles=("36",),
                text=word("PriorRecommendation.text"),
                deadline=date(2028, 2, 3),
                done="partly",
                assessment=word("PriorRecommendation.assessment"),
                evidence=(1, 2),
                findings=(finding,),
            ),
        ),
        reviews=(
            _review(finding, "agree", word("Review.reason", secret=True)),
            _review(("", "48.1", ""), "partly", word("Review.reason", secret=True)),
        ),
        choices={
            finding: FindingChoice(
                rule=finding[0],
                obligation=finding[1],
                subject=finding[2],
                priority=1,
                verb="info",
                recommendation=word("FindingChoice.recommendation"),
            )
        },
        rule_files=((word("Snapshot.rule_files", secret=True), ""),),
    )
    options = {
        "title": word("title"),
        "author": word("author", secret=True),
        "members": word("members", secret=True),
        "contact": word("contact", secret=True),
        "texts": {name: word(f"text.{name}") for name in ("context", "groups", "chapters")},
    }
    return Filled(snapshot, options, fill.words, frozenset(fill.secret))


def _evidence(fill: _Filling, key: int, *, secret: bool) -> Evidence:
    def word(field: str) -> str:
        return fill.word(field, secret=secret)

    file = Attachment(
        id=key, name=word("Attachment.name"), sha256=word("Attachment.sha256"), size=9
    )
    return Evidence(
        id=key,
        obligation="36.1.a",
        also=("48.1",),
        kind="judgment",
        text=word("Evidence.text"),
        source=word("Evidence.source"),
        date=date(2026, 2, key),
        dimension=Dimension.DE_FACTO,
        confidential=secret,
        consent="named",
        title=word("Evidence.title"),
        application=word("Evidence.application"),
        echr=word("Evidence.echr"),
        keywords=(word("Evidence.keywords"),),
        attachments=(file,),
    )


def _figure(fill: _Filling, key: int, *, secret: bool) -> Figure:
    def word(field: str) -> str:
        return fill.word(field, secret=secret)

    return Figure(
        id=key,
        obligation="36.1.a",
        name=word("Figure.name"),
        value=10.0 + key,
        denominator=100.0,
        denominator_of=word("Figure.denominator_of"),
        year=2025,
        breakdown={word("Figure.breakdown"): word("Figure.breakdown")},
        source=word("Figure.source"),
        confidential=secret,
    )


def _review(key: tuple[str, str, str], decision: str, reason: str) -> Review:
    return Review(
        rule=key[0],
        obligation=key[1],
        subject=key[2],
        decision=decision,
        reason=reason,
        rule_version=1,
        digest="",
    )


def fields_of_words(value: object) -> set[str]:
    """Gives the fields of words of a value and of all that it holds, as ``Class.field``."""
    found: set[str] = set()
    if isinstance(value, Mapping):
        for one in value.values():
            found |= fields_of_words(one)
    elif isinstance(value, tuple):
        for one in value:
            found |= fields_of_words(one)
    elif is_dataclass(value):
        for field in fields(value):
            own = getattr(value, field.name)
            if _holds_words(own):
                found.add(f"{type(value).__name__}.{field.name}")
            found |= fields_of_words(own)
    return found


def _holds_words(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(isinstance(one, str) for one in value.values())
    if isinstance(value, tuple):
        return any(isinstance(one, str) or _holds_words(one) for one in value)
    return isinstance(value, str)

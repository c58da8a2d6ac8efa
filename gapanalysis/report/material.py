# SPDX-License-Identifier: EUPL-1.2
"""What a report is made of: all inputs together, and the few look-ups that its parts share.

What an edition may show is decided here and nowhere else: :func:`publication` for evidence and its
source and files, :meth:`Material.figures`, :meth:`Material.note` and :attr:`Material.author`.

Evidence enters a public edition only if it is not confidential **and** its source consented to
publication: either of the two alone keeps it out. Consent without naming the source lets the words
in, but neither source nor attached files. Figures enter unless they are confidential. Earlier
recommendations are public documents and enter, with the authors' assessment; evidence that they are
linked with is named only where it enters itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from gapanalysis.evidence import EvidenceSets, load_sets
from gapanalysis.model import (
    SEVERITIES,
    Article,
    Attachment,
    Evaluation,
    Evidence,
    Figure,
    Finding,
    FindingChoice,
    Instrument,
    Kind,
    Mapping,
    Obligation,
    Outcome,
    PriorRecommendation,
    Provision,
    ReservationState,
    Snapshot,
    Status,
)
from gapanalysis.report.wording import Wording
from gapanalysis.words import Words as WordsOf
from gapanalysis.words import load_words

_RESERVATION_KINDS = frozenset({"reservation", "reminder"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """``on`` is the day that the report bears; ``title`` replaces the kind of report."""

    language: Literal["en", "fr", "ro"]
    edition: Literal["public", "confidential"]
    on: date
    title: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What a public edition may show of evidence: its words; its source and files too."""

    words: bool
    source: bool


def publication(item: Evidence) -> Publication:
    """Gives what a public edition may show of an item of evidence."""
    consent = load_sets().consents[item.consent]
    words = consent.publish and not item.confidential
    return Publication(words=words, source=words and consent.named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """How many things a public edition leaves out: items of evidence, figures, and of the items
    that it shows sources and files.
    """

    evidence: int
    figures: int
    sources: int

    @property
    def total(self) -> int:
        """Gives the sum."""
        return self.evidence + self.figures + self.sources


def withheld(snapshot: Snapshot) -> Withheld:
    """Counts what a public edition leaves out of evidence and figures."""
    shown = [item for item in snapshot.evidence if publication(item).words]
    nameless = [item for item in shown if not publication(item).source]
    return Withheld(
        evidence=len(snapshot.evidence) - len(shown),
        figures=sum(figure.confidential for figure in snapshot.figures),
        sources=sum(bool(item.source.strip()) + len(item.attachments) for item in nameless),
    )


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that state one fact, the most serious first; ``number`` is 0 for open questions."""

    number: int
    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """Gives the finding that speaks for the group."""
        return self.findings[0]


@dataclass(frozen=True)
class Material:
    """The inputs of a report with its wording."""

    instrument: Instrument
    snapshot: Snapshot
    evaluation: Evaluation
    reservations: tuple[ReservationState, ...]
    options: ReportOptions
    say: Wording

    # --- editions --------------------------------------------------------------------------------

    @property
    def confidential(self) -> bool:
        """Tells whether the edition may hold what is confidential."""
        return self.options.edition == "confidential"

    @property
    def words(self) -> WordsOf:
        """Gives the words of charts in the language of the report."""
        return load_words(self.options.language)

    @property
    def state_name(self) -> str:
        """Gives the name of the State in the language of the report, or as recorded."""
        state = self.snapshot.state
        return self.words.state(state.code, state.name)

    @property
    def author(self) -> str:
        """Gives the authors where the edition names them, else an empty string."""
        return self.options.author if self.confidential else ""

    def choice(self, finding: Finding) -> FindingChoice | None:
        """Gives what a person made of a finding, or None."""
        return self.snapshot.choices.get(finding.key)

    def verb(self, finding: Finding) -> str:
        """Gives the suggested verb: a person's, else that of the severity."""
        choice = self.choice(finding)
        severity = (choice.verb if choice else "") or str(finding.severity)
        return self.say.pick(self.instrument.verbs[severity])

    def recommendation(self, finding: Finding) -> str:
        """Gives the recommendation: in the authors' own words, else in those of the rule."""
        choice = self.choice(finding)
        return (choice.recommendation if choice else "") or self.say.pick(finding.recommendation)

    def note(self, text: str) -> str:
        """Gives a working note or reason where the edition holds them, else an empty string."""
        return text.strip() if self.confidential else ""

    @property
    def sets(self) -> EvidenceSets:
        """Gives the closed sets of evidence, figures and earlier recommendations."""
        return load_sets()

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """Gives the evidence that the edition may show, by article and in the order recorded."""
        shown = (e for e in self.snapshot.evidence if self.confidential or publication(e).words)
        return tuple(sorted(shown, key=lambda item: (node_order(item.obligation), item.id)))

    @cached_property
    def evidence_numbers(self) -> dict[int, int]:
        """Gives the numbers of the evidence in this edition, by id."""
        return {item.id: number for number, item in enumerate(self.evidence, 1)}

    def evidence_on(self, nodes: Iterable[str]) -> tuple[Evidence, ...]:
        """Gives the evidence on some nodes that the edition may show."""
        wanted = set(nodes)
        return tuple(item for item in self.evidence if wanted.intersection(item.obligations))

    def source_of(self, item: Evidence) -> str:
        """Gives the source of evidence where the edition may name it, else an empty string."""
        return item.source.strip() if self.confidential or publication(item).source else ""

    def attachments_of(self, item: Evidence) -> tuple[Attachment, ...]:
        """Gives the files of evidence where the edition may name them."""
        return item.attachments if self.confidential or publication(item).source else ()

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Gives the figures that the edition may show, by article, thing counted and year."""
        shown = (f for f in self.snapshot.figures if self.confidential or not f.confidential)
        kinds = list(self.sets.figures)

        def order(one: Figure) -> tuple[object, ...]:
            known = kinds.index(one.name) if one.name in kinds else len(kinds)
            return node_order(one.obligation), known, one.name, one.year or 0, one.id

        return tuple(sorted(shown, key=order))

    def figures_on(self, nodes: Iterable[str]) -> tuple[Figure, ...]:
        """Gives the figures on some nodes that the edition may show."""
        wanted = set(nodes)
        return tuple(figure for figure in self.figures if figure.obligation in wanted)

    @cached_property
    def earlier(self) -> tuple[PriorRecommendation, ...]:
        """Gives the earlier recommendations by article, those on no article last."""

        def order(one: PriorRecommendation) -> tuple[object, ...]:
            first = node_order(one.articles[0]) if one.articles else ()
            return not one.articles, first, one.id

        return tuple(sorted(self.snapshot.prior_recommendations, key=order))

    def earlier_on(self, article: int) -> tuple[PriorRecommendation, ...]:
        """Gives the earlier recommendations on an article or anything below it."""
        return tuple(
            one for one in self.earlier if any(article_of(node) == article for node in one.articles)
        )

    @cached_property
    def withheld(self) -> Withheld:
        """Counts what the public edition leaves out of evidence and figures."""
        return withheld(self.snapshot)

    @cached_property
    def left_out_notes(self) -> int:
        """Counts the notes and reasons that the public edition leaves out."""
        texts = [
            *(mapping.note for mapping in self.snapshot.mappings),
            *(answer.note for answer in self.snapshot.answers.values()),
            *(review.reason for review in self.snapshot.reviews),
        ]
        return sum(bool(text.strip()) for text in texts)

    @property
    def left_out_authors(self) -> int:
        """Counts the author lines that the public edition leaves out."""
        return len(self.options.author.splitlines())

    @property
    def left_out(self) -> int:
        """Counts all that the public edition leaves out."""
        return self.withheld.total + self.left_out_notes + self.left_out_authors

    # --- the Convention --------------------------------------------------------------------------

    def obligations_of(self, article: int) -> tuple[Obligation, ...]:
        """Gives the obligations of an article in catalogue order."""
        return tuple(o for o in self.instrument.obligations.values() if o.article == article)

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """Gives the articles that the catalogue covers, in the order of the Convention."""
        covered = {o.article for o in self.instrument.obligations.values()}
        return tuple(
            a for number, a in sorted(self.instrument.articles.items()) if number in covered
        )

    def is_shown(self, obligation: Obligation) -> bool:
        """Tells whether anything is recorded on an obligation that the edition may show."""
        return (
            self.evaluation.statuses[obligation.id].status != Status.NOT_ASSESSED
            or obligation.id in self.groups_by_node
            or bool(self.evidence_on((obligation.id,)))
            or bool(self.figures_on((obligation.id,)))
        )

    @cached_property
    def shown_articles(self) -> tuple[Article, ...]:
        """Gives the articles that have a section of their own."""
        every = self.instrument.articles
        return tuple(every[number] for number in sorted(every) if self._has_section(number))

    def _has_section(self, article: int) -> bool:
        return (
            any(self.is_shown(o) for o in self.obligations_of(article))
            or bool(self.mappings_of(article))
            or bool(self.evidence_on(self._nodes_of(article)))
            or bool(self.figures_on(self._nodes_of(article)))
            or bool(self.earlier_on(article))
            or any(article_of(node) == article for node in self.groups_by_node)
        )

    def _nodes_of(self, article: int) -> tuple[str, ...]:
        return tuple(node for node in self.instrument.nodes if article_of(node) == article)

    def wider_nodes(self, article: int) -> tuple[str, ...]:
        """Gives the nodes of an article that are no obligations of the catalogue themselves."""
        return tuple(
            node for node in self._nodes_of(article) if node not in self.instrument.obligations
        )

    def anchor_of(self, article: int) -> str:
        """Gives the anchor of an article's section, or an empty string if it has none."""
        shown = any(a.number == article for a in self.shown_articles)
        return f"article-{article}" if shown else ""

    # --- national law ----------------------------------------------------------------------------

    def mappings_of(self, article: int) -> tuple[Mapping, ...]:
        """Gives the mappings at any node of an article, by law and place."""
        own = (m for m in self.snapshot.mappings if article_of(m.obligation) == article)
        return tuple(sorted(own, key=self._place))

    def _place(self, mapping: Mapping) -> tuple[int, int, int, tuple[tuple[int, str], ...]]:
        provision = self.snapshot.provisions[mapping.provision]
        start = mapping.quotation.start if mapping.quotation else provision.start
        return provision.law, start, provision.id, node_order(mapping.obligation)

    def citation(self, provision: int) -> str:
        """Gives a provision's law and address: "Criminal Code, Article 168(1)"."""
        found = self.snapshot.provisions[provision]
        return f"{self.snapshot.laws[found.law].title}, {self.address(provision)}"

    def address(self, provision: int) -> str:
        """Gives a provision's address with the word that its law uses for an article."""
        found = self.snapshot.provisions[provision]
        article: Provision | None = found
        while article is not None and article.kind != Kind.ARTICLE:
            article = self.snapshot.provisions.get(article.parent or 0)
        if article is None or not article.label or not found.address.startswith(article.address):
            return found.label.strip(" .") if found.kind == Kind.ARTICLE else found.address
        return article.label.strip(" .:–—-") + found.address[len(article.address) :]

    # --- findings --------------------------------------------------------------------------------

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Gives the findings, each fact once: numbered results by article, then open questions."""
        together: dict[str, list[Finding]] = {}
        for index, finding in enumerate(self.evaluation.findings):
            is_open = finding.outcome == Outcome.CANNOT_TELL
            key = f"group {finding.group}" if finding.group and not is_open else f"own {index}"
            together.setdefault(key, []).append(finding)
        ranked = [tuple(sorted(members, key=_rank)) for members in together.values()]
        ranked.sort(key=lambda members: _order(members[0]))
        numbered: list[Group] = []
        for number, members in enumerate(ranked, start=1):
            is_open = members[0].outcome == Outcome.CANNOT_TELL
            numbered.append(Group(0 if is_open else number, members))
        return tuple(numbered)

    @property
    def results(self) -> tuple[Group, ...]:
        """Gives the groups that say something definite."""
        return tuple(group for group in self.groups if group.number)

    @cached_property
    def groups_by_node(self) -> dict[str, list[Group]]:
        """Gives the groups by the obligation of their first finding, without reservations."""
        found: dict[str, list[Group]] = {}
        for group in self.groups:
            if group.first.kind not in _RESERVATION_KINDS:
                found.setdefault(group.first.obligation, []).append(group)
        return found

    @property
    def reservation_groups(self) -> tuple[Group, ...]:
        """Gives the groups about reservations themselves."""
        return tuple(g for g in self.groups if g.first.kind in _RESERVATION_KINDS)


def article_of(node: str) -> int:
    """Gives the article of a node of the instrument: 36 for "36.1.a"; 0 if it names none."""
    match = re.match(r"\d+", node)
    return int(match.group()) if match else 0


def node_order(node: str) -> tuple[tuple[int, str], ...]:
    """Gives a sort key that puts 36.2 after 36.1.a and 36.10 after 36.2."""
    parts = re.findall(r"(\d+)|([^\d.]+)", node)
    return tuple((int(number or 0), word) for number, word in parts)


def _rank(finding: Finding) -> tuple[int, bool, tuple[tuple[int, str], ...]]:
    return (
        SEVERITIES.index(finding.severity),
        finding.outcome != Outcome.GAP,
        node_order(finding.obligation),
    )


def _order(finding: Finding) -> tuple[bool, bool, tuple[tuple[int, str], ...], int]:
    return (
        finding.outcome == Outcome.CANNOT_TELL,
        finding.kind in _RESERVATION_KINDS,
        node_order(finding.obligation),
        SEVERITIES.index(finding.severity),
    )

# SPDX-License-Identifier: EUPL-1.2
"""What a report is made of: all inputs together, and the few look-ups that its parts share.

What an edition may show is decided here and nowhere else: :meth:`Material.evidence_on`,
:meth:`Material.note` and :attr:`Material.author`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from gapanalysis.model import (
    SEVERITIES,
    Article,
    Evaluation,
    Evidence,
    Finding,
    FindingChoice,
    Instrument,
    Kind,
    Mapping,
    Obligation,
    Outcome,
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

    def evidence_on(self, nodes: Iterable[str]) -> tuple[Evidence, ...]:
        """Gives the evidence on some nodes that the edition may show, in the order recorded."""
        wanted = set(nodes)
        return tuple(
            item
            for item in self.snapshot.evidence
            if item.obligation in wanted and (self.confidential or not item.confidential)
        )

    @cached_property
    def left_out_evidence(self) -> int:
        """Counts the items of evidence that the public edition leaves out."""
        return sum(item.confidential for item in self.snapshot.evidence)

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
        return self.left_out_evidence + self.left_out_notes + self.left_out_authors

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

# SPDX-License-Identifier: EUPL-1.2
"""What a report is made of: all inputs together, and the few look-ups that its parts share.

The material of a public edition holds only what that edition may show
(:mod:`gapanalysis.report.publication`); in the material of a confidential one the parts ask what is
to be marked: :meth:`Material.is_secret`, :meth:`Material.hides_source`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from gapanalysis.evidence import EvidenceSets, load_sets
from gapanalysis.instrument import groups as instrument_groups
from gapanalysis.instrument import lineage, related_nodes
from gapanalysis.model import (
    SEVERITIES,
    Article,
    Evaluation,
    Evidence,
    Figure,
    Finding,
    FindingChoice,
    Instrument,
    Kind,
    Law,
    Mapping,
    Obligation,
    Outcome,
    PriorRecommendation,
    ReservationState,
    Snapshot,
    State,
    Status,
)
from gapanalysis.numbers import with_superscripts
from gapanalysis.report.blocks import Caption, Heading, Look, Para, Run
from gapanalysis.report.options import Detail, ReportKind, ReportOptions, find_kind, load_kinds
from gapanalysis.report.publication import (
    Withheld,
    publication,
    publish,
    withheld,
    withheld_notes,
)
from gapanalysis.report.wording import Wording
from gapanalysis.structure import place_of
from gapanalysis.words import Words as WordsOf
from gapanalysis.words import load_words


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
    """The inputs of a report with its wording. ``withheld``, ``left_out_notes`` and ``nameless``
    (evidence whose source is not shown) tell what a public edition leaves out.
    """

    instrument: Instrument
    snapshot: Snapshot
    evaluation: Evaluation
    reservations: tuple[ReservationState, ...]
    options: ReportOptions
    say: Wording
    withheld: Withheld
    left_out_notes: int
    nameless: frozenset[int]

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
    def names(self) -> bool:
        """Tells whether the edition names its authors."""
        return self.confidential or self.options.name_authors

    @property
    def author(self) -> str:
        """Gives the authors where the edition names them, else an empty string."""
        return self.options.author.strip() if self.names else ""

    def text_of(self, section: str) -> tuple[Para, ...]:
        """Gives the authors' own words on a section."""
        lines = self.options.texts.get(section, "").splitlines()
        return tuple(Para((Run(line),)) for line in lines if line.strip())

    @cached_property
    def kind(self) -> ReportKind:
        """Gives the kind of report."""
        return find_kind(self.options.kind)

    @cached_property
    def detail(self) -> Detail:
        """Gives the level of detail: that of the kind unless another was chosen."""
        return load_kinds().details[self.options.detail or self.kind.detail]

    def tells(self, part: str) -> bool:
        """Tells whether articles are told with a part at this level of detail."""
        return part in self.detail.parts

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

    def note(self, key: str, look: Look = Look.HINT, **places: str) -> tuple[Para, ...]:
        """Gives a working note or reason as a paragraph of its own, marked as confidential."""
        if not any(value.strip() for value in places.values()):
            return ()
        said = {name: value.strip() for name, value in places.items()}
        return (Para(self.say.words(key, **said), look, confidential=True),)

    @property
    def sets(self) -> EvidenceSets:
        """Gives the closed sets of evidence, figures and earlier recommendations."""
        return load_sets()

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """Gives the evidence of the edition, by article and in the order recorded."""
        of_node = (e for e in self.snapshot.evidence if self._is_on_focus(e.obligations))
        return tuple(sorted(of_node, key=lambda item: (node_order(item.obligation), item.id)))

    def is_secret(self, item: Evidence) -> bool:
        """Tells whether evidence may stand in a confidential edition only."""
        return self.confidential and not publication(item).words

    def hides_source(self, item: Evidence) -> bool:
        """Tells whether the source and files of evidence may stand in a confidential edition
        only.
        """
        return self.confidential and not publication(item).source

    def is_about(self, node: str) -> bool:
        """Tells whether the report is about a node: every one, or those of a sheet on one."""
        return self._is_on_focus((node,))

    def _is_on_focus(self, nodes: Iterable[str]) -> bool:
        """Tells whether something on some nodes belongs to the one that a sheet is about."""
        focus = self.options.node
        return not focus or any(related_nodes(n, focus) for n in nodes)

    @cached_property
    def evidence_numbers(self) -> dict[int, int]:
        """Gives the numbers of the evidence in this edition, by id."""
        return {item.id: number for number, item in enumerate(self.evidence, 1)}

    def evidence_on(self, nodes: Iterable[str]) -> tuple[Evidence, ...]:
        """Gives the evidence on some nodes."""
        wanted = set(nodes)
        return tuple(item for item in self.evidence if wanted.intersection(item.obligations))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Gives the figures of the edition, by article, thing counted and year."""
        kinds = list(self.sets.figures)

        def order(one: Figure) -> tuple[object, ...]:
            known = kinds.index(one.name) if one.name in kinds else len(kinds)
            return node_order(one.obligation), known, one.name, one.year or 0, one.id

        of_node = (f for f in self.snapshot.figures if self._is_on_focus((f.obligation,)))
        return tuple(sorted(of_node, key=order))

    def figures_on(self, nodes: Iterable[str]) -> tuple[Figure, ...]:
        """Gives the figures on some nodes."""
        wanted = set(nodes)
        return tuple(figure for figure in self.figures if figure.obligation in wanted)

    @cached_property
    def earlier(self) -> tuple[PriorRecommendation, ...]:
        """Gives the earlier recommendations by article, those on no article last."""

        def order(one: PriorRecommendation) -> tuple[object, ...]:
            first = node_order(one.articles[0]) if one.articles else ()
            return not one.articles, first, one.id

        every = self.snapshot.prior_recommendations
        return tuple(sorted((e for e in every if self._is_on_focus(e.articles)), key=order))

    def earlier_on(self, article: int) -> tuple[PriorRecommendation, ...]:
        """Gives the earlier recommendations on an article or anything below it."""
        return tuple(
            one for one in self.earlier if any(article_of(node) == article for node in one.articles)
        )

    @property
    def left_out_authors(self) -> int:
        """Counts the lines with names and addresses of authors that a public edition leaves out."""
        options = self.options
        lines = options.contact.splitlines()
        if not options.name_authors:
            lines += options.author.splitlines() + options.members.splitlines()
        return sum(bool(line.strip()) for line in lines)

    @property
    def left_out(self) -> int:
        """Counts all that the public edition leaves out."""
        return self.withheld.total + self.left_out_notes + self.left_out_authors

    # --- the Convention --------------------------------------------------------------------------

    def obligations_of(self, article: int) -> tuple[Obligation, ...]:
        """Gives the obligations of an article in catalogue order."""
        every = self.instrument.obligations.values()
        return tuple(o for o in every if o.article == article and self._is_on_focus((o.id,)))

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """Gives the articles that the catalogue covers, in the order of the Convention."""
        covered = {o.article for o in self.instrument.obligations.values()}
        return tuple(
            a for number, a in sorted(self.instrument.articles.items()) if number in covered
        )

    def is_shown(self, obligation: Obligation) -> bool:
        """Tells whether anything is recorded on an obligation."""
        return (
            obligation.id == self.options.node
            or self.evaluation.statuses[obligation.id].status != Status.NOT_ASSESSED
            or obligation.id in self.groups_by_node
            or bool(self.evidence_on((obligation.id,)))
            or bool(self.figures_on((obligation.id,)))
        )

    @cached_property
    def shown_articles(self) -> tuple[Article, ...]:
        """Gives the articles that have a section of their own."""
        every = self.instrument.articles
        if self.options.node:
            return (every[article_of(self.options.node)],)
        return tuple(every[number] for number in sorted(every) if self._has_section(number))

    def _has_section(self, article: int) -> bool:
        return (
            any(self.is_shown(o) for o in self.obligations_of(article))
            or bool(self.mappings_of(article))
            or bool(self.evidence_on(self._nodes_of(article)))
            or bool(self.figures_on(self._nodes_of(article)))
            or (self.tells("earlier") and bool(self.earlier_on(article)))
            or any(article_of(node) == article for node in self.groups_by_node)
        )

    def _nodes_of(self, article: int) -> tuple[str, ...]:
        return tuple(node for node in self.instrument.nodes if article_of(node) == article)

    def reserved_title(self, provision: str) -> str:
        """Gives what a reservation is on: the title of the provision, or that of its article where
        no reservation on it is possible.
        """
        known = self.instrument.reservable.get(provision)
        article = self.instrument.articles.get(article_of(provision))
        named = known or article
        return self.say.pick(named.title) if named else ""

    def wider_nodes(self, article: int) -> tuple[str, ...]:
        """Gives the nodes of an article that are no obligations of the catalogue themselves."""
        return tuple(
            node for node in self._nodes_of(article) if node not in self.instrument.obligations
        )

    def anchor_of(self, article: int) -> str:
        """Gives the anchor of an article's section, or an empty string if it has none."""
        return f"article-{article}" if article in self.told_articles else ""

    @cached_property
    def told_articles(self) -> frozenset[int]:
        """Gives the articles that the sections of the report tell one by one."""
        shown = {article.number for article in self.shown_articles}
        if not {"chapters", "obligation"} & set(self.sections):
            return frozenset()
        if self.kind.whole or self.options.node:
            return frozenset(shown)
        asked = (
            g for g in instrument_groups(self.instrument, self.kind.order) if g.title is not None
        )
        return frozenset(shown & {number for group in asked for number in group.articles})

    @property
    def sections(self) -> tuple[str, ...]:
        """Gives the sections of the report in their order."""
        return self.options.sections or self.kind.sections

    # --- national law ----------------------------------------------------------------------------

    def mappings_of(self, article: int) -> tuple[Mapping, ...]:
        """Gives the mappings at any node of an article, by law and place."""
        own = (
            m
            for m in self.snapshot.mappings
            if article_of(m.obligation) == article and self._is_on_focus((m.obligation,))
        )
        return tuple(sorted(own, key=self._place))

    @cached_property
    def mappings(self) -> tuple[Mapping, ...]:
        """Gives the mappings that the report is about, as they were made."""
        return tuple(m for m in self.snapshot.mappings if self._is_on_focus((m.obligation,)))

    def law_of(self, mapping: Mapping) -> int:
        """Gives the law of a mapping."""
        return self.snapshot.provisions[mapping.provision].law

    def outside(self, law: Law) -> tuple[tuple[int, str], ...]:
        """Gives the articles of a law in which nothing is placed under the Convention: the place of
        each among the articles of the law, and its number.
        """
        every = self.snapshot.provisions
        starts = sorted(every[m.provision].start for m in self.mappings if self.law_of(m) == law.id)
        articles = [p for p in every.values() if p.law == law.id and p.kind == Kind.ARTICLE]
        articles.sort(key=lambda one: one.start)
        found = []
        for at, one in enumerate(articles):
            first = bisect_left(starts, one.start)
            if first == len(starts) or starts[first] >= one.end:
                found.append((at, with_superscripts(one.address)))
        return tuple(found)

    def _place(self, mapping: Mapping) -> tuple[int, int, int, tuple[tuple[int, str], ...]]:
        provision = self.snapshot.provisions[mapping.provision]
        start = mapping.quotation.start if mapping.quotation else provision.start
        return provision.law, start, provision.id, node_order(mapping.obligation)

    def language(self, law: Law | State) -> str:
        """Gives the name of the language of a law or of a State's laws; its code if unknown."""
        known = self.words.knows(f"law_language.{law.language}")
        return self.words.code("law_language", law.language) if known else law.language

    def citation(self, provision: int) -> str:
        """Gives a provision's law and address: "Criminal Code, Article 168(1)"."""
        found = self.snapshot.provisions[provision]
        return f"{self.snapshot.laws[found.law].title}, {self.address(provision)}"

    def in_law(self, text: str, provision: int | None, *, strong: bool = False) -> Run:
        """Gives words of the law of a provision, in its language if that is not the report's."""
        found = self.snapshot.provisions.get(provision or 0)
        language = self.snapshot.laws[found.law].language if found else ""
        return self.spoken(text, language, strong=strong)

    def spoken(self, text: str, language: str, *, strong: bool = False) -> Run:
        """Gives words with their language if that is not the report's."""
        return Run(text, strong, language="" if language == self.say.language else language)

    def address(self, provision: int) -> str:
        """Gives a provision's address with the word that its law uses for an article."""
        return place_of(self.snapshot.provisions, self.snapshot.provisions[provision])

    # --- findings --------------------------------------------------------------------------------

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Gives the findings, each fact once: numbered results by article, then open questions."""
        together: dict[str, list[Finding]] = {}
        focus = self.options.node
        for index, finding in enumerate(self.evaluation.findings):
            is_open = finding.outcome == Outcome.CANNOT_TELL
            if focus and not self._is_on_focus((finding.obligation,)):
                continue
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
        """Gives the groups by the obligation of their first finding, without those about
        reservations or the assessment as a whole.
        """
        found: dict[str, list[Group]] = {}
        for group in self.groups:
            if _told_behind(group.first) == _ARTICLES:
                found.setdefault(group.first.obligation, []).append(group)
        return found

    @property
    def reservation_groups(self) -> tuple[Group, ...]:
        """Gives the groups about reservations themselves."""
        return tuple(g for g in self.groups if _told_behind(g.first) == _RESERVATIONS)

    @property
    def whole_groups(self) -> tuple[Group, ...]:
        """Gives the groups about the assessment as a whole: those on no obligation."""
        return tuple(g for g in self.groups if _told_behind(g.first) == _WHOLE)


def make_material(
    instrument: Instrument,
    snapshot: Snapshot,
    evaluation: Evaluation,
    reservations: tuple[ReservationState, ...],
    options: ReportOptions,
    say: Wording,
) -> Material:
    """Gives the material of a report: for a public edition only what it may show."""
    nameless = frozenset(
        one.id for one in snapshot.evidence if one.source.strip() and not publication(one).source
    )
    counts = withheld(snapshot), withheld_notes(snapshot), nameless
    if options.edition != "confidential":
        snapshot, evaluation = publish(snapshot, evaluation)
    return Material(instrument, snapshot, evaluation, reservations, options, say, *counts)


def figure_caption(material: Material, text: str) -> Caption:
    """Gives the caption of a picture."""
    say = material.say.say
    return Caption(say("caption.figure"), text, again=say("caption.again"))


def part(material: Material, name: str) -> Heading:
    """Gives the heading of a section of the report."""
    title = material.say.say(f"part.{name}")
    return Heading(1, title, name.replace("_", "-"), title)


def is_under(node: str, above: str) -> bool:
    """Tells whether a node is another one or stands below it in the tree."""
    return above in lineage(node)


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


_ARTICLES, _WHOLE, _RESERVATIONS = range(3)


def _told_behind(finding: Finding) -> int:
    """Gives with what a finding is told: articles, the assessment as a whole, reservations."""
    if finding.kind == "reservation":
        return _RESERVATIONS
    return _ARTICLES if finding.obligation else _WHOLE


def _order(finding: Finding) -> tuple[bool, int, tuple[tuple[int, str], ...], int]:
    return (
        finding.outcome == Outcome.CANNOT_TELL,
        _told_behind(finding),
        node_order(finding.obligation),
        SEVERITIES.index(finding.severity),
    )

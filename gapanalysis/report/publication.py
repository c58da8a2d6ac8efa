# SPDX-License-Identifier: EUPL-1.2
"""What a public edition may show, decided here and nowhere else.

Evidence enters a public edition only if it is not confidential **and** its source consented to
publication: either of the two alone keeps it out. Consent without naming the source lets the words
in, but neither source nor attached files. Figures enter unless they are confidential. Notes and
reasons never enter; names of authors only where they choose so. Earlier recommendations are public
documents and enter, with the authors' assessment; evidence that they are linked with is named only
where it enters itself.

:func:`publish` takes the rest out of the snapshot before a report is built, so that nothing can be
counted, numbered or concluded from it; :func:`gapanalysis.report.editions.public` takes out of the
finished report what is marked, as a second lock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from gapanalysis.evidence import load_sets
from gapanalysis.model import Evaluation, Evidence, Snapshot


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


def withheld_notes(snapshot: Snapshot) -> int:
    """Counts the notes and reasons that a public edition leaves out."""
    texts = [
        *(mapping.note for mapping in snapshot.mappings),
        *(answer.note for answer in snapshot.answers.values()),
        *(review.reason for review in snapshot.reviews),
    ]
    return sum(bool(text.strip()) for text in texts)


def publish(snapshot: Snapshot, evaluation: Evaluation) -> tuple[Snapshot, Evaluation]:
    """Gives a snapshot and its evaluation without anything that a public edition may not show."""
    shown = tuple(_published(one) for one in snapshot.evidence if publication(one).words)
    numbers = {one.id for one in shown}
    open_snapshot = replace(
        snapshot,
        evidence=shown,
        figures=tuple(one for one in snapshot.figures if not one.confidential),
        prior_recommendations=tuple(
            replace(one, evidence=tuple(i for i in one.evidence if i in numbers))
            for one in snapshot.prior_recommendations
        ),
        mappings=tuple(replace(one, note="") for one in snapshot.mappings),
        answers={name: replace(one, note="") for name, one in snapshot.answers.items()},
        reviews=tuple(replace(one, reason="") for one in snapshot.reviews),
        laws={key: replace(law, file_name="") for key, law in snapshot.laws.items()},
        rule_files=(),
        report={},
    )
    statuses = {name: replace(one, override="") for name, one in evaluation.statuses.items()}
    return open_snapshot, replace(evaluation, statuses=statuses)


def _published(item: Evidence) -> Evidence:
    if publication(item).source:
        return item
    return replace(item, source="", attachments=())

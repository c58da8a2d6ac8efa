# SPDX-License-Identifier: EUPL-1.2
"""What may belong together: provisions that may serve a node of the instrument, nodes that a
provision may serve, and what is mapped on neither side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gapanalysis.analysis import View, instrument, open_project
from gapanalysis.instrument import lineage
from gapanalysis.law_structure import read_divided
from gapanalysis.model import Candidate, Law, Reason, Served, Span, Structure, Unmapped
from gapanalysis.project_file import Project
from gapanalysis.store import read_laws
from gapanalysis.suggest.index import LawIndex
from gapanalysis.suggest.rank import Suggester

_BEGINNING = 160
"""Letters of a provision without a heading that stand for one."""
Divided = tuple[tuple[Law, Structure, tuple[int, ...]], ...]
"""Laws, how each is divided, and the ids of its provisions: what suggestions are made from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A provision of the project that may serve a node of the instrument, with how it is printed:
    its label and heading, and the words at its beginning where it has no heading. ``best`` are the
    addresses of the paragraphs that say most, where it has several.
    """

    node: str
    law: int
    provision: int
    address: str
    title: str
    start: int
    end_of_title: int
    end: int
    best: tuple[str, ...] = ()
    score: float
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggesting:
    """What suggests over a project, and the ids of the provisions of each law by their place: it
    needs the project no more, and may be asked beside the window.
    """

    using: Suggester
    ids: Mapping[int, tuple[int, ...]]

    def served(self, law: int, provision: int) -> tuple[Served, ...]:
        """Gives the articles of the instrument that a provision may serve, the likeliest first."""
        return self.using.served(law, self.ids[law].index(provision))

    def unmapped(self, mapped: Iterable[int], least: float | None = None) -> tuple[Unmapped, ...]:
        """Gives articles that look relevant and of which no word is mapped (``mapped``: provisions
        that are), the likeliest first, each with the article of the instrument that it may serve.
        """
        told = set(mapped)
        taken = {
            (law, place)
            for law, ids in self.ids.items()
            for place, one in enumerate(ids)
            if one in told
        }
        return self.using.unmapped(taken, least)

    def for_node(self, node: str, top: int = 10) -> tuple[Proposal, ...]:
        """Gives the provisions that speak most for a node, the best first."""
        return tuple(self._proposal(node, one) for one in self.using.candidates(node, top))

    def for_provision(self, law: int, provision: int) -> tuple[Proposal, ...]:
        """Gives what :meth:`served` gives, each with the article that the provision belongs to."""
        index = self._index(law)
        unit = index.unit_of(self.ids[law].index(provision))
        if unit is None:
            return ()
        place = index.units[unit].place
        return tuple(
            self._printed(one.node, law, place, one) for one in self.served(law, provision)
        )

    def for_none(self, mapped: Iterable[int], least: float | None = None) -> tuple[Proposal, ...]:
        """Gives what :meth:`unmapped` gives."""
        found = self.unmapped(mapped, least)
        return tuple(self._proposal(one.node, one.candidate) for one in found)

    def doubts(self) -> tuple[tuple[str, dict[str, str]], ...]:
        """Gives what lowers the worth of suggestions, as codes with their details: ``no_lexicon``,
        ``block``.
        """
        found: list[tuple[str, dict[str, str]]] = []
        for index in self.using.laws:
            if index.language in self.using.without_lexicon():
                found.append(("no_lexicon", {"law": index.title, "language": index.language}))
            if index.is_block():
                found.append(("block", {"law": index.title}))
        return tuple(found)

    def _index(self, law: int) -> LawIndex:
        return next(index for index in self.using.laws if index.law == law)

    def _proposal(self, node: str, one: Candidate) -> Proposal:
        best = () if one.provisions == (one.address,) else one.provisions
        return self._printed(node, one.law, one.place, one, best)

    def _printed(
        self, node: str, law: int, place: int, said: Candidate | Served, best: tuple[str, ...] = ()
    ) -> Proposal:
        index = self._index(law)
        text, one = index.text, index.provisions[place]
        begins = one.label.end if one.label else one.start
        words = text[begins : one.end].lstrip(" .:–—-\n")[:_BEGINNING]
        title = one.heading.of(text) if one.heading else words
        shown = one.heading or one.label or Span(start=one.start, end=one.start)
        return Proposal(
            node=node,
            law=law,
            provision=self.ids[law][place],
            address=one.address,
            title=" ".join(title.split()),
            start=one.start,
            end_of_title=shown.end,
            end=one.end,
            best=best,
            score=said.score,
            because=said.because,
        )


def divided(project: Project, *, cancelled: Callable[[], bool] = lambda: False) -> Divided:
    """Gives the laws of a project; not all of them where it was cancelled."""
    return tuple(
        (law, *read_divided(project, law.id))
        for law in read_laws(project).values()
        if not cancelled()
    )


def divided_in(
    path: Path,
    key: str | None = None,
    *,
    texts: Mapping[int, str] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Divided:
    """Gives the laws of a project file from a look of its own at it, which is over afterwards.
    ``texts`` are those that were read already, by law version: they are not held twice.
    """
    with open_project(path, read_only=True, key=key) as project:
        project.texts.update(texts or {})
        return divided(project, cancelled=cancelled)


def suggesting(
    laws: Divided,
    before: Suggesting | None = None,
    *,
    tell: Callable[[str, float], None] = lambda _said, _share: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Suggesting:
    """Gives what suggests over laws; from the one ``before`` the index of every law that is as it
    was is taken over. ``cancelled`` is asked at every provision and may wait before it answers;
    where it was cancelled, not all laws are in it.
    """
    known = {index.law: index for index in before.using.laws} if before else {}
    indexed = []
    for n, (law, structure, _ids) in enumerate(laws):
        if cancelled():
            break
        tell("Reading the laws for suggestions", n / len(laws))
        old = known.get(law.id)
        if old is None or (old.title, old.digest) != (law.title, hash(structure)):
            old = LawIndex(law.id, law.title, structure, cancelled)
        indexed.append(old)
    using = Suggester(instrument(), indexed)
    return Suggesting(using=using, ids={law.id: ids for law, _, ids in laws})


def unserved(seen: View) -> tuple[str, ...]:
    """Gives the obligations for which no provision is mapped and of which nobody said that nothing
    exists: neither at them nor above or below them.
    """
    told = {one.obligation for one in seen.snapshot.mappings} | seen.snapshot.statements
    return tuple(
        one
        for one in instrument().obligations
        if not any(node in lineage(one) or one in lineage(node) for node in told)
    )

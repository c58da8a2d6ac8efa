# SPDX-License-Identifier: EUPL-1.2
"""Operations on the structure of a law: ranges and tree change, the text never does. One
implementation for a law that was just read and for one in a project.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from gapanalysis.errors import AppError
from gapanalysis.model import (
    DraftProvision,
    Exclude,
    Include,
    Join,
    Kind,
    LeftOut,
    Lower,
    Operation,
    Part,
    Raise,
    Renumber,
    Span,
    Split,
    Structure,
)
from gapanalysis.numbers import bare, normalise
from gapanalysis.structure import (
    address,
    holds,
    lowered,
    raised,
    restart_kind,
    stripped,
    without,
)

_LONGEST_NUMBER = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Restructured:
    """What an operation made of a structure. ``origins`` says for each provision which one it was
    before, None for a new one.
    """

    provisions: tuple[DraftProvision, ...]
    left_out: tuple[LeftOut, ...]
    origins: tuple[int | None, ...]


def restructure(law: Structure, operation: Operation) -> Restructured:
    """Gives the structure after an operation; raises ``AppError("structure_…")`` for one that makes
    no sense there. Nothing of the text is lost or held twice: see :func:`faults`.
    """
    tree = _Tree(law)
    match operation:
        case Split():
            tree.split(operation)
        case Join(provision=provision):
            tree.join(tree.node(provision))
        case Raise(provision=provision, kind=kind):
            tree.raise_(tree.node(provision), kind)
        case Lower(provision=provision, kind=kind):
            tree.lower(tree.node(provision), kind)
        case Renumber():
            tree.renumber(operation)
        case Exclude(ranges=ranges, why=why):
            tree.exclude(ranges, why)
        case Include():
            tree.include(operation)
    return tree.result()


@dataclass(slots=True, eq=False)
class _Node:
    """A provision while the tree changes; ``fresh``: its address must be made anew."""

    kind: Kind
    number: str
    start: int
    end: int
    label: Span | None = None
    heading: Span | None = None
    parent: _Node | None = None
    children: list[_Node] = field(default_factory=list)
    address: str = ""
    named: bool = False
    origin: int | None = None
    fresh: bool = True

    @property
    def first(self) -> int:
        """Where the first child begins, else the end."""
        return self.children[0].start if self.children else self.end

    def adopt(self, at: int, nodes: Iterable[_Node]) -> None:
        """Puts nodes among the children, from a place on."""
        nodes = list(nodes)
        self.children[at:at] = nodes
        for node in nodes:
            node.parent, node.fresh = self, True


class _Tree:
    """The provisions of a law as a tree, with what is left out of them."""

    def __init__(self, law: Structure) -> None:
        self.text = law.text
        self.restart = restart_kind(law.provisions)
        self.left = list(law.left_out)
        self.top = _Node(kind=Kind.PART, number="", start=0, end=len(law.text))
        self.nodes: list[_Node] = []
        for index, one in enumerate(law.provisions):
            parent = self.top if one.parent is None else self.nodes[one.parent]
            node = _Node(
                kind=one.kind,
                number=one.number,
                start=one.start,
                end=one.end,
                label=one.label,
                heading=one.heading,
                parent=parent,
                address=one.address,
                named=one.kind == Kind.SECTION and one.address.rpartition(":")[2] == one.number,
                origin=index,
                fresh=False,
            )
            parent.children.append(node)
            self.nodes.append(node)

    def node(self, index: int) -> _Node:
        """Gives a provision by its place; raises ``AppError("structure_gone")``."""
        if not 0 <= index < len(self.nodes):
            raise AppError("structure_gone")
        return self.nodes[index]

    # --- operations ------------------------------------------------------------------------------

    def split(self, wanted: Split) -> None:
        node = self.node(wanted.provision)
        if not node.start < wanted.at < node.end:
            raise AppError("structure_place", provision=node.address)
        new = _Node(
            kind=wanted.kind or node.kind,
            number=_number(wanted.number),
            start=wanted.at,
            end=node.end,
            label=wanted.label,
            heading=wanted.heading,
        )
        if new.kind != node.kind and holds(node.kind, new.kind):
            self._begin_child(node, new)
        else:
            new.adopt(0, self._cut(node, new.start))
            siblings = _parent(node)
            siblings.adopt(siblings.children.index(node) + 1, [new])
        self._check_names(new)
        self._add_parts(new, wanted.parts)

    def _begin_child(self, node: _Node, new: _Node) -> None:
        """Puts a new child where the own words of a node are, up to its next child."""
        place = sum(child.start < new.start for child in node.children)
        in_child = place > 0 and node.children[place - 1].end > new.start
        if in_child or _in_name(node, new.start):
            raise AppError("structure_place", provision=node.address)
        if place < len(node.children):
            new.end = node.children[place].start
        if new.start == new.end:
            raise AppError("structure_place", provision=node.address)
        node.adopt(place, [new])

    def _cut(self, node: _Node, at: int) -> list[_Node]:
        """Ends a node and what in it reaches beyond a place there; gives what begins after it.
        Refuses a place in a label.
        """
        if node.label and at < node.label.end:
            raise AppError("structure_place", provision=node.address)
        beyond: list[_Node] = []
        for child in list(node.children):
            if child.start >= at:
                node.children.remove(child)
                beyond.append(child)
            elif child.end > at:
                beyond += self._cut(child, at)
        node.end = at
        if node.heading and node.heading.end > at:
            node.heading = stripped(self.text, node.heading.start, at)
        return beyond

    def join(self, node: _Node) -> None:
        parent = _parent(node)
        place = parent.children.index(node)
        if place == 0 and parent is self.top:
            raise AppError("structure_nothing_before", provision=node.address)
        parent.children.remove(node)
        if place == 0:
            parent.adopt(0, node.children)
            return
        before = parent.children[place - 1]
        old_end = before.end
        before.end = node.end
        if node.first > node.start:
            _stretch(before.children, old_end, node.first)
        before.adopt(len(before.children), node.children)

    def raise_(self, node: _Node, kind: Kind | None) -> None:
        parent = _parent(node)
        if parent is self.top:
            raise AppError("structure_highest", provision=node.address)
        if node.start <= parent.start:
            raise AppError("structure_nothing_left", provision=parent.address)
        above = _parent(parent)
        node.kind = kind or raised(node.kind, parent.kind)
        place = parent.children.index(node)
        following = parent.children[place + 1 :]
        below = next(
            (n for n, one in enumerate(following) if not holds(node.kind, one.kind)),
            len(following),
        )
        along = [node, *following[below:]]
        end = parent.end
        del parent.children[place:]
        parent.end = node.start
        node.adopt(len(node.children), following[:below])
        for one, after in zip(along, [*(other.start for other in along[1:]), end], strict=True):
            one.end = after
        above.adopt(above.children.index(parent) + 1, along)

    def lower(self, node: _Node, kind: Kind | None) -> None:
        parent = _parent(node)
        place = parent.children.index(node)
        if place == 0:
            raise AppError("structure_nothing_before", provision=node.address)
        before = parent.children[place - 1]
        node.kind = kind or lowered(node.kind, before.kind)
        parent.children.remove(node)
        before.end = node.end
        before.adopt(len(before.children), [node])

    def renumber(self, wanted: Renumber) -> None:
        node = self.node(wanted.provision)
        node.number, node.kind = _number(wanted.number), wanted.kind or node.kind
        node.fresh = True
        node.label = wanted.label or node.label
        if wanted.heading:
            node.heading = wanted.heading
        elif wanted.label and node.heading and node.heading.start < wanted.label.end:
            start = max(node.heading.start, wanted.label.end)
            node.heading = stripped(self.text, start, max(start, node.heading.end))
        if wanted.label or wanted.heading:
            self._check_names(node)

    def exclude(self, ranges: Sequence[Span], why: str) -> None:
        for span in ranges:
            if not 0 <= span.start < span.end <= len(self.text):
                raise AppError("structure_range", start=span.start, end=span.end)
            self._remove_inside(self.top, span)
            taken = [Span(start=left.start, end=left.end) for left in self.left]
            self.left += [
                LeftOut(start=free.start, end=free.end, why=why)
                for free in without(span.start, span.end, taken)
            ]
        self.left.sort(key=lambda left: left.start)

    def _remove_inside(self, node: _Node, span: Span) -> None:
        """Removes what lies in a range whole; refuses one that cuts a label or a heading."""
        kept = []
        for child in node.children:
            if span.start <= child.start and child.end <= span.end:
                continue
            kept.append(child)
            if child.start < span.end and span.start < child.end:
                if any(_overlap(name, span) for name in (child.label, child.heading) if name):
                    raise AppError("structure_cuts", provision=child.address)
                self._remove_inside(child, span)
        node.children = kept

    def include(self, wanted: Include) -> None:
        span = Span(start=wanted.start, end=wanted.end)
        holder = self._holder(span)
        taken = [Span(start=left.start, end=left.end) for left in self.left]
        if not span.start < span.end or [*without(span.start, span.end, taken)]:
            raise AppError("structure_not_left_out", start=span.start, end=span.end)
        self.left = [
            LeftOut(start=free.start, end=free.end, why=left.why)
            for left in self.left
            for free in without(left.start, left.end, [span])
        ]
        place = sum(child.start < span.start for child in holder.children)
        if wanted.kind is None:
            if holder is self.top:
                if place == 0:
                    raise AppError("structure_nothing_before", provision="")
                before = holder.children[place - 1]
                before.end, old_end = span.end, before.end
                if old_end == span.start:
                    _stretch(before.children, old_end, span.end)
            return
        new = _Node(
            kind=wanted.kind,
            number=_number(wanted.number),
            start=span.start,
            end=span.end,
            label=wanted.label,
            heading=wanted.heading,
        )
        if _in_name(holder, new.start):
            raise AppError("structure_place", provision=holder.address)
        holder.adopt(place, [new])
        self._check_names(new)
        self._add_parts(new, wanted.parts)

    def _add_parts(self, new: _Node, parts: Sequence[Part]) -> None:
        """Puts what is numbered in a new node below it, where it is not there yet."""
        there = {node.start: node for node in _walk(new)}
        made: list[_Node] = []
        for part in parts:
            above = next(iter(made[part.parent :]), new) if part.parent is not None else new
            while above is not new and not above.start < part.start < above.end:
                above = _parent(above)
            inside = above.start < part.start <= part.label.start < part.label.end <= above.end
            if not inside or _in_name(above, part.start):
                raise AppError("structure_place", provision=new.number)
            made.append(there.get(part.start) or self._put(above, part))

    def _put(self, above: _Node, part: Part) -> _Node:
        """Puts a part below a node: up to its next child, or its own end; a child that reaches over
        the place ends there.
        """
        node = _Node(
            kind=part.kind,
            number=_number(part.number),
            start=part.start,
            end=above.end,
            label=part.label,
        )
        place = bisect_right(above.children, part.start, key=lambda child: child.start)
        before = above.children[place - 1] if place else None
        if before and before.end > part.start:
            node.end = before.end
            node.adopt(0, self._cut(before, part.start))
        elif place < len(above.children):
            node.end = above.children[place].start
        if part.end and not node.children and part.label.end <= part.end < node.end:
            node.end = part.end
        above.adopt(place, [node])
        self._check_names(node)
        return node

    def _holder(self, span: Span) -> _Node:
        """Gives the smallest node that holds a range; refuses a range that one of its children
        reaches into.
        """
        holder = self.top
        while True:
            inside = [c for c in holder.children if c.start < span.end and span.start < c.end]
            if not inside:
                return holder
            if len(inside) > 1 or not (inside[0].start <= span.start and span.end <= inside[0].end):
                raise AppError("structure_not_left_out", start=span.start, end=span.end)
            holder = inside[0]

    def _check_names(self, node: _Node) -> None:
        """Refuses a label or heading that does not lie in a node's own words. A child that begins
        in one is taken out of the tree; what stands below it comes up.
        """
        names = sorted(
            (span for span in (node.label, node.heading) if span), key=lambda span: span.start
        )
        while node.children and names and node.first < names[-1].end:
            child = node.children.pop(0)
            for below in child.children:
                below.kind = raised(below.kind, child.kind)
            node.adopt(0, child.children)
        at = node.start
        for span in names:
            if not at <= span.start < span.end <= node.first:
                raise AppError("structure_label", provision=node.number or node.kind.value)
            if any(left.start < span.end and span.start < left.end for left in self.left):
                raise AppError("structure_label", provision=node.number or node.kind.value)
            at = span.end

    # --- the result ------------------------------------------------------------------------------

    def result(self) -> Restructured:
        """Gives the provisions in document order, with addresses, and what is left out, cut where
        provisions begin or end.
        """
        provisions: list[DraftProvision] = []
        origins: list[int | None] = []
        edges: set[int] = set()
        self._forget_restart()

        def add(node: _Node, parent: int | None, holders: list[tuple[Kind, str, str]]) -> None:
            if node.fresh:
                node.address = address(
                    node.kind,
                    node.number,
                    holders,
                    self.restart,
                    named=node.named and node.kind == Kind.SECTION,
                )
            here = len(provisions)
            provisions.append(
                DraftProvision(
                    kind=node.kind,
                    number=node.number,
                    address=node.address,
                    start=node.start,
                    end=node.end,
                    label=node.label,
                    heading=node.heading,
                    parent=parent,
                )
            )
            origins.append(node.origin)
            edges.update((node.start, node.end))
            for child in node.children:
                child.fresh = child.fresh or node.fresh
                add(child, here, [*holders, (node.kind, node.number, node.address)])

        for node in self.top.children:
            add(node, None, [])
        return Restructured(
            provisions=tuple(provisions),
            left_out=tuple(_cut_at(self.left, sorted(edges))),
            origins=tuple(origins),
        )

    def _forget_restart(self) -> None:
        """Takes the chapters out of the addresses of articles where no number comes twice any more:
        they only seemed to restart.
        """
        if self.restart is None:
            return
        articles = [
            node for node in _walk(self.top) if node.kind == Kind.ARTICLE and not _in_annex(node)
        ]
        if len({normalise(node.number) for node in articles}) == len(articles):
            self.restart = None
            for node in articles:
                node.fresh = True


def _walk(node: _Node) -> Iterator[_Node]:
    for child in node.children:
        yield child
        yield from _walk(child)


def _in_annex(node: _Node) -> bool:
    above = node.parent
    while above is not None and above.kind != Kind.ANNEX:
        above = above.parent
    return above is not None


def _parent(node: _Node) -> _Node:
    assert node.parent is not None, "every provision stands below something"
    return node.parent


def _stretch(nodes: list[_Node], old_end: int, end: int) -> None:
    """Lets the last nodes of a tree that end at a place go on to another."""
    while nodes and nodes[-1].end == old_end:
        nodes[-1].end = end
        nodes = nodes[-1].children


def _cut_at(ranges: Sequence[LeftOut], edges: Sequence[int]) -> Iterator[LeftOut]:
    """Gives left-out ranges in pieces, none of which reaches over an edge of a provision."""
    for left in ranges:
        start = left.start
        for edge in edges[bisect_right(edges, start) :]:
            if edge >= left.end:
                break
            yield replace(left, start=start, end=edge)
            start = edge
        yield left if start == left.start else replace(left, start=start)


def _in_name(node: _Node, at: int) -> bool:
    """Tells whether a place stands before the end of a node's label or heading."""
    return any(name.end > at for name in (node.label, node.heading) if name)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _number(number: str) -> str:
    """Gives a number as it is kept; raises ``AppError("structure_number")``."""
    if len(number) > _LONGEST_NUMBER or any(unicodedata.category(c)[0] == "C" for c in number):
        raise AppError("structure_number", limit=_LONGEST_NUMBER)
    return bare(number)

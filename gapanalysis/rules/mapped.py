# SPDX-License-Identifier: EUPL-1.2
"""The provisions that are mapped, as they stand on a day, and what tests read of their attributes.

Nothing is assumed: what is not set is unknown. The exceptions are written down: a provision of a
law that is no bill counts as in force unless an attribute says otherwise, and an attribute may have
a default in ``attributes.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain

from gapanalysis.instrument import lineage
from gapanalysis.model import (
    AttributeState,
    Coverage,
    Instrument,
    LawKind,
    Provision,
    Read,
    Snapshot,
    Truth,
)
from gapanalysis.model import Mapping as ProvisionMapping
from gapanalysis.rules.conditions import DERIVED_ATTRIBUTES, AttributeIs
from gapanalysis.rules.kleene import (
    compare_number,
    conjunction,
    disjunction,
    is_number,
    negation,
    truth,
)

_KEPT = {
    *("_columns", "_rows", "_members", "_near", "_in_force", "_reads"),
    *("read_mappings", "_by_node", "_placed_below", "_general", "_quoted"),
}
"""What is worked out of mapped provisions; only laws, mappings, attributes and the day bear on it.
"""
Membership = tuple[Provision, Truth]
TestResult = tuple[Truth, tuple[Read, ...], bool]
"""Result of a test, what it read, and whether something that it read is known."""


@dataclass(frozen=True, slots=True)
class Row:
    """One provision that a test on an attribute concerns: whether it stands on the nodes, each
    further test of ``where``, both together, what the test itself says of it, and whether a person
    recorded something that was read.
    """

    provision: Provision
    member: Truth
    where: tuple[tuple[str, Truth], ...]
    inside: Truth
    told: Truth
    known: bool

    def could_make(self, quantifier: str) -> bool:
        """Tells whether a provision can make a test true or certainly stands on the nodes: one that
        may not be concerned and speaks against the test says nothing.
        """
        if self.member == Truth.TRUE or (quantifier == "none" and self.inside == Truth.FALSE):
            return True
        against = Truth.TRUE if quantifier == "none" else Truth.FALSE
        return self.inside != Truth.FALSE and self.told != against


@dataclass(frozen=True, slots=True)
class _Column:
    """One attribute of some provisions: as read, and as recorded with who stands behind it."""

    reads: tuple[Read, ...]
    said: tuple[tuple[str, AttributeState] | None, ...]


class MappedProvisions:
    """The mapped provisions of one snapshot on one day."""

    def __init__(
        self,
        instrument: Instrument,
        snapshot: Snapshot,
        as_of: date,
    ) -> None:
        self.instrument, self.snapshot, self.as_of = instrument, snapshot, as_of
        self._columns: dict[tuple[tuple[str, ...], str], _Column] = {}
        self._rows: dict[AttributeIs, tuple[Row, ...]] = {}
        self._members: dict[tuple[str, ...], tuple[Membership, ...]] = {}
        self._near: dict[str, tuple[ProvisionMapping, ...]] = {}
        self._in_force: dict[int, bool] = {}
        self._reads: dict[tuple[int, str], Read] = {}

    def take_over(self, before: MappedProvisions) -> None:
        """Takes over what was worked out, on the same day and of the same instrument, of what has
        not changed since: of everything, or of single provisions.
        """
        old, new = before.snapshot, self.snapshot
        if old.laws is not new.laws:
            return
        if (
            old.mappings is new.mappings
            and old.attributes is new.attributes
            and old.provisions is new.provisions
        ):
            vars(self).update((name, vars(before)[name]) for name in _KEPT & vars(before).keys())
            return
        changed = {
            one
            for one in before._in_force.keys() | {one for one, _ in before._reads}
            if old.provisions.get(one) is not new.provisions.get(one)
            or old.attributes.get(one) is not new.attributes.get(one)
            or before._quoted.get(one) != self._quoted.get(one)
        }
        self._in_force = {one: said for one, said in before._in_force.items() if one not in changed}
        self._reads = {key: read for key, read in before._reads.items() if key[0] not in changed}

    def value(self, provision: int, name: str) -> str | None:
        """Gives an attribute's value that a person stands behind, or its default, or None."""
        attribute = self.snapshot.attributes.get(provision, {}).get(name)
        if attribute is not None and attribute.state == AttributeState.PERSON:
            return attribute.value
        kind = self.instrument.attributes.get(name)
        return kind.default if kind else None

    def words(self, value: str | None) -> frozenset[str] | None:
        """Gives a set attribute's words; ``none`` is the empty set; None where it is unset."""
        if value is None:
            return None
        return frozenset(w.strip() for w in value.split(",") if w.strip() and w != "none")

    def is_in_force(self, provision: int) -> bool:
        """Tells whether a provision is law on the day; a provision of a bill is not."""
        if provision not in self._in_force:
            self._in_force[provision] = self._find_in_force(provision)
        return self._in_force[provision]

    def _find_in_force(self, provision: int) -> bool:
        owner = self.snapshot.provisions[provision].law
        if self.snapshot.laws[owner].kind == LawKind.BILL:
            return False
        said = self.value(provision, "in_force") or "yes"
        if said == "yes":
            return True
        day = re.search(r"\d{4}-\d{2}-\d{2}", said)
        when = date.fromisoformat(day.group()) if day else None
        if said.startswith("future"):
            return when is not None and when <= self.as_of
        if said.startswith("repealed"):
            return when is not None and self.as_of < when
        return True

    @cached_property
    def read_mappings(self) -> tuple[ProvisionMapping, ...]:
        """The mappings that rules read: every coverage but *related*."""
        return tuple(m for m in self.snapshot.mappings if m.coverage != Coverage.RELATED)

    @cached_property
    def _by_node(self) -> dict[str, list[ProvisionMapping]]:
        """The mappings that rules read, by the node that they are placed under."""
        placed: dict[str, list[ProvisionMapping]] = {}
        for mapping in self.read_mappings:
            placed.setdefault(mapping.obligation, []).append(mapping)
        return placed

    @cached_property
    def _placed_below(self) -> dict[str, list[str]]:
        """For each node the nodes at it or below it that something is mapped to."""
        below: dict[str, list[str]] = {}
        for placed in self._by_node:
            for node in lineage(placed):
                below.setdefault(node, []).append(placed)
        return below

    def near(self, node: str) -> tuple[ProvisionMapping, ...]:
        """Gives the mappings at a node, below it and above it."""
        if node not in self._near:
            _, *above = lineage(node)
            placed = [*self._placed_below.get(node, ()), *above]
            found = [mapping for one in placed for mapping in self._by_node.get(one, ())]
            self._near[node] = tuple(sorted(found, key=lambda mapping: mapping.id))
        return self._near[node]

    def provisions_on(self, nodes: tuple[str, ...]) -> tuple[Membership, ...]:
        """Gives the provisions in force on some nodes; *unknown* marks one whose bearing on an
        offence is not said. ``any`` stands for every mapped provision, in force or not.
        """
        if nodes not in self._members:
            self._members[nodes] = tuple(self._find_members(nodes))
        return self._members[nodes]

    def _find_members(self, nodes: tuple[str, ...]) -> Iterable[Membership]:
        if "any" in nodes:
            provisions = dict.fromkeys(m.provision for m in self.read_mappings)
            yield from ((self.snapshot.provisions[p], Truth.TRUE) for p in provisions)
            return
        found = dict.fromkeys((m.provision for n in nodes for m in self.near(n)), Truth.TRUE)
        articles = {node.split(".")[0] for node in nodes}
        if articles & self.instrument.scope.offences:
            for provision, named in self._general:
                if named is None:
                    found.setdefault(provision, Truth.UNKNOWN)
                elif named & articles:
                    found[provision] = Truth.TRUE
        for provision, member in found.items():
            if self.is_in_force(provision):
                yield self.snapshot.provisions[provision], member

    @cached_property
    def _general(self) -> tuple[tuple[int, frozenset[str] | None], ...]:
        """The provisions mapped to articles on all offences, with the offences that each names;
        None where it names none and may bear on any.
        """
        scope = self.instrument.scope
        found = []
        for node, mappings in self._by_node.items():
            article = node.split(".", maxsplit=1)[0]
            for mapping in mappings if article in scope.general else ():
                named = self.words(self.value(mapping.provision, "offences"))
                if named is not None or article in scope.open_general:
                    found.append((mapping.provision, named))
        return tuple(found)

    def rows(self, test: AttributeIs) -> tuple[Row, ...]:
        """Gives what a test on an attribute finds on the provisions that it concerns; those that
        say the same stand as one.
        """
        if test not in self._rows:
            on = self.provisions_on(test.nodes)
            said = [self._column(test.nodes, name).said for name in _names_read(test)]
            first: dict[tuple[object, ...], int] = {}
            for place, key in enumerate(zip((member for _, member in on), *said, strict=True)):
                first.setdefault(key, place)
            self._rows[test] = tuple(self._row(test, *on[place]) for place in first.values())
        return self._rows[test]

    def _row(self, test: AttributeIs, provision: Provision, member: Truth) -> Row:
        where = tuple(
            (name, self._among(provision.id, name, values)) for name, values in test.where
        )
        return Row(
            provision=provision,
            member=member,
            where=where,
            inside=conjunction((member, *(holds for _, holds in where))),
            told=self._compared(self._shown(provision.id, test.name), test),
            known=any(self._is_set(provision.id, name) for name in _names_read(test)),
        )

    def attribute(self, test: AttributeIs) -> TestResult:
        """Answers ``some / all / none [nodes] attribute … where …``. Where no provision certainly
        stands on the nodes (for *all*: certainly is one of those asked), it is unknown.
        """
        rows = self.rows(test)
        if not rows:
            return Truth.UNKNOWN, (unread(test.name),), False
        names = dict.fromkeys((test.name, *_names_read(test)))
        columns = [self._column(test.nodes, name).reads for name in names]
        reads = tuple(chain.from_iterable(zip(*columns, strict=True)))
        known = any(row.known and row.could_make(test.quantifier) for row in rows)
        return _quantified(test.quantifier, rows), reads, known

    def _column(self, nodes: tuple[str, ...], name: str) -> _Column:
        key = (nodes, name)
        if key not in self._columns:
            on = [provision for provision, _ in self.provisions_on(nodes)]
            given = [self.snapshot.attributes.get(one.id, {}).get(name) for one in on]
            self._columns[key] = _Column(
                reads=tuple(self.read(one, name) for one in on),
                said=tuple((one.value, one.state) if one else None for one in given),
            )
        return self._columns[key]

    def open_names(self, provision: int, name: str) -> tuple[str, ...]:
        """Gives what must be recorded for an attribute to have a value; nothing where it has."""
        if self._shown(provision, name) is not None:
            return ()
        parts = _parts_of(name)
        return tuple(p for p in parts if self.value(provision, p) is None) or (name,)

    def _is_set(self, provision: int, name: str) -> bool:
        attribute = self.snapshot.attributes.get(provision, {}).get(name)
        return attribute is not None and attribute.state == AttributeState.PERSON

    def _shown(self, provision: int, name: str) -> str | None:
        if name == "limitation_after_majority":
            return self._limitation_after_majority(provision)
        return self.value(provision, name)

    def _compared(self, value: str | None, test: AttributeIs) -> Truth:
        if value is None:
            return Truth.UNKNOWN
        if test.compare == "is":
            return self._is_one_of(value, test.values)
        if test.compare == "contains":
            return truth(bool((self.words(value) or frozenset()) & set(test.values)))
        if value == "none":
            return Truth.FALSE
        return compare_number(value, test.compare, test.bound)

    def _among(self, provision: int, name: str, values: tuple[str, ...]) -> Truth:
        value = self.value(provision, name)
        return Truth.UNKNOWN if value is None else self._is_one_of(value, values)

    def _is_one_of(self, value: str, values: tuple[str, ...]) -> Truth:
        """Compares with a closed set; a value with a day in brackets holds from that day on."""
        word, _, day = value.partition("(")
        began = not day or date.fromisoformat(day.rstrip(")")) <= self.as_of
        if word == "future":
            return truth(word in values and not began)
        return truth(word in values and began)

    def _limitation_after_majority(self, provision: int) -> str | None:
        years = self.value(provision, "limitation_years")
        start = self.value(provision, "limitation_start")
        if years is None or years == "none":
            return years
        if start is None or not is_number(years):
            return None
        majority = self.instrument.scope.majority
        return years if start == "majority" else f"{float(years) - majority:g}"

    def read(self, provision: Provision, name: str) -> Read:
        key = (provision.id, name)
        found = self._reads.get(key)
        if found is None:
            found = self._reads[key] = self._make_read(provision, name)
        return found

    def _make_read(self, provision: Provision, name: str) -> Read:
        law, quote = self.snapshot.laws[provision.law].title, ""
        attribute = self.snapshot.attributes.get(provision.id, {}).get(name)
        if attribute and attribute.state == AttributeState.PERSON and attribute.quotation:
            quote = attribute.quotation.exact
        value, quote = self._shown(provision.id, name), quote or self._quote_of(provision)
        return Read("attribute", name, value, law, provision.address, quote, provision.id)

    @cached_property
    def _quoted(self) -> dict[int, str]:
        """The first quoted words of each mapped provision."""
        quoted: dict[int, str] = {}
        for mapping in self.snapshot.mappings:
            if mapping.quotation:
                quoted.setdefault(mapping.provision, mapping.quotation.exact)
        return quoted

    def _quote_of(self, provision: Provision) -> str:
        return self._quoted.get(provision.id, provision.text)


def is_certain(quantifier: str, rows: tuple[Row, ...]) -> bool:
    """Tells whether a provision certainly stands on the nodes (for *all*: is among those asked)."""
    return any((r.inside if quantifier == "all" else r.member) == Truth.TRUE for r in rows)


def _quantified(quantifier: str, rows: tuple[Row, ...]) -> Truth:
    """Joins what a test finds on each provision. One that may not be concerned at all proves
    nothing by itself: no provision is unknown.
    """
    if not is_certain(quantifier, rows):
        return Truth.UNKNOWN
    if quantifier == "all":
        return conjunction(disjunction((negation(row.inside), row.told)) for row in rows)
    result = disjunction(conjunction((row.inside, row.told)) for row in rows)
    return negation(result) if quantifier == "none" else result


def _names_read(test: AttributeIs) -> tuple[str, ...]:
    """Gives the recorded attributes that a test reads."""
    asked = (test.name, *(name for name, _ in test.where))
    return tuple(part for name in asked for part in _parts_of(name) or (name,))


def _parts_of(name: str) -> tuple[str, ...]:
    """Gives the attributes that a derived attribute is computed from."""
    return DERIVED_ATTRIBUTES.get(name, ())


def unread(name: str) -> Read:
    """Gives the reading of an attribute where no provision is mapped."""
    return Read(kind="attribute", name=name, value=None)

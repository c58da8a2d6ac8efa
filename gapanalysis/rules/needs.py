# SPDX-License-Identifier: EUPL-1.2
"""What would decide a condition that is unknown, and what would close a finding."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from gapanalysis.model import AnswerValue, Truth
from gapanalysis.rules import conditions as c
from gapanalysis.rules.facts import Facts
from gapanalysis.rules.kleene import negation
from gapanalysis.rules.mapped import Row, is_certain
from gapanalysis.rules.trace import Trace

Option = tuple[str, ...]
"""Names of unknown facts which, recorded one way or another, give a condition a wanted result."""

_LIMIT = 32
"""Options that are followed at each step, the shortest first."""


def needs(trace: Trace, facts: Facts) -> Option:
    """Gives the shortest list of unknown facts whose values could decide an unknown condition."""
    options = [*_options(trace, Truth.TRUE, facts), *_options(trace, Truth.FALSE, facts)]
    return min(options, key=len, default=())


def _options(trace: Trace, wanted: Truth, facts: Facts) -> list[Option]:
    """Gives the ways to make a trace *wanted*; none where there is no way."""
    if trace.result == wanted:
        return [()]
    if isinstance(trace.condition, c.ElementIs) and "unanswered" in trace.condition.values:
        return [(trace.condition.element,)] if wanted == Truth.FALSE else []
    if trace.result != Truth.UNKNOWN:
        return []
    match trace.condition:
        case c.Not():
            return _options(trace.parts[0], negation(wanted), facts)
        case c.All() | c.Any() | c.RuleHolds():
            ways = [_options(part, wanted, facts) for part in trace.parts]
            one_is_enough = isinstance(trace.condition, c.All) == (wanted == Truth.FALSE)
            return _shortest(w for part in ways for w in part) if one_is_enough else _joined(ways)
        case c.ElementIs(element):
            return [(element,)]
        case c.AttributeIs():
            return _attribute_options(trace.condition, wanted, facts)
        case c.FactIs(name):
            return [facts.open_parts(name)]
        case c.ReservationIs(code):
            return [(f"reservation {code}",)]
        case c.MappingIs():
            return []


def _attribute_options(test: c.AttributeIs, wanted: Truth, facts: Facts) -> list[Option]:
    """Gives the ways to decide a test on an attribute: on one provision where one is enough to
    prove or to disprove it, else on each that leaves it open.
    """
    rows = facts.rows(test)
    if test.quantifier == "none":
        wanted = negation(wanted)
    told_by_one = Truth.FALSE if test.quantifier == "all" else Truth.TRUE
    if not rows:
        own = c.DERIVED_ATTRIBUTES.get(test.name) or (test.name,)
        return [(*own, *(name for name, _ in test.where if wanted == told_by_one))]
    if wanted == told_by_one:
        return _shortest(way for row in rows for way in _row_options(test, row, wanted, facts))
    concerned = [[*_outside(test, row, facts), *_told(test, row, wanted, facts)] for row in rows]
    ways = _joined(concerned)
    if is_certain(test.quantifier, rows):
        return ways
    return _joined([ways, [way for row in rows for way in _placed(test, row, wanted, facts)]])


def _row_options(test: c.AttributeIs, row: Row, told: Truth, facts: Facts) -> list[Option]:
    """Gives the way in which a provision is certainly concerned and tells something."""
    if row.inside == Truth.FALSE:
        return []
    inside = tuple(n for _, names in _open_inside(test, row, facts) for n in names)
    return [tuple(dict.fromkeys((*inside, *way))) for way in _told(test, row, told, facts)]


def _placed(test: c.AttributeIs, row: Row, told: Truth, facts: Facts) -> list[Option]:
    """Gives the ways in which a provision certainly stands on the nodes and speaks as wanted."""
    if test.quantifier == "all":
        return _row_options(test, row, told, facts)
    if row.inside == Truth.FALSE:
        return [("offences",)]
    narrowed = [names for name, names in _open_inside(test, row, facts) if name != "offences"]
    return [("offences", *way) for way in (*_told(test, row, told, facts), *narrowed)]


def _told(test: c.AttributeIs, row: Row, wanted: Truth, facts: Facts) -> list[Option]:
    if row.told == wanted:
        return [()]
    open_names = facts.open_names(row.provision.id, test.name)
    return [open_names] if row.told == Truth.UNKNOWN else []


def _outside(test: c.AttributeIs, row: Row, facts: Facts) -> list[Option]:
    """Gives the ways in which a provision is not concerned after all."""
    if row.inside == Truth.FALSE:
        return [()]
    return [names for _, names in _open_inside(test, row, facts)]


def _open_inside(test: c.AttributeIs, row: Row, facts: Facts) -> Iterable[tuple[str, Option]]:
    """Gives what leaves open whether a provision is concerned: its offences, and each ``where``."""
    if row.member == Truth.UNKNOWN:
        yield "offences", ("offences",)
    for name, holds in row.where:
        if holds == Truth.UNKNOWN:
            yield name, facts.open_names(row.provision.id, name)


def _joined(ways: list[list[Option]]) -> list[Option]:
    """Gives the ways to do everything: one option of each part, without repetition."""
    found: list[Option] = [()]
    for part in ways:
        found = _shortest(
            tuple(dict.fromkeys((*before, *option))) for before, option in product(found, part)
        )
    return found


def _shortest(options: Iterable[Option]) -> list[Option]:
    """Gives the options that hold no other one, the shortest first."""
    kept: list[Option] = []
    for option in sorted(dict.fromkeys(options), key=len):
        if not any(set(one) <= set(option) for one in kept):
            kept.append(option)
    return kept[:_LIMIT]


# --- what would close ----------------------------------------------------------------------------


def closes(trace: Trace, facts: Facts) -> tuple[str, ...]:
    """Gives what would make a finding go away, as tests: all that do not hold or are open."""
    return tuple(dict.fromkeys(_closing(trace, Truth.FALSE, facts)))


def _closing(trace: Trace, wanted: Truth, facts: Facts) -> Iterable[str]:
    """Gives what must change for a trace to become *wanted*."""
    if trace.result == wanted:
        return
    match trace.condition:
        case c.Not():
            yield from _closing(trace.parts[0], negation(wanted), facts)
        case c.All() | c.Any() | c.RuleHolds():
            yield from _closing_parts(trace, wanted, facts)
        case c.ElementIs():
            yield from _closing_answer(trace.condition, wanted, facts)
        case c.MappingIs(node):
            yield f"mapping[{node}] = mapped"
        case c.ReservationIs(_, values) if "recorded" in values:
            return  # a reservation that was made stays recorded, whatever becomes of it
        case _:
            said = c.describe(trace.condition)
            yield said if wanted == Truth.TRUE else f"not ({said})"


def _closing_parts(trace: Trace, wanted: Truth, facts: Facts) -> Iterable[str]:
    """Gives what must change in the parts: every one, or, where one is enough and nobody knows
    yet which, the answer that settles the others.
    """
    one_is_enough = isinstance(trace.condition, c.All) == (wanted == Truth.FALSE)
    asked = [
        f"{part.condition.element} = yes"
        for part in trace.parts
        if isinstance(part.condition, c.ElementIs) and "unanswered" in part.condition.values
    ]
    if one_is_enough and trace.result == Truth.UNKNOWN and asked:
        yield from asked
        return
    for part in trace.parts:
        yield from _closing(part, wanted, facts)


def _closing_answer(test: c.ElementIs, wanted: Truth, facts: Facts) -> Iterable[str]:
    """Gives the answer that would do; never one that the Convention does not want."""
    if (AnswerValue.YES in test.values) != (wanted == Truth.TRUE):
        return
    if facts.recorded(test.element) != AnswerValue.YES:
        yield f"{test.element} = yes"
    if facts.soft_sources(test.element):
        obligation = facts.instrument.elements[test.element].obligation
        soft = ", ".join(facts.soft_kinds(obligation))
        yield f"not (all[{obligation}] instrument in {{{soft}}})"

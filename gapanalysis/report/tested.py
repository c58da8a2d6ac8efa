# SPDX-License-Identifier: EUPL-1.2
"""What the tests of rules ask, in words. A test that no sentence is known for stays as the rule
writes it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Protocol

from gapanalysis.model import Finding, Instrument, Read, Step, Truth
from gapanalysis.numbers import as_reserved
from gapanalysis.report.wording import Wording

_ELEMENT = re.compile(r"(E[\w.-]+) (.+)")
_MAPPING = re.compile(r"mapping\[(.+)\] (.+)")
_RESERVATION = re.compile(r"reservation\[(.+)\] (.+)")
_PROPERTY = re.compile(r"(some|all|none)\[(.+?)\] (\w+ .+?)(?: where (.+))?")
_FACT = re.compile(r"fact (\w+ .+)")
_RULE = re.compile(r"rule (\S+)(?: \(.*\))?")
_APART = re.compile(r", (?![^{]*\})")
"""Between tests, but not between values."""
_COMPARED = re.compile(r"(\w+) (=|in|contains|<=|<) (.+)")


class Told(Protocol):
    """What sentences are made with: the material of a report, or these two alone."""

    @property
    def say(self) -> Wording: ...
    @property
    def instrument(self) -> Instrument: ...


def said_steps(told: Told, finding: Finding) -> list[str]:
    """Gives the sentence for the test of every step of a finding."""
    depths = [step.depth for step in finding.why]
    deeper = [after > depth for depth, after in pairwise((*depths, 0))]
    return [
        said_test(told, _taken(step), finding.subject, has_parts=has_parts)
        for step, has_parts in zip(finding.why, deeper, strict=True)
    ]


def _taken(step: Step) -> str:
    """Gives a test with the answers that it took: where *partly* counted as *no* (M0), both."""
    partly = any(read.kind == "element" and read.value == "partly" for read in step.reads)
    if partly and step.result == Truth.TRUE and step.test.endswith(" = no"):
        return f"{step.test.removesuffix('= no')}in {{no, partly}}"
    return step.test


def deciding(step: Step) -> tuple[Read, ...]:
    """Gives what made the result of a step: where one provision was enough for a test to hold, only
    what was read of those for which it does.
    """
    found = _PROPERTY.fullmatch(step.test)
    if found is None or found[1] != "some" or step.result != Truth.TRUE:
        return step.reads
    asked = [found[3], *(re.split(_APART, found[4]) if found[4] else ())]
    wanted = {
        compared[1]: set(_values(compared[3]))
        for compared in map(_COMPARED.fullmatch, asked)
        if compared and not compared[2].startswith("<")
    }
    others = {
        read.provision
        for read in step.reads
        if read.name in wanted and not wanted[read.name] & set((read.value or "").split(","))
    }
    kept = tuple(read for read in step.reads if read.provision not in others)
    return kept or step.reads


def said_test(told: Told, test: str, subject: str, *, has_parts: bool) -> str:
    """Gives the sentence for a test; one with parts tells how they are joined, as they follow."""
    say = told.say
    if found := _RULE.fullmatch(test):
        return say.say("steps.holds", rule=found[1])
    if has_parts:
        return say.say(f"steps.{_joint(test)}")
    if found := _ELEMENT.fullmatch(test):
        if found[2] == "= unanswered":
            return say.say("steps.open", element=found[1])
        return say.say("steps.answered", element=found[1], value=_among(told, "answer", found[2]))
    if found := _MAPPING.fullmatch(test):
        states = (say.say(f"why.mapping_{one}", node=found[1]) for one in _values(found[2]))
        return _or(told, [state.rstrip(".") for state in states])
    if found := _RESERVATION.fullmatch(test):
        name = subject if found[1] == "each" else reserved_under(told, found[1])
        value = _among(told, "reservation_status", found[2])
        return say.say("steps.reserved", provision=as_reserved(name), value=value)
    if found := _PROPERTY.fullmatch(test):
        return _property_said(told, *found.groups())
    if found := _FACT.fullmatch(test):
        return _compared(told, found[1])
    return test


def reserved_under(told: Told, code: str) -> str:
    """Gives the provision that a rule's code of a reservation stands for; else the code itself."""
    codes = {c: one.provision for one in told.instrument.reservable.values() for c in one.codes}
    return codes.get(code, code)


def _joint(test: str) -> str:
    """Tells how the parts of a test are joined: *all*, *any* or *not*."""
    if test.startswith("not ("):
        return "not"
    before, flat = "", test
    while flat != before:
        before, flat = flat, re.sub(r"\([^()]*\)|\{[^{}]*\}", "", flat)
    return "all" if " and " in flat else "any"


def _property_said(told: Told, how: str, nodes: str, what: str, where: str | None) -> str:
    say = told.say
    said = _compared(told, what)
    if where:
        others = re.split(_APART, where)
        said = say.say(
            "steps.where", what=said, where=say.listed(_compared(told, one) for one in others)
        )
    many = "_of_any" if nodes == "any" else "_of_several" if "," in nodes else ""
    return say.say(f"steps.{how}_say{many}", nodes=nodes, what=said)


def _compared(told: Told, test: str) -> str:
    """Gives the title of a property or a fact with the values that are asked for."""
    found = _COMPARED.fullmatch(test)
    if found is None:
        return test
    name, compare, value = found.groups()
    kind = told.instrument.attributes.get(name)
    title = told.say.pick(kind.title) if kind else told.say.code("fact", name)
    if compare.startswith("<"):
        most = "steps.most" if compare == "<=" else "steps.less"
        return told.say.say(most, title=title, value=value)
    return told.say.say("steps.is", title=title, value=_among(told, "value", value))


def _among(told: Told, kind: str, asked: str) -> str:
    return _or(told, [told.say.code(kind, one) for one in _values(asked)])


def _values(asked: str) -> list[str]:
    return re.split(r", | or ", re.sub(r"^(=|in) ", "", asked).strip("{}"))


def _or(told: Told, said: list[str]) -> str:
    *before, last = said
    if not before:
        return last
    return told.say.say("steps.or", before=", ".join(before), last=last)

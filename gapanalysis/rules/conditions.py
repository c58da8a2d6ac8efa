# SPDX-License-Identifier: EUPL-1.2
"""Conditions of rules: a small closed set of tests, parsed from data, printed and walked.

What a test *means* for a project is in :mod:`gapanalysis.rules.facts`; how truth values combine and
how steps are recorded is in :mod:`gapanalysis.rules.engine`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gapanalysis.datafile import Table
from gapanalysis.model import AnswerValue, Instrument

ANSWERS = (*(str(value) for value in AnswerValue), "unanswered")
MAPPING_STATES = ("unmapped", "answered", "none", "draft", "mapped")
RESERVATION_WORDS = (
    *("none", "active", "grace", "lapsed", "withdrawn", "void_scope", "void_time"),
    *("unconfirmed", "unknown", "recorded", "notice_due", "notice_overdue", "announced"),
    "widened",
)
QUANTIFIERS = ("some", "all", "none")
FACTS: Mapping[str, tuple[str, ...]] = {
    "party_status": ("party", "signatory", "none", "denounced"),
    "eu_member": ("yes", "no"),
    "legal_system": ("civil_law", "common_law", "mixed"),
    "population": (),
    "questionnaire_round": (),
    "lanzarote_party": ("yes", "no"),
    "quotes_translation": ("yes", "no"),
    "law_changed_since_import": ("yes", "no"),
    "family_place_ratio": (),
    "sv_centre_ratio": (),
    "order_gap_days": (),
}
"""Facts about the State and their closed sets; empty for numbers and free values. The last three
are computed."""
NOT_SETTABLE = frozenset(list(FACTS)[-3:])
STATE_DATES = ("signed", "deposited", "in_force", "denounced")
DERIVED_ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "limitation_after_majority": ("limitation_years", "limitation_start"),
}
"""Attributes that are computed, with those that they are computed from."""


@dataclass(frozen=True, slots=True)
class All:
    tests: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    tests: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    test: Condition


@dataclass(frozen=True, slots=True)
class ElementIs:
    element: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttributeIs:
    """``compare``: is, contains, lt, lte. ``bound`` is the number of lt and lte. ``where`` narrows
    to provisions that have these further values.
    """

    name: str
    quantifier: str
    nodes: tuple[str, ...]
    compare: str
    values: tuple[str, ...]
    bound: float
    where: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class MappingIs:
    node: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReservationIs:
    code: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactIs:
    name: str
    compare: str
    values: tuple[str, ...]
    bound: float


@dataclass(frozen=True, slots=True)
class RuleHolds:
    rule: str
    cases: tuple[str, ...]


Test = ElementIs | AttributeIs | MappingIs | ReservationIs | FactIs | RuleHolds
Condition = All | Any | Not | Test


# --- parsing -------------------------------------------------------------------------------------


def parse(table: Table, instrument: Instrument, codes: tuple[str, ...]) -> Condition:
    """Gives the condition that a table holds; mistakes go to the table's file as problems."""
    forms = [form for form in _FORMS if form in table]
    if len(forms) != 1:
        table.problem("", f"needs exactly one of: {', '.join(_FORMS)}")
        return Any(())
    condition = _FORMS[forms[0]](table, instrument, codes)
    table.done()
    return condition


def _joined(table: Table, key: str, instrument: Instrument, codes: tuple[str, ...]) -> Condition:
    tests = tuple(parse(inner, instrument, codes) for inner in table.tables(key, name_key=""))
    if not tests:
        table.problem(key, "is empty")
    return All(tests) if key == "all" else Any(tests)


def _negated(table: Table, instrument: Instrument, codes: tuple[str, ...]) -> Condition:
    inner = table.table("not")
    return Not(parse(inner, instrument, codes) if inner else Any(()))


def _element(table: Table, instrument: Instrument, codes: tuple[str, ...]) -> Condition:
    element = table.string("element")
    if element and element not in instrument.elements:
        table.problem("element", f"names an unknown element {element!r}")
    return ElementIs(element, _closed(table, "is", ANSWERS))


def _attribute(table: Table, instrument: Instrument, codes: tuple[str, ...]) -> Condition:
    name = table.string("attribute")
    kind = instrument.attributes.get(name)
    if kind is None and name not in DERIVED_ATTRIBUTES:
        table.problem("attribute", f"names an unknown attribute {name!r}")
    nodes = table.strings("on")
    for node in nodes:
        if node != "any":
            _check_node(table, "on", node, instrument)
    compare, values, bound = _comparison(table, ("is", "contains", "lt", "lte"))
    where = table.table("where", required=False)
    narrowed = []
    if where is not None:
        for key in where.data:
            values_of = where.strings(key)
            narrowed.append((key, values_of))
            _check_values(where, key, key, values_of, instrument)
    if compare in {"is", "contains"}:
        _check_values(table, compare, name, values, instrument)
    if kind is not None and (compare == "contains") != (kind.type == "set"):
        table.problem(compare, f"does not fit {name!r}, which is of the type {kind.type!r}")
    quantifier = table.choice("of", QUANTIFIERS) or "some"
    return AttributeIs(name, quantifier, nodes, compare, values, bound, tuple(narrowed))


def _mapping(table: Table, instrument: Instrument, codes: tuple[str, ...]) -> Condition:
    node = table.string("mapping")
    if node != "each":
        _check_node(table, "mapping", node, instrument)
    return MappingIs(node, _closed(table, "is", MAPPING_STATES))


def _reservation(table: Table, instrument: Instrument, codes: tuple[str, ...]) -> Condition:
    code = table.string("reservation")
    if code not in {*codes, "each"}:
        table.problem("reservation", f"names an unknown reservation {code!r}")
    return ReservationIs(code, _closed(table, "is", RESERVATION_WORDS))


def _fact(table: Table, instrument: Instrument, codes: tuple[str, ...]) -> Condition:
    name = table.string("fact")
    compare, values, bound = _comparison(table, ("is", "lt", "lte"))
    if name not in FACTS:
        table.problem("fact", f"names an unknown fact {name!r}")
    elif compare == "is" and FACTS[name] and not set(values) <= set(FACTS[name]):
        table.problem("is", f"allowed for {name!r}: {', '.join(FACTS[name])}")
    return FactIs(name, compare, values, bound)


def _rule(table: Table, instrument: Instrument, codes: tuple[str, ...]) -> Condition:
    return RuleHolds(table.string("rule"), table.strings("case", required=False))


_FORMS = {
    "any": lambda table, instrument, codes: _joined(table, "any", instrument, codes),
    "all": lambda table, instrument, codes: _joined(table, "all", instrument, codes),
    "not": _negated,
    "element": _element,
    "attribute": _attribute,
    "mapping": _mapping,
    "reservation": _reservation,
    "fact": _fact,
    "rule": _rule,
}


def _closed(table: Table, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    values = table.strings(key)
    for value in values:
        if value not in allowed:
            table.problem(key, f"has {value!r}; allowed: {', '.join(allowed)}")
    return values


def _comparison(table: Table, forms: tuple[str, ...]) -> tuple[str, tuple[str, ...], float]:
    found = [form for form in forms if form in table]
    if len(found) != 1:
        table.problem("", f"needs exactly one of: {', '.join(forms)}")
        return "is", (), 0.0
    if found[0] in {"is", "contains"}:
        return found[0], table.strings(found[0]), 0.0
    value = table.raw(found[0])
    if not isinstance(value, int | float) or isinstance(value, bool):
        table.problem(found[0], "must be a number")
        value = 0
    return found[0], (), float(value)


def _check_node(table: Table, key: str, node: str, instrument: Instrument) -> None:
    if not instrument.has_node(node):
        table.problem(key, f"names an unknown obligation {node!r}")


def _check_values(
    table: Table, key: str, name: str, values: tuple[str, ...], instrument: Instrument
) -> None:
    kind = instrument.attributes.get(name)
    if kind is None:
        if name not in DERIVED_ATTRIBUTES:
            table.problem(key, f"names an unknown attribute {name!r}")
        return
    for value in values:
        if kind.values and value not in kind.values:
            table.problem(key, f"has {value!r}; allowed: {', '.join(kind.values)}")


# --- walking and printing ------------------------------------------------------------------------


def leaves(condition: Condition) -> Iterator[Test]:
    """Gives the tests of a condition, left to right."""
    match condition:
        case All(tests) | Any(tests):
            for test in tests:
                yield from leaves(test)
        case Not(test):
            yield from leaves(test)
        case _:
            yield condition


def describe(condition: Condition) -> str:
    """Gives a condition in the notation of the rules' documentation (``E36.1 = no``)."""
    match condition:
        case All(tests):
            return " and ".join(_bracketed(test) for test in tests)
        case Any(tests):
            return " or ".join(_bracketed(test) for test in tests)
        case Not(test):
            return f"not ({describe(test)})"
        case ElementIs(element, values):
            return f"{element} {_among(values)}"
        case AttributeIs():
            return _describe_attribute(condition)
        case MappingIs(node, values):
            return f"mapping[{node}] {_among(values)}"
        case ReservationIs(code, values):
            return f"reservation[{code}] {_among(values)}"
        case FactIs(name, compare, values, bound):
            return f"fact {name} {_compared(compare, values, bound)}"
        case RuleHolds(rule, cases):
            return f"rule {rule}" + (f" (case {', '.join(cases)})" if cases else "")


def _describe_attribute(test: AttributeIs) -> str:
    said = f"{test.quantifier}[{', '.join(test.nodes)}] {test.name} "
    said += _compared(test.compare, test.values, test.bound)
    if test.where:
        said += " where " + ", ".join(f"{name} {_among(values)}" for name, values in test.where)
    return said


def _compared(compare: str, values: tuple[str, ...], bound: float) -> str:
    if compare == "contains":
        return "contains " + " or ".join(values)
    if compare == "is":
        return _among(values)
    return f"{'<' if compare == 'lt' else '<='} {bound:g}"


def _among(values: tuple[str, ...]) -> str:
    return f"= {values[0]}" if len(values) == 1 else f"in {{{', '.join(values)}}}"


def _bracketed(condition: Condition) -> str:
    said = describe(condition)
    return f"({said})" if isinstance(condition, All | Any) and len(condition.tests) > 1 else said

# SPDX-License-Identifier: EUPL-1.2
"""Random projects for property tests, made so that conditions of rules are often true: answers,
provisions and statements are drawn from what one or two rules read.
"""

from __future__ import annotations

from hypothesis import strategies as st
from samples import snapshot_of

from gapanalysis import analysis
from gapanalysis.model import Rule
from gapanalysis.rules import conditions as c

INSTRUMENT, RULES = analysis.instrument(), analysis.rules()
DATES = {"signed": "2019-05-01", "deposited": "2020-01-10", "in_force": "2020-05-01"}
ANSWERS = ("no", "no", "partly", "yes", "unclear", "na")
BOUND_BY_GENERAL = ("41", "46", "55", "58")
NUMBERS = ("0", "3", "6", "11", "12", "19", "24", "60")


def values_of(name: str) -> st.SearchStrategy[str]:
    """Gives values of an attribute, for sets one word or none."""
    kind = INSTRUMENT.attributes[name]
    words = [*kind.values, *(NUMBERS if kind.type == "number" else ())]
    return st.sampled_from([*words, "none"] if kind.type == "set" else words)


def names_of(test: c.AttributeIs) -> tuple[str, ...]:
    """Gives the recorded attributes that a test reads."""
    asked = (test.name, *(name for name, _ in test.where))
    return tuple(part for name in asked for part in c.DERIVED_ATTRIBUTES.get(name, (name,)))


@st.composite
def provisions(draw: st.DrawFn, test: c.AttributeIs) -> dict:
    """Draws a provision that a test may concern, most of the attributes set."""
    node = draw(st.sampled_from(test.nodes)) if test.nodes != ("any",) else "36.1.a"
    if draw(st.integers(0, 7)) == 0:
        node = draw(st.sampled_from(BOUND_BY_GENERAL))
    names = [*names_of(test), "offences", "instrument"]
    kept = [
        name for name in names if draw(st.integers(0, 9)) < (8 if name in names_of(test) else 2)
    ]
    return {
        "on": [node],
        "coverage": draw(st.sampled_from(["full", "full", "partial", "contrary", "related"])),
        "attributes": {name: draw(values_of(name)) for name in kept},
    }


@st.composite
def cases(
    draw: st.DrawFn, about: tuple[Rule, ...] = RULES, answers: tuple[str, ...] = ANSWERS
) -> dict:
    """Draws a made-up State in the words of ``tests/cases``; some tests stay open."""
    case: dict = {"name": "", "answers": {}, "provisions": [], "nothing_exists": [], "dates": DATES}
    reserved: set[str] = set()
    for rule in draw(st.lists(st.sampled_from(about), min_size=1, max_size=2)):
        for test in dict.fromkeys(rule.tests):
            if draw(st.integers(0, 3)) == 0:
                continue
            match test:
                case c.ElementIs(element):
                    case["answers"][element] = draw(st.sampled_from(answers))
                case c.AttributeIs():
                    case["provisions"].append(draw(provisions(test)))
                case c.MappingIs(node) if node != "each" and draw(st.booleans()):
                    case["nothing_exists"].append(node)
                case c.ReservationIs(code) if code != "each":
                    reserved.add(code)
    by_code = {code: p for p, r in INSTRUMENT.reservable.items() for code in r.codes if p != "59"}
    case["reservations"] = [
        {"provision": by_code[code], "made": draw(st.sampled_from(["2020-01-10", None]))}
        for code in sorted(reserved)
    ]
    return case


def snapshots(about: tuple[Rule, ...] = RULES) -> st.SearchStrategy:
    """Gives snapshots of random projects."""
    return cases(about).map(snapshot_of)

# SPDX-License-Identifier: EUPL-1.2
"""The engine: rules over a snapshot, in strong Kleene logic, every step recorded.

``evaluate`` is pure: the same rules, instrument, snapshot and day give the same findings. What a
test means is in :mod:`gapanalysis.rules.facts`; what happens to a finding after its rule has fired
(reservations, caps, labels) is in :mod:`gapanalysis.rules.modifiers`; statuses of obligations are
in :mod:`gapanalysis.rules.status`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from gapanalysis.instrument import related_nodes
from gapanalysis.model import (
    SEVERITIES,
    Evaluation,
    Finding,
    Instrument,
    Outcome,
    Read,
    ReservationState,
    Rule,
    RuleCase,
    Severity,
    Snapshot,
    Text,
    Truth,
)
from gapanalysis.reservations import states as reservation_states
from gapanalysis.rules import conditions as c
from gapanalysis.rules.facts import Facts
from gapanalysis.rules.kleene import conjunction, disjunction, negation
from gapanalysis.rules.load import OWN
from gapanalysis.rules.modifiers import modify
from gapanalysis.rules.needs import closes, needs
from gapanalysis.rules.outcomes import element_statuses
from gapanalysis.rules.reads import changed_nodes, rules_reading
from gapanalysis.rules.status import Settled, obligation_statuses, totals
from gapanalysis.rules.trace import Trace


class _Run:
    """One evaluation: the facts of a day, and the results of rules that other rules read."""

    def __init__(self, rules: tuple[Rule, ...], facts: Facts) -> None:
        self.rules = {rule.id: rule for rule in rules}
        self.facts = facts
        self._kept: dict[c.AttributeIs | c.RuleHolds, Trace] = {}

    def trace(
        self, condition: c.Condition, each: ReservationState | None, *, partly_too: bool
    ) -> Trace:
        """Evaluates a condition with all its parts; nothing is cut short, so that the reasons are
        complete.
        """
        match condition:
            case c.All(tests) | c.Any(tests):
                parts = tuple(self.trace(t, each, partly_too=partly_too) for t in tests)
                join = conjunction if isinstance(condition, c.All) else disjunction
                result = join(part.result for part in parts)
                return Trace(condition, result, (), any(p.known for p in parts), parts)
            case c.Not(test):
                inner = self.trace(test, each, partly_too=partly_too)
                return Trace(condition, negation(inner.result), (), inner.known, (inner,))
            case c.AttributeIs() | c.RuleHolds():
                return self._kept_trace(condition)
            case c.ElementIs():
                answer = self.facts.element(condition, partly_too=partly_too)
            case c.MappingIs():
                answer = self.facts.mapping(condition)
            case c.ReservationIs():
                answer = self.facts.reservation(condition, each)
            case c.FactIs():
                answer = self.facts.fact(condition)
        return Trace(condition, *answer, ())

    def _kept_trace(self, test: c.AttributeIs | c.RuleHolds) -> Trace:
        """Gives the trace of a test that has the same result wherever it stands."""
        if test not in self._kept:
            if isinstance(test, c.AttributeIs):
                self._kept[test] = Trace(test, *self.facts.attribute(test), ())
            else:
                self._kept[test] = self._rule(test)
        return self._kept[test]

    def _rule(self, test: c.RuleHolds) -> Trace:
        parts = tuple(
            self.trace(case.when, None, partly_too=False)
            for case in self.rules[test.rule].cases
            if not test.cases or case.name in test.cases
        )
        result = disjunction(part.result for part in parts)
        read = Read(kind="rule", name=test.rule, value=str(result))
        return Trace(test, result, (read,), result != Truth.UNKNOWN, parts)


def evaluate(
    rules: tuple[Rule, ...], instrument: Instrument, snapshot: Snapshot, as_of: date
) -> Evaluation:
    """Gives all findings and statuses of a snapshot on a day."""
    return _evaluate(rules, instrument, snapshot, as_of, {}, None)


def reevaluate(
    previous: Evaluation,
    before: Snapshot,
    rules: tuple[Rule, ...],
    instrument: Instrument,
    snapshot: Snapshot,
) -> Evaluation:
    """Gives what :func:`evaluate` gives on the day of a previous evaluation. Where only answers,
    mappings, properties or statements changed since, rules that do not read them keep their
    findings.
    """
    if _rest(before) != _rest(snapshot):
        return evaluate(rules, instrument, snapshot, previous.on)
    answers = {
        element
        for element in before.answers.keys() | snapshot.answers.keys()
        if before.answers.get(element) != snapshot.answers.get(element)
        or any(
            before.provisions.get(one) != snapshot.provisions.get(one)
            or before.attributes.get(one) != snapshot.attributes.get(one)
            for one in snapshot.answers[element].supports
        )
    }
    nodes = changed_nodes(before, snapshot)
    concerned = rules_reading(answers, nodes, rules, instrument)
    kept: dict[str, list[Finding]] = {rule.id: [] for rule in rules if rule.id not in concerned}
    for finding in previous.findings:
        if finding.rule in kept:
            kept[finding.rule].append(finding)
    near = {one for one in instrument.obligations if any(related_nodes(one, n) for n in nodes)}
    near |= {instrument.elements[one].obligation for one in answers if one in instrument.elements}
    return _evaluate(rules, instrument, snapshot, previous.on, kept, _Before(previous, near))


@dataclass(frozen=True, slots=True)
class _Before:
    """An earlier evaluation, and the obligations whose own answers, mappings or statements have
    changed since.
    """

    evaluation: Evaluation
    near: set[str]

    def settled(
        self, kept: Mapping[str, list[Finding]], findings: list[Finding], instrument: Instrument
    ) -> Settled:
        """Gives what was computed of the obligations of which nothing has changed: neither what
        stands on them nor a finding on them or one that rests on their elements.
        """
        changed = [f for f in (*self.evaluation.findings, *findings) if f.rule not in kept]
        others = self.near | {f.obligation for f in changed}
        for finding in changed:
            others |= {instrument.elements[e].obligation for e in finding.decisive_elements}
        statuses = self.evaluation.statuses
        return Settled(
            statuses={key: one for key, one in statuses.items() if key not in others},
            elements=self.evaluation.elements,
        )


def _rest(snapshot: Snapshot) -> Snapshot:
    """Gives a snapshot without what :func:`reevaluate` compares piece by piece, and without what no
    rule reads.
    """
    return replace(
        snapshot,
        answers={},
        mappings=(),
        attributes={},
        provisions={},
        statements=frozenset(),
        evidence=(),
        figures=(),
        prior_recommendations=(),
        reviews=(),
        choices={},
    )


def _evaluate(
    rules: tuple[Rule, ...],
    instrument: Instrument,
    snapshot: Snapshot,
    as_of: date,
    kept: Mapping[str, list[Finding]],
    before: _Before | None,
) -> Evaluation:
    """Evaluates the rules whose findings are not kept from an earlier evaluation."""
    facts = _facts(instrument, snapshot, as_of)
    if before:
        facts.take_over(before.evaluation.facts)
    run = _Run(rules, facts)
    findings: list[Finding] = []
    for rule in rules:
        if rule.id in kept:
            findings += kept[rule.id]
        else:
            findings += (modify(found, case, facts, run.trace) for found, case in _apply(rule, run))
    settled = before.settled(kept, findings, instrument) if before else Settled()
    statuses = obligation_statuses(instrument, snapshot, facts, findings, settled)
    return Evaluation(
        on=as_of,
        rules_version=instrument.version,
        findings=tuple(findings),
        statuses=statuses,
        totals=totals(statuses.values()),
        elements=element_statuses(instrument, facts, findings, statuses, settled),
        facts=facts,
    )


def _facts(instrument: Instrument, snapshot: Snapshot, as_of: date) -> Facts:
    reservations = reservation_states(snapshot.reservations, snapshot.state, as_of, instrument)
    return Facts(instrument, snapshot, reservations, as_of)


def rule_truths(
    asked: Iterable[Rule],
    rules: tuple[Rule, ...],
    instrument: Instrument,
    snapshot: Snapshot,
    as_of: date,
) -> dict[str, Truth]:
    """Gives what some rules, each as a whole, say of a snapshot, *partly* counted as M0 asks."""
    run = _Run(rules, _facts(instrument, snapshot, as_of))
    return {
        rule.id: disjunction(
            disjunction(trace.result for trace in _traces(rule, case, run, each) if trace)
            for each in _subjects(rule, run)
            for case in rule.cases
        )
        for rule in asked
    }


_Found = tuple[Finding, RuleCase]


def _apply(rule: Rule, run: _Run) -> Iterable[_Found]:
    if rule.kind == "guard" or all(case.outcome is None for case in rule.cases):
        return
    for each in _subjects(rule, run):
        groups: dict[str, list[RuleCase]] = {}
        for case in rule.cases:
            groups.setdefault(case.group, []).append(case)
        for cases in groups.values():
            yield from _first_findings(rule, cases, run, each)


def _placed(finding: Finding, trace: Trace, facts: Facts) -> Iterable[Finding]:
    """Gives a finding of a rule on *each* obligation once for every obligation that the provisions
    which made it are mapped to; without any it belongs to the project as a whole.
    """
    if finding.obligation != "each":
        yield finding
        return
    provisions = {
        read.provision
        for leaf in trace.decisive_leaves()
        if isinstance(leaf.condition, c.AttributeIs)
        for read in leaf.reads
        if read.value is None or read.value.split("(")[0] in leaf.condition.values
    }
    nodes = [m.obligation for m in facts.read_mappings if m.provision in provisions]
    for node in dict.fromkeys(nodes) or [""]:
        yield replace(finding, obligation=node)


def _subjects(rule: Rule, run: _Run) -> tuple[ReservationState | None, ...]:
    reads_each = any(
        isinstance(leaf, c.ReservationIs) and leaf.code == "each"
        for case in rule.cases
        for leaf in c.leaves(case.when)
    )
    return run.facts.reservations if reads_each else (None,)


def _traces(
    rule: Rule, case: RuleCase, run: _Run, each: ReservationState | None
) -> tuple[Trace, Trace | None]:
    """Gives the trace as written and, where *partly* may satisfy *no* and the first did not
    already hold, the trace that allows it.
    """
    strict = run.trace(case.when, each, partly_too=False)
    if strict.result == Truth.TRUE or not rule.partly_lowers:
        return strict, None
    return strict, run.trace(case.when, each, partly_too=True)


def _first_findings(
    rule: Rule, cases: list[RuleCase], run: _Run, each: ReservationState | None
) -> Iterable[_Found]:
    """Gives what the first true case of a group finds, else the first that is open."""
    waiting: tuple[RuleCase, Trace] | None = None
    graver_unknown = False
    for case in cases:
        if case.severity is None or case.outcome is None:
            continue
        strict, relaxed = _traces(rule, case, run, each)
        labels = ("may_be_more_serious",) if graver_unknown else ()
        trace, severity, outcome = strict, case.severity, case.outcome
        if relaxed is not None and relaxed.result == Truth.TRUE:
            lower = min(SEVERITIES.index(case.severity) + 1, len(SEVERITIES) - 1)
            trace, severity, outcome = relaxed, SEVERITIES[lower], Outcome.PARTLY
            if strict.result == Truth.UNKNOWN:
                labels = ("may_be_more_serious",)
        if trace.result == Truth.TRUE:
            finding = _finding(rule, case, trace, run, each, severity, outcome, labels)
            yield from ((one, case) for one in _placed(finding, trace, run.facts))
            return
        graver_unknown = graver_unknown or strict.result == Truth.UNKNOWN
        still = relaxed or strict
        if waiting is None and still.result == Truth.UNKNOWN and still.known:
            waiting = (case, still)
    if waiting is not None:
        case, trace = waiting
        severity = case.severity or Severity.INFO
        finding = _finding(rule, case, trace, run, each, severity, Outcome.CANNOT_TELL, ())
        yield from ((one, case) for one in _placed(finding, trace, run.facts))


def _finding(
    rule: Rule,
    case: RuleCase,
    trace: Trace,
    run: _Run,
    each: ReservationState | None,
    severity: Severity,
    outcome: Outcome,
    labels: tuple[str, ...],
) -> Finding:
    decided = outcome != Outcome.CANNOT_TELL
    whole = run.trace(case.when, each, partly_too=rule.partly_lowers) if decided else trace
    if decided and any(read.value == "unclear" for leaf in trace.leaves() for read in leaf.reads):
        labels = (*labels, "to_verify")
    if rule.source.startswith(OWN):
        labels = (*labels, "own_rule")
    obligation = case.obligation
    if obligation == "each" and each:
        obligation = each.provision.split(":")[0]
    return Finding(
        rule=rule.id,
        version=rule.version,
        obligation=obligation,
        subject=each.provision if each else case.name,
        outcome=outcome,
        severity=severity,
        verb="",
        text=_sentence(case.finding or rule.finding, case),
        recommendation=_sentence(case.recommendation or rule.recommendation, case),
        basis=rule.basis,
        why=tuple(trace.steps()),
        needs=() if decided else needs(trace, run.facts),
        closes=closes(whole, run.facts) if decided else (),
        reservation=None,
        group=rule.group,
        labels=labels,
        kind=rule.kind,
        source=rule.source,
        case=case.label,
    )


def _sentence(text: Text, case: RuleCase) -> Text:
    if case.label is None:
        return text
    return {
        language: said.replace("{case}", case.label[language]) for language, said in text.items()
    }

# SPDX-License-Identifier: EUPL-1.2
"""What ``check`` and ``reservations`` print: the view of a project as plain JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from gapanalysis import analysis
from gapanalysis.model import Counts, Finding, Ground, Read, ReservationState, Status, Text


def view_to_json(seen: analysis.View, language: str = "en") -> dict[str, Any]:
    """Gives what ``check`` prints."""
    evaluation = seen.evaluation
    return {
        "on": evaluation.on.isoformat(),
        "rules_version": evaluation.rules_version,
        "findings": [_finding_to_json(finding, language) for finding in evaluation.findings],
        "obligations": [
            {
                "obligation": one.obligation,
                "status": one.status.value,
                "computed": one.computed.value,
                "answered": one.answered,
                "elements": one.elements,
                "override": one.override or None,
                "ground": one.ground and _ground_to_json(one.ground),
            }
            for one in evaluation.statuses.values()
        ],
        "totals": _totals_to_json(evaluation.totals),
        "counts": {
            order: [_counts_to_json(one) for one in analysis.counted(seen, order)]
            for order in ("article", *analysis.orders(analysis.instrument()))
        },
    }


def _ground_to_json(ground: Ground) -> dict[str, Any]:
    return {
        "kind": ground.kind.value,
        "elements": list(ground.elements),
        "provisions": list(ground.provisions),
    }


def _totals_to_json(totals: Mapping[Status, int]) -> dict[str, int]:
    return {status.value: count for status, count in totals.items()}


def _counts_to_json(one: Counts) -> dict[str, Any]:
    return {
        "group": one.group.number or None,
        "answered": one.answered,
        "elements": one.elements,
        "totals": _totals_to_json(one.totals),
    }


def _finding_to_json(finding: Finding, language: str) -> dict[str, Any]:
    def said(text: Text) -> str:
        return text.get(language) or text["en"]

    reservation = finding.reservation
    return {
        "rule": finding.rule,
        "version": finding.version,
        "obligation": finding.obligation,
        "subject": finding.subject,
        "outcome": finding.outcome.value,
        "severity": finding.severity.value,
        "verb": finding.verb,
        "text": said(finding.text),
        "recommendation": said(finding.recommendation),
        "why": [
            {
                "step": step.test,
                "result": step.result.value,
                "reads": [_read_to_json(read) for read in step.reads],
            }
            for step in finding.why
        ],
        "needs": list(finding.needs),
        "closes": list(finding.closes),
        "labels": list(finding.labels),
        "digest": finding.digest,
        "reservation": reservation
        and {
            "provision": reservation.provision,
            "status": reservation.status.value,
            "until": reservation.until.isoformat() if reservation.until else None,
        },
        "group": finding.group or None,
    }


def _read_to_json(read: Read) -> dict[str, Any]:
    kind = read.kind if read.kind in {"element", "attribute"} else "fact"
    name = (
        read.name if read.kind in {"element", "attribute", "fact"} else f"{read.kind} {read.name}"
    )
    return {
        kind: name,
        "value": read.value,
        "law": read.law,
        "number": read.number,
        "quote": read.quote,
    }


def reservations_to_json(states: Iterable[ReservationState]) -> list[dict[str, Any]]:
    """Gives what ``reservations`` prints."""

    def iso(day: date | None) -> str | None:
        return day.isoformat() if day else None

    return [
        {
            "provision": one.provision,
            "status": one.status.value,
            "expires": iso(one.expires),
            "notify_by": iso(one.notify_by),
            "remind_from": iso(one.remind_from),
            "grace_until": iso(one.grace_until),
            "events": [
                {
                    "on": iso(notice.on),
                    "decision": notice.decision.value,
                    "effective": iso(notice.effective),
                }
                for notice in one.reservation.notices
            ],
            "explanations": [
                {"requested": iso(said.requested), "given": iso(said.given)}
                for said in one.reservation.explanations
            ],
            "made": iso(one.reservation.made),
            "scope": one.reservation.scope,
            "flags": sorted(one.flags),
            "reason": one.reason or None,
        }
        for one in states
    ]

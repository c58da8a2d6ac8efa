# SPDX-License-Identifier: EUPL-1.2
"""Kinds of report and levels of detail as data (``resources/report/kinds.toml``), and the options
of one report, of which a project keeps those that are worth keeping.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Literal

from gapanalysis.errors import AppError
from gapanalysis.model import Text
from gapanalysis.resources import read_toml
from gapanalysis.words import NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportKind:
    """A kind of report: its sections in their order, the order of its articles (an order of the
    instrument), and its level of detail. Where ``whole`` is False, articles that the order leaves
    out are told in short in a section of their own.
    """

    id: str
    title: Text
    short: Text
    name: Text
    subject: Text
    order: str
    whole: bool
    detail: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A level of detail: which ``parts`` an article is told with; findings are told at each."""

    id: str
    name: Text
    parts: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportKinds:
    """All kinds and levels by id, and the titles of sections that a report may have."""

    kinds: Mapping[str, ReportKind]
    details: Mapping[str, Detail]


@cache
def load_kinds() -> ReportKinds:
    """Gives the kinds of report and the levels of detail."""
    found = read_toml("report/kinds.toml")
    return ReportKinds(
        kinds={one["id"]: _kind(one) for one in found["kind"]},
        details={
            one["id"]: Detail(id=one["id"], name=one["name"], parts=frozenset(one["parts"]))
            for one in found["detail"]
        },
    )


def _kind(table: dict[str, Any]) -> ReportKind:
    return ReportKind(**{**table, "sections": tuple(table["sections"])})


USUAL = "baseline"
"""The kind of report that is written where none is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """What a person chooses for one report. ``on`` is the day that the report bears; ``title``
    replaces that of its kind. ``author`` and ``members`` (of the coalition) hold a name a line,
    which a public edition shows only with ``name_authors``; ``contact`` it never shows.
    ``consent``: the authors agree that GREVIO publishes the report. ``node`` is the obligation of a
    sheet on one. ``sections`` and ``detail`` replace those of the kind, ``texts`` holds words of
    the authors' own by section.
    """

    language: Literal["en", "fr", "ro"]
    on: date
    edition: Literal["public", "confidential"] = "confidential"
    kind: str = USUAL
    title: str = ""
    author: str = ""
    members: str = ""
    contact: str = ""
    consent: bool = False
    name_authors: bool = False
    node: str = ""
    sections: tuple[str, ...] = ()
    detail: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


KEPT = ("title", "author", "members", "contact", "consent", "name_authors", "sections", "detail")
"""Options that a project keeps; besides ``text.`` and a section."""
CHOSEN = ("kind", "language", "edition", "on", "node")
"""Options that a project keeps for its reports of every kind."""
TEXT = "text."


def kept_kind(kept: Mapping[tuple[str, str], str]) -> str:
    """Gives the kind of report that a project keeps, else the usual one."""
    kind = kept.get(("", "kind"), "")
    return kind if kind in load_kinds().kinds else USUAL


def kept_options(kept: Mapping[tuple[str, str], str], kind: str) -> dict[str, Any]:
    """Gives the options that a project keeps for a kind of report: its own before those of all."""
    every = {name: value for (of, name), value in kept.items() if not of}
    found = every | {name: value for (of, name), value in kept.items() if of == kind}
    options: dict[str, Any] = {name: found[name] for name in KEPT if name in found}
    for name in {"consent", "name_authors"} & options.keys():
        options[name] = options[name] == "yes"
    if "sections" in options:
        options["sections"] = tuple(options["sections"].split())
    options |= {name: every[name] for name in _CHOICES if every.get(name) in _CHOICES[name]}
    if day := as_day(every.get("on", "")):
        options["on"] = day
    if "node" in every and kind == _OF_ONE:
        options["node"] = every["node"]
    texts = {n.removeprefix(TEXT): v for n, v in found.items() if n.startswith(TEXT)}
    return {**options, "texts": texts}


def check_option(kind: str, name: str, value: str) -> None:
    """Sees that an option is one that a project can keep; raises ``AppError``: ``report_kind``,
    ``report_option``, ``report_section``, ``report_value``.
    """
    known = load_kinds()
    every = tuple(dict.fromkeys(s for one in known.kinds.values() for s in one.sections))
    if kind:
        find_kind(kind)
    if name in CHOSEN and not kind:
        _check_choice(name, value)
        return
    section = name.removeprefix(TEXT) if name.startswith(TEXT) else ""
    if name not in KEPT and not section:
        names = (*KEPT, *(CHOSEN if not kind else ()), f"{TEXT}SECTION")
        raise AppError("report_option", name=name, known=", ".join(names))
    sections = value.split() if name == "sections" else [section] if section else []
    for one in sections:
        if one not in every:
            raise AppError("report_section", name=one, known=", ".join(every))
    allowed = {"detail": tuple(known.details), "consent": _YES_NO, "name_authors": _YES_NO}
    if value and name in allowed and value not in allowed[name]:
        raise AppError("report_value", name=name, value=value, known=", ".join(allowed[name]))


def _check_choice(name: str, value: str) -> None:
    if name == "kind" and value:
        find_kind(value)
    known = ", ".join(_CHOICES.get(name, ()))
    if value and name in _CHOICES and value not in _CHOICES[name]:
        raise AppError("report_value", name=name, value=value, known=known)
    if value and name == "on" and as_day(value) is None:
        raise AppError("report_value", name=name, value=value, known="2026-06-01")


def as_day(value: str) -> date | None:
    """Gives a day as a project keeps it, None where it is none."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


_YES_NO = ("yes", "no")
_CHOICES = {"language": tuple(NAMES), "edition": ("public", "confidential")}
_OF_ONE = "obligation"
"""The kind of report on one obligation."""


def find_kind(kind: str) -> ReportKind:
    """Gives a kind of report; raises ``AppError("report_kind")``."""
    kinds = load_kinds().kinds
    if kind not in kinds:
        raise AppError("report_kind", kind=kind, known=", ".join(kinds))
    return kinds[kind]

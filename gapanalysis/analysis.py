# SPDX-License-Identifier: EUPL-1.2
"""The use cases: what the window and the command line call. Joins the project file, the
instrument, the rules and the report; knows no SQL, no Qt and no format.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from gapanalysis import store
from gapanalysis.errors import AppError
from gapanalysis.instrument import (
    check_attribute,
    find_element,
    find_node,
    find_obligation,
    groups,
    lineage,
    load_instrument,
    orders,
    translation_notes,
    treaty_words,
)
from gapanalysis.model import (
    Counts,
    Evaluation,
    Evidence,
    Finding,
    HistoryEntry,
    ImportDoubt,
    Instrument,
    Law,
    LawDraft,
    Operation,
    Provision,
    ReadAgain,
    ReservationState,
    Review,
    Rule,
    Snapshot,
    Split,
    Structure,
)
from gapanalysis.project_file import Project, create_project, glance, new_uid, open_project
from gapanalysis.report.progress import part_of, quiet
from gapanalysis.reservations import (
    IN_FORCE,
    check_notice,
    check_provision,
    dates_needed,
    reservation_state,
)
from gapanalysis.reservations import states as reservation_states
from gapanalysis.rules.conditions import FACTS, NOT_SETTABLE, STATE_DATES
from gapanalysis.rules.engine import evaluate, reevaluate
from gapanalysis.rules.load import load_rules
from gapanalysis.rules.status import counts
from gapanalysis.search import Hit, holds, words_of
from gapanalysis.search import search as search_everything
from gapanalysis.store import (
    find_law,
    find_provisions,
    provision_at,
    read_attachment,
    read_doubts,
    read_hidden,
    read_history,
    read_law_text,
    read_laws,
    read_provision,
    read_provisions,
    read_rule_files,
    read_snapshot,
    read_source,
)
from gapanalysis.structure import mend_to_json, structure_of
from gapanalysis.words import Words

if TYPE_CHECKING:
    from gapanalysis.charts.grid import Overview
    from gapanalysis.charts.timeline import Timeline
    from gapanalysis.datafile import Problem
    from gapanalysis.evidence import EvidenceSets, split_keywords
    from gapanalysis.figure_table import (
        Cells,
        closed_name,
        guess_plan,
        parse_number,
        parse_year,
        read_cells,
        read_figures,
    )
    from gapanalysis.figures import own_ratio, ratios
    from gapanalysis.law_structure import read_kept, read_structure
    from gapanalysis.report.blocks import Report
    from gapanalysis.report.build import ReportOptions
    from gapanalysis.report.options import ReportKinds
    from gapanalysis.report.publication import Publication, Withheld
    from gapanalysis.report.wording import Wording
    from gapanalysis.rules.questions import OpenQuestion

__all__ = [
    "IN_FORCE",
    "EvidenceSets",
    "Hit",
    "Project",
    "check_attribute",
    "check_notice",
    "check_provision",
    "closed_name",
    "create_project",
    "dates_needed",
    "find_element",
    "find_law",
    "find_node",
    "find_obligation",
    "find_provisions",
    "glance",
    "groups",
    "guess_plan",
    "holds",
    "lineage",
    "mend_to_json",
    "open_project",
    "orders",
    "own_ratio",
    "parse_number",
    "parse_year",
    "provision_at",
    "ratios",
    "read_attachment",
    "read_cells",
    "read_doubts",
    "read_figures",
    "read_hidden",
    "read_history",
    "read_kept",
    "read_law_text",
    "read_laws",
    "read_provision",
    "read_provisions",
    "read_rule_files",
    "read_snapshot",
    "read_source",
    "read_structure",
    "reservation_state",
    "split_keywords",
    "structure_of",
    "translation_notes",
    "treaty_words",
    "words_of",
]

_LATER = {
    "EvidenceSets": "evidence",
    "closed_name": "figure_table",
    "guess_plan": "figure_table",
    "own_ratio": "figures",
    "parse_number": "figure_table",
    "parse_year": "figure_table",
    "ratios": "figures",
    "read_cells": "figure_table",
    "read_figures": "figure_table",
    "read_kept": "law_structure",
    "read_structure": "law_structure",
    "split_keywords": "evidence",
}
"""What comes from modules that an open project does not need at once: they are imported when it is
asked for.
"""
INSTRUMENT = "istanbul"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A project as it stands on a day: what it holds and what the rules say of it."""

    project: Project
    on: date
    snapshot: Snapshot
    evaluation: Evaluation
    reservations: tuple[ReservationState, ...]


if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Gives what is imported later."""
        if name not in _LATER:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"gapanalysis.{_LATER[name]}"), name)


def instrument() -> Instrument:
    """Gives the instrument that projects are assessed against."""
    return load_instrument(INSTRUMENT)


@cache
def rules(own: tuple[tuple[str, str], ...] = ()) -> tuple[Rule, ...]:
    """Gives the rules of the instrument, with those of the user's own files (name, text)."""
    return load_rules(instrument(), own)


def lint(folder: Path) -> list[Problem]:
    """Gives what is wrong in a folder of obligations, rules and cases; raises ``AppError``."""
    from gapanalysis.lint import lint_files, read_folder

    return lint_files(read_folder(folder), instrument())


def own_rules(folder: Path) -> tuple[tuple[str, str], ...]:
    """Gives the files of rules below a folder (name, text); raises ``AppError`` where one of them
    is not sound beside the rules that the program ships.
    """
    from gapanalysis.lint import read_folder

    found = tuple((name, text) for name, text in read_folder(folder) if "[[rule]]" in text)
    if not found:
        raise AppError("no_rules", folder=str(folder))
    rules(found)
    return found


def view(project: Project, on: date) -> View:
    """Reads a project and evaluates the rules."""
    snapshot = store.read_snapshot(project)
    return _view(
        project, on, snapshot, evaluate(rules(snapshot.rule_files), instrument(), snapshot, on)
    )


def update(previous: View, touched: Iterable[str], rows: Iterable[tuple[str, int]] = ()) -> View:
    """Gives the view after an edit; reads only what it touched (``rows``: table and key of what
    changed, where that is known).
    """
    snapshot = store.refresh(previous.project, previous.snapshot, touched, rows)
    evaluation = reevaluate(
        previous.evaluation,
        previous.snapshot,
        rules(snapshot.rule_files),
        instrument(),
        snapshot,
    )
    return _view(previous.project, previous.on, snapshot, evaluation)


def _view(project: Project, on: date, snapshot: Snapshot, evaluation: Evaluation) -> View:
    states = reservation_states(snapshot.reservations, snapshot.state, on, instrument())
    return View(
        project=project, on=on, snapshot=snapshot, evaluation=evaluation, reservations=states
    )


def review_of(seen: View, finding: Finding) -> Review | None:
    """Gives a person's decision on a finding, or None."""
    return next((one for one in seen.snapshot.reviews if one.key == finding.key), None)


@dataclass(frozen=True, slots=True)
class _Told:
    say: Wording
    instrument: Instrument


def said_steps(finding: Finding, language: str) -> list[str]:
    """Gives what each step of a finding tested, in words, as the report says it."""
    from gapanalysis.report.tested import said_steps as said
    from gapanalysis.report.wording import load_wording

    return said(_Told(load_wording(language), instrument()), finding)


def questions(seen: View) -> tuple[OpenQuestion, ...]:
    """Gives the open questions, those that settle most rules first."""
    from gapanalysis.rules.questions import open_questions

    return open_questions(rules(seen.snapshot.rule_files), instrument(), seen.snapshot, seen.on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gesture:
    """What was done in one go: its entries in the history, the oldest first. ``last`` is the entry
    to go back to; ``done`` is False after an undo, ``abandoned`` True for what was replaced.
    """

    entries: tuple[HistoryEntry, ...]

    @property
    def last(self) -> HistoryEntry:
        """The entry at which this gesture was the last one in force."""
        return self.entries[-1]


def steps(project: Project) -> tuple[str | None, str | None]:
    """Gives the names of the edits that an undo and a redo would take."""
    from gapanalysis.history import redo_name, undo_name

    return undo_name(project), redo_name(project)


def gestures(project: Project) -> tuple[Gesture, ...]:
    """Gives everything that was ever done in a project, gesture by gesture, the oldest first."""
    grouped: dict[str, list[HistoryEntry]] = {}
    for entry in read_history(project):
        grouped.setdefault(entry.group, []).append(entry)
    return tuple(Gesture(entries=tuple(entries)) for entries in grouped.values())


def search(seen: View, typed: str, language: str, *, each: int = 8) -> tuple[Hit, ...]:
    """Gives what holds the typed words, wherever it stands."""
    return search_everything(
        seen.project,
        instrument(),
        seen.snapshot,
        seen.evaluation,
        typed,
        language=language,
        each=each,
    )


def counted(seen: View, order: str) -> tuple[Counts, ...]:
    """Gives counts of statuses and answers by ``article`` or by one of the instrument's orders."""
    return counts(seen.evaluation.statuses, groups(instrument(), order))


def overview(seen: View, order: str, words: Words) -> Overview:
    """Gives the Convention in one picture, by one of the instrument's orders."""
    from gapanalysis.charts.overview import make_overview

    arranged = groups(instrument(), order)
    return make_overview(instrument(), seen.snapshot, seen.evaluation, arranged, words)


def timeline(seen: View, words: Words) -> Timeline:
    """Gives the reservations over time."""
    from gapanalysis.charts.reservations import make_timeline

    state = seen.snapshot.state
    return make_timeline(seen.reservations, state, seen.on, instrument(), words)


# --- laws ----------------------------------------------------------------------------------------


def read_law(
    path: Path,
    language: str | None = None,
    *,
    tell: Callable[[str, float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> LawDraft:
    """Reads a law from a file in a child process with limits; raises ``AppError``."""
    from gapanalysis.importers.child import read_law_safely

    return read_law_safely(path, language, tell=tell, cancelled=cancelled)


def read_law_stream(stream: BinaryIO, name: str, language: str | None = None) -> LawDraft:
    """Reads a law of whatever format from an open stream; else as :func:`read_law`."""
    from gapanalysis.importers.child import read_data_safely
    from gapanalysis.importers.limits import FILE_BYTES

    return read_data_safely(stream.read(FILE_BYTES + 1), name, language)


def read_pasted_law(
    text: str,
    html: str = "",
    language: str | None = None,
    *,
    tell: Callable[[str, float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> LawDraft:
    """Reads a law from what a clipboard holds: its plain words, and its HTML where it has that too;
    else as :func:`read_law`.
    """
    from gapanalysis.importers.child import read_pasted_safely

    return read_pasted_safely(text, html, language, tell=tell, cancelled=cancelled)


def draft_to_json(draft: LawDraft, words: Words) -> dict[str, Any]:
    """Gives what ``split`` prints."""
    from gapanalysis.importers.read import to_json

    return to_json(draft, words)


# --- the structure of laws -----------------------------------------------------------------------


def doubts(project: Project, law: int) -> tuple[ImportDoubt, ...]:
    """Gives what looks wrong in a law of the project as it is divided now, without what a person
    said is right.
    """
    from gapanalysis.importers.doctor import examine
    from gapanalysis.law_structure import read_kept, read_structure

    return examine(read_structure(project, law), read_doubts(project, law), read_kept(project, law))


def doubts_to_json(
    found: Iterable[ImportDoubt], law: Structure, words: Words
) -> list[dict[str, Any]]:
    """Gives what looks wrong in a law, as ``split``, ``import`` and ``mend`` print it."""
    from gapanalysis.importers.doctor import to_json

    return to_json(found, law, words)


def proposed_split(law: Structure, provision: int, at: int) -> Split:
    """Gives the operation that begins a new provision at an offset, with the number, label and
    heading that the words there show.
    """
    from gapanalysis.importers.doctor_labels import proposed_split as proposed

    return proposed(law, provision, at)


def change_structure(draft: LawDraft, operation: Operation) -> LawDraft:
    """Gives a draft after an operation on its structure, with what looks wrong then; raises
    ``AppError("structure_…")``.
    """
    from gapanalysis.importers.doctor import change

    return change(draft, operation)


def apply_mend(draft: LawDraft, doubt: ImportDoubt) -> LawDraft:
    """Gives a draft after the mend that a doubt proposes; raises ``AppError("no_mend")`` where only
    a person can say. A draft that must be read again is, from the bytes that it keeps.
    """
    from gapanalysis.importers.child import read_again
    from gapanalysis.importers.doctor import apply_mend as mended

    if isinstance(doubt.mend, ReadAgain):
        return read_again(draft, doubt.mend.language)
    return mended(draft, doubt)


def doubt_key(doubt: ImportDoubt) -> tuple[str, int]:
    """Gives what tells a doubt from others of the same law: its code and where it begins."""
    from gapanalysis.importers.doctor import key_of

    return key_of(doubt)


def operation_of(doubt: ImportDoubt) -> Operation:
    """Gives the operation that mends a doubt; raises ``AppError("no_mend")``."""
    from gapanalysis.importers.doctor import operation_of as operation

    return operation(doubt)


def keep_doubt(draft: LawDraft, doubt: ImportDoubt) -> LawDraft:
    """Gives a draft in which a person said that a place is right as it is."""
    from gapanalysis.importers.doctor import keep

    return keep(draft, doubt)


def provision(project: Project, law: Law, address: str) -> Provision:
    """Gives the one provision at an address as a person writes it ("177(1)", "art. 177 alin. (1)");
    raises ``AppError("provision_unknown")`` or ``("provision_not_unique")``.
    """
    from gapanalysis.numbers import parse_address

    found = find_provisions(project, law.id, address.strip())
    parsed = None if found else parse_address(address)
    if parsed is not None:
        found = find_provisions(project, law.id, str(parsed))
    if not found:
        raise AppError("provision_unknown", provision=address, law=law.title)
    if len(found) > 1:
        paths = "; ".join(one.path for one in found)
        raise AppError("provision_not_unique", provision=address, law=law.title, paths=paths)
    return found[0]


def find_quote(
    project: Project, place: Provision, words: str, occurrence: int | None
) -> tuple[int, int]:
    """Gives the range of quoted words in a provision; white space need not match. Raises
    ``AppError("quote_unknown")``, or ``("quote_twice")`` where it stands there more than once and
    no occurrence (from 1) is named.
    """
    import re

    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = list(re.finditer(pattern, place.text)) if pattern else []
    if not found or (occurrence or 1) > len(found):
        raise AppError("quote_unknown", quote=words, number=place.address)
    if len(found) > 1 and occurrence is None:
        raise AppError("quote_twice", quote=words, number=place.address, times=len(found))
    match = found[(occurrence or 1) - 1]
    return place.start + match.start(), place.start + match.end()


# --- evidence ------------------------------------------------------------------------------------


def evidence_sets() -> EvidenceSets:
    """Gives the closed sets of evidence, figures and earlier recommendations."""
    from gapanalysis.evidence import load_sets

    return load_sets(INSTRUMENT)


def publication(item: Evidence) -> Publication:
    """Gives what a public edition may show of an item of evidence."""
    from gapanalysis.report import publication as editions

    return editions.publication(item)


def withheld(snapshot: Snapshot) -> Withheld:
    """Counts what a public edition leaves out of evidence and figures."""
    from gapanalysis.report import publication as editions

    return editions.withheld(snapshot)


def load_attachment(path: Path) -> bytes:
    """Gives the bytes of a file to attach; raises ``AppError``: ``file_missing``,
    ``file_unreadable``, ``attachment_empty``, ``attachment_too_large``.
    """
    from gapanalysis.evidence import ATTACHMENT_BYTES

    data = _load(path, ATTACHMENT_BYTES)
    if not data:
        raise AppError("attachment_empty", file=path.name)
    if len(data) > ATTACHMENT_BYTES:
        limit = ATTACHMENT_BYTES // 1024 // 1024
        raise AppError("attachment_too_large", file=path.name, limit=limit)
    return data


def save_attachment(project: Project, attachment: int, out: Path) -> None:
    """Writes a copy of an attached file; ``out`` is replaced in one step."""
    data = read_attachment(project, attachment).data
    replace_file(out, lambda beside: beside.write_bytes(data))


def load_table(path: Path) -> Cells:
    """Gives the cells of a CSV or TSV file; raises ``AppError``: ``file_missing``,
    ``file_unreadable``, ``not_text``, ``table_empty``, ``table_too_large``.
    """
    from gapanalysis.figure_table import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, read_cells
    from gapanalysis.importers.charsets import decode

    data = _load(path, MOST_CHARACTERS)
    if len(data) > MOST_CHARACTERS:
        raise AppError("table_too_large", rows=MOST_ROWS, columns=MOST_COLUMNS)
    return read_cells(decode(data, path.name).text)


def _load(path: Path, most: int) -> bytes:
    """Gives a file's bytes, one more than ``most`` where it has more."""
    if not path.is_file():
        raise AppError("file_missing", file=str(path))
    try:
        with path.open("rb") as stream:
            return stream.read(most + 1)
    except OSError as problem:
        raise AppError("file_unreadable", file=path.name) from problem


# --- facts ---------------------------------------------------------------------------------------


def check_fact(name: str, value: str) -> str:
    """Gives a fact about the State as it is kept; raises ``AppError("fact_…")``."""
    settable = {fact: kept for fact, kept in FACTS.items() if fact not in NOT_SETTABLE}
    if name in STATE_DATES:
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError as error:
            raise AppError("date_wrong", date=value) from error
    if name not in settable:
        raise AppError("fact_unknown", name=name, known=", ".join([*settable, *STATE_DATES]))
    if settable[name] and value not in settable[name]:
        raise AppError("fact_value", name=name, value=value, allowed=", ".join(settable[name]))
    if name == "population" and not (value.isascii() and value.isdigit()):
        raise AppError("fact_value", name=name, value=value, allowed="a whole number")
    return value


# --- what is written out -------------------------------------------------------------------------


def report_options(seen: View | None = None, **options: Any) -> ReportOptions:
    """Gives the options of a report: language, edition, day, kind and more
    (:class:`gapanalysis.report.options.ReportOptions`). What is not given, or None, is as the
    project of ``seen`` keeps it for that kind; its day is that of ``seen`` unless one is kept.
    """
    from gapanalysis.report import options as report

    given = {name: value for name, value in options.items() if value is not None}
    if seen is None:
        return report.ReportOptions(**given)
    kept = seen.snapshot.report
    kind = report.find_kind(given.get("kind") or report.kept_kind(kept)).id
    usual = {"language": "en", "on": seen.on, "kind": kind}
    return report.ReportOptions(**{**usual, **report.kept_options(kept, kind), **given})


def report_kinds() -> ReportKinds:
    """Gives the kinds of report and the levels of detail."""
    from gapanalysis.report.options import load_kinds

    return load_kinds()


def report_sections(language: str) -> dict[str, str]:
    """Gives the titles of the sections of reports by name, in a language that reports have."""
    from gapanalysis.report.build import SECTIONS
    from gapanalysis.report.wording import load_wording

    say = load_wording(language)
    return {name: say.say(f"part.{name}", node="").strip() for name in SECTIONS}


def check_report_option(kind: str, name: str, value: str) -> None:
    """Sees that a project can keep an option; raises ``AppError``: ``report_kind``,
    ``report_option``, ``report_section``, ``report_value``, and those of :func:`find_node`.
    """
    from gapanalysis.report.options import check_option

    check_option(kind, name, value)
    if name == "node" and value:
        find_node(instrument(), value)


def build_report(seen: View, options: ReportOptions) -> Report:
    """Gives the report as a neutral document."""
    from gapanalysis.report import build

    return build.build_report(
        instrument(), seen.snapshot, seen.evaluation, seen.reservations, options
    )


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the number of pages, of sheets for a spreadsheet, 1 for a format without
    either; and the characters that the fonts of the program do not have, where it brings its own.
    """

    count: int
    unshown: str


def write_report(
    seen: View,
    out: Path,
    options: ReportOptions,
    tell: Callable[[float], None] = quiet,
) -> Written:
    """Writes the report in the format of the suffix; ``out`` is replaced in one step. Tells
    meanwhile how far it is, as a share. Raises ``AppError``: ``report_format``, ``cannot_write``,
    ``disk_full`` and those of the report.
    """
    from gapanalysis.report.writers import unshown_in, writer_of

    write = writer_of(out)
    report = build_report(seen, options)
    tell(_BUILT)
    count = replace_file(out, lambda beside: write(report, beside, part_of(tell, _BUILT)))
    return Written(count, unshown_in(report, out))


_BUILT = 0.2
"""Share of the work that is done when a report is a neutral document."""


def replace_file(out: Path, write: Callable[[Path], int]) -> int:
    """Lets ``write`` make a file beside ``out`` and puts it in its place in one step."""
    beside = out.with_name(f"{out.stem}.{new_uid()[:8]}.part{out.suffix}")
    try:
        result = write(beside)
        os.replace(beside, out)
    except OSError as error:
        code = "disk_full" if error.errno == errno.ENOSPC else "cannot_write"
        raise AppError(code, file=str(out)) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    return result


def make_demo(path: Path, language: str = "en") -> tuple[Project, date]:
    """Makes the example's project; gives it open, with the day that it is told for."""
    from gapanalysis.demo import write_demo

    return write_demo(path, language)

# SPDX-License-Identifier: EUPL-1.2
"""What each command of the command line does: words of a user in, a JSON value out."""

from __future__ import annotations

import getpass
import json
import os
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

from gapanalysis import analysis, edits, red_flags
from gapanalysis.as_json import reservations_to_json, view_to_json
from gapanalysis.errors import AppError
from gapanalysis.model import (
    AnswerValue,
    Coverage,
    Decision,
    LawDraft,
    LawKind,
    Notice,
    Reservation,
    Status,
)
from gapanalysis.words import Words, load_words, state_codes

Json = Any


def author() -> str:
    """Gives the name that edits are recorded under: the login, or nothing where there is none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def opened(file: Path, *, read_only: bool = False) -> analysis.Project:
    """Opens a project under the user's name."""
    return analysis.open_project(file, read_only=read_only, author=author())


def messages() -> Words:
    """Gives the words in which commands speak: ``GAPANALYSIS_LANGUAGE``, else English."""
    return load_words(os.environ.get("GAPANALYSIS_LANGUAGE", "en"))


def day(written: str) -> date:
    """Gives a date written as 2026-11-22; raises ``AppError("date_wrong")``."""
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise AppError("date_wrong", date=written) from error


# --- projects and laws ---------------------------------------------------------------------------


def read_law(law: Path, language: str | None) -> LawDraft:
    """Reads a law from a file; ``-`` is the standard input."""
    if str(law) == "-":
        return analysis.read_law_stream(sys.stdin.buffer, "stdin", language)
    return analysis.read_law(law, language)


def split(law: Path, language: str | None) -> Json:
    """Reads one law without a project."""
    return analysis.draft_to_json(read_law(law, language), messages())


def new(file: Path, state: str, language: str, in_force: date | None, name: str = "") -> Json:
    """Makes a new project."""
    code = state.upper()
    if not re.fullmatch("[A-Z]{3}", code) or (code not in state_codes() and not name):
        raise AppError("state_unknown", state=state)
    if not re.fullmatch("[a-z]{2,3}", language):
        raise AppError("language_unknown", language=language)
    made = analysis.create_project(file, state=code, language=language, name=name, author=author())
    with made as project:
        if in_force:
            edits.do(project, edits.PutFact(name="in_force", value=in_force.isoformat()))
    return {"file": str(file)}


def fact(file: Path, name: str, value: str) -> Json:
    """Records a fact about the State."""
    value = analysis.check_fact(name, value)
    with opened(file) as project:
        return {"id": edits.do(project, edits.PutFact(name=name, value=value)).id}


def import_laws(
    file: Path,
    laws: list[Path],
    language: str | None,
    title: str | None,
    kind: str,
    dated: date | None,
) -> Json:
    """Adds laws in one step: all of them or none."""
    if title and len(laws) > 1:
        raise AppError("title_for_many")
    with opened(file) as project:
        drafts = [read_law(law, language) for law in laws]
        before = set(analysis.read_laws(project))
        edits.do(
            project,
            *(
                edits.AddLaw(draft=d, title=title or "", kind=LawKind(kind), date=dated)
                for d in drafts
            ),
        )
        added = [law for key, law in analysis.read_laws(project).items() if key not in before]
    return {
        "laws": [
            {
                "id": law.id,
                "title": law.title,
                "language": law.language,
                "articles": law.articles,
                "provisions": len(draft.provisions),
                "warnings": analysis.doubts_to_json(
                    draft.warnings, analysis.structure_of(draft), messages()
                ),
            }
            for law, draft in zip(added, drafts, strict=True)
        ]
    }


# --- mapping and answering -----------------------------------------------------------------------


def map_provision(
    file: Path,
    law: str,
    number: str,
    obligation: str,
    coverage: str,
    quote: str | None,
    occurrence: int | None,
    note: str,
) -> Json:
    """Maps a provision, or quoted words of it, to a node of the instrument."""
    node = analysis.find_node(analysis.instrument(), obligation)
    with opened(file) as project:
        place = analysis.provision(project, analysis.find_law(project, law), number)
        start, end = (
            analysis.find_quote(project, place, quote, occurrence) if quote else (None, None)
        )
        suggested = red_flags.attribute_suggestions(project, [place.id])
        change = edits.do(
            project,
            edits.PutMapping(
                provision=place.id,
                obligation=node,
                coverage=Coverage(coverage),
                start=start,
                end=end,
                note=note,
            ),
            *suggested,
        )
    return {"mapping": change.id}


def answer(file: Path, element: str, value: str | None, note: str, *, clear: bool) -> Json:
    """Answers an element, or clears its answer."""
    known = analysis.find_element(analysis.instrument(), element).id
    if clear == bool(value):
        raise AppError("answer_or_clear", element=known)
    edit = (
        edits.PutAnswer(element=known, value=AnswerValue(value), note=note)
        if value
        else edits.ClearAnswer(element=known)
    )
    with opened(file) as project:
        return {"id": edits.do(project, edit).id}


def state(file: Path, obligation: str, value: str) -> Json:
    """States that nothing exists for an obligation, or takes that back."""
    node = analysis.find_node(analysis.instrument(), obligation)
    edit = (
        edits.PutStatement(obligation=node)
        if value == "none"
        else edits.ClearStatement(obligation=node)
    )
    with opened(file) as project:
        return {"id": edits.do(project, edit).id}


def attribute(
    file: Path, law: str, number: str, name: str, value: str | None, *, reject: bool
) -> Json:
    """Records an attribute of a provision: a value, the one that is suggested, or its rejection."""
    with opened(file) as project:
        place = analysis.provision(project, analysis.find_law(project, law), number)
        if value is not None and not reject:
            kept = analysis.check_attribute(analysis.instrument(), name, value)
            edit = edits.PutAttribute(provision=place.id, name=name, value=kept)
        elif value is None:
            edit = red_flags.decided(project, place, name, accept=not reject)
        else:
            raise AppError("value_or_reject", name=name)
        return {"id": edits.do(project, edit).id}


def override(file: Path, obligation: str, status: str | None, reason: str, *, clear: bool) -> Json:
    """Puts a person's status in the place of the computed one, or takes it back."""
    known = analysis.find_obligation(analysis.instrument(), obligation)
    if clear == bool(status):
        raise AppError("override_or_clear", obligation=known)
    edit: edits.Edit = (
        edits.PutReview(obligation=known, decision=Status(status).value, reason=reason)
        if status
        else edits.ClearReview(obligation=known)
    )
    with opened(file) as project:
        return {"id": edits.do(project, edit).id}


# --- reservations --------------------------------------------------------------------------------


def reserve(
    file: Path,
    provision: str,
    made: date | None,
    notified: date | None,
    decision: str | None,
    effective: date | None,
    scope: str | None,
    *,
    requested: date | None = None,
    explained: date | None = None,
) -> Json:
    """Records a reservation, or a notice or an explanation about one that is recorded."""
    analysis.check_provision(analysis.instrument(), provision)
    if (notified is None) != (decision is None):
        raise AppError("notice_half", provision=provision)
    with opened(file) as project:
        snapshot = analysis.read_snapshot(project)
        known = {r.provision: r for r in snapshot.reservations}.get(provision)
        steps: list[edits.Edit] = []
        if known is None or made not in {None, known.made} or scope is not None:
            kept = (known.made, known.scope) if known else (None, None)
            first = edits.PutReservation(
                provision=provision,
                made=made or kept[0],
                scope=kept[1] if scope is None else scope,
            )
            steps.append(first)
            known = Reservation(
                id=0,
                provision=provision,
                made=first.made,
                scope=first.scope,
                notices=known.notices if known else (),
                explanations=known.explanations if known else (),
            )
        if notified is not None and decision is not None:
            notice = Notice(on=notified, decision=Decision(decision), effective=effective)
            analysis.check_notice(known, notice, snapshot.state, analysis.instrument())
            steps.append(
                edits.AddNotice(
                    provision=provision,
                    on=notified,
                    decision=notice.decision,
                    effective=effective,
                )
            )
        if requested or explained:
            steps.append(
                edits.AddExplanation(provision=provision, requested=requested, given=explained)
            )
        return {"reservation": edits.do(project, *steps).id if steps else known.id}


def reservations(file: Path, on: date) -> Json:
    """Gives the status of each reservation."""
    with opened(file, read_only=True) as project:
        return reservations_to_json(analysis.view(project, on).reservations)


def known(state: str) -> Json:
    """Gives what was seen in published sources of a State; nothing of it is recorded."""
    party = analysis.instrument().parties.get(state.upper())
    if party is None:
        return {"state": state.upper(), "dates": {}, "source": None, "reservations": []}
    return {
        "state": party.code,
        "dates": {name: day.isoformat() for name, day in party.dates.items()},
        "source": party.source["en"] if party.source else None,
        "reservations": [
            {
                "provision": one.provision,
                "made": one.made.isoformat() if one.made else None,
                "scope": one.scope["en"] if one.scope else None,
                "notices": [
                    {"on": notice.on.isoformat(), "decision": notice.decision.value}
                    for notice in one.notices
                ],
                "source": one.source["en"],
            }
            for one in party.reservations
        ],
    }


# --- what comes out ------------------------------------------------------------------------------


def check(file: Path, on: date) -> Json:
    """Runs the rules."""
    with opened(file, read_only=True) as project:
        return view_to_json(analysis.view(project, on))


def next_questions(file: Path, on: date) -> Json:
    """Gives the open questions that decide most."""
    with opened(file, read_only=True) as project:
        return [
            {
                "element": one.element.id,
                "decides": list(one.decides),
                "question": one.element.question["en"],
            }
            for one in analysis.questions(analysis.view(project, on))
        ]


_COUNTED = {".pdf": "pages", ".xlsx": "sheets"}
"""What there are several of in a file with a suffix; the other formats have no pages of their own.
"""


def report(file: Path, out: Path, today: date, *, node: str | None = None, **given: Any) -> Json:
    """Writes a report with the options given, else with those that the project keeps."""
    if node:
        node = analysis.find_node(analysis.instrument(), node)
    with opened(file, read_only=True) as project:
        seen = analysis.view(project, given.get("on") or today)
        options = analysis.report_options(seen, node=node, **given)
        written = analysis.write_report(seen, out, options)
    shown: Json = {"file": str(out)}
    if counted := _COUNTED.get(out.suffix.lower()):
        shown[counted] = written.count
    return shown | {"unshown": written.unshown} if written.unshown else shown


def report_choices() -> tuple[list[str], list[str]]:
    """Gives the kinds of report and the levels of detail."""
    known = analysis.report_kinds()
    return list(known.kinds), list(known.details)


def report_option(file: Path, kind: str, name: str | None, value: str) -> Json:
    """Keeps an option of reports, or takes it back where the value is empty; gives those kept."""
    if name:
        analysis.check_report_option(kind, name, value)
    with opened(file, read_only=not name) as project:
        if name:
            edits.do(project, edits.PutReportOption(kind=kind, name=name, value=value))
        kept = analysis.read_snapshot(project).report
    return [
        {"kind": of or None, "name": name, "value": value} for (of, name), value in kept.items()
    ]


def history(file: Path) -> Json:
    """Gives every edit, the oldest first."""
    with opened(file, read_only=True) as project:
        return [
            {
                "id": one.id,
                "edit": one.edit,
                "summary": dict(one.summary),
                "author": one.author,
                "at": one.at,
                "done": one.done,
                "abandoned": one.abandoned,
            }
            for one in analysis.read_history(project)
        ]


def undo(file: Path) -> Json:
    """Takes the last gesture back."""
    with opened(file) as project:
        change = edits.undo(project)
    return {"undone": list(change.edits) if change else []}


def redo(file: Path) -> Json:
    """Does again what was undone last."""
    with opened(file) as project:
        change = edits.redo(project)
    return {"redone": list(change.edits) if change else []}


def verify(file: Path) -> Json:
    """Compares the file with its own history and digests."""
    with opened(file, read_only=True) as project:
        return {"faults": list(edits.verify(project))}


def demo(folder: Path, language: str = "en") -> Json:
    """Writes the example with its report and findings."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AppError("cannot_write", file=str(folder)) from error
    file, out = folder / "demo.gap", folder / "report.pdf"
    project, on = analysis.make_demo(file, language)
    with project:
        seen = analysis.view(project, on)
        options = analysis.report_options(seen, language=language, on=on)
        pages = analysis.write_report(seen, out, options).count
        found = view_to_json(seen)
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    analysis.replace_file(
        folder / "findings.json", lambda beside: beside.write_text(text, encoding="utf-8")
    )
    return {"file": str(file), "report": str(out), "pages": pages}


def lint(folder: Path) -> Json:
    """Checks a folder of obligations, rules and cases."""
    return [
        {"file": one.file, "line": one.line, "key": one.key, "problem": one.problem}
        for one in analysis.lint(folder)
    ]


def rules(file: Path, folder: Path | None, *, clear: bool) -> Json:
    """Puts the user's own rules into a project, takes them out, or lists them."""
    files = analysis.own_rules(folder) if folder else ()
    with opened(file, read_only=not (folder or clear)) as project:
        kept = analysis.read_rule_files(project)
        if folder or clear:
            gone = {name for name, _ in kept} - {name for name, _ in files}
            edits.do(
                project,
                *(edits.RemoveRuleFile(name=name) for name in sorted(gone)),
                *(edits.PutRuleFile(name=name, text=text) for name, text in files),
            )
            kept = analysis.read_rule_files(project)
    return {"files": [name for name, _ in kept]}


def open_window(file: Path | None, *, exit_when_ready: bool, language: str) -> Json:
    """Opens the window; gives how long it took to be ready, or the window's exit code."""
    if file is not None and not file.is_file():
        raise AppError("file_missing", file=str(file))
    from gapanalysis.ui import app

    if exit_when_ready:
        return {"ready_ms": app.run_until_ready(file)}
    return {"exit": app.main(file, language=language)}

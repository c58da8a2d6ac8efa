# SPDX-License-Identifier: EUPL-1.2
"""The command line: one table of commands. Its page in the guide is printed from this table.

Exit codes: 0 done, 1 a fault was found, 2 the input or the request is wrong, 3 a bug of ours.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from gapanalysis import commands, law_commands, record
from gapanalysis.commands import day
from gapanalysis.errors import AppError
from gapanalysis.model import (
    AnswerValue,
    Coverage,
    Decision,
    Dimension,
    Kind,
    LawKind,
    Severity,
    Status,
)
from gapanalysis.words import LANGUAGES, Words

Argument = tuple[tuple[str, ...], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, what it does in a line, its arguments, and how it runs."""

    name: str
    does: str
    arguments: tuple[Argument, ...]
    run: Callable[[argparse.Namespace], Any]
    show: Callable[[Any], str] | None = None
    fault: Callable[[Any], bool] = lambda _: False


def arg(*names: str, **options: Any) -> Argument:
    """Gives one argument as argparse takes it."""
    return names, options


def values(kinds: Any) -> list[str]:
    """Gives the values of a closed set."""
    return [kind.value for kind in kinds]


FILE = arg("file", metavar="FILE", type=Path, help="the project file (.gap)")
LAW_FILE = "a file with the law in any format that is read, or - for the standard input"
LAW = arg("law", metavar="LAW", help="a law's id, or a title that is unique")
NUMBER = arg("number", metavar="NUMBER", help="an address: 177, 177(1), 12(2)(a), 6:1")
OBLIGATION = arg("obligation", metavar="OBLIGATION", help="a node: 36, 36.1, 36.1.a")
ON = arg("--on", metavar="DATE", type=day, help="the day to judge by; today if left out")
LANGUAGE = arg("--language", metavar="xx", help="the law's language; recognised if left out")
KINDS, DETAILS = commands.report_choices()
WORDS = arg("--language", choices=LANGUAGES, default="en", help="language of words")


def today(asked: date | None) -> date:
    """Gives the day asked for, else today's."""
    return asked or date.today()


# --- what people read ----------------------------------------------------------------------------


def show_findings(found: Any) -> str:
    """Prints findings, the gravest first and the open ones last, then the totals."""
    order = values(Severity)

    def gravity(one: dict[str, Any]) -> tuple[bool, int]:
        return one["outcome"] == "cannot_tell", order.index(one["severity"])

    lines = [
        "{severity:8} {outcome:11} {obligation:8} {rule:5} {text}".format(**one)
        for one in sorted(found["findings"], key=gravity)
    ]
    totals = ", ".join(f"{status} {count}" for status, count in found["totals"].items())
    return "\n".join([*lines, f"On {found['on']}: {totals}"])


def show_split(read: Any) -> str:
    """Prints the tree of provisions by their addresses."""
    lines = [f"{read['title']} ({read['language']})"]
    for one in read["provisions"]:
        title = " ".join(f"{one['label']} {one['heading']}".split())
        lines.append(f"{one['kind']:9} {one['path']:14} {title}")
    return "\n".join([*lines, *filter(None, [show_warnings(read)])])


def show_signals(found: Any) -> str:
    """Prints one line a red flag: its law and provision, what it is, and its words."""
    return "\n".join(
        f"{one['law']:3} {one['number']:12} {one['signal']} = {one['value']}:"
        f" {' '.join(one['quote'].split())}"
        for one in found
    )


def show_law(law: Any) -> str:
    """Prints a law that was added in one line, and what looks wrong in it below."""
    shown = show_rows([{name: value for name, value in law.items() if name != "warnings"}])
    return "\n".join(filter(None, [shown, show_warnings(law)]))


def show_warnings(read: Any) -> str:
    """Prints one line a doubt: its number, its place, what it is and whether a mend is proposed."""
    return "\n".join(
        f"{n:3} {one['address'] or '-':14} {one['message']}{_mend(one['mend'])}"
        for n, one in enumerate(read["warnings"], 1)
    )


def _mend(mend: dict[str, Any] | None) -> str:
    """Gives the proposed mend in brackets; nothing where there is none."""
    if mend is None:
        return ""
    shown = [mend["operation"], mend.get("number") or mend.get("language") or ""]
    return f" [{' '.join(filter(None, shown))}]"


def show_suggestions(found: Any) -> str:
    """Prints what was suggested under each node, one line each."""
    lines = []
    for node, rows in found.items():
        lines.append(node)
        listed = [rows] if isinstance(rows, dict) else rows
        lines += [f"  {row if isinstance(row, str) else _suggestion(row)}" for row in listed]
    return "\n".join(lines)


def _suggestion(row: dict[str, Any]) -> str:
    named = [str(row[key]) for key in ("law", "number", "obligation") if key in row]
    because = "; ".join(f"{one['words']} ({one['where']})" for one in row["because"])
    return f"{row['score']:.2f}  {'  '.join(named)}  {because}"


def show_rows(rows: Any) -> str:
    """Prints one line a row: its values in order."""
    return "\n".join(
        "  ".join(str(value) for value in row.values() if value not in (None, [], "", {}))
        for row in rows
    )


def show_values(answered: Any) -> str:
    """Prints one line a value."""
    return "\n".join(f"{name}: {value}" for name, value in answered.items())


# --- the table -----------------------------------------------------------------------------------

COMMANDS = (
    Command(
        "split",
        "read a law and print its provisions; no project",
        (arg("law", metavar="LAW", type=Path, help=LAW_FILE), LANGUAGE),
        lambda a: commands.split(a.law, a.language),
        show_split,
    ),
    Command(
        "new",
        "make a new project",
        (
            FILE,
            arg("--state", required=True, help="the State: ISO 3166-1 alpha-3, such as MDA"),
            arg("--language", required=True, help="the language of its laws, such as ro"),
            arg("--in-force", type=day, metavar="DATE", help="entry into force for the State"),
            arg("--name", default="", help="name of a State that is not in the list"),
        ),
        lambda a: commands.new(a.file, a.state, a.language, a.in_force, a.name),
    ),
    Command(
        "fact",
        "record a fact about the State",
        (FILE, arg("name", metavar="NAME"), arg("value", metavar="VALUE")),
        lambda a: commands.fact(a.file, a.name, a.value),
    ),
    Command(
        "import",
        "add laws",
        (
            FILE,
            arg("laws", metavar="LAW", type=Path, nargs="+", help=LAW_FILE),
            LANGUAGE,
            arg("--title", help="the law's title; taken from the file if left out"),
            arg("--kind", choices=values(LawKind), default="statute"),
            arg("--date", type=day, metavar="DATE", help="date of this version"),
        ),
        lambda a: commands.import_laws(a.file, a.laws, a.language, a.title, a.kind, a.date),
        lambda read: "\n".join(map(show_law, read["laws"])),
    ),
    Command(
        "mend",
        "show what looks wrong in a law, mend one place as proposed, or keep it as it is",
        (
            FILE,
            LAW,
            arg("--apply", type=int, metavar="N", help="the place in the list, from 1"),
            arg("--keep", type=int, metavar="N", help="the place in the list that is right"),
        ),
        lambda a: law_commands.mend(a.file, a.law, a.apply, a.keep),
        show_warnings,
    ),
    Command(
        "signals",
        "show red flags in the words of the laws: prosecution, penalty, mediation and the like",
        (
            FILE,
            arg("--law", metavar="LAW", help="of this law only: its id, or a unique title"),
            arg(
                "--suggest",
                action="store_true",
                help="record what they suggest of mapped provisions; rules read nothing of it",
            ),
        ),
        lambda a: law_commands.signals(a.file, a.law, suggest=a.suggest),
        show_signals,
    ),
    Command(
        "structure",
        "change how a law is divided; its text stays, mappings and quotations follow",
        (
            FILE,
            LAW,
            arg(
                "operation",
                choices=["split", "join", "raise", "lower", "renumber", "exclude"],
                help="join: to what stands before; exclude: leave out",
            ),
            NUMBER,
            arg("--words", metavar="TEXT", help="where to split, or what to leave out"),
            arg("--occurrence", type=int, metavar="N", help="which one, if they stand there twice"),
            arg("--number", dest="new_number", metavar="NEW", help="the new number"),
            arg("--kind", choices=values(Kind), help="the new kind"),
        ),
        lambda a: law_commands.structure(
            a.file,
            a.law,
            a.operation,
            a.number,
            words=a.words,
            occurrence=a.occurrence,
            new_number=a.new_number,
            kind=a.kind,
        ),
    ),
    Command(
        "suggest",
        "show the provisions that may belong to an obligation, the best first, and why",
        (
            FILE,
            arg("--obligation", metavar="OBLIGATION", help="a node: 36, 36.1, 36.1.a"),
            arg("--all", action="store_true", help="every article from 1 to 65"),
            arg(
                "--provision",
                nargs=2,
                metavar=("LAW", "NUMBER"),
                help="the other way: the articles that a provision may serve",
            ),
            arg(
                "--unmapped",
                action="store_true",
                help="obligations without a provision, and relevant provisions that serve none",
            ),
            arg("--top", type=int, default=10, metavar="N", help="how many; 10 if left out"),
        ),
        lambda a: law_commands.suggest(
            a.file,
            a.top,
            obligation=a.obligation,
            every=a.all,
            provision=a.provision,
            unmapped=today(None) if a.unmapped else None,
        ),
        show_suggestions,
    ),
    Command(
        "map",
        "map a provision, or words of it, to an obligation",
        (
            FILE,
            LAW,
            NUMBER,
            OBLIGATION,
            arg("--coverage", choices=values(Coverage), default="full"),
            arg("--quote", metavar="TEXT", help="the words that count"),
            arg("--occurrence", type=int, metavar="N", help="which one, if they stand there twice"),
            arg("--note", default=""),
        ),
        lambda a: commands.map_provision(
            a.file, a.law, a.number, a.obligation, a.coverage, a.quote, a.occurrence, a.note
        ),
    ),
    Command(
        "answer",
        "answer an element",
        (
            FILE,
            arg("element", metavar="ELEMENT", help="an id of the catalogue: E36.1"),
            arg("value", nargs="?", choices=values(AnswerValue)),
            arg("--note", default=""),
            arg("--clear", action="store_true", help="take the answer back"),
        ),
        lambda a: commands.answer(a.file, a.element, a.value, a.note, clear=a.clear),
    ),
    Command(
        "state",
        "say that nothing exists for an obligation",
        (FILE, OBLIGATION, arg("value", choices=["none", "clear"])),
        lambda a: commands.state(a.file, a.obligation, a.value),
    ),
    Command(
        "attribute",
        "record an attribute of a provision, or reject what was suggested of it",
        (
            FILE,
            LAW,
            NUMBER,
            arg("name", metavar="NAME"),
            arg("value", metavar="VALUE", nargs="?", help="left out: the value that is suggested"),
            arg("--reject", action="store_true", help="do not suggest it again"),
        ),
        lambda a: commands.attribute(a.file, a.law, a.number, a.name, a.value, reject=a.reject),
    ),
    Command(
        "evidence",
        "record evidence; confidential unless --public",
        (
            FILE,
            OBLIGATION,
            arg("--text", required=True),
            arg("--kind", default="other", help="case, statistics, practice, interview, judgment"),
            arg("--public", action="store_true", help="publish it, unless --consent says less"),
            arg("--consent", help="of the source: none, anonymised or named"),
            arg("--also", action="append", default=[], metavar="OBLIGATION", help="another one"),
            arg("--dimension", choices=values(Dimension), default="de_facto"),
            arg("--source", default=""),
            arg("--date", type=day, metavar="DATE"),
            arg("--title", default="", help="of a judgment: the case name"),
            arg("--application", default="", help="of a judgment: the application number"),
            arg("--echr", default="", help="of a judgment: articles of the European Convention"),
            arg("--keyword", action="append", default=[], help="what several cases share"),
            arg("--attach", action="append", type=Path, metavar="PATH", help="a file to keep"),
        ),
        lambda a: record.evidence(
            a.file,
            [a.obligation, *a.also],
            a.text,
            a.kind,
            public=a.public,
            consent=a.consent,
            attach=a.attach,
            keywords=a.keyword,
            dimension=a.dimension,
            source=a.source,
            date=a.date,
            title=a.title,
            application=a.application,
            echr=a.echr,
        ),
    ),
    Command(
        "figure",
        "record a figure; confidential unless --public",
        (
            FILE,
            OBLIGATION,
            arg("name", metavar="NAME", help="what is counted: reports, convictions, …"),
            arg("value", metavar="VALUE", nargs="?", help="left out: nobody keeps the number"),
            arg("--of", nargs=2, metavar=("NUMBER", "WHAT"), help="the denominator"),
            arg("--year"),
            arg("--by", action="append", default=[], metavar="WHAT=WORD", help="such as sex=women"),
            arg("--source", default=""),
            arg("--public", action="store_true"),
        ),
        lambda a: record.figure(
            a.file,
            a.obligation,
            a.name,
            a.value,
            of=a.of,
            year=a.year,
            by=a.by,
            source=a.source,
            public=a.public,
        ),
    ),
    Command(
        "figures",
        "record the figures of a CSV or TSV file",
        (
            FILE,
            arg("table", metavar="TABLE", type=Path, help="the file"),
            arg("obligation", metavar="OBLIGATION", help="for rows that name none"),
            arg("--source", default="", help="for rows that name none"),
            arg("--public", action="store_true"),
        ),
        lambda a: record.figures(a.file, a.table, a.obligation, source=a.source, public=a.public),
    ),
    Command(
        "earlier",
        "record an earlier recommendation and what became of it",
        (
            FILE,
            arg("articles", metavar="ARTICLE", nargs="+", help="nodes: 36, 48.1"),
            arg("--text", required=True),
            arg("--body", required=True, help="grevio_baseline, grevio_thematic or committee"),
            arg("--document", default="", help="its symbol as printed"),
            arg("--number", default="", help="of the recommendation or paragraph"),
            arg("--verb", help="urges, strongly encourages, encourages or invites"),
            arg("--deadline", type=day, metavar="DATE"),
            arg("--done", default="unknown", help="done, partly, no or unknown"),
            arg("--assessment", default=""),
        ),
        lambda a: record.earlier(
            a.file,
            a.articles,
            a.text,
            body=a.body,
            verb=a.verb,
            deadline=a.deadline,
            done=a.done,
            document=a.document,
            number=a.number,
            assessment=a.assessment,
        ),
    ),
    Command(
        "override",
        "put one's own status in the place of the computed one",
        (
            FILE,
            OBLIGATION,
            arg("status", nargs="?", choices=values(Status)),
            arg("--reason", default="", help="why; without a reason nothing is recorded"),
            arg("--clear", action="store_true", help="take it back"),
        ),
        lambda a: commands.override(a.file, a.obligation, a.status, a.reason, clear=a.clear),
    ),
    Command(
        "reserve",
        "record a reservation, a notice about it, or an explanation of it",
        (
            FILE,
            arg("provision", metavar="PROVISION", help="such as 30.2, 44.3, 55.1:35, 58:37, 59"),
            arg("--made", type=day, metavar="DATE"),
            arg("--notified", type=day, metavar="DATE"),
            arg("--decision", choices=values(Decision)),
            arg("--effective", type=day, metavar="DATE", help="later day of a withdrawal"),
            arg("--scope", metavar="TEXT", help="what was reserved, if not all of it"),
            arg("--requested", type=day, metavar="DATE", help="GREVIO requested an explanation"),
            arg("--explained", type=day, metavar="DATE", help="an explanation was given to GREVIO"),
        ),
        lambda a: commands.reserve(
            a.file,
            a.provision,
            a.made,
            a.notified,
            a.decision,
            a.effective,
            a.scope,
            requested=a.requested,
            explained=a.explained,
        ),
    ),
    Command(
        "reservations",
        "show the status of each reservation",
        (FILE, ON),
        lambda a: commands.reservations(a.file, today(a.on)),
        show_rows,
    ),
    Command(
        "known",
        "show what was seen in published sources of a State's dates and reservations",
        (arg("state", metavar="STATE", help="ISO 3166-1 alpha-3, such as DEU"),),
        lambda a: commands.known(a.state),
    ),
    Command(
        "check",
        "run the rules",
        (FILE, ON),
        lambda a: commands.check(a.file, today(a.on)),
        show_findings,
    ),
    Command(
        "next",
        "show the open questions that decide most",
        (FILE, ON),
        lambda a: commands.next_questions(a.file, today(a.on)),
        show_rows,
    ),
    Command(
        "report",
        "write a report: shadow report, gap analysis, table of concordance, sheet",
        (
            FILE,
            arg(
                *("-o", "--out"),
                required=True,
                type=Path,
                metavar="OUT",
                help="a .pdf, .docx, .odt, .html, .xlsx or .json file",
            ),
            arg("--language", choices=LANGUAGES, help="as the project keeps it, else en"),
            arg(
                "--edition",
                choices=["public", "confidential"],
                help="as the project keeps it, else confidential",
            ),
            ON,
            arg("--kind", choices=KINDS, help="as the project keeps it, else baseline"),
            arg("--obligation", metavar="OBLIGATION", help="what a sheet on one is about"),
            arg("--detail", choices=DETAILS, help="how much is told"),
        ),
        lambda a: commands.report(
            a.file,
            a.out,
            date.today(),
            on=a.on,
            language=a.language,
            edition=a.edition,
            kind=a.kind,
            node=a.obligation,
            detail=a.detail,
        ),
    ),
    Command(
        "report-option",
        "keep an option of reports with the project, or show those that are kept",
        (
            FILE,
            arg("name", metavar="NAME", nargs="?", help="kind, title, author, text.context …"),
            arg("value", metavar="VALUE", nargs="?", help="left out: take it back"),
            arg("--kind", choices=KINDS, default=""),
        ),
        lambda a: commands.report_option(a.file, a.kind, a.name, a.value or ""),
        show_rows,
    ),
    Command(
        "open",
        "open the window",
        (
            arg("file", metavar="FILE", type=Path, nargs="?"),
            arg("--exit-when-ready", action="store_true"),
            arg("--language", choices=LANGUAGES, default="", help="language of words, at first"),
        ),
        lambda a: commands.open_window(
            a.file, exit_when_ready=a.exit_when_ready, language=a.language
        ),
    ),
    Command(
        "lint",
        "check obligations, rules, cases and terms that a lawyer wrote",
        (arg("folder", metavar="FOLDER", type=Path),),
        lambda a: commands.lint(a.folder),
        lambda found: show_rows(found) or "all is well",
        bool,
    ),
    Command(
        "rules",
        "add a folder of rules of one's own to a project, or list them",
        (
            FILE,
            arg("folder", metavar="FOLDER", type=Path, nargs="?"),
            arg("--clear", action="store_true", help="take them out again"),
        ),
        lambda a: commands.rules(a.file, a.folder, clear=a.clear),
        lambda kept: "\n".join(kept["files"]),
    ),
    Command("history", "show every edit", (FILE,), lambda a: commands.history(a.file), show_rows),
    Command("undo", "take the last step back", (FILE,), lambda a: commands.undo(a.file)),
    Command("redo", "do it again", (FILE,), lambda a: commands.redo(a.file)),
    Command(
        "verify",
        "compare the file with its own history",
        (FILE,),
        lambda a: commands.verify(a.file),
        lambda found: "\n".join(found["faults"]) or "all is well",
        lambda found: bool(found["faults"]),
    ),
    Command(
        "demo",
        "write the example: demo.gap, report.pdf, findings.json",
        (arg("folder", metavar="DIR", type=Path), WORDS),
        lambda a: commands.demo(a.folder, a.language),
    ),
)


# --- running -------------------------------------------------------------------------------------


class Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with the request."""

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {message}", file=sys.stderr)
        sys.exit(2)


def build_parser() -> Parser:
    """Gives the parser of the whole table."""
    parser = Parser(prog="gapanalysis", description=__doc__)
    parts = parser.add_subparsers(dest="command", required=True, parser_class=Parser)
    for command in COMMANDS:
        part = parts.add_parser(command.name, help=command.does, description=command.does)
        for names, options in command.arguments:
            part.add_argument(*names, **options)
        part.add_argument("--json", action="store_true", help="print one JSON value")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    words = commands.messages()
    try:
        given = build_parser().parse_args(arguments)
        command = next(one for one in COMMANDS if one.name == given.command)
        result = command.run(given)
        _print(command, result, as_json=given.json)
    except AppError as error:
        print(f"gapanalysis: {words.error(error)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 2
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as bug:  # the one place where a bug of ours becomes an exit code
        return _tell_bug(bug, words)
    return int(command.fault(result))


def _print(command: Command, result: Any, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
        return
    shown = (command.show or show_values)(result)
    if shown:
        print(shown)


def _tell_bug(bug: Exception, words: Words) -> int:
    """Says in one line that this is our mistake; the details follow where they are asked for."""
    if os.environ.get("GAPANALYSIS_DEBUG"):
        raise bug
    what = f"{type(bug).__name__}: {bug}".splitlines()[0]
    print(f"gapanalysis: {words('error.bug', what=what)}", file=sys.stderr)
    return 3

# SPDX-License-Identifier: EUPL-1.2
"""Checks a folder of obligations, rules, cases, terms and phrases of a lawyer: what is wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from gapanalysis.datafile import Problem
from gapanalysis.errors import AppError
from gapanalysis.instrument import read_catalogue
from gapanalysis.model import Instrument, Rule, Truth
from gapanalysis.rules.cases import Case, missing_results, read_cases, run_case
from gapanalysis.rules.load import read_rules, rule_files
from gapanalysis.rules.reads import elements_read
from gapanalysis.suggest.lexicon import read_lexicon
from gapanalysis.suggest.signal_files import read_signals

File = tuple[str, str]

_KINDS = {
    "signal": "signals",
    "rule": "rules",
    "case": "cases",
    "obligation": "catalogue",
    "element": "catalogue",
    "language": "terms",
}
_LIMIT = 5_000_000


def read_folder(folder: Path) -> list[File]:
    """Gives the TOML files below a folder with their text; raises ``AppError``."""
    if not folder.is_dir():
        raise AppError("folder_missing", folder=str(folder))
    files = []
    for path in sorted(folder.rglob("*.toml")):
        if path.stat().st_size > _LIMIT:
            raise AppError("file_too_large", file=path.name, limit=_LIMIT // 1_000_000)
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise AppError("not_text", file=path.name) from error
        files.append((path.relative_to(folder).as_posix(), text))
    return files


def lint_files(files: Iterable[File], instrument: Instrument) -> list[Problem]:
    """Gives every problem of some files beside those that the program ships: mistakes in data,
    cases that do not hold, rules without cases, elements that no rule reads.
    """
    kinds = (*dict.fromkeys(_KINDS.values()), "")
    sorted_files: dict[str, list[File]] = {kind: [] for kind in kinds}
    for name, text in files:
        sorted_files[_kind(text)].append((name, text))
    own = [name for kind in sorted_files.values() for name, _ in kind]
    shipped = rule_files(instrument)
    if set(_ids(shipped)) <= set(_ids(sorted_files["rules"])):
        shipped = []  # the folder is the program's own set, or takes its place
    rules, problems = read_rules([*shipped, *sorted_files["rules"]], instrument)
    cases, wrong = read_cases(sorted_files["cases"], instrument)
    problems += wrong + read_catalogue(sorted_files["catalogue"])
    for name, text in sorted_files["terms"]:
        problems += read_lexicon(name, text, instrument.has_node)[1]
    for name, text in sorted_files["signals"]:
        problems += read_signals(name, text, partial(_values_of, instrument))[1]
    problems += [
        Problem(
            file=name,
            line=1,
            key="",
            problem="holds no rule, case, obligation, element, term or signal",
        )
        for name, _ in sorted_files[""]
    ]
    if not problems:
        mine = [rule for rule in rules if rule.source in own]
        problems += _case_problems(cases, rules, mine, instrument)
        if len(mine) == len(rules):
            problems += _unread(instrument, rules)
    return [problem for problem in problems if problem.file in own or not problem.file]


def _case_problems(
    cases: tuple[Case, ...], rules: tuple[Rule, ...], mine: list[Rule], instrument: Instrument
) -> list[Problem]:
    told = [(case, run_case(case, rules, instrument)) for case in cases]
    found = [
        Problem(file=case.file, line=case.line, key=case.name, problem=difference)
        for case, difference in told
        if difference
    ]
    source = {rule.id: rule.source for rule in mine}
    words = {Truth.TRUE: "fires", Truth.FALSE: "does not fire", Truth.UNKNOWN: "stays open"}
    found += [
        Problem(
            file=source[rule], line=1, key=rule, problem=f"has no case in which it {words[truth]}"
        )
        for rule, truth in missing_results(mine, cases)
    ]
    return found


def _values_of(instrument: Instrument, name: str) -> tuple[str, ...] | None:
    """Gives the values of an attribute, None for one that is not known."""
    kind = instrument.attributes.get(name)
    return kind.values if kind else None


def _unread(instrument: Instrument, rules: tuple[Rule, ...]) -> list[Problem]:
    read = {element for rule in rules for element in elements_read(rule)}
    return [
        Problem(
            file="", line=0, key=element.id, problem="is read by no rule (counts for coverage only)"
        )
        for element in instrument.elements.values()
        if element.id not in read
    ]


def _kind(text: str) -> str:
    try:
        keys = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return "rules"  # the reader names the line
    return next((kind for key, kind in _KINDS.items() if key in keys), "")


def _ids(files: Iterable[File]) -> list[str]:
    found = []
    for _, text in files:
        try:
            found += [str(rule.get("id")) for rule in tomllib.loads(text).get("rule", [])]
        except (tomllib.TOMLDecodeError, AttributeError):
            continue
    return found

# SPDX-License-Identifier: EUPL-1.2
"""The words that speak for each node of an instrument, by language: ``terms/xx.toml``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from gapanalysis.datafile import DataFile, Problem, Table, refuse
from gapanalysis.resources import read_text, resource
from gapanalysis.suggest.stems import WORD, load_stemming

KINDS = ("names", "signs", "around", "against")
"""What the terms of a node are: the names of the thing, phrases by which it is worded, titles that
stand above it, phrases that show another matter.
"""
_LONGEST = 100
_MOST_WORDS = 20
_NODE = re.compile(r"\d+(?:\.\d+[a-z]?)?(?:\.[a-z])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms of one node, each kind as printed in the file."""

    node: str
    names: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The terms of a language by node; ``untested``: no lawyer of the language has read them."""

    language: str
    untested: bool
    terms: dict[str, Terms]


def read_lexicon(
    name: str, text: str, is_node: Callable[[str], bool] | None = None
) -> tuple[Lexicon, list[Problem]]:
    """Gives the lexicon of a file with every problem found in it; ``is_node`` tells whether the
    instrument has a node.
    """
    file = DataFile(name, text)
    language = file.top.string("language")
    stem = name.rpartition("/")[2].removesuffix(".toml")
    if language and language != stem:
        file.top.problem("language", f"is {language!r}, but the file is named {stem!r}")
    untested = file.top.flag("untested", required=False)
    terms = {}
    for node in [key for key in file.top.data if key not in {"language", "untested"}]:
        table = _section(file, node)
        if table is None:
            continue
        if not _NODE.fullmatch(node) or (is_node is not None and not is_node(node)):
            table.problem("", "is no article, paragraph or point of the instrument")
        kinds = {kind: _phrases(table, kind) for kind in KINDS}
        if not (kinds["names"] or kinds["signs"]):
            table.problem("", "has neither names nor signs")
        table.done()
        terms[node] = Terms(node=node, **kinds)
    return Lexicon(language=language, untested=untested, terms=terms), file.problems


def _section(file: DataFile, node: str) -> Table | None:
    """Gives the section of a node, with its own line."""
    found = file.top.table(node)

    def line() -> int:
        return (file.headers(f'"{node}"') or file.headers(node) or [1])[0]

    return found and Table(file, found.data, node, line)


def _phrases(table: Table, kind: str) -> tuple[str, ...]:
    phrases = table.strings(kind, required=False)
    seen: set[str] = set()
    for phrase in phrases:
        words = WORD.findall(phrase)
        if not words:
            table.problem(kind, f"{phrase!r} holds no word")
        elif len(phrase) > _LONGEST or len(words) > _MOST_WORDS:
            table.problem(kind, f"{phrase!r} is too long to be found")
        elif phrase.split()[0] == "*" or phrase.split()[-1] == "*":
            table.problem(kind, f"{phrase!r} begins or ends with a gap")
        elif phrase.casefold() in seen:
            table.problem(kind, f"{phrase!r} stands there twice")
        seen.add(phrase.casefold())
    return tuple(dict.fromkeys(phrase for phrase in phrases if WORD.search(phrase)))


@cache
def load_lexicon(instrument: str, language: str) -> Lexicon | None:
    """Gives the lexicon of a language, else of the one that it is read like; None where there is
    none. Raises ``AppError("data_invalid")``.
    """
    path = resource(f"instruments/{instrument}/terms/{language}.toml")
    if path.is_file():
        lexicon, problems = read_lexicon(f"terms/{language}.toml", path.read_text(encoding="utf-8"))
        refuse(problems)
        return lexicon
    about = load_stemming().get(language)
    return load_lexicon(instrument, about.like) if about and about.like else None


@cache
def load_related(instrument: str) -> dict[str, tuple[str, ...]]:
    """Gives by article the articles that one provision often serves as well; raises
    ``AppError("data_invalid")``.
    """
    path = f"instruments/{instrument}/related.toml"
    file = DataFile(path, read_text(path))
    related = {article: file.top.strings(article) for article in file.top.data}
    refuse(file.problems)
    return related


def lexicon_languages(instrument: str) -> tuple[str, ...]:
    """Gives the languages that have a lexicon of their own."""
    folder = resource(f"instruments/{instrument}/terms")
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    return tuple(sorted(one.removesuffix(".toml") for one in names if one.endswith(".toml")))


def all_names(instrument: str) -> Iterator[tuple[str, str, str]]:
    """Gives every name of every lexicon: language, node, name."""
    for language in lexicon_languages(instrument):
        lexicon = load_lexicon(instrument, language)
        for terms in lexicon.terms.values() if lexicon else ():
            for name in terms.names:
                yield language, terms.node, name

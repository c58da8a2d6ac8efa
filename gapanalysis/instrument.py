# SPDX-License-Identifier: EUPL-1.2
"""An instrument as data: its words in three languages, its obligations, elements and attributes.

Sources: the texts are the treaty as published; the catalogue of obligations restates it in own
words (each file of ``obligations/`` says with which strength and for whom).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from gapanalysis.catalogue import (
    align,
    paragraphs,
    parallel,
    read_attributes,
    read_obligations,
    read_parties,
    read_periods,
    read_pillars,
    read_questionnaires,
    read_reservable,
    read_reservation_rights,
    read_reserved,
    read_scope,
    read_short_titles,
    read_translation_notes,
    read_verbs,
)
from gapanalysis.datafile import TEXT_LANGUAGES, DataFile, Problem, refuse
from gapanalysis.errors import AppError
from gapanalysis.model import Article, Element, Group, Instrument, Obligation, Text, TranslationNote
from gapanalysis.resources import resource


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatyWords:
    """A passage of the instrument: ``label`` ("1", "a", or empty), its words, and whether it is
    what an obligation points at (``target``) or the lead-in that it needs to be understood.
    """

    label: str
    text: str
    target: bool


@cache
def load_instrument(name: str) -> Instrument:
    """Gives an instrument of the package data; raises ``AppError("data_invalid")``."""
    instrument, problems = read_instrument(name)
    refuse(problems)
    return instrument


def read_instrument(name: str) -> tuple[Instrument, list[Problem]]:
    """Gives an instrument with every problem found in its files."""
    folder = resource(f"instruments/{name}")
    files = [
        DataFile(path.name, path.read_text(encoding="utf-8"))
        for path in (
            folder.joinpath("instrument.toml"),
            folder.joinpath("articles.toml"),
            folder.joinpath("attributes.toml"),
            folder.joinpath("translation.toml"),
            folder.joinpath("parties.toml"),
            folder.joinpath("questionnaires.toml"),
            *sorted(folder.joinpath("obligations").iterdir(), key=lambda p: p.name),
        )
    ]
    about, titles, attributes, translations, parties, questionnaires, *obligation_files = files
    texts = {
        language: json.loads(folder.joinpath(f"text.{language}.json").read_text(encoding="utf-8"))
        for language in TEXT_LANGUAGES
    }
    short_articles, short_chapters = read_short_titles(titles)
    articles, chapters = align(texts, short_articles, short_chapters)
    obligations, elements = read_obligations(obligation_files)
    rights, making = read_reservation_rights(about.top)
    instrument = Instrument(
        id=about.top.string("id"),
        version=about.top.string("version"),
        title={language: texts[language]["title"] for language in TEXT_LANGUAGES},
        authentic=about.top.strings("authentic"),
        preamble=parallel(texts, "preamble"),
        chapters=chapters,
        articles=articles,
        closing=parallel(texts, "closing"),
        annex_title={language: texts[language]["annex"]["title"] for language in TEXT_LANGUAGES},
        annex=paragraphs({lang: texts[lang]["annex"]["paragraphs"] for lang in TEXT_LANGUAGES}),
        obligations=obligations,
        elements=elements,
        attributes=read_attributes(attributes),
        pillars=read_pillars(about.top),
        questionnaires=read_questionnaires(questionnaires),
        verbs=read_verbs(about.top),
        reservable=read_reservable(about.top, rights),
        reservation_rights=rights,
        reservation_rule=making,
        reserved=read_reserved(about.top),
        unqualified={
            table.string("provision"): table.strings("choices")
            for table in about.top.tables("unqualified", name_key="provision")
        },
        periods=read_periods(about.top),
        scope=read_scope(about.top),
        nodes=_nodes(articles, obligations),
        translation_notes=read_translation_notes(translations),
        parties=read_parties(parties),
    )
    about.top.done()
    return instrument, [problem for file in files for problem in file.problems]


def read_catalogue(files: Iterable[tuple[str, str]]) -> list[Problem]:
    """Gives every problem of some files (name, text) of obligations and elements."""
    read = [DataFile(name, text) for name, text in files]
    read_obligations(read)
    return [problem for file in read for problem in file.problems]


# --- the tree ------------------------------------------------------------------------------------


def parent(node: str) -> str | None:
    """Gives the node above: ``36.1.a`` → ``36.1`` → ``36`` → None; ``10.1a`` → ``10.1``."""
    if match := re.fullmatch(r"(\d+\.\d+)[a-z]", node):
        return match.group(1)
    above, dot, _ = node.rpartition(".")
    return above if dot else None


def orders(instrument: Instrument) -> tuple[str, ...]:
    """Gives the orders in which the obligations can be shown, the usual one first: by chapter, by
    the sections of each questionnaire, by pillar.
    """
    return ("chapter", *instrument.questionnaires, "pillar")


def groups(instrument: Instrument, order: str) -> tuple[Group, ...]:
    """Gives the obligations in one of :func:`orders` or by ``article``: each in exactly one group,
    those that no section of a questionnaire asks about in the last one, without a number.
    """
    every = tuple(instrument.obligations.values())

    def of_articles(number: str, title: Text | None, articles: Iterable[int]) -> Group:
        inside = tuple(articles)
        obligations = tuple(one for one in every if one.article in inside)
        return Group(number=number, title=title, articles=inside, obligations=obligations)

    if order == "article":
        made = [of_articles(str(n), one.title, (n,)) for n, one in instrument.articles.items()]
    elif order == "chapter":
        made = [of_articles(c.number, c.short, c.articles) for c in instrument.chapters]
    elif order == "pillar":
        made = []
        for pillar, title in instrument.pillars.items():
            obligations = tuple(one for one in every if one.pillar == pillar)
            articles = tuple(dict.fromkeys(one.article for one in obligations))
            made.append(
                Group(number=pillar, title=title, articles=articles, obligations=obligations)
            )
    else:
        sections = instrument.questionnaires[order].sections
        asked = {article for section in sections for article in section.articles}
        rest = dict.fromkeys(one.article for one in every if one.article not in asked)
        made = [of_articles(one.number, one.title, one.articles) for one in sections]
        made.append(of_articles("", None, rest))
    return tuple(group for group in made if group.obligations or order == "chapter")


@cache
def lineage(node: str) -> tuple[str, ...]:
    """Gives a node and everything above it, the nearest first."""
    above = parent(node)
    return (node, *(lineage(above) if above else ()))


def related_nodes(a: str, b: str) -> bool:
    """Tells whether two nodes are the same or one stands above the other."""
    return a in lineage(b) or b in lineage(a)


def find_node(instrument: Instrument, written: str) -> str:
    """Gives a node as the tree writes it for "36(1)(a)", "36.1.a" or "art. 36"; raises
    ``AppError("node_unknown")``.
    """
    bare = re.sub(r"^\s*(article|art\.?|articolul)\s*", "", written.strip(), flags=re.IGNORECASE)
    node = re.sub(r"\(\s*([^()]+?)\s*\)", r".\1", bare).replace(" ", "").strip(".")
    if instrument.has_node(node):
        return node
    raise AppError("node_unknown", node=written)


def find_obligation(instrument: Instrument, written: str) -> str:
    """Gives the id of an obligation, written as for :func:`find_node`; raises
    ``AppError("node_unknown")``, or ``("no_obligation")`` for a node that is none.
    """
    node = find_node(instrument, written)
    if node not in instrument.obligations:
        inside = [one for one in instrument.obligations if node in lineage(one)]
        raise AppError("no_obligation", node=node, known=", ".join(inside) or "-")
    return node


def find_element(instrument: Instrument, written: str) -> Element:
    """Gives an element by its id ("E36.1", "e36.1"); raises ``AppError("element_unknown")``."""
    name = written.strip()
    element = instrument.elements.get(name) or instrument.elements.get("E" + name[1:])
    if element is None:
        raise AppError("element_unknown", element=written)
    return element


def check_attribute(instrument: Instrument, name: str, value: str) -> str:
    """Gives a value as it is kept ("a,b", "none", "24"); raises ``AppError("attribute_…")`` where
    the attribute or the value is not in the closed set.
    """
    kind = instrument.attributes.get(name)
    if kind is None:
        raise AppError("attribute_unknown", name=name, known=", ".join(instrument.attributes))
    parts = [part.strip() for part in value.split(",") if part.strip()]
    dated = re.fullmatch(r"(?:future|repealed)\(\d{4}-\d{2}-\d{2}\)", value.strip())
    if kind.type == "number":
        number = re.fullmatch(r"\d+(\.\d+)?", value.strip())
        fits = number is not None or value.strip() in kind.values
    elif kind.type == "set":
        fits = parts == ["none"] or (bool(parts) and set(parts) <= set(kind.values))
    else:
        fits = value.strip() in kind.values or (name == "in_force" and dated is not None)
    if not fits:
        allowed = ", ".join(kind.values) or "a number"
        raise AppError("attribute_value", name=name, value=value, allowed=allowed)
    return ",".join(dict.fromkeys(parts)) if kind.type == "set" else value.strip()


def translation_notes(
    instrument: Instrument, node: str, language: str
) -> tuple[TranslationNote, ...]:
    """Gives where a translation departs from the authentic texts at a node, below or above it."""
    return tuple(
        note
        for note in instrument.translation_notes
        if note.language == language and (note.node in lineage(node) or node in lineage(note.node))
    )


def treaty_words(instrument: Instrument, node: str, language: str) -> tuple[TreatyWords, ...]:
    """Gives the words of a node: all of an article or paragraph, or a point with its lead-in."""
    number, _, rest = node.partition(".")
    article = instrument.articles[int(number)]
    wanted = re.fullmatch(r"(?:(\d+)[a-z]?)?(?:\.?([a-z]))?", rest)
    paragraph, point = wanted.groups() if wanted else (None, None)
    words: list[TreatyWords] = []
    for part in article.paragraphs:
        if paragraph is not None and part.number != int(paragraph):
            continue
        label = "" if part.number is None else str(part.number)
        words.append(TreatyWords(label=label, text=part.text[language], target=point is None))
        words.extend(
            TreatyWords(label=one.label, text=one.text[language], target=True)
            for one in part.points
            if point in {None, one.label}
        )
    return tuple(words)


def _nodes(
    articles: Mapping[int, Article], obligations: Mapping[str, Obligation]
) -> dict[str, str | None]:
    """Gives the tree: articles, their numbered paragraphs and points, and every obligation."""
    leaves = list(obligations)
    for article in articles.values():
        for paragraph in article.paragraphs:
            above = [str(article.number), *([str(paragraph.number)] if paragraph.number else [])]
            leaves += [".".join(above)]
            leaves += [".".join((*above, point.label)) for point in paragraph.points]
    nodes: dict[str, str | None] = {str(number): None for number in articles}
    for leaf in leaves:
        for node in lineage(leaf):
            nodes[node] = parent(node)
    return nodes

# SPDX-License-Identifier: EUPL-1.2
"""An instrument as data: its words in three languages, its obligations, elements and attributes.

Sources: the texts are the treaty as published; the catalogue of obligations restates it in own
words (each file of ``obligations/`` says with which strength and for whom).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from gapanalysis.datafile import DataFile, Problem, Table, refuse
from gapanalysis.errors import AppError
from gapanalysis.model import (
    Article,
    AttributeType,
    Chapter,
    Decision,
    Element,
    ExplanatoryReport,
    Instrument,
    KnownParty,
    KnownReservation,
    Notice,
    Obligation,
    Paragraph,
    Point,
    Ratio,
    Reservable,
    ReservationPeriods,
    Scope,
    Severity,
    Text,
    TranslationNote,
)
from gapanalysis.resources import resource

TEXT_LANGUAGES = ("en", "fr", "ro")
STRENGTHS = (
    *("CRIM", "SANCT", "SHALL+", "SHALL", "SHALL/n", "UNDERTAKE", "ENDEAVOUR", "ENCOURAGE"),
    *("MAY", "definition", "rule", "none"),
)
ADDRESSEES = ("P", "LEG", "GOV", "POL", "PROS", "JUD", "SERV", "MIG", "EDU")
PILLARS = ("prevention", "protection", "prosecution", "policies", "cross-cutting", "international")


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
            *sorted(folder.joinpath("obligations").iterdir(), key=lambda p: p.name),
        )
    ]
    about, articles_file, attributes_file, translations, parties, *obligation_files = files
    texts = {
        language: json.loads(folder.joinpath(f"text.{language}.json").read_text(encoding="utf-8"))
        for language in TEXT_LANGUAGES
    }
    short_articles, short_chapters = _read_short_titles(articles_file)
    articles, chapters = _align(texts, short_articles, short_chapters)
    obligations, elements = _read_catalogue(obligation_files)
    instrument = Instrument(
        id=about.top.string("id"),
        version=about.top.string("version"),
        title={language: texts[language]["title"] for language in TEXT_LANGUAGES},
        authentic=about.top.strings("authentic"),
        preamble=_parallel(texts, "preamble"),
        chapters=chapters,
        articles=articles,
        closing=_parallel(texts, "closing"),
        annex_title={language: texts[language]["annex"]["title"] for language in TEXT_LANGUAGES},
        annex=_paragraphs({lang: texts[lang]["annex"]["paragraphs"] for lang in TEXT_LANGUAGES}),
        obligations=obligations,
        elements=elements,
        attributes=_read_attributes(attributes_file),
        verbs=_read_verbs(about.top),
        reservable=_read_reservable(about.top),
        unqualified={
            table.string("provision"): table.strings("choices")
            for table in about.top.tables("unqualified", name_key="provision")
        },
        periods=_read_periods(about.top),
        scope=_read_scope(about.top),
        nodes=_nodes(articles, obligations),
        translation_notes=_read_translation_notes(translations),
        parties=_read_parties(parties),
    )
    about.top.done()
    return instrument, [problem for file in files for problem in file.problems]


def read_catalogue(files: Iterable[tuple[str, str]]) -> list[Problem]:
    """Gives every problem of some files (name, text) of obligations and elements."""
    read = [DataFile(name, text) for name, text in files]
    _read_catalogue(read)
    return [problem for file in read for problem in file.problems]


# --- the tree ------------------------------------------------------------------------------------


def parent(node: str) -> str | None:
    """Gives the node above: ``36.1.a`` → ``36.1`` → ``36`` → None; ``10.1a`` → ``10.1``."""
    if match := re.fullmatch(r"(\d+\.\d+)[a-z]", node):
        return match.group(1)
    above, dot, _ = node.rpartition(".")
    return above if dot else None


@cache
def lineage(node: str) -> tuple[str, ...]:
    """Gives a node and everything above it, the nearest first."""
    above = parent(node)
    return (node, *(lineage(above) if above else ()))


def find_node(instrument: Instrument, written: str) -> str:
    """Gives a node as the tree writes it for "36(1)(a)", "36.1.a" or "art. 36"; raises
    ``AppError("node_unknown")``.
    """
    bare = re.sub(r"^\s*(article|art\.?|articolul)\s*", "", written.strip(), flags=re.IGNORECASE)
    node = re.sub(r"\(\s*([^()]+?)\s*\)", r".\1", bare).replace(" ", "").strip(".")
    if instrument.has_node(node):
        return node
    raise AppError("node_unknown", node=written)


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


# --- reading -------------------------------------------------------------------------------------


def _align(
    texts: Mapping[str, Any], short_articles: Mapping[int, Text], short_chapters: Mapping[str, Text]
) -> tuple[dict[int, Article], tuple[Chapter, ...]]:
    articles: dict[int, Article] = {}
    chapters = []
    for chapter in _zipped({language: texts[language]["chapters"] for language in TEXT_LANGUAGES}):
        number = chapter["en"]["number"]
        numbers = []
        for article in _zipped({lang: chapter[lang]["articles"] for lang in TEXT_LANGUAGES}):
            own = article["en"]["number"]
            numbers.append(own)
            title = {language: article[language]["title"] for language in TEXT_LANGUAGES}
            articles[own] = Article(
                number=own,
                chapter=number,
                title=title,
                short=short_articles.get(own, title),
                paragraphs=_paragraphs(
                    {language: article[language]["paragraphs"] for language in TEXT_LANGUAGES}
                ),
            )
        title = {language: chapter[language]["title"] for language in TEXT_LANGUAGES}
        chapters.append(
            Chapter(
                number=number,
                title=title,
                short=short_chapters.get(number, title),
                articles=tuple(numbers),
            )
        )
    return articles, tuple(chapters)


def _paragraphs(parallel: Mapping[str, list[dict[str, Any]]]) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(
            number=paragraph["en"]["number"],
            text={language: paragraph[language]["text"] for language in TEXT_LANGUAGES},
            points=tuple(
                Point(
                    label=point["en"]["label"],
                    text={language: point[language]["text"] for language in TEXT_LANGUAGES},
                )
                for point in _zipped(
                    {language: paragraph[language]["points"] for language in TEXT_LANGUAGES}
                )
            ),
        )
        for paragraph in _zipped(parallel)
    )


def _zipped(parallel: Mapping[str, list[Any]]) -> Iterator[dict[str, Any]]:
    for together in zip(*(parallel[language] for language in TEXT_LANGUAGES), strict=True):
        yield dict(zip(TEXT_LANGUAGES, together, strict=True))


def _parallel(texts: Mapping[str, Any], key: str) -> tuple[Text, ...]:
    return tuple(_zipped({language: texts[language][key] for language in TEXT_LANGUAGES}))


def _read_short_titles(file: DataFile) -> tuple[dict[int, Text], dict[str, Text]]:
    articles: dict[int, Text] = {}
    for table in file.top.tables("article", name_key="number"):
        number, title = table.integer("number"), table.text("title")
        table.raw("chapter")
        table.done()
        if number is not None and title:
            articles[number] = title
    chapters: dict[str, Text] = {}
    for table in file.top.tables("chapter", name_key="number"):
        name, title = table.string("number"), table.text("title")
        table.done()
        if name and title:
            chapters[name] = title
    file.top.done()
    return articles, chapters


def _read_catalogue(
    files: list[DataFile],
) -> tuple[dict[str, Obligation], dict[str, Element]]:
    obligations: dict[str, Obligation] = {}
    elements: dict[str, Element] = {}
    waiting: list[tuple[Table, Element]] = []
    for file in files:
        article = file.top.integer("article") or 0
        for table in file.top.tables("obligation"):
            obligation = _read_obligation(table, article)
            if obligation.id in obligations:
                table.problem("id", f"{obligation.id!r} stands twice")
            obligations[obligation.id] = obligation
        waiting += [(table, _read_element(table)) for table in file.top.tables("element")]
        file.top.done()
    for table, element in waiting:
        if element.id in elements:
            table.problem("id", f"{element.id!r} stands twice")
        if element.obligation not in obligations:
            table.problem("obligation", f"names an unknown obligation {element.obligation!r}")
        elements[element.id] = element
    return obligations, elements


def _read_obligation(table: Table, article: int) -> Obligation:
    obligation = Obligation(
        id=table.string("id"),
        article=article,
        paragraph=table.integer("paragraph", required=False),
        point=table.string("point", required=False) or None,
        part=table.string("part", required=False),
        strength=table.choice("strength", STRENGTHS),
        addressee=table.strings("addressee"),
        pillar=table.choice("pillar", PILLARS),
        section=table.string("section", required=False),
        needs_law=table.flag("needs_law"),
        title=table.text("title") or {"en": ""},
        duty=table.text("duty") or {"en": ""},
        defect=table.text("defect", required=False),
        report=read_report_reference(table.table("er", required=False)),
    )
    for code in obligation.addressee:
        if code not in ADDRESSEES:
            table.problem("addressee", f"has {code!r}; allowed: {', '.join(ADDRESSEES)}")
    if obligation.id.split(".")[0] != str(article):
        table.problem("id", f"{obligation.id!r} does not belong to article {article}")
    table.done()
    return obligation


def _read_element(table: Table) -> Element:
    element = Element(
        id=table.string("id"),
        obligation=table.string("obligation"),
        core=table.choice("weight", ("core", "info")) == "core",
        question=table.text("question") or {"en": ""},
        note=table.text("note", required=False),
    )
    table.done()
    return element


def read_report_reference(table: Table | None) -> ExplanatoryReport | None:
    """Gives a reference to the Explanatory Report from its table, or None."""
    if table is None:
        return None
    reference = ExplanatoryReport(
        paragraphs=table.string("paragraphs"),
        confidence=table.choice("confidence", ("H", "M", "L")),
        verified=table.flag("verified"),
    )
    table.done()
    return reference


def _read_attributes(file: DataFile) -> dict[str, AttributeType]:
    attributes = {}
    for table in file.top.tables("attribute", name_key="name"):
        kind = AttributeType(
            name=table.string("name"),
            type=table.choice("type", ("one", "set", "number")),
            values=table.strings("values", required=False),
            default=table.string("default", required=False) or None,
            title=table.text("title") or {"en": ""},
        )
        table.done()
        attributes[kind.name] = kind
    file.top.done()
    return attributes


def _read_verbs(top: Table) -> dict[str, Text]:
    verbs = top.table("verbs")
    if verbs is None:
        return {}
    read = {severity: verbs.text(severity) for severity in ("critical", "major", "minor", "info")}
    verbs.done()
    return {severity: text for severity, text in read.items() if text}


def _read_reservable(top: Table) -> dict[str, Reservable]:
    found = {}
    for table in top.tables("reservable", name_key="provision"):
        one = Reservable(
            provision=table.string("provision"),
            codes=table.strings("codes"),
            article_78=table.string("article_78"),
            title=table.text("title") or {"en": ""},
        )
        table.done()
        found[one.provision] = one
    return found


def _read_periods(top: Table) -> ReservationPeriods:
    table = top.table("reservation_periods")
    keys = ("years", "remind_months", "notify_months", "grace_months", "entry_months")
    values = {key: (table.integer(key) if table else None) or 0 for key in keys}
    first_entry = (table.day("first_entry") if table else None) or date.min
    if table:
        table.done()
    return ReservationPeriods(**values, first_entry=first_entry)


def _read_scope(top: Table) -> Scope:
    table = top.table("scope") or Table(top.file, {}, "scope", top.line)
    scope = Scope(
        offences=frozenset(table.strings("offences")),
        general=frozenset(table.strings("general")),
        open_general=frozenset(table.strings("open_general")),
        case_law=table.strings("case_law"),
        caps=_read_severities(table.table("caps")),
        act_only=_read_severities(table.table("act_only")),
        majority=table.integer("majority") or 0,
        emergency_orders=table.string("emergency_orders"),
        protection_orders=table.string("protection_orders"),
        ratios={
            one.string("name"): _read_ratio(one)
            for one in table.tables("ratio", header="scope.ratio", name_key="name")
        },
    )
    table.done()
    return scope


def _read_ratio(table: Table) -> Ratio:
    ratio = Ratio(
        attribute=table.string("attribute"),
        node=table.string("node"),
        inhabitants=table.integer("inhabitants") or 1,
    )
    table.done()
    return ratio


def _read_severities(table: Table | None) -> dict[str, str]:
    if table is None:
        return {}
    read = {key: table.choice(key, [one.value for one in Severity]) for key in table.data}
    table.done()
    return read


def _read_translation_notes(file: DataFile) -> tuple[TranslationNote, ...]:
    notes = []
    for table in file.top.tables("translation_note", name_key="node"):
        notes.append(
            TranslationNote(
                language=table.choice("language", TEXT_LANGUAGES),
                node=table.string("node"),
                authentic=table.string("authentic"),
                words=table.string("words"),
                better=table.string("better", required=False),
                note=table.text("note") or {"en": ""},
            )
        )
        table.done()
    file.top.done()
    return tuple(notes)


def _read_parties(file: DataFile) -> dict[str, KnownParty]:
    reservations: dict[str, list[KnownReservation]] = {}
    for table in file.top.tables("reservation", name_key="code"):
        one = KnownReservation(
            provision=table.string("provision"),
            made=table.day("made"),
            scope=table.text("scope", required=False),
            notices=tuple(_read_notice(t) for t in table.tables("notices", name_key="decision")),
            source=table.text("source") or {"en": ""},
        )
        reservations.setdefault(table.string("code"), []).append(one)
        table.done()
    parties = {}
    for table in file.top.tables("party", name_key="code"):
        days = {name: table.day(name) for name in ("signed", "deposited", "in_force", "denounced")}
        code = table.string("code")
        parties[code] = KnownParty(
            code=code,
            dates={name: day for name, day in days.items() if day},
            source=table.text("source", required=False),
            reservations=tuple(reservations.pop(code, ())),
        )
        table.done()
    for code, known in reservations.items():
        parties[code] = KnownParty(code=code, dates={}, source=None, reservations=tuple(known))
    file.top.done()
    return parties


def _read_notice(table: Table) -> Notice:
    on = table.day("on")
    if on is None:
        table.problem("on", "is missing")
    notice = Notice(
        on=on or date.min,
        decision=Decision(table.choice("decision", [one.value for one in Decision]) or "uphold"),
        effective=table.day("effective"),
    )
    table.done()
    return notice

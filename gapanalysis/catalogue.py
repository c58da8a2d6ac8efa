# SPDX-License-Identifier: EUPL-1.2
"""Reading the files of an instrument: its words in three languages, obligations and elements,
attributes, questionnaires, reservations that are allowed, Parties. Mistakes become problems that
name file, line and key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from gapanalysis.datafile import TEXT_LANGUAGES, DataFile, Table
from gapanalysis.model import (
    Article,
    AttributeType,
    Chapter,
    Decision,
    Element,
    ExplanatoryReport,
    KnownParty,
    KnownReservation,
    Notice,
    Obligation,
    Paragraph,
    Point,
    Questionnaire,
    QuestionnaireSection,
    Ratio,
    Reservable,
    ReservationPeriods,
    Scope,
    Severity,
    Text,
    TranslationNote,
)

STRENGTHS = (
    *("CRIM", "SANCT", "SHALL+", "SHALL", "SHALL/n", "UNDERTAKE", "ENDEAVOUR", "ENCOURAGE"),
    *("MAY", "definition", "rule", "none"),
)
ADDRESSEES = ("P", "LEG", "GOV", "POL", "PROS", "JUD", "SERV", "MIG", "EDU")
PILLARS = ("prevention", "protection", "prosecution", "policies", "cross-cutting", "international")


def align(
    texts: Mapping[str, Any], short_articles: Mapping[int, Text], short_chapters: Mapping[str, Text]
) -> tuple[dict[int, Article], tuple[Chapter, ...]]:
    """Gives the articles by number and the chapters, each text in all languages; what the
    languages do not share raises ``ValueError``.
    """
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
                paragraphs=paragraphs(
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


def paragraphs(together: Mapping[str, list[dict[str, Any]]]) -> tuple[Paragraph, ...]:
    """Gives paragraphs with their points, each text in all languages."""
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
        for paragraph in _zipped(together)
    )


def _zipped(together: Mapping[str, list[Any]]) -> Iterator[dict[str, Any]]:
    for row in zip(*(together[language] for language in TEXT_LANGUAGES), strict=True):
        yield dict(zip(TEXT_LANGUAGES, row, strict=True))


def parallel(texts: Mapping[str, Any], key: str) -> tuple[Text, ...]:
    """Gives the texts of a list that every language has, in order."""
    return tuple(_zipped({language: texts[language][key] for language in TEXT_LANGUAGES}))


def read_short_titles(file: DataFile) -> tuple[dict[int, Text], dict[str, Text]]:
    """Gives short titles of articles and of chapters."""
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


def read_obligations(
    files: list[DataFile],
) -> tuple[dict[str, Obligation], dict[str, Element]]:
    """Gives obligations and elements by id; an id that stands twice and an element of an unknown
    obligation are problems.
    """
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
        paragraphs=table.string("paragraphs").replace("-", "–"),
        confidence=table.choice("confidence", ("H", "M", "L")),
        verified=table.flag("verified"),
    )
    table.done()
    return reference


def read_attributes(file: DataFile) -> dict[str, AttributeType]:
    """Gives the attributes of provisions by name."""
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


def read_verbs(top: Table) -> dict[str, Text]:
    """Gives the verb of each severity."""
    verbs = top.table("verbs")
    if verbs is None:
        return {}
    read = {severity: verbs.text(severity) for severity in ("critical", "major", "minor", "info")}
    verbs.done()
    return {severity: text for severity, text in read.items() if text}


def read_reservation_rights(top: Table) -> tuple[dict[str, Text], Text]:
    """Gives what each paragraph of article 78 allows; and who may make a reservation, and when."""
    rights = {}
    for table in top.tables("reservation_right", name_key="paragraph"):
        rights[table.string("paragraph")] = table.text("title") or {"en": ""}
        table.done()
    making = top.table("reservation_making")
    rule = making.text("rule") if making else None
    if making:
        making.done()
    return rights, rule or {"en": ""}


def read_reserved(top: Table) -> Text:
    """Gives what is recommended where a reservation in force covers a finding."""
    table = top.table("reserved")
    said = table.text("recommendation") if table else None
    if table:
        table.done()
    return said or {"en": "{recommendation}"}


def read_reservable(top: Table, rights: Iterable[str]) -> dict[str, Reservable]:
    """Gives what article 78 allows to reserve, by provision."""
    found = {}
    for table in top.tables("reservable", name_key="provision"):
        one = Reservable(
            provision=table.string("provision"),
            codes=table.strings("codes"),
            article_78=table.choice("article_78", rights),
            title=table.text("title") or {"en": ""},
            short=table.text("short") or {"en": ""},
            effect=table.text("effect") or {"en": ""},
        )
        table.done()
        found[one.provision] = one
    return found


def read_periods(top: Table) -> ReservationPeriods:
    """Gives the periods of articles 75 and 79."""
    table = top.table("reservation_periods")
    keys = ("years", "remind_months", "notify_months", "grace_months", "entry_months")
    values = {key: (table.integer(key) if table else None) or 0 for key in keys}
    first_entry = (table.day("first_entry") if table else None) or date.min
    if table:
        table.done()
    return ReservationPeriods(**values, first_entry=first_entry)


def read_scope(top: Table) -> Scope:
    """Gives which articles reach which."""
    table = top.table("scope") or Table(top.file, {}, "scope", lambda: top.line)
    scope = Scope(
        offences=frozenset(table.strings("offences")),
        general=frozenset(table.strings("general")),
        open_general=frozenset(table.strings("open_general")),
        case_law=table.strings("case_law"),
        by_result=frozenset(table.strings("by_result")),
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


def read_translation_notes(file: DataFile) -> tuple[TranslationNote, ...]:
    """Gives where a translation departs from the authentic texts."""
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


def read_parties(file: DataFile) -> dict[str, KnownParty]:
    """Gives what published sources say of States, by code."""
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


def read_questionnaires(file: DataFile) -> dict[str, Questionnaire]:
    """Gives GREVIO's questionnaires; an article that stands in two sections is a problem."""
    found = {}
    for table in file.top.tables("questionnaire"):
        sections = tuple(
            _read_section(one)
            for one in table.tables("section", header="questionnaire.section", name_key="number")
        )
        one = Questionnaire(
            id=table.string("id"),
            symbol=table.string("symbol"),
            adopted=table.day("adopted"),
            verified=table.flag("verified"),
            title=table.text("title") or {"en": ""},
            sections=sections,
        )
        named = [article for section in sections for article in section.articles]
        for article in sorted({a for a in named if named.count(a) > 1}):
            table.problem("section", f"names article {article} twice")
        table.done()
        found[one.id] = one
    file.top.done()
    return found


def _read_section(table: Table) -> QuestionnaireSection:
    section = QuestionnaireSection(
        number=table.string("number"),
        title=table.text("title") or {"en": ""},
        articles=table.integers("articles"),
    )
    table.done()
    return section


def read_pillars(top: Table) -> dict[str, Text]:
    """Gives the titles of the pillars, in the order in which they are shown."""
    table = top.table("pillars")
    if table is None:
        return {}
    read = {pillar: table.text(pillar) or {"en": ""} for pillar in PILLARS}
    table.done()
    return read

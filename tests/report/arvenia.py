# SPDX-License-Identifier: EUPL-1.2
"""A small analysis made by hand: two laws, answers, evidence, a reservation, hostile words."""

from __future__ import annotations

from datetime import date

from gapanalysis.model import (
    Answer,
    AnswerValue,
    Attribute,
    AttributeState,
    Coverage,
    Dimension,
    Evidence,
    Kind,
    Law,
    LawKind,
    Mapping,
    Provision,
    Quotation,
    Reservation,
    Snapshot,
    State,
)

ON = date(2026, 11, 22)
HOSTILE = "<b>&amp; {x}</b> <font size=99> %s </para>"
ROMANIAN = "Raportul sexual săvârșit prin constrângere și împotriva voinței; țărăncuță"
CYRILLIC = "Зґвалтування без добровільної згоди потерпілої особи, її їжа"
ARABIC = "العنف الأسري (المادة 25) والحماية"
SECRET = "Interview with Safehouse Nightingale"
NOTE = "Working note about witness Kestrel"
AUTHORS = "Coalition for a Life without Violence\nArvenian Women Lawyers"

_RAPE = (
    "Article 168. Rape\n"
    "(1) Whoever, by force or by threat of imminent force against life or limb, has sexual "
    "intercourse with another person shall be punished by imprisonment of two to eight years.\n"
    f"(2) {ROMANIAN}."
)


def _law(number: int, title: str, language: str) -> Law:
    return Law(
        id=number,
        uid=f"uid-{number}",
        title=title,
        language=language,
        kind=LawKind.STATUTE,
        date=date(2026, 3, 1),
        version=number,
        file_name="/home/nightingale/code.pdf",
        sha256=f"{number}" * 64,
        articles=412,
    )


def _provision(number: int, law: int, address: str, label: str, text: str) -> Provision:
    return Provision(
        id=number,
        law=law,
        kind=Kind.ARTICLE,
        number=address,
        address=address,
        label=label,
        heading="",
        start=1000,
        end=1000 + len(text),
        parent=None,
        text=text,
    )


def _mapping(
    number: int, provision: int, node: str, coverage: Coverage, exact: str = "", text: str = ""
) -> Mapping:
    start = 1000 + text.index(exact)
    quotation = Quotation(
        law_version=1, start=start, end=start + len(exact), exact=exact, before="", after=""
    )
    return Mapping(
        id=number,
        provision=provision,
        obligation=node,
        coverage=coverage,
        quotation=quotation if exact else None,
        note=NOTE if number == 1 else "",
    )


def _evidence(number: int, node: str, text: str, *, confidential: bool) -> Evidence:
    return Evidence(
        id=number,
        obligation=node,
        kind="interview" if confidential else "statistics",
        text=text,
        source="Ministry of Justice, table 7",
        date=date(2026, 2, 1),
        dimension=Dimension.DE_FACTO,
        confidential=confidential,
        consent="none" if confidential else "named",
    )


def make_snapshot() -> Snapshot:
    long_article = "Article 9\n" + "The court shall hear the person concerned. " * 260
    provisions = {
        1: _provision(1, 1, "168", "Article 168.", _RAPE),
        2: _provision(2, 2, "152", "Стаття 152.", f"Стаття 152. {CYRILLIC}"),
        3: _provision(3, 1, "9", "Article 9", long_article),
        4: _provision(4, 1, "25", "Article 25", f"{ARABIC}\n{HOSTILE}"),
    }
    answers = {
        "E36.1": AnswerValue.NO,
        "E36.2": AnswerValue.YES,
        "E36.4": AnswerValue.UNCLEAR,
        "E45.1": AnswerValue.PARTLY,
        "E55.1": AnswerValue.NO,
        "E48.1": AnswerValue.NO,
        "E34.1": AnswerValue.NO,
    }
    return Snapshot(
        state=State(
            code="ARV",
            name="Republic of Arvenia",
            language="en",
            signed=date(2020, 1, 15),
            deposited=date(2021, 3, 10),
            in_force=date(2021, 7, 1),
            denounced=None,
            facts={"party_status": "party"},
        ),
        laws={
            1: _law(1, f"Criminal Code {HOSTILE}", "en"),
            2: _law(2, "Кримінальний кодекс", "uk"),
        },
        provisions=provisions,
        mappings=(
            _mapping(1, 1, "36.1.a", Coverage.CONTRARY, "by force or by threat", _RAPE),
            _mapping(2, 2, "36", Coverage.FULL),
            _mapping(3, 3, "48.1", Coverage.PARTIAL),
            _mapping(4, 4, "36.1.b", Coverage.RELATED),
        ),
        answers={
            name: Answer(element=name, value=value, note=NOTE if name == "E36.1" else "")
            for name, value in answers.items()
        },
        statements=frozenset({"34"}),
        attributes={
            1: {
                "force_element": Attribute(
                    provision=1,
                    name="force_element",
                    value="force,threat",
                    state=AttributeState.PERSON,
                    quotation=None,
                )
            }
        },
        reservations=(
            Reservation(id=1, provision="55.1:35", made=date(2021, 3, 10), scope="", notices=()),
            Reservation(id=2, provision="36", made=date(2021, 3, 10), scope=None, notices=()),
        ),
        evidence=(
            _evidence(
                1, "36.1.a", f"Of 118 reports 6 led to a conviction. {HOSTILE}", confidential=False
            ),
            _evidence(2, "36.1.a", SECRET, confidential=True),
        ),
        reviews=(),
    )

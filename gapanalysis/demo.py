# SPDX-License-Identifier: EUPL-1.2
"""The example: a fictional State with laws of its own, from ``resources/demo``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from gapanalysis import edits, project_file, store
from gapanalysis.importers.read import read_law
from gapanalysis.model import AnswerValue, Coverage, Decision, Dimension, LawKind
from gapanalysis.resources import read_toml, resource

LAW_LANGUAGES = ("en", "ro")
"""Languages in which the example's laws are written."""


def write_demo(path: Path, language: str) -> tuple[project_file.Project, date]:
    """Makes the example's project; gives it open, with the day that it is told for. An older
    example at the same place is replaced.
    """
    data = read_toml("demo/demo.toml")
    path.unlink(missing_ok=True)
    state = data["state"]
    laws_in = language if language in LAW_LANGUAGES else LAW_LANGUAGES[0]
    project = project_file.create_project(
        path, state=state["code"], name=state["name"][language], language=laws_in
    )
    facts = {name: str(state[name]) for name in store.STATE_DATES if name in state}
    edits.do(
        project,
        *(edits.PutFact(name=n, value=v) for n, v in (facts | data.get("facts", {})).items()),
    )
    laws = _add_laws(project, data["law"], laws_in)
    said = Said(language, laws_in)
    for one in data["mapping"]:
        _map(project, laws[one["law"]], one, said)
    for one in data.get("answer", []):
        value = AnswerValue(one["value"])
        edits.do(project, edits.PutAnswer(element=one["element"], value=value, note=said.note(one)))
    for one in data.get("statement", []):
        edits.do(project, edits.PutStatement(obligation=one["obligation"]))
    for one in data.get("reservation", []):
        _reserve(project, one, said)
    for kind, make in (("evidence", _evidence), ("figure", _figure), ("earlier", _earlier)):
        for one in data.get(kind, []):
            edits.do(project, make(one, said))
    for name, told in data["report"].items():
        words = told if isinstance(told, str) else told[language]
        edits.do(project, edits.PutReportOption(name=name, value=words))
    return project, state["as_of"]


class Said:
    """Which of the languages of a text the example speaks: its reader's, or that of its laws."""

    def __init__(self, language: str, laws_in: str) -> None:
        self.language, self.laws_in = language, laws_in

    def note(self, one: dict[str, Any], key: str = "note") -> str:
        """Gives a note in the reader's language; empty where there is none."""
        return str(one.get(key, {}).get(self.language, ""))


def _evidence(one: dict[str, Any], said: Said) -> edits.Edit:
    return edits.PutEvidence(
        obligation=one["obligation"],
        also=tuple(one.get("also", ())),
        kind=one["kind"],
        text=said.note(one, "text"),
        title=said.note(one, "title"),
        source=said.note(one, "source"),
        date=one.get("date"),
        dimension=Dimension(one["dimension"]),
        confidential=one["confidential"],
        consent=one["consent"],
        application=one.get("application", ""),
        echr=one.get("echr", ""),
        keywords=tuple(one.get("keywords", {}).get(said.language, ())),
    )


def _figure(one: dict[str, Any], said: Said) -> edits.Edit:
    name = one["name"]
    return edits.PutFigure(
        obligation=one["obligation"],
        name=name if isinstance(name, str) else name[said.language],
        value=one.get("value"),
        denominator=one.get("denominator"),
        denominator_of=one.get("denominator_of", ""),
        year=one["year"],
        breakdown=one.get("breakdown", {}),
        source=said.note(one, "source"),
        confidential=one["confidential"],
    )


def _earlier(one: dict[str, Any], said: Said) -> edits.Edit:
    return edits.PutPriorRecommendation(
        body=one["body"],
        document=said.note(one, "document"),
        number=one["number"],
        verb=one["verb"],
        articles=tuple(one["articles"]),
        text=said.note(one, "text"),
        deadline=one.get("deadline"),
        done=one["done"],
        assessment=said.note(one, "assessment"),
        evidence=tuple(one.get("evidence", ())),
        findings=tuple((rule, node, of) for rule, node, of in one.get("findings", ())),
    )


def _add_laws(
    project: project_file.Project, laws: list[dict[str, Any]], laws_in: str
) -> dict[str, int]:
    added = {}
    for law in laws:
        draft = read_law(resource(f"demo/{laws_in}/{law['file']}"), laws_in)
        title, kind = law["title"][laws_in], LawKind(law["kind"])
        edits.do(project, edits.AddLaw(draft=draft, title=title, kind=kind, date=law["date"]))
        added[law["id"]] = store.find_law(project, title).id
    return added


def _map(project: project_file.Project, law: int, one: dict[str, Any], said: Said) -> None:
    (place,) = store.find_provisions(project, law, one["number"])
    quote = one.get("quote", {}).get(said.laws_in)
    start = end = None
    if quote:
        start = place.start + place.text.index(quote)
        end = start + len(quote)
    steps: list[edits.Edit] = [
        edits.PutMapping(
            provision=place.id,
            obligation=one["obligation"],
            coverage=Coverage(one["coverage"]),
            start=start,
            end=end,
            note=said.note(one),
        )
    ]
    steps += [
        edits.PutAttribute(provision=place.id, name=name, value=str(value))
        for name, value in one.get("attributes", {}).items()
    ]
    edits.do(project, *steps)


def _reserve(project: project_file.Project, one: dict[str, Any], said: Said) -> None:
    scope = said.note(one, "scope") or None
    edits.do(
        project,
        edits.PutReservation(provision=one["provision"], made=one["made"], scope=scope),
        *(
            edits.AddNotice(
                provision=one["provision"], on=n["on"], decision=Decision(n["decision"])
            )
            for n in one.get("notices", [])
        ),
    )

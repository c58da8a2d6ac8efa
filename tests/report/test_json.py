# SPDX-License-Identifier: EUPL-1.2
"""Reports in JSON: they follow the published schema, which follows the blocks and sheets."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator
from report.arvenia import HOSTILE, ON

from gapanalysis.report.build import ReportOptions, build_report
from gapanalysis.report.json_file import render_json, to_json
from gapanalysis.report.options import load_kinds
from gapanalysis.rules.engine import evaluate
from gapanalysis.rules.load import load_rules


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    from print_schema import FILE

    schema = json.loads(FILE.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_the_published_schema_is_that_of_the_blocks_and_sheets():
    from print_schema import FILE, text

    assert FILE.read_text(encoding="utf-8") == text(), "run tools/print_schema.py"


@pytest.mark.parametrize("edition", ["public", "confidential"])
@pytest.mark.parametrize("kind", load_kinds().kinds)
def test_every_kind_follows_the_schema(report_of, validator, kind, edition):
    report = report_of("fr", edition, kind=kind, node="36.1.a" if kind == "obligation" else "")
    assert list(validator.iter_errors(json.loads(render_json(report)))) == []


@pytest.mark.parametrize(
    "harm",
    [
        lambda d: d.pop("data"),
        lambda d: d.update(more=1),
        lambda d: d["document"].append({"type": "para"}),
        lambda d: d["document"][0].update(level="1"),
        lambda d: d["data"]["answers"]["rows"][0].update(core="yes"),
        lambda d: d["data"]["answers"]["rows"][0].pop("note"),
        lambda d: d.update(edition="secret"),
    ],
)
def test_the_schema_refuses_what_is_wrong(report_of, validator, harm):
    report = json.loads(render_json(report_of()))
    harm(report)
    assert not validator.is_valid(report)


def test_every_field_is_described(validator):
    """A program that reads reports needs no more than the schema."""

    def undescribed(part, name):
        if part.get("type") == "object":
            for key, one in part["properties"].items():
                if not one.get("description") and key != "type":
                    yield f"{name}.{key}"
                yield from undescribed(one, f"{name}.{key}")
        yield from undescribed(part["items"], f"{name}[]") if part.get("items") else ()

    whole = validator.schema
    parts = {"report": whole, **whole["$defs"]}
    assert [one for name, part in parts.items() for one in undescribed(part, name)] == []


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_a_statement_that_nothing_exists_is_a_code(instrument, snapshot, validator, language):
    """Not a sentence in the language of the report, where other rows hold codes."""
    stated = replace(snapshot, statements=frozenset({"37.2"}))
    judged = evaluate(load_rules(instrument), instrument, stated, ON)
    options = ReportOptions(language=language, on=ON, kind="concordance")
    report = json.loads(render_json(build_report(instrument, stated, judged, (), options)))
    rows = report["data"]["concordance"]["rows"]
    assert [row["coverage"] for row in rows if row["node"] == "37.2"] == ["none"]
    assert list(validator.iter_errors(report)) == []


def test_values_are_typed_and_codes_are_those_of_the_model(report_of):
    data = to_json(report_of("ro", "confidential"))["data"]
    answers = {row["element"]: row for row in data["answers"]["rows"]}
    assert answers["E36.1"]["answer"] == "no"
    assert answers["E36.1"]["core"] is True
    evidence = data["evidence"]["rows"]
    assert [row["confidential"] for row in evidence] == [False, True]
    assert evidence[0]["date"] == "2026-02-01"
    assert evidence[0]["text"].endswith(HOSTILE)
    found = {row["node"]: row["coverage"] for row in data["concordance"]["rows"]}
    assert found["36.1.a"] == "contrary"
    assert found["7.1"] is None

# SPDX-License-Identifier: EUPL-1.2
"""Prints ``docs/report.schema.json``, the schema of reports in JSON, from the blocks and sheets,
with what ``schema.toml`` says of every field.
"""

from __future__ import annotations

import json
import tomllib
import types
import typing
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from gapanalysis import model
from gapanalysis.report import blocks, sheets
from gapanalysis.report.json_file import FORMAT, VERSION
from gapanalysis.report.options import load_kinds

FILE = Path(__file__).resolve().parent.parent / "docs" / "report.schema.json"
TOLD = FILE.parent.parent / "tools" / "schema.toml"
Told = dict[str, Any]
_APART = {"cover", "blocks", "sheets"}
_NAMED = (
    *(blocks.Run, blocks.Mark, blocks.Note, blocks.Line, blocks.Caption, blocks.Column),
    *(blocks.Heading, blocks.Para, blocks.Quote, blocks.Table, blocks.Bar, blocks.Bars),
    *(blocks.Chart, blocks.Box, blocks.Contents, blocks.Cover),
)
_KINDS: dict[str, list[str]] = {
    "text": ["string", "null"],
    "number": ["number", "null"],
    "whole": ["integer", "null"],
    "date": ["string", "null"],
    "yes_no": ["boolean", "null"],
}
_CODES: dict[tuple[str, str], list[str]] = {
    ("concordance", "coverage"): [*model.Coverage, "none"],
    ("concordance", "status"): [*model.Status],
    ("findings", "outcome"): [*model.Outcome],
    ("findings", "severity"): [*model.Severity],
    ("answers", "answer"): [*model.AnswerValue, "none"],
    ("obligations", "status"): [*model.Status],
    ("obligations", "computed"): [*model.Status],
    ("evidence", "dimension"): [*model.Dimension],
    ("reservations", "status"): [*model.ReservationStatus],
    ("laws", "kind"): [*model.LawKind],
}
"""The closed sets of the model whose codes fields hold."""


def schema() -> dict[str, Any]:
    """Gives the whole schema."""
    told = tomllib.loads(TOLD.read_text(encoding="utf-8"))
    own = typing.get_type_hints(blocks.Report)
    plain = {f.name: _of(own[f.name]) for f in fields(blocks.Report) if f.name not in _APART}
    plain |= {
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "edition": {"enum": ["public", "confidential"]},
        "kind": {"enum": list(load_kinds().kinds)},
        "cover": {"$ref": "#/$defs/cover"},
        "document": {"type": "array", "items": _of(blocks.Block)},
        "data": _object({name: _sheet(name, told) for name in sheets.FIELDS}),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A report of gapanalysis",
        **_object(plain, told=told["report"]),
        "$defs": {one.__name__.lower(): _block(one, told) for one in _NAMED},
    }


def _object(
    properties: dict[str, Any], required: list[str] | None = None, told: Told | None = None
) -> dict[str, Any]:
    """Gives an object; with ``told``, which must tell of every property but the type of a block."""
    if told:
        properties = {
            name: one if name == "type" else {"description": told[name], **one}
            for name, one in properties.items()
        }
    about = {"description": told["about"]} if told and "about" in told else {}
    return {
        **about,
        "type": "object",
        "properties": properties,
        "required": list(properties) if required is None else required,
        "additionalProperties": False,
    }


def _block(kind: type, told: Told) -> dict[str, Any]:
    """Gives a block; what may be empty is left out where it is."""
    hints = typing.get_type_hints(kind)
    properties = {"type": {"const": kind.__name__.lower()}}
    required = ["type"]
    for field in fields(kind):
        properties[field.name] = _of(hints[field.name])
        if hints[field.name] not in {str, bool} and type(None) not in typing.get_args(
            hints[field.name]
        ):
            required.append(field.name)
    return _object(properties, required, told[kind.__name__.lower()])


def _of(hint: Any) -> dict[str, Any]:
    """Gives the schema of a type."""
    if hint in _NAMED:
        return {"$ref": f"#/$defs/{hint.__name__.lower()}"}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [one.value for one in hint]}
    parts = typing.get_args(hint)
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        if not all(part in _NAMED or part is type(None) for part in parts):
            return {"enum": [part.__name__.lower() for part in parts]}
        known = [_of(part) for part in parts if part is not type(None)]
        return known[0] if len(known) == 1 else {"anyOf": known}
    if typing.get_origin(hint) is tuple:
        if parts[-1] is Ellipsis:
            return {"type": "array", "items": _of(parts[0])}
        return {"type": "array", "prefixItems": [_of(part) for part in parts], "items": False}
    return {"type": {str: "string", bool: "boolean", int: "integer", float: "number"}[hint]}


def _sheet(name: str, told: Told) -> dict[str, Any]:
    row = {}
    for column in sheets.FIELDS[name].split():
        field, _, kind = column.partition(":")
        row[field] = {"type": _KINDS[kind or "text"]}
        if kind == "date":
            row[field]["format"] = "date"
        if codes := _CODES.get((name, field)):
            row[field] = {"enum": [*codes, None]}
    plain = {"type": "string"}
    field = _object(
        {"name": plain, "head": plain, "kind": {"enum": list(_KINDS)}}, told=told["field"]
    )
    own = told["data"][name]
    about = own.pop("about")
    rows = {"type": "array", "items": _object(row, told=own)}
    properties = {"title": plain, "fields": {"type": "array", "items": field}, "rows": rows}
    return _object(properties, told=told["sheet"] | {"about": about})


def text() -> str:
    """Gives the schema as it stands in the file."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")

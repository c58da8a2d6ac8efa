# SPDX-License-Identifier: EUPL-1.2
"""A report as JSON: the whole document, and the sheets as typed values, with the
codes of the model in place of words of closed sets. ``docs/report.schema.json``
says what stands where. Nothing but the report decides the bytes.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gapanalysis.charts.grid import Overview
from gapanalysis.charts.timeline import Timeline
from gapanalysis.report.blocks import Report, Sheet, Value
from gapanalysis.report.progress import Tell, quiet

FORMAT = "gapanalysis-report"
VERSION = 1


def write_json(report: Report, path: Path, tell: Tell = quiet) -> int:
    """Writes a report; gives 1, the format has no pages."""
    data = render_json(report)
    tell(0.5)
    path.write_bytes(data)
    return 1


def render_json(report: Report) -> bytes:
    """Gives a report as the bytes of a JSON file (UTF-8)."""
    return (json.dumps(to_json(report), ensure_ascii=False, indent=1) + "\n").encode()


def to_json(report: Report) -> dict[str, Any]:
    """Gives a report as plain values."""
    apart = {"cover", "blocks", "sheets"}
    plain = {f.name: getattr(report, f.name) for f in fields(report) if f.name not in apart}
    return {
        "format": FORMAT,
        "version": VERSION,
        **plain,
        "cover": _value(report.cover),
        "document": _value(report.blocks),
        "data": {sheet.name: _sheet(sheet) for sheet in report.sheets},
    }


def _value(value: Any) -> Any:
    """Gives a block as an object with its type; fields that are empty are left out."""
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    if isinstance(value, Overview | Timeline):
        return type(value).__name__.lower()
    if not is_dataclass(value):
        return value
    told = ((field.name, getattr(value, field.name)) for field in fields(value))
    return {
        "type": type(value).__name__.lower(),
        **{name: _value(one) for name, one in told if not _is_empty(one)},
    }


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value == ""


def _plain(value: Value) -> str | int | float | None:
    return value.isoformat() if isinstance(value, date) else value


def _sheet(sheet: Sheet) -> dict[str, Any]:
    names = [field.name for field in sheet.fields]
    return {
        "title": sheet.title,
        "fields": [{"name": f.name, "head": f.head, "kind": f.kind} for f in sheet.fields],
        "rows": [
            {name: cell.code or _plain(cell.value) for name, cell in zip(names, row, strict=True)}
            for row in sheet.rows
        ],
    }

# SPDX-License-Identifier: EUPL-1.2
"""The data of gapanalysis, and the one place that opens it: law, languages, words, fonts, demo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import rtoml

_HERE = Path(__file__).resolve().parent


def resource(path: str) -> Path:
    """Gives a file or folder of the package data, by its path with forward slashes."""
    return _HERE / path


def read_text(path: str) -> str:
    """Gives the text of a data file (UTF-8)."""
    return resource(path).read_text(encoding="utf-8")


def parse_toml(text: str) -> dict[str, Any]:
    """Gives TOML as plain values; raises ``tomllib.TOMLDecodeError`` with the line."""
    try:
        found: dict[str, Any] = rtoml.loads(text)  # ten times faster, at every start
    except rtoml.TomlParsingError:
        import tomllib

        found = tomllib.loads(text)
    return found


def read_toml(path: str) -> dict[str, Any]:
    """Gives a TOML data file as plain values; raises ``tomllib.TOMLDecodeError`` with the line."""
    return parse_toml(read_text(path))

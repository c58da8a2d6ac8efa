# SPDX-License-Identifier: EUPL-1.2
"""What the window needs at the first change, not at the first look: imported when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any


class _Later:
    """Stands for a module until something of it is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(import_module(self._name), attribute)


if TYPE_CHECKING:
    from gapanalysis import edits, red_flags
else:
    edits = _Later("gapanalysis.edits")
    red_flags = _Later("gapanalysis.red_flags")

__all__ = ["edits", "red_flags"]

#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Merges ``resources/locale/<language>/*.po`` into one compiled catalogue a language.

Run after changing a ``.po`` file; a test fails where the compiled catalogues are behind.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

DAY = datetime(2026, 1, 1, tzinfo=UTC)  # the same input gives the same bytes
LOCALE = Path(__file__).resolve().parent.parent / "resources" / "locale"


def compiled(language: str) -> bytes:
    """Gives the compiled catalogue of a language; raises ``ValueError`` for a message that stands
    twice with different words.
    """
    merged = Catalog(locale=language, project="gapanalysis", creation_date=DAY, revision_date=DAY)
    for part in sorted((LOCALE / language).glob("*.po")):
        with part.open("rb") as stream:
            for message in read_po(stream, locale=language, abort_invalid=True):
                if not message.id or not message.string:
                    continue
                known = merged.get(message.id)
                if known is not None and known.string != message.string:
                    raise ValueError(f"{part}: {message.id!r} stands twice with different words")
                merged[message.id] = message
    out = io.BytesIO()
    write_mo(out, merged)
    return out.getvalue()


def main() -> int:
    """Writes the compiled catalogues; gives the exit code."""
    for language in sorted(path.name for path in LOCALE.iterdir() if path.is_dir()):
        (LOCALE / f"{language}.mo").write_bytes(compiled(language))
    return 0


if __name__ == "__main__":
    sys.exit(main())

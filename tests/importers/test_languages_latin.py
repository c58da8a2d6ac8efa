# SPDX-License-Identifier: EUPL-1.2
"""Small laws in Latin script, one for each way of setting a law that was once misread.

``small_laws/latin/xx-what.txt`` (or ``.md``, ``.html``) is a law in the language xx,
``xx-what.tree.txt`` its parts: one line a provision.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from gapanalysis.importers.read import read_document
from gapanalysis.importers.split import split
from gapanalysis.model import Kind, LawDraft, SourceFile

SMALL_LAWS = Path(__file__).parent / "small_laws" / "latin"
LAWS = sorted(path.name for path in SMALL_LAWS.iterdir() if ".tree." not in path.name)


def law(path: Path) -> LawDraft:
    data = path.read_bytes()
    source = SourceFile(name=path.name, format="text", sha256="", data=data)
    return split(read_document(data, path.name), path.name[:2], source)


def tree(draft: LawDraft) -> str:
    """Gives one line a provision: its depth, kind, number or address, heading in brackets."""
    depths: list[int] = []
    shown: list[str] = []
    for provision in draft.provisions:
        depths.append(0 if provision.parent is None else depths[provision.parent] + 1)
        inside = provision.kind in {Kind.ARTICLE, Kind.PARAGRAPH, Kind.POINT}
        parts = [provision.kind.value, provision.address if inside else provision.number]
        if provision.heading:
            parts.append(f"[{provision.heading.of(draft.text)}]")
        shown.append("  " * depths[-1] + " ".join(filter(None, parts)) + "\n")
    return "".join(shown)


@pytest.mark.parametrize("name", LAWS)
def test_a_small_law_is_parted_as_its_readers_part_it(name: str) -> None:
    path = SMALL_LAWS / name
    expected = path.with_name(path.name.rpartition(".")[0] + ".tree.txt")
    assert tree(law(path)) == expected.read_text(encoding="utf-8")

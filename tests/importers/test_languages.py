# SPDX-License-Identifier: EUPL-1.2
"""Small laws in languages whose files were not tried on real laws: their parts and language.

``small_laws/xx.txt`` is a law, ``small_laws/xx.tree.txt`` its parts: one line a provision;
``xx-other.txt`` is numbered or laid out in another way that is usual in the language.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from gapanalysis.importers.split import split
from gapanalysis.importers.text import read_text
from gapanalysis.languages import detect, load_language
from gapanalysis.model import Kind, LawDraft, SourceFile

SMALL_LAWS = Path(__file__).parent / "small_laws"
SOURCE = SourceFile(name="law.txt", format="text", sha256="", data=b"")
UNTESTED = ["pt", "nl", "da", "no", "et", "lv", "lt", "cs", "sk", "hu", "sl", "tr", "sq"]
NAMES = sorted(path.name.removesuffix(".tree.txt") for path in SMALL_LAWS.glob("*.tree.txt"))


def words(name: str) -> str:
    return (SMALL_LAWS / name).read_text(encoding="utf-8")


def law(text: str, language: str) -> LawDraft:
    return split(read_text(text.encode(), "law.txt"), language, SOURCE)


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


@pytest.mark.parametrize("name", NAMES)
def test_a_small_law_is_parted(name: str) -> None:
    draft = law(words(f"{name}.txt"), name[:2])
    assert tree(draft) == words(f"{name}.tree.txt")
    assert draft.warnings == ()


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith("-other")])
def test_its_language_is_recognised(name: str) -> None:
    assert detect(words(f"{name}.txt")) == name[:2]


@pytest.mark.parametrize("language", UNTESTED)
def test_its_language_file_says_that_it_is_not_tested(language: str) -> None:
    assert not load_language(language).tested


def test_a_language_is_tested_where_its_file_says_nothing() -> None:
    assert load_language("de").tested

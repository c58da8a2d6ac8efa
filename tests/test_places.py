# SPDX-License-Identifier: EUPL-1.2
"""How laws cite their own provisions, in the window and in the report alike."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gapanalysis import analysis, edits
from gapanalysis.numbers import with_superscripts
from gapanalysis.structure import place_of

DAY = date(2026, 6, 1)
SWEDISH = """Lag om fred

1 kap. Om frid
1 § Den som stör friden ska dömas till böter.
2 § Böterna går till staten.

2 kap. Om ro
1 § Den som stör ron ska dömas till böter.
2 § Försök är straffbart.
"""
CHAPTERS = """Peace Act

Chapter 1. Peace
Section 1. Whoever disturbs the peace is fined.
Section 2. Fines go to the State.

Chapter 2. Quiet
Section 1. Whoever disturbs the quiet is fined.
Section 2. Attempts are punishable.
"""
GERMAN = "Ruhegesetz\n\n§ 1 Ruhe\n(1) Wer die Ruhe stört, zahlt.\n(2) Der Versuch zählt.\n"
ROMANIAN = (
    "Lege privind liniștea\n\nArt. 1. Liniștea este ocrotită.\n"
    "Art. 1^1. Cine tulbură liniștea plătește.\nArt. 2. Tentativa se pedepsește.\n"
)


def places(tmp_path: Path, text: str, language: str, *addresses: str) -> list[str]:
    """Gives how mapped provisions are cited in what is known of a project opened anew."""
    law = tmp_path / "law.txt"
    law.write_text(text, encoding="utf-8")
    with analysis.create_project(tmp_path / "a.gap", state="SWE", language="en") as project:
        edits.do(project, edits.AddLaw(draft=analysis.read_law(law, language)))
        (made,) = analysis.read_laws(project).values()
        for address in addresses:
            one = analysis.provision(project, made, address)
            edits.do(project, edits.PutMapping(provision=one.id, obligation="36.1.a"))
    with analysis.open_project(tmp_path / "a.gap") as project:
        known = analysis.view(project, DAY).snapshot
        return [place_of(known.provisions, known.provisions[m.provision]) for m in known.mappings]


@pytest.mark.parametrize(
    ("text", "language", "addresses", "cited"),
    [
        (SWEDISH, "sv", ["1:2", "2:1"], ["1 kap. 2 §", "2 kap. 1 §"]),
        (CHAPTERS, "en", ["1:2", "2:1"], ["Chapter 1, Section 2", "Chapter 2, Section 1"]),
        (CHAPTERS, "en", ["chapter 2"], ["Chapter 2"]),
        (GERMAN, "de", ["1", "1(2)"], ["§ 1", "§ 1(2)"]),
        (ROMANIAN, "ro", ["1^1", "2"], ["Art. 1¹", "Art. 2"]),
    ],
)
def test_a_provision_is_cited_as_its_law_does(tmp_path, text, language, addresses, cited):
    found = places(tmp_path, text, language, *addresses)
    assert found == cited


def test_what_is_not_mapped_is_cited_with_its_chapter_too(tmp_path):
    law = tmp_path / "law.txt"
    law.write_text(SWEDISH, encoding="utf-8")
    with analysis.create_project(tmp_path / "a.gap", state="SWE", language="en") as project:
        edits.do(project, edits.AddLaw(draft=analysis.read_law(law, "sv")))
        known = analysis.view(project, DAY).snapshot.provisions
        cited = [place_of(known, one) for one in known.values()]
        read = {one.id: one for one in analysis.read_provisions(project, 1)}
        assert [place_of(read, one) for one in read.values() if one.id in known] == cited
    assert len(set(cited)) == len(cited) == 4


@pytest.mark.parametrize(
    ("address", "shown"),
    [("201^1", "201¹"), ("12^1-2(3)", "12¹⁻²(3)"), ("6:1", "6:1"), ("^", "^"), ("", "")],
)
def test_raised_numbers_are_shown_raised(address, shown):
    assert with_superscripts(address) == shown

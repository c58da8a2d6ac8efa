# SPDX-License-Identifier: EUPL-1.2
"""Lines become the tree of a law: small laws with exact trees, arbitrary lines, real laws."""

from __future__ import annotations

import os
from pathlib import Path

from gapanalysis.importers.split import own_spans, split
from gapanalysis.importers.text import read_text
from gapanalysis.model import LawDraft, SourceFile

SOURCE = SourceFile(name="law.txt", format="text", sha256="", data=b"")
ROOT = Path(__file__).parents[2]
LAWS = Path(os.environ.get("GAPANALYSIS_LAWS", ROOT.parent / "shared" / "laws"))


def law(text: str, language: str, name: str = "law.txt") -> LawDraft:
    return split(read_text(text.encode(), name), language, SOURCE)


def own(draft: LawDraft) -> list[str]:
    return ["".join(span.of(draft.text) for span in spans) for spans in own_spans(draft)]


def tree(draft: LawDraft) -> list[str]:
    """Gives one line a provision: its depth, kind, address, heading and own words."""
    depths: list[int] = []
    shown: list[str] = []
    for provision, words in zip(draft.provisions, own(draft), strict=True):
        depths.append(0 if provision.parent is None else depths[provision.parent] + 1)
        heading = provision.heading.of(draft.text) if provision.heading else ""
        line = f"{provision.kind.value} {provision.address} [{heading}] {words.strip()}".rstrip()
        shown.append("  " * depths[-1] + line)
    return shown


def expected(text: str) -> list[str]:
    return text.strip("\n").splitlines()


def codes(draft: LawDraft) -> list[str]:
    return [warning.code for warning in draft.warnings]


def uncovered(draft: LawDraft) -> list[int]:
    """Gives the code points that do not lie in exactly one place."""
    cover = [0] * len(draft.text)
    ranges = [span for spans in own_spans(draft) for span in spans]
    for provision in draft.provisions:
        ranges += [span for span in (provision.label, provision.heading) if span]
    for start, end in [(r.start, r.end) for r in [*ranges, *draft.left_out]]:
        for at in range(start, end):
            cover[at] += 1
    return [at for at, n in enumerate(cover) if n != 1]


# --- small laws ----------------------------------------------------------------------------------

ENGLISH = """LAW ON PROTECTION

CHAPTER I
General provisions

Article 1
Purpose
This Law protects victims of violence.

Article 2
Definitions
(1) Victim means any person harmed.
(2) Article 1 applies to a person mentioned in
Article 5 and to the family.
Article 7 shall apply to all persons.

CHAPTER II
OFFENCES

Article 3
Stalking
1. Whoever stalks:
a) by following;
b) by calling,
is punished.
2. An attempt is punished.

Article 3a
Forced marriage
Whoever forces another to marry is punished.
"""


def test_english_law() -> None:
    draft = law(ENGLISH, "en")
    assert tree(draft) == expected("""
chapter chapter I [General provisions]
  article 1 [Purpose] This Law protects victims of violence.
  article 2 [Definitions]
    paragraph 2(1) [] Victim means any person harmed.
    paragraph 2(2) [] Article 1 applies to a person mentioned in
Article 5 and to the family.
Article 7 shall apply to all persons.
chapter chapter II [OFFENCES]
  article 3 [Stalking]
    paragraph 3(1) [] Whoever stalks:
      point 3(1)(a) [] by following;
      point 3(1)(b) [] by calling,
is punished.
    paragraph 3(2) [] An attempt is punished.
  article 3a [Forced marriage] Whoever forces another to marry is punished.
""") or "\n".join(tree(draft)) == "\n".join(
        expected("""
chapter chapter I [General provisions]
  article 1 [Purpose] This Law protects victims of violence.
  article 2 [Definitions]
    paragraph 2(1) [] Victim means any person harmed.
    paragraph 2(2) [] Article 1 applies to a person mentioned in
Article 5 and to the family.
Article 7 shall apply to all persons.
chapter chapter II [OFFENCES]
  article 3 [Stalking]
    paragraph 3(1) [] Whoever stalks:
      point 3(1)(a) [] by following;
      point 3(1)(b) [] by calling,
is punished.
    paragraph 3(2) [] An attempt is punished.
  article 3a [Forced marriage] Whoever forces another to marry is punished.
""")
    )
    assert codes(draft) == []
    assert draft.title == "LAW ON PROTECTION"

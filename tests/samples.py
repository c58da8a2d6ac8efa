# SPDX-License-Identifier: EUPL-1.2
"""Small laws and snapshots made by hand for tests."""

from __future__ import annotations

import hashlib

from gapanalysis import analysis
from gapanalysis.model import DraftProvision, Kind, LawDraft, LeftOut, Snapshot, SourceFile, Span
from gapanalysis.rules import cases


def make_draft(title: str = "Criminal Code", articles: int = 3) -> LawDraft:
    """Gives a small law: numbered articles with a heading and two paragraphs each."""
    text = f"{title}\n"
    provisions: list[DraftProvision] = []
    for n in range(1, articles + 1):
        start = len(text)
        label, heading = f"Article {n}.", f"Heading {n}"
        parts = [f"(1) Whoever does the act {n} 😀 shall be punished.", f"(2) Attempt of {n}."]
        text += f"{label} {heading}\n"
        at = len(text)
        text += "\n".join(parts) + "\n"
        index = len(provisions)
        provisions.append(
            DraftProvision(
                kind=Kind.ARTICLE,
                number=str(n),
                address=str(n),
                start=start,
                end=len(text),
                label=Span(start=start, end=start + len(label)),
                heading=Span(start=start + len(label) + 1, end=at - 1),
            )
        )
        for number, part in enumerate(parts, 1):
            provisions.append(
                DraftProvision(
                    kind=Kind.PARAGRAPH,
                    number=str(number),
                    address=f"{n}({number})",
                    start=at,
                    end=at + len(part) + 1,
                    label=Span(start=at, end=at + 3),
                    parent=index,
                )
            )
            at += len(part) + 1
    data = text.encode()
    return LawDraft(
        title=title,
        language="en",
        text=text,
        provisions=tuple(provisions),
        left_out=(LeftOut(start=0, end=len(title) + 1, why="title"),),
        source_map=(),
        warnings=(),
        source=SourceFile(
            name="law.txt", format="text", sha256=hashlib.sha256(data).hexdigest(), data=data
        ),
    )


def snapshot_of(case: dict) -> Snapshot:
    """Gives a made-up State as the cases of ``tests/cases`` describe it."""

    def complain(key: str, what: str) -> None:
        raise AssertionError(f"{key} {what}")

    return cases.snapshot_of(case, analysis.instrument(), complain)

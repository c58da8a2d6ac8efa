# SPDX-License-Identifier: EUPL-1.2
"""How the codes of several countries number their articles."""

from __future__ import annotations

import pytest

from gapanalysis.importers.split import split
from gapanalysis.importers.text import read_text
from gapanalysis.model import Kind, LawDraft, SourceFile

SOURCE = SourceFile(name="code.txt", format="text", sha256="", data=b"")


def law(text: str, language: str) -> LawDraft:
    return split(read_text(text.encode(), "code.txt"), language, SOURCE)


def articles(draft: LawDraft) -> list[str]:
    return [one.number for one in draft.provisions if one.kind is Kind.ARTICLE]


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("dos", "2"),
        ("dieciséis", "16"),
        ("treinta y uno", "31"),
        ("cuarenta y ocho bis", "48 bis"),
        ("cien", "100"),
        ("ciento veintitrés", "123"),
        ("doscientos treinta y dos", "232"),
    ],
)
def test_a_spanish_article_may_have_its_number_in_words(printed: str, number: str) -> None:
    words = "El juez resuelve sin demora sobre la petición de la víctima."
    text = f"Artículo uno\n\n{words}\n\nArtículo {printed}. Plazo\n\n{words}\n"
    assert articles(law(text, "es")) == ["1", number]


def test_a_small_word_after_a_swedish_label_is_no_letter_of_its_number() -> None:
    text = (
        "1 § Lagen gäller alla.\n\n"
        "2 § I Stockholms län beslutar domstolen.\n\n"
        "2 a § I 3 kap. finns regler om tillsyn.\n\n"
        "3 § A Denna paragraf gäller.\n"
    )
    assert articles(law(text, "sv")) == ["1", "2", "2 a", "3A"]


def test_the_first_chapter_of_short_articles_is_no_table_of_contents() -> None:
    one = "".join(f"{n} § Domstolen beslutar om saken {n}.\n\n" for n in (1, 2, 3))
    text = f"Lag om skydd\n\n1 kap. Inledande regler\n\n{one}2 kap. Om ansökan\n\n{one}"
    draft = law(text, "sv")
    assert articles(draft) == ["1", "2", "3", "1", "2", "3"]
    table = "1 kap. Inledande regler\n\n1 § Tillämpning\n\n2 § Beslut\n\n3 § Frist\n\n"
    listed = law(f"Lag om skydd\n\n{table}2 kap. Om ansökan\n\n1 § Form\n\n{text[14:]}", "sv")
    assert articles(listed) == ["1", "2", "3", "1", "2", "3"]

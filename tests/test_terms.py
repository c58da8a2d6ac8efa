# SPDX-License-Identifier: EUPL-1.2
"""Terms: found as whole words in each language, explained, and refused where the file is wrong."""

from __future__ import annotations

import pytest

from gapanalysis.terms import explained, load_terms, read_terms, terms_in


def names(text: str, language: str) -> list[str]:
    return [term.name(language) for term in terms_in(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Is prosecution Ex officio possible?", "en", ["ex officio"]),
        ("la victime d’office protégée", "fr", ["d’office"]),
        ("urmărirea din oficiu a faptelor", "ro", ["din oficiu"]),
        ("GREVIO’s report; mandatory ADR", "en", ["GREVIO", "alternative dispute resolution"]),
        ("an elementary roADRunner", "en", []),
        ("", "en", []),
    ],
)
def test_terms_are_found_as_whole_words(text, language, found):
    assert names(text, language) == found


def test_every_term_is_found_by_each_of_its_words_and_explained():
    for term in load_terms():
        for language, forms in term.words.items():
            for form in forms:
                assert term in terms_in(f"({form})", language)
            assert term.means[language] in explained(forms[0], language)


def test_a_mistake_names_file_line_and_key():
    _, problems = read_terms("t.toml", '[[term]]\nwords.en = ["a"]\nmeans.en = "b"\ncolour = 1\n')
    assert {(p.file, p.key.split(".")[-1]) for p in problems} >= {
        ("t.toml", "fr"),
        ("t.toml", "means"),
        ("t.toml", "colour"),
    }

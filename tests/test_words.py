# SPDX-License-Identifier: EUPL-1.2
"""The catalogue: compiled, whole in three languages, and every code of the core has its words."""

from __future__ import annotations

import ast
import inspect
import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from gapanalysis import edits
from gapanalysis.errors import AppError
from gapanalysis.words import LANGUAGES, load_words

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"


def messages(language: str) -> dict:
    found = {}
    for part in sorted((LOCALE / language).glob("*.po")):
        with part.open("rb") as stream:
            for message in read_po(stream, locale=language):
                if message.id:
                    key = message.id if isinstance(message.id, str) else message.id[0]
                    found[key] = message.string
    return found


def raised() -> dict[str, list[tuple[str, set[str]]]]:
    """Gives each error code that the program raises, with the details given at each place."""
    found: dict[str, list[tuple[str, set[str]]]] = {}
    for path in sorted((ROOT / "gapanalysis").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "AppError":
                codes = [c.value for c in ast.walk(node.args[0]) if isinstance(c, ast.Constant)]
                details = {keyword.arg for keyword in node.keywords}
                for code in codes:
                    if isinstance(code, str):
                        found.setdefault(code, []).append((path.name, details))
    return found


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogue_is_up_to_date(language):
    from compile_words import compiled

    assert (LOCALE / f"{language}.mo").read_bytes() == compiled(language), (
        "run tools/compile_words.py"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_a_sentence_that_its_details_fill(language):
    words = messages(language)
    wrong = []
    for code, uses in raised().items():
        sentence = words.get(f"error.{code}")
        if not sentence:
            wrong.append(f"{code}: no sentence")
            continue
        wrong += [
            f"{code} in {file}: {places(sentence) - details} not given"
            for file, details in uses
            if None not in details and not places(sentence) <= details
        ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_edit_is_told_in_words(language):
    words = load_words(language)
    every = [
        name
        for name, one in inspect.getmembers(edits, inspect.isclass)
        if hasattr(one, "plan") and one.__module__.endswith("edits")
    ]
    assert "ChangeNotice" in every
    assert [name for name in every if not words.knows(f"edit.{name}")] == []


@pytest.mark.parametrize("language", ["fr", "ro"])
def test_translations_are_whole_and_keep_their_places(language):
    english, other = messages("en"), messages(language)
    assert [code for code in english if "." in code and " " not in code and code not in other] == []
    french, romanian = messages("fr"), messages("ro")
    assert set(french) ^ set(romanian) == set()
    wrong = []
    for key, translated in other.items():
        forms = translated if isinstance(translated, (list, tuple)) else (translated,)
        source = english.get(key, key)
        source = source[0] if isinstance(source, (list, tuple)) else source
        wrong += [key for form in forms if not form or places(form) - places(source) - {"n"}]
        if isinstance(translated, str) and places(translated) != places(source):
            wrong.append(key)
    assert wrong == []


def said_in_the_window() -> set[str]:
    """Gives each sentence that the window says, as it is written in its source."""
    found = set()
    for path in sorted((ROOT / "gapanalysis" / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
                first = node.args[0]
                if name in {"words", "_words", "plural"} and isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


@pytest.mark.parametrize("language", ["fr", "ro"])
def test_every_sentence_of_the_window_is_translated(language):
    said = said_in_the_window()
    assert "Add a law…" in said
    assert sorted(said - set(messages(language))) == []


def test_an_error_is_one_line_in_each_language():
    for language in LANGUAGES:
        said = load_words(language).error(AppError("file_missing", file="a\nb.docx"))
        assert "docx" in said
        assert "\n" not in said


def test_dates_and_states_in_three_languages():
    from datetime import date

    day = date(2026, 11, 22)
    assert [load_words(one).date(day) for one in LANGUAGES] == [
        "22 November 2026",
        "22 novembre 2026",
        "22 noiembrie 2026",
    ]
    assert load_words("fr").date(date(2026, 6, 1)) == "1er juin 2026"
    assert load_words("fr").date(date(2026, 6, 11)) == "11 juin 2026"
    assert load_words("fr").month(7, short=True) == "juil."
    assert [load_words(one).state("MDA") for one in LANGUAGES] == [
        "Moldova",
        "Moldavie",
        "Republica Moldova",
    ]
    assert load_words("en").state("ARV", "Arvenia") == "Arvenia"


def test_a_sentence_names_a_command_by_the_words_of_its_menu():
    for language in LANGUAGES:
        words = load_words(language)
        said = words.error(AppError("project_replaced", file="a.gap"))
        assert words("Save a copy…") in said, (language, said)


def test_romanian_tells_an_unclear_answer_from_an_open_status():
    words = load_words("ro")
    unclear = words.code("answer", "unclear")
    for kind in ("status", "outcome"):
        assert unclear not in words.code(kind, "cannot_tell"), kind


def french(data: object, within: bool) -> Iterator[str]:
    """Gives the texts of a data file that are French: those under ``fr``, or all of them."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from french(value, within or key == "fr")
    elif isinstance(data, list):
        for value in data:
            yield from french(value, within)
    elif isinstance(data, str) and within:
        yield data


def every_french_text() -> Iterator[tuple[str, str]]:
    """Gives each French text of the program's own with the file it stands in."""
    for forms in messages("fr").values():
        for form in forms if isinstance(forms, (list, tuple)) else (forms,):
            yield "catalogue", form
    resources = LOCALE.parent
    instrument = resources / "instruments" / "istanbul"
    data = [*instrument.glob("*.toml"), *instrument.glob("rules/*.toml")]
    data += [*instrument.glob("obligations/*.toml"), *resources.glob("*.toml")]
    data += [resources / "demo" / "demo.toml", resources / "report" / "kinds.toml"]
    whole = resources / "report" / "fr.toml"
    for path in (*data, whole):
        for text in french(tomllib.loads(path.read_text(encoding="utf-8")), path == whole):
            yield path.name, text
    for path in (resources / "help" / "fr").glob("*.md"):
        yield path.name, path.read_text(encoding="utf-8")


def test_no_french_text_lets_a_sign_that_it_sets_apart_begin_or_end_a_line():
    every = list(every_french_text())
    assert {"catalogue", "fr.toml", "kinds.toml", "article-36.toml", "mapping.md"} <= {
        name for name, _ in every
    }
    wrong = [
        (name, text)
        for name, text in every
        if re.search("[ \u202f](?=[:;?!»%])|(?<=«)[ \u202f]|(?<=n°)[ \u202f]|\\w'\\w", text)
    ]
    assert wrong == []


def test_a_name_a_list_and_a_quotation_are_set_as_each_language_sets_them():
    told = []
    for language in LANGUAGES:
        words = load_words(language)
        told.append((words.named("Ratio", "3"), words.listed(["a", "b"]), words.quoted("c")))
    assert told == [
        ("Ratio: 3", "a; b", "“c”"),
        ("Ratio\u00a0: 3", "a\u00a0; b", "«\u00a0c\u00a0»"),
        ("Ratio: 3", "a; b", "„c”"),
    ]

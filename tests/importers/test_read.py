# SPDX-License-Identifier: EUPL-1.2
"""Files to drafts: what is refused, and the limited process."""

from __future__ import annotations

import io
import multiprocessing
import os
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from word_files import package, paragraph

from gapanalysis.errors import AppError
from gapanalysis.importers import limits
from gapanalysis.importers.child import read_law_safely, read_pasted_safely
from gapanalysis.importers.office import VARIABLE
from gapanalysis.importers.read import read_data, read_law, to_json
from gapanalysis.words import LANGUAGES, load_words

LAW = (
    "LAW ON PROTECTION\n\nArticle 1. Aim\n(1) This law protects.\n(2) It punishes:\n"
    "a) whoever hits;\nb) whoever threatens.\n\nArticle 2. Entry into force\nAt once.\n"
)


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """Gives a small law in plain text."""
    path = tmp_path / "law.txt"
    path.write_text(LAW, encoding="utf-8")
    return path


def archive(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


ODT = b"application/vnd.oasis.opendocument.text"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
BOMB = archive(word__document_dot_xml=b" " * 30_000_000)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED_OFFICE = OLD_OFFICE + "EncryptedPackage".encode("utf-16-le")
OLD_WORD = "WordDocument".encode("utf-16-le")
LOCKED_WORD = OLD_OFFICE.ljust(512, b"\0") + b"\xec\xa5".ljust(11, b"\0") + b"\1" + OLD_WORD
REFUSED = [
    ("empty.txt", b" \n", "file_empty"),
    ("law.pdf", LAW.encode(), "not_what_suffix_says"),
    ("law.txt", b"%PDF-1.7\n", "not_what_suffix_says"),
    ("law.docx", b"<html><body>x</body></html>", "not_what_suffix_says"),
    ("law.html", b"PK\x05\x06" + b"\0" * 18, "not_what_suffix_says"),
    ("law.txt", b"<!DOCTYPE html><p>x", "not_what_suffix_says"),
    ("law.pdf", b"\0\1\2\3" * 9, "corrupt"),
    ("law.pdf", b"%PDF-1.7\nnothing", "corrupt"),
    ("law.docx", b"PK\x03\x04 cut off", "corrupt"),
    ("law.docx", BOMB, "zip_bomb"),
    ("law.docx", LOCKED_OFFICE, "encrypted"),
    ("law.doc", OLD_OFFICE + OLD_WORD, "office_missing"),
    ("law.doc", LOCKED_WORD, "encrypted"),
    ("law.doc", OLD_OFFICE + b"\0" * 90, "not_what_suffix_says"),
    ("law.ppt", OLD_OFFICE + b"\0" * 90, "format_unknown"),
    ("law.xlsx", archive(Types=b"x"), "format_unknown"),
    ("law.xml", b'<?xml version="1.0"?><rules xmlns="x"/>', "xml_unknown"),
    ("law.xml", b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "a.dtd"><a/>', "xml_unknown"),
    ("law.xml", b'<akomaNtoso xmlns="x"/>', "no_body"),
    ("law.xml", b'<!DOCTYPE a []><akomaNtoso xmlns="x"/>', "doctype_refused"),
    ("law.html", b'<akomaNtoso xmlns="x"/>', "not_what_suffix_says"),
    ("law.akn", b'<?xml version="1.0"?><rules xmlns="x"/>', "not_what_suffix_says"),
    ("law.odt", archive(mimetype=ODT, content_dot_xml=b"<broken"), "corrupt"),
    ("law.odt", archive(mimetype=ODT + b"x"), "not_what_suffix_says"),
    ("law.ods", archive(mimetype=ODS, content_dot_xml=b"<x/>"), "format_unknown"),
    ("law.odt", archive(mimetype=ODS, content_dot_xml=b"<x/>"), "not_what_suffix_says"),
    ("law", b"\x89PNG\r\n", "format_unknown"),
    ("law.rtf", b"{\\rtf1 x}", "office_missing"),
    ("law.doc", b"just words of a law", "not_what_suffix_says"),
]


@pytest.mark.parametrize(("name", "data", "code"), REFUSED)
def test_refusals_name_the_file_and_say_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, code: str
) -> None:
    monkeypatch.setenv(VARIABLE, "")  # as where LibreOffice is not installed
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(AppError) as raised:
        read_law(path)
    assert raised.value.code == code
    for language in LANGUAGES:
        sentence = load_words(language).error(raised.value)
        assert name in sentence
        assert "{" not in sentence
        assert len(sentence) > 30


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="file_missing"):
        read_law_safely(tmp_path / "none.txt")
    with pytest.raises(AppError, match="not_a_file"):
        read_law_safely(tmp_path)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "law.txt"
    with path.open("wb") as stream:
        stream.write(b"x")
        stream.truncate(limits.FILE_BYTES + 1)
    with pytest.raises(AppError, match="file_too_large"):
        read_law(path)


def test_text_that_is_too_long_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "law.txt"
    path.write_text("word " * (limits.TEXT_LENGTH // 5 + 10), encoding="utf-8")
    with pytest.raises(AppError, match="text_too_long"):
        read_law(path)


def test_a_language_must_be_a_code(law: Path) -> None:
    with pytest.raises(AppError, match="language_unknown"):
        read_law(law, "english")


def test_html_without_its_frame_is_still_html(tmp_path: Path) -> None:
    path = tmp_path / "law.html"
    path.write_text("<p>Article 1. Aim</p><p>Words.</p>", encoding="utf-8")
    assert read_law(path, "en").source.format == "html"


def test_the_child_gives_what_reading_here_gives(law: Path) -> None:
    told: list[tuple[str, float]] = []
    draft = read_law_safely(law, tell=lambda step, share: told.append((step, share)))
    assert draft == read_law(law)
    assert (draft.language, draft.source.data) == ("en", LAW.encode())
    assert [share for _, share in told] == sorted(share for _, share in told)
    assert {step for step, _ in told} == {"step.reading", "step.splitting"}


def test_json_holds_each_word_once(law: Path) -> None:
    shown = to_json(read_law(law), load_words("en"))
    assert (shown["language"], shown["warnings"]) == ("en", [])
    found = [(p["kind"], p["path"], p["heading"], p["text"]) for p in shown["provisions"]]
    assert found == [
        ("article", "1", "Aim", ""),
        ("paragraph", "1(1)", "", "This law protects."),
        ("paragraph", "1(2)", "", "It punishes:"),
        ("point", "1(2)(a)", "", "whoever hits;"),
        ("point", "1(2)(b)", "", "whoever threatens."),
        ("article", "2", "Entry into force", "At once."),
    ]


def test_the_time_is_limited(law: Path) -> None:
    with pytest.raises(AppError, match="reading_too_long"):
        read_law_safely(law, seconds=0.01)
    assert multiprocessing.active_children() == []


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux")
def test_the_memory_is_limited(tmp_path: Path) -> None:
    path = tmp_path / "law.txt"
    path.write_text("Article 1. Words.\n" * 200_000, encoding="utf-8")
    with pytest.raises(AppError, match="reading_out_of_memory"):
        read_law_safely(path, memory=100 * limits.MEGABYTE)


def test_reading_can_be_cancelled(law: Path) -> None:
    with pytest.raises(AppError, match="reading_cancelled"):
        read_law_safely(law, cancelled=lambda: True)
    assert multiprocessing.active_children() == []


def test_a_crash_of_the_child_is_an_error_of_the_file(law: Path) -> None:
    def crash(_step: str, _share: float) -> None:
        for child in multiprocessing.active_children():
            child.kill()

    law.write_text(LAW * 2_000, encoding="utf-8")
    with pytest.raises(AppError, match="reading_crashed"):
        read_law_safely(law, tell=crash)


def test_the_readers_load_no_window_and_no_database(law: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from gapanalysis.importers.read import read_law; "
        "read_law(Path(sys.argv[1])); "
        "print([name for name in ('PySide6', 'sqlite3', 'reportlab') if name in sys.modules])"
    )
    command = [sys.executable, "-c", program, str(law)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("files", "articles"),
    [
        (
            [f"romania/legea_217-2003_republicata.derived.{suffix}"
             for suffix in ("txt", "html", "docx", "pdf")],
            59,
        ),
        (["poland/WDU20170000001_O.pdf", "poland/WDU20170000001_output.html"], 2),
        (["finland/finlex_2026-1_main.pdf", "finland/finlex_2026-1_main.xml"], 21),
        (["finland/finlex_2026-2_main.pdf", "finland/finlex_2026-2_main.xml"], 6),
    ],
)  # fmt: skip
def test_real_laws_give_the_same_tree_in_every_format(
    laws: Path, files: list[str], articles: int
) -> None:
    trees = []
    for file in files:
        draft = read_law(laws / file)
        trees.append([(p.kind, p.address) for p in draft.provisions])
        assert sum(p.kind == "article" for p in draft.provisions) == articles, file
    assert all(tree == trees[0] for tree in trees)


# --- progress, pasted words, formats behind a suffix ---------------------------------------------

WORDS = [f"Article {n}. Words of the law." for n in range(1, 201)]
AKOMA = '<akomaNtoso xmlns="x"><act><body>{}</body></act></akomaNtoso>'
FLAT = (
    '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:mimetype="application/'
    'vnd.oasis.opendocument.text"><office:body><office:text>{}</office:text></office:body>'
    "</office:document>"
)


def printed() -> bytes:
    """Gives the words as a PDF with a page for each four lines."""
    buffer = io.BytesIO()
    drawn = Canvas(buffer)
    for at in range(0, len(WORDS), 4):
        for line, words in enumerate(WORDS[at : at + 4]):
            drawn.drawString(72, 700 - 14 * line, words)
        drawn.showPage()
    drawn.save()
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("law.txt", "\n".join(WORDS).encode()),
        ("law.md", "\n\n".join(WORDS).encode()),
        ("law.html", "".join(f"<p>{words}</p>" for words in WORDS).encode()),
        ("law.docx", package("".join(map(paragraph, WORDS)))),
        ("law.fodt", FLAT.format("".join(f"<text:p>{words}</text:p>" for words in WORDS)).encode()),
        (
            "law.xml",
            AKOMA.format(
                "".join(f"<article><num>{words}</num></article>" for words in WORDS)
            ).encode(),
        ),
        ("law.pdf", printed()),
    ],
)
def test_every_format_tells_how_far_it_is(name: str, data: bytes) -> None:
    told: list[tuple[str, float]] = []
    read_data(data, name, "en", tell=lambda step, share: told.append((step, share)))
    shares = [share for _, share in told]
    reading = [share for step, share in told if step == "step.reading"]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert 5 <= len(set(reading)) <= 30
    assert max(reading) <= 0.7


def test_pasted_words_are_read_in_the_limited_process() -> None:
    law = read_pasted_safely("Article 1. Aim\nWords.", "", "en")
    assert [p.address for p in law.provisions] == ["1"]
    assert (law.source.name, law.source.format) == ("pasted.txt", "text")
    with pytest.raises(AppError, match="file_empty"):
        read_pasted_safely(" ", "", "en")
    with pytest.raises(AppError, match="reading_cancelled"):
        read_pasted_safely("Article 1", cancelled=lambda: True)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("law.doc", package(paragraph("Article 1. Aim"))),
        ("law.doc", b"<html><body><p>Article 1. Aim</p></body></html>"),
        ("law.mht", b"<html><body><p>Article 1. Aim</p></body></html>"),
        ("law.dotx", package(paragraph("Article 1. Aim"))),
        ("law", b"<p>Article 1. Aim</p>"),
    ],
)
def test_a_suffix_that_word_processors_and_browsers_use_loosely(name: str, data: bytes) -> None:
    assert read_data(data, name, "en").text == "Article 1. Aim"


def test_invisible_signs_and_odd_spaces_do_not_hide_words() -> None:
    odd = "\ufeffArticle\u00a01.\u2009A\u00adim\u200b\n222\u201123 \ufb01ne \x93so\x94\t\u200fend"
    law = read_data(odd.encode(), "law.txt", "en")
    assert law.text == "Article 1. Aim\n222-23 fine “so” end"


@pytest.mark.parametrize(
    ("declared", "words", "language"),
    [
        (
            "nb",
            "§ 1 a. Lovens formål\nBrudd straffes av retten med fengsel av opptil tre år.",
            "no",
        ),
        ("mo", "Articolul 1. Scopul legii\nLegea ocrotește persoana care este victimă.", "ro"),
        ("qq", "Articolul 1. Scopul legii\nLegea ocrotește persoana care este victimă.", "ro"),
    ],
)
def test_other_codes_that_files_declare_for_a_language_are_known_and_codes_of_none_left(
    declared: str, words: str, language: str
) -> None:
    lines = "".join(f"<p>{line}</p>" for line in words.split("\n"))
    draft = read_data(f'<html lang="{declared}">{lines}</html>'.encode(), "law.html")
    assert draft.language == language
    assert len(draft.provisions) == 1


def test_the_labels_of_a_language_without_a_file_are_looked_for_at_once() -> None:
    """Its patterns hold the words of all languages; with their numbers they took half a minute."""
    re.purge()
    began = time.process_time()
    draft = read_data("Artigo primeiro\n\nA lei.\n\nArtigo 2\n\nO xuíz.".encode(), "lei.txt", "gl")
    assert time.process_time() - began < 10
    assert [one.number for one in draft.provisions] == ["1", "2"]

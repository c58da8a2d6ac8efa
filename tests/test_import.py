# SPDX-License-Identifier: EUPL-1.2
"""The command ``import``: what comes in, what is refused, and that a refusal leaves no trace."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from office_stand_in import endless_program, ids_in, is_running, wait_for
from word_files import package, paragraph

from gapanalysis.cli import main
from gapanalysis.errors import AppError
from gapanalysis.importers import limits
from gapanalysis.importers.office import VARIABLE
from gapanalysis.importers.read import load

LAW = "Article 1. Aim\n(1) This law protects.\nArticle 2. Start\nAt once.\n"
ODT = "application/vnd.oasis.opendocument.text"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Gives a project with one law, which no test changes."""
    folder = tmp_path_factory.mktemp("made")
    file, law = folder / "my.gap", folder / "first.txt"
    law.write_text(LAW, encoding="utf-8")
    assert main(["new", str(file), "--state", "MDA", "--language", "en"]) == 0
    assert main(["import", str(file), str(law), "--language", "en"]) == 0
    return file


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    """Gives a copy of the project in a folder of its own."""
    file = tmp_path / "projects" / "my.gap"
    file.parent.mkdir()
    shutil.copyfile(made, file)
    return file


def archive(members: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return buffer.getvalue()


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """Gives a PDF of objects as they are, numbered from 1."""
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    ending = b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n"
    return data + ending % (len(objects) + 1, trailer.replace(b"START", b"%d" % start), start)


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
ONE_PAGE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
FORM = (
    b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >> "
    b"/Length 5 >>\nstream\n/X Do\nendstream"
)
DRAWS_FORM = b"<< /Type /Page /Parent 2 0 R /Resources << /XObject << /X 4 0 R >> >> >>"
STREAM_OF_ITSELF = (
    b"<< /Type /ObjStm /N 1 /First 4 /Extends 4 0 R /Length 9 >>\nstream\n9 0 9 0 R\nendstream"
)
BOMB = zlib.compress(b"(Article) Tj " * 2_000_000)
PACKED = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(BOMB), BOMB)


def locked_pdf() -> bytes:
    buffer = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(buffer, encryption=pikepdf.Encryption(owner="o", user="u"))
    return buffer.getvalue()


def entities(body: str) -> str:
    """Gives XML in which a few entities stand for ten million letters."""
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 8))
    return f'<!DOCTYPE x [<!ENTITY e0 "a">{lines}]>{body}'


DOCX = package(paragraph("Article 1. Aim"))
BAD: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "empty.docx": (b"", "empty"),
    "bomb.docx": (archive({"word/document.xml": b" " * 30_000_000}), "far more data"),
    "entities.docx": (archive({"[Content_Types].xml": "", "word/document.xml": entities("<x/>")}),
                      "document type"),
    "deep.docx": (package("<w:sdt>" * 20_000 + "</w:sdt>" * 20_000), "damaged"),
    "cut.docx": (DOCX[: len(DOCX) // 2], "damaged"),
    "locked.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
                    "password"),
    "locked.odt": (archive({"mimetype": ODT, "content.xml": b"\x8f\x01",
                            "META-INF/manifest.xml": "<m:encryption-data/>"}), "password"),
    "entities.xml": (entities('<akomaNtoso xmlns="x"/>').encode(), "document type"),
    "deep.xml": (b'<akomaNtoso xmlns="x">' + b"<p>" * 50_000, "damaged"),
    "deep.html": (b"<html><body>" + b"<div>" * 50_000 + b"x", "damaged"),
    "attributes.html": (b"<html><p " + b" ".join(b"a%d" % n for n in range(30_000)) + b">x",
                        "damaged"),
    "loop.pdf": (pdf(CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"), "damaged"),
    "count.pdf": (pdf(CATALOG, b"<< /Type /Pages /Kids [] /Count 2000000000 >>"), "damaged"),
    "form.pdf": (pdf(CATALOG, ONE_PAGE, DRAWS_FORM, FORM), "no text"),
    "previous.pdf": (pdf(CATALOG, ONE_PAGE, b"<< /Type /Page /Parent 2 0 R >>",
                         trailer=b"/Root 1 0 R /Prev START"), "no text"),
    "objects.pdf": (pdf(CATALOG, ONE_PAGE, b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
                        STREAM_OF_ITSELF), "no text"),
    "packed.pdf": (pdf(CATALOG, ONE_PAGE, b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
                       PACKED), "no text"),
    "cut.pdf": (b"%PDF-1.7\n1 0 obj\n<< /Type", "damaged"),
    "locked.pdf": (locked_pdf, "password"),
    "zeros.txt": (b"Article 1\n\0\0\0\nWords\n", "not a text file"),
    "wrong.pdf": (DOCX, "content is DOCX"),
    "wrong.docx": (LAW.encode(), "content is TXT"),
    "picture.png": (b"\x89PNG\r\n\x1a\n", "cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gives_one_sentence_and_leaves_the_project(
    name: str, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made, said = BAD[name]
    path = tmp_path / name
    path.write_bytes(made() if callable(made) else made)
    before = project.read_bytes()
    assert main(["import", str(project), str(path)]) == 2
    out, sentence = capsys.readouterr()
    assert out == ""
    assert sentence.count("\n") == 1
    assert name in sentence
    assert said in sentence
    assert project.read_bytes() == before
    assert [file.name for file in project.parent.iterdir()] == ["my.gap"]


def test_no_law_is_added_where_one_of_several_is_bad(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(LAW, encoding="utf-8")
    bad.write_bytes(b"")
    before = project.read_bytes()
    assert main(["import", str(project), str(good), str(bad)]) == 2
    assert "bad.txt is empty" in capsys.readouterr().err
    assert project.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="makes pipes and devices")
def test_what_is_no_file_is_refused_at_once(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    link = tmp_path / "link.txt"
    link.symlink_to("/dev/zero")
    for path, said in (
        (pipe, "not a file"), (link, "not a file"), (tmp_path, "not a file"),
        (tmp_path / "none.txt", "is not there"),
    ):  # fmt: skip
        assert main(["import", str(project), str(path)]) == 2
        assert said in capsys.readouterr().err


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "law.txt"
    with path.open("wb") as stream:
        stream.truncate(200 * limits.MEGABYTE)
    tracemalloc.start()
    try:
        with pytest.raises(AppError, match="file_too_large"):
            load(path)
        assert tracemalloc.get_traced_memory()[1] < limits.MEGABYTE
    finally:
        tracemalloc.stop()


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "law.txt"
    path.write_text(LAW, encoding="utf-8")
    real = Path.open

    def opened(self: Path, mode: str = "r") -> io.BufferedReader:
        with real(self, "ab") as stream:
            stream.write(b"Article 3. More\n")
        return real(self, mode)  # type: ignore[return-value]

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(AppError, match="file_changing"):
        load(path)


def test_marks_of_direction_are_shown_by_the_doctor(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "law.txt"
    path.write_text("Article 1. Aim\n\u2067It pro\u202etects\u202c all.\u2069\n", encoding="utf-8")
    assert main(["import", str(project), str(path), "--language", "en", "--json"]) == 0
    warnings = json.loads(capsys.readouterr().out)["laws"][0]["warnings"]
    assert "direction_turned" in {one["code"] for one in warnings}


def test_changed_bytes_are_read_or_refused_and_a_refusal_leaves_the_project(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Few changes, through the whole command; ``benchmarks/fuzz_readers.py`` makes many."""
    chance = random.Random(4)
    seeds = {
        "a.docx": DOCX,
        "a.pdf": pdf(CATALOG, ONE_PAGE, DRAWS_FORM, FORM),
        "a.txt": LAW.encode(),
    }
    for name, seed in seeds.items():
        for _ in range(2):
            data = bytearray(seed)
            for _ in range(chance.randrange(1, 30)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            path = tmp_path / name
            path.write_bytes(data)
            before = project.read_bytes()
            code = main(["import", str(project), str(path)])
            sentence = capsys.readouterr().err
            assert code in {0, 2}
            assert sentence.count("\n") == (code == 2)
            assert code == 0 or project.read_bytes() == before


# --- the standard input --------------------------------------------------------------------------


def run(*arguments: str, data: bytes) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "gapanalysis", *arguments]
    return subprocess.run(command, input=data, capture_output=True, timeout=120, check=False)


def test_a_law_of_any_format_may_come_by_the_standard_input(project: Path) -> None:
    for data in (DOCX, b"<p>Article 1. Aim</p><p>Words.</p>"):
        done = run("split", "-", "--json", data=data)
        assert [p["path"] for p in json.loads(done.stdout)["provisions"]] == ["1"]
    done = run("import", str(project), "-", "--title", "Piped", "--json", data=LAW.encode("utf-16"))
    assert json.loads(done.stdout)["laws"][0]["title"] == "Piped"
    done = run("split", "-", data=b"")
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert done.stderr.startswith(b"gapanalysis: stdin is empty")


# --- stopping ------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_import_that_is_stopped_leaves_no_process_no_file_and_the_project(
    sign: signal.Signals, project: Path, tmp_path: Path
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    office, ids = endless_program(tmp_path)
    law = tmp_path / "law.rtf"
    law.write_bytes(rb"{\rtf1 Article 1}")
    before = project.read_bytes()
    environment = os.environ | {VARIABLE: str(office), "TMPDIR": str(temporary)}
    heeds = ["env", "--default-signal=INT"]  # also where these tests run in the background
    command = [*heeds, sys.executable, "-m", "gapanalysis", "import", str(project), str(law)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as running:
        wait_for(ids.exists)
        running.send_signal(sign)
        _, said = running.communicate(timeout=60)
    assert b"Traceback" not in said
    assert running.returncode == (2 if sign == signal.SIGINT else -sign)
    wait_for(lambda: not any(map(is_running, ids_in(ids))))
    wait_for(lambda: list(temporary.iterdir()) == [])
    assert project.read_bytes() == before

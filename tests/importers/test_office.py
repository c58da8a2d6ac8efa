# SPDX-License-Identifier: EUPL-1.2
"""DOC and RTF through LibreOffice: finding it, running it, ending it. A small program stands in for
it but in the last tests, which need the real one.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from office_stand_in import endless_program, ids_in, is_running, program, wait_for

from gapanalysis.errors import AppError
from gapanalysis.importers.child import read_law_safely
from gapanalysis.importers.office import VARIABLE, find_office, to_docx, usual_places
from gapanalysis.importers.read import read_law

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")

RTF = rb"{\rtf1\ansi Article 1. Aim\par (1) Whoever acts.\par Article 2. Start\par}"
ARGUMENTS = 'for argument; do [ "$before" = --outdir ] && out=$argument; before=$argument; done\n'


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Gives an empty folder that alone is searched for programs."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr("gapanalysis.importers.office.usual_places", lambda *_: [])
    return folder


def docx_file(path: Path) -> Path:
    made = docx.Document()
    made.add_paragraph("Article 1. Aim")
    made.add_paragraph("Whoever acts.")
    made.save(str(path))
    return path


@pytest.fixture
def law(tmp_path: Path) -> Path:
    path = tmp_path / "law.rtf"
    path.write_bytes(RTF)
    return path


# --- finding -------------------------------------------------------------------------------------


def test_the_program_is_looked_for_where_systems_put_it() -> None:
    home = Path("/home/anna")
    windows = {"ProgramFiles": "C:/Program Files", "LOCALAPPDATA": "C:/Users/anna/AppData/Local"}
    found = [path.as_posix() for path in usual_places("win32", windows, home)]
    assert "C:/Program Files/LibreOffice/program/soffice.exe" in found
    assert "C:/Users/anna/AppData/Local/Programs/LibreOffice/program/soffice.exe" in found
    found = [path.as_posix() for path in usual_places("darwin", {}, home)]
    assert "/Applications/LibreOffice.app/Contents/MacOS/soffice" in found
    assert "/home/anna/Applications/LibreOffice.app/Contents/MacOS/soffice" in found
    found = [path.as_posix() for path in usual_places("linux", {}, home)]
    assert "/usr/lib/libreoffice/program/soffice" in found


def test_the_program_is_the_one_named_then_the_one_on_the_path(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert find_office() is None
    on_path = program(nowhere / "libreoffice", "")
    assert find_office() == on_path
    named = program(tmp_path / "own", "")
    monkeypatch.setenv(VARIABLE, str(named))
    assert find_office() == named
    for no_program in ("", str(tmp_path), str(tmp_path / "none")):
        monkeypatch.setenv(VARIABLE, no_program)
        assert find_office() is None


def test_on_windows_the_program_that_waits_is_taken(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    windowed, waiting = tmp_path / "soffice.exe", tmp_path / "soffice.com"
    for path in (windowed, waiting):
        program(path, "")
    monkeypatch.setattr("gapanalysis.importers.office.usual_places", lambda *_: [windowed])
    assert find_office() == waiting


@pytest.mark.usefixtures("nowhere")
def test_without_the_program_the_message_says_what_to_do(law: Path) -> None:
    with pytest.raises(AppError, match="office_missing") as raised:
        read_law(law)
    assert raised.value.details == {"file": "law.rtf", "format": "RTF"}


# --- running -------------------------------------------------------------------------------------


def test_what_the_program_makes_is_read(
    law: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = docx_file(tmp_path / "made.docx")
    monkeypatch.setenv("DISPLAY", ":0")
    script = (
        f'{ARGUMENTS}cp "{made}" "$out/law.docx"\n'
        f'echo "$* HOME=$HOME DISPLAY=$DISPLAY" > "{tmp_path}/told"\n'
        f'cp profile/user/registrymodifications.xcu "{tmp_path}/settings"\n'
    )
    monkeypatch.setenv(VARIABLE, str(program(tmp_path / "soffice", script)))
    draft = read_law_safely(law, "en")
    assert [p.address for p in draft.provisions] == ["1"]
    assert (draft.source.format, draft.source.name, draft.source.data) == ("rtf", "law.rtf", RTF)
    told = (tmp_path / "told").read_text(encoding="utf-8")
    profile, told_filter = "-env:UserInstallation=file:///", "--infilter=Rich Text Format"
    for part in ("--headless", "--norestore", profile, told_filter, "DISPLAY=\n"):
        assert part in told
    folder = Path(told.partition("HOME=")[2].partition(" ")[0])
    assert folder.name.startswith("gapanalysis-")
    assert not folder.exists()
    settings = (tmp_path / "settings").read_text(encoding="utf-8")
    for part in ("DisableMacrosExecution", "MacroSecurityLevel", "BlockUntrustedRefererLinks"):
        assert part in settings


@pytest.mark.parametrize("script", ["exit 1\n", "exit 0\n", "kill -9 $$\n"])
def test_a_file_that_the_program_cannot_open_is_refused(
    law: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str
) -> None:
    monkeypatch.setenv(VARIABLE, str(program(tmp_path / "soffice", script)))
    with pytest.raises(AppError, match="office_failed"):
        read_law(law)


def test_a_program_that_does_not_start_is_told(
    law: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "soffice"
    path.write_bytes(b"\x7fELF nonsense")
    path.chmod(0o700)
    monkeypatch.setenv(VARIABLE, str(path))
    with pytest.raises(AppError, match="office_failed"):
        read_law(law)


# --- ending --------------------------------------------------------------------------------------

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Puts a program in place that never ends and has a child; gives the file with their ids."""
    office, ids = endless_program(tmp_path)
    monkeypatch.setenv(VARIABLE, str(office))
    return ids


@linux
def test_a_program_that_takes_too_long_is_ended_with_its_children(
    endless: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    with pytest.raises(AppError, match="reading_too_long"):
        to_docx(RTF, "RTF", "law.rtf", folder, seconds=1)
    own = ids_in(endless)[:2]
    wait_for(lambda: not any(map(is_running, own)))


@linux
def test_cancelling_ends_all_at_once_and_leaves_nothing(
    law: Path, endless: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    with pytest.raises(AppError, match="reading_cancelled"):
        read_law_safely(law, cancelled=endless.exists)
    wait_for(lambda: not any(map(is_running, ids_in(endless))))
    assert list(temporary.iterdir()) == []


# --- the real program ----------------------------------------------------------------------------

real = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")


@real
def test_rtf_is_read_with_its_letters_and_numbers(law: Path) -> None:
    law.write_bytes(
        rb"{\rtf1\ansi\ansicpg1250{\fonttbl{\f0\fcharset238 Arial;}}\f0 Articolul 1. Violen\u355?a"
        rb"\par (1) Fapta se pedepse\'bate.\par Articolul 201{\super 1}. Viol\par}"
    )
    draft = read_law_safely(law, "ro")
    assert [p.address for p in draft.provisions] == ["1", "1(1)", "201^1"]
    assert "pedepseşte" in draft.text


@real
def test_an_old_word_file_is_read_as_its_docx(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Law on protection", 0)
    made.add_paragraph("Article 1. Aim")
    for words in ("Whoever acts.", "Whoever helps."):
        made.add_paragraph(words, style="List Number")
    buffer = io.BytesIO()
    made.save(buffer)
    office = find_office()
    assert office is not None
    (tmp_path / "law.docx").write_bytes(buffer.getvalue())
    profile = (tmp_path / "profile").as_uri()
    to_doc = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "doc"]
    subprocess.run(
        [*map(str, to_doc), "--outdir", str(tmp_path), str(tmp_path / "law.docx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    old, new = (read_law_safely(tmp_path / name, "en") for name in ("law.doc", "law.docx"))
    assert old.source.format == "doc"
    assert old.text == new.text
    assert [p.address for p in old.provisions] == [p.address for p in new.provisions]
    shutil.rmtree(tmp_path / "profile")


@real
def test_a_file_of_nonsense_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "law.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") * 90)
    with pytest.raises(AppError, match="office_failed"):
        read_law_safely(path)

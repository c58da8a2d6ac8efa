# SPDX-License-Identifier: EUPL-1.2
"""DOC and RTF → DOCX through LibreOffice, where it is installed.

It runs without a window, in a folder and with a profile of its own that forbid macros, links and
the network, and is ended with all its children.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from gapanalysis.errors import AppError
from gapanalysis.importers.limits import OFFICE_SECONDS, UNZIPPED_BYTES

VARIABLE = "GAPANALYSIS_SOFFICE"
"""Names the program where it stands in an unusual place; empty: none is used."""
_PROGRAMS = ("soffice", "libreoffice")
_FILTERS = {"DOC": "MS Word 97", "RTF": "Rich Text Format"}
_WORD_6 = b"\xdc\xa5"
"""How the words of a file of Word 6 or 95 begin; which of them it is, is left to the program."""
_PATIENCE = 0.05
_NOWHERE = "127.0.0.1"
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def find_office() -> Path | None:
    """Gives the program of LibreOffice: the one that the environment names, the one on the search
    path, else one in a usual place.
    """
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named and _is_program(Path(named)) else None
    for program in _PROGRAMS:
        if found := shutil.which(program):
            return _without_window(Path(found))
    usual = usual_places(sys.platform, os.environ, Path.home())
    return next((_without_window(place) for place in usual if _is_program(place)), None)


def usual_places(platform: str, environment: Mapping[str, str], home: Path) -> list[Path]:
    """Gives where LibreOffice is installed on a system (``sys.platform``)."""
    if platform == "win32":
        roots = ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)", "LOCALAPPDATA")
        folders = [Path(environment[root]) for root in roots if environment.get(root)]
        inside = ("LibreOffice/program/soffice.exe", "Programs/LibreOffice/program/soffice.exe")
        return [folder / place for folder in folders for place in inside]
    if platform == "darwin":
        inside_app = "LibreOffice.app/Contents/MacOS/soffice"
        return [Path("/Applications", inside_app), home / "Applications" / inside_app]
    newest_first = sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
    fixed = ("/usr/lib/libreoffice", "/usr/lib64/libreoffice", "/usr/local/lib/libreoffice")
    return [*(Path(folder, "program/soffice") for folder in fixed), *newest_first]


def to_docx(
    data: bytes,
    format_name: str,
    name: str,
    folder: Path,
    *,
    alone: bool = True,
    seconds: float = OFFICE_SECONDS,
) -> bytes:
    """Gives a DOC or RTF file as DOCX.

    ``folder`` is an empty folder for this alone, which the caller removes. Where this process does
    not run ``alone``, another one ends it with all its children. Raises ``AppError``:
    ``office_missing``, ``office_failed``, ``reading_too_long``, ``zip_bomb``.
    """
    program = find_office()
    if program is None:
        raise AppError("office_missing", file=name, format=format_name)
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True)
    out.mkdir()
    settings = "".join(
        _ITEM.format(path=path, name=key, value=value) for path, key, value in _SETTINGS
    )
    items = f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{settings}</oor:items>'
    (profile / "user" / "registrymodifications.xcu").write_text(items, encoding="utf-8")
    source = folder / f"law.{format_name.lower()}"
    source.write_bytes(data)
    made = out / "law.docx"
    filtered = "" if data[512:514] == _WORD_6 else _FILTERS[format_name]
    command = _command(program, profile, out, source, filtered)
    process = _start(command, folder, name, alone=alone)
    try:
        _wait(process, made, name, seconds)
    finally:
        end_tree(process.pid) if alone else process.kill()
        process.wait()
    if not made.is_file():
        raise AppError("office_failed", file=name)
    return made.read_bytes()


def _command(program: Path, profile: Path, out: Path, source: Path, filtered: str) -> list[str]:
    """Gives the command that writes a file as DOCX; without a named filter any file is text."""
    switches = ("headless", "invisible", "norestore", "nolockcheck", "nodefault", "nologo")
    return [
        str(program),
        f"-env:UserInstallation={profile.as_uri()}",
        *(f"--{switch}" for switch in switches),
        *([f"--infilter={filtered}"] if filtered else []),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), str(source)),
    ]


def _start(command: list[str], folder: Path, name: str, *, alone: bool) -> subprocess.Popen[bytes]:
    environment = os.environ | {"HOME": str(folder), "TMPDIR": str(folder)}
    for display in ("DISPLAY", "WAYLAND_DISPLAY"):
        environment.pop(display, None)
    nothing = subprocess.DEVNULL
    try:
        return subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=nothing,
            stdout=nothing,
            stderr=nothing,
            start_new_session=alone,
        )
    except OSError as problem:
        raise AppError("office_failed", file=name) from problem


def _wait(process: subprocess.Popen[bytes], made: Path, name: str, seconds: float) -> None:
    """Waits for the program to end; refuses what takes too long or grows too large."""
    deadline = time.monotonic() + seconds
    while process.poll() is None:
        if time.monotonic() > deadline:
            raise AppError("reading_too_long", file=name, limit=round(seconds))
        if made.is_file() and made.stat().st_size > UNZIPPED_BYTES:
            raise AppError("zip_bomb", file=name)
        time.sleep(_PATIENCE)


def end_tree(pid: int) -> None:
    """Ends a process that leads a group (on Windows: any process), with all its children."""
    if sys.platform == "win32":
        command = ["taskkill", "/F", "/T", "/PID", str(pid)]
        subprocess.run(command, capture_output=True, check=False)
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _is_program(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)


def _without_window(program: Path) -> Path:
    """Gives the program that waits for its end: on Windows the one beside it for consoles."""
    console = program.with_suffix(".com")
    return console if program.suffix.lower() == ".exe" and console.is_file() else program

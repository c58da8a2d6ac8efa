#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Sets up gapanalysis in ``.venv`` and runs it. Standard library only; Linux, macOS, Windows.

python3 start.py              set up and open the app
python3 start.py demo DIR     set up and run the demo without a screen
python3 start.py run ARGS…    set up and pass ARGS to the command line (silent)
python3 start.py test         set up and run checks and tests
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
MARK = VENV / "gapanalysis-setup.json"
OLDEST_PYTHON = (3, 11)
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

# What Qt loads on Linux and a bare Debian lacks: shared library → Debian package.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfreetype.so.6": "libfreetype6",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def main(arguments: list[str]) -> int:
    """Does what the first argument says; gives the exit code."""
    if sys.version_info < OLDEST_PYTHON:
        print("gapanalysis needs Python 3.11 or newer; this is", sys.version.split()[0])
        return 2
    command, *rest = arguments or ["open"]
    if command == "test":
        set_up(quiet=False, extra="dev")
        need_libraries(QT_LIBRARIES)
        return run_tests(rest)
    if command == "demo":
        set_up(quiet=False)
        return run_app(["demo", *(rest or [str(Path.cwd() / "gapanalysis-demo")])])
    if command == "run":
        set_up(quiet=True)
        if rest[:1] == ["open"]:
            need_libraries(QT_LIBRARIES if has_no_display() else QT_LIBRARIES | WINDOW_LIBRARIES)
        return run_app(rest)
    if command == "open":
        set_up(quiet=False)
        return open_window(rest)
    print(__doc__)
    return 0 if command in {"help", "--help", "-h"} else 2


def open_window(arguments: list[str]) -> int:
    """Opens the app; without a display runs the demo and says where its report is."""
    if has_no_display():
        folder = Path.cwd() / "gapanalysis-demo"
        print("There is no display here, so the window cannot open; running the demo instead.")
        code = run_app(["demo", str(folder)], replace=False)
        if code == 0:
            print(f"The demo's report is {folder / 'report.pdf'}")
        return code
    need_libraries(QT_LIBRARIES | WINDOW_LIBRARIES)
    return run_app(["open", *arguments])


def run_tests(arguments: list[str]) -> int:
    """Runs the linter, the type checker and the tests; arguments go to pytest alone."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    checks = [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]]
    for check in [] if arguments else checks:
        print("+", *check, flush=True)
        code = subprocess.call([str(PYTHON), "-m", *check], cwd=ROOT, env=environment)
        if code:
            return code
    wanted = arguments or ["-q", "-n", str(min((os.cpu_count() or 1) + 1, 4))]
    return subprocess.call([str(PYTHON), "-m", "pytest", *wanted], cwd=ROOT, env=environment)


def run_app(arguments: list[str], *, replace: bool = True) -> int:
    """Runs the command line of the app in the environment; replaces this process where it can."""
    command = [str(PYTHON), "-m", "gapanalysis", *arguments]
    environment = dict(os.environ)
    environment["PYTHONPATH"] = str(ROOT)
    if replace and not WINDOWS:
        sys.stdout.flush()
        os.execve(command[0], command, environment)
    return subprocess.call(command, env=environment)


def has_no_display() -> bool:
    """Tells whether a window could not be shown."""
    if not sys.platform.startswith("linux"):
        return False
    return not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )


# --- the environment -----------------------------------------------------------------------------


def set_up(*, quiet: bool, extra: str = "") -> None:
    """Makes ``.venv`` what the project asks for; does nothing if it is. Exits with 2 on failure."""
    state = read_mark()
    extras = sorted({*state.get("extras", []), *([extra] if extra else [])})
    if state.get("key") == setup_key() and state.get("extras", []) == extras and is_whole(state):
        return
    if not quiet:
        print("Setting up gapanalysis in .venv (once, a minute or so) …", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    need_venv_module()
    do([sys.executable, "-m", "venv", str(VENV)])
    do(install_step(extras))
    do([str(PYTHON), "-m", "compileall", "-q", "gapanalysis", "resources"])
    packages = sorted(path.name for path in site_packages().glob("*.dist-info"))
    mark = {"key": setup_key(), "extras": extras, "packages": packages}
    MARK.write_text(json.dumps(mark), encoding="utf-8")


def install_step(extras: list[str]) -> list[str]:
    """Gives the command that installs the project, through uv where it can be had."""
    wanted = [
        *("-c", str(ROOT / "constraints.txt")),
        *("-e", f"{ROOT}[{','.join(extras)}]" if extras else str(ROOT)),
    ]
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]
    uv = subprocess.run([*pip, "install", "-q", "uv"], capture_output=True, check=False)
    if uv.returncode:
        return [*pip, "install", "-q", *wanted]
    uv_pip = [str(PYTHON), "-m", "uv", "pip"]
    return [*uv_pip, "install", "-q", "--compile-bytecode", "-p", str(PYTHON), *wanted]


def do(step: list[str]) -> None:
    """Runs a step of setting up; ends with what it said if it fails."""
    done = subprocess.run(step, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        fail("Setting up failed at: " + " ".join(step), done.stdout + done.stderr)


def setup_key() -> str:
    """Gives a digest of all that decides what ``.venv`` must hold."""
    digest = hashlib.sha256(repr((sys.version, sys.platform)).encode())
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def read_mark() -> dict[str, object] | dict[str, list[str]]:
    """Gives what the last set-up noted; nothing if there was none or it cannot be read."""
    try:
        mark = json.loads(MARK.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return mark if isinstance(mark, dict) else {}


def is_whole(state: dict[str, list[str]]) -> bool:
    """Tells whether everything that was installed is still there and its Python still runs."""
    if not PYTHON.exists():
        return False
    there = {path.name for path in site_packages().glob("*.dist-info")}
    return set(state.get("packages", ["?"])) <= there


def site_packages() -> Path:
    """Gives the folder of installed packages of the environment."""
    if WINDOWS:
        return VENV / "Lib" / "site-packages"
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return VENV / "lib" / version / "site-packages"


# --- what the system lacks -----------------------------------------------------------------------


def need_libraries(libraries: dict[str, str]) -> None:
    """Installs missing system libraries as root on Debian; else prints the line to type."""
    if not sys.platform.startswith("linux"):
        return
    missing = [package for name, package in libraries.items() if not can_load(name)]
    if missing:
        need_packages("Qt needs system libraries that are missing here.", missing)


def can_load(library: str) -> bool:
    """Tells whether the system has a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def need_venv_module() -> None:
    """Sees to Python's venv module, which Debian ships as a package of its own."""
    if importlib.util.find_spec("ensurepip") is None:
        need_packages("Python's venv module is missing here.", ["python3-venv"])


def need_packages(why: str, packages: list[str]) -> None:
    """Installs Debian packages as root, or says what to type and exits with 2."""
    line = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if shutil.which("apt-get") is None:
        fail(why, "Install with your system's package manager: " + " ".join(packages))
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        fail(why, "Type this line, then start again:  sudo " + line)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in ("apt-get update", line):
        done = subprocess.run(
            step.split(), env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode and step == line:
            fail(f"{why} Installing them failed.", done.stdout + done.stderr)


def fail(what: str, details: str) -> None:
    """Says what went wrong on standard error and exits with 2."""
    print(what, details.strip(), sep="\n", file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

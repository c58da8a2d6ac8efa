# SPDX-License-Identifier: EUPL-1.2
"""A program that stands in for LibreOffice and never ends, and whether processes live."""

from __future__ import annotations

import stat
import time
from collections.abc import Callable
from pathlib import Path


def program(path: Path, script: str) -> Path:
    """Writes a program that a shell runs."""
    path.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def endless_program(folder: Path) -> tuple[Path, Path]:
    """Gives a program that never ends and has a child, and the file in which their ids will be."""
    ids = folder / "ids"
    script = f'sleep 300 & echo "$! $$ $PPID" > "{ids}.new"; mv "{ids}.new" "{ids}"; wait\n'
    return program(folder / "soffice", script), ids


def wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    """Tells whether a process lives; one that has ended but is not waited for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2][0]
    except FileNotFoundError:
        return False
    return state != "Z"


def ids_in(file: Path) -> list[int]:
    """Gives the ids of the processes once they run."""
    wait_for(file.exists)
    return [int(pid) for pid in file.read_text(encoding="utf-8").split()]

# SPDX-License-Identifier: EUPL-1.2
"""Projects that many tests need."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from samples import make_draft

from gapanalysis import edits, project_file
from gapanalysis.cli import main

settings.register_profile("project", deadline=None)  # machines differ; speed is measured elsewhere
settings.load_profile("project")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuses every connection that is not local to this machine's processes."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: object) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            raise OSError("no network in tests")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[project_file.Project]:
    """Gives an open project of a State with one law of three articles."""
    opened = project_file.create_project(
        tmp_path / "a.gap", state="MDA", language="ro", author="Ana"
    )
    edits.do(opened, edits.AddLaw(draft=make_draft()))
    yield opened
    opened.close()


@pytest.fixture
def laws() -> Path:
    """Gives the folder of real laws; skips where it is missing."""
    folder = Path(os.environ.get("GAPANALYSIS_LAWS", ROOT.parent / "shared" / "laws"))
    if not folder.is_dir():
        pytest.skip("the collection of real laws is not here")
    return folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Gives what runs a command and reads the JSON that it prints; it must succeed."""

    def run(*arguments: object) -> Any:
        capsys.readouterr()
        code = main([*map(str, arguments), "--json"])
        out, err = capsys.readouterr()
        assert (code, err) == (0, ""), err
        return json.loads(out)

    return run

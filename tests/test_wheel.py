# SPDX-License-Identifier: EUPL-1.2
"""The built wheel holds all that the program needs."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_wheel_runs_the_demo_outside_the_source_tree(tmp_path):
    source = tmp_path / "source"
    shutil.copytree(ROOT / "gapanalysis", source / "gapanalysis")
    shutil.copytree(ROOT / "resources", source / "resources")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(tmp_path)]
    done = subprocess.run([*build, str(source)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    code = (
        f"import sys; sys.path.insert(0, {str(installed)!r});"
        "import gapanalysis; assert gapanalysis.__file__.startswith(sys.path[0]);"
        "from gapanalysis.cli import main; sys.exit(main(['demo', 'out', '--json']))"
    )
    ran = subprocess.run(
        [sys.executable, "-I", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["demo.gap", "findings.json", "report.pdf"]

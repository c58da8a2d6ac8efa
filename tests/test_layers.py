# SPDX-License-Identifier: EUPL-1.2
"""Who may import whom. A module that breaks the layers fails here with its name."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "gapanalysis"
LEAVES = (
    *("resources", "errors", "model", "words", "datafile", "languages", "numbers"),
    *("structure", "restructure"),
)
"""Each may import those before it."""
MAY = {
    "terms": set(),
    "charts": {"reservations"},
    "catalogue": set(),
    "instrument": {"catalogue"},
    "importers": set(),
    "suggest": set(),
    "reservations": set(),
    "rules": {"reservations", "instrument"},
    "report": {"instrument", "terms", "charts", "evidence", "figures"},
    "evidence": {"instrument"},
    "figures": {"evidence"},
    "figure_table": {"evidence", "instrument"},
    "evidence_rows": set(),
    "project_file": set(),
    "store": {"project_file", "evidence_rows"},
    "history": {"project_file", "store"},
    "law_structure": {"project_file", "store", "history"},
    "evidence_edits": {"project_file", "store", "history", "evidence"},
    "reservation_edits": {"project_file", "history"},
    "edits": {
        "project_file",
        "store",
        "history",
        "law_structure",
        "evidence_edits",
        "reservation_edits",
    },
    "lint": {"instrument", "rules", "suggest"},
    "search": {"instrument", "project_file", "store"},
    "demo": {"project_file", "store", "edits", "importers"},
    "analysis": {
        *("instrument", "importers", "suggest", "rules", "reservations", "report"),
        *(
            "project_file",
            "store",
            "edits",
            "history",
            "law_structure",
            "demo",
            "lint",
            "search",
            "charts",
        ),
        *("evidence", "figures", "figure_table"),
    },
    "red_flags": {"analysis", "edits", "law_structure", "project_file", "store", "suggest"},
    "suggesting": {
        *("analysis", "instrument", "law_structure", "project_file", "store", "suggest"),
    },
    "as_json": {"analysis"},
    "commands": {"analysis", "as_json", "edits", "red_flags", "ui"},
    "law_commands": {"analysis", "edits", "commands", "red_flags", "suggesting"},
    "record": {"analysis", "edits", "commands"},
    "cli": {"commands", "law_commands", "record"},
    "ui": {"analysis", "edits", "red_flags", "suggesting", "terms", "charts"},
    "__main__": {"cli"},
    "__init__": set(),
}
"""Rooms above the leaves, with the other rooms that each may import."""
ONLY = {
    "sqlite3": {"project_file", "store", "history", "edits"},
    "PySide6": {"ui"},
    "reportlab": {"report"},
    "xlsxwriter": {"report"},
    "lxml": {"importers"},
    "pypdfium2": {"importers", "report", "ui"},
    "PIL": {"report"},
    "snowballstemmer": {"suggest"},
}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(path: Path) -> set[tuple[str, ...]]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {tuple(alias.name.split(".")) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            parts = tuple((node.module or "").split("."))
            found |= {(*parts, alias.name) for alias in node.names}
    return found


def files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def test_rooms_import_only_what_they_may():
    wrong = []
    for path in files():
        own = room_of(path)
        allowed = set(LEAVES[: LEAVES.index(own)]) if own in LEAVES else {*LEAVES, *MAY[own], own}
        for name in imported(path):
            if name[0] == "gapanalysis" and len(name) > 1 and name[1] not in allowed:
                if name[1] in {"__version__"}:
                    continue
                wrong.append(f"{path.relative_to(PACKAGE)} imports {name[1]}")
    assert wrong == []


def test_libraries_are_used_in_their_own_rooms_only():
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {name[0]}"
        for path in files()
        for name in imported(path)
        if name[0] in ONLY and room_of(path) not in ONLY[name[0]]
    ]
    assert wrong == []


def test_reportlab_only_where_the_pdf_is_written():
    users = {
        path.name
        for path in (PACKAGE / "report").glob("*.py")
        if any(name[0] == "reportlab" for name in imported(path))
    }
    assert users.isdisjoint({"blocks.py", "build.py", "articles.py", "findings.py", "annexes.py"})


def test_no_day_of_today_in_the_core():
    wrong = [
        path.name
        for path in files()
        if room_of(path) not in {"cli", "ui", "history"}
        and any(call in path.read_text(encoding="utf-8") for call in (".today()", ".now("))
    ]
    assert wrong == []


def test_no_module_of_odds_and_ends():
    assert not [path for path in files() if path.stem in {"utils", "helpers", "common", "misc"}]

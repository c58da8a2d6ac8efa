# SPDX-License-Identifier: EUPL-1.2
"""Picks the icons that the window uses out of the Phosphor font: ``resources/icons/phosphor.*``.

    python tools/pick_icons.py FONT NAMES

FONT and NAMES are the whole font and its names with code points (JSON), as the wheel of
``qtawesome`` has them (``fonts/phosphor-1.3.0.ttf``, ``fonts/phosphor-charmap-1.3.0.json``).
Needs ``fonttools``. Every string in ``gapanalysis/ui`` that is the name of an icon counts as used.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "resources" / "icons"


def used_names(known: dict[str, str]) -> list[str]:
    """Gives the names of icons that stand in the window's code."""
    code = "".join(path.read_text("utf-8") for path in (ROOT / "gapanalysis/ui").rglob("*.py"))
    return sorted(set(re.findall(r'"([a-z0-9-]+)"', code)) & known.keys())


def main(font: str, names: str) -> None:
    """Writes the small font and its names."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    known: dict[str, str] = json.loads(Path(names).read_text("utf-8"))
    used = {name: chr(int(known[name], 16)) for name in used_names(known)}
    small = TTFont(font, recalcTimestamp=False)
    chosen = subset.Subsetter(subset.Options(layout_features=[], hinting=False))
    chosen.populate(text="".join(used.values()))
    chosen.subset(small)
    small.save(OUT / "phosphor.ttf")
    lines = "".join(f"{name} = {json.dumps(letter)}\n" for name, letter in used.items())
    (OUT / "phosphor.toml").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

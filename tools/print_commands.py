#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Prints the guide's page of the command line from the table of commands."""

from __future__ import annotations

import sys
from pathlib import Path

from gapanalysis.cli import COMMANDS, Command
from gapanalysis.importers.doctor import CODES
from gapanalysis.words import load_words

PAGE = Path(__file__).resolve().parent.parent / "docs" / "command-line.md"

HEAD = """# Command line

This page is printed from the table of commands (`tools/print_commands.py`).

`python3 start.py run ARGS…` passes ARGS to the command line; an installed copy has it as
`gapanalysis`. With `--json` a command prints one JSON value and nothing else. Exit codes: 0 done,
1 `verify` found a fault, 2 the input or the request is wrong, 3 a mistake of the program. An error
is one line. A command that fails leaves the project as it was. `GAPANALYSIS_LANGUAGE` (en, fr, ro)
sets the language of messages.

Limits on what is read: files up to 50 MB, text up to 10 million characters, PDF up to 3,000 pages,
two minutes and 1.5 GB of memory for a law.
"""


WARNINGS = """## Warnings

What looks wrong in a law is in `warnings` of `split`, `import` and `mend`, in the order of its
text. Each has

| key | holds |
|---|---|
| `code` | what it is: see below |
| `start`, `end` | its place in the canonical text, in code points; null for the whole law |
| `provision`, `address` | the provision there: its place in the list, from 0, and its address |
| `page` | the page of a PDF |
| `message` | a sentence in the language of messages |
| `mend` | one operation that would mend it, or null where only a person can say |

and the details that the sentence names. A mend is `{"operation": …}` with its values; ranges are
`[start, end]`, `provision` is as above:

| operation | does | values |
|---|---|---|
| `split` | begins a new one at an offset | `provision at number kind label heading` |
| `join` | joins it to what stands before it | `provision` |
| `raise` | puts it beside its parent | `provision kind` |
| `lower` | puts it under the one before it | `provision kind` |
| `renumber` | gives it another number | `provision number kind label heading` |
| `exclude` | leaves ranges out; provisions in them are no more | `ranges why` |
| `include` | takes a left-out range in | `start end kind number label heading` |
| `read_again` | reads the file with the words of another language | `language` |

None of them changes the text.

| code | says | may be mended by |
|---|---|---|
"""


def warnings() -> str:
    """Gives the part of the page about what looks wrong in a law."""
    words = load_words("en")
    rows = (
        f"| `{code}` | {words(f'doubt.{code}')} | {', '.join(mends) or '–'} |"
        for code, mends in CODES.items()
    )
    return WARNINGS + "\n".join(rows)


def usage(command: Command) -> str:
    """Gives the arguments of a command as they are typed."""
    parts = [f"gapanalysis {command.name}"]
    for names, options in command.arguments:
        flag = next((name for name in names if name.startswith("--")), "")
        choices = "|".join(options.get("choices", ()))
        value = options.get("metavar") or choices or names[-1].strip("-").upper()
        value = value if isinstance(value, str) else " ".join(value)
        if options.get("action") == "store_true":
            part = flag
        elif flag:
            part = f"{flag} {choices or value}"
        else:
            part = choices or value
            part += "…" if options.get("nargs") == "+" else ""
        optional = (flag and not options.get("required")) or options.get("nargs") == "?"
        parts.append(f"[{part}]" if optional else part)
    return " ".join(parts)


def page() -> str:
    """Gives the page."""
    rows = [HEAD]
    for command in COMMANDS:
        rows.append(f"## {command.name}\n\n{command.does[0].upper()}{command.does[1:]}.\n")
        rows.append(f"```\n{usage(command)}\n```\n")
        for names, options in command.arguments:
            if options.get("help"):
                name = options.get("metavar", names[-1]) if names[0][0] != "-" else names[-1]
                rows.append(f"- `{name}`: {options['help']}")
        rows.append("")
    rows.append(warnings())
    return "\n".join(rows).replace("\n\n\n", "\n\n").rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.exit(0)

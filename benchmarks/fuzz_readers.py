#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Feeds broken and hostile files to the readers of laws, and reports where one does anything but
read or refuse with a sentence: crashes, hangs, too much memory, words lost or doubled.
Ends with 1 on a fault::

    python benchmarks/fuzz_readers.py                         # 500 inputs for each reader
    python benchmarks/fuzz_readers.py pdf --start 500 --count 4500
    python benchmarks/fuzz_readers.py html --start 731 --count 1 --keep faults

Every input follows from ``--seed``, the reader and its number, so a run goes on where another one
stopped, and a fault comes again. Inputs are small files made here, changed at random. They are read
in a child process with limits; when it dies or is silent for too long, the next one goes on.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from hostile_files import (
    LANGUAGES,
    READERS,
    akoma_seed,
    html_seed,
    made,
    pdf_seed,
    text_seed,
)

from gapanalysis.errors import AppError
from gapanalysis.importers.places import with_offsets
from gapanalysis.importers.read import read_document
from gapanalysis.importers.split import split
from gapanalysis.model import LawDraft, SourceFile
from gapanalysis.structure import faults

HANG_SECONDS = 5.0
MEMORY_BYTES = 1_536 * 1024 * 1024
"""What the application allows for a whole law."""

# --- reading in a child ----------------------------------------------------------------------


def read_one(data: bytes, name: str, language: str) -> str:
    """Gives the code of the sentence that refuses an input, or "read"."""
    try:
        document = with_offsets(read_document(data, name), data)
        source = SourceFile(name=name, format=document.format, sha256="", data=b"")
        draft = split(document, language, source)
    except AppError as refusal:
        return refusal.code
    check_nothing_lost(draft)
    return "read"


def check_nothing_lost(draft: LawDraft) -> None:
    """Raises ``AssertionError`` unless every code point of a law lies in exactly one place."""
    wrong = [*faults(draft)]
    assert not wrong, wrong[0]


def read_in_child(sender: Connection, reader: str, seed: int, numbers: range) -> None:
    """Reads inputs and tells of each what became of it, with the highest memory so far."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in numbers:
        data, language = made(reader, seed, number)
        sender.send(("begin", ""))
        try:
            outcome = ("end", read_one(data, f"law.{reader}", language))
        except Exception:  # what must not be raised is what is looked for
            outcome = ("fault", traceback.format_exc())
        sender.send(outcome)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sender.send(("peak", str(peak)))


@dataclass(slots=True)
class Result:
    """What became of the inputs of a reader: times in seconds, memory in kilobytes."""

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[int, str]] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, -1)
    peak: int = 0


def messages(receiver: Connection) -> Iterator[tuple[str, str]]:
    """Gives what a child tells, then how it ended: "silent" or "dead"; nothing at a good end."""
    while True:
        try:
            if not receiver.poll(HANG_SECONDS):
                yield "silent", f"silent for {HANG_SECONDS:.0f} seconds"
                return
            kind, words = receiver.recv()
        except EOFError:
            yield "dead", "the process died"
            return
        yield kind, words
        if kind == "peak":
            return


def read_batch(reader: str, seed: int, numbers: range, result: Result) -> int:
    """Reads inputs in one child; gives the number that comes next."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=read_in_child, args=(sender, reader, seed, numbers))
    child.start()
    sender.close()
    number = numbers.start
    begun = time.monotonic()
    for kind, words in messages(receiver):
        match kind:
            case "begin":
                begun = time.monotonic()
                continue
            case "peak":
                result.peak = max(result.peak, int(words))
                continue
            case "end":
                result.outcomes[words] += 1
            case _:
                result.outcomes["FAULT"] += 1
                result.faults.append((number, words))
        result.slowest = max(result.slowest, (time.monotonic() - begun, number))
        number += 1
    child.kill()
    child.join()
    receiver.close()
    return number


def warm_up() -> None:
    """Lets the readers make what they make once, so that the first input is timed like others."""
    for language in LANGUAGES:
        read_one(text_seed(), "law.txt", language)
    for reader, seed in (("html", html_seed()), ("pdf", pdf_seed()), ("akn", akoma_seed())):
        read_one(seed, f"law.{reader}", "en")


def main() -> int:
    parser = argparse.ArgumentParser(description="Feeds hostile files to the readers of laws.")
    parser.add_argument("readers", nargs="*", metavar="reader", help=", ".join(READERS))
    parser.add_argument("--count", type=int, default=500, help="inputs for each reader")
    parser.add_argument("--start", type=int, default=0, help="the number of the first input")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, default=250, help="inputs for each child process")
    parser.add_argument("--keep", type=Path, help="a folder for the inputs with faults")
    chosen = parser.parse_args()
    if unknown := set(chosen.readers) - set(READERS):
        parser.error(f"no reader called {', '.join(unknown)}")
    faults = 0
    warm_up()
    for reader in chosen.readers or READERS:
        result = Result()
        number, end = chosen.start, chosen.start + chosen.count
        while number < end:
            batch = range(number, min(end, number + chosen.batch))
            number = read_batch(reader, chosen.seed, batch, result)
        show(reader, chosen.start, end, result)
        for number, words in result.faults:
            print(f"  input {number}: {words.rstrip()}")
            if chosen.keep:
                chosen.keep.mkdir(parents=True, exist_ok=True)
                data, _ = made(reader, chosen.seed, number)
                (chosen.keep / f"{chosen.seed}-{number}.{reader}").write_bytes(data)
        faults += len(result.faults)
    return 1 if faults else 0


def show(reader: str, start: int, end: int, result: Result) -> None:
    seconds, slowest = result.slowest
    outcomes = ", ".join(f"{name} {times}" for name, times in result.outcomes.most_common())
    print(
        f"{reader}: inputs {start} to {end - 1}, {len(result.faults)} faults, slowest "
        f"{seconds:.2f} s (input {slowest}), {result.peak // 1024} MB; {outcomes}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())

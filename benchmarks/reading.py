#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Measures the reading of one large law in every format, and of real laws against the article
numbers and words that they are known to have. The folder of laws is named by
``GAPANALYSIS_LAWS``, else it is ``../shared/laws`` beside the project; without it the script ends
with 2 after the first table::

    python benchmarks/reading.py

An article is right where its number is one that the law has, every occurrence counted once, and,
where the words are known, its opening words stand under the number and the next article's do not.
The words come from the law's Akoma Ntoso file, else from its text behind the heading with the
number. *kept* is the share of the letters of a bare extraction that the law as read still has;
*times bare* is how much longer reading takes than that extraction, both in time of the processor.
"""

from __future__ import annotations

import csv
import io
import os
import re
import sys
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import large_laws
import pypdfium2
from lxml import etree
from lxml import html as lxml_html

from gapanalysis.errors import AppError
from gapanalysis.importers.read import read_data, read_law
from gapanalysis.model import Kind, LawDraft

BESIDE = Path(__file__).resolve().parent.parent.parent / "shared" / "laws"
LAWS = Path(os.environ.get("GAPANALYSIS_LAWS", BESIDE))
SUFFIXES = {".txt", ".md", ".html", ".docx", ".odt", ".pdf", ".xml"}
ACT = re.compile(r"(.+?)(?:\.derived|_main|_O|_output|_akoma|_akn)?\.\w+")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OPENING = 60
"""Letters and digits."""
FURTHEST = 40
"""How many letters may stand before the opening words: "Article", a heading above the label."""
RUNS = 3


@dataclass(frozen=True, slots=True)
class Known:
    """An article that a law is known to have; ``opening`` is its number with its first words."""

    number: str
    opening: str


@dataclass(slots=True)
class Score:
    """What was read of some laws: articles that exist, that were found, and that were right."""

    existing: int = 0
    found: int = 0
    right: int = 0

    def __str__(self) -> str:
        precision = self.right / max(1, self.found)
        recall = self.right / max(1, self.existing)
        return f"{self.existing:9}{self.found:7}{precision:11.4f}{recall:8.4f}"


# --- what is known ---------------------------------------------------------------------------


def plain(number: str) -> str:
    """Gives a number as the collection compares it."""
    return re.sub(r"[\s.§]|\bart(?:\.|\b)", "", number.lower())


def letters(text: str) -> str:
    """Gives the letters and digits of a text, all small."""
    return "".join(char for char in text.casefold() if char.isalnum())


def known(number: str, words: str) -> Known:
    number = plain(number)
    return Known(number, letters(number + words)[:OPENING])


def from_akoma_ntoso(path: Path) -> list[Known]:
    """Gives the articles of an Akoma Ntoso file: its articles, else its outermost sections."""
    root = etree.fromstring(path.read_bytes())
    for test in ("local-name()='article'", "local-name()='section' or local-name()='paragraph'"):
        units = root.xpath(f"//*[local-name()='body']//*[{test}][not(ancestor::*[{test}])]")
        if units:
            return [_unit(unit) for unit in units]
    return []


def _unit(unit: etree._Element) -> Known:
    number = unit.xpath("string(*[local-name()='num'])")
    return known(number, "".join(unit.itertext()).strip().removeprefix(number))


def from_text(text: str, numbers: Sequence[str], *, markdown: bool) -> list[Known]:
    """Gives articles of which the numbers are known, with the words behind their headings."""
    word = r"^#+ \W*([^\W\d]*)\W*" if markdown else r"^([^\W\d]+) "
    usual = Counter(re.findall(rf"{word}\d", text, re.MULTILINE)).most_common(1)[0][0]
    before = rf"^#+ \W*(?:{usual}\b)?\W*" if markdown else f"^{usual} "
    at = 0
    articles = []
    for number in numbers:
        signs = r"[\s.]*".join(re.escape(sign) for sign in plain(number))
        several = r" \w{1,3} \d"  # "617 a 622"
        heading = re.compile(
            rf"{before}{signs}(?![\w^]|-\d|{several})", re.MULTILINE | re.IGNORECASE
        )
        place = heading.search(text, at)
        if place:
            at = place.end()
        words = re.split(r"\n#" if markdown else r"\n\n\n", text[at : at + 500])[0]
        articles.append(known(number, words) if place else Known(plain(number), ""))
    return articles


def truth_of(row: dict[str, str], twins: Sequence[Path]) -> list[Known]:
    """Gives the articles of an act; none where only their count is known."""
    markup = next((path for path in twins if path.suffix == ".xml"), None)
    if markup:
        return from_akoma_ntoso(markup)
    listed = LAWS / "truth" / (row["file"].replace("/", "__") + ".articles.txt")
    if not listed.is_file():
        return []
    numbers = [line for line in listed.read_text("utf-8").splitlines() if line.strip()]
    source = LAWS / row["file"]
    words = re.sub(r"</?\w+>", "", source.read_text("utf-8"))
    return from_text(words, numbers, markdown=source.suffix == ".md")


# --- what is read ----------------------------------------------------------------------------


def articles_of(draft: LawDraft) -> Iterator[tuple[str, str]]:
    """Gives the number of each article with the letters of its range."""
    for one in draft.provisions:
        if one.kind == Kind.ARTICLE:
            yield plain(one.number), letters(draft.text[one.start : one.end])


def score(draft: LawDraft, truth: Sequence[Known]) -> tuple[Score, list[str]]:
    """Gives how many articles are right, and the numbers of those that are not."""
    held: defaultdict[str, list[str]] = defaultdict(list)
    for number, words in articles_of(draft):
        held[number].append(words)
    result = Score(len(truth), sum(map(len, held.values())))
    wrong = []
    for at, article in enumerate(truth):
        following = truth[at + 1].opening if at + 1 < len(truth) else ""
        fitting = [w for w in held[article.number] if fits(w, article.opening, following)]
        if fitting:
            held[article.number].remove(fitting[0])
            result.right += 1
        else:
            wrong.append(article.number)
    return result, wrong + [f"+{number}" for number, rest in held.items() for _ in rest]


def fits(words: str, opening: str, following: str) -> bool:
    """Tells whether an article opens with its words and ends before the next one begins."""
    at = words.find(opening)
    return 0 <= at <= FURTHEST and not (following and following in words[at + 1 :])


def bare_text(path: Path) -> str:
    """Gives the words of a file as a plain extraction shows them."""
    match path.suffix:
        case ".pdf":
            pages = pypdfium2.PdfDocument(path)
            return "\n".join(page.get_textpage().get_text_bounded() for page in pages)
        case ".docx":
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
                root = etree.fromstring(archive.read("word/document.xml"))
            return "\n".join("".join(p.itertext(f"{WORD}t")) for p in root.iter(f"{WORD}p"))
        case ".html":
            root = lxml_html.document_fromstring(path.read_bytes())
            etree.strip_elements(root, "script", "style", with_tail=False)  # no words of a page
            return str(root.text_content())
        case ".xml":
            root = etree.fromstring(path.read_bytes())
            return "".join(root.xpath("//text()[not(ancestor::*[local-name()='meta'])]"))
    return path.read_bytes().decode("utf-8")


def kept(draft: LawDraft, bare: str) -> float:
    """Gives the share of a bare extraction that a law as read has too: of its runs of five letters,
    for spaces and hyphens are set otherwise.
    """
    before, after = (
        Counter(map("".join, zip(*(text[n:] for n in range(5)), strict=False)))
        for text in map(letters, (bare, draft.text))
    )
    return (before & after).total() / max(1, before.total())


def quickest(work: Callable[[], Any]) -> tuple[Any, float]:
    """Gives a result and the least of some times of the processor, in seconds: what else a machine
    has to do does not count.
    """
    times = []
    for _ in range(RUNS):
        begin = time.process_time()
        result = work()
        times.append(time.process_time() - begin)
    return result, min(times)


def tree(draft: LawDraft) -> list[str]:
    """Gives the addresses of a law's provisions, each with its kind."""
    return [f"{one.kind.value} {one.address}" for one in draft.provisions]


# --- the tables ------------------------------------------------------------------------------


def acts() -> dict[str, list[Path]]:
    """Gives the files of each act."""
    files: defaultdict[str, list[Path]] = defaultdict(list)
    for path in sorted(LAWS.glob("*/*")):
        name = ACT.fullmatch(path.name)
        if name and path.suffix in SUFFIXES and path.parent.name != "truth":
            files[f"{path.parent.name}/{name[1]}"].append(path)
    return files


def rows(name: str) -> list[dict[str, str]]:
    with (LAWS / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_file(path: Path, language: str, truth: Sequence[Known], count: int, total: Score) -> None:
    """Reads a law and prints how well; adds to the total where the numbers are known."""
    draft, spent = quickest(lambda: read_law(path, language))
    bare, least = quickest(lambda: bare_text(path))
    result, wrong = score(draft, truth)
    shown = str(result) if truth else f"{count:9}{result.found:7}{'':19}"
    if truth:
        total.existing += result.existing
        total.found += result.found
        total.right += result.right
    ratio = spent / least
    print(f"{path.name:40}{shown}{kept(draft, bare):8.4f}{spent:8.2f}{ratio:11.1f}")
    if truth and wrong:
        print(f"    not right: {', '.join(wrong[:20])}")


def compare_formats(files: Sequence[Path], language: str | None) -> str:
    """Gives whether an act's files give the same tree, else where they begin to differ."""
    trees = {}
    for path in files:
        try:
            trees[path.name] = tree(read_law(path, language))
        except AppError as problem:
            print(f"    {path.name}: {problem.code}")
    if len(trees) < 2:
        return ""
    (first, expected), *others = trees.items()
    for name, found in others:
        pairs = zip([*expected, ""], [*found, ""], strict=False)
        unlike = next(((a, b) for a, b in pairs if a != b), None)
        if unlike:
            return f"differ: {unlike[0]!r} in {first}, {unlike[1]!r} in {name}"
    return f"{len(trees)} files, the same tree of {len(expected)} provisions"


def print_large_laws() -> None:
    """Reads a law of a million letters in every format but PDF and prints how long it takes."""
    head = f"{'provisions':>11}{'seconds':>8}{'bare':>8}{'times bare':>11}"
    print(f"{'a million letters as':24}{head}")
    for suffix, data in large_laws.files(1_000_000):
        draft, spent = quickest(partial(read_data, data, f"law{suffix}", "en"))
        _, least = quickest(partial(large_laws.bare_text, suffix, data))
        counted = f"{len(draft.provisions):11}{spent:8.2f}{least:8.3f}{spent / least:11.1f}"
        print(f"{suffix:24}{counted}")
    print()


def main() -> int:
    print_large_laws()
    if not LAWS.is_dir():
        print(f"No folder of laws at {LAWS}; name one with GAPANALYSIS_LAWS.", file=sys.stderr)
        return 2
    files = acts()
    act_of = {path: act for act, paths in files.items() for path in paths}
    structure = {act_of[LAWS / row["file"]]: row for row in reversed(rows("structure_truth.csv"))}
    languages = {act_of[LAWS / row["file"]]: row["language"] for row in rows("laws.csv")}
    languages |= {act: row["language"] for act, row in structure.items()}
    total = Score()
    print(
        f"{'file':40}{'articles':>9}{'found':>7}{'precision':>11}{'recall':>8}"
        f"{'kept':>8}{'seconds':>8}{'times bare':>11}"
    )
    for act, row in sorted(structure.items()):
        truth = truth_of(row, files[act])
        for path in files[act]:
            try:
                read_file(path, row["language"], truth, int(row["n_articles_unique"]), total)
            except AppError as problem:
                print(f"{path.name:40} {problem.code}")
    print(f"{'total':40}{total}\n\nThe same act in several formats")
    for act, paths in sorted(files.items()):
        if len(paths) > 1 and (said := compare_formats(paths, languages.get(act))):
            print(f"{act}: {said}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: EUPL-1.2
"""Small laws in languages whose files were not tried on real laws: their parts and language.

``small_laws/xx.txt`` is a law, ``small_laws/xx.tree.txt`` its parts: one line a provision;
``xx-other.txt`` is numbered or laid out in another way that is usual in the language.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from gapanalysis.importers.label_patterns import patterns_of
from gapanalysis.importers.split import split
from gapanalysis.importers.text import read_text
from gapanalysis.languages import LANGUAGES, detect, load_language
from gapanalysis.model import Kind, LawDraft, ReadAgain, SourceFile

SMALL_LAWS = Path(__file__).parent / "small_laws"
SOURCE = SourceFile(name="law.txt", format="text", sha256="", data=b"")
UNTESTED = ["be"]
NAMES = sorted(path.name.removesuffix(".tree.txt") for path in SMALL_LAWS.glob("*.tree.txt"))


def words(name: str) -> str:
    return (SMALL_LAWS / name).read_text(encoding="utf-8")


def law(text: str, language: str) -> LawDraft:
    return split(read_text(text.encode(), "law.txt"), language, SOURCE)


def tree(draft: LawDraft) -> str:
    """Gives one line a provision: its depth, kind, number or address, heading in brackets."""
    depths: list[int] = []
    shown: list[str] = []
    for provision in draft.provisions:
        depths.append(0 if provision.parent is None else depths[provision.parent] + 1)
        inside = provision.kind in {Kind.ARTICLE, Kind.PARAGRAPH, Kind.POINT}
        parts = [provision.kind.value, provision.address if inside else provision.number]
        if provision.heading:
            parts.append(f"[{provision.heading.of(draft.text)}]")
        shown.append("  " * depths[-1] + " ".join(filter(None, parts)) + "\n")
    return "".join(shown)


@pytest.mark.parametrize("name", NAMES)
def test_a_small_law_is_parted(name: str) -> None:
    draft = law(words(f"{name}.txt"), name[:2])
    assert tree(draft) == words(f"{name}.tree.txt")
    assert draft.warnings == ()


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith("-other")])
def test_its_language_is_recognised(name: str) -> None:
    assert detect(words(f"{name}.txt")) == name[:2]


PRINTED = ("{} 1", "[{} 2.", "■ {} I", "{} 12a §", "^1 {} 3", "¹² {} 3", "(Xx) {} 4", "(({} 5")
NUMBERED = (*("1 {}", "12 a {}", "IV {}", "I. {}", "V {}", "3.¹ {}", "[1-3 {}"), "XIV. {}")


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_line_is_passed_over_that_begins_as_a_label(code: str) -> None:
    language, patterns = load_language(code), patterns_of(code)
    named = (word for one in (*language.series, *language.divisions) for word in one.words)
    first = [*language.article, *language.article_plural, *language.article_only, *named]
    first += [*language.annex, *language.closing, *language.closing_begins, *language.ordinals]
    after = [*language.article_after, *language.annex_after, *first]
    labels = [form.format(word) for form in PRINTED for word in first]
    labels += [form.format(word) for form in NUMBERED for word in after]
    labels += [form.format(" ".join(word)) for form in PRINTED for word in first]
    labels += [form.format(plain_letters(word)) for form in PRINTED for word in first]
    labels += ["1.", "12.", "§ 3", "F1[12A", "3[498A.", "- I", "*1", "II. PENALTIES"]
    for label in labels:
        assert patterns.beginning.match(label), label
        assert patterns.beginning.match(label.upper()), label
    assert not patterns.beginning.match("(1) Whoever")


def plain_letters(word: str) -> str:
    """Gives a word without accents."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in word)


LITHUANIAN = """APSAUGOS ĮSTATYMO PAKEITIMO ĮSTATYMAS
1 straipsnis. 9 straipsnio pakeitimas
9 straipsnio 4 dalyje vietoj skaičiaus „10“ įrašyti „15“.
"""
LATVIAN = """GROZĪJUMS AIZSARDZĪBAS LIKUMĀ
Izdarīt Aizsardzības likumā šādu grozījumu:
Izteikt 9. panta ceturto daļu šādā redakcijā:
"(4) Lēmums ir spēkā desmit dienas."
"""


@pytest.mark.parametrize(("text", "language"), [(LITHUANIAN, "lt"), (LATVIAN, "lv")])
def test_the_language_of_a_law_of_few_words_is_recognised(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("language", UNTESTED)
def test_its_language_file_says_that_it_is_not_tested(language: str) -> None:
    assert not load_language(language).tested


def test_a_language_is_tested_where_its_file_says_nothing() -> None:
    assert load_language("de").tested
    assert load_language("bs").tested


SERBIAN = """ZAKON O ZAŠTITI SUSEDA
Član 1.
Ovim zakonom uređuje se zaštita lica koja trpe uznemiravanje u susedstvu, mere koje određuje sud i
dužnosti organa koji su nadležni da je pruže. Zahtev za zaštitu dece podnosi se pre isteka roka.
Član 2.
Mera traje do godinu dana i primenjuje se i na lice koje ne stanuje na istom mestu.
Sud rešenjem odlučuje o zahtevu i o tome obaveštava policiju i lice na koje se ono odnosi.
Član 3.
Ko prekrši meru iz člana 2. ovog zakona kazniće se za krivično delo, a telesna povreda se kažnjava i
po opštim propisima. Vreme trajanja mere ne sme da bude duže od godinu dana.
"""
MONTENEGRIN = """ZAKON O ZAŠTITI SUSJEDA
Član 1
Ovim zakonom uređuje se zaštita lica koja trpe uznemiravanje u susjedstvu, mjere koje sud određuje
i dužnosti organa koji je obezbjeđuju. Zahtjev za zaštitu djece podnosi se prije isteka roka.
Član 2
Mjera traje do godinu dana i primjenjuje se i na lice koje ne stanuje na istom mjestu.
Sud rješenjem odlučuje o zahtjevu i o tome obavještava policiju radi bezbjednosti lica.
Član 3
Ko prekrši mjeru iz člana 2 ovog zakona kazniće se za krivično djelo, a tjelesna povreda se kažnjava
i po opštim propisima. Vrijeme trajanja mjere ne smije da bude duže od godinu dana.
"""
BOSNIAN = """ZAKON O ZAŠTITI SUSJEDA
Član 1.
Ovim zakonom uređuje se zaštita osoba koje trpe uznemiravanje u susjedstvu, mjere koje sud određuje
i dužnosti organa koji je osiguravaju. Zahtjev za zaštitu djece podnosi se prije isteka roka.
Član 2.
Mjera traje do godinu dana i primjenjuje se i na osobu koja ne stanuje na istom mjestu u općini.
Sud rješenjem odlučuje o zahtjevu i o tome obavještava policiju radi sigurnosti osoba.
Član 3.
Ko prekrši mjeru iz člana 2. stav 1. tačka b) ovog zakona kaznit će se za krivično djelo, a tjelesna
povreda se kažnjava i po općim propisima, pod uslovom da traje. Vrijeme mjere je do godinu dana.
"""
CROATIAN = """ZAKON O ZAŠTITI SUSJEDA
Članak 1.
Ovim se Zakonom uređuje zaštita osoba koje trpe uznemiravanje u susjedstvu, mjere koje sud određuje
i dužnosti tijela koja je osiguravaju. Zahtjev za zaštitu djece podnosi se prije isteka roka.
Članak 2.
Mjera traje do godinu dana i primjenjuje se i na člana obitelji i osobu koja ne stanuje u općini.
Sudac rješenjem odlučuje o zahtjevu sukladno članku 1. stavku 1. točki b) ovoga Zakona.
Članak 3.
Tko prekrši mjeru iz članka 2. ovoga Zakona kaznit će se za kazneno djelo, a tjelesna se ozljeda
kažnjava i po općim propisima, pod uvjetom da traje. Vrijeme mjere je do godinu dana.
"""


@pytest.mark.parametrize(("text", "language"), [(SERBIAN, "sr"), (BOSNIAN, "bs"), (CROATIAN, "hr")])
def test_neighbouring_languages_are_told_apart(text: str, language: str) -> None:
    assert detect(text) == language
    assert law(text, language).warnings == ()


def test_a_law_that_two_neighbouring_languages_fit_alike_is_told() -> None:
    assert detect(MONTENEGRIN) == "bs"
    (doubt,) = law(MONTENEGRIN, "bs").warnings
    assert (doubt.code, doubt.mend) == ("language_alike", ReadAgain(language="sr"))
    assert [one.number for one in law(MONTENEGRIN, "sr").provisions] == ["1", "2", "3"]


def test_a_language_against_which_a_person_decided_is_told() -> None:
    assert [doubt.mend for doubt in law(SERBIAN, "bs").warnings] == [ReadAgain(language="sr")]

# SPDX-License-Identifier: EUPL-1.2
"""Lines become the tree of a law: small laws with exact trees, arbitrary lines, real laws."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from growth import is_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from gapanalysis.importers.before_labels import openers_of
from gapanalysis.importers.enclosed import with_enclosed
from gapanalysis.importers.lines import Document, Line
from gapanalysis.importers.read import read_data
from gapanalysis.importers.split import split
from gapanalysis.importers.text import read_text
from gapanalysis.languages import LANGUAGES, detect, load_language, read_language
from gapanalysis.model import Kind, LawDraft, SourceFile
from gapanalysis.numbers import normalise
from gapanalysis.structure import faults, own_spans

SOURCE = SourceFile(name="law.txt", format="text", sha256="", data=b"")
ROOT = Path(__file__).parents[2]
LAWS = Path(os.environ.get("GAPANALYSIS_LAWS", ROOT.parent / "shared" / "laws"))


def law(text: str, language: str, name: str = "law.txt") -> LawDraft:
    return split(read_text(text.encode(), name), language, SOURCE)


def own(draft: LawDraft) -> list[str]:
    return ["".join(span.of(draft.text) for span in spans) for spans in own_spans(draft)]


def tree(draft: LawDraft) -> str:
    """Gives one line a provision: its depth, address, heading in brackets, and own words."""
    depths: list[int] = []
    shown: list[str] = []
    for provision, words in zip(draft.provisions, own(draft), strict=True):
        depths.append(0 if provision.parent is None else depths[provision.parent] + 1)
        parts = [provision.address]
        if provision.heading:
            parts.append(f"[{provision.heading.of(draft.text)}]")
        if words.strip():
            parts.append(words.strip().replace("\n", " / "))
        shown.append("  " * depths[-1] + " ".join(parts))
    return "\n".join(shown)


def codes(draft: LawDraft) -> list[str]:
    return [warning.code for warning in draft.warnings]


def left_out(draft: LawDraft) -> dict[str, str]:
    return {left.why: draft.text[left.start : left.end].strip() for left in draft.left_out}


def uncovered(draft: LawDraft) -> list[int]:
    """Gives the code points that do not lie in exactly one place."""
    change = [0] * (len(draft.text) + 1)
    ranges = [(span.start, span.end) for spans in own_spans(draft) for span in spans]
    for provision in draft.provisions:
        spans = (provision.label, provision.heading)
        ranges += [(span.start, span.end) for span in spans if span]
    for start, end in [*ranges, *((left.start, left.end) for left in draft.left_out)]:
        change[start] += 1
        change[end] -= 1
    depth, found = 0, []
    for at in range(len(draft.text)):
        depth += change[at]
        if depth != 1:
            found.append(at)
    return found


# --- small laws in five languages --------------------------------------------------------------


def test_english_law_with_references_at_the_start_of_lines() -> None:
    draft = law(
        """LAW ON PROTECTION

CHAPTER I
General provisions

Article 1
Purpose
This Law protects victims of violence.

Article 2
Definitions
(1) Victim means any person harmed.
(2) Article 1 applies to a person mentioned in
Article 5 and to the family.
Article 7 shall apply to all persons.

CHAPTER II
OFFENCES

Article 3
Stalking
1. Whoever stalks:
a) by following;
b) by calling,
is punished.
2. An attempt is punished.

Article 3a
Forced marriage
Whoever forces another to marry is punished.
""",
        "en",
    )
    assert tree(draft) == (
        """chapter I [General provisions]
  1 [Purpose] This Law protects victims of violence.
  2 [Definitions]
    2(1) Victim means any person harmed.
    2(2) Article 1 applies to a person mentioned in / Article 5 and to the family. / Article 7"""
        """ shall apply to all persons.
chapter II [OFFENCES]
  3 [Stalking]
    3(1) Whoever stalks:
      3(1)(a) by following;
      3(1)(b) by calling, / is punished.
    3(2) An attempt is punished.
  3a [Forced marriage] Whoever forces another to marry is punished."""
    )
    assert codes(draft) == []
    assert draft.title == "LAW ON PROTECTION"
    assert left_out(draft)["title"] == "LAW ON PROTECTION"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("ACT\nON PROTECTION\n", "ACT ON PROTECTION"),
        ("ACT\non protection\n", "ACT on protection"),
        ("PROTECTION\nTaken on 3 May 2031\n", "PROTECTION"),
        ("ACT\n", "ACT"),
    ],
)
def test_a_word_alone_is_not_the_whole_title(head: str, title: str) -> None:
    assert law(f"{head}\nArticle 1\nAll are free.\n\nArticle 2\nYes.\n", "en").title == title


def test_headings_that_stand_over_the_numbers() -> None:
    draft = law(
        """CODE

CHAPTER I
OFFENCES

Rape
Article 1
Whoever rapes is punished.

Sexual assault
Article 2
(1) Whoever assaults is punished.
(2) An attempt is punished.

CHAPTER II
FAMILY

Domestic violence
Article 3
Whoever harms a family member is punished.
""",
        "en",
    )
    assert (
        tree(draft)
        == """chapter I [OFFENCES]
  1 [Rape] Whoever rapes is punished.
  2 [Sexual assault]
    2(1) Whoever assaults is punished.
    2(2) An attempt is punished.
chapter II [FAMILY]
  3 [Domestic violence] Whoever harms a family member is punished."""
    )


def test_english_act_with_bare_numbers_contents_and_schedule() -> None:
    draft = law(
        """Violence Act 2020

ARRANGEMENT OF SECTIONS
PART 1 PRELIMINARY
1. Short title
2. Interpretation
PART 2 OFFENCES
3. Rape

PART 1
PRELIMINARY

1. Short title
This Act may be cited as the Violence Act 2020.

2. Interpretation
(1) In this Act "child" means a person under 18.
(2) Section 5 of the Age Act applies.

PART 2
OFFENCES

3. Rape
A person commits an offence if he or she—
(h) is there—
(i) at night, or
(ii) by day;
(i) does not leave.

SCHEDULE 1
Repeals
1. The Old Act.
2. The Older Act.
""",
        "en",
    )
    assert (
        tree(draft)
        == """part 1 [PRELIMINARY]
  1 [Short title] This Act may be cited as the Violence Act 2020.
  2 [Interpretation]
    2(1) In this Act "child" means a person under 18.
    2(2) Section 5 of the Age Act applies.
part 2 [OFFENCES]
  3 [Rape] A person commits an offence if he or she— / (h) is there—
    3(i) at night, or
    3(ii) by day; / (i) does not leave.
annex 1 [Repeals]
  annex 1:1 The Old Act.
  annex 1:2 The Older Act."""
    )
    assert left_out(draft)["contents"].startswith("ARRANGEMENT OF SECTIONS\nPART 1 PRELIMINARY")
    assert codes(draft) == []


def test_a_letter_i_after_h_is_no_roman_numeral() -> None:
    points = "\n".join(f"({letter}) {letter};" for letter in "abcdefgh")
    draft = law(f"Article 1\nOne:\n{points}\n(i) by day;\n(ii) by night;\n(i) i;\n(j) j.", "en")
    assert [p.address for p in draft.provisions][-5:] == [
        "1(h)", "1(h)(i)", "1(h)(ii)", "1(i)", "1(j)",
    ]  # fmt: skip


def test_french_law_that_quotes_another() -> None:
    draft = law(
        """LOI n° 2020-1

TITRE Ier
DISPOSITIONS GÉNÉRALES

Article 1er
I. - La présente loi protège.
II. - Elle s'applique :
1° Aux femmes ;
2° Aux enfants.

Article 2
Le code est ainsi modifié :
1° L'article 222-1 est remplacé par les dispositions suivantes :
« Art. 222-1. - Est puni le viol.
« Article 3. - Autre. »

Article 3
La présente loi entre en vigueur demain.

ANNEXE I
Article 1
Texte.
""",
        "fr",
    )
    assert (
        tree(draft)
        == """title I [DISPOSITIONS GÉNÉRALES]
  1
    1(I) La présente loi protège.
    1(II) Elle s'applique :
      1(II)(1) Aux femmes ;
      1(II)(2) Aux enfants.
  2 Le code est ainsi modifié :
    2(1) L'article 222-1 est remplacé par les dispositions suivantes : / « Art. 222-1. - Est puni \
le viol. / « Article 3. - Autre. »
  3 La présente loi entre en vigueur demain.
annex I
  annex I:1 Texte."""
    )


def test_romanian_law_with_paragraphs_inside_lines() -> None:
    draft = law(
        """CODUL PENAL

Partea SPECIALĂ | Titlul I - Persoana | Capitolul I - Viața

Articolul 188
Omorul (1) Uciderea unei persoane se pedepsește. (2) Tentativa de la alin. (1) se pedepsește.

Partea SPECIALĂ | Titlul I - Persoana | Capitolul II - Integritatea

Articolul 188^1
Violența (1) Lovirea prevăzută la lit. a) este: a) simplă; b) gravă. (1^1) Fapta se pedepsește.

Articolul 189
Hărțuirea (1) Urmărirea se pedepsește. (2) Acțiunea penală se pune în mișcare din oficiu.

Articolul 190
Tâlhăria Furtul săvârșit prin violență se pedepsește.
""",
        "ro",
    )
    assert (
        tree(draft)
        == """part SPECIALĂ
  title I [Persoana]
    chapter I [Viața]
      188 [Omorul]
        188(1) Uciderea unei persoane se pedepsește.
        188(2) Tentativa de la alin. (1) se pedepsește.
    chapter II [Integritatea]
      188^1 [Violența]
        188^1(1) Lovirea prevăzută la lit. a) este:
          188^1(1)(a) simplă;
          188^1(1)(b) gravă.
        188^1(1^1) Fapta se pedepsește.
      189 [Hărțuirea]
        189(1) Urmărirea se pedepsește.
        189(2) Acțiunea penală se pune în mișcare din oficiu.
      190 [Tâlhăria] Furtul săvârșit prin violență se pedepsește."""
    )
    assert uncovered(draft) == []


def test_romanian_amending_law() -> None:
    draft = law(
        """LEGE nr. 5 din 2020

Art. I. - Legea nr. 217/2003 se modifică după cum urmează:
1. Articolul 3 va avea următorul cuprins:
„Art. 3. - (1) Violența este interzisă.
(2) Fapta se pedepsește.”
2. Articolul 5 se abrogă.

Art. II. - (1) Guvernul adoptă norme. (2) Normele se publică.
""",
        "ro",
    )
    assert [p.address for p in draft.provisions] == ["I", "I(1)", "I(2)", "II", "II(1)", "II(2)"]


def test_german_law_with_contents() -> None:
    draft = law(
        """Gesetz

Inhaltsübersicht
Abschnitt 1 Allgemeines
§ 1 Zweck
§ 2 Begriffe
Abschnitt 2 Schluss
§ 3 Strafe

Abschnitt 1
Allgemeines

§ 1
Zweck
(1) Das Gesetz schützt vor Gewalt nach
§ 2 Absatz 1 und anderen.
(2) Gewalt ist
1. Schlagen,
2. Drohen
a) schriftlich,
b) mündlich.

§ 2
Begriffe
Gewalt ist verboten.

(XXXX) §§ 2a bis 2c (weggefallen)

Abschnitt 2
Schluss

§ 3
Strafe
Wer Gewalt ausübt, wird bestraft.
""",
        "de",
    )
    assert (
        tree(draft)
        == """section 1 [Allgemeines]
  1 [Zweck]
    1(1) Das Gesetz schützt vor Gewalt nach / § 2 Absatz 1 und anderen.
    1(2) Gewalt ist
      1(2)(1) Schlagen,
      1(2)(2) Drohen
        1(2)(2)(a) schriftlich,
        1(2)(2)(b) mündlich.
  2 [Begriffe] Gewalt ist verboten.
  section 2a bis 2c [(weggefallen)]
section 2 [Schluss]
  3 [Strafe] Wer Gewalt ausübt, wird bestraft."""
    )
    assert left_out(draft)["contents"].startswith("Inhaltsübersicht\nAbschnitt 1 Allgemeines")
    assert codes(draft) == []


def test_spanish_law_with_final_provisions() -> None:
    draft = law(
        """LEY ORGÁNICA 1/2020

TÍTULO PRELIMINAR
Disposiciones generales

Artículo 1. Objeto.
1. La ley protege.
2. Se aplica a:
a) Las mujeres.
b) Los menores.

Artículo 1 bis. Ámbito.
El artículo 1 se aplica.

CAPÍTULO PRIMERO
De las penas

Artículo 2. Penas.
La pena será de prisión.

Disposición final única. Entrada en vigor.
La ley entrará en vigor mañana.
""",
        "es",
    )
    assert (
        tree(draft)
        == """title PRELIMINAR [Disposiciones generales]
  1 [Objeto.]
    1(1) La ley protege.
    1(2) Se aplica a:
      1(2)(a) Las mujeres.
      1(2)(b) Los menores.
  1 bis [Ámbito.] El artículo 1 se aplica.
  chapter 1 [De las penas]
    2 [Penas.] La pena será de prisión.
disposición final única [Entrada en vigor.] La ley entrará en vigor mañana."""
    )


def test_swedish_numbers_restart_in_each_chapter() -> None:
    draft = law(
        "Balk\n\n1 kap.\n\n1 §\nBrott.\n\n2 §\nStraff.\n\n2 kap.\n\n1 §\nPlats.\n\n2 a §\nTid.\n",
        "sv",
    )
    assert (
        tree(draft)
        == """chapter 1
  1:1 Brott.
  1:2 Straff.
chapter 2
  2:1 Plats.
  2:2 a Tid."""
    )


# --- what a reader tells of the lines ----------------------------------------------------------


def read(*lines: Line) -> LawDraft:
    return split(Document(lines=lines, format="docx"), "en", SOURCE)


def test_styled_headings_decide_and_running_heads_are_left_out() -> None:
    draft = read(
        Line(text="Act", style="title"),
        Line(text="1. Purpose", style="heading2"),
        Line(text="1. (1) This Act protects.", page=1),
        Line(text="Official Gazette 5", style="header"),
        Line(text="and serves.", page=2),
        Line(text="2. Scope", style="heading2", generated="2."),
        Line(text="It applies to all."),
    )
    assert (
        tree(draft)
        == """1 [Purpose] 1.
  1(1) This Act protects. / and serves.
2 [Scope] It applies to all."""
    )
    assert left_out(draft)["running_head"] == "Official Gazette 5"
    assert uncovered(draft) == []
    generated = [place for place in draft.source_map if place.generated]
    assert [draft.text[place.start : place.end] for place in generated] == ["2."]
    assert [(p.page, draft.text[p.start : p.end]) for p in draft.source_map if p.page == 2] == [
        (2, "and serves.")
    ]


# --- doubts ------------------------------------------------------------------------------------


def test_the_heading_of_a_division_may_go_on_in_the_next_line() -> None:
    draft = law(
        "Chapter I – Aims, definitions,\nequality\n\nArticle 1\nUnder\nChapter II, victims are "
        "safe.\n\nChapter II – Policies\n\nArticle 2\nThe State acts.\n",
        "en",
    )
    assert [one.address for one in draft.provisions] == ["chapter I", "1", "chapter II", "2"]


def test_a_heading_ends_at_a_running_head() -> None:
    draft = read(
        Line(text="Chapter II", style="heading1"),
        Line(text="Support of"),
        Line(text="Official Gazette 5", style="header"),
        Line(text="victims"),
        Line(text="Article 1. The State supports."),
    )
    assert uncovered(draft) == []
    assert left_out(draft) == {"running_head": "Official Gazette 5"}


def test_a_note_below_an_article_is_no_point_of_it() -> None:
    draft = read(
        Line(text="Article 1. In this law:"),
        Line(text="1) violence is any act;"),
        Line(text="2) a victim is any person."),
        Line(text="Article 2. This law enters into force at once."),
        Line(text="1) The Minister acts under another law.", style="note"),
    )
    assert [one.address for one in draft.provisions] == ["1", "1(1)", "1(2)", "2"]


def test_doubts_about_the_numbers() -> None:
    draft = law("Article 1\nOne.\nArticle 2\nTwo.\nArticle 2\nAgain.\nArticle 6\nSix.\n", "en")
    assert [(w.code, dict(w.details)) for w in draft.warnings] == [
        ("number_twice", {"number": "2"}),
        ("number_gap", {"after": "2", "before": "6", "missing": 3}),
    ]
    gap = draft.warnings[1]
    assert draft.text[gap.start : gap.end] == "Article 6"


def test_an_article_out_of_order_is_no_article_but_told() -> None:
    draft = law("Article 1\nOne.\nArticle 90\nNo.\nArticle 2\nTwo.\nArticle 3\nThree.\n", "en")
    assert [p.number for p in draft.provisions] == ["1", "2", "3"]
    assert [(w.code, w.details.get("number")) for w in draft.warnings] == [
        ("number_out_of_order", "90")
    ]


def test_an_article_far_longer_than_the_others_is_told() -> None:
    long = "Words of another law stand here. " * 1200
    draft = law(f"Article 1\nOne.\nArticle 2\nTwo.\nArticle 3\n{long}\n", "en")
    assert codes(draft) == ["very_long_article"]
    assert draft.warnings[0].details["number"] == "3"


def test_a_text_without_articles_is_left_out_whole() -> None:
    draft = law("A letter.\n\nDear friend, nothing is numbered here.\n", "en")
    assert draft.provisions == ()
    assert codes(draft) == ["nothing_recognised"]
    assert uncovered(draft) == []


# --- languages ---------------------------------------------------------------------------------


def test_every_language_file_is_sound() -> None:
    assert {"de", "en", "es", "fr", "ro"} <= set(LANGUAGES)
    for code in LANGUAGES:
        assert load_language(code).divisions


def test_a_mistake_in_a_language_file_is_named() -> None:
    path = ROOT / "resources" / "languages" / "en.toml"
    text = path.read_text(encoding="utf-8").replace('["(1)", "1."]', '["first"]')
    _, problems = read_language("en", text.replace("rank = 10", "height = 10"))
    assert {problem.key.rpartition(".")[2] for problem in problems} == {
        "paragraph_marks", "rank", "height",
    }  # fmt: skip
    assert all(problem.line > 1 for problem in problems)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Whoever compels the victim to an act shall be punished by imprisonment.", "en"),
        ("Est puni de cinq ans le fait de contraindre une personne par la menace.", "fr"),
        ("Fapta persoanei care constrânge o altă persoană se pedepsește cu închisoare.", "ro"),
        ("Wer eine andere Person mit Gewalt nötigt, wird mit Freiheitsstrafe bestraft.", "de"),
        ("El que atentare contra la libertad de una persona será castigado con prisión.", "es"),
        ("Article 1\n\nA neighbour.\n\nArticle 2\n\nA house; a garden.\n", "en"),
        ("Článek 1\n\nSoused.\n\nČlánek 2\n\nDům.\n", "cs"),
        ("", "en"),
    ],
)
def test_the_language_is_recognised(text: str, language: str) -> None:
    assert detect(text) == language


def test_a_language_without_a_file_is_read_with_the_words_of_all() -> None:
    draft = law("Закон\n\nСтаття 1. Мета\nМир.\n\nСтаття 2. Дія\nТут.\n", "xx")
    assert [p.number for p in draft.provisions] == ["1", "2"]


# --- nothing is lost ---------------------------------------------------------------------------

# fmt: off
PIECES = st.sampled_from([
    "Article", "Art.", "§", "Section", "Chapter", "CHAPTER", "PART", "Part I", "Title", "Annex",
    "SCHEDULE", "1", "2", "3", "1.", "2.", "(1)", "(2)", "(a)", "(b)", "a)", "b)", "(i)", "(ii)",
    "1°", "I.", "II", "-", "|", ".", ":", ";", ",", "and", "The law.", "Contents", "«", "»", "“",
    "”", "201^1", "177 bis", "😀", "é",
])
# fmt: on
LINES = st.builds(
    Line,
    text=st.one_of(
        st.lists(PIECES, max_size=8).map(" ".join).map(str.strip),
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30).map(str.strip),
    ),
    style=st.sampled_from(
        ["", "", "", "heading1", "heading2", "title", "header", "footer", "note"]
    ),
    bold=st.booleans(),
    page=st.one_of(st.none(), st.integers(1, 9)),
)


def test_raised_digits_alone_are_no_number_of_a_paragraph() -> None:
    draft = law("Article 1\n(1) Whoever harms.\n(²²²) Whoever threatens.\n", "en")
    assert tree(draft).endswith("1(1) Whoever harms. / (²²²) Whoever threatens.")


@pytest.mark.parametrize("mark", ["ß", "İ", "ŉ", "ﬁ"])
def test_a_mark_whose_letter_folds_into_two_is_read(mark: str) -> None:
    draft = law(f"Article 1\n{mark}) Whoever harms.\n", "en")
    assert tree(draft).endswith("Whoever harms.")


@settings(max_examples=300, deadline=None)  # a language is made ready at its first use
@given(
    st.lists(LINES, max_size=40),
    st.sampled_from([*LANGUAGES, "xx"]),
    st.sampled_from(["text", "docx", "pdf"]),
)
def test_any_lines_are_parted_without_loss(lines: list[Line], language: str, kind: str) -> None:
    draft = split(Document(lines=tuple(lines), format=kind), language, SOURCE)
    assert uncovered(draft) == []
    for index, provision in enumerate(draft.provisions):
        assert provision.start <= provision.end
        if provision.parent is not None:
            parent = draft.provisions[provision.parent]
            assert provision.parent < index
            assert parent.start <= provision.start
            assert provision.end <= parent.end
    starts = [provision.start for provision in draft.provisions]
    assert starts == sorted(starts)
    assert all(0 <= place.start < place.end <= len(draft.text) for place in draft.source_map)


@pytest.mark.parametrize(
    "unit",
    ["-1", "1-", "(", "Article 5 ", "a) ", "« ", "Part I | ", "1", "§§ 1-x "],
)
def test_hostile_lines_take_time_in_proportion(unit: str) -> None:
    def work(size: int) -> None:
        line = f"Article 1 {unit * size}"
        draft = law("Article 1\nA.\n" + f"{line}\n" * 3 + "Article 2\nB.\n", "en")
        assert uncovered(draft) == []

    assert is_linear(work, 500)


def test_a_text_is_looked_for_behind_few_of_many_first_articles() -> None:
    document = Document(lines=(Line(text="Article 1"),) * 8_000, format="text")
    found = list(openers_of(document.lines, (False,) * 8_000, load_language("en"), marked=False))
    assert is_linear(lambda size: with_enclosed(document, found[:size]), 1_000)


# --- real laws ---------------------------------------------------------------------------------

REAL = [
    ("france/code_penal.md", "fr", 1325),
    ("germany/StGB.md", "de", 550),
    ("ireland/Domestic_Violence_Act_2018.md", "en", 56),
    ("romania/codul_penal_286-2009.derived.txt", "ro", 457),
    ("romania/legea_217-2003_republicata.derived.txt", "ro", 59),
    ("spain/Codigo_Penal.md", "es", 750),
    ("ukraine/kryminalnyi_kodeks.derived.txt", "uk", 562),
]
UNLISTED = {
    "ukraine/kryminalnyi_kodeks.derived.txt": {"96-10-1"},
    "france/code_penal.md": {"224-1a", "224-1b", "224-1c", "712-1a"},
}
"""Articles that stand in the file, as "96. -10-1 ." and "Article 224-1 A", and not in the list of
its known ones, or without their letter.
"""


@pytest.mark.parametrize(("file", "language", "articles"), REAL)
def test_real_laws_have_all_their_articles(file: str, language: str, articles: int) -> None:
    path = LAWS / file
    if not path.exists():
        pytest.skip("the real laws are not here")
    document = read_text(path.read_bytes(), path.name)
    assert detect("\n".join(line.text for line in document.lines)) == language
    draft = split(document, language, SOURCE)
    truth = (LAWS / "truth" / f"{file.replace('/', '__')}.articles.txt").read_text(encoding="utf-8")
    wanted = {normalise(number) for number in truth.split("\n") if number.strip()}
    found = Counter(normalise(p.number) for p in draft.provisions if p.kind == Kind.ARTICLE)
    assert set(found) == wanted | UNLISTED.get(file, set())
    assert found.total() == articles
    assert uncovered(draft) == []


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        (["65", "66", "66-4", "66-5", "67", "68"], None),
        (["65", "66", "67", "66-4", "66-5", "68"], None),
        (["65", "66", "67", "4-66", "5-66", "68"], ["65", "66", "67", "66-4", "66-5", "68"]),
        (["65", "4-66", "5-66", "67", "68"], ["65", "66-4", "66-5", "67", "68"]),
        (["65", "66", "67", "68", "66-4", "69"], None),
    ],
)
def test_inserted_articles_are_read_where_they_stand_beside_their_place(
    printed: list[str], numbers: list[str] | None
) -> None:
    words = "يجوز لضابط الشرطة القضائية أن يحتفظ بشخص إذا تطلبت ضرورة البحث ذلك."
    text = "\n".join(f"المادة {number}\n{words}\n" for number in printed)
    draft = law(f"قانون المسطرة الجنائية\n\n{text}", "ar")
    assert [one.number for one in draft.provisions] == (numbers or printed)
    assert not any(doubt.code.startswith("number") for doubt in draft.warnings)


def test_words_behind_a_list_are_of_what_the_list_stands_in() -> None:
    words = [
        *("Article 1", "(1) Whoever", "(a) acts", "(i) by force, or", "(ii) by threat,"),
        *("and without consent, or", "(b) helps another,", "shall be punished.", "It is public."),
        *(
            "(2) An attempt",
            "(a) that is small;",
            "goes on in small letters;",
            "(b) that is large.",
        ),
        *("Article 2", "Whoever", "a) harms;", "b) hurts,", "b-bis) threatens,", "is guilty."),
    ]
    lines = tuple(Line(text=text) for text in words)
    draft = split(Document(lines=lines, format="html"), "en", SOURCE)
    read = {
        one.address: "/".join("".join(span.of(draft.text) for span in spans).split("\n")).strip(
            " /"
        )
        for one, spans in zip(draft.provisions, own_spans(draft), strict=True)
    }
    assert read == {
        "1": "",
        "1(1)": "Whoever/shall be punished./It is public.",
        "1(1)(a)": "acts/and without consent, or",
        "1(1)(a)(i)": "by force, or",
        "1(1)(a)(ii)": "by threat,",
        "1(1)(b)": "helps another,",
        "1(2)": "An attempt",
        "1(2)(a)": "that is small;/goes on in small letters;",
        "1(2)(b)": "that is large.",
        "2": "Whoever/is guilty.",
        "2(a)": "harms;",
        "2(b)": "hurts,",
        "2(b-bis)": "threatens,",
    }
    assert uncovered(draft) == []


def test_a_paragraph_without_a_number_is_of_no_list_above_it() -> None:
    text = """Lag om grannar

1 § Den som om natten gör något av följande döms till böter:
1. väcker ett barn,
2. väcker
a) en sjuk, eller
b) en gammal.
I ringa fall döms inte till ansvar.

2 § I denna lag avses med
1. natt: tiden från midnatt.
Sommaren räknas för sig.
2. granne: den som bor nära.
Lagen gäller också gäster, och med gäst avses den som sover i grannens hus.
"""
    document = read_text((text + "x" * 300).encode(), "law.txt")
    draft = split(document, "sv", SOURCE)
    own = {
        one.address: "".join(span.of(draft.text) for span in spans)
        for one, spans in zip(draft.provisions, own_spans(draft), strict=True)
    }
    assert "I ringa fall" in own["1"]
    assert own["1(2)(b)"].strip() == "en gammal."
    assert "Sommaren" in own["2(1)"]
    assert "Lagen gäller också" in own["2"]


def test_a_line_in_which_a_bracket_stays_open_is_no_heading() -> None:
    words = ["Article 1", "It is repealed (by the Law of", "2014 on neighbours)."]
    words += ["Article 2", "Whoever disturbs another person in the same house is punished. " * 3]
    draft = split(
        Document(lines=tuple(Line(text=text) for text in words), format="pdf"), "en", SOURCE
    )
    assert [(one.number, one.heading) for one in draft.provisions] == [("1", None), ("2", None)]


def test_a_running_head_under_a_heading_above_is_left_out() -> None:
    lines = [Line(text="LAW ON PROTECTION")]
    for number, heading in enumerate(("Aim", "Scope", "Harm", "Threat"), 1):
        lines += [Line(text=heading), Line(text="Law on Protection", style="header")]
        lines += [Line(text=f"Article {number}"), Line(text="It protects every person.")]
    draft = split(Document(lines=tuple(lines), format="html"), "en", SOURCE)
    headings = [one.heading.of(draft.text) for one in draft.provisions if one.heading]
    assert headings == ["Aim", "Scope", "Harm", "Threat"]
    assert uncovered(draft) == []
    assert [*faults(draft)] == []


def test_a_code_behind_the_articles_that_put_it_into_force_keeps_its_numbers() -> None:
    def articles(*numbers: int) -> str:
        return "".join(f"المادة ({n})\nيعاقب بالحبس كل من ارتكب فعلا من ذلك.\n\n" for n in numbers)

    text = f"مرسوم بإصدار قانون العقوبات\n\n{articles(1, 2, 3)}"
    for part, numbers in (("الأول", (1, 2, 3, 4)), ("الثاني", (5, 6, 7)), ("الثالث", (8, 9))):
        text += f"الكتاب {part}\nأحكام\n\n{articles(*numbers)}"
    draft = law(text, "ar")
    read = [one.address for one in draft.provisions if one.kind == Kind.ARTICLE]
    assert read == ["1", "2", "3", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
    assert [doubt.code for doubt in draft.warnings] == ["numbers_twice"]


def test_an_article_that_is_put_into_another_law_is_no_misplaced_one() -> None:
    words = "L'officier de police judiciaire peut garder une personne à sa disposition."
    text = "".join(f"Article {n}\n{words}\n\n" for n in (5, 6, 7))
    text += f"Article 8\nIl est inséré un article ainsi rédigé :\nArticle 6-1\n{words}\n\n"
    text += f"Article 9\n{words}\n"
    assert [one.number for one in law(text, "fr").provisions] == ["5", "6", "7", "8", "9"]


def test_notes_contents_and_the_words_of_a_site_are_left_out_where_they_stand() -> None:
    lines = (
        Line(text="Home › Laws", style="site"),
        Line(text="LAW ON PROTECTION"),
        Line(text="Article 1. Aim ..... 3", style="contents"),
        Line(text="Article 1. Aim"),
        Line(text="(1) It protects."),
        Line(text="1 As amended in 2020.", style="note"),
        Line(text="(2) It punishes."),
    )
    draft = split(Document(lines=lines, format="html"), "en", SOURCE)
    assert draft.title == "LAW ON PROTECTION"
    assert [p.address for p in draft.provisions] == ["1", "1(1)", "1(2)"]
    assert [(left.why, draft.text[left.start : left.end].strip()) for left in draft.left_out] == [
        ("site", "Home › Laws"),
        ("title", "LAW ON PROTECTION"),
        ("contents", "Article 1. Aim ..... 3"),
        ("note", "1 As amended in 2020."),
    ]


def test_lines_of_number_signs_are_no_counted_lines() -> None:
    lines = [*("Article 1", "# # 5", "words"), *("# # #", "words") * 12]
    assert law("\n".join(lines), "en", "law.txt").provisions


def test_an_amending_law_in_roman_numerals_keeps_its_own_articles_only() -> None:
    own = "Articolul {}\n\nLegea nr. 5/2020 privind vecinii se modifică după cum urmează:\n\n"
    other = "Articolul {}\n\nVecinii au dreptul la liniște și la pază.\n\n"
    text = (
        "LEGE pentru modificarea Legii nr. 5/2020\n\n"
        + own.format("I")
        + "".join(other.format(number) for number in ("14", "15", "20"))
        + own.format("II")
        + own.format("III")
    )
    assert [one.number for one in law(text, "ro").provisions] == ["I", "II", "III"]
    single = text.replace("Articolul III\n", "").replace("Articolul II\n", "")
    draft = law(single.replace("Articolul I\n", "Articol unic\n"), "ro")
    assert [one.number for one in draft.provisions] == ["unic"]


def test_articles_in_roman_numerals_that_put_a_regulation_into_force_are_an_act_s_own() -> None:
    framing = (
        "HOTĂRÂRE nr. 12 din 3 mai 2021\n\n"
        "Articolul I\n\nRegulamentul privind paza vecinilor se aprobă, potrivit anexei.\n\n"
        "Articolul II\n\nPrezenta hotărâre se publică în Monitorul Oficial.\n\n"
    )
    own = [
        f"Articolul {n}\n\nVecinii păzesc curtea și poarta în ziua {n}.\n\n" for n in range(1, 6)
    ]
    rules = f"Capitolul I\n\nPaza\n\n{''.join(own[:3])}Capitolul II\n\nPoarta\n\n{''.join(own[3:])}"
    for between, above in (("ANEXĂ\n\n", "annex:"), ("", "")):
        draft = law(f"{framing}{between}REGULAMENT\n\n{rules}", "ro")
        articles = [one.address for one in draft.provisions if one.kind == Kind.ARTICLE]
        assert articles == ["I", "II", *(f"{above}{n}" for n in range(1, 6))]
        assert not draft.warnings


def test_a_treaty_behind_the_two_articles_that_approve_it_keeps_its_own_first_two() -> None:
    framing = (
        "LEY 24.999\n\nARTICULO 1º — Apruébase el Acuerdo entre los vecinos del norte y los del sur"
        " para la guarda de los patios, que forma parte de la presente ley.\n\n"
        "ARTICULO 2º — Comuníquese al Poder Ejecutivo Nacional.\n\n"
    )
    treaty = "ACUERDO SOBRE LOS PATIOS\n\nLos vecinos del norte y los del sur han convenido:\n\n"
    treaty += "".join(
        f"ARTICULO {n}\n\nLos vecinos guardan los patios y las puertas durante el día {n}, y avisan"
        " a los otros de todo lo que sea necesario para su seguridad.\n\n"
        for n in range(1, 7)
    )
    draft = law(framing + treaty, "es")
    numbers = [one.number for one in draft.provisions if one.kind == Kind.ARTICLE]
    assert numbers == ["1", "2", "1", "2", "3", "4", "5", "6"]


def test_articles_that_put_a_regulation_into_force_are_no_contents() -> None:
    framing = [
        "apruébase el reglamento de la ley de vecinos que como anexo forma parte del presente.",
        "la presente medida tendrá vigencia a partir del día siguiente de su publicación oficial.",
        "comuníquese, publíquese, dése a la Dirección Nacional del Registro Oficial y archívese.",
    ]
    own = "".join(f"Artículo {n}º — {words.capitalize()}\n\n" for n, words in enumerate(framing, 1))
    rules = "".join(
        f"ARTICULO {n}º.- Los vecinos guardan el patio y la puerta durante el día {n}, y avisan a"
        " la autoridad de todo lo que sea necesario para la seguridad de cada uno.\n\n"
        for n in range(1, 7)
    )
    text = f"DECRETO 15/2007\n\n{own}ANEXO\n\nCAPITULO I - ALCANCES\n\n{rules}"
    draft = law(text, "es")
    articles = [one.address for one in draft.provisions if one.kind == Kind.ARTICLE]
    assert articles == ["1", "2", "3", *(f"annex:{n}" for n in range(1, 7))]


def test_a_text_appended_without_a_word_for_it_counts_from_one_again() -> None:
    words = "Die Vertragsparteien unterrichten einander über alles, was den Nachbarn angeht, und "
    words += "beraten darüber, wie ihm geholfen werden kann."
    protocol = "".join(f"Art. {n}\n\nTitel {n}\n\n{words}\n\n" for n in range(1, 6))
    rules = "".join(f"Art. {n}\n\nRegel {n}\n\n{words}\n\n" for n in range(1, 5))
    draft = law(f"Protokoll über die Nachbarn\n\n{protocol}Reglement\n\n{rules}", "de")
    numbers = [one.number for one in draft.provisions if one.kind == Kind.ARTICLE]
    assert numbers == ["1", "2", "3", "4", "5", "1", "2", "3", "4"]
    contents = "".join(f"Art. {n} Titel {n}\n" for n in range(1, 6))
    again = law(f"Protokoll über die Nachbarn\n\n{contents}\n{protocol}", "de")
    numbers = [one.number for one in again.provisions if one.kind == Kind.ARTICLE]
    assert numbers == ["1", "2", "3", "4", "5"]


def test_contents_with_articles_before_a_long_preamble_are_left_out() -> None:
    preamble = "Neighbours have long asked for a law of their own, and here it is.\n\n" * 30
    entries = "Title I Aims\n\nArticle 1. Aim\n\nArticle 2. Scope\n\nTitle II Noise\n\n"
    entries += "Articles 3 to 9\n\nArticle 10. Drums\n\n"
    body = "".join(
        f"Article {n}. Title {n}\n\nWords of article {n} are these.\n\n" for n in range(1, 11)
    )
    draft = law(f"Act on Neighbours\n\n{entries}{preamble}Title I Aims\n\n{body}", "en")
    numbers = [one.number for one in draft.provisions if one.kind == Kind.ARTICLE]
    assert numbers == [str(n) for n in range(1, 11)]
    assert left_out(draft)["contents"].startswith("Title I Aims\n\nArticle 1. Aim")
    assert draft.warnings == () or [one.code for one in draft.warnings] == ["long_text_left_out"]


@pytest.mark.parametrize("label", ["Article 7 bis", "Article 7. bis. Aim", "Article 7 (bis)"])
def test_a_latin_word_may_stand_apart_from_its_number(label: str) -> None:
    text = (
        f"Act\n\nArticle 7\n\nOne is enough.\n\n{label}\n\nTwo are not.\n\nArticle 8\n\nEnd it.\n"
    )
    assert [one.number for one in law(text, "ca").provisions] == ["7", "7 bis", "8"]


def test_contents_of_divisions_alone_before_the_preamble_are_left_out() -> None:
    text = (
        "CONSTITUTION OF RURITANIA\n\nContents\n"
        "TITLE I. Foundations (articles 1 to 2)\nTITLE II. Persons (articles 3 to 4)\n"
        "TITLE III. Elections (article 5)\n\n"
        "We, the people of Ruritania,\nwishing to live in peace with our neighbours,\n"
        "adopt this Constitution.\n\n"
        "TITLE I.\nFOUNDATIONS\nArticle 1. Ruritania is a republic.\nIts name is old.\n"
        "Article 2. The people govern.\nTITLE II.\nPERSONS\nArticle 3. All are equal.\n"
        "Article 4. All are free.\nTITLE III.\nELECTIONS\nArticle 5. Elections are free.\n"
    )
    draft = law(text, "en")
    assert [(one.kind.value, one.number) for one in draft.provisions] == [
        ("title", "I"),
        *(("article", "1"), ("article", "2"), ("title", "II")),
        *(("article", "3"), ("article", "4"), ("title", "III"), ("article", "5")),
    ]
    assert "TITLE II. Persons" in left_out(draft)["contents"]
    assert uncovered(draft) == []


def test_a_sign_of_a_site_before_a_label_and_a_dot_leader_in_its_number() -> None:
    text = (
        "Law on neighbours\n\nArticle 1. Aim\n\nThis law protects neighbours.\n\n"
        "⚖Article 2. Means\n\nThey are protected.\n\n"
        "Article 2․1. New\n\nThey are heard.\n\n⚖ Article 3. End\n\nIt begins.\n"
    )
    draft = read_data(text.encode(), "law.txt", "en")
    found = [(one.number, one.heading.of(draft.text)) for one in draft.provisions if one.heading]
    assert found == [("1", "Aim"), ("2", "Means"), ("2.1", "New"), ("3", "End")]


def test_marks_that_repeat_the_numbers_above_them() -> None:
    text = (
        "LIGJ PËR FQINJËT\n\nNeni 1\nPërkufizimet\n\n1. Në këtë ligj:\n\n1.1. Fqinj është:\n\n"
        "1.1.1. kush banon pranë;\n\n1.1.2. kush punon pranë;\n\n1.2. Dhunë është çdo vepër.\n\n"
        "2. Ligji zbatohet:\n\n2.1. në fshat;\n\n2.2. në qytet.\n\n"
        "Neni 2\nQëllimi\n\n2.1. Ligji mbron fqinjët.\n"
    )
    draft = law(text, "sq")
    assert [one.address for one in draft.provisions] == [
        *("1", "1(1)", "1(1)(1.1)", "1(1)(1.1)(1.1.1)", "1(1)(1.1)(1.1.2)", "1(1)(1.2)"),
        *("1(2)", "1(2)(2.1)", "1(2)(2.2)", "2"),
    ]
    assert uncovered(draft) == []


def test_an_ordinal_sign_printed_as_a_letter_is_no_part_of_the_number() -> None:
    text = "Lei dos vizinhos\n\n" + "".join(
        f"Artigo {n}.o\n(Título {n})\n\nQuem ameaça um vizinho é punido.\n\n"
        for n in ("1", "2", "2-A", "3")
    ).replace("2-A.o", "2.o-A")
    assert [one.number for one in law(text, "pt").provisions] == ["1", "2", "2-A", "3"]


def test_words_behind_a_list_in_printed_lines_are_told_by_blank_lines_and_indents() -> None:
    blank = (
        "Law on neighbours\n\nArticle 1\n\n(1) Whoever\n\n(a) takes what belongs to a\n"
        "neighbour, or\nto his family,\n\n(b) hurts him, on any\nday,\n\n"
        "shall be punished with\na fine.\n\n(2) It is public.\n"
    )
    indented = (
        "Law on neighbours\n\nArticle 1\n(1) Whoever\n    (a) takes what belongs to a\n"
        "    neighbour, or\n    to his family,\n    (b) hurts him, on any\n    day,\n"
        "shall be punished with\na fine.\n(2) It is public.\n"
    )
    first_lines = indented.replace("\n    ", "\n").replace("\n(", "\n    (")
    for text, told in ((blank, True), (indented, True), (first_lines, False)):
        draft = law(text, "en")
        words = dict(zip([one.address for one in draft.provisions], own(draft), strict=True))
        assert list(words) == ["1", "1(1)", "1(1)(a)", "1(1)(b)", "1(2)"]
        assert ("punished" in words["1(1)"]) == told
        assert ("punished" in words["1(1)(b)"]) != told
        assert "to his family" in words["1(1)(a)"]
        assert uncovered(draft) == []


def test_blank_lines_between_all_lines_part_no_paragraphs() -> None:
    text = (
        "Law on neighbours\n\nArticle 1\n\n(1) Whoever\n\n(a) takes what belongs to a\n\n"
        "neighbour, or from his,\n\nhouse or garden, or\n\n(b) hurts him on any\n\nday,\n\n"
        "in any place,\n\nof the\n\nvillage.\n"
    )
    words = dict(
        zip([one.address for one in law(text, "en").provisions], own(law(text, "en")), strict=True)
    )
    assert "in any place" in words["1(1)(b)"]


def test_articles_that_a_line_introduces_are_those_of_another_law() -> None:
    own = "Art. {}.\n\nLa loi du 7 mars 1980 est modifiée comme suit:\n\n"
    other = "Art. {}.\n\nLe tribunal se compose de trois juges.\n\n"
    text = "Loi du 24 juillet 2001 sur les juges\n\n" + "".join(
        own.format(number) + "".join(map(other.format, quoted))
        for number, quoted in (
            ("1er", ("25",)),
            ("2", ("2", "11", "77")),
            ("3", ("19",)),
            ("4", ()),
        )
    )
    draft = law(text, "fr")
    assert [one.number for one in draft.provisions] == ["1", "2", "3", "4"]
    assert own_spans(draft)[1][-1].of(draft.text).count("trois juges") == 3


NUMBERS = [
    (
        "ro",
        "Art. {}",
        ["200", "201", "201¹", "201^2", "202"],
        ["200", "201", "201^1", "201^2", "202"],
    ),
    ("es", "Artículo {}.", ["176", "177", "177 bis", "177 ter", "178"], None),
    ("de", "§ {} Titel", ["184h", "184i", "184j", "238", "238a"], None),
    ("fr", "Article {}", ["222-33-2", "222-33-2-1", "222-33-2-2", "222-33-3", "222-34"], None),
    ("sq", "Neni {}", ["129", "130", "130/a", "130/b", "131"], None),
    ("it", "Art. {}.", ["36", "36 bis", "36 ter", "36 quater", "37"], None),
    ("uk", "Стаття {}.", ["137", "138", "138а", "138б", "139"], None),
    ("uk", "Стаття {}.", ["137", "138", "138a", "138b", "139"], None),
    ("en", "Section {}.", ["12", "12A", "12AA", "12B", "13"], None),
    ("lv", "{}pants.", ["5. ", "5.¹ ", "5.² ", "6. "], ["5", "5^1", "5^2", "6"]),
    ("en", "Article {}.", ["I", "II", "III", "IV", "V"], None),
]


@pytest.mark.parametrize(("language", "label", "printed", "read"), NUMBERS)
def test_numbers_as_laws_print_them(
    language: str, label: str, printed: list[str], read: list[str] | None
) -> None:
    sentence = {"uk": "Хто погрожує сусідові, той карається.", "de": "Wer droht, wird bestraft."}
    words = sentence.get(language, "Who threatens a neighbour, pays.")
    text = "".join(f"{label.format(number)}\n\n{words}\n\n" for number in printed)
    draft = law(f"Title\n\n{text}", language)
    assert [one.number for one in draft.provisions] == (read or printed)
    assert not [code for code in codes(draft) if code.startswith("number_raised")]
    assert uncovered(draft) == []


def test_numbers_that_restart_in_chapters_and_articles_without_words() -> None:
    swedish = "".join(
        f"{chapter} kap. Om grannar\n\n"
        + "".join(f"{n} § Den som hotar döms.\n\n" for n in numbers)
        for chapter, numbers in ((5, ("1", "2")), (6, ("1", "1 a", "2")), (7, ("1", "2")))
    )
    draft = law(f"Brottsbalk\n\n{swedish}", "sv")
    found = [one.address for one in draft.provisions if one.kind == Kind.ARTICLE]
    assert found == ["5:1", "5:2", "6:1", "6:1 a", "6:2", "7:1", "7:2"]
    english = (
        "Law\n\nArticle 10. Aim\nIt protects.\n\nArticle 11. (Repealed)\n\n"
        "Articles 12–15 (repealed)\n\nArticle 16. [Reserved]\n\nArticle 17. End\nIt ends.\n"
    )
    draft = law(english, "en")
    assert [(one.kind.value, one.number) for one in draft.provisions] == [
        *(("article", "10"), ("article", "11"), ("section", "12-15")),
        *(("article", "16"), ("article", "17")),
    ]
    assert not [code for code in codes(draft) if code in {"number_gap", "article_empty"}]


def test_a_citation_that_a_source_styles_as_a_heading_is_no_division() -> None:
    words = "Ett kontaktförbud meddelas för en person som har dömts för brott mot den som förbudet "
    words += "avses skydda, om det inte finns särskilda skäl mot det. Detsamma gäller den som har "
    words += "dömts för olaga förföljelse eller hedersförtryck enligt"
    lines = (
        *(Line(text="1 §", style="heading2"), Line(text=words)),
        Line(text="4 kap.", style="heading1"),
        *(Line(text="2 §", style="heading2"), Line(text="Förbudet gäller ett år.")),
        *(Line(text="3 §", style="heading2"), Line(text="Det får förlängas.")),
    )
    draft = split(Document(lines=lines, format="docx"), "sv", SOURCE)
    assert [one.address for one in draft.provisions] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("language", "label", "words", "numbers"),
    [
        ("en", "Article", "Thirty, Thirty-One, Forty Nine, Ninety-Ninth", "30 31 49 99"),
        ("en", "Section", "Hundred, One Hundred and Two, Two Hundred Fifty-Three", "100 102 253"),
        ("es", "Artículo", "vigésimo, vigésimo primero, centésimo segundo", "20 21 102"),
        ("ru", "Статья", "двадцать первая, двадцать вторая, тридцать третья", "21 22 33"),
        ("sr", "Члан", "двадесет први, двадесет и други, тридесет трећи", "21 22 33"),
    ],
)
def test_numbers_in_words_may_be_made_of_several(
    language: str, label: str, words: str, numbers: str
) -> None:
    text = "".join(f"{label} {one}\nWords of {one}.\n\n" for one in words.split(", "))
    assert [one.number for one in law(text, language).provisions] == numbers.split()


TRAILS = """LEGEA PORTULUI

Partea GENERALĂ | Titlul I - Portul | Capitolul I - Cheiul | Secțiunea 1 - Noaptea

Articolul 1
Cheiul se închide noaptea, iar cheia se păstrează la căpitan.

Partea GENERALĂ | Titlul I - Portul | Capitolul I - Cheiul | Secțiunea a 2-a - Ziua

Articolul 2
Cheiul se deschide dimineața.

Partea GENERALĂ | Titlul I - Portul | Capitolul II - Corabia | Secțiunea a 2-a - Ziua

Articolul 3
Corabia plătește o taxă de port.

Partea SPECIALĂ | Titlul I - Amenzi | Capitolul I - Căpitanul | Secțiunea a 2-a - Ziua

Articolul 4
Căpitanul care nu plătește taxa se amendează.
"""


def test_a_trail_that_repeats_a_division_which_has_ended_opens_none() -> None:
    draft = law(TRAILS, "ro")
    assert tree(draft) == (
        "part GENERALĂ\n"
        "  title I [Portul]\n"
        "    chapter I [Cheiul]\n"
        "      section 1 [Noaptea]\n"
        "        1 Cheiul se închide noaptea, iar cheia se păstrează la căpitan.\n"
        "      section 2 [Ziua]\n"
        "        2 Cheiul se deschide dimineața.\n"
        "    chapter II [Corabia]\n"
        "      3 Corabia plătește o taxă de port.\n"
        "part SPECIALĂ\n"
        "  title I [Amenzi]\n"
        "    chapter I [Căpitanul]\n"
        "      4 Căpitanul care nu plătește taxa se amendează."
    )
    assert not uncovered(draft)
    (doubt,) = draft.warnings
    assert (doubt.code, doubt.details) == (
        "place_repeated",
        {"printed": "Secțiunea a 2-a - Ziua", "count": 2},
    )


def test_a_trail_ends_the_article_above_it() -> None:
    draft = law(TRAILS, "ro")
    article = next(one for one in draft.provisions if one.address == "2")
    assert draft.text[article.start : article.end].endswith("dimineața.\n\n")


def test_an_act_that_changes_others_has_numerals_for_articles() -> None:
    draft = law(
        "LOV OM ENDRINGER I HAVNELOVEN\n\nI\n\nI havneloven gjøres følgende endringer:\n\n"
        "§ 4 første ledd skal lyde:\n\nHavnen er stengt om natten.\n\nII\n\n"
        "Loven trer i kraft straks.\n",
        "no",
    )
    assert [one.address for one in draft.provisions] == ["I", "II"]
    assert codes(draft) == []


def test_numerals_that_do_not_count_up_are_no_articles() -> None:
    draft = law("HAVNEN\n\nI\n\nHavnen er åpen.\n\nIII\n\nHavnen er stengt.\n", "no")
    assert codes(draft) == ["nothing_recognised"]


def test_signs_of_notes_may_stand_before_a_label() -> None:
    draft = law(
        "HAFENGESETZ\n\nArt. 1 Zweck\nDieses Gesetz regelt den Hafen.\n\n"
        "^4 Art. 2 Gebühr\nJedes Schiff bezahlt eine Gebühr.\n\n"
        "^5 ^6 Art. 3 Nacht\nDer Hafen ist in der Nacht geschlossen.\n\n"
        "Art. 4 Busse\nWer die Gebühr nicht bezahlt, wird gebüsst.\n",
        "de",
    )
    assert [one.number for one in draft.provisions] == ["1", "2", "3", "4"]


def test_titles_in_brackets_may_stand_before_the_words_without_a_sign() -> None:
    draft = law(
        "LEI DO PORTO\n\nArtigo 1.º\n(Objeto)\nA presente lei regula o porto.\n\n"
        "Artigo 2.º (Acesso) O porto está aberto a todos os navios que pagam a taxa\n\n"
        "Artigo 3.º\n(Taxa)\nA taxa é paga antes da saída do navio.\n\n"
        "Artigo 4.º (Noite) O porto fecha à noite.\n",
        "pt",
    )
    assert tree(draft) == (
        "1 [(Objeto)] A presente lei regula o porto.\n"
        "2 [(Acesso)] O porto está aberto a todos os navios que pagam a taxa\n"
        "3 [(Taxa)] A taxa é paga antes da saída do navio.\n"
        "4 [(Noite)] O porto fecha à noite."
    )


def test_notes_in_brackets_are_no_titles() -> None:
    draft = law(
        "ЗАКОН ЗА ПРИСТАНИЩЕТО\n\nЧл. 1. (Нов) Този закон урежда пристанището.\n\n"
        "Чл. 2. (Изм.) Корабите плащат такса.\n\nЧл. 3. (Нов) Рибарите не плащат такса.\n\n"
        "Чл. 4. (Изм.) Който не плати таксата, се наказва с глоба.\n",
        "bg",
    )
    assert not [one.heading for one in draft.provisions if one.heading]


@pytest.mark.parametrize("raised", ["^1", "[^1]"])
def test_raised_numbers_and_calls_of_notes_behind_the_marks_of_paragraphs(raised: str) -> None:
    draft = law(
        f"Art. 1. Sąd orzeka.\nArt. 2. § 1. Sąd pyta.\n§ 1{raised}. Sąd słucha.\n"
        "§ 2.[7] Sąd ochrania.\n§ 3.^8) Sąd odmawia.\n"
        "Art. 3. 1. Urząd pyta.\n2.[9] Urząd słucha.\n3. Urząd orzeka.",
        "pl",
    )
    assert [p.address for p in draft.provisions] == [
        *("1", "2", "2(1)", "2(1^1)", "2(2)", "2(3)", "3", "3(1)", "3(2)", "3(3)"),
    ]
    assert codes(draft) == []


def test_the_abbreviation_of_the_law_may_stand_before_the_labels() -> None:
    articles = "".join(
        f"GewG § {n}\nSchutz der Person\n(1) Das Gericht ordnet Schutz an.\n(2) Es hört sie.\n"
        for n in (1, 2, 3, "3a", 4, 5, 6)
    )
    draft = law(f"Gesetz zum Schutz vor Gewalt\nI. Allgemeines\n{articles}", "de")
    found = [p for p in draft.provisions if p.kind == Kind.ARTICLE]
    assert [p.number for p in found] == ["1", "2", "3", "3a", "4", "5", "6"]
    assert found[3].label is not None
    assert found[3].label.of(draft.text) == "GewG § 3a"
    assert len(draft.provisions) == 3 * len(found)
    cited = "".join(f"Nach § {n} entscheidet das Gericht.\n" for n in (9, 4, 12, 2, 30, 7))
    assert law(f"Gesetz\n{cited}", "de").provisions == ()


def test_a_note_that_names_its_article_again_is_not_the_article_once_more() -> None:
    draft = law(
        "§ 1 Schutz\nDas Gericht ordnet Schutz an.\n§ 2 Anhörung\nEs hört die Beteiligten.\n"
        "Fußnote\n§ 2: In der Fassung vom 9. November 2016\n§ 3 Frist\nEs entscheidet sofort.",
        "de",
    )
    assert [p.number for p in draft.provisions] == ["1", "2", "3"]
    assert codes(draft) == []


def test_notes_below_articles_and_a_link_above_each_are_left_out() -> None:
    link, note = "Nichtamtliches Inhaltsverzeichnis", "§ 2 (früher § 3): eingefügt am 1.2.2030"
    draft = law(
        f"Gesetz über Lärm\n{link}\n§ 1 Schutz\nDas Gericht schützt.\n{link}\n§ 2 Frist\n"
        f"Es entscheidet sofort.\nFußnote\n{note}\n{link}\n§ 3 Kosten\nDas Verfahren ist frei.",
        "de",
    )
    assert [p.number for p in draft.provisions] == ["1", "2", "3"]
    left = {(one.why, draft.text[one.start : one.end].strip()) for one in draft.left_out}
    assert {why for why, words in left if words == link} == {"site"}
    assert {words for why, words in left if why == "note"} == {"Fußnote", note}


@pytest.mark.parametrize("words", ["The court decides.", "(repealed)", "Repealed"])
def test_the_same_words_of_many_articles_are_the_law_s(words: str) -> None:
    text = "".join(f"Article {n}\n{words}\n" for n in range(1, 7))
    assert law(text, "en").left_out == ()


def test_a_word_of_labels_that_stands_on_a_line_of_its_own_is_no_site_s() -> None:
    draft = law(
        "Section\n1. Aim\nIt aims.\nSection\n2. Scope\nIt is wide.\nSection\n3. End\nIt ends.",
        "en",
    )
    assert not [one for one in draft.left_out if one.why == "site"]


def test_the_same_words_below_most_labels_are_the_articles_own() -> None:
    repealed = "".join(f"Article {n}\n(Repealed)\n" for n in range(2, 12))
    draft = law(f"Article 1\nThis law is about noise.\n{repealed}", "en")
    assert draft.text.count("(Repealed)") == len(draft.provisions) - 1 == 10
    assert not draft.left_out


def test_the_bracket_around_a_repealed_article_may_close_in_a_later_line() -> None:
    draft = law(
        "Art. 1.\nAmbito.\nIl giudice decide.\n[Art. 2.\nRichiesta.\nIl giudice riceve la "
        "richiesta.\nDecide subito.]\n[Art. 3. Termine. (1)\nIl termine è di tre giorni].\n"
        "Art. 4.\nSpese.\nIl giudice decide.",
        "it",
    )
    assert [p.number for p in draft.provisions] == ["1", "2", "3", "4"]
    assert codes(draft) == []


def test_ordinals_and_letters_of_american_laws_in_spanish_and_portuguese() -> None:
    """A copy has a letter for the raised sign of an ordinal; letters stand apart and may be
    followed by Latin words.
    """
    labels = ["1o.-", "2o. Bis.-", "9o-A.", "410 A.-", "410 B.-", "411 C.", "411-C Bis.", "412.-"]
    text = "\n".join(f"Artículo {one} La mujer vive sin violencia." for one in labels)
    numbers = ["1", "2 Bis", "9-A", "410 A", "410 B", "411 C", "411-C Bis", "412"]
    draft = law(f"{text}\nArtículo 413 y Anexo 5 del Código rigen.", "es")
    assert [one.number for one in draft.provisions] == numbers
    text = "Art. 1o A lei protege.\nArt. 1o-A. O juiz decide.\nArt. 2o Ficam mantidas."
    assert [one.number for one in law(text, "pt").provisions] == ["1", "1-A", "2"]


@pytest.mark.parametrize("label", ["71. a", "71 a.", "71.a", "71a."])
@pytest.mark.parametrize(
    ("language", "word"), [("hr", "Članak"), ("hr", "Član"), ("bs", "Član"), ("sr", "Član")]
)
def test_the_letter_of_an_inserted_article_may_stand_apart(
    language: str, word: str, label: str
) -> None:
    text = (
        f"{word} 71.\nSud štiti žrtvu.\n\n{word} {label}\nSud sluša žrtvu.\n\n{word} 72.\nKraj.\n"
    )
    draft = law(text, language)
    assert [normalise(one.number) for one in draft.provisions] == ["71", "71a", "72"]
    assert not draft.warnings


def test_a_cyrillic_letter_of_an_inserted_article_may_stand_apart() -> None:
    draft = law("Члан 7.\nСуд суди.\n\nЧлан 7. а\nСуд слуша.\n\nЧлан 8.\nКрај.\n", "sr")
    assert [one.number for one in draft.provisions] == ["7", "7а", "8"]


def test_a_number_may_be_glued_to_the_word_before_it() -> None:
    draft = law("Neni 9\nVrasja.\n\nNeni10\nVjedhja.\n\nNENI11\nMashtrimi.\n", "sq")
    assert [one.number for one in draft.provisions] == ["9", "10", "11"]


def test_numbers_alone_on_their_lines_are_marks_of_paragraphs() -> None:
    text = (
        "CONSTITUTION\n\nARTICLE 1\n\nAll are free.\n\nARTICLE 2\n\n1\n\nThere is a President.\n\n"
        "2\n\n1° The people elect the President.\n\n2° Every citizen has one vote.\n\n3\n\n"
        "The office lasts seven years.\n\nARTICLE 3\n\n"
        "Both houses have these seats:\n\n1\n\n2\n\nseats.\n"
    )
    draft = law(text, "en")
    addresses = ["1", "2", "2(1)", "2(2)", "2(2)(1)", "2(2)(2)", "2(3)", "3"]
    assert [one.address for one in draft.provisions] == addresses
    assert not draft.warnings


def test_a_capital_letter_apart_belongs_to_the_number_of_a_french_article() -> None:
    draft = law(
        "".join(
            f"Article {number}\nLe juge statue sans délai sur la demande.\n"
            for number in ("224-1", "224-1 A", "224-1 B", "224-2")
        ),
        "fr",
    )
    assert [p.number for p in draft.provisions] == ["224-1", "224-1 A", "224-1 B", "224-2"]
    assert codes(draft) == []


@pytest.mark.parametrize(
    "number",
    [
        "32 C bis",
        "39 bis A",
        "2 sexdecies-0 A ter",
        "67 D-1",
        "143 A 1",
        "46 AGD",
        "59 unvicies",
        "LO132-1",
        "R160 BA-1",
    ],
)
@pytest.mark.parametrize("behind", ["\n", ". – ", ".-"])
def test_letters_and_latin_words_may_follow_each_other_behind_a_french_number(
    number: str, behind: str
) -> None:
    draft = law(f"Article {number}{behind}Le juge statue sans délai sur la demande.\n", "fr")
    assert [one.number for one in draft.provisions] == [number]


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("L. 713-4.-", "L713-4"),
        ("L.O. 132-1. - ", "LO132-1"),
        ("R. *411-4\n", "R411-4"),
        ("*R16-1\n", "R16-1"),
        ("R.** 5\n", "R5"),
        ("D.4\n", "D4"),
    ],
)
def test_letters_before_a_number_tell_the_kind_of_act(label: str, number: str) -> None:
    draft = law(f"Art. {label}Le droit conféré par la marque est protégé.\n", "fr")
    assert [one.number for one in draft.provisions] == [number]


def test_a_code_counts_its_laws_and_its_decrees_apart() -> None:
    def part(*kinds: str) -> list[str]:
        places = [(title, n) for title in (1, 2, 3) for n in (1, 2, 3)]
        return [f"{kinds[at % len(kinds)]}{one}11-{n}" for at, (one, n) in enumerate(places)]

    numbers = [
        "liminaire",
        *(laws := part("L")),
        *(decrees := part("R", "D")),
        *(orders := part("A")),
    ]
    words = "Le juge statue sans délai sur la demande de la victime.\n\n"
    labels = "".join(f"Article {number}\n\n{words}" for number in numbers)
    draft = law(f"Partie législative\n\n{labels}", "fr")
    assert [one.number for one in draft.provisions if one.kind is Kind.ARTICLE] == numbers
    assert not codes(draft)
    cited = (
        f"Article liminaire\n\n{words}Article L111-1\n\n{words}"
        f"Article L111-2\n\nArticle R610-1\n\n{words}Article L111-3\n\n{words}"
    )
    assert len({*laws, *decrees, *orders}) == 27
    assert [one.number for one in law(cited, "fr").provisions][-1] == "L111-3"


@pytest.mark.parametrize(
    ("label", "number", "heading"),
    [
        ("Article Annexe I-1 (art. R122-4)", "I-1", "(art. R122-4)"),
        ("Article Annexe II-12-2 a", "II-12-2 a", ""),
        ("Annexe III-20 A (art. A322-101)", "III-20 A", "(art. A322-101)"),
        ("Article Annexe 3 à l'article R. 9-9", "3", "à l'article R. 9-9"),
        ("Article Annexe", "", ""),
    ],
)
def test_an_annex_may_be_called_an_article(label: str, number: str, heading: str) -> None:
    words = f"Les statuts sont établis{', puis transmis au juge' * 9}.\n\n"
    draft = law(f"Article L1\n\n{words}{label}\n\n{words}Article 1er\n\n{words}", "fr")
    annex = draft.provisions[1]
    assert (annex.kind, annex.number) == (Kind.ANNEX, number)
    assert ("" if annex.heading is None else annex.heading.of(draft.text)) == heading
    assert [one.number for one in draft.provisions if one.kind is Kind.ARTICLE] == ["L1", "1"]


@pytest.mark.parametrize("sign", "”ˮ‟″")
def test_an_english_quotation_may_close_with_signs_that_look_alike(sign: str) -> None:
    text = (
        f"Article R2-1\nIls déclarent : “ Je jure {sign}.\nFait.\n\n"
        "Article R2-2\nIls statuent.\n\n"
        "Article R2-3\nIls déclarent : “ Je jure ”.\nFait.\n\n"
    )
    assert [one.number for one in law(text, "fr").provisions] == ["R2-1", "R2-2", "R2-3"]


def test_inserted_articles_that_go_on_inside_an_open_quotation_are_own() -> None:
    words = "Le juge statue sans délai sur la demande de la victime.\n\n"
    text = "".join(
        f"Article {number}\n\n{mark}{words}"
        for number, mark in {
            "232-1": "",
            "232-2": "Ils déclarent :\n\n“ Je jure. ",
            "232-3": "",
            "232-4": "",
            "232-5": "",
            "241-1": "Je le jure. ”\n\n",
        }.items()
    )
    numbers = ["232-1", "232-2", "232-3", "232-4", "232-5", "241-1"]
    draft = law(text, "fr")
    assert [one.number for one in draft.provisions if one.kind is Kind.ARTICLE] == numbers


def test_contents_of_divisions_whose_first_one_stands_behind_the_first_articles() -> None:
    parts = [("I", ("I", "II", "III")), ("II", ("I", "II", "III"))]
    listed = "".join(
        f"Parte {part}\n" + "".join(f"Titolo {one} - Norme {part} {one} 7\n" for one in titles)
        for part, titles in parts
    )
    numbers = iter(range(3, 20))
    body = "".join(
        f"Parte {part}\nNorme\n"
        + "".join(f"Titolo {n}\nNorme\nArt. {next(numbers)}\nIl giudice decide.\n" for n in titles)
        for part, titles in parts
    )
    draft = law(
        f"Costituzione\n{listed}Il capo dello Stato promulga\nla Costituzione\nPrincipi\n"
        f"Art. 1\nLo Stato è libero.\nArt. 2\nLo Stato è unito.\n{body}",
        "it",
    )
    assert [p.number for p in draft.provisions if p.kind == Kind.ARTICLE] == list("12345678")
    assert [p.number for p in draft.provisions if p.kind == Kind.PART] == ["I", "II"]
    assert left_out(draft)["contents"].startswith("Parte I\nTitolo I - Norme I I 7")
    assert codes(draft) == []


def test_articles_that_a_law_prints_in_quotation_marks_where_they_were_changed() -> None:
    def own(number: str) -> str:
        return f"Título\nArtículo {number}.- El juez decide sobre la demanda de la víctima.\n"

    def changed(*numbers: str) -> str:
        return "“" + "".join(map(own, numbers)).rstrip() + "” (*) Artículo modificado.\n"

    draft = law(
        own("1") + changed("2") + own("3") + changed("4", "5") + own("6") + changed("6-A")
        + own("7") + "Título\n“Artículo 8.- El juez decide.” (*) Artículo modificado.\n"
        + own("9") + changed("10", "10-A") + own("11"),
        "es",
    )  # fmt: skip
    found = [p.number for p in draft.provisions if p.kind == Kind.ARTICLE]
    assert found == ["1", "2", "3", "4", "5", "6", "6-A", "7", "8", "9", "10", "10-A", "11"]
    assert uncovered(draft) == []


def test_an_amending_law_keeps_what_it_quotes_between_its_articles() -> None:
    draft = law(
        "".join(
            f"Article {n}. Article {10 * n} is replaced by the following:\n"
            f"“Article {10 * n}. The court decides.\nArticle {10 * n}a. It hears the victim.”\n"
            for n in (1, 2, 3, 4)
        ),
        "en",
    )
    assert [p.number for p in draft.provisions if p.kind == Kind.ARTICLE] == list("1234")


def test_principles_before_a_code_and_rules_behind_it_keep_their_numbers() -> None:
    def articles(count: int, *without: int) -> str:
        return "".join(
            f"Art. {n}. Ambito.\nIl giudice decide sulla domanda della vittima e ne informa tutte "
            "le parti, che possono proporre reclamo entro dieci giorni.\n"
            for n in range(1, count + 1)
            if n not in without
        )

    draft = law(
        f"DISPOSIZIONI SULLA LEGGE IN GENERALE\n{articles(6)}CODICE\n{articles(60)}"
        f"DISPOSIZIONI DI ATTUAZIONE\n{articles(20, 7, 8)}",
        "it",
    )
    found = [int(p.number) for p in draft.provisions if p.kind == Kind.ARTICLE]
    assert found == [*range(1, 7), *range(1, 61), *range(1, 7), *range(9, 21)]
    assert codes(draft).count("numbers_twice") == 2


def test_contents_under_their_heading_that_list_several_articles_as_one() -> None:
    articles = "".join(
        f"Article {n}. Le juge statue sans délai sur la demande de la victime et informe "
        "le parquet de sa décision, qui peut être contestée.\n"
        for n in range(1, 8)
    )
    articles = articles.replace("Article 4.", "TITRE 2. - Procédure\nArticle 4.")
    draft = law(
        "Loi sur la protection\nTable des matières\nTITRE 1er. - Principes\nArt. 1-3\n"
        f"TITRE 2. - Procédure\nArt. 4-7\nTexte\nTITRE 1er. - Principes\n{articles}",
        "fr",
    )
    assert [p.number for p in draft.provisions if p.kind == Kind.ARTICLE] == list("1234567")
    assert left_out(draft)["contents"].startswith("Table des matières")
    assert codes(draft) == []


def test_numbers_with_a_bracket_are_paragraphs_where_they_begin_an_article() -> None:
    draft = law(
        "Art. 1\nSchutz\n1) Das Gericht schützt die Person.\n2) Es verbietet:\na) die Nähe;\nb) "
        "den Kontakt.\nArt. 2\nAnhörung\nDas Gericht hört an:\n1) die Person;\n2) die Polizei.",
        "de",
    )
    kinds = {p.address: p.kind for p in draft.provisions}
    assert kinds["1(1)"] == kinds["1(2)"] == Kind.PARAGRAPH
    assert kinds["1(2)(a)"] == kinds["2(1)"] == Kind.POINT


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("it", "Art. 1\nUno.\n\nArtt. 2 e 3\n(abrogati)\n\nArt. 4\nDue.\n", "2 e 3"),
        ("pt", "Art. 1\nUm.\n\nArts. 2 a 5\n(revogados)\n\nArt. 6\nDois.\n", "2 a 5"),
        ("de", "Art. 1\nEins.\n\nArt. 2 bis 5\n(weggefallen)\n\nArt. 6\nZwei.\n", "2 bis 5"),
    ],
)
def test_repealed_articles_stand_together_with_the_words_of_their_language(
    language: str, text: str, numbers: str
) -> None:
    assert numbers in [one.number for one in law(text, language).provisions]


def test_late_latin_words_are_read_in_paragraphs_too() -> None:
    marks = ("1", "2", "2-octies", "2-nonies", "2-decies", "2-undecies", "3")
    draft = law("Art. 1\n" + "".join(f"{one}. Il giudice decide.\n" for one in marks), "it")
    assert [one.number for one in draft.provisions[1:]] == [*marks]


def test_contents_that_have_the_articles_of_each_chapter_are_left_out() -> None:
    chapters = {"I": range(1, 4), "II": range(4, 8), "III": range(8, 10), "IV": range(10, 16)}
    rows = "".join(
        f"CHAPITRE {n}. - Du voisinage.\nArt. {held[0]}{'-' if held[2:] else ', '}{held[-1]}\n"
        for n, held in chapters.items()
    )
    body = "".join(
        f"CHAPITRE {n}. - Du voisinage.\n\n"
        + "".join(f"Art. {at}. Le juge entend les voisins dans les huit jours.\n\n" for at in held)
        for n, held in chapters.items()
    )
    draft = law(f"CODE DU VOISINAGE\n\nTable des matières\n\n{rows}\nTexte\n\n{body}", "fr")
    articles = [one.address for one in draft.provisions if one.kind == Kind.ARTICLE]
    assert articles == [str(n) for n in range(1, 16)]
    assert [one.number for one in draft.provisions if one.kind == Kind.CHAPTER] == [*chapters]
    assert "Art. 10-15" in left_out(draft)["contents"]
    assert not draft.warnings


def test_articles_that_a_copy_ran_together_begin_anew() -> None:
    glued = "Article 2. All are heard. Article 3. The court sits. Article 4. It is public."
    text = (
        f"Article 1. All are free.\n\n{glued}\n\nArticle 5. It decides. {{}}\n\nArticle 6. End.\n"
    )
    draft = law(text.format("Article 8. of the Code applies. Article 6. Of old."), "en")
    assert [one.number for one in draft.provisions] == ["1", "2", "3", "4", "5", "6"]
    second = draft.provisions[1]
    assert draft.text[second.start : second.end].strip() == "Article 2. All are heard."
    assert "".join(draft.text.split()) == "".join(
        text.format("Article 8. of the Code applies. Article 6. Of old.").split()
    )
    cited = text.format("See Article 6. It is old.").replace(glued, "Articles 2 to 4 (repealed)")
    assert [one.number for one in law(cited, "en").provisions][-2:] == ["5", "6"]


def test_a_text_inside_a_law_that_begins_with_its_first_article_is_held_once() -> None:
    law_, treaty = "Article {0}\nThe law says {0}.\n\n", "Article {0}\nThe Parties do {0}.\n\n"
    rows = ((law_, (1, 2)), (treaty, (1, 2, 3, 4)), (law_, (3, 4)))
    draft = law("Law\n\n" + "".join(row.format(n) for row, some in rows for n in some), "en")
    assert not [*faults(draft)]
    articles = [one.address for one in draft.provisions if one.kind == Kind.ARTICLE]
    assert articles == ["1", "2", "annex:1", "annex:2", "annex:3", "annex:4", "3", "4"]


@pytest.mark.parametrize("chapters", [False, True])
def test_a_treaty_inside_the_law_that_approves_it_has_articles_of_its_own(chapters: bool) -> None:
    treaty = [f"Article {n}\nThe Parties take measure {n} for peace.\n" for n in range(1, 13)]
    if chapters:
        treaty[0] = f"Chapter I Aims\n{treaty[0]}"
        treaty[5] = f"Chapter II Means\n{treaty[5]}"
    draft = law(
        "ACT APPROVING A TREATY\n\nArticle 1\nThe Treaty on Peace is approved.\n\n"
        "Article 2\nThe text of the Treaty in the original reads:\n\nTREATY ON PEACE\n\n"
        f"The Parties have agreed as follows:\n\n{''.join(treaty)}\nDone at Strelsau.\n\n"
        "Article 3\nThe Minister carries out this Act.\n\nArticle 4\nThis Act enters into force.\n",
        "en",
    )
    addresses = [one.address for one in draft.provisions if one.kind == Kind.ARTICLE]
    assert addresses == ["1", "2", *(f"annex:{n}" for n in range(1, 13)), "3", "4"]
    annex = next(one for one in draft.provisions if one.kind == Kind.ANNEX)
    assert draft.text[annex.start :].startswith("TREATY ON PEACE")
    assert "Done at Strelsau." in draft.text[annex.start : annex.end]
    assert "This Act" not in draft.text[annex.start : annex.end]
    assert not draft.warnings
    assert [*faults(draft)] == []


def test_a_mark_that_is_written_twice_is_one() -> None:
    draft = law("Article 1\n1. 1. The judge decides.\n2. The victim is heard.\n", "en")
    assert [one.address for one in draft.provisions] == ["1", "1(1)", "1(2)"]


def test_contents_whose_rows_all_come_again_are_left_out_however_they_look() -> None:
    rows = ["I. OPĆE ODREDBE", "II. VODE", "1. Pravni status voda", "2. Vodne građevine"]
    rows += ["III. NADZOR", "Prijelazne i završne odredbe iz NN 84/21"]
    text = "Zakon o vodama\n\nSadržaj\n" + "\n".join(rows) + "\n\n"
    for n, row in enumerate(rows, 1):
        text += f"{row}\n\nČlanak {n}.\n\nOvaj zakon uređuje ono što piše u dijelu {n}.\n\n"
    lines = [
        Line(text=one, style="note" if n in {4, 5} else "")
        for n, one in enumerate(text.split("\n"))
    ]
    document = Document(lines=tuple(lines), format="text", title="", warnings=())
    source = SourceFile(name="law.txt", format="text", sha256="", data=b"")
    draft = split(document, "hr", source)
    table = [draft.text[one.start : one.end] for one in draft.left_out if one.why == "contents"]
    assert "".join(table).splitlines() == ["Sadržaj", *rows]
    assert [one.number for one in draft.provisions if one.kind is Kind.ARTICLE] == [*"123456"]
    assert [one.number for one in draft.provisions if one.kind is Kind.CHAPTER] == [
        "I",
        "II",
        "III",
    ]


def test_a_centred_sentence_below_a_label_is_no_heading() -> None:
    texts = [
        *("Article 1", "The duties of neighbours are these:", "1) to be kind;", "2) to be quiet."),
        *("Article 2", "The neighbours that are registered before this day", "are taken as such."),
    ]
    lines = [Line(text=text, centred=not text[0].isdigit()) for text in texts]
    document = Document(lines=tuple(lines), format="pdf", title="", warnings=())
    source = SourceFile(name="law.pdf", format="pdf", sha256="", data=b"")
    draft = split(document, "en", source)
    articles = [one for one in draft.provisions if one.kind is Kind.ARTICLE]
    assert [(one.number, one.heading) for one in articles] == [("1", None), ("2", None)]


def test_a_letter_set_off_before_the_note_of_an_amendment_belongs_to_the_number() -> None:
    text = (
        "Zakon o cestama\n\nČlanak 71. (NN 144/21)\n\nRevizor izrađuje izvješće.\n\n"
        "Članak 71. a (NN 144/21)\n\nProcjena se provodi.\n\nČlanak 72.\n\nOvo je kraj.\n"
    )
    assert [one.number for one in law(text, "hr").provisions] == ["71", "71a", "72"]


def test_a_numeral_that_is_typed_with_small_letters_numbers_a_chapter() -> None:
    text = "Loi\n\n"
    for n, numeral in enumerate(("I", "Il", "Ill", "IV"), 1):
        text += f"Chapitre {numeral} : Du travail\n\nArticle {n}\n\nIl est interdit.\n\n"
    chapters = [one for one in law(text, "fr").provisions if one.kind is Kind.CHAPTER]
    assert [one.number for one in chapters] == ["I", "II", "III", "IV"]


def test_a_croatian_regulation_with_the_word_of_its_neighbours_for_an_article() -> None:
    text = (
        "Pravilnik o pružanju prve pomoći\n\nČlan 1.\n\nOvim pravilnikom propisuju se postupci.\n\n"
        "Član 2.\n\nPovrede su oštećenja osoba na radu.\n\nČlan 3.\n\nOvo je kraj.\n"
    )
    assert [one.address for one in law(text, "hr").provisions] == ["1", "2", "3"]


def test_a_number_with_its_word_at_the_start_of_a_line_is_a_reference() -> None:
    """Protects laws whose articles begin with a number alone, in lines that are cut by width."""
    articles = [
        f"{n}. Persona var lūgt tiesai aizsardzību, un tiesa lemj par to nekavējoties, kā\n"
        "to nosaka šis likums.\n"
        for n in range(1, 9)
    ]
    articles[5] += "Tiesa piemēro arī citus noteikumus, kas attiecas uz visām personām (sk.\n"
    articles[5] += "7.p.), izņemot gadījumus, kad persona ir mirusi.\n"
    draft = law("Likums par troksni\n\n" + "".join(articles), "lv")
    assert [one.number for one in draft.provisions] == [str(n) for n in range(1, 9)]
    assert draft.text[draft.provisions[6].start :].startswith("7. Persona")


CALLED = [
    (
        ["1", "21", "3", "3a2", "43", "5", "6", "74", "8", "9", "105", "11", "11bis6", "127"],
        ["1", "2", "3", "3a", "4", "5", "6", "7", "8", "9", "10", "11", "11bis", "12"],
    ),
    ([f"{n}{n}" for n in range(1, 111)], [str(n) for n in range(1, 111)]),
    (
        ["1", "2", "3", "31", "32", "4", "41", "42", "5"],
        [*"123", "3^1", "3^2", "4", "4^1", "4^2", "5"],
    ),
]


@pytest.mark.parametrize(("printed", "read"), CALLED)
def test_calls_of_notes_that_a_copy_glued_to_numbers(printed: list[str], read: list[str]) -> None:
    """Protects laws copied from a page that calls a note behind the labels of many articles."""
    articles = "".join(
        f"Art. {number}\nFall {n}\n1) Das Gericht schützt im Fall {n}.\n2) Es hört Zeugen ({n}).\n"
        for n, number in enumerate(printed)
    )
    draft = law(f"Gesetz über den Schutz vor Gewalt\n\n{articles}", "de")
    assert [p.number for p in draft.provisions if p.kind == Kind.ARTICLE] == read
    assert sum(p.kind == Kind.PARAGRAPH for p in draft.provisions) == 2 * len(read)


def test_a_counted_title_below_a_label_is_no_point() -> None:
    paragraphs = "1) Das Gericht ordnet Schutz an.\n2) Es hört die Beteiligten an.\n"
    draft = law(
        "Gesetz über den Schutz vor Gewalt\n\n"
        f"Art. 1\na) Im Allgemeinen\n{paragraphs}"
        f"Art. 2\nb) Verfahren\nDas Gericht darf\na) Zeugen hören;\nb) Urkunden verlangen.\n"
        f"Art. 3\n1. Dringende Fälle\n{paragraphs}"
        "Art. 4\na) Zeugen hört das Gericht;\nb) Urkunden verlangt es.\n",
        "de",
    )
    found = [p for p in draft.provisions if p.kind == Kind.ARTICLE]
    titles = [p.heading.of(draft.text) if p.heading else "" for p in found]
    assert titles == ["a) Im Allgemeinen", "b) Verfahren", "1. Dringende Fälle", ""]
    assert [p.address for p in draft.provisions if p.kind == Kind.PARAGRAPH] == [
        *("1(1)", "1(2)", "3(1)", "3(2)"),
    ]
    assert [p.address for p in draft.provisions if p.kind == Kind.POINT] == [
        *("2(a)", "2(b)", "4(a)", "4(b)"),
    ]


def test_a_latin_word_on_a_line_of_its_own_belongs_to_the_number_above() -> None:
    """Protects Markdown in which a program set the Latin word of a label apart."""
    articles = "".join(
        f"###### Art. {number}\n{latin}\n###### (\nL. {n} mai 2031\n)\n\nLe juge décide ({n}).\n\n"
        for n, (number, latin) in enumerate(
            [(1, ""), (2, ""), (2, "*bis*\n"), (2, "*ter*\n"), (3, "")]
        )
    )
    draft = read_data(f"# Loi sur la protection\n\n{articles}".encode(), "loi.md", "fr")
    found = [p for p in draft.provisions if p.kind == Kind.ARTICLE]
    assert [p.number for p in found] == ["1", "2", "2 bis", "2 ter", "3"]
    assert [p.heading for p in found] == [None] * 5


def test_a_note_in_brackets_behind_a_label_is_no_heading() -> None:
    """Protects headings from what a gazette says of the law that added or changed an article."""
    draft = law(
        "Code du bruit\n\nArticle 1.- Le juge protège les voisins.\n"
        "Article 2 bis (ajouté par la loi n° 12 du 3 mai 2031).- Le juge décide sans délai.\n"
        "Article 3\n(modifié par la loi n° 13 du 3 mai 2032)\nLe juge entend les parties.\n"
        "Article 4 (L. n° 14 du 4 mai 2033, art. 5)\nNul ne fait de bruit.\n"
        "Article 5 (Peines)\nLe bruit est puni d’une amende.\n",
        "fr",
    )
    assert [p.number for p in draft.provisions] == ["1", "2 bis", "3", "4", "5"]
    titles = [p.heading.of(draft.text) if p.heading else "" for p in draft.provisions]
    assert titles == ["", "", "", "", "(Peines)"]


@pytest.mark.parametrize("several", ["Artikelen 5:3:3–5:3:20", "Artikel 5:3:3–20"])
def test_articles_of_a_chapter_may_stand_together(several: str) -> None:
    """Protects codes that count by book and title and keep numbers free for later."""
    draft = law(
        "Wetboek van geluid\n\nBoek 5 Rechtsmiddelen\nArtikel 5:3:1\nDe rechter beslist.\n"
        f"Artikel 5:3:2\nDe rechter hoort partijen.\n{several}\n[Gereserveerd]\n"
        "Artikel 5:4:1\nDe rechter legt straf op.\n",
        "nl",
    )
    found = [(p.kind, p.number) for p in draft.provisions][1:]
    assert [number for kind, number in found if kind == Kind.ARTICLE] == ["5:3:1", "5:3:2", "5:4:1"]
    assert len(found) == 4


@pytest.mark.parametrize("sign", [".-", ".", " -", ":"])
def test_a_short_title_in_brackets_behind_a_number_is_no_paragraph_that_is_mentioned(
    sign: str,
) -> None:
    titles = ["Objeto", "Fines", "Ámbito", "Juez", "Vigencia de la ley"]
    draft = law(
        "Ley de ruidos\n\n"
        + "".join(
            f"Artículo {n} ({title}){sign} La ley protege a las personas en el caso {n}.\n"
            for n, title in enumerate(titles, 1)
        ),
        "es",
    )
    assert [p.number for p in draft.provisions] == ["1", "2", "3", "4", "5"]
    assert [p.heading.of(draft.text).strip("().") for p in draft.provisions if p.heading] == titles


def test_an_article_in_the_words_of_now_and_of_later_keeps_its_raised_digit() -> None:
    """Protects those behind it, which count on from it: 59, 591, 591, 592 is 59^1, 59^1, 59^2."""
    printed = ["56", "57", "58", "59", "591", "591", "592", "60"]
    draft = law(
        "Triukšmo įstatymas\n\n"
        + "".join(
            f"{number} straipsnis. Vaikų apsauga\nTeismas saugo vaikus byloje {n}.\n"
            for n, number in enumerate(printed)
        ),
        "lt",
    )
    numbers = [p.number for p in draft.provisions if p.kind == Kind.ARTICLE]
    assert numbers == ["56", "57", "58", "59", "59^1", "59^1", "59^2", "60"]


@pytest.mark.parametrize(
    ("plain", "called"),
    [
        ("§ {n}", "§ {n} {call})"),
        ("§ {n} Fall {n}", "§ {n} {call}) Fall {n}"),
        ("§ {n} Fall {n}", "§ {n} * Fall {n}"),
        ("Art. {n}", "Art. {n}{raised}"),
        ("Art. {n} Fall {n}", "Art. {n}{raised} Fall {n}"),
        ("Art. {n} Fall {n}", "Art. {n}[{call}] Fall {n}"),
        ("§ {n}a", "§ {n}a{raised}"),
    ],
)
def test_calls_of_notes_behind_labels_are_no_marks_and_no_raised_digits(
    plain: str, called: str
) -> None:
    articles = ""
    for n in range(1, 9):
        label = plain if n % 2 else called
        articles += label.format(n=n, call=n // 2, raised="¹¹²²³³⁴⁴"[n - 1]) + "\n"
        articles += f"1 Das Gericht schützt im Fall {n}.\n2 Es hört die Zeugen im Fall {n}.\n"
    draft = law(f"Gesetz über den Schutz vor Gewalt\n\n{articles}", "de")
    found = [p for p in draft.provisions if p.kind == Kind.ARTICLE]
    assert [p.number.rstrip("a") for p in found] == [str(n) for n in range(1, 9)]
    titles = [p.heading.of(draft.text) for p in found if p.heading]
    assert titles == ([f"Fall {n}" for n in range(1, 9)] if "Fall" in plain else [])
    assert sum(p.kind == Kind.PARAGRAPH for p in draft.provisions) == 16


def test_raised_digits_of_an_excerpt_are_no_calls_of_notes() -> None:
    printed = ["133¹", "133²", "133³", "134"]
    articles = "".join(
        f"Art. {number}\nDas Gericht schützt im Fall {n}.\n" for n, number in enumerate(printed)
    )
    draft = law(f"Auszug aus dem Gesetz\n\n{articles}", "de")
    assert [p.number for p in draft.provisions] == ["133^1", "133^2", "133^3", "134"]

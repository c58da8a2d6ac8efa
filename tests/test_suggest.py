# SPDX-License-Identifier: EUPL-1.2
"""Suggestions: small laws of fictional States in many languages, and the words that speak."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import make_draft

from gapanalysis import analysis, edits
from gapanalysis.cli import main
from gapanalysis.errors import AppError
from gapanalysis.importers.read import read_data
from gapanalysis.model import DraftProvision, Exclude, Kind, Renumber, Span, Structure
from gapanalysis.resources import resource
from gapanalysis.structure import structure_of
from gapanalysis.suggest.index import LawIndex, make_phrase
from gapanalysis.suggest.lexicon import lexicon_languages, load_lexicon, read_lexicon
from gapanalysis.suggest.rank import Suggester
from gapanalysis.suggest.stems import Stemmer, load_stemming, stemmer
from gapanalysis.suggesting import Suggesting, divided, divided_in, suggesting

INSTRUMENT = analysis.instrument()
LANGUAGES = lexicon_languages("istanbul")

# ruff: noqa: E501
# Each law: its words, and for nodes of the Convention the article that must come first.
LAWS = {
    "de": (
        """Strafgesetzbuch von Nordmark

§ 1 Diebstahl
Wer eine fremde bewegliche Sache wegnimmt, wird mit Geldstrafe bestraft.

§ 2 Nachstellung
(1) Wer einem Menschen unbefugt nachstellt, indem er wiederholt dessen räumliche Nähe aufsucht, wird mit Freiheitsstrafe bis zu drei Jahren bestraft.
(2) Die Tat wird nur auf Antrag verfolgt.

§ 3 Zwangsheirat
Wer einen Menschen rechtswidrig mit Gewalt zur Eingehung der Ehe nötigt, wird bestraft.

§ 4 Jagdwilderei
Wer dem Wild nachstellt, wird mit Geldstrafe bestraft.
""",
        {"34": "2", "37": "3", "37.1": "3"},
    ),
    "es": (
        """Código Penal de Costa Clara

TÍTULO I
De las lesiones

Artículo 1
El que causare a otro una lesión que menoscabe su integridad corporal será castigado con prisión.

TÍTULO II
De los delitos contra la libertad sexual

Artículo 2
El que realice cualquier acto que atente contra la libertad sexual de otra persona sin su consentimiento, con acceso carnal por vía vaginal, anal o bucal, será castigado como reo de violación.

TÍTULO III
De los delitos contra el patrimonio

Artículo 3
El que tomare las cosas muebles ajenas sin la voluntad de su dueño será castigado como reo de hurto.
""",
        {"35": "1", "36": "2", "36.1.a": "2"},
    ),
    "uk": (
        """КРИМІНАЛЬНИЙ КОДЕКС

Стаття 1. Крадіжка
Таємне викрадення чужого майна карається штрафом.

Стаття 2. Домашнє насильство
Умисне систематичне вчинення фізичного, психологічного або економічного насильства щодо подружжя карається арештом.

Стаття 3. Примушування до шлюбу
Примушування особи до вступу в шлюб карається обмеженням волі.
""",
        {"37": "3", "33": "2"},
    ),
    "sr": (
        """КРИВИЧНИ ЗАКОНИК

Члан 1
Крађа
Ко туђу покретну ствар одузме другом, казниће се затвором.

Члан 2
Силовање
Ко другог принуди на обљубу употребом силе или претњом, казниће се затвором.

Члан 3
Прогањање
Ко у току одређеног временског периода неовлашћено прати друго лице, казниће се затвором.
""",
        {"36": "2", "34": "3"},
    ),
    "ar": (
        """قانون العقوبات

المادة 1
كل من سرق مالا منقولا مملوكا لغيره يعاقب بالحبس.

المادة 2
كل من ارتكب التحرش الجنسي بإشارات أو أقوال يعاقب بالحبس.

المادة 3
كل من أجهض امرأة حبلى دون رضاها يعاقب بالسجن.
""",
        {"40": "2", "39": "3"},
    ),
    "ca": (
        """Codi penal de Vallfosca

Article 1. Furt
Qui s'apoderi d'una cosa moble aliena ha de ser castigat amb pena de multa.

Article 2. Assetjament
Qui, de manera insistent i reiterada, vigili o truqui una persona i li causi temor ha de ser castigat amb pena d'arrest.

Article 3. Matrimoni no consentit
Qui forci una persona a contraure matrimoni ha de ser castigat amb pena de presó.
""",
        {"34": "2", "37": "3"},
    ),
    "is": (
        """Hegningarlög Norðureyjar

1. gr.
Hver sem tekur eigur annars manns skal sæta sektum.

2. gr.
Hver sem hefur samræði eða önnur kynferðismök við mann án samþykkis hans skal sæta fangelsi fyrir nauðgun.

3. gr.
Hver sem neyðir annan mann til að ganga í hjúskap skal sæta fangelsi.
""",
        {"36": "2", "36.1.a": "2", "37": "3"},
    ),
    "en": (
        """Offences Act

1. Theft
A person who takes the property of another commits an offence.

2. Stalking
(1) A person who follows another person and causes fear of violence commits an offence.

3. Female genital mutilation
A person who excises or infibulates the labia majora of a girl commits an offence.
""",
        {"34": "2", "38": "3"},
    ),
    "ro": (
        """CODUL PENAL

Articolul 1. Furtul
Luarea unui bun mobil din posesia altuia se pedepseste cu amenda.

Articolul 2. Hartuirea sexuala
Pretinderea in mod repetat de favoruri de natura sexuala se pedepseste cu inchisoare.

Articolul 3. Violul
Raportul sexual cu o persoana, savarsit prin constrangere, se pedepseste cu inchisoare.
""",
        {"40": "2", "36": "3"},
    ),
}


def suggester_of(*laws: tuple[str, str]) -> Suggester:
    drafts = [read_data(text.encode(), "law.txt", language) for language, text in laws]
    return Suggester(
        INSTRUMENT,
        [LawIndex(n, one.title, structure_of(one)) for n, one in enumerate(drafts, 1)],
    )


def doubts(using: Suggester) -> list[str]:
    """Gives the codes of what lowers the worth of suggestions."""
    return [code for code, _ in Suggesting(using=using, ids={}).doubts()]


@pytest.mark.parametrize("language", LAWS)
def test_the_right_article_comes_first_and_says_why(language):
    text, wanted = LAWS[language]
    using = suggester_of((language, text))
    for node, address in wanted.items():
        best = using.candidates(node)[0]
        assert best.address == address, node
        assert best.because
        for reason in best.because:
            assert reason.words in " ".join(text.split())


def test_laws_of_several_languages_are_ranked_together():
    using = suggester_of(*((language, text) for language, (text, _) in LAWS.items()))
    first = {(one.law, one.address) for one in using.candidates("36", 10)}
    laws = list(LAWS)
    assert {(laws.index("es") + 1, "2"), (laws.index("sr") + 1, "2")} <= first


def test_one_candidate_an_article_with_its_best_paragraph():
    using = suggester_of(("de", LAWS["de"][0]))
    found = using.candidates("34")
    assert len({one.address for one in found}) == len(found)
    assert found[0].provisions[0] == "2(1)"
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(0 <= one.score <= 1 for one in found)


def test_where_the_words_stand_is_told():
    found = suggester_of(("es", LAWS["es"][0])).candidates("35")[0]
    assert {"text", "chapter"} <= {reason.where for reason in found.because}
    found = suggester_of(("de", LAWS["de"][0])).candidates("34")[0]
    assert found.because[0].where == "heading"
    assert found.because[0].words == "Nachstellung"


BASIC_OFFENCE = """Codul penal al Țării de Sus

Articolul 1. Incestul
Raportul sexual consimțit, actul sexual oral sau anal și orice alte acte de penetrare vaginală sau anală între rude se pedepsesc cu închisoare.

Articolul 2. Violarea vieții private
Fotografierea unei persoane în locuința sa se pedepsește cu amendă.

Articolul 3. Violarea de domiciliu
Pătrunderea fără drept într-o locuință se pedepsește cu amendă.

Articolul 4. Violul
(1) Raportul sexual cu o persoană, săvârșit prin constrângere, se pedepsește cu închisoare.
{more}
Articolul 5. Violul săvârșit asupra unui minor
(1) Raportul sexual, actul sexual oral sau anal, precum și orice alte acte de penetrare vaginală sau anală, comise cu un minor, se pedepsesc cu închisoare.
(2) Raportul sexual, actul sexual oral sau anal, precum și orice alte acte de penetrare vaginală sau anală, comise cu un minor de o rudă, se pedepsesc cu închisoare.

Articolul 6. Furtul
Luarea unui bun mobil din posesia altuia se pedepsește cu închisoare.
"""


def test_a_heading_that_is_the_name_comes_before_longer_texts_of_its_neighbours():
    more = "".join(
        f"({n}) Pedeapsa este mai mare când fapta a avut urmarea numărul {n} prevăzută în anexă, "
        "iar limitele ei se majorează potrivit dispozițiilor generale ale prezentului cod.\n"
        for n in range(2, 9)
    )
    using = suggester_of(("ro", BASIC_OFFENCE.format(more=more)))
    assert using.candidates("36.1.a")[0].address == "4"
    found = [one.address for one in using.candidates("36")]
    assert found.index("4") < found.index("1") < found.index("2")


def test_of_two_names_the_one_that_the_lexicon_has_first_comes_first():
    terms = load_lexicon("istanbul", "ro").terms["36"].names
    assert terms.index("violul") < terms.index("coruperea sexuală a minorilor")
    text = "Cod\n\nArticolul 1. Coruperea sexuală a minorilor\nFapta se pedepsește.\n\n"
    text += "Articolul 2. Violul\nFapta se pedepsește.\n\nArticolul 3. Furtul\nSe pedepsește.\n"
    found = suggester_of(("ro", text)).candidates("36")
    assert [one.address for one in found[:2]] == ["2", "1"]


def test_an_article_that_only_lists_offences_comes_after_their_definitions():
    text = """Brottsbalk för Nordland

1 §
Den som, med en person som inte deltar frivilligt, genomför ett samlag, döms för våldtäkt till fängelse i lägst tre år.

2 §
För försök till våldtäkt, grov våldtäkt, sexuellt övergrepp, grovt sexuellt övergrepp, våldtäkt mot barn och grov våldtäkt mot barn döms till ansvar enligt vad som är föreskrivet.

3 §
Den som stjäl döms för stöld till böter.
"""
    found = suggester_of(("sv", text)).candidates("36")
    assert [one.address for one in found[:2]] == ["1", "2"]


def test_what_was_looked_for_beforehand_changes_no_answer():
    laws = [(language, text) for language, (text, _) in LAWS.items()]
    asked, prepared = suggester_of(*laws), suggester_of(*laws)
    prepared.prepare()
    for node in ("34", "36.1.a", "53", "60"):
        assert prepared.candidates(node) == asked.candidates(node)


def test_repealed_articles_are_not_suggested():
    text = LAWS["de"][0].replace("§ 3 Zwangsheirat", "§ 3 Zwangsheirat (weggefallen)")
    start = text.index("Wer einen Menschen rechtswidrig")
    text = text[:start] + text[text.index("§ 4") :]
    assert "3" not in {one.address for one in suggester_of(("de", text)).candidates("37")}


def test_the_other_way_a_provision_may_serve_articles():
    using = suggester_of(("de", LAWS["de"][0]))
    place = next(one.place for one in using.candidates("34") if one.address == "2")
    assert using.served(1, place)[0].node == "34"
    paragraph = place + 1
    assert using.laws[0].provisions[paragraph].kind == Kind.PARAGRAPH
    assert using.served(1, paragraph) == using.served(1, place)


def test_asked_again_for_more_or_fewer():
    using = suggester_of(("en", LAWS["en"][0]))
    assert using.candidates("34", 1) == using.candidates("34", 3)[:1]


def test_words_of_a_related_article_point_where_an_articles_own_do_not():
    text = """Gesetz über den Schutz

§ 1 Kontaktverbot
Das Gericht kann ein Kontaktverbot anordnen.

§ 2 Kosten
Die Kosten trägt der Staat.
"""
    assert suggester_of(("de", text)).candidates("52")[0].address == "1"


# --- bad input -----------------------------------------------------------------------------------


def test_a_language_without_lexicon_is_told_and_kin_words_are_found():
    text = """CODE PENAU

Article 1. Raubariá
Lo qui pren las causas d'autrú serà punit.

Article 2. Esterilizacion
Lo qui practica una esterilizacion sens consentement, o una mutilacion genitala, serà punit.
"""
    using = suggester_of(("oc", text))
    assert using.without_lexicon() == {"oc"}
    assert doubts(using) == ["no_lexicon"]
    assert using.candidates("39")[0].address == "2"
    assert using.candidates("38")[0].address == "2"


@pytest.mark.parametrize(("label", "found"), [("Decree\n\nArticle 1\n", 1), ("", 0)])
def test_a_law_that_is_one_block_is_told(label, found):
    text = label + "Whoever stalks another person shall be punished. " * 400
    using = suggester_of(("en", text))
    assert doubts(using) == ["block"]
    assert len(using.candidates("34")) == found


@pytest.mark.parametrize("language", ["en", "xx", "ar", "ka"])
def test_a_law_without_words_has_no_candidates(language):
    empty = Structure(text="", language=language, provisions=(), left_out=())
    using = Suggester(INSTRUMENT, [LawIndex(1, "", empty)])
    assert all(using.candidates(str(n)) == () for n in range(1, 66))
    assert Suggester(INSTRUMENT, []).candidates("36") == ()


WORDS = (
    "rape",
    "Article",
    "1.",
    "(1)",
    "stalking",
    "😀",
    "violence",
    "domestic",
    "ß",
    "\u0130",
    "*",
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=60).map(" ".join),
    st.sampled_from([*LANGUAGES, "xx"]),
    st.sampled_from(["36", "34", "56.1.a", "1", "65"]),
)
def test_any_text_is_searched_and_quoted_as_printed(text, language, node):
    draft = replace(make_draft(articles=2), language=language)
    body = draft.text + text
    last = draft.provisions[-1]
    provisions = (*draft.provisions[:-1], replace(last, end=len(body)))
    article = replace(provisions[last.parent], end=len(body))
    provisions = tuple(
        article if one == draft.provisions[last.parent] else one for one in provisions
    )
    law = replace(structure_of(draft), text=body, provisions=provisions)
    using = Suggester(INSTRUMENT, [LawIndex(1, "Law", law)])
    for one in using.candidates(node):
        for reason in one.because:
            assert reason.start < 0 or body[reason.start :].startswith(reason.words.split()[0])


# --- words ---------------------------------------------------------------------------------------


def law_of(lines: list[str], language: str) -> Structure:
    """Gives a law with one article a line."""
    text, provisions = "", []
    for n, line in enumerate(lines, 1):
        label = f"{n}. "
        start = len(text)
        text += f"{label}{line}\n"
        provisions.append(
            DraftProvision(
                kind=Kind.ARTICLE,
                number=str(n),
                address=str(n),
                start=start,
                end=len(text),
                label=Span(start=start, end=start + len(label)),
            )
        )
    return Structure(text=text, language=language, provisions=tuple(provisions), left_out=())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_of_the_lexicons_is_found_where_it_stands(language):
    lexicon = load_lexicon("istanbul", language)
    printed = sorted(
        {
            phrase
            for terms in lexicon.terms.values()
            for kind in (terms.names, terms.signs, terms.around, terms.against)
            for phrase in kind
        }
    )

    def capitals(text: str) -> str:
        return (text.replace("i", "İ") if language == "tr" else text).upper()

    for change in (str, capitals):
        lines = [change(one.replace(" * ", " ").replace("*", "")) for one in printed]
        index = LawIndex(1, "", law_of(lines, language))
        lost = [
            phrase
            for n, phrase in enumerate(printed)
            if n not in {hit[0] for hit in index.find(make_phrase(phrase, index.stems)).hits}
        ]
        assert len(lost) <= (0 if change is str else len(printed) // 50), lost


def test_other_words_may_stand_between_but_not_many():
    index = LawIndex(1, "", law_of(["near to the home", "near a b c home", "home near"], "en"))
    found = index.find(make_phrase("near home", index.stems)).hits
    assert [hit[0] for hit in found] == [0]
    found = index.find(make_phrase("near * home", index.stems)).hits
    assert [hit[0] for hit in found] == [0, 1]


def test_a_word_with_a_star_matches_its_beginning():
    index = LawIndex(1, "", law_of(["переслідування", "переслідувача", "слідування"], "uk"))
    found = index.find(make_phrase("переслідув*", index.stems)).hits
    assert {hit[0] for hit in found} == {0, 1}


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("de", "Nötigungen", "nötigung"),
        ("de", "Mißhandlung", "Misshandlungen"),
        ("ro", "violenţa", "violenței"),
        ("ro", "victimei", "victimă"),
        ("ro", "hărțuirii", "hărțuirea"),
        ("ro", "adăposturilor", "adăpost"),
        ("pt", "violações", "violação"),
        ("hy", "բռնության", "բռնություն"),
        ("hr", "nasilje", "nasilja"),
        ("uk", "переслідувань", "переслідування"),
        ("el", "βίας", "βία"),
        ("sr", "силовање", "silovanje"),
        ("bs", "насиље", "nasilja"),
        ("uk", "насильство", "насильством"),
        ("uk", "зв’язок", "зв'язок"),
        ("bg", "насилието", "насилие"),
        ("ar", "العنف", "عنف"),
        ("ar", "وبالعنف", "العنف"),
        ("tr", "ISRARLI", "ısrarlı"),
        ("ka", "ძალადობის", "ძალადობა"),
        ("ka", "ძალადობამ", "ძალადობა"),
        ("el", "ΒΙΑ", "βία"),
        ("sk", "násilia", "násilie"),
        ("sl", "nasilja", "nasilje"),
        ("lv", "vardarbības", "vardarbība"),
        ("sq", "dhunës", "dhuna"),
        ("mk", "насилството", "насилство"),
        ("fr", "harcèlements", "HARCÈLEMENT"),
        ("ca", "il·lícita", "il·lícits"),
        ("ca", "agressions", "agressió"),
        ("is", "nauðgunar", "nauðgun"),
        ("is", "hótunum", "hótanir"),
        ("is", "ofbeldis", "ofbeldið"),
    ],
)
def test_forms_of_a_word_come_together(language, one, other):
    stems = stemmer(language)
    assert stems.stem(stems.word(one)) == stems.stem(stems.word(other))


def test_letters_of_another_script_that_look_alike_are_the_same():
    stems = stemmer("uk")
    assert stems.word("нaсильствo") == stems.word("насильство")  # with Latin a and o


def test_a_text_without_diacritics_is_read_as_one_with_them():
    plain = Stemmer("ro", plain=True)
    assert plain.stem(plain.word("hărțuirea")) == plain.stem(plain.word("hartuirea"))


def test_stemming_of_every_language_makes_a_word():
    for code in load_stemming():
        stems = stemmer(code)
        assert stems.stem(stems.word("Abcdefghij")), code


# --- the lexicons --------------------------------------------------------------------------------


def test_the_lexicons_are_sound_and_each_readers_language_has_one():
    folder = resource("instruments/istanbul/terms")
    for path in folder.iterdir():
        found = read_lexicon(path.name, path.read_text(encoding="utf-8"), INSTRUMENT.has_node)
        assert found[1] == []
    from gapanalysis.languages import LANGUAGES as READ

    assert set(READ) <= set(LANGUAGES)


@pytest.mark.parametrize(
    ("section", "key", "problem"),
    [
        ('["36.9"]\nnames = ["x"]', "36.9", "is no article"),
        ('["34"]\nnames = ["Stalking", "stalking"]', "34.names", "stands there twice"),
        ('["34"]\nname = ["stalking"]', "34.name", "is not a known key"),
        ('["34"]\nnames = [" * "]', "34.names", "holds no word"),
        ('["34"]\nsigns = ["* follows"]', "34.signs", "begins or ends with a gap"),
        ('["34"]\naround = ["persons"]', "34", "has neither names nor signs"),
        ('["34"]\nnames = "stalking"', "34.names", "must be a list"),
        ("[34]\nnames = 1", "34.names", "must be a list"),
        ('"34" = 5', "34", "must be a table"),
    ],
)
def test_lint_names_what_is_wrong_in_a_lexicon(tmp_path, capsys, section, key, problem):
    (tmp_path / "en.toml").write_text(f'language = "en"\n\n{section}\n', encoding="utf-8")
    assert main(["lint", str(tmp_path), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {one["file"] for one in found} == {"en.toml"}
    assert any(one["key"] == key and problem in one["problem"] for one in found)


def test_lint_names_the_line(tmp_path, capsys):
    text = 'language = "en"\n\n["34"]\nnames = ["stalking"]\nsigns = ["a", "A"]\n\n["36.9"]\nnames = ["x"]\n'
    (tmp_path / "en.toml").write_text(text, encoding="utf-8")
    assert main(["lint", str(tmp_path), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [(one["key"], one["line"]) for one in found] == [("34.signs", 5), ("36.9", 7)]


def test_lint_names_a_lexicon_of_another_language(tmp_path, capsys):
    text = 'language = "fr"\n["34"]\nnames = ["harcèlement"]\n'
    (tmp_path / "en.toml").write_text(text, encoding="utf-8")
    assert main(["lint", str(tmp_path), "--json"]) == 1
    assert "named 'en'" in json.loads(capsys.readouterr().out)[0]["problem"]


def test_a_sound_lexicon_passes_lint(tmp_path):
    text = 'language = "en"\nuntested = true\n["34"]\nnames = ["stalking"]\n'
    (tmp_path / "en.toml").write_text(text, encoding="utf-8")
    assert main(["lint", str(tmp_path), "--json"]) == 0


# --- a project -----------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "p.gap"
    law = tmp_path / "code.txt"
    law.write_text(LAWS["de"][0], encoding="utf-8")
    assert main(["new", str(path), "--state", "DEU", "--language", "de"]) == 0
    assert main(["import", str(path), str(law), "--title", "Strafgesetzbuch"]) == 0
    return path


def run(capsys, *arguments: object) -> tuple[dict, str]:
    capsys.readouterr()
    code = main([*map(str, arguments), "--json"])
    out, err = capsys.readouterr()
    return (json.loads(out) if code == 0 else {"code": code}), err


def test_suggest_from_the_command_line(file, capsys):
    found, err = run(capsys, "suggest", file, "--obligation", "34", "--top", "2")
    assert list(found) == ["34"]
    first = found["34"][0]
    assert (first["law"], first["number"], first["provisions"]) == (1, "2", ["2(1)"])
    assert first["because"][0] == {"words": "Nachstellung", "where": "heading"}
    assert len(found["34"]) <= 2
    assert err == ""


def test_all_articles_are_keys(file, capsys):
    found, _ = run(capsys, "suggest", file, "--all")
    assert list(found) == [str(n) for n in range(1, 66)]
    assert found["37"][0]["number"] == "3"


def test_obligations_of_a_provision_from_the_command_line(file, capsys):
    found, _ = run(capsys, "suggest", file, "--provision", "Strafgesetzbuch", "3")
    assert next(iter(found)) == "37"


def test_mapped_neither_way(file, capsys):
    before, _ = run(capsys, "suggest", file, "--unmapped")
    assert "34" in before["obligations"]
    assert "2" in {one["number"] for one in before["provisions"]}
    assert main(["map", str(file), "1", "2", "34"]) == 0
    after, _ = run(capsys, "suggest", file, "--unmapped")
    assert "34" not in after["obligations"]
    assert "2" not in {one["number"] for one in after["provisions"]}


@pytest.mark.parametrize(
    "arguments",
    [[], ["--all", "--obligation", "34"], ["--obligation", "99"], ["--all", "--top", "0"]],
)
def test_a_request_that_makes_no_sense_is_refused_in_a_line(file, capsys, arguments):
    found, err = run(capsys, "suggest", file, *arguments)
    assert found == {"code": 2}
    assert len(err.splitlines()) == 1


def test_what_lowers_the_worth_is_told_beside_the_result(tmp_path, capsys):
    path, law = tmp_path / "p.gap", tmp_path / "law.txt"
    law.write_text("Decree\n\nArticle 1\n" + "some words of a text " * 500, encoding="utf-8")
    main(["new", str(path), "--state", "AND", "--language", "oc"])
    main(["import", str(path), str(law), "--language", "oc"])
    found, err = run(capsys, "suggest", path, "--obligation", "36")
    assert list(found) == ["36"]
    assert len(err.splitlines()) == 2
    assert "(oc)" in err
    assert "one block" in err


def test_a_law_that_is_as_it_was_is_not_indexed_again(file):
    with analysis.open_project(file) as project:
        before = suggesting(divided(project))
        edits.do(project, edits.AddLaw(draft=read_data(LAWS["en"][0].encode(), "act.txt", "en")))
        after = suggesting(divided(project), before)
        assert after.using.laws[0] is before.using.laws[0]
        assert {one.law for one in after.for_node("34")} == {1, 2}
        best = after.for_node("34")[0]
        place = analysis.read_provision(project, best.provision)
        assert (place.law, place.address) == (best.law, best.address)
        assert after.served(place.law, place.id)[0].node == "34"


def test_a_changed_structure_is_indexed_again(file):
    with analysis.open_project(file) as project:
        before = suggesting(divided(project))
        place = before.using.candidates("34")[0].place
        changed = Renumber(provision=place, number="2a", kind=None)
        changed = replace(changed, label=before.using.laws[0].provisions[place].label)
        edits.do(project, edits.ChangeStructure(law=1, operation=changed))
        after = suggesting(divided(project), before)
        assert after.using.laws[0] is not before.using.laws[0]
        assert after.for_node("34")[0].address == "2a"


# --- as the window asks --------------------------------------------------------------------------


@pytest.fixture
def german(tmp_path):
    """Gives the path of a project with one law, as it was written and closed."""
    path = tmp_path / "de.gap"
    with analysis.create_project(path, state="DEU", language="de") as project:
        draft = read_data(LAWS["de"][0].encode(), "law.txt", "de")
        edits.do(project, edits.AddLaw(draft=draft))
    return path


def test_proposals_are_provisions_of_the_project_with_their_words(german):
    asked = suggesting(divided_in(german))
    with analysis.open_project(german) as project:
        text = analysis.read_law_text(project, 1)
        first, *_ = asked.for_node("34.1")
        place = analysis.read_provision(project, first.provision)
        assert (first.law, first.address, first.title) == (1, "2", "Nachstellung")
        assert (place.address, place.start, place.end) == ("2", first.start, first.end)
        for reason in first.because:
            assert text[reason.start :].startswith(reason.words)
        paragraph = next(p for p in analysis.read_provisions(project, 1) if p.address == "2(2)")
        served, *_ = asked.for_provision(1, paragraph.id)
        assert (served.node, served.provision) == ("34", first.provision)
        unmapped = asked.for_none((), least=0.1)
        assert {"2", "3"} <= {one.address for one in unmapped}
        assert "2" not in {one.address for one in asked.for_none([paragraph.id], least=0.1)}


def test_only_what_changed_is_indexed_again_beside_the_window(german):
    asked = suggesting(divided_in(german))
    told = []
    laws = divided_in(german)
    again = suggesting(laws, asked, tell=lambda said, share: told.append(share))
    assert again.using.laws == asked.using.laws
    assert told == [0.0]
    with analysis.open_project(german) as project:
        edits.do(project, edits.RenameLaw(law=1, title="Gesetz"))
    renamed = suggesting(divided_in(german), asked)
    assert renamed.using.laws != asked.using.laws
    assert suggesting(laws, cancelled=lambda: True).using.laws == ()
    assert divided_in(german, cancelled=lambda: True) == ()


def test_a_text_that_the_window_holds_is_not_held_twice(german):
    with analysis.open_project(german) as project:
        words = analysis.read_law_text(project, 1)
        (_, structure, _), *_ = divided_in(german, texts=project.texts)
        assert structure.text is words


def test_what_a_person_hid_follows_its_words(german):
    with analysis.open_project(german) as project:
        stalking = next(p for p in analysis.read_provisions(project, 1) if p.address == "2")
        edits.do(project, edits.HideSuggestion(provision=stalking.id, obligation="34.1"))
        assert analysis.read_hidden(project) == {(stalking.id, "34.1")}
        with pytest.raises(AppError, match="row_unknown"):
            edits.do(project, edits.HideSuggestion(provision=99, obligation="34.1"))
        operation = Exclude(ranges=(Span(start=stalking.start, end=stalking.end),))
        edits.do(project, edits.ChangeStructure(law=1, operation=operation))
        assert analysis.read_hidden(project) == frozenset()
        edits.undo(project)
        assert analysis.read_hidden(project) == {(stalking.id, "34.1")}
        assert edits.verify(project) == ()

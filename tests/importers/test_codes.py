# SPDX-License-Identifier: EUPL-1.2
"""How the codes of several countries number their articles."""

from __future__ import annotations

import pytest

from gapanalysis.importers.label_patterns import patterns_of
from gapanalysis.importers.markdown import read_markdown
from gapanalysis.importers.read import read_data
from gapanalysis.importers.split import split
from gapanalysis.importers.text import read_text
from gapanalysis.model import Kind, LawDraft, SourceFile

SOURCE = SourceFile(name="code.txt", format="text", sha256="", data=b"")


def law(text: str, language: str) -> LawDraft:
    return split(read_text(text.encode(), "code.txt"), language, SOURCE)


def articles(draft: LawDraft) -> list[str]:
    return [one.number for one in draft.provisions if one.kind is Kind.ARTICLE]


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("dos", "2"),
        ("dieciséis", "16"),
        ("treinta y uno", "31"),
        ("cuarenta y ocho bis", "48 bis"),
        ("cien", "100"),
        ("ciento veintitrés", "123"),
        ("doscientos treinta y dos", "232"),
    ],
)
def test_a_spanish_article_may_have_its_number_in_words(printed: str, number: str) -> None:
    words = "El juez resuelve sin demora sobre la petición de la víctima."
    text = f"Artículo uno\n\n{words}\n\nArtículo {printed}. Plazo\n\n{words}\n"
    assert articles(law(text, "es")) == ["1", number]


def test_a_small_word_after_a_swedish_label_is_no_letter_of_its_number() -> None:
    text = (
        "1 § Lagen gäller alla.\n\n"
        "2 § I Stockholms län beslutar domstolen.\n\n"
        "2 a § I 3 kap. finns regler om tillsyn.\n\n"
        "3 § A Denna paragraf gäller.\n"
    )
    assert articles(law(text, "sv")) == ["1", "2", "2 a", "3A"]


def test_the_first_chapter_of_short_articles_is_no_table_of_contents() -> None:
    one = "".join(f"{n} § Domstolen beslutar om saken {n}.\n\n" for n in (1, 2, 3))
    text = f"Lag om skydd\n\n1 kap. Inledande regler\n\n{one}2 kap. Om ansökan\n\n{one}"
    draft = law(text, "sv")
    assert articles(draft) == ["1", "2", "3", "1", "2", "3"]
    table = "1 kap. Inledande regler\n\n1 § Tillämpning\n\n2 § Beslut\n\n3 § Frist\n\n"
    listed = law(f"Lag om skydd\n\n{table}2 kap. Om ansökan\n\n1 § Form\n\n{text[14:]}", "sv")
    assert articles(listed) == ["1", "2", "3", "1", "2", "3"]


def kinds(draft: LawDraft, kind: Kind) -> list[str]:
    return [one.number for one in draft.provisions if one.kind is kind]


def test_the_signs_around_what_an_italian_law_changed_hide_no_paragraph_and_no_title() -> None:
    text = (
        "Art. 10\n\n(( (Ordini di protezione). ))\n\n1.Il giudice decide sulla domanda.\n\n"
        "((1-bis. Il giudice sente la vittima.))\n\n((235))\n\n"
        "1-ter.Nell'udienza il giudice provvede.\n\n"
        "1-ter.1. Il provvedimento e' comunicato.\n\n"
        "2.((In tutti gli altri casi)) il giudice respinge la domanda.\n\n"
        "((Art. 10-bis ((Durata degli ordini))\n\n1. L'ordine dura un anno.))\n\n"
        "Art. 10-bis.1.\n\n((Proroga))\n\n1. L'ordine e' prorogato.\n\n"
        "Art. 11\n\n((ARTICOLO ABROGATO DALLA L. 5 APRILE 2001, N. 154))\n\n((94))\n\n"
        "Art. 12-quaterdecies.2 (Rinvio)\n\n1. Si applica l'articolo 11.\n"
    )
    draft = law(text, "it")
    assert articles(draft) == ["10", "10-bis", "10-bis.1", "11", "12-quaterdecies.2"]
    paragraphs = ["1", "1-bis", "1-ter", "1-ter.1", "2", "1", "1", "1"]
    assert kinds(draft, Kind.PARAGRAPH) == paragraphs
    headings = [one.heading.of(draft.text) for one in draft.provisions if one.heading]
    assert headings == ["(Ordini di protezione)", "Durata degli ordini", "Proroga", "(Rinvio)"]


def test_divisions_in_a_list_and_the_title_of_an_article_without_words() -> None:
    def article(number: int, title: str) -> str:
        return f"##### Art. {number}\n\n#### {title}\n\nIl giudice decide.\n\n"

    text = (
        f"- Capo I COMPETENZA\n\n{article(1, 'Giurisdizione')}{article(2, 'Cognizione')}"
        f"- Sezione II Competenza per materia\n\n{article(3, 'Tribunale')}"
        f"- Capo II della legge 5.\n\n##### Art. 4\n\n#### Rinvio\n\n{article(5, 'Corte')}"
    )
    draft = split(read_markdown(text), "it", SOURCE)
    assert articles(draft) == ["1", "2", "3", "4", "5"]
    assert (kinds(draft, Kind.CHAPTER), kinds(draft, Kind.SECTION)) == (["I"], ["II"])


def test_a_portuguese_verb_is_no_latin_word_and_a_vetoed_article_is_one() -> None:
    text = (
        "Art. 24. O juiz decide.\n\nArt. 25. Ter em casa a chave de outrem:\n\nPena - multa.\n\n"
        "Art. 26. Bis\n\nO juiz ouve a vítima.\n\nArt. 27º (Vetado).\n\n"
        "Art. 28º Ter um registro é dever do juiz.\n"
    )
    assert articles(law(text, "pt")) == ["24", "25", "26 Bis", "27", "28"]


PAGE = "<html><body>{}<p>Art. 3º O juiz ouve a vítima sem demora e decide sobre o pedido dela.</p>"


def test_paragraphs_that_a_site_strikes_out_are_former_wordings() -> None:
    draft = read_data(
        PAGE.format(
            "<p>Art. 1º O juiz decide sobre o pedido da vítima e ouve as partes em audiência.</p>"
            "<p><strike>Art. 2º O juiz pode decidir.</strike> <a>(Revogado pela Lei nº 5)</a></p>"
            "<p>Art. 2º O juiz <s>pode</s> deve decidir.</p>"
        ).encode(),
        "lei.html",
    )
    assert articles(draft) == ["1", "2", "3"]
    left = {one.why: draft.text[one.start : one.end] for one in draft.left_out}
    assert left["struck_out"].startswith("Art. 2º O juiz pode decidir. (Revogado")
    assert {doubt.code for doubt in draft.warnings} >= {"struck_left_out", "struck_out"}


def test_the_mark_of_a_new_wording_stands_behind_what_an_amending_law_quotes() -> None:
    text = (
        "LEI Nº 5, DE 2 DE MAIO DE 2020\n\n"
        "Art. 1º A Lei nº 3 passa a vigorar com as seguintes alterações:\n\n"
        '"Art. 2º O juiz decide sobre o pedido:\n\nI - em audiência; ou\n\n'
        'II - por escrito." (NR)\n\n'
        '"Art. 9º O juiz ouve a vítima." (NR)\n\n'
        "Art. 2º A Lei nº 4 passa a vigorar com as seguintes alterações:\n\n"
        '"Art. 7º-A O prazo é de cinco dias.\n\n§ 1º O prazo pode ser prorrogado." (AC).\n\n'
        "Art. 3º Esta Lei entra em vigor na data de sua publicação.\n"
    )
    draft = law(text, "pt")
    assert [one.number for one in draft.provisions] == ["1", "2", "3"]
    assert draft.warnings == ()


def test_the_longer_latin_words_behind_an_italian_number() -> None:
    words = [
        "quinquiesdecies",
        "sexiesdecies",
        "septiesdecies",
        "duodevicies",
        "undevicies",
        "sex-decies",
    ]
    numbers = ["25", "25-bis", *(f"25-{word}" for word in words), "26"]
    body = "Il giudice decide sulla domanda della vittima.\n\n"
    draft = law("".join(f"Art. {number}\n\n{body}" for number in numbers), "it")
    assert articles(draft) == numbers


def test_a_label_that_comes_once_more_below_one_that_stands_alone_opens_nothing() -> None:
    """Portals print it above the words that have it; they write Latin words in two ways."""
    text = "".join(
        f"Art. {number}\n\nArt. {again}. Il giudice decide sulla domanda {number}.\n\n"
        for number, again in (("2", "2"), ("3", "3"), ("3-novies", "3-nonies"), ("4", "4"))
    )
    draft = law(text, "it")
    assert articles(draft) == ["2", "3", "3-novies", "4"]
    assert draft.warnings == ()


def test_the_day_of_assent_is_no_number_of_an_article() -> None:
    bare = patterns_of("en").bare
    assert bare.match("16 Purpose of the Act")
    assert not bare.match("[16th July 1998]")
    assert not bare.match("3rd May 2001")


def test_a_page_that_is_struck_out_as_a_whole_is_read() -> None:
    struck = "".join(f"<p><s>Art. {n}º O juiz decide sobre o pedido {n}.</s></p>" for n in (1, 2))
    struck += "<p><s>Parágrafo único. O juiz ouve a vítima e o réu em audiência pública.</s></p>"
    draft = read_data(PAGE.format(struck).encode(), "lei.html")
    assert articles(draft) == ["1", "2", "3"]
    assert {doubt.code for doubt in draft.warnings} >= {"struck_out"}


BELGIAN = (
    "##### Article 1. Toute détention subie avant la condamnation est imputée sur la peine.\n\n"
    "##### Article 2. <Inséré par L 2005-08-10/61, art. 19> § 1er. Sera puni quiconque :\n\n"
    "1° intercepte une lettre;\n\n2° ouvre une lettre.\n\n"
    "(§ 1bis. La tentative est punie.) <L 2006-05-15/46, art. 3>\n\n"
    "##### Article 2/1. [¹ § 1er. Le juge décide.\n\n§ 2. Il entend la victime.]¹\n\n"
    "----------\n\n(1)<Inséré par L 2009-04-14/01, art. 20>\n\n"
    "##### Article 2ter. [¹ Le viol\n\n"
    "Le viol est tout acte de pénétration sexuelle commis sur une personne sans son consentement.]¹"
)


def test_the_first_paragraph_on_the_line_of_a_belgian_article_is_no_heading() -> None:
    draft = split(read_markdown(BELGIAN), "fr", SOURCE)
    assert articles(draft) == ["1", "2", "2/1", "2ter"]
    assert kinds(draft, Kind.PARAGRAPH) == ["1", "1bis", "1", "2"]
    assert kinds(draft, Kind.POINT) == ["1", "2"]
    assert [one.heading.of(draft.text) for one in draft.provisions if one.heading] == ["[¹ Le viol"]


def test_articles_that_begin_with_the_numbers_of_their_book_and_chapter() -> None:
    words = "De rechter beslist zonder uitstel over het verzoek van het slachtoffer."
    numbers = ["1", "2", "6:1:1", "6:1:15a", "6:2:3aa", "592"]
    text = "".join(f"Artikel {number}\n\n{words}\n\n" for number in numbers)
    assert articles(law(text, "nl")) == numbers


def test_points_with_a_raised_sign_behind_a_bullet() -> None:
    text = "##### Artikel 1\n\nGestraft wordt:\n\n- 1°. wie slaat;\n\n- 2°. wie dreigt.\n"
    draft = split(read_markdown(text), "nl", SOURCE)
    assert kinds(draft, Kind.POINT) == ["1", "2"]


def test_a_short_word_with_a_hyphen_behind_a_number_begins_the_heading() -> None:
    words = "(1) Das Gericht entscheidet ohne Verzug über den Antrag des Opfers."
    labels = ("§ 81f Verfahren", "§ 81g DNA-Feststellung", "§ 82 EU-Recht")
    text = "".join(f"{label}\n\n{words}\n\n" for label in labels)
    assert articles(law(text, "de")) == ["81f", "81g", "82"]


@pytest.mark.parametrize("end", ["", " :", " –"])
def test_the_parts_of_a_number_that_a_copy_set_apart(end: str) -> None:
    numbers = ["231-5", "231-6", "231-6-1", "231-7"]
    text = "\n\n".join(
        f"Article {number.replace('-', ' – ')}{end} Le phare est haut."
        if end
        else f"Article {number.replace('-', ' – ')}\n\nLe phare est haut."
        for number in numbers
    )
    assert articles(law(text, "fr")) == numbers
    assert articles(law("Art. 5 – 3 phares.\n\nArt. 6 – 1. Un.\n\nArt. 7 – Un.", "fr")) == [*"567"]


def test_a_word_behind_a_number_in_brackets_says_that_it_comes_again() -> None:
    text = "\n\n".join(
        f"المادة {label}\n\nكل منارة تضاء ليلا." for label in ("(7)", "(8)", "(8) مكرر", "(9)")
    )
    assert articles(law(text, "ar")) == ["7", "8", "8 مكرر", "9"]
    text = "\n\n".join(f"Art. ({n}) Il faro è alto." for n in ("7", "8", "9"))
    assert articles(law(text.replace("(8)", "(8) bis"), "it")) == ["7", "8 bis", "9"]


def test_a_portuguese_label_with_the_sign_of_an_ordinal_behind_its_word() -> None:
    words = "Os faróis acendem-se à noite."
    text = f"Artigo 1.º {words}\n\nArt. 2.º {words}\n\nArt.º 3.º - 1 - {words}\n\n2 - {words}\n"
    assert articles(law(text, "pt")) == ["1", "2", "3"]


def test_a_word_behind_a_number_says_that_the_words_of_the_article_are_new() -> None:
    text = (
        "Art. 2 (nouveau). - Les phares sont hauts.\n\n"
        "Article 3 bis nouveau.- La mer est calme.\n\n"
        "ARTICLE 4 NOUVEAU\n\nLe vent souffle.\n\nArticle 5 : Nouveaux phares.\n"
    )
    draft = law(text, "fr")
    assert articles(draft) == ["2", "3 bis", "4", "5"]
    assert [one.heading for one in draft.provisions] == [None] * 4
    assert articles(law("الفصل 2 (جديد) - نص.\n\nالفصل 3 - نص.\n\nالفصل 4 - نص.", "ar")) == [*"234"]

# SPDX-License-Identifier: EUPL-1.2
"""What gazettes and portals of Albania, Armenia, Belarus, Kosovo and North Macedonia print beside
the words of a law: letters of another alphabet, notes of amendments, provisions of later laws.
"""

from __future__ import annotations

import pytest
from printed_laws import BOLD, PLAIN, Page, left_out, printed, read_printed, wrapped

from gapanalysis.importers.read import read_data
from gapanalysis.model import Kind, LawDraft
from gapanalysis.suggest.stems import stemmer


def law(text: str, language: str) -> LawDraft:
    return read_data(text.encode(), "law.txt", language)


def provisions(draft: LawDraft) -> list[str]:
    """Gives kind and address of each provision."""
    return [f"{one.kind.value} {one.address}" for one in draft.provisions]


def articles(draft: LawDraft) -> list[str]:
    return [one.number for one in draft.provisions if one.kind == Kind.ARTICLE]


def headings(draft: LawDraft) -> dict[str, str]:
    """Gives the heading of each provision that has one, by its number."""
    return {p.number: p.heading.of(draft.text) for p in draft.provisions if p.heading}


def doubts(draft: LawDraft) -> list[str]:
    return [doubt.code for doubt in draft.warnings]


# --- Serbian ------------------------------------------------------------------------------------

SEA = "ЗАКОН О МОРУ\n\nЧлан 1.\nКо плови плаћа таксу.\n\nЧлан 2.\nКо весла не плаћа.\n\n"


@pytest.mark.parametrize("label", ["Члан 3-5.", "Чл. 3–5.", "Čl. 3-5", "Чл. 3. до 5."])
def test_several_repealed_articles_have_one_label(label: str) -> None:
    text = (
        f"{SEA}{label}\nПрестали су да важе.\n\nЧлан 6.\nКо плива пева.\n\nЧлан 7.\nКо рони ћути.\n"
    )
    draft = law(text, "sr")
    assert articles(draft) == ["1", "2", "6", "7"]
    assert [one.kind.value for one in draft.provisions][2] == "section"
    assert not draft.warnings


@pytest.mark.parametrize(
    "title",
    [
        "Закон о изменама и допунама Закона о мору: „Службени гласник“, број 80/2002-25",
        'НИЈЕ УШЛО У ТЕКСТ:\nЗакон о допуни Закона о мору ("Сл. гласник", бр. 80/2002)',
        "Самостални чланови Закона о изменама\nЗакона о мору („Сл. гласник“, бр. 80/2002)",
    ],
)
def test_articles_of_later_laws_stand_behind_the_laws_own(title: str) -> None:
    draft = law(f"{SEA}{title}\nЧлан 7.\nРокови теку.\n\nЧлан 8.\nПочиње на пролеће.\n", "sr")
    assert articles(draft) == ["1", "2", "7", "8"]
    assert [one.kind for one in draft.provisions][2] == Kind.ANNEX
    assert not draft.warnings


@pytest.mark.parametrize(
    "words",
    [
        "Закон о изменама Закона о рекама примењује се и на море.",
        "Овим престају да важе:\nЗакон о изменама Закона о рекама;\nЗакон о допуни Закона о тами.",
        "Море је слано.\nЗакон о изменама Закона о рекама престаје да важи.",
    ],
)
def test_a_law_that_is_named_inside_an_article_begins_no_other(words: str) -> None:
    draft = law(f"{SEA}Члан 3.\n{words}\n\nЧлан 4.\nКо плива пева.\n", "sr")
    assert provisions(draft) == [f"article {n}" for n in "1234"]


# --- Georgian -----------------------------------------------------------------------------------


def test_notes_of_amendments_below_georgian_articles_are_no_doubt_and_no_label() -> None:
    note = "საქართველოს 2009 წლის 22 ოქტომბრის კანონი №18 - სსმ I, №33, 09.11.2009 წ.,\nმუხ.208"
    draft = law(
        "".join(f"მუხლი {n}. ზღვის დაცვა\nზღვას იცავს ყველა.\n{note}\n\n" for n in range(1, 9)),
        "ka",
    )
    assert articles(draft) == [str(n) for n in range(1, 9)]
    assert not draft.warnings


# --- quotation marks -----------------------------------------------------------------------------


def test_two_commas_before_a_word_open_a_quotation_and_end_no_label() -> None:
    draft = law(
        "მუხლი 1. მიზანი\nკანონი იცავს ზღვას.\n\nმუხლი 2. ,,ნავის” მართვა\nნავს მართავენ.\n\n"
        "მუხლი 3. ,,ნავის” ქონება\nნავი არის ხის.\n\nმუხლი 4, რომელიც იცავს ნავს, არ მოქმედებს.\n",
        "ka",
    )
    assert articles(draft) == ["1", "2", "3"]
    assert headings(draft)["2"] == ",,ნავის” მართვა"


# --- Macedonian ---------------------------------------------------------------------------------


@pytest.mark.parametrize("letter", ["-а", "-a", " - а", " –а", "- a"])  # also with a Latin a
def test_an_inserted_article_has_the_letter_of_its_alphabet(letter: str) -> None:
    draft = law(
        "Член 5\nСудот одлучува за барањето.\n\n"
        f"Член 5{letter}\nБарањето се решава итно.\n\nЧлен 6\nОдлуката се доставува.\n",
        "mk",
    )
    assert articles(draft) == ["5", "5-а", "6"]
    assert not draft.warnings


def test_an_article_that_is_repealed_on_the_line_of_its_label() -> None:
    draft = law(
        "Член 1\nСекој има право на заштита.\n\nЧлен 2 се брише.\n\nЧлен 3 е избришан\n\n"
        "Член 4\nПриемот од член 1 е бесплатен.\nЧлен 2 од овој закон не се применува.\n",
        "mk",
    )
    assert articles(draft) == ["1", "2", "3", "4"]
    assert not draft.warnings


def test_words_that_say_repealed_are_no_heading_of_the_next_article() -> None:
    draft = law(
        "ЗАКОН ЗА СОСЕДИТЕ\n\nЗаштита\nЧлен 1\nСекој има право на заштита.\n"
        "Надлежност\nЧлен 2\nОдлучува судот.\nРок\nЧлен 3\nСудот одлучува веднаш.\n"
        "Член 4\nИзбришан\nЧлен 5\nИзбришан\nЖалба\nЧлен 6\nЖалбата е дозволена.\n"
        "Трошоци\nЧлен 7\nПостапката е бесплатна.\n",
        "mk",
    )
    titles = {"1": "Заштита", "2": "Надлежност", "3": "Рок", "6": "Жалба", "7": "Трошоци"}
    assert headings(draft) == titles
    assert doubts(draft) == []


LATER_LAWS = """ЗАКОН ЗА СОСЕДИТЕ

Член 1
Соседите си помагаат.

Член 2
Законот за изменување на правилата го донесува собирот.

Член 3
Овој закон влегува во сила веднаш.

ПРЕОДНИ И ЗАВРШНИ ОДРЕДБИ
од Законот за изменување и дополнување на Законот за соседите („Весник“ бр. 11/14)

Член 2
Започнатите постапки продолжуваат.

Закон за дополнување на Законот за соседите („Весник“ бр. 7/2016):

Член 5
Овој закон влегува во сила осмиот ден.

Член 8
Овој закон се применува од пролет.
"""


def test_provisions_of_later_laws_behind_the_laws_own() -> None:
    draft = law(LATER_LAWS, "mk")
    first, second = "преодни и завршни одредби 11/14", "7/2016"
    assert provisions(draft) == [
        "article 1",
        "article 2",
        "article 3",
        f"annex annex {first}",
        f"article annex {first}:2",
        f"annex annex {second}",
        f"article annex {second}:5",
        f"article annex {second}:8",
    ]
    assert "изменување и дополнување" in headings(draft)[first]
    assert doubts(draft) == []  # of a later law only some articles are printed


def test_a_closing_name_below_the_label_of_a_division_is_its_heading() -> None:
    draft = law(
        "ГЛАВА ПРВА\nОПШТИ ОДРЕДБИ\nЧлен 1\nСоседите си помагаат.\n"
        "ГЛАВА ДВАЕСЕТИВТОРА\nПРЕОДНИ И ЗАВРШНИ ОДРЕДБИ\nЧлен 2\nОвој закон важи веднаш.\n",
        "mk",
    )
    assert provisions(draft) == [
        "chapter chapter 1",
        "article 1",
        "chapter chapter 22",
        "article 2",
    ]
    assert headings(draft)["22"] == "ПРЕОДНИ И ЗАВРШНИ ОДРЕДБИ"


def test_a_numbered_final_provision_is_no_heading_of_the_division_above() -> None:
    draft = law(
        "CAPÍTOL PRIMER\nDisposicions generals\nArticle 1\nEls veïns s'ajuden.\n"
        "CAPÍTOL SEGON\nDisposició final primera\nAquesta llei entra en vigor avui.\n",
        "ca",
    )
    assert provisions(draft)[2:] == ["chapter chapter 2", "section disposició final primera"]


def test_a_letter_that_looks_like_three_counts_as_it() -> None:
    draft = law(
        "Член 1\n(1) Секој има право.\n(2) Правото е лично.\n(З) Правото трае.\n(4) Тоа важи.\n",
        "mk",
    )
    assert provisions(draft)[1:] == [f"paragraph 1({n})" for n in "1234"]
    assert not draft.warnings


# --- Albanian -----------------------------------------------------------------------------------


def test_slashes_follow_slashes() -> None:
    numbers = ["143", "143/a", "143/a/1", "143/a/2", "143/b", "143/ç", "143/d", "143/dh", "144/1"]
    numbers += ["144/1/a", "144/2"]
    draft = law("".join(f"Neni {n}\nGjykata vendos për kërkesën.\n\n" for n in numbers), "sq")
    assert articles(draft) == numbers
    assert not draft.warnings


def test_a_note_of_an_amendment_is_no_heading() -> None:
    draft = law(
        "Neni 1\nQëllimi\nKy ligj mbron fqinjët.\n\n"
        "Neni 2\n(Ndryshuar me ligjin nr. 25, datë 29.7.2003)\nFqinji ndihmon fqinjin.\n\n"
        "Neni 3\nNdihma\n(Shtuar me ligjin nr. 44/2013)\nNdihma jepet falas.\n",
        "sq",
    )
    assert headings(draft) == {"1": "Qëllimi", "3": "Ndihma"}


def test_quoted_terms_may_stand_close_to_their_numbers() -> None:
    draft = law(
        "Neni 1\nNë këtë ligj:\n1. “Fqinj” është kush banon pranë;\n2.“Oborr” është toka pranë;\n"
        "3.”Gardh” është kufiri.\n",
        "sq",
    )
    assert provisions(draft)[1:] == [f"paragraph 1({n})" for n in "123"]


def test_paragraphs_that_repeat_the_number_of_their_article() -> None:
    draft = law(
        "Neni 2\n2.1 Fqinjët takohen një herë në vit.\n2.2 Takimi është i hapur:\n"
        "a) për fëmijët;\nb) për të moshuarit.\n2.3 Sipas paragrafit\n2.1 të këtij neni.\n\n"
        "Neni 3\nTaksa është\n3.5 për qind.\n",
        "sq",
    )
    assert provisions(draft) == [
        "article 2",
        "paragraph 2(2.1)",
        "paragraph 2(2.2)",
        "point 2(2.2)(a)",
        "point 2(2.2)(b)",
        "paragraph 2(2.3)",
        "article 3",
    ]


def test_a_table_of_divisions_with_the_articles_they_hold() -> None:
    draft = law(
        "KODI I FQINJËVE\n\nKREU I\nTë përgjithshme 1-2\nKREU II\nOborret 3-4/a\nSEKSIONI I\n"
        "Gardhet 3-3/b\nSEKSIONI II\nPemët 4-4/a\n\nKREU I\nTË PËRGJITHSHME\nNeni 1\nFqinjët "
        "ndihmohen.\nNeni 2\nNdihma është falas.\nKREU II\nOBORRET\nSEKSIONI I\nGARDHET\n"
        "Neni 3\nGardhi është i ulët.\nSEKSIONI II\nPEMËT\nNeni 4\nPema pritet në vjeshtë.\n",
        "sq",
    )
    assert provisions(draft) == [
        "chapter chapter I",
        "article 1",
        "article 2",
        "chapter chapter II",
        "section section I",
        "article 3",
        "section section II",
        "article 4",
    ]
    assert "contents" in left_out(draft)


# --- Armenian and Belarusian --------------------------------------------------------------------

ARMENIAN_PAGE = """<html lang="hy"><body><div>
<p>ՀԱՐԵՎԱՆՆԵՐԻ ՄԱՍԻՆ ՕՐԵՆՔ</p><p>Մ Ա Ս 1</p><p>ԸՆԴՀԱՆՈՒՐ ԴՐՈՒՅԹՆԵՐ</p>
<p>Գ Լ ՈՒ Խ 3</p><p>ՕԳՆՈՒԹՅՈՒՆ</p>
<table><tr><td>⚖<b>Հոդված 12.</b></td><td><b>Օգնությունը</b></td></tr></table>
<p>1. Հարևանը օգնում է հարևանին՝ համաձայն 5-րդ հոդվածի 2-րդ մասի 1-ին կետի:</p>
<p>2. Օգնությունը տրվում է, եթե հարևանը`</p><p>1) հիվանդ է.</p><p>2) ծեր է:</p>
<p>Գ Լ ՈՒ Խ 3.1(գլուխը լրաց. 01.09.26 ՀՕ-1-Ն)</p><p>ՎԵՃԵՐ</p>
<table><tr><td>⚖<b>Հոդված 12․1.</b></td><td><b>Վեճերը</b></td></tr></table>
<p>1. Վեճերը լուծում է ժողովը։</p><p>(12․1-ին հոդվածը լրաց. 01.09.26 ՀՕ-1-Ն)</p>
</div></body></html>"""


def test_headings_of_the_armenian_portal() -> None:
    draft = read_data(ARMENIAN_PAGE.encode(), "law.html")
    assert draft.language == "hy"
    assert provisions(draft) == [
        "part part 1",
        "chapter chapter 3",
        "article 12",
        "paragraph 12(1)",
        "paragraph 12(2)",
        "point 12(2)(1)",
        "point 12(2)(2)",
        "chapter chapter 3.1",
        "article 12.1",
        "paragraph 12.1(1)",
    ]
    assert headings(draft)["3.1"] == "ՎԵՃԵՐ"
    assert headings(draft)["12.1"] == "Վեճերը"


def test_latin_letters_in_armenian_words_count_as_what_they_stand_for() -> None:
    stems = stemmer("hy")
    assert stems.word("uպանություն") == stems.word("սպանություն")


def test_a_belarusian_law_typed_with_a_latin_i_is_recognised() -> None:
    text = (
        "Артыкул 1. Мэта\nГэты Закон рэгулюе адносiны памiж суседзямi i iх дзецьмi.\n"
        "Артыкул 2. Дапамога\n1. Сусед дапамагае суседу, калi iншае не вызначана Законам:\n"
        "1.1. пры хваробе;\n1.2. у iншых выпадках, якiя названы ў частцы першай артыкула 1.\n"
        "2. Дапамога бясплатная.\n"
    )
    draft = read_data(text.encode(), "law.txt")
    assert draft.language == "be"
    assert provisions(draft) == [
        "article 1",
        "article 2",
        "paragraph 2(1)",
        "point 2(1)(1.1)",
        "point 2(1)(1.2)",
        "paragraph 2(2)",
    ]


# --- print --------------------------------------------------------------------------------------


def test_what_stands_beside_a_page_that_was_cut_out_of_a_sheet_is_not_read() -> None:
    page = Page()
    for n, up in ((1, 700), (2, 600)):
        page.put(60, up, f"Article {n}", BOLD)
        page.put(60, up - 14, f"Neighbours meet on day {n} of each month.")
        page.put(-300, up - 14, "Words of the page before.")
        page.put(700, up - 14, "Words of the page after.")
    draft = read_printed(printed([page]))
    assert "Words" not in draft.text
    assert articles(draft) == ["1", "2"]


def test_a_label_in_small_print_at_the_foot_of_a_page_is_no_note() -> None:
    pages = [Page()]
    up = 770.0
    for n in range(1, 9):
        if n == 5:
            pages.append(Page())
            up = 770.0
        pages[-1].put(60, up, f"Article {n}", BOLD, 8.5)
        words = f"Whoever meets a neighbour on day {n} of a month greets first. " * 4
        lines = wrapped(words.strip(), 440)
        if n == 4:
            pages[-1].put(60, 60, "1 As amended by Law No. 7 of 2015.", PLAIN, 8)
            pages.append(Page())
            up = 784.0
        for line in lines:
            up -= 14
            pages[-1].put(60, up, line)
        up -= 20
    draft = read_printed(printed(pages))
    assert articles(draft) == [str(n) for n in range(1, 9)]
    assert left_out(draft)["note"] == ["1 As amended by Law No. 7 of 2015."]


# --- letters as signs ---------------------------------------------------------------------------

SIGNS = "^lan {}.\nKo pla}}a taksu po{{tuje za{{titu mora, `ivotinja i ri|e ~amce (OP]I DIO).\n\n"


def test_signs_of_a_seven_bit_alphabet_are_read_as_letters() -> None:
    draft = law("ZAKON O ZA[TITI\n\n" + "".join(SIGNS.format(n) for n in range(1, 6)), "bs")
    assert articles(draft) == ["1", "2", "3", "4", "5"]
    assert (
        "Član 5.\nKo plaća taksu poštuje zaštitu mora, životinja i riđe čamce (OPĆI DIO)."
        in draft.text
    )
    assert draft.text.startswith("ZAKON O ZAŠTITI")


def test_signs_beside_the_letters_they_could_stand_for_are_signs() -> None:
    text = "Član {}.\nZapis {{a|b}} ili x~y vrijedi u za{{titi.\n\n"
    draft = law("".join(text.format(n) for n in range(1, 9)), "bs")
    assert "{a|b} ili x~y vrijedi u za{titi" in draft.text


def test_cyrillic_letters_among_latin_ones_of_a_serbian_law_count_as_what_they_look_like() -> None:
    text = "Člаn {}.\nKo plovi po moru, dužаn je dа plаti tаksu i dа pаzi nа brodove.\n\n"
    draft = law("".join(text.format(n) for n in range(1, 6)), "sr")
    assert articles(draft) == ["1", "2", "3", "4", "5"]
    assert doubts(draft) == ["letters_mixed"]


# --- a word that is written in two ways ---------------------------------------------------------


@pytest.mark.parametrize("definite", [{1, 2, 4, 5, 7, 8}, {1, 2, 3, 4}, {6, 7, 8, 9}])
def test_an_arabic_law_may_write_its_word_in_two_ways(definite: set[int]) -> None:
    text = "قانون البحر\n\n"
    for number in range(1, 10):
        text += f"{'المادة' if number in definite else 'مادة'} {number}\nمن أبحر دفع رسما.\n\n"
    draft = law(text, "ar")
    assert articles(draft) == [str(number) for number in range(1, 10)]
    assert not draft.warnings


def test_what_issues_an_arabic_law_is_counted_on_its_own() -> None:
    ordinals = ["الأولى", "الثانية", "الثالثة"]
    text = "".join(f"المادة {ordinal}\nيعمل بالقانون.\n\n" for ordinal in ordinals)
    text += "".join(f"مادة {number}\nمن أبحر دفع رسما.\n\n" for number in range(1, 7))
    assert articles(law(text, "ar"))[3:] == [str(number) for number in range(1, 7)]


def test_a_label_may_stand_behind_its_heading_on_one_line() -> None:
    words = "<p>(1) Соседите си помагаат во секоја неволја.</p>"
    page = "<html lang='mk'><body><h1>ЗАКОН ЗА СОСЕДИТЕ</h1>"
    titles = ["Цел", "Поими", "Помош во неволја", "Собир", "Рок", "Трошоци", "Примена"]
    for number, title in enumerate(titles, 1):
        joint = " " if number in {3, 4} else "</b></p><p align='center'><b>"
        page += f"<p align='center'><b>{title}{joint}Член {number}</b></p>{words}"
    page += "<p>Соседот се повикува на Член 8</p></body></html>"
    draft = read_data(page.encode(), "law.html")
    assert articles(draft) == [str(number) for number in range(1, 8)]
    assert headings(draft) == {str(number): title for number, title in enumerate(titles, 1)}
    assert not draft.warnings

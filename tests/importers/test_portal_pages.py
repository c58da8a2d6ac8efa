# SPDX-License-Identifier: EUPL-1.2
"""Laws as the portals of states publish them: how their pages and files are made up."""

from __future__ import annotations

from gapanalysis.importers.html import read_html
from gapanalysis.importers.read import read_data
from gapanalysis.model import Kind, LawDraft

SENTENCE = (
    "Whoever commits an act of violence against another person is punished by the court. " * 2
)


def page(body: str, language: str = "en") -> LawDraft:
    markup = f'<html lang="{language}"><head><title>Law</title></head><body>{body}</body></html>'
    return read_data(markup.encode(), "law.html")


def outline(law: LawDraft, *kinds: Kind) -> list[tuple[str, str]]:
    """Gives address and heading of the provisions of some kinds."""
    return [
        (one.address, one.heading.of(law.text) if one.heading else "")
        for one in law.provisions
        if one.kind in (kinds or (Kind.ARTICLE,))
    ]


def addresses(law: LawDraft, *kinds: Kind) -> list[str]:
    return [address for address, _ in outline(law, *kinds)]


def codes(law: LawDraft) -> list[str]:
    return [doubt.code for doubt in law.warnings]


def test_one_styled_label_does_not_outweigh_many_that_are_plain() -> None:
    body = "".join(
        f"<h4>ARTICLE {n}</h4>" if n == 3 else f"<p>ARTICLE {n}</p>" for n in range(1, 9)
    ).replace("</p>", f"</p><p>1 {SENTENCE}</p><p>2 {SENTENCE}</p>")
    assert addresses(page(body)) == [str(n) for n in range(1, 9)]


def test_words_hidden_above_and_below_the_law_are_the_site_s() -> None:
    law = [f"<p>Article {n}</p><p>{SENTENCE}</p>" for n in (1, 2, 3)]
    form = '<div style="display:none">Look for words in titles</div>'
    count = '<div style="display:none">3</div>'
    button = "<p hidden><button>Show the whole act</button></p>"
    assert codes(page(form + law[0] + button + law[1] + count + law[2] + form)) == []
    assert codes(page(law[0] + f"<p hidden>{SENTENCE}</p>" + law[1])) == ["hidden_text"]


def test_a_number_of_a_paragraph_in_an_element_of_its_own_is_no_heading() -> None:
    body = "".join(
        f"<h3><b>Art. {n}.</b></h3><h3>1.</h3><p>Kto stosuje przemoc, podlega karze.</p>"
        "<h3>2.</h3><p>Sąd orzeka zakaz zbliżania się do osoby pokrzywdzonej.</p>"
        for n in (1, 2, 3)
    )
    law = page(body, "pl")
    assert outline(law) == [("1", ""), ("2", ""), ("3", "")]
    assert addresses(law, Kind.PARAGRAPH) == [f"{n}({m})" for n in (1, 2, 3) for m in (1, 2)]


def test_the_call_of_a_note_behind_a_label_leaves_the_heading_below() -> None:
    body = "".join(
        f"<h3>Art. {n}{call}</h3><p><b>{title}</b></p><p>1) Wer Gewalt übt, wird bestraft.</p>"
        "<p>2) Der Versuch ist strafbar, und das Gericht schützt das Opfer.</p>"
        for n, title, call in (
            (1, "Gegenstand", ""),
            (2, "Begriffe", '<sup><a href="#n5">[5]</a></sup>'),
            (3, "Strafe", '<sup><a href="#n6">[6]</a></sup><sup><a href="#n7">[1207]</a></sup>'),
        )
    )
    law = page(body, "de")
    assert outline(law) == [("1", "Gegenstand"), ("2", "Begriffe"), ("3", "Strafe")]
    assert addresses(law, Kind.PARAGRAPH) == [f"{n}({m})" for n in (1, 2, 3) for m in (1, 2)]


def test_numbers_of_a_chapter_with_a_letter_are_read_whole() -> None:
    body = "".join(
        f"<h3>§ {number}. {title}</h3><p>Den som utøver vold, straffes etter loven.</p>"
        for number, title in (
            ("11-1", "Formål"),
            ("11-2", "Alder"),
            ("11 A-1", "Formål"),
            ("11 A-1 a", "Avtaler"),
            ("11 A-2", "Alder"),
            ("12-1", "Formål"),
        )
    )
    law = page(body, "no")
    assert addresses(law) == ["11-1", "11-2", "11 A-1", "11 A-1 a", "11 A-2", "12-1"]
    assert codes(law) == []


def test_what_a_publisher_says_of_an_article_in_elements_of_its_own_is_not_the_law_s() -> None:
    data = (
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0" '
        'xmlns:own="http://gazette.eu/ns" xmlns:h="http://www.w3.org/1999/xhtml"><act><body>'
        "<article><num>Art. 1.</num><own:work><own:uri>http://gazette.eu/1</own:uri></own:work>"
        "<alinea><content><p>La loi protège.<h:b> Toujours.</h:b></p></content></alinea></article>"
        "<article><num>Art. 2.</num><content><p>Elle punit.</p></content></article>"
        "</body></act></akomaNtoso>"
    )
    law = read_data(data.encode(), "law.xml")
    assert addresses(law) == ["1", "2"]
    assert law.text.split("\n") == [
        "Art. 1.",
        "La loi protège. Toujours.",
        "Art. 2.",
        "Elle punit.",
    ]


def test_a_name_of_the_site_may_be_hidden_in_the_law() -> None:
    markup = f"<p>Art. 1. {SENTENCE}</p><span hidden>Whole text</span><p>Art. 2. {SENTENCE}</p>"
    assert read_html(markup.encode(), "law.html").warnings == ()


def test_markdown_whose_signs_a_program_escaped_is_read_as_it_was_meant() -> None:
    text = r"\#\#\# \*\*ZAKON O NASILJU\*\*" + "\n\n"
    for n in range(1, 13):
        text += rf"\*\*Članak {n}.\*\*  " + "\n" + r"\*\*Zaštita\*\*" + "\n\n"
        text += rf"(1) Tko počini nasilje, kaznit će se prema članku {n}\. ovoga zakona." + "\n\n"
    law = read_data(text.encode(), "law.md")
    assert outline(law) == [(str(n), "Zaštita") for n in range(1, 13)]
    assert "\\" not in law.text


def test_a_sentence_on_an_article_above_its_label_is_no_article() -> None:
    text = "".join(
        f"Članak {n}.\n(Zaštita)\n\n(1) Tko počini nasilje, kaznit će se.\n\n" for n in range(1, 6)
    )
    added = "Članak 3a. je dodan zakonom.\n\nČlanak 3a.\n(Pomoć)\n\n(1) Žrtva ima pravo.\n\n"
    text = text.replace("Članak 4.", added + "Članak 4.")
    law = read_data(text.encode(), "law.txt")
    assert addresses(law) == ["1", "2", "3", "3a", "4", "5"]
    assert dict(outline(law))["3a"] == "(Pomoć)"


def test_a_table_of_the_articles_of_an_older_act_holds_no_articles() -> None:
    law = "".join(f"<p>Article {n}</p><p>Aim {n}</p><p>{SENTENCE}</p>" for n in range(1, 7))
    rows = "".join(
        f"<tr><td><p>{new}</p></td><td><p>{old}</p></td></tr>"
        for new, old in (
            ("Article 1", "Article 1"),
            ("Article 2(1)", "Article 3, first paragraph"),
            ("Article 2(2)", "—"),
            ("Articles 3 and 4", "Article 5"),
            ("Article 5", "Article 9"),
            ("Article 6", "Articles 8 to 9"),
        )
    )
    table = f"<p>ANNEX</p><p>Correlation table</p><table>{rows}</table>"
    draft = page(law + table)
    assert addresses(draft) == [str(n) for n in range(1, 7)]
    assert outline(draft, Kind.ANNEX) == [("annex", "Correlation table")]
    assert codes(draft) == []


def test_signs_of_the_act_that_words_come_from_are_no_words_of_the_law() -> None:
    body = "".join(
        f"<p>Article {n}</p><p>▼M{n}</p><p>Aim {n}</p><p>►C1</p><p>1. {SENTENCE}</p>"
        for n in range(1, 5)
    )
    law = page(body)
    assert outline(law) == [(str(n), f"Aim {n}") for n in range(1, 5)]
    assert [left.why for left in law.left_out] == ["note"] * 8


def test_the_first_paragraph_behind_the_sign_of_an_amendment_is_read_and_its_note_is_none() -> None:
    call = "<sup><a href='#n'>1</a></sup>"
    body = "".join(
        f"<p>Art. {n}.[{call} § 1er. La loi protège toute personne contre la violence.<br/>"
        f"§ 2. Elle punit les auteurs et aide les victimes. ]{call}<br/>----------<br/>"
        f"(1)&lt;L 2014-01-06/07, art. {n}, 036; En vigueur : 31-01-2014&gt;</p>"
        for n in (1, 2, 3)
    )
    law = page(body, "fr")
    assert addresses(law, Kind.PARAGRAPH) == [f"{n}({m})" for n in (1, 2, 3) for m in (1, 2)]


def test_a_contents_whose_last_row_ends_with_a_letter_is_left_out_whole() -> None:
    titles = ("Aim", "Threats", "Violence", "Stalking", "Courts")
    rows = "".join(
        f"<p>Chapter {n}: {title} {4 * n - 3}-{4 * n}{'a' if n == 5 else ''}</p>"
        for n, title in enumerate(titles, 1)
    )
    law = "".join(
        f"<p>Chapter {n}</p><p>{title}</p>"
        + "".join(f"<p>Section {m}</p><p>{SENTENCE}</p>" for m in range(4 * n - 3, 4 * n + 1))
        for n, title in enumerate(titles, 1)
    )
    draft = page(
        f"{rows}<p>Official Gazette</p><p>Year 1988, number 37</p><p>Criminal Act</p>{law}"
    )
    assert outline(draft, Kind.CHAPTER) == [
        (f"chapter {n}", title) for n, title in enumerate(titles, 1)
    ]


def test_paragraphs_below_a_label_with_the_call_of_a_note_are_no_points() -> None:
    body = "".join(
        f"<p>Art. {n}<sup><a href='#n{n}'>[{n}]</a></sup></p>"
        f"<p>1) {SENTENCE}</p><p>2) {SENTENCE}</p>"
        for n in (1, 2, 3)
    )
    law = page(body, "de")
    assert addresses(law, Kind.PARAGRAPH) == [f"{n}({m})" for n in (1, 2, 3) for m in (1, 2)]
    assert outline(law) == [("1", ""), ("2", ""), ("3", "")]


def test_a_part_that_mostly_stands_inside_articles_may_hold_articles() -> None:
    own = "".join(
        f"<article><num>Art. {n}</num><content><p>Gewalt ist strafbar.</p></content></article>"
        for n in range(1, 9)
    )
    late = "".join(
        f"<article><num>Art. {n}</num><content><paragraph><content><p><sup>1</sup> Dieses Gesetz "
        "gilt für alle Taten.</p></content></paragraph></content></article>"
        for n in (1, 2, 3)
    )
    data = (
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act><body>'
        f"{own}<proviso><heading>Schlusstitel</heading><chapter><num>Erster Abschnitt</num>"
        f"<heading>Anwendung</heading>{late}</chapter></proviso></body></act></akomaNtoso>"
    )
    law = read_data(data.encode(), "law.xml", "de")
    assert [one.number for one in law.provisions if one.kind is Kind.ARTICLE] == [
        *map(str, range(1, 9)),
        *map(str, (1, 2, 3)),
    ]
    assert "Schlusstitel" in dict(outline(law, Kind.SECTION)).values()


def test_a_heading_that_is_set_in_two_lines_is_one() -> None:
    articles = "".join(
        f"<article><num>Art. {n}</num><heading>Verfahren vor<br/>Gericht {n}</heading><paragraph>"
        "<num>1</num><content><p>Das Gericht hört das Opfer an.</p></content></paragraph>"
        "<paragraph><num>2</num><content><p>Es eilt.</p></content></paragraph></article>"
        for n in (1, 2)
    )
    data = (
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act><body>'
        f"{articles}</body></act></akomaNtoso>"
    )
    law = read_data(data.encode(), "law.xml", "de")
    assert outline(law, Kind.ARTICLE, Kind.SECTION) == [
        ("1", "Verfahren vor Gericht 1"),
        ("2", "Verfahren vor Gericht 2"),
    ]
    assert addresses(law, Kind.PARAGRAPH) == ["1(1)", "1(2)", "2(1)", "2(2)"]


def test_a_paragraph_with_the_number_of_its_article_is_no_echo_of_the_label() -> None:
    text = (
        "Статья 3. Законодательство\n1. Кодекс основан на Конституции.\n2. Договор важнее закона.\n"
        "3. (Часть утратила силу - Федеральный закон)\n4. Рекомендации учитываются.\n"
    )
    law = read_data(
        f"Статья 1. Цели\nЦель закона.\nСтатья 2. Акты\nАкты.\n{text}".encode(), "law.txt"
    )
    assert addresses(law, Kind.PARAGRAPH) == ["3(1)", "3(2)", "3(3)", "3(4)"]


def test_a_decree_that_stands_in_quotation_marks_as_a_whole_is_read() -> None:
    lines = (
        "DECRETO",
        '"EL CONGRESO GENERAL DECRETA:',
        "Artículo 1.- Se protege a toda persona contra la violencia.",
        "Artículo 2.- El que cometa violencia será castigado por el juez.",
        "Artículo 3.- El presente Decreto entrará en vigor mañana.",
        "Ciudad de México, a 13 de septiembre de 2024.",
    )
    law = page("".join(f"<p>{line}</p>" for line in lines), "es")
    assert addresses(law) == ["1", "2", "3"]


def test_the_name_of_a_program_is_no_title_of_a_law() -> None:
    words = "<p>Закон о защите от насилия</p><p>Статья 1. Цель</p><p>Закон защищает всех.</p>"
    for title, expected in (("Complex", "Закон о защите от насилия"), ("Закон", "Закон")):
        markup = f"<html><head><title>{title}</title></head><body>{words}</body></html>"
        assert read_data(markup.encode(), "law.html", "ru").title == expected


def test_numbers_that_chapters_keep_free_are_not_missed() -> None:
    chapters = [(1, (1, 2, 3)), (2, (11, 12)), (3, (21, 22, 23, 24)), (4, (31, 32))]
    text = "".join(
        f"Kapittel {chapter}. Om vold\n"
        + "".join(f"§ {n}. Vold\nDen som utøver vold, straffes etter loven.\n" for n in numbers)
        for chapter, numbers in chapters
    )
    assert codes(read_data(text.encode(), "law.txt")) == []
    lost = text.replace("§ 22. Vold\nDen som utøver vold, straffes etter loven.\n", "")
    assert codes(read_data(lost.encode(), "law.txt")) == ["number_gap"]


def test_items_are_numbered_as_a_publisher_says_in_attributes_of_its_own() -> None:
    items = "<li>la violence;</li><li>les menaces;</li>"
    lists = (
        f'<ol own:start="1" own:symbol="1°">{items}</ol>',
        f'<ol own:symbol="a)">{items}</ol>',
        f'<ol own:start="1" own:symbol="custom">{items}</ol>'.replace(
            "<li>les", '<li own:symbol="7.">les'
        ),
    )
    articles = "".join(
        f"<article><num>Art. {n}.</num><alinea><content><p>On entend par:</p>{one}</content>"
        "</alinea></article>"
        for n, one in enumerate(lists, 1)
    )
    data = (
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0" '
        f'xmlns:own="http://gazette.eu/ns"><act><body>{articles}</body></act></akomaNtoso>'
    )
    law = read_data(data.encode(), "law.xml", "fr")
    printed = [line.split(" ")[0] for line in law.text.split("\n") if line.endswith(";")]
    assert printed == ["1°", "2°", "a)", "b)", "la", "7."]


def test_points_with_all_letters_of_a_south_slavic_alphabet_are_read() -> None:
    letters = ("a", "b", "c", "č", "ć", "d", "dž", "đ", "e", "f")
    points = "".join(f"{letter}) pravo na zaštitu od nasilja,\n" for letter in letters)
    text = f"Član 1.\n(Prava)\nŽrtva nasilja ima prava:\n{points}Član 2.\n(Sud)\nSud odlučuje.\n"
    law = read_data(text.encode(), "law.txt", "bs")
    assert addresses(law, Kind.POINT) == [f"1({letter})" for letter in letters]


def test_a_chapter_may_have_its_number_twice() -> None:
    text = "OPŠTI DIO\n" + "".join(
        f"{numeral} - GLAVA {word} - {title}\nOsnovni pojmovi\nČlan {n}\n(1) Zakon štiti.\n"
        for n, (numeral, word, title) in enumerate(
            (("I", "PRVA", "POJMOVI"), ("II", "DRUGA", "ODREDBE"), ("III", "TREĆA", "KAZNE")), 1
        )
    )
    law = read_data(text.encode(), "law.txt", "bs")
    assert outline(law, Kind.CHAPTER) == [
        ("chapter 1", "POJMOVI"),
        ("chapter 2", "ODREDBE"),
        ("chapter 3", "KAZNE"),
    ]
    assert outline(law, Kind.PART) == [("part OPŠTI", "")]


def test_numbers_titles_and_extents_that_only_a_style_sheet_sets_apart() -> None:
    def number(of: str, text: str) -> str:
        return f'<span class="LawDS Law{of}No">{text}</span>'

    def section(text: str, title: str, words: str) -> str:
        extent = '<span class="LawExtent LawRHS" title="Applies to islands"><b></b>I+M</span>'
        title = f'<span class="LawDS LawTitle">{title}</span>{extent}'
        return f"<h4>{number('P1', text)}{title}</h4>{words}"

    call = '<a class="LawCommentaryLink" href="law.html#c7">F7</a>'
    marked = f"<p>{number('P2', '(1)')}<span>{SENTENCE}</span></p>"
    notes = f'<div class="LawAnnotations"><p>Amendments</p><p>F7 Inserted. {SENTENCE}</p></div>'
    law = page(
        f"<h2>{number('Part', 'Part I')}<span>Sailors</span></h2>"
        + section("1", "Harassment.", marked)
        + section(f"[{call}1A", "Stalking", marked + notes)
        + section("2", "Short title.", f"<p>{SENTENCE}</p>")
        + f"<h2>{number('Schedule', 'SCHEDULE 1')}<span>Rules</span></h2><p>{SENTENCE}</p>"
    )
    assert outline(law, Kind.PART, Kind.ARTICLE, Kind.ANNEX) == [
        ("part I", "Sailors"),
        ("1", "Harassment."),
        ("1A", "Stalking"),
        ("2", "Short title."),
        ("annex 1", "Rules"),
    ]
    assert addresses(law, Kind.PARAGRAPH) == ["1(1)", "1A(1)"]
    assert "(1) Whoever" in law.text
    assert [law.text[one.start : one.end].strip() for one in law.left_out if one.why == "note"]


# --- pages that are also read aloud ---------------------------------------------------------------

AUTHOR = "Das Gericht schützt Personen vor Gewalt und hört alle Beteiligten dazu an."


def shown_and_spoken(shown: str, spoken: str) -> str:
    return f'<span aria-hidden="true">{shown}</span><span class="sr-only">{spoken}</span>'


def spoken_page(above: str = "", articles: int = 4, *, cited: str = "") -> str:
    """Gives a page whose labels, marks and citations stand there once more as they are read aloud,
    each article below a heading that is only read aloud.
    """
    whole = []
    for n in range(1, articles + 1):
        paragraphs = "".join(
            f"<li><div>{shown_and_spoken(f'({k})', f'Absatz {k}')}<span>{AUTHOR}</span></div></li>"
            for k in (1, 2)
        )
        words = shown_and_spoken(f"{cited} § 9", f"{cited} Paragraph neun,") if cited else ""
        whole.append(
            f'<h2 class="onlyScreenreader">&#167; {n}</h2><h3 class="onlyScreenreader">Text</h3>'
            f"{above if n == 2 else ''}<h4>{shown_and_spoken(f'§ {n}', f'Paragraph {n},')}</h4>"
            f"<h4>Schutz {n}</h4><ol>{paragraphs}</ol><p>{words}</p>"
        )
    return "".join(whole)


def test_words_that_are_read_aloud_in_place_of_others_are_not_read_twice() -> None:
    law = page(spoken_page(), "de")
    assert outline(law) == [(str(n), f"Schutz {n}") for n in range(1, 5)]
    assert addresses(law, Kind.PARAGRAPH, Kind.POINT)[:3] == ["1(1)", "1(2)", "2(1)"]
    assert "(1) Das Gericht" in law.text
    assert "Absatz" not in law.text
    assert codes(law) == []


def test_a_page_whose_words_are_mostly_read_aloud_as_well_is_no_hidden_one() -> None:
    law = page(spoken_page(cited=AUTHOR * 20), "de")
    assert addresses(law) == ["1", "2", "3", "4"]
    assert "neun" not in law.text
    assert codes(law) == []


def test_a_note_above_an_article_ends_where_its_heading_begins() -> None:
    note = "<h3>Beachte für folgende Bestimmung</h3><p>§ 2 gilt ab dem 1. Jänner 2031.</p>"
    law = page(spoken_page(f"{note}<h4>Zweiter Abschnitt</h4><h4>Verfahren</h4>"), "de")
    assert addresses(law) == ["1", "2", "3", "4"]
    assert outline(law, Kind.SECTION) == [("section 2", "Verfahren")]
    left = [law.text[one.start : one.end].strip() for one in law.left_out if one.why == "note"]
    assert left == ["Beachte für folgende Bestimmung", "§ 2 gilt ab dem 1. Jänner 2031."]


def test_a_heading_stands_below_divisions_where_all_are_of_one_level() -> None:
    """Protects the chapter that a heading without number, styled as its own, would end."""
    body = "".join(
        f"<h4>{n}. Hauptstück</h4><h4>Ordnung</h4><h4>1. Abschnitt</h4><h4>Gerichte</h4>"
        f"<p>§ {2 * n - 1}.</p><p>{AUTHOR}</p><p>{AUTHOR}</p>"
        f"<h4>Besondere Fälle</h4><p>{AUTHOR}</p><p>§ {2 * n}.</p><p>{AUTHOR}</p><p>{AUTHOR}</p>"
        for n in (1, 2)
    )
    law = page(body, "de")
    last = law.provisions[-1]
    above = []
    while last.parent is not None:
        last = law.provisions[last.parent]
        above.append((last.kind, last.number))
    assert above == [(Kind.SECTION, ""), (Kind.SECTION, "1"), (Kind.CHAPTER, "2")]

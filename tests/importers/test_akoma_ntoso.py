# SPDX-License-Identifier: EUPL-1.2
"""Akoma Ntoso to lines and trees, from small laws written here and from real ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from gapanalysis.errors import AppError
from gapanalysis.importers.akoma_ntoso import read_akoma_ntoso
from gapanalysis.importers.child import read_law_safely
from gapanalysis.importers.lines import Document
from gapanalysis.importers.read import read_law
from gapanalysis.model import LawDraft
from gapanalysis.structure import own_spans

V3 = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
V2 = "http://www.akomantoso.org/2.0"


def xml(body: str, *, language: str = "eng", before: str = "", after: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><akomaNtoso xmlns="{V3}"><act name="act"><meta>'
        f'<identification source="#me"><FRBRExpression><FRBRlanguage language="{language}"/>'
        f"</FRBRExpression></identification></meta>{before}<body>{body}</body>{after}</act>"
        "</akomaNtoso>"
    ).encode()


def read(body: str, **parts: str) -> Document:
    return read_akoma_ntoso(xml(body, **parts), "law.xml")


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def codes(document: Document) -> list[str]:
    return [doubt.code for doubt in document.warnings]


def draft(tmp_path: Path, data: bytes, language: str | None = None) -> LawDraft:
    path = tmp_path / "law.xml"
    path.write_bytes(data)
    return read_law(path, language)


def tree(law: LawDraft) -> list[tuple[str, str, str, str]]:
    """Gives kind, address, heading and own words of each provision."""
    return [
        (
            p.kind.value,
            p.address,
            p.heading.of(law.text) if p.heading else "",
            " / ".join(
                words for span in spans for words in span.of(law.text).split("\n") if words.strip()
            ).strip(),
        )
        for p, spans in zip(law.provisions, own_spans(law), strict=True)
    ]


ENGLISH = """
<part eId="p1"><num>Part 1</num><heading>Preliminary</heading>
  <section eId="s1"><num>1</num><heading>A title of this Act</heading>
    <subsection><num>(1)</num><intro><p>This Act protects—</p></intro>
      <paragraph><num>(a)</num><content><p>women, and</p></content></paragraph>
      <paragraph><num>(b)</num><content><p>girls;</p></content></paragraph>
      <wrapUp><p>and nobody else.</p></wrapUp>
    </subsection>
    <subsection><num>(2)</num><content><p>It is cited by <i>name</i>.</p></content></subsection>
  </section>
</part>
<part eId="p2"><num>Part 2</num><heading>Amendments</heading>
  <section eId="s2"><num>2</num><heading>Old Act</heading>
    <content><p>In the Old Act, after section 8 insert—
      <mod><quotedStructure startQuote="“" endQuote="”">
        <section><num>9</num><heading>Inserted section</heading>
          <subsection><num>(1)</num><content><p>New words.</p></content></subsection>
          <subsection><num>(2)</num><content><p>More new words.</p></content></subsection>
        </section>
      </quotedStructure></mod></p></content>
  </section>
  <section eId="s3"><num>3</num><heading>Commencement</heading>
    <content><p>At once.</p></content>
  </section>
</part>
"""


def test_a_law_of_sections_with_an_amendment(tmp_path: Path) -> None:
    amended = (
        "In the Old Act, after section 8 insert— / “9 Inserted section / (1) New words. / "
        "(2) More new words.”"
    )
    assert tree(draft(tmp_path, xml(ENGLISH), "en")) == [
        ("part", "part 1", "Preliminary", ""),
        ("article", "1", "A title of this Act", ""),
        ("paragraph", "1(1)", "", "This Act protects— / and nobody else."),
        ("point", "1(1)(a)", "", "women, and"),
        ("point", "1(1)(b)", "", "girls;"),
        ("paragraph", "1(2)", "", "It is cited by name."),
        ("part", "part 2", "Amendments", ""),
        ("article", "2", "Old Act", amended),
        ("article", "3", "Commencement", "At once."),
    ]


def test_sections_that_hold_articles_are_divisions(tmp_path: Path) -> None:
    body = """
    <title><num>Titre I</num><heading>Des peines</heading>
      <section><num>Section 1</num><heading>Du viol</heading>
        <article><num>Article 1er</num>
          <alinea><content><p>Le viol est un crime.</p></content></alinea>
          <alinea><content><p>Il est puni.</p></content></alinea></article>
        <article><num>Article 2-1</num><content><p>Est aussi puni :</p></content>
          <point><num>1°</num><content><p>Le complice ;</p></content></point>
          <point><num>2°</num><content><p>L’instigateur.</p></content></point></article>
      </section></title>"""
    assert tree(draft(tmp_path, xml(body, language="fra"), "fr")) == [
        ("title", "title I", "Des peines", ""),
        ("section", "section 1", "Du viol", ""),
        ("article", "1", "", "Le viol est un crime. / Il est puni."),
        ("article", "2-1", "", "Est aussi puni :"),
        ("point", "2-1(1)", "", "Le complice ;"),
        ("point", "2-1(2)", "", "L’instigateur."),
    ]


def test_bare_numbers_get_the_words_of_the_language(tmp_path: Path) -> None:
    body = """
    <chapter><num>I</num><heading>Przepisy</heading>
      <paragraph><num>1</num><list><intro><p>Ustawa chroni:</p></intro>
        <point><num>1</num><content><p>kobiety;</p></content></point>
        <point><num>2</num><content><p>dzieci.</p></content></point></list></paragraph>
      <paragraph><num>1a</num><content><p>Nikogo innego.</p></content></paragraph></chapter>"""
    data = xml(body, language="pol")
    document = read_akoma_ntoso(data, "law.xml")
    assert (document.language, document.format) == ("pl", "akn")
    assert [(line.text, line.generated) for line in document.lines] == [
        ("Rozdział I Przepisy", "Rozdział I"),
        ("§ 1", "§ 1"),
        ("Ustawa chroni:", ""),
        ("1) kobiety;", "1)"),
        ("2) dzieci.", "2)"),
        ("§ 1a", "§ 1a"),
        ("Nikogo innego.", ""),
    ]
    assert [(kind, address) for kind, address, *_ in tree(draft(tmp_path, data, "pl"))] == [
        ("chapter", "chapter I"),
        ("article", "1"),
        ("point", "1(1)"),
        ("point", "1(2)"),
        ("article", "1a"),
    ]


@pytest.mark.parametrize(
    ("language", "element", "label"),
    [
        ("fin", "section", "4 §"),
        ("ita", "article", "Articolo 4"),
        ("eng", "section", "4"),
        ("jpn", "article", "Art. 4"),
        ("jpn", "section", "§ 4"),
    ],
)
def test_the_label_of_a_bare_article(language: str, element: str, label: str) -> None:
    body = f"<{element}><num>4</num><content><p>Words.</p></content></{element}>"
    assert texts(read(body, language=language)) == [label, "Words."]


@pytest.mark.parametrize("namespace", [V2, f"{V3}/CSD13", "http://www.akomantoso.org/1.0", ""])
def test_every_version_is_read_the_same(namespace: str) -> None:
    data = xml(ENGLISH)
    other = data.replace(V3.encode(), namespace.encode())
    assert read_akoma_ntoso(other, "law.xml") == read_akoma_ntoso(data, "law.xml")


def test_prefixed_elements_are_read(tmp_path: Path) -> None:
    data = (
        '<!-- kept by the State --><an:akomaNtoso xmlns:an="x"><an:act><an:body><an:article>'
        "<an:num>Art. 1</an:num><an:heading>Aim</an:heading><an:content><an:p>To <!-- not -->"
        "protect.</an:p></an:content></an:article></an:body></an:act></an:akomaNtoso>"
    )
    assert tree(draft(tmp_path, data.encode(), "en")) == [("article", "1", "Aim", "To protect.")]


def test_the_front_stands_before_the_law(tmp_path: Path) -> None:
    front = (
        "<preface><longTitle><p>An Act to protect</p></longTitle></preface><preamble><recitals>"
        "<recital><num>1</num><p>Whereas women,</p></recital></recitals></preamble>"
    )
    law = draft(tmp_path, xml(ENGLISH, before=front), "en")
    assert law.title == "An Act to protect"
    assert {left.why for left in law.left_out} == {"title", "preamble"}
    assert law.text.startswith("An Act to protect\n(1) Whereas women,\nPart 1 Preliminary\n")


def test_a_document_that_bears_a_name_is_called_so() -> None:
    data = xml(ENGLISH).replace(b'name="act"', b'name="Act on Peace"')
    assert read_akoma_ntoso(data, "law.xml").title == "Act on Peace"


def test_notes_follow_the_article_that_calls_them() -> None:
    document = read(
        '<article><num>Art. 1</num><content><p>Words<authorialNote marker="7"><p>As amended.</p>'
        "<p>Twice.</p></authorialNote> go on.</p></content></article>"
        "<article><num>Art. 2</num><content><p>End.</p></content></article>"
    )
    assert [(line.text, line.style) for line in document.lines] == [
        ("Art. 1", "heading9"),
        ("Words go on.", ""),
        ("7 As amended.", "note"),
        ("Twice.", "note"),
        ("Art. 2", "heading9"),
        ("End.", ""),
    ]


def test_tables_are_read_by_row() -> None:
    document = read(
        "<article><num>Art. 1</num><content><table><caption>Fees</caption>"
        "<tr><th><p>Court</p></th><th><p>Fee</p></th></tr>"
        "<tr><td><p>First</p><p>instance</p></td><td>10 m<sup>2</sup></td></tr></table>"
        "</content></article>"
    )
    assert [(line.text, line.style) for line in document.lines[1:]] == [
        ("Fees", ""),
        ("Court Fee", "table"),
        ("First instance 10 m^2", "table"),
    ]


def test_deletions_are_left_out_and_insertions_read() -> None:
    document = read(
        "<article><num>Art. 112<sup>1</sup></num><content><p>Whoever <del>may</del><ins>shall</ins>"
        " act,<br/>acts.</p></content></article>"
    )
    assert texts(document) == ["Art. 112^1", "Whoever shall act,", "acts."]
    assert codes(document) == ["tracked_changes"]
    assert codes(read("<article><num>Art. 1</num><p>Who <ins>acts</ins></p></article>")) == []


def test_what_an_attribute_says_is_removed_is_left_out() -> None:
    document = read(
        '<article><num>Art. 1</num><content status="removed"><p>Old.</p></content>'
        "<content><p>New.</p></content></article>"
    )
    assert texts(document) == ["Art. 1", "New."]
    assert codes(document) == ["tracked_changes"]


def test_a_number_may_stand_in_the_identifier_only(tmp_path: Path) -> None:
    body = (
        '<chapter eId="chp_1"><num>Chapter 1</num>'
        '<article eId="chp_1__art_1"><content><p>First.</p></content></article>'
        '<article eId="chp_1__art_2-bis"><content><p>Second.</p></content></article></chapter>'
    )
    law = draft(tmp_path, xml(body), "en")
    assert [p.address for p in law.provisions] == ["chapter 1", "1", "2 bis"]
    assert [place.generated for place in law.source_map if place.generated] == [True, True]


def test_documents_that_are_only_referred_to_are_a_doubt() -> None:
    after = '<attachments><componentRef src="annex.xml"/></attachments>'
    document = read(
        "<article><num>Art. 1</num><content><p>Words.</p></content></article>", after=after
    )
    assert codes(document) == ["embedded_part"]


def test_numbers_without_words_and_lists_with_values() -> None:
    document = read(
        '<article><num>Art. 1</num><content><ul><li value="(a)">one</li><li value="(b)"/>'
        "<li>three</li></ul></content><point><num>(c)</num></point><point><num>–</num>"
        "<content><p>four</p></content></point></article>"
    )
    assert texts(document) == ["Art. 1", "(a) one", "(b)", "three", "(c)", "four"]


def test_headings_between_and_inside_articles() -> None:
    document = read(
        "<crossHeading>Crimes</crossHeading><section><num>1</num><heading>Theft</heading>"
        "<subsection><num>(1)</num><heading>General</heading><content><p>No theft.</p></content>"
        "</subsection></section>"
    )
    assert [(line.text, line.style, line.bold) for line in document.lines] == [
        ("Crimes", "heading1", False),
        ("1 Theft", "heading9", False),
        ("(1) General", "", True),
        ("No theft.", "", False),
    ]


def test_annexes_are_read_and_other_documents_are_not(tmp_path: Path) -> None:
    annex = (
        '<attachments><attachment><doc name="annex"><preface><p>Annex I</p></preface><mainBody>'
        "<paragraph><num>1.</num><content><p>List of courts.</p></content></paragraph></mainBody>"
        "</doc></attachment></attachments>"
    )
    one = "<article><num>Article 1</num><content><p>{}</p></content></article>"
    data = xml(one.format("As in force in 2020."), after=annex).replace(
        b"</act>", b"</act><act><body>" + one.format("In 2010.").encode() + b"</body></act>"
    )
    document = read_akoma_ntoso(data, "law.xml")
    assert texts(document)[1:] == ["As in force in 2020.", "Annex I", "1. List of courts."]
    assert codes(document) == ["embedded_part"]
    kinds = [kind for kind, *_ in tree(draft(tmp_path, data, "en"))]
    assert kinds[:2] == ["article", "annex"]


def test_annexes_may_stand_beside_the_act() -> None:
    act = xml(
        "<section><num>1.</num><heading>Fines</heading><content><p>See below.</p></content>"
        "</section>"
    ).replace(b"<identification", b'<FRBRalias name="title" value="Fines Act"/><identification')
    data = act.replace(
        b"</akomaNtoso>",
        b"<components><component><doc><meta/><mainBody><article><heading>Schedule 1</heading>"
        b"<paragraph><content><p>None.</p></content></paragraph></article></mainBody></doc>"
        b"</component></components></akomaNtoso>",
    )
    document = read_akoma_ntoso(data, "law.xml")
    assert texts(document) == ["1. Fines", "See below.", "Schedule 1", "None."]
    assert (document.title, document.warnings) == ("Fines Act", ())


def attached(*documents: tuple[str, str]) -> str:
    """Gives attachments: the name of each and its plain text."""
    one = (
        '<attachment><doc name="{}"><mainBody><paragraph><content><p>{}</p></content></paragraph>'
        "</mainBody></doc></attachment>"
    )
    return f"<attachments>{''.join(one.format(*document) for document in documents)}</attachments>"


def test_a_code_whose_articles_are_attached_one_by_one_is_one_annex(tmp_path: Path) -> None:
    enacting = (
        "<article><num>Art. 1.</num><paragraph><content><p>E' approvato il codice.</p></content>"
        "</paragraph></article><article><num>Art. 2.</num><paragraph><content><p>Entra in vigore a "
        "maggio.</p></content></paragraph></article>"
    )
    first = (
        " CODICE MARINARO \n \nTITOLO I \n \nDELLE NAVI \n \n \n Art. 1. \n \n(Vele). \n \n"
        " Chi vara una nave la dipinge.(1) \n \n((2)) \n"
    )
    after = attached(
        ("Codice Marinaro-art. 1", first),
        ("Codice Marinaro-art. 1 bis", " Art. 1-bis. \n \n Chi vara una zattera la lega. "),
        ("Codice Marinaro-art. 2", " Art. 2. \n \n Chi la scioglie la perde. "),
        ("Tabella A", " Navi grandi: 12. "),
        ("schedule", " 1. Elenco dei porti. "),
    )
    law = draft(tmp_path, xml(enacting, language="ita", after=after))
    assert tree(law) == [
        ("article", "1", "", "E' approvato il codice."),
        ("article", "2", "", "Entra in vigore a maggio."),
        ("annex", "annex", "CODICE MARINARO", ""),
        ("title", "annex:title I", "DELLE NAVI", ""),
        ("article", "annex:1", "(Vele).", "Chi vara una nave la dipinge.(1) ((2))"),
        ("article", "annex:1-bis", "", "Chi vara una zattera la lega."),
        ("article", "annex:2", "", "Chi la scioglie la perde."),
        ("annex", "annex", "Tabella A", "Navi grandi: 12."),
        ("annex", "annex", "", "1. Elenco dei porti."),
    ]
    assert not law.warnings
    generated = [place.generated for place in law.source_map]
    assert generated.count(True) == 2  # the titles of the table and of the schedule


def test_what_is_attached_without_a_word_for_an_annex_is_one(tmp_path: Path) -> None:
    after = attached(("", "CONVENTION ON OARS"), ("", "Article 1\n\nOars are of wood."))
    body = "<article><num>Article 1</num><content><p>It is approved.</p></content></article>"
    assert [row[:3] for row in tree(draft(tmp_path, xml(body, after=after), "en"))] == [
        ("article", "1", ""),
        ("annex", "annex", "CONVENTION ON OARS"),
        ("annex", "annex", ""),
        ("article", "annex:1", ""),
    ]


def test_line_breaks_of_plain_texts_part_their_points(tmp_path: Path) -> None:
    long = "a mast that is taller than the ship is long, " * 4
    body = (
        "<article><num>Art. 1</num><heading>Masts\nand oars</heading><content><p>Nobody shall set: "
        f"\na) {long}\nb) a mast of <i>glass</i>\nor of lead; \n b-bis) two\n     masts. "
        "</p></content></article>"
    )
    assert [row[1:] for row in tree(draft(tmp_path, xml(body), "en"))] == [
        ("1", "Masts and oars", "Nobody shall set:"),
        ("1(a)", "", long.strip()),
        ("1(b)", "", "a mast of glass or of lead;"),
        ("1(b-bis)", "", "two masts."),
    ]


def test_wrapped_words_are_one_line() -> None:
    words = "Nobody shall sail at night\nunless the moon shines on\nthe sea and the wind"
    document = read(f"<article><num>Art. 1</num><content><p>{words}</p></content></article>")
    assert texts(document) == ["Art. 1", words.replace("\n", " ")]


def test_a_declared_article_stands_whatever_ends_the_line_before_it(tmp_path: Path) -> None:
    article = "<article><num>Article {}</num><content><p>{}</p></content></article>"
    cut = "Whoever sails at night pays what is said in the rules on fines, and in those of article"
    body = article.format(1, cut) + article.format(2, "Sail. ") + article.format(3, "Row.")
    law = draft(tmp_path, xml(body), "en")
    assert [p.number for p in law.provisions] == ["1", "2", "3"]


def test_words_inside_a_declared_article_open_no_other(tmp_path: Path) -> None:
    article = "<article><num>Art. {}</num><content><p>{}</p></content></article>"
    body = article.format(7, "Sail.") + article.format("7-bis", "</p><p>Art. 7-ter</p><p>Row.")
    law = draft(tmp_path, xml(body + article.format(8, "Swim.")), "en")
    assert [p.number for p in law.provisions] == ["7", "7-bis", "8"]


def test_a_declared_language_may_be_missing(tmp_path: Path) -> None:
    body = (
        "<article><num>1</num><content><p>Prezenta lege se aplică de la data la care este "
        "publicată și nu poate fi modificată prin alte acte.</p></content></article>"
    )
    for declared in ("", "und", "qqa"):
        law = draft(tmp_path, xml(body, language=declared))
        assert law.language == "ro"
        assert [p.address for p in law.provisions] == ["1"]


def test_a_declared_language_may_have_the_file_of_another_one() -> None:
    assert read("<article><num>1</num></article>", language="cnr").language == "sr"


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f'<akomaNtoso xmlns="{V3}"><act><body><p>&b;</p></body></act></akomaNtoso>'
).encode()
OUTSIDE = BOMB.replace(b'<!ENTITY a "ha">', b'<!ENTITY a SYSTEM "file:///etc/hostname">')


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (BOMB, "doctype_refused"),
        (OUTSIDE, "doctype_refused"),
        (BOMB.decode().replace("UTF-8", "UTF-16").encode("utf-16"), "doctype_refused"),
        (xml(ENGLISH)[:-40], "corrupt"),
        (xml("<p>x</p>").replace(b"body", b"debateBody"), "no_body"),
        (xml("<quotedStructure/>").replace(b"body", b"debateBody"), "no_body"),
        (xml(" "), "no_text"),
        (xml("<list>" * 250 + "x" + "</list>" * 250), "corrupt"),
    ],
)
def test_refusals(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "law.akn"
    path.write_bytes(data)
    with pytest.raises(AppError, match=code):
        read_law(path)


def test_deep_laws_are_read_in_the_limited_process(tmp_path: Path) -> None:
    path = tmp_path / "law.akn"
    path.write_bytes(xml("<list>" * 190 + "Deep words" + "</list>" * 190))
    assert "Deep words" in read_law_safely(path, "en").text


def test_an_italian_code_has_all_its_articles(laws: Path) -> None:
    law = read_law(laws / "italy" / "DLgs_82-2005_CAD_akn.xml")
    truth = laws / "truth" / "italy__DLgs_82-2005_CAD_akn.xml.articles.txt"
    assert law.language == "it"
    found = [p.number for p in law.provisions if p.kind == "article"]
    assert found == truth.read_text(encoding="utf-8").split()
    assert not law.warnings
    # the source writes paragraphs inside others, on lines of their own, and the number of 1 twice
    addresses = [p.address for p in law.provisions if p.address.startswith("13-bis(")]
    assert addresses == [f"13-bis({number})" for number in range(1, 6)]


@pytest.mark.parametrize(
    ("file", "numbers"),
    [
        ("poland/WDU20170000001_akoma.xml", ["1", "2"]),
        ("finland/finlex_2026-2_main.xml", ["1", "2", "3", "4", "5", "6"]),
        ("finland/finlex_2026-3_main.xml", ["16"]),
    ],
)
def test_real_acts_have_all_their_articles(laws: Path, file: str, numbers: list[str]) -> None:
    law = read_law(laws / file)
    assert [p.number for p in law.provisions if p.kind == "article"] == numbers


def test_the_polish_act_has_the_points_of_its_other_formats(laws: Path) -> None:
    points = [("point", f"1({n})") for n in range(1, 9)]
    law = read_law(laws / "poland" / "WDU20170000001_akoma.xml")
    found = [(p.kind.value, p.address) for p in law.provisions]
    assert found == [("article", "1"), *points, ("article", "2")]


def test_a_note_may_say_that_an_article_is_repealed_and_an_address_what_language_it_is_in(
    tmp_path: Path,
) -> None:
    note = '<authorialNote marker="1"><p>Aufgehoben durch Ziff. I des Gesetzes.</p></authorialNote>'
    body = (
        "<article><num>Art. 1</num><paragraph><content><p>Das Gericht schützt.</p></content>"
        f"</paragraph></article><article><num>Art. 2{note}</num></article>"
        "<article><num>Art. 3</num></article>"
    )
    law = draft(tmp_path, xml(body, language="http://law.example/authority/language/DEU"))
    assert law.language == "de"
    assert [(w.code, w.details["number"]) for w in law.warnings] == [("article_empty", "3")]


def test_paragraphs_of_a_schedule_are_its_articles_and_the_short_title_is_the_name(
    tmp_path: Path,
) -> None:
    names = "<longTitle><p>An Act about the sea.</p></longTitle>"
    names = f"<preface>{names}<p><shortTitle>Harbour Act</shortTitle></p></preface>"
    paragraph = "<paragraph><num>{}</num>{}</paragraph>"
    rows = paragraph.format(1, "<content><p>A sailor rows.</p></content>") + paragraph.format(
        2, "<subparagraph><num>(1)</num><content><p>A sailor sails.</p></content></subparagraph>"
    )
    part = f"<part><num>Part 1</num><heading>Boats</heading>{rows}</part>"
    data = xml(
        "<section><num>1</num><heading>Aims</heading><content><p>All float.</p></content></section>"
        '<hcontainer name="schedule"><num>SCHEDULE 1</num><heading>Rules</heading>'
        f"{part}</hcontainer>",
        before=names,
    )
    law = draft(tmp_path, data)
    assert law.title == "Harbour Act"
    assert tree(law) == [
        ("article", "1", "Aims", "All float."),
        ("annex", "annex 1", "Rules", ""),
        ("part", "annex 1:part 1", "Boats", ""),
        ("article", "annex 1:1", "", "A sailor rows."),
        ("article", "annex 1:2", "", ""),
        ("paragraph", "annex 1:2(1)", "", "A sailor sails."),
    ]

# SPDX-License-Identifier: EUPL-1.2
"""The legal data: whole, aligned, in three languages, and refused with a line where it is wrong."""

from __future__ import annotations

import re

import pytest

from gapanalysis import analysis
from gapanalysis.instrument import find_node, lineage, parent, read_instrument, treaty_words
from gapanalysis.resources import resource
from gapanalysis.rules.conditions import ElementIs, leaves
from gapanalysis.rules.load import read_rules

LANGUAGES = ("en", "fr", "ro")
INSTRUMENT = analysis.instrument()
FOLDER = resource("instruments/istanbul")
RULE_FILES = [
    (path.name, path.read_text(encoding="utf-8"))
    for path in sorted(FOLDER.joinpath("rules").iterdir(), key=lambda p: p.name)
]


def test_no_problem_in_the_data():
    assert read_instrument("istanbul")[1] == []
    assert read_rules(RULE_FILES, INSTRUMENT)[1] == []


def test_the_convention_is_whole_and_aligned():
    assert sorted(INSTRUMENT.articles) == list(range(1, 82))
    assert len(INSTRUMENT.chapters) == 12
    assert INSTRUMENT.authentic == ("en", "fr")
    assert INSTRUMENT.annex
    for article in INSTRUMENT.articles.values():
        for paragraph in article.paragraphs:
            for text in (paragraph.text, *(point.text for point in paragraph.points)):
                assert set(text) == set(LANGUAGES)
                assert all(words.strip() for words in text.values()), article.number


@pytest.mark.parametrize(
    ("node", "language", "words"),
    [
        ("36.1.a", "en", "engaging in non-consensual vaginal, anal or oral penetration"),
        ("36.1.a", "fr", "la pénétration vaginale, anale ou orale non consentie"),
        ("55.1", "en", "upon a report or complaint filed by a victim"),
        ("79", "fr", "réserves"),
        ("33", "ro", "integrității psihologice"),
    ],
)
def test_words_of_the_convention(node, language, words):
    said = " ".join(part.text for part in treaty_words(INSTRUMENT, node, language))
    assert words in said.replace("’", "'").replace("\u00a0", " ") or words in said


def test_a_point_is_shown_with_its_lead_in():
    lead, point = treaty_words(INSTRUMENT, "36.1.b", "en")
    assert (lead.target, point.target, point.label) == (False, True, "b")


def test_the_catalogue_is_whole():
    articles = {one.article for one in INSTRUMENT.obligations.values()}
    assert set(range(1, 66)) <= articles
    assert {66, 67, 68, 70, 71, 73, 77, 78, 79, 80} <= articles
    assert (len(INSTRUMENT.obligations), len(INSTRUMENT.elements)) == (170, 304)
    assert len(analysis.rules()) == 137
    for obligation in INSTRUMENT.obligations.values():
        if obligation.strength not in {"rule", "none"}:
            assert INSTRUMENT.elements_of(obligation.id), obligation.id


def texts_of_data():
    for obligation in INSTRUMENT.obligations.values():
        yield from (obligation.title, obligation.duty, obligation.defect)
    for element in INSTRUMENT.elements.values():
        yield from (element.question, element.note)
    for article in INSTRUMENT.articles.values():
        yield article.short
    for rule in analysis.rules():
        yield from (rule.finding, rule.recommendation, rule.note)
        for case in rule.cases:
            yield from (case.label, case.finding, case.recommendation)


def test_every_text_is_written_in_every_language():
    for text in texts_of_data():
        if text is None:
            continue
        assert set(text) == set(LANGUAGES)
        for language, words in text.items():
            assert words.strip() and "§§" not in words, (language, words)
            assert not set("ţşŢŞ") & set(words), words
        assert len({words.count("{case}") for words in text.values()}) == 1, text


def test_questions_are_questions_and_recommendations_are_clauses():
    for element in INSTRUMENT.elements.values():
        assert all(words.rstrip().endswith("?") for words in element.question.values()), element.id
    for rule in analysis.rules():
        for text in (rule.recommendation, *(c.recommendation for c in rule.cases)):
            if text:
                assert all(not words.endswith(".") for words in text.values()), rule.id
                assert re.match(r"[a-z]", text["en"]), rule.id


def test_a_recommendation_on_one_of_several_cases_names_it():
    for rule in analysis.rules():
        if rule.finding and "{case}" in rule.finding["en"] and rule.recommendation:
            said = rule.recommendation["en"]
            assert "{case}" in said or not re.search(
                r"\bthis (offence|circumstance|ground)\b", said
            ), rule.id


def test_each_rule_reads_what_exists():
    read = {
        leaf.element
        for rule in analysis.rules()
        for case in rule.cases
        for leaf in leaves(case.when)
        if isinstance(leaf, ElementIs)
    }
    assert read <= set(INSTRUMENT.elements)


def test_no_explanatory_report_reference_is_called_verified():
    for obligation in INSTRUMENT.obligations.values():
        assert obligation.report is None or not obligation.report.verified
    assert all(r.basis.report is None or not r.basis.report.verified for r in analysis.rules())


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        ('{ element = "E33.1", is = ["no"] }', '{ element = "E99.1", is = ["no"] }', "", "E99.1"),
        ('{ mapping = "33", is = ["none"] }', '{ mapping = "33", is = ["nil"] }', "", "nil"),
        ('severity = "critical"', 'severity = "dire"', "severity", "dire"),
        ('kind = "availability"', 'kynd = "availability"', "kynd", "known key"),
        ("finding.fr = ", "finding.xx = ", "finding", "'fr'"),
    ],
)
def test_a_mistake_in_a_rule_is_named_with_its_line(old, new, key, problem):
    name, text = RULE_FILES[0]
    assert old in text
    changed = text.replace(old, new, 1)
    _, problems = read_rules([(name, changed), *RULE_FILES[1:]], INSTRUMENT)
    line = changed[: changed.index(new)].count("\n") + 1
    first = problems[0]
    assert first.file == name
    assert problem in " ".join(f"{one.key} {one.problem}" for one in problems)
    assert any(abs(one.line - line) <= 12 for one in problems)
    assert key in " ".join(one.key for one in problems)


def test_what_is_no_toml_is_named_with_its_line():
    _, problems = read_rules([("x.toml", "a = 1\nb = = 2\n")], INSTRUMENT)
    assert (problems[0].file, problems[0].line) == ("x.toml", 2)


@pytest.mark.parametrize(
    ("written", "node"),
    [("36(1)(a)", "36.1.a"), ("art. 36", "36"), (" 36.1 ", "36.1"), ("Article 55(1)", "55.1")],
)
def test_nodes_as_people_write_them(written, node):
    assert find_node(INSTRUMENT, written) == node


def test_the_tree_has_no_orphans():
    for node in INSTRUMENT.nodes:
        assert all(above in INSTRUMENT.nodes for above in lineage(node))
    assert (parent("36.1.a"), parent("36"), parent("10.1a")) == ("36.1", None, "10.1")


def test_translation_notes_quote_what_stands_in_the_texts():
    def whole(language: str) -> str:
        texts = [chapter.title for chapter in INSTRUMENT.chapters]
        paragraphs = list(INSTRUMENT.annex)
        for article in INSTRUMENT.articles.values():
            texts.append(article.title)
            paragraphs += article.paragraphs
        for paragraph in paragraphs:
            texts += [paragraph.text, *(point.text for point in paragraph.points)]
        return " ".join(" ".join(text[language] for text in texts).split())

    said = {language: whole(language) for language in LANGUAGES}
    assert INSTRUMENT.translation_notes
    for note in INSTRUMENT.translation_notes:
        assert INSTRUMENT.has_node(note.node), note.node
        assert note.language not in INSTRUMENT.authentic
        assert note.words in said[note.language], note.words
        assert note.authentic in said["en"], note.authentic


def test_known_parties_have_sources_and_dates_in_order():
    for party in INSTRUMENT.parties.values():
        days = [party.dates[n] for n in ("signed", "deposited", "in_force") if n in party.dates]
        assert days == sorted(days), party.code
        assert not party.dates or party.source
        for one in party.reservations:
            assert one.provision in INSTRUMENT.reservable, (party.code, one.provision)


def said_in(languages: str) -> list[tuple[str, str]]:
    """Gives the lines of the data that say something in some languages, with their files."""
    files = [*FOLDER.iterdir(), resource("terms.toml")]
    for name in ("rules", "obligations"):
        files += FOLDER.joinpath(name).iterdir()
    return [
        (path.name, line)
        for path in files
        if path.name.endswith(".toml")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.match(rf"[a-z_.-]+\.({languages}) = ", line)
    ]


def test_ranges_are_written_with_a_dash_in_every_language():
    for name, line in said_in("en|fr|ro"):
        assert not re.search(r"\d-\d", line), (name, line)


def test_romanian_cites_in_one_form_and_has_one_word_for_the_perpetrator():
    other_form = re.compile(r"rticol\w* \d+ (alineat|litera)|\(\d+\) litera|\d\.[a-c]\b")
    other_word = re.compile(r"\bagresor|\bautor(ul|ului|i)?\b|\bautorii violenței", re.IGNORECASE)
    for name, line in said_in("ro"):
        assert not other_form.search(line), (name, line)
        assert not other_word.search(line), (name, line)


@pytest.mark.parametrize(
    "other",
    [
        r"domeniul de aplicare al Convenției",
        r"violenț\w* bazat\w* pe gen",
        r"[Aa]utonomizarea femeilor",
        r"trecutul sexual|conduita victimei",
        r"serviciile de suport",
        r"instigă un copil",
        r"aflat[eă]i? în pericol (și|ori|sau) de",
        r"locuri(lor)? de familie",
        r"\braportul(ui)? explicativ",
    ],
)
def test_romanian_has_one_term_for_one_thing(other):
    assert [line for _, line in said_in("ro") if re.search(other, line)] == []

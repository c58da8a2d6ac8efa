# SPDX-License-Identifier: EUPL-1.2
"""Figures: closed sets as data, ratios of two known numbers, tables read row by row."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapanalysis import analysis
from gapanalysis.errors import AppError
from gapanalysis.evidence import load_sets, read_sets, split_keywords
from gapanalysis.figure_table import (
    MOST_COLUMNS,
    MOST_ROWS,
    Plan,
    guess_decimal,
    guess_plan,
    parse_number,
    read_cells,
    read_figures,
)
from gapanalysis.figures import own_ratio, ratios
from gapanalysis.model import Figure
from gapanalysis.resources import read_text
from gapanalysis.words import LANGUAGES, load_words

SETS = load_sets()
TEXT = read_text("instruments/istanbul/evidence.toml")


def figure(number: int, name: str, value: float | None, **more: object) -> Figure:
    values: dict[str, object] = {
        "obligation": "36.1.a",
        "denominator": None,
        "denominator_of": "",
        "year": 2025,
        "breakdown": {},
        "source": "",
        "confidential": False,
    }
    return Figure(id=number, name=name, value=value, **{**values, **more})


def read(text: str, **changes: object):
    cells = read_cells(text)
    plan = guess_plan(cells, decimal=".", obligation="36.1.a")
    return read_figures(cells, replace(plan, **changes))


def told(reading) -> list[tuple[str, float | None, int | None]]:
    return [(one.name, one.value, one.year) for one in reading.figures]


# --- the closed sets -----------------------------------------------------------------------------


def test_the_sets_are_whole():
    assert read_sets("evidence.toml", TEXT)[1] == []
    assert list(SETS.kinds) == ["case", "statistics", "practice", "interview", "judgment", "other"]
    assert [(one.id, one.publish, one.named) for one in SETS.consents.values()] == [
        ("none", False, False),
        ("anonymised", True, False),
        ("named", True, True),
    ]
    assert [one.id for one in SETS.kinds.values() if one.judgment] == ["judgment"]
    assert [one.id for one in SETS.kinds.values() if one.consent != "none"] == ["judgment"]
    assert list(SETS.bodies) == ["grevio_baseline", "grevio_thematic", "committee"]
    assert list(SETS.states) == ["done", "partly", "no", "unknown"]


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        ('id = "statistics"', 'id = "case"', "case.id", "stands twice"),
        ("per = 10000\n", "per = 0\n", "inhabitants.per", "one or more"),
        ('of = "acquittals"', 'of = "acquitals"', "of", "'acquitals'"),
        ('mark = "met"', 'mark = "green"', "done.mark", "'green'"),
        ('title.fr = "cas"\n', "", "case.title", "'fr'"),
        ("publish = false\nnamed", 'publish = "no"\nnamed', "none.publish", "true or false"),
        ("judgment = true", "judgement = true", "judgement", "known key"),
        ("[columns]", "[heads]", "columns", "is missing"),
    ],
)
def test_a_mistake_in_the_sets_is_named_with_its_key_and_line(old, new, key, problem):
    assert old in TEXT
    changed = TEXT.replace(old, new, 1)
    problems = read_sets("evidence.toml", changed)[1]
    assert any(key in one.key and problem in f"{one.key} {one.problem}" for one in problems)
    assert all(one.file == "evidence.toml" and one.line > 0 for one in problems)


def test_keywords_are_kept_once_as_first_written():
    written = " Withdrawal ,delay;withdrawal\n\n  court   delay ,"
    assert split_keywords(written) == ("Withdrawal", "delay", "court delay")


# --- ratios --------------------------------------------------------------------------------------


def test_a_ratio_needs_both_numbers_and_what_the_lower_one_counts():
    known = figure(1, "convictions", 6, denominator=118, denominator_of="reports")
    ratio = own_ratio(known, SETS)
    assert (ratio.value, ratio.per, ratio.to) == (5.1, 100, "reports")
    for missing in (
        {"value": None},
        {"denominator": None},
        {"denominator": 0},
        {"denominator_of": ""},
    ):
        assert own_ratio(replace(known, **missing), SETS) is None


def test_a_ratio_is_told_for_as_many_as_the_data_says():
    places = figure(1, "places", 58, denominator=3_200_000, denominator_of="inhabitants")
    centres = replace(places, name="sv_centres", value=4)
    own = replace(places, name="ours", denominator_of="theirs")
    found = [own_ratio(one, SETS) for one in (places, centres, own)]
    assert [(one.value, one.per) for one in found] == [
        (0.18, 10_000),
        (0.25, 200_000),
        (0.0018, 100),
    ]


def test_figures_are_read_together_where_obligation_year_and_breakdown_agree():
    figures = [
        figure(1, "reports", 118),
        figure(2, "convictions", 6),
        figure(3, "convictions", 7, year=2024),
        figure(4, "convictions", 4, breakdown={"sex": "women"}),
        figure(5, "convictions", 9, obligation="35"),
    ]
    (found,) = ratios(figures, SETS)
    assert (found.of, found.to, found.value, found.figures) == (
        "convictions",
        "reports",
        5.1,
        (2, 1),
    )
    women = figure(6, "reports", 60, breakdown={"sex": "women"})
    assert [one.value for one in ratios([*figures, women], SETS)] == [5.1, 6.7]


@pytest.mark.parametrize(
    "other",
    [
        figure(3, "reports", 120),
        figure(3, "convictions", 8),
    ],
)
def test_two_numbers_for_one_thing_give_no_ratio(other):
    pair = [figure(1, "reports", 118), figure(2, "convictions", 6)]
    assert len(ratios(pair, SETS)) == 1
    assert ratios([*pair, other], SETS) == ()


def test_a_missing_or_empty_number_gives_no_ratio():
    for base in (None, 0):
        assert ratios([figure(1, "reports", base), figure(2, "convictions", 6)], SETS) == ()
    assert ratios([figure(1, "reports", 9), figure(2, "convictions", None)], SETS) == ()
    own = figure(2, "convictions", 6, denominator=100, denominator_of="reports")
    assert ratios([figure(1, "reports", 118), own], SETS) == ()


def test_a_population_is_read_with_figures_on_any_obligation():
    women = figure(1, "women", 1_640_000, obligation="11.1.a")
    (found,) = ratios([women, figure(2, "homicides", 19, obligation="51.1")], SETS)
    assert (found.value, found.per, found.obligation) == (1.2, 100_000, "51.1")


# --- numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "decimal", "value"),
    [
        ("118", ".", 118),
        (" 1,234 ", ".", 1234),
        ("1.234", ",", 1234),
        ("1.234", ".", 1.234),
        ("1 234 567,5", ",", 1234567.5),
        ("1\u202f234", ",", 1234),
        ("3\u2019200\u2019000", ".", 3200000),
        ("٢٠٢٥", ".", 2025),
        ("0", ".", 0),
    ],
)
def test_numbers_as_people_write_them(written, decimal, value):
    assert parse_number(written, decimal) == value


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "number_wrong"),
        ("n/a", "number_wrong"),
        ("–", "number_wrong"),
        ("-5", "number_wrong"),
        ("12,5", "number_wrong"),
        ("1,23,456", "number_wrong"),
        ("1e5", "number_wrong"),
        ("=1+1", "number_wrong"),
        ("nan", "number_wrong"),
        ("5 %", "number_percent"),
        ("9999999999999999", "figure_range"),
        ("9" * 100_000, "number_wrong"),
    ],
)
def test_what_is_no_number_is_refused(written, code):
    with pytest.raises(AppError, match=code):
        parse_number(written, ".")


@given(st.integers(0, 10**14), st.sampled_from([".", ","]), st.sampled_from(["", " ", "\u00a0"]))
def test_a_whole_number_comes_back_whatever_stands_between_thousands(value, decimal, between):
    assert parse_number(f"{value:,}".replace(",", between), decimal) == value


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["12,5", "118"], ","),
        (["1.234,5"], ","),
        (["1,234.5"], "."),
        (["1.234.567"], ","),
        (["1.234"], "."),
        ([], "."),
    ],
)
def test_the_decimal_mark_is_seen_where_it_can_be(cells, mark):
    assert guess_decimal(cells, ".") == mark


# --- tables --------------------------------------------------------------------------------------


def test_a_table_copied_from_a_spreadsheet():
    table = (
        "What\tNumber\tOut of\tDenominator counts\tYear\tSex\tSource\tArticle\r\n"
        'Convictions\t6\t118\treports\t2025\tWomen\t"Ministry,\n table 7"\t36(1)(a)\r\n'
        "\t\t\t\t\t\t\t\r\n"
        "hotline reports\t1,234\t\t\t2024\tnot said\t=1+1\t55.1\r\n"
    )
    first, second = read(table).figures
    assert first == Figure(
        id=0,
        obligation="36.1.a",
        name="convictions",
        value=6,
        denominator=118,
        denominator_of="reports",
        year=2025,
        breakdown={"sex": "women"},
        source="Ministry,\n table 7",
        confidential=True,
    )
    assert (second.name, second.value, second.breakdown) == (
        "hotline reports",
        1234,
        {"sex": "not said"},
    )
    assert (second.source, second.obligation) == ("=1+1", "55.1")


def test_years_side_by_side():
    reading = read("\t2023\t2024\t2025\nReports\t90\t104\t118\nConvictions\t5\t\t6\n")
    assert told(reading) == [
        ("reports", 90, 2023),
        ("reports", 104, 2024),
        ("reports", 118, 2025),
        ("convictions", 5, 2023),
        ("convictions", 6, 2025),
    ]
    assert reading.bad == ()


def test_things_counted_side_by_side():
    reading = read("Année;Signalements et plaintes;Condamnations\n2024;104;7\n2025;118;6\n")
    assert told(reading) == [
        ("reports", 104, 2024),
        ("convictions", 7, 2024),
        ("reports", 118, 2025),
        ("convictions", 6, 2025),
    ]


def test_a_table_without_a_head():
    reading = read("Reports\t118\t2025\nConvictions\t6\t2025")
    assert told(reading) == [("reports", 118, 2025), ("convictions", 6, 2025)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bad_row_is_told_with_its_number_and_the_rest_is_read(language):
    table = (
        "name\tvalue\tyear\tarticle\n"
        "Reports\tn/a\t2025\t36\n"
        "Reports\t5 %\t2025\t36\n"
        "Reports\t118\t25\t36\n"
        "Reports\t118\t2025\t136\n"
        "Reports\t\t2025\t36\n"
        "\t118\t2025\t36\n"
        "Reports\t118\t2025\t36\n"
    )
    reading = read(table)
    assert told(reading) == [("reports", 118, 2025)]
    assert [(bad.row, bad.error.code) for bad in reading.bad] == [
        (2, "number_wrong"),
        (3, "number_percent"),
        (4, "year_wrong"),
        (5, "node_unknown"),
        (6, "row_without_value"),
        (7, "row_without_name"),
    ]
    for bad in reading.bad:
        said = load_words(language).error(bad.error)
        assert said and "{" not in said and not said.startswith("error.")


def test_a_row_goes_under_no_article_that_nobody_named():
    reading = read("what,value,article\nReports,118,36\nReports,90,\n", obligation="")
    assert [one.obligation for one in reading.figures] == ["36"]
    assert [(bad.row, bad.error.code) for bad in reading.bad] == [(3, "row_without_node")]


def test_what_rows_do_not_say_comes_from_the_plan():
    reading = read("region,value\nNorth,118\n", name="reports", source="Police", confidential=False)
    (one,) = reading.figures
    assert (one.name, one.source, one.breakdown) == ("reports", "Police", {"region": "North"})
    assert not one.confidential


def test_a_number_in_the_head_names_nothing():
    reading = read(
        "place,2.500\nNorth,118\n", head=True, roles=("source", "value"), name="shelters"
    )
    assert told(reading) == [("shelters", 118, None)]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\x00", ";;;"])
def test_an_empty_table_is_refused(text):
    with pytest.raises(AppError, match="table_empty"):
        read_cells(text)


@pytest.mark.parametrize(
    "text",
    [
        "a\t1\n" * (MOST_ROWS + 1),
        "\t".join("x" * (MOST_COLUMNS + 1)),
        "x" * 5_000_001,
        "x" * 4_000_000 + "\t1",
    ],
)
def test_a_table_too_large_is_refused(text):
    with pytest.raises(AppError, match="table_too_large"):
        read_cells(text)


@given(st.text(max_size=400))
def test_any_text_is_a_table_or_a_message(text):
    try:
        cells = read_cells(text)
    except AppError as error:
        if error.code != "table_empty":
            raise
        return
    assert len({len(row) for row in cells.rows}) == 1
    plan = guess_plan(cells, decimal=",", obligation="36.1.a")
    assert len(plan.roles) == cells.width
    reading = read_figures(cells, plan)
    rows = len(cells.rows) - plan.head
    assert len({bad.row for bad in reading.bad}) == len(reading.bad) <= rows
    typed = {cell.strip() for row in cells.rows for cell in row} | {""}
    for one in reading.figures:
        assert one.value is not None
        assert one.name in typed or one.name in SETS.figures
        assert one.source in typed


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=30),
            st.integers(0, 10**9),
            st.integers(1950, 2050),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_a_table_that_is_sound_is_read_whole(rows):
    import csv
    import io

    rows = [(name, value, year) for name, value, year in rows if name.strip()]
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
    writer.writerow(["name", "value", "year"])
    writer.writerows(rows)
    reading = read(stream.getvalue()) if rows else None
    if reading:
        assert reading.bad == ()
        assert [(one.value, one.year) for one in reading.figures] == [(v, y) for _, v, y in rows]
        for one, (name, _value, _year) in zip(reading.figures, rows, strict=True):
            assert one.name in {name.strip(), *SETS.figures}


@given(st.lists(st.sampled_from(["", "name", "value", "year", "source", "by:sex", "obligation"])))
def test_any_choice_of_columns_gives_figures_or_messages(roles):
    cells = read_cells("a\tb\tc\n1\t2\t3\nReports\t118\t2025\n")
    chosen = (*roles, "", "", "")[: cells.width]
    plan = Plan(head=True, roles=chosen, decimal=".", obligation="36")
    reading = read_figures(cells, plan)
    assert {bad.row for bad in reading.bad} <= {2, 3}
    assert len(reading.figures) <= 2 * chosen.count("value")


# --- files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_read_in_its_encoding(tmp_path, encoding):
    path = tmp_path / "chiffres.csv"
    path.write_bytes("Année;Valeur;Nom\n2025;1 234;Enquêtes préalables à Évry\n".encode(encoding))
    cells = analysis.load_table(path)
    assert cells.rows[1] == ("2025", "1 234", "Enquêtes préalables à Évry")


def test_a_file_that_is_no_table_is_refused(tmp_path):
    for name, data, code in (
        ("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "not_text"),
        ("b.csv", b"\n\n", "table_empty"),
        ("c.csv", b"1," * 3_000_000, "table_too_large"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(AppError, match=code):
            analysis.load_table(tmp_path / name)
    with pytest.raises(AppError, match="file_missing"):
        analysis.load_table(tmp_path / "d.csv")

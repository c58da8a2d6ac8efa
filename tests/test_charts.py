# SPDX-License-Identifier: EUPL-1.2
"""Charts as plain shapes: everything is shown once, in its place, and can be walked to."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gapanalysis import analysis
from gapanalysis.charts.cells import SIZE, cell
from gapanalysis.charts.reservations import make_timeline
from gapanalysis.charts.shapes import (
    SIZES,
    Box,
    Drawing,
    Label,
    Spot,
    Strokes,
    broken,
    dotting,
    hatching,
    mirrored,
    neighbour,
)
from gapanalysis.model import (
    Decision,
    ElementOutcome,
    Explanation,
    Notice,
    Reservation,
    State,
)
from gapanalysis.reservations import reservation_state
from gapanalysis.words import LANGUAGES, load_words

INSTRUMENT = analysis.instrument()
ORDERS = analysis.orders(INSTRUMENT)
ON = date(2026, 11, 22)


def measure(text: str, role: str) -> float:
    """Stands for the fonts of whoever paints."""
    return len(text) * SIZES[role] * 0.5


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    project, on = analysis.make_demo(tmp_path_factory.mktemp("charts") / "demo.gap")
    yield analysis.view(project, on)
    project.close()


@pytest.fixture(scope="module")
def charts(view):
    """Gives the overview in each order, in the language of the longest words."""
    return {order: analysis.overview(view, order, load_words("fr")) for order in ORDERS}


def overlap(one: Spot | Box, other: Spot | Box) -> bool:
    return (
        one.x < other.x + other.width - 1e-6
        and other.x < one.x + one.width - 1e-6
        and one.y < other.y + other.height - 1e-6
        and other.y < one.y + one.height - 1e-6
    )


def assert_inside(drawing: Drawing) -> None:
    for spot in drawing.spots:
        assert spot.x >= -2
        assert spot.x + spot.width <= drawing.width + 2
        assert spot.y >= -2
        assert spot.y + spot.height <= drawing.height + 2
        assert spot.text
        assert 0 <= spot.band < len(drawing.bands)
    for label in labels(drawing):
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[label.align]
        left = label.x - share * measure(label.text, label.role)
        assert left >= -1, label
        assert left + measure(label.text, label.role) <= drawing.width + 1, label
        assert label.y <= drawing.height


def labels(drawing: Drawing) -> list[Label]:
    return [shape for shape in drawing.shapes if isinstance(shape, Label)]


# --- the overview ---------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_element_is_one_square(view, order, language):
    chart = analysis.overview(view, order, load_words(language))
    drawing = chart.draw(1300, measure)
    assert sorted(s.key for s in drawing.spots) == sorted(INSTRUMENT.elements)
    assert all(s.owner == INSTRUMENT.elements[s.key].obligation for s in drawing.spots)
    assert_inside(drawing)


def test_the_legend_counts_every_square_with_what_is_not_assessed(view):
    chart = analysis.overview(view, "chapter", load_words("en"))
    counts = {key.outcome: int(key.count) for key in chart.legend if not key.found}
    assert set(counts) == set(ElementOutcome)
    assert sum(counts.values()) == len(INSTRUMENT.elements)
    silent = counts[ElementOutcome.NOT_ASSESSED]
    assert f"{silent} of {len(INSTRUMENT.elements)} are not assessed" in chart.said
    assert f"not assessed  {silent}" in [label.text for label in labels(chart.draw(900, measure))]
    folded = [key for key in chart.legend if key.found]
    assert [int(key.count) for key in folded] == [
        sum(e.found for e in view.evaluation.elements.values())
    ]


def test_nothing_assessed_is_said_so(project):
    seen = analysis.view(project, ON)
    said = [analysis.overview(seen, "chapter", load_words(one)).said for one in LANGUAGES]
    assert said == [
        "Nothing has been assessed.",
        "Rien n’a été évalué.",
        "Nimic nu a fost evaluat.",
    ]


def test_a_square_names_article_question_answer_and_status(view):
    chart = analysis.overview(view, "chapter", load_words("en"))
    text = next(square.text for _, _, square in chart.squares() if square.element == "E36.1")
    assert text.split("\n") == [
        "36 Sexual violence, including rape · 36.1.a",
        f"E36.1  {INSTRUMENT.elements['E36.1'].question['en']}",
        "Answer: no. Shown as: contrary.",
        "Obligation 36.1.a: gap.",
    ]


@settings(max_examples=30)
@given(width=st.floats(360, 3000), order=st.sampled_from(ORDERS))
def test_squares_never_overlap_at_any_width(charts, width, order):
    drawing = charts[order].draw(width, measure)
    assert len(drawing.spots) == len(INSTRUMENT.elements)
    by_row: dict[int, list[Spot]] = {}
    for spot in drawing.spots:
        by_row.setdefault(spot.row, []).append(spot)
    for row in by_row.values():
        lefts = [spot.x for spot in row]
        assert lefts == sorted(lefts)
        assert all(b - a >= SIZE for a, b in pairwise(lefts))
        assert len({spot.y for spot in row}) == 1
    for n, band in enumerate(drawing.bands):
        assert not any(overlap(band, other) for other in drawing.bands[n + 1 : n + 3])
    assert_inside(drawing)


@settings(max_examples=30)
@given(width=st.floats(300, 1200), height=st.floats(200, 1500), order=st.sampled_from(ORDERS))
def test_pages_hold_every_square_once_and_are_not_too_tall(charts, width, height, order):
    pages = list(charts[order].pages(width, height, measure))
    found = [spot.key for page in pages for spot in page.spots]
    assert sorted(found) == sorted(INSTRUMENT.elements)
    assert all(page.height <= height or lowest_is_alone(page) for page in pages)
    titles = [label.text for page in pages for label in labels(page) if label.role == "strong"]
    assert not any("continued, continued" in title for title in titles)


@settings(max_examples=30)
@given(width=st.floats(300, 1200), height=st.floats(450, 1500), order=st.sampled_from(ORDERS))
def test_no_article_stands_alone_under_the_head_of_a_group_with_more(charts, width, height, order):
    chart = charts[order]
    alone = sum(rows == 1 for page in chart.pages(width, height, measure) for rows in by_head(page))
    assert alone <= sum(len(group.rows) == 1 for group in chart.groups)


def by_head(page) -> list[int]:
    """Gives how many rows of a page stand under each of its heads."""
    strong = [label for label in labels(page) if label.role == "strong"]
    heads = (
        (band.x, max(one.y for one in strong if abs(one.x - band.x) < 10 and one.y < band.y))
        for band in page.bands
    )
    return list(Counter(heads).values())


def lowest_is_alone(page) -> bool:
    """Tells whether the row that reaches furthest down is the only one of its column."""
    lowest = max(page.bands, key=lambda band: band.y + band.height)
    return sum(band.x == lowest.x for band in page.bands) == 1


@pytest.mark.parametrize("width", [300, 700, 1300])
def test_every_square_can_be_walked_to(charts, width):
    spots = charts["thematic"].draw(width, measure).spots
    assert walked(spots) == set(range(len(spots)))


def walked(spots) -> set[int]:
    """Gives the places that arrow keys lead to from the first."""
    seen, ahead = {0}, [0]
    while ahead:
        at = ahead.pop()
        for step in ("left", "right", "up", "down"):
            there = neighbour(spots, at, step)
            if there not in seen:
                seen.add(there)
                ahead.append(there)
    return seen


def test_up_and_down_go_row_by_row_and_home_and_end_to_the_edges(view):
    spots = analysis.overview(view, "chapter", load_words("en")).draw(1300, measure).spots
    at = 0
    rows = [spots[at].row]
    while (there := neighbour(spots, at, "down")) != at:
        at = there
        rows.append(spots[at].row)
    assert rows == sorted({spot.row for spot in spots})
    assert neighbour(spots, at, "first") == 0
    assert neighbour(spots, 0, "last") == len(spots) - 1
    assert neighbour(spots, 0, "up") == 0
    right = spots[neighbour(spots, 0, "right")]
    assert (right.row, right.y) == (spots[0].row, spots[0].y)
    assert right.x > spots[0].x


def test_a_mirrored_drawing_is_turned_and_turned_back(view):
    drawing = analysis.overview(view, "chapter", load_words("en")).draw(1300, measure)
    turned = mirrored(drawing)
    first, other = drawing.spots[0], turned.spots[0]
    assert other.x == pytest.approx(1300 - first.x - first.width)
    assert [s.key for s in turned.spots] == [s.key for s in drawing.spots]
    (number,) = (label for label in labels(drawing) if label.text == "36")
    (again,) = (label for label in labels(turned) if label.text == "36")
    assert (number.align, again.align) == ("end", "start")
    assert again.x == pytest.approx(1300 - number.x)
    back = mirrored(turned)
    assert [s.x for s in back.spots] == pytest.approx([s.x for s in drawing.spots])


# --- squares --------------------------------------------------------------------------------------


def test_no_two_outcomes_differ_by_colour_alone():
    def form(shape: object) -> object:
        colours = {"fill", "edge", "tone"}
        kept = {name: getattr(shape, name) for name in shape.__slots__ if name not in colours}
        solid = {name: bool(getattr(shape, name, "")) for name in colours}
        light = {n: str(getattr(shape, n, "")).endswith(("_tint", "page")) for n in colours}
        return type(shape).__name__, repr(kept), repr(solid), repr(light)

    forms = [tuple(form(shape) for shape in cell(outcome, 0, 0)) for outcome in ElementOutcome]
    forms.append(tuple(form(s) for s in cell(ElementOutcome.NOT_ASSESSED, 0, 0, found=True)))
    assert len(set(forms)) == len(ElementOutcome) + 1


@given(
    x=st.floats(-50, 50),
    y=st.floats(-50, 50),
    width=st.floats(1, 90),
    height=st.floats(1, 90),
    step=st.floats(2, 20),
)
def test_patterns_stay_in_their_box(x, y, width, height, step):
    for a, b, c, d in hatching(x, y, width, height, step):
        assert x - 1e-6 <= min(a, c)
        assert max(a, c) <= x + width + 1e-6
        assert y - 1e-6 <= min(b, d)
        assert max(b, d) <= y + height + 1e-6
    for a, b in dotting(x, y, width, height, step):
        assert x < a < x + width
        assert y < b < y + height


# --- words ----------------------------------------------------------------------------------------


@given(text=st.text(max_size=300), width=st.floats(1, 200))
def test_broken_text_loses_nothing_and_fits(text, width):
    lines = broken(text, "small", width, measure)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(measure(line, "small") <= width or len(line) == 1 for line in lines)


def test_lines_do_not_begin_with_punctuation():
    assert broken("faits mineurs ; non « 36 » à 39", "small", 70, measure) == (
        "faits",
        "mineurs ;",
        "non « 36 »",
        "à 39",
    )
    assert broken("a\u00a0b c", "small", 20, measure) == ("a b", "c")


# --- the timeline ---------------------------------------------------------------------------------


def party(**days: str) -> State:
    known = {name: date.fromisoformat(day) for name, day in days.items()}
    return State(
        code="ARV",
        name="Arvenia",
        language="en",
        signed=known.get("signed"),
        deposited=known.get("deposited"),
        in_force=known.get("in_force"),
        denounced=None,
        facts={},
    )


ARVENIA = party(signed="2021-02-01", deposited="2022-01-31")


def reserve(provision="30.2", made="2022-01-31", notices=(), explanations=(), scope=None):
    return Reservation(
        id=1,
        provision=provision,
        made=made and date.fromisoformat(made),
        scope=scope,
        notices=tuple(Notice(on=date.fromisoformat(d), decision=Decision(w)) for d, w in notices),
        explanations=tuple(explanations),
    )


def timeline(*reservations, on=ON, state=ARVENIA, language="en"):
    states = [reservation_state(one, state, on, INSTRUMENT) for one in reservations]
    return make_timeline(states, state, on, INSTRUMENT, load_words(language))


def test_bars_and_lines_stand_at_the_dates_of_article_79():
    chart = timeline(reserve())
    (row,) = chart.rows
    assert [(bar.kind, bar.start, bar.end) for bar in row.bars] == [
        ("force", date(2022, 5, 1), date(2027, 5, 1)),
        ("grace", date(2027, 5, 1), date(2027, 11, 1)),
    ]
    assert {line.kind: line.day for line in chart.lines} == {
        "today": ON,
        "reminder": date(2025, 11, 1),
        "deadline": date(2027, 2, 1),
        "expiry": date(2027, 5, 1),
        "lapse": date(2027, 11, 1),
    }
    assert "1 Feb 2027, in 71 days" in [line.said for line in chart.lines]
    assert [(sign.kind, sign.day) for sign in row.signs] == [("deadline", date(2027, 2, 1))]


@pytest.mark.parametrize(
    ("one", "on", "kinds", "line"),
    [
        (reserve(), "2027-02-02", ["force", "grace"], "upholding not notified in time"),
        (reserve(), "2027-06-01", ["force", "grace"], "extended automatically until 1 November"),
        (reserve(), "2027-11-01", ["ended", "ended_grace"], "lapsed on 1 November 2027"),
        (
            reserve(notices=[("2026-03-14", "withdraw")]),
            "2026-11-22",
            ["ended"],
            "withdrawn on 14 March 2026",
        ),
        (
            reserve(notices=[("2026-12-01", "expire")]),
            "2026-12-02",
            ["force"],
            "ends on 1 May 2027, as announced",
        ),
        (reserve(notices=[("2026-12-01", "expire")]), "2027-05-01", ["ended"], "lapsed on 1 May"),
        (
            reserve(notices=[("2026-12-01", "uphold")]),
            "2026-12-02",
            ["force", "grace"],
            "in force until 1 May 2032",
        ),
        (reserve("36"), "2026-11-22", [], "not valid: article 78 does not allow it"),
        (reserve("34", "2023-06-12"), "2026-11-22", [], "not valid: made neither at signature"),
        (reserve(), "2022-04-30", [], "no effect yet: the State is not bound"),
        (reserve(made=None), "2026-11-22", [], "cannot be told without the day on which it was"),
    ],
)
def test_each_status_has_its_bars_and_its_words(one, on, kinds, line):
    chart = timeline(one, on=date.fromisoformat(on))
    (row,) = chart.rows
    assert [bar.kind for bar in row.bars] == kinds
    assert row.lines[0].startswith(line)
    assert bool(row.note) == (not kinds)
    for whole in (False, True):
        assert_inside(replace(chart, is_whole=whole).draw(1300, measure))


def test_a_renewal_a_notice_and_an_explanation_have_their_signs():
    told = Explanation(requested=date(2026, 12, 1), given=date(2027, 1, 5))
    one = reserve(notices=[("2027-01-10", "uphold")], explanations=[told])
    (row,) = timeline(one, on=date(2028, 1, 1)).rows
    assert [(s.kind, s.day) for s in row.signs] == [
        ("deadline", date(2032, 2, 1)),
        ("renewal", date(2027, 5, 1)),
        ("notice", date(2027, 1, 10)),
        ("request", date(2026, 12, 1)),
        ("explanation", date(2027, 1, 5)),
    ]


def test_what_is_missing_is_named():
    chart = timeline(reserve(), state=party(signed="2021-02-01"))
    assert chart.rows[0].lines[0] == (
        "cannot be told without the day of deposit, the day of entry into force"
    )


@given(
    on=st.dates(date(2015, 1, 1), date(2060, 1, 1)),
    bound=st.dates(date(2014, 8, 1), date(2040, 1, 1)),
    days=st.lists(
        st.tuples(st.dates(date(2014, 1, 1), date(2060, 1, 1)), st.sampled_from(Decision)),
        max_size=5,
    ),
    scope=st.none() | st.text(max_size=200),
    whole=st.booleans(),
    width=st.floats(400, 2000),
    language=st.sampled_from(LANGUAGES),
)
def test_any_reservation_can_be_drawn(on, bound, days, scope, whole, width, language):
    state = party(in_force=bound.isoformat(), deposited=(bound - timedelta(100)).isoformat())
    state = replace(state, signed=state.deposited)
    one = reserve(
        made=state.deposited.isoformat(),
        notices=[(day.isoformat(), decision) for day, decision in days],
        scope=scope,
    )
    chart = timeline(one, reserve("banana split"), on=on, state=state, language=language)
    drawing = replace(chart, is_whole=whole).draw(width, measure)
    assert {spot.owner for spot in drawing.spots} == {"30.2", "banana split"}
    assert walked(drawing.spots) == set(range(len(drawing.spots)))
    across = [s for s in drawing.shapes if isinstance(s, Strokes) and s.edge in {"accent", "gap"}]
    words = [s for s in drawing.shapes if isinstance(s, Label) and s.tone in {"accent", "gap"}]
    assert len(across) == len(words)


def test_words_over_lines_never_meet_another_line():
    for whole in (False, True):
        for width in (500, 708, 900, 1300):
            chart = replace(timeline(reserve()), is_whole=whole)
            drawing = chart.draw(width, measure)
            lines = [
                s.segments[0]
                for s in drawing.shapes
                if isinstance(s, Strokes)
                and len(s.segments) == 1
                and s.segments[0][0] == s.segments[0][2]
            ]
            names = {line.word for line in chart.lines} | {line.said for line in chart.lines}
            placed = [label for label in labels(drawing) if label.text in names]
            assert len(placed) == 10
            for label in placed:
                wide = measure(label.text, label.role)
                left = label.x - (wide if label.align == "end" else 0)
                for x, top, _, bottom in lines:
                    crosses = left < x < left + wide and top < label.y - 2 < bottom
                    assert not crosses, (whole, width, label)


def test_words_in_the_place_of_bars_stand_where_no_line_crosses_them():
    renewed = reserve(notices=[("2027-01-10", "uphold")])
    for language in LANGUAGES:
        chart = timeline(renewed, reserve("44.3"), on=date(2031, 1, 1), language=language)
        assert [bool(row.tail) for row in chart.rows] == [True, True]
        assert len(chart.rows[1].lines) == 1
        drawing = chart.draw(708, measure)
        across = [
            s.segments[0][0]
            for s in drawing.shapes
            if isinstance(s, Strokes) and s.segments[0][0] == s.segments[0][2]
        ]
        (beside,) = (label for label in labels(drawing) if label.text == chart.rows[1].tail)
        end = beside.x + measure(beside.text, beside.role)
        assert not [x for x in across if beside.x < x < end], language


def test_the_legend_explains_what_is_drawn_and_nothing_else():
    notices = [("2026-01-10", "uphold")]
    chart = timeline(reserve(notices=notices), reserve("44.3"), on=date(2031, 1, 1))
    words = dict(chart.legend)
    assert {"force", "deadline", "renewal", "notice", "ended"} <= words.keys()
    for whole in (False, True):
        drawing = replace(chart, is_whole=whole).draw(708, measure)
        told = {label.text for label in labels(drawing)} & set(words.values())
        parts = {spot.key.split()[1] for spot in drawing.spots if len(spot.key.split()) > 1}
        assert told == {word for kind, word in words.items() if kind in parts}
        assert (words["notice"] in told) is whole


def test_pages_of_a_timeline_hold_every_row():
    chart = timeline(*(reserve(provision) for provision in INSTRUMENT.reservable))
    pages = list(chart.pages(708, 900, measure))
    assert len(pages) > 1
    assert all(page.height <= 900 for page in pages)
    found = [spot.owner for page in pages for spot in page.spots if spot.key == spot.owner]
    assert found == list(INSTRUMENT.reservable)
    (tiny, *_) = chart.pages(708, 10, measure)
    assert {spot.owner for spot in tiny.spots} == {next(iter(INSTRUMENT.reservable))}


@pytest.mark.parametrize(("day", "bound"), [("2031-01-02", True), ("2030-12-31", False)])
def test_no_duty_is_said_to_apply_to_a_state_that_has_left(day, bound):
    """After a denunciation has taken effect, behind a reservation that has lapsed."""
    state = replace(ARVENIA, denounced=date.fromisoformat(day))
    chart = timeline(reserve(), on=date(2031, 1, 1), state=state)
    assert [bool(row.tail) for row in chart.rows] == [bound]

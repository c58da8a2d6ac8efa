# SPDX-License-Identifier: EUPL-1.2
"""The structure of a law in a project: operations are recorded, mappings and quotations follow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_edits import state_of
from test_restructure import CODE, MOVES, SOURCE, at, operation

from gapanalysis import analysis, edits, project_file, store
from gapanalysis.errors import AppError
from gapanalysis.importers.split import split
from gapanalysis.importers.text import read_text
from gapanalysis.law_structure import read_structure
from gapanalysis.model import (
    AnswerValue,
    Exclude,
    Join,
    LawDraft,
    Lower,
    Operation,
    Raise,
    Renumber,
    Span,
    Split,
    Structure,
)
from gapanalysis.restructure import restructure
from gapanalysis.structure import structure_of


def code() -> LawDraft:
    return split(read_text(CODE.encode(), "law.txt"), "en", SOURCE)


@pytest.fixture
def file(tmp_path: Path) -> project_file.Project:
    project = project_file.create_project(tmp_path / "a.gap", state="MDA", language="en")
    edits.do(project, edits.AddLaw(draft=code()))
    yield project
    project.close()


@pytest.fixture
def change(file: project_file.Project) -> Callable[[Operation], None]:
    def change(made: Operation) -> None:
        before = state_of(file)
        edits.do(file, edits.ChangeStructure(law=1, operation=made))
        after = state_of(file)
        assert edits.verify(file) == ()
        edits.undo(file)
        assert state_of(file) == before
        assert edits.verify(file) == ()
        edits.redo(file)
        assert state_of(file) == after

    return change


def one(project: project_file.Project, address: str) -> store.Provision:
    (found,) = store.find_provisions(project, 1, address)
    return found


def quote(project: project_file.Project, words: str) -> tuple[int, int]:
    start = store.read_law_text(project, 1).index(words)
    return start, start + len(words)


def mapped(
    project: project_file.Project, words: str | None, address: str, node: str = "36.1.a"
) -> None:
    start, end = quote(project, words) if words else (None, None)
    place = one(project, address).id
    edits.do(project, edits.PutMapping(provision=place, obligation=node, start=start, end=end))


def shown(project: project_file.Project) -> list[tuple[str, str]]:
    """Gives each mapping: the address that it stands at and the words that it quotes."""
    snapshot = store.read_snapshot(project)
    return [
        (
            snapshot.provisions[m.provision].address,
            " ".join(m.quotation.exact.split()) if m.quotation else "",
        )
        for m in snapshot.mappings
    ]


def place(project: project_file.Project, address: str) -> int:
    return at(read_structure(project, 1), address)


# --- mappings follow -------------------------------------------------------------------------


def test_a_quotation_follows_its_words_into_the_new_provision(file, change):
    mapped(file, "An attempt is punished", "2(2)")
    mapped(file, None, "2(3)")
    mapped(file, None, "2")
    start, _ = quote(file, "(2) An attempt")
    change(Split(provision=place(file, "2"), at=start, number="2^1"))
    assert shown(file) == [("2^1(2)", "An attempt is punished"), ("2^1(3)", ""), ("2", "")]


def test_what_was_mapped_whole_becomes_a_quotation_when_it_is_joined(file, change):
    mapped(file, None, "3")
    mapped(file, "Whoever harms", "2(1)")
    mapped(file, None, "2(3)")
    change(Join(provision=place(file, "3")))
    assert shown(file) == [
        ("2(3)", "Article 3. The victim too. (4) The rest is for the law."),
        ("2(1)", "Whoever harms"),
        ("2(3)", ""),
    ]


def test_raising_lowering_and_renumbering_move_no_words(file, change):
    mapped(file, "An attempt", "2(2)")
    change(Raise(provision=place(file, "2(2)")))
    change(Renumber(provision=at(read_structure(file, 1), "2", 1), number="2a"))
    assert shown(file) == [("2a", "An attempt")]
    change(Lower(provision=place(file, "2a")))
    assert shown(file) == [("2(2a)", "An attempt")]
    assert one(file, "2(2a)").path.endswith("(2)")


def test_a_quotation_of_a_whole_article_stays_where_all_of_it_is(file, change):
    start, end = quote(file, "Whoever harms another is punished.\n(2) An attempt is punished.")
    edits.do(
        file,
        edits.PutMapping(provision=one(file, "2").id, obligation="36", start=start, end=end),
    )
    cut, _ = quote(file, "(2) An attempt")
    change(Split(provision=place(file, "2"), at=cut, number="2^1"))
    assert [address for address, _ in shown(file)] == ["chapter II"]


def test_words_at_the_top_of_the_law_that_would_be_cut_are_refused(file):
    start, end = quote(file, "The fee is low")
    edits.do(
        file,
        edits.PutMapping(provision=one(file, "annex I").id, obligation="36", start=start, end=end),
    )
    before = state_of(file)
    with pytest.raises(AppError, match="structure_quote"):
        edits.do(
            file,
            edits.ChangeStructure(
                law=1, operation=Split(provision=place(file, "annex I"), at=start + 4)
            ),
        )
    assert state_of(file) == before


def test_what_is_mapped_is_not_left_out(file, change):
    mapped(file, None, "2(2)")
    article = one(file, "2")
    whole = Exclude(ranges=(Span(start=article.start, end=article.end),))
    with pytest.raises(AppError, match="structure_mapped"):
        edits.do(file, edits.ChangeStructure(law=1, operation=whole))
    edits.do(file, edits.RemoveMapping(id=1))
    change(whole)
    assert store.find_provisions(file, 1, "2") == ()
    assert store.find_provisions(file, 1, "3") != ()


def test_attributes_and_supports_follow_and_do_not_clash(file, change):
    second, third = one(file, "2(3)").id, one(file, "3").id
    edits.do(file, edits.PutAttribute(provision=third, name="force_element", value="force"))
    edits.do(file, edits.PutAttribute(provision=second, name="force_element", value="threat"))
    joining = edits.ChangeStructure(law=1, operation=Join(provision=place(file, "3")))
    with pytest.raises(AppError, match="structure_attributes"):
        edits.do(file, joining)
    edits.do(file, edits.PutAttribute(provision=second, name="force_element", value="force"))
    edits.do(
        file,
        edits.PutAnswer(element="E36.1", value=AnswerValue.NO),
        edits.PutSupport(element="E36.1", provision=third),
    )
    change(joining.operation)
    snapshot = store.read_snapshot(file)
    assert set(snapshot.attributes) == {second}
    assert snapshot.answers["E36.1"].supports == (second,)


def test_verify_finds_a_structure_that_no_history_explains(file):
    file.db.execute('UPDATE provision SET number="9" WHERE address="2"')
    assert any("structure" in fault for fault in edits.verify(file))
    file.db.execute('UPDATE provision SET number="2" WHERE address="2"')
    assert edits.verify(file) == ()
    file.db.execute('UPDATE provision SET "end"="end"-3 WHERE address="annex I"')
    assert any("lost" in fault or "parent" in fault for fault in edits.verify(file))


def test_the_snapshot_after_an_operation_is_as_if_read_anew(file):
    mapped(file, "An attempt", "2(2)")
    snapshot = store.read_snapshot(file)
    done = edits.do(
        file, edits.ChangeStructure(law=1, operation=Raise(provision=place(file, "2(2)")))
    )
    assert store.refresh(file, snapshot, done.touched) == store.read_snapshot(file)
    assert store.read_laws(file)[1].articles == 6


def test_an_operation_names_its_place_in_the_history(file):
    edits.do(
        file,
        edits.ChangeStructure(law=1, operation=Renumber(provision=2, number="1a"), place="1"),
    )
    assert store.read_history(file)[-1].summary == {
        "law": 1,
        "operation": {"operation": "renumber", "provision": 2, "number": "1a"},
        "place": "1",
    }


def test_a_mended_draft_is_added_as_mended_with_what_a_person_kept(tmp_path):
    words = "Of this the court decides without delay and on its own motion."
    text = "".join(f"Article {n}\n{words}\n" for n in (1, 2, 3, 38, 4, 7))
    draft = split(read_text(text.encode(), "law.txt"), "en", SOURCE)
    glued, gap = draft.warnings
    assert (glued.code, gap.code) == ("number_glued", "number_gap")
    draft = analysis.keep_doubt(analysis.apply_mend(draft, glued), gap)
    assert draft.warnings == ()
    with project_file.create_project(tmp_path / "a.gap", state="MDA", language="en") as project:
        edits.do(project, edits.AddLaw(draft=draft))
        assert [one.number for one in store.read_provisions(project, 1)] == [
            *("1", "2", "3", "3^8", "4", "7")
        ]
        assert analysis.doubts(project, 1) == ()
        edits.do(project, edits.KeepDoubt(law=1, code=gap.code, start=gap.start, kept=False))
        assert [doubt.code for doubt in analysis.doubts(project, 1)] == ["number_gap"]
        assert edits.verify(project) == ()
        while edits.undo(project):
            pass
        assert edits.verify(project) == ()


# --- a draft and a project are changed alike --------------------------------------------------


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(MOVES, min_size=1, max_size=8))
def test_any_operations_on_a_project_are_those_on_a_draft_and_can_be_taken_back(
    tmp_path_factory, moves
):
    path = tmp_path_factory.mktemp("walk") / "w.gap"
    draft = code()
    with project_file.create_project(path, state="MDA", language="en") as project:
        edits.do(project, edits.AddLaw(draft=draft))
        mapped(project, "An attempt", "2(2)")
        mapped(project, None, "2(3)")
        mapped(project, "Whoever threatens another is punished.", "4")
        quotes = {exact for _, exact in shown(project) if exact}
        first, steps = state_of(project), 0
        found = structure_of(draft)
        for move in moves:
            made = operation(move, found)
            try:
                edits.do(project, edits.ChangeStructure(law=1, operation=made))
            except AppError:
                continue
            found = expected(found, made)
            assert read_structure(project, 1) == found
            assert edits.verify(project) == ()
            assert quotes <= {exact for _, exact in shown(project)}
            steps += 1
        last = state_of(project)
        while len([e for e in store.read_history(project) if e.done]) > 4:
            edits.undo(project)
        assert state_of(project) == first
        assert edits.verify(project) == ()
        while edits.redo(project):
            pass
        assert state_of(project) == last


def expected(before: Structure, made: Operation) -> Structure:
    after = restructure(before, made)
    return Structure(
        text=before.text,
        language=before.language,
        provisions=after.provisions,
        left_out=after.left_out,
        source_map=before.source_map,
    )

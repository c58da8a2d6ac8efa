# SPDX-License-Identifier: EUPL-1.2
"""Every edit: applied, undone and redone it leaves what it should; the history explains it all."""

from __future__ import annotations

import hashlib
import inspect
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import make_draft

from gapanalysis import edits, history, project_file, store
from gapanalysis.errors import AppError
from gapanalysis.model import (
    AnswerValue,
    Coverage,
    Decision,
    Exclude,
    Join,
    Kind,
    LawKind,
    Lower,
    Raise,
    Renumber,
    Span,
    Split,
)

SAMPLES = [
    edits.AddLaw(draft=make_draft("Family Code", 1), kind=LawKind.BILL, date=date(2020, 1, 2)),
    edits.RenameLaw(law=1, title="Penal Code", kind=LawKind.DECREE),
    edits.PutMapping(provision=1, obligation="36.1.a"),
    edits.PutMapping(provision=1, obligation="36.1.a", start=20, end=30, note="x"),
    edits.PutMapping(provision=1, obligation="36.1.a", coverage=Coverage.PARTIAL),
    edits.RemoveMapping(id=1),
    edits.PutAnswer(element="E36.1", value=AnswerValue.NO),
    edits.PutAnswer(element="E36.1", value=AnswerValue.YES, note="<b>"),
    edits.PutSupport(element="E36.1", provision=2),
    edits.PutSupport(element="E36.1", provision=3),
    edits.RemoveSupport(element="E36.1", provision=2),
    edits.ClearAnswer(element="E36.1"),
    edits.PutStatement(obligation="37.2"),
    edits.ClearStatement(obligation="37.2"),
    edits.PutAttribute(provision=2, name="force_element", value="force", start=50, end=60),
    edits.PutAttribute(provision=2, name="force_element", value="threat"),
    edits.ClearAttribute(provision=2, name="force_element"),
    edits.PutFact(name="population", value="3200000"),
    edits.PutFact(name="population", value=""),
    edits.PutState(code="ARV", name="Arvenia", language="en"),
    edits.PutReservation(provision="44.3", made=date(2017, 3, 15), scope=""),
    edits.AddNotice(provision="44.3", on=date(2022, 1, 1), decision=Decision.UPHOLD),
    edits.PutChoice(rule="R14", obligation="36.1.a", priority=1, recommendation="our words"),
    edits.PutChoice(rule="R14", obligation="36.1.a", verb="major"),
    edits.PutReportOption(name="author", value="Coalition\nof two"),
    edits.PutReportOption(name="sections", value="contents chapters", kind="articles"),
    edits.PutReportOption(name="author", value=""),
    edits.ChangeNotice(id=1, on=date(2022, 1, 2), decision=Decision.AMEND, widened=True),
    edits.AddExplanation(provision="44.3", requested=date(2021, 1, 1), given=date(2021, 3, 1)),
    edits.ChangeExplanation(id=1, given=date(2021, 3, 2)),
    edits.RemoveExplanation(id=1),
    edits.RemoveNotice(id=1),
    edits.AddNotice(provision="44.3", on=date(2022, 1, 1), decision=Decision.UPHOLD),
    edits.RemoveReservation(provision="44.3"),
    edits.PutNoReservations(none=True),
    edits.PutEvidence(obligation="55.1", kind="case", text="A case", date=date(2024, 5, 6)),
    edits.PutEvidence(
        obligation="55.1",
        kind="judgment",
        text="=1+1 <b>",
        consent="named",
        also=("36.1.a", "55.1", "48"),
        title="A. B. v. Arvenia",
        application="00000/21",
        echr="3, 8",
        keywords=("withdrawal", "delay"),
        id=1,
    ),
    edits.AttachFile(evidence=1, name="a<b>.pdf", data=b"%PDF"),
    edits.RemoveAttachment(id=1),
    edits.AttachFile(evidence=1, name="a<b>.pdf", data=b"%PDF"),
    edits.PutFigure(obligation="36.1.a", name="reports", value=118, year=2025),
    edits.PutFigure(
        obligation="36.1.a",
        name="conviction rate of <i>",
        value=12.5,
        denominator=118,
        denominator_of="reports",
        breakdown={"sex": "women", "ours": "x"},
        source="Ministry",
        confidential=False,
        id=1,
    ),
    edits.PutPriorRecommendation(
        body="grevio_baseline",
        articles=("36", "55.1"),
        text="change the definition",
        document="GREVIO/Inf(2020)0",
        number="118",
        verb="critical",
        deadline=date(2027, 5, 1),
        evidence=(1,),
        findings=(("R36.1", "36.1.a", ""),),
    ),
    edits.PutPriorRecommendation(
        body="committee", articles=("36",), text="report", done="partly", assessment="x", id=1
    ),
    edits.PutPriorRecommendation(
        body="committee", articles=("36",), text="report", evidence=(1,), id=1
    ),
    edits.RemoveEvidence(id=1),
    edits.RemoveFigure(id=1),
    edits.RemovePriorRecommendation(id=1),
    edits.PutReview(obligation="36.1.a", decision="met", reason="because"),
    edits.ClearReview(obligation="36.1.a"),
    edits.PutRuleFile(name="mine.toml", text="# mine"),
    edits.PutRuleFile(name="mine.toml", text="# better"),
    edits.RemoveRuleFile(name="mine.toml"),
    edits.ChangeStructure(law=1, operation=Split(provision=1, at=50, number="1a"), place="1(1)"),
    edits.ChangeStructure(law=1, operation=Join(provision=2)),
    edits.ChangeStructure(law=1, operation=Lower(provision=3)),
    edits.ChangeStructure(law=1, operation=Raise(provision=3)),
    edits.ChangeStructure(law=1, operation=Renumber(provision=3, number="1^1")),
    edits.ChangeStructure(law=1, operation=Exclude(ranges=(Span(start=90, end=100),))),
    edits.KeepDoubt(law=1, code="number_gap", start=20),
    edits.KeepDoubt(law=1, code="number_gap", start=20, kept=False),
    edits.HideSuggestion(provision=1, obligation="36.1.a"),
    edits.HideSuggestion(provision=1, obligation="36.1.a", hidden=False),
    edits.RemoveLaw(law=1),
]


OF_LAWS = {
    "law": "NOT removed",
    "provision": "law_version IN (SELECT v.id FROM law_version v JOIN law ON law.id = v.law"
    " WHERE NOT removed)",
    "left_out": "law_version IN (SELECT v.id FROM law_version v JOIN law ON law.id = v.law"
    " WHERE NOT removed)",
}


def state_of(project: project_file.Project) -> dict[str, list[tuple[object, ...]]]:
    """Gives all state; of removed laws nothing, their content stays in the file."""
    return {
        table: [
            tuple(row)
            for row in project.db.execute(
                f"SELECT * FROM {table} WHERE {OF_LAWS.get(table, '1')} ORDER BY id"
            )
        ]
        for table in history.TOUCHES
    }


def test_samples_hold_every_edit():
    every = {
        name
        for name, one in inspect.getmembers(edits, inspect.isclass)
        if one.__module__.endswith("edits")
    }
    assert {type(sample).__name__ for sample in SAMPLES} == every


def test_apply_undo_apply_is_the_identity(project):
    for sample in SAMPLES:
        before = state_of(project)
        change = edits.do(project, sample)
        after = state_of(project)
        assert before != after, sample
        assert edits.undo(project).touched == change.touched
        assert state_of(project) == before, sample
        assert edits.redo(project).touched == change.touched
        assert state_of(project) == after, sample
        assert edits.verify(project) == ()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(["undo", "redo", *range(2, 20)]), max_size=15))
def test_any_walk_through_the_history_can_be_taken_back(tmp_path_factory, walk):
    path = tmp_path_factory.mktemp("walk") / "w.gap"
    with project_file.create_project(path, state="MDA", language="ro") as project:
        empty = state_of(project)
        edits.do(project, edits.AddLaw(draft=make_draft()))
        for step in walk:
            try:
                if step == "undo":
                    edits.undo(project)
                elif step == "redo":
                    edits.redo(project)
                else:
                    edits.do(project, SAMPLES[step])
            except AppError:
                continue
            assert edits.verify(project) == ()
        while edits.undo(project):
            pass
        assert state_of(project) == empty


def test_the_same_edit_twice_is_one_step(project):
    answer = edits.PutAnswer(element="E36.1", value=AnswerValue.NO)
    edits.do(project, answer)
    assert edits.do(project, answer).touched == frozenset()
    edits.undo(project)
    assert store.read_snapshot(project).answers == {}


def test_a_gesture_is_undone_as_one(project):
    edits.do(
        project,
        edits.PutAnswer(element="E36.1", value=AnswerValue.NO),
        edits.PutAnswer(element="E36.2a", value=AnswerValue.YES),
    )
    edits.undo(project)
    assert store.read_snapshot(project).answers == {}
    edits.redo(project)
    assert set(store.read_snapshot(project).answers) == {"E36.1", "E36.2a"}


def test_a_gesture_that_fails_half_way_changes_nothing(project):
    before = state_of(project)
    with pytest.raises(AppError):
        edits.do(
            project,
            edits.PutAnswer(element="E36.1", value=AnswerValue.NO),
            edits.PutMapping(provision=999, obligation="36"),
        )
    assert state_of(project) == before
    assert len(store.read_history(project)) == 1


def test_the_text_of_a_law_that_was_not_added_after_all_is_forgotten(project):
    last = max(one.id for one in store.read_provisions(project, 1))
    with pytest.raises(AppError):
        edits.do(
            project,
            edits.AddLaw(draft=make_draft("Family Code", 1)),
            edits.PutMapping(provision=last + 1, obligation="36", start=0, end=6),
            edits.PutMapping(provision=999, obligation="36"),
        )
    edits.do(project, edits.AddLaw(draft=make_draft("Police Act", 1)))
    assert store.read_law_text(project, 2).startswith("Police Act")


def test_undo_and_redo_survive_a_restart(tmp_path):
    path = tmp_path / "a.gap"
    with project_file.create_project(path, state="MDA", language="ro") as project:
        edits.do(project, edits.PutAnswer(element="E36.1", value=AnswerValue.NO))
        edits.do(project, edits.PutAnswer(element="E36.1", value=AnswerValue.YES))
    with project_file.open_project(path) as project:
        assert edits.undo_name(project) == "PutAnswer"
        edits.undo(project)
    with project_file.open_project(path) as project:
        assert store.read_snapshot(project).answers["E36.1"].value == AnswerValue.NO
        edits.redo(project)
        assert store.read_snapshot(project).answers["E36.1"].value == AnswerValue.YES
        assert edits.redo_name(project) is None


def test_a_new_edit_abandons_what_could_be_redone_but_keeps_it(project):
    edits.do(project, edits.PutAnswer(element="E36.1", value=AnswerValue.NO))
    edits.undo(project)
    edits.do(project, edits.PutAnswer(element="E36.1", value=AnswerValue.YES))
    assert edits.redo(project) is None
    entries = store.read_history(project)
    assert [(e.edit, e.done, e.abandoned) for e in entries] == [
        ("AddLaw", True, False),
        ("PutAnswer", False, True),
        ("PutAnswer", True, False),
    ]
    assert entries[-1].author == "Ana"
    assert entries[-1].summary == {"element": "E36.1", "value": "yes", "note": ""}


def test_verify_finds_a_row_changed_behind_the_history(project):
    edits.do(project, edits.PutAnswer(element="E36.1", value=AnswerValue.NO))
    project.db.execute("UPDATE answer SET value='yes'")
    assert edits.verify(project)
    with pytest.raises(AppError, match="project_damaged"):
        edits.undo(project)


def test_verify_finds_a_quotation_that_is_not_in_the_text(project):
    edits.do(project, edits.PutMapping(provision=1, obligation="36", start=20, end=30))
    assert edits.verify(project) == ()
    project.db.execute("UPDATE mapping SET quote_exact='other words'")
    assert any("quotation" in fault for fault in edits.verify(project))


def test_a_quotation_outside_its_provision_is_refused(project):
    with pytest.raises(AppError, match="quote_outside"):
        edits.do(project, edits.PutMapping(provision=1, obligation="36", start=0, end=30))


def test_quotation_counts_code_points_and_keeps_its_context(project):
    text = store.read_law_text(project, 1)
    start = text.index("😀")
    edits.do(project, edits.PutMapping(provision=1, obligation="36", start=start, end=start + 7))
    quotation = store.read_snapshot(project).mappings[0].quotation
    assert quotation.exact == "😀 shall"
    assert (quotation.before, quotation.after) == (
        text[start - 32 : start],
        text[start + 7 : start + 39],
    )


def test_a_removed_law_takes_its_mappings_out_of_the_snapshot_until_undone(project):
    edits.do(project, edits.PutMapping(provision=1, obligation="36"))
    before = store.read_snapshot(project)
    edits.do(project, edits.RemoveLaw(law=1))
    gone = store.read_snapshot(project)
    assert (gone.laws, gone.mappings) == ({}, ())
    edits.undo(project)
    assert store.read_snapshot(project) == before


def test_refresh_equals_a_full_read_after_every_edit(project):
    snapshot = store.read_snapshot(project)
    for sample in SAMPLES:
        change = edits.do(project, sample)
        snapshot = store.refresh(project, snapshot, change.touched, change.rows)
        assert snapshot == store.read_snapshot(project), sample


def test_refresh_after_mapping_reads_only_what_moved_and_equals_a_full_read(project):
    article, inner = (
        next(p.id for p in store.read_provisions(project, 1) if (p.kind == Kind.ARTICLE) is wanted)
        for wanted in (True, False)
    )
    steps = [
        edits.PutMapping(provision=inner, obligation="36"),
        edits.PutMapping(provision=inner, obligation="36.1.a"),
        edits.PutMapping(provision=article, obligation="36"),
        edits.PutAttribute(provision=article, name="ex_officio", value="yes"),
    ]
    snapshot = store.read_snapshot(project)
    for step in steps:
        change = edits.do(project, step)
        snapshot = store.refresh(project, snapshot, change.touched, change.rows)
        assert snapshot == store.read_snapshot(project), step
    for _ in steps:
        change = edits.undo(project)
        snapshot = store.refresh(project, snapshot, change.touched, change.rows)
        assert snapshot == store.read_snapshot(project)
    assert inner not in snapshot.provisions


def typed(project: project_file.Project, text: str, joining: str) -> str:
    """Saves a text as it stands at a pause; gives the gesture to go on with."""
    edit = edits.PutEvidence(obligation="36", kind="case", text=text, id=1)
    return edits.do(project, edit, joining=joining).gesture


def test_a_text_saved_at_every_pause_is_one_step(project):
    edits.do(project, edits.PutEvidence(obligation="36", kind="case", text="A"))
    gesture = ""
    for text in ("A w", "A wom", "A woman"):
        gesture = typed(project, text, gesture)
    assert [entry.edit for entry in store.read_history(project)] == [
        "AddLaw",
        "PutEvidence",
        "PutEvidence",
    ]
    assert store.read_history(project)[-1].summary["text"] == "A woman"
    assert edits.verify(project) == ()
    edits.undo(project)
    assert store.read_snapshot(project).evidence[0].text == "A"
    edits.redo(project)
    assert store.read_snapshot(project).evidence[0].text == "A woman"


def test_what_came_between_is_not_undone_with_a_text_that_goes_on(project):
    edits.do(project, edits.PutEvidence(obligation="36", kind="case", text="A"))
    gesture = typed(project, "A w", "")
    edits.do(project, edits.PutAnswer(element="E36.1", value=AnswerValue.NO))
    typed(project, "A woman", gesture)
    edits.undo(project)
    assert store.read_snapshot(project).evidence[0].text == "A w"
    assert store.read_snapshot(project).answers["E36.1"].value == AnswerValue.NO
    edits.undo(project)
    edits.undo(project)
    typed(project, "other", gesture)
    assert edits.verify(project) == ()
    edits.undo(project)
    assert store.read_snapshot(project).evidence[0].text == "A"


def test_a_file_is_kept_once_by_its_content_and_stays_when_it_is_taken_off(project):
    for _ in range(2):
        edits.do(project, edits.PutEvidence(obligation="36", kind="case", text="A"))
    data = bytes(range(256)) * 40
    for evidence, name in ((1, "one.pdf"), (2, "../two\u202e.pdf"), (2, "two.pdf")):
        edits.do(project, edits.AttachFile(evidence=evidence, name=name, data=data))
    first, second = (one.attachments for one in store.read_snapshot(project).evidence)
    assert [one.name for one in (*first, *second)] == ["one.pdf", "two.pdf"]
    assert (first[0].size, first[0].sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert project.db.execute("SELECT count(*) FROM attached_file").fetchone()[0] == 1
    assert store.read_attachment(project, second[0].id).data == data
    edits.do(project, edits.RemoveEvidence(id=1))
    edits.do(project, edits.RemoveAttachment(id=second[0].id))
    assert edits.verify(project) == ()
    edits.undo(project)
    edits.undo(project)
    assert store.read_attachment(project, first[0].id).data == data
    fields = [entry.summary for entry in store.read_history(project) if entry.edit == "AttachFile"]
    assert all("data" not in one for one in fields)
    project.db.execute("UPDATE attached_file SET data=x'00'")
    assert any("attached file" in fault for fault in edits.verify(project))


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (edits.PutEvidence(obligation="36", kind="rumour", text=""), "not_in_set"),
        (edits.PutEvidence(obligation="36", kind="case", text="", consent="yes"), "not_in_set"),
        (edits.PutEvidence(obligation="99", kind="case", text=""), "node_unknown"),
        (
            edits.PutEvidence(obligation="36", kind="case", text="", also=("36", "x")),
            "node_unknown",
        ),
        (edits.PutEvidence(obligation="36", kind="case", text="x" * 1_000_001), "field_too_long"),
        (edits.AttachFile(evidence=9, name="a", data=b"x"), "row_unknown"),
        (edits.AttachFile(evidence=1, name="a", data=b""), "attachment_empty"),
        (edits.AttachFile(evidence=1, name="a", data=bytes(21 << 20)), "attachment_too_large"),
        (edits.PutFigure(obligation="36", name="x", value=-1), "figure_range"),
        (edits.PutFigure(obligation="36", name="x", value=float("nan")), "figure_range"),
        (edits.PutFigure(obligation="36", name="x", denominator=1e15), "figure_range"),
        (edits.PutFigure(obligation="36", name="x", year=20255), "year_wrong"),
        (edits.PutFigure(obligation="36x", name="x"), "node_unknown"),
        (
            edits.PutPriorRecommendation(body="cedaw", articles=("36",), text=""),
            "not_in_set",
        ),
        (
            edits.PutPriorRecommendation(body="committee", articles=(), text="", verb="orders"),
            "not_in_set",
        ),
        (
            edits.PutPriorRecommendation(body="committee", articles=(), text="", done="soon"),
            "not_in_set",
        ),
        (
            edits.PutPriorRecommendation(body="committee", articles=(), text="", evidence=(7,)),
            "row_unknown",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(project, edit, code):
    edits.do(project, edits.PutEvidence(obligation="36", kind="case", text="A"))
    before = state_of(project)
    with pytest.raises(AppError, match=code):
        edits.do(project, edit)
    assert state_of(project) == before
    assert project.db.execute("SELECT count(*) FROM attached_file").fetchone()[0] == 0
    assert edits.verify(project) == ()


def test_sqlite_is_only_used_where_the_project_file_is_written():
    folder = Path(edits.__file__).parent
    users = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        if "sqlite3" in path.read_text(encoding="utf-8")
    }
    assert users == {"project_file.py", "store.py", "edits.py", "history.py"}
    assert sqlite3.threadsafety

# SPDX-License-Identifier: EUPL-1.2
"""The project file: opened, refused, backed up, migrated, recovered."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from gapanalysis import edits, project_file, store
from gapanalysis.errors import AppError
from gapanalysis.model import AnswerValue, Raise

SAMPLE = Path(__file__).parent / "data" / "version-1.gap"
BEFORE_CONSENT = SAMPLE.with_name("version-3.gap")


def test_a_closed_project_is_one_file(project, tmp_path):
    edits.do(project, edits.PutAnswer(element="E36.1", value=AnswerValue.NO))
    assert (tmp_path / "a.gap-wal").exists()
    project.close()
    assert [path.name for path in tmp_path.iterdir()] == ["a.gap"]
    with project_file.open_project(tmp_path / "a.gap") as again:
        assert store.read_snapshot(again).laws[1].articles == 3


def test_an_existing_file_is_never_overwritten(tmp_path):
    path = tmp_path / "a.gap"
    path.write_text("mine")
    with pytest.raises(AppError, match="file_exists"):
        project_file.create_project(path, state="MDA", language="ro")
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_a_project"),
        (b"plain text that is no database at all, long enough to be read" * 30, "not_a_project"),
        (b"SQLite format 3\x00" + b"\xff" * 4000, "not_a_project"),
    ],
)
def test_what_is_no_project_is_refused_and_not_changed(tmp_path, content, code):
    path = tmp_path / "a.gap"
    path.write_bytes(content)
    with pytest.raises(AppError, match=code):
        project_file.open_project(path)
    assert path.read_bytes() == content
    assert len(list(tmp_path.iterdir())) == 1


def test_another_programs_database_is_refused_and_not_changed(tmp_path):
    path = tmp_path / "a.gap"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE note (text)")
    db.close()
    before = path.read_bytes()
    with pytest.raises(AppError, match="not_a_project"):
        project_file.open_project(path)
    assert path.read_bytes() == before


def test_a_newer_project_is_refused_and_not_changed(project, tmp_path):
    project.db.execute("PRAGMA user_version=999")
    copy = tmp_path / "newer.gap"
    project.backup(copy)
    before = copy.read_bytes()
    with pytest.raises(AppError, match="project_newer"):
        project_file.open_project(copy)
    assert copy.read_bytes() == before


def test_a_missing_file_is_not_made(tmp_path):
    with pytest.raises(AppError, match="file_missing"):
        project_file.open_project(tmp_path / "none.gap")
    assert not list(tmp_path.iterdir())


def test_a_refused_edit_leaves_the_file_byte_for_byte(tmp_path):
    path = tmp_path / "a.gap"
    project_file.create_project(path, state="MDA", language="ro").close()
    before = path.read_bytes()
    with project_file.open_project(path) as project, pytest.raises(AppError):
        edits.do(project, edits.PutMapping(provision=1, obligation="36"))
    assert path.read_bytes() == before


def test_reading_leaves_the_file_byte_for_byte(project, tmp_path):
    copy = tmp_path / "b.gap"
    project.backup(copy)
    before = copy.read_bytes()
    with project_file.open_project(copy, read_only=True) as opened:
        store.read_snapshot(opened)
        with pytest.raises(AppError, match="project_read_only"):
            edits.do(opened, edits.PutAnswer(element="E36.1", value=AnswerValue.NO))
    assert copy.read_bytes() == before


def test_what_was_committed_survives_a_killed_process(tmp_path):
    path = tmp_path / "a.gap"
    code = f"""
import os
from pathlib import Path
from gapanalysis import edits, project_file, store
from gapanalysis.model import AnswerValue, Raise
project = project_file.create_project(Path({str(path)!r}), state="MDA", language="ro")
for n in range(20):
    edits.do(project, edits.PutAnswer(element=f"E{{n}}", value=AnswerValue.NO))
os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    assert path.with_name("a.gap-wal").exists()
    with project_file.open_project(path) as project:
        assert len(store.read_snapshot(project).answers) == 20
        assert edits.verify(project) == ()


def test_a_backup_is_whole_while_the_project_is_open(project, tmp_path):
    edits.do(project, edits.PutAnswer(element="E36.1", value=AnswerValue.NO))
    project.backup(tmp_path / "copy.gap")
    with project_file.open_project(tmp_path / "copy.gap") as copy:
        assert store.read_snapshot(copy) == store.read_snapshot(project)
        assert edits.verify(copy) == ()


def test_a_second_writer_is_told_that_the_project_is_in_use(project, tmp_path, monkeypatch):
    monkeypatch.setattr(project_file, "BUSY_SECONDS", 0.05)
    with (
        project_file.open_project(tmp_path / "a.gap") as other,
        project.writing(),
        pytest.raises(AppError, match="project_busy"),
    ):
        edits.do(other, edits.PutAnswer(element="E36.1", value=AnswerValue.NO))


def test_an_older_project_is_backed_up_and_migrated(tmp_path, monkeypatch):
    path = tmp_path / "old.gap"
    shutil.copy(SAMPLE, path)
    old = project_file._migrations()
    monkeypatch.setattr(project_file, "_migrations", lambda: [*old, "CREATE TABLE later (id);"])
    with project_file.open_project(path) as project:
        assert project.db.execute("SELECT count(*) FROM later").fetchone()[0] == 0
        assert store.read_snapshot(project).answers
    assert (tmp_path / "old.version-1.gap").exists()


def test_an_older_project_can_be_read_without_being_changed(tmp_path):
    path = tmp_path / "old.gap"
    shutil.copy(SAMPLE, path)
    before = path.read_bytes()
    with project_file.open_project(path, read_only=True) as project:
        assert store.read_snapshot(project).answers["E36.1"].value == AnswerValue.NO
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["old.gap"]


def test_the_sample_of_the_first_version_opens_whole(tmp_path):
    """The sample was written by the first version of the program and is never made anew."""
    path = tmp_path / "sample.gap"
    shutil.copy(SAMPLE, path)
    with project_file.open_project(path) as project:
        snapshot = store.read_snapshot(project)
        assert snapshot.state.code == "MDA"
        assert (
            snapshot.mappings[0].quotation.exact == "Whoever does the act 1 😀 shall be punished."
        )
        assert snapshot.answers["E36.1"].value == AnswerValue.NO
        assert edits.verify(project) == ()
        assert edits.undo(project) is not None


def test_the_structure_of_an_older_law_can_be_changed(tmp_path):
    path = tmp_path / "sample.gap"
    shutil.copy(SAMPLE, path)
    with project_file.open_project(path) as project:
        before = store.read_provisions(project, 1)
        edits.do(project, edits.ChangeStructure(law=1, operation=Raise(provision=2)))
        changed = store.read_provisions(project, 1)
        assert [p.kind for p in changed].count("article") == 4
        assert edits.verify(project) == ()
        edits.undo(project)
        assert store.read_provisions(project, 1) == before
        project.db.execute("UPDATE provision SET number='x' WHERE id=1")
        assert any("structure" in fault for fault in edits.verify(project))


def test_evidence_of_an_older_version_has_no_consent_and_its_history_holds(tmp_path):
    """The sample was written by the version before consent was recorded."""
    path = tmp_path / "sample.gap"
    shutil.copy(BEFORE_CONSENT, path)
    with project_file.open_project(path) as project:
        first, second = store.read_snapshot(project).evidence
        assert (first.text, first.confidential) == ("Of 118 reports 6 led to a conviction.", False)
        assert (first.consent, first.obligations, first.attachments) == ("none", ("36.1.a",), ())
        assert second.text == "A case, told again"
        assert edits.verify(project) == ()
        edits.do(
            project,
            edits.PutEvidence(obligation="48.1", kind="case", text="Now", consent="named", id=2),
        )
        for _ in range(6):
            assert edits.undo(project) is not None
        assert edits.undo(project) is None
        assert store.read_snapshot(project).evidence == ()
        while edits.redo(project):
            pass
        assert store.read_snapshot(project).evidence[1].consent == "named"
        assert edits.verify(project) == ()


@pytest.mark.parametrize("written", ["1", "Criminal Code", "criminal code", "crimin"])
def test_a_law_is_found_by_id_or_unique_title(project, written):
    assert store.find_law(project, written).id == 1


def test_a_title_that_fits_two_laws_is_refused(project):
    from samples import make_draft

    edits.do(project, edits.AddLaw(draft=make_draft("Code of Criminal Procedure")))
    with pytest.raises(AppError, match="law_not_unique"):
        store.find_law(project, "code")
    with pytest.raises(AppError, match="law_unknown"):
        store.find_law(project, "Customs")


def test_provisions_are_ranges_of_the_text(project):
    text = store.read_law_text(project, 1)
    article, first, *_ = store.read_provisions(project, 1)
    assert (article.label, article.heading) == ("Article 1.", "Heading 1")
    assert text[first.start : first.end].startswith("(1) Whoever does the act 1 😀")
    edits.do(project, edits.PutMapping(provision=article.id, obligation="36"))
    whole = store.read_snapshot(project).provisions[article.id]
    assert [whole.text[at : at + 3] for at in whole.inside] == ["(1)", "(2)"]
    (found,) = store.find_provisions(project, 1, "1(1)")
    assert found.path == "Article 1. Heading 1 › (1)"
    assert store.provision_at(project, 1, found.start + 5, found.start + 9) == found
    assert store.provision_at(project, 1, 0, 3) is None


def test_an_encrypted_project_opens_with_its_key_only(tmp_path):
    path = tmp_path / "secret.gap"
    with project_file.create_project(path, state="MDA", language="ro", key="cheie") as project:
        edits.do(project, edits.PutAnswer(element="E36.1", value=AnswerValue.NO))
        project.backup(tmp_path / "copy.gap")
    for name in ("secret.gap", "copy.gap"):
        assert not (tmp_path / name).read_bytes().startswith(b"SQLite format 3")
        for wrong in (None, "alta"):
            with pytest.raises(AppError, match="not_a_project"):
                project_file.open_project(tmp_path / name, key=wrong)
        with project_file.open_project(tmp_path / name, key="cheie") as project:
            assert store.read_snapshot(project).answers["E36.1"].value == AnswerValue.NO
            assert edits.verify(project) == ()


def test_a_glance_tells_what_a_file_holds_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.gap"
    with project_file.create_project(path, state="MDA", language="ro") as project:
        edits.do(project, edits.PutAnswer(element="E36.1", value=AnswerValue.YES))
    before = path.read_bytes()
    summary = project_file.glance(path)
    assert summary is not None
    assert (summary.state_code, summary.laws, summary.answered) == ("MDA", 0, 1)
    assert path.read_bytes() == before
    for data in (b"", b"no project", before[:200]):
        (tmp_path / "b.gap").write_bytes(data)
        assert project_file.glance(tmp_path / "b.gap") is None
    assert project_file.glance(tmp_path / "none.gap") is None


def test_only_what_another_program_writes_is_a_change_elsewhere(tmp_path):
    path = tmp_path / "p.gap"
    project_file.create_project(path, state="AND", language="en").close()
    with project_file.open_project(path) as mine:
        for value in (AnswerValue.NO, AnswerValue.YES):
            edits.do(mine, edits.PutAnswer(element="E36.1", value=value))
            assert not mine.is_changed_elsewhere()
        with project_file.open_project(path, read_only=True) as reader:
            store.read_snapshot(reader)
        assert not mine.is_changed_elsewhere()
        with project_file.open_project(path) as other:
            edits.do(other, edits.PutAnswer(element="E36.1", value=AnswerValue.NO))
        assert mine.is_changed_elsewhere()
        assert not mine.is_changed_elsewhere()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be taken away there")
@pytest.mark.parametrize("way", ["deleted", "moved"])
def test_a_file_that_was_taken_away_is_written_again(project, tmp_path, way):
    edits.do(project, edits.PutAnswer(element="E36.1", value=AnswerValue.NO))
    path = tmp_path / "a.gap"
    if way == "moved":
        path.rename(tmp_path / "b.gap")
    else:
        for one in list(tmp_path.iterdir()):
            one.unlink()
    edits.do(project, edits.PutAnswer(element="E36.2a", value=AnswerValue.YES))
    edits.undo(project)
    edits.redo(project)
    assert edits.verify(project) == ()
    project.close()
    with project_file.open_project(path) as again:
        answers = store.read_snapshot(again).answers
        assert {name: one.value.value for name, one in answers.items()} == {
            "E36.1": "no",
            "E36.2a": "yes",
        }
        assert edits.verify(again) == ()
    assert {one.name for one in tmp_path.iterdir()} <= {"a.gap", "b.gap"}
    if way == "moved":
        with project_file.open_project(tmp_path / "b.gap") as moved:
            assert set(store.read_snapshot(moved).answers) == {"E36.1"}
            assert edits.verify(moved) == ()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be taken away there")
def test_a_full_disk_names_the_file_that_was_taken_away(project, tmp_path, monkeypatch):
    """Not the copy that was on its way there, of which the user knows nothing."""
    answer = edits.PutAnswer(element="E36.1", value=AnswerValue.NO)
    (tmp_path / "a.gap").unlink()
    usual = project_file.connect

    def small(path, key=""):
        made = usual(path, key)
        made.execute("PRAGMA max_page_count=2")
        return made

    with monkeypatch.context() as full:
        full.setattr(project_file, "connect", small)
        with pytest.raises(AppError, match="disk_full") as told:
            edits.do(project, answer)
    assert told.value.details["file"] == "a.gap"
    edits.do(project, answer)
    assert (tmp_path / "a.gap").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be taken away there")
def test_nothing_is_written_into_another_file_of_that_name(project, tmp_path):
    path, copy = tmp_path / "a.gap", tmp_path / "copy.gap"
    project.backup(copy)
    path.rename(tmp_path / "b.gap")
    shutil.copy(copy, path)
    before = path.read_bytes()
    with pytest.raises(AppError, match="project_replaced"):
        edits.do(project, edits.PutAnswer(element="E36.1", value=AnswerValue.NO))
    assert path.read_bytes() == before
    project.backup(tmp_path / "saved.gap")
    with project_file.open_project(tmp_path / "saved.gap") as saved:
        assert store.read_snapshot(saved).laws[1].articles == 3


class _Full:
    """A connection to a file on a disk that is full when a transaction ends: SQLite takes the
    transaction back by itself.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __getattr__(self, name: str) -> object:
        return getattr(self._db, name)

    def execute(self, said: str, *values: object) -> sqlite3.Cursor:
        if said == "COMMIT":
            self._db.execute("ROLLBACK")
            raise sqlite3.OperationalError("database or disk is full")
        return self._db.execute(said, *values)


def test_on_a_full_disk_a_change_is_refused_and_the_next_one_made(project, monkeypatch):
    answer = edits.PutAnswer(element="E36.1", value=AnswerValue.NO, note="n" * 200_000)
    with monkeypatch.context() as full:
        full.setattr(project, "db", _Full(project.db))
        with pytest.raises(AppError, match="disk_full"):
            edits.do(project, answer)
    (pages,) = project.db.execute("PRAGMA page_count").fetchone()
    project.db.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(AppError, match="disk_full"):
        edits.do(project, answer)
    project.db.execute("PRAGMA max_page_count=1000000")
    assert store.read_snapshot(project).answers == {}
    edits.do(project, answer)
    assert set(store.read_snapshot(project).answers) == {"E36.1"}
    assert edits.verify(project) == ()


def test_a_copy_that_cannot_be_written_is_told_and_leaves_nothing(project, tmp_path):
    with pytest.raises(AppError, match="cannot_write"):
        project.backup(tmp_path / "no such folder" / "copy.gap")
    assert {one.name for one in tmp_path.iterdir()} <= {"a.gap", "a.gap-wal", "a.gap-shm"}

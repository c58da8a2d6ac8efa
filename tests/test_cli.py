# SPDX-License-Identifier: EUPL-1.2
"""The command line as a user types it: through the whole chain, with real files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gapanalysis.cli import main

CODE = """CRIMINAL CODE
of the Republic

Chapter I
General part

Article 1. Scope
This Code applies in the whole territory.

Chapter II
Offences

Article 2. Bodily harm
(1) Whoever causes bodily harm to another person shall be imprisoned for up to two years.
(2) Proceedings are started on a complaint of the victim only.

Article 3. Rape
(1) Whoever has intercourse by force or threat shall suffer imprisonment of three to seven years.
(2) The same act committed:
(a) by two or more persons;
(b) against a minor,
shall suffer imprisonment of five to twelve years.
"""


@pytest.fixture
def law(tmp_path) -> Path:
    path = tmp_path / "code.txt"
    path.write_text(CODE, encoding="utf-8")
    return path


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "my.gap"
    assert main(["new", str(path), "--state", "MDA", "--language", "en"]) == 0
    return path


@pytest.fixture
def refused(capsys):
    def refused(*arguments: object) -> str:
        capsys.readouterr()
        try:
            code = main([str(one) for one in arguments])
        except SystemExit as stop:
            code = stop.code
        out, err = capsys.readouterr()
        assert (code, out, err.count("\n")) == (2, "", 1), (code, out, err)
        assert "Traceback" not in err
        return err

    return refused


def test_from_a_law_to_findings_whose_reasons_name_the_provision(run, file, law):
    (added,) = run("import", file, law)["laws"]
    assert (added["title"], added["language"], added["articles"]) == ("CRIMINAL CODE", "en", 3)
    quote = "by force or threat"
    assert run("map", file, added["id"], "3", "36.1.a", "--quote", quote)["mapping"] == 1
    assert run("map", file, "criminal", "2(2)", "55(1)", "--coverage", "contrary")["mapping"] == 2
    run("attribute", file, 1, "3", "force_element", "force")
    run("answer", file, "E36.1", "no", "--note", "force only")
    found = run("check", file, "--on", "2026-06-01")
    assert set(found) == {"on", "rules_version", "findings", "obligations", "totals", "counts"}
    (finding,) = [one for one in found["findings"] if one["rule"] == "R14"]
    assert set(finding) >= {
        *("rule", "version", "obligation", "subject", "outcome", "severity", "verb", "text"),
        *("recommendation", "why", "needs", "closes", "reservation", "group"),
    }
    reads = [read for step in finding["why"] for read in step["reads"]]
    assert {
        "element": "E36.1",
        "value": "no",
        "law": "CRIMINAL CODE",
        "number": "3",
        "quote": quote,
    } in reads
    assert any(read.get("attribute") == "force_element" for read in reads)
    statuses = {one["obligation"]: one for one in found["obligations"]}
    assert statuses["36.1.a"]["status"] == "gap"
    assert statuses["36.1.a"]["answered"] >= 1
    assert statuses["34"]["status"] == "not_assessed"
    assert sum(found["totals"].values()) == len(found["obligations"])


def test_split_gives_the_whole_law_once(run, law):
    read = run("split", law)
    assert set(read) == {"language", "title", "warnings", "provisions"}
    kinds = [(one["kind"], one["number"], one["path"]) for one in read["provisions"]]
    assert ("article", "3", "3") in kinds
    assert ("point", "a", "3(2)(a)") in kinds
    words = " ".join(f"{one['label']} {one['heading']} {one['text']}" for one in read["provisions"])
    body = CODE.split("of the Republic", 1)[1]
    assert words.split() == body.split()


def test_undo_redo_history_verify(run, file):
    run("answer", file, "E36.1", "no")
    run("state", file, "37.2", "none")
    assert run("undo", file) == {"undone": ["PutStatement"]}
    assert run("redo", file) == {"redone": ["PutStatement"]}
    assert [one["edit"] for one in run("history", file)] == ["PutAnswer", "PutStatement"]
    assert run("verify", file) == {"faults": []}
    run("state", file, "37.2", "clear")
    run("answer", file, "E36.1", "--clear")
    assert run("check", file)["findings"] == []


def test_next_asks_what_decides(run, file):
    run("answer", file, "E35.1", "yes")
    first = run("next", file)[0]
    assert set(first) == {"element", "decides", "question"}
    assert first["decides"]


def test_reservations_with_notices(run, refused, file):
    run("fact", file, "signed", "2012-12-18")
    run("fact", file, "deposited", "2015-04-27")
    run("fact", file, "in_force", "2015-08-01")
    run("reserve", file, "30.2", "--made", "2015-04-27")
    before = file.read_bytes()
    said = refused("reserve", file, "30.2", "--notified", "2021-02-01", "--decision", "uphold")
    assert "2021-02-01" in said
    assert file.read_bytes() == before
    run("reserve", file, "30.2", "--notified", "2021-01-28", "--decision", "amend")
    (one,) = run("reservations", file, "--on", "2022-01-01")
    assert (one["status"], one["expires"]) == ("active", "2025-08-01")
    assert one["events"] == [{"on": "2021-01-28", "decision": "amend", "effective": None}]
    (later,) = run("reservations", file, "--on", "2025-09-01")
    assert (later["status"], later["grace_until"]) == ("grace", "2026-02-01")
    run("reserve", file, "36", "--made", "2015-04-27")
    assert run("reservations", file)[1]["status"] == "void_scope"
    assert "55.1:35" in refused("reserve", file, "55.1", "--made", "2015-04-27")


def test_evidence_is_confidential_unless_said_otherwise(run, file):
    run("evidence", file, "55.1", "--text", "A case", "--kind", "case")
    run("evidence", file, "55.1", "--text", "Figures", "--public")
    from gapanalysis import project_file, store

    with project_file.open_project(file, read_only=True) as project:
        kept = [(one.text, one.confidential) for one in store.read_snapshot(project).evidence]
    assert kept == [("A case", True), ("Figures", False)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["answer", "{file}", "E99.9", "no"], "E99.9"),
        (["answer", "{file}", "E36.1", "maybe"], "maybe"),
        (["answer", "{file}", "E36.1"], "--clear"),
        (["map", "{file}", "1", "3", "36.1.a"], "no law"),
        (["state", "{file}", "99", "none"], "99"),
        (["fact", "{file}", "weather", "good"], "weather"),
        (["fact", "{file}", "population", "many"], "many"),
        (["fact", "{file}", "in_force", "soon"], "soon"),
        (["check", "{file}", "--on", "yesterday"], "yesterday"),
        (["check", "none.gap"], "none.gap"),
        (["new", "{file}", "--state", "MDA", "--language", "ro"], "exists"),
        (["new", "other.gap", "--state", "Moldova", "--language", "ro"], "Moldova"),
        (["new", "other.gap", "--state", "XXX", "--language", "ro"], "XXX"),
        (["report", "{file}", "-o", "out.exe"], "out.exe"),
        (["import", "{file}", "none.docx"], "none.docx"),
        (["frobnicate"], "frobnicate"),
        (["reserve", "{file}", "44.3", "--notified", "2020-01-01"], "44.3"),
    ],
)
def test_a_wrong_request_is_one_line_and_changes_nothing(
    file, refused, tmp_path, monkeypatch, arguments, said
):
    monkeypatch.chdir(tmp_path)
    before = file.read_bytes()
    assert said in refused(*(one.replace("{file}", str(file)) for one in arguments))
    assert file.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["my.gap"]


def test_if_one_of_two_laws_cannot_be_read_none_is_added(run, refused, file, law, tmp_path):
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK\x03\x04 not a zip at all")
    before = file.read_bytes()
    assert "bad.docx" in refused("import", file, law, bad)
    assert file.read_bytes() == before


def test_a_quote_that_stands_twice_needs_its_occurrence(run, refused, file, law):
    run("import", file, law)
    assert "3" in refused("map", file, "1", "3", "36.1.a", "--quote", "imprisonment")
    run("map", file, "1", "3", "36.1.a", "--quote", "imprisonment", "--occurrence", "2")
    assert "punished twice" in refused("map", file, "1", "3", "36", "--quote", "punished twice")


def test_a_quote_may_be_broken_over_lines(run, file, law):
    run("import", file, law)
    quote = "by two or more persons; (b) against"
    assert run("map", file, "1", "3(2)", "36.1.a", "--quote", quote)["mapping"] == 1


def test_the_report_is_written_in_one_step(run, file, law, tmp_path):
    run("import", file, law)
    run("answer", file, "E36.1", "no")
    out = tmp_path / "report.pdf"
    out.write_text("old")
    written = run("report", file, "-o", out, "--on", "2026-06-01", "--language", "ro")
    assert written["pages"] >= 3
    sheet = run("report", file, "-o", tmp_path / "report.xlsx")
    assert sheet["sheets"] >= 3 and "pages" not in sheet
    assert set(run("report", file, "-o", tmp_path / "report.html")) == {"file"}
    assert out.read_bytes().startswith(b"%PDF")
    assert not list(tmp_path.glob("*.part*"))


def test_the_report_is_as_the_project_keeps_it_unless_an_option_says_otherwise(
    run, refused, file, tmp_path
):
    kept = {"kind": "obligation", "node": "36.1.a", "language": "fr", "edition": "public"}
    for name, value in kept.items():
        run("report-option", file, name, value)
    run("report-option", file, "on", "2026-05-04")

    def written(*more):
        run("report", file, "-o", tmp_path / "r.json", *more)
        return json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))

    asis = written()
    assert (asis["kind"], asis["language"], asis["edition"]) == ("obligation", "fr", "public")
    assert "36.1.a" in asis["subject"]
    assert "4\u00a0mai 2026" in asis["foot"]
    said = written("--kind", "baseline", "--language", "ro", "--edition", "confidential")
    assert (said["kind"], said["language"], said["edition"]) == ("baseline", "ro", "confidential")
    assert "5\u00a0mai 2026" in written("--on", "2026-05-05")["foot"]
    assert "2026-13-01" in refused("report-option", file, "on", "2026-13-01")
    assert "99.9" in refused("report-option", file, "node", "99.9")
    assert "de" in refused("report-option", file, "language", "de")
    assert "language" in refused("report-option", file, "language", "fr", "--kind", "articles")


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".html"])
def test_the_report_is_written_in_the_format_of_the_suffix(run, file, tmp_path, suffix):
    out = tmp_path / f"Report{suffix.upper()}"
    assert run("report", file, "-o", out, "--on", "2026-06-01")["file"] == str(out)
    data = out.read_bytes()
    assert data.startswith(b"<!DOCTYPE html>" if suffix == ".html" else b"PK")
    assert str(tmp_path).encode() not in data
    assert not list(tmp_path.glob("*.part*"))


def test_the_page_of_commands_is_up_to_date():
    from print_commands import PAGE, page

    assert PAGE.read_text(encoding="utf-8") == page(), "run tools/print_commands.py"


def test_help_and_version_without_a_project(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    assert stop.value.code == 0
    assert "check" in capsys.readouterr().out


def test_without_a_terminal_everything_is_utf_8(file):
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "GAPANALYSIS_LANGUAGE": "ro"}
    done = subprocess.run(
        [sys.executable, "-m", "gapanalysis", "answer", str(file), "E99", "no"],
        capture_output=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 2
    assert "Nu există elementul" in done.stderr.decode("utf-8")


def test_the_command_line_starts_without_heavy_libraries(file):
    code = (
        "import sys; from gapanalysis.cli import main; main(['check', sys.argv[1], '--json']);"
        "heavy = {'PySide6', 'reportlab', 'lxml', 'pypdfium2', 'docx', 'babel'} & set(sys.modules);"
        "print(heavy, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "set()"


def test_counts_by_article_chapter_pillar_and_section(run, file):
    run("answer", file, "E22.1", "yes")
    found = run("check", file, "--on", "2026-06-01")
    assert set(found["counts"]) == {"article", "chapter", "baseline", "thematic", "pillar"}
    for order, groups in found["counts"].items():
        added = {s: sum(g["totals"][s] for g in groups) for s in found["totals"]}
        assert added == found["totals"], order
        assert sum(g["answered"] for g in groups) == 1
    support = next(g for g in found["counts"]["thematic"] if g["group"] == "2.2")
    assert support["answered"] == 1
    assert support["totals"]["not_assessed"] == sum(support["totals"].values()) - 1


def test_a_status_of_ones_own_needs_a_reason(run, refused, file):
    assert "reason" in refused("override", file, "36.1.a", "met")
    assert "36.1.a" in refused("override", file, "36", "met", "--reason", "x")
    run("override", file, "36.1.a", "met", "--reason", "case law")
    told = run("check", file, "--on", "2026-06-01")["obligations"]
    (one,) = [o for o in told if o["obligation"] == "36.1.a"]
    assert (one["status"], one["computed"], one["override"]) == ("met", "not_assessed", "case law")
    run("override", file, "36.1.a", "--clear")
    told = run("check", file, "--on", "2026-06-01")["obligations"]
    assert all(o["override"] is None for o in told)


def test_an_explanation_to_grevio_is_owed_until_it_is_recorded(run, refused, file):
    run("fact", file, "deposited", "2022-01-31")
    run("reserve", file, "30.2", "--made", "2022-01-31")
    (before,) = run("reservations", file, "--on", "2026-01-01")
    assert "explanation_due" in before["flags"]
    run("reserve", file, "30.2", "--explained", "2025-12-01")
    (after,) = run("reservations", file, "--on", "2026-01-01")
    assert "explanation_due" not in after["flags"]
    assert after["explanations"] == [{"requested": None, "given": "2025-12-01"}]


def test_what_is_known_of_a_state_is_shown_and_not_recorded(run, tmp_path):
    shown = run("known", "DEU")
    assert shown["dates"]["deposited"] == "2017-10-12"
    assert "59.2" in {one["provision"] for one in shown["reservations"]}
    assert all(one["source"] for one in shown["reservations"])
    assert run("known", "ARV")["reservations"] == []
    file = tmp_path / "de.gap"
    run("new", file, "--state", "DEU", "--language", "de")
    assert run("reservations", file) == []
    assert run("history", file) == []


DAMAGED = """LAW ON PROTECTION

Article 1. Scope
This Law applies in the whole territory and to all persons who live in it.

Article 2. Harm
(1) Whoever causes harm to another person shall be imprisoned for up to two years.
(2) Proceedings are started on a complaint of the victim only.

Article 28. Stalking
(1) Whoever stalks another person shall be imprisoned for up to two years.

Article 3. Rape
Whoever has intercourse without consent shall be imprisoned for up to ten years.

Article 5. Last
This Law enters into force on the first of May.
"""


@pytest.fixture
def damaged(tmp_path) -> Path:
    path = tmp_path / "damaged.txt"
    path.write_text(DAMAGED, encoding="utf-8")
    return path


def test_what_looks_wrong_is_printed_mended_and_kept(run, file, damaged, refused):
    warnings = run("split", damaged)["warnings"]
    assert [(one["code"], one["address"]) for one in warnings] == [
        ("number_glued", "2"),
        ("number_gap", "5"),
    ]
    assert warnings[0]["mend"]["operation"] == "split"
    assert warnings[0]["message"].startswith("28 is probably 2^8")
    assert warnings[1]["mend"] is None
    (law,) = run("import", file, damaged)["laws"]
    assert law["warnings"] == warnings
    assert run("mend", file, law["id"])["warnings"] == warnings
    left = run("mend", file, law["id"], "--apply", 1)["warnings"]
    assert [one["code"] for one in left] == ["number_gap"]
    assert "without you" in refused("mend", file, law["id"], "--apply", 1)
    assert run("mend", file, law["id"], "--keep", 1)["warnings"] == []
    assert "list" in refused("mend", file, law["id"], "--keep", 7)
    run("map", file, law["id"], "2^8(1)", "34", "--quote", "stalks another person")
    run("undo", file)
    run("undo", file)
    assert [one["code"] for one in run("mend", file, law["id"])["warnings"]] == ["number_gap"]
    assert run("verify", file) == {"faults": []}
    assert [one["summary"].get("place") for one in run("history", file)][1] == "2"


def test_messages_of_warnings_speak_the_language_that_is_set(run, damaged, monkeypatch):
    monkeypatch.setenv("GAPANALYSIS_LANGUAGE", "fr")
    assert "est probablement 2^8" in run("split", damaged)["warnings"][0]["message"]


def test_the_structure_of_a_law_is_changed_by_command(run, file, damaged, refused, capsys):
    run("import", file, damaged)
    run("map", file, 1, "2", "35", "--quote", "stalks another person")

    def structure(*arguments):
        return run("structure", file, 1, *arguments)["operation"]

    assert structure("split", "2", "--words", "Article 28. Stalking", "--number", "2^8") == {
        "operation": "split",
        "provision": 1,
        "at": DAMAGED.index("Article 28."),
        "number": "2^8",
        "kind": "article",
        "label": [DAMAGED.index("Article 28."), DAMAGED.index(" Stalking")],
        "heading": [DAMAGED.index("Stalking"), DAMAGED.index("Stalking") + 8],
    }
    structure("renumber", "2^8", "--number", "2 bis")
    structure("lower", "2 bis")
    structure("raise", "2(2 bis)")
    structure("exclude", "5")
    structure("exclude", "1", "--words", "in the whole territory")
    structure("join", "3")
    assert "--number" in refused("structure", file, 1, "renumber", "2", "--kind", "chapter")
    assert "77" in refused("structure", file, 1, "join", "77")
    assert run("verify", file) == {"faults": []}
    capsys.readouterr()
    assert main(["mend", str(file), "1"]) == 0
    for _ in range(7):
        run("undo", file)
    assert [one["code"] for one in run("mend", file, 1)["warnings"]] == [
        *("number_glued", "number_gap"),
    ]

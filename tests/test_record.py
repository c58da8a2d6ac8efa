# SPDX-License-Identifier: EUPL-1.2
"""The commands that record evidence, figures and earlier recommendations, as a user types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from gapanalysis import project_file, store
from gapanalysis.cli import main


@pytest.fixture
def project(tmp_path) -> Path:
    path = tmp_path / "my.gap"
    assert main(["new", str(path), "--state", "MDA", "--language", "en"]) == 0
    return path


def test_evidence_has_consent_judgments_and_files(project, tmp_path, run):
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"%PDF-1.7 paper")
    made = run(
        *("evidence", project, "36.1.a", "--text", "A case", "--kind", "judgment"),
        *("--also", "55(1)", "--title", "A. v. B.", "--application", "00000/21", "--echr", "3, 8"),
        *("--keyword", "delay", "--keyword", "withdrawal; delay", "--date", "2024-05-06"),
        *(
            "--consent",
            "anonymised",
            "--source",
            "Court",
            "--attach",
            paper,
            "--dimension",
            "de_jure",
        ),
    )
    run("evidence", project, "36", "--text", "Open", "--public")
    run("evidence", project, "36", "--text", "Closed")
    with project_file.open_project(project, read_only=True) as opened:
        one, public, closed = store.read_snapshot(opened).evidence
        assert made == {"id": one.id}
        assert one.obligations == ("36.1.a", "55.1")
        assert (one.title, one.application, one.echr) == ("A. v. B.", "00000/21", "3, 8")
        assert (one.keywords, one.consent) == (("delay", "withdrawal"), "anonymised")
        assert (one.confidential, one.dimension) == (True, "de_jure")
        assert store.read_attachment(opened, one.attachments[0].id).data == b"%PDF-1.7 paper"
        assert (public.confidential, public.consent) == (False, "named")
        assert (closed.confidential, closed.consent) == (True, "none")
    assert run("undo", project)["undone"] == ["PutEvidence"]
    run("undo", project)
    assert run("undo", project)["undone"] == ["AttachFile", "PutEvidence"]


def test_figures_and_earlier_recommendations(project, tmp_path, run):
    run(
        *("figure", project, "36.1.a", "convictions", "6", "--of", "118", "Reports"),
        *("--year", "2025", "--by", "sex=women", "--by", "ours=x", "--source", "Ministry"),
    )
    run("figure", project, "38.a", "reports", "--public")
    table = tmp_path / "t.csv"
    table.write_text("name,value,year\nReports,118,2025\nCharges,n/a,2025\n", encoding="utf-8")
    read = run("figures", project, table, "36.1.a", "--public", "--source", "Police")
    assert read["figures"] == 1
    assert [one["row"] for one in read["left_out"]] == [3]
    assert "n/a" in read["left_out"][0]["problem"]
    run(
        *("earlier", project, "36", "55(1)", "--text", "change it", "--body", "grevio_baseline"),
        *("--document", "D", "--number", "7", "--verb", "urges", "--done", "partly"),
        *("--deadline", "2027-05-01", "--assessment", "a little"),
    )
    with project_file.open_project(project, read_only=True) as opened:
        snapshot = store.read_snapshot(opened)
    first, second, third = snapshot.figures
    assert (first.value, first.denominator, first.denominator_of) == (6, 118, "reports")
    assert (first.breakdown, first.confidential) == ({"sex": "women", "ours": "x"}, True)
    assert (second.value, second.confidential) == (None, False)
    assert (third.name, third.value, third.source) == ("reports", 118, "Police")
    (prior,) = snapshot.prior_recommendations
    assert (prior.articles, prior.verb, prior.done) == (("36", "55.1"), "critical", "partly")


@pytest.mark.parametrize(
    "arguments",
    [
        ["evidence", "36", "--text", "x", "--kind", "rumour"],
        ["evidence", "36", "--text", "  "],
        ["evidence", "36", "--text", "x", "--consent", "yes"],
        ["evidence", "36", "--text", "x", "--attach", "nowhere.pdf"],
        ["figure", "36", "reports", "n/a"],
        ["figure", "36", "reports", "5", "--by", "women"],
        ["figure", "36", "reports", "5", "--year", "25"],
        ["figures", "nowhere.csv", "36"],
        ["earlier", "36", "--text", "x", "--body", "cedaw"],
        ["earlier", "36", "--text", "x", "--body", "committee", "--verb", "orders"],
    ],
)
def test_what_cannot_be_recorded_is_one_line_and_changes_nothing(project, capsys, arguments):
    before = Path(project).read_bytes()
    command, *rest = arguments
    assert main([command, str(project), *rest]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert Path(project).read_bytes() == before

# SPDX-License-Identifier: EUPL-1.2
"""Searching everything: laws by their index, the Convention, notes, evidence, findings."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import make_draft

from gapanalysis import analysis, edits
from gapanalysis.model import AnswerValue
from gapanalysis.search import holds, piece, words_of

DAY = date(2026, 6, 1)
SAMPLE = Path(__file__).parent / "data" / "version-1.gap"
"""Written by the first version of the program."""


@pytest.fixture
def project(tmp_path):
    with analysis.create_project(tmp_path / "a.gap", state="MDA", language="ro") as made:
        text = (
            "Codul penal\nArticolul 1. Violența\nFapta săvârșită prin constrângere se pedepsește.\n"
        )
        draft = make_draft()
        edits.do(made, edits.AddLaw(draft=draft))
        provision = replace(draft.provisions[0], start=12, end=len(text), label=None, heading=None)
        romanian = replace(draft, text=text, title="Codul penal", provisions=(provision,))
        edits.do(made, edits.AddLaw(draft=romanian))
        yield made


def hits(project, typed: str, kind: str, language: str = "en"):
    seen = analysis.view(project, DAY)
    return [hit for hit in analysis.search(seen, typed, language) if hit.kind == kind]


@pytest.mark.parametrize("typed", ["savarsit", "SĂVÂRȘITĂ constr", "prin, sǎ", "pedepseşte fapta"])
def test_words_of_a_law_are_found_by_their_beginning_without_diacritics(project, typed):
    (hit,) = hits(project, typed, "provision")
    assert (hit.title, hit.law) == ("Codul penal, 1", 2)
    assert "constrângere" in hit.words


def test_a_word_of_a_law_is_not_found_by_its_middle(project):
    assert hits(project, "onstrangere", "provision") == []
    text = analysis.read_law_text(project, 2)
    (hit,) = hits(project, "constrangere", "provision")
    assert text[hit.start :].startswith("Fapta săvârșită")


def test_headings_come_first_and_each_provision_once(project):
    found = hits(project, "heading", "provision")
    assert [hit.title for hit in found] == [f"Criminal Code, Article {n}" for n in (1, 2, 3)]


def test_an_obligation_whose_number_is_typed_comes_before_laws_that_hold_the_figures(project):
    text = "Law\nArticle 9. Theft\nPunished with 36 months; 1 year where (a) it is done by night.\n"
    draft = make_draft()
    whole = replace(draft.provisions[0], start=4, end=len(text), label=None, heading=None)
    edits.do(project, edits.AddLaw(draft=replace(draft, text=text, provisions=(whole,))))
    view = analysis.view(project, DAY)
    for typed, node in (("36.1.a", "36.1.a"), ("art. 36(1)(a)", "36.1.a")):
        first, *_ = analysis.search(view, typed, "en")
        assert (first.kind, first.node) == ("obligation", node)
    assert "provision" in {hit.kind for hit in analysis.search(view, "36.1.a", "en")}
    assert analysis.search(view, "36 months", "en")[0].kind == "provision"


def test_removed_laws_are_not_found_and_come_back_with_undo(project):
    edits.do(project, edits.RemoveLaw(law=2))
    assert hits(project, "constrangere", "provision") == []
    edits.undo(project)
    assert len(hits(project, "constrangere", "provision")) == 1


def test_notes_evidence_findings_obligations_and_the_convention(project):
    edits.do(
        project,
        edits.PutAnswer(element="E36.1", value=AnswerValue.NO, note="zebra <b>note</b>"),
        edits.PutEvidence(obligation="36", kind="case", text="a zebra case", source="diary"),
        edits.PutReview(obligation="36.1.a", decision="gap", reason="zebra reason"),
    )
    (note, reason) = hits(project, "zebra", "note")
    assert (note.title, note.node, note.words) == ("E36.1", "36.1.a", "zebra <b>note</b>")
    assert reason.words == "zebra reason"
    assert [hit.node for hit in hits(project, "zebra", "evidence")] == ["36"]
    assert "36.1.a" in [hit.node for hit in hits(project, "force threat", "finding")]
    assert "36.1.a" in [hit.node for hit in hits(project, "36.1.a", "obligation")]
    assert {hit.node for hit in hits(project, "ship flying", "element")} == {"44.1.b"}
    assert "37" in [hit.node for hit in hits(project, "mariage forcé", "convention", "ro")]
    assert [h.node for h in hits(project, "stalking", "convention")] == ["34"]


def test_an_older_file_is_made_findable_when_it_is_opened(tmp_path):
    old = tmp_path / "old.gap"
    shutil.copy(SAMPLE, old)
    with analysis.open_project(old) as opened:
        assert len(hits(opened, "whoever act 2", "provision")) == 1


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_no_typed_text_breaks_the_search(project, typed):
    found = analysis.search(analysis.view(project, DAY), typed, "en")
    assert all(hit.title for hit in found)
    assert words_of(typed) or not found


@given(st.text(max_size=200), st.text(max_size=20))
def test_a_piece_holds_words_of_its_text(text, typed):
    shown = piece(text, words_of(typed))
    assert shown.strip("…") in " ".join(text.split())


def test_a_word_is_found_at_its_beginning_only():
    assert holds("Consent is free will", ["con", "wil"])
    assert not holds("Consent is free will", ["sent"])

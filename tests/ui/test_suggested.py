# SPDX-License-Identifier: EUPL-1.2
"""What the words of a mapped provision suggest: shown with its words, accepted or rejected."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gapanalysis.edits import PutAttribute, PutMapping
from gapanalysis.model import Attribute, AttributeState
from gapanalysis.ui.main_window import MainWindow


def map_words(window: MainWindow) -> QWidget:
    """Maps words that name force; gives the row of the mapping."""
    window.session.select("36.1.a")
    text, _ = window.session.law(1)
    words = "by force or by threat of imminent force"
    start = text.index(words)
    law = window.mapping().law
    law.view.select_range(start, start + len(words))
    law.map_selection()
    return window.mapping().obligation.mapped.rows[0]


def suggested(window: MainWindow) -> Attribute:
    """Gives what is recorded of the force that the provision asks for."""
    (mapping,) = window.session.snapshot.mappings
    return window.session.snapshot.attributes[mapping.provision]["force_element"]


def button(row: QWidget, name: str) -> QAbstractButton:
    """Gives the button of a row with a text or a name."""
    found = row.findChildren(QAbstractButton)
    return next(one for one in found if name in {one.text(), one.accessibleName()})


def marks(row: QWidget) -> list[QLabel]:
    """Gives what says in a row that a value is suggested."""
    labels = row.findChildren(QLabel)
    return [one for one in labels if one.text() == "suggested" and one.isVisible()]


def test_a_suggestion_shows_its_words_and_is_accepted(filled: MainWindow, qtbot: QtBot) -> None:
    row = map_words(filled)
    assert suggested(filled).state is AttributeState.SUGGESTED
    qtbot.waitUntil(lambda: len(marks(row)) == 1)
    assert all("by force" in mark.toolTip() for mark in marks(row))
    button(row, "Accept what must be proved").click()
    kept = suggested(filled)
    assert (kept.value, kept.state) == ("force", AttributeState.PERSON)
    assert kept.quotation is not None
    assert kept.quotation.exact.startswith("by force")


def test_a_rejected_suggestion_is_gone_until_it_is_undone(filled: MainWindow, qtbot: QtBot) -> None:
    row = map_words(filled)
    qtbot.waitUntil(lambda: len(marks(row)) == 1)
    button(row, "Reject what must be proved").click()
    row = filled.mapping().obligation.mapped.rows[0]
    assert suggested(filled).state is AttributeState.REJECTED
    assert not marks(row)
    filled.session.undo()
    assert suggested(filled).state is AttributeState.SUGGESTED
    row = filled.mapping().obligation.mapped.rows[0]
    qtbot.waitUntil(lambda: len(marks(row)) == 1)


def test_what_other_paragraphs_of_the_article_say_is_shown(
    filled: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path, session = tmp_path / "act.txt", filled.session
    text = (
        "Act\n\nArticle 1. Whistling\n(1) Whistling is forbidden.\n(2) The attempt is punishable.\n"
    )
    path.write_text(text, encoding="utf-8")
    filled.commands.import_path(str(path), sure=lambda _form: True)
    qtbot.waitUntil(lambda: len(session.laws()) == 2, timeout=20_000)
    places = {p.address: p for p in session.law(2)[1]}
    session.select("36.1.a")
    session.do(PutMapping(provision=places["1(1)"].id, obligation="36.1.a"))
    row = filled.mapping().obligation.mapped.rows[0]
    qtbot.waitUntil(row.elsewhere.isVisible)
    assert row.elsewhere.accessibleName().startswith("Elsewhere in the article: ")
    assert "1(2)" in row.elsewhere.toolTip()
    assert "attempt is punishable" in row.elsewhere.toolTip()
    session.undo()
    session.do(PutMapping(provision=places["1"].id, obligation="36.1.a"))
    qtbot.wait(50)
    assert not filled.mapping().obligation.mapped.rows[0].elsewhere.isVisible()


def test_one_undo_takes_a_mapping_back_with_what_it_suggested(filled: MainWindow) -> None:
    map_words(filled)
    filled.session.undo()
    assert not filled.session.snapshot.mappings
    assert not any(filled.session.snapshot.attributes.values())


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_a_suggestion_is_not_cut_where_its_words_are_long(
    filled: MainWindow, qtbot: QtBot, language: str
) -> None:
    """Name, value and mark of each property have the room that they need, in a narrow panel too."""
    filled.resize(1280, 688)
    filled.rebuild(language=language)
    row = map_words(filled)
    (mapping,) = filled.session.snapshot.mappings
    for kind in filled.session.instrument.attributes.values():
        if kind.type == "one":
            value = max(kind.values, key=len)
            standing = AttributeState.SUGGESTED
            filled.session.do(
                PutAttribute(
                    provision=mapping.provision, name=kind.name, value=value, standing=standing
                )
            )
    qtbot.wait(50)
    row = filled.mapping().obligation.mapped.rows[0]
    told = [one for one in row.findChildren(QLabel) if one.isVisible() and one.text()[-1:] == ":"]
    assert len(told) > 5
    for name in told:
        assert name.width() >= name.sizeHint().width(), name.text()

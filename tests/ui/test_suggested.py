# SPDX-License-Identifier: EUPL-1.2
"""What the words of a mapped provision suggest: shown with its words, accepted or rejected."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gapanalysis.edits import PutMapping, RemoveMapping
from gapanalysis.model import Attribute, AttributeState
from gapanalysis.ui.main_window import MainWindow
from gapanalysis.ui.mapped import MappedRow


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
    filled: MainWindow, qtbot: QtBot
) -> None:
    row = map_words(filled)
    assert isinstance(row, MappedRow)
    qtbot.waitUntil(row.elsewhere.isVisible)
    assert "168(2)" in row.elsewhere.text()
    assert "helpless state" in row.elsewhere.toolTip()
    (mapping,) = filled.session.snapshot.mappings
    article = filled.session.law(1)[1][1]
    assert article.address == "168"
    node = mapping.obligation
    filled.session.do(
        RemoveMapping(id=mapping.id), PutMapping(provision=article.id, obligation=node)
    )
    row = filled.mapping().obligation.mapped.rows[0]
    qtbot.wait(50)
    assert not row.elsewhere.isVisible()


def test_one_undo_takes_a_mapping_back_with_what_it_suggested(filled: MainWindow) -> None:
    map_words(filled)
    filled.session.undo()
    assert not filled.session.snapshot.mappings
    assert not any(filled.session.snapshot.attributes.values())

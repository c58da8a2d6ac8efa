# SPDX-License-Identifier: EUPL-1.2
"""Figures: numbers with what they are out of, by year and breakdown, with their source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu

from gapanalysis import analysis
from gapanalysis.edits import PutFigure, RemoveFigure, put_record
from gapanalysis.model import Figure
from gapanalysis.ui import parts
from gapanalysis.ui.fields import (
    CheckField,
    FreeField,
    LineField,
    NodeField,
    NumberField,
    YearField,
)
from gapanalysis.ui.figure_words import (
    broken_down,
    capital,
    counted,
    number_of,
    ratio_of,
    read_together,
)
from gapanalysis.ui.figures_dialog import FiguresDialog
from gapanalysis.ui.grouped import Line, one_line
from gapanalysis.ui.list_fields import BreakdownField
from gapanalysis.ui.nodes import facts, node_source
from gapanalysis.ui.panes import ALL, Pane
from gapanalysis.ui.record_editor import RecordEditor
from gapanalysis.ui.session import Session

PUBLIC, SECRET = "public", "confidential"


def figure_choices(session: Session) -> list[tuple[str, str]]:
    """Gives what can be counted: id and title."""
    return [(one.id, session.pick(one.title)) for one in analysis.evidence_sets().figures.values()]


class FigureEditor(RecordEditor):
    """The fields of a figure and the ratios that follow from it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        words, sets = session.words, analysis.evidence_sets()
        self.add("name", words("What is counted"), FreeField(figure_choices(session)))
        node = NodeField(*node_source(session))
        self.add("obligation", words("Obligation"), node)
        row = self.pair()
        number = NumberField(words)
        number.setPlaceholderText(words("not known"))
        self.add("value", words("How many"), number, into=row)
        self.add("year", words("Year"), YearField(words), into=row)
        row = self.pair()
        self.add("denominator", words("Out of"), NumberField(words), into=row)
        of = FreeField([("", ""), *figure_choices(session)])
        self.add("denominator_of", words("What that counts"), of, into=row)
        self._ratio = parts.label("", "small", tone="ink2", wrap=True)
        self.form.addWidget(self._ratio)
        breakdowns = {
            one.id: (
                session.pick(one.title),
                [(c.id, session.pick(c.title)) for c in one.categories.values()],
            )
            for one in sets.breakdowns.values()
        }
        self.add("breakdown", words("Broken down by"), BreakdownField(words, breakdowns))
        self.add("source", words("Source"), LineField())
        secret = CheckField(words("Confidential: left out of the public edition"))
        self.add("confidential", "", secret)
        self._together_title = parts.label(words("Read with other figures"), "label", tone="ink2")
        self._together = parts.label("", "small", tone="ink2", wrap=True)
        self.form.addWidget(self._together_title)
        self.form.addWidget(self._together)
        self.form.addStretch(1)

    def describe(self) -> None:
        record: Figure = self.record
        words = self.session.words
        self.title.set_full(capital(counted(self.session, record.name)) or words("Figure"))
        self._ratio.setText(self._said_of_ratio(record))
        together = read_together(self.session, record)
        self._together.setText("\n".join(map(capital, together)))
        for part in (self._together, self._together_title):
            part.setVisible(bool(together))

    def _said_of_ratio(self, record: Figure) -> str:
        """Gives the ratio, or what is missing for one."""
        words, ratio = self.session.words, ratio_of(self.session, record)
        if ratio:
            return words("Ratio: {ratio}", ratio=ratio)
        if record.value is None:
            return words("No ratio: the number is not known.")
        if record.denominator is None:
            return words("No ratio: it is not known out of how many.")
        if not record.denominator:
            return words("No ratio: out of nought.")
        return words("No ratio: nothing says what the lower number counts.")


class FigurePane(Pane):
    """Figures by obligation."""

    part = "figures"

    def __init__(self, session: Session, settings: QSettings) -> None:
        empty = session.words(
            "No figure yet. Add one, paste cells from a spreadsheet (Ctrl+V), or import a CSV file."
        )
        super().__init__(session, settings, FigureEditor(session), empty)
        self.ask: Callable[[FiguresDialog], int] = FiguresDialog.exec
        self.view.paste_wanted.connect(self.paste)

    def filters(self) -> list[tuple[str, str, Sequence[tuple[str, str]]]]:
        words = self.session.words
        editions = [(SECRET, words("confidential")), (PUBLIC, words("in the public edition"))]
        return [
            *super().filters(),
            ("kind", words("Everything counted"), figure_choices(self.session)),
            ("edition", words("All editions"), editions),
        ]

    def accepts(self, record: Figure, chosen: dict[str, str]) -> bool:
        edition = SECRET if record.confidential else PUBLIC
        return chosen["kind"] in {ALL, record.name} and chosen["edition"] in {ALL, edition}

    @staticmethod
    def nodes(record: Figure) -> tuple[str, ...]:
        return (record.obligation,)

    def texts(self, record: Figure) -> Iterable[str]:
        session = self.session
        own = (counted(session, record.name), broken_down(session, record), record.source)
        return (*own, str(record.year or ""), record.name)

    def order(self, record: Figure) -> Any:
        kinds = list(analysis.evidence_sets().figures)
        place = kinds.index(record.name) if record.name in kinds else len(kinds)
        return place, record.name, -(record.year or 0), record.id

    def line(self, record: Figure) -> Line:
        session, words = self.session, self.session.words
        what = capital(counted(session, record.name)) or words("(nothing named yet)")
        title = words("{what}: {number}", what=what, number=number_of(session, record))
        about = facts(
            str(record.year or ""),
            broken_down(session, record),
            ratio_of(session, record),
            one_line(record.source),
        )
        icon = "lock-simple" if record.confidential else "eye"
        edition = words("confidential" if record.confidential else "in the public edition")
        return Line(
            key=record.id,
            title=title,
            about=about,
            said=facts(title, about, edition),
            icons=(icon,),
            faint=record.value is None,
        )

    def new(self, node: str) -> Any:
        return PutFigure(obligation=node, name=self.chosen()["kind"] or "reports")

    def copy(self, record: Figure) -> Any:
        """Gives another figure like one: most often for another year."""
        return put_record(record, new=True)

    def gone(self, key: int) -> Any:
        return RemoveFigure(id=key)

    def name(self) -> str:
        return self.session.words("Figures")

    def add_name(self) -> str:
        return self.session.words("Add a figure")

    def said_removed(self, n: int) -> str:
        return self.session.words.plural("Removed {n} figure", "Removed {n} figures", n)

    def counts(self) -> str:
        words, every = self.session.words, self.session.snapshot.figures
        secret = sum(one.confidential for one in every)
        return facts(
            words.plural("{n} figure", "{n} figures", len(every)),
            words.plural("{n} confidential", "{n} confidential", secret),
        )

    def more_actions(self, menu: QMenu, keys: list[int]) -> None:
        words = self.session.words
        menu.addAction(words("Make confidential"), lambda: self._set(keys, confidential=True))
        menu.addAction(
            words("Let into the public edition"), lambda: self._set(keys, confidential=False)
        )

    def _set(self, keys: list[int], *, confidential: bool) -> None:
        items = [replace(self.record(key), confidential=confidential) for key in keys]
        self.session.do(*map(put_record, items))

    # --- tables

    def paste(self) -> None:
        """Reads the table that was copied in a spreadsheet and asks what its columns hold."""
        text = QGuiApplication.clipboard().text()
        self._offer(lambda: analysis.read_cells(text))

    def ask_file(self) -> None:
        """Asks for a CSV or TSV file and reads it."""
        words = self.session.words
        kinds = f"{words('Tables')} (*.csv *.tsv *.tab *.txt);;{words('All files')} (*)"
        chosen, _ = QFileDialog.getOpenFileName(self, words("Which table?"), "", kinds)
        if chosen:
            self.read_file(Path(chosen))

    def read_file(self, path: Path) -> None:
        """Reads a table and asks what its columns hold."""
        self._offer(lambda: analysis.load_table(path))

    def _offer(self, read: Callable[[], Any]) -> None:
        session = self.session
        cells = session.attempt(read)
        if cells is None or not self.editor.hand_in():
            return
        where = self.chosen()["where"]
        node = where if where != ALL else session.chosen
        dialog = FiguresDialog(self, session, cells, node)
        if self.ask(dialog) == QDialog.DialogCode.Accepted:
            figures = dialog.reading.figures
            said = session.words.plural("Added {n} figure", "Added {n} figures", len(figures))
            session.do(*(put_record(one, new=True) for one in figures), said=said)
            self.clear()

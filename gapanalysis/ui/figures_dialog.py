# SPDX-License-Identifier: EUPL-1.2
"""Asks what the columns of a table of figures hold and shows what will be read of it.

Rows that cannot be read are marked and told with their reason; they are left out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gapanalysis import analysis
from gapanalysis.ui import parts, theme
from gapanalysis.ui.fields import FreeField, NodeField, decimal_mark
from gapanalysis.ui.flow import Flow
from gapanalysis.ui.grouped import one_line
from gapanalysis.ui.nodes import node_source
from gapanalysis.ui.session import Session

Index = QModelIndex | QPersistentModelIndex
_BY = "by:"
_FITTING = 5
"""Columns that stand beside each other without scrolling."""
_PROBLEMS = 200
"""Bad rows that are told one by one."""


class CellsModel(QAbstractTableModel):
    """The cells of a table as typed. The first row is room for the choice of what a column holds;
    a row left out is struck through and says why.
    """

    def __init__(self, rows: tuple[tuple[str, ...], ...], parent: Any = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._bad: dict[int, str] = {}
        self._head = False
        self._roles: tuple[str, ...] = ()

    def show_reading(self, bad: dict[int, str], roles: tuple[str, ...], *, head: bool) -> None:
        """Marks the rows that are left out, by their number from 1, and the head; names the columns
        by what they hold.
        """
        self._bad, self._head, self._roles = bad, head, roles
        self.dataChanged.emit(
            self.index(1, 0), self.index(self.rowCount() - 1, self.columnCount() - 1)
        )
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows[0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() == 0:
            return None
        number = index.row()
        why = self._bad.get(number)
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(self._rows[number - 1][index.column()])
        if role == Qt.ItemDataRole.ToolTipRole:
            return parts.plain_tip(why or self._rows[number - 1][index.column()][:2000])
        if role == Qt.ItemDataRole.AccessibleTextRole and why:
            return f"{self._rows[number - 1][index.column()][:300]} ({why})"
        if role == Qt.ItemDataRole.FontRole:
            font = theme.font("label" if self._head and number == 1 else "small")
            font.setStrikeOut(why is not None)
            return font
        if role == Qt.ItemDataRole.ForegroundRole and why is not None:
            return QColor(theme.current().gap)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            named = role == Qt.ItemDataRole.DisplayRole and section < len(self._roles)
            return self._roles[section] if named else None
        if not section:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(section)
        if role == Qt.ItemDataRole.DecorationRole and section in self._bad:
            return theme.icon("warning", colour="gap")
        return None


class FiguresDialog(QDialog):
    """``reading`` holds the figures of the table as it is read now, and the rows left out."""

    def __init__(self, parent: QWidget | None, session: Session, cells: Any, node: str) -> None:
        super().__init__(parent)
        self._session, self._cells = session, cells
        words = session.words
        self.plan = analysis.guess_plan(cells, decimal=decimal_mark(words), obligation=node)
        self.reading = analysis.read_figures(cells, self.plan)
        self.setWindowTitle(words("What do the columns hold?"))
        self.resize(theme.px(980), theme.px(640))
        column = parts.lay(QVBoxLayout(self), margins=(24, 20, 24, 20), space=12)
        column.addWidget(parts.label(words("What do the columns hold?"), "panel"))
        column.addLayout(self._options())
        column.addLayout(self._defaults())
        column.addWidget(self._preview(), 1)
        self._said = parts.label("", "small", tone="gap", wrap=True)
        column.addWidget(self._said)
        self.problems = QListWidget()
        self.problems.setAccessibleName(words("Rows left out"))
        self.problems.setWordWrap(True)
        self.problems.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column.addWidget(self.problems)
        self.sure = parts.button("", self.accept, kind="primary")
        self.sure.setDefault(True)
        column.addLayout(parts.row(self.sure, parts.button(words("Cancel"), self.reject), 1))
        self._read()

    def _options(self) -> Any:
        words = self._session.words
        self.head = QCheckBox(words("The first row is a head"))
        self.head.setChecked(self.plan.head)
        self.head.clicked.connect(lambda on: self._change(head=bool(on)))
        marks = [(".", words("Decimal point: 1,234.5")), (",", words("Decimal comma: 1.234,5"))]
        self.decimal = QComboBox()
        for code, word in marks:
            self.decimal.addItem(word, code)
        self.decimal.setCurrentIndex(self.decimal.findData(self.plan.decimal))
        self.decimal.setAccessibleName(words("Decimal mark"))
        self.decimal.activated.connect(
            lambda _at: self._change(decimal=str(self.decimal.currentData()))
        )
        self.secret = QCheckBox(words("Confidential: left out of the public edition"))
        self.secret.setChecked(True)
        self.secret.clicked.connect(lambda on: self._change(confidential=bool(on)))
        return Flow(self.head, self.decimal, self.secret, space=20)

    def _defaults(self) -> Any:
        """Gives the fields for what the rows do not say themselves."""
        session, words = self._session, self._session.words
        self.node = NodeField(*node_source(session))
        self.node.set_value(self.plan.obligation)
        self.node.hint(words("Number or words of the title"))
        figures = analysis.evidence_sets().figures.values()
        self.name = FreeField([("", ""), *((one.id, session.pick(one.title)) for one in figures)])
        self.source = QLineEdit()
        self.node.edited.connect(self._default)
        self.name.edited.connect(self._default)
        self.source.textEdited.connect(lambda _text: self._default())
        row = parts.row(space=16)
        fields: tuple[tuple[str, QWidget], ...] = (
            (words("Obligation, where a row names none"), self.node),
            (words("What is counted, where nothing says it"), self.name),
            (words("Source, where a row names none"), self.source),
        )
        for title, field in fields:
            field.setAccessibleName(title)
            part = parts.column(4)
            part.addWidget(parts.label(title, "label", tone="ink2", wrap=True))
            part.addStretch(1)
            part.addWidget(field)
            row.addLayout(part, 1)
        return row

    def _default(self) -> None:
        node = "" if self.node.problem() else self.node.value()
        self._change(obligation=node, name=self.name.value(), source=self.source.text().strip())

    def _preview(self) -> QTableView:
        words = self._session.words
        self.table = QTableView()
        self.model = CellsModel(self._cells.rows, self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(words("The table as copied"))
        self.table.setShowGrid(False)
        wide = len(self.plan.roles) > _FITTING
        modes = QHeaderView.ResizeMode
        self.table.horizontalHeader().hide()
        self.table.horizontalHeader().setDefaultSectionSize(theme.px(170))
        self.table.horizontalHeader().setSectionResizeMode(
            modes.Interactive if wide else modes.Stretch
        )
        self.table.verticalHeader().setFont(theme.font("small"))
        self.table.verticalHeader().setDefaultSectionSize(theme.px(30))
        self.table.verticalHeader().resizeSection(0, theme.px(40))
        self.table.setTabKeyNavigation(False)
        self.roles: list[QComboBox] = []
        for n, role in enumerate(self.plan.roles):
            box = self._role_box(n, role)
            self.roles.append(box)
            self.table.setIndexWidget(self.model.index(0, n), box)
        return self.table

    def _role_box(self, column: int, role: str) -> QComboBox:
        words, session = self._session.words, self._session
        box = QComboBox()
        fields = (
            ("", words("leave out")),
            ("name", words("What is counted")),
            ("value", words("How many")),
            ("denominator", words("Out of")),
            ("denominator_of", words("What that counts")),
            ("year", words("Year")),
            ("source", words("Source")),
            ("obligation", words("Obligation")),
        )
        for code, word in fields:
            box.addItem(word, code)
        for one in analysis.evidence_sets().breakdowns.values():
            title = words("By {breakdown}", breakdown=session.pick(one.title))
            box.addItem(title, f"{_BY}{one.id}")
        head = self._cells.rows[0][column].strip()
        if head and box.findData(f"{_BY}{head}") < 0:
            box.addItem(words("By {breakdown}", breakdown=one_line(head)), f"{_BY}{head}")
        box.setCurrentIndex(max(0, box.findData(role)))
        box.setAccessibleName(words("Column {n} holds", n=column + 1))
        box.activated.connect(lambda _at: self._choose(column))
        return box

    def _choose(self, column: int) -> None:
        """Takes a choice; what only one column can hold is taken from the other one."""
        role = str(self.roles[column].currentData())
        for n, box in enumerate(self.roles):
            if n != column and role not in {"", "value"} and box.currentData() == role:
                box.setCurrentIndex(0)
        self._change(roles=tuple(str(box.currentData()) for box in self.roles))

    def _change(self, **changes: Any) -> None:
        self.plan = replace(self.plan, **changes)
        self._read()

    def _read(self) -> None:
        """Reads the table by the plan and shows what comes of it."""
        words = self._session.words
        self.reading = analysis.read_figures(self._cells, self.plan)
        bad = {one.row: words.error(one.error) for one in self.reading.bad}
        named = tuple(box.currentText() for box in self.roles)
        self.model.show_reading(bad, named, head=self.plan.head)
        self.problems.clear()
        for row, why in list(bad.items())[:_PROBLEMS]:
            self.problems.addItem(words("Row {n}: {why}", n=row, why=why))
        said = words.plural("{n} row is left out:", "{n} rows are left out:", len(bad))
        self._said.setText(said)
        for part in (self._said, self.problems):
            part.setVisible(bool(bad))
        self.problems.setFixedHeight(theme.px(30) * min(4, max(1, len(bad))) + theme.px(8))
        n = len(self.reading.figures)
        self.sure.setText(words.plural("Add {n} figure", "Add {n} figures", n))
        self.sure.setEnabled(n > 0)

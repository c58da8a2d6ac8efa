# SPDX-License-Identifier: EUPL-1.2
"""Fields of several values: what a figure is broken down by, the nodes that a record is on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from gapanalysis.errors import AppError
from gapanalysis.ui import parts
from gapanalysis.ui.fields import Choices, FreeField, cited, let_type
from gapanalysis.ui.flow import Flow
from gapanalysis.words import Words


class _Row(QWidget):
    """A breakdown and its category."""

    def __init__(self, by: FreeField, category: FreeField, gone: QWidget) -> None:
        super().__init__()
        self.by, self.category = by, category
        row = parts.lay(QHBoxLayout(self), space=8)
        row.addWidget(by, 1)
        row.addWidget(category, 1)
        row.addWidget(gone)


class BreakdownField(QWidget):
    """Rows of what a figure is broken down by and the category it is for."""

    edited = Signal()
    left = Signal()
    typed = True

    def __init__(self, words: Words, breakdowns: Mapping[str, tuple[str, Choices]]) -> None:
        super().__init__()
        self._words, self._breakdowns = words, breakdowns
        self.rows: list[_Row] = []
        self._column = parts.column(6)
        outer = parts.column(6)
        outer.addLayout(self._column)
        self.more = parts.button(words("Add a breakdown"), self.add_row, kind="link", icon="plus")
        outer.addLayout(parts.row(self.more, 1))
        self.setLayout(outer)

    def add_row(self, by: str = "", category: str = "") -> None:
        """Adds an empty row, or one with values."""
        words = self._words
        titles = ((code, title) for code, (title, _) in self._breakdowns.items())
        first, second = FreeField([("", ""), *titles]), FreeField([])
        parts.name(first, words("Broken down by"))
        parts.name(second, words("Category"))
        gone = parts.icon_button("x", words("Remove this breakdown"), lambda: self._remove(row))
        row = _Row(first, second, gone)
        for field in (first, second):
            field.edited.connect(self.edited)
            field.left.connect(self.left)
        first.edited.connect(lambda: self._offer(row))
        self.rows.append(row)
        self._column.addWidget(row)
        first.set_value(by)
        self._offer(row)
        second.set_value(category)

    def _offer(self, row: _Row) -> None:
        """Offers the usual categories of what is chosen."""
        kept = row.category.value()
        row.category.clear()
        _title, choices = self._breakdowns.get(row.by.value(), ("", ()))
        for code, word in (("", ""), *choices):
            row.category.addItem(word, code)
        row.category.set_value(kept)

    def _remove(self, row: _Row) -> None:
        self._take(row)
        self.edited.emit()
        self.left.emit()

    def _take(self, row: _Row) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def value(self) -> dict[str, str]:
        return {
            row.by.value(): row.category.value()
            for row in self.rows
            if row.by.value() and row.category.value()
        }

    def set_value(self, value: Mapping[str, str]) -> None:
        for row in list(self.rows):
            self._take(row)
        for by, category in value.items():
            self.add_row(by, category)

    def problem(self) -> str:
        names = [row.by.value() for row in self.rows if row.by.value()]
        twice = len(names) != len(set(names))
        return self._words("One breakdown stands twice.") if twice else ""


class NodesField(QWidget):
    """Nodes of the instrument, each with a button that takes it away, and a box to add one."""

    edited = Signal()
    left = Signal()
    typed = False

    def __init__(
        self, words: Words, find: Callable[[str], str], choices: Choices, *, least: int = 1
    ) -> None:
        super().__init__()
        self._words, self._find, self._least = words, find, least
        self._nodes: tuple[str, ...] = ()
        self._titles = dict(choices)
        self._said = parts.label("", "small", tone="gap", wrap=True)
        self._said.hide()
        self._chips = Flow(space=6)
        self.box = QComboBox()
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(12)
        for node, title in self._titles.items():
            self.box.addItem(f"{cited(node)}  {title}", node)
        line, completer = let_type(self.box)
        self.box.setCurrentIndex(-1)
        line.setPlaceholderText(words("Add: number or words of the title"))
        parts.name(self.box, words("Add an article or obligation"))
        completer.activated.connect(lambda _text: self._add())
        self.box.activated.connect(lambda _at: self._add())
        line.returnPressed.connect(self._add)
        column = parts.column(6)
        column.addLayout(self._chips)
        column.addWidget(self.box)
        column.addWidget(self._said)
        self.setLayout(column)
        self.setFocusProxy(self.box)

    def _add(self) -> None:
        written = self.box.currentText().strip()
        if not written:
            return
        at = self.box.findText(written)
        try:
            node = str(self.box.itemData(at)) if at >= 0 else self._find(written)
        except AppError as error:
            self._tell(self._words.error(error))
            return
        self._tell("")
        self.box.setCurrentIndex(-1)
        self.box.clearEditText()
        if node not in self._nodes:
            self._put((*self._nodes, node))

    def _tell(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def _remove(self, node: str) -> None:
        if len(self._nodes) <= self._least:
            self._tell(self._words("One has to stay. Add another one first."))
            return
        self._tell("")
        self._put(tuple(one for one in self._nodes if one != node))

    def _put(self, nodes: tuple[str, ...]) -> None:
        self.set_value(nodes)
        self.edited.emit()

    def value(self) -> tuple[str, ...]:
        return self._nodes

    def set_value(self, value: Iterable[str]) -> None:
        self._nodes = tuple(value)
        parts.clear(self._chips)
        for node in self._nodes:
            remove = partial(self._remove, node)
            chip = parts.button(cited(node), remove, kind="chip", icon="x")
            chip.setAccessibleName(self._words("Remove {node}", node=node))
            title = self._titles.get(node, "")
            chip.setToolTip(parts.plain_tip(f"{node} {title}".strip()))
            self._chips.addWidget(chip)

    def problem(self) -> str:
        return ""

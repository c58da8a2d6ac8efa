# SPDX-License-Identifier: EUPL-1.2
"""Fields that a record is edited in, in place.

Each has ``value()`` and ``set_value()``, and tells with ``edited`` that a person changed it (never
that a value was shown). ``typed`` fields change with every key: they are saved at a pause, and at
once when they are ``left``. ``problem()`` says why what stands in a field cannot be kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QSizePolicy,
    QTextEdit,
)

from gapanalysis import analysis
from gapanalysis.errors import AppError
from gapanalysis.ui import parts, theme
from gapanalysis.ui.dialogs import OptionalDate
from gapanalysis.words import Words

Choices = Iterable[tuple[str, str]]
_LONGEST = 2_000_000
"""More than a record takes, so that the field itself never cuts a text."""
_MOST_LINES = 14
"""Lines after which a text scrolls in its field."""


class Field(Protocol):
    """What the editor of a record asks of a field; every one is a widget too."""

    typed: bool
    edited: Any
    left: Any

    def value(self) -> Any:
        """Gives what stands in the field."""

    def set_value(self, value: Any) -> None:
        """Shows a value; tells nobody."""

    def problem(self) -> str:
        """Gives why the value cannot be kept, or an empty string."""


def exact_text(box: QTextEdit) -> str:
    """Gives a text as it was typed: with its spaces that do not break, which ``toPlainText`` turns
    into plain ones. Halves of characters, which no file can hold, become the sign for them.
    """
    text = box.document().toRawText().replace("\u2029", "\n")
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class TextField(QTextEdit):
    """Several lines of plain text, each paragraph in its own direction; as high as the text up to a
    bound, then it scrolls. Tab leaves it.
    """

    edited = Signal()
    left = Signal()
    typed = True

    def __init__(self, *, lines: int = 4) -> None:
        super().__init__()
        self._lines = lines
        self._shown = ""
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setProperty("role", "field")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.textChanged.connect(self._changed)

    def _changed(self) -> None:
        self.updateGeometry()
        self.edited.emit()

    def value(self) -> str:
        return exact_text(self) if self.document().isModified() else self._shown

    def set_value(self, value: str) -> None:
        theme.load_scripts(value)
        self.blockSignals(True)
        self._shown = value
        self.setPlainText(value)
        self.document().setModified(False)
        self.blockSignals(False)
        self.updateGeometry()

    def problem(self) -> str:
        return ""

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing()
        text = round(self.document().size().height())
        least, most = self._lines * line, max(self._lines, _MOST_LINES) * line
        return QSize(theme.px(240), min(max(least, text), most) + theme.px(12))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class LineField(QLineEdit):
    """One line of free text."""

    edited = Signal()
    left = Signal()
    typed = True

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(_LONGEST)
        self._shown = ""
        self.textEdited.connect(lambda _text: self.edited.emit())

    def value(self) -> Any:
        return self.text() if self.isModified() else self._shown

    def set_value(self, value: Any) -> None:
        self._shown = value
        self.setText(value)
        self.setCursorPosition(0)

    def problem(self) -> str:
        return ""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class ListField(LineField):
    """Words with commas between them, as a tuple."""

    def value(self) -> tuple[str, ...]:
        return analysis.split_keywords(self.text()) if self.isModified() else tuple(self._shown)

    def set_value(self, value: Iterable[str]) -> None:
        self._shown = tuple(value)  # type: ignore[assignment]
        self.setText(", ".join(self._shown))
        self.setCursorPosition(0)


class NumberField(LineField):
    """A number, or None where nothing stands; written as in the language of the window."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._mark = decimal_mark(words)
        self._number: float | None = None

    def value(self) -> float | None:
        if not self.isModified():
            return self._number
        text = self.text().strip()
        return self._read(text) if text else None

    def _read(self, text: str) -> float:
        return analysis.parse_number(text, self._mark)

    def set_value(self, value: float | None) -> None:
        self._number = value
        digits = str(value) if isinstance(value, int) else f"{value or 0:.9f}".rstrip("0")
        self.setText("" if value is None else digits.replace(".", self._mark))

    def problem(self) -> str:
        try:
            self.value()
        except AppError as error:
            return self._words.error(error)
        return ""


class YearField(NumberField):
    """A year, or None."""

    def _read(self, text: str) -> float:
        return analysis.parse_year(text)


def decimal_mark(words: Words) -> str:
    """Gives the decimal mark of the language of the window."""
    return words.number(0.5)[1]


class ChoiceField(QComboBox):
    """One of a closed set."""

    edited = Signal()
    left = Signal()
    typed = False

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        self._set = ""
        for code, word in choices:
            self.addItem(word, code)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._chosen)
        self.currentTextChanged.connect(lambda said: self.setToolTip(parts.plain_tip(said)))

    def _chosen(self, at: int) -> None:
        self._set = str(self.itemData(at))
        self.edited.emit()

    def value(self) -> str:
        return self._set

    def set_value(self, value: str) -> None:
        self._set = value
        self.setCurrentIndex(self.findData(value))

    def problem(self) -> str:
        return ""

    def wheelEvent(self, event: Any) -> None:
        """Leaves the wheel to the page: a choice is not changed by scrolling past it."""
        event.ignore()


def let_type(box: QComboBox) -> tuple[QLineEdit, QCompleter]:
    """Lets words be typed in a list to choose from; offers the lines that hold them."""
    line = QLineEdit(box)
    line.setMaxLength(_LONGEST)
    completer = QCompleter(box.model(), box)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setLineEdit(line)
    box.setCompleter(completer)
    return line, completer


class FreeField(ChoiceField):
    """One of a set that is offered, or words of one's own."""

    typed = True

    def __init__(self, choices: Choices) -> None:
        super().__init__(choices)
        line, _completer = let_type(self)
        line.textEdited.connect(lambda _text: self._typed())
        line.editingFinished.connect(self.left.emit)
        self.activated.connect(lambda _at: self.left.emit())

    def _typed(self) -> None:
        text = self.currentText()
        at = self.findText(text, Qt.MatchFlag.MatchFixedString)
        self._set = str(self.itemData(at)) if at >= 0 else text.strip()
        self.edited.emit()

    def set_value(self, value: str) -> None:
        self._set = value
        at = self.findData(value)
        self.setCurrentIndex(at)
        self.setEditText(self.itemText(at) if at >= 0 else value)
        line = self.lineEdit()
        if line is not None:
            line.setCursorPosition(0)


class NodeField(FreeField):
    """A node of the instrument, chosen or typed as people write it."""

    def __init__(self, words: Words, find: Callable[[str], str], choices: Choices) -> None:
        super().__init__((node, f"{cited(node)}  {title}") for node, title in choices)
        self._words, self._find = words, find

    def _typed(self) -> None:
        super()._typed()
        if not self.problem():
            self._set = self._find(self._set)

    def hint(self, said: str) -> None:
        """Says in the empty field what may be typed there."""
        line = self.lineEdit()
        assert line is not None
        line.setPlaceholderText(said)

    def problem(self) -> str:
        try:
            self._find(self._set)
        except AppError as error:
            return self._words.error(error)
        return ""


def cited(node: str) -> str:
    """Gives a number of the instrument so that it reads the same in a right-to-left line."""
    return f"\u2066{node}\u2069"


class CheckField(QCheckBox):
    """Yes or no."""

    edited = Signal()
    left = Signal()
    typed = False

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.clicked.connect(lambda _on: self.edited.emit())

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        self.setChecked(value)

    def problem(self) -> str:
        return ""


class DayField(OptionalDate):
    """A day that may be left out."""

    edited = Signal()
    left = Signal()
    typed = True

    def __init__(self, words: Words) -> None:
        super().__init__(words("known"), None)
        self._set: date | None = None
        self.known.clicked.connect(lambda _on: self._changed())
        self.known.clicked.connect(lambda _on: self.left.emit())
        self.day.userDateChanged.connect(lambda _day: self._changed())
        self.day.editingFinished.connect(self.left.emit)

    def _changed(self) -> None:
        self._set = super().value()
        self.edited.emit()

    def value(self) -> date | None:
        return self._set

    def set_value(self, value: date | None) -> None:
        self._set = value
        for box in (self.known, self.day):
            box.blockSignals(True)
        self.known.setChecked(value is not None)
        self.day.setEnabled(value is not None)
        super().set_value(value or date.today())
        self.known.setChecked(value is not None)
        for box in (self.known, self.day):
            box.blockSignals(False)

    def problem(self) -> str:
        return ""

# SPDX-License-Identifier: EUPL-1.2
"""Edits one record in place: what a person changes is saved at once, typing at every pause.

Nothing typed is lost: it is handed in when a field is left, when another record or page is shown,
before an undo, and before the project is closed. Where it cannot be saved, the record stays shown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from gapanalysis import edits
from gapanalysis.ui import parts
from gapanalysis.ui.fields import Field
from gapanalysis.ui.session import Session

PAUSE = 600
"""Milliseconds without a key after which what was typed is saved."""


class RecordEditor(QWidget):
    """Fields of one record; a subclass adds them and shows what follows from them. ``kept`` tells
    that what stood in the fields could not be saved, so that the record has to stay shown.
    """

    duplicate_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.record: Any = None
        self.fields: dict[str, Any] = {}
        self.holders: dict[str, QWidget] = {}
        self._titles: dict[str, QLabel] = {}
        self._problems: dict[str, QLabel] = {}
        self._pending: dict[str, None] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.flush)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.form = parts.lay(QVBoxLayout(self), margins=(24, 14, 20, 24), space=12)
        self._head()
        session.settling.connect(self.hand_in)

    def _head(self) -> None:
        words = self.session.words
        self.title = parts.ElidedLabel("", "panel")
        copy = parts.icon_button(
            "copy", f"{words('Duplicate')} (Ctrl+D)", self.duplicate_wanted.emit
        )
        gone = parts.icon_button("trash", f"{words('Remove')} (Del)", self.remove_wanted.emit)
        self.form.addLayout(parts.row(self.title, copy, gone, space=4))

    # --- building

    def add(
        self,
        name: str,
        title: str,
        field: Field,
        *,
        hint: str = "",
        into: QBoxLayout | None = None,
        share: int = 1,
    ) -> QWidget:
        """Adds the field of an attribute under its title, alone or with a share of a row; gives
        what holds both.
        """
        assert isinstance(field, QWidget)
        holder = QWidget()
        column = parts.lay(QVBoxLayout(holder), space=4)
        if title:
            self._titles[name] = parts.label(title, "label", tone="ink2")
            self._titles[name].setBuddy(field)
            parts.name(field, title)
            column.addWidget(self._titles[name])
        column.addWidget(field)
        if hint:
            column.addWidget(parts.label(hint, "small", tone="ink3", wrap=True))
        problem = parts.label("", "small", tone="gap", wrap=True)
        problem.hide()
        column.addWidget(problem)
        self.fields[name], self.holders[name], self._problems[name] = field, holder, problem
        field.edited.connect(lambda: self._edited(name))
        field.left.connect(self._left)
        if into is None:
            self.form.addWidget(holder)
        else:
            into.addWidget(holder, share)
        return holder

    def pair(self) -> QBoxLayout:
        """Adds a row in which fields stand beside each other."""
        row = parts.row(space=16)
        self.form.addLayout(row)
        return row

    def call(self, name: str, title: str) -> None:
        """Gives a field another title."""
        self._titles[name].setText(title)
        parts.name(self.fields[name], title)

    # --- showing

    def show_record(self, record: Any) -> bool:
        """Shows a record, or another state of the one that is shown; gives False where what was
        typed in the one before could not be saved.
        """
        if not self._is_shown(record):
            if not self.hand_in():
                return False
            self._pending = {}
        self.record = record
        for name, field in self.fields.items():
            if name not in self._pending:
                value = self.value_of(record, name)
                if field.problem() or field.value() != value:
                    field.set_value(value)
            self._tell(name)
        self.describe()
        return True

    def _is_shown(self, record: Any) -> bool:
        return self.record is not None and (type(record), record.id) == (
            type(self.record),
            self.record.id,
        )

    def value_of(self, record: Any, name: str) -> Any:
        """Gives what a field shows of a record."""
        return getattr(record, name)

    def with_value(self, record: Any, name: str, value: Any) -> Any:
        """Gives a record after a field was changed."""
        return replace(record, **{name: value})

    def changes(self, record: Any) -> list[Any]:
        """Gives the edits after which the record stands as it is given."""
        return [edits.put_record(record)]

    def describe(self) -> None:
        """Shows what follows from the record."""

    def _tell(self, name: str) -> None:
        """Shows under a field why its value cannot be kept."""
        said = self.fields[name].problem() if name in self._pending else ""
        self._problems[name].setText(said)
        self._problems[name].setVisible(bool(said))

    # --- saving

    def _edited(self, name: str) -> None:
        self._pending[name] = None
        self._tell(name)
        if self.fields[name].typed:
            self._pause.start()
        else:
            self.flush()

    def _left(self) -> None:
        self.flush()
        self.session.rest()

    def flush(self) -> bool:
        """Saves what was changed since the last time; gives False where that failed. What is no
        value yet stays in its field.
        """
        self._pause.stop()
        sound = [name for name in self._pending if not self.fields[name].problem()]
        if not sound or self.record is None or not self.session.is_open:
            return True
        changed = self.record
        for name in sound:
            changed = self.with_value(changed, name, self.fields[name].value())
        typing = f"{type(changed).__name__} {changed.id} {' '.join(sound)}"
        taken = {name: self._pending.pop(name) for name in sound}
        if self.session.do(*self.changes(changed), typing=typing):
            return True
        self._pending.update(taken)
        return False

    def hand_in(self) -> bool:
        """Saves what was typed before something else is shown or done; what is no value is told and
        not kept.
        """
        done = self.flush()
        wrong = [name for name in self._pending if self.fields[name].problem()]
        for name in wrong:
            said = self.session.words("Not kept: {why}", why=self.fields[name].problem())
            self.session.message.emit(said, "error")
            del self._pending[name]
        return done

    def forget(self) -> None:
        """Shows no record."""
        self._pause.stop()
        self._pending = {}
        self.record = None

    def first(self) -> QWidget:
        """Gives the field in which a new record is begun."""
        first: QWidget = next(iter(self.fields.values()))
        return first

    def start(self) -> None:
        """Goes to the field in which a new record is begun."""
        parts.take_keyboard(self.first(), Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        self.hand_in()
        super().hideEvent(event)

# SPDX-License-Identifier: EUPL-1.2
"""The provisions mapped to an obligation: coverage, properties that rules read, removal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from gapanalysis import analysis
from gapanalysis.model import Attribute, AttributeState, AttributeType, Coverage, Mapping
from gapanalysis.model import Signal as RedFlag
from gapanalysis.ui import direction, parts, spoken, theme
from gapanalysis.ui.dialogs import NoteForm, fill_in
from gapanalysis.ui.flow import Flow
from gapanalysis.ui.later import edits, red_flags
from gapanalysis.ui.law_view import COVERAGE_KEYS
from gapanalysis.ui.reasons import property_words, value_words
from gapanalysis.ui.session import Session

EMPTY = "none"
_SHOWN = 30
_QUOTED = 300
_PAUSE = 150
"""Milliseconds between two articles of which the rest is read."""


class MappedRow(QFrame):
    """One mapping: where it stands, its words, its coverage, the provision's properties."""

    provision_wanted = Signal(int)
    moved = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.mapping: Mapping
        spoken.tell_as(self, "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = parts.lay(QVBoxLayout(self), margins=(13, 4, 10, 6), space=3)
        layout.addLayout(self._head())
        self._quote = parts.ElidedLabel("", "words")
        self._note = parts.label("", "small", tone="ink3", wrap=True)
        self._properties = parts.column(3)
        layout.addWidget(self._quote)
        layout.addWidget(self._note)
        layout.addLayout(self._properties)
        self.elsewhere = parts.ElidedLabel("", "small", tone="ink3")
        self.elsewhere.hide()
        layout.addWidget(self.elsewhere)

    def show_elsewhere(self, flags: tuple[RedFlag, ...]) -> None:
        """Shows what the rest of the article says, with its words in the tooltip."""
        words = self._session.words
        said: dict[str, list[str]] = {}
        quoted = []
        for flag in flags:
            kind = self._session.instrument.attributes[flag.name]
            title = self._session.pick(kind.title)
            value = property_words(self._session, kind, flag.value)
            said.setdefault(title, []).append(value)
            number = parts.isolated(flag.number)
            quote = parts.quote(words, flag.quote, _QUOTED)
            quoted.append(words.named(f"{number} {title}", f"{value}, {quote}"))
        listed = words.listed(words.named(title, ", ".join(all_)) for title, all_ in said.items())
        whole = words("Elsewhere in the article: {said}", said=listed)
        self.elsewhere.set_full(whole, "\n".join(quoted))
        self.elsewhere.show()

    def _head(self) -> QHBoxLayout:
        words = self._session.words
        self._place = parts.button(
            "", lambda: self.provision_wanted.emit(self.mapping.id), kind="link"
        )
        self.coverage = QComboBox()
        self.coverage.setProperty("kind", "quiet")
        self.coverage.setFont(theme.font("small"))
        for coverage in Coverage:
            self.coverage.addItem(words.code("coverage", coverage.value), coverage)
        self.coverage.activated.connect(self._change)
        more = parts.button(words("Property"), self._offer, kind="quiet", icon="plus")
        more.setFont(theme.font("small"))
        more.setToolTip(words("Say what rules need to know about this provision"))
        self._more = more
        away = parts.icon_button("x", words("Take the mapping away"), self.remove)
        return parts.row(self._place, 1, self.coverage, more, away, space=4)

    def show_mapping(self, mapping: Mapping) -> None:
        """Shows a mapping in place of the one shown before."""
        session, words = self._session, self._session.words
        self.mapping = mapping
        provision = session.snapshot.provisions[mapping.provision]
        law = session.snapshot.laws[provision.law]
        place = session.cited(provision.id)
        self._place.setText(place)
        self._place.setToolTip(provision.path)
        self.coverage.setAccessibleName(words("Coverage of {place}", place=place))
        self.coverage.setCurrentIndex(list(Coverage).index(mapping.coverage))
        quoted = mapping.quotation.exact if mapping.quotation else provision.text
        self._quote.set_full(parts.quote(words, quoted, 400) if quoted else "")
        self._quote.setVisible(bool(quoted))
        where = law.title if len(session.snapshot.laws) > 1 else ""
        note = " · ".join(part for part in (where, mapping.note) if part)
        self._note.setText(direction.as_typed(parts.short(note)))
        self._note.setVisible(bool(note))
        coverage = words.code("coverage", mapping.coverage.value)
        self.setAccessibleName(words.named(f"{law.title} {place}, {coverage}", quoted[:120]))
        self.elsewhere.hide()
        parts.clear(self._properties)
        for attribute in session.snapshot.attributes.get(provision.id, {}).values():
            if attribute.state is not AttributeState.REJECTED:
                self._properties.addWidget(_AttributeLine(session, attribute))

    def _change(self, at: int) -> None:
        self.put(coverage=list(Coverage)[at])

    def put(self, *, coverage: Coverage | None = None, note: str | None = None) -> bool:
        """Changes the coverage or the note of the mapping; tells whether it could be saved."""
        m = self.mapping
        quotation = m.quotation
        return self._session.do(
            edits.PutMapping(
                id=m.id,
                provision=m.provision,
                obligation=m.obligation,
                coverage=coverage or m.coverage,
                start=quotation.start if quotation else None,
                end=quotation.end if quotation else None,
                note=m.note if note is None else note,
            )
        )

    def edit_note(self) -> None:
        """Asks for a note to the mapping."""
        place = self._session.cited(self.mapping.provision)
        title = self._session.words("Note to {element}", element=place)
        form = NoteForm(self, self._session, title, self.mapping.note)
        fill_in(form, lambda: self.put(note=form.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_M:
            self.edit_note()
        elif event.modifiers():
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.provision_wanted.emit(self.mapping.id)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.remove()
        elif key in COVERAGE_KEYS:
            self.put(coverage=COVERAGE_KEYS[key])
        elif key in parts.STEPS:
            self.moved.emit(parts.STEPS[key])
        else:
            super().keyPressEvent(event)

    def remove(self) -> None:
        """Takes the mapping away; it can be undone."""
        self._session.do(
            edits.RemoveMapping(id=self.mapping.id), said=self._session.words("Mapping removed")
        )

    def _offer(self) -> None:
        menu = QMenu(self)
        session = self._session
        known = session.snapshot.attributes.get(self.mapping.provision, {})
        for kind in session.instrument.attributes.values():
            there = known.get(kind.name)
            if there is not None and there.state is not AttributeState.REJECTED:
                continue
            inner = menu.addMenu(session.pick(kind.title))
            fill_values(inner, session, self.mapping.provision, kind, "")
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))


def fill_values(
    menu: QMenu, session: Session, provision: int, kind: AttributeType, value: str
) -> None:
    """Fills a menu with the closed set of values of a property; a number is typed."""

    def put(value: str) -> None:
        kept = session.attempt(
            lambda: analysis.check_attribute(session.instrument, kind.name, value)
        )
        if kept is not None:
            session.do(edits.PutAttribute(provision=provision, name=kind.name, value=kept))

    if kind.type == "set":
        _fill_set(menu, session, kind, {piece for piece in value.split(",") if piece}, put)
        menu.addAction(session.words("none of these"), partial(put, EMPTY))
        return
    if kind.type == "number":
        field = QLineEdit(value)
        field.setPlaceholderText(session.words("number, then Enter"))
        field.returnPressed.connect(lambda: put(field.text().strip()))
        field.returnPressed.connect(menu.close)
        _add_widget(menu, field)
    for one in kind.values:
        menu.addAction(value_words(session, one), partial(put, one))


def _fill_set(
    menu: QMenu,
    session: Session,
    kind: AttributeType,
    chosen: set[str],
    put: Callable[[str], None],
) -> None:
    """Adds the values of a set as boxes to tick; the set is saved when the menu closes."""
    before = frozenset(chosen)
    for one in kind.values:
        box = QCheckBox(property_words(session, kind, one))
        box.setChecked(one in chosen)
        box.toggled.connect(partial(_tick, chosen, one))
        _add_widget(menu, box)

    def save() -> None:
        if chosen != before:
            put(",".join(one for one in kind.values if one in chosen) or EMPTY)

    menu.aboutToHide.connect(save)


def _tick(chosen: set[str], one: str, on: bool) -> None:
    if on:
        chosen.add(one)
    else:
        chosen.discard(one)


def _add_widget(menu: QMenu, widget: QWidget) -> None:
    action = QWidgetAction(menu)
    action.setDefaultWidget(widget)
    menu.addAction(action)


class _AttributeLine(QWidget):
    """One property with its value, to change or clear; a suggestion says that it is one."""

    def __init__(self, session: Session, attribute: Attribute) -> None:
        super().__init__()
        self._session, self._attribute = session, attribute
        words = session.words
        kind = session.instrument.attributes.get(attribute.name)
        name = session.pick(kind.title) if kind else attribute.name
        said = property_words(session, kind, attribute.value) if kind else attribute.value
        cut = said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1]}…"
        suggested = attribute.state is AttributeState.SUGGESTED
        quoted = attribute.quotation.exact if attribute.quotation else ""
        tip = words.named(said, parts.quote(words, quoted, _QUOTED)) if quoted else said
        value = parts.button(cut, self._change, kind="link", tip=parts.plain_tip(tip))
        value.setFont(theme.font("label"))
        value.setEnabled(kind is not None)
        self._value = value
        if suggested:
            clear = parts.icon_button("x", words("Reject {name}", name=name), self._reject)
        else:
            clear = parts.icon_button("x", words("Clear {name}", name=name), self._clear)
        told = Flow(parts.label(f"{name}:", "small", tone="ink2"), value, space=4)
        if suggested:
            mark = parts.label(words("suggested"), "small", tone="ink3")
            mark.setToolTip(parts.plain_tip(tip))
            told.addWidget(mark)
        layout = parts.row(space=4, margins=(8, 0, 0, 0))
        layout.addLayout(told, 1)
        if suggested:
            accept = words("Accept {name}", name=name)
            layout.addWidget(parts.icon_button("check", accept, self._accept))
        layout.addWidget(clear)
        self.setLayout(layout)

    def _change(self) -> None:
        kind = self._session.instrument.attributes[self._attribute.name]
        menu = QMenu(self)
        fill_values(menu, self._session, self._attribute.provision, kind, self._attribute.value)
        menu.popup(self._value.mapToGlobal(self._value.rect().bottomLeft()))

    def _accept(self) -> None:
        self._session.do(red_flags.decide(self._attribute, accept=True))

    def _reject(self) -> None:
        said = self._session.words("Suggestion rejected")
        self._session.do(red_flags.decide(self._attribute, accept=False), said=said)

    def _clear(self) -> None:
        a = self._attribute
        self._session.do(edits.ClearAttribute(provision=a.provision, name=a.name))


class MappedList(QWidget):
    """All mappings at a node of the tree and below it. Rows are kept and shown again: to make one
    takes longer than anything else in the choice of an obligation. ``keep``: see parts.
    """

    provision_wanted = Signal(int)

    def __init__(self, session: Session, keep: parts.Keep) -> None:
        super().__init__()
        self._session, self._keep = session, keep
        self._layout = parts.lay(QVBoxLayout(self))
        self._made: list[MappedRow] = []
        self.rows: list[MappedRow] = []
        hint = session.words("Select words of the law and press M to map them here.")
        self._empty = parts.label(hint, "small", tone="ink3", wrap=True)
        self._empty.setContentsMargins(16, 4, 16, 6)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._layout.addWidget(self._empty)
        self._known: dict[int, tuple[RedFlag, ...]] = {}
        """What the article of a provision says elsewhere, kept until laws change."""
        self._reading = QTimer(self)  # one article at a time, after what is chosen is painted
        self._reading.setInterval(_PAUSE)
        self._reading.timeout.connect(self._read_one)
        session.changed.connect(self._changed)

    def _changed(self, touched: frozenset[str]) -> None:
        if touched & {"laws", "structure", "everything"}:
            self._known.clear()

    def _read_one(self) -> None:
        """Shows in the next row what the rest of its article says."""
        row = next(self._unread, None) if self._session.is_open else None
        if row is None:
            self._reading.stop()
            return
        key = row.mapping.provision
        if key not in self._known:
            provision = self._session.snapshot.provisions[key]
            self._known[key] = red_flags.signals_elsewhere(self._session.project, provision)
        if self._known[key]:
            self._keep(partial(row.show_elsewhere, self._known[key]))

    def show_mappings(self, mappings: list[Mapping]) -> None:
        """Shows mappings in the order of the laws; keeps the place that has the keyboard."""
        focused = next((n for n, row in enumerate(self.rows) if parts.has_keyboard(row)), -1)
        while len(self._made) < len(mappings):
            self._add_row()
        self.rows = self._made[: len(mappings)]
        for row, mapping in zip(self.rows, mappings, strict=True):
            row.show_mapping(mapping)
            row.show()
        self._unread = iter(tuple(self.rows))
        self._reading.start()
        for row in self._made[len(mappings) :]:
            row.hide()
        self._empty.setVisible(not mappings)
        if focused >= 0:
            self._step(min(focused, len(self.rows) - 1))

    def _add_row(self) -> None:
        made = MappedRow(self._session)
        made.provision_wanted.connect(self.provision_wanted)
        made.moved.connect(lambda by: self._step(self._made.index(made) + by))
        self._made.append(made)
        self._layout.addWidget(made)

    def _step(self, row: int) -> None:
        if 0 <= row < len(self.rows):
            parts.take_keyboard(self.rows[row])

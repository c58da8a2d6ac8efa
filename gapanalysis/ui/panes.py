# SPDX-License-Identifier: EUPL-1.2
"""A list of records by obligation with filters on the left, the editor of one on the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gapanalysis.ui import parts, theme
from gapanalysis.ui.dialogs import Form
from gapanalysis.ui.fields import NodeField, cited
from gapanalysis.ui.flow import Flow
from gapanalysis.ui.grouped import GroupedStanding, GroupedView, Line, Section
from gapanalysis.ui.nodes import in_order, node_source, node_title
from gapanalysis.ui.panels import BELOW, BESIDE, TABS, Panels
from gapanalysis.ui.record_editor import RecordEditor
from gapanalysis.ui.session import Session

ALL = ""
PaneStanding = tuple[dict[str, str], str, GroupedStanding]
_NARROW, _LOW = 860, 460
"""Width at 100 % zoom below which the editor stands below the list, and the height below which both
are tabs.
"""
NOWHERE = "-"
"""The section of records that are on no node."""


class Pane(QWidget):
    """One kind of records. A subclass says what they are, how a line reads, and what a new one is.
    ``counted`` tells that the sentence of :meth:`counts` is another one.
    """

    counted = Signal()
    part = ""
    """The part of the snapshot that holds the records."""

    def __init__(
        self, session: Session, settings: QSettings, editor: RecordEditor, empty: str
    ) -> None:
        super().__init__()
        self.session, self.editor = session, editor
        self._settings = settings
        self._filters: dict[str, QComboBox] = {}
        self.view = GroupedView()
        self.view.setAccessibleName(self.name())
        self.search = parts.search_field(session.words, session.words("Filter"), icon=False)
        words = session.words
        sides = {self.name(): self._left(empty), words("Details"): self._right()}
        self.panels = Panels(words("Panels"), sides, (640, 640), stretch=0, stops=self._stops)
        kept = str(settings.value(self._widths_key(), "") or "").split()
        if len(kept) == len(sides):
            self.panels.resume(tuple(map(float, kept)))
        self.panels.splitterMoved.connect(self._keep_widths)
        parts.lay(QVBoxLayout(self)).addWidget(self.panels)
        self.view.chosen.connect(self._show_key)
        self.view.remove_wanted.connect(self.remove)
        self.view.activated.connect(lambda _index: self._to_editor())
        self.view.customContextMenuRequested.connect(self._menu)
        editor.duplicate_wanted.connect(self.duplicate)
        editor.remove_wanted.connect(self.remove_shown)
        parts.shortcut(self, "Ctrl+D", self.duplicate, inside=True)
        session.changed.connect(self.refresh)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, height = (n / theme.zoom() for n in (event.size().width(), event.size().height()))
        self.panels.arrange(BESIDE if width >= _NARROW else BELOW if height >= _LOW else TABS)
        self._show_side(self._shown.currentIndex())

    def _stops(self) -> list[QWidget | None]:
        editor = self.editor.first() if self.editor.record is not None else None
        return [None if self.view.isHidden() else self.view, editor]

    def _widths_key(self) -> str:
        return f"evidence/{self.part}/sides"

    def _keep_widths(self) -> None:
        kept = " ".join(f"{width:.0f}" for width in self.panels.standing())
        self._settings.setValue(self._widths_key(), kept)

    def _show_side(self, at: int) -> None:
        """Shows the hint (0) or the editor (1); below the list no room is taken for a hint."""
        self._shown.setCurrentIndex(at)
        if self.panels.way == TABS:
            return
        below = self.panels.way == BELOW
        if below and at and self._shown.isHidden():
            QTimer.singleShot(0, self, lambda: self.view.scrollTo(self.view.currentIndex()))
        self._shown.setHidden(below and not at)

    # --- building

    def _left(self, empty: str) -> QWidget:
        words = self.session.words
        left = parts.panel("page")
        left.setMinimumWidth(theme.px(300))
        column = parts.lay(QVBoxLayout(left))
        boxes = [self._filter(*one) for one in self.filters()]
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.search.textChanged.connect(lambda _text: self.refresh())
        above = parts.column(0, (20, 8, 12, 10))
        above.addLayout(Flow(*boxes, self.search))
        column.addLayout(above)
        column.addWidget(parts.hairline())
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing(empty, self.add, self.add_name()))
        clear = words("Show all")
        self._stack.addWidget(self._nothing(words("Nothing with this filter."), self.clear, clear))
        column.addWidget(self._stack, 1)
        return left

    def _nothing(self, sentence: str, act: Any, name: str) -> QWidget:
        page = parts.panel("page")
        column = parts.lay(QVBoxLayout(page), margins=(20, 20, 20, 20), space=12)
        column.addWidget(parts.label(sentence, tone="ink3", wrap=True))
        column.addLayout(parts.row(parts.button(name, act), 1))
        column.addStretch(1)
        return page

    def _right(self) -> QWidget:
        self._hint = parts.label("", tone="ink3", wrap=True)
        self._hint.setContentsMargins(24, 20, 20, 20)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        scroll = parts.Column(self.editor)
        right = QStackedWidget()
        right.setProperty("role", "panel")
        right.setMinimumWidth(theme.px(360))
        right.addWidget(self._hint)
        right.addWidget(scroll)
        self._shown = right
        return right

    def _filter(self, name: str, everything: str, choices: Iterable[tuple[str, str]]) -> QComboBox:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(max(11, len(everything)))
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.addItem(everything, ALL)
        for code, word in choices:
            box.addItem(word, code)
        box.setAccessibleName(everything)
        box.activated.connect(lambda _at: self.refresh())
        self._filters[name] = box
        return box

    # --- what a subclass says

    def filters(self) -> list[tuple[str, str, Sequence[tuple[str, str]]]]:
        """Gives the filters: name, the word for everything, choices. ``where`` is filled here."""
        return [("where", self.session.words("All obligations"), [])]

    def accepts(self, record: Any, chosen: dict[str, str]) -> bool:
        """Tells whether a record passes the filters other than ``where`` and the words."""
        raise NotImplementedError

    @staticmethod
    def nodes(record: Any) -> tuple[str, ...]:
        """Gives the nodes that a record is on."""
        raise NotImplementedError

    def line(self, record: Any) -> Line:
        """Gives how a record reads in the list."""
        raise NotImplementedError

    def texts(self, record: Any) -> Iterable[str]:
        """Gives the texts in which words are looked for."""
        raise NotImplementedError

    def order(self, record: Any) -> Any:
        """Gives what records are sorted by inside a section."""
        return record.id

    def new(self, node: str) -> Any:
        """Gives the change that adds an empty record on a node."""
        raise NotImplementedError

    def copy(self, record: Any) -> Any:
        """Gives the change that adds another record like one."""
        raise NotImplementedError

    def gone(self, key: int) -> Any:
        """Gives the change that removes a record."""
        raise NotImplementedError

    def name(self) -> str:
        """Gives what the records are called together."""
        raise NotImplementedError

    def add_name(self) -> str:
        """Gives the words of the button that adds a record."""
        raise NotImplementedError

    def said_removed(self, n: int) -> str:
        """Gives the sentence after ``n`` records were removed."""
        raise NotImplementedError

    def counts(self) -> str:
        """Gives a sentence on all records."""
        raise NotImplementedError

    def more_actions(self, _menu: QMenu, _keys: list[int]) -> None:
        """Adds what can be done with the chosen records to their menu."""

    # --- showing

    def records(self) -> tuple[Any, ...]:
        """Gives all records."""
        found: tuple[Any, ...] = getattr(self.session.snapshot, self.part)
        return found

    def record(self, key: int | None) -> Any:
        """Gives a record by its id, or None."""
        return next((one for one in self.records() if one.id == key), None)

    def chosen(self) -> dict[str, str]:
        """Gives what each filter is set to."""
        return {name: str(box.currentData()) for name, box in self._filters.items()}

    def refresh(self, touched: object = None) -> None:
        """Shows the records as they are now."""
        if not self.session.is_open:
            return
        if isinstance(touched, frozenset) and not touched & self.reads():
            return
        self._fill_where()
        before = self._order()
        edited = self.editor.record if touched is not None else None
        self.view.show_sections(self._sections(edited.id if edited is not None else None))
        shown = self.view.rows()
        page = 0 if shown else 2 if self.records() else 1
        self._stack.setCurrentIndex(page)
        self._keep_one(before)
        self.counted.emit()

    def reads(self) -> frozenset[str]:
        """Gives the parts of the snapshot after whose change the pane is shown anew."""
        return frozenset({self.part, "everything"})

    def _order(self) -> list[int]:
        return list(dict.fromkeys(line.key for line in self.view.rows()))

    def _keep_one(self, before: list[int]) -> None:
        """Keeps showing the record that was shown; where it is gone, the one in its place."""
        current = self.view.current()
        known = self.editor.record.id if self.editor.record is not None else None
        after = self._order()
        if current is None and known in before and known not in after and after:
            current = after[min(before.index(known), len(after) - 1)]
            self.view.select(current)
        self._show_key(current)

    def _show_key(self, key: int | None) -> None:
        """Shows a record in the editor; goes back where the one before cannot be left."""
        record, shown = self.record(key), self.editor.record
        if shown is not None and self.record(shown.id) is None:
            self.editor.forget()
            shown = None
        if record is not None and self.editor.show_record(record):
            self._show_side(1)
        elif record is None and (shown is None or self.editor.hand_in()):
            self.editor.forget()
            hint = self.session.words("Choose a line of the list.") if self.records() else ""
            self._hint.setText(hint)
            self._show_side(0)
        elif shown is not None:
            self.view.select(shown.id)

    def _sections(self, kept: int | None) -> list[Section]:
        """Gives the records that pass the filters, and one that is being edited whether it does."""
        session, chosen = self.session, self.chosen()
        where, wanted = chosen.pop("where"), self.search.text().casefold().strip()
        groups: dict[str, list[Any]] = {}
        for record in self.records():
            stays = record.id == kept
            if not stays and not (self.accepts(record, chosen) and self._holds(record, wanted)):
                continue
            for node in self.nodes(record) or (NOWHERE,):
                if stays or where == ALL or session.is_below(node, where):
                    groups.setdefault(node, []).append(record)
        return [
            Section(
                key=node,
                number=cited(node) if node != NOWHERE else "",
                title=self._title(node),
                lines=tuple(self.line(one) for one in sorted(groups[node], key=self.order)),
            )
            for node in in_order(session, groups)
        ]

    def _holds(self, record: Any, wanted: str) -> bool:
        return not wanted or any(wanted in text.casefold() for text in self.texts(record))

    def _title(self, node: str) -> str:
        return node_title(self.session, node) or self.session.words("no article")

    def _fill_where(self) -> None:
        """Offers the articles and obligations that records are on."""
        box = self._filters["where"]
        used = {node for record in self.records() for node in self.nodes(record)}
        used |= {node.partition(".")[0] for node in used}
        kept = str(box.currentData())
        nodes = in_order(self.session, used | ({kept} if kept else set()))
        if nodes == [box.itemData(n) for n in range(1, box.count())]:
            return
        while box.count() > 1:
            box.removeItem(1)
        for node in nodes:
            indent = "" if "." not in node else "    "
            box.addItem(f"{indent}{cited(node)}  {node_title(self.session, node)}", node)
        box.setCurrentIndex(max(0, box.findData(kept)))

    def _choose_where(self, node: str) -> None:
        box = self._filters["where"]
        if box.findData(node) < 0:
            box.addItem(f"{cited(node)}  {node_title(self.session, node)}", node)
        box.setCurrentIndex(box.findData(node))

    def standing(self) -> PaneStanding:
        """Gives the filters, the words that are sought, the list."""
        return self.chosen(), self.search.text(), self.view.standing()

    def resume(self, standing: PaneStanding) -> None:
        """Filters, folds and chooses as it was."""
        filters, sought, view = standing
        self._choose_where(filters["where"])
        for name, code in filters.items():
            box = self._filters[name]
            box.setCurrentIndex(max(0, box.findData(code)))
        self.search.setText(sought)
        self.refresh()
        self.view.resume(view)

    def show_node(self, node: str) -> None:
        """Shows what is on a node or below it, and nothing else."""
        self.clear()
        self._choose_where(node)
        self.refresh()
        first = next(iter(self._order()), None)
        self.view.select(first)

    def clear(self) -> None:
        """Takes all filters away."""
        for box in self._filters.values():
            box.setCurrentIndex(0)
        self.search.clear()
        self.refresh()

    # --- changing

    def add(self) -> None:
        """Adds an empty record and goes to its text: on the node that the list shows, else on the
        one chosen last; asks for one where none was chosen.
        """
        if not self.editor.hand_in():
            return
        node = self.chosen()["where"] or self.session.chosen or self._asked()
        if not node:
            return
        kinds = [n for n in self._filters if n != "where"]
        made = self.new(node)
        if self.session.do(made, said=self.session.words("Added under {node}", node=node)):
            for name in kinds:
                self._filters[name].setCurrentIndex(0)
            self.search.clear()
            self.refresh()
            self._go_to(max(one.id for one in self.records()))

    def _asked(self) -> str:
        """Asks for a node, which is the current one then; gives nothing where none was chosen."""
        form = NodeForm(self, self.session, self.add_name())
        if form.exec() == QDialog.DialogCode.Accepted:
            self.session.select(form.node.value())
        return self.session.chosen

    def duplicate(self) -> None:
        """Adds another record like the shown one."""
        if self.editor.hand_in() and self.editor.record is not None:
            made = self.copy(self.editor.record)
            if self.session.do(made, said=self.session.words("Duplicated")):
                self._go_to(max(one.id for one in self.records()))

    def _go_to(self, key: int) -> None:
        self.view.select(key)
        self._to_editor()

    def _to_editor(self) -> None:
        """Takes the keyboard to the record that is shown."""
        if self.editor.record is not None and self.view.current() is not None:
            self.panels.bring(self._shown)
            self.editor.start()

    def remove_shown(self) -> None:
        """Removes the record in the editor."""
        if self.editor.record is not None:
            self._remove([self.editor.record.id])

    def remove(self) -> None:
        """Removes the chosen records; it can be undone."""
        self._remove(self.view.selected())

    def _remove(self, keys: list[int]) -> None:
        if keys and self.editor.hand_in():
            self.session.do(*(self.gone(key) for key in keys), said=self.said_removed(len(keys)))

    def _menu(self, place: QPoint) -> None:
        """Shows what can be done with the chosen records."""
        menu = self.menu()
        if menu is not None:
            menu.exec(self.view.viewport().mapToGlobal(place))

    def menu(self) -> QMenu | None:
        """Gives the menu of the chosen records, or None where there are none."""
        keys, words = self.view.selected(), self.session.words
        if not keys:
            return None
        menu = QMenu(self)
        if len(keys) == 1:
            menu.addAction(words("Duplicate"), self.duplicate)
        self.more_actions(menu, keys)
        menu.addAction(words("Remove"), self.remove)
        return menu


class NodeForm(Form):
    """Asks which article or obligation a new record is on."""

    def __init__(self, parent: QWidget, session: Session, verb: str) -> None:
        words = session.words
        super().__init__(parent, words, words("Which article or obligation is it on?"), verb)
        self.node = NodeField(*node_source(session))
        self.node.set_value("")
        self.node.hint(words("Number or words of the title"))
        hint = words("What is added next goes there too, until another one is chosen.")
        self.field(words("Article or obligation"), self.node, hint)
        self.sure.setEnabled(False)
        self.node.edited.connect(lambda: self.sure.setEnabled(not self.node.problem()))

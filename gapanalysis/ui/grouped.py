# SPDX-License-Identifier: EUPL-1.2
"""A list of records in groups, two lines a record: the left side of the evidence page.

A view of :class:`Section` and :class:`Line` values; nothing here knows what a record is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from gapanalysis.ui import direction, marks, parts, theme

ROW = Qt.ItemDataRole.UserRole + 1
"""The :class:`Section` or :class:`Line` of an index."""
Index = QModelIndex | QPersistentModelIndex

_SECTION_HEIGHT, _LINE_HEIGHT = 32, 50
GroupedStanding = tuple[frozenset[str], list[int]]
_SHOWN = 300
"""Characters of a text that a line is cut from."""
_DIRECTIONS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A record: its key, two lines of text, a mark of an outcome before them, icons after them, and
    all of it as a sentence.
    """

    key: int
    title: str
    about: str
    said: str
    outcome: str = ""
    icons: tuple[str, ...] = ()
    faint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A group of records with its number and title."""

    key: str
    number: str
    title: str
    lines: tuple[Line, ...]


def one_line(text: str) -> str:
    """Gives the beginning of a text on one line, apart from what stands around it: signs that turn
    the direction of writing stay inside.
    """
    flat = " ".join(text[: 4 * _SHOWN].split())[:_SHOWN].translate(_DIRECTIONS)
    return f"\u2068{flat}\u2069" if flat else ""


class GroupedModel(QAbstractItemModel):
    """Sections and their lines."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._sections: tuple[Section, ...] = ()

    def show_sections(self, sections: Sequence[Section]) -> bool:
        """Shows sections; tells whether indexes were made anew. Where the same records stand at the
        same places, only their words change.
        """
        sections = tuple(sections)
        same = _shape(self._sections) == _shape(sections)
        if not same:
            self.beginResetModel()
            self._sections = sections
            self.endResetModel()
            return True
        self._sections = sections
        for n, section in enumerate(sections):
            top = self.index(n, 0)
            self.dataChanged.emit(top, top)
            if section.lines:
                first, last = self.index(0, 0, top), self.index(len(section.lines) - 1, 0, top)
                self.dataChanged.emit(first, last)
        return False

    def places(self, key: int) -> Iterator[QModelIndex]:
        """Gives the indexes of a record: one in each section that holds it."""
        for n, section in enumerate(self._sections):
            for m, line in enumerate(section.lines):
                if line.key == key:
                    yield self.index(m, 0, self.index(n, 0))

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008
        section = index.internalId() if index.isValid() else 0
        return self.createIndex(section - 1, 0, 0) if section else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._sections)
        if parent.internalId() or parent.column():
            return 0
        return len(self._sections[parent.row()].lines)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._row(index)
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.number} {row.title}" if isinstance(row, Section) else row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.number} {row.title}" if isinstance(row, Section) else row.said
        if role == Qt.ItemDataRole.ToolTipRole:
            return parts.plain_tip(row.title if isinstance(row, Section) else row.said)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self._row(index), Section):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _row(self, index: Index) -> Section | Line:
        section = index.internalId()
        if section:
            return self._sections[section - 1].lines[index.row()]
        return self._sections[index.row()]


def _shape(sections: Iterable[Section]) -> list[tuple[str, tuple[int, ...]]]:
    return [(one.key, tuple(line.key for line in one.lines)) for one in sections]


class GroupedView(QTreeView):
    """Shows sections; ``chosen`` carries the key of the current record, or None. The keys Del and
    Ctrl+V, and the context menu, are left to the page.
    """

    chosen = Signal(object)
    remove_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._folded: set[str] = set()
        self._quiet = False
        self._items = GroupedModel(self)
        self.setModel(self._items)
        self.setItemDelegate(_Painter(self))
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setProperty("role", "records")
        self.collapsed.connect(lambda index: self._folded.add(index.data(ROW).key))
        self.expanded.connect(lambda index: self._folded.discard(index.data(ROW).key))
        self.clicked.connect(self._clicked)
        self.selectionModel().currentChanged.connect(self._moved)

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Shows sections; what was chosen, folded and scrolled to stays so."""
        keys, current = self.selected(), self.current()
        at = self.verticalScrollBar().value()
        self._quiet = True
        if self._items.show_sections(sections):
            for n, section in enumerate(sections):
                self.setExpanded(self._items.index(n, 0), section.key not in self._folded)
            command = QItemSelectionModel.SelectionFlag
            for key in keys:
                for place in list(self._items.places(key))[:1]:
                    self.selectionModel().select(place, command.Select)
                    if key == current:
                        self.selectionModel().setCurrentIndex(place, command.NoUpdate)
            self.verticalScrollBar().setValue(at)
        self._quiet = False

    def standing(self) -> GroupedStanding:
        """Gives the sections that are folded and the chosen records, the current one first."""
        current = self.current()
        keys = [key for key in self.selected() if key != current]
        return frozenset(self._folded), ([current] if current is not None else []) + keys

    def resume(self, standing: GroupedStanding) -> None:
        """Folds and chooses as it was."""
        folded, keys = standing
        for n in range(self._items.rowCount()):
            index = self._items.index(n, 0)
            self.setExpanded(index, index.data(ROW).key not in folded)
        self._folded = set(folded)
        self.select(next(iter(keys), None))
        for key in keys[1:]:
            for place in list(self._items.places(key))[:1]:
                self.selectionModel().select(place, QItemSelectionModel.SelectionFlag.Select)

    def select(self, key: int | None) -> None:
        """Makes a record the only chosen one and brings it into view; None chooses nothing."""
        place = next(self._items.places(key), None) if key is not None else None
        if place is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif self.current() == key and self.selected() == [key]:
            self.scrollTo(self.currentIndex())
        else:
            self.expand(place.parent())
            self.setCurrentIndex(place)
            self.scrollTo(place)

    def current(self) -> int | None:
        """Gives the key of the current record, or None."""
        row = self.currentIndex().data(ROW)
        return row.key if isinstance(row, Line) else None

    def selected(self) -> list[int]:
        """Gives the keys of the chosen records, each once."""
        rows = (index.data(ROW) for index in self.selectionModel().selectedIndexes())
        return list(dict.fromkeys(row.key for row in rows if isinstance(row, Line)))

    def rows(self) -> list[Line]:
        """Gives all lines as shown, section after section."""
        model, found = self._items, []
        for n in range(model.rowCount()):
            top = model.index(n, 0)
            found += [model.index(m, 0, top).data(ROW) for m in range(model.rowCount(top))]
        return found

    def _clicked(self, index: QModelIndex) -> None:
        if isinstance(index.data(ROW), Section):
            self.setExpanded(index, not self.isExpanded(index))

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Line) and not self._quiet:
            self.chosen.emit(row.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_Delete and not event.modifiers():
            self.remove_wanted.emit()
        elif key == Qt.Key.Key_V and control:
            self.paste_wanted.emit()
        elif event.text().isalnum() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Painter(QStyledItemDelegate):
    """Paints sections and lines; everything is mirrored where the layout is right-to-left."""

    def __init__(self, view: GroupedView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        tall = _SECTION_HEIGHT if isinstance(index.data(ROW), Section) else _LINE_HEIGHT
        return QSize(theme.px(200), theme.px(tall))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        painter.save()
        if isinstance(row, Section):
            self._section(painter, option, index, row)
        else:
            self._line(painter, option, row)
        painter.restore()

    def _section(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, row: Section
    ) -> None:
        box: QRect = option.rect
        look, px = theme.current(), theme.px
        if index.row():
            painter.fillRect(QRect(box.topLeft(), QSize(box.width(), 1)), QColor(look.line))
        folded = not self._view.isExpanded(index)
        leftward = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        caret = ("caret-left" if leftward else "caret-right") if folded else "caret-down"
        place = QRect(px(12), px(10), px(12), px(12))
        theme.icon(caret).paint(painter, self._seen(option, place))
        left, tall = px(32), box.height()
        painter.setFont(theme.font("strong"))
        painter.setPen(QColor(look.ink))
        width = painter.fontMetrics().horizontalAdvance(row.number)
        self._text(painter, option, QRect(left, 0, width + px(4), tall), row.number)
        painter.setFont(theme.font("small"))
        painter.setPen(QColor(look.ink3))
        count = str(len(row.lines))
        taken = painter.fontMetrics().horizontalAdvance(count)
        end = box.width() - px(14) - taken
        self._text(painter, option, QRect(end, 0, taken + 2, tall), count)
        painter.setFont(theme.font("label"))
        painter.setPen(QColor(look.ink2))
        left += width + px(10)
        self._text(painter, option, QRect(left, 0, end - left - px(10), tall), row.title)
        self._focus(painter, option)

    def _line(self, painter: QPainter, option: QStyleOptionViewItem, row: Line) -> None:
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        look, px = theme.current(), theme.px
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(box, QColor(look.select))
            if self._view.hasFocus():
                bar = self._seen(option, QRect(0, 0, 3, box.height()))
                painter.fillRect(bar, QColor(look.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(look.hover))
        left, right = px(32), box.width() - px(14)
        if row.outcome:
            mark = self._seen(option, QRect(left, px(9), px(14), px(14)))
            marks.paint_outcome(painter, QRectF(mark), row.outcome)
            left += px(22)
        end = right
        for name in row.icons:
            end -= px(18)
            theme.icon(name, colour="ink2" if chosen else "ink3").paint(
                painter, self._seen(option, QRect(end, px(8), px(16), px(16)))
            )
        painter.setFont(theme.font("strong" if chosen else "text"))
        painter.setPen(QColor(look.accent if chosen else look.ink3 if row.faint else look.ink))
        self._text(painter, option, QRect(left, px(5), end - left - px(6), px(22)), row.title)
        painter.setFont(theme.font("small"))
        painter.setPen(QColor(look.ink2 if chosen else look.ink3))
        self._text(painter, option, QRect(left, px(26), right - left, px(18)), row.about)
        self._focus(painter, option)

    def _focus(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if option.state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            painter.setPen(QColor(theme.current().accent))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))

    def _seen(self, option: QStyleOptionViewItem, inside: QRect) -> QRect:
        """Gives the place of a rectangle inside a row, mirrored where the layout is."""
        return QStyle.visualRect(
            self._view.layoutDirection(), option.rect, inside.translated(option.rect.topLeft())
        )

    def _text(
        self, painter: QPainter, option: QStyleOptionViewItem, inside: QRect, text: str
    ) -> None:
        """Paints a line of text at the leading edge of its room, cut with an ellipsis."""
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
        flags = direction.leading() | Qt.AlignmentFlag.AlignVCenter
        direction.write(painter, self._seen(option, inside), flags, cut)

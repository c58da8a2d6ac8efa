# SPDX-License-Identifier: EUPL-1.2
"""A table of plain cells: sortable, filtered by words, with one record a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    QSortFilterProxyModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QIcon,
    QKeyEvent,
    QPainter,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from gapanalysis.ui import direction, parts, theme
from gapanalysis.ui.canvas import Canvas

Index = QModelIndex | QPersistentModelIndex
TableStanding = tuple[int, Qt.SortOrder, Any, tuple[float, ...]]
"""The column by which a table is sorted (-1: none) and its order; the key of the current row; the
widths of the columns at 100 % zoom, as they are where there is room.
"""
RECORD = Qt.ItemDataRole.UserRole + 1
"""The record of a row, in each of its cells."""
_ORDER = Qt.ItemDataRole.UserRole + 2
_MOST_OF_ALL, _NARROWEST = 0.6, 0.6
"""The share of a table that its columns take but the one that stretches, while they keep so much of
their widths.
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text with an optional mark, a font role, a colour of the theme and a sort key."""

    text: str
    icon: QIcon | None = None
    role: str = "text"
    tone: str = "ink"
    order: Any = None
    said: str = ""
    """What a screen reader says of the cell where it stands alone, besides its text."""
    tip: str = ""
    """What the tooltip says besides the text."""


class _Words(QStyledItemDelegate):
    """Lets each text run as its own first letter does, whatever the layout: "36.1.a" stays so."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.text = direction.apart(option.text)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        table = option.widget
        assert isinstance(table, QTableView)
        is_current = index.row() == table.currentIndex().row()  # also before it is chosen
        if (
            is_current
            and table.hasFocus()
            and not table.horizontalHeader().visualIndex(index.column())
        ):
            Canvas(painter, option.rect, option.direction).bar()


class Table(QTableView):
    """Rows of cells. ``chosen`` and ``opened`` carry the record of a row; ``key`` gives by what a
    record is known again.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        heads: Sequence[str],
        widths: Sequence[int],
        *,
        stretch: int,
        key: Callable[[Any], object] = lambda record: record,
    ) -> None:
        super().__init__()
        self._heads, self._stretch, self._key = heads, stretch, key
        self._wanted: object = None
        self._items = QStandardItemModel(self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self._items)
        self._shown.setFilterKeyColumn(-1)
        self._shown.setSortRole(_ORDER)
        self._shown.setSortLocaleAware(True)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setModel(self._shown)
        self.setItemDelegate(_Words(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.setMinimumHeight(theme.px(140))
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setFont(theme.font("label"))
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._usual, self._widths = widths, [float(width) for width in widths]
        self._share, self._is_sharing = 1.0, False
        self._items.setHorizontalHeaderLabels(list(heads))
        self._share_out()
        head.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        self.setSortingEnabled(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._fit = QTimer(self)
        self._fit.setSingleShot(True)
        self._fit.timeout.connect(self._fit_rows)
        head.sectionResized.connect(self._resized)
        self.selectionModel().currentRowChanged.connect(self._current)
        self.activated.connect(
            lambda index: self.opened.emit(index.siblingAtColumn(0).data(RECORD))
        )

    def show_rows(self, rows: Sequence[tuple[Any, Sequence[Cell]]]) -> None:
        """Shows records with their cells. The current one stays so; where it is gone, the one in
        its place is.
        """
        at, current = self.currentIndex().row(), self.current()
        wanted = self._wanted
        if wanted is None and current is not None:
            wanted = self._key(current)
        self._items.removeRows(0, self._items.rowCount())
        for record, cells in rows:
            self._items.appendRow([_item(record, cell) for cell in cells])
        self._fit.start(0)
        self._wanted = None if rows else wanted
        if not self._choose_key(wanted) and at >= 0:
            self.selectRow(min(at, self._shown.rowCount() - 1))

    def standing(self) -> TableStanding:
        """Gives how the rows are sorted, which of them is the current one, and how wide columns
        are.
        """
        head, current = self.horizontalHeader(), self.current()
        key = self._wanted if current is None else self._key(current)
        return head.sortIndicatorSection(), head.sortIndicatorOrder(), key, tuple(self._widths)

    def resume(self, standing: TableStanding) -> None:
        """Sorts the rows and chooses one as it was; where they come later, then."""
        column, order, self._wanted, widths = standing
        self._widths = list(widths)
        self._share_out()
        self.sortByColumn(column, order)
        if self._choose_key(self._wanted):
            self._wanted = None

    def _choose_key(self, key: object) -> bool:
        return self.choose(lambda record: self._key(record) == key)

    def filter_words(self, text: str) -> None:
        """Shows rows that hold a text only."""
        self._shown.setFilterFixedString(text)

    def _fit_rows(self) -> None:
        """Gives the rows the heights that their words need; the current one stays in view."""
        is_seen = self.visualRect(self.currentIndex()).intersects(self.viewport().rect())
        self.resizeRowsToContents()
        if is_seen:
            self.scrollTo(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Makes the other columns narrower where they would leave too little to the one that takes
        the rest.
        """
        super().resizeEvent(event)
        wanted = sum(
            theme.px(width)
            for n, width in enumerate(self._usual)
            if n != self._stretch and not self.isColumnHidden(n)
        )
        share = max(_NARROWEST, min(1.0, _MOST_OF_ALL * event.size().width() / max(1, wanted)))
        if share != self._share:
            self._share = share
            self._share_out()

    def _share_out(self) -> None:
        """Gives the columns their widths, of which the one that stretches takes the rest."""
        self._is_sharing = True
        for n, width in enumerate(self._widths):
            if n != self._stretch and not self.isColumnHidden(n):
                self.setColumnWidth(n, round(theme.px(width) * self._share))
        self._is_sharing = False

    def _resized(self, column: int, before: int, width: int) -> None:
        """Keeps the width that a person gives a column; rows take the heights that they need."""
        is_hidden = not (before and width)
        if not is_hidden and column != self._stretch and not self._is_sharing:
            self._widths[column] = width / theme.zoom() / self._share
        self._fit.start(0)

    def record(self, row: int) -> Any:
        """Gives the record of a row that is shown."""
        return self._shown.index(row, 0).data(RECORD)

    def current(self) -> Any:
        """Gives the record of the current row, or None."""
        index = self.currentIndex()
        return index.siblingAtColumn(0).data(RECORD) if index.isValid() else None

    def choose(self, fits: Callable[[Any], bool]) -> bool:
        """Makes the first row current whose record fits; tells whether there is one."""
        for row in range(self._shown.rowCount()):
            if fits(self.record(row)):
                self.selectRow(row)
                return True
        return False

    def selectRow(self, row: int) -> None:
        """Makes a row current. Qt's own way finds no row before a table that runs from right to
        left has its width.
        """
        self.setCurrentIndex(self._shown.index(row, 0))

    def step(self, by: int) -> None:
        """Goes to the next or previous row."""
        row = self.currentIndex().row() + by
        if 0 <= row < self._shown.rowCount():
            self.selectRow(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaves letters and digits to the page: they are its keys, not a search in the table."""
        if event.text().isalnum() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.siblingAtColumn(0).data(RECORD))


def _item(record: Any, cell: Cell) -> QStandardItem:
    item = QStandardItem(cell.text)
    item.setData(record, RECORD)
    item.setData(cell.text.casefold() if cell.order is None else cell.order, _ORDER)
    item.setFont(theme.font(cell.role))
    item.setForeground(QColor(getattr(theme.current(), cell.tone)))
    item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    item.setToolTip(parts.plain_tip("\n".join(filter(None, (cell.text, cell.tip)))))
    if cell.said:
        item.setData(cell.said, Qt.ItemDataRole.AccessibleDescriptionRole)
    if cell.icon is not None:
        item.setIcon(cell.icon)
    return item

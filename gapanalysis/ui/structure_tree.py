# SPDX-License-Identifier: EUPL-1.2
"""The structure of a law as a tree: number, heading, and what looks wrong at the trailing edge."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from gapanalysis.model import DraftProvision, ImportDoubt, Kind, Structure
from gapanalysis.numbers import normalise, with_superscripts
from gapanalysis.ui import parts, theme
from gapanalysis.ui.canvas import Canvas
from gapanalysis.words import Words

Index = QModelIndex | QPersistentModelIndex
PLACE = Qt.ItemDataRole.UserRole + 1
"""A row's place in the provisions of the structure."""
_SAID, _SMALL = PLACE + 1, PLACE + 2
"""Number and heading of a row, and whether it is one inside an article."""
_INNER = {Kind.PARAGRAPH, Kind.POINT}
_LINE = 26


class _Row(QStyledItemDelegate):
    """Paints the number apart from the heading."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.column() == 0:
            option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.column():
            return
        look, gap = theme.current(), theme.px(4)
        tree = option.widget
        assert isinstance(tree, StructureTree)
        row = QRect(0, option.rect.top(), tree.viewport().width(), option.rect.height())
        if option.state & QStyle.StateFlag.State_Selected and tree.hasFocus():
            Canvas(painter, row, option.direction).bar()
        canvas = Canvas(painter, option.rect, option.direction)
        small = index.data(_SMALL)
        room = QRect(option.rect).adjusted(gap, 0, -gap, 0)
        painter.save()
        for said, role, ink in zip(
            index.data(_SAID),
            ("label" if small else "strong", "small" if small else "text"),
            (look.ink, look.ink2),
            strict=True,
        ):
            painter.setFont(theme.font(role))
            painter.setPen(QColor(ink))
            one = " ".join(said.split())
            cut = painter.fontMetrics().elidedText(one, Qt.TextElideMode.ElideRight, room.width())
            canvas.write(room, cut)
            room.setLeft(room.left() + canvas.width(cut) + 2 * gap)
        painter.restore()


def _label(law: Structure, provision: DraftProvision) -> str:
    """Gives the label of a provision as printed, with the number that it has where that is another
    one: by a mend, or since the label writes it in words.
    """
    number = with_superscripts(provision.number)
    if provision.label is None:
        return number
    label = provision.label.of(law.text).strip()
    said = re.escape(normalise(number))
    if not number or re.search(rf"(?<!\d){said}(?!\d)", normalise(label)):
        return label
    return f"{label} = {number}"


class StructureTree(QTreeView):
    """``chosen`` carries the place of a provision."""

    chosen = Signal(int)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._items: list[QStandardItem] = []
        self._model = QStandardItemModel(self)
        self.setItemDelegate(_Row(self))
        self._model.setColumnCount(2)
        self.setModel(self._model)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(words("Structure found"))
        self.setIndentation(theme.px(16))
        self.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.header().setStretchLastSection(False)
        self.header().setMinimumSectionSize(0)  # the rest is for the headings
        self.selectionModel().currentRowChanged.connect(self._current)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paints a caret as large as the letters before what can be unfolded."""
        if not self._model.hasChildren(index):
            return
        leftward = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side, half = theme.px(12), self.indentation() // 2
        folded = "caret-left" if leftward else "caret-right"
        caret = QRect(0, 0, side, side)
        caret.moveCenter(
            QPoint(rect.left() + half if leftward else rect.right() - half, rect.center().y())
        )
        theme.icon("caret-down" if self.isExpanded(index) else folded).paint(painter, caret)

    def show_structure(self, law: Structure, doubts: Iterable[ImportDoubt]) -> None:
        """Shows a structure; keeps what is unfolded and the current place."""
        at = self.place()
        marks: dict[int, int] = {}
        for doubt in doubts:
            if doubt.provision is not None:
                marks[doubt.provision] = marks.get(doubt.provision, 0) + 1
        self._model.removeRows(0, self._model.rowCount())
        self._items = []
        top = self._model.invisibleRootItem()
        for place, provision in enumerate(law.provisions):
            label = _label(law, provision)
            heading = provision.heading.of(law.text) if provision.heading else ""
            text = " ".join(f"{label}  {heading}".split()) or self._words.code(
                "kind", provision.kind.value
            )
            item = QStandardItem(text)
            item.setData(place, PLACE)
            item.setData(
                (label.strip(), heading.strip()) if label or heading else (text, ""), _SAID
            )
            item.setSizeHint(QSize(0, theme.px(_LINE)))
            item.setData(provision.kind in _INNER, _SMALL)
            item.setToolTip(parts.plain_tip(text))
            mark = QStandardItem()
            if place in marks:
                mark.setIcon(theme.icon("warning", colour="partly"))
                mark.setText(self._words.number(marks[place]))
                mark.setForeground(QColor(theme.current().partly))
                mark.setFont(theme.font("label"))
                said = self._words.plural("{n} mark", "{n} marks", marks[place])
                item.setData(f"{text}, {said}", Qt.ItemDataRole.AccessibleTextRole)
            parent = top if provision.parent is None else self._items[provision.parent]
            parent.appendRow([item, mark])
            self._items.append(item)
        self._unfold(law)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.choose(min(at, len(self._items) - 1))

    def _unfold(self, law: Structure) -> None:
        """Unfolds divisions; paragraphs and points stay folded."""
        for place, provision in enumerate(law.provisions):
            if provision.kind not in {*_INNER, Kind.ARTICLE}:
                self.setExpanded(self._items[place].index(), True)

    def opened(self) -> frozenset[int]:
        """Gives the places of what is unfolded."""
        return frozenset(n for n, one in enumerate(self._items) if self.isExpanded(one.index()))

    def open_only(self, places: frozenset[int]) -> None:
        """Unfolds what stands at some places, and folds the rest."""
        for n, item in enumerate(self._items):
            if item.hasChildren():
                self.setExpanded(item.index(), n in places)

    def place(self) -> int:
        """Gives the place of the current provision, -1 where there is none."""
        index = self.currentIndex().siblingAtColumn(0)
        found = index.data(PLACE)
        return -1 if found is None else int(found)

    def choose(self, place: int) -> None:
        """Makes a provision the current one and brings it into view."""
        if 0 <= place < len(self._items):
            index = self._items[place].index()
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _current(self, index: QModelIndex, _before: QModelIndex) -> None:
        place = index.siblingAtColumn(0).data(PLACE)
        if place is not None:
            self.chosen.emit(int(place))

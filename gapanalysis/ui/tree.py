# SPDX-License-Identifier: EUPL-1.2
"""The obligations as a tree: chapter › article › obligation.

An obligation has a status mark; an article shows the marks of all statuses below it, never one
merged status, and the counts are in its tooltip.
"""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gapanalysis.model import Article, Status
from gapanalysis.ui import marks, parts, theme
from gapanalysis.ui.session import Session

NODE, NUMBER, TITLE, STATUS, BELOW, COUNT, LEVEL = (
    Qt.ItemDataRole.UserRole + n for n in range(1, 8)
)
_ORDER = (Status.GAP, Status.PARTLY, Status.RESERVED, Status.CANNOT_TELL, Status.NOT_ASSESSED)
Tip = Qt.ItemDataRole.ToolTipRole
Index = QModelIndex | QPersistentModelIndex


class ObligationTree(QWidget):
    """The left panel of the mapping page."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(230)
        self._items: dict[str, QStandardItem] = {}
        self._model = QStandardItemModel(self)
        self._shown = _Filter(self)
        self._shown.setSourceModel(self._model)
        self.view = QTreeView()
        self._build()
        self._fill()
        session.changed.connect(self.refresh)
        session.selected.connect(self.show_current)

    def _build(self) -> None:
        words = self._session.words
        self.search = QLineEdit()
        self.search.setPlaceholderText(words("Filter obligations"))
        self.search.setAccessibleName(words("Filter obligations"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(
            theme.icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search.textChanged.connect(self._filter_words)
        self._kinds = parts.Segments(
            [
                ("all", words("All")),
                ("open", words("Open")),
                ("gap", words.code("status", "gap")),
                ("not_assessed", words.code("status", "not_assessed")),
            ],
            self._filter_kind,
            chosen="all",
        )
        for code in ("gap", "not_assessed"):
            self._kinds.draw(code, marks.outcome_icon(code))
        self.view.setModel(self._shown)
        self.view.setItemDelegate(_Row(self.view))
        self.view.setHeaderHidden(True)
        self.view.setUniformRowHeights(True)
        self.view.setIndentation(0)
        self.view.setRootIsDecorated(False)
        self.view.setExpandsOnDoubleClick(False)
        self.view.setAccessibleName(words("Obligations"))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(self._clicked)
        self.view.selectionModel().currentChanged.connect(self._moved)
        layout = parts.lay(QVBoxLayout(self))
        head = parts.column(8, (16, 11, 12, 10))
        head.addWidget(parts.label(words("Obligations"), "panel"))
        head.addWidget(self.search)
        head.addLayout(parts.row(self._kinds, 1))
        layout.addLayout(head)
        layout.addWidget(parts.hairline())
        layout.addWidget(self.view, 1)
        layout.addWidget(parts.hairline())
        layout.addWidget(self._legend())

    def _legend(self) -> QWidget:
        box = QFrame()
        grid = QGridLayout(box)
        grid.setContentsMargins(14, 8, 8, 8)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(10)
        codes = ("met", "partly", "gap", "reserved", "not_assessed", "cannot_tell")
        for n, code in enumerate(codes):
            word = self._session.words.code("status", code)
            picture = marks.picture(marks.outcome_pixmap(code, 13), word)
            grid.addLayout(
                parts.row(picture, parts.label(word, "small", tone="ink2"), 1, space=5),
                n // 2,
                n % 2,
            )
        return box

    # --- content

    def _fill(self) -> None:
        instrument = self._session.instrument
        for chapter in instrument.chapters:
            top = self._item(chapter.number, self._session.pick(chapter.short), "", 0)
            for number in chapter.articles:
                top.appendRow(self._article(instrument.articles[number]))
            self._model.appendRow(top)
        self.refresh()
        covered = {o.article for o in instrument.obligations.values()}
        for n, chapter in enumerate(instrument.chapters):
            if covered & set(chapter.articles):
                self.view.setExpanded(self._shown.mapFromSource(self._model.index(n, 0)), True)

    def _article(self, article: Article) -> QStandardItem:
        session = self._session
        node = str(article.number)
        item = self._item(node, session.pick(article.short), node, 1)
        below = [o for o in session.instrument.obligations.values() if o.article == article.number]
        for obligation in below:
            if obligation.id != node:
                number = obligation.id.removeprefix(f"{node}.")
                item.appendRow(self._item(number, session.pick(obligation.title), obligation.id, 2))
        return item

    def _item(self, number: str, title: str, node: str, level: int) -> QStandardItem:
        item = QStandardItem()
        item.setEditable(False)
        for role, value in ((NUMBER, number), (TITLE, title), (NODE, node), (LEVEL, level)):
            item.setData(value, role)
        if node:
            self._items[node] = item
        return item

    def refresh(self, _touched: object = None) -> None:
        """Shows statuses and counts as they are now."""
        for n in range(self._model.rowCount()):
            self._refresh_item(self._model.item(n))
        self._shown.invalidate()

    def _refresh_item(self, item: QStandardItem) -> tuple[list[Status], int, int]:
        one = self._session.view.evaluation.statuses.get(item.data(NODE))
        statuses = [one.status] if one else []
        answered, elements = (one.answered, one.elements) if one else (0, 0)
        for n in range(item.rowCount()):
            found, a, e = self._refresh_item(item.child(n))
            statuses, answered, elements = statuses + found, answered + a, elements + e
        item.setData(one.status.value if one else "", STATUS)
        below = [status.value for status in (*_ORDER, Status.MET) if status in statuses]
        item.setData(below if item.data(LEVEL) == 1 and not one else [], BELOW)
        item.setData(f"{answered}/{elements}" if elements else "", COUNT)
        words = self._session.words
        counts = Counter(statuses)
        said = ", ".join(f"{words.code('status', s)} {n}" for s, n in counts.items())
        text = f"{item.data(NUMBER)}  {item.data(TITLE)}"
        item.setData(parts.plain_tip(f"{text} · {said}" if said else text), Tip)
        item.setData(f"{text}, {said}, {item.data(COUNT)}", Qt.ItemDataRole.AccessibleTextRole)
        return statuses, answered, elements

    # --- choosing

    def _filter_words(self, text: str) -> None:
        self._shown.words = text.casefold()
        self._refilter()

    def _filter_kind(self, kind: str) -> None:
        self._shown.kind = kind
        self._refilter()

    def _refilter(self) -> None:
        self._shown.invalidate()
        if self._shown.words or self._shown.kind != "all":
            self.view.expandAll()

    def _clicked(self, index: QModelIndex) -> None:
        if index.data(LEVEL) < 2 and self._shown.rowCount(index):
            self.view.setExpanded(index, not self.view.isExpanded(index))
        self._moved(index)

    def _moved(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        node = index.data(NODE)
        if node and node != self._session.obligation:
            self._session.select(node)

    def show_current(self, node: str) -> None:
        """Makes a node visible and current; the nearest one above where it is not listed."""
        here: str | None = node
        while here is not None and here not in self._items:
            here = self._session.instrument.nodes.get(here)
        if here is None:
            return
        index = self._shown.mapFromSource(self._items[here].index())
        if index.isValid() and self.view.currentIndex() != index:
            self.view.setCurrentIndex(index)
        self.view.scrollTo(index)


class _Filter(QSortFilterProxyModel):
    """Shows rows that hold the words and are of the kind, with the rows above them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words, self.kind = "", "all"

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        index = self.sourceModel().index(row, 0, parent)
        children = self.sourceModel().rowCount(index)
        if any(self.filterAcceptsRow(n, index) for n in range(children)):
            return True
        if index.data(LEVEL) == 0:
            return not self.words and self.kind == "all"
        text = f"{index.data(NODE)} {index.data(TITLE)}".casefold()
        if self.words not in text:
            return False
        status = index.data(STATUS)
        if self.kind == "open":
            return status in {"not_assessed", "cannot_tell"}
        return self.kind in {"all", status}


class _Row(QStyledItemDelegate):
    """Paints a row: caret, mark, number, title, count."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, 28)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        look, level = theme.current(), index.data(LEVEL)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(box, QColor(look.select))
            if self._view.hasFocus():
                painter.fillRect(QRect(box.topLeft(), QSize(3, box.height())), QColor(look.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(look.hover))
        if level == 0 and index.row():
            painter.fillRect(QRect(box.topLeft(), QSize(box.width(), 1)), QColor(look.line))
        left = box.left() + 10 + (0, 10, 34)[level]
        if index.model().rowCount(index):
            open_ = self._view.isExpanded(index)
            icon = theme.icon("caret-down" if open_ else "caret-right")
            icon.paint(painter, QRect(QPoint(left, box.top() + 8), QSize(12, 12)))
        left += 20
        if index.data(STATUS):
            mark = QRectF(left, box.center().y() - 6.5, 14, 14)
            marks.paint_outcome(painter, mark, index.data(STATUS))
        left += 22 if index.data(STATUS) or level == 2 else 0
        self._texts(painter, box, left, index, chosen=chosen)
        painter.restore()

    @staticmethod
    def _texts(painter: QPainter, box: QRect, left: int, index: Index, *, chosen: bool) -> None:
        look, level = theme.current(), index.data(LEVEL)
        middle = Qt.AlignmentFlag.AlignVCenter
        count = index.data(COUNT)
        small = theme.font("small")
        painter.setFont(small)
        painter.setPen(QColor(look.ink2 if chosen else look.ink3))
        room = painter.fontMetrics().horizontalAdvance(count) + 14
        painter.drawText(box.adjusted(0, 0, -10, 0), middle | Qt.AlignmentFlag.AlignRight, count)
        for outcome in reversed(index.data(BELOW)):
            mark = QRectF(box.right() - room - 10, box.center().y() - 5.5, 12, 12)
            marks.paint_outcome(painter, mark, outcome)
            room += 15
        strong = level == 0 or chosen
        painter.setFont(theme.font("strong" if strong else "text"))
        ink = look.accent if chosen else look.ink if count else look.ink3
        painter.setPen(QColor(ink))
        number = 38 if level == 2 else 30
        painter.drawText(QRect(left, box.top(), number, box.height()), middle, index.data(NUMBER))
        room += 6
        title = QRect(left + number, box.top(), box.right() - room - left - number, box.height())
        cut = painter.fontMetrics().elidedText(
            index.data(TITLE), Qt.TextElideMode.ElideRight, title.width()
        )
        painter.drawText(title, middle, cut)

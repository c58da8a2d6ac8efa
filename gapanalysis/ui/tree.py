# SPDX-License-Identifier: EUPL-1.2
"""The obligations as a tree: group › article › obligation; the groups are chapters, sections of
GREVIO's questionnaire or pillars.

An obligation has a status mark; an article shows the marks of all statuses below it, a group
their numbers too, never one merged status. Tooltips and names say the same in words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QSettings, QSortFilterProxyModel, Qt
from PySide6.QtGui import QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gapanalysis import analysis
from gapanalysis.model import Article, Group, Obligation, Status
from gapanalysis.ui import marks, parts, theme
from gapanalysis.ui.session import Session
from gapanalysis.ui.tree_row import (
    BELOW,
    COUNT,
    LEVEL,
    NODE,
    NUMBER,
    STATUS,
    TITLE,
    Index,
    Row,
)

_NEED = (
    Status.GAP,
    Status.PARTLY,
    Status.RESERVED,
    Status.CANNOT_TELL,
    Status.MET,
    Status.NOT_ASSESSED,
)
_Tally = tuple[int, ...]
"""How many elements are answered, how many there are, and obligations by status as in _NEED."""
_Place = tuple[int, int]
TreeStanding = tuple[str, str, frozenset[_Place]]
_TOLD = LEVEL + 1
"""The role of what a row was last made to show."""
_ORDER_KEY = "mapping/order"
_LOW = 420
"""Height at 100 % zoom below which there is no room for the legend."""
Tip = Qt.ItemDataRole.ToolTipRole


class ObligationTree(QWidget):
    """The left panel of the mapping page."""

    def __init__(self, session: Session, settings: QSettings) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(theme.px(220))
        self._items: dict[str, QStandardItem] = {}
        self._model = QStandardItemModel(self)
        self._shown = _Filter(self)
        self._shown.setSourceModel(self._model)
        self.view = QTreeView()
        self.order = QComboBox()
        said = session.words("Filter obligations")
        tip = session.words("Filter by number or by words of the title")
        self.search = parts.search_field(session.words, said, tip=tip)
        self._kinds = self._build_kinds()
        self._build_head()
        self._build()
        self._fill()
        session.changed.connect(self.refresh)
        session.selected.connect(self.show_current)

    def _build_head(self) -> None:
        words = self._session.words
        sayings = {
            "chapter": (words("by chapter"), words("By chapter of the Convention")),
            "baseline": (words("by GREVIO section"), words("By section of GREVIO’s questionnaire")),
            "thematic": (
                words("by thematic round"),
                words("By section of GREVIO’s first thematic round"),
            ),
            "pillar": (words("by pillar"), words("By pillar: the four Ps and what cuts across")),
        }
        self.order.setProperty("kind", "quiet")
        self.order.setFont(theme.font("small"))
        self.order.setAccessibleName(words("Order of the obligations"))
        for n, code in enumerate(analysis.orders(self._session.instrument)):
            name, tip = sayings[code]
            self.order.addItem(name, code)
            self.order.setItemData(n, parts.plain_tip(tip), Tip)
        self.order.setToolTip(parts.plain_tip(words("Order of the obligations")))
        self.order.setCurrentIndex(
            max(0, self.order.findData(str(self._settings.value(_ORDER_KEY, ""))))
        )
        self.order.currentIndexChanged.connect(self._reorder)
        self.search.textChanged.connect(self._filter_words)
        self.search.returnPressed.connect(self._enter)
        parts.shortcut(self.search, "Down", self._enter)

    def _build_kinds(self) -> parts.Segments:
        words = self._session.words
        status = {s: words.code("status", s) for s in ("gap", "not_assessed", "cannot_tell")}
        kinds = parts.Segments(
            [
                ("all", words("All")),
                ("open", words("Open")),
                ("gap", status["gap"]),
                ("not_assessed", status["not_assessed"]),
            ],
            self._filter_kind,
            chosen="all",
        )
        for code in ("gap", "not_assessed"):
            kinds.draw(code, marks.outcome_icon(code))
        kinds.tighten()
        every, open_, *_drawn = kinds.findChildren(QToolButton)
        every.setToolTip(parts.plain_tip(words("All obligations")))
        open_.setToolTip(parts.plain_tip(f"{status['not_assessed']}, {status['cannot_tell']}"))
        open_.setAccessibleDescription(f"{status['not_assessed']}, {status['cannot_tell']}")
        kinds.setAccessibleName(words("Which obligations are shown"))
        return kinds

    def _build(self) -> None:
        words = self._session.words
        self.view.setModel(self._shown)
        self.view.setItemDelegate(Row(self.view))
        self.view.setHeaderHidden(True)
        self.view.setIndentation(0)
        self.view.setRootIsDecorated(False)
        self.view.setExpandsOnDoubleClick(False)
        self.view.setAccessibleName(words("Obligations"))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(self._clicked)
        self.view.selectionModel().currentChanged.connect(self._moved)
        layout = parts.lay(QVBoxLayout(self))
        head = parts.column(8, (14, 11, 8, 10))
        title = parts.label(words("Obligations"), "panel")
        head.addLayout(parts.row(title, 1, self.order, space=4))
        head.addWidget(self.search)
        head.addLayout(parts.row(self._kinds, 1))
        layout.addLayout(head)
        layout.addWidget(parts.hairline())
        layout.addWidget(self.view, 1)
        layout.addWidget(parts.hairline())
        self.legend = self._legend()
        layout.addWidget(self.legend)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Breaks titles anew, and leaves the legend away where the tree would have no room: each
        row says its status in its tooltip too.
        """
        super().resizeEvent(event)
        self.legend.setVisible(event.size().height() / theme.zoom() >= _LOW)
        if event.size().width() != event.oldSize().width():
            self.view.scheduleDelayedItemsLayout()

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
                parts.row(picture, parts.ElidedLabel(word, "small", tone="ink2"), space=5),
                n // 2,
                n % 2,
            )
        return box

    # --- content

    def _fill(self) -> None:
        self._items.clear()
        self._model.clear()
        found = analysis.groups(self._session.instrument, self.order.currentData())
        for group in found:
            self._model.appendRow(self._group(group))
        self.refresh()
        for n, group in enumerate(found):
            if group.obligations:
                self.view.setExpanded(self._shown.mapFromSource(self._model.index(n, 0)), True)

    def _group(self, group: Group) -> QStandardItem:
        session = self._session
        title = session.pick(group.title) or session.words("Outside the questionnaire")
        number = "" if group.number in session.instrument.pillars else group.number
        item = self._item(number, title, "", 0)
        for article in group.articles:
            inside = tuple(one for one in group.obligations if one.article == article)
            item.appendRow(self._article(session.instrument.articles[article], inside))
        return item

    def _article(self, article: Article, inside: tuple[Obligation, ...]) -> QStandardItem:
        session = self._session
        node = str(article.number)
        item = self._item(node, session.pick(article.short), node, 1)
        for obligation in inside:
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
            self._items.setdefault(node, item)
        return item

    def refresh(self, _touched: object = None) -> None:
        """Shows statuses and counts as they are now."""
        for n in range(self._model.rowCount()):
            self._refresh_item(self._model.item(n))
        self._count_kinds()
        if self._shown.kind != "all":
            self._shown.invalidate()

    def _count_kinds(self) -> None:
        """Shows how many obligations each kind has."""
        words = self._session.words
        statuses = Counter(
            one.status.value for one in self._session.view.evaluation.statuses.values()
        )
        open_ = statuses["not_assessed"] + statuses["cannot_tell"]
        self._kinds.count("open", words("Open"), words.number(open_))
        for code in ("gap", "not_assessed"):
            self._kinds.count(code, words.code("status", code), words.number(statuses[code]))

    def _refresh_item(self, item: QStandardItem) -> _Tally:
        """Brings a row up to date where it is another one now; gives what stands in it and below
        it.
        """
        one = self._session.view.evaluation.statuses.get(item.data(NODE))
        found = [self._refresh_item(item.child(n)) for n in range(item.rowCount())]
        if one:
            found.append((one.answered, one.elements, *(one.status is need for need in _NEED)))
        tally = tuple(map(sum, zip(*found, strict=True))) or (0,) * (2 + len(_NEED))
        told = (one.status.value if one else "", tally)
        if item.data(_TOLD) != told:
            item.setData(told, _TOLD)
            self._write(item, *told)
        return tally

    def _write(self, item: QStandardItem, status: str, tally: _Tally) -> None:
        words, (answered, elements, *numbers) = self._session.words, tally
        below = [(need.value, n) for need, n in zip(_NEED, numbers, strict=True) if n]
        long = words("{k}/{n} answered", k=answered, n=elements)
        count = [long, f"{answered}/{elements}"] if elements else []
        for role, value in ((STATUS, status), (BELOW, below), (COUNT, count)):
            item.setData(value, role)
        name = f"{item.data(NUMBER)} {item.data(TITLE)}".strip()
        said = self._said(item, below, answered, elements)
        item.setData(parts.plain_tip(" · ".join([name, *said])), Tip)
        item.setData(", ".join([name, *said]), Qt.ItemDataRole.AccessibleTextRole)

    def _said(
        self, item: QStandardItem, below: list[tuple[str, int]], answered: int, elements: int
    ) -> list[str]:
        """Gives in words what the marks and the count of a row show."""
        words = self._session.words
        if item.data(STATUS):
            said = [words.code("status", item.data(STATUS))]
        else:
            said = [f"{words.code('status', code)} {words.number(n)}" for code, n in below]
        if elements:
            said.append(words("{k} of {n} elements answered", k=answered, n=elements))
        return said

    # --- another look

    def standing(self) -> TreeStanding:
        """Gives what is filtered, and which rows are open."""
        opened = frozenset(place for place, index in self._rows() if self.view.isExpanded(index))
        return self.search.text(), self._shown.kind, opened

    def resume(self, standing: TreeStanding) -> None:
        """Filters, opens and folds as it was in a tree of the same order."""
        words, kind, opened = standing
        self.search.setText(words)
        self._kinds.choose(kind)
        self._filter_kind(kind)
        for place, index in self._rows():
            self.view.setExpanded(index, place in opened)

    def _rows(self, above: Index | None = None) -> Iterator[tuple[_Place, QModelIndex]]:
        """Gives the rows that have others below them, each with its place among all rows."""
        inside = above or QModelIndex()
        for n in range(self._shown.rowCount(inside)):
            index = self._shown.index(n, 0, inside)
            if self._shown.rowCount(index):
                row = self._shown.mapToSource(index)
                yield (row.parent().row(), row.row()), index
                yield from self._rows(index)

    # --- choosing

    def _reorder(self) -> None:
        """Shows the order that was chosen, remembers it, and keeps obligation and filters."""
        self._settings.setValue(_ORDER_KEY, self.order.currentData())
        self._fill()
        self._refilter()
        self.show_current(self._session.obligation)

    def _filter_words(self, text: str) -> None:
        self._shown.words = text.casefold()
        self._refilter()

    def _enter(self) -> None:
        """Takes the keyboard from the filter to the first row that holds its words."""
        index = self._first(QModelIndex())
        if index is not None:
            self.view.setCurrentIndex(index)
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _first(self, above: QModelIndex) -> QModelIndex | None:
        for n in range(self._shown.rowCount(above)):
            index = self._shown.index(n, 0, above)
            if index.data(LEVEL) and self._shown.holds(index):
                return index
            found = self._first(index)
            if found is not None:
                return found
        return None

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
        node = index.data(NODE)
        if node and node != self._session.chosen:
            self._session.select(node)

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

    def holds(self, index: Index) -> bool:
        """Tells whether a row holds the words itself."""
        return self.words in f"{index.data(NODE)} {index.data(TITLE)}".casefold()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        if not self.words and self.kind == "all":
            return True
        index = self.sourceModel().index(row, 0, parent)
        children = self.sourceModel().rowCount(index)
        if any(self.filterAcceptsRow(n, index) for n in range(children)):
            return True
        if index.data(LEVEL) == 0 or not self.holds(index):
            return False
        status = index.data(STATUS)
        if self.kind == "open":
            return status in {"not_assessed", "cannot_tell"}
        return self.kind in {"all", status}

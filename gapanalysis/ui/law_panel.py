# SPDX-License-Identifier: EUPL-1.2
"""The middle panel: a law with its path line, outline, search and the bar for mapping."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gapanalysis import analysis
from gapanalysis.model import Coverage, Kind, Law, Mapping, Provision
from gapanalysis.numbers import normalise
from gapanalysis.ui import parts, theme
from gapanalysis.ui.later import edits, red_flags
from gapanalysis.ui.law_view import Highlight, LawView
from gapanalysis.ui.session import Session

if TYPE_CHECKING:
    from gapanalysis.suggesting import Proposal


@dataclass(frozen=True, slots=True)
class LawStanding:
    """How a law is shown: its first line in view, the cursor, the words that are looked for."""

    law: int
    start: int
    version: int
    cursor: tuple[int, int]
    sought: str
    is_finding: bool
    has_outline: bool


class LawPanel(QWidget):
    """Shows one law at a time; ``import_wanted`` asks for a first law. ``tools`` stand at the end
    of its head; one that ``stays`` keeps its law when an obligation is chosen.
    """

    import_wanted = Signal()
    obligation_focused = Signal()
    """The keyboard went from the law to the obligation of the words at the cursor."""

    coverage_chosen = Signal(object)
    serves_wanted = Signal()
    """Which obligations may the provision at the cursor serve?"""

    def __init__(self, session: Session, *tools: QWidget, stays: bool = False) -> None:
        super().__init__()
        self._session, self._tools, self._stays = session, tools, stays
        self._law: int | None = None
        self._version = 0
        self._known: dict[int, Provision] = {}
        self._articles: list[Provision] = []
        self.coverage = Coverage.FULL
        self._last: edits.PutMapping | None = None
        self._suggested: list[tuple[int, Highlight]] = []
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(theme.px(340))
        self.view = LawView()
        self.view.setAccessibleName(session.words("Law"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty())
        self._stack.addWidget(self._build())
        parts.lay(QVBoxLayout(self)).addWidget(self._stack)
        self.view.span_clicked.connect(lambda node, _mapping: session.select(node))
        self.view.selection_moved.connect(self._show_map_bar)
        self.view.map_wanted.connect(self.map_selection)
        self.view.coverage_wanted.connect(self._coverage_key)
        self.view.across_wanted.connect(self._go_across)
        self.view.menu_wanted.connect(self._add_to_menu)
        self._settled = QTimer(self)  # a long law is laid out after the scroll bar has moved
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._show_path)
        self.view.verticalScrollBar().valueChanged.connect(lambda _at: self._settled.start(0))
        self.view.verticalScrollBar().rangeChanged.connect(lambda *_: self._settled.start(0))
        session.changed.connect(self._changed)
        session.selected.connect(self._show_node)
        self._fill()

    # --- building

    def _empty(self) -> QWidget:
        words = self._session.words
        page = parts.panel("page")
        column = parts.lay(QVBoxLayout(page), margins=(48, 40, 48, 40), space=12)
        column.addWidget(parts.label(words("Add a law to map its words."), "lead"))
        add = parts.button(words("Add a law…"), self.import_wanted.emit, kind="primary")
        column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return page

    def _build(self) -> QWidget:
        page = parts.panel("page")
        column = parts.lay(QVBoxLayout(page))
        column.addWidget(self._head())
        column.addWidget(self._path_line())
        column.addWidget(self._find_bar())
        middle = parts.row(space=0)
        self.outline = QListWidget()
        self.outline.setVisible(False)
        self.outline.setFixedWidth(theme.px(230))
        self.outline.setUniformItemSizes(True)
        self.outline.setAccessibleName(self._session.words("Outline"))
        self.outline.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.outline.itemActivated.connect(self._outline_chosen)
        self.outline.itemClicked.connect(self._outline_chosen)
        middle.addWidget(self.outline)
        middle.addWidget(self.view, 1)
        column.addLayout(middle, 1)
        column.addWidget(self._map_bar())
        return page

    def _head(self) -> QWidget:
        words = self._session.words
        head = parts.frame("head")
        head.setFixedHeight(theme.px(47))
        self.chooser = QComboBox()
        self.chooser.setProperty("kind", "quiet")
        self.chooser.setFont(theme.font("panel"))
        self.chooser.setAccessibleName(words("Law"))
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.chooser.setMaximumWidth(theme.px(330))
        self.chooser.activated.connect(lambda at: self.show_law(self.chooser.itemData(at)))
        self._about = parts.ElidedLabel("", "small", tone="ink3")
        self.jump = QLineEdit()
        self.jump.setPlaceholderText(words("Go to article"))
        self.jump.setToolTip("Ctrl+G")
        self.jump.setAccessibleName(words("Go to article"))
        self.jump.setFixedWidth(theme.px(128))
        completer = QCompleter(self)
        self._jumps = QStringListModel(completer)
        completer.setModel(self._jumps)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(self._jump_to)
        self.jump.setCompleter(completer)
        self.jump.returnPressed.connect(lambda: self._jump_to(self.jump.text()))
        parts.shortcut(self.jump, "Esc", self.view.setFocus)
        outline = parts.icon_button(
            "list", words("Outline"), lambda: self.outline.setVisible(self.outline.isHidden())
        )
        find = parts.icon_button(
            "magnifying-glass", words("Find in this law") + " (Ctrl+Shift+F)", self.open_find
        )
        row = parts.row(self.chooser, self._about, self.jump, find, outline, *self._tools, space=6)
        row.setContentsMargins(14, 0, 10, 0)
        head.setLayout(row)
        return head

    def _path_line(self) -> QWidget:
        words = self._session.words
        line = parts.frame("pathline")
        line.setFixedHeight(theme.px(32))
        self.path = parts.PathLabel("", "small", tone="ink2")
        before = parts.icon_button("caret-up", words("Previous article"), lambda: self._step(-1))
        after = parts.icon_button("caret-down", words("Next article"), lambda: self._step(1))
        line.setLayout(parts.row(self.path, before, after, space=2, margins=(22, 0, 10, 0)))
        return line

    def _find_bar(self) -> QWidget:
        words = self._session.words
        self.find_bar = QFrame()
        self.find_bar.setProperty("role", "pathline")
        self.find_bar.setVisible(False)
        self.find_field = QLineEdit()
        self.find_field.setPlaceholderText(words("Find in this law"))
        self.find_field.setAccessibleName(words("Find in this law"))
        self.find_field.textChanged.connect(lambda _text: self._find(0))
        self.find_field.returnPressed.connect(lambda: self._find(1))
        self._found = parts.label("", "small", tone="ink3")
        close = parts.icon_button("x", words("Close") + " (Esc)", self._close_find)
        before = parts.icon_button("caret-up", words("Previous place"), lambda: self._find(-1))
        after = parts.icon_button("caret-down", words("Next place"), lambda: self._find(1))
        row = parts.row(self.find_field, self._found, before, after, close, space=6)
        row.setContentsMargins(22, 5, 10, 5)
        row.setStretch(0, 1)
        self.find_bar.setLayout(row)
        QShortcut(
            QKeySequence("Esc"),
            self.find_bar,
            self._close_find,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )
        return self.find_bar

    def _map_bar(self) -> QWidget:
        words = self._session.words
        self.map_bar = parts.frame("mapbar")
        self.map_bar.setFixedHeight(theme.px(48))
        self.map_bar.setVisible(False)
        self._quote = parts.ElidedLabel("", "strong")
        self._target = parts.label("", "label")
        self._target.setProperty("role", "node")
        self._target.setFixedHeight(theme.px(22))
        self._quote.setMinimumWidth(theme.px(90))
        self._coverages = parts.Segments(
            [(c.value, words.code("coverage", c.value)) for c in Coverage],
            lambda code: self.choose_coverage(Coverage(code)),
            chosen=self.coverage.value,
        )
        self.map_button = parts.button(words("Map"), self.map_selection, kind="primary")
        self.map_button.setToolTip("M")
        row = parts.lay(QHBoxLayout(self.map_bar), margins=(22, 0, 12, 0), space=8)
        row.addWidget(self._quote, 1)
        self._between = [parts.label(words(w), "small", tone="ink3") for w in ("maps to", "as")]
        row.addWidget(self._between[0])
        row.addWidget(self._target)
        row.addWidget(self._between[1])
        row.addWidget(self._coverages)
        row.addWidget(self.map_button)
        return self.map_bar

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._quote.setVisible(self.width() >= 560)
        for one in self._between:
            one.setVisible(self.width() >= 820)
        self._about.setVisible(self.width() >= 520)

    # --- laws

    def _fill(self) -> None:
        laws = self._session.laws()
        self.chooser.clear()
        for law in laws:
            self.chooser.addItem(law.title, law.id)
        self._stack.setCurrentIndex(1 if laws else 0)
        known = {law.id: law for law in laws}
        if self._law not in known:
            self._law = None
        if laws:
            self.show_law(self._law or laws[0].id)

    def place(self) -> tuple[int, int]:
        """Gives the law that is shown (0: none) and the place at its top."""
        return (self._law or 0, self.view.top_position() if self._law else 0)

    def _changed(self, touched: frozenset[str]) -> None:
        if "structure" in touched:
            self._version = 0  # the same text, divided otherwise
        if touched & {"laws", "structure", "everything"}:
            self._fill()
        if touched & {"laws", "structure", "mappings", "everything"}:
            self._repaint()

    def show_law(self, law: int) -> None:
        """Shows a law; one that is shown already stays where it is."""
        one = self._session.snapshot.laws[law]
        self.chooser.setCurrentIndex(self.chooser.findData(law))
        self.chooser.setToolTip(parts.plain_tip(one.title))
        self._about.set_full(self._about_law(one))
        if (self._law, self._version) == (law, one.version):
            return
        self._law, self._version = law, one.version
        text, provisions = self._session.law(law)
        self.view.show_law(text, provisions)
        self._known = {p.id: p for p in provisions}
        self._articles = [p for p in provisions if p.kind is Kind.ARTICLE]
        self._jumps.setStringList([_title(p) for p in self._articles])
        self.outline.clear()
        for p in provisions:
            if p.kind not in {Kind.PARAGRAPH, Kind.POINT}:
                self.outline.addItem(_outline_item(p))
        self._repaint()
        self._show_path()

    def _about_law(self, law: Law) -> str:
        words = self._session.words
        said = words.plural("{n} article", "{n} articles", law.articles)
        return f"{said} · {words.date(law.date)}" if law.date else said

    def _repaint(self, _node: object = None) -> None:
        if self._law is None or not self._session.is_open:
            return
        session, shown = self._session, []
        said = {one: session.words.code("coverage", one.value) for one in Coverage}
        for m in session.snapshot.mappings:
            provision = session.snapshot.provisions[m.provision]
            if provision.law != self._law:
                continue
            place = m.quotation or provision
            shown.append(
                Highlight(
                    start=place.start,
                    end=place.end,
                    obligation=m.obligation,
                    coverage=m.coverage,
                    word=said[m.coverage],
                    mapping=m.id,
                )
            )
        shown += [one for law, one in self._suggested if law == self._law]
        self.view.show_spans(shown)
        self._bring_out()

    def show_proposals(self, proposals: Sequence[Proposal]) -> None:
        """Marks what is suggested for the current node, in place of what was: the first words of
        each provision, and the words that speak for it.
        """
        before, self._suggested = self._suggested, []
        for one in proposals:
            self._suggested += [(one.law, mark) for mark in self._marks(one)]
        if before != self._suggested:
            self._repaint()

    def _marks(self, one: Proposal) -> Iterator[Highlight]:
        word = self._session.words("suggested")
        spans = [(one.start, one.end_of_title, word)]
        spans += [
            (said.start, said.start + len(said.words), "")
            for said in one.because
            if one.end_of_title <= said.start < one.end
        ]
        for start, end, label in spans:
            yield Highlight(
                start=start,
                end=min(end, one.end),
                obligation=one.node,
                coverage=Coverage.RELATED,
                word=label,
                mapping=0,
                suggested=True,
            )

    def _bring_out(self) -> list[Mapping]:
        """Marks what is mapped to the current node or below it, and gives it."""
        current = self._session.mappings_at(self._session.obligation)
        self.view.show_current(frozenset(m.obligation for m in current))
        self._target.setText(self._session.obligation)
        return current

    def _show_node(self, _node: str) -> None:
        """Marks what is mapped to the current node and brings its first words into view, those of
        the law that is shown first.
        """
        session = self._session
        if self._law is None or not session.is_open:
            return
        places = []
        for m in self._bring_out():
            provision = session.snapshot.provisions[m.provision]
            if self._stays and provision.law != self._law:
                continue
            start = m.quotation.start if m.quotation else provision.start
            places.append((provision.law != self._law, provision.law, start, m.id))
        here = [start for elsewhere, _, start, _ in places if not elsewhere]
        if places and not any(self.view.shows(start) for start in here):
            self._show_mapping(min(places)[3])

    # --- another look

    def standing(self) -> LawStanding:
        """Gives the law that is shown, where, what is selected and looked for."""
        return LawStanding(
            *self.place(),
            version=self._version,
            cursor=self._chosen(),
            sought=self.find_field.text(),
            is_finding=not self.find_bar.isHidden(),
            has_outline=not self.outline.isHidden(),
        )

    def resume(self, standing: LawStanding) -> None:
        """Shows a law as it was shown, as far as it is still the same."""
        self.outline.setVisible(standing.has_outline)
        self.find_bar.setVisible(standing.is_finding)
        law = self._session.snapshot.laws.get(standing.law)
        if law is None or law.version != standing.version:
            return
        self.show_law(standing.law)
        self.view.select_range(*standing.cursor)
        self.find_field.setText(standing.sought)  # counts from the cursor, and moves it
        self.view.select_range(*standing.cursor)
        if standing.is_finding:
            self.map_bar.hide()
        self.view.scroll_to(standing.start)

    # --- places

    def _article_at(self, point: int) -> int:
        return bisect_right(self._articles, point, key=lambda p: p.start) - 1

    def _show_path(self) -> None:
        at = self._article_at(self.view.top_position())
        self.path.set_steps(self._chain(self._articles[at]) if at >= 0 else [])

    def _chain(self, provision: Provision) -> list[str]:
        """Gives the titles of a provision and of those above it, the highest first."""
        above = self._known.get(provision.parent) if provision.parent is not None else None
        return [*(self._chain(above) if above else []), _title(provision)]

    def provision_here(self) -> Provision | None:
        """Gives the smallest provision that holds the selection or the cursor."""
        if self._law is None:
            return None
        return analysis.provision_at(self._session.project, self._law, *self._chosen())

    def _chosen(self) -> tuple[int, int]:
        """Gives the selection, else the place of the cursor as one."""
        return self.view.selection() or (self.view.cursor_position(),) * 2

    def _go_across(self) -> None:
        """Shows the obligation of the words at the cursor, the next one if it is shown already."""
        nodes = [highlight.obligation for highlight in self.view.at_cursor()]
        if not nodes:
            said = self._session.words("These words are not mapped. Select words and press M.")
            self._session.message.emit(said, "info")
            return
        here = self._session.obligation
        at = nodes.index(here) + 1 if here in nodes else 0
        self._session.select(nodes[at % len(nodes)])
        self.obligation_focused.emit()

    def _step(self, by: int) -> None:
        at = self._article_at(self.view.top_position()) + by
        if 0 <= at < len(self._articles):
            self.view.go_to(self._articles[at].start)

    def ask_article(self) -> None:
        """Takes the keyboard to where the number of an article is typed, over the one before."""
        self.jump.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.jump.selectAll()

    def _jump_to(self, wanted: str) -> None:
        wanted = wanted.strip()
        for p in self._articles:
            named = {p.number, p.address, p.label.strip(" ."), _title(p)}
            if wanted in named or normalise(wanted) in {normalise(p.number), normalise(p.address)}:
                self.view.go_to(p.start)
                self.view.setFocus()
                return
        self.jump.selectAll()
        said = self._session.words("No article {number} in this law.", number=wanted)
        self._session.message.emit(said, "info")

    def _outline_chosen(self, item: QListWidgetItem) -> None:
        self.view.go_to(item.data(Qt.ItemDataRole.UserRole))

    def go_to_mapping(self, mapping: int) -> None:
        """Shows the law of a mapping at its words and takes the keyboard there."""
        self._show_mapping(mapping)
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_mapping(self, mapping: int) -> None:
        found = next((m for m in self._session.snapshot.mappings if m.id == mapping), None)
        if found is None:
            return
        provision = self._session.snapshot.provisions[found.provision]
        self.show_law(provision.law)
        start = found.quotation.start if found.quotation else provision.start
        self.view.go_to(start, lead=0.3)

    def go_to_provision(self, provision: int) -> None:
        """Shows the law of a provision at its beginning."""
        found = self._session.snapshot.provisions.get(provision)
        if found is not None:
            self.show_law(found.law)
            self.view.go_to(found.start, lead=0.3)

    def show_place(self, law: int, start: int) -> None:
        """Shows a place in a law; the keyboard stays where it is."""
        self.show_law(law)
        self.view.go_to(start, lead=0.3)

    def _add_to_menu(self, menu: QMenu) -> None:
        said = self._session.words("Which obligations may this provision serve?")
        menu.addAction(said, self.serves_wanted.emit)

    # --- finding

    def open_find(self) -> None:
        """Opens the search in this law."""
        self.find_bar.setVisible(True)
        self.find_field.setFocus()
        self.find_field.selectAll()

    def _close_find(self) -> None:
        self.find_bar.setVisible(False)
        self.view.setFocus()

    def _find(self, by: int) -> None:
        """Selects the next place (1), the one before (-1) or the first from here on (0)."""
        pieces = self.find_field.text().split()
        if not pieces or self._law is None:
            self._found.setText("")
            return
        text, _ = self._session.law(self._law)
        pattern = re.compile(r"\s+".join(map(re.escape, pieces)), re.IGNORECASE)
        places = [match.span() for match in pattern.finditer(text)]
        self._found.setText(f"{len(places)}")
        if not places:
            return
        chosen = self.view.selection()
        here = chosen[0] if chosen else self.view.top_position()
        at = bisect_right(places, here, key=lambda place: place[0])
        step = at if by > 0 else at - 2 if by < 0 else max(0, at - 1)
        step %= len(places)
        self._found.setText(f"{step + 1} / {len(places)}")
        self.view.select_range(*places[step])

    # --- mapping

    def choose_coverage(self, coverage: Coverage) -> None:
        """Chooses how far the next mapping does what the obligation asks."""
        self.coverage = coverage
        self._coverages.choose(coverage.value)
        self.coverage_chosen.emit(coverage)

    def _coverage_key(self, coverage: Coverage) -> None:
        """Chooses the coverage of the selected words, or changes that of the last mapping."""
        if self.view.selection() is not None:
            self.choose_coverage(coverage)
        elif self._last is not None and self._last.id in self._mapped():
            provision = self._session.snapshot.provisions[self._last.provision]
            self._put(replace(self._last, coverage=coverage), provision.address)

    def _mapped(self) -> set[int]:
        return {m.id for m in self._session.snapshot.mappings}

    def _show_map_bar(self) -> None:
        chosen = self.view.selection()
        self.map_bar.setVisible(chosen is not None and not self.find_field.hasFocus())
        if chosen is not None and self._law is not None:
            start, end = chosen
            text = self._session.law(self._law)[0][start:end]
            self._quote.set_full(parts.quote(self._session.words, text, 200))

    def map_selection(self) -> None:
        """Maps the selected words to the current obligation."""
        session, words, chosen = self._session, self._session.words, self.view.selection()
        if chosen is None or self._law is None:
            session.message.emit(words("Select the words of the law first, then press M."), "info")
            return
        start, end = chosen
        provision = analysis.provision_at(session.project, self._law, start, end)
        if provision is None:
            said = words("These words do not lie in one provision. Select words of one article.")
            session.message.emit(said, "error")
            return
        edit = edits.PutMapping(
            provision=provision.id,
            obligation=session.obligation,
            coverage=self.coverage,
            start=start,
            end=end,
        )
        if self._put(edit, provision.address):
            self.view.clear_selection()
            self.choose_coverage(Coverage.FULL)

    def map_proposal(self, one: Proposal) -> None:
        """Maps a suggested provision as a whole, with the coverage that was chosen."""
        edit = edits.PutMapping(
            provision=one.provision, obligation=one.node, coverage=self.coverage
        )
        if self._put(edit, one.address):
            self.choose_coverage(Coverage.FULL)

    def _put(self, edit: edits.PutMapping, number: str) -> bool:
        words = self._session.words
        said = words(
            "Mapped {number} to {node} as {coverage}",
            number=self._session.cited(edit.provision, number),
            node=edit.obligation,
            coverage=words.code("coverage", edit.coverage.value),
        )
        suggested = red_flags.attribute_suggestions(self._session.project, [edit.provision])
        if not self._session.do(edit, *suggested, said=said):
            return False
        self._last = replace(edit, id=edit.id or max(self._mapped()))
        return True


def _title(p: Provision) -> str:
    return " ".join(part for part in (p.label or p.number, p.heading) if part)


def _outline_item(p: Provision) -> QListWidgetItem:
    article = p.kind is Kind.ARTICLE
    item = QListWidgetItem(f"    {_title(p)}" if article else _title(p))
    item.setFont(theme.font("text" if article else "label"))
    item.setData(Qt.ItemDataRole.UserRole, p.start)
    item.setToolTip(parts.plain_tip(_title(p)))
    return item

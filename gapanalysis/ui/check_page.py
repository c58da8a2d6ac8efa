# SPDX-License-Identifier: EUPL-1.2
"""Check the import: the structure found, the page as in the file, what looks wrong with one mend
each; and the operations by which a person changes the structure.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gapanalysis import analysis
from gapanalysis.model import (
    Exclude,
    ImportDoubt,
    Join,
    Kind,
    Lower,
    Operation,
    Raise,
    ReadAgain,
    Renumber,
    Span,
    Structure,
)
from gapanalysis.ui import marks, parts, spoken, theme
from gapanalysis.ui.checked_law import CheckedLaw, DraftLaw
from gapanalysis.ui.dialogs import Form
from gapanalysis.ui.flow import Flow
from gapanalysis.ui.panels import BESIDE, TABS, Panels
from gapanalysis.ui.source_view import SourceStanding, SourceView
from gapanalysis.ui.states import languages
from gapanalysis.ui.structure_tree import StructureTree
from gapanalysis.words import Words

_NARROW = 860
"""Width at 100 % zoom below which the three parts are tabs."""
CheckStanding = tuple[int, frozenset[int], int, SourceStanding]
_MOST = 200
"""Doubts that are shown; the list says how many more there are."""


class CheckPage(QWidget):
    """``add_wanted`` carries the draft to add, ``left`` that the page is done with."""

    add_wanted = Signal(object)
    left = Signal()

    def __init__(self, law: CheckedLaw) -> None:
        super().__init__()
        self._law, self._words = law, law.session.words
        self._structure: Structure = law.structure()
        self._was_seen = False
        self._source_stood: SourceStanding | None = None
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        words = self._words
        self.tree = StructureTree(words)
        self.source = SourceView(words, law.source)
        self._about = parts.ElidedLabel("", "small", tone="ink2")
        self._count = parts.label("", "small", tone="ink3")
        self.cards = parts.lay(QVBoxLayout(), space=0)
        sides = {
            words("Structure found"): self._left(),
            words("Text"): self.source,
            words("What looks wrong"): self._right(),
        }
        self.panels = Panels(words("Panels"), sides, (330, 560, 400), stretch=1, stops=self._stops)
        column = parts.lay(QVBoxLayout(self))
        column.addLayout(self._head())
        column.addWidget(parts.hairline())
        column.addWidget(self.panels, 1)
        self.tree.chosen.connect(self._show_provision)
        law.changed.connect(self.refresh)
        self.refresh()
        self.tree.choose(0)

    def showEvent(self, event: QShowEvent) -> None:
        """Brings the chosen provision into view once the text has its room."""
        super().showEvent(event)
        if not self._was_seen:
            self._was_seen = True
            QTimer.singleShot(0, self, self._show_place)

    def _show_place(self) -> None:
        self._show_provision(self.tree.place())
        if self._source_stood is not None:
            self.source.resume(self._source_stood)

    def standing(self) -> CheckStanding:
        """Gives the panel in front, what is unfolded and chosen, the source."""
        front, opened = self.panels.front(), self.tree.opened()
        return front, opened, self.tree.place(), self.source.standing()

    def resume(self, standing: CheckStanding) -> None:
        """Unfolds and chooses as it was; the source follows once the page is seen."""
        front, opened, place, self._source_stood = standing
        self.panels.show_front(front)
        self.tree.open_only(opened)
        self.tree.choose(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() / theme.zoom() < _NARROW
        self.panels.arrange(TABS if narrow else BESIDE)
        self._tree_head.setVisible(not narrow)  # its tab says the same

    # --- building

    def _stops(self) -> list[QWidget | None]:
        cards = self._doubt_cards()
        doubt = cards[max(0, self._entered())] if cards else None
        return [self.tree, self.source.reading(), doubt]

    def home(self) -> QWidget:
        """Gives what has the keyboard at first: the divisions that were found."""
        return self.tree

    def _head(self) -> QVBoxLayout:
        words, law = self._words, self._law
        title = parts.label(words("Check the import"), "title")
        buttons: list[QWidget] = []
        if isinstance(law, DraftLaw):
            again = parts.button(words("Read again in another language…"), self.ask_language)
            leave = parts.button(words("Do not add it"), self.left.emit)
            add = parts.button(words("Add this law"), self._add, kind="primary", icon="check")
            buttons = [leave, again, add]
        else:
            done = parts.button(words("Done"), self.left.emit, kind="primary", icon="check")
            buttons = [done]
        outer = parts.column(2, (20, 12, 20, 10))
        outer.addLayout(Flow(title, parts.gap(), *buttons))
        outer.addWidget(self._about)
        return outer

    def _left(self) -> QWidget:
        words = self._words
        panel = parts.Upright()
        panel.setMinimumWidth(theme.px(240))
        column = parts.lay(QVBoxLayout(panel))
        self._tree_head = parts.label(words("Structure found"), "label", tone="ink2")
        self._tree_head.setContentsMargins(*(theme.px(n) for n in (16, 12, 12, 10)))
        column.addWidget(self._tree_head)
        column.addWidget(parts.hairline())
        column.addWidget(self.tree, 1)
        column.addWidget(parts.hairline())
        tools = Flow(
            self._tool(words("Split here"), "S", self.split),
            self._tool(words("Join to the one before"), "J", self.join),
            self._tool(words("Raise"), "Ctrl+[", self.raise_one),
            self._tool(words("Lower"), "Ctrl+]", self.lower_one),
            self._tool(words("Renumber…"), "F2", self.renumber),
            self._tool(words("Leave out"), "Del", self.exclude),
            space=4,
        )
        holder = parts.lay(QVBoxLayout(), margins=(12, 8, 12, 8))
        holder.addLayout(tools)
        column.addLayout(holder)
        return panel

    def _tool(self, name: str, key: str, run: Callable[[], object]) -> QWidget:
        made = parts.button(name, run, tip=key)
        made.setFont(theme.font("small"))
        shortcut = QShortcut(QKeySequence(key), self.tree, run)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        return made

    def _right(self) -> QWidget:
        words = self._words
        panel = parts.panel()
        panel.setMinimumWidth(theme.px(280))
        panel.setAccessibleName(words("What looks wrong"))
        column = parts.lay(QVBoxLayout(panel))
        head = parts.label(words("What looks wrong"), "label", tone="ink2")
        column.addLayout(parts.row(head, self._count, 1, margins=(16, 12, 12, 10)))
        column.addWidget(parts.hairline())
        inner = parts.panel()
        list_ = parts.lay(QVBoxLayout(inner))
        list_.addLayout(self.cards)
        said = words(
            "Nothing is corrected without you. The original file is kept inside the analysis with"
            " its SHA-256."
        )
        note = parts.label(said, "small", tone="ink3", wrap=True)
        note.setContentsMargins(*(theme.px(n) for n in (16, 12, 16, 16)))
        list_.addWidget(note)
        list_.addStretch(1)
        self._list = parts.Column(inner)
        column.addWidget(self._list, 1)
        return panel

    # --- showing

    def refresh(self) -> None:
        """Shows structure and doubts as they are now."""
        self._structure = self._law.structure()
        doubts = self._law.doubts()
        words, law = self._words, self._structure
        articles = sum(one.kind is Kind.ARTICLE for one in law.provisions)
        about = [
            self._law.title,
            self._law.source.name,
            words.plural("{n} article", "{n} articles", articles),
            words.plural("{n} provision", "{n} provisions", len(law.provisions)),
        ]
        self._about.set_full(" · ".join(about))
        self._count.setText(words("{n}, none blocks the import", n=len(doubts)) if doubts else "")
        self.source.show_structure(law)
        self.tree.show_structure(law, doubts)
        self._show_doubts(doubts)

    def _show_doubts(self, doubts: tuple[ImportDoubt, ...]) -> None:
        """Shows what looks wrong; the keyboard goes on to the doubt that took the place."""
        at = self._entered() if parts.has_keyboard(self._list) else -1
        self._list.stay(partial(self._fill_doubts, doubts))
        cards = self._doubt_cards()
        if at >= 0 and cards:
            card = cards[min(at, len(cards) - 1)]
            card.setFocus(Qt.FocusReason.OtherFocusReason)
            self._list.reveal(card)

    def _fill_doubts(self, doubts: tuple[ImportDoubt, ...]) -> None:
        words = self._words
        parts.clear(self.cards)
        for doubt in doubts[:_MOST]:
            card = DoubtCard(self, words, doubt)
            self.cards.addWidget(card)
            card.show()  # what is not shown yet takes no keyboard and no room
        left = len(doubts) - _MOST
        if not doubts or left > 0:
            said = words("and {n} more", n=left) if doubts else words("Nothing looks wrong.")
            label = parts.label(said, tone="ink3", wrap=True)
            label.setContentsMargins(*(theme.px(n) for n in (16, 12, 16, 4)))
            self.cards.addWidget(label)

    def _entered(self) -> int:
        """Gives which doubt has the keyboard, or had it last; -1 where none had."""
        focus = self._list.focusWidget()
        cards = self._doubt_cards() if focus is not None else []
        return next((n for n, c in enumerate(cards) if c is focus or c.isAncestorOf(focus)), -1)

    def _doubt_cards(self) -> list[DoubtCard]:
        items = (self.cards.itemAt(n) for n in range(self.cards.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, DoubtCard)]

    def _show_provision(self, place: int) -> None:
        if 0 <= place < len(self._structure.provisions):
            one = self._structure.provisions[place]
            end = max((s.end for s in (one.label, one.heading) if s), default=one.start)
            self.source.show_range(one.start, max(end, one.start + 1))

    def show_doubt(self, doubt: ImportDoubt) -> None:
        """Brings the place of a doubt into view, in the tree and in the source."""
        self.point_at(doubt)
        if doubt.start is not None:
            self.panels.bring(self.source)

    def point_at(self, doubt: ImportDoubt) -> None:
        """Shows the place of a doubt in tree and source where they stand beside the doubts."""
        if doubt.provision is not None:
            self.tree.choose(doubt.provision)
        if doubt.start is not None:
            self.source.show_range(doubt.start, doubt.end or doubt.start + 1)

    def step_doubt(self, card: DoubtCard, by: int) -> None:
        """Takes the keyboard to the next or previous doubt."""
        cards = self._doubt_cards()
        at = cards.index(card) + by
        if 0 <= at < len(cards):
            parts.take_keyboard(cards[at], Qt.FocusReason.TabFocusReason)

    # --- changing

    def mend(self, doubt: ImportDoubt) -> None:
        """Makes the mend that is proposed."""
        self._law.mend(doubt)

    def one_before(self, doubt: ImportDoubt) -> int:
        """Gives the place of the article before that has the number of a doubtful one; -1: none."""
        provisions, place = self._structure.provisions, doubt.provision
        if doubt.code != "number_twice" or doubt.mend is not None or place is None:
            return -1
        here = provisions[place]
        alike = (n for n in range(place - 1, -1, -1) if provisions[n].number == here.number)
        return next((n for n in alike if provisions[n].kind is here.kind), -1)

    def leave_out(self, place: int) -> None:
        """Leaves a provision out."""
        one = self._structure.provisions[place]
        self._law.change(Exclude(ranges=(Span(start=one.start, end=one.end),)))

    def keep(self, doubt: ImportDoubt) -> None:
        """Records that a place is right as it is."""
        self._law.keep(doubt)

    def _say(self, sentence: str) -> None:
        self._law.session.message.emit(sentence, "info")

    def _change(self, make: Callable[..., Operation]) -> None:
        place = self.tree.place()
        if place < 0:
            self._say(self._words("Choose a provision in the structure first."))
            return
        self._law.change(make(provision=place))

    def raise_one(self) -> None:
        """Raises the chosen provision by one level."""
        self._change(Raise)

    def lower_one(self) -> None:
        """Lowers the chosen provision by one level."""
        self._change(Lower)

    def join(self) -> None:
        """Joins the chosen provision to what stands before it."""
        self._change(Join)

    def split(self) -> None:
        """Begins a new provision at the cursor of the text as read."""
        at = self.source.cursor_position()
        around = [
            place
            for place, one in enumerate(self._structure.provisions)
            if one.start < at < one.end
        ]
        if not around:
            said = self._words("Put the cursor of the text as read where the provision begins.")
            self._say(said)
            return
        operation = analysis.proposed_split(self._structure, around[-1], at)
        self._law.change(operation)

    def renumber(self) -> None:
        """Asks for another number and kind of the chosen provision."""
        place = self.tree.place()
        if place < 0:
            self._say(self._words("Choose a provision in the structure first."))
            return
        one = self._structure.provisions[place]
        form = NumberForm(self, self._words, one.number, one.kind)
        if form.exec() == QDialog.DialogCode.Accepted:
            kind = Kind(form.kind.currentData())
            number = form.number.text().strip()
            self._law.change(
                Renumber(provision=place, number=number, kind=None if kind is one.kind else kind)
            )

    def exclude(self) -> None:
        """Leaves out the selected words of the text, else the chosen provision."""
        start, end = self.source.selection()
        place = self.tree.place()
        if start == end and place >= 0:
            self.leave_out(place)
        elif start < end:
            self._law.change(Exclude(ranges=(Span(start=start, end=end),)))

    def ask_language(self) -> None:
        """Asks for the language of the law and reads the file again."""
        law = self._law
        if not isinstance(law, DraftLaw):
            return
        form = LanguageForm(self, self._words, self._structure.language)
        if form.exec() == QDialog.DialogCode.Accepted:
            law.read_again(str(form.language.currentData()))

    def _add(self) -> None:
        if isinstance(self._law, DraftLaw):
            self.add_wanted.emit(self._law.draft)


class DoubtCard(QFrame):
    """One thing that looks wrong: what it is, the mend that is proposed, and keeping it."""

    def __init__(self, page: CheckPage, words: Words, doubt: ImportDoubt) -> None:
        super().__init__()
        self._page, self.doubt = page, doubt
        spoken.tell_as(self, "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        said = " ".join(words.code("doubt", doubt.code, **dict(doubt.details)).split())
        self.setAccessibleName(said)
        text = parts.label(said, "small", wrap=True)
        icon = marks.picture(
            theme.icon("warning", colour="partly").pixmap(theme.px(18), theme.px(18)), ""
        )
        row = parts.row(space=10, margins=(13, 10, 16, 6))
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        column = parts.lay(QVBoxLayout(self))
        column.addLayout(row)
        buttons = Flow(space=6)
        if doubt.mend is not None:
            self.mend = parts.button(
                mend_words(words, doubt), lambda: page.mend(doubt), kind="primary", tip="Enter"
            )
            buttons.addWidget(self.mend)
        self.keep = parts.button(words("It is right"), lambda: page.keep(doubt))
        buttons.addWidget(self.keep)
        if doubt.start is not None:
            buttons.addWidget(parts.button(words("Show it"), lambda: page.show_doubt(doubt)))
        before, here = page.one_before(doubt), doubt.provision
        if before >= 0 and here is not None:
            this, other = words("Leave this one out"), words("Leave out the one before")
            self.leave = parts.button(this, lambda: page.leave_out(here))
            self.leave_before = parts.button(other, lambda: page.leave_out(before))
            buttons.addWidget(self.leave_before)
            buttons.addWidget(self.leave)
        for n in range(buttons.count()):
            item = buttons.itemAt(n)
            widget = item.widget() if item else None
            if widget is not None:
                widget.setFont(theme.font("small"))
                widget.setAccessibleDescription(said)  # the same buttons stand at every doubt
        holder = parts.lay(QVBoxLayout(), margins=(41, 0, 12, 12))
        holder.addLayout(buttons)
        column.addLayout(holder)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows the place before anything is done there."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._page.point_at(self.doubt)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the mend, or shows the place where there is none; arrows go to the others."""
        key = Qt.Key(event.key())
        if event.modifiers():
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            act = self._page.mend if self.doubt.mend else self._page.show_doubt
            act(self.doubt)
        elif key in parts.STEPS:
            self._page.step_doubt(self, parts.STEPS[key])
        else:
            super().keyPressEvent(event)


def mend_words(words: Words, doubt: ImportDoubt) -> str:
    """Gives what a mend does, as the words of its button."""
    mend = doubt.mend
    assert mend is not None
    name = analysis.mend_to_json(mend)["operation"]
    if isinstance(mend, ReadAgain):
        names = dict(languages(words))
        return words.code("mend", name, language=names.get(mend.language, mend.language))
    return words.code("mend", name, number=getattr(mend, "number", "") or "")


class NumberForm(Form):
    """Asks for the number and the kind of a provision."""

    def __init__(self, parent: QWidget, words: Words, number: str, kind: Kind) -> None:
        super().__init__(
            parent, words, words("What is the number of this provision?"), words("Renumber")
        )
        self.number = QLineEdit(number)
        self.field(words("Number"), self.number)
        self.kind = parts.combo([(k.value, words.code("kind", k.value)) for k in Kind], kind.value)
        self.field(words("Kind"), self.kind)


class LanguageForm(Form):
    """Asks for the language of a law."""

    def __init__(self, parent: QWidget, words: Words, language: str) -> None:
        super().__init__(
            parent, words, words("In which language is this law written?"), words("Read again")
        )
        self.language = parts.combo(languages(words), language)
        hint = words("Changes made to the structure are left behind; they can be undone back to.")
        self.field(words("Language"), self.language, hint)

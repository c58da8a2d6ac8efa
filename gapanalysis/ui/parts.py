# SPDX-License-Identifier: EUPL-1.2
"""Small parts that the pages are built from: labels, buttons, segments, hairlines, layouts.

Every label is plain text: words of national laws are never read as markup.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QDate,
    QEvent,
    QLocale,
    QObject,
    QPoint,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QCursor, QIcon, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QComboBox,
    QDateEdit,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gapanalysis.ui import theme
from gapanalysis.ui.direction import as_typed, is_leftward, leading
from gapanalysis.words import Words

LayoutT = TypeVar("LayoutT", bound=QBoxLayout | QGridLayout)
_CALM = 100
"""Milliseconds without a change after which what a column holds is taken for settled."""
STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}
"""Keys that lead to the next row (1) or to the one before (-1)."""


def label(text: str, role: str = "text", *, tone: str = "", wrap: bool = False) -> QLabel:
    """Gives a plain-text label in the font of a role; ``tone`` is a colour of the theme."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(as_typed(text))
    made.setFont(theme.font(role))
    made.setWordWrap(wrap)
    if not (wrap and role == "words"):  # those of laws stand where their language would put them
        _lead(made)
    if tone:
        made.setProperty("tone", tone)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


def _lead(label: QLabel) -> None:
    """Lets a label begin where reading begins: Qt puts it where that of its own words would."""
    if is_leftward():
        label.setAlignment(leading() | Qt.AlignmentFlag.AlignVCenter)


def explain(label: QLabel, language: str) -> QLabel:
    """Gives a label the explanations of the terms that it holds as its tooltip."""
    from gapanalysis.terms import explained

    said = explained(label.text(), language)
    if said:
        label.setToolTip(plain_tip(said))
        label.setAccessibleDescription(said)
    return label


def has_keyboard(widget: QWidget) -> bool:
    """Tells whether a widget, or what is in it, has the keyboard in its window: also while another
    window is in front, as when a dialog has just been closed.
    """
    focus = widget.window().focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))


def keyboard_in(widget: QWidget) -> QWidget | None:
    """Gives what has the keyboard in a widget."""
    return widget.window().focusWidget() if has_keyboard(widget) else None


def take_keyboard(
    widget: QWidget, reason: Qt.FocusReason = Qt.FocusReason.ShortcutFocusReason
) -> None:
    """Gives a widget the keyboard and brings it into view in the column that holds it: Qt does so
    for the key Tab only.
    """
    widget.setFocus(reason)
    show_whole(widget)


def show_whole(widget: QWidget) -> None:
    """Brings a widget into view in the column that holds it."""
    holder = widget.parentWidget()
    while holder is not None:
        if isinstance(holder, Column):
            holder.reveal(widget)
        holder = holder.parentWidget()


def name(widget: QWidget, said: str) -> None:
    """Names a field for screen readers, with the lines and days that it is made of."""
    widget.setAccessibleName(said)
    if isinstance(widget, QComboBox):
        field = widget.lineEdit()
        if field is not None:
            field.setAccessibleName(said)
        return
    for kind in (QLineEdit, QDateEdit):
        for inner in widget.findChildren(kind):
            if not inner.accessibleName():
                inner.setAccessibleName(said)


def date_field(day: date | None = None) -> QDateEdit:
    """Gives a field for a day, written as the language of the interface does, also in a window that
    runs from right to left.
    """
    field = QDateEdit(QDate(day.year, day.month, day.day) if day else QDate.currentDate())
    field.setCalendarPopup(True)
    field.setLayoutDirection(QLocale().textDirection())  # first: Qt turns the format with it
    field.setDisplayFormat("d MMMM yyyy")
    return field


def keycap(text: str) -> QLabel:
    """Gives a key's name in a frame."""
    made = label(text, "small")
    made.setProperty("role", "keycap")
    return made


_STUMP = 3
"""Letters, with the ellipsis, that say nothing."""


class ElidedLabel(QLabel):
    """A line of plain text that is cut with an ellipsis where there is no room, and away where two
    letters would be left.
    """

    def __init__(self, text: str, role: str = "text", *, tone: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(role))
        self.setProperty("tone", tone)
        self.setMinimumWidth(theme.px(24))
        _lead(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_full(text)

    def set_full(self, text: str, tip: str = "") -> None:
        """Shows a text; the whole of it is in the tooltip, where that says nothing else."""
        self._full, self._tip = as_typed(text), tip
        self.setAccessibleName(text)
        self._elide()
        self.updateGeometry()  # its text may be the same: cut to nothing

    def _elide(self) -> None:
        cut = self._full and self.fontMetrics().elidedText(
            self._full, Qt.TextElideMode.ElideRight, max(self.width(), 24)
        )
        self.setText(cut if cut == self._full or len(cut) > _STUMP else "")
        tip = self._tip or (self._full if cut != self._full else "")
        self.setToolTip(plain_tip(tip) if tip else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def sizeHint(self) -> QSize:
        wanted = self.fontMetrics().horizontalAdvance(self._full) + 2
        return QSize(wanted, super().sizeHint().height())


class PathLabel(ElidedLabel):
    """A line of steps of which the last are seen: the first ones are left away where there is no
    room.
    """

    def set_steps(self, steps: Sequence[str]) -> None:
        """Shows the way to a place, from the outermost to the place itself."""
        self._steps = list(steps)
        self.set_full(" › ".join(steps))

    def _elide(self) -> None:
        steps: list[str] = getattr(self, "_steps", [])
        for n in range(len(steps)):
            said = as_typed(" › ".join(["…", *steps[n:]] if n else steps))
            if self.fontMetrics().horizontalAdvance(said) <= self.width() or n == len(steps) - 1:
                break
        else:
            said = ""
        cut = self.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, self.width())
        self.setText(cut)
        self.setToolTip(plain_tip(self._full if cut != self._full else ""))


_TOLD = Qt.WidgetAttribute.WA_WState_ExplicitShowHide


def _invalidate(layout: QLayout) -> None:
    """Lets a layout and those inside it forget the heights that they remember. Widgets that were
    just added are shown: Qt does so in its next turn only, and till then they count for nothing.
    """
    for n in range(layout.count()):
        item = layout.itemAt(n)
        widget = item.widget() if item else None
        if widget and widget.isHidden() and not widget.testAttribute(_TOLD):
            widget.show()
        inner = widget.layout() if widget else item.layout() if item else None
        if inner is not None and (widget is None or inner.hasHeightForWidth()):
            _invalidate(inner)
    layout.invalidate()


Keep = Callable[[Callable[[], None]], None]
"""Changes a column by a function; what the user is at stays in its place."""


class Column(QScrollArea):
    """Scrolls its content up and down; the content is always as wide as there is room."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = content
        self._view = QWidget()  # of Python's own: one that PySide makes takes down what it holds
        self.setViewport(self._view)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._take_height)
        self._changing = QTimer(self)
        self._changing.setSingleShot(True)
        self._changing.setInterval(_CALM)
        self.setWidget(content)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._content.setMaximumWidth(event.size().width())
        super().resizeEvent(event)
        self._changing.stop()
        self._settle.start(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        content = getattr(self, "_content", None)  # gone first when the column is collected
        if watched is content and event.type() == QEvent.Type.LayoutRequest:
            self._settle.start(0)
        return super().eventFilter(watched, event)

    def keep(self, change: Callable[[], None]) -> None:
        """Changes the content and lets what the user is at stay where it is on the screen: what has
        the keyboard, else what is under the pointer, else what stands at the top.
        """
        anchor = self._anchor()
        before = self._height_of(anchor) if anchor else 0
        change()
        if anchor is None or not anchor.isVisible():
            return
        self._settle_now()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self._height_of(anchor) - before)

    def stay(self, change: Callable[[], None]) -> None:
        """Changes the content and stays as far down in it as before."""
        bar = self.verticalScrollBar()
        before = bar.value()
        change()
        self._settle_now()
        bar.setValue(before)

    def reveal(self, widget: QWidget, around: int = 0) -> None:
        """Scrolls to a widget of the content that is not in view, with some room around it; to its
        beginning where it is higher than the view.
        """
        self._settle_now()
        if widget.height() > self._view.height():
            self.bring_up(widget)
        else:
            self.ensureWidgetVisible(widget, 0, theme.px(around))

    def bring_up(self, widget: QWidget) -> None:
        """Scrolls a widget of the content to the top, as far as there is something below it."""
        self._settle_now()
        self.verticalScrollBar().setValue(widget.mapTo(self._content, QPoint()).y() - theme.px(8))

    def _settle_now(self) -> None:
        self._changing.stop()
        for _ in range(2):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self._take_height()

    def _anchor(self) -> QWidget | None:
        view, content = self._view, self._content
        if not view.isVisible():
            return None
        focus = self.window().focusWidget()
        if (
            focus is not None
            and content.isAncestorOf(focus)
            and not focus.visibleRegion().isEmpty()
        ):
            return focus
        pointer = view.mapFromGlobal(QCursor.pos())
        if view.rect().contains(pointer):
            return content.childAt(content.mapFrom(view, pointer))
        return content.childAt(content.width() // 2, self.verticalScrollBar().value() + 2)

    def _height_of(self, anchor: QWidget) -> int:
        return anchor.mapTo(self._view, QPoint()).y()

    def _take_height(self) -> None:
        """Gives the content the height that its words need: heights that layouts inside layouts
        remember from before they were shown are asked anew, once for all changes that come close
        together: asking makes layouts tell of a change too.
        """
        layout = self._content.layout()
        if layout is None:
            return
        if not self._changing.isActive():
            _invalidate(layout)
        self._changing.start()
        height = layout.totalHeightForWidth(self._view.width())
        if height != self._content.minimumHeight():
            self._content.setMinimumHeight(max(0, height))


def isolated(text: str) -> str:
    """Gives a number or citation that is read from left to right whatever stands around it."""
    return f"\u2066{text}\u2069" if text else ""


def plain_tip(text: str) -> str:
    """Gives a tooltip that cannot be taken for markup."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    lines = escaped.replace("\n", "<br>")
    return f"<qt>{lines}</qt>" if text else ""


def button(
    text: str, act: Callable[[], object], *, kind: str = "", icon: str = "", tip: str = ""
) -> QPushButton:
    """Gives a push button; ``kind``: primary, quiet, link or nothing (outlined)."""
    made = QPushButton(text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    if kind == "primary":
        made.setFont(theme.font("strong"))
    made.setIconSize(QSize(theme.px(16), theme.px(16)))
    if icon:
        made.setIcon(theme.icon(icon, colour="onaccent" if kind == "primary" else "ink2"))
    if tip:
        made.setToolTip(tip)
    made.clicked.connect(lambda _checked=False: act())
    return made


def icon_button(
    icon: str, name: str, act: Callable[[], object], *, small: bool = False
) -> QToolButton:
    """Gives a button of an icon alone; its name is the tooltip and for screen readers."""
    made = QToolButton()
    made.setProperty("role", "icon")
    made.setIcon(theme.icon(icon))
    made.setIconSize(QSize(theme.px(16), theme.px(16)))
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setFixedSize(theme.px(26 if small else 34), theme.px(26 if small else 28))
    made.clicked.connect(lambda _checked=False: act())
    return made


def joint(n: int, count: int) -> str:
    """Gives which edge of joined buttons the n-th of them has, for the stylesheet: it knows left
    and right only.
    """
    if is_leftward():
        n = count - 1 - n
    return "first" if n == 0 else "last" if n == count - 1 else ""


class _Sought(QLineEdit):
    """A field with a sign that clears it, and a glass before its words; both as large as they."""

    def __init__(self, words: Words, *, glass: bool) -> None:
        super().__init__()
        self._glass = QLabel(self)
        self._glass.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._glass.setVisible(glass)
        self._clear = icon_button("x", words("Clear"), self.clear, small=True)
        self._clear.setParent(self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.hide()
        self.textChanged.connect(lambda _text: self._place())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _RESTYLED:
            self._place()

    def _place(self) -> None:
        side, leftward = theme.px(16), self.isRightToLeft()
        self._glass.setPixmap(theme.icon("magnifying-glass").pixmap(side, side))
        x = self.width() - theme.px(9) - side if leftward else theme.px(9)
        self._glass.setGeometry(x, (self.height() - side) // 2, side, side)
        sign, filled = self._clear.size(), bool(self.text())
        x = theme.px(2) if leftward else self.width() - theme.px(2) - sign.width()
        self._clear.move(x, (self.height() - sign.height()) // 2)
        self._clear.setVisible(filled)
        before = 0 if self._glass.isHidden() else theme.px(20)
        after = theme.px(22) if filled else 0
        self.setTextMargins(after if leftward else before, 0, before if leftward else after, 0)


_RESTYLED = {QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange}


def search_field(words: Words, said: str, *, tip: str = "", icon: bool = True) -> QLineEdit:
    """Gives a field for words that are looked for; each mark in it has its name."""
    field = _Sought(words, glass=icon)
    field.setPlaceholderText(said)
    field.setAccessibleName(said)
    field.setToolTip(plain_tip(tip))
    return field


class Segments(QWidget):
    """Joined buttons of which one is chosen."""

    def __init__(
        self, choices: Sequence[tuple[str, str]], act: Callable[[str], object], *, chosen: str = ""
    ) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = lay(QHBoxLayout(self))
        group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        for n, (code, word) in enumerate(choices):
            made = QToolButton()
            made.setText(word)
            made.setCheckable(True)
            made.setAutoExclusive(True)  # one of several, for screen readers too
            made.setChecked(code == chosen)
            made.setFont(theme.font("small"))
            made.setMinimumWidth(made.fontMetrics().horizontalAdvance(word) + theme.px(24))
            made.setProperty("role", "segment")
            made.setProperty("place", joint(n, len(choices)))
            made.clicked.connect(lambda _checked=False, code=code: act(code))
            group.addButton(made)
            row.addWidget(made)
            self._buttons[code] = made

    def choose(self, code: str) -> None:
        """Shows a choice as chosen, without acting."""
        if code in self._buttons:
            self._buttons[code].setChecked(True)

    def tighten(self) -> None:
        """Lets the choices take no more room than they must."""
        for made in self._buttons.values():
            made.setProperty("tight", "true")
            made.setMinimumWidth(0)

    def count(self, code: str, word: str, said: str) -> None:
        """Shows a number after the word or the mark of a choice; ``word`` is the word alone."""
        made = self._buttons[code]
        drawn = not made.icon().isNull()
        text = f" {said}" if drawn else f"{word} {said}"
        if made.text() == text:
            return
        made.setText(text)
        made.setAccessibleName(f"{word} {said}")
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setMinimumWidth(0)

    def draw(self, code: str, mark: QIcon) -> None:
        """Shows a mark in place of the word, which becomes the tooltip."""
        made = self._buttons[code]
        made.setToolTip(made.text())
        made.setAccessibleName(made.text())
        made.setText("")
        made.setIcon(mark)
        made.setIconSize(QSize(theme.px(16), theme.px(16)))
        made.setMinimumSize(
            theme.px(38), max(b.sizeHint().height() for b in self._buttons.values())
        )


def shortcut(
    widget: QWidget, key: str, act: Callable[[], object], *, inside: bool = False
) -> QShortcut:
    """Lets a key act while a widget has the focus; ``inside``: or anything in it."""
    made = QShortcut(QKeySequence(key), widget)
    contexts = Qt.ShortcutContext  # one given to the constructor would not be taken
    made.setContext(contexts.WidgetWithChildrenShortcut if inside else contexts.WidgetShortcut)
    made.activated.connect(act)
    return made


def lay(layout: LayoutT, *, margins: Sequence[int] = (0, 0, 0, 0), space: int = 0) -> LayoutT:
    """Gives the layout with spacing and margins set, at 100 % zoom: left, top, right, bottom in a
    window that runs from left to right.
    """
    left, top, right, bottom = map(theme.px, margins)
    if is_leftward():
        left, right = right, left
    layout.setContentsMargins(left, top, right, bottom)
    layout.setSpacing(theme.px(space))
    return layout


def row(
    *items: QWidget | int, space: int = 8, margins: Sequence[int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """Gives a row of widgets; a number is a stretch (negative: a fixed gap)."""
    made = lay(QHBoxLayout(), margins=margins, space=space)
    for item in items:
        if isinstance(item, QWidget):
            made.addWidget(item)
        elif item < 0:
            made.addSpacing(theme.px(-item))
        else:
            made.addStretch(item)
    return made


def frame(role: str) -> QFrame:
    """Gives a frame that the stylesheet knows by its role."""
    made = QFrame()
    made.setProperty("role", role)
    return made


def panel(role: str = "panel") -> QWidget:
    """Gives a surface of the theme: panel, page or desk."""
    made = QWidget()
    made.setProperty("role", role)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return made


class Upright(QWidget):
    """A surface of the theme that is never lower than what is in it needs at its width."""

    def __init__(self, role: str = "panel") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.totalMinimumHeightForWidth(event.size().width()))


def gap() -> QWidget:
    """Gives an empty widget that takes the room that is left in its line."""
    made = QWidget()
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


def hairline() -> QFrame:
    """Gives a line of one pixel across."""
    made = frame("hairline")
    made.setFixedHeight(1)
    return made


def column(space: int = 0, margins: Sequence[int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Gives a column layout."""
    return lay(QVBoxLayout(), margins=margins, space=space)


def clear(layout: QLayout) -> None:
    """Takes everything out of a layout and lets it be deleted."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def restyle(widget: QWidget) -> None:
    """Reads the stylesheet again after a property has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def short(text: str, limit: int = 300, lines: int = 5) -> str:
    """Gives the beginning of a text as typed, with an ellipsis where there is more of it."""
    cut = "\n".join(text[:limit].split("\n")[:lines])
    return text if cut == text else f"{cut.rstrip()} …"


def quote(words: Words, text: str, limit: int = 60) -> str:
    """Gives a text in the quotation marks of the window's language, on one line, cut at a word
    where it is long.
    """
    flat = " ".join(text.split())
    if len(flat) > limit:
        flat = flat[:limit].rsplit(" ", 1)[0] + "…"
    return words.quoted(flat)


def to_date(day: QDate) -> date:
    """Gives a Python date."""
    return date(day.year(), day.month(), day.day())


def combo(choices: list[tuple[str, str]], chosen: str = "") -> QComboBox:
    """Gives a list to choose from: code and word."""
    box = QComboBox()
    for code, word in choices:
        box.addItem(word, code)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


def to_qdate(iso: str) -> QDate:
    """Gives Qt's date for an ISO date."""
    return QDate.fromString(iso, Qt.DateFormat.ISODate)

# SPDX-License-Identifier: EUPL-1.2
"""A chart on the screen: pointer and arrow keys go from place to place, Enter or a click opens."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolTip, QWidget

from gapanalysis.charts.shapes import Box, Drawing, Measure, Spot, mirrored, neighbour
from gapanalysis.ui import chart_paint, parts, spoken, theme

_STEPS = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
}
_OPEN = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_LEAST = 360
"""Width below which a chart is cut, in its units."""
_VEIL = 26
"""How dense the veil over a lit strip is, of 255."""
_EMPTY = Drawing(width=1, height=1, shapes=())


class Chart(Protocol):
    """What can be shown: it draws itself at a width."""

    def draw(self, width: float, measure: Measure, *, titled: bool = False) -> Drawing:
        """Gives the drawing."""
        ...


class ChartView(QWidget):
    """Shows a chart as wide as there is room and as high as it needs, at the zoom in use.
    ``opened`` carries the owner of a place that was chosen, ``looked_at`` the key of the place
    under the keys or the pointer.
    ``whole_rows``: a strip belongs to its first place where the pointer is in no other.
    """

    opened = Signal(str)
    looked_at = Signal(str)

    def __init__(self, name: str, *, whole_rows: bool = False) -> None:
        super().__init__()
        self._whole_rows = whole_rows
        self.setAccessibleName(name)
        spoken.tell_as(self, "chart")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.mono = False
        self.chosen = ""
        self._name = name
        self._chart: Chart | None = None
        self._drawing = _EMPTY
        self._at = 0
        self._wanted = ""
        self._hovered: int | None = None
        self._picture: QPixmap | None = None

    # --- what is shown

    def show_chart(self, chart: Chart) -> None:
        """Shows a chart; the place looked at stays where the new one has it too."""
        key = self.key()
        self._chart = chart
        self._lay_out()
        keys = [spot.key for spot in self._drawing.spots]
        self._at = keys.index(key) if key in keys else 0
        self._describe()

    def show_mono(self, *, mono: bool) -> None:
        """Shows black and white, or the colours of the theme."""
        self.mono = mono
        self._repaint()

    def choose(self, owner: str) -> None:
        """Lights the strips of an owner, or none."""
        self.chosen = owner
        self.update()
        spot = next((s for s in self.spots if owner and s.owner == owner), None)
        if spot is not None:
            self._scroll_to(spot)

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Gives the places, in the order of reading."""
        return self._drawing.spots

    @property
    def current(self) -> Spot | None:
        """Gives the place that the keys are at."""
        return self._drawing.spots[self._at] if self._drawing.spots else None

    def key(self) -> str:
        """Gives the key of the place that the keys are at."""
        return self.current.key if self.current else self._wanted

    def look_at(self, key: str) -> None:
        """Lets the keys be at a place, also of a chart that is shown later; nothing is told."""
        self._wanted = key
        self._at = next((i for i, s in enumerate(self.spots) if s.key == key), self._at)

    def go_to(self, key: str) -> None:
        """Moves the keys to a place."""
        self._go(next((i for i, s in enumerate(self.spots) if s.key == key), self._at))

    def place_of(self, spot: Spot) -> QRectF:
        """Gives where a place stands in the widget."""
        return self._scaled(spot)

    @staticmethod
    def _scaled(place: Spot | Box) -> QRectF:
        zoom = theme.zoom()
        return QRectF(place.x * zoom, place.y * zoom, place.width * zoom, place.height * zoom)

    # --- drawing

    def _lay_out(self) -> None:
        if self._chart is None:
            return
        width = max(self.width() / theme.zoom(), _LEAST)
        drawing = self._chart.draw(width, chart_paint.measure)
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._drawing = mirrored(drawing) if right_to_left else drawing
        self._at = min(self._at, max(0, len(self._drawing.spots) - 1))
        self._hovered = None
        self.setFixedHeight(theme.px(self._drawing.height + 8))
        self._repaint()

    def _repaint(self) -> None:
        self._picture = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._lay_out()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_LEAST), theme.px(self._drawing.height + 8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = chart_paint.palette(theme.current(), mono=self.mono)
        painter.fillRect(self.rect(), look["page"])
        painter.drawPixmap(0, 0, self._painted())
        self._light(painter, look["accent"])
        self._paint_rings(painter, look["accent"])
        painter.end()

    def _light(self, painter: QPainter, accent: QColor) -> None:
        """Lays a veil of the accent over the strip that is looked at and over the chosen one."""
        at = self._hovered if self._hovered is not None else self._at if self.hasFocus() else None
        strips = {s.band for s in self.spots if self.chosen and s.owner == self.chosen}
        strips |= {self.spots[at].band} if at is not None and self.spots else set()
        veil = QColor(accent)
        veil.setAlpha(_VEIL)
        for strip in strips:
            place = self._scaled(self._drawing.bands[strip])
            painter.fillRect(place, veil)
            bar = QRectF(place.x(), place.y(), 3, place.height())
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                bar.moveRight(place.right())
            painter.fillRect(bar, accent)

    def _painted(self) -> QPixmap:
        if self._picture is None:
            ratio = self.devicePixelRatioF()
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._picture)
            painter.scale(theme.zoom(), theme.zoom())
            look = chart_paint.palette(theme.current(), mono=self.mono)
            chart_paint.paint(painter, self._drawing, look)
            painter.end()
        return self._picture

    def _paint_rings(self, painter: QPainter, accent: QColor) -> None:
        rings = [(self._hovered, 1.0)] if self._hovered is not None else []
        if self.hasFocus() and self.spots:
            rings.append((self._at, 2.0))
        for at, width in rings:
            painter.setPen(QPen(accent, width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.place_of(self.spots[at]).adjusted(-0.5, -0.5, 0.5, 0.5))

    # --- walking

    def _go(self, at: int) -> None:
        if not self.spots:
            return
        self._at, self._hovered = at, None
        spot = self.spots[at]
        self._describe()
        self.looked_at.emit(spot.key)
        self._scroll_to(spot)
        place = self.mapToGlobal(self.place_of(spot).bottomRight().toPoint())
        QToolTip.showText(place, parts.plain_tip(spot.text), self)
        self.update()

    def _scroll_to(self, spot: Spot) -> None:
        above: QWidget | None = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        inside = above.widget() if isinstance(above, QScrollArea) else None
        if isinstance(above, QScrollArea) and inside is not None:
            place = self.mapTo(inside, self.place_of(spot).center().toPoint())
            above.ensureVisible(place.x(), place.y(), 40, 60)

    def _describe(self) -> None:
        """Tells a screen reader the place that the keys are at."""
        if self.current is None:
            self.setAccessibleDescription("")
            return
        said = self.current.text.replace("\n", ". ").replace("..", ".")
        self.setAccessibleDescription(said)
        if self.hasFocus():
            spoken.announce(self, said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if (
            key in _STEPS
            and self.spots
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self._go(neighbour(self.spots, self._at, _STEPS[key]))
        elif key in _OPEN and self.current is not None:
            self.opened.emit(self.current.owner)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._describe()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        QToolTip.hideText()
        self.update()

    # --- pointer

    def _under(self, place: QPointF) -> int | None:
        x, y = place.x() / theme.zoom(), place.y() / theme.zoom()
        found = next((i for i, s in enumerate(self.spots) if s.holds(x, y)), None)
        if found is None and self._whole_rows:
            bands = enumerate(self._drawing.bands)
            strip = next((n for n, b in bands if b.y <= y < b.y + b.height), -1)
            found = next((i for i, s in enumerate(self.spots) if s.band == strip), None)
        return found

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        under = self._under(event.position())
        if under != self._hovered:
            self._hovered = under
            pointing = Qt.CursorShape.PointingHandCursor
            self.setCursor(pointing if under is not None else Qt.CursorShape.ArrowCursor)
            if under is not None:
                self.looked_at.emit(self.spots[under].key)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        under = self._under(event.position())
        if under is not None and event.button() == Qt.MouseButton.LeftButton:
            self._at = under
            self._describe()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        under = self._under(event.position())
        if under is not None and under == self._at and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.spots[under].owner)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            under = self._under(QPointF(event.pos()))
            tip = parts.plain_tip(self.spots[under].text) if under is not None else ""
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)

# SPDX-License-Identifier: EUPL-1.2
"""How a page stands, for when it is made anew in another language or look: what it says itself
(filters, choices), how wide its panels are, how far down its lists and texts are scrolled, and what
has the keyboard.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QHeaderView,
    QScrollArea,
    QTextBrowser,
    QWidget,
)

from gapanalysis.ui import parts
from gapanalysis.ui.panels import Panels

_SETTLED = 1000
"""Milliseconds without a change after which a page that was made anew has found its sizes."""
_SCROLLED = (parts.Column, QAbstractItemView, QTextBrowser)


@dataclass(frozen=True, slots=True)
class _Control:
    """Which widget of its class on a page, and of how many."""

    kind: type[QWidget]
    at: int
    count: int


@dataclass(frozen=True, slots=True)
class _Down:
    """Which share of a list or text is above what is seen of it, and whether what is chosen in it,
    or has the keyboard, is seen.
    """

    kind: type[QWidget]
    share: float
    is_seen: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """``own`` is what the page gave of itself."""

    own: Any
    panels: tuple[tuple[float, ...], ...]
    down: tuple[_Down, ...]
    keyboard: _Control | None


def standing_of(page: QWidget) -> Standing:
    """Gives how a page stands. What it keeps itself it gives by ``standing()``, if it has one."""
    return Standing(
        page.standing() if hasattr(page, "standing") else None,
        tuple(one.standing() for one in page.findChildren(Panels)),
        tuple(map(_down, _scrolled(page))),
        _place_of(page.focusWidget(), page),
    )


def resume(page: QWidget, standing: Standing) -> QWidget | None:
    """Lets a page stand as it stood, by its own ``resume()`` first; gives what had the keyboard."""
    if hasattr(page, "resume"):
        page.resume(standing.own)
    for one, widths in zip(page.findChildren(Panels), standing.panels, strict=False):
        one.resume(widths)
    areas = _scrolled(page)
    if [type(one) for one in areas] == [one.kind for one in standing.down]:
        for area, down in zip(areas, standing.down, strict=True):
            _Hold(area, down)
    return _at_place(standing.keyboard, page)


def _scrolled(page: QWidget) -> list[QAbstractScrollArea]:
    """Gives the lists and texts of a page that scroll and are not behind others."""
    return [
        one
        for one in page.findChildren(QAbstractScrollArea)
        if isinstance(one, _SCROLLED)
        and not isinstance(one, QHeaderView)
        and one.window() is page.window()
        and one.isVisibleTo(page)
    ]


def _down(area: QAbstractScrollArea) -> _Down:
    bar, shown = area.verticalScrollBar(), area.viewport().rect()
    is_seen = False
    if isinstance(area, QAbstractItemView):
        is_seen = area.visualRect(area.currentIndex()).intersects(shown)
    elif parts.has_keyboard(area):
        is_seen = not area.window().focusWidget().visibleRegion().isEmpty()
    return _Down(type(area), bar.value() / max(1, bar.maximum() + bar.pageStep()), is_seen)


class _Hold(QObject):
    """Holds a list or text as far down as it was until its page has found its sizes."""

    def __init__(self, area: QAbstractScrollArea, down: _Down) -> None:
        super().__init__(area)
        self._area, self._down = area, down
        self._soon, self._end = QTimer(self), QTimer(self)
        for timer, act in ((self._soon, self._put), (self._end, self.deleteLater)):
            timer.setSingleShot(True)
            timer.timeout.connect(act)
        area.verticalScrollBar().rangeChanged.connect(self._wait)
        self._wait()

    def _wait(self, *_range: int) -> None:
        self._soon.start(0)
        self._end.start(_SETTLED)

    def _put(self) -> None:
        area, bar = self._area, self._area.verticalScrollBar()
        bar.setValue(round(self._down.share * (bar.maximum() + bar.pageStep())))
        if not self._down.is_seen:
            return
        if isinstance(area, QAbstractItemView):
            area.scrollTo(area.currentIndex())
        elif isinstance(area, QScrollArea) and parts.has_keyboard(area):
            keyboard = area.window().focusWidget()
            if keyboard.height() < area.viewport().height():  # of a picture only a part is seen
                area.ensureWidgetVisible(keyboard)


def _place_of(widget: QWidget | None, page: QWidget) -> _Control | None:
    """Gives where a widget stands on a page; None where it is not on it."""
    if widget is None or not page.isAncestorOf(widget):
        return None
    alike = page.findChildren(type(widget))
    return _Control(type(widget), alike.index(widget), len(alike))


def _at_place(place: _Control | None, page: QWidget) -> QWidget | None:
    """Gives what stands in a place of a page that was made anew: None where it has other parts."""
    if place is None:
        return None
    alike = page.findChildren(place.kind)
    if len(alike) != place.count or alike[place.at].isHidden():
        return None
    return alike[place.at]

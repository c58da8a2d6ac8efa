# SPDX-License-Identifier: EUPL-1.2
"""What screen readers are told of widgets of our own: Qt knows no role for a painted widget, nor
for a frame that can be chosen.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_ROLES = {
    "chart": QAccessible.Role.Chart,
    "row": QAccessible.Role.ListItem,
    "sheets": QAccessible.Role.Chart,
}
"""By the property *role*, by which the stylesheet knows widgets too."""


def tell_as(widget: QWidget, role: str) -> None:
    """Gives a new widget the property *role*, and lets it be told by it."""
    widget.setProperty("role", role)
    _install()


def announce(widget: QWidget, said: str) -> None:
    """Lets a screen reader say what has changed without taking the keyboard there."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, said))


@cache
def _install() -> None:
    QAccessible.installFactory(_interface)


def _interface(_kind: str, told: QObject) -> QAccessibleInterface | None:
    if not isinstance(told, QWidget):
        return None
    role = _ROLES.get(str(told.property("role")))
    return QAccessibleWidget(told, role, "") if role is not None else None

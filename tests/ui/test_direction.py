# SPDX-License-Identifier: EUPL-1.2
"""Words run as their own letters do, in a window that runs from right to left too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gapanalysis.ui import direction, parts, theme
from gapanalysis.ui.language import turn
from gapanalysis.ui.main_window import MainWindow
from gapanalysis.ui.report_fields import SectionsField
from gapanalysis.words import load_words


@pytest.fixture
def leftward(qapp: QApplication) -> Iterator[None]:
    """Lets the layout run from right to left for a test."""
    theme.apply(qapp, theme.LIGHT)
    turn(qapp, leftward=True)
    yield
    turn(qapp, leftward=False)


def ink(image: QImage) -> list[list[bool]]:
    """Gives where an image is dark, without its empty edges."""
    rows = [
        [QColor(image.pixel(x, y)).lightness() < 140 for x in range(image.width())]
        for y in range(image.height())
    ]
    rows = [row for row in rows if any(row)]
    used = [x for x in range(image.width()) if any(row[x] for row in rows)]
    return [row[used[0] : used[-1] + 1] for row in rows]


def painted(text: str, way: Qt.LayoutDirection, *, isolate: bool) -> list[list[bool]]:
    """Gives what a text looks like in a layout, as it is or through :func:`direction.write`."""
    image = QImage(320, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setLayoutDirection(way)
    painter.setFont(theme.font("text"))
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
    if isolate:
        direction.write(painter, QRect(0, 0, 320, 40), flags, text)
    else:
        painter.drawText(QRect(0, 0, 320, 40), flags, text)
    painter.end()
    return ink(image)


def is_like(one: list[list[bool]], other: list[list[bool]]) -> bool:
    """Tells whether two images show the same but for letters that lie between pixels: they are as
    wide and as dark from end to end.
    """
    width = min(len(one[0]), len(other[0]))
    if max(len(one[0]), len(other[0])) - width > 2:
        return False
    shares = []
    for image in (one, other):
        dark = [sum(column) for column in zip(*image, strict=True)]
        shares.append([sum(dark[: n + 1]) / sum(dark) for n in range(width)])
    return max(abs(a - b) for a, b in zip(*shares, strict=True)) < 0.08


def shown(widget: QWidget) -> list[list[bool]]:
    """Gives what a widget shows, without its frame and the arrow of a list."""
    widget.setFixedSize(320, 40)
    left = 34 if widget.isRightToLeft() else 6
    return ink(widget.grab(QRect(left, 8, 280, 24)).toImage())


@pytest.mark.parametrize("text", ["10 findings wait…", "(1) le même", "„trei” – 4 articole…"])
def test_painted_words_are_the_same_in_both_layouts(qapp: QApplication, text: str) -> None:
    way = Qt.LayoutDirection
    right = painted(text, way.LeftToRight, isolate=False)
    assert painted(text, way.RightToLeft, isolate=False) != right, "nothing to mend"
    assert painted(text, way.RightToLeft, isolate=True) == right
    assert painted(text, way.LeftToRight, isolate=True) == right


@pytest.mark.parametrize("text", ["10 findings wait…", "100 %", "Override the status…"])
def test_buttons_and_lists_in_a_leftward_window(
    qapp: QApplication, leftward: None, text: str
) -> None:
    button, box = QPushButton(text), parts.combo([("", text)])
    leftwards = shown(button), shown(box)
    turn(qapp, leftward=False)
    button, box = QPushButton(text), parts.combo([("", text)])
    assert is_like(leftwards[0], shown(button))
    assert is_like(leftwards[1], shown(box))
    assert is_like(leftwards[0], leftwards[1])


def test_names_in_menus_of_a_leftward_window(leftward: None, window: MainWindow) -> None:
    window.rebuild(leftward=True)
    menu = QMenu(window)
    action = menu.addAction("Add a law…\tCtrl+I", lambda: None)
    menu.ensurePolished()
    menu.aboutToShow.emit()
    assert action.text() == "\u2068Add a law…\u2069\tCtrl+I"


def test_a_text_runs_as_its_first_letter_outside_of_what_is_set_apart() -> None:
    runs = direction.runs_leftward
    assert not runs("36.1.a · قانون")
    assert runs("قانون 3.a")
    assert not runs(f"{direction.apart('قانون')} is law")
    assert runs(direction.apart("قانون (1)"))
    assert not runs("100 %")


def test_labels_begin_where_reading_begins(leftward: None) -> None:
    absolute, right = Qt.AlignmentFlag.AlignAbsolute, Qt.AlignmentFlag.AlignRight
    for made in (parts.label("Kind"), parts.ElidedLabel("10 findings")):
        assert made.alignment() & right and made.alignment() & absolute
    words = parts.label("Parties shall take", "words", wrap=True)
    assert not words.alignment() & absolute, "words of a law stand where they would be printed"


def test_what_was_cut_to_nothing_takes_its_room_again(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.setMinimumSize(600, 40)
    made = parts.ElidedLabel("")
    made.setSizePolicy(made.sizePolicy().Policy.Maximum, made.sizePolicy().Policy.Fixed)
    holder.setLayout(parts.row(made, 1))
    holder.show()
    made.set_full("112 of 304 elements answered")
    qtbot.waitUntil(lambda: made.text() == "112 of 304 elements answered", timeout=2000)


def test_a_section_of_a_report_is_cut_at_its_end(leftward: None, qapp: QApplication) -> None:
    images = []
    for way in (True, False):
        turn(qapp, leftward=way)
        field = SectionsField(load_words("en"))
        field.offer([("groups", "Groups facing multiple discrimination")], [])
        field.setFixedSize(200, 60)
        left = 10 if way else 50
        images.append(ink(field.grab(QRect(left, 4, 140, 22)).toImage()))
    assert is_like(*images)

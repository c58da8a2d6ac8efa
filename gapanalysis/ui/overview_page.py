# SPDX-License-Identifier: EUPL-1.2
"""The overview: the Convention in one picture, and the same as a table."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gapanalysis import analysis
from gapanalysis.charts.cells import SIZE, cell
from gapanalysis.charts.grid import Overview, Row, Square
from gapanalysis.charts.shapes import Drawing
from gapanalysis.ui import chart_file, chart_paint, parts, theme
from gapanalysis.ui.chart_view import ChartView
from gapanalysis.ui.flow import Flow
from gapanalysis.ui.session import Session
from gapanalysis.ui.tables import Cell, Table, TableStanding
from gapanalysis.ui.when_seen import WhenSeen

_NARROW = 700
"""Width at 100 % zoom below which buttons of the head have no words."""
_ORDER, _MONO, _TABLE = "overview/order", "overview/mono", "overview/table"


class OverviewPage(QWidget):
    """The picture with its switches; worked out only while it is seen."""

    obligation_wanted = Signal(str)

    def __init__(self, session: Session, settings: QSettings) -> None:
        super().__init__()
        self.session, self.settings = session, settings
        self.overview: Overview | None = None
        self._seen = WhenSeen(self, session, self._work_out)
        words = session.words
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.said = parts.ElidedLabel("", "small", tone="ink2")
        self.chart = ChartView(words("The Convention in one picture"))
        self.table = self._build_table()
        self._stack = QStackedWidget()
        column = parts.lay(QVBoxLayout(self))
        switches = self._switches()
        self._tools = (
            self.as_table,
            parts.button(words("Save as PNG or SVG"), self.save, icon="export"),
        )
        for tool in self._tools:
            tool.setAccessibleName(tool.text())
        title = parts.label(words("Overview"), "title")
        for line in (parts.row(title, self.said, *self._tools, space=12), switches):
            around = parts.column(margins=(20, 12, 20, 2))
            around.addLayout(line)
            column.addLayout(around)
        inside = parts.panel("page")
        around = parts.lay(QVBoxLayout(inside), margins=(20, 10, 20, 16))
        around.addWidget(self.chart)
        around.addStretch(1)
        beside = parts.panel("page")
        parts.lay(QVBoxLayout(beside), margins=(12, 0, 12, 0)).addWidget(self.table)
        for shown in (parts.Column(inside), beside):
            self._stack.addWidget(shown)
        column.addWidget(self._stack, 1)
        self.chart.opened.connect(self.obligation_wanted)
        self.table.opened.connect(lambda square: self.obligation_wanted.emit(square.obligation))
        session.changed.connect(self.refresh)
        self.show_mono(self.settings.value(_MONO, "") == "yes")
        self.show_table(self.settings.value(_TABLE, "") == "yes")

    def home(self) -> QWidget:
        """Gives what has the keyboard at first: the picture, or the table."""
        return self.table if self.settings.value(_TABLE, "") == "yes" else self.chart

    def standing(self) -> tuple[str, TableStanding]:
        """Gives the square that the keys are at, and how the table stands."""
        return self.chart.key(), self.table.standing()

    def resume(self, standing: tuple[str, TableStanding]) -> None:
        """Takes picture and table to where they were."""
        key, table = standing
        self.chart.look_at(key)
        self.table.resume(table)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves the words of buttons away where there is little room: the picture has it then."""
        super().resizeEvent(event)
        narrow = event.size().width() / theme.zoom() < _NARROW
        for tool in self._tools:
            tool.setText("" if narrow else tool.accessibleName())
            tool.setToolTip(tool.accessibleName() if narrow else "")

    def _build_table(self) -> Table:
        words = self.session.words
        heads = ("Article", "Element", "Question", "Answer", "Shown as", "Obligation", "Status")
        widths = [190, 90, 360, 120, 150, 100, 150]
        table = Table(
            [words(head) for head in heads],
            widths,
            stretch=2,
            key=lambda square: (square.obligation, square.element),
        )
        table.setAccessibleName(words("The Convention in one table"))
        return table

    def _switches(self) -> Flow:
        words, known = self.session.words, analysis.orders(self.session.instrument)
        names = {
            "chapter": words("Chapters"),
            "baseline": words("GREVIO sections"),
            "thematic": words("Thematic round"),
            "pillar": words("Pillars"),
        }
        saved = str(self.settings.value(_ORDER, ""))
        self.order = saved if saved in known else known[0]
        self.orders = parts.Segments(
            [(code, names.get(code, code)) for code in known], self.show_order, chosen=self.order
        )
        self.orders.setAccessibleName(words("Order of the articles"))
        colours = [("colour", words("Colour")), ("mono", words("Black and white"))]
        self.colours = parts.Segments(colours, lambda code: self.show_mono(code == "mono"))
        self.as_table = parts.button(words("Show as table"), self._toggle_table, icon="rows")
        self.as_table.setCheckable(True)
        return Flow(self.orders, parts.gap(), self.colours)

    # --- switches

    def show_order(self, order: str) -> None:
        """Puts the articles in another order."""
        self.order = order
        self.settings.setValue(_ORDER, order)
        self.refresh()

    def show_mono(self, mono: bool) -> None:
        """Shows the picture in black and white, or in colour."""
        self.settings.setValue(_MONO, "yes" if mono else "")
        self.colours.choose("mono" if mono else "colour")
        self.chart.show_mono(mono=mono)

    def show_table(self, table: bool) -> None:
        """Shows the table, or the picture."""
        self.settings.setValue(_TABLE, "yes" if table else "")
        self.as_table.setChecked(table)
        self._stack.setCurrentIndex(int(table))
        self.refresh()

    def _toggle_table(self) -> None:
        self.show_table(self.as_table.isChecked())

    # --- what is shown

    def refresh(self, _touched: object = None) -> None:
        """Shows what is known now; waits until the page is seen."""
        self._seen.renew()

    def _work_out(self) -> None:
        self.overview = analysis.overview(self.session.view, self.order, self.session.words)
        self.said.set_full(self.overview.said)
        if self.as_table.isChecked():
            self.table.show_rows(
                [
                    (square, self._cells(n, row, square))
                    for n, (_, row, square) in enumerate(self.overview.squares())
                ]
            )
        else:
            self.chart.show_chart(self.overview)

    def _cells(self, place: int, row: Row, square: Square) -> list[Cell]:
        shown = self.session.words.code("outcome", square.outcome)
        if square.found:
            shown = f"{shown}; {self.session.words.code('outcome', 'found')}"
        return [
            Cell(f"{row.number} {row.title}", role="strong", order=place),
            Cell(square.element, order=place),
            Cell(square.question, role="words"),
            Cell(square.answer),
            Cell(shown, _icon(square)),
            Cell(square.obligation, order=place),
            Cell(square.status),
        ]

    # --- files

    def save(self) -> None:
        """Asks for a file and saves the picture there."""
        path = chart_file.ask_where(self, self.session, self.session.words("overview"))
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> bool:
        """Saves the picture as it is ordered and coloured, with title and legend."""
        chart = analysis.overview(self.session.view, self.order, self.session.words)
        return chart_file.write_picture(
            self.session,
            chart,
            path,
            mono=self.chart.mono,
            title=chart.title,
            said=chart.said,
            rtl=self.layoutDirection() == Qt.LayoutDirection.RightToLeft,
        )


def _icon(square: Square) -> QIcon:
    """Gives the square itself as an icon."""
    drawing = Drawing(
        width=SIZE, height=SIZE, shapes=tuple(cell(square.outcome, 0, 0, found=square.found))
    )
    picture = QPixmap(32, 32)
    picture.setDevicePixelRatio(32 / SIZE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    chart_paint.paint(painter, drawing, chart_paint.palette(theme.current()))
    painter.end()
    return QIcon(picture)

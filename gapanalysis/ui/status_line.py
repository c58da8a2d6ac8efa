# SPDX-License-Identifier: EUPL-1.2
"""The line at the foot of the window: what is saved, how far the work is, what runs beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from gapanalysis.ui import parts, theme
from gapanalysis.ui.session import Session


class StatusLine(QWidget):
    """``show_next`` leads to the question whose answer settles most."""

    def __init__(
        self, session: Session, cancel: Callable[[], object], show_next: Callable[[], object]
    ) -> None:
        super().__init__()
        words = session.words
        self._session = session
        self.setProperty("role", "status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(theme.px(27))
        self._saved = parts.label("", "small", tone="ink2")
        self._answered = parts.ElidedLabel("", "small", tone="ink2")
        self._answered.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.waiting = parts.button("", show_next, kind="link")
        self.waiting.setFont(theme.font("small"))
        self.waiting.setToolTip(words("Go to the question whose answer settles most"))
        self._work = parts.ElidedLabel("", "small", tone="accent")
        self._work.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._narrow = self._working = False
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.px(140))
        self._bar.setRange(0, 100)
        self.cancel = parts.button(words("Cancel"), cancel, kind="link")
        self.aside = parts.ElidedLabel("", "small", tone="accent")
        self.aside.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._rules = parts.label("", "small", tone="ink2")
        self._zoom = parts.label("", "small", tone="ink2")
        self._offline = parts.label(words("Works offline"), "small", tone="ink2")
        row = parts.lay(QHBoxLayout(self), margins=(14, 0, 14, 0), space=20)
        for widget in (self._saved, self._answered, self.waiting, self._work, self._bar):
            row.addWidget(widget)
        row.addWidget(self.cancel)
        row.addWidget(self.aside)
        row.addStretch(1)
        for widget in (self._rules, self._offline, self._zoom):
            row.addWidget(widget)
        self.show_work("", None)
        self.show_aside("")

    def fit(self, *, narrow: bool) -> None:
        """Leaves away in a narrow window what is also said elsewhere."""
        self._narrow = narrow
        for one in (self._saved, self._rules, self._offline):
            one.setVisible(not narrow)
        self._share_out()

    def _share_out(self) -> None:
        """Lets what runs beside the window have the room of the rest in a narrow one."""
        room = not (self._narrow and self._working)
        self._answered.setVisible(room)
        self.waiting.setVisible(room and bool(self.waiting.text()))

    def refresh(self) -> None:
        """Shows how far the open project is."""
        session, words = self._session, self._session.words
        self._zoom.setText(words("{n} %", n=round(theme.zoom() * 100)))
        for one in (self._saved, self._rules):
            one.setText("")
        self._answered.set_full("")
        self.waiting.setText("")
        self._share_out()
        if not session.is_open:
            return
        from gapanalysis.model import Outcome

        evaluation = session.view.evaluation
        statuses = evaluation.statuses.values()
        k, n = sum(s.answered for s in statuses), sum(s.elements for s in statuses)
        self._saved.setText("✓ " + words("All changes saved"))
        self._answered.set_full(words("{k} of {n} elements answered", k=k, n=n))
        self._rules.setText(words("Rules {version}", version=evaluation.rules_version))
        waiting = [f for f in evaluation.findings if f.outcome is Outcome.CANNOT_TELL]
        answers = {name for f in waiting for name in f.needs if name in session.instrument.elements}
        if waiting and answers:
            said = words(
                "{waiting} for {answers}",
                waiting=words.plural("{n} finding waits", "{n} findings wait", len(waiting)),
                answers=words.plural("{n} answer", "{n} answers", len(answers)),
            )
            self.waiting.setText(said)
            self._share_out()

    def show_work(self, said: str, share: float | None) -> None:
        """Shows what runs beside the window and how far it is; an empty text shows nothing."""
        self._working = bool(said)
        self._work.set_full(said)
        self._work.setVisible(bool(said))
        self.cancel.setVisible(bool(said))
        self._bar.setVisible(bool(said) and share is not None)
        self._bar.setValue(round((share or 0) * 100))
        self._share_out()

    def show_aside(self, said: str) -> None:
        """Says what is being made beside the window without being waited for."""
        self.aside.set_full(said)
        self.aside.setVisible(bool(said))

# SPDX-License-Identifier: EUPL-1.2
"""The dialog on rules of the user's own: which files a project holds, adding and taking out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QListWidget, QVBoxLayout, QWidget

from gapanalysis import analysis
from gapanalysis.edits import PutRuleFile, RemoveRuleFile
from gapanalysis.errors import AppError
from gapanalysis.ui import parts, theme
from gapanalysis.ui.session import Session


class OwnRulesDialog(QDialog):
    """Lists the user's own rule files of the open project; changes can be undone."""

    def __init__(self, parent: QWidget | None, session: Session) -> None:
        super().__init__(parent)
        self._session = session
        words = session.words
        self.setWindowTitle(words("Rules of your own"))
        self.setMinimumSize(theme.px(520), theme.px(340))
        layout = parts.lay(QVBoxLayout(self), margins=(24, 20, 24, 20), space=12)
        layout.addWidget(parts.label(words("Rules of your own"), "panel"))
        said = words(
            "Files of rules that a lawyer wrote, kept in this analysis. Their findings are marked"
            " as your own. The guide “Rules for lawyers” shows how to write one."
        )
        layout.addWidget(parts.label(said, "small", tone="ink2", wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName(words("Rules of your own"))
        layout.addWidget(self.list, 1)
        self.problem = parts.label("", "small", tone="gap", wrap=True)
        self.problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.problem.hide()
        layout.addWidget(self.problem)
        self.add = parts.button(
            words("Add a folder…"), self.ask_folder, kind="primary", icon="plus"
        )
        self.remove = parts.button(words("Remove"), self.remove_current, icon="trash")
        close = parts.button(words("Close"), self.reject)
        layout.addLayout(parts.row(self.add, self.remove, 1, close))
        self.list.currentRowChanged.connect(lambda row: self.remove.setEnabled(row >= 0))
        self._show()

    def _show(self) -> None:
        self.list.clear()
        self.list.addItems([name for name, _ in self._session.snapshot.rule_files])
        self.remove.setEnabled(False)

    def ask_folder(self) -> None:
        """Asks for a folder of rules and adds its files."""
        words = self._session.words
        chosen = QFileDialog.getExistingDirectory(self, words("Which folder holds the rules?"))
        if chosen:
            self.add_folder(Path(chosen))

    def add_folder(self, folder: Path) -> bool:
        """Adds the rule files of a folder as one step; tells here what is wrong with one."""
        session, words = self._session, self._session.words
        try:
            files = analysis.own_rules(folder)
        except AppError as error:
            self.problem.setText(words.error(error))
            self.problem.show()
            return False
        self.problem.hide()
        said = words.plural("Added {n} file of rules", "Added {n} files of rules", len(files))
        done = session.do(*(PutRuleFile(name=name, text=text) for name, text in files), said=said)
        self._show()
        return done

    def remove_current(self) -> None:
        """Takes the chosen file out of the project."""
        item = self.list.currentItem()
        if item is not None:
            said = self._session.words("Removed the rules {file}", file=item.text())
            self._session.do(RemoveRuleFile(name=item.text()), said=said)
            self._show()

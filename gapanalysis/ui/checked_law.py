# SPDX-License-Identifier: EUPL-1.2
"""A law whose structure is being checked: one that was just read, or one of the project. Both are
asked and changed in the same way.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from gapanalysis import analysis
from gapanalysis.edits import ChangeStructure, KeepDoubt
from gapanalysis.model import ImportDoubt, LawDraft, Operation, ReadAgain, SourceFile, Structure
from gapanalysis.ui.session import Session


class CheckedLaw(QObject):
    """``changed`` tells that the structure or what looks wrong is another one now."""

    changed = Signal()
    title = ""
    source: SourceFile

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def structure(self) -> Structure:
        """Gives how the law is divided."""
        raise NotImplementedError

    def doubts(self) -> tuple[ImportDoubt, ...]:
        """Gives what looks wrong."""
        raise NotImplementedError

    def change(self, operation: Operation) -> bool:
        """Changes the structure; what cannot be done becomes a message."""
        raise NotImplementedError

    def keep(self, doubt: ImportDoubt) -> None:
        """Records that a place is right as it is."""
        raise NotImplementedError

    def mend(self, doubt: ImportDoubt) -> bool:
        """Makes the mend that a doubt proposes."""
        operation = self.session.attempt(lambda: analysis.operation_of(doubt))
        return operation is not None and self.change(operation)

    def undo(self) -> None:
        """Takes the last change back."""

    def redo(self) -> None:
        """Makes it again."""

    def steps(self) -> tuple[bool, bool]:
        """Tells whether something can be undone, and redone."""
        return False, False


class DraftLaw(CheckedLaw):
    """A law that was read and is not added yet; each change can be undone until it is added."""

    def __init__(self, session: Session, draft: LawDraft) -> None:
        super().__init__(session)
        self._past: list[LawDraft] = []
        self._future: list[LawDraft] = []
        self.draft = draft
        self.title, self.source = draft.title, draft.source

    def structure(self) -> Structure:
        return analysis.structure_of(self.draft)

    def doubts(self) -> tuple[ImportDoubt, ...]:
        return self.draft.warnings

    def change(self, operation: Operation) -> bool:
        return self._become(lambda: analysis.change_structure(self.draft, operation))

    def mend(self, doubt: ImportDoubt) -> bool:
        return self._become(lambda: analysis.apply_mend(self.draft, doubt))

    def keep(self, doubt: ImportDoubt) -> None:
        self._become(lambda: analysis.keep_doubt(self.draft, doubt))

    def read_again(self, language: str) -> bool:
        """Reads the file again with the words of another language."""
        doubt = ImportDoubt(code="language_other", mend=ReadAgain(language=language))
        return self.mend(doubt)

    def _become(self, make: Callable[[], LawDraft]) -> bool:
        draft = self.session.attempt(make)
        if draft is None:
            return False
        self._past.append(self.draft)
        self._future.clear()
        self.draft = draft
        self.changed.emit()
        return True

    def undo(self) -> None:
        if self._past:
            self._future.append(self.draft)
            self.draft = self._past.pop()
            self.changed.emit()

    def redo(self) -> None:
        if self._future:
            self._past.append(self.draft)
            self.draft = self._future.pop()
            self.changed.emit()

    def steps(self) -> tuple[bool, bool]:
        return bool(self._past), bool(self._future)


class ProjectLaw(CheckedLaw):
    """A law of the project: changes are edits, recorded in its history."""

    def __init__(self, session: Session, law: int) -> None:
        super().__init__(session)
        self.law = law
        self.title = session.snapshot.laws[law].title
        self.source = analysis.read_source(session.project, law)
        session.changed.connect(self._told)

    def _told(self, touched: frozenset[str]) -> None:
        if self.session.is_open and self.law in self.session.snapshot.laws:
            self.changed.emit()

    def structure(self) -> Structure:
        return analysis.read_structure(self.session.project, self.law)

    def doubts(self) -> tuple[ImportDoubt, ...]:
        return analysis.doubts(self.session.project, self.law)

    def change(self, operation: Operation) -> bool:
        return self.session.do(ChangeStructure(law=self.law, operation=operation))

    def keep(self, doubt: ImportDoubt) -> None:
        code, start = analysis.doubt_key(doubt)
        self.session.do(KeepDoubt(law=self.law, code=code, start=start))

    def undo(self) -> None:
        self.session.undo()

    def redo(self) -> None:
        self.session.redo()

    def steps(self) -> tuple[bool, bool]:
        undo, redo = self.session.steps() if self.session.is_open else (None, None)
        return undo is not None, redo is not None

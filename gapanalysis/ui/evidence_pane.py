# SPDX-License-Identifier: EUPL-1.2
"""Evidence: cases, statistics, practice, interviews, judgments; confidential by default."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from gapanalysis import analysis
from gapanalysis.edits import AttachFile, PutEvidence, RemoveAttachment, RemoveEvidence, put_record
from gapanalysis.model import Attachment, Dimension, Evidence
from gapanalysis.ui import marks, parts, theme
from gapanalysis.ui.fields import (
    CheckField,
    ChoiceField,
    DayField,
    LineField,
    ListField,
    TextField,
)
from gapanalysis.ui.figure_words import capital
from gapanalysis.ui.grouped import Line, one_line
from gapanalysis.ui.list_fields import NodesField
from gapanalysis.ui.nodes import facts, node_source
from gapanalysis.ui.panes import ALL, Pane
from gapanalysis.ui.record_editor import RecordEditor
from gapanalysis.ui.session import Session

PUBLIC, SECRET, UNAGREED = "public", "confidential", "consent"
_OF_JUDGMENTS = ("application", "echr")


class EvidenceEditor(RecordEditor):
    """The fields of an item of evidence, its files, and what a public edition shows of it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        words, sets = session.words, analysis.evidence_sets()
        self.add("text", words("What was observed"), TextField(lines=5))
        nodes = NodesField(*node_source(session))
        self.add("obligations", words("Obligations"), nodes)
        row = self.pair()
        kinds = [(kind.id, session.pick(kind.title)) for kind in sets.kinds.values()]
        self.add("kind", words("Kind"), ChoiceField(kinds), into=row, share=3)
        sides = [(one.value, words.code("dimension", one.value)) for one in Dimension]
        self.add("dimension", words("In law or in practice"), ChoiceField(sides), into=row, share=2)
        self.add("title", words("Title"), LineField())
        row = self.pair()
        self.add("application", words("Application number"), LineField(), into=row)
        echr = words("Articles of the European Convention on Human Rights")
        self.add("echr", echr, LineField(), into=row)
        self.add("source", words("Source"), LineField())
        self.add("date", words("Date"), DayField(words))
        hint = words("With commas between them. What several cases share shows a pattern.")
        self.add("keywords", words("Keywords"), ListField(), hint=hint)
        self._pattern = parts.label("", "small", tone="accent", wrap=True)
        self.form.addWidget(self._pattern)
        self._publication()
        self._files = parts.column(4)
        self.form.addWidget(parts.label(words("Files"), "label", tone="ink2"))
        self.form.addLayout(self._files)
        attach = parts.button(words("Attach a file…"), self.ask_file, icon="paperclip")
        self.form.addLayout(parts.row(attach, 1))
        said = words(
            "Kept in the analysis. In a public edition only where the source may be named."
        )
        self.form.addWidget(parts.label(said, "small", tone="ink3", wrap=True))
        self.form.addStretch(1)
        self.setAcceptDrops(True)

    def _publication(self) -> None:
        """Adds the card that says whether an item may be published."""
        words, sets = self.session.words, analysis.evidence_sets()
        card = parts.frame("card")
        column = parts.lay(QVBoxLayout(card), margins=(14, 10, 14, 12), space=8)
        secret = CheckField(words("Confidential"))
        secret.setAccessibleName(words("Confidential"))
        column.addWidget(self.add("confidential", "", secret))
        choices = [(one.id, self.session.pick(one.title)) for one in sets.consents.values()]
        consent = self.add(
            "consent", words("Consent of the source to publish"), ChoiceField(choices)
        )
        column.addWidget(consent)
        self._verdict = parts.label("", "small", tone="ink2", wrap=True)
        self._verdict_mark = marks.picture(theme.icon("eye").pixmap(theme.px(16), theme.px(16)), "")
        column.addLayout(parts.row(self._verdict_mark, self._verdict))
        self.form.addWidget(card)

    # --- showing

    def value_of(self, record: Evidence, name: str) -> Any:
        value = super().value_of(record, name)
        return value.value if name == "dimension" else value

    def with_value(self, record: Evidence, name: str, value: Any) -> Evidence:
        if name == "obligations":
            first, *also = value
            return replace(record, obligation=first, also=tuple(also))
        if name == "dimension":
            return replace(record, dimension=Dimension(value))
        changed: Evidence = super().with_value(record, name, value)
        return changed

    def describe(self) -> None:
        record: Evidence = self.record
        session, words = self.session, self.session.words
        kind = analysis.evidence_sets().kind(record.kind)
        for name in _OF_JUDGMENTS:
            filled = bool(getattr(record, name))
            self.holders[name].setVisible(kind.judgment or filled)
        self.call("title", words("Case name") if kind.judgment else words("Title"))
        self.title.set_full(capital(session.pick(kind.title)))
        said, icon = self._said_of_publication(record)
        self._verdict.setText(said)
        self._verdict_mark.setPixmap(theme.icon(icon).pixmap(theme.px(16), theme.px(16)))
        pattern = self._said_of_keywords(record)
        self._pattern.setText(pattern)
        self._pattern.setVisible(bool(pattern))
        self._show_files(record)

    def _said_of_publication(self, record: Evidence) -> tuple[str, str]:
        """Gives the sentence on what a public edition shows, and its icon."""
        words, shown = self.session.words, analysis.publication(record)
        if shown.source:
            return words("In the public edition, with its source and files."), "eye"
        if shown.words:
            return words("In the public edition, without its source and files."), "eye"
        if not record.confidential:
            return words("Not in the public edition: nobody consented to it."), "eye-slash"
        return words("Not in the public edition: it is confidential."), "lock-simple"

    def _said_of_keywords(self, record: Evidence) -> str:
        """Gives which keywords other items share: what makes a pattern."""
        shared = []
        for keyword in record.keywords:
            folded = keyword.casefold()
            n = sum(
                any(other.casefold() == folded for other in one.keywords)
                for one in self.session.snapshot.evidence
            )
            if n > 1:
                shared.append(f"{one_line(keyword)} ({n})")
        return (
            self.session.words("Shared with others: {keywords}", keywords=", ".join(shared))
            if (shared)
            else ""
        )

    # --- files

    def _show_files(self, record: Evidence) -> None:
        parts.clear(self._files)
        for file in record.attachments:
            self._files.addWidget(self._file(file))

    def _file(self, file: Attachment) -> QWidget:
        words = self.session.words
        row = QWidget()
        size = words("{n} KB", n=words.number(max(1, round(file.size / 1024))))
        name = parts.ElidedLabel(one_line(file.name), "text")
        about = parts.label(facts(size, f"SHA-256 {file.sha256[:8]}…"), "small", tone="ink3")
        about.setToolTip(parts.plain_tip(f"SHA-256 {file.sha256}"))
        saved = words("Save a copy of {file}…", file=one_line(file.name))
        gone = words("Take off {file}", file=one_line(file.name))
        save = parts.icon_button("export", saved, lambda: self.ask_copy(file))
        take = parts.icon_button("x", gone, lambda: self.take_off(file))
        mark = marks.picture(theme.icon("paperclip").pixmap(theme.px(16), theme.px(16)), "")
        row.setLayout(parts.row(mark, name, about, save, take))
        return row

    def ask_file(self) -> None:
        """Asks for files and attaches them."""
        chosen, _ = QFileDialog.getOpenFileNames(self, self.session.words("Which file?"))
        self.attach([Path(name) for name in chosen])

    def attach(self, paths: Sequence[Path]) -> None:
        """Attaches files to the record as one step."""
        if not paths or self.record is None or not self.hand_in():
            return
        session, key = self.session, self.record.id

        def read() -> list[AttachFile]:
            return [
                AttachFile(evidence=key, name=path.name, data=analysis.load_attachment(path))
                for path in paths
            ]

        files = session.attempt(read)
        if files:
            said = session.words.plural("Attached {n} file", "Attached {n} files", len(files))
            session.do(*files, said=said)

    def take_off(self, file: Attachment) -> None:
        """Takes a file off the record; it can be undone."""
        said = self.session.words("Took off {file}", file=one_line(file.name))
        self.session.do(RemoveAttachment(id=file.id), said=said)

    def ask_copy(self, file: Attachment) -> None:
        """Asks where a copy of a file goes, and writes it."""
        offered = Path(self.session.project.path).with_name(Path(file.name).name or "file")
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.session.words("Save a copy"), str(offered)
        )
        if chosen:
            self.save_copy(file, Path(chosen))

    def save_copy(self, file: Attachment, out: Path) -> None:
        """Writes a copy of a file."""
        session = self.session

        def write() -> bool:
            analysis.save_attachment(session.project, file.id, out)
            return True

        if session.attempt(write):
            session.message.emit(session.words("Written: {file}", file=out.name), "info")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.record is not None and any(u.isLocalFile() for u in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.attach([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])


class EvidencePane(Pane):
    """Evidence by obligation."""

    part = "evidence"

    def __init__(self, session: Session, settings: QSettings) -> None:
        empty = session.words(
            "No evidence yet. Cases, statistics and interviews go here; confidential unless you"
            " say otherwise."
        )
        super().__init__(session, settings, EvidenceEditor(session), empty)

    def filters(self) -> list[tuple[str, str, Sequence[tuple[str, str]]]]:
        words, sets = self.session.words, analysis.evidence_sets()
        kinds = [(kind.id, self.session.pick(kind.title)) for kind in sets.kinds.values()]
        editions = [
            (SECRET, words("confidential")),
            (UNAGREED, words("without consent")),
            (PUBLIC, words("in the public edition")),
        ]
        return [
            *super().filters(),
            ("kind", words("All kinds"), kinds),
            ("edition", words("All editions"), editions),
        ]

    def accepts(self, record: Evidence, chosen: dict[str, str]) -> bool:
        sets = analysis.evidence_sets()
        editions = {
            ALL: True,
            SECRET: record.confidential,
            UNAGREED: not sets.consents[record.consent].publish,
            PUBLIC: analysis.publication(record).words,
        }
        return chosen["kind"] in {ALL, record.kind} and editions[chosen["edition"]]

    @staticmethod
    def nodes(record: Evidence) -> tuple[str, ...]:
        return record.obligations

    def texts(self, record: Evidence) -> Iterable[str]:
        files = (file.name for file in record.attachments)
        own = (record.text, record.title, record.source, record.application, record.echr)
        return (*own, *record.keywords, *files)

    def line(self, record: Evidence) -> Line:
        session, words = self.session, self.session.words
        shown = analysis.publication(record)
        icon = "lock-simple" if record.confidential else "eye" if shown.words else "eye-slash"
        edition = {
            "lock-simple": words("confidential"),
            "eye": words("in the public edition"),
            "eye-slash": words("without consent"),
        }[icon]
        title = one_line(record.title) or one_line(record.text)
        about = facts(
            session.pick(analysis.evidence_sets().kind(record.kind).title),
            words.date(record.date) if record.date else "",
            words.code("dimension", record.dimension.value),
            one_line(record.source),
        )
        files = ("paperclip",) if record.attachments else ()
        title = title or words("(nothing written yet)")
        attached = words.plural("{n} file", "{n} files", len(record.attachments)) if files else ""
        return Line(
            key=record.id,
            title=title,
            about=about,
            said=facts(title, about, edition, attached),
            icons=(icon, *files),
            faint=not (record.title.strip() or record.text.strip()),
        )

    def new(self, node: str) -> Any:
        kind = self.chosen()["kind"] or "case"
        consent = analysis.evidence_sets().kind(kind).consent
        return PutEvidence(obligation=node, kind=kind, text="", consent=consent)

    def copy(self, record: Evidence) -> Any:
        """Gives another item like one; its secrecy and consent are not the other's."""
        consent = analysis.evidence_sets().kind(record.kind).consent
        return put_record(replace(record, confidential=True, consent=consent), new=True)

    def gone(self, key: int) -> Any:
        return RemoveEvidence(id=key)

    def name(self) -> str:
        return self.session.words("Evidence")

    def add_name(self) -> str:
        return self.session.words("Add evidence")

    def said_removed(self, n: int) -> str:
        if n == 1:
            return self.session.words("Removed the evidence")
        return self.session.words.plural(
            "Removed {n} item of evidence", "Removed {n} items of evidence", n
        )

    def counts(self) -> str:
        words, every = self.session.words, self.session.snapshot.evidence
        published = sum(analysis.publication(one).words for one in every)
        return words("{n} in all, {k} in the public edition", n=len(every), k=published)

    def more_actions(self, menu: QMenu, keys: list[int]) -> None:
        menu.addAction(
            self.session.words("Make confidential"), lambda: self._make_confidential(keys)
        )

    def _make_confidential(self, keys: list[int]) -> None:
        items = [replace(self.record(key), confidential=True) for key in keys]
        self.session.do(*map(put_record, items), said=self.session.words("Made confidential"))

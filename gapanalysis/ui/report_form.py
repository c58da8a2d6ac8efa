# SPDX-License-Identifier: EUPL-1.2
"""The options of a report, kept with the project: what a person changes is saved at once and can be
taken back like everything else.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from gapanalysis import analysis, edits
from gapanalysis.ui import parts
from gapanalysis.ui.fields import CheckField, ChoiceField, DayField, LineField, NodeField, TextField
from gapanalysis.ui.nodes import node_title
from gapanalysis.ui.record_editor import RecordEditor
from gapanalysis.ui.report_fields import CONFIDENTIAL, EditionField, SectionsField
from gapanalysis.ui.session import Session
from gapanalysis.words import NAMES, Words

_OF_A_KIND = {"title", "sections", "detail"}
"""Options that belong to a kind of report, unless the project keeps them for all."""
_FLAGS = {"consent", "name_authors"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the page shows of the options of a kind of report (``id``). ``on`` is the day that the
    report bears, None: the day on which the law is assessed.
    """

    id: str
    kind: str
    node: str
    language: str
    edition: str
    title: str
    author: str
    members: str
    contact: str
    consent: bool
    name_authors: bool
    sections: tuple[str, ...]
    detail: str
    on: date | None


def chosen_options(session: Session) -> Chosen:
    """Gives the options as the project keeps them; what it does not keep is as usual."""
    kept = {name: value for (of, name), value in session.snapshot.report.items() if not of}
    language = None if kept.get("language") in NAMES else session.words.language
    options = analysis.report_options(session.view, language=language)
    kind = analysis.report_kinds().kinds[options.kind]
    node = kept.get("node", "") or session.obligation
    if node not in session.instrument.nodes:
        node = next(iter(session.instrument.obligations))
    return Chosen(
        id=kind.id,
        kind=kind.id,
        node=node,
        language=options.language,
        edition=options.edition,
        title=options.title,
        author=options.author,
        members=options.members,
        contact=options.contact,
        consent=options.consent,
        name_authors=options.name_authors,
        sections=options.sections or kind.sections,
        detail=options.detail or kind.detail,
        on=options.on if kept.get("on") else None,
    )


def report_options(session: Session, chosen: Chosen) -> Any:
    """Gives the options with which the report is written."""
    return analysis.report_options(
        session.view,
        language=chosen.language,
        on=chosen.on or session.view.on,
        edition=chosen.edition,
        kind=chosen.kind,
        node=chosen.node if chosen.kind == "obligation" else None,
    )


def _kept(chosen: Chosen, name: str) -> str:
    """Gives an option as the project keeps it: empty where it is as usual."""
    value = getattr(chosen, name)
    kind = analysis.report_kinds().kinds[chosen.id]
    usual = {"sections": kind.sections, "detail": kind.detail, "edition": CONFIDENTIAL}
    if name in usual and value == usual[name]:
        return ""
    if name in _FLAGS:
        return "yes" if value else ""
    if name == "sections":
        return " ".join(value)
    if isinstance(value, date):
        return value.isoformat()
    text = str(value or "")
    return text if text.strip() else ""


def option_names(words: Words) -> dict[str, str]:
    """Gives what the options of a report are called."""
    return {
        "kind": words("Kind"),
        "node": words("Obligation"),
        "language": words("Language"),
        "detail": words("Detail of each article"),
        "edition": words("Edition"),
        "sections": words("Sections"),
        "title": words("Title"),
        "author": words("Authors"),
        "members": words("Members of the coalition"),
        "contact": words("Contact"),
        "name_authors": words("Name the authors in the public edition"),
        "consent": words("GREVIO may publish the report"),
        "on": words("Day of the report"),
    }


class ReportForm(RecordEditor):
    """The options at the left of the page."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        words, names = session.words, option_names(session.words)
        kinds = analysis.report_kinds()
        pick = session.pick
        self.add(
            "kind", names["kind"], ChoiceField((k.id, pick(k.name)) for k in kinds.kinds.values())
        )
        node = NodeField(
            words,
            lambda written: analysis.find_node(session.instrument, written),
            [(one, node_title(session, one)) for one in session.instrument.obligations],
        )
        self.add("node", names["node"], node)
        pair = self.pair()
        self.add("language", names["language"], ChoiceField(NAMES.items()), into=pair)
        details = ChoiceField((d.id, pick(d.name)) for d in kinds.details.values())
        self.add("detail", names["detail"], details, into=pair)
        self.edition = EditionField(words)
        self.add("edition", names["edition"], self.edition)
        self.sections = SectionsField(words)
        hint = words("Drag to change the order, or Alt with the arrow keys.")
        self.add("sections", names["sections"], self.sections, hint=hint)
        self._add_authors()
        self.form.addStretch(1)

    def _add_authors(self) -> None:
        words = self.session.words
        names = option_names(words)
        self.add("title", names["title"], LineField())
        self.add("author", names["author"], TextField(lines=1), hint=words("One name a line"))
        self.add("members", names["members"], TextField(lines=1))
        self.add("contact", names["contact"], LineField(), hint=words("Never in a public edition"))
        self.add("name_authors", "", CheckField(names["name_authors"]))
        self.add("consent", "", CheckField(names["consent"]))
        day = DayField(words)
        day.known.setText(words("another day"))
        self.add("on", names["on"], day)

    def _head(self) -> None:
        title = parts.label(self.session.words("Report"), "title")
        self.form.addWidget(title)

    # --- showing

    def refresh(self) -> None:
        """Shows the options as the project keeps them."""
        chosen = chosen_options(self.session)
        if "sections" not in self._pending:
            self._offer_sections(chosen)
        self.show_record(chosen)

    def _offer_sections(self, chosen: Chosen) -> None:
        """Offers the sections of the kind: those that are left out stand where they would be."""
        titles = analysis.report_sections(self.session.words.language)
        order = list(chosen.sections)
        before = ""
        for name in analysis.report_kinds().kinds[chosen.kind].sections:
            if name not in order:
                order.insert(order.index(before) + 1 if before else 0, name)
            before = name
        self.sections.offer([(name, titles.get(name, name)) for name in order], chosen.sections)

    def describe(self) -> None:
        words, chosen = self.session.words, self.record
        secret = analysis.withheld(self.session.snapshot).total
        said = words.plural(
            "leaves out {n} confidential item, working notes and names; the report says so",
            "leaves out {n} confidential items, working notes and names; the report says so",
            secret,
        )
        self.edition.say(said)
        self.holders["node"].setVisible(chosen.kind == "obligation")
        title: QWidget = self.fields["title"]
        kind = analysis.report_kinds().kinds[chosen.kind]
        assert isinstance(title, LineField)
        title.setPlaceholderText(self.session.pick(kind.title))

    # --- saving

    def changes(self, record: Any) -> list[Any]:
        kept = self.session.snapshot.report
        before = chosen_options(self.session)
        made = []
        for name in (one.name for one in fields(Chosen) if one.name != "id"):
            if getattr(record, name) != getattr(before, name):
                kind = record.id if name in _OF_A_KIND else ""
                if ("", name) in kept:
                    kind = ""
                if (record.id, name) in kept:
                    kind = record.id
                value = _kept(record, name)
                made.append(edits.PutReportOption(name=name, value=value, kind=kind))
        return made

# SPDX-License-Identifier: EUPL-1.2
"""A report as a neutral document. Pure: the same inputs give the same report.

Which sections a kind of report has, and in which order, is data (``resources/report/kinds.toml``);
:data:`SECTIONS` says what each of them holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from gapanalysis.errors import AppError
from gapanalysis.model import Evaluation, Instrument, ReservationState, Snapshot
from gapanalysis.report import annexes, articles, data, earlier, front, parliament, summary, why
from gapanalysis.report.blocks import Block, Contents, Cover, Report
from gapanalysis.report.editions import finished, public
from gapanalysis.report.material import Material, make_material, part
from gapanalysis.report.options import ReportOptions, load_kinds
from gapanalysis.report.sheets import sheets
from gapanalysis.report.wording import load_wording

__all__ = ["SECTIONS", "ReportOptions", "build_report"]


def build_report(
    instrument: Instrument,
    snapshot: Snapshot,
    evaluation: Evaluation,
    reservation_states: tuple[ReservationState, ...],
    options: ReportOptions,
) -> Report:
    """Gives the report of a snapshot in one language and edition; raises ``AppError``:
    ``report_kind``, ``report_section``, ``report_value``, ``report_node``.
    """
    say = load_wording(options.language)
    material = make_material(instrument, snapshot, evaluation, reservation_states, options, say)
    _check(material)
    state = material.state_name
    title = options.title or say.pick(material.kind.title)
    short = options.title or say.pick(material.kind.short)
    report = Report(
        title=say.say("page.title", title=title, state=state),
        subject=_subject(material),
        author=" · ".join(material.author.splitlines()),
        language=options.language,
        edition=options.edition,
        head=say.say("page.head", title=title, state=state),
        foot=say.say(f"page.foot_{options.edition}", date=options.on),
        page_of=say.say("page.page_of", page="{page}", pages="{pages}"),
        banner=say.say("edition.banner") if material.confidential else "",
        cover=_cover(material, title),
        blocks=tuple(block for name in material.sections for block in _section(material, name)),
        kind=material.kind.id,
        short_heads=(say.say("page.head", title=short, state=state), short),
        notes=say.say("note.title"),
        sheets=sheets(material),
    )
    return finished(report if material.confidential else public(report))


def _check(material: Material) -> None:
    options, details = material.options, load_kinds().details
    for name in material.sections:
        if name not in SECTIONS:
            raise AppError("report_section", name=name, known=", ".join(SECTIONS))
    if options.detail and options.detail not in details:
        known = ", ".join(details)
        raise AppError("report_value", name="detail", value=options.detail, known=known)
    if bool(options.node) != ("obligation" in material.sections):
        raise AppError("report_node", kind=material.kind.id)


# --- sections -------------------------------------------------------------------------------------


def _contents(material: Material) -> Iterator[Block]:
    yield part(material, "contents")
    yield Contents()


SECTIONS: Mapping[str, Callable[[Material], Iterator[Block]]] = {
    "contents": _contents,
    "brief": summary.brief,
    "summary": summary.summary,
    "authors": front.authors,
    "method": front.method,
    "context": front.context,
    "chapters": articles.chapters,
    "obligation": articles.sheet,
    "others": articles.others,
    "groups": front.multiple,
    "not_assessed": summary.not_assessed,
    "earlier": earlier.recommendations,
    "reservations": annexes.reservations,
    "ministers": parliament.ministers,
    "tabling": parliament.tabling,
    "calendar": parliament.calendar,
    "concordance": annexes.concordance,
    "data": data.annex,
    "why": why.steps,
    "rules": annexes.rules,
    "laws": annexes.laws,
    "sources": annexes.sources,
    "glossary": annexes.glossary,
}
"""What each section of a report holds, by the name that kinds and options use."""


def _section(material: Material, name: str) -> Iterator[Block]:
    """Gives a section with the authors' own words on it after its heading; such words alone make a
    section too.
    """
    blocks = list(SECTIONS[name](material))
    own = material.text_of(name)
    if own and not blocks:
        blocks.append(part(material, name))
    for at, block in enumerate(blocks):
        yield block
        if at == 0:
            yield from own


# --- cover ----------------------------------------------------------------------------------------


def _subject(material: Material) -> str:
    say, kind = material.say, material.kind
    convention = say.pick(material.instrument.title)
    subject = say.pick(kind.subject).replace("{convention}", convention)
    return subject.replace("{node}", material.options.node)


def _cover(material: Material, title: str) -> Cover:
    say, options = material.say, material.options
    left_out = (
        say.say("cover.left_out", n=material.left_out)
        if material.left_out
        else say.say("cover.nothing_left_out")
    )
    edition = [say.say(f"edition.{options.edition}", date=options.on)]
    if not material.confidential:
        edition.append(left_out)
    if "authors" in material.sections:
        edition.append(say.say("cover.consent_yes" if options.consent else "cover.consent_no"))
    return Cover(
        kind=title,
        state=material.state_name,
        subject=_subject(material),
        day=say.say("cover.law_as_of", date=material.evaluation.on),
        label=say.say("cover.bar"),
        bar=summary.bar(material),
        caution=say.say("cover.assessed", **front.assessed(material))
        + " "
        + say.say("cover.caution"),
        columns=(
            (say.say("cover.submitted_by"), _authors(material)),
            (say.say("cover.edition"), tuple(edition)),
        ),
        note=say.say("cover.note"),
    )


def _authors(material: Material) -> tuple[str, ...]:
    if material.author:
        return tuple(line for line in material.author.splitlines() if line.strip())
    withheld = bool(material.options.author.strip())
    return (material.say.say("cover.author_withheld" if withheld else "cover.no_author"),)

# SPDX-License-Identifier: EUPL-1.2
"""What stands before the articles: who wrote the report, how, and on which State."""

from __future__ import annotations

from collections.abc import Iterator

from gapanalysis.model import AnswerValue, Status
from gapanalysis.numbers import as_reserved
from gapanalysis.report.articles import answered
from gapanalysis.report.blocks import Block, Column, Look, Para, Run, Table, Words
from gapanalysis.report.data import figure_table
from gapanalysis.report.material import Material, part


def assessed(material: Material) -> dict[str, int]:
    """Counts what was assessed: obligations, and elements that were answered."""
    every = [o for o in material.instrument.obligations.values() if material.is_about(o.id)]
    statuses = [material.evaluation.statuses[o.id].status for o in every]
    obligations, not_assessed = len(every), statuses.count(Status.NOT_ASSESSED)
    done, elements = answered(material, every)
    about = {one.id for one in every}
    given = material.snapshot.answers.values()
    of_element = material.instrument.elements
    unclear = sum(
        one.value == AnswerValue.UNCLEAR and of_element[one.element].obligation in about
        for one in given
    )
    return {
        "obligations": obligations,
        "not_assessed": not_assessed,
        "assessed": obligations - not_assessed,
        "answered": done,
        "unclear": unclear,
        "elements": elements,
    }


# --- authors --------------------------------------------------------------------------------------


def authors(material: Material) -> Iterator[Block]:
    """Gives who submits the report, and whether it may be published."""
    say, options = material.say, material.options
    yield part(material, "authors")
    hidden = not options.name_authors
    lists = (("authors", options.author), ("members", options.members))
    for name, lines in lists if material.names else ():
        yield from _lines(material, name, lines, hidden=hidden)
    if not material.names and (options.author + options.members).strip():
        yield Para(say.words("cover.author_withheld"))
    if not (options.author + options.members).strip():
        yield Para(say.words("cover.no_author"))
    if material.confidential:
        yield from _lines(material, "contact", options.contact, hidden=True)
    yield Para(say.words("authors.consent"), Look.LABEL)
    yield Para(say.words("authors.consent_yes" if options.consent else "authors.consent_no"))
    yield Para(say.words("authors.verdicts"), Look.HINT)


def _lines(material: Material, name: str, text: str, *, hidden: bool) -> Iterator[Block]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines:
        yield Para(material.say.words(f"authors.{name}"), Look.LABEL, hidden)
    for line in lines:
        yield Para((Run(line),), Look.ITEM, hidden)


# --- method and limits ----------------------------------------------------------------------------


def method(material: Material) -> Iterator[Block]:
    """Gives how the report was made and what it cannot say."""
    say, evaluation = material.say, material.evaluation
    yield part(material, "method")
    told = bool({"chapters", "obligation"} & set(material.sections))
    numbers = [article.number for article in material.articles]
    counts = assessed(material)
    basis = say.words(
        "method.basis_text",
        date=evaluation.on,
        rules=evaluation.rules_version,
        instrument=material.instrument.version,
    )
    texts = (
        ("does", say.words("method.does_text")),
        ("silence", say.words("method.silence_text")),
        ("statuses", say.words("method.statuses_text")),
        ("counts", (*say.words("method.counts_text", **counts, articles=ranges(numbers)), *basis)),
        ("complaints", say.words("method.complaints_text") if told and material.evidence else ()),
        ("report", say.words("method.report_text", n=_unverified(material)) if told else ()),
        ("language", say.words("method.language_text")),
        ("verbs", say.words("method.verbs_text") if told else ()),
        ("order", _order(material)),
        ("edition", _edition(material)),
    )
    for name, words in texts:
        if words:
            yield Para(say.words(f"method.{name}"), Look.LABEL)
            yield Para(words)


def _order(material: Material) -> Words:
    """Gives the questionnaire that the report follows, and whether its list was compared."""
    asked = material.instrument.questionnaires.get(material.kind.order)
    if asked is None:
        return ()
    key = "method.order_text" if asked.verified else "method.order_unverified"
    return material.say.words(key, title=material.say.pick(asked.title), symbol=asked.symbol)


def _edition(material: Material) -> Words:
    if material.confidential:
        return material.say.words("method.edition_confidential")
    say = material.say
    counts = {
        "evidence": material.withheld.evidence,
        "figures": material.withheld.figures,
        "sources": material.withheld.sources,
        "notes": material.left_out_notes,
        "authors": material.left_out_authors,
    }
    left_out = [say.say(f"method.left_out_{name}", n=n) for name, n in counts.items() if n]
    return (
        *say.words("method.edition_public"),
        *(say.words("method.left_out", items=say.listed(left_out)) if left_out else ()),
        *say.words("method.edition_same"),
    )


def _unverified(material: Material) -> int:
    return len(
        {
            (finding.rule, finding.basis.report.paragraphs)
            for finding in material.evaluation.findings
            if finding.basis.report and not finding.basis.report.verified
        }
    )


def ranges(numbers: list[int]) -> str:
    """Gives numbers with neighbours joined: "33–48, 55, 58"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)


# --- context --------------------------------------------------------------------------------------


def context(material: Material) -> Iterator[Block]:
    """Gives the State under the Convention: its dates, its reservations, facts recorded of it."""
    say, state = material.say, material.snapshot.state
    yield part(material, "context")
    yield Para(say.words("context.text", state=material.state_name))
    dates = (
        ("signed", state.signed),
        ("deposited", state.deposited),
        ("in_force", state.in_force),
        ("denounced", state.denounced),
    )
    rows: list[tuple[Words, ...]] = [
        ((Run(say.fact(name)),), (Run(say.date(day)),)) for name, day in dates if day
    ]
    rows += [
        ((Run(say.fact(name)),), (Run(fact_value(material, value)),))
        for name, value in sorted(state.facts.items())
    ]
    if rows:
        columns = Column(say.say("context.fact"), 0.5), Column(say.say("context.value"), 0.5)
        yield Table(columns, tuple(rows))
    yield Para(say.words("context.reservations"), Look.LABEL)
    for one in material.reservations:
        place = {
            "provision": as_reserved(one.provision),
            "title": material.reserved_title(one.provision),
            "status": say.code("reservation_status", one.status),
        }
        if one.reservation.made:
            words = say.words("context.reservation_made", **place, date=one.reservation.made)
        else:
            words = say.words("context.reservation", **place)
        yield Para(words, Look.ITEM)
    if not material.reservations:
        made = "none_made" if material.snapshot.no_reservations else "none_recorded"
        yield Para(say.words(f"reservations.{made}"))


def fact_value(material: Material, value: str) -> str:
    """Gives what is recorded of a State as a reader sees it."""
    if value.isascii() and value.isdigit():
        return material.say.shown(int(value))
    return material.say.code("value", value) if value.isidentifier() else value


# --- groups facing multiple discrimination --------------------------------------------------------


def multiple(material: Material) -> Iterator[Block]:
    """Gives what is recorded on groups that face multiple discrimination (article 4, paragraph 3):
    the duty, its status, and figures that are broken down by a ground it names.
    """
    say, instrument = material.say, material.instrument
    yield part(material, "groups")
    yield Para(say.words("groups.text"))
    grounds = [one for one in material.sets.breakdowns.values() if one.ground]
    known = {one.id for one in grounds}
    own = [figure for figure in material.figures if known & set(figure.breakdown)]
    status = material.evaluation.statuses.get(_NODE)
    if status is not None:
        node = Run(_NODE, target=material.anchor_of(4))
        obligation = say.pick(instrument.obligations[_NODE].title)
        words = say.words("groups.status", node=node, title=obligation)
        yield Para((*words, Run(" "), say.mark("status", status.status)))
    titles = ", ".join(say.pick(one.title) for one in grounds)
    if own:
        yield Para(say.words("groups.figures", grounds=titles))
        yield figure_table(material, own, under=True)
    else:
        yield Para(say.words("groups.no_figures", grounds=titles))


_NODE = "4.3"

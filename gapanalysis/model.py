# SPDX-License-Identifier: EUPL-1.2
"""The nouns of gapanalysis: frozen values that travel between modules. No behaviour beyond
reading one's own fields, no files, no database, no words of the interface.

Offsets everywhere count Unicode code points of a law version's canonical text and are half open:
``text[start:end]``.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

Text = MappingABC[str, str]
"""The same sentence in several languages, by ISO 639-1 code; always holds ``en``."""


# --- closed sets -----------------------------------------------------------------------------


class Kind(StrEnum):
    """What a provision is; *article* is the law's basic numbered unit whatever it is called."""

    PART = "part"
    TITLE = "title"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    POINT = "point"
    ANNEX = "annex"


class LawKind(StrEnum):
    STATUTE = "statute"
    BILL = "bill"
    DECREE = "decree"
    CONSTITUTION = "constitution"


class Coverage(StrEnum):
    """How far a mapped provision does what the obligation asks; rules read all but ``RELATED``."""

    FULL = "full"
    PARTIAL = "partial"
    CONTRARY = "contrary"
    RELATED = "related"


class AnswerValue(StrEnum):
    """Answer to an element, worded so that *yes* means that the Convention is met."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNCLEAR = "unclear"
    NA = "na"


class Truth(StrEnum):
    """Strong Kleene truth values."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What a finding says: the duty is not met, met too narrowly, or it cannot be told yet."""

    GAP = "gap"
    PARTLY = "partly"
    CANNOT_TELL = "cannot_tell"


class Severity(StrEnum):
    """In falling order; compare with :data:`SEVERITIES`."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    INFO = "info"


SEVERITIES: tuple[Severity, ...] = tuple(Severity)


class Status(StrEnum):
    """Status of an obligation, in the order in which it is decided."""

    NOT_ASSESSED = "not_assessed"
    GAP = "gap"
    RESERVED = "reserved"
    PARTLY = "partly"
    CANNOT_TELL = "cannot_tell"
    MET = "met"


class ElementOutcome(StrEnum):
    """What an element shows in the overview, in the order in which a legend names them.

    ``CONTRARY``: answered *no* where law in force is mapped as contrary to the obligation;
    ``NOT_APPLICABLE``: cannot arise, or the Convention does not ask it (information only).
    """

    MET = "met"
    PARTLY = "partly"
    GAP = "gap"
    CONTRARY = "contrary"
    RESERVED = "reserved"
    NOT_ASSESSED = "not_assessed"
    CANNOT_TELL = "cannot_tell"
    NOT_APPLICABLE = "not_applicable"


class ReservationStatus(StrEnum):
    ACTIVE = "active"
    REMINDER = "reminder"
    OVERDUE = "overdue"
    GRACE = "grace"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    VOID_SCOPE = "void_scope"
    VOID_TIME = "void_time"
    UNCONFIRMED = "unconfirmed"
    UNKNOWN = "unknown"


class Decision(StrEnum):
    """Decision notified about a reservation (article 79, paragraph 2, and practice)."""

    UPHOLD = "uphold"
    AMEND = "amend"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"


class AttributeState(StrEnum):
    """Who stands behind an attribute's value; only a person's value is read by rules."""

    PERSON = "person"
    SUGGESTED = "suggested"
    REJECTED = "rejected"


class Dimension(StrEnum):
    DE_JURE = "de_jure"
    DE_FACTO = "de_facto"


# --- reading a law ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Gives the words that the range covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftProvision:
    """A provision as read: its range with everything below it, and its place in the tree.

    ``parent`` is an index into the draft's provisions (document order, parents first), or ``None``.
    ``label`` ("Article 168.", "(1)") and ``heading`` ("Rape") are ranges inside the provision; its
    own words are its range without label, heading and children. ``address`` is unique in a law as
    far as the law's own numbering is: "168", "168(1)", "6:1(2)(a)".
    """

    kind: Kind
    number: str
    address: str
    start: int
    end: int
    label: Span | None = None
    heading: Span | None = None
    parent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Text that belongs to no provision, and why: ``title contents running_head page_number
    line_number note site struck_out preamble signature excluded other``; *site*: what a web page
    shows around the law, *excluded*: by a person.
    """

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePlace:
    """Where a range of the canonical text stands in the source file: a page of a PDF (from 1), the
    byte where its line begins in a file of text or markup, the paragraph (from 1) in that of a word
    processor. ``generated`` marks a label that the source computes.
    """

    start: int
    end: int
    page: int | None = None
    offset: int | None = None
    generated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """How the text of a law is divided: its provisions (document order, parents first), what is
    left out of them, and where the text stands in the source.
    """

    text: str
    language: str
    provisions: tuple[DraftProvision, ...]
    left_out: tuple[LeftOut, ...]
    source_map: tuple[SourcePlace, ...] = ()


# --- operations on the structure of a law ------------------------------------------------------
# They change ranges and the tree, never the text. ``provision`` is a place in the provisions of the
# structure as it stands, from 0.


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A paragraph or point of a new provision: from ``start`` up to the next one at its height, or
    to ``end``, where words follow that are above it. ``parent`` is a place in the parts, None for
    the provision itself.
    """

    kind: Kind
    number: str
    start: int
    label: Span
    parent: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Ends a provision at an offset inside it; what follows is a new one after it, of the same kind
    unless ``kind`` says another. A ``kind`` that ranks below it begins a child there instead, up to
    the next child. ``label`` and ``heading`` are ranges of the new one; a child that begins in them
    is no more. ``parts`` are what is numbered in it; those that stand in the tree stay.
    """

    provision: int
    at: int
    number: str = ""
    kind: Kind | None = None
    label: Span | None = None
    heading: Span | None = None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Joins a provision to what stands before it: its sibling, else its parent. Its label and
    heading become words, its children stay.
    """

    provision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise:
    """Puts a provision beside its parent. What follows it there goes under it where it ranks below
    it, else along with it.
    """

    provision: int
    kind: Kind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lower:
    """Puts a provision under its sibling before it, as the last child."""

    provision: int
    kind: Kind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Renumber:
    """Gives a provision another number or kind; ``label`` and ``heading`` say anew which words they
    are. A child that begins in them is no more; what stands below it stays.
    """

    provision: int
    number: str
    kind: Kind | None = None
    label: Span | None = None
    heading: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclude:
    """Leaves ranges out; provisions that lie in them whole are no more. ``why`` as in
    :class:`LeftOut`.
    """

    ranges: tuple[Span, ...]
    why: str = "excluded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Include:
    """Takes a range in that was left out: as a new provision of a ``kind``, else as words of the
    provision around it, at the top of the tree of the one before it.
    """

    start: int
    end: int
    kind: Kind | None = None
    number: str = ""
    label: Span | None = None
    heading: Span | None = None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAgain:
    """Reads the source file again with the words of another language; no operation on a structure
    that was read.
    """

    language: str


Operation = Split | Join | Raise | Lower | Renumber | Exclude | Include
Mend = Operation | ReadAgain


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportDoubt:
    """Something in the import that looks wrong: a code of the doctor, its place in the text, the
    provision there, the details that its sentence needs, and what would mend it; without a
    ``mend`` only a person can say.
    """

    code: str
    start: int | None = None
    end: int | None = None
    details: MappingABC[str, str | int] = field(default_factory=dict)
    provision: int | None = None
    mend: Mend | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """The file that a law came from, byte for byte."""

    name: str
    format: str
    sha256: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class LawDraft:
    """A law as read from a file, before it belongs to a project. Picklable.

    ``text`` is canonical: NFC, line feeds as line ends, words as printed. Every code point of it
    lies in exactly one provision's own words, label or heading, or in one ``left_out`` range.
    ``kept`` holds code and start of each doubt of which a person said that the text is right.
    """

    title: str
    language: str
    text: str
    provisions: tuple[DraftProvision, ...]
    left_out: tuple[LeftOut, ...]
    source_map: tuple[SourcePlace, ...]
    warnings: tuple[ImportDoubt, ...]
    source: SourceFile
    kept: frozenset[tuple[str, int]] = frozenset()


# --- a project ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A law of the project in its current version."""

    id: int
    uid: str
    title: str
    language: str
    kind: LawKind
    date: date | None
    version: int
    file_name: str
    sha256: str
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A provision of a law of the project. ``path`` is the chain of ancestors with headings,
    for reading ("Chapter XVII Offences against sexual freedom › Article 168"). ``text`` holds the
    words with everything below it where they were asked for, else it is empty; ``inside`` tells
    where in them the provisions below begin. ``above`` is the label of the division in which the
    numbers of articles begin again, or of the annex ("6 kap."), for an article in one; else empty.
    """

    id: int
    law: int
    kind: Kind
    number: str
    address: str
    label: str
    heading: str
    start: int
    end: int
    parent: int | None
    path: str = ""
    text: str = ""
    inside: tuple[int, ...] = ()
    above: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Exact words of a law version, with 32 characters of context on either side."""

    law_version: int
    start: int
    end: int
    exact: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """A provision (or a quotation in it) that a person placed under a node of the instrument."""

    id: int
    provision: int
    obligation: str
    coverage: Coverage
    quotation: Quotation | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    element: str
    value: AnswerValue
    note: str
    supports: tuple[int, ...] = ()
    """The provisions that it rests on, where a person named them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """Words of a provision that say something of prosecution, penalty, mediation and the like.
    ``place`` is the provision's place in the structure of its law; ``name`` is an attribute, or a
    signal that no attribute has a place for.
    """

    law: int
    place: int
    number: str
    name: str
    value: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """A property of a provision that rules read. ``value``: a word of the closed set of
    ``attributes.toml``, a number as text, words joined by commas, or ``none``.
    """

    provision: int
    name: str
    value: str
    state: AttributeState
    quotation: Quotation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice about a reservation; ``effective`` is for a withdrawal with a later day. ``id`` is
    that of the record in a project; it says nothing about the notice.
    """

    on: date
    decision: Decision
    effective: date | None = None
    widened: bool = False
    id: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """An explanation to GREVIO on the grounds that justify a reservation (article 79, paragraph 3):
    the day on which GREVIO requested one, the day on which one was given; one of them is known.
    ``id`` is that of the record in a project.
    """

    requested: date | None
    given: date | None
    id: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """A reservation as recorded. ``provision`` is written as on the command line: ``55.1:35``.
    ``scope`` in words: None = the whole provision, empty = partial, scope not recorded.
    """

    id: int
    provision: str
    made: date | None
    scope: str | None
    notices: tuple[Notice, ...]
    explanations: tuple[Explanation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file attached to evidence; its bytes stay in the project. ``size`` in bytes."""

    id: int
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was found, on one or more nodes. ``kind`` and ``consent`` are of the closed sets of
    :mod:`gapanalysis.evidence`. ``title`` is the case name of a judgment, ``application`` its
    application numbers, ``echr`` the articles of the European Convention on Human Rights.
    """

    id: int
    obligation: str
    kind: str
    text: str
    source: str
    date: date | None
    dimension: Dimension
    confidential: bool
    consent: str = "none"
    also: tuple[str, ...] = ()
    title: str = ""
    application: str = ""
    echr: str = ""
    keywords: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def obligations(self) -> tuple[str, ...]:
        """Gives all nodes that the evidence is on, the first one first."""
        return (self.obligation, *self.also)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that was counted. ``name`` and ``denominator_of`` (what is counted) and the keys and
    values of ``breakdown`` are ids of the closed sets, or words as typed. A ``value`` of None says
    that no number is known.
    """

    id: int
    obligation: str
    name: str
    value: float | None
    denominator: float | None
    denominator_of: str
    year: int | None
    breakdown: MappingABC[str, str]
    source: str
    confidential: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorRecommendation:
    """An earlier recommendation of GREVIO or the Committee of the Parties and what became of it.

    ``body`` and ``done`` are of the closed sets; ``document`` is its symbol as typed, ``number``
    its number or paragraph; ``verb`` a key of the instrument's verbs, or empty. ``evidence`` holds
    ids, ``findings`` the keys (rule, obligation, subject) of what it is linked with.
    """

    id: int
    body: str
    document: str
    number: str
    verb: str
    articles: tuple[str, ...]
    text: str
    deadline: date | None
    done: str
    assessment: str
    evidence: tuple[int, ...]
    findings: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A person's decision on a finding (``rule``, ``obligation``, ``subject``) or, where ``rule``
    is empty, on the status of an obligation (``decision`` is then the status).
    """

    rule: str
    obligation: str
    subject: str
    decision: str
    reason: str
    rule_version: int
    digest: str

    @property
    def key(self) -> tuple[str, str, str]:
        """The key of the finding that was judged."""
        return self.rule, self.obligation, self.subject

    def is_stale(self, finding: Finding) -> bool:
        """Tells whether the rule, or what the finding rests on, has changed since it was judged."""
        if self.rule_version != finding.version:
            return True
        return bool(self.digest) and self.digest != finding.digest


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingChoice:
    """What a person makes of a finding for the report: its priority (1 first, None: none), a
    severity whose verb is suggested in place of the finding's own (or empty), a recommendation in
    words of one's own in place of the rule's (or empty).
    """

    rule: str
    obligation: str
    subject: str
    priority: int | None = None
    verb: str = ""
    recommendation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The State that the project is about. ``code`` is ISO 3166-1 alpha-3 (or a fictional one)."""

    code: str
    name: str
    language: str
    signed: date | None
    deposited: date | None
    in_force: date | None
    denounced: date | None
    facts: MappingABC[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """All that rules and reports read of a project; immutable.

    ``provisions`` holds mapped provisions with their words and every article with number and
    heading, by id. ``statements`` are the nodes of which a person says that nothing exists.
    ``no_reservations`` is True where a person said that the Party made none. ``rule_files`` are
    the user's own rules: name and text of each file. ``report`` holds what is kept of reports: the
    value of each option by kind of report (empty: every kind) and name.
    """

    state: State
    laws: MappingABC[int, Law]
    provisions: MappingABC[int, Provision]
    mappings: tuple[Mapping, ...]
    answers: MappingABC[str, Answer]
    statements: frozenset[str]
    attributes: MappingABC[int, MappingABC[str, Attribute]]
    reservations: tuple[Reservation, ...]
    evidence: tuple[Evidence, ...]
    reviews: tuple[Review, ...]
    no_reservations: bool = False
    rule_files: tuple[tuple[str, str], ...] = ()
    choices: MappingABC[tuple[str, str, str], FindingChoice] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    prior_recommendations: tuple[PriorRecommendation, ...] = ()
    report: MappingABC[tuple[str, str], str] = field(default_factory=dict)


# --- suggestions -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Words of a law, as printed, that speak for a suggestion, and where they stand: ``heading
    text chapter law``. ``start`` is their offset in the text, -1 in a title that is not in it.
    """

    words: str
    where: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An article that may serve a node of the instrument. ``place`` is its index in the structure
    of its law, ``provisions`` are the addresses of its paragraphs that say most, the best first.
    ``score`` lies between 0 and 1 and only orders.
    """

    law: int
    place: int
    address: str
    provisions: tuple[str, ...]
    score: float
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A node of the instrument that a provision may serve."""

    node: str
    score: float
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmapped:
    """An article that looks relevant and serves nothing yet, and the node that it may serve."""

    candidate: Candidate
    node: str


# --- the instrument ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    label: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    number: int | None
    text: Text
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article of the instrument: its official title, a short one for trees, its words."""

    number: int
    chapter: str
    title: Text
    short: Text
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    number: str
    title: Text
    short: Text
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanatoryReport:
    """A reference to paragraphs of the Explanatory Report, with the firmness of the recollection
    (H, M, L) and whether a person has confirmed it. ``paragraphs`` are as printed: "191–193".
    """

    paragraphs: str
    confidence: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """A paragraph or point that binds: a leaf of the instrument's tree."""

    id: str
    article: int
    paragraph: int | None
    point: str | None
    part: str
    strength: str
    addressee: tuple[str, ...]
    pillar: str
    needs_law: bool
    title: Text
    duty: Text
    defect: Text | None
    report: ExplanatoryReport | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireSection:
    number: str
    title: Text
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """A questionnaire of GREVIO: its document and which articles each section asks about.
    ``verified``: a person has compared the articles with the document.
    """

    id: str
    symbol: str
    adopted: date | None
    verified: bool
    title: Text
    sections: tuple[QuestionnaireSection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Obligations that are shown and counted together: those of an article, a chapter, a pillar or
    a section of a questionnaire. ``title`` is None for those that no section asks about. A chapter
    names its ``articles`` that hold no obligation too.
    """

    number: str
    title: Text | None
    articles: tuple[int, ...]
    obligations: tuple[Obligation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A question on an obligation, worded so that *yes* = the Convention is met."""

    id: str
    obligation: str
    core: bool
    question: Text
    note: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeType:
    """``type``: one, set, number. ``values``: the closed set (empty for numbers)."""

    name: str
    type: str
    values: tuple[str, ...]
    default: str | None
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservable:
    """A provision that may be reserved: as written (``55.1:35``), the rules' codes, the paragraph
    of article 78 that allows it; a title, a short one, and what need not be applied meanwhile.
    """

    provision: str
    codes: tuple[str, ...]
    article_78: str
    title: Text
    short: Text
    effect: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationPeriods:
    """The periods of article 79; of article 75 ``entry_months``, and ``first_entry``, the day on
    which the Convention itself entered into force.
    """

    years: int
    remind_months: int
    notify_months: int
    grace_months: int
    entry_months: int
    first_entry: date


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownReservation:
    """A reservation of a State as seen in a published source; offered, never recorded by itself."""

    provision: str
    made: date | None
    scope: Text | None
    notices: tuple[Notice, ...]
    source: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownParty:
    """Dates of a State (signed, deposited, in_force, denounced) and its reservations, as seen in
    published sources.
    """

    code: str
    dates: MappingABC[str, date]
    source: Text | None
    reservations: tuple[KnownReservation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationNote:
    """Where a translation departs from the authentic texts: the words of each, a better rendering
    if there is one, and what it means.
    """

    language: str
    node: str
    authentic: str
    words: str
    better: str
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """A number of things of a kind (an attribute, summed over a node) for so many inhabitants."""

    attribute: str
    node: str
    inhabitants: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which articles reach which: ``offences`` are the articles on offences, ``general`` those on
    all offences (a provision mapped there bears on the offences that it names), ``open_general``
    those of them on which a provision that names none may bear on any. ``case_law``: nodes for
    which binding case law counts as law. ``by_result``: elements that ask for a result or for
    practice, which no source of law can show. ``caps``: the gravest severity by strength of a duty;
    ``act_only``: duties to encourage, which bind to act. ``majority``: age in years. The nodes of
    ``emergency_orders`` and ``protection_orders``; ``ratios`` by the name of the derived fact.
    """

    offences: frozenset[str]
    general: frozenset[str]
    open_general: frozenset[str]
    case_law: tuple[str, ...]
    by_result: frozenset[str]
    caps: MappingABC[str, str]
    act_only: MappingABC[str, str]
    majority: int
    emergency_orders: str
    protection_orders: str
    ratios: MappingABC[str, Ratio]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A treaty as data: its words in several languages and what it obliges a State to do."""

    id: str
    version: str
    title: Text
    authentic: tuple[str, ...]
    preamble: tuple[Text, ...]
    chapters: tuple[Chapter, ...]
    articles: MappingABC[int, Article]
    closing: tuple[Text, ...]
    annex_title: Text
    annex: tuple[Paragraph, ...]
    obligations: MappingABC[str, Obligation]
    elements: MappingABC[str, Element]
    attributes: MappingABC[str, AttributeType]
    pillars: MappingABC[str, Text]
    questionnaires: MappingABC[str, Questionnaire]
    verbs: MappingABC[str, Text]
    """The verb of GREVIO's ladder that is suggested for a severity."""
    reserved: Text
    """What is recommended where a reservation covers a finding, ``{recommendation}`` in it."""
    reservable: MappingABC[str, Reservable]
    reservation_rights: MappingABC[str, Text]
    """What each paragraph of article 78 allows."""
    reservation_rule: Text
    """Who may make a reservation, how and when."""
    unqualified: MappingABC[str, tuple[str, ...]]
    periods: ReservationPeriods
    scope: Scope
    nodes: MappingABC[str, str | None]
    """Every node of the tree (``36``, ``36.1``, ``36.1.a``) with its parent; articles have none."""
    translation_notes: tuple[TranslationNote, ...]
    parties: MappingABC[str, KnownParty]

    def has_node(self, node: str) -> bool:
        """Tells whether a node (article, paragraph, obligation) stands in the instrument's tree."""
        return node in self.nodes

    def elements_of(self, obligation: str) -> tuple[Element, ...]:
        """Gives the elements of one obligation in catalogue order."""
        return tuple(e for e in self.elements.values() if e.obligation == obligation)


# --- rules and findings --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    articles: str
    report: ExplanatoryReport | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationClause:
    """A reservation that, in force, covers a finding; ``when`` may narrow it (parsed condition)."""

    code: str
    when: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCase:
    """One case of a rule; a rule without cases has exactly one with an empty name."""

    name: str
    obligation: str
    group: str
    when: Any
    severity: Severity | None
    outcome: Outcome | None
    reservations: tuple[ReservationClause, ...]
    label: Text | None
    finding: Text | None
    recommendation: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule as data. ``cases`` hold parsed conditions of :mod:`gapanalysis.rules.conditions`."""

    id: str
    version: int
    kind: str
    articles: str
    obligations: tuple[str, ...]
    partly_lowers: bool
    group: str
    basis: Basis
    finding: Text
    recommendation: Text
    note: Text | None
    cases: tuple[RuleCase, ...]
    tests: tuple[Any, ...]
    """Every test of its cases, those of their reservation clauses too."""
    source: str


class Read(NamedTuple):
    """One fact that a step read. ``kind``: element, attribute, fact, mapping, reservation, rule.
    ``law`` (title), ``number`` (address) and ``quote`` name the provision and its words.
    """

    kind: str
    name: str
    value: str | None
    law: str | None = None
    number: str | None = None
    quote: str | None = None
    provision: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One test that was made: what (``E36.1 = no``), its result, what it read, how deep it stands.
    ``decisive`` marks the steps that made the result what it is.
    """

    test: str
    result: Truth
    reads: tuple[Read, ...]
    depth: int
    decisive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationNote:
    """The reservation that covers a finding: its provision, status, last day of its effect."""

    provision: str
    status: ReservationStatus
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule says of an obligation. Key: (rule, obligation, subject).

    ``subject`` is the case or the reservation concerned, or empty. ``labels``: codes such as
    ``to_verify``, ``may_be_more_serious``, ``scope_to_check``, ``reservation_lapsed``,
    ``reservation_unknown``, ``bill_pending``, ``would_need``.
    ``needs``: elements whose answers would decide it (shortest list, for ``cannot_tell``).
    ``closes``: what would make it go away, as tests ("E36.1 = yes"). ``case``: the case in words,
    where its rule names it.
    """

    rule: str
    version: int
    obligation: str
    subject: str
    outcome: Outcome
    severity: Severity
    verb: str
    text: Text
    recommendation: Text
    basis: Basis
    why: tuple[Step, ...]
    needs: tuple[str, ...]
    closes: tuple[str, ...]
    reservation: ReservationNote | None
    group: str
    labels: tuple[str, ...]
    kind: str
    source: str
    case: Text | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What a finding is known by from one evaluation to the next."""
        return self.rule, self.obligation, self.subject

    @property
    def decisive_elements(self) -> set[str]:
        """Gives the elements whose answers made the finding what it is."""
        return {
            read.name
            for step in self.why
            if step.decisive
            for read in step.reads
            if read.kind == "element"
        }

    @property
    def digest(self) -> str:
        """What it says and rests on, in short: another digest means that a person who judged it
        should look again. Words of quotations count, texts of the rule do not.
        """
        import hashlib

        facts = sorted(
            {
                tuple(
                    map(str, (r.kind, r.name, r.value, r.law, r.number, r.quote)),
                )
                for step in self.why
                if step.decisive
                for r in step.reads
            }
        )
        said = (self.key, self.version, str(self.outcome), str(self.severity), facts)
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


class GroundKind(StrEnum):
    """What a status rests on besides the findings of its obligation.

    ``DENIED``: answers *no* in which a finding on another obligation sees a gap; ``NARROW``:
    answers *partly* or *no*; ``TERRITORY``: provisions that hold in a part of the territory only;
    ``OPEN``: questions without a sure answer; ``UNASKED``: no question decides; ``MOOT``: none of
    those that decide arises; ``CONTRARY``: provisions that speak against answers *yes*.
    """

    DENIED = "denied"
    NARROW = "narrow"
    TERRITORY = "territory"
    OPEN = "open"
    UNASKED = "unasked"
    MOOT = "moot"
    CONTRARY = "contrary"


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a status is what it is, where no finding of its obligation says so: the ``elements`` or
    the ``provisions`` that decided.
    """

    kind: GroundKind
    elements: tuple[str, ...] = ()
    provisions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationStatus:
    """``answered`` of ``elements`` core and info elements; ``computed`` is the status before a
    person's ``override`` (its reason, or empty); ``ground`` is why it was computed, where the
    findings of the obligation do not say it and it is not plain (met, not assessed).
    """

    obligation: str
    status: Status
    computed: Status
    ground: Ground | None
    answered: int
    elements: int
    override: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementStatus:
    """What an element shows. ``found``: it is not answered, but what was read of the law has
    settled the status of its obligation, and no answered element shows that.
    """

    element: str
    outcome: ElementOutcome
    found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What is known of a group of obligations: how many of each status (every status has a
    count), and how many of its elements are answered.
    """

    group: Group
    totals: MappingABC[Status, int]
    answered: int
    elements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All findings and statuses on one day: of obligations, which ``totals`` counts, and of
    elements. ``facts`` is what the rules read them from, for the evaluation after the next edit
    in this process.
    """

    on: date
    rules_version: str
    findings: tuple[Finding, ...]
    statuses: MappingABC[str, ObligationStatus]
    totals: MappingABC[Status, int]
    elements: MappingABC[str, ElementStatus]
    facts: Any = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationState:
    """A reservation on one day (see :mod:`gapanalysis.reservations`). ``flags``: notice_due,
    notice_overdue, announced, widened, early_notice, late_notice, withdrawn (of one that had no
    effect), explanation_due (before the next renewal, or on request), explanation_missing (renewed
    without one). ``codes`` are the rules' codes (V55.1-35), none where it is void in scope.
    ``expires`` is the end of the last period decided so far, ``grace_until`` the day on which it
    then lapses (both exclusive). ``reason`` is a code.
    """

    provision: str
    codes: tuple[str, ...]
    status: ReservationStatus
    flags: frozenset[str]
    expires: date | None
    notify_by: date | None
    remind_from: date | None
    grace_until: date | None
    reason: str
    reservation: Reservation


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSummary:
    """What a project file holds at a glance: the State, how many laws and answered elements."""

    state_code: str
    state_name: str
    laws: int
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One step of the history. ``done`` is False for a step after the cursor (redo), ``abandoned``
    True for one that a later edit replaced.
    """

    id: int
    group: str
    edit: str
    summary: MappingABC[str, str]
    author: str
    at: str
    done: bool
    abandoned: bool

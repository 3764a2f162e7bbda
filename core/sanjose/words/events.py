"""What can happen to a case or to the committee: the bodies of the record's events.

Each body is at once the document that an officer hands in for a verb and the fact that the
record keeps. A fact about one person stands in an event of its own, so that a person can be
erased and the others remain. Forms may still change before 1.0; names never do.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sanjose.words.model import (
    Answer,
    Assessment,
    Basis,
    Calendar,
    Channel,
    Closing,
    Confidence,
    Consulted,
    Cooperation,
    Criterion,
    Form,
    Ground,
    Kind,
    Matter,
    Mode,
    Perpetrator,
    Post,
    Preset,
    Silence,
    Source,
    Standing,
    Urgency,
    Use,
)
from sanjose.words.participation import Acceptance
from sanjose.words.sealed import Sealed
from sanjose.words.told import body, told


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One entry of the record, opened.

    ``on`` is the day it happened, perhaps long ago; ``recorded_at`` is aware, in UTC. ``actor``
    is the officer whose key unlocked; ``by`` the office-holder whose act is recorded on
    instruction (floor 6). ``subject`` is a case's key id, or the committee's.
    """

    event_id: bytes
    seq: int
    subject: bytes
    on: date
    recorded_at: datetime
    actor: str
    by: Post | None
    persons: tuple[str, ...]
    body: Any


# -- an allegation and what is known of it -----------------------------------------------------


@body("person.named/1")
class PersonNamed:
    """Somebody whom the allegation concerns or who speaks for them. Source: G 13; N 11."""

    name: Sealed = told("the name, or how the person is to be called")
    standing: Standing = told(
        "what the person is to the allegation", default=Standing.CONCERNED
    )
    contact: Sealed | None = told("how to reach the person", default=None)
    channel: Channel = told("the channel that the person chose", default=Channel.NONE)
    safe: bool = told("whether that channel is marked safe", default=False)
    safe_hours: Sealed | None = told("when it is safe to use it", default=None)
    child: bool | None = told("whether the person is a child", default=None)
    stands_for: str | None = told("whom this person represents, as P1", default=None)
    suspected: bool | None = told(
        "whether this person may be a source of the risk", default=None
    )
    label: str | None = told("the label in the case, given on receipt", default=None)


@body("allegation.received/1")
class AllegationReceived:
    """An allegation as it was received; no free text stands here. Source: G 10, 11."""

    reference: str = told("the reference that was given")
    state: str = told("the State party, by its code")
    procedure: str = told("the procedure of the committee that the person cooperates with")
    source: Source = told("who brings it", default=Source.UNKNOWN)
    form: Form = told("how it reached the committee", default=Form.UNKNOWN)
    confidence: Confidence = told("on what terms", default=Confidence.IN_CONFIDENCE)
    cooperation: Cooperation = told("how far cooperation had come", default=Cooperation.UNKNOWN)
    kinds: tuple[Kind, ...] = told("what is alleged", default=())
    perpetrator: Perpetrator = told("by whom", default=Perpetrator.UNKNOWN)
    grounds: tuple[Ground, ...] = told("grounds of discrimination", default=())
    silences: tuple[Silence, ...] = told("what was not said or done out of fear", default=())
    happened: str | None = told("when, as far as known", default=None)
    imminent: bool = told("whether there is imminent risk to life or integrity", default=False)
    detained: bool = told("whether somebody is deprived of liberty", default=False)
    in_session: bool = told("whether it happens during a session", default=False)
    urgency: Urgency = told("how soon a person has to look", default=Urgency.ORDINARY)


@body("intake")
class Intake:
    """An allegation to be recorded; only the State and the words are asked for. Source: G 11."""

    state: str = told("the State party, by its code or its name in the United Nations")
    text: Sealed = told("what is alleged, in the words in which it came")
    procedure: str = told(
        "the procedure cooperated with; `sanjose committees` lists them", default="unknown"
    )
    persons: tuple[PersonNamed, ...] = told(
        "the persons concerned and who speaks for them", default=()
    )
    source: Source = told("who brings it", default=Source.UNKNOWN)
    form: Form = told("how it reached the committee", default=Form.UNKNOWN)
    confidence: Confidence = told("on what terms", default=Confidence.IN_CONFIDENCE)
    cooperation: Cooperation = told("how far cooperation had come", default=Cooperation.UNKNOWN)
    kinds: tuple[Kind, ...] = told("what is alleged", default=())
    perpetrator: Perpetrator = told("by whom", default=Perpetrator.UNKNOWN)
    grounds: tuple[Ground, ...] = told(
        "grounds of discrimination that the act plays on", default=()
    )
    silences: tuple[Silence, ...] = told("what was not said or done out of fear", default=())
    happened: str | None = told("when, as far as known", default=None)
    imminent: bool = told("whether there is imminent risk to life or integrity", default=False)
    detained: bool = told("whether somebody is deprived of liberty", default=False)
    in_session: bool = told("whether it happens during a session", default=False)


@body("facts.added/1")
class FactsAdded:
    """What became known, or was entered wrongly, since the receipt; what is given replaces."""

    state: str | None = told("the State party, by its code or name", default=None)
    procedure: str | None = told("the procedure cooperated with", default=None)
    source: Source | None = told("who brings it", default=None)
    confidence: Confidence | None = told("on what terms", default=None)
    cooperation: Cooperation | None = told("how far cooperation had come", default=None)
    kinds: tuple[Kind, ...] = told("what is alleged", default=())
    perpetrator: Perpetrator | None = told("by whom", default=None)
    grounds: tuple[Ground, ...] = told("grounds of discrimination", default=())
    silences: tuple[Silence, ...] = told("what was not said or done out of fear", default=())
    happened: str | None = told("when, as far as known", default=None)
    imminent: bool | None = told("whether there is imminent risk now", default=None)
    detained: bool | None = told("whether somebody is deprived of liberty", default=None)
    in_session: bool | None = told("whether it happens during a session", default=None)
    urgency: Urgency | None = told("how soon a person has to look; never lowered", default=None)


@body("submission.added/1")
class SubmissionAdded:
    """Something handed in or learned, in its own words. Source: G 10, 11."""

    text: Sealed = told("what was handed in or learned")
    form: Form = told("how it reached the committee", default=Form.UNKNOWN)
    persons: tuple[str, ...] = told("whom it speaks of, as P1", default=())
    digest: str | None = told("the digest of the file kept with it", default=None)


@body("text.kept/1")
class TextKept:
    """The words that belong to another entry, apart from it. Source: G 5 (e), 11."""

    of: str = told("the field that they were given for, such as assess.reasons")
    about: str | None = told("the measure they belong to, as M1", default=None)
    text: Sealed = told("the words")
    persons: tuple[str, ...] = told("whom they mention, as P1", default=())


@body("file.kept/1")
class FileKept:
    """A file is kept with another entry, apart from it: it has a key of its own. Source: G 5 (e)."""

    of: str = told("the entry that it was handed in with, by its random id")
    persons: tuple[str, ...] = told(
        "whom it speaks of, as P1; none means whomever the case names", default=()
    )


# -- the person: contact, information, consent -------------------------------------------------


@body("contact.made/1")
class ContactMade:
    """A contact, or an attempt at one, with the person or who speaks for them. Source: G 13."""

    person: str = told("with whom, as P1", default="P1")
    channel: Channel = told("through which channel")
    inbound: bool = told("whether it came from the person", default=False)
    reached: bool = told("whether the person was reached", default=True)
    safe: bool | None = told("whether the channel is marked safe from here on", default=None)
    text: Sealed | None = told("what was said", default=None)
    promise: Sealed | None = told("what was promised", default=None)
    check_in: date | None = told("the day of the next check-in", default=None)


@body("procedure.explained/1")
class ProcedureExplained:
    """The person was told of the procedure, the outcomes and the limits. Source: N 18, 32, 33."""

    person: str = told("who was told, as P1", default="P1")
    limits: bool = told("whether the limits of protection were explained", default=True)
    special_procedures: bool = told(
        "whether special procedures were named (G 29)", default=False
    )
    text: Sealed | None = told("what was explained, and what was asked", default=None)


@body("consent.recorded/1")
class ConsentRecorded:
    """What was asked of, or answered by, the person or who speaks for them. Source: N 11, 22."""

    person: str = told("whose consent, as P1", default="P1")
    answer: Answer = told("what was answered")
    basis: Basis = told("on what it rests", default=Basis.CONSENT)
    presets: tuple[Preset, ...] = told("the sets of uses on the consent sheet", default=())
    uses: tuple[Use, ...] = told(
        "single uses; publication is always asked by itself", default=()
    )
    items: tuple[str, ...] = told(
        "for publication: whose text may be shown, M1 for a letter and M1-reply for its reply",
        default=(),
    )
    committees: tuple[str, ...] = told(
        "which other committees it speaks of, by their short names; none means all", default=()
    )
    spoken_by: str | None = told("who answered for the person, as P2", default=None)
    own_view: Sealed | None = told(
        "the person's own view: a child's, or where somebody else answers", default=None
    )
    text: Sealed | None = told(
        "in the person's words; for a concern, what it is about", default=None
    )
    confirmed_orally_by: tuple[Post, ...] = told("for an emergency: who agreed", default=())
    state_knows: bool = told(
        "for an emergency: that only what the State already knows is used", default=False
    )


@body("consequences.weighed/1")
class ConsequencesWeighed:
    """Possible consequences for the person and for others were considered. Source: G 13."""

    for_person: Sealed | None = told("what it may mean for the person", kept_apart=True)
    for_others: Sealed | None = told(
        "what it may mean for others who may be affected", kept_apart=True
    )
    measures: tuple[str, ...] = told("for which measures; none means for all", default=())
    go_ahead: bool = told("whether the measures may go ahead", default=True)


# -- assessment and decision -------------------------------------------------------------------


@body("source.consulted/1")
class SourceConsulted:
    """A source of information was consulted. Source: G 12, 14."""

    consulted: Consulted = told("who or what was consulted")
    views: bool = told("whether views on the conclusions were sought (G 14)", default=False)
    text: Sealed | None = told("what was learned", default=None, kept_apart=True)


@body("assessment.concluded/1")
class AssessmentConcluded:
    """What the assessment found. Source: G 12, 14."""

    finding: Assessment = told("the finding")
    perpetrator: Perpetrator | None = told("by whom, as assessed", default=None)
    turned_on: tuple[Criterion, ...] = told("what the finding turned on", default=())
    means: str | None = told("by what means it reached the secretariat", default=None)
    reasons: Sealed | None = told("the reasons", kept_apart=True)


@body("conclusions.told/1")
class ConclusionsTold:
    """The conclusions and a proposed course of action were given to the Chair. Source: G 14."""

    course: tuple[str, ...] = told("the measures advised", default=())
    means: str | None = told("how the Chair was told", default=None)
    text: Sealed | None = told("the advice", default=None, kept_apart=True)


@body("notice.given/1")
class NoticeGiven:
    """An office-holder was told. Source: G 10, 14."""

    to: Post = told("who was told")
    of: Matter = told("of what", default=Matter.RECEIPT)
    means: str | None = told("how they were told", default=None)
    acting_for: tuple[Post, ...] = told("for which offices, where it stands in", default=())


@body("measure.proposed/1")
class MeasureProposed:
    """A measure was proposed. Source: G 7, 14."""

    measure: str = told("the measure; `sanjose steps` lists them")
    label: str | None = told("the label in the case, given when proposed", default=None)
    persons: tuple[str, ...] = told(
        "whom it identifies, as P1; none means everybody concerned", default=()
    )
    about: str | None = told("the earlier measure it follows or posts, as M1", default=None)
    of_reply: bool = told(
        "for posting: whether the reply is posted, which is an item of its own", default=False
    )
    specific: bool = told(
        "for a public statement: whether it speaks of a specific allegation", default=True
    )
    identifies_nobody: bool = told(
        "whether it was checked that nobody can be identified", default=False
    )
    state: str | None = told("for a measure without a case: the State party", default=None)
    text: Sealed | None = told("what is proposed", default=None, kept_apart=True)


@body("measure.decided/1")
class MeasureDecided:
    """A measure was decided by whoever may decide it. Source: G 14; floor 6."""

    label: str = told("which measure, as M1")
    adopted: bool = told("whether it was adopted", default=True)
    mode: Mode = told("how the decision was taken", default=Mode.BETWEEN_SESSIONS)
    means: str | None = told("by what means it reached the secretariat", default=None)
    consensus: bool = told("whether it was taken by consensus, without a vote", default=False)
    in_favour: int | None = told(
        "how many voted in favour, where votes were cast", default=None
    )
    against: int | None = told("how many voted against", default=None)
    abstaining: int | None = told("how many abstained", default=None)
    without_contact: bool = told(
        "a statement before any contact with the State, with reasons", default=False
    )
    text: Sealed | None = told("the decision", default=None, kept_apart=True)
    digest: str | None = told("the digest of the message kept with it", default=None)


@body("decision.confirmed/1")
class DecisionConfirmed:
    """An office-holder confirmed what had been entered on instruction. Source: floor 6."""

    label: str = told("which measure, as M1")
    means: str | None = told("how it was confirmed", default=None)
    digest: str | None = told("the digest of the message kept with it", default=None)


@body("measure.taken/1")
class MeasureTaken:
    """A person carried the measure out. Source: floor 7."""

    label: str = told("which measure, as M1")
    means: str | None = told("how it was done", default=None)
    reply_by: date | None = told(
        "the last day for a reply, in time when received that day", default=None
    )
    symbol: str | None = told("the symbol and paragraph, for a document", default=None)
    text: Sealed | None = told("what was sent or said", default=None, kept_apart=True)
    digest: str | None = told("the digest of the file kept with it", default=None)


@body("reply.received/1")
class ReplyReceived:
    """A reply came in. Source: G 19; N 11 (a)."""

    label: str = told("to which measure, as M1")
    substantive: bool = told("whether it answers the substance", default=True)
    text: Sealed | None = told("what it says", default=None, kept_apart=True)
    digest: str | None = told("the digest of the file kept with it", default=None)


# -- the life of a case ------------------------------------------------------------------------


@body("case.parked/1")
class CaseParked:
    """An unanswered case leaves the daily list until a day, never the figures. Source: floor 9."""

    reason: Sealed | None = told("why nothing more is done for now", kept_apart=True)
    review_on: date = told("the day on which it is looked at again")
    means: str | None = told("by what means it reached the secretariat", default=None)


@body("case.closed/1")
class CaseClosed:
    """A case was closed. Source: floor 9."""

    ground: Closing = told("why; a State's silence is no reason")
    reasons: Sealed | None = told("the reasons, in words", kept_apart=True)
    means: str | None = told("by what means it reached the secretariat", default=None)


@body("recusal.declared/1")
class RecusalDeclared:
    """Somebody takes no part: neither content nor notice. Source: floor 4."""

    who: str = told("the officer or office-holder, as listed in the roster")
    ground: str = told("on what ground", default="declared conflict of interest")
    state: str | None = told("for every case of a State: its code or name", default=None)


@body("step.refused/1")
class StepRefused:
    """A step was refused, and why. Source: ours; a refusal without a trace teaches nobody."""

    verb: str = told("the verb")
    measure: str | None = told("the measure", default=None)
    objections: tuple[str, ...] = told("the objections, by their short names")
    sources: tuple[str, ...] = told("their paragraphs")


@body("person.erased/1")
class PersonErased:
    """A person's facts were destroyed in a case that goes on. Source: G 5 (e)."""

    person: str = told("whose facts, as P1")


# -- files of the committee's own procedures ---------------------------------------------------


@body("file.opened/1")
class FileOpened:
    """A file of one of the committee's procedures was opened. Source: its profile."""

    kind: str = told("which kind of file; `sanjose committees` lists them")
    label: str | None = told("the label, given when opened", default=None)
    title: str = told("what it is called, naming nobody")
    state: str | None = told("the State party, by its code or name", default=None)
    reference: str | None = told("the case it is linked with", default=None)
    details: tuple[str, ...] = told(
        "what is kept of it, as delegation=two members; its kind says which", default=()
    )


@body("file.moved/1")
class FileMoved:
    """A file came into another state. Source: its profile."""

    label: str = told("which file, as F1")
    to: str = told("the state it is in")
    document: str | None = told(
        "the document or the outside decision, by its symbol", default=None
    )
    decided_by: str | None = told(
        "the outside body whose decision it is, where it is one", default=None
    )
    details: tuple[str, ...] = told(
        "what is kept of it from now on, as delegation=two members", default=()
    )


@body("file.linked/1")
class FileLinked:
    """A file and a case belong together; they never merge. Source: N 36-38."""

    label: str = told("which file, as F1")
    reference: str = told("the case")
    kind: str = told("its kind", default="")
    state: str = told("the state it is in", default="")
    document: str | None = told("the document or outside decision behind it", default=None)


# -- the committee -----------------------------------------------------------------------------


@body("committee.opened/1")
class CommitteeOpened:
    """An installation was set up for a committee."""

    committee: str = told("the committee, by its short name")
    trial: bool = told("whether it is for trying out, with invented data only", default=False)


@body("office.filled/1")
class OfficeFilled:
    """Somebody holds an office from a day on. Source: G 8; N 5, 27."""

    post: Post = told("the office")
    holder: str = told("the holder, as listed")
    nationalities: tuple[str, ...] = told(
        "nationalities, by codes or names of States", default=()
    )
    since: date = told("the first day")
    until: date | None = told("the last day, if known", default=None)
    state: str | None = told("for a country rapporteur: the State party", default=None)
    procedures: tuple[str, ...] = told(
        "for a split office: the procedures; none means all", default=()
    )
    address: str | None = told(
        "a telephone or an address to which neutral notices go", default=None
    )


@body("office.corrected/1")
class OfficeCorrected:
    """An entry of the roster was wrong, or not complete; what is given replaces. Source: G 8."""

    post: Post = told("the office")
    holder: str = told("the holder, as listed")
    entered: date | None = told(
        "the first day as it stands, where the holder has several entries", default=None
    )
    nationalities: tuple[str, ...] = told(
        "nationalities, by codes or names of States", default=()
    )
    since: date | None = told("the first day, as it should be", default=None)
    until: date | None = told("the last day, as it should be", default=None)
    address: str | None = told(
        "a telephone or an address to which neutral notices go", default=None
    )


@body("office.left/1")
class OfficeLeft:
    """Somebody left an office. Source: G 8."""

    post: Post = told("the office")
    holder: str = told("the holder, as listed")
    until: date = told("the last day")


@body("officer.enrolled/1")
class OfficerEnrolled:
    """An officer got a key of their own."""

    officer: str = told("the officer, as listed")
    nationalities: tuple[str, ...] = told(
        "nationalities, by codes or names of States", default=()
    )
    post: Post = told(
        "secretariat, or the office that the key belongs to", default=Post.SECRETARIAT
    )


@body("officer.left/1")
class OfficerLeft:
    """An officer left; the key opens nothing that comes after."""

    officer: str = told("the officer, as listed")


@body("calendar.entered/1")
class CalendarEntered:
    """A session, a review, or something that was adopted. Source: N 2, 29, 30, 50."""

    what: Calendar = told("what it is")
    title: str = told("its title or symbol")
    starts: date = told("the first day")
    ends: date | None = told("the last day; the same where none is given", default=None)
    state: str | None = told("the State party, by its code or name", default=None)
    reprisals: str | None = told(
        "the paragraphs on reprisals, intimidation or defenders", default=None
    )


@body("calendar.removed/1")
class CalendarRemoved:
    """An entry of the calendar was wrong, or is there twice; it does not count any more."""

    what: Calendar = told("what it is")
    title: str = told("its title or symbol, as it stands in the calendar")
    starts: date = told("its first day, as it stands in the calendar")
    ends: date | None = told("its last day, where several entries differ by it", default=None)
    state: str | None = told(
        "the State party, where several entries differ by it", default=None
    )


@body("participation.entered/1")
class ParticipationEntered:
    """What a State has accepted, with a source and the day on which it was looked up.

    Source: ours; what a committee can rest on depends on it, and differs from day to day.
    """

    state: str = told("the State, by its code or name")
    instrument: str = told("the instrument, by its key; `sanjose participation` lists them")
    status: Acceptance = told("where the State stands towards it")
    since: date | None = told("the first day of that, if known", default=None)
    until: date | None = told("the last day of that, where it ended or will end", default=None)
    source: str = told("where it was looked up, by symbol or title")
    as_of: date = told("the day on which it was looked up")


@body("erasure.ordered/1")
class ErasureOrdered:
    """Keys are to be destroyed; names no one. Source: G 5 (e)."""

    reference: str = told("the case")
    person: str | None = told("whose facts, as P1; none means the whole case", default=None)
    quarter: str = told("the quarter of receipt")
    events: tuple[str, ...] = told("the entries concerned, by their random ids")
    case_id: str = told("the case, by its random id")
    approved: str | None = told("what two persons agreed to, as A1", default=None)


@body("erasure.done/1")
class ErasureDone:
    """The keys were destroyed and entered in the ledger."""

    order: str = told("the entry that ordered it, by its random id")

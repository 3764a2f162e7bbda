"""What the committee's own events add up to: offices, calendar, what States accepted, files.

Like a case it is a pure fold. Offices are dated, because authority belongs to the post and is
asked for on a day that may be long ago. Source: G 8; N 5, 27.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from sanjose.words import approvals, correspondence, joint, shared
from sanjose.words.approvals import (
    ApprovalAsked,
    ApprovalDeclined,
    ApprovalGiven,
    ApprovalPlaced,
    ApprovalSettled,
    GuardOverruled,
    TextReleased,
    Waiting,
)
from sanjose.words.correspondence import Brief
from sanjose.words.events import (
    CalendarEntered,
    CalendarRemoved,
    CommitteeOpened,
    DecisionConfirmed,
    ErasureDone,
    ErasureOrdered,
    Event,
    FileLinked,
    FileMoved,
    FileOpened,
    MeasureDecided,
    MeasureProposed,
    MeasureTaken,
    OfficeCorrected,
    OfficeFilled,
    OfficeLeft,
    OfficerEnrolled,
    OfficerLeft,
    ParticipationEntered,
    RecusalDeclared,
    ReplyReceived,
    StepRefused,
)
from sanjose.words.joint import Joint
from sanjose.words.measures import Measure, moved
from sanjose.words.model import Post
from sanjose.words.reports import AccountPlaced
from sanjose.words.shared import Exchanged


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A file of one of the committee's procedures, and the states that it went through."""

    label: str
    kind: str
    title: str
    state: str | None
    states: tuple[tuple[date, str], ...]
    references: tuple[str, ...] = ()
    document: str | None = None
    details: tuple[str, ...] = ()

    @property
    def now(self) -> str:
        """Return the state that the file is in."""
        return self.states[-1][1]


@dataclass(frozen=True, kw_only=True, slots=True)
class CommitteeRecord:
    """The committee as its events tell it.

    ``approvals`` are what two persons were asked for that is about no case; of the others only
    where they stand is ``placed`` here, and which are ``settled``. ``told_of`` are the cases of
    which an account stands in a report, by their random ids.
    """

    slug: str = ""
    trial: bool = False
    offices: tuple[OfficeFilled, ...] = ()
    officers: tuple[OfficerEnrolled, ...] = ()
    recusals: tuple[RecusalDeclared, ...] = ()
    calendar: tuple[CalendarEntered, ...] = ()
    participation: tuple[ParticipationEntered, ...] = ()
    files: tuple[File, ...] = ()
    measures: tuple[Measure, ...] = ()
    refusals: tuple[tuple[date, StepRefused], ...] = ()
    orders: tuple[tuple[Event, ErasureOrdered], ...] = ()
    done: frozenset[str] = frozenset()
    exchanged: Exchanged = field(default_factory=Exchanged)
    joint: Joint = field(default_factory=Joint)
    approvals: tuple[Waiting, ...] = ()
    placed: tuple[ApprovalPlaced, ...] = ()
    settled: frozenset[str] = frozenset()
    overruled: frozenset[str] = frozenset()
    briefs: tuple[Brief, ...] = ()
    told_of: tuple[str, ...] = ()
    seq: int = -1

    def officer(self, officer: str) -> OfficerEnrolled | None:
        """Return an officer who has not left, or None."""
        return next((one for one in self.officers if one.officer == officer), None)

    def holding(self, post: Post, on: date) -> tuple[OfficeFilled, ...]:
        """Return who holds an office on a day; both the first and the last day count."""
        return tuple(
            one
            for one in self.offices
            if one.post is post and one.since <= on and (one.until is None or on <= one.until)
        )

    def in_session(self, on: date) -> bool:
        """Return whether a session stands in the calendar for a day."""
        return any(
            one.what == "session" and one.starts <= on <= (one.ends or one.starts)
            for one in self.calendar
        )

    def measure(self, label: str) -> Measure | None:
        """Return the measure without a case that has a label, or None."""
        return next((one for one in self.measures if one.label == label), None)

    def file(self, label: str) -> File | None:
        """Return the file with a label, or None."""
        return next((one for one in self.files if one.label == label), None)


def fold(events: Iterable[Event], record: CommitteeRecord | None = None) -> CommitteeRecord:
    """Return what the committee's events add up to."""
    folded = record or CommitteeRecord()
    for event in events:
        folded = after(folded, event)
    return folded


def after(record: CommitteeRecord, event: Event) -> CommitteeRecord:
    """Return the committee's record after one more event."""
    exchanged = shared.after(record.exchanged, event)
    stated = joint.after(record.joint, event)
    briefs = correspondence.after(record.briefs, event)
    record = replace(record, seq=event.seq, exchanged=exchanged, joint=stated, briefs=briefs)
    match event.body:
        case CommitteeOpened() as fact:
            return replace(record, slug=fact.committee, trial=fact.trial)
        case OfficeFilled() as fact:
            return replace(record, offices=(*record.offices, fact))
        case OfficeCorrected() as fact:
            return replace(record, offices=tuple(amended(one, fact) for one in record.offices))
        case OfficeLeft() as fact:
            return replace(record, offices=tuple(_ended(one, fact) for one in record.offices))
        case OfficerEnrolled() as fact:
            others = tuple(one for one in record.officers if one.officer != fact.officer)
            return replace(record, officers=(*others, fact))
        case OfficerLeft() as fact:
            staying = tuple(one for one in record.officers if one.officer != fact.officer)
            return replace(record, officers=staying)
        case RecusalDeclared() as fact:
            return replace(record, recusals=(*record.recusals, fact))
        case CalendarEntered() as fact:
            return replace(record, calendar=(*record.calendar, fact))
        case CalendarRemoved() as fact:
            return replace(record, calendar=_without(record.calendar, fact))
        case ParticipationEntered() as fact:
            return replace(record, participation=(*record.participation, fact))
        case FileOpened() as fact:
            return replace(record, files=(*record.files, _opened(record, event, fact)))
        case FileMoved() as fact:
            return replace(
                record, files=tuple(_moved(one, event, fact) for one in record.files)
            )
        case FileLinked() as fact:
            return replace(record, files=tuple(_linked(one, fact) for one in record.files))
        case (
            MeasureProposed()
            | MeasureDecided()
            | DecisionConfirmed()
            | TextReleased()
            | MeasureTaken()
            | ReplyReceived() as fact
        ):
            return replace(record, measures=moved(record.measures, event, fact))
        case StepRefused() as fact:
            return replace(record, refusals=(*record.refusals, (event.on, fact)))
        case ErasureOrdered() as fact:
            return replace(record, orders=(*record.orders, (event, fact)))
        case ErasureDone() as fact:
            return replace(record, done=record.done | {fact.order})
        case _:
            return _approved(record, event)


def _approved(record: CommitteeRecord, event: Event) -> CommitteeRecord:
    """Return the record after an event about what two persons agree to, or as it was."""
    match event.body:
        case ApprovalAsked() | ApprovalGiven() | ApprovalDeclined() as fact:
            askings = approvals.after(record.approvals, event, fact)
            return replace(record, approvals=askings)
        case ApprovalPlaced() as fact:
            return replace(record, placed=(*record.placed, fact))
        case ApprovalSettled() as fact:
            return replace(record, settled=record.settled | {fact.label})
        case GuardOverruled() as fact:
            return replace(record, overruled=record.overruled | {fact.digest})
        case AccountPlaced() as fact:
            there = tuple(one for one in record.told_of if one != fact.case_id)
            return replace(record, told_of=(*there, fact.case_id))
        case _:
            return record


def _without(
    calendar: tuple[CalendarEntered, ...], fact: CalendarRemoved
) -> tuple[CalendarEntered, ...]:
    """Return the calendar without the entry that is meant; of two alike, one stays."""
    at = next((n for n, one in enumerate(calendar) if meant(one, fact)), len(calendar))
    return calendar[:at] + calendar[at + 1 :]


def meant(entry: CalendarEntered, fact: CalendarRemoved) -> bool:
    """Return whether an entry of the calendar is the one that is removed."""
    named = (entry.what, entry.title, entry.starts) == (fact.what, fact.title, fact.starts)
    return named and fact.ends in {None, entry.ends} and fact.state in {None, entry.state}


def amended(office: OfficeFilled, fact: OfficeCorrected) -> OfficeFilled:
    """Return an entry of the roster with what was corrected, if it is the one that was meant."""
    same = office.post is fact.post and office.holder == fact.holder
    if not same or fact.entered not in {None, office.since}:
        return office
    return replace(
        office,
        nationalities=fact.nationalities or office.nationalities,
        since=fact.since or office.since,
        until=fact.until or office.until,
        address=fact.address or office.address,
    )


def _ended(office: OfficeFilled, left: OfficeLeft) -> OfficeFilled:
    same = office.post is left.post and office.holder == left.holder
    open_then = office.since <= left.until and (
        office.until is None or left.until <= office.until
    )
    return replace(office, until=left.until) if same and open_then else office


def _opened(record: CommitteeRecord, event: Event, fact: FileOpened) -> File:
    return File(
        label=fact.label or f"F{len(record.files) + 1}",
        kind=fact.kind,
        title=fact.title,
        state=fact.state,
        states=((event.on, "open"),),
        references=(fact.reference,) if fact.reference else (),
        details=fact.details,
    )


def _moved(file: File, event: Event, fact: FileMoved) -> File:
    if file.label != fact.label:
        return file
    kept = {one.partition("=")[0]: one for one in (*file.details, *fact.details)}
    return replace(
        file,
        states=(*file.states, (event.on, fact.to)),
        document=fact.document,
        details=tuple(kept.values()),
    )


def _linked(file: File, fact: FileLinked) -> File:
    if file.label != fact.label or fact.reference in file.references:
        return file
    return replace(file, references=(*file.references, fact.reference))

"""A case: what its events add up to.

The fold is pure: the same events give the same case, on any machine, in any year. Nothing in
it decides; the rules read a case and the door appends to it. Bodies whose keys were destroyed
are simply not there any more.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sanjose.words import approvals, reports
from sanjose.words.approvals import (
    ApprovalAsked,
    ApprovalDeclined,
    ApprovalGiven,
    GuardOverruled,
    TextReleased,
    Waiting,
)
from sanjose.words.correspondence import LetterKept, TransmissionProved
from sanjose.words.events import (
    AllegationReceived,
    AssessmentConcluded,
    CaseClosed,
    CaseParked,
    ConclusionsTold,
    ConsentRecorded,
    ConsequencesWeighed,
    ContactMade,
    DecisionConfirmed,
    Event,
    FactsAdded,
    FileLinked,
    MeasureDecided,
    MeasureProposed,
    MeasureTaken,
    NoticeGiven,
    PersonErased,
    PersonNamed,
    ProcedureExplained,
    RecusalDeclared,
    ReplyReceived,
    SourceConsulted,
    StepRefused,
    SubmissionAdded,
    TextKept,
)
from sanjose.words.measures import Measure, moved
from sanjose.words.model import CONFIRMED, Matter, Post, Standing, Urgency
from sanjose.words.reports import AccountReleased, Accounts, AccountWithdrawn
from sanjose.words.shared import SummaryKept
from sanjose.words.told import fields_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A case as its events tell it; ``changed_at`` is the entry that last changed the facts.

    ``approvals`` are what two persons were asked for, ``overruled`` the digests of texts that
    they let past the guard. ``letters`` are files of letters as they were taken in,
    ``transmissions`` what went out.
    """

    case_id: bytes
    received: AllegationReceived
    received_on: date
    recorded_at: datetime
    seq: int
    changed_at: int
    latest: date
    persons: tuple[PersonNamed, ...] = ()
    erased: tuple[str, ...] = ()
    submissions: tuple[tuple[date, SubmissionAdded], ...] = ()
    texts: tuple[tuple[date, TextKept], ...] = ()
    contacts: tuple[tuple[date, ContactMade], ...] = ()
    explained: tuple[tuple[date, ProcedureExplained], ...] = ()
    consents: tuple[tuple[Event, ConsentRecorded], ...] = ()
    weighings: tuple[tuple[int, ConsequencesWeighed], ...] = ()
    consulted: tuple[tuple[date, SourceConsulted], ...] = ()
    assessment: AssessmentConcluded | None = None
    assessed_on: date | None = None
    conclusions: ConclusionsTold | None = None
    concluded_on: date | None = None
    notices: tuple[tuple[date, NoticeGiven], ...] = ()
    measures: tuple[Measure, ...] = ()
    files: tuple[FileLinked, ...] = ()
    recusals: tuple[RecusalDeclared, ...] = ()
    refusals: tuple[tuple[date, StepRefused], ...] = ()
    summaries: tuple[SummaryKept, ...] = ()
    accounts: Accounts = ()
    parked: CaseParked | None = None
    parked_on: date | None = None
    closed: CaseClosed | None = None
    closed_on: date | None = None
    approvals: tuple[Waiting, ...] = ()
    overruled: frozenset[str] = frozenset()
    letters: tuple[tuple[date, LetterKept], ...] = ()
    transmissions: tuple[tuple[date, TransmissionProved], ...] = ()

    @property
    def reference(self) -> str:
        """Return the reference given on receipt."""
        return self.received.reference

    @property
    def word(self) -> str:
        """Return what it may be called: an allegation until it is assessed. Source: G 12."""
        return "allegation" if self.assessment is None else f"case, {self.assessment.finding}"

    @property
    def confirmed(self) -> bool:
        """Return whether it counts as a confirmed reprisal or intimidation. Source: N 32."""
        return self.assessment is not None and self.assessment.finding in CONFIRMED

    @property
    def concerned(self) -> tuple[PersonNamed, ...]:
        """Return the persons whom the allegation concerns, not those who speak for them."""
        return tuple(one for one in self.persons if one.standing is Standing.CONCERNED)

    @property
    def stage(self) -> str:
        """Return where the case stands, for a list."""
        if self.closed is not None:
            return "closed"
        if self.parked is not None:
            return "parked"
        if any(one.awaiting_reply for one in self.measures):
            return "awaiting reply"
        if any(one.adopted and one.taken is None for one in self.measures):
            return "measure to take"
        if any(one.decision is None and one.taken is None for one in self.measures):
            return "awaiting decision"
        if self.conclusions is not None:
            return "concluded"
        return "being assessed" if self.assessment is None else "assessed"

    def person(self, label: str) -> PersonNamed | None:
        """Return the person with a label, or None."""
        return next((one for one in self.persons if one.label == label), None)

    def measure(self, label: str) -> Measure | None:
        """Return the measure with a label, or None."""
        return next((one for one in self.measures if one.label == label), None)

    def noticed(self, post: Post, matter: Matter) -> bool:
        """Return whether an office was told, or whoever stood in for it on that day."""
        return any(
            told.of is matter and post in (told.to, *told.acting_for)
            for _, told in self.notices
        )


def fold(events: Iterable[Event], case: Case | None = None) -> Case | None:
    """Return the case that the events add up to, or None where there is none yet."""
    for event in events:
        case = _opened(event) if case is None else after(case, event)
    return case


def _opened(event: Event) -> Case | None:
    fact = event.body
    if not isinstance(fact, AllegationReceived):
        return None
    return Case(
        case_id=event.subject,
        received=fact,
        received_on=event.on,
        recorded_at=event.recorded_at,
        seq=event.seq,
        changed_at=event.seq,
        latest=event.on,
    )


def after(case: Case, event: Event) -> Case:
    """Return the case after one more event."""
    latest = max(case.latest, event.on)
    changes = _changes(case, event, event.on)
    return replace(case, seq=event.seq, latest=latest, **changes)


def _changes(case: Case, event: Event, on: date) -> dict[str, Any]:
    """Return what an event changes in a case, by the case's fields."""
    match event.body:
        case PersonNamed() as fact:
            kept = tuple(one for one in case.persons if one.label != fact.label)
            return {"persons": (*kept, fact), "changed_at": event.seq}
        case SubmissionAdded() as fact:
            added = (*case.submissions, (on, fact))
            return {
                "submissions": added,
                "changed_at": event.seq,
                "parked": None,
                "closed": None,
                "closed_on": None,
            }
        case TextKept() as fact:
            return {"texts": (*case.texts, (on, fact))}
        case FactsAdded() as fact:
            facts = corrected(case.received, fact)
            changes = {"received": facts, "changed_at": event.seq, "parked": None}
            danger = {"closed": None, "closed_on": None} if fact.imminent else {}
            return {**changes, **danger}
        case ContactMade() as fact:
            contacts = (*case.contacts, (on, fact))
            return {"persons": _channel(case, fact), "contacts": contacts}
        case ProcedureExplained() as fact:
            return {"explained": (*case.explained, (on, fact))}
        case ConsentRecorded() as fact:
            return {"consents": (*case.consents, (event, fact))}
        case ConsequencesWeighed() as fact:
            return {"weighings": (*case.weighings, (event.seq, fact))}
        case SourceConsulted() as fact:
            return {"consulted": (*case.consulted, (on, fact))}
        case AssessmentConcluded() as fact:
            return {"assessment": fact, "assessed_on": on}
        case ConclusionsTold() as fact:
            return {"conclusions": fact, "concluded_on": on}
        case NoticeGiven() as fact:
            return {"notices": (*case.notices, (on, fact))}
        case (
            MeasureProposed()
            | MeasureDecided()
            | DecisionConfirmed()
            | TextReleased()
            | MeasureTaken()
            | ReplyReceived() as fact
        ):
            awake = None if isinstance(fact, ReplyReceived) else case.parked
            return {"measures": moved(case.measures, event, fact), "parked": awake}
        case RecusalDeclared() as fact:
            return {"recusals": (*case.recusals, fact)}
        case StepRefused() as fact:
            return {"refusals": (*case.refusals, (on, fact))}
        case FileLinked() as fact:
            kept_files = tuple(one for one in case.files if one.label != fact.label)
            return {"files": (*kept_files, fact)}
        case CaseParked() as fact:
            return {"parked": fact, "parked_on": on}
        case CaseClosed() as fact:
            return {"closed": fact, "closed_on": on, "parked": None}
        case ApprovalAsked() | ApprovalGiven() | ApprovalDeclined() as fact:
            askings = approvals.after(case.approvals, event, fact, case_id=case.case_id)
            return {"approvals": askings}
        case GuardOverruled() as fact:
            return {"overruled": case.overruled | {fact.digest}}
        case LetterKept() as fact:
            return {"letters": (*case.letters, (on, fact))}
        case TransmissionProved() as fact:
            return {"transmissions": (*case.transmissions, (on, fact))}
        case SummaryKept() as fact:
            return {"summaries": (*case.summaries, fact)}
        case AccountReleased() | AccountWithdrawn() as fact:
            return {"accounts": reports.after(case.accounts, on, fact)}
        case PersonErased() as fact:
            left = tuple(one for one in case.persons if one.label != fact.person)
            return {"persons": left, "erased": (*case.erased, fact.person)}
        case _:
            return {}


def corrected(received: AllegationReceived, added: FactsAdded) -> AllegationReceived:
    """Return the facts of receipt with what was added since in their place."""
    changes = {
        one.name: given
        for one in fields_of(FactsAdded)
        if (given := getattr(added, one.name)) not in (None, ())
    }
    changed = replace(received, **changes)
    floor = max(received.urgency, added.urgency or received.urgency)
    return replace(changed, urgency=urgency(changed.imminent, changed.detained, floor))


def urgency(imminent: bool, detained: bool, floor: Urgency = Urgency.ORDINARY) -> Urgency:  # noqa: FBT001
    """Return how soon a person has to look, by the facts alone; it is never lowered.

    Source: ours; no document ranks allegations. G 19 and 22 speak of risk and imminent danger.
    """
    if imminent:
        return Urgency.IMMEDIATE
    return max(floor, Urgency.URGENT if detained else Urgency.ORDINARY)


def _channel(case: Case, contact: ContactMade) -> tuple[PersonNamed, ...]:
    """Return the persons, with the channel of one of them as the contact left it."""
    if contact.safe is None:
        return case.persons
    return tuple(
        replace(one, channel=contact.channel, safe=contact.safe)
        if one.label == contact.person
        else one
        for one in case.persons
    )

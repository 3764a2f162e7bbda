"""The floors, told a second time: from the paragraphs, not from the rules of the software.

The ledger reads the record's entries one by one, in their order, and says which of them should
not be there. It knows nothing of `sanjose.rules`: where both disagree, one of them is wrong.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from sanjose.words import approvals as a
from sanjose.words import events as e
from sanjose.words.events import Event
from sanjose.words.model import (
    Answer,
    Assessment,
    Basis,
    Closing,
    Kind,
    Matter,
    Post,
    Preset,
    Source,
    Standing,
    Use,
)


class Telling(NamedTuple):
    """What a measure tells about a person, to whom, and who decides it.

    1 is the rapporteur, 2 the Chair, 4 the plenary. ``apart`` speaks of no allegation.
    """

    use: Use | None
    decided: int = 1
    may_name_nobody: bool = False
    to_state: bool = False
    apart: bool = False


MEASURES = {
    "letter": Telling(Use.STATE, to_state=True),
    "letter-deadline": Telling(Use.STATE, to_state=True),
    "meeting": Telling(Use.STATE, to_state=True),
    "reminder": Telling(Use.STATE, to_state=True),
    "note-verbale": Telling(Use.STATE, to_state=True),
    "interim-measures": Telling(Use.STATE, to_state=True),
    "obligations": Telling(Use.STATE, may_name_nobody=True),
    "trend": Telling(Use.STATE, may_name_nobody=True, apart=True),
    "states-meeting": Telling(Use.STATE, decided=2, may_name_nobody=True, apart=True),
    "zero-tolerance": Telling(Use.PUBLISH, decided=2, may_name_nobody=True, apart=True),
    "affirmation": Telling(Use.PUBLISH, decided=4, may_name_nobody=True, apart=True),
    "outreach": Telling(Use.PUBLISH, may_name_nobody=True, apart=True),
    "public-page": Telling(Use.PUBLISH, may_name_nobody=True, apart=True),
    "good-practice": Telling(Use.COMMITTEES, may_name_nobody=True, apart=True),
    "proposal": Telling(None, apart=True),
    "before-review": Telling(Use.UNITED_NATIONS, may_name_nobody=True, apart=True),
    "general-comment": Telling(Use.DIALOGUE, decided=4, may_name_nobody=True, apart=True),
    "regional-mechanism": Telling(Use.MECHANISMS),
    "national-institution": Telling(Use.MECHANISMS),
    "preventive-mechanism": Telling(Use.MECHANISMS),
    "national-protection": Telling(Use.MECHANISMS, to_state=True),
    "protection-network": Telling(Use.PARTNERS),
    "relocation": Telling(Use.PARTNERS),
    "high-commissioner": Telling(Use.UNITED_NATIONS, decided=2),
    "assistant-secretary-general": Telling(Use.UNITED_NATIONS),
    "special-procedures": Telling(Use.SPECIAL_PROCEDURES),
    "treaty-bodies": Telling(Use.COMMITTEES_STATE),
    "other-procedures": Telling(Use.UNITED_NATIONS),
    "country-team": Telling(Use.UNITED_NATIONS),
    "desk-officer": Telling(Use.UNITED_NATIONS),
    "agency": Telling(Use.UNITED_NATIONS),
    "peacekeeping": Telling(Use.UNITED_NATIONS),
    "human-rights-council": Telling(Use.PUBLISH, decided=4, may_name_nobody=True),
    "political-organ": Telling(Use.PUBLISH, decided=4, may_name_nobody=True),
    "list-of-issues": Telling(Use.DIALOGUE, decided=4, may_name_nobody=True),
    "loipr": Telling(Use.DIALOGUE, decided=4, may_name_nobody=True),
    "follow-up": Telling(Use.DIALOGUE, decided=4, may_name_nobody=True),
    "views": Telling(Use.DIALOGUE, decided=4, may_name_nobody=True),
    "inquiry-report": Telling(Use.DIALOGUE, decided=4, may_name_nobody=True),
    "announcement": Telling(Use.PUBLISH, decided=4, may_name_nobody=True),
    "media-comment": Telling(Use.PUBLISH, decided=4, may_name_nobody=True),
    "joint-statement": Telling(Use.PUBLISH, decided=4, may_name_nobody=True),
    "secretary-general": Telling(Use.SECRETARY_GENERAL, decided=2),
    "field-presence": Telling(Use.UNITED_NATIONS),
    "resident-coordinator": Telling(Use.UNITED_NATIONS),
    "safety": Telling(Use.UNITED_NATIONS, decided=0),
    "dialogue": Telling(Use.DIALOGUE, may_name_nobody=True),
    "observations": Telling(Use.DIALOGUE, decided=4, may_name_nobody=True),
    "general-recommendation": Telling(Use.DIALOGUE, decided=4, may_name_nobody=True),
    "statement": Telling(Use.PUBLISH, decided=4, may_name_nobody=True),
    "posting": Telling(Use.PUBLISH),
    "annual-report": Telling(Use.ANNUAL_REPORT, decided=4, may_name_nobody=True),
    "information": Telling(None),
    "confidential-submission": Telling(None),
    "secure-channel": Telling(None),
    "private-meeting": Telling(None),
}
SHEETS = {
    Preset.STATE: {Use.STATE},
    Preset.UNITED_NATIONS: {Use.UNITED_NATIONS, Use.SPECIAL_PROCEDURES},
    Preset.COMMITTEES: {Use.COMMITTEES},
    Preset.COMMITTEES_STATE: {Use.COMMITTEES, Use.COMMITTEES_STATE},
    Preset.SECRETARY_GENERAL: {Use.SECRETARY_GENERAL},
}
RANK = {
    Post.SECRETARIAT: 0,
    Post.COUNTRY_RAPPORTEUR: 0,
    Post.RAPPORTEUR: 1,
    Post.VISIT: 1,
    Post.ALTERNATE: 1,
    Post.CHAIR: 2,
    Post.VICE_CHAIR: 2,
    Post.BUREAU: 3,
    Post.PLENARY: 4,
}
SEEN_BY_ALL = {Use.PUBLISH, Use.DIALOGUE, Use.ANNUAL_REPORT, Use.SECRETARY_GENERAL}
CANNOT_BE_ASKED = {Kind.KILLING, Kind.DISAPPEARANCE, Kind.DETENTION}
FOR_THE_RAPPORTEUR = (
    Post.RAPPORTEUR,
    Post.ALTERNATE,
    Post.VICE_CHAIR,
    Post.BUREAU,
    Post.PLENARY,
)
ANSWERED = {"letter", "letter-deadline", "note-verbale", "reminder"}
THREE_DAYS = timedelta(days=3)
NINETY_DAYS = timedelta(days=90)


@dataclass(eq=False)
class Said:
    """An answer about consent, and what was known when it was recorded."""

    event: Event
    valid: bool

    @property
    def fact(self) -> e.ConsentRecorded:
        return self.event.body

    @property
    def when(self) -> tuple[date, int]:
        return self.event.on, self.event.seq

    @property
    def covers(self) -> set[Use]:
        return set(self.fact.uses).union(*(SHEETS[one] for one in self.fact.presets))

    @property
    def own(self) -> bool:
        return self.fact.basis is Basis.CONSENT and self.fact.spoken_by in {
            None,
            self.fact.person,
        }

    def is_about(self, use: Use) -> bool:
        return not self.covers or use in self.covers


@dataclass(eq=False)
class Book:
    """What the ledger knows of one case, or of the committee's own measures."""

    reference: str | None = None
    state: str | None = None
    procedure: str | None = None
    source: Source = Source.UNKNOWN
    received: Event | None = None
    imminent: bool = False
    detained: bool = False
    in_session: bool = False
    kinds: set[Kind] = field(default_factory=set)
    persons: dict[str, e.PersonNamed] = field(default_factory=dict)
    channels: dict[str, tuple[object, bool]] = field(default_factory=dict)
    attempts: list[tuple[date, str]] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    weighed: list[Event] = field(default_factory=list)
    changed: list[Event] = field(default_factory=list)
    findings: list[Event] = field(default_factory=list)
    chair_told: bool = False
    concluded: bool = False
    texts: set[tuple[str, str | None]] = field(default_factory=set)
    proposed: dict[str, Event] = field(default_factory=dict)
    decided: dict[str, Event] = field(default_factory=dict)
    taken: dict[str, Event] = field(default_factory=dict)
    replied: set[str] = field(default_factory=set)
    recused: set[str] = field(default_factory=set)
    asked: dict[str, Event] = field(default_factory=dict)
    given: dict[str, Event] = field(default_factory=dict)
    released: dict[str, Event] = field(default_factory=dict)
    closed: bool = False
    erased: bool = False

    @property
    def finding(self) -> Assessment | None:
        return self.findings[-1].body.finding if self.findings else None

    def concerned(self) -> tuple[str, ...]:
        return tuple(
            label for label, one in self.persons.items() if one.standing is Standing.CONCERNED
        )


class Ledger:
    """The record, read entry by entry."""

    def __init__(self) -> None:
        self.books: dict[bytes, Book] = {}
        self.own = Book()
        self.offices: list[e.OfficeFilled] = []
        self.left: list[e.OfficeLeft] = []
        self.officers: dict[str, e.OfficerEnrolled] = {}
        self.declared: list[e.RecusalDeclared] = []
        self.sessions: list[tuple[date, date]] = []
        self.placed: dict[str, str] = {}
        self.settled: dict[str, str] = {}

    # -- who is who -----------------------------------------------------------------------------

    def walled(self, book: Book, who: str, nationalities: tuple[str, ...]) -> bool:
        """Floor 4: own nationality first of all, and what was declared."""
        declared = any(one.who == who and one.state == book.state for one in self.declared)
        return book.state in nationalities or who in book.recused or declared

    def walled_officer(self, book: Book, officer: str) -> bool:
        return self.walled(book, officer, self.officers[officer].nationalities)

    def holders(self, post: Post, on: date, book: Book) -> list[e.OfficeFilled]:
        def until(one: e.OfficeFilled) -> date:
            ends = [
                left.until
                for left in self.left
                if (left.post, left.holder) == (one.post, one.holder)
                and left.until >= one.since
            ]
            return min([*ends, one.until or date.max])

        return [
            one
            for one in self.offices
            if one.post is post
            and one.since <= on <= until(one)
            and (not one.procedures or book.procedure in {None, "unknown", *one.procedures})
            and (post is not Post.COUNTRY_RAPPORTEUR or one.state == book.state)
        ]

    def free(self, post: Post, on: date, book: Book) -> bool:
        """Whether somebody holds the office and is not recused; the plenary is always there."""
        if post in {Post.PLENARY, Post.SECRETARIAT}:
            return True
        there = self.holders(post, on, book)
        return any(not self.walled(book, one.holder, one.nationalities) for one in there)

    def acting_chair(self, on: date, book: Book) -> Post:
        standing_in = (Post.CHAIR, Post.VICE_CHAIR)
        return next((one for one in standing_in if self.free(one, on, book)), Post.PLENARY)

    # -- reading --------------------------------------------------------------------------------

    def read(self, event: Event, *, receipt: bool) -> list[str]:
        """Take an entry in, and return what is wrong with its being there.

        Args:
            receipt: it belongs to the receipt of an allegation, which anybody may hand in.
        """
        breaches = []
        if event.subject == bytes(16):
            breaches += self._committee(event)
            book = self.own
        else:
            book = self.books.setdefault(event.subject, Book())
            handed_in = receipt or isinstance(event.body, e.RecusalDeclared)
            if not handed_in and self.walled_officer(book, event.actor):
                breaches.append(f"floor 4: {event.actor} is recused")
        breaches += self._check(event, book)
        self._enter(event, book)
        return breaches

    def _committee(self, event: Event) -> Iterator[str]:
        match event.body:
            case e.OfficeFilled() as fact:
                self.offices.append(fact)
            case e.OfficeLeft() as fact:
                self.left.append(fact)
            case e.OfficerEnrolled() as fact:
                self.officers[fact.officer] = fact
            case e.RecusalDeclared() as fact:
                self.declared.append(fact)
            case e.CalendarEntered(what="session") as fact:
                self.sessions.append((fact.starts, fact.ends or fact.starts))
            case a.ApprovalPlaced() as fact:
                self.placed[fact.label] = event.actor
            case a.ApprovalSettled() as fact:
                self.settled[fact.label] = event.actor
            case e.ErasureOrdered() as fact:
                book = self.books[bytes.fromhex(fact.case_id)]
                yield from self._two(fact.approved, book)
                if fact.person is None:
                    book.erased = True

    def _two(self, label: str | None, book: Book) -> Iterator[str]:
        """Give what is wrong with who asked for something and who said yes to it."""
        first, second = self.placed.get(label or ""), self.settled.get(label or "")
        if first is None or second is None or first == second:
            yield "two persons: it was done without a second one's yes"
        elif any(self.walled_officer(book, one) for one in (first, second)):
            yield "floor 4: one of the two persons is recused"

    def _check(self, event: Event, book: Book) -> Iterator[str]:
        match event.body:
            case e.ContactMade(inbound=False) as fact:
                marked = book.channels.get(fact.person) == (fact.channel, True)
                if not (fact.safe or (fact.safe is None and marked)):
                    yield "floor 11: the channel is not marked safe"
            case e.NoticeGiven() as fact:
                if not self.free(fact.to, event.on, book):
                    yield "floor 4: the office told is vacant or its holder recused"
            case e.AssessmentConcluded() | e.CaseParked():
                yield from self._rapporteurs(event, book)
            case e.ConclusionsTold():
                yield from self._rapporteurs(event, book)
                yield from self._conclusions(event, book)
            case e.CaseClosed() as fact:
                yield from self._rapporteurs(event, book)
                yield from self._closed(fact, book)
            case e.MeasureDecided() as fact:
                yield from self._decided(event, fact, book)
            case e.MeasureTaken() as fact:
                yield from self._taken(event, fact, book)
            case a.ApprovalGiven() as fact:
                asked = book.asked.get(fact.label)
                if asked is None or asked.actor == event.actor:
                    yield "two persons: whoever asked for it said yes to it"
                elif asked.body.digest != fact.digest or fact.label in book.given:
                    yield "two persons: the yes is to something else, or comes again"
            case a.TextReleased(approved=str() as label) as fact:
                given = book.given.get(label)
                if given is None or given.body.digest != fact.digest:
                    yield "two persons: a text is released to which nobody said yes"

    def _rapporteurs(self, event: Event, book: Book) -> Iterator[str]:
        whose = event.by or self.officers[event.actor].post
        if whose not in FOR_THE_RAPPORTEUR or not self.free(whose, event.on, book):
            yield f"floor 6: the {whose} is not the one to do this"

    def _conclusions(self, event: Event, book: Book) -> Iterator[str]:
        if not any(one.on <= event.on for one in book.findings):
            yield "floor 2: there is no assessment to conclude from"
        emergency = any(
            said.fact.basis is Basis.EMERGENCY
            and said.fact.answer is Answer.GIVEN
            and said.event.on <= event.on < said.event.on + THREE_DAYS
            for said in book.said
        )
        in_danger = book.imminent and book.in_session
        if not (book.chair_told or emergency or in_danger):
            yield "floor 5: the Chair was not told of the receipt"

    def _closed(self, fact: e.CaseClosed, book: Book) -> Iterator[str]:
        silent = any(
            book.proposed[label].body.measure in ANSWERED and label not in book.replied
            for label in book.taken
        )
        if fact.ground is Closing.REDRESS and silent:
            yield "floor 9: a State's silence closed a case"
        if (
            fact.ground is Closing.OUTSIDE_SCOPE
            and book.finding is not Assessment.OUTSIDE_SCOPE
        ):
            yield "floor 2: closed as outside scope without such a finding"

    # -- measures -------------------------------------------------------------------------------

    def _where(self, book: Book, label: str) -> Book:
        """Return the matter that a measure is about: a case, or without one its State."""
        if book is not self.own:
            return book
        return Book(state=book.proposed[label].body.state)

    def _decided(self, event: Event, fact: e.MeasureDecided, book: Book) -> Iterator[str]:
        where = self._where(book, fact.label)
        officer = self.officers[event.actor]
        whose = event.by or officer.post
        proposal: e.MeasureProposed = book.proposed[fact.label].body
        if RANK[whose] < MEASURES[proposal.measure].decided:
            yield f"floor 6: the {whose} does not decide a {proposal.measure}"
        if not self.free(whose, event.on, where):
            yield f"floor 6: the {whose} is recused, or nobody"
        if self.walled(where, officer.officer, officer.nationalities):
            yield f"floor 4: {officer.officer} is recused"
        if fact.adopted:
            yield from self._identifying(event, proposal, book)

    def _taken(self, event: Event, fact: e.MeasureTaken, book: Book) -> Iterator[str]:
        where = self._where(book, fact.label)
        officer = self.officers[event.actor]
        proposal: e.MeasureProposed = book.proposed[fact.label].body
        decision = book.decided.get(fact.label)
        adopted = decision is not None and decision.body.adopted and decision.on <= event.on
        if MEASURES[proposal.measure].decided and not adopted:
            yield "floor 6: it was taken without having been adopted by that day"
        if event.by and not self.free(event.by, event.on, where):
            yield f"floor 6: the {event.by} is recused, or nobody"
        if self.walled(where, officer.officer, officer.nationalities):
            yield f"floor 4: {officer.officer} is recused"
        yield from self._identifying(event, proposal, book)
        released = book.released.get(fact.label)
        published = MEASURES[proposal.measure].use is Use.PUBLISH
        if published and (released is None or released.body.approved is None):
            yield "two persons: a text was published that they have not released"
        if MEASURES[proposal.measure].use is Use.PUBLISH and proposal.measure != "posting":
            yield from self._spoken(event, fact, proposal, book)

    def _spoken(
        self, event: Event, fact: e.MeasureTaken, proposal: e.MeasureProposed, book: Book
    ) -> Iterator[str]:
        named = proposal.specific and not MEASURES[proposal.measure].apart
        specific = named or not proposal.identifies_nobody
        decision = book.decided.get(fact.label)
        otherwise = (
            decision is not None
            and decision.body.without_contact
            and ("decide.text", fact.label) in book.texts
        )
        contacted = any(
            _contact(book.proposed[label].body.measure) and one.on <= event.on
            for label, one in book.taken.items()
        )
        if specific and not contacted and not otherwise:
            yield "floor 8: a statement on an allegation before contact with the State"

    def _identifying(
        self, event: Event, proposal: e.MeasureProposed, book: Book
    ) -> Iterator[str]:
        telling = MEASURES[proposal.measure]
        if telling.apart and book is not self.own:
            yield "floor 8: what speaks of no allegation stands in a case"
        if telling.use is None or (telling.may_name_nobody and proposal.identifies_nobody):
            return
        if proposal.measure == "safety" and (
            book.in_session or any(a <= event.on <= b for a, b in self.sessions)
        ):
            return
        if book is self.own:
            yield "floor 3: nobody checked that it identifies nobody"
            return
        persons = proposal.persons or book.concerned()
        if not persons:
            yield "floor 3: nobody is named who could have agreed"
        for label in persons:
            if not has_basis(book, label, telling.use, event.on, _item(proposal)):
                yield f"floor 3: no basis of {label} for {telling.use}"
            if telling.to_state and concern_open(book, label, event.on):
                yield f"N 22: the concern of {label} is open"
        if not _weighed(book, proposal.measure, event.on):
            yield "floor 3: the consequences are not weighed since facts changed"

    # -- taking in ------------------------------------------------------------------------------

    def _enter(self, event: Event, book: Book) -> None:
        match event.body:
            case e.AllegationReceived() as fact:
                book.received, book.reference, book.source = event, fact.reference, fact.source
                self._facts(fact, book)
                book.changed.append(event)
            case e.FactsAdded() as fact:
                self._facts(fact, book)
                book.changed.append(event)
            case e.SubmissionAdded():
                book.changed.append(event)
                book.closed = False
            case a.ApprovalAsked() as fact:
                book.asked[fact.label] = event
            case a.ApprovalGiven() as fact:
                book.given[fact.label] = event
            case a.TextReleased() as fact:
                book.released[fact.label] = event
            case e.PersonNamed() as fact:
                book.persons[fact.label] = fact
                book.channels[fact.label] = (fact.channel, fact.safe)
                book.changed.append(event)
            case e.PersonErased() as fact:
                del book.persons[fact.person]
                book.said = [one for one in book.said if one.fact.person != fact.person]
            case e.ContactMade() as fact:
                if fact.safe is not None:
                    book.channels[fact.person] = (fact.channel, fact.safe)
                if not (fact.inbound or fact.reached):
                    book.attempts.append((event.on, fact.person))
            case e.ConsentRecorded() as fact:
                book.said.append(Said(event, _was_valid(book, event, fact)))
            case e.ConsequencesWeighed():
                book.weighed.append(event)
            case e.AssessmentConcluded():
                book.findings.append(event)
            case e.ConclusionsTold():
                book.concluded = True
            case e.NoticeGiven(of=Matter.RECEIPT) as fact:
                chair = self.acting_chair(event.on, book)
                book.chair_told = book.chair_told or fact.to is chair
            case e.TextKept() as fact:
                book.texts.add((fact.of, fact.about))
            case e.MeasureProposed() as fact:
                book.proposed[fact.label] = event
            case e.MeasureDecided() as fact:
                book.decided[fact.label] = event
            case e.MeasureTaken() as fact:
                book.taken[fact.label] = event
            case e.ReplyReceived(substantive=True) as fact:
                book.replied.add(fact.label)
            case e.RecusalDeclared() as fact if book is not self.own:
                book.recused.add(fact.who)
            case e.CaseClosed():
                book.closed = True

    def _facts(self, fact: e.AllegationReceived | e.FactsAdded, book: Book) -> None:
        book.state = fact.state or book.state
        book.procedure = fact.procedure or book.procedure
        book.kinds = set(fact.kinds) or book.kinds
        for name in ("imminent", "detained", "in_session"):
            given = getattr(fact, name)
            if given is not None:
                setattr(book, name, given)


# -- the five bases ------------------------------------------------------------------------------


def _was_valid(book: Book, event: Event, fact: e.ConsentRecorded) -> bool:
    """Whether an answer could be a basis when it was recorded; who speaks is asked again later."""
    person = book.persons.get(fact.person)
    if person is not None and person.child and not fact.own_view:
        return False
    match fact.basis:
        case Basis.CONSENT:
            return fact.spoken_by in {None, fact.person}
        case Basis.RELATIVE:
            child = person is not None and person.child
            return child or book.detained or bool(CANNOT_BE_ASKED & book.kinds)
        case Basis.EMERGENCY:
            reach = {fact.person} | {
                label for label, one in book.persons.items() if one.stands_for == fact.person
            }
            tried = any(day <= event.on and whom in reach for day, whom in book.attempts)
            agreed = any(
                chair in fact.confirmed_orally_by
                and any(
                    other in fact.confirmed_orally_by and other is not chair
                    for other in (
                        Post.RAPPORTEUR,
                        Post.ALTERNATE,
                        Post.BUREAU,
                        Post.VICE_CHAIR,
                    )
                )
                for chair in (Post.CHAIR, Post.VICE_CHAIR)
            )
            return book.imminent and tried and fact.state_knows and agreed
    return True


def has_basis(book: Book, label: str, use: Use, on: date, item: str | None) -> bool:
    """Whether some answer of a person covers a use on a day; floor 3."""
    heard = sorted(
        (one for one in book.said if one.fact.person == label and one.event.on <= on),
        key=lambda one: one.when,
    )
    return any(_holds(book, one, heard, use, on, item) for one in heard)


def _holds(
    book: Book, given: Said, heard: list[Said], use: Use, on: date, item: str | None
) -> bool:
    fact = given.fact
    if fact.answer is not Answer.GIVEN or use not in given.covers or not given.valid:
        return False
    match fact.basis:
        case Basis.REPRESENTATIVE | Basis.RELATIVE if not _may_speak(book, fact):
            return False
        case Basis.EMERGENCY if use in SEEN_BY_ALL or on >= given.event.on + THREE_DAYS:
            return False
        case Basis.PUBLIC if use is not Use.STATE:
            return False
    if use is Use.SECRETARY_GENERAL and on > given.event.on + NINETY_DAYS:
        return False
    later = [one for one in heard if one.when > given.when and one.is_about(use)]
    taken_back = {Answer.REFUSED, Answer.WITHDRAWN}
    if any(one.fact.answer in taken_back and not one.fact.items for one in later):
        return False
    if any(one.fact.answer is Answer.REFUSED for one in later):
        return False
    if not given.own and _refused_before(given, heard, use):
        return False
    if use is Use.PUBLISH:
        gone = {
            x for one in later if one.fact.answer is Answer.WITHDRAWN for x in one.fact.items
        }
        return not fact.items if item is None else item in set(fact.items) - gone
    return True


def _refused_before(given: Said, heard: list[Said], use: Use) -> bool:
    """Whether the last word before this answer was a refusal, or took consent back."""
    refused = False
    for one in heard:
        if one.when >= given.when:
            break
        taken_back = one.fact.answer is Answer.WITHDRAWN and one.own and not one.fact.items
        if (one.fact.answer is Answer.REFUSED or taken_back) and one.is_about(use):
            refused = True
        lifted = one.fact.answer is Answer.LIFTED and one.is_about(use)
        agreed = one.fact.answer is Answer.GIVEN and use in one.covers
        if one.own and (lifted or agreed):
            refused = False
    return refused


def _may_speak(book: Book, fact: e.ConsentRecorded) -> bool:
    speaker = book.persons.get(fact.spoken_by or "")
    right = (
        {Standing.RELATIVE}
        if fact.basis is Basis.RELATIVE
        else {Standing.REPRESENTATIVE, Standing.COUNSEL}
    )
    return (
        speaker is not None
        and speaker.standing in right
        and speaker.stands_for in {None, fact.person}
        and not speaker.suspected
    )


def concern_open(book: Book, label: str, on: date) -> bool:
    """Whether a concern about what the State itself would carry out was not talked over."""
    heard = sorted(
        (one for one in book.said if one.fact.person == label and one.event.on <= on),
        key=lambda one: one.when,
    )
    about = [one for one in heard if one.fact.answer in {Answer.CONCERN, Answer.DISCUSSED}]
    return bool(about) and about[-1].fact.answer is Answer.CONCERN


def _weighed(book: Book, measure: str, on: date) -> bool:
    changes = [one.seq for one in book.changed if one.on <= on]
    since = max(changes, default=-1)
    fitting = [
        one
        for one in book.weighed
        if one.seq > since
        and one.on <= on
        and (not one.body.measures or measure in one.body.measures)
    ]
    return bool(fitting) and fitting[-1].body.go_ahead


def _contact(measure: str) -> bool:
    """Whether the State is spoken with about somebody; what is said in general is no contact."""
    return MEASURES[measure].to_state and MEASURES[measure].use is Use.STATE


def _item(proposal: e.MeasureProposed) -> str | None:
    if proposal.measure != "posting":
        return None
    return f"{proposal.about}-reply" if proposal.of_reply else proposal.about

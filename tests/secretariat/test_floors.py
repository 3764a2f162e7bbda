"""Every verb in any order, by any officer, on any day; the floors are read off the record.

A house with five officers and a roster full of conflicts is put into random hands. After each
act an auditor with the escrow's keys reads what was entered, and a ledger that knows the
paragraphs, and nothing of the rules, says which entry should not be there.

``SANJOSE_LONG=1`` looks ten times as hard.
"""

import os
import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sanjose.keeping.archive import COMMITTEE, Archive
from sanjose.keeping.checking import unlocked_faults
from sanjose.keeping.keyring import NoKey
from sanjose.secretariat import NoSuchCase, Outcome
from sanjose.words import case as cases
from sanjose.words import committee as committees
from sanjose.words import events as e
from sanjose.words.case import Case
from sanjose.words.errors import Misuse
from sanjose.words.model import (
    CONFIRMED,
    Answer,
    Assessment,
    Basis,
    Channel,
    Closing,
    Consulted,
    Kind,
    Matter,
    Mode,
    Post,
    Preset,
    Standing,
    Use,
)
from sanjose.words.references import new_reference
from sanjose.words.sealed import Sealed
from tests.secretariat.house import MONDAY, OFFICERS, House, build
from tests.secretariat.ledger import MEASURES, Book, Ledger

LONG = bool(os.environ.get("SANJOSE_LONG"))
ONE_WEIGHING = {"for_person": Sealed("Pressure."), "for_others": Sealed("None.")}
RECEIPT = {"receive", "urgent"}
ONLY_BY = {
    e.MeasureTaken: {"take"},
    e.MeasureDecided: {"decide"},
    e.CaseClosed: {"close"},
    e.CaseParked: {"park"},
    e.AssessmentConcluded: {"assess"},
    e.NoticeGiven: {"notify"},
}
"""What is never entered as a side effect: nothing about a case happens by itself (floor 7)."""

# -- what the hands may do; most of it makes sense, some of it never does -------------------------

texts = st.sampled_from([Sealed("They came back."), Sealed("Ada Quill was seen there.")])
labels = st.sampled_from(["P1", "P1", "P2", "P3"])
measures = st.sampled_from([*MEASURES, "letter", "letter", "statement", "posting"])
marks = st.sampled_from(["M1", "M1", "M2", "M3"])
posts = st.sampled_from([None, Post.RAPPORTEUR, Post.RAPPORTEUR, *Post])
officers = st.sampled_from(["officer-1", "officer-1", *OFFICERS])
days_ago = st.sampled_from([0, 0, 0, 0, 0, 1, 3, 20, -1])
nth = st.integers(0, 3)
states = st.sampled_from(["XXA", "XXB", "XXC"])
flags = st.booleans()
channels = st.sampled_from([Channel.MESSAGE, Channel.EMAIL, Channel.REPRESENTATIVE])

people = st.builds(
    e.PersonNamed,
    name=st.sampled_from([Sealed("Ada Quill"), Sealed("Ben Tallow"), Sealed("Cora Plume")]),
    standing=st.sampled_from([Standing.CONCERNED, Standing.CONCERNED, *Standing]),
    channel=channels,
    safe=flags,
    child=st.sampled_from([False, False, True]),
    stands_for=st.sampled_from([None, "P1"]),
    suspected=st.sampled_from([False, False, False, True]),
)
intakes = st.builds(
    e.Intake,
    state=states,
    text=texts,
    procedure=st.sampled_from(["report", "complaint", "unknown"]),
    persons=st.lists(people, max_size=3).map(tuple),
    kinds=st.lists(st.sampled_from(Kind), max_size=2).map(tuple),
    imminent=flags,
    detained=flags,
    in_session=st.sampled_from([False, False, True]),
)
facts = st.builds(
    e.FactsAdded,
    state=st.none() | states,
    kinds=st.lists(st.sampled_from(Kind), max_size=2).map(tuple),
    imminent=st.none() | flags,
    in_session=st.none() | flags,
)
answers = st.builds(
    e.ConsentRecorded,
    person=labels,
    answer=st.sampled_from([Answer.GIVEN] * 6 + [Answer.REFUSED, Answer.WITHDRAWN, *Answer]),
    basis=st.sampled_from([Basis.CONSENT] * 3 + [*Basis]),
    presets=st.lists(st.sampled_from([Preset.STATE, *Preset]), max_size=2).map(tuple),
    uses=st.lists(st.sampled_from([Use.STATE, Use.PUBLISH, *Use]), max_size=2).map(tuple),
    items=st.lists(st.sampled_from(["M1", "M2", "M1-reply"]), max_size=1).map(tuple),
    spoken_by=st.sampled_from([None, None, "P1", "P2", "P3"]),
    own_view=st.none() | texts,
    confirmed_orally_by=st.sampled_from(
        [(), (Post.RAPPORTEUR, Post.CHAIR), (Post.ALTERNATE, Post.CHAIR), (Post.VICE_CHAIR,)]
    ),
    state_knows=flags,
)
proposals = st.builds(
    e.MeasureProposed,
    measure=measures,
    persons=st.sampled_from([(), (), (), ("P1",), ("P2",), ("P1", "P2")]),
    about=st.sampled_from([None, "M1", "M2"]),
    of_reply=st.sampled_from([False, False, True]),
    specific=flags,
    identifies_nobody=flags,
    state=st.sampled_from([None, None, "XXA", "XXB"]),
)
contacts = st.builds(
    e.ContactMade,
    person=labels,
    channel=channels,
    inbound=st.sampled_from([False, False, True]),
    reached=flags,
    safe=st.sampled_from([None, None, True, False]),
)


@cache
def template() -> House:
    """Return the house of which each example gets a copy."""
    return build(Path(tempfile.mkdtemp(prefix="floors-")) / "house")


class Floors(RuleBasedStateMachine):
    """The house in random hands."""

    @initialize()
    def open_the_house(self) -> None:
        self.stack = ExitStack()
        folder = Path(tempfile.mkdtemp(prefix="floors-"))
        self.stack.callback(shutil.rmtree, folder)
        self.house = template().copied(folder / "house")
        self.clock = self.house.clock
        self.clock.day = MONDAY
        self.doors = {
            officer: self.stack.enter_context(self.house.door(officer)) for officer in OFFICERS
        }
        self.keys = self.house.escrow()
        self.stack.callback(self.keys.close)
        archive = Archive(self.house.home, self.keys, self.doors["officer-1"])
        self.auditor = self.stack.enter_context(archive)
        self.ledger = Ledger()
        self.read = 0
        self.references: list[str] = []
        self.folds: dict[bytes, Case] = {}
        self.late: set[tuple[str, str]] = set()
        self.verb = "init"
        self.audit()

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.stack.close()

    # -- acting ---------------------------------------------------------------------------------

    def act(self, verb, officer, nth, ago, call):
        """Let an officer do something to a case, and hold what is answered against the record."""
        door = self.doors[officer]
        reference = self.references[nth % len(self.references)] if nth is not None else None
        on = self.clock.day - timedelta(days=ago) if ago else None
        book, before = self.book(reference), dict(self.folds)
        size = self.auditor.record.size()
        outcome: Outcome | None = None
        hidden = book is not None and (
            book.erased or self.ledger.walled_officer(book, officer)
        )
        try:
            outcome = call(door, reference, on)
        except NoSuchCase as error:
            assert book is None or hidden, "a case is hidden from somebody who is not recused"
            assert str(error) == str(NoSuchCase()), "the answer tells that there is a case"
        except Misuse:
            pass
        else:
            turned_away = outcome.refused and outcome.reference is None
            assert not hidden or turned_away, f"{officer} reached a case from which they are kept"
        self.verb = verb
        if outcome is None:
            assert self.auditor.record.size() == size, "what was misused left something behind"
        self.audit()
        if outcome is not None and outcome.refused:
            self.assert_nothing_but_a_refusal(before, size)
        if outcome is not None and verb != "file":
            self.late = {one for one in self.late if one[1] != outcome.reference}
        return outcome

    def book(self, reference: str | None) -> Book | None:
        if reference is None:
            return None
        books = self.ledger.books.values()
        return next(one for one in books if one.reference == reference)

    def assert_nothing_but_a_refusal(self, before: dict[bytes, Case], size: int) -> None:
        assert self.auditor.record.size() == size + 1
        for case_id, case in self.folds.items():
            then = before[case_id]
            plain = {"seq": 0, "latest": MONDAY, "refusals": ()}
            assert replace(case, **plain) == replace(then, **plain)

    def audit(self) -> None:
        """Read what was entered since, with keys that open everything, and judge it."""
        with self.auditor.writing():  # takes the register's new lines in
            pass
        entered = []
        for case_id in self.auditor.vault.case_ids():
            self.keys.forget(case_id)
            events = self.auditor.events(case_id)
            entered += [one for one in events if one.seq >= self.read]
            folded = cases.fold(events) if case_id != COMMITTEE else None
            if folded is not None:
                self.folds[case_id] = folded
        breaches = []
        for event in sorted(entered, key=lambda one: one.seq):
            breaches += self.ledger.read(event, receipt=self.verb in RECEIPT)
            allowed = ONLY_BY.get(type(event.body))
            if allowed is not None and self.verb not in allowed:
                breaches.append(f"floor 7: {event.body.NAME} happened by itself")
            if isinstance(event.body, e.AllegationReceived):
                self.references.append(event.body.reference)
        for case_id, book in self.ledger.books.items():
            if book.erased:
                self.folds.pop(case_id, None)
        self.read = self.auditor.record.size()
        assert breaches == [], f"{self.verb}: {breaches}"

    # -- rules: taking in -----------------------------------------------------------------------

    @rule(officer=officers, ago=days_ago, intake=intakes)
    def receive(self, officer, ago, intake):
        before = len(self.references)
        outcome = self.act(
            "receive", officer, None, ago, lambda door, _, on: door.receive(intake, on=on)
        )
        if ago >= 0:
            assert outcome is not None, "an allegation was turned away"
            assert self.references[before:] == [outcome.reference]

    @rule(officer=officers, state=states, who=st.none() | texts)
    def urgent(self, officer, state, who):
        text = Sealed("They are outside.")
        outcome = self.act(
            "urgent", officer, None, 0, lambda door, _, on: door.urgent(state, text, who, on=on)
        )
        assert outcome is not None
        assert outcome.reference in self.references

    @rule(number=st.sampled_from([1, 2, 4, 40]))
    def days_pass(self, number):
        self.clock.pass_days(number)

    @precondition(lambda self: self.references)
    @rule(officer=officers, nth=nth, ago=days_ago, fact=people | facts)
    def add(self, officer, nth, ago, fact):
        self.act("add", officer, nth, ago, lambda door, ref, on: door.add(ref, fact, on=on))

    @precondition(lambda self: self.references)
    @rule(officer=officers, nth=nth, person=people, label=labels)
    def correct_a_person(self, officer, nth, person, label):
        fact = replace(person, label=label)
        self.act("add", officer, nth, 0, lambda door, ref, on: door.add(ref, fact, on=on))

    @precondition(lambda self: self.references)
    @rule(officer=officers, nth=nth, ago=days_ago, text=texts)
    def hand_in(self, officer, nth, ago, text):
        fact = e.SubmissionAdded(text=text)
        self.act("add", officer, nth, ago, lambda door, ref, on: door.add(ref, fact, on=on))

    # -- rules: the person ----------------------------------------------------------------------

    @precondition(lambda self: self.references)
    @rule(officer=officers, nth=nth, ago=days_ago, fact=contacts)
    def contact(self, officer, nth, ago, fact):
        self.act(
            "contact", officer, nth, ago, lambda door, ref, on: door.contact(ref, fact, on=on)
        )

    @precondition(lambda self: self.references)
    @rule(officer=officers, nth=nth, person=labels)
    def inform(self, officer, nth, person):
        fact = e.ProcedureExplained(person=person)
        self.act("inform", officer, nth, 0, lambda door, ref, on: door.inform(ref, fact, on=on))

    @precondition(lambda self: self.references)
    @rule(officer=officers, nth=nth, ago=days_ago, fact=answers)
    def consent(self, officer, nth, ago, fact):
        self.act(
            "consent", officer, nth, ago, lambda door, ref, on: door.consent(ref, fact, on=on)
        )

    @precondition(lambda self: self.references)
    @rule(
        officer=officers,
        nth=nth,
        ago=days_ago,
        named=st.sampled_from([(), (), ("letter",), ("statement", "posting")]),
        go_ahead=st.sampled_from([True, True, True, False]),
    )
    def weigh(self, officer, nth, ago, named, go_ahead):
        fact = e.ConsequencesWeighed(measures=named, go_ahead=go_ahead, **ONE_WEIGHING)
        self.act("weigh", officer, nth, ago, lambda door, ref, on: door.weigh(ref, fact, on=on))

    # -- rules: assessment ----------------------------------------------------------------------

    @precondition(lambda self: self.references)
    @rule(officer=officers, nth=nth, by=posts, source=st.sampled_from(Consulted))
    def consult(self, officer, nth, by, source):
        fact = e.SourceConsulted(consulted=source)
        self.act(
            "consult",
            officer,
            nth,
            0,
            lambda door, ref, on: door.consult(ref, fact, on=on, by=by),
        )

    @precondition(lambda self: self.references)
    @rule(officer=officers, nth=nth, ago=days_ago, by=posts, finding=st.sampled_from(Assessment))
    def assess(self, officer, nth, ago, by, finding):
        fact = e.AssessmentConcluded(finding=finding, reasons=Sealed("What is known."))
        self.act(
            "assess",
            officer,
            nth,
            ago,
            lambda door, ref, on: door.assess(ref, fact, on=on, by=by),
        )

    @precondition(lambda self: self.references)
    @rule(officer=officers, nth=nth, ago=days_ago, by=posts)
    def conclude(self, officer, nth, ago, by):
        fact = e.ConclusionsTold(course=("letter",))
        self.act(
            "conclude",
            officer,
            nth,
            ago,
            lambda door, ref, on: door.conclude(ref, fact, on=on, by=by),
        )

    @precondition(lambda self: self.references)
    @rule(
        officer=officers,
        nth=nth,
        ago=days_ago,
        to=st.sampled_from([Post.CHAIR, *Post]),
        of=st.sampled_from([Matter.RECEIPT, *Matter]),
    )
    def notify(self, officer, nth, ago, to, of):
        fact = e.NoticeGiven(to=to, of=of)
        self.act(
            "notify", officer, nth, ago, lambda door, ref, on: door.notify(ref, fact, on=on)
        )

    # -- rules: measures, with a case (a number) or without one (None) --------------------------

    @precondition(lambda self: self.references)
    @rule(officer=officers, nth=nth | st.none(), ago=days_ago, by=posts, fact=proposals)
    def propose(self, officer, nth, ago, by, fact):
        self.act(
            "propose",
            officer,
            nth,
            ago,
            lambda door, ref, on: door.propose(ref, fact, on=on, by=by),
        )

    @precondition(lambda self: self.references)
    @rule(
        officer=officers,
        nth=nth | st.none(),
        ago=days_ago,
        by=posts,
        label=marks,
        adopted=st.sampled_from([True, True, True, False]),
        without_contact=flags,
        text=st.none() | texts,
    )
    def decide(self, officer, nth, ago, by, label, adopted, without_contact, text):
        fact = e.MeasureDecided(
            label=label,
            adopted=adopted,
            mode=Mode.ORALLY,
            without_contact=without_contact,
            text=text,
        )
        self.act(
            "decide",
            officer,
            nth,
            ago,
            lambda door, ref, on: door.decide(ref, fact, on=on, by=by),
        )

    @precondition(lambda self: self.references)
    @rule(officer=officers, nth=nth | st.none(), label=marks)
    def confirm(self, officer, nth, label):
        fact = e.DecisionConfirmed(label=label)
        self.act(
            "confirm", officer, nth, 0, lambda door, ref, on: door.confirm(ref, fact, on=on)
        )

    @precondition(lambda self: self.references)
    @rule(officer=officers, nth=nth | st.none(), ago=days_ago, by=posts, label=marks)
    def take(self, officer, nth, ago, by, label):
        fact = e.MeasureTaken(label=label)
        self.act(
            "take", officer, nth, ago, lambda door, ref, on: door.take(ref, fact, on=on, by=by)
        )

    @precondition(lambda self: self.references)
    @rule(officer=officers, nth=nth | st.none(), label=marks, substantive=flags)
    def reply(self, officer, nth, label, substantive):
        fact = e.ReplyReceived(label=label, substantive=substantive)
        self.act("reply", officer, nth, 0, lambda door, ref, on: door.reply(ref, fact, on=on))

    @precondition(lambda self: self.references)
    @rule(
        nth=nth,
        data=st.data(),
        measure=measures,
        left_out=st.sampled_from(["", "", "consent", "weigh", "decide", "notify", "assess"]),
        between=st.sampled_from(["", "", "", "refuse", "concern", "fact", "four days"]),
        by=st.sampled_from([Post.RAPPORTEUR, Post.ALTERNATE, Post.CHAIR, Post.PLENARY]),
    )
    def go_all_the_way(self, nth, data, measure, left_out, between, by):
        """Prepare a measure as it should be, but for one thing, and try to take it."""
        reference = self.references[nth % len(self.references)]
        case = next((c for c in self.folds.values() if c.reference == reference), None)
        if case is None:
            return
        use = MEASURES[measure].use
        officer = "officer-1" if data.draw(st.booleans()) else data.draw(officers)
        did = {}

        def do(verb, call):
            if verb != left_out:
                did[verb] = self.act(verb, officer, nth, 0, call)

        do("notify", lambda d, r, on: d.notify(r, e.NoticeGiven(to=Post.CHAIR), on=on))
        assessed = e.AssessmentConcluded(finding=Assessment.MIGHT, reasons=Sealed("Fits."))
        do("assess", lambda d, r, on: d.assess(r, assessed, on=on, by=by))
        told = e.ConclusionsTold()
        do("conclude", lambda d, r, on: d.conclude(r, told, on=on, by=by))
        about = next((one.label for one in case.measures if one.taken), None)
        for one in case.concerned if use else ():
            fact = e.ConsentRecorded(
                person=one.label,
                answer=Answer.GIVEN,
                uses=(use,),
                items=(about,) if measure == "posting" and about else (),
                own_view=Sealed("Wants it."),
            )
            do("consent", lambda d, r, on, fact=fact: d.consent(r, fact, on=on))
        weighing = e.ConsequencesWeighed(**ONE_WEIGHING)
        do("weigh", lambda d, r, on: d.weigh(r, weighing, on=on))
        proposal = e.MeasureProposed(measure=measure, about=about)
        do("propose", lambda d, r, on: d.propose(r, proposal, on=on, by=by))
        made = did.get("propose")
        if made is None or made.label is None:
            return
        self.interfere(between, officer, nth)
        decision = e.MeasureDecided(label=made.label)
        do("decide", lambda d, r, on: d.decide(r, decision, on=on, by=by))
        taken = e.MeasureTaken(label=made.label)
        do("take", lambda d, r, on: d.take(r, taken, on=on))

    def interfere(self, what, officer, nth):
        """Let something happen between the proposal and the decision."""
        match what:
            case "refuse" | "concern":
                answer = Answer.REFUSED if what == "refuse" else Answer.CONCERN
                fact = e.ConsentRecorded(person="P1", answer=answer)
                self.act("consent", officer, nth, 0, lambda d, r, on: d.consent(r, fact, on=on))
            case "fact":
                fact = e.SubmissionAdded(text=Sealed("There is more."))
                self.act("add", officer, nth, 0, lambda d, r, on: d.add(r, fact, on=on))
            case "four days":
                self.clock.pass_days(4)

    # -- rules: the life of a case, and the committee -------------------------------------------

    @precondition(lambda self: self.references)
    @rule(officer=officers, nth=nth, by=posts, days=st.sampled_from([-1, 30]))
    def park(self, officer, nth, by, days):
        review = self.clock.day + timedelta(days=days)
        fact = e.CaseParked(reason=Sealed("Nothing moves."), review_on=review)
        self.act("park", officer, nth, 0, lambda d, r, on: d.park(r, fact, on=on, by=by))

    @precondition(lambda self: self.references)
    @rule(officer=officers, nth=nth, by=posts, ground=st.sampled_from(Closing))
    def close(self, officer, nth, by, ground):
        fact = e.CaseClosed(ground=ground, reasons=Sealed("It is so."))
        self.act("close", officer, nth, 0, lambda d, r, on: d.close(r, fact, on=on, by=by))

    @precondition(lambda self: self.references)
    @rule(
        officer=officers,
        nth=nth,
        person=labels | st.none(),
        remains=st.none() | texts,
        nothing=flags,
    )
    def erase(self, officer, nth, person, remains, nothing):
        self.act(
            "erase",
            officer,
            nth,
            0,
            lambda d, r, on: d.erase(
                r, person, remains=remains, nothing_remains=nothing, on=on
            ),
        )

    @precondition(lambda self: self.references)
    @rule(
        officer=officers,
        nth=nth | st.none(),
        who=st.sampled_from([*OFFICERS, "Member Birch", "Member Cedar"]),
        state=st.none() | states,
    )
    def recuse(self, officer, nth, who, state):
        fact = e.RecusalDeclared(who=who, state=state)
        if nth is None:
            # Keys of cases closed to whoever declares it are renewed by the next act in them.
            closed = {one.reference for one in self.ledger.books.values()} - {*self.seen_by(officer)}
            self.late |= {(who, reference) for reference in closed}
        self.act("recuse", officer, nth, 0, lambda d, r, on: d.recuse(r, fact, on=on))

    @rule(
        officer=officers,
        post=st.sampled_from([Post.CHAIR, Post.RAPPORTEUR, Post.VICE_CHAIR]),
        holder=st.sampled_from(["Member Cedar", "Member Gum", "Member Hazel"]),
        state=states,
    )
    def fill_an_office(self, officer, post, holder, state):
        fact = e.OfficeFilled(
            post=post, holder=holder, nationalities=(state,), since=self.clock.day
        )
        self.act("roster", officer, None, 0, lambda d, _, on: d.fill_office(fact, on=on))

    @rule(
        officer=officers,
        post=st.sampled_from([Post.CHAIR, Post.RAPPORTEUR]),
        holder=st.sampled_from(["Member Adler", "Member Cedar"]),
    )
    def leave_an_office(self, officer, post, holder):
        fact = e.OfficeLeft(post=post, holder=holder, until=self.clock.day - timedelta(days=1))
        self.act("roster", officer, None, 0, lambda d, _, on: d.leave_office(fact, on=on))

    @rule(officer=officers, length=st.sampled_from([0, 10]))
    def hold_a_session(self, officer, length):
        ends = self.clock.day + timedelta(days=length)
        fact = e.CalendarEntered(
            what="session", title="session", starts=self.clock.day, ends=ends
        )
        self.act("calendar", officer, None, 0, lambda d, _, on: d.enter_calendar(fact, on=on))

    @precondition(lambda self: self.references)
    @rule(officer=officers, nth=nth)
    def open_a_file(self, officer, nth):
        def call(door, reference, on):
            fact = e.FileOpened(kind="interim", title="interim measures", reference=reference)
            return door.open_file(fact, on=on)

        self.act("file", officer, nth, 0, call)

    @rule(
        officer=officers,
        label=st.sampled_from(["F1", "F2"]),
        to=st.sampled_from(["granted", "lifted"]),
        document=st.none() | st.just("MOON/1"),
    )
    def move_a_file(self, officer, label, to, document):
        fact = e.FileMoved(label=label, to=to, document=document)
        self.act("file", officer, None, 0, lambda d, _, on: d.move_file(fact, on=on))

    # -- invariants: what everybody sees, or does not -------------------------------------------

    def seen_by(self, officer: str) -> dict[str, Case]:
        """Return the cases that an officer may know of, by their references."""
        return {
            case.reference: case
            for case_id, case in self.folds.items()
            if not self.ledger.walled_officer(self.ledger.books[case_id], officer)
        }

    @invariant()
    def lists_counts_and_today_speak_of_what_the_officer_may_know(self):
        until = self.clock.day + timedelta(days=365)
        own = committees.fold(self.auditor.events(COMMITTEE))
        for officer, door in self.doors.items():
            seen = self.seen_by(officer)
            listed = {one.reference: one for one in door.cases(limit=-1)}
            assert listed.keys() == seen.keys(), f"what {officer} sees listed"
            for reference, case in seen.items():
                assert listed[reference].word == ("allegation" if case.assessment is None else listed[reference].finding)
                assert door.show(reference) == case, "the fold of a case"
            dues = {(None, one) for one in door.of_committee(own)}
            dues |= {(r, one) for r, case in seen.items() for one in door.of_case(case)}
            found = door.due(ahead=(until - self.clock.day).days)
            assert {(r, one) for r, _, one in found} == {
                (r, one) for r, one in dues if one.on <= until
            }
            counts = door.counts(MONDAY - timedelta(days=400), until)
            assert sum(counts.by_procedure.values()) == len(seen)
            assert sum(counts.by_finding.values()) == len(seen)
            findings = [case.assessment.finding for case in seen.values() if case.assessment]
            for finding in Assessment:
                assert counts.by_finding.get(finding, 0) == findings.count(finding)

    @invariant()
    def it_is_an_allegation_until_it_is_assessed_and_confirmed_only_when_found(self):
        for case_id, case in self.folds.items():
            finding = self.ledger.books[case_id].finding
            assert (case.word == "allegation") is (finding is None)
            assert case.confirmed is (finding in CONFIRMED)
            assert finding is not Assessment.LINK_NOT_ESTABLISHED or not case.confirmed

    @invariant()
    def no_key_of_somebody_recused_opens_the_case(self):
        for officer in OFFICERS:
            keys = self.house.keys(officer)
            for case_id in self.folds:
                hidden = self.ledger.walled_officer(self.ledger.books[case_id], officer)
                try:
                    keys.case_key(case_id)
                    opens = True
                except NoKey:
                    opens = False
                late = (officer, self.ledger.books[case_id].reference) in self.late
                assert opens is not hidden or late, f"{officer}, hidden: {hidden}"
            keys.close()

    @invariant()
    def the_record_verifies_and_the_register_is_its_fold(self):
        assert self.auditor.record.verify().faults == ()
        for case_id in self.auditor.vault.case_ids():
            self.keys.forget(case_id)
        assert unlocked_faults(self.auditor) == ()

    @precondition(lambda self: self.references)
    @invariant()
    def whoever_is_recused_is_answered_as_if_there_were_no_case(self):
        nowhere = new_reference("moon", self.clock.day)
        for officer, door in self.doors.items():
            for book in self.ledger.books.values():
                if book.erased or self.ledger.walled_officer(book, officer):
                    assert asked(door, book.reference) == asked(door, nowhere)


def asked(door, reference):
    """Return what a reading officer is told about a reference."""
    told = []
    for ask in (door.show, door.steps, door.timeline):
        try:
            told.append(repr(ask(reference)))
        except Misuse as error:
            told.append(f"{type(error).__name__}: {error}")
    return told


def test_the_floors_hold_whoever_does_what_in_whatever_order():
    run_state_machine_as_test(
        Floors,
        settings=settings(
            max_examples=250 if LONG else 25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
            database=None,
        ),
    )

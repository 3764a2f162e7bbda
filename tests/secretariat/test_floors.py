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
from datetime import date, timedelta
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
    Calendar,
    Channel,
    Closing,
    Post,
    Standing,
    Use,
)
from sanjose.words.references import new_reference
from sanjose.words.sealed import Sealed
from tests.secretariat import hands
from tests.secretariat.hands import FITTING, days_ago, nth, officers, posts
from tests.secretariat.house import CLEAN, MONDAY, OFFICERS, House, build, why
from tests.secretariat.ledger import MEASURES, RANK, Book, Ledger

LONG = bool(os.environ.get("SANJOSE_LONG"))
ONE_WEIGHING = {
    "for_person": Sealed("Pressure may grow."),
    "for_others": Sealed("Nobody else is named."),
}
VERBS = {
    e.SubmissionAdded: "add",
    e.PersonNamed: "add",
    e.FactsAdded: "add",
    e.ContactMade: "contact",
    e.ProcedureExplained: "inform",
    e.ConsentRecorded: "consent",
    e.ConsequencesWeighed: "weigh",
    e.SourceConsulted: "consult",
    e.AssessmentConcluded: "assess",
    e.ConclusionsTold: "conclude",
    e.NoticeGiven: "notify",
    e.MeasureProposed: "propose",
    e.MeasureDecided: "decide",
    e.DecisionConfirmed: "confirm",
    e.MeasureTaken: "take",
    e.ReplyReceived: "reply",
    e.CaseParked: "park",
    e.CaseClosed: "close",
    e.RecusalDeclared: "recuse",
}
INSTRUCTED = {"consult", "assess", "conclude", "propose", "decide", "take", "park", "close"}
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


@cache
def template() -> House:
    """Return the house of which each example gets a copy."""
    return build(Path(tempfile.mkdtemp(prefix="floors-")) / "house")


def recorded_twice(case: Case) -> bool:
    """Return whether a case is the second record of what is counted already."""
    return case.closed is not None and case.closed.ground is Closing.DOUBLE


class Floors(RuleBasedStateMachine):
    """The house in random hands."""

    @initialize(first=hands.intakes, second=hands.intakes)
    def open_the_house(self, first, second) -> None:
        self.stack = ExitStack()
        folder = Path(tempfile.mkdtemp(prefix="floors-"))
        self.stack.callback(shutil.rmtree, folder)
        self.house = template().copied(folder / "house")
        self.clock = self.house.clock
        self.clock.day = MONDAY
        self.keys = {officer: self.house.keys(officer) for officer in OFFICERS}
        self.doors = {
            officer: self.stack.enter_context(self.house.door(officer)) for officer in OFFICERS
        }
        self.escrow = self.house.escrow()
        for keys in (self.escrow, *self.keys.values()):
            self.stack.callback(keys.close)
        archive = Archive(self.house.home, self.escrow, self.doors["officer-1"])
        self.auditor = self.stack.enter_context(archive)
        self.ledger = Ledger()
        self.read = 0
        self.references: list[str] = []
        self.folds: dict[bytes, Case] = {}
        self.late: set[tuple[str, str]] = set()
        self.looked_at: tuple[int, date] | None = None
        self.verb = "init"
        self.audit()
        for intake in (first, second):
            self.act(
                "receive", FITTING, None, 0, lambda d, _, on, it=intake: d.receive(it, on=on)
            )

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.stack.close()

    # -- acting ---------------------------------------------------------------------------------

    def act(self, verb, officer, nth, ago, call):
        """Let an officer do something to a case, and hold what is answered against the record."""
        reference = self.reference(nth)
        on = self.clock.day - timedelta(days=ago) if ago else None
        book, before = self.book(reference), dict(self.folds)
        officer = self.officer(officer, book)
        door = self.doors[officer]
        size = self.auditor.record.size()
        outcome: Outcome | None = None
        hidden = book is not None and (book.erased or self.ledger.walled_officer(book, officer))
        try:
            outcome = call(door, reference, on)
        except NoSuchCase:
            assert book is None or hidden, "a case is hidden from somebody who is not recused"
        except Misuse:
            pass
        else:
            turned_away = outcome.refused and outcome.reference is None
            assert not hidden or turned_away, (
                f"{officer} reached a case from which they are kept"
            )
        self.verb = verb
        if outcome is None:
            assert self.auditor.record.size() == size, "what was misused left something behind"
        self.audit()
        if outcome is not None and outcome.refused and "ask-again" not in why(outcome):
            self.assert_nothing_but_a_refusal(before, size)
        if outcome is not None and verb != "file":
            self.late = {one for one in self.late if one[1] != outcome.reference}
        return outcome

    def do(self, fact, officer, nth, ago=0, **how):
        """Let an officer hand a document in, at the verb that takes it."""
        verb = VERBS[type(fact)]

        def call(door, reference, on):
            return getattr(door, verb)(reference, fact, on=on, **how)

        return self.act(verb, officer, nth, ago, call)

    def reference(self, nth: int | str | None) -> str | None:
        """Return a case that is there, or for 3 the oldest of all, erased or not."""
        if nth is None or isinstance(nth, str):
            return nth
        there = [one.reference for one in self.ledger.books.values() if not one.erased]
        return there[nth % len(there)] if there and nth < 3 else self.references[0]

    def book(self, reference: str | None) -> Book | None:
        if reference is None:
            return None
        books = self.ledger.books.values()
        return next(one for one in books if one.reference == reference)

    def officer(self, asked: str, book: Book | None) -> str:
        """Return an officer: the one asked for, or one of the secretariat who may see the case."""
        if asked != FITTING:
            return asked
        desk = ("officer-1", "officer-2", "officer-3")
        free = (one for one in desk if book and not self.ledger.walled_officer(book, one))
        return next(free, "officer-1")

    def post(self, asked: str | None, book: Book | None, least: int = 1) -> Post | None:
        """Return a post: the one asked for, or the first that decides and is not recused."""
        if asked != FITTING:
            return asked
        enough = (one for one in Post if RANK[one] >= least)
        about = book or Book()
        return next(one for one in enough if self.ledger.free(one, self.clock.day, about))

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
            if self.auditor.register.last(case_id) < self.read:
                continue
            self.escrow.forget(case_id)
            events = self.auditor.events(case_id)
            entered += [one for one in events if one.seq >= self.read]
            if case_id != COMMITTEE:
                self.folds[case_id] = cases.fold(events)
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

    # -- one act at a time ----------------------------------------------------------------------

    @rule(number=st.sampled_from([1, 1, 2, 4, 40]))
    def days_pass(self, number):
        self.clock.pass_days(number)

    @precondition(lambda self: len(self.references) < 5)
    @rule(officer=officers, ago=days_ago, intake=hands.intakes)
    def receive(self, officer, ago, intake):
        before = len(self.references)
        outcome = self.act(
            "receive", officer, None, ago, lambda door, _, on: door.receive(intake, on=on)
        )
        if ago >= 0:
            assert outcome is not None, "an allegation was turned away"
            assert self.references[before:] == [outcome.reference]

    @precondition(lambda self: len(self.references) < 5)
    @rule(officer=officers, state=hands.states, who=st.none() | hands.texts)
    def urgent(self, officer, state, who):
        text = Sealed("They are outside.")
        outcome = self.act(
            "urgent", officer, None, 0, lambda door, _, on: door.urgent(state, text, who, on=on)
        )
        assert outcome is not None
        assert outcome.reference in self.references

    @rule(officer=officers, nth=nth, ago=days_ago, fact=hands.about_persons)
    def hear_of_a_person(self, officer, nth, ago, fact):
        self.do(fact, officer, nth, ago)

    @rule(officer=officers, nth=nth, ago=days_ago, by=posts, fact=hands.preparations)
    def prepare(self, officer, nth, ago, by, fact):
        how = (
            {"by": self.post(by, self.book(self.reference(nth)))}
            if VERBS[type(fact)] in INSTRUCTED
            else {}
        )
        self.do(fact, officer, nth, ago, **how)

    @rule(officer=officers, nth=hands.maybe_none, ago=days_ago, by=posts, fact=hands.moves)
    def move_a_measure(self, officer, nth, ago, by, fact):
        how = (
            {"by": self.post(by, self.book(self.reference(nth)), 4)}
            if VERBS[type(fact)] in INSTRUCTED
            else {}
        )
        self.do(fact, officer, nth, ago, **how)

    @rule(officer=officers, nth=nth, ago=days_ago, by=posts, fact=hands.ends)
    def end(self, officer, nth, ago, by, fact):
        if isinstance(fact, e.CaseParked):
            review = self.clock.day + timedelta(days=ago or 30)
            fact = replace(fact, review_on=review)
        self.do(fact, officer, nth, ago, by=self.post(by, self.book(self.reference(nth))))

    @rule(
        officer=officers,
        nth=nth,
        person=st.sampled_from(["P1", "P1", "P2", "P3", None]),
        remains=st.none() | hands.texts,
        nothing=hands.flags,
        sure=hands.rarely,
        second=hands.mostly,
    )
    def erase(self, officer, nth, person, remains, nothing, sure, second):
        def call(door, reference, on):
            return door.erase(
                reference, person, remains=remains, nothing_remains=nothing, on=on
            )

        if person is not None or sure:
            outcome = self.act("erase", officer, nth, 0, call)
            if outcome is not None and outcome.waits and second:
                self.say_yes(outcome.waits, nth, self.another(nth))

    @rule(
        officer=st.sampled_from([*OFFICERS]),
        which=st.integers(0, 3),
        answer=st.sampled_from(["approve", "approve", "decline", "withdraw"]),
    )
    def answer(self, officer, which, answer):
        """Let anybody at all answer to what waits, in their own case or in another's."""
        waiting = [
            (case.reference, one.label)
            for case in self.folds.values()
            for one in case.approvals
            if one.waits
        ]
        if not waiting:
            return
        reference, label = waiting[which % len(waiting)]
        self.say_yes(label, reference, officer, answer)

    def say_yes(self, label, nth, officer, answer="approve"):
        book = self.book(self.reference(nth))
        hidden = book is not None and self.ledger.walled_officer(book, officer)
        shown = label in {one.label for one in self.doors[officer].waiting()}
        late = book is not None and (officer, book.reference) in self.late
        assert shown is not hidden or late, f"{officer}, hidden: {hidden}"
        return self.act(answer, officer, nth, 0, lambda d, _r, _o: getattr(d, answer)(label))

    def another(self, nth):
        """Return an officer who may see a case and is not the one that does what fits."""
        book = self.book(self.reference(nth))
        first = self.officer(FITTING, book)
        others = (one for one in OFFICERS if one != first)
        free = (one for one in others if book and not self.ledger.walled_officer(book, one))
        return next(free, "officer-2")

    def release(self, officer, nth, label, flaw):
        """Let a text of a measure leave, by two persons."""
        outcome = self.act(
            "release",
            officer,
            nth,
            0,
            lambda door, reference, on: door.release(reference, label, CLEAN, on=on).outcome,
        )
        if outcome is not None and outcome.waits and flaw != "no second person":
            self.say_yes(outcome.waits, nth, self.another(nth))

    @rule(officer=officers, nth=nth | st.none(), fact=hands.recusals)
    def recuse(self, officer, nth, fact):
        if nth is None:
            # Keys of cases closed to whoever declares it are renewed by the next act in them.
            seen = self.seen_by(self.officer(officer, None))
            closed = {one.reference for one in self.ledger.books.values()} - {*seen}
            self.late |= {(fact.who, reference) for reference in closed}
        self.do(fact, officer, nth)

    @rule(
        officer=officers,
        nth=nth,
        what=st.sampled_from(["fill", "leave", "session", "open", "move", "link"]),
        post=st.sampled_from([Post.CHAIR, Post.RAPPORTEUR, Post.VICE_CHAIR]),
        holder=st.sampled_from(["officer-5", "officer-4", "Member Gum"]),
        state=hands.states,
        to=st.sampled_from(["granted", "lifted"]),
    )
    def keep_the_house(self, officer, nth, what, post, holder, state, to):
        """Do what concerns the committee and no case by itself."""
        today = self.clock.day

        def call(door, reference, on):
            match what:
                case "fill":
                    filled = e.OfficeFilled(
                        post=post, holder=holder, nationalities=(state,), since=today
                    )
                    return door.fill_office(filled, on=on)
                case "leave":
                    # A key whose term is over reads nothing, which the ledger does not keep.
                    gone = holder if holder not in OFFICERS else "Member Gum"
                    left = e.OfficeLeft(post=post, holder=gone, until=today - timedelta(1))
                    return door.leave_office(left, on=on)
                case "session":
                    session = e.CalendarEntered(
                        what=Calendar.SESSION,
                        title="session",
                        starts=today,
                        ends=today + timedelta(3),
                    )
                    return door.enter_calendar(session, on=on)
                case "open":
                    opened = e.FileOpened(kind="interim", title="interim", reference=reference)
                    return door.open_file(opened, on=on)
                case "move":
                    moved = e.FileMoved(label="F1", to=to, document="MOON/1")
                    return door.move_file(moved, on=on)
            return door.link_file("F1", reference, on=on)

        about = nth if what in {"open", "link"} else None
        self.act("file" if about is not None else what, officer, about, 0, call)

    # -- a whole way, as it should be but for one thing --------------------------------------------

    @rule(nth=nth, measure=hands.measures, basis=hands.bases, flaw=hands.flaws)
    def take_a_measure(self, nth, measure, basis, flaw):
        self.go_all_the_way(nth, measure, basis, flaw)

    @rule(nth=nth, measure=hands.letters, basis=hands.bases, flaw=hands.flaws)
    def write_to_the_state(self, nth, measure, basis, flaw):
        self.go_all_the_way(nth, measure, basis, flaw)

    @rule(nth=nth, measure=hands.public, flaw=hands.flaws)
    def speak_in_public(self, nth, measure, flaw):
        self.go_all_the_way(nth, measure, Basis.CONSENT, flaw)

    @rule(
        officer=officers,
        measure=hands.general,
        state=st.none() | hands.states,
        nobody=hands.mostly,
        specific=hands.rarely,
        by=posts,
    )
    def act_without_a_case(self, officer, measure, state, nobody, specific, by):
        proposal = e.MeasureProposed(
            measure=measure, identifies_nobody=nobody, specific=specific, state=state
        )
        book = Book(state=state)
        least = MEASURES[measure].decided
        made = self.do(proposal, FITTING, None, by=self.post(FITTING, book, least))
        if made is not None and made.label is not None:
            decision = e.MeasureDecided(label=made.label)
            self.do(decision, officer, None, by=self.post(by, book, least))
            self.do(e.MeasureTaken(label=made.label), officer, None)

    def go_all_the_way(self, nth, measure, basis, flaw):
        """Prepare a measure as it should be, but for one flaw, and try to take it."""
        book = self.book(self.reference(nth))
        case = next((c for c in self.folds.values() if c.reference == book.reference), None)
        if case is None:
            return
        telling = MEASURES[measure]
        officer = flaw if flaw in OFFICERS else FITTING

        def do(fact, ago=0, **how):
            left_out = flaw == f"no {VERBS[type(fact)]}"
            return None if left_out else self.do(fact, officer, nth, ago, **how)

        leader = self.post(flaw if flaw in [*Post] else FITTING, book)
        if flaw == "new address":
            do(e.FactsAdded(state="XXC" if case.received.state != "XXC" else "XXA"))
        do(e.NoticeGiven(to=self.ledger.acting_chair(self.clock.day, book)))
        finding = Assessment.NOT_VERIFIABLE if flaw == "finding" else Assessment.MIGHT
        found = e.AssessmentConcluded(finding=finding, reasons=Sealed("What is known fits."))
        do(found, by=leader)
        do(e.ConclusionsTold(), by=leader)
        about = next((one.label for one in case.measures if one.taken), None)
        if telling.use is not None:
            self.agree(
                do, case, telling.use, basis, flaw, about if measure == "posting" else None
            )
        named = ("meeting",) if flaw == "weighed another" else ()
        go_ahead = flaw != "weighed against"
        do(e.ConsequencesWeighed(measures=named, go_ahead=go_ahead, **ONE_WEIGHING))
        proposal = e.MeasureProposed(
            measure=measure, about=about, identifies_nobody=flaw == "names nobody"
        )
        made = do(proposal, by=leader)
        if made is None or made.label is None:
            return
        self.interfere(do, flaw)
        least = 0 if flaw == "low decider" else telling.decided
        decider = self.post(flaw if flaw in [*Post] else FITTING, book, least)
        without = flaw == "without contact"
        text = Sealed("Contact would endanger her.") if without else None
        decision = e.MeasureDecided(label=made.label, without_contact=without, text=text)
        do(decision, by=decider)
        if telling.use is Use.PUBLISH:
            self.release(officer, nth, made.label, flaw)
        do(e.MeasureTaken(label=made.label), ago=2 if flaw == "backdated" else 0)

    def agree(self, do, case, use, basis, flaw, item):
        """Record for everybody concerned what the measure shall rest on."""
        speaker = None
        if basis in {Basis.REPRESENTATIVE, Basis.RELATIVE}:
            relative = basis is Basis.RELATIVE
            standing = Standing.RELATIVE if relative else Standing.COUNSEL
            suspected = flaw == "suspected"
            person = e.PersonNamed(
                name=Sealed("Ben Tallow"), standing=standing, suspected=suspected
            )
            added = do(person)
            speaker = added.label if added else None
            if relative:
                do(e.FactsAdded(detained=True))
        if basis is Basis.EMERGENCY:
            do(e.FactsAdded(imminent=True))
        for one in case.concerned[1:] if flaw == "one did not agree" else case.concerned:
            if basis is Basis.EMERGENCY:
                missed = e.ContactMade(
                    person=one.label, channel=Channel.MESSAGE, safe=True, reached=False
                )
                do(missed)
            sheet = e.ConsentRecorded(
                person=one.label,
                answer=Answer.GIVEN,
                basis=basis,
                uses=(use,),
                items=(item,) if item else (),
                spoken_by=speaker,
                own_view=Sealed("Wants it."),
                confirmed_orally_by=(Post.ALTERNATE, Post.CHAIR),
                state_knows=flaw != "nobody knows",
            )
            do(sheet)

    def interfere(self, do, flaw):
        """Let something happen between the proposal and the decision."""
        match flaw:
            case "refused" | "withdrawn" | "concern":
                do(e.ConsentRecorded(person="P1", answer=Answer(flaw)))
            case "new fact":
                do(e.SubmissionAdded(text=Sealed("There is more.")))
            case "new person":
                do(e.PersonNamed(name=Sealed("Dara Reed")))
            case "new suspicion":
                suspected = e.PersonNamed(
                    name=Sealed("Ben Tallow"),
                    standing=Standing.COUNSEL,
                    suspected=True,
                    label="P2",
                )
                do(suspected)
                do(e.ConsequencesWeighed(**ONE_WEIGHING))
            case "four days":
                self.clock.pass_days(4)

    # -- invariants: what everybody sees, or does not -------------------------------------------

    @invariant()
    def the_house_is_as_the_record_says(self):
        state = (self.read, self.clock.day)
        if state != self.looked_at:
            self.lists_counts_and_today_speak_of_what_the_officer_may_know()
            self.it_is_an_allegation_until_it_is_assessed_and_confirmed_only_when_found()
            self.no_key_of_somebody_recused_opens_the_case()
            self.the_record_verifies_and_the_register_is_its_fold()
            self.whoever_is_recused_is_answered_as_if_there_were_no_case()
        self.looked_at = state

    def seen_by(self, officer: str) -> dict[str, Case]:
        """Return the cases that an officer may know of, by their references."""
        return {
            case.reference: case
            for case_id, case in self.folds.items()
            if not self.ledger.walled_officer(self.ledger.books[case_id], officer)
        }

    def may_know_of(self, own, label: str, officer: str) -> bool:
        """Return whether no wall stands between an officer and what has no case."""
        measure, file = own.measure(label), own.file(label)
        state = measure.proposal.state if measure else file.state if file else None
        declared = {one.state for one in self.ledger.declared if one.who == officer}
        barred = {*self.ledger.officers[officer].nationalities, *declared}
        return state is None or state not in barred

    def lists_counts_and_today_speak_of_what_the_officer_may_know(self):
        until = self.clock.day + timedelta(days=365)
        own = committees.fold(self.auditor.events(COMMITTEE))
        for officer, door in self.doors.items():
            seen = self.seen_by(officer)
            listed = {one.reference: one for one in door.cases(limit=-1)}
            assert listed.keys() == seen.keys(), f"what {officer} sees listed"
            for reference, case in seen.items():
                found = case.assessment.finding if case.assessment else "allegation"
                assert listed[reference].word == found
                if self.looked_at is None or case.seq >= self.looked_at[0]:
                    assert door.show(reference) == case, "the fold of a case"
            dues = {
                (None, one)
                for one in door.of_committee(own)
                if self.may_know_of(own, one.label.partition(" ")[0], officer)
            }
            dues |= {(r, one) for r, case in seen.items() for one in door.of_case(case)}
            waiting = door.due(ahead=(until - self.clock.day).days)
            assert {(r, one) for r, _, one in waiting} == {
                one for one in dues if one[1].on <= until
            }
            counts = door.figures(MONDAY - timedelta(days=400), until)
            once = [case for case in seen.values() if not recorded_twice(case)]
            assert counts.total.number == len(once)
            assert sum(counts.by("procedure").values()) == len(once)
            assert sum(counts.by("finding").values()) == len(once)
            findings = [case.assessment.finding for case in once if case.assessment]
            for finding in Assessment:
                assert counts.by("finding").get(finding, 0) == findings.count(finding)

    def it_is_an_allegation_until_it_is_assessed_and_confirmed_only_when_found(self):
        for case_id, case in self.folds.items():
            finding = self.ledger.books[case_id].finding
            assert (case.word == "allegation") is (finding is None)
            assert case.confirmed is (finding in CONFIRMED)
            assert finding is not Assessment.LINK_NOT_ESTABLISHED or not case.confirmed

    def no_key_of_somebody_recused_opens_the_case(self):
        for officer, keys in self.keys.items():
            for case_id in self.folds:
                keys.forget(case_id)
                hidden = self.ledger.walled_officer(self.ledger.books[case_id], officer)
                try:
                    keys.case_key(case_id)
                    opens = True
                except NoKey:
                    opens = False
                late = (officer, self.ledger.books[case_id].reference) in self.late
                assert opens is not hidden or late, f"{officer}, hidden: {hidden}"

    def the_record_verifies_and_the_register_is_its_fold(self):
        assert self.auditor.record.verify().faults == ()
        for case_id in self.auditor.vault.case_ids():
            self.escrow.forget(case_id)
        assert unlocked_faults(self.auditor) == ()

    def whoever_is_recused_is_answered_as_if_there_were_no_case(self):
        nowhere = new_reference("moon", self.clock.day)
        for officer, door in self.doors.items():
            told = asked(door, nowhere)
            for book in self.ledger.books.values():
                if book.erased or self.ledger.walled_officer(book, officer):
                    assert asked(door, book.reference) == told


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
            max_examples=250 if LONG else 16,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
            database=None,
        ),
    )

"""A case is what its events add up to, and nothing else."""

from dataclasses import FrozenInstanceError, replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjose.words.case import corrected, fold, urgency
from sanjose.words.events import (
    AssessmentConcluded,
    CaseClosed,
    CaseParked,
    CommitteeOpened,
    ConclusionsTold,
    ConsentRecorded,
    ConsequencesWeighed,
    ContactMade,
    DecisionConfirmed,
    FactsAdded,
    FileLinked,
    MeasureDecided,
    MeasureTaken,
    NoticeGiven,
    PersonErased,
    ProcedureExplained,
    RecusalDeclared,
    ReplyReceived,
    SourceConsulted,
    StepRefused,
    SubmissionAdded,
    TextKept,
)
from sanjose.words.model import (
    Answer,
    Assessment,
    Channel,
    Closing,
    Confidence,
    Consulted,
    Kind,
    Matter,
    Post,
    Standing,
    Urgency,
)
from sanjose.words.sealed import Sealed
from sanjose.words.told import BODIES
from tests.words.bodies import LABELS, bodies
from tests.words.facts import DAY, NEXT, a_case, by, numbered, on, person, proposal, received

WORDS = SubmissionAdded(text=Sealed("invented words"))
PARKED = CaseParked(reason=Sealed("nothing new"), review_on=DAY + timedelta(days=30))
CLOSED = CaseClosed(ground=Closing.SAFE, reasons=Sealed("invented"))
LETTER = (proposal(), MeasureDecided(label="M1"), MeasureTaken(label="M1"))

facts = st.deferred(lambda: st.one_of(*(bodies(cls, LABELS) for cls in BODIES.values())))
days = st.dates(DAY - timedelta(days=50), DAY + timedelta(days=50))
histories = st.lists(st.tuples(days, facts), max_size=8).map(
    lambda told: numbered(received(), person(), *(on(day, fact) for day, fact in told))
)
some = settings(
    deadline=None,
    max_examples=120,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def found(finding):
    return AssessmentConcluded(finding=finding)


# -- the fold ----------------------------------------------------------------------------------


@some
@given(histories)
def test_the_same_events_give_the_same_case(events):
    before = repr(events)

    assert fold(events) == fold(events)
    assert repr(events) == before


@some
@given(histories, st.data())
def test_a_case_can_be_continued_from_any_entry(events, data):
    at = data.draw(st.integers(0, len(events)))

    assert fold(events[at:], fold(events[:at])) == fold(events)


@some
@given(histories, st.data())
def test_events_whose_keys_were_destroyed_are_simply_not_there(events, data):
    left = tuple(event for event in events if data.draw(st.booleans()))

    case = fold(left)

    if any(event.seq == 0 for event in left):
        assert case is not None
        assert case.seq == left[-1].seq
        assert case.reference == "CAT-26-7K3QM-X"


@some
@given(histories, st.integers(1, 8))
def test_an_entry_about_something_else_changes_no_fact(events, at):
    foreign = [
        replace(events[0], body=body) for body in (CommitteeOpened(committee="cat"), object())
    ]
    mixed = numbered(*events[:at], *foreign, *events[at:])
    steady = {"seq": 0, "changed_at": 0} | dict.fromkeys(
        ("measures", "weighings", "consents", "approvals"), ()
    )

    with_, without = fold(mixed), fold(events)

    assert replace(with_, **steady) == replace(without, **steady)
    assert len(with_.measures) == len(without.measures)


@some
@given(histories)
def test_the_urgency_is_never_lowered(events):
    seen = [fold(events[: n + 1]).received.urgency for n in range(len(events))]

    assert seen == sorted(seen)


@some
@given(histories)
def test_only_an_assessment_makes_an_allegation_more_than_one(events):
    case = fold(events)
    assessed = [one.body for one in events if isinstance(one.body, AssessmentConcluded)]

    assert (case.word == "allegation") == (not assessed)
    assert case.confirmed == (
        bool(assessed)
        and assessed[-1].finding
        in {Assessment.REPRISAL, Assessment.INTIMIDATION, Assessment.BOTH}
    )


def test_without_its_receipt_there_is_no_case():
    assert fold(()) is None
    assert fold(numbered(person(), WORDS, found(Assessment.REPRISAL))) is None


def test_a_case_begins_with_its_receipt():
    (event,) = numbered(on(NEXT, received(state="XXB")))

    case = fold((replace(event, seq=7),))

    assert case.received == received(state="XXB")
    assert (case.received_on, case.latest) == (NEXT, NEXT)
    assert (case.seq, case.changed_at) == (7, 7)
    assert (case.case_id, case.recorded_at) == (event.subject, event.recorded_at)


def test_a_second_receipt_changes_nothing():
    case = a_case(received(reference="CAT-26-00000-0", state="XXC"))

    assert case.received == received()


def test_a_case_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        a_case().closed = None


def test_the_latest_day_is_the_latest_that_anything_happened():
    case = a_case(on(NEXT, WORDS), on(DAY - timedelta(days=9), WORDS))

    assert case.latest == NEXT


# -- words -------------------------------------------------------------------------------------


def test_it_is_an_allegation_until_it_is_assessed():
    """G 12."""
    assert a_case().word == "allegation"
    assert a_case(found(Assessment.MIGHT)).word == "case, might have taken place"


@pytest.mark.parametrize("finding", Assessment)
def test_a_link_not_established_is_never_counted_as_confirmed(finding):
    """N 32."""
    confirmed = finding in {
        Assessment.REPRISAL,
        Assessment.INTIMIDATION,
        Assessment.BOTH,
    }

    assert a_case(found(finding)).confirmed is confirmed


def test_an_allegation_is_not_confirmed():
    assert a_case().confirmed is False


def test_the_persons_concerned_are_not_those_who_speak_for_them():
    speaker = person("P2", standing=Standing.REPRESENTATIVE)
    case = a_case(persons=(person(), speaker, person("P3")))

    assert [one.label for one in case.concerned] == ["P1", "P3"]
    assert case.person("P2") == speaker
    assert case.person("P9") is None


# -- the facts ---------------------------------------------------------------------------------


def test_a_person_entered_again_takes_their_own_place():
    case = a_case(person("P2"), person("P1", child=True))

    assert sorted(one.label for one in case.persons) == ["P1", "P2"]
    assert case.person("P1").child


def test_what_is_added_stands_in_the_place_of_what_was_received():
    case = a_case(
        FactsAdded(
            state="XXB", kinds=(Kind.THREAT,), detained=False, confidence=Confidence.OPEN
        ),
        detained=True,
        happened="in spring",
    )

    assert case.received.state == "XXB"
    assert case.received.kinds == (Kind.THREAT,)
    assert case.received.detained is False
    assert case.received.confidence is Confidence.OPEN
    assert case.received.happened == "in spring"
    assert case.received.procedure == "report"


def test_what_is_not_added_stays():
    full = received(kinds=(Kind.SMEAR,), imminent=True, urgency=Urgency.IMMEDIATE)

    assert corrected(full, FactsAdded()) == full


@pytest.mark.parametrize(
    ("imminent", "detained", "soon"),
    [
        (False, False, Urgency.ORDINARY),
        (False, True, Urgency.URGENT),
        (True, False, Urgency.IMMEDIATE),
        (True, True, Urgency.IMMEDIATE),
    ],
)
def test_the_facts_alone_say_how_soon_a_person_has_to_look(imminent, detained, soon):
    assert urgency(imminent, detained) is soon


@pytest.mark.parametrize("floor", Urgency)
def test_an_urgency_that_was_given_is_kept(floor):
    assert urgency(imminent=False, detained=False, floor=floor) is floor
    assert urgency(imminent=False, detained=True, floor=floor) is max(floor, Urgency.URGENT)
    assert urgency(imminent=True, detained=False, floor=floor) is Urgency.IMMEDIATE


def test_a_risk_that_passed_leaves_the_urgency_as_it_was():
    case = a_case(
        FactsAdded(imminent=True), FactsAdded(imminent=False, urgency=Urgency.ORDINARY)
    )

    assert case.received.imminent is False
    assert case.received.urgency is Urgency.IMMEDIATE


def test_an_urgency_may_be_raised_without_a_new_fact():
    assert a_case(FactsAdded(urgency=Urgency.URGENT)).received.urgency is Urgency.URGENT


def test_detention_that_became_known_is_urgent():
    assert a_case(FactsAdded(detained=True)).received.urgency is Urgency.URGENT


@pytest.mark.parametrize(
    ("fact", "changes"),
    [
        (WORDS, True),
        (person("P2"), True),
        (FactsAdded(happened="in May"), True),
        (ContactMade(channel=Channel.POST), False),
        (ConsentRecorded(answer=Answer.ASKED), False),
        (ConsequencesWeighed(), False),
        (found(Assessment.MIGHT), False),
        (proposal(), False),
        (TextKept(of="assess.reasons", text=Sealed("invented")), False),
        (StepRefused(verb="take", objections=("refused",), sources=("N 22",)), False),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, bool) else str(value),
)
def test_new_facts_ask_for_a_new_weighing_and_acts_do_not(fact, changes):
    before = a_case()

    after = a_case(fact)

    assert (after.changed_at > before.changed_at) is changes


def test_a_channel_is_marked_for_the_person_whom_a_contact_was_with():
    contact = ContactMade(person="P2", channel=Channel.MESSAGE, safe=True)
    case = a_case(contact, persons=(person(), person("P2")))

    assert (case.person("P2").channel, case.person("P2").safe) == (Channel.MESSAGE, True)
    assert (case.person("P1").channel, case.person("P1").safe) == (Channel.NONE, False)


def test_a_channel_is_marked_unsafe_as_well():
    case = a_case(
        ContactMade(channel=Channel.MESSAGE, safe=False),
        persons=(person(channel=Channel.EMAIL, safe=True),),
    )

    assert (case.person("P1").channel, case.person("P1").safe) == (Channel.MESSAGE, False)


def test_a_contact_that_says_nothing_of_safety_leaves_the_channel():
    kept = person(channel=Channel.EMAIL, safe=True)

    assert a_case(ContactMade(channel=Channel.TELEPHONE), persons=(kept,)).persons == (kept,)


def test_everything_that_happened_is_kept_with_its_day():
    contact, told = ContactMade(channel=Channel.POST), ProcedureExplained()
    source = SourceConsulted(consulted=Consulted.FIELD)
    text = TextKept(of="assess.reasons", text=Sealed("invented"))
    refusal = StepRefused(verb="propose", objections=("no-basis",), sources=("N 11",))
    notice = NoticeGiven(to=Post.CHAIR)
    recusal = RecusalDeclared(who="Invented Officer")

    case = a_case(
        *(
            on(NEXT, fact)
            for fact in (contact, told, source, text, refusal, notice, recusal, WORDS)
        )
    )

    assert case.contacts == ((NEXT, contact),)
    assert case.explained == ((NEXT, told),)
    assert case.consulted == ((NEXT, source),)
    assert case.texts == ((NEXT, text),)
    assert case.refusals == ((NEXT, refusal),)
    assert case.notices == ((NEXT, notice),)
    assert case.recusals == (recusal,)
    assert case.submissions == ((NEXT, WORDS),)


def test_answers_and_weighings_are_kept_with_their_entries():
    answer, weighed = ConsentRecorded(answer=Answer.ASKED), ConsequencesWeighed()

    case = a_case(on(NEXT, answer), weighed, answer, weighed)

    assert [(event.on, event.seq, fact) for event, fact in case.consents] == [
        (NEXT, 2, answer),
        (DAY, 4, answer),
    ]
    assert case.weighings == ((3, weighed), (5, weighed))


def test_the_last_assessment_and_the_last_conclusions_hold():
    first, last = ConclusionsTold(course=("letter",)), ConclusionsTold(course=())

    case = a_case(
        found(Assessment.INSUFFICIENT), first, on(NEXT, found(Assessment.MIGHT)), on(NEXT, last)
    )

    assert case.assessment == found(Assessment.MIGHT)
    assert (case.assessed_on, case.concluded_on) == (NEXT, NEXT)
    assert case.conclusions == last


def test_a_notice_counts_for_whom_it_was_given_to_and_of_what_it_told():
    case = a_case(NoticeGiven(to=Post.CHAIR, of=Matter.RECEIPT))

    assert case.noticed(Post.CHAIR, Matter.RECEIPT)
    assert not case.noticed(Post.CHAIR, Matter.CONCLUSIONS)
    assert not case.noticed(Post.RAPPORTEUR, Matter.RECEIPT)


def test_a_notice_counts_for_the_offices_that_somebody_stood_in_for():
    case = a_case(NoticeGiven(to=Post.VICE_CHAIR, acting_for=(Post.RAPPORTEUR,)))

    assert case.noticed(Post.RAPPORTEUR, Matter.RECEIPT)
    assert case.noticed(Post.VICE_CHAIR, Matter.RECEIPT)
    assert not case.noticed(Post.CHAIR, Matter.RECEIPT)


def test_a_file_stands_in_a_case_as_it_was_last_linked():
    linked = [
        FileLinked(label=label, reference="CAT-26-7K3QM-X", kind="visit", state=state)
        for label, state in (("F1", "open"), ("F2", "open"), ("F1", "over"))
    ]

    assert [(one.label, one.state) for one in a_case(*linked).files] == [
        ("F2", "open"),
        ("F1", "over"),
    ]


def test_an_erased_person_is_gone_and_the_others_remain():
    case = a_case(PersonErased(person="P1"), persons=(person(), person("P2")))

    assert [one.label for one in case.persons] == ["P2"]
    assert case.erased == ("P1",)


# -- parked, closed, and what wakes it ---------------------------------------------------------


STAGES = {
    "received": ((), "being assessed"),
    "assessed": ((found(Assessment.MIGHT),), "assessed"),
    "concluded": ((found(Assessment.MIGHT), ConclusionsTold()), "concluded"),
    "proposed": ((ConclusionsTold(), proposal()), "awaiting decision"),
    "adopted": ((proposal(), MeasureDecided(label="M1")), "measure to take"),
    "not adopted": ((proposal(), MeasureDecided(label="M1", adopted=False)), "being assessed"),
    "met": ((proposal("meeting"), *LETTER[1:]), "being assessed"),
    "in danger": ((proposal("safety"), MeasureTaken(label="M1")), "being assessed"),
    "written": (LETTER, "awaiting reply"),
    "written, and more proposed": ((*LETTER, proposal(label="M2")), "awaiting reply"),
    "acknowledged": ((*LETTER, ReplyReceived(label="M1", substantive=False)), "awaiting reply"),
    "answered": ((*LETTER, ReplyReceived(label="M1")), "being assessed"),
    "parked": ((*LETTER, PARKED), "parked"),
    "closed": ((PARKED, CLOSED), "closed"),
    "parked when closed": ((CLOSED, PARKED), "closed"),
}


@pytest.mark.parametrize("what", STAGES)
def test_the_stage_says_what_the_case_waits_for_first(what):
    told, stage = STAGES[what]

    assert a_case(*told).stage == stage


def test_a_submission_opens_a_closed_case_again():
    case = a_case(CLOSED, WORDS)

    assert (case.closed, case.closed_on) == (None, None)
    assert case.stage == "being assessed"


def test_a_closed_case_stays_closed_whatever_else_is_entered():
    later = (ContactMade(channel=Channel.POST), found(Assessment.MIGHT), *LETTER)

    case = a_case(on(NEXT, CLOSED), *later, ReplyReceived(label="M1"))

    assert (case.closed, case.closed_on) == (CLOSED, NEXT)


@pytest.mark.parametrize(
    ("fact", "wakes"),
    [
        (ReplyReceived(label="M1", substantive=False), True),
        (WORDS, True),
        (FactsAdded(imminent=True), True),
        (proposal(label="M2"), False),
        (MeasureDecided(label="M1"), False),
        (DecisionConfirmed(label="M1"), False),
        (MeasureTaken(label="M1"), False),
        (ContactMade(channel=Channel.POST), False),
        (NoticeGiven(to=Post.CHAIR), False),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, bool) else str(value),
)
def test_a_parked_case_is_woken_by_a_reply_and_by_what_comes_in(fact, wakes):
    case = a_case(*LETTER, PARKED, fact)

    assert (case.parked is None) is wakes


@pytest.mark.parametrize(
    ("fact", "opens"),
    [
        (FactsAdded(imminent=True), True),
        (FactsAdded(imminent=False), False),
        (FactsAdded(procedure="complaint"), False),
    ],
)
def test_danger_that_becomes_known_opens_a_closed_case(fact, opens):
    case = a_case(CLOSED, fact)

    assert (case.closed is None) is opens
    assert (case.closed_on is None) is opens


def test_a_case_that_is_closed_is_not_parked_any_more():
    assert a_case(PARKED, CLOSED).parked is None


def test_a_measure_of_a_case_is_found_by_its_label():
    case = a_case(by(Post.RAPPORTEUR, proposal()))

    assert case.measure("M1").key == "letter"
    assert case.measure("M2") is None

"""What is waiting, by which day, and that nothing which waits is forgotten."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjose.rules.dues import SOURCES, Days, committee_dues, dues, measure_dues, said
from sanjose.rules.files import FileKind
from sanjose.rules.profile import DAYS, Shape
from sanjose.words.correspondence import CopiesNumbered, CopyReturned, Fate, Occasion
from sanjose.words.due import Due
from sanjose.words.events import (
    AssessmentConcluded,
    CaseClosed,
    CaseParked,
    ConclusionsTold,
    ConsentRecorded,
    ContactMade,
    DecisionConfirmed,
    FactsAdded,
    FileMoved,
    FileOpened,
    MeasureDecided,
    MeasureTaken,
    NoticeGiven,
    ReplyReceived,
    SubmissionAdded,
)
from sanjose.words.model import (
    Answer,
    Assessment,
    Channel,
    Closing,
    Decider,
    Matter,
    Post,
    Urgency,
)
from sanjose.words.provenance import Chosen, shortly
from sanjose.words.sealed import Sealed
from tests.rules.supposed import WHY, a_committee
from tests.words.facts import DAY, a_case, a_record, by, on, proposal

COMMON = Days(a_committee(), {})
COLLECTIVE = Days(a_committee(shape=Chosen(Shape.BUREAU, WHY)), {})


def day(n):
    return DAY + timedelta(days=n)


def told(case, days=COMMON):
    """Return what is waiting in a case, each with its first day and its last, counted from DAY."""
    return {
        (due.kind, due.label): ((due.since - DAY).days, (due.on - DAY).days)
        for due in dues(case, days)
    }


def of(kind, *facts, days=COMMON, **receipt):
    """Return what is waiting of one kind."""
    found = told(a_case(*facts, **receipt), days)
    return {label: when for (what, label), when in found.items() if what == kind}


RAPPORTEUR_TOLD, CHAIR_TOLD = NoticeGiven(to=Post.RAPPORTEUR), NoticeGiven(to=Post.CHAIR)
MIGHT = AssessmentConcluded(finding=Assessment.MIGHT)
INSUFFICIENT = AssessmentConcluded(finding=Assessment.INSUFFICIENT)
DECIDED = MeasureDecided(label="M1")
TAKEN = MeasureTaken(label="M1")
QUIET = (RAPPORTEUR_TOLD, CHAIR_TOLD, MIGHT, ConclusionsTold())


# -- numbers of days ---------------------------------------------------------------------------


def test_the_numbers_of_days_are_the_common_ones():
    assert {what: COMMON.of(what).days for what in DAYS} == {
        "notice": 1,
        "assessment": 14,
        "decision": 7,
        "taking": 3,
        "reply": 60,
        "reached": 3,
        "consent": 7,
        "confirmation": 7,
        "again": 30,
    }


def test_a_committee_sets_its_own_days_and_an_installation_goes_before_it():
    committee = a_committee(days={"notice": Chosen(3, WHY), "assessment": Chosen(30, WHY)})
    days = Days(committee, {"assessment": 21})

    assert [days.of(what).days for what in ("notice", "assessment", "decision")] == [3, 21, 7]


# -- notices -----------------------------------------------------------------------------------


def test_an_allegation_just_received_waits_for_notices_and_assessment():
    """G 10, 12."""
    assert told(a_case()) == {
        ("tell the rapporteur", ""): (0, 1),
        ("tell the Chair", ""): (0, 1),
        ("assess", ""): (0, 14),
    }


def test_what_is_immediate_is_told_the_same_day():
    assert of("tell the rapporteur", urgency=Urgency.IMMEDIATE) == {"": (0, 0)}
    assert of("tell the Chair", urgency=Urgency.IMMEDIATE) == {"": (0, 0)}
    assert of("tell the Chair", urgency=Urgency.URGENT) == {"": (0, 1)}


@pytest.mark.parametrize(
    ("post", "still"),
    [
        (Post.RAPPORTEUR, {"tell the Chair"}),
        (Post.ALTERNATE, {"tell the Chair"}),
        (Post.BUREAU, {"tell the Chair"}),
        (Post.CHAIR, {"tell the rapporteur"}),
        (Post.VICE_CHAIR, {"tell the rapporteur", "tell the Chair"}),
        (Post.PLENARY, {"tell the rapporteur", "tell the Chair"}),
        (Post.SECRETARIAT, {"tell the rapporteur", "tell the Chair"}),
        (Post.COUNTRY_RAPPORTEUR, {"tell the rapporteur", "tell the Chair"}),
    ],
)
def test_a_notice_is_waited_for_until_it_was_given(post, still):
    waiting = {kind for kind, _ in told(a_case(NoticeGiven(to=post)))}

    assert waiting - {"assess"} == still


@pytest.mark.parametrize(
    ("acting_for", "still"),
    [
        ((Post.CHAIR,), {"tell the rapporteur"}),
        ((Post.RAPPORTEUR,), {"tell the Chair"}),
        ((Post.RAPPORTEUR, Post.CHAIR), set()),
    ],
    ids=["the Chair", "the rapporteur", "both"],
)
@pytest.mark.parametrize("post", [Post.VICE_CHAIR, Post.PLENARY])
def test_whoever_stands_in_is_told_for_the_office_that_they_stand_in_for(
    post, acting_for, still
):
    waiting = {kind for kind, _ in told(a_case(NoticeGiven(to=post, acting_for=acting_for)))}

    assert waiting - {"assess"} == still


@pytest.mark.parametrize("matter", [Matter.CONCLUSIONS, Matter.DECISION])
def test_only_a_notice_of_the_receipt_is_one(matter):
    case = a_case(
        NoticeGiven(to=Post.CHAIR, of=matter), NoticeGiven(to=Post.RAPPORTEUR, of=matter)
    )

    assert {"tell the rapporteur", "tell the Chair"} <= {kind for kind, _ in told(case)}


# -- contact and consent -----------------------------------------------------------------------


def contact(check_in=None, person="P1", **known):
    return ContactMade(person=person, channel=Channel.MESSAGE, check_in=check_in, **known)


def test_a_check_in_is_waited_for_on_its_day():
    """G 13."""
    assert of("check-in", contact(day(5))) == {"P1": (0, 5)}
    assert of("check-in", contact()) == {}


def test_a_contact_ends_the_wait_for_the_check_in_before_it():
    assert of("check-in", contact(day(5)), on(day(5), contact(day(9)))) == {"P1": (5, 9)}
    assert of("check-in", contact(day(5)), on(day(5), contact(inbound=True))) == {}


def test_a_check_in_that_was_missed_goes_on_being_missed():
    """A failed attempt is no contact: the person has still not been heard of."""
    failed = contact(reached=False)

    assert of("check-in", contact(day(5)), on(day(5), failed), on(day(6), failed)) == {
        "P1": (0, 5)
    }
    assert of("check-in", contact(day(5)), on(day(6), replace(failed, check_in=day(7)))) == {
        "P1": (6, 7)
    }
    assert of("check-in", failed) == {}


def test_an_older_contact_entered_late_ends_no_wait():
    assert of("check-in", on(day(4), contact(day(9))), on(day(2), contact())) == {"P1": (4, 9)}


def test_each_person_has_a_check_in_of_their_own():
    found = of(
        "check-in", contact(day(5)), contact(day(3), "P2"), on(day(1), contact(None, "P2"))
    )

    assert found == {"P1": (0, 5)}


def answer(said_, person="P1"):
    return ConsentRecorded(answer=said_, person=person)


def test_a_question_to_a_person_is_not_left():
    """N 11."""
    assert of("consent", answer(Answer.ASKED)) == {"P1": (0, 7)}


@pytest.mark.parametrize("said_", [one for one in Answer if one is not Answer.ASKED])
def test_an_answer_ends_the_wait_for_it(said_):
    assert of("consent", answer(Answer.ASKED), answer(said_)) == {}
    assert of("consent", answer(said_)) == {}


def test_an_older_answer_entered_late_ends_no_wait():
    assert of("consent", on(day(3), answer(Answer.ASKED)), answer(Answer.GIVEN)) == {
        "P1": (3, 10)
    }


def test_a_concern_is_discussed_soon():
    """N 22, 33."""
    assert of("discuss the concern", answer(Answer.CONCERN)) == {"P1": (0, 7)}
    assert of("discuss the concern", answer(Answer.CONCERN), answer(Answer.DISCUSSED)) == {}


@pytest.mark.parametrize(
    "said_", [one for one in Answer if one not in {Answer.CONCERN, Answer.DISCUSSED}]
)
def test_no_other_answer_ends_a_concern(said_):
    found = of("discuss the concern", answer(Answer.CONCERN), on(day(2), answer(said_)))

    assert found == {"P1": (0, 7)}


def test_a_concern_repeated_waits_from_its_first_day_until_it_is_discussed():
    again = on(day(5), answer(Answer.CONCERN))

    assert of("discuss the concern", answer(Answer.CONCERN), again) == {"P1": (0, 7)}
    discussed = on(day(1), answer(Answer.DISCUSSED))
    assert of("discuss the concern", answer(Answer.CONCERN), discussed, again) == {
        "P1": (5, 12)
    }


def test_each_person_is_asked_and_heard_apart():
    found = told(
        a_case(answer(Answer.ASKED), answer(Answer.CONCERN, "P2"), answer(Answer.GIVEN, "P3"))
    )

    assert ("consent", "P1") in found
    assert ("discuss the concern", "P2") in found
    assert not [label for _, label in found if label == "P3"]


# -- assessment and conclusions ----------------------------------------------------------------


def test_an_assessment_is_waited_for_from_the_day_of_receipt():
    days = Days(a_committee(), {"assessment": 10})

    assert of("assess", days=days) == {"": (0, 10)}
    assert of("assess", MIGHT) == {}


@pytest.mark.parametrize("finding", Assessment)
def test_conclusions_follow_an_assessment_that_is_not_for_the_time_being(finding):
    """G 14."""
    interim = finding in {Assessment.INSUFFICIENT, Assessment.NOT_VERIFIABLE}
    assessed = on(day(3), AssessmentConcluded(finding=finding))

    assert of("conclude", assessed) == ({} if interim else {"": (3, 10)})
    assert of("conclude", assessed, ConclusionsTold()) == {}


# -- measures ----------------------------------------------------------------------------------


def measures(*facts):
    found = told(a_case(*QUIET, *facts))
    return {kind: when for (kind, label), when in found.items() if label == "M1"}


def test_a_quiet_case_waits_for_nothing():
    assert told(a_case(*QUIET)) == {}


def test_a_proposal_waits_for_a_decision_and_a_decision_to_be_taken():
    assert measures(on(day(1), proposal())) == {"decide": (1, 8)}
    assert measures(proposal(), on(day(2), DECIDED)) == {"take": (2, 5)}
    assert measures(proposal(), replace(DECIDED, adopted=False)) == {}


def test_in_danger_what_protects_is_decided_and_taken_the_same_day():
    """G 19, 22; what is published protects nobody at once, and a letter's deadline stays."""
    letter, statement = proposal("letter"), proposal("statement")
    reply = replace(TAKEN, reply_by=day(9))

    assert of("decide", *QUIET, on(day(1), letter), imminent=True) == {"M1": (1, 1)}
    assert of("take", *QUIET, letter, on(day(2), DECIDED), imminent=True) == {"M1": (2, 2)}
    assert of("decide", *QUIET, on(day(1), statement), imminent=True) == {"M1": (1, 8)}
    assert of("reply", *QUIET, letter, DECIDED, reply, imminent=True) == {"M1": (0, 9)}


def test_what_was_done_in_danger_waits_for_no_decision():
    assert measures(proposal("safety"), TAKEN) == {}


def test_a_call_for_safety_waits_to_be_made_and_not_to_be_decided():
    """G 22; a committee that wants it decided has said so."""
    committee = a_committee(decides={"safety": Chosen(Decider.CHAIR, WHY)})
    raised = of("decide", *QUIET, proposal("safety"), days=Days(committee, {}))

    assert measures(on(day(1), proposal("safety"))) == {"take": (1, 1)}
    assert raised == {"M1": (0, 7)}


def test_a_decision_entered_on_instruction_is_confirmed_while_it_is_remembered():
    """Floor 6."""
    decided = on(day(2), by(Post.RAPPORTEUR, DECIDED))
    refused = on(day(2), by(Post.CHAIR, replace(DECIDED, adopted=False)))

    assert measures(proposal(), decided) == {"confirm": (2, 9), "take": (2, 5)}
    assert measures(proposal(), refused) == {"confirm": (2, 9)}
    assert measures(proposal(), decided, DecisionConfirmed(label="M1")) == {"take": (2, 5)}


def test_a_decision_of_the_secretariat_needs_no_confirmation():
    assert measures(proposal(), by(Post.SECRETARIAT, DECIDED)) == {"take": (0, 3)}


def test_a_letter_waits_for_its_reply_until_the_deadline_and_after_it():
    """G 19."""
    letter = on(day(4), replace(TAKEN, reply_by=day(40)))

    assert measures(proposal("letter-deadline"), DECIDED, letter) == {"reply": (4, 40)}


def test_a_letter_without_a_deadline_is_unanswered_from_its_day():
    """N 38."""
    assert measures(proposal(), DECIDED, on(day(4), TAKEN)) == {"no reply": (4, 4)}


def test_an_acknowledgement_ends_no_wait_and_an_answer_does():
    letter = (proposal(), DECIDED, on(day(4), TAKEN))
    reply = ReplyReceived(label="M1")

    assert measures(*letter, replace(reply, substantive=False)) == {"no reply": (4, 4)}
    assert measures(*letter, reply) == {"tell of the reply": (0, 3)}


def test_whoever_waits_hears_of_a_reply_until_somebody_of_the_case_was_reached():
    """G 13: contact goes on; who gave their word hears what the State said."""
    letter = (*QUIET, proposal(), DECIDED, on(day(2), TAKEN))
    reply = on(day(9), ReplyReceived(label="M1"))
    tried = on(day(10), ContactMade(channel=Channel.TELEPHONE, reached=False))
    reached = on(day(10), ContactMade(channel=Channel.TELEPHONE))
    before = on(day(8), ContactMade(channel=Channel.TELEPHONE))
    kind = "tell of the reply"

    assert of(kind, *letter) == {}
    assert of(kind, *letter, reply) == {"M1": (9, 12)}
    assert of(kind, *letter, before, reply, tried) == {"M1": (9, 12)}
    assert of(kind, *letter, reply, reached) == {}
    assert of(kind, *letter, reply, persons=()) == {}


def test_a_measure_that_nobody_replies_to_waits_for_nothing_once_it_is_taken():
    assert measures(proposal("meeting"), DECIDED, TAKEN) == {}


@given(st.integers(0, 4000))
def test_no_reply_is_shown_for_ever(n):
    """Floor 9: silence closes nothing."""
    case = a_case(*QUIET, proposal(), DECIDED, TAKEN)

    (due,) = dues(case, COMMON)

    assert due == Due("no reply", "M1", DAY, DAY)
    if n > 1:
        assert said(due, day(n)) == f"M1: no reply for {n} days"


# -- parked and closed -------------------------------------------------------------------------


LETTER = (proposal(), DECIDED, TAKEN)


def test_of_a_parked_case_only_its_review_is_waited_for():
    """Floor 9: it leaves the daily list and comes back."""
    case = a_case(*LETTER, on(day(3), CaseParked(review_on=day(33))))

    assert told(case) == {("review", ""): (3, 33)}


ASKED_BY_A_DAY = (proposal(), DECIDED, MeasureTaken(label="M1", reply_by=day(9)))


def test_parking_hides_no_reply_date_that_runs_and_no_promised_check_in():
    """G 13, 19: what was asked of a State or promised to a person by a day is not put away."""
    promised = ContactMade(channel=Channel.MESSAGE, check_in=day(12))
    parked = on(day(3), CaseParked(review_on=day(33)))

    case = a_case(promised, *ASKED_BY_A_DAY, parked)

    assert told(case) == {
        ("review", ""): (3, 33),
        ("check-in", "P1"): (0, 12),
        ("reply", "M1"): (0, 9),
    }


def test_a_silence_that_was_late_already_is_what_is_parked():
    parked = on(day(10), CaseParked(review_on=day(33)))

    assert {kind for kind, _ in told(a_case(*ASKED_BY_A_DAY, parked))} == {"review"}


@pytest.mark.parametrize("urgency", [Urgency.URGENT, Urgency.IMMEDIATE])
def test_what_is_urgent_is_kept_in_view_until_it_is_assessed(urgency):
    told_both = (RAPPORTEUR_TOLD, CHAIR_TOLD)

    assert of("keep in view", *told_both, urgency=urgency) == {"": (0, 0)}
    assert of("keep in view", *told_both, MIGHT, urgency=urgency) == {}
    assert of("keep in view", *told_both) == {}


def test_imminent_risk_is_kept_in_view_until_it_is_calm():
    calm = FactsAdded(imminent=False)

    assert of("keep in view", MIGHT, imminent=True) == {"": (0, 0)}
    assert of("keep in view", MIGHT, calm, imminent=True) == {}
    assert of("keep in view", *LETTER, CaseParked(review_on=day(33)), imminent=True) == {}


@pytest.mark.parametrize("finding", [Assessment.INSUFFICIENT, Assessment.NOT_VERIFIABLE])
def test_what_was_not_found_yet_is_looked_at_again(finding):
    """N 33: it could not be verified, and the matter stays open."""
    found = on(day(2), AssessmentConcluded(finding=finding))

    assert of("look again", found) == {"": (2, 32)}
    assert of("conclude", found) == {}
    assert of("look again", found, on(day(5), MIGHT)) == {}


def test_of_a_closed_case_nothing_is_waited_for():
    assert dues(a_case(*LETTER, CaseClosed(ground=Closing.SAFE)), COMMON) == ()


def test_what_comes_in_brings_a_parked_case_back():
    parked = CaseParked(review_on=day(33))
    words = SubmissionAdded(text=Sealed("invented"))

    assert ("review", "") not in told(a_case(*LETTER, parked, words))
    assert ("no reply", "M1") in told(a_case(*LETTER, parked, words))


# -- without a case ----------------------------------------------------------------------------


TIDE = FileKind(
    key="tide",
    title="tide",
    source=Chosen(None, WHY),
    moves={"open": ("ebb",), "ebb": ("flood",), "flood": ()},
    clocks={"open": Chosen(3, WHY), "ebb": Chosen(10, WHY)},
)
TIDAL = a_committee(files=(TIDE,))


def without_a_case(*facts, committee=TIDAL):
    found = committee_dues(a_record(*facts), committee, COMMON)
    return {
        (due.kind, due.label): ((due.since - DAY).days, (due.on - DAY).days) for due in found
    }


def test_a_measure_without_a_case_is_waited_for_too():
    record = (proposal("obligations"), on(day(1), proposal("statement", "M2")))

    assert without_a_case(*record) == {("decide", "M1"): (0, 7), ("decide", "M2"): (1, 8)}


def test_a_file_that_stands_still_is_looked_at_after_the_committees_own_days():
    opened = FileOpened(kind="tide", title="invented")

    assert without_a_case(opened) == {("file", "F1 open"): (0, 3)}
    assert without_a_case(opened, on(day(2), FileMoved(label="F1", to="ebb"))) == {
        ("file", "F1 ebb"): (2, 12)
    }


@pytest.mark.parametrize(
    ("moved", "committee"),
    [((FileMoved(label="F1", to="flood"),), TIDAL), ((), a_committee())],
    ids=["no clock in this state", "no such kind any more"],
)
def test_a_file_without_a_clock_is_left_alone(moved, committee):
    opened = FileOpened(kind="tide", title="invented")

    assert without_a_case(opened, *moved, committee=committee) == {}


# -- said aloud, and why -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "label", "n", "sentence"),
    [
        ("assess", "", 5, "assess by 2026-03-12"),
        ("assess", "", 10, "assess today"),
        ("assess", "", 11, "assess, 1 day late"),
        ("assess", "", 12, "assess, 2 days late"),
        ("decide", "M1", 9, "M1: decide by 2026-03-12"),
        ("decide", "M1", 30, "M1: decide, 20 days late"),
        ("reply", "M1", 9, "M1: reply by 2026-03-12"),
        ("reply", "M1", 10, "M1: reply today"),
        ("reply", "M1", 11, "M1: no reply for 11 days"),
        ("no reply", "M1", 11, "M1: no reply for 11 days"),
        ("check-in", "P1", 11, "P1: check-in, 1 day late"),
    ],
)
def test_what_is_waiting_is_said_as_a_person_says_it(kind, label, n, sentence):
    assert said(Due(kind, label, DAY, day(10)), day(n)) == sentence


def test_a_silence_of_one_day_is_one_day():
    assert said(Due("no reply", "M1", DAY, DAY), day(1)) == "M1: no reply for 1 day"


def test_where_the_bureau_is_the_focal_point_it_is_the_bureau_that_is_told():
    waiting = {due.kind for due in dues(a_case(), COLLECTIVE)}

    assert waiting == {"tell the Bureau", "tell the Chair", "assess"}
    told = a_case(NoticeGiven(to=Post.BUREAU))
    assert {due.kind for due in dues(told, COLLECTIVE)} == {"tell the Chair", "assess"}


COPIES = CopiesNumbered(
    label="B1", occasion=Occasion.CLOSED, state="XXA", copies=2, held_on=day(3)
)


def test_numbered_copies_wait_from_the_day_of_the_meeting_until_each_is_accounted_for():
    back = [
        CopyReturned(label="B1", number=1),
        CopyReturned(label="B1", number=2, fate=Fate.LOST),
    ]

    waiting = committee_dues(a_record(COPIES, back[0]), TIDAL, COMMON)

    assert waiting == (Due("take back the copies", "B1", DAY, day(3)),)
    assert committee_dues(a_record(COPIES, *back), TIDAL, COMMON) == ()


def test_everything_that_is_waited_for_says_why():
    everything = [
        *dues(
            a_case(
                contact(day(5)),
                answer(Answer.ASKED),
                answer(Answer.CONCERN, "P2"),
                proposal(),
                by(Post.CHAIR, DECIDED),
                proposal(label="M2"),
                proposal("letter", "M3"),
                MeasureTaken(label="M3"),
                proposal("letter", "M4"),
                MeasureTaken(label="M4", reply_by=day(9)),
                proposal("letter", "M5"),
                MeasureTaken(label="M5"),
                on(day(9), ReplyReceived(label="M5")),
            ),
            COMMON,
        ),
        *dues(a_case(MIGHT), COMMON),
        *dues(a_case(), COLLECTIVE),
        *dues(a_case(INSUFFICIENT, imminent=True), COMMON),
        *dues(a_case(CaseParked(review_on=day(9))), COMMON),
        *committee_dues(a_record(FileOpened(kind="tide", title="a"), COPIES), TIDAL, COMMON),
    ]

    assert {due.kind for due in everything} == set(SOURCES)
    assert {kind: shortly(source) for kind, source in SOURCES.items()} == {
        "tell the rapporteur": "G 10",
        "tell the Bureau": "N 5",
        "tell the Chair": "G 10",
        "check-in": "G 13",
        "tell of the reply": "G 13",
        "assess": "G 12",
        "look again": "N 33",
        "keep in view": "ours",
        "conclude": "G 14",
        "decide": "G 14",
        "confirm": "ours",
        "take": "G 14",
        "reply": "G 19",
        "no reply": "N 38",
        "consent": "N 11",
        "discuss the concern": "N 22",
        "file": "ours",
        "take back the copies": "ours",
        "review": "ours",
    }


def test_what_waits_about_a_measure_is_the_same_with_and_without_a_case():
    record = a_record(proposal(), DECIDED, TAKEN)
    case = a_case(*QUIET, proposal(), DECIDED, TAKEN)

    assert tuple(measure_dues(record.measures[0], COMMON)) == dues(case, COMMON)

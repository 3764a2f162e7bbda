"""What the rules are told of a step: from a case, or from the committee's own record."""

from datetime import timedelta

import pytest

from sanjose.rules.measures import MEASURES
from sanjose.rules.steps import contact_step, contacted_on, held, step, weighed
from sanjose.rules.view import committee_view, view
from sanjose.words.events import (
    CalendarEntered,
    ConclusionsTold,
    ConsentRecorded,
    ConsequencesWeighed,
    ContactMade,
    FactsAdded,
    MeasureDecided,
    MeasureTaken,
    SubmissionAdded,
)
from sanjose.words.model import (
    Answer,
    Basis,
    Calendar,
    Channel,
    Decider,
    Preset,
    Standing,
    Use,
)
from sanjose.words.sealed import Sealed
from tests.words.facts import DAY, NEXT, a_case, a_record, numbered, on, person, proposal

LETTER = MEASURES["letter"]
AGREED = ConsentRecorded(answer=Answer.GIVEN, presets=(Preset.STATE,))
GO_AHEAD = ConsequencesWeighed()
STOP = ConsequencesWeighed(go_ahead=False)


def asked(proposed, case=None, record=None, verb="propose", day=DAY, **known):
    return step(
        verb, MEASURES[proposed.measure], proposed, case, record or a_record(), day, **known
    )


# -- with a case and without -------------------------------------------------------------------


def test_a_step_of_a_case_knows_the_case():
    case = a_case(AGREED, GO_AHEAD, ConclusionsTold())

    told = asked(proposal(about="M0", of_reply=True), case, verb="take", day=NEXT)

    assert (told.verb, told.measure, told.on) == ("take", "letter", NEXT)
    assert told.view == view(case)
    assert told.has_case
    assert [one.basis for one in told.held] == [Basis.CONSENT]
    assert (told.weighed, told.chair_told) == (True, True)
    assert (told.about, told.of_reply) == ("M0", True)
    assert (told.decider, told.adopted, told.without_contact) == (None, False, False)


def test_a_step_of_a_new_case_knows_that_nothing_was_done():
    told = asked(proposal(), a_case())

    assert [one.basis for one in told.held] == [None]
    assert (told.weighed, told.chair_told, told.contacted_on) == (None, False, None)
    assert (told.about, told.of_reply, told.session) == (None, False, False)


def test_a_step_without_a_case_knows_the_committee_and_the_state():
    record = a_record(proposal("obligations"))
    told = asked(proposal("statement", state="XXA"), record=record)

    assert told.view == committee_view(record, "XXA")
    assert not told.has_case
    assert (told.held, told.weighed, told.chair_told) == ((), None, False)


@pytest.mark.parametrize("case", [None, a_case()], ids=["without a case", "with one"])
@pytest.mark.parametrize("known", [True, False])
def test_a_step_says_what_was_proposed(case, known):
    told = asked(proposal("statement", specific=known, identifies_nobody=not known), case)

    assert (told.specific, told.identifies_nobody) == (known, not known)


@pytest.mark.parametrize("case", [None, a_case()], ids=["without a case", "with one"])
def test_a_step_says_what_was_decided_and_by_whom(case):
    decided = MeasureDecided(label="M1", without_contact=True)
    told = asked(proposal(), case, decision=decided, decider=Decider.CHAIR)
    dropped = asked(proposal(), case, decision=MeasureDecided(label="M1", adopted=False))

    assert (told.adopted, told.without_contact, told.decider) == (True, True, Decider.CHAIR)
    assert (dropped.adopted, dropped.without_contact) == (False, False)


@pytest.mark.parametrize("case", [None, a_case()], ids=["without a case", "with one"])
def test_a_step_says_whether_a_session_is_on(case):
    session = a_record(CalendarEntered(what=Calendar.SESSION, title="invented", starts=NEXT))

    assert [asked(proposal(), case, session, day=day).session for day in (DAY, NEXT)] == [
        False,
        True,
    ]


# -- whom it identifies ------------------------------------------------------------------------


def test_a_measure_identifies_everybody_concerned_if_nobody_is_named():
    persons = (person(), person("P2", standing=Standing.COUNSEL), person("P3"))
    case = a_case(AGREED, persons=persons)

    every = held(case, LETTER, (), DAY)
    named = held(case, LETTER, ("P3",), DAY)

    assert [(one.label, one.basis) for one in every] == [("P1", Basis.CONSENT), ("P3", None)]
    assert [(one.label, one.basis) for one in named] == [("P3", None)]


def test_the_basis_is_that_of_the_use_and_of_the_day():
    case = a_case(on(NEXT, AGREED))

    assert [one.basis for one in held(case, LETTER, (), NEXT)] == [Basis.CONSENT]
    assert [one.basis for one in held(case, LETTER, (), DAY)] == [None]
    assert [one.basis for one in held(case, MEASURES["statement"], (), NEXT)] == [None]


@pytest.mark.parametrize("measure", [key for key in MEASURES if MEASURES[key].use is None])
def test_what_tells_nobody_asks_for_nobodys_basis(measure):
    assert held(a_case(AGREED), MEASURES[measure], ("P1",), DAY) == ()


def test_a_case_that_names_nobody_identifies_nobody_who_could_agree():
    assert held(a_case(persons=()), LETTER, (), DAY) == ()


def test_a_person_without_a_label_has_agreed_to_nothing():
    unlabelled = person(label=None)

    assert [
        one.basis for one in held(a_case(AGREED, persons=(unlabelled,)), LETTER, (), DAY)
    ] == [None]


# -- consequences ------------------------------------------------------------------------------


def test_consequences_are_weighed_or_not():
    assert weighed(a_case(), "letter") is None
    assert weighed(a_case(GO_AHEAD), "letter") is True
    assert weighed(a_case(STOP), "letter") is False


def test_the_latest_weighing_holds():
    assert weighed(a_case(GO_AHEAD, STOP), "letter") is False
    assert weighed(a_case(STOP, GO_AHEAD), "letter") is True


@pytest.mark.parametrize(
    "change",
    [
        SubmissionAdded(text=Sealed("invented")),
        person("P2"),
        FactsAdded(detained=True),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_a_weighing_holds_until_facts_change(change):
    """G 13."""
    assert weighed(a_case(GO_AHEAD, change), "letter") is None
    assert weighed(a_case(change, GO_AHEAD), "letter") is True
    assert weighed(a_case(GO_AHEAD, change, STOP), "letter") is False


def test_a_weighing_holds_for_what_it_names_and_for_everything_if_it_names_nothing():
    meeting = ConsequencesWeighed(measures=("meeting", "reminder"))

    assert weighed(a_case(meeting), "meeting") is True
    assert weighed(a_case(meeting), "letter") is None
    assert weighed(a_case(STOP, meeting), "letter") is False
    assert weighed(a_case(STOP, meeting), "reminder") is True


def test_an_old_weighing_is_not_reached_through_a_newer_one_for_something_else():
    meeting = ConsequencesWeighed(measures=("meeting",))
    case = a_case(GO_AHEAD, FactsAdded(detained=True), meeting)

    assert weighed(case, "letter") is None
    assert weighed(case, "meeting") is True


# -- contact -----------------------------------------------------------------------------------


@pytest.mark.parametrize("measure", MEASURES)
def test_contact_with_the_state_is_what_the_state_was_part_of(measure):
    """Floor 8."""
    case = a_case(proposal(measure), on(NEXT, MeasureTaken(label="M1")))
    contact = measure in {
        "letter",
        "letter-deadline",
        "note-verbale",
        "meeting",
        "reminder",
        "interim-measures",
    }

    assert contacted_on(case.measures) == (NEXT if contact else None)


def test_the_first_contact_with_the_state_counts():
    early = DAY - timedelta(days=9)
    case = a_case(
        proposal(),
        proposal("meeting", "M2"),
        MeasureTaken(label="M1"),
        on(early, MeasureTaken(label="M2")),
    )

    assert contacted_on(case.measures) == early
    assert asked(proposal("statement", "M3"), case).contacted_on == early


def test_what_was_only_proposed_is_no_contact():
    assert contacted_on(a_case(proposal(), MeasureDecided(label="M1")).measures) is None
    assert contacted_on(()) is None


def test_what_was_only_proposed_does_not_hide_a_contact_that_there_was():
    case = a_case(proposal("meeting", "M2"), proposal(), on(NEXT, MeasureTaken(label="M1")))

    assert contacted_on(case.measures) == NEXT


SAFE = person(channel=Channel.MESSAGE, safe=True)


@pytest.mark.parametrize(
    ("whom", "contact", "safe"),
    [
        (SAFE, {"channel": Channel.MESSAGE}, True),
        (SAFE, {"channel": Channel.EMAIL}, False),
        (SAFE, {"channel": Channel.EMAIL, "safe": True}, True),
        (SAFE, {"channel": Channel.MESSAGE, "safe": False}, False),
        (SAFE, {"channel": Channel.EMAIL, "safe": True, "reached": False}, False),
        (SAFE, {"channel": Channel.MESSAGE, "safe": True, "reached": False}, True),
        (
            SAFE,
            {"channel": Channel.EMAIL, "safe": True, "inbound": True, "reached": False},
            True,
        ),
        (SAFE, {"channel": Channel.MESSAGE, "person": "P9"}, False),
        (person(channel=Channel.MESSAGE), {"channel": Channel.MESSAGE}, False),
    ],
    ids=[
        "chosen",
        "another",
        "marked",
        "unmarked",
        "untried",
        "tried before",
        "theirs",
        "nobody",
        "never marked",
    ],
)
def test_a_channel_is_safe_where_it_was_marked_so_for_the_person(whom, contact, safe):
    """Floor 11."""
    case = a_case(persons=(whom,))
    told = contact_step(case, ContactMade(**contact), NEXT)

    assert told.channel_safe is safe
    assert (told.verb, told.measure, told.on) == ("contact", "contact", NEXT)
    assert told.channel is contact["channel"]
    assert told.view == view(case)


def test_a_step_is_made_the_same_for_the_same_case():
    events = numbered(AGREED)

    assert asked(proposal(), a_case(*events)) == asked(proposal(), a_case(*events))
    assert Use.STATE is LETTER.use

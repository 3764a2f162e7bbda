"""The life of a measure: proposed, decided, confirmed, taken, answered."""

from datetime import timedelta

import pytest

from sanjose.words.events import (
    DecisionConfirmed,
    MeasureDecided,
    MeasureTaken,
    ReplyReceived,
)
from sanjose.words.measures import LETTERS, moved, next_label
from sanjose.words.model import Post
from tests.words.facts import DAY, NEXT, by, numbered, on, proposal

DECIDED = MeasureDecided(label="M1")
TAKEN = MeasureTaken(label="M1")
DEADLINE = MeasureTaken(label="M1", reply_by=DAY + timedelta(days=60))
ANSWER = ReplyReceived(label="M1")
RECEIPT = ReplyReceived(label="M1", substantive=False)


def measures(*facts):
    made = ()
    for event in numbered(*facts):
        made = moved(made, event, event.body)
    return made


def the_measure(*facts):
    return measures(*facts)[0]


def test_a_measure_is_what_was_proposed_and_when():
    proposed = proposal("meeting", persons=("P1",))

    (measure,) = measures(on(NEXT, proposed))

    assert (measure.label, measure.key) == ("M1", "meeting")
    assert (measure.seq, measure.proposed_on, measure.proposal) == (0, NEXT, proposed)
    assert measure.stage == "proposed"
    assert not measure.adopted


def test_measures_are_numbered_as_they_are_proposed():
    made = measures(proposal(label=None), proposal(label=None))

    assert [one.label for one in made] == ["M1", "M2"]
    assert [one.label for one in measures(proposal(label="M7"))] == ["M7"]
    assert next_label(()) == "M1"
    assert next_label(made) == "M3"


def test_each_act_moves_the_measure_that_it_names_and_no_other():
    first, second = measures(
        proposal(),
        proposal("meeting", "M2"),
        DECIDED,
        DecisionConfirmed(label="M1"),
        TAKEN,
        ANSWER,
        MeasureDecided(label="M7"),
    )

    assert (first.decision, first.confirmed, first.taken) == (DECIDED, True, TAKEN)
    assert (second.decision, second.confirmed, second.taken) == (None, False, None)
    assert second.replies == ()


def test_a_decision_is_kept_with_its_day_and_whose_it_was():
    measure = the_measure(proposal(), on(NEXT, by(Post.CHAIR, DECIDED)))

    assert (measure.decided_on, measure.decided_by) == (NEXT, Post.CHAIR)
    assert measure.adopted


def test_a_decision_of_nobody_else_is_the_secretariats():
    assert the_measure(proposal(), DECIDED).decided_by is Post.SECRETARIAT


def test_a_decision_not_to_take_it_adopts_nothing():
    measure = the_measure(proposal(), MeasureDecided(label="M1", adopted=False))

    assert not measure.adopted
    assert measure.stage == "not adopted"


@pytest.mark.parametrize(
    ("stage", "acts"),
    [
        ("proposed", ()),
        ("adopted", (DECIDED,)),
        ("taken", (DECIDED, TAKEN)),
        ("acknowledged", (DECIDED, TAKEN, RECEIPT)),
        ("answered", (DECIDED, TAKEN, RECEIPT, ANSWER)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_stage_says_how_far_it_has_come(stage, acts):
    assert the_measure(proposal(), *acts).stage == stage


def test_an_acknowledgement_that_comes_late_takes_no_answer_back():
    assert the_measure(proposal(), DECIDED, TAKEN, ANSWER, RECEIPT).stage == "answered"


def test_it_is_taken_on_the_day_that_it_was_done():
    measure = the_measure(proposal(), DECIDED, on(NEXT, TAKEN), on(NEXT, ANSWER))

    assert measure.taken_on == NEXT
    assert measure.replies == ((NEXT, ANSWER),)


def test_the_letters_are_those_that_a_state_is_expected_to_answer():
    assert frozenset({"letter", "letter-deadline", "note-verbale", "reminder"}) == LETTERS


@pytest.mark.parametrize("key", sorted(LETTERS))
def test_a_letter_waits_for_its_answer_deadline_or_not(key):
    """N 38: no deadline is known, and the State party has yet to respond."""
    assert not the_measure(proposal(key), DECIDED).awaiting_reply
    assert the_measure(proposal(key), DECIDED, TAKEN).awaiting_reply
    assert the_measure(proposal(key), DECIDED, DEADLINE).awaiting_reply


def test_an_acknowledgement_is_no_answer():
    assert the_measure(proposal(), DECIDED, TAKEN, RECEIPT).awaiting_reply
    assert not the_measure(proposal(), DECIDED, TAKEN, RECEIPT).answered
    assert not the_measure(proposal(), DECIDED, TAKEN, ANSWER).awaiting_reply
    assert the_measure(proposal(), DECIDED, TAKEN, ANSWER).answered


def test_another_measure_waits_only_where_a_day_was_asked_for():
    assert not the_measure(proposal("meeting")).awaiting_reply
    assert not the_measure(proposal("meeting"), DECIDED, TAKEN).awaiting_reply
    assert the_measure(proposal("meeting"), DECIDED, DEADLINE).awaiting_reply

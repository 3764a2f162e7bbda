"""CED, second case: a person who fears the protection of the State. Source: N 22, 33."""

from datetime import date

import pytest

from sanjose.words.events import ConsentRecorded, MeasureProposed
from sanjose.words.model import Answer, Assessment, Channel

STORY = "3-ced-concern"
AS_AT = date(2022, 12, 2)


@pytest.fixture
def case(story):
    return story.case("second case")


def test_the_letter_is_stopped_for_three_reasons_each_with_its_paragraph(story):
    measure, reasons = story.refusals("second case")[-1]

    assert measure == "letter"
    assert reasons == {"no-basis": "N 11", "not-weighed": "G 13", "concern-open": "N 22"}


def test_no_measure_reached_the_state(case):
    assert [one.key for one in case.measures] == ["information"]


def test_more_information_was_asked_of_the_person_and_came(case):
    questions = case.measure("M1")

    assert questions.taken_on == date(2022, 9, 27)
    assert questions.answered


def test_the_procedure_and_the_limits_of_protection_were_explained(case):
    (_, told), *_ = case.explained

    assert told.limits
    assert told.special_procedures


def test_the_allegation_could_not_be_verified_and_is_not_counted_as_confirmed(story, case):
    counts = story.door.figures(date(2022, 1, 1), date(2022, 12, 31))

    assert case.assessment.finding is Assessment.NOT_VERIFIABLE
    assert not case.confirmed
    assert counts.by("finding")["not verifiable"] == 1
    assert counts.by("measure")["letter"] == 0


def test_nothing_went_over_a_channel_that_was_not_marked_safe(story, case):
    verb, reasons = story.refusals("second case")[0]

    assert (verb, reasons) == ("contact", {"unsafe-channel": "N 21"})
    assert {one.channel for _, one in case.contacts} == {Channel.MESSAGE}


def test_her_concern_stays_on_the_list_until_the_conversation_is_recorded(story, case):
    assert [told.answer for _, told in case.consents][-1] is Answer.CONCERN
    assert "P1: discuss the concern, 50 days late" in story.waiting("second case", AS_AT)


def test_the_case_stays_open(case):
    assert case.closed is None
    assert case.stage == "assessed"


def test_the_record_verifies_and_the_register_equals_the_fold(story):
    assert story.faults() == ()


def test_talking_about_the_concern_alone_does_not_let_the_letter_go(going_on):
    reference = going_on.references["second case"]
    going_on.door.consent(reference, ConsentRecorded(answer=Answer.DISCUSSED))

    outcome = going_on.door.propose(reference, MeasureProposed(measure="letter"))

    assert {one.key for one in outcome.objections} == {"no-basis", "not-weighed"}

"""CAT: a complaint, a letter of 8 September 2021, and no reply. Source: N 37, 38."""

from datetime import date

import pytest

from sanjose.secretariat import Secretariat
from sanjose.words.events import CaseClosed
from sanjose.words.measures import Measure
from sanjose.words.model import Assessment, Closing, Matter, Post
from sanjose.words.sealed import Sealed

STORY = "1-cat-complaint"
AS_AT = date(2022, 12, 2)


@pytest.fixture
def case(story):
    return story.case("complainant")


@pytest.fixture
def letter(case) -> Measure:
    return case.measure("M1")


def test_the_rapporteur_informed_the_state_by_letter_of_8_september_2021(letter):
    assert letter.key == "letter"
    assert letter.taken_on == date(2021, 9, 8)
    assert letter.decided_by is Post.RAPPORTEUR
    assert letter.confirmed


def test_no_deadline_is_known_and_none_is_invented(letter):
    assert letter.taken.reply_by is None


def test_the_silence_is_counted_for_ever(story):
    assert "M1: no reply for 1 day" not in story.waiting("complainant", date(2021, 9, 8))
    assert "M1: no reply for 450 days" in story.waiting("complainant", AS_AT)
    assert "M1: no reply for 511 days" in story.waiting("complainant", date(2023, 2, 1))


def test_the_silence_stands_in_the_morning_list_as_at_that_day(story, case):
    due = [(reference, due.kind) for reference, _, due in story.door.due(on=AS_AT)]

    assert due == [(case.reference, "no reply")]


def test_the_complaint_found_inadmissible_does_not_close_the_case(story, case):
    file = story.door.record().file("F1")

    assert [state for _, state in file.states][-3:] == ["granted", "reiterated", "lifted"]
    assert case.files[0].state == "lifted"
    assert case.closed is None
    assert case.stage == "awaiting reply"


def test_the_decision_fell_in_the_75th_session(story):
    fallen, state = story.door.record().file("F1").states[-1]

    assert state == "lifted"
    assert story.door.record().in_session(fallen)


def test_closing_it_as_settled_is_refused_because_silence_is_no_redress(story):
    assert story.refusals("complainant")[-1][0] == "close"
    assert "silence" in story.refusals("complainant")[-1][1]


def test_there_is_no_ground_of_silence_or_of_a_closed_complaint():
    assert not [one for one in Closing if "silence" in one or "complaint" in one]


def test_the_letter_waited_for_her_agreement_and_for_the_weighing(story):
    refused = story.refusals("complainant")[0]

    assert refused == ("letter", {"no-basis": "N 11", "not-weighed": "G 13"})


def test_nothing_of_a_complaint_is_posted(story):
    measure, reasons = story.refusals("complainant")[1]

    assert measure == "posting"
    assert {"sealed", "no-basis"} <= reasons.keys()


def test_rapporteur_and_chair_were_told_and_the_record_says_how_soon(story):
    assert story.told("complainant") == {Post.RAPPORTEUR: 0, Post.CHAIR: 1}
    assert Post.COUNTRY_RAPPORTEUR in story.told("complainant", Matter.CONCLUSIONS)


def test_it_was_an_allegation_until_the_assessment(story):
    assert story.case("complainant", date(2021, 9, 5)).word == "allegation"
    assert story.case("complainant").assessment.finding is Assessment.MIGHT
    assert not story.case("complainant").confirmed


def test_no_officer_can_close_it_today_either(going_on):
    door: Secretariat = going_on.door
    closed = CaseClosed(ground=Closing.REDRESS, reasons=Sealed("Nothing was heard."))

    outcome = door.close(going_on.references["complainant"], closed)

    assert outcome.refused
    assert going_on.case("complainant").closed is None


def test_the_record_verifies_and_the_register_equals_the_fold(story):
    assert story.faults() == ()

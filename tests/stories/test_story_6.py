"""CERD, reports on a group of rescuers: nobody to consent, so nobody identified. Source: N 23."""

from datetime import date

import pytest

from sanjose.words.events import ConsentRecorded, MeasureDecided, MeasureProposed, PersonNamed
from sanjose.words.model import Answer, Assessment, Calendar, Cooperation, Post, Preset, Source
from sanjose.words.sealed import Sealed

STORY = "6-cerd-rescuers"
YEAR = (date(2022, 1, 1), date(2022, 12, 31))


@pytest.fixture
def case(story):
    return story.case("rescuers")


def taken(case):
    return [one for one in case.measures if one.taken]


def test_reports_are_taken_in_like_complaints_with_nobody_named(story, case):
    """G 11; N 23."""
    assert case.received.source is Source.CIVIL_SOCIETY
    assert case.received.cooperation is Cooperation.COOPERATED
    assert case.persons == ()
    assert story.door.figures(*YEAR).by("procedure")["report"] == 1
    assert story.told("rescuers") == {Post.RAPPORTEUR: 0, Post.CHAIR: 0}


def test_the_concern_was_raised_with_the_delegation_in_session(story, case):
    dialogue = next(one for one in taken(case) if one.key == "dialogue")

    assert dialogue.taken_on == date(2022, 8, 16)
    assert dialogue.decided_by is Post.RAPPORTEUR
    assert story.door.record().in_session(dialogue.taken_on)


def test_the_concluding_observations_refer_to_the_reports(story, case):
    observations = next(one for one in taken(case) if one.key == "observations")
    (adopted,) = [
        one for one in story.door.record().calendar if one.what is Calendar.OBSERVATIONS
    ]

    assert observations.decided_by is Post.PLENARY
    assert "paras 20-21" in observations.taken.symbol
    assert adopted.reprisals == "paras 20-21"


def test_whatever_was_done_had_been_checked_to_identify_nobody(case):
    assert [one.key for one in taken(case)] == ["dialogue", "observations"]
    assert all(one.proposal.identifies_nobody for one in taken(case))
    assert case.consents == ()


def test_whatever_would_have_named_the_group_was_refused(story):
    assert story.refusals("rescuers") == [
        ("letter", {"no-basis": "N 11", "not-weighed": "G 13"}),
        ("protection-network", {"no-basis": "N 11"}),
        ("dialogue", {"no-basis": "N 11"}),
        ("announcement", {"no-contact": "N 11 (e)"}),
    ]


def test_the_announcement_was_left_alone(case):
    announcement = next(one for one in case.measures if one.key == "announcement")

    assert not announcement.adopted
    assert announcement.taken is None


def test_it_might_have_taken_place_and_is_no_confirmed_reprisal(story, case):
    assert case.assessment.finding is Assessment.MIGHT
    assert not case.confirmed
    findings = story.door.figures(*YEAR).by("finding")
    assert {key: n for key, n in findings.items() if n} == {"might have taken place": 1}


def test_the_record_verifies_and_the_register_equals_the_fold(story):
    assert story.faults() == ()


def test_with_its_reasons_the_body_may_still_announce_it_before_any_contact(going_on):
    """Floor 8: where prior contact endangers, the body decides otherwise."""
    door, reference = going_on.door, going_on.references["rescuers"]
    proposal = MeasureProposed(measure="announcement", identifies_nobody=True)
    label = door.propose(reference, proposal).label
    reasons = Sealed("A letter would tell the State which group it was.")
    decision = MeasureDecided(label=label, without_contact=True, text=reasons)

    chair = door.decide(reference, decision, by=Post.CHAIR)
    body = door.decide(reference, decision, by=Post.PLENARY)

    assert [one.key for one in chair.objections] == ["not-authorised"]
    assert not body.refused


def test_once_somebody_of_the_group_is_named_only_their_own_yes_lets_a_letter_go(going_on):
    door, reference = going_on.door, going_on.references["rescuers"]
    letter = MeasureProposed(measure="letter")
    door.add(reference, PersonNamed(name=Sealed("Nils Draft")))

    before = door.propose(reference, letter)
    door.consent(reference, ConsentRecorded(answer=Answer.GIVEN, presets=(Preset.STATE,)))
    after = door.propose(reference, letter)

    assert "no-basis" in [one.key for one in before.objections]
    assert "no-basis" not in [one.key for one in after.objections]

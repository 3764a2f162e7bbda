"""CAT, fear in the room: paper in confidence, and no step towards the State. Source: N 21."""

from dataclasses import replace
from datetime import date

import pytest

from sanjose.rules.measures import MEASURES
from sanjose.words.events import ConsentRecorded, MeasureProposed, PersonNamed
from sanjose.words.model import (
    Answer,
    Assessment,
    Basis,
    Channel,
    Kind,
    Preset,
    Silence,
    Standing,
    Use,
)
from sanjose.words.sealed import Sealed

STORY = "7-cat-fear"
AS_AT = date(2022, 8, 1)


@pytest.fixture
def case(story):
    return story.case("fear")


def test_fear_alone_is_an_allegation_and_is_recorded(story, case):
    """G 5 (b), 19; N 24."""
    assert case.received.kinds == (Kind.FEAR,)
    assert story.door.figures(date(2022, 1, 1), AS_AT).by("procedure")["briefing"] == 1


def test_the_absence_and_the_refused_channel_are_facts(case):
    """N 24."""
    assert set(case.received.silences) == {Silence.ABSENT, Silence.CHANNEL_REFUSED}


def test_printed_documents_were_accepted_in_confidence(story, case):
    done = {one.key: one.taken for one in case.measures if one.taken}

    assert done.keys() == {"confidential-submission", "secure-channel"}
    assert done["secure-channel"].means == "by hand"
    assert done["confidential-submission"].means == "on paper"
    assert story.door.record().in_session(date(2022, 7, 13))


def test_no_step_went_towards_the_state_or_before_everybody(case):
    towards = {
        one.key
        for one in case.measures
        if one.taken and MEASURES[one.key].use in {Use.STATE, Use.DIALOGUE, Use.PUBLISH}
    }

    assert towards == set()


def test_nothing_went_by_email(story, case):
    """N 21; floor 11."""
    assert story.refusals("fear")[0] == ("contact", {"unsafe-channel": "N 21"})
    assert {one.channel for _, one in case.contacts} == {Channel.IN_PERSON}


def test_her_no_stopped_what_would_have_named_her(story):
    """N 22."""
    assert story.refusals("fear")[1:3] == [
        ("dialogue", {"refused": "N 22", "not-weighed": "G 13", "not-assessed": "G 12"}),
        ("letter", {"refused": "N 22", "not-weighed": "G 13"}),
    ]


def test_what_names_nobody_was_stopped_by_what_it_would_have_meant_for_her(story):
    """G 13: only one organization stayed away."""
    assert story.refusals("fear")[3:] == [("obligations", {"weighed-against": "G 13"})]


def test_the_promise_is_kept_and_contact_goes_on(story, case):
    assert case.closed is None
    assert case.assessment.finding is Assessment.INSUFFICIENT
    assert "P1: check-in by 2023-02-01" in story.waiting("fear", AS_AT)
    assert "P1: check-in, 8 days late" in story.waiting("fear", date(2023, 2, 9))


def test_she_was_told_of_the_limits_of_protection(case):
    (_, told), *_ = case.explained

    assert told.limits


def test_the_record_verifies_and_the_register_equals_the_fold(story):
    assert story.faults() == ()


def test_no_measure_of_any_name_takes_her_to_the_state(going_on):
    reference = going_on.references["fear"]
    by_state = [key for key, kind in MEASURES.items() if kind.by_state]

    for measure in by_state:
        outcome = going_on.door.propose(reference, MeasureProposed(measure=measure))
        assert {one.key for one in outcome.objections} & {"refused", "no-basis"}, measure


def test_only_her_own_yes_undoes_her_no(going_on):
    """N 22."""
    door, reference = going_on.door, going_on.references["fear"]
    colleague = PersonNamed(
        name=Sealed("Max Ledger"), standing=Standing.REPRESENTATIVE, stands_for="P1"
    )
    door.add(reference, colleague)
    yes = ConsentRecorded(answer=Answer.GIVEN, presets=(Preset.STATE,))
    spoken_for = replace(yes, basis=Basis.REPRESENTATIVE, spoken_by="P2")

    for_her = door.consent(reference, spoken_for)
    her_own = door.consent(reference, yes)

    assert [one.key for one in for_her.objections] == ["refused"]
    assert not her_own.refused

"""CED, first case: no link established, and help all the same. Source: N 32."""

from datetime import date

import pytest

from sanjose.words.model import Answer, Assessment, Consulted, Post, Preset

STORY = "2-ced-link-not-established"
YEAR = (date(2022, 1, 1), date(2022, 12, 31))


@pytest.fixture
def case(story):
    return story.case("first case")


def test_the_link_between_cooperation_and_act_was_not_established(case):
    assert case.assessment.finding is Assessment.LINK_NOT_ESTABLISHED


def test_the_meeting_with_the_mission_went_ahead_all_the_same(case):
    meeting = case.measure("M1")

    assert meeting.key == "meeting"
    assert meeting.decided_by is Post.RAPPORTEUR
    assert meeting.taken_on == date(2022, 4, 5)
    assert meeting.taken_on > case.assessed_on


def test_the_meeting_rests_on_her_consent_and_on_a_weighing(case):
    given = [told for _, told in case.consents if told.answer is Answer.GIVEN]

    assert [one.presets for one in given] == [(Preset.STATE,)]
    assert case.weighings


def test_it_is_not_counted_as_a_confirmed_reprisal(story, case):
    counts = story.door.figures(*YEAR)

    assert not case.confirmed
    assert counts.by("finding")["link not established"] == 1
    for finding in ("reprisal", "intimidation", "reprisal and intimidation"):
        assert counts.by("finding").get(finding, 0) == 0


def test_the_usual_procedure_was_not_activated(story):
    counts = story.door.figures(*YEAR)

    assert counts.by("measure")["meeting"] == 1
    assert counts.by("measure")["letter"] == counts.by("measure")["letter-deadline"] == 0


def test_a_public_statement_was_refused_with_its_paragraphs(story):
    measure, reasons = story.refusals("first case")[1]

    assert measure == "statement"
    assert reasons["finding"] == "G 14"
    assert reasons["no-basis"] == "N 11"
    assert reasons["not-weighed"] == "G 13"
    assert reasons["urgent-action-author"] == "CED/C/4/Rev.1, para. 7"


def test_the_chair_is_a_national_and_the_vice_chair_was_told_instead(story):
    verb, reasons = story.refusals("first case")[0]

    assert (verb, [*reasons]) == ("notify", ["recused"])
    assert story.told("first case") == {Post.RAPPORTEUR: 0, Post.VICE_CHAIR: 1}


def test_the_urgent_action_is_linked_and_not_merged(story, case):
    assert [(one.kind, one.state) for one in case.files] == [("urgent-action", "registered")]
    assert story.door.record().file("F1").references == (case.reference,)


def test_contact_goes_on_with_the_person_and_with_the_authorities(case):
    met = case.measure("M1").taken_on

    assert [on for on, _ in case.contacts if on > met]
    assert [on for on, one in case.consulted if one.consulted is Consulted.STATE and on > met]


def test_the_case_is_not_closed_by_what_was_not_established(case):
    assert case.closed is None


def test_the_record_verifies_and_the_register_equals_the_fold(story):
    assert story.faults() == ()

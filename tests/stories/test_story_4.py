"""CERD: hostile messages after a hearing, a letter, a reply, both posted. Source: N 34, 35."""

from datetime import date

import pytest

from sanjose.words.events import ConsentRecorded, MeasureProposed
from sanjose.words.model import Answer, Assessment, Basis, Post, Preset, Use

STORY = "4-cerd-france"
HEARING = date(2022, 11, 15)
PUBLISHED = date(2022, 12, 2)


@pytest.fixture
def case(story):
    return story.case("hearing")


@pytest.fixture
def letter(case):
    return next(one for one in case.measures if one.key == "letter")


def test_the_committee_wrote_during_its_session(story, letter):
    assert letter.decided_by is Post.PLENARY
    assert story.door.record().in_session(letter.taken_on)
    assert letter.taken_on > HEARING


def test_the_state_replied_and_nothing_waits_for_it(story, case, letter):
    assert letter.answered
    assert case.stage == "concluded"
    assert not [one for one in story.waiting("hearing", PUBLISHED) if "reply" in one]


def test_concern_and_recommendation_stand_in_paras_27_and_28(case):
    observations = next(one for one in case.measures if one.key == "observations")

    assert observations.taken.symbol == "CERD/C/FRA/CO/22-23, paras 27-28"
    assert observations.taken_on == PUBLISHED
    assert observations.decided_by is Post.PLENARY


def test_letter_and_reply_are_both_posted_each_as_an_item(case, letter):
    posted = [one for one in case.measures if one.key == "posting"]

    assert [(one.proposal.about, one.proposal.of_reply) for one in posted] == [
        (letter.label, False),
        (letter.label, True),
    ]
    assert [one.taken_on for one in posted] == [date(2022, 12, 8), date(2022, 12, 9)]
    assert all(one.confirmed for one in posted)


def test_she_agreed_to_the_publication_of_each_before_it_was_proposed(case, letter):
    agreed = {item: event.on for event, told in case.consents for item in told.items}
    proposed = [one.proposed_on for one in case.measures if one.key == "posting"]

    assert [*agreed] == [letter.label, f"{letter.label}-reply"]
    assert all(on <= day for on, day in zip(agreed.values(), proposed, strict=True))


def test_posting_was_refused_until_she_agreed_to_each_item(story):
    posting = [
        reasons for measure, reasons in story.refusals("hearing") if measure == "posting"
    ]

    assert posting == [{"no-basis": "N 46"}, {"no-basis": "N 46"}]


def test_a_statement_was_refused_before_any_contact_with_the_state(story, case, letter):
    (on, _), *_ = case.refusals

    assert story.refusals("hearing")[0] == ("statement", {"no-contact": "N 11 (e)"})
    assert on < letter.taken_on
    assert not next(one for one in case.measures if one.key == "statement").adopted


def test_publication_was_asked_apart_from_the_confidential_letter(case):
    sheets = [told for _, told in case.consents]

    assert sheets[0].presets == (Preset.STATE,)
    assert Use.PUBLISH not in sheets[0].uses
    assert sheets[1].uses == (Use.PUBLISH,)
    assert {one.basis for one in sheets} == {Basis.CONSENT}


def test_a_file_on_the_pattern_is_linked_and_never_merged(story, case):
    assert [(one.kind, one.state) for one in case.files] == [
        ("ewua", "before the working group")
    ]
    assert story.door.record().file("F1").state == "FRA"


def test_rapporteur_and_chair_were_told_on_the_same_day(story):
    assert story.told("hearing") == {Post.RAPPORTEUR: 0, Post.CHAIR: 0}


def test_the_days_are_those_of_the_108th_session(story):
    session, *_ = story.door.record().calendar

    assert (session.title, session.ends) == ("108th session", PUBLISHED)
    assert (PUBLISHED - HEARING).days == 17


def test_the_record_verifies_and_the_register_equals_the_fold(story):
    assert story.faults() == ()


def test_it_is_assessed_before_it_is_seen_by_all(case):
    assert case.assessment.finding is Assessment.INTIMIDATION
    assert case.assessed_on < min(
        one.taken_on for one in case.measures if one.key in {"observations", "posting"}
    )


def test_her_withdrawal_stops_the_next_posting(going_on):
    reference = going_on.references["hearing"]
    withdrawn = ConsentRecorded(answer=Answer.WITHDRAWN, uses=(Use.PUBLISH,), items=("M2",))
    going_on.door.consent(reference, withdrawn)

    outcome = going_on.door.propose(reference, MeasureProposed(measure="posting", about="M2"))

    assert "no-basis" in {one.key for one in outcome.objections}

"""CAT, a year of reviews: a true zero, and what was done to prevent. Source: N 29, 30, 37."""

from datetime import date

import pytest

from sanjose import history
from sanjose.words.model import Calendar, Kind, Post
from tests.stories.conftest import STORIES

STORY = "5-cat-year"
YEAR = (date(2022, 2, 1), date(2023, 1, 31))
REVIEWED = ("domestic", "report", "briefing", "follow-up", "inquiry")


@pytest.fixture
def counts(story):
    return story.door.figures(*YEAR)


@pytest.fixture
def measures(story):
    return story.door.record().measures


def test_sixteen_reports_fifteen_dialogues_two_lists_and_fourteen_prior_lists(counts):
    assert counts.by("calendar")[Calendar.REVIEW] == 16
    assert counts.by("calendar")[Calendar.DIALOGUE] == 15
    assert counts.by("calendar")[Calendar.LIST_OF_ISSUES] == 2
    assert counts.by("calendar")[Calendar.LOIPR] == 14


def test_no_allegation_under_articles_19_and_20_is_shown_as_zero(counts):
    assert [counts.by("procedure")[key] for key in REVIEWED] == [0, 0, 0, 0, 0]


def test_the_risks_under_article_22_are_allegations_and_are_counted(counts):
    assert counts.by("procedure")["complaint"] == 2


def test_each_risk_is_met_by_interim_measures_on_a_linked_file(story):
    first, second = story.case("first risk"), story.case("second risk")

    assert [one.state for one in first.files] == ["granted"]
    assert [one.state for one in second.files] == ["reiterated"]
    assert first.received.kinds == (Kind.FEAR,)


def test_a_risk_met_by_interim_measures_is_not_counted_as_confirmed(story, counts):
    assert not story.case("first risk").confirmed
    assert not story.case("second risk").confirmed
    findings = counts.by("finding")
    assert {key: n for key, n in findings.items() if n} == {
        "insufficient so far": 1,
        "might have taken place": 1,
    }


def test_after_signalled_fear_submissions_and_meetings_are_granted_without_a_case(measures):
    preventive = [one for one in measures if one.key != "general-recommendation"]

    assert [one.key for one in preventive] == [
        "confidential-submission",
        "private-meeting",
        "private-meeting",
    ]
    assert all(one.decided_by is Post.RAPPORTEUR and one.taken for one in preventive)


def test_five_concluding_observations_carry_a_general_recommendation(measures):
    general = [one for one in measures if one.key == "general-recommendation"]

    assert {one.taken.symbol for one in general} == {
        "CAT/C/PSE/CO/1, paras 34-35",
        "CAT/C/CUB/CO/3, paras 40-41",
        "CAT/C/TCD/CO/2, paras 43-44",
        "CAT/C/SLV/CO/3, paras 36-37",
        "CAT/C/MWI/CO/1, paras 39-40",
    }
    assert {one.proposal.state for one in general} == {"PSE", "CUB", "TCD", "SLV", "MWI"}
    assert all(one.decided_by is Post.PLENARY for one in general)


def test_a_recommendation_without_a_case_was_checked_to_identify_nobody(measures):
    assert all(one.proposal.identifies_nobody for one in measures)


def test_measures_without_a_case_are_counted_too(counts):
    assert counts.by("measure")["general-recommendation"] == 5
    assert counts.by("measure")["private-meeting"] == 2
    assert counts.by("measure")["confidential-submission"] == 1
    assert counts.by("measure")["letter"] == 0


def test_the_paragraphs_on_defenders_stand_in_the_calendar(story):
    adopted = {
        one.title: one.reprisals
        for one in story.door.record().calendar
        if one.what is Calendar.OBSERVATIONS
    }

    assert len(adopted) == 5
    assert adopted["CAT/C/CUB/CO/3"] == "paras 40-41"


def test_nothing_was_refused_and_nothing_waits_for_the_committee(story):
    waiting = [one for reference, *one in story.door.due(on=YEAR[1]) if reference is None]

    assert not [one for one in story.steps if one.outcome.refused]
    assert waiting == []


def test_the_record_verifies_and_the_register_equals_the_fold(story):
    assert story.faults() == ()


def test_it_follows_story_1_into_the_same_home_without_saying_anything_twice(secretariat):
    door = secretariat("cat")
    history.replay(door, STORIES / "1-cat-complaint.yaml")

    history.replay(door, STORIES / f"{STORY}.yaml")

    assert len(door.record().holding(Post.RAPPORTEUR, YEAR[0])) == 1
    assert door.figures(*YEAR).by("calendar")[Calendar.SESSION] == 3
    assert door.record().file("F3").now == "reiterated"

"""What is particular to the Committee on the Elimination of Racial Discrimination."""

import pytest

import sanjose_cerd
from sanjose.rules.committees import Plugin
from sanjose.rules.profile import Posting
from sanjose.rules.view import View
from sanjose.testing import ON, CommitteeConformance, a_measure, a_step, a_view
from sanjose.words.events import FactsAdded
from sanjose.words.model import Assessment, Post, Preset, Urgency
from sanjose.words.provenance import NOTE, Chosen, Citation
from tests.plugins import walks
from tests.secretariat.house import a_person, a_weighing, done


class TestCerd(CommitteeConformance):
    module = sanjose_cerd


@pytest.fixture
def cerd() -> Plugin:
    return Plugin("cerd", sanjose_cerd)


def keys(plugin: Plugin, measure: str, view: View, **facts) -> set[str]:
    return {one.key for one in plugin.objections(a_step(measure, view, **facts))}


def test_the_day_of_its_endorsement_is_not_made_up(cerd):
    """N annex II prints August 2014; the Guidelines are of June 2015."""
    assert isinstance(cerd.committee.endorsed, Chosen)
    assert "2014" not in cerd.committee.endorsed.value
    assert "August 2014" in cerd.committee.endorsed.because


def test_the_chart_prints_what_the_profile_cannot_say(cerd):
    assert cerd.committee.annex_ii.value.instead == {"endorsed": "August 2014"}


def test_its_letters_rest_on_no_article_of_the_convention(cerd):
    anchors = [one.key for one in cerd.committee.anchors]

    assert anchors == ["rules", "policy", "endorsement", "good-faith"]


def test_whose_name_a_letter_bears_is_chosen_each_time(cerd):
    assert isinstance(cerd.committee.signatory, Chosen)
    assert "N 34" in cerd.committee.signatory.because


def test_the_chart_says_how_they_are_posted(cerd):
    assert cerd.committee.posting.remark.startswith("Not systematically")


def test_letters_and_replies_are_posted_case_by_case(cerd):
    letter = a_measure("letter", taken_on=ON, answered=True)
    view = a_view(procedure="report", measures=(letter,))

    assert cerd.committee.posting.value is Posting.CASE_BY_CASE
    assert not {"harm", "sealed"} & keys(cerd, "posting", view, about="M1")


def test_nothing_is_posted_while_somebody_is_in_danger(cerd):
    objections = cerd.objections(a_step("posting", a_view(procedure="report", imminent=True)))

    found = [one.source for one in objections if one.key == "harm"]

    assert found == [Citation(NOTE, "annex II, note b")]


def test_what_belongs_to_a_communication_is_not_posted_by_our_choice(cerd):
    objections = cerd.objections(a_step("posting", a_view(procedure="communication")))

    sources = [one.source for one in objections if one.key == "sealed"]

    assert [type(one) for one in sources] == [Chosen]
    assert "only with consent" in sources[0].because
    assert "sealed" not in keys(cerd, "letter", a_view(procedure="communication"))


@pytest.mark.parametrize(
    "facts", [{"procedure": "ewua"}, {"procedure": "report", "files": (("ewua", "open"),)}]
)
def test_a_statement_about_a_pattern_names_nobody(cerd, facts):
    view = a_view(**facts)

    assert "pattern" in keys(cerd, "statement", view, specific=False)
    assert "pattern" not in keys(
        cerd, "statement", view, specific=False, identifies_nobody=True
    )
    assert "pattern" not in keys(cerd, "statement", view, specific=True)


def test_without_an_early_warning_file_there_is_no_pattern(cerd):
    assert "pattern" not in keys(cerd, "statement", a_view(procedure="report"), specific=False)


def test_what_comes_in_during_a_session_is_urgent(cerd):
    assert cerd.urgency(a_view(in_session=True), ON) is Urgency.URGENT
    assert cerd.urgency(a_view(), ON) is Urgency.ORDINARY


def test_an_allegation_in_session_leads_to_a_letter_at_once(cerd):
    """As in N 34: the letter went out before anything was found."""
    during = {"procedure": "report", "in_session": True}

    assert "letter" in cerd.proposals(a_view(**during), ON)
    assert "letter" not in cerd.proposals(a_view(**during, measures=(a_measure("letter"),)), ON)
    assert "letter" not in cerd.proposals(a_view(procedure="report"), ON)


@pytest.mark.parametrize(
    ("finding", "expected"),
    [(Assessment.MIGHT, True), (Assessment.BOTH, True), (Assessment.INSUFFICIENT, False)],
)
def test_a_finding_in_a_review_leads_to_the_observations(cerd, finding, expected):
    """As in N 35."""
    view = a_view(procedure="report", finding=finding)

    assert ("observations" in cerd.proposals(view, ON)) is expected


@pytest.mark.parametrize(
    ("answered", "facts", "expected"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"imminent": True}, False),
        (True, {"procedure": "communication"}, False),
    ],
)
def test_posting_is_worth_considering_once_there_is_a_reply(cerd, answered, facts, expected):
    letter = a_measure("letter", taken_on=ON, answered=answered)
    view = a_view(finding=Assessment.REPRISAL, measures=(letter,), **facts)

    assert ("posting" in cerd.proposals(view, ON)) is expected


def test_an_early_warning_goes_through_the_working_group(cerd):
    moves = cerd.committee.file("ewua").moves

    assert moves["open"] == ("before the working group",)
    assert "decision adopted" not in moves["before the working group"]
    assert "decision adopted" in moves["recommended to the Committee"]


def test_only_communications_need_the_states_acceptance(cerd):
    assert {one.key for one in cerd.committee.procedures if one.needs} == {"communication"}


# -- at the door -----------------------------------------------------------------------------------


@pytest.fixture
def walk(tmp_path):
    with walks.walk(tmp_path, "cerd") as opened:
        yield opened


def test_letter_and_reply_are_posted_once_the_person_is_out_of_danger(walk):
    reference, letter = walks.replied(walk)
    done(walk.door.add(reference, FactsAdded(imminent=True)))
    done(walk.door.weigh(reference, a_weighing()))

    assert walk.propose(reference, "posting", about=letter) == {"harm"}

    done(walk.door.add(reference, FactsAdded(imminent=False)))
    done(walk.door.weigh(reference, a_weighing()))
    for reply in (False, True):
        label = walk.take(reference, "posting", about=letter, of_reply=reply)
        assert walk.case(reference).measure(label).taken is not None


def test_a_letter_of_the_committee_is_decided_by_the_committee(walk):
    reference = walk.receive(a_person())
    walk.agree(reference, Preset.STATE)

    label = walk.take(reference, "letter", by=Post.PLENARY)

    assert walk.case(reference).measure(label).decided_by is Post.PLENARY


def test_a_pattern_is_linked_with_a_case_and_never_merged(walk):
    reference = walks.unanswered(
        walk, "communication", "ewua", "before the working group", "not pursued"
    )

    assert "sealed" in walk.propose(reference, "posting", about="M1")
    assert walk.door.record().file("F1").now == "not pursued"


@pytest.mark.parametrize("procedure", ["report", "ewua", "communication"])
@pytest.mark.parametrize("story", [walks.not_linked, walks.concerned])
def test_what_is_not_established_or_not_verified_goes_on(walk, story, procedure):
    reference = story(walk, procedure)

    assert walk.case(reference).closed is None


@pytest.mark.parametrize("story", [walks.of_a_group, walks.afraid])
def test_a_group_and_those_who_stay_away(walk, story):
    assert story(walk)

"""What is particular to the Committee on Enforced Disappearances."""

from datetime import timedelta

import pytest

import sanjose_ced
from sanjose.rules.committees import Plugin
from sanjose.rules.dues import Days, committee_dues
from sanjose.rules.profile import Posting
from sanjose.rules.view import Held, View
from sanjose.testing import ON, CommitteeConformance, a_measure, a_step, a_view
from sanjose.words.committee import CommitteeRecord, File
from sanjose.words.due import Due
from sanjose.words.model import Assessment, Basis, Decider, Kind, Preset, Urgency, Use
from sanjose.words.provenance import NOTE, Chosen, Citation
from tests.plugins import walks
from tests.secretariat.house import a_person


class TestCed(CommitteeConformance):
    module = sanjose_ced


@pytest.fixture
def ced() -> Plugin:
    return Plugin("ced", sanjose_ced)


def a_record(state: str) -> CommitteeRecord:
    """Return the committee's record with one urgent action, in a state since today."""
    states = ((ON - timedelta(days=30), "open"), (ON, state))
    file = File(label="F1", kind="urgent-action", title="Tern", state="XA", states=states)
    return CommitteeRecord(slug="ced", files=(file,))


def keys(plugin: Plugin, measure: str, view: View, **facts) -> set[str]:
    return {one.key for one in plugin.objections(a_step(measure, view, **facts))}


@pytest.mark.parametrize("procedure", ["report", "communication", "visit", "urgent-action"])
def test_no_letter_is_ever_posted(ced, procedure):
    objections = ced.objections(a_step("posting", a_view(procedure=procedure)))

    found = [one for one in objections if one.key == "not-posted"]

    assert ced.committee.posting.value is Posting.ANNUAL_REPORT
    assert [one.source for one in found] == [Citation(NOTE, "annex II")]


def test_an_urgent_action_is_sealed_by_what_is_promised_to_its_author(ced):
    objections = ced.objections(a_step("posting", a_view(procedure="urgent-action")))

    sources = [one.source for one in objections if one.key == "sealed"]

    assert sources == [Citation("CED/C/4/Rev.1", "para. 7")]


@pytest.mark.parametrize("measure", ["dialogue", "observations", "statement", "annual-report"])
def test_whoever_asks_for_an_urgent_action_is_never_named(ced, measure):
    by_itself = a_view(procedure="urgent-action")
    linked = a_view(procedure="visit", files=(("urgent-action", "registered"),))
    agreed = (Held(label="P1", basis=Basis.CONSENT, since=ON),)

    assert "urgent-action-author" in keys(ced, measure, by_itself, held=agreed)
    assert "urgent-action-author" in keys(ced, measure, linked, held=agreed)
    assert "urgent-action-author" not in keys(ced, measure, by_itself, identifies_nobody=True)
    assert "urgent-action-author" not in keys(ced, measure, a_view(procedure="visit"))


@pytest.mark.parametrize("measure", ["letter", "letter-deadline", "meeting", "field-presence"])
def test_an_urgent_action_does_not_stand_in_the_way_of_protection(ced, measure):
    assert "urgent-action-author" not in keys(ced, measure, a_view(procedure="urgent-action"))


def test_a_statement_without_a_case_is_no_matter_of_open_urgent_actions(ced):
    view = a_view(files=(("urgent-action", "registered"),))

    assert "urgent-action-author" not in keys(ced, "statement", view, has_case=False)


def test_a_disappearance_is_looked_at_at_once(ced):
    assert ced.urgency(a_view(kinds=(Kind.DISAPPEARANCE,)), ON) is Urgency.IMMEDIATE
    assert ced.urgency(a_view(kinds=(Kind.SMEAR,)), ON) is Urgency.ORDINARY


@pytest.mark.parametrize(
    "facts",
    [
        {"kinds": (Kind.THREAT,)},
        {"kinds": (Kind.SMEAR, Kind.KILLING)},
        {"imminent": True},
        {"detained": True},
    ],
)
def test_a_grave_situation_without_a_link_leads_to_the_mission(ced, facts):
    """As in N 32: the usual procedure is not activated, and the mission is met all the same."""
    view = a_view(finding=Assessment.LINK_NOT_ESTABLISHED, **facts)

    assert "meeting" in ced.proposals(view, ON)


def test_without_gravity_or_with_a_meeting_already_none_is_proposed(ced):
    found = {"finding": Assessment.LINK_NOT_ESTABLISHED}

    assert "meeting" not in ced.proposals(a_view(kinds=(Kind.SMEAR,), **found), ON)
    assert "meeting" not in ced.proposals(
        a_view(kinds=(Kind.THREAT,), measures=(a_measure("meeting"),), **found), ON
    )


def test_the_mission_can_be_met_although_no_link_is_established(ced):
    view = a_view(procedure="visit", finding=Assessment.LINK_NOT_ESTABLISHED)
    held = (Held(label="P1", basis=Basis.CONSENT, since=ON),)
    prepared = {"held": held, "weighed": True}

    for verb in ("propose", "decide", "take"):
        facts = prepared | {"verb": verb, "decider": Decider.RAPPORTEUR, "adopted": True}
        assert keys(ced, "meeting", view, **facts) == set()


def test_a_public_statement_needs_more_than_good_offices(ced):
    view = a_view(procedure="visit", finding=Assessment.LINK_NOT_ESTABLISHED)
    held = (Held(label="P1", basis=Basis.CONSENT, since=ON),)

    assert "finding" in keys(ced, "statement", view, held=held, weighed=True)


def test_a_first_conversation_is_proposed_before_anything_else(ced):
    asked = a_measure("information")

    assert "information" in ced.proposals(a_view(), ON)
    assert "information" not in ced.proposals(a_view(measures=(asked,)), ON)


@pytest.mark.parametrize(("answered", "expected"), [(False, False), (True, True)])
def test_what_was_insufficient_is_asked_for_once_at_a_time(ced, answered, expected):
    asked = a_measure("information", taken_on=ON, answered=answered)
    view = a_view(finding=Assessment.INSUFFICIENT, measures=(asked,))

    assert ("information" in ced.proposals(view, ON)) is expected


def test_what_cannot_be_verified_is_not_asked_for_again(ced):
    assert "information" not in ced.proposals(a_view(finding=Assessment.NOT_VERIFIABLE), ON)


def test_an_urgent_action_has_three_reminders_and_then_an_invitation(ced):
    moves = ced.committee.file("urgent-action").moves
    path = ("open", "registered", "State asked", "reminder 1", "reminder 2", "reminder 3")

    for here, there in zip(path, (*path[1:], "invitation to a meeting"), strict=True):
        assert there in moves[here]
    assert "invitation to a meeting" not in moves["reminder 2"]


def test_the_clock_of_urgent_actions_is_ours_until_its_report_can_be_cited(ced):
    clocks = ced.committee.file("urgent-action").clocks

    assert all(isinstance(clock, Chosen) for clock in clocks.values())
    assert "symbol" in clocks["State asked"].because


@pytest.mark.parametrize("state", ["State asked", "reminder 1", "reminder 2", "reminder 3"])
def test_an_urgent_action_is_looked_at_two_weeks_after_the_state_was_asked(ced, state):
    waiting = committee_dues(a_record(state), ced.committee, Days(ced.committee, {}))

    assert waiting == (Due("file", f"F1 {state}", ON, ON + timedelta(days=14)),)


@pytest.mark.parametrize("state", ["registered", "State replied", "invitation to a meeting"])
def test_where_nothing_is_asked_of_the_state_no_clock_runs(ced, state):
    assert committee_dues(a_record(state), ced.committee, Days(ced.committee, {})) == ()


def test_declarations_are_needed_for_communications_and_not_for_urgent_actions(ced):
    gated = {one.key for one in ced.committee.procedures if one.needs}

    assert gated == {"communication", "inter-state"}


# -- what is disclosed, and what is sent on --------------------------------------------------------


@pytest.mark.parametrize(
    ("finding", "procedure", "files", "expected"),
    [
        (Assessment.REPRISAL, "visit", (), True),
        (Assessment.MIGHT, "report", (), True),
        (Assessment.LINK_NOT_ESTABLISHED, "visit", (), False),
        (None, "visit", (), False),
        (Assessment.REPRISAL, "urgent-action", (), False),
        (Assessment.REPRISAL, "visit", (("urgent-action", "registered"),), False),
    ],
)
def test_what_was_found_is_disclosed_in_the_annual_report(
    ced, finding, procedure, files, expected
):
    view = a_view(procedure=procedure, finding=finding, files=files)

    assert ("annual-report" in ced.proposals(view, ON)) is expected


def test_the_working_group_is_a_measure_of_this_committees_own(ced):
    measure = ced.committee.measure("working-group")

    assert measure.sources[0] == Citation("CED/C/22/4", "para. 2")
    assert measure.use is Use.SPECIAL_PROCEDURES
    assert measure.decider.value is Decider.RAPPORTEUR
    assert not measure.public


@pytest.mark.parametrize(
    ("finding", "kinds", "expected"),
    [
        (Assessment.LINK_NOT_ESTABLISHED, (Kind.DISAPPEARANCE,), True),
        (Assessment.LINK_NOT_ESTABLISHED, (Kind.THREAT,), False),
        (Assessment.REPRISAL, (Kind.DISAPPEARANCE,), False),
        (None, (Kind.DISAPPEARANCE,), False),
    ],
)
def test_a_disappearance_without_a_link_is_sent_on(ced, finding, kinds, expected):
    view = a_view(finding=finding, kinds=kinds)

    assert ("working-group" in ced.proposals(view, ON)) is expected


def test_its_letters_rest_on_article_12_and_on_its_rules(ced):
    anchors = {one.key: one.needs for one in ced.committee.anchors}

    assert anchors["article-12"] == anchors["rules"] == ("icpped",)


# -- at the door -----------------------------------------------------------------------------------


@pytest.fixture
def walk(tmp_path):
    with walks.walk(tmp_path, "ced") as opened:
        yield opened


def test_an_urgent_action_is_a_second_lane_with_its_own_clock(walk):
    asked = ("registered", "State asked", "reminder 1", "reminder 2", "reminder 3")
    reference = walks.unanswered(walk, "communication", "urgent-action", *asked)

    waiting = [due for where, _, due in walk.door.due() if where is None]

    assert [(one.kind, one.label) for one in waiting] == [("file", "F1 reminder 3")]
    assert "not-posted" in walk.propose(reference, "posting", about="M1")


def test_the_working_group_is_told_with_agreement_to_special_procedures_and_not_without(walk):
    reference = walk.receive(a_person(), kinds=(Kind.DISAPPEARANCE,), procedure="visit")
    walk.agree(reference, Preset.STATE)
    walk.conclude(reference, Assessment.LINK_NOT_ESTABLISHED, "working-group")

    refused = walk.propose(reference, "working-group")
    walk.agree(reference, Preset.UNITED_NATIONS)
    label = walk.take(reference, "working-group")

    assert refused == {"no-basis"}
    assert walk.case(reference).measure(label).taken is not None
    assert walk.case(reference).closed is None


def test_letter_and_reply_are_not_posted_even_where_the_person_agrees(walk):
    reference, letter = walks.replied(walk)

    assert walk.propose(reference, "posting", about=letter) == {"not-posted"}


@pytest.mark.parametrize("procedure", ["report", "communication", "visit"])
@pytest.mark.parametrize("story", [walks.not_linked, walks.concerned])
def test_what_is_not_established_or_not_verified_goes_on(walk, story, procedure):
    reference = story(walk, procedure)

    assert walk.case(reference).closed is None


@pytest.mark.parametrize("story", [walks.of_a_group, walks.afraid])
def test_a_group_and_those_who_stay_away(walk, story):
    assert story(walk)

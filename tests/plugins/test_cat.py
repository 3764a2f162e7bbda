"""What is particular to the Committee against Torture."""

from datetime import timedelta

import pytest

import sanjose_cat
from sanjose.rules import authority, roster
from sanjose.rules.committees import Plugin
from sanjose.rules.dues import Days, committee_dues
from sanjose.rules.profile import Posting
from sanjose.rules.view import View
from sanjose.testing import ON, CommitteeConformance, a_measure, a_step, a_view
from sanjose.words.committee import CommitteeRecord, File
from sanjose.words.events import OfficeFilled
from sanjose.words.model import Assessment, Decider, Kind, Perpetrator, Post, Urgency
from sanjose.words.provenance import NOTE, Chosen, Citation
from tests.plugins import walks

LANE = ("interim-measures", "requested by counsel", "granted", "reiterated", "lifted")


class TestCat(CommitteeConformance):
    module = sanjose_cat


@pytest.fixture
def cat() -> Plugin:
    return Plugin("cat", sanjose_cat)


def keys(plugin: Plugin, measure: str, view: View, **facts) -> set[str]:
    return {one.key for one in plugin.objections(a_step(measure, view, **facts))}


def test_it_endorsed_the_guidelines_in_september_2015(cat):
    """Note g of annex II speaks of 2013, before there were Guidelines; the table is followed."""
    endorsed = cat.committee.endorsed

    assert (endorsed.value, endorsed.source) == ("September 2015", Citation(NOTE, "annex II"))
    assert "CAT/C/55/2, para. 2" in endorsed.remark


def test_letters_and_replies_are_posted(cat):
    view = a_view(procedure="report", measures=(a_measure("letter", taken_on=ON),))

    assert cat.committee.posting.value is Posting.POSTED
    assert "sealed" not in keys(cat, "posting", view, about="M1")


@pytest.mark.parametrize("procedure", ["inquiry", "complaint"])
def test_what_belongs_to_an_inquiry_or_a_complaint_is_not_posted(cat, procedure):
    view = a_view(procedure=procedure, measures=(a_measure("letter", taken_on=ON),))

    assert "sealed" in keys(cat, "posting", view, about="M1")


def test_an_inquiry_is_sealed_by_the_convention(cat):
    objections = cat.objections(a_step("posting", a_view(procedure="inquiry")))

    sources = [one.source for one in objections if one.key == "sealed"]

    assert sources == [Citation("Convention against Torture", "art. 20 (5)")]


@pytest.mark.parametrize("procedure", ["complaint", "report", None])
def test_a_complaint_is_sealed_by_our_choice_wherever_it_is_linked(cat, procedure):
    files = (("interim-measures", "granted"),)
    objections = cat.objections(a_step("posting", a_view(procedure=procedure, files=files)))

    sources = [one.source for one in objections if one.key == "sealed"]

    assert [type(one) for one in sources] == [Chosen]
    assert "N annex II excepts none" in sources[0].because


@pytest.mark.parametrize("measure", ["statement", "dialogue"])
def test_whom_an_inquiry_concerns_is_not_said_before_everybody(cat, measure):
    inquiry, complaint = a_view(procedure="inquiry"), a_view(procedure="complaint")

    assert "sealed" in keys(cat, measure, inquiry)
    assert "sealed" not in keys(cat, measure, inquiry, identifies_nobody=True)
    assert "sealed" not in keys(cat, measure, complaint)


@pytest.mark.parametrize("measure", ["letter", "meeting", "safety", "observations"])
def test_protection_in_an_inquiry_is_not_sealed_away(cat, measure):
    assert "sealed" not in keys(cat, measure, a_view(procedure="inquiry"))


@pytest.mark.parametrize("kind", [Kind.THREAT, Kind.VIOLENCE, Kind.DISAPPEARANCE])
def test_a_threat_in_custody_is_looked_at_at_once(cat, kind):
    held = a_view(detained=True, kinds=(kind,), perpetrator=Perpetrator.STATE)

    assert cat.urgency(held, ON) is Urgency.IMMEDIATE


def test_detention_alone_is_urgent_and_a_threat_alone_is_as_everywhere(cat):
    assert cat.urgency(a_view(detained=True, kinds=(Kind.SMEAR,)), ON) is Urgency.URGENT
    assert cat.urgency(a_view(kinds=(Kind.THREAT,)), ON) is Urgency.ORDINARY


@pytest.mark.parametrize("procedure", ["report", "briefing", "follow-up"])
def test_fear_around_a_review_is_met_before_any_act(cat, procedure):
    proposals = cat.proposals(a_view(procedure=procedure, kinds=(Kind.FEAR,)), ON)

    assert {"confidential-submission", "private-meeting"} <= set(proposals)


def test_fear_in_a_complaint_is_for_the_other_lane(cat):
    proposals = cat.proposals(a_view(procedure="complaint", kinds=(Kind.FEAR,)), ON)

    assert "private-meeting" not in proposals


def test_a_letter_without_a_deadline_is_not_forgotten(cat):
    """As in N 38: a letter of which no deadline is known, and no reply for 450 days."""
    letter = a_measure("letter", taken_on=ON - timedelta(days=450))

    proposals = cat.proposals(a_view(procedure="complaint", measures=(letter,)), ON)

    assert {"reminder", "meeting"} <= set(proposals)


@pytest.mark.parametrize(
    ("procedure", "finding", "files", "expected"),
    [
        ("report", Assessment.REPRISAL, (), True),
        ("report", Assessment.NOT_VERIFIABLE, (), False),
        ("report", None, (), False),
        ("report", Assessment.REPRISAL, (("interim-measures", "granted"),), False),
        ("complaint", Assessment.REPRISAL, (), False),
        ("inquiry", Assessment.REPRISAL, (), False),
    ],
)
def test_posting_is_proposed_once_there_is_an_answer(cat, procedure, finding, files, expected):
    letter = a_measure("letter", taken_on=ON, answered=True)
    view = a_view(procedure=procedure, finding=finding, files=files, measures=(letter,))

    assert ("posting" in cat.proposals(view, ON)) is expected


@pytest.mark.parametrize(
    ("measure", "answered", "expected"),
    [("reminder", True, True), ("letter-deadline", False, False), ("information", True, False)],
)
def test_only_a_states_answer_to_a_letter_is_an_answer(cat, measure, answered, expected):
    taken = a_measure(measure, taken_on=ON, answered=answered)
    view = a_view(procedure="report", finding=Assessment.MIGHT, measures=(taken,))

    assert ("posting" in cat.proposals(view, ON)) is expected


def test_interim_measures_are_asked_for_granted_reiterated_and_lifted(cat):
    moves = cat.committee.file("interim-measures").moves

    assert moves["open"] == ("requested by counsel",)
    assert "reiterated" in moves["granted"]
    assert "requested by counsel" in moves["not granted"]


def test_the_rapporteur_decides_a_letter(cat):
    assert cat.committee.decides["letter"].value is Decider.RAPPORTEUR


def test_inquiries_and_complaints_need_the_states_acceptance(cat):
    gated = {one.key for one in cat.committee.procedures if one.needs}

    assert gated == {"inquiry", "complaint"}


def test_its_letters_rest_on_article_13_and_on_its_own_guidelines(cat):
    anchors = {one.key: one for one in cat.committee.anchors}

    assert anchors["article-13"].needs == ("cat",)
    assert anchors["policy"].source.source == Citation(NOTE, "annex II, note f")
    assert "rules" not in anchors


# -- two rapporteurs, as in 2013 -------------------------------------------------------------------

REVIEWS = OfficeFilled(
    post=Post.RAPPORTEUR,
    holder="Member Elm",
    nationalities=("XXB",),
    since=ON,
    procedures=("report", "briefing", "follow-up"),
)
CASES = OfficeFilled(
    post=Post.RAPPORTEUR,
    holder="Member Fir",
    nationalities=("XXC",),
    since=ON,
    procedures=("complaint", "inquiry"),
)
BOTH = CommitteeRecord(slug="cat", offices=(REVIEWS, CASES))


def test_two_rapporteurs_can_share_the_office_by_procedure(cat):
    first = CommitteeRecord(slug="cat", offices=(REVIEWS,))

    assert roster.against(first, CASES, cat.committee) is None


@pytest.mark.parametrize("procedures", [(), ("report",), ("complaint", "follow-up")])
def test_two_rapporteurs_of_one_procedure_are_not_entered(cat, procedures):
    first = CommitteeRecord(slug="cat", offices=(REVIEWS,))
    other = OfficeFilled(
        post=Post.RAPPORTEUR, holder="Member Fir", since=ON, procedures=procedures
    )

    assert "which procedures are whose" in roster.against(first, other, cat.committee)


@pytest.mark.parametrize(
    ("procedure", "holders"),
    [
        ("report", ["Member Elm"]),
        ("follow-up", ["Member Elm"]),
        ("complaint", ["Member Fir"]),
        ("inquiry", ["Member Fir"]),
        ("unknown", ["Member Elm", "Member Fir"]),
        ("domestic", []),
    ],
)
def test_each_allegation_goes_to_the_one_whose_procedure_it_is(procedure, holders):
    wall = authority.Wall(state="XXA")

    acts = authority.acting(Post.RAPPORTEUR, BOTH, wall, procedure, ON)

    assert [one.holder for one in acts.holders] == holders


def test_neither_stands_in_for_the_other_against_the_wall(cat):
    wall = authority.Wall(state="XXC")

    acts = authority.acting(Post.RAPPORTEUR, BOTH, wall, "complaint", ON)

    assert acts.post is Post.PLENARY
    assert acts.holders == ()


# -- a public report at each session ---------------------------------------------------------------


def a_report(state: str) -> CommitteeRecord:
    states = ((ON - timedelta(days=1), "open"), (ON, state))
    file = File(label="F1", kind="session-report", title="80th", state=None, states=states)
    return CommitteeRecord(slug="cat", files=(file,))


def test_every_session_has_its_report_and_a_zero_is_reported_too(cat):
    moves = cat.committee.file("session-report").moves

    assert "nothing to report" in moves["open"]
    assert moves["drafted"] == moves["nothing to report"] == ("adopted in public",)
    assert moves["adopted in public"] == ()


@pytest.mark.parametrize("state", ["open", "drafted", "nothing to report"])
def test_a_report_that_is_not_adopted_is_looked_at_within_the_session(cat, state):
    due = committee_dues(a_report(state), cat.committee, Days(cat.committee, {}))

    assert [(one.label, one.on) for one in due] == [(f"F1 {state}", ON + timedelta(days=14))]


def test_an_adopted_report_waits_for_nothing(cat):
    record = a_report("adopted in public")

    assert committee_dues(record, cat.committee, Days(cat.committee, {})) == ()


# -- at the door -----------------------------------------------------------------------------------


@pytest.fixture
def walk(tmp_path):
    with walks.walk(tmp_path, "cat") as opened:
        yield opened


def test_a_complaint_stays_closed_and_its_case_stays_open(walk):
    reference = walks.unanswered(walk, "complaint", *LANE)

    assert "sealed" in walk.propose(reference, "posting", about="M1")


def test_letter_and_reply_of_a_review_are_posted_one_by_one(walk):
    reference, letter = walks.replied(walk)

    for reply in (False, True):
        label = walk.take(reference, "posting", about=letter, of_reply=reply)
        assert walk.case(reference).measure(label).taken is not None


@pytest.mark.parametrize("procedure", ["domestic", "report", "complaint", "inquiry"])
@pytest.mark.parametrize("story", [walks.not_linked, walks.concerned])
def test_what_is_not_established_or_not_verified_goes_on(walk, story, procedure):
    reference = story(walk, procedure)

    assert walk.case(reference).closed is None


@pytest.mark.parametrize("story", [walks.of_a_group, walks.afraid])
def test_a_group_and_those_who_stay_away(walk, story):
    assert story(walk, "briefing")

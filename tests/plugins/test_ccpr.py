"""What is particular to the Human Rights Committee."""

import pytest

import sanjose_ccpr
from sanjose.rules.committees import Plugin
from sanjose.rules.profile import Posting
from sanjose.testing import ON, CommitteeConformance, a_measure, a_step, a_view
from sanjose.words.events import CalendarEntered, MeasureDecided, MeasureProposed
from sanjose.words.model import Assessment, Calendar, Decider, Mode, Post, Preset, Use
from sanjose.words.provenance import Chosen
from tests.plugins import walks
from tests.secretariat.house import MONDAY, a_person, done, why

FILE = "interim-measures"


class TestCcpr(CommitteeConformance):
    module = sanjose_ccpr


@pytest.fixture
def ccpr() -> Plugin:
    return Plugin("ccpr", sanjose_ccpr)


@pytest.fixture
def walk(tmp_path):
    with walks.walk(tmp_path, "ccpr") as opened:
        yield opened


# -- the profile -----------------------------------------------------------------------------------


def test_it_has_the_guidelines_and_no_policy_of_its_own(ccpr):
    profile = ccpr.committee

    assert profile.policy.value is None
    assert profile.functions.value is None
    assert profile.endorsed.value == "June 2016"
    assert profile.posting.value is Posting.NEVER


def test_its_letters_rest_on_no_article_and_on_no_rule(ccpr):
    assert [one.key for one in ccpr.committee.anchors] == ["endorsement", "good-faith"]


def test_a_communication_needs_the_optional_protocol_and_a_report_nothing(ccpr):
    gated = {one.key: one.needs for one in ccpr.committee.procedures if one.needs}

    assert gated == {"communication": ("iccpr", "iccpr-op1")}


def test_there_is_no_inquiry(ccpr):
    assert ccpr.committee.procedure("inquiry") is None


# -- the rules -------------------------------------------------------------------------------------


def test_a_risk_to_an_author_is_met_by_interim_measures_once(ccpr):
    asked = a_measure("interim-measures")

    assert "interim-measures" in ccpr.proposals(a_view(procedure="communication"), ON)
    assert "interim-measures" not in ccpr.proposals(a_view(procedure="report"), ON)
    assert "interim-measures" not in ccpr.proposals(
        a_view(procedure="communication", measures=(asked,)), ON
    )


def objections(ccpr, **facts):
    known = {"verb": "decide", "decider": Decider.PLENARY, "adopted": True}
    step = a_step("statement", a_view(), **known | facts)
    return [one for one in ccpr.objections(step) if one.key == "members-not-asked"]


@pytest.mark.parametrize("mode", [Mode.BETWEEN_SESSIONS, Mode.ORALLY])
def test_between_sessions_the_committee_does_not_decide_by_telephone(ccpr, mode):
    found = objections(ccpr, mode=mode)

    assert [type(one.source) for one in found] == [Chosen]
    assert "rule 66 (2)" in found[0].source.because


@pytest.mark.parametrize(
    "facts",
    [
        {"mode": Mode.WRITTEN},
        {"mode": Mode.IN_SESSION},
        {"mode": Mode.ORALLY, "session": True},
        {"mode": Mode.ORALLY, "adopted": False},
        {"mode": Mode.ORALLY, "decider": Decider.CHAIR},
        {"mode": Mode.ORALLY, "verb": "take"},
    ],
)
def test_every_other_way_of_deciding_is_as_everywhere(ccpr, facts):
    assert objections(ccpr, **facts) == []


# -- at the door -----------------------------------------------------------------------------------


def test_a_complaint_a_letter_and_no_reply(walk):
    reference = walks.unanswered(
        walk, "communication", FILE, "requested by counsel", "granted", "reiterated", "lifted"
    )

    assert "not-posted" in walk.propose(reference, "posting", about="M1")


@pytest.mark.parametrize("procedure", ["report", "communication"])
@pytest.mark.parametrize("story", [walks.not_linked, walks.concerned])
def test_what_is_not_established_or_not_verified_goes_on(walk, story, procedure):
    reference = story(walk, procedure)

    assert walk.case(reference).closed is None


def test_letter_and_reply_are_not_posted_even_where_the_person_agrees(walk):
    reference, letter = walks.replied(walk)

    assert walk.propose(reference, "posting", about=letter) == {"not-posted"}
    assert walk.propose(reference, "posting", about=letter, of_reply=True) == {"not-posted"}


@pytest.mark.parametrize("story", [walks.of_a_group, walks.afraid])
def test_a_group_and_those_who_stay_away(walk, story):
    assert story(walk)


def test_a_statement_between_sessions_waits_until_every_member_was_asked(walk):
    reference = walk.receive(a_person())
    walk.agree(reference, Preset.STATE, Use.PUBLISH)
    walk.conclude(reference, Assessment.REPRISAL, "letter", "statement")
    walk.take(reference, "letter", mode=Mode.ORALLY)
    statement = done(walk.door.propose(reference, MeasureProposed(measure="statement"))).label

    def decided(mode):
        decision = MeasureDecided(label=statement, mode=mode)
        return why(walk.door.decide(reference, decision, by=Post.PLENARY))

    assert decided(Mode.ORALLY) == {"members-not-asked"}
    assert decided(Mode.WRITTEN) == set()


def test_in_a_session_of_the_calendar_nobody_is_asked_twice(walk):
    session = CalendarEntered(what=Calendar.SESSION, title="session", starts=MONDAY)
    done(walk.door.enter_calendar(session))
    reference = walk.receive(a_person())
    walk.agree(reference, Use.DIALOGUE)
    walk.conclude(reference, Assessment.REPRISAL, "observations")

    label = walk.take(reference, "observations", by=Post.PLENARY, mode=Mode.BETWEEN_SESSIONS)

    assert walk.case(reference).measure(label).taken is not None

"""What is particular to the Committee on the Elimination of Discrimination against Women."""

from dataclasses import replace

import pytest

import sanjose_cedaw
from sanjose.rules.committees import Plugin
from sanjose.rules.profile import Holder, Posting, Shape
from sanjose.testing import ON, CommitteeConformance, a_measure, a_step, a_view
from sanjose.words.errors import Misuse
from sanjose.words.events import MeasureDecided, MeasureProposed, OfficeFilled
from sanjose.words.model import Assessment, Ground, Kind, Post, Preset, Urgency, Use
from sanjose.words.provenance import Chosen
from tests.plugins import walks
from tests.secretariat.house import FIRST_DAY, MONDAY, a_person, an_intake, done, why

FILE = "interim-measures"
ALTERNATE = OfficeFilled(
    post=Post.ALTERNATE, holder="Member Dogwood", nationalities=("XXC",), since=FIRST_DAY
)


class TestCedaw(CommitteeConformance):
    module = sanjose_cedaw


@pytest.fixture
def cedaw() -> Plugin:
    return Plugin("cedaw", sanjose_cedaw)


@pytest.fixture
def walk(tmp_path):
    with walks.walk(tmp_path, "cedaw", (*walks.ROSTER, ALTERNATE)) as opened:
        yield opened


# -- the profile -----------------------------------------------------------------------------------


def test_the_office_has_a_principal_and_an_alternate_on_lines_of_their_own(cedaw):
    principal, alternate = cedaw.committee.holders.value

    assert cedaw.committee.shape.value is Shape.ALTERNATE
    assert [one.post for one in principal] == [Post.RAPPORTEUR]
    assert alternate == (Holder(name="Leticia Bonifaz Alfonzo", post=Post.ALTERNATE),)


def test_nothing_is_posted(cedaw):
    assert cedaw.committee.posting.value is Posting.NEVER


def test_article_11_carries_a_letter_only_under_the_protocol(cedaw):
    anchor = next(one for one in cedaw.committee.anchors if one.key == "article-11")

    assert anchor.needs == ("cedaw", "cedaw-op")
    assert anchor.procedures == ("communication", "inquiry")


def test_communications_and_inquiries_need_what_the_state_accepted(cedaw):
    gated = {one.key for one in cedaw.committee.procedures if one.needs}

    assert gated == {"communication", "inquiry"}


# -- the rules -------------------------------------------------------------------------------------


def of_inquiry(cedaw, measure, procedure="inquiry", **facts):
    step = a_step(measure, a_view(procedure=procedure), **facts)
    return [one for one in cedaw.objections(step) if one.key == "inquiry"]


@pytest.mark.parametrize("nobody", [False, True])
@pytest.mark.parametrize(
    "measure",
    ["dialogue", "list-of-issues", "observations", "statement", "announcement", "media-comment",
     "joint-statement", "posting", "human-rights-council", "secretary-general"],
)  # fmt: skip
def test_nothing_of_an_inquiry_is_said_before_everybody_named_or_not(cedaw, measure, nobody):
    found = of_inquiry(cedaw, measure, identifies_nobody=nobody)

    assert [type(one.source) for one in found] == [Chosen]


@pytest.mark.parametrize(
    "measure",
    ["letter", "letter-deadline", "meeting", "safety", "field-presence", "special-procedures"],
)
def test_protection_in_an_inquiry_is_not_sealed_away(cedaw, measure):
    assert of_inquiry(cedaw, measure) == []


def test_the_report_on_an_inquiry_is_the_place_for_what_is_told(cedaw):
    assert of_inquiry(cedaw, "inquiry-report") == []


def test_a_line_in_the_annual_report_names_nobody(cedaw):
    assert of_inquiry(cedaw, "annual-report") != []
    assert of_inquiry(cedaw, "annual-report", identifies_nobody=True) == []


@pytest.mark.parametrize("procedure", ["report", "communication", None])
def test_only_inquiries_are_so_confidential(cedaw, procedure):
    assert of_inquiry(cedaw, "statement", procedure) == []


def test_gendered_harm_is_looked_at_soon(cedaw):
    assert cedaw.urgency(a_view(kinds=(Kind.GENDERED,)), ON) is Urgency.URGENT
    assert cedaw.urgency(a_view(kinds=(Kind.SMEAR,)), ON) is Urgency.ORDINARY


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"kinds": (Kind.GENDERED,)}, True),
        ({"grounds": (Ground.SEX,)}, True),
        ({"grounds": (Ground.GENDER_IDENTITY, Ground.AGE)}, True),
        ({"grounds": (Ground.AGE,)}, False),
        ({"kinds": (Kind.GENDERED,), "measures": (a_measure("private-meeting"),)}, False),
    ],
)
def test_where_harm_is_gendered_a_closed_meeting_is_proposed_once(cedaw, facts, expected):
    assert ("private-meeting" in cedaw.proposals(a_view(**facts), ON)) is expected


def test_a_risk_to_an_author_is_met_by_interim_measures(cedaw):
    assert "interim-measures" in cedaw.proposals(a_view(procedure="communication"), ON)
    assert "interim-measures" not in cedaw.proposals(a_view(procedure="inquiry"), ON)


# -- at the door -----------------------------------------------------------------------------------


def test_a_second_alternate_is_refused(walk):
    another = replace(ALTERNATE, holder="Member Elm")

    with pytest.raises(Misuse, match="alternate already"):
        walk.door.fill_office(another)


def test_the_alternate_acts_where_the_rapporteur_is_a_national(tmp_path):
    national = replace(walks.ROSTER[0], nationalities=(walks.STATE,))
    with walks.walk(tmp_path, "cedaw", (national, *walks.ROSTER[1:], ALTERNATE)) as walk:
        reference = walk.door.receive(an_intake(walks.STATE)).reference
        walk.agree(reference, Preset.STATE)
        label = done(walk.door.propose(reference, MeasureProposed(measure="letter"), by=None))

        decision = MeasureDecided(label=label.label)
        refused = why(walk.door.decide(reference, decision, by=Post.RAPPORTEUR))
        decided = why(walk.door.decide(reference, decision, by=Post.ALTERNATE))

        assert refused == {"recused"}
        assert decided == set()
        assert walk.case(reference).measure("M1").decided_by is Post.ALTERNATE


def test_a_complaint_a_letter_and_no_reply(walk):
    reference = walks.unanswered(
        walk, "communication", FILE, "requested by counsel", "granted", "reiterated", "lifted"
    )

    assert "not-posted" in walk.propose(reference, "posting", about="M1")


@pytest.mark.parametrize("procedure", ["report", "communication", "inquiry"])
@pytest.mark.parametrize("story", [walks.not_linked, walks.concerned])
def test_what_is_not_established_or_not_verified_goes_on(walk, story, procedure):
    reference = story(walk, procedure)

    assert walk.case(reference).closed is None


def test_letter_and_reply_are_not_posted_even_where_the_person_agrees(walk):
    reference, letter = walks.replied(walk)

    assert walk.propose(reference, "posting", about=letter) == {"not-posted"}


def test_in_an_inquiry_the_state_is_asked_to_protect_and_nobody_else_hears_of_it(walk):
    reference = walk.receive(a_person(), procedure="inquiry")
    walk.agree(reference, Preset.STATE, Use.DIALOGUE, Use.PUBLISH)
    walk.conclude(reference, Assessment.REPRISAL, "letter-deadline")
    walk.take(reference, "letter-deadline")

    assert walk.propose(reference, "dialogue") == {"inquiry"}
    assert walk.propose(reference, "statement") == {"inquiry"}
    assert walk.propose(reference, "observations", identifies_nobody=True) == {"inquiry"}
    assert walk.case(reference).measure("M1").taken_on == MONDAY


@pytest.mark.parametrize("story", [walks.of_a_group, walks.afraid])
def test_a_group_and_those_who_stay_away(walk, story):
    assert story(walk)

"""What is particular to the Committee on Migrant Workers."""

import pytest

import sanjose_cmw
from sanjose.rules.anchors import AnchorKind
from sanjose.rules.committees import Plugin
from sanjose.rules.measures import MEASURES
from sanjose.rules.profile import Posting, Shape
from sanjose.rules.view import Held
from sanjose.testing import ON, CommitteeConformance, a_measure, a_step, a_view
from sanjose.words.events import ContactMade, NoticeGiven, OfficeFilled
from sanjose.words.model import ADVISABLE, Assessment, Basis, Channel, Post, Preset
from sanjose.words.provenance import Chosen, Citation
from sanjose.words.sealed import Sealed
from tests.plugins import walks
from tests.secretariat.house import FIRST_DAY, a_person, a_weighing, consent, counsel, done, why

ROSTER = (
    *walks.ROSTER,
    OfficeFilled(
        post=Post.RAPPORTEUR, holder="Member Dogwood", nationalities=("XXA",), since=FIRST_DAY
    ),
)
"""Two hold the office; the second is a national of the State of every story."""

ALWAYS = Citation(
    "OHCHR web page on the Committee on Migrant Workers and reprisals", "on measures"
)


class TestCmw(CommitteeConformance):
    module = sanjose_cmw


@pytest.fixture
def cmw() -> Plugin:
    return Plugin("cmw", sanjose_cmw)


@pytest.fixture
def walk(tmp_path):
    with walks.walk(tmp_path, "cmw", ROSTER) as opened:
        yield opened


# -- the profile -----------------------------------------------------------------------------------


def test_two_hold_the_office_together_and_how_is_chosen(cmw):
    shape, (line,) = cmw.committee.shape, cmw.committee.holders.value

    assert isinstance(shape, Chosen)
    assert shape.value is Shape.SHARED
    assert [one.post for one in line] == [Post.RAPPORTEUR, Post.RAPPORTEUR]


def test_people_cooperate_in_reports_and_in_nothing_that_a_state_has_to_accept(cmw):
    procedures = {one.key: one.needs for one in cmw.committee.procedures}

    assert procedures == {"report": (), "list-of-issues": (), "follow-up": ()}
    assert cmw.committee.files == ()


def test_its_letters_rest_on_its_page_its_endorsement_and_good_faith(cmw):
    kinds = [one.kind for one in cmw.committee.anchors]

    assert kinds == [AnchorKind.POLICY, AnchorKind.ENDORSEMENT, AnchorKind.GOOD_FAITH]
    assert cmw.committee.posting.value is Posting.POSTED


# -- the rules -------------------------------------------------------------------------------------


def against(cmw, basis, measure="letter", **facts):
    held = (Held(label="P1", basis=basis, since=ON),)
    step = a_step(measure, a_view(), held=held, weighed=True, **facts)
    return [one for one in cmw.objections(step) if one.key == "consent-always"]


@pytest.mark.parametrize("verb", ["propose", "decide", "take"])
@pytest.mark.parametrize("basis", [Basis.EMERGENCY, Basis.PUBLIC])
@pytest.mark.parametrize("measure", [key for key, one in MEASURES.items() if one.use])
def test_nobody_is_identified_without_somebodys_yes(cmw, measure, basis, verb):
    (found,) = against(cmw, basis, measure, verb=verb)

    assert found.source == ALWAYS
    assert found.reason.endswith(str(basis))


@pytest.mark.parametrize("basis", [Basis.CONSENT, Basis.REPRESENTATIVE, Basis.RELATIVE, None])
def test_a_yes_is_the_persons_their_representatives_or_their_relatives(cmw, basis):
    assert against(cmw, basis) == []


@pytest.mark.parametrize("finding", [None, *Assessment])
def test_special_procedures_are_proposed_once_action_is_advised(cmw, finding):
    proposed = "special-procedures" in cmw.proposals(a_view(finding=finding), ON)
    asked = a_view(finding=finding, measures=(a_measure("special-procedures"),))

    assert proposed is (finding in ADVISABLE)
    assert "special-procedures" not in cmw.proposals(asked, ON)


@pytest.mark.parametrize(("answered", "expected"), [(False, False), (True, True)])
def test_a_letter_that_was_answered_may_be_posted(cmw, answered, expected):
    letter = a_measure("letter", taken_on=ON, answered=answered)
    view = a_view(finding=Assessment.REPRISAL, measures=(letter,))

    assert ("posting" in cmw.proposals(view, ON)) is expected


# -- at the door -----------------------------------------------------------------------------------


def test_the_other_rapporteur_acts_where_one_is_recused(walk):
    reference = walk.receive(a_person())

    acting = walk.door.acting(Post.RAPPORTEUR, reference)

    assert [one.holder for one in acting.holders] == ["Member Adler"]


def in_danger(walk) -> str:
    """Return a case in which all that an emergency asks for is on record."""
    reference = walk.receive(
        a_person(channel=Channel.TELEPHONE), imminent=True, procedure="report"
    )
    tried = ContactMade(channel=Channel.TELEPHONE, reached=False, text=Sealed("No answer."))
    done(walk.door.contact(reference, tried))
    done(walk.door.weigh(reference, a_weighing()))
    return reference


def test_an_emergency_carries_no_measure_and_the_persons_yes_does(walk):
    reference = in_danger(walk)
    emergency = consent(
        Preset.STATE,
        basis=Basis.EMERGENCY,
        confirmed_orally_by=(Post.RAPPORTEUR, Post.CHAIR),
        state_knows=True,
    )
    done(walk.door.consent(reference, emergency))

    assert walk.propose(reference, "letter-deadline") == {"consent-always"}
    done(walk.door.consent(reference, consent(Preset.STATE)))
    assert walk.propose(reference, "letter-deadline") == set()


def test_what_she_made_public_carries_no_measure_and_her_counsels_yes_does(walk):
    reference = walk.receive(a_person(), counsel(stands_for="P1"))
    done(walk.door.weigh(reference, a_weighing()))
    done(walk.door.consent(reference, consent(Preset.STATE, basis=Basis.PUBLIC)))

    assert walk.propose(reference, "letter") == {"consent-always"}
    hers = consent(Preset.STATE, basis=Basis.REPRESENTATIVE, spoken_by="P2")
    done(walk.door.consent(reference, hers))
    assert walk.propose(reference, "letter") == set()


@pytest.mark.parametrize("procedure", ["report", "list-of-issues", "follow-up"])
@pytest.mark.parametrize("story", [walks.not_linked, walks.concerned])
def test_what_is_not_established_or_not_verified_goes_on(walk, story, procedure):
    reference = story(walk, procedure)

    assert walk.case(reference).closed is None


def test_letter_and_reply_are_posted_item_by_item(walk):
    reference, letter = walks.replied(walk)

    posted = [
        walk.take(reference, "posting", about=letter, of_reply=one) for one in (False, True)
    ]

    taken = {one.label for one in walk.case(reference).measures if one.taken}
    assert {*posted} <= taken


@pytest.mark.parametrize("story", [walks.of_a_group, walks.afraid])
def test_a_group_and_those_who_stay_away(walk, story):
    assert story(walk)


def test_a_year_of_reviews_without_an_allegation_is_a_true_zero(walk):
    counts = walk.door.figures(FIRST_DAY, walk.door.today())

    assert counts.by("procedure") == {
        "report": 0,
        "list-of-issues": 0,
        "follow-up": 0,
        "unknown": 0,
    }


def test_telling_one_office_tells_both_who_hold_it(walk):
    reference = walk.door.receive(
        walks.Intake(state="XXB", text=Sealed("They came."))
    ).reference

    done(walk.door.notify(reference, NoticeGiven(to=Post.RAPPORTEUR)))

    assert not [one for one in walk.waiting(reference) if "rapporteur" in one]
    assert why(walk.door.notify(reference, NoticeGiven(to=Post.CHAIR))) == set()

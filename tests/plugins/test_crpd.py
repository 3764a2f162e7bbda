"""What is particular to the Committee on the Rights of Persons with Disabilities."""

import pytest

import sanjose_crpd
from sanjose.rules.anchors import AnchorKind, Binding
from sanjose.rules.committees import Plugin
from sanjose.rules.measures import MEASURES
from sanjose.rules.profile import Posting, Shape
from sanjose.rules.view import Held, PersonView
from sanjose.testing import ON, CommitteeConformance, a_measure, a_step, a_view
from sanjose.words.events import MeasureDecided, MeasureProposed, PersonNamed
from sanjose.words.model import Basis, Channel, Decider, Kind, Post, Preset, Standing, Use
from sanjose.words.provenance import Chosen
from sanjose.words.sealed import Sealed
from tests.plugins import walks
from tests.secretariat.house import FIRST_DAY, a_person, a_weighing, consent, done, why

FILE = "interim-measures"


class TestCrpd(CommitteeConformance):
    module = sanjose_crpd


@pytest.fixture
def crpd() -> Plugin:
    return Plugin("crpd", sanjose_crpd)


@pytest.fixture
def walk(tmp_path):
    with walks.walk(tmp_path, "crpd") as opened:
        yield opened


# -- the profile -----------------------------------------------------------------------------------


def test_two_hold_the_office_each_on_a_line_of_the_chart(crpd):
    shape, lines = crpd.committee.shape, crpd.committee.holders.value

    assert isinstance(shape, Chosen)
    assert shape.value is Shape.SHARED
    assert [len(line) for line in lines] == [1, 1]


def test_there_is_no_practice_of_posting_and_the_plenary_begins_one(crpd):
    assert crpd.committee.posting.value is Posting.NO_PRACTICE
    assert crpd.committee.decides["posting"].value is Decider.PLENARY


def test_its_letters_rest_on_its_policy_its_endorsement_and_good_faith(crpd):
    kinds = [one.kind for one in crpd.committee.anchors]

    assert kinds == [AnchorKind.POLICY, AnchorKind.ENDORSEMENT, AnchorKind.GOOD_FAITH]


def test_communications_and_inquiries_need_the_protocol_and_urgent_action_nothing(crpd):
    gated = {one.key: one.needs[-1] for one in crpd.committee.procedures if one.needs}
    instruments = {one.key: one.binding for one in crpd.committee.instruments}

    assert gated == {"communication": "crpd-op", "inquiry": "crpd-op-8"}
    assert instruments["crpd-op-8"] is Binding.OPT_OUT


# -- the rules -------------------------------------------------------------------------------------


def own_view(crpd, basis, *, measure="letter", own=False, **facts) -> list[str]:
    held = (Held(label="P1", basis=basis, since=ON, own_view=own),)
    step = a_step(measure, a_view(**facts), held=held, weighed=True)
    return [one.reason for one in crpd.objections(step) if one.key == "own-view"]


@pytest.mark.parametrize("basis", [Basis.REPRESENTATIVE, Basis.RELATIVE])
@pytest.mark.parametrize("measure", [key for key, one in MEASURES.items() if one.use])
def test_what_somebody_else_agreed_to_has_the_persons_own_view_beside_it(crpd, basis, measure):
    (reason,) = own_view(crpd, basis, measure=measure)

    assert reason.startswith("somebody else agreed for P1")
    assert own_view(crpd, basis, measure=measure, own=True) == []


@pytest.mark.parametrize("basis", [Basis.CONSENT, Basis.EMERGENCY, Basis.PUBLIC, None])
def test_their_own_word_and_what_is_no_word_at_all_are_as_everywhere(crpd, basis):
    assert own_view(crpd, basis) == []


@pytest.mark.parametrize(
    ("kind", "stopped"),
    [(Kind.KILLING, False), (Kind.DISAPPEARANCE, False), (Kind.DETENTION, True)],
)
def test_the_dead_and_the_missing_are_not_asked(crpd, kind, stopped):
    found = own_view(crpd, Basis.RELATIVE, kinds=(kind,), persons=(somebody(),))

    assert bool(found) is stopped


@pytest.mark.parametrize("standing", [one for one in Standing if one is not Standing.CONCERNED])
@pytest.mark.parametrize("kind", [Kind.KILLING, Kind.DISAPPEARANCE])
def test_whoever_lives_beside_the_dead_or_missing_is_still_asked(crpd, kind, standing):
    persons = (somebody(standing=standing), somebody(label="P2"))

    assert own_view(crpd, Basis.REPRESENTATIVE, kinds=(kind,), persons=persons)


def somebody(**facts) -> PersonView:
    known = {
        "label": "P1",
        "standing": Standing.CONCERNED,
        "child": False,
        "channel": Channel.RELATIVE,
        "safe": True,
    }
    return PersonView(**known | facts)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, True),
        ({"channel": Channel.REPRESENTATIVE}, True),
        ({"channel": Channel.TELEPHONE}, False),
        ({"standing": Standing.RELATIVE}, False),
    ],
)
def test_who_is_reached_only_through_another_is_looked_for_otherwise(crpd, facts, expected):
    view = a_view(persons=(somebody(**facts),))

    assert ("secure-channel" in crpd.proposals(view, ON)) is expected


def test_a_secure_channel_is_proposed_once(crpd):
    view = a_view(persons=(somebody(),), measures=(a_measure("secure-channel"),))

    assert "secure-channel" not in crpd.proposals(view, ON)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"procedure": "communication"}, True),
        ({"procedure": "report"}, False),
        ({"procedure": "communication", "files": ((FILE, "granted"),)}, False),
        ({"procedure": "communication", "measures": (a_measure(FILE),)}, False),
    ],
)
def test_a_risk_to_an_author_is_met_by_interim_measures_once(crpd, facts, expected):
    assert (FILE in crpd.proposals(a_view(**facts), ON)) is expected


# -- at the door -----------------------------------------------------------------------------------


def guardian(**facts) -> PersonNamed:
    known = {
        "standing": Standing.RELATIVE,
        "stands_for": "P1",
        "channel": Channel.TELEPHONE,
        "safe": True,
    }
    return PersonNamed(name=Sealed("Cora Inkwell"), **known | facts)


def by_guardian(**facts):
    return consent(Preset.STATE, basis=Basis.RELATIVE, spoken_by="P2", **facts)


def test_a_guardians_yes_carries_a_letter_only_beside_the_persons_own_view(walk):
    reference = walk.receive(a_person(), guardian(), detained=True)
    done(walk.door.weigh(reference, a_weighing()))

    done(walk.door.consent(reference, by_guardian()))
    assert walk.propose(reference, "letter") == {"own-view"}

    hers = Sealed("She wants the letter, and nobody at the home to read it.")
    done(walk.door.consent(reference, by_guardian(own_view=hers)))
    assert walk.propose(reference, "letter") == set()


def test_a_guardian_under_suspicion_speaks_for_nobody(walk):
    reference = walk.receive(a_person(), guardian(suspected=True), detained=True)
    done(walk.door.weigh(reference, a_weighing()))

    outcome = walk.door.consent(reference, by_guardian(own_view=Sealed("She agrees.")))

    assert "suspected" in why(outcome)
    assert walk.propose(reference, "letter") == {"no-basis"}


def test_her_own_no_is_not_undone_by_a_guardian_with_her_view_beside_it(walk):
    reference = walk.receive(a_person(), guardian(), detained=True)
    done(walk.door.consent(reference, consent(Preset.STATE, answer=walks.Answer.REFUSED)))

    outcome = walk.door.consent(reference, by_guardian(own_view=Sealed("She agrees.")))

    assert "refused" in why(outcome)


def test_a_complaint_a_letter_and_no_reply(walk):
    """Counsel brings it, and she agrees herself, through the channel that she chose."""
    reference = walks.unanswered(
        walk, "communication", FILE, "requested by counsel", "granted", "reiterated", "lifted"
    )

    assert walk.case(reference).closed is None


@pytest.mark.parametrize("procedure", ["report", "communication", "inquiry", "urgent-action"])
@pytest.mark.parametrize("story", [walks.not_linked, walks.concerned])
def test_what_is_not_established_or_not_verified_goes_on(walk, story, procedure):
    reference = story(walk, procedure)

    assert walk.case(reference).closed is None


def test_a_first_posting_is_the_plenarys(walk):
    reference, letter = walks.replied(walk)
    proposal = MeasureProposed(measure="posting", about=letter)
    posting = done(walk.door.propose(reference, proposal)).label

    decision = MeasureDecided(label=posting)

    assert why(walk.door.decide(reference, decision, by=Post.RAPPORTEUR)) == {"not-authorised"}
    assert why(walk.door.decide(reference, decision, by=Post.PLENARY)) == set()


def test_what_belongs_to_an_inquiry_is_not_posted(walk):
    reference, letter = walks.replied(walk, "inquiry")

    assert walk.propose(reference, "posting", about=letter) == {"sealed"}


@pytest.mark.parametrize("story", [walks.of_a_group, walks.afraid])
def test_a_group_and_those_who_stay_away(walk, story):
    assert story(walk)


def test_urgent_action_is_a_file_beside_the_case(walk):
    reference = walk.receive(a_person(), procedure="urgent-action")

    label = walk.open_file(reference, "urgent-action", "State asked", "State replied", "closed")

    case = walk.case(reference)
    assert [one.label for one in case.files] == [label]
    assert case.closed is None


def test_a_year_without_an_allegation_is_a_true_zero(walk):
    counts = walk.door.figures(FIRST_DAY, walk.door.today())

    assert not any(counts.by("procedure").values())
    assert counts.by("procedure")["urgent-action"] == 0


def test_publication_is_asked_by_itself_here_too(walk):
    reference = walk.receive(a_person())
    walk.agree(reference, Preset.STATE)

    assert "no-basis" in walk.propose(reference, "statement")
    done(walk.door.consent(reference, consent(Use.PUBLISH)))
    assert "no-basis" not in walk.propose(reference, "statement")

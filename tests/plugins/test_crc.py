"""What is particular to the Committee on the Rights of the Child."""

import pytest

import sanjose_crc
from sanjose.rules.committees import Plugin
from sanjose.rules.profile import Posting
from sanjose.rules.view import Held, PersonView
from sanjose.testing import ON, CommitteeConformance, a_step, a_view
from sanjose.words.events import ContactMade, PersonNamed
from sanjose.words.model import (
    Assessment,
    Basis,
    Channel,
    Preset,
    Standing,
    Urgency,
    Use,
)
from sanjose.words.provenance import Chosen, Citation
from sanjose.words.sealed import Sealed
from tests.plugins import walks
from tests.secretariat.house import a_person, a_weighing, consent, done, why

FILE = "interim-measures"


class TestCrc(CommitteeConformance):
    module = sanjose_crc


@pytest.fixture
def crc() -> Plugin:
    return Plugin("crc", sanjose_crc)


@pytest.fixture
def walk(tmp_path):
    with walks.walk(tmp_path, "crc") as opened:
        yield opened


def somebody(label="P1", **facts) -> PersonView:
    known = {"standing": Standing.CONCERNED, "child": False, "channel": Channel.MESSAGE}
    return PersonView(**{"label": label, "safe": True} | known | facts)


def asked(crc, measure, basis, *, child=True, own_view=False, **facts) -> dict[str, object]:
    """Return what is particular in the answer where somebody's agreement rests on a basis."""
    held = (Held(label="P1", basis=basis, since=ON, own_view=own_view),)
    view = a_view(persons=(somebody(child=child),))
    found = crc.objections(a_step(measure, view, held=held, **facts))
    return {one.key: one.source for one in found if one.key.startswith("child-")}


# -- the profile -----------------------------------------------------------------------------------


def test_it_endorsed_the_guidelines_and_has_no_policy_of_its_own(crc):
    profile = crc.committee

    assert profile.policy.value is None
    assert profile.policy.remark == "Endorsed the San José Guidelines."
    assert profile.endorsed.value == "May 2016"
    assert profile.posting.value is Posting.NEVER


def test_it_reports_every_second_year_as_far_as_is_known(crc):
    assert "biennial" in crc.committee.reports.value
    assert isinstance(crc.committee.reports, Chosen)


def test_article_4_and_rule_4_carry_a_letter_only_under_the_protocol(crc):
    anchors = {one.key: one for one in crc.committee.anchors}

    for key in ("article-4", "rule-4"):
        assert anchors[key].needs == ("crc-opic",)
        assert anchors[key].procedures == ("communication", "inquiry")


def test_no_treaty_is_made_up_as_what_the_protocol_hangs_on(crc):
    protocol = next(one for one in crc.committee.instruments if one.key == "crc-opic")

    assert protocol.of is None


# -- the rules -------------------------------------------------------------------------------------


@pytest.mark.parametrize("basis", [Basis.REPRESENTATIVE, Basis.RELATIVE])
@pytest.mark.parametrize("measure", ["letter", "meeting", "special-procedures"])
def test_where_others_agreed_for_a_child_its_own_view_is_on_record(crc, measure, basis):
    without = asked(crc, measure, basis)

    assert without == {
        "child-view": Citation("A/HRC/17/36", "draft sentence on rules of procedure")
    }
    assert asked(crc, measure, basis, own_view=True) == {}
    assert asked(crc, measure, basis, child=False) == {}


@pytest.mark.parametrize("basis", [Basis.CONSENT, Basis.EMERGENCY, Basis.PUBLIC, None])
def test_a_childs_own_word_and_an_emergency_are_as_everywhere(crc, basis):
    assert asked(crc, "letter", basis) == {}


@pytest.mark.parametrize("measure", ["statement", "dialogue", "observations", "annual-report"])
def test_before_everybody_a_child_is_named_on_its_own_word_alone(crc, measure):
    relative = asked(crc, measure, Basis.RELATIVE, own_view=True)

    assert [*relative] == ["child-named"]
    assert asked(crc, measure, Basis.CONSENT) == {}
    assert asked(crc, measure, Basis.RELATIVE, own_view=True, identifies_nobody=True) == {}


def test_where_a_child_is_concerned_somebody_looks_soon(crc):
    assert crc.urgency(a_view(persons=(somebody(child=True),)), ON) is Urgency.URGENT
    assert crc.urgency(a_view(persons=(somebody(),)), ON) is Urgency.ORDINARY


@pytest.mark.parametrize(
    ("channel", "suspects", "stopped"),
    [
        (Channel.RELATIVE, (True,), True),
        (Channel.RELATIVE, (True, True), True),
        (Channel.RELATIVE, (True, False), False),
        (Channel.RELATIVE, (), False),
        (Channel.REPRESENTATIVE, (True,), False),
        (Channel.MESSAGE, (True,), False),
    ],
)
def test_nobody_is_reached_through_a_guardian_under_suspicion(crc, channel, suspects, stopped):
    guardians = [
        somebody(f"P{2 + place}", standing=Standing.RELATIVE, suspected=suspected)
        for place, suspected in enumerate(suspects)
    ]
    view = a_view(persons=(somebody(child=True), *guardians))
    step = a_step("contact", view, verb="contact", channel=channel, channel_safe=True)

    found = [one.key for one in crc.objections(step)]

    assert found == (["suspected"] if stopped else [])


def test_a_risk_to_an_author_is_met_by_interim_measures(crc):
    assert "interim-measures" in crc.proposals(a_view(procedure="communication"), ON)
    assert "interim-measures" not in crc.proposals(a_view(procedure="report"), ON)


# -- at the door -----------------------------------------------------------------------------------


def guardian(**facts) -> PersonNamed:
    known = {"standing": Standing.RELATIVE, "stands_for": "P1", "safe": True}
    return PersonNamed(name=Sealed("Gil Tern"), channel=Channel.TELEPHONE, **known | facts)


def by_guardian(*uses, **facts):
    return consent(*uses, basis=Basis.RELATIVE, spoken_by="P2", **facts)


def test_a_guardian_agrees_for_a_child_only_beside_the_childs_own_view(walk):
    reference = walk.receive(a_person(child=True), guardian())
    done(walk.door.weigh(reference, a_weighing()))

    alone = why(walk.door.consent(reference, by_guardian(Preset.STATE)))
    heard = by_guardian(Preset.STATE, own_view=Sealed("Wants the letter."))

    assert alone == {"child-view"}
    assert why(walk.door.consent(reference, heard)) == set()
    assert walk.propose(reference, "letter") == set()


def test_who_turns_out_to_be_a_child_is_heard_before_anything_goes_out(walk):
    chosen = guardian(standing=Standing.REPRESENTATIVE)
    reference = walk.receive(a_person(), chosen)
    spoken = consent(Preset.STATE, basis=Basis.REPRESENTATIVE, spoken_by="P2")
    done(walk.door.consent(reference, spoken))
    done(
        walk.door.add(reference, PersonNamed(name=Sealed("Ada Quill"), label="P1", child=True))
    )
    done(walk.door.weigh(reference, a_weighing()))

    assert walk.propose(reference, "letter") == {"child-view"}


def test_no_guardian_has_a_child_named_before_everybody(walk):
    reference = walk.receive(a_person(child=True), guardian())
    heard = {"own_view": Sealed("Does not mind.")}
    done(walk.door.weigh(reference, a_weighing()))
    done(walk.door.consent(reference, by_guardian(Preset.STATE, Use.DIALOGUE, **heard)))
    walk.conclude(reference, Assessment.REPRISAL, "observations")

    named = walk.propose(reference, "observations")
    unnamed = walk.propose(reference, "observations", identifies_nobody=True)

    assert named == {"child-named"}
    assert unnamed == set()


def test_a_guardian_under_suspicion_is_replaced(walk):
    reference = walk.receive(a_person(child=True, channel=Channel.RELATIVE), guardian())
    heard = {"own_view": Sealed("Is quiet.")}
    done(walk.door.weigh(reference, a_weighing()))
    done(walk.door.consent(reference, by_guardian(Preset.STATE, **heard)))
    suspected = guardian(suspected=True, label="P2")
    done(walk.door.add(reference, suspected))
    done(walk.door.weigh(reference, a_weighing()))

    through = ContactMade(channel=Channel.RELATIVE, safe=True)

    assert "suspected" in why(walk.door.contact(reference, through))
    assert walk.propose(reference, "letter") == {"no-basis"}


def test_a_complaint_a_letter_and_no_reply(walk):
    reference = walks.unanswered(walk, "communication", FILE, "requested", "granted", "lifted")

    assert {"not-posted", "sealed"} <= walk.propose(reference, "posting", about="M1")


@pytest.mark.parametrize("procedure", ["report", "communication", "inquiry"])
@pytest.mark.parametrize("story", [walks.not_linked, walks.concerned])
def test_what_is_not_established_or_not_verified_goes_on(walk, story, procedure):
    reference = story(walk, procedure)

    assert walk.case(reference).closed is None


def test_letter_and_reply_are_not_posted_even_where_the_person_agrees(walk):
    reference, letter = walks.replied(walk)

    assert walk.propose(reference, "posting", about=letter) == {"not-posted"}


@pytest.mark.parametrize("story", [walks.of_a_group, walks.afraid])
def test_a_group_and_those_who_stay_away(walk, story):
    assert story(walk)

"""Profiles side by side: every subject, where it stands, and where committees differ."""

from dataclasses import replace

from sanjose.rules.comparison import compare
from sanjose.words.model import Decider
from sanjose.words.provenance import Chosen, Given, note
from tests.rules.moon import WHY, a_profile
from tests.rules.test_committees import anchor, own, tide


def subjects(*committees):
    return {one.subject: one for one in compare(committees)}


def test_a_profile_beside_itself_differs_nowhere():
    assert not any(one.differs for one in compare([a_profile(), a_profile()]))


def test_where_a_value_stands_is_no_difference():
    given = a_profile(signatory=Given("rapporteur", note(38)))

    told = subjects(a_profile(), given)["signs letters"]

    assert not told.differs
    assert [source for _, source in told.answers] == [f"chosen: {WHY}", "N 38"]


def test_what_only_one_of_them_has_is_none_for_the_other():
    more = a_profile(
        files=(tide(),),
        measures=(own(),),
        votes={Decider.BUREAU: Chosen(3, WHY)},
        anchors=(anchor(),),
        decides={"letter": Chosen(Decider.CHAIR, WHY)},
    )

    told = subjects(a_profile(), more)

    for subject, said in {
        "file: tide": "tide",
        "decides: swim": "rapporteur",
        "decides: letter": "chair",
        "votes: bureau": "3 in favour",
        "rests on: own policy": "the tide",
    }.items():
        assert [one for one, _ in told[subject].answers] == ["none", said]
        assert told[subject].differs


def test_a_decider_that_is_the_common_minimum_is_no_subject():
    same = a_profile(decides={"letter": Chosen(Decider.RAPPORTEUR, WHY)})

    assert "decides: letter" not in subjects(same, same)


def test_a_gate_is_said_beside_the_procedure():
    moon = a_profile()
    gated = replace(moon.procedures[0], needs=("moon",), sealed=True)

    told = subjects(moon, replace(moon, procedures=(gated,)))["procedure: report"]

    assert [one for one, _ in told.answers] == ["report", "report, sealed, accepted"]

"""The closed sets of the procedure: what is in them, and what must never be."""

from enum import StrEnum

import pytest

from sanjose.words import model
from sanjose.words.model import (
    ADVISABLE,
    CONFIRMED,
    PRESETS,
    Assessment,
    Basis,
    Closing,
    Decider,
    Preset,
    Urgency,
    Use,
)

SETS = [
    one
    for one in vars(model).values()
    if isinstance(one, type) and one.__module__ == model.__name__
]


def test_there_are_five_bases_and_no_sixth():
    """Procedure, the basis of a step: (a) to (e)."""
    assert [basis.value for basis in Basis] == [
        "consent of the person",
        "consent of a chosen representative or counsel",
        "consent of a relative",
        "emergency",
        "facts that the person made public",
    ]


def test_one_conversation_covers_what_the_sheet_says_and_nothing_else():
    covered = dict(PRESETS)

    assert covered == {
        Preset.STATE: {Use.STATE},
        Preset.UNITED_NATIONS: {Use.UNITED_NATIONS, Use.SPECIAL_PROCEDURES},
        Preset.COMMITTEES: {Use.COMMITTEES},
        Preset.COMMITTEES_STATE: {Use.COMMITTEES, Use.COMMITTEES_STATE},
        Preset.SECRETARY_GENERAL: {Use.SECRETARY_GENERAL},
    }


@pytest.mark.parametrize("preset", Preset)
def test_no_set_of_uses_holds_publication_or_dialogue(preset):
    """Publication is always asked for separately; dialogues are webcast (G 24)."""
    assert not {Use.PUBLISH, Use.DIALOGUE, Use.ANNUAL_REPORT} & PRESETS[preset]


def test_action_is_advised_where_they_have_or_might_have_taken_place():
    """G 14."""
    advised = [one.name for one in Assessment if one in ADVISABLE]

    assert advised == ["REPRISAL", "INTIMIDATION", "BOTH", "MIGHT"]


def test_what_might_have_taken_place_is_not_confirmed():
    """N 32."""
    assert ADVISABLE - {Assessment.MIGHT} == CONFIRMED


def test_silence_and_a_closed_complaint_are_no_grounds_for_closing():
    """Floor 9."""
    assert [ground.value for ground in Closing] == [
        "the person says that the risk has passed",
        "protection or redress was obtained",
        "the person asked that nothing more be done",
        "outside scope",
        "recorded twice",
    ]


def test_deciders_and_urgencies_stand_in_their_order():
    assert [one.name for one in sorted(Decider)] == [
        "SECRETARIAT",
        "RAPPORTEUR",
        "CHAIR",
        "BUREAU",
        "PLENARY",
    ]
    assert [one.name for one in sorted(Urgency)] == ["ORDINARY", "URGENT", "IMMEDIATE"]


@pytest.mark.parametrize("kind", SETS, ids=lambda kind: kind.__name__)
def test_every_set_says_what_it_is_and_no_word_stands_in_it_twice(kind):
    assert kind.__doc__
    assert len({str(member.value).casefold() for member in kind}) == len(kind.__members__)


@pytest.mark.parametrize(
    "kind", [one for one in SETS if issubclass(one, StrEnum)], ids=lambda kind: kind.__name__
)
def test_every_word_is_one_that_a_person_says(kind):
    for member in kind:
        assert str(member) == member.value
        assert "_" not in member.value
        assert member.value == member.value.strip()

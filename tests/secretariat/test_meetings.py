"""The papers of a meeting of rapporteurs: numbers for all, and a sheet for one room.

Source: G 16; N 13-25, 47; floor 4.
"""

import pytest

from sanjose.words.errors import Misuse
from sanjose.words.model import Preset
from sanjose.words.summary import Support
from sanjose.words.tiers import Tier
from tests.secretariat.house import House, done
from tests.secretariat.network import Committees, agreed, joined, next_batch


@pytest.fixture(scope="module")
def joined_once(built_once: House, tmp_path_factory) -> Committees:
    return joined(built_once, tmp_path_factory.mktemp("joined"))


@pytest.fixture
def committees(joined_once: Committees, tmp_path) -> Committees:
    """Three committees in one network: moon, sea and sky."""
    return joined_once.copied(tmp_path)


def told(committees, state="XXB"):
    """Let moon tell sea of an allegation, with its State."""
    with committees.door("moon") as door:
        reference = agreed(door, state=state, preset=Preset.COMMITTEES_STATE)
        done(door.share(reference, ("sea",), Tier.STATE))
    with committees.door("moon", "officer-4") as door:
        for one in door.to_approve():
            done(door.approve(one.label))
    next_batch(committees)
    with committees.door("moon") as door:
        door.send()
    committees.carry()


def meeting(committees, nationals=None, officer="officer-1"):
    with committees.door("sea", officer) as door:
        return door.meeting(nationals)


def test_without_a_network_there_is_an_agenda_and_nothing_shared(door):
    found = door.meeting()

    assert (found.in_network, found.shared, found.put_forward, found.statements) == (
        False,
        0,
        0,
        0,
    )
    assert found.sheet is None


def test_what_was_shared_is_a_number_until_it_is_said_who_sits_in_the_room(committees):
    told(committees)

    found = meeting(committees)

    assert found.in_network
    assert found.shared == 1
    assert found.sheet is None


def test_the_sheet_leaves_out_what_may_be_about_a_state_of_somebody_in_the_room(committees):
    """Floor 4."""
    told(committees)

    nobody = meeting(committees, ())
    others = meeting(committees, ("XXC",))
    national = meeting(committees, ("Sampleland",))

    assert [(one.committee, "Sampleland" in one.says) for one in nobody.sheet] == [
        ("moon", True)
    ]
    assert others.sheet == nobody.sheet
    assert national.sheet == ()


def test_what_was_put_forward_for_the_meeting_is_counted_and_stands_on_the_sheet(committees):
    told(committees)
    with committees.door("sea") as door:
        door.collect()
        (heard,) = door.heard()
        done(door.interest(heard.summary, asked=(Support.MEETING,), offered=(Support.ADVICE,)))

    found = meeting(committees, ())

    assert found.put_forward == 1
    assert found.sheet[0].asked == (str(Support.MEETING), str(Support.ADVICE))


def test_an_officer_who_is_recused_is_given_neither_a_line_nor_a_number(committees):
    """Floor 4: officer-2 is a national of the State."""
    told(committees, "XXA")

    found = meeting(committees, (), officer="officer-2")

    assert (found.shared, found.sheet) == (0, ())


def test_what_others_put_forward_of_a_case_that_was_erased_is_not_counted(committees):
    """Floor 4: nobody knows any more of which State it was, and so who must not know of it."""
    told(committees, "XXA")
    with committees.door("sea") as door:
        door.collect()
        (heard,) = door.heard()
        done(door.interest(heard.summary, asked=(Support.MEETING,)))
    next_batch(committees)
    with committees.door("sea") as door:
        door.send()
    committees.carry()
    with committees.door("moon") as door:
        before = door.meeting().put_forward
        (reference,) = [one.reference for one in door.cases()]
        done(door.erase(reference))
    with committees.door("moon", "officer-4") as door:
        (asked,) = door.to_approve()
        done(door.approve(asked.label))

    with committees.door("moon", "officer-2") as door:
        assert (before, door.meeting().put_forward) == (1, 0)


def test_a_state_that_is_none_is_refused(committees):
    with pytest.raises(Misuse):
        meeting(committees, ("Atlantis",))

"""Briefs for a meeting: what stands in one, its numbered copies, and who may have one."""

from datetime import timedelta

import pytest

from sanjose.rules.briefs import MOST
from sanjose.secretariat.outcome import NoSuchCase
from sanjose.words.correspondence import Fate, Occasion
from sanjose.words.errors import Misuse
from sanjose.words.events import (
    CalendarEntered,
    CaseClosed,
    OfficeFilled,
    RecusalDeclared,
)
from sanjose.words.model import Calendar, Closing, Post, Use
from sanjose.words.patterns import DocumentNoted, Published
from sanjose.words.sealed import Sealed
from tests.secretariat.house import (
    FIRST_DAY,
    MONDAY,
    a_person,
    an_assessment,
    concluded,
    consent,
    done,
    ready,
    received,
    taken,
    why,
)


def a_brief(door, about, occasion=Occasion.CLOSED, *, disguised=True, held_on=MONDAY):
    briefed = door.brief_facts(occasion, about, held_on=held_on, disguised=disguised)
    done(briefed.outcome)
    return briefed


def references(briefed) -> list[str]:
    return [one.disclosed.reference for one in briefed.facts.cases]


# -- what stands in one -----------------------------------------------------------------------------


def test_a_brief_is_about_one_case_or_about_every_open_one_of_a_state(door):
    first, second = received(door, "XXB"), received(door, "XXB")
    received(door, "XXC")
    closed = received(door, "XXB")
    done(door.assess(closed, an_assessment()))
    done(door.close(closed, CaseClosed(ground=Closing.SAFE, reasons=Sealed("They are safe."))))

    one, all_ = a_brief(door, first), a_brief(door, "XXB")

    assert references(one) == [first]
    assert sorted(references(all_)) == sorted([first, second])


def test_the_most_urgent_come_first_and_what_does_not_fit_is_counted(door):
    listed = [received(door, "XXB", imminent=n == MOST) for n in range(MOST + 2)]

    briefed = a_brief(door, "XXB")

    assert references(briefed)[0] == listed[MOST]
    assert len(references(briefed)) == MOST
    assert briefed.facts.more == 2


def test_nothing_is_said_to_a_mission_that_the_persons_have_not_agreed_to(door):
    agreed, silent = ready(door), received(door, "XXB", a_person("Cora Plume"))

    briefed = a_brief(door, "XXB", Occasion.MISSION, disguised=False)

    told = {one.disclosed.reference: one for one in briefed.facts.cases}
    assert told[agreed].named == {"P1"}
    assert [one.key for one in told[silent].against] == ["no-basis", "not-weighed"]


def test_what_is_webcast_waits_for_the_assessment_and_a_basis_of_its_own(door):
    reference = ready(door)
    before = a_brief(door, reference, Occasion.DIALOGUE).facts.cases[0]
    taken(door, reference)
    concluded(door, reference)
    done(door.consent(reference, consent(Use.DIALOGUE)))

    after = a_brief(door, reference, Occasion.DIALOGUE).facts.cases[0]

    assert not before.sayable
    assert after.sayable


def test_what_was_published_and_what_is_ahead_stands_in_a_brief(door):
    received(door, "XXB")
    noted = DocumentNoted(state="XXB", what=Published.OBSERVATIONS, symbol="A/1", dated=MONDAY)
    done(door.note_document(noted))
    ahead = CalendarEntered(
        what=Calendar.DIALOGUE, title="fourth", starts=MONDAY + timedelta(days=9), state="XXB"
    )
    done(door.enter_calendar(ahead))
    past = CalendarEntered(what=Calendar.REVIEW, title="third", starts=FIRST_DAY, state="XXB")
    done(door.enter_calendar(past))

    facts = a_brief(door, "XXB").facts

    assert facts.published == (noted,)
    assert [one.title for one in facts.ahead] == ["fourth"]


def test_a_meeting_lies_ahead(door):
    with pytest.raises(Misuse, match="lies in the past"):
        a_brief(door, "XXB", held_on=MONDAY - timedelta(days=1))


def test_an_officer_who_is_recused_from_a_state_makes_no_brief_on_it(door, door_of):
    reference = received(door, "XXB")
    recused = door_of("officer-3")

    refused = recused.brief_facts(Occasion.CLOSED, "XXB", held_on=MONDAY, disguised=True)

    assert why(refused.outcome) == {"recused"}
    with pytest.raises(NoSuchCase):
        recused.brief_facts(Occasion.CLOSED, reference, held_on=MONDAY, disguised=True)


def test_an_officer_who_is_recused_from_one_case_has_a_brief_without_it(door, door_of):
    kept, other = received(door, "XXB"), received(door, "XXB")
    done(door.recuse(kept, RecusalDeclared(who="officer-2")))

    briefed = a_brief(door_of("officer-2"), "XXB")

    assert references(briefed) == [other]


# -- copies -----------------------------------------------------------------------------------------


def test_copies_are_numbered_and_come_back_one_by_one(house, door):
    received(door, "XXB")
    made = done(door.number_copies(a_brief(door, "XXB"), 2, holders=("Member  ELM",)))

    first = done(door.copy_returned(made.label, 1, Fate.RETURNED))
    second = done(door.copy_returned(made.label, 2, Fate.DESTROYED))

    (brief,) = door.briefs()
    assert (made.label, brief.fact.copies, brief.fact.holder) == ("B1", 2, ("Member Elm",))
    assert first.notes == ("still out: 2",)
    assert second.notes == ()
    assert brief.outstanding == ()


def test_copies_that_are_out_are_due_on_the_day_of_the_meeting(house, door):
    received(door, "XXB")
    held_on = MONDAY + timedelta(days=2)
    done(door.number_copies(a_brief(door, "XXB", held_on=held_on), 1))
    before = [one for _, _, one in door.due() if one.label == "B1"]
    house.clock.pass_days(2)

    (waiting,) = [one for _, _, one in door.due() if one.label == "B1"]

    assert before == []
    assert (waiting.kind, waiting.on) == ("take back the copies", held_on)
    done(door.copy_returned("B1", 1, Fate.LOST))
    assert [one for _, _, one in door.due() if one.label == "B1"] == []


def test_no_copy_goes_to_somebody_who_takes_no_part(door):
    reference = received(door, "XXB")
    briefed = a_brief(door, reference)

    refused = door.number_copies(briefed, 2, holders=("Member Elm", "Member Birch"))

    (objection,) = refused.objections
    assert objection.key == "recused"
    assert "copy 2" in objection.reason
    assert door.briefs() == ()


def test_a_reader_recused_from_one_case_has_no_brief_in_which_it_stands(door):
    received(door, "XXB")
    kept = received(door, "XXB")
    done(door.recuse(kept, RecusalDeclared(who="Member Elm")))

    refused = door.number_copies(a_brief(door, "XXB"), 1, holders=("Member Elm",))

    assert why(refused) == {"recused"}


@pytest.mark.parametrize(
    ("copies", "holders", "said"),
    [
        (0, (), "counted from 1"),
        (51, (), "counted from 1"),
        (1, ("Member Elm", "officer-4"), "more readers than copies"),
        (1, ("Nobody There",), "not in the roster"),
    ],
)
def test_copies_that_cannot_be_are_one_sentence(door, copies, holders, said):
    received(door, "XXB")
    briefed = a_brief(door, "XXB")

    with pytest.raises(Misuse, match=said) as stopped:
        door.number_copies(briefed, copies, holders=holders)

    assert "Nobody There" not in str(stopped.value)
    assert door.briefs() == ()


def test_somebody_whose_term_is_over_has_no_copy(door):
    left = OfficeFilled(
        post=Post.BUREAU, holder="Member Gorse", since=FIRST_DAY, until=FIRST_DAY
    )
    done(door.fill_office(left, on=FIRST_DAY))
    received(door, "XXB")

    with pytest.raises(Misuse, match="not in the roster"):
        door.number_copies(a_brief(door, "XXB"), 1, holders=("Member Gorse",))


@pytest.mark.parametrize(
    ("label", "number", "said"),
    [("B2", 1, "there is B1"), ("B1", 3, "copies 1 to 2"), ("B1", 0, "copies 1 to 2")],
)
def test_a_copy_that_was_never_made_does_not_come_back(door, label, number, said):
    received(door, "XXB")
    done(door.number_copies(a_brief(door, "XXB"), 2))

    with pytest.raises(Misuse, match=said):
        door.copy_returned(label, number, Fate.RETURNED)


def test_a_copy_does_not_come_back_before_it_was_made(door):
    received(door, "XXB")
    done(door.number_copies(a_brief(door, "XXB"), 1))

    with pytest.raises(Misuse, match="cannot be earlier"):
        door.copy_returned("B1", 1, Fate.RETURNED, on=FIRST_DAY)


def test_an_officer_who_is_recused_knows_of_no_brief_on_it(door, door_of):
    reference = received(door, "XXA")
    done(door.number_copies(a_brief(door, reference), 1))
    done(door.recuse(reference, RecusalDeclared(who="officer-3")))
    received(door, "XXB")
    done(door.number_copies(a_brief(door, "XXB"), 1))
    recused = door_of("officer-3")

    assert recused.briefs() == ()
    assert [one.label for one in door.briefs()] == ["B1", "B2"]
    with pytest.raises(Misuse, match="there is none"):
        recused.copy_returned("B1", 1, Fate.RETURNED)


def test_the_chairs_key_makes_no_brief_and_takes_none_back(door, door_of):
    reference = received(door, "XXB")
    briefed = a_brief(door, reference)
    done(door.number_copies(briefed, 1))
    chair = door_of("officer-4")

    refused = chair.brief_facts(Occasion.CLOSED, reference, held_on=MONDAY, disguised=True)

    assert why(refused.outcome) == {"not-authorised"}
    assert why(chair.number_copies(briefed, 1)) == {"not-authorised"}
    assert why(chair.copy_returned("B1", 1, Fate.RETURNED)) == {"not-authorised"}


def test_copies_of_a_case_that_was_erased_still_come_back(house, door):
    reference = received(door, "XXB")
    done(door.number_copies(a_brief(door, reference), 1))
    done(house.second(door.erase(reference)))

    assert [one.label for one in door.briefs()] == ["B1"]
    done(door.copy_returned("B1", 1, Fate.DESTROYED))

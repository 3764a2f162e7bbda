"""What is due without a case: measures, files and copies about a State that the wall keeps back.

officer-3 takes no part in anything about Sampleland (XXB). Source: G 24; floor 4.
"""

import pytest

from sanjose.words.correspondence import Occasion
from sanjose.words.events import FileMoved, FileOpened, MeasureProposed, RecusalDeclared
from sanjose.words.model import Post
from sanjose.words.sealed import Sealed
from tests.secretariat.house import MONDAY, done, received


@pytest.fixture
def doors(door_of):
    return door_of("officer-1"), door_of("officer-3")


def due(door, on=None):
    return {(one.kind, one.label) for ref, _, one in door.due(on=on, ahead=90) if ref is None}


def a_measure(door, state, by=Post.RAPPORTEUR):
    text = Sealed("That the Committee recall that everyone may write to it.")
    proposed = MeasureProposed(
        measure="affirmation", state=state, text=text, identifies_nobody=True
    )
    return done(door.propose(None, proposed, by=by)).label


def copies(door, about):
    made = door.brief_facts(Occasion.CLOSED, about, held_on=MONDAY, disguised=True)
    return done(door.number_copies(made, 1)).label


def test_what_is_due_about_a_state_is_not_listed_to_whoever_is_recused_from_it(doors, house):
    one, three = doors
    opened = one.open_file(FileOpened(kind="interim", title="Interim", state="XXB"))
    file = done(opened).label
    done(one.move_file(FileMoved(label=file, to="granted")))
    listed = {a_measure(one, "XXB"), file, copies(one, "XXB")}

    assert {label.split()[0] for _, label in due(one)} == listed
    assert due(three) == set()
    house.clock.pass_days(1)
    assert due(one, on=MONDAY)
    assert due(three, on=MONDAY) == set()


def test_what_is_due_about_another_state_stays_listed(doors):
    one, three = doors
    a_measure(one, "XXA", Post.ALTERNATE)
    copies(one, "XXA")

    assert len(due(one)) == 2
    assert due(three) == due(one)


def test_copies_about_a_case_are_not_listed_to_whoever_is_recused_from_it(doors):
    one, three = doors
    reference = received(one, "XXA")
    copies(one, reference)
    done(one.recuse(reference, RecusalDeclared(who="officer-3")))

    assert len(due(one)) == 1
    assert due(three) == set()


def test_a_calendar_file_has_no_entry_of_it_either(doors):
    one, three = doors
    before = len(three.deadlines(ahead=90).entries)
    copies(one, "XXB")
    a_measure(one, "XXB")

    assert len(three.deadlines(ahead=90).entries) == before

"""Good practices at the door: noted, read by the guard, found again. Source: G 17; N 14."""

from datetime import timedelta

import pytest

from sanjose.words.errors import Misuse
from sanjose.words.model import Post
from sanjose.words.practices import PracticeNoted, Subject
from sanjose.words.sealed import Sealed
from tests.secretariat.house import a_person, done, received, why

PAPER = PracticeNoted(
    title="Paper instead of e-mail",
    about=(Subject.SAFE_CHANNELS,),
    text=Sealed("Printed documents are accepted by hand where nobody trusts a mailbox."),
)
ROOM = PracticeNoted(
    title="A room apart",
    about=(Subject.PREVENTING,),
    text=Sealed("Whoever fears to be seen meets the members by themselves."),
    where="another committee",
)


def test_a_practice_is_noted_and_found_again(door):
    """G 17: rapporteurs compile good practices."""
    first = done(door.note_practice(PAPER))
    second = done(door.note_practice(ROOM))

    assert (first.label, second.label) == ("B1", "B2")
    assert [one.fact.title for one in door.practices()] == [PAPER.title, ROOM.title]
    assert [one.label for one in door.practices("mailb PRINT")] == ["B1"]
    assert [one.label for one in door.practices(about=Subject.PREVENTING)] == ["B2"]
    assert door.practices("print", about=Subject.PREVENTING) == ()


def test_practices_of_a_period_are_found_by_the_day_on_which_they_were_noted(door, house):
    done(door.note_practice(PAPER))
    house.clock.pass_days(10)
    done(door.note_practice(ROOM))
    today = door.today()

    assert [one.label for one in door.practices(since=today)] == ["B2"]
    assert [one.label for one in door.practices(until=today - timedelta(days=1))] == ["B1"]


def test_a_practice_that_names_somebody_of_a_case_is_refused_and_not_noted(door):
    """The committee's own record is open to every officer, and a case is not."""
    received(door, "XXB", a_person("Quintessa Vellumbright"))
    naming = PracticeNoted(
        title="A visit", text=Sealed("Quintessa Vellumbright was visited at home.")
    )

    outcome = door.note_practice(naming)

    assert why(outcome) == {"guard"}
    assert "Vellumbright" not in str(outcome)
    assert door.practices() == ()


def test_a_name_in_the_title_is_stopped_as_well(door):
    received(door, "XXB", a_person("Quintessa Vellumbright"))
    naming = PracticeNoted(title="The Vellumbright way", text=Sealed("Nobody is alone."))

    assert why(door.note_practice(naming)) == {"guard"}


def test_a_practice_is_noted_anew_under_its_label_or_taken_out(door):
    done(door.note_practice(PAPER))
    changed = PracticeNoted(label="B1", title="Paper", text=PAPER.text)

    done(door.note_practice(changed))
    assert door.practice("b1").fact.title == "Paper"

    done(
        door.note_practice(PracticeNoted(label="B1", title="x", text=PAPER.text, mistaken=True))
    )
    assert door.practices() == ()
    with pytest.raises(Misuse, match="there is no practice B1"):
        door.practice("B1")


def test_a_label_that_nobody_gave_is_refused_without_repeating_it(door):
    naming = PracticeNoted(label="Ada Quill", title="x", text=PAPER.text)

    with pytest.raises(Misuse, match="there is no such practice") as caught:
        door.note_practice(naming)

    assert "Quill" not in str(caught.value)


def test_the_rapporteur_notes_practices_and_the_chair_reads_them(door_of):
    done(door_of("officer-5").note_practice(PAPER))

    chair = door_of("officer-4")

    assert chair.actor().post is Post.CHAIR
    assert why(chair.note_practice(ROOM)) == {"not-authorised"}
    assert [one.label for one in chair.practices()] == ["B1"]

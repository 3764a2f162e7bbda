"""The roster and the calendar: who holds which office, and when the committee meets."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sanjose.words.errors import Misuse
from sanjose.words.events import (
    CalendarEntered,
    CalendarRemoved,
    OfficeCorrected,
    OfficeFilled,
    OfficeLeft,
)
from sanjose.words.model import Calendar, Post
from tests.secretariat.house import FIRST_DAY, MONDAY, done, why

GORSE = OfficeFilled(
    post=Post.BUREAU, holder="Member Gorse", nationalities=("Sampleland",), since=MONDAY
)
SESSION = CalendarEntered(what=Calendar.SESSION, title="First", starts=MONDAY)


def test_an_office_is_held_from_the_first_day_to_the_last(door):
    done(door.fill_office(GORSE))
    last = OfficeLeft(post=Post.BUREAU, holder="Member Elm", until=date(2026, 2, 1))
    done(door.leave_office(last))

    record = door.record()
    holders = {
        day: [one.holder for one in record.holding(Post.BUREAU, day)]
        for day in (last.until, last.until + timedelta(days=1), MONDAY)
    }

    assert list(holders.values()) == [["Member Elm"], [], ["Member Gorse"]]
    assert record.holding(Post.BUREAU, MONDAY)[0].nationalities == ("XXB",)


def test_nobody_leaves_an_office_before_entering_it(door):
    with pytest.raises(Misuse, match="the last day in office lies before the first"):
        door.fill_office(replace(GORSE, until=FIRST_DAY))


def test_the_same_holder_is_not_entered_twice(door):
    done(door.fill_office(GORSE))

    with pytest.raises(Misuse, match="this holder is Bureau from 2026-03-02 on already"):
        door.fill_office(GORSE)


def test_only_who_holds_an_office_leaves_it(door):
    with pytest.raises(Misuse, match="nobody of that name is Chair on 2026-03-02"):
        door.leave_office(OfficeLeft(post=Post.CHAIR, holder="Member Elm", until=MONDAY))


def test_an_office_for_a_state_that_is_none_is_not_filled(door):
    with pytest.raises(Misuse, match="Nowhere"):
        door.fill_office(replace(GORSE, state="Nowhere"))


def test_the_calendar_says_when_a_session_is_on(door):
    lasting = replace(SESSION, ends=MONDAY + timedelta(days=4), state="Trialand")

    done(door.enter_calendar(lasting))

    record = door.record()
    assert record.calendar[0].state == "XXC"
    assert record.in_session(MONDAY + timedelta(days=4))
    assert not record.in_session(MONDAY + timedelta(days=5))
    with pytest.raises(Misuse, match="the last day lies before the first"):
        door.enter_calendar(replace(SESSION, ends=FIRST_DAY))


def test_an_office_holder_changes_neither_roster_nor_calendar(door, door_of):
    chair = door_of("officer-4")

    outcomes = (chair.fill_office(GORSE), chair.enter_calendar(SESSION))

    assert [why(one) for one in outcomes] == [{"not-authorised"}] * 2
    assert door.record().calendar == ()
    assert [one.verb for _, one in door.record().refusals] == ["roster", "calendar"]


# -- correcting ----------------------------------------------------------------------------------


def corrected(**facts) -> OfficeCorrected:
    return OfficeCorrected(**{"post": Post.BUREAU, "holder": "Member Elm"} | facts)


def test_an_entry_of_the_roster_is_corrected_and_the_wall_knows(door):
    """Floor 4: the conflict wall rests on the nationality."""
    done(
        door.correct_office(
            corrected(nationalities=("Exampleland",), address="elm@example.org")
        )
    )

    (entry,) = door.record().holding(Post.BUREAU, MONDAY)
    assert (entry.nationalities, entry.address) == (("XXA",), "elm@example.org")
    assert entry.since == FIRST_DAY
    assert door.acting(Post.BUREAU, state="XXA").holders == ()


def test_the_days_of_an_entry_are_corrected(door):
    since, until = date(2021, 1, 1), date(2026, 3, 1)

    done(door.correct_office(corrected(since=since, until=until)))

    assert door.record().holding(Post.BUREAU, FIRST_DAY) == ()
    assert len(door.record().holding(Post.BUREAU, until)) == 1
    assert door.record().holding(Post.BUREAU, MONDAY) == ()


def test_of_two_entries_of_one_holder_only_the_one_that_was_meant_is_corrected(door):
    done(door.correct_office(corrected(until=date(2021, 1, 1))))
    again = OfficeFilled(post=Post.BUREAU, holder="Member Elm", since=date(2025, 1, 1))
    done(door.fill_office(again))

    with pytest.raises(Misuse, match=r"several entries: say which with --entered"):
        door.correct_office(corrected(nationalities=("XXA",)))
    done(door.correct_office(corrected(nationalities=("XXA",), entered=FIRST_DAY)))

    entries = [one for one in door.record().offices if one.holder == "Member Elm"]
    assert [one.nationalities for one in entries] == [("XXA",), ()]


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        (corrected(), "nothing is corrected"),
        (corrected(holder="Member Gorse", until=MONDAY), "nobody of that name was entered"),
        (corrected(until=date(2019, 1, 1)), "the last day in office lies before the first"),
        (corrected(nationalities=("Atlantis",)), "no State is called"),
    ],
)
def test_what_cannot_be_corrected_is_said(door, fact, sentence):
    with pytest.raises(Misuse, match=sentence):
        door.correct_office(fact)


def test_whoever_may_not_keep_the_roster_corrects_nothing(door, door_of):
    outcome = door_of("officer-4").correct_office(corrected(nationalities=("XXA",)))

    assert why(outcome) == {"not-authorised"}
    assert door.record().holding(Post.BUREAU, MONDAY)[0].nationalities == ()


# -- what was wrong in the calendar --------------------------------------------------------------

REMOVED = CalendarRemoved(what=SESSION.what, title="First", starts=MONDAY)


def test_the_same_is_not_entered_in_the_calendar_twice(door):
    done(door.enter_calendar(replace(SESSION, state="Trialand")))

    with pytest.raises(Misuse, match="that stands in the calendar already"):
        door.enter_calendar(replace(SESSION, state="XXC"))

    assert len(door.record().calendar) == 1


def test_an_entry_of_the_calendar_is_removed_and_can_be_entered_again(door):
    done(door.enter_calendar(SESSION))

    done(door.remove_from_calendar(REMOVED))
    left = door.record()
    done(door.enter_calendar(SESSION))

    assert left.calendar == ()
    assert not left.in_session(MONDAY)
    assert door.record().in_session(MONDAY)


def test_an_entry_of_the_calendar_is_corrected(door):
    later = replace(SESSION, starts=MONDAY + timedelta(days=7))
    done(door.enter_calendar(SESSION))

    done(door.correct_calendar(REMOVED, later))

    assert door.record().calendar == (later,)
    with pytest.raises(Misuse, match="there is no such entry"):
        door.remove_from_calendar(REMOVED)
    with pytest.raises(Misuse, match="nothing is corrected"):
        door.correct_calendar(replace(REMOVED, starts=later.starts), later)


def test_which_of_several_entries_is_removed_has_to_be_said(door):
    first = replace(SESSION, what=Calendar.REVIEW, state="XXB")
    removed = replace(REMOVED, what=Calendar.REVIEW)
    done(door.enter_calendar(first))
    done(door.enter_calendar(replace(first, state="XXC")))

    with pytest.raises(Misuse, match="say which with --ends or --state"):
        door.remove_from_calendar(removed)
    done(door.remove_from_calendar(replace(removed, state="Trialand")))

    assert door.record().calendar == (first,)


def test_an_office_holder_removes_nothing_from_the_calendar(door, door_of):
    done(door.enter_calendar(SESSION))

    refused = door_of("officer-4").remove_from_calendar(REMOVED)

    assert why(refused)
    assert door.record().calendar == (SESSION,)


def test_two_sessions_do_not_overlap_whether_entered_or_corrected(door):
    first = replace(SESSION, ends=MONDAY + timedelta(days=10))
    done(door.enter_calendar(first))
    overlapping = replace(SESSION, title="Second", starts=first.ends)

    with pytest.raises(Misuse, match=f"a session stands there from {MONDAY} to {first.ends}"):
        door.enter_calendar(overlapping)
    second = replace(overlapping, starts=first.ends + timedelta(days=1))
    done(door.enter_calendar(second))
    wrong = replace(REMOVED, title="Second", starts=second.starts)
    with pytest.raises(Misuse, match="two do not overlap"):
        door.correct_calendar(wrong, overlapping)

    done(door.correct_calendar(REMOVED, replace(first, ends=first.ends - timedelta(days=1))))
    assert len(door.record().calendar) == 2

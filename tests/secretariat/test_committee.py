"""The roster and the calendar: who holds which office, and when the committee meets."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sanjose.words.errors import Misuse
from sanjose.words.events import CalendarEntered, OfficeFilled, OfficeLeft
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

    with pytest.raises(Misuse, match="this holder is Bureau on 2026-03-02 already"):
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

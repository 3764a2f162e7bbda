"""What the calendar bears, and what it has of a State."""

from datetime import date

import pytest

from sanjose.rules.sessions import against_entry, of_state
from sanjose.words.events import CalendarEntered
from sanjose.words.model import Calendar


def entry(starts, ends=None, what=Calendar.SESSION, **facts):
    days = {"starts": date(2026, 3, starts), "ends": ends and date(2026, 3, ends)}
    return CalendarEntered(**{"what": what, "title": "One", **days} | facts)


STANDING = [entry(9, 20)]


@pytest.mark.parametrize("days", [(1, 9), (20, 25), (12, 13), (1, 28), (9, 20), (20, None)])
def test_two_sessions_do_not_overlap_by_a_single_day(days):
    fault = against_entry(STANDING, entry(*days))

    assert fault is not None
    assert "from 2026-03-09 to 2026-03-20" in fault


@pytest.mark.parametrize("days", [(1, 8), (21, 25), (8, None), (21, None)])
def test_sessions_that_only_follow_each_other_stand(days):
    assert against_entry(STANDING, entry(*days)) is None


def test_whatever_is_no_session_may_lie_within_one():
    review = entry(10, what=Calendar.REVIEW)

    assert against_entry(STANDING, review) is None
    assert against_entry([review], entry(9, 20)) is None


def test_what_the_calendar_has_of_a_state_comes_by_its_days():
    first = entry(10, what=Calendar.REVIEW, state="XXA")
    later = entry(12, 14, what=Calendar.DIALOGUE, state="XXA")
    other = entry(11, what=Calendar.REVIEW, state="XXB")

    everything = of_state([later, other, first, *STANDING], "XXA")

    assert everything == (first, later)
    assert of_state(everything, "XXA", since=date(2026, 3, 14)) == (later,)
    assert of_state(everything, "XXA", since=date(2026, 3, 15)) == ()

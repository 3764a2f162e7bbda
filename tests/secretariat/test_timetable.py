"""When digests go follows the roster and the calendar, once a person switched it on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sanjose.words.events import CalendarEntered, CalendarRemoved, OfficeFilled, OfficeLeft
from sanjose.words.model import Calendar, Post
from tests.secretariat.house import FIRST_DAY, MONDAY, done, received, why

LAST = MONDAY + timedelta(days=18)
SESSION = CalendarEntered(what=Calendar.SESSION, title="First", starts=MONDAY, ends=LAST)
NEXT = OfficeFilled(
    post=Post.CHAIR,
    holder="Member Gorse",
    nationalities=("Sampleland",),
    since=MONDAY + timedelta(days=40),
    address="gorse@example.org",
)


@pytest.fixture
def notices(door):
    return door.archive.notices


@pytest.fixture
def running(door):
    done(door.switch_digests(running=True))
    return door


def chair(door) -> OfficeFilled:
    (found,) = door.record().holding(Post.CHAIR, MONDAY)
    return found


def test_until_somebody_switches_it_on_nothing_is_laid_out(door, notices):
    done(door.enter_calendar(SESSION))

    assert (notices.plans(), notices.readers()) == ((), ())


def test_sessions_and_no_other_days_are_laid_out(running, notices):
    done(running.enter_calendar(SESSION))
    review = replace(SESSION, what=Calendar.REVIEW, title="A review", state="XXA")
    done(running.enter_calendar(replace(review, ends=None)))

    assert notices.plans()[-1].sessions == ((MONDAY, LAST),)


def test_a_session_that_is_corrected_or_removed_is_followed(running, notices):
    done(running.enter_calendar(SESSION))
    entry = CalendarRemoved(what=Calendar.SESSION, title="First", starts=MONDAY)
    done(running.correct_calendar(entry, replace(SESSION, ends=None)))
    corrected = notices.plans()[-1].sessions

    done(running.remove_from_calendar(entry))

    assert corrected == ((MONDAY, MONDAY),)
    assert notices.plans()[-1].sessions == ()


def test_a_chair_who_is_to_come_is_a_reader_from_their_first_day(running, notices):
    done(
        running.leave_office(
            OfficeLeft(
                post=Post.CHAIR, holder=chair(running).holder, until=NEXT.since - timedelta(1)
            )
        )
    )
    done(running.fill_office(NEXT))

    terms = {one.address: (one.since, one.until) for one in notices.readers()}
    assert terms == {
        chair(running).address: (MONDAY, NEXT.since - timedelta(1)),
        NEXT.address: (NEXT.since - timedelta(1), None),
    }


def test_nothing_awaits_whoever_left(running, notices):
    received(running, "XXB", imminent=True)
    before = {one.role for one in notices.waiting()}
    holder = chair(running).holder

    left = OfficeLeft(post=Post.CHAIR, holder=holder, until=MONDAY - timedelta(1))
    done(running.leave_office(left))

    assert "Chair" in before
    assert "Chair" not in {one.role for one in notices.waiting()}


def test_what_is_switched_off_is_not_followed(running, notices):
    done(running.switch_digests(running=False, holidays=[LAST]))
    done(running.enter_calendar(SESSION))

    (plan,) = notices.plans()
    assert (plan.running, plan.sessions, plan.holidays) == (False, (), (LAST,))


def test_holidays_stay_until_others_are_given(running, notices):
    done(running.switch_digests(running=True, holidays=[LAST]))
    done(running.switch_digests(running=True))

    assert notices.plans()[-1].holidays == (LAST,)


def test_the_past_that_is_brought_in_lays_nothing_out(running, notices):
    with running.in_bulk():
        done(running.enter_calendar(SESSION))

    assert notices.plans()[-1].sessions == ()


def test_only_the_desk_switches_it(door_of):
    member = door_of("officer-4")

    outcome = member.switch_digests(running=True)

    assert why(outcome)
    assert member.archive.notices.plans() == ()


def test_a_term_that_is_over_makes_no_reader(running, notices):
    former = replace(NEXT, since=date(2019, 1, 1), until=FIRST_DAY - timedelta(1))
    done(running.fill_office(former))

    assert [one.address for one in notices.readers()] == [chair(running).address]

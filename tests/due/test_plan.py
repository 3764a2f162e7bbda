"""Days of digests come from the days of sessions, and from nothing else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjose.due import plan
from sanjose.due.plan import Season
from sanjose.keeping.noticed import Planned

BEGUN = date(2026, 1, 1)
SESSION = (date(2026, 4, 13), date(2026, 5, 1))


def planned(*sessions: tuple[date, date], holidays: tuple[date, ...] = ()) -> Planned:
    return Planned(since=BEGUN, running=True, sessions=sessions, holidays=holidays)


def of(day: str, *plans: Planned, number: int = 7) -> list[str]:
    """Return the weekdays and days of digests in a week."""
    first = date.fromisoformat(day) - timedelta(days=1)
    found = plan.days(plans, first, first + timedelta(days=number))
    return [f"{one:%a %d}" for one in found]


@pytest.mark.parametrize(
    ("day", "season"),
    [
        ("2026-03-29", Season.BETWEEN),
        ("2026-03-30", Season.BEFORE),
        ("2026-04-12", Season.BEFORE),
        ("2026-04-13", Season.DURING),
        ("2026-05-01", Season.DURING),
        ("2026-05-02", Season.AFTER),
        ("2026-05-15", Season.AFTER),
        ("2026-05-16", Season.BETWEEN),
    ],
)
def test_a_day_lies_before_during_or_after_a_session(day: str, season: Season) -> None:
    assert plan.season(date.fromisoformat(day), [SESSION]) is season


def test_before_the_next_session_counts_more_than_after_the_last() -> None:
    soon = (date(2026, 5, 11), date(2026, 5, 29))

    assert plan.season(date(2026, 5, 4), [SESSION, soon]) is Season.BEFORE


@pytest.mark.parametrize(
    ("monday", "there"),
    [
        ("2026-03-02", ["Mon 02"]),
        ("2026-04-06", ["Mon 06", "Thu 09"]),
        ("2026-04-20", ["Mon 20", "Tue 21", "Wed 22", "Thu 23", "Fri 24"]),
        ("2026-05-04", ["Mon 04", "Wed 06"]),
        ("2026-05-18", ["Mon 18"]),
    ],
)
def test_each_season_has_its_rhythm(monday: str, there: list[str]) -> None:
    assert of(monday, planned(SESSION)) == there


def test_what_a_holiday_puts_off_goes_on_the_next_working_day() -> None:
    easter = planned(holidays=(date(2026, 4, 6),))

    assert of("2026-04-06", easter) == ["Tue 07"]


def test_what_is_put_off_to_a_day_that_has_one_is_that_one() -> None:
    off = planned(SESSION, holidays=(date(2026, 4, 23),))

    assert of("2026-04-20", off) == ["Mon 20", "Tue 21", "Wed 22", "Fri 24"]


def test_what_is_put_off_over_a_weekend_goes_after_it() -> None:
    off = planned(SESSION, holidays=(date(2026, 4, 24),))

    assert of("2026-04-24", off, number=4) == ["Mon 27"]


def test_nothing_goes_on_new_years_day_or_at_christmas() -> None:
    later = Planned(since=date(2028, 1, 1), running=True)

    assert of("2028-12-25", later) == ["Tue 26"]


def test_a_day_is_found_from_whichever_day_it_is_looked_for() -> None:
    off = planned(holidays=(date(2026, 4, 6),))

    assert plan.days([off], date(2026, 4, 6), date(2026, 4, 7)) == (date(2026, 4, 7),)


def test_nothing_is_due_on_the_day_on_which_it_was_switched_on() -> None:
    monday = date(2026, 3, 2)
    made = Planned(since=monday, running=True)

    assert plan.due([made], BEGUN, plan.moment(monday) + timedelta(hours=1)) == ()


def test_a_changed_calendar_changes_nothing_that_was_due() -> None:
    changed = Planned(since=date(2026, 4, 22), running=True)

    assert of("2026-04-20", planned(SESSION), changed) == ["Mon 20", "Tue 21", "Wed 22"]


def test_while_it_is_switched_off_nothing_is_due() -> None:
    off = Planned(since=date(2026, 4, 22), running=False)

    assert of("2026-04-20", planned(SESSION), off) == ["Mon 20", "Tue 21", "Wed 22"]
    assert plan.ahead([off], datetime(2026, 5, 1, tzinfo=UTC)) == ()


def test_nothing_is_due_where_nobody_switched_it_on() -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)

    assert plan.due([], BEGUN, now) == plan.ahead([], now) == ()


def test_a_digest_is_due_from_its_hour_on() -> None:
    at = plan.moment(date(2026, 3, 9))
    since = date(2026, 3, 2)

    before = plan.due([planned()], since, at - timedelta(seconds=1))

    assert before == ()
    assert plan.due([planned()], since, at.astimezone(UTC)) == (date(2026, 3, 9),)


def test_it_is_looked_back_for_a_month_and_not_beyond_a_term() -> None:
    now = plan.moment(date(2026, 3, 31))

    month = plan.due([planned()], BEGUN, now)
    term = plan.due([planned()], BEGUN, now, until=date(2026, 3, 15))

    assert [one.day for one in month] == [2, 9, 16, 23, 30]
    assert [one.day for one in term] == [2, 9]


def test_what_is_ahead_is_ahead_until_its_hour() -> None:
    at = plan.moment(date(2026, 3, 9))

    there = [plan.ahead([planned()], now, 2) for now in (at - timedelta(seconds=1), at)]

    assert [[day.day for day in one] for one in there] == [[9, 16], [16, 23]]


DAYS = st.dates(date(2026, 1, 5), date(2027, 12, 1))
SESSIONS = st.lists(st.tuples(DAYS, st.integers(0, 40)), max_size=6).map(
    lambda found: tuple((one, one + timedelta(days=number)) for one, number in found)
)


@given(SESSIONS, st.lists(DAYS, max_size=20).map(tuple), DAYS, st.integers(1, 60))
def test_whatever_the_calendar_a_fortnight_has_a_digest_and_no_day_has_two(
    sessions: tuple[tuple[date, date], ...],
    holidays: tuple[date, ...],
    first: date,
    number: int,
) -> None:
    made = planned(*sessions, holidays=holidays)
    last = first + timedelta(days=number)

    found = plan.days([made], first, last)
    parts = [
        day
        for one in range(number)
        for day in plan.days([made], first + timedelta(one), first + timedelta(one + 1))
    ]

    assert list(found) == parts == sorted(set(parts))
    assert not set(found) & set(holidays)
    working = {first + timedelta(one) for one in range(1, number + 1)} - set(holidays)
    if len({day for day in working if day.weekday() <= plan.FRIDAY}) > 15:
        assert found


@given(st.dates(date(2026, 1, 1), date(2036, 1, 1)))
def test_the_hour_of_digests_is_there_once_on_every_day(day: date) -> None:
    at = plan.moment(day)

    assert at.astimezone(UTC).astimezone(plan.ZONE).timetuple()[3:5] == (7, 30)
    assert plan.today(at.astimezone(UTC)) == day


def test_what_is_prepared_goes_with_the_first_digest_on_its_day_or_after_it() -> None:
    monday = date(2026, 3, 2)
    before, after = (plan.moment(monday) + timedelta(minutes=one) for one in (-1, 1))
    week = timedelta(days=7)

    found = [
        plan.goes_on([planned()], *one)
        for one in ((monday, before), (monday, after), (monday + week * 9, before))
    ]
    off = plan.goes_on([Planned(since=BEGUN, running=False)], monday, before)

    assert found == [monday, monday + week, monday + week * 9]
    assert (off, plan.goes_on([], monday, before)) == (None, None)

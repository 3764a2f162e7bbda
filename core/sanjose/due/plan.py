"""When a digest is due: worked out from the days of sessions, and from nothing else.

The rhythm depends on the public calendar alone, so that no mail more or less ever tells that
something happened. Days are days in Geneva, where the secretariats work; the hour is one that
every day of the year has once. Change a number here and the days ahead change with it; what was
due before stays due, since each plan counts from the day after it was made.
Source: N 46; G 33.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sanjose.keeping.noticed import Planned
from sanjose.words.provenance import Chosen

ZONE = ZoneInfo("Europe/Zurich")

HOUR = Chosen(
    time(7, 30), because="before the working day, and never in an hour that clocks skip"
)


class Season(StrEnum):
    """Where a day lies towards the sessions."""

    BETWEEN = "between sessions"
    BEFORE = "before a session"
    DURING = "during a session"
    AFTER = "after a session"


MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)

RHYTHM = Chosen(
    {
        Season.BETWEEN: (MONDAY,),
        Season.BEFORE: (MONDAY, THURSDAY),
        Season.DURING: (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY),
        Season.AFTER: (MONDAY, WEDNESDAY),
    },
    because="between sessions one mail a week; in session the Chair decides from day to day",
)
"""The weekdays of digests in each season."""

AROUND = Chosen(
    timedelta(days=14),
    because="two weeks to prepare a session, and two to carry out what it decided",
)
"""How long it is before a session, and after one."""

CLOSED = Chosen(((1, 1), (12, 25)), because="closed everywhere; others are given at set-up")
"""Months and days of every year on which no digest goes."""

HORIZON = Chosen(
    timedelta(days=31),
    because="whoever was away for longer is told by the next digest; a month of mails is no help",
)
"""How far back it is looked for digests that did not go."""


def season(day: date, sessions: Sequence[tuple[date, date]]) -> Season:
    """Return where a day lies; first and last days of a session are in it.

    >>> season(date(2026, 4, 20), [(date(2026, 4, 20), date(2026, 5, 8))])
    <Season.DURING: 'during a session'>
    """
    if any(first <= day <= last for first, last in sessions):
        return Season.DURING
    if any(day < first <= day + AROUND.value for first, _ in sessions):
        return Season.BEFORE
    if any(last < day <= last + AROUND.value for _, last in sessions):
        return Season.AFTER
    return Season.BETWEEN


def moment(day: date) -> datetime:
    """Return when the digest of a day is due.

    >>> moment(date(2026, 7, 6)).isoformat(), moment(date(2026, 12, 7)).isoformat()
    ('2026-07-06T07:30:00+02:00', '2026-12-07T07:30:00+01:00')
    """
    return datetime.combine(day, HOUR.value, ZONE)


def today(now: datetime) -> date:
    """Return which day it is in Geneva."""
    return now.astimezone(ZONE).date()


def days(plans: Sequence[Planned], after: date, until: date) -> tuple[date, ...]:
    """Return the days of digests after one day and until another, which counts.

    What would go on a holiday goes on the next working day; where one goes then anyway, it is
    the one.
    """
    ends = [*(one.since for one in plans[1:]), date.max]
    return tuple(
        day
        for plan, end in zip(plans, ends, strict=False)
        if plan.running
        for day in _days(plan, max(after, plan.since), min(until, end))
    )


def due(
    plans: Sequence[Planned], since: date, now: datetime, *, until: date | None = None
) -> tuple[date, ...]:
    """Return the days whose digests are due, whether they went or not, the oldest first.

    Args:
        plans: the oldest first.
        since: the day on which somebody became a reader.
        now: aware.
        until: the last day on which they are one.
    """
    last = today(now)
    found = days(plans, max(since, last - HORIZON.value), min(until or last, last))
    return tuple(day for day in found if moment(day) <= now)


def ahead(plans: Sequence[Planned], now: datetime, number: int = 1) -> tuple[date, ...]:
    """Return the next days of digests; fewer where nobody switched digests on.

    A day counts as ahead until its hour.
    """
    first = today(now)
    found = days(plans, first - timedelta(days=1), first + timedelta(days=number * 14))
    return tuple(day for day in found if moment(day) > now)[:number]


def goes_on(plans: Sequence[Planned], day: date, now: datetime) -> date | None:
    """Return with which day's digest goes what is prepared for a day; None where none goes."""
    first = max(day, today(now))
    found = days(plans, first - timedelta(days=1), first + HORIZON.value)
    return next((one for one in found if moment(one) > now), None)


def _days(plan: Planned, after: date, until: date) -> tuple[date, ...]:
    # A digest that a holiday puts off may come from before the first day that is asked for.
    first = after - AROUND.value
    regular = (
        first + timedelta(days=number)
        for number in range((until - first).days + 1)
        if (first + timedelta(days=number)).weekday()
        in RHYTHM.value[season(first + timedelta(days=number), plan.sessions)]
    )
    moved = {_open(day, plan) for day in regular}
    return tuple(sorted(day for day in moved if after < day <= until))


def _open(day: date, plan: Planned) -> date:
    return next(one for one in _from(day) if one.weekday() <= FRIDAY and not _closed(one, plan))


def _closed(day: date, plan: Planned) -> bool:
    return (day.month, day.day) in CLOSED.value or day in plan.holidays


def _from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += timedelta(days=1)

"""What the calendar bears: no two sessions at once, and which entries concern a State.

A committee sits in one session at a time; two that overlap are a slip of a date, and dates of
sessions steer who is told when. Reviews of several States on one day are no slip.

Source: N 2, 29, 30; that two sessions do not overlap is ours.
"""

from collections.abc import Iterable
from datetime import date

from sanjose.words.events import CalendarEntered
from sanjose.words.model import Calendar


def against_entry(calendar: Iterable[CalendarEntered], entered: CalendarEntered) -> str | None:
    """Return in a sentence what stands against an entry of the calendar, or None."""
    if entered.what is not Calendar.SESSION:
        return None
    for one in calendar:
        if one.what is Calendar.SESSION and _overlap(one, entered):
            return (
                f"a session stands there from {one.starts} to {last(one)}, and two do not "
                "overlap: correct the days, or `sanjose calendar correct` the other"
            )
    return None


def last(one: CalendarEntered) -> date:
    """Return the last day of an entry."""
    return one.ends or one.starts


def of_state(
    calendar: Iterable[CalendarEntered], state: str, *, since: date | None = None
) -> tuple[CalendarEntered, ...]:
    """Return what the calendar has of a State, by its days.

    Args:
        since: only what is not over on this day.
    """
    found = (
        one for one in calendar if one.state == state and (since is None or since <= last(one))
    )
    return tuple(sorted(found, key=lambda one: (one.starts, one.what, one.title)))


def _overlap(one: CalendarEntered, other: CalendarEntered) -> bool:
    return one.starts <= last(other) and other.starts <= last(one)

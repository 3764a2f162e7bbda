"""A calendar file (iCalendar) of deadlines, which names nobody and no State.

Every entry lasts whole days, is marked confidential and as taking no time, and carries the id
and the number by which a calendar sees that it moved. Source: RFC 5545; ours.
"""

from datetime import timedelta

from icalendar import Calendar, Event

from sanjose.rules.deadlines import Deadlines

MAKER = "-//sanjose//deadlines//EN"


def as_calendar(made: Deadlines) -> bytes:
    """Return a calendar file."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for one in made.entries:
        entry = Event()
        entry.add("uid", one.uid)
        entry.add("dtstamp", made.at)
        entry.add("dtstart", one.starts)
        entry.add("dtend", one.ends + timedelta(days=1))
        entry.add("summary", one.words)
        entry.add("class", "CONFIDENTIAL")
        entry.add("transp", "TRANSPARENT")
        entry.add("sequence", one.sequence)
        entry.add("status", "CANCELLED" if one.gone else "CONFIRMED")
        calendar.add_component(entry)
    content: bytes = calendar.to_ical()
    return content

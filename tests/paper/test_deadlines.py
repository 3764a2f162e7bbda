"""A calendar file, read back by the library that calendars use."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from sanjose.paper.deadlines import as_calendar
from sanjose.rules.deadlines import Deadlines, Entry

DAY = date(2026, 3, 9)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
TWO = (
    Entry(uid="aa", kind="reply", starts=DAY, ends=DAY, sequence=3),
    Entry(uid="bb", kind="Canary", starts=DAY, ends=DAY + timedelta(days=2), gone=True),
)


def test_each_entry_is_confidential_takes_no_time_and_says_neutral_words():
    written = as_calendar(Deadlines(at=AT, entries=TWO))

    first, second = Calendar.from_ical(written).walk("VEVENT")
    assert str(first["SUMMARY"]) == "A reply is due"
    assert str(second["SUMMARY"]) == "Something is due"
    assert {str(one["CLASS"]) for one in (first, second)} == {"CONFIDENTIAL"}
    assert {str(one["TRANSP"]) for one in (first, second)} == {"TRANSPARENT"}
    assert b"Canary" not in written


def test_id_number_and_days_come_back_and_what_is_gone_is_cancelled():
    first, second = Calendar.from_ical(as_calendar(Deadlines(at=AT, entries=TWO))).walk(
        "VEVENT"
    )

    assert (str(first["UID"]), first["SEQUENCE"], str(first["STATUS"])) == (
        "aa",
        3,
        "CONFIRMED",
    )
    assert (first["DTSTART"].dt, first["DTEND"].dt) == (DAY, DAY + timedelta(days=1))
    assert str(second["STATUS"]) == "CANCELLED"
    assert second["DTEND"].dt == DAY + timedelta(days=3)


def test_a_file_without_entries_is_a_calendar():
    assert Calendar.from_ical(as_calendar(Deadlines(at=AT, entries=()))).walk("VEVENT") == []


def test_nothing_but_these_properties_stands_in_an_entry():
    (first, _) = Calendar.from_ical(as_calendar(Deadlines(at=AT, entries=TWO))).walk("VEVENT")

    assert set(first) == set(
        "UID DTSTAMP DTSTART DTEND SUMMARY CLASS TRANSP SEQUENCE STATUS".split()
    )

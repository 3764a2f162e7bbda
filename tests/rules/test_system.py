"""What a committee tells the other Chairs: days and numbers of a closed list, and nothing else."""

import json
from datetime import date, timedelta

import pytest

from sanjose.rules import system
from sanjose.rules.system import Development, Kind, Part
from sanjose.words.errors import Misuse
from sanjose.words.events import CalendarEntered, OfficeFilled
from sanjose.words.joint import JointPublished
from sanjose.words.model import Calendar, Post
from sanjose.words.network import DirectoryAccepted
from sanjose.words.practices import PracticeNoted
from sanjose.words.sealed import Sealed
from tests.words.facts import DAY, numbered, on, received

SINCE, UNTIL = DAY - timedelta(days=30), DAY
PERIOD = (SINCE, UNTIL)


def held(post=Post.RAPPORTEUR, since=SINCE, until=None):
    return OfficeFilled(post=post, holder="Canary Member", since=since, until=until)


def a_practice(label, **facts):
    return PracticeNoted(title="Canary", text=Sealed("Canary"), label=label, **facts)


def directory():
    return DirectoryAccepted(net="Canary", version=2, hash="aa", compared=True)


def kinds(made):
    return [(one.kind, one.number) for one in made.developments]


def test_offices_practices_statements_and_the_directory_are_told():
    entries = numbered(
        JointPublished(document="aa", where="Canary"),
        a_practice("B1"),
        a_practice("B2"),
        a_practice("B3", mistaken=True),
        directory(),
    )

    made = system.part("moon", [held()], entries, PERIOD)

    assert sorted(kinds(made)) == sorted(
        [
            (Kind.APPOINTED, 1),
            (Kind.PRACTICES, 2),
            (Kind.STATEMENT, 1),
            (Kind.DIRECTORY, 1),
        ]
    )


def test_a_vacant_office_is_told_on_the_last_day():
    gone = held(since=date(2020, 1, 1), until=UNTIL - timedelta(days=1))

    made = system.part("moon", [gone, held(Post.CHAIR)], (), PERIOD)

    assert made.developments == (Development(kind=Kind.VACANT, on=UNTIL),)


def test_nothing_of_a_case_has_a_place_in_it():
    with_cases = numbered(received(), received(state="XXB"))

    assert system.part("moon", [held()], with_cases, PERIOD) == system.part(
        "moon", [held()], (), PERIOD
    )


def test_what_lies_outside_the_period_is_not_told():
    before = on(SINCE - timedelta(days=1), JointPublished(document="aa", where="x"))
    noted = on(SINCE - timedelta(days=1), a_practice("B1"))

    made = system.part("moon", [held(since=date(2020, 1, 1))], (before, noted), PERIOD)

    assert made.developments == ()


def test_only_sessions_of_the_time_ahead_are_told():
    def entry(what, days):
        return CalendarEntered(what=what, title="Canary", starts=UNTIL + timedelta(days=days))

    found = system.sessions(
        (
            entry(Calendar.SESSION, 10),
            entry(Calendar.REVIEW, 10),
            entry(Calendar.SESSION, 0),
            entry(Calendar.SESSION, system.AHEAD.value + 1),
        ),
        UNTIL,
    )

    assert list(found) == [Development(kind=Kind.SESSION, on=UNTIL + timedelta(days=10))]


def test_a_part_is_read_as_it_was_written():
    made = system.part("moon", [held()], numbered(a_practice("B1")), PERIOD)

    assert system.read(json.loads(json.dumps(system.plain(made))), ["moon"]) == made


WRITTEN = system.plain(
    Part(
        committee="moon",
        since=SINCE,
        until=UNTIL,
        developments=(Development(kind=Kind.STATEMENT, on=UNTIL),),
    )
)
ONE = WRITTEN["developments"][0]


@pytest.mark.parametrize(
    "changed",
    [
        {"committee": "sun"},
        {"committee": ["moon"]},
        {"since": "Canary"},
        {"more": "Canary"},
        {"form": "Canary"},
        {"developments": "Canary"},
        {"developments": [{**ONE, "kind": "Canary"}]},
        {"developments": [{**ONE, "state": "Canary"}]},
        {"developments": [{**ONE, "number": 0}]},
        {"developments": [{**ONE, "number": True}]},
        {"developments": [{**ONE, "number": 10_000}]},
        {"developments": [{"on": "2026-03-02"}]},
    ],
    ids=str,
)
def test_whatever_else_stands_in_a_part_stops_it(changed):
    with pytest.raises(Misuse, match="no part of a joined digest") as caught:
        system.read({**WRITTEN, **changed}, ["moon"])

    assert "Canary" not in str(caught.value)


@pytest.mark.parametrize("found", [{}, [], "Canary", None])
def test_what_is_no_part_at_all_is_refused(found):
    with pytest.raises(Misuse):
        system.read(found, ["moon"])

"""Reports gathered at the door: a period, what stands in it, and what stands in none.

Source: G 15, 17, 25, 32, 33; N 29, 30, 41; floors 4 and 10.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sanjose.keeping.archive import Archive
from sanjose.rules.files import FileKind
from sanjose.rules.reports import SESSION_FILE, Sort
from sanjose.words.errors import Misuse
from sanjose.words.events import CalendarEntered
from sanjose.words.model import Calendar, Post, Use
from sanjose.words.practices import PracticeNoted
from sanjose.words.provenance import Chosen
from sanjose.words.sealed import Sealed
from tests.rules.moon import WHY
from tests.secretariat.house import (
    FILE,
    an_assessment,
    consent,
    done,
    lenient,
    ready,
    received,
    taken,
)

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
ACCOUNT = "The Committee received allegations of intimidation against a person."


def with_account(door, state="XXB", by=Post.RAPPORTEUR):
    reference = ready(door, state)
    done(door.consent(reference, consent(Use.ANNUAL_REPORT)))
    done(door.assess(reference, an_assessment(), by=by))
    asked = {"use": Use.ANNUAL_REPORT, "first": FIRST, "last": LAST, "by": by}
    done(door.release_account(reference, ACCOUNT.encode(), **asked).outcome)
    return reference


def entered(door, what, title, day=None, **facts):
    known = {"starts": day or door.today()}
    done(door.enter_calendar(CalendarEntered(what=what, title=title, **known | facts)))


def gathered(door, sort=Sort.ANNUAL, since=FIRST, until=LAST):
    return door.gather(sort, since, until).material


def test_a_report_has_the_calendar_the_office_and_what_was_done_without_a_case(door):
    entered(door, Calendar.SESSION, "First session", ends=door.today() + timedelta(days=9))
    entered(door, Calendar.OBSERVATIONS, "X/1", reprisals="paras 2-3", state="XXA")
    entered(door, Calendar.REVIEW, "report", date(2025, 12, 31))
    taken(door, None, "private-meeting", identifies_nobody=True)

    found = gathered(door)

    assert [one.title for one in found.sessions] == ["First session"]
    assert found.calendar[Calendar.REVIEW] == 0
    assert [one.symbol for one in found.observed] == ["X/1, paras 2-3"]
    assert found.done == ("private-meeting",)
    assert {one.holder for one in found.offices} == {"officer-5", "Member Birch", "Member Elm"}


def test_a_report_holds_released_figures_only(door):
    """Floor 10: what nobody released is no number, however small or large."""
    for _ in range(3):
        received(door, "XXB")

    found = gathered(door)

    assert found.figures.public
    assert found.figures.total.number is None


def test_a_report_tells_the_practices_of_its_period(door, house):
    """G 17."""
    noted = PracticeNoted(title="Paper", text=Sealed("By hand."))
    done(door.note_practice(noted))

    assert [one.fact.title for one in gathered(door).practices] == ["Paper"]
    assert gathered(door, until=door.today() - timedelta(days=1)).practices == ()


def test_a_report_opens_no_case_but_those_of_which_an_account_stands(door, monkeypatch):
    told = with_account(door)
    for _ in range(3):
        received(door, "XXB")
    case_id = door.archive.find(told)
    door.leave()
    opened = []
    reading = Archive.case

    def noted(self, one):
        opened.append(one)
        return reading(self, one)

    monkeypatch.setattr(Archive, "case", noted)
    with door.__class__(
        door.archive.home, door.archive.keyring, door._clock, plugin=lenient()
    ) as again:
        found = gathered(again)

    assert [one.text for one in found.accounts] == [ACCOUNT]
    assert set(opened) == {case_id}


def test_whoever_is_recused_gathers_no_account_of_the_state_nor_its_reference(door, door_of):
    """Floor 4."""
    with_account(door, "XXA", by=Post.ALTERNATE)
    assert len(gathered(door).accounts) == 1

    found = door_of("officer-2").gather(Sort.ANNUAL, FIRST, LAST)

    assert found.material.accounts == ()
    assert found.lacking == ()


def test_a_session_has_a_report_where_the_profile_says_so(door, door_of):
    own = lenient()
    file = replace(FILE, key=SESSION_FILE, title="report of a session")
    assert isinstance(file, FileKind)
    assert isinstance(file.source, Chosen)
    assert file.source.because == WHY
    profile = replace(own.committee, files=(FILE, file))
    from sanjose.rules.committees import Plugin
    from tests.rules.moon import a_plugin

    with pytest.raises(Misuse, match="no report of each session"):
        gathered(door, Sort.SESSION)
    another = door_of("officer-3", plugin=Plugin("moon", a_plugin(profile)))
    assert gathered(another, Sort.SESSION).sort is Sort.SESSION


def test_the_last_session_that_has_begun_is_meant_where_none_is_named(door):
    today = door.today()
    with pytest.raises(Misuse, match="no such session"):
        door.session_named(None)
    entered(door, Calendar.SESSION, "First session", today - timedelta(days=90))
    entered(door, Calendar.SESSION, "Second session", today)
    entered(door, Calendar.SESSION, "Third session", today + timedelta(days=90))

    assert door.session_named(None).title == "Second session"
    assert door.session_named("third  SESSION").title == "Third session"
    with pytest.raises(Misuse, match="no such session"):
        door.session_named("fourth")
    entered(door, Calendar.SESSION, "First extraordinary session", today - timedelta(days=60))
    with pytest.raises(Misuse, match="several sessions"):
        door.session_named("first")


def test_a_period_that_ends_before_it_begins_is_refused(door):
    with pytest.raises(Misuse, match="ends before it begins"):
        gathered(door, since=LAST, until=FIRST)


def test_a_report_tells_nothing_that_is_still_to_come(door):
    """A draft in the middle of a year claims no review that nobody has held."""
    later = door.today() + timedelta(days=30)
    entered(door, Calendar.REVIEW, "held", state="XXA")
    entered(door, Calendar.REVIEW, "planned", later, state="XXA")
    entered(door, Calendar.OBSERVATIONS, "X/9", later, reprisals="paras 2-3", state="XXA")

    found = gathered(door)

    assert found.calendar[Calendar.REVIEW] == 1
    assert found.observed == ()


def test_a_period_to_the_end_of_time_stops_no_report(door):
    found = gathered(door, since=date.min, until=date.max)

    assert found.figures.total.number is None

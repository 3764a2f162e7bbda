"""What a report may tell of a period: calendar, published documents, what concerned no case."""

from datetime import date, timedelta

import pytest

from sanjose.rules import reports
from sanjose.rules.meetings import Topic, topics
from sanjose.rules.reports import SORTS, USES, Sort
from sanjose.words.errors import Misuse
from sanjose.words.events import (
    CalendarEntered,
    MeasureDecided,
    MeasureProposed,
    MeasureTaken,
    OfficeFilled,
)
from sanjose.words.model import Calendar, Post, Use
from tests.words.facts import DAY, a_record, on

SINCE, UNTIL = DAY - timedelta(days=30), DAY + timedelta(days=30)
AFTER = UNTIL + timedelta(days=1)


def entered(what=Calendar.REVIEW, title="report", day=DAY, **facts):
    return CalendarEntered(what=what, title=title, starts=day, **facts)


def acted(number, key, day=DAY, symbol=None, **facts):
    """Return a measure without a case that was proposed, decided and taken."""
    label = f"M{number}"
    return (
        on(day, MeasureProposed(measure=key, label=label, **facts)),
        on(day, MeasureDecided(label=label)),
        on(day, MeasureTaken(label=label, symbol=symbol)),
    )


def test_the_calendar_of_a_period_counts_both_days_and_what_is_zero_is_zero():
    record = a_record(
        entered(day=SINCE),
        entered(title="second", day=UNTIL),
        entered(title="third", day=AFTER),
    )

    entries = reports.in_period(record, SINCE, UNTIL)
    counted = reports.counted(entries)

    assert [one.title for one in entries] == ["report", "second"]
    assert counted[Calendar.REVIEW] == 2
    assert counted[Calendar.VISIT] == 0
    assert set(counted) == set(Calendar)


def test_published_documents_that_speak_of_reprisals_are_told_with_their_place():
    """N 30, footnote 9."""
    entries = (
        entered(Calendar.OBSERVATIONS, "X/1", reprisals="paras 2-3", state="CUB"),
        entered(Calendar.OBSERVATIONS, "X/2"),
        entered(Calendar.SESSION, "75th session", reprisals="para. 1"),
        entered(
            Calendar.DIALOGUE, "dialogue", reprisals="raised by the rapporteur", state="CUB"
        ),
        entered(Calendar.VISIT, "visit", reprisals="paras 3-4", state="CUB"),
    )

    (one,) = reports.observed(entries)

    assert (one.symbol, one.state) == ("X/1, paras 2-3", "CUB")


def test_general_recommendations_are_told_where_they_are_published():
    """N 30."""
    record = a_record(
        *acted(1, "general-recommendation", symbol="X/1, para. 2", state="CUB"),
        *acted(2, "general-recommendation", state="CUB"),
        *acted(3, "general-recommendation", day=AFTER, symbol="X/3"),
        on(DAY, MeasureProposed(measure="general-recommendation", label="M4")),
    )

    assert [one.symbol for one in reports.recommended(record, SINCE, UNTIL)] == ["X/1, para. 2"]


def test_what_was_done_without_a_case_is_told_once_and_without_a_number():
    """N 29: meetings were held; how many would tell how many were afraid."""
    record = a_record(
        *acted(1, "private-meeting"),
        *acted(2, "private-meeting"),
        *acted(3, "confidential-submission"),
        *acted(4, "outreach", day=AFTER),
    )

    assert reports.done(record, SINCE, UNTIL) == ("confidential-submission", "private-meeting")


@pytest.mark.parametrize("key", ["letter", "obligations", "trend", "safety", "field-presence"])
def test_what_may_tell_of_somebody_is_told_of_nowhere(key):
    assert reports.done(a_record(*acted(1, key, state="CUB")), SINCE, UNTIL) == ()


def test_whoever_held_the_office_in_the_period_is_named():
    """N 27, 41."""

    def office(holder, post=Post.RAPPORTEUR, since=DAY, **known):
        return OfficeFilled(post=post, holder=holder, since=since, **known)

    record = a_record(
        office("Member Adler"),
        office("Member Birch", Post.ALTERNATE, since=date(2020, 1, 1)),
        office("Member Cedar", since=date(2020, 1, 1), until=SINCE),
        office("Member Dogwood", since=date(2020, 1, 1), until=SINCE - timedelta(days=1)),
        office("Member Elm", since=AFTER),
        office("Member Fir", Post.CHAIR),
        office("Member Gorse", Post.VISIT, state="XXA"),
    )

    assert [one.holder for one in reports.serving(record, SINCE, UNTIL)] == [
        "Member Adler",
        "Member Birch",
        "Member Cedar",
    ]


def test_each_sort_of_report_needs_a_use_and_each_use_knows_its_reports():
    assert set(USES) == set(Sort)
    assert {sort for sorts in SORTS.values() for sort in sorts} == set(Sort)
    assert Use.STATE not in SORTS


def test_an_account_is_asked_about_as_the_section_of_a_report_whoever_prints_it():
    """Floor 3."""
    annual, published, others = (
        reports.kind_for(use) for use in (Use.ANNUAL_REPORT, Use.PUBLISH, Use.SECRETARY_GENERAL)
    )

    assert (annual.key, annual.use) == ("annual-report", Use.ANNUAL_REPORT)
    assert (published.key, published.use) == ("annual-report", Use.PUBLISH)
    assert (others.key, others.use) == ("secretary-general", Use.SECRETARY_GENERAL)
    assert others.fresh is not None
    assert annual.public
    assert published.public


def test_the_topics_of_a_meeting_are_named_by_their_letters():
    """N 25."""
    assert topics("") == tuple(Topic)
    assert topics("f, A a;") == (Topic.ACCOUNTABILITY, Topic.MEDIA)
    with pytest.raises(Misuse, match="by their letters"):
        topics("g")

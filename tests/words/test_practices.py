"""Good practices as they add up: what stands, under which label, and what a search finds."""

from datetime import date, timedelta

import pytest

from sanjose.words.events import CalendarEntered
from sanjose.words.model import Calendar
from sanjose.words.practices import PracticeNoted, Subject, next_label, practices
from sanjose.words.sealed import Sealed
from tests.words.facts import DAY, numbered


def a_practice(title="Paper instead of e-mail", **facts):
    known = {"text": Sealed("Printed documents were accepted by hand.")}
    return PracticeNoted(title=title, **known | facts)


def noted(*facts):
    return numbered(*facts)


def test_practices_stand_in_the_order_in_which_they_were_noted():
    review = CalendarEntered(what=Calendar.REVIEW, title="A report", starts=DAY)
    events = noted(a_practice(label="B1"), review, a_practice("A room apart", label="B2"))

    assert [(one.label, one.fact.title) for one in practices(events)] == [
        ("B1", "Paper instead of e-mail"),
        ("B2", "A room apart"),
    ]
    assert next_label(events) == "B3"


def test_a_practice_that_is_noted_anew_keeps_its_label_and_its_first_day():
    first, second = noted(a_practice(label="B1"), a_practice("By hand", label="B1"))

    (one,) = practices([second, first])

    assert (one.label, one.on, one.fact.title) == ("B1", first.on, "By hand")


def test_what_was_noted_by_mistake_stands_no_more_and_its_label_is_not_given_again():
    events = noted(a_practice(label="B1"), a_practice(label="B1", mistaken=True))

    assert practices(events) == ()
    assert next_label(events) == "B2"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (["paper"], True),
        (["print", "hand"], True),
        (["paper", "telephone"], False),
        (["prevent"], True),
        (["oceanic"], True),
        (["x"], True),
        ([], True),
        (["and"], False),
    ],
)
def test_a_search_asks_every_word_of_everything_that_is_told(asked, found):
    (event,) = noted(
        a_practice(
            label="B1",
            about=(Subject.PREVENTING,),
            where="Océanic institution",
            source="X/1/2",
        )
    )

    (one,) = practices([event])

    assert one.speaks_of(asked) is found


def test_a_practice_shows_its_text_to_nobody_by_accident():
    assert "Printed" not in repr(a_practice())


def test_the_first_day_is_the_day_on_which_it_was_noted():
    (event,) = noted(a_practice(label="B1"))

    (one,) = practices([event])

    assert date.min + timedelta(days=1) < one.on == event.on

"""What every verb stands on: days, labels, texts kept apart, refusals, and the past in bulk."""

import re
from contextlib import contextmanager
from datetime import UTC, date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjose.secretariat import NoSuchCase
from sanjose.secretariat.desk import Desk, apart, spoken
from sanjose.words.errors import Misuse
from sanjose.words.events import (
    AssessmentConcluded,
    MeasureProposed,
    NoticeGiven,
    RecusalDeclared,
    SourceConsulted,
)
from sanjose.words.model import Assessment, Consulted, Post
from tests.secretariat.house import (
    MONDAY,
    a_person,
    a_weighing,
    an_assessment,
    done,
    ready,
    received,
    why,
)

# -- what a sentence may repeat ------------------------------------------------------------------


@given(st.from_regex("[A-Z][0-9]{1,4}", fullmatch=True))
def test_a_label_is_repeated(label):
    assert spoken(label) == label
    assert spoken(label, "measure") == f"measure {label}"


@given(st.text(min_size=1).filter(lambda text: not re.fullmatch("[A-Z][0-9]{1,4}", text)))
def test_what_may_be_a_name_is_never_repeated(typed):
    assert spoken(typed) == "such person"
    assert spoken(typed, "measure") == "such measure"


@pytest.mark.parametrize("typed", ["P7", "Ada Quill", "P1 ", "p1", "", "P12345"])
def test_a_person_who_is_not_in_the_case_is_answered_with_who_is(door, typed):
    case = door.show(received(door, "XXB", a_person(), a_person("Dara Reed")))

    with pytest.raises(Misuse) as told:
        door.named_person(case, typed)

    named = "P7" if typed == "P7" else "such person"
    assert str(told.value) == f"there is no {named} in this case: there is P1, P2"


# -- texts that are kept apart -------------------------------------------------------------------


def test_a_body_is_parted_from_its_texts_and_keeps_everything_else():
    whole = an_assessment(Assessment.MIGHT, means="by letter")

    bare, texts = apart(whole)

    assert bare == AssessmentConcluded(finding=Assessment.MIGHT, means="by letter")
    assert [(name, text.reveal()) for name, text in texts] == [
        ("reasons", "What is known fits."),
    ]


def test_a_body_without_texts_is_the_same_body():
    for body in (
        NoticeGiven(to=Post.CHAIR),
        SourceConsulted(consulted=Consulted.OHCHR),
        RecusalDeclared(who="officer-2"),
    ):
        assert apart(body) == (body, ())


# -- days ----------------------------------------------------------------------------------------


@given(days=st.integers(min_value=1, max_value=3000))
def test_a_day_is_today_or_in_the_past(days):
    class Today(Desk):
        def __init__(self) -> None: ...

        def today(self) -> date:
            return MONDAY

    desk, past = Today(), MONDAY - timedelta(days=days)

    assert (desk.day(None), desk.day(MONDAY), desk.day(past)) == (MONDAY, MONDAY, past)
    with pytest.raises(Misuse, match="lies in the future: give the day on which it happened"):
        desk.day(MONDAY + timedelta(days=days))


def test_the_record_is_dated_in_utc(door):
    assert door.now().tzinfo is UTC
    assert door.today() == MONDAY


# -- by what is known now, and by what was known that day ----------------------------------------


def an_act_of_the_past_is_asked_about_by_what_was_known_then(door, clock):
    reference = received(door, "XXB")
    done(door.notify(reference, NoticeGiven(to=Post.CHAIR)))
    clock.pass_days(2)
    done(door.weigh(reference, a_weighing()))

    asked = []
    case = door.show(reference)
    door.against(case, MONDAY, lambda seen: asked.append(len(seen.weighings)) or ())
    door.against(case, clock.day, lambda seen: asked.append(len(seen.weighings)) or ())

    assert asked == [1, 0, 1]


def a_step_that_was_refused_stands_in_the_record_with_its_reasons(door, clock):
    reference = received(door, "XXB")
    size = door.archive.record.size()

    outcome = door.propose(reference, MeasureProposed(measure="letter"))

    assert outcome.refused
    assert door.archive.record.size() == size + 1
    ((on, told),) = door.show(reference).refusals
    assert (on, told.verb, told.measure) == (clock.day, "propose", "letter")
    assert set(told.objections) == why(outcome)
    assert len(told.sources) == len(told.objections)


# -- the past, in bulk ---------------------------------------------------------------------------


def a_bulk_that_broke_off_leaves_the_door_as_it_was(door, clock):
    with pytest.raises(RuntimeError), door.in_bulk():
        raise RuntimeError

    outcome = done(door.weigh(ready(door), a_weighing()))

    assert outcome.due != ()


# -- finding -------------------------------------------------------------------------------------


def test_a_case_of_which_nothing_is_left_is_no_case(house, door):
    reference = received(door, "XXB")

    assert not house.second(door.erase(reference, nothing_remains=True)).refused

    for ask in (door.show, door.steps, lambda one: door.weigh(one, a_weighing())):
        with pytest.raises(NoSuchCase):
            ask(reference)


# -- as it is, and with a part taken away --------------------------------------------------------


@contextmanager
def for_ever(desk):
    desk._bulk = True
    yield


CHECKS = {
    an_act_of_the_past_is_asked_about_by_what_was_known_then: (
        "against",
        lambda self, case, on, ask: tuple(ask(case)),
    ),
    a_step_that_was_refused_stands_in_the_record_with_its_reasons: (
        "refuse",
        lambda self, verb, objections, case, on, measure=None: self.done(verb, case),
    ),
    a_bulk_that_broke_off_leaves_the_door_as_it_was: ("in_bulk", for_ever),
}
"""Each check, and a part of the desk that it misses: its name, and what stands there instead."""


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_as_it_is(house, door, check):
    check(door, house.clock)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_part_that_is_taken_away_is_missed(house, door, monkeypatch, check):
    monkeypatch.setattr(Desk, *CHECKS[check])

    with pytest.raises((AssertionError, ValueError)):
        check(door, house.clock)

"""What the persons concerned agreed that other committees are told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjose.rules.agreement import allowed, covered, held_towards
from sanjose.rules.sharing import objections
from sanjose.words.events import ConsentRecorded
from sanjose.words.model import Answer, Preset, Standing, Use
from sanjose.words.tiers import Tier
from tests.rules.told import (
    ALL,
    GIVEN,
    NAME_TAKEN_BACK,
    NAMED,
    REFUSED,
    TWO,
    UNNAMED,
    WITHDRAWN,
    answer,
    answers,
    case_of,
    expected,
    plan,
    somewhere,
)
from tests.words.facts import DAY, on, person


@pytest.mark.parametrize(
    ("answers", "tiers"),
    [
        ((), ()),
        ((GIVEN,), UNNAMED),
        ((NAMED,), ALL),
        ((answer(Answer.GIVEN, uses=(Use.COMMITTEES_STATE,)),), ()),
        ((GIVEN, REFUSED), ()),
        ((NAMED, REFUSED), ()),
        ((NAMED, NAME_TAKEN_BACK), UNNAMED),
        ((NAMED, WITHDRAWN), ()),
        ((NAMED, answer(Answer.WITHDRAWN)), ()),
        ((REFUSED, GIVEN), UNNAMED),
        ((answer(Answer.GIVEN, Preset.STATE),), ()),
        ((answer(Answer.ASKED, Preset.COMMITTEES_STATE),), ()),
        ((NAMED, answer(Answer.CONCERN)), ALL),
    ],
    ids=str,
)
def test_a_tier_is_told_where_all_that_it_needs_is_agreed_to(answers, tiers):
    assert allowed(case_of(*answers), ["ced"], DAY) == tiers


def test_every_person_concerned_counts():
    second = replace(NAMED, person="P2")

    assert allowed(case_of(NAMED, persons=TWO), ["ced"], DAY) == ()
    assert allowed(case_of(NAMED, second, persons=TWO), ["ced"], DAY) == ALL
    assert allowed(case_of(NAMED, replace(GIVEN, person="P2"), persons=TWO), ["ced"], DAY) == (
        UNNAMED
    )
    witness = (person("P1"), person("P2", standing=Standing.WITNESS))
    assert allowed(case_of(NAMED, persons=witness), ["ced"], DAY) == ALL


def test_where_nobody_is_named_nobody_has_agreed():
    assert allowed(case_of(NAMED, persons=()), ["ced"], DAY) == ()
    assert not covered(case_of(NAMED, persons=()), Tier.REGION, [], DAY)


def test_what_goes_to_nobody_is_of_no_tier():
    assert allowed(case_of(NAMED), [], DAY) == ()


def test_committees_may_be_read_once():
    assert allowed(case_of(NAMED, persons=TWO), iter(["ced"]), DAY) == ()
    assert not covered(case_of(NAMED, persons=TWO), Tier.REGION, iter(["ced"]), DAY)


def test_an_answer_that_names_committees_speaks_of_those_alone():
    only = replace(NAMED, committees=("CED", "ccpr"))
    case = case_of(GIVEN, only)

    assert allowed(case, ["ced"], DAY) == allowed(case, ["CCPR"], DAY) == ALL
    assert allowed(case, ["cerd"], DAY) == UNNAMED
    assert allowed(case, ["ced", "cerd"], DAY) == UNNAMED
    assert allowed(case_of(only), ["ced", "cerd"], DAY) == ()


def test_consent_is_taken_back_from_one_committee_and_stands_towards_the_others():
    case = case_of(NAMED, replace(WITHDRAWN, committees=("ced",)))

    assert allowed(case, ["ced"], DAY) == ()
    assert allowed(case, ["cerd"], DAY) == ALL
    assert held_towards(case, "P1", Use.COMMITTEES, "ced", DAY).refused
    assert not held_towards(case, "P1", Use.COMMITTEES, "cerd", DAY).refused


def test_an_answer_of_a_later_day_counts_from_that_day():
    case = case_of(on(DAY + timedelta(days=1), NAMED))

    assert allowed(case, ["ced"], DAY) == ()
    assert allowed(case, ["ced"], DAY + timedelta(days=1)) == ALL


def test_an_answer_of_before_the_field_speaks_of_all():
    assert ConsentRecorded(answer=Answer.GIVEN).committees == ()


@settings(deadline=None, max_examples=200)
@given(st.lists(answers, max_size=8), somewhere, st.sampled_from(Tier))
def test_a_tier_is_covered_where_everybody_agreed_and_nobody_took_it_back(given_, to, tier):
    case = case_of(*given_, persons=TWO)

    free = all(expected(given_, tier, committee) for committee in to)

    assert covered(case, tier, to, DAY) == free
    assert (not objections(case, plan(case, tier, to=to), ())) == free
    assert allowed(case, to, DAY) == ALL[: len(allowed(case, to, DAY))]

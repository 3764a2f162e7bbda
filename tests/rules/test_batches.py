"""The day on which an envelope leaves tells no more than it may."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjose.rules.batches import when
from sanjose.rules.sharing import Plan
from sanjose.words.model import Kind
from sanjose.words.summary import CaseInterest, CaseRetracted, CaseSummary
from sanjose.words.tiers import Tier, coarse
from tests.rules.told import ID, UNNAMED, case_of, summary
from tests.words.facts import DAY


@pytest.mark.parametrize(
    ("tier", "decided", "leaves"),
    [
        (Tier.REGION, (2026, 3, 2), (2026, 7, 1)),
        (Tier.REGION, (2026, 6, 30), (2026, 7, 1)),
        (Tier.REGION, (2026, 7, 1), (2027, 1, 1)),
        (Tier.REGION, (2026, 12, 31), (2027, 1, 1)),
        (Tier.REGION, (2027, 1, 1), (2027, 4, 1)),
        (Tier.REGION, (2027, 5, 5), (2027, 7, 1)),
        (Tier.REGION, (2027, 9, 5), (2027, 10, 1)),
        (Tier.FAMILY, (2026, 3, 2), (2026, 7, 1)),
        (Tier.FAMILY, (2026, 7, 1), (2026, 10, 1)),
        (Tier.FAMILY, (2026, 8, 1), (2026, 10, 1)),
        (Tier.FAMILY, (2026, 11, 1), (2027, 1, 1)),
        (Tier.STATE, (2026, 3, 2), (2026, 3, 3)),
        (Tier.STATE, (2026, 12, 31), (2027, 1, 1)),
    ],
)
def test_what_tells_a_region_waits_for_a_batch_that_cuts_no_half_year(tier, decided, leaves):
    """Decided in July, a summary received in March leaves in October at the half-year's tier."""
    body = summary(case_of(), tier)

    assert when(body, date(*decided)) == date(*leaves)
    assert when(body, date(*decided), at_once=True) == date(*decided)
    assert Plan(body=body, to=(), on=date(*decided)).leaves == date(*leaves)


def test_a_recall_never_waits_and_an_interest_leaves_with_the_bundle():
    assert when(CaseRetracted(target=ID), DAY) == DAY
    assert when(CaseInterest(summary=ID, contact=True), DAY) == DAY + timedelta(days=1)
    assert when(CaseInterest(summary=ID, contact=True), DAY, at_once=True) == DAY


days = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@settings(deadline=None)
@given(days, st.integers(0, 800), st.sampled_from(UNNAMED))
def test_the_day_of_a_batch_tells_no_finer_time_than_a_half_year(received, after, tier):
    body = CaseSummary(
        summary=ID, **coarse(tier, state="FRA", received=received, kinds=(Kind.THREAT,))
    )
    decided = received + timedelta(days=after)

    leaves = when(body, decided)

    assert decided < leaves <= decided + timedelta(days=366)
    assert (leaves.month, leaves.day) in {(1, 1), (4, 1), (7, 1), (10, 1)}
    known = (body.first, min(body.last, leaves - timedelta(days=1)))
    assert known[0] <= received <= known[1]
    assert known[0].month in {1, 7}
    assert (known[1].month, known[1].day) in {(6, 30), (12, 31)}


@settings(deadline=None)
@given(days, days, st.integers(0, 400), st.sampled_from(UNNAMED))
def test_the_day_depends_on_what_is_told_and_not_on_what_is_not(one, other, after, tier):
    bodies = [
        CaseSummary(summary=ID, **coarse(tier, state="FRA", received=day, kinds=()))
        for day in (one, other)
    ]
    decided = max(one, other) + timedelta(days=after)

    if bodies[0] == bodies[1]:
        assert when(bodies[0], decided) == when(bodies[1], decided)

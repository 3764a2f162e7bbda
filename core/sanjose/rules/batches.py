"""The day on which an envelope leaves, chosen so that the day tells no more than it may.

An envelope tells its committee and its day, whatever stands in it. Who reads on a day that
something came in a year knows that it came before that day; a day inside a half-year would
therefore tell a finer time than the half-year that is agreed to without the State's name.

Source: ours; no document speaks of it, and G 12 asks for confidentiality.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from sanjose.words.provenance import Chosen
from sanjose.words.summary import CaseInterest, CaseRetracted, Cell
from sanjose.words.tiers import Tier

BATCHES = Chosen(
    (1, 4, 7, 10),
    "an envelope tells its day: summaries of a region leave together, four times a year",
)
"""The months on whose first day summaries of a region leave."""

HALVES = frozenset({1, 7})
"""The months that begin a half-year."""

BUNDLE = Chosen(
    timedelta(days=1),
    "what names a State leaves in the bundle of the next day, so that no hour tells anything",
)

BUNDLED: Chosen[Mapping[str, int]] = Chosen(
    {"case.summary/1": 2, "case.revise/1": 1, "case.interest/1": 1},
    "a bundle has as many envelopes of each kind every day, those that say nothing included: "
    "nobody sees whether something was told, and few days have more; what is over waits a day",
)
"""How many envelopes of each kind the daily bundle has, whatever is in it."""


def when(body: Cell | CaseRetracted | CaseInterest, on: date, *, at_once: bool = False) -> date:
    """Return the day on which the envelope of something decided on a day leaves.

    A recall never waits. What names a State leaves in the next daily bundle, what speaks of a
    region in the first quarterly batch whose day cuts no half-year: one that begins a
    half-year, or comes after the period that is told.

    Args:
        at_once: somebody chose expressly that it does not wait.
    """
    if at_once or isinstance(body, CaseRetracted):
        return on
    if isinstance(body, CaseInterest) or body.tier is Tier.STATE:
        return on + BUNDLE.value
    batch = _next_batch(on)
    while batch <= body.last and batch.month not in HALVES:
        batch = _next_batch(batch)
    return batch


def _next_batch(on: date) -> date:
    later = (month for month in BATCHES.value if month > on.month)
    month = next(later, None)
    return date(on.year + 1, BATCHES.value[0], 1) if month is None else date(on.year, month, 1)

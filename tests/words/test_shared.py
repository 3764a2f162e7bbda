"""What was told to other committees, as the entries of the committee add up to it."""

from dataclasses import replace
from datetime import date

import pytest

from sanjose.words.events import CaseParked
from sanjose.words.shared import (
    BundleLeft,
    Exchanged,
    InboxRead,
    InterestApproved,
    InterestSent,
    InterestStopped,
    SummaryApproved,
    SummaryKept,
    SummaryLeft,
    SummaryRecalled,
    SummaryStopped,
    after,
)
from sanjose.words.states import Region
from sanjose.words.summary import CaseInterest, CaseRevised, CaseSummary, Support
from sanjose.words.tiers import Tier
from sanjose.words.told import fields_of, unwritten, written
from tests.words.facts import DAY, NEXT, on

ID = "8f14e45f-ceea-4c67-9b1a-0242ac120002"
OTHER = "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed"
CASE = bytes(range(16))

APPROVED = SummaryApproved(
    summary=ID,
    version=1,
    case_id=CASE.hex(),
    region=Region.AFRICA,
    year=2026,
    tier=Tier.STATE,
    to=("ced",),
    leaves=NEXT,
    rests_on=("P1",),
    envelope=OTHER,
)
SECOND = replace(APPROVED, version=2, envelope=ID)
ASKED = InterestApproved(
    label="I1",
    origin="ced",
    summary=OTHER,
    contact=True,
    asked=(Support.LETTER,),
    leaves=NEXT,
    envelope=ID,
)


def folded(*facts) -> Exchanged:
    known = Exchanged()
    for fact in facts:
        known = after(known, on(DAY, fact) if not isinstance(fact, tuple) else on(*fact))
    return known


def standings(*facts) -> list[str]:
    return [one.standing for one in folded(*facts).told]


def test_what_was_agreed_to_waits_leaves_and_is_recalled_with_every_version():
    left = SummaryLeft(summary=ID, version=1)
    recalled = SummaryRecalled(summary=ID)

    assert standings(APPROVED) == ["waits"]
    assert standings(APPROVED, left) == ["left"]
    assert standings(APPROVED, left, SECOND) == ["left", "waits"]
    assert standings(APPROVED, left, SECOND, recalled) == ["recalled", "recalled"]
    assert standings(APPROVED, replace(APPROVED, summary=OTHER), recalled) == [
        "recalled",
        "waits",
    ]


def test_the_first_day_counts_whatever_is_entered_twice():
    (one,) = folded(
        APPROVED,
        SummaryLeft(summary=ID, version=1),
        (NEXT, SummaryLeft(summary=ID, version=1)),
        SummaryRecalled(summary=ID),
        (NEXT, SummaryRecalled(summary=ID)),
    ).told

    assert (one.left_on, one.recalled_on) == (DAY, DAY)


def test_what_is_stopped_before_it_left_was_never_told_and_what_left_cannot_be_stopped():
    stopped = SummaryStopped(summary=ID, version=1, because=("refused",))

    assert standings(APPROVED, stopped) == []
    assert standings(APPROVED, SummaryLeft(summary=ID, version=1), stopped) == ["left"]
    assert standings(APPROVED, SECOND, stopped) == ["waits"]


def test_what_was_told_of_a_case_is_found_by_its_id():
    known = folded(APPROVED, replace(APPROVED, summary=OTHER, case_id="ff" * 16))

    assert [one.fact.summary for one in known.of(CASE)] == [ID]
    assert known.told[0].case_id == CASE


def test_an_interest_waits_is_sent_or_is_stopped():
    (one,) = folded(ASKED).asked
    (sent,) = folded(ASKED, (NEXT, InterestSent(label="I1"))).asked
    both = folded(ASKED, replace(ASKED, label="I2"), InterestSent(label="I2"))

    assert (one.left_on, one.by) == (None, "Invented Officer")
    assert one.fact.sent == CaseInterest(summary=OTHER, contact=True, asked=(Support.LETTER,))
    assert sent.left_on == NEXT
    assert [each.left_on for each in both.asked] == [None, DAY]
    assert folded(ASKED, InterestStopped(label="I1")).asked == ()
    assert len(folded(ASKED, InterestSent(label="I1"), InterestStopped(label="I1")).asked) == 1
    assert folded(ASKED, InterestStopped(label="I1")).interests == 1


def test_each_officer_was_shown_what_they_were_shown():
    read = replace(on(DAY, InboxRead(shown=(ID,))), actor="Another Officer")
    known = after(folded(InboxRead(shown=(OTHER,)), InboxRead(shown=(ID,))), read)

    assert known.shown_to("Invented Officer") == {ID, OTHER}
    assert known.shown_to("Another Officer") == {ID}
    assert known.shown_to("Third Officer") == frozenset()


def test_the_day_of_the_last_bundle_is_known_and_other_entries_change_nothing():
    known = folded(BundleLeft(envelopes=4), (NEXT, BundleLeft(envelopes=4)))

    assert known.bundled_on == NEXT
    assert folded(CaseParked(review_on=date(2030, 1, 1))) == Exchanged()


@pytest.mark.parametrize("version", [1, 2])
def test_what_is_kept_in_the_case_is_what_is_sent(version):
    says = {"region": Region.AFRICA, "year": 2026}
    kept = SummaryKept(summary=ID, version=version, **says)
    sent = (
        CaseSummary(summary=ID, **says)
        if version == 1
        else CaseRevised(summary=ID, version=version, **says)
    )

    assert kept.sent == sent
    assert unwritten(SummaryKept, written(kept)) == kept


def test_outside_the_case_nothing_finer_than_region_and_year_is_written():
    """The State, the period and the act stand in the case, behind its wall, and go with it."""
    finer = {"state", "half", "quarter", "family", "act"}

    assert not finer & {one.name for one in fields_of(SummaryApproved)}
    assert unwritten(SummaryApproved, written(APPROVED)) == APPROVED
